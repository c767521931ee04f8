//! The words the reader knows, and what each means to it.

use chrono::Weekday;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What one word, number or mark means to the reader. Words it does not know are [`Word::Unknown`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    // Numbers and the parts of dates.
    Number,
    /// "st" of "1st".
    Suffix,
    Month(u32),
    Weekday(Weekday),
    Count(u32),
    Ordinal(u32),
    Q,
    // Frequencies.
    /// "monthly".
    Frequency(TimeUnit),
    /// "month".
    Unit(TimeUnit),
    /// "bimonthly": twice in one unit, or once in two.
    Bi(TimeUnit),
    BiPrefix,
    TriPrefix,
    Half,
    EveryYears(u32),
    Every,
    Alternate,
    Times,
    /// "once", "twice".
    Repeat(u32),
    Per,
    Regularly,
    Regular,
    // Prepositions and other small words around a date.
    A,
    Of,
    The,
    In,
    On,
    At,
    To,
    By,
    From,
    And,
    Or,
    As,
    For,
    Be,
    Not,
    Than,
    Later,
    Earliest,
    Until,
    Through,
    Between,
    Up,
    Onwards,
    Date,
    Beyond,
    End,
    Mid,
    Start,
    Beginning,
    Before,
    After,
    // Events and conditions.
    When,
    If,
    Subject,
    Upon,
    Moment,
    Within,
    Pending,
    Arise,
    Response,
    // What runs on.
    Ongoing,
    Going,
    Core,
    Task,
    Standing,
    Agenda,
    Item,
    // What stands against a date, or leaves it open.
    Soon,
    Unconfirmed,
    Confirmed,
    Agreed,
    See,
    Above,
    Required,
    Season,
    Length,
    Next,
    Around,
    Maybe,
    Moved,
    Revised,
    Finished,
    // Kinds of year, and words that number things.
    Financial,
    Academic,
    Calendar,
    Part,
    /// "section", "phase": a number after it names something.
    Label,
    Unknown,
    // Marks.
    Dash,
    Slash,
    Stop,
    Comma,
    Colon,
    Plus,
    QuestionMark,
    Open,
    Close,
    /// "~", "≤": what stands beside it is no exact date.
    Inexact,
    OtherMark,
    /// Before the first word and after the last.
    Edge,
}

impl Word {
    /// It is a part of a date or of a frequency, or joins such parts, and says nothing beside.
    pub(super) fn is_part_of_time(self) -> bool {
        use Word::*;
        matches!(
            self,
            Number
                | Suffix
                | Month(_)
                | Weekday(_)
                | Count(_)
                | Ordinal(_)
                | Q
                | Frequency(_)
                | Unit(_)
                | EveryYears(_)
                | Every
                | Alternate
                | Times
                | Repeat(_)
                | Per
                | A
                | Of
                | The
                | In
                | On
                | At
                | By
                | From
                | And
                | End
                | Ongoing
                | Going
                | Core
                | Task
                | Standing
                | Dash
                | Slash
                | Stop
                | Comma
                | Colon
                | Edge
        )
    }
}

/// What a frequency counts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TimeUnit {
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Term,
    Meeting,
}

/// Every word the reader knows, grouped by meaning; no spelling stands twice.
#[rustfmt::skip]
const VOCABULARY: &[(Word, &str)] = {
    use Word::*;
    use super::vocabulary::TimeUnit as U;
    use chrono::Weekday as Day;
    &[
        (Month(1), "jan january"),
        (Month(2), "feb february"),
        (Month(3), "mar march"),
        (Month(4), "apr april"),
        (Month(5), "may"),
        (Month(6), "jun june"),
        (Month(7), "jul july"),
        (Month(8), "aug august"),
        (Month(9), "sep sept september"),
        (Month(10), "oct october"),
        (Month(11), "nov november"),
        (Month(12), "dec december"),
        (Weekday(Day::Mon), "mon monday mondays"),
        (Weekday(Day::Tue), "tue tues tuesday tuesdays"),
        (Weekday(Day::Wed), "wed weds wednesday wednesdays"),
        (Weekday(Day::Thu), "thu thur thurs thursday thursdays"),
        (Weekday(Day::Fri), "fri friday fridays"),
        (Weekday(Day::Sat), "sat saturday saturdays"),
        (Weekday(Day::Sun), "sun sunday sundays"),
        (Suffix, "st nd rd th"),
        (Count(1), "one"),
        (Count(2), "two"),
        (Count(3), "three"),
        (Count(4), "four"),
        (Count(5), "five"),
        (Count(6), "six"),
        (Count(7), "seven"),
        (Count(8), "eight"),
        (Count(9), "nine"),
        (Count(10), "ten"),
        (Count(11), "eleven"),
        (Count(12), "twelve"),
        (Count(18), "eighteen"),
        (Ordinal(1), "first"),
        (Ordinal(2), "second"),
        (Ordinal(3), "third"),
        (Ordinal(4), "fourth last final"),
        (Q, "q"),

        (Frequency(U::Day), "daily"),
        (Frequency(U::Week), "weekly"),
        (Frequency(U::Fortnight), "fortnightly"),
        (Frequency(U::Month), "monthly"),
        (Frequency(U::Quarter), "quarterly"),
        (Frequency(U::Year), "yearly annual annually"),
        (Frequency(U::Term), "termly"),
        (Unit(U::Day), "day days"),
        (Unit(U::Week), "week weeks"),
        (Unit(U::Fortnight), "fortnight fortnights"),
        (Unit(U::Month), "month months"),
        (Unit(U::Quarter), "quarter quarters qtr qtrs qrtr"),
        (Unit(U::Year), "year years yr yrs annum"),
        (Unit(U::Term), "term terms"),
        (Unit(U::Meeting), "meeting meetings"),
        (Bi(U::Year), "biannual biannually biyearly"),
        (Bi(U::Month), "bimonthly"),
        (Bi(U::Week), "biweekly"),
        (Bi(U::Term), "bitermly"),
        (Bi(U::Quarter), "biquarterly"),
        (BiPrefix, "bi"),
        (TriPrefix, "tri"),
        (Half, "half semi"),
        (EveryYears(2), "biennial biennially"),
        (EveryYears(3), "triennial triennially"),
        (Every, "every each"),
        (Alternate, "other alternate"),
        (Times, "times"),
        (Repeat(1), "once"),
        (Repeat(2), "twice"),
        (Repeat(3), "thrice"),
        (Per, "per"),
        (Regularly, "regularly periodically frequently occasionally routinely intermittently"),
        (Regular, "regular periodic frequent occasional"),

        (A, "a an"),
        (Of, "of"),
        (The, "the"),
        (In, "in during throughout across"),
        (On, "on"),
        (At, "at"),
        (To, "to"),
        (By, "by"),
        (From, "from since"),
        (And, "and"),
        (Or, "or"),
        (As, "as"),
        (For, "for"),
        (Be, "be"),
        (Not, "not no never except excluding"),
        (Than, "than"),
        (Later, "later"),
        (Earliest, "earlier earliest sooner"),
        (Until, "until till til"),
        (Through, "through thru"),
        (Between, "between"),
        (Up, "up"),
        (Onwards, "onwards onward"),
        (Date, "date present"),
        (Beyond, "beyond thereafter"),
        (End, "end ends ending finish finishes"),
        (Mid, "mid middle midway early late"),
        (Start, "start starts starting commence commences commencing begin begins"),
        (Beginning, "beginning"),
        (Before, "before prior ahead advance"),
        (After, "after following"),

        (When, "when whenever"),
        (If, "if unless where wherever"),
        (Subject, "subject"),
        (Upon, "upon"),
        (Moment, "completion receipt publication approval appointment request"),
        (Within, "within"),
        (Pending, "pending depending dependent dependant contingent conditional assuming"),
        (Arise, "arise arises occur occurs"),
        (Response, "response"),

        (Ongoing, "ongoing continuous continuously continuing continual continually continues permanent permanently indefinite \
            indefinitely rolling perpetual"),
        (Going, "going"),
        (Core, "core"),
        (Task, "task tasks"),
        (Standing, "standing"),
        (Agenda, "agenda"),
        (Item, "item items"),

        (Soon, "asap soon immediate immediately urgent urgently"),
        (Unconfirmed, "tbc tba tbd"),
        (Confirmed, "confirmed decided determined arranged advised announced scheduled"),
        (Agreed, "agreed"),
        (See, "see ditto"),
        (Above, "above below previous"),
        (Required, "required necessary needed appropriate requested"),
        (Season, "spring summer autumn winter easter christmas xmas"),
        (Length, "short medium long longer"),
        (Next, "next this coming"),
        (Around, "around about approx approximately circa ca c roughly nearly"),
        (Maybe, "maybe perhaps possibly probably provisional provisionally tentative tentatively estimated \
            hopefully might whichever anticipated likely est indicative hoping proposed"),
        (Moved, "moved slipped deferred postponed delayed rescheduled original originally previously formerly was were \
            carried held brought rolled instead rather"),
        (Revised, "revised extended changed amended"),
        (Finished, "complete completed done achieved finished"),

        (Financial, "financial fiscal fy"),
        (Academic, "academic school municipal"),
        (Calendar, "calendar"),
        (Part, "part parts"),
        (Label, "section sections tier phase phases stage stages theme priority priorities objective objectives \
            level levels version action actions step steps target targets aim aims goal goals group outcome \
            outcomes standard standards page pages paragraph para number point appendix annex chapter table \
            ref reference module strand recommendation recommendations cohort grade regulation regulations article articles schedule question questions aged age ages"),
    ]
};

/// The meaning of every word in [`VOCABULARY`], by its lower-case spelling.
static MEANINGS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
    VOCABULARY.iter().flat_map(|&(word, spellings)| spellings.split(' ').map(move |spelling| (spelling, word))).collect()
});

/// What a word means, whatever the case of its letters.
pub(super) fn look_up(text: &str) -> Word {
    MEANINGS.get(text.to_ascii_lowercase().as_str()).copied().unwrap_or(Word::Unknown)
}
