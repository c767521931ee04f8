//! Words listed as a sentence has them.

/// "a", "a or b", "a, b or c".
pub fn one_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "or")
}

/// "a", "a and b", "a, b and c".
pub fn all_of(words: &[impl AsRef<str>]) -> String {
    listed(words, "and")
}

fn listed(words: &[impl AsRef<str>], last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.as_ref().to_owned(),
        [first @ .., word] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), word.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed_as_a_sentence_has_them() {
        assert_eq!(one_of(&["a", "b", "c"]), "a, b or c");
        assert_eq!(all_of(&["a", "b"]), "a and b");
        assert_eq!(all_of(&["a"]), "a");
    }
}
