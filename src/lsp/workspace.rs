//! The plans an editor works on: what is known of each, and what the rules say of all together.
//!
//! A plan is read again only when its own text changed. What is kept of the others are their findings and summaries, no texts: an
//! afternoon of edits takes no more memory than the first.

use super::document::{Document, Encoding, Places};
use super::uri;
use super::{Configure, Settings};
use crate::diagnostic::Diagnostic;
use crate::load::{self, Input, Loaded};
use crate::plan::{self, Arena, Plan};
use crate::rules::{self, PlanFindings, Settled};
use crate::source::{self, CONFIGURATION, File};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a file turned out to be.
#[derive(Debug)]
enum Content {
    Plan(Box<PlanFindings>),
    /// Nothing of a plan is in it.
    Other,
    /// Why it could not be read.
    Unreadable(String),
    /// A configuration, with its faults.
    Configuration(Vec<Diagnostic>),
}

/// A file of a folder.
#[derive(Debug)]
struct Entry {
    /// The path as the rooms below name it.
    name: String,
    content: Content,
    /// What the rules about several plans find in it.
    over_plans: Vec<Diagnostic>,
    /// What is shown of it may have changed.
    stale: bool,
}

/// A folder whose plans are judged together, by one configuration.
#[derive(Debug)]
struct Root {
    folder: PathBuf,
    settings: Settings,
    /// The folder is open in the editor: all its plans are looked at. Otherwise only those texts are that are open themselves.
    whole: bool,
    entries: Vec<Entry>,
}

/// What is to be shown of one file.
pub struct Shown {
    pub uri: String,
    pub version: Option<i64>,
    /// The text, where something of it is shown.
    pub text: String,
    pub is_open: bool,
    pub settled: Settled,
    /// What is wrong with the file as a whole.
    pub trouble: Option<String>,
}

/// Everything that the server knows.
pub struct Workspace<'c> {
    configure: &'c dyn Configure,
    pub encoding: Encoding,
    /// By address.
    documents: BTreeMap<String, Document>,
    roots: Vec<Root>,
    /// The addresses under which something was shown and may have to be taken back.
    shown: Vec<String>,
}

impl<'c> Workspace<'c> {
    pub fn new(configure: &'c dyn Configure, encoding: Encoding) -> Workspace<'c> {
        Workspace { configure, encoding, documents: BTreeMap::new(), roots: Vec::new(), shown: Vec::new() }
    }

    /// A text that is open.
    pub fn document(&self, uri: &str) -> Option<&Document> {
        self.documents.get(uri)
    }

    /// The name by which a text is known, and messages call it.
    pub fn name_of(&self, uri: &str) -> String {
        uri::to_path(uri).map_or_else(|| uri.to_owned(), |path| source::show(&path))
    }

    /// What holds for a text.
    pub fn settings_of(&self, uri: &str) -> Option<&Settings> {
        self.root_of(uri).map(|index| &self.roots[index].settings)
    }

    /// The day that the editor's machine says it is.
    pub fn today(&self) -> Option<chrono::NaiveDate> {
        self.configure.today()
    }

    /// The words that a configuration may have.
    pub fn configuration_words(&self) -> super::ConfigurationWords {
        self.configure.words()
    }

    /// Reads the plan in a text, and does something with it; nothing where that goes wrong.
    pub fn with_plan<T>(&self, name: &str, text: &str, work: impl FnOnce(&Plan) -> T) -> Option<T> {
        if text.len() as u64 > source::LARGEST {
            return None;
        }
        let arena = Arena::new();
        load::guard(name, || work(&plan::read(name, text, &arena).plan)).ok()
    }

    /// The findings that are shown of a text that is open, as `check` shows them.
    pub fn settled(&self, uri: &str) -> Option<(Settled, bool)> {
        let (root, entry) = self.entry_of(uri)?;
        match &entry.content {
            Content::Plan(found) => Some((rules::settle(found, &entry.over_plans, &root.settings.levels), true)),
            Content::Configuration(faults) => Some((Settled { findings: faults.clone(), ..Settled::default() }, false)),
            _ => None,
        }
    }

    fn entry_of(&self, uri: &str) -> Option<(&Root, &Entry)> {
        let root = &self.roots[self.root_of(uri)?];
        let name = self.name_of(uri);
        root.entries.iter().find(|entry| entry.name == name).map(|entry| (root, entry))
    }

    /// The other plans that are judged together with a text: the address of each, and what is known of it.
    pub fn plans_beside(&self, uri: &str) -> Vec<(String, &PlanFindings)> {
        let Some(root) = self.root_of(uri).map(|index| &self.roots[index]) else { return Vec::new() };
        let own = self.name_of(uri);
        let plans = root.entries.iter().filter(|entry| entry.name != own);
        plans
            .filter_map(|entry| match &entry.content {
                Content::Plan(found) => Some((self.uri_of(&entry.name), &**found)),
                _ => None,
            })
            .collect()
    }

    /// The text of a file by its address: as it is open, else as it is on disk.
    pub fn text_of(&self, uri: &str) -> Option<String> {
        self.documents.get(uri).map(|document| document.text.clone()).or_else(|| load::read_again(&self.name_of(uri)))
    }

    /// The places of a text by its address.
    pub fn places<'t>(&self, uri: &str, text: &'t str) -> Places<'t> {
        match self.documents.contains_key(uri) {
            true => Places::of_open(text, self.encoding),
            false => Places::of_file(text, self.encoding),
        }
    }

    /// The address of a file: that under which it is open, else one made of its path.
    fn uri_of(&self, name: &str) -> String {
        let open = self.documents.keys().find(|uri| self.name_of(uri) == name);
        open.cloned().unwrap_or_else(|| uri::of_path(Path::new(name)))
    }

    /// The root that a text belongs to: the deepest folder around it that is open in the editor, else that made for texts alone.
    fn root_of(&self, uri: &str) -> Option<usize> {
        let path = uri::to_path(uri).unwrap_or_default();
        let around = self.roots.iter().enumerate().filter(|(_, root)| root.whole && path.starts_with(&root.folder));
        let deepest = around.max_by_key(|(_, root)| root.folder.components().count()).map(|(index, _)| index);
        deepest.or_else(|| {
            let folder = path.parent().unwrap_or(Path::new(""));
            self.roots.iter().position(|root| !root.whole && root.folder == folder)
        })
    }

    /// A folder is open in the editor.
    pub fn add_folder(&mut self, folder: PathBuf) {
        if self.roots.iter().any(|root| root.whole && root.folder == folder) {
            return;
        }
        self.roots.push(Root { folder, settings: Settings::default(), whole: true, entries: Vec::new() });
        self.reload();
    }

    /// A folder is no longer open.
    pub fn remove_folder(&mut self, folder: &Path) {
        self.roots.retain(|root| !root.whole || root.folder != folder);
        self.reload();
    }

    /// A text was opened.
    pub fn open(&mut self, uri: String, version: i64, text: String) {
        self.documents.insert(uri.clone(), Document { uri: uri.clone(), version: Some(version), text });
        if self.root_of(&uri).is_none() {
            let folder = uri::to_path(&uri).and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
            let settings = self.settings(&folder, uri::to_path(&uri).is_some());
            self.roots.push(Root { folder, settings, whole: false, entries: Vec::new() });
        }
        self.read_document(&uri);
    }

    /// A text was changed.
    pub fn change(&mut self, uri: &str, version: Option<i64>, changes: Vec<super::protocol::Change>) {
        let encoding = self.encoding;
        if let Some(document) = self.documents.get_mut(uri) {
            document.change(changes, encoding);
            document.version = version;
        }
    }

    /// A text was closed: what is on disk counts again.
    pub fn close(&mut self, uri: &str) {
        self.documents.remove(uri);
        if let Some(index) = self.root_of(uri).filter(|&index| !self.roots[index].whole) {
            let name = self.name_of(uri);
            self.roots[index].entries.retain(|entry| entry.name != name);
            self.judge(index);
            if self.roots[index].entries.is_empty() {
                self.roots.remove(index);
            }
        } else {
            self.reload();
        }
    }

    /// Reads all again: something on disk may have changed.
    pub fn reload(&mut self) {
        // Texts that stood alone may belong to a folder now, and the other way round.
        self.roots.retain(|root| root.whole);
        for index in 0..self.roots.len() {
            self.load(index);
        }
        let alone: Vec<String> = self.documents.keys().filter(|uri| self.root_of(uri).is_none()).cloned().collect();
        for uri in alone {
            let Document { version, text, .. } = self.documents.remove(&uri).expect("a key of the map");
            self.open(uri, version.unwrap_or_default(), text);
        }
        let configurations: Vec<String> =
            self.documents.keys().filter(|uri| is_configuration(&self.name_of(uri))).cloned().collect();
        configurations.iter().for_each(|uri| self.read_document(uri));
    }

    /// The configuration for the plans of a folder.
    fn settings(&self, folder: &Path, is_file: bool) -> Settings {
        if !is_file {
            return Settings::default();
        }
        self.configure.settings(folder, &|path| {
            let name = source::show(path);
            self.documents.values().find(|document| self.name_of(&document.uri) == name).map(|document| document.text.clone())
        })
    }

    /// Reads every plan of a folder.
    fn load(&mut self, index: usize) {
        let folder = self.roots[index].folder.clone();
        let settings = self.settings(&folder, true);
        let belongs = |uri: &&String| self.root_of(uri) == Some(index);
        let open = self.documents.keys().filter(belongs);
        let open = open.map(|uri| File { name: self.name_of(uri), text: self.documents[uri].text.clone() });
        let open: Vec<File> = open.filter(|file| is_toml(&file.name) && !is_configuration(&file.name)).collect();
        // Where nobody says where the plans are, all folders below could be many: the home folder may be open.
        let paths = settings.plans.clone().unwrap_or_else(|| source::toml_files_in(&folder));
        let input = Input { open, ..Input::on_disk(paths) };
        let found = match input.find() {
            Ok(sources) => sources.read_each(|name, text, reading| {
                let check = || rules::check_plan(&shown_name(&folder, name), &reading.plan, reading.faults);
                (name.to_owned(), plan::looks_like_a_plan(text).then(check))
            }),
            Err(_) => Vec::new(),
        };
        let mut entries: Vec<Entry> = found
            .into_iter()
            .map(|file| match file {
                Loaded::Plan((name, Some(found))) => Entry::new(name, Content::Plan(Box::new(found))),
                Loaded::Plan((name, None)) | Loaded::NotAPlan(name) => Entry::new(name, Content::Other),
                Loaded::Unreadable(unreadable) => Entry::new(unreadable.name, Content::Unreadable(unreadable.why)),
            })
            .filter(|entry| is_toml(&entry.name))
            // Of a folder within a folder, the inner one is judged by itself.
            .filter(|entry| self.root_of(&uri::of_path(Path::new(&entry.name))) == Some(index))
            .collect();
        if let Some(file) = &settings.file {
            entries.push(Entry::new(source::show(file), Content::Configuration(settings.faults.clone())));
        }
        self.roots[index].entries = entries;
        self.roots[index].settings = settings;
        self.judge(index);
    }

    /// Reads a text that is open, as it stands now, and judges all plans beside it.
    pub fn read_document(&mut self, uri: &str) {
        let Some(index) = self.root_of(uri) else { return };
        let name = self.name_of(uri);
        if is_configuration(&name) {
            self.read_configuration(index, name);
            return;
        }
        let Some(document) = self.documents.get(uri) else { return };
        if !is_toml(&name) && uri::to_path(uri).is_some() {
            return;
        }
        let length = document.text.len() as u64;
        if length > source::LARGEST {
            self.roots[index].set(name, Content::Unreadable(source::too_large(length)));
            self.judge(index);
            return;
        }
        let file = File { name: name.clone(), text: document.text.clone() };
        let called = shown_name(&self.roots[index].folder, &name);
        let input = Input { open: vec![file], ..Input::default() };
        let read = input.find().map(|sources| {
            sources.read_each(|_, _, reading| Box::new(rules::check_plan(&called, &reading.plan, reading.faults)))
        });
        let content = match read.ok().and_then(|mut read| read.pop()) {
            Some(Loaded::Plan(found)) => Content::Plan(found),
            Some(Loaded::Unreadable(unreadable)) => Content::Unreadable(unreadable.why),
            _ => Content::Other,
        };
        self.roots[index].set(name, content);
        self.judge(index);
    }

    /// Reads a configuration that is open, and judges by it where it is that of the folder.
    fn read_configuration(&mut self, index: usize, name: String) {
        let Root { folder, settings: old, whole, .. } = &self.roots[index];
        let (folder, plans, whole) = (folder.clone(), old.plans.clone(), *whole);
        let is_own = |settings: &Settings| settings.file.as_deref().is_some_and(|file| source::show(file) == name);
        // It may be that of a folder within the folder: then nothing here is judged by it.
        let own = self.settings(Path::new(&name).parent().unwrap_or(Path::new("")), true);
        let faults = if is_own(&own) { own.faults } else { Vec::new() };
        let settings = self.settings(&folder, true);
        if is_own(&settings) {
            if whole && settings.plans != plans {
                self.load(index);
                return;
            }
            let root = &mut self.roots[index];
            root.settings = settings;
            root.entries.iter_mut().for_each(|entry| entry.stale = true);
        }
        self.roots[index].set(name, Content::Configuration(faults));
    }

    /// Asks the rules about several plans.
    fn judge(&mut self, index: usize) {
        let entries = &mut self.roots[index].entries;
        let plans: Vec<&PlanFindings> = entries.iter().filter_map(Entry::findings).collect();
        let mut over_plans = rules::check_all(&plans).into_iter();
        for entry in entries.iter_mut() {
            let now = if entry.findings().is_some() { over_plans.next().unwrap_or_default() } else { Vec::new() };
            entry.stale |= entry.over_plans != now;
            entry.over_plans = now;
        }
    }

    /// What has to be shown anew, and the addresses under which nothing is to be shown any more.
    pub fn take_stale(&mut self) -> (Vec<Shown>, Vec<String>) {
        let mut out = Vec::new();
        for root in 0..self.roots.len() {
            for entry in 0..self.roots[root].entries.len() {
                if std::mem::take(&mut self.roots[root].entries[entry].stale) {
                    out.push(self.show(&self.roots[root], &self.roots[root].entries[entry]));
                }
            }
        }
        let known: Vec<String> = self.roots.iter().flat_map(|root| &root.entries).map(|entry| self.uri_of(&entry.name)).collect();
        let gone = self.shown.iter().filter(|uri| !known.contains(uri)).cloned().collect();
        self.shown.retain(|uri| known.contains(uri));
        for shown in &out {
            if !shown.is_empty() && !self.shown.contains(&shown.uri) {
                self.shown.push(shown.uri.clone());
            }
        }
        // Where nothing is shown and nothing was, there is nothing to say.
        out.retain(|shown| shown.is_open || self.shown.contains(&shown.uri));
        self.shown.retain(|uri| out.iter().all(|shown| shown.uri != *uri || !shown.is_empty()));
        (out, gone)
    }

    fn show(&self, root: &Root, entry: &Entry) -> Shown {
        let uri = self.uri_of(&entry.name);
        let document = self.documents.get(&uri);
        let (settled, trouble) = match &entry.content {
            Content::Plan(found) => (rules::settle(found, &entry.over_plans, &root.settings.levels), None),
            Content::Configuration(faults) => (Settled { findings: faults.clone(), ..Settled::default() }, None),
            Content::Other => (Settled::default(), None),
            Content::Unreadable(why) => (Settled::default(), Some(why.clone())),
        };
        let wanted = !settled.findings.is_empty() || !settled.omitted.is_empty();
        let text = if wanted { self.text_of(&uri).unwrap_or_default() } else { String::new() };
        Shown {
            version: document.and_then(|document| document.version),
            is_open: document.is_some(),
            uri,
            text,
            settled,
            trouble,
        }
    }
}

impl Shown {
    fn is_empty(&self) -> bool {
        self.settled.findings.is_empty() && self.settled.omitted.is_empty() && self.trouble.is_none()
    }
}

impl Entry {
    fn new(name: String, content: Content) -> Entry {
        Entry { name, content, over_plans: Vec::new(), stale: true }
    }

    fn findings(&self) -> Option<&PlanFindings> {
        if let Content::Plan(found) = &self.content { Some(found) } else { None }
    }
}

impl Root {
    /// What a file turned out to be, in its old place.
    fn set(&mut self, name: String, content: Content) {
        match self.entries.iter_mut().find(|entry| entry.name == name) {
            Some(entry) => {
                entry.content = content;
                entry.stale = true;
            }
            None => self.entries.push(Entry::new(name, content)),
        }
    }
}

/// A file as messages show it: seen from its folder.
fn shown_name(folder: &Path, name: &str) -> String {
    Path::new(name).strip_prefix(folder).map_or_else(|_| name.to_owned(), |short| source::show(short).replace('\\', "/"))
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// The file is a configuration by its name.
pub fn is_configuration(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|base| base == CONFIGURATION)
}
