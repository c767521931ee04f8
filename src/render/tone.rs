//! The colours of states and of the board's own red, amber and green: the same in every picture, table and format.
//! A word always stands beside them.

use crate::reports::{Cell, Rag};
use crate::time::state::State;

/// A colour in its shades, each as six hexadecimal digits.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Tone {
    pub(super) name: &'static str,
    /// White can be read on it, and it can be read on white.
    pub(super) strong: &'static str,
    /// Black can be read on it.
    pub(super) pale: &'static str,
    /// Black can be read on it, and it can be read on black.
    pub(super) bright: &'static str,
}

const fn tone(name: &'static str, strong: &'static str, pale: &'static str, bright: &'static str) -> Tone {
    Tone { name, strong, pale, bright }
}

/// Every tone; those of states come first, in the order of [`State::ALL`].
pub(super) static TONES: [Tone; 20] = [
    tone("overdue", "B3261E", "FBE3E0", "FF8A7E"),
    tone("late", "A3470B", "FBE8DA", "FFAB6E"),
    tone("soon", "806000", "F8EFCF", "E8C35A"),
    tone("later", "2B63A0", "E0ECF8", "86B8F0"),
    tone("hold", "5A5F6B", "E9EAED", "B3B9C6"),
    tone("ongoing", "1F6F6B", "DDF0EF", "6CCBC5"),
    tone("event", "6B4FA8", "ECE6F7", "BDA6F2"),
    tone("undated", "6E6457", "EFEBE4", "C9BBA6"),
    tone("closed", "2E6B35", "E1F1E3", "83CF8C"),
    tone("red", "B3261E", "FBE3E0", "FF8A7E"),
    tone("amber", "8F5A00", "FCEBCB", "F2B84B"),
    tone("green", "2E6B35", "E1F1E3", "83CF8C"),
    tone("blue", "2B63A0", "E0ECF8", "86B8F0"),
    tone("grey", "5A5F6B", "E9EAED", "B3B9C6"),
    tone("one", "2B63A0", "E0ECF8", "86B8F0"),
    tone("two", "A3470B", "FBE8DA", "FFAB6E"),
    tone("three", "1F6F6B", "DDF0EF", "6CCBC5"),
    tone("four", "6B4FA8", "ECE6F7", "BDA6F2"),
    tone("five", "806000", "F8EFCF", "E8C35A"),
    tone("six", "5A5F6B", "E9EAED", "B3B9C6"),
];

/// Where the tones of the board's own colours begin, and those of what is neither a state nor a colour.
const COLOURS: usize = State::ALL.len();
const SERIES: usize = COLOURS + 5;

/// The tone of a state.
pub(super) fn of_state(state: State) -> &'static Tone {
    &TONES[state.index()]
}

/// The tone of one of the board's own colours.
pub(super) fn of_rag(rag: Rag) -> &'static Tone {
    &TONES[COLOURS
        + match rag {
            Rag::Red => 0,
            Rag::Amber => 1,
            Rag::Green => 2,
            Rag::Blue => 3,
            Rag::Grey => 4,
        }]
}

/// The tone of something else, by its number from 0.
pub(super) fn of_series(number: usize) -> &'static Tone {
    &TONES[SERIES + number % (TONES.len() - SERIES)]
}

/// The tone of a cell, if it has one.
pub(super) fn of_cell(cell: &Cell) -> Option<&'static Tone> {
    match cell {
        Cell::State(state) => Some(of_state(*state)),
        Cell::Rag(rag) => Some(of_rag(*rag)),
        _ => None,
    }
}
