//! A Word document: real headings, tables whose headings are repeated on every page, pictures as shaded cells. A long one has a table of
//! contents.

mod contents;
mod decisions;
mod page_one;
mod parts;
mod picture;

use super::cell_text::{self, aside, for_people, in_xml};
use super::measure::{Content, MeasuredColumn, MeasuredSection, wide, widths};
use super::pictures::state_bar;
use super::tone;
use super::{Format, Style};
use crate::reports::marks::Marks;
use crate::reports::{Answered, Cell, Layout, Note, Report, Role, Row, Section, counted};
use contents::Contents;
use maud::{Markup, html};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

pub(super) static FORMAT: Format = Format {
    name: "docx",
    ending: "docx",
    about: "a Word document, to work on and to print",
    unsupported: super::all_supported,
    binary: Some("a Word document"),
    render,
};

/// A sheet of A4 and its margins, in twentieths of a point; a letter of a table is about this wide, and a small one.
const SHORT: usize = 11906;
const LONG: usize = 16838;
const MARGIN: usize = 850;
const LETTER: usize = 96;
const SMALL_LETTER: usize = 86;
/// Letters that the margins of a cell take.
const GAP: usize = 3;
const SMALL_GAP: usize = 2;

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let shown = if report.is_first_page_alone() { Vec::new() } else { report.sections_for_people() };
    let marks = Marks::of(report, shown.iter().copied());
    let bookmarks = Bookmarks { marks, taken: RefCell::default(), contents: Contents::default() };
    let body = body(report, &shown, &bookmarks);
    out.write_all(&parts::parcel(report, body, &bookmarks.marks)?)
}

/// A bookmark for each row that is about an action: what LibreOffice keeps of all that could name a row. And one for each heading.
struct Bookmarks<'a> {
    marks: Marks<'a>,
    /// How often each name was given: no two bookmarks of a document have one name.
    taken: RefCell<(usize, HashMap<String, usize>)>,
    contents: Contents,
}

impl Bookmarks<'_> {
    /// Around the words of a cell.
    fn around(&self, row: &Row, words: Markup) -> Markup {
        let Some(key) = self.marks.key(row) else { return words };
        let name = key.name();
        let times = {
            let mut taken = self.taken.borrow_mut();
            let times = taken.1.entry(name.clone()).or_default();
            *times += 1;
            *times
        };
        self.named(&if times == 1 { name } else { format!("{name}_{times}") }, words)
    }

    fn named(&self, name: &str, words: Markup) -> Markup {
        let number = {
            let mut taken = self.taken.borrow_mut();
            taken.0 += 1;
            taken.0
        };
        html! { w:bookmarkStart w:id=(number) w:name=(name) {} (words) w:bookmarkEnd w:id=(number) {} }
    }

    /// A heading, to which the contents lead.
    fn heading(&self, level: usize, text: &str) -> Markup {
        let name = self.contents.add(level, text);
        html! { w:p { w:pPr { w:pStyle w:val={ "Heading" (level) } {} } (self.named(&name, run(text))) } }
    }
}

fn body(report: &Report, shown: &[&Section], bookmarks: &Bookmarks) -> Markup {
    let alone = report.is_first_page_alone();
    let sections: Vec<MeasuredSection> = shown.iter().map(|section| MeasuredSection::of(section)).collect();
    let wide = wide(&sections);
    let room = if wide { LONG } else { SHORT } - 2 * MARGIN;
    let beside = if wide { 2 } else { 1 };
    let drawn = report.sections.iter().any(|section| section.has_its_own_picture());
    let decisions = report.page_one.as_ref().filter(|page| !alone && decisions::are_wanted(page));
    // In the order of the pages: the headings are numbered as they are met.
    let decisions = html! { @if let Some(page) = decisions { (decisions::place(page, room, bookmarks)) } };
    let rest = html! {
        @for measured in &sections { (section(measured, report, room, bookmarks)) }
        @if !alone {
            @if report.page_one.is_some() {
                (bookmarks.heading(1, "About this paper"))
                (facts(report, room, beside))
            }
            (notes(&report.notes, room, bookmarks))
        }
    };
    html! {
        @if let Some(page) = &report.page_one {
            (page_one::drawn(page, SHORT - 2 * MARGIN))
            // The first page is upright, whatever follows.
            @if !alone { w:p { w:pPr { w:pStyle w:val="AfterTable" {} (sheet(false)) } } }
        } @else {
            (paragraph("Title", &report.title))
            (facts(report, room, beside))
            @if !drawn && let Some(picture) = state_bar(&report.counts) { (picture::drawn(&picture, room)) }
        }
        (decisions)
        @if !sections.iter().any(|measured| is_answered(&measured.columns) || is_answered(&measured.inner)) { (bookmarks.contents.field(shown.iter().map(|section| rows_of(section)).sum())) }
        (rest)
        (sheet(wide))
    }
}

/// How many rows a section has, with those within them.
fn rows_of(section: &Section) -> usize {
    section.rows.iter().map(|row| 1 + row.inner.len()).sum()
}

/// The sheet of a part of the document.
fn sheet(wide: bool) -> Markup {
    let (width, height) = if wide { (LONG, SHORT) } else { (SHORT, LONG) };
    html! {
        w:sectPr {
            w:headerReference w:type="default" r:id=(parts::HEADER) {}
            w:footerReference w:type="default" r:id=(parts::FOOTER) {}
            w:pgSz w:w=(width) w:h=(height) w:orient=[wide.then_some("landscape")] {}
            w:pgMar w:top=(MARGIN) w:right=(MARGIN) w:bottom=(MARGIN) w:left=(MARGIN) w:header="500" w:footer="500" w:gutter="0" {}
        }
    }
}

fn section(measured: &MeasuredSection, report: &Report, room: usize, bookmarks: &Bookmarks) -> Markup {
    let section = measured.section;
    let named = !section.heading.is_empty();
    let below = if named { 2 } else { 1 };
    let caption = if named { &section.heading } else { &report.title };
    html! {
        @if named { (bookmarks.heading(1, &section.heading)) }
        @if let Some(picture) = &section.picture { (picture::drawn(picture, room)) }
        @if section.rows.is_empty() {
            (paragraph("Normal", &section.nothing))
        } @else if section.layout == Layout::Cards {
            @for row in &section.rows { (card(measured, row, below, room, bookmarks)) }
        } @else {
            (table(&measured.columns, &section.rows, caption, room, bookmarks))
            @for row in section.rows.iter().filter(|row| !row.inner.is_empty()) {
                @let name = cell_text::heading(&section.columns, row);
                (bookmarks.heading(below, &name))
                (table(&measured.inner, &row.inner, &name, room, bookmarks))
            }
        }
    }
}

fn run(text: &str) -> Markup {
    html! { w:r { w:t xml:space="preserve" { (in_xml(text)) } } }
}

/// What stands after the words of a cell.
fn grey(aside: &str) -> Markup {
    html! { @if !aside.is_empty() { w:r { w:rPr { w:color w:val="555C66" {} } w:t xml:space="preserve" { (in_xml(aside)) } } } }
}

fn paragraph(style: &str, text: &str) -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val=(style) {} } (run(text)) } }
}

/// Two tables that touch would become one.
fn after_table() -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val="AfterTable" {} } } }
}

fn table(columns: &[MeasuredColumn], rows: &[Row], caption: &str, room: usize, bookmarks: &Bookmarks) -> Markup {
    let widths = shares(columns, room);
    let heads: Vec<&str> = columns.iter().map(|column| column.column.heading).collect();
    let described = format!("{}, each with {}", counted(rows.len(), "row"), heads.join(", "));
    let small = is_answered(columns);
    // No first and no last row stands alone on a page.
    let set = |number: usize| Set { stays: rows.len() > 1 && (number == 0 || number + 2 == rows.len()), small };
    html! {
        w:tbl {
            (table_head("Paper", &widths, "1", [caption, &described]))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (column, width) in columns.iter().zip(&widths) {
                    w:tc {
                        w:tcPr { w:tcW w:w=(width) w:type="dxa" {} }
                        w:p { (paragraph_of_cell("TableHeading", column, Set { stays: false, small })) (run(column.column.heading)) }
                    }
                }
            }
            @for (number, row) in rows.iter().enumerate() {
                @let cells: Vec<Cell> = columns.iter().map(|column| row.cell(column.column)).collect();
                @let lines = cells.iter().zip(&widths).map(|(cell, width)| lines_of(&for_people(cell), *width)).max();
                w:tr {
                    (whole_row(number, lines.unwrap_or(0)))
                    @for (at, ((column, each), width)) in columns.iter().zip(&cells).zip(&widths).enumerate() {
                        (cell(column, *width, (each, &aside(row, column.column)), (at == 0).then_some((row, bookmarks)), set(number)))
                    }
                }
            }
        }
        (after_table())
    }
}

/// A row of more lines may be split: one that is higher than a page would be cut off at its foot.
const MOST_LINES: usize = 30;

/// About how many lines words take in a cell of some width.
fn lines_of(words: &str, width: usize) -> usize {
    words.chars().count() * LETTER / width.max(1)
}

/// Rows of a page at most are not split over pages; but where the first row of a table may not be split either, LibreOffice drops the
/// rows that follow it when only that one has room on a page.
fn stays_whole(number: usize, lines: usize) -> bool {
    number > 0 && lines <= MOST_LINES
}

fn whole_row(number: usize, lines: usize) -> Markup {
    html! { @if stays_whole(number, lines) { w:trPr { w:cantSplit {} } } }
}

/// `said`: what the table is called and what it holds, for those who cannot see it; empty where it only arranges what stands in it.
fn table_head(style: &str, widths: &[usize], first_row: &str, said: [&str; 2]) -> Markup {
    let [caption, described] = said;
    html! {
        w:tblPr {
            w:tblStyle w:val=(style) {}
            w:tblW w:w=(widths.iter().sum::<usize>()) w:type="dxa" {}
            w:tblLayout w:type="fixed" {}
            w:tblLook w:val=(if first_row == "1" { "0620" } else { "0600" }) w:firstRow=(first_row) w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
            @if !caption.is_empty() { w:tblCaption w:val=(in_xml(caption)) {} }
            @if !described.is_empty() { w:tblDescription w:val=(in_xml(described)) {} }
        }
        w:tblGrid { @for width in widths { w:gridCol w:w=(width) {} } }
    }
}

/// What a table is that only puts things side by side.
const ARRANGES: [&str; 2] = ["", ""];

/// Thin lines around a cell.
fn edges(colour: &str) -> Markup {
    edges_apart(colour, NARROW)
}

/// Eighths of a point: how wide a line between shaded cells is, and between two kinds of them.
const NARROW: usize = 8;
const BROAD: usize = 48;

/// The same with a left line of another width.
fn edges_apart(colour: &str, left: usize) -> Markup {
    let line = |(side, width): (&str, usize)| {
        maud::PreEscaped(format!("<w:{side} w:val=\"single\" w:sz=\"{width}\" w:space=\"0\" w:color=\"{colour}\"/>"))
    };
    html! { w:tcBorders { @for side in [("top", NARROW), ("left", left), ("bottom", NARROW), ("right", NARROW)] { (line(side)) } } }
}

/// What the colours beside it mean.
fn key_of_colours(entries: impl Iterator<Item = (&'static str, String)>) -> Markup {
    html! {
        w:p {
            w:pPr { w:pStyle w:val="ColourKey" {} }
            @for (colour, words) in entries {
                w:r { w:rPr { w:bdr w:val="single" w:sz="4" w:space="0" w:color=(tone::OUTLINE) {} (shade(colour)) } w:t xml:space="preserve" { "    " } }
                (run(&format!(" {words}     ")))
            }
        }
    }
}

/// How the words of a row are set.
#[derive(Clone, Copy, Default)]
struct Set {
    /// On the page of what follows it.
    stays: bool,
    /// As beside room to write in.
    small: bool,
}

fn paragraph_of_cell(style: &str, column: &MeasuredColumn, set: Set) -> Markup {
    html! {
        w:pPr {
            w:pStyle w:val=(if set.small { "PackText" } else { style }) {}
            @if set.stays { w:keepNext {} }
            @if column.content == Content::Number { w:jc w:val="right" {} }
        }
    }
}

fn cell(
    column: &MeasuredColumn,
    width: usize,
    (cell, aside): (&Cell, &str),
    marked: Option<(&Row, &Bookmarks)>,
    set: Set,
) -> Markup {
    if let Role::Answer(answered) = column.column.role {
        let named = (column.column.heading, column.column.id);
        let line = html! { w:tcBorders { w:left w:val="single" w:sz="4" w:space="0" w:color="888F98" {} } };
        return html! { w:tc { w:tcPr { w:tcW w:w=(width) w:type="dxa" {} (line) } (answer(named, answered, set)) } };
    }
    let around = |words: Markup| marked.map_or_else(|| words.clone(), |(row, bookmarks)| bookmarks.around(row, words.clone()));
    let tone = tone::of_cell(cell);
    html! {
        w:tc {
            w:tcPr { w:tcW w:w=(width) w:type="dxa" {} @if let Some(tone) = tone { (shade(tone.pale)) } }
            @match cell {
                Cell::List(items) if cell_text::is_long(items) => {
                    @for (number, item) in items.iter().enumerate() {
                        w:p { (paragraph_of_cell("TableBullet", column, set)) (if number == 0 { around(run(item)) } else { run(item) }) }
                    }
                }
                cell => w:p { (paragraph_of_cell("TableText", column, set)) (around(run(&for_people(cell)))) (grey(aside)) }
            }
        }
    }
}

/// A content control, in which Word lets people choose or write; its name for people and for programs.
fn answer((alias, tag): (&str, &str), answered: Answered, set: Set) -> Markup {
    html! {
        w:sdt {
            w:sdtPr {
                w:alias w:val=(alias) {}
                w:tag w:val=(tag) {}
                w:showingPlcHdr {}
                @match answered {
                    Answered::Day => w:date {
                        w:dateFormat w:val="d MMM yyyy" {}
                        w:lid w:val="en-GB" {}
                        w:storeMappedDataAs w:val="date" {}
                        w:calendar w:val="gregorian" {}
                    },
                    Answered::YesNo => w:dropDownList {
                        @for word in ["yes", "no"] { w:listItem w:displayText=(word) w:value=(word) {} }
                    },
                    Answered::Date | Answered::Words => w:text w:multiLine="1" {},
                }
            }
            w:sdtContent {
                w:p {
                    w:pPr { w:pStyle w:val=(if set.small { "PackText" } else { "TableText" }) {} @if set.stays { w:keepNext {} } }
                    // A blank: a placeholder in words would be printed, and taken for an answer by programs that leave its mark behind.
                    w:r { w:rPr { w:rStyle w:val="PlaceholderText" {} } w:t xml:space="preserve" { "     " } }
                }
            }
        }
    }
}

fn shade(colour: &str) -> Markup {
    html! { w:shd w:val="clear" w:color="auto" w:fill=(colour) {} }
}

/// People write into it.
fn is_answered(columns: &[MeasuredColumn]) -> bool {
    columns.iter().any(|column| matches!(column.column.role, Role::Answer(_)))
}

/// The room shared out among the columns.
fn shares(columns: &[MeasuredColumn], room: usize) -> Vec<usize> {
    let is_answered = is_answered(columns);
    let (letter, gap) = if is_answered { (SMALL_LETTER, SMALL_GAP) } else { (LETTER, GAP) };
    let letters = (room / letter).saturating_sub(gap * columns.len());
    // A date or a number stays on one line; a name may be broken.
    let least = |column: &MeasuredColumn| match column.column.role {
        // Beside room to write in, an action of a word a line would fill the sheet.
        Role::Action if is_answered => 26,
        _ if column.content == Content::Date && !is_answered => column.full,
        _ => column.word.min(24),
    };
    let least: Vec<usize> = columns.iter().map(least).collect();
    let full: Vec<usize> = columns.iter().map(|column| column.full).collect();
    let shares = widths(&least, &full, letters);
    let all: usize = shares.iter().map(|share| share + gap).sum();
    let mut twips: Vec<usize> = shares.iter().map(|share| (share + gap) * room / all.max(1)).collect();
    let rest = room - twips.iter().sum::<usize>();
    if let Some(last) = twips.last_mut() {
        *last += rest;
    }
    twips
}

/// A row by itself: a line for each cell that is not empty.
fn card<'a>(measured: &MeasuredSection<'_, 'a>, row: &Row<'a>, level: usize, room: usize, bookmarks: &Bookmarks) -> Markup {
    let lines = measured.card(row);
    let title = cell_text::card_title(lines.iter().map(|(column, cell)| (column.column.role, cell)));
    let widths = [room / 5, room - room / 5];
    html! {
        @if !title.is_empty() && measured.section.rows.len() > 1 { (bookmarks.heading(level, &title)) }
        w:tbl {
            (table_head("Paper", &widths, "0", [&title, "A line for each thing that the plan says"]))
            @for (number, (column, line)) in lines.iter().enumerate() {
                w:tr {
                    (whole_row(number, lines_of(&for_people(line), widths[1])))
                    w:tc {
                        w:tcPr { w:tcW w:w=(widths[0]) w:type="dxa" {} }
                        (paragraph("TableText", column.column.heading))
                    }
                    (cell(&MeasuredColumn { content: Content::Text, ..**column }, widths[1], (line, &aside(row, column.column)), (number == 0).then_some((row, bookmarks)), Set::default()))
                }
            }
        }
        (after_table())
    }
}

/// What stands under the title, so many facts side by side.
fn facts(report: &Report, room: usize, beside: usize) -> Markup {
    if report.facts.is_empty() {
        return html! {};
    }
    let (heading, whole) = (room / 5 / beside, room / beside);
    let widths = [heading, whole - heading].repeat(beside);
    let blank = || ["", ""];
    html! {
        w:tbl {
            (table_head("Facts", &widths, "0", ARRANGES))
            @for some in report.facts.chunks(beside) {
                @let texts = some.iter().map(|fact| [fact.heading, &fact.text]).chain(std::iter::repeat_with(blank));
                w:tr {
                    @for (text, width) in texts.flatten().zip(&widths) {
                        w:tc { w:tcPr { w:tcW w:w=(width) w:type="dxa" {} } (paragraph("TableText", text)) }
                    }
                }
            }
        }
        (after_table())
    }
}

/// So many notes stay on one page with their heading.
const FEW: usize = 6;

fn notes(notes: &[Note], room: usize, bookmarks: &Bookmarks) -> Markup {
    if notes.is_empty() {
        return html! {};
    }
    let all = html! {
        (bookmarks.heading(1, super::NOTES))
        @for (number, note) in notes.iter().enumerate() {
            // Of many, the last one does not stand alone on a page.
            @let stays = notes.len() > FEW && number + 2 == notes.len();
            w:p { w:pPr { w:pStyle w:val="ListBullet" {} @if stays { w:keepNext {} } } (run(&note.text)) }
        }
    };
    let lines: usize = notes.iter().map(|note| 1 + lines_of(&note.text, room)).sum();
    if notes.len() > FEW || lines > MOST_LINES {
        return all;
    }
    // A row that is not split: LibreOffice parts a heading from paragraphs that are kept together.
    html! {
        w:tbl {
            (table_head("Facts", &[room], "0", ARRANGES))
            w:tr { w:trPr { w:cantSplit {} } w:tc { w:tcPr { w:tcW w:w=(room) w:type="dxa" {} } (all) } }
        }
        // A document ends with a paragraph, for which no page may be begun.
        w:p { w:pPr { w:pStyle w:val="End" {} } }
    }
}
