//! `lscb init` and `lscb new`: files to start from. No file that is there is touched.

use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::source;
use std::path::{Path, PathBuf};

/// Set up a repository for plans: configuration, hook, schema and a starter plan. No file that is there is touched
#[derive(clap::Args, Debug)]
pub struct InitArgs {
    /// The folder to set up
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Write a hook for git alone too, which needs no pre-commit program
    #[arg(long)]
    git_hook: bool,
}

/// A new plan file to start from
#[derive(clap::Args, Debug)]
pub struct NewArgs {
    /// The file to write, such as plans/anytown-2026-27.toml
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The board's name
    #[arg(long, value_name = "NAME")]
    board: Option<String>,
}

const STARTER: &str = include_str!("../../../examples/starter.toml");
const STARTER_BOARD: &str = "Anytown Safeguarding Children Partnership";

pub(super) fn init(args: InitArgs) -> anyhow::Result<ExitStatus> {
    let mut files: Vec<(&str, String)> = vec![
        ("lscb.toml", include_str!("../../../examples/lscb.toml").to_owned()),
        (".pre-commit-config.yaml", include_str!("../../../examples/pre-commit-config.yaml").to_owned()),
        ("plans/plan.schema.json", super::schema::text()?),
        ("plans/plan.toml", STARTER.to_owned()),
    ];
    if args.git_hook {
        anyhow::ensure!(args.folder.join(".git").is_dir(), "{} is not the root of a git repository", args.folder.display());
        files.push((".git/hooks/pre-commit", include_str!("../../../examples/git-hook.sh").to_owned()));
    }
    for (name, text) in files {
        let path = args.folder.join(name);
        if path.exists() {
            output::message(&format!("{}: is there already, left as it is", source::show(&path)));
            continue;
        }
        source::create(&path, text.as_bytes(), name.contains("hooks/"))?;
        output::message(&format!("{}: written", source::show(&path)));
    }
    Ok(ExitStatus::Success)
}

pub(super) fn new(args: NewArgs) -> anyhow::Result<ExitStatus> {
    let path: &Path = &args.file;
    anyhow::ensure!(
        path.extension().is_some_and(|ending| ending == "toml"),
        "{}: end the file's name with .toml",
        path.display()
    );
    let board = args.board.as_deref().unwrap_or(STARTER_BOARD);
    anyhow::ensure!(
        !board.contains(['"', '\\']) && !board.contains(|c: char| c.is_control()),
        "the board's name may hold no quotation mark or backslash"
    );
    source::create(path, STARTER.replace(STARTER_BOARD, board).as_bytes(), false)?;
    output::message(&format!("{}: written; `lscb check {}` checks it", source::show(path), source::show(path)));
    Ok(ExitStatus::Success)
}
