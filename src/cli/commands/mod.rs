//! The commands: each a file here, and its lines in [`Command`].

mod about;
mod add;
mod assign;
mod changes;
mod check;
mod config;
mod done;
mod due;
mod history;
mod hold;
mod import;
mod init;
mod leaver;
mod list;
mod lsp;
mod move_date;
mod note;
mod overdue;
mod rename;
mod reopen;
pub(super) mod report;
mod rollover;
mod rules;
mod schema;
mod set;
mod show;
mod take_back;
pub(super) mod timescale;
mod withdraw;

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
    // Far larger than the others.
    Report(Box<report::Args>),
    Note(note::Args),
    Done(done::Args),
    Move(move_date::Args),
    Hold(hold::Args),
    Withdraw(withdraw::Args),
    Reopen(reopen::Args),
    Assign(assign::Args),
    Add(add::Args),
    Set(set::Args),
    Rollover(rollover::Args),
    Leaver(leaver::Args),
    Rename(rename::Args),
    Changes(changes::Args),
    History(history::Args),
    Timescale(timescale::Args),
    Import(import::Args),
    TakeBack(take_back::Args),
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
        match self {
            Command::New(args) => args.reads_plans(),
            Command::Timescale(_)
            | Command::Import(_)
            | Command::Lsp(_)
            | Command::Init(_)
            | Command::Rules(_)
            | Command::Explain(_)
            | Command::Schema(_)
            | Command::Completions(_)
            | Command::Man(_) => false,
            _ => true,
        }
    }

    /// Runs the command; `matches` are the arguments as they were given, `found_by` those that the configuration was found by.
    pub(super) fn run(self, matches: &ArgMatches, config: &Config, found_by: &ConfigArgs) -> anyhow::Result<ExitStatus> {
        match self {
            Command::Check(args) => check::run(args, config),
            Command::Overdue(args) => overdue::run(args, config),
            Command::Due(args) => due::run(args, config),
            Command::List(args) => list::run(args, config),
            Command::Show(args) => show::run(args, config),
            Command::Report(args) => report::run(*args, matches.subcommand_matches("report"), config),
            Command::Note(args) => note::run(args, config),
            Command::Done(args) => done::run(args, config),
            Command::Move(args) => move_date::run(args, config),
            Command::Hold(args) => hold::run(args, config),
            Command::Withdraw(args) => withdraw::run(args, config),
            Command::Reopen(args) => reopen::run(args, config),
            Command::Assign(args) => assign::run(args, config),
            Command::Add(args) => add::run(args, config),
            Command::Set(args) => set::run(args, config),
            Command::Rollover(args) => rollover::run(args, config),
            Command::Leaver(args) => leaver::run(args, config),
            Command::Rename(args) => rename::run(args, config),
            Command::Changes(args) => changes::run(args, config),
            Command::History(args) => history::run(args, config),
            Command::Timescale(args) => timescale::run(args),
            Command::Import(args) => import::run(args),
            Command::TakeBack(args) => take_back::run(args, config),
            Command::Lsp(args) => lsp::run(args, found_by),
            Command::New(args) => init::new(args, config),
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
