//! `lscb check`: every problem of every plan, and with `--fix` those mended that can be mended without a guess.

use crate::cli::args::{Day, Moment, Paths, moment};
use crate::cli::config::{self, Config};
use crate::cli::exit_status::ExitStatus;
use crate::cli::moment::settle;
use crate::cli::output::Screen;
use crate::cli::{find_plans, output, past};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fix::{self, Mended};
use crate::git::Walk;
use crate::load::{self, Loaded, NextCommit, Sources, Texts, Version};
use crate::plan::{self, Action};
use crate::render::Style;
use crate::render::findings::{self, Context, FORMATS, RuleInfo, count_line};
use crate::render::unified_diff::unified_diff;
use crate::reports::slippage::{self, SeenMove};
use crate::rules::{self, Levels, PlanFindings, RULES, Settled, Suppressed};
use crate::source::{self, File, Unreadable, Writer};
use crate::time::when::day_for_people;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Every problem of every plan, each with its place
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    /// Judge the plans that the next commit in git changes, as they are staged; all where it changes lscb.toml
    #[arg(long, conflicts_with = "fix")]
    staged: bool,
    /// With --staged: judge the plans that the commit leaves as they are, too
    #[arg(long, requires = "staged")]
    all: bool,
    /// Judge the plans as git has them: as they stood at a commit or tag, at the end of a day, or of each board's last meeting
    #[arg(long, value_name = "REV|DATE|TAG|last-meeting", value_parser = moment, conflicts_with_all = ["fix", "staged"])]
    at: Option<Moment>,
    /// Look in the history that git keeps for dates that were changed and not told in the plan, too; shows advice
    #[arg(long, conflicts_with_all = ["fix", "staged"])]
    history: bool,
    /// Show advice too: what is worth a thought, though nothing is wrong
    #[arg(long)]
    advice: bool,
    /// How to show what is found; when left out as the ending of FILE says (.json, .sarif), else text
    #[arg(long, value_name = "FORM", value_parser = PossibleValuesParser::new(forms()))]
    format: Option<String>,
    /// Write what is found into this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Look for these rules only, parted by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rules::parse)]
    select: Vec<&'static rules::Rule>,
    /// Leave these rules out, parted by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rules::parse)]
    ignore: Vec<&'static rules::Rule>,
    /// Say only how often each rule found something
    #[arg(long)]
    statistics: bool,
    /// Say nothing but what is wrong: no summary
    #[arg(short, long)]
    quiet: bool,
    /// What makes the exit code 1: errors alone, or warnings too; as lscb.toml says when left out, else warnings too
    #[arg(long, value_name = "LEVEL", value_parser = ["error", "warning"])]
    fail_on: Option<String>,
    /// End with exit code 0 whatever is found
    #[arg(long, conflicts_with = "fail_on")]
    exit_zero: bool,
    /// Mend what can be mended without a guess, in lscb.toml too; of standard input, the mended text goes to standard output
    #[arg(long)]
    fix: bool,
    /// With --fix: show the changes and make none
    #[arg(long, requires = "fix")]
    diff: bool,
    /// What to call standard input: the file that it is the text of, which is then not read
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    screen: Screen,
}

fn forms() -> Vec<PossibleValue> {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)).collect()
}

/// A plan that was checked.
struct CheckedPlan {
    name: String,
    /// The text, where something of it is shown or it cannot be read again.
    text: Option<String>,
    found: PlanFindings,
    actions: usize,
    /// The next commit leaves it as it is: it is read for the rules about several plans.
    unchanged: bool,
    /// How much each of its findings weighs that `--fix` would mend.
    mended: Vec<Severity>,
}

/// What is to be told of a plan.
struct SettledPlan {
    name: String,
    /// The text, where something of it is shown.
    text: Option<String>,
    actions: usize,
    mended: Vec<Severity>,
    settled: Settled,
}

/// What is shown beside what is wrong.
#[derive(Clone, Copy)]
struct Shown {
    advice: bool,
    suppressed: bool,
}

impl Shown {
    fn has(self, finding: &Diagnostic) -> bool {
        self.has_severity(finding.severity)
    }

    fn has_severity(self, severity: Severity) -> bool {
        self.advice || severity != Severity::Advice
    }

    /// Something of the plan's text is shown.
    fn any(self, settled: &Settled) -> bool {
        self.suppressed && !settled.suppressed.is_empty() || settled.findings.iter().any(|finding| self.has(finding))
    }
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mended_config = if args.fix { mend_config(&args, config)? } else { None };
    let config = mended_config.as_ref().unwrap_or(config);
    let levels = levels(&args, config);
    // What was staged, or stood there once, cannot be read again from the disk.
    let in_git = args.staged || args.at.is_some();
    let mut day = Day::of(args.at.clone());
    let (mut sources, mut end) = match args.staged {
        true => find_plans::find(&args.paths, config, Version::Staged)?,
        false => settle(&args.paths, &mut day, config)?,
    };
    let piped = piped(&args, &mut sources)?;
    let mends_piped = args.fix && !args.diff && piped.is_some();
    if args.fix {
        let root = if args.paths.paths.is_empty() { config.root() } else { None };
        end = end.and(mend(&mut sources, piped, &levels, &args, root.as_deref())?);
        if args.diff {
            return Ok(end);
        }
    } else if let Some(file) = piped {
        sources.put_text(file);
    }
    let format = format(&args);
    let advice_shown = args.advice || args.history || args.select.iter().any(|rule| rule.severity == Severity::Advice);
    let shown = Shown { advice: advice_shown, suppressed: format.kept };
    let for_people = !args.quiet && ["text", "short"].contains(&format.name);
    let keep = Keep { every_text: in_git || args.history, tries_fixes: for_people && !args.fix && args.at.is_none() };
    let commit = next_commit(&args, config)?;
    let mut checked = Vec::new();
    for file in check(&sources, &levels, shown, keep) {
        let is_left = |name: &str| commit.as_ref().is_some_and(|commit| commit.leaves(name));
        match file {
            Loaded::Plan(plan) => checked.push(CheckedPlan { unchanged: is_left(&plan.name), ..plan }),
            Loaded::NotAPlan(name) if is_left(&name) => {}
            Loaded::Unreadable(unreadable) if is_left(&unreadable.name) => {
                output::message(&format!("{unreadable}; the commit does not change it"));
            }
            Loaded::Unreadable(unreadable) if unreadable.decoded.is_some() => {
                output::message(&format!("{unreadable}; its words are checked as they were most likely meant"));
                end = ExitStatus::Failure;
                checked.extend(check_decoded(unreadable, &levels, shown));
            }
            other => end = end.and(find_plans::trouble(&other)),
        }
    }
    if checked.is_empty() && !args.staged {
        end = ExitStatus::Failure;
    }
    let over_plans = rules::check_all(&checked.iter().map(|plan| &plan.found).collect::<Vec<_>>());
    let before = match &commit {
        Some(commit) => found_before(commit, &checked)?,
        None => vec![Vec::new(); checked.len()],
    };
    let settle = |(plan, over_plans, before)| settle_plan(plan, over_plans, before, &levels, shown, in_git);
    let together = checked.into_iter().zip(&over_plans).zip(&before).map(|((plan, over), before)| (plan, &over[..], &before[..]));
    let settled: Vec<Option<SettledPlan>> = together.map(settle).collect();
    let unchanged = settled.iter().filter(|plan| plan.is_none()).count();
    let mut plans: Vec<SettledPlan> = settled.into_iter().flatten().collect();
    if args.history {
        add_untold_moves(&mut plans, &sources, day.revision(), &find_plans::paths_of(&args.paths, config))?;
    }

    let by_rule = counted(&plans, config);
    let [advice, warnings, errors] = [Severity::Advice, Severity::Warning, Severity::Error]
        .map(|of| by_rule.iter().filter(|((severity, _), _)| severity.0 == of).map(|(_, count)| count).sum::<usize>());
    let wrong = errors + warnings;
    let mut summary = summary(&plans, config.faults.len(), advice, advice_shown, end);
    if unchanged > 0 {
        let (left, them) = if unchanged == 1 { ("1 plan".to_owned(), "it") } else { (format!("{unchanged} plans"), "them") };
        let is_any = commit.as_ref().is_some_and(NextCommit::is_any);
        summary = match plans.is_empty() && wrong == 0 && !is_any {
            true => format!("the commit changes no plan; it leaves {left} as before (--all judges {them})"),
            false => format!("{summary}; the commit leaves {left} as before (--all judges {them} too)"),
        };
    }
    let all = wrong + if advice_shown { advice } else { 0 };
    if for_people {
        let of_plans = plans.iter().flat_map(|plan| &plan.mended).filter(|severity| shown.has_severity(**severity)).count();
        // With the file of the configuration the paths that were named have nothing to do.
        let of_config = if args.fix { 0 } else { config::mend(config, super::report::command_of).1 };
        let mended = of_plans + of_config.min(config.faults.len());
        summary += &mended_in_words(mended.min(all), all, &args.paths.paths);
    }
    let draw = |out: &mut dyn Write, style: &Style| -> anyhow::Result<()> {
        if args.statistics {
            for ((severity, rule), count) in &by_rule {
                writeln!(out, "{count:>6}  {:<7}  {rule}", severity.0.word())?;
            }
        } else {
            show(&plans, config, format, shown, style, out)?;
        }
        if for_people && format.name == "text" {
            let gap = if all > 0 { "\n" } else { "" };
            writeln!(out, "{gap}{summary}")?;
        }
        Ok(out.flush()?)
    };
    match &args.output {
        Some(path) if path.as_os_str() != source::STDIN => {
            let mut bytes = Vec::new();
            draw(&mut bytes, &args.screen.style(true))?;
            output::write_file(path, &bytes, find_plans::files_read(&args.paths, config))?;
        }
        // Standard output has the mended text.
        _ if mends_piped => draw(&mut BufWriter::new(output::stderr()), &args.screen.style(true))?,
        _ => draw(&mut BufWriter::new(output::stdout()), &args.screen.style(false))?,
    }
    if for_people && format.name == "short" {
        summary.lines().for_each(output::message);
    }
    let fail_on = match args.fail_on.as_deref() {
        Some("error") => Severity::Error,
        Some(_) => Severity::Warning,
        None => config.fail_on(),
    };
    let fails = if fail_on == Severity::Error { errors } else { wrong };
    Ok(if fails > 0 && !args.exit_zero { end.and(ExitStatus::Findings) } else { end })
}

/// What is to be told of a plan; nothing where the next commit leaves it as it is, and makes nothing wrong in it either.
fn settle_plan(
    CheckedPlan { name, text, found, actions, unchanged, mended }: CheckedPlan,
    over_plans: &[Diagnostic],
    before: &[Diagnostic],
    levels: &Levels,
    shown: Shown,
    in_git: bool,
) -> Option<SettledPlan> {
    let mut settled = rules::settle(&found, over_plans, levels);
    if unchanged {
        // What is wrong in it only since the others change is told there.
        let is_among = |all: &[Diagnostic], finding: &Diagnostic| {
            let what = |of: &Diagnostic| (of.rule, of.primary.span, of.message.clone());
            all.iter().any(|other| what(other) == what(finding))
        };
        let is_new = |finding: &Diagnostic| is_among(over_plans, finding) && !is_among(before, finding);
        let findings: Vec<Diagnostic> = settled.findings.into_iter().filter(is_new).collect();
        if findings.is_empty() {
            return None;
        }
        settled = Settled { findings, ..Settled::default() };
    }
    // A rule about several plans may have found something in a plan whose text was not kept.
    let again = text.is_none() && shown.any(&settled) && !in_git;
    let text = if again { load::read_again(&name) } else { text };
    Some(SettledPlan { name, text, actions, mended, settled })
}

/// How many of all findings `--fix` would mend: a line below the summary, or nothing.
fn mended_in_words(mended: usize, all: usize, paths: &[PathBuf]) -> String {
    let is_piped = !paths.is_empty() && paths.iter().all(|path| path.as_os_str() == source::STDIN);
    let mends = if is_piped { "`lscb check --fix -`" } else { "`lscb check --fix`" };
    match (mended, all) {
        (0, _) => String::new(),
        (1, 1) => format!("\n{mends} mends it"),
        _ if mended == all => format!("\nall of these can be mended by {mends}"),
        _ => format!("\n{mended} of these {all} can be mended by {mends}"),
    }
}

/// Standard input, where it is to be mended or has a name of its own: it can be read once. It is then no longer among the sources.
fn piped(args: &Args, sources: &mut Sources) -> anyhow::Result<Option<File>> {
    let is_piped = args.paths.paths.iter().any(|path| path.as_os_str() == source::STDIN);
    if !is_piped && args.stdin_filename.is_some() {
        anyhow::bail!("--stdin-filename says what standard input is called, and no path is -: add - to read it");
    }
    if !is_piped || !args.fix && args.stdin_filename.is_none() || args.staged || args.at.is_some() {
        return Ok(None);
    }
    let file = source::read(Path::new(source::STDIN))?;
    sources.retain(|name| name != file.name);
    let name = args.stdin_filename.as_deref().map_or(file.name, source::show);
    Ok(Some(File { name, ..file }))
}

/// How findings are shown: as asked for, else as the ending of the file says.
fn format(args: &Args) -> &'static findings::FindingsFormat {
    let by_ending = || {
        let path = args.output.as_deref()?;
        let name = path.to_string_lossy().to_lowercase();
        let name = name.strip_suffix(".sarif.json").map_or_else(|| name.clone(), |stem| format!("{stem}.sarif"));
        findings::find(Path::new(&name).extension()?.to_str()?)
    };
    args.format.as_deref().and_then(findings::find).or_else(by_ending).unwrap_or(&FORMATS[0])
}

/// What the next commit changes, where only that is judged. What it leaves as it is and was named for this run is told.
fn next_commit(args: &Args, config: &Config) -> anyhow::Result<Option<NextCommit>> {
    /// Names that are told before the rest is only counted.
    const NAMED: usize = 10;
    if !args.staged || args.all {
        return Ok(None);
    }
    let find = |paths: &[PathBuf]| NextCommit::find(paths).map_err(anyhow::Error::msg);
    if config.file.is_some() && find(config.file.as_slice())?.is_any() {
        output::message(&format!("the commit changes {}: every plan is judged", config.name()));
        return Ok(None);
    }
    let paths = find_plans::paths_of(&args.paths, config);
    let commit = find(&paths)?;
    if !args.paths.paths.is_empty() {
        let mut left = Vec::new();
        for path in &paths {
            let name = source::show(path);
            if commit.leaves(&name) || !commit.changes(&name) && find(std::slice::from_ref(path))?.leaves_all() {
                left.push(name);
            }
        }
        for name in left.iter().take(NAMED) {
            output::message(&format!("{name}: passed over, as the commit does not change it; --all judges it too"));
        }
        if left.len() > NAMED {
            output::message(&format!("and {} more that the commit does not change", left.len() - NAMED));
        }
    }
    Ok(Some(commit))
}

/// What the rules about several plans found in each plan before the next commit: in those that it leaves as they are.
fn found_before(commit: &NextCommit, checked: &[CheckedPlan]) -> anyhow::Result<Vec<Vec<Diagnostic>>> {
    let old = commit.before().map_err(anyhow::Error::msg)?;
    let old = old.read_each(|name, _, reading| rules::check_plan(name, &reading.plan, reading.faults));
    let old: Vec<PlanFindings> =
        old.into_iter().filter_map(|file| if let Loaded::Plan(found) = file { Some(found) } else { None }).collect();
    let left: Vec<usize> = (0..checked.len()).filter(|&at| checked[at].unchanged).collect();
    let together: Vec<&PlanFindings> = left.iter().map(|&at| &checked[at].found).chain(&old).collect();
    let mut before = vec![Vec::new(); checked.len()];
    for (at, found) in left.into_iter().zip(rules::check_all(&together)) {
        before[at] = found;
    }
    Ok(before)
}

/// What is done with each plan beside checking it.
#[derive(Clone, Copy)]
struct Keep {
    /// No text can be read again.
    every_text: bool,
    /// Which of its findings `--fix` would mend is told.
    tries_fixes: bool,
}

/// Checks each file by itself. Its text is forgotten where nothing of it is shown.
fn check(sources: &Sources, levels: &Levels, shown: Shown, keep: Keep) -> Vec<Loaded<CheckedPlan>> {
    sources.read_each(|name, text, reading| {
        let actions = reading.plan.actions().count();
        let found = rules::check_plan(name, &reading.plan, reading.faults);
        let settled = rules::settle(&found, &[], levels);
        let is_mendable = |finding: &Diagnostic| shown.has(finding) && finding.fix.as_ref().is_some_and(|fix| fix.safe);
        let mended = match keep.tries_fixes && settled.findings.iter().any(is_mendable) {
            true => load::guard(name, || fix::mend(name, text, levels).mended).unwrap_or_default(),
            false => Vec::new(),
        };
        // Standard input and what git holds cannot be read again.
        let lost = keep.every_text || name == source::show(Path::new(source::STDIN));
        let text = (lost || shown.any(&settled)).then(|| text.to_owned());
        CheckedPlan { name: name.to_owned(), text, found, actions, unchanged: false, mended }
    })
}

/// Checks the text that a file in another encoding was most likely meant to be.
fn check_decoded(Unreadable { name, decoded, .. }: Unreadable, levels: &Levels, shown: Shown) -> Option<CheckedPlan> {
    let mut sources = Sources::default();
    sources.put_text(File { name, text: decoded? });
    // It is not mended, as it could not be written back as it was.
    let checked = check(&sources, levels, shown, Keep { every_text: true, tries_fixes: false });
    checked.into_iter().find_map(|file| if let Loaded::Plan(plan) = file { Some(plan) } else { None })
}

/// Adds advice on dates that were changed, as git saw, without a word in the plan.
fn add_untold_moves(plans: &mut [SettledPlan], sources: &Sources, revision: &str, paths: &[PathBuf]) -> anyhow::Result<()> {
    let (mut texts, mut past_texts) = (Texts::default(), Texts::default());
    let workspace = sources.load(&mut texts);
    let files: Vec<_> = workspace.plans().collect();
    let read = past::read(revision, Walk::Everything, paths, &mut past_texts)?;
    let history = read.follow(&[], &files)?;
    history.begins.iter().for_each(|begins| output::message(begins));
    let seen = history.seen_moves(&files);
    for plan in plans {
        let Some(file) = files.iter().find(|file| file.name == plan.name) else { continue };
        for (_, action) in file.plan.actions() {
            let moves = seen.get(&slippage::address(action)).map_or(&[][..], |moves| moves);
            let untold = slippage::untold(action, moves).into_iter();
            plan.settled.findings.extend(untold.map(|one| untold_move(action, one)));
        }
        plan.settled.findings.sort_by_key(|finding| finding.primary.span.start);
    }
    Ok(())
}

/// Advice on one of them, at the date as it is now.
fn untold_move(action: &Action, SeenMove { from, to, on, by }: &SeenMove) -> Diagnostic {
    let span = action.due.first().map_or_else(|| action.highlight_span(), |due| due.span);
    let (early, late) = (from.for_people(), to.for_people());
    let when = match (on, by) {
        (Some(on), Some(by)) => format!(" on {} (committed by {by})", day_for_people(*on)),
        _ => ", which is not committed yet".to_owned(),
    };
    let message = format!("the date of {} went from {early} to {late}{when}, and the plan does not tell it", action.called());
    let day = on.map(|on| format!("on = {on}, ")).unwrap_or_default();
    let entry = format!("{{ from = \"{from}\", to = \"{to}\", {day}because = \"...\" }}");
    let advice = Diagnostic { severity: Severity::Advice, ..Diagnostic::new("moved-silent", span, message) };
    advice.help(format!("if the board agreed to it, add to \"moved\", with the reason: {entry}"))
}

/// Mends each file, or shows the changes where only they are asked for. What was piped in goes to standard output, mended, and
/// is checked as it is then. `within` is the root of the configuration where that named the plans: what lies outside of it may be
/// read, and is not written.
fn mend(
    sources: &mut Sources,
    piped: Option<File>,
    levels: &Levels,
    args: &Args,
    within: Option<&Path>,
) -> anyhow::Result<ExitStatus> {
    let writer = Writer::default();
    let mut end = ExitStatus::Success;
    let mut shown = String::new();
    let here = std::env::current_dir().unwrap_or_default();
    let mut mended_text = |file: &File| {
        let mended = load::guard(&file.name, || fix::mend(&file.name, &file.text, levels));
        if mended.is_err() {
            end = ExitStatus::Failure;
            output::message(&format!("{}: nothing is mended, as lscb itself went wrong on it", file.name));
        }
        mended.ok()
    };
    if let Some(file) = piped {
        let unchanged = || Mended { text: file.text.clone(), made: 0, mended: Vec::new(), more: false };
        let Mended { text, made, more, .. } = mended_text(&file).unwrap_or_else(unchanged);
        if args.diff {
            shown += &unified_diff(&file.name, &file.text, &text, &here);
        } else {
            output::data(&text)?;
            output::message(&made_in_words(&file.name, made, more));
        }
        sources.put_text(File { text, ..file });
    }
    // What cannot be read is told when the plans are checked.
    let mut failed = ExitStatus::Success;
    for (place, file) in sources.texts_on_disk() {
        if place.found && !plan::looks_like_a_plan(&file.text) {
            continue;
        }
        let Some(Mended { text: mended, made, more, .. }) = mended_text(&file) else { continue };
        if made == 0 {
            continue;
        }
        if args.diff {
            shown += &unified_diff(&file.name, &file.text, &mended, &here);
            if more {
                output::message(&format!("{}: {}", file.name, MORE_TO_MEND));
            }
        } else {
            if (place.found || within.is_some()) && source::leads_out(&place.path, within) {
                let why = "not mended, as it lies outside of this repository; to mend it, name it by itself";
                output::message(&format!("{}: {why}", file.name));
                continue;
            }
            match writer.replace(&place.path, file.text.as_bytes(), mended.as_bytes()) {
                Ok(losses) => {
                    output::message(&made_in_words(&file.name, made, more));
                    losses.iter().for_each(|loss| output::message(loss));
                }
                Err(unreadable) => {
                    output::message(&unreadable.to_string());
                    failed = ExitStatus::Failure;
                }
            }
        }
    }
    if args.diff {
        output::patch(&shown)?;
    }
    Ok(end.and(failed))
}

/// Mends the configuration as a plan is mended, or shows the changes where only they are asked for. What is left of it then; nothing
/// where it stays as it is. Whoever names paths has only those files written that they name, or that lie below them.
fn mend_config(args: &Args, config: &Config) -> anyhow::Result<Option<Config>> {
    let Some(path) = &config.file else { return Ok(None) };
    let paths = &args.paths.paths;
    let real = |path: &Path| path.canonicalize().ok();
    let is_below = |named: &PathBuf| real(path).zip(real(named)).is_some_and(|(path, named)| path.starts_with(named));
    if !paths.is_empty() && !paths.iter().any(is_below) {
        return Ok(None);
    }
    let (mended, made) = config::mend(config, super::report::command_of);
    if made == 0 {
        return Ok(None);
    }
    let name = config.name();
    if args.diff {
        output::patch(&unified_diff(&name, &config.text, &mended, &std::env::current_dir().unwrap_or_default()))?;
        return Ok(None);
    }
    if source::leads_out(path, config.root().as_deref()) {
        output::message(&format!("{name}: not mended, as it lies outside of this repository"));
        return Ok(None);
    }
    match Writer::default().replace(path, config.text.as_bytes(), mended.as_bytes()) {
        Ok(losses) => {
            output::message(&format!("{name}: {made} mended"));
            losses.iter().for_each(|loss| output::message(loss));
            Ok(Some(config::read(path.clone(), mended, Some(super::report::command_of))))
        }
        Err(unreadable) => {
            output::message(&unreadable.to_string());
            Ok(None)
        }
    }
}

/// What is said where one run takes no more.
const MORE_TO_MEND: &str = "there is more to mend than one run takes; run `lscb check --fix` again, it goes on from there";

/// What became of a file that was mended.
fn made_in_words(name: &str, made: usize, more: bool) -> String {
    let rest = if more { format!("; {MORE_TO_MEND}") } else { String::new() };
    format!("{name}: {made} mended{rest}")
}

/// How often each rule found something, the gravest first.
fn counted(plans: &[SettledPlan], config: &Config) -> BTreeMap<(Reverse<Severity>, &'static str), usize> {
    let mut by_rule = BTreeMap::new();
    for finding in plans.iter().flat_map(|plan| &plan.settled.findings).chain(&config.faults) {
        *by_rule.entry((Reverse(finding.severity), finding.rule)).or_default() += 1;
    }
    for omitted in plans.iter().flat_map(|plan| &plan.settled.omitted) {
        *by_rule.entry((Reverse(omitted.severity), omitted.rule)).or_default() += omitted.count;
    }
    by_rule
}

fn show(
    plans: &[SettledPlan],
    config: &Config,
    format: &findings::FindingsFormat,
    shown: Shown,
    style: &Style,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut sheets: Vec<findings::FileFindings> = plans
        .iter()
        .map(|plan| findings::FileFindings {
            name: &plan.name,
            text: plan.text.as_deref().unwrap_or(""),
            findings: plan.settled.findings.iter().filter(|finding| shown.has(finding)).collect(),
            omitted: plan.settled.omitted.iter().copied().filter(|omitted| shown.has_severity(omitted.severity)).collect(),
        })
        .collect();
    let name = config.name();
    if !config.faults.is_empty() {
        sheets.push(findings::FileFindings {
            name: &name,
            text: &config.text,
            findings: config.faults.iter().collect(),
            omitted: vec![],
        });
    }
    let kept = plans.iter().enumerate().flat_map(|(file, plan)| {
        let suppressed = plan.settled.suppressed.iter();
        suppressed.map(move |Suppressed { finding, because }| findings::Suppressed { file, finding, because })
    });
    let context = Context {
        plans: plans.len(),
        actions: plans.iter().map(|plan| plan.actions).sum(),
        kept: kept.collect(),
        more_kept: plans.iter().map(|plan| plan.settled.omitted_suppressed).sum(),
        rules: RULES
            .iter()
            .map(|rule| RuleInfo { id: rule.id, summary: rule.summary, why: rule.why, severity: rule.severity })
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok((format.render)(&sheets, &context, style, out)?)
}

/// "2 errors, 1 warning in 1 of 5 plans with 218 actions; 95 faults kept on purpose". What is wrong with the configuration is told
/// apart: it is no plan's.
fn summary(plans: &[SettledPlan], of_configuration: usize, advice: usize, advice_shown: bool, end: ExitStatus) -> String {
    let counted = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let actions = counted(plans.iter().map(|plan| plan.actions).sum(), "action");
    let kept: usize = plans.iter().map(|plan| plan.settled.suppressed.len() + plan.settled.omitted_suppressed).sum();
    let allows: usize = plans.iter().map(|plan| plan.settled.allows).sum();
    let wrong = |plan: &&SettledPlan| plan.settled.findings.iter().any(|finding| finding.severity > Severity::Advice);
    let of_plans = |severity: Severity| -> usize {
        let found = plans.iter().flat_map(|plan| &plan.settled.findings).filter(|finding| finding.severity == severity).count();
        let omitted = plans.iter().flat_map(|plan| &plan.settled.omitted).filter(|omitted| omitted.severity == severity);
        found + omitted.map(|omitted| omitted.count).sum::<usize>()
    };
    let (errors, warnings) = (of_plans(Severity::Error), of_plans(Severity::Warning));
    let in_configuration = format!("{} in {}", counted(of_configuration, "error"), config::FILE);
    let mut line = match (errors + warnings, plans.len()) {
        (0, 0) if of_configuration > 0 => return format!("{in_configuration}; no plan was looked at"),
        (0, 0) => return "no plan was looked at".to_owned(),
        (0, all) if end == ExitStatus::Failure => {
            format!("{}, {actions}: nothing wrong in what could be read", counted(all, "plan"))
        }
        (0, all) => format!("{}, {actions}: nothing wrong", counted(all, "plan")),
        (_, 1) => format!("{} in 1 plan, {actions}", count_line(errors, warnings, 0)),
        (_, all) => {
            format!("{} in {} of {all} plans, {actions}", count_line(errors, warnings, 0), plans.iter().filter(wrong).count())
        }
    };
    if of_configuration > 0 {
        line = format!("{in_configuration}; {line}");
    }
    if kept > 0 {
        let entries = if allows == 1 { "entry" } else { "entries" };
        line += &format!("; {} kept on purpose ({allows} \"allow\" {entries})", counted(kept, "fault"));
    }
    if advice > 0 {
        line += &format!("; {}", count_line(0, 0, advice));
        if !advice_shown {
            line += " (--advice shows it)";
        }
    }
    line
}

/// The severity of each rule: its own, changed by the configuration, then by the arguments.
fn levels(args: &Args, config: &Config) -> Levels {
    let mut levels = config.levels.clone();
    if !args.select.is_empty() {
        for rule in RULES.iter().filter(|rule| !args.select.iter().any(|selected| selected.id == rule.id)) {
            levels.set(rule, None);
        }
    }
    args.ignore.iter().for_each(|rule| levels.set(rule, None));
    levels
}
