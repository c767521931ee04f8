//! One idea of "the same name": when two names or references are the same, which are near, and how references are ordered.
//!
//! Everywhere, a difference that nobody sees is none: "é" as one character or as "e" with an accent to follow (Unicode's forms
//! NFC and NFD), the kind of apostrophe (' or ’), of quotation mark, of hyphen or dash, and of blank; invisible hyphens and
//! blanks are left out.
//! Beyond that, what else is forgiven depends on who wrote the name and what a mistake would cost:
//!
//! | function | also forgives | for |
//! |---|---|---|
//! | [`as_written`] | nothing | references between plans |
//! | [`caseless`], [`same_ref`], [`ref_key`] | case | references: 1.1a and 1.1A are one; names that are counted together |
//! | [`key`], [`same`] | case, blanks, hyphens | names that plans declare or point to. Accents count: Zoe and Zoë are two people |
//! | [`is_meant`] | case, blanks, hyphens, accents | a name asked for by a person, who may have no key for "ë" |
//! | [`contains`] | case, accents, how many blanks | words searched for by a person |
//! | [`starts_with`] | case, accents | a name that a person types |
//! | [`letters`] | case, every sign | guesses at what a slip was to mean, which a person then confirms |

use std::borrow::Cow;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// The same name: "Training Sub-group" is "Training Subgroup". Accents count.
pub fn same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        // Without a key made for each: most names of most plans are compared so.
        fn bare(name: &str) -> impl Iterator<Item = char> {
            name.chars().filter(|&c| in_key(c)).map(|c| c.to_ascii_lowercase())
        }
        return bare(one).eq(bare(other));
    }
    key(one) == key(other)
}

/// What all spellings of a name share, and no other name has: two names are the [`same`] where their keys are equal.
pub fn key(name: &str) -> String {
    folded(name, in_key)
}

/// A person who asks for `asked` may mean `name`: "Zoe" means Zoë too, but who writes "Zoë" does not mean Zoe. Where a list holds
/// both, look for the [`same`] name first.
pub fn is_meant(name: &str, asked: &str) -> bool {
    if name.is_ascii() || has_accents(asked) {
        return same(name, asked);
    }
    without_accents(name).chars().filter(|&c| in_key(c)).eq(caseless(asked).chars().filter(|&c| in_key(c)))
}

/// A text has words in it that a person searches for. Hyphens count, accents where the person wrote some; of blanks only that
/// there are some: a line end or a double space in the text is one. Letters that print joined together are found one by one.
pub fn contains(text: &str, words: &str) -> bool {
    let words = caseless(&compatible(words));
    let words = single_blanks(&words);
    single_blanks(&as_asked(&compatible(text), &words)).contains(&*words)
}

/// With one blank where there are several, and none at either end.
fn single_blanks(text: &str) -> Cow<'_, str> {
    let is_single = !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && text.as_bytes().windows(2).all(|two| two != b"  ")
        && !text.contains(|c: char| c.is_whitespace() && c != ' ');
    if is_single { text.into() } else { text.split_whitespace().collect::<Vec<_>>().join(" ").into() }
}

/// Without signs that only look otherwise: letters joined in print, three points in one, letters of full width.
fn compatible(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '\u{2026}' | '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}');
    if text.chars().all(is_plain) { text.into() } else { text.nfkc().collect::<String>().into() }
}

/// A name begins with what a person has typed so far. Accents count where the person wrote some.
pub fn starts_with(name: &str, typed: &str) -> bool {
    as_asked(name, typed).starts_with(&caseless(typed))
}

/// A text as it is compared with what a person asks for.
fn as_asked(text: &str, asked: &str) -> String {
    if has_accents(asked) { caseless(text) } else { without_accents(text) }
}

fn has_accents(asked: &str) -> bool {
    !asked.is_ascii() && caseless(asked) != without_accents(asked)
}

/// A text in one of the ways to write it: borrowed where that is how it stands.
pub fn as_written(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfd().filter_map(plain_sign).nfc().collect::<String>().into() }
}

/// Letters that a word processor raised or another keyboard made wide, as plain ones: "30ᵗʰ" is "30th" (NFKC of Unicode).
pub fn without_style(text: &str) -> String {
    text.nfkc().collect()
}

/// A text in small letters and in one of the ways to write it. Every sign counts.
pub fn caseless(text: &str) -> String {
    folded(text, |_| true)
}

/// The same reference, whatever the case. Every sign counts: 1-1 is not 11. Blanks around it do not.
pub fn same_ref(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one.eq_ignore_ascii_case(other) || !(one.is_ascii() && other.is_ascii()) && caseless(one) == caseless(other)
}

/// What all spellings of a reference share: two are the [`same_ref`] where their keys are equal. Borrowed where it stands so.
pub fn ref_key(reference: &str) -> Cow<'_, str> {
    let reference = reference.trim();
    let is_plain = reference.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_plain { reference.into() } else { caseless(reference).into() }
}

/// The letters and digits of a name alone, in small letters: what is left when its spelling is forgiven.
pub fn letters(name: &str) -> String {
    caseless(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a name in small letters: what stands between signs and blanks.
pub fn words(name: &str) -> Vec<String> {
    caseless(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The key of a name counts this sign.
fn in_key(c: char) -> bool {
    c != '-' && !c.is_whitespace()
}

/// In small letters, composed, with plain signs, and of these only those kept.
fn folded(text: &str, kept: impl Fn(char) -> bool) -> String {
    if text.is_ascii() {
        return text.chars().filter(|&c| kept(c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    // Taken apart first: "İ" in small letters is "i" with a dot to follow, in whichever form it was written.
    text.nfd().flat_map(small).filter_map(plain_sign).filter(|&c| kept(c)).nfc().collect()
}

/// In small letters without accents, with plain signs.
pub fn without_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut add = |c: char| match c {
        // The accents of Latin, Greek and Cyrillic. In other scripts such marks are letters.
        '\u{300}'..='\u{36f}' => {}
        // To Unicode these are letters of their own; who has no key for them writes these.
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' => out.push('d'),
        'ı' => out.push('i'),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ß' => out.push_str("ss"),
        _ => out.push(c),
    };
    // Character by character: with accents left out, their order need not be settled, which takes longer than the search.
    for c in text.chars() {
        match c.is_ascii() {
            true => add(c.to_ascii_lowercase()),
            false => decompose_canonical(c, |c| small(c).filter_map(plain_sign).for_each(&mut add)),
        }
    }
    out
}

/// In small letters; the Greek sigma has two of them.
fn small(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c })
}

/// The sign of the keyboard for its kind of apostrophe, quotation mark, hyphen or blank; nothing for what is invisible.
fn plain_sign(c: char) -> Option<char> {
    match c {
        c if c.is_ascii() => Some(c),
        // Soft hyphen, zero width space, word joiner, byte order mark.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Forms of address that stand before a name, in small letters.
pub const TITLES: [&str; 27] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "cllr",
    "councillor",
    "sir",
    "dame",
    "lady",
    "lord",
    "rev",
    "revd",
    "hon",
    "dci",
    "di",
    "ds",
    "dsu",
    "supt",
    "dsupt",
    "det",
    "insp",
    "sgt",
    "pc",
];

/// Longer names are near to none: how near takes time that grows with the square of their length.
const LONGEST: usize = 100;

/// How many letters are to be added, dropped, changed or swapped with a neighbour to make one word the other, up to `most`.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    let (length, other_length) = (one.chars().count(), other.chars().count());
    if length.abs_diff(other_length) > most || length.max(other_length) > LONGEST {
        return None;
    }
    Some(strsim::damerau_levenshtein(one, other)).filter(|&distance| distance <= most)
}

/// The candidates nearest to a word, nearest first, at most three, and none that is not near.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let word = caseless(word);
    let most = (word.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> =
        candidates.into_iter().filter_map(|candidate| Some((distance(&word, &caseless(candidate), most)?, candidate))).collect();
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// The one candidate that a word is a slip of the hand for: a letter or two away, and all others further off.
pub fn slip_of<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = caseless(word);
    let most = if word.chars().count() < 8 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    let mut second = usize::MAX;
    for candidate in candidates {
        // One further than a slip is too near for another to be sure; beyond that all are equally far.
        let distance = distance(&word, &caseless(candidate), most + 1).unwrap_or(usize::MAX);
        match best {
            Some((_, other)) if other == candidate => {}
            Some((least, _)) if distance >= least => second = second.min(distance),
            _ => {
                second = second.min(best.map_or(usize::MAX, |(least, _)| least));
                best = Some((distance, candidate));
            }
        }
    }
    best.filter(|&(distance, _)| distance <= most && second >= distance + 2).map(|(_, candidate)| candidate)
}

/// One letter more, less, other, or swapped with its neighbour. In time that grows with the length, not its square.
pub fn is_one_edit(one: &str, other: &str) -> bool {
    let start = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    // What differs; more than two letters are too many.
    let differs = |word: &str| word[..word.len() - end].chars().take(3).collect::<Vec<char>>();
    let (left, right) = (differs(one), differs(other));
    match (&left[..], &right[..]) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Names and words in the order in which people look for them: whatever the case and the accents, É beside E, and numbers by their
/// size. Only where all that is equal do accents count, then case.
///
/// A key of our own instead of the collation of Unicode (icu_collator): its tables would add more than a megabyte to the program for
/// languages in which no plan is written, and it does not put 9 before 10 where a name has signs in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NameKey {
    plain: String,
    accented: String,
    written: String,
}

impl NameKey {
    /// The key of a name as it is written.
    pub fn of(name: &str) -> NameKey {
        let plain = without_accents(&compatible(name));
        NameKey { plain: with_sizes(&single_blanks(&plain)), accented: caseless(name), written: name.to_owned() }
    }
}

/// With what each number is ordered by before it, and without the signs within names that nobody orders by.
fn with_sizes(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at(end);
        match first {
            '0'..='9' => {
                let digits = part.trim_start_matches('0');
                // The count of digits as a character: it orders as the count does. Numbers come before letters.
                out.push('0');
                out.push(char::from_u32(digits.len() as u32 + 1).unwrap_or(char::MAX));
                out.push_str(digits);
            }
            '\'' => {}
            '-' => out.push(' '),
            _ => out.push_str(part),
        }
        rest = after;
    }
    out
}

/// References in their natural order: 1.9, 1.10, 1.10a, 1.10b, 2. For a list, sort by [`RefKey::of`].
pub fn cmp_refs(one: &str, other: &str) -> Ordering {
    RefKey::of(one).cmp(&RefKey::of(other))
}

/// What a reference is ordered by: its numbers and letters one after the other, numbers by their size and before letters. Only
/// where these are all equal do signs count: 1-1, 1.1. Blanks and case do not.
///
/// Roman numerals up to 39 come in their order, and so do single letters: i, ii, iii, iv, v, but also h, i, j. That is possible
/// in one order, as the numerals that begin with another letter than the one before (i, v, x) do so in the order of letters:
/// ii to iv stand between i and j, vi to ix between v and w, xi to xxxix between x and y.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RefKey {
    parts: Vec<RefPart>,
    whole: String,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum RefPart {
    /// The length first, so that numbers of any size are in order; 1 before 01.
    Number {
        length: usize,
        digits: String,
        zeros: usize,
    },
    Letters {
        word: String,
        roman: usize,
    },
}

impl RefKey {
    /// The key of a reference as it is written.
    pub fn of(reference: &str) -> RefKey {
        let whole = folded(reference, |c| !c.is_whitespace());
        let kind = |c: char| (c.is_alphanumeric(), c.is_ascii_digit());
        let mut parts = Vec::new();
        let mut rest = &whole[..];
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            match kind(first) {
                (_, true) => {
                    let digits = part.trim_start_matches('0').to_owned();
                    parts.push(RefPart::Number { length: digits.len(), zeros: part.len() - digits.len(), digits });
                }
                (true, false) => parts.push(RefPart::of_letters(part)),
                (false, false) => {}
            }
            rest = after;
        }
        RefKey { parts, whole }
    }
}

impl RefPart {
    fn of_letters(word: &str) -> RefPart {
        let (word, roman) = match roman(word) {
            Some(number @ ..5) => ("i", number),
            Some(number @ 5..10) => ("v", number),
            Some(number) => ("x", number),
            None => (word, 0),
        };
        RefPart::Letters { word: word.to_owned(), roman }
    }
}

/// The value of a roman numeral in small letters, from 1 to 39.
fn roman(word: &str) -> Option<usize> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let units = word.trim_start_matches('x');
    let number = (word.len() - units.len()) * 10 + UNITS.iter().position(|unit| *unit == units)?;
    (1..40).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two ways to write "Zoë": with one character for the "ë", and with the two dots as a character of their own.
    const ZOE: [&str; 2] = ["Zo\u{eb}", "Zoe\u{308}"];

    #[test]
    fn sub_group_and_subgroup_are_the_same_name() {
        for (one, other) in [
            ("Training Sub-group", "Training Subgroup"),
            ("Training Sub-group", "TRAINING SUB GROUP"),
            ("Training Sub-group", "Training Sub\u{2013}group"),
            ("Training Sub-group", "Training\u{a0}Sub\u{ad}group"),
            ("Training Sub-group", "Training  Sub-\ngroup"),
            ("Chris O'Howard", "Chris O\u{2019}Howard"),
            ("Chris O\u{2018}Howard", "Chris O\u{2019}Howard"),
            (ZOE[0], ZOE[1]),
            ("ZO\u{cb}", ZOE[1]),
            ("\u{39d}\u{399}\u{39a}\u{39f}\u{3a3}", "\u{3bd}\u{3b9}\u{3ba}\u{3bf}\u{3c2}"),
        ] {
            assert!(same(one, other) && key(one) == key(other), "{one} and {other}");
            assert!(is_meant(one, other), "{one} and {other}");
        }
        for (one, other) in [("Jo Bloggs", "Joe Bloggs"), ("Chris O'Howard", "Chris Ohoward"), ("1.1", "11")] {
            assert!(!same(one, other) && key(one) != key(other) && !is_meant(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn zoe_is_found_without_the_dots_but_two_people_zoe_and_zoe_with_dots_are_two() {
        for zoe in ZOE {
            assert!(!same("Zoe", zoe));
            assert!(is_meant(zoe, "zoe") && !is_meant("Zoe", zoe));
            assert!(contains(zoe, "OE") && starts_with(zoe, "zoe") && !contains("Zoe", zoe));
        }
        for (name, asked) in [("S\u{f8}ren \u{141}ach", "Soren Lach"), ("Wei\u{df}", "weiss"), ("Si\u{e2}n", "Sian")] {
            assert!(is_meant(name, asked), "{name} and {asked}");
        }
        // In Hindi the vowels after a letter are marks too, and they count: these are "ki" and "ku".
        assert!(!is_meant("\u{915}\u{93f}", "\u{915}\u{941}"));
    }

    #[test]
    fn words_searched_for_are_found_whatever_apostrophe_dash_or_blank_was_printed() {
        let text = "The Board\u{2019}s 2008\u{2013}09 budget for caf\u{e9}s and\u{a0}clubs";
        for words in ["board's", "2008-09", "CAFES", "cafe\u{301}s", "and clubs", "\u{2019}s 2008\u{2010}09", ""] {
            assert!(contains(text, words), "{words}");
        }
        for words in ["boards", "200809", "andclubs", "club s"] {
            assert!(!contains(text, words), "{words}");
        }
        let text =
            "Agree the information\r\n  sharing  protocol for \u{201c}Team\u{a0} 1\u{201d}: \u{fb01}nal o\u{fb03}ce\u{2026}";
        for words in ["information sharing protocol", "protocol\tfor", "  the  information ", "\"team 1\"", "final office..."] {
            assert!(contains(text, words), "{words}");
        }
        assert!(!contains(text, "informationsharing"));
        assert!(starts_with("Local Safeguarding Group", "local s") && !starts_with("Local Safeguarding Group", "safe"));
    }

    #[test]
    fn a_reference_is_found_whatever_its_case_or_kind_of_dash_but_every_sign_of_it_counts() {
        for (one, other) in [("1.10a", " 1.10A "), ("1-1", "1\u{2013}1"), ("A 1", "a\u{a0}1"), ("\u{e9}1", "e\u{301}1")] {
            assert!(same_ref(one, other), "{one} and {other}");
        }
        for (one, other) in [("1-1", "11"), ("1.1", "1.10"), ("1. 1", "1.1"), ("e1", "\u{e9}1")] {
            assert!(!same_ref(one, other), "{one} and {other}");
        }
        assert_eq!(as_written("1\u{2013}1A"), "1-1A");
        assert!(matches!(as_written("1.1"), Cow::Borrowed("1.1")));
    }

    #[test]
    fn what_is_left_of_a_name_when_its_spelling_is_forgiven() {
        assert_eq!(letters("Sue O\u{2019}Brien (Dr.)"), "sueobriendr");
        assert_eq!(letters(ZOE[0]), letters(ZOE[1]));
        assert_eq!(words("F Gosling-Thomas, LSCB"), ["f", "gosling", "thomas", "lscb"]);
        assert_eq!(words(" - "), Vec::<String>::new());
    }

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let keys = ["status", "success", "see", "standing"];
        assert_eq!(nearest("statsu", keys), ["status"]);
        assert_eq!(nearest("Status", keys), ["status"]);
        assert_eq!(nearest("owner", keys), Vec::<&str>::new());
        assert_eq!(nearest("sea", keys), ["see"]);
        let long = "long ".repeat(LONGEST);
        assert_eq!(nearest(&long, [&*long, "long"]), [&*long]);
        assert_eq!(nearest(&long, [&*long.replacen("long", "lang", 1)]), Vec::<&str>::new());
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

    #[test]
    fn references_come_in_the_order_in_which_they_are_printed() {
        for list in [
            &["", "1", "1.1", "1.2", "1.9", "1.10", "1.10.1", "1.10a", "1.10b", "1.11", "2", "10", "A1", "A2", "A10", "B1"][..],
            &["2(i)", "2(ii)", "2(iii)", "2(iv)", "2(v)", "2(vi)", "2(viii)", "2(ix)", "2(x)", "2(xi)", "2(xix)", "2(xxi)"],
            &["3a", "3b", "3c", "3d", "3h", "3i", "3j", "3l", "3m", "3u", "3v", "3w", "3x", "3y"],
            &["1/1", "1/2", "1/12", "[2/1]"],
            &["4.1 (a)", "4.1(b)", "4.2"],
            &["Action 9", "action 10", "ACTION 11"],
            &["99999999999999999999", "100000000000000000000"],
            &["1.1", "1.01", "1.2"],
        ] {
            for (index, one) in list.iter().enumerate() {
                for (number, other) in list.iter().enumerate() {
                    assert_eq!(cmp_refs(one, other), index.cmp(&number), "{one} and {other}");
                }
            }
        }
        assert_eq!(cmp_refs("1. 10 A", "1.10a"), Ordering::Equal);
        assert_ne!(cmp_refs("1.1", "1-1"), Ordering::Equal);
    }

    #[test]
    fn names_come_in_the_order_in_which_people_look_for_them() {
        for list in [
            &["adam West", "Ann Lee", "\u{c9}ilis Byrne", "Ella Byrne", "\u{141}ukasz Nowak", "Zoe Adams", "Zo\u{eb} Adams"][..],
            &["Jo", "Jo Bloggs", "Jo O\u{2019}Brien", "Jo Obrist"],
            &["Team 2", "team 9", "Team 10", "Team 10a", "Team A"],
            &["", "1.9", "1.10", "1.100", "2.1", "10.1", "a"],
            &["anne", "Anne Marie", "Anne-Mary", "annette"],
        ] {
            let sorted = list.windows(2).all(|two| NameKey::of(two[0]) < NameKey::of(two[1]));
            assert!(sorted, "{list:?}");
        }
        assert_eq!(NameKey::of("Jose\u{301}").plain, NameKey::of("Jos\u{e9}").plain);
    }

    /// A text of few different characters, so that equal and nearly equal ones are met often.
    fn some_text(u: &mut arbtest::arbitrary::Unstructured, most: usize) -> arbtest::arbitrary::Result<String> {
        const SIGNS: &str =
            "aabbeiivvxx019..- ()A\u{e9}\u{301}\u{308}\u{2019}'\u{2013}\u{a0}\u{130}\u{df}\u{3a3}\u{f8}\u{ad}\u{d55c}";
        let signs: Vec<char> = SIGNS.chars().collect();
        (0..u.int_in_range(0..=most)?).map(|_| Ok(*u.choose(&signs)?)).collect()
    }

    #[test]
    fn however_a_name_is_encoded_it_stays_the_same() {
        arbtest::arbtest(|u| {
            let name = some_text(u, 12)?;
            let other: String = if u.arbitrary()? { name.nfd().collect() } else { name.nfc().collect() };
            assert!(same(&name, &other) && is_meant(&name, &other) && same_ref(&name, &other), "{name:?}");
            assert_eq!(as_written(&name), as_written(&other));
            assert_eq!((caseless(&name), letters(&name)), (caseless(&other), letters(&other)));
            assert!(contains(&name, &other) && starts_with(&other, &name), "{name:?}");
            assert_eq!(cmp_refs(&name, &other), Ordering::Equal);
            for fold in [key, caseless, letters, without_accents, |text: &str| as_written(text).into_owned()] {
                assert_eq!(fold(&fold(&name)), fold(&name), "{name:?}");
            }
            Ok(())
        });
    }

    #[test]
    fn names_are_the_same_where_their_keys_are() {
        arbtest::arbtest(|u| {
            let (one, other) = (some_text(u, 4)?, some_text(u, 4)?);
            assert_eq!(same(&one, &other), key(&one) == key(&other), "{one:?} and {other:?}");
            assert!(!same(&one, &other) || is_meant(&one, &other), "{one:?} and {other:?}");
            Ok(())
        });
    }

    #[test]
    fn references_have_one_order_however_they_stood() {
        arbtest::arbtest(|u| {
            let [a, b, c] = [some_text(u, 6)?, some_text(u, 6)?, some_text(u, 6)?];
            assert_eq!(cmp_refs(&a, &b), cmp_refs(&b, &a).reverse(), "{a:?} and {b:?}");
            assert_eq!(cmp_refs(&a, &a), Ordering::Equal);
            if cmp_refs(&a, &b).is_le() && cmp_refs(&b, &c).is_le() {
                assert!(cmp_refs(&a, &c).is_le(), "{a:?}, {b:?}, {c:?}");
            }
            // Those that are equal stay as they stood.
            let mut all: Vec<(usize, String)> = Vec::new();
            for index in 0..6 {
                all.push((index, some_text(u, 3)?));
            }
            all.sort_by(|(_, one), (_, other)| cmp_refs(one, other));
            for pair in all.windows(2) {
                let order = cmp_refs(&pair[0].1, &pair[1].1).then(pair[0].0.cmp(&pair[1].0));
                assert_eq!(order, Ordering::Less, "{all:?}");
            }
            Ok(())
        });
    }

    #[test]
    fn all_single_letters_come_by_the_alphabet_and_all_roman_numerals_by_their_value() {
        let letters: Vec<String> = ('a'..='z').map(|letter| format!("1{letter}")).collect();
        assert!(letters.is_sorted_by(|one, other| cmp_refs(one, other).is_lt()));
        let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        let numerals = (1..40).map(|number: usize| format!("1({}{})", "x".repeat(number / 10), units[number % 10]));
        assert!(numerals.collect::<Vec<_>>().is_sorted_by(|one, other| cmp_refs(one, other).is_lt()));
    }

    #[test]
    fn leaving_out_far_words_early_changes_nothing() {
        /// As it would be without.
        fn nearest_of_all<'c>(word: &str, candidates: &[&'c str]) -> Vec<&'c str> {
            let limit = (caseless(word).chars().count() / 3).clamp(1, 3);
            let away = |candidate: &str| strsim::damerau_levenshtein(&caseless(word), &caseless(candidate));
            let mut near: Vec<(usize, &str)> = candidates.iter().map(|candidate| (away(candidate), *candidate)).collect();
            near.retain(|(distance, _)| *distance <= limit);
            near.sort();
            near.dedup();
            near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
        }
        fn slip_of_all<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
            let limit = if caseless(word).chars().count() < 8 { 1 } else { 2 };
            let away = |candidate: &str| strsim::damerau_levenshtein(&caseless(word), &caseless(candidate));
            let best = candidates.iter().copied().min_by_key(|candidate| away(candidate))?;
            let others = candidates.iter().copied().filter(|other| *other != best);
            (away(best) <= limit && others.map(away).min().is_none_or(|second| second >= away(best) + 2)).then_some(best)
        }
        arbtest::arbtest(|u| {
            let word = some_text(u, 10)?;
            let mut candidates = Vec::new();
            for _ in 0..u.int_in_range(0..=5)? {
                candidates.push(if u.arbitrary()? { word.replacen('b', &some_text(u, 2)?, 1) } else { some_text(u, 10)? });
            }
            let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
            assert_eq!(nearest(&word, candidates.iter().copied()), nearest_of_all(&word, &candidates));
            assert_eq!(slip_of(&word, candidates.iter().copied()), slip_of_all(&word, &candidates), "{word:?} {candidates:?}");
            let other = some_text(u, 4)?;
            for (one, other) in candidates.iter().copied().chain([&*other]).map(|candidate| (&*word, candidate)) {
                assert_eq!(is_one_edit(one, other), strsim::osa_distance(one, other) == 1, "{one:?} and {other:?}");
            }
            Ok(())
        });
    }
}
