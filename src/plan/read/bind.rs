//! Binds every key of a person or group to what it means, and reports those that mean nothing.

use super::Reader;
use super::recover::is_sound;
use super::spelling::slug;
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::{self, Edit};
use crate::names::{TITLES, caseless, key, letters, nearest, same, words};
use crate::plan::keys::{self, ValueType};
use crate::plan::{Plan, Target, Text};
use crate::text::{Span, all_of, entry_with_comma, one_of, start_in, web};
use foldhash::{HashMap, HashSet};

const UNKNOWN_LEAD: &str = "unknown-lead";
/// How the help begins for a name that nobody has.
const DECLARE: &str = "declare it at the top of the file";

impl<'a> Reader<'a, '_> {
    /// What a key means, as far as people and groups have been read.
    pub(super) fn meaning(&mut self, key: Text<'a>) -> Target {
        let target = self.known.get(key.value).copied().unwrap_or(Target::Unknown);
        if target == Target::Unknown {
            self.unresolved.push((key, None));
        }
        target
    }

    /// Reports the keys that mean nobody.
    pub(super) fn report_unresolved(&mut self, plan: &Plan<'a>) {
        if ["people", "groups"].iter().any(|table| plan.unread.contains(table) || self.damage.lost_table(table)) {
            return;
        }
        self.mend_unquoted_names(plan);
        self.mend_renamed_leads(plan);
        self.mend_names_in_cures(plan);
        let mut names = Names::of(plan);
        let unresolved = std::mem::take(&mut self.unresolved);
        let mut declared: HashSet<&str> = HashSet::default();
        for (key, subject) in &unresolved {
            let (key, subject) = (*key, subject.clone());
            if !self.damage.lost_key(key.value) {
                // What is only counted needs no words.
                match self.faults.counts.of(UNKNOWN_LEAD) < self.faults.most {
                    true => {
                        let slot = slot_of(self.text, key.span);
                        let is_entry = matches!(slot, Slot::Entry);
                        let fault = unknown_lead(&mut names, &key, slot);
                        // Beside others an empty entry says nothing; alone it stands for a lead that is not known.
                        let empty = entry_with_comma(self.text, key.span);
                        let empty = empty.filter(|_| is_entry && key.value.trim().is_empty());
                        let fault = match empty {
                            Some(entry) => Diagnostic { help: None, ..fault }.fix("take out the empty entry", entry, ""),
                            None => fault,
                        };
                        let is_new = fault.fix.is_none() && fault.help.as_ref().is_some_and(|help| help.starts_with(DECLARE));
                        let fix = match is_new && declared.insert(key.value) {
                            true => self.declaration(key.value, unresolved.iter().map(|(key, _)| key)),
                            false => fault.fix.clone(),
                        };
                        self.fault(Diagnostic { subject, fix, ..fault })
                    }
                    false => self.fault(Diagnostic::new(UNKNOWN_LEAD, key.span, "")),
                };
            }
        }
    }

    /// A name that the plan does not know, declared below its heading, with its key wherever the name stands.
    fn declaration<'k>(&self, name: &str, unresolved: impl Iterator<Item = &'k Text<'a>>) -> Option<Fix>
    where
        'a: 'k,
    {
        let written = name;
        let plain = web::plain(name, " ");
        let name = plain.as_deref().unwrap_or(name);
        let slug = slug(name);
        let heading = if like_a_group(name) { "[groups]" } else { "[people]" };
        if slug == name || name.contains(['"', '\\', '\n']) || self.known.contains_key(&*slug) {
            return None;
        }
        let mut at = 0;
        let lines = self.text.split_inclusive('\n').map(|line| {
            at += line.len();
            (at, line)
        });
        let (below, _) = { lines }.find(|(_, line)| line.ends_with('\n') && line.trim() == heading)?;
        let entry = Edit { span: Span::new(below as u32, below as u32), text: format!("{slug} = {{ name = \"{name}\" }}\n") };
        let written =
            unresolved.filter(|key| key.value == written).map(|key| Edit { span: key.span, text: format!("\"{slug}\"") });
        let mut edits: Vec<Edit> = std::iter::once(entry).chain(written).collect();
        edits.sort_by_key(|edit| edit.span);
        Some(Fix { title: format!("declare it under {heading} and write \"{slug}\""), edits, safe: false })
    }

    /// Names under another word for a key of leads are mended together with it: with their keys.
    fn mend_renamed_leads(&mut self, plan: &Plan<'a>) {
        let mut names = Names::of(plan);
        for renamed in std::mem::take(&mut self.renamed) {
            let is_mended = |fix: &Fix, name: &Text| fix.edits.iter().any(|edit| edit.span == name.span);
            let of_key = |fault: &&mut Diagnostic| fault.rule == "unknown-key" && fault.primary.span == renamed.key;
            let Some(fault) = self.faults.kept.iter_mut().find(of_key) else { continue };
            for name in renamed.names.iter().filter(|name| !self.known.contains_key(name.value)) {
                let slot = match (renamed.alone, renamed.names.len()) {
                    (true, _) => Slot::Value,
                    (false, 1) => Slot::Single,
                    _ => Slot::Entry,
                };
                if fault.fix.as_ref().is_some_and(|fix| is_mended(fix, name)) {
                    continue;
                }
                let meant = unknown_lead(&mut names, name, slot);
                match (meant.fix, fault.fix.as_mut()) {
                    (Some(meant), Some(fix)) => {
                        fix.safe &= meant.safe;
                        if renamed.names.len() > 1 {
                            fix.title = format!("write \"{}\", and their keys", fix.edits[0].text);
                        } else if let ([key], [value]) = (&fix.edits[..], &meant.edits[..]) {
                            fix.title = format!("write {} = {}", key.text, value.text);
                        }
                        fix.edits.extend(meant.edits);
                    }
                    (None, Some(fix)) => {
                        let key = fix.edits.first().map_or("lead", |edit| &*edit.text);
                        let help = meant.help.unwrap_or_else(|| "name people and groups by their key".into());
                        fault.help = Some(format!("write {key} instead; {help}"));
                        fault.fix = None;
                    }
                    _ => {}
                }
            }
        }
    }

    /// What mends a broken line may leave names where keys belong: their keys are made part of it, so that one round is enough.
    fn mend_names_in_cures(&mut self, plan: &Plan<'a>) {
        const RULES: [&str; 3] = ["syntax", "unknown-key", "repeated-key"];
        let mut names = Names::of(plan);
        for fault in self.faults.kept.iter_mut().filter(|fault| RULES.contains(&fault.rule)) {
            let Some(fix) = fault.fix.as_mut() else { continue };
            let whole = fix
                .edits
                .iter()
                .map(|edit| edit.span)
                .reduce(|one, other| Span::new(one.start.min(other.start), one.end.max(other.end)));
            let Some(whole) = whole else { continue };
            let end = self.text[whole.end as usize..].find('\n').map_or(self.text.len(), |at| whole.end as usize + at) as u32;
            let moved = |edit: &Edit, by: i64| {
                let of = |offset: u32| (i64::from(offset) + by) as u32;
                Edit { span: Span::new(of(edit.span.start), of(edit.span.end)), text: edit.text.clone() }
            };
            // The statement as it is mended: on the line of the first change, or begun further up.
            let of_pointers = |start: u32| {
                let mut own: Vec<Edit> = fix.edits.iter().map(|edit| moved(edit, -i64::from(start))).collect();
                own.sort_by_key(|edit| edit.span);
                let mended = edit::apply(Span::new(start, end).of(self.text), &own)?;
                let (key, value) = mended.split_once('=')?;
                let plain = !value.contains(['{', '\\', '#']) && !value.contains("\"\"\"");
                let from = mended.len() - value.len();
                (keys::holds(key.trim(), ValueType::is_pointer) && plain).then_some((start, own, from, mended))
            };
            let line = self.text[..whole.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let starts = [line, statement_start(self.text, line)];
            let Some((start, own, from, mended)) = starts.into_iter().find_map(|start| of_pointers(start as u32)) else {
                continue;
            };
            let statement = Span::new(start, end).of(self.text);
            let (key, value) = (mended[..from - 1].trim(), &mended[from..]);
            let written = |place: &Span| &mended[place.start as usize + 1..place.end as usize - 1];
            let is_list = value.trim_start().starts_with('[');
            let unknown: Vec<Span> =
                quoted_texts(&mended, from).into_iter().filter(|place| !self.known.contains_key(written(place))).collect();
            let meant = |place: &Span| {
                let name = Text::new(self.lists.alloc_str(written(place)), *place);
                let slot = if is_list { Slot::Entry } else { slot_of_key(key) };
                unknown_lead(&mut names, &name, slot).fix
            };
            let Some(meant) = unknown.iter().map(meant).collect::<Option<Vec<Fix>>>() else { continue };
            // The last first, so that the places of the others stay as they are.
            let further = meant.iter().rev().flat_map(|fix| &fix.edits);
            let Some(all) = further.into_iter().try_fold(own, edit::with_further) else { continue };
            let Some(line) = edit::apply(statement, &all).filter(|_| !meant.is_empty()) else { continue };
            fix.safe &= meant.iter().all(|fix| fix.safe);
            fix.edits = all.iter().map(|edit| moved(edit, i64::from(start))).collect();
            let is_whole = is_sound(&line);
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            fix.title = if is_whole && line.len() <= 80 { format!("write {line}") } else { "write their keys".to_owned() };
        }
    }

    /// A lead by name and without quotation marks is mended in one step: with the key.
    fn mend_unquoted_names(&mut self, plan: &Plan<'a>) {
        let mut names = Names::of(plan);
        for fault in self.faults.kept.iter_mut().filter(|fault| ["syntax", "unknown-key"].contains(&fault.rule)) {
            let before = self.text.get(..fault.primary.span.start as usize).unwrap_or("");
            let before = before.rsplit(['\n', '{']).next().unwrap_or("");
            let renamed =
                (fault.rule == "unknown-key").then_some(()).and(fault.fix.as_ref()).map(|fix| fix.edits[0].text.clone());
            let last = before.trim_end().strip_suffix(['=', ':']).and_then(|before| before.rsplit([',', '{']).next());
            let key = last.unwrap_or_else(|| before.split(['=', ':']).next().unwrap_or(""));
            let key = renamed.clone().unwrap_or_else(|| key.trim().to_owned());
            let Some(fix) = fault.fix.as_mut().filter(|_| keys::holds(&key, ValueType::is_pointer)) else { continue };
            // A name in quotation marks after a key that is no key.
            if renamed.is_some()
                && let Some(name) = quoted_name(self.text, fix.edits[0].span.end as usize)
                && !self.known.contains_key(name.value)
                && fix.edits.iter().all(|edit| edit.span.end <= name.span.start)
                && let Some(meant) = unknown_lead(&mut names, &name, slot_of_key(&key)).fix
            {
                if let [value] = &meant.edits[..] {
                    fix.title = format!("write {key} = {}", value.text);
                }
                fix.safe &= meant.safe;
                fix.edits.extend(meant.edits);
                continue;
            }
            let several = fix.edits.len() > 1;
            for edit in &mut fix.edits {
                // A mark that is put beside a name says nothing of the name.
                let Some(written) = edit.text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { continue };
                let written = self.lists.alloc_str(written);
                let written: &str = written;
                let known = plan.people.iter().any(|person| person.key.value == written)
                    || plan.groups.iter().any(|group| group.key.value == written);
                if known || written.is_empty() || written.contains('"') {
                    continue;
                }
                let name = Text::new(written, edit.span);
                let slot = if renamed.is_some() { slot_of_key(&key) } else { slot_of(self.text, name.span) };
                let Some(meant) = unknown_lead(&mut names, &name, slot).fix.and_then(|meant| meant.edits.into_iter().next())
                else {
                    continue;
                };
                edit.text = meant.text;
                fix.title = if renamed.is_some() {
                    format!("write {key} = {}", edit.text)
                } else if several {
                    "write their keys".into()
                } else {
                    format!("write {}", edit.text)
                };
                fault.primary.text = "people and groups are referred to by their key".into();
            }
        }
    }
}

/// Where the statement starts that a line at an offset belongs to: there, or above it where that line begins nothing.
fn statement_start(text: &str, offset: usize) -> usize {
    const FAR: usize = 30;
    let mut start = offset;
    let begins = |start: usize| {
        let line = text[start..].lines().next().unwrap_or("");
        line.split_once('=').is_some_and(|(key, _)| !key.contains(['"', ','])) || line.trim_start().starts_with("[[")
    };
    for _ in 0..FAR {
        if begins(start) || start == 0 {
            break;
        }
        start = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
    }
    start
}

/// Where each text in quotation marks stands, from an offset on, its marks counted in.
fn quoted_texts(text: &str, from: usize) -> Vec<Span> {
    let marks: Vec<usize> = text[from..].match_indices('"').map(|(at, _)| from + at).collect();
    marks.chunks_exact(2).map(|pair| Span::new(pair[0] as u32, pair[1] as u32 + 1)).collect()
}

/// Says that nobody has this key, and who may have been meant.
fn unknown_lead(names: &mut Names, key: &Text, slot: Slot) -> Diagnostic {
    // A name from a page of the web is looked up without its marks.
    let plain = web::plain(key.value, ", ");
    let written = plain.as_deref().unwrap_or(key.value);
    let meant = names.meanings(written).to_vec();
    let keys = names.keys_to_search();
    let near = nearest(written, keys.iter().copied());
    let near: Vec<&str> = near.into_iter().filter(|near| !same(near, written)).collect();
    let fault = Diagnostic::new(UNKNOWN_LEAD, key.span, format!("nobody in this plan has the key \"{written}\""));
    let quoted = |key: &str| format!("\"{key}\"");
    if let [one] = meant[..] {
        let fault = fault.label("this is a name; people and groups are referred to by their key");
        return fault.fix(format!("write \"{one}\""), key.span, quoted(one));
    }
    if written.trim().is_empty() {
        let fault = Diagnostic::new(UNKNOWN_LEAD, key.span, "nobody is named here");
        let such_as = keys.first().map_or(String::new(), |key| format!(", such as \"{key}\""));
        return fault
            .help(format!("write the key of a person or group{such_as}, or leave the whole line out until somebody is named"));
    }
    if meant.is_empty() && nobody_yet(written) {
        let message = format!("\"{written}\" is no person or group of this plan");
        let fault = Diagnostic::new(UNKNOWN_LEAD, key.span, message).label("no lead is known yet");
        return fault.help("leave the whole line out until somebody is named");
    }
    let several = several(names, written).filter(|_| meant.is_empty());
    if let Some([one]) = several.as_deref() {
        let fault = fault.label("this is a name with more beside it; people and groups are referred to by their key");
        return fault.suggest(format!("write \"{one}\""), key.span, quoted(one));
    }
    if let Some(several) = several {
        let fault = fault.label("each person or group stands by itself in the list, by its key");
        let keys: Vec<String> = several.iter().map(|key| quoted(key)).collect();
        return match slot {
            Slot::Value => fault.suggest(format!("write [{}]", keys.join(", ")), key.span, format!("[{}]", keys.join(", "))),
            Slot::Entry => fault.suggest(format!("write {}", keys.join(", ")), key.span, keys.join(", ")),
            Slot::Single => fault.help(format!("only one can stand here: write {}", one_of(&keys))),
            Slot::Nested => fault.help(format!("write {}", all_of(&keys))),
        };
    }
    let within = if meant.is_empty() { names_within(names, written) } else { NamesWithin::default() };
    if let ([one], true) = (&within.keys[..], within.is_all) {
        let fault = fault.label("this is a name with more beside it; people and groups are referred to by their key");
        return fault.suggest(format!("write \"{one}\""), key.span, quoted(one));
    }
    if !within.keys.is_empty() {
        let keys: Vec<String> = within.keys.iter().map(|key| quoted(key)).collect();
        let fault = fault.label(format!("did you mean {}?", one_of(&keys)));
        return fault
            .help("write the key that is meant; somebody else is declared at the top of the file, by a key of their own");
    }
    match (&meant[..], &near[..]) {
        ([], [one]) => fault.label(format!("did you mean \"{one}\"?")).suggest(format!("write \"{one}\""), key.span, quoted(one)),
        ([], []) => {
            let slug = slug(written);
            let name = if slug == written || written.contains('"') { "..." } else { written };
            let entry = format!("{slug} = {{ name = \"{name}\" }}");
            // A bare key does not show whether it is a person's.
            let help = match (like_a_group(written), slug == written) {
                (true, _) => format!("{DECLARE}, under [groups]: {entry}"),
                (false, true) => format!("{DECLARE}, under [people] or [groups]: {entry}"),
                (false, false) => format!("{DECLARE}, under [people]: {entry}"),
            };
            let is_one_word = !written.contains(' ') && written.len() > 1;
            let is_related = |key: &&str| {
                if is_one_word && slug != written { is_part_of(written, key) } else { slug == written && akin(written, key) }
            };
            let related: Vec<&str> = keys.iter().copied().filter(is_related).take(4).collect();
            match &related[..] {
                [one] => {
                    let fault = fault.label(format!("did you mean \"{one}\"?")).help(format!("else {help}"));
                    fault.suggest(format!("write \"{one}\""), key.span, quoted(one))
                }
                [] => {
                    let help = if slug == written { help } else { format!("{help}, and write \"{slug}\" here") };
                    fault.label("declared neither in [people] nor in [groups]").help(help)
                }
                several => {
                    let several: Vec<String> = several.iter().map(|key| quoted(key)).collect();
                    let fault = fault.label(format!("did you mean {}?", one_of(&several)));
                    fault.help(format!("write one of these, or {help}"))
                }
            }
        }
        _ => {
            let several: Vec<String> = meant.iter().chain(&near).map(|key| quoted(key)).collect();
            fault.label("declared neither in [people] nor in [groups]").help(format!("did you mean {}?", one_of(&several)))
        }
    }
}

/// The people and groups by what they are called: looked up, for a plan may have as many of them as leads that mean nobody.
struct Names<'p> {
    plan: &'p Plan<'p>,
    /// The keys of all that a name can mean, by what its spellings share; and the same where signs do not count either. Gathered when
    /// the first one is looked up.
    by_name: Option<[HashMap<String, Vec<&'p str>>; 2]>,
    /// The keys of people by the first letter and the last word of their name, and by its first letters.
    by_initials: Option<HashMap<String, Vec<&'p str>>>,
    /// Bytes of keys that may still be looked through for what is near: who is near to whom takes a look at each.
    budget: usize,
}

impl<'p> Names<'p> {
    fn of(plan: &'p Plan<'p>) -> Names<'p> {
        const BUDGET: usize = 8 << 20;
        Names { plan, by_name: None, by_initials: None, budget: BUDGET }
    }

    fn keys(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let plan = self.plan;
        plan.people.iter().map(|person| person.key.value).chain(plan.groups.iter().map(|group| group.key.value))
    }

    /// Every key, to be looked through once; none when too many have been.
    fn keys_to_search(&mut self) -> Vec<&'p str> {
        let keys: Vec<&str> = if self.budget == 0 { Vec::new() } else { self.keys().collect() };
        self.budget = self.budget.saturating_sub(keys.iter().map(|key| key.len() + 1).sum());
        keys
    }

    /// The keys of all that a name can mean; where none has just this name, spaces and hyphens do not count.
    fn meanings(&mut self, written: &str) -> &[&'p str] {
        let plan = self.plan;
        let [same, alike] = self.by_name.get_or_insert_with(|| {
            let mut by_name: [HashMap<String, Vec<&str>>; 2] = Default::default();
            let mut add = |own: &'p str, name: &str| {
                for (names, name) in by_name.iter_mut().zip([key(name), letters(name)]) {
                    let keys = names.entry(name).or_default();
                    if keys.last() != Some(&own) {
                        keys.push(own);
                    }
                }
            };
            plan.people.iter().for_each(|person| person.names().for_each(|name| add(person.key.value, name)));
            plan.groups.iter().for_each(|group| group.names().for_each(|name| add(group.key.value, name)));
            by_name
        });
        let bare = letters(written);
        let alike = || alike.get(&bare).filter(|_| !bare.is_empty());
        same.get(&key(written)).or_else(alike).map_or(&[], |keys| keys)
    }
}

impl<'p> Names<'p> {
    /// The keys of all whose name a first letter and a surname stand for, or two or three first letters.
    fn by_initials(&mut self, short: &[&str]) -> &[&'p str] {
        let plan = self.plan;
        let by_initials = self.by_initials.get_or_insert_with(|| {
            let mut all: HashMap<String, Vec<&str>> = HashMap::default();
            for person in plan.people {
                let own = person.key.value;
                let mut add = |short: String| {
                    let keys = all.entry(short).or_default();
                    if keys.last() != Some(&own) {
                        keys.push(own);
                    }
                };
                for name in person.names() {
                    let words = words(name);
                    let firsts = initials(&words);
                    let (Some(first), Some(last)) = (words.first().and_then(|word| word.chars().next()), words.last()) else {
                        continue;
                    };
                    if words.len() > 1 {
                        add(format!("{first} {last}"));
                        add(firsts);
                    }
                }
            }
            all
        });
        let letter = |word: &str| word.chars().count() == 1;
        let short = match short {
            [first, last] if letter(first) && !letter(last) => format!("{} {}", caseless(first), caseless(last)),
            [letters] if (2..=3).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase) => {
                caseless(letters)
            }
            all if (2..=3).contains(&all.len()) && all.iter().all(|word| letter(word)) => caseless(&all.concat()),
            _ => return &[],
        };
        by_initials.get(&short).map_or(&[], |keys| keys)
    }
}

/// The first letters of words.
fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

/// The keys of several people or groups named in one text, where every part is somebody.
fn several<'p>(names: &mut Names<'p>, written: &str) -> Option<Vec<&'p str>> {
    let text = written.replace(" and ", ",").replace(" And ", ",").replace(" AND ", ",");
    let parts: Vec<&str> =
        text.split([',', '/', '&', ';', '+', '\n', '(', ')']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (mut keys, mut seen): (Vec<&str>, HashSet<&str>) = Default::default();
    for part in &parts {
        let key = match names.meanings(part)[..] {
            [key] => key,
            // An address is somebody's.
            _ => match &names_within(names, part) {
                NamesWithin { keys, is_all: true } if part.contains('@') => *keys.first()?,
                _ => return None,
            },
        };
        if seen.insert(key) {
            keys.push(key);
        }
    }
    (parts.len() > 1).then_some(keys)
}

/// Whose names stand within a text.
#[derive(Default)]
struct NamesWithin<'p> {
    keys: Vec<&'p str>,
    /// The rest says nothing of who it is: a form of address, an address, a number.
    is_all: bool,
}

/// The people and groups named in a text that says more: "Mr Raj Patel", "Raj Patel <raj.patel@example.org>", "Patel, Raj", "R. Patel".
fn names_within<'p>(names: &mut Names<'p>, written: &str) -> NamesWithin<'p> {
    const LONGEST: usize = 160;
    const MOST: usize = 16;
    // No name has more words.
    const WORDS: usize = 6;
    const SAYS_NOTHING: [&str; 19] = [
        "lead", "leads", "owner", "contact", "name", "mailto", "email", "mail", "tel", "ext", "mob", "mobile", "phone", "cbe",
        "obe", "mbe", "qpm", "jp", "esq",
    ];
    let mut found = NamesWithin::default();
    let all: Vec<(usize, &str)> = written
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '\u{2019}'))
        .filter_map(|word| Some((start_in(written, word)?, word)))
        .filter(|(_, word)| !word.is_empty())
        .collect();
    if written.len() > LONGEST || all.len() > MOST || all.is_empty() {
        return found;
    }
    let address = written.find('@').filter(|at| *at > 0);
    let mut rest: Vec<(usize, &str)> = Vec::new();
    let mut add = |key: &'p str| {
        if !found.keys.contains(&key) {
            found.keys.push(key);
        }
    };
    let mut at = 0;
    while at < all.len() {
        let most = WORDS.min(all.len() - at);
        let joined = |count: usize| all[at..at + count].iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        // A word alone is a name only where it is put together, as keys are.
        let named = (1..=most).rev().filter(|count| *count > 1 || all[at].1.contains('-')).find_map(|count| {
            let [key] = names.meanings(&joined(count))[..] else { return None };
            Some((count, key))
        });
        match named {
            Some((count, key)) => {
                add(key);
                at += count;
            }
            None => {
                rest.push(all[at]);
                at += 1;
            }
        }
    }
    let says_nothing = |(at, word): &(usize, &str)| {
        let word = caseless(word);
        TITLES.contains(&&*word)
            || SAYS_NOTHING.contains(&&*word)
            || word.chars().all(|c| c.is_ascii_digit())
            || word.strip_prefix('x').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
            || address.is_some_and(|sign| *at > sign)
    };
    if !found.keys.is_empty() {
        let mut initials = |word: &(usize, &str)| says_nothing(word) || names.by_initials(&[word.1]) == found.keys;
        found.is_all = found.keys.len() == 1 && rest.iter().all(&mut initials);
        return found;
    }
    // The surname first, or letters for a name.
    let turned = written.split_once(',').map(|(last, first)| format!("{} {}", first.trim(), last.trim()));
    if let Some(turned) = turned.filter(|_| written.matches(',').count() == 1)
        && let [key] = names.meanings(&turned)[..]
    {
        return NamesWithin { keys: vec![key], is_all: true };
    }
    let short: Vec<&str> = all.iter().map(|(_, word)| *word).collect();
    if let [key] = names.by_initials(&short)[..] {
        return NamesWithin { keys: vec![key], is_all: true };
    }
    found
}

/// One word that is a word of a key: a first name, or a surname.
fn is_part_of(written: &str, key: &str) -> bool {
    words(key).contains(&letters(written)) && !like_a_group(written)
}

/// A key that shares a word of some weight with another, or is short for it.
fn akin(written: &str, key: &str) -> bool {
    const LIGHT: [&str; 8] = ["group", "subgroup", "board", "team", "panel", "lscb", "chair", "service"];
    let (written, key) = (words(written), words(key));
    let heavy = |word: &&String| word.len() > 4 && !LIGHT.contains(&word.as_str());
    let short_for = |short: &str, long: &str| {
        let mut letters = long.chars();
        short.chars().next() == long.chars().next() && short.len() > 1 && short.chars().all(|c| letters.any(|letter| letter == c))
    };
    written.iter().filter(heavy).any(|word| key.contains(word))
        || written.len() > 1 && written.len() == key.len() && written.iter().zip(&key).all(|(short, long)| short_for(short, long))
}

/// Where the key of a lead stands.
enum Slot {
    /// By itself after the = sign, where a list may stand.
    Value,
    /// In a list.
    Entry,
    /// Where only one may stand.
    Single,
    /// In a list of lists.
    Nested,
}

fn slot_of(text: &str, span: Span) -> Slot {
    let before = text.get(..span.start as usize).unwrap_or("").trim_end();
    let last_word = |text: &str| text.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("").to_owned();
    if let Some(before) = before.strip_suffix('=') {
        let takes_list = keys::holds(&last_word(before.trim_end()), |value| value.is_pointer() && value.is_list());
        return if takes_list { Slot::Value } else { Slot::Single };
    }
    let key = before.rfind('=').map(|at| last_word(before[..at].trim_end()));
    let is_nested = key.is_some_and(|key| keys::holds(&key, |value| matches!(value, ValueType::WhoLists)));
    if is_nested { Slot::Nested } else { Slot::Entry }
}

/// Where the value of a key of leads stands.
fn slot_of_key(key: &str) -> Slot {
    if keys::holds(key, |value| value.is_pointer() && value.is_list()) { Slot::Value } else { Slot::Single }
}

/// The name in quotation marks that stands alone after the = sign or colon at this offset.
fn quoted_name(text: &str, offset: usize) -> Option<Text<'_>> {
    let line = text.get(offset..)?.lines().next()?;
    let value = line.trim_start().strip_prefix(['=', ':'])?.trim();
    let name = value.strip_prefix('"')?.strip_suffix('"').filter(|name| !name.contains(['"', '\\']))?;
    let start = offset + line.find(value)?;
    Some(Text::new(name, Span::new(start as u32, (start + value.len()) as u32)))
}

/// Words for a lead that is not known yet.
fn nobody_yet(written: &str) -> bool {
    const WORDS: [&str; 16] = [
        "tbc",
        "tba",
        "tbd",
        "tobeconfirmed",
        "tobeagreed",
        "tobedecided",
        "tobeidentified",
        "tobeappointed",
        "na",
        "notknown",
        "unknown",
        "none",
        "nolead",
        "nobody",
        "vacant",
        "vacancy",
    ];
    let bare = letters(written);
    WORDS.contains(&&*bare) || bare.is_empty() && !written.trim().is_empty()
}

/// A name with a word of a body in it, or letters that stand for one.
fn like_a_group(written: &str) -> bool {
    const WORDS: [&str; 30] = [
        "group",
        "subgroup",
        "groups",
        "subgroups",
        "board",
        "team",
        "teams",
        "service",
        "services",
        "committee",
        "panel",
        "council",
        "police",
        "trust",
        "agency",
        "agencies",
        "forum",
        "partnership",
        "network",
        "department",
        "school",
        "schools",
        "health",
        "partners",
        "members",
        "all",
        "unit",
        "executive",
        "authority",
        "probation",
    ];
    let mut words = written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let capitals = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase());
    words.any(|word| capitals(word) || WORDS.contains(&&*word.to_lowercase()))
}
