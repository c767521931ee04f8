//! `lscb init` and `lscb new`: files to start from. No file that is there is touched.

use crate::acts::rollover::{self, Wanted};
use crate::cli::args;
use crate::cli::complete;
use crate::cli::config::{self, Config};
use crate::cli::edit_plans;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::git;
use crate::load::{Input, Loaded, Texts};
use crate::plan;
use crate::query::PLANS;
use crate::source::{self, File, Writer};
use crate::time::period::Period;
use crate::time::when::{MONTHS, When};
use chrono::{Datelike, NaiveDate};
use std::path::{Path, PathBuf};

/// Set up a repository for plans: configuration, hook, schema and a starter plan. No file that is there is touched
#[derive(clap::Args, Debug)]
pub struct InitArgs {
    /// The folder to set up
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// The board's name, for the plan to start from
    #[arg(long, value_name = "NAME")]
    board: Option<String>,
    /// Write a hook for git alone too, which needs no pre-commit program
    #[arg(long)]
    git_hook: bool,
}

/// A new plan file to start from
#[derive(clap::Args, Debug)]
pub struct NewArgs {
    /// The file to write, such as plans/anytown-2026-27.toml
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The board's name
    #[arg(long, value_name = "NAME")]
    board: Option<String>,
    /// With the registers and objectives of this plan, by its name or its file, and none of its actions
    #[arg(long, value_name = "PLAN", conflicts_with = "board", add = complete::names(&PLANS))]
    from: Option<String>,
    /// The new plan's time, as 2009/10; the financial year of today when left out
    #[arg(long, value_name = "PERIOD", value_parser = Period::parse)]
    period: Option<Period>,
}

impl NewArgs {
    /// It is made from another plan.
    pub(super) fn reads_plans(&self) -> bool {
        self.from.is_some()
    }
}

const STARTER: &str = include_str!("../../../examples/starter.toml");
/// What a hook must call, and the line that does so in a hook of any other make.
const HOOK_CALL: &str = "lscb check --staged";
const HOOK_LINE: &str = "lscb check --staged || exit 1";
const STARTER_BOARD: &str = "Anytown Safeguarding Children Partnership";
/// The file that the plan to start from is written into.
const STARTER_FILE: &str = "plans/plan.toml";
/// The year and month in which it begins as it is kept.
const STARTER_FROM: (i32, i32) = (2026, 4);

pub(super) fn init(args: InitArgs) -> anyhow::Result<ExitStatus> {
    let files: Vec<(&str, String)> = vec![
        ("lscb.toml", include_str!("../../../examples/lscb.toml").to_owned()),
        (".pre-commit-config.yaml", include_str!("../../../examples/pre-commit-config.yaml").to_owned()),
        ("plans/plan.schema.json", super::schema::text()?),
        (STARTER_FILE, starter(args.board.as_deref(), financial_year(args::today()?))?),
    ];
    source::refuse_dash(&args.folder, "folder").map_err(anyhow::Error::msg)?;
    let plans = plans_in(&args.folder)?;
    let writer = Writer::default();
    let mut end = ExitStatus::Success;
    // Where git would not look for a hook, nothing is begun.
    let hook = args.git_hook.then(|| git::hooks_folder(&args.folder)).transpose().map_err(anyhow::Error::msg)?;
    for (name, text) in files {
        let path = args.folder.join(name);
        if let Some(plan) = plans.as_deref().filter(|_| name == STARTER_FILE && !path.exists()) {
            output::message(&format!("{}: not written, as there is a plan already: {plan}", source::show(&path)));
            continue;
        }
        if path.exists() {
            output::message(&format!("{}: is there already, left as it is", source::show(&path)));
            continue;
        }
        writer.create(&path, text.as_bytes(), false)?;
        let what = if name == STARTER_FILE {
            ", with examples to write over; delete it where `lscb import` brings the plan"
        } else {
            ""
        };
        output::message(&format!("{}: written{what}", source::show(&path)));
    }
    if let Some(hooks) = hook {
        end = end.and(write_hook(&hooks, &writer)?);
    }
    output::message("a hook judges the plans that a commit changes, and all where it changes lscb.toml; `lscb check` judges all");
    Ok(end)
}

/// A plan that is there already: in the folders that the configuration names, in the folder of plans or in the folder itself.
fn plans_in(folder: &Path) -> anyhow::Result<Option<String>> {
    let configuration = folder.join(config::FILE);
    let named = match configuration.exists() {
        true => config::read(configuration.clone(), source::read(&configuration)?.text, None).plans_seen_from(folder),
        false => vec![folder.join("plans")],
    };
    let folders: Vec<PathBuf> = named.into_iter().filter(|folder| folder.exists()).collect();
    let own = source::toml_files_in(folder);
    let sources = Input::on_disk(folders).find().map_err(anyhow::Error::msg)?;
    let found = sources.read_each(|name, _, _| name.to_owned());
    let below = found.into_iter().find_map(|file| if let Loaded::Plan(name) = file { Some(name) } else { None });
    let is_plan = |path: &&PathBuf| {
        let text = source::read(path).map(|file| file.text).unwrap_or_default();
        !text.trim().is_empty() && plan::looks_like_a_plan(&text)
    };
    Ok(below.or_else(|| own.iter().find(is_plan).map(|path| source::show(path))))
}

/// The financial year that a day lies in.
fn financial_year(day: NaiveDate) -> Period {
    let year = if day.month() < 4 { day.year() - 1 } else { day.year() };
    let when = When::FinancialYear(year);
    Period { from: when.first_day(), to: when.last_day() }
}

/// The plan to start from, of a board and for a time: each of its dates as far from the start as in the example.
fn starter(board: Option<&str>, period: Period) -> anyhow::Result<String> {
    let board = board.unwrap_or(STARTER_BOARD);
    anyhow::ensure!(
        !board.contains(['"', '\\']) && !board.contains(|c: char| c.is_control()),
        "the board's name may hold no quotation mark or backslash"
    );
    let months = (period.from.year() - STARTER_FROM.0) * 12 + period.from.month() as i32 - STARTER_FROM.1;
    let head = STARTER.find("\n[").unwrap_or(0);
    let (head, rest) = STARTER.split_at(head);
    let head = head.lines().map(|line| match line.split_once(" = ").map(|(key, _)| key.trim()) {
        Some("board") => format!("board  = \"{board}\""),
        Some("title") => format!("title  = \"Business Plan {}\"", years(period)),
        Some("period") => format!("period = {{ from = {}, to = {} }}", period.from, period.to),
        Some("meetings") => held_by(&moved_by(line, months), period.to),
        _ => moved_by(line, months),
    });
    let lines = head.chain(rest.lines().skip(1).map(|line| moved_by(line, months)));
    Ok(lines.map(|line| line + "\n").collect())
}

/// The plan beside a new file that holds nothing but the examples to start from: they would count as actions of the board.
pub(super) fn starter_beside(file: &Path) -> Option<PathBuf> {
    // The dates are those of its own year, and the head is the board's.
    let examples = |text: &str| -> Option<String> {
        let (_, examples) = text.split_once("\n[")?;
        Some(examples.lines().flat_map(|line| line.chars().filter(|c| !c.is_ascii_digit()).chain(['\n'])).collect())
    };
    let path = file.with_file_name(Path::new(STARTER_FILE).file_name()?);
    let text = source::read(&path).ok()?.text;
    (path != file && examples(&text) == examples(STARTER)).then_some(path)
}

/// The years of a period as a title has them.
fn years(period: Period) -> String {
    match (period.from.year(), period.to.year()) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}-{to}"),
    }
}

/// The list of meetings without those after the last day of a plan that is shorter than the example; of one too short for any, whole.
fn held_by(line: &str, last: NaiveDate) -> String {
    let days = line.split(['[', ']']).nth(1).unwrap_or("").split(", ");
    let held: Vec<&str> = days.filter(|day| day.parse::<NaiveDate>().is_ok_and(|day| day <= last)).collect();
    if held.is_empty() { line.to_owned() } else { format!("meetings = [{}]", held.join(", ")) }
}

/// A line of the plan to start from with its months so many later: 2026-06, 2026-06-17, June 2026.
fn moved_by(line: &str, months: i32) -> String {
    let later = |year: i32, month: i32| {
        let all = year * 12 + month - 1 + months;
        (all.div_euclid(12), all.rem_euclid(12) + 1)
    };
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let number = |range: std::ops::Range<usize>| from.get(range).and_then(|digits| digits.parse::<i32>().ok());
        let year = number(0..4).filter(|year| (2000..2100).contains(year));
        let month = number(5..7).filter(|_| from.as_bytes().get(4) == Some(&b'-'));
        let named = MONTHS.iter().position(|name| before.ends_with(&format!("{name} ")));
        match (year, month, named) {
            (Some(year), Some(month), _) => {
                let (year, month) = later(year, month);
                out += &format!("{before}{year:04}-{month:02}");
                // The day of a whole date stays, as a number like any other.
                rest = &from[7..];
            }
            (Some(year), None, Some(index)) => {
                let (year, month) = later(year, index as i32 + 1);
                out += &format!("{}{} {year}", &before[..before.len() - MONTHS[index].len() - 1], MONTHS[month as usize - 1]);
                rest = &from[4..];
            }
            _ => {
                let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
                out += before;
                out += &from[..end];
                rest = &from[end..];
            }
        }
    }
    out + rest
}

/// Writes the hook where git looks for it. One that is there is another's work: the line to add is told.
fn write_hook(hooks: &git::Hooks, writer: &Writer) -> anyhow::Result<ExitStatus> {
    let path = hooks.folder.join("pre-commit");
    let name = source::show(&path);
    if !hooks.own {
        output::message(&format!(
            "{name}: not written, as git looks for hooks in a folder that serves other repositories too; add this line to the hook \
             there: {HOOK_LINE}"
        ));
        return Ok(ExitStatus::Failure);
    }
    if path.exists() || path.is_symlink() {
        let text = source::read(&path).map(|file| file.text).unwrap_or_default();
        let calls = |line: &str| !line.trim_start().starts_with('#') && line.contains(HOOK_CALL);
        let (told, end) = match (text.lines().any(calls), source::is_executable(&path)) {
            (true, true) => ("is there already and calls lscb, left as it is".to_owned(), ExitStatus::Success),
            (true, false) => {
                ("calls lscb, but git passes it over, as it may not be run; run: chmod +x on it".to_owned(), ExitStatus::Failure)
            }
            (false, _) => {
                (format!("is there already and does not call lscb; add this line to it: {HOOK_LINE}"), ExitStatus::Failure)
            }
        };
        output::message(&format!("{name}: {told}"));
        return Ok(end);
    }
    writer.create(&path, include_bytes!("../../../examples/git-hook.sh"), true)?;
    output::message(&format!("{name}: written"));
    Ok(ExitStatus::Success)
}

pub(super) fn new(args: NewArgs, config: &Config) -> anyhow::Result<ExitStatus> {
    let path: &Path = &args.file;
    source::refuse_dash(path, "file").map_err(anyhow::Error::msg)?;
    let period = args.period.map_or_else(|| args::today().map(financial_year), Ok)?;
    if let Some(from) = &args.from {
        return new_from(path, from, period, config);
    }
    anyhow::ensure!(
        path.extension().is_some_and(|ending| ending == "toml"),
        "{}: end the file's name with .toml",
        path.display()
    );
    Writer::default().create(path, starter(args.board.as_deref(), period)?.as_bytes(), false)?;
    output::message(&format!("{}: written; `lscb check {}` checks it", source::show(path), source::show(path)));
    Ok(ExitStatus::Success)
}

/// A plan for another time with the registers and objectives of one that is there.
fn new_from(path: &Path, from: &str, period: Period, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load_named(Some(from), config, &mut texts)?;
    let all = plans.all();
    let [file] = all[..] else { anyhow::bail!("\"{from}\" means {} plans; name one file", all.len()) };
    let name = File::stem(&source::show(path)).to_owned();
    let wanted = Wanted {
        period,
        name,
        dropped: vec![],
        because: String::new(),
        only: vec![],
        renumber: false,
        without_actions: true,
        others: vec![],
    };
    let done = rollover::roll_over(&file.plan, &wanted).map_err(anyhow::Error::msg)?;
    output::data(&format!("{}\n", done.sentence))?;
    edit_plans::finish_with_new(&plans, vec![], Some((path, done.text)), false, config)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It begins on the first of April.
    #[test]
    fn a_day_lies_in_the_financial_year_that_began_last() {
        for (day, first) in [
            ("2009-01-15", "2008-04-01"),
            ("2009-03-31", "2008-04-01"),
            ("2009-04-01", "2009-04-01"),
            ("2009-12-31", "2009-04-01"),
        ] {
            assert_eq!(financial_year(day.parse().unwrap()).from.to_string(), first, "{day}");
        }
    }
}
