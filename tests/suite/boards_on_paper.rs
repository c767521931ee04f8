//! Many boards on paper: in every format each row, heading, event and line is of one board, or is a sum that says so; and boards
//! whose plans are alike but for their names are answered alike.

use crate::boards::{COPIES, shelf_named};
use calamine::{Reader, Xlsx};
use lscb::reports::REPORT_KINDS;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

/// A row as it is shown, with the headings that it stands under.
struct Shown {
    under: Vec<String>,
    cells: Vec<String>,
}

/// Every question that is answered with rows.
fn questions() -> Vec<Vec<&'static str>> {
    let reports = REPORT_KINDS.iter().map(|kind| vec!["report", kind.id]);
    let since = ["--since", "2008-01-01"];
    let own = [vec!["overdue"], vec!["overdue", "--each-date"], vec!["due", "--within", "6m"], vec!["list"], vec!["show", "1.1"]];
    let monthly = [&["report", "monthly"][..], &since].concat();
    reports.chain(own).chain([monthly]).collect()
}

fn answer(folder: &Path, question: &[&str], format: &str) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
    command.current_dir(folder).args(question).args([".", "--format", format]);
    // So wide that every row has a line of its own.
    let output = command.env("LSCB_TODAY", "2008-10-01").env("NO_COLOR", "1").env("COLUMNS", "3000").output().unwrap();
    assert!(output.status.success(), "{question:?} {format}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The words of a text without its tags.
fn words(text: &str) -> String {
    let unescaped = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let pieces = text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    unescaped(&pieces.collect::<Vec<_>>().concat())
}

/// The tags of a format in which tables are marked up.
struct Tags {
    table_end: &'static str,
    row: &'static str,
    cells: &'static [&'static str],
    /// The level of a heading that begins here.
    heading: fn(&str) -> Option<usize>,
    heading_end: &'static str,
    /// What stands in the row of a table's headings, and in tables that only lay out the page.
    heads: &'static [&'static str],
}

static HTML: Tags = Tags {
    table_end: "</table>",
    row: "tr",
    cells: &["td", "th"],
    heading: |text| text.strip_prefix("<h").and_then(|rest| rest.get(..1)?.parse().ok()),
    heading_end: "</h",
    heads: &["<th scope=\"col\"", "<th>"],
};

static WORD: Tags = Tags {
    table_end: "</w:tbl>",
    row: "w:tr",
    cells: &["w:tc"],
    heading: |text| text.strip_prefix("<w:pStyle w:val=\"Heading").and_then(|rest| rest.get(..1)?.parse().ok()),
    heading_end: "</w:p>",
    heads: &["<w:tblHeader>", "PageHeading"],
};

fn rows_of_tags(text: &str, tags: &Tags) -> Vec<Shown> {
    let mut under: Vec<String> = Vec::new();
    let mut above = None;
    let mut rows = Vec::new();
    let starts = |rest: &str, tag: &str| rest.strip_prefix(tag).is_some_and(|rest| rest.starts_with(['>', ' ']));
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        at += next;
        let rest = &text[at..];
        if let Some(level) = (tags.heading)(rest) {
            let end = rest.find(tags.heading_end).unwrap();
            under.truncate(level - 1);
            under.push(words(&rest[..end]));

            at += end;
        } else if rest.starts_with(tags.table_end) {
            above = None;
        } else if starts(&rest[1..], tags.row) {
            let end = rest.find(&format!("</{}>", tags.row)).unwrap();
            let mut cells = Vec::new();
            let mut cell = 0;
            while let Some(next) = rest[cell..end].find('<') {
                cell += next;
                if let Some(tag) = tags.cells.iter().find(|tag| starts(&rest[cell + 1..], tag)) {
                    let last = cell + rest[cell..].find(&format!("</{tag}>")).unwrap();
                    cells.push(words(&rest[cell..last]));
                    cell = last;
                }
                cell += 1;
            }
            // A heading of columns comes again in each table.
            if !tags.heads.iter().any(|mark| rest[..end].contains(mark)) {
                let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
                // In a picture the name of a group stands above its lines.
                match filled[..] {
                    [group] if boards_in(group).len() == 1 => above = Some(group.clone()),
                    _ => rows.push(Shown { under: under.iter().cloned().chain(above.clone()).collect(), cells }),
                }
            }
            at += end;
        }
        at += 1;
    }
    rows
}

fn rows_of_markdown(text: &str) -> Vec<Shown> {
    let mut under: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 {
            under.truncate(level - 1);
            under.push(line[level..].trim().to_owned());
        } else if line.starts_with("| --- |") {
            rows.pop();
        } else if let Some(row) = line.strip_prefix("| ") {
            rows.push(Shown { under: under.clone(), cells: row.split(" | ").map(str::to_owned).collect() });
        }
    }
    rows
}

fn rows_of_values(bytes: &[u8], delimiter: u8) -> Vec<Shown> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
    let rows = reader.records().skip(1).map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.map(|cells| Shown { under: Vec::new(), cells }).collect()
}

fn rows_of_workbook(bytes: &[u8]) -> Vec<Shown> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut rows = Vec::new();
    for (name, sheet) in book.worksheets() {
        // A row's own key knows its plan by a number.
        let is_said = |cell: &String| !cell.is_empty() && !cell.starts_with("lscb_");
        let cells = sheet.rows().skip(1).map(|row| row.iter().map(ToString::to_string).filter(is_said).collect());
        rows.extend(cells.map(|cells| Shown { under: vec![name.clone()], cells }));
    }
    rows.retain(|row| !row.cells.is_empty());
    rows
}

/// On a screen: the lines below a rule, and where rows are shown one below the other, each of these. Only the first line of a row
/// begins at the margin.
fn rows_of_screen(text: &str) -> Vec<Shown> {
    let mut under: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for block in text.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with(' ')).collect();
        match lines.iter().position(|line| line.starts_with("-----")) {
            Some(rule) => rows.extend(
                lines[rule + 1..]
                    .iter()
                    .filter(|line| line.contains("  "))
                    .map(|line| Shown { under: under.clone(), cells: vec![(*line).to_owned()] }),
            ),
            None if lines.len() > 1 && lines[0].starts_with("Board  ") && boards_in(lines[0]).len() == 1 => {
                rows.push(Shown { under: under.clone(), cells: lines.iter().map(|line| (*line).to_owned()).collect() });
            }
            // A long heading goes on, set in, on the next line.
            None if lines.len() == 1 => under = vec![block.split_whitespace().collect::<Vec<_>>().join(" ")],
            None => {}
        }
    }
    rows
}

fn rows_of_calendar(text: &str) -> Vec<Shown> {
    let text = text.replace("\r\n ", "").replace("\r\n", "\n");
    let events = text.split("BEGIN:VEVENT\n").skip(1).map(|event| event.lines().map(str::to_owned).collect::<Vec<_>>());
    let mut names = BTreeSet::new();
    let rows = events.map(|cells| {
        let of = |key: &str| cells.iter().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
        let (name, summary, description) = (of("UID:"), of("SUMMARY:"), of("DESCRIPTION:"));
        assert!(names.insert(name.clone()), "{name} stands twice");
        // Each of the three says whose event it is, to the reader or to the calendar.
        let [board] = &Vec::from_iter(boards_in(&summary))[..] else { panic!("{summary}") };
        assert!(boards_in(&description).contains(board) && boards_in(&name.replace("~20", " ")).contains(board), "{cells:?}");
        Shown { under: Vec::new(), cells: vec![name.replace("~20", " "), summary, description, of("DTSTART;VALUE=DATE:")] }
    });
    rows.collect()
}

/// The boards that are named in some words: the plan a board's is made from, and the board's number.
fn boards_in(words: &str) -> BTreeSet<(String, String)> {
    let named = words.split("Board").skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix([' ', '_'])?;
        let (stem, rest) = rest.split_once(" No").filter(|(stem, _)| !stem.contains('_')).or_else(|| rest.split_once("_No"))?;
        let number = rest.get(..2).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
        (!stem.contains(' ')).then(|| (stem.to_owned(), number.to_owned()))
    });
    named.collect()
}

/// The rows of an answer in a format; of a calendar its events.
fn rows_of(format: &str, bytes: &[u8]) -> Vec<Shown> {
    let text = || String::from_utf8(bytes.to_vec()).unwrap();
    match format {
        "csv" => rows_of_values(bytes, b','),
        "tsv" => rows_of_values(bytes, b'\t'),
        "xlsx" => rows_of_workbook(bytes),
        "docx" => {
            let mut parcel = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            parcel.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
            rows_of_tags(&text, &WORD)
        }
        "html" => rows_of_tags(&text(), &HTML),
        "markdown" => rows_of_markdown(&text()),
        "table" => rows_of_screen(&text()),
        "ics" => rows_of_calendar(&text()),
        _ => text().lines().map(|line| Shown { under: Vec::new(), cells: vec![line.to_owned()] }).collect(),
    }
}

/// What is wrong with the rows of an answer, where each plan is that of so many boards.
fn faults_of(rows: &[Shown], boards: usize, is_whole: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut sums = BTreeSet::new();
    let mut alike: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>> = BTreeMap::new();
    for row in rows {
        // A row without words parts others.
        let is_empty = row.cells.iter().all(|cell| cell.trim().is_empty());
        if is_empty || row.cells.first().is_some_and(|cell| cell.starts_with("What stands beside this")) {
            continue;
        }
        let text = format!("{} / {}", row.under.join(" / "), row.cells.join(" | "));
        match &Vec::from_iter(boards_in(&text))[..] {
            // A sum over boards: were it a row of one of them, others would be the same.
            [] if sums.insert(text.clone()) => {}
            [] => faults.push(format!("stands twice and says of no board: {text}")),
            [_] if row.under.iter().any(|heading| heading == "Page one") => {}
            [(stem, number)] => {
                let plain = text.replace(&format!("No{number}"), "No#").replace(&format!("no{number}"), "no#");
                *alike.entry(stem.clone()).or_default().entry(number.clone()).or_default().entry(plain).or_default() += 1;
            }
            // A note about a workbook may name several.
            _ if row.under.iter().any(|heading| heading == "About") => {}
            several => faults.push(format!("is of {} boards: {text}", several.len())),
        }
    }
    for (stem, copies) in alike.iter().filter(|_| is_whole) {
        let first = copies.values().next().unwrap();
        let other = copies.iter().find(|(_, rows)| *rows != first);
        let row = other.and_then(|(_, rows)| rows.iter().find(|(row, count)| first.get(*row) != Some(count)));
        if copies.len() != boards || other.is_some() {
            faults.push(format!("{stem}: {} boards, not alike: {row:?}", copies.len()));
        }
    }
    faults
}

/// A name that is not wrapped in any column.
fn short_name(stem: &str, number: usize) -> String {
    format!("Board_{}_No{number:02}", &stem[..1])
}

fn long_name(stem: &str, number: usize) -> String {
    format!("Board {stem} No{number:02}")
}

/// The formats that take longest to write and to read are held to fewer boards: 20.
const FEW: usize = 4;

#[test]
fn every_row_on_paper_is_of_one_board_and_boards_that_are_alike_are_shown_alike() {
    let (many, few) =
        (shelf_named(COPIES, "boards-on-paper-many", long_name), shelf_named(FEW, "boards-on-paper-few", short_name));
    let mut wrong = Vec::new();
    let mut read: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions() {
        // The board's paper shows people the first rows of each table.
        let is_paper = question.contains(&"monthly");
        for format in ["csv", "tsv", "markdown", "html", "ics", "jsonl", "docx", "xlsx", "table"] {
            if format == "jsonl" && question[0] == "report" {
                continue;
            }
            let (folder, boards) = if ["docx", "xlsx", "table"].contains(&format) { (&few, FEW) } else { (&many, COPIES) };
            let rows = rows_of(format, &answer(folder, &question, format));
            *read.entry(format).or_default() += rows.len();
            let is_whole = !is_paper || ["csv", "tsv", "xlsx", "ics"].contains(&format);
            // Themes go over all boards.
            if question.contains(&"tags") {
                continue;
            }
            let faults = faults_of(&rows, boards, is_whole);
            wrong.extend(faults.iter().take(4).map(|fault| format!("{question:?} {format}: {fault:.400}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Every reader finds the rows: of the leads alone there are more.
    assert!(read.len() == 9 && read.values().all(|rows| *rows > 2_000), "{read:?}");
}

fn json(folder: &Path, question: &[&str]) -> Value {
    serde_json::from_slice(&answer(folder, question, "json")).unwrap()
}

/// What a figure of the rows comes to in all.
fn sum(rows: &Value, figure: &str) -> u64 {
    rows.as_array().unwrap().iter().map(|row| row[figure].as_u64().unwrap_or_else(|| panic!("{figure}: {row}"))).sum()
}

/// The same count wherever it is told: by board, by objective, by theme, on the last day of a trend, and in the paper's figures.
#[test]
fn the_figures_of_every_report_come_to_those_of_the_paper() {
    let folder = shelf_named(COPIES, "boards-figures", long_name);
    let paper = json(&folder, &["report", "monthly"]);
    let section =
        |id: &str| paper["sections"].as_array().unwrap().iter().find(|section| section["id"] == id).unwrap()["rows"].clone();
    let figures: BTreeMap<String, u64> = section("figures")
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| Some((row["figure"].as_str()?.to_owned(), row["count"].as_u64()?)))
        .collect();
    let states: BTreeMap<String, u64> = paper["counts"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(state, count)| (state.replace('-', "_"), count.as_u64().unwrap()))
        .collect();
    assert_eq!(states.values().sum::<u64>(), figures["actions"]);
    let boards = json(&folder, &["report", "boards"])["rows"].clone();
    let objectives = json(&folder, &["report", "objectives"])["rows"].clone();
    let tags = json(&folder, &["report", "tags"])["rows"].clone();
    for (state, count) in &states {
        for (report, rows) in [("boards", &boards), ("objectives", &objectives), ("tags", &tags)] {
            assert_eq!(sum(rows, state), *count, "{report}: {state}");
        }
    }
    assert_eq!(boards.as_array().unwrap().len(), 5 * COPIES);
    for (figure, column) in [("actions", "actions"), ("overdue", "overdue"), ("undated", "undated"), ("ongoing", "ongoing")] {
        assert_eq!(sum(&boards, column), figures[figure], "{figure}");
        assert_eq!(sum(&section("plans"), column), figures[figure], "{figure}");
    }
    // The last row for people is the sum of those above it.
    let text = String::from_utf8(answer(&folder, &["report", "boards"], "markdown")).unwrap();
    let all = rows_of_markdown(&text).pop().unwrap();
    assert!(all.cells[0].starts_with("All together: 150 plans"), "{:?}", all.cells);
    let told = |cell: &str| cell.trim_end_matches(" |").parse::<u64>().unwrap();
    let columns = ["actions", "open", "done", "undated", "no_lead"].map(|column| sum(&boards, column));
    assert_eq!([3, 4, 5, 6, 7].map(|at: usize| told(&all.cells[at])), columns, "{:?}", all.cells);
    let silent = format!("{} of {}", sum(&boards, "silent"), sum(&boards, "open"));
    assert!(all.cells[8].starts_with(&silent), "{:?}", all.cells);
    // Rows of the lists are the actions of the counts.
    let list = json(&folder, &["list"])["rows"].clone();
    let of_state = |state: &str| list.as_array().unwrap().iter().filter(|row| row["state"] == state).count() as u64;
    assert!(states.iter().all(|(state, count)| of_state(&state.replace('_', "-")) == *count));
    assert_eq!(json(&folder, &["overdue"])["rows"].as_array().unwrap().len() as u64, states["overdue"]);
    // Each date of the months is of one kind.
    let workload = json(&folder, &["report", "workload"]);
    let months = workload["sections"][0]["rows"].clone();
    let kinds: u64 = ["deadlines", "milestones", "reports", "starts"].map(|kind| sum(&months, kind)).iter().sum();
    assert_eq!(kinds, sum(&months, "dates"));
    // On its last day a trend counts the plans that have not ended.
    let trend = json(&folder, &["report", "trend"])["rows"].clone();
    let last: Vec<&Value> = trend.as_array().unwrap().iter().filter(|row| row["day"] == "2008-10-01").collect();
    for row in last {
        let board = boards.as_array().unwrap().iter().find(|board| board["board"] == row["board"]).unwrap();
        for state in states.keys() {
            assert_eq!(row[state], board[state], "{state} of {}", row["board"]);
        }
    }
}
