//! `lscb init` and `lscb new`: files to start from. No file that is there is touched.

use crate::acts::rollover::{self, Wanted};
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::git;
use crate::load::Texts;
use crate::query::PLANS;
use crate::source::{self, File, Writer};
use crate::time::period::Period;
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
    /// With the registers and objectives of this plan, by its name or its file, and none of its actions
    #[arg(long, value_name = "PLAN", requires = "period", conflicts_with = "board", add = complete::names(&PLANS))]
    from: Option<String>,
    /// With --from: the new plan's time, as 2009/10
    #[arg(long, value_name = "PERIOD", requires = "from", value_parser = Period::parse)]
    period: Option<Period>,
}

impl NewArgs {
    /// It is made from another plan.
    pub(super) fn reads_plans(&self) -> bool {
        self.from.is_some()
    }
}

const STARTER: &str = include_str!("../../../examples/starter.toml");
/// What a hook must call, and the line that does so in a hook of any other make.
const HOOK_CALL: &str = "lscb check --staged";
const HOOK_LINE: &str = "lscb check --staged || exit 1";
const STARTER_BOARD: &str = "Anytown Safeguarding Children Partnership";

pub(super) fn init(args: InitArgs) -> anyhow::Result<ExitStatus> {
    let files: Vec<(&str, String)> = vec![
        ("lscb.toml", include_str!("../../../examples/lscb.toml").to_owned()),
        (".pre-commit-config.yaml", include_str!("../../../examples/pre-commit-config.yaml").to_owned()),
        ("plans/plan.schema.json", super::schema::text()?),
        ("plans/plan.toml", STARTER.to_owned()),
    ];
    let writer = Writer::default();
    let mut end = ExitStatus::Success;
    // Where git would not look for a hook, nothing is begun.
    let hook = args.git_hook.then(|| git::hooks_folder(&args.folder)).transpose().map_err(anyhow::Error::msg)?;
    for (name, text) in files {
        let path = args.folder.join(name);
        if path.exists() {
            output::message(&format!("{}: is there already, left as it is", source::show(&path)));
            continue;
        }
        writer.create(&path, text.as_bytes(), false)?;
        output::message(&format!("{}: written", source::show(&path)));
    }
    if let Some(hooks) = hook {
        end = end.and(write_hook(&hooks, &writer)?);
    }
    Ok(end)
}

/// Writes the hook where git looks for it. One that is there is another's work: the line to add is told.
fn write_hook(hooks: &git::Hooks, writer: &Writer) -> anyhow::Result<ExitStatus> {
    let path = hooks.folder.join("pre-commit");
    let name = source::show(&path);
    if !hooks.own {
        output::message(&format!(
            "{name}: not written, as git looks for hooks in a folder that serves other repositories too; add this line to the hook \
             there: {HOOK_LINE}"
        ));
        return Ok(ExitStatus::Failure);
    }
    if path.exists() || path.is_symlink() {
        let text = source::read(&path).map(|file| file.text).unwrap_or_default();
        let calls = |line: &str| !line.trim_start().starts_with('#') && line.contains(HOOK_CALL);
        let (told, end) = match (text.lines().any(calls), source::is_executable(&path)) {
            (true, true) => ("is there already and calls lscb, left as it is".to_owned(), ExitStatus::Success),
            (true, false) => {
                ("calls lscb, but git passes it over, as it may not be run; run: chmod +x on it".to_owned(), ExitStatus::Failure)
            }
            (false, _) => {
                (format!("is there already and does not call lscb; add this line to it: {HOOK_LINE}"), ExitStatus::Failure)
            }
        };
        output::message(&format!("{name}: {told}"));
        return Ok(end);
    }
    writer.create(&path, include_bytes!("../../../examples/git-hook.sh"), true)?;
    output::message(&format!("{name}: written"));
    Ok(ExitStatus::Success)
}

pub(super) fn new(args: NewArgs, config: &Config) -> anyhow::Result<ExitStatus> {
    let path: &Path = &args.file;
    if let (Some(from), Some(period)) = (&args.from, args.period) {
        return new_from(path, from, period, config);
    }
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
    Writer::default().create(path, STARTER.replace(STARTER_BOARD, board).as_bytes(), false)?;
    output::message(&format!("{}: written; `lscb check {}` checks it", source::show(path), source::show(path)));
    Ok(ExitStatus::Success)
}

/// A plan for another time with the registers and objectives of one that is there.
fn new_from(path: &Path, from: &str, period: Period, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = edit_plans::load_named(Some(from), config, &mut texts)?;
    let all = plans.all();
    let [file] = all[..] else { anyhow::bail!("\"{from}\" means {} plans; name one file", all.len()) };
    let name = File::stem(&source::show(path)).to_owned();
    let wanted = Wanted {
        period,
        name,
        dropped: vec![],
        because: String::new(),
        only: vec![],
        renumber: false,
        without_actions: true,
        others: vec![],
    };
    let done = rollover::roll_over(&file.plan, &wanted).map_err(anyhow::Error::msg)?;
    output::data(&format!("{}\n", done.sentence))?;
    edit_plans::finish_with_new(&plans, vec![], Some((path, done.text)), false, config)
}
