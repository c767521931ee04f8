//! The commands: each a file here, and its lines in [`Command`].

mod about;
mod changes;
mod check;
mod config;
mod due;
mod history;
mod import;
mod init;
mod list;
mod lsp;
mod overdue;
pub(super) mod report;
mod rules;
mod schema;
mod show;
pub(super) mod timescale;

use super::config::{Config, ConfigArgs};
use super::exit_status::ExitStatus;
use clap::{ArgMatches, Subcommand};

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    Check(check::Args),
    Overdue(overdue::Args),
    Due(due::Args),
    List(list::Args),
    Show(show::Args),
    Report(report::Args),
    Changes(changes::Args),
    History(history::Args),
    Timescale(timescale::Args),
    Import(import::Args),
    Lsp(lsp::Args),
    New(init::NewArgs),
    Init(init::InitArgs),
    Config(config::Args),
    Rules(rules::Args),
    Explain(rules::ExplainArgs),
    Schema(schema::Args),
    Completions(about::CompletionsArgs),
    Man(about::ManArgs),
}

impl Command {
    /// It reads plans, and so the configuration that says where they are.
    pub(super) fn reads_plans(&self) -> bool {
        !matches!(
            self,
            Command::Timescale(_)
                | Command::Import(_)
                | Command::Lsp(_)
                | Command::New(_)
                | Command::Init(_)
                | Command::Rules(_)
                | Command::Explain(_)
                | Command::Schema(_)
                | Command::Completions(_)
                | Command::Man(_)
        )
    }

    /// Runs the command; `matches` are the arguments as they were given, `found_by` those that the configuration was found by.
    pub(super) fn run(self, matches: &ArgMatches, config: &Config, found_by: &ConfigArgs) -> anyhow::Result<ExitStatus> {
        match self {
            Command::Check(args) => check::run(args, config),
            Command::Overdue(args) => overdue::run(args, config),
            Command::Due(args) => due::run(args, config),
            Command::List(args) => list::run(args, config),
            Command::Show(args) => show::run(args, config),
            Command::Report(args) => report::run(args, matches.subcommand_matches("report"), config),
            Command::Changes(args) => changes::run(args, config),
            Command::History(args) => history::run(args, config),
            Command::Timescale(args) => timescale::run(args),
            Command::Import(args) => import::run(args),
            Command::Lsp(args) => lsp::run(args, found_by),
            Command::New(args) => init::new(args),
            Command::Init(args) => init::init(args),
            Command::Config(args) => config::run(args, config),
            Command::Rules(args) => rules::run(args),
            Command::Explain(args) => rules::explain(args),
            Command::Schema(args) => schema::run(args),
            Command::Completions(args) => about::completions(args),
            Command::Man(args) => about::man(args),
        }
    }
}
