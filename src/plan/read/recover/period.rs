//! A period in other words than a plan's.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

/// Reports a period that is not written with its first and last day.
pub fn period_fault(written: &str, place: Span) -> Diagnostic {
    let message = "\"period\" must say the plan's first and last day";
    let fault = Diagnostic::new("wrong-type", place, message);
    match days(written) {
        Some((from, to)) => {
            let meant = format!("{{ from = {from}, to = {to} }}");
            fault.suggest(format!("write period = {meant}"), place, meant)
        }
        None => fault.help("write period = { from = 2008-04-01, to = 2009-03-31 }"),
    }
}

/// The first and last day of a period in other words, where both are plain.
fn days(written: &str) -> Option<(String, String)> {
    use crate::time::{phrase, when::When};
    let inner = written.trim_matches(['"', '\'', '[', ']', ' ', '\u{201c}', '\u{201d}']);
    if let Some((first, last)) = inner.split_once(" to ").or_else(|| inner.split_once(['-', '/', '\u{2013}']))
        && let (Ok(year), Ok(end)) = (first.trim().parse::<i32>(), last.trim().parse::<i32>())
        && (1900..2200).contains(&year)
        && (end == year + 1 || last.trim().len() == 2 && end == (year + 1) % 100)
    {
        return Some((format!("{year}-04-01"), format!("{}-03-31", year + 1)));
    }
    let when = |text: &str| {
        let text = text.trim().trim_matches(['"', '\'']);
        let read = || phrase::read(text).due.into_iter().next().filter(|_| !text.is_empty());
        // Other words beside a month would be lost.
        let says_only = |when: &When| match when {
            When::Day(_) => true,
            When::Month { .. } => phrase::states_only_dates(text, &[*when]),
            _ => false,
        };
        When::parse(text).ok().or_else(read).filter(says_only)
    };
    for cut in [" \u{2013} ", "\u{2013}", " \u{2014} ", " to ", " - ", " until ", ", ", "/"] {
        if let Some((first, last)) = inner.split_once(cut)
            && let (Some(first), Some(last)) = (when(first), when(last))
        {
            return Some((first.first_day().to_string(), last.last_day().to_string()));
        }
    }
    None
}
