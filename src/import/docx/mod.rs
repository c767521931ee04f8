//! Reads a Word document: its paragraphs and tables as Word shows them.
//!
//! What a table of a Word document hides from those who only look for rows and cells: content controls around cells, tracked changes,
//! cells merged down or across, rows that begin further right, numbers that only Word counts. The element names are those of
//! ECMA-376, part 1, chapter 17.

mod numbering;
pub(super) use numbering::formatted as list_number;
mod symbols;

use super::parcel::Parcel;
use super::table::{Cell, Line, Mark, Paper, Part, Row, Table};
use super::xml::{self, Element, Node};
use numbering::Numbering;
use std::collections::HashMap;

/// Which state of a document with tracked changes is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Changes {
    /// As if all had been accepted.
    Accepted,
    /// As if all had been refused.
    Original,
}

/// Reads a document out of its parcel. `with_placeholders`: words that wait to be replaced are read too, as programs that write into a
/// control may leave its mark.
///
/// # Errors
/// Says in plain words why it cannot be read.
pub fn read(parcel: &Parcel, changes: Changes, with_placeholders: bool) -> Result<Paper, String> {
    let main = parcel.relations("").into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.path);
    let main = main.filter(|path| parcel.part(path).is_some()).unwrap_or_else(|| "word/document.xml".into());
    let bytes = parcel.part(&main).ok_or("it holds no document of Word: is it the right file?")?;
    let document = xml::parse(bytes)?;
    let related = |kind: &str| -> Option<Element> {
        let path = parcel.relations(&main).into_iter().find(|relation| relation.kind == kind)?.path;
        xml::parse(parcel.part(&path)?).ok()
    };
    let styles = related("styles").unwrap_or_default();
    let mut reader = Reader {
        changes,
        with_placeholders,
        hidden_styles: styles
            .elements()
            .filter(|style| style.child("rPr").is_some_and(|properties| properties.is_on("vanish")))
            .filter_map(|style| style.attribute("styleId").map(str::to_owned))
            .collect(),
        numbering: Numbering::new(related("numbering").unwrap_or_default(), &styles),
        remarks: remarks(&related("comments").unwrap_or_default(), "comment"),
        footnotes: remarks(&related("footnotes").unwrap_or_default(), "footnote"),
        tracked: 0,
        in_heading: false,
    };
    let body = document.child("body").ok_or("it holds no document of Word: is it the right file?")?;
    let mut paper = Paper::default();
    reader.body(body, &mut paper.parts);
    if reader.tracked > 0 {
        let read_as = match changes {
            Changes::Accepted => "read as if all were accepted (--original reads it without them)",
            Changes::Original => "read as if none had been made",
        };
        let (changes, are) = if reader.tracked == 1 { ("change", "is") } else { ("changes", "are") };
        paper.notes.push(format!("{} tracked {changes} {are} still open in the document: {read_as}", reader.tracked));
    }
    Ok(paper)
}

/// The text of each comment or footnote, by its number.
fn remarks(part: &Element, name: &str) -> HashMap<String, String> {
    let entries = part.elements().filter(|element| &*element.name == name);
    let text = |entry: &Element| {
        let mut paragraphs = Vec::new();
        entry.descendants("p", &mut paragraphs);
        let lines = paragraphs.iter().map(|paragraph| {
            let mut texts = Vec::new();
            paragraph.descendants("t", &mut texts);
            texts.iter().map(|text| text.text()).collect::<String>()
        });
        let text = lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ");
        match entry.attribute("author").filter(|author| !author.is_empty()) {
            Some(author) => format!("{author}: {text}"),
            None => text,
        }
    };
    entries
        .filter_map(|entry| Some((entry.attribute("id")?.to_owned(), text(entry))))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

struct Reader {
    changes: Changes,
    with_placeholders: bool,
    /// The styles of characters and paragraphs whose text is not shown.
    hidden_styles: Vec<String>,
    numbering: Numbering,
    remarks: HashMap<String, String>,
    footnotes: HashMap<String, String>,
    /// How many tracked changes were met.
    tracked: usize,
    /// A row that is repeated on every page is being read.
    in_heading: bool,
}

/// What is gathered of one paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Some of its text is bold, and some is not.
    bold: bool,
    plain: bool,
    comments: Vec<String>,
    /// The fields that are open, from the outermost: whether their instruction is still being read, which is not shown.
    fields: Vec<bool>,
}

/// What an element is to those who only want what stands in it.
enum Wrapper<'e> {
    /// Its content counts as if it stood there itself.
    Open(&'e Element),
    /// Nothing in it is shown.
    Closed,
    /// It is no wrapper.
    No,
}

impl Reader {
    fn wrapper<'e>(&mut self, element: &'e Element) -> Wrapper<'e> {
        let accepted = self.changes == Changes::Accepted;
        match &*element.name {
            "sdt" => match element.child("sdtContent") {
                // In a heading row the words that wait to be replaced are the headings.
                Some(_)
                    if !self.in_heading
                        && !self.with_placeholders
                        && element.child("sdtPr").is_some_and(|properties| properties.is_on("showingPlcHdr")) =>
                {
                    Wrapper::Closed
                }
                Some(content) => Wrapper::Open(content),
                None => Wrapper::Closed,
            },
            "customXml" | "smartTag" | "hyperlink" | "fldSimple" | "dir" | "bdo" => Wrapper::Open(element),
            "ins" | "moveTo" => {
                self.tracked += 1;
                if accepted { Wrapper::Open(element) } else { Wrapper::Closed }
            }
            "del" | "moveFrom" => {
                self.tracked += 1;
                if accepted { Wrapper::Closed } else { Wrapper::Open(element) }
            }
            // The same content for newer and for older programs: it counts once.
            "AlternateContent" => match element.child("Choice").or_else(|| element.child("Fallback")) {
                Some(choice) => Wrapper::Open(choice),
                None => Wrapper::Closed,
            },
            _ => Wrapper::No,
        }
    }

    /// Whether tracked changes leave this out: its properties say that it was inserted or deleted.
    fn is_gone(&mut self, properties: Option<&Element>, inserted: &str, deleted: &str) -> bool {
        let Some(properties) = properties else { return false };
        let (inserted, deleted) = (properties.child(inserted).is_some(), properties.child(deleted).is_some());
        self.tracked += usize::from(inserted) + usize::from(deleted);
        if self.changes == Changes::Accepted { deleted } else { inserted }
    }

    fn body(&mut self, parent: &Element, parts: &mut Vec<Part>) {
        let mut open = None;
        self.blocks(parent, parts, &mut open);
        if let Some(paragraph) = open {
            self.finish_line(paragraph, parts);
        }
    }

    fn blocks(&mut self, parent: &Element, parts: &mut Vec<Part>, open: &mut Option<(Paragraph, Mark)>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => {
                    if let Some(paragraph) = self.paragraph(element, open) {
                        self.finish_line(paragraph, parts);
                    }
                }
                "tbl" => {
                    let table = self.table(element);
                    parts.push(Part::Table(table));
                }
                _ => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        self.blocks(content, parts, open);
                    }
                }
            }
        }
    }

    fn finish_line(&mut self, (paragraph, mark): (Paragraph, Mark), parts: &mut Vec<Part>) {
        let line = Line { text: tidy(&paragraph.text), mark, bold: false }.shown();
        let lines = line.lines().filter(|line| !line.trim().is_empty());
        parts.extend(lines.map(|line| Part::Line(line.trim().to_owned())));
    }

    /// A paragraph, or nothing yet where the mark at its end is deleted: then the next one goes on in it.
    fn paragraph(&mut self, element: &Element, open: &mut Option<(Paragraph, Mark)>) -> Option<(Paragraph, Mark)> {
        let properties = element.child("pPr");
        let run_properties = properties.and_then(|properties| properties.child("rPr"));
        let joins_next = self.is_gone(run_properties, "ins", "del");
        let (mut paragraph, mut mark) = open.take().unwrap_or_default();
        let begins = paragraph.text.is_empty();
        let style = properties.and_then(|properties| properties.property("pStyle"));
        if style.is_none_or(|style| !self.hidden_styles.iter().any(|hidden| hidden == style)) {
            self.runs(element, &mut paragraph);
        }
        // A number is counted where the paragraph is shown; empty ones in a list are shown with their number.
        if begins && !(joins_next && paragraph.text.is_empty()) {
            mark = self.numbering.mark(properties);
        }
        if joins_next {
            *open = Some((paragraph, mark));
            return None;
        }
        Some((paragraph, mark))
    }

    fn runs(&mut self, parent: &Element, paragraph: &mut Paragraph) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, paragraph),
                "oMath" | "oMathPara" => paragraph.text += &element.text(),
                _ => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        self.runs(content, paragraph);
                    }
                }
            }
        }
    }

    fn run(&mut self, run: &Element, paragraph: &mut Paragraph) {
        let properties = run.child("rPr");
        let style = properties.and_then(|properties| properties.property("rStyle"));
        let hidden = properties.is_some_and(|properties| properties.is_on("vanish"))
            || style.is_some_and(|style| self.hidden_styles.iter().any(|hidden| hidden == style));
        if hidden {
            return;
        }
        let before = paragraph.text.len();
        self.run_content(run, paragraph);
        if !paragraph.text[before..].trim().is_empty() {
            let bold = properties.is_some_and(|properties| properties.is_on("b"));
            *(if bold { &mut paragraph.bold } else { &mut paragraph.plain }) = true;
        }
    }

    fn run_content(&mut self, run: &Element, paragraph: &mut Paragraph) {
        for element in run.elements() {
            match &*element.name {
                "fldChar" => match element.attribute("fldCharType") {
                    Some("begin") => paragraph.fields.push(true),
                    Some("separate") => {
                        if let Some(field) = paragraph.fields.last_mut() {
                            *field = false;
                        }
                    }
                    Some("end") => drop(paragraph.fields.pop()),
                    _ => {}
                },
                // The result of a field in the instruction of another one is shown nowhere.
                "t" | "sym" if paragraph.fields.contains(&true) => {}
                "t" => {
                    let font = run.child("rPr").and_then(|properties| properties.child("rFonts"));
                    let font =
                        font.and_then(|font| font.attribute("ascii").or_else(|| font.attribute("hAnsi"))).unwrap_or_default();
                    paragraph.text.extend(element.text().chars().filter_map(|character| symbols::in_font(character, font)));
                }
                "delText" if self.changes == Changes::Original => paragraph.text += &element.text(),
                "tab" | "ptab" => paragraph.text.push(' '),
                "br" | "cr" => paragraph.text.push('\n'),
                "noBreakHyphen" => paragraph.text.push('-'),
                "sym" => paragraph.text.extend(symbols::symbol(element)),
                "ruby" => {
                    if let Some(base) = element.child("rubyBase") {
                        self.runs(base, paragraph);
                    }
                }
                "commentReference" | "footnoteReference" => {
                    let remarks = if &*element.name == "commentReference" { &self.remarks } else { &self.footnotes };
                    let remark = element.attribute("id").and_then(|id| remarks.get(id));
                    paragraph.comments.extend(remark.cloned());
                }
                // A text box, or a picture without one.
                "drawing" | "pict" | "object" => {
                    let mut boxes = Vec::new();
                    outermost(element, "txbxContent", &mut boxes);
                    for content in boxes {
                        self.flattened(content, paragraph);
                    }
                }
                "AlternateContent" => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        self.run_content(content, paragraph);
                    }
                }
                _ => {}
            }
        }
    }

    /// The paragraphs and tables of a text box, as lines of the paragraph that it hangs on.
    fn flattened(&mut self, content: &Element, paragraph: &mut Paragraph) {
        let cell = self.cell_content(content);
        for line in cell.lines.iter().map(Line::shown).filter(|line| !line.is_empty()) {
            if !paragraph.text.is_empty() && !paragraph.text.ends_with('\n') {
                paragraph.text.push('\n');
            }
            paragraph.text += &line;
        }
        paragraph.comments.extend(cell.comments);
    }

    fn table(&mut self, element: &Element) -> Table {
        let mut table = Table::default();
        self.rows(element, &mut table);
        table
    }

    fn rows(&mut self, parent: &Element, table: &mut Table) {
        for element in parent.elements() {
            match &*element.name {
                "tr" => {
                    let properties = element.child("trPr");
                    if self.is_gone(properties, "ins", "del") {
                        continue;
                    }
                    let number = |name: &str| properties.and_then(|properties| properties.property(name)).and_then(small_number);
                    let mut row = Row {
                        number: table.rows.len() + 1,
                        heading: properties.is_some_and(|properties| properties.is_on("tblHeader")),
                        ..Row::default()
                    };
                    let mut column = number("gridBefore").unwrap_or(0);
                    let mut bookmarks = Vec::new();
                    element.descendants("bookmarkStart", &mut bookmarks);
                    row.bookmarks =
                        bookmarks.iter().filter_map(|bookmark| bookmark.attribute("name").map(str::to_owned)).collect();
                    self.in_heading = row.heading;
                    self.cells(element, &mut row, &mut column);
                    self.in_heading = false;
                    table.rows.push(row);
                }
                _ => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        self.rows(content, table);
                    }
                }
            }
        }
    }

    fn cells(&mut self, parent: &Element, row: &mut Row, column: &mut usize) {
        for element in parent.elements() {
            match &*element.name {
                "tc" => {
                    let properties = element.child("tcPr");
                    if self.is_gone(properties, "cellIns", "cellDel") {
                        continue;
                    }
                    let span = properties
                        .and_then(|properties| properties.property("gridSpan"))
                        .and_then(small_number)
                        .unwrap_or(1)
                        .max(1);
                    let continues = |name: &str| {
                        let merge = properties.and_then(|properties| properties.child(name));
                        merge.is_some_and(|merge| merge.attribute("val").is_none_or(|val| val == "continue" || val == "cont"))
                    };
                    // Older documents merge across by a mark in each cell.
                    if let (true, Some(last)) = (continues("hMerge"), row.cells.last_mut()) {
                        last.span += span;
                        *column += span;
                        continue;
                    }
                    let cell = self.cell_content(element);
                    row.cells.push(Cell { column: *column, span, continued: continues("vMerge"), ..cell });
                    *column += span;
                }
                _ => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        self.cells(content, row, column);
                    }
                }
            }
        }
    }

    /// What stands in a cell; a table in it becomes a line for each of its rows.
    fn cell_content(&mut self, element: &Element) -> Cell {
        let mut cell = Cell { span: 1, ..Cell::default() };
        let mut open = None;
        self.cell_blocks(element, &mut cell, &mut open);
        if let Some(paragraph) = open {
            add_to_cell(paragraph, &mut cell);
        }
        cell
    }

    fn cell_blocks(&mut self, parent: &Element, cell: &mut Cell, open: &mut Option<(Paragraph, Mark)>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => {
                    if let Some(paragraph) = self.paragraph(element, open) {
                        add_to_cell(paragraph, cell);
                    }
                }
                "tbl" => {
                    for row in self.table(element).rows {
                        let text =
                            row.cells.iter().map(Cell::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ");
                        cell.comments.extend(row.cells.into_iter().flat_map(|cell| cell.comments));
                        if !text.is_empty() {
                            cell.lines.push(Line { text, ..Line::default() });
                        }
                    }
                }
                _ => {
                    if let Wrapper::Open(content) = self.wrapper(element) {
                        // A content control may stand around the paragraphs of a cell, or around words between them.
                        let has_runs = content.elements().any(|child| &*child.name == "r");
                        if has_runs {
                            let mut paragraph = Paragraph::default();
                            self.runs(content, &mut paragraph);
                            add_to_cell((paragraph, Mark::None), cell);
                        } else {
                            self.cell_blocks(content, cell, open);
                        }
                    }
                }
            }
        }
    }
}

fn add_to_cell((paragraph, mark): (Paragraph, Mark), cell: &mut Cell) {
    cell.comments.extend(paragraph.comments);
    let text = tidy(&paragraph.text);
    let line = match mark {
        Mark::None => Line { bold: paragraph.bold && !paragraph.plain, ..Line::of(&text) },
        mark => Line { text, mark, bold: paragraph.bold && !paragraph.plain },
    };
    if !line.text.is_empty() || matches!(line.mark, Mark::Number(_)) {
        cell.lines.push(line);
    }
}

/// Elements of a name that do not lie in another of that name.
fn outermost<'e>(parent: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for node in &parent.children {
        let Node::Element(element) = node else { continue };
        // The second copy of a text box is for older programs.
        if &*element.name == "Fallback" && parent.child("Choice").is_some() {
            continue;
        }
        if &*element.name == name {
            found.push(element);
        } else {
            outermost(element, name, found);
        }
    }
}

/// Text with one blank between words; line breaks stay.
fn tidy(text: &str) -> String {
    // Word by word into one text: a list of the words of a hostile paragraph takes many times its size.
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let begins = out.len();
        for word in line.split([' ', '\t', '\u{a0}', '\r']).filter(|word| !word.is_empty()) {
            if out.len() > begins {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    let from = out.len() - out.trim_start().len();
    out.drain(..from);
    out.truncate(out.trim_end().len());
    out
}

/// A number of columns; a table has no more than this.
fn small_number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|&number: &usize| number <= 1000)
}

#[cfg(test)]
#[path = "docx_tests.rs"]
mod tests;
