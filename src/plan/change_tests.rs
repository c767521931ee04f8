//! A change touches only what it names: over the plans of this repository and over made ones, in every way that TOML has.

use super::change::{PlanChange, Table};
use super::extent_tests;
use super::keys::ValueType;
use super::list::remarks;
use super::write::Value;
use super::{Arena, Plan, read};
use crate::edit::{Edit, apply};
use crate::text::Span;
use crate::time::when::When;
use arbtest::arbitrary::{Result, Unstructured};
use std::collections::BTreeMap;
use std::path::Path;

#[path = "../../tests/fuzz/mutants.rs"]
mod mutants;

/// How long each property is tried: `LSCB_CHANGES=40` tries forty times as long.
fn longer() -> u64 {
    std::env::var("LSCB_CHANGES").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// A step on the way from the top of a file to a table.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Entry(&'static str, usize),
}

/// Every table of a plan that can be changed, with the way to it.
fn tables<'p>(plan: &'p Plan<'p>) -> Vec<(Vec<Step>, Table<'p>)> {
    let mut all: Vec<(Vec<Step>, Table)> = vec![(vec![], plan.into())];
    all.extend(plan.period.iter().map(|period| (vec![Step::Key("period".into())], period.into())));
    let key = |list: &str, key: &str| vec![Step::Key(list.into()), Step::Key(key.into())];
    all.extend(plan.people.iter().map(|person| (key("people", person.key.value), person.into())));
    all.extend(plan.groups.iter().map(|group| (key("groups", group.key.value), group.into())));
    all.extend(plan.allows.iter().enumerate().map(|(index, allow)| (vec![Step::Entry("allow", index)], allow.into())));
    for objective in plan.objectives {
        let way = vec![Step::Entry("objective", objective.number - 1)];
        all.push((way.clone(), objective.into()));
        for action in objective.actions {
            let way = [&way[..], &[Step::Entry("action", action.number - 1)]].concat();
            let part = |step: Step| [&way[..], &[step]].concat();
            all.push((way.clone(), action.into()));
            all.extend(action.hold.iter().map(|hold| (part(Step::Key("hold".into())), (*hold).into())));
            all.extend(
                action.milestones.iter().enumerate().map(|(at, entry)| (part(Step::Entry("milestones", at)), entry.into())),
            );
            all.extend(action.progress.iter().enumerate().map(|(at, entry)| (part(Step::Entry("progress", at)), entry.into())));
            all.extend(action.moved.iter().enumerate().map(|(at, entry)| (part(Step::Entry("moved", at)), entry.into())));
        }
    }
    all
}

fn parse(text: &str) -> toml::Table {
    toml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The table that a way leads to.
fn at<'t>(file: &'t mut toml::Table, way: &[Step]) -> Option<&'t mut toml::Table> {
    let mut table = file;
    for step in way {
        table = match step {
            Step::Key(key) => table.get_mut(key)?.as_table_mut()?,
            Step::Entry(key, index) => table.get_mut(*key)?.as_array_mut()?.get_mut(*index)?.as_table_mut()?,
        };
    }
    Some(table)
}

#[derive(Clone, Debug)]
enum Do {
    Set(Value),
    Remove,
    Append(Value),
}

/// Something to be done to a key, with a value that it can hold; nothing for tables and lists of them.
fn something(u: &mut Unstructured, is: ValueType) -> Result<Option<Do>> {
    let text = |u: &mut Unstructured| -> Result<Value> {
        Ok(Value::from(*u.choose(&[
            "short",
            "a \"quoted\" one",
            "S:\\files",
            "a much longer text, so that with what stands on the line already the line grows too long",
            "it's",
        ])?))
    };
    let when = |u: &mut Unstructured| -> Result<Value> {
        Ok(When::parse(u.choose(&["2008-06-30", "2008-07", "2008/09", "2009"])?).unwrap().into())
    };
    let one = match is {
        ValueType::Texts | ValueType::Pointers | ValueType::Whos | ValueType::Text | ValueType::Word(_) | ValueType::Pointer => {
            text(u)?
        }
        ValueType::When | ValueType::Whens | ValueType::Day | ValueType::Days => when(u)?,
        ValueType::Flag => Value::Flag(u.arbitrary()?),
        _ => return Ok(None),
    };
    Ok(Some(match u.int_in_range(0..=4)? {
        0 => Do::Remove,
        1 if is.is_list() => Do::Append(one),
        2 if is.is_list() => Do::Set(Value::List((0..u.int_in_range(1..=3)?).map(|_| text(u)).collect::<Result<_>>()?)),
        _ => Do::Set(one),
    }))
}

/// The value as another parser reads it.
fn meant(value: &Value) -> toml::Value {
    parse(&format!("x = {}", value.on_one_line())).remove("x").unwrap()
}

fn prune(table: &mut toml::Table) {
    table.retain(|_, value| {
        if let toml::Value::Table(inner) = value {
            prune(inner);
        }
        !matches!(value, toml::Value::Table(inner) if inner.is_empty())
    });
    for value in table.iter_mut().filter_map(|(_, value)| value.as_array_mut()).flatten() {
        value.as_table_mut().into_iter().for_each(prune);
    }
}

fn all_remarks(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = remarks(text, Span::new(0, text.len() as u32)).iter().map(|span| span.of(text)).collect();
    all.sort_unstable();
    all
}

/// Changes some keys of some tables of a text, and holds the result against what another parser makes of it. Says how many.
fn check(u: &mut Unstructured, text: &str) -> Result<usize> {
    let arena = Arena::new();
    let plan = read("plan.toml", text, &arena).plan;
    let all = tables(&plan);
    let mut expected = parse(text);
    let mut change = PlanChange::of(&plan);
    let mut done: Vec<(String, String)> = Vec::new();
    let mut made = Vec::new();
    for _ in 0..u.int_in_range(1..=3)? {
        let (way, table) = u.choose(&all)?;
        let key = u.choose(table.section().keys)?;
        let Some(act) = something(u, key.value_type)? else { continue };
        // A key is changed once: what another parser then holds is easily said.
        if done.contains(&(format!("{way:?}"), key.name.to_owned())) {
            continue;
        }
        let Some(target) = at(&mut expected, way) else { continue };
        let old = target.get(key.name).cloned();
        match &act {
            Do::Set(value) => {
                target.insert(key.name.to_owned(), meant(value));
                change.set(*table, key.name, value.clone());
            }
            Do::Remove => {
                if matches!(old, Some(toml::Value::Table(_))) {
                    continue;
                }
                target.remove(key.name);
                change.remove(*table, key.name);
            }
            Do::Append(value) => {
                let mut list = match old.clone() {
                    Some(toml::Value::Array(list)) => list,
                    Some(single) => vec![single],
                    None => vec![],
                };
                list.push(meant(value));
                target.insert(key.name.to_owned(), toml::Value::Array(list));
                change.append(*table, key.name, value.clone());
            }
        }
        done.push((format!("{way:?}"), key.name.to_owned()));
        made.push((way.clone(), key.name, act, old));
    }
    let Ok(edits) = change.edits() else { return Ok(0) };
    let after = apply(text, &edits).unwrap_or_else(|| panic!("{edits:?}\n{text}"));
    let mut found = parse(&after);
    // A table whose keys are all gone is gone too, where its keys carry its name.
    prune(&mut found);
    prune(&mut expected);
    assert_eq!(found, expected, "{made:?}\n{edits:#?}\n{text}\n---\n{after}");
    let (before, left) = (all_remarks(text), all_remarks(&after));
    let mut rest = left.clone();
    for remark in &before {
        let place = rest.iter().position(|other| other == remark);
        rest.remove(place.unwrap_or_else(|| panic!("{remark} is lost: {made:?}\n{text}\n---\n{after}")));
    }
    assert!(rest.is_empty(), "{rest:?}\n{after}");
    // How lines end, and whether the last one does.
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
        assert!(!after.replace("\r\n", "").contains('\n'), "{made:?}\n{text:?}\n---\n{after:?}");
    } else {
        assert!(!after.contains('\r') || text.contains('\r'));
    }
    if let [(way, key, Do::Set(_), Some(old))] = &made[..] {
        set_back(text, &after, way, key, old);
    }
    Ok(made.len())
}

/// A single value that was given another one and gets its old one back leaves the text as it was.
fn set_back(text: &str, after: &str, way: &[Step], key: &'static str, old: &toml::Value) {
    let toml::Value::String(words) = old else { return };
    let arena = Arena::new();
    let plan = read("plan.toml", after, &arena).plan;
    let Some((_, table)) = tables(&plan).into_iter().find(|(other, _)| format!("{other:?}") == format!("{way:?}")) else {
        return;
    };
    let single = table.entry(after, key).is_some_and(|entry| entry.value.of(after).starts_with(['"', '\'']));
    let first = Arena::new();
    let first = read("plan.toml", text, &first).plan;
    let was = tables(&first)
        .into_iter()
        .find(|(other, _)| format!("{other:?}") == format!("{way:?}"))
        .and_then(|(_, table)| table.entry(text, key));
    let same_marks = |value: &str| value == Value::from(&**words).in_place_of(value, "\n");
    if !single || !was.is_some_and(|entry| same_marks(entry.value.of(text))) {
        return;
    }
    let mut change = PlanChange::of(&plan);
    change.set(table, key, Value::from(&**words));
    let back = apply(after, &change.edits().unwrap()).unwrap();
    // A text with an apostrophe in it cannot keep the marks that are apostrophes: those of the change then stay.
    if !text.contains('\'') {
        assert_eq!(back, text, "{way:?} {key}\n{after}");
    }
}

#[test]
fn in_made_plans_a_change_touches_only_what_it_names() {
    let mut made = 0;
    arbtest::arbtest(|u| {
        let text = extent_tests::plan(u)?;
        made += check(u, &text)?;
        Ok(())
    })
    .budget_ms(1500 * longer());
    // A busy machine makes few of them in the time.
    assert!(made > 5, "{made}");
}

#[test]
fn in_the_plans_of_this_repository_a_change_touches_only_what_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(root.join("plans")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.push(root.join("tests/suite/odd.toml"));
    files.push(root.join("examples/starter.toml"));
    let plain = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    let mut texts: Vec<String> = plain.collect();
    let page = std::fs::read_to_string(root.join("plans/README.md")).unwrap();
    texts.extend(page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).map(str::to_owned));
    let more = [
        |text: &str| text.replace('\n', "\r\n"),
        |text: &str| text.replace(" = ", "\t=\t"),
        |text: &str| text.replace("\n  ", "\n\t"),
        |text: &str| text.trim_end().to_owned(),
        |text: &str| {
            format!("\u{feff}{}", text.replace('\n', " # said so\n").replace("[ # said so", "[").replace(", # said so", ","))
        },
    ];
    // Variants that are no TOML, such as a remark within a text of several lines, are left out.
    texts.extend(
        texts
            .clone()
            .iter()
            .flat_map(|text| more.map(|vary| vary(text)))
            .filter(|text| toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}')).is_ok()),
    );
    let mut made = 0;
    arbtest::arbtest(|u| {
        let text = u.choose(&texts)?;
        made += check(u, text)?;
        Ok(())
    })
    .budget_ms(1500 * longer());
    // A busy machine makes few of them in the time.
    assert!(made > 5, "{made}");
}

/// Every key of every table as it is written, by the way to it; of a table that stands twice, the first.
fn all_written<'p>(text: &str, tables: &[(Vec<Step>, Table<'p>)]) -> BTreeMap<(String, &'static str), Vec<String>> {
    let mut all = BTreeMap::new();
    for (way, table) in tables {
        for name in table.section().names() {
            let written: Vec<String> = table.written(text, name).into_iter().map(str::to_owned).collect();
            let has_parts = table.section().key(name).is_some_and(|key| key.value_type.section().is_some());
            if !written.is_empty() && !has_parts {
                all.entry((format!("{way:?}"), name)).or_insert(written);
            }
        }
    }
    all
}

/// Changes one key of a text that may be no TOML at all: every other key is read as it was, and the one is what it was to become.
/// Says whether anything could be changed.
fn check_broken(rng: &mut fastrand::Rng, text: &str) -> bool {
    let arena = Arena::new();
    let plan = read("plan.toml", text, &arena).plan;
    let all = tables(&plan);
    let (way, table) = &all[rng.usize(..all.len())];
    let keys: Vec<_> = table.section().keys.iter().filter(|key| matches!(key.value_type, ValueType::Text)).collect();
    if keys.is_empty() {
        return false;
    }
    let key = keys[rng.usize(..keys.len())].name;
    let words = ["short", "a \"quoted\" one", "S:\\files", "it's [1]"][rng.usize(..4)];
    let mut change = PlanChange::of(&plan);
    change.set(*table, key, words);
    let Ok(edits) = change.edits() else { return false };
    let after = apply(text, &edits).unwrap_or_else(|| panic!("{edits:?}\n{text}"));
    let new_arena = Arena::new();
    let new = read("plan.toml", &after, &new_arena).plan;
    // Where a key stands twice, or what is broken reaches over what is new, the command refuses the result: it reads it first.
    let mut expected = all_written(text, &all);
    let mut found = all_written(&after, &tables(&new));
    let place = (format!("{way:?}"), key);
    let is_new = found.remove(&place);
    expected.remove(&place);
    if !plan.damaged {
        assert_eq!(found, expected, "{way:?} {key}\n{edits:#?}\n{text}\n---\n{after}");
        let is_new = is_new.unwrap_or_default();
        assert_eq!(is_new.len(), 1, "{way:?} {key}\n{edits:#?}\n{text}\n---\n{after}");
        assert_eq!(parse(&format!("x = {}", is_new[0]))["x"].as_str(), Some(words));
    }
    true
}

#[test]
fn in_plans_that_went_wrong_a_change_touches_only_what_it_names() {
    let (mut sound, mut broken) = (0, 0);
    for seed in 0..400 * longer() {
        let rng = &mut fastrand::Rng::with_seed(seed);
        let text = mutants::mutant(rng);
        let is_toml = toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}')).is_ok();
        let arena = Arena::new();
        match (is_toml, read("plan.toml", &text, &arena).faults.is_empty()) {
            (true, true) => {
                let bytes: Vec<u8> = (0..400).map(|_| rng.u8(..)).collect();
                sound += check(&mut Unstructured::new(&bytes), &text).unwrap_or(0);
            }
            // Headings and keys that are read as they were meant are other ones to another parser.
            (true, false) => {}
            (false, _) => broken += usize::from(check_broken(rng, &text)),
        }
    }
    assert!(sound > 0 && broken > 30, "{sound} {broken}");
}

/// The text after one change of the first action of a plan.
fn changed(text: &str, work: impl for<'p> Fn(&mut PlanChange<'p>, &'p Plan<'p>)) -> String {
    let arena = Arena::new();
    let plan = read("plan.toml", text, &arena).plan;
    let mut change = PlanChange::of(&plan);
    work(&mut change, &plan);
    let edits: Vec<Edit> = change.edits().unwrap();
    apply(text, &edits).unwrap()
}

#[test]
fn a_new_key_stands_after_its_neighbour_in_the_documented_order_and_is_aligned_as_they_are() {
    let action = |body: &str| format!("[[objective]]\n[[objective.action]]\n{body}");
    let complete = |text: &str| {
        changed(text, |change, plan| {
            let action = &plan.objectives[0].actions[0];
            change.set(action, "completed", When::parse("2008-06-30").unwrap());
            change.set(action, "status", "complete");
        })
    };
    for (before, after) in [
        (
            "ref    = \"1\"\naction = \"x\"\nsee    = \"y\"\n",
            "ref    = \"1\"\naction = \"x\"\nstatus = \"complete\"\ncompleted = 2008-06-30\nsee    = \"y\"\n",
        ),
        ("ref = \"1\"\n# why\nsee = \"y\"", "ref = \"1\"\nstatus = \"complete\"\ncompleted = 2008-06-30\n# why\nsee = \"y\""),
        ("\tref=\"1\" # a", "\tref=\"1\" # a\n\tstatus=\"complete\"\n\tcompleted=2008-06-30"),
        ("see = \"y\"\n", "status = \"complete\"\ncompleted = 2008-06-30\nsee = \"y\"\n"),
        ("", "status = \"complete\"\ncompleted = 2008-06-30\n"),
        ("timescale    = \"x\"\n", "timescale    = \"x\"\nstatus       = \"complete\"\ncompleted    = 2008-06-30\n"),
    ] {
        assert_eq!(complete(&action(before)).trim_end_matches('\n'), action(after).trim_end_matches('\n'));
    }
}

#[test]
fn a_list_grows_as_it_is_written() {
    let action = |body: &str| format!("[[objective]]\n[[objective.action]]\n{body}\nsee = \"end\"\n");
    let grown = |body: &str| {
        changed(&action(body), |change, plan| {
            let action = &plan.objectives[0].actions[0];
            let note = |words: &str| vec![("on", Value::When(When::parse("2008-06-30").unwrap())), ("note", words.into())];
            change.append_table(action, "progress", note("one"));
            change.append_table(action, "progress", note("two"));
        })
    };
    let one = "{ on = 2008-06-30, note = \"one\" }";
    let two = "{ on = 2008-06-30, note = \"two\" }";
    for (before, after) in [
        ("ref = \"1\"", format!("ref = \"1\"\nprogress = [{one}, {two}]")),
        ("progress = []", format!("progress = [{one}, {two}]")),
        ("progress = [{ note = \"0\" }] # so far", format!("progress = [{{ note = \"0\" }}, {one}, {two}] # so far")),
        (
            "progress = [\n  { note = \"0\" }, # so far\n]",
            format!("progress = [\n  {{ note = \"0\" }}, # so far\n  {one},\n  {two},\n]"),
        ),
        (
            "progress = [\n\t{ note = \"0\" } # so far\n]",
            format!("progress = [\n\t{{ note = \"0\" }}, # so far\n\t{one},\n\t{two}\n]"),
        ),
        ("progress = [\n  { note = \"0\" }]", format!("progress = [\n  {{ note = \"0\" }},\n  {one},\n  {two}]")),
        (
            "progress = [{ note = \"a note that is long enough for the line to be full with the next two of them\" }]",
            format!(
                "progress = [\n  {{ note = \"a note that is long enough for the line to be full with the next two of them\" }},\n  {one},\n  {two},\n]"
            ),
        ),
    ] {
        assert_eq!(grown(before), action(&after));
    }
    let headed = "[[objective]]\n[[objective.action]]\nref = \"1\"\n\n[[objective.action.progress]]\nnote = \"0\" # so far\n\n[[objective]]\n";
    let after = changed(headed, |change, plan| {
        change.append_table(&plan.objectives[0].actions[0], "progress", vec![("note", "one".into())])
    });
    assert_eq!(after, headed.replace("so far\n", "so far\n\n[[objective.action.progress]]\nnote = \"one\"\n"));
}

#[test]
fn a_remark_inside_a_value_that_goes_is_kept_above_it() {
    let text = "[[objective]]\n[[objective.action]]\n  due = [ # first\n    \"2008-06\", # the old one\n  ] # end\nhold = { because = \"x\" } # minutes\n";
    let after = changed(text, |change, plan| {
        let action = &plan.objectives[0].actions[0];
        change.set(action, "due", When::parse("2008-09").unwrap());
        change.remove(action, "hold");
    });
    assert_eq!(after, "[[objective]]\n[[objective.action]]\n  # first\n  # the old one\n  due = \"2008-09\" # end\n# minutes\n");
}

#[test]
fn entries_leave_a_list_and_the_others_stay_as_they_are() {
    let set = |lead: &str, names: &[&str]| {
        let text = format!("[[objective]]\n[[objective.action]]\nlead = {lead}\n");
        let after = changed(&text, |change, plan| {
            change.set(
                &plan.objectives[0].actions[0],
                "lead",
                Value::List(names.iter().map(|name| Value::from(*name)).collect()),
            );
        });
        after.strip_prefix("[[objective]]\n[[objective.action]]\n").unwrap().to_owned()
    };
    assert_eq!(set("[\"a\", 'b', \"c\"]", &["a", "c"]), "lead = [\"a\", \"c\"]\n");
    assert_eq!(set("[\"a\", 'b', \"c\"]", &["b", "c"]), "lead = ['b', \"c\"]\n");
    assert_eq!(set("[\"a\", 'b', \"c\"]", &["a"]), "lead = [\"a\"]\n");
    assert_eq!(set("[\"a\", 'b']", &["a", "d"]), "lead = [\"a\", 'd']\n");
    assert_eq!(set("[\n  \"a\",\n  \"b\", # why\n  \"c\"\n]", &["a", "c"]), "lead = [\n  \"a\",\n  # why\n  \"c\"\n]\n");
    assert_eq!(set("[\n  \"a\",\n  \"b\",\n]", &["a"]), "lead = [\n  \"a\",\n]\n");
}

#[test]
fn an_action_is_added_as_the_others_of_its_objective_are_written() {
    let add = |text: &str| {
        changed(text, |change, plan| {
            change.add_action(&plan.objectives[0], vec![("ref", "1.2".into()), ("action", "New".into())]).unwrap()
        })
    };
    let before = "[[objective]]\nref = \"1\"\n\n[[objective.action]] # one\nref    = \"1.1\"\naction = \"Old\"\n";
    assert_eq!(
        add(&format!("{before}\n[[objective]]\n")),
        format!("{before}\n[[objective.action]]\nref    = \"1.2\"\naction = \"New\"\n\n[[objective]]\n")
    );
    assert_eq!(
        add("[[objective]]\nref = \"1\""),
        "[[objective]]\nref = \"1\"\n\n[[objective.action]]\nref = \"1.2\"\naction = \"New\""
    );
    let inline = "objective = [{ ref = \"1\", action = [{ ref = \"1.1\" }] }]\n";
    assert_eq!(add(inline), "objective = [{ ref = \"1\", action = [{ ref = \"1.1\" }, { ref = \"1.2\", action = \"New\" }] }]\n");
    let held = "[[objective]]\n[[objective.action]]\nref = \"1.1\"\n[objective.action.hold]\nbecause = \"x\"\n# end\n";
    assert_eq!(
        add(held),
        "[[objective]]\n[[objective.action]]\nref = \"1.1\"\n[objective.action.hold]\nbecause = \"x\"\n\n[[objective.action]]\nref = \"1.2\"\naction = \"New\"\n# end\n"
    );
}
