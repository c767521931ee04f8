//! Any other key of an action, an objective or a plan, its value given in plain words.

use super::names;
use super::{Subject, date, keep_inherited};
use crate::names::letters;
use crate::plan::change::{PlanChange, Table};
use crate::plan::keys::{Key, ValueType};
use crate::plan::write::Value;
use crate::plan::{Plan, Status};
use crate::text::{one_line, one_of};
use crate::time::every::Every;
use crate::time::period::Period;
use crate::time::phrase;
use crate::time::when::{When, day_for_people};

/// What is asked of one key: `key=value`, `key+=value`, `key=`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    pub key: String,
    pub value: String,
    /// The value is one more of the list.
    pub add: bool,
}

impl Setting {
    /// Reads `key=value`.
    ///
    /// # Errors
    /// When there is no = in it.
    pub fn parse(text: &str) -> Result<Setting, String> {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| format!("\"{text}\": write the key, an = sign and the value, such as see=\"Working Together\""))?;
        let add = key.ends_with('+');
        let key = key.strip_suffix('+').unwrap_or(key).trim();
        Ok(Setting { key: key.to_owned(), value: value.trim().to_owned(), add })
    }
}

/// Which table of a plan a key belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Of<'p> {
    Action(Subject<'p>),
    Objective(&'p crate::plan::Objective<'p>),
    Plan,
}

/// Sets keys of one table; `correct` takes a value for a mistyped one, so that nothing is asked about it.
///
/// # Errors
/// For a key that is none, a value that it cannot hold, and a key that has a command of its own.
pub fn set<'p>(change: &mut PlanChange<'p>, of: Of<'p>, settings: &[Setting], correct: bool) -> super::Outcome {
    let plan = change.plan();
    let (table, name): (Table, String) = match of {
        Of::Action(subject) => (subject.action.into(), subject.name()),
        Of::Objective(objective) => (objective.into(), format!("objective {}", objective.label())),
        Of::Plan => (plan.into(), plan.name.to_owned()),
    };
    let mut said = Vec::new();
    for setting in settings {
        let key = table.section().key(&setting.key).ok_or_else(|| unknown_key(&table, &setting.key))?;
        if let (Of::Action(subject), false) = (of, correct) {
            has_own_command(subject, key, setting)?;
        }
        let old = table.written(plan.text, key.name);
        let was = if old.is_empty() { String::new() } else { format!(" (was {})", one_line(&old.join(", "))) };
        if let (Of::Action(subject), true) = (of, SAYS_WHEN.contains(&key.name)) {
            keep_inherited(change, subject, &[key.name]);
        }
        if setting.value.is_empty() {
            if setting.add {
                return Err(format!("{}+= needs something to add", key.name));
            }
            if old.is_empty() {
                return Err(format!("{name} has no {}", key.name));
            }
            change.remove(table, key.name);
            said.push(format!("{} taken away{was}", key.name));
            continue;
        }
        if let (Of::Plan, "period") = (of, key.name) {
            said.push(set_period(change, &setting.value)?);
            continue;
        }
        let values = read(plan, key, &setting.value)?;
        let shown: Vec<String> = values.iter().map(shown).collect();
        if setting.add {
            if !key.value_type.is_list() {
                return Err(format!("{} holds one value; write {}=… to replace it", key.name, key.name));
            }
            // The first entry of its own ends what it inherits: that is kept before it.
            let inherited: Vec<Value> = match of {
                Of::Action(subject) if old.is_empty() && INHERITED.contains(&key.name) => {
                    let written = Table::from(subject.objective).written(plan.text, key.name);
                    written.into_iter().map(|words| Value::AsWritten(words.to_owned())).collect()
                }
                _ => vec![],
            };
            match inherited.is_empty() {
                true => values.into_iter().for_each(|value| change.append(table, key.name, value)),
                false => change.set(table, key.name, Value::List([inherited, values].concat())),
            }
            said.push(format!("{} has {} too", key.name, shown.join(", ")));
            continue;
        }
        let value = match (key.value_type, &values[..]) {
            (ValueType::Texts | ValueType::Days, _) if key.name != "board" => Value::List(values),
            (_, [one]) if !table.is_list(plan.text, key.name) => one.clone(),
            (_, [one]) if !key.value_type.is_list() => one.clone(),
            _ => Value::List(values),
        };
        change.set(table, key.name, value);
        said.push(format!("{} is {}{was}", key.name, shown.join(", ")));
    }
    Ok(super::Done { sentence: format!("{name}: {}", said.join("; ")), notes: Vec::new() })
}

/// Keys of which the first one of its own ends what an action inherits of when it is due.
const SAYS_WHEN: [&str; 6] = ["due", "from", "every", "ongoing", "standing", "when"];

/// Lists that an action inherits whole as long as it has none of its own.
const INHERITED: [&str; 5] = ["lead", "with", "accountable", "due", "review"];

/// Gives the plan another time.
fn set_period(change: &mut PlanChange, words: &str) -> Result<String, String> {
    let new = Period::parse(words)?;
    let (from, to) = (When::Day(new.from), When::Day(new.to));
    let plan = change.plan();
    let was = plan.period.and_then(|old| Some((old.first_day(), old.last_day()?)));
    match &plan.period {
        Some(period) => {
            change.set(period, "from", from);
            change.set(period, "to", to);
        }
        None => change.set(plan, "period", Value::Table(vec![("from", from.into()), ("to", to.into())])),
    }
    let days = |(from, to)| format!("{} to {}", day_for_people(from), day_for_people(to));
    let was = was.map_or(String::new(), |was| format!(" (was {})", days(was)));
    Ok(format!("period is {}{was}", days((new.from, new.to))))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::When(when) => when.for_people(),
        value => value.on_one_line(),
    }
}

fn unknown_key(table: &Table, key: &str) -> String {
    let near: Vec<String> =
        crate::names::nearest(key, table.section().names()).iter().map(|near| format!("\"{near}\"")).collect();
    let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", one_of(&near)) };
    format!("{} has no key \"{key}\"{hint}", table.section().name)
}

/// Refuses what another command does better: with its reason, its day and its note.
fn has_own_command(subject: Subject, key: &Key, setting: &Setting) -> Result<(), String> {
    let command = match (key.name, &*letters(&setting.value)) {
        ("due", _) if !subject.objective.due_of(subject.action).is_empty() && !setting.add => {
            return Err(format!(
                "{} has a date already; `lscb move` changes it and keeps the first one; if it was only mistyped, add --correct",
                subject.name()
            ));
        }
        ("status", "complete") | ("completed", _) => "lscb done",
        ("status", "onhold") => "lscb hold",
        ("status", "withdrawn") | ("closed", _) => "lscb withdraw",
        ("status", "carriedforward") => "lscb rollover",
        ("status", "") => return Ok(()),
        ("status", _) if subject.action.is_closed() => "lscb reopen",
        ("status", _) if subject.action.status.is_some_and(|status| status.value == Status::OnHold) => "lscb reopen",
        _ => return Ok(()),
    };
    Err(format!(
        "{}: for this there is `{command}`, which notes the day too; if the key was only mistyped, add --correct",
        subject.name()
    ))
}

/// What a key can hold, from words.
fn read(plan: &Plan, key: &Key, words: &str) -> Result<Vec<Value>, String> {
    let one = |value: Value| Ok(vec![value]);
    let no = |wanted: &str| Err(format!("{} must be {wanted}, and \"{words}\" is not", key.name));
    let day = |words: &str| match date(words)? {
        when @ When::Day(_) => Ok(Value::When(when)),
        when => Err(format!("{} must be a day, and \"{words}\" is {}", key.name, when.for_people())),
    };
    let dates = |words: &str| -> Result<Vec<Value>, String> {
        match date(words) {
            Ok(when) => Ok(vec![when.into()]),
            Err(why) if !words.contains(',') => Err(why),
            Err(_) => words.split(',').map(|part| date(part).map(Value::When)).collect(),
        }
    };
    match key.value_type {
        // A theme has no comma in it.
        ValueType::Texts if key.name == "tags" => {
            Ok(words.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(Value::from).collect())
        }
        ValueType::Text | ValueType::Texts => one(words.into()),
        ValueType::Day => one(day(words)?),
        ValueType::Days => words.split(',').map(day).collect(),
        ValueType::When => one(date(words)?.into()),
        ValueType::WhenOrTrue if truth(words) == Some(true) => one(Value::Flag(true)),
        ValueType::WhenOrTrue => one(date(words)?.into()),
        ValueType::Whens => dates(words),
        ValueType::Every => match Every::parse(words).or_else(|| phrase::read(words).every) {
            Some(every) => one(Value::Text(every.to_string())),
            None => no("how often, such as \"quarter\", \"6 months\" or \"meeting\""),
        },
        ValueType::Flag => match truth(words) {
            Some(flag) => one(Value::Flag(flag)),
            None => no("yes or no"),
        },
        ValueType::Percent => match words.trim_end_matches('%').trim().parse::<u32>() {
            Ok(number @ 0..=100) => one(Value::Number(number)),
            _ => no("a whole number from 0 to 100"),
        },
        ValueType::Word(known) => match known.iter().find(|known| letters(known) == letters(words)) {
            Some(word) => one((*word).into()),
            None => no(&one_of(&known.iter().map(|known| format!("\"{known}\"")).collect::<Vec<_>>())),
        },
        ValueType::Pointer => one(names::find(plan, words)?.1.key.as_str().into()),
        ValueType::Pointers | ValueType::Whos => match names::find(plan, words) {
            Ok((_, named)) => one(named.key.as_str().into()),
            Err(why) if !words.contains(',') => Err(why),
            Err(_) => {
                words.split(',').map(|name| names::find(plan, name.trim()).map(|(_, named)| named.key.as_str().into())).collect()
            }
        },
        ValueType::WhoLists
        | ValueType::Table(_)
        | ValueType::Tables(_)
        | ValueType::Named(_)
        | ValueType::NamedTexts
        | ValueType::WordTexts(_) => {
            Err(format!("\"{}\" has parts of its own; change it in the file, or with the command that is for it", key.name))
        }
    }
}

fn truth(words: &str) -> Option<bool> {
    match &*letters(words) {
        "true" | "yes" | "y" => Some(true),
        "false" | "no" | "n" => Some(false),
        _ => None,
    }
}
