use super::args::Paths;
use super::config::Config;
use super::{End, ask, output};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{self, Checked, Levels};
use crate::shelf::{self, Seen};
use crate::source::Lines;

/// Every problem of every plan, each with its place
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    paths: Paths,
    /// Show advice too
    #[arg(long)]
    advice: bool,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<End> {
    let levels = levels(config);
    let (places, mut end) = ask::places(&args.paths, config);
    let seen = shelf::each(&places, |name, _, reading| {
        let actions = reading.plan.actions().count();
        let checked = rules::check_plan(name, &reading.plan, reading.faults, &levels);
        let keep = !checked.findings.is_empty();
        ((checked, actions), keep)
    });
    let mut sheets = Vec::new();
    for seen in seen {
        match seen {
            Seen::Plan(sheet) => sheets.push(sheet),
            other => end = end.and(ask::trouble(other)),
        }
    }
    rules::check_shelf(&mut sheets.iter_mut().map(|sheet| &mut sheet.made.0).collect::<Vec<&mut Checked>>(), &levels);
    let mut out = String::new();
    let mut counts = [0usize; 3];
    for sheet in &sheets {
        let shown: Vec<&Diagnostic> = sheet.made.0.findings.iter().filter(|finding| args.advice || finding.severity != Severity::Advice).collect();
        sheet.made.0.findings.iter().for_each(|finding| counts[finding.severity as usize] += 1);
        let text = sheet.text.as_deref().unwrap_or("");
        let lines = Lines::new(text);
        for finding in shown {
            let place = lines.position(finding.primary.span.start as usize);
            out += &format!("{}:{}:{}: {}[{}]: {}\n", sheet.name, place.line, place.column, finding.severity.word(), finding.rule, finding.message);
        }
    }
    let actions: usize = sheets.iter().map(|sheet| sheet.made.1).sum();
    let kept: usize = sheets.iter().map(|sheet| sheet.made.0.kept.len()).sum();
    out += &format!("{} plans, {actions} actions, {kept} kept; {counts:?}\n", sheets.len());
    output::data(&out)?;
    Ok(if counts[1] + counts[2] > 0 { end.and(End::Found) } else { end })
}

fn levels(config: &Config) -> Levels {
    let mut levels = Levels::default();
    for (rule, level) in &config.levels {
        if let Some(rule) = rules::find(rule) {
            let level = match &**level {
                "error" => Some(Severity::Error),
                "warning" => Some(Severity::Warning),
                "advice" => Some(Severity::Advice),
                _ => None,
            };
            levels.set(rule, level);
        }
    }
    levels
}
