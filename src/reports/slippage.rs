//! A row for each deadline that was moved: where it began, where it is now, how often and why.

use super::actions::{Whose, section_with};
use super::columns::Line;
use super::{About, Cell, Column, Needs, Note, Report, ReportKind, Section, counted, notes};
use crate::plan::{Action, Moved};
use crate::query::{Answer, Found};
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;
use std::collections::HashMap;

pub(super) static KIND: ReportKind = ReportKind {
    id: "slippage",
    also: "slipped",
    about: "each deadline that was moved: its first date, its date now, how often it was moved and why",
    needs: Needs { git: true, ..Needs::NOTHING },
    build,
};

/// A move of a date as git saw it.
#[derive(Clone, Debug)]
pub struct SeenMove {
    pub from: When,
    pub to: When,
    /// The author's day; nothing for what is not committed yet.
    pub on: Option<NaiveDate>,
    pub by: Option<String>,
}

/// The moves that git saw of each action, the oldest first: by [`address`].
pub type SeenMoves = HashMap<usize, Vec<SeenMove>>;

/// What an action of a plan that is kept for the run is known by.
pub fn address(action: &Action) -> usize {
    std::ptr::from_ref(action).addr()
}

/// A move that the file tells, or that only git saw.
#[derive(Clone)]
struct Move<'a> {
    from: When,
    to: When,
    on: Option<NaiveDate>,
    told: Option<&'a Moved<'a>>,
    seen: Option<&'a SeenMove>,
}

/// One deadline that was moved, again and again.
struct Chain<'a> {
    first: When,
    last: When,
    moves: Vec<Move<'a>>,
}

impl Chain<'_> {
    /// Days from the first date to the last; below zero where it was brought forward.
    fn days(&self) -> i64 {
        (self.last.last_day() - self.first.last_day()).num_days()
    }

    fn only_seen(&self) -> usize {
        self.moves.iter().filter(|one| one.told.is_none()).count()
    }
}

fn build<'a>(answers: &'a [Answer<'a>], about: About) -> Report<'a> {
    with_seen(answers, about, None)
}

/// The same with the moves that git saw, each counted once: what the file tells of too is told as it stands there.
pub fn with_git<'a>(answers: &'a [Answer<'a>], about: About, seen: &SeenMoves, begins: Option<&str>) -> Report<'a> {
    let mut report = with_seen(answers, about, Some(seen));
    report.notes.extend(begins.map(|text| Note::new("begins", 0, text)));
    report
}

fn with_seen<'a>(answers: &'a [Answer<'a>], about: About, seen: Option<&SeenMoves>) -> Report<'a> {
    let found = answers.iter().flat_map(|answer| &answer.found);
    let mut moved: Vec<(&Found, Chain)> =
        found.flat_map(|found| chains(found, seen).into_iter().map(move |chain| (found, chain))).collect();
    moved.sort_by_key(|(_, chain)| std::cmp::Reverse((chain.days(), chain.moves.len())));
    let times: usize = moved.iter().map(|(_, chain)| chain.moves.len()).sum();
    let known = seen.is_some() || answers.iter().any(|answer| answer.plan.records_moves);
    let title = match known {
        true => format!(
            "Slippage as at {}: {} moved, {} in all",
            day_for_people(about.as_at),
            counted(moved.len(), "deadline"),
            counted(times, "move")
        ),
        false => format!("Slippage as at {}: cannot be known, as no plan records a move of a date", day_for_people(about.as_at)),
    };
    let lines = moved.iter().map(|(found, _)| Line::of(found, about.as_at)).collect();
    let mut heads = vec![
        Column::new("first_due", "First date"),
        Column::new("now_due", "Date now"),
        Column::new("moved_times", "Moves"),
        Column::new("days_slipped", "Days slipped"),
        Column::new("reasons", "Reasons"),
    ];
    let mut people = vec!["days_slipped", "moved_times", "first_due", "now_due", "ref", "action", "leads", "state", "reasons"];
    if seen.is_some() {
        heads.push(Column::new("only_in_git", "Seen only by git"));
        people.insert(2, "only_in_git");
    }
    let cells: Vec<Vec<Cell>> = moved
        .iter()
        .map(|(_, chain)| {
            let mut cells = vec![
                Cell::told(chain.first),
                Cell::told(chain.last),
                Cell::count(chain.moves.len()),
                Cell::Number(chain.days()),
                Cell::List(chain.moves.iter().map(|one| in_words(one).into()).collect()),
            ];
            if seen.is_some() {
                cells.push(Cell::count(chain.only_seen()));
            }
            cells
        })
        .collect();
    let only_seen: Vec<&Found> = moved.iter().filter(|(_, chain)| chain.only_seen() > 0).map(|(found, _)| *found).collect();
    let count: usize = moved.iter().map(|(_, chain)| chain.only_seen()).sum();
    let section = section_with(lines, &people, Whose::of(answers), &heads, move |number| cells[number].clone());
    let nothing = match seen {
        Some(_) => "No plan says that a date was moved, and git saw none that was.",
        None => "No plan says that a date was moved.",
    };
    let mut report = Report::of("slippage", title, about, answers, Section { nothing: nothing.into(), ..section });
    report.notes = unread(answers);
    if !only_seen.is_empty() {
        let named = notes::named(&only_seen, answers.len() > 1);
        let text = format!("Seen only by git: {} of {}{named}", counted(count, "move"), counted(only_seen.len(), "deadline"));
        report.notes.push(notes::about_actions("only-in-git", &only_seen, text));
    }
    report.notes.extend(notes::not_judged(answers, notes::all(answers)));
    report
}

/// The deadlines of an action that were moved. A move without both its dates belongs to none.
fn chains<'a>(found: &Found<'a>, seen: Option<&'a SeenMoves>) -> Vec<Chain<'a>> {
    let told = found.moves().filter_map(|moved| {
        let (from, to) = (moved.from?.value, moved.to?.value);
        Some(Move { from, to, on: moved.on.map(|on| on.last_day()), told: Some(moved), seen: None })
    });
    let told: Vec<Move> = told.collect();
    let by_then = |one: &&SeenMove| one.on.is_none_or(|on| on <= found.as_at);
    let seen: Vec<&SeenMove> =
        seen.and_then(|seen| seen.get(&address(found.action))).into_iter().flatten().filter(by_then).collect();
    let mut chains: Vec<Chain> = Vec::new();
    for one in combine(told, &seen) {
        match chains.iter_mut().find(|chain| chain.last == one.from) {
            Some(chain) => {
                chain.last = one.to;
                chain.moves.push(one);
            }
            None => chains.push(Chain { first: one.from, last: one.to, moves: vec![one] }),
        }
    }
    chains
}

/// The moves of an action's dates that git saw and its plan does not tell of, on whatever day.
pub fn untold<'a>(action: &'a Action<'a>, seen: &'a [SeenMove]) -> Vec<&'a SeenMove> {
    let told = action.agreed_moves().filter_map(|moved| {
        let (from, to) = (moved.from?.value, moved.to?.value);
        Some(Move { from, to, on: moved.on.map(|on| on.last_day()), told: Some(moved), seen: None })
    });
    let seen: Vec<&SeenMove> = seen.iter().collect();
    combine(told.collect(), &seen).iter().filter(|one| one.told.is_none()).filter_map(|one| one.seen).collect()
}

/// Every move once, in order of time. What git saw is told by the file where the file leads from its one date to its other; what
/// the file tells as one move and git saw as several is several.
fn combine<'a>(told: Vec<Move<'a>>, seen: &[&'a SeenMove]) -> Vec<Move<'a>> {
    let leads = |from: When, to: When| {
        let mut at = from;
        let mut steps = told.iter();
        // Each step is looked at once, so that dates which go round in a circle come to an end.
        while at != to {
            match steps.find(|one| one.from == at) {
                Some(one) => at = one.to,
                None => return false,
            }
        }
        true
    };
    let only_seen: Vec<&SeenMove> = seen.iter().copied().filter(|one| !leads(one.from, one.to)).collect();
    let mut used = vec![false; only_seen.len()];
    // Each with its place among what only git saw, whose order is that of the commits.
    let mut all: Vec<(Option<usize>, Move)> = Vec::new();
    for one in told.iter() {
        // Several moves in a row that lead where this one leads.
        let run = (0..only_seen.len()).find_map(|start| {
            let mut at = one.from;
            for end in start..only_seen.len() {
                if used[end] || only_seen[end].from != at {
                    return None;
                }
                at = only_seen[end].to;
                if at == one.to {
                    return Some(start..=end);
                }
            }
            None
        });
        match run {
            Some(run) => {
                let last = *run.end();
                for index in run {
                    used[index] = true;
                    let seen = only_seen[index];
                    let told = one.told.filter(|_| index == last);
                    all.push((Some(index), Move { from: seen.from, to: seen.to, on: seen.on, told, seen: Some(seen) }));
                }
            }
            None => all.push((None, one.clone())),
        }
    }
    for (index, seen) in only_seen.iter().copied().enumerate().filter(|(index, _)| !used[*index]) {
        let one = Move { from: seen.from, to: seen.to, on: seen.on, told: None, seen: Some(seen) };
        let after = all.iter().rposition(|(place, _)| place.is_some_and(|place| place < index)).map_or(0, |before| before + 1);
        // Before the first that git saw later, that begins where it ends, or that was later. One that takes back what the other did
        // came after it, although the other begins where it ends.
        let is_later = |(place, other): &(Option<usize>, Move)| {
            place.is_some()
                || (other.from == one.to && other.to != one.from)
                || other.on.zip(one.on).is_some_and(|(other, on)| other > on)
        };
        let at = all[after..].iter().position(is_later).map_or(all.len(), |at| after + at);
        all.insert(at, (Some(index), one));
    }
    all.into_iter().map(|(_, one)| one).collect()
}

/// Why a date was moved, and when; of what only git saw, who did it.
fn in_words(one: &Move) -> String {
    match (one.told, one.seen) {
        (Some(moved), _) => reason(moved),
        (None, Some(SeenMove { on, by, .. })) => {
            let on = on.map_or("not committed yet".to_owned(), day_for_people);
            let by = by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{on}: not told in the plan; changed{by}")
        }
        (None, None) => String::new(),
    }
}

/// Why a date was moved, and when that was agreed.
pub(super) fn reason(moved: &Moved) -> String {
    let because = moved.because.map_or("no reason given", |because| because.value);
    match moved.on {
        Some(on) => format!("{}: {because}", on.for_people()),
        None => because.to_owned(),
    }
}

/// Moves that do not say from when or to when.
fn unread(answers: &[Answer]) -> Vec<Note> {
    let moves = |found: &Found| found.moves().filter(|moved| moved.from.is_none() || moved.to.is_none()).count();
    let found = answers.iter().flat_map(|answer| &answer.found).map(|found| (found, moves(found)));
    let (found, counts): (Vec<&Found>, Vec<usize>) = found.filter(|(_, moves)| *moves > 0).unzip();
    if found.is_empty() {
        return Vec::new();
    }
    let count: usize = counts.iter().sum();
    let text = format!("Cannot judge: {} of {} without both dates", counted(count, "move"), counted(found.len(), "action"));
    vec![notes::about_actions("moves-without-dates", &found, text)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::testing::answers;

    /// An action with these moves in its file, and those that git saw: each chain as its first and last date, the number of moves and
    /// of those that only git saw, and the days.
    fn told(moved: &str, seen: &[(&str, &str)]) -> Vec<(String, String, usize, usize, i64)> {
        let plan = format!(
            "[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\naction = \"A\"\ndue = [\"2008-11\", \"2009-02\"]\nmoved = [{moved}]\n"
        );
        let answers = answers(&plan, "2008-10-01");
        let found = &answers[0].found[0];
        let date = |text: &str| When::parse(text).unwrap();
        let seen = seen.iter().map(|(from, to)| SeenMove {
            from: date(from),
            to: date(to),
            on: "2008-07-01".parse().ok(),
            by: Some("A".into()),
        });
        let seen = SeenMoves::from([(address(found.action), seen.collect())]);
        let chains = chains(found, Some(&seen));
        let chain = |one: &Chain| (one.first.to_string(), one.last.to_string(), one.moves.len(), one.only_seen(), one.days());
        chains.iter().map(chain).collect()
    }

    const TWICE: &str = r#"{ from = "2008-06", to = "2008-09", on = 2008-06-18 }, { from = "2008-12", to = "2009-02" },
      { from = "2008-09", to = "2008-11", on = 2008-09-17, because = "late" }, { from = "2008-11", to = "2010-01", on = 2009-09-17 }"#;

    #[test]
    fn moves_from_date_to_date_are_one_chain_and_later_ones_have_not_happened() {
        let twice = ("2008-06".into(), "2008-11".into(), 2, 0, 153);
        assert_eq!(told(TWICE, &[]), [twice, ("2008-12".into(), "2009-02".into(), 1, 0, 59)]);
    }

    #[test]
    fn a_move_that_the_file_and_git_tell_is_one() {
        let once = r#"{ from = "2008-06", to = "2008-09" }"#;
        let expected = |times, only| vec![("2008-06".to_owned(), "2008-09".to_owned(), times, only, 92)];
        assert_eq!(told(once, &[("2008-06", "2008-09")]), expected(1, 0));
        // The file tells as one what were two, or as two what git saw as one.
        assert_eq!(told(once, &[("2008-06", "2008-08"), ("2008-08", "2008-09")]), expected(2, 1));
        let two = r#"{ from = "2008-06", to = "2008-08" }, { from = "2008-08", to = "2008-09" }"#;
        assert_eq!(told(two, &[("2008-06", "2008-09")]), expected(2, 0));
        // One before what the file tells, and one that it does not know.
        assert_eq!(told(once, &[("2008-05", "2008-06"), ("2008-06", "2008-09")])[0].2, 2);
        assert_eq!(told("", &[("2008-06", "2008-09")]), expected(1, 1));
    }

    #[test]
    fn only_without_git_is_a_plan_that_records_no_moves_not_known() {
        let answers = answers("[[objective]]\n[[objective.action]]\naction = \"A\"\ndue = \"2008-09\"\n", "2008-10-01");
        let about = crate::reports::testing::about("2008-10-01");
        let moved = SeenMove {
            from: When::parse("2008-06").unwrap(),
            to: When::parse("2008-09").unwrap(),
            on: "2008-07-01".parse().ok(),
            by: None,
        };
        let seen = SeenMoves::from([(address(answers[0].found[0].action), vec![moved])]);
        assert!(build(&answers, about).title.contains("cannot be known"));
        assert!(with_git(&answers, about, &seen, None).title.ends_with("1 deadline moved, 1 move in all"));
        assert!(with_git(&answers, about, &SeenMoves::new(), None).title.ends_with("0 deadlines moved, 0 moves in all"));
    }

    /// Dates that went round in a circle come to an end.
    #[test]
    fn a_date_that_came_back_was_moved_twice() {
        let circle = told("", &[("2008-06", "2008-09"), ("2008-09", "2008-06")]);
        assert_eq!(circle, [("2008-06".to_owned(), "2008-06".to_owned(), 2, 2, 0)]);
        let wider = told("", &[("2008-06", "2008-09"), ("2008-09", "2008-11"), ("2008-11", "2008-06")]);
        assert_eq!(wider, [("2008-06".to_owned(), "2008-06".to_owned(), 3, 3, 0)]);
        // The file tells the way there, and only git saw the way back.
        let back = told(r#"{ from = "2008-06", to = "2008-09" }"#, &[("2008-06", "2008-09"), ("2008-09", "2008-06")]);
        assert_eq!(back, [("2008-06".to_owned(), "2008-06".to_owned(), 2, 1, 0)]);
    }
}
