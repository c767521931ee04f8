//! The colours of states and of the board's own red, amber and green: the same in every picture, table and format.
//! A word always stands beside them.

use super::pictures::SHADES;
use crate::reports::{Cell, Group, Rag};
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
pub(super) static TONES: [Tone; 25] = [
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
    tone("past", "540909", "540909", "540909"),
    tone("near", "F6CC60", "F6CC60", "F6CC60"),
    tone("far", "3677B9", "3677B9", "3677B9"),
    tone("standing", "E3E7EB", "E3E7EB", "E3E7EB"),
    tone("unjudged", "FFFFFF", "FFFFFF", "FFFFFF"),
];

/// Where the tones of the board's own colours begin, and those of what is neither a state nor a colour.
const COLOURS: usize = State::ALL.len();
const SERIES: usize = COLOURS + 5;
/// Where the tones of the groups of a first page begin: the same on light and dark, as they stand on white there and are parted by it.
const GROUPS: usize = SERIES + 6;

/// The line around the light ones of a first page, by which they are told from what is light beside them.
pub(super) const OUTLINE: &str = "333333";

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

/// The tone of a group of a first page.
pub(super) fn of_group(group: Group) -> &'static Tone {
    &TONES[GROUPS + group as usize]
}

/// The colour of words on the part of a group.
pub(super) fn ink_of(group: Group) -> &'static str {
    if matches!(group, Group::Past | Group::Later) { "FFFFFF" } else { "111111" }
}

/// A group whose part has an [`OUTLINE`].
pub(super) fn is_outlined(group: Group) -> bool {
    !matches!(group, Group::Past | Group::Later)
}

/// A ground and the ink on it, each as six hexadecimal digits.
pub(super) type Shade = (&'static str, &'static str);

/// The shades of a grid of numbers, from the fewest to the most: of what is missed, and of what is to come. On a light page more is
/// darker, on a dark one brighter.
static PAST_SHADES: Shades =
    Shades { light: [("DE7468", "111111"), ("6E1410", "FFFFFF")], dark: [("B8402F", "FFFFFF"), ("FFBBB0", "111111")] };
static COMING_SHADES: Shades =
    Shades { light: [("5A93CC", "111111"), ("143B66", "FFFFFF")], dark: [("3B6FAB", "FFFFFF"), ("B4D4F8", "111111")] };

struct Shades {
    light: [Shade; SHADES],
    dark: [Shade; SHADES],
}

/// The shade of a number of a grid, from 1 on, on a light page or a dark one.
pub(super) fn of_grid(past: bool, shade: usize, dark: bool) -> Shade {
    let shades = if past { &PAST_SHADES } else { &COMING_SHADES };
    let shades = if dark { &shades.dark } else { &shades.light };
    shades[shade.clamp(1, SHADES) - 1]
}

/// The tone of something else, by its number from 0.
pub(super) fn of_series(number: usize) -> &'static Tone {
    &TONES[SERIES + number % (GROUPS - SERIES)]
}

/// The tone of a cell, if it has one.
pub(super) fn of_cell(cell: &Cell) -> Option<&'static Tone> {
    match cell {
        Cell::State(state) => Some(of_state(*state)),
        Cell::Rag(rag) => Some(of_rag(*rag)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it, of a colour of six hexadecimal digits.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The style sheet of pages, and the colours of a light page and of a dark one.
    fn style() -> (&'static str, [String; 2]) {
        let style = include_str!("html/style.css");
        let paper = |line: &str| line.split("--paper: #").nth(1).unwrap().split([';', ' ', '}']).next().unwrap().to_owned();
        let mut papers = style.lines().filter(|line| line.contains("--paper: #")).map(paper);
        let mut next = || papers.next().map(|paper| if paper.len() == 3 { paper.repeat(2) } else { paper }).unwrap();
        (style, [next(), next()])
    }

    /// Any two states can be neighbours in a bar: their colours may be alike, so that a gap of the page's colour stands between them,
    /// which differs from each by 3:1, on light pages and on dark ones. Numbers and words on them can be read.
    #[test]
    fn neighbours_in_a_bar_are_parted_by_a_gap_that_can_be_seen() {
        let (style, [light, dark]) = style();
        assert!(style.contains(".bar .fill { stroke: var(--paper); stroke-width: 2 }"));
        for tone in &TONES[..GROUPS] {
            assert!(contrast(tone.strong, &light) >= 3.0, "{} on light", tone.name);
            assert!(contrast(tone.bright, &dark) >= 3.0, "{} on dark", tone.name);
            assert!(contrast(tone.strong, "FFFFFF") >= 4.5, "white on {}", tone.name);
            assert!(contrast(tone.bright, "111111") >= 4.5, "black on {}", tone.name);
            assert!(contrast(tone.strong, tone.pale) >= 4.5, "{} on its pale ground", tone.name);
        }
    }

    /// Each number of a grid can be read on its shade. Any two cells can be neighbours: shades for more and for fewer differ by 3:1, and
    /// all differ so from the page, whose colour stands between the cells; in grey too, as only lightness counts here.
    #[test]
    fn neighbours_in_a_grid_differ_and_their_numbers_can_be_read() {
        let (style, papers) = style();
        assert!(style.contains(".grid table { width: auto; border-collapse: separate; border-spacing: 2px;"));
        for (paper, dark) in papers.iter().zip([false, true]) {
            let all: Vec<(usize, Shade)> = [true, false]
                .into_iter()
                .flat_map(|past| (1..=SHADES).map(move |shade| (shade, of_grid(past, shade, dark))))
                .collect();
            for (shade, (ground, ink)) in &all {
                assert!(contrast(ground, ink) >= 4.5, "{ink} on {ground}: {:.2}", contrast(ground, ink));
                assert!(contrast(ground, paper) >= 3.0, "{ground} on {paper}: {:.2}", contrast(ground, paper));
                for (_, (other, _)) in all.iter().filter(|(other, _)| other != shade) {
                    assert!(contrast(ground, other) >= 3.0, "{ground} beside {other}: {:.2}", contrast(ground, other));
                }
                // The more, the further from the page.
                assert!(all.iter().all(|(other, (fill, _))| other <= shade || contrast(fill, paper) > contrast(ground, paper)));
            }
        }
    }

    /// Any two groups can be neighbours, as those between may be empty: they differ by 3:1, or a line stands between them that does.
    #[test]
    fn neighbours_on_a_first_page_are_told_apart_in_grey_too() {
        for (at, one) in Group::ALL.into_iter().enumerate() {
            for other in &Group::ALL[at + 1..] {
                let (own, others) = (of_group(one).strong, of_group(*other).strong);
                let by_fill = contrast(own, others) >= 3.0;
                let outlined = |group: Group, fill: &str| is_outlined(group) && contrast(OUTLINE, fill) >= 3.0;
                let by_line = outlined(one, own) || outlined(*other, others);
                assert!(by_fill || by_line, "{one:?} beside {other:?}: {:.2}", contrast(own, others));
            }
            let fill = of_group(one).strong;
            assert!(contrast(fill, ink_of(one)) >= 4.5, "words on {one:?}: {:.2}", contrast(fill, ink_of(one)));
            assert!(contrast(fill, "FFFFFF") >= 3.0 || is_outlined(one), "{one:?} on white");
            // On a dark page a white line goes around each part.
            let (style, [_, dark]) = style();
            assert!(
                style.contains(".part { fill: var(--tone); stroke: #fff; stroke-width: 2 }") && contrast("FFFFFF", &dark) >= 3.0
            );
        }
        for pair in Group::ALL[..4].windows(2) {
            let [one, other] = [pair[0], pair[1]].map(|group| of_group(group).strong);
            assert!(contrast(one, other) >= 3.0, "{:?} beside {:?}: {:.2}", pair[0], pair[1], contrast(one, other));
        }
    }
}
