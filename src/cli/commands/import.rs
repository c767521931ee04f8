//! `lscb import`: a draft of a plan from a Word, Excel, OpenDocument, CSV, Markdown or text file.

use super::init;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::import::{self, Choice, Doubt, Format, Import, Meaning, Options};
use crate::render::json_document;
use crate::source::{self, STDIN, Writer};
use crate::text::wrap::shortened;
use crate::time::period::Period;
use anyhow::bail;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A draft of a plan from a Word, Excel, OpenDocument, CSV, Markdown or text file, each guess marked
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// The paper: .docx, .xlsx, .xls, .odt, .ods, .csv, .tsv, .md or .txt; or - for a table on standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the draft into this file, never over one; to standard output when left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What stands on standard input (needed for -)
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(Format::WORDS))]
    format: Option<String>,
    /// Only this table of the paper, by its number
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    table: Option<u16>,
    /// Only this sheet of the workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What a column means, as due="By when" or due=3: the meaning, then the heading or the number of the column
    #[arg(long, value_name = "MEANING=HEADING", value_parser = column)]
    column: Vec<(String, Meaning)>,
    /// Read the columns as in this plan, an earlier draft of the same board
    #[arg(long, value_name = "PLAN")]
    like: Option<PathBuf>,
    /// The board's name, where the paper does not say it as you write it
    #[arg(long, value_name = "NAME")]
    board: Option<String>,
    /// The plan's title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The plan's period, such as 2009/10, 2009 or 2012-10/2013-07
    #[arg(long, value_name = "PERIOD", value_parser = Period::parse)]
    period: Option<Period>,
    /// Read a document with tracked changes as it was before them
    #[arg(long)]
    original: bool,
    /// Write what was found and what to look at into this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Only say what would be made; write no draft
    #[arg(long)]
    dry_run: bool,
}

const AFTER_HELP: &str = "\
Meanings of columns: ref, objective, outcome, action, lead, accountable, with, timescale, due (a column of real dates), from, every \
(how often), when (the event it waits for), review, status, rag, percent, evidence, progress, success, added, completed, closed, tags, \
remark, ignore.

What is found, and what to look at, is told on standard error. In the draft each guess has a line with \"check:\". Nothing of the tables \
is lost: what has no key stands as a comment at its row.";

fn column(text: &str) -> Result<(String, Meaning), String> {
    let known = || import::MEANINGS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    let (meaning, heading) = text
        .split_once('=')
        .ok_or_else(|| format!("write the meaning and the heading, as in due=\"By when\"; the meanings are {}", known()))?;
    let meaning = Meaning::named(meaning.trim())
        .ok_or_else(|| format!("there is no meaning \"{meaning}\"; the meanings are {}", known()))?;
    Ok((heading.trim().trim_matches('"').to_owned(), meaning))
}

/// How many doubts are told on standard error; all of them stand in the draft.
const MOST_TOLD: usize = 12;

pub(super) fn run(args: Args) -> anyhow::Result<ExitStatus> {
    let format = args.format.as_deref().and_then(Format::named);
    if args.file.as_os_str() == STDIN && format.is_none() {
        bail!(
            "say what stands on standard input: --format csv, --format tsv (a table copied from Word or Excel) or --format markdown"
        );
    }
    let like = match &args.like {
        Some(plan) => import::columns_like(&source::read(plan)?.text),
        None => Vec::new(),
    };
    if let (Some(plan), true) = (&args.like, like.is_empty()) {
        bail!("{}: this plan has no line \"# columns:\", which an import writes; give --column instead", source::show(plan));
    }
    let name = source::show(&args.file);
    let bytes = source::read_bytes(&args.file, import::LARGEST)?;
    let options = Options {
        choice: Choice { table: args.table.map(usize::from), sheet: args.sheet.clone(), columns: args.column.clone(), like },
        format,
        original: args.original,
        board: args.board.clone(),
        title: args.title.clone(),
        period: args.period,
    };
    let made = import::import(&name, &bytes, &options).map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    tell(&made, &name);
    if let Some(report) = &args.report {
        Writer::default().create(report, json_document(&json(&made, &name))?.as_bytes(), false)?;
    }
    if made.actions == 0 && made.tables.iter().any(|table| table.taken) {
        bail!(
            "{name}: no action stands below the headings: it is a template that nobody filled in, or its actions stand elsewhere"
        );
    }
    if made.actions == 0 {
        bail!("{name}: no table of actions was found; --table or --sheet names one, --column says what its columns mean");
    }
    if args.dry_run {
        return Ok(ExitStatus::Success);
    }
    match args.output.as_deref().filter(|path| *path != Path::new(STDIN)) {
        Some(path) => {
            Writer::default().create(path, made.draft.as_bytes(), false)?;
            output::message(&format!("{}: written", source::show(path)));
            if let Some(starter) = init::starter_beside(path) {
                let starter = source::show(&starter);
                output::message(&format!(
                    "{starter}: holds the examples of `lscb init` alone; delete it, or they count as actions"
                ));
            }
        }
        None => output::data(&made.draft)?,
    }
    Ok(ExitStatus::Success)
}

/// Says on standard error what was found and made, and what to look at first.
fn tell(made: &Import, name: &str) {
    for table in &made.tables {
        let place = table.sheet.as_ref().map_or_else(|| format!("table {}", table.table), |sheet| format!("sheet \"{sheet}\""));
        let rows = if table.rows == 1 { "1 row".to_owned() } else { format!("{} rows", table.rows) };
        let verdict = match (table.taken, table.heading) {
            (true, Some(row)) => format!("taken, with its heading in row {row}"),
            (true, None) => "taken".to_owned(),
            (false, _) => "not taken".to_owned(),
        };
        let why = if table.why.is_empty() { String::new() } else { format!(": {}", table.why) };
        output::message(&format!("{place} ({rows}): {verdict}{why}"));
    }
    let mut shown: Vec<&[(usize, String, Meaning)]> = Vec::new();
    for (table, columns) in &made.columns {
        if shown.contains(&&columns[..]) {
            continue;
        }
        shown.push(columns);
        let column = |(number, heading, meaning): &(usize, String, Meaning)| {
            let heading = if heading.is_empty() { format!("column {number}") } else { format!("\"{}\"", shortened(heading, 40)) };
            format!("{heading} = {}", meaning.word())
        };
        let list: Vec<String> = columns.iter().map(column).collect();
        output::message(&format!("columns of table {table}: {}", list.join(", ")));
    }
    made.notes.iter().for_each(|note| output::message(&format!("{name}: {note}")));
    if made.actions == 0 {
        return;
    }
    let count = |count: usize, one: &str, several: &str| format!("{count} {}", if count == 1 { one } else { several });
    output::message(&format!(
        "{}: {} under {}; {} and {}; {}",
        name,
        count(made.actions, "action", "actions"),
        count(made.objectives, "objective", "objectives"),
        count(made.people, "person", "people"),
        count(made.groups, "group or role", "groups and roles"),
        match made.doubts.len() {
            0 => "nothing to look at".to_owned(),
            1 => "1 thing to look at:".to_owned(),
            many => format!("{many} things to look at:"),
        }
    ));
    for doubt in made.doubts.iter().take(MOST_TOLD) {
        output::message(&format!("  {}", one_line(doubt)));
    }
    if made.doubts.len() > MOST_TOLD {
        output::message(&format!(
            "  and {} more: all of them stand in the draft, as lines with \"check:\"",
            made.doubts.len() - MOST_TOLD
        ));
    }
}

fn one_line(doubt: &Doubt) -> String {
    let reference = doubt.reference.as_ref().map(|reference| format!("{reference}: ")).unwrap_or_default();
    let place = if doubt.place.table > 0 { format!(" ({})", doubt.place) } else { String::new() };
    format!("{reference}{}{place}", doubt.message)
}

/// The report of an import, for scripts.
#[derive(Serialize)]
struct Json<'i> {
    schema: &'static str,
    file: &'i str,
    objectives: usize,
    actions: usize,
    people: usize,
    groups: usize,
    tables: Vec<JsonTable<'i>>,
    notes: &'i [String],
    checks: Vec<JsonDoubt<'i>>,
}

#[derive(Serialize)]
struct JsonTable<'i> {
    table: usize,
    sheet: Option<&'i str>,
    rows: usize,
    taken: bool,
    heading_row: Option<usize>,
    why: &'i str,
    columns: Vec<JsonColumn<'i>>,
}

#[derive(Serialize)]
struct JsonColumn<'i> {
    heading: &'i str,
    meaning: &'static str,
}

#[derive(Serialize)]
struct JsonDoubt<'i> {
    about: &'static str,
    table: Option<usize>,
    sheet: Option<&'i str>,
    row: Option<usize>,
    column: Option<&'i str>,
    r#ref: Option<&'i str>,
    message: &'i str,
}

fn json<'i>(made: &'i Import, name: &'i str) -> Json<'i> {
    let columns = |table: usize| {
        let columns = made.columns.iter().filter(|(number, _)| *number == table).flat_map(|(_, columns)| columns);
        columns.map(|(_, heading, meaning)| JsonColumn { heading, meaning: meaning.word() }).collect()
    };
    Json {
        schema: "lscb.import/1",
        file: name,
        objectives: made.objectives,
        actions: made.actions,
        people: made.people,
        groups: made.groups,
        tables: made
            .tables
            .iter()
            .map(|table| JsonTable {
                table: table.table,
                sheet: table.sheet.as_deref(),
                rows: table.rows,
                taken: table.taken,
                heading_row: table.heading,
                why: &table.why,
                columns: columns(table.table),
            })
            .collect(),
        notes: &made.notes,
        checks: made
            .doubts
            .iter()
            .map(|doubt| JsonDoubt {
                about: doubt.weight.word(),
                table: Some(doubt.place.table).filter(|table| *table > 0),
                sheet: doubt.place.sheet.as_deref(),
                row: Some(doubt.place.row).filter(|row| *row > 0),
                column: doubt.place.column.as_deref(),
                r#ref: doubt.reference.as_deref(),
                message: &doubt.message,
            })
            .collect(),
    }
}
