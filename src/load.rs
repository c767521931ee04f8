//! Where the texts of plans come from, and how they are read, on every core: the only place that decides this.
//!
//! What is asked of plans keeps them: [`Sources::load`] reads every text and every plan for the run. What only looks at each plan
//! once forgets it: [`Sources::read_each`] holds no more than one text a thread.

use crate::diagnostic::Diagnostic;
use crate::git;
use crate::plan::{self, Arena, Plan, Reading};
use crate::source::{self, File, InputPath, Unreadable};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Which texts are meant.
#[derive(Clone, Default, Debug)]
pub struct Input {
    /// Files, and folders with all plans below them.
    pub paths: Vec<PathBuf>,
    /// Somebody named the paths for this run: one that leads to nothing is told.
    pub by_hand: bool,
    pub version: Version,
    /// Texts that an editor holds: each wins over the file of its name on disk, and is read too where there is none.
    pub open: Vec<File>,
}

/// Which state of the files is read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Version {
    #[default]
    OnDisk,
    /// As staged for the next commit in git.
    Staged,
    /// As in a revision of git: a commit, branch or tag, such as "HEAD~1".
    AtRevision(String),
}

impl Input {
    /// The files as they are on disk.
    pub fn on_disk(paths: Vec<PathBuf>) -> Input {
        Input { paths, ..Input::default() }
    }

    /// The files meant, in the order they are read.
    ///
    /// # Errors
    /// A sentence when git cannot tell what is staged or in a revision.
    pub fn find(&self) -> Result<Sources, String> {
        let from_git = |files: Vec<Result<File, Unreadable>>| {
            let (texts, unreadable): (Vec<_>, Vec<_>) = files.into_iter().partition(Result::is_ok);
            let texts = texts.into_iter().flatten().map(|file| Source::Text { file, found: true });
            let files = texts.chain(unreadable.into_iter().filter_map(Result::err).map(Source::Unreadable));
            Sources { files: files.collect(), unreadable: Vec::new() }
        };
        match &self.version {
            Version::OnDisk => {
                let (paths, unreadable) = source::find(&self.paths);
                Ok(Sources { files: paths.into_iter().map(Source::Path).collect(), unreadable }.with_open(&self.open))
            }
            Version::Staged => git::staged(&self.paths, self.by_hand).map(from_git),
            Version::AtRevision(revision) => git::at_revision(&self.paths, revision).map(from_git),
        }
    }
}

/// The files to read.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    files: Vec<Source>,
    /// Paths below which nothing could be found.
    pub unreadable: Vec<Unreadable>,
}

/// Where one text comes from.
#[derive(Clone, Debug)]
enum Source {
    Path(InputPath),
    /// The text itself. One that is as if found in a folder is passed over where it has nothing of a plan.
    Text {
        file: File,
        found: bool,
    },
    Unreadable(Unreadable),
}

impl Source {
    /// The name and the text of a plan; a file is read into the buffer.
    fn read<'s>(&'s self, buffer: &'s mut Vec<u8>) -> Loaded<(String, &'s str)> {
        let (name, text, found) = match self {
            Source::Path(path) => match source::read_into(&path.path, buffer) {
                Ok((name, text)) => (name, text, path.found),
                Err(unreadable) => return Loaded::Unreadable(unreadable),
            },
            Source::Text { file, found } => (file.name.clone(), &*file.text, *found),
            Source::Unreadable(unreadable) => return Loaded::Unreadable(unreadable.clone()),
        };
        as_plan(name, text, found)
    }

    /// The same, kept for as long as the arena.
    fn keep_in<'t>(&self, arena: &'t Arena, buffer: &mut Vec<u8>) -> Loaded<(&'t str, &'t str)> {
        match self.read(buffer) {
            Loaded::Plan((name, text)) => Loaded::Plan((arena.keep(&name), arena.keep(text))),
            Loaded::NotAPlan(name) => Loaded::NotAPlan(name),
            Loaded::Unreadable(unreadable) => Loaded::Unreadable(unreadable),
        }
    }
}

/// A text that was found in a folder is passed over where it has nothing of a plan; one that somebody named is read.
fn as_plan<N: Into<String>>(name: N, text: &str, found: bool) -> Loaded<(N, &str)> {
    match found && !plan::looks_like_a_plan(text) {
        true => Loaded::NotAPlan(name.into()),
        false => Loaded::Plan((name, text)),
    }
}

/// What became of one file.
pub enum Loaded<T> {
    Plan(T),
    /// Found in a folder, with nothing of a plan in it: its name.
    NotAPlan(String),
    Unreadable(Unreadable),
}

/// The room for the texts and plans of a run; filled by [`Sources::load`], whose plans borrow from here.
#[derive(Default)]
pub struct Texts {
    arenas: Vec<Arena>,
    /// Texts that were held before they were read as plans.
    held: Vec<File>,
}

/// Every file of a run, in order; plans are kept until it goes.
pub struct Workspace<'t> {
    pub files: Vec<Loaded<PlanFile<'t>>>,
}

/// A plan with the text it was read from.
pub struct PlanFile<'t> {
    /// The file, as messages show it.
    pub name: &'t str,
    pub text: &'t str,
    pub plan: Plan<'t>,
    /// What could not be read of it.
    pub faults: Vec<Diagnostic>,
}

impl Sources {
    /// There is nothing to read.
    pub fn has_no_file(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads each file, hands its name, text and plan to some work, and forgets them. What the work makes comes back in order.
    pub fn read_each<T: Send>(&self, work: impl Fn(&str, &str, Reading) -> T + Sync) -> Vec<Loaded<T>> {
        // The buffer and the arena of a thread serve for one file after another: no new memory is asked for.
        let look_at = |(buffer, arena): &mut (Vec<u8>, Arena), source: &Source| {
            let (name, text) = match source.read(buffer) {
                Loaded::Plan(file) => file,
                Loaded::NotAPlan(name) => return Loaded::NotAPlan(name),
                Loaded::Unreadable(unreadable) => return Loaded::Unreadable(unreadable),
            };
            let made = guard(&name, || work(&name, text, plan::read(&name, text, arena)));
            arena.clear();
            made.map_or_else(Loaded::Unreadable, Loaded::Plan)
        };
        match &self.files[..] {
            // No other thread has to be started.
            [only] => vec![look_at(&mut Default::default(), only)],
            files => files.par_iter().map_init(Default::default, look_at).collect(),
        }
    }

    /// Reads every file, and keeps its text and plan.
    pub fn load<'t>(&self, texts: &'t mut Texts) -> Workspace<'t> {
        load_all(&self.files, &mut texts.arenas, |arena, buffer, source| source.keep_in(arena, buffer))
    }

    /// The same where the texts are held already: they are kept as they are, not copied, which takes a fifth of the memory less of a
    /// long history.
    fn load_held<'t>(self, texts: &'t mut Texts) -> Workspace<'t> {
        let Texts { arenas, held } = texts;
        held.clear();
        let places: Vec<Result<(usize, bool), Source>> = self
            .files
            .into_iter()
            .map(|source| match source {
                Source::Text { file, found } => {
                    held.push(file);
                    Ok((held.len() - 1, found))
                }
                other => Err(other),
            })
            .collect();
        let held: &'t [File] = held;
        load_all(&places, arenas, |arena, buffer, place| match place {
            Ok((place, found)) => as_plan(&*held[*place].name, &held[*place].text, *found),
            Err(source) => source.keep_in(arena, buffer),
        })
    }

    /// The texts of files on disk one by one, each with its path, for what changes the files: standard input and files that hold
    /// nothing of a plan where they were found in a folder counted in, what cannot be read left out.
    pub fn texts_on_disk(&self) -> impl Iterator<Item = (&InputPath, File)> {
        let paths = self.files.iter().filter_map(|source| if let Source::Path(path) = source { Some(path) } else { None });
        paths.filter_map(|path| Some((path, source::read(&path.path).ok()?)))
    }

    /// Reads these files too, after the others.
    pub fn append(&mut self, mut more: Sources) {
        self.files.append(&mut more.files);
        self.unreadable.append(&mut more.unreadable);
    }

    /// Keeps only the files of these names.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|file| match file {
            Source::Path(path) => keep(&source::show(&path.path)),
            Source::Text { file, .. } => keep(&file.name),
            Source::Unreadable(unreadable) => keep(&unreadable.name),
        });
    }

    fn with_open(mut self, open: &[File]) -> Sources {
        open.iter().for_each(|file| self.put(file.clone(), true));
        self
    }

    /// Reads this text, which somebody handed over, in place of the file of its name; and after the others, where there is none.
    pub fn put_text(&mut self, file: File) {
        self.put(file, false);
    }

    fn put(&mut self, file: File, found: bool) {
        let on_disk = |source: &&mut Source| matches!(source, Source::Path(path) if source::show(&path.path) == file.name);
        let place = self.files.iter_mut().find(on_disk);
        let text = Source::Text { file, found };
        match place {
            Some(source) => *source = text,
            None => self.files.push(text),
        }
    }
}

/// Reads the plan of each file, on every core. `read` gives the name and the text, which last as long as the arenas.
fn load_all<'t, S: Sync>(
    sources: &[S],
    arenas: &'t mut Vec<Arena>,
    read: impl Fn(&'t Arena, &mut Vec<u8>, &S) -> Loaded<(&'t str, &'t str)> + Sync,
) -> Workspace<'t> {
    let load = |arena: &'t Arena, buffer: &mut Vec<u8>, source: &S| {
        let (name, text) = match read(arena, buffer, source) {
            Loaded::Plan(file) => file,
            Loaded::NotAPlan(name) => return Loaded::NotAPlan(name),
            Loaded::Unreadable(unreadable) => return Loaded::Unreadable(unreadable),
        };
        match guard(name, || plan::read(name, text, arena)) {
            Ok(Reading { plan, faults }) => Loaded::Plan(PlanFile { name, text, plan, faults }),
            Err(unreadable) => Loaded::Unreadable(unreadable),
        }
    };
    let load_some = |(sources, arena): (&[S], &'t mut Arena)| {
        let (arena, mut buffer) = (&*arena, Vec::new());
        sources.iter().map(|source| load(arena, &mut buffer, source)).collect::<Vec<_>>()
    };
    // Some plans share an arena, so that less of it stays empty: the texts and models of 2,000 plans take a tenth less memory
    // than with one for each (`cargo bench -- 2000`). Threads that are done early still find some to read.
    const PARTS: usize = 16;
    let parts = sources.chunks(sources.len().div_ceil(PARTS * rayon::current_num_threads()).max(1));
    arenas.clear();
    arenas.resize_with(parts.len(), Arena::new);
    let parts: Vec<_> = parts.zip(arenas).collect();
    let files = match parts.len() {
        // No other thread has to be started.
        0..=1 => parts.into_iter().flat_map(load_some).collect(),
        _ => parts.into_par_iter().flat_map_iter(load_some).collect(),
    };
    Workspace { files }
}

/// Does some work on one plan, the only place where a panic is caught for one: what goes wrong there is trouble of that file, and
/// the others are answered. Nobody looks at what the work had half done.
///
/// # Errors
/// Where the work panics: a fault of the program, told in words for whoever keeps the plan.
pub fn guard<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Unreadable> {
    let went_wrong = || {
        format!(
            "left out, as lscb itself went wrong on it: that is a fault of lscb {}, not of the plan; please send this line to those \
             who make lscb, with the file if others may see it",
            env!("CARGO_PKG_VERSION")
        )
    };
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Unreadable::new(name, went_wrong()))
}

/// The text of a file on disk that was read before, by the name that messages show.
pub fn read_again(name: &str) -> Option<String> {
    source::read(Path::new(name)).ok().map(|file| file.text)
}

impl<'t> Workspace<'t> {
    /// Every plan, in the order of the files.
    pub fn plans(&self) -> impl Iterator<Item = &PlanFile<'t>> {
        self.files.iter().filter_map(|file| if let Loaded::Plan(file) = file { Some(file) } else { None })
    }

    /// Does some work on each plan, on every core; what it makes comes back in the order of the plans, and why it could not be done.
    pub fn map_plans<'w, T: Send>(&'w self, work: impl Fn(&'w PlanFile<'t>) -> T + Sync) -> Vec<Result<T, Unreadable>> {
        let guarded = |plan: &'w PlanFile<'t>| guard(plan.name, || work(plan));
        match &self.plans().collect::<Vec<_>>()[..] {
            // No other thread has to be started.
            [only] => vec![guarded(only)],
            plans => plans.par_iter().map(|plan| guarded(plan)).collect(),
        }
    }
}

/// What the next commit changes of the plans below some paths.
#[derive(Default, Debug)]
pub struct NextCommit {
    changes: git::StagedChanges,
}

impl NextCommit {
    /// # Errors
    /// A sentence when git cannot tell what is staged.
    pub fn find(paths: &[PathBuf]) -> Result<NextCommit, String> {
        Ok(NextCommit { changes: git::staged_changes(paths)? })
    }

    /// It holds the file as the last one does.
    pub fn leaves(&self, name: &str) -> bool {
        self.changes.unchanged.contains(name)
    }

    /// It holds the file, otherwise than the last one.
    pub fn changes(&self, name: &str) -> bool {
        self.changes.changed.contains(name)
    }

    /// There are such files, and it holds all as the last one does.
    pub fn leaves_all(&self) -> bool {
        !self.is_any() && !self.changes.unchanged.is_empty()
    }

    /// It changes, brings or removes some file.
    pub fn is_any(&self) -> bool {
        !self.changes.changed.is_empty() || !self.changes.before.is_empty()
    }

    /// The files that it changes or removes, as the last commit has them. What git has no content of is left out.
    ///
    /// # Errors
    /// A sentence when git does not hand them over.
    pub fn before(&self) -> Result<Sources, String> {
        let blobs: Vec<&str> = self.changes.before.iter().map(|version| &*version.blob).collect();
        let texts = git::blobs(&blobs)?.into_iter().zip(&self.changes.before);
        let files = texts.filter_map(|(bytes, version)| source::utf8(version.path.clone(), bytes.ok()?).ok());
        Ok(Sources { files: files.map(|file| Source::Text { file, found: true }).collect(), unreadable: Vec::new() })
    }
}

/// The history of plans as git keeps it: every state that a file had, each read once.
pub struct Past {
    /// The newest first: every commit stands before those that it follows on.
    pub commits: Vec<git::Commit>,
    /// In the order of the commits.
    pub steps: Vec<PastStep>,
    /// Older commits exist, but not here.
    pub is_shallow: bool,
    /// The paths of the states, as seen from the root of the repository.
    pub paths: Vec<String>,
    states: Sources,
}

/// What a commit did to one plan: the places of its states in [`Past::paths`].
#[derive(Clone, Copy, Debug)]
pub struct PastStep {
    /// The place of the commit in [`Past::commits`].
    pub commit: usize,
    pub old: Option<usize>,
    pub new: Option<usize>,
}

impl Past {
    /// The history of the files below some paths in a range of commits: a revision, or "one..other". Files that were renamed are
    /// followed to where they were.
    ///
    /// # Errors
    /// A sentence when there is no git, the current folder is in no repository, or the repository has no such commits.
    pub fn find(range: &str, walk: git::Walk, paths: &[PathBuf]) -> Result<Past, String> {
        let log = git::log(range, walk)?;
        let mut wanted = git::from_root(paths)?;
        let is_below = |path: &str, folder: &String| {
            folder.is_empty() || path.strip_prefix(&**folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut places: HashMap<git::Version, usize> = HashMap::new();
        let mut states: Vec<git::Version> = Vec::new();
        let mut place = |version: git::Version| {
            *places.entry(version.clone()).or_insert_with(|| {
                states.push(version);
                states.len() - 1
            })
        };
        let mut steps = Vec::new();
        for git::Step { commit, old, new } in log.steps {
            let wants = |version: &Option<git::Version>, wanted: &[String]| {
                version.as_ref().is_some_and(|version| wanted.iter().any(|folder| is_below(&version.path, folder)))
            };
            if !wants(&new, &wanted) && !wants(&old, &wanted) {
                continue;
            }
            if let Some(old) = old.as_ref().filter(|_| !wants(&old, &wanted)) {
                wanted.push(old.path.clone());
            }
            steps.push(PastStep { commit, old: old.map(&mut place), new: new.map(&mut place) });
        }
        let blobs: Vec<&str> = states.iter().map(|version| &*version.blob).collect();
        let texts = git::blobs(&blobs)?.into_iter().zip(&states).map(|(bytes, version)| {
            let name = version.path.clone();
            match bytes.map(|bytes| source::utf8(name.clone(), bytes)) {
                Ok(Ok(file)) => Source::Text { file, found: true },
                Ok(Err(unreadable)) => Source::Unreadable(unreadable),
                Err(why) => Source::Unreadable(Unreadable::new(name, why)),
            }
        });
        let files = Sources { files: texts.collect(), unreadable: Vec::new() };
        let paths = states.into_iter().map(|version| version.path).collect();
        Ok(Past { commits: log.commits, steps, is_shallow: log.is_shallow, paths, states: files })
    }

    /// The states of all files as they stood at the end of each day, by the clock of whoever made the commits: for each day the
    /// places of the states, in the order of their paths. The history must be that of the branch alone.
    pub fn on_days(&self, days: &[NaiveDate]) -> Vec<Vec<usize>> {
        let newest_on = |day: &NaiveDate| self.commits.iter().position(|commit| commit.made <= *day);
        let states_on = |newest: usize| {
            let mut standing: BTreeMap<&str, usize> = BTreeMap::new();
            for step in self.steps.iter().rev().filter(|step| step.commit >= newest) {
                if let Some(old) = step.old {
                    standing.remove(&*self.paths[old]);
                }
                if let Some(new) = step.new {
                    standing.insert(&self.paths[new], new);
                }
            }
            standing.into_values().collect()
        };
        days.iter().map(|day| newest_on(day).map(states_on).unwrap_or_default()).collect()
    }

    /// Reads every state; the files stand in the order of [`Past::paths`]. The texts that were held for it go.
    pub fn load<'t>(&mut self, texts: &'t mut Texts) -> Workspace<'t> {
        std::mem::take(&mut self.states).load_held(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File { name: name.into(), text: text.into() }
    }

    #[test]
    fn an_open_text_wins_over_the_disk_and_stands_where_the_file_stood() {
        let plans = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
        let on_disk = Input::on_disk(vec![plans.into()]);
        let mut texts = Texts::default();
        let workspace = on_disk.find().unwrap().load(&mut texts);
        let names: Vec<&str> = workspace.plans().map(|plan| plan.name).collect();
        let open = vec![file(names[1], "board = \"Open\"\n"), file("new.toml", "board = \"New\"\n")];
        let mut texts = Texts::default();
        let edited = Input { open, ..on_disk }.find().unwrap().load(&mut texts);
        let again: Vec<&str> = edited.plans().map(|plan| plan.name).collect();
        assert_eq!(again, [&names[..], &["new.toml"]].concat());
        assert_eq!(edited.plans().nth(1).unwrap().plan.board.unwrap().value, "Open");
    }

    #[test]
    fn a_panic_over_one_plan_ends_nothing_for_the_others() {
        let names = ["a.toml", "b.toml", "c.toml"];
        let open = names.map(|name| file(name, "board = \"A\"\n")).to_vec();
        let sources = Input { open, ..Input::default() }.find().unwrap();
        let told = |loaded: &Loaded<()>| match loaded {
            Loaded::Unreadable(unreadable) => unreadable.to_string(),
            _ => "done".to_owned(),
        };
        let streamed = sources.read_each(|name, _, _| assert_ne!(name, "b.toml"));
        let streamed: Vec<String> = streamed.iter().map(told).collect();
        assert_eq!((&*streamed[0], &*streamed[2]), ("done", "done"));
        assert!(streamed[1].starts_with("b.toml: left out") && !streamed[1].contains("assert"), "{streamed:?}");

        let mut texts = Texts::default();
        let asked = sources.load(&mut texts).map_plans(|plan| assert_ne!(plan.name, "b.toml"));
        let asked: Vec<String> =
            asked.into_iter().map(|made| told(&made.map_or_else(Loaded::Unreadable, Loaded::Plan))).collect();
        assert_eq!(asked, streamed);
    }

    #[test]
    fn what_has_nothing_of_a_plan_is_told_apart_from_what_cannot_be_read() {
        let open = vec![file("a.toml", "board = \"A\"\n"), file("b.toml", "[package]\n")];
        let sources = Input { open, ..Input::on_disk(vec!["there/is/none.toml".into()]) }.find().unwrap();
        let mut texts = Texts::default();
        let kind = |loaded: &Loaded<()>| match loaded {
            Loaded::Plan(()) => "plan",
            Loaded::NotAPlan(_) => "not a plan",
            Loaded::Unreadable(_) => "unreadable",
        };
        let streamed: Vec<&str> = sources.read_each(|_, _, _| ()).iter().map(kind).collect();
        assert_eq!(streamed, ["unreadable", "plan", "not a plan"]);
        let kept = sources.load(&mut texts);
        let kept = kept.files.iter().map(|file| match file {
            Loaded::Plan(_) => "plan",
            Loaded::NotAPlan(_) => "not a plan",
            Loaded::Unreadable(_) => "unreadable",
        });
        assert_eq!(kept.collect::<Vec<_>>(), streamed);
    }
}
