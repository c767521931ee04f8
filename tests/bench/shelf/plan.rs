//! One made plan.

use super::time::Month;
use super::words::{GROUPS, OBJECTIVES, PEOPLE, ROLES};
use super::{ACTIONS, Number, action};
use fastrand::Rng;
use std::fmt::Write;

/// How many people a plan names.
const NAMED: usize = 14;

/// The text of a plan.
pub fn text(number: Number) -> String {
    // A board keeps its people from year to year.
    let random = &mut Rng::with_seed((number.board * 10_007 + number.year) as u64);
    let people: Vec<&(&str, &str)> = PEOPLE.iter().cycle().skip(number.board % PEOPLE.len()).take(NAMED).collect();
    let keys: Vec<&str> = people.iter().map(|(key, _)| *key).collect();
    let mut text = String::with_capacity(40_000);
    head(&mut text, number);
    text += "\n[people]\n";
    for (index, (key, name)) in people.iter().enumerate() {
        let role = match index % 3 {
            0 => format!(", role = \"{}\"", ROLES[(number.board + index) % ROLES.len()]),
            _ => String::new(),
        };
        let left = if index + 1 == NAMED { format!(", left = {}", Month::of(number.year, 9).day(31)) } else { String::new() };
        let _ = writeln!(text, "{key} = {{ name = \"{name}\"{role}{left} }}");
    }
    groups(&mut text, &keys);
    text += "\n[outcomes]\n\"2.1\" = \"Procedures are up to date, and staff use them\"\n\
             \"2.2\" = \"Guidance is short, clear and found on the board’s website\"\n\
             \"2.3\" = \"Policies of all agencies agree with each other\"\n";
    for index in 0..ACTIONS {
        if index.is_multiple_of(10) {
            objective(&mut text, index / 10, number.year, keys[0]);
        }
        action::write(&mut text, index, number, &keys, random);
    }
    allows(&mut text);
    // Some boards write on Windows.
    if number.board % 20 == 7 { text.replace('\n', "\r\n") } else { text }
}

fn head(text: &mut String, number: Number) {
    let Number { board, year, .. } = number;
    let kind = ["Local Safeguarding Children Board", "Safeguarding Children Partnership", "Safeguarding Adults Board"][board % 3];
    let next = year + 1;
    let meetings: Vec<String> = [2, 5, 8, 11].iter().map(|&after| Month::of(year, after).day(10 + board % 15)).collect();
    let _ = write!(
        text,
        "#:schema ./plan.schema.json\nboard = \"Area {board} {kind}\"\ntitle = \"Business Plan {year}–{next}\"\n\
         version = \"Version 2, May {year}\"\nperiod = {{ from = {year}-04-01, to = {next}-03-31 }}\nagreed = {year}-04-30\n\
         source = \"The board’s published business plan, read from a text conversion\"\nmeetings = [{}]\n\
         remark = \"\"\"\nThe print gives only the years {year}–{next}; the first and last day are those of the financial year.\n\n\
         The introduction names “six priorities”, the tables have five objectives with other titles. The plan draws on the\n\
         needs analysis, the Children and Young People’s Plan and a development day in January {year}.\"\"\"\n\n\
         # The colours as the board's own key explains them.\n[rag]\n\
         red = \"over a month late\"\namber = \"up to a month late\"\ngreen = \"on time\"\n",
        meetings.join(", ")
    );
}

fn groups(text: &mut String, people: &[&str]) {
    *text += "\n[groups]\n";
    for (index, (key, name, aka, kind)) in GROUPS.iter().enumerate() {
        let _ = writeln!(
            text,
            "{key} = {{ name = \"{name}\", aka = [\"{aka}\"], kind = \"{kind}\", chair = \"{}\" }}",
            people[index]
        );
    }
    *text += "training = { name = \"Training Subgroup\", kind = \"subgroup\", former = true, now = \"workforce\" }\n\
              focus-group = { name = \"Focus Group\", kind = \"focus-group\", could-be = [\"e-safety\", \"faith\"], remark = \"two are listed\" }\n\
              everyone = { name = \"All members\", kind = \"everyone\" }\n";
    let _ = writeln!(text, "secretary = {{ name = \"Board Secretary\", kind = \"role\", held-by = [\"{}\"] }}", people[1]);
}

/// The fourth objective gives a lead and a date to its actions that have none of their own.
fn objective(text: &mut String, index: usize, year: usize, lead: &str) {
    let _ = write!(text, "\n[[objective]]\nref = \"{}\"\ntitle = \"{}\"\n", index + 1, OBJECTIVES[index]);
    if index == 0 {
        *text += "success = [\"every agency audited once a year\"]\n";
    }
    if index == 3 {
        let due = Month::of(year, 9);
        let _ = write!(
            text,
            "outcomes = [\"Staff are trained\"]\nlead = [\"{lead}\", \"workforce\"]\nwith = [\"everyone\"]\ntimescale = \"{}\"\ndue = \"{}\"\n",
            due.words(false),
            due.value()
        );
    }
}

/// What was printed with a fault, as in each of the real plans.
fn allows(text: &mut String) {
    for (rule, reference, because) in [
        ("no-date", "3.4", "nothing is printed in the date column"),
        ("unclear-timescale", "5.2", "\\\"bi-annually\\\" is printed, and the board has not said which is meant"),
    ] {
        let _ = write!(text, "\n[[allow]]\nrule = \"{rule}\"\nref = \"{reference}\"\nbecause = \"{because}\"\n");
    }
}
