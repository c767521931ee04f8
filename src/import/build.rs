//! From the rows of a paper's registers to a draft: objectives, actions, dates, leads, with every guess told.

use super::columns::{Column, Meaning, is_ref};
use super::draft::{Action, Draft, Objective};
use super::people::{self, Reading as Named};
use super::registers::{BodyRow, Entry, Place, Register};
use super::table::{Cell, Line, Mark};
use super::titles::{leading_ref, titled};
use crate::names;
use crate::plan::Rag;
use crate::time::phrase;
use crate::time::state::{What, date_and_kind};
use crate::time::when::When;
use chrono::NaiveDate;
use std::collections::{HashMap, hash_map};

/// Something that a person must look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    pub weight: Weight,
    pub place: Place,
    /// The reference of the action, where it has one.
    pub reference: Option<String>,
    pub message: String,
}

/// What to look at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A deadline that could not be read, or only perhaps.
    Date,
    /// Rows or cells that were joined, split or not read.
    Row,
    /// Who leads.
    Name,
    /// All else.
    Other,
}

impl Weight {
    /// What it is about, for machines.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Date => "date",
            Weight::Row => "row",
            Weight::Name => "name",
            Weight::Other => "other",
        }
    }
}

/// Columns of names; those of the first one have columns of their own beside them.
const NAMES: [Meaning; 3] = [Meaning::Lead, Meaning::With, Meaning::Accountable];

/// Columns of dates.
const DATES: [Meaning; 7] =
    [Meaning::Timescale, Meaning::Due, Meaning::From, Meaning::Review, Meaning::Added, Meaning::Completed, Meaning::Closed];

/// The first and the last day of the plan, both included.
pub type Days = Option<(NaiveDate, NaiveDate)>;

/// Builds the objectives of a draft.
pub struct Builder<'p> {
    pub draft: &'p mut Draft,
    pub doubts: Vec<Doubt>,
    period: Days,
    /// Lines of the paper outside its tables, for titles that stand in a list.
    lines: &'p [String],
    /// A title that waits for its first row: its reference, its words, whether it is sure.
    pending: Option<(Option<String>, String, bool)>,
    /// Titles under which nothing stands, and whether each is sure to be more than a line beside the table.
    headings: Vec<(String, bool)>,
    /// What the lead cell above said.
    last_named: Option<Named>,
    /// The shared outcome that goes on: where it begins, its key, its words.
    outcome: Option<Shared>,
    outcomes: Vec<Shared>,
    last_ref: Option<String>,
    /// The objective's words in the row above, where they stand in a column.
    objective_cell: Option<String>,
    /// A date of the paper that only reads with the month first: then every date in figures may be meant so.
    month_first: Option<String>,
}

/// An outcome that may count for several actions.
#[derive(Clone, Debug)]
struct Shared {
    key: Option<String>,
    words: String,
    /// The key stands before the words in the print.
    numbered: bool,
    /// The actions it is the outcome of: number of the objective and of the action.
    actions: Vec<(usize, usize)>,
}

impl<'p> Builder<'p> {
    /// A builder of a draft; `lines` are those outside of the paper's tables.
    pub fn new(draft: &'p mut Draft, period: Days, lines: &'p [String]) -> Builder<'p> {
        Builder {
            draft,
            doubts: Vec::new(),
            period,
            lines,
            pending: None,
            headings: Vec::new(),
            last_named: None,
            outcome: None,
            outcomes: Vec::new(),
            last_ref: None,
            objective_cell: None,
            month_first: None,
        }
    }

    /// Takes in every row.
    pub fn build(&mut self, registers: Vec<Register>) {
        let joined: Vec<(Vec<Column>, Vec<Entry>)> = registers
            .into_iter()
            .map(|register| {
                let mut entries = joined_over_pages(register.entries, &register.columns);
                fill_merged(&mut entries, &register.columns);
                for entry in &mut entries {
                    let Entry::Row(row) = entry else { continue };
                    let parted = super::run_together::part(row, &register.columns);
                    row.doubts.extend(parted);
                }
                (register.columns, entries)
            })
            .collect();
        let mut cells = Vec::new();
        for (columns, entries) in &joined {
            for entry in entries {
                let Entry::Row(row) = entry else { continue };
                let named = columns.iter().zip(&row.cells).filter(|(column, _)| NAMES.contains(&column.meaning));
                cells.extend(named.map(|(_, cell)| cell.joined("\n")));
            }
        }
        let dated = joined.iter().flat_map(|(columns, entries)| entries.iter().map(move |entry| (columns, entry)));
        self.month_first = dated
            .filter_map(|(columns, entry)| if let Entry::Row(row) = entry { Some((columns, row)) } else { None })
            .flat_map(|(columns, row)| columns.iter().zip(&row.cells))
            .filter(|(column, _)| DATES.contains(&column.meaning))
            .map(|(_, cell)| cell.joined(" "))
            .find(|text| dates_in_figures(text).any(|(first, second)| first <= 12 && (13..=31).contains(&second)));
        self.draft.people.learn(cells.iter().map(String::as_str));
        for (columns, entries) in joined {
            for entry in entries {
                match entry {
                    Entry::Section { text, sure } => self.section(&text, sure),
                    Entry::Row(row) => self.row(&columns, &row),
                    Entry::PassedOver { place, text, look } => self.passed_over(&place, &text, look),
                }
            }
        }
        self.put_pending_aside();
        let headings = self.take_headings("printed over no action");
        self.draft.checks.extend(headings);
        self.share_outcomes();
    }

    /// A list by groups has an action once below each group that it belongs to: word for word the same, it is one.
    pub fn leave_out_repeated(&mut self) {
        let mut seen: HashMap<(Option<String>, String), Action> = HashMap::new();
        let mut repeated = Vec::new();
        for objective in &mut self.draft.objectives {
            objective.actions.retain(|action| {
                // Its group may stand among the comments.
                let bare = Action { comments: Vec::new(), ..action.clone() };
                match seen.entry((action.reference.clone(), action.action.clone())) {
                    hash_map::Entry::Vacant(first) => _ = first.insert(bare),
                    hash_map::Entry::Occupied(first) if *first.get() == bare => {
                        repeated.push(
                            action
                                .reference
                                .clone()
                                .unwrap_or_else(|| format!("\"{}\"", crate::text::wrap::shortened(&action.action, 40))),
                        );
                        return false;
                    }
                    hash_map::Entry::Occupied(_) => {}
                }
                true
            });
        }
        if !repeated.is_empty() {
            let message = format!("below more than one group, and taken once: {}", repeated.join(", "));
            self.draft.checks.push(format!("check: {message}"));
            self.doubt(Weight::Row, &Place::default(), None, message);
        }
    }

    fn doubt(&mut self, weight: Weight, place: &Place, reference: Option<&str>, message: String) {
        self.doubts.push(Doubt { weight, place: place.clone(), reference: reference.map(str::to_owned), message });
    }

    fn section(&mut self, text: &str, sure: bool) {
        let (reference, title) = titled(text);
        let said = [Some(&self.draft.title), self.draft.board.as_ref(), self.draft.version.as_ref()];
        if !sure && said.into_iter().flatten().any(|said| names::same(said, text)) {
            self.headings.push((text.to_owned(), false));
            return;
        }
        // A line beside the table that may be a title does not put aside a sure one.
        self.put_pending_aside();
        self.pending = Some((reference, title, sure));
    }

    /// A title that waits for rows gets none.
    fn put_pending_aside(&mut self) {
        if let Some((reference, title, sure)) = self.pending.take() {
            self.headings.push((reference.map_or(title.clone(), |reference| format!("{reference} {title}")), sure));
        }
    }

    /// The titles under which nothing stands, as comments. One of a row of the table may be an action that is alone in its row.
    fn take_headings(&mut self, told: &str) -> Vec<String> {
        let headings = std::mem::take(&mut self.headings).into_iter();
        let said = [Some(&self.draft.title), self.draft.board.as_ref(), self.draft.version.as_ref()];
        let said: Vec<String> = said.into_iter().flatten().cloned().collect();
        let mut comments = Vec::new();
        for (heading, sure) in headings.filter(|(heading, _)| !said.contains(heading)) {
            let message = format!("{told}: {heading:?}");
            if sure {
                comments.push(format!("check: {message}: is it a title, or an action?"));
                self.doubt(Weight::Row, &Place::default(), None, format!("{message}: is it a title, or an action?"));
            } else {
                comments.push(message);
            }
        }
        comments
    }

    /// Begins an objective.
    fn begin(&mut self, reference: Option<String>, title: Option<String>) -> &mut Objective {
        self.finish_outcome();
        let comments = self.take_headings("printed above");
        self.draft.objectives.push(Objective {
            reference,
            title: title.filter(|title| !title.is_empty()),
            comments,
            ..Objective::default()
        });
        let last = self.draft.objectives.len() - 1;
        &mut self.draft.objectives[last]
    }

    /// The objective that a row with this reference belongs to is the last one of the draft.
    fn place_in_objective(&mut self, reference: Option<&str>, place: &Place) {
        if let Some((own, title, sure)) = self.pending.take() {
            let title = Some(title);
            let objective = self.begin(own, title);
            if !sure {
                objective.comments.push("check: is this line of the print the title of the objective?".into());
                self.doubt(Weight::Other, place, None, "the line over the table is taken for the title of an objective".into());
            }
            return;
        }
        // "2.1" under objective 1 begins objective 2, whose title is not printed.
        let prefix = reference.and_then(|reference| reference.split_once('.')).map(|(prefix, _)| prefix.to_owned());
        let prefix = prefix.filter(|prefix| !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit()));
        let current = self.draft.objectives.last();
        match (prefix, current) {
            (Some(prefix), Some(objective))
                if objective
                    .reference
                    .as_ref()
                    .is_some_and(|own| *own != prefix && own.bytes().all(|byte| byte.is_ascii_digit())) =>
            {
                self.begin_unprinted(prefix, place);
            }
            (Some(prefix), None) => self.begin_unprinted(prefix, place),
            (None, None) => {
                let title = self.draft.title.clone();
                let objective = self.begin(None, Some(title));
                objective.comments.push("check: no objectives are printed; all actions stand under the title of the plan".into());
            }
            _ => {}
        }
    }

    /// An objective whose number only its actions tell. A list of the paper may have its title.
    fn begin_unprinted(&mut self, reference: String, place: &Place) {
        let listed =
            self.lines.iter().map(|line| line.trim_start_matches(['-', '•', '*', ' '])).find_map(|line| match titled(line) {
                (Some(number), title) if number == reference && line.chars().count() <= 150 && !title.is_empty() => Some(title),
                _ => None,
            });
        let told = if listed.is_some() { "the title is that of a list in the paper" } else { "no title is printed" };
        let message = format!("{told}: objective {reference} is told by the references of its actions");
        let objective = self.begin(Some(reference), listed);
        objective.comments.push(format!("check: {message}"));
        self.doubt(Weight::Other, place, None, message);
    }

    fn row(&mut self, columns: &[Column], row: &BodyRow) {
        let cell = |meaning: Meaning| {
            columns
                .iter()
                .zip(&row.cells)
                .find(|(column, cell)| column.meaning == meaning && !cell.is_empty())
                .map(|(_, cell)| cell)
        };
        let at = |meaning: Meaning| {
            let column = columns
                .iter()
                .find(|column| column.meaning == meaning)
                .map(|column| column.heading.clone())
                .filter(|heading| !heading.is_empty());
            Place { column, ..row.place.clone() }
        };
        let has_action = columns.iter().any(|column| column.meaning == Meaning::Action);
        // A list has one action in each row, whatever lines its words have.
        let is_own_list = super::columns::are_of_own_list(columns.iter().map(|column| &*column.heading));
        // Numbers alone, as templates have them ready, are no action.
        let worth = columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| !matches!(column.meaning, Meaning::Ref) && !cell.is_empty() && !cell.continued)
            .count();
        if worth == 0 && row.beyond.is_empty() {
            return;
        }
        let mut comments = Vec::new();
        let mut checks: Vec<(Weight, Place, String)> =
            row.doubts.iter().map(|doubt| (Weight::Row, row.place.clone(), doubt.clone())).collect();

        // The reference.
        let ref_cell = cell(Meaning::Ref);
        let mut reference = ref_cell.map(|cell| cell.joined(" ")).filter(|text| !(text.starts_with('[') && text.ends_with(']')));
        if let (Some(text), Some(cell)) = (&reference, ref_cell)
            && let Some(doubt) = &cell.doubt
        {
            match self.tenth(text) {
                Some(tenth) => {
                    checks.push((
                        Weight::Other,
                        at(Meaning::Ref),
                        format!("{doubt}; read as {tenth}, which follows {}", self.last_ref.clone().unwrap_or_default()),
                    ));
                    reference = Some(tenth);
                }
                None if text.ends_with(".1") && self.last_ref.as_deref().is_some_and(|last| last == text) => {
                    checks.push((Weight::Other, at(Meaning::Ref), doubt.clone()))
                }
                None => {}
            }
        }

        // The objective's column.
        let objective_cells: Vec<&Cell> = columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| column.meaning == Meaning::Objective && !cell.is_empty() && !cell.continued)
            .map(|(_, cell)| cell)
            .collect();
        let mut action_lines: Vec<Line> = cell(Meaning::Action).map(|cell| cell.lines.clone()).unwrap_or_default();
        let mut whole_row = false;
        // Templates leave the column of actions blank, with the actions as bullets below the title beside it.
        let has_action = has_action
            && !(action_lines.is_empty()
                && matches!(objective_cells[..], [only] if only.lines.iter().filter(|line| line.mark == Mark::Bullet).count() > 1));
        let is_sum = |cell: &&Cell| {
            names::words(&cell.text()).first().is_some_and(|word| ["total", "totals", "subtotal", "sum"].contains(&&**word))
        };
        if has_action && action_lines.is_empty() && reference.is_none() && objective_cells.first().is_some_and(is_sum) {
            return self.row_without_action(columns, row);
        }
        if has_action {
            let text = objective_cells.iter().map(|cell| cell.text()).collect::<Vec<_>>().join(" ");
            // With nothing else beside it but its number, it is a title over the rows that follow.
            let is_title = action_lines.is_empty() && worth == objective_cells.len();
            if !text.is_empty() && (is_title || self.objective_cell.as_deref() != Some(&*text)) {
                let (own, title) = match &objective_cells[..] {
                    [number, words] if is_ref(&number.text()) => (Some(number.text()), words.text()),
                    _ => titled(&text),
                };
                let own = own.or_else(|| reference.clone().filter(|_| is_title));
                self.put_pending_aside();
                self.begin(own, Some(title));
                self.objective_cell = Some(text);
            }
            if is_title && !objective_cells.is_empty() {
                self.draft.objectives.last_mut().into_iter().for_each(|objective| {
                    objective.comments.extend(row.notes.iter().cloned());
                    objective.comments.extend(row.doubts.iter().map(|doubt| format!("check: {doubt}")));
                });
                return;
            }
        } else if let [only] = objective_cells[..] {
            // Without a column of actions, the bullets below an objective are its actions.
            let first_bullet = only.lines.iter().position(|line| line.mark == Mark::Bullet);
            match first_bullet.or((only.lines.len() > 1 && only.lines[0].bold && !only.lines[1].bold).then_some(1)) {
                Some(at) if at > 0 => {
                    let title = only.lines[..at].iter().map(Line::shown).collect::<Vec<_>>().join(" ");
                    let (own, title) = titled(&title);
                    self.put_pending_aside();
                    self.begin(own, Some(title));
                    action_lines = only.lines[at..].to_vec();
                    whole_row = true;
                }
                _ => action_lines = only.lines.clone(),
            }
        }
        // "N/A" beside a gap that there is not.
        let says_nothing = matches!(&action_lines[..], [only] if says_no_action(&only.text))
            && [Meaning::Lead, Meaning::Timescale, Meaning::Due].into_iter().all(|meaning| cell(meaning).is_none());
        if says_nothing && has_action {
            return self.row_without_action(columns, row);
        }
        let no_words = action_lines.is_empty();
        // A sum, or words below the table: no action, though nothing of it may be lost.
        let of_action = |meaning: Meaning| {
            NAMES.contains(&meaning)
                || DATES.contains(&meaning)
                || matches!(meaning, Meaning::Ref | Meaning::Outcome | Meaning::Revised)
        };
        let says_of_action = columns
            .iter()
            .zip(&row.cells)
            .any(|(column, cell)| of_action(column.meaning) && (!cell.is_empty() || cell.continued));
        if no_words && has_action && !says_of_action {
            return self.row_without_action(columns, row);
        }
        let mut texts =
            if no_words { vec![String::new()] } else { actions_in(&action_lines, reference.is_some() || is_own_list) };
        if reference.is_none() && !columns.iter().any(|column| column.meaning == Meaning::Ref && !column.guessed) {
            let (own, rest) = leading_ref(&texts[0]);
            if own.is_some() {
                let rest = rest.to_owned();
                reference = own;
                texts[0] = rest;
            }
        }
        self.place_in_objective(reference.as_deref(), &row.place);
        let sole = whole_row || self.is_sole(row);
        let count = texts.len();
        if count > 1 {
            checks.push((
                Weight::Row,
                at(Meaning::Action),
                format!("{count} paragraphs of one cell are taken for {count} actions"),
            ));
        }

        let number = self.draft.objectives.len() - 1;
        let first = self.draft.objectives[number].actions.len();
        let parted = texts.into_iter().enumerate().map(|(index, text)| match leading_ref(&text) {
            (Some(own), rest) if index > 0 => Action { reference: Some(own), action: rest.to_owned(), ..Action::default() },
            _ => Action { action: text, ..Action::default() },
        });
        let mut actions: Vec<Action> = parted.collect();
        actions[0].reference.clone_from(&reference);
        if reference.is_some() {
            self.last_ref.clone_from(&reference);
        }

        self.outcome_of(columns, row, number, first..first + count, &mut actions, sole);
        let success = cell(Meaning::Success);
        let timescale = cell(Meaning::Timescale);
        let time_place = at(if timescale.is_some() { Meaning::Timescale } else { Meaning::Due });
        let lead_cell = cell(Meaning::Lead);

        // Milestones: as many dates as statements.
        let mut success_taken = false;
        if count == 1
            && let (Some(dates), Some(success)) = (timescale, success)
            && let Some(milestones) = milestones(dates, success)
        {
            checks.push((
                Weight::Date,
                time_place.clone(),
                format!(
                    "the {} dates are paired with the {} statements beside them, in order",
                    milestones.len(),
                    milestones.len()
                ),
            ));
            actions[0].time.timescale = Some(unwrapped(&dates.joined(" ")));
            let starts = milestones.iter().filter_map(|(_, date, _)| phrase::read(date).from).min();
            actions[0].time.from = starts;
            actions[0].milestones = milestones;
            success_taken = true;
        }
        if let Some(success) = success.filter(|_| !success_taken) {
            let list: Vec<String> = sentences_or_lines(success);
            match list.len() {
                length if length == count && count > 1 && !sole => {
                    actions.iter_mut().zip(list).for_each(|(action, text)| action.success = vec![text])
                }
                _ if count > 1 && sole => self.draft.objectives[number].success.extend(success.lines.iter().map(Line::shown)),
                _ => actions[0].success = success.lines.iter().map(Line::shown).collect(),
            }
        }

        // Who leads.
        if let Some(cell) = lead_cell {
            let (cell_text, date) = self.without_date(&cell.joined("\n"), timescale.is_some());
            let asks_for_posts = columns.iter().find(|column| column.meaning == Meaning::Lead).is_some_and(|column| {
                names::words(&column.heading)
                    .iter()
                    .any(|word| ["title", "titles", "post", "designation", "position"].contains(&&**word))
            });
            let cell_text = if asks_for_posts { people::posts_behind_names(&cell_text) } else { cell_text };
            if let Some(date) = date {
                checks.push((Weight::Date, at(Meaning::Lead), format!("\"{date}\" is taken out of the cell of those who lead")));
                for action in &mut actions {
                    self.time_of(action, &date, None, None, &time_place, &mut checks);
                }
            }
            let lists = paired(cell, count);
            match lists {
                Some(lists) if count > 1 => {
                    for (action, text) in actions.iter_mut().zip(lists) {
                        let named = self.draft.people.read(&text, self.last_named.as_ref());
                        checks.extend(named.checks.iter().map(|check| (Weight::Name, at(Meaning::Lead), check.clone())));
                        (action.lead, action.with) = (named.lead.clone(), named.with.clone());
                        self.last_named = Some(named);
                    }
                }
                _ if count > 1 && entries_of(cell).len() > 1 => {
                    for text in entries_of(cell) {
                        let named = self.draft.people.read(&text, self.last_named.as_ref());
                        self.draft.objectives[number].unpaired_leads.push(named.lead.clone());
                        self.last_named = Some(named);
                    }
                    let printed = entries_of(cell).len();
                    let message = format!("{printed} leads for {count} actions: they do not line up, and stand in \"unpaired\"");
                    self.draft.objectives[number].comments.push(format!("check: {message}"));
                    self.doubt(Weight::Name, &at(Meaning::Lead), reference.as_deref(), message);
                }
                _ => {
                    let named = self.draft.people.read(&cell_text, self.last_named.as_ref());
                    checks.extend(named.checks.iter().map(|check| (Weight::Name, at(Meaning::Lead), check.clone())));
                    for action in &mut actions {
                        (action.lead, action.with) = (named.lead.clone(), named.with.clone());
                    }
                    if count > 1 {
                        checks.push((
                            Weight::Name,
                            at(Meaning::Lead),
                            format!("one lead is printed for {count} actions: taken for each"),
                        ));
                    }
                    self.last_named = Some(named);
                }
            }
        }
        for (column, cell) in
            columns.iter().zip(&row.cells).filter(|(column, cell)| NAMES[1..].contains(&column.meaning) && !cell.is_empty())
        {
            let text = cell.joined("\n");
            if is_only_time(&text) {
                comments.push(format!("{}: {}", column.heading, cell.joined(" ")));
                checks.push((Weight::Date, at(column.meaning), "a date, and nobody's name: is it the deadline?".into()));
                continue;
            }
            let named = self.draft.people.read(&text, None);
            for action in &mut actions {
                let leads: Vec<String> = action.lead.iter().map(|who| who.who.clone()).collect();
                let all = named.lead.iter().chain(&named.with);
                match column.meaning {
                    Meaning::Accountable => action.accountable.extend(all.cloned()),
                    _ => action.with.extend(all.filter(|who| !leads.contains(&who.who)).cloned()),
                }
            }
            checks.extend(named.checks.iter().map(|check| (Weight::Name, at(column.meaning), check.clone())));
        }

        // When.
        if let Some(cell) = timescale.filter(|_| !success_taken) {
            match paired(cell, count) {
                Some(list) if count > 1 => {
                    for (action, text) in actions.iter_mut().zip(list) {
                        self.time_of(action, &text, None, None, &time_place, &mut checks);
                    }
                }
                _ if count > 1 && entries_of(cell).len() > 1 => {
                    let entries = entries_of(cell);
                    let message = format!(
                        "{} timescales for {count} actions: they do not line up, and stand in \"unpaired\"",
                        entries.len()
                    );
                    let objective = &mut self.draft.objectives[number];
                    objective.unpaired_timescales.extend(entries);
                    objective.comments.push(format!("check: {message}"));
                    self.doubt(Weight::Date, &time_place, reference.as_deref(), message);
                }
                _ => {
                    for action in &mut actions {
                        self.time_of(
                            action,
                            &cell.joined(" "),
                            cell.day.as_deref(),
                            cell.doubt.as_deref(),
                            &time_place,
                            &mut checks,
                        );
                    }
                    if count > 1 {
                        checks.push((
                            Weight::Date,
                            time_place.clone(),
                            format!("one timescale is printed for {count} actions: taken for each"),
                        ));
                    }
                    if cell.lines.len() > 1 && actions[0].time.due.is_empty() && actions[0].time.every.is_none() {
                        let dates: Vec<String> =
                            cell.lines.iter().flat_map(|line| phrase::read(&line.text).due).map(When::as_value).collect();
                        if !dates.is_empty() {
                            checks.push((
                                Weight::Date,
                                time_place.clone(),
                                format!("if each line is a deadline: due = [{}]", dates.join(", ")),
                            ));
                        }
                    }
                }
            }
        }
        let (mut closed, mut revised) = (None, None);
        for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate().filter(|(_, (_, cell))| !cell.is_empty()) {
            let place = Place { column: Some(column.heading.clone()).filter(|heading| !heading.is_empty()), ..row.place.clone() };
            let text = cell.joined(" ");
            let target = &mut actions[0];
            let shown = if column.heading.is_empty() { format!("column {}", column.from + 1) } else { column.heading.clone() };
            let day = cell.day.as_ref().and_then(|day| When::parse(day).ok());
            let is_date = [Meaning::From, Meaning::Review, Meaning::Added, Meaning::Completed, Meaning::Closed, Meaning::Revised];
            let doubted = cell.doubt.as_ref().filter(|_| is_date.contains(&column.meaning));
            checks.extend(doubted.map(|doubt| (Weight::Date, place.clone(), format!("\"{text}\" is not taken: {doubt}"))));
            let day = day.filter(|_| doubted.is_none());
            let read_day = |text: &str| {
                day.or_else(|| {
                    Some(phrase::read(text))
                        .filter(|_| doubted.is_none() && self.why_another_day(text).is_none())
                        .filter(|reading| reading.is_only_due() && reading.due.len() == 1)
                        .map(|reading| reading.due[0])
                })
            };
            // Of these the first column is read above.
            let single = [Meaning::Ref, Meaning::Outcome, Meaning::Action, Meaning::Lead, Meaning::Timescale, Meaning::Success];
            let first = columns.iter().position(|other| other.meaning == column.meaning) == Some(index);
            let several = columns.iter().filter(|other| other.meaning == column.meaning).count() > 1;
            let told = columns
                .iter()
                .zip(&row.cells)
                .take(index)
                .any(|(other, cell)| other.meaning == column.meaning && !cell.is_empty());
            // Of "Q1", "Q2" and so on each statement keeps whose it is.
            let of_time = several && column.heading.chars().any(|c| c.is_ascii_digit());
            let one_value = [Meaning::Due, Meaning::Revised, Meaning::From, Meaning::Every, Meaning::When, Meaning::Review];
            match column.meaning {
                Meaning::Success if of_time && !success_taken && count == 1 => {
                    if !told {
                        target.success.clear();
                    }
                    target.success.push(format!("{shown}: {text}"));
                }
                meaning if single.contains(&meaning) && !first || one_value.contains(&meaning) && told => {
                    comments.push(format!("{shown}: {text}"));
                }
                Meaning::Ref if text.starts_with('[') => comments.push(format!("{shown}: {text}")),
                Meaning::Due => {
                    let (date, kind) = kind_of_date(&text, columns, row, column);
                    match kind {
                        KindOfDate::Other => {
                            comments.push(format!("{shown}: {text}"));
                            not_the_deadline(target, date, &place, &mut checks);
                        }
                        _ => self.due_of(target, (date, kind), day, cell.doubt.as_deref(), &place, &mut checks),
                    }
                }
                Meaning::From => match read_day(&text) {
                    Some(from) => target.time.from = Some(from),
                    None => comments.push(format!("{shown}: {text}")),
                },
                Meaning::Review => {
                    let reading = phrase::read(&text);
                    let read = Some(reading.due)
                        .filter(|due| !due.is_empty() && doubted.is_none() && self.why_another_day(&text).is_none());
                    match day.map(|day| vec![day]).or(read) {
                        Some(dates) => target.time.review = dates,
                        None => {
                            comments.push(format!("{shown}: {text}"));
                            checks.push((Weight::Date, place, format!("the review date \"{text}\" could not be read")));
                        }
                    }
                }
                Meaning::Added => match read_day(&text) {
                    Some(when) => target.added = Some(when),
                    None => comments.push(format!("{shown}: {text}")),
                },
                Meaning::Completed | Meaning::Closed => match (read_day(&text), yes_or_no(&text)) {
                    (Some(when), _) => closed = Some((when, column.meaning, place)),
                    (None, Some(true)) if column.meaning == Meaning::Completed => target.status = Some("complete".into()),
                    (None, Some(false)) => comments.push(format!("{shown}: {text}")),
                    _ => {
                        comments.push(format!("{shown}: {text}"));
                        checks.push((Weight::Date, place, format!("\"{text}\" is not taken for a day on which it was closed")));
                    }
                },
                Meaning::Every => match frequency(&text) {
                    Ok(every) if target.time.every.as_ref().is_none_or(|other| *other == every) => {
                        target.time.every = Some(every)
                    }
                    other => {
                        comments.push(format!("{shown}: {text}"));
                        let why = other.err().unwrap_or_else(|| "the timescale says another one".into());
                        checks.push((Weight::Date, place, format!("\"{text}\" is not taken for how often it is due: {why}")));
                    }
                },
                Meaning::When => target.time.when = Some(text.clone()),
                Meaning::Status => {
                    let known = status(&text);
                    target.status = known.map(str::to_owned);
                    if known.is_none_or(|known| !names::same(known, &text)) {
                        target.status_as_printed = Some(text.clone());
                    }
                    if known.is_none() && colour(&text).is_some() && !columns.iter().any(|column| column.meaning == Meaning::Rag)
                    {
                        target.rag = colour(&text).map(str::to_owned);
                    } else if known.is_none() {
                        checks.push((Weight::Other, place, format!("the status \"{text}\" is the board's own word")));
                    }
                }
                Meaning::Revised if is_nothing(&text) => comments.push(format!("{shown}: {text}")),
                Meaning::Revised => revised = Some((read_day(&text), text, shown.clone(), place)),
                Meaning::Rag => match colour(&text) {
                    Some(rag) => {
                        target.rag = Some(rag.to_owned());
                        if names::words(&text).len() > 1 {
                            comments.push(format!("{shown}: {text}"));
                        }
                    }
                    None => {
                        comments.push(format!("{shown}: {text}"));
                        let has_status = columns.iter().any(|column| column.meaning == Meaning::Status);
                        target.status = target.status.take().or_else(|| status(&text).filter(|_| !has_status).map(str::to_owned));
                    }
                },
                Meaning::Percent => match percent(&text) {
                    Some(percent) => target.percent = Some(percent),
                    None => comments.push(format!("{shown}: {text}")),
                },
                Meaning::Evidence => target.evidence.extend(cell.lines.iter().map(Line::shown)),
                Meaning::Progress => {
                    let named = |note: String| if of_time { format!("{shown}: {note}") } else { note };
                    target.progress.extend(notes(cell).into_iter().map(|(on, note)| (on, named(note))));
                }
                Meaning::Remark => {
                    target.remark = Some(target.remark.take().map_or(text.clone(), |remark| format!("{remark} {text}")))
                }
                Meaning::Tags => {
                    let tags = text.split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty());
                    for tag in tags {
                        if !target.tags.iter().any(|known| known == tag) {
                            target.tags.push(tag.to_owned());
                        }
                    }
                }
                Meaning::Ignore => comments.push(format!("{shown}: {text}")),
                _ => {}
            }
            comments.extend(cell.comments.iter().map(|comment| format!("remark on {shown}: {comment}")));
        }
        if let Some((moved_to, text, shown, place)) = revised {
            let target = &mut actions[0];
            let first = <[When; 1]>::try_from(&target.time.due[..]).ok().map(|[first]| first);
            match (first, moved_to) {
                (Some(first), Some(last)) if first == last => {}
                (Some(first), Some(last)) => {
                    target.moved = Some((first, last));
                    target.time.due = vec![last];
                }
                _ => {
                    // The first date no longer counts, and the new one is not known for certain.
                    target.time.due = Vec::new();
                    comments.push(format!("{shown}: {text}"));
                    let dated = moved_to.map(|day| format!(": if so, write due = {}", day.as_value())).unwrap_or_default();
                    checks.push((Weight::Date, place, format!("was the deadline moved to \"{text}\"?{dated}")));
                }
            }
        }
        let of_two_dates = |column: &&Column| {
            [Meaning::Timescale, Meaning::Due].contains(&column.meaning) && super::columns::names_two_dates(&column.heading)
        };
        if let Some(column) = columns.iter().find(of_two_dates) {
            for target in actions.iter_mut().filter(|action| !action.time.due.is_empty()) {
                let dates: Vec<String> = std::mem::take(&mut target.time.due).into_iter().map(When::as_value).collect();
                checks.push((
                    Weight::Date,
                    at(column.meaning),
                    format!("not dated: is {} the deadline, or the other date of the heading?", dates.join(", ")),
                ));
            }
        }
        let speaks_of_moves = |column: &&Column| {
            let words = names::words(&column.heading);
            let said = |all: &[&str]| words.iter().any(|word| all.contains(&&**word));
            [Meaning::Timescale, Meaning::Due].contains(&column.meaning) && said(&["revised", "amended", "extended", "slipped"])
        };
        if let Some(column) = columns.iter().find(speaks_of_moves) {
            for target in actions.iter_mut().filter(|action| action.time.due.len() > 1 && action.moved.is_none()) {
                let dates = std::mem::take(&mut target.time.due);
                let told = match dates[..] {
                    [first, last] if first == last => {
                        target.time.due = vec![last];
                        continue;
                    }
                    [first, last] => {
                        target.moved = Some((first, last));
                        target.time.due = vec![last];
                        "the second date is taken for the one that the first was moved to"
                    }
                    _ => "not dated: which of the dates counts is not said",
                };
                checks.push((Weight::Date, at(column.meaning), told.into()));
            }
        }
        // Of two columns of deadlines only one is taken: where they differ, neither is.
        let others = columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, _)| column.meaning == Meaning::Ignore && !column.told && is_of_deadlines(&column.heading));
        for (column, cell) in others {
            let text = cell.joined(" ");
            let dates =
                cell.day.as_ref().and_then(|day| When::parse(day).ok()).map_or_else(|| phrase::read(&text).due, |day| vec![day]);
            let target = &mut actions[0];
            if !dates.is_empty() && !target.time.due.is_empty() && dates != target.time.due {
                let taken: Vec<String> = std::mem::take(&mut target.time.due).into_iter().map(When::as_value).collect();
                target.moved = None;
                let message = format!("not dated: which of {} and \"{text}\" is the deadline?", taken.join(", "));
                checks.push((
                    Weight::Date,
                    at(Meaning::Timescale),
                    message + &format!(" The second stands under \"{}\"", column.heading),
                ));
            }
        }
        // A mark below a part of the year says when, and not which year.
        let marks = columns.iter().zip(&row.cells).filter(|(column, cell)| {
            column.meaning == Meaning::Ignore
                && super::columns::is_part_of_year(&column.heading)
                && !is_nothing(&cell.text())
                && yes_or_no(&cell.text()) != Some(false)
        });
        let marked: Vec<&str> = marks.map(|(column, _)| &*column.heading).collect();
        if !marked.is_empty() && actions[0].time.due.is_empty() {
            let message = format!(
                "not dated: something stands under {}: if that is when it is due, write the month and the year",
                marked.join(", ")
            );
            checks.push((Weight::Date, row.place.clone(), message));
        }
        if let Some((when, meaning, place)) = closed {
            let target = &mut actions[0];
            let status = target.status.as_deref();
            if matches!(status, Some("withdrawn" | "carried-forward")) {
                target.closed = Some(when);
            } else {
                target.completed = Some(when);
                if meaning == Meaning::Closed && status != Some("complete") {
                    checks.push((Weight::Other, place, "taken for the day it was completed: it may have been dropped".into()));
                }
            }
        }
        for cell in columns.iter().zip(&row.cells).filter(|(_, cell)| cell.is_empty()).map(|(_, cell)| cell) {
            comments.extend(cell.comments.iter().map(|comment| format!("remark on an empty cell: {comment}")));
        }
        comments.extend(row.beyond.iter().map(|cell| format!("under no heading: {}", cell.text())));
        comments.extend(row.notes.iter().cloned());
        if row.hidden {
            comments.push("check: this row is hidden in the workbook".into());
        }
        if no_words {
            checks.push((Weight::Row, at(Meaning::Action), "no words of an action are printed".into()));
        }
        for (_, place, message) in &checks {
            comments.push(format!("check: {message} ({place})"));
        }
        for (weight, place, message) in checks {
            self.doubt(weight, &place, reference.as_deref(), message);
        }
        for (index, action) in actions.iter_mut().enumerate().skip(1) {
            let told = if action.reference.is_none() { "; it has no reference of its own" } else { "" };
            action.comments.push(format!("check: paragraph {} of the same cell{told}", index + 1));
        }
        let mut own = comments;
        own.append(&mut actions[0].comments);
        actions[0].comments = own;
        self.draft.objectives[number].actions.extend(actions);
    }

    /// Keeps what a row says that belongs to no action.
    fn passed_over(&mut self, place: &Place, text: &str, look: bool) {
        let comment = match look {
            true => format!("check: passed over, as no action: {text} ({place})"),
            false => format!("passed over: {text} ({place})"),
        };
        if look {
            self.doubt(Weight::Row, place, None, format!("passed over, as no action: {text}"));
        }
        self.keep(vec![comment]);
    }

    /// Comments below all that was read so far.
    fn keep(&mut self, comments: Vec<String>) {
        match self.draft.objectives.last_mut() {
            Some(objective) => match objective.actions.last_mut() {
                Some(action) => action.comments.extend(comments),
                None => objective.comments.extend(comments),
            },
            None => self.draft.checks.extend(comments),
        }
    }

    /// Keeps what a row says that has no action, nobody who leads and no date.
    fn row_without_action(&mut self, columns: &[Column], row: &BodyRow) {
        let named = columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
        let mut cells: Vec<String> = named
            .map(|(column, cell)| match column.heading.is_empty() {
                true => cell.joined(" "),
                false => format!("{}: {}", column.heading, cell.joined(" ")),
            })
            .collect();
        cells.extend(row.beyond.iter().map(Cell::text));
        cells.extend(row.cells.iter().flat_map(|cell| &cell.comments).map(|comment| format!("remark: {comment}")));
        let message = format!("not taken for an action: {}", cells.join("; "));
        let mut comments = vec![format!("check: {message} ({})", row.place)];
        comments.extend(row.notes.iter().cloned());
        comments.extend(row.doubts.iter().map(|doubt| format!("check: {doubt}")));
        self.doubt(Weight::Row, &row.place, None, message);
        self.keep(comments);
    }

    /// "1.1" after "1.9" is 1.10, whose nought a number loses.
    fn tenth(&self, text: &str) -> Option<String> {
        let (prefix, last) = self.last_ref.as_ref()?.rsplit_once('.')?;
        let (own, number) = text.rsplit_once('.')?;
        let next = last.parse::<u32>().ok()? + 1;
        (prefix == own && next % 10 == 0 && next.to_string().trim_end_matches('0') == number).then(|| format!("{prefix}.{next}"))
    }

    /// The row is the whole of its objective: lists beside several actions are the objective's. It is, where it begins the objective;
    /// a second row under the same title is told by having come before.
    fn is_sole(&self, _row: &BodyRow) -> bool {
        self.draft.objectives.last().is_some_and(|objective| objective.actions.is_empty())
    }

    fn outcome_of(
        &mut self,
        columns: &[Column],
        row: &BodyRow,
        objective: usize,
        numbers: std::ops::Range<usize>,
        actions: &mut [Action],
        sole: bool,
    ) {
        let Some((_, cell)) = columns.iter().zip(&row.cells).find(|(column, _)| column.meaning == Meaning::Outcome) else {
            return;
        };
        if !cell.is_empty() && !cell.continued {
            if numbers.len() > 1 && sole {
                let objective = &mut self.draft.objectives[objective];
                objective.outcomes.extend(cell.lines.iter().map(Line::shown));
                self.finish_outcome();
                return;
            }
            let text = cell.joined(" ");
            let (key, words) = leading_ref(&text);
            self.finish_outcome();
            self.outcome = Some(Shared {
                numbered: key.is_some(),
                key: key.or_else(|| actions[0].reference.clone()),
                words: words.to_owned(),
                actions: numbers.map(|action| (objective, action)).collect(),
            });
        } else if let Some(outcome) = &mut self.outcome {
            // A blank cell below an outcome goes on with it, as merged cells do.
            let has_words = !actions[0].action.is_empty();
            if has_words && (cell.continued || actions[0].reference.is_some()) {
                outcome.actions.extend(numbers.map(|action| (objective, action)));
                if !cell.continued {
                    actions[0].comments.push("check: the outcome is blank in the print: taken to be the one above".into());
                }
            }
        }
    }

    fn finish_outcome(&mut self) {
        self.outcomes.extend(self.outcome.take());
    }

    /// Gives each action its outcome: in words, or by the key of one that several share.
    fn share_outcomes(&mut self) {
        self.finish_outcome();
        let mut keys: Vec<String> = Vec::new();
        for shared in std::mem::take(&mut self.outcomes) {
            let words = if shared.actions.len() > 1 || shared.numbered {
                let mut key = shared.key.clone().unwrap_or_else(|| format!("outcome {}", keys.len() + 1));
                while keys.contains(&key) {
                    key.push('+');
                }
                let plain: String =
                    key.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
                keys.push(key);
                self.draft.outcomes.push((plain.clone(), shared.words.clone()));
                plain
            } else {
                shared.words.clone()
            };
            for (objective, action) in shared.actions {
                if let Some(action) =
                    self.draft.objectives.get_mut(objective).and_then(|objective| objective.actions.get_mut(action))
                {
                    action.outcome = Some(words.clone());
                }
            }
        }
    }

    /// A cell of those who lead without the lines or last words that are a date, where there is no column of dates.
    fn without_date(&self, text: &str, has_dates: bool) -> (String, Option<String>) {
        if has_dates {
            return (text.to_owned(), None);
        }
        let lines: Vec<&str> = text.lines().collect();
        let (dates, others): (Vec<&str>, Vec<&str>) = lines.iter().partition(|line| is_only_time(line));
        if !dates.is_empty() {
            return (others.join("\n"), Some(dates.join(" ")));
        }
        for separator in [" - ", " – ", "/", ", ", " by "] {
            if let Some((who, date)) = text.rsplit_once(separator).filter(|(_, date)| is_only_time(date)) {
                return (who.trim().to_owned(), Some(date.trim().to_owned()));
            }
        }
        (text.to_owned(), None)
    }

    /// Why a date in figures may be another day in this paper: elsewhere in it the month comes first.
    fn why_month_first(&self, text: &str) -> Option<String> {
        let other = self.month_first.as_ref()?;
        let two_ways = dates_in_figures(text).any(|(first, second)| first <= 12 && second <= 12 && first != second);
        two_ways.then(|| format!("the day or the month may come first in \"{text}\", as the paper also has \"{other}\""))
    }

    /// Why a date in figures may be another day.
    fn why_another_day(&self, text: &str) -> Option<String> {
        self.why_month_first(text).or_else(|| {
            is_late_in_utc(text)
                .then(|| format!("\"{text}\" is late on a day of Greenwich: by British summer time it is the next"))
        })
    }

    /// Reads the words of a date column into an action.
    fn time_of(
        &mut self,
        action: &mut Action,
        text: &str,
        day: Option<&str>,
        doubt: Option<&str>,
        place: &Place,
        checks: &mut Vec<(Weight, Place, String)>,
    ) {
        let text = &unwrapped(text);
        let mut reading = phrase::read(text);
        // "September 08 Ongoing" of an action that reports every six months may be its first report, not a deadline.
        let often =
            frequency_in(&action.action).filter(|_| reading.ongoing && !reading.due.is_empty() && reading.every.is_none());
        if let Some(often) = often
            && !reading.due.iter().all(|due| is_in_words(*due, &action.action))
        {
            let dates: Vec<String> = std::mem::take(&mut reading.due).into_iter().map(When::as_value).collect();
            checks.push((
                Weight::Date,
                place.clone(),
                format!(
                    "is {} a deadline, or the first of what the action calls \"{often}\"? If a deadline, write due = {}",
                    dates.join(", "),
                    dates.join(", ")
                ),
            ));
        }
        let time = &mut action.time;
        time.timescale = Some(text.clone());
        if let Some(why) = self.why_another_day(text).filter(|_| day.is_none()) {
            checks.push((Weight::Date, place.clone(), format!("not dated: {why}")));
            return;
        }
        if kind_in_brackets(text).is_some_and(|(_, kind)| kind == KindOfDate::Other) {
            checks.push((Weight::Date, place.clone(), format!("not dated: \"{text}\" is said to be no deadline")));
            return;
        }
        if let Some(doubt) = doubt {
            let dates: Vec<String> = reading.due.iter().map(|due| due.as_value()).collect();
            let proposed = if dates.is_empty() { String::new() } else { format!("; perhaps due = {}", dates.join(", ")) };
            checks.push((Weight::Date, place.clone(), format!("{doubt}{proposed}")));
            return;
        }
        if let Some(day) = day.and_then(|day| When::parse(day).ok()) {
            time.due = vec![day];
            return;
        }
        if let Some(why) = &reading.unclear {
            let within = phrase::read_in(text, self.period);
            let mut proposed: Vec<String> = within.due.iter().map(|due| format!("due = {}", due.as_value())).collect();
            proposed.extend(within.from.map(|from| format!("from = {}", from.as_value())));
            let perhaps = if proposed.is_empty() {
                String::new()
            } else {
                format!("; by the plan's period perhaps {}", proposed.join(", "))
            };
            if text.chars().any(char::is_alphanumeric) {
                checks.push((Weight::Date, place.clone(), format!("not dated: {why}{perhaps}")));
            }
            return;
        }
        time.due = reading.due;
        time.due.dedup();
        time.from = reading.from;
        time.every = reading.every.map(|every| every.to_string());
        time.ongoing = reading.ongoing;
        time.standing = reading.standing;
        time.when = reading.when;
        time.review = reading.review;
        if !reading.unread.is_empty() {
            checks.push((
                Weight::Date,
                place.clone(),
                format!("of \"{text}\" this was not read: \"{}\"", reading.unread.join("\", \"")),
            ));
        }
    }

    /// Reads a cell of a column of real dates into an action.
    fn due_of(
        &mut self,
        action: &mut Action,
        (text, kind): (&str, KindOfDate),
        day: Option<When>,
        doubt: Option<&str>,
        place: &Place,
        checks: &mut Vec<(Weight, Place, String)>,
    ) {
        let mut reading = phrase::read(text);
        if day.is_none()
            && let Some(why) = self.why_another_day(text)
        {
            reading = phrase::Reading { unclear: Some(why), ..phrase::Reading::default() };
        }
        let dates = match day {
            Some(day) => vec![day],
            None => match When::parse(text) {
                Ok(when) => vec![when],
                Err(_) if reading.is_only_due() => reading.due,
                Err(_) => {
                    let why = reading.unclear.unwrap_or_else(|| "it says more than a date".into());
                    checks.push((Weight::Date, place.clone(), format!("\"{text}\" is not taken for a deadline: {why}")));
                    if action.time.timescale.is_none() {
                        action.time.timescale = Some(text.to_owned());
                    } else {
                        action.comments.push(format!("due: {text}"));
                    }
                    return;
                }
            },
        };
        if let Some(doubt) = doubt {
            checks.push((Weight::Date, place.clone(), doubt.to_owned()));
            action.time.timescale.get_or_insert_with(|| text.to_owned());
            return;
        }
        let printed = &action.time;
        let is_known = matches!(kind, KindOfDate::Deadline | KindOfDate::OneOfDeadlines);
        let several = printed.timescale.as_deref().and_then(dates_in).is_some_and(|dates| dates.len() > 1);
        let is_start = printed.from.is_some_and(|from| dates.contains(&from));
        let is_unsaid = kind == KindOfDate::Unsaid;
        let agree = |one: &When, other: &When| {
            one.last_day() == other.last_day() || one.first_day() <= other.first_day() && other.last_day() <= one.last_day()
        };
        let are_known = dates.iter().all(|date| printed.due.iter().any(|due| agree(due, date)));
        let dates_in_words = |dates: &[When]| dates.iter().map(|date| date.as_value()).collect::<Vec<_>>().join(", ");
        // Beside words that say more than a date, such as what is to be presented by then, it may be the date of that alone.
        let says_more = printed.ongoing
            || printed.every.is_some()
            || printed.timescale.as_deref().is_some_and(|words| !phrase::states_only_time(words));
        if !is_known
            && (printed.due.is_empty() && (is_start || several) || is_unsaid && (printed.due.is_empty() || several || says_more))
        {
            let shown = dates_in_words(&dates);
            let message = match is_start || several {
                true => format!("is {shown} the deadline? The timescale says a start, or several dates"),
                false => format!("is {shown} the deadline, or the date of a milestone or a report?"),
            };
            checks.push((Weight::Date, place.clone(), message));
            action.comments.push(format!("due: {text}"));
            action.time.due = Vec::new();
            return;
        }
        if kind == KindOfDate::OneOfDeadlines && printed.due.len() < 2 {
            checks.push((Weight::Date, place.clone(), "the list has one of several deadlines: add the others".into()));
        }
        if printed.due.is_empty() && (printed.every.is_none() || is_known) {
            action.time.due = dates;
        } else if !are_known && !printed.due.is_empty() {
            // A list has the date that counts, beside the words that were printed at first; of a paper it is not known which one does.
            let message = match kind {
                KindOfDate::Deadline => {
                    format!("{} is the deadline of the list, the timescale says another date", dates_in_words(&dates))
                }
                KindOfDate::OneOfDeadlines => format!("the column says {text}, the timescale something else"),
                _ => format!(
                    "not dated: the column says {}, the timescale {}: which of them is the deadline?",
                    dates_in_words(&dates),
                    dates_in_words(&printed.due)
                ),
            };
            checks.push((Weight::Date, place.clone(), message));
            match kind {
                KindOfDate::Deadline => action.time.due = dates,
                KindOfDate::OneOfDeadlines => {}
                _ => {
                    action.comments.push(format!("due: {text}"));
                    action.time.due = Vec::new();
                }
            }
        } else if printed.every.is_some() {
            action.comments.push(format!("due: {text}"));
        }
    }
}

/// What a date is that stands in a column of deadlines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum KindOfDate {
    /// Of the board's own paper.
    Printed,
    /// In a list that lscb made, which has the next date of each action, whatever that is: it says that it is the deadline,
    Deadline,
    /// one of several,
    OneOfDeadlines,
    /// that of a milestone, a report or a start,
    Other,
    /// or nothing, as the columns that say it were left out.
    Unsaid,
}

/// A timescale whose date the list has for another thing than the deadline gives none: a list has the first date that is still to come,
/// so that what the timescale says up to it is no deadline either.
fn not_the_deadline(action: &mut Action, date: &str, place: &Place, checks: &mut Vec<(Weight, Place, String)>) {
    let dates = When::parse(date).map_or_else(|_| phrase::read(date).due, |date| vec![date]);
    let Some(last) = dates.iter().map(|date| date.last_day()).max() else { return };
    if action.time.due.iter().any(|due| due.last_day() <= last) {
        let read: Vec<String> = std::mem::take(&mut action.time.due).into_iter().map(When::as_value).collect();
        let of_several = if read.len() > 1 { format!(": is one of {} the deadline?", read.join(", ")) } else { String::new() };
        let message = format!("not dated: the list has {date} for something else than the deadline{of_several}");
        checks.push((Weight::Date, place.clone(), message));
    }
}

/// The date before the brackets in which a list says what it is.
fn kind_in_brackets(text: &str) -> Option<(&str, KindOfDate)> {
    let (date, words) = date_and_kind(text)?;
    let kind = match words {
        words if words == What::SetUp.word() => KindOfDate::Deadline,
        words if words.starts_with("one of ") => KindOfDate::OneOfDeadlines,
        _ => KindOfDate::Other,
    };
    Some((date, kind))
}

/// The date that a cell has, and what it is.
fn kind_of_date<'t>(text: &'t str, columns: &[Column], row: &BodyRow, column: &Column) -> (&'t str, KindOfDate) {
    if let Some((date, kind)) = kind_in_brackets(text) {
        return (date, kind);
    }
    if row.is_keyed && row.place.sheet.is_none() {
        return (text, KindOfDate::Deadline);
    }
    let named = |column: &Column, names: &[&str]| names.contains(&&*names::words(&column.heading).join(" "));
    let is_own =
        named(column, &["due as written"]) || super::columns::are_of_own_list(columns.iter().map(|column| &*column.heading));
    if !row.is_keyed && !is_own {
        return (text, KindOfDate::Printed);
    }
    // Where people read it, what is no deadline has its kind in brackets.
    if named(column, &["due as written"]) && !column.heading.contains('_') && row.place.sheet.is_none() {
        return (text, KindOfDate::Deadline);
    }
    // "to be set up; 1 report owed", "deadline (1 of 3 done)": first what the date itself is.
    let what = columns.iter().zip(&row.cells).find(|(column, _)| named(column, &["what is due", "what"]));
    let Some((_, what)) = what else { return (text, KindOfDate::Unsaid) };
    let what = what.joined(" ");
    let first = what.split("; ").next().unwrap_or_default();
    let first = first.split_once(" (").filter(|(_, rest)| rest.ends_with(" done)")).map_or(first, |(first, _)| first);
    match first {
        "" | "to be set up" => (text, KindOfDate::Deadline),
        "deadline" => (text, KindOfDate::OneOfDeadlines),
        "end" => (text, KindOfDate::Deadline),
        _ => (text, KindOfDate::Other),
    }
}

/// A point in time of the zone of Greenwich after ten in the evening, as programs keep a midnight of British summer time:
/// 2025-04-30T23:00:00Z.
fn is_late_in_utc(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let summer = |day: &str| {
            When::parse(day).is_ok()
                && day.get(5..7).and_then(|month| month.parse().ok()).is_some_and(|month: u8| (3..=10).contains(&month))
        };
        let time = word.split_once('T').and_then(|(day, time)| summer(day).then_some(time));
        time.is_some_and(|time| time.ends_with('Z') && (time.starts_with("22:") || time.starts_with("23:")))
    })
}

/// A text that is a date in figures, or says nothing but when; "Sept 14" does so too, though not which day or year.
fn is_only_time(text: &str) -> bool {
    let reading = phrase::read(text);
    let is_figures = dates_in_figures(text).next().is_some() && !text.chars().any(char::is_alphabetic);
    let is_month = |word: &str| {
        let word = word.trim_end_matches(['.', ',']).to_lowercase();
        word.len() >= 3 && crate::time::when::MONTHS.iter().any(|month| month.to_lowercase().starts_with(&word)) || word == "sept"
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| word.trim_end_matches("th").bytes().all(|byte| byte.is_ascii_digit() || byte == b'\'');
    let is_month_and_number =
        matches!(words[..], [one, other] if is_month(one) && is_number(other) || is_number(one) && is_month(other));
    let has_number = text.chars().any(|c| c.is_ascii_digit());
    (has_number || reading.ongoing) && reading.unclear.is_none() && phrase::states_only_time(text)
        || is_figures
        || is_month_and_number
}

/// A text without the blank that the end of a line left after a hyphen: "bi- annually". "Pre- and post-" is meant so.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("- ") {
        let before = rest[..at].chars().next_back();
        let after = &rest[at + 2..];
        let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let joins = before.is_some_and(char::is_lowercase)
            && after.starts_with(char::is_lowercase)
            && !["and", "or", "to"].contains(&word);
        out += &rest[..at + 1];
        if !joins {
            out.push(' ');
        }
        rest = after;
    }
    out + rest
}

/// How often, in the words of an action, where they say it plainly.
fn frequency_in(action: &str) -> Option<String> {
    let words: Vec<&str> = action.split_whitespace().collect();
    let at = |length: usize| {
        words.windows(length).map(|part| part.join(" ")).find(|part| {
            let part = part.trim_end_matches(['.', ',', ';']);
            part.len() > 4 && phrase::states_only_time(part) && phrase::read(part).every.is_some()
        })
    };
    at(1).or_else(|| at(2))
}

/// The words name this date.
fn is_in_words(when: When, words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    (1..=3).any(|length| {
        words.windows(length).any(|part| phrase::read(part.join(" ").trim_end_matches(['.', ',', ';'])).due.contains(&when))
    })
}

/// The actions that the paragraphs of one cell are.
fn actions_in(lines: &[Line], has_ref: bool) -> Vec<String> {
    let whole = |line: &Line| match &line.mark {
        Mark::Number(number) => (Some(number.clone()), line.text.replace('\n', " ")),
        _ => (None, line.text.replace('\n', " ")),
    };
    let listed = lines.iter().filter(|line| line.mark != Mark::None).count();
    let capital =
        |line: &Line| line.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    if listed >= 2 {
        let mut actions: Vec<String> = Vec::new();
        for line in lines {
            let (number, text) = whole(line);
            match actions.last_mut() {
                // A line without a mark goes on with the bullet above.
                Some(last) if line.mark == Mark::None => *last = format!("{last} {text}"),
                _ => actions.push(number.map_or(text.clone(), |number| format!("{number} {text}"))),
            }
        }
        return actions;
    }
    if !has_ref && lines.len() > 1 && lines.iter().all(capital) && lines.iter().all(|line| !people::goes_on(&line.text)) {
        return lines.iter().map(|line| line.shown().replace('\n', " ")).collect();
    }
    vec![lines.iter().map(|line| line.shown().replace('\n', " ")).collect::<Vec<_>>().join(" ")]
}

/// The entries of a list in a cell: its paragraphs, or where one holds several sentences, these.
fn entries_of(cell: &Cell) -> Vec<String> {
    let lines: Vec<String> = cell.lines.iter().map(Line::shown).collect();
    if lines.iter().filter(|line| line.ends_with('.')).count() * 2 > lines.len() {
        lines.iter().flat_map(|line| sentences(line)).collect()
    } else {
        lines
    }
}

/// The entries of a cell where they are as many as the actions beside them.
fn paired(cell: &Cell, count: usize) -> Option<Vec<String>> {
    let lines: Vec<String> = cell.lines.iter().map(Line::shown).collect();
    if lines.len() == count {
        return Some(lines);
    }
    let entries: Vec<String> = lines.iter().flat_map(|line| sentences(line)).collect();
    (entries.len() == count).then_some(entries)
}

fn sentences_or_lines(cell: &Cell) -> Vec<String> {
    cell.lines.iter().map(Line::shown).collect()
}

/// The sentences of a text: they end with a full stop after a word, and the next begins with a capital letter.
fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('.') {
        let after = &text[at + 1..];
        let word = text[start..at].rsplit(' ').next().unwrap_or_default();
        let next = after.trim_start().chars().next();
        let ends = after.starts_with(char::is_whitespace) && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if ends && word.chars().count() > 1 && !["Dr", "Mr", "Mrs", "Ms", "Asst", "St", "No", "eg", "ie"].contains(&word) {
            out.push(text[start..=at].trim().to_owned());
            start = at + 1;
        }
    }
    out.push(text[start..].trim().to_owned());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// Dates and statements that line up: each statement with its date, and the deadline where it has one.
fn milestones(dates: &Cell, statements: &Cell) -> Option<Vec<(String, String, Option<When>)>> {
    let lines: Vec<String> =
        dates.lines.iter().flat_map(|line| line.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let only_time = |text: &str| phrase::read(text).unclear.is_none() && phrase::states_only_time(text);
    let dates = if lines.len() > 1 && lines.iter().all(|line| only_time(line)) { lines } else { dates_in(&dates.joined(" "))? };
    let mut texts: Vec<String> = statements.lines.iter().map(Line::shown).collect();
    if texts.len() != dates.len() {
        texts = texts.iter().flat_map(|text| sentences(text)).collect();
    }
    if dates.len() < 2 || texts.len() != dates.len() {
        return None;
    }
    let milestone = |(text, date): (String, String)| {
        let reading = phrase::read(&date);
        let due = if reading.is_only_due() && reading.due.len() == 1 { Some(reading.due[0]) } else { None };
        (text, date, due)
    };
    Some(texts.into_iter().zip(dates).map(milestone).collect())
}

/// The dates that a text runs together, each the shortest that can be read; none where something else stands in it.
fn dates_in(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 24 {
        return None;
    }
    let mut dates = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let end = (start + 1..=words.len().min(start + 5)).find(|&end| {
            let part = words[start..end].join(" ");
            let reading = phrase::read(&part);
            let dated = reading.due.len() == 1 || reading.from.is_some();
            reading.unclear.is_none()
                && dated
                && reading.unread.is_empty()
                && !reading.ongoing
                && !reading.standing
                && phrase::states_only_time(&part)
        })?;
        dates.push(words[start..end].join(" "));
        start = end;
    }
    (dates.len() > 1).then_some(dates)
}

/// The notes of a progress cell: one, or one for each paragraph that begins with its date.
fn notes(cell: &Cell) -> Vec<(Option<When>, String)> {
    let dated = |text: &str| -> Option<(When, String)> {
        let (date, rest) = text.split_once([':', '–']).or_else(|| text.split_once(" - "))?;
        let reading = phrase::read(date);
        let when = *reading.due.first().filter(|_| reading.is_only_due() && reading.due.len() == 1)?;
        (!rest.trim().is_empty()).then(|| (when, rest.trim().to_owned()))
    };
    let lines: Vec<String> = cell.lines.iter().map(|line| line.shown().replace('\n', " ")).collect();
    if lines.iter().any(|line| dated(line).is_some()) {
        let mut notes: Vec<(Option<When>, String)> = Vec::new();
        for line in lines {
            match (dated(&line), notes.last_mut()) {
                (Some((when, text)), _) => notes.push((Some(when), text)),
                (None, Some(last)) => last.1 = format!("{} {line}", last.1),
                (None, None) => notes.push((None, line)),
            }
        }
        // The plan has the oldest first.
        if notes.iter().all(|(when, _)| when.is_some()) {
            notes.sort_by_key(|(when, _)| when.map(When::first_day));
        }
        return notes;
    }
    vec![(None, lines.join(" "))]
}

/// The status of the plan format that a board's words are, where they are one beyond doubt. "Closed" is not: it may be dropped.
pub fn status(text: &str) -> Option<&'static str> {
    Some(match &*names::words(text).join(" ") {
        "complete" | "completed" | "done" | "achieved" | "action complete" | "action completed" => "complete",
        "in progress" | "underway" | "under way" | "started" | "work in progress" => "in-progress",
        "not started" | "not yet started" | "to be started" => "not-started",
        "on hold" | "paused" => "on-hold",
        "withdrawn" => "withdrawn",
        "carried forward" => "carried-forward",
        "awaiting sign off" => "awaiting-sign-off",
        _ => return None,
    })
}

/// How often, where a text says that and nothing else; otherwise why not.
fn frequency(text: &str) -> Result<String, String> {
    let reading = phrase::read(text);
    let rest = phrase::Reading { every: None, ..reading.clone() };
    match (reading.every, reading.unclear) {
        (Some(every), None) if rest == phrase::Reading::default() => Ok(every.to_string()),
        (_, Some(why)) => Err(why),
        _ => Err("it says something else too".into()),
    }
}

/// The dates in figures that a text holds, such as 4/13/2009: the first and the second number of each.
fn dates_in_figures(text: &str) -> impl Iterator<Item = (u32, u32)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).filter_map(|word| {
        let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.', '-']).collect();
        let [first, second, year] = parts[..] else { return None };
        let is_year = matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
        let number = |part: &str| part.parse::<u32>().ok().filter(|number| part.len() <= 2 && *number > 0);
        is_year.then_some((number(first)?, number(second)?))
    })
}

/// A heading that names a deadline of its own; "Date" alone may be any day.
fn is_of_deadlines(heading: &str) -> bool {
    let words = names::words(heading).join(" ");
    !["date", "dates", "due", "to", "end", "finish", "schedule"].contains(&&*words)
        && matches!(super::columns::meaning_of(heading), Some((Meaning::Timescale | Meaning::Due, _)))
}

/// A cell of the column of actions that says that there is none.
fn says_no_action(text: &str) -> bool {
    let words = names::words(text).join(" ");
    let none = [
        "n a",
        "na",
        "none",
        "nil",
        "not applicable",
        "no action",
        "no actions",
        "no action required",
        "no action needed",
        "no further action",
    ];
    none.contains(&&*words) || ["-", "–", "—"].contains(&text.trim())
}

/// A cell that says that there is nothing to say.
fn is_nothing(text: &str) -> bool {
    let words = names::words(text).join(" ");
    ["", "n a", "na", "none", "no", "no change", "unchanged", "not applicable", "as original", "as before", "nil"]
        .contains(&&*words)
}

/// What a cell to tick says. A crossed box is ticked in Word, and left out of it elsewhere: nothing.
fn yes_or_no(text: &str) -> Option<bool> {
    match &*names::words(text).join(" ") {
        "yes" | "y" | "true" | "done" | "complete" | "completed" | "x" => Some(true),
        "no" | "n" | "false" | "not yet" => Some(false),
        _ if ["✓", "✔", "☑"].contains(&text.trim()) => Some(true),
        _ if ["☐", "✗", "-", "–"].contains(&text.trim()) => Some(false),
        _ => None,
    }
}

/// The colour that a cell names.
fn colour(text: &str) -> Option<&'static str> {
    let words = names::words(text);
    let named: Vec<&'static str> =
        ["red", "amber", "green", "blue", "grey"].into_iter().filter(|colour| words.iter().any(|word| word == colour)).collect();
    match (&named[..], &*words.join(" ")) {
        ([only], _) => Some(only),
        ([], "r") => Some("red"),
        ([], "a") => Some("amber"),
        ([], "g") => Some("green"),
        ([], "b") => Some("blue"),
        ([], "gray") => Some("grey"),
        ([], "yellow" | "orange") => Some("amber"),
        ([], _) if ["🟡", "🟨"].contains(&text.trim()) => Some("amber"),
        ([], _) => Rag::of_sign(text).map(Rag::word),
        _ => None,
    }
}

fn percent(text: &str) -> Option<u8> {
    let number = text.trim().trim_end_matches('%').trim();
    if !text.contains('%')
        && let Ok(part) = number.parse::<f64>()
        && number.contains('.')
        && (0.0..=1.0).contains(&part)
    {
        // A workbook keeps 40 % as 0.4.
        return Some((part * 100.0).round() as u8);
    }
    number.parse::<u8>().ok().filter(|percent| *percent <= 100)
}

/// Rows that a page break, or a line too long for its row, has parted are brought together.
fn joined_over_pages(entries: Vec<Entry>, columns: &[Column]) -> Vec<Entry> {
    let at = |meaning: Meaning| columns.iter().position(|column| column.meaning == meaning);
    let ref_column = at(Meaning::Ref);
    let words = at(Meaning::Action).or_else(|| at(Meaning::Objective)).or_else(|| at(Meaning::Outcome));
    let mut out: Vec<Entry> = Vec::new();
    for entry in entries {
        let Entry::Row(row) = entry else {
            out.push(entry);
            continue;
        };
        let goes_on = match out.last() {
            Some(Entry::Row(last)) => continues(last, &row, ref_column, words),
            _ => false,
        };
        match out.last_mut() {
            Some(Entry::Row(last)) if goes_on => {
                let message = format!("row {} is read as going on in row {}", last.place.row, row.place.row);
                join(last, row, columns);
                last.doubts.push(message);
            }
            Some(Entry::Row(last)) => {
                let mut row = row;
                take_ends_of_cells(last, &mut row, columns);
                out.push(Entry::Row(row));
            }
            _ => out.push(Entry::Row(row)),
        }
    }
    out
}

/// Whoever leads in a cell that is merged over several rows leads in each of them, and its date is the date of each.
fn fill_merged(entries: &mut [Entry], columns: &[Column]) {
    let mut above: Vec<Option<Cell>> = vec![None; columns.len()];
    for entry in entries {
        let Entry::Row(row) = entry else { continue };
        for ((cell, column), above) in row.cells.iter_mut().zip(columns).zip(&mut above) {
            let is_shared = NAMES.contains(&column.meaning)
                || DATES.contains(&column.meaning)
                || matches!(column.meaning, Meaning::Every | Meaning::When);
            match above {
                Some(above) if cell.continued && cell.is_empty() && is_shared => {
                    cell.lines.clone_from(&above.lines);
                    (cell.doubt, cell.day) = (above.doubt.clone(), above.day.clone());
                }
                _ => *above = Some(cell.clone()),
            }
        }
    }
}

/// Where a page ends within the last words of a cell, and a new action stands beside them on the next page, these words go back to
/// their cell.
fn take_ends_of_cells(last: &mut BodyRow, row: &mut BodyRow, columns: &[Column]) {
    if !row.after_break {
        return;
    }
    for ((into, cell), column) in last.cells.iter_mut().zip(&mut row.cells).zip(columns) {
        let flows = matches!(column.meaning, Meaning::Success | Meaning::Outcome | Meaning::Progress | Meaning::Evidence);
        let goes_on = cell.lines.first().is_some_and(|line| line.mark == Mark::None && line.text.starts_with(char::is_lowercase));
        let Some(end) = into.lines.last_mut().filter(|end| flows && goes_on && !end.text.ends_with(['.', ';', '!', '?'])) else {
            continue;
        };
        let message = format!("\"{}\" is read as the end of what stands in row {}", cell.lines[0].text, last.place.row);
        end.text = format!("{} {}", end.text, cell.lines.remove(0).text);
        row.doubts.push(message);
    }
}

fn continues(last: &BodyRow, row: &BodyRow, ref_column: Option<usize>, words: Option<usize>) -> bool {
    let Some(words) = words else { return false };
    let empty = |row: &BodyRow, column: usize| row.cells[column].is_empty();
    if row.cells[words].continued {
        return true;
    }
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let lower = row.cells[words]
        .lines
        .first()
        .is_some_and(|line| line.mark == Mark::None && !line.bold && line.text.starts_with(char::is_lowercase));
    let ended = last.cells[words].lines.last().is_none_or(|line| line.text.ends_with(['.', '!', '?', ':']));
    match ref_column {
        Some(reference) => {
            let (before, here) = (!empty(last, reference), !empty(row, reference));
            if before && here {
                return false;
            }
            lower && !ended || !here && empty(row, words) && filled > 0 && row.after_break
        }
        // Without references only a page break tells, and words that go on.
        None => {
            lower && row.after_break
                || empty(row, words) && filled > 0 && row.cells.iter().all(|cell| !cell.continued) && row.after_break
        }
    }
}

fn join(last: &mut BodyRow, row: BodyRow, columns: &[Column]) {
    for ((into, cell), column) in last.cells.iter_mut().zip(row.cells).zip(columns) {
        into.comments.extend(cell.comments);
        into.doubt = into.doubt.take().or(cell.doubt);
        let mut lines = cell.lines.into_iter();
        let flowing =
            matches!(column.meaning, Meaning::Action | Meaning::Objective | Meaning::Outcome | Meaning::Remark | Meaning::Ignore);
        if let (Some(end), Some(first)) = (into.lines.last_mut(), lines.as_slice().first()) {
            let lower = first.text.chars().next().is_some_and(char::is_lowercase);
            let runs = first.mark == Mark::None && (people::goes_on(&end.text) || lower || flowing && !end.text.ends_with('.'));
            if runs {
                end.text = format!("{} {}", end.text, first.text);
                lines.next();
            }
        }
        into.lines.extend(lines);
    }
    last.beyond.extend(row.beyond);
    last.notes.extend(row.notes);
    last.doubts.extend(row.doubts);
    last.hidden |= row.hidden;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_run_together_are_taken_apart() {
        for (text, dates) in [
            ("September 2007 December 2007", Some(&["September 2007", "December 2007"][..])),
            ("August 07 August 07", Some(&["August 07", "August 07"])),
            ("2007/08 March 2008 March 2008", Some(&["2007/08", "March 2008", "March 2008"])),
            ("From January 2008 March 2008", Some(&["From January 2008", "March 2008"])),
            ("June 2007", None),
            ("CORE TASK Reviewed annually", None),
        ] {
            assert_eq!(dates_in(text), dates.map(|dates| dates.iter().map(|date| (*date).to_owned()).collect()), "{text}");
        }
    }

    #[test]
    fn sentences_end_before_a_capital_letter() {
        assert_eq!(
            sentences("Monitoring in place. Reports received by LSCB."),
            ["Monitoring in place.", "Reports received by LSCB."]
        );
        assert_eq!(sentences("Dr. King and A. Smith, www.example.org"), ["Dr. King and A. Smith, www.example.org"]);
        assert_eq!(
            sentences("LSCB April 08. April 08, to be reviewed Sept 08."),
            ["LSCB April 08.", "April 08, to be reviewed Sept 08."]
        );
    }

    #[test]
    fn words_of_status_and_colour_are_read_only_where_they_are_plain() {
        assert_eq!(status("Completed"), Some("complete"));
        assert_eq!(status("Closed"), None);
        assert_eq!(colour("Green – on track"), Some("green"));
        assert_eq!(colour("Red|Yellow|Green"), None);
        assert_eq!(colour("A"), Some("amber"));
        assert_eq!((percent("40%"), percent("0.4"), percent("1"), percent("120")), (Some(40), Some(40), Some(1), None));
    }

    #[test]
    fn notes_that_begin_with_their_date_are_dated() {
        let cell = Cell::of(0, "12/06/2008: Draft accepted\n1 May 2008: Begun").unwrap();
        let notes: Vec<String> = notes(&cell).into_iter().map(|(when, note)| format!("{} {note}", when.unwrap())).collect();
        assert_eq!(notes, ["2008-05-01 Begun", "2008-06-12 Draft accepted"]);
        let cell = Cell::of(0, "To tie in with item 5.1").unwrap();
        assert_eq!(super::notes(&cell), [(None, "To tie in with item 5.1".to_owned())]);
    }
}
