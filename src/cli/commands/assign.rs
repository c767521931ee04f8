//! `lscb assign`: who leads an action.

use crate::acts::assign::{self, How};
use crate::acts::names::{Named, NewName};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, EditArgs, NewNameArg};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::query::{LEADERS, REFERENCES, SUBGROUPS};

/// Say who leads an action
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    /// People or groups, by name or key
    #[arg(value_name = "NAME", required = true, add = complete::names(&LEADERS))]
    names: Vec<String>,
    /// The group that they stand for
    #[arg(long = "for", value_name = "GROUP", add = complete::names(&SUBGROUPS))]
    stands_for: Option<String>,
    /// Beside those who lead already
    #[arg(long)]
    add: bool,
    /// These do not lead any more
    #[arg(long, conflicts_with_all = ["add", "stands_for"])]
    remove: bool,
    #[command(flatten)]
    new: NewNameArg,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let how = match (args.add, args.remove) {
        (_, true) => How::Remove,
        (true, _) => How::Add,
        _ => How::Instead,
    };
    edit_plans::on_actions(
        &plans,
        &args.which,
        &args.edit,
        config,
        |change| {
            let mut taken = Vec::new();
            let names: Vec<Named> =
                args.names.iter().map(|name| args.new.find(change, name, &mut taken)).collect::<Result<_, _>>()?;
            let group = args.stands_for.as_deref().map(|name| {
                NewNameArg { new: Some(NewName::Group).filter(|_| args.new.new.is_some()) }.find(change, name, &mut taken)
            });
            Ok((names, group.transpose()?))
        },
        |change, subject, (names, group)| assign::assign(change, subject, names, group.as_ref(), how),
    )
}
