//! Tables for the screen: they fit its width, and never cut a word.

use super::measure::{longest, width, widths};
use super::words::{for_people, heading, one_line};
use super::{Format, Style, bars, pieces};
use crate::reports::{self, Cell, Column, Layout, Report, Section};
use crate::time::state::State;
use anstyle::AnsiColor;
use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The column whose names may be broken at their hyphens.
const FILE_NAME: &str = "plan";

/// Blank columns between two columns of a table.
const GAP: usize = 2;

pub(super) static FORMAT: Format =
    Format { name: "table", ending: "", about: "a table for the screen", binary: None, apart: super::nothing_apart, render };

fn render(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", bold(&one_line(&report.title), style))?;
    let margin = report.facts.iter().map(|fact| fact.heading.width()).max().unwrap_or(0) + GAP;
    for fact in &report.facts {
        let first = format!("{}{}", fact.heading, " ".repeat(margin - fact.heading.width()));
        write!(out, "{}", wrap(&one_line(&fact.text), &first, &" ".repeat(margin), style.width))?;
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            writeln!(out, "\n{}", bold(&one_line(&section.heading), style))?;
        }
        self::section(section, style, out)?;
    }
    if !report.notes.is_empty() {
        writeln!(out)?;
    }
    for note in &report.notes {
        write!(out, "{}", wrap(&one_line(&note.text), "", "  ", style.width))?;
    }
    Ok(())
}

fn section(section: &Section, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if let Some(drawn) = section.picture.as_ref().and_then(|picture| bars::draw(picture, style.width)) {
        write!(out, "\n{drawn}")?;
    }
    if section.rows.is_empty() {
        return writeln!(out, "\n{}", one_line(&section.nothing));
    }
    if section.layout == Layout::Cards {
        return section.rows.iter().try_for_each(|row| card(out, &section.columns, &row.cells, style));
    }
    let Some(inner) = &section.inner else {
        return table(out, &section.columns, section.rows.len(), &|number| section.rows.row(number).cells, style);
    };
    let rows = pieces::rows(section);
    table(out, &section.columns, rows.len(), &|number| rows[number].cells.clone(), style)?;
    pieces::write(rows.len(), pieces::GROUPS, out, |piece| {
        let mut out = Vec::new();
        for row in rows[piece].iter().filter(|row| !row.inner.is_empty()) {
            writeln!(out, "\n{}", bold(&heading(&section.columns, row), style))?;
            table(&mut out, &inner.columns, row.inner.len(), &|number| row.inner.cells(number), style)?;
        }
        Ok(out)
    })
}

/// The cells of the row of a number.
type Cells<'f, 'a> = &'f (dyn Fn(usize) -> Vec<Cell<'a>> + Sync + 'f);

/// A table that fits; where even its longest words do not fit, each row stands by itself instead.
fn table(out: &mut dyn Write, columns: &[Column], rows: usize, cells: Cells, style: Style) -> io::Result<()> {
    let shown = reports::shown(columns);
    let measured = pieces::each(rows, pieces::ROWS, |piece| {
        let mut measures: Vec<Measure> = shown.iter().map(|&index| Measure::of_heading(&columns[index])).collect();
        for number in piece {
            let cells = cells(number);
            measures.iter_mut().zip(&shown).for_each(|(measure, &index)| measure.add(columns[index].id, &cells[index]));
        }
        measures
    });
    let measures =
        measured.into_iter().reduce(|one, other| one.into_iter().zip(other).map(|(one, other)| one.with(other)).collect());
    let (shown, measures): (Vec<usize>, Vec<Measure>) =
        shown.into_iter().zip(measures.into_iter().flatten()).filter(|(_, measure)| measure.used && !measure.all_zero).unzip();

    let fits = |least: &Vec<usize>| least.iter().map(|width| width + GAP).sum::<usize>() <= style.width;
    let least = measures.iter().map(|measure| measure.least).collect();
    let least = Some(least).filter(fits).unwrap_or_else(|| measures.iter().map(|measure| measure.least_tight).collect());
    if !fits(&least) {
        return (0..rows).try_for_each(|number| card(out, columns, &cells(number), style));
    }
    writeln!(out)?;
    let full: Vec<usize> = measures.iter().map(|measure| measure.full).collect();
    let widths = widths(&least, &full, style.width.saturating_sub(GAP * shown.len()));
    let parts = shown.iter().zip(widths).zip(&measures);
    let parts: Vec<Part> = parts.map(|((&index, width), measure)| Part { index, width, right: measure.numbers }).collect();
    pieces::write(rows, pieces::ROWS, out, |piece| Ok(draw(columns, piece, cells, &parts, style).into_bytes()))
}

/// What the cells of a column need.
struct Measure {
    /// Some cell is not empty.
    used: bool,
    all_zero: bool,
    /// Nothing but numbers.
    numbers: bool,
    /// The width that must not be cut, where there is room and where it is tight.
    least: usize,
    least_tight: usize,
    /// The width of the longest cell.
    full: usize,
}

impl Measure {
    fn of_heading(column: &Column) -> Measure {
        /// The width of a column that is written into.
        const BLANK: usize = 24;
        let word = longest(column.heading, ' ');
        let full = if column.blank { BLANK } else { column.heading.width() };
        Measure { used: column.blank, all_zero: true, numbers: !column.blank, least: word, least_tight: word, full }
    }

    /// A date or a reference is not cut unless room is tight; the name of a plan's file may go on at its hyphens.
    fn add(&mut self, id: &str, cell: &Cell) {
        let text = for_people(cell);
        let full = width(&text);
        // No part is longer than the text.
        let longest = || if full > self.least_tight { longest(&text, mark(id)) } else { 0 };
        let (least, tight) = match cell {
            Cell::Text(_) | Cell::List(_) | Cell::State(_) | Cell::Ref { .. } => {
                let longest = longest();
                (longest, longest)
            }
            Cell::Day(_) | Cell::Due { .. } | Cell::When(_) => (full, longest()),
            _ => (full, full),
        };
        *self = Measure {
            used: self.used || !text.is_empty(),
            all_zero: self.all_zero && *cell == Cell::Number(0),
            numbers: self.numbers && matches!(cell, Cell::Number(_) | Cell::Empty),
            least: self.least.max(least),
            least_tight: self.least_tight.max(tight),
            full: self.full.max(full),
        };
    }

    fn with(self, other: Measure) -> Measure {
        Measure {
            used: self.used || other.used,
            all_zero: self.all_zero && other.all_zero,
            numbers: self.numbers && other.numbers,
            least: self.least.max(other.least),
            least_tight: self.least_tight.max(other.least_tight),
            full: self.full.max(other.full),
        }
    }
}

/// A column as laid out: its number, its width, and whether it stands to the right.
struct Part {
    index: usize,
    width: usize,
    right: bool,
}

/// Some rows of a table, the first of them with the headings above.
fn draw(columns: &[Column], rows: Range<usize>, cells: Cells, parts: &[Part], style: Style) -> String {
    let mut out = String::new();
    if rows.start == 0 {
        let headings = parts.iter().map(|part| (columns[part.index].heading.into(), anstyle::Style::new().bold()));
        line(&mut out, columns, parts, headings, style);
        out.push_str(&"-".repeat(parts.iter().map(|part| part.width + GAP).sum::<usize>().saturating_sub(1)));
        out.push('\n');
    }
    for cells in rows.map(cells) {
        let texts = parts.iter().map(|part| (for_people(&cells[part.index]), colour(&cells[part.index])));
        line(&mut out, columns, parts, texts, style);
    }
    out
}

/// One row: as many lines of the screen as its longest cell needs.
fn line<'t>(
    out: &mut String,
    columns: &[Column],
    parts: &[Part],
    texts: impl Iterator<Item = (Cow<'t, str>, anstyle::Style)>,
    style: Style,
) {
    let texts: Vec<(Cow<str>, anstyle::Style)> = texts.collect();
    let cells = parts.iter().zip(&texts);
    let lines: Vec<Vec<&str>> = cells.map(|(part, (text, _))| folded(text, columns[part.index].id, part.width)).collect();
    for number in 0..lines.iter().map(Vec::len).max().unwrap_or(0) {
        let start = out.len();
        for ((part, lines), (_, colour)) in parts.iter().zip(&lines).zip(&texts) {
            let text = lines.get(number).copied().unwrap_or("");
            let blank = part.width.saturating_sub(width(text));
            blanks(out, if part.right { blank } else { 0 });
            match style.colour && !text.is_empty() && *colour != anstyle::Style::new() {
                true => *out += &format!("{colour}{text}{colour:#}"),
                false => out.push_str(text),
            }
            blanks(out, if part.right { GAP } else { blank + GAP });
        }
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }
}

/// What a text may be parted after: a blank, or a hyphen in the name of a file.
fn mark(id: &str) -> char {
    if id == FILE_NAME { '-' } else { ' ' }
}

fn blanks(out: &mut String, count: usize) {
    const SOME: &str = "                                                                ";
    let mut left = count;
    while left > 0 {
        let now = left.min(SOME.len());
        out.push_str(&SOME[..now]);
        left -= now;
    }
}

/// A text in lines of at most `most` columns; what cannot be parted is not cut.
fn folded<'t>(text: &'t str, id: &str, most: usize) -> Vec<&'t str> {
    let mut rest = text.trim_end();
    let mut lines = Vec::with_capacity(1 + rest.len() / most.max(1));
    while let Some(end) = line_end(rest, mark(id), most) {
        lines.push(rest[..end].trim_end());
        rest = &rest[end..];
    }
    lines.push(rest);
    lines
}

/// Where the first line of a text ends that is longer than `most` columns.
fn line_end(text: &str, mark: char, most: usize) -> Option<usize> {
    if width(text) <= most {
        return None;
    }
    let after = |place: Option<usize>| place.map(|at| at + 1).filter(|&end| end < text.len());
    if text.is_ascii() {
        // A blank at the end of a line takes no column.
        let room = if mark == ' ' { most + 1 } else { most };
        return after(text[..room.min(text.len())].rfind(mark)).or_else(|| after(text.find(mark)));
    }
    let (mut end, mut used) = (0, 0);
    for part in text.split_inclusive(mark) {
        if used > 0 && used + width(part.trim_end()) > most {
            return Some(end);
        }
        end += part.len();
        used += width(part);
    }
    None
}

/// The colour of a cell: never alone, always with a word.
fn colour(cell: &Cell) -> anstyle::Style {
    let colour = match cell {
        Cell::State(State::Overdue | State::LateToStart) => AnsiColor::Red,
        Cell::State(State::DueSoon) => AnsiColor::Yellow,
        Cell::State(State::Closed) => AnsiColor::Green,
        Cell::Text(text) if text == "red" => AnsiColor::Red,
        Cell::Text(text) if text == "amber" => AnsiColor::Yellow,
        Cell::Text(text) if text == "green" => AnsiColor::Green,
        _ => return anstyle::Style::new(),
    };
    colour.on_default()
}

/// One row by itself: a line for each cell that is not empty.
fn card(out: &mut dyn Write, columns: &[Column], cells: &[Cell], style: Style) -> io::Result<()> {
    let lines = reports::shown(columns).into_iter().map(|index| (columns[index].heading, &cells[index]));
    let lines: Vec<(&str, &Cell)> = lines.filter(|(_, cell)| **cell != Cell::Number(0) && !for_people(cell).is_empty()).collect();
    let margin = lines.iter().map(|(heading, _)| heading.width()).max().unwrap_or(0) + 2;
    let indent = if margin + 20 > style.width { 2 } else { margin };
    writeln!(out)?;
    for (heading, cell) in lines {
        let first = format!("{heading}{}", " ".repeat(margin.saturating_sub(heading.width())));
        let items = match cell {
            Cell::List(items) if items.iter().any(|item| item.len() > 30) => items.iter().map(|item| one_line(item)).collect(),
            cell => vec![for_people(cell)],
        };
        for (number, item) in items.iter().enumerate() {
            let start = if number == 0 { first.clone() } else { " ".repeat(indent) };
            write!(out, "{}", wrap(item, &start, &" ".repeat(indent), style.width))?;
        }
    }
    Ok(())
}

/// A paragraph in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> String {
    wrap(text, "", "", width)
}

/// The same, each line after so many blank columns.
pub(super) fn wrapped_after(text: &str, blanks: usize, width: usize) -> String {
    wrap(text, &" ".repeat(blanks), &" ".repeat(blanks), width)
}

/// Words of a text in lines of at most `width` columns, with what the first begins with and what the others do; a word that is
/// longer stands on a line of its own, uncut.
fn wrap(text: &str, first: &str, then: &str, width: usize) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!empty);
        if !empty && line.width() + gap + word.width() > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = then.to_owned();
        } else if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

fn bold(text: &str, style: Style) -> String {
    let bold = if style.colour { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    format!("{bold}{text}{bold:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_text_loses_no_word_and_fits_where_it_can_be_parted() {
        arbtest::arbtest(|u| {
            let words: Vec<&str> = (0..u.int_in_range(0..=9)?)
                .map(|_| u.choose(&["a", "of", "plan-a-b", "safeguarding", "–", "日本", "é", ""]).copied())
                .collect::<Result<_, _>>()?;
            let (text, most) = (words.join(" "), u.int_in_range(1..=14)?);
            for id in ["action", FILE_NAME] {
                let lines = folded(&text, id, most);
                let bare = |text: &str| text.split(' ').collect::<String>();
                assert_eq!(bare(&lines.concat()), bare(&text), "{text:?} {most}");
                for line in lines {
                    let parted = line.trim_matches(mark(id)).contains(mark(id));
                    assert!(width(line) <= most || !parted, "{line:?} of {text:?}, {most}");
                }
            }
            Ok(())
        });
    }
}
