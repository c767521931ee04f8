//! The one road of every command that changes a plan: find what is meant, collect the changes, read and check the result, and write it
//! where the file is still as it was read.

use super::args;
use super::complete;
use super::config::Config;
use super::exit_status::ExitStatus;
use super::output;
use super::run_query::near;
use crate::acts::names::{self, Named, NewName};
use crate::acts::{Done, Outcome, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit;
use crate::load::{self, Input, Loaded, PlanFile, Texts, Workspace};
use crate::names::is_meant;
use crate::plan::change::PlanChange;
use crate::plan::{self, Objective, Plan};
use crate::query::{self, is_objective, is_reference, plan_and_reference};
use crate::render::unified_diff::unified_diff;
use crate::rules::{self, Levels};
use crate::source::{self, Writer};
use crate::text::{Lines, one_of};
use crate::time::when::When;
use anyhow::bail;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Findings of one edit that are named before the rest is only counted.
const NAMED: usize = 10;

/// Which plan is changed, and whether it is.
#[derive(clap::Args, Debug)]
pub struct EditArgs {
    /// The plan, by its name or its file; without it, every plan of the plans folder is looked through
    #[arg(long, value_name = "NAME|FILE", add = complete::names(&query::PLANS))]
    pub plan: Option<String>,
    /// Show what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Words that somebody gives: not none.
///
/// # Errors
/// Where there are only blanks.
pub fn words(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write some words".to_owned()),
        words => Ok(words.to_owned()),
    }
}

/// The day that something is of.
#[derive(clap::Args, Debug)]
pub struct OnArg {
    /// The day it was, such as 2008-10-01, or a month where the day is not known; when left out, the day in LSCB_TODAY, else today
    #[arg(long, value_name = "DAY", aliases = ["as-at", "as-of", "today"], value_parser = crate::acts::date)]
    on: Option<When>,
}

impl OnArg {
    /// The day given, else today.
    ///
    /// # Errors
    /// When the environment says a day that is none.
    pub fn day(&self) -> anyhow::Result<When> {
        match self.on {
            Some(day) => Ok(day),
            None => Ok(When::Day(args::today()?)),
        }
    }
}

/// Plans that may be changed.
pub struct EditablePlans<'t> {
    workspace: Workspace<'t>,
    /// Outside of this folder nothing is changed; a file named by hand may lie anywhere.
    within: Option<PathBuf>,
    by_hand: bool,
}

impl<'t> EditablePlans<'t> {
    /// Every plan, in the order of the files.
    pub fn all(&self) -> Vec<&PlanFile<'t>> {
        self.workspace.plans().collect()
    }
}

/// Reads the plans that may be meant: those of the argument, else those of the plans folder.
///
/// # Errors
/// When no plan has the name, or none can be read.
pub fn load<'t>(args: &EditArgs, config: &Config, texts: &'t mut Texts) -> anyhow::Result<EditablePlans<'t>> {
    load_named(args.plan.as_deref(), config, texts)
}

/// The same for a plan by its name or file.
///
/// # Errors
/// As those of [`load()`].
pub fn load_named<'t>(name: Option<&str>, config: &Config, texts: &'t mut Texts) -> anyhow::Result<EditablePlans<'t>> {
    let is_file =
        |name: &str| name == source::STDIN || source::exists(Path::new(name)) || name.contains('/') || name.ends_with(".toml");
    let by_hand = name.is_some_and(is_file);
    let paths = match name {
        Some(source::STDIN) => bail!("a plan on standard input cannot be changed in place; name its file"),
        Some(file) if by_hand => vec![PathBuf::from(file)],
        _ => config.plans(),
    };
    let sources = Input::on_disk(paths).find().map_err(anyhow::Error::msg)?;
    sources.unreadable.iter().for_each(|unreadable| output::message(&unreadable.to_string()));
    let mut workspace = sources.load(texts);
    if let Some(name) = name.filter(|_| !by_hand) {
        let known: Vec<String> = workspace.plans().map(|file| file.plan.name.to_owned()).collect();
        workspace.files.retain(|file| matches!(file, Loaded::Plan(file) if file.plan.is_called(name)));
        if workspace.files.is_empty() {
            let near: Vec<String> = near(name, &query::PLANS, &known).iter().map(|near| format!("\"{near}\"")).collect();
            let hint = if near.is_empty() { "give its file".to_owned() } else { format!("did you mean {}?", one_of(&near)) };
            bail!("no plan is called \"{name}\"; {hint}");
        }
    }
    if workspace.plans().next().is_none() {
        workspace.files.iter().for_each(|file| _ = super::find_plans::trouble(file));
        bail!("no plan could be read");
    }
    let within = if by_hand { None } else { config.root() };
    Ok(EditablePlans { workspace, within, by_hand })
}

/// The plans that lie beside one, or in the plans folder. What cannot be read of them is of no matter here.
pub fn beside<'t>(file: &str, config: &Config, texts: &'t mut Texts) -> Workspace<'t> {
    let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let paths = config.plans().into_iter().chain([folder.to_owned()]).collect();
    Input::on_disk(paths).find().unwrap_or_default().load(texts)
}

/// The actions that some references mean, each with the place of its plan: `3.1`, `3.1,3.2`, `PLAN:3.1`, with the objective or a place
/// where references repeat. A part of a reference means nothing.
///
/// # Errors
/// When one means no action or several.
pub fn find_actions<'p>(plans: &'p EditablePlans<'_>, which: &str) -> anyhow::Result<Vec<(usize, Subject<'p>)>> {
    let all = plans.all();
    let whole = meant(&all, which);
    let meant_by: Vec<(&str, Vec<(usize, Subject)>)> = match whole.is_empty() && which.contains(',') {
        true => which.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| (part, meant(&all, part))).collect(),
        false => vec![(which, whole)],
    };
    let mut found: Vec<(usize, Subject)> = Vec::new();
    for (part, meant) in meant_by {
        let one = match &meant[..] {
            [one] => *one,
            [] => bail!(unknown(plans, &all, part)),
            several => bail!(ambiguous(&all, part, several)),
        };
        if !found.iter().any(|(_, other)| std::ptr::eq(other.action, one.1.action)) {
            found.push(one);
        }
    }
    Ok(found)
}

fn meant<'p>(all: &[&'p PlanFile<'_>], which: &str) -> Vec<(usize, Subject<'p>)> {
    let of = |index: usize, reference: &str| {
        let plan: &'p Plan = &all[index].plan;
        let actions = plan.actions().filter(|(objective, action)| is_reference(objective, action, reference));
        actions.map(|(objective, action)| (index, Subject { plan, objective, action })).collect::<Vec<_>>()
    };
    let plain: Vec<_> = (0..all.len()).flat_map(|index| of(index, which)).collect();
    match plan_and_reference(which).filter(|_| plain.is_empty()) {
        Some((name, reference)) => {
            (0..all.len()).filter(|index| all[*index].plan.is_called(name)).flat_map(|index| of(index, reference)).collect()
        }
        None => plain,
    }
}

fn unknown(plans: &EditablePlans, all: &[&PlanFile], which: &str) -> String {
    for file in &plans.workspace.files {
        super::find_plans::trouble(file);
    }
    let known: Vec<String> = all.iter().flat_map(|file| (query::REFERENCES.candidates)(&file.plan)).collect();
    let near: Vec<String> = near(which, &query::REFERENCES, &known).iter().map(|near| format!("\"{near}\"")).collect();
    let hint = match &near[..] {
        [] => "`lscb list` shows what there is".to_owned(),
        near => format!("did you mean {}?", one_of(near)),
    };
    let place = if let [only] = all { format!("{} has no action", only.plan.name) } else { "no plan has an action".to_owned() };
    format!("{place} \"{which}\"; {hint}")
}

fn ambiguous(all: &[&PlanFile], which: &str, several: &[(usize, Subject)]) -> String {
    let mut plans: Vec<usize> = several.iter().map(|(index, _)| *index).collect();
    plans.dedup();
    if plans.len() > 1 {
        let names: Vec<String> = plans.iter().map(|index| format!("{}:{which}", called_among(all, all[*index]))).collect();
        return format!("\"{which}\" stands in several plans: write {}, or name the plan with --plan", one_of(&names));
    }
    let each: Vec<String> = several
        .iter()
        .map(|(_, subject)| {
            let words: String = subject.action.action.map_or("", |action| action.value).chars().take(40).collect();
            format!("{} (\"{words}…\")", subject.objective.position_of(subject.action))
        })
        .collect();
    format!("\"{which}\" means several actions of {}: write {}", all[plans[0]].plan.name, one_of(&each))
}

/// What a plan is called beside others, so that it means this one alone: its name, with its folders where another has the same.
fn called_among<'p>(all: &[&PlanFile], file: &'p PlanFile) -> &'p str {
    let is_shared = all.iter().filter(|other| is_meant(other.plan.name, file.plan.name)).nth(1).is_some();
    if is_shared { file.name.strip_suffix(".toml").unwrap_or(file.name) } else { file.plan.name }
}

/// Changes of one plan, and what is said of them.
pub struct Changed<'p> {
    file: &'p PlanFile<'p>,
    pub change: PlanChange<'p>,
    pub done: Vec<Done>,
}

impl<'p> Changed<'p> {
    pub fn of(file: &'p PlanFile<'p>) -> Changed<'p> {
        Changed { file, change: PlanChange::of(&file.plan), done: Vec::new() }
    }
}

/// Does the same to every action that some references mean, in the plans of the arguments: all or none.
///
/// # Errors
/// As those of [`on_actions`], and when the plans cannot be found.
pub fn act(
    which: &str,
    args: &EditArgs,
    config: &Config,
    mut act: impl for<'p> FnMut(&mut PlanChange<'p>, Subject<'p>) -> Outcome,
) -> anyhow::Result<ExitStatus> {
    let mut texts = Texts::default();
    let plans = load(args, config, &mut texts)?;
    on_actions(&plans, which, args, config, |_| Ok(()), |change, subject, ()| act(change, subject))
}

/// Does the same to every action that some references mean: all or none. `prepare` is done once for each plan.
///
/// # Errors
/// When it cannot be done to one of them, or the result may not be written.
pub fn on_actions<'p, T>(
    plans: &'p EditablePlans<'p>,
    which: &str,
    args: &EditArgs,
    config: &Config,
    mut prepare: impl FnMut(&mut PlanChange<'p>) -> Result<T, String>,
    mut act: impl FnMut(&mut PlanChange<'p>, Subject<'p>, &T) -> Outcome,
) -> anyhow::Result<ExitStatus> {
    let all = plans.all();
    let mut changed: Vec<(usize, T, Changed)> = Vec::new();
    for (index, subject) in find_actions(plans, which)? {
        let at = match changed.iter().position(|(other, ..)| *other == index) {
            Some(at) => at,
            None => {
                let mut new = Changed::of(all[index]);
                let prepared = prepare(&mut new.change).map_err(anyhow::Error::msg)?;
                changed.push((index, prepared, new));
                changed.len() - 1
            }
        };
        let (_, prepared, changed) = &mut changed[at];
        changed.done.push(act(&mut changed.change, subject, prepared).map_err(anyhow::Error::msg)?);
    }
    finish(plans, changed.into_iter().map(|(_, _, changed)| changed).collect(), args.dry_run, config)
}

/// A file that is to be written in the place of another text.
struct Rewrite<'p> {
    file: &'p PlanFile<'p>,
    text: String,
}

/// Reads and checks the results, and writes all of them or none.
///
/// # Errors
/// When a result would have an error that was not there, or a file cannot be written.
pub fn finish(plans: &EditablePlans, changed: Vec<Changed>, dry_run: bool, config: &Config) -> anyhow::Result<ExitStatus> {
    finish_with_new(plans, changed, None, dry_run, config)
}

/// The same with a new file, which is written first, and taken back where a change cannot be written.
///
/// # Errors
/// As those of [`finish`], and when there is such a file, or the new plan would have an error.
pub fn finish_with_new(
    plans: &EditablePlans,
    changed: Vec<Changed>,
    new: Option<(&Path, String)>,
    dry_run: bool,
    config: &Config,
) -> anyhow::Result<ExitStatus> {
    let mut rewrites = Vec::new();
    let mut said = Vec::new();
    let mut worth = Vec::new();
    for Changed { file, change, done } in changed {
        let edits = change.edits().map_err(|why| anyhow::anyhow!("{}: {why}", file.name))?;
        let Some(text) = edit::apply(file.text, &edits) else { bail!("{}: these changes cannot be made together", file.name) };
        said.extend(done);
        if text == file.text {
            continue;
        }
        worth.extend(check_result(file, &text, &config.levels)?);
        rewrites.push(Rewrite { file, text });
    }
    if let Some((path, text)) = &new {
        check_new(path, text)?;
    }
    if dry_run {
        tell(&said, &worth, rewrites.is_empty() && new.is_none())?;
        let here = std::env::current_dir().unwrap_or_default();
        let diffs = rewrites.iter().map(|rewrite| unified_diff(rewrite.file.name, rewrite.file.text, &rewrite.text, &here));
        let new = new.iter().map(|(path, text)| unified_diff(&source::show(path), "", text, &here));
        output::patch(&new.chain(diffs).collect::<String>())?;
        return Ok(ExitStatus::Success);
    }
    let writer = Writer::default();
    if let Some((path, text)) = &new {
        writer.create(path, text.as_bytes(), false)?;
    }
    if let Err(why) = write_all(plans, &rewrites) {
        if let Some((path, text)) = &new {
            writer.take_back(path, text.as_bytes())?;
        }
        return Err(why);
    }
    // Nothing is told as done that could not be written.
    tell(&said, &worth, rewrites.is_empty() && new.is_none())?;
    if let Some((path, _)) = &new {
        output::message(&format!("{}: written", source::show(path)));
    }
    Ok(ExitStatus::Success)
}

/// Says what is done, and what is worth a look then.
fn tell(said: &[Done], worth: &[String], unchanged: bool) -> anyhow::Result<()> {
    for Done { sentence, notes } in said {
        output::data(&format!("{}\n", crate::text::one_line(sentence)))?;
        notes.iter().for_each(|note| output::message(note));
    }
    worth.iter().for_each(|note| output::message(note));
    if unchanged {
        output::message("nothing is changed, as it stands there so already");
    }
    Ok(())
}

/// Refuses a result that has an error which the plan has not; says what else is new.
fn check_result(file: &PlanFile, text: &str, levels: &Levels) -> anyhow::Result<Vec<String>> {
    let arena = plan::Arena::new();
    let (before, after) = load::guard(file.name, || {
        let reading = plan::read(file.name, text, &arena);
        (
            rules::check_plan(file.name, &file.plan, file.faults.clone()),
            rules::check_plan(file.name, &reading.plan, reading.faults),
        )
    })?;
    let errors = |found: &rules::PlanFindings| {
        found.findings().iter().filter(|finding| finding.severity == Severity::Error).cloned().collect::<Vec<_>>()
    };
    let new = new_findings(&errors(&before), errors(&after));
    if new.is_empty() {
        let shown = |found: &rules::PlanFindings| {
            let settled = rules::settle(found, &[], levels).findings.into_iter();
            settled.filter(|finding| finding.severity != Severity::Advice).collect::<Vec<_>>()
        };
        let about = |text: &str, findings: Vec<Diagnostic>| {
            let words = findings.into_iter().map(|finding| (finding.primary.span.of(text).to_owned(), finding));
            words.collect::<Vec<_>>()
        };
        type Told = (String, Diagnostic);
        let same: fn(&Told, &Told) -> bool = |one, other| one.1.message == other.1.message;
        // What a warning counts may change where nothing is new: the rest is told apart by the words that they are about.
        let same_words: fn(&Told, &Told) -> bool = |one, other| one.0 == other.0;
        let (mut known, mut new) = (about(file.text, shown(&before)), about(text, shown(&after)));
        for is_same in [same, same_words] {
            new.retain(|one| {
                let at = known.iter().position(|other| one.1.rule == other.1.rule && is_same(one, other));
                at.map(|at| known.swap_remove(at)).is_none()
            });
        }
        let (mut notes, mut told): (Vec<String>, Vec<(&str, usize)>) = Default::default();
        for (_, finding) in new {
            match told.iter_mut().find(|(rule, _)| *rule == finding.rule) {
                Some((_, count)) => {
                    *count += 1;
                    continue;
                }
                None => told.push((finding.rule, 1)),
            }
            notes.push(format!("{}: `lscb check` says now: {} [{}]", file.name, finding.message, finding.rule));
        }
        for (rule, count) in told.into_iter().filter(|(_, count)| *count > 1) {
            notes.push(format!("{}: and {} more [{rule}]", file.name, count - 1));
        }
        return Ok(notes);
    }
    let lines = Lines::new(text);
    for finding in new.iter().take(NAMED) {
        let place = lines.position(finding.primary.span.start as usize);
        output::message(&format!(
            "{}: line {} would be: {}",
            file.name,
            place.line,
            text.lines().nth(place.line - 1).unwrap_or("").trim()
        ));
        output::message(&format!("error[{}]: {}", finding.rule, finding.message));
        finding.help.iter().for_each(|help| output::message(&format!("  {help}")));
    }
    bail!(
        "{}: nothing is changed, as the plan would have {} that it has not now",
        file.name,
        match new.len() {
            1 => "an error".to_owned(),
            count => format!("{count} errors"),
        }
    )
}

/// Refuses a new plan that has an error, and one whose name is that of a file.
fn check_new(path: &Path, text: &str) -> anyhow::Result<()> {
    source::refuse_dash(path, "file").map_err(anyhow::Error::msg)?;
    let name = source::show(path);
    anyhow::ensure!(!source::exists(path), "{name}: not written: there is such a file already");
    anyhow::ensure!(name.ends_with(".toml"), "{name}: end the file's name with .toml");
    let arena = plan::Arena::new();
    let found = load::guard(&name, || {
        let reading = plan::read(&name, text, &arena);
        rules::check_plan(&name, &reading.plan, reading.faults)
    })?;
    // What the board keeps on purpose is kept in the new plan too.
    match rules::settle(&found, &[], &Levels::default()).findings.iter().find(|finding| finding.severity == Severity::Error) {
        Some(error) => bail!(
            "{name}: nothing is written, as the new plan would have an error that the old one has too: {} [{}]; mend it first",
            error.message,
            error.rule
        ),
        None => Ok(()),
    }
}

/// Those that were not there before: more of a rule's message than there were.
fn new_findings(before: &[Diagnostic], after: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut known: HashMap<(&str, String), usize> = HashMap::new();
    let kind = |finding: &Diagnostic| (finding.rule, finding.message.clone());
    before.iter().for_each(|finding| *known.entry(kind(finding)).or_default() += 1);
    let mut is_new = |finding: &Diagnostic| match known.get_mut(&kind(finding)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after.into_iter().filter(|finding| is_new(finding)).collect()
}

/// Writes all files or none: where one cannot be written, those before it get their text back.
fn write_all(plans: &EditablePlans, rewrites: &[Rewrite]) -> anyhow::Result<()> {
    let writer = Writer::default();
    for (index, Rewrite { file, text }) in rewrites.iter().enumerate() {
        let path = Path::new(file.name);
        let written = match !plans.by_hand && source::leads_out(path, plans.within.as_deref()) {
            true => Err(format!(
                "{}: not changed, as it lies outside of this repository; to change it, name its file with --plan",
                file.name
            )),
            false => writer.replace(path, file.text.as_bytes(), text.as_bytes()).map_err(|unreadable| unreadable.to_string()),
        };
        match written {
            Ok(losses) => losses.iter().for_each(|loss| output::message(loss)),
            Err(why) => {
                for Rewrite { file, text } in &rewrites[..index] {
                    if let Err(unreadable) = writer.replace(Path::new(file.name), text.as_bytes(), file.text.as_bytes()) {
                        output::message(&format!("{unreadable}; it keeps its change"));
                    }
                }
                bail!("{why}");
            }
        }
    }
    if let Some(Rewrite { file, .. }) = rewrites.iter().find(|rewrite| !is_in_git(Path::new(rewrite.file.name))) {
        output::hint(&format!("{}: is in no git repository, so that there is no way back but a copy of your own", file.name));
    }
    Ok(())
}

fn is_in_git(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    source::repository_root(folder).is_some()
}

/// Says that no plan knows a name, with the nearest ones.
pub fn nobody(all: &[&PlanFile], name: &str) -> anyhow::Error {
    let known: Vec<String> = all.iter().flat_map(|file| (query::LEADERS.candidates)(&file.plan)).collect();
    let near: Vec<String> = near(name, &query::LEADERS, &known).iter().map(|near| format!("\"{near}\"")).collect();
    let hint = match &near[..] {
        [] => "`lscb report leads` lists who leads".to_owned(),
        near => format!("did you mean {}?", one_of(near)),
    };
    anyhow::anyhow!("no plan knows \"{name}\"; {hint}")
}

/// What a name is that the plan does not know.
#[derive(clap::Args, Debug)]
pub struct NewNameArg {
    /// Enter a name that the plan does not know, as a person or as a group
    #[arg(long = "new", value_name = "KIND", value_parser = PossibleValuesParser::new(["person", "group"]).map(|kind| if kind == "person" { NewName::Person } else { NewName::Group }))]
    pub new: Option<NewName>,
}

impl NewNameArg {
    /// Whom a name means; where the plan knows nobody of it, it is entered if that is asked for. `entered` are the keys made so far.
    ///
    /// # Errors
    /// When nobody or several have the name.
    pub fn find(&self, change: &mut PlanChange, name: &str, entered: &mut Vec<String>) -> Result<Named, String> {
        match (names::find(change.plan(), name), self.new) {
            (Ok((_, named)), _) => Ok(named),
            (Err(_), Some(kind)) if change.plan().asked_for(name).is_empty() => Ok(names::enter(change, name, kind, entered)),
            (Err(why), None) if change.plan().asked_for(name).is_empty() => {
                Err(format!("{why}; to enter the name, add --new person or --new group"))
            }
            (Err(why), _) => Err(why),
        }
    }
}

/// The objective that a reference or a title means, with its plan.
///
/// # Errors
/// When it means none or several.
pub fn find_objective<'p>(plans: &'p EditablePlans<'p>, which: &str) -> anyhow::Result<(&'p PlanFile<'p>, &'p Objective<'p>)> {
    let all = plans.all();
    let of = |file: &&'p PlanFile<'p>, name: &str| {
        let file: &'p PlanFile<'p> = file;
        let found = file.plan.objectives.iter().filter(|objective| is_objective(objective, name));
        found.map(|objective| (file, objective)).collect::<Vec<_>>()
    };
    let mut found: Vec<_> = all.iter().flat_map(|file| of(file, which)).collect();
    if let (true, Some((name, objective))) = (found.is_empty(), plan_and_reference(which)) {
        found = all.iter().filter(|file| file.plan.is_called(name)).flat_map(|file| of(file, objective)).collect();
    }
    match &found[..] {
        [one] => Ok(*one),
        [] => {
            let known: Vec<String> = all.iter().flat_map(|file| (query::OBJECTIVES.candidates)(&file.plan)).collect();
            let near: Vec<String> = near(which, &query::OBJECTIVES, &known).iter().map(|near| format!("\"{near}\"")).collect();
            let hint = if near.is_empty() {
                "`lscb report objectives` lists them".to_owned()
            } else {
                format!("did you mean {}?", one_of(&near))
            };
            bail!("no plan has an objective \"{which}\"; {hint}")
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|(file, objective)| format!("{}:{}", called_among(&all, file), objective.label())).collect();
            bail!("\"{which}\" means several objectives: write {}, or name the plan with --plan", one_of(&names))
        }
    }
}
