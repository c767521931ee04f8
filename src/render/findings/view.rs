//! The part of a line that is shown: all of it where there is room, else a window round a place, with "…" where
//! it is cut.

use super::terminal_text::{columns, show, width};
use std::ops::Range;

/// The mark of a cut, one column wide.
const CUT: &str = "…";

/// A line as shown, and where each byte of the line stands in it.
pub(super) struct View {
    pub text: String,
    /// For each character shown: its byte in the line, its byte in the text shown; then the same for the end.
    stops: Vec<(usize, usize)>,
    cut: bool,
}

impl View {
    /// The line from byte `from` in at most `room` columns.
    pub(super) fn new(line: &str, from: usize, room: usize) -> View {
        let to = end(line, from, room);
        let mut text = String::from(if from > 0 { CUT } else { "" });
        let mut stops = Vec::new();
        for (at, character) in line[from..to].char_indices() {
            stops.push((from + at, text.len()));
            show(character, &mut text);
        }
        stops.push((to, text.len()));
        let cut = to < line.len();
        if cut {
            text.push_str(CUT);
        }
        View { text, stops, cut }
    }

    /// Where a stretch of the line stands in the text shown. What lies outside is under the mark of the cut.
    pub(super) fn range(&self, place: Range<usize>) -> Range<usize> {
        let start = self.stop(place.start);
        let beyond = self.cut && self.stops.last().is_some_and(|&(to, _)| place.end > to);
        let end = if beyond { self.text.len() } else { self.stop(place.end) };
        start..end.max(start)
    }

    fn stop(&self, byte: usize) -> usize {
        let index = self.stops.partition_point(|&(at, _)| at < byte);
        match self.stops.get(index) {
            // before the first: under the mark of the cut
            Some(&(at, _)) if index == 0 && at > byte => 0,
            Some(&(_, shown)) => shown,
            None => self.stops.last().map_or(0, |&(_, shown)| shown),
        }
    }
}

/// The byte from which a line is shown, so that a place of it is seen, with `label` columns to its right, and with
/// as much of the rest as there is room for. 0 where all that fits.
pub(super) fn start(line: &str, place: Range<usize>, label: usize, room: usize) -> usize {
    let place_width = width(&line[place.clone()], room).max(1);
    let needed = (place_width + label.min(room / 2)).min(room * 3 / 4);
    if width(line, room) <= room && width(&line[..place.start], room) + needed <= room {
        return 0;
    }
    let right = needed.max(width(&line[place.start..], room).min(room / 2));
    // a column is for the mark of a cut on either side
    let mut free = room.saturating_sub(right + 2);
    let mut from = place.start;
    // never begin with a mark that stands on the character before it
    for (at, character) in line[..place.start].char_indices().rev() {
        let wide = columns(character);
        if wide > free {
            return from;
        }
        free -= wide;
        if wide > 0 {
            from = at;
        }
    }
    0
}

/// The byte up to which a line is shown.
fn end(line: &str, from: usize, room: usize) -> usize {
    let mut used = usize::from(from > 0);
    let mut last = from;
    for (at, character) in line[from..].char_indices() {
        // one column is for the mark of the cut
        if used < room {
            last = from + at;
        }
        used += columns(character);
        if used > room {
            return last;
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn shown(line: &str, word: &str, label: usize, room: usize) -> (String, String) {
        let at = line.find(word).unwrap();
        let place = at..at + word.len();
        let view = View::new(line, start(line, place.clone(), label, room), room);
        let range = view.range(place);
        let under = view.text[range].to_owned();
        (view.text, under)
    }

    #[test]
    fn a_long_line_is_cut_round_the_place() {
        let line = "one two three four five six seven eight nine ten";
        assert_eq!(shown(line, "one", 0, 20), ("one two three four …".into(), "one".into()));
        assert_eq!(shown(line, "five", 0, 20), ("…ee four five six s…".into(), "five".into()));
        assert_eq!(shown(line, "ten", 0, 20), ("…ven eight nine ten".into(), "ten".into()));
        assert_eq!(shown(line, "five", 10, 20), ("…our five six seven…".into(), "five".into()));
        assert_eq!(
            shown(line, "two three four five six seven", 9, 20),
            ("…ne two three four …".into(), "two three four …".into())
        );
        assert_eq!(shown(line, "ten", 0, 48), (line.into(), "ten".into()));
    }

    #[test]
    fn a_wide_character_is_not_split_by_a_cut() {
        for room in 4..20 {
            for word in ["a", "日", "本", "語", "z"] {
                let (text, under) = shown("a日本語日本語日本語e\u{301}e\u{301}e\u{301}z", word, 0, room);
                assert!(text.width() <= room, "{text:?} is wider than {room}");
                assert_eq!(under, word, "in {text:?}");
            }
        }
    }

    #[test]
    fn what_is_cut_away_is_under_the_mark() {
        let line = "0123456789";
        let view = View::new(line, 4, 4);
        assert_eq!(view.text, "…45…");
        assert_eq!(&view.text[view.range(9..10)], "…");
        assert_eq!(view.range(9..10).start, "…45".len());
        assert_eq!(view.range(1..2), 0..0);
        assert_eq!(&view.text[view.range(0..5)], "…4");
        assert_eq!(&view.text[view.range(5..6)], "5");
        assert_eq!(&view.text[view.range(5..8)], "5…");
        assert_eq!(View::new(line, 0, 10).range(10..10), 10..10);
    }
}
