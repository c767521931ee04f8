//! Rows that stand in a table of actions and are none: boxes to sign, versions, numbers of pages, sums, keys of colours and notes.

use super::columns::{Column, Meaning, is_ref, meaning_of};
use super::people::looks_like_person;
use super::table::{Cell, Row};
use crate::names;
use crate::time::phrase;

/// Words with which a box to sign, or the foot of a page, begins its row. What follows is a stop, a date, a number or another cell.
const LABELS: &[&str] = &[
    "signed",
    "signed off",
    "signed off by",
    "signed by",
    "signed on behalf of",
    "signed for and on behalf of",
    "sign off by",
    "signature",
    "signatures",
    "chair s signature",
    "chairs signature",
    "signature of chair",
    "signature of the chair",
    "chair signature",
    "manager s signature",
    "for and on behalf of",
    "on behalf of",
    "witnessed by",
    "approved by",
    "approved by and date",
    "approval date",
    "date approved",
    "date of approval",
    "agreed by",
    "date agreed",
    "authorised by",
    "authorized by",
    "ratified by",
    "endorsed by",
    "accepted by",
    "adopted by",
    "prepared by",
    "compiled by",
    "written by",
    "produced by",
    "drafted by",
    "completed by",
    "reviewed by",
    "updated by",
    "checked by",
    "submitted by",
    "form completed by",
    "plan completed by",
    "plan agreed by",
    "plan approved by",
    "plan prepared by",
    "author",
    "version",
    "version no",
    "version number",
    "version control",
    "version date",
    "plan version",
    "document version",
    "document control",
    "document owner",
    "document reference",
    "document ref",
    "doc ref",
    "file name",
    "filename",
    "page",
    "last updated",
    "last updated on",
    "last updated by",
    "date last updated",
    "date updated",
    "last reviewed",
    "last reviewed on",
    "date last reviewed",
    "last amended",
    "last revised",
    "date of plan",
    "date of last update",
    "date printed",
    "printed on",
    "print date",
    "date of issue",
    "issue date",
    "date of next meeting",
    "date of next review",
    "next review date",
    "plan review date",
    "date plan to be reviewed",
    "end of plan",
    "end of document",
    "end of table",
    "end of report",
    "end of action plan",
    "print name",
    "name and signature",
    "name and title",
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "total actions",
    "total number of actions",
    "number of actions",
    "distribution list",
    "circulation list",
    "protective marking",
    "official sensitive",
    "not protectively marked",
    "rag key",
    "rag ratings",
    "rag rating key",
    "brag key",
    "key to rag",
    "key to rag ratings",
    "key to rag rating",
    "key to status",
    "status key",
    "colour key",
    "key to colours",
    "key to abbreviations",
];

/// Words that do so only below the last action: above it they may be titles, or words of an action.
const LABELS_AT_THE_END: &[&str] = &[
    "sign off",
    "approval",
    "approved",
    "approved on",
    "agreed on",
    "ratified on",
    "adopted on",
    "next review",
    "next meeting",
    "glossary",
    "abbreviations",
    "distribution",
    "circulation",
    "classification",
    "copyright",
    "updated",
    "updated on",
    "official",
    "confidential",
    "restricted",
    "key",
    "legend",
    "rag",
    "brag",
    "note",
    "notes",
    "nb",
    "n b",
    "name",
    "position",
    "job title",
    "designation",
    "title",
    "role",
    "date",
    "dated",
    "review date",
    "date of review",
    "review",
    "owner",
    "plan owner",
    "chair",
    "chairperson",
    "independent chair",
    "board chair",
    "chair of the board",
    "director",
    "head of service",
    "chief executive",
    "source",
    "contact",
    "end",
    "comments",
    "general comments",
    "additional comments",
    "any other comments",
];

/// What a key of colours explains, row by row.
const COLOURS: &[&str] = &["red", "amber", "green", "blue", "grey", "gray", "black", "white", "purple", "yellow", "orange"];

/// Those who sign for a board: "Approved by the Board", "Signed by J Brown".
const BY_WHOM: &[&str] = &[
    "signed by",
    "signed off by",
    "signed on behalf of",
    "signed for and on behalf of",
    "for and on behalf of",
    "approved by",
    "agreed by",
    "plan agreed by",
    "plan approved by",
    "authorised by",
    "ratified by",
    "endorsed by",
    "adopted by",
];

/// What a row is that is no action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// What it says stands in its own cells.
    Alone,
    /// It has nothing but labels: what they ask for stands in the rows below.
    Head,
}

/// Whether a text begins with a label, and if so, whether anything else stands behind it.
fn label(text: &str, at_the_end: bool) -> Option<bool> {
    let text = text.trim().trim_start_matches(['*', '–', '-', '(', '[']);
    let is_label = |words: &str| {
        let meant = names::words(words).join(" ");
        LABELS.contains(&&*meant) || at_the_end && LABELS_AT_THE_END.contains(&&*meant)
    };
    if is_label(text) {
        return Some(false);
    }
    if let Some((before, after)) = text.split_once([':', '…', '_']).or_else(|| text.split_once(".."))
        && is_label(before)
    {
        return Some(after.chars().any(char::is_alphanumeric));
    }
    // "Version 2.1", "Page 3 of 7", "Last updated 12/01/2025", "Approved by the Board on 3 May 2025".
    let words: Vec<&str> = text.split_whitespace().collect();
    let parted = (1..words.len().min(7)).rev().find(|length| {
        let (before, after) = (words[..*length].join(" "), &words[*length..]);
        let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
        let is_number =
            after.iter().all(|word| has_digit(word) || ["of", "/", "-", "–", "v", "and"].contains(&&*word.to_lowercase()));
        let is_date = after.iter().any(|word| has_digit(word)) && phrase::states_only_time(&after.join(" "));
        let is_name = after[0].eq_ignore_ascii_case("the") || after[0].starts_with(char::is_uppercase);
        let by_whom = BY_WHOM.contains(&&*names::words(&before).join(" ")) && after.len() <= 10 && is_name;
        is_label(&before) && (is_number && after.iter().any(|word| has_digit(word)) || is_date || by_whom)
    });
    parted.map(|_| true)
}

/// Whether a line begins as a key of colours, a version or a box to sign does: "RAG: R = late".
pub fn is_label(line: &str) -> bool {
    label(line, true) == Some(true) && (label(line, false).is_some() || line.contains(':'))
}

/// Whether a row within or below the actions is none. `at_the_end`: no action stands below it. `after_ending`: the row above it is none.
pub fn ending(row: &Row, columns: &[Column], at_the_end: bool, after_ending: bool) -> Option<Ending> {
    let first = row.filled().next()?;
    if says_what_to_do(row, columns) {
        return None;
    }
    if at_the_end && is_colour(first) {
        return Some(Ending::Alone);
    }
    if asks_to_sign(row) {
        return Some(Ending::Head);
    }
    // "Signed off: all action plans of reviews", beside somebody who leads or a date, says what is to be done.
    if is_action(row, columns) && goes_on_with_work(&first.text()) {
        return None;
    }
    // A word that may be all that an action says is one where somebody leads beside it.
    let said = label(&first.text(), at_the_end && (after_ending || !is_action(row, columns)))?;
    Some(if !said && row.filled().nth(1).is_some() && has_labels_alone(row) { Ending::Head } else { Ending::Alone })
}

/// Words of a sentence stand behind a label: no name, no date, nobody on whose behalf it is signed.
fn goes_on_with_work(text: &str) -> bool {
    let Some((_, rest)) = text.split_once(':') else { return false };
    let words = names::words(rest);
    rest.trim_start().starts_with(char::is_lowercase)
        && words.len() >= 3
        && !["on", "for", "by", "of", "and", "to", "at"].contains(&&*words[0])
        && !phrase::states_only_time(rest)
}

fn is_colour(cell: &Cell) -> bool {
    COLOURS.contains(&&*names::words(&cell.text()).join(" "))
}

/// All that stands in a row are labels, or headings.
fn has_labels_alone(row: &Row) -> bool {
    row.filled().all(|cell| label(&cell.text(), true) == Some(false) || meaning_of(&cell.text()).is_some())
}

/// The heading of a box to sign, a label with its colon, or a colour to be explained: none has an action, whatever stands beside it.
fn is_no_action(row: &Row) -> bool {
    let Some(first) = row.filled().next().filter(|first| label(&first.text(), true).is_some() || is_colour(first)) else {
        return false;
    };
    is_colour(first) || first.text().trim_end().ends_with(':') || asks_to_sign(row)
}

/// "Name", "Position" and "Signature", and what else heads a box to sign.
fn asks_to_sign(row: &Row) -> bool {
    let to_sign = |cell: &Cell| names::words(&cell.text()).iter().any(|word| ["signature", "signed", "date"].contains(&&**word));
    let first = row.filled().next().is_some_and(|first| label(&first.text(), true) == Some(false));
    first && row.filled().skip(1).any(to_sign) && has_labels_alone(row)
}

/// The cells of a row that stand under the columns of a meaning and have something in them.
fn under<'r>(row: &'r Row, columns: &'r [Column], meaning: Meaning) -> impl Iterator<Item = &'r Cell> {
    let of_meaning = columns.iter().filter(move |column| column.meaning == meaning);
    of_meaning.filter_map(|column| row.cell(column.from)).filter(|cell| !cell.is_empty())
}

/// Beside the first cell, which may hold any word, stand the words of an action and who leads: a colour, a state or a title comes first
/// in some tables.
fn says_what_to_do(row: &Row, columns: &[Column]) -> bool {
    let Some(first) = row.filled().next() else { return false };
    let cell = |meaning: Meaning| under(row, columns, meaning).find(|cell| cell.column > first.column);
    let of_first = columns.iter().find(|column| (column.from..column.to).contains(&first.column)).map(|column| column.meaning);
    let Some(action) = cell(Meaning::Action).map(Cell::text) else { return false };
    // What stands under its own heading is a colour or a state.
    if matches!(of_first, Some(Meaning::Rag | Meaning::Status | Meaning::Percent)) {
        return true;
    }
    let names_somebody = || {
        let words: Vec<&str> = action.split([',', ' ']).filter(|word| !word.is_empty()).take(2).collect();
        looks_like_person(&words.join(" "))
    };
    let is_led = of_first == Some(Meaning::Lead) || cell(Meaning::Lead).is_some_and(|lead| label(&lead.text(), true).is_none());
    count_words(&action) > 2 && !names_somebody() && is_led
}

/// Whether a row is one of an action: a reference with words beside it, or words with somebody who leads or a date.
pub fn is_action(row: &Row, columns: &[Column]) -> bool {
    let cell = |meaning: Meaning| under(row, columns, meaning).next();
    let action = cell(Meaning::Action).or_else(|| cell(Meaning::Objective)).or_else(|| cell(Meaning::Outcome));
    let has_ref = cell(Meaning::Ref).is_some_and(|cell| is_ref(&cell.text()));
    let by_whom = [Meaning::Lead, Meaning::Timescale, Meaning::Due].into_iter().any(|meaning| cell(meaning).is_some());
    let has_ref_column = columns.iter().any(|column| column.meaning == Meaning::Ref);
    action.is_some()
        && (says_what_to_do(row, columns) || !is_no_action(row))
        && (has_ref || by_whom && !(has_ref_column && cell(Meaning::Ref).is_some()))
}

/// Words with letters in them.
fn count_words(text: &str) -> usize {
    names::words(text).iter().filter(|word| word.chars().any(char::is_alphabetic)).count()
}

/// Whether actions go on with a row below a box to sign: it has a reference where references stand, and words beside it, or it says in
/// several words what somebody is to do.
pub fn begins_anew(row: &Row, columns: &[Column]) -> bool {
    let cell = |meaning: Meaning| under(row, columns, meaning).next().map(Cell::text);
    let has_digit = |text: &String| text.chars().any(|c| c.is_ascii_digit());
    if cell(Meaning::Ref).is_some_and(|text| is_ref(&text) && has_digit(&text)) && row.filled().nth(1).is_some() {
        return true;
    }
    let (Some(action), Some(lead)) = (cell(Meaning::Action), cell(Meaning::Lead)) else { return false };
    count_words(&action) > 3 && label(&action, true).is_none() && label(&lead, true).is_none() && !looks_like_person(&action)
}
