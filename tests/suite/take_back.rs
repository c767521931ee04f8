//! Papers that people wrote into come back as exactly the edits made, and as none where nobody wrote: documents and workbooks of each of
//! the five plans, changed by small edits of their own XML.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const PLANS: &[(&str, &str)] = &[
    ("hammersmith-fulham-2008-09", "2008-10-01"),
    ("oldham-2008-09", "2008-10-01"),
    ("swindon-2007-08", "2007-11-20"),
    ("unnamed-scb-2009-10", "2009-10-01"),
    ("west-berkshire-2015-17", "2016-06-30"),
];

/// A folder of its own with one plan, in git.
struct Board {
    folder: PathBuf,
    plan: String,
    today: &'static str,
}

impl Board {
    fn new(test: &str, plan: &str, today: &'static str) -> Board {
        let text = fs::read_to_string(format!("plans/{plan}.toml")).unwrap();
        Board::with(test, plan, &text, today)
    }

    fn with(test: &str, plan: &str, text: &str, today: &'static str) -> Board {
        let folder = std::env::temp_dir().join(format!("lscb-take-back-{test}-{plan}-{}", std::process::id()));
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("plans")).unwrap();
        let board = Board { folder, plan: plan.to_owned(), today };
        fs::write(board.path(), text).unwrap();
        board.git(&["init", "--quiet"]);
        board.commit();
        board
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("plans/{}.toml", self.plan))
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
            command.env_remove(name);
        }
        let names = ["-c", "user.name=Sue", "-c", "user.email=sue@example.org"];
        assert!(command.current_dir(&self.folder).args(names).args(args).status().unwrap().success());
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "-m", "as it is"]);
    }

    /// Exit code, standard output, standard error.
    fn lscb(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
            command.env_remove(name);
        }
        let output =
            command.current_dir(&self.folder).args(args).env("LSCB_TODAY", self.today).env("NO_COLOR", "1").output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }

    /// Makes a paper.
    fn paper(&self, args: &[&str], file: &str) {
        let (code, _, said) = self.lscb(&[args, &["-o", file]].concat());
        assert_eq!(code, 0, "{said}");
    }

    fn bytes(&self, file: &str) -> Vec<u8> {
        fs::read(self.folder.join(file)).unwrap()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.folder);
    }
}

/// Changes the parts of an office file whose paths contain a word.
fn edited(bytes: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let path = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if path.contains(part) {
            bytes = edit(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        out.start_file(path, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Writes into a cell of a row of a document: the row whose bookmark stands for the action, the cell of this number.
fn write_into(document: &str, bookmark: &str, cell: usize, words: &str) -> String {
    let at = document.find(bookmark).unwrap_or_else(|| panic!("no row {bookmark}"));
    let start = document[..at].rfind("<w:tr>").unwrap();
    let end = start + document[start..].find("</w:tr>").unwrap();
    let mut cells: Vec<String> = document[start..end].split("<w:tc>").map(str::to_owned).collect();
    let open = cells[cell + 1].find("<w:p>").unwrap();
    let close = cells[cell + 1].rfind("</w:p>").unwrap();
    cells[cell + 1].replace_range(open..close, &format!("<w:p><w:r><w:t>{words}</w:t></w:r>"));
    format!("{}{}{}", &document[..start], cells.join("<w:tc>"), &document[end..])
}

/// The first actions of a plan that are open and have a reference: their bookmarks and their references.
fn open_actions(plan: &str, count: usize) -> Vec<(String, String)> {
    let table: toml::Table = plan.parse().unwrap();
    let mut found = Vec::new();
    for (number, objective) in table["objective"].as_array().unwrap().iter().enumerate() {
        for (index, action) in objective.get("action").and_then(|all| all.as_array()).into_iter().flatten().enumerate() {
            let is_closed = ["completed", "closed", "hold"].iter().any(|key| action.get(key).is_some())
                || action.get("status").is_some_and(|status| status.as_str() != Some("in-progress"));
            if !is_closed && found.len() < count {
                let name = action.get("ref").and_then(|name| name.as_str()).unwrap_or_default().to_owned();
                found.push((format!("lscb_1_{}_{}_", number + 1, index + 1), name));
            }
        }
    }
    found
}

/// The keys of an action in a plan that `edit` changed, that it had not before.
fn action<'t>(plan: &'t toml::Table, bookmark: &str) -> &'t toml::Value {
    let mut numbers = bookmark.trim_start_matches("lscb_1_").split('_').map(|number| number.parse::<usize>());
    let (objective, action) = (numbers.next().unwrap().unwrap(), numbers.next().unwrap().unwrap());
    &plan["objective"].as_array().unwrap()[objective - 1]["action"].as_array().unwrap()[action - 1]
}

const COLUMNS: &str = "ref,action,leads,due,status,rag,evidence,completed";

#[test]
fn a_paper_that_nobody_wrote_into_changes_nothing() {
    for (plan, today) in PLANS {
        let board = Board::new("none", plan, today);
        let before = board.text();
        let papers: &[(&[&str], &str)] = &[
            (&["list", "plans"], "list"),
            (&["list", "plans", "--columns", COLUMNS], "columns"),
            (&["report", "monthly", "plans"], "monthly"),
            (&["report", "leads", "plans"], "leads"),
            (&["report", "objectives", "plans"], "objectives"),
        ];
        for (args, name) in papers {
            for ending in ["docx", "xlsx", "csv"] {
                let file = format!("{name}.{ending}");
                board.paper(args, &file);
                let (code, out, said) = board.lscb(&["take-back", &file]);
                assert_eq!((code, &*out), (0, ""), "{plan} {file}: {said}");
                assert!(said.contains("there is nothing to take back"), "{plan} {file}: {said}");
            }
        }
        assert_eq!(board.text(), before);
    }
}

#[test]
fn the_same_text_gives_the_same_paper_whatever_the_commit() {
    let board = Board::new("bytes", "oldham-2008-09", "2008-10-01");
    board.paper(&["list", "plans"], "one.docx");
    board.paper(&["list", "plans"], "one.xlsx");
    board.git(&["commit", "--quiet", "--allow-empty", "-m", "another"]);
    board.paper(&["list", "plans"], "two.docx");
    board.paper(&["list", "plans"], "two.xlsx");
    assert!(board.bytes("one.docx") == board.bytes("two.docx"));
    assert!(board.bytes("one.xlsx") == board.bytes("two.xlsx"));
}

#[test]
fn what_was_written_into_a_document_becomes_exactly_these_edits() {
    for (plan, today) in PLANS {
        let board = Board::new("docx", plan, today);
        let before: toml::Table = board.text().parse().unwrap();
        let open = open_actions(&board.text(), 5);
        board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
        let bytes = edited(&board.bytes("list.docx"), "word/document.xml", |xml| {
            let xml = write_into(xml, &open[0].0, 5, "amber");
            let xml = write_into(&xml, &open[1].0, 6, "Minutes of 3 June");
            let xml = write_into(&xml, &open[2].0, 7, "29 Sep 2008");
            let xml = write_into(&xml, &open[3].0, 4, "in progress");
            write_into(&xml, &open[4].0, 1, "Other words altogether")
        });
        fs::write(board.folder.join("list.docx"), bytes).unwrap();
        let (code, diff, said) = board.lscb(&["take-back", "list.docx", "--dry-run"]);
        assert!(diff.contains("+rag") && diff.contains("+++"), "{plan}: {diff} {said}");
        assert_eq!(code, 0, "{plan}: {said}");
        assert_eq!(board.text().parse::<toml::Table>().unwrap(), before, "--dry-run writes nothing");
        let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
        assert_eq!(code, 0, "{plan}: {out}{said}");
        assert!(said.contains("taken only with --words"), "{said}");
        let after: toml::Table = board.text().parse().unwrap();
        let value = |of: usize, key: &str| action(&after, &open[of].0).get(key).cloned();
        assert_eq!(value(0, "rag"), Some("amber".into()), "{plan}");
        let evidence = value(1, "evidence").unwrap();
        assert!(
            evidence.as_str() == Some("Minutes of 3 June") || evidence.as_array().is_some_and(|all| all.len() == 1),
            "{plan}"
        );
        assert_eq!(value(2, "completed").unwrap().to_string(), "2008-09-29", "{plan}");
        assert_eq!(value(2, "status"), Some("complete".into()), "{plan}");
        assert_eq!(value(3, "status"), Some("in-progress".into()), "{plan}");
        assert_eq!(action(&after, &open[4].0), action(&before, &open[4].0), "{plan}");
        // Nothing else changed: with these keys as they were, the plan is as it was.
        let mut undone = after.clone();
        for (bookmark, keys) in [
            (&open[0].0, &["rag"][..]),
            (&open[1].0, &["evidence"]),
            (&open[2].0, &["completed", "status"]),
            (&open[3].0, &["status"]),
        ] {
            let mut numbers = bookmark.trim_start_matches("lscb_1_").split('_').filter_map(|number| number.parse::<usize>().ok());
            let (at, of) = (numbers.next().unwrap() - 1, numbers.next().unwrap() - 1);
            let old = action(&before, bookmark).as_table().unwrap();
            let action = undone["objective"][at]["action"][of].as_table_mut().unwrap();
            for key in keys {
                match old.get(*key) {
                    Some(value) => _ = action.insert((*key).to_owned(), value.clone()),
                    None => _ = action.remove(*key),
                }
            }
        }
        assert_eq!(undone, before, "{plan}");
        // Taken back once more it changes nothing, as all of it is there.
        let (_, out, said) = board.lscb(&["take-back", "list.docx"]);
        assert_eq!(out, "", "{plan}: {said}");
        let (_, out, _) = board.lscb(&["take-back", "list.docx", "--words"]);
        assert!(out.contains("Other words altogether"), "{plan}: {out}");
    }
}

#[test]
fn what_was_written_into_a_pack_becomes_notes() {
    for (plan, today) in PLANS {
        let board = Board::new("pack", plan, today);
        let (code, _, said) = board.lscb(&["list", "plans", "--each", "lead", "--out-dir", "packs", "--format", "docx"]);
        assert_eq!(code, 0, "{said}");
        let mut packs: Vec<PathBuf> =
            fs::read_dir(board.folder.join("packs")).unwrap().map(|entry| entry.unwrap().path()).collect();
        packs.sort();
        let mut written = 0;
        for pack in packs.iter().take(6) {
            let bytes = edited(&fs::read(pack).unwrap(), "word/document.xml", |xml| {
                let start = xml.find("<w:bookmarkStart").unwrap();
                let bookmark = xml[start..].split("w:name=\"").nth(1).unwrap().split('"').next().unwrap();
                let row_start = xml[..start].rfind("<w:tr>").unwrap();
                let row = &xml[row_start..row_start + xml[row_start..].find("</w:tr>").unwrap()];
                let name = pack.file_stem().unwrap().to_string_lossy();
                let head = &xml[..row_start];
                let headings: Vec<&str> = head[head.rfind("<w:tblHeader").unwrap()..].split("<w:tc>").skip(1).collect();
                let update = headings.iter().position(|cell| cell.contains(">Update<") || cell.contains(">Why<")).unwrap();
                assert!(update < row.matches("<w:tc>").count());
                write_into(xml, &format!("\"{bookmark}\""), update, &format!("Said by {name}"))
            });
            fs::write(pack, bytes).unwrap();
            written += 1;
        }
        let files: Vec<String> = packs.iter().map(|pack| pack.to_string_lossy().into_owned()).collect();
        let args: Vec<&str> = ["take-back"].into_iter().chain(files.iter().map(String::as_str)).collect();
        let before = board.text();
        let (code, out, said) = board.lscb(&args);
        assert_eq!(code, 0, "{plan}: {said}");
        assert_eq!(out.matches("noted on").count(), written, "{plan}: {out}{said}");
        assert_eq!(out.lines().count(), written, "one sentence an edit: {out}");
        assert_eq!(board.text().matches("Said by").count(), written);
        // Every line that stood there stands there still, in its order.
        let after = board.text();
        let mut lines = after.lines();
        let keeps = |line: &str| lines.any(|other| other == line || other.starts_with(line.trim_end_matches([']', ' '])));
        assert!(before.lines().all(keeps), "{plan}");
    }
}

/// A plan of two actions, small enough to see all of it.
const SMALL: &str = r#"board = "Any Town LSCB"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people.sue]
name = "Sue Harrison"

[people.jo]
name = "Jo Bell"

[[objective]]
ref = "1"
title = "Training"

[[objective.action]]
ref = "1.1"
action = "Train staff"
lead = "sue"
due = 2008-12-31
rag = "green"

[[objective.action]]
ref = "1.2"
action = "Write a leaflet"
lead = "jo"
due = 2009-01-31
evidence = ["Draft of May"]
"#;

fn small(test: &str) -> Board {
    Board::with(test, "any", SMALL, "2008-10-01")
}

fn cells(board: &Board, file: &str, cells: &[(&str, usize, &str)]) {
    let bytes = edited(&board.bytes(file), "word/document.xml", |xml| {
        cells.iter().fold(xml.to_owned(), |xml, (bookmark, cell, words)| write_into(&xml, bookmark, *cell, words))
    });
    fs::write(board.folder.join(file), bytes).unwrap();
}

#[test]
fn what_both_changed_is_a_conflict_and_the_rest_is_made() {
    let board = small("conflict");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    cells(
        &board,
        "list.docx",
        &[
            ("lscb_1_1_1_", 3, "31 March 2009"),
            ("lscb_1_1_1_", 5, "red"),
            ("lscb_1_1_2_", 3, "soon"),
            ("lscb_1_1_2_", 6, "Draft of May Leaflet printed"),
        ],
    );
    // The plan goes on meanwhile: an action above, another date.
    let moved = SMALL.replace("due = 2008-12-31", "due = 2009-02-28").replace(
        "title = \"Training\"\n",
        "title = \"Training\"\n\n[[objective.action]]\nref = \"1.0\"\naction = \"Begin\"\nlead = \"sue\"\ndue = 2008-11-30\n",
    );
    fs::write(board.path(), moved).unwrap();
    board.commit();
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!(code, 1, "{out}{said}");
    assert!(
        said.contains("1.1: conflict, left alone: Due reads \"31 March 2009\" in the paper and \"28 Feb 2009\" in the plan now"),
        "{said}"
    );
    assert!(said.contains("1.2: left alone: \"soon\" is no date"), "{said}");
    assert!(out.contains("1.1: rag is \"red\"") && out.contains("Leaflet printed"), "{out}");
    let text = board.text();
    assert!(text.contains("due = 2009-02-28") && text.contains("due = 2009-01-31") && text.contains("\"red\""), "{text}");
    assert!(text.contains("action = \"Begin\"\nlead = \"sue\"\ndue = 2008-11-30\n\n"), "a row is found by its key: {text}");
}

#[test]
fn a_date_keeps_its_first_one_and_says_why() {
    let board = small("date");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    cells(&board, "list.docx", &[("lscb_1_1_1_", 3, "31 March 2009")]);
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(out, "1.1: due 31 Dec 2008 -> 31 Mar 2009 (first date kept); moved once now\n");
    assert!(board.text().contains("because = \"in the paper\""), "{}", board.text());
}

/// The date of a list may be that of a milestone or a report: what is changed there is that date, and never the deadline.
#[test]
fn a_date_that_is_no_deadline_is_changed_as_what_it_is() {
    let text = SMALL.replace("due = 2008-12-31", "due = 2008-12-31\nmilestones = [{ text = \"First half\", due = 2008-11-30 }]");
    let text = text.replace("due = 2009-01-31", "every = \"quarter\"\nfrom = 2008-04-01");
    let board = Board::with("kinds", "any", &text, "2008-10-01");
    board.paper(&["list", "plans"], "list.docx");
    let before = board.bytes("list.docx");
    // What kind of date it is may go with it, or stay.
    for words in ["31 Dec 2008", "31 Dec 2008 (milestone)"] {
        fs::write(board.folder.join("list.docx"), &before).unwrap();
        fs::write(board.path(), &text).unwrap();
        cells(&board, "list.docx", &[("lscb_1_1_1_", 3, words), ("lscb_1_1_2_", 3, "31 Dec 2008 (report)")]);
        let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
        assert_eq!(code, 1, "{out}{said}");
        assert!(said.contains("1.2: the date is that of a report"), "{said}");
        let after = board.text();
        assert!(after.contains("due = 2008-12-31\n") && after.contains("due = 2008-12-31 }"), "{out}{after}");
        assert!(!after.contains("due = 2008-12-31\nevery"), "{after}");
    }
}

/// What stands in brackets beside a date is read with it only where it is the kind of date that was printed; another deadline of the
/// same action is no new one.
#[test]
fn more_than_a_date_in_the_cell_of_a_date_is_left_alone() {
    let text = SMALL.replace("due = 2008-12-31", "due = [2008-12-31, 2009-02-28]");
    let board = Board::with("brackets", "any", &text, "2008-10-01");
    board.paper(&["list", "plans"], "list.docx");
    let before = board.bytes("list.docx");
    let cases = [
        ("31 Mar 2009 (milestone)", "another kind of date"),
        ("31 Mar 2009 (to start)", "another kind of date"),
        ("31 Mar 2009 (one of 3 deadlines)", "another kind of date"),
        ("31 Mar 2009 (the trainer left)", "says more than a date"),
        ("31 Dec 2008 (done)", "says more than a date"),
        ("28 Feb 2009", "another of its deadlines"),
    ];
    for (words, why) in cases {
        fs::write(board.folder.join("list.docx"), &before).unwrap();
        cells(&board, "list.docx", &[("lscb_1_1_1_", 3, words)]);
        let (code, out, said) = board.lscb(&["take-back", "list.docx", "--dry-run"]);
        assert_eq!((code, &*out), (1, ""), "{words}: {said}");
        assert!(said.contains(why), "{words}: {said}");
    }
    for words in ["31 Mar 2009", "31 Mar 2009 (one of 2 deadlines)"] {
        fs::write(board.folder.join("list.docx"), &before).unwrap();
        cells(&board, "list.docx", &[("lscb_1_1_1_", 3, words)]);
        let (_, out, said) = board.lscb(&["take-back", "list.docx", "--dry-run"]);
        assert!(out.contains("[2009-03-31, 2009-02-28]"), "{words}: {out}{said}");
    }
}

#[test]
fn every_flag_does_what_it_says() {
    let board = small("flags");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let printed = board.bytes("list.docx");
    cells(&board, "list.docx", &[("lscb_1_1_1_", 1, "Train all staff"), ("lscb_1_1_1_", 2, "Jo Bell"), ("lscb_1_1_1_", 5, "")]);
    let run = |args: &[&str]| {
        fs::write(board.path(), SMALL).unwrap();
        let (code, out, said) = board.lscb(&[&["take-back"], args].concat());
        (code, out + &said, board.text())
    };
    let (code, said, text) = run(&["list.docx"]);
    assert_eq!((code, &*text), (0, SMALL), "{said}");
    assert!(said.contains("--words") && said.contains("--leads"), "{said}");
    let (_, _, text) = run(&["list.docx", "--words"]);
    assert_eq!(text, SMALL.replace("Train staff", "Train all staff"));
    let (_, said, text) = run(&["list.docx", "--leads"]);
    assert_eq!(text, SMALL.replacen("lead = \"sue\"", "lead = \"jo\"", 1), "{said}");
    let (_, said, text) = run(&["list.docx", "--blank-clears"]);
    assert_eq!(text, SMALL.replace("rag = \"green\"\n", ""), "{said}");

    // A row typed below, with a reference that is none.
    let row = |xml: &str| {
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let cells: String = ["1.9", "Hold a day for schools", "Sue Harrison", "31 Jan 2009"].map(cell).concat();
        let at = xml.rfind("</w:tr>").unwrap() + "</w:tr>".len();
        format!("{}<w:tr>{cells}</w:tr>{}", &xml[..at], &xml[at..])
    };
    fs::write(board.folder.join("new.docx"), edited(&printed, "word/document.xml", row)).unwrap();
    let (code, said, text) = run(&["new.docx"]);
    assert_eq!((code, &*text), (1, SMALL), "{said}");
    assert!(said.contains("has no action \"1.9\": new? (did you mean"), "{said}");
    let (code, said, text) = run(&["new.docx", "--add"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        text.contains("ref = \"1.3\"") && text.contains("Hold a day for schools") && text.contains("due = 2009-01-31"),
        "{text}"
    );

    // A row that was taken out is told, and deletes nothing.
    let without = |xml: &str| {
        let at = xml.find("lscb_1_1_2_").unwrap();
        let start = xml[..at].rfind("<w:tr>").unwrap();
        let end = start + xml[start..].find("</w:tr>").unwrap() + "</w:tr>".len();
        format!("{}{}", &xml[..start], &xml[end..])
    };
    fs::write(board.folder.join("less.docx"), edited(&printed, "word/document.xml", without)).unwrap();
    let (code, said, text) = run(&["less.docx"]);
    assert_eq!((code, &*text), (0, SMALL));
    assert!(said.contains("the row of 1.2 is missing in the paper"), "{said}");

    // --by and --on.
    board.lscb(&["list", "plans", "--each", "lead", "--out-dir", "packs", "--format", "csv"]);
    let pack = board.folder.join("packs/sue-harrison-list.csv");
    let text = fs::read_to_string(&pack).unwrap();
    let update = text.lines().next().unwrap().split(',').position(|heading| heading == "update").unwrap();
    let mut lines: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    lines[1][update] = "Half are trained".to_owned();
    fs::write(&pack, lines.iter().map(|line| line.join(",") + "\n").collect::<String>()).unwrap();
    let (code, said, text) = run(&["packs/sue-harrison-list.csv", "--by", "Sue Harrison", "--on", "2008-09-15", "--plan", "any"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1.1: noted on 15 Sep 2008 by Sue Harrison: \"Half are trained\""), "{said}");
    assert!(said.contains("compared with the plan as it is now"), "{said}");
    assert!(text.contains("by = \"sue\"") && text.contains("2008-09-15"), "{text}");
    let (code, said, _) = run(&["list.docx", "--by", "Nobody"]);
    assert_eq!(code, 2, "{said}");
    let (code, said, _) = run(&["list.docx", "--plan", "other"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn a_row_whose_key_and_reference_disagree_is_left_alone() {
    let board = small("pasted");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let bytes = edited(&board.bytes("list.docx"), "word/document.xml", |xml| {
        let xml = write_into(xml, "lscb_1_1_2_", 5, "red");
        xml.replace(">1.2<", ">1.1<")
    });
    fs::write(board.folder.join("list.docx"), bytes).unwrap();
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!((code, &*out), (1, ""), "{said}");
    assert!(said.contains("printed for 1.2, and its reference reads \"1.1\" now"), "{said}");
    assert_eq!(board.text(), SMALL);
}

#[test]
fn a_workbook_is_taken_back_whatever_the_order_of_its_rows() {
    let board = small("xlsx");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.xlsx");
    // The words of a cell stand in a list of their own: those of one action are changed, and the rows change places.
    let bytes = edited(&board.bytes("list.xlsx"), "sharedStrings", |xml| xml.replace(">green<", ">amber<"));
    let bytes = edited(&bytes, "worksheets/sheet1", |xml| {
        let row = |number: usize| {
            let start = xml.find(&format!("<row r=\"{number}\"")).unwrap();
            let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
            xml[start..end].to_owned()
        };
        let renumbered = |row: &str, from: usize, to: usize| {
            let row = row.replacen(&format!("r=\"{from}\""), &format!("r=\"{to}\""), 1);
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .fold(row, |row, column| row.replace(&format!("r=\"{column}{from}\""), &format!("r=\"{column}{to}\"")))
        };
        let (two, three) = (row(2), row(3));
        xml.replace(&format!("{two}{three}"), &(renumbered(&three, 3, 2) + &renumbered(&two, 2, 3)))
    });
    fs::write(board.folder.join("list.xlsx"), bytes).unwrap();
    let (code, out, said) = board.lscb(&["take-back", "list.xlsx"]);
    assert_eq!((code, &*out), (0, "1.1: rag is \"amber\" (was \"green\")\n"), "{said}");
}

#[test]
fn papers_that_are_none_and_papers_of_other_plans_are_refused_in_words() {
    let board = small("refused");
    for (file, bytes, words) in [
        ("letter.docx", &b"PK\x03\x04cut"[..], "cut off or damaged"),
        ("note.csv", b"name,town\nJo,Oldham\n", "no table in it"),
        ("empty.xlsx", b"", "empty"),
    ] {
        fs::write(board.folder.join(file), bytes).unwrap();
        let (code, _, said) = board.lscb(&["take-back", file]);
        assert_eq!(code, 2, "{file}: {said}");
        assert!(said.contains(words), "{file}: {said}");
    }
    board.paper(&["list", "plans"], "list.docx");
    fs::rename(board.path(), board.folder.join("plans/other.toml")).unwrap();
    let (code, _, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!(code, 2);
    assert!(said.contains("printed from \"any\", and no plan is called so"), "{said}");
    let (code, _, said) = board.lscb(&["take-back", "list.docx", "--plan", "plans/other.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(Path::new(&board.folder).exists());
}

/// In a repository whose ids are longer, the text a paper was printed from is found as well: what the plan changed meanwhile stays.
#[test]
fn a_repository_with_sha256_ids_knows_what_a_paper_was_printed_from() {
    let board = small("sha256");
    fs::remove_dir_all(board.folder.join(".git")).unwrap();
    board.git(&["init", "--quiet", "--object-format=sha256"]);
    board.commit();
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let before = board.text();
    let (code, _, said) = board.lscb(&["set", "1.2", "rag=amber"]);
    assert_eq!(code, 0, "{said}");
    board.commit();
    cells(&board, "list.docx", &[("lscb_1_1_1_", 5, "red")]);
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert!(code == 0 && !said.contains("which text of the plan"), "{out}{said}");
    assert!(board.text().contains("rag = \"red\"") && board.text().contains("rag = \"amber\""), "{}", board.text());
    assert!(!before.contains("amber"));
}

/// What a paper was printed from is the plan as it is now, whether git has it or not; nothing is said of it then.
#[test]
fn a_paper_of_the_plan_as_it_is_needs_no_git() {
    let board = small("current");
    fs::remove_dir_all(board.folder.join(".git")).unwrap();
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    assert_eq!(
        board.lscb(&["take-back", "list.docx"]),
        (0, String::new(), "no cell was changed: there is nothing to take back\n".to_owned())
    );
    // What is told, and what is left alone, is something that was said.
    cells(&board, "list.docx", &[("lscb_1_1_1_", 1, "Train all staff")]);
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!((code, &*out, said.lines().last()), (0, "", Some("nothing is taken back")), "{said}");
    board.paper(&["list", "plans", "--columns", COLUMNS], "other.docx");
    cells(&board, "other.docx", &[("lscb_1_1_1_", 3, "soon")]);
    let (code, out, said) = board.lscb(&["take-back", "other.docx"]);
    assert_eq!((code, &*out, said.lines().last()), (1, "", Some("nothing is taken back")), "{said}");
    let both = board.lscb(&["take-back", "list.docx", "other.docx"]);
    assert_eq!((both.0, both.2.lines().last()), (1, Some("nothing is taken back")), "{both:?}");
    for said in [said, both.2] {
        assert!(!said.contains("compared with the plan as it is now"), "{said}");
    }
    board.git(&["init", "--quiet"]);
    board.commit();
    cells(&board, "other.docx", &[("lscb_1_1_1_", 5, "red")]);
    let (_, out, said) = board.lscb(&["take-back", "other.docx"]);
    assert!(out.contains("1.1: rag is \"red\"") && !said.contains("compared with the plan as it is now"), "{out}{said}");
}

/// An id in a paper that stands for something else in git, such as a commit, is not taken for the text it was printed from.
#[test]
fn an_id_that_is_not_of_a_text_is_no_text() {
    let board = small("id");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let commit = fs::read_to_string(
        board
            .folder
            .join(".git/refs/heads")
            .join(fs::read_to_string(board.folder.join(".git/HEAD")).unwrap().trim().rsplit('/').next().unwrap()),
    )
    .unwrap();
    let ids = lscb::text::blob_ids(SMALL);
    let bytes = edited(&board.bytes("list.docx"), "docProps/custom.xml", |xml| {
        assert!(xml.contains(&ids.sha1) && xml.contains(&ids.sha256), "{xml}");
        xml.replace(&ids.sha1, commit.trim()).replace(&ids.sha256, &"0".repeat(64))
    });
    fs::write(board.folder.join("list.docx"), bytes).unwrap();
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    let told = "the text of any that it was printed from is not in git, so it is compared with the plan as it is now";
    assert!(code == 0 && out.is_empty() && said.contains(told), "{out}{said}");
    assert_eq!(board.text(), SMALL);
}

/// Nor is another text that git hands over in its place.
#[test]
fn a_text_in_place_of_another_is_not_what_was_printed() {
    let board = small("replaced");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let later = SMALL.replace("Train staff", "Train all staff");
    fs::write(board.path(), &later).unwrap();
    board.commit();
    let told = "the text of any that it was printed from is not in git, so it is compared with the plan as it is now";
    assert_eq!(
        board.lscb(&["take-back", "list.docx"]),
        (0, String::new(), "no cell was changed: there is nothing to take back\n".to_owned())
    );
    board.git(&["replace", &lscb::text::blob_ids(SMALL).sha1, &lscb::text::blob_ids(&later).sha1]);
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert!(code == 0 && out.is_empty() && said.contains(told), "{code} {out}{said}");
    assert_eq!(board.text(), later);
}

/// Nothing that somebody wrote is passed over in silence, wherever it stands.
#[test]
fn remarks_and_lines_beside_the_tables_are_told() {
    let board = small("remarks");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let bytes = edited(&board.bytes("list.docx"), "word/document.xml", |xml| {
        let remark = "<w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
        let at = xml.find("lscb_1_1_2").unwrap();
        let end = at + xml[at..].find("</w:p>").unwrap();
        let with_remark = format!("{}{remark}{}", &xml[..end], &xml[end + "</w:p>".len()..]);
        let line =
            "<w:p><w:r><w:t>1.1: we finished this in June</w:t></w:r></w:p><w:p><w:r><w:t>Kind regards, Sue</w:t></w:r></w:p>";
        let last = with_remark.rfind("</w:tbl>").unwrap() + "</w:tbl>".len();
        format!("{}{line}{}", &with_remark[..last], &with_remark[last..])
    });
    let bytes = edited(&bytes, "word/_rels/document.xml.rels", |xml| {
        let relation = "<Relationship Id=\"rId77\" Target=\"comments.xml\" \
            Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\"/></Relationships>";
        xml.replace("</Relationships>", relation)
    });
    let mut zip = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    zip.start_file("word/comments.xml", SimpleFileOptions::default()).unwrap();
    let comment = "<w:comments><w:comment w:id=\"7\" w:author=\"Jo\"><w:p><w:r><w:t>It is with the printer</w:t></w:r></w:p></w:comment></w:comments>";
    zip.write_all(comment.as_bytes()).unwrap();
    fs::write(board.folder.join("list.docx"), zip.finish().unwrap().into_inner()).unwrap();
    let before = board.text();
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!((code, &*out, board.text()), (1, "", before), "{said}");
    assert!(said.contains("a remark hangs on it, which is left alone: \"Jo: It is with the printer\""), "{said}");
    assert!(said.contains("\"1.1: we finished this in June\" stands beside the tables"), "{said}");
    assert!(!said.contains("Kind regards"), "{said}");
}

/// A spreadsheet that took 1.10 for a number writes 1.1 into a file that has no hidden keys.
#[test]
fn a_reference_that_lost_its_nought_is_not_taken_for_another() {
    let text = SMALL.replace("ref = \"1.2\"", "ref = \"1.10\"");
    let board = Board::with("nought", "any", &text, "2008-10-01");
    let rows = "ref;action;due;rag\r\n1.1;Train staff;31/12/2008;green\r\n1.1;Write a leaflet;31/01/2009;red\r\n";
    fs::write(board.folder.join("list.csv"), rows).unwrap();
    let (code, out, said) = board.lscb(&["take-back", "list.csv"]);
    assert_eq!((code, &*out, board.text()), (1, "", text), "{said}");
    assert!(said.contains("its reference reads \"1.1\", and its words are those of 1.10"), "{said}");
}

/// "December 2008" is what another format of a cell shows of the last day of that month.
#[test]
fn a_coarser_date_is_no_other_date() {
    let board = small("coarse");
    board.paper(&["list", "plans", "--columns", COLUMNS], "list.docx");
    let (_, listed, _) = board.lscb(&["list", "plans", "--columns", COLUMNS, "--format", "csv"]);
    let due = listed.lines().next().unwrap().split(',').position(|id| id == "due").unwrap();
    cells(&board, "list.docx", &[("lscb_1_1_1", due, "December 2008"), ("lscb_1_1_2", due, "March 2009")]);
    let (code, out, said) = board.lscb(&["take-back", "list.docx"]);
    assert_eq!(code, 0, "{said}");
    assert!(!out.contains("1.1") && out.contains("1.2: due 31 Jan 2009 -> March 2009"), "{out}{said}");
}

/// What is due stands in brackets after an action in some papers; other brackets are words.
#[test]
fn brackets_after_an_action_are_words_unless_lscb_printed_them() {
    let board = small("brackets");
    let paper = |words: &str| {
        let rows = format!("ref,action,due,rag\n,{words},2008-12-31,amber\n");
        fs::write(board.folder.join("list.csv"), rows).unwrap();
        board.lscb(&["take-back", "list.csv", "--dry-run"])
    };
    let (code, out, said) = paper("Train staff");
    assert!(code == 0 && out.contains("1.1: rag is \"amber\""), "{out}{said}");
    let (code, out, said) = paper("Train staff (of schools)");
    assert!(code == 1 && !out.contains("1.1: rag") && said.contains("a row without a reference"), "{out}{said}");
}
