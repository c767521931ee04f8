//! The parts of a Word document that are not its body, and the parcel they travel in.

use super::super::cell_text::in_xml;
use crate::reports::Report;
use crate::reports::marks::Marks;
use maud::{Markup, html};
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The parts of the document but for its body: path, kind of content, text.
const KINDS: &[(&str, &str)] = &[
    ("/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    ("/word/styles.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"),
    ("/word/settings.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"),
    ("/word/numbering.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"),
    ("/word/header1.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"),
    ("/word/footer1.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
];

/// The document as a file. Nothing in it tells when it was made but the day it is as at.
pub(super) fn parcel(report: &Report, body: Markup, marks: &Marks) -> io::Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types().into_string()),
        ("_rels/.rels", relations(&[
            (&format!("{R}/officeDocument"), "word/document.xml"),
            (&format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
            (&format!("{R}/extended-properties"), "docProps/app.xml"),
            (&format!("{R}/custom-properties"), "docProps/custom.xml"),
        ]).into_string()),
        ("word/_rels/document.xml.rels", relations(&[
            (&format!("{R}/styles"), "styles.xml"),
            (&format!("{R}/settings"), "settings.xml"),
            (&format!("{R}/numbering"), "numbering.xml"),
            (&format!("{R}/footer"), "footer1.xml"),
            (&format!("{R}/header"), "header1.xml"),
        ]).into_string()),
        ("word/document.xml", html! { w:document xmlns:w=(W) xmlns:r=(R) { w:body { (body) } } }.into_string()),
        ("word/styles.xml", include_str!("styles.xml").trim_start_matches(HEAD).to_owned()),
        ("word/settings.xml", settings().into_string()),
        ("word/numbering.xml", bullets().into_string()),
        ("word/header1.xml", header(report).into_string()),
        ("word/footer1.xml", footer(report).into_string()),
        ("docProps/core.xml", core(report).into_string()),
        ("docProps/app.xml", html! {
            Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" { Application { "lscb" } }
        }.into_string()),
        ("docProps/custom.xml", custom(&marks.properties()).into_string()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for (path, text) in parts {
        zip.start_file(path, options)?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> Markup {
    html! {
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            @for (path, kind) in KINDS { Override PartName=(path) ContentType=(kind) {} }
        }
    }
}

fn relations(targets: &[(&str, &str)]) -> Markup {
    html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for (number, (kind, target)) in targets.iter().enumerate() {
                Relationship Id={ "rId" (number + 1) } Type=(kind) Target=(target) {}
            }
        }
    }
}

/// The relations of the footer and the header in the list above.
pub(super) const FOOTER: &str = "rId4";
pub(super) const HEADER: &str = "rId5";

fn settings() -> Markup {
    html! {
        w:settings xmlns:w=(W) {
            w:zoom w:percent="100" {}
            w:defaultTabStop w:val="720" {}
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val="en-GB" {}
        }
    }
}

fn bullets() -> Markup {
    html! {
        w:numbering xmlns:w=(W) {
            w:abstractNum w:abstractNumId="0" {
                w:multiLevelType w:val="hybridMultilevel" {}
                w:lvl w:ilvl="0" {
                    w:start w:val="1" {}
                    w:numFmt w:val="bullet" {}
                    w:lvlText w:val="•" {}
                    w:lvlJc w:val="left" {}
                    w:pPr { w:ind w:left="284" w:hanging="227" {} }
                }
            }
            w:abstractNum w:abstractNumId="1" {
                w:multiLevelType w:val="hybridMultilevel" {}
                w:lvl w:ilvl="0" {
                    w:start w:val="1" {}
                    w:numFmt w:val="decimal" {}
                    w:lvlText w:val="%1." {}
                    w:lvlJc w:val="left" {}
                    w:pPr { w:ind w:left="340" w:hanging="340" {} }
                }
            }
            w:num w:numId="1" { w:abstractNumId w:val="0" {} }
            w:num w:numId="2" { w:abstractNumId w:val="1" {} }
        }
    }
}

/// Whose it is, on every page.
fn header(report: &Report) -> Markup {
    html! {
        w:hdr xmlns:w=(W) {
            w:p { w:pPr { w:pStyle w:val="Header" {} } w:r { w:t xml:space="preserve" { (in_xml(&report.running_head)) } } }
        }
    }
}

fn footer(report: &Report) -> Markup {
    let field = |name: &str| html! { w:fldSimple w:instr={ " " (name) " " } { w:r { w:t { "1" } } } };
    html! {
        w:ftr xmlns:w=(W) {
            w:p {
                w:pPr { w:pStyle w:val="Footer" {} }
                w:r { w:t xml:space="preserve" { (in_xml(report.running_title())) " · Page " } }
                (field("PAGE"))
                w:r { w:t xml:space="preserve" { " of " } }
                (field("NUMPAGES"))
            }
        }
    }
}

/// What the document was printed from. The id is that of properties of one's own (ECMA-376, part 1, 22.3).
fn custom(properties: &[(String, String)]) -> Markup {
    html! {
        Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
            xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes" {
            @for (index, (name, value)) in properties.iter().enumerate() {
                property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid=(index + 2) name=(name) { vt:lpwstr { (in_xml(value)) } }
            }
        }
    }
}

fn core(report: &Report) -> Markup {
    let day = format!("{}T00:00:00Z", report.as_at);
    html! {
        cp:coreProperties xmlns:cp={ (PACKAGE) "/metadata/core-properties" } xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {
            dc:title { (in_xml(&report.title)) }
            dc:creator { "lscb" }
            dc:language { "en-GB" }
            dcterms:created xsi:type="dcterms:W3CDTF" { (day) }
            dcterms:modified xsi:type="dcterms:W3CDTF" { (day) }
        }
    }
}
