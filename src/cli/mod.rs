//! The command line: the only room with a clock, standard output and exit codes. A command is a file of `commands/`.

mod args;
mod commands;
mod complete;
mod config;
mod output;
mod packs;
mod run_query;
mod saved;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use commands::Command;
use std::io;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExitStatus {
    /// Nothing wrong: exit code 0.
    Success,
    /// `check` found errors or warnings, or a question asked to fail had an answer: 1.
    Findings,
    /// Could not do all that was asked: 2.
    Failure,
}

impl ExitStatus {
    /// The worse of the two.
    fn and(self, other: ExitStatus) -> ExitStatus {
        if self == ExitStatus::Failure || other == ExitStatus::Failure {
            ExitStatus::Failure
        } else if self == ExitStatus::Findings || other == ExitStatus::Findings {
            ExitStatus::Findings
        } else {
            ExitStatus::Success
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

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    // A shell that asks for completions gets them here, and the program ends.
    clap_complete::CompleteEnv::with_factory(command).complete();
    let parsed = command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are answers; anything else is a question that could not be understood.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    // What a panic says is for whoever mends lscb. Of one plan, `load` tells of it; of several together it is told here.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(cli, &matches)));
    let went_wrong = || {
        anyhow::anyhow!(
            "it went wrong itself: that is a fault of lscb {}, not of the plans; please send this line and the command to those who \
             make lscb, with the plans if others may see them",
            env!("CARGO_PKG_VERSION")
        )
    };
    match done.unwrap_or_else(|_| Err(went_wrong())) {
        Ok(ExitStatus::Success) => ExitCode::SUCCESS,
        Ok(ExitStatus::Findings) => ExitCode::from(1),
        Ok(ExitStatus::Failure) => ExitCode::from(2),
        // Whoever reads the output has had enough of it.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::message(&format!("lscb: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli, matches: &ArgMatches) -> anyhow::Result<ExitStatus> {
    // What needs no plan needs no configuration either.
    let config = if cli.command.reads_plans() {
        config::load(&cli.config, Some(&commands::report::command()))?
    } else {
        config::Config::default()
    };
    // `check` shows what is wrong with the configuration among its findings.
    let end = if matches!(cli.command, Command::Check(_)) { ExitStatus::Success } else { config.tell() };
    Ok(end.and(cli.command.run(matches, &config)?))
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
