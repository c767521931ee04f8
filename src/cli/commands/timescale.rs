//! `lscb timescale`: how a printed timescale is read, and why not.

use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::render::json_document;
use crate::text::several_lines;
use crate::time::period::Period;
use crate::time::phrase::{self, Reading};
use crate::time::when::When;
use serde::Serialize;
use std::ffi::OsString;

/// How a printed timescale is read, and why not
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The words of the date column, such as "June 08 Ongoing"; several are read one by one
    #[arg(value_name = "PHRASE", required = true, value_parser = unprotect)]
    phrases: Vec<String>,
    /// The plan's period, such as 2009/10, 2009 or 2012-10/2013-07: it may decide what a phrase leaves open
    #[arg(long, value_name = "PERIOD", value_parser = Period::parse)]
    period: Option<Period>,
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
    review: Vec<String>,
    unread: &'r [String],
    by_period: bool,
}

/// Before a phrase that begins with a dash, so that it is not taken for a flag. No text holds this character.
const PROTECTION: char = '\u{1}';

/// The arguments of the program, with every phrase of `timescale` that begins with a dash protected: "- ongoing", "-Ongoing".
/// Flags of one letter and those that begin with two dashes stay flags. (Letting clap take any value that begins with a
/// dash would swallow the flags that follow the first phrase.)
pub(in crate::cli) fn protect_dashes(args: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut args: Vec<OsString> = args.collect();
    // Before the command stand only flags for all commands, and what two of them take.
    let takes_value = |at: usize| ["-C", "--config"].iter().any(|flag| args[at] == *flag);
    let is_flag = |at: usize| args[at].to_string_lossy().starts_with('-');
    let command = (1..args.len()).find(|&at| !is_flag(at) && !takes_value(at - 1));
    if let Some(command) = command.filter(|&at| args[at] == "timescale") {
        for arg in &mut args[command..] {
            if let Some(text) = arg.to_str().filter(|text| is_dashed_phrase(text)) {
                *arg = format!("{PROTECTION}{text}").into();
            }
        }
    }
    args.into_iter()
}

fn is_dashed_phrase(arg: &str) -> bool {
    let mut letters = arg.trim_start_matches('-').chars();
    match arg.len() - letters.as_str().len() {
        0 => false,
        1 => letters.next().is_some_and(|first| !first.is_ascii_lowercase() || letters.next().is_some_and(|next| next != '=')),
        _ => letters.next().is_some_and(char::is_whitespace),
    }
}

fn unprotect(phrase: &str) -> Result<String, std::convert::Infallible> {
    Ok(phrase.strip_prefix(PROTECTION).unwrap_or(phrase).to_owned())
}

pub(super) fn run(args: Args) -> anyhow::Result<ExitStatus> {
    let period = args.period.map(|period| (period.from, period.to));
    let readings: Vec<(&str, Reading)> = args.phrases.iter().map(|phrase| (&**phrase, phrase::read_in(phrase, period))).collect();
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
        review: reading.review.iter().map(When::to_string).collect(),
        unread: &reading.unread,
        by_period: reading.by_period,
    }
}

/// What was read: a line for each key.
fn lines((phrase, reading): &(&str, Reading)) -> String {
    let parts = reading.in_words();
    format!("{phrase}\n") + &parts.iter().map(|(key, means)| format!("  {key:<24}  {means}\n")).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_may_begin_with_a_dash_and_flags_stay_flags() {
        let protected = |args: &[&str]| -> Vec<bool> {
            let args = args.iter().map(|arg| OsString::from(*arg));
            protect_dashes(args).map(|arg| arg.to_string_lossy().starts_with(PROTECTION)).collect()
        };
        let phrases = ["lscb", "timescale", "- ongoing", "-ongoing", "-June 08", "-- ongoing", "– ongoing", "-", "June 08"];
        assert_eq!(protected(&phrases), [false, false, true, true, true, true, false, false, false]);
        let flags = ["lscb", "timescale", "--format", "json", "--format=json", "-h", "--", "--help"];
        assert!(!protected(&flags).contains(&true));
        assert!(!protected(&["lscb", "list", "- ongoing"]).contains(&true));
        let elsewhere = ["lscb", "-C", "timescale", "--no-config", "timescale", "- ongoing"];
        assert_eq!(protected(&elsewhere), [false, false, false, false, false, true]);
        assert_eq!(unprotect("\u{1}- ongoing"), Ok("- ongoing".to_owned()));
    }
}
