//! `lscb leaver`: somebody leaves, and what they hold is handed over or listed.

use crate::acts::leaver;
use crate::acts::names::NewName;
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs, NewNameArg, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::query::LEADERS;

/// Enter the day that somebody leaves, in every plan that knows the name, and hand over what they still hold
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Who leaves
    #[arg(value_name = "NAME", add = complete::names(&LEADERS))]
    name: String,
    #[command(flatten)]
    on: OnArg,
    /// Who takes over all they still hold; without it, that is listed
    #[arg(long, value_name = "NAME", add = complete::names(&LEADERS))]
    to: Option<String>,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let on = args.on.day()?;
    let mut all = Vec::new();
    for file in plans.all() {
        let Some(target) = leaver::person(&file.plan, &args.name).map_err(anyhow::Error::msg)? else { continue };
        let mut changed = Changed::of(file);
        // Whoever takes over may be new to some of the plans.
        let enter = NewNameArg { new: Some(NewName::Person) };
        let to = args.to.as_deref().map(|name| enter.find(&mut changed.change, name, &mut Vec::new())).transpose();
        let to = to.map_err(anyhow::Error::msg)?;
        changed.done.push(leaver::leave(&mut changed.change, &file.plan, target, on, to.as_ref()).map_err(anyhow::Error::msg)?);
        all.push(changed);
    }
    if all.is_empty() {
        return Err(edit_plans::nobody(&plans.all(), &args.name));
    }
    edit_plans::finish(&plans, all, args.edit.dry_run, config)
}
