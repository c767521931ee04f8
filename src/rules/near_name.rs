//! Two names so near that one is probably a slip.

use super::{Check, Found, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::{is_one_edit, letters, words};
use crate::plan::{Group, Plan, Text};
use foldhash::{HashMap, HashMapExt};

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
    yields_to: &[],
    check: Check::Plan(check),
};

/// Each name is compared with so many before it: in a plan with more people or groups, each with each would take too long.
const COMPARED: usize = 1000;

/// So many pairs of names are compared letter by letter: only names that are made up are nearly all alike.
const COMPARED_IN_FULL: usize = 200_000;

/// A name, and which letters it has. Each name is compared with every one before it, and few pairs have nearly the same letters: only
/// those are compared in full. To compare all of them would take 8 % more instructions for all of `check`
/// (`cargo bench -- instructions`).
struct Name<'p, 'a> {
    text: &'p Text<'a>,
    /// A bit for each letter and digit, case aside.
    letter_set: u64,
    letter_count: usize,
}

/// The bit of a small letter or a digit; letters that are not English share their bits with others.
const fn bit(letter: char) -> u64 {
    1 << (letter as u32 % 64)
}

/// The bits of those that look like another one.
const LOOK_ALIKE: u64 = bit('i') | bit('l') | bit('1');

impl<'p, 'a> Name<'p, 'a> {
    /// `None` for a name without any letter or digit.
    fn of(text: &'p Text<'a>) -> Option<Name<'p, 'a>> {
        let (letter_set, letter_count) =
            letters(text).chars().fold((0, 0), |(set, count), letter| (set | bit(letter), count + 1));
        (letter_count > 0).then_some(Name { text, letter_set, letter_count })
    }

    fn near(&self, other: &Name, left: &mut usize) -> bool {
        // One slip changes two letters at most, and look-alikes may stand for each other.
        let strange = (self.letter_set ^ other.letter_set) & !LOOK_ALIKE;
        if strange.count_ones() > 2 || *left == 0 {
            return false;
        }
        // Long names take longer.
        *left = left.saturating_sub(1 + self.letter_count.max(other.letter_count) / 64);
        self.same_letters(other)
            || appearance(self.text).eq(appearance(other.text))
            || self.letter_count.abs_diff(other.letter_count) <= 1 && one_slip(self.text, other.text)
    }

    fn same_letters(&self, other: &Name) -> bool {
        self.letter_set == other.letter_set && letters(self.text) == letters(other.text)
    }
}

/// The name as the eye sees it: a capital I, a small l and a 1 look the same.
fn appearance(name: &str) -> impl Iterator<Item = char> {
    let seen = name.chars().filter(|c| c.is_alphanumeric() || *c == '|');
    seen.flat_map(|c| if matches!(c, 'I' | 'l' | '1') { '|' } else { c }.to_lowercase())
}

/// A word of so many characters is long.
const LONG: usize = 5;

/// Every word but one is the same, and that one is long and one slip away. Numbers tell names apart.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let mut strange = one.iter().zip(&other).filter(|(one, other)| one != other);
    let (Some((one, two)), None, true) = (strange.next(), strange.next(), one.len() == other.len()) else {
        return false;
    };
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    one.chars().count().max(two.chars().count()) >= LONG && is_one_edit(one, two) && digits(one) == digits(two)
}

fn check(plan: &Plan, found: &mut Found) {
    let spelt = spellings(plan);
    let groups = spelt.partition_point(|spelling| spelling.owner < plan.people.len());
    compare(&spelt[..groups], "person", |_, _| false, found);
    compare(&spelt[groups..], "group", |one, other| both_linked(plan, one, other), found);
    aliases(plan, &spelt, found);
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
fn compare(spelt: &[Spelling], what: &str, linked: impl Fn(usize, usize) -> bool, found: &mut Found) {
    let names: Vec<&Spelling> = spelt.iter().filter(|spelling| !spelling.alias).collect();
    let mut left = COMPARED_IN_FULL;
    for (index, second) in names.iter().enumerate() {
        if left == 0 {
            break;
        }
        let mut before = names[index.saturating_sub(COMPARED)..index].iter();
        if let Some(first) = before.find(|first| second.name.near(&first.name, &mut left) && !linked(first.owner, second.owner)) {
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
fn aliases(plan: &Plan, spelt: &[Spelling], found: &mut Found) {
    let (aliases, names): (Vec<&Spelling>, Vec<&Spelling>) = spelt.iter().partition(|spelling| spelling.alias);
    if aliases.is_empty() {
        return;
    }
    let mut by_letters: HashMap<String, Vec<&Spelling>> = HashMap::with_capacity(spelt.len());
    for second in names.into_iter().chain(aliases) {
        let before = by_letters.entry(letters(second.name.text)).or_default();
        let mut others =
            before.iter().filter(|first| first.owner != second.owner && !both_linked(plan, first.owner, second.owner));
        if second.alias
            && let Some(first) = others.next()
        {
            let (alias, first) = (second.name.text, first.name.text);
            let message = format!("\"{}\" can mean two entries of this plan", alias.trim());
            let fault =
                Diagnostic::new(RULE.id, alias.span, message).label("also called so").related(first.span, "the other entry");
            found.push(fault.help("keep it at one of them, or give both a name of their own"));
        }
        before.push(second);
    }
}

#[cfg(test)]
mod tests {
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
        let mut found = crate::rules::Found::default();
        super::check(&reading.plan, &mut found);
        found.findings.into_iter().map(|finding| finding.message).collect()
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
