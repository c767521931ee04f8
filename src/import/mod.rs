//! Brings a plan in: from a Word, Excel, OpenDocument or text file to the draft of a plan, with every guess marked.

mod delimited;
mod docx;
mod html;
mod opendocument;
mod parcel;
mod spreadsheet;
pub mod table;
mod text_table;
mod xml;

pub use docx::Changes;
use parcel::Parcel;
use table::Paper;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 32 << 20;

/// What a file is taken for where its name does not say: a table on standard input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Csv,
    Tsv,
    Markdown,
}

impl Format {
    /// The names of all, for the command line.
    pub const WORDS: &[&str] = &["csv", "tsv", "markdown"];

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Some(match name {
            "csv" => Format::Csv,
            "tsv" => Format::Tsv,
            "markdown" => Format::Markdown,
            _ => return None,
        })
    }
}

/// Reads the lines and tables of a file; what kind it is, its bytes say, and its name where they do not.
///
/// # Errors
/// Says in plain words why it cannot be read, and what to do about it.
pub fn read(name: &str, bytes: &[u8], format: Option<Format>, changes: Changes) -> Result<Paper, String> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return read_parcel(bytes, changes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return read_compound(bytes);
    }
    if ["docx", "docm", "dotx", "xlsx", "xlsm", "odt", "ods"].contains(&&*ending) {
        return Err(format!(
            "its name ends in .{ending}, but it is none: it is cut off, damaged or another kind of file; copy or download it again"
        ));
    }
    if bytes.starts_with(b"%PDF") {
        return Err("this is a PDF, in which no tables are kept: open it in Word, which turns it into a document, save that as .docx, \
                    and look the table over"
            .into());
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err("this is an RTF file: open it in Word or LibreOffice and save it as .docx".into());
    }
    if bytes.starts_with(b"MZ") || bytes.starts_with(b"\x7fELF") {
        return Err("this is a program, not a paper".into());
    }
    let (text, encoding) = delimited::decode(bytes);
    if text.chars().take(4000).filter(|c| c.is_control() && !c.is_whitespace()).count() > 8 {
        return Err("this is no text, and no file of Word, Excel or LibreOffice".into());
    }
    let start = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err("this is a web page: open it in Word or LibreOffice and save it as .docx".into());
    }
    let quoted = || text.lines().any(|line| line.starts_with('"') || line.contains("\t\""));
    let mut paper = match format {
        Some(Format::Csv) => delimited::read(&text, None)?,
        Some(Format::Tsv) if quoted() => delimited::read(&text, Some(b'\t'))?,
        Some(Format::Markdown | Format::Tsv) => text_table::read(&text),
        None if ending == "csv" => delimited::read(&text, None)?,
        None if ending == "tsv" && quoted() => delimited::read(&text, Some(b'\t'))?,
        None => text_table::read(&text),
    };
    paper.notes.extend(encoding);
    Ok(paper)
}

/// A file that is a parcel of parts: of Word, Excel or OpenDocument.
fn read_parcel(bytes: &[u8], changes: Changes) -> Result<Paper, String> {
    let parcel = Parcel::open(bytes)?;
    if parcel.part("mimetype").is_some() || parcel.part("content.xml").is_some() {
        return opendocument::read(&parcel);
    }
    let main = parcel.relations("").into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.path);
    let path = main.unwrap_or_default();
    if path.starts_with("xl/") || parcel.part("xl/workbook.xml").is_some() {
        if path.ends_with(".bin") {
            return Err("this is a binary workbook (.xlsb): open it in Excel and save it as .xlsx".into());
        }
        return spreadsheet::read_xlsx(bytes, &parcel);
    }
    if path.starts_with("ppt/") {
        return Err("these are slides: copy the table into a Word document, and import that".into());
    }
    if path.ends_with(".bin") {
        return Err("this is a binary workbook (.xlsb): open it in Excel and save it as .xlsx".into());
    }
    let holds_word = parcel.paths().any(|path| path.starts_with("word/"));
    if path.is_empty() && !holds_word {
        return Err("this is a folder packed as a zip: unpack it, and import the Word or Excel file in it".into());
    }
    docx::read(&parcel, changes)
}

/// A file as Office wrote them up to 2003, which also serves as a case around one with a password.
fn read_compound(bytes: &[u8]) -> Result<Paper, String> {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        return Err(parcel::PASSWORD.into());
    }
    if holds("WordDocument") {
        return Err("this is a document of Word 97 to 2003 (.doc): open it in Word or LibreOffice, save it as .docx (File, Save As, \
                    Word Document), and import that"
            .into());
    }
    if holds("Workbook") || holds("Book") {
        return spreadsheet::read_xls(bytes);
    }
    Err("this is no document of Word and no workbook of Excel".into())
}

/// What to say of a number in a cell that may have lost a digit: 1.1 may have been typed as 1.10.
fn number_doubt(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.')?;
    let is_ref = !whole.is_empty() && whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit());
    (is_ref && decimals.len() == 1).then(|| format!("the cell holds the number {text}: {text}0 would look the same to the program"))
}

/// A number as a list shows it, by the name of the format in Word.
fn list_number(number: u32, format: &str) -> String {
    docx::list_number(number, format)
}
