//! What a page of the web leaves in a text that is copied from it: tags, and characters written by name.

/// Tags that make sure that a text comes from a page. Others ("<5 years", `<TBC>`) are words.
const TELLING: [&str; 38] = [
    "p",
    "ul",
    "ol",
    "li",
    "br",
    "b",
    "strong",
    "i",
    "em",
    "sup",
    "sub",
    "u",
    "span",
    "div",
    "a",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "small",
    "big",
    "center",
    "hr",
    "s",
    "strike",
    "del",
    "ins",
];
/// After these something else begins.
const BLOCKS: [&str; 19] = [
    "p",
    "ul",
    "ol",
    "li",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "center",
    "hr",
];

/// A tag of a page.
pub struct Tag<'t> {
    /// In small letters.
    pub name: String,
    pub is_closing: bool,
    /// All between its name and its end.
    attributes: &'t str,
    /// What stands behind it.
    pub rest: &'t str,
}

impl<'t> Tag<'t> {
    /// The tag that a text begins with.
    pub fn of(text: &'t str) -> Option<Tag<'t>> {
        if !text.get(1..)?.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        // A tag with its style is longer than any word between brackets.
        let end = text.bytes().take(300).position(|byte| byte == b'>')?;
        let inside = text.get(1..end)?;
        let (is_closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name: String = inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').collect();
        let attributes = &inside[name.len()..];
        let is_tag = !name.is_empty() && attributes.chars().next().is_none_or(|c| c == ' ' || c == '/');
        is_tag.then(|| Tag { name: name.to_ascii_lowercase(), is_closing, attributes, rest: &text[end + 1..] })
    }

    fn is_telling(&self) -> bool {
        // Word's own marks begin with "o:" and "w:".
        TELLING.contains(&&*self.name) || self.name.starts_with("o:") || self.name.starts_with("w:")
    }

    /// Where a link leads.
    fn address(&self) -> Option<&'t str> {
        let (_, rest) = self.attributes.split_once("href=").filter(|_| self.name == "a")?;
        let quote = rest.chars().next()?;
        let address = match quote {
            '"' | '\'' => rest[1..].split(quote).next()?,
            _ => rest.split_whitespace().next()?,
        };
        Some(address.trim_start_matches("mailto:")).filter(|address| !address.is_empty())
    }
}

/// The tags of a text that are some beyond doubt.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.match_indices('<').filter_map(|(start, _)| Tag::of(&text[start..])).filter(Tag::is_telling)
}

/// Whether a text has tags of a page in it.
pub fn holds_tags(text: &str) -> bool {
    tags(text).next().is_some()
}

/// Whether some of a text was struck through on its page: without its tags it would stand there as if it still held.
pub fn is_struck_through(text: &str) -> bool {
    tags(text).any(|tag| ["s", "strike", "del"].contains(&&*tag.name))
}

/// A text with the characters that it writes by name (`&amp;`, `&#8217;`).
pub fn without_entities(text: &str) -> String {
    html_escape::decode_html_entities(text).replace('\u{a0}', " ")
}

/// A text from a page of the web in plain words: none of its words goes, nor where a link leads. What stood in paragraphs, lines or
/// cells of their own has `between` between them. Nothing for a text that has neither tags nor characters by name in it.
pub fn plain(text: &str, between: &str) -> Option<String> {
    // A page may have been copied with its tags written by name, so that a second look is needed.
    const ROUNDS: usize = 4;
    if !text.contains(['&', '<']) {
        return None;
    }
    let mut words = text.to_owned();
    for _ in 0..ROUNDS {
        let next = without_entities(&without_tags(&words, between));
        if next == words {
            break;
        }
        words = next;
    }
    let is_page = holds_tags(text) || html_escape::decode_html_entities(text) != text;
    is_page.then(|| words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned())
}

fn without_tags(text: &str, between: &str) -> String {
    if !holds_tags(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut links: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out += &rest[..start];
        rest = &rest[start..];
        let Some(tag) = Tag::of(rest).filter(Tag::is_telling) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        match (&*tag.name, tag.is_closing) {
            ("a", false) => links.extend(tag.address()),
            ("a", true) => {
                if let Some(address) = links.pop().filter(|address| !out.ends_with(address)) {
                    out += &format!(" ({address})");
                }
            }
            // The lines of one sentence.
            ("br", _) if between == "; " => end_part(&mut out, " "),
            ("br", _) => end_part(&mut out, between),
            (name, _) if BLOCKS.contains(&name) => end_part(&mut out, between),
            _ => {}
        }
        rest = tag.rest;
    }
    out += rest;
    for address in links {
        out += &format!(" ({address})");
    }
    out.trim().trim_end_matches(between.trim()).trim_end().to_owned()
}

/// Ends what stood by itself; after a mark that ends a sentence a blank is enough.
fn end_part(out: &mut String, between: &str) {
    let words = out.trim_end();
    let ends = words.is_empty() || words.ends_with(['.', ';', ':', ',', '!', '?', '\n']);
    let len = words.len();
    out.truncate(len);
    if len > 0 {
        *out += if ends && between.trim() == ";" { " " } else { between };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_pages_keep_every_word() {
        for (text, words) in [
            ("<p>Launch the toolkit</p>", "Launch the toolkit"),
            ("Launch<br>the <b>neglect</b> toolkit", "Launch the neglect toolkit"),
            ("<ul><li>Launch it</li><li>Print it.</li><li>Send it</li></ul>", "Launch it; Print it. Send it"),
            ("children &lt;5 &amp; <i>older</i>", "children <5 & older"),
            ("&lt;br&gt;now", "now"),
            ("R&amp;amp;D", "R&D"),
            ("the&nbsp;board&#8217;s &quot;dataset&quot;", "the board\u{2019}s \"dataset\""),
            ("see <a href=\"https://example.org/a\">the page</a>", "see the page (https://example.org/a)"),
            ("<a href='mailto:jo@example.org'>jo@example.org</a>", "jo@example.org"),
        ] {
            assert_eq!(plain(text, "; ").as_deref(), Some(words), "{text}");
        }
        assert_eq!(plain("Training<br>Quality", ", ").as_deref(), Some("Training, Quality"));
    }

    #[test]
    fn words_between_brackets_and_bare_signs_are_no_page() {
        for text in ["children <5 and > 2", "Launch <TBC>", "R&D and Q&A; more", "a & b; c", "AT&T", "<Jo Bloggs>", ""] {
            assert_eq!(plain(text, "; "), None, "{text}");
        }
    }
}
