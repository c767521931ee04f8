//! Which actions later plans on hand carry on: each is counted once, whatever its own plan says.

use crate::names::{as_written, key};
use crate::plan::{Action, Plan};
use crate::text::Span;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// Since when a later plan carries an action on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CarriedOn {
    /// The first day of the later plan; the day it was agreed, or the action was put on it, where it has no period.
    From(NaiveDate),
    /// The later plan gives no day.
    Undated,
}

/// The actions that later plans carry on, by the file of their plan and where they stand in it.
#[derive(Default, Debug)]
pub struct Carried<'p> {
    actions: HashMap<(&'p str, Span), CarriedOn>,
    /// The files of plans whose name another plan on hand has too.
    namesakes: HashSet<&'p str>,
}

/// The actions of a plan by each name they go by.
type Names = HashMap<String, Vec<Span>>;

impl<'p> Carried<'p> {
    /// Looks through all plans on hand, each with the file it was read from.
    pub fn among(plans: &[(&'p str, &'p Plan<'p>)]) -> Carried<'p> {
        let mut carried = Carried::default();
        let mut named: HashMap<String, Vec<(&'p str, &'p Plan<'p>)>> = HashMap::with_capacity(plans.len());
        plans.iter().for_each(|&(file, plan)| named.entry(as_written(plan.name).into_owned()).or_default().push((file, plan)));
        let shared = named.values().filter(|plans| plans.len() > 1).flatten();
        carried.namesakes = shared.map(|(file, _)| *file).collect();
        let mut names: HashMap<&str, Names> = HashMap::new();
        for &(file, later) in plans {
            for (_, action) in later.actions() {
                let Some((name, reference)) = action.came_from.as_ref().and_then(|from| from.value.split_once(':')) else {
                    continue;
                };
                let Some(all) = named.get(&*as_written(name.trim())) else { continue };
                // Two plans of one name are of two boards: it came from the one of its own.
                let earlier = all.iter().filter(|(other, plan)| *other != file && is_earlier(plan, later));
                let same_board =
                    |plan: &Plan| plan.board.map(|board| key(board.value)) == later.board.map(|board| key(board.value));
                let mut earlier = earlier.filter(|(_, plan)| all.len() == 1 || same_board(plan));
                let (Some(&(from, plan)), None) = (earlier.next(), earlier.next()) else { continue };
                let meant = names.entry(from).or_insert_with(|| names_of(plan)).get(&*as_written(reference.trim()));
                // A reference that could mean two actions closes neither.
                let Some(&[span]) = meant.map(Vec::as_slice) else { continue };
                let since = since(later, action);
                carried.actions.entry((from, span)).and_modify(|known| *known = earliest(*known, since)).or_insert(since);
            }
        }
        carried
    }

    /// Another plan on hand has the name of the plan of this file.
    pub(super) fn has_namesake(&self, file: &str) -> bool {
        self.namesakes.contains(file)
    }

    /// Whether an action of a plan is carried on.
    pub(super) fn of(&self, file: &str, action: &Action) -> Option<CarriedOn> {
        self.actions.get(&(file, action.span)).copied()
    }
}

fn is_earlier(plan: &Plan, later: &Plan) -> bool {
    let first = |plan: &Plan| plan.period.map(|period| period.first_day());
    first(plan).zip(first(later)).is_none_or(|(earlier, later)| earlier < later)
}

fn since(later: &Plan, action: &Action) -> CarriedOn {
    let first = later.period.map(|period| period.first_day());
    let agreed = later.agreed.map(|agreed| agreed.last_day());
    let added = action.added.map(|added| added.last_day());
    first.or(agreed).or(added).map_or(CarriedOn::Undated, CarriedOn::From)
}

fn earliest(one: CarriedOn, other: CarriedOn) -> CarriedOn {
    match (one, other) {
        (CarriedOn::From(one), CarriedOn::From(other)) => CarriedOn::From(one.min(other)),
        (CarriedOn::Undated, known) | (known, _) => known,
    }
}

/// Every reference, with its objective where references begin again under each, and every place of the actions of a plan.
fn names_of(plan: &Plan) -> Names {
    let mut names = Names::new();
    let mut add = |name: &str, action: &Action| {
        let known = names.entry(as_written(name.trim()).into_owned()).or_default();
        if !known.contains(&action.span) {
            known.push(action.span);
        }
    };
    for (objective, action) in plan.actions() {
        action.reference.iter().for_each(|reference| add(reference.value, action));
        objective.ref_with_objective(action).iter().for_each(|reference| add(reference, action));
        add(&objective.position_of(action), action);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena};

    const EARLIER: &str = r#"
board = "Any Town"
period = { from = 2007-04-01, to = 2008-03-31 }
[[objective]]
ref = "A"
[[objective.action]]
ref = "1."
[[objective.action]]
[[objective]]
ref = "B"
[[objective.action]]
ref = "1."
"#;

    /// Which actions of the earlier plan are carried on, when a later one says so by these words.
    fn carried(words: &str, later: &str) -> Vec<Option<CarriedOn>> {
        let later =
            format!("board = \"Any Town\"\n{later}\n[[objective]]\nref = \"1\"\n[[objective.action]]\ncame-from = \"{words}\"\n");
        let (first, second) = (Arena::new(), Arena::new());
        let earlier = plan::read("a-2007.toml", EARLIER, &first).plan;
        let later = plan::read("a-2008.toml", &later, &second).plan;
        let carried = Carried::among(&[("a-2007.toml", &earlier), ("a-2008.toml", &later)]);
        earlier.actions().map(|(_, action)| carried.of("a-2007.toml", action)).collect()
    }

    #[test]
    fn an_action_is_named_by_its_reference_or_place_and_never_two_at_once() {
        let period = "period = { from = 2008-04-01, to = 2009-03-31 }";
        let since = Some(CarriedOn::From("2008-04-01".parse().unwrap()));
        assert_eq!(carried("a-2007:B/1.", period), [None, None, since]);
        assert_eq!(carried("a-2007: A/2", period), [None, since, None]);
        assert_eq!(carried("a-2007:1.", period), [None; 3]);
        assert_eq!(carried("a-2006:B/1.", period), [None; 3]);
        assert_eq!(carried("a-2007:B/1.", "period = { from = 2006-04-01 }"), [None; 3]);
        let agreed = Some(CarriedOn::From("2008-05-20".parse().unwrap()));
        assert_eq!(carried("a-2007:B/1.", "agreed = 2008-05-20"), [None, None, agreed]);
        assert_eq!(carried("a-2007:B/1.", ""), [None, None, Some(CarriedOn::Undated)]);
    }

    /// Which actions of two boards' earlier plans of one name the later plan of one of them carries on.
    #[test]
    fn of_two_plans_of_one_name_it_came_from_the_one_of_its_own_board() {
        let other = EARLIER.replace("Any Town", "Other Town");
        let later = "board = \"Any Town\"\nperiod = { from = 2008-04-01 }\n[[objective]]\n[[objective.action]]\ncame-from = \"plan:B/1.\"\n";
        let arenas = [Arena::new(), Arena::new(), Arena::new()];
        let [own, other, later] = [("north/plan.toml", EARLIER), ("south/plan.toml", &other), ("north/next.toml", later)];
        let files = [own, other, later];
        let plans = [0, 1, 2].map(|index| plan::read(files[index].0, files[index].1, &arenas[index]).plan);
        let named: Vec<(&str, &Plan)> = files.iter().zip(&plans).map(|((file, _), plan)| (*file, plan)).collect();
        let carried = Carried::among(&named);
        let last = |index: usize| carried.of(named[index].0, named[index].1.actions().last().unwrap().1);
        assert_eq!((last(0), last(1)), (Some(CarriedOn::From("2008-04-01".parse().unwrap())), None));
        assert!(carried.has_namesake("north/plan.toml") && carried.has_namesake("south/plan.toml"));
        assert!(!carried.has_namesake("north/next.toml"));
    }

    #[test]
    fn a_plan_of_the_same_time_carries_nothing_on() {
        assert_eq!(carried("a-2007:B/1.", "period = { from = 2007-04-01, to = 2008-03-31 }"), [None; 3]);
    }

    /// Two later plans carry it on: it is closed by the first of them.
    #[test]
    fn the_first_day_that_is_known_closes_it() {
        let from = |text: &str| CarriedOn::From(text.parse().unwrap());
        assert_eq!(earliest(from("2008-04-01"), from("2009-04-01")), from("2008-04-01"));
        assert_eq!(earliest(from("2008-04-01"), CarriedOn::Undated), from("2008-04-01"));
        assert_eq!(earliest(CarriedOn::Undated, from("2008-04-01")), from("2008-04-01"));
    }

    /// A later plan without a day closes what is open, and leaves what is closed as it was.
    #[test]
    fn what_is_carried_on_without_a_day_is_closed_and_what_was_done_stays_done() {
        let earlier = "board = \"Any Town\"\n[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\ndue = \"2008-06\"\n\
                       [[objective.action]]\nref = \"1.2\"\nstatus = \"complete\"\ncompleted = 2008-05-01\n";
        let later = "board = \"Any Town\"\n[[objective]]\n[[objective.action]]\ncame-from = \"a:1.1\"\n[[objective.action]]\ncame-from = \"a:1.2\"\n";
        let arenas = [Arena::new(), Arena::new()];
        let earlier = plan::read("a.toml", earlier, &arenas[0]).plan;
        let later = plan::read("b.toml", later, &arenas[1]).plan;
        let carried = Carried::among(&[("a.toml", &earlier), ("b.toml", &later)]);
        let question = crate::query::Question::as_at("2008-10-01".parse().unwrap());
        let found = crate::query::ask(&question, "a.toml", &earlier, &carried).found;
        assert_eq!(
            found.iter().map(|found| (found.is_dropped(), found.is_done())).collect::<Vec<_>>(),
            [(true, false), (false, true)]
        );
    }
}
