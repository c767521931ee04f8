//! `lscb config`: the settings in force, and where each comes from.

use crate::cli::config::Config;
use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::cli::output::Width;
use crate::source;
use crate::text::one_line;
use std::borrow::Cow;

/// The settings in force, and where each comes from
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    width: Width,
}

pub(super) fn run(args: Args, config: &Config) -> anyhow::Result<ExitStatus> {
    let file = config.name();
    let file = one_line(&file);
    let from = |given: bool| if given { &*file } else { "as lscb has it" };
    let plans: Vec<String> = config.plans().iter().map(|plan| source::show(plan)).collect();
    let mut lines = vec![
        ("plans".to_owned(), plans.join(", "), from(config.plans.is_some())),
        ("due-soon-days".to_owned(), config.soon().to_string(), from(config.due_soon_days.is_some())),
        ("fail-on".to_owned(), config.fail_on().word().to_owned(), from(config.fail_on.is_some())),
    ];
    lines.extend(config.changed.iter().map(|(rule, level)| (format!("levels.{rule}"), (*level).to_owned(), from(true))));
    for report in &config.reports {
        lines.extend(report.shown().map(|(key, value)| (format!("report.{}.{key}", report.name), value.to_owned(), from(true))));
    }
    let lines = lines.iter().map(|(key, value, from)| [key, value, *from].map(|text| one_line(&shortened(text)).into_owned()));
    output::data(&crate::render::listed(lines, args.width.columns(false)))?;
    Ok(ExitStatus::Success)
}

/// The beginning of a text that nobody reads whole: to fit it into the columns of a screen takes time that grows with the square of its
/// length.
fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 10_000;
    let shown = &text[..text.floor_char_boundary(MOST)];
    if shown.len() < text.len() { format!("{shown}\u{2026}").into() } else { shown.into() }
}
