//! What is asked of the made shelves. Each command is run in the folder of a shelf.

use lscb::render::findings::FORMS;
use lscb::reports::REPORTS;

/// The day asked about: half through the last year of the shelves.
pub const DAY: &str = "2018-10-01";

/// The arguments of a command, with the day where it asks for one; nothing is read but the shelf.
pub fn args(words: &str) -> Vec<String> {
    let day = if words.starts_with("check") { vec!["--no-config", "."] } else { vec!["--no-config", "--as-at", DAY, "."] };
    words.split(' ').chain(day).map(str::to_owned).collect()
}

/// Every command that reads plans, the answers in each of the formats.
pub fn all(formats: &[&str]) -> Vec<String> {
    let forms = FORMS.iter().map(|form| format!("check --format {}", form.name));
    let checks = ["check --advice", "check --statistics", "check --fix --diff"].map(str::to_owned);
    let questions = ["overdue", "due --within 60d", "list", "list --lead CDOP --state overdue"].map(str::to_owned);
    let reports = REPORTS.iter().map(|report| format!("report {}", report.id));
    let dressed = questions.into_iter().chain(reports).flat_map(|question| {
        let dress = |format: &&str| format!("{question} --format {format}");
        formats.iter().map(dress).collect::<Vec<String>>()
    });
    forms.chain(checks).chain(dressed).collect()
}
