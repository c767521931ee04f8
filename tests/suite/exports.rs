//! What other programs read, and what saved reports write: lines of JSON, the mark for Excel, names of files made of days and boards.

use crate::program::{folder, lscb, said};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with the pages' two boards as its plans.
fn boards(name: &str) -> PathBuf {
    let folder = folder(name);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/boards");
    fs::create_dir(folder.join("plans")).unwrap();
    for name in ["north.toml", "south.toml"] {
        fs::copy(from.join(name), folder.join("plans").join(name)).unwrap();
    }
    folder
}

#[test]
fn each_line_is_one_action_that_stands_alone() {
    let folder = boards("exports-lines");
    for question in [&["overdue"][..], &["due", "--within", "6m"], &["list"], &["show", "1.1"], &["list", "--group-by", "lead"]] {
        let args = [question, &["--format", "jsonl"]].concat();
        let output = lscb(&folder, &args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&folder, &args).1);
        let lines: Vec<Value> =
            String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let whole = lscb(&folder, &[question, &["--format", "json"]].concat());
        let whole: Value = serde_json::from_slice(&whole.stdout).unwrap();
        let rows = whole["rows"].as_array().unwrap();
        let flat: Vec<&Value> = match rows[0].get("rows") {
            Some(_) => rows.iter().flat_map(|row| row["rows"].as_array().unwrap()).collect(),
            None => rows.iter().collect(),
        };
        assert!(!lines.is_empty() && lines.len() == flat.len(), "{args:?}: {lines:?}");
        for (line, row) in lines.iter().zip(flat) {
            assert_eq!(line["schema"], "lscb.report/1");
            assert_eq!(line["as_at"], "2008-10-01");
            assert!(line["file"].as_str().unwrap().ends_with(".toml"), "{line}");
            assert!(row.as_object().unwrap().iter().all(|(key, value)| line[key] == *value), "{line} {row}");
        }
    }
    let (code, text) = said(&folder, &["report", "leads", "--format", "jsonl"]);
    assert!(code == 2 && text.contains("lscb list --format jsonl"), "{text}");
}

#[test]
fn the_mark_for_excel_comes_first_where_it_is_asked_for_and_nowhere_else() {
    let folder = boards("exports-mark");
    let mark = "\u{feff}".as_bytes();
    for format in ["csv", "tsv"] {
        assert!(lscb(&folder, &["list", "--format", format, "--bom"]).stdout.starts_with(mark));
        assert!(!lscb(&folder, &["list", "--format", format]).stdout.starts_with(mark));
    }
    assert_eq!(said(&folder, &["list", "-o", "list.csv", "--bom"]).0, 0);
    assert!(fs::read(folder.join("list.csv")).unwrap().starts_with(mark));
    assert_eq!(said(&folder, &["list", "--format", "json", "--bom"]).0, 2);
}

#[test]
fn a_saved_report_may_be_a_question_and_name_its_files_by_month_day_and_board() {
    let folder = boards("exports-saved");
    let config = r#"
[report.late]
shape = "overdue"
lead = "Training Subgroup"
output = "papers/late-{as-at}.csv"

[report.coming]
shape = "due"
within = "3m"

[report.all]
shape = "list"
columns = ["ref", "board"]
format = "csv"

[report.month-paper]
shape = "monthly"
output = "papers/{month}/monthly.md"

[report.each]
shape = "leads"
format = "json"
each = "board"
out-dir = "packs/{board}/{month}/{plan}"
"#;
    fs::write(folder.join("lscb.toml"), config).unwrap();
    fs::create_dir_all(folder.join("papers/2008-09")).unwrap();
    fs::create_dir_all(folder.join("papers/2008-07")).unwrap();
    let ask = |args: &[&str]| {
        let (code, text) = said(&folder, &[&["report"], args].concat());
        assert_eq!(code, 0, "{args:?}: {text}");
        text
    };
    ask(&["late"]);
    let late = fs::read_to_string(folder.join("papers/late-2008-10-01.csv")).unwrap();
    assert_eq!(late.lines().count(), 3, "{late}");
    ask(&["late", "--as-at", "2008-07-01", "--board", "Northshire"]);
    assert_eq!(fs::read_to_string(folder.join("papers/late-2008-07-01.csv")).unwrap().lines().count(), 2);
    // December is in the three months, January is not; the flag by hand takes the place of the saved one.
    assert!(ask(&["coming"]).contains("2 dates"));
    let (code, text) = said(&folder, &["report", "coming", "--month", "2008-09"]);
    assert!(code == 2 && text.contains("no use for --month"), "{text}");
    assert!(ask(&["all", "--state", "overdue"]).starts_with("ref,board\n1.1,Northshire"));
    ask(&["month-paper", "--month", "September 2008"]);
    assert!(fs::read_to_string(folder.join("papers/2008-09/monthly.md")).unwrap().contains("As at 1 Oct 2008"));
    ask(&["month-paper", "--as-at", "2008-07-31"]);
    assert!(folder.join("papers/2008-07/monthly.md").exists());
    ask(&["each"]);
    for board in ["north", "south"] {
        let folder = folder.join(format!("packs/{board}shire-safeguarding-children-board/2008-10/{board}"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "{}", folder.display());
    }

    // A place that stands for nothing is a fault of the configuration.
    fs::write(folder.join("lscb.toml"), "[report.late]\nshape = \"overdue\"\noutput = \"late-{board}.csv\"\n").unwrap();
    let (code, text) = said(&folder, &["report", "late"]);
    assert!(code == 2 && text.contains("{board}") && text.contains("{month}"), "{text}");
    // What is typed is taken as it stands.
    fs::remove_file(folder.join("lscb.toml")).unwrap();
    assert_eq!(said(&folder, &["list", "-o", "list-{month}.csv"]).0, 0);
    assert!(folder.join("list-{month}.csv").exists());
}
