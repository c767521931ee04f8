//! What is asked of the made shelves. Each command is run in the folder of a shelf.

use lscb::render::findings::FORMATS;
use lscb::reports::REPORT_KINDS;

/// The day asked about: half through the last year of the shelves.
pub const DAY: &str = "2018-10-01";

/// The arguments of a command, with the day where it asks for one; nothing is read but the shelf.
pub fn args(words: &str) -> Vec<String> {
    let day = if words.starts_with("check") { vec!["--no-config", "."] } else { vec!["--no-config", "--as-at", DAY, "."] };
    words.split(' ').chain(day).map(str::to_owned).collect()
}

/// Every command that reads plans, the answers in each of the formats.
pub fn all(formats: &[&str]) -> Vec<String> {
    let findings = FORMATS.iter().map(|format| format!("check --format {}", format.name));
    let checks = ["check --advice", "check --statistics", "check --fix --diff"].map(str::to_owned);
    let questions = ["overdue", "due --within 60d", "list", "list --lead CDOP --state overdue"].map(str::to_owned);
    let reports = REPORT_KINDS.iter().map(|report| format!("report {}", report.id));
    let rendered = questions.into_iter().chain(reports).flat_map(|question| {
        let asked = |format: &&str| format!("{question} --format {format}");
        formats.iter().map(asked).collect::<Vec<String>>()
    });
    findings.chain(checks).chain(rendered).collect()
}
