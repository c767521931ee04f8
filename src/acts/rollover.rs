//! Next year's plan from this one's unfinished actions: both plans know of each other, so that nothing is counted twice.
//!
//! The new plan is the old text with what is closed, reported or dated taken out of it: what stays, stays as it was written.

use super::status::end_hold;
use super::{Subject, set_status};
use crate::edit;
use crate::names;
use crate::plan::change::PlanChange;
use crate::plan::write::Value;
use crate::plan::{self, Action, Arena, Milestone, Objective, Plan, Pointer, Status, Target, Who};
use crate::rules;
use crate::time::period::Period;
use crate::time::when::When;
use chrono::Datelike;
use std::collections::HashSet;

/// What is asked of a rollover.
#[derive(Debug)]
pub struct Wanted<'p> {
    pub period: Period,
    /// The new plan's name: what `came-from` of the year after will call it.
    pub name: String,
    /// Withdrawn in the old plan, with the reason.
    pub dropped: Vec<Subject<'p>>,
    pub because: String,
    /// Only these are carried; empty for all.
    pub only: Vec<Subject<'p>>,
    /// References are counted anew.
    pub renumber: bool,
    /// Registers and objectives without actions; the old plan stays as it is.
    pub without_actions: bool,
    /// Other plans on hand: an action may have been carried through several of them.
    pub others: Vec<&'p Plan<'p>>,
}

/// A new plan, the changes of the old one, and what the chair must decide.
#[derive(Debug)]
pub struct RolledOver<'p> {
    pub text: String,
    pub change: PlanChange<'p>,
    /// One sentence without a full stop.
    pub sentence: String,
    /// What is to be decided, a line each.
    pub decide: Vec<String>,
}

/// Carries what is unfinished into a new plan.
///
/// # Errors
/// When nothing is left to carry, the plan is written in a way that cannot be taken apart, or has no place for what is new.
pub fn roll_over<'p>(plan: &'p Plan<'p>, wanted: &Wanted) -> Result<RolledOver<'p>, String> {
    let is_one = |list: &[Subject], action: &Action| list.iter().any(|subject| std::ptr::eq(subject.action, action));
    let is_carried = |action: &Action| {
        !wanted.without_actions
            && !action.is_closed()
            && !is_one(&wanted.dropped, action)
            && (wanted.only.is_empty() || is_one(&wanted.only, action))
    };
    let closing = When::Day(wanted.period.from.pred_opt().unwrap_or(wanted.period.from));
    let mut old = PlanChange::of(plan);
    let mut decide = Vec::new();
    let (mut carried, mut left_open) = (0, Vec::new());
    for (objective, action) in plan.actions() {
        let subject = Subject { plan, objective, action };
        if is_carried(action) {
            carried += 1;
            end_hold(&mut old, subject, closing, "Carried forward", Status::CarriedForward);
            set_status(&mut old, subject, Status::CarriedForward);
            old.set(action, "closed", closing);
            decide.extend(to_decide(plan, subject, wanted));
        } else if is_one(&wanted.dropped, action) {
            super::status::withdraw(&mut old, subject, &wanted.because, closing)?;
        } else if !action.is_closed() && !wanted.without_actions {
            left_open.push(subject.name());
        }
    }
    if carried == 0 && !wanted.without_actions {
        return Err(format!("{}: no action is left to be carried", plan.name));
    }
    if !left_open.is_empty() {
        decide.push(format!("not carried, and still open in {}: {}", plan.name, left_open.join(", ")));
    }
    let mut new = PlanChange::of(plan);
    new_top(&mut new, plan, wanted)?;
    for objective in plan.objectives {
        if !wanted.without_actions && !objective.actions.iter().any(is_carried) {
            new.remove_objective(objective)?;
            continue;
        }
        new_objective(&mut new, objective, wanted);
        let mut number = 0;
        for action in objective.actions {
            if !is_carried(action) {
                new.remove_action(action)?;
                continue;
            }
            number += 1;
            new_action(&mut new, Subject { plan, objective, action }, wanted, number)?;
        }
    }
    remove_unused(&mut new, plan, &is_carried, wanted.without_actions);
    for allow in plan.allows {
        let stays = |reference: &str| {
            plan.objectives.iter().any(|objective| {
                let subject = objective.subject();
                let own = subject.reference.as_deref() == Some(reference) || subject.place == reference;
                let of_action = |action: &Action<'p>| {
                    let subject = objective.subject_of(action);
                    is_carried(action) && (subject.reference.as_deref() == Some(reference) || subject.place == reference)
                };
                own && objective.actions.iter().any(is_carried) || objective.actions.iter().any(of_action)
            })
        };
        let kept: Vec<&str> = allow.refs.iter().map(|reference| reference.value).filter(|reference| stays(reference)).collect();
        match (allow.refs.len(), kept.len()) {
            (0, _) => {}
            (_, 0) => new.remove_table(&allow.extent)?,
            (all, some) if all == some => {}
            (_, 1) if allow.refs.len() == 1 => {}
            _ => new.set(allow, "ref", Value::List(kept.into_iter().map(Value::from).collect())),
        }
    }
    let edits = new.edits()?;
    let text = edit::apply(plan.text, &edits).ok_or("the parts of this plan cannot be told apart; carry it on by hand")?;
    let text = with_allows(&wanted.name, text, plan)?;
    remove_moved_allows(&mut old, &text)?;
    let sentence = match wanted.without_actions {
        true => format!(
            "{}: a plan for {} with the registers and objectives of {}, and no actions yet",
            wanted.name,
            label(&wanted.period),
            plan.name
        ),
        false => {
            let actions = if carried == 1 { "1 action".to_owned() } else { format!("{carried} actions") };
            let dropped = match wanted.dropped.len() {
                0 => String::new(),
                count => format!("; {count} withdrawn"),
            };
            format!("{}: {actions} carried forward from {}{dropped}; their dates are to be said", wanted.name, plan.name)
        }
    };
    Ok(RolledOver { text, change: old, sentence, decide })
}

/// The top of the new plan: its title and period; no version, agreed day, meetings or words about the old print.
fn new_top<'p>(new: &mut PlanChange<'p>, plan: &'p Plan<'p>, wanted: &Wanted) -> Result<(), String> {
    let old = plan.period.and_then(|period| Some(Period { from: period.first_day(), to: period.last_day()? }));
    if let Some(title) = plan.title {
        new.set(plan, "title", with_period(title.value, old, &wanted.period, " "));
    }
    for key in ["version", "agreed", "meetings", "source", "remark"] {
        new.remove(plan, key);
    }
    let (from, to) = (When::Day(wanted.period.from), When::Day(wanted.period.to));
    match &plan.period {
        Some(period) => {
            new.set(period, "from", from);
            new.set(period, "to", to);
        }
        None => new.set(plan, "period", Value::Table(vec![("from", from.into()), ("to", to.into())])),
    }
    Ok(())
}

fn new_objective<'p>(new: &mut PlanChange<'p>, objective: &'p Objective<'p>, wanted: &Wanted) {
    if objective.every.is_some() {
        new.set(objective, "from", When::Day(wanted.period.from));
    }
    if let Some(due) = old_dates(objective.due.iter().map(|due| due.value), wanted) {
        new.remove(objective, "due");
        new.remark_above(
            objective.extent.entries.first().map_or(objective.span.start, |entry| entry.name.start),
            &format!("was due {due}: say the new date"),
        );
    }
}

/// The dates as words, where all of them lie before the new plan: they are to be decided anew.
fn old_dates(dates: impl Iterator<Item = When>, wanted: &Wanted) -> Option<String> {
    let dates: Vec<When> = dates.collect();
    let is_old = !dates.is_empty() && dates.iter().all(|date| date.last_day() < wanted.period.from);
    is_old.then(|| dates.iter().map(|date| date.for_people()).collect::<Vec<_>>().join(", "))
}

/// What stays of a carried action.
fn new_action<'p>(new: &mut PlanChange<'p>, subject: Subject<'p>, wanted: &Wanted, number: usize) -> Result<(), String> {
    let Subject { plan, objective, action } = subject;
    for key in ["status", "status-as-printed", "percent", "hold", "rag", "completed", "closed", "evidence", "set-up"] {
        new.remove(action, key);
    }
    for (key, parts) in [
        ("progress", action.progress.iter().map(|note| note.extent).collect::<Vec<_>>()),
        ("moved", action.moved.iter().map(|moved| moved.extent).collect()),
    ] {
        new.remove_tables(action, key, &parts)?;
    }
    let mut remarks = Vec::new();
    if let Some(due) = old_dates(action.due.iter().map(|due| due.value), wanted) {
        new.remove(action, "due");
        remarks.push(format!("was due {due}: say the new date"));
    }
    if let Some(review) = old_dates(action.review.iter().map(|review| review.value), wanted) {
        new.remove(action, "review");
        remarks.push(format!("was to be looked at again in {review}: say when next"));
    }
    if let Some(because) = action.hold.and_then(|hold| hold.because) {
        remarks.push(format!("was on hold: {}", because.value));
    }
    if action.every.is_some() {
        new.set(action, "from", When::Day(wanted.period.from));
    } else if let Some(from) = action.from.filter(|from| from.last_day() < wanted.period.from && !action.is_ongoing()) {
        new.remove(action, "from");
        remarks.push(format!("was to start in {}: say the new date", from.for_people()));
    }
    let open: Vec<&Milestone> = action.milestones.iter().filter(|milestone| milestone.done.is_none()).collect();
    let done: Vec<usize> = (0..action.milestones.len()).filter(|index| action.milestones[*index].done.is_some()).collect();
    if open.is_empty() {
        new.remove_tables(action, "milestones", &action.milestones.iter().map(|milestone| milestone.extent).collect::<Vec<_>>())?;
    } else {
        let headed = action.milestones.iter().all(|milestone| milestone.extent.style == plan::Style::Lines);
        match headed {
            true => done.iter().try_for_each(|index| new.remove_table(&action.milestones[*index].extent))?,
            false => new.remove_entries_of(action, "milestones", &done),
        }
        for milestone in open {
            if let Some(due) = old_dates(milestone.due.iter().map(|due| due.value), wanted) {
                new.remove(milestone, "due");
                let words = milestone.text.map_or("a milestone", |text| text.value);
                remarks.push(format!("\"{words}\" was due {due}: say the new date"));
            }
        }
    }
    if wanted.renumber && action.reference.is_some() {
        let first = objective.actions.iter().find_map(|action| action.reference).map_or("", |reference| reference.value);
        new.set(action, "ref", renumbered(first, number));
    }
    new.set(action, "came-from", format!("{}:{}", plan.name, subject.name()).as_str());
    // From the day on which the old plan closes it, it counts here.
    new.set(action, "added", When::Day(wanted.period.from.pred_opt().unwrap_or(wanted.period.from)));
    if !remarks.is_empty() {
        let place = ["timescale", "lead", "action"].iter().find_map(|key| action.extent.entry(plan.text, key));
        let at = place.or(action.extent.entries.first().copied()).map_or(action.span.start, |entry| entry.name.start);
        new.remark_above(at, &crate::text::several_lines(&remarks.join("\n")));
    }
    Ok(())
}

/// The reference of the nth action in the style of the first one.
fn renumbered(first: &str, number: usize) -> String {
    let end = first.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let tail = &first[end.len()..];
    let head = end.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() < end.len() {
        return format!("{head}{number}{tail}");
    }
    let letter = end.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match u8::try_from(number).ok().filter(|number| (1..=26).contains(number) && end.len() - letter.len() == 1) {
        Some(number) => format!("{letter}{}{tail}", char::from(b'a' + number - 1)),
        None => format!("{first}{number}"),
    }
}

/// People, groups and outcomes that nothing carried speaks of are taken out.
fn remove_unused<'p>(new: &mut PlanChange<'p>, plan: &'p Plan<'p>, is_carried: &dyn Fn(&Action) -> bool, all: bool) {
    if all {
        return;
    }
    let mut used: HashSet<Target> = HashSet::new();
    fn of_who<'w>(who: &'w [Who<'w>]) -> impl Iterator<Item = Target> {
        who.iter().flat_map(|who| [Some(who.who.target), who.stands_for.as_ref().map(|group| group.target)]).flatten()
    }
    for objective in plan.objectives.iter().filter(|objective| objective.actions.iter().any(is_carried)) {
        used.extend(of_who(objective.lead).chain(of_who(objective.with)).chain(of_who(objective.accountable)));
        used.extend(objective.unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().flat_map(|leads| of_who(leads))));
        for action in objective.actions.iter().filter(|action| is_carried(action)) {
            used.extend(of_who(action.lead).chain(of_who(action.with)).chain(of_who(action.accountable)));
            used.extend(action.milestones.iter().flat_map(|milestone| of_who(milestone.lead)));
        }
    }
    // A group brings those it points to; where those are groups, they bring theirs.
    loop {
        let groups = plan.groups.iter().enumerate().filter(|(index, _)| used.contains(&Target::Group(*index)));
        let pointed =
            groups.flat_map(|(_, group)| group.chair.iter().chain(group.held_by).chain(group.could_be).chain(&group.now));
        let more: Vec<Target> = pointed.map(|pointer: &Pointer| pointer.target).filter(|target| !used.contains(target)).collect();
        if more.is_empty() {
            break;
        }
        used.extend(more);
    }
    for (index, person) in plan.people.iter().enumerate().filter(|(index, _)| !used.contains(&Target::Person(*index))) {
        let _ = index;
        new.remove_named(plan.tables.people, &person.extent, person.key.value);
    }
    for (index, group) in plan.groups.iter().enumerate().filter(|(index, _)| !used.contains(&Target::Group(*index))) {
        let _ = index;
        new.remove_named(plan.tables.groups, &group.extent, group.key.value);
    }
    let outcomes: HashSet<&str> = plan
        .actions()
        .filter(|(_, action)| is_carried(action))
        .filter_map(|(_, action)| action.outcome.map(|outcome| outcome.value))
        .collect();
    for outcome in plan.outcomes.iter().filter(|outcome| !outcomes.contains(outcome.key.value)) {
        new.remove_named(plan.tables.outcomes, &plan::Extent::default(), outcome.key.value);
    }
}

/// Takes out the kept faults that excuse nothing any more, and keeps the gaps that closed actions leave among the references.
fn with_allows(name: &str, text: String, old: &Plan) -> Result<String, String> {
    let arena = Arena::new();
    let reading = plan::read(name, &text, &arena);
    let found = rules::check_plan(name, &reading.plan, reading.faults);
    let settled = rules::settle(&found, &[], &rules::Levels::default());
    let idle = |allow: &plan::Allow| {
        let (start, end) = (allow.extent.header.start, allow.extent.body.end);
        let within =
            |finding: &&crate::diagnostic::Diagnostic| start <= finding.primary.span.start && finding.primary.span.end <= end;
        settled.findings.iter().filter(within).any(|finding| finding.rule == "idle-allow")
    };
    let mut change = PlanChange::of(&reading.plan);
    for allow in reading.plan.allows.iter().filter(|allow| idle(allow)) {
        change.remove_table(&allow.extent)?;
    }
    if settled.findings.iter().any(|finding| finding.rule == "ref-gap") {
        change.add_allow("ref-gap", &format!("references are kept from {}", old.name));
    }
    let edits = change.edits()?;
    Ok(edit::apply(&text, &edits).unwrap_or(text))
}

/// Takes those kept faults out of the old plan that excuse nothing in it any more, where the new plan has them.
fn remove_moved_allows(old: &mut PlanChange, new: &str) -> Result<(), String> {
    let plan = old.plan();
    let after = edit::apply(plan.text, &old.clone().edits()?).ok_or("the changes of the old plan touch each other")?;
    let (arena, new_arena) = (Arena::new(), Arena::new());
    let is_idle = |plan: &Plan, faults| {
        let found = rules::check_plan(plan.name, plan, faults);
        let settled = rules::settle(&found, &[], &rules::Levels::default());
        let spans: Vec<_> =
            settled.findings.iter().filter(|finding| finding.rule == "idle-allow").map(|finding| finding.primary.span).collect();
        plan.allows
            .iter()
            .map(|allow| spans.iter().any(|span| allow.extent.header.start <= span.start && span.end <= allow.extent.body.end))
            .collect::<Vec<_>>()
    };
    let reading = plan::read(plan.name, &after, &arena);
    let idle = is_idle(&reading.plan, reading.faults);
    let new = plan::read(plan.name, new, &new_arena).plan;
    let says = |allow: &plan::Allow| {
        (allow.rule.map(|rule| rule.value.to_owned()), allow.because.map(|because| because.value.to_owned()))
    };
    for (allow, _) in plan.allows.iter().zip(&idle).filter(|(_, idle)| **idle) {
        if new.allows.iter().any(|other| says(other) == says(allow)) {
            old.remove_table(&allow.extent)?;
        }
    }
    Ok(())
}

/// What the chair must decide about a carried action.
fn to_decide(plan: &Plan, subject: Subject, wanted: &Wanted) -> Vec<String> {
    let Subject { objective, action, .. } = subject;
    let name = subject.name();
    let mut out = Vec::new();
    if let Some(from) = action.came_from {
        let Chain { times, ends_in } = Chain::of(action, &wanted.others);
        let at_least = ends_in.map_or(String::new(), |plan| format!(" at least, as {plan} is not on hand"));
        out.push(format!("{name}: carried for the {} time{at_least}; it came from {}", ordinal(times + 1), from.value));
    }
    let gone = |target: Target| match target {
        Target::Person(index) => plan.people[index].left.is_some_and(|left| left.last_day() < wanted.period.from),
        Target::Group(index) => plan.groups[index].former.is_some_and(|former| former.value),
        Target::Unknown => false,
    };
    let leads = objective.leads_of(action);
    let left: Vec<&str> = leads.iter().filter(|who| gone(who.who.target)).map(|who| plan.name_of(&who.who)).collect();
    if !left.is_empty() {
        out.push(format!("{name}: led by {}, who will have left", left.join(", ")));
    }
    if leads.is_empty() {
        out.push(format!("{name}: nobody leads it"));
    }
    if objective.is_ongoing(action) && objective.every_of(action).is_none() && objective.review_of(action).is_empty() {
        out.push(format!("{name}: goes on, and nothing says when it is looked at again"));
    }
    let has_date = !objective.due_of(action).is_empty() || action.milestones.iter().any(|milestone| milestone.due.is_some());
    if !has_date && !objective.is_ongoing(action) && objective.every_of(action).is_none() && action.when.is_none() {
        let twice = if action.came_from.is_some() { "a second year without one" } else { "the new plan must say one" };
        out.push(format!("{name}: {} gives it no date; {twice}", plan.name));
    }
    if let Some(every) = objective.every_of(action) {
        let timing = plan.timing(objective, action);
        let last = wanted.period.from.pred_opt().unwrap_or(wanted.period.from);
        let judged = crate::time::state::judge(&timing, last, 0);
        if let Some(days) = judged.days_late() {
            out.push(format!("{name}: every {}; at the end of {} a report is {days} days late", every.value, plan.name));
        }
    }
    out
}

/// How often an action was carried from plan to plan until now.
#[derive(PartialEq, Eq, Debug)]
struct Chain {
    times: usize,
    /// The plan that it came from first, where that is not on hand: what was before cannot be seen.
    ends_in: Option<String>,
}

impl Chain {
    /// Follows what says where an action came from, through the plans on hand.
    fn of(action: &Action, others: &[&Plan]) -> Chain {
        let mut seen: Vec<*const u8> = Vec::new();
        let mut times = 0;
        let mut from = action.came_from.map(|from| from.value.to_owned());
        while let Some(words) = from {
            times += 1;
            let Some((name, reference)) = words.split_once(':').map(|(name, reference)| (name.trim(), reference.trim())) else {
                return Chain { times, ends_in: Some(words) };
            };
            let named = others.iter().filter(|plan| names::is_meant(plan.name, name));
            let mut found = named.flat_map(|plan| plan.actions()).filter(|(objective, action)| {
                let own = action.reference.map(|own| own.value.to_owned()).into_iter();
                own.chain(objective.ref_with_objective(action))
                    .chain([objective.position_of(action)])
                    .any(|own| names::same_ref(&own, reference))
            });
            // Where it could be one of two, nothing is said of either.
            let (Some((_, before)), None) = (found.next(), found.next()) else {
                return Chain { times, ends_in: Some(name.to_owned()) };
            };
            let address = std::ptr::from_ref(before).cast::<u8>();
            if seen.contains(&address) {
                break;
            }
            seen.push(address);
            from = before.came_from.map(|from| from.value.to_owned());
        }
        Chain { times, ends_in: None }
    }
}

/// "second", "third", "12th".
fn ordinal(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    WORDS.get(number).map_or_else(|| format!("{number}th"), |word| (*word).to_owned())
}

/// A period as a name or a title has it: "2009/10", or "2009".
fn label(period: &Period) -> String {
    match (period.from.year(), period.to.year()) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}/{:02}", to % 100),
    }
}

/// A title or a name with a new period in the place of the old one; `before` stands before it where there was none.
pub fn with_period(words: &str, old: Option<Period>, new: &Period, before: &str) -> String {
    let years = |period: &Period| (period.from.year(), period.to.year());
    let (new_from, new_to) = years(new);
    let chars: Vec<char> = words.chars().collect();
    let number = |at: usize, len: usize| -> Option<i32> {
        let digits: String = chars.get(at..at + len)?.iter().collect();
        let free = |at: Option<&char>| !at.is_some_and(char::is_ascii_digit);
        let alone = free(at.checked_sub(1).and_then(|before| chars.get(before))) && free(chars.get(at + len));
        digits.parse().ok().filter(|_| alone && digits.chars().all(|c| c.is_ascii_digit()))
    };
    let joins = |c: char| matches!(c, '-' | '/' | '–' | '_' | ' ');
    let from_year = old.as_ref().map(|old| years(old).0);
    for at in 0..chars.len() {
        let Some(year) = number(at, 4).filter(|year| from_year.is_none_or(|from| from == *year) && (1900..2200).contains(year))
        else {
            continue;
        };
        let _ = year;
        let mut gap = at + 4;
        while gap < chars.len() && joins(chars[gap]) {
            gap += 1;
        }
        let joint: String = chars[at + 4..gap].iter().collect();
        let rest = |from: usize| chars[from..].iter().collect::<String>();
        let head: String = chars[..at].iter().collect();
        let follows = |year: i32| old.as_ref().is_none_or(|old| year % 100 == years(old).1 % 100);
        if gap > at + 4 && number(gap, 4).is_some_and(follows) {
            return format!("{head}{new_from}{joint}{new_to}{}", rest(gap + 4));
        }
        if gap > at + 4 && number(gap, 2).is_some_and(follows) {
            return format!("{head}{new_from}{joint}{:02}{}", new_to % 100, rest(gap + 2));
        }
        if new_from == new_to || old.as_ref().is_some_and(|old| years(old).0 == years(old).1) {
            let to = if new_from == new_to { String::new() } else { format!("-{:02}", new_to % 100) };
            return format!("{head}{new_from}{to}{}", rest(at + 4));
        }
    }
    let label = if before == "-" { label(new).replace('/', "-") } else { label(new) };
    format!("{words}{before}{label}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_a_name_take_the_new_period() {
        let period = |text: &str| Period::parse(text).unwrap();
        let next = |words: &str, old: &str, new: &str| with_period(words, Some(period(old)), &period(new), "-");
        assert_eq!(next("oldham-2008-09", "2008/09", "2009/10"), "oldham-2009-10");
        assert_eq!(next("Business Plan 2008-2009", "2008/09", "2009/10"), "Business Plan 2009-2010");
        assert_eq!(next("Plan 2008/09 (draft)", "2008/09", "2009/10"), "Plan 2009/10 (draft)");
        assert_eq!(next("plan-2008", "2008", "2009"), "plan-2009");
        assert_eq!(next("west-2015-17", "2015-04/2017-03", "2017/18"), "west-2017-18");
        assert_eq!(next("plan", "2008/09", "2009/10"), "plan-2009-10");
    }

    #[test]
    fn the_whole_way_of_an_action_through_the_plans_is_counted() {
        let plan = |reference: &str, from: &str| {
            format!("[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"{reference}\"\n{from}\n")
        };
        let texts = [
            ("t-2007", plan("1.1", "")),
            ("t-2008", plan("1.2", "came-from = \"t-2007:1.1\"")),
            ("t-2009", plan("1.3", "came-from = \"t-2008:1.2\"")),
            ("t-2010", plan("1.1", "came-from = \"t-2010:1.1\"")),
        ];
        let arenas: Vec<Arena> = texts.iter().map(|_| Arena::new()).collect();
        let all = texts.iter().zip(&arenas);
        let plans: Vec<Plan> = all.map(|((name, text), arena)| plan::read(&format!("{name}.toml"), text, arena).plan).collect();
        let times = |index: usize, others: &[&Plan]| {
            let chain = Chain::of(&plans[index].objectives[0].actions[0], others);
            (chain.times, chain.ends_in)
        };
        let all: Vec<&Plan> = plans.iter().collect();
        assert_eq!([times(0, &all), times(1, &all), times(2, &all)], [(0, None), (1, None), (2, None)]);
        assert_eq!(times(2, &all[1..]), (2, Some("t-2007".to_owned())));
        assert_eq!(times(2, &[]), (1, Some("t-2008".to_owned())));
        assert_eq!(times(3, &all), (2, None), "a plan that says that it came from itself is no endless way");
        assert_eq!([ordinal(2), ordinal(3), ordinal(12)], ["second", "third", "12th"]);
    }

    #[test]
    fn actions_are_counted_anew_in_the_style_of_the_first() {
        assert_eq!(
            (renumbered("1.1", 3), renumbered("1.1a", 3), renumbered("4.", 2)),
            ("1.3".into(), "1.1c".into(), "2.".into())
        );
    }
}
