//! Reads text files: which encoding, which delimiter, and tables of cells with a delimiter between them.

use super::columns::are_of_own_list;
use super::html;
use super::table::{Cell, Paper, Part, Row, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A cell has no more bytes than this: Excel takes 32,767 letters. A quotation mark that is not closed by then never is.
const LONGEST_CELL: usize = 64 << 10;
/// After so many marks that are not closed, each is read as a letter without looking further than its line.
const MOST_UNCLOSED: usize = 100;

/// The text of a file with one kind of line end, and how it was read where that was a guess.
pub fn decode(bytes: &[u8]) -> (String, Vec<String>) {
    let (mut text, encoding) = decode_letters(bytes);
    let mut notes: Vec<String> = encoding.into_iter().collect();
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let nulls = text.matches('\u{0}').count();
    if nulls > 0 {
        text.retain(|letter| letter != '\u{0}');
        notes.push(format!("left out {nulls} signs that stand for nothing (NUL): look whether words are whole"));
    }
    (text, notes)
}

fn decode_letters(bytes: &[u8]) -> (String, Option<String>) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
        return (text, (encoding != encoding_rs::UTF_8).then(|| "read as UTF-16, which the file says it is".into()));
    }
    // Letters of Latin text in UTF-16 have a zero beside each.
    let zeros =
        |odd: usize| bytes.iter().take(400).skip(odd).step_by(2).filter(|byte| **byte == 0).count() * 4 > bytes.len().min(400);
    if bytes.len() > 3 && (zeros(0) || zeros(1)) {
        let encoding = if zeros(1) { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), Some("read as UTF-16, a guess".into()));
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
            (text, Some("read as Windows-1252, a guess: look at names with accents, pound signs and dashes".into()))
        }
    }
}

/// Reads a table of cells with a delimiter between them; the delimiter is guessed where none is given.
pub fn read(text: &str, delimiter: Option<u8>) -> Paper {
    let mut paper = Paper::default();
    // Excel says in a first line of its own which delimiter follows.
    let (said, text) = match text.split_once('\n') {
        Some((first, rest)) => match first.trim().strip_prefix("sep=").map(str::as_bytes) {
            Some([said]) if said.is_ascii_punctuation() => (Some(*said), rest),
            _ => (None, text),
        },
        None => (None, text),
    };
    let first_line = if said.is_some() { 2 } else { 1 };
    let delimiter = said.or(delimiter).unwrap_or_else(|| {
        let guess = guessed(text);
        if guess != b',' {
            paper.notes.push(format!("read with {} between the cells, a guess", name_of(guess)));
        }
        guess
    });
    let mut table = Table::default();
    let records = records(text, delimiter);
    // The words of a plan stand there as they are; a bullet among them is one of their letters.
    let are_own = records.first().is_some_and(|first| are_of_own_list(first.cells.iter().map(String::as_str)));
    for record in records {
        let number = record.line + first_line;
        let cell = |(column, text): (usize, &String)| {
            let doubt = record.is_shifted.then(|| "its row has more cells than the others".to_owned()).filter(|_| column > 0);
            let text = without_guard(text.trim_end_matches('\u{0}'));
            let cell = if are_own { Cell::as_it_stands(column, text) } else { html::cell(column, text) };
            Some(Cell { doubt, ..cell? })
        };
        let cells: Vec<Cell> = record.cells.iter().enumerate().filter_map(cell).collect();
        table.rows.push(Row { number, cells, doubts: record.doubts, ..Row::default() });
    }
    paper.parts.push(Part::Table(table));
    paper
}

fn name_of(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "commas",
        b';' => "semicolons",
        b'\t' => "tabs",
        b'|' => "upright strokes",
        _ => "other signs",
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn without_guard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

/// A row of a text, with what was odd about it.
#[derive(Debug, Default)]
struct Record {
    /// The line it begins in, from 0.
    line: usize,
    cells: Vec<String>,
    doubts: Vec<String>,
    /// It has more cells than the others: they may stand under the wrong headings.
    is_shifted: bool,
}

/// Every row of a text; a blank line is one without cells. The csv package is no help here: a quotation mark that is never closed takes
/// in all that follows, and nothing tells of it.
fn records(text: &str, delimiter: u8) -> Vec<Record> {
    let (first, headed) = first_widths(text, delimiter, 400);
    let width = usual_width(first.iter().copied());
    let alike = first.iter().filter(|found| **found == width).count();
    // Where all rows are as long, blank cells included, a shorter one lost some.
    let is_usual = |found: usize| found == width || headed.contains(&found);
    let padded = alike * 5 >= first.iter().filter(|found| **found > 1).count() * 4;
    let mut records = Vec::new();
    let (mut unclosed, mut count) = (0, 0);
    let (mut at, mut line) = (0, 0);
    // More cells are refused by whoever asks.
    while at < text.len() && count <= super::MOST_CELLS {
        let quotes = if unclosed < MOST_UNCLOSED { Quotes::OverLines } else { Quotes::InLine };
        let mut scanned = scan(text, at, delimiter, quotes);
        let mut record = Record { line, ..Record::default() };
        if is_doubtful(&scanned, &text[at..scanned.end], is_usual, delimiter) {
            unclosed += 1;
            let within_line = scan(text, at, delimiter, Quotes::InLine);
            // A cell over several lines may well be a line too short; one that never ends is none.
            if scanned.is_open || is_usual(within_line.cells.len()) {
                // Alone in its cell the mark stands for what is above.
                if within_line.cells.iter().any(|cell| cell.trim() != "\"" && cell.trim_start().starts_with('"')) {
                    record.doubts.push("a quotation mark is not closed: its line is read as if the mark were a letter".into());
                }
                scanned = within_line;
            }
        }
        if let Some((other, read)) = between_others(&scanned, text, at, width, delimiter) {
            let (other, usual) = (name_of(other), name_of(delimiter));
            record.doubts.push(format!("read with {other} between its cells, as the other rows have {usual}"));
            scanned = read;
        }
        let filled = scanned.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if width > 1 && filled > width && !is_usual(scanned.cells.len()) {
            record.is_shifted = true;
            record.doubts.push(format!(
                "it has {filled} cells where the others have {width}: {} within its words may have parted a cell, and what follows stands \
                 under the wrong heading",
                name_of(delimiter)
            ));
        } else if padded && filled > 1 && scanned.cells.len() < width && !is_usual(scanned.cells.len()) {
            let found = scanned.cells.len();
            record
                .doubts
                .push(format!("it has {found} cells where the others have {width}: look whether each stands under its heading"));
        }
        line += text[at..scanned.end].matches('\n').count();
        at = scanned.end;
        count += scanned.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        record.cells = scanned.cells.into_iter().map(Cow::into_owned).collect();
        records.push(record);
    }
    records
}

/// A row over several lines that may be several rows: for a mark that is not closed, or for one that closes another.
fn is_doubtful(scanned: &Scanned<'_>, row: &str, is_usual: impl Fn(usize) -> bool, delimiter: u8) -> bool {
    if scanned.is_open {
        return true;
    }
    let lines = row.lines();
    if lines.clone().count() < 2 {
        return false;
    }
    // Two marks for "the same" in two rows take what stands between them for one cell.
    let is_row = |line: &str| {
        let found = scan(line, 0, delimiter, Quotes::InLine).cells.len();
        found > 2 && is_usual(found)
    };
    scanned.has_stray || lines.clone().all(is_row)
}

/// A row that is one cell, but has as many as the others with another sign between them: that sign, and the row read so.
fn between_others<'t>(scanned: &Scanned<'t>, text: &'t str, at: usize, width: usize, delimiter: u8) -> Option<(u8, Scanned<'t>)> {
    if scanned.cells.len() != 1 || width < 3 {
        return None;
    }
    [b',', b';', b'\t', b'|'].into_iter().filter(|other| *other != delimiter).find_map(|other| {
        let read = scan(text, at, other, Quotes::InLine);
        let filled = read.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        (read.cells.len() == width && filled > 2).then_some((other, read))
    })
}

/// How many cells the first rows have, and how many the headings among them: a file may hold tables of several widths.
fn first_widths(text: &str, delimiter: u8, rows: usize) -> (Vec<usize>, BTreeSet<usize>) {
    let (mut widths, mut headed) = (Vec::new(), BTreeSet::new());
    let mut at = 0;
    while at < text.len() && widths.len() < rows {
        let scanned = scan(text, at, delimiter, Quotes::OverLines);
        // What is never closed says nothing: its line alone does.
        let scanned = if scanned.is_open { scan(text, at, delimiter, Quotes::InLine) } else { scanned };
        at = scanned.end;
        widths.push(scanned.cells.len());
        let known = scanned.cells.iter().filter(|cell| super::columns::meaning_of(cell).is_some()).count();
        let is_word = |cell: &Cow<'_, str>| !cell.trim().is_empty() && !cell.chars().any(|c| c.is_ascii_digit());
        if known > 1 && known * 2 >= scanned.cells.len() && scanned.cells.iter().all(is_word) {
            headed.insert(scanned.cells.len());
        }
    }
    (widths, headed)
}

/// The cells of a row with tabs between them that begins at a byte, and where the next one begins, where a spreadsheet put cells in
/// quotation marks: it does so with line breaks and such marks in them. In other texts the marks are words.
pub fn row_in_marks(text: &str, at: usize) -> Option<(Vec<String>, usize)> {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let line = &text[at..end];
    if !(line.contains("\t\"") || line.starts_with('"')) {
        return None;
    }
    // A cell of so many lines is none.
    let last = text[at..].match_indices('\n').nth(60).map_or(text.len(), |(length, _)| at + length);
    let text = &text[..last];
    // Two marks for "the same", in two rows, hold tabs between them.
    let whole =
        |scanned: &Scanned<'_>| !scanned.is_open && !scanned.has_stray && scanned.cells.iter().all(|cell| !cell.contains('\t'));
    let told = |row: &str| row.trim_end_matches('\n').contains('\n') || row.contains("\"\"");
    [Quotes::OverLines, Quotes::InLine].into_iter().map(|quotes| scan(text, at, b'\t', quotes)).find_map(|scanned| {
        let row = &text[at..scanned.end];
        let is_row = whole(&scanned) && told(row);
        is_row.then(|| (scanned.cells.into_iter().map(Cow::into_owned).collect(), scanned.end))
    })
}

/// The number of cells that most rows of several cells have.
fn usual_width(widths: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for width in widths.filter(|width| *width > 1) {
        *counts.entry(width).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(1, |(width, _)| width)
}

/// What a quotation mark at the beginning of a cell does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// The cell may go on over lines.
    OverLines,
    /// The cell ends in its line: where no mark closes it there, the first one is a letter.
    InLine,
}

/// A row as it was read.
struct Scanned<'t> {
    cells: Vec<Cow<'t, str>>,
    /// Where the next row begins, in bytes.
    end: usize,
    /// A mark that opens a cell is never closed; the cells are those of its line.
    is_open: bool,
    /// A cell in quotation marks has another one that is not doubled.
    has_stray: bool,
}

/// Reads the row that begins at a byte.
fn scan(text: &str, at: usize, delimiter: u8, quotes: Quotes) -> Scanned<'_> {
    let bytes = text.as_bytes();
    let mut scanned = Scanned { cells: Vec::new(), end: text.len(), is_open: false, has_stray: false };
    let mut start = at;
    loop {
        let blanks = bytes[start..].iter().take_while(|byte| **byte == b' ').count();
        let quoted = (bytes.get(start + blanks) == Some(&b'"'))
            .then(|| quoted(text, start + blanks + 1, delimiter, quotes, &mut scanned))
            .flatten();
        let (cell, stop) = match quoted {
            Some(found) => found,
            None => {
                let length = bytes[start..].iter().position(|byte| *byte == delimiter || *byte == b'\n');
                let stop = length.map_or(bytes.len(), |length| start + length);
                (text[start..stop].trim_end_matches('\r').into(), stop)
            }
        };
        scanned.cells.push(cell);
        match bytes.get(stop) {
            Some(byte) if *byte == delimiter => start = stop + 1,
            _ => {
                scanned.end = (stop + 1).min(bytes.len());
                return scanned;
            }
        }
    }
}

/// The cell in quotation marks whose words begin at a byte, and where it stops. `None` where the mark is a letter.
fn quoted<'t>(
    text: &'t str,
    from: usize,
    delimiter: u8,
    quotes: Quotes,
    scanned: &mut Scanned<'t>,
) -> Option<(Cow<'t, str>, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        match bytes.get(at) {
            None if quotes == Quotes::InLine => return None,
            None => {
                scanned.is_open = true;
                return None;
            }
            Some(_) if at - from > LONGEST_CELL && quotes == Quotes::OverLines => {
                scanned.is_open = true;
                return None;
            }
            Some(b'\n') if quotes == Quotes::InLine => return None,
            Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
            Some(b'"') => {
                let blanks = bytes[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
                let stop = at + 1 + blanks;
                if bytes.get(stop).is_none_or(|byte| *byte == delimiter || *byte == b'\n') {
                    let cell = &text[from..at];
                    let cell = if cell.contains('"') { cell.replace("\"\"", "\"").into() } else { cell.into() };
                    return Some((cell, stop));
                }
                scanned.has_stray = true;
                at += 1;
            }
            Some(_) => at += 1,
        }
    }
}

/// The delimiter by which the first rows have the most cells, all or most of them as many.
fn guessed(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let (widths, _) = first_widths(text, delimiter, 60);
        let wide = widths.iter().filter(|width| **width > 1).count();
        let most = usual_width(widths.iter().copied());
        let alike = widths.iter().filter(|width| **width == most).count();
        if most < 2 { 0 } else { alike * 100 + wide * 10 + most.min(9) }
    };
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("café".as_bytes()), ("café".into(), vec![]));
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9"), ("café".into(), vec![]));
        assert_eq!(decode(b"a\rb\r\nc\n").0, "a\nb\nc\n");
        let (text, note) = decode(b"caf\xe9 \x96 \xa35");
        assert_eq!(text, "café – £5");
        assert!(note[0].contains("Windows-1252"));
        let utf16: Vec<u8> = "Ref,Action".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).0, "Ref,Action");
        assert_eq!(decode(&[&b"\xff\xfe"[..], &utf16].concat()).0, "Ref,Action");
    }

    #[test]
    fn delimiters_are_guessed() {
        for (text, delimiter) in [
            ("Ref,Action\n1,\"a; b; c\"\n", b','),
            ("Ref;Action;Lead\n1;a, b, c;d\n", b';'),
            ("Ref\tAction\n1\ta, b\n", b'\t'),
            ("Ref|Action\n1|a\n", b'|'),
            ("only a line", b','),
        ] {
            assert_eq!(guessed(text), delimiter, "{text}");
        }
    }

    /// The rows of a text, with what was said of each.
    fn shown(text: &str, delimiter: u8) -> Vec<String> {
        let show = |record: &Record| {
            let doubts: Vec<&str> =
                record.doubts.iter().map(|doubt| doubt.split([':', ',']).next().unwrap_or_default()).collect();
            format!(
                "{} {}{}",
                record.line,
                record.cells.join("/"),
                doubts.iter().map(|doubt| format!(" ({doubt})")).collect::<String>()
            )
        };
        records(text, delimiter).iter().map(show).collect()
    }

    #[test]
    fn cells_in_quotation_marks_go_over_lines() {
        assert_eq!(shown("a,b\n1,\"x, \"\"y\"\"\nz\"\n\n2, \"c, d\" \n", b','), ["0 a/b", "1 1/x, \"y\"\nz", "3 ", "4 2/c, d"]);
    }

    #[test]
    fn a_mark_that_is_never_closed_takes_in_its_line_alone() {
        let unclosed = "a quotation mark is not closed";
        let rows = shown("a,b,c\n1,\"x,y\n2,x,y\n3,\"p, q\",y\n", b',');
        assert_eq!(rows, ["0 a/b/c".to_owned(), format!("1 1/\"x/y ({unclosed})"), "2 2/x/y".into(), "3 3/p, q/y".into()]);
        let rows = shown("a,b,c\n1,x,\"y\n2,x,y\n", b',');
        assert_eq!(rows, ["0 a/b/c".to_owned(), format!("1 1/x/\"y ({unclosed})"), "2 2/x/y".into()]);
    }

    #[test]
    fn tables_of_several_widths_are_read_as_they_stand() {
        let text = "Action,Lead,By when\n1,2,3\n1,2,3\n1,2,3\n1,2,3\nTarget,Action,Lead,By when\n\"Fewer, such as\nthese, or those, or\nothers\",\"a, b\nc, d, e\",f,g\n";
        let rows = records(text, b',');
        assert_eq!(rows.last().unwrap().cells, ["Fewer, such as\nthese, or those, or\nothers", "a, b\nc, d, e", "f", "g"]);
        assert!(rows.iter().all(|row| row.doubts.is_empty() && !row.is_shifted), "{rows:?}");
    }

    #[test]
    fn marks_for_the_same_take_in_no_rows() {
        let rows = records("a,b,c,d\n1,x,\",y\n2,x,\",z\n3,x,\"\",z\n", b',');
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1].cells, ["1", "x", "\"", "y"]);
        assert_eq!(rows[2].cells, ["2", "x", "\"", "z"]);
        assert_eq!(rows[3].cells, ["3", "x", "", "z"]);
    }

    #[test]
    fn a_mark_within_words_is_a_letter() {
        assert_eq!(
            shown("a,b,c\n1,the \"new\" form,y\n2,\"the \"new\" form, again\",y\n", b','),
            ["0 a/b/c", "1 1/the \"new\" form/y", "2 2/the \"new\" form, again/y"]
        );
    }

    #[test]
    fn rows_of_another_kind_are_told() {
        let rows = shown("a,b,c\n1,x,y\n2;x;y\n3,x,and,y\n4,x\n5,x,y\n6,x,y\n7,x,y\n8,x,y\n9,x,y\n10,x,y\n", b',');
        assert_eq!(rows[2], "2 2/x/y (read with semicolons between its cells)");
        assert_eq!(rows[3], "3 3/x/and/y (it has 4 cells where the others have 3)");
        assert!(rows[4].contains("it has 2 cells"), "{rows:?}");
        assert_eq!(rows[5], "5 5/x/y");
    }
}
