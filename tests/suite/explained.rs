//! What a paper says elsewhere of its cells: whose initials they are, that a date is worked out anew, that a column is hidden.

use super::board_tables::{document, holds, imported, line, shown, table, workbook};
use lscb::import::Import;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn checks(made: &Import, words: &str) -> usize {
    made.doubts.iter().filter(|doubt| doubt.message.contains(words)).count()
}

#[test]
fn initials_that_the_paper_explains_are_that_person() {
    let plan: &[&[&str]] = &[
        &["Ref", "Action", "Lead", "By when"],
        &["1.1", "Write to schools", "SH", "June 2025"],
        &["1.2", "Train staff", "SH/JB", "July 2025"],
        &["1.3", "Audit files", "JB & Nia Price", "July 2025"],
        &["1.4", "Meet families", "S.H.", "July 2025"],
        &["1.5", "Report", "LA", "July 2025"],
        &["1.6", "Ring the coroner", "QZ", "July 2025"],
    ];
    let wanted = [
        "  1.1 | Write to schools | sue-harrison |  | June 2025 | 2025-06",
        "  1.2 | Train staff | sue-harrison; jo-bloggs |  | July 2025 | 2025-07",
        "  1.3 | Audit files | jo-bloggs; nia-price |  | July 2025 | 2025-07",
        "  1.4 | Meet families | sue-harrison |  | July 2025 | 2025-07",
        "  1.5 | Report | la |  | July 2025 | 2025-07",
        "  1.6 | Ring the coroner | qz |  | July 2025 | 2025-07",
    ];
    let key: &[&[&str]] = &[&["Initials", "Name"], &["SH", "Sue Harrison"], &["JB", "Jo Bloggs"]];
    let below = [plan, &[&["Key: SH – Sue Harrison, JB – Jo Bloggs"]]].concat();
    let papers = [
        ("a.docx", document(&[line("Key: SH = Sue Harrison; JB = Jo Bloggs (Police)"), table(plan)])),
        ("a.docx", document(&[table(plan), line("Leads"), table(key)])),
        ("a.docx", document(&[table(plan), line("SH – Sue Harrison, JB – Jo Bloggs")])),
        ("a.docx", document(&[line("Present: Sue Harrison (SH), Jo Bloggs (JB)"), table(plan)])),
        ("a.xlsx", workbook(&[("Plan", plan), ("Key", key)])),
        ("a.xlsx", workbook(&[("Plan", &below)])),
    ];
    for (number, (name, bytes)) in papers.into_iter().enumerate() {
        let made = imported(name, &bytes);
        assert_eq!(shown(&made)[1..], wanted, "{number}");
        // A board says "LA" of the authority; whose letters the others are nobody says.
        assert_eq!((checks(&made, "\"QZ\""), checks(&made, "\"LA\""), checks(&made, "\"SH\"")), (1, 0, 0), "{:?}", made.doubts);
        holds("a.toml", &made, &["\"SH\"", "check: are these the initials of somebody"]);
    }
    // Where nothing explains them, they stay as printed, and are told.
    let made = imported("a.docx", &document(&[table(plan)]));
    assert!(shown(&made)[1].ends_with("| sh |  | June 2025 | 2025-06"), "{:?}", shown(&made));
    assert!(
        checks(&made, "Taken for a group: \"SH\"") == 1 && checks(&made, "Taken for a group: \"JB\"") == 1,
        "{:?}",
        made.doubts
    );
    // Two people of the same initials explain nothing.
    let made = imported("a.docx", &document(&[line("SH – Sue Harrison; SH – Sam Hall"), table(plan)]));
    assert!(
        shown(&made)[1].ends_with("| sh |  | June 2025 | 2025-06") && checks(&made, "Taken for a group: \"SH\"") == 1,
        "{:?}",
        shown(&made)
    );
}

/// A workbook of OpenDocument with these rows of cells, written as XML, and columns.
fn ods(columns: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let rows: String = rows.iter().map(|cells| format!("<table:table-row>{}</table:table-row>", cells.concat())).collect();
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Plan\">{columns}{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)] {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn words(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn day(formula: &str, shown: &str) -> String {
    format!(
        "<table:table-cell table:formula=\"{formula}\" office:value-type=\"date\" office:date-value=\"2025-06-30\">\
         <text:p>{shown}</text:p></table:table-cell>"
    )
}

/// A date that is another one tomorrow is no deadline, whether the cell works it out itself or by another cell, and whatever it shows.
#[test]
fn dates_worked_out_from_the_day_are_told_and_not_taken() {
    let formulas = ["TODAY()", "NOW()+30", "E5", "DATE(2025,6,30)", "E2+1"];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Ref", "Action", "Lead", "Date completed", "Due date"].iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    let serial = ExcelDateTime::from_ymd(2025, 6, 30).unwrap().to_excel().to_string();
    for (row, formula) in formulas.iter().enumerate() {
        let row = row as u32 + 1;
        for (column, text) in [format!("1.{row}"), "Write".into(), "Sue Harrison".into()].iter().enumerate() {
            sheet.write_string(row, column as u16, text).unwrap();
        }
        let format = Format::new().set_num_format(if row == 2 { "mmm-yy" } else { "dd/mm/yyyy" });
        sheet.write_formula_with_format(row, 4, Formula::new(*formula).set_result(&serial), &format).unwrap();
    }
    sheet
        .write_formula_with_format(4, 3, Formula::new("TODAY()").set_result(&serial), &Format::new().set_num_format("dd/mm/yyyy"))
        .unwrap();
    let made = imported("a.xlsx", &book.save_to_buffer().unwrap());
    let row = |number: usize, formula: &str, shown: &str| {
        vec![
            words(&format!("1.{number}")),
            words("Write"),
            words("Sue Harrison"),
            day(if number == 4 { "of:=TODAY()" } else { "" }, "30/06/2025").repeat(usize::from(number == 4))
                + &"<table:table-cell/>".repeat(usize::from(number != 4)),
            day(formula, shown),
        ]
    };
    let opened = ods(
        "",
        &[
            ["Ref", "Action", "Lead", "Date completed", "Due date"].iter().map(|heading| words(heading)).collect(),
            row(1, "of:=TODAY()", "30/06/2025"),
            row(2, "of:=NOW()+30", "June 2025"),
            row(3, "of:=[.E5]", "30/06/2025"),
            row(4, "of:=DATE(2025;6;30)", "30/06/2025"),
            row(5, "of:=[.E2]+1", "30/06/2025"),
        ],
    );
    for made in [made, imported("a.ods", &opened)] {
        let due: Vec<bool> = shown(&made)[1..].iter().map(|line| line.ends_with("| 2025-06-30")).collect();
        assert_eq!(due, [false, false, true, true, false], "{}", made.draft);
        assert_eq!(made.draft.matches("due =").count(), 2 + made.draft.matches("perhaps due =").count(), "{}", made.draft);
        assert!(!made.draft.contains("completed ="), "{}", made.draft);
        assert_eq!(checks(&made, "works this date out anew on each day"), 4, "{:?}", made.doubts);
    }
}

#[test]
fn hidden_columns_are_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [["Ref", "Action", "Due date", "Lead"], ["1.1", "Write", "June 2025", "Sue Harrison"]];
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *text).unwrap();
        }
    }
    sheet.set_column_hidden(2).unwrap();
    let made = imported("a.xlsx", &book.save_to_buffer().unwrap());
    let columns = "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/><table:table-column/>";
    let opened = ods(columns, &rows.map(|row| row.iter().map(|text| words(text)).collect::<Vec<_>>()));
    for made in [made, imported("a.ods", &opened)] {
        assert_eq!(checks(&made, "the column \"Due date\" is hidden in the workbook"), 1, "{:?}", made.doubts);
        assert!(
            checks(&made, "is hidden") == 1 && made.draft.contains("# check: the column \"Due date\" is hidden"),
            "{}",
            made.draft
        );
        assert!(made.draft.contains("due = \"2025-06\""), "{}", made.draft);
    }
    // In the list that lscb made, columns that people are not shown are hidden, and none is told.
    let folder = super::program::folder("explained-list");
    let plan = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/oldham-2008-09.toml");
    let done = super::program::lscb(&folder, &["list", plan.to_str().unwrap(), "--no-config", "-o", "list.xlsx"]);
    assert!(done.status.success());
    let made = imported("list.xlsx", &std::fs::read(folder.join("list.xlsx")).unwrap());
    assert_eq!(checks(&made, "is hidden"), 0, "{:?}", made.doubts);
}
