//! The numbers of lists, which stand in no text of a Word document: Word counts them each time it shows the document.
//!
//! A paragraph names a list (`numId`) and a level; the list names its pattern (`abstractNum`). Lists of one pattern count on from
//! each other, unless one says where it starts.

use crate::import::table::Mark;
use crate::import::xml::Element;
use std::collections::{HashMap, HashSet};

/// A level of a pattern.
#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// Such as "%1.%2": the numbers of the levels, each with its own format.
    text: String,
    /// All numbers in it are shown as 1, 2, 3.
    legal: bool,
}

#[derive(Default)]
struct Pattern {
    levels: HashMap<usize, Level>,
    /// The style whose list it stands for.
    link: Option<String>,
    /// The level of paragraphs of a style.
    level_of_style: HashMap<String, usize>,
}

#[derive(Default)]
struct List {
    pattern: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// What a style says of numbers: the list, the level, the style it stands on.
#[derive(Default)]
struct StyleNumbers {
    list: Option<String>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// Every list of a document, and how far each has counted.
pub(super) struct Numbering {
    patterns: HashMap<String, Pattern>,
    lists: HashMap<String, List>,
    styles: HashMap<String, StyleNumbers>,
    counts: HashMap<String, Vec<Option<u32>>>,
    /// The lists and levels that began anew where they say so.
    restarted: HashSet<(String, usize)>,
}

/// How many levels a list can have.
const LEVELS: usize = 9;

impl Numbering {
    pub(super) fn new(part: Element, styles: &Element) -> Numbering {
        let mut numbering = Numbering {
            patterns: HashMap::new(),
            lists: HashMap::new(),
            styles: HashMap::new(),
            counts: HashMap::new(),
            restarted: HashSet::new(),
        };
        for element in part.elements() {
            match (&*element.name, element.attribute("abstractNumId"), element.attribute("numId")) {
                ("abstractNum", Some(id), _) => {
                    numbering.patterns.insert(id.to_owned(), pattern(element));
                }
                ("num", _, Some(id)) => {
                    numbering.lists.insert(id.to_owned(), list(element));
                }
                _ => {}
            }
        }
        for style in styles.elements().filter(|element| &*element.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let numbers = style.child("pPr").and_then(|properties| properties.child("numPr"));
            numbering.styles.insert(
                id.to_owned(),
                StyleNumbers {
                    list: numbers.and_then(|numbers| numbers.property("numId")).map(str::to_owned),
                    level: numbers.and_then(|numbers| numbers.property("ilvl")).and_then(|level| level.parse().ok()),
                    based_on: style.property("basedOn").map(str::to_owned),
                },
            );
        }
        numbering
    }

    /// What stands before a paragraph with these properties; counts it.
    pub(super) fn mark(&mut self, properties: Option<&Element>) -> Mark {
        self.find(properties).and_then(|(list, level)| self.count(&list, level)).unwrap_or_default()
    }

    /// The list and level of a paragraph: its own, or those of its style.
    fn find(&self, properties: Option<&Element>) -> Option<(String, usize)> {
        let properties = properties?;
        let own = properties.child("numPr");
        let mut list = own.and_then(|own| own.property("numId")).map(str::to_owned);
        let mut level = own.and_then(|own| own.property("ilvl")).and_then(|level| level.parse().ok());
        let mut style = properties.property("pStyle").map(str::to_owned);
        let first_style = style.clone();
        // Styles stand on each other; a ring of them is no document's intention.
        for _ in 0..10 {
            let Some(numbers) = style.as_ref().and_then(|style| self.styles.get(style)) else { break };
            if list.is_none() {
                list.clone_from(&numbers.list);
                level = level.or(numbers.level);
            }
            style.clone_from(&numbers.based_on);
        }
        let list = list.filter(|list| list != "0")?;
        let by_style = || {
            let pattern = self.patterns.get(&self.lists.get(&list)?.pattern)?;
            pattern.level_of_style.get(first_style.as_ref()?).copied()
        };
        let level = level.or_else(by_style).unwrap_or(0);
        Some((list, level))
    }

    fn count(&mut self, list_id: &str, level: usize) -> Option<Mark> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(list_id)?;
        let mut pattern_id = list.pattern.clone();
        // A pattern may only say in which style's list the real one is found.
        for _ in 0..10 {
            let Some(link) = self.patterns.get(&pattern_id).and_then(|pattern| pattern.link.as_ref()) else { break };
            let Some(linked) = self.styles.get(link).and_then(|style| self.lists.get(style.list.as_ref()?)) else { break };
            pattern_id.clone_from(&linked.pattern);
        }
        let pattern = self.patterns.get(&pattern_id)?;
        let levels: Vec<Level> = (0..LEVELS)
            .map(|level| list.levels.get(&level).or_else(|| pattern.levels.get(&level)).cloned().unwrap_or_default())
            .collect();
        let counts = self.counts.entry(pattern_id).or_insert_with(|| vec![None; LEVELS]);
        let start = |level: usize| list.starts.get(&level).copied().unwrap_or(levels[level].start);
        for above in (0..=level).filter(|above| list.starts.contains_key(above)) {
            if self.restarted.insert((list_id.to_owned(), above)) {
                counts[above..].fill(None);
            }
        }
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        counts[level + 1..].fill(None);
        for (above, count) in counts[..level].iter_mut().enumerate() {
            // A level that was never shown counts as begun.
            count.get_or_insert(start(above));
        }
        let this = &levels[level];
        match &*this.format {
            "bullet" => return Some(Mark::Bullet),
            "none" if !this.text.contains('%') => return None,
            _ => {}
        }
        let mut shown = String::new();
        let mut letters = this.text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letters.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| letter == '%' && (1..=9).contains(digit)) {
                Some(digit) => {
                    letters.next();
                    let number = digit as usize - 1;
                    let format = if this.legal { "decimal" } else { &levels[number].format };
                    shown += &formatted(counts[number].unwrap_or_else(|| start(number)), format);
                }
                None => shown.push(letter),
            }
        }
        let shown = shown.trim().to_owned();
        (!shown.is_empty()).then_some(Mark::Number(shown))
    }
}

fn level(element: &Element) -> Level {
    Level {
        start: element.property("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: element.property("numFmt").unwrap_or("decimal").to_owned(),
        text: element.property("lvlText").unwrap_or_default().to_owned(),
        legal: element.is_on("isLgl"),
    }
}

fn pattern(element: &Element) -> Pattern {
    let mut pattern = Pattern { link: element.property("numStyleLink").map(str::to_owned), ..Pattern::default() };
    for child in element.elements().filter(|child| &*child.name == "lvl") {
        let Some(number) = child.attribute("ilvl").and_then(|level| level.parse().ok()) else { continue };
        pattern.levels.insert(number, level(child));
        if let Some(style) = child.property("pStyle") {
            pattern.level_of_style.insert(style.to_owned(), number);
        }
    }
    pattern
}

fn list(element: &Element) -> List {
    let mut list = List { pattern: element.property("abstractNumId").unwrap_or_default().to_owned(), ..List::default() };
    for child in element.elements().filter(|child| &*child.name == "lvlOverride") {
        let Some(number) = child.attribute("ilvl").and_then(|level| level.parse().ok()) else { continue };
        if let Some(start) = child.property("startOverride").and_then(|start| start.parse().ok()) {
            list.starts.insert(number, start);
        }
        if let Some(own) = child.child("lvl") {
            list.levels.insert(number, level(own));
        }
    }
    list
}

/// A number as a list shows it.
pub(in crate::import) fn formatted(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        "ordinal" => {
            let ending = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{ending}")
        }
        _ => number.to_string(),
    }
}

/// A, B, … Z, AA, BB: Word repeats the letter.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'A' + (index % 26) as u8);
    String::from(letter).repeat((index / 26 + 1).min(100) as usize)
}

fn roman(number: u32) -> String {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 5000 {
        return number.to_string();
    }
    let (mut left, mut out) = (number, String::new());
    for (value, sign) in SIGNS {
        while left >= *value {
            out += sign;
            left -= value;
        }
    }
    out
}
