//! Recognises misspelt months: passing over one would lose a date.

use super::super::when::MONTHS;

/// The month a word most likely misspells: the same first letter, and at most two letters wrong (one in a short month).
pub(super) fn find_misspelt_month(word: &str) -> Option<&'static str> {
    let fits = |month: &&&str| {
        let allowed = if month.len() < 6 { 1 } else { 2 };
        word.len() >= 4
            && word.len().abs_diff(month.len()) <= allowed
            && word.as_bytes()[..1].eq_ignore_ascii_case(&month.as_bytes()[..1])
            && (distance(word.as_bytes(), month.as_bytes()) <= allowed || swaps_letters(word, month))
    };
    MONTHS.iter().find(fits).copied()
}

/// The same letters in another order: "Arpil".
fn swaps_letters(word: &str, month: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters = text.to_ascii_lowercase().into_bytes();
        letters.sort_unstable();
        letters
    };
    sorted(word) == sorted(month)
}

/// The Levenshtein distance of two words, whatever the case of their letters.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(!x.eq_ignore_ascii_case(y));
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
