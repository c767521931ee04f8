//! Every form in which a plan can say when an action is due, with the board's words beside it.

use super::words::{EVENTS, MONTHS};

/// A month of a plan's year.
#[derive(Clone, Copy)]
pub struct Month {
    pub year: usize,
    /// From 1.
    pub month: usize,
}

impl Month {
    /// So many months after the April in which a plan begins.
    pub fn of(year: usize, after: usize) -> Month {
        let month = 3 + after;
        Month { year: year + month / 12, month: month % 12 + 1 }
    }

    /// As a value of a plan: `2008-06`.
    pub fn value(self) -> String {
        format!("{}-{:02}", self.year, self.month)
    }

    /// A day of it.
    pub fn day(self, day: usize) -> String {
        format!("{}-{day:02}", self.value())
    }

    /// "June 08" or "June 2008".
    pub fn words(self, short: bool) -> String {
        let name = MONTHS[self.month - 1];
        if short { format!("{name} {:02}", self.year % 100) } else { format!("{name} {}", self.year) }
    }
}

/// What decides when an action is due.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Day,
    Month,
    Quarter,
    Year,
    FinancialYear,
    Several,
    Milestones,
    ThenOngoing,
    ThenEvery,
    Quarterly,
    Monthly,
    HalfYearly,
    EveryMeeting,
    From,
    FromEvery,
    Ongoing,
    Standing,
    Event,
    OnHold,
    Moved,
    /// By its objective.
    Inherited,
    /// No date, kept on purpose.
    Undated,
    /// Words that nobody can date, kept on purpose.
    Unclear,
}

/// The form of each action of a plan in turn, in about the shares of the real plans.
pub const FORMS: [Form; super::ACTIONS] = {
    use Form::*;
    [
        Month,
        ThenOngoing,
        Quarterly,
        Day,
        Ongoing,
        Month,
        Several,
        Month,
        Standing,
        Milestones, //
        Month,
        Moved,
        Month,
        From,
        Month,
        FinancialYear,
        Ongoing,
        Month,
        HalfYearly,
        OnHold, //
        Month,
        Milestones,
        EveryMeeting,
        Undated,
        Month,
        Quarter,
        Month,
        Event,
        Ongoing,
        Month, //
        Month,
        Day,
        Inherited,
        Month,
        Inherited,
        Standing,
        FromEvery,
        Month,
        ThenOngoing,
        Year, //
        Month,
        Unclear,
        Month,
        ThenEvery,
        Ongoing,
        Month,
        Monthly,
        Month,
        Milestones,
        Moved, //
    ]
};

/// The lines of an action that say when it is due; `month` is how many months into the plan.
pub fn lines(form: Form, year: usize, month: usize, short: bool) -> String {
    let due = Month::of(year, month);
    let words = due.words(short);
    let value = due.value();
    let printed = |words: &str, keys: &str| format!("timescale = \"{words}\"\n{keys}\n");
    match form {
        Form::Day => printed(&format!("28 {words}"), &format!("due = {}", due.day(28))),
        Form::Month | Form::OnHold => printed(&words, &format!("due = \"{value}\"")),
        Form::Quarter => {
            let quarter = due.month.div_ceil(3);
            printed(&format!("Q{quarter} {}", due.year), &format!("due = \"{}-Q{quarter}\"", due.year))
        }
        Form::Year => printed(&format!("by the end of {year}"), &format!("due = \"{year}\"")),
        Form::FinancialYear => {
            let both = format!("{year}/{:02}", (year + 1) % 100);
            printed(&both, &format!("due = \"{both}\""))
        }
        Form::Several => {
            let later = Month::of(year, (month + 3).min(11));
            printed(&format!("{words} & {}", later.words(short)), &format!("due = [\"{value}\", \"{}\"]", later.value()))
        }
        Form::ThenOngoing => printed(&format!("{words} Ongoing"), &format!("due = \"{value}\"\nongoing = true")),
        Form::ThenEvery => printed(&format!("{words}, then quarterly"), &format!("due = \"{value}\"\nevery = \"quarter\"")),
        Form::Quarterly => printed("Quarterly", "every = \"quarter\""),
        Form::Monthly => printed("Monthly", "every = \"month\""),
        Form::HalfYearly => printed("6 monthly", "every = \"6 months\""),
        Form::EveryMeeting => printed("Every meeting", "every = \"meeting\""),
        Form::From => printed(&format!("From {words}"), &format!("from = \"{value}\"")),
        Form::FromEvery => printed(&format!("Quarterly from {words}"), &format!("from = \"{value}\"\nevery = \"quarter\"")),
        Form::Ongoing => printed("Ongoing", "ongoing = true"),
        Form::Standing => printed("CORE TASK", "standing = true"),
        Form::Event => {
            let event = EVENTS[month % EVENTS.len()];
            printed(event, &format!("when = \"{event}\""))
        }
        Form::Moved => {
            let from = Month::of(year, month.saturating_sub(2));
            let on = Month::of(year, month.saturating_sub(1));
            printed(&from.words(short), &format!("due = \"{value}\""))
                + &format!(
                    "moved = [{{ from = \"{}\", to = \"{value}\", on = {}, because = \"the audit took longer than planned\" }}]\n",
                    from.value(),
                    on.day(2)
                )
        }
        Form::Unclear => "timescale = \"Bi-annually\"\n".to_owned(),
        Form::Milestones | Form::Inherited | Form::Undated => String::new(),
    }
}
