//! `lscb set`: any other key of an action, an objective or a plan.

use crate::acts::set::{self, Of, Setting};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::query::REFERENCES;

/// Give any other key of an action a value, in plain words
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place); with --of-objective the objective's reference or title; with --of-plan the first key
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    /// key=value; key+=value adds to a list, key= takes the key away
    #[arg(value_name = "KEY=VALUE", value_parser = Setting::parse, add = complete::settings())]
    settings: Vec<Setting>,
    /// Keys of an objective
    #[arg(long, conflicts_with = "of_plan")]
    of_objective: bool,
    /// Keys at the top of the plan
    #[arg(long)]
    of_plan: bool,
    /// The old value was mistyped: nothing is asked about it
    #[arg(long)]
    correct: bool,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let mut settings = args.settings;
    if args.of_plan {
        settings.insert(0, Setting::parse(&args.which).map_err(anyhow::Error::msg)?);
    }
    anyhow::ensure!(!settings.is_empty(), "say what is to be set, such as see=\"Working Together\"");
    if !args.of_plan && !args.of_objective {
        return edit_plans::on_actions(
            &plans,
            &args.which,
            &args.edit,
            config,
            |_| Ok(()),
            |change, subject, ()| set::set(change, Of::Action(subject), &settings, args.correct),
        );
    }
    let all = plans.all();
    let (file, of) = match args.of_plan {
        true => match &all[..] {
            [only] => (*only, Of::Plan),
            _ => anyhow::bail!("there are several plans; say which with --plan"),
        },
        false => {
            let (file, objective) = edit_plans::find_objective(&plans, &args.which)?;
            (file, Of::Objective(objective))
        }
    };
    let mut changed = Changed::of(file);
    changed.done.push(set::set(&mut changed.change, of, &settings, args.correct).map_err(anyhow::Error::msg)?);
    edit_plans::finish(&plans, vec![changed], args.edit.dry_run, config)
}
