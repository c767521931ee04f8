//! The command line: the only room with a clock, standard output and exit codes. A command is a file of `commands/`.

mod args;
mod clock;
mod commands;
mod complete;
mod completion_shells;
mod config;
mod edit_plans;
mod exit_status;
mod find_plans;
mod moment;
mod output;
mod packs;
mod past;
mod run_query;
mod saved;
mod since;
mod unknown_command;

use crate::text;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use commands::Command;
use exit_status::ExitStatus;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Keeps a safeguarding board's business plan as a file: checks it, says what is overdue and who owes what.
#[derive(Parser, Debug)]
#[command(name = "lscb", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Do as if started in this folder; each one more is seen from the one before
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = "Configuration", value_hint = clap::ValueHint::DirPath)]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    config: config::ConfigArgs,
}

const AFTER_HELP: &str = "\
The board's paper: `lscb report monthly`; -o FILE.docx writes it, or any other answer, for Word, -o FILE.xlsx for Excel.

PATH is a plan file or a folder of plans, or - for standard input. Without one: the folder that lscb.toml names, else \
the folder plans, else the current folder.

Exit codes: 0 nothing wrong; 1 errors or warnings found; 2 could not do as asked.";

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(tell_panic));
    // A shell that asks for completions gets them here, and the program ends.
    let shells = clap_complete::env::Shells(&completion_shells::SHELLS);
    clap_complete::CompleteEnv::with_factory(command).shells(shells).complete();
    let parsed = command()
        .try_get_matches_from(commands::timescale::protect_dashes(std::env::args_os()))
        .and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)))
        .map_err(unknown_command::suggest);
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are answers; anything else is a question that could not be understood.
            let code = if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
            return match explain(error).map_err(anyhow::Error::from) {
                Err(error) if !is_closed_pipe(&error) => {
                    output::message(&in_words(&error));
                    ExitCode::from(2)
                }
                _ => code,
            };
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
            output::message(&in_words(&error));
            ExitCode::from(2)
        }
    }
}

/// What ended the run. What the system says by itself, of no file, is about standard output: all else is told with its place.
fn in_words(error: &anyhow::Error) -> String {
    match error.downcast_ref::<io::Error>() {
        Some(error) => format!("lscb: the answer could not be written whole: {}", crate::source::in_words(error)),
        None => format!("lscb: {error:#}"),
    }
}

/// Says why the arguments could not be understood, or the help that they ask for. clap repeats arguments as they are, and what
/// a terminal obeys can come only from them: where one has such a thing, all are read again without, and the same is said of them.
fn explain(error: clap::Error) -> io::Result<()> {
    let args: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    if !args.iter().any(|arg| arg.contains(text::is_harmful)) {
        return error.print();
    }
    let again = command().try_get_matches_from(args.iter().map(|arg| text::one_line(arg).into_owned()));
    match again.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(unknown_command::suggest) {
        Err(error) => error.print(),
        Ok(_) => {
            output::message(&error.to_string());
            Ok(())
        }
    }
}

/// A fault of lscb itself is told like all else: its message may quote a plan.
fn tell_panic(panic: &std::panic::PanicHookInfo) {
    output::message(&format!("lscb: {panic}"));
    let trace = std::backtrace::Backtrace::capture();
    if trace.status() == std::backtrace::BacktraceStatus::Captured {
        trace.to_string().lines().for_each(output::message);
    }
}

fn run(cli: Cli, matches: &ArgMatches) -> anyhow::Result<ExitStatus> {
    for folder in &cli.folders {
        crate::source::refuse_dash(folder, "folder").map_err(anyhow::Error::msg)?;
        std::env::set_current_dir(folder).map_err(|error| {
            anyhow::anyhow!("-C {}: cannot go to this folder: {}", crate::source::show(folder), crate::source::in_words(&error))
        })?;
    }
    // What needs no plan needs no configuration either.
    let config = if cli.command.reads_plans() {
        config::load(&cli.config, Some(commands::report::command_of))?
    } else {
        config::Config::default()
    };
    // `check` shows what is wrong with the configuration among its findings.
    let end = if matches!(cli.command, Command::Check(_)) { ExitStatus::Success } else { config.tell() };
    Ok(end.and(cli.command.run(matches, &config, &cli.config)?))
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
