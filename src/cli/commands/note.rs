//! `lscb note`: what was reported about an action.

use crate::acts::names::find;
use crate::acts::progress::{self, NoteWords};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::load::Texts;
use crate::plan::{Rag, Status};
use crate::query::{LEADERS, REFERENCES};
use clap::builder::PossibleValuesParser;

/// Write down what was reported about an action, with its status and colour
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The action's reference (or place, such as 3/1); several parted by commas; PLAN:REF names the plan too
    #[arg(value_name = "REF", add = complete::names(&REFERENCES))]
    which: String,
    /// What was said
    #[arg(value_name = "WORDS")]
    words: String,
    #[command(flatten)]
    on: OnArg,
    /// Who said or did it
    #[arg(long, value_name = "NAME", add = complete::names(&LEADERS))]
    by: Option<String>,
    /// How it is going, in the plan's colours
    #[arg(long, value_name = "COLOUR", value_parser = PossibleValuesParser::new(Rag::WORDS))]
    rag: Option<String>,
    /// Where it is now
    #[arg(long, value_name = "STATUS", value_parser = PossibleValuesParser::new(Status::WORDS))]
    status: Option<String>,
    /// What shows it, in words or as a path
    #[arg(long, value_name = "WORDS")]
    evidence: Vec<String>,
    /// This is the report that recurring work owes
    #[arg(long)]
    report: bool,
    #[command(flatten)]
    edit: EditArgs,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let note = NoteWords {
        on: args.on.day()?,
        words: args.words,
        by: None,
        status: args.status.as_deref().and_then(Status::parse),
        rag: args.rag.as_deref().and_then(Rag::parse),
        evidence: args.evidence,
        report: args.report,
    };
    edit_plans::on_actions(
        &plans,
        &args.which,
        &args.edit,
        config,
        |change| {
            let by = args.by.as_deref().map(|name| find(change.plan(), name)).transpose()?;
            Ok(NoteWords { by: by.map(|(_, named)| (named.key, named.name)), ..note.clone() })
        },
        |change, subject, note| progress::note(change, subject, note),
    )
}
