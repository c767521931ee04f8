//! Texts that went wrong: plans with a few slips of the hand or of a program in them, and soup of what plans are made of. The same
//! on every run for the same seed.

use fastrand::Rng;

/// The plans that mutants are made of: the five of boards, and one with all that is odd.
pub const PLANS: [(&str, &str); 6] = [
    ("oldham-2008-09", include_str!("../../plans/oldham-2008-09.toml")),
    ("swindon-2007-08", include_str!("../../plans/swindon-2007-08.toml")),
    ("hammersmith-fulham-2008-09", include_str!("../../plans/hammersmith-fulham-2008-09.toml")),
    ("unnamed-scb-2009-10", include_str!("../../plans/unnamed-scb-2009-10.toml")),
    ("west-berkshire-2015-17", include_str!("../../plans/west-berkshire-2015-17.toml")),
    ("odd", include_str!("../suite/odd.toml")),
];

/// Values as people write them, right and wrong, as they stand after the = sign.
const VALUES: &[&str] = &[
    "\"2008-06\"",
    "2008-06-30",
    "\"June 2008\"",
    "June 2008",
    "2008-06 if funded",
    "\"2008-06 (draft)\"",
    "\"approx June 2008\"",
    "roughly June 2008",
    "30/06/2008",
    "\"31 June 2008\"",
    "2008-13-45",
    "2008-06-30T10:00",
    "\"2008-09\"",
    "\"Quarterly\"",
    "\"Ongoing\"",
    "\"ongoing, from June 2008\"",
    "\"every month if needed\"",
    "\"on track\"",
    "\"closed\"",
    "\"Closed\"",
    "\"done\"",
    "\"Completed\"",
    "\"nearly complete\"",
    "\"In Progress\"",
    "\"cancelled\"",
    "\"Green\"",
    "\"G\"",
    "\"Going well\"",
    "\"TBC\"",
    "\"\"",
    "[]",
    "{}",
    "[\"\"]",
    "3",
    "3.2",
    "2008",
    "true",
    "True",
    "yes",
    "\"yes\"",
    "\"Sue Harrison and Chris Howard\"",
    "\"sue-harison\"",
    "\"Training Sub-group\"",
    "Sue Harrison",
    "[\"a\" \"b\"]",
    "[\"a\", \"b\"",
    "{ name = \"X\" }",
    "{ who = \"x\", as = \"chair\" }",
    "[{ text = \"step\", due = \"June 2008\" }]",
    "[{ on = 2008-06, note = \"n\" }]",
    "{ from = \"April 2008\", to = \"March 2009\" }",
    "\"2008-09\" (tbc)",
    "“curly”",
    "‘curly’",
    "“mixed\"",
    "\"with “curly” inside\"",
    "\"with \"straight\" inside\"",
    "'the board's report'",
    "\"S:\\Élan\\new\\q\"",
    "\"\"\"over\nlines",
    "\"\"\"S:\\Élan\"\"\"",
    "\"not closed",
    "not opened\"",
    "\"ends\",",
    "\"ends\";",
    "",
];

/// Keys as people write them.
const KEYS: &[&str] = &[
    "Title",
    "title",
    "action",
    "Action",
    "ref",
    "Ref",
    "due",
    "Due",
    "Due Date",
    "deadline",
    "owner",
    "lead",
    "Lead Officer",
    "status",
    "statsu",
    "comments",
    "progress",
    "notes",
    "timescale",
    "every",
    "from",
    "to",
    "ongoing",
    "Ongoing",
    "rag",
    "RAG",
    "completed",
    "done",
    "evidence",
    "success",
    "outcome",
    "outcomes",
    "when",
    "name",
    "kind",
    "period",
    "Période",
    "came-from",
    "see",
    "remark",
    "milestones",
    "moved",
    "hold",
    "“due”",
    "due–date",
];

/// Headings as people write them.
const HEADINGS: &[&str] = &[
    "[people]",
    "[Groups]",
    "[grooups]",
    "[staff]",
    "[[objective]]",
    "[objective]",
    "[[objectives]]",
    "[[objective.action]]",
    "[[objective action]]",
    "[objective.action]",
    "[[action]]",
    "[[Objective.Action",
    "objective.action]]",
    "[[objective.action]] ref = \"1\"",
    "[[objective]] # 1",
    "[objective.action.hold]",
    "[[objective.action.progress]]",
    "[outcomes]",
    "[rag]",
    "[[allow]]",
    "[nothing.known]",
];

/// Pieces of a text, for soup.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\u{202f}",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "“",
    "”",
    "‘",
    "’",
    "=",
    ":",
    ",",
    ";",
    ".",
    "-",
    "–",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "#",
    "\\",
    "\\u00e9",
    "\\q",
    "é",
    "ß",
    "漢",
    "🙂",
    "e\u{301}",
    "\u{202e}",
    "\u{1b}[31m",
    "<<<<<<< HEAD\n",
    "=======\n",
    ">>>>>>> main\n",
    "2008-06-30",
    "2008-06",
    "\"2008-06\"",
    "31",
    "• ",
    "- ",
    "a",
    "the words of a board",
    "=cmd|' /C calc'!A0",
    "<script>",
    "| a | b |",
    "99999999999999999999",
    "1900-01-01",
    "2199-12-31",
];

fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    all[rng.usize(..all.len())]
}

/// An offset between two characters.
fn offset(rng: &mut Rng, text: &str) -> usize {
    text.floor_char_boundary(rng.usize(..=text.len()))
}

/// The start and end of a line, without its line end.
fn line(rng: &mut Rng, text: &str) -> (usize, usize) {
    let at = offset(rng, text);
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    (start, text[start..].find('\n').map_or(text.len(), |at| start + at))
}

/// A line that reads `key = value`: the start and end of the key, and those of what follows the = sign on the line.
fn statement(rng: &mut Rng, text: &str) -> Option<[usize; 4]> {
    let (start, end) = line(rng, text);
    let equals = text[start..end].find('=')?;
    let key = text[start..start + equals].trim_end();
    let value = text[start + equals + 1..end].trim_start();
    Some([start, start + key.len(), end - value.len(), end])
}

/// A word with a slip of the hand in it.
fn misspelt(rng: &mut Rng, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.is_empty() {
        return "x".into();
    }
    let at = rng.usize(..letters.len());
    match rng.u8(..7) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, (at + 1).min(word.chars().count() - 1)),
        3 => letters[at] = rng.lowercase(),
        4 => letters = letters.iter().flat_map(|c| c.to_uppercase()).collect(),
        5 => letters = word.replace('-', " ").chars().collect(),
        _ => letters = word.replace('-', "–").chars().collect(),
    }
    letters.into_iter().collect()
}

/// One change of a text.
fn change(rng: &mut Rng, text: &mut String) {
    let kind = rng.u8(..22);
    if let 0..=9 = kind {
        let Some([key, key_end, value, end]) = statement(rng, text) else { return };
        match kind {
            0..=2 => text.replace_range(value..end, pick(rng, VALUES)),
            3 => {
                let word = misspelt(rng, &text[key..key_end]);
                text.replace_range(key..key_end, &word);
            }
            4 => text.replace_range(key..key_end, pick(rng, KEYS)),
            5 => {
                let word = misspelt(rng, &text[value..end]);
                text.replace_range(value..end, &word);
            }
            6 => {
                let line = format!("{} = {}\n", pick(rng, KEYS), pick(rng, VALUES));
                text.insert_str(key, &line);
            }
            7 => {
                let curly = text[value..end].replacen('"', "“", 1).replacen('"', ["”", "\"", "“"][rng.usize(..3)], 1);
                text.replace_range(value..end, &curly);
            }
            8 => {
                let bare = text[value..end].replacen('"', "", rng.usize(1..3));
                text.replace_range(value..end, &bare);
            }
            _ => text.replace_range(key_end..value, [" ", ": ", " – ", "\u{a0}= ", " == ", "=\n", "\t=\t"][rng.usize(..7)]),
        }
        return;
    }
    match kind {
        10 => {
            let (start, end) = line(rng, text);
            text.replace_range(start..(end + 1).min(text.len()), "");
        }
        11 => {
            let (start, end) = line(rng, text);
            let copy = format!("{}\n", &text[start..end]);
            text.insert_str(start, &copy);
        }
        12 | 13 => {
            let starts: Vec<usize> = text.match_indices("\n[").map(|(at, _)| at + 1).collect();
            let Some(&start) = starts.get(rng.usize(..starts.len().max(1))) else { return };
            let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            match rng.u8(..4) {
                0 => text.replace_range(start..end, pick(rng, HEADINGS)),
                1 => text.replace_range(start..start + 1, ""),
                2 => {
                    let last = text.floor_char_boundary(end - 1);
                    text.replace_range(last..end, "");
                }
                _ => {
                    let word = misspelt(rng, &text[start..end]);
                    text.replace_range(start..end, &word);
                }
            }
        }
        14 => {
            let (start, _) = line(rng, text);
            text.insert_str(start, &format!("{}\n", pick(rng, HEADINGS)));
        }
        15 | 16 => {
            let at = offset(rng, text);
            text.insert_str(at, pick(rng, PIECES));
        }
        17 => {
            let start = offset(rng, text);
            let end = text.ceil_char_boundary((start + rng.usize(1..40)).min(text.len()));
            text.replace_range(start..end, "");
        }
        18 => {
            let (start, _) = line(rng, text);
            text.insert_str(start, ["• ", "- ", "\u{a0}", "\t", "1. ", "> "][rng.usize(..6)]);
        }
        19 => {
            let (_, end) = line(rng, text);
            text.insert_str(end, [",", ";", " (tbc)", " if funded", "\u{a0}", "\"", " # remark", "\\"][rng.usize(..8)]);
        }
        20 => {
            let (start, end) = line(rng, text);
            let both = format!("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> tom", &text[start..end], pick(rng, VALUES));
            text.replace_range(start..end, &both);
        }
        _ => match rng.u8(..8) {
            0 => *text = text.replace('\n', "\r\n"),
            1 => text.insert(0, '\u{feff}'),
            2 => text.truncate(offset(rng, text)),
            _ => {
                // Lines from elsewhere in the file, as copied and pasted.
                let (start, end) = line(rng, text);
                let copy = format!("{}\n", &text[start..end]);
                let (at, _) = line(rng, text);
                text.insert_str(at, &copy);
            }
        },
    }
}

/// A plan with one to a few changes; a long plan is cut to its first actions half of the time, which is quicker to judge.
pub fn mutant(rng: &mut Rng) -> String {
    let (_, plan) = PLANS[rng.usize(..PLANS.len())];
    let mut text = plan.to_owned();
    if rng.bool() {
        let actions: Vec<usize> = text.match_indices("\n[[").map(|(at, _)| at + 1).collect();
        if let Some(&end) = actions.get(rng.usize(3..12)) {
            text.truncate(end);
        }
    }
    for _ in 0..1 + rng.usize(..4) {
        change(rng, &mut text);
    }
    text
}

/// Pieces of plans in any order.
#[allow(dead_code, reason = "the suite looks at mutants alone")]
pub fn soup(rng: &mut Rng) -> String {
    let mut text = String::new();
    if rng.bool() {
        text.push_str("board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n");
    }
    for _ in 0..rng.usize(..60) {
        match rng.u8(..8) {
            0 => text.push_str(&format!("{}\n", pick(rng, HEADINGS))),
            1..=3 => text.push_str(&format!("{} = {}\n", pick(rng, KEYS), pick(rng, VALUES))),
            4 => text.push_str(pick(rng, KEYS)),
            5 => text.push_str(pick(rng, VALUES)),
            6 => text.push_str(&format!("{} = {{ name = {} }}\n", pick(rng, KEYS), pick(rng, VALUES))),
            _ => text.push_str(pick(rng, PIECES)),
        }
    }
    text
}
