//! Reads OpenDocument: text documents (.odt) and spreadsheets (.ods), whose tables are written alike.
//!
//! A cell of a spreadsheet holds what it shows as text, so that nothing has to be formatted. Element names are those of OpenDocument 1.3,
//! part 3.

use super::formulas::{Formulas, OF_TODAY};
use super::parcel::Parcel;
use super::table::{Cell, Line, Mark, Paper, Part, Row, Table};
use super::xml::{self, Element, Node};
use std::collections::{HashMap, HashSet};

/// How many cells a paper may have. Rows and cells that are repeated are written once, so that a short file can have millions.
const MOST_CELLS: usize = 200_000;

/// Reads a document or workbook out of its parcel.
///
/// # Errors
/// Says in plain words why it cannot be read.
pub fn read(parcel: &Parcel) -> Result<Paper, String> {
    if let Some(manifest) = parcel.part("META-INF/manifest.xml").and_then(|bytes| xml::parse(bytes).ok()) {
        let mut encrypted = Vec::new();
        manifest.descendants("encryption-data", &mut encrypted);
        if !encrypted.is_empty() {
            return Err(super::parcel::PASSWORD.into());
        }
    }
    let content = xml::parse(parcel.part("content.xml").ok_or("it holds no document: is it the right file?")?)?;
    let styles = parcel.part("styles.xml").and_then(|bytes| xml::parse(bytes).ok()).unwrap_or_default();
    let mut reader = Reader::default();
    for root in [&styles, &content] {
        for group in root.elements().filter(|group| group.name.ends_with("styles")) {
            reader.learn_styles(group);
        }
    }
    let body = content.child("body").and_then(|body| body.elements().find(|kind| ["text", "spreadsheet"].contains(&&*kind.name)));
    let mut paper = Paper::default();
    reader.in_sheets = body.is_some_and(|body| &*body.name == "spreadsheet");
    reader.blocks(body.ok_or("it is no text and no spreadsheet: is it the right file?")?, &mut paper.parts)?;
    let meta = parcel.part("meta.xml").and_then(|bytes| xml::parse(bytes).ok()).unwrap_or_default();
    let mut own = Vec::new();
    meta.descendants("user-defined", &mut own);
    paper.properties = own.iter().filter_map(|own| Some((own.attribute("name")?.to_owned(), own.text()))).collect();
    if reader.tracked {
        paper.notes.push("tracked changes are still open in the document: read as if all were accepted".into());
    }
    Ok(paper)
}

/// The kind of each level of a list: a bullet, or a number with what stands around it.
#[derive(Clone, Default)]
struct ListLevel {
    bullet: bool,
    format: String,
    prefix: String,
    suffix: String,
    levels_shown: usize,
    start: u32,
}

#[derive(Default)]
struct Reader {
    lists: HashMap<String, HashMap<usize, ListLevel>>,
    hidden_tables: HashSet<String>,
    bold: HashSet<String>,
    in_sheets: bool,
    tracked: bool,
    cells: usize,
    /// Of the table that is read.
    formulas: Formulas,
    /// Rows with something in them, repeated ones each.
    filled_rows: usize,
}

/// What is gathered of one paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    bold: bool,
    plain: bool,
    comments: Vec<String>,
    boxes: Vec<String>,
}

impl Reader {
    fn learn_styles(&mut self, group: &Element) {
        for style in group.elements() {
            let Some(name) = style.attribute("name") else { continue };
            if style.child("table-properties").is_some_and(|properties| properties.attribute("display") == Some("false")) {
                self.hidden_tables.insert(name.to_owned());
            }
            if style.child("text-properties").is_some_and(|properties| properties.attribute("font-weight") == Some("bold")) {
                self.bold.insert(name.to_owned());
            }
            if &*style.name == "list-style" {
                let level = |element: &Element| {
                    let number = element.attribute("level")?.parse().ok()?;
                    let text = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
                    Some((
                        number,
                        ListLevel {
                            bullet: &*element.name == "list-level-style-bullet",
                            format: text("num-format"),
                            prefix: text("num-prefix"),
                            suffix: text("num-suffix"),
                            levels_shown: element.attribute("display-levels").and_then(|levels| levels.parse().ok()).unwrap_or(1),
                            start: element.attribute("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
                        },
                    ))
                };
                self.lists.insert(name.to_owned(), style.elements().filter_map(level).collect());
            }
        }
    }

    fn blocks(&mut self, parent: &Element, parts: &mut Vec<Part>) -> Result<(), String> {
        for element in parent.elements() {
            match &*element.name {
                "p" | "h" => {
                    let line = self.line(element);
                    parts.extend(line.shown().lines().map(|line| Part::Line(line.trim().to_owned())).filter(is_filled));
                }
                "list" => {
                    let mut cell = Cell::default();
                    self.list(element, None, &mut Vec::new(), &mut cell);
                    parts.extend(cell.lines.iter().map(|line| Part::Line(line.shown())).filter(is_filled));
                }
                "table" => {
                    let table = self.table(element)?;
                    parts.push(Part::Table(table));
                }
                "section" | "index-body" => self.blocks(element, parts)?,
                "tracked-changes" => self.tracked = element.elements().next().is_some(),
                _ => {}
            }
        }
        Ok(())
    }

    fn table(&mut self, element: &Element) -> Result<Table, String> {
        let mut table = Table {
            sheet: element.attribute("name").filter(|_| self.in_sheets).map(str::to_owned),
            hidden: element.attribute("style-name").is_some_and(|style| self.hidden_tables.contains(style)),
            ..Table::default()
        };
        let mut number = 0;
        // The columns that a cell above covers, and for how many rows more.
        let mut covered: HashMap<usize, (usize, usize)> = HashMap::new();
        let before = std::mem::take(&mut self.formulas);
        self.rows(element, false, &mut table, &mut number, &mut covered)?;
        let of_today = std::mem::replace(&mut self.formulas, before).of_today();
        for row in &mut table.rows {
            let place = |column: usize| ((row.number as u32).wrapping_sub(1), column as u32);
            for cell in row.cells.iter_mut().filter(|cell| of_today.contains(&place(cell.column))) {
                cell.doubt = Some(OF_TODAY.into());
            }
        }
        table.hidden_columns = hidden_columns(element);
        Ok(table)
    }

    fn rows(
        &mut self,
        parent: &Element,
        heading: bool,
        table: &mut Table,
        number: &mut usize,
        covered: &mut HashMap<usize, (usize, usize)>,
    ) -> Result<(), String> {
        for element in parent.elements() {
            match &*element.name {
                "table-row" => {
                    let times = repeated(element, "number-rows-repeated");
                    let row = self.row(element, covered)?;
                    let formulas = formulas_of(element);
                    for _ in 0..if row.is_empty() { 1 } else { times } {
                        self.cells += row.cells.len();
                        if self.cells > MOST_CELLS {
                            return Err(format!(
                                "it has more than {MOST_CELLS} cells; copy the table of actions into a new file"
                            ));
                        }
                        self.filled_rows += usize::from(!row.is_empty());
                        if self.filled_rows > super::MOST_ROWS_READ {
                            return Err(super::too_many_rows());
                        }
                        let cells = row.cells.clone();
                        let hidden = matches!(element.attribute("visibility"), Some("collapse" | "filter"));
                        *number += 1;
                        for (column, formula) in &formulas {
                            self.formulas.add(((*number as u32).wrapping_sub(1), *column as u32), formula);
                        }
                        if !cells.is_empty() || times == 1 {
                            table.rows.push(Row {
                                number: *number,
                                cells,
                                hidden,
                                heading,
                                bookmarks: row.bookmarks.clone(),
                                ..Row::default()
                            });
                        }
                    }
                    if row.is_empty() {
                        *number = number.saturating_add(times - 1);
                    }
                }
                "table-header-rows" => self.rows(element, true, table, number, covered)?,
                "table-row-group" | "table-rows" => self.rows(element, heading, table, number, covered)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, element: &Element, covered: &mut HashMap<usize, (usize, usize)>) -> Result<Row, String> {
        let mut row = Row::default();
        for name in ["bookmark", "bookmark-start"] {
            let mut bookmarks = Vec::new();
            element.descendants(name, &mut bookmarks);
            row.bookmarks.extend(bookmarks.iter().filter_map(|bookmark| bookmark.attribute("name").map(str::to_owned)));
        }
        let mut column = 0_usize;
        for element in element.elements().filter(|element| element.name.ends_with("table-cell")) {
            let times = repeated(element, "number-columns-repeated");
            let spans = |name: &str| element.attribute(name).and_then(|span| span.parse().ok()).unwrap_or(1_usize).clamp(1, 1000);
            if &*element.name == "covered-table-cell" {
                for at in column..column.saturating_add(times.min(1000)) {
                    if let Some((span, left)) = covered.remove(&at) {
                        row.cells.push(Cell { column: at, span, continued: true, ..Cell::default() });
                        if left > 1 {
                            covered.insert(at, (span, left - 1));
                        }
                    }
                }
                column = column.saturating_add(times);
                continue;
            }
            let cell = self.cell(element);
            let (span, rows) = (spans("number-columns-spanned"), spans("number-rows-spanned"));
            if rows > 1 {
                covered.insert(column, (span, rows - 1));
            }
            if !cell.is_empty() || !cell.comments.is_empty() || span > 1 || rows > 1 {
                if times > 1000 {
                    return Err(
                        "a row of it has more than 1000 cells that are alike; copy the table of actions into a new file".into()
                    );
                }
                row.cells.extend((0..times).map(|more| Cell { column: column + more, span, ..cell.clone() }));
            }
            column = column.saturating_add(times);
        }
        Ok(row)
    }

    fn cell(&mut self, element: &Element) -> Cell {
        let mut cell = Cell { span: 1, ..Cell::default() };
        self.cell_blocks(element, &mut cell);
        let value = element.attribute("value-type");
        if value == Some("date") {
            // What is shown has a day where it has three parts: 30/06/2008, 30 Jun 08; not Jun-08.
            let shown = cell.text();
            let parts = shown.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty() && !is_weekday(part)).count();
            let day = element.attribute("date-value").map(|value| value.split('T').next().unwrap_or(value).to_owned());
            match parts {
                3.. => cell.day = day,
                2 if shown.chars().any(char::is_alphabetic)
                    && shown.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4) => {}
                _ => cell.doubt = day.map(|day| format!("the cell shows \"{shown}\" and holds {day}")),
            }
        } else if value == Some("float") && self.in_sheets && element.attribute("value").is_some_and(|value| value == cell.text())
        {
            cell.doubt = super::number_doubt(&cell.text());
        }
        cell
    }

    fn cell_blocks(&mut self, parent: &Element, cell: &mut Cell) {
        for element in parent.elements() {
            match &*element.name {
                "p" | "h" => {
                    let line = self.paragraph(element, Mark::None, cell);
                    cell.lines.extend(line);
                }
                "list" => self.list(element, None, &mut Vec::new(), cell),
                "annotation" => cell.comments.extend(annotation(element)),
                "section" => self.cell_blocks(element, cell),
                // A table in a cell becomes a line for each of its rows.
                "table" => {
                    if let Ok(table) = self.table(element) {
                        for row in table.rows {
                            let text =
                                row.cells.iter().map(Cell::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ");
                            if !text.is_empty() {
                                cell.lines.push(Line { text, ..Line::default() });
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// A list with the lists in it; `counts` has the number reached on each level above.
    fn list(&mut self, element: &Element, style: Option<&str>, counts: &mut Vec<u32>, cell: &mut Cell) {
        let style = element.attribute("style-name").or(style);
        let depth = counts.len() + 1;
        let level = style.and_then(|style| self.lists.get(style)).and_then(|levels| levels.get(&depth)).cloned();
        counts.push(level.as_ref().map_or(1, |level| level.start).saturating_sub(1));
        for item in element.elements().filter(|item| ["list-item", "list-header"].contains(&&*item.name)) {
            if &*item.name == "list-item" {
                counts[depth - 1] = item
                    .attribute("start-value")
                    .and_then(|start| start.parse().ok())
                    .unwrap_or(counts[depth - 1].saturating_add(1));
            }
            let mut first = &*item.name == "list-item";
            for content in item.elements() {
                match &*content.name {
                    "list" => self.list(content, style, counts, cell),
                    "p" | "h" => {
                        let mark = match &level {
                            Some(level) if first && !level.bullet => self.number(style, level, counts),
                            _ if first => Mark::Bullet,
                            _ => Mark::None,
                        };
                        first = false;
                        let line = self.paragraph(content, mark, cell);
                        cell.lines.extend(line);
                    }
                    _ => {}
                }
            }
        }
        counts.pop();
    }

    fn number(&self, style: Option<&str>, level: &ListLevel, counts: &[u32]) -> Mark {
        let levels = style.and_then(|style| self.lists.get(style));
        let format = |depth: usize| levels.and_then(|levels| levels.get(&(depth + 1))).map_or("1", |level| &level.format);
        let from = counts.len().saturating_sub(level.levels_shown.max(1));
        let numbers = (from..counts.len()).map(|depth| {
            super::list_number(
                counts[depth],
                match format(depth) {
                    "a" => "lowerLetter",
                    "A" => "upperLetter",
                    "i" => "lowerRoman",
                    "I" => "upperRoman",
                    "" => "none",
                    _ => "decimal",
                },
            )
        });
        let shown = numbers.filter(|number| !number.is_empty()).collect::<Vec<_>>().join(".");
        if shown.is_empty() {
            Mark::None
        } else {
            Mark::Number(format!("{}{shown}{}", level.prefix, level.suffix).trim().to_owned())
        }
    }

    fn line(&mut self, element: &Element) -> Line {
        let mut cell = Cell::default();
        self.paragraph(element, Mark::None, &mut cell).unwrap_or_default()
    }

    fn paragraph(&mut self, element: &Element, mark: Mark, cell: &mut Cell) -> Option<Line> {
        let mut paragraph = Paragraph::default();
        let bold = element.attribute("style-name").is_some_and(|style| self.bold.contains(style));
        self.inline(element, bold, &mut paragraph);
        cell.comments.extend(paragraph.comments);
        let text =
            paragraph.text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        let text = text.join("\n").trim().to_owned();
        let line = match mark {
            Mark::None => Line { bold: paragraph.bold && !paragraph.plain, ..Line::of(&text) },
            mark => Line { text, mark, bold: paragraph.bold && !paragraph.plain },
        };
        cell.lines.extend(paragraph.boxes.iter().map(|text| Line::of(text)));
        (!line.text.is_empty() || matches!(line.mark, Mark::Number(_))).then_some(line)
    }

    fn inline(&mut self, parent: &Element, bold: bool, paragraph: &mut Paragraph) {
        for node in &parent.children {
            let element = match node {
                Node::Text(text) => {
                    let shown = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'));
                    paragraph.text.extend(shown.map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
                    if !text.trim().is_empty() {
                        *(if bold { &mut paragraph.bold } else { &mut paragraph.plain }) = true;
                    }
                    continue;
                }
                Node::Element(element) => element,
            };
            match &*element.name {
                "s" | "tab" => paragraph.text.push(' '),
                "line-break" => paragraph.text.push('\n'),
                "annotation" => paragraph.comments.extend(annotation(element)),
                "note" => paragraph.comments.extend(element.child("note-body").map(Element::text)),
                "hidden-text" | "placeholder" | "annotation-end" | "tracked-changes" => {}
                "frame" | "custom-shape" => {
                    let mut paragraphs = Vec::new();
                    element.descendants("p", &mut paragraphs);
                    paragraph
                        .boxes
                        .extend(paragraphs.iter().map(|paragraph| paragraph.text()).filter(|text| !text.trim().is_empty()));
                }
                _ => {
                    let bold = bold || element.attribute("style-name").is_some_and(|style| self.bold.contains(style));
                    self.inline(element, bold, paragraph);
                }
            }
        }
    }
}

fn is_filled(part: &Part) -> bool {
    !matches!(part, Part::Line(line) if line.is_empty())
}

/// A remark hung on a cell or a word, with who wrote it.
fn annotation(element: &Element) -> Option<String> {
    let paragraphs = element.elements().filter(|paragraph| ["p", "list"].contains(&&*paragraph.name));
    let text = paragraphs.map(Element::text).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" ");
    let author = element.child("creator").map(Element::text).filter(|author| !author.trim().is_empty());
    let text = text.trim();
    (!text.is_empty()).then(|| author.map_or_else(|| text.to_owned(), |author| format!("{}: {text}", author.trim())))
}

/// The formulas of a row, each with its column.
fn formulas_of(row: &Element) -> Vec<(usize, String)> {
    let mut column = 0_usize;
    let mut found = Vec::new();
    for cell in row.elements().filter(|cell| cell.name.ends_with("table-cell")) {
        found.extend(cell.attribute("formula").map(|formula| (column, formula.to_owned())));
        column = column.saturating_add(repeated(cell, "number-columns-repeated"));
    }
    found
}

/// The columns that are hidden, from 0, each with the first one behind them.
fn hidden_columns(table: &Element) -> Vec<(usize, usize)> {
    let mut columns = Vec::new();
    table.descendants("table-column", &mut columns);
    let mut at = 0_usize;
    let mut hidden = Vec::new();
    for column in columns {
        let end = at.saturating_add(repeated(column, "number-columns-repeated"));
        if matches!(column.attribute("visibility"), Some("collapse" | "filter")) {
            hidden.push((at, end));
        }
        at = end;
    }
    hidden
}

/// How many times a row or cell stands there.
fn repeated(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|times| times.parse().ok()).unwrap_or(1_usize).max(1)
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.to_ascii_lowercase().starts_with(day))
}
