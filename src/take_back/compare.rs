//! What people changed in a paper: each cell beside what was printed in it, and beside what the plan says now.

use super::paper::{Holds, Returned, ReturnedCell, ReturnedRow, Room, normal};
use crate::acts::{self, Subject};
use crate::changes::{Located, pair_actions};
use crate::names::{letters, nearest, same};
use crate::plan::{Plan, Rag, Status};
use crate::query::{self, Answer, Carried, Found, Question, is_reference, label_of};
use crate::render::printed_forms;
use crate::reports::columns::{self, Line};
use crate::reports::marks::RowKey;
use crate::text::one_of;
use crate::time::state::{State, What, date_and_kind};
use crate::time::when::When;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The states of a plan that a paper is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'p> {
    /// The plan as the paper was printed from it, where that text is known.
    pub base: Option<&'p Plan<'p>>,
    pub now: &'p Plan<'p>,
    /// The day of this run.
    pub today: NaiveDate,
    /// An emptied cell takes away what the plan has.
    pub blank_clears: bool,
}

/// When something was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DoneOn {
    On(When),
    /// It is done, and the paper does not say when.
    Unsaid,
}

/// What was written about an action in one row.
#[derive(Clone, Debug)]
pub struct Reply<'p> {
    pub subject: Subject<'p>,
    /// Where it was written: the paper, the table and the row.
    pub place: String,
    /// The row is about this milestone, by its number from 1.
    pub milestone: Option<usize>,
    /// Which of several dates the row shows.
    pub was: Option<When>,
    pub notes: Vec<String>,
    pub why: Option<String>,
    pub status: Option<Status>,
    pub rag: Option<Rag>,
    pub due: Option<When>,
    pub done: Option<DoneOn>,
    pub evidence: Vec<String>,
    /// Key and new words, a text for each entry of a list.
    pub words: Vec<(&'static str, Vec<String>)>,
    /// Names, all of whom lead.
    pub leads: Option<Vec<String>>,
    /// Keys whose cells were emptied.
    pub cleared: Vec<&'static str>,
}

impl Reply<'_> {
    /// What explains neither a new date nor a withdrawal is said beside it: it becomes a note.
    pub fn note_what_explains_nothing(&mut self) {
        let is_explained = self.due.is_some() || self.milestone.is_none() && self.status == Some(Status::Withdrawn);
        if !is_explained {
            self.notes.extend(self.why.take());
        }
    }

    fn says_nothing(&self) -> bool {
        self.notes.is_empty()
            && self.why.is_none()
            && self.status.is_none()
            && self.rag.is_none()
            && self.due.is_none()
            && self.done.is_none()
            && self.evidence.is_empty()
            && self.words.is_empty()
            && self.leads.is_none()
            && self.cleared.is_empty()
    }
}

/// A row that names no action of the plan.
#[derive(Clone, Debug)]
pub struct NewRow {
    pub place: String,
    /// As written; may be empty.
    pub reference: String,
    pub action: String,
    pub lead: String,
    pub timescale: String,
    pub due: String,
    /// What it is asked about: "new? did you mean …".
    pub said: String,
    /// The number of the objective in the plan as it is now, where the row or those above say it.
    pub objective: Option<usize>,
}

/// What one paper says of one plan.
#[derive(Debug, Default)]
pub struct Compared<'p> {
    pub replies: Vec<Reply<'p>>,
    pub new: Vec<NewRow>,
    /// What is worth knowing and asks for nothing.
    pub told: Vec<String>,
    /// What was left alone: conflicts, and cells that were not understood.
    pub problems: Vec<String>,
}

/// A plan with what a query finds in it.
struct Side<'p> {
    answer: Answer<'p>,
    as_at: NaiveDate,
}

impl<'p> Side<'p> {
    fn of(plan: &'p Plan<'p>, as_at: NaiveDate) -> Side<'p> {
        Side { answer: query::ask(&Question::as_at(as_at), plan.name, plan, &Carried::default()), as_at }
    }

    fn found(&self, located: &Located<'p>) -> Option<&Found<'p>> {
        self.answer.found.iter().find(|found| located.is(found.action))
    }

    /// Every way in which a column prints an action in a row that shows this date.
    fn printed(&self, located: &Located<'p>, id: &str, key: Option<RowKey>) -> BTreeSet<String> {
        let column = Some(&columns::KIND_OF_DATE).filter(|kind| kind.id == id).or_else(|| columns::find(id));
        let (Some(found), Some(column)) = (self.found(located), column) else { return BTreeSet::new() };
        let line = Line::of(found, self.as_at);
        let lines: Vec<Line> = match key.map(|key| key.due) {
            None => vec![line, line.with_deadline()],
            Some(None) => vec![Line { due: None, ..line }],
            Some(Some(day)) => {
                let usual = [line, line.with_deadline()].into_iter().filter(|line| line.due.is_some_and(|due| due.day == day));
                let dates = found.dates_within((day, day)).into_iter().chain(found.dates_missed(MOST_MISSED));
                let others = dates.filter(|due| due.day == day).map(|due| line.with_date(due));
                let told = Line { due: None, ..line };
                usual.chain(others).chain((id != "due" && id != "due_as_written").then_some(told)).collect()
            }
        };
        lines.iter().flat_map(|line| printed_forms(&line.cell(column))).map(|form| normal(&form)).collect()
    }

    /// What the date stands for that a list has for an action.
    fn shown_date(&self, located: &Located<'p>) -> Option<What> {
        Line::of(self.found(located)?, self.as_at).with_deadline().due.map(|due| due.what)
    }

    /// What the date of a row stands for.
    fn stands_for(&self, located: &Located<'p>, day: NaiveDate) -> Option<What> {
        let found = self.found(located)?;
        let dates = found.dates_within((day, day)).into_iter().chain(found.dates_missed(MOST_MISSED)).chain(found.verdict.due);
        let all: Vec<What> = dates.filter(|due| due.day == day).map(|due| due.what).collect();
        all.iter().copied().find(|what| *what == What::Deadline).or_else(|| all.first().copied())
    }
}

/// Dates missed of one action that are looked through.
const MOST_MISSED: usize = 1_000;

/// What a row names.
enum Meant<'p> {
    Action {
        base: Option<Located<'p>>,
        now: Located<'p>,
    },
    /// None, or more than one: why.
    Unclear(String),
    /// The action is not on the plan any more.
    Gone(String),
    Unknown(String),
    Nothing,
}

/// Compares the rows of a paper that are about one plan; `number` is the plan's among those of the paper, from 1.
pub fn compare<'p>(paper: &Returned, number: usize, sides: Sides<'p>) -> Compared<'p> {
    let as_at = paper.as_at.unwrap_or(sides.today);
    let base = sides.base.map(|base| (Side::of(base, as_at), Side::of(base, sides.today)));
    let comparison = Comparison {
        paper,
        number,
        sides,
        printed: base.as_ref().map_or_else(|| Side::of(sides.now, as_at), |_| Side::of(sides.base.unwrap_or(sides.now), as_at)),
        base_today: base.map(|(_, today)| today),
        now_today: Side::of(sides.now, sides.today),
        pairs: sides.base.map(|base| pair_actions(base, sides.now)).unwrap_or_default(),
    };
    comparison.run()
}

struct Comparison<'p, 'r> {
    paper: &'r Returned,
    number: usize,
    sides: Sides<'p>,
    /// The text the paper was printed from, as at its day; where that is not known, the plan as it is now.
    printed: Side<'p>,
    /// The same text as at the day of this run.
    base_today: Option<Side<'p>>,
    now_today: Side<'p>,
    pairs: Vec<(Option<Located<'p>>, Option<Located<'p>>)>,
}

impl<'p> Comparison<'p, '_> {
    fn run(&self) -> Compared<'p> {
        let mut compared = Compared::default();
        let mut seen: BTreeSet<RowKey> = BTreeSet::new();
        let mut objective = None;
        let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.paper.rows.iter().filter(|row| self.is_of_plan(row)) {
            let place = format!("{}, {}", self.paper.name, row.place);
            seen.extend(row.key.map(RowKey::without_date));
            for remark in &row.remarks {
                compared.problems.push(format!("{place}: a remark hangs on it, which is left alone: \"{remark}\""));
            }
            match self.meant(row) {
                Meant::Nothing => {}
                Meant::Unclear(why) => compared.problems.push(format!("{place}: {why}; the row is left alone")),
                Meant::Gone(why) => {
                    if row.cells.iter().any(|cell| matches!(cell.holds, Holds::Room(_)) && !cell.text().is_empty()) {
                        compared.problems.push(format!("{place}: {why}; what is written there is left alone"));
                    } else {
                        compared.told.push(format!("{place}: {why}"));
                    }
                }
                Meant::Unknown(said) => compared.new.push(self.new_row(row, place, said, objective)),
                Meant::Action { base, now } => {
                    objective = Some(now.objective.number);
                    if let Some(base) = &base {
                        let (objective, action) = (base.objective.number, base.action.number);
                        seen.insert(RowKey { plan: self.number, objective, action, due: None });
                    }
                    let reply = self.reply(row, place, base, now, &mut compared, &mut unknown);
                    if !reply.says_nothing() {
                        compared.replies.push(reply);
                    }
                }
            }
        }
        for (heading, count) in unknown {
            let cells = if count == 1 { "1 cell is".to_owned() } else { format!("{count} cells are") };
            compared.problems.push(format!(
                "{}: the column \"{heading}\" is none that lscb printed or knows: {cells} left alone",
                self.paper.name
            ));
        }
        self.tell_missing(&seen, &mut compared);
        self.tell_lines_beside(&mut compared);
        compared
    }

    /// A row says itself which plan it is of, where there are several.
    fn is_of_plan(&self, row: &ReturnedRow) -> bool {
        match (row.key, row.text("plan").filter(|name| !name.is_empty())) {
            (Some(key), _) => key.plan == self.number,
            (None, Some(name)) => self.paper.plans.get(self.number - 1).is_some_and(|plan| same(&plan.plan, &name)),
            (None, None) => self.paper.plans.len() <= 1 || self.number == 1,
        }
    }

    /// A row is found by its key, where the text is known that it was printed from, and by its reference.
    fn meant(&self, row: &ReturnedRow) -> Meant<'p> {
        let reference = ["ref", "label", "place"].iter().find_map(|id| row.text(id).filter(|text| !text.is_empty()));
        let several = self.paper.plans.len() > 1 && row.key.is_none() && row.text("plan").is_none_or(|plan| plan.is_empty());
        let is_blank = row.cells.iter().all(|cell| cell.lines.is_empty());
        if is_blank {
            return Meant::Nothing;
        }
        if several {
            return Meant::Unclear("the paper is of several plans, and the row does not say of which it is".to_owned());
        }
        if let (Some(key), Some(base)) = (row.key, self.sides.base) {
            let of_key = Located::all(base)
                .find(|located| located.objective.number == key.objective && located.action.number == key.action);
            let Some(of_key) = of_key else {
                return Meant::Unclear("its hidden key stands for no action of the plan".to_owned());
            };
            let fits = |reference: &str| {
                is_reference(of_key.objective, of_key.action, reference)
                    || *label_of(of_key.objective, of_key.action) == *reference
            };
            if let Some(reference) = reference.as_deref().filter(|reference| !fits(reference)) {
                let label = of_key.label();
                return Meant::Unclear(format!(
                    "the row was printed for {label}, and its reference reads \"{reference}\" now: it cannot be told which of them is meant"
                ));
            }
            return self.in_now(of_key);
        }
        let Some(reference) = reference else {
            // The very words of one action, to the letter, name it where the board printed no references.
            let words = row.text("action").filter(|words| !words.is_empty());
            let plan = self.sides.base.unwrap_or(self.sides.now);
            let has_words =
                |located: &Located<'p>| words.as_ref().is_some_and(|words| self.is_printed_as(located, row.key, words));
            let mut same = Located::all(plan).filter(has_words);
            if let (Some(one), None) = (same.next(), same.next()) {
                return if self.sides.base.is_some() { self.in_now(one) } else { Meant::Action { base: None, now: one } };
            }
            let is_written =
                |cell: &ReturnedCell| matches!(cell.holds, Holds::Room(_) | Holds::Action("action")) && !cell.lines.is_empty();
            return match row.key {
                _ if !row.cells.iter().any(is_written) => Meant::Nothing,
                Some(_) => Meant::Unclear("it has no reference by which the action could be found".to_owned()),
                None => Meant::Unknown("a row without a reference".to_owned()),
            };
        };
        let plan = self.sides.base.unwrap_or(self.sides.now);
        let mut all: Vec<Located> =
            Located::all(plan).filter(|located| is_reference(located.objective, located.action, &reference)).collect();
        // What the board printed twice is told apart by its place, its objective, or its very words.
        if all.len() > 1 {
            let (place, objective, words) = (row.text("place"), row.text("objective"), row.text("action"));
            let position = |located: &Located| located.objective.position_of(located.action);
            let apart: Vec<Located> = all
                .iter()
                .copied()
                .filter(|located| match (&place, &objective) {
                    (Some(place), _) => *place == position(located),
                    (None, Some(objective)) => *objective == *located.objective.label(),
                    (None, None) => words.as_ref().is_some_and(|words| self.is_printed_as(located, row.key, words)),
                })
                .collect();
            if apart.len() == 1 {
                all = apart;
            }
        }
        match all[..] {
            [one] => {
                // A place may have gone to another action meanwhile: only its words show that it did not.
                let by_place = one.action.reference.is_none();
                let is_other = |text: String| !self.is_printed_as(&one, row.key, &text);
                if by_place && self.sides.base.is_none() && row.text("action").is_some_and(is_other) {
                    return Meant::Unclear(format!("{reference} is a place that may have gone to another action"));
                }
                // A spreadsheet that took 1.10 for a number writes 1.1, beside the words of 1.10.
                if let Some(words) = row.text("action").filter(|words| !self.is_printed_as(&one, row.key, words))
                    && let Some(other) = Located::all(plan).find(|other| self.is_printed_as(other, row.key, &words))
                {
                    return Meant::Unclear(format!(
                        "its reference reads \"{reference}\", and its words are those of {}: it cannot be told which of them is meant",
                        other.label()
                    ));
                }
                if self.sides.base.is_some() { self.in_now(one) } else { Meant::Action { base: None, now: one } }
            }
            [] => {
                // A new row that was put on the plan when the paper came back before.
                let words = row.text("action").filter(|words| !words.is_empty());
                let is_same =
                    |located: &Located<'p>| words.as_ref().is_some_and(|words| self.is_printed_as(located, None, words));
                if let Some(same) = Located::all(self.sides.now).find(is_same) {
                    return Meant::Gone(format!(
                        "\"{reference}\" has the words of {}, which is on the plan already",
                        same.label()
                    ));
                }
                let known: Vec<String> =
                    plan.actions().map(|(objective, action)| label_of(objective, action).into_owned()).collect();
                let near: Vec<String> =
                    nearest(&reference, known.iter().map(String::as_str)).iter().map(|near| format!("\"{near}\"")).collect();
                let near = if near.is_empty() { String::new() } else { format!(" (did you mean {}?)", one_of(&near)) };
                Meant::Unknown(format!("{} has no action \"{reference}\": new?{near}", self.sides.now.name))
            }
            _ => Meant::Unclear(format!("\"{reference}\" means several actions of {}", plan.name)),
        }
    }

    /// The words of an action as a cell has them, without what is due, which a paper prints in brackets after them. Other brackets are
    /// words.
    fn without_aside<'t>(&self, located: &Located<'p>, key: Option<RowKey>, text: &'t str) -> &'t str {
        let asides = [&self.printed, &self.now_today].into_iter().flat_map(|side| side.printed(located, "what", key));
        asides
            .filter(|what| !what.is_empty())
            .find_map(|what| text.strip_suffix(&format!("({what})")))
            .map_or(text, str::trim_end)
    }

    /// The words of a cell are those of an action to the letter.
    fn is_printed_as(&self, located: &Located<'p>, key: Option<RowKey>, text: &str) -> bool {
        located.action.action.is_some_and(|own| normal(own.value) == self.without_aside(located, key, text))
    }

    fn in_now(&self, base: Located<'p>) -> Meant<'p> {
        let pair = self.pairs.iter().find(|(old, _)| old.is_some_and(|old| old.is(base.action)));
        match pair.and_then(|(_, now)| *now) {
            Some(now) => Meant::Action { base: Some(base), now },
            None => Meant::Gone(format!("{} is not on the plan any more", base.label())),
        }
    }

    fn new_row(&self, row: &ReturnedRow, place: String, said: String, above: Option<usize>) -> NewRow {
        let text = |id: &str| row.text(id).unwrap_or_default();
        let reference = text("ref");
        let objectives = self.sides.now.objectives;
        let by_label = objectives.iter().find(|objective| *objective.label() == *text("objective"));
        let by_prefix = objectives.iter().find(|objective| {
            let own = objective.reference.map_or("", |own| own.value).trim_end_matches('.');
            let rest = reference.strip_prefix(own).unwrap_or_default();
            !own.is_empty() && rest.starts_with(|c: char| !c.is_alphanumeric())
        });
        NewRow {
            place,
            action: text("action"),
            lead: text("leads"),
            timescale: text("timescale"),
            due: text("due"),
            said,
            objective: by_label.or(by_prefix).map(|objective| objective.number).or(above),
            reference,
        }
    }

    /// Tells of what was written about an action beside the tables: "1.6: finished in June". What lscb prints there begins otherwise.
    fn tell_lines_beside(&self, compared: &mut Compared) {
        if self.number != 1 {
            return;
        }
        let names_an_action = |reference: &str| {
            Located::all(self.sides.now).any(|located| is_reference(located.objective, located.action, reference))
        };
        for line in &self.paper.lines {
            let Some((reference, rest)) = line.split_once([':', '–', '-']) else { continue };
            if !rest.trim().is_empty() && names_an_action(reference.trim()) {
                compared.problems.push(format!(
                    "{}: \"{line}\" stands beside the tables and is left alone: write it in the row of {}",
                    self.paper.name,
                    reference.trim()
                ));
            }
        }
    }

    fn tell_missing(&self, seen: &BTreeSet<RowKey>, compared: &mut Compared) {
        const NAMED: usize = 10;
        let Some(base) = self.sides.base else { return };
        let missing: Vec<String> = self
            .paper
            .printed
            .iter()
            .filter(|key| key.plan == self.number && !seen.contains(key))
            .filter_map(|key| {
                Located::all(base).find(|all| all.objective.number == key.objective && all.action.number == key.action)
            })
            .map(|located| located.label().into_owned())
            .collect();
        if missing.is_empty() {
            return;
        }
        let named = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
        let rows = if missing.len() == 1 { "the row" } else { "the rows" };
        compared.told.push(format!(
            "{}: {rows} of {named}{more} {} in the paper: nothing is deleted for that",
            self.paper.name,
            if missing.len() == 1 { "is missing" } else { "are missing" }
        ));
    }

    fn reply(
        &self,
        row: &ReturnedRow,
        place: String,
        base: Option<Located<'p>>,
        now: Located<'p>,
        compared: &mut Compared<'p>,
        unknown: &mut BTreeMap<String, usize>,
    ) -> Reply<'p> {
        let subject = Subject { plan: now.plan, objective: now.objective, action: now.action };
        let (mut milestone, mut was) = (None, None);
        if let Some(day) = row.key.and_then(|key| key.due) {
            let printed = base.unwrap_or(now);
            if let Some(What::Milestone(index)) = self.printed.stands_for(&printed, day) {
                milestone = Some(index + 1);
            }
            let dates = now.objective.due_of(now.action);
            if dates.len() > 1 {
                was = dates.iter().map(|due| due.value).find(|due| due.last_day() == day);
            }
        }
        let mut reply = Reply {
            subject,
            place: place.clone(),
            milestone,
            was,
            notes: Vec::new(),
            why: None,
            status: None,
            rag: None,
            due: None,
            done: None,
            evidence: Vec::new(),
            words: Vec::new(),
            leads: None,
            cleared: Vec::new(),
        };
        let mut emptied = Vec::new();
        for cell in &row.cells {
            let text = cell.text();
            let result = match cell.holds {
                Holds::Other => Ok(()),
                Holds::Unknown => {
                    if !text.is_empty() && !cell.heading.is_empty() {
                        *unknown.entry(cell.heading.clone()).or_default() += 1;
                    }
                    Ok(())
                }
                Holds::Room(_) if text.is_empty() => Ok(()),
                Holds::Room(room) => write_reply(&mut reply, room, cell),
                Holds::Action(_) => self.changed_cell(&mut reply, cell, row, base, now, &mut emptied),
            };
            if let Err(why) = result {
                compared.problems.push(format!("{place}: {}: {why}", subject.name()));
            }
        }
        if !emptied.is_empty() {
            compared.told.push(format!(
                "{place}: {}: emptied, and left as it is in the plan: {}",
                subject.name(),
                emptied.join(", ")
            ));
        }
        self.leave_out_known(&mut reply, base, now, compared);
        reply
    }

    /// Looks at a cell in which something was printed.
    fn changed_cell(
        &self,
        reply: &mut Reply<'p>,
        cell: &ReturnedCell,
        row: &ReturnedRow,
        base: Option<Located<'p>>,
        now: Located<'p>,
        emptied: &mut Vec<String>,
    ) -> Result<(), String> {
        let Holds::Action(id) = cell.holds else { return Ok(()) };
        let key = row.key;
        if NAMING.contains(&id) || COUNTED.contains(&id) {
            return Ok(());
        }
        let mut text = cell.text();
        let printed_of = base.unwrap_or(now);
        let is_date = id == "due" || id == "due_as_written";
        if id == "action" {
            text = self.without_aside(&printed_of, key, &text).to_owned();
        }
        let stands_for = match key {
            Some(key) => key.due.and_then(|day| self.printed.stands_for(&printed_of, day)),
            None => self.printed.shown_date(&printed_of),
        };
        let mut said_kind = None;
        if is_date && let Some((date, kind)) = date_and_kind(&text) {
            said_kind = Some(kind.to_owned());
            text = date.to_owned();
        }
        let mut printed = self.printed.printed(&printed_of, id, key);
        if base.is_none() {
            printed.extend(self.now_today.printed(&now, id, None));
        }
        let was = printed.iter().max_by_key(|form| form.len()).cloned().unwrap_or_default();
        let is_cut = text.ends_with("(cut: Excel holds no more in a cell)");
        // Without a key it is not known which of its dates the row was printed for.
        let is_another = |found: &Found, day: NaiveDate| {
            !found.dates_within((day, day)).is_empty() || found.dates_missed(MOST_MISSED).iter().any(|due| due.day == day)
        };
        if let (true, None, Ok(when)) = (is_date, key, acts::date(&text))
            && self.printed.found(&printed_of).is_some_and(|found| is_another(found, when.last_day()))
        {
            return Ok(());
        }
        // Words in brackets beside a date are not read with it.
        if is_date && key.is_some() && !printed.contains(&text) && has_words_in_brackets(&text) {
            return Err(format!("left alone: \"{text}\" says more than a date: write only the date (printed: \"{was}\")"));
        }
        // A program may show less of a date than was printed, "September 2008" of the 30th, or the same in its own way, "30/09/2008".
        let is_coarser = is_date
            && acts::date(&text).is_ok_and(|when| {
                let holds = |form: &String| {
                    acts::date(form)
                        .is_ok_and(|day| matches!(day, When::Day(day) if when.first_day() <= day && day <= when.last_day()))
                };
                let is_same = |form: &String| acts::date(form).is_ok_and(|date| date == when);
                printed.iter().any(|form| is_same(form) || !matches!(when, When::Day(_)) && holds(form))
            });
        if printed.contains(&text) || is_coarser || is_cut || (text.is_empty() && was.is_empty()) {
            return Ok(());
        }
        // Without the text that it was printed from, only what can be taken back is compared.
        if base.is_none() && !TAKEN.contains(&id) {
            return Ok(());
        }
        if text.is_empty() {
            if self.sides.blank_clears {
                let key = key_of(id).ok_or_else(|| format!("the cell \"{}\" cannot be emptied", cell.heading))?;
                self.unless_conflict(id, base, now, &text, &was)?;
                reply.cleared.push(key);
            } else if key_of(id).is_some() {
                emptied.push(format!("{} (printed: \"{was}\")", heading_of(id)));
            }
            return Ok(());
        }
        if id == "state" {
            let is_soon =
                |text: &str| [State::DueSoon, State::Scheduled].iter().any(|state| state.words() == text || state.id() == text);
            if is_soon(&text) && printed.iter().any(|form| is_soon(form)) {
                return Ok(());
            }
        }
        if self.now_today.printed(&now, id, None).contains(&text) {
            return Ok(());
        }
        // The list says what each date is; who writes another kind beside it does not speak of this one.
        if let (Some(said), Some(_)) = (&said_kind, key)
            && !self.printed.printed(&printed_of, columns::KIND_OF_DATE.id, key).contains(said)
        {
            return Err(format!(
                "left alone: \"{text} ({said})\" is said to be another kind of date than was printed (printed: \"{was}\"): \
                 write only the date"
            ));
        }
        // Where no key says for which date the row was printed, its own words or the plan do.
        let says_other = row.text("what").is_some_and(|what| !is_of_deadline(&what));
        if is_date && key.is_none() && (says_other || matches!(stands_for, Some(What::Milestone(_)))) {
            return Err(format!(
                "left alone: the date is that of a milestone, a report or a start, and no deadline: it reads \"{text}\" now (printed: \"{was}\")"
            ));
        }
        if let (true, Some(What::Report | What::Start)) = (is_date, stands_for) {
            let what =
                if stands_for == Some(What::Start) { "its start" } else { "a report, which follows from how often it is due" };
            return Err(format!("the date is that of {what}, and no deadline: it reads \"{text}\" now (printed: \"{was}\")"));
        }
        if !matches!(id, "evidence" | "note" | "progress" | "last_note" | "last_recorded") {
            self.unless_conflict(id, base, now, &text, &was)?;
        }
        self.edited(reply, id, cell, &text, &printed, printed_of).map_err(|why| format!("{} (printed: \"{was}\")", why))
    }

    /// # Errors
    /// Where the plan says something else by now than it did when the paper was printed.
    fn unless_conflict(
        &self,
        id: &str,
        base: Option<Located<'p>>,
        now: Located<'p>,
        text: &str,
        was: &str,
    ) -> Result<(), String> {
        let (Some(base), Some(base_today)) = (base, &self.base_today) else { return Ok(()) };
        let (old, new) = (base_today.printed(&base, id, None), self.now_today.printed(&now, id, None));
        let dates =
            |located: &Located| located.objective.due_of(located.action).iter().map(|due| due.value).collect::<Vec<When>>();
        let is_date = id == "due" || id == "due_as_written";
        let differs = if is_date { dates(&base) != dates(&now) } else { old != new };
        if !differs {
            return Ok(());
        }
        let now = match is_date {
            true => dates(&now).iter().map(|date| date.for_people()).collect::<Vec<_>>().join(", "),
            false => new.iter().max_by_key(|form| form.len()).cloned().unwrap_or_default(),
        };
        let quoted = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") };
        Err(format!(
            "conflict, left alone: {} reads {} in the paper and {} in the plan now; {} was printed",
            heading_of(id),
            quoted(text),
            quoted(&now),
            quoted(was)
        ))
    }

    /// Puts what a changed cell says into the reply.
    fn edited(
        &self,
        reply: &mut Reply<'p>,
        id: &'static str,
        cell: &ReturnedCell,
        text: &str,
        printed: &BTreeSet<String>,
        printed_of: Located<'p>,
    ) -> Result<(), String> {
        match id {
            "action" | "timescale" | "remark" => reply.words.push((id, vec![text.to_owned()])),
            "success" => reply.words.push((id, cell.lines.clone())),
            "leads" => reply.leads = Some(names_in(reply.subject.plan, cell)?),
            "due" | "due_as_written" => reply.due = Some(date_in(text)?),
            "completed" => reply.done = Some(DoneOn::On(date_in(text)?)),
            "status" | "state" => reply.status = Some(status_in(text)?),
            "rag" => reply.rag = Some(rag_in(text)?),
            "evidence" => {
                let items: Vec<String> = printed_of.action.evidence.iter().map(|item| normal(item.value)).collect();
                let lines: Vec<String> = cell.lines.iter().map(|line| normal(line)).collect();
                let added: Vec<String> = match items.iter().all(|item| lines.contains(item)) {
                    true => lines.into_iter().filter(|line| !items.contains(line)).collect(),
                    false => added_to(text, printed)
                        .map(|more| more.split("; ").map(str::to_owned).collect())
                        .ok_or("what stood there as evidence was changed: add to it instead, or use `lscb set`")?,
                };
                reply.evidence.extend(added.into_iter().filter(|item: &String| !item.is_empty()));
            }
            // Who goes on below what was last recorded writes a note.
            "note" | "progress" | "last_note" | "last_recorded" => match added_to(text, printed) {
                Some(more) => reply.notes.push(more),
                None => {
                    return Err(format!(
                        "\"{}\" shows what the plan has recorded, and was changed into \"{text}\": write it below what stands there",
                        cell.heading
                    ));
                }
            },
            _ => return Err(format!("\"{}\" cannot be taken back from a paper: it reads \"{text}\" now", cell.heading)),
        }
        Ok(())
    }

    /// Leaves out what the plan has already, and what is in conflict with what happened meanwhile.
    fn leave_out_known(&self, reply: &mut Reply<'p>, base: Option<Located<'p>>, now: Located<'p>, compared: &mut Compared<'p>) {
        let action = now.action;
        let name = reply.subject.name();
        let has_note =
            |words: &String| action.progress.iter().any(|note| note.note.is_some_and(|note| normal(note.value) == *words));
        reply.notes.retain(|words| !has_note(words));
        reply.evidence.retain(|words| !action.evidence.iter().any(|known| normal(known.value) == *words));
        if reply.milestone.is_some() {
            return;
        }
        if let Some(due) = reply.due {
            let dates: Vec<When> = now.objective.due_of(action).iter().map(|due| due.value).collect();
            let printed = base.map(|base| base.objective.due_of(base.action).iter().map(|due| due.value).collect::<Vec<_>>());
            let listed = |dates: &[When]| dates.iter().map(|date| date.for_people()).collect::<Vec<_>>().join(", ");
            if dates == [due] {
                (reply.due, reply.why) = (None, None);
            } else if dates.len() > 1 && dates.contains(&due) && reply.was != Some(due) {
                compared.problems.push(format!(
                    "{}: {name}: left alone: {} is another of its deadlines already ({}): it cannot be told which of them is meant",
                    reply.place,
                    due.for_people(),
                    listed(&dates)
                ));
                (reply.due, reply.why) = (None, None);
            } else if let Some(printed) = printed.filter(|printed| *printed != dates) {
                compared.problems.push(format!(
                    "{}: {name}: conflict, left alone: the date is {} in the paper and {} in the plan now; {} was printed",
                    reply.place,
                    due.for_people(),
                    listed(&dates),
                    listed(&printed)
                ));
                (reply.due, reply.why) = (None, None);
            }
        }
        let is_done = action.status.is_some_and(|status| status.value == Status::Complete);
        if is_done && (reply.done.is_some() || reply.status == Some(Status::Complete)) {
            let known = action.completed.map(|day| day.value);
            match reply.done {
                Some(DoneOn::On(day)) if known.is_some_and(|known| known != day) => compared.problems.push(format!(
                    "{}: {name}: conflict, left alone: done on {} in the paper, and on {} in the plan now",
                    reply.place,
                    day.for_people(),
                    known.map_or(String::new(), |known| known.for_people())
                )),
                _ => {}
            }
            (reply.done, reply.status) = (None, None);
        }
    }
}

/// What a list says in words of a date: it is a deadline, if it says anything.
fn is_of_deadline(what: &str) -> bool {
    let first = what.split(['(', ';']).next().unwrap_or_default().trim();
    matches!(first, "" | "deadline" | "to be set up" | "end")
}

/// A text has more in brackets than a date.
fn has_words_in_brackets(text: &str) -> bool {
    let mut inside = text.split('(').skip(1).map(|part| part.split(')').next().unwrap_or_default().trim());
    inside.any(|part| part.chars().any(char::is_alphabetic) && acts::date(part).is_err())
}

/// Columns by which a row is found, or that say where it belongs.
const NAMING: &[&str] = &["ref", "label", "place", "plan", "board", "boards", "file", "objective", "objective_title", "groups"];

/// Columns that the calendar counts: what stands there is different every day.
const COUNTED: &[&str] = &[
    "days_late",
    "days_left",
    "owed",
    "plan_ended",
    "completed_late",
    "note_age",
    "moves",
    "missed",
    "milestones_done",
    "closed_on",
    "review_missed",
    "what",
    "reason",
];

/// Columns that become edits.
const TAKEN: &[&str] =
    &["action", "timescale", "remark", "success", "leads", "due", "due_as_written", "completed", "status", "rag", "evidence"];

/// The key of an action that a column shows.
fn key_of(id: &str) -> Option<&'static str> {
    Some(match id {
        "timescale" => "timescale",
        "remark" => "remark",
        "success" => "success",
        "leads" => "lead",
        "due" | "due_as_written" => "due",
        "rag" => "rag",
        "evidence" => "evidence",
        _ => return None,
    })
}

fn heading_of(id: &str) -> &'static str {
    columns::find(id).map_or("the cell", |column| column.heading)
}

/// What was written after that which was printed.
fn added_to(text: &str, printed: &BTreeSet<String>) -> Option<String> {
    let mut known: Vec<&String> = printed.iter().filter(|form| !form.is_empty()).collect();
    known.sort_by_key(|form| std::cmp::Reverse(form.len()));
    if known.is_empty() {
        return Some(text.to_owned());
    }
    let more = known.iter().find_map(|form| text.strip_prefix(form.as_str()))?;
    let more = more.trim_start_matches(|c: char| c.is_whitespace() || ";,.:-\u{2013}\u{2014}".contains(c));
    (!more.is_empty()).then(|| more.to_owned())
}

/// One date and nothing else.
fn date_in(text: &str) -> Result<When, String> {
    acts::date(text).map_err(|why| format!("left alone: {why}"))
}

/// The date that a text begins with, and what follows it.
fn leading_date(text: &str) -> Option<(When, String)> {
    const MOST_WORDS: usize = 6;
    let text = text.trim();
    let ends: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([text.len()]).collect();
    ends.iter().take(MOST_WORDS).find_map(|&end| {
        let is_mark = |c: char| ",;:.-\u{2013}\u{2014}(".contains(c);
        let when = acts::date(text[..end].trim_end_matches(is_mark)).ok()?;
        let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || is_mark(c)).trim();
        let rest = if text[end..].trim_start().starts_with('(') { rest.strip_suffix(')').unwrap_or(rest) } else { rest };
        Some((when, rest.to_owned()))
    })
}

/// Without the words that may come before a date: "done on", "moved to".
fn without_lead_in(text: &str) -> &str {
    let mut rest = text.trim();
    'again: loop {
        for word in [
            "done",
            "completed",
            "complete",
            "finished",
            "new date",
            "moved",
            "move",
            "on",
            "to",
            "by",
            "yes",
            "in",
            "now",
            "due",
        ] {
            let (start, tail) = rest.split_at_checked(word.len()).unwrap_or(("", ""));
            if start.eq_ignore_ascii_case(word) && tail.starts_with(|c: char| c.is_whitespace() || ",:;-".contains(c)) {
                rest = tail.trim_start_matches(|c: char| c.is_whitespace() || ",:;-".contains(c));
                continue 'again;
            }
        }
        return rest;
    }
}

fn is_yes(text: &str) -> bool {
    matches!(&*letters(text), "yes" | "y" | "done" | "complete" | "completed" | "finished" | "true" | "x" | "alldone")
        || text.chars().all(|c| "\u{2713}\u{2714}\u{2611}\u{2612}".contains(c))
}

fn is_no(text: &str) -> bool {
    matches!(&*letters(text), "no" | "n" | "notyet" | "na" | "none" | "false")
        || text.chars().all(|c| "-\u{2013}\u{2014}./".contains(c))
}

fn status_in(text: &str) -> Result<Status, String> {
    let meant = match &*letters(text) {
        "done" | "completed" | "finished" => Some(Status::Complete),
        "started" | "underway" => Some(Status::InProgress),
        meant => Status::WORDS.iter().find(|word| letters(word) == meant).and_then(|word| Status::parse(word)),
    };
    meant.ok_or_else(|| format!("left alone: \"{text}\" is no status; write {}", one_of(&quoted(Status::WORDS))))
}

fn rag_in(text: &str) -> Result<Rag, String> {
    let meant = match &*letters(text) {
        "r" => Some(Rag::Red),
        "a" | "yellow" | "orange" => Some(Rag::Amber),
        "g" => Some(Rag::Green),
        meant => Rag::WORDS.iter().find(|word| letters(word) == meant).and_then(|word| Rag::parse(word)),
    };
    meant.ok_or_else(|| format!("left alone: \"{text}\" is no colour; write {}", one_of(&quoted(Rag::WORDS))))
}

fn quoted(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("\"{word}\"")).collect()
}

/// The names in a cell, as the plan knows them; a name may have a comma in it.
fn names_in(plan: &Plan, cell: &ReturnedCell) -> Result<Vec<String>, String> {
    let text = cell.text();
    let mut found: Vec<String> = Vec::new();
    for separators in [&["; ", ";"][..], &[", ", ","], &[", ", ";", " and ", " & ", " / ", "/"]] {
        let mut parts: Vec<String> = cell.lines.clone();
        for separator in separators {
            parts = parts.iter().flat_map(|part| part.split(separator).map(normal).collect::<Vec<_>>()).collect();
        }
        parts.retain(|part| !part.is_empty());
        found.clear();
        let mut at = 0;
        while at < parts.len() {
            let longest = (at + 1..=parts.len()).rev().find_map(|end| {
                let joined = parts[at..end].join(", ");
                acts::names::find(plan, &joined).ok().map(|(_, named)| (end, named.name))
            });
            let Some((end, name)) = longest else { break };
            found.push(name);
            at = end;
        }
        if at == parts.len() && !found.is_empty() {
            return Ok(found);
        }
    }
    let why = acts::names::find(plan, &text).err().unwrap_or_default();
    Err(format!("left alone: who leads reads \"{text}\", and {why}"))
}

/// Puts into the reply what was written into the room given.
fn write_reply(reply: &mut Reply, room: Room, cell: &ReturnedCell) -> Result<(), String> {
    let text = cell.text();
    match room {
        Room::Note => reply.notes.push(text),
        Room::OnTrack if is_yes(&text) => reply.notes.push("On track".to_owned()),
        Room::OnTrack if is_no(&text) => reply.notes.push("Not on track".to_owned()),
        Room::OnTrack if letters(&text).contains("ontrack") => reply.notes.push(text),
        Room::OnTrack => reply.notes.push(format!("On track? {text}")),
        Room::Why => reply.why = Some(text),
        Room::Evidence => reply.evidence.extend(cell.lines.iter().map(|line| normal(line))),
        Room::Status => reply.status = Some(status_in(&text)?),
        Room::Rag => reply.rag = Some(rag_in(&text)?),
        Room::DoneOn if is_no(&text) => {}
        Room::DoneOn if is_yes(&text) => reply.done = Some(DoneOn::Unsaid),
        Room::DoneOn => match leading_date(without_lead_in(&text)) {
            Some((day, rest)) => {
                reply.done = Some(DoneOn::On(day));
                reply.notes.extend(Some(rest).filter(|rest| !rest.is_empty()));
            }
            None => return Err(format!("left alone: \"{}\" reads \"{text}\", which says no day that is clear", cell.heading)),
        },
        Room::NewDate if is_no(&text) => {}
        Room::NewDate => match leading_date(without_lead_in(&text)) {
            Some((due, rest)) => {
                reply.due = Some(due);
                let rest = ["because of ", "because ", "as "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(&rest);
                if !rest.is_empty() {
                    reply.why = Some(rest.to_owned());
                }
            }
            None => return Err(format!("left alone: \"{}\" reads \"{text}\", which says no date that is clear", cell.heading)),
        },
        Room::Any => {
            for line in cell.lines.iter().map(|line| normal(line)) {
                let begins = |words: &[&str]| {
                    let lower = line.to_lowercase();
                    words.iter().any(|word| lower.starts_with(word))
                };
                let room = match () {
                    () if begins(&["done", "complete", "finished"]) => Room::DoneOn,
                    () if begins(&["new date", "moved to", "move to"]) => Room::NewDate,
                    () if begins(&["evidence:"]) => Room::Evidence,
                    () => Room::Note,
                };
                let line = if room == Room::Evidence { normal(&line["evidence:".len()..]) } else { line };
                write_reply(reply, room, &ReturnedCell { lines: vec![line], ..cell.clone() })?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_parted_from_what_follows_it() {
        let part = |text: &str| leading_date(without_lead_in(text)).map(|(when, rest)| (when.for_people(), rest));
        let is = |text: &str, date: &str, rest: &str| assert_eq!(part(text), Some((date.to_owned(), rest.to_owned())), "{text}");
        is("30 Sep 2008", "30 Sep 2008", "");
        is("30 September 2008, the trainer has left", "30 Sep 2008", "the trainer has left");
        is("March 2009 - staff shortage", "March 2009", "staff shortage");
        is("Moved to 2009-03-31 (awaiting the LA)", "31 Mar 2009", "awaiting the LA");
        is("Done on 3 Oct 2008; minutes agreed", "3 Oct 2008", "minutes agreed");
        for unclear in ["soon", "next week", "June", "when funding is found", "31 February 2009"] {
            assert_eq!(part(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn what_was_added_is_parted_from_what_was_printed() {
        let printed = BTreeSet::from(["Minutes".to_owned(), "Minutes; report".to_owned()]);
        assert_eq!(added_to("Minutes; report; new leaflet", &printed).as_deref(), Some("new leaflet"));
        assert_eq!(added_to("Other", &printed), None);
        assert_eq!(added_to("Other", &BTreeSet::new()).as_deref(), Some("Other"));
    }
}
