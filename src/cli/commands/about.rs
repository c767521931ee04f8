//! The tool about itself: completions for a shell, and the manual page.

use crate::cli::completion_shells::SHELLS;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use anyhow::Context;

/// The line that makes a shell complete lscb's commands, and the names in your plans
#[derive(clap::Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = ["bash", "elvish", "fish", "powershell", "zsh"])]
    shell: String,
}

/// The manual page
#[derive(clap::Args, Debug)]
pub struct ManArgs {}

pub(super) fn completions(args: CompletionsArgs) -> anyhow::Result<ExitStatus> {
    let shell = SHELLS.into_iter().find(|shell| shell.is(&args.shell)).context("there is no such shell")?;
    let mut out = Vec::new();
    shell.write_registration("COMPLETE", "lscb", "lscb", "lscb", &mut out)?;
    output::data(&String::from_utf8_lossy(&out))?;
    Ok(ExitStatus::Success)
}

pub(super) fn man(_: ManArgs) -> anyhow::Result<ExitStatus> {
    let mut out = Vec::new();
    clap_mangen::Man::new(crate::cli::command()).render(&mut out)?;
    for command in crate::cli::command().get_subcommands() {
        let name = format!("lscb-{}", command.get_name());
        clap_mangen::Man::new(command.clone().name(name)).render(&mut out)?;
    }
    output::data(&String::from_utf8_lossy(&out))?;
    Ok(ExitStatus::Success)
}
