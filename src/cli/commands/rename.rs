//! `lscb rename`: a person or a group is called otherwise.

use crate::acts::names::find;
use crate::acts::rename;
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::plan::Target;
use crate::query::LEADERS;

/// Give a person or group another name (the old one is kept beside it), or another key
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The name or key so far
    #[arg(value_name = "OLD", add = complete::names(&LEADERS))]
    old: String,
    /// The new one
    #[arg(value_name = "NEW", value_parser = edit_plans::words)]
    new: String,
    /// A person in every plan that knows the name
    #[arg(long, conflicts_with = "plan")]
    all_plans: bool,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let mut knowing: Vec<_> = plans.all();
    knowing.retain(|file| !file.plan.asked_for(&args.old).is_empty());
    if knowing.is_empty() {
        return Err(edit_plans::nobody(&plans.all(), &args.old));
    }
    if knowing.len() > 1 && !args.all_plans {
        let names: Vec<&str> = knowing.iter().map(|file| file.plan.name).collect();
        anyhow::bail!(
            "\"{}\" is known in {}; say which with --plan, or rename a person in all of them with --all-plans",
            args.old,
            names.join(", ")
        );
    }
    let mut all = Vec::new();
    for file in knowing {
        let (target, named) = find(&file.plan, &args.old).map_err(anyhow::Error::msg)?;
        if args.all_plans && matches!(target, Target::Group(_)) {
            anyhow::bail!(
                "\"{}\" is a group in {}, and a group belongs to its own plan; rename it there with --plan",
                args.old,
                file.plan.name
            );
        }
        let mut changed = Changed::of(file);
        let done = match named.key == args.old {
            true => rename::rename_key(&mut changed.change, &file.plan, target, &args.new),
            false => rename::rename(&mut changed.change, &file.plan, target, &args.new),
        };
        changed.done.push(done.map_err(anyhow::Error::msg)?);
        all.push(changed);
    }
    edit_plans::finish(&plans, all, args.edit.dry_run, config)
}
