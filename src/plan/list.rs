//! The entries of a list and the remarks in a value, as they are written.

use crate::text::Span;

/// A list as it stands in the text, its brackets counted in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct List {
    pub span: Span,
    /// Each entry, without the comma after it.
    pub entries: Vec<Span>,
    /// The comma after the last entry.
    pub last_comma: Option<u32>,
}

impl List {
    /// The list that a value is; `None` for a single value.
    pub fn of(text: &str, value: Span) -> Option<List> {
        let bytes = &text.as_bytes()[..value.end as usize];
        let mut list = List { span: value, entries: Vec::new(), last_comma: None };
        let mut at = value.start as usize;
        if bytes.get(at) != Some(&b'[') {
            return None;
        }
        at += 1;
        let (mut depth, mut entry): (usize, Option<(usize, usize)>) = (0, None);
        while at < bytes.len() {
            let next = next_token(bytes, at);
            match bytes[at] {
                b'#' | b' ' | b'\t' | b'\r' | b'\n' => {}
                b']' if depth == 0 => {
                    list.entries.extend(entry.map(|(start, end)| Span::new(start as u32, end as u32)));
                    return Some(list);
                }
                b',' if depth == 0 => {
                    list.entries.extend(entry.take().map(|(start, end)| Span::new(start as u32, end as u32)));
                    list.last_comma = Some(at as u32);
                }
                byte => {
                    match byte {
                        b'[' | b'{' => depth += 1,
                        b']' | b'}' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    entry = Some((entry.map_or(at, |(start, _)| start), next));
                    list.last_comma = None;
                }
            }
            at = next;
        }
        None
    }

    /// Its entries stand on lines of their own.
    pub fn has_lines(&self, text: &str) -> bool {
        self.span.of(text).contains('\n')
            && self.entries.iter().all(|entry| text[..entry.start as usize].trim_end_matches([' ', '\t']).ends_with('\n'))
    }
}

/// The remarks in a value, without their line ends.
pub(super) fn remarks(text: &str, value: Span) -> Vec<Span> {
    let bytes = &text.as_bytes()[..value.end as usize];
    let mut at = value.start as usize;
    let mut out = Vec::new();
    while at < bytes.len() {
        let next = next_token(bytes, at);
        if bytes[at] == b'#' {
            let end = at + text[at..next].trim_end().len();
            out.push(Span::new(at as u32, end as u32));
        }
        at = next;
    }
    out
}

/// Where what begins at an offset ends: a text in quotation marks or a remark whole, else one byte.
fn next_token(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let find = |from: usize, end: &[u8], escapes: bool| {
        let mut to = from;
        while to < rest.len() && !rest[to..].starts_with(end) {
            to += if escapes && rest[to] == b'\\' { 2 } else { 1 };
        }
        // Up to two quotation marks of the text itself may stand before the three that close it.
        let mut to = to + end.len();
        while end.len() == 3 && to < rest.len() && rest[to] == end[0] {
            to += 1;
        }
        (at + to).min(bytes.len())
    };
    match rest {
        [b'"', b'"', b'"', ..] => find(3, b"\"\"\"", true),
        [b'\'', b'\'', b'\'', ..] => find(3, b"'''", false),
        [b'"', ..] => find(1, b"\"", true),
        [b'\'', ..] => find(1, b"'", false),
        [b'#', ..] => rest.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| at + end),
        _ => at + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<&str> {
        let list = List::of(text, Span::new(0, text.len() as u32)).unwrap();
        list.entries.iter().map(|entry| entry.of(text)).collect()
    }

    #[test]
    fn the_entries_of_a_list_are_found_whatever_stands_in_them() {
        assert_eq!(entries(r#"["a", 'b, [c]', { d = [1, 2], e = "}" } ]"#), ["\"a\"", "'b, [c]'", "{ d = [1, 2], e = \"}\" }"]);
        assert_eq!(entries("[ # one, two\n \"a\", # ]\n \"\"\"b\"c\"\"\"\", \n]"), ["\"a\"", "\"\"\"b\"c\"\"\"\""]);
        assert_eq!(entries(r#"["\"]", 2008-06-30]"#), [r#""\"]""#, "2008-06-30"]);
        assert!(entries("[ ]").is_empty());
        assert_eq!(List::of("\"a\"", Span::new(0, 3)), None);
        let comma = |text: &str| List::of(text, Span::new(0, text.len() as u32)).unwrap().last_comma;
        assert_eq!((comma("[1, 2]"), comma("[1, 2 , ]")), (None, Some(6)));
    }

    #[test]
    fn a_remark_is_told_from_a_text() {
        let text = "[ \"# no\", # yes\r\n 'a' ] # after";
        let found = remarks(text, Span::new(0, 23));
        assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["# yes"]);
    }
}
