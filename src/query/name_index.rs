//! Numbers for names, so that what belongs to a name is found quickly.

use crate::names::key;
use std::collections::HashMap;
use std::hash::Hash;

/// A number for each name, counted from 0 in the order met; two that are the same name, as people take them, have the same: case, encoding,
/// hyphens and blanks aside. Where names mean
/// different things by what else is known of them, `K` is that.
#[derive(Default)]
pub struct NameIndex<'n, K> {
    /// As written: the same few are asked for again and again.
    written: HashMap<(&'n str, K), usize>,
    by_key: HashMap<(String, K), usize>,
}

impl<'n, K: Hash + Eq + Copy> NameIndex<'n, K> {
    /// The number of a name, which is the next one where the name is new.
    pub fn number_of(&mut self, name: &'n str, what: K) -> usize {
        *self.written.entry((name, what)).or_insert_with(|| {
            let next = self.by_key.len();
            *self.by_key.entry((key(name), what)).or_insert(next)
        })
    }

    /// The number of a name that has one.
    pub fn find(&self, name: &str, what: K) -> Option<usize> {
        let as_written = self.written.get(&(name, what));
        as_written.or_else(|| self.by_key.get(&(key(name), what))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_whatever_its_case_and_another_for_what_else_it_means() {
        let mut index = NameIndex::default();
        let asked = [("Sue", false), ("SUE", false), ("sue", true), ("Zoë", false), ("ZOË", false), ("Sue", false)];
        assert_eq!(asked.map(|(name, group)| index.number_of(name, group)), [0, 0, 1, 2, 2, 0]);
        assert_eq!(
            ["Ashby LSCB", "Ashby  lscb", "Ashby\u{a0}LSCB", "Zoe"].map(|name| index.number_of(name, false)),
            [3, 3, 3, 4]
        );
        assert_eq!(["Sue", "zoë", "Ann"].map(|name| index.find(name, false)), [Some(0), Some(2), None]);
    }
}
