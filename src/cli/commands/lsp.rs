//! `lscb lsp`: the language server, as an editor starts it.

use crate::cli::args::Day;
use crate::cli::config::{self, Config, ConfigArgs};
use crate::cli::exit_status::ExitStatus;
use crate::lsp::{self, ConfigurationWords, Configure, Ending, Settings};
use crate::reports::REPORT_KINDS;
use crate::source;
use chrono::NaiveDate;
use clap::Command;
use std::path::{Component, Path, PathBuf};

/// The language server that an editor starts: findings, completions and more while a plan is typed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Talk over standard input and output, as is done anyway: some editors give this to every server
    #[arg(long, hide = true)]
    stdio: bool,
}

/// The configuration as the command line reads it.
struct Configuration {
    args: ConfigArgs,
    report: Command,
}

impl Configure for Configuration {
    fn settings(&self, folder: &Path, open: &dyn Fn(&Path) -> Option<String>) -> Settings {
        let path = self.args.path(folder, folder.to_owned()).map(|path| without_dots(&path));
        let text = path.as_ref().map(|path| open(path).map_or_else(|| source::read(path).map(|file| file.text), Ok));
        let config = match (path, text) {
            (Some(path), Some(Ok(text))) => config::read(path, text, Some(super::report::command_of)),
            _ => Config::default(),
        };
        let plans: Vec<PathBuf> = config.plans_seen_from(folder).iter().map(|plan| without_dots(plan)).collect();
        let is_named = config.plans.is_some() || plans != [folder];
        let soon = config.soon();
        let Config { file, faults, levels, .. } = config;
        Settings { file, faults, plans: is_named.then_some(plans), levels, soon }
    }

    fn words(&self) -> ConfigurationWords {
        let owned = |(name, about): (&str, &str)| (name.to_owned(), about.to_owned());
        let flags = self.report.get_arguments().filter(|arg| !arg.is_hide_set());
        let flags = flags.filter_map(|arg| {
            let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
            Some((arg.get_long()?.to_owned(), about))
        });
        let shape = ("shape".to_owned(), "the report that it is".to_owned());
        ConfigurationWords {
            keys: config::KEYS_IN_WORDS.map(owned).to_vec(),
            levels: config::LEVELS.iter().map(|(word, _)| (*word).to_owned()).collect(),
            report_keys: std::iter::once(shape).chain(flags).collect(),
            shapes: REPORT_KINDS.iter().map(|kind| owned((kind.id, kind.about))).collect(),
        }
    }

    fn today(&self) -> Option<NaiveDate> {
        Day::default().as_at(Ok).ok()
    }
}

/// The path as an editor has it, which knows no `..`: one file under two addresses would be two plans.
fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut out, part| {
        // Above the target of a link is another folder than the one that the link lies in.
        if part == Component::ParentDir && !out.is_symlink() {
            _ = out.pop()
        } else {
            out.push(part)
        }
        out
    })
}

pub(super) fn run(_: Args, args: &ConfigArgs) -> anyhow::Result<ExitStatus> {
    let here = std::env::current_dir().unwrap_or_default();
    let args = args.seen_from(&here);
    let (connection, threads) = lsp_server::Connection::stdio();
    let ending = lsp::serve(&connection, &Configuration { args, report: super::report::command() });
    // The thread that writes ends when nobody can send any more.
    drop(connection);
    let ending = ending.map_err(anyhow::Error::msg)?;
    threads.join()?;
    Ok(if ending == Ending::Orderly { ExitStatus::Success } else { ExitStatus::Failure })
}
