//! `lscb history`: the life of one action.

use crate::changes::Located;
use crate::cli::args::{Day, FilterArgs, LayoutArgs, Paths};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::find_plans::{files_read, paths_of};
use crate::cli::output::{FileDays, OutputArgs};
use crate::cli::past;
use crate::cli::run_query::{asking, load, question};
use crate::git::Walk;
use crate::load::Texts;
use crate::names::same_ref;
use crate::query::{PLAN, REF, plan_and_reference};
use crate::reports::changes::{Told, history};
use anyhow::bail;

/// The life of one action, also of one that is gone: each change with its day and who made it
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); with a plan before it, PLAN:REF
    #[arg(value_name = "REF", add = crate::cli::complete::names(&crate::query::REFERENCES))]
    which: String,
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    layout: LayoutArgs,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    output_args: OutputArgs,
}

pub(super) fn run(mut args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let (plan, reference) =
        plan_and_reference(&args.which).map_or((None, &*args.which), |(plan, reference)| (Some(plan), reference));
    let mut filters = std::mem::take(&mut args.filters.0);
    filters.add_word(&REF, reference);
    plan.into_iter().for_each(|plan| filters.add_word(&PLAN, plan));
    let (mut texts, mut past_texts) = (Texts::default(), Texts::default());
    let plans = load(&args.paths, &mut args.day, config, &mut texts)?;
    let question = question(&args.day, filters, &plans, config)?;
    let output = args.output_args.output(files_read(&args.paths, config), FileDays::of(question.as_at, None))?;
    let read_of_now = plans.tell(None);
    let end = read_of_now.0;
    let read = past::read(args.day.revision(), Walk::Everything, &paths_of(&args.paths, config), &mut past_texts)?;
    let now: Vec<_> = plans.files().collect();
    let past = read.follow(&[], &now)?;

    let answers = plans.answers(&question).into_iter().flatten().collect::<Vec<_>>();
    let found: Vec<Located> = answers
        .iter()
        .flat_map(|answer| &answer.found)
        .map(|found| Located { plan: found.plan, objective: found.objective, action: found.action })
        .collect();
    let mut lives: Vec<usize> = found.iter().filter_map(|located| past.lives.life_of(located.action)).collect();
    if lives.is_empty() {
        // It may be gone: it is known by what it was called last.
        let called = |located: &Located| {
            let by_ref = located.action.reference.is_some_and(|it| same_ref(it.value, reference));
            let by_place = same_ref(&located.objective.position_of(located.action), reference);
            plan.is_none_or(|plan| located.plan.is_called(plan)) && (by_ref || by_place)
        };
        let gone = |life: usize| {
            !now.iter().flat_map(|file| Located::all(&file.plan)).any(|one| past.lives.life_of(one.action) == Some(life))
        };
        lives = past.lives.actions().filter(|(_, located)| called(located)).map(|(life, _)| life).collect();
        lives.sort_unstable();
        lives.dedup();
        lives.retain(|&life| gone(life));
    }
    lives.dedup();
    if lives.is_empty() {
        bail!("no plan has or had an action {}, as far as git knows", args.which);
    }
    let told: Vec<Told> = past.of(&lives).map(|event| Told { change: event.change.clone(), seen: past.seen(event) }).collect();
    let last = found.first().copied().or_else(|| told.last().and_then(|told| told.change.action()));
    let words = last.and_then(|located| located.action.action).map_or("", |words| words.value);
    let called = match last {
        Some(_) if lives.len() > 1 => format!("{reference} ({} actions)", lives.len()),
        Some(located) => format!("{} ({words})", located.label()),
        None => args.which.clone(),
    };
    let asking = asking(question, answers, read_of_now);
    let report = args.layout.apply(history(&asking.answers, asking.about, &told, &called, past.begins.as_deref()))?;
    output.report(&asking.told(report, &asking.answers))?;
    Ok(end)
}
