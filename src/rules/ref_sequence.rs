//! Counts along the references of an objective: which are missing, which stand out of order, which belong to another objective.

use crate::plan::{Action, Objective, Plan, Text};
use crate::text::{all_of, is_blank, trimmed};
use foldhash::{HashMap, HashMapExt};
use std::ops::RangeInclusive;

/// A gap so wide is named without asking whether some of its numbers stand elsewhere.
const WIDE: u32 = 64;
/// An objective that begins with a higher number than this does not count from 1.
const FIRST: u32 = 50;

/// What is odd about the reference of an action.
pub(super) enum SequenceFault<'p, 'a> {
    /// References are missing before it.
    Gap { missing: String, many: bool, previous: Option<&'p Text<'a>> },
    /// It is lower than the one before it.
    Back { previous: &'p Text<'a> },
    /// It begins with another number than its objective's.
    Elsewhere,
}

/// Goes along the references of each objective and hands on what is odd, in the printed order. One slip is one fault: an action that
/// repeats a reference, has none or belongs elsewhere leaves no gap, and a reference far too high does not put those after it out of
/// order.
pub(super) fn find_sequence_faults<'p, 'a>(
    plan: &'p Plan<'a>,
    mut each: impl FnMut(&'p Objective<'a>, &'p Action<'a>, SequenceFault<'p, 'a>),
) {
    let mut known = Known { plan, only: None, first: None };
    let mut place = 0;
    for objective in plan.objectives {
        let own = objective.reference.as_ref().and_then(|own| number(own)).filter(|(_, rest)| rest.is_empty());
        // Where references restart, each objective is counted by itself, and none of its references is another's.
        let own = own.filter(|_| !plan.refs_restart);
        if plan.refs_restart {
            (place, known) = (0, Known { plan, only: Some(objective), first: None });
        }
        let mut trail = Trail { last: None, high: None, jumped: None, hole: false };
        for action in objective.actions {
            place += 1;
            match &action.reference {
                // Another rule reports it; it does not say what comes next.
                Some(reference) if comma(reference) => trail.hole = true,
                Some(reference) if own.is_some_and(|(own, _)| belongs_elsewhere(own, reference)) => {
                    trail.hole = true;
                    each(objective, action, SequenceFault::Elsewhere);
                }
                Some(reference) if !is_blank(reference) => {
                    if let Some(fault) = trail.step(reference, place, &mut known) {
                        each(objective, action, fault);
                    }
                }
                _ => trail.hole = true,
            }
        }
    }
}

/// The references of one objective so far.
struct Trail<'p, 'a> {
    last: Option<&'p Text<'a>>,
    /// The highest of them.
    high: Option<&'p Text<'a>>,
    /// The one before `last`, where a gap between the two was found.
    jumped: Option<&'p Text<'a>>,
    /// Since `last` there was an action whose reference does not say what comes next.
    hole: bool,
}

impl<'p, 'a> Trail<'p, 'a> {
    fn step(&mut self, here: &'p Text<'a>, place: usize, known: &mut Known<'p, 'a>) -> Option<SequenceFault<'p, 'a>> {
        let hole = std::mem::take(&mut self.hole);
        let jumped = self.jumped.take();
        let Some((last, high)) = self.last.zip(self.high) else {
            (self.last, self.high) = (Some(here), Some(here));
            let missing = gap_at_start(trimmed(here)).filter(|_| !hole).and_then(|gap| known.just_before(&gap));
            return missing.map(|(missing, many)| SequenceFault::Gap { missing, many, previous: None });
        };
        let mut step = compare(trimmed(last), trimmed(here));
        let mut higher = step != Step::Back;
        if last.span != high.span {
            let after_high = compare(trimmed(high), trimmed(here));
            higher = after_high != Step::Back;
            if matches!(step, Step::Gap(_)) {
                step = if higher { after_high } else { Step::Next };
            }
        }
        let fault = match step {
            Step::Same => {
                self.hole = true;
                return None;
            }
            Step::Back if known.earlier(trimmed(here), place) => {
                self.hole = true;
                return None;
            }
            Step::Back
                if jumped.is_some_and(|before| !matches!(compare(trimmed(before), trimmed(here)), Step::Back | Step::Same)) =>
            {
                None
            }
            Step::Back => Some(SequenceFault::Back { previous: last }),
            Step::Gap(gap) if !hole => {
                let missing = known.missing(&gap);
                self.jumped = missing.is_some().then_some(last);
                missing.map(|(missing, many)| SequenceFault::Gap { missing, many, previous: Some(last) })
            }
            Step::Gap(_) | Step::Next | Step::Unknown => None,
        };
        self.last = Some(here);
        if jumped.is_some() || higher {
            self.high = Some(here);
        }
        fault
    }
}

/// The references of the plan, gathered for the first fault: most plans have none.
struct Known<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The objective that is counted by itself.
    only: Option<&'p Objective<'a>>,
    /// Each with the number of the first action that has it; of "1.2a" also "1" and "1.2", which no action need have.
    first: Option<HashMap<&'p str, usize>>,
}

impl<'p> Known<'p, '_> {
    fn all(&mut self) -> &HashMap<&'p str, usize> {
        self.first.get_or_insert_with(|| {
            let mut first = HashMap::with_capacity(self.plan.actions().count());
            let objectives = self.only.map_or(self.plan.objectives, std::slice::from_ref);
            for (index, action) in objectives.iter().flat_map(|objective| objective.actions).enumerate() {
                let Some(reference) = action.reference.as_ref().map(|reference| trimmed(reference)) else {
                    continue;
                };
                let bytes = reference.as_bytes();
                for end in 1..bytes.len() {
                    if bytes[end - 1].is_ascii_digit() && !bytes[end].is_ascii_digit() {
                        first.entry(&reference[..end]).or_insert(usize::MAX);
                    }
                }
                let place = first.entry(reference).or_insert(usize::MAX);
                *place = (*place).min(index + 1);
            }
            first
        })
    }

    /// An action before the one at this place has the same reference.
    fn earlier(&mut self, reference: &str, place: usize) -> bool {
        self.all().get(reference).is_some_and(|&first| first < place)
    }

    /// The references of a gap that stand nowhere, in words, and whether they are several.
    fn missing(&mut self, gap: &Gap) -> Option<(String, bool)> {
        let known = self.all();
        let (from, to) = (*gap.numbers.start(), *gap.numbers.end());
        let mut runs: Vec<(u32, u32)> = Vec::new();
        if to - from > WIDE {
            runs.push((from, to));
        } else {
            for number in gap.numbers.clone().filter(|&number| !known.contains_key(&*gap.name(number))) {
                match runs.last_mut() {
                    Some((_, end)) if *end + 1 == number => *end = number,
                    _ => runs.push((number, number)),
                }
            }
        }
        gap.in_words(&runs)
    }

    /// The same for the first reference of an objective: only what is missing directly before it. The numbers may go on
    /// from another objective.
    fn just_before(&mut self, gap: &Gap) -> Option<(String, bool)> {
        let known = self.all();
        let free = gap.numbers.clone().rev().take_while(|&number| !known.contains_key(&*gap.name(number)));
        let run = free.last().map(|from| (from, *gap.numbers.end()));
        gap.in_words(run.as_slice())
    }
}

/// Two references, one after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step<'p> {
    Same,
    Next,
    Gap(Gap<'p>),
    Back,
    /// They are not of one form, or there is more than one way to count on.
    Unknown,
}

/// The numbers (or letters, by their place in ASCII) left out before a reference.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Gap<'p> {
    prefix: &'p str,
    numbers: RangeInclusive<u32>,
    suffix: &'p str,
    letters: bool,
    /// Digits with zeros in front: "01".
    width: usize,
}

impl Gap<'_> {
    fn name(&self, number: u32) -> String {
        match char::from_u32(number).filter(|_| self.letters) {
            Some(letter) => format!("{}{letter}{}", self.prefix, self.suffix),
            None => format!("{}{number:0width$}{}", self.prefix, self.suffix, width = self.width),
        }
    }

    fn in_words(&self, runs: &[(u32, u32)]) -> Option<(String, bool)> {
        let many = runs.len() > 1 || runs.first()?.0 != runs.first()?.1;
        let mut words: Vec<String> = Vec::new();
        for &(from, to) in runs.iter().take(3) {
            match to - from {
                0 => words.push(self.name(from)),
                1 => words.extend([self.name(from), self.name(to)]),
                _ => words.push(format!("{} to {}", self.name(from), self.name(to))),
            }
        }
        if runs.len() > 3 {
            words.push("others".to_owned());
        }
        Some((all_of(&words), many))
    }
}

/// The number or letter that a reference has at a place, where the place is the start of one.
struct Part {
    value: u32,
    end: usize,
    letter: bool,
    width: usize,
}

impl Part {
    fn at(reference: &str, start: usize) -> Option<Part> {
        let bytes = reference.as_bytes();
        let digits = bytes.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            let text = reference.get(start..start + digits)?;
            let value =
                text.parse().ok().filter(|&value: &u32| value < 10_000 && !(digits == 4 && (1900..2200).contains(&value)))?;
            let width = if text.starts_with('0') { digits } else { 0 };
            return Some(Part { value, end: start + digits, letter: false, width });
        }
        let letter = *bytes.get(start).filter(|byte| byte.is_ascii_alphabetic())?;
        let alone = !bytes[start + 1..].iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
        let numbered = reference.get(..start)?.contains(|c: char| c.is_ascii_digit()) && !bytes[start - 1].is_ascii_alphabetic();
        (alone && numbered).then_some(Part { value: letter.into(), end: start + 1, letter: true, width: 0 })
    }

    /// The lowest value that a list can begin with here.
    fn lowest(&self) -> u32 {
        match u8::try_from(self.value) {
            Ok(letter) if self.letter && letter.is_ascii_uppercase() => b'A'.into(),
            Ok(_) if self.letter => b'a'.into(),
            _ => 1,
        }
    }

    /// What is missing from the start of its list.
    fn gap_before<'p>(&self, reference: &'p str, start: usize, suffix: &'p str) -> Option<Gap<'p>> {
        let roman = self.letter && matches!(self.value as u8, b'i' | b'v' | b'x' | b'I' | b'V' | b'X');
        if self.value <= self.lowest() || self.value > FIRST && !self.letter || roman {
            return None;
        }
        Some(self.gap(reference, start, self.lowest()..=self.value - 1, suffix))
    }

    fn gap<'p>(&self, reference: &'p str, start: usize, numbers: RangeInclusive<u32>, suffix: &'p str) -> Gap<'p> {
        Gap { prefix: &reference[..start], numbers, suffix, letters: self.letter, width: self.width }
    }
}

fn compare<'p>(last: &str, here: &'p str) -> Step<'p> {
    let (old, new) = (last.as_bytes(), here.as_bytes());
    let mut start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    if start == old.len() && start == new.len() {
        return Step::Same;
    }
    let digit = |bytes: &[u8], at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if digit(old, start) || digit(new, start) {
        while start > 0 && digit(new, start - 1) {
            start -= 1;
        }
    }
    let (Some(one), Some(two)) = (Part::at(last, start), Part::at(here, start)) else {
        return Step::Unknown;
    };
    if one.letter != two.letter || one.lowest() != two.lowest() || one.value == two.value {
        return Step::Unknown;
    }
    let (rest, suffix) = (&last[one.end..], &here[two.end..]);
    let last_level = !rest.contains(char::is_alphanumeric) && !suffix.contains(char::is_alphanumeric);
    if last_level && rest != suffix {
        return Step::Unknown;
    }
    if form(rest).zip(form(suffix)).is_some_and(|(one, other)| one != other) {
        return Step::Unknown;
    }
    if two.value < one.value {
        return Step::Back;
    }
    if !last_level && !here[..start].contains(|c: char| c.is_ascii_digit()) {
        // "3.7", then "5.1": the first number is the objective's, and this is no gap in its list.
        return Step::Unknown;
    }
    if two.value > one.value + 1 {
        let suffix = if last_level { suffix } else { "" };
        return Step::Gap(two.gap(here, start, one.value + 1..=two.value - 1, suffix));
    }
    if last_level {
        return Step::Next;
    }
    match last_part(here, two.end) {
        Some((start, part)) => part.gap_before(here, start, &here[part.end..]).map_or(Step::Next, Step::Gap),
        None => Step::Next,
    }
}

/// How the part after a number goes on: with a letter or a digit, or with a sign.
fn form(rest: &str) -> Option<char> {
    rest.chars().next().map(|c| if c.is_alphanumeric() { 'a' } else { c })
}

/// The one number or letter that a reference has from a place on, perhaps after a sign.
fn last_part(reference: &str, from: usize) -> Option<(usize, Part)> {
    let sign = reference.as_bytes().get(from).filter(|byte| byte.is_ascii_punctuation());
    let start = from + usize::from(sign.is_some());
    let part = Part::at(reference, start)?;
    (!reference.get(part.end..)?.contains(char::is_alphanumeric)).then_some((start, part))
}

/// What is missing before the first reference of an objective: "6.1" before "6.2", "1.1" before "1.2a".
fn gap_at_start(here: &str) -> Option<Gap<'_>> {
    let bytes = here.as_bytes();
    let trimmed = here.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let digits = |end: usize| end - bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = trimmed.len();
    let mut suffix = &here[end..];
    if let Some(letter) = Part::at(here, end.checked_sub(1).filter(|&at| here.is_char_boundary(at))?).filter(|part| part.letter) {
        let gap = letter.gap_before(here, end - 1, suffix);
        if gap.is_some() || letter.value != letter.lowest() {
            return gap;
        }
        end = here[..end - 1].trim_end_matches(|c: char| c.is_ascii_punctuation()).len();
        suffix = "";
        if !here[..digits(end)].contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
    }
    let start = digits(end);
    let part = Part::at(here, start).filter(|part| start < end && !part.letter)?;
    part.gap_before(here, start, suffix)
}

/// A reference that begins with a number, a sign and more, and the objective's is another number: "4.2" under "3".
fn belongs_elsewhere(own: u32, reference: &str) -> bool {
    let Some((_, rest)) = number(reference).filter(|(first, _)| *first != own) else { return false };
    let mut rest = rest.chars();
    rest.next().is_some_and(|sign| matches!(sign, '.' | '-' | '/')) && rest.next().is_some_and(char::is_alphanumeric)
}

/// Figures with a comma where a stop belongs: "3,2".
pub(super) fn comma(text: &str) -> bool {
    let figures = |part: &str| {
        part.chars().next().is_some_and(|c| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    };
    text.contains(',') && text.trim().split(',').all(figures)
}

/// The number of up to three digits that a text begins with, and what follows it.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let text = trimmed(text);
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(end).filter(|(number, _)| (1..=3).contains(&number.len()))?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use crate::rules::{Check, ref_gap, ref_out_of_order};

    /// What both rules about the order of references say of an objective "3" (or of several, divided by a semicolon).
    fn said(objectives: &str) -> Vec<String> {
        let mut text = "title = \"Plan\"\nperiod = { from = \"2008\", to = \"2009\" }\n".to_owned();
        for (index, refs) in objectives.split("; ").enumerate() {
            text += &format!("[[objective]]\nref = \"{}\"\n", index + 3);
            for reference in refs.split(' ') {
                text += "[[objective.action]]\n";
                match reference {
                    "none" => {}
                    "5" => text += "ref = 5\n",
                    _ => text += &format!("ref = \"{reference}\"\n"),
                }
            }
        }
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("plan.toml", &text, &arena);
        let mut found = crate::rules::Found::default();
        for rule in [&ref_gap::RULE, &ref_out_of_order::RULE] {
            let Check::Plan(check) = rule.check else { continue };
            check(&reading.plan, &mut found);
        }
        found.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn references_in_order_say_nothing() {
        for refs in [
            "3.1 3.2 3.3",
            "3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11; 4.1",
            "3.1a 3.1b 3.1c 3.2a 3.2b 3.3a",
            "3.1a 3.1b 3.2 3.3",
            "3.1.1 3.1.2 3.2.1",
            "3.0 3.1",
            "1 2 3; 4 5 6; 7",
            "A1 A2 B1 B2",
            "P1 S1 T7",
            "R01 R02",
            "3(a) 3(b)",
            "3.1i 3.1ii 3.1iii 3.1iv 3.1v 3.1vi",
            "SCR2015 SCR2018",
            "108 109",
            "3.1 3.2 3.2",
            "3.1 3.2 3.3 3.2 3.4",
            "3.1 none 3.3",
            "3.1 5 3.3",
            "none 3.2",
            "é1 日2 3.é 3.日",
            "99999999999999999999 99999999999999999998",
            "3.1 3.1.5",
            "3.1a 3.2a 3.1.1",
            "3.2015 3.2018",
            ". .. a b d",
        ] {
            assert_eq!(said(refs), Vec::<String>::new(), "{refs}");
        }
    }

    #[test]
    fn each_slip_is_told_once() {
        for (refs, says) in [
            ("3.5 3.7", "3.1 to 3.4 are missing before action 3.5. 3.6 is missing before action 3.7"),
            ("3.2 3.3", "3.1 is missing before action 3.2"),
            ("3.1 3.10 3.11", "3.2 to 3.9 are missing before action 3.10"),
            ("3.1a 3.1c", "3.1b is missing before action 3.1c"),
            ("3.1a 3.2b", "3.2a is missing before action 3.2b"),
            ("3.1a 3.3a 3.3b", "3.2 is missing before action 3.3a"),
            ("3.2a 3.2b", "3.1 is missing before action 3.2a"),
            ("3.1 3.2b", "3.2a is missing before action 3.2b"),
            ("R01 R03", "R02 is missing before action R03"),
            ("3(a) 3(c)", "3(b) is missing before action 3(c)"),
            ("1 2 3; 6 7", "4 and 5 are missing before action 6"),
            ("3.1 3.2 3.22 3.4", "3.3 and 3.5 to 3.21 are missing before action 3.22"),
            ("3.1 3.9000 3.9001", "3.2 to 3.8999 are missing before action 3.9000"),
            ("3.1 3.3 3.2 3.4", "action 3.2 stands after action 3.3"),
            ("3.4 3.5 3.1 3.2 3.3 3.6", "action 3.1 stands after action 3.5"),
            ("3.1 3.2 3.3 3.5 3.4 3.8", "3.6 and 3.7 are missing before action 3.8. action 3.4 stands after action 3.5"),
            ("3.1 4.2 3.3", "action 4.2 stands under objective 3"),
            ("3.1; 5.1 5.2", "objective 4 holds actions whose references begin with another number"),
            ("3.1a 3.2a 3.1b", "action 3.1b stands after action 3.2a"),
        ] {
            assert_eq!(said(refs).join(". "), says, "{refs}");
        }
    }
}
