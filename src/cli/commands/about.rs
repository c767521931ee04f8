//! The tool about itself: completions for a shell, and the manual page.

use crate::cli::completion_shells::SHELLS;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::source::{self, Writer};
use anyhow::Context;
use std::path::PathBuf;

/// The line that makes a shell complete lscb's commands, and the names in your plans
#[derive(clap::Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = ["bash", "elvish", "fish", "powershell", "zsh"])]
    shell: String,
}

/// The manual: all of it as one page, or into a folder one page a command
#[derive(clap::Args, Debug)]
pub struct ManArgs {
    /// The folder to write the pages into: lscb.1, lscb-check.1 and so on; - or none: all of it, to standard output
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn completions(args: CompletionsArgs) -> anyhow::Result<ExitStatus> {
    let shell = SHELLS.into_iter().find(|shell| shell.is(&args.shell)).context("there is no such shell")?;
    let mut out = Vec::new();
    shell.write_registration("COMPLETE", "lscb", "lscb", "lscb", &mut out)?;
    output::data(&String::from_utf8_lossy(&out))?;
    Ok(ExitStatus::Success)
}

pub(super) fn man(args: ManArgs) -> anyhow::Result<ExitStatus> {
    let command = crate::cli::command();
    let mut pages = vec![("lscb".to_owned(), page(command.clone())?)];
    for command in command.get_subcommands() {
        let name = format!("lscb-{}", command.get_name());
        let page = page(command.clone().name(name.clone()))?;
        pages.push((name, page));
    }
    let Some(folder) = args.dir.filter(|folder| folder.as_os_str() != source::STDIN) else {
        output::data(&String::from_utf8_lossy(&pages.into_iter().flat_map(|(_, page)| page).collect::<Vec<u8>>()))?;
        return Ok(ExitStatus::Success);
    };
    let writer = Writer::default();
    writer.make_folder(&folder)?;
    for (name, page) in &pages {
        writer.write(&folder.join(format!("{name}.1")), page)?;
    }
    output::message(&format!("{} pages written into {}", pages.len(), source::show(&folder)));
    Ok(ExitStatus::Success)
}

fn page(command: clap::Command) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out)?;
    Ok(out)
}
