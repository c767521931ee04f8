//! `lscb report`: the plans by lead, by group, by objective or by board, and the board's paper.

use super::{due, list, overdue};
use crate::changes::Kind;
use crate::cli::args::{Day, FilterArgs, LayoutArgs, Moment, Paths, date, first_day, last_day};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::{files_read, paths_of};
use crate::cli::moment::describe;
use crate::cli::output::{self, FileDays, Output, OutputArgs};
use crate::cli::packs::{self, EachArgs};
use crate::cli::past;
use crate::cli::run_query::{Asking, Plans, as_at, ask, load, load_sources, question};
use crate::cli::saved;
use crate::cli::since::{self, earlier_states};
use crate::git::{self, Walk};
use crate::load::Texts;
use crate::names::{caseless, nearest};
use crate::query::{self, Answer, Each, Found, Pack, Question, Since};
use crate::reports::changes::{FromGit, Told, gone_without_a_trace};
use crate::reports::slippage::{self, address};
use crate::reports::trend::{self, Every, Ticks};
use crate::reports::{self, Cover, Fact, REPORT_KINDS, Report, ReportKind};
use crate::source::NamedBy;
use crate::text::{all_of, one_of};
use crate::time::when::When;
use anyhow::{Context, anyhow, bail};
use chrono::{Datelike, Days, Months, NaiveDate};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args as _, FromArgMatches};
use std::collections::HashSet;
use std::ffi::OsStr;

/// How many meetings an action must have been overdue at, unless said otherwise.
const MEETINGS: u16 = 2;

/// The plans by lead, by subgroup, by objective or by board
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which report; the reports there are, saved ones too, when left out
    #[arg(value_name = "NAME", value_parser = Names, add = complete::reports(command_of))]
    name: Option<String>,
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    /// What is new since: a day, or the board's last meeting before --as-at, that day counted in (monthly); a month before when left
    /// out. With a commit or tag, git is asked too
    #[arg(long, value_name = "DATE|last-meeting|REV|TAG", value_parser = since)]
    since: Option<SinceArg>,
    /// This month, such as 2008-09: as at the day after its last, since its first day (monthly)
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with_all = ["since", "as_at"])]
    month: Option<When>,
    /// From how many meetings on (escalation); 2 when left out
    #[arg(long, value_name = "NUMBER", value_parser = meetings)]
    meetings: Option<u16>,
    /// Count what only git saw too: dates that were changed and are not told in the plan (slippage); what was added, reworded, given to
    /// others or dropped (monthly); or the plans as they stood in git on each day (trend)
    #[arg(long)]
    git: bool,
    /// How often it is counted (trend); every month when left out
    #[arg(long, value_name = "TIME", value_parser = ["month", "quarter", "meeting"])]
    every: Option<String>,
    /// From which day on it is counted (trend); from the start of the earliest plan when left out
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<NaiveDate>,
    /// Up to which day it is counted, itself counted in (trend); the day the report is as at when left out
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<NaiveDate>,
    /// Only the first page, in any format (monthly)
    #[arg(long)]
    brief: bool,
    #[command(flatten)]
    cover: CoverArgs,
    #[command(flatten)]
    layout: LayoutArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

/// What the cover of the board's paper says; a line to write on stands where nothing is given.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Cover (monthly)")]
struct CoverArgs {
    /// Who the paper is from
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The meeting it goes to: a day, or words
    #[arg(long, value_name = "DATE|WORDS")]
    meeting: Option<String>,
    /// The item on the agenda
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// What the board is asked for
    #[arg(long, value_name = "PURPOSE", value_parser = ["decision", "discussion", "information"])]
    purpose: Option<String>,
    /// Text in the place of a logo
    #[arg(long, value_name = "TEXT")]
    logo_text: Option<String>,
}

impl CoverArgs {
    fn any(&self) -> bool {
        let CoverArgs { author, meeting, item, purpose, logo_text } = self;
        [author, meeting, item, purpose, logo_text].into_iter().any(Option::is_some)
    }

    fn cover(&self) -> Cover {
        let meeting = self.meeting.as_deref().map(packs::in_words);
        Cover {
            logo: self.logo_text.clone(),
            meeting,
            item: self.item.clone(),
            purpose: self.purpose.clone(),
            author: self.author.clone(),
        }
    }
}

/// The arguments of `lscb report` alone: what a saved report may give.
pub(in crate::cli) fn command() -> clap::Command {
    Args::augment_args(clap::Command::default().name("report"))
}

/// The arguments of a shape.
pub(in crate::cli) fn command_of(shape: &str) -> clap::Command {
    question_of(shape).map_or_else(command, |(command, _)| command())
}

/// How a question is asked as a saved report.
type SavedQuestion = (fn() -> clap::Command, fn(&ArgMatches, NamedBy, &Config) -> anyhow::Result<ExitStatus>);

/// The question that is the shape of a saved report.
fn question_of(shape: &str) -> Option<SavedQuestion> {
    match shape {
        "overdue" => Some((overdue::command, overdue::run_saved)),
        "due" => Some((due::command, due::run_saved)),
        "list" => Some((list::command, list::run_saved)),
        _ => None,
    }
}

/// The names of the shapes, for help and the shell; any other may be that of a saved report.
#[derive(Clone)]
struct Names;

impl TypedValueParser for Names {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&clap::Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(REPORT_KINDS.iter().map(|shape| PossibleValue::new(shape.id).alias(shape.also).help(shape.about))))
    }
}

/// Lists the reports that can be asked for by name.
fn list_reports(config: &Config) -> anyhow::Result<ExitStatus> {
    let mut rows: Vec<(&str, String)> = REPORT_KINDS.iter().map(|kind| (kind.id, kind.about.to_owned())).collect();
    rows.extend(
        config.reports.iter().map(|saved| (&*saved.name, format!("saved in {}: a report {}", config.name(), saved.shape))),
    );
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::from("lscb report NAME makes one of these:\n\n");
    for (name, about) in rows {
        text += &format!("  {name:<width$}  {about}\n");
    }
    text += "\n`lscb report monthly` is the board's paper; -o FILE.docx writes it for Word, -o FILE.xlsx for Excel.\n";
    output::data(&text)?;
    Ok(ExitStatus::Success)
}

fn has_flag(command: &clap::Command, long: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_long() == Some(long))
}

/// A report that is neither a shape nor saved.
fn unknown(name: &str, config: &Config) -> anyhow::Error {
    if config.broken_reports.iter().any(|broken| broken == name) {
        return anyhow!("the report \"{name}\" is not made while lscb.toml has a fault in it; `lscb check` shows the fault");
    }
    if saved::QUESTIONS.contains(&name) {
        return anyhow!("\"{name}\" is a command of its own: `lscb {name}`");
    }
    let known = || REPORT_KINDS.iter().map(|shape| shape.id).chain(config.reports.iter().map(|saved| &*saved.name));
    let near: Vec<String> = nearest(name, known()).iter().map(|near| format!("\"{near}\"")).collect();
    match &near[..] {
        [] => anyhow!("there is no report called \"{name}\"; there are {}", all_of(&known().collect::<Vec<_>>())),
        near => anyhow!("there is no report called \"{name}\"; did you mean {}?", one_of(near)),
    }
}

/// An earlier day as it was asked for.
#[derive(Clone, Debug)]
enum SinceArg {
    Day(Since),
    /// A commit or tag.
    Revision(String),
}

fn since(text: &str) -> Result<SinceArg, String> {
    match &*caseless(text.trim()).replace(' ', "-") {
        "last-meeting" => Ok(SinceArg::Day(Since::LastMeeting)),
        "" => Err("write a day, or last-meeting".to_owned()),
        _ => match first_day(text) {
            Ok(day) => Ok(SinceArg::Day(Since::Day(day))),
            Err(_) if git::commit_of(text.trim()).is_ok() => Ok(SinceArg::Revision(text.trim().to_owned())),
            Err(why) => Err(format!("{why}; or write last-meeting, or a commit or tag that git knows here")),
        },
    }
}

/// The earlier day that is meant, and the moment whose state git is asked for, where it is.
fn settle_since(arg: Option<SinceArg>, as_at: NaiveDate, git: bool) -> anyhow::Result<(Option<Since>, Option<Moment>)> {
    let day = match arg {
        Some(SinceArg::Revision(name)) => {
            let commit = git::commit_of(&name).map_err(anyhow::Error::msg)?;
            if commit.made >= as_at {
                bail!("--since {name} is of {}, which is not before {as_at}, the day the report is as at", commit.made);
            }
            return Ok((Some(Since::Day(commit.made)), Some(Moment::Named(name))));
        }
        Some(SinceArg::Day(Since::Day(since))) if since >= as_at => {
            bail!("--since {since} is not before {as_at}, the day the report is as at")
        }
        None => month_before(as_at).map(Since::Day),
        Some(SinceArg::Day(since)) => Some(since),
    };
    let moment = day.filter(|_| git).map(|day| match day {
        Since::Day(day) => Moment::Named(day.to_string()),
        Since::LastMeeting => Moment::LastMeeting,
    });
    Ok((day, moment))
}

fn every(word: Option<&str>) -> Every {
    match word {
        Some("quarter") => Every::Quarter,
        Some("meeting") => Every::Meeting,
        _ => Every::Month,
    }
}

fn meetings(text: &str) -> Result<u16, String> {
    text.trim().parse().ok().filter(|count| *count > 0).ok_or_else(|| "write a number from 1 on".into())
}

fn month(text: &str) -> Result<When, String> {
    const HOW: &str = "write the month as 2008-09 or September 2008";
    match date(text) {
        Ok(month @ When::Month { .. }) => Ok(month),
        Ok(_) => Err(HOW.into()),
        Err(why) if why.starts_with("write") => Err(HOW.into()),
        Err(why) => Err(why),
    }
}

/// The day a month before; the last day of a month goes with the last day of the month before.
fn month_before(day: NaiveDate) -> Option<NaiveDate> {
    let next = day.checked_add_days(Days::new(1))?;
    match next.day() {
        1 => day.with_day(1)?.checked_sub_days(Days::new(1)),
        _ => day.checked_sub_months(Months::new(1)),
    }
}

pub(super) fn run(mut args: Args, given: Option<&ArgMatches>, config: &Config) -> anyhow::Result<ExitStatus> {
    let Some(name) = args.name.clone() else { return list_reports(config) };
    let shape = match (reports::find(&name), config.reports.iter().find(|saved| saved.name == name), given) {
        (Some(shape), _, _) => shape,
        (None, Some(saved), Some(given)) => {
            let by_hand = |id: &str| given.value_source(id) == Some(ValueSource::CommandLine);
            let named_by = match by_hand("output") || by_hand("out_dir") {
                true => NamedBy::default(),
                false => NamedBy::Configuration(config.root().unwrap_or_default()),
            };
            let of_shape = command_of(saved.shape);
            let useless = |arg: &&clap::Arg| {
                by_hand(arg.get_id().as_str()) && arg.get_long().is_some_and(|long| !has_flag(&of_shape, long))
            };
            if let Some(long) = command().get_arguments().find(useless).and_then(clap::Arg::get_long) {
                bail!("the report {} is what `lscb {}` answers, which has no use for --{long}", saved.name, saved.shape);
            }
            let all = saved.with(given, &of_shape);
            let wrong = |error: clap::Error| anyhow!("{}: {}", saved.name, saved::why(&error));
            if let Some((_, run_saved)) = question_of(saved.shape) {
                return run_saved(&all.map_err(wrong)?, named_by, config);
            }
            args = all.and_then(|all| Args::from_arg_matches(&all)).map_err(wrong)?;
            args.output_args.named_by = named_by;
            reports::find(saved.shape).with_context(|| unknown(saved.shape, config))?
        }
        _ => return Err(unknown(&name, config)),
    };
    let needs = shape.needs;
    let unused = [
        ("--since", args.since.is_some() && !needs.since),
        ("--month", args.month.is_some() && !needs.since),
        ("--git", args.git && !needs.git),
        ("--every", args.every.is_some() && !needs.ticks),
        ("--from", args.from.is_some() && !needs.ticks),
        ("--to", args.to.is_some() && !needs.ticks),
        ("--meetings", args.meetings.is_some() && !needs.meetings),
        ("--brief", args.brief && !needs.cover),
        ("--author, --meeting, --item, --purpose or --logo-text", args.cover.any() && !needs.cover),
    ];
    if let Some((flag, _)) = unused.iter().find(|(_, unused)| *unused) {
        bail!("the report {} has no use for {flag}", shape.id);
    }
    if let Some(month) = args.month {
        args.day.set(month.last_day().succ_opt().unwrap_or(NaiveDate::MAX));
        args.since = Some(SinceArg::Day(Since::Day(month.first_day())));
    }
    let filters = std::mem::take(&mut args.filters.0);
    let mut texts = Texts::default();
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let as_at = as_at(&args.day, &filters, &plans)?;
    let (since, moment) = settle_since(args.since.take(), as_at, args.git && needs.since)?;
    args.day.set(as_at);
    let days = FileDays::of(as_at, args.month);
    let output = args.output_args.output(files_read(&args.paths, config), days)?;
    if output.format.name == "jsonl" {
        bail!("jsonl is one action a line, and a report has other rows: ask with `lscb list --format jsonl`, or for json");
    }
    let asked = filters.any().then(|| filters.words());
    let since = since.filter(|_| needs.since);
    let question = Question { since, whole: args.each.any(), ..question(&args.day, filters, &plans, config)? };
    let mut asking = ask(question, &plans)?;
    asking.about.meetings = args.meetings.unwrap_or(MEETINGS).into();
    let has_any = |answer: &Answer| !answer.found.is_empty() || !answer.caveats.is_empty();
    if needs.since && asked.is_some() && asking.answers.iter().any(has_any) {
        // A paper speaks of the plans it was asked about.
        let all = asking.answers.len();
        asking.answers.retain(has_any);
        asking.about.left_out += all - asking.answers.len();
    }
    let ticks = Ticks { every: every(args.every.as_deref()), from: args.from, to: args.to.unwrap_or(as_at) };
    if ticks.to > as_at || ticks.from.is_some_and(|from| from > ticks.to) {
        bail!("the days of a trend go from --from to --to, and no later than {as_at}, the day the report is as at");
    }
    if needs.ticks && args.git && args.each.any() {
        bail!("a trend from git is of whole boards: --each goes with the report only without --git");
    }
    if let Some(moment) = moment {
        return with_git(&args, &asking, &plans, (&moment, shape, asked.as_deref()), &output, config);
    }
    let mut past_texts = Texts::default();
    let walk = if needs.ticks { Walk::Branch } else { Walk::Everything };
    let read = match args.git {
        true => Some(past::read(args.day.revision(), walk, &paths_of(&args.paths, config), &mut past_texts)?),
        false => None,
    };
    let files: Vec<_> = plans.files().collect();
    let begins = read.as_ref().and_then(|read| read.begins());
    let (mut moves, mut stood) = (None, None);
    match &read {
        Some(read) if needs.ticks => {
            stood = Some(trend::count_states(&ticks, read.answers_on(&ticks.days(&asking.answers), &asking.question)));
        }
        Some(read) => moves = Some(read.follow(&[], &files)?.seen_moves(&files)),
        None => {}
    }
    args.each.send(&asking, &output, |answers, about| {
        let report = match (&moves, &stood) {
            (Some(moves), _) => slippage::with_git(answers, about, moves, begins.as_deref()),
            (_, Some(points)) => trend::from_states(answers, about, points, begins.as_deref()),
            _ if needs.ticks => trend::from_facts(answers, about, &ticks),
            _ => (shape.build)(answers, about),
        };
        finish(report, asked.as_deref(), &args)
    })?;
    Ok(asking.end)
}

/// The paper with what git alone knows of the time since a moment.
fn with_git(
    args: &Args,
    asking: &Asking,
    plans: &Plans,
    (moment, shape, asked): (&Moment, &ReportKind, Option<&str>),
    output: &Output,
    config: &Config,
) -> anyhow::Result<ExitStatus> {
    let as_at = asking.question.as_at;
    let earlier = earlier_states(moment, &args.paths, plans, as_at, config)?;
    let mut rooms: Vec<Texts> = earlier.iter().map(|_| Texts::default()).collect();
    let before: Vec<Plans> = earlier.iter().zip(&mut rooms).map(|(state, texts)| load_sources(&state.sources, texts)).collect();
    let mut end = asking.end;
    for (plans, state) in before.iter().zip(&earlier) {
        end = end.and(plans.tell(state.commit.as_ref().map(describe).as_deref()).0);
    }
    let paths = paths_of(&args.paths, config);
    let mut compared = since::compare(&before, &earlier, plans, &paths, as_at);
    let mut past_texts = Texts::default();
    let read = past::read(&since::range(&earlier, &args.day), Walk::Everything, &paths, &mut past_texts)?;
    let (then, now): (Vec<_>, Vec<_>) = (before.iter().flat_map(Plans::files).collect(), plans.files().collect());
    let history = read.follow(&then, &now)?;
    since::join_by_history(&mut compared, &history);
    let told: Vec<Told> = compared.into_iter().map(|change| since::told(change, Some(&history))).collect();
    // What is gone was asked for where it would have answered then.
    let old: Vec<Answer> = before.iter().flat_map(|plans| plans.answers(&asking.question)).flatten().collect();
    let gone = old.iter().flat_map(|answer| &answer.found).map(|found| address(found.action)).collect();
    let first = git::first_commit(args.day.revision()).map_err(anyhow::Error::msg)?;
    let from_git = FromGit {
        told: &told,
        gone: if args.each.any() { HashSet::new() } else { gone },
        since: earlier.iter().map(|state| &*state.words).collect::<Vec<_>>().join(", "),
        begins: first.made,
        is_shallow: history.begins.is_some(),
    };
    // Whose pack it would have been in: of a board's paper the section of the changes tells it.
    let each = args.each.kind().filter(|each| *each != Each::Board);
    let old_packs = each.map(|each| query::packs(&old, query::numbered(&old), each)).unwrap_or_default();
    let vanished: HashSet<usize> = told
        .iter()
        .filter(|told| told.change.kind == Kind::Vanished)
        .filter_map(|told| Some(address(told.change.old?.action)))
        .collect();
    let beside = |pack: &Pack| {
        let is_same = |old: &&Pack| old.name == pack.name && old.kind == pack.kind && old.board_name == pack.board_name;
        let led = old_packs.iter().find(is_same).into_iter().flat_map(|old| &old.actions).map(|led| led.found);
        let gone: Vec<&Found> = led.filter(|found| vanished.contains(&address(found.action))).collect();
        gone_without_a_trace(&gone, false)
    };
    args.each.send_with(
        asking,
        output,
        |answers, about| {
            let mut report = (shape.build)(answers, about);
            from_git.add_to(&mut report, answers, about);
            finish(report, asked, args)
        },
        beside,
    )?;
    Ok(end)
}

/// The report laid out as asked for, with its cover; a paper says what it was asked for.
fn finish<'a>(report: Report<'a>, asked: Option<&str>, args: &Args) -> anyhow::Result<Report<'a>> {
    let mut report = args.layout.apply(report)?;
    if let Some(words) = asked.filter(|_| !report.facts.is_empty()) {
        report.facts.push(Fact { id: "asked", heading: "Only", text: words.to_owned() });
    }
    if let Some(page) = &mut report.page_one {
        page.cover = args.cover.cover();
        page.tell_part(asked.unwrap_or("as asked for"));
    }
    if args.brief {
        report.keep_first_page();
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_before_the_last_day_of_a_month_is_the_last_day_of_the_one_before() {
        for (day, before) in [
            ("2008-10-01", "2008-09-01"),
            ("2008-09-30", "2008-08-31"),
            ("2008-03-31", "2008-02-29"),
            ("2008-02-29", "2008-01-31"),
            ("2008-03-30", "2008-02-29"),
            ("2008-01-15", "2007-12-15"),
        ] {
            assert_eq!(month_before(day.parse().unwrap()), Some(before.parse().unwrap()), "{day}");
        }
    }

    #[test]
    fn no_day_is_told_as_such_and_not_looked_for_in_git() {
        for nothing in ["", "  "] {
            assert_eq!(since(nothing).unwrap_err(), "write a day, or last-meeting");
        }
        assert!(matches!(since("Last meeting"), Ok(SinceArg::Day(Since::LastMeeting))));
    }
}
