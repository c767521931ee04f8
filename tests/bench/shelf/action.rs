//! One made action.

use super::Number;
use super::time::{self, FORMS, Form, Month};
use super::words::{AIMS, GROUPS, MEASURES, NOTES, OBJECTS, OUTCOMES, VERBS};
use fastrand::Rng;
use std::fmt::Write;

/// The action that goes over into the next year's plan, and the one in which it does.
const CARRIED: usize = 45;
const CARRIES_ON: usize = 10;
/// In the last year of a shelf most work is open, in those before it most is done.
const OPEN_YEAR: usize = super::FIRST_YEAR + super::YEARS - 1;

/// Where an action stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Complete,
    Withdrawn,
    CarriedForward,
}

fn state(index: usize, number: Number, random: &mut Rng) -> State {
    let done = if number.year < OPEN_YEAR { 85 } else { 25 };
    let percent = random.usize(..100);
    match FORMS[index] {
        _ if index == CARRIED && number.followed => State::CarriedForward,
        // What an `allow` keeps on purpose has to be there; what is done again and again is not done once and for all.
        Form::Undated | Form::Unclear | Form::OnHold | Form::Inherited => State::Open,
        // What goes on is not complete, whatever was set up.
        Form::Ongoing | Form::ThenOngoing | Form::Standing => State::Open,
        Form::Event if percent >= 20 => State::Open,
        _ if percent < done => State::Complete,
        _ if percent < done + 4 => State::Withdrawn,
        _ => State::Open,
    }
}

/// Adds the action of this place in the plan. `people` are keys; the last has left, and leads nothing that is open.
pub fn write(text: &mut String, index: usize, number: Number, people: &[&str], random: &mut Rng) {
    let (objective, place) = (index / 10 + 1, index % 10 + 1);
    let form = FORMS[index];
    let state = state(index, number, random);
    let month = (index * 7 + number.board * 5) % 11 + 1;
    let _ = write!(text, "\n[[objective.action]]\nref = \"{objective}.{place}\"\n");
    words(text, index, number, random);
    if objective == 2 {
        let _ = writeln!(text, "outcome = \"2.{}\"", place.div_ceil(4));
    } else {
        let _ = writeln!(text, "outcome = \"{}\"", pick(&OUTCOMES, random));
    }
    if random.u8(..).is_multiple_of(2) {
        let measures: Vec<String> = (0..random.usize(1..=2)).map(|_| measure(random)).collect();
        let _ = writeln!(text, "success = [{}]", measures.join(", "));
    }
    if form != Form::Inherited {
        lead(text, state, people, random);
    }
    if random.u8(..).is_multiple_of(3) {
        let _ = writeln!(text, "with = [\"{}\", \"{}\"]", pick(&GROUPS, random).0, pick(people, random));
    }
    *text += &time::lines(form, number.year, month, number.board.is_multiple_of(2));
    if form == Form::Milestones {
        milestones(text, number.year, month, state);
    }
    status(text, form, state, number.year, month, random);
    progress(text, number.year, &people[..people.len() - 1], random);
    if index == CARRIES_ON && number.year > super::FIRST_YEAR {
        let before = Number { year: number.year - 1, ..number };
        let _ = writeln!(text, "came-from = \"{}:{}.{}\"", before.stem(), CARRIED / 10 + 1, CARRIED % 10 + 1);
    }
    if index % 9 == 4 {
        let _ = writeln!(text, "see = [\"{objective}.{}\", \"Working Together, chapter {place}\"]", place % 10 + 1);
    }
    if form == Form::Unclear {
        *text += "remark = \"Bi-annually can mean twice a year or every two years, so no date is set.\"\n";
    } else if index % 8 == 3 {
        *text +=
            "remark = \"\"\"\nPrinted over two rows of the table – the second repeats the lead.\nTaken as one action.\"\"\"\n";
    }
}

/// What is to be done, on one line or on several.
fn words(text: &mut String, index: usize, number: Number, random: &mut Rng) {
    // No two actions of a plan have the same verb and the same object.
    let turn = index + number.board + number.year;
    let what = format!("{} {}", VERBS[turn % 20], OBJECTS[(turn + index / 20) % 25]);
    let aim = pick(&AIMS, random);
    let _ = match index % 6 {
        1 => writeln!(
            text,
            "action = \"\"\"\n{what},\n{aim}.\n\nThis takes in what the \"task and finish\" group left open.\"\"\""
        ),
        4 => writeln!(text, "action = \"\"\"\n{what} \\\n  {aim}\"\"\""),
        0 | 3 => writeln!(text, "action = \"{what}\""),
        _ => writeln!(text, "action = \"{what}, {aim}\""),
    };
}

fn lead(text: &mut String, state: State, people: &[&str], random: &mut Rng) {
    if state == State::Complete && random.u8(..).is_multiple_of(5) {
        let _ = writeln!(text, "lead = \"{}\"", people[people.len() - 1]);
        return;
    }
    let people = &people[..people.len() - 1];
    let (one, group) = (random.usize(..people.len()), pick(&GROUPS, random).0);
    let (who, other) = (people[one], people[(one + 1) % people.len()]);
    let _ = match random.u8(..) % 6 {
        0 => writeln!(text, "lead = \"{group}\""),
        1 => writeln!(text, "lead = {{ who = \"{who}\", as = \"Panel Manager\", for = \"{group}\" }}"),
        2 => writeln!(text, "lead = [\"{who}\", \"{other}\"]"),
        3 => writeln!(text, "lead = [{{ who = \"{who}\", for = \"{group}\" }}, \"{other}\"]"),
        _ => writeln!(text, "lead = \"{who}\""),
    };
}

fn measure(random: &mut Rng) -> String {
    format!("\"{}\"", pick(&MEASURES, random).replace("{n}", &random.usize(11..80).to_string()))
}

/// Two steps, the second in the month of the action.
fn milestones(text: &mut String, year: usize, month: usize, state: State) {
    let (first, last) = (Month::of(year, month - 1), Month::of(year, month));
    let done = |month: Month, open: bool| if open { String::new() } else { format!(", done = {}", month.day(17)) };
    let (one, two) = (first.words(false), last.words(false));
    let _ = write!(
        text,
        "milestones = [\n  {{ text = \"Draft agreed by the subgroup\", timescale = \"{one}\", due = \"{}\"{} }},\n  \
         {{ text = \"In use in every agency\", timescale = \"{two}\", due = \"{}\"{} }},\n]\n",
        first.value(),
        done(first, state != State::Complete && month.is_multiple_of(2)),
        last.value(),
        done(last, state != State::Complete),
    );
}

fn status(text: &mut String, form: Form, state: State, year: usize, month: usize, random: &mut Rng) {
    let at = Month::of(year, month);
    let _ = match state {
        State::Complete => writeln!(
            text,
            "status = \"complete\"\ncompleted = {}\nevidence = [\"minutes/{}.md, item {}\", \"{}\"]",
            at.day(19),
            at.day(19),
            random.usize(1..20),
            ["the signed protocol", "report to the board", "audit report and action plan"][month % 3],
        ),
        State::Withdrawn => writeln!(text, "status = \"withdrawn\""),
        State::CarriedForward => writeln!(text, "status = \"carried-forward\""),
        State::Open if form == Form::OnHold => writeln!(
            text,
            "status = \"on-hold\"\nhold = {{ because = \"{}\", review = {} }}",
            ["no trainer has been found", "waits for the new guidance"][month % 2],
            Month::of(year, month + 1).day(10)
        ),
        State::Open => match random.u8(..) % 4 {
            0 => writeln!(text, "status = \"in-progress\"\nrag = \"{}\"", pick(&["red", "amber", "green"], random)),
            1 if matches!(form, Form::Ongoing | Form::ThenOngoing | Form::Standing) => Ok(()),
            1 => writeln!(text, "status = \"not-started\""),
            2 => writeln!(text, "rag = \"amber\""),
            _ => Ok(()),
        },
    };
}

/// None to three notes, oldest first.
fn progress(text: &mut String, year: usize, people: &[&str], random: &mut Rng) {
    let count = *pick(&[0, 0, 0, 0, 1, 1, 2, 3], random);
    let note = |at: usize, random: &mut Rng| {
        let by = pick(people, random);
        let on = Month::of(year, at * 3 + random.usize(1..3)).day(random.usize(1..28));
        format!("{{ on = {on}, note = \"{}\", by = \"{by}\" }}", pick(&NOTES, random))
    };
    let _ = match count {
        0 => Ok(()),
        1 => writeln!(text, "progress = [{}]", note(0, random)),
        _ => {
            let notes: Vec<String> = (0..count).map(|at| format!("  {},\n", note(at, random))).collect();
            writeln!(text, "progress = [\n{}]", notes.concat())
        }
    };
}

/// One of several, by chance.
pub fn pick<'l, T>(list: &'l [T], random: &mut Rng) -> &'l T {
    &list[random.usize(..list.len())]
}
