//! When two names are the same, and which names are near to one that nobody knows.

/// The same name, whatever the case, the spaces and the hyphens: "Training Sub-group" is "Training Subgroup".
pub fn alike(one: &str, other: &str) -> bool {
    fn fold(name: &str) -> impl Iterator<Item = char> + '_ {
        let plain = name.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '\u{2010}' | '\u{2011}'));
        plain.flat_map(char::to_lowercase)
    }
    fold(one).eq(fold(other))
}

/// The candidates nearest to a word, nearest first, at most three, and none that is not near.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// One letter more, less, other, or swapped with its neighbour.
pub fn one_edit(one: &str, other: &str) -> bool {
    strsim::osa_distance(one, other) == 1
}

/// The one candidate that a word is a slip of the hand for: a letter or two away, and all others further off.
pub fn slip_of<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let limit = if word.chars().count() < 8 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    let mut second = usize::MAX;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
        match best {
            Some((_, other)) if other == candidate => {}
            Some((least, _)) if distance >= least => second = second.min(distance),
            _ => {
                second = second.min(best.map_or(usize::MAX, |(least, _)| least));
                best = Some((distance, candidate));
            }
        }
    }
    best.filter(|&(distance, _)| distance <= limit && second >= distance + 2).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let keys = ["status", "success", "see", "standing"];
        assert_eq!(nearest("statsu", keys), ["status"]);
        assert_eq!(nearest("Status", keys), ["status"]);
        assert_eq!(nearest("owner", keys), Vec::<&str>::new());
        assert_eq!(nearest("sea", keys), ["see"]);
    }

    #[test]
    fn a_slip_is_taken_for_one_word_only_when_no_other_is_near() {
        let keys = ["status", "success", "due", "see"];
        assert_eq!(slip_of("statsu", keys), Some("status"));
        assert_eq!(slip_of("sucess", keys), Some("success"));
        assert_eq!(slip_of("deu", keys), None);
        assert_eq!(slip_of("jule-downey", ["julie-downey", "jill-downey"]), None);
        assert_eq!(slip_of("sue-harison", ["sue-harrison", "chris-howard"]), Some("sue-harrison"));
    }
}
