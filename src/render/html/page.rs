//! A page whose long parts are dressed only when they are written: at once it would stand in memory several times.

use super::super::chunks;
use maud::{Markup, PreEscaped};
use std::io::{self, Write};
use std::ops::Range;

/// Stands in the page where something long comes later. No text of a page has it in it: what would move the cursor of a
/// terminal is replaced in all of them.
const MARK: &str = "\u{0}";

/// Something long, dressed piece by piece.
pub(super) trait Dressed: Sync {
    /// The parts of these numbers.
    fn dressed(&self, piece: Range<usize>) -> Markup;
}

/// What comes later, in the order of the page.
#[derive(Default)]
pub(super) struct Later<'s>(Vec<Part<'s>>);

/// Something of so many parts.
struct Part<'s> {
    len: usize,
    what: Box<dyn Dressed + 's>,
}

impl<'s> Later<'s> {
    /// Puts off something of so many parts, and leaves its mark.
    pub(super) fn put(&mut self, len: usize, what: impl Dressed + 's) -> Markup {
        self.0.push(Part { len, what: Box::new(what) });
        PreEscaped(MARK.to_owned())
    }

    /// Writes the page with all that was put off in its place.
    pub(super) fn write(&self, page: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut texts = page.split(MARK);
        out.write_all(texts.next().unwrap_or("").as_bytes())?;
        let pieces: Vec<(&dyn Dressed, Range<usize>, &str)> = self.0.iter().zip(texts).flat_map(Part::pieces).collect();
        chunks::write(
            &pieces,
            |(_, piece, _)| piece.len(),
            out,
            |(what, piece, after)| {
                let mut text = what.dressed(piece.clone()).into_string();
                text.push_str(after);
                Ok(text.into_bytes())
            },
        )
    }
}

impl Part<'_> {
    /// Its chunks, each with the text of the page that follows: nothing, but after the last.
    fn pieces<'p>((part, after): (&'p Part, &'p str)) -> impl Iterator<Item = (&'p dyn Dressed, Range<usize>, &'p str)> {
        let pieces = chunks::pieces(part.len, chunks::ROWS).map(|piece| (piece, ""));
        pieces.chain([(part.len..part.len, after)]).map(|(piece, after)| (&*part.what, piece, after))
    }
}
