//! `lscb timescale`: how a printed timescale is read, and why not.

use crate::cli::{ExitStatus, output};
use crate::render::json_document;
use crate::text::several_lines;
use crate::time::phrase::{self, Reading};
use crate::time::when::{When, day_for_people};
use serde::Serialize;

/// How a printed timescale is read, and why not
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The words of the date column, such as "June 08 Ongoing"; several are read one by one
    #[arg(value_name = "PHRASE", required = true)]
    phrases: Vec<String>,
    /// The format: lines for people, or JSON (an object, or a list of them for several phrases)
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = ["table", "json"])]
    format: String,
}

/// A reading as scripts get it: dates at the precision printed.
#[derive(Serialize)]
struct Json<'r> {
    phrase: &'r str,
    from: Option<String>,
    due: Vec<String>,
    every: Option<String>,
    ongoing: bool,
    standing: bool,
    when: Option<&'r str>,
    unclear: Option<&'r str>,
}

pub(super) fn run(args: Args) -> anyhow::Result<ExitStatus> {
    let readings: Vec<(&str, Reading)> = args.phrases.iter().map(|phrase| (&**phrase, phrase::read(phrase))).collect();
    let text = match (&*args.format, &readings[..]) {
        ("json", [only]) => json_document(&json(only))?,
        ("json", several) => json_document(&several.iter().map(json).collect::<Vec<_>>())?,
        (_, readings) => several_lines(&readings.iter().map(lines).collect::<Vec<_>>().join("\n")).into_owned(),
    };
    output::data(&text)?;
    Ok(ExitStatus::Success)
}

fn json<'r>((phrase, reading): &'r (&str, Reading)) -> Json<'r> {
    Json {
        phrase,
        from: reading.from.map(|from| from.to_string()),
        due: reading.due.iter().map(When::to_string).collect(),
        every: reading.every.map(|every| every.to_string()),
        ongoing: reading.ongoing,
        standing: reading.standing,
        when: reading.when.as_deref(),
        unclear: reading.unclear.as_deref(),
    }
}

/// What was read, the key to write for it, and what it makes due.
fn lines((phrase, reading): &(&str, Reading)) -> String {
    let mut out = format!("{phrase}\n");
    let mut line = |key: String, means: String| out += &format!("  {key:<24}  {means}\n");
    let written = |when: When| match when {
        When::Day(day) => day.to_string(),
        when => format!("\"{when}\""),
    };
    if let Some(why) = &reading.unclear {
        line("not dated".into(), why.clone());
    }
    if let Some(from) = reading.from {
        let alone = reading.due.is_empty() && reading.every.is_none() && !reading.standing;
        let start = if alone {
            format!("to have started by {}", day_for_people(from.last_day()))
        } else {
            format!("starts {}", from.for_people())
        };
        line(format!("from = {}", written(from)), start);
    }
    for due in &reading.due {
        let set_up = if reading.ongoing || reading.standing { ", for setting it up" } else { "" };
        line(format!("due = {}", written(*due)), format!("due on {}{set_up}", day_for_people(due.last_day())));
    }
    if let Some(every) = reading.every {
        line(format!("every = \"{every}\""), format!("a report is owed every {every}"));
    }
    if reading.ongoing {
        line("ongoing = true".into(), "goes on, and is never overdue for that".into());
    }
    if reading.standing {
        line("standing = true".into(), "core work with no end by design".into());
    }
    if let Some(when) = &reading.when {
        line(format!("when = \"{when}\""), "an event decides, not the calendar".into());
    }
    out
}
