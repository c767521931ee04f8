//! Where answers keep their texts and lists when the plan they were taken from is gone.

use crate::plan::Text;
use bumpalo::Bump;
use bumpalo::collections::Vec as List;
use thread_local::ThreadLocal;

/// The texts and lists of answers, one behind the other in a place for each thread that asks. They go as a whole.
#[derive(Default)]
pub struct Store(ThreadLocal<Bump>);

impl Store {
    /// Keeps what this thread has to keep.
    pub(super) fn here(&self) -> Keeper<'_> {
        Keeper(self.0.get_or_default())
    }
}

/// Keeps texts and lists in one place of a store.
#[derive(Clone, Copy)]
pub(super) struct Keeper<'s>(&'s Bump);

impl<'s> Keeper<'s> {
    pub(super) fn text(self, text: &str) -> &'s str {
        self.0.alloc_str(text)
    }

    /// Words of the plan, where it has them.
    pub(super) fn words(self, text: Option<&Text>) -> Option<&'s str> {
        text.map(|text| self.text(text))
    }

    pub(super) fn texts(self, texts: &[Text]) -> &'s [&'s str] {
        self.list(texts.iter().map(|text| self.text(text)))
    }

    pub(super) fn list<T>(self, items: impl IntoIterator<Item = T>) -> &'s [T] {
        List::from_iter_in(items, self.0).into_bump_slice()
    }

    /// An empty list with room for so many.
    pub(super) fn room<T>(self, len: usize) -> List<'s, T> {
        List::with_capacity_in(len, self.0)
    }

    pub(super) fn one<T>(self, one: T) -> &'s T {
        self.0.alloc(one)
    }
}
