//! Brings a plan in: from a Word, Excel, OpenDocument or text file to the draft of a plan, with every guess marked.

mod build;
mod columns;
mod delimited;
mod docx;
mod draft;
mod endings;
mod forms;
mod formulas;
mod html;
mod initials;
mod opendocument;
mod parcel;
mod people;
mod registers;
mod run_together;
mod spreadsheet;
mod table;
mod text_table;
mod titles;
mod xml;

pub use build::{Doubt, Weight};
pub use columns::{MEANINGS, Meaning};
pub use docx::Changes;
pub use registers::{Choice, Place, Verdict};
pub use table::{Cell, Line, Mark, Paper, Part, Row, Table};

use crate::time::period::Period;
use crate::time::when::When;
use build::Builder;
use draft::Draft;
use initials::Initials;
use parcel::Parcel;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 32 << 20;

/// The largest text file that is read, in bytes: the registers of large boards have 1 MB, and as tables they take many times as much.
const LARGEST_TEXT: usize = 4 << 20;
/// The most cells that a table of a text file may have.
const MOST_CELLS: usize = 200_000;
/// The most rows that the tables of actions of a paper may have.
const MOST_ROWS: usize = 5_000;

/// The most rows with something in them that all tables of a paper may have.
const MOST_ROWS_READ: usize = 15_000;

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

/// What somebody says of a paper, in place of what is read or guessed.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub choice: Choice,
    /// What a file is taken for, whatever its name.
    pub format: Option<Format>,
    /// A document with tracked changes is read as if they had been refused.
    pub original: bool,
    pub board: Option<String>,
    pub title: Option<String>,
    pub period: Option<Period>,
}

/// The number of the table a register begins in, and its columns as number, heading and meaning.
pub type RegisterColumns = (usize, Vec<(usize, String, Meaning)>);

/// What was made of a paper.
#[derive(Debug)]
pub struct Import {
    /// The plan file; empty where no table of actions was found.
    pub draft: String,
    /// What was made of each table.
    pub tables: Vec<Verdict>,
    /// For each register: the number of the table it begins in, and its columns as number, heading and meaning.
    pub columns: Vec<RegisterColumns>,
    pub objectives: usize,
    pub actions: usize,
    pub people: usize,
    pub groups: usize,
    /// What was noticed while reading: tracked changes, a guessed encoding.
    pub notes: Vec<String>,
    /// What to look at, the weightiest first, in the order of the paper.
    pub doubts: Vec<Doubt>,
}

/// Makes a draft of a paper. `name` is the file's name, for the draft's source.
///
/// # Errors
/// Says in plain words why it cannot be read, and what to do about it.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Import, String> {
    let changes = if options.original { Changes::Original } else { Changes::Accepted };
    let mut paper = read(name, bytes, options.format, changes, false)?;
    if paper.tables().flat_map(|table| &table.rows).filter(|row| !row.is_empty()).count() > MOST_ROWS_READ {
        return Err(too_many_rows());
    }
    let mut found = registers::find(&paper, &options.choice);
    found.registers.retain(|register| !register.columns.is_empty());
    if found.registers.iter().map(|register| register.entries.len()).sum::<usize>() > MOST_ROWS {
        return Err(format!(
            "its tables of actions have more than {MOST_ROWS} rows, as no plan has: copy those that count into a new file"
        ));
    }
    let front = titles::front(&found.front);
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut draft = Draft {
        board: options.board.clone().or_else(|| front.board.clone()),
        title: options.title.clone().or_else(|| front.title.clone()).unwrap_or_else(|| "Action plan".into()),
        version: front.version.clone(),
        source: format!("read from {base} by lscb import"),
        ..Draft::default()
    };
    draft.period = match options.period {
        Some(Period { from, to }) => Some((When::Day(from), When::Day(to))),
        None => front.period,
    };
    let columns: Vec<RegisterColumns> = found
        .registers
        .iter()
        .map(|register| {
            let numbers = columns::numbered(&register.columns).into_iter().zip(&register.columns);
            (register.table, numbers.map(|(number, column)| (number, column.heading.clone(), column.meaning)).collect())
        })
        .collect();
    let mut notes = std::mem::take(&mut paper.notes);
    notes.append(&mut found.notes);
    notes.extend(taken_for_nothing(&columns));
    draft.top = top(base, &columns);
    draft.people.set_board(draft.board.as_deref());
    draft.people.set_initials(initials_of(&paper, &found));
    let hidden = std::mem::take(&mut found.hidden);
    let days = draft.period.map(|(from, to)| (from.first_day(), to.last_day()));
    let mut builder = Builder::new(&mut draft, days, &found.lines);
    builder.build(found.registers);
    if found.is_by_groups {
        builder.leave_out_repeated();
    }
    let mut doubts = std::mem::take(&mut builder.doubts);
    check_front(&mut draft, &front, options, &mut doubts);
    for (place, message) in hidden {
        draft.checks.push(format!("check: {message} ({place})"));
        doubts.push(Doubt { weight: Weight::Other, place, reference: None, message });
    }
    for entry in &draft.people.entries {
        doubts.extend(entry.checks.iter().map(|check| Doubt {
            weight: Weight::Name,
            place: Place::default(),
            reference: None,
            message: check.clone(),
        }));
    }
    doubts.sort_by_key(|doubt| doubt.weight);
    draft.objectives.retain(|objective| !objective.actions.is_empty() || objective.title.is_some());
    let actions = draft.objectives.iter().map(|objective| objective.actions.len()).sum();
    let people = draft.people.entries.iter().filter(|entry| entry.kind == people::Kind::Person).count();
    Ok(Import {
        draft: if actions > 0 { draft.to_toml() } else { String::new() },
        tables: found.verdicts,
        columns,
        objectives: draft.objectives.len(),
        actions,
        people,
        groups: draft.people.entries.len() - people,
        notes,
        doubts,
    })
}

/// The initials that the paper explains: in its lines, in tables that are none of actions, and in rows below those that are.
fn initials_of(paper: &Paper, found: &registers::Found) -> Initials {
    let mut initials = Initials::default();
    let others = paper.tables().zip(&found.verdicts).filter(|(_, verdict)| !verdict.taken);
    for row in others.flat_map(|(table, _)| &table.rows) {
        initials.learn_row(&row.filled().map(Cell::text).collect::<Vec<_>>());
    }
    for entry in found.registers.iter().flat_map(|register| &register.entries) {
        if let registers::Entry::PassedOver { text, .. } = entry {
            initials.learn_row(&text.split(" | ").map(str::to_owned).collect::<Vec<_>>());
        }
    }
    found.lines.iter().for_each(|line| initials.learn_line(line));
    initials
}

fn too_many_rows() -> String {
    format!("its tables have more than {MOST_ROWS_READ} rows, as no paper has: copy the table of actions into a new file")
}

/// What to say of headings that name nothing known.
fn taken_for_nothing(columns: &[RegisterColumns]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for (_, heading, meaning) in columns.iter().flat_map(|(_, columns)| columns) {
        let unknown = *meaning == Meaning::Ignore
            && !heading.is_empty()
            && !columns::is_worked_out(heading)
            && !crate::names::same(heading, "due");
        let note = format!(
            "the column \"{heading}\" is taken for nothing, its cells are comments; if it is one, say which: --column status=\"{heading}\""
        );
        if unknown && !said.contains(&note) {
            said.push(note);
        }
    }
    said
}

/// The comment at the top of a draft, with what the columns mean: the next import of the board's paper can go by it.
fn top(base: &str, columns: &[RegisterColumns]) -> Vec<String> {
    let mut top =
        vec![format!("A draft by lscb import from {base}. Lines with \"check:\" are guesses: look at each, then delete it.")];
    let mut shown: Vec<String> = Vec::new();
    for (table, columns) in columns {
        let list: Vec<String> = columns.iter().map(|(number, _, meaning)| format!("{number} = {}", meaning.word())).collect();
        let list = list.join(", ");
        if !shown.contains(&list) {
            top.push(if shown.is_empty() { format!("columns: {list}") } else { format!("columns of table {table}: {list}") });
            shown.push(list);
        }
    }
    top
}

/// The meanings of columns that a draft of an earlier import was made with: for each register the number of the table it began in, the
/// first one for all before the second.
pub fn columns_like(old: &str) -> Vec<(usize, Vec<(String, Meaning)>)> {
    let column = |part: &str| {
        let (number, meaning) = part.split_once('=')?;
        Some((number.trim().to_owned(), Meaning::named(meaning.trim())?))
    };
    let register = |line: &str| {
        let (table, list) = line.strip_prefix("# columns")?.split_once(": ")?;
        let table = table.strip_prefix(" of table ").map_or(Some(0), |number| number.parse().ok())?;
        Some((table, list.split(',').map(column).collect::<Option<Vec<_>>>()?))
    };
    old.lines().take(200).filter_map(register).collect()
}

/// Says what of the top of the plan is a guess, or missing.
fn check_front(draft: &mut Draft, front: &titles::Front, options: &Options, doubts: &mut Vec<Doubt>) {
    let mut checks = Vec::new();
    if draft.board.is_none() {
        checks.push("no board is named in the paper: give it with --board, or write board = \"...\"".to_owned());
    }
    if options.title.is_none() && front.title.is_none() {
        checks.push("no title is found in the paper: give it with --title".to_owned());
    }
    match (options.period, front.period) {
        (None, Some((When::Day(_), _))) if front.financial => {
            checks.push("the print gives only years: taken for the financial year from April to March".to_owned());
        }
        (None, Some(_)) if front.financial => {
            checks.push("the print gives only years: taken from January of the first to December of the last".to_owned())
        }
        (None, None) => {
            checks.push("no period is found in the paper: give it with --period, as 2009/10, 2009 or 2012-10/2013-07".to_owned());
        }
        _ => {}
    }
    doubts.extend(checks.iter().map(|check| Doubt {
        weight: Weight::Other,
        place: Place::default(),
        reference: None,
        message: check.clone(),
    }));
    draft.checks.extend(checks.iter().map(|check| format!("check: {check}")));
}

/// Reads a paper that lscb printed and people wrote into.
///
/// # Errors
/// Says in plain words why it cannot be read, and what to do about it.
pub fn read_paper(name: &str, bytes: &[u8]) -> Result<Paper, String> {
    // The room that lscb gives to write in has a blank where others have words that wait.
    read(name, bytes, None, Changes::Accepted, true)
}

/// Reads the lines and tables of a file; what kind it is, its bytes say, and its name where they do not.
///
/// # Errors
/// Says in plain words why it cannot be read, and what to do about it.
fn read(name: &str, bytes: &[u8], format: Option<Format>, changes: Changes, with_placeholders: bool) -> Result<Paper, String> {
    let mut paper = read_whole(name, bytes, format, changes, with_placeholders)?;
    for part in &mut paper.parts {
        if let Part::Table(table) = part {
            table.take_keys();
        }
    }
    Ok(paper)
}

fn read_whole(
    name: &str,
    bytes: &[u8],
    format: Option<Format>,
    changes: Changes,
    with_placeholders: bool,
) -> Result<Paper, String> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return read_parcel(bytes, changes, with_placeholders);
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
        return Err(
            "this is a PDF, in which no tables are kept: open it in Word, which turns it into a document, save that as .docx, \
                    and look the table over"
                .into(),
        );
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err("this is an RTF file: open it in Word or LibreOffice and save it as .docx".into());
    }
    if bytes.starts_with(b"MZ") || bytes.starts_with(b"\x7fELF") {
        return Err("this is a program, not a paper".into());
    }
    if bytes.len() > LARGEST_TEXT {
        return Err(format!(
            "it is a text of more than {} MB, as no plan is: copy the table of actions into a new file",
            LARGEST_TEXT >> 20
        ));
    }
    let (text, encoding) = delimited::decode(bytes);
    if text.chars().take(4000).filter(|c| c.is_control() && !c.is_whitespace()).count() > 8 {
        return Err("this is no text, and no file of Word, Excel or LibreOffice".into());
    }
    let start = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err("this is a web page: open it in Word or LibreOffice and save it as .docx".into());
    }
    let too_many_cells =
        || format!("it has more than {MOST_CELLS} cells, as no plan has: copy the table of actions into a new file");
    // A row is read whole before its cells are counted.
    let is_too_long = |line: &str| line.bytes().filter(|byte| b",;\t|".contains(byte)).nth(MOST_CELLS).is_some();
    if text.lines().any(is_too_long) {
        return Err(too_many_cells());
    }
    let quoted = || text.lines().any(|line| line.starts_with('"') || line.contains("\t\""));
    let mut paper = match format {
        Some(Format::Csv) => delimited::read(&text, None),
        Some(Format::Tsv) if quoted() => delimited::read(&text, Some(b'\t')),
        Some(Format::Markdown | Format::Tsv) => text_table::read(&text),
        None if ending == "csv" => delimited::read(&text, None),
        None if ending == "tsv" && quoted() => delimited::read(&text, Some(b'\t')),
        None => text_table::read(&text),
    };
    let cells: usize = paper.tables().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
    if cells > MOST_CELLS {
        return Err(too_many_cells());
    }
    paper.notes.extend(encoding);
    Ok(paper)
}

/// A file that is a parcel of parts: of Word, Excel or OpenDocument.
fn read_parcel(bytes: &[u8], changes: Changes, with_placeholders: bool) -> Result<Paper, String> {
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
        let paper = spreadsheet::read_xlsx(bytes, &parcel)?;
        return Ok(Paper { properties: parcel.properties(), ..paper });
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
    let paper = docx::read(&parcel, changes, with_placeholders)?;
    Ok(Paper { properties: parcel.properties(), ..paper })
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
        return Err(
            "this is a document of Word 97 to 2003 (.doc): open it in Word or LibreOffice, save it as .docx (File, Save As, \
                    Word Document), and import that"
                .into(),
        );
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
    (is_ref && decimals.len() == 1)
        .then(|| format!("the cell holds the number {text}: {text}0 would look the same to the program"))
}

/// A number as a list shows it, by the name of the format in Word.
fn list_number(number: u32, format: &str) -> String {
    docx::list_number(number, format)
}
