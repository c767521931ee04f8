//! Actions by board and by who leads them: what is somebody's own, and nobody's action lost.

use super::{Answer, Boards, Found, NameIndex, Named, Question};
use crate::names::NameKey;
use crate::plan::GroupKind;
use std::borrow::Cow;

/// By whom actions are parted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// Every person, group and role that leads.
    Lead,
    /// Every group that leads, itself or by someone who stands for it.
    Group,
    /// Every board.
    Board,
}

/// What one of them leads in the plans of one board: two boards' "Training Subgroup" are two, and a person in two boards has two.
#[derive(Debug)]
pub struct Pack<'f> {
    /// The number of the board among [`Boards`].
    board: usize,
    /// What the board is called.
    pub board_name: Cow<'f, str>,
    /// As the plans write it; "(no lead)" or "(no group)" for what nobody leads; the board's name where it is the board's.
    pub name: Cow<'f, str>,
    /// What tells packs of the same name apart: "person", "subgroup", [`Pack::NOBODY`], [`Pack::BOARD`].
    pub kind: &'static str,
    pub actions: Vec<Led<'f>>,
}

/// An action, and in what capacity it is led; nobody leads in none.
#[derive(Debug)]
pub struct Led<'f> {
    /// The number of the answer it stands in.
    answer: usize,
    pub found: &'f Found<'f>,
    pub named: Option<Named<'f>>,
}

/// Every action found, with the number of its answer.
pub fn numbered<'f>(answers: &'f [Answer<'f>]) -> impl Iterator<Item = (usize, &'f Found<'f>)> {
    answers.iter().enumerate().flat_map(|(number, answer)| answer.found.iter().map(move |found| (number, found)))
}

/// Parts some of the actions of these answers by board and name: of each board people first, then groups, and last what nobody
/// leads. An action that several lead is in the pack of each.
pub fn packs<'f>(answers: &'f [Answer<'f>], actions: impl Iterator<Item = (usize, &'f Found<'f>)>, each: Each) -> Vec<Pack<'f>> {
    let boards = Boards::of(answers);
    let pack = |board: usize, name: Cow<'f, str>, kind| Pack {
        board,
        board_name: boards.name(board, answers),
        name,
        kind,
        actions: Vec::new(),
    };
    if each == Each::Board {
        let mut packs: Vec<Pack> =
            (0..boards.count()).map(|board| pack(board, boards.name(board, answers), Pack::BOARD)).collect();
        actions.for_each(|(answer, found)| packs[boards.number_of(answer)].actions.push(Led { answer, found, named: None }));
        packs.sort_by_cached_key(|pack| NameKey::of(&pack.name));
        return packs;
    }
    let mut packs: Vec<Pack> = Vec::new();
    let no_name = if each == Each::Lead { "(no lead)" } else { "(no group)" };
    let mut nobody: Vec<Pack> = (0..boards.count()).map(|board| pack(board, no_name.into(), Pack::NOBODY)).collect();
    let mut index = NameIndex::default();
    let wanted = |named: &Named| each == Each::Lead || named.kind.is_some_and(|kind| kind != GroupKind::Role);
    for (answer, found) in actions {
        let board = boards.number_of(answer);
        let mut is_led = false;
        for named in found.leads().into_iter().filter(wanted) {
            is_led = true;
            let at = index.number_of(named.name, (board, named.kind));
            if at == packs.len() {
                packs.push(pack(board, named.name.into(), named.kind.map_or("person", GroupKind::word)));
            }
            packs[at].actions.push(Led { answer, found, named: Some(named) });
        }
        if !is_led {
            nobody[board].actions.push(Led { answer, found, named: None });
        }
    }
    packs.extend(nobody.into_iter().filter(|nobody| !nobody.actions.is_empty()));
    let rank = |pack: &Pack| match pack.kind {
        "person" => 0,
        Pack::NOBODY => 2,
        _ => 1,
    };
    packs.sort_by_cached_key(|pack| (NameKey::of(&pack.board_name), pack.board, rank(pack), NameKey::of(&pack.name)));
    packs
}

impl<'f> Pack<'f> {
    /// The kind of what nobody leads.
    pub const NOBODY: &'static str = "nobody";

    /// The kind of all that a board has, by whomever it is led; a group may be of the kind "board".
    pub const BOARD: &'static str = "whole board";

    /// An empty one of a person.
    #[cfg(test)]
    pub(crate) fn of_person(name: &'f str, board_name: &'f str) -> Pack<'f> {
        Pack { board: 0, board_name: board_name.into(), name: name.into(), kind: "person", actions: Vec::new() }
    }

    /// The names of the plans that its actions are of.
    pub fn plans(&self) -> Vec<&'f str> {
        let mut plans: Vec<&str> = self.actions.iter().map(|led| led.found.plan.name).collect();
        plans.dedup();
        plans
    }

    /// Its actions as answers of their own, of the plans that have any; of a board, of all its plans. `all` are the answers that were parted, to a question
    /// asked as a whole.
    pub fn answers(&self, all: &[Answer<'f>], question: &Question) -> Vec<Answer<'f>> {
        let mut own: Vec<Answer> = Vec::new();
        let of_board = self.kind == Pack::BOARD;
        let numbers: Vec<usize> = match of_board {
            true => Boards::of(all).answers_of(self.board).collect(),
            false => self.actions.chunk_by(|one, other| one.answer == other.answer).map(|of_one| of_one[0].answer).collect(),
        };
        let mut rest = &self.actions[..];
        for number in numbers {
            let (of_one, others) = rest.split_at(rest.iter().take_while(|led| led.answer == number).count());
            rest = others;
            let whole = &all[number];
            let (since, next_meeting) = (whole.since, whole.next_meeting);
            let mut answer = Answer { since, next_meeting, ..Answer::without_actions(whole.plan, whole.file) };
            for Led { found, .. } in of_one {
                answer.count(found);
                if found.is_wanted(question) {
                    answer.found.push(**found);
                } else if found.is_caveat() {
                    answer.caveats.push(**found);
                }
            }
            if of_board {
                answer.unsure.clone_from(&whole.unsure);
            }
            own.push(answer);
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Arena, Plan};
    use crate::query::{Carried, Since, Window, ask};

    const FIRST: &str = r#"
board = "North"
meetings = [2008-09-10, 2008-12-01]
[people]
jo = { name = "Jo" }
[groups]
training = { name = "Training", kind = "subgroup" }
chair = { name = "Chair", kind = "role" }
[[objective]]
[[objective.action]]
ref = "1"
lead = ["jo", "training"]
due = "2008-10"
[[objective.action]]
ref = "2"
lead = "chair"
due = "2008-11"
[[objective.action]]
ref = "3"
"#;
    const SECOND: &str = "board = \"North\"\n[people]\njo = { name = \"Jo\" }\n[[objective]]\n[[objective.action]]\nref = \"4\"\nlead = \"jo\"\n\
                          due = \"2008-12\"\n[[objective.action]]\nref = \"5\"\nlead = \"jo\"\ndue = \"2009-07\"\n";
    const OTHER: &str =
        "board = \"South\"\n[people]\njo = { name = \"Jo\" }\n[[objective]]\n[[objective.action]]\nref = \"6\"\nlead = \"jo\"\n";

    /// Two plans of one board and one of another, asked as at 1 October 2008 for what falls due until the end of the year.
    fn with_answers(look: impl Fn(&[Answer], &Question)) {
        let arenas = [Arena::new(), Arena::new(), Arena::new()];
        let texts = [("a.toml", FIRST), ("b.toml", SECOND), ("c.toml", OTHER)];
        let plans: Vec<Plan> =
            texts.iter().zip(&arenas).map(|((file, text), arena)| plan::read(file, text, arena).plan).collect();
        let window = Some(Window::Until("2008-12-31".parse().unwrap()));
        let since = Some(Since::LastMeeting);
        let question = Question { whole: true, window, since, ..Question::as_at("2008-10-01".parse().unwrap()) };
        let carried = Carried::default();
        let answers: Vec<Answer> =
            texts.iter().zip(&plans).map(|((file, _), plan)| ask(&question, file, plan, &carried)).collect();
        look(&answers, &question);
    }

    fn refs<'a>(found: impl Iterator<Item = &'a Found<'a>>) -> String {
        found.map(|found| found.label().into_owned()).collect::<Vec<_>>().join(" ")
    }

    fn of_packs(packs: &[Pack]) -> Vec<String> {
        let one = |pack: &Pack| {
            format!("{} {} {}: {}", pack.board_name, pack.kind, pack.name, refs(pack.actions.iter().map(|led| led.found)))
        };
        packs.iter().map(one).collect()
    }

    #[test]
    fn nobodys_action_is_lost_and_no_board_takes_anothers() {
        with_answers(|answers, _| {
            let each = |each| of_packs(&packs(answers, numbered(answers), each));
            assert_eq!(
                each(Each::Lead),
                [
                    "North person Jo: 1 4 5",
                    "North role Chair: 2",
                    "North subgroup Training: 1",
                    "North nobody (no lead): 3",
                    "South person Jo: 6",
                ]
            );
            // A role is no group.
            assert_eq!(
                each(Each::Group),
                ["North subgroup Training: 1", "North nobody (no group): 2 3 4 5", "South nobody (no group): 6"]
            );
            assert_eq!(each(Each::Board), ["North whole board North: 1 2 3 4 5", "South whole board South: 6"]);
        });
    }

    /// A pack is an answer of its own: of the plans that have a part in it, and of what is wanted of them.
    #[test]
    fn a_pack_answers_as_its_plans_do() {
        with_answers(|answers, question| {
            let told = |pack: &Pack| {
                let own = pack.answers(answers, question);
                let one = |answer: &Answer| {
                    let days = [answer.since, answer.next_meeting].map(|day| day.map_or("-".to_owned(), |day| day.to_string()));
                    let count: usize = answer.counts.iter().sum();
                    format!("{} {}: {}; {count}", answer.file, days.join(" "), refs(answer.found.iter()))
                };
                (pack.plans().join(" "), own.iter().map(one).collect::<Vec<_>>())
            };
            let leads = packs(answers, numbered(answers), Each::Lead);
            let first = "a.toml 2008-09-10 2008-12-01";
            assert_eq!(told(&leads[0]), ("a b".to_owned(), vec![format!("{first}: 1; 1"), "b.toml - -: 4; 2".to_owned()]));
            assert_eq!(told(&leads[1]), ("a".to_owned(), vec![format!("{first}: 2; 1")]));
            let groups = packs(answers, numbered(answers), Each::Group);
            assert_eq!(told(&groups[1]), ("a b".to_owned(), vec![format!("{first}: 2; 2"), "b.toml - -: 4; 2".to_owned()]));
            let boards = packs(answers, numbered(answers), Each::Board);
            assert_eq!(told(&boards[0]).1, [format!("{first}: 1 2; 3"), "b.toml - -: 4; 2".to_owned()]);
            assert_eq!(told(&boards[1]).1, ["c.toml - -: ; 1"]);
        });
    }

    #[test]
    fn a_board_with_two_plans_has_several() {
        with_answers(|answers, _| {
            let several = |answers: &[Answer]| (Boards::of(answers).are_several(), Boards::of(answers).have_several_plans());
            assert_eq!(several(&answers[..1]), (false, false));
            assert_eq!(several(&answers[..2]), (false, true));
            assert_eq!(several(&answers[1..]), (true, false));
            assert_eq!(several(answers), (true, true));
        });
    }
}
