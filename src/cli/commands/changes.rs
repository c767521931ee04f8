//! `lscb changes`: what changed between two states of the plans, by action.

use crate::changes::{self, Kind, Located};
use crate::cli::args::{Day, FilterArgs, LayoutArgs, Moment, Paths, day, moment};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::{files_read, find, paths_of};
use crate::cli::moment::{called, describe, settle, tell_without_meeting};
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::packs::EachArgs;
use crate::cli::past;
use crate::cli::run_query::{self, Asking, Plans, load_sources, question};
use crate::cli::since::{self, Earlier, earlier_states};
use crate::git::Walk;
use crate::load::{Texts, Version};
use crate::query::{self, Answer, Found, Question, last_meeting};
use crate::reports::changes::{Told, report};
use crate::reports::{Fact, PartlyRead};
use crate::time::when::day_for_people;
use anyhow::bail;
use chrono::NaiveDate;
use std::collections::HashSet;

/// What changed between two states of the plans, by action
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    /// From which state on: a commit or tag, a day (counted in), or each board's last meeting (counted in)
    #[arg(long, value_name = "REV|DATE|TAG|last-meeting", value_parser = moment)]
    since: Moment,
    /// Up to which state: a commit or tag, or a day (counted in); the files as they are when left out
    #[arg(long, value_name = "REV|DATE|TAG|last-meeting", value_parser = moment)]
    until: Option<Moment>,
    /// Up to what is staged for the next commit in git
    #[arg(long, conflicts_with = "until")]
    staged: bool,
    /// Say in which state actions are as at this day; the day of --until when left out, else as for any question
    #[arg(long, value_name = "DATE", aliases = ["as-of", "today"], value_parser = day)]
    as_at: Option<NaiveDate>,
    #[command(flatten)]
    layout: LayoutArgs,
    /// End with exit code 1 when anything changed; with kinds of change, parted by commas, when one of these is among it
    #[arg(long, value_name = "KINDS", num_args = 0..=1, default_missing_value = "any", value_delimiter = ',', require_equals = true, value_parser = kinds())]
    fail_if_any: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    each: EachArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(["any"].into_iter().chain(Kind::ALL.iter().map(|kind| kind.id())))
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut day = Day::of(args.until.clone());
    args.as_at.into_iter().for_each(|as_at| day.follow(as_at));
    let later = match args.staged {
        true => find(&args.paths, config, Version::Staged)?,
        false => settle(&args.paths, &mut day, config)?,
    };
    let mut texts = Texts::default();
    let after = load_sources(&later, &mut texts);
    let filters = std::mem::take(&mut args.filters.0);
    let question = Question { whole: args.each.any(), ..question(&day, filters, &after, config)? };
    let as_at = question.as_at;
    let output = args.output_args.output(files_read(&args.paths, config), FileDays::of(as_at, None))?;
    let earlier = earlier_states(&args.since, &args.paths, &after, as_at, config)?;
    let mut rooms: Vec<Texts> = earlier.iter().map(|_| Texts::default()).collect();
    let before: Vec<Plans> = earlier.iter().zip(&mut rooms).map(|(state, texts)| load_sources(&state.sources, texts)).collect();

    let (mut end, mut partly_read) = after.tell(None);
    for (plans, state) in before.iter().zip(&earlier) {
        let (ended, partly) = plans.tell(state.commit.as_ref().map(describe).as_deref());
        end = end.and(ended);
        partly_read.extend(partly);
    }
    let mut compared = since::compare(&before, &earlier, &after, &paths_of(&args.paths, config), as_at);
    if args.since == Moment::LastMeeting {
        let none = after.named().into_iter().filter(|(_, plan)| last_meeting(plan, as_at).is_none());
        tell_without_meeting(&none.map(|(name, _)| name).collect::<Vec<_>>(), as_at);
    }
    // Who made each change, and when, as far as git knows.
    let mut past_texts = Texts::default();
    let read = match compared.is_empty() {
        false => {
            Some(past::read(&since::range(&earlier, &day), Walk::Everything, &paths_of(&args.paths, config), &mut past_texts)?)
        }
        true => None,
    };
    let (then, now): (Vec<_>, Vec<_>) = (before.iter().flat_map(Plans::files).collect(), after.files().collect());
    let history = read.as_ref().map(|read| read.follow(&then, &now)).transpose()?;
    if let Some(history) = &history {
        since::join_by_history(&mut compared, history);
    }
    let gone: Vec<Located> = since::of_kind(&compared, Kind::Vanished).filter_map(|change| change.old).collect();
    let added: Vec<Located> = since::of_kind(&compared, Kind::Added).filter_map(|change| change.new).collect();
    let suggestions = changes::suggestions(&gone, &added);

    let told: Vec<Told> = compared.into_iter().map(|change| since::told(change, history.as_ref())).collect();

    let asking = ask_both(question, &after, &before, &told, (end, partly_read))?;
    let between = between(&args, &earlier, as_at);
    args.each
        .send(&asking, &output, |answers, about| args.layout.apply(report(answers, about, &told, &suggestions, &between)))?;
    let fails = |told: &Told| args.fail_if_any.iter().any(|kind| kind == "any" || kind == told.change.kind.id());
    let shown = report(&asking.answers, asking.about, &told, &suggestions, &between);
    let shown: HashSet<&str> = shown.sections[0].rows.iter().filter_map(kind_of).collect();
    let any = told.iter().any(|told| fails(told) && shown.contains(told.change.kind.id()));
    Ok(if any { end.and(ExitStatus::Findings) } else { end })
}

/// The kind that a row is of.
fn kind_of<'a>(row: &crate::reports::Row<'a>) -> Option<&'a str> {
    if let Some(crate::reports::Cell::Ref { reference, .. }) = row.kept.first() { *reference } else { None }
}

/// The two states in words.
fn between(args: &Args, earlier: &[Earlier], as_at: NaiveDate) -> [Fact; 2] {
    let from = match earlier {
        [one] => one.words.clone(),
        _ => "the last meetings".to_owned(),
    };
    let to = match &args.until {
        Some(Moment::Named(name)) => called(name, Some(as_at)),
        Some(Moment::LastMeeting) => format!("the last meeting ({})", day_for_people(as_at)),
        None if args.staged => "what is staged".into(),
        None => day_for_people(as_at),
    };
    [Fact { id: "from", heading: "From", text: from }, Fact { id: "to", heading: "To", text: to }]
}

/// The actions asked for: in the state after, or in the one before. Who was asked for and led an action before is asked about it
/// still.
fn ask_both<'p>(
    question: Question,
    after: &'p Plans<'p>,
    before: &'p [Plans<'p>],
    told: &[Told<'p>],
    read: (ExitStatus, Vec<PartlyRead>),
) -> anyhow::Result<Asking<'p>> {
    let address = |found: &Found| std::ptr::from_ref(found.action).addr();
    let mut answers: Vec<Answer<'p>> = after.answers(&question).into_iter().flatten().collect();
    let everything = Question { filters: query::Filters::default(), ..question.clone() };
    let all: Vec<Answer<'p>> =
        if question.filters.any() { after.answers(&everything).into_iter().flatten().collect() } else { Vec::new() };
    let old: Vec<Answer<'p>> = before.iter().flat_map(|plans| plans.answers(&question)).flatten().collect();
    let known: Vec<&Answer> = answers.iter().chain(&old).collect();
    run_query::are_known(&question, &known)?;
    let mut more: Vec<(usize, Found<'p>)> = Vec::new();
    let mut extra: Vec<Answer<'p>> = Vec::new();
    for answer in old {
        for found in &answer.found {
            let of = |told: &&Told<'p>| told.change.old.is_some_and(|old| old.is(found.action));
            let Some(told) = told.iter().find(of) else { continue };
            let now = told.change.new.map(|new| std::ptr::from_ref(new.action).addr());
            let place =
                told.change.new_plan.and_then(|plan| answers.iter().position(|one| std::ptr::eq(one.plan.name, plan.name)));
            match (now, place) {
                (None, Some(place)) => more.push((place, *found)),
                (Some(now), Some(place)) => {
                    let is_there = answers[place].found.iter().any(|one| address(one) == now);
                    let found = all.iter().flat_map(|answer| &answer.found).find(|one| address(one) == now);
                    more.extend(found.filter(|_| !is_there).map(|found| (place, *found)));
                }
                _ => {}
            }
        }
        // A plan that is gone answers for itself.
        let is_gone = |told: &Told| {
            told.change.kind == Kind::PlanRemoved
                && told.change.old_plan.is_some_and(|plan| std::ptr::eq(plan.name, answer.plan.name))
        };
        if told.iter().any(is_gone) {
            extra.push(answer);
        }
    }
    for (place, found) in more {
        answers[place].found.push(found);
    }
    answers.extend(extra);
    if answers.is_empty() {
        bail!("no plan could be read");
    }
    Ok(run_query::asking(question, answers, read))
}
