//! The hard cases of Word's tables, each made here as Word writes it.

use super::super::table::Paper;
use super::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn paper(body: &str, others: &[(&str, &str, &str)], changes: Changes) -> Paper {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: &str, text: &str| {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    // The main part has a name of its own: only its relation tells.
    add(
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="/word/main.xml"/></Relationships>"#,
    );
    add("word/main.xml", &format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#));
    let relations =
        others.iter().map(|(kind, path, _)| format!(r#"<Relationship Id="{kind}" Type="http://x/{kind}" Target="{path}"/>"#));
    add("word/_rels/main.xml.rels", &format!("<Relationships>{}</Relationships>", relations.collect::<String>()));
    for (_, path, text) in others {
        add(&format!("word/{path}"), text);
    }
    let bytes = zip.finish().unwrap().into_inner();
    read(&Parcel::open(&bytes).unwrap(), changes, false).unwrap()
}

/// The tables, a row a line, as `column:text`, with `+span`, and `^` for what is merged with the cell above.
fn shown_with(body: &str, others: &[(&str, &str, &str)], changes: Changes) -> String {
    let cell = |cell: &Cell| {
        let span = if cell.span > 1 { format!("+{}", cell.span) } else { String::new() };
        let comments: String = cell.comments.iter().map(|comment| format!(" //{comment}")).collect();
        format!(
            "{}{span}{}{}{comments}",
            cell.column,
            if cell.continued { "^" } else { ":" },
            cell.joined("/").replace('\n', "~")
        )
    };
    let paper = paper(body, others, changes);
    let rows = paper.tables().flat_map(|table| &table.rows).map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" "));
    rows.collect::<Vec<_>>().join("; ")
}

fn shown(body: &str) -> String {
    shown_with(body, &[], Changes::Accepted)
}

fn table(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

/// A paragraph of these runs.
fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// A row of one cell with these paragraphs.
fn in_cell(paragraphs: &str) -> String {
    table(&format!("<w:tr><w:tc>{paragraphs}</w:tc></w:tr>"))
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)))
}

#[test]
fn cells_stand_in_their_columns() {
    let spans = format!(
        "<w:tr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr>",
        tc("<w:gridSpan w:val=\"2\"/>", "a"),
        tc("", "b"),
        tc("", "c")
    );
    assert_eq!(shown(&table(&spans)), "0+2:a 2:b; 2:c");
    let merged = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr>",
        tc("<w:vMerge w:val=\"restart\"/>", "a"),
        tc("", "b"),
        tc("<w:vMerge/>", ""),
        tc("", "c"),
        tc("<w:vMerge w:val=\"restart\"/>", "d"),
        tc("", "e")
    );
    assert_eq!(shown(&table(&merged)), "0:a 1:b; 0^ 1:c; 0:d 1:e");
    let across = format!("<w:tr>{}{}{}</w:tr>", tc("<w:hMerge w:val=\"restart\"/>", "a"), tc("<w:hMerge/>", ""), tc("", "b"));
    assert_eq!(shown(&table(&across)), "0+2:a 2:b");
}

#[test]
fn content_controls_and_other_wrappers_are_seen_through() {
    let sdt = |content: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let row = format!("<w:tr>{}{}</w:tr>", sdt(&tc("", "date")), tc("", "b"));
    assert_eq!(shown(&sdt(&table(&sdt(&row)))), "0:date 1:b");
    for wrapped in [
        sdt(&r("x")),
        format!("<w:hyperlink>{}</w:hyperlink>", r("x")),
        format!("<w:smartTag><w:smartTag>{}</w:smartTag></w:smartTag>", r("x")),
        format!("<w:customXml>{}</w:customXml>", r("x")),
        format!("<w:fldSimple w:instr=\"REF\">{}</w:fldSimple>", r("x")),
        format!("<w:r><w:fldChar/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>{}", r("x")),
        format!("<w:bdo>{}</w:bdo>", r("x")),
    ] {
        assert_eq!(shown(&in_cell(&p(&format!("{}{wrapped}{}", r("a"), r("b"))))), "0:axb", "{wrapped}");
    }
    assert_eq!(shown(&in_cell(&sdt(&p(&r("paragraph"))))), "0:paragraph");
    let waiting =
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>";
    assert_eq!(shown(&in_cell(&p(waiting))), "0:");
    let heading = format!("<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{}</w:tc></w:tr>", p(waiting));
    assert_eq!(shown(&table(&heading)), "0:Click here");
}

#[test]
fn tracked_changes_count_as_accepted_or_as_refused() {
    let changed = p(&format!("{}<w:ins>{}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", r("a"), r("new")));
    let moved = p(&format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("from"), r("to")));
    let body = in_cell(&format!("{changed}{moved}"));
    assert_eq!(shown(&body), "0:anew/to");
    assert_eq!(shown_with(&body, &[], Changes::Original), "0:aold/from");
    let rows = format!(
        "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr><w:trPr><w:ins/></w:trPr>{}{}</w:tr>",
        tc("", "gone"),
        tc("<w:cellDel/>", "cell gone"),
        tc("", "stays")
    );
    assert_eq!(shown(&table(&rows)), "0:stays");
    assert_eq!(shown_with(&table(&rows), &[], Changes::Original), "0:gone");
    // The mark between two paragraphs is deleted: they are one.
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("one "), p(&r("line")));
    assert_eq!(shown(&in_cell(&joined)), "0:one line");
    let notes = paper(&body, &[], Changes::Accepted).notes;
    assert!(notes[0].starts_with("4 tracked changes are still open"), "{notes:?}");
    assert!(paper(&in_cell(&p(&r("x"))), &[], Changes::Accepted).notes.is_empty());
}

#[test]
fn what_is_not_shown_is_not_read() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>";
    let not_hidden = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>open</w:t></w:r>";
    assert_eq!(shown(&in_cell(&p(&format!("{hidden}{not_hidden}")))), "0:open");
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    let styled = "<w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>secret</w:t></w:r>";
    assert_eq!(shown_with(&in_cell(&p(styled)), &[("styles", "styles.xml", styles)], Changes::Accepted), "0:");
    let text_box =
        |kind: &str| format!("<mc:{kind}><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:{kind}>", p(&r("box")));
    let both = format!("<w:r><mc:AlternateContent>{}{}</mc:AlternateContent></w:r>", text_box("Choice"), text_box("Fallback"));
    assert_eq!(shown(&in_cell(&p(&format!("{}{both}", r("a"))))), "0:a~box");
}

#[test]
fn signs_are_what_they_show() {
    let run = |content: &str| format!("<w:r>{content}</w:r>");
    for (content, text) in [
        ("<w:t>Sub</w:t><w:noBreakHyphen/><w:t>group</w:t>", "Sub-group"),
        ("<w:t>sub</w:t><w:softHyphen/><w:t>group</w:t>", "subgroup"),
        ("<w:t>sub\u{ad}group</w:t>", "subgroup"),
        ("<w:t>June</w:t><w:br/><w:t>Ongoing</w:t>", "June~Ongoing"),
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>", "✓"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>", "☑"),
        ("<w:t>A &amp; B &#8211; C</w:t>", "A & B – C"),
    ] {
        assert_eq!(shown(&in_cell(&p(&run(content)))), format!("0:{text}"), "{content}");
    }
    let nested =
        in_cell(&format!("{}{}{}", p(&r("a")), table(&format!("<w:tr>{}{}</w:tr>", tc("", "b"), tc("", "c"))), p(&r("d"))));
    assert_eq!(shown(&nested), "0:a/b | c/d");
    let comments = r#"<w:comments xmlns:w="w"><w:comment w:id="7" w:author="Sue"><w:p><w:r><w:t>When?</w:t></w:r></w:p></w:comment></w:comments>"#;
    let remarked = in_cell(&p(&format!("{}<w:r><w:commentReference w:id=\"7\"/></w:r>", r("a"))));
    assert_eq!(shown_with(&remarked, &[("comments", "comments.xml", comments)], Changes::Accepted), "0:a //Sue: When?");
}

#[test]
fn numbers_of_lists_are_counted() {
    let level = |level: u32, start: u32, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let pattern = |id: u32, levels: &str| format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#);
    let list = |id: u32, pattern: u32, more: &str| {
        format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{pattern}"/>{more}</w:num>"#)
    };
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\">{}{}{}{}{}{}{}</w:numbering>",
        pattern(1, &(level(0, 1, "decimal", "%1.") + &level(1, 1, "decimal", "%1.%2") + &level(2, 1, "lowerLetter", "%3)"))),
        pattern(2, &level(0, 4, "upperRoman", "%1")),
        pattern(3, &level(0, 1, "bullet", "·")),
        list(1, 1, ""),
        list(2, 2, ""),
        list(3, 3, ""),
        list(4, 1, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>"#)
    );
    let item = |list: u32, level: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let items = [
        item(1, 0, "a"),
        item(1, 1, ""),
        item(1, 1, "c"),
        item(1, 2, "d"),
        item(2, 0, "e"),
        item(1, 0, "f"),
        item(1, 1, "g"),
        item(3, 0, "h"),
        item(4, 0, "i"),
        item(0, 0, "j"),
    ];
    let shown = shown_with(&in_cell(&items.concat()), &[("numbering", "numbering.xml", &numbering)], Changes::Accepted);
    assert_eq!(shown, "0:1. a/1.1/1.2 c/a) d/IV e/2. f/2.1 g/h/7. i/j");
}

/// What each of Word's ways to write a cell shows: content of a cell, and its text.
#[test]
fn the_hard_cases_of_cells() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let sdt = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let (a, b, x) = (r("a"), r("b"), r("x"));
    let deleted_mark = |kind: &str, runs: &str| format!("<w:p><w:pPr><w:rPr><w:{kind}/></w:rPr></w:pPr>{runs}</w:p>");
    let in_font = |font: &str, text: &str| {
        format!("<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let sym = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let cases = [
        ("control in a control", p(&sdt("<w:date/>", &sdt("<w:text/>", &x))), "x"),
        ("control around paragraphs", sdt("", &format!("{}{}", p(&a), p(&b))), "a/b"),
        ("control with words to be replaced, beside words", p(&format!("{a}{}", sdt("<w:showingPlcHdr/>", &x))), "a"),
        ("control no longer with them", p(&sdt("<w:showingPlcHdr w:val=\"0\"/>", &x)), "x"),
        ("custom XML around a paragraph", format!("<w:customXml>{}</w:customXml>", p(&x)), "x"),
        ("smart tag in custom XML", p(&format!("<w:customXml><w:smartTag>{x}</w:smartTag></w:customXml>")), "x"),
        ("inserted link", p(&format!("<w:ins><w:hyperlink>{x}</w:hyperlink></w:ins>")), "x"),
        ("inserted, then deleted", p(&format!("{a}<w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>")), "a"),
        ("moved away paragraph", format!("{}{}", p(&format!("<w:moveFrom>{a}</w:moveFrom>")), p(&x)), "x"),
        ("moved here", p(&format!("<w:moveTo>{x}</w:moveTo>")), "x"),
        (
            "simple field in a link",
            p(&format!("<w:hyperlink><w:fldSimple w:instr=\"PAGE\">{x}</w:fldSimple></w:hyperlink>")),
            "x",
        ),
        (
            "field with its result",
            p(&[&field("begin"), &code("DATE"), &field("separate"), &x, &field("end"), &b].map(String::as_str).concat()),
            "xb",
        ),
        ("field without a result", p(&[&a, &field("begin"), &code("TC"), &field("end"), &b].map(String::as_str).concat()), "ab"),
        (
            "field in the instruction of a field",
            p(&[
                &field("begin"),
                &code("IF"),
                &field("begin"),
                &code("REF"),
                &field("separate"),
                &a,
                &field("end"),
                &field("separate"),
                &x,
                &field("end"),
            ]
            .map(String::as_str)
            .concat()),
            "x",
        ),
        ("deleted instruction", p("<w:del><w:r><w:delInstrText>DATE</w:delInstrText></w:r></w:del><w:r><w:t>x</w:t></w:r>"), "x"),
        ("three paragraphs joined", format!("{}{}{}", deleted_mark("del", &a), deleted_mark("del", &x), p(&b)), "axb"),
        ("joined over an empty one", format!("{}{}", deleted_mark("del", ""), p(&b)), "b"),
        ("last mark deleted", deleted_mark("del", &x), "x"),
        ("inserted mark", format!("{}{}", deleted_mark("ins", &a), p(&b)), "a/b"),
        ("tick as a sign", p(&sym("Wingdings", "F0FC")), "✓"),
        ("tick by its low code", p(&sym("Wingdings", "00FC")), "✓"),
        ("tick as a letter", p(&in_font("Wingdings", "\u{fc}")), "✓"),
        ("tick of the second font", p(&sym("Wingdings 2", "F050")), "✓"),
        ("its letter", p(&in_font("Wingdings 2", "P")), "✓"),
        ("cross of the second font", p(&sym("Wingdings 2", "F04F")), "✗"),
        ("tick of the web's font", p(&in_font("Webdings", "a")), "✓"),
        ("letters of a font for words", p(&in_font("Arial", "P\u{fc}")), "P\u{fc}"),
        ("box that is empty", p(&sym("Wingdings", "F0A8")), "☐"),
        ("soft hyphen between runs", p(&format!("{a}<w:r><w:softHyphen/></w:r>{b}")), "ab"),
        ("hidden run between others", p(&format!("{a}<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>{b}")), "ab"),
        ("nested table in a nested table", table(&format!("<w:tr><w:tc>{}</w:tc></w:tr>", in_cell(&p(&x)))), "x"),
        ("nested table alone", format!("{}<w:p/>", table(&format!("<w:tr>{}{}</w:tr>", tc("", "a"), tc("", "b")))), "a | b"),
        (
            "choice and fallback between paragraphs",
            format!(
                "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
                p(&x),
                p(&x)
            ),
            "x",
        ),
        (
            "fallback alone",
            p(&format!("<w:r><mc:AlternateContent><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent></w:r>{b}")),
            "xb",
        ),
        (
            "what older programs left",
            p("<w:proofErr/><w:bookmarkStart/><w:r><w:lastRenderedPageBreak/><w:t>x</w:t></w:r><w:bookmarkEnd/>"),
            "x",
        ),
        ("ruby", p(&format!("<w:r><w:ruby><w:rt>{a}</w:rt><w:rubyBase>{x}</w:rubyBase></w:ruby></w:r>")), "x"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, content, text)| (name, format!("0:{text}"), shown(&in_cell(content))))
        .filter(|(_, text, shown)| text != shown)
        .map(|(name, text, shown)| format!("{name}: {shown} and not {text}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What each of Word's ways to write a row shows: the rows of a table, and its cells.
#[test]
fn the_hard_cases_of_rows() {
    let row = |properties: &str, cells: &[String]| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat());
    let cell = |text: &str| tc("", text);
    let cases = [
        ("cells left out after the last", row("<w:gridAfter w:val=\"2\"/>", &[cell("a")]), "0:a"),
        (
            "cells left out before, then one over two",
            row("<w:gridBefore w:val=\"1\"/>", &[tc("<w:gridSpan w:val=\"2\"/>", "a"), cell("b")]),
            "1+2:a 3:b",
        ),
        (
            "one over two columns and two rows",
            row("", &[tc("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "a"), cell("b")])
                + &row("", &[tc("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"continue\"/>", ""), cell("c")]),
            "0+2:a 2:b; 0+2^ 2:c",
        ),
        (
            "deleted row in a content control",
            format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", row("<w:del/>", &[cell("a")])) + &row("", &[cell("b")]),
            "0:b",
        ),
        ("inserted row", row("<w:ins/>", &[cell("a")]), "0:a"),
        ("rows in custom XML", format!("<w:customXml>{}</w:customXml>", row("", &[cell("a")])), "0:a"),
        ("cell in custom XML", row("", &["<w:customXml>".into(), cell("a"), "</w:customXml>".into(), cell("b")]), "0:a 1:b"),
        ("deleted cell", row("", &[cell("a"), tc("<w:cellDel/>", "x"), cell("b")]), "0:a 1:b"),
        ("inserted cell", row("", &[tc("<w:cellIns/>", "a"), cell("b")]), "0:a 1:b"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, rows, text)| (name, text, shown(&table(rows))))
        .filter(|(_, text, shown)| *text != shown)
        .map(|(name, text, shown)| format!("{name}: {shown} and not {text}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
