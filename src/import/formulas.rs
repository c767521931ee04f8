//! Which cells of a sheet hold another value on another day, by their formulas: a date that is worked out anew is nobody's deadline.

use std::collections::{HashMap, HashSet};

/// A cell: row and column, from 0.
pub type CellPlace = (u32, u32);

/// What is said of such a cell.
pub const OF_TODAY: &str = "the workbook works this date out anew on each day";

/// Functions whose value is another one each time that a program works it out.
const VOLATILE: &[&str] = &["TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY"];

/// A formula looks at no more cells than this.
const MOST_REFERENCES: usize = 100;

/// The formulas of a sheet, as they are read.
#[derive(Default)]
pub struct Formulas {
    volatile: Vec<CellPlace>,
    /// The cells that look at a cell.
    looked_at_by: HashMap<CellPlace, Vec<CellPlace>>,
}

impl Formulas {
    /// Takes in a formula, written as Excel or OpenDocument writes it.
    pub fn add(&mut self, place: CellPlace, formula: &str) {
        let upper = formula.to_uppercase();
        let calls = |name: &str| {
            upper.match_indices(name).any(|(at, _)| {
                let is_whole = !upper[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                is_whole && upper[at + name.len()..].trim_start().starts_with('(')
            })
        };
        if VOLATILE.iter().any(|name| calls(name)) {
            self.volatile.push(place);
        }
        for reference in references(&upper).take(MOST_REFERENCES) {
            self.looked_at_by.entry(reference).or_default().push(place);
        }
    }

    /// A cell that has the formula of another one.
    pub fn add_shared(&mut self, place: CellPlace, first: CellPlace) {
        self.looked_at_by.entry(first).or_default().push(place);
    }

    /// The cells that are worked out from the day on which the workbook is opened, at once or by way of other cells of the sheet.
    pub fn of_today(mut self) -> HashSet<CellPlace> {
        let mut found = HashSet::new();
        let mut waiting = std::mem::take(&mut self.volatile);
        while let Some(place) = waiting.pop() {
            if found.insert(place) {
                waiting.extend(self.looked_at_by.remove(&place).unwrap_or_default());
            }
        }
        found
    }
}

/// The cells of the same sheet that a formula names: B2, $B$2, and [.B2] in OpenDocument.
fn references(formula: &str) -> impl Iterator<Item = CellPlace> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '!' | '.' | '\'');
    // The words of a formula name no cells.
    let bare = formula.split('"').step_by(2);
    bare.flat_map(move |bare| bare.split(move |c: char| !is_part(c))).filter_map(|word| {
        let word = word.strip_prefix('.').unwrap_or(word).replace('$', "");
        place_of(&word)
    })
}

/// "B7" as row 6 and column 1.
pub fn place_of(place: &str) -> Option<CellPlace> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let column = place[..digits].bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1))
    })?;
    Some((place[digits..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_today_are_found_over_other_cells() {
        let mut formulas = Formulas::default();
        for (place, formula) in [
            ("A1", "TODAY()"),
            ("B1", "A1+30"),
            ("C1", "of:=[.B1]+[.D9]"),
            ("D1", "of:=NOW ( )"),
            ("E1", "DATE(2025,6,30)"),
            ("F1", "\"TODAY\"&E1"),
            ("G1", "KNOW(E1)"),
            ("H1", "Sheet2!A1+1"),
            ("I1", "IF($A$1>E1,\"late A1\",\"\")"),
            ("J1", "\"A1\""),
        ] {
            formulas.add(place_of(place).unwrap(), formula);
        }
        formulas.add_shared((1, 1), (0, 1));
        let mut found: Vec<CellPlace> = formulas.of_today().into_iter().collect();
        found.sort();
        assert_eq!(found, [(0, 0), (0, 1), (0, 2), (0, 3), (0, 8), (1, 1)]);
    }

    #[test]
    fn places_of_cells_are_read() {
        assert_eq!(place_of("A1"), Some((0, 0)));
        assert_eq!(place_of("AB12"), Some((11, 27)));
        assert_eq!(place_of("12"), None);
        assert_eq!(place_of("A0"), None);
    }
}
