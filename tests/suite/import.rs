//! The five plans, printed as tables of every kind, come back as drafts that agree with them; hostile files are refused.

use lscb::import::{self, Import, Options};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use toml::{Table, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PLANS: &[&str] =
    &["hammersmith-fulham-2008-09", "oldham-2008-09", "swindon-2007-08", "unnamed-scb-2009-10", "west-berkshire-2015-17"];

/// An action as both sides have it.
#[derive(Default, Debug)]
struct Facts {
    reference: String,
    action: String,
    timescale: String,
    due: Vec<String>,
    /// Names of people and groups that lead.
    lead: Vec<String>,
    with: Vec<String>,
    objective: String,
    outcome: String,
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(one) => vec![one],
    }
}

fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn name_of(plan: &Table, key: &str) -> String {
    let entry = ["people", "groups"].iter().find_map(|section| plan.get(*section)?.get(key)?.as_table());
    entry.map(|entry| text(entry, "name")).unwrap_or_default()
}

/// Whether two names of the plans stand for the same, by their other spellings.
fn spellings(plan: &Table, name: &str) -> Vec<String> {
    let entries = ["people", "groups"].iter().filter_map(|section| plan.get(*section)?.as_table()).flat_map(Table::values);
    let mut found = vec![lscb::names::key(name)];
    for entry in entries.filter_map(Value::as_table) {
        let names: Vec<String> = std::iter::once(text(entry, "name"))
            .chain(list(entry.get("aka")).iter().filter_map(|aka| aka.as_str().map(str::to_owned)))
            .collect();
        if names.iter().any(|other| lscb::names::same(other, name)) {
            found.extend(names.iter().map(|name| lscb::names::key(name)));
        }
    }
    found
}

fn whos(plan: &Table, value: Option<&Value>) -> Vec<String> {
    let mut names = Vec::new();
    for who in list(value) {
        match who {
            Value::String(key) => names.push(name_of(plan, key)),
            Value::Table(table) => {
                names.push(name_of(plan, &text(table, "who")));
                names.extend(table.get("for").and_then(Value::as_str).map(|key| name_of(plan, key)));
            }
            _ => {}
        }
    }
    names.sort();
    names.dedup();
    names
}

/// How a cell prints who leads: "Sue Harrison (Development Officer)".
fn printed(plan: &Table, value: Option<&Value>) -> String {
    let shown = list(value).into_iter().map(|who| match who {
        Value::Table(table) => {
            let name = name_of(plan, &text(table, "who"));
            match (table.get("for").and_then(Value::as_str), table.get("as").and_then(Value::as_str)) {
                (Some(group), _) => format!("{name} ({})", name_of(plan, group)),
                (None, Some(role)) if role != "As above." && !lscb::names::same(role, &name) => format!("{name} ({role})"),
                _ => name,
            }
        }
        key => name_of(plan, key.as_str().unwrap_or_default()),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn plan_of(text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn objectives(plan: &Table) -> Vec<&Table> {
    list(plan.get("objective")).into_iter().filter_map(Value::as_table).collect()
}

fn facts(plan: &Table) -> Vec<Facts> {
    let mut all = Vec::new();
    for objective in objectives(plan) {
        for action in list(objective.get("action")).into_iter().filter_map(Value::as_table) {
            let own = |key: &str| action.get(key).or_else(|| objective.get(key));
            let milestones = list(action.get("milestones"));
            let mut due: Vec<String> = list(own("due"))
                .into_iter()
                .chain(milestones.iter().filter_map(|milestone| milestone.get("due")))
                .map(|due| due.as_str().map_or_else(|| due.to_string(), str::to_owned))
                .collect();
            due.sort();
            due.dedup();
            let outcome = text(action, "outcome");
            let shared =
                plan.get("outcomes").and_then(|outcomes| outcomes.get(&outcome)).and_then(Value::as_str).map(str::to_owned);
            all.push(Facts {
                reference: text(action, "ref"),
                action: text(action, "action"),
                timescale: own("timescale").and_then(Value::as_str).unwrap_or_default().to_owned(),
                due,
                lead: whos(plan, own("lead")),
                with: whos(plan, own("with")),
                objective: [text(objective, "ref"), text(objective, "title")].join(" ").trim().to_owned(),
                outcome: shared.unwrap_or(outcome),
            });
        }
    }
    all
}

/// A plan as a board prints it: titles over tables, one heading on each.
struct Printed {
    title: Vec<String>,
    /// A title, and the rows below it.
    parts: Vec<(String, Vec<Vec<String>>)>,
}

const HEADING: &[&str] =
    &["Ref", "Desired outcome", "Key Actions", "Lead Person/Subgroup", "Supported by", "Target Completion Date"];

fn print(plan: &Table) -> Printed {
    let mut parts = Vec::new();
    for objective in objectives(plan) {
        let rows = list(objective.get("action")).into_iter().filter_map(Value::as_table).map(|action| {
            let own = |key: &str| action.get(key).or_else(|| objective.get(key));
            let outcome = text(action, "outcome");
            let shared = plan.get("outcomes").and_then(|outcomes| outcomes.get(&outcome)).and_then(Value::as_str);
            vec![
                text(action, "ref"),
                shared.unwrap_or(&outcome).to_owned(),
                text(action, "action"),
                printed(plan, own("lead")),
                printed(plan, own("with")),
                own("timescale").and_then(Value::as_str).unwrap_or_default().to_owned(),
            ]
        });
        let title = [text(objective, "ref"), text(objective, "title")];
        let title = if title[0].is_empty() { title[1].clone() } else { format!("Objective {} – {}", title[0], title[1]) };
        parts.push((title, rows.collect()));
    }
    Printed { title: vec![text(plan, "board"), text(plan, "title")], parts }
}

fn as_text(printed: &Printed) -> Vec<u8> {
    let mut out = printed.title.join("\n\n") + "\n\n";
    for (title, rows) in &printed.parts {
        out += &format!("{title}\n\n{}\n", HEADING.join("\t"));
        rows.iter().for_each(|row| out += &format!("{}\n", row.join("\t")));
        out += "\n";
    }
    out.into_bytes()
}

fn as_markdown(printed: &Printed) -> Vec<u8> {
    let mut out = format!("# {}\n\n## {}\n\n", printed.title[0], printed.title[1]);
    for (title, rows) in &printed.parts {
        out += &format!("### {title}\n\n| {} |\n|{}\n", HEADING.join(" | "), "---|".repeat(HEADING.len()));
        rows.iter().for_each(|row| {
            out += &format!("| {} |\n", row.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
        });
        out += "\n";
    }
    out.into_bytes()
}

/// One table for all, the titles in rows of their own.
fn as_csv(printed: &Printed, delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    for title in &printed.title {
        writer.write_record([title.as_str(), "", "", "", "", ""]).unwrap();
    }
    writer.write_record(HEADING).unwrap();
    for (title, rows) in &printed.parts {
        writer.write_record([title.as_str(), "", "", "", "", ""]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
    }
    writer.into_inner().unwrap()
}

fn as_xlsx(printed: &Printed) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = rust_xlsxwriter::Format::new();
    for (row, title) in printed.title.iter().enumerate() {
        sheet.write_string(row as u32, 0, title).unwrap();
    }
    let mut row = 3;
    for (column, heading) in HEADING.iter().enumerate() {
        sheet.write_string(row, column as u16, *heading).unwrap();
    }
    for (title, rows) in &printed.parts {
        row += 1;
        sheet.merge_range(row, 0, row, HEADING.len() as u16 - 1, title, &bold).unwrap();
        for cells in rows {
            row += 1;
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column as u16, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A document with a table for each objective, its title in a row that spans all columns.
fn as_docx(printed: &Printed) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text));
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(text));
    let mut body: String = printed.title.iter().map(|title| paragraph(title)).collect();
    for (title, rows) in &printed.parts {
        body += &format!(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>",
            HEADING.iter().map(|text| cell(text)).collect::<String>()
        );
        body += &format!("<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"6\"/></w:tcPr>{}</w:tc></w:tr>", paragraph(title));
        for row in rows {
            body += &format!("<w:tr>{}</w:tr>", row.iter().map(|text| cell(text)).collect::<String>());
        }
        body += "</w:tbl>";
    }
    parcel(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"word/document.xml\"/></Relationships>",
        ),
        ("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
    ])
}

fn as_odf(printed: &Printed, sheets: bool) -> Vec<u8> {
    let paragraph = |text: &str| format!("<text:p>{}</text:p>", escaped(text));
    let cell = |text: &str| format!("<table:table-cell office:value-type=\"string\">{}</table:table-cell>", paragraph(text));
    let row = |cells: &[String]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let wide = |text: &str| {
        format!(
            "<table:table-row><table:table-cell table:number-columns-spanned=\"6\">{}</table:table-cell>\
             <table:covered-table-cell table:number-columns-repeated=\"5\"/></table:table-row>",
            paragraph(text)
        )
    };
    let heading = row(&HEADING.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    let rows: String = printed
        .parts
        .iter()
        .map(|(title, rows)| wide(title) + &rows.iter().map(|cells| row(cells)).collect::<String>())
        .collect();
    let title: String = printed.title.iter().map(|title| if sheets { wide(title) } else { paragraph(title) }).collect();
    let (before, within) = if sheets { (String::new(), title) } else { (title, String::new()) };
    let kind = if sheets { "spreadsheet" } else { "text" };
    let end = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>";
    parcel(&[
        ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
        (
            "content.xml",
            &format!(
                "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:{kind}>{before}\
                 <table:table table:name=\"Plan\">{within}{heading}{rows}{end}</table:table></office:{kind}></office:body>\
                 </office:document-content>"
            ),
        ),
    ])
}

fn parcel(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn import(name: &str, bytes: &[u8]) -> Import {
    import::import(name, bytes, &Options::default()).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// How many of a field are right, how many the draft has, how many the plan has.
#[derive(Default)]
struct Score {
    right: usize,
    drafted: usize,
    printed: usize,
}

impl Score {
    fn add(&mut self, drafted: &[String], printed: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
        let mut left: Vec<&String> = printed.iter().collect();
        let mut right = 0;
        for value in drafted {
            if let Some(at) = left.iter().position(|other| same(value, other)) {
                left.remove(at);
                right += 1;
            }
        }
        self.right += right;
        self.drafted += drafted.len();
        self.printed += printed.len();
        right == drafted.len() && left.is_empty()
    }
}

fn one(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

#[test]
fn the_five_plans_come_back_from_every_kind_of_paper() {
    type Make = fn(&Printed) -> Vec<u8>;
    let kinds: &[(&str, Make)] = &[
        ("txt", as_text),
        ("md", as_markdown),
        ("csv", |printed| as_csv(printed, b',')),
        ("tsv", |printed| as_csv(printed, b'\t')),
        ("xlsx", as_xlsx),
        ("docx", as_docx),
        ("odt", |printed| as_odf(printed, false)),
        ("ods", |printed| as_odf(printed, true)),
    ];
    let mut wrong = Vec::new();
    for (kind, make) in kinds {
        let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
        for name in PLANS {
            let plan = plan_of(&fs::read_to_string(format!("plans/{name}.toml")).unwrap());
            let made = import(&format!("{name}.{kind}"), &make(&print(&plan)));
            let draft = plan_of(&made.draft);
            let (drafted, printed) = (facts(&draft), facts(&plan));
            assert_eq!(drafted.len(), printed.len(), "{name}.{kind}: as many actions\n{}", made.draft);
            let same_who = |one: &str, other: &str| {
                let other = spellings(&plan, other);
                spellings(&draft, one).iter().any(|one| other.contains(one))
            };
            for (one_action, other) in drafted.iter().zip(&printed) {
                let mut field = |field: &'static str, drafted: &[String], printed: &[String], exact: bool| {
                    let same: &dyn Fn(&str, &str) -> bool = if exact { &|one, other| one == other } else { &same_who };
                    if !scores.entry(field).or_default().add(drafted, printed, same) && field != "due" && exact {
                        wrong.push(format!("{name}.{kind} {}: {field} {drafted:?}, printed {printed:?}", other.reference));
                    }
                };
                field("ref", &one(&one_action.reference), &one(&other.reference), true);
                field("action", &one(&one_action.action), &one(&other.action), true);
                field("timescale", &one(&one_action.timescale), &one(&other.timescale), true);
                field("objective", &one(&one_action.objective), &one(&other.objective), true);
                field("outcome", &one(&one_action.outcome), &one(&other.outcome), true);
                field("due", &one_action.due, &other.due, true);
                field("lead", &one_action.lead, &other.lead, false);
                field("with", &one_action.with, &other.with, false);
                for due in one_action.due.iter().filter(|due| !other.due.contains(due)) {
                    wrong.push(format!("{name}.{kind} {}: {due} is no deadline of {:?}", other.reference, other.timescale));
                }
            }
        }
        for (field, score) in &scores {
            let of = |whole: usize| if whole == 0 { 100.0 } else { 100.0 * score.right as f64 / whole as f64 };
            println!("{kind:<5} {field:<10} precision {:>5.1} %  recall {:>5.1} %", of(score.drafted), of(score.printed));
            if ["lead", "with"].contains(field) {
                assert!(of(score.drafted) >= 95.0 && of(score.printed) >= 95.0, "{kind}: {field}");
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The list that lscb makes of a plan, and the draft that is made of it.
fn list_and_back(folder: &Path, plan: &Path, file: &str, more: &[&str]) -> Table {
    let paper = folder.join(file);
    let args = [&["list", plan.to_str().unwrap(), "--no-config", "-o", paper.to_str().unwrap()], more].concat();
    let made = super::program::lscb(folder, &args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    plan_of(&import(paper.to_str().unwrap(), &fs::read(&paper).unwrap()).draft)
}

/// The deadlines of each action, without the dates of its milestones.
fn deadlines(plan: &Table) -> Vec<Vec<String>> {
    let actions = objectives(plan).into_iter().flat_map(|objective| {
        list(objective.get("action")).into_iter().filter_map(Value::as_table).map(move |action| (objective, action))
    });
    let due = actions.map(|(objective, action)| {
        let dates = list(action.get("due").or_else(|| objective.get("due")));
        dates.into_iter().map(|due| due.as_str().map_or_else(|| due.to_string(), str::to_owned)).collect()
    });
    due.collect()
}

/// What lscb prints of a plan as a list comes back with its references, actions, timescales, leads and deadlines, and with no other.
#[test]
fn a_list_that_lscb_made_comes_back() {
    let folder = super::program::folder("import-list");
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let as_it_comes: &[&str] = &[];
    let chosen: &[&str] = &["--columns", "ref,action,leads,timescale,due_as_written"];
    for name in PLANS {
        let plan = plan_of(&fs::read_to_string(format!("plans/{name}.toml")).unwrap());
        let papers = ["xlsx", "docx", "csv", "md"].iter().flat_map(|kind| [(kind, as_it_comes), (kind, chosen)]);
        for (kind, columns) in papers {
            let file = format!("{name}.{kind}");
            let draft = list_and_back(&folder, &plans.join(format!("{name}.toml")), &file, columns);
            let (drafted, printed) = (facts(&draft), facts(&plan));
            assert_eq!(drafted.len(), printed.len(), "{file} {columns:?}");
            for (one, other) in drafted.iter().zip(&printed) {
                assert_eq!(
                    (&one.reference, &one.action, &one.timescale),
                    (&other.reference, &other.action, &other.timescale),
                    "{file} {columns:?}"
                );
                for lead in &other.lead {
                    let known = spellings(&plan, lead);
                    let found = one.lead.iter().any(|lead| spellings(&draft, lead).iter().any(|lead| known.contains(lead)));
                    assert!(found, "{file} {}: {lead} is not among {:?}", other.reference, one.lead);
                }
            }
            let (drafted, planned) = (deadlines(&draft), deadlines(&plan));
            if columns.is_empty() {
                assert_eq!(drafted, planned, "{file}");
            }
        }
    }
}

/// Each kind of date that a list has for an action: only those of deadlines come back as such.
#[test]
fn a_list_makes_no_deadlines_of_other_dates() {
    let folder = super::program::folder("import-list-kinds");
    let plan = r#"
board = "Anytown LSCB"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[[objective]]
ref = "1"
title = "Training"
"#;
    let actions: &[(&str, &str)] = &[
        ("due = 2008-12-31", "2008-12-31"),
        ("due = \"2008-06\"\ntimescale = \"June 08\"", "2008-06"),
        ("milestones = [{ text = \"First draft\", due = 2008-11-30 }, { text = \"Last\", due = 2009-01-31 }]", ""),
        ("milestones = [{ text = \"Sent\", due = 2008-06-30, done = 2008-06-12 }]", ""),
        ("milestones = [{ text = \"Sent\", due = 2008-06-30 }]\nstatus = \"complete\"", ""),
        ("timescale = \"June 2008\"\nmilestones = [{ text = \"Sent\", due = \"2008-06\" }]", ""),
        ("every = \"quarter\"", ""),
        ("every = \"quarter\"\ndue = \"2009-02\"\nset-up = \"2008-05\"", ""),
        ("every = \"quarter\"\nfrom = \"2009-01\"\ndue = \"2009-02\"", "2009-02"),
        ("from = \"2008-09\"\nongoing = true", ""),
        ("due = [2008-11-30, 2009-02-28]", "2008-11-30"),
        ("due = 2008-05-31\nstatus = \"complete\"\ncompleted = 2008-05-30", "2008-05-31"),
        ("timescale = \"September 2008 (milestone)\"", ""),
        ("", ""),
    ];
    let text = |(number, (keys, _)): (usize, &(&str, &str))| {
        format!("\n[[objective.action]]\nref = \"1.{}\"\naction = \"Do this\"\n{keys}\n", number + 1)
    };
    let path = folder.join("kinds.toml");
    fs::write(&path, plan.to_owned() + &actions.iter().enumerate().map(text).collect::<String>()).unwrap();
    let planned: Vec<Vec<String>> = actions.iter().map(|(_, due)| one(due)).collect();
    for kind in ["docx", "xlsx", "csv", "md"] {
        for columns in [&[][..], &["--columns", "ref,action,due_as_written"], &["--columns", "ref,action,due"]] {
            // A text that has no other column than a date says nothing of what the date is.
            if kind == "csv" && columns.last() == Some(&"ref,action,due") {
                continue;
            }
            let more = [columns, &["--as-at", "2008-10-01"]].concat();
            let drafted = deadlines(&list_and_back(&folder, &path, &format!("kinds.{kind}"), &more));
            assert_eq!(drafted.len(), planned.len(), "{kind} {columns:?}");
            for (number, (drafted, planned)) in drafted.iter().zip(&planned).enumerate() {
                let is_right =
                    if columns.is_empty() { drafted == planned } else { drafted.iter().all(|due| planned.contains(due)) };
                assert!(is_right, "{kind} {columns:?} 1.{}: {drafted:?}, and not {planned:?}", number + 1);
            }
        }
    }
}

/// A draft loads, and what is found in it is what the print has.
#[test]
fn a_draft_reads_as_a_plan_without_a_fault_in_its_form() {
    for name in PLANS {
        let plan = plan_of(&fs::read_to_string(format!("plans/{name}.toml")).unwrap());
        let made = import(&format!("{name}.docx"), &as_docx(&print(&plan)));
        let arena = lscb::plan::Arena::new();
        let text = arena.keep(&made.draft).to_owned();
        let reading = lscb::plan::read("draft.toml", &text, &arena);
        let forms = [
            "syntax",
            "unknown-key",
            "missing-key",
            "wrong-type",
            "unknown-value",
            "unknown-lead",
            "bad-date",
            "unknown-outcome",
        ];
        let faults: Vec<String> =
            reading.faults.iter().filter(|found| forms.contains(&found.rule)).map(|found| found.message.clone()).collect();
        let actions: usize = reading.plan.objectives.iter().map(|objective| objective.actions.len()).sum();
        assert!(actions == made.actions && faults.is_empty(), "{name}: {faults:?}\n{}", made.draft);
    }
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    let began = Instant::now();
    let refused = import::import(name, bytes, &Options::default());
    assert!(began.elapsed() < Duration::from_secs(10), "{name}: {:?}", began.elapsed());
    match refused {
        Err(why) => why,
        Ok(made) => panic!("{name}: {} actions", made.actions),
    }
}

#[test]
fn hostile_files_are_refused_in_plain_words() {
    let main = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = |text: &str| parcel(&[("_rels/.rels", main), ("word/document.xml", text)]);
    let bomb = " ".repeat(60 << 20);
    assert!(refusal("a.docx", &document(&bomb)).contains("unpacks to more than"));
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document><w:body>&b;</w:body></w:document>";
    assert!(refusal("a.docx", &document(entities)).contains("definitions of its own"));
    let deep = format!("<w:document><w:body>{}", "<w:sdt>".repeat(100_000));
    assert!(refusal("a.docx", &document(&deep)).contains("deep"));
    let many = format!("<w:document><w:body>{}</w:body></w:document>", "<w:p/>".repeat(1_000_000));
    assert!(refusal("a.docx", &document(&many)).contains("parts, as no paper has"));
    assert!(refusal("a.docx", &document("<w:document><w:body>")).contains("cut off"));
    assert!(refusal("a.docx", &document("<w:document/>")).contains("is it the right file?"));
    let whole = document("<w:document><w:body/></w:document>");
    assert!(refusal("a.docx", &whole[..whole.len() / 2]).contains("cut off"));
    assert!(refusal("a.docx", b"Ref,Action").contains("none"));
    assert!(refusal("a.docx", b"").contains("empty"));
    assert!(refusal("a.pdf", b"%PDF-1.7 and so on").contains("PDF"));
    assert!(refusal("a.csv", b"MZ\x90\0\x03").contains("program"));
    assert!(refusal("a.zip", &parcel(&[("readme.xml", "<a/>")])).contains("packed as a zip"));
    assert!(
        refusal("a.xlsb", &parcel(&[("_rels/.rels", &main.replace("word/document.xml", "xl/workbook.bin"))]))
            .contains("save it as .xlsx")
    );
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let old = |stream: &str| [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600], &utf16(stream)].concat();
    assert!(refusal("a.doc", &old("WordDocument")).contains("save it as .docx"));
    assert!(refusal("a.docx", &old("EncryptedPackage")).contains("password"));
    assert!(refusal("a.xls", &old("Workbook")).contains("damaged"));
    let locked =
        parcel(&[("mimetype", "x"), ("content.xml", "rubbish"), ("META-INF/manifest.xml", "<m><f><encryption-data/></f></m>")]);
    assert!(refusal("a.ods", &locked).contains("password"));
    let alike = "<d><body><spreadsheet><table><table-row number-rows-repeated=\"1048576\"><table-cell><p>x</p></table-cell><table-cell><p>y</p>\
                 </table-cell></table-row></table></spreadsheet></body></d>";
    assert!(refusal("a.ods", &parcel(&[("mimetype", "x"), ("content.xml", alike)])).contains("rows"));
}

#[test]
fn a_million_empty_rows_and_paths_that_lead_out_do_no_harm() {
    let plan = plan_of(&fs::read_to_string("plans/oldham-2008-09.toml").unwrap());
    // The table as OpenDocument has it ends with a million rows, written once.
    let began = Instant::now();
    assert_eq!(import("oldham.ods", &as_odf(&print(&plan), true)).actions, 57);
    assert!(began.elapsed() < Duration::from_secs(10));
    let leads_out = parcel(&[
        ("../../evil.xml", "<a/>"),
        ("/etc/evil.xml", "<a/>"),
        ("_rels/.rels", "<R><Relationship Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></R>"),
        ("word/document.xml", "<w:document><w:body/></w:document>"),
    ]);
    assert_eq!(import("a.docx", &leads_out).actions, 0);
    assert!(!Path::new("../../evil.xml").exists());
}

/// Runs the program in a folder and gives its exit code and what it said on either stream.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    super::program::said(folder, args)
}

const LOG: &str = "Minutes of June\n\n,,,\nNo,What we agreed,By whom,Finished by,Colour\n1,Write to schools,Sue Harrison,June 2008,Green\n2,Ring the coroner,\"Jo Bloggs, PCT\",October,\n";

#[test]
fn every_flag_of_the_command_does_what_it_says() {
    let folder = super::program::folder("import-flags");
    fs::write(folder.join("log.csv"), LOG).unwrap();
    // Without help the columns are not understood, and nothing is guessed.
    let (code, said) = run(&folder, &["import", "log.csv"]);
    assert!(code == 2 && said.contains("no table of actions was found"), "{said}");
    let told = ["--column", "action=What we agreed", "--column", "timescale=4", "--column", "rag=Colour", "--period", "2008/09"];
    let with = |more: &[&str]| run(&folder, &[&["import", "log.csv"][..], &told[..], more].concat());
    let (code, said) = with(&["--board", "Anytown LSCB", "--title", "Log of actions", "-o", "log.toml", "--report", "log.json"]);
    assert!(code == 0 && said.contains("log.toml: written") && said.contains("2 actions under 1 objective"), "{said}");
    let draft = fs::read_to_string(folder.join("log.toml")).unwrap();
    for line in [
        "board = \"Anytown LSCB\"",
        "title = \"Log of actions\"",
        "period = { from = 2008-04-01, to = 2009-03-31 }",
        "# columns: 1 = ref, 2 = action, 3 = lead, 4 = timescale, 5 = rag",
        "due = \"2008-06\"",
        "rag = \"green\"",
        "timescale = \"October\"",
    ] {
        assert!(draft.contains(line), "{line}\n{draft}");
    }
    // Only the period dates the October: it is proposed, and not written.
    assert_eq!(draft.matches("due =").count(), 2, "{draft}");
    assert!(draft.contains("by the plan's period perhaps due = \"2008-10\""), "{draft}");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.join("log.json")).unwrap()).unwrap();
    assert_eq!((&report["schema"], &report["actions"]), (&"lscb.import/1".into(), &2.into()));
    assert_eq!(report["checks"][0]["column"], "Finished by");
    // Never over a file.
    let (code, said) = with(&["-o", "log.toml"]);
    assert!(code == 2 && said.contains("there is such a file already"), "{said}");
    // The draft tells the next import what the columns mean.
    let (code, said) = run(&folder, &["import", "log.csv", "--like", "log.toml", "--dry-run"]);
    assert!(code == 0 && said.contains("2 actions") && !said.contains("[[objective]]"), "{said}");
    let (code, said) = run(&folder, &["import", "log.csv", "--period", "2009-10"]);
    assert!(code == 2 && said.contains("write \"2009/10\" for the financial year, or \"2009-10/2009-10\""), "{said}");
    let (code, said) = run(&folder, &["import", "log.csv", "--column", "deadline=4"]);
    assert!(code == 2 && said.contains("the meanings are ref, objective"), "{said}");
    let (code, said) = run(&folder, &["import", "-"]);
    assert!(code == 2 && said.contains("--format csv"), "{said}");
}

#[test]
fn a_table_or_a_sheet_is_chosen() {
    let folder = super::program::folder("import-choice");
    let table = |action: &str| format!("Ref\tAction\tLead\tBy when\n1.1\t{action}\tSue Harrison\tJune 2008\n\n");
    fs::write(folder.join("two.txt"), format!("{}Between\n\n{}", table("First of all"), table("Second of all"))).unwrap();
    let (_, both) = run(&folder, &["import", "two.txt"]);
    assert!(both.contains("First of all") && both.contains("Second of all"), "{both}");
    let (_, second) = run(&folder, &["import", "two.txt", "--table", "2"]);
    assert!(!second.contains("First of all") && second.contains("Second of all"), "{second}");
    let mut book = Workbook::new();
    for (name, action) in [("Open", "First of all"), ("Closed", "Second of all")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, (heading, cell)) in
            [("Ref", "1.1"), ("Action", action), ("Owner", "Sue Harrison"), ("Due date", "June 2008")].iter().enumerate()
        {
            sheet.write_string(0, column as u16, *heading).unwrap();
            sheet.write_string(1, column as u16, *cell).unwrap();
        }
    }
    book.save(folder.join("two.xlsx")).unwrap();
    let (_, closed) = run(&folder, &["import", "two.xlsx", "--sheet", "closed"]);
    assert!(!closed.contains("First of all") && closed.contains("Second of all"), "{closed}");
}

/// Dates of a workbook are read as they show.
#[test]
fn a_workbook_cell_is_due_only_as_it_shows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Ref", "Action", "Owner", "Due date"].iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    let first = rust_xlsxwriter::ExcelDateTime::from_ymd(2008, 6, 1).unwrap();
    for (row, format) in ["dd/mm/yyyy", "mmm-yy", "d-mmm"].iter().enumerate() {
        let row = row as u32 + 1;
        sheet.write_number(row, 0, 1.0 + f64::from(row + 7) / 10.0).unwrap();
        sheet.write_string(row, 1, "Do it").unwrap();
        sheet.write_string(row, 2, "Sue Harrison").unwrap();
        sheet.write_datetime_with_format(row, 3, &first, &rust_xlsxwriter::Format::new().set_num_format(*format)).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.insert_note(1, 2, &rust_xlsxwriter::Note::new("or her deputy")).unwrap();
    let made = import("dates.xlsx", &book.save_to_buffer().unwrap());
    let drafted = facts(&plan_of(&made.draft));
    let due: Vec<&[String]> = drafted.iter().map(|action| &action.due[..]).collect();
    assert_eq!(due, [&["2008-06-01".to_owned()][..], &["2008-06".to_owned()], &[]], "{}", made.draft);
    assert!(made.draft.contains("hidden in the workbook") && made.draft.contains("or her deputy"), "{}", made.draft);
    assert!(made.draft.contains("the cell shows no year"), "{}", made.draft);
}

/// The draft of a table, and what was said of it.
fn drafted(rows: &str) -> Import {
    import("log.csv", rows.as_bytes())
}

/// Each column of a register has its key, whatever the case of its heading; what is no date, no frequency, no name is told.
#[test]
fn columns_have_their_keys() {
    let made = drafted(
        "REF,action,OWNER,Accountable Officer,due,frequency,Date Closed,status,Budget code\n\
         1.1,Write to schools,Sue Harrison,Jo Bloggs,June 2008,Quarterly,,Open,X1\n\
         1.2,Ring the coroner,Sue Harrison,Jo Bloggs,July 2008,when we can,03/06/2008,Withdrawn,\n\
         1.3,Train staff,Sue Harrison,,Annually,,4 July 2008,Complete,\n\
         1.4,Audit files,Sue Harrison,,At each meeting,,soon,,\n\
         1.5,Plan the year,Sue Harrison,,Bi-annually,,5 July 2008,,\n",
    );
    for line in [
        "accountable = \"jo-bloggs\"",
        "due = \"2008-06\"",
        "every = \"quarter\"",
        "status = \"withdrawn\"",
        "closed = 2008-06-03",
        "completed = 2008-07-04",
        "every = \"year\"",
        "every = \"meeting\"",
        "completed = 2008-07-05",
        "# Budget code: X1",
    ] {
        assert!(made.draft.contains(line), "{line}\n{}", made.draft);
    }
    for check in [
        "\"when we can\" is not taken for how often",
        "\"soon\" is not taken for a day",
        "it may have been dropped",
        "bi-annually",
    ] {
        let told = made.doubts.iter().filter(|doubt| doubt.message.to_lowercase().contains(&check.to_lowercase())).count();
        assert!(told == 1 && made.draft.to_lowercase().contains(&check.to_lowercase()), "{check}\n{}", made.draft);
    }
    assert_eq!(made.draft.matches("every =").count(), 3, "{}", made.draft);
    assert!(made.notes.iter().any(|note| note.contains("\"Budget code\" is taken for nothing")), "{:?}", made.notes);
}

/// Where one date only reads with the month first, none that reads both ways is taken for a deadline.
#[test]
fn dates_that_may_have_the_month_first_are_not_taken() {
    let rows = "Ref,Action,Owner,Due date,Date raised\n1,Write,Sue Harrison,4/6/2009,1/2/2009\n2,Ring,Sue Harrison,";
    let british = drafted(&format!("{rows}30/6/2009,\n"));
    assert!(british.draft.contains("due = 2009-06-04") && british.draft.contains("added = 2009-02-01"), "{}", british.draft);
    let american = drafted(&format!("{rows}6/30/2009,\n3,Ask,Sue Harrison,5/5/2009,\n4,Ask,Sue Harrison,June 2009,\n"));
    let due: Vec<Vec<String>> = facts(&plan_of(&american.draft)).into_iter().map(|action| action.due).collect();
    assert_eq!(due, [&[][..], &[], &["2009-05-05".to_owned()], &["2009-06".to_owned()]], "{}", american.draft);
    assert!(!american.draft.contains("added =") && american.draft.contains("# Date raised: 1/2/2009"), "{}", american.draft);
    assert!(american.draft.contains("the day or the month may come first"), "{}", american.draft);
}

/// The draft of an earlier paper tells the columns of each register, an empty one counted; where they stand otherwise, headings tell.
#[test]
fn columns_are_read_as_in_an_earlier_paper() {
    let folder = super::program::folder("import-like");
    let paper = |reference: usize| {
        format!(
            "Part one\n\nRef\tWhat we agreed\t\tBy whom\tFinished by\n{reference}.1\tWrite to schools\t\tSue Harrison\tJune 2008\n\n\
             Part two\n\nBy whom\tWhat we want\tColour\tRef\tFinished by\nJo Bloggs\tRing the coroner\tGreen\t{reference}.2\tJuly 2008\n"
        )
    };
    fs::write(folder.join("old.txt"), paper(1)).unwrap();
    fs::write(folder.join("new.txt"), paper(2)).unwrap();
    let told = ["--column", "action=2", "--column", "rag=Colour", "--column", "timescale=5"];
    let (code, said) = run(&folder, &[&["import", "old.txt", "-o", "old.toml"][..], &told].concat());
    assert_eq!(code, 0, "{said}");
    let old = fs::read_to_string(folder.join("old.toml")).unwrap();
    assert!(old.contains("# columns: 1 = ref, 2 = action, 4 = lead, 5 = timescale\n"), "{old}");
    assert!(old.contains("# columns of table 2: 1 = lead, 2 = action, 3 = rag, 4 = ref, 5 = timescale\n"), "{old}");
    let (code, said) = run(&folder, &["import", "new.txt", "--like", "old.toml", "-o", "new.toml"]);
    assert_eq!(code, 0, "{said}");
    let new = fs::read_to_string(folder.join("new.toml")).unwrap();
    assert_eq!(new, old.replace("old.txt", "new.txt").replace("\"1.", "\"2."));

    // Somebody wrote into the column that was empty: the others stay what they are.
    let log = |more: &str| format!("Ref,What we agreed,,By whom,By when\n1,Write to schools,{more},Sue Harrison,June 2008\n");
    fs::write(folder.join("old.csv"), log("")).unwrap();
    let (code, said) = run(&folder, &["import", "old.csv", "--column", "action=What we agreed", "-o", "log.toml"]);
    assert_eq!(code, 0, "{said}");
    fs::write(folder.join("new.csv"), log("Not before May")).unwrap();
    let (code, said) = run(&folder, &["import", "new.csv", "--like", "log.toml"]);
    assert!(code == 0 && said.contains("lead = \"sue-harrison\"") && said.contains("due = \"2008-06\""), "{said}");
    assert!(said.contains("Not before May") && said.contains("column 3 = ignore"), "{said}");
    // A column was put in before them: by its number the day somebody began would be the deadline.
    fs::write(
        folder.join("moved.csv"),
        "Ref,What we agreed,,Colour,By whom,By when\n1,Write to schools,,May 2007,Sue Harrison,June 2008\n",
    )
    .unwrap();
    let (code, said) = run(&folder, &["import", "moved.csv", "--like", "log.toml", "--column", "action=What we agreed"]);
    assert!(code == 0 && said.contains("do not stand as in the earlier plan") && said.contains("due = \"2008-06\""), "{said}");
    assert!(said.contains("lead = \"sue-harrison\"") && !said.contains("due = \"2007-05\""), "{said}");
}

/// A workbook with one sheet of these rows, as its XML.
fn sheet(rows: &str) -> Vec<u8> {
    let relation = |kind: &str, path: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{path}\"/></Relationships>"
        )
    };
    parcel(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ])
}

/// Files that are small for what they ask: each is read or refused in words, within ten seconds of processor time in a build for tests.
#[cfg(target_os = "linux")]
#[test]
fn hostile_files_take_no_time() {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let used = || getrusage(UsageWho::RUSAGE_THREAD).unwrap().user_time().num_milliseconds();
    let document = |body: &str| {
        let main = "<R><Relationship Type=\"x/officeDocument\" Target=\"word/document.xml\"/></R>";
        let body = format!("<w:document><w:body>{body}</w:body></w:document>");
        parcel(&[("_rels/.rels", main), ("word/document.xml", &body)])
    };
    let row = |cells: [&str; 4]| {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}</w:tr>", cells.map(cell).concat())
    };
    let table = |rows: &str| document(&format!("<w:tbl>{}{rows}</w:tbl>", row(["Ref", "Action", "Lead", "By when"])));
    let text = |number: &str, text: &str| format!("<c t=\"inlineStr\" r=\"{number}\"><is><t>{text}</t></is></c>");
    let line = |number: usize, cells: [&str; 4]| {
        let cells = ["A", "B", "C", "D"].iter().zip(cells).map(|(column, cell)| text(&format!("{column}{number}"), cell));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    let register =
        line(1, ["Ref", "Action", "Lead", "By when"]) + &line(2, ["1.1", "Write to schools", "Sue Harrison", "June 2008"]);
    let empty = |rows: usize| (3..rows).map(|row| format!("<row r=\"{row}\"/>")).collect::<String>();
    let names = |row_of: &dyn Fn(usize) -> String, count: usize| (0..count).map(row_of).collect::<String>();
    // What is made of each: so many actions, or the words in which it is refused.
    let cases: Vec<(&str, Vec<u8>, Result<usize, &str>)> = vec![
        ("million.xlsx", sheet(&(register.clone() + &empty(1_048_576))), Ok(1)),
        (
            "empty-cells.xlsx",
            sheet(&(register + &format!("<row>{}</row>", "<c/>".repeat(7_000)).repeat(600))),
            Err("rows and cells"),
        ),
        ("elements.docx", document(&"<w:p/>".repeat(590_000)), Ok(0)),
        ("rows.docx", table(&row(["1.1", "Write to schools", "Sue Harrison", "June 2009"]).repeat(25_000)), Err("rows")),
        (
            "names.docx",
            table(&names(&|number| row(["1", "Write", &format!("Sue Harri{number}"), "June 2009"]), 6_000)),
            Err("rows"),
        ),
        (
            "big.csv",
            ["Ref,Action,Lead,Due\n", &"1.1,Write,Sue Harrison,June 2009\n".repeat(600_000)].concat().into(),
            Err("text of more"),
        ),
        ("quote.csv", ["Ref,Action,Lead,Due\n1,\"", &"a,b\n".repeat(900_000)].concat().into(), Err("cells")),
        ("quotes.csv", ["Ref,Action,Lead,Due\n", &"1,\"a,b\n".repeat(50_000)].concat().into(), Err("rows")),
        ("strays.csv", ["Ref,Action,Lead,Due\n", &"1,\"a\n\"b,c\n".repeat(30_000)].concat().into(), Err("rows")),
        ("wide.csv", ["Ref,Action,Lead,Due\n1,", &"a,".repeat(1_900_000)].concat().into(), Err("cells")),
        ("pipes.md", ["|a|b|\n|---|---|\n", &"|".repeat(4_000_000)].concat().into(), Err("cells")),
        ("tabs.txt", "a\tb\tc\td\n".repeat(500_000).into(), Err("cells")),
    ];
    let mut failed = Vec::new();
    for (name, bytes, wanted) in cases {
        let before = used();
        let made = import::import(name, &bytes, &Options::default()).map(|made| made.actions);
        let time = used() - before;
        let as_wanted = match (&made, wanted) {
            (Ok(actions), Ok(wanted)) => *actions == wanted,
            (Err(why), Err(word)) => why.contains(word),
            _ => false,
        };
        println!("{name}: {time} ms, {made:?}");
        if !as_wanted || time > 10_000 {
            failed.push(format!("{name}: {time} ms, {made:?} and not {wanted:?}"));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
