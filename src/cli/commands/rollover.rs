//! `lscb rollover`: next year's plan from this one's unfinished actions.

use crate::acts::Done;
use crate::acts::rollover::{self, Wanted};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::query::{PLANS, REFERENCES};
use crate::source::File;
use crate::time::period::Period;
use std::path::{Path, PathBuf};

/// Make next year's plan of this one's unfinished actions; both know of each other, so that nothing is counted twice
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The plan to carry on, by its name or its file
    #[arg(value_name = "PLAN", add = complete::names(&PLANS))]
    plan: String,
    /// The new plan's time: a financial year as 2009/10, a year, or FROM/TO as 2012-10/2013-07
    #[arg(value_name = "PERIOD", value_parser = Period::parse)]
    period: Period,
    /// The new file; without it, beside the old one, with the new period in its name
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Withdraw this action in the old plan instead; several parted by commas
    #[arg(long, value_name = "REF", requires = "because", add = complete::names(&REFERENCES))]
    drop: Vec<String>,
    /// Why it is withdrawn
    #[arg(long, value_name = "WORDS", requires = "drop", value_parser = edit_plans::words)]
    because: Option<String>,
    /// Carry only this action; several parted by commas
    #[arg(long, value_name = "REF", add = complete::names(&REFERENCES))]
    only: Vec<String>,
    /// Count the references anew
    #[arg(long)]
    renumber: bool,
    /// Show what would be written and changed, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load_named(Some(&args.plan), config, &mut texts)?;
    let all = plans.all();
    let [file] = all[..] else { anyhow::bail!("\"{}\" means {} plans; name one file", args.plan, all.len()) };
    let subjects = |which: &[String]| -> anyhow::Result<Vec<_>> {
        let found: Vec<_> = which.iter().map(|which| edit_plans::find_actions(&plans, which)).collect::<Result<_, _>>()?;
        Ok(found.into_iter().flatten().map(|(_, subject)| subject).collect())
    };
    let mut other_texts = Texts::default();
    let others = edit_plans::beside(file.name, config, &mut other_texts);
    let path = args.output.unwrap_or_else(|| beside(file.name, &file.plan, &args.period));
    let wanted = Wanted {
        period: args.period,
        name: File::stem(&crate::source::show(&path)).to_owned(),
        dropped: subjects(&args.drop)?,
        because: args.because.unwrap_or_default(),
        only: subjects(&args.only)?,
        renumber: args.renumber,
        without_actions: false,
        others: others.plans().map(|file| &file.plan).collect(),
    };
    let done = rollover::roll_over(&file.plan, &wanted).map_err(anyhow::Error::msg)?;
    let mut changed = Changed::of(file);
    changed.change = done.change;
    changed.done.push(Done { sentence: done.sentence, notes: Vec::new() });
    changed.done.extend(done.decide.into_iter().map(|line| Done { sentence: format!("to decide: {line}"), notes: Vec::new() }));
    let edit = EditArgs { plan: None, dry_run: args.dry_run };
    edit_plans::finish_with_new(&plans, vec![changed], Some((&path, done.text)), edit.dry_run, config)
}

/// The file beside the old one, with the new period in its name.
pub(super) fn beside(old: &str, plan: &crate::plan::Plan, period: &Period) -> PathBuf {
    let before = plan.period.and_then(|period| Some(Period { from: period.first_day(), to: period.last_day()? }));
    let name = rollover::with_period(plan.name, before, period, "-");
    Path::new(old).with_file_name(format!("{name}.toml"))
}
