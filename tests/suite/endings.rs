//! What stands below the last action of a table, or at the foot of its pages: none of it becomes an action, and none of it is lost.

use super::board_tables::{document, imported, line, shown, table, workbook};
use lscb::import::Import;

const HEADING: [&str; 5] = ["Ref", "Action", "Lead", "By when", "RAG"];
const ACTIONS: [[&str; 5]; 3] = [
    ["1.1", "Sign off the training strategy", "Jane Okafor", "June 2025", "Green"],
    ["1.2", "Review the threshold document", "Tom Reid", "30/09/2025", "Amber"],
    ["1.3", "Key worker list to be agreed by partners", "Jane Okafor", "Ongoing", ""],
];

/// The rows of an ending; an empty text is an empty cell.
const ENDINGS: &[&[&[&str]]] = &[
    &[&["Signed off by", "Date"], &["J Brown", "12/01/2025"]],
    &[&["Signed off by", "J Brown", "Date", "12/01/2025"]],
    &[&["Signed:", "", "Date:"]],
    &[&["Approved by", "J Brown", "", "12/01/2025"]],
    &[&["Approved by the Board on 12 January 2025"]],
    &[&["Chair's signature", "", "Date", "12/01/2025"]],
    &[&["Chair’s signature: ______________", "", "", "Date: ________"]],
    &[&["Version 2.1", "12/01/2025", "J Brown"]],
    &[&["Version 2.1", "Last updated 12/01/2025", "Page 3 of 7"]],
    &[&["Total", "3 actions", "", "", "1 green"]],
    &[&["Page 3 of 7"]],
    &[&["", "Page 3 of 7"]],
    &[&["Last updated: 12/01/2025"]],
    &[&["", "", "", "Last updated: 12 January 2025"]],
    &[&["Last updated", "12/01/2025", "by J Brown"]],
    &[&["RAG key"], &["Red", "Not on track"], &["Amber", "At risk"], &["Green", "On track"]],
    &[&["Key:", "Red – overdue", "Amber – at risk", "Green – on track"]],
    &[&["Prepared by: A Clerk", "", "", "January 2025"]],
    &[&["Date of next review", "01/04/2026"]],
    &[
        &["Name", "Position", "Signature", "Date"],
        &["J Brown", "Chair", "", "12/01/2025"],
        &["P Lowe", "Director", "", "13/01/2025"],
    ],
    &[&["Agreed by", "J Brown, Independent Chair", "", "12.1.25"], &["Agreed by", "P Lowe, Director", "", "13.1.25"]],
    &[&["Signed on behalf of the partnership", "", "", "March 2025"]],
    &[&["Notes:", "Dates are those agreed in May 2025"]],
    &[
        &["Version control"],
        &["Version", "Date", "Author", "Change"],
        &["1", "01/04/2025", "JB", "First draft"],
        &["2", "01/05/2025", "JB", "Agreed"],
    ],
    &[&["Official-Sensitive", "", "", "01/04/2025"]],
    &[&["Document owner", "J Brown", "", "April 2025"], &["Next review date", "April 2026"]],
];

fn five(cells: &[&'static str]) -> Vec<&'static str> {
    cells.iter().copied().chain(std::iter::repeat("")).take(5).collect()
}

/// A paper of every kind with these rows.
fn papers(rows: &[Vec<&'static str>]) -> Vec<(&'static str, Vec<u8>)> {
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let text = |before: &str, between: &str, after: &str| {
        let lines = rows.iter().map(|row| format!("{before}{}{after}\n", row.join(between)));
        lines.collect::<String>().into_bytes()
    };
    vec![
        ("a.docx", document(&[line("Anytown Safeguarding Board"), table(&rows)])),
        ("a.xlsx", workbook(&[("Plan", &rows)])),
        ("a.csv", text("\"", "\",\"", "\"")),
        ("a.md", text("| ", " | ", " |")),
    ]
}

/// Every word of these cells stands in the draft.
fn is_kept(made: &Import, cells: &[&str]) -> bool {
    cells.iter().all(|cell| made.draft.contains(cell.trim_end_matches('_').trim()))
}

fn passed_over(made: &Import) -> bool {
    let told = ["passed over", "not taken for an action", "printed over no action"];
    let is_told = |text: &str| told.iter().any(|words| text.contains(words));
    made.doubts.iter().any(|doubt| is_told(&doubt.message)) || made.notes.iter().any(|note| note.contains("not taken"))
}

#[test]
fn what_stands_below_the_last_action_is_kept_and_is_none() {
    let mut wrong = Vec::new();
    // With references and without; the column of colours is of no matter.
    for first in [0, 1] {
        let narrowed = |row: &[&'static str]| five(row)[..5 - first].to_vec();
        let actions: Vec<Vec<&str>> = [HEADING].iter().chain(&ACTIONS).map(|row| row[first..].to_vec()).collect();
        for (number, ending) in ENDINGS.iter().enumerate() {
            let rows: Vec<Vec<&'static str>> = actions.iter().cloned().chain(ending.iter().map(|row| narrowed(row))).collect();
            for ((name, with), (_, without)) in papers(&rows).into_iter().zip(papers(&actions)) {
                let (with, without) = (imported(name, &with), imported(name, &without));
                let cells: Vec<&str> = ending.iter().flat_map(|row| row.iter().take(5 - first).copied()).collect();
                if shown(&with) != shown(&without) {
                    wrong.push(format!(
                        "{name} {first} {number}: {:#?}",
                        &shown(&with)[shown(&without).len().min(shown(&with).len())..]
                    ));
                } else if !is_kept(&with, &cells) {
                    wrong.push(format!("{name} {first} {number}: something is lost of {cells:?}\n{}", with.draft));
                } else if !passed_over(&with) {
                    wrong.push(format!("{name} {first} {number}: nothing is told"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The foot of a page stands between actions.
#[test]
fn actions_go_on_below_the_foot_of_a_page() {
    let foot = [["Version 2.1", "Page 1 of 2", "", "12/01/2025", ""]];
    let rows = |foot: &[[&'static str; 5]]| -> Vec<Vec<&'static str>> {
        [HEADING].iter().chain(&ACTIONS[..2]).chain(foot).chain(&ACTIONS[2..]).map(|row| row.to_vec()).collect()
    };
    for ((name, with), (_, without)) in papers(&rows(&foot)).into_iter().zip(papers(&rows(&[]))) {
        let with = imported(name, &with);
        assert_eq!(shown(&with), shown(&imported(name, &without)), "{name}");
        assert!(is_kept(&with, &foot[0]) && passed_over(&with), "{name}\n{}", with.draft);
    }
}

/// So may a box to sign, with and without references.
#[test]
fn actions_go_on_below_a_box_to_sign() {
    let sign = [["Signed off by", "Date", "", "", ""], ["J Brown", "12/01/2025", "", "", ""]];
    for first in [0, 1] {
        let rows = |sign: &[[&'static str; 5]]| -> Vec<Vec<&'static str>> {
            let actions = [HEADING].iter().chain(&ACTIONS[..2]).map(|row| row[first..].to_vec());
            let boxes = sign.iter().map(|row| row[..5 - first].to_vec());
            actions.chain(boxes).chain(ACTIONS[2..].iter().map(|row| row[first..].to_vec())).collect()
        };
        for ((name, with), (_, without)) in papers(&rows(&sign)).into_iter().zip(papers(&rows(&[]))) {
            let with = imported(name, &with);
            assert_eq!(shown(&with), shown(&imported(name, &without)), "{name} {first}\n{}", with.draft);
            assert!(is_kept(&with, &["Signed off by", "J Brown", "12/01/2025"]), "{name}\n{}", with.draft);
        }
    }
}

/// The last action may begin with a word of such rows.
#[test]
fn actions_that_begin_like_endings_are_actions() {
    let last: &[[&str; 5]] = &[
        ["1.4", "Signed agreement with schools", "Tom Reid", "June 2025", ""],
        ["1.5", "Version 2 of the policy to be written", "Tom Reid", "July 2025", ""],
        ["1.6", "Approved training for all", "Tom Reid", "July 2025", ""],
        ["1.7", "Review", "Tom Reid", "August 2025", ""],
        ["1.8", "Date for the conference to be set", "Tom Reid", "", ""],
        ["1.9", "Sign off", "Tom Reid", "August 2025", ""],
        ["1.10", "Total review of thresholds", "Tom Reid", "August 2025", ""],
        ["1.11", "Page on the website to be updated", "Tom Reid", "September 2025", ""],
        ["1.12", "Notes", "Tom Reid", "September 2025", ""],
        ["2", "Key", "Tom Reid", "September 2025", ""],
    ];
    for first in [0, 1] {
        let rows: Vec<Vec<&str>> = [HEADING].iter().chain(last).map(|row| row[first..].to_vec()).collect();
        for (name, bytes) in papers(&rows) {
            assert_eq!(imported(name, &bytes).actions, last.len(), "{name} {first}");
        }
    }
}

/// What stands first in the row of an action may be a word of such rows: a colour, a state, a post, or the title of an objective.
#[test]
fn a_first_column_of_colours_states_or_titles_hides_no_action() {
    let tables: &[&[[&str; 5]]] = &[
        &[
            ["RAG", "Action", "Lead", "By when", "Notes"],
            ["Red", "Write", "Tom Reid", "June 2025", ""],
            ["Amber", "Write to schools", "", "", ""],
            ["Green", "Audit", "Jane Okafor", "", ""],
        ],
        &[
            ["Status", "Action", "Lead", "By when", "Notes"],
            ["Signed off", "Write to schools", "Tom Reid", "June 2025", ""],
            ["Approved", "Audit", "Jane Okafor", "", ""],
            ["Completed by", "Train", "Jane Okafor", "", ""],
        ],
        &[
            ["Lead", "Action", "By when", "RAG", "Notes"],
            ["Chair", "Write to schools", "June 2025", "Red", ""],
            ["Director", "Audit of all files", "", "", ""],
            ["Head of Service", "Train staff", "July 2025", "", ""],
        ],
        &[
            ["Objective", "Action", "Lead", "By when", "RAG"],
            ["Version control", "Number every policy anew", "Tom Reid", "June 2025", ""],
            ["Total", "Add up all the cases", "Jane Okafor", "", ""],
            ["Signature", "Have the compact signed by all", "Jane Okafor", "May 2025", ""],
        ],
    ];
    for rows in tables {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        for (name, bytes) in papers(&rows) {
            let made = imported(name, &bytes);
            assert_eq!(made.actions, 3, "{name} {rows:?}\n{}", made.draft);
        }
    }
}
