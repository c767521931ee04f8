//! What the columns of a table mean, by the words of their headings.

use super::table::{Cell, Row};
use crate::names;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Meaning {
    Ref,
    Objective,
    Outcome,
    Action,
    Lead,
    /// Who answers for it without doing it.
    Accountable,
    With,
    /// A date as the board words it.
    Timescale,
    /// A column of real dates.
    Due,
    /// The date in place of the first one, where that was moved.
    Revised,
    From,
    /// How often it comes again.
    Every,
    /// The event that it waits for.
    When,
    Review,
    Status,
    Rag,
    Percent,
    Evidence,
    Progress,
    Success,
    Added,
    Completed,
    /// The day it was closed, whether done or dropped.
    Closed,
    Tags,
    Remark,
    /// Left out, each cell kept as a comment.
    Ignore,
}

use Meaning::*;

/// Every meaning with the word for it on the command line and in drafts.
pub const MEANINGS: &[(&str, Meaning)] = &[
    ("ref", Ref),
    ("objective", Objective),
    ("outcome", Outcome),
    ("action", Action),
    ("lead", Lead),
    ("accountable", Accountable),
    ("with", With),
    ("timescale", Timescale),
    ("due", Due),
    ("revised", Revised),
    ("from", From),
    ("every", Every),
    ("when", When),
    ("review", Review),
    ("status", Status),
    ("rag", Rag),
    ("percent", Percent),
    ("evidence", Evidence),
    ("progress", Progress),
    ("success", Success),
    ("added", Added),
    ("completed", Completed),
    ("closed", Closed),
    ("tags", Tags),
    ("remark", Remark),
    ("ignore", Ignore),
];

impl Meaning {
    /// The word for it.
    pub fn word(self) -> &'static str {
        MEANINGS.iter().find(|(_, meaning)| *meaning == self).map_or("ignore", |(word, _)| word)
    }

    /// The meaning of a word.
    pub fn named(word: &str) -> Option<Meaning> {
        MEANINGS.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
    }
}

/// Words of headings as boards print them, in the order in which they are tried: what stands first wins where a heading holds both.
/// `=` before them: the whole heading. Headings met in boards' plans, councils' trackers and office programs' templates.
const HEADINGS: &[(&str, Meaning)] = &[
    // What lscb itself prints, and works out anew.
    ("=lscb key", Ignore),
    ("=state", Ignore),
    ("=place", Ignore),
    ("=plan", Ignore),
    ("=board", Ignore),
    ("=days late", Ignore),
    ("=days left", Ignore),
    ("=what is due", Ignore),
    ("=reports owed", Ignore),
    ("=why not judged", Ignore),
    ("=plan ended", Ignore),
    ("=what", Ignore),
    ("=owed", Ignore),
    ("=reason", Ignore),
    ("=file", Ignore),
    ("=group", Ignore),
    ("=groups", Ignore),
    ("=waits for", Ignore),
    ("=label", Ignore),
    ("=boards", Ignore),
    ("=dates missed", Ignore),
    ("=days closed late", Ignore),
    ("=starts", From),
    ("=last note", Progress),
    ("=due as written", Due),
    ("=objective title", Objective),
    ("=objective in words", Objective),
    // A share, before the words that stand beside its sign.
    ("% complete", Percent),
    ("complete %", Percent),
    ("=%", Percent),
    ("percent", Percent),
    ("percentage", Percent),
    // Dates that are no deadlines.
    ("date raised", Added),
    ("date added", Added),
    ("date identified", Added),
    ("date opened", Added),
    ("date logged", Added),
    ("raised on", Added),
    ("=added", Added),
    ("date of meeting", Added),
    ("date closed", Closed),
    ("close date", Closed),
    ("=closed", Closed),
    ("date complete", Completed),
    ("date set", Added),
    ("date agreed", Added),
    ("date completed", Completed),
    ("date of completion", Completed),
    ("date achieved", Completed),
    ("actual completion", Completed),
    ("actual end date", Completed),
    ("actual resolution date", Completed),
    ("closed on", Closed),
    ("=completed", Completed),
    ("=completed on", Completed),
    ("=completed y n", Completed),
    ("=complete", Completed),
    ("=complete y n", Completed),
    ("completed date", Completed),
    ("=done", Completed),
    ("=done on", Completed),
    ("=date done", Completed),
    ("start date", From),
    ("date started", From),
    ("=start", From),
    ("=begin", From),
    ("=from", From),
    ("review date", Review),
    ("date of review", Review),
    ("next review", Review),
    ("=review", Review),
    ("completion status", Status),
    ("who when", Lead),
    ("lead timescale", Lead),
    ("revised date", Revised),
    ("revised due", Revised),
    ("revised target", Revised),
    ("revised completion", Revised),
    ("revised deadline", Revised),
    ("revised timescale", Revised),
    ("revised end", Revised),
    ("new date", Revised),
    ("new target date", Revised),
    ("new deadline", Revised),
    ("new due date", Revised),
    ("extended to", Revised),
    ("extension date", Revised),
    ("amended date", Revised),
    ("amended target", Revised),
    // When.
    ("frequency", Every),
    ("how often", Every),
    ("recurrence", Every),
    ("=every", Every),
    ("trigger", When),
    ("depends on", When),
    ("dependency", When),
    ("timescale", Timescale),
    ("timescales", Timescale),
    ("time scale", Timescale),
    ("timeframe", Timescale),
    ("time frame", Timescale),
    ("timeline", Timescale),
    ("target completion", Timescale),
    ("target date", Timescale),
    ("completion date", Timescale),
    ("expected end", Timescale),
    ("expected completion", Timescale),
    ("expected resolution", Timescale),
    ("end date", Timescale),
    ("due date", Timescale),
    ("date due", Timescale),
    ("deadline", Timescale),
    ("by when", Timescale),
    ("=due", Timescale),
    ("due by", Timescale),
    ("=when", Timescale),
    ("to be completed by", Timescale),
    ("complete by", Timescale),
    ("=by", Timescale),
    ("when will", Timescale),
    ("by what date", Timescale),
    ("finish date", Timescale),
    ("=finish", Timescale),
    ("=end", Timescale),
    ("=to", Timescale),
    ("date for completion", Timescale),
    ("completion by", Timescale),
    ("implementation date", Timescale),
    ("delivery date", Timescale),
    ("expected date", Timescale),
    ("planned date", Timescale),
    ("milestone date", Timescale),
    ("=timing", Timescale),
    ("=timings", Timescale),
    ("schedule", Timescale),
    ("=date", Timescale),
    ("=dates", Timescale),
    // Who.
    ("accountable", Accountable),
    ("senior responsible", Accountable),
    ("=sro", Accountable),
    ("sponsor", Accountable),
    ("executive lead", Accountable),
    ("strategic lead", Accountable),
    ("board lead", Accountable),
    ("lead person", Lead),
    ("point person", Lead),
    ("point of contact", Lead),
    ("lead officer", Lead),
    ("lead agency", Lead),
    ("lead contact", Lead),
    ("lead contacts", Lead),
    ("action owner", Lead),
    ("person responsible", Lead),
    ("persons responsible", Lead),
    ("person s responsible", Lead),
    ("by whom", Lead),
    ("by who", Lead),
    ("who by", Lead),
    ("who will", Lead),
    ("who leads", Lead),
    ("=whom", Lead),
    ("=action by", Lead),
    ("=actions by", Lead),
    ("actioned by", Lead),
    ("owned by", Lead),
    ("allocated to", Lead),
    ("delegated to", Lead),
    ("lead professional", Lead),
    ("lead organisation", Lead),
    ("lead partner", Lead),
    ("lead body", Lead),
    ("lead manager", Lead),
    ("lead director", Lead),
    ("lead member", Lead),
    ("lead department", Lead),
    ("lead service", Lead),
    ("lead name", Lead),
    ("delivery lead", Lead),
    ("action lead", Lead),
    ("operational lead", Lead),
    ("named lead", Lead),
    ("named person", Lead),
    ("named officer", Lead),
    ("=officer", Lead),
    ("=staff", Lead),
    ("=personnel", Lead),
    ("assigned to", Lead),
    ("responsible officer", Lead),
    ("responsible person", Lead),
    ("responsible", Lead),
    ("responsibility", Lead),
    ("supported by", With),
    ("support", With),
    ("partners", With),
    ("other agencies", With),
    ("agencies involved", With),
    ("department involved", With),
    ("=with", With),
    ("partner agencies", With),
    ("supporting", With),
    ("contributors", With),
    ("others involved", With),
    ("owner", Lead),
    ("=who", Lead),
    ("who is", Lead),
    ("=lead", Lead),
    ("=leads", Lead),
    ("lead s", Lead),
    ("=lead s", Lead),
    ("lead subgroup", Lead),
    ("lead group", Lead),
    ("led by", Lead),
    ("lead", Lead),
    // How it goes.
    ("rag", Rag),
    ("=brag", Rag),
    ("update and evidence", Progress),
    ("progress", Progress),
    ("update", Progress),
    ("updates", Progress),
    ("latest position", Progress),
    ("position statement", Progress),
    ("what have we done", Progress),
    ("what has been done", Progress),
    ("where are we now", Progress),
    ("current position", Progress),
    ("comments", Progress),
    ("comment", Progress),
    ("outcome progress", Progress),
    ("evaluation", Progress),
    ("narrative", Progress),
    ("commentary", Progress),
    ("current status", Status),
    ("=status", Status),
    ("action status", Status),
    ("status", Status),
    ("remark", Remark),
    ("remarks", Remark),
    ("notes", Remark),
    ("evidence", Evidence),
    // How it is known that it is done.
    ("success", Success),
    ("performance indicator", Success),
    ("performance measure", Success),
    ("measure", Success),
    ("measures", Success),
    ("monitoring", Success),
    ("how will we know", Success),
    ("how we will know", Success),
    ("how will you know", Success),
    ("how will this be measured", Success),
    ("what will success look like", Success),
    ("what does good look like", Success),
    ("what difference", Success),
    ("difference will", Success),
    ("milestones", Success),
    ("kpi", Success),
    ("deliverables", Success),
    ("impact", Success),
    // References.
    ("ref", Ref),
    ("reference", Ref),
    ("rec no", Ref),
    ("recommendation no", Ref),
    ("recommendation number", Ref),
    ("=no", Ref),
    ("=no.", Ref),
    ("s no", Ref),
    ("=number", Ref),
    ("=id", Ref),
    ("action id", Ref),
    ("action no", Ref),
    ("action number", Ref),
    ("wbs", Ref),
    ("item no", Ref),
    ("=#", Ref),
    // What.
    ("action steps", Action),
    ("actions required", Action),
    ("action required", Action),
    ("key actions", Action),
    ("action decision", Action),
    ("action items", Action),
    ("action points", Action),
    ("outcome", Outcome),
    ("outcomes", Outcome),
    ("actions", Action),
    ("action", Action),
    ("activities", Action),
    ("activity", Action),
    ("what are we going to do", Action),
    ("what will we do", Action),
    ("what we will do", Action),
    ("what we are going to do", Action),
    ("what we plan to do", Action),
    ("what will be done", Action),
    ("what needs to be done", Action),
    ("what do we need to do", Action),
    ("what we need to do", Action),
    ("what needs to happen", Action),
    ("how will we do it", Action),
    ("how we will do it", Action),
    ("how are we going to do it", Action),
    ("how will we get there", Action),
    ("how will we achieve", Action),
    ("how will this be achieved", Action),
    ("what is to be done", Action),
    ("we did or are doing", Action),
    ("task", Action),
    ("tasks", Action),
    ("task title", Action),
    ("task description", Action),
    ("step", Action),
    ("=what", Action),
    ("work to be done", Action),
    ("objective", Objective),
    ("objectives", Objective),
    ("=area", Objective),
    ("=area of work", Objective),
    ("focus area", Objective),
    ("workstream", Objective),
    ("work stream", Objective),
    ("=strand", Objective),
    ("=standard", Objective),
    ("=standards", Objective),
    ("=pillar", Objective),
    ("priority area", Objective),
    ("area for development", Objective),
    ("areas for development", Objective),
    ("area for improvement", Objective),
    ("areas for improvement", Objective),
    ("strategic priority", Objective),
    ("theme", Objective),
    ("aim", Objective),
    ("aims", Objective),
    ("goal", Objective),
    ("goals", Objective),
    ("=target", Outcome),
    ("=targets", Outcome),
    ("what do we intend", Outcome),
    ("what do we want to achieve", Outcome),
    ("what we want to achieve", Outcome),
    ("what are we trying to achieve", Outcome),
    ("what will we achieve", Outcome),
    ("why is this important", Ignore),
    ("why are we doing", Ignore),
    ("=priority", Tags),
    ("category", Tags),
    ("=type", Tags),
    ("=bucket", Tags),
    ("=bucket name", Tags),
    ("=labels", Tags),
    // Words that name an action only where nothing better does.
    ("issue", Action),
    ("recommendation", Action),
    ("recommendations", Action),
    ("description", Action),
    ("=item", Action),
    ("agenda item", Action),
];

/// Words that stand in headings of sign-off boxes, lists of addresses and logs of changes, and in none of actions.
const VETO: &[&str] = &["signature", "signed", "phone", "telephone", "email", "mail", "version", "mobile", "author"];

/// A phrase of [`HEADINGS`] as it is looked for.
struct Phrase {
    /// With a blank on both sides, or the whole heading.
    words: String,
    is_whole: bool,
    meaning: Meaning,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrase = |(words, meaning): &(&str, Meaning)| match words.strip_prefix('=') {
        Some(whole) => Phrase { words: whole.to_owned(), is_whole: true, meaning: *meaning },
        None if words.contains('%') => Phrase { words: (*words).to_owned(), is_whole: false, meaning: *meaning },
        None => Phrase { words: format!(" {words} "), is_whole: false, meaning: *meaning },
    };
    HEADINGS.iter().map(phrase).collect()
});

/// Every word of a heading that is known: most cells of a table hold none.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    HEADINGS
        .iter()
        .flat_map(|(phrase, _)| names::words(phrase).into_iter().chain([phrase.trim_start_matches('=').to_owned()]))
        .collect()
});

/// What a heading means, by its words. The strength is 2 for words of an action plan, 1 where they name actions only for want of better.
pub fn meaning_of(heading: &str) -> Option<(Meaning, u8)> {
    // A sentence is no heading.
    if heading.split_whitespace().nth(20).is_some() {
        return None;
    }
    let words = names::words(heading);
    let lower = heading.to_lowercase();
    if words.len() > 14 || !words.iter().any(|word| WORDS.contains(word)) && !lower.contains('%') && !WORDS.contains(lower.trim())
    {
        return None;
    }
    if names_two_dates(heading) {
        return Some((Timescale, 2));
    }
    if is_of_revised_date(&words) {
        return Some((Revised, 2));
    }
    if names_who_and_when(heading) {
        return Some((Lead, 2));
    }
    let words = words.join(" ");
    let weak = HEADINGS.iter().position(|(words, _)| *words == "issue").unwrap_or(HEADINGS.len());
    let found = phrase_in(&words, &lower)?;
    Some((PHRASES[found].meaning, if found < weak { 2 } else { 1 }))
}

/// The first of [`PHRASES`] that stands in these words of a heading, or in it as it is written, in small letters.
fn phrase_in(words: &str, written: &str) -> Option<usize> {
    let padded = format!(" {words} ");
    PHRASES.iter().position(|phrase| match phrase.is_whole {
        true => words == phrase.words || written.trim() == phrase.words,
        false if phrase.words.contains('%') => written.contains(&phrase.words),
        false => padded.contains(&phrase.words),
    })
}

/// "Completion date (revised)": a date in place of an earlier one, which a heading of both of them names too.
fn is_of_revised_date(words: &[String]) -> bool {
    const MOVED: &[&str] = &["revised", "amended", "extended", "rescheduled", "slipped"];
    const NOW: &[&str] = &["current", "new"];
    const DATES: &[&str] = &["date", "deadline", "timescale", "timescales", "timeframe", "due"];
    let said = |all: &[&str]| words.iter().any(|word| all.contains(&&**word));
    let of_both = said(&[
        "original", "first", "previous", "old", "update", "position", "status", "progress", "review", "start", "action",
        "actions",
    ]);
    (said(MOVED) && (said(DATES) || said(&["target", "completion"])) || said(NOW) && said(DATES)) && !of_both
}

/// The parts of a heading that name different things: "Deadline / review date", "Lead and timescale".
fn parts_of(heading: &str) -> Vec<String> {
    let parted = heading.replace(['/', '&', '+', '(', ')', ';', ','], "\n").replace(" and ", "\n").replace(" or ", "\n");
    parted.lines().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// "Lead and timescale", "By whom / by when": the cells have both.
fn names_who_and_when(heading: &str) -> bool {
    let parts: Vec<Vec<String>> = parts_of(heading).iter().map(|part| names::words(part)).collect();
    let has = |of: &[&str]| parts.iter().any(|words| words.len() <= 4 && words.iter().any(|word| of.contains(&&**word)));
    let who = ["lead", "leads", "who", "whom", "responsible", "responsibility", "owner", "officer"];
    let when = ["timescale", "timescales", "timeframe", "when", "deadline", "due"];
    let is_both = |words: &Vec<String>| {
        let said = |of: &[&str]| words.iter().any(|word| of.contains(&&**word));
        said(&who) && said(&when)
    };
    parts.len() > 1 && has(&who) && has(&when) && !parts.iter().any(is_both)
}

/// A heading for a deadline and another date: "Deadline / review date", "Target date / date completed". Which of them a cell has, it does
/// not say.
pub fn names_two_dates(heading: &str) -> bool {
    let parts = parts_of(heading);
    if parts.len() < 2 {
        return false;
    }
    let meanings: Vec<Meaning> = parts.iter().filter_map(|part| meaning_of_words(part)).collect();
    let is_other = |meaning: &Meaning| matches!(meaning, Review | Completed | Closed | Added);
    meanings.iter().any(|meaning| matches!(meaning, Timescale | Due)) && meanings.iter().any(is_other)
}

/// What a part of a heading means.
fn meaning_of_words(part: &str) -> Option<Meaning> {
    let words = names::words(part);
    if !words.iter().any(|word| WORDS.contains(word)) {
        return None;
    }
    let words = words.join(" ");
    phrase_in(&words, &words).map(|found| PHRASES[found].meaning)
}

/// Names of columns that stand in the lists that lscb makes for programs, and in no paper.
const OF_OWN_LISTS: &[&str] = &[
    "leads",
    "action_leads",
    "objective_title",
    "due_as_written",
    "days_late",
    "days_left",
    "plan_ended",
    "last_note",
    "closed_on",
    "completed_late",
    "milestones_done",
];

/// Whether these are the headings of a list that lscb made for programs: to the letter, as nobody else writes them.
pub fn are_of_own_list<'h>(mut headings: impl Iterator<Item = &'h str>) -> bool {
    headings.any(|heading| OF_OWN_LISTS.contains(&heading.trim()))
}

/// Whether a heading is one that lscb itself prints of what it works out anew.
pub fn is_worked_out(heading: &str) -> bool {
    matches!(meaning_of(heading), Some((Ignore, _)))
}

/// A column of a table that is taken.
#[derive(Clone, Debug)]
pub struct Column {
    /// The columns of the paper that its heading covers, from 0; the end is not in it.
    pub from: usize,
    pub to: usize,
    pub heading: String,
    pub meaning: Meaning,
    /// The meaning was guessed from what stands in the column, not from a heading.
    pub guessed: bool,
    /// Somebody said the meaning for this paper.
    pub told: bool,
}

/// What a row is worth as the heading of a table of actions.
#[derive(Debug)]
pub struct Heading {
    pub columns: Vec<Column>,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns have a heading that is known.
    pub known: usize,
}

/// Why a row is no heading of a table of actions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoHeading {
    /// It is none at all.
    Words,
    /// It is one of a table of another kind, for this word.
    Veto(String),
    /// It is that of a register of risks, scored and without deadlines.
    OfRisks,
    /// Of the columns that a table of actions has, it lacks this.
    Lacks(&'static str),
}

/// Risks with their scores, and no date by which anything is to be done.
fn is_register_of_risks(columns: &[Column]) -> bool {
    let has =
        |words: &[&str]| columns.iter().any(|column| names::words(&column.heading).iter().any(|word| words.contains(&&**word)));
    let is_risk = |column: &Column| {
        let words = names::words(&column.heading).join(" ");
        ["risk", "risks", "risk description", "description of risk", "risk title"].contains(&&*words)
    };
    columns.iter().any(is_risk)
        && has(&["score", "likelihood", "probability", "inherent", "residual"])
        && !columns.iter().any(|column| matches!(column.meaning, Timescale | Due))
}

/// Reads a row, with the one below where it takes two, as the heading of a table of actions.
/// `filled` are the columns of the table in which anything stands: a number counts them whether they have a heading or not.
pub fn heading(row: &Row, below: Option<&Row>, chosen: &[(String, Meaning)]) -> Result<Heading, NoHeading> {
    let one = read_heading(row, None, chosen);
    // Over two rows a heading has a group above its columns, or columns that are merged with the row above.
    let two_rows = below.filter(|below| {
        let merged = below.cells.iter().any(|cell| cell.continued);
        // What covers every column is a title over the table, and the row below it a heading of its own.
        let is_title = row.filled().count() == 1
            && row
                .filled()
                .all(|cell| below.filled().all(|under| (cell.column..cell.column + cell.span).contains(&under.column)));
        let group = !is_title && row.filled().any(|cell| cell.span > 1 && cell.span < 30);
        let short = below.filled().all(|cell| cell.text().chars().count() <= 40) && below.filled().count() > 1;
        let named = below.filled().any(|cell| meaning_of(&cell.text()).is_some());
        (merged || group) && short && (named || below.filled().all(|cell| is_part_of_year(&cell.text())))
    });
    match two_rows.map(|below| read_heading(row, Some(below), chosen)) {
        Some(Ok(two)) if one.as_ref().map_or(true, |one| two.known > one.known) => Ok(two),
        _ => one,
    }
}

/// The words name a part of a year, as over columns of what is reached by when: "Q1", "Quarter 2", "Autumn term", "Apr-24".
pub fn is_part_of_year(heading: &str) -> bool {
    let is_part = |word: &str| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_month =
            letters.len() >= 3 && crate::time::when::MONTHS.iter().any(|month| month.to_lowercase().starts_with(letters));
        is_month
            || ["q", "qtr", "quarter", "term", "half", "h", "year", "autumn", "spring", "summer", "winter", ""].contains(&letters)
    };
    let words = names::words(heading);
    !words.is_empty() && words.len() <= 4 && words.iter().all(|word| is_part(word))
}

/// The number of each column from 1, as a reader of the paper counts: one that covers several counts once, an empty one counts too.
pub fn numbered(columns: &[Column]) -> Vec<usize> {
    let merged = columns.iter().scan(0, |merged, column| {
        let before = *merged;
        *merged += column.to.saturating_sub(column.from + 1);
        Some(before)
    });
    columns.iter().zip(merged).map(|(column, merged)| (column.from + 1).saturating_sub(merged)).collect()
}

/// A column whose heading means what an earlier paper had in another place: the numbers of that paper are not those of this one.
pub fn moved<'c>(columns: &'c [Column], like: &[(String, Meaning)]) -> Option<&'c Column> {
    let place = |meaning: Meaning| like.iter().find(|(_, other)| *other == meaning).map(|(number, _)| number);
    columns.iter().zip(numbered(columns)).map(|(column, number)| (column, number.to_string())).find_map(|(column, number)| {
        let (meaning, strength) = meaning_of(&column.heading)?;
        let said = like.iter().find(|(other, _)| *other == number).map(|(_, meaning)| *meaning);
        let is_other = strength >= 2 && said != Some(meaning) && meaning != Ignore;
        (is_other && place(meaning).is_some_and(|place| *place != number)).then_some(column)
    })
}

fn read_heading(row: &Row, below: Option<&Row>, chosen: &[(String, Meaning)]) -> Result<Heading, NoHeading> {
    let filled: Vec<&Cell> = row.filled().collect();
    if filled.len() < 2 && below.is_none() {
        return Err(NoHeading::Words);
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut lower: Vec<(usize, String)> = Vec::new();
    for cell in &row.cells {
        let under: Vec<&Cell> = below.map_or(Vec::new(), |below| {
            below.filled().filter(|under| (cell.column..cell.column + cell.span).contains(&under.column)).collect()
        });
        let parts: Vec<(usize, usize, String)> = if under.is_empty() {
            vec![(cell.column, cell.column + cell.span, cell.text())]
        } else {
            under
                .iter()
                .map(|under| (under.column, under.column + under.span, format!("{} {}", cell.text(), under.text())))
                .collect()
        };
        for (from, to, text) in parts {
            columns.push(Column { from, to, heading: text.trim().to_owned(), meaning: Ignore, guessed: false, told: false });
        }
        // Below a group of several columns each says itself what it is.
        if under.len() > 1 {
            lower.extend(under.iter().map(|under| (under.column, under.text())));
        }
    }
    if let Some(below) = below {
        for cell in below.filled() {
            if columns.iter().any(|column| (column.from..column.to).contains(&cell.column)) {
                continue;
            }
            columns.push(Column {
                from: cell.column,
                to: cell.column + cell.span,
                heading: cell.text(),
                meaning: Ignore,
                guessed: false,
                told: false,
            });
        }
        columns.sort_by_key(|column| column.from);
    }
    let numbers = numbered(&columns);
    let mut strengths = vec![0; columns.len()];
    for (index, column) in columns.iter_mut().enumerate() {
        // The first line of a heading says what it is, those below explain it.
        let own = lower.iter().find(|(from, _)| *from == column.from).and_then(|(_, text)| meaning_of(text));
        let found = own.or_else(|| meaning_of(&column.heading));
        if let Some((meaning, strength)) = found {
            (column.meaning, strengths[index]) = (meaning, strength);
        }
        for (heading, meaning) in chosen {
            let is_number = heading.parse::<usize>().is_ok_and(|number| number == numbers[index]);
            if is_number || names::same(heading, &column.heading) {
                (column.meaning, strengths[index]) = (*meaning, 3);
            }
        }
    }
    // In a list by groups, the column by which it is grouped has that of each action beside it.
    for index in 0..columns.len() {
        let of_action =
            |heading: &str| heading.strip_prefix("action_").or_else(|| heading.strip_prefix("Action: ")).map(str::to_owned);
        let Some(name) = of_action(&columns[index].heading) else { continue };
        let Some(group) = columns.iter().position(|column| column.heading == name) else { continue };
        if strengths[index] < 3 && strengths[group] < 3 {
            let (meaning, strength) = meaning_of(&name).unwrap_or((Ignore, 0));
            (columns[index].meaning, strengths[index]) = (meaning, strength);
            (columns[group].meaning, strengths[group]) = (Ignore, 0);
        }
    }
    let known = strengths.iter().filter(|strength| **strength > 0).count();
    let long = filled.iter().filter(|cell| cell.text().chars().count() > 90).count();
    if known < 2 || long > 0 && strengths.iter().all(|strength| *strength < 3) {
        return Err(NoHeading::Words);
    }
    if strengths.iter().all(|strength| *strength < 3)
        && let Some(word) = columns.iter().flat_map(|column| names::words(&column.heading)).find(|word| VETO.contains(&&**word))
    {
        return Err(NoHeading::Veto(word));
    }
    if strengths.iter().all(|strength| *strength < 3) && is_register_of_risks(&columns) {
        return Err(NoHeading::OfRisks);
    }
    settle(&mut columns, &mut strengths);
    name_actions(&mut columns, &mut strengths);
    let has = |meaning: Meaning| columns.iter().any(|column| column.meaning == meaning);
    if !has(Action) && !has(Objective) && !has(Outcome) {
        return Err(NoHeading::Lacks("a column that says what is to be done"));
    }
    let others = [Lead, Timescale, Due, Every, Status, Success, Progress, Evidence, Rag, Percent, Completed, Closed];
    let strong = columns.iter().zip(&strengths).any(|(column, strength)| column.meaning == Action && *strength >= 2);
    let beside = others.iter().filter(|meaning| has(**meaning)).count();
    let who_or_when = has(Lead) || has(Timescale) || has(Due);
    if !(who_or_when || strong && beside > 0 && known >= 3) {
        return Err(NoHeading::Lacks("a column that says who leads or by when"));
    }
    if !strong && !(has(Lead) && (has(Timescale) || has(Due) || has(Status))) && !(has(Objective) && has(Lead) && beside > 0) {
        return Err(NoHeading::Lacks("a column of actions"));
    }
    Ok(Heading { columns, rows: 1 + usize::from(below.is_some()), known })
}

/// Without a heading for actions, beside those who lead: "What" is it, or the title of the objective whose actions stand below it.
fn name_actions(columns: &mut [Column], strengths: &mut [u8]) {
    // Programs call it "Title", beside those whom it is assigned to; a description says more of it.
    let assigned = columns.iter().any(|column| names::words(&column.heading).starts_with(&["assigned".into(), "to".into()]));
    let is_weak = |(column, strength): (&Column, &u8)| column.meaning != Action || *strength < 2;
    let title = columns
        .iter()
        .position(|column| ["title", "name", "primary column"].iter().any(|name| names::same(&column.heading, name)))
        .filter(|_| assigned && columns.iter().zip(strengths.iter()).all(is_weak));
    if let Some(at) = title {
        columns.iter_mut().filter(|column| column.meaning == Action).for_each(|column| column.meaning = Remark);
        (columns[at].meaning, strengths[at]) = (Action, 2);
        return;
    }
    let has = |meaning: Meaning| columns.iter().any(|column| column.meaning == meaning);
    if has(Action) || !has(Lead) {
        return;
    }
    let unnamed = |column: &Column| {
        names::same(&column.heading, "what")
            || !has(Objective) && column.meaning != Lead && super::titles::looks_like_objective(&column.heading)
    };
    if let Some(at) = columns.iter().position(unnamed) {
        (columns[at].meaning, strengths[at]) = (Action, 2);
    }
}

/// Words beside which a table lists terms, or says how the paper itself came about.
const OF_OTHER_TABLES: &[&str] = &[
    "acronym",
    "acronyms",
    "abbreviation",
    "abbreviations",
    "term",
    "glossary",
    "meaning",
    "definition",
    "page",
    "change",
    "changes",
    "amendment",
    "amendments",
];

/// Whether a row within a table is the heading of one of another kind: a box to sign, a log of changes, a list of terms. The word that
/// tells it is given back.
pub fn begins_other_kind(row: &Row) -> Option<String> {
    let texts: Vec<String> = row.filled().map(Cell::text).collect();
    let short = texts.len() > 1 && texts.iter().all(|text| text.split_whitespace().count() <= 5);
    let words = |text: &String| names::words(text);
    let tells = |word: &String| VETO.contains(&&**word) || OF_OTHER_TABLES.contains(&&**word);
    // Each is a word of a heading, so that "Email" beside the words of an action is none.
    let is_heading = |text: &String| {
        names::same(text, "name")
            || meaning_of(text).is_some()
            || words(text).iter().all(|word| tells(word) || ["of", "no", "by"].contains(&&**word))
    };
    // Most rows are told by the first two.
    let told = short.then(|| texts.iter().flat_map(words).find(tells)).flatten();
    told.filter(|_| texts.iter().all(is_heading))
}

/// Settles what only the columns together tell: one action column, one of deadlines.
fn settle(columns: &mut [Column], strengths: &mut [u8]) {
    // "Action/Decision" beside "Issue": the better word is the action, the other one says what it is about.
    let best = (0..columns.len())
        .filter(|&index| columns[index].meaning == Action)
        .max_by_key(|&index| (strengths[index], columns.len() - index));
    for index in 0..columns.len() {
        if columns[index].meaning == Action && Some(index) != best {
            let describes = names::words(&columns[index].heading).iter().any(|word| word == "description");
            columns[index].meaning = match strengths[index] {
                1 if describes => Remark,
                1 => Objective,
                _ => Ignore,
            };
        }
    }
    // "Date" beside "By when" is some other date; of lscb's own two, the one as written is the plan's.
    let as_written = columns.iter().position(|column| column.meaning == Due);
    let times: Vec<usize> = (0..columns.len()).filter(|&index| columns[index].meaning == Timescale).collect();
    if times.len() > 1 {
        let best = times
            .iter()
            .copied()
            .max_by_key(|&index| (strengths[index], !names::same(&columns[index].heading, "date"), columns[index].heading.len()));
        for index in times {
            let is_due = names::same(&columns[index].heading, "due");
            if is_due && as_written.is_some() {
                columns[index].meaning = Ignore;
            } else if Some(index) != best {
                columns[index].meaning = if is_due { Due } else { Ignore };
            }
        }
    } else if let (Some(_), [only]) = (as_written, &times[..])
        && names::same(&columns[*only].heading, "due")
    {
        columns[*only].meaning = Ignore;
    }
    // Two columns of objectives are a number and its words: the draft joins them. Two of anything else: the first is it.
    if !columns.iter().any(|column| matches!(column.meaning, Timescale | Due))
        && let Some(only) = columns.iter_mut().find(|column| column.meaning == Revised)
    {
        only.meaning = Timescale;
    }
    // Where nobody else leads, whoever is accountable does.
    if !columns.iter().any(|column| column.meaning == Lead)
        && let Some(at) = (0..columns.len()).find(|at| columns[*at].meaning == Accountable && strengths[*at] < 3)
    {
        columns[at].meaning = Lead;
    }
    for meaning in [Lead, Status, Rag, Percent, Completed, Closed, Added, Ref] {
        let mut seen = false;
        for (column, strength) in columns.iter_mut().zip(strengths.iter()) {
            if column.meaning == meaning {
                if seen && *strength < 3 {
                    column.meaning = if meaning == Lead { With } else { Ignore };
                }
                seen = true;
            }
        }
    }
}

/// Whether a text is a reference, as boards print them: 1.1, 1.1a, 2), A3, iv., 24 AGS 03.
pub fn is_ref(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')', ':']).trim_start_matches('(');
    let parts: Vec<&str> = text.split(['.', '-', '/', ' ']).collect();
    !text.is_empty()
        && text.chars().count() <= 12
        && parts.iter().all(|part| part.chars().count() <= 4 && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && (text.chars().any(|c| c.is_ascii_digit()) || text.chars().count() == 1 || is_roman(text))
        && !text.chars().all(|c| c.is_ascii_lowercase() && !"ivxabcdefgh".contains(c))
}

fn is_roman(text: &str) -> bool {
    text.chars().all(|c| "ivxIVX".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Row {
        Row {
            number: 1,
            cells: texts.iter().enumerate().filter_map(|(column, text)| Cell::of(column, text)).collect(),
            ..Row::default()
        }
    }

    fn meanings(texts: &[&str]) -> Result<Vec<Meaning>, NoHeading> {
        heading(&row(texts), None, &[]).map(|heading| heading.columns.iter().map(|column| column.meaning).collect())
    }

    #[test]
    fn headings_as_boards_print_them() {
        for (texts, means) in [
            (
                &["Ref", "Desired outcome", "Action", "Lead", "Timeframe", "Progress"][..],
                &[Ref, Outcome, Action, Lead, Timescale, Progress][..],
            ),
            (
                &["Key Actions", "Target Completion Date", "Lead Person/Subgroup", "Evidence"],
                &[Action, Timescale, Lead, Evidence],
            ),
            (
                &["Aims and objectives", "Timescale", "Lead contacts", "Anticipated outcomes"],
                &[Objective, Timescale, Lead, Outcome],
            ),
            (&["Target", "Activity", "Responsible", "Success criteria / PI"], &[Outcome, Action, Lead, Success]),
            (&["Activities", "Lead", "Success criteria"], &[Action, Lead, Success]),
            (&["Action(s)", "Action owner", "Date"], &[Action, Lead, Timescale]),
            (&["Id", "Issue", "Update", "Status", "Owner", "Date"], &[Ref, Action, Progress, Status, Lead, Timescale]),
            (&["Recommendation", "Action", "Person responsible", "Deadline", "RAG"], &[Objective, Action, Lead, Timescale, Rag]),
            (&["Action", "Date raised", "Date due", "Date closed", "Assigned to"], &[Action, Added, Timescale, Closed, Lead]),
            (&["Ref", "Action", "Lead", "Due", "State"], &[Ref, Action, Lead, Timescale, Ignore]),
        ] {
            assert_eq!(meanings(texts).unwrap(), means, "{texts:?}");
        }
        let swindon = [
            "Outcome What do we intend to achieve?",
            "Action What are we going to do?",
            "By whom Who is going to do it?",
            "Monitoring How will we know what we have achieved?",
            "By When",
        ];
        assert_eq!(meanings(&swindon).unwrap(), [Outcome, Action, Lead, Success, Timescale]);
    }

    #[test]
    fn tables_of_other_kinds_are_told() {
        assert_eq!(meanings(&["Action owner", "Date", "Signature"]), Err(NoHeading::Veto("signature".into())));
        assert_eq!(meanings(&["Version", "Date", "Author", "Description of change"]), Err(NoHeading::Veto("version".into())));
        assert_eq!(meanings(&["Name", "Colour"]), Err(NoHeading::Words));
        assert!(matches!(meanings(&["Date", "Responsible"]), Err(NoHeading::Lacks(_))));
    }

    #[test]
    fn references_are_told_from_words() {
        for text in ["1.1", "1.1a", "2)", "A3", "iv.", "24 AGS 03", "1", "B/1"] {
            assert!(is_ref(text), "{text}");
        }
        for text in ["Review", "do", "June 2008 and on", "All staff", "", "lead"] {
            assert!(!is_ref(text), "{text}");
        }
    }
}
