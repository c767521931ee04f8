//! Every table and every key has its place: over the plans of this repository and over made ones, sound and broken.

use super::{Arena, Extent, Plan, Style, Who, read};
use crate::text::Span;
use arbtest::arbitrary::{Result, Unstructured};
use std::collections::BTreeSet;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Every table that a plan has in its text, each with a name for messages.
fn tables<'a>(plan: &Plan<'a>) -> Vec<(String, Extent<'a>)> {
    let mut all = vec![("plan".to_owned(), plan.extent)];
    let whos = |all: &mut Vec<_>, name: &str, whos: &[Who<'a>]| {
        let tables = whos.iter().enumerate().filter_map(|(index, who)| Some((format!("{name} {index}"), *who.extent?)));
        all.extend(tables);
    };
    let named = [
        ("rag", plan.tables.rag),
        ("statuses", plan.tables.statuses),
        ("people", plan.tables.people),
        ("groups", plan.tables.groups),
    ];
    let named = named.into_iter().chain([("outcomes", plan.tables.outcomes)]);
    all.extend(named.filter_map(|(name, extent)| Some((name.to_owned(), extent?))));
    all.extend(plan.period.map(|period| ("period".to_owned(), period.extent)));
    all.extend(plan.people.iter().map(|person| (format!("person {}", person.key.value), person.extent)));
    all.extend(plan.groups.iter().map(|group| (format!("group {}", group.key.value), group.extent)));
    all.extend(plan.allows.iter().enumerate().map(|(index, allow)| (format!("allow {index}"), allow.extent)));
    for objective in plan.objectives {
        let name = format!("objective {}", objective.number);
        all.push((name.clone(), objective.extent));
        whos(&mut all, &format!("{name} lead"), objective.lead);
        whos(&mut all, &format!("{name} with"), objective.with);
        whos(&mut all, &format!("{name} accountable"), objective.accountable);
        if let Some(unpaired) = &objective.unpaired {
            all.push((format!("{name} unpaired"), unpaired.extent));
            for (index, leads) in unpaired.leads.iter().enumerate() {
                whos(&mut all, &format!("{name} unpaired lead {index}"), leads);
            }
        }
        for action in objective.actions {
            let name = format!("{name} action {}", action.number);
            all.push((name.clone(), action.extent));
            whos(&mut all, &format!("{name} lead"), action.lead);
            whos(&mut all, &format!("{name} with"), action.with);
            whos(&mut all, &format!("{name} accountable"), action.accountable);
            for (index, milestone) in action.milestones.iter().enumerate() {
                whos(&mut all, &format!("{name} milestone {index} lead"), milestone.lead);
            }
            all.extend(action.hold.map(|hold| (format!("{name} hold"), hold.extent)));
            let parts = action.milestones.iter().map(|milestone| ("milestone", milestone.extent));
            let parts = parts.chain(action.progress.iter().map(|note| ("note", note.extent)));
            let parts = parts.chain(action.moved.iter().map(|moved| ("moved", moved.extent)));
            all.extend(parts.enumerate().map(|(index, (part, extent))| (format!("{name} {part} {index}"), extent)));
        }
    }
    all.retain(|(_, extent)| extent.style != Style::Unwritten);
    all
}

fn is_in(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What holds of every text, however broken.
fn check_order(text: &str, tables: &[(String, Extent)]) {
    for (name, extent) in tables {
        let Extent { header, body, entries, .. } = extent;
        assert!(text.get(header.range()).is_some() && text.get(body.range()).is_some(), "{name}: {extent:?}\n{text}");
        assert!(header.end <= body.start, "{name}: {extent:?}\n{text}");
        for entry in *entries {
            let inside = is_in(entry.name, *body) && is_in(entry.value, *body) && entry.name.end < entry.value.start;
            assert!(inside && !entry.value.of(text).is_empty(), "{name}: {entry:?}\n{text}");
        }
        assert!(entries.is_sorted_by(|one, next| one.value.end < next.name.start), "{name}: {entries:?}\n{text}");
    }
    let mut lines: Vec<Span> = tables
        .iter()
        .filter(|(_, extent)| extent.style == Style::Lines)
        .map(|(_, extent)| Span::new(extent.header.start, extent.body.end))
        .collect();
    lines.sort();
    assert!(lines.is_sorted_by(|one, next| one.end <= next.start), "{lines:?}\n{text}");
}

/// The values that are written after an = sign, by another parser.
fn values(text: &str, table: &DeTable, out: &mut BTreeSet<Span>) {
    for (_, value) in table.iter() {
        let span = Span::new(value.span().start as u32, value.span().end as u32);
        let has_heading =
            |value: &toml::Spanned<DeValue>| matches!(value.get_ref(), DeValue::Table(_)) && !text[value.span()].starts_with('{');
        match value.get_ref() {
            DeValue::Array(entries) if !entries.first().is_some_and(has_heading) => _ = out.insert(span),
            DeValue::Table(_) if has_heading(value) => {}
            DeValue::Array(_) => {}
            _ => _ = out.insert(span),
        }
        inner(text, value.get_ref(), out);
    }
}

fn inner(text: &str, value: &DeValue, out: &mut BTreeSet<Span>) {
    match value {
        DeValue::Table(table) => values(text, table, out),
        DeValue::Array(entries) => entries.iter().for_each(|entry| inner(text, entry.get_ref(), out)),
        _ => {}
    }
}

/// What holds of every text that is TOML and has no key of the format at a wrong place.
fn check_sound(text: &str) {
    let arena = Arena::new();
    let plan = read("plan.toml", text, &arena).plan;
    let tables = tables(&plan);
    check_order(text, &tables);
    let mut found = BTreeSet::new();
    for (name, extent) in &tables {
        let header = extent.header.of(text);
        assert!(header.is_empty() || header.starts_with('['), "{name}: {header:?}");
        assert!(!header.ends_with(['\r', '\n']), "{name}: {header:?}");
        for entry in extent.entries {
            assert!(extent.entry(text, entry.key(text)).unwrap().name <= entry.name);
            let alone = format!("{} = {}", entry.name.of(text), entry.value.of(text));
            let alone: toml::Table = toml::from_str(&alone).unwrap_or_else(|error| panic!("{name}: {alone}: {error}"));
            assert_eq!(alone.keys().collect::<Vec<_>>(), [entry.key(text)], "{name}");
            found.insert(entry.value);
        }
    }
    let mut written = BTreeSet::new();
    values(text, DeTable::parse(text).unwrap().get_ref(), &mut written);
    let of = |spans: &BTreeSet<Span>| spans.iter().map(|span| format!("{}: {}", span.start, span.of(text))).collect::<Vec<_>>();
    assert_eq!(of(&found), of(&written), "{text}");
}

/// A line added at the end of a table is one more key of this table, and changes no other.
fn check_growth(text: &str, step: usize) {
    let arena = Arena::new();
    let before = tables(&read("plan.toml", text, &arena).plan);
    for (name, extent) in before.iter().step_by(step) {
        let (at, line) = match extent.style {
            Style::Lines if extent.header.start == extent.body.end => (extent.body.end, "x-new = 1\n".to_owned()),
            Style::Lines => (extent.body.end, "\nx-new = 1".to_owned()),
            Style::Braces => (extent.body.end, if extent.entries.is_empty() { "x-new = 1" } else { ", x-new = 1" }.to_owned()),
            Style::Dotted | Style::Unwritten => continue,
        };
        let grown = format!("{}{line}{}", &text[..at as usize], &text[at as usize..]);
        let after = Arena::new();
        let after = tables(&read("plan.toml", &grown, &after).plan);
        assert_eq!(before.len(), after.len(), "{name}\n{grown}");
        for ((one, old), (other, new)) in before.iter().zip(&after) {
            let keys = |text, extent: &Extent| extent.entries.iter().map(|entry| entry.key(text).to_owned()).collect::<Vec<_>>();
            let mut expected = keys(text, old);
            if one == name {
                expected.push("x-new".to_owned());
            }
            assert_eq!((one, expected), (other, keys(&grown, new)), "{name}\n{grown}");
        }
    }
}

#[test]
fn in_the_plans_of_this_repository_every_table_and_key_has_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(root.join("plans")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml") && !path.ends_with("lscb.toml"));
    files.push(root.join("tests/suite/odd.toml"));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        check_sound(&text);
        check_sound(&text.replace('\n', "\r\n"));
        check_growth(&text, 29);
    }
}

/// Some of these lines, in their order.
fn some<'l>(u: &mut Unstructured, lines: &[&'l str]) -> Result<Vec<&'l str>> {
    let mut out = Vec::new();
    for line in lines {
        if u.ratio(1, 2)? {
            out.push(*line);
        }
    }
    Ok(out)
}

/// A plan with its tables written in any of the ways that TOML has.
pub(super) fn plan(u: &mut Unstructured) -> Result<String> {
    let mut lines = vec!["# A plan."];
    lines.extend(some(
        u,
        &["board = \"Ångström\"  # a name", "\"title\" = 'T'", "", "remark = \"\"\"\ntwo\nlines\"\"\"", "x = 1"],
    )?);
    lines.extend(*u.choose(&[
        &["period = { from = \"2008\", to = 2008-12-31 }"][..],
        &["period.from = \"2008\"", "# so far", "period . \"to\" = 2008-12-31 # the end"],
        &["period = {\n  from = \"2008\", # begins\n  to = \"2008\",\n}"],
    ])?);
    lines.extend(*u.choose(&[
        &["[people]", "jo = { name = \"Jo\" }", "'sam' = { name = \"Sam\", aka = [\"S\",\n \"Sa\"], }"][..],
        &["[people.jo]", "name = \"Jo\"", "", "[people.sam]", "role = \"Chair\"", "name = \"Sam\""],
        &["people.jo.name = \"Jo\"", "people.sam = { }", "people.jo.role = \"x\""],
        &["[ people ] # those named", "", "# none yet", ""],
    ])?);
    for _ in 0..u.int_in_range(0..=2)? {
        lines.extend(["", "[[objective]]"]);
        lines.extend(some(
            u,
            &["ref = \"1\"", "", "lead = { who = \"jo\", as = \"x\" }", "titel = \"T\"", "due = [\"2008\", 2008-06-30]"],
        )?);
        if u.ratio(1, 3)? {
            lines.extend(["[objective.unpaired] # columns", "leads = [[\"jo\", { who = \"sam\" }],\n\n[]]"]);
        }
        for _ in 0..u.int_in_range(0..=3)? {
            lines.extend(["", "# Before the action.", "  [[objective.action]]  # one"]);
            let keys =
                ["ref = \"1.1\"", "action = '''a \"b\"'''", "'due' = \"2008-13\"", "# between", "status = \"x\\u0041\"", ""];
            lines.extend(some(u, &keys)?);
            let keys = [
                "lead = [\"jo\", {who=\"sam\"}]",
                "  timescale = 5",
                "milestones = [\n  { text = \"t\" }, # one\n]",
                "rag = \"red\"  ",
            ];
            lines.extend(some(u, &keys)?);
            lines.extend(*u.choose(&[
                &[][..],
                &["hold.because = \"no [trainer]\"", "see = \"1\"", "hold.review = 2008-06-30"],
                &["hold = { because = \"x\" }", "progress = [{ on = 2008-06-30, note = \"n\" }, { }]"],
                &["[objective.action.hold]", "because = \"x\" # y", "# end"],
                &["[[objective.action.moved]]", "from = \"2008\"", "", "[[objective.action.moved]]", "[objective.action.hold]"],
            ])?);
        }
    }
    lines.extend(some(u, &["", "[groups]", "[groups.cdop]", "", "[[allow]]", "[[allow]]"])?);
    lines.extend(some(u, &["# The end.", ""])?);
    let mut text = lines.join("\n");
    if u.ratio(3, 4)? {
        text.push('\n');
    }
    if u.ratio(1, 3)? {
        text = text.replace('\n', "\r\n");
    }
    Ok(if u.ratio(1, 4)? { format!("\u{feff}{text}") } else { text })
}

#[test]
fn in_made_plans_every_table_and_key_has_its_place() {
    arbtest::arbtest(|u| {
        let text = plan(u)?;
        check_sound(text.trim_start_matches('\u{feff}'));
        let arena = Arena::new();
        check_order(&text, &tables(&read("plan.toml", &text, &arena).plan));
        check_growth(&text, 1);
        Ok(())
    });
}

#[test]
fn in_broken_plans_what_is_read_has_its_place() {
    arbtest::arbtest(|u| {
        let mut text = plan(u)?;
        for _ in 0..u.int_in_range(1..=4)? {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let at = *u.choose(&places)?;
            match u.int_in_range(0..=2)? {
                0 => _ = text.remove(at),
                1 => text.insert_str(at, u.choose(&["\"", "[", "]", "=", "\n", "\u{201c}", "x", "[[objective]]\n", "{"])?),
                _ => text.truncate(at),
            }
            if text.is_empty() {
                return Ok(());
            }
        }
        let arena = Arena::new();
        check_order(&text, &tables(&read("plan.toml", &text, &arena).plan));
        Ok(())
    });
}

#[test]
fn a_table_knows_its_keys_in_whatever_way_it_is_written() {
    let text = "title = \"T\"\n\n[[objective]]\n[[objective.action]] # one\nhold . \"because\" = \"x\" # why\ndue = [\n  \"2008\", # or so\n]\n\n# next\n";
    let arena = Arena::new();
    let plan = read("plan.toml", text, &arena).plan;
    let action = &plan.objectives[0].actions[0];
    assert_eq!(action.extent.header.of(text), "[[objective.action]] # one");
    assert_eq!(action.extent.entry(text, "hold").unwrap().name.of(text), "hold . \"because\"");
    assert_eq!(action.extent.entry(text, "due").unwrap().value.of(text), "[\n  \"2008\", # or so\n]");
    assert!(action.extent.body.of(text).ends_with("\n]"));
    assert_eq!(action.hold.unwrap().extent.body.of(text), "\"because\" = \"x\" # why");
    assert!(plan.objectives[0].extent.entry(text, "action").is_none());
}
