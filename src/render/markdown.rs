//! Markdown, for a page in the repository or a message: the same columns as on the screen.
//!
//! GitHub and GitLab make links of bare addresses, notify people at their names and number issues, in what a plan says as
//! anywhere. Here only the columns that say where to look have links, and only to web pages.

use super::cell_text::{aside, card_title, for_people, heading, one_line};
use super::page_one::{self, Block};
use super::{Format, Style};
use crate::reports::{self, Cell, Column, Layout, PageOne, Picture, Report, Role, Row, Section};
use std::io::{self, Write};
use std::ops::Range;

pub(super) static FORMAT: Format = Format {
    name: "markdown",
    ending: "md",
    about: "Markdown, for pages and messages",
    binary: None,
    unsupported: super::all_supported,
    render,
};

fn render(report: &Report, _: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report).as_bytes())
}

fn page(report: &Report) -> String {
    let heading = report.page_one.as_ref().map_or(&report.title, |page| &page.heading);
    let mut out = format!("# {}\n", escape(heading));
    if let Some(page) = &report.page_one {
        first_page(&mut out, page);
        if page.alone {
            return out;
        }
        out += "\n## About this paper\n";
    }
    if !report.facts.is_empty() {
        out.push('\n');
    }
    for fact in &report.facts {
        out += &format!("- **{}:** {}\n", fact.heading, escape(&fact.text));
    }
    for section in report.sections_for_people() {
        if !section.heading.is_empty() {
            out += &format!("\n## {}\n", escape(&section.heading));
        }
        self::section(&mut out, section);
    }
    if !report.notes.is_empty() {
        out.push('\n');
    }
    for note in &report.notes {
        out += &format!("- {}\n", escape(note.text.trim()));
    }
    out
}

fn first_page(out: &mut String, page: &PageOne) {
    let lines = page.cover.logo.iter().chain([&page.board]);
    lines.for_each(|line| *out += &format!("\n{}\n", escape(line)));
    for block in page_one::blocks(page, 0) {
        match block {
            Block::Line(text) => *out += &format!("\n{}\n", escape(&text)),
            Block::Sentences(all) => {
                let all: Vec<String> =
                    all.iter().map(|(strong, rest)| format!("**{}**{}", escape(strong), escape(rest))).collect();
                *out += &format!("\n{}\n", all.join(" "));
            }
            Block::List { heading, items } => {
                *out += &format!("\n## {}\n\n", escape(heading));
                for (number, (heading, text)) in items.iter().enumerate() {
                    *out += &format!("{}. **{}:** {}\n", number + 1, escape(heading), escape(text));
                }
            }
            Block::Table { heading, heads, rows, note } => {
                if !heading.is_empty() {
                    *out += &format!("\n## {}\n", escape(&heading));
                }
                let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                out.push('\n');
                *out += &line(heads.iter().map(|head| escape(head)).collect());
                *out += &line(heads.iter().map(|_| "---".to_owned()).collect());
                rows.iter().for_each(|row| *out += &line(row.iter().map(|cell| escape(cell)).collect()));
                note.iter().for_each(|note| *out += &format!("\n{}\n", escape(note)));
            }
        }
    }
}

fn section(out: &mut String, section: &Section) {
    if let Some(Picture::Grid(grid)) = &section.picture {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        *out += &format!("\n{}\n\n", escape(&grid.title));
        let missed = grid.past.iter().map(|head| format!("{head} (missed)"));
        let heads: Vec<String> = missed.chain(grid.to_come.iter().cloned()).map(|head| escape(&head)).collect();
        *out += &line(std::iter::once(grid.head.to_owned()).chain(heads.iter().cloned()).collect());
        *out += &line(vec!["---".to_owned(); heads.len() + 1]);
        for (name, counts) in &grid.rows {
            *out += &line(std::iter::once(escape(name)).chain(counts.iter().map(usize::to_string)).collect());
        }
    }
    match (section.layout, &section.inner) {
        _ if section.rows.is_empty() => *out += &format!("\n{}\n", escape(section.nothing.trim())),
        (Layout::Cards, _) => {
            for row in section.rows.iter() {
                let cells = reports::shown(&section.columns).into_iter().map(|column| (column, row.cell(column)));
                let cells: Vec<(&Column, Cell)> = cells.collect();
                let title = card_title(cells.iter().map(|(column, cell)| (column.role, cell)));
                if !title.is_empty() && section.rows.len() > 1 {
                    let level = if section.heading.is_empty() { "##" } else { "###" };
                    *out += &format!("\n{level} {}\n", escape(&title));
                }
                out.push('\n');
                for (column, cell) in cells.into_iter().filter(|(_, cell)| *cell != Cell::Empty) {
                    let text = in_cell(column, &cell) + &escape(&aside(row, column));
                    if !text.is_empty() {
                        *out += &format!("- **{}:** {text}\n", column.heading);
                    }
                }
            }
        }
        (Layout::Table, inner) => {
            table(out, &section.columns, &section.rows);
            let deeper = if section.heading.is_empty() { "##" } else { "###" };
            for row in section.rows.iter().filter(|row| !row.inner.is_empty()) {
                *out += &format!("\n{deeper} {}\n", escape(&heading(&section.columns, row)));
                if let Some(inner) = inner {
                    table(out, &inner.columns, &row.inner);
                }
            }
        }
    }
}

fn table(out: &mut String, columns: &[Column], rows: &[Row]) {
    let shown = reports::shown(columns);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    *out += &line(shown.iter().map(|column| escape(column.heading)).collect());
    *out += &line(shown.iter().map(|_| "---".to_owned()).collect());
    for row in rows {
        let text = |column: &&Column| in_cell(column, &row.cell(column)) + &escape_aside(row, column);
        *out += &line(shown.iter().map(text).collect());
    }
}

fn escape_aside(row: &Row, column: &Column) -> String {
    let aside = aside(row, column);
    if aside.is_empty() { aside } else { format!(" {}", escape(aside.trim())) }
}

fn in_cell(column: &Column, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if column.role == Role::Links => with_links(text),
        Cell::List(items) if column.role == Role::Links => {
            items.iter().map(|item| with_links(item)).collect::<Vec<_>>().join(", ")
        }
        cell => escape(&for_people(cell)),
    }
}

/// Text on one line whose addresses of web pages are links, to the letter, and all else as [`escape`] has it.
fn with_links(text: &str) -> String {
    let text = one_line(text);
    let (mut out, mut from) = (String::new(), 0);
    for address in addresses(&text) {
        out += &escape(&text[from..address.start]);
        from = address.end;
        // A table would be parted at its own sign even in a link.
        out += &format!("<{}>", text[address].replace('|', "%7C").replace('\\', "%5C"));
    }
    out + &escape(&text[from..])
}

/// Where the addresses of web pages stand, without the punctuation of the sentence that they stand in.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut addresses = Vec::new();
    let mut from = 0;
    while let Some(start) = lower[from..].find("http").map(|at| from + at) {
        from = start + "http".len();
        let scheme = ["http://", "https://"].into_iter().find(|scheme| lower[start..].starts_with(scheme));
        let Some(host) = scheme.map(|scheme| start + scheme.len()) else { continue };
        if !text[host..].starts_with(char::is_alphanumeric) || text[..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\u{fffd}');
        let address = text[start..].split(ends).next().unwrap_or_default();
        from = start + without_punctuation(address).len();
        addresses.push(start..from);
    }
    addresses
}

/// An address without the signs at its end that belong to a sentence; a bracket does where it was not opened in the address.
fn without_punctuation(address: &str) -> &str {
    let count = |sign: char| address.matches(sign).count();
    let (mut round, mut square) = (count(')').saturating_sub(count('(')), count(']').saturating_sub(count('[')));
    address.trim_end_matches(|c: char| match c {
        ')' if round > 0 => {
            round -= 1;
            true
        }
        ']' if square > 0 => {
            square -= 1;
            true
        }
        c => ".,;:!?'’”".contains(c),
    })
}

/// What no reader sees, and what parts a word that GitHub or GitLab would make live: a backslash does not, as names, issues and
/// addresses are looked for after Markdown has been read.
const UNSEEN: &str = "&#8203;";

/// Text on one line that Markdown leaves as it is.
fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '$' => out.extend(['\\', c]),
            '.' if ends_in_letters(before, "www") => out.extend([UNSEEN, "."]),
            '+' | '-' | '=' | '>' | '.' | ')' if begins_a_block(&before[start.min(at)..], c, after) => out.extend(['\\', c]),
            c => out.push(c),
        }
        let is_live = match c {
            '@' | '$' => !after.is_empty() && !after.starts_with(char::is_whitespace),
            ':' => after.starts_with("//") || begins_with_emoji(after),
            '#' => after.starts_with(char::is_alphanumeric),
            // Other numbers of GitLab; and "GH-1" of GitHub.
            '!' | '%' | '&' | '~' => after.starts_with(|c: char| c.is_ascii_digit()),
            '-' => after.starts_with(|c: char| c.is_ascii_digit()) && ends_in_letters(before, "gh"),
            _ => false,
        };
        if is_live {
            out.push_str(UNSEEN);
        }
    }
    out
}

fn ends_in_letters(text: &str, letters: &str) -> bool {
    text.len().checked_sub(letters.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(letters))
}

/// A list, a quotation or a rule below a heading would begin with it, were it at the beginning of a line.
fn begins_a_block(before: &str, sign: char, after: &str) -> bool {
    match sign {
        '.' | ')' => {
            // CommonMark counts to nine digits.
            let is_number = (1..=9).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_digit());
            is_number && (after.is_empty() || after.starts_with(' '))
        }
        '>' => before.is_empty(),
        _ => before.is_empty() && (after.is_empty() || after.starts_with([' ', sign])),
    }
}

/// The name of an emoji and the colon after it.
fn begins_with_emoji(text: &str) -> bool {
    let name = text.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte)).count();
    name > 0 && text[name..].starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use comrak::{Options, markdown_to_html};

    /// A text as it stands in a page, and as it is read there by a program that knows what GitHub and GitLab add to Markdown.
    fn page_of(markdown: &str) -> String {
        let mut options = Options::default();
        let extension = &mut options.extension;
        (extension.table, extension.autolink, extension.strikethrough, extension.tasklist) = (true, true, true, true);
        (extension.footnotes, extension.math_dollars) = (true, true);
        markdown_to_html(markdown, &options)
    }

    /// What a reader sees of a page of one paragraph, list item or cell.
    fn words_of(page: &str) -> String {
        let mut out = String::new();
        for piece in page.split('<') {
            out += piece.split_once('>').map_or(piece, |(_, words)| words);
        }
        let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        out.replace('\u{200b}', "").trim().to_owned()
    }

    #[test]
    fn what_a_plan_says_is_no_mark_no_link_and_no_call() {
        for text in [
            "www.example.org",
            "See WWW.example.org/a_b_c, or not",
            "http://example.org",
            "https://example.org/a?b=1&c=2",
            "ftp://example.org/x",
            "mailto:jo@example.org",
            "xmpp:jo@example.org",
            "jo.bloggs+x@example.org",
            "javascript:alert(1)",
            "<javascript:alert(1)>",
            "file:///etc/passwd",
            "[a](javascript:alert(1))",
            "[a](https://example.org)",
            "![a](https://example.org/a.png)",
            "<https://example.org>",
            "<b onclick=x>bold</b> <!-- a --> &lt; &amp; &copy;",
            "@jo and @group/team",
            "costs $5 and $6, $x$ and $$y$$",
            "#12, GH-12, owner/repo#12, !12, %12, &12, ~12, $12",
            ":tada: at 10:30:15",
            "# heading",
            "- item",
            "+ item",
            "* item",
            "1. item",
            "12) item",
            "> quoted",
            "---",
            "===",
            "***",
            "- [ ] task",
            "[^1] and [x]: https://example.org",
            "a | b || c",
            "`code` *one* _two_ ~~three~~ **four** __five__ \\ ^six^ ||seven||",
            "    code",
            "ends with a \\",
        ] {
            for (before, after) in
                [("", "\n"), ("- ", "\n"), ("# ", "\n"), ("- **Lead:** ", "\n"), ("| a | b |\n| --- | --- |\n| x | ", " |\n")]
            {
                if before.is_empty() && text.starts_with(' ') {
                    continue;
                }
                let page = page_of(&format!("{before}{}{after}", escape(if before == "- " { text.trim() } else { text })));
                let words = words_of(&page);
                assert!(words.ends_with(text.trim()), "{text:?} {before:?}: {page}");
                let marks = page.matches('<').count();
                let plain = page_of(&format!("{before}plain{after}")).matches('<').count();
                assert_eq!(marks, plain, "{text:?} {before:?}: {page}");
            }
        }
        // What is looked for after Markdown has been read is not there.
        for (text, live) in [
            ("jo@example.org", "@e"),
            ("@jo", "@j"),
            ("#12", "#1"),
            ("!12", "!1"),
            ("%12", "%1"),
            ("&12", "&amp;1"),
            ("~12", "~1"),
            ("$12", "$1"),
            ("GH-12", "GH-1"),
            (":tada:", ":t"),
            ("git://example.org", "://"),
            ("www.example.org", "www."),
        ] {
            let page = page_of(&escape(text));
            assert!(!page.contains(live), "{page}");
        }
        assert_eq!(escape("Ready: 10:30, 50% of R&D - done! £5 (1.1) a.b"), "Ready: 10:30, 50% of R&amp;D - done! £5 (1.1) a.b");
        assert_eq!(escape("-7"), "-7");
    }

    #[test]
    fn links_to_web_pages_are_whole_and_nothing_else_is_a_link() {
        let links = |text: &str| -> Vec<String> {
            let page = page_of(&format!("| a |\n| --- |\n| {} |\n", with_links(text)));
            assert_eq!(page.matches("<td>").count(), 1, "{page}");
            page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")).collect()
        };
        for (text, found) in [
            ("https://example.org/minutes_2026_03.pdf", vec!["https://example.org/minutes_2026_03.pdf"]),
            ("https://example.org/list?year=2026&month=3&copy=1", vec!["https://example.org/list?year=2026&month=3&copy=1"]),
            (
                "see HTTP://example.org/a_(b), then (https://example.org/c).",
                vec!["HTTP://example.org/a_(b)", "https://example.org/c"],
            ),
            ("https://example.org/*a*~b~#1@jo:tada:", vec!["https://example.org/*a*~b~#1@jo:tada:".trim_end_matches(':')]),
            ("https://example.org/a|b\\c", vec!["https://example.org/a%7Cb%5Cc"]),
            ("https://a.org<https://b.org>", vec!["https://a.org", "https://b.org"]),
            ("javascript:alert(1)//http://", vec![]),
            ("javascript:x//https://a.org", vec!["https://a.org"]),
            ("file:///etc/passwd", vec![]),
            ("<javascript:alert(1)>", vec![]),
            ("www.example.org ftp://example.org jo@example.org xhttp://a.org http:// http://-", vec![]),
            ("[a](https://a.org)", vec!["https://a.org"]),
        ] {
            assert_eq!(links(text), found, "{}", with_links(text));
        }
    }
}
