//! Plans that mean harm, in every report and every format: no terminal, spreadsheet or reader of a page obeys a word of them.

use super::{FORMATS, Style};
use crate::plan;
use crate::query::{self, Question, Since, Window};
use crate::reports::{About, Listing, REPORT_KINDS, Report, Return, actions, arrange, pack};
use crate::text::is_harmful;
use chrono::NaiveDate;
use std::io::{Cursor, Read};

/// A plan in which every text is the next of those given.
fn plan_of(mut next: impl FnMut() -> String) -> String {
    let layout = r#"
board = TEXT
title = TEXT
version = TEXT
source = TEXT
remark = TEXT
period = { from = 2026-01-01, to = 2026-12-31 }
[outcomes]
o = TEXT
[people]
p = { name = TEXT, role = TEXT }
TEXT = { name = TEXT }
[groups]
g = { name = TEXT, kind = "subgroup", chair = "p" }
[[objective]]
ref = TEXT
title = TEXT
[[objective.action]]
ref = TEXT
action = TEXT
lead = ["p", TEXT]
with = TEXT
timescale = TEXT
due = 2026-03-31
outcome = "o"
success = [TEXT, TEXT]
evidence = [TEXT, TEXT]
see = TEXT
came_from = TEXT
remark = TEXT
status = "in-progress"
progress = [{ on = 2026-02-01, note = TEXT, by = "p" }]
moved = [{ from = "2026-02", to = 2026-03-31, on = 2026-02-02, because = TEXT }]
milestones = [{ text = TEXT, due = 2026-08-30 }, { text = TEXT, due = "2026-04" }]
[[objective.action]]
action = TEXT
lead = "g"
due = 2026-09-30
status = "on-hold"
hold = { because = TEXT, review = 2026-10-01 }
[[objective.action]]
ref = TEXT
action = TEXT
when = TEXT
[[objective.action]]
ref = TEXT
action = TEXT
due = "2026-05"
status = "complete"
completed = 2026-05-20
evidence = TEXT
"#;
    let mut parts = layout.split("TEXT");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let escaped: String = next().chars().map(|c| format!("\\U{:08x}", c as u32)).collect();
        out += &format!("\"{escaped}\"{part}");
    }
    out
}

/// Every report of such a plan; its name means harm as well.
fn each_report(text: &str, name: &str, check: &mut dyn FnMut(&Report)) {
    let as_at = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    let arena = plan::Arena::new();
    let file = format!("plans/{name}.toml");
    let reading = plan::read(&file, text, &arena);
    let question = Question { since: Some(Since::Day(as_at - chrono::Days::new(125))), ..Question::as_at(as_at) };
    let answers = [query::ask(&question, &file, &reading.plan, &query::Carried::default())];
    assert!(answers[0].plan.actions().count() == 4, "{:?}", reading.faults);
    let about = About { as_at, soon: 31, filtered: false, left_out: 0, meetings: 2 };
    let grouped = Listing { group_by: Some("leads".into()), ..Listing::default() };
    let columns = crate::reports::columns::COLUMNS.iter().map(|column| column.id.to_owned()).collect();
    let everything = Listing { columns, ..Listing::default() };
    check(&actions::overdue(&answers, about));
    check(&arrange(actions::list(&answers, about, false), &grouped).unwrap());
    check(&arrange(actions::list(&answers, about, false), &everything).unwrap());
    check(&actions::show(&answers, about));
    for kind in REPORT_KINDS {
        check(&(kind.build)(&answers, about));
    }
    check(&pack(actions::overdue(&answers, About { filtered: true, ..about }), name, name, true, &Return::default()));
    let window = Window::Until(as_at + chrono::Days::new(90));
    let answers = [query::ask(&Question { window: Some(window), ..question }, &file, &reading.plan, &query::Carried::default())];
    check(&actions::due(&answers, about, window, "by then"));
}

fn rendered(format: &super::Format, report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    (format.render)(report, Style { width: 120, colour: false }, &mut out).unwrap();
    out
}

/// The files within a Word document or a workbook, joined.
fn unzipped(bytes: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for index in 0..archive.len() {
        archive.by_index(index).unwrap().read_to_string(&mut out).unwrap();
    }
    out
}

/// What must hold of any report in any format.
fn is_harmless(report: &Report) {
    for format in FORMATS {
        let bytes = rendered(format, report);
        let what = format!("{}, {}", report.id, format.name);
        if format.binary.is_some() {
            let text = unzipped(bytes);
            // A formula, a link out of the document, and what would be run.
            for part in ["<f>", "<f ", "TargetMode=\"External\"", "<w:object"] {
                assert!(!text.contains(part), "{what}: {part}");
            }
            // Links lead to other sheets of the same book.
            for link in text.split("<hyperlink ").skip(1) {
                let link = link.split('>').next().unwrap_or_default();
                assert!(link.contains(" location=\"'") && !link.contains("r:id"), "{what}: {link}");
            }
            // Those of a document lead from its contents to its own headings.
            for link in text.split("<w:hyperlink").skip(1) {
                assert!(
                    link.starts_with(" w:anchor=\"_Toc0") && !link.split('>').next().unwrap().contains("r:id"),
                    "{what}: {link:.80}"
                );
            }
            for field in text.split("<w:instrText").skip(1) {
                let field = field.split('>').nth(1).unwrap_or_default();
                assert!(
                    field.starts_with(" TOC \\o &quot;1-") && field.ends_with("&quot; \\h \\z </w:instrText"),
                    "{what}: {field}"
                );
            }
            let fields: Vec<&str> = text.split("w:instr=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert!(fields.iter().all(|field| [" PAGE ", " NUMPAGES "].contains(field)), "{what}: {fields:?}");
            assert!(!text.contains(|c| is_harmful(c) && !"\t\r\n".contains(c)), "{what}");
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let whole = match format.name {
            "csv" | "ics" => text.replace("\r\n", "\n"),
            "tsv" => text.replace('\t', " "),
            _ => text.clone(),
        };
        if let Some(raw) = whole.chars().find(|&c| is_harmful(c) && c != '\n') {
            panic!("{what} hands on {raw:?}: {whole:?}");
        }
        match format.name {
            "csv" | "tsv" => {
                let separator = if format.name == "csv" { b',' } else { b'\t' };
                let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
                for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
                    let is_number = cell.parse::<f64>().is_ok();
                    assert!(
                        is_number || !cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                        "{what}: {cell:?}"
                    );
                    assert!(!cell.starts_with(['\n', '\r', '\t']), "{what}: {cell:?}");
                }
            }
            // Every link leads to a place of the page.
            "html" => {
                // Words such as "href=" may end a label, whose own mark follows.
                assert!(text.split("<a ").skip(1).all(|link| link.starts_with("href=\"#")), "{what}");
                assert!(
                    ["<link", "<area", "<form", "<img", "<script", "<iframe", "src=\""].iter().all(|part| !text.contains(part)),
                    "{what}"
                );
            }
            "ics" => {
                for line in text.split("\r\n").filter(|line| !line.is_empty()) {
                    let key = line.split([':', ';']).next().unwrap();
                    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
                    assert!(line.starts_with(' ') || is_key && !["URL", "ATTACH", "ORGANIZER"].contains(&key), "{what}: {line}");
                }
            }
            "markdown" => {
                let mut options = comrak::Options::default();
                (options.extension.table, options.extension.autolink) = (true, true);
                let page = comrak::markdown_to_html(&text, &options);
                for link in page.split("href=\"").skip(1) {
                    let link = link.to_ascii_lowercase();
                    assert!(link.starts_with("http://") || link.starts_with("https://"), "{what}: {link}");
                }
                assert!(!page.contains("raw HTML omitted") && !page.contains("<img"), "{what}: {page}");
            }
            _ => {}
        }
    }
}

#[test]
fn no_text_of_a_plan_is_obeyed_in_any_format() {
    for text in [
        "\u{1b}[31mred\u{1b}]0;title\u{7}",
        "\u{9b}31mred\u{9d}0;title\u{9c}",
        "rub\u{8}\u{8}\u{8}out\u{7f}",
        "over\rwritten",
        "line\r\nend\nand\u{b}more\u{c}\u{85}\u{2028}\u{2029}",
        "\u{202e}gnp.exe\u{202c}\u{2066}\u{2069}\u{200f}\u{200e}\u{61c}",
        "=HYPERLINK(\"http://example.org\",\"here\")",
        "\n=cmd|' /C calc'!A0",
        "\t+1+1",
        "\u{feff} -1+1",
        "@SUM(A1)",
        "＝1+1",
        "<a href='javascript:alert(1)'>x</a><img src=x onerror=alert(1)><script>alert(1)</script>",
        "[x](javascript:alert(1)) ![x](https://example.org/a.png) <javascript:alert(1)>",
        "https://example.org/a_b?c=1&d=2 javascript:alert(1) file:///etc/passwd \\\\host\\share",
        "\r\nEND:VEVENT\r\nATTACH:http://example.org",
        "| pipe \\| and \\",
        "\u{0}",
        "",
    ] {
        each_report(&plan_of(|| text.to_owned()), text, &mut |report| is_harmless(report));
    }
}

#[test]
fn no_words_put_together_are_obeyed_in_any_format() {
    const PIECES: &[&str] = &[
        "\u{1b}[",
        "\u{9b}",
        "\u{7f}",
        "\u{0}",
        "\u{8}",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\u{2028}",
        "\u{202e}",
        "\u{2069}",
        "\u{200e}",
        "\u{61c}",
        "\u{feff}",
        "=",
        "+",
        "-",
        "@",
        "＝",
        " ",
        "'",
        "\"",
        "<a href=",
        "<",
        ">",
        "&",
        "|",
        "\\",
        "`",
        "*",
        "_",
        "[x](",
        "](",
        ")",
        "http://a.org/",
        "https://b.org/c_d",
        "www.",
        "javascript:",
        "jo@example.org",
        "#1",
        ":tada:",
        "a",
        "é",
        "1",
        ",",
        ";",
    ];
    arbtest::arbtest(|source| {
        let mut texts = Vec::new();
        for _ in 0..12 {
            let mut text = String::new();
            for _ in 0..source.int_in_range(0..=6)? {
                text += source.choose(PIECES)?;
            }
            texts.push(text);
        }
        let mut number = 0;
        let next = || {
            number += 1;
            texts[number % texts.len()].clone()
        };
        each_report(&plan_of(next), &texts[0], &mut |report| is_harmless(report));
        Ok(())
    });
}

#[test]
fn addresses_are_links_in_markdown_only_where_a_plan_says_where_to_look() {
    let address = "https://example.org/minutes_2026_03.pdf?a=1&b=2";
    each_report(&plan_of(|| address.to_owned()), "x", &mut |report| {
        let page = String::from_utf8(rendered(&super::markdown::FORMAT, report)).unwrap();
        let mut options = comrak::Options::default();
        (options.extension.table, options.extension.autolink) = (true, true);
        let links = comrak::markdown_to_html(&page, &options)
            .matches("href=\"https://example.org/minutes_2026_03.pdf?a=1&amp;b=2\"")
            .count();
        assert_eq!(links, page.matches(&format!("<{address}>")).count(), "{page}");
        let headings = ["Evidence", "See"];
        let may_link = report.sections.iter().any(|section| {
            let inner = section.inner.iter().flat_map(|inner| &inner.columns);
            section.columns.iter().chain(inner).any(|column| headings.contains(&column.heading) && column.people.is_some())
        });
        assert!(links == 0 || may_link, "{page}");
    });
}
