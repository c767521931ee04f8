//! What the cells of a column need, and how a sheet is shared out among columns.

use super::cell_text::{for_people, says_nothing};
use super::chunks;
use crate::reports::{self, Cell, Column, Layout, Row, Rows, Section};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A paper is laid across the sheet when one of its tables wants more letters than this side by side.
const WIDE: usize = 95;

/// No column asks for more letters than this before a table is laid across the sheet.
const ENOUGH: usize = 40;

/// A section with what its cells need.
#[derive(Debug)]
pub(super) struct Sheet<'r, 'a> {
    pub(super) section: &'r Section<'a>,
    /// Its rows; those that hold rows are few and large, and are made once.
    pub(super) rows: Rows<'a>,
    pub(super) columns: Vec<Measured<'r>>,
    /// The columns of the rows within rows.
    pub(super) inner: Vec<Measured<'r>>,
}

impl<'r, 'a> Sheet<'r, 'a> {
    pub(super) fn of(section: &'r Section<'a>) -> Self {
        let rows = if section.inner.is_some() { Rows::kept(chunks::rows(section)) } else { section.rows.clone() };
        let columns = measured(&section.columns, rows.len(), chunks::ROWS, |number, shown, see| see(&rows.cells(number, shown)));
        let within = |number: usize, shown: &[usize], see: &mut dyn FnMut(&[Cell])| {
            let inner = rows.row(number).inner;
            (0..inner.len()).for_each(|number| see(&inner.cells(number, shown)));
        };
        let inner = section.inner.iter().flat_map(|inner| measured(&inner.columns, rows.len(), chunks::GROUPS, within)).collect();
        Sheet { section, rows, columns, inner }
    }

    /// The rows that hold rows, each with its number.
    pub(super) fn parents(&self) -> impl Iterator<Item = (usize, Row<'a>)> + '_ {
        let rows = self.section.inner.iter().flat_map(|_| self.rows.iter().enumerate());
        rows.filter(|(_, row)| !row.inner.is_empty())
    }

    /// What is to be said of a row that stands by itself.
    pub(super) fn card<'s>(&'s self, row: &'s Row<'a>) -> impl Iterator<Item = (&'s Measured<'r>, &'s Cell<'a>)> {
        let lines = self.columns.iter().map(|column| (column, &row.cells[column.index]));
        lines.filter(|(_, cell)| **cell != Cell::Number(0) && !says_nothing(cell))
    }
}

/// Whether a paper is better read across the sheet.
pub(super) fn wide(sheets: &[Sheet]) -> bool {
    let wants = |columns: &[Measured]| columns.iter().map(|column| column.full.min(ENOUGH) + 2).sum::<usize>() > WIDE;
    let mut tables = sheets.iter().filter(|sheet| sheet.section.layout == Layout::Table);
    tables.any(|sheet| wants(&sheet.columns) || wants(&sheet.inner))
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Number,
    Date,
    Text,
}

/// A column that people are shown, with what its cells need. Widths are in letters.
#[derive(Debug)]
pub(super) struct Measured<'r> {
    /// Its number among the cells of a row.
    pub(super) index: usize,
    pub(super) column: &'r Column,
    pub(super) kind: Kind,
    /// The longest word of any cell or of the heading.
    pub(super) word: usize,
    /// The longest cell, or the heading; what is written by hand wants a wide column.
    pub(super) full: usize,
}

/// The letters that people can write on a line of a blank column, at least and at best.
const BLANK: (usize, usize) = (20, ENOUGH);

/// The columns people are shown, in their order, but for those in which no row has anything to say.
/// `rows` is how many there are, looked at so many together; `show` hands on the cells of these columns in the row of a number.
fn measured<'r>(
    columns: &'r [Column],
    rows: usize,
    together: usize,
    show: impl Fn(usize, &[usize], &mut dyn FnMut(&[Cell])) + Sync,
) -> Vec<Measured<'r>> {
    struct Seen {
        said: bool,
        numbers: bool,
        dates: bool,
        word: usize,
        full: usize,
    }
    let shown = reports::shown(columns);
    let of_heading = |&index: &usize| {
        let heading = columns[index].heading;
        let word = longest(heading, b' ', 0);
        let (word, full) = if columns[index].blank { BLANK } else { (word, word) };
        Seen { said: columns[index].blank, numbers: !columns[index].blank, dates: !columns[index].blank, word, full }
    };
    let of_cells = |seen: &mut [Seen], cells: &[Cell]| {
        for (seen, cell) in seen.iter_mut().zip(cells) {
            if seen.said && !seen.numbers && !seen.dates && no_longer(cell, seen.word, seen.full) {
                continue;
            }
            let text = for_people(cell);
            seen.said |= !text.is_empty() && *cell != Cell::Number(0);
            seen.numbers &= matches!(cell, Cell::Number(_) | Cell::Empty);
            seen.dates &= matches!(cell, Cell::Day(_) | Cell::Due { .. } | Cell::When(_) | Cell::Empty);
            seen.word = longest(&text, b' ', seen.word);
            seen.full = seen.full.max(width(&text));
        }
    };
    let headings = || shown.iter().map(of_heading).collect::<Vec<Seen>>();
    let both = |one: Seen, other: Seen| Seen {
        said: one.said | other.said,
        numbers: one.numbers & other.numbers,
        dates: one.dates & other.dates,
        word: one.word.max(other.word),
        full: one.full.max(other.full),
    };
    let seen = chunks::each(rows, together, |piece| {
        let mut seen = headings();
        piece.for_each(|number| show(number, &shown, &mut |cells| of_cells(&mut seen, cells)));
        seen
    });
    let all = |one: Vec<Seen>, other: Vec<Seen>| one.into_iter().zip(other).map(|(one, other)| both(one, other)).collect();
    let mut seen = seen.into_iter().fold(headings(), all);
    let kind = |seen: &Seen| match seen {
        Seen { numbers: true, .. } => Kind::Number,
        Seen { dates: true, .. } => Kind::Date,
        _ => Kind::Text,
    };
    // A table has one column at least.
    if seen.iter().all(|seen| !seen.said) {
        seen.truncate(1);
        seen.iter_mut().for_each(|seen| seen.said = true);
    }
    let said = shown.into_iter().zip(seen).filter(|(_, seen)| seen.said);
    said.map(|(index, seen)| Measured { index, column: &columns[index], kind: kind(&seen), word: seen.word, full: seen.full })
        .collect()
}

/// A cell whose words are as short as these, as can be seen without writing them on one line: that makes nothing longer.
fn no_longer(cell: &Cell, word: usize, full: usize) -> bool {
    let short = |text: &str| text.len() <= full && longer(text, 0, word).is_none();
    match cell {
        Cell::Text(text) | Cell::Ref { label: text, .. } => short(text),
        Cell::List(items) => matches!(&items[..], [] | [_]) && items.iter().all(|item| short(item)),
        _ => false,
    }
}

/// The columns a text takes on the screen.
#[inline]
pub(super) fn width(text: &str) -> usize {
    // Most texts are so plain that they need no look at each letter.
    if text.is_ascii() { text.len() } else { width_beyond_ascii(text) }
}

#[inline(never)]
fn width_beyond_ascii(text: &str) -> usize {
    in_print(text).unwrap_or_else(|| text.width())
}

/// The signs that print has beside the letters of a keyboard: each takes one column, whatever stands beside it.
const SIGNS: [char; 8] = ['–', '—', '‘', '’', '“', '”', '•', '…'];

/// The columns of a text that has nothing else in it.
fn in_print(text: &str) -> Option<usize> {
    const BEGIN: u8 = 0xe2;
    const BYTES: usize = 3;
    let (mut signs, mut start) = (0, 0);
    for at in memchr::memchr_iter(BEGIN, text.as_bytes()) {
        let known = SIGNS.iter().any(|sign| text[at..].starts_with(*sign)) && text[start..at].is_ascii();
        start = known.then_some(at + BYTES)?;
        signs += 1;
    }
    text[start..].is_ascii().then(|| text.len() - signs * (BYTES - 1))
}

/// The width of the longest part of a text, which may be parted after every `mark`, or `least` where none is longer; blanks at
/// the end of a part do not count.
pub(super) fn longest(text: &str, mark: u8, least: usize) -> usize {
    if mark != b' ' {
        return text.split_inclusive(char::from(mark)).map(|part| width(part.trim_end())).fold(least, usize::max);
    }
    let (mut most, mut start) = (least, 0);
    while let Some(word) = longer(text, start, most) {
        start = word.end;
        most = most.max(width(text[word].trim_end()));
    }
    most
}

/// The next word of more bytes than so many: no letter takes more columns than bytes.
fn longer(text: &str, mut start: usize, most: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    // The byte on which a longer word would still be tells of most that they are not.
    while start + most < bytes.len() {
        let reach = start + most;
        match memchr::memrchr(b' ', &bytes[start..=reach]) {
            Some(blank) => start += blank + 1,
            None => return Some(start..memchr::memchr(b' ', &bytes[reach..]).map_or(bytes.len(), |blank| reach + blank)),
        }
    }
    None
}

/// Shares out `room` columns: each gets at least its longest word, no more than its longest cell, and what is left
/// goes to those that want it, by the square root of what they want, so that a long text does not starve a shorter one.
pub(super) fn widths(least: &[usize], full: &[usize], room: usize) -> Vec<usize> {
    let mut widths = least.to_vec();
    let want = |widths: &[usize], index: usize| full[index].saturating_sub(widths[index]);
    loop {
        let left = room.saturating_sub(widths.iter().sum());
        let wanting: Vec<usize> = (0..widths.len()).filter(|&index| want(&widths, index) > 0).collect();
        if left == 0 || wanting.is_empty() {
            return widths;
        }
        let roots: usize = wanting.iter().map(|&index| full[index].isqrt().max(1)).sum();
        let before = widths.clone();
        for &index in &wanting {
            let share = (left * full[index].isqrt().max(1) / roots).max(1);
            let spare = room.saturating_sub(widths.iter().sum());
            widths[index] += share.min(want(&widths, index)).min(spare);
        }
        if widths == before {
            return widths;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_of_print_take_a_column_each() {
        for sign in SIGNS {
            let text = format!("{sign} {sign}a{sign}{sign}");
            assert_eq!(in_print(&text), Some(text.width()), "{sign}");
        }
        for (text, columns) in [("", 0), ("a b", 3), ("“a” é", 5), ("é–", 2), ("日–本", 5), ("☕", 2)] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn what_seems_no_longer_is_no_longer() {
        arbtest::arbtest(|u| {
            const PARTS: [&str; 14] = [
                "a",
                "plan",
                "safeguarding",
                " ",
                "  ",
                "–",
                "日本",
                "é\u{a0}",
                "\t",
                "\r\n",
                "\u{85}",
                "\u{202e}",
                "☕\u{fe0f}",
                "\u{1}",
            ];
            let mut text = || -> arbtest::arbitrary::Result<String> {
                (0..u.int_in_range(0..=7)?).map(|_| u.choose(&PARTS).copied()).collect()
            };
            let cells = [Cell::Text(text()?.into()), Cell::List(vec![text()?.into()])];
            let (word, full) = (u.int_in_range(0..=14)?, u.int_in_range(0..=30)?);
            for cell in cells.iter().filter(|cell| no_longer(cell, word, full)) {
                let shown = for_people(cell);
                assert!(longest(&shown, b' ', 0) <= word && width(&shown) <= full, "{shown:?} {word} {full}");
            }
            Ok(())
        });
    }

    #[test]
    fn the_longest_part_is_found_without_a_look_at_all_of_them() {
        arbtest::arbtest(|u| {
            let words: Vec<&str> = (0..u.int_in_range(0..=9)?)
                .map(|_| u.choose(&["a", "of", "plan-a-b", "safeguarding", "–", "日本", "é\u{a0}", ""]).copied())
                .collect::<Result<_, _>>()?;
            let (text, least) = (words.join(" "), u.int_in_range(0..=14)?);
            for mark in [b' ', b'-'] {
                let parts = text.split_inclusive(char::from(mark)).map(|part| width(part.trim_end()));
                assert_eq!(longest(&text, mark, least), parts.max().unwrap_or(0).max(least), "{text:?} {least}");
            }
            Ok(())
        });
    }
}
