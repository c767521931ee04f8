//! `lscb take-back`: what people wrote into papers that lscb made, as edits of the plan.

use crate::acts::names::find;
use crate::cli::args;
use crate::cli::complete;
use crate::cli::config::Config;
use crate::cli::edit_plans::{self, Changed, EditArgs, OnArg};
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::git;
use crate::import;
use crate::load::{self, PlanFile, Texts};
use crate::names::same;
use crate::plan::{self, Arena, Plan};
use crate::query::LEADERS;
use crate::source;
use crate::take_back::{self, PrintedFrom, Returned, Sides, Wishes};
use crate::text::blob_ids;
use anyhow::{Context, bail};
use std::path::PathBuf;

/// What people wrote into papers that lscb made, as edits of the plan
#[derive(clap::Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Papers, packs or lists that lscb made and people wrote into: .docx, .xlsx, .odt, .ods or .csv
    #[arg(value_name = "PAPER", required = true)]
    papers: Vec<PathBuf>,
    /// Who wrote it: the name that stands beside each note
    #[arg(long, value_name = "NAME", add = complete::names(&LEADERS))]
    by: Option<String>,
    #[command(flatten)]
    on: OnArg,
    /// Make changes of words too: of actions, timescales, success measures and remarks
    #[arg(long)]
    words: bool,
    /// Make changes of who leads too
    #[arg(long)]
    leads: bool,
    /// Put rows that name no action of the plan on it as new actions
    #[arg(long)]
    add: bool,
    /// Take away what stands in the plan where a cell was emptied
    #[arg(long)]
    blank_clears: bool,
    #[command(flatten)]
    edit: EditArgs,
}

const AFTER_HELP: &str = "\
Only cells that differ from what was printed in them become edits: notes, status, colour, evidence, dates and days on which something was \
done. What was changed both in the paper and in the plan is a conflict: it is shown and left alone. Where anything is left alone, the rest \
is made, and the exit code is 1.

A row is found by its key and its reference; the order of the rows and how they look do not matter, and a row that is missing deletes \
nothing.";

/// A paper with the plans it is of, as they are now and as they were printed.
struct PaperPlan {
    /// The place of the paper among the arguments.
    paper: usize,
    /// The number of the plan in the paper, from 1.
    number: usize,
    /// The place of the plan among those that may be changed.
    plan: usize,
    /// The text it was printed from, where that is known and not as the plan is now.
    base: Option<String>,
    /// The paper was printed from the plan as it is now.
    is_current: bool,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let mut papers: Vec<Returned> = Vec::new();
    for path in &args.papers {
        let name = source::show(path);
        let bytes = source::read_bytes(path, import::LARGEST)?;
        let paper = take_back::read(&name, &bytes).map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
        paper.notes.iter().for_each(|note| output::message(&format!("{name}: {note}")));
        if paper.rows.is_empty() {
            bail!("{name}: there is no table in it with a column \"Ref\" that lscb printed");
        }
        papers.push(paper);
    }
    let mut texts = Texts::default();
    let plans = edit_plans::load(&args.edit, config, &mut texts)?;
    let all = plans.all();
    let mut meant: Vec<PaperPlan> = Vec::new();
    for (index, paper) in papers.iter_mut().enumerate() {
        if paper.plans.is_empty() {
            paper.plans = paper.plans_of_rows();
        }
        if paper.plans.is_empty() {
            let [only] = &all[..] else {
                bail!("{}: it does not say which plan it was printed from: name the plan with --plan", paper.name);
            };
            paper.plans.push(PrintedFrom { plan: only.plan.name.to_owned(), ids: Vec::new() });
        }
        for (number, from) in paper.plans.iter().enumerate().map(|(index, from)| (index + 1, from)) {
            let named: Vec<usize> = (0..all.len()).filter(|at| same(all[*at].plan.name, &from.plan)).collect();
            let plan = match (&named[..], &all[..], args.edit.plan.is_some() && paper.plans.len() == 1) {
                ([one], ..) => *one,
                // Somebody says which plan it is, whatever it was called then.
                ([], [_], true) => 0,
                ([], ..) => bail!(
                    "{}: it was printed from \"{}\", and no plan is called so; name its file with --plan",
                    paper.name,
                    from.plan
                ),
                _ => bail!("{}: several plans are called \"{}\"; name the file with --plan", paper.name, from.plan),
            };
            let ids = blob_ids(all[plan].text);
            let is_current = from.ids.iter().any(|id| *id == ids.sha1 || *id == ids.sha256);
            let base = if is_current { None } else { printed_text(from) };
            if !is_current && base.is_none() {
                tell_two_way(paper, from);
            }
            meant.push(PaperPlan { paper: index, number, plan, base, is_current });
        }
    }
    let arena = Arena::new();
    let mut bases: Vec<Option<Plan>> = Vec::new();
    for PaperPlan { plan, base, .. } in &meant {
        let name = all[*plan].plan.name;
        bases.push(match base {
            Some(text) => Some(load::guard(name, || plan::read(all[*plan].name, text, &arena))?.plan),
            None => None,
        });
    }
    let today = args::today()?;
    let on = args.on.day()?;
    let mut status = ExitStatus::Success;
    let mut changed: Vec<Changed> = Vec::new();
    let mut used: Vec<usize> = meant.iter().map(|one| one.plan).collect();
    used.sort_unstable();
    used.dedup();
    let mut said = 0;
    for at in used {
        let file: &PlanFile = all[at];
        let by = args.by.as_deref().map(|name| find(&file.plan, name)).transpose();
        let by = by.map_err(anyhow::Error::msg).context("--by")?.map(|(_, named)| (named.key, named.name));
        let wishes = Wishes { words: args.words, leads: args.leads, add: args.add, by, on };
        let (mut replies, mut new, mut told, mut problems) = (vec![], vec![], vec![], vec![]);
        for (one, base) in meant.iter().zip(&bases).filter(|(one, _)| one.plan == at) {
            let base = if one.is_current { Some(&file.plan) } else { base.as_ref() };
            let sides = Sides { base, now: &file.plan, today, blank_clears: args.blank_clears };
            let compared = take_back::compare(&papers[one.paper], one.number, sides);
            replies.extend(compared.replies);
            new.extend(compared.new);
            told.extend(compared.told);
            problems.extend(compared.problems);
        }
        let mut into = Changed::of(file);
        let taken = take_back::make(&mut into.change, replies, &new, &wishes);
        told.extend(taken.told);
        problems.extend(taken.problems);
        told.iter().chain(&problems).for_each(|line| output::message(line));
        if !problems.is_empty() {
            status = ExitStatus::Findings;
        }
        said += told.len() + problems.len();
        into.done = taken.done;
        if !into.done.is_empty() {
            changed.push(into);
        }
    }
    if changed.is_empty() {
        output::message(match said {
            0 => "no cell was changed: there is nothing to take back",
            _ => "nothing is taken back",
        });
        return Ok(status);
    }
    Ok(edit_plans::finish(&plans, changed, args.edit.dry_run, config)?.and(status))
}

fn tell_two_way(paper: &Returned, from: &PrintedFrom) {
    let why = match from.ids.is_empty() {
        true => "it does not keep which text of the plan it was printed from".to_owned(),
        false => format!("the text of {} that it was printed from is not in git", from.plan),
    };
    output::message(&format!(
        "{}: {why}, so it is compared with the plan as it is now: what the plan changed since then looks like a change of the paper",
        paper.name
    ));
}

/// The text that a paper was printed from, where git has it.
fn printed_text(from: &PrintedFrom) -> Option<String> {
    let ids: Vec<&str> = from.ids.iter().map(String::as_str).collect();
    if ids.is_empty() {
        return None;
    }
    let found = git::blobs(&ids).ok()?.into_iter().flatten().filter_map(|bytes| String::from_utf8(bytes).ok());
    found.into_iter().find(|text| {
        let own = blob_ids(text);
        ids.iter().any(|id| *id == own.sha1 || *id == own.sha256)
    })
}
