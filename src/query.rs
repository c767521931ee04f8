//! Which actions: filters over plans, and each action found, with its verdict as at a day.
//!
//! What is found is owned, so that a plan's text can go as soon as it has been asked.

mod packs;

pub use packs::{Each, Pack, packs};

use crate::plan::{Action, Group, Kind, Objective, Plan, Pointer, Rag, Status, Target, Who, alike};
use crate::time::phrase;
use crate::time::state::{Due, Judgement, State, Unjudged, What};
use crate::time::when::{When, day_for_people};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::sync::Arc;

/// What is asked, of every plan alike.
#[derive(Clone, Debug)]
pub struct Question {
    pub as_at: NaiveDate,
    /// Days ahead, both ends counted in, that count as due soon.
    pub soon: u32,
    pub filters: Filters,
    /// Asks for what falls due in a window instead of for states.
    pub window: Option<Window>,
    /// Asks for the whole story of each action found, not only for what every list shows.
    pub detail: bool,
    /// Asks for the groups and objectives of a plan even where nothing is found in it.
    pub heads: bool,
    /// Asks how each action got here and what lies ahead of it.
    pub course: Option<Looking>,
}

/// How far to look back and ahead.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Looking {
    pub since: Option<Since>,
    /// The last day of the dates ahead, counted in.
    pub ahead: Option<NaiveDate>,
}

/// An earlier day to compare with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Day(NaiveDate),
    /// Each board's last meeting before the day asked about.
    LastMeeting,
}

/// The days in which something falls due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    /// From the day asked about up to this day, counted in.
    Until(NaiveDate),
    /// Up to the next meeting of each board, counted in.
    NextMeeting,
}

/// Each list is an "or"; the lists together are an "and". An empty list asks nothing.
#[derive(Clone, Default, Debug)]
pub struct Filters {
    pub board: Vec<String>,
    pub plan: Vec<String>,
    pub lead: Vec<String>,
    pub group: Vec<String>,
    pub who: Vec<String>,
    pub objective: Vec<String>,
    pub reference: Vec<String>,
    pub status: Vec<Status>,
    pub rag: Vec<Rag>,
    pub state: Vec<State>,
    pub due_by: Option<NaiveDate>,
    pub due_from: Option<NaiveDate>,
    pub text: Vec<String>,
    pub no_lead: bool,
    pub no_date: bool,
}

/// The kinds of names a filter can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    Board,
    Plan,
    Lead,
    Group,
    Who,
    Objective,
    Reference,
}

impl Asked {
    /// What a message calls it.
    pub fn words(self) -> &'static str {
        match self {
            Asked::Board => "board",
            Asked::Plan => "plan",
            Asked::Lead => "lead",
            Asked::Group => "group",
            Asked::Who => "person or group",
            Asked::Objective => "objective",
            Asked::Reference => "reference",
        }
    }
}

impl Filters {
    /// Asks for a part of the plans only.
    pub fn any(&self) -> bool {
        self.names().next().is_some()
            || !(self.status.is_empty() && self.rag.is_empty() && self.state.is_empty() && self.text.is_empty())
            || self.due_by.is_some()
            || self.due_from.is_some()
            || self.no_lead
            || self.no_date
    }

    /// What is asked for, in words: "lead Sue Harrison or Chris Howard; state overdue".
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut list = |of: &str, names: Vec<&str>| {
            if !names.is_empty() {
                parts.push(format!("{of} {}", names.join(" or ")));
            }
        };
        for asked in [Asked::Board, Asked::Plan, Asked::Lead, Asked::Group, Asked::Who, Asked::Objective, Asked::Reference] {
            list(asked.words(), self.names().filter(|(other, _)| *other == asked).map(|(_, name)| name).collect());
        }
        list("status", self.status.iter().map(|status| status.word()).collect());
        list("RAG", self.rag.iter().map(|rag| rag.word()).collect());
        list("state", self.state.iter().map(|state| state.words()).collect());
        list("with the words", self.text.iter().map(|text| &**text).collect());
        parts.extend(self.due_from.map(|day| format!("due on {} or after", day_for_people(day))));
        parts.extend(self.due_by.map(|day| format!("due by {}", day_for_people(day))));
        parts.extend(self.no_lead.then(|| "without a lead".to_owned()));
        parts.extend(self.no_date.then(|| "without a date".to_owned()));
        parts.join("; ")
    }

    /// Every name asked for, with what it is to name.
    pub fn names(&self) -> impl Iterator<Item = (Asked, &str)> {
        let lists = [
            (Asked::Board, &self.board),
            (Asked::Plan, &self.plan),
            (Asked::Lead, &self.lead),
            (Asked::Group, &self.group),
            (Asked::Who, &self.who),
            (Asked::Objective, &self.objective),
            (Asked::Reference, &self.reference),
        ];
        lists.into_iter().flat_map(|(asked, list)| list.iter().map(move |name| (asked, &**name)))
    }
}

/// What one plan answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub plan: Arc<PlanHead>,
    pub found: Vec<Found>,
    /// How many actions of each state match all filters but the state's, in the order of [`State::ALL`].
    pub counts: [usize; State::ALL.len()],
    /// The actions, of whatever state, that match all filters but the state's and whose plan has ended while they are open.
    pub left_open: usize,
    /// The actions that a listing by state must speak of apart.
    pub apart: Vec<Found>,
    /// The actions that could be those asked for: led by a name that fits several groups.
    pub unsure: Vec<Unsure>,
    /// For each name of [`Filters::names`], whether this plan knows it.
    pub known: Vec<bool>,
}

/// An action led by a name that could mean a group asked for.
#[derive(Clone, Debug)]
pub struct Unsure {
    pub label: String,
    /// The name as printed.
    pub led_by: String,
}

/// What reports need of a plan.
#[derive(Default, Debug)]
pub struct PlanHead {
    pub file: String,
    pub name: String,
    pub board: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    /// The first and last day, both counted in.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The board's meetings, the earliest first.
    pub meetings: Vec<NaiveDate>,
    /// The earlier day asked about; `None` where none was asked for, or the board lists no meeting before the day.
    pub since: Option<NaiveDate>,
    /// What the colours mean to this board.
    pub legend: Vec<(Rag, String)>,
    /// The first meeting on or after the day asked about.
    pub next_meeting: Option<NaiveDate>,
    pub actions: usize,
    pub groups: Vec<GroupHead>,
    pub objectives: Vec<Arc<ObjectiveHead>>,
}

/// What reports need of a declared group.
#[derive(Debug)]
pub struct GroupHead {
    pub name: String,
    pub kind: Kind,
    pub chair: Option<String>,
    /// It is no longer there, or only a name for one of several others.
    pub remark: Option<String>,
}

/// What reports need of an objective.
#[derive(Debug)]
pub struct ObjectiveHead {
    pub label: String,
    pub title: Option<String>,
    /// Leads printed for the objective that the print pairs with no action.
    pub unpaired_leads: Vec<Named>,
    pub unpaired_timescales: Vec<String>,
}

/// A person or group by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub name: Arc<str>,
    /// `None` for a person.
    pub kind: Option<Kind>,
    /// In what capacity, where the plan says; most names stand alone, and there are many of them.
    capacity: Option<Box<Capacity>>,
}

/// In what capacity somebody leads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Capacity {
    /// The role, or the words as printed.
    pub role: Option<Box<str>>,
    /// The group a person stands for.
    pub stands_for: Option<Arc<str>>,
    /// Leads because they hold the role of this name, not by their own.
    pub by_role: Option<Arc<str>>,
}

impl Named {
    pub fn capacity(&self) -> Option<&Capacity> {
        self.capacity.as_deref()
    }

    /// Leads because they hold a role, not by their own name.
    pub fn is_by_role(&self) -> bool {
        self.capacity().is_some_and(|capacity| capacity.by_role.is_some())
    }
}

/// An action that matched, with its verdict.
#[derive(Clone, Debug)]
pub struct Found {
    pub plan: Arc<PlanHead>,
    pub objective: Arc<ObjectiveHead>,
    pub reference: Option<Box<str>>,
    /// Its number in its objective, from 1.
    pub number: usize,
    pub action: Option<Box<str>>,
    /// People and groups; a person and the group they stand for both.
    pub leads: Box<[Named]>,
    pub with: Box<[Named]>,
    pub timescale: Option<Box<str>>,
    pub verdict: Judgement,
    /// What the date of the verdict stands for, where it is not simply the action's deadline.
    pub what: Option<Box<str>>,
    /// What falls due in the window asked about.
    pub falling: Box<[Falling]>,
    /// Why the calendar cannot judge it, in a sentence without a full stop.
    pub reason: Option<Box<str>>,
    /// The event that decides.
    pub when: Option<Box<str>>,
    pub status: Option<Status>,
    pub rag: Option<Rag>,
    pub completed: Option<NaiveDate>,
    pub hold: Option<Box<(Option<String>, Option<NaiveDate>)>>,
    /// How often its date was moved.
    pub moves: usize,
    /// The whole story, where it was asked for.
    pub detail: Option<Box<Detail>>,
    /// How it got here and what lies ahead, where that was asked for.
    pub course: Option<Box<Course>>,
}

/// How an action got here and what lies ahead of it.
#[derive(Clone, Debug)]
pub struct Course {
    /// The verdict as at [`PlanHead::since`].
    pub earlier: Option<Judgement>,
    /// The colour of the last note by then that gives one.
    pub earlier_rag: Option<Rag>,
    /// The latest note, move, milestone reached or completion by the day asked about.
    pub last_sign: Option<NaiveDate>,
    /// Every date that it has not met, from the oldest missed to the last day of [`Looking::ahead`]. Closed or on hold: none.
    pub dates: Vec<Falling>,
    pub lacks: Lacks,
}

/// What an action says nothing of. What is written but cannot be read is not lacking.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Lacks {
    pub lead: bool,
    /// Neither outcome nor success measure.
    pub measure: bool,
    pub evidence: bool,
    /// No progress note by the day asked about.
    pub note: bool,
}

/// A date that falls due, and what it stands for.
#[derive(Clone, Debug)]
pub struct Falling {
    pub due: Due,
    pub what: Option<Box<str>>,
}

/// What only some questions need to know of an action.
#[derive(Clone, Debug)]
pub struct Detail {
    pub outcome: Option<String>,
    pub success: Vec<String>,
    pub milestones: Vec<Milestone>,
    pub evidence: Vec<String>,
    pub moved: Vec<Moved>,
    pub notes: Vec<Note>,
    pub came_from: Option<String>,
    pub see: Vec<String>,
    pub remark: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Milestone {
    pub text: String,
    pub due: Option<When>,
    pub done: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
pub struct Moved {
    pub from: Option<When>,
    pub to: Option<When>,
    pub on: Option<NaiveDate>,
    pub because: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Note {
    pub on: Option<NaiveDate>,
    pub text: String,
    pub by: Option<String>,
}

impl Found {
    /// The reference, else the place in brackets that show it was never printed.
    pub fn label(&self) -> std::borrow::Cow<'_, str> {
        match &self.reference {
            Some(reference) => (&**reference).into(),
            None => format!("[{}]", self.place()).into(),
        }
    }

    /// The place: "3/1" is the first action of objective 3.
    pub fn place(&self) -> String {
        format!("{}/{}", self.objective.label, self.number)
    }
}

/// What a date stands for, where it is not simply the action's deadline.
fn what(action: &Action, verdict: &Judgement, due: &Due) -> Option<Box<str>> {
    let words = match due.what {
        What::Deadline if verdict.deadlines > 1 => format!("{} of {} done", verdict.met, verdict.deadlines),
        What::Deadline => return None,
        What::SetUp => "to be set up".into(),
        What::Milestone(index) => {
            let text = action.milestones.get(index).and_then(|milestone| milestone.text.as_ref()).map_or("", |text| &text.value);
            match verdict.deadlines {
                1 => text.to_owned(),
                all => format!("{text} ({} of {all} done)", verdict.met),
            }
        }
        // What is owed already is told with the oldest report, not with the next one.
        What::Report => match verdict.owed {
            _ if verdict.due != Some(*due) => "report".into(),
            0 => "report".into(),
            1 => "1 report owed".into(),
            owed => format!("{owed} reports owed"),
        },
        What::Start => "to start".into(),
    };
    Some(words.into())
}

/// Asks a plan read from `file`.
pub fn ask(question: &Question, file: &str, plan: &Plan) -> Answer {
    let filters = &question.filters;
    let mut asking = Asking { question, file, plan, names: Names::of(plan), head: OnceCell::new() };
    let mut answer = Answer {
        plan: Arc::default(),
        found: Vec::new(),
        counts: [0; State::ALL.len()],
        left_open: 0,
        apart: Vec::new(),
        unsure: Vec::new(),
        known: filters.names().map(|(asked, name)| knows(plan, asked, name)).collect(),
    };
    let other_board = !filters.board.is_empty() && !filters.board.iter().any(|name| is_board(plan, name));
    let other_plan = !filters.plan.is_empty() && !filters.plan.iter().any(|name| alike(&plan.name, name));
    if !other_board && !other_plan {
        asking.actions(&mut answer);
    }
    answer.plan = asking.head.take().unwrap_or_else(|| plan_head(question, file, plan, question.heads.then_some(&asking.names)));
    answer
}

/// A question put to one plan.
struct Asking<'q, 'p, 'a> {
    question: &'q Question,
    file: &'q str,
    plan: &'p Plan<'a>,
    names: Names,
    /// Made when something is found: of most plans nothing is shown.
    head: OnceCell<Arc<PlanHead>>,
}

impl Asking<'_, '_, '_> {
    /// Goes through the actions, and puts into the answer what matches.
    fn actions(&self, answer: &mut Answer) {
        let (question, plan) = (self.question, self.plan);
        let filters = &question.filters;
        let leads = Wanted::new(plan, &filters.lead, |_| true);
        let groups = Wanted::new(plan, &filters.group, |target| matches!(target, Target::Group(_)));
        let whos = Wanted::new(plan, &filters.who, |_| true);
        let window = self.window();
        for (index, objective) in plan.objectives.iter().enumerate() {
            for action in &objective.actions {
                let led = objective.leads_of(action);
                let matches = leads.any(plan, led.iter())
                    && groups.any(plan, led.iter())
                    && whos.any(plan, led.iter().chain(objective.with_of(action)))
                    && plain(plan, filters, objective, action, led);
                if !matches {
                    let could = [&leads, &groups, &whos].iter().find_map(|wanted| wanted.could_be(plan, led));
                    if let Some(group) = could.filter(|_| plain(plan, filters, objective, action, led)) {
                        answer.unsure.push(Unsure { label: label_of(objective, action), led_by: group.name.to_string() });
                    }
                    continue;
                }
                let verdict = plan.judge(objective, action, question.as_at, question.soon);
                if !in_time(filters, &verdict) {
                    continue;
                }
                answer.counts[verdict.state.index()] += 1;
                answer.left_open += usize::from(verdict.plan_ended);
                let falling =
                    window.map(|window| plan.falling_due(objective, action, question.as_at, window)).unwrap_or_default();
                let wanted = match question.window {
                    Some(_) => !falling.is_empty(),
                    None => filters.state.is_empty() || filters.state.contains(&verdict.state),
                };
                let filtered = question.window.is_some() || !filters.state.is_empty();
                let apart = matches!(verdict.state, State::LateToStart | State::OnHold | State::Undated | State::Event)
                    || verdict.unjudged.is_some();
                if wanted {
                    answer.found.push(self.found(index, action, verdict, falling));
                } else if filtered && apart {
                    answer.apart.push(self.found(index, action, verdict, falling));
                }
            }
        }
        answer.found.shrink_to_fit();
    }

    /// The first and last day of the window asked about, both counted in.
    fn window(&self) -> Option<(NaiveDate, NaiveDate)> {
        let last = match self.question.window? {
            Window::Until(last) => last,
            Window::NextMeeting => next_meeting(self.question, self.plan)?,
        };
        Some((self.question.as_at, last))
    }

    /// An action of the objective of an index, with all that is told of it.
    fn found(&self, index: usize, action: &Action, verdict: Judgement, falling: Vec<Due>) -> Found {
        let (question, plan, objective) = (self.question, self.plan, &self.plan.objectives[index]);
        let head = self.head.get_or_init(|| plan_head(question, self.file, plan, Some(&self.names)));
        let falling = falling.into_iter().map(|due| Falling { what: what(action, &verdict, &due), due }).collect();
        Found {
            plan: Arc::clone(head),
            objective: Arc::clone(&head.objectives[index]),
            reference: boxed(action.reference.as_ref()),
            number: action.number,
            action: boxed(action.action.as_ref()),
            when: boxed(action.when.as_ref()),
            status: action.status.map(|status| status.value),
            rag: action.rag.map(|rag| rag.value),
            completed: action.completed.map(|completed| completed.value),
            hold: action.hold.as_ref().map(hold),
            moves: action.moved.iter().filter(|moved| moved.on.is_none_or(|on| on.value <= question.as_at)).count(),
            leads: self.names.all(plan, objective.leads_of(action)),
            with: self.names.all(plan, objective.with_of(action)),
            timescale: boxed(objective.timescale_of(action)),
            reason: reason(objective, action, &verdict).map(String::into_boxed_str),
            what: verdict.due.and_then(|due| what(action, &verdict, &due)),
            falling,
            detail: question.detail.then(|| Box::new(detail(question, plan, action))),
            course: question.course.map(|looking| Box::new(course(question, looking, plan, objective, action, &verdict))),
            verdict,
        }
    }
}

/// The filters that look at the date an action is judged by.
fn in_time(filters: &Filters, verdict: &Judgement) -> bool {
    let due = verdict.due.map(|due| due.day);
    filters.due_by.is_none_or(|by| due.is_some_and(|due| due <= by))
        && filters.due_from.is_none_or(|from| due.is_some_and(|due| due >= from))
        && (!filters.no_date || verdict.state == State::Undated)
}

/// The reference, else the place in brackets that show it was never printed.
fn label_of(objective: &Objective, action: &Action) -> String {
    action.reference.as_ref().map_or_else(|| format!("[{}]", objective.place_of(action)), |reference| reference.to_string())
}

/// The filters that look at the action alone.
fn plain(plan: &Plan, filters: &Filters, objective: &Objective, action: &Action, leads: &[Who]) -> bool {
    let any = |list: &[String], of: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|name| of(name));
    any(&filters.objective, &|name| is_objective(objective, name))
        && any(&filters.reference, &|name| is_reference(objective, action, name))
        && (filters.status.is_empty() || action.status.is_some_and(|status| filters.status.contains(&status.value)))
        && (filters.rag.is_empty() || action.rag.is_some_and(|rag| filters.rag.contains(&rag.value)))
        && any(&filters.text, &|text| mentions(plan, action, &text.to_lowercase()))
        && (!filters.no_lead || leads.is_empty())
}

fn is_board(plan: &Plan, name: &str) -> bool {
    plan.board.as_ref().is_some_and(|board| board.to_lowercase().contains(&name.to_lowercase()))
}

fn is_objective(objective: &Objective, name: &str) -> bool {
    alike(&objective.label(), name) || objective.title.as_ref().is_some_and(|title| alike(title, name))
}

fn is_reference(objective: &Objective, action: &Action, name: &str) -> bool {
    let name = name.trim_start_matches('[').trim_end_matches(']');
    match &action.reference {
        // Every sign counts: 1-1 is not 11.
        Some(reference) if reference.trim().eq_ignore_ascii_case(name.trim()) => true,
        _ => name.contains('/') && objective.place_of(action) == name,
    }
}

/// Whether any of an action's words hold a text, whatever the case.
fn mentions(plan: &Plan, action: &Action, text: &str) -> bool {
    let single = [&action.action, &action.timescale, &action.remark, &action.when];
    let outcome = plan.outcome_of(action).is_some_and(|outcome| outcome.to_lowercase().contains(text));
    let lists = action.success.iter().chain(&action.evidence);
    let notes = action.progress.iter().filter_map(|note| note.note.as_ref());
    let steps = action.milestones.iter().filter_map(|milestone| milestone.text.as_ref());
    let mut all = single.into_iter().flatten().chain(lists).chain(notes).chain(steps);
    outcome || all.any(|words| words.to_lowercase().contains(text))
}

/// Whether a plan knows a name that a filter asks for.
fn knows(plan: &Plan, asked: Asked, name: &str) -> bool {
    let role = |who: &Who| who.role.as_ref().is_some_and(|role| alike(role, name));
    match asked {
        Asked::Board => is_board(plan, name),
        Asked::Plan => alike(&plan.name, name),
        Asked::Lead | Asked::Who => {
            !plan.meanings(name).is_empty()
                || plan.actions().any(|(objective, action)| objective.leads_of(action).iter().any(role))
        }
        Asked::Group => plan.meanings(name).iter().any(|target| matches!(target, Target::Group(_))),
        Asked::Objective => plan.objectives.iter().any(|objective| is_objective(objective, name)),
        Asked::Reference => plan.actions().any(|(objective, action)| is_reference(objective, action, name)),
    }
}

/// The names a plan offers where one asked for is unknown.
pub fn candidates(plan: &Plan, asked: Asked) -> Vec<String> {
    let groups = || plan.groups.iter().map(|group| group.name.to_string());
    match asked {
        Asked::Board => plan.board.iter().map(|board| board.to_string()).collect(),
        Asked::Plan => vec![plan.name.clone()],
        // The first of the names is the key, which people do not ask by.
        Asked::Lead | Asked::Who => {
            plan.people.iter().flat_map(|person| person.names().skip(1).map(str::to_owned)).chain(groups()).collect()
        }
        Asked::Group => plan.groups.iter().flat_map(|group| group.names().skip(1).map(str::to_owned)).collect(),
        Asked::Objective => plan.objectives.iter().map(|objective| objective.label().into_owned()).collect(),
        Asked::Reference => {
            plan.actions().filter_map(|(_, action)| action.reference.as_ref()).map(|reference| reference.to_string()).collect()
        }
    }
}

/// The people and groups that the names of one filter mean in one plan.
struct Wanted<'n> {
    names: &'n [String],
    targets: Vec<Target>,
}

impl<'n> Wanted<'n> {
    fn new(plan: &Plan, names: &'n [String], fits: fn(&Target) -> bool) -> Wanted<'n> {
        Wanted { names, targets: names.iter().flat_map(|name| plan.meanings(name)).filter(fits).collect() }
    }

    /// The ambiguous group among some leads that could be one asked for.
    fn could_be<'p, 'a>(&self, plan: &'p Plan<'a>, whos: &[Who]) -> Option<&'p Group<'a>> {
        let groups = whos.iter().flat_map(|who| {
            plan.group_of(&who.who).into_iter().chain(who.stands_for.as_ref().and_then(|group| plan.group_of(group)))
        });
        let mut groups = groups.filter(|group| group.could_be.iter().any(|pointer| self.targets.contains(&pointer.target)));
        groups.next()
    }

    fn any<'w, 'a: 'w>(&self, plan: &Plan, mut whos: impl Iterator<Item = &'w Who<'a>>) -> bool {
        self.names.is_empty()
            || whos.any(|who| {
                let named = |pointer: &Pointer| {
                    self.targets.contains(&pointer.target)
                        || plan
                            .group_of(pointer)
                            .is_some_and(|role| role.held_by.iter().any(|holder| self.targets.contains(&holder.target)))
                };
                named(&who.who)
                    || who.stands_for.as_ref().is_some_and(named)
                    || who.role.as_ref().is_some_and(|role| self.names.iter().any(|name| alike(role, name)))
            })
    }
}

/// What reports need of a plan; its groups and objectives only with their names at hand.
fn plan_head(question: &Question, file: &str, plan: &Plan, names: Option<&Names>) -> Arc<PlanHead> {
    let group = |group: &Group| GroupHead {
        name: group.name.to_string(),
        kind: group.kind,
        chair: group.chair.as_ref().map(|chair| plan.name_of(chair).to_owned()),
        remark: group_remark(plan, group),
    };
    let objective = |names: &Names, objective: &Objective| {
        let unpaired = objective.unpaired.as_ref();
        let leads = unpaired.iter().flat_map(|unpaired| unpaired.leads.iter().flatten());
        Arc::new(ObjectiveHead {
            label: objective.label().into_owned(),
            title: objective.title.as_ref().map(|title| title.to_string()),
            unpaired_leads: leads.flat_map(|who| names.one(plan, who)).collect(),
            unpaired_timescales: unpaired.iter().flat_map(|unpaired| &unpaired.timescales).map(|text| text.to_string()).collect(),
        })
    };
    Arc::new(PlanHead {
        file: file.to_owned(),
        name: plan.name.clone(),
        board: plan.board.as_ref().map(|board| board.to_string()),
        title: plan.title.as_ref().map(|title| title.to_string()),
        version: plan.version.as_ref().map(|version| version.to_string()),
        period: plan.period.map(|period| period.days()),
        since: since(question, plan),
        meetings: meetings(plan),
        legend: plan.rag.iter().map(|legend| (legend.rag.value, legend.means.to_string())).collect(),
        next_meeting: next_meeting(question, plan),
        actions: plan.objectives.iter().map(|objective| objective.actions.len()).sum(),
        groups: names.iter().flat_map(|_| plan.groups.iter().map(group)).collect(),
        objectives: names.iter().flat_map(|names| plan.objectives.iter().map(|one| objective(names, one))).collect(),
    })
}

/// The first meeting on or after the day asked about.
fn next_meeting(question: &Question, plan: &Plan) -> Option<NaiveDate> {
    plan.meetings.iter().map(|meeting| meeting.value).filter(|&meeting| meeting >= question.as_at).min()
}

fn meetings(plan: &Plan) -> Vec<NaiveDate> {
    let mut meetings: Vec<NaiveDate> = plan.meetings.iter().map(|meeting| meeting.value).collect();
    meetings.sort_unstable();
    meetings.dedup();
    meetings
}

/// The earlier day asked about.
fn since(question: &Question, plan: &Plan) -> Option<NaiveDate> {
    match question.course?.since? {
        Since::Day(day) => Some(day),
        Since::LastMeeting => plan.meetings.iter().map(|meeting| meeting.value).filter(|&day| day < question.as_at).max(),
    }
}

/// How an action got here, and what lies ahead.
fn course(
    question: &Question,
    looking: Looking,
    plan: &Plan,
    objective: &Objective,
    action: &Action,
    verdict: &Judgement,
) -> Course {
    let as_at = question.as_at;
    let since = since(question, plan);
    let dates = match looking.ahead {
        Some(last) => plan.falling_due(objective, action, as_at, (NaiveDate::MIN, last)),
        None => Vec::new(),
    };
    let dated = |by: NaiveDate| {
        action.progress.iter().filter_map(move |note| Some((note.on?.value, note))).filter(move |(on, _)| *on <= by)
    };
    let coloured = |by: NaiveDate| dated(by).filter_map(|(on, note)| Some((on, note.rag?.value))).max_by_key(|(on, _)| *on);
    let signs = dated(as_at)
        .map(|(on, _)| on)
        .chain(action.moved.iter().filter_map(|moved| Some(moved.on?.value)))
        .chain(action.milestones.iter().filter_map(|milestone| Some(milestone.done?.value)))
        .chain(action.completed.map(|completed| completed.value));
    Course {
        earlier: since.map(|day| plan.judge(objective, action, day, question.soon)),
        earlier_rag: since.and_then(coloured).map(|(_, rag)| rag),
        last_sign: signs.filter(|&on| on <= as_at).max(),
        dates: dates.into_iter().map(|due| Falling { what: what(action, verdict, &due), due }).collect(),
        lacks: lacks(question, plan, objective, action),
    }
}

fn lacks(question: &Question, plan: &Plan, objective: &Objective, action: &Action) -> Lacks {
    let unread = |keys: &[&str]| action.unread.iter().chain(&objective.unread).any(|key| keys.contains(key));
    let unpaired = objective.unpaired.as_ref();
    Lacks {
        lead: objective.leads_of(action).is_empty() && !unread(&["lead"]),
        measure: plan.outcome_of(action).is_none()
            && action.success.is_empty()
            && objective.outcomes.is_empty()
            && objective.success.is_empty()
            && unpaired.is_none_or(|unpaired| unpaired.outcomes.is_empty())
            && !unread(&["outcome", "success", "outcomes"]),
        evidence: action.evidence.is_empty() && !action.unreadable("evidence"),
        note: !action.progress.iter().any(|note| note.on.is_none_or(|on| on.value <= question.as_at))
            && !action.unreadable("progress"),
    }
}

fn group_remark(plan: &Plan, group: &Group) -> Option<String> {
    if !group.could_be.is_empty() {
        let names: Vec<&str> = group.could_be.iter().map(|pointer| plan.name_of(pointer)).collect();
        return Some(format!("could be {}", crate::diagnostic::one_of(&names)));
    }
    if let Some(now) = &group.now {
        return Some(format!("now {}", plan.name_of(now)));
    }
    group.former.is_some_and(|former| former.value).then(|| "no longer there".to_owned())
}

/// The names of a plan's people and groups, each kept once.
struct Names {
    people: Vec<Arc<str>>,
    groups: Vec<Arc<str>>,
}

impl Names {
    fn of(plan: &Plan) -> Names {
        Names {
            people: plan.people.iter().map(|person| Arc::from(&*person.name.value)).collect(),
            groups: plan.groups.iter().map(|group| Arc::from(&*group.name.value)).collect(),
        }
    }

    fn name(&self, pointer: &Pointer) -> Arc<str> {
        match pointer.target {
            Target::Person(index) => Arc::clone(&self.people[index]),
            Target::Group(index) => Arc::clone(&self.groups[index]),
            Target::Unknown => Arc::from(&*pointer.key.value),
        }
    }

    /// A lead by name, the group they stand for, and those who hold the role.
    fn one(&self, plan: &Plan, who: &Who) -> Vec<Named> {
        let named = |pointer: &Pointer, capacity: Capacity| Named {
            name: self.name(pointer),
            kind: plan.group_of(pointer).map(|group| group.kind),
            capacity: (capacity != Capacity::default()).then(|| Box::new(capacity)),
        };
        let stands_for = who.stands_for.as_ref();
        let own = Capacity {
            role: boxed(who.role.as_ref()),
            stands_for: stands_for.map(|group| self.name(group)),
            ..Capacity::default()
        };
        let mut out = vec![named(&who.who, own)];
        out.extend(stands_for.map(|group| named(group, Capacity::default())));
        if let Some(role) = plan.group_of(&who.who) {
            let by_role = || Capacity { by_role: Some(self.name(&who.who)), ..Capacity::default() };
            out.extend(role.held_by.iter().map(|holder| named(holder, by_role())));
        }
        out
    }

    /// Everybody in a list, each once.
    fn all(&self, plan: &Plan, whos: &[Who]) -> Box<[Named]> {
        let mut out: Vec<Named> = Vec::with_capacity(whos.len());
        let each: Vec<Vec<Named>> = whos.iter().map(|who| self.one(plan, who)).collect();
        // Those named first, then the groups they stand for.
        let (first, rest) = (each.iter().filter_map(|named| named.first()), each.iter().flat_map(|named| named.iter().skip(1)));
        for named in first.chain(rest).cloned() {
            if !out.iter().any(|other| other.name == named.name && other.kind == named.kind) {
                out.push(named);
            }
        }
        out.into_boxed_slice()
    }
}

fn boxed(text: Option<&crate::plan::Text>) -> Option<Box<str>> {
    text.map(|text| Box::from(&*text.value))
}

/// Why an action is on hold, and when that is looked at again.
fn hold(hold: &crate::plan::Hold) -> Box<(Option<String>, Option<NaiveDate>)> {
    Box::new((hold.because.as_ref().map(|because| because.to_string()), hold.review.map(|review| review.value)))
}

/// The whole story of an action, as known on the day asked about.
fn detail(question: &Question, plan: &Plan, action: &Action) -> Detail {
    let own = |text: &Option<crate::plan::Text>| text.as_ref().map(|text| text.to_string());
    let owned = |list: &[crate::plan::Text]| list.iter().map(|text| text.to_string()).collect::<Vec<_>>();
    let notes = action.progress.iter().filter(|note| note.on.is_none_or(|on| on.value <= question.as_at));
    let steps = action.milestones.iter();
    let moves = action.moved.iter().filter(|moved| moved.on.is_none_or(|on| on.value <= question.as_at));
    Detail {
        outcome: plan.outcome_of(action).map(str::to_owned),
        success: owned(&action.success),
        milestones: steps
            .map(|step| Milestone {
                text: own(&step.text).unwrap_or_default(),
                due: step.due.map(|due| due.value),
                done: step.done.map(|done| done.value),
            })
            .collect(),
        evidence: owned(&action.evidence),
        moved: moves
            .map(|moved| Moved {
                from: moved.from.map(|from| from.value),
                to: moved.to.map(|to| to.value),
                on: moved.on.map(|on| on.value),
                because: own(&moved.because),
            })
            .collect(),
        notes: notes
            .map(|note| Note {
                on: note.on.map(|on| on.value),
                text: own(&note.note).unwrap_or_default(),
                by: note.by.as_ref().map(|by| plan.name_of(by).to_owned()),
            })
            .collect(),
        came_from: own(&action.came_from),
        see: owned(&action.see),
        remark: own(&action.remark),
    }
}

/// Why the calendar cannot judge an action: the words of its timescale that cannot be dated, or what the plan lacks.
fn reason(objective: &Objective, action: &Action, verdict: &Judgement) -> Option<String> {
    let unjudged = verdict.unjudged?;
    if unjudged != Unjudged::NoDate {
        return Some(unjudged.words().to_owned());
    }
    if ["due", "every", "from", "timescale", "milestones"].iter().any(|key| action.unreadable(key)) {
        return Some("its date cannot be read".to_owned());
    }
    match objective.timescale_of(action) {
        Some(timescale) => Some(match phrase::read(&timescale.value).unclear {
            Some(unclear) => format!("\"{}\": {unclear}", timescale.value),
            None => format!("\"{}\" is printed, but the plan file gives no date for it", timescale.value),
        }),
        None if objective.unpaired.as_ref().is_some_and(|unpaired| !unpaired.timescales.is_empty()) => {
            Some(format!("the timescales printed for objective {} do not line up with its actions", objective.label()))
        }
        None => Some(unjudged.words().to_owned()),
    }
}
