//! The rows of a table, each made when it is asked for, so that a long report never stands in memory as a whole.

use super::Cell;
use super::columns::{ActionColumn, Line};
use std::fmt;
use std::sync::Arc;

/// So many rows, and how each is made.
#[derive(Clone)]
pub struct Rows<'a> {
    len: usize,
    /// Nothing where there are no rows.
    make: Option<Arc<dyn Make<'a> + 'a>>,
    /// What each row is about, where each is about an action: its other columns are made from this.
    pub(super) lines: Option<Arc<[Line<'a>]>>,
}

#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub cells: Vec<Cell<'a>>,
    /// The rows within this one, with the cells of [`super::Inner::columns`].
    pub inner: Rows<'a>,
}

impl<'a> Row<'a> {
    /// A row without rows in it.
    pub(super) fn flat(cells: Vec<Cell<'a>>) -> Row<'a> {
        Row { cells, inner: Rows::none() }
    }

    /// The cells of these columns, in this order.
    pub fn picked(&self, columns: &[usize]) -> Vec<Cell<'a>> {
        columns.iter().map(|&column| self.cells[column].clone()).collect()
    }
}

/// How the row of a number from 0 is made.
pub(super) trait Make<'a>: Send + Sync {
    /// The whole row.
    fn row(&self, number: usize) -> Row<'a>;

    /// Only the cells of these columns, in this order: people are shown few of many.
    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        self.row(number).picked(columns)
    }
}

impl<'a> Rows<'a> {
    /// No rows.
    pub(super) fn none() -> Rows<'a> {
        Rows { len: 0, make: None, lines: None }
    }

    /// So many rows, with how to make the row of a number from 0.
    pub fn new(len: usize, row: impl Fn(usize) -> Row<'a> + Send + Sync + 'a) -> Rows<'a> {
        Rows::made(len, Whole(row))
    }

    /// So many rows of so many cells, with how to make the cell of a row and column: for cells that are long in the making.
    pub(super) fn by_cell(len: usize, columns: usize, cell: impl Fn(usize, usize) -> Cell<'a> + Send + Sync + 'a) -> Rows<'a> {
        Rows::made(len, ByCell { columns, cell })
    }

    /// Rows that are there already, for those that are asked for more than once and long in the making.
    pub fn kept(rows: Vec<Row<'a>>) -> Rows<'a> {
        Rows::made(rows.len(), Kept(rows))
    }

    pub(super) fn made(len: usize, make: impl Make<'a> + 'a) -> Rows<'a> {
        Rows { len, make: (len > 0).then(|| Arc::new(make) as Arc<dyn Make>), lines: None }
    }

    /// A row for each line, with these columns.
    pub(super) fn of_lines(
        lines: Vec<Line<'a>>,
        chosen: Vec<&'static ActionColumn>,
        own: impl Fn(usize) -> Vec<Cell<'a>> + Send + Sync + 'a,
    ) -> Rows<'a> {
        let lines: Arc<[Line]> = lines.into();
        let made = Arc::clone(&lines);
        Rows::listed(made.len(), chosen.into(), move |number| made[number], own).about(Some(lines))
    }

    /// So many rows that are about an action each: these columns of actions, then `own` ones.
    pub(super) fn listed(
        len: usize,
        chosen: Arc<[&'static ActionColumn]>,
        line: impl Fn(usize) -> Line<'a> + Send + Sync + 'a,
        own: impl Fn(usize) -> Vec<Cell<'a>> + Send + Sync + 'a,
    ) -> Rows<'a> {
        Rows::made(len, Listed { chosen, line, own })
    }

    /// The same, each about such an action.
    pub(super) fn about(self, lines: Option<Arc<[Line<'a>]>>) -> Rows<'a> {
        Rows { lines, ..self }
    }

    /// The rows of these numbers, in this order.
    pub(super) fn in_order(self, order: Vec<usize>) -> Rows<'a> {
        let lines = self.lines.as_ref().map(|lines| order.iter().map(|&number| lines[number]).collect());
        Rows::made(order.len(), InOrder { all: self, order }).about(lines)
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row of a number from 0.
    pub fn row(&self, number: usize) -> Row<'a> {
        self.make.as_ref().map_or_else(|| Row::flat(Vec::new()), |make| make.row(number))
    }

    /// The cells of these columns in the row of a number from 0, in the order of the columns asked for.
    pub fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        self.make.as_ref().map_or_else(Vec::new, |make| make.cells(number, columns))
    }

    /// Every row, in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'a>> + '_ {
        (0..self.len).map(|number| self.row(number))
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Rows that are made as a whole.
struct Whole<F>(F);

impl<'a, F: Fn(usize) -> Row<'a> + Send + Sync> Make<'a> for Whole<F> {
    fn row(&self, number: usize) -> Row<'a> {
        (self.0)(number)
    }
}

/// Rows that are made cell by cell.
struct ByCell<F> {
    columns: usize,
    cell: F,
}

impl<'a, F: Fn(usize, usize) -> Cell<'a> + Send + Sync> Make<'a> for ByCell<F> {
    fn row(&self, number: usize) -> Row<'a> {
        Row::flat((0..self.columns).map(|column| (self.cell)(number, column)).collect())
    }

    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        columns.iter().map(|&column| (self.cell)(number, column)).collect()
    }
}

/// Rows that are there already.
struct Kept<'a>(Vec<Row<'a>>);

impl<'a> Make<'a> for Kept<'a> {
    fn row(&self, number: usize) -> Row<'a> {
        self.0[number].clone()
    }

    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        self.0[number].picked(columns)
    }
}

/// Rows about an action each.
struct Listed<L, O> {
    chosen: Arc<[&'static ActionColumn]>,
    line: L,
    own: O,
}

impl<'a, L, O> Make<'a> for Listed<L, O>
where
    L: Fn(usize) -> Line<'a> + Send + Sync,
    O: Fn(usize) -> Vec<Cell<'a>> + Send + Sync,
{
    fn row(&self, number: usize) -> Row<'a> {
        let line = (self.line)(number);
        Row::flat(self.chosen.iter().map(|column| line.cell(column)).chain((self.own)(number)).collect())
    }

    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        let line = (self.line)(number);
        let mut own = None;
        let cell = |&column: &usize| match self.chosen.get(column) {
            Some(column) => line.cell(column),
            None => own.get_or_insert_with(|| (self.own)(number))[column - self.chosen.len()].clone(),
        };
        columns.iter().map(cell).collect()
    }
}

/// Some of other rows, in another order.
struct InOrder<'a> {
    all: Rows<'a>,
    order: Vec<usize>,
}

impl<'a> Make<'a> for InOrder<'a> {
    fn row(&self, number: usize) -> Row<'a> {
        self.all.row(self.order[number])
    }

    fn cells(&self, number: usize, columns: &[usize]) -> Vec<Cell<'a>> {
        self.all.cells(self.order[number], columns)
    }
}
