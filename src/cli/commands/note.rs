//! `lscb note`: what was reported about an action, or about many, from a table.

use crate::acts::names::find;
use crate::acts::progress::{self, NoteWords};
use crate::acts::reschedule::{self, NewDate};
use crate::acts::{self, Done, Subject};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::load::Texts;
use crate::names::letters;
use crate::plan::change::PlanChange;
use crate::plan::{Rag, Status};
use crate::query::{LEADERS, REFERENCES};
use crate::source::{self, File};
use crate::text::one_of;
use crate::time::when::When;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// Write down what was reported about an action, with its status and colour
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", required_unless_present = "from", add = complete::names(&REFERENCES))]
    which: Option<String>,
    /// What was said
    #[arg(value_name = "WORDS", required_unless_present = "from", value_parser = edit_plans::words)]
    words: Option<String>,
    /// Many at once, from a table: a .csv file, or a .jsonl file with an object a line; its columns are plan, ref, note, on, by,
    /// evidence, status, rag, done, due, because and report
    #[arg(long, value_name = "FILE", conflicts_with_all = ["which", "words", "by", "rag", "status", "evidence", "report"])]
    from: Option<PathBuf>,
    /// With --from: leave out the rows that cannot be done, and do the others; exit code 1 then
    #[arg(long, requires = "from")]
    keep_going: bool,
    #[command(flatten)]
    on: OnArg,
    /// Who said or did it
    #[arg(long, value_name = "NAME", add = complete::names(&LEADERS))]
    by: Option<String>,
    /// How it is going, in the plan's colours
    #[arg(long, value_name = "COLOUR", value_parser = PossibleValuesParser::new(Rag::WORDS))]
    rag: Option<String>,
    /// Where it is now
    #[arg(long, value_name = "STATUS", value_parser = PossibleValuesParser::new(Status::WORDS))]
    status: Option<String>,
    /// What shows it, in words or as a path
    #[arg(long, value_name = "WORDS", value_parser = edit_plans::words)]
    evidence: Vec<String>,
    /// This is the report that recurring work owes
    #[arg(long)]
    report: bool,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    if let Some(from) = &args.from {
        return from_table(from, &plans, &args, config);
    }
    let note = NoteWords {
        on: args.on.day()?,
        words: args.words.unwrap_or_default(),
        by: None,
        status: args.status.as_deref().and_then(Status::parse),
        rag: args.rag.as_deref().and_then(Rag::parse),
        evidence: args.evidence,
        report: args.report,
    };
    edit_plans::on_actions(
        &plans,
        args.which.as_deref().unwrap_or_default(),
        &args.edit,
        config,
        |change| {
            let by = args.by.as_deref().map(|name| find(change.plan(), name)).transpose()?;
            Ok(NoteWords { by: by.map(|(_, named)| (named.key, named.name)), ..note.clone() })
        },
        |change, subject, note| progress::note(change, subject, note),
    )
}

/// The columns of a table, each with what it holds.
const COLUMNS: [&str; 12] = ["plan", "ref", "note", "on", "by", "evidence", "status", "rag", "done", "due", "because", "report"];

/// A row of a table: the line of its file, and a cell for each of [`COLUMNS`]; an empty one says nothing.
struct Row {
    line: u64,
    cells: [String; COLUMNS.len()],
}

impl Row {
    fn get(&self, column: &str) -> &str {
        COLUMNS.iter().position(|other| *other == column).map_or("", |at| self.cells[at].trim())
    }
}

/// Does what every row of a table says: all, or with --keep-going those that can be done.
fn from_table(path: &Path, plans: &edit_plans::EditablePlans, args: &Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let file = source::read(path)?;
    let rows = rows(&file).map_err(|why| anyhow::anyhow!("{}: {why}", file.name))?;
    anyhow::ensure!(!rows.is_empty(), "{}: there is no row in it", file.name);
    let today = args.on.day()?;
    let all = plans.all();
    let mut changed: Vec<(usize, Changed)> = Vec::new();
    let (mut done, mut left) = (0, 0);
    for row in &rows {
        let which = match row.get("plan") {
            "" => row.get("ref").to_owned(),
            plan => format!("{}:{}", plan.strip_suffix(".toml").unwrap_or(plan), row.get("ref")),
        };
        let outcome = edit_plans::find_actions(plans, &which).and_then(|found| {
            let [(index, subject)] = found[..] else { anyhow::bail!("\"{which}\" is more than one action") };
            let at = match changed.iter().position(|(other, _)| *other == index) {
                Some(at) => at,
                None => {
                    changed.push((index, Changed::of(all[index])));
                    changed.len() - 1
                }
            };
            let into = &mut changed[at].1;
            // What a row does is done whole or not at all.
            let before = into.change.clone();
            match act(row, &mut into.change, subject, today) {
                Ok(acts) => into.done.extend(acts),
                Err(why) => {
                    into.change = before;
                    anyhow::bail!(why);
                }
            }
            Ok(())
        });
        match outcome {
            Ok(()) => done += 1,
            Err(why) if args.keep_going => {
                output::message(&format!("{}: line {}: left out: {why:#}", file.name, row.line));
                left += 1;
            }
            Err(why) => anyhow::bail!("{}: line {}: {why:#}; nothing is changed", file.name, row.line),
        }
    }
    let count = changed.len();
    edit_plans::finish(plans, changed.into_iter().map(|(_, changed)| changed).collect(), args.edit.dry_run, config)?;
    let counted = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let left_out = if left == 0 { String::new() } else { format!("; {} left out", counted(left, "row")) };
    output::message(&format!("{}: {} entered in {}{left_out}", file.name, counted(done, "row"), counted(count, "plan")));
    Ok(if left > 0 { ExitStatus::Findings } else { ExitStatus::Success })
}

/// Does what one row says.
fn act<'p>(row: &Row, change: &mut PlanChange<'p>, subject: Subject<'p>, today: When) -> Result<Vec<Done>, String> {
    let mut acts = Vec::new();
    let on = match row.get("on") {
        "" => today,
        words => acts::date(words)?,
    };
    let word = |column: &str, known: &[&'static str]| match row.get(column) {
        "" => Ok(None),
        words => known.iter().find(|known| letters(known) == letters(words)).map(|known| Some(*known)).ok_or_else(|| {
            format!(
                "{column} must be {}, and \"{words}\" is not",
                one_of(&known.iter().map(|known| format!("\"{known}\"")).collect::<Vec<_>>())
            )
        }),
    };
    let yes = |column: &str| matches!(&*letters(row.get(column)), "yes" | "y" | "true" | "x" | "1" | "done");
    let evidence: Vec<String> =
        Some(row.get("evidence")).filter(|words| !words.is_empty()).map(str::to_owned).into_iter().collect();
    let (status, rag) = (word("status", Status::WORDS)?, word("rag", Rag::WORDS)?);
    let is_done = !row.get("done").is_empty() || status == Some("complete");
    let status = status.and_then(Status::parse).filter(|status| *status != Status::Complete);
    match row.get("note") {
        "" if status.is_some() || rag.is_some() || yes("report") => {
            return Err("a status, a colour or a report needs a note".to_owned());
        }
        "" if row.get("due").is_empty() && !is_done && evidence.is_empty() => {
            return Err("there is nothing in it to be entered".to_owned());
        }
        "" => {}
        words => {
            let by = Some(row.get("by")).filter(|name| !name.is_empty()).map(|name| find(subject.plan, name)).transpose()?;
            let note = NoteWords {
                on,
                words: words.to_owned(),
                by: by.map(|(_, named)| (named.key, named.name)),
                status,
                rag: rag.and_then(Rag::parse),
                evidence: if is_done { vec![] } else { evidence.clone() },
                report: yes("report"),
            };
            acts.push(progress::note(change, subject, &note)?);
        }
    }
    if !row.get("due").is_empty() {
        let because = row.get("because");
        if because.is_empty() && !subject.objective.due_of(subject.action).is_empty() {
            return Err("a date that is moved needs its reason, in the column \"because\"".to_owned());
        }
        let new = NewDate { to: acts::date(row.get("due"))?, on, because: because.to_owned(), was: None, asked: false };
        acts.push(reschedule::move_date(change, subject, &new)?);
    }
    if is_done {
        let day = if row.get("done").is_empty() || yes("done") { on } else { acts::date(row.get("done"))? };
        acts.push(progress::done(change, subject, day, &evidence)?);
    } else if row.get("note").is_empty() && !evidence.is_empty() {
        evidence.iter().for_each(|words| change.append(subject.action, "evidence", words.as_str()));
        acts.push(Done { sentence: format!("{}: evidence \"{}\"", subject.name(), evidence.join("\", \"")), notes: vec![] });
    }
    Ok(acts)
}

/// The rows of a table, of the kind that the file's ending says.
fn rows(file: &File) -> Result<Vec<Row>, String> {
    let text = file.text.trim_start_matches('\u{feff}');
    let column = |name: &str| {
        let known = COLUMNS.iter().position(|known| letters(known) == letters(name));
        known.ok_or_else(|| format!("the column \"{name}\" is none of {}", COLUMNS.join(", ")))
    };
    match file.name.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let heading = reader.headers().map_err(|error| error.to_string())?.clone();
            let columns: Vec<usize> = heading.iter().map(column).collect::<Result<_, _>>()?;
            if !columns.contains(&1) {
                return Err("a column \"ref\" must say which action each row is about".to_owned());
            }
            let mut rows = Vec::new();
            let (mut counted, mut line) = (0, 1);
            for record in reader.records() {
                let record = record.map_err(|error| error.to_string())?;
                // The reader's place of a record is before the blank lines above it.
                let from = record.position().map_or(counted, |place| place.byte() as usize);
                let start = text.len() - text[from..].trim_start_matches(['\r', '\n']).len();
                line += text[counted..start].matches('\n').count() as u64;
                counted = start;
                let mut row = Row { line, cells: Default::default() };
                if record.len() > columns.len() {
                    return Err(format!("line {}: it has more cells than there are columns", row.line));
                }
                record.iter().zip(&columns).for_each(|(cell, column)| row.cells[*column] = cell.to_owned());
                rows.push(row);
            }
            rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
            Ok(rows)
        }
        Some("jsonl") => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            let row = |(index, line): (usize, &str)| -> Result<Row, String> {
                let at = |why: String| format!("line {}: {why}", index + 1);
                let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line)
                    .map_err(|_| at("this is no object such as {\"ref\": \"1.1\", \"note\": \"…\"}".to_owned()))?;
                let mut row = Row { line: index as u64 + 1, cells: Default::default() };
                for (name, value) in &object {
                    row.cells[column(name).map_err(at)?] = match value {
                        serde_json::Value::Null | serde_json::Value::Bool(false) => String::new(),
                        serde_json::Value::String(words) => words.clone(),
                        other => other.to_string(),
                    };
                }
                Ok(row)
            };
            lines.map(row).collect()
        }
        _ => Err("a table is a .csv or a .jsonl file".to_owned()),
    }
}
