//! The command line: the only room with a clock, standard output and exit codes. A command is a file and a line in
//! [`Command`].

mod about;
mod args;
mod ask;
mod check;
mod complete;
mod config;
mod due;
mod init;
mod list;
mod output;
mod overdue;
mod packs;
mod report;
mod rules;
mod saved;
mod schema;
mod show;
mod timescale;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::io;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Nothing wrong: exit code 0.
    Well,
    /// `check` found errors or warnings, or a question asked to fail had an answer: 1.
    Found,
    /// Could not do all that was asked: 2.
    Trouble,
}

impl End {
    /// The worse of the two.
    fn and(self, other: End) -> End {
        if self == End::Trouble || other == End::Trouble {
            End::Trouble
        } else if self == End::Found || other == End::Found {
            End::Found
        } else {
            End::Well
        }
    }
}

/// Keeps a safeguarding board's business plan as a file: checks it, says what is overdue and who owes what.
#[derive(Parser, Debug)]
#[command(name = "lscb", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: config::ConfigArgs,
}

const AFTER_HELP: &str = "\
PATH is a plan file or a folder of plans, or - for standard input. Without one: the folder that lscb.toml names, else \
the folder plans, else the current folder.

Exit codes: 0 nothing wrong; 1 errors or warnings found; 2 could not do as asked.";

#[derive(Subcommand, Debug)]
enum Command {
    Check(check::Args),
    Overdue(overdue::Args),
    Due(due::Args),
    List(list::Args),
    Show(show::Args),
    Report(report::Args),
    Timescale(timescale::Args),
    New(init::NewArgs),
    Init(init::InitArgs),
    Config(config::Args),
    Rules(rules::Args),
    Explain(rules::ExplainArgs),
    Schema(schema::Args),
    Completions(about::CompletionsArgs),
    Man(about::ManArgs),
}

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    // A shell that asks for completions gets them here, and the program ends.
    clap_complete::CompleteEnv::with_factory(command).complete();
    let parsed = command()
        .try_get_matches_from(timescale::protect_dashes(std::env::args_os()))
        .and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are answers; anything else is a question that could not be understood.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match run(cli, &matches) {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Found) => ExitCode::from(1),
        Ok(End::Trouble) => ExitCode::from(2),
        // Whoever reads the output has had enough of it.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::message(&format!("lscb: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli, matches: &ArgMatches) -> anyhow::Result<End> {
    // What needs no plan needs no configuration either.
    let config = match cli.command {
        Command::Timescale(_)
        | Command::New(_)
        | Command::Init(_)
        | Command::Rules(_)
        | Command::Explain(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_) => config::Config::default(),
        _ => config::load(&cli.config)?,
    };
    // `check` shows what is wrong with the configuration among its findings.
    let end = if matches!(cli.command, Command::Check(_)) { End::Well } else { config.tell() };
    Ok(end.and(command_of(cli.command, matches, &config)?))
}

fn command_of(command: Command, matches: &ArgMatches, config: &config::Config) -> anyhow::Result<End> {
    match command {
        Command::Check(args) => check::run(args, config),
        Command::Overdue(args) => overdue::run(args, config),
        Command::Due(args) => due::run(args, config),
        Command::List(args) => list::run(args, config),
        Command::Show(args) => show::run(args, config),
        Command::Report(args) => report::run(args, matches.subcommand_matches("report"), config),
        Command::Timescale(args) => timescale::run(args),
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

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// The whole command line, for completions, the manual and the tests.
pub fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_holds_together() {
        super::command().debug_assert();
    }
}
