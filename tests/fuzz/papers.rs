//! Office files that went wrong: papers with a table of actions, of every kind that `lscb import` reads, with bytes or pieces of
//! their markup changed. The same on every run for the same seed.

use chrono::NaiveDate;
use fastrand::Rng;
use lscb::import::{self, Options};
use lscb::plan::{Arena, read};
use lscb::query::{self, Question};
use lscb::render::{self, Style};
use lscb::reports::{About, actions};
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A paper as a file: its name, and its bytes.
pub struct PaperFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

const PLAN: &str = r#"board = "Any Town Safeguarding Children Board"
title = "Business Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
jo = { name = "Jo Bloggs" }
[groups]
g = { name = "Training Subgroup", kind = "subgroup" }
[[objective]]
ref = "1"
title = "Children are safe"
[[objective.action]]
ref = "1.1"
action = "Write the procedures"
lead = "jo"
timescale = "June 08"
due = "2008-06"
[[objective.action]]
ref = "1.2"
action = "Train the chairs; tell the Board of it"
lead = ["jo", "g"]
timescale = "Quarterly"
every = "quarter"
outcome = "Chairs know what to ask"
[[objective]]
ref = "2"
title = "Staff are trained"
[[objective.action]]
ref = "2.1"
action = "Look at what was learnt"
lead = "g"
timescale = "Ongoing"
ongoing = true
status = "in-progress"
"#;

/// The same table as each kind of file, sound.
fn sound_papers() -> &'static [(&'static str, Vec<u8>)] {
    static PAPERS: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    PAPERS.get_or_init(|| {
        let arena = Arena::new();
        let reading = read("plan.toml", PLAN, &arena);
        let as_at = NaiveDate::from_ymd_opt(2008, 10, 1).expect("a day of the calendar");
        let answers = [query::ask(&Question::as_at(as_at), "plan.toml", &reading.plan, &query::Carried::default())];
        let about = About { as_at, soon: 31, filtered: false, left_out: 0, meetings: 2 };
        let report = actions::list(&answers, about, false);
        let rendered = |format: &str| {
            let mut out = Vec::new();
            let format = render::find(format).expect("a known format");
            (format.render)(&report, Style { width: 100, colour: false }, &mut out).expect("memory takes all");
            out
        };
        let headings = ["Ref", "Action", "Lead", "Timescale", "Progress"];
        let rows: Vec<Vec<&str>> = vec![
            headings.into(),
            vec!["1.1", "Write the procedures", "Jo Bloggs", "June 08", "Begun"],
            vec!["1.2", "Train the chairs", "Training Subgroup", "Quarterly", ""],
            vec!["2.1", "Look at what was learnt", "Jo Bloggs / Sue Harrison", "Ongoing", "On track"],
        ];
        let cell = |text: &&str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        let row = |cells: &Vec<&str>| format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>());
        let table = rows.iter().map(row).collect::<String>();
        let open_document = |kind: &str| {
            parcel(&[
                ("mimetype", format!("application/vnd.oasis.opendocument.{kind}").into_bytes()),
                (
                    "content.xml",
                    format!(
                        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:{kind}>\
                         <table:table table:name=\"Plan\">{table}</table:table></office:{kind}></office:body></office:document-content>"
                    )
                    .into_bytes(),
                ),
            ])
        };
        let lines = |sign: &str| rows.iter().map(|row| row.join(sign) + "\n").collect::<String>().into_bytes();
        vec![
            ("docx", rendered("docx")),
            ("xlsx", rendered("xlsx")),
            ("odt", open_document("text")),
            ("ods", open_document("spreadsheet")),
            ("csv", lines(",")),
            ("tsv", lines("\t")),
            ("txt", lines("   ")),
            ("md", rendered("markdown")),
            ("html", rendered("html")),
        ]
    })
}

fn parcel(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).expect("memory takes all");
        zip.write_all(bytes).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}

/// The parts of a parcel that holds what `parcel` or a format wrote.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a sound parcel");
    let all = (0..archive.len()).map(|number| {
        let mut file = archive.by_index(number).expect("a sound part");
        let mut part = Vec::new();
        file.read_to_end(&mut part).expect("a sound part");
        (file.name().expect("a sound path").to_string(), part)
    });
    all.collect()
}

/// Pieces of markup and of tables that readers trip over.
const PIECES: &[&str] = &[
    "<w:gridSpan w:val=\"99999\"/>",
    "<w:gridSpan w:val=\"-1\"/>",
    "<w:vMerge/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr><w:tc><w:p/></w:tc></w:tr>",
    "<w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del>",
    "<w:ins w:id=\"2\"><w:r><w:t>y</w:t></w:r></w:ins>",
    "<w:br/>",
    "<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"7777777777\"/></w:numPr>",
    "<table:table-cell table:number-columns-repeated=\"1000000000\"/>",
    "<table:table-row table:number-rows-repeated=\"1000000000\"><table:table-cell/></table:table-row>",
    "<table:table-cell table:number-columns-spanned=\"16384\" table:number-rows-spanned=\"1048576\"><text:p>wide</text:p></table:table-cell>",
    "<table:covered-table-cell/>",
    "<text:s text:c=\"1000000000\"/>",
    "<text:tracked-changes/>",
    "<c r=\"XFD1048576\" t=\"s\"><v>99999</v></c>",
    "<c r=\"A0\"><v>1e999</v></c>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<!DOCTYPE a [<!ENTITY b \"ccc\">]>",
    "&b;",
    "&#0;",
    "&#x1b;",
    "&lt;script&gt;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "\u{1b}[31m\u{202e}",
    "\u{feff}",
    "31/02/2008",
    "June 08 – March 09",
    "2958466",
    "-1",
    "1e308",
    "\"\"\"",
    "'''",
    "| --- | --- |",
    "<td colspan=99999 rowspan=-3>",
    "<table><table><table>",
    "\t\t\t\t",
    ",,,,,\"",
    "\r",
];

/// A place of a text between two characters, mostly beside a tag.
fn place(rng: &mut Rng, text: &str) -> usize {
    let at = text.floor_char_boundary(rng.usize(..=text.len()));
    match rng.u8(..4) {
        0 => at,
        1 => text[at..].find('>').map_or(at, |more| at + more + 1),
        _ => text[at..].find('<').map_or(at, |more| at + more),
    }
}

/// One change of a marked-up text.
fn change(rng: &mut Rng, text: &mut String) {
    let start = place(rng, text);
    let end = start + text[start..].match_indices('<').nth(rng.usize(1..9)).map_or(0, |(at, _)| at);
    match rng.u8(..10) {
        0 => text.truncate(start),
        1 | 2 => text.replace_range(start..end, ""),
        3 | 4 => {
            let times = [1, 2, 2, 3, 40][rng.usize(..5)];
            let copy = text[start..end].repeat(times);
            text.insert_str(start, &copy);
        }
        5 => {
            let copy = text[start..end].to_owned();
            let to = place(rng, text);
            text.insert_str(to, &copy);
        }
        6 => {
            // A number becomes another.
            let numbers: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).take(4_000).collect();
            if let Some(&at) = rng.choice(&numbers) {
                text.replace_range(at..=at, ["0", "-1", "9999999999", "65536", "1.5", ""][rng.usize(..6)]);
            }
        }
        _ => text.insert_str(start, PIECES[rng.usize(..PIECES.len())]),
    }
}

/// A paper with one to a few changes.
pub fn mutant(rng: &mut Rng) -> PaperFile {
    let (ending, sound) = &sound_papers()[rng.usize(..sound_papers().len())];
    let mut bytes = sound.clone();
    let is_parcel = bytes.starts_with(b"PK");
    if is_parcel && rng.u8(..5) > 0 {
        let mut all = parts(&bytes);
        for _ in 0..1 + rng.usize(..4) {
            let at = rng.usize(..all.len());
            // Most of a parcel is no table.
            let main = all
                .iter()
                .position(|(path, _)| ["word/document.xml", "xl/worksheets/sheet1.xml", "content.xml"].contains(&&**path));
            let part = &mut all[main.filter(|_| rng.u8(..4) > 0).unwrap_or(at)].1;
            if let Ok(mut text) = String::from_utf8(std::mem::take(part)) {
                change(rng, &mut text);
                *part = text.into_bytes();
            }
        }
        if rng.u8(..12) == 0 {
            all.remove(rng.usize(..all.len()));
        }
        let all: Vec<(&str, Vec<u8>)> = all.iter().map(|(path, bytes)| (&**path, bytes.clone())).collect();
        bytes = parcel(&all);
    } else if is_parcel {
        for _ in 0..1 + rng.usize(..4) {
            let at = rng.usize(..bytes.len());
            match rng.u8(..3) {
                0 => bytes[at] = rng.u8(..),
                1 => bytes.truncate(at.max(1)),
                _ => drop(bytes.splice(at..at, [rng.u8(..), 0xff])),
            }
        }
    } else {
        let mut text = String::from_utf8(bytes).expect("made of text");
        for _ in 0..1 + rng.usize(..4) {
            change(rng, &mut text);
        }
        bytes = text.into_bytes();
        if rng.u8(..6) == 0 && !bytes.is_empty() {
            let at = rng.usize(..bytes.len());
            bytes[at] = rng.u8(..);
        }
    }
    // A name may belie what the file is.
    let ending = if rng.u8(..16) == 0 { ["xls", "docx", "csv", "ods", "md"][rng.usize(..5)] } else { ending };
    PaperFile { name: format!("paper.{ending}"), bytes }
}

/// Everything that is wrong with what is made of a paper: a draft is TOML, and can be read.
pub fn look_at(paper: &PaperFile, rng: &mut Rng) -> Vec<String> {
    let options = Options { original: rng.bool(), ..Options::default() };
    let Ok(made) = import::import(&paper.name, &paper.bytes, &options) else { return Vec::new() };
    let mut wrong = Vec::new();
    if !made.draft.is_empty() && made.draft.parse::<toml::Table>().is_err() {
        wrong.push(format!("the draft of {} is no TOML", paper.name));
    }
    let arena = Arena::new();
    let reading = read("draft.toml", &made.draft, &arena);
    if reading.plan.actions().count() != made.actions && !made.draft.is_empty() {
        wrong.push(format!("the draft of {} has not the actions it says", paper.name));
    }
    wrong
}
