//! What every reader makes of a paper: the lines and tables in it, with nothing judged yet.

/// A paper as it was read.
#[derive(Debug, Default)]
pub struct Paper {
    /// Lines and tables in the order of the paper.
    pub parts: Vec<Part>,
    /// What was noticed while reading, in plain words: tracked changes, a guessed encoding.
    pub notes: Vec<String>,
    /// The properties that whoever made the file gave it beside those that every file has: name and value.
    pub properties: Vec<(String, String)>,
}

/// A piece of a paper.
#[derive(Debug)]
pub enum Part {
    /// A paragraph outside any table.
    Line(String),
    Table(Table),
}

/// A table, or a sheet of a workbook.
#[derive(Debug, Default)]
pub struct Table {
    /// The sheet's name, in a workbook.
    pub sheet: Option<String>,
    /// The sheet is hidden in the workbook.
    pub hidden: bool,
    /// The columns that are hidden in the workbook, from 0, each with the first one behind them.
    pub hidden_columns: Vec<(usize, usize)>,
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// Its number in the table or sheet, from 1.
    pub number: usize,
    /// In order of their columns; a column without a cell is empty.
    pub cells: Vec<Cell>,
    /// The row is hidden in the workbook.
    pub hidden: bool,
    /// The paper itself marks the row as a heading that is repeated on every page.
    pub heading: bool,
    /// The names of bookmarks in it; in a workbook, of a cell that holds nothing but the key of a row.
    pub bookmarks: Vec<String>,
    /// What was odd about it when it was read, in plain words.
    pub doubts: Vec<String>,
}

/// A cell with something in it, or one that is merged with the cell above.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The first column that it covers, from 0.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub span: usize,
    pub lines: Vec<Line>,
    /// It is the lower part of a cell that is merged over several rows: what that cell holds counts here too.
    pub continued: bool,
    /// Remarks hung on the cell in its program.
    pub comments: Vec<String>,
    /// What a reader of the draft must know of this cell, such as a number that may have lost a digit.
    pub doubt: Option<String>,
    /// The day the cell holds in its program, where it also shows one: 2008-06-30.
    pub day: Option<String>,
}

/// A paragraph of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub text: String,
    /// What stands before it by way of a list: a bullet, or a number that the program counts.
    pub mark: Mark,
    /// All of it is bold.
    pub bold: bool,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Mark {
    #[default]
    None,
    Bullet,
    /// The number as it is shown: "1.2", "a)", "iv."
    Number(String),
}

/// What a printed bullet looks like where a program did not make it.
const BULLETS: &[char] = &['•', '·', '▪', '●', '◦', '‣', '○', '■', '□', '➢', '⮚', '\u{f0b7}', '\u{f0a7}', '*'];

impl Line {
    /// A line of a text; a bullet that stands before it is taken for one.
    pub fn of(text: &str) -> Line {
        let text = text.trim();
        let bare = text.trim_start_matches(BULLETS);
        let dashed = text.strip_prefix(['-', '–']).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}']));
        match dashed {
            Some(rest) => Line { text: rest.trim().to_owned(), mark: Mark::Bullet, bold: false },
            None if bare.len() < text.len() && bare.starts_with(char::is_whitespace) || text.starts_with('•') => {
                Line { text: bare.trim().to_owned(), mark: Mark::Bullet, bold: false }
            }
            None => Line { text: text.to_owned(), mark: Mark::None, bold: false },
        }
    }
}

impl Cell {
    /// A cell of plain text; each line of it is a paragraph. `None` where there is nothing in it.
    pub fn of(column: usize, text: &str) -> Option<Cell> {
        let lines: Vec<Line> = text.lines().map(Line::of).filter(|line| !line.text.is_empty()).collect();
        (!lines.is_empty()).then(|| Cell { column, span: 1, lines, ..Cell::default() })
    }

    /// The same, with every letter of its lines: what looks like a bullet belongs to the words.
    pub fn as_it_stands(column: usize, text: &str) -> Option<Cell> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<Line> = lines.map(|line| Line { text: line.to_owned(), mark: Mark::None, bold: false }).collect();
        (!lines.is_empty()).then(|| Cell { column, span: 1, lines, ..Cell::default() })
    }

    /// Nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_empty() && !matches!(line.mark, Mark::Number(_)))
    }

    /// All of it on one line, numbers of lists included.
    pub fn text(&self) -> String {
        self.joined(" ")
    }

    /// All of it, with this between the paragraphs.
    pub fn joined(&self, between: &str) -> String {
        let lines = self.lines.iter().map(Line::shown).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(between)
    }
}

impl Line {
    /// The line with the number that its program shows before it.
    pub fn shown(&self) -> String {
        match &self.mark {
            Mark::Number(number) if self.text.is_empty() => number.clone(),
            Mark::Number(number) => format!("{number} {}", self.text),
            Mark::None | Mark::Bullet => self.text.clone(),
        }
    }
}

impl Row {
    /// What the row has in a column, whether it begins there or covers it.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column <= column && column < cell.column + cell.span)
    }

    /// The cells in which something is written.
    pub fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_empty() && !cell.continued)
    }

    /// Nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.filled().next().is_none()
    }
}

impl Table {
    /// How many rows have something in them.
    pub fn filled_rows(&self) -> usize {
        self.rows.iter().filter(|row| !row.is_empty()).count()
    }

    /// Takes the keys of rows that lscb printed out of the cells: they are no words of the paper.
    pub fn take_keys(&mut self) {
        let is_key = |text: &str| {
            text.strip_prefix("lscb_")
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_'))
        };
        for row in &mut self.rows {
            let Some(at) = row.cells.iter().position(|cell| cell.lines.len() == 1 && is_key(&cell.lines[0].text)) else {
                continue;
            };
            let key = row.cells.remove(at);
            row.bookmarks.extend(key.lines.into_iter().map(|line| line.text));
        }
    }

    /// How many columns the table has.
    pub fn width(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + cell.span).max().unwrap_or(0)
    }
}

impl Paper {
    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| if let Part::Table(table) = part { Some(table) } else { None })
    }
}
