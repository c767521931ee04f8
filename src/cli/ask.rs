//! Asks the plans that the arguments name, and says what could not be read.

use super::args::{Day, Paths};
use super::config::Config;
use super::{End, output};
use crate::diagnostic::nearest;
use crate::query::{self, Answer, Asked, Question, Window};
use crate::reports::About;
use crate::shelf::{self, Seen};
use crate::source::{self, Lines, Place};
use std::path::PathBuf;

/// Faults of one plan that are named before the rest is only counted.
const NAMED: usize = 10;

/// What a command wants to know beside the day.
#[derive(Default)]
pub struct Wanted {
    pub filters: query::Filters,
    pub window: Option<Window>,
    /// The whole story of each action.
    pub detail: bool,
}

/// What the plans answered, and whether all of them could be read whole.
pub struct Asking {
    pub answers: Vec<Answer>,
    pub end: End,
    pub about: About,
}

/// Asks every plan.
///
/// # Errors
/// When a name asked for is known to no plan, or there is no plan to ask.
pub fn ask(paths: &Paths, day: &Day, wanted: Wanted, config: &Config) -> anyhow::Result<Asking> {
    let soon = day.soon.unwrap_or_else(|| config.soon());
    let question = Question { as_at: day.as_at()?, soon, filters: wanted.filters, window: wanted.window, detail: wanted.detail };
    let (places, mut end) = places(paths, config);
    let work = |name: &str, text: &str, reading: crate::plan::Reading| {
        let answer = query::ask(&question, name, &reading.plan);
        let lines = (!reading.faults.is_empty()).then(|| Lines::new(text));
        let told = lines.iter().flat_map(|lines| {
            reading.faults.iter().map(|fault| {
                let place = lines.position(fault.primary.span.start as usize);
                format!("{name}:{}:{}: {}", place.line, place.column, fault.message)
            })
        });
        ((answer, told.collect::<Vec<String>>()), false)
    };
    let mut answers = Vec::new();
    for seen in shelf::each(&places, work) {
        match seen {
            Seen::Plan(sheet) => {
                let (answer, faults) = sheet.made;
                if !faults.is_empty() {
                    end = End::Trouble;
                    faults.iter().take(NAMED).for_each(|fault| output::message(fault));
                    let more = faults.len().saturating_sub(NAMED);
                    let more = if more > 0 { format!("and {more} more; ") } else { String::new() };
                    output::message(&format!(
                        "{}: {more}answered as far as it could be read; `lscb check` shows each fault",
                        sheet.name
                    ));
                }
                answers.push(answer);
            }
            other => end = end.and(trouble(other)),
        }
    }
    if answers.is_empty() {
        anyhow::bail!("no plan could be read");
    }
    known(&question, &answers, &places)?;
    Ok(Asking { answers, end, about: About { as_at: question.as_at, soon, filtered: question.filters.any() } })
}

/// The files that the arguments name, else the plans folder.
pub fn places(paths: &Paths, config: &Config) -> (Vec<Place>, End) {
    let (places, unreadable) = source::find(&self::paths(paths, config));
    unreadable.iter().for_each(|unreadable| output::message(&unreadable.to_string()));
    (places, if unreadable.is_empty() { End::Well } else { End::Trouble })
}

/// The paths of the arguments, else the plans folder.
pub fn paths(paths: &Paths, config: &Config) -> Vec<PathBuf> {
    if paths.paths.is_empty() { config.plans() } else { paths.paths.clone() }
}

/// Says why a file gave no plan.
pub fn trouble<T>(seen: Seen<T>) -> End {
    match seen {
        Seen::Plan(_) => End::Well,
        Seen::PassedOver(name) => {
            output::message(&format!("{name}: passed over, as it has nothing of a plan in it"));
            End::Well
        }
        Seen::Unreadable(unreadable) => {
            output::message(&unreadable.to_string());
            End::Trouble
        }
    }
}

/// Every name asked for must be known to some plan: an empty list would pass for "nothing to do".
fn known(question: &Question, answers: &[Answer], places: &[Place]) -> anyhow::Result<()> {
    let unknown = question.filters.names().enumerate().find(|(index, _)| !answers.iter().any(|answer| answer.known[*index]));
    let Some((_, (asked, name))) = unknown else { return Ok(()) };
    let names = shelf::each(places, |_, _, reading| (query::candidates(&reading.plan, asked), false));
    let names: Vec<String> = names
        .into_iter()
        .filter_map(|seen| match seen {
            Seen::Plan(sheet) => Some(sheet.made),
            _ => None,
        })
        .flatten()
        .collect();
    let near = nearest(name, names.iter().map(String::as_str));
    let near: Vec<String> = near.iter().map(|near| format!("\"{near}\"")).collect();
    let hint = match (&near[..], asked) {
        ([], Asked::Lead | Asked::Who | Asked::Group) => "`lscb report leads` lists who leads".to_owned(),
        ([], _) => "`lscb list` shows what there is".to_owned(),
        (near, _) => format!("did you mean {}?", crate::diagnostic::one_of(near)),
    };
    let place = if answers.len() == 1 { "the plan has" } else { "no plan has" };
    let no = if answers.len() == 1 { "no " } else { "a " };
    anyhow::bail!("{place} {no}{} called \"{name}\"; {hint}", asked.words())
}
