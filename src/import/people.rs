//! Takes the cells that say who leads apart into people, groups and roles, against a register that is built as the paper is read.

use super::initials::{self, Initials};
use crate::names;
use std::collections::HashSet;

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Person,
    Board,
    Subgroup,
    FocusGroup,
    Panel,
    Group,
    Agency,
    Role,
    Everyone,
}

impl Kind {
    /// The word of the plan format, for a group.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Board => "board",
            Kind::Subgroup => "subgroup",
            Kind::FocusGroup => "focus-group",
            Kind::Panel => "panel",
            Kind::Group => "group",
            Kind::Agency => "agency",
            Kind::Role => "role",
            Kind::Everyone => "everyone",
        }
    }
}

/// A name that leads or takes part.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub name: String,
    pub aka: Vec<String>,
    pub kind: Kind,
    /// What somebody should look at: a near name, a name joined to another one by guess.
    pub checks: Vec<String>,
}

/// A lead or participant as the draft writes it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Who {
    /// The key of a person or group.
    pub who: String,
    /// The role, or the words printed in place of the name.
    pub role: Option<String>,
    /// The key of the group that a person stands for.
    pub stands_for: Option<String>,
}

/// What a cell said of who leads.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub lead: Vec<Who>,
    pub with: Vec<Who>,
    pub checks: Vec<String>,
}

/// Everybody named so far.
#[derive(Debug, Default)]
pub struct People {
    pub entries: Vec<Entry>,
    keys: HashSet<String>,
    /// The names that stand alone in a cell of the paper, or between commas, in a form without blanks and case.
    alone: HashSet<String>,
    /// The same without the words that boards leave out.
    alone_bare: HashSet<String>,
    /// The board's own name, for "LSCB" and "the Board".
    board: Option<String>,
    /// The names of the paper that stand with the surname before: "Smith, Jane".
    turned: HashSet<String>,
    /// The initials that the paper explains.
    initials: Initials,
}

/// Words at whose end a name is one of a body of people.
const BODIES: &[&str] = &[
    "group",
    "groups",
    "subgroup",
    "subgroups",
    "panel",
    "panels",
    "board",
    "boards",
    "committee",
    "team",
    "teams",
    "partnership",
    "partnerships",
    "forum",
    "service",
    "services",
    "department",
    "departments",
    "council",
    "agencies",
    "agency",
    "organisations",
    "organisation",
    "trust",
    "network",
    "executive",
    "exec",
    "unit",
    "authority",
    "partners",
    "members",
    "police",
    "sector",
    "lscb",
    "lscbs",
    "lscp",
    "scb",
    "sab",
    "schools",
    "staff",
    "hub",
    "academy",
    "college",
];

/// Words of posts, which no person's name holds.
const ROLES: &[&str] = &[
    "officer",
    "officers",
    "manager",
    "managers",
    "mgr",
    "director",
    "directors",
    "head",
    "heads",
    "chair",
    "chairs",
    "chairperson",
    "chairman",
    "coordinator",
    "nurse",
    "nurses",
    "doctor",
    "representative",
    "representatives",
    "rep",
    "reps",
    "trainer",
    "administrator",
    "commissioner",
    "commissioners",
    "secretary",
    "lead",
    "leads",
    "ceo",
    "dcs",
    "lado",
    "deputy",
    "assistant",
    "asst",
    "adviser",
    "advisor",
    "consultant",
    "paediatrician",
    "practitioner",
    "practitioners",
    "governor",
    "governors",
    "leaders",
    "leader",
    "dsl",
    "headteacher",
    "headteachers",
    "member",
    "partner",
    "ad",
    "worker",
    "workers",
    "matron",
    "midwife",
    "supervisor",
    "specialist",
    "principal",
    "senco",
    "analyst",
    "facilitator",
    "treasurer",
    "clerk",
];

/// Words of bodies and their work, which no person's name holds either.
const OTHERS: &[&str] = &[
    "all",
    "sub",
    "health",
    "social",
    "care",
    "education",
    "probation",
    "housing",
    "public",
    "training",
    "focus",
    "development",
    "children",
    "childrens",
    "safeguarding",
    "steering",
    "business",
    "voluntary",
    "delivery",
    "review",
    "commissioning",
    "strategy",
    "school",
    "local",
    "nhs",
    "ccg",
    "pct",
    "cdop",
    "the",
    "and",
    "of",
    "for",
    "any",
    "each",
    "every",
    "tbc",
    "tbd",
    "third",
    "party",
    "it",
    "hr",
    "work",
    "management",
    "performance",
    "quality",
    "audit",
    "communication",
    "communications",
    "information",
    "policy",
    "procedures",
    "media",
    "adult",
    "adults",
    "community",
    "family",
    "families",
    "youth",
    "legal",
    "finance",
    "senior",
    "designated",
    "national",
    "county",
    "borough",
    "city",
    "early",
    "help",
    "faith",
    "think",
    "safer",
    "safety",
    "violence",
    "domestic",
    "abuse",
    "child",
    "young",
    "people",
    "mental",
    "sexual",
    "exploitation",
    "missing",
    "court",
    "courts",
    "hospital",
    "university",
    "church",
    "centre",
    "human",
    "resources",
    "online",
    "web",
    "working",
    "project",
    "workforce",
    "serious",
    "case",
    "overview",
    "death",
    "learning",
    "improvement",
    "practice",
    "services",
    "sports",
    "link",
    "task",
    "finish",
    "experience",
    "patient",
    "licensing",
    "prevention",
    "engagement",
    "complaints",
    "wellbeing",
];

/// Bodies that are named by one word of what they do.
const AGENCIES: &[&str] = &[
    "police",
    "health",
    "education",
    "probation",
    "housing",
    "schools",
    "school",
    "social care",
    "public health",
    "fire",
    "cafcass",
    "youth offending",
    "early help",
    "children's services",
    "childrens services",
    "adult services",
    "adult social care",
];

/// Bodies and posts that boards call by two or three letters: nobody's initials.
const SHORT_FORMS: &[&str] = &[
    "A&E", "ACT", "AHP", "AMH", "ASB", "ASC", "BCU", "BME", "CAF", "CAIT", "CCG", "CDR", "CEO", "CHC", "CIN", "CLA", "CMH", "CP",
    "CPS", "CPT", "CQC", "CRC", "CSC", "CSP", "CSU", "CVS", "CYP", "DA", "DAS", "DCS", "DFE", "DHR", "DPH", "DSL", "DV", "EH",
    "FE", "FGC", "FGM", "FNP", "GP", "GPS", "HE", "HMP", "HR", "HV", "HWB", "IAG", "ICB", "ICS", "ICT", "IRO", "ISB", "IT", "LA",
    "LAC", "LAS", "LEA", "LGA", "LSB", "LSC", "MCA", "MET", "NHS", "NPS", "NWB", "OFS", "PCC", "PCT", "PH", "PHE", "PMS", "PPU",
    "PRU", "PVI", "QA", "RSL", "SAB", "SAR", "SCB", "SCP", "SCR", "SEN", "SG", "SHA", "SLT", "SMT", "SSP", "SW", "TAC", "TAF",
    "TFG", "UKB", "UCL", "VCS", "VRU", "WDG", "YJB", "YJS", "YOS", "YOT", "YP",
];

/// A cell of more bytes than this is prose, not names.
const LONGEST_CELL: usize = 4_000;
/// The people and groups of a plan are fewer; each is compared with all others.
const MOST_NAMES: usize = 800;

impl People {
    /// The board whose plan it is, which its plan calls "LSCB" or "the Board".
    pub fn set_board(&mut self, board: Option<&str>) {
        self.board = board.map(str::to_owned);
    }

    /// The initials that the paper explains.
    pub fn set_initials(&mut self, initials: Initials) {
        self.initials = initials;
    }

    /// Whom a name means: the same name, or one of its other spellings.
    fn find(&self, name: &str) -> Option<usize> {
        let same = |entry: &Entry| names::same(&entry.name, name) || entry.aka.iter().any(|aka| names::same(aka, name));
        self.entries.iter().position(same)
    }

    /// The entry of a key.
    #[cfg(test)]
    fn by_key(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Reads all cells of a paper once for the names that stand alone in them, so that they are known wherever they stand with others.
    pub fn learn<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        let cells: Vec<&str> = cells.map(|cell| without_lead_word(cell).unwrap_or(cell)).collect();
        self.learn_turned(&cells);
        for cell in cells {
            let (cell, _) = self.forenames_first(cell);
            for part in split_at(&joined_lines(&cell).join("\n"), |c, _| matches!(c, ',' | '\n' | ';' | '/')) {
                let (outside, inside, after) = brackets(&part);
                let names = [outside, after].into_iter().chain(inside.split([',', '&']).map(str::to_owned));
                for name in names.map(|name| tidy(&name)).filter(|name| !name.is_empty() && joiner(name).is_none()) {
                    self.alone.insert(names::key(&name));
                    if kind_of(&name) != Kind::Person {
                        self.alone_bare.insert(bare(&name));
                    }
                }
            }
        }
    }

    /// Finds the names whose surname stands before the forename. Two words with a comma between may be two people as well: it is one
    /// where the name stands elsewhere in its usual order, or where every comma of the column stands in such a name.
    fn learn_turned(&mut self, cells: &[&str]) {
        let cells = || cells.iter().filter(|cell| cell.len() <= LONGEST_CELL);
        let pieces: Vec<String> = cells().flat_map(|cell| people_of(cell)).map(|(piece, _)| piece.to_owned()).collect();
        let usual: HashSet<String> = pieces.iter().filter(|piece| !piece.contains(',')).map(|piece| names::key(piece)).collect();
        let parted: Vec<&String> = pieces.iter().filter(|piece| brackets(piece).0.contains(',')).collect();
        let turned: Vec<(&String, String)> = parted.iter().filter_map(|piece| Some((*piece, forename_first(piece)?))).collect();
        let different: HashSet<&String> = turned.iter().map(|(_, name)| name).collect();
        // A word of such a name that stands alone in a cell is somebody's whole name there.
        let alone = |piece: &str| {
            let (name, ..) = brackets(piece);
            name.split(',').any(|word| usual.contains(&names::key(word)))
        };
        let all = turned.len() == parted.len() && different.len() > 1 && !turned.iter().any(|(piece, _)| alone(piece));
        let found: Vec<String> = turned
            .iter()
            .filter(|(_, name)| all || usual.contains(&names::key(&brackets(name).0)))
            .map(|(piece, _)| (*piece).clone())
            .collect();
        self.turned.extend(found);
    }

    /// A cell with each name of a known surname and forename in the usual order, and those names as they are printed.
    fn forenames_first(&self, cell: &str) -> (String, Vec<(String, String)>) {
        if self.turned.is_empty() || cell.len() > LONGEST_CELL {
            return (cell.to_owned(), Vec::new());
        }
        let (mut text, mut found) = (String::new(), Vec::new());
        for (piece, after) in people_of(cell) {
            match forename_first(piece).filter(|_| self.turned.contains(piece)) {
                Some(name) => {
                    text += &name;
                    found.push((piece.to_owned(), name));
                }
                None => text += piece,
            }
            text += after;
        }
        (text, found)
    }

    fn is_known(&self, name: &str) -> bool {
        let name = tidy(name);
        self.find(&name).is_some() || self.alone.contains(&names::key(&name)) || self.alone_bare.contains(&bare(&name))
    }

    fn add(&mut self, name: &str, kind: Kind) -> usize {
        let stem = key_of(name);
        let mut key = stem.clone();
        let mut count = 2;
        while !self.keys.insert(key.clone()) {
            key = format!("{stem}-{count}");
            count += 1;
        }
        self.entries.push(Entry { key, name: name.to_owned(), aka: Vec::new(), kind, checks: Vec::new() });
        self.entries.len() - 1
    }

    /// The entry for a name, which is made where nobody is known by it. Names that are only near are told.
    fn entry(&mut self, name: &str) -> usize {
        let name = &tidy(name);
        if let Some(index) = self.find(name) {
            let entry = &mut self.entries[index];
            if entry.name != *name
                && !entry.aka.iter().any(|aka| aka == name)
                && names::caseless(&entry.name) != names::caseless(name)
            {
                entry.aka.push(name.clone());
            }
            return index;
        }
        if let Some(board) = self.board.clone().filter(|_| is_the_board(name)) {
            let index = self.find(&board).unwrap_or_else(|| self.add(&board, Kind::Board));
            self.entries[index].aka.push(name.clone());
            return index;
        }
        if let Some(whole) = self.initials.name_of(name).map(str::to_owned) {
            let index = self.find(&whole).unwrap_or_else(|| self.add(&whole, Kind::Person));
            self.entries[index].aka.push(name.clone());
            return index;
        }
        if let Some((index, why)) = self.by_part(name) {
            let entry = &mut self.entries[index];
            entry.checks.push(format!("\"{name}\" is taken for \"{}\": {why}", entry.name));
            entry.aka.push(name.clone());
            return index;
        }
        let kind = kind_of(name);
        let near = {
            let alike = self.entries.iter().filter(|entry| (entry.kind == Kind::Person) == (kind == Kind::Person));
            names::slip_of(name, alike.map(|entry| &*entry.name)).map(str::to_owned)
        };
        let index = self.add(name, kind);
        let near = near.or_else(|| {
            let others = self.entries[..index].iter().filter(|entry| kind == Kind::Person && entry.kind == Kind::Person);
            others.map(|entry| &entry.name).find(|other| may_be_one_person(name, other)).cloned()
        });
        if let Some(near) = near {
            self.entries[index].checks.push(format!("is \"{name}\" the same as \"{near}\"?"));
        }
        let is_word = name.split_whitespace().count() == 1 && name.chars().any(char::is_lowercase);
        if kind == Kind::Group && is_word {
            self.entries[index].checks.push(format!("is \"{name}\" a person, or a group? Taken for a group"));
        }
        let may_be_initials = initials::letters(name).is_some_and(|letters| letters.len() <= 3)
            && !SHORT_FORMS.contains(&&*name.to_uppercase().replace('.', ""));
        if may_be_initials && kind != Kind::Role {
            self.entries[index]
                .checks
                .push(format!("are these the initials of somebody, or the short name of a group? Taken for a group: \"{name}\""));
        }
        index
    }

    /// A known name that differs by a word that boards leave out, or by a letter misread.
    fn by_part(&self, name: &str) -> Option<(usize, &'static str)> {
        let own = bare(name);
        let kind = kind_of(name);
        if kind != Kind::Person && own.len() >= 2 {
            let alike = |entry: &Entry| {
                let near_kind = entry.kind == kind || [entry.kind, kind].contains(&Kind::Group);
                !matches!(entry.kind, Kind::Person | Kind::Board)
                    && near_kind
                    && std::iter::once(&entry.name).chain(&entry.aka).any(|known| bare(known) == own)
            };
            if let Some(found) = self.entries.iter().position(alike) {
                return Some((found, "the names differ by a word that boards leave out"));
            }
        }
        let (initial, surname) = name.split_once(' ')?;
        let read_as = match initial {
            "l" | "1" | "|" => "I",
            "0" => "O",
            _ => return None,
        };
        self.find(&format!("{read_as} {surname}")).map(|index| (index, "the first letter looks misread"))
    }

    /// Reads a cell. `above` is what the cell above said, for "as above".
    pub fn read(&mut self, text: &str, above: Option<&Reading>) -> Reading {
        let text = text.trim().trim_end_matches(['.', ',', ';']).trim();
        let mut reading = Reading::default();
        if text.len() > LONGEST_CELL || self.entries.len() > MOST_NAMES {
            reading.checks.push(format!("too much for the names of a plan, so nobody is read from it: \"{text}\""));
            return reading;
        }
        let lower = text.to_lowercase();
        if ["as above", "ditto", "\"", "”", "do", "as before"].contains(&&*lower) {
            let said = above.cloned().unwrap_or_default();
            // A mark for "the same" says nothing of its own.
            let words = text.chars().any(char::is_alphabetic).then(|| text.to_owned());
            let as_printed = |who: Who| Who { role: words.clone(), ..who };
            reading.lead = said.lead.into_iter().map(as_printed).collect();
            reading.checks.push(format!("\"{text}\" is taken for the leads of the action before"));
            return reading;
        }
        if ["tbc", "tbd", "tba", "n/a", "na", "none", "-", "–", "to be confirmed", "to be agreed", "?"].contains(&&*lower) {
            reading.checks.push(format!("nobody is named: \"{text}\""));
            return reading;
        }
        // What a spreadsheet shows in place of a value that it cannot work out: #REF!, #N/A, #NAME?
        if lower.starts_with('#') && (lower.ends_with(['!', '?', '#']) || lower == "#n/a") {
            reading.checks.push(format!("nobody is named: \"{text}\" is a fault of the workbook"));
            return reading;
        }
        let (text, turned) = self.forenames_first(text);
        reading.checks.extend(turned.iter().map(|(printed, name)| format!("\"{printed}\" is read as one person, {name}")));
        let text = text.replace(", (", " (").replace(",(", " (").replace("\n(", " (");
        let text = self.posts_below_names(&text, &mut reading);
        match without_lead_word(&text) {
            Some(rest) => {
                let (lead, others) = self.lead_and_others(rest);
                self.names(&lead, &mut reading, false);
                self.names(&others, &mut reading, true);
            }
            None => self.names(&text, &mut reading, false),
        }
        dedupe(&mut reading.lead);
        dedupe(&mut reading.with);
        let leads: Vec<String> = reading.lead.iter().map(|who| who.who.clone()).collect();
        reading.with.retain(|who| !leads.contains(&who.who));
        reading
    }

    /// A cell in which each name stands over the post of that person, each post in brackets behind its name.
    fn posts_below_names(&self, text: &str, reading: &mut Reading) -> String {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let is_post = |line: &str| kind_of(line) == Kind::Role && joiner(line).is_none() && !line.contains(['(', ',', ';']);
        let are_pairs = lines.len() > 1
            && lines.len().is_multiple_of(2)
            && lines.chunks(2).all(|pair| looks_like_person(pair[0]) && is_post(pair[1]));
        if !are_pairs {
            return text.to_owned();
        }
        let told = lines.chunks(2).map(|pair| format!("\"{}\" is taken for the post of {}", pair[1], pair[0]));
        reading.checks.extend(told);
        lines.chunks(2).map(|pair| format!("{} ({})", pair[0], pair[1])).collect::<Vec<_>>().join("\n")
    }

    /// After "Lead:", the one who leads and those who take part.
    fn lead_and_others(&self, text: &str) -> (String, String) {
        let first = text.lines().next().unwrap_or_default();
        let rest = text[first.len()..].trim();
        let (outside, inside, after) = brackets(first);
        let both = |lead: String, more: &str| (lead, [more.trim_start_matches([',', ' ']), rest].join("\n").trim().to_owned());
        if !inside.is_empty() {
            return both(format!("{outside} ({inside})"), &after);
        }
        if let Some((lead, others)) = first.split_once([',', ';']) {
            return both(lead.to_owned(), others);
        }
        if rest.is_empty() {
            // "Chairs of Overview Panels Overview Panels": what is printed twice is where a line ended.
            let words: Vec<&str> = first.split_whitespace().collect();
            for length in (2..=words.len() / 2).rev() {
                let (head, tail) = words.split_at(words.len() - length);
                if head.ends_with(tail) {
                    return (head.join(" "), tail.join(" "));
                }
            }
        }
        both(first.to_owned(), "")
    }

    /// Adds those whom a text names.
    fn names(&mut self, text: &str, reading: &mut Reading, takes_part: bool) {
        let mut made: Vec<Who> = Vec::new();
        let mut for_all = None;
        for item in self.items(text) {
            let item = item.trim().trim_end_matches(['.', ';', ':']).trim();
            if item.is_empty() {
                continue;
            }
            let item = &*person_in_brackets(item).unwrap_or_else(|| item.to_owned());
            let (outside, inside, _) = brackets(item);
            let outside = tidy(&outside);
            if outside.is_empty() && inside.is_empty() {
                continue;
            }
            if inside.is_empty() || outside.is_empty() {
                self.plain(if outside.is_empty() { &inside } else { &outside }, &mut made, &mut for_all, reading);
                continue;
            }
            if let Some(others) = inside.strip_prefix("with ") {
                self.plain(&outside, &mut made, &mut for_all, reading);
                let mut more = Reading::default();
                self.names(others, &mut more, true);
                reading.with.extend(more.with);
                continue;
            }
            let people: Vec<String> =
                split_at(&inside.replace(" and ", ",").replace(" & ", ","), |c, _| matches!(c, ',' | ';' | '/' | '\n'))
                    .iter()
                    .map(|name| tidy(name))
                    .filter(|name| !name.is_empty())
                    .collect();
            let are_people = !people.is_empty() && people.iter().all(|name| looks_like_person(name));
            if looks_like_person(&outside) {
                let index = self.entry(&outside);
                let who = self.entries[index].key.clone();
                if self.initials.name_of(&inside).is_some_and(|name| names::same(name, &outside)) {
                    if self.find(&inside).is_none() {
                        self.entries[index].aka.push(inside.clone());
                    }
                    made.push(Who { who, ..Who::default() });
                    continue;
                }
                let is_body = kind_of(&inside) != Kind::Role
                    && (ends_in_body(&inside) || self.find(&inside).is_some_and(|at| self.entries[at].kind != Kind::Role));
                if is_body && joiner(&inside).is_none() {
                    let group = self.entry(&inside);
                    made.push(Who { who, role: None, stands_for: Some(self.entries[group].key.clone()) });
                } else {
                    made.push(Who { who, role: Some(inside.trim().to_owned()), stands_for: None });
                }
            } else if are_people {
                let group = self.entry(&outside);
                let group = self.entries[group].key.clone();
                for person in people {
                    let who = self.entry(&person);
                    made.push(Who { who: self.entries[who].key.clone(), role: None, stands_for: Some(group.clone()) });
                }
            } else if inside.chars().count() <= 8 && inside.chars().all(|c| c.is_uppercase() || c == '&') {
                let index = self.entry(&outside);
                if self.find(&inside).is_none() {
                    self.entries[index].aka.push(inside.clone());
                }
                made.push(Who { who: self.entries[index].key.clone(), ..Who::default() });
            } else if item.ends_with(')') {
                let index = self.entry(&outside);
                made.push(Who { who: self.entries[index].key.clone(), role: Some(inside.trim().to_owned()), stands_for: None });
            } else {
                // Words in brackets within a name belong to it.
                let index = self.entry(item);
                made.push(Who { who: self.entries[index].key.clone(), ..Who::default() });
            }
        }
        if let Some(group) = for_all {
            for who in made.iter_mut().filter(|who| who.stands_for.is_none() && who.role.is_none() && who.who != group) {
                who.stands_for = Some(group.clone());
            }
        }
        (if takes_part { &mut reading.with } else { &mut reading.lead }).extend(made);
    }

    /// A name without brackets, or several that run together.
    fn plain(&mut self, name: &str, made: &mut Vec<Who>, for_all: &mut Option<String>, reading: &mut Reading) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let half = words.len() / 2;
        if words.len() >= 2 && words.len().is_multiple_of(2) && words[..half] == words[half..] {
            return self.plain(&words[..half].join(" "), made, for_all, reading);
        }
        if words.len() >= 3 && words.windows(2).all(|pair| pair[0] == pair[1]) {
            return self.plain(words[0], made, for_all, reading);
        }
        // "SH JB": the line break between them is lost.
        if words.len() >= 2 && words.iter().all(|word| self.initials.name_of(word).is_some()) {
            words.iter().for_each(|word| self.plain(word, made, for_all, reading));
            return;
        }
        if self.find(name).is_none() && words.len() >= 3 {
            for at in (1..words.len()).rev() {
                let (left, right) = (words[..at].join(" "), words[at..].join(" "));
                // "Chris Howard CDOP": a person, and the group that the person stands for.
                if looks_like_person(&left) && kind_of(&right) != Kind::Person && self.is_known(&right) {
                    let group = self.entry(&right);
                    let group = self.entries[group].key.clone();
                    self.plain(&left, made, for_all, reading);
                    *for_all = Some(group);
                    return;
                }
                // "Margaret Raynor Sue Harrison": two people whose line break is lost.
                if words.len() == 4
                    && at == 2
                    && looks_like_person(&left)
                    && looks_like_person(&right)
                    && (self.is_known(&left) || self.is_known(&right))
                {
                    reading.checks.push(format!("\"{name}\" is taken for two people"));
                    self.plain(&left, made, for_all, reading);
                    self.plain(&right, made, for_all, reading);
                    return;
                }
            }
        }
        let index = self.entry(name);
        made.push(Who { who: self.entries[index].key.clone(), ..Who::default() });
    }

    /// The parts of a text that each name somebody.
    fn items(&self, text: &str) -> Vec<String> {
        let mut items = Vec::new();
        for line in joined_lines(text) {
            for part in split_at(&line, |c, before| matches!(c, ',' | ';') || c == '.' && ends_a_name(before)) {
                for part in after_brackets(&part) {
                    self.split_joined(&part, &mut items);
                }
            }
        }
        items
    }

    /// Takes "A and B", "A & B", "A/B" apart where both are somebody.
    fn split_joined(&self, text: &str, items: &mut Vec<String>) {
        let text = text.trim();
        if let Some((at, length)) = joiner(text).filter(|_| !self.is_whole(text)) {
            // The first joining word at which both sides are somebody.
            let mut from = Some((at, length));
            while let Some((at, length)) = from {
                let (left, right) = (text[..at].trim(), text[at + length..].trim());
                let slash = text[at..at + length].contains('/');
                if self.parts(left, right, slash) {
                    items.push(left.to_owned());
                    self.split_joined(right, items);
                    return;
                }
                from = joiner(&text[at + length..]).map(|(next, long)| (at + length + next, long));
            }
        }
        items.push(text.to_owned());
    }

    /// A name that is one, whatever joining words stand in it.
    fn is_whole(&self, text: &str) -> bool {
        self.find(text).is_some() || ["health and social care", "health & social care"].contains(&&*text.to_lowercase())
    }

    fn parts(&self, left: &str, right: &str, slash: bool) -> bool {
        if left.is_empty() || right.is_empty() {
            return true;
        }
        let is_somebody = |text: &str| {
            let (outside, ..) = brackets(text);
            let name = tidy(&outside);
            let first =
                name.split(" and ").next().unwrap_or(&name).split([',', '&', '/']).next().unwrap_or(&name).trim().to_owned();
            [name, first].iter().any(|name| {
                looks_like_person(name)
                    || self.is_known(name)
                    || ends_in_body(name)
                    || matches!(kind_of(name), Kind::Role | Kind::Everyone)
                    || name.split(' ').count() <= 3 && name.split(' ').all(is_short_form)
                    || AGENCIES.contains(&&*name.to_lowercase())
            })
        };
        let (one, other) = (is_somebody(left), is_somebody(right));
        let person = looks_like_person(&tidy(&brackets(left).0));
        if slash {
            // "Training / Commissioning Subgroup" is one.
            return one || !ends_in_body(right);
        }
        one && (other || person)
    }
}

/// "Karen Holt, Named Nurse; Paul Reed, Named Doctor" with the posts in brackets, for a column whose heading asks for both.
pub fn posts_behind_names(text: &str) -> String {
    let parts = text.split_inclusive([';', '\n']).map(|part| {
        let (bare, end) = part.strip_suffix([';', '\n']).map_or((part, ""), |bare| (bare, &part[bare.len()..]));
        match bare.split_once(',') {
            Some((name, post))
                if looks_like_person(name.trim()) && kind_of(post.trim()) == Kind::Role && !post.contains(['(', ',']) =>
            {
                format!("{} ({}){end}", name.trim(), post.trim())
            }
            _ => part.to_owned(),
        }
    });
    parts.collect()
}

/// "Social Care – J. Hale" and "Chair: Ann Lowe": a body or a post, and the person who stands for it. In brackets, as other boards print it.
fn person_in_brackets(item: &str) -> Option<String> {
    if item.contains(['(', ')']) {
        return None;
    }
    let (one, other) = [" – ", " — ", " - ", ": "].iter().find_map(|sign| item.split_once(sign))?;
    let (one, other) = (one.trim(), other.trim());
    let is_short = |text: &str| (1..=6).contains(&text.split_whitespace().count());
    match (looks_like_person(one), looks_like_person(other)) {
        (true, false) if is_short(other) => Some(format!("{one} ({other})")),
        (false, true) if kind_of(one) == Kind::Role => Some(format!("{other} ({one})")),
        (false, true) if is_short(one) => Some(format!("{one} ({other})")),
        _ => None,
    }
}

/// The parts of a cell that name one person each where the surname stands before a comma, each with what stands between it and the next.
fn people_of(cell: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let mut rest = cell;
    loop {
        let signs = [";", "\n", " & ", "/", " and "];
        let end = signs.iter().filter_map(|sign| Some((rest.find(sign)?, sign.len()))).min();
        let (at, length) = end.unwrap_or((rest.len(), 0));
        let piece = rest[..at].trim();
        let start = rest[..at].find(piece).unwrap_or(0);
        if start > 0 {
            parts.push(("", &rest[..start]));
        }
        parts.push((piece, &rest[start + piece.len()..at + length]));
        if end.is_none() {
            return parts;
        }
        rest = &rest[at + length..];
    }
}

/// "Smith, Jane", "SMITH, Jane (Head of Service)" with the forename first. `None` where it is not one word, a comma and one word.
fn forename_first(piece: &str) -> Option<String> {
    let (name, title) = match piece.find('(') {
        Some(at) => (piece[..at].trim().trim_end_matches(','), format!(" {}", &piece[at..])),
        None => (piece, String::new()),
    };
    let (surname, forename) = name.split_once(',')?;
    let (surname, forename) = (surname.trim(), forename.trim());
    let is_word = |word: &str| {
        word.chars().count() >= 2
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    let is_shouted = surname.chars().all(|c| !c.is_lowercase());
    let mut surname = surname.to_owned();
    if is_shouted {
        let mut begins = true;
        surname = surname
            .chars()
            .flat_map(|letter| {
                let shown: Vec<char> = if begins { vec![letter] } else { letter.to_lowercase().collect() };
                begins = !letter.is_alphabetic();
                shown
            })
            .collect();
    }
    let whole = format!("{forename} {surname}");
    (is_word(forename) && is_word(&surname) && looks_like_person(&whole) && forename.chars().any(char::is_lowercase))
        .then(|| whole + &title)
}

/// Two names that are not the same may be those of one person: "J Smith" and "Jane Smith", "Mrs Smith" and "Jane Smith", or a letter
/// more or less.
fn may_be_one_person(one: &str, other: &str) -> bool {
    let parts = |name: &str| -> Vec<String> {
        let plain = names::without_accents(&names::caseless(name)).replace(['\'', '’'], "");
        plain.split([' ', '.']).filter(|word| !word.is_empty() && !names::TITLES.contains(word)).map(str::to_owned).collect()
    };
    let (one, other) = (parts(one), parts(other));
    let (Some(surname), Some(other_surname)) = (one.last(), other.last()) else { return false };
    let forename = |parts: &[String]| (parts.len() > 1).then(|| parts[0].clone());
    let are_near = match (forename(&one), forename(&other)) {
        (Some(first), Some(second)) => {
            let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
            first == second || is_initial(&first, &second) || is_initial(&second, &first)
        }
        _ => true,
    };
    let is_slip = surname.chars().count() > 4 && names::is_one_edit(surname, other_surname);
    let same_forename = matches!((forename(&one), forename(&other)), (Some(first), Some(second)) if first == second);
    surname == other_surname && are_near || is_slip && same_forename
}

/// The lines of a text; one that ends with a joining word goes on in the next.
fn joined_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if goes_on(last) => *last = format!("{last} {line}"),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The board's own short name.
fn is_the_board(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["lscb", "lscp", "scb", "scp", "sab", "lsab", "the board", "board", "the lscb", "the scb"].contains(&&*lower)
}

/// Where the first joining word of a text stands outside of brackets, and how long it is.
fn joiner(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 && !text[..at].ends_with("and") => return Some((at, 1)),
            // A task and finish group is one.
            ' ' if depth == 0 && text[..at].to_lowercase().ends_with("task") && text[at..].to_lowercase().contains(" finish") => {
            }
            ' ' if depth == 0 => {
                for word in [" and/or ", " and ", " & ", " + ", " or "] {
                    if text[at..].get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word)) {
                        return Some((at, word.len()));
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// Parts of a text between separators that stand outside of brackets; `is_separator` is given the letter and what stands before it.
fn split_at(text: &str, is_separator: impl Fn(char, &str) -> bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A bracket that is never closed holds nothing together.
        let inside = depth > 0 && text[at..].contains(')');
        if !inside && is_separator(letter, &text[..at]) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

/// A full stop after this ends a name; one after an initial or a title does not.
fn ends_a_name(before: &str) -> bool {
    let word = before.rsplit([' ', ',']).next().unwrap_or_default();
    word.chars().count() > 4 && !word.contains('.')
}

/// A text parted after each closing bracket, where more than a word of its own name follows.
fn after_brackets(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while let Some(end) = rest.find(')') {
        let after = rest[end + 1..].trim();
        if after.is_empty() || after.split_whitespace().count() == 1 && BODIES.contains(&&*after.to_lowercase()) {
            break;
        }
        parts.push(rest[..=end].to_owned());
        rest = after.trim_start_matches([',', '&', '/', ' ']).trim_start_matches("and ");
    }
    parts.push(rest.to_owned());
    parts
}

/// What stands before the first bracket, in it, and after it.
fn brackets(text: &str) -> (String, String, String) {
    let Some((outside, rest)) = text.split_once('(') else { return (text.trim().to_owned(), String::new(), String::new()) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    (outside.trim().to_owned(), inside.trim().to_owned(), after.trim().to_owned())
}

/// What stands after "Lead:" at the beginning of a cell.
fn without_lead_word(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let word = ["lead officer", "lead person", "leads", "lead"]
        .iter()
        .find(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))?;
    text[word.len()..].trim_start().strip_prefix([':', '–']).map(str::trim)
}

/// A line goes on in the next one.
pub fn goes_on(line: &str) -> bool {
    let line = line.trim_end();
    let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    line.ends_with(['&', ',', '/', '('])
        || line.matches('(').count() > line.matches(')').count()
        || ["and", "or", "of", "to", "the", "by", "in", "at", "for", "with", "from", "a", "an", "on"].contains(&&*last)
}

fn ends_in_body(name: &str) -> bool {
    names::words(name).last().is_some_and(|last| BODIES.contains(&&**last))
}

/// Capital letters alone: CDOP, PCT, CEO, C&I.
fn is_short_form(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=8).contains(&letters) && name.chars().all(|c| c.is_uppercase() || matches!(c, '&' | '-'))
}

/// A name with one blank between words, without blanks that a line end left after a hyphen, and without what stands around it.
fn tidy(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut name = words.join(" ").replace("- ", "-");
    // "Sub-group" with a blank before the hyphen is the same slip.
    if name.contains("sub -") || name.contains("Sub -") {
        name = name.replace("ub -", "ub-");
    }
    name.trim_matches(['.', ',', ';', ':', '-', '–', '*', ' ', '\u{a0}']).to_owned()
}

/// A name in small letters without the words that boards leave out: "subgroup", "group", "LSCB".
fn bare(name: &str) -> String {
    let words = names::words(&name.replace("Sub-group", "subgroup").replace("sub-group", "subgroup"));
    let kept: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !["subgroup", "sub", "group", "lscb", "scb", "lscp", "the", "identified"].contains(word))
        .collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

/// Whether a name reads like that of a person: "Sue Harrison", "M Evans", "Dr Janet King", "F Gosling-Thomas".
pub fn looks_like_person(name: &str) -> bool {
    const PARTICLES: &[&str] = &["de", "van", "von", "der", "den", "la", "le", "al", "bin", "ap", "da", "el", "du", "di"];
    let mut words: Vec<&str> = name.split_whitespace().collect();
    // An address of mail, which programs keep in place of the name.
    if let [address] = words[..]
        && address.split_once('@').is_some_and(|(person, host)| person.contains('.') && host.contains('.'))
    {
        return true;
    }
    let title = words.first().is_some_and(|word| names::TITLES.contains(&&*word.trim_end_matches('.').to_lowercase()));
    if title {
        words.remove(0);
    }
    if words.len() > 4 || words.len() < if title { 1 } else { 2 } {
        return false;
    }
    let letters_only = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let is_ordinary = |word: &str| {
        let lower = word.trim_end_matches('.').to_lowercase().replace('’', "'");
        let plain = lower.trim_end_matches("'s");
        BODIES.contains(&plain) || ROLES.contains(&plain) || OTHERS.contains(&plain)
    };
    let capital = |word: &str| {
        let initials = word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
        let shouted = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        word.starts_with(char::is_uppercase) && (initials || !shouted) || word == "l" || PARTICLES.contains(&word)
    };
    let surname = words.last().copied().unwrap_or_default();
    words.iter().all(|word| letters_only(word) && !is_ordinary(word) && capital(word))
        && surname.chars().filter(|c| c.is_lowercase()).count() >= 1
        && surname.chars().count() >= 2
        && surname.starts_with(char::is_uppercase)
}

/// What a name stands for, by its words.
pub fn kind_of(name: &str) -> Kind {
    let lower = name.to_lowercase();
    let words = names::words(
        &lower.replace("sub-group", "subgroup").replace("sub group", "subgroup").replace("co-ordinator", "coordinator"),
    );
    let last = words.last().map(String::as_str).unwrap_or_default();
    let first = words.first().map(String::as_str).unwrap_or_default();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&&**word));
    let everyone = first == "all" || first == "everyone" || first == "partners" || ["members", "partners"].contains(&last);
    if everyone
        || ["agencies", "agency", "member agencies", "partner agencies", "lscb member agencies", "staff"].contains(&&*lower)
    {
        return Kind::Everyone;
    }
    if looks_like_person(name) {
        return Kind::Person;
    }
    let of_board = ["lscb", "scb", "lscp"].contains(&last);
    if ROLES.contains(&last) || ROLES.contains(&first) && words.len() > 1 || of_board && any(ROLES) {
        return Kind::Role;
    }
    if lower.contains("focus group") {
        return Kind::FocusGroup;
    }
    if any(&["subgroup", "subgroups"]) {
        return Kind::Subgroup;
    }
    match last {
        "panel" | "panels" => Kind::Panel,
        "board" | "boards" | "lscb" | "lscbs" | "lscp" | "scb" | "sab" => Kind::Board,
        "group" | "groups" | "team" | "partnership" | "forum" | "committee" | "network" | "executive" | "exec" => Kind::Group,
        _ if any(&[
            "police",
            "council",
            "nhs",
            "trust",
            "pct",
            "ccg",
            "service",
            "services",
            "department",
            "departments",
            "school",
            "schools",
            "probation",
            "health",
            "organisation",
            "organisations",
            "authority",
            "hospital",
            "housing",
            "cafcass",
        ]) =>
        {
            Kind::Agency
        }
        _ => Kind::Group,
    }
}

/// A key of the plan format: small letters, digits and hyphens.
pub fn key_of(name: &str) -> String {
    let key = names::words(&names::without_accents(name))
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    let key = key.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let short: String = key.chars().take(60).collect();
    if short.is_empty() { "somebody".into() } else { short.trim_matches('-').to_owned() }
}

fn dedupe(list: &mut Vec<Who>) {
    let mut seen: Vec<Who> = Vec::new();
    for who in list.drain(..) {
        match seen.iter_mut().find(|known| known.who == who.who) {
            // What says more of somebody stays.
            Some(known) if known.stands_for.is_none() && known.role.is_none() => *known = who,
            Some(_) => {}
            None => seen.push(who),
        }
    }
    *list = seen;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whom a cell names, as `name as role for group`, those who take part after a stroke.
    fn read(cell: &str, others: &[&str]) -> String {
        let mut people = People::default();
        people.learn(others.iter().copied().chain([cell]));
        for other in others {
            people.read(other, None);
        }
        let reading = people.read(cell, None);
        let show = |who: &Who| {
            let name = |key: &str| people.by_key(key).map(|entry| entry.name.clone()).unwrap_or_default();
            let role = who.role.as_ref().map(|role| format!(" as {role}")).unwrap_or_default();
            let group = who.stands_for.as_ref().map(|group| format!(" for {}", name(group))).unwrap_or_default();
            format!("{}{role}{group}", name(&who.who))
        };
        let list = |list: &[Who]| list.iter().map(show).collect::<Vec<_>>().join("; ");
        if reading.with.is_empty() { list(&reading.lead) } else { format!("{} | {}", list(&reading.lead), list(&reading.with)) }
    }

    #[test]
    fn cells_as_boards_print_them() {
        for (cell, others, means) in [
            ("CDOP (Margaret Raynor & Chris Howard)", &[][..], "Margaret Raynor for CDOP; Chris Howard for CDOP"),
            (
                "Margaret Raynor &\nChris Howard CDOP",
                &["CDOP (Margaret Raynor & Chris Howard)"],
                "Margaret Raynor for CDOP; Chris Howard for CDOP",
            ),
            ("Sue Harrison (Development Officer)", &[], "Sue Harrison as Development Officer"),
            ("Sue Harrison (Performance Management Subgroup)", &[], "Sue Harrison for Performance Management Subgroup"),
            (
                "Workforce Development and Performance Management",
                &["Workforce Development Subgroup", "Performance Management subgroup"],
                "Workforce Development Subgroup; Performance Management subgroup",
            ),
            ("Margaret Raynor Sue Harrison", &["Sue Harrison"], "Margaret Raynor; Sue Harrison"),
            ("L Campion/ Quality & Performance Group", &[], "L Campion; Quality & Performance Group"),
            ("C Gill/ CSE Sub- Group/ Public Health", &[], "C Gill; CSE Sub-Group; Public Health"),
            ("l Mundy/ M Evans", &["I Mundy"], "I Mundy; M Evans"),
            ("Jill Downey (with K&C and Westminster LSCBs)", &[], "Jill Downey | K&C; Westminster LSCBs"),
            ("Ian Davis, all LSCB members.", &[], "Ian Davis; all LSCB members"),
            ("Health and Social Care", &[], "Health and Social Care"),
            ("Health and Social Care", &["Health and Social Care", "Health"], "Health and Social Care"),
            ("Police and Health", &[], "Police; Health"),
            ("PCT/CDOP CDOP", &[], "PCT; CDOP"),
            ("CATE group / Jt commissioning", &[], "CATE group; Jt commissioning"),
            (
                "Lead: Steph McQuade (Steering Group Representative) Procedures Sub-group, LSCB",
                &[],
                "Steph McQuade as Steering Group Representative | Procedures Sub-group; LSCB",
            ),
            (
                "Lead: Jean Pollard, (Media Sub-group Chair) Media Sub-group, Member Agencies' Communications Departments",
                &[],
                "Jean Pollard as Media Sub-group Chair | Media Sub-group; Member Agencies' Communications Departments",
            ),
            ("Lead: Chairs of Overview Panels Overview Panels", &[], "Chairs of Overview Panels | Overview Panels"),
            (
                "Lead: Julie Downey (Head of Safeguarding)\nLSCB Management Group and/or SCR Sub-group",
                &[],
                "Julie Downey as Head of Safeguarding | LSCB Management Group; SCR Sub-group",
            ),
            ("Statutory & Voluntary Sector Organisations", &[], "Statutory & Voluntary Sector Organisations"),
            ("Serious Case Review Sub-group and Overview Panels", &[], "Serious Case Review Sub-group; Overview Panels"),
            (
                "Margaret Raynor; Chris Howard; Child Death Overview Panel",
                &[],
                "Margaret Raynor; Chris Howard; Child Death Overview Panel",
            ),
            ("Head of Safeguarding and Quality Assurance", &[], "Head of Safeguarding and Quality Assurance"),
            ("IT Department / Third Party", &[], "IT Department; Third Party"),
            ("Mike Wood, Andrew Christie.  LSCB members.", &[], "Mike Wood; Andrew Christie; LSCB members"),
            ("TBC", &[], ""),
        ] {
            assert_eq!(read(cell, others), means, "{cell}");
        }
    }

    #[test]
    fn names_are_told_apart_by_their_words() {
        for (name, kind) in [
            ("Sue Harrison", Kind::Person),
            ("Dr King", Kind::Person),
            ("F Gosling-Thomas", Kind::Person),
            ("Early Help", Kind::Group),
            ("Training Sub-group", Kind::Subgroup),
            ("LSCB Business Mgr", Kind::Role),
            ("Chairs of Overview Panels", Kind::Role),
            ("Development Officer LSCB", Kind::Role),
            ("All agencies", Kind::Everyone),
            ("Board Members", Kind::Everyone),
            ("Thames Valley Police", Kind::Agency),
            ("Focus Group", Kind::FocusGroup),
            ("Serious Case Review Panel", Kind::Panel),
            ("LSCB", Kind::Board),
            ("CDOP", Kind::Group),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
