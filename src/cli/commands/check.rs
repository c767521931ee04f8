//! `lscb check`: every problem of every plan, and with `--fix` those mended that can be mended without a guess.

use crate::cli::args::{Day, Moment, Paths, moment};
use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::moment::settle;
use crate::cli::output::Screen;
use crate::cli::{find_plans, output, past};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fix::{self, Mended};
use crate::git::Walk;
use crate::load::{self, Loaded, Sources, Texts, Version};
use crate::plan::{self, Action};
use crate::render::findings::{self, Context, FORMATS, RuleInfo, count_line};
use crate::render::unified_diff::unified_diff;
use crate::reports::slippage::{self, SeenMove};
use crate::rules::{self, Levels, PlanFindings, RULES, Settled, Suppressed};
use crate::source::{self, Writer};
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
    /// Judge the plans as they are staged for the next commit in git
    #[arg(long, conflicts_with = "fix")]
    staged: bool,
    /// Judge the plans as git has them: as they stood at a commit or tag, at the end of a day, or of each board's last meeting
    #[arg(long, value_name = "REV|DATE|TAG|last-meeting", value_parser = moment, conflicts_with_all = ["fix", "staged"])]
    at: Option<Moment>,
    /// Look in the history that git keeps for dates that were changed and not told in the plan, too; shows advice
    #[arg(long, conflicts_with_all = ["fix", "staged"])]
    history: bool,
    /// Show advice too: what is worth a thought, though nothing is wrong
    #[arg(long)]
    advice: bool,
    /// How to show what is found
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = PossibleValuesParser::new(forms()))]
    format: String,
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
    /// End with exit code 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Mend what can be mended without a guess
    #[arg(long)]
    fix: bool,
    /// With --fix: show the changes and make none
    #[arg(long, requires = "fix")]
    diff: bool,
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
}

/// What is to be told of a plan.
struct SettledPlan {
    name: String,
    /// The text, where something of it is shown.
    text: Option<String>,
    actions: usize,
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
    let levels = levels(&args, config);
    // What was staged, or stood there once, cannot be read again from the disk.
    let in_git = args.staged || args.at.is_some();
    let mut day = Day::of(args.at.clone());
    let (sources, mut end) = match args.staged {
        true => find_plans::find(&args.paths, config, Version::Staged)?,
        false => settle(&args.paths, &mut day, config)?,
    };
    if args.fix {
        let root = if args.paths.paths.is_empty() { config.root() } else { None };
        end = end.and(mend(&sources, &levels, args.diff, root.as_deref())?);
        if args.diff {
            return Ok(end);
        }
    }
    let format = findings::find(&args.format).unwrap_or(&FORMATS[0]);
    let advice_shown = args.advice || args.history || args.select.iter().any(|rule| rule.severity == Severity::Advice);
    let shown = Shown { advice: advice_shown, suppressed: format.kept };
    let mut checked = Vec::new();
    for file in check(&sources, &levels, shown, in_git || args.history) {
        match file {
            Loaded::Plan(plan) => checked.push(plan),
            other => end = end.and(find_plans::trouble(&other)),
        }
    }
    if checked.is_empty() && !args.staged {
        end = ExitStatus::Failure;
    }
    let over_plans = rules::check_all(&checked.iter().map(|plan| &plan.found).collect::<Vec<_>>());
    let settled = checked.into_iter().zip(&over_plans).map(|(CheckedPlan { name, text, found, actions }, over_plans)| {
        let settled = rules::settle(&found, over_plans, &levels);
        // A rule about several plans may have found something in a plan whose text was not kept.
        let again = text.is_none() && shown.any(&settled) && !in_git;
        let text = if again { load::read_again(&name) } else { text };
        SettledPlan { name, text, actions, settled }
    });
    let mut plans: Vec<SettledPlan> = settled.collect();
    if args.history {
        add_untold_moves(&mut plans, &sources, day.revision(), &find_plans::paths_of(&args.paths, config))?;
    }

    let by_rule = counted(&plans, config);
    let [advice, warnings, errors] = [Severity::Advice, Severity::Warning, Severity::Error]
        .map(|of| by_rule.iter().filter(|((severity, _), _)| severity.0 == of).map(|(_, count)| count).sum::<usize>());
    let mut out = BufWriter::new(output::stdout());
    if args.statistics {
        for ((severity, rule), count) in &by_rule {
            writeln!(out, "{count:>6}  {:<7}  {rule}", severity.0.word())?;
        }
    } else {
        show(&plans, config, format, shown, &args.screen, &mut out)?;
    }
    if !args.quiet && ["text", "short"].contains(&&*args.format) {
        let summary = summary(&plans, (errors, warnings), advice, advice_shown, end);
        match &*args.format {
            "text" if errors + warnings > 0 || advice_shown && advice > 0 => writeln!(out, "\n{summary}")?,
            "text" => writeln!(out, "{summary}")?,
            _ => output::message(&summary),
        }
    }
    out.flush()?;
    Ok(if errors + warnings > 0 && !args.exit_zero { end.and(ExitStatus::Findings) } else { end })
}

/// Checks each file by itself. Its text is forgotten where nothing of it is shown.
fn check(sources: &Sources, levels: &Levels, shown: Shown, in_git: bool) -> Vec<Loaded<CheckedPlan>> {
    sources.read_each(|name, text, reading| {
        let actions = reading.plan.actions().count();
        let found = rules::check_plan(name, &reading.plan, reading.faults);
        // Standard input and what git holds cannot be read again.
        let lost = in_git || name == source::show(Path::new(source::STDIN));
        let keep = lost || shown.any(&rules::settle(&found, &[], levels));
        CheckedPlan { name: name.to_owned(), text: keep.then(|| text.to_owned()), found, actions }
    })
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

/// Mends each file, or shows the changes where only they are asked for. `within` is the root of the configuration where that
/// named the plans: what lies outside of it may be read, and is not written.
fn mend(sources: &Sources, levels: &Levels, only_show: bool, within: Option<&Path>) -> anyhow::Result<ExitStatus> {
    let writer = Writer::default();
    let mut end = ExitStatus::Success;
    let mut shown = String::new();
    let here = std::env::current_dir().unwrap_or_default();
    // What cannot be read is told when the plans are checked.
    for (place, file) in sources.texts_on_disk() {
        if place.found && !plan::looks_like_a_plan(&file.text) {
            continue;
        }
        let Ok(Mended { text: mended, made }) = load::guard(&file.name, || fix::mend(&file.name, &file.text, levels)) else {
            end = ExitStatus::Failure;
            output::message(&format!("{}: nothing is mended, as lscb itself went wrong on it", file.name));
            continue;
        };
        if made == 0 {
            continue;
        }
        if only_show {
            shown += &unified_diff(&file.name, &file.text, &mended, &here);
        } else if place.path.as_os_str() == source::STDIN {
            anyhow::bail!("standard input cannot be mended in place; --fix --diff shows the changes");
        } else {
            if (place.found || within.is_some()) && source::leads_out(&place.path, within) {
                let why = "not mended, as it lies outside of this repository; to mend it, name it by itself";
                output::message(&format!("{}: {why}", file.name));
                continue;
            }
            match writer.replace(&place.path, file.text.as_bytes(), mended.as_bytes()) {
                Ok(losses) => {
                    output::message(&format!("{}: {made} mended", file.name));
                    losses.iter().for_each(|loss| output::message(loss));
                }
                Err(unreadable) => {
                    output::message(&unreadable.to_string());
                    end = ExitStatus::Failure;
                }
            }
        }
    }
    if only_show {
        output::patch(&shown)?;
    }
    Ok(end)
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
    screen: &Screen,
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
    Ok((format.render)(&sheets, &context, &screen.style(false), out)?)
}

/// "2 errors, 1 warning in 1 of 5 plans with 218 actions; 95 faults kept on purpose".
fn summary(
    plans: &[SettledPlan],
    (errors, warnings): (usize, usize),
    advice: usize,
    advice_shown: bool,
    end: ExitStatus,
) -> String {
    let counted = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let actions = counted(plans.iter().map(|plan| plan.actions).sum(), "action");
    let kept: usize = plans.iter().map(|plan| plan.settled.suppressed.len() + plan.settled.omitted_suppressed).sum();
    let allows: usize = plans.iter().map(|plan| plan.settled.allows).sum();
    let wrong = |plan: &&SettledPlan| plan.settled.findings.iter().any(|finding| finding.severity > Severity::Advice);
    // What is wrong with the configuration is told apart: it is no plan's.
    let of_plans = |severity: Severity| -> usize {
        let found = plans.iter().flat_map(|plan| &plan.settled.findings).filter(|finding| finding.severity == severity).count();
        let omitted = plans.iter().flat_map(|plan| &plan.settled.omitted).filter(|omitted| omitted.severity == severity);
        found + omitted.map(|omitted| omitted.count).sum::<usize>()
    };
    let of_configuration = (errors + warnings).saturating_sub(of_plans(Severity::Error) + of_plans(Severity::Warning));
    let (errors, warnings) = (of_plans(Severity::Error).min(errors), of_plans(Severity::Warning).min(warnings));
    let in_configuration = match of_configuration {
        0 => String::new(),
        faults => format!("{} in {}", counted(faults, "error"), crate::cli::config::FILE),
    };
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
