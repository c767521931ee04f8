//! Reads many plan files at once, on every core, and hands each to some work. What the work makes of a plan comes
//! back in the order of the files; the text goes when the work is done, unless it asks to keep it.

use crate::plan::{self, Arena, Reading};
use crate::source::{self, File, InputPath, Unreadable};
use rayon::prelude::*;

/// What became of one file.
pub enum Seen<T> {
    Plan(Sheet<T>),
    /// Found in a folder, with nothing of a plan in it.
    PassedOver(String),
    Unreadable(Unreadable),
}

/// A file that was read, and what the work made of it.
pub struct Sheet<T> {
    pub name: String,
    /// The text, where the work asked to keep it.
    pub text: Option<String>,
    pub made: T,
}

/// Reads the files and does the work on each; `work` also says whether the text is still needed.
pub fn each<T: Send>(places: &[InputPath], work: impl Fn(&str, &str, Reading) -> (T, bool) + Sync) -> Vec<Seen<T>> {
    let one = |desk: &mut Desk, place: &InputPath| match source::read_into(&place.path, &mut desk.text) {
        Ok((name, text)) => look(name, text, place.found, &mut desk.arena, &work),
        Err(unreadable) => Seen::Unreadable(unreadable),
    };
    match places {
        [only] => vec![one(&mut Desk::default(), only)],
        _ => places.par_iter().map_init(Desk::default, one).collect(),
    }
}

/// The same for files whose text is at hand, found in a folder.
pub fn each_of<T: Send>(files: Vec<File>, work: impl Fn(&str, &str, Reading) -> (T, bool) + Sync) -> Vec<Seen<T>> {
    files.into_par_iter().map(|file| look(file.name, &file.text, true, &mut Arena::new(), &work)).collect()
}

/// Where one plan after another is looked at: what the last one left is used again.
#[derive(Default)]
struct Desk {
    text: Vec<u8>,
    arena: Arena,
}

fn look<T>(
    name: String,
    text: &str,
    found: bool,
    arena: &mut Arena,
    work: &impl Fn(&str, &str, Reading) -> (T, bool),
) -> Seen<T> {
    if found && !plan::looks_like_a_plan(text) {
        return Seen::PassedOver(name);
    }
    let (made, keep) = work(&name, text, plan::read(&name, text, arena));
    arena.clear();
    Seen::Plan(Sheet { text: keep.then(|| text.to_owned()), name, made })
}
