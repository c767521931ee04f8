//! A table that fits the screen: the words of its cells are made and measured once, and drawn when every width is known.

use super::super::cell_text::for_people;
use super::super::measure::{longest, width, widths};
use super::super::{Style, chunks};
use super::fold::Folding;
use crate::reports::{self, Cell, Column, Rows};
use crate::time::state::State;
use anstyle::AnsiColor;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The column whose names may be broken at their hyphens.
const FILE_NAME: &str = "plan";

/// Blank columns between two columns of a table.
pub(super) const GAP: usize = 2;

/// The words of a table, in pieces of [`chunks::ROWS`] rows, and how they are laid out.
pub(super) struct Grid {
    written: Vec<Written>,
    /// How many cells of a row were written.
    cells: usize,
    parts: Vec<Part>,
}

impl Grid {
    /// Nothing where even the longest words do not fit.
    pub(super) fn of(columns: &[Column], rows: &Rows, style: Style) -> Option<Grid> {
        let shown = reports::shown(columns);
        let written = chunks::each(rows.len(), chunks::ROWS, |piece| {
            let mut written = Written::of(columns, &shown, piece.len());
            piece.for_each(|number| written.add(columns, &shown, &rows.cells(number, &shown)));
            written.text.shrink_to_fit();
            written
        });
        let mut measures: Vec<Measure> = shown.iter().map(|&index| Measure::of_heading(&columns[index])).collect();
        for piece in &written {
            measures.iter_mut().zip(&piece.measures).for_each(|(measure, other)| measure.join(other));
        }
        let used = |measure: &Measure| measure.used && !measure.all_zero;
        let measures: Vec<(usize, &Measure)> = measures.iter().enumerate().filter(|(_, measure)| used(measure)).collect();

        let fits = |least: &Vec<usize>| least.iter().map(|width| width + GAP).sum::<usize>() <= style.width;
        let least = measures.iter().map(|(_, measure)| measure.least).collect();
        let least = Some(least).filter(fits).unwrap_or_else(|| measures.iter().map(|(_, measure)| measure.least_tight).collect());
        if !fits(&least) {
            return None;
        }
        let full: Vec<usize> = measures.iter().map(|(_, measure)| measure.full).collect();
        let widths = widths(&least, &full, style.width.saturating_sub(GAP * measures.len()));
        let part = |((position, measure), width): (&(usize, &Measure), usize)| {
            let column = &columns[shown[*position]];
            Part { position: *position, heading: column.heading, mark: mark(column.id), width, right: measure.numbers }
        };
        let parts = measures.iter().zip(widths).map(part).collect();
        Some(Grid { written, cells: shown.len(), parts })
    }

    /// Draws a piece; the headings come with the first.
    pub(super) fn draw(&self, out: &mut String, piece: Range<usize>, style: Style) {
        if piece.start == 0 {
            heads(out, &self.parts, style);
        }
        self.written[piece.start / chunks::ROWS].draw(out, self.cells, &self.parts, style);
    }
}

/// The cells of some rows in words, one after another, and what they need.
struct Written {
    text: String,
    words: Vec<Words>,
    measures: Vec<Measure>,
}

/// A cell in words: where they end in the text, and how they look.
#[derive(Clone, Copy)]
struct Words {
    end: usize,
    width: u32,
    /// A byte is a column.
    plain: bool,
    colour: Option<AnsiColor>,
}

impl Written {
    /// Nothing yet of so many rows.
    fn of(columns: &[Column], shown: &[usize], rows: usize) -> Written {
        /// Most rows have fewer letters.
        const LETTERS: usize = 160;
        let measures = shown.iter().map(|&index| Measure::of_heading(&columns[index])).collect();
        Written { text: String::with_capacity(rows * LETTERS), words: Vec::with_capacity(rows * shown.len()), measures }
    }

    fn add(&mut self, columns: &[Column], shown: &[usize], cells: &[Cell]) {
        for ((cell, measure), &index) in cells.iter().zip(&mut self.measures).zip(shown) {
            let text = for_people(cell);
            let plain = text.is_ascii();
            let width = if plain { text.len() } else { width(&text) };
            measure.add(mark(columns[index].id), cell, &text, width);
            self.text.push_str(&text);
            let width = u32::try_from(width).unwrap_or(u32::MAX);
            self.words.push(Words { end: self.text.len(), width, plain, colour: colour(cell) });
        }
    }

    /// Draws the rows, of so many cells each.
    fn draw(&self, out: &mut String, cells: usize, parts: &[Part], style: Style) {
        out.reserve(2 * self.text.len());
        let mut row = Vec::with_capacity(parts.len());
        for first in (0..self.words.len()).step_by(cells) {
            row.clear();
            row.extend(parts.iter().map(|part| self.cell(first + part.position, part)));
            lines(out, &mut row, style);
        }
    }

    /// The cell of a number, counted through all rows.
    fn cell<'w>(&'w self, number: usize, part: &'w Part) -> Drawing<'w> {
        let start = number.checked_sub(1).map_or(0, |before| self.words[before].end);
        let Words { end, width, plain, colour } = self.words[number];
        let look = colour.map_or_else(anstyle::Style::new, AnsiColor::on_default);
        Drawing { part, text: Folding::of(&self.text[start..end], width as usize, plain), look }
    }
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
        let word = longest(column.heading, b' ', 0);
        let full = if column.blank { BLANK } else { column.heading.width() };
        Measure { used: column.blank, all_zero: true, numbers: !column.blank, least: word, least_tight: word, full }
    }

    /// A cell, its words and their width. A date or a reference is not cut unless room is tight; the name of a plan's file may
    /// go on at its hyphens.
    fn add(&mut self, mark: u8, cell: &Cell, text: &str, full: usize) {
        let longest = longest(text, mark, self.least_tight);
        let (least, tight) = match cell {
            Cell::Text(_) | Cell::List(_) | Cell::State(_) | Cell::Ref { .. } => (longest, longest),
            Cell::Day(_) | Cell::Due { .. } | Cell::When(_) => (full, longest),
            _ => (full, full),
        };
        self.join(&Measure {
            used: !text.is_empty(),
            all_zero: *cell == Cell::Number(0),
            numbers: matches!(cell, Cell::Number(_) | Cell::Empty),
            least,
            least_tight: tight,
            full,
        });
    }

    /// With what other cells of the column need.
    fn join(&mut self, other: &Measure) {
        self.used |= other.used;
        self.all_zero &= other.all_zero;
        self.numbers &= other.numbers;
        self.least = self.least.max(other.least);
        self.least_tight = self.least_tight.max(other.least_tight);
        self.full = self.full.max(other.full);
    }
}

/// A column as laid out: its place among those shown, what its texts are parted after, its width, and whether it stands to
/// the right.
struct Part {
    position: usize,
    heading: &'static str,
    mark: u8,
    width: usize,
    right: bool,
}

/// What a text may be parted after: a blank, or a hyphen in the name of a file.
fn mark(id: &str) -> u8 {
    if id == FILE_NAME { b'-' } else { b' ' }
}

/// The headings, underlined.
fn heads(out: &mut String, parts: &[Part], style: Style) {
    out.push('\n');
    let folding = |text: &'static str| Folding::of(text, width(text), text.is_ascii());
    let look = anstyle::Style::new().bold();
    let mut row: Vec<Drawing> = parts.iter().map(|part| Drawing { part, text: folding(part.heading), look }).collect();
    lines(out, &mut row, style);
    out.push_str(&"-".repeat(parts.iter().map(|part| part.width + GAP).sum::<usize>().saturating_sub(1)));
    out.push('\n');
}

/// A cell as it is drawn, line by line.
struct Drawing<'t> {
    part: &'t Part,
    text: Folding<'t>,
    look: anstyle::Style,
}

/// One row: as many lines of the screen as its longest cell needs.
fn lines(out: &mut String, row: &mut [Drawing], style: Style) {
    loop {
        // Blanks wait for the next words: none stands at the end of a line.
        let mut waiting = 0;
        let mut done = true;
        for Drawing { part, text, look } in row.iter_mut() {
            let (line, width) = text.line(part.mark, part.width);
            done &= text.is_done();
            let blank = part.width.saturating_sub(width);
            let (before, after) = if part.right { (blank, 0) } else { (0, blank) };
            if !line.is_empty() {
                blanks(out, waiting + before);
                match style.colour && *look != anstyle::Style::new() {
                    true => *out += &format!("{look}{line}{look:#}"),
                    false => out.push_str(line),
                }
                waiting = 0;
            } else {
                waiting += before;
            }
            waiting += after + GAP;
        }
        out.push('\n');
        if done {
            return;
        }
    }
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

/// The colour of a cell: never alone, always with a word.
fn colour(cell: &Cell) -> Option<AnsiColor> {
    match cell {
        Cell::State(State::Overdue | State::LateToStart) => Some(AnsiColor::Red),
        Cell::State(State::DueSoon) => Some(AnsiColor::Yellow),
        Cell::State(State::Closed) => Some(AnsiColor::Green),
        Cell::Text(text) if text == "red" => Some(AnsiColor::Red),
        Cell::Text(text) if text == "amber" => Some(AnsiColor::Yellow),
        Cell::Text(text) if text == "green" => Some(AnsiColor::Green),
        _ => None,
    }
}
