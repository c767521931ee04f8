//! Rows and columns as values. A row of actions is its line alone: a cell is computed from it when a format asks for it, so that
//! 100,000 actions of 23 columns never stand in memory as cells. A row of figures keeps its cells.

use super::columns::{ActionColumn, Line};
use super::{Cell, Role};
use crate::query::Boards;

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The cells of the columns from [`Source::Kept`], by their numbers.
    pub kept: Vec<Cell<'a>>,
    /// What the row is about, where that is an action: the cells of [`Source::Action`] are computed from it.
    pub line: Option<Line<'a>>,
    /// The rows within this one, with the columns of [`super::Inner`].
    pub inner: Vec<Row<'a>>,
}

impl<'a> Row<'a> {
    /// A row of cells that are kept, such as figures.
    pub(super) fn of_cells(kept: Vec<Cell<'a>>) -> Row<'a> {
        Row { kept, line: None, inner: Vec::new() }
    }

    /// A row about an action, with the cells of the columns that are not those of actions.
    pub(super) fn of_action(line: Line<'a>, kept: Vec<Cell<'a>>) -> Row<'a> {
        Row { kept, line: Some(line), inner: Vec::new() }
    }

    /// What people read beside the cell of a column.
    pub fn aside(&self, column: &Column) -> Option<Cell<'a>> {
        let cell = self.line?.cell(column.aside?);
        (cell != Cell::Empty).then_some(cell)
    }

    /// The cell of a column of this row's table.
    pub fn cell(&self, column: &Column) -> Cell<'a> {
        match column.source {
            Source::Kept(number) => self.kept.get(number).cloned().unwrap_or(Cell::Empty),
            Source::Action(of_actions) => self.line.map_or(Cell::Empty, |line| line.cell(of_actions)),
            Source::Blank => Cell::Empty,
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name in machine formats, never to change.
    pub id: &'static str,
    /// The heading for people.
    pub heading: &'static str,
    /// What its cells are to a format.
    pub role: Role,
    /// Its rank among the columns shown to people; machines get every column, in the order of the list.
    pub people: Option<usize>,
    /// Somebody asked for it: papers show it though it is empty, as people may write there.
    pub asked: bool,
    /// What people read after its cells, in brackets and in grey: another fact of the action that the row is about.
    pub aside: Option<&'static ActionColumn>,
    pub source: Source,
}

/// Where the cells of a column come from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The cell of this number among those that a row keeps.
    Kept(usize),
    /// Computed from the action that the row is about.
    Action(&'static ActionColumn),
    /// There are none: the column is shown nevertheless, and people write there.
    Blank,
}

impl Column {
    /// A column for people and machines, in the order of the list, whose cells the rows keep; [`number_kept`] says which.
    pub(super) const fn new(id: &'static str, heading: &'static str) -> Column {
        Column { id, heading, role: Role::Other, people: Some(0), asked: false, aside: None, source: Source::Kept(0) }
    }

    /// The same for machines alone.
    pub(super) const fn hidden(id: &'static str, heading: &'static str) -> Column {
        Column { people: None, ..Column::new(id, heading) }
    }

    /// The same with a role.
    pub(super) const fn with(self, role: Role) -> Column {
        Column { role, ..self }
    }

    /// A column of actions, for people and machines.
    pub(super) fn of_actions(column: &'static ActionColumn) -> Column {
        Column { role: column.role, source: Source::Action(column), ..Column::new(column.id, column.heading) }
    }

    /// People write into it.
    pub fn is_blank(&self) -> bool {
        matches!(self.source, Source::Blank)
    }
}

/// Adds the board that each row is of: people read it first, where there are several; machines get it after all older columns, and
/// after it the plans where a row can be of several.
pub(super) fn add_board(columns: &mut Vec<Column>, boards: &Boards) {
    for column in columns.iter_mut() {
        column.people = column.people.map(|rank| rank.saturating_add(1));
    }
    let board = Column::new("board", "Board").with(Role::Board);
    columns.push(Column { people: boards.are_several().then_some(0), ..board });
    columns.push(Column::hidden("plans", "Plans"));
}

/// Numbers the columns whose cells the rows keep, in the order in which the rows have them.
pub(super) fn number_kept(columns: &mut [Column]) {
    let kept = columns.iter_mut().filter(|column| matches!(column.source, Source::Kept(_)));
    kept.enumerate().for_each(|(number, column)| column.source = Source::Kept(number));
}

/// The columns that people are shown, in the order they are shown them.
pub fn shown(columns: &[Column]) -> Vec<&Column> {
    let mut shown: Vec<&Column> = columns.iter().filter(|column| column.people.is_some()).collect();
    shown.sort_by_key(|column| column.people);
    shown
}
