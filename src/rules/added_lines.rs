//! Adds lines to a table of the file as the lines around them are written.

use crate::diagnostic::Diagnostic;
use crate::plan::{Extent, Plan, Style, Text};
use crate::text::{Span, all_of};

/// Adds the lines after a value where its table is written in a way that takes them; else says what to write.
pub(super) fn mended(fault: Diagnostic, plan: &Plan, table: &Extent, value: &Text, lines: &[String]) -> Diagnostic {
    let title = format!("add {}", all_of(lines));
    match added(plan.text, table, value.span, lines) {
        // A line that could not be read may already hold what is missing.
        Some((place, text)) if plan.damaged => fault.suggest(title, place, text),
        Some((place, text)) => fault.fix(title, place, text),
        None => fault.help(title),
    }
}

/// Where and how lines are added after a value: on lines of their own below it, or behind it inside braces. Nowhere, where the key of
/// one of them stands in the table already, be it empty.
pub(super) fn added(text: &str, table: &Extent, value: Span, lines: &[String]) -> Option<(Span, String)> {
    let key = |line: &String| line.split(' ').next().map(str::to_owned).unwrap_or_default();
    if lines.iter().any(|line| table.entry(text, &key(line)).is_some()) {
        return None;
    }
    if table.style == Style::Braces {
        return Some((Span::new(value.end, value.end), lines.iter().map(|line| format!(", {line}")).collect()));
    }
    let (start, end) = (value.start as usize, value.end as usize);
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..start)?;
    let key = before.trim_end().strip_suffix('=')?.trim();
    let alone =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'"' | b'\''));
    let rest = text.get(end..)?;
    let (rest, last) = rest.split_once('\n').map_or((rest, true), |(rest, _)| (rest, false));
    let free = matches!(rest.trim().as_bytes(), [] | [b'#', ..]);
    if table.style != Style::Lines || !table.header.of(text).trim_start().starts_with('[') || !alone || !free {
        return None;
    }
    let line_end = if rest.ends_with('\r') || last && text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = &before[..before.len() - before.trim_start().len()];
    let lines: Vec<String> = lines.iter().map(|line| format!("{indent}{line}")).collect();
    let lines = lines.join(line_end);
    let place = (end + rest.len() + usize::from(!last)) as u32;
    let lines = if last { format!("{line_end}{lines}") } else { format!("{lines}{line_end}") };
    Some((Span::new(place, place), lines))
}
