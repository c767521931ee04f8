//! `lscb add`: a new action.

use crate::acts::add::{self, NewAction};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs, NewNameArg, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::query::{LEADERS, OBJECTIVES};
use crate::time::when::When;

/// Put a new action on the plan, under the number after the highest of its objective
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The objective, by its reference or title
    #[arg(value_name = "OBJECTIVE", add = complete::names(&OBJECTIVES))]
    objective: String,
    /// What is to be done
    #[arg(value_name = "ACTION", value_parser = edit_plans::words)]
    action: String,
    /// Who leads; may be given several times
    #[arg(long, value_name = "NAME", add = complete::names(&LEADERS))]
    lead: Vec<String>,
    /// The timescale in the board's words; its date is read from it
    #[arg(long, value_name = "WORDS", value_parser = edit_plans::words)]
    timescale: Option<String>,
    /// Its deadline; may be given several times
    #[arg(long, value_name = "DATE", value_parser = crate::acts::date)]
    due: Vec<When>,
    #[command(flatten)]
    on: OnArg,
    #[command(flatten)]
    new: NewNameArg,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let (file, objective) = edit_plans::find_objective(&plans, &args.objective)?;
    let mut changed = Changed::of(file);
    let mut taken = Vec::new();
    let leads = args.lead.iter().map(|name| args.new.find(&mut changed.change, name, &mut taken)).collect::<Result<_, _>>();
    let new = NewAction {
        action: args.action,
        leads: leads.map_err(anyhow::Error::msg)?,
        timescale: args.timescale,
        due: args.due,
        on: args.on.day()?,
    };
    let done = add::add(&mut changed.change, &file.plan, objective, &new).map_err(anyhow::Error::msg)?;
    changed.done.push(done);
    edit_plans::finish(&plans, vec![changed], args.edit.dry_run, config)
}
