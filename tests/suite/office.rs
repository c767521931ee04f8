//! Word documents and Excel workbooks by their parts: what Word and Excel ask for, and what other programs forgive.

use crate::program::{folder, lscb};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const OLDHAM: &str = "plans/oldham-2008-09.toml";

/// The parts of the paper that is printed with these arguments, by their paths.
fn parts(name: &str, args: &[&str]) -> Vec<(String, String)> {
    let path = folder(&format!("office-{name}")).join(name);
    let all = [args, &["--no-config", "--as-at", "2008-10-01", "-o", path.to_str().unwrap()]].concat();
    let output = lscb(Path::new(ROOT), &all);
    assert!(path.exists(), "{args:?}: {output:?}");
    let mut parcel = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let names: Vec<String> = (0..parcel.len()).map(|at| parcel.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    let text = |name: &String| {
        let mut bytes = Vec::new();
        parcel.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let texts: Vec<String> = names.iter().map(text).collect();
    names.into_iter().zip(texts).collect()
}

fn part<'p>(parts: &'p [(String, String)], path: &str) -> &'p str {
    &parts.iter().find(|(name, _)| name == path).unwrap_or_else(|| panic!("no part {path}")).1
}

/// What stands between two marks, wherever they stand.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(found, _)| found).collect()
}

/// A row that may not be split and is higher than a page is cut off at its foot.
#[test]
fn a_row_higher_than_a_page_may_be_split_in_every_table() {
    let here = folder("office-long");
    let words = "five thousand letters ".repeat(230);
    let action = |number: usize, words: &str| {
        format!("[[objective.action]]\nref = \"1.{number}\"\naction = \"{words}\"\nlead = \"jo\"\ndue = \"2008-06\"\n")
    };
    let head = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n[people]\njo = { name = \"Jo\" }\n\
                [[objective]]\nref = \"1\"\ntitle = \"O\"\n";
    let plan = here.join("long.toml");
    std::fs::write(&plan, [head, &action(1, "Short"), &action(2, &words), &action(3, "Short")].concat()).unwrap();
    for report in ["timeline", "leads", "gaps", "monthly"] {
        let paper = parts(&format!("long-{report}.docx"), &["report", report, plan.to_str().unwrap()]);
        let document = part(&paper, "word/document.xml");
        let long: Vec<&str> = document.split("<w:tr>").filter(|row| row.contains(words.trim())).collect();
        assert!(!long.is_empty() && long.iter().all(|row| !row.contains("<w:cantSplit>")), "{report}");
    }
}

#[test]
fn a_long_document_has_a_table_of_contents_that_leads_to_every_heading() {
    let paper = parts("contents.docx", &["report", "monthly", OLDHAM, "--purpose", "decision"]);
    let document = part(&paper, "word/document.xml");
    assert_eq!(document.matches("TOC \\o").count(), 1);
    // Controls to answer in may stand before it.
    let (_, rest) = document.split_once("TOC \\o").unwrap();
    let (field, body) = rest.split_once("w:fldCharType=\"end\"").unwrap();
    let anchors = between(field, "w:anchor=\"", "\"");
    let headings = document.matches("w:pStyle w:val=\"Heading").count();
    assert!(headings > 5 && anchors.len() == headings, "{headings} headings, {} entries", anchors.len());
    for anchor in anchors {
        assert_eq!(document.matches(&format!("w:name=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    // Numbers of bookmarks are those of one.
    let ids = between(document, "<w:bookmarkStart w:id=\"", "\"");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    assert!(body.contains("Heading1"));
    for (name, short) in [
        ("brief.docx", &["report", "monthly", OLDHAM, "--brief"][..]),
        ("workload.docx", &["report", "workload", OLDHAM]),
        ("overdue.docx", &["overdue", OLDHAM]),
    ] {
        assert!(!part(&parts(name, short), "word/document.xml").contains("TOC \\o"), "{name}");
    }
}

/// Shaded cells that stand side by side may be alike: a white line is around each, and around each part of a chart.
#[test]
fn shaded_neighbours_are_parted_by_white_lines() {
    for (name, args) in [
        ("workload.docx", &["report", "workload", OLDHAM][..]),
        ("leads.docx", &["report", "leads", OLDHAM]),
        ("objectives.docx", &["report", "objectives", OLDHAM]),
    ] {
        let paper = parts(name, args);
        let document = part(&paper, "word/document.xml");
        let pictures = between(document, "<w:tblStyle w:val=\"Picture\">", "</w:tbl>");
        let shaded: Vec<&str> = pictures
            .iter()
            .flat_map(|picture| between(picture, "<w:tcPr>", "</w:tcPr>"))
            .filter(|cell| cell.contains("<w:shd "))
            .collect();
        assert!(!shaded.is_empty(), "{name}");
        for cell in shaded {
            assert_eq!(cell.matches("w:color=\"FFFFFF\"").count(), 4, "{name}: {cell}");
        }
    }
    let book = parts("objectives.xlsx", &["report", "objectives", OLDHAM]);
    let chart = part(&book, "xl/charts/chart1.xml");
    let series = between(chart, "<c:ser>", "</c:ser>");
    assert!(series.len() > 2);
    for one in series {
        assert!(between(one, "<a:ln ", "</a:ln>").iter().any(|line| line.contains("val=\"FFFFFF\"")), "{one}");
    }
}

/// Excel prints what it is told: no sheet with letters smaller than eight points, of eleven on the screen.
#[test]
fn no_sheet_is_printed_smaller_than_can_be_read() {
    // Points between the margins that Excel takes, of the papers by their numbers, across.
    let across = |number: &str| if number == "8" { 1190.6 - 100.8 } else { 841.9 - 100.8 };
    for (number, args) in [
        &["report", "monthly", OLDHAM][..],
        &["report", "leads", OLDHAM],
        &["report", "objectives", OLDHAM],
        &["report", "gaps", OLDHAM],
        &["report", "timeline", OLDHAM],
        &["list", OLDHAM],
        &["report", "boards", "plans"],
        &["report", "workload", "plans"],
        &[
            "list",
            "plans",
            "--columns",
            "board,plan,ref,action,leads,groups,with,timescale,due,state,status,outcome,success,note,objective_title",
        ],
    ]
    .iter()
    .enumerate()
    {
        let book = parts(&format!("print-{number}.xlsx"), args);
        for (path, sheet) in book.iter().filter(|(path, _)| path.starts_with("xl/worksheets/sheet")) {
            let attribute = |tag: &str, name: &str| {
                let tag = between(sheet, &format!("<{tag} "), ">").first().map(|tag| format!(" {tag}"))?;
                between(&tag, &format!(" {name}=\""), "\"").first().map(|value| (*value).to_owned())
            };
            if let Some(scale) = attribute("pageSetup", "scale") {
                assert!(scale.parse::<u32>().unwrap() >= 73, "{args:?} {path}");
                continue;
            }
            let columns = between(sheet, "<cols>", "</cols>").concat();
            let pixels = |column: &&str| {
                let value = |name: &str| {
                    between(column, &format!("{name}=\""), "\"").first().map_or(0.0_f64, |value| value.parse().unwrap())
                };
                // The one after those that are folded away only shows that they are.
                if column.contains("hidden=\"1\"") || column.contains("collapsed=\"1\"") {
                    0.0
                } else {
                    (value("max") - value("min") + 1.0) * (value("width") * 7.0).round()
                }
            };
            let points: f64 = between(&columns, "<col ", ">").iter().map(pixels).sum::<f64>() * 0.75;
            let paper = attribute("pageSetup", "paperSize").unwrap();
            let landscape = attribute("pageSetup", "orientation").as_deref() == Some("landscape");
            assert!(landscape, "{args:?} {path}");
            let scale = (across(&paper) / points).min(1.0);
            assert!(11.0 * scale >= 8.0, "{args:?} {path}: {points} points on paper {paper}: {:.1}", 11.0 * scale);
        }
    }
}

#[test]
fn every_page_of_a_document_says_whose_it_is() {
    let head = "Oldham Local Safeguarding Children Board · Business Plan 2008-2009";
    for (number, args) in
        [&["report", "monthly", OLDHAM][..], &["report", "leads", OLDHAM], &["overdue", OLDHAM]].into_iter().enumerate()
    {
        let paper = parts(&format!("head-{number}.docx"), args);
        assert!(part(&paper, "word/header1.xml").contains(head), "{args:?}");
        let document = part(&paper, "word/document.xml");
        // In each part of the document, whichever way up.
        assert_eq!(document.matches("<w:sectPr>").count(), document.matches("<w:headerReference").count());
        assert!(part(&paper, "word/footer1.xml").contains("NUMPAGES"));
        let page =
            String::from_utf8(lscb(Path::new(ROOT), &[args, &["--no-config", "--format", "html"]].concat()).stdout).unwrap();
        assert!(page.contains("@top-left { content: \"Oldham Local Safeguarding Children Board"), "{args:?}");
    }
    assert!(part(&parts("head.docx", &["report", "boards", "plans"]), "word/header1.xml").contains("5 boards"));
    let book = parts("head.xlsx", &["report", "leads", OLDHAM]);
    assert!(part(&book, "xl/worksheets/sheet1.xml").contains(head));
}

#[test]
fn tables_are_described_and_their_rows_are_whole() {
    let paper = parts("tables.docx", &["report", "objectives", OLDHAM]);
    let document = part(&paper, "word/document.xml");
    let tables = between(document, "<w:tblStyle w:val=\"Paper\">", "</w:tbl>");
    assert!(tables.len() > 5);
    for table in tables {
        assert!(table.contains("<w:tblCaption w:val=\"") && table.contains("<w:tblDescription w:val=\""));
        let rows: Vec<&str> = table.split("<w:tr>").skip(1).collect();
        assert!(rows[0].contains("<w:tblHeader>"));
        // LibreOffice loses rows where the first may not be split.
        assert!(rows.iter().enumerate().all(|(number, row)| row.contains("<w:cantSplit>") == (number != 1)));
        if let [_, first, _, ..] = &rows[..] {
            assert!(first.contains("<w:keepNext>"));
        }
    }
}

#[test]
fn a_paper_for_decision_has_room_for_decisions_and_comments() {
    let document = |name: &str, purpose: &[&str]| {
        let args = [&["report", "monthly", OLDHAM], purpose].concat();
        part(&parts(name, &args), "word/document.xml").to_owned()
    };
    let asked = document("decision.docx", &["--purpose", "decision"]);
    let rows = asked.matches("<w:alias w:val=\"Decision\">").count();
    assert!(rows > 1 && rows == asked.matches("<w:alias w:val=\"Comment\">").count());
    for (name, other) in [("information.docx", &["--purpose", "information"][..]), ("none.docx", &[])] {
        assert!(!document(name, other).contains("Decisions and comments"), "{name}");
    }
}

#[test]
fn the_colours_of_bars_have_a_key() {
    let paper = parts("key.docx", &["report", "objectives", OLDHAM]);
    let document = part(&paper, "word/document.xml");
    let [key] = between(document, "<w:pStyle w:val=\"ColourKey\">", "</w:p>")[..] else { panic!("one picture has one key") };
    for state in ["overdue", "due soon", "scheduled", "ongoing", "waits for an event", "no date"] {
        assert!(key.contains(&format!("> {state} ")), "{state}: {key}");
    }
    assert!(!key.contains("on hold"));
}

/// Excel repairs a workbook whose table has other heads than its cells, a heading twice, a second filter, or no row.
#[test]
fn sheets_of_rows_are_tables_as_excel_wants_them() {
    for (number, args) in [
        &["report", "monthly", OLDHAM][..],
        &["report", "monthly", "plans"],
        &["report", "leads", OLDHAM],
        &["report", "objectives", "plans"],
        &["report", "workload", OLDHAM],
        &["list", "plans"],
        &["list", "plans", "--columns", "ref,action,ref,due"],
    ]
    .into_iter()
    .enumerate()
    {
        let book = parts(&format!("tables-{number}.xlsx"), args);
        let shared = between(part(&book, "xl/sharedStrings.xml"), "<si>", "</si>");
        let tables: Vec<&str> = book.iter().filter(|(name, _)| name.starts_with("xl/tables/")).map(|(_, text)| &**text).collect();
        let sheets = book.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).count();
        let paper = usize::from(args[1] == "monthly");
        assert_eq!(tables.len(), sheets - 1 - paper, "{args:?}");
        let names: BTreeSet<String> =
            tables.iter().flat_map(|table| between(table, " displayName=\"", "\"")).map(str::to_lowercase).collect();
        assert_eq!(names.len(), tables.len(), "{args:?}");
        for (name, text) in book.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
            // The filter is that of the table.
            assert!(!text.contains("<autoFilter"), "{name}");
            let Some(first) = between(text, "<row r=\"1\"", "</row>").first().copied().filter(|_| text.contains("<tableParts"))
            else {
                continue;
            };
            assert!(!text.contains("<mergeCell"), "{name}");
            assert!(text.contains("<row r=\"2\""), "{name} has no row");
            let cell = |index: &str| {
                let text = shared[index.parse::<usize>().unwrap()];
                text.rsplit_once("</t>").map(|(start, _)| start.rsplit_once('>').unwrap().1).unwrap()
            };
            let heads: Vec<&str> = between(first, "<v>", "</v>").into_iter().map(cell).collect();
            let relations = part(&book, &name.replace("worksheets/", "worksheets/_rels/").replace(".xml", ".xml.rels"));
            let table = between(relations, "../tables/", "\"")[0];
            let table = part(&book, &format!("xl/tables/{table}"));
            let columns: Vec<&str> =
                between(table, "<tableColumn ", ">").into_iter().map(|column| between(column, "name=\"", "\"")[0]).collect();
            assert_eq!(columns, heads, "{args:?} {name}");
            let known: BTreeSet<String> = heads.iter().map(|head| head.to_lowercase()).collect();
            assert_eq!(known.len(), heads.len(), "{args:?} {name}: {heads:?}");
        }
    }
}

#[test]
fn a_workbook_has_no_blank_sheet_and_no_figures_beside_each_action() {
    let book = parts("sheets.xlsx", &["report", "monthly", OLDHAM]);
    let names = between(part(&book, "xl/workbook.xml"), "<sheet name=\"", "\"");
    assert_eq!(names[..2], ["Page one", "All actions"]);
    assert!(names.contains(&"Overdue") && !names.contains(&"On hold"), "{names:?}");
    // What has no sheet is told.
    assert!(part(&book, "xl/sharedStrings.xml").contains("Nothing is on hold"));
    for name in &names[1..] {
        assert!(part(&book, "xl/worksheets/sheet1.xml").contains(&format!("location=\"'{name}'!A1\"")), "no link to {name}");
    }
    let book = parts("leads.xlsx", &["report", "leads", OLDHAM]);
    assert_eq!(between(part(&book, "xl/workbook.xml"), "<sheet name=\"", "\""), ["Leads", "Actions of leads", "About"]);
    let columns = |table: &str| {
        between(part(&book, table), "<tableColumn ", ">")
            .into_iter()
            .map(|column| between(column, "name=\"", "\"")[0])
            .collect::<Vec<_>>()
    };
    assert!(columns("xl/tables/table1.xml").contains(&"Overdue"));
    let of_actions = columns("xl/tables/table2.xml");
    assert!(of_actions.contains(&"Ref") && !of_actions.contains(&"Overdue") && !of_actions.contains(&"Open"), "{of_actions:?}");
    // Nothing found: the headings, and no table that Excel would have to repair.
    let book = parts("none.xlsx", &["overdue", OLDHAM, "--lead", "Penny Sharland"]);
    assert!(book.iter().all(|(name, _)| !name.starts_with("xl/tables/")));
    assert!(part(&book, "xl/sharedStrings.xml").contains("Days late"));
}
