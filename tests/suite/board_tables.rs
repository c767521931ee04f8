//! Tables in the styles of boards, partnerships, trusts and schools: each is imported, and every action, date and name is looked at.

use lscb::import::{self, Import, Options};
use lscb::plan::{self, Arena};
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use toml::{Table, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A table of a document: a cell is its paragraphs; "<" goes on from the cell before, "^" from the cell above.
pub fn table(rows: &[&[&str]]) -> String {
    let paragraph = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        match text.strip_prefix("* ") {
            Some(text) => format!("<w:p><w:r><w:t>• {text}</w:t></w:r></w:p>"),
            None => format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
        }
    };
    let mut out = String::from("<w:tbl>");
    for (number, row) in rows.iter().enumerate() {
        out += "<w:tr>";
        for (column, text) in row.iter().enumerate().filter(|(_, text)| **text != "<") {
            let span = 1 + row[column + 1..].iter().take_while(|text| **text == "<").count();
            let below = rows.get(number + 1).and_then(|row| row.get(column));
            let merge = match (*text, below) {
                ("^", _) => "<w:vMerge/>",
                (_, Some(&"^")) => "<w:vMerge w:val=\"restart\"/>",
                _ => "",
            };
            let text = if *text == "^" { "" } else { text };
            let paragraphs: String = text.split('\n').map(paragraph).collect();
            out += &format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr>{paragraphs}</w:tc>");
        }
        out += "</w:tr>";
    }
    out + "</w:tbl>"
}

pub fn line(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub fn document(parts: &[String]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let main = "<R><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>";
    let body = format!("<w:document><w:body>{}</w:body></w:document>", parts.concat());
    for (path, text) in [("_rels/.rels", main), ("word/document.xml", &*body)] {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of sheets of texts.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row as u32, column as u16, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

pub fn imported(name: &str, bytes: &[u8]) -> Import {
    import::import(name, bytes, &Options::default()).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values.iter().flat_map(|value| texts(Some(value))).collect(),
        Some(Value::Table(table)) => texts(table.get("who").or(table.get("note"))),
        Some(Value::String(text)) => vec![text.clone()],
        Some(other) => vec![other.to_string()],
    }
}

/// Each objective and each action of a draft in a line: reference, words, leads, those who take part, timescale, deadlines.
pub fn shown(made: &Import) -> Vec<String> {
    let plan: Table = made.draft.parse().unwrap_or_else(|error| panic!("{error}\n{}", made.draft));
    let mut lines = Vec::new();
    for objective in plan.get("objective").and_then(Value::as_array).into_iter().flatten() {
        let of = |table: &Value, key: &str| texts(table.get(key)).join("; ");
        lines.push(format!("{} {}", of(objective, "ref"), of(objective, "title")).trim().to_owned());
        for action in objective.get("action").and_then(Value::as_array).into_iter().flatten() {
            let keys = ["ref", "action", "lead", "with", "timescale", "due"].map(|key| of(action, key));
            lines.push(format!("  {}", keys.join(" | ").trim_end_matches(" | ")));
        }
    }
    lines
}

/// The draft reads as a plan without a fault in its form, and these words stand in it.
pub fn holds(name: &str, made: &Import, words: &[&str]) {
    let arena = Arena::new();
    let reading = plan::read(name, &made.draft, &arena);
    let faults: Vec<String> = reading.faults.iter().map(|found| format!("{}: {}", found.rule, found.message)).collect();
    assert!(faults.is_empty(), "{name}: {faults:?}\n{}", made.draft);
    for word in words {
        assert!(made.draft.contains(word), "{name}: {word:?} is lost\n{}", made.draft);
    }
}

#[test]
fn a_title_over_all_columns_is_no_part_of_the_heading_below() {
    let made = imported(
        "a.docx",
        &document(&[
            line("Thornbury Children's Trust Board – Joint Action Plan 2013"),
            table(&[
                &["PRIORITY 2 – Emotional health", "<", "<", "<"],
                &["Outcome", "Key actions", "Lead agency", "Timescale"],
                &["Better access", "Single point of access", "CCG", "2013"],
                &["PRIORITY 3 – Early help", "<", "<", "<"],
                &["Outcome", "Key actions", "Lead agency", "Timescale"],
                &["Earlier support", "Locality teams", "LA", "01.09.13"],
            ]),
        ]),
    );
    assert_eq!(
        shown(&made),
        [
            "2 Emotional health",
            "   | Single point of access | ccg |  | 2013 | 2013",
            "3 Early help",
            "   | Locality teams | la |  | 01.09.13 | 2013-09-01",
        ]
    );
}

#[test]
fn headings_over_two_rows_say_what_each_column_is() {
    let made = imported(
        "a.docx",
        &document(&[
            line("Northshire Safeguarding Adults Board"),
            line("Strategic Delivery Plan 2023-24"),
            table(&[
                &["Ref", "Priority 1: Making Safeguarding Personal", "Who/When?", "<", "BRAG", "Progress update", "<"],
                &["^", "^", "Lead Officer & Partner agencies", "Target (completion) date", "^", "Q1", "Q2"],
                &["1.1", "Relaunch the toolkit", "Jane Okafor, NHS ICB and Police", "30/09/2023", "G", "Drafted", "Published"],
                &["1.2", "Audit of outcomes", "QA Subgroup", "Q2 2023/24", "A", "", "Delayed"],
                &["1.3", "Deliver three events", "Neglect Task & Finish Group", "Mar-24", "R", "", ""],
            ]),
        ]),
    );
    assert_eq!(
        shown(&made),
        [
            "1 Making Safeguarding Personal",
            "  1.1 | Relaunch the toolkit | jane-okafor; nhs-icb; police |  | 30/09/2023 | 2023-09-30",
            "  1.2 | Audit of outcomes | qa-subgroup |  | Q2 2023/24 | 2023/24-Q2",
            "  1.3 | Deliver three events | neglect-task-finish-group |  | Mar-24 | 2024-03",
        ]
    );
    holds("a.toml", &made, &["Q1: Drafted", "Q2: Published", "Q2: Delayed", "rag = \"green\""]);
}

#[test]
fn who_leads_in_a_merged_cell_leads_in_each_of_its_rows() {
    let made = imported(
        "a.docx",
        &document(&[
            line("Castleton LSCB Work Programme April 2010 – March 2011"),
            table(&[
                &["Objective", "Action", "Lead", "Timescale"],
                &["1. Safer workforce", "1.1 Audit of recruitment", "Claire Webb", "May 2010"],
                &["^", "1.2 Annual report", "^", "^"],
                &["^", "1.3 Training", "", "June 2010"],
            ]),
        ]),
    );
    assert_eq!(
        shown(&made),
        [
            "1 Safer workforce",
            "  1.1 | Audit of recruitment | claire-webb |  | May 2010 | 2010-05",
            "  1.2 | Annual report | claire-webb |  | May 2010 | 2010-05",
            "  1.3 | Training |  |  | June 2010 | 2010-06",
        ]
    );
}

#[test]
fn a_numbered_title_with_nothing_beside_it_is_no_action() {
    let made = imported(
        "a.docx",
        &document(&[table(&[
            &["No.", "Recommendation", "Action", "Lead", "Timescale"],
            &["1", "All staff to be trained", "", "", ""],
            &["1a", "", "Scope numbers", "Named Nurse", "April 09"],
            &["1(i)", "", "Report to Board", "Director of Nursing", "Quarterly"],
            &["2", "Supervision policy", "", "", ""],
            &["Action 3.2", "", "Ratify policy", "Governance Committee", "31.10.09"],
        ])]),
    );
    assert_eq!(
        shown(&made),
        [
            "1 All staff to be trained",
            "  1a | Scope numbers | named-nurse |  | April 09 | 2009-04",
            "  1(i) | Report to Board | director-of-nursing |  | Quarterly",
            "2 Supervision policy",
            "  Action 3.2 | Ratify policy | governance-committee |  | 31.10.09 | 2009-10-31",
        ]
    );
}

#[test]
fn headings_are_questions_too() {
    let made = imported("a.md", "# Lakeside Safeguarding Children Partnership\n\n## Business Plan 2020–2022\n\n### Priority 1 – Neglect\n\n\
        | # | What will we do? | Who will do it? | When will it be done by? | How will we know? | RAG |\n|---|---|---|---|---|---|\n\
        | 1.1 | Refresh the **toolkit** | Neglect Sub-Group | 30 October 2020 | Toolkit used | 🟢 |\n\
        | 1.10 | Train 200 staff | L&D | by 31st March 2021 | 200 trained | 🟠 |\n".as_bytes());
    assert_eq!(
        shown(&made),
        [
            "1 Neglect",
            "  1.1 | Refresh the toolkit | neglect-sub-group |  | 30 October 2020 | 2020-10-30",
            "  1.10 | Train 200 staff | l-d |  | by 31st March 2021 | 2021-03-31",
        ]
    );
    holds("a.toml", &made, &["Toolkit used", "200 trained", "rag = \"green\"", "rag = \"amber\""]);
}

#[test]
fn who_and_when_in_one_cell_are_parted() {
    let made = imported(
        "a.docx",
        &document(&[
            line("Fenwick District Youth Justice Plan 2014"),
            line("Objective 1: Reduce first time entrants"),
            table(&[
                &["What", "Who/When?", "Outcome"],
                &["Expand triage", "YOT Manager – June 2014", "Fewer"],
                &["Link with schools", "Education Officer / Sept 14", "Fewer"],
                &["Court reports", "Sarah Lane\n31/12/14", "Better"],
                &["Share data", "All agencies, ongoing", ""],
            ]),
        ]),
    );
    assert_eq!(
        shown(&made),
        [
            "1 Reduce first time entrants",
            "   | Expand triage | yot-manager |  | June 2014 | 2014-06",
            "   | Link with schools | education-officer |  | Sept 14",
            "   | Court reports | sarah-lane |  | 31/12/14 | 2014-12-31",
            "   | Share data | all-agencies |  | ongoing",
        ]
    );
    let check = "not dated: \"Sept 14\" can mean";
    assert!(made.draft.contains(check), "{}", made.draft);
}

/// A date that was moved is the deadline; where the new one cannot be read, neither is taken.
#[test]
fn revised_dates_take_the_place_of_the_first() {
    let made = imported(
        "a.csv",
        b"Ref,Action,Owner,Original due date,Revised due date\n\
        1.1,Commission the service,Nia Price,31/03/2024,30/06/2024\n\
        1.2,Publish the report,Nia Price,01/09/2024,\n\
        1.3,Review the forum,Nia Price,May 2024,after the election\n",
    );
    assert_eq!(
        shown(&made)[1..],
        [
            "  1.1 | Commission the service | nia-price |  | 31/03/2024 | 2024-06-30",
            "  1.2 | Publish the report | nia-price |  | 01/09/2024 | 2024-09-01",
            "  1.3 | Review the forum | nia-price |  | May 2024",
        ]
    );
    holds(
        "a.toml",
        &made,
        &["moved = [{ from = 2024-03-31, to = 2024-06-30 }]", "was the deadline moved to \"after the election\"?"],
    );
}

/// Two dates in one cell are two deadlines, but where the heading speaks of a revised one.
#[test]
fn a_heading_for_the_first_and_the_revised_date_is_understood() {
    let rows = b"1,Audit the records,Nia Price,30.09.24 / 31.12.24\n2,Brief the managers,Nia Price,June 2024\n\
        3,Report,Nia Price,\"30.09.24, 31.10.24 and 30.11.24\"\n";
    let made = imported("a.csv", &[b"Ref,Action,Owner,Timescale (original / revised)\n", &rows[..]].concat());
    assert_eq!(
        shown(&made)[1..],
        [
            "  1 | Audit the records | nia-price |  | 30.09.24 / 31.12.24 | 2024-12-31",
            "  2 | Brief the managers | nia-price |  | June 2024 | 2024-06",
            "  3 | Report | nia-price |  | 30.09.24, 31.10.24 and 30.11.24",
        ]
    );
    let told = ["moved = [{ from = 2024-09-30, to = 2024-12-31 }]", "the second date is taken", "which of the dates counts"];
    holds("a.toml", &made, &told);
    let made = imported("a.csv", &[b"Ref,Action,Owner,Timescale\n", &rows[..]].concat());
    assert!(shown(&made)[1].ends_with("| 2024-09-30; 2024-12-31"), "{:?}", shown(&made));
}

#[test]
fn what_stands_below_a_register_on_its_sheet_is_no_action() {
    let plan: &[&[&str]] = &[
        &["Southvale Safeguarding Children Partnership"],
        &["Improvement Plan 2025-26"],
        &[],
        &["Ref", "Improvement action", "Accountable", "Lead", "Deadline", "% complete"],
        &["L1", "Strengthen the front door", "DCS", "Ruth Amos", "31 May 2025", "40%"],
        &[],
        &["Practice actions"],
        &["Ref", "Action", "Lead", "Support", "Timeframe", "RAG rating"],
        &["P1", "Roll out the model", "Ian Moss", "All agencies", "Jan-25 to Dec-25", "Amber"],
        &[],
        &["Change log"],
        &["Version", "Date", "Author", "Change"],
        &["1", "01/04/2025", "RA", "Created"],
        &[],
        &["Term", "Meaning"],
        &["MASH", "Multi-agency safeguarding hub"],
        &[],
        &["Ref", "Action", "Lead", "Support", "Timeframe", "RAG rating"],
        &["P2", "Write the strategy", "Ian Moss", "", "by end of Q3 25/26", "Red"],
    ];
    let made = imported("a.xlsx", &workbook(&[("Plan", plan)]));
    assert_eq!(
        shown(&made),
        [
            "Improvement Plan 2025-26",
            "  L1 | Strengthen the front door | ruth-amos |  | 31 May 2025 | 2025-05-31",
            "Practice actions",
            "  P1 | Roll out the model | ian-moss | all-agencies | Jan-25 to Dec-25 | 2025-12",
            "  P2 | Write the strategy | ian-moss |  | by end of Q3 25/26 | 2025/26-Q3",
        ]
    );
    assert!(made.notes.iter().any(|note| note.contains("table of another kind")), "{:?}", made.notes);
}

#[test]
fn of_sheets_of_several_years_the_latest_is_taken() {
    let sheet = |action: &'static str, due: &'static str| -> Vec<Vec<&'static str>> {
        vec![vec!["Objective", "Actions", "Lead person", "Expected end"], vec!["1. Writing", action, "Mrs P Lowe", due]]
    };
    let (new, old) = (sheet("Daily handwriting", "16/12/2022"), sheet("New scheme", "07/01/2022"));
    let new: Vec<&[&str]> = new.iter().map(|row| &row[..]).collect();
    let old: Vec<&[&str]> = old.iter().map(|row| &row[..]).collect();
    let bytes = workbook(&[("2021-22", &old), ("2022-23", &new), ("Lists", &[&["R", "A", "G"]])]);
    let made = imported("a.xlsx", &bytes);
    assert_eq!(shown(&made), ["1 Writing", "   | Daily handwriting | mrs-p-lowe |  | 16/12/2022 | 2022-12-16"]);
    assert!(made.tables[0].why.contains("earlier year"), "{:?}", made.tables);
    let choice = import::Choice { sheet: Some("2021-22".into()), ..Default::default() };
    let made = import::import("a.xlsx", &bytes, &Options { choice, ..Options::default() }).unwrap();
    assert_eq!(shown(&made), ["1 Writing", "   | New scheme | mrs-p-lowe |  | 07/01/2022 | 2022-01-07"]);
}

/// As texts of documents come out of some programs: the line breaks within cells are gone, and a page ends in the middle of a row.
#[test]
fn rows_run_together_and_parted_by_a_page_are_put_right() {
    let made = imported(
        "a.txt",
        "Board work programme 2009/10\n\nMonitoring\t\t\t\nTarget\tActivity\tResponsible\tSuccess criteria\n\
        Better oversight\tFinish the scorecard\tQA Panel\tScorecard in use and known to all\n\n\
        \tReport on the scorecard\tpartners of the board.\n\n\
        Rapid response\t\t\t\nTarget\tActivity\tResponsible\tSuccess criteria\n\
        \tAgree the new rota Publish leaflets for Ofsted and parents\tPCT/CDRP CDRP\tRota in place Leaflets known\n"
            .as_bytes(),
    );
    assert_eq!(
        shown(&made),
        [
            "Monitoring",
            "   | Finish the scorecard | qa-panel",
            "   | Report on the scorecard",
            "Rapid response",
            "   | Agree the new rota | pct; cdrp",
            "   | Publish leaflets for Ofsted and parents | cdrp",
        ]
    );
    holds(
        "a.toml",
        &made,
        &[
            "Scorecard in use and known to all partners of the board.",
            "run together in one cell",
            "a cell less than the headings",
        ],
    );
}

#[test]
fn a_row_goes_on_below_a_blank_line_of_a_csv_file() {
    let made = imported(
        "a.csv",
        b"Objective,Timescale,Lead\n\"1. Safer training\n\x95 Agree a contract for the delivery of\",Draft to,Sue Harrison\n\n\
        \"the programme.\n\x95 Review the roles\",\"the Board April 08.\nOngoing.\",Ann Lee\n",
    );
    assert_eq!(
        shown(&made),
        [
            "1 Safer training",
            "   | Agree a contract for the delivery of the programme. | sue-harrison |  | Draft to the Board April 08. | 2008-04",
            "   | Review the roles | ann-lee |  | Ongoing.",
        ]
    );
}

/// A mark that is never closed, cells parted by a comma within them, and rows of another kind lose nothing, and no date is taken from
/// a cell that may stand under the wrong heading.
#[test]
fn a_broken_csv_file_is_read_row_by_row_and_told() {
    let made = imported("a.csv", b"Ref,Action,Lead,By when\n1,\"Write to schools,Sue Harrison,June 2008\n2,\"Ring, then visit\",Ann Lee,July 2008\n\
        3,Train staff, and governors,Jo Moss,May 2008\n4;Audit files;Jo Moss;August 2008\n5,Plan the year,Ann Lee,\n6,Close,Ann Lee,\n");
    assert_eq!(
        shown(&made)[1..],
        [
            "  1 | \"Write to schools | sue-harrison |  | June 2008 | 2008-06",
            "  2 | Ring, then visit | ann-lee |  | July 2008 | 2008-07",
            "  3 | Train staff | and-governors |  | Jo Moss",
            "  4 | Audit files | jo-moss |  | August 2008 | 2008-08",
            "  5 | Plan the year | ann-lee",
            "  6 | Close | ann-lee",
        ]
    );
    for check in
        ["a quotation mark is not closed", "it has 5 cells where the others have 4", "read with semicolons", "column 5: May 2008"]
    {
        assert!(made.draft.contains(check), "{check}\n{}", made.draft);
    }
}

#[test]
fn texts_of_every_encoding_and_line_end_are_read() {
    let table = "Ref,Action,Lead,By when\n1,Café for carers,Zoë Lee,June 2008\n2,Ring,Ann Lee,July 2008\n";
    let wanted = ["  1 | Café for carers | zoe-lee |  | June 2008 | 2008-06", "  2 | Ring | ann-lee |  | July 2008 | 2008-07"];
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| table.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    for (kind, bytes) in [
        ("UTF-8", table.as_bytes().to_vec()),
        ("UTF-16 LE without a mark", utf16(u16::to_le_bytes)),
        ("UTF-16 BE without a mark", utf16(u16::to_be_bytes)),
        ("carriage returns", table.replace('\n', "\r").into_bytes()),
        ("Windows-1252", table.chars().map(|letter| letter as u8).collect()),
        ("NUL", table.replace("Ring", "Ri\0ng").into_bytes()),
        ("told by Excel", format!("sep=;\r\n{}", table.replace(',', ";")).into_bytes()),
    ] {
        let made = imported("a.csv", &bytes);
        assert_eq!(shown(&made)[1..], wanted, "{kind}");
    }
}

/// As forms have them: what each cell is stands before it, not over it.
#[test]
fn forms_are_read_column_by_column() {
    let form = |action: &'static str, lead: &'static str, due: &'static str| {
        table(&[&["Action", action], &["Lead", lead], &["Deadline", due], &["Notes", "None"]])
    };
    let paper = [
        line("Ashby Safeguarding Adults Board Action Plan 2024-25"),
        form("Ask the lead officer to report", "Jane Smith", "30 June 2024"),
        form("Audit", "Ann Lee", "TBC"),
    ];
    let made = imported("a.docx", &document(&paper));
    assert_eq!(
        shown(&made)[1..],
        ["   | Ask the lead officer to report | jane-smith |  | 30 June 2024 | 2024-06-30", "   | Audit | ann-lee |  | TBC"]
    );
    assert!(made.tables[0].why.contains("first column"), "{:?}", made.tables);
    let made = imported(
        "a.csv",
        b"Priority 1: Neglect,,\nAction no,1.1,1.2\nAction,Train staff,Write to schools\nLead,Ann Lee,Jo Moss\nBy when,May 2025,\nCost,,20\n",
    );
    assert_eq!(
        shown(&made),
        ["1 Neglect", "  1.1 | Train staff | ann-lee |  | May 2025 | 2025-05", "  1.2 | Write to schools | jo-moss"]
    );
    holds("a.toml", &made, &["Cost: 20"]);
}

/// As templates have them: each thing stands beside its heading, two or three pairs in a row, a form for each action.
#[test]
fn forms_of_pairs_are_read() {
    let form = |reference: &'static str, action: &'static str, lead: &'static str, due: &'static str| {
        table(&[
            &["Ref", reference, "Lead", lead],
            &["Action", action, "<", "<"],
            &["By when", due, "RAG", "Green"],
            &["Success measure", "Toolkit in use", "Cost centre", "R20"],
        ])
    };
    let first = form("1.1", "Relaunch the toolkit", "Sue Harrison", "June 2009");
    let paper = [
        line("Anytown Safeguarding Board"),
        first.clone(),
        form("1.2", "Ring the coroner", "Jo Bloggs", "TBC"),
        form("1.3", "", "", ""),
    ];
    let wanted =
        ["  1.1 | Relaunch the toolkit | sue-harrison |  | June 2009 | 2009-06", "  1.2 | Ring the coroner | jo-bloggs |  | TBC"];
    let made = imported("a.docx", &document(&paper));
    assert_eq!(shown(&made)[1..3], wanted, "{}", made.draft);
    assert!(made.tables[0].why.contains("beside their cells"), "{:?}", made.tables);
    holds("a.toml", &made, &["rag = \"green\"", "Toolkit in use", "Cost centre: R20"]);
    // Several forms in one table, with titles between, and the action beside others.
    let rows: &[&[&str]] = &[
        &["Objective 1: Neglect"],
        &["Ref", "1.1", "", "Action", "Relaunch the toolkit", "", "Lead", "Sue Harrison"],
        &["By when", "June 2009", "", "Status", "In progress", "", "Cost", ""],
        &["Ref", "1.2", "", "Action", "Ring the coroner", "", "Lead", "Jo Bloggs"],
        &["By when", "TBC", "", "Status", "", "", "Cost", "20"],
    ];
    let made = imported("a.xlsx", &workbook(&[("Forms", rows)]));
    assert_eq!(shown(&made), [&["1 Neglect"], &wanted[..]].concat(), "{}", made.draft);
    // Where a cell belongs to no pair, nothing is taken.
    let odd: &[&[&str]] = &[&["Ref", "1.1", "see 2.1", "Lead", "Jo Bloggs"], &["Action", "Train", "", "By when", "May 2025"]];
    let made = imported("a.xlsx", &workbook(&[("Forms", odd)]));
    assert_eq!(made.actions, 0, "{}", made.draft);
}

/// The front sheet of a report, a page that explains the headings, and pairs of which one comes twice are no forms of actions.
#[test]
fn what_only_looks_like_a_form_is_not_taken() {
    let papers: [&[&[&str]]; 3] = [
        &[
            &["Report title", "Neglect"],
            &["Lead officer", "Jane Smith"],
            &["Action required", "To note"],
            &["Deadline", "May 2025"],
        ],
        &[&["Action", "What is to be done"], &["Lead", "Who does it"], &["Deadline", "When it must be done"]],
        &[&["Action", "Train", "Lead", "Jo Moss"], &["Deadline", "May 2025", "Status", "Open"], &["Lead", "x", "Action", "y"]],
    ];
    for rows in papers {
        let made = imported("a.docx", &document(&[table(rows)]));
        assert_eq!((made.actions, made.tables[0].taken), (0, false), "{rows:?}\n{}", made.draft);
    }
}

#[test]
fn surnames_before_a_comma_are_one_person_where_the_column_says_so() {
    let made = imported(
        "a.csv",
        b"Ref,Action,Lead,By when\n1,Write,\"Smith, Jane\",May 2025\n2,Ring,\"O'NEILL, Sam (Head of Service)\",May 2025\n\
        3,Meet,\"Smith, Jane; Lee, Ann\",May 2025\n4,Read,QA Subgroup,May 2025\n",
    );
    assert_eq!(
        shown(&made)[1..],
        [
            "  1 | Write | jane-smith |  | May 2025 | 2025-05",
            "  2 | Ring | sam-o-neill |  | May 2025 | 2025-05",
            "  3 | Meet | jane-smith; ann-lee |  | May 2025 | 2025-05",
            "  4 | Read | qa-subgroup |  | May 2025 | 2025-05",
        ]
    );
    holds("a.toml", &made, &["check: \"Smith, Jane\" is read as one person, Jane Smith"]);
    // Two forenames are two people.
    let made = imported(
        "a.csv",
        b"Ref,Action,Lead,By when\n1,Write,\"Sue, Jane\",May 2025\n2,Ring,\"Ann, Sue\",May 2025\n3,Meet,Sue,May 2025\n",
    );
    assert_eq!(shown(&made)[1], "  1 | Write | sue; jane |  | May 2025 | 2025-05");
}

#[test]
fn near_names_are_proposed_as_one_and_never_joined() {
    let made = imported(
        "a.csv",
        "Ref,Action,Lead,By when\n1,Write,Jane Smith,May 2025\n2,Ring,J Smith,May 2025\n3,Meet,Sarah O'Neill,May 2025\n\
        4,Read,Sarah O’Neil,May 2025\n5,Walk,John Smythe,May 2025\n6,Sit,Mrs Smith,May 2025\n"
            .as_bytes(),
    );
    assert_eq!(made.people, 6);
    let checks = ["\"J Smith\" the same as \"Jane Smith\"", "\"Sarah O’Neil\" the same as", "\"Mrs Smith\" the same as"];
    holds("a.toml", &made, &checks);
    assert!(!made.draft.contains("is \"John Smythe\" the same"), "{}", made.draft);
}

/// What is alone in a merged row may be an action: it is kept in sight.
#[test]
fn a_merged_row_over_no_action_is_told() {
    let made = imported(
        "a.docx",
        &document(&[table(&[
            &["Ref", "Action", "Lead", "By when"],
            &["Review the MARAC by May 2025", "<", "<", "<"],
            &["Priority 1: Abuse", "<", "<", "<"],
            &["1.1", "Train", "Ann Lee", "May 2025"],
            &["Priority 2: Neglect", "<", "<", "<"],
        ])]),
    );
    holds("a.toml", &made, &["check: printed above: \"Review the MARAC", "check: printed over no action: \"2 Neglect"]);
    assert_eq!(made.doubts.iter().filter(|doubt| doubt.message.contains("a title, or an action")).count(), 2);
}

#[test]
fn exports_of_programs_lose_no_column() {
    let made = imported(
        "a.csv",
        b"Title,Assigned To,Due date,Progress,Bucket,Priority,Description\n\
        Agree data,Ann Lee,2025-03-01T00:00:00Z,Not started,Data,Urgent,All of it\n\
        Train chairs,jo.moss@a.gov.uk,2025-04-30T23:00:00Z,Completed,Data,Low,\n",
    );
    assert_eq!(
        shown(&made)[1..],
        [
            "   | Agree data | ann-lee |  | 2025-03-01T00:00:00Z | 2025-03-01",
            "   | Train chairs | jo-moss-a-gov-uk |  | 2025-04-30T23:00:00Z",
        ]
    );
    holds(
        "a.toml",
        &made,
        &[
            "status = \"not-started\"",
            "tags = [\"Data\", \"Urgent\"]",
            "remark = \"All of it\"",
            "by British summer time it is the next",
        ],
    );
    assert_eq!(made.people, 2);
}

#[test]
fn quarters_below_a_merged_heading_and_sums_below_the_table_are_no_actions() {
    let made = imported(
        "a.docx",
        &document(&[table(&[
            &["No", "Action", "Lead", "Milestones", "<", "Cost", "Complete by"],
            &["^", "^", "^", "Q1", "Q2", "^", "^"],
            &["1", "Train", "Ann Lee", "80% by 30/06/24", "90% by 30/09/24", "20", "Mar 2025 (revised from Dec 2024)"],
            &["2", "Write", "#REF!", "", "Drafted", "30", "31 December 2024"],
            &["", "", "", "", "", "50", ""],
        ])]),
    );
    assert_eq!(
        shown(&made)[1..],
        ["  1 | Train | ann-lee |  | Mar 2025 (revised from Dec 2024)", "  2 | Write |  |  | 31 December 2024 | 2024-12-31"]
    );
    let kept = ["Q1: 80% by 30/06/24", "Q2: 90% by 30/09/24", "Q2: Drafted", "not taken for an action: Cost: 50", "#REF!"];
    holds("a.toml", &made, &kept);
}

/// A date that a workbook works out anew each day is no deadline, and risks with scores are no plan.
#[test]
fn workbooks_that_work_out_dates_and_scores() {
    use rust_xlsxwriter::{Format, Formula};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (column, text) in ["Ref", "Action", "Lead", "Due date"].into_iter().enumerate() {
        sheet.write(0, column as u16, text).unwrap();
    }
    for (row, formula) in [(1, "=TODAY()+30"), (2, "=DATE(2024,12,31)")] {
        sheet.write(row, 1, "Write").unwrap();
        sheet.write(row, 2, "Ann Lee").unwrap();
        sheet.write_formula_with_format(row, 3, Formula::new(formula).set_result("45657"), &date).unwrap();
    }
    let risks = book.add_worksheet();
    for (column, (heading, text)) in
        [("Risk", "Loss"), ("Score", "12"), ("Mitigating action", "Backups"), ("Owner", "Jo Moss"), ("Review date", "May 2025")]
            .into_iter()
            .enumerate()
    {
        risks.write(0, column as u16, heading).unwrap();
        risks.write(1, column as u16, text).unwrap();
    }
    let made = imported("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(
        shown(&made)[1..],
        ["   | Write | ann-lee |  | 31 Dec 2024", "   | Write | ann-lee |  | 31 Dec 2024 | 2024-12-31"]
    );
    assert!(made.draft.contains("works this date out anew"), "{}", made.draft);
    assert!(made.tables[1].why.contains("register of risks"), "{:?}", made.tables);
}

/// In a list that lscb made, the date beside "From September 07" is the start, and beside two dates the first one.
#[test]
fn a_start_beside_its_words_is_no_deadline() {
    let made = imported(
        "a.csv",
        b"ref,action,leads,timescale,due_as_written\n1,Write,Ann Lee,From September 2007,2007-09\n\
        2,Ring,Ann Lee,September 2007 December 2007,2007-09\n3,Meet,Ann Lee,in the spring,2008-04\n",
    );
    assert_eq!(
        shown(&made)[1..],
        [
            "  1 | Write | ann-lee |  | From September 2007",
            "  2 | Ring | ann-lee |  | September 2007 December 2007",
            "  3 | Meet | ann-lee |  | in the spring",
        ]
    );
    let told =
        ["due: 2007-09", "the deadline? The timescale says a start", "is \"2008-04\" the deadline, or the date of a milestone"];
    holds("a.toml", &made, &told);
    // What the date is stands in a column of its own, unless that was left out.
    let made = imported(
        "a.csv",
        b"ref,action,timescale,due_as_written,what\n1,Meet,in the spring,2008-04,\n2,Ask,in May,2008-05,First draft\n",
    );
    assert_eq!(shown(&made)[1..], ["  1 | Meet |  |  | in the spring | 2008-04", "  2 | Ask |  |  | in May"]);
}
