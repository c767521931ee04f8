//! The plan's tables: each key to its field.

use super::Reader;
use super::recover::period_fault;
use super::values::{one_or_more, set_if_some};
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::Edit;
use crate::names::{key as key_of_name, ref_key};
use crate::plan::keys::{
    self, ActionKey, AllowKey, GroupKey, HoldKey, Key, MilestoneKey, MovedKey, NoteKey, ObjectiveKey, PeriodKey, PersonKey,
    PlanKey, UnpairedKey, ValueType,
};
use crate::plan::{
    Action, Allow, Extent, Group, GroupKind, Hold, Legend, Milestone, Moved, Note, Objective, Period, Person, Plan, Rag, Reached,
    SharedOutcome, Status, StatusWord, Style, Target, Text, Unpaired, Who,
};
use crate::text::{Span, Spanned};
use crate::time::when::When;
use bumpalo::collections::Vec as List;
use toml_spanner::{Item, Table, Value};

impl<'a> Reader<'a, '_> {
    pub(super) fn plan(&mut self, table: &Table) -> Plan<'a> {
        let mut plan = Plan { extent: self.top_extent(table), ..Plan::default() };
        // Read when every key is known that stands in them, wherever the file has them.
        let (mut groups, mut objectives) = (None, None);
        self.at_top = keys::PLAN.names().filter(|name| table.iter().any(|(key, _)| key.name == *name)).collect();
        let (_, mut unread) = self.keys(table, |reader, which: PlanKey, key, item| match which {
            PlanKey::Board => {
                let sound = reader.texts(&mut plan.boards, key, item);
                // One without a letter names nobody: two such plans are no one board.
                plan.board = match plan.boards {
                    [] => None,
                    names if names.iter().all(|name| key_of_name(name.value).is_empty()) => None,
                    [one] => Some(*one),
                    boards => {
                        let names: Vec<&str> = boards.iter().map(|board| board.value).collect();
                        Some(Text::new(reader.lists.alloc_str(&names.join(" and ")), reader.place(item.span())))
                    }
                };
                sound
            }
            PlanKey::Title => set_if_some(&mut plan.title, reader.text(key, item)),
            PlanKey::Version => set_if_some(&mut plan.version, reader.text(key, item)),
            PlanKey::Period => {
                let sound = set_if_some(&mut plan.period, reader.period(key, item));
                reader.period = plan.period.and_then(|period| period.days());
                sound
            }
            PlanKey::Agreed => set_if_some(&mut plan.agreed, reader.when(key, item)),
            PlanKey::Source => set_if_some(&mut plan.source, reader.text(key, item)),
            PlanKey::Meetings => {
                let sound = reader.list(&mut plan.meetings, key, item, "a list of days", |reader, item| match item.value() {
                    Value::DateTime(_) | Value::String(_) => reader.day(key, item).map(Some),
                    _ => Some(None),
                });
                let mut days: Vec<_> = plan.meetings.iter().map(|meeting| meeting.value).collect();
                days.sort_unstable();
                days.dedup();
                plan.meeting_days = reader.lists.alloc_slice_copy(&days);
                sound
            }
            PlanKey::Remark => set_if_some(&mut plan.remark, reader.text(key, item)),
            PlanKey::Rag => reader.legend(&mut plan.rag, &mut plan.tables.rag, key, item),
            PlanKey::Statuses => reader.named(&mut plan.statuses, &mut plan.tables.statuses, key, item, |reader, word, item| {
                reader.text(key, item).map(|means| StatusWord { word, means })
            }),
            PlanKey::People => {
                let sound = reader.named(&mut plan.people, &mut plan.tables.people, key, item, |reader, name, item| {
                    Some(reader.person(key, name, item))
                });
                let people = plan.people.iter().enumerate();
                reader.known.extend(people.map(|(index, person)| (person.key.value, Target::Person(index))));
                sound
            }
            PlanKey::Groups => defer(&mut groups, key, item),
            PlanKey::Outcomes => reader.named(&mut plan.outcomes, &mut plan.tables.outcomes, key, item, |reader, name, item| {
                reader.text(key, item).map(|text| SharedOutcome { key: name, text })
            }),
            PlanKey::Objective => defer(&mut objectives, key, item),
            PlanKey::Allow => reader.tables(&mut plan.allows, key, item, |reader, table, _, allow| reader.allow(table, allow)),
        });
        if let Some((key, item)) = groups {
            if let Value::Table(table) = item.value() {
                self.known.reserve(table.len());
                for (index, (name, _)) in self.named_entries(table).own.into_iter().enumerate() {
                    self.known.entry(name.value).or_insert(Target::Group(index));
                }
            }
            if !self.named(&mut plan.groups, &mut plan.tables.groups, key, item, |reader, name, item| {
                Some(reader.group(key, name, item))
            }) {
                unread.push(key.name);
            }
        }
        if let Some((_, item)) = objectives {
            self.numbering = self.numbering(item);
            plan.refs_restart = self.numbering.restarts;
        }
        if let Some((key, item)) = objectives
            && !self.tables(&mut plan.objectives, key, item, Reader::objective)
        {
            unread.push(key.name);
        }
        let records_moves = plan.actions().any(|(_, action)| action.agreed_moves().next().is_some());
        plan.records_moves = records_moves;
        unread.extend(self.misplaced.iter().copied());
        plan.unread = self.lists.alloc_slice_copy(&unread);
        plan
    }

    fn period(&mut self, key: &Key, item: &Item) -> Option<Period<'a>> {
        if !matches!(item.value(), Value::Table(_)) {
            let place = self.first_line(self.place(item.span()));
            self.fault(period_fault(place.of(self.text), place));
            return None;
        }
        let table = self.table(key, item, "")?;
        let (mut from, mut to) = (None, None);
        let (extent, _) = self.keys(table, |reader, which: PeriodKey, key, item| match which {
            PeriodKey::From => set_if_some(&mut from, reader.when(key, item)),
            PeriodKey::To => set_if_some(&mut to, reader.when(key, item)),
        });
        if table.iter().any(|(name, _)| name.name == "to") && to.is_none() {
            return None;
        }
        let period = Period { from: from?, to, extent, span: self.first_line(self.place(item.span())) };
        if let Some(to) = period.to.filter(|to| period.first_day() > to.last_day()) {
            let message = format!("the plan ends ({}) before it begins ({})", to.for_people(), period.from.for_people());
            self.fault(Diagnostic::new("bad-date", to.span, message).related(period.from.span, "it begins here"));
            return None;
        }
        Some(period)
    }

    fn legend(&mut self, slot: &mut &'a [Legend<'a>], extent: &mut Option<Extent<'a>>, key: &Key, item: &Item) -> bool {
        let mut sound = true;
        let table = self.named(slot, extent, key, item, |reader, name, item| match Rag::parse(name.value) {
            Some(rag) => reader.text(key, item).map(|means| Legend { rag: Spanned::new(rag, name.span), means }),
            None => {
                sound = false;
                reader.unknown_word(key, name.value, name.span, Rag::WORDS);
                None
            }
        });
        sound && table
    }

    /// A person; one of whom nothing could be read goes by the key.
    fn person(&mut self, key: &Key, name: Text<'a>, item: &Item) -> Person<'a> {
        let extent = Extent::default();
        let mut person = Person { extent, name, key: name, role: None, aka: &[], left: None, remark: None };
        if let Some(name) = self.name_alone(item) {
            return Person { name, ..person };
        }
        let Some(table) = self.table(key, item, keys::PERSON.example) else { return person };
        let (extent, _) = self.keys(table, |reader, which: PersonKey, key, item| match which {
            PersonKey::Name => reader.text(key, item).is_some_and(|text| {
                person.name = text;
                true
            }),
            PersonKey::Role => set_if_some(&mut person.role, reader.text(key, item)),
            PersonKey::Aka => reader.texts(&mut person.aka, key, item),
            PersonKey::Left => set_if_some(&mut person.left, reader.when(key, item)),
            PersonKey::Remark => set_if_some(&mut person.remark, reader.text(key, item)),
        });
        person.extent = extent;
        person
    }

    /// The name of a person or group that stands there without its braces: reported, and read as it was meant.
    fn name_alone(&mut self, item: &Item) -> Option<Text<'a>> {
        let Value::String(name) = item.value() else { return None };
        let place = self.place(item.span());
        let meant = format!("{{ name = {} }}", place.of(self.text));
        let fault = Diagnostic::new("wrong-type", place, "a name stands in braces, so that more can be said of it");
        self.fault(fault.fix(format!("write {meant}"), place, meant));
        Some(self.borrow(name, place))
    }

    /// A group; one of which nothing could be read goes by the key.
    fn group(&mut self, key: &Key, name: Text<'a>, item: &Item) -> Group<'a> {
        let mut group = Group {
            extent: Extent::default(),
            name,
            key: name,
            aka: &[],
            kind: GroupKind::Group,
            chair: None,
            held_by: &[],
            could_be: &[],
            former: None,
            now: None,
            remark: None,
        };
        if let Some(name) = self.name_alone(item) {
            return Group { name, ..group };
        }
        let Some(table) = self.table(key, item, keys::GROUP.example) else { return group };
        let (extent, _) = self.keys(table, |reader, which: GroupKey, key, item| match which {
            GroupKey::Name => reader.text(key, item).is_some_and(|text| {
                group.name = text;
                true
            }),
            GroupKey::Aka => reader.texts(&mut group.aka, key, item),
            GroupKey::Kind => reader.word(key, item, GroupKind::WORDS, GroupKind::parse).is_some_and(|kind| {
                group.kind = kind.value;
                true
            }),
            GroupKey::Chair => set_if_some(&mut group.chair, reader.pointer(key, item)),
            GroupKey::HeldBy => reader.pointers(&mut group.held_by, key, item),
            GroupKey::CouldBe => reader.pointers(&mut group.could_be, key, item),
            GroupKey::Former => set_if_some(&mut group.former, reader.flag(key, item)),
            GroupKey::Now => set_if_some(&mut group.now, reader.pointer(key, item)),
            GroupKey::Remark => set_if_some(&mut group.remark, reader.text(key, item)),
        });
        group.extent = extent;
        group
    }

    fn objective(&mut self, table: &Table, number: usize, objective: &mut Objective<'a>) {
        objective.span = self.first_line(self.place(table.span()));
        objective.number = number;
        objective.place = self.numbering.places.get(number - 1).copied().unwrap_or_default();
        objective.refs_restart = self.numbering.restarts;
        let since = self.found();
        let (extent, unread) = self.keys(table, |reader, which: ObjectiveKey, key, item| match which {
            ObjectiveKey::Ref => set_if_some(&mut objective.reference, reader.text(key, item)),
            ObjectiveKey::Title => set_if_some(&mut objective.title, reader.text(key, item)),
            ObjectiveKey::Outcomes => reader.texts(&mut objective.outcomes, key, item),
            ObjectiveKey::Success => reader.texts(&mut objective.success, key, item),
            ObjectiveKey::Lead => reader.whos(&mut objective.lead, key, item),
            ObjectiveKey::With => reader.whos(&mut objective.with, key, item),
            ObjectiveKey::Accountable => reader.whos(&mut objective.accountable, key, item),
            ObjectiveKey::Tags => reader.texts(&mut objective.tags, key, item),
            ObjectiveKey::From => set_if_some(&mut objective.from, reader.when(key, item)),
            ObjectiveKey::Every => set_if_some(&mut objective.every, reader.every(key, item)),
            ObjectiveKey::Ongoing => set_if_some(&mut objective.ongoing, reader.flag(key, item)),
            ObjectiveKey::Standing => set_if_some(&mut objective.standing, reader.flag(key, item)),
            ObjectiveKey::When => set_if_some(&mut objective.when, reader.text(key, item)),
            ObjectiveKey::Review => reader.whens(&mut objective.review, key, item),
            ObjectiveKey::Timescale => set_if_some(&mut objective.timescale, reader.text(key, item)),
            ObjectiveKey::Due => reader.whens(&mut objective.due, key, item),
            ObjectiveKey::See => reader.texts(&mut objective.see, key, item),
            ObjectiveKey::Remark => set_if_some(&mut objective.remark, reader.text(key, item)),
            ObjectiveKey::Unpaired => set_if_some(&mut objective.unpaired, reader.unpaired(key, item)),
            ObjectiveKey::Action => {
                let mut actions: &[Action] = &[];
                let place = objective.place;
                let sound = reader.tables(&mut actions, key, item, |reader, table, number, action| {
                    let since = reader.found();
                    action.objective_place = place;
                    reader.action(table, number, action);
                    reader.about(since, || objective.subject_of(action));
                });
                objective.actions = actions;
                sound
            }
        });
        self.about(since, || objective.subject());
        // Where one broken heading stands for both, the objective has none of its own: its keys would land in the action.
        let shared = objective.actions.first().is_some_and(|first| first.extent.header == extent.header);
        objective.extent = if shared { Extent { style: Style::Unwritten, ..extent } } else { extent };
        objective.unread = self.lists.alloc_slice_copy(&unread);
    }

    fn unpaired(&mut self, key: &Key, item: &Item) -> Option<Unpaired<'a>> {
        let table = self.table(key, item, keys::UNPAIRED.example)?;
        let mut unpaired = Unpaired { span: self.first_line(self.place(item.span())), ..Unpaired::default() };
        let (extent, _) = self.keys(table, |reader, which: UnpairedKey, key, item| match which {
            UnpairedKey::Timescales => reader.texts(&mut unpaired.timescales, key, item),
            UnpairedKey::Outcomes => reader.texts(&mut unpaired.outcomes, key, item),
            UnpairedKey::Leads => reader.list(&mut unpaired.leads, key, item, "a list of leads", |reader, item| {
                let mut whos: &[Who] = &[];
                reader.whos(&mut whos, key, item);
                Some(Some(whos))
            }),
        });
        unpaired.extent = extent;
        Some(unpaired)
    }

    fn action(&mut self, table: &Table, number: usize, action: &mut Action<'a>) {
        action.span = self.first_line(self.place(table.span()));
        action.number = number;
        let (extent, unread) = self.keys(table, |reader, which: ActionKey, key, item| match which {
            ActionKey::Ref => {
                let sound = set_if_some(&mut action.reference, reader.text(key, item));
                let shared = |reference: Text| reader.numbering.shared.contains(&*ref_key(reference.value));
                action.shares_ref = reader.numbering.restarts && action.reference.is_some_and(shared);
                sound
            }
            ActionKey::Action => set_if_some(&mut action.action, reader.text(key, item)),
            ActionKey::Outcome => set_if_some(&mut action.outcome, reader.text(key, item)),
            ActionKey::Success => reader.texts(&mut action.success, key, item),
            ActionKey::Lead => reader.whos(&mut action.lead, key, item),
            ActionKey::With => reader.whos(&mut action.with, key, item),
            ActionKey::Accountable => reader.whos(&mut action.accountable, key, item),
            ActionKey::Tags => reader.texts(&mut action.tags, key, item),
            ActionKey::Added => set_if_some(&mut action.added, reader.when(key, item)),
            ActionKey::Review => reader.whens(&mut action.review, key, item),
            ActionKey::SetUp => set_if_some(&mut action.set_up, reader.when(key, item)),
            ActionKey::StatusAsPrinted => set_if_some(&mut action.status_as_printed, reader.text(key, item)),
            ActionKey::Percent => set_if_some(&mut action.percent, reader.percent(key, item)),
            ActionKey::Closed => set_if_some(&mut action.closed, reader.when(key, item)),
            ActionKey::Timescale => set_if_some(&mut action.timescale, reader.text(key, item)),
            ActionKey::Due => reader.whens(&mut action.due, key, item),
            ActionKey::From => set_if_some(&mut action.from, reader.when(key, item)),
            ActionKey::Every => set_if_some(&mut action.every, reader.every(key, item)),
            ActionKey::Ongoing => set_if_some(&mut action.ongoing, reader.flag(key, item)),
            ActionKey::Standing => set_if_some(&mut action.standing, reader.flag(key, item)),
            ActionKey::When => set_if_some(&mut action.when, reader.text(key, item)),
            ActionKey::Milestones => {
                reader.tables(&mut action.milestones, key, item, |reader, table, _, step| reader.milestone(table, step))
            }
            ActionKey::Status => set_if_some(&mut action.status, reader.word(key, item, Status::WORDS, Status::parse)),
            ActionKey::Hold => set_if_some(&mut action.hold, reader.hold(key, item)),
            ActionKey::Rag => set_if_some(&mut action.rag, reader.word(key, item, Rag::WORDS, Rag::parse)),
            ActionKey::Completed => set_if_some(&mut action.completed, reader.when(key, item)),
            ActionKey::Evidence => reader.texts(&mut action.evidence, key, item),
            ActionKey::Progress => {
                reader.tables(&mut action.progress, key, item, |reader, table, _, note| reader.note(table, note))
            }
            ActionKey::Moved => reader.tables(&mut action.moved, key, item, |reader, table, _, moved| reader.moved(table, moved)),
            ActionKey::CameFrom => set_if_some(&mut action.came_from, reader.text(key, item)),
            ActionKey::See => reader.texts(&mut action.see, key, item),
            ActionKey::Remark => set_if_some(&mut action.remark, reader.text(key, item)),
        });
        action.extent = extent;
        action.unread = self.lists.alloc_slice_copy(&unread);
    }

    fn milestone(&mut self, table: &Table, milestone: &mut Milestone<'a>) {
        milestone.span = self.first_line(self.place(table.span()));
        let (extent, _) = self.keys(table, |reader, which: MilestoneKey, key, item| match which {
            MilestoneKey::Text => set_if_some(&mut milestone.text, reader.text(key, item)),
            MilestoneKey::Timescale => set_if_some(&mut milestone.timescale, reader.text(key, item)),
            MilestoneKey::Due => set_if_some(&mut milestone.due, reader.when(key, item)),
            MilestoneKey::Lead => reader.whos(&mut milestone.lead, key, item),
            MilestoneKey::Rag => set_if_some(&mut milestone.rag, reader.word(key, item, Rag::WORDS, Rag::parse)),
            MilestoneKey::Evidence => reader.texts(&mut milestone.evidence, key, item),
            MilestoneKey::Remark => set_if_some(&mut milestone.remark, reader.text(key, item)),
            MilestoneKey::Done => reader.reached(&mut milestone.done, key, item),
        });
        milestone.extent = extent;
    }

    /// The day a milestone was reached, or that it was. Returns false where it cannot be read.
    fn reached(&mut self, slot: &mut Option<Spanned<Reached>>, key: &Key, item: &Item) -> bool {
        let place = self.place(item.span());
        *slot = match item.value() {
            Value::Boolean(true) => Some(Spanned::new(Reached::Undated, place)),
            Value::Boolean(false) => return true,
            Value::DateTime(_) | Value::String(_) | Value::Integer(_) => {
                self.when(key, item).map(|when| Spanned::new(Reached::On(when.value), when.span))
            }
            _ => {
                self.wrong_type(key, item, "a date, or true where the day is not known");
                None
            }
        };
        slot.is_some()
    }

    fn hold(&mut self, key: &Key, item: &Item) -> Option<&'a Hold<'a>> {
        let table = self.table(key, item, keys::HOLD.example)?;
        let mut hold =
            Hold { extent: Extent::default(), span: self.first_line(self.place(item.span())), because: None, review: None };
        let (extent, _) = self.keys(table, |reader, which: HoldKey, key, item| match which {
            HoldKey::Because => set_if_some(&mut hold.because, reader.text(key, item)),
            HoldKey::Review => set_if_some(&mut hold.review, reader.day(key, item)),
        });
        hold.extent = extent;
        Some(self.lists.alloc(hold))
    }

    fn note(&mut self, table: &Table, note: &mut Note<'a>) {
        note.span = self.first_line(self.place(table.span()));
        let (extent, _) = self.keys(table, |reader, which: NoteKey, key, item| match which {
            NoteKey::On => set_if_some(&mut note.on, reader.when(key, item)),
            NoteKey::Note => set_if_some(&mut note.note, reader.text(key, item)),
            NoteKey::By => set_if_some(&mut note.by, reader.pointer(key, item)),
            NoteKey::Status => set_if_some(&mut note.status, reader.word(key, item, Status::WORDS, Status::parse)),
            NoteKey::Report => set_if_some(&mut note.report, reader.flag(key, item)),
            NoteKey::Rag => set_if_some(&mut note.rag, reader.word(key, item, Rag::WORDS, Rag::parse)),
        });
        note.extent = extent;
    }

    fn moved(&mut self, table: &Table, moved: &mut Moved<'a>) {
        moved.span = self.first_line(self.place(table.span()));
        let (extent, _) = self.keys(table, |reader, which: MovedKey, key, item| match which {
            MovedKey::From => set_if_some(&mut moved.from, reader.when(key, item)),
            MovedKey::To => set_if_some(&mut moved.to, reader.when(key, item)),
            MovedKey::On => set_if_some(&mut moved.on, reader.when(key, item)),
            MovedKey::Agreed => set_if_some(&mut moved.agreed, reader.flag(key, item)),
            MovedKey::Refused => set_if_some(&mut moved.refused, reader.when(key, item)),
            MovedKey::Because => set_if_some(&mut moved.because, reader.text(key, item)),
        });
        moved.extent = extent;
    }

    fn allow(&mut self, table: &Table, allow: &mut Allow<'a>) {
        allow.span = self.first_line(self.place(table.span()));
        let (extent, _) = self.keys(table, |reader, which: AllowKey, key, item| match which {
            AllowKey::Rule => set_if_some(&mut allow.rule, reader.text(key, item)),
            AllowKey::Ref => reader.texts(&mut allow.refs, key, item),
            AllowKey::Because => set_if_some(&mut allow.because, reader.text(key, item)),
        });
        allow.extent = extent;
    }

    pub(super) fn whens(&mut self, slot: &mut &'a [Spanned<When>], key: &Key, item: &Item) -> bool {
        self.list(slot, key, item, "a date or a list of dates", |reader, item| match item.value() {
            Value::Array(_) | Value::Table(_) => Some(None),
            _ => reader.when(key, item).map(Some),
        })
    }

    fn table<'i, 't>(&mut self, key: &Key, item: &'i Item<'t>, wanted: &str) -> Option<&'i Table<'t>> {
        if let Value::Table(table) = item.value() {
            return Some(table);
        }
        self.wrong_type(key, item, wanted);
        None
    }

    /// A list of tables, or one alone; `each` gets the number of each, from 1, and the entry to be filled.
    fn tables<T: Default>(
        &mut self,
        slot: &mut &'a [T],
        key: &Key,
        item: &Item,
        mut each: impl FnMut(&mut Self, &Table, usize, &mut T),
    ) -> bool {
        let (items, one_or_more_of) = (one_or_more(item), item);
        self.lone_table |= matches!(item.value(), Value::Table(_));
        let mut out = List::with_capacity_in(items.len(), self.lists);
        let mut sound = true;
        for item in items {
            if let Value::Table(table) = item.value() {
                out.push(T::default());
                let number = out.len();
                each(self, table, number, &mut out[number - 1]);
            } else {
                sound = false;
                self.text_for_entry(key, item, matches!(one_or_more_of.value(), Value::Array(_)));
            }
        }
        *slot = out.into_bump_slice();
        sound
    }

    /// Reports what is no entry where one belongs. A text is one with the words that such an entry cannot do without.
    fn text_for_entry(&mut self, key: &Key, item: &Item, is_in_list: bool) {
        let section = key.value_type.section();
        let needed: Vec<&Key> = section.iter().flat_map(|section| section.keys).filter(|key| key.needed).collect();
        let wanted = section.map_or("", |section| section.example);
        match (&needed[..], item.value()) {
            ([words], Value::String(text)) if matches!(words.value_type, ValueType::Text) && !text.trim().is_empty() => {
                let place = self.place(item.span());
                let (open, close) = if is_in_list { ("", "") } else { ("[", "]") };
                let before = Edit { span: Span::new(place.start, place.start), text: format!("{open}{{ {} = ", words.name) };
                let after = Edit { span: Span::new(place.end, place.end), text: format!(" }}{close}") };
                let title = format!("write {open}{{ {} = ... }}{close} around it", words.name);
                let message = format!("\"{}\" must be {wanted}, not a text", key.name);
                let fault = Diagnostic::new("wrong-type", self.first_line(place), message).label("this is a text");
                self.fault(Diagnostic { fix: Some(Fix { title, edits: vec![before, after], safe: false }), ..fault });
            }
            _ => self.wrong_type(key, item, wanted),
        }
    }

    /// What a table holds whose keys the board chooses.
    fn named<T>(
        &mut self,
        slot: &mut &'a [T],
        extent: &mut Option<Extent<'a>>,
        key: &Key,
        item: &Item,
        mut each: impl FnMut(&mut Self, Text<'a>, &Item) -> Option<T>,
    ) -> bool {
        let Value::Table(table) = item.value() else {
            let wanted = format!("a heading [{}] on a line of its own, with a line for each entry below", key.name);
            self.wrong_type(key, item, &wanted);
            return false;
        };
        *extent = Some(self.extent(table)).filter(|extent| extent.style != Style::Unwritten);
        let mut out = List::with_capacity_in(table.len(), self.lists);
        let entries = self.named_entries(table);
        for (misplaced, name, item) in entries.misplaced {
            self.key_below_heading(&format!("[{}]", key.name), misplaced, name, self.place(item.span()));
        }
        for (name, item) in entries.own {
            out.extend(each(self, name, item));
        }
        *slot = out.into_bump_slice();
        true
    }

    /// Reports a key of the plan that stands below a heading, and proposes to move its line above the first one.
    pub(super) fn key_below_heading(&mut self, heading: &str, key: &'static str, name: Span, value: Span) {
        let message = format!("\"{key}\" stands below {heading}, and so is not the plan's");
        let fault = Diagnostic::new("key-below-heading", name, message).label(format!("read as a part of {heading}"));
        let mut fault = fault.help(format!("move the line above the first heading: what stands below {heading} belongs to it"));
        let is_new = !self.at_top.contains(&key) && !self.misplaced.contains(&key);
        if let Some((line, first)) = self.line_and_first_heading(name, value).filter(|_| is_new) {
            let moved = format!("{}\n\n", line.of(self.text).trim_end());
            let edits = vec![Edit { span: Span::new(first, first), text: moved }, Edit { span: line, text: String::new() }];
            fault.fix = Some(Fix { title: format!("move \"{key}\" above the first heading"), edits, safe: false });
        }
        self.misplaced.push(key);
        self.fault(fault);
    }

    /// The lines of a key and its value, where nothing else stands on them, and where the first heading begins.
    fn line_and_first_heading(&self, name: Span, value: Span) -> Option<(Span, u32)> {
        let text = self.text;
        let start = text.get(..name.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(value.end as usize..)?;
        let end = rest.find('\n').map_or(text.len(), |at| value.end as usize + at + 1);
        let behind = text.get(value.end as usize..end)?.trim();
        let alone = text.get(start..name.start as usize)?.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'));
        let mut offset = 0;
        let first = text.split_inclusive('\n').find_map(|line| {
            let here = offset;
            offset += line.len();
            line.trim_start_matches('\u{feff}').trim_start().starts_with('[').then_some(here)
        })?;
        (alone && first < start && self.damage.is_empty()).then_some((Span::new(start as u32, end as u32), first as u32))
    }

    /// What stands in such a table. Keys of the plan are misplaced only where each entry has a line of its own.
    fn named_entries<'i, 't>(&self, table: &'i Table<'t>) -> NamedEntries<'a, 'i, 't> {
        let in_lines = self.extent(table).style == Style::Lines;
        let mut entries = NamedEntries { own: Vec::with_capacity(table.len()), misplaced: Vec::new() };
        for (name, item) in table.iter() {
            let place = self.place(name.span);
            if self.damage.is_orphan(place.start) {
                continue;
            }
            match misplaced_key(name.name, item).filter(|_| in_lines) {
                Some(key) => entries.misplaced.push((key, place, item)),
                None => entries.own.push((self.borrow(name.name, place), item)),
            }
        }
        entries
    }
}

/// The entries of a table with names of the board's own.
struct NamedEntries<'a, 'i, 't> {
    own: Vec<(Text<'a>, &'i Item<'t>)>,
    /// Keys of the plan among them, with where each stands.
    misplaced: Vec<(&'static str, Span, &'i Item<'t>)>,
}

/// A key of the plan itself among entries with names of the board's own; an entry with a name is one of these.
fn misplaced_key(name: &str, item: &Item) -> Option<&'static str> {
    const KEYS: [&str; 8] = ["board", "title", "version", "period", "agreed", "source", "meetings", "remark"];
    let is_entry = matches!(item.value(), Value::Table(table) if table.iter().any(|(key, _)| key.name == "name"));
    KEYS.into_iter().find(|key| *key == name && !is_entry)
}

/// Puts a value by until others have been read.
fn defer<'i, 't>(slot: &mut Option<(&'static Key, &'i Item<'t>)>, key: &'static Key, item: &'i Item<'t>) -> bool {
    *slot = Some((key, item));
    true
}

#[cfg(test)]
mod tests {
    use crate::plan::{Arena, read};

    #[test]
    fn a_key_of_the_plan_below_the_groups_changes_no_lead() {
        let text = "[groups]\nremark = \"As printed\"\ncdop = { name = \"Child Death Overview Panel\", kind = \"panel\" }\n\
                    training = { name = \"Training Subgroup\", kind = \"subgroup\" }\n\
                    [[objective]]\n[[objective.action]]\nlead = [\"cdop\", \"training\"]\n";
        let arena = Arena::new();
        let plan = read("plan.toml", text, &arena).plan;
        let leads = plan.objectives[0].actions[0].lead.iter().map(|who| plan.name_of(&who.who));
        assert_eq!(leads.collect::<Vec<_>>(), ["Child Death Overview Panel", "Training Subgroup"]);
    }

    #[test]
    fn a_key_of_the_plan_is_told_below_any_heading_it_does_not_belong_to() {
        for (heading, line) in [
            ("[[objective]]\nref = \"1\"", "period = { from = 2008-04-01, to = 2009-03-31 }"),
            ("[[objective]]\n[[objective.action]]\nref = \"1.1\"", "meetings = [2008-06-11]"),
            ("[[objective]]\n[[objective.action]]\n[[objective.action.progress]]\nnote = \"n\"", "version = \"2\""),
            ("[[allow]]\nrule = \"no-date\"\nbecause = \"b\"", "agreed = \"2008-05\""),
            ("[people]\njo = { name = \"Jo\" }", "source = \"website\""),
        ] {
            let text = format!("title = \"Plan\"\n{heading}\n{line}\n");
            let arena = Arena::new();
            let reading = read("plan.toml", &text, &arena);
            let [fault] = &reading.faults[..] else { panic!("{text}: {:?}", reading.faults) };
            let below = heading.lines().rfind(|line| line.starts_with('[')).unwrap();
            let key = line.split(' ').next().unwrap();
            assert_eq!(fault.message, format!("\"{key}\" stands below {below}, and so is not the plan's"));
            let moved = crate::edit::apply(&text, &fault.fix.as_ref().unwrap().edits).unwrap();
            let arena = Arena::new();
            assert!(read("plan.toml", &moved, &arena).faults.is_empty(), "{moved}");
        }
    }
}
