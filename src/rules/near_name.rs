//! Two names so near that one is probably a slip.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::{is_one_edit, letters, words};
use crate::plan::{Group, Plan, Text};

pub static RULE: Rule = Rule {
    id: "near-name",
    severity: Severity::Warning,
    summary: "two names so near that one is probably a slip",
    why: "One person under two spellings has two lists of actions, each half as long. Neither shows what the person owes.",
    wrong: r#"[people.joe]
name = "Jo Blogs"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "joe"
due = "2008-06"
"#,
    right: r#"[people.joe]
name = "Joe Tully"

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "joe"
due = "2008-06"
"#,
    check: Check::Plan(check),
};

/// Each name is compared with so many before it: in a plan with more people or groups, each with each would take too long.
const COMPARED: usize = 1000;

/// A name, and what is compared first: few names share it, and only those are compared letter by letter.
struct Name<'p, 'a> {
    text: &'p Text<'a>,
    /// Which letters and digits it has, case aside, a bit for each.
    set: u64,
    /// How many letters and digits it has, and how many signs beside them that look like one.
    length: usize,
    signs: usize,
}

/// The bit of each ASCII letter, case aside, and digit; of other signs none.
const BITS: [u64; 128] = {
    let (mut bits, mut byte) = ([0; 128], 0u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            bits[byte as usize] = 1 << (byte.to_ascii_lowercase() % 64);
        }
        byte += 1;
    }
    bits
};

/// The bits of the letters and digits that look like another.
const LOOK_ALIKE: u64 = BITS[b'i' as usize] | BITS[b'l' as usize] | BITS[b'1' as usize];

impl<'p, 'a> Name<'p, 'a> {
    /// `None` for a name without any letter or digit.
    fn of(text: &'p Text<'a>) -> Option<Name<'p, 'a>> {
        let mut name = Name { text, set: 0, length: 0, signs: text.bytes().filter(|byte| *byte == b'|').count() };
        let mut take = |bit: u64| {
            name.set |= bit;
            name.length += usize::from(bit != 0);
        };
        if text.is_ascii() {
            text.bytes().for_each(|byte| take(BITS[usize::from(byte & 0x7f)]));
        } else {
            letters(text).chars().for_each(|letter| take(1 << (u32::from(letter) % 64)));
        }
        (name.length > 0).then_some(name)
    }

    fn near(&self, other: &Name) -> bool {
        // Whatever makes two names near, only two letters at most are in one of them alone: few names come further.
        let strange = (self.set ^ other.set) & !LOOK_ALIKE;
        strange.count_ones() <= 2
            && (self.same_letters(other)
                || self.length + self.signs == other.length + other.signs && look(self.text).eq(look(other.text))
                || self.may_be_one_slip_from(other) && one_slip(self.text, other.text))
    }

    fn same_letters(&self, other: &Name) -> bool {
        self.length == other.length && self.set == other.set && letters(self.text) == letters(other.text)
    }

    /// A slip adds, drops, changes or swaps one letter.
    fn may_be_one_slip_from(&self, other: &Name) -> bool {
        self.length.abs_diff(other.length) <= 1 && (self.set ^ other.set).count_ones() <= 2
    }
}

/// The name as the eye sees it: a capital I, a small l and a 1 look the same.
fn look(name: &str) -> impl Iterator<Item = char> {
    let seen = name.chars().filter(|c| c.is_alphanumeric() || *c == '|');
    seen.flat_map(|c| if matches!(c, 'I' | 'l' | '1') { '|' } else { c }.to_lowercase())
}

/// Every word but one is the same, and that one is long and one slip away. Numbers tell names apart.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let mut strange = one.iter().zip(&other).filter(|(one, other)| one != other);
    let (Some((one, two)), None, true) = (strange.next(), strange.next(), one.len() == other.len()) else {
        return false;
    };
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    one.chars().count().max(two.chars().count()) >= 5 && is_one_edit(one, two) && digits(one) == digits(two)
}

fn check(plan: &Plan, found: &mut Vec<Diagnostic>) {
    let mut spelt = spellings(plan);
    let groups = spelt.partition_point(|spelling| spelling.owner < plan.people.len());
    compare(&spelt[..groups], "person", |_, _| false, found);
    compare(&spelt[groups..], "group", |one, other| both_linked(plan, one, other), found);
    aliases(plan, &mut spelt, found);
}

/// A name or an alias, and the number of its entry: first the people, then the groups.
struct Spelling<'p, 'a> {
    name: Name<'p, 'a>,
    alias: bool,
    owner: usize,
}

/// Every name and alias that has letters, entry by entry.
fn spellings<'p, 'a>(plan: &'p Plan<'a>) -> Vec<Spelling<'p, 'a>> {
    let people = plan.people.iter().map(|person| (&person.key, &person.name, &person.aka));
    let entries = people.chain(plan.groups.iter().map(|group| (&group.key, &group.name, &group.aka)));
    let mut spelt = Vec::with_capacity(2 * (plan.people.len() + plan.groups.len()));
    for (owner, (key, name, aka)) in entries.enumerate() {
        // Without a name of its own an entry goes by its key, and that was reported.
        let name = Some(name).filter(|name| name.span != key.span);
        let texts = name.map(|name| (name, false)).into_iter().chain(aka.iter().map(|alias| (alias, true)));
        spelt.extend(texts.filter_map(|(text, alias)| Some(Spelling { name: Name::of(text)?, alias, owner })));
    }
    spelt
}

/// Reports each name that is near one before it, once.
fn compare(spelt: &[Spelling], what: &str, linked: impl Fn(usize, usize) -> bool, found: &mut Vec<Diagnostic>) {
    let names: Vec<&Spelling> = spelt.iter().filter(|spelling| !spelling.alias).collect();
    for (index, second) in names.iter().enumerate() {
        let mut before = names[index.saturating_sub(COMPARED)..index].iter();
        if let Some(first) = before.find(|first| second.name.near(&first.name) && !linked(first.owner, second.owner)) {
            found.push(fault(first.name.text, second.name.text, what));
        }
    }
}

/// Both are groups, and linked.
fn both_linked(plan: &Plan, one: usize, other: usize) -> bool {
    let group = |owner: usize| owner.checked_sub(plan.people.len()).and_then(|index| plan.groups.get(index));
    group(one).zip(group(other)).is_some_and(|(one, other)| linked(one, other))
}

/// One group says that it became the other, or could be it: two names on purpose.
fn linked(one: &Group, other: &Group) -> bool {
    let names = |from: &Group, to: &Group| from.now.iter().chain(from.could_be).any(|pointer| pointer.key.value == to.key.value);
    names(one, other) || names(other, one)
}

fn fault(first: &Text, second: &Text, what: &str) -> Diagnostic {
    let (one, two) = (first.trim(), second.trim());
    let message = match one == two {
        true => format!("two entries have the name \"{two}\""),
        false => format!("\"{two}\" and \"{one}\" may be the same {what}"),
    };
    Diagnostic::new(RULE.id, second.span, message)
        .label("very near the other name")
        .related(first.span, "the other name")
        .help("if they are one, keep one entry and put the other spelling into its \"aka\"")
}

/// Reports an alias that is also another entry's name or alias.
fn aliases(plan: &Plan, spelt: &mut [Spelling], found: &mut Vec<Diagnostic>) {
    // By the letters they have, the names first.
    let letters = |spelling: &Spelling| (spelling.name.set, spelling.name.length);
    spelt.sort_unstable_by_key(|spelling| (letters(spelling), spelling.alias, spelling.owner, spelling.name.text.span));
    for near in spelt.chunk_by(|one, other| letters(one) == letters(other)) {
        for (index, second) in near.iter().enumerate().filter(|(_, spelling)| spelling.alias) {
            let mut others = near[..index].iter().filter(|first| {
                let same = first.name.same_letters(&second.name) && first.owner != second.owner;
                same && !both_linked(plan, first.owner, second.owner)
            });
            let alias = second.name.text;
            if let Some(first) = others.next().map(|first| first.name.text) {
                let message = format!("\"{}\" can mean two entries of this plan", alias.trim());
                let fault =
                    Diagnostic::new(RULE.id, alias.span, message).label("also called so").related(first.span, "the other entry");
                found.push(fault.help("keep it at one of them, or give both a name of their own"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostic;

    /// The messages about these people, each a name and perhaps an alias after a slash.
    fn said(people: &[&str]) -> Vec<String> {
        let entries = people.iter().enumerate().map(|(index, person)| {
            let (name, aka) = person.split_once('/').unwrap_or((person, ""));
            format!("p{index} = {{ name = \"{name}\", aka = [\"{aka}\"] }}\n")
        });
        said_of(&entries.collect::<String>())
    }

    /// The messages about these entries of `[people]`.
    fn said_of(entries: &str) -> Vec<String> {
        let text = format!("title = \"Plan\"\n[people]\n{entries}");
        let arena = crate::plan::Arena::new();
        let reading = crate::plan::read("plan.toml", &text, &arena);
        let mut found: Vec<Diagnostic> = Vec::new();
        super::check(&reading.plan, &mut found);
        found.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_entry_without_a_name_is_near_no_other() {
        assert_eq!(said_of("sue-harrison = 5\nsue = { name = \"Sue Harrison\" }\n"), Vec::<String>::new());
        assert_eq!(
            said_of("sue-harrison = { name = \"S Harrison\" }\nsue = { name = \"Sue Harrison\" }\n"),
            Vec::<String>::new()
        );
        assert_eq!(said_of("sue-harrison = \"Sue Harison\"\nsue = { name = \"Sue Harrison\" }\n").len(), 1);
    }

    #[test]
    fn slips_are_near_and_other_people_are_not() {
        for near in [
            ["I Mundy", "l Mundy"],
            ["Sue Harrison", "Sue Harison"],
            ["Sue Harrison", "Sue Harrisno"],
            ["F Gosling-Thomas", "F Gosling- Thomas"],
            ["sue harrison", "Sue Harrison"],
            ["Sue O'Brien", "Sue OBrien"],
            ["Zoë Ångström", "Zoë Ångstrom"],
            ["ZOË LEE", "Zoë Lee"],
            ["CSE Sub-Group", "CSE Subgroup"],
        ] {
            assert_eq!(said(&near), [format!("\"{}\" and \"{}\" may be the same person", near[1], near[0])]);
        }
        for far in [
            ["I Pearson", "D Pearson"],
            ["I York", "L York"],
            ["Jill Downey", "Julie Downey"],
            ["Ann Lee", "Anne Lee"],
            ["Area team1", "Area team2"],
            ["Training group", "Training subgroup"],
            ["", "-"],
        ] {
            assert_eq!(said(&far), Vec::<String>::new(), "{far:?}");
        }
        assert_eq!(said(&["Jo Bloggs", "Jo Bloggs"]), ["two entries have the name \"Jo Bloggs\""]);
        assert_eq!(said(&["Jo Bloggs", "Joanna Smith/jo bloggs"]), ["\"jo bloggs\" can mean two entries of this plan"]);
        assert_eq!(
            said(&["Sue Harrison/S Harrison", "Steve Harrison/S. Harrison"]),
            ["\"S. Harrison\" can mean two entries of this plan"]
        );
        assert_eq!(said(&["I Mundy/l Mundy", "D Oku"]), Vec::<String>::new());
    }
}
