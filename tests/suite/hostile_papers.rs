//! Office files that ask for far more than their size: the program reads or refuses each in plain words, within 200 MiB of memory and two
//! seconds of processor time in a build for users.

#![cfg(target_os = "linux")]

use crate::program::{Cost, cost, folder};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that the program may hold, in MiB. What an allocator reserves and never touches is no measure: it is the more, the
/// more there is.
const MOST_MIB: u64 = 200;

/// A build without optimisation takes about ten times as long.
const MOST_SECONDS: f64 = if cfg!(debug_assertions) { 20.0 } else { 2.0 };

fn parcel(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).compression_level(Some(1));
    for (path, text) in parts {
        zip.start_file(*path, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(target: &str) -> String {
    format!(
        "<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"{target}\"/></Relationships>"
    )
}

fn document_with(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let main = relations("word/document.xml");
    parcel(&[&[("_rels/.rels", &*main), ("word/document.xml", &*body)], others].concat())
}

const REGISTER: &str = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Action</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Lead</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>By when</w:t></w:r></w:p></w:tc></w:tr>";

/// A workbook as Excel packs it, with one sheet.
fn workbook_with(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let main = relations("xl/workbook.xml");
    parcel(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &main),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
             <sheet name=\"Plan\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships>\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>\
             <Relationship Id=\"r3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

const HEADING: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Action</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Lead</t></is></c>\
    <c r=\"C1\" t=\"inlineStr\"><is><t>By when</t></is></c></row>";

fn sheet(rows: &str, after: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{HEADING}{rows}</sheetData>{after}</worksheet>"
    )
}

fn open_document(kind: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:{kind}>{body}</office:{kind}>\
         </office:body></office:document-content>"
    );
    parcel(&[("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")), ("content.xml", &content)])
}

fn many(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// Every kind of file, by the name it is given.
fn cases() -> Vec<(&'static str, Vec<u8>)> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row =
        |number: usize| format!("<w:tr>{}{}{}</w:tr>", cell(&format!("Do {number}")), cell("Sue Harrison"), cell("June 2008"));
    let good = document_with(&format!("{REGISTER}{}</w:tbl>", many(4_000, row)), &[]);
    let empty_strings = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";
    let empty_styles = "<styleSheet/>";
    let formats = |count: usize| {
        let formats = many(count, |number| format!("<xf numFmtId=\"{}\"/>", number % 50));
        workbook_with(&sheet("", ""), empty_strings, &format!("<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"))
    };
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    compound.resize(512, 0);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    compound.resize(8 << 20, 0);
    let mut book = Workbook::new();
    let wide = book.add_worksheet();
    for column in 0..16_000_u16 {
        for line in 0..12 {
            wide.write_string(line, column, "Action").unwrap();
        }
    }
    let wide = book.save_to_buffer().unwrap();
    vec![
        ("bomb.docx", document_with(&" ".repeat(60 << 20), &[])),
        ("words.docx", document_with(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "word ".repeat(4_900_000)), &[])),
        ("paragraphs.docx", document_with(&many(500_000, |_| "<w:p><w:r><w:t>a</w:t></w:r></w:p>".into()), &[])),
        (
            "entities.docx",
            parcel(&[
                ("_rels/.rels", &relations("word/document.xml")),
                (
                    "word/document.xml",
                    &format!(
                        "<!DOCTYPE d [<!ENTITY a0 \"ha\">{}]><w:document><w:body><w:p><w:r><w:t>&a30;</w:t></w:r></w:p></w:body></w:document>",
                        many(30, |number| format!("<!ENTITY a{} \"&a{number};&a{number};\">", number + 1))
                    ),
                ),
            ]),
        ),
        ("deep.docx", document_with(&"<w:sdt>".repeat(900_000), &[])),
        (
            "nested.docx",
            document_with(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(20_000), "</w:tc></w:tr></w:tbl>".repeat(20_000)), &[]),
        ),
        ("attributes.docx", document_with(&format!("<w:p {}/>", many(400_000, |number| format!("a{number}=\"1\" "))), &[])),
        (
            "numbering.docx",
            document_with(
                &format!("{REGISTER}{}</w:tbl>", many(500, row)),
                &[(
                    "word/numbering.xml",
                    &format!(
                        "<w:numbering>{}</w:numbering>",
                        many(90_000, |number| format!(
                            "<w:abstractNum w:abstractNumId=\"{number}\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>\
                             <w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{number}\"/></w:num>"
                        ))
                    ),
                )],
            ),
        ),
        (
            "comments.docx",
            document_with(
                &format!("{REGISTER}{}</w:tbl>", many(500, row)),
                &[(
                    "word/comments.xml",
                    &format!(
                        "<w:comments>{}</w:comments>",
                        many(10_000, |number| format!(
                            "<w:comment w:id=\"{number}\"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>",
                            "remark ".repeat(200)
                        ))
                    ),
                )],
            ),
        ),
        (
            "merged.docx",
            document_with(
                &format!(
                    "{REGISTER}{}</w:tbl>",
                    many(14_000, |_| format!("<w:tr>{}</w:tr>", "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".repeat(12)))
                ),
                &[],
            ),
        ),
        (
            "spans.docx",
            document_with(
                &format!(
                    "{REGISTER}{}</w:tbl>",
                    many(9_000, |_| {
                        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>".into()
                    })
                ),
                &[],
            ),
        ),
        ("cut.docx", good[..good.len() / 2].to_vec()),
        ("program.docx", [b"\x7fELF".as_slice(), &[7; 4 << 20]].concat()),
        ("password.docx", compound),
        (
            "rows.xlsx",
            workbook_with(
                &sheet(&many(1_000_000, |number| format!("<row r=\"{}\"/>", number + 2)), ""),
                empty_strings,
                empty_styles,
            ),
        ),
        (
            "strings.xlsx",
            workbook_with(
                &sheet("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>", ""),
                &format!(
                    "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{}</sst>",
                    many(700_000, |number| format!("<si><t>string number {number}</t></si>"))
                ),
                empty_styles,
            ),
        ),
        (
            "corner.xlsx",
            workbook_with(
                &sheet("<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>a</t></is></c></row>", "")
                    .replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>"),
                empty_strings,
                empty_styles,
            ),
        ),
        ("wide.xlsx", wide),
        (
            "merged.xlsx",
            workbook_with(
                &sheet(
                    "",
                    &format!(
                        "<mergeCells>{}</mergeCells>",
                        many(200_000, |number| format!("<mergeCell ref=\"A{0}:XFD{1}\"/>", number * 2 + 2, number * 2 + 3))
                    ),
                ),
                empty_strings,
                empty_styles,
            ),
        ),
        ("formats.xlsx", formats(390_000)),
        ("styles.xlsx", formats(900_000)),
        (
            "repeated.ods",
            open_document(
                "spreadsheet",
                "<table:table table:name=\"Plan\"><table:table-row table:number-rows-repeated=\"1048576\">\
                 <table:table-cell table:number-columns-repeated=\"16384\"><text:p>Action</text:p></table:table-cell></table:table-row></table:table>",
            ),
        ),
        (
            "repeated.odt",
            open_document(
                "text",
                &format!(
                    "<table:table><table:table-row><table:table-cell><text:p>Action<text:s text:c=\"999999999\"/></text:p></table:table-cell></table:table-row>{}</table:table>",
                    many(9_000, |_| {
                        "<table:table-row table:number-rows-repeated=\"999999\"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>".into()
                    })
                ),
            ),
        ),
        ("deep.odt", open_document("text", &"<text:list><text:list-item>".repeat(300_000))),
        ("big.csv", ["Action,Lead,By when\n", &"Write to schools,Sue Harrison,June 2009\n".repeat(100_000)].concat().into()),
        ("marks.csv", ["Action,Lead,By when\n", &"\"Write,Sue Harrison,June 2009\n".repeat(100_000)].concat().into()),
        ("tabs.txt", "\"a\t\"b\tc\n".repeat(400_000).into()),
        ("one-row.csv", ["Action,Lead,By when\n", &"\",".repeat(2_000_000)].concat().into()),
        ("one-row.tsv", ["Action\tLead\tBy when\n", &"a\t".repeat(2_000_000)].concat().into()),
    ]
}

#[test]
fn no_paper_takes_more_memory_or_time_than_a_paper_may() {
    let folder = folder("hostile/papers");
    let mut failed = Vec::new();
    for (name, bytes) in cases() {
        let path = folder.join(name);
        fs::write(&path, &bytes).unwrap();
        let Cost { code, seconds, mebibytes, said } = cost(&folder, &["import", name]);
        let last: String = said.lines().rfind(|line| !line.is_empty()).unwrap_or_default().chars().take(200).collect();
        println!("{name}: {} bytes, {code}, {seconds:.1} s, {mebibytes} MiB: {last}", bytes.len());
        if let Some(kept) = std::env::var_os("LSCB_KEEP_PAPERS") {
            fs::copy(&path, std::path::Path::new(&kept).join(name)).unwrap();
        }
        // Read, or refused in words.
        if !matches!(code, 0 | 2) || said.contains("panicked") || mebibytes > MOST_MIB || seconds > MOST_SECONDS {
            failed.push(format!("{name}: {code}, {seconds:.1} s, {mebibytes} MiB: {last}"));
        }
        fs::remove_file(&path).unwrap();
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
