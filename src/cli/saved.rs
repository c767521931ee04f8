//! Reports saved in `lscb.toml`: a name for a shape with its filters, format and output. A saved report can do what the same
//! words on the command line can, and no more; a flag given there takes the place of the saved one. Which words these are is
//! told by whoever reads the configuration: the arguments of `lscb report`, or of the question that is its shape.

use crate::diagnostic::Diagnostic;
use crate::names::{nearest, slip_of};
use crate::render;
use crate::reports::{self, REPORT_KINDS};
use crate::source::{self, NamedBy, STDIN};
use crate::text::Span;
use crate::text::one_of;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Command};
use std::ffi::OsString;
use std::path::{Component, Path};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A report of the configuration.
#[derive(Clone, Debug)]
pub struct Saved {
    pub name: String,
    /// The name of its shape.
    pub shape: &'static str,
    /// Each key with its words for the command line, and as `lscb config` shows them.
    keys: Vec<(String, Vec<OsString>, String)>,
}

/// Faults of one report that are told.
const MOST_FAULTS: usize = 200;

/// Keys of paths, seen from the folder of the configuration.
const PATHS: [&str; 2] = ["output", "out-dir"];

/// Questions that may be the shape of a saved report, beside the reports of `lscb report`.
pub const QUESTIONS: [&str; 3] = ["overdue", "due", "list"];

/// The arguments of a shape.
pub type ShapeCommand = fn(&str) -> Command;

/// Reads the table `[report.NAME]`; `beside` is the folder of the configuration, `root` what its reports may write below,
/// `command_of` has the arguments of each shape.
///
/// # Errors
/// Every fault of it.
pub fn read(
    name: &str,
    place: Span,
    value: &Spanned<DeValue>,
    beside: &Path,
    root: &Path,
    command_of: ShapeCommand,
) -> Result<Saved, Vec<Diagnostic>> {
    let fault = |id, span, message: String| Diagnostic::new(id, span, message);
    let Some(table) = value.get_ref().as_table() else {
        return Err(vec![fault("wrong-type", span(value), format!("\"{name}\" must be a table: [report.{name}]"))]);
    };
    let mut faults = Vec::new();
    if reports::find(name).is_some() || QUESTIONS.contains(&name) {
        let message = format!("\"{name}\" is a report of lscb itself");
        faults.push(fault("unknown-value", place, message).help("give yours another name"));
    } else if name.is_empty()
        || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        || name.starts_with('-')
    {
        let message = format!("\"{name}\" cannot be the name of a report");
        faults.push(fault("unknown-value", place, message).help("a name is made of small letters, digits and hyphens"));
    }
    let shape = shape(name, place, table, &mut faults);
    let command = command_of(shape.unwrap_or("leads"));
    let known: Vec<&str> = command.get_arguments().filter_map(|arg| arg.get_long()).filter(|long| *long != "color").collect();
    let mut keys = Vec::new();
    for (key, value) in table.iter().filter(|(key, _)| *key.get_ref() != "shape") {
        // More of them would take long to guess at, and be read by nobody.
        if faults.len() >= MOST_FAULTS {
            break;
        }
        let place = Span::new(key.span().start as u32, key.span().end as u32);
        let key: &str = key.get_ref();
        let Some(arg) = command.get_arguments().find(|arg| known.contains(&key) && arg.get_long() == Some(key)) else {
            let all: Vec<&str> = ["shape"].into_iter().chain(known.iter().copied()).collect();
            let fault = fault("unknown-key", place, format!("a report has no key \"{key}\""));
            faults.push(match nearest(key, all.iter().copied()).first() {
                Some(near) if slip_of(key, all.iter().copied()).is_some() => {
                    fault.label(format!("did you mean \"{near}\"?")).fix(format!("write \"{near}\""), place, *near)
                }
                Some(near) => fault.label(format!("did you mean \"{near}\"?")),
                None => {
                    fault.help(format!("it may have {}", one_of(&all.iter().map(|key| format!("\"{key}\"")).collect::<Vec<_>>())))
                }
            });
            continue;
        };
        let Some(words) = words(value.get_ref(), arg.get_action().takes_values()) else {
            let wanted =
                if arg.get_action().takes_values() { "text in quotation marks, or a list of texts" } else { "true or false" };
            faults.push(fault("wrong-type", span(value), format!("\"{key}\" must be {wanted}")));
            continue;
        };
        if words.len() > 1 && matches!(arg.get_action(), ArgAction::Set) {
            faults.push(fault("wrong-type", span(value), format!("\"{key}\" takes one value, and no list of them")));
            continue;
        }
        if PATHS.contains(&key)
            && let Some(why) = words
                .iter()
                .find_map(|word| wrong_place(key, word, table).or_else(|| wrong_path(key, word, format_of(table), beside, root)))
        {
            faults.push(fault("unknown-value", span(value), why).help(PATH_HELP));
            continue;
        }
        let beside = |word: &String| match PATHS.contains(&key) && word != STDIN {
            true => beside.join(word).into_os_string(),
            false => word.into(),
        };
        let flag = |word: OsString| {
            let mut flag = OsString::from(format!("--{key}="));
            flag.push(word);
            flag
        };
        let args: Vec<OsString> = match arg.get_action().takes_values() {
            true => words.iter().map(beside).map(flag).collect(),
            false => words.iter().map(|_| format!("--{key}").into()).collect(),
        };
        if let Err(error) = command.clone().try_get_matches_from(line(shape.unwrap_or("leads"), &args))
            && error.kind() != ErrorKind::MissingRequiredArgument
        {
            let possible: Vec<String> =
                arg.get_possible_values().iter().map(|value| format!("\"{}\"", value.get_name())).collect();
            let told = match &possible[..] {
                [] => format!("\"{key}\": {}", why(&error)),
                some => format!("\"{key}\" must be {}", one_of(some)),
            };
            faults.push(fault("unknown-value", span(value), told));
            continue;
        }
        keys.push((key.to_owned(), args, words.join(", ")));
    }
    let all: Vec<OsString> = keys.iter().flat_map(|(_, args, _)| args.clone()).collect();
    if faults.is_empty()
        && let Err(error) = command.clone().try_get_matches_from(line(shape.unwrap_or("leads"), &all))
    {
        faults.push(fault("unknown-value", place, format!("the report \"{name}\": {}", why(&error))));
    }
    match shape {
        Some(shape) if faults.is_empty() => Ok(Saved { name: name.to_owned(), shape, keys }),
        _ => Err(faults),
    }
}

/// What a path of the configuration must be: it comes with a repository, and a repository may be a stranger's.
const PATH_HELP: &str = "name a file or folder of this repository, such as \"papers/board-paper.html\", or - for the screen; \
                         the command line may write elsewhere, with -o or --out-dir";

/// The format it names.
fn format_of<'t>(table: &'t DeTable) -> Option<&'t str> {
    table.iter().find(|(key, _)| *key.get_ref() == "format").and_then(|(_, value)| value.get_ref().as_str())
}

/// Why a path may not be written for a report of the configuration.
fn wrong_path(key: &str, word: &str, format: Option<&str>, beside: &Path, root: &Path) -> Option<String> {
    if word == STDIN {
        return None;
    }
    let path = Path::new(word);
    let whole = |part: Component| matches!(part, Component::RootDir | Component::Prefix(_));
    if word.trim().is_empty() {
        return Some(format!("\"{key}\" names nothing"));
    }
    if path.components().any(whole) {
        return Some(format!("\"{key}\" is \"{word}\", a path from the top of a disk"));
    }
    if let Some(why) = not_everywhere(word) {
        return Some(format!("\"{key}\" is \"{}\": {why}", word.escape_debug()));
    }
    let named_by = NamedBy::Configuration(root.to_owned());
    let why = match key {
        "output" => source::report_path(&beside.join(path), &named_by, &[])
            .err()
            .or_else(|| word.ends_with('/').then(|| "it ends as a folder does".into()))
            .or_else(|| (!render::fits_ending(path, format)).then(|| "its name does not end as its format does".into())),
        _ => source::folder_path(&beside.join(path), &named_by).err(),
    };
    why.map(|why| format!("\"{key}\" is \"{word}\": {why}"))
}

/// Why a path does not name the same file on every system: one configuration serves them all. Windows takes some signs for
/// others, some names for devices, and leaves out blanks and full stops at the end.
fn not_everywhere(word: &str) -> Option<String> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let is_device = |part: &str| {
        let name = part.split('.').next().unwrap_or_default().trim_end().to_lowercase();
        let numbered = |device: &str| name.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
        DEVICES.contains(&&*name) || numbered("com") || numbered("lpt")
    };
    if word.contains('\\') {
        return Some("between folders stands / on every system".into());
    }
    if let Some(sign) = word.chars().find(|&c| c.is_control() || ":*?\"<>|".contains(c)) {
        return Some(format!("not every system takes '{}' in the name of a file", sign.escape_debug()));
    }
    let mut parts = word.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
    let part = parts.find(|part| is_device(part) || part.ends_with([' ', '.']))?;
    Some(format!("not every system takes \"{part}\" for the name of a file"))
}

/// Why a place in the name of a file that stands for something else, such as {month}, cannot be filled.
fn wrong_place(key: &str, word: &str, table: &DeTable) -> Option<String> {
    let packs = table.iter().any(|(key, _)| *key.get_ref() == "each");
    let (inside, mut rest) = (["{month}", "{as-at}", "{board}", "{plan}"], word);
    while let Some(at) = rest.find('{') {
        rest = &rest[at..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let place = &rest[..end];
        let known = if key == "out-dir" && packs { &inside[..] } else { &inside[..2] };
        if !known.contains(&place) {
            let places = one_of(known);
            return Some(format!("\"{key}\" has \"{place}\" in it; it may have {places}"));
        }
        rest = &rest[end..];
    }
    None
}

/// The shape it names.
fn shape(name: &str, place: Span, table: &DeTable, faults: &mut Vec<Diagnostic>) -> Option<&'static str> {
    let all: Vec<&str> = REPORT_KINDS.iter().map(|shape| shape.id).chain(QUESTIONS).collect();
    let known = one_of(&all.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>());
    let Some((_, value)) = table.iter().find(|(key, _)| *key.get_ref() == "shape") else {
        let message = format!("the report \"{name}\" does not say its shape");
        faults.push(
            Diagnostic::new("missing-key", place, message)
                .help(format!("add a line such as shape = \"monthly\"; there are {known}")),
        );
        return None;
    };
    let question = |word: &str| QUESTIONS.into_iter().find(|question| *question == word);
    let found = value.get_ref().as_str().and_then(|word| reports::find(word).map(|shape| shape.id).or(question(word)));
    if found.is_none() {
        faults.push(Diagnostic::new("unknown-value", span(value), format!("the shape of a report must be {known}")));
    }
    found
}

/// A value as words of the command line; of a flag, a word where it is set.
fn words(value: &DeValue, takes_values: bool) -> Option<Vec<String>> {
    match value {
        DeValue::Boolean(true) if !takes_values => Some(vec!["yes".into()]),
        DeValue::Boolean(false) if !takes_values => Some(Vec::new()),
        _ if !takes_values => None,
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Integer(number) => Some(vec![number.to_string()]),
        DeValue::Datetime(date) => Some(vec![date.to_string()]),
        DeValue::Array(all) => all.iter().map(|value| value.get_ref().as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

fn line<'l>(shape: &'l str, args: &'l [OsString]) -> impl Iterator<Item = OsString> + use<'l> {
    // A question has no name of a report before its paths.
    let name = reports::find(shape).map(|shape| OsString::from(shape.id));
    std::iter::once("report".into()).chain(name).chain(args.iter().cloned())
}

/// What the command line says against it, in the words of the configuration: keys, and not flags.
pub fn why(error: &clap::Error) -> String {
    let keys = |kind: ContextKind| -> Vec<String> {
        let flags = match error.get(kind) {
            Some(ContextValue::String(flag)) => std::slice::from_ref(flag),
            Some(ContextValue::Strings(flags)) => flags,
            _ => &[],
        };
        let key =
            |flag: &String| flag.strip_prefix("--").and_then(|flag| flag.split([' ', '=']).next()).unwrap_or(flag).to_owned();
        flags.iter().map(|flag| format!("\"{}\"", key(flag))).collect()
    };
    let (one, other) = (keys(ContextKind::InvalidArg).join(", "), keys(ContextKind::PriorArg).join(", "));
    match error.kind() {
        ErrorKind::MissingRequiredArgument => return format!("it needs {one} too"),
        ErrorKind::ArgumentConflict => return format!("{one} and {other} do not go together"),
        _ => {}
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    match first.split_once(">': ").filter(|_| first.starts_with("invalid value")) {
        Some((_, why)) => why.to_owned(),
        None => first,
    }
}

fn span(value: &Spanned<DeValue>) -> Span {
    Span::new(value.span().start as u32, value.span().end as u32)
}

impl Saved {
    /// Its keys as `lscb config` shows them.
    pub fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        std::iter::once(("shape", self.shape)).chain(self.keys.iter().map(|(key, _, shown)| (&**key, &**shown)))
    }

    /// The arguments of the command line, with those saved where it gives none.
    ///
    /// # Errors
    /// When the two do not go together.
    pub fn with(&self, given: &ArgMatches, command: &Command) -> Result<ArgMatches, clap::Error> {
        // A question has arguments that `lscb report` has not.
        let known = |id: &str| given.try_contains_id(id).is_ok();
        let is_given = |id: &str| known(id) && given.value_source(id) == Some(ValueSource::CommandLine);
        let long = |key: &str| command.get_arguments().find(|arg| arg.get_long() == Some(key));
        // What the command line gives may not go together with what it takes the place of.
        let replaced = |key: &str| match key {
            "as-at" | "since" => is_given("month"),
            "month" => is_given("as_at") || is_given("since"),
            "output" => is_given("each"),
            "each" | "out-dir" => is_given("output"),
            _ => false,
        };
        let mut words: Vec<OsString> = Vec::new();
        for (key, args, _) in &self.keys {
            if !replaced(key) && long(key).is_some_and(|arg| !is_given(arg.get_id().as_str())) {
                words.extend(args.iter().cloned());
            }
        }
        let mut places = Vec::new();
        for arg in command.get_arguments().filter(|arg| is_given(arg.get_id().as_str()) && arg.get_id() != "name") {
            let values = given.get_raw(arg.get_id().as_str()).into_iter().flatten().map(OsString::from);
            match arg.get_long() {
                Some(long) if arg.get_action().takes_values() => words.extend(values.map(|value| {
                    let mut word = OsString::from(format!("--{long}="));
                    word.push(value);
                    word
                })),
                Some(long) => words.push(format!("--{long}").into()),
                None => places.extend(values),
            }
        }
        let words = line(self.shape, &words).chain(["--".into()]).chain(places);
        command.clone().try_get_matches_from(words)
    }
}
