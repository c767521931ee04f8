mod fix;

use crate::cli::args::Paths;
use crate::cli::config::Config;
use crate::cli::output::Screen;
use crate::cli::{ExitStatus, output, run_query};
use crate::diagnostic::{Diagnostic, Severity};
use crate::git;
use crate::load::{self, Seen, Sheet};
use crate::names::nearest;
use crate::plan::Reading;
use crate::render::findings::{self, About, Context, FORMS, count_line};
use crate::rules::{self, Check, Checked, Levels, RULES};
use crate::source::{self, InputPath};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::mem::ManuallyDrop;
use std::path::Path;

/// Every problem of every plan, each with its place
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    /// Judge the plans as they are staged for the next commit in git
    #[arg(long, conflicts_with = "fix")]
    staged: bool,
    /// Show advice too: what is worth a thought, though nothing is wrong
    #[arg(long)]
    advice: bool,
    /// How to show what is found
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = PossibleValuesParser::new(forms()))]
    format: String,
    /// Look for these rules only, parted by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    select: Vec<&'static rules::Rule>,
    /// Leave these rules out, parted by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<&'static rules::Rule>,
    /// Say only how often each rule found something
    #[arg(long)]
    statistics: bool,
    /// Say nothing but what is wrong: no summary
    #[arg(short, long)]
    quiet: bool,
    /// ExitStatus with exit code 0 whatever is found
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
    FORMS.iter().map(|form| PossibleValue::new(form.name).help(form.about)).collect()
}

/// The rule of a name, or the nearest one.
pub(in crate::cli) fn rule(id: &str) -> Result<&'static rules::Rule, String> {
    rules::find(id).ok_or_else(|| match nearest(id, RULES.iter().map(|rule| rule.id))[..] {
        [] => "`lscb rules` lists the rules".to_owned(),
        [near, ..] => format!("did you mean {near}?"),
    })
}

/// What was found in a plan, as far as it will be shown, and the numbers of the rest.
struct Looked {
    checked: Checked,
    actions: usize,
    /// The rules of the advice that is not shown.
    advice: Vec<&'static str>,
    /// Faults kept on purpose that are not shown.
    kept: usize,
}

impl Looked {
    /// Something of its text is to be shown.
    fn shows(&self, shown: Shown) -> bool {
        !self.checked.kept.is_empty() && shown.kept || self.checked.findings.iter().any(|finding| shown.has(finding))
    }

    /// How many faults are kept on purpose.
    fn kept(&self) -> usize {
        self.kept + self.checked.kept.len()
    }
}

/// What is shown beside what is wrong.
#[derive(Clone, Copy)]
struct Shown {
    advice: bool,
    kept: bool,
}

impl Shown {
    fn has(self, finding: &Diagnostic) -> bool {
        self.advice || finding.severity != Severity::Advice
    }
}

type Plan = Sheet<Looked>;

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let levels = levels(&args, config);
    let (places, mut end) = if args.staged { (Vec::new(), ExitStatus::Success) } else { run_query::places(&args.paths, config) };
    if args.fix {
        let root = if args.paths.paths.is_empty() { config.root() } else { None };
        end = end.and(fix::run(&places, &levels, args.diff, root.as_deref())?);
        if args.diff {
            return Ok(end);
        }
    }
    let form = findings::find(&args.format).unwrap_or(&FORMS[0]);
    let advice_shown = args.advice || args.select.iter().any(|rule| rule.severity == Severity::Advice);
    let shown = Shown { advice: advice_shown, kept: form.kept };
    let seen = seen(&args, config, &places, &levels, shown)?;
    let read = seen.into_iter().filter_map(|seen| match seen {
        Seen::Plan(sheet) => Some(sheet),
        other => {
            end = end.and(run_query::trouble(other));
            None
        }
    });
    // Not taken down piece by piece: the program ends when they have been told, and the system takes them back as a whole.
    let mut plans: ManuallyDrop<Vec<Plan>> = ManuallyDrop::new(read.collect());
    if plans.is_empty() && !args.staged {
        end = ExitStatus::Failure;
    }
    rules::check_shelf(&mut plans.iter_mut().map(|plan| &mut plan.made.checked).collect::<Vec<_>>(), &levels);
    // A rule about several plans may have found something where nothing was found before.
    for plan in plans.iter_mut().filter(|plan| plan.text.is_none() && plan.made.shows(shown) && !args.staged) {
        plan.text = source::read(Path::new(&plan.name)).ok().map(|file| file.text);
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
        show(&plans, config, form, shown, &args.screen, &mut out)?;
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

/// What becomes of each file: of those that are staged in git, or of those found.
fn seen(args: &Args, config: &Config, places: &[InputPath], levels: &Levels, shown: Shown) -> anyhow::Result<Vec<Seen<Looked>>> {
    let work = |name: &str, _: &str, reading: Reading| {
        let looked = look(name, reading, levels, shown);
        // Standard input and what is staged cannot be read again.
        let keep = looked.shows(shown) || args.staged || name == source::show(Path::new(source::STDIN));
        (looked, keep)
    };
    if !args.staged {
        return Ok(load::each(places, work));
    }
    let by_hand = !args.paths.paths.is_empty();
    let staged = git::staged(&run_query::paths(&args.paths, config), by_hand).map_err(anyhow::Error::msg)?;
    let (files, unreadable): (Vec<_>, Vec<_>) = staged.into_iter().partition(Result::is_ok);
    let unreadable = unreadable.into_iter().filter_map(Result::err).map(Seen::Unreadable);
    Ok(load::each_of(files.into_iter().flatten().collect(), work).into_iter().chain(unreadable).collect())
}

/// How often each rule found something, the gravest first.
fn counted(plans: &[Plan], config: &Config) -> BTreeMap<(Reverse<Severity>, &'static str), usize> {
    let mut by_rule = BTreeMap::new();
    let all = plans.iter().flat_map(|plan| &plan.made.checked.findings).chain(&config.faults);
    let all = all.map(|finding| (finding.severity, finding.rule));
    let not_shown = plans.iter().flat_map(|plan| &plan.made.advice).map(|rule| (Severity::Advice, *rule));
    for (severity, rule) in all.chain(not_shown) {
        *by_rule.entry((Reverse(severity), rule)).or_default() += 1;
    }
    by_rule
}

/// The rules' findings in one plan. Of what will not be shown only the number is kept: over many plans it would fill the memory.
fn look(name: &str, reading: Reading, levels: &Levels, shown: Shown) -> Looked {
    let actions = reading.plan.objectives.iter().map(|objective| objective.actions.len()).sum();
    let mut looked =
        Looked { checked: rules::check_plan(name, &reading.plan, reading.faults, levels), actions, advice: Vec::new(), kept: 0 };
    // What could not be read still tells which `allow` may excuse it.
    let unread = |finding: &Diagnostic| rules::find(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Reading));
    let findings = std::mem::take(&mut looked.checked.findings).into_iter();
    let (show, count) = findings.partition(|finding| shown.has(finding) || unread(finding));
    let count: Vec<Diagnostic> = count;
    looked.checked.findings = show;
    looked.advice = count.iter().map(|finding| finding.rule).collect();
    if !shown.kept {
        looked.kept = std::mem::take(&mut looked.checked.kept).len();
    }
    looked
}

fn show(
    plans: &[Plan],
    config: &Config,
    form: &findings::Form,
    shown: Shown,
    screen: &Screen,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut sheets: Vec<findings::Sheet> = plans
        .iter()
        .map(|plan| findings::Sheet {
            name: &plan.name,
            text: plan.text.as_deref().unwrap_or(""),
            findings: plan.made.checked.findings.iter().filter(|finding| shown.has(finding)).collect(),
        })
        .collect();
    let name = config.name();
    if !config.faults.is_empty() {
        sheets.push(findings::Sheet { name: &name, text: &config.text, findings: config.faults.iter().collect() });
    }
    let kept = plans.iter().enumerate().flat_map(|(sheet, plan)| {
        let kept = plan.made.checked.kept.iter();
        kept.map(move |kept| findings::Kept { sheet, finding: &kept.finding, because: &kept.because })
    });
    let context = Context {
        plans: plans.len(),
        actions: plans.iter().map(|plan| plan.made.actions).sum(),
        kept: kept.collect(),
        rules: RULES
            .iter()
            .map(|rule| About { id: rule.id, summary: rule.summary, why: rule.why, severity: rule.severity })
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok((form.render)(&sheets, &context, &screen.style(false), out)?)
}

/// "2 errors, 1 warning in 1 of 5 plans with 218 actions; 95 faults kept on purpose".
fn summary(plans: &[Plan], (errors, warnings): (usize, usize), advice: usize, advice_shown: bool, end: ExitStatus) -> String {
    let counted = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let actions = counted(plans.iter().map(|plan| plan.made.actions).sum(), "action");
    let kept: usize = plans.iter().map(|plan| plan.made.kept()).sum();
    let allows: usize = plans.iter().map(|plan| plan.made.checked.entries).sum();
    let wrong = |plan: &&Plan| plan.made.checked.findings.iter().any(|finding| finding.severity > Severity::Advice);
    let mut line = match (errors + warnings, plans.len()) {
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
