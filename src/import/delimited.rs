//! Reads text files: which encoding, which delimiter, and tables of cells with a delimiter between them.

use super::html;
use super::table::{Cell, Paper, Part, Row, Table};

/// The text of a file, and how it was read where that was a guess.
pub fn decode(bytes: &[u8]) -> (String, Option<String>) {
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
///
/// # Errors
/// Says in plain words why it cannot be read.
pub fn read(text: &str, delimiter: Option<u8>) -> Result<Paper, String> {
    let mut paper = Paper::default();
    let delimiter = delimiter.unwrap_or_else(|| {
        let guess = guessed(text);
        if guess != b',' {
            let name = match guess {
                b';' => "semicolons",
                b'\t' => "tabs",
                _ => "upright strokes",
            };
            paper.notes.push(format!("read with {name} between the cells, a guess"));
        }
        guess
    });
    let mut table = Table::default();
    for record in reader(text, delimiter).records() {
        let record = record.map_err(|error| format!("it cannot be read as a table ({error})"))?;
        let number = record.position().map_or(0, |position| position.line() as usize);
        let cells: Vec<Cell> =
            record.iter().enumerate().filter_map(|(column, text)| html::cell(column, without_guard(text))).collect();
        table.rows.push(Row { number, cells, ..Row::default() });
    }
    paper.parts.push(Part::Table(table));
    Ok(paper)
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn without_guard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// The delimiter by which the first rows have the most cells, all or most of them as many.
fn guessed(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let widths: Vec<usize> = reader(text, delimiter).records().take(60).flatten().map(|record| record.len()).collect();
        let wide = widths.iter().filter(|width| **width > 1).count();
        let most = widths.iter().max().copied().unwrap_or(1);
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
        assert_eq!(decode("café".as_bytes()), ("café".into(), None));
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9"), ("café".into(), None));
        let (text, note) = decode(b"caf\xe9 \x96 \xa35");
        assert_eq!(text, "café – £5");
        assert!(note.unwrap().contains("Windows-1252"));
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
}
