//! Files as git keeps them, not as they lie in the folder. Asks the `git` program, which honours every repository, and has
//! it run nothing that a repository brings along.

use crate::source::{self, File, LARGEST, Unreadable};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The `.toml` files below some paths as they are staged for the next commit, in order of name. A file that cannot be
/// read hides no other. `by_hand` says that somebody wrote the paths for this run: one of which git knows nothing is then
/// told even where the folder has such a file.
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository.
pub fn staged(paths: &[PathBuf], by_hand: bool) -> Result<Vec<Result<File, Unreadable>>, String> {
    let here = Path::new(".");
    let listed = list(here, &["ls-files", "--stage", "-z", "--error-unmatch", "--"], paths)?;
    let unmatched = if listed.status.success() { Vec::new() } else { unmatched(here, paths, by_hand)? };
    let listed = String::from_utf8_lossy(&listed.stdout);
    let entries: Vec<Entry> = listed.split('\0').filter_map(Entry::staged).collect();
    let files = files(here, entries, Some(paths))?;
    Ok(unmatched.into_iter().map(Err).chain(files).collect())
}

/// The `.toml` files below some paths as they are in a revision (a commit, branch or tag), in order of name. A file that cannot
/// be read hides no other.
///
/// # Errors
/// A sentence when there is no git, the current folder is in no repository, or the repository has no such revision.
pub fn at_revision(paths: &[PathBuf], revision: &str) -> Result<Vec<Result<File, Unreadable>>, String> {
    at_revision_in(Path::new("."), paths, revision)
}

fn at_revision_in(folder: &Path, paths: &[PathBuf], revision: &str) -> Result<Vec<Result<File, Unreadable>>, String> {
    let listed = list(folder, &["ls-tree", "-r", "-z", "--end-of-options", revision, "--"], paths)?;
    let listed = String::from_utf8_lossy(&listed.stdout);
    files(folder, listed.split('\0').filter_map(Entry::committed).collect(), None)
}

/// The plans among some entries with their texts. `staged` are the paths that were asked for, where the entries are those of
/// the index: some of these may be announced alone, and no part of the next commit.
fn files(folder: &Path, entries: Vec<Entry>, staged: Option<&[PathBuf]>) -> Result<Vec<Result<File, Unreadable>>, String> {
    let mut entries: Vec<Entry> = entries.into_iter().filter(|entry| is_plan(entry.name)).collect();
    // In a merge conflict a file stands here up to three times.
    entries.dedup_by(|next, entry| next.name == entry.name);
    let blobs: Vec<&str> = entries.iter().filter(|entry| entry.merged).map(|entry| entry.id).collect();
    let handed_over = |error: io::Error| format!("git does not hand over the plans: {}", source::in_words(&error));
    let mut texts = contents(folder, &blobs).map_err(handed_over)?.into_iter();
    let mut read = Vec::with_capacity(entries.len());
    for entry in &entries {
        let why = "unmerged: a merge left it in conflict, and it is staged in several versions; mend it and add it again";
        let bytes = if entry.merged { texts.next() } else { None };
        read.push(bytes.unwrap_or_else(|| Err(why.into())));
    }
    let has_no_content = |content: &Result<Vec<u8>, String>| !content.as_ref().is_ok_and(|bytes| !bytes.is_empty());
    let doubtful = entries.iter().zip(&read).any(|(entry, content)| entry.merged && has_no_content(content));
    let left_out = match staged.filter(|_| doubtful) {
        Some(paths) => names_only_intended(folder, paths, &entries)?,
        None => HashSet::new(),
    };
    let file = |(entry, content): (&Entry, Result<Vec<u8>, String>)| {
        let name = entry.name.to_owned();
        match content {
            Ok(bytes) => source::utf8(name, bytes),
            Err(why) => Err(Unreadable::new(name, why)),
        }
    };
    Ok(entries.iter().zip(read).filter(|(entry, _)| !left_out.contains(entry.name)).map(file).collect())
}

/// A file that git lists.
struct Entry<'l> {
    id: &'l str,
    /// Not one of several versions in a conflict.
    merged: bool,
    /// As seen from the folder that git is asked in.
    name: &'l str,
}

impl<'l> Entry<'l> {
    /// A line of `git ls-files --stage`: mode, id and stage, then the name. Submodules and links are no files.
    fn staged(line: &'l str) -> Option<Entry<'l>> {
        let (about, name) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let mode = about.next()?;
        let id = about.next()?;
        mode.starts_with("100").then_some(Entry { id, merged: about.next()? == "0", name })
    }

    /// A line of `git ls-tree -r`: mode, type and id, then the name. Submodules and links are no files.
    fn committed(line: &'l str) -> Option<Entry<'l>> {
        let (about, name) = line.split_once('\t')?;
        let (mode, about) = about.split_once(' ')?;
        let id = about.strip_prefix("blob ").filter(|_| mode.starts_with("100"))?;
        Some(Entry { id, merged: true, name })
    }
}

/// Ends in `.toml`, and is not hidden, nor in a hidden folder.
fn is_plan(name: &str) -> bool {
    name.ends_with(".toml") && !name.split('/').any(|part| part.starts_with('.') && part != "..")
}

/// The paths of which git knows no file, each with a sentence. Without `by_hand` only those that are nowhere else either:
/// a folder whose plans are not added yet, or all removed by this commit, stops no commit.
fn unmatched(folder: &Path, paths: &[PathBuf], by_hand: bool) -> Result<Vec<Unreadable>, String> {
    let mut unmatched = Vec::new();
    for path in paths {
        let one = std::slice::from_ref(path);
        if list(folder, &["ls-files", "-z", "--error-unmatch", "--"], one)?.status.success() {
            continue;
        }
        // Before the first commit there is no tree to list.
        let committed = list(folder, &["ls-tree", "-z", "--name-only", "HEAD", "--"], one);
        let committed = committed.is_ok_and(|output| !output.stdout.is_empty());
        if committed || !by_hand && source::exists(&folder.join(path)) {
            continue;
        }
        let why = match source::exists(&folder.join(path)) {
            true => "nothing of it is staged in git; add it first: git add",
            false => "there is no such file or folder, and git knows of none",
        };
        unmatched.push(Unreadable::new(source::show(path), why));
    }
    Ok(unmatched)
}

/// The names of those entries that `git add --intent-to-add` only announces: the next commit does not hold them.
fn names_only_intended(folder: &Path, paths: &[PathBuf], entries: &[Entry]) -> Result<HashSet<String>, String> {
    // Every file of the next commit is new as seen from a tree with nothing in it.
    let committed: HashSet<String> =
        staged_since(folder, &empty_tree(folder)?, paths)?.into_iter().map(|change| change.from_root).collect();
    let known: HashSet<&str> = entries.iter().map(|entry| entry.name).collect();
    let intended = staged_names(folder, paths)?;
    let intended = intended.into_iter().filter(|(name, from_root)| known.contains(&**name) && !committed.contains(from_root));
    Ok(intended.map(|(name, _)| name).collect())
}

/// What the next commit changes of the `.toml` files below some paths.
#[derive(Default, Debug)]
pub struct StagedChanges {
    /// The names of changed files, as [`staged`] has them; those in conflict are counted in.
    pub changed: HashSet<String>,
    /// The names of all others that are staged.
    pub unchanged: HashSet<String>,
    /// What the last commit holds of the files that are changed or removed: each with the id of its content.
    pub before: Vec<Version>,
}

/// What the next commit changes of the `.toml` files below some paths, as compared with the last one.
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository.
pub fn staged_changes(paths: &[PathBuf]) -> Result<StagedChanges, String> {
    let here = Path::new(HERE);
    let last = match id_of("HEAD")? {
        Some(last) => last,
        None => empty_tree(here)?,
    };
    let steps = staged_since(here, &last, paths)?;
    let from_root: HashSet<&str> = steps.iter().map(|step| &*step.from_root).collect();
    let names = staged_names(here, paths)?.into_iter().filter(|(name, _)| is_plan(name));
    let (changed, unchanged): (Vec<_>, Vec<_>) = names.partition(|(_, full)| from_root.contains(&**full));
    let called: HashMap<&str, &str> = changed.iter().map(|(name, full)| (&**full, &**name)).collect();
    let before = steps.iter().filter(|step| is_plan(&step.from_root)).filter_map(|step| {
        let path = called.get(&*step.from_root).map_or_else(|| step.from_root.clone(), |name| (*name).to_owned());
        Some(Version { path, blob: step.old_blob.clone()? })
    });
    let before = before.collect();
    let only_names = |names: Vec<(String, String)>| names.into_iter().map(|(name, _)| name).collect();
    Ok(StagedChanges { changed: only_names(changed), unchanged: only_names(unchanged), before })
}

/// A file that is staged otherwise than it stands in a tree.
struct StagedStep {
    from_root: String,
    /// Where the tree has it.
    old_blob: Option<String>,
}

/// What the next commit changes as seen from a tree. A file with another name is one removed and one new.
fn staged_since(folder: &Path, tree: &str, paths: &[PathBuf]) -> Result<Vec<StagedStep>, String> {
    let compare = ["diff-index", "--cached", "--ita-invisible-in-index", "--no-renames", "--no-ext-diff", "--no-textconv"];
    let compare =
        [&compare[..], &["--ignore-submodules=all", "--no-relative", "--no-abbrev", "--raw", "-z", tree, "--"]].concat();
    let listed = list(folder, &compare, paths)?;
    let listed = String::from_utf8_lossy(&listed.stdout);
    let mut tokens = listed.split('\0');
    let mut steps = Vec::new();
    while let (Some(about), Some(path)) = (tokens.next(), tokens.next()) {
        let mut about = about.trim_start_matches(':').split(' ');
        let old_mode = about.next().unwrap_or_default();
        let old_blob = about.nth(1).filter(|_| old_mode.starts_with("100")).map(str::to_owned);
        steps.push(StagedStep { from_root: path.to_owned(), old_blob });
    }
    Ok(steps)
}

/// The id of a tree with nothing in it.
fn empty_tree(folder: &Path) -> Result<String, String> {
    let nothing = list(folder, &["hash-object", "-t", "tree", "--stdin"], &[])?;
    Ok(String::from_utf8_lossy(&nothing.stdout).trim().to_owned())
}

/// The staged files below some paths, each as seen from the folder and from the root of the repository.
fn staged_names(folder: &Path, paths: &[PathBuf]) -> Result<Vec<(String, String)>, String> {
    let names = |more: &[&str]| -> Result<Vec<String>, String> {
        let listed = list(folder, &[&["ls-files", "--stage", "-z"], more, &["--"]].concat(), paths)?;
        let listed = String::from_utf8_lossy(&listed.stdout);
        Ok(listed.split('\0').filter_map(Entry::staged).map(|entry| entry.name.to_owned()).collect())
    };
    // Both are in the order of the index.
    Ok(names(&[])?.into_iter().zip(names(&["--full-name"])?).collect())
}

/// A commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// Its whole id, of 40 hexadecimal digits, or of 64.
    pub id: String,
    /// How many commits it follows on: two and more for a merge.
    pub parents: usize,
    /// Who wrote it, and the day by the author's own clock and time zone.
    pub author: String,
    pub on: NaiveDate,
    /// The day it came into its branch, by the clock and time zone of whoever made it.
    pub made: NaiveDate,
    /// The first line of what it says of itself. It may hold anything.
    pub subject: String,
}

impl Commit {
    /// For `git log --format`: fields parted by a sign that no name has.
    const FORMAT: &str = "%H%x1f%P%x1f%aN%x1f%as%x1f%cs%x1f%s";

    fn parse(line: &str) -> Option<Commit> {
        let mut fields = line.splitn(6, '\x1f');
        let mut next = || fields.next();
        let (id, parents, author, on, made, subject) = (next()?, next()?, next()?, next()?, next()?, next()?);
        Some(Commit {
            id: id.trim_start().to_owned(),
            parents: parents.split_whitespace().count(),
            author: author.to_owned(),
            on: on.parse().ok()?,
            made: made.parse().ok()?,
            subject: subject.trim_end().to_owned(),
        })
    }

    /// So much of the id as people are shown.
    pub fn short(&self) -> &str {
        &self.id[..self.id.len().min(10)]
    }
}

/// The commit that a revision means: a commit, branch or tag.
///
/// # Errors
/// A sentence when there is no git, the current folder is in no repository, or the repository has no such commit.
pub fn commit_of(revision: &str) -> Result<Commit, String> {
    let id = id_of(revision)?.ok_or_else(|| format!("git knows no commit, branch or tag called \"{revision}\""))?;
    let shown = list(HERE.as_ref(), &[LOG, &["--no-walk", &format!("--format={}", Commit::FORMAT), &id]].concat(), &[])?;
    Commit::parse(&String::from_utf8_lossy(&shown.stdout)).ok_or_else(|| format!("git does not say what {revision} is"))
}

/// The oldest commit that is here of the history of a revision.
///
/// # Errors
/// As those of [`commit_of`].
pub fn first_commit(revision: &str) -> Result<Commit, String> {
    let format = format!("--format={}", Commit::FORMAT);
    let shown = list(HERE.as_ref(), &[LOG, &["--max-parents=0", &format, "--end-of-options", revision, "--"]].concat(), &[])?;
    let roots = String::from_utf8_lossy(&shown.stdout).lines().filter_map(Commit::parse).collect::<Vec<_>>();
    roots.into_iter().min_by_key(|commit| commit.made).ok_or_else(|| "there is no commit yet".to_owned())
}

/// There is a tag of exactly this name.
///
/// # Errors
/// As those of [`commit_of`], but for the last.
pub fn is_tag(name: &str) -> Result<bool, String> {
    Ok(id_of(&format!("refs/tags/{name}"))?.is_some())
}

fn id_of(revision: &str) -> Result<Option<String>, String> {
    let wanted = format!("{revision}^{{commit}}");
    let output = list(HERE.as_ref(), &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], &[])?;
    // It repeats the option that it was given.
    let text = String::from_utf8_lossy(&output.stdout);
    let id = text.lines().rfind(|line| *line != "--end-of-options").filter(|_| output.status.success());
    Ok(id.map(str::to_owned))
}

/// The last commit of the current branch that was made on or before a day, by its own clock and time zone. What other branches
/// held on that day counts from the day it was merged.
///
/// # Errors
/// As those of [`commit_of`]; and a sentence where the branch has no commit so early, or it cannot be seen here.
pub fn last_commit_by(day: NaiveDate) -> Result<Commit, NoCommit> {
    let failed = |error: io::Error| NoCommit::Failed(format!("git cannot be asked: {}", source::in_words(&error)));
    id_of("HEAD").map_err(NoCommit::Failed)?.ok_or_else(|| NoCommit::Failed("there is no commit yet".into()))?;
    let mut command = git(HERE.as_ref());
    command.args(LOG).args(["--first-parent", &format!("--format={}", Commit::FORMAT), "HEAD"]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let mut first = None;
    let mut found = None;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let commit = Commit::parse(&String::from_utf8_lossy(&line.map_err(failed)?));
            match commit {
                Some(commit) if commit.made <= day => {
                    found = Some(commit);
                    break;
                }
                Some(commit) => first = Some(commit),
                None => {}
            }
        }
    }
    // The rest of the history is of no use; it may have ended by itself.
    let _ = child.kill();
    child.wait().map_err(failed)?;
    let begins = |first: Commit| match is_shallow() {
        true => NoCommit::Unseen(first),
        false => NoCommit::Before(first),
    };
    found.ok_or_else(|| first.map_or_else(|| NoCommit::Failed("git lists no commit".into()), begins))
}

/// Why a branch has no commit of a day.
#[derive(Debug)]
pub enum NoCommit {
    /// It begins later, with this commit.
    Before(Commit),
    /// What is here of it begins with this commit: it is a shallow clone.
    Unseen(Commit),
    Failed(String),
}

/// Older commits exist, but not here.
fn is_shallow() -> bool {
    let output = run(git(HERE.as_ref()).args(["rev-parse", "--is-shallow-repository"]));
    output.is_ok_and(|output| output.stdout.starts_with(b"true"))
}

/// `git log` as it is asked here: no setting of a user or a repository changes what it prints, or has it run another program.
const LOG: &[&str] = &[
    "-c",
    "log.follow=false",
    "log",
    "--no-show-signature",
    "--no-decorate",
    "--no-color",
    "--no-notes",
    "--no-ext-diff",
    "--no-textconv",
    "--encoding=UTF-8",
];

const HERE: &str = ".";

/// A file in one of its states.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Version {
    /// Seen from the root of the repository.
    pub path: String,
    /// The id of its content.
    pub blob: String,
}

/// What a commit did to a file, as seen from one of the commits it follows on. A file that was renamed has another path before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The place of the commit in [`Log::commits`].
    pub commit: usize,
    pub old: Option<Version>,
    pub new: Option<Version>,
}

/// What commits did to `.toml` files, the newest first: every commit stands before those that it follows on. A merge has a step for
/// each commit that it follows on and differs from.
#[derive(Default, Debug)]
pub struct Log {
    pub commits: Vec<Commit>,
    pub steps: Vec<Step>,
    /// Older commits exist, but not here.
    pub is_shallow: bool,
}

/// Some paths as seen from the root of the repository; the root itself is "".
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository.
pub fn from_root(paths: &[PathBuf]) -> Result<Vec<String>, String> {
    let ask = |question: &str| -> Result<String, String> {
        let answer = list(HERE.as_ref(), &["rev-parse", question], &[])?;
        Ok(String::from_utf8_lossy(&answer.stdout).trim_end_matches('\n').to_owned())
    };
    let prefix = ask("--show-prefix")?;
    // The parts below the root; none where the path leads out of it by the way it is written.
    let below = |path: &Path| {
        let mut parts: Vec<String> = Vec::new();
        for part in path.components() {
            match part {
                Component::ParentDir => drop(parts.pop()?),
                Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
                _ => {}
            }
        }
        Some(parts.join("/"))
    };
    let from_root = |path: &PathBuf| {
        let relative = if path.is_absolute() { None } else { below(&Path::new(&prefix).join(path)) };
        if let Some(path) = relative {
            return Ok(path);
        }
        // The root is told without links.
        let root = PathBuf::from(ask("--show-toplevel")?);
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        real.strip_prefix(&root).ok().and_then(below).ok_or_else(|| outside(&source::show(path)))
    };
    paths.iter().map(from_root).collect()
}

/// Which commits are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Walk {
    /// Every commit: who did something is told even where a merge brought it in.
    Everything,
    /// Those of the branch itself: how it stood, day by day.
    Branch,
}

/// What the commits of a range did to `.toml` files of the whole repository: of a revision, or as "one..other".
///
/// # Errors
/// A sentence when there is no git, the current folder is in no repository, or the repository has no such commits.
pub fn log(range: &str, walk: Walk) -> Result<Log, String> {
    // Without its objects, as in a clone that leaves them out, git cannot look for files that were renamed.
    let output = match log_output(range, walk, "--find-renames") {
        Err(_) => log_output(range, walk, "--no-renames")?,
        output => output?,
    };
    Ok(Log { is_shallow: is_shallow(), ..Log::parse(&String::from_utf8_lossy(&output)) })
}

fn log_output(range: &str, walk: Walk, renames: &str) -> Result<Vec<u8>, String> {
    let format = format!("--format=%x1e{}", Commit::FORMAT);
    let how = ["--topo-order", "--raw", "-z", "--no-abbrev", "--no-relative", "--ignore-submodules=all"];
    let mut command = git_with_patterns(HERE.as_ref());
    command.args(["-c", "log.showRoot=true", "-c", "diff.renameLimit=2000"]).args(LOG).args(how);
    command.args(match walk {
        Walk::Everything => &["--diff-merges=separate"][..],
        Walk::Branch => &["--first-parent", "--diff-merges=first-parent"],
    });
    command.args([renames, &format, "--end-of-options", range, "--", ":(top)*.toml"]);
    let output = run(&mut command)?;
    if output.status.success() { Ok(output.stdout) } else { Err(complaint(&output.stderr)) }
}

impl Log {
    fn parse(text: &str) -> Log {
        let mut log = Log::default();
        let mut tokens = text.split('\0');
        while let Some(token) = tokens.next() {
            if let Some(head) = token.trim_start_matches('\n').strip_prefix('\x1e') {
                let Some(commit) = Commit::parse(head) else { continue };
                // A merge stands here once for each commit that it follows on.
                if log.commits.last().is_none_or(|last| last.id != commit.id) {
                    log.commits.push(commit);
                }
                continue;
            }
            let Some(about) = token.trim_start_matches('\n').strip_prefix(':') else { continue };
            let fields: Vec<&str> = about.split(' ').collect();
            let [old_mode, new_mode, old_blob, new_blob, status] = fields[..] else { continue };
            let Some(path) = tokens.next() else { break };
            let new_path = if status.starts_with(['R', 'C']) { tokens.next().unwrap_or(path) } else { path };
            let version = |mode: &str, path: &str, blob: &str| {
                (mode.starts_with("100") && is_plan(path)).then(|| Version { path: path.to_owned(), blob: blob.to_owned() })
            };
            let (old, new) = (version(old_mode, path, old_blob), version(new_mode, new_path, new_blob));
            if old != new && !log.commits.is_empty() {
                log.steps.push(Step { commit: log.commits.len() - 1, old, new });
            }
        }
        log
    }
}

/// The bytes of each blob, or why there are none, from one process that is sent all names first: that takes half the time of
/// asking for one after another (`cargo bench -- history`).
///
/// # Errors
/// A sentence when there is no git, or it ends too soon.
pub fn blobs(ids: &[&str]) -> Result<Vec<Result<Vec<u8>, String>>, String> {
    let failed = |error: io::Error| format!("git does not hand over the plans: {}", source::in_words(&error));
    let mut command = git(HERE.as_ref());
    command.args(["cat-file", "--batch", "--buffer"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("git cannot be asked".into());
    };
    let texts = std::thread::scope(|scope| {
        // It answers while it is still being asked, and would wait for ever for somebody to read.
        scope.spawn(move || ids.iter().try_for_each(|id| writeln!(ask, "{id}")).and_then(|()| ask.flush()));
        let mut answer = BufReader::with_capacity(1 << 16, answer);
        ids.iter().map(|_| next_blob(&mut answer)).collect::<io::Result<Vec<_>>>()
    });
    let texts = texts.map_err(failed);
    if texts.is_err() {
        let _ = child.kill();
    }
    child.wait().map_err(failed)?;
    texts
}

fn next_blob(answer: &mut impl BufRead) -> io::Result<Result<Vec<u8>, String>> {
    let Some(size) = next_size(answer)? else { return Ok(Err(MISSING.to_owned())) };
    if size > LARGEST {
        io::copy(&mut answer.take(size + 1), &mut io::sink())?;
        return Ok(Err(source::too_large(size)));
    }
    next_bytes(answer, size).map(Ok)
}

/// Where git looks for the hooks of a repository.
pub struct Hooks {
    pub folder: PathBuf,
    /// It serves this repository alone.
    pub own: bool,
}

/// Where git looks for hooks, asked in the root of a repository, of a linked work tree or of a submodule.
///
/// # Errors
/// A sentence when there is no git, or the folder is the root of none of these.
pub fn hooks_folder(folder: &Path) -> Result<Hooks, String> {
    let ask = |question: &str, more: &[&str]| -> Result<Option<PathBuf>, String> {
        let output = run(git(folder).arg("rev-parse").arg(question).args(more))?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let answer = answer.strip_suffix('\n').unwrap_or(&answer);
        Ok((output.status.success() && !answer.is_empty()).then(|| folder.join(answer)))
    };
    let no_root = || format!("{} is not the root of a git repository", source::show(folder));
    let root = if source::exists(folder) { ask("--show-toplevel", &[])? } else { None };
    let root = root.filter(|root| source::is_same(root, folder)).ok_or_else(no_root)?;
    let hooks = ask("--git-path", &["hooks"])?.ok_or_else(no_root)?;
    let shared = ask("--git-common-dir", &[])?.ok_or_else(no_root)?;
    let own = [root, shared].iter().any(|own| source::lies_below(&hooks, own));
    Ok(Hooks { folder: hooks, own })
}

/// The git program in a folder. Nothing of a repository's own configuration runs: no monitor of files, no pager, no other
/// program for differences; no repository is entered that lies among the files of another; nothing is fetched.
fn git(folder: &Path) -> Command {
    let mut command = git_with_patterns(folder);
    command.arg("--literal-pathspecs");
    command
}

/// The same, for paths that are patterns.
fn git_with_patterns(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.env("GIT_TERMINAL_PROMPT", "0").env_remove("GIT_EXTERNAL_DIFF");
    for pathspecs in ["GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"] {
        command.env_remove(pathspecs);
    }
    command.arg("--no-pager");
    if is_bare_by_itself(folder) {
        command.arg("--git-dir=.");
    }
    for setting in ["core.quotepath=off", "core.fsmonitor=false", "safe.bareRepository=explicit", "protocol.allow=never"] {
        command.args(["-c", setting]);
    }
    command
}

/// The folder is a bare repository that lies in no other: one among the files of another may be anybody's.
fn is_bare_by_itself(folder: &Path) -> bool {
    let is_bare = |folder: &Path| ["HEAD", "objects", "refs"].iter().all(|part| source::exists(&folder.join(part)));
    if !is_bare(folder) || source::exists(&folder.join(".git")) {
        return false;
    }
    let Ok(folder) = folder.canonicalize() else { return false };
    !folder.ancestors().skip(1).any(|above| source::exists(&above.join(".git")) || is_bare(above))
}

/// Runs it to its end; it is asked nothing.
fn run(command: &mut Command) -> Result<Output, String> {
    let output = command.stdin(Stdio::null()).output();
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "git cannot be started: it is not on the path; install it, or see where it is".to_owned(),
        _ => format!("git cannot be started: {}", source::in_words(&error)),
    })
}

/// What git lists for some paths. Its exit code 1 is an answer.
fn list(folder: &Path, question: &[&str], paths: &[PathBuf]) -> Result<Output, String> {
    let output = run(git(folder).args(question).args(paths))?;
    match output.status.code() {
        Some(0 | 1) => Ok(output),
        _ => Err(complaint(&output.stderr)),
    }
}

/// What git says of what went wrong.
fn complaint(stderr: &[u8]) -> String {
    let said = String::from_utf8_lossy(stderr);
    if said.contains("not a git repository") {
        return "the current folder is in no git repository: nothing is known here of how files stood before; go to the folder of \
                the plans first"
            .into();
    }
    // "fatal: PATH: 'PATH' is outside repository at 'ROOT'"
    match said.split_once("is outside repository").and_then(|(before, _)| before.trim_end().rsplit(": ").next()) {
        Some(path) => outside(path.trim_matches(['\'', ' '])),
        None => format!("git says: {}", said.trim()),
    }
}

fn outside(path: &str) -> String {
    format!(
        "{path} lies outside of the repository of the current folder, whose history says nothing of it; go to the folder of those \
         plans first"
    )
}

/// The bytes of each blob, or why there are none, from one process; one that is missing or too large hides no other.
fn contents(folder: &Path, blobs: &[&str]) -> io::Result<Vec<Result<Vec<u8>, String>>> {
    let mut sizes = Batch::start(folder, "--batch-check")?;
    let mut texts = Batch::start(folder, "--batch")?;
    let mut out = Vec::with_capacity(blobs.len());
    for id in blobs {
        // What is too large is not asked for: it could not be passed over without reading it.
        out.push(match sizes.ask(id)? {
            Some(size) if size > LARGEST => Err(source::too_large(size)),
            Some(_) => texts.ask(id)?.map_or(Ok(Err(MISSING.to_owned())), |size| texts.bytes(size).map(Ok))?,
            None => Err(MISSING.to_owned()),
        });
    }
    sizes.end()?;
    texts.end()?;
    Ok(out)
}

const MISSING: &str = "git has its name, but not its content here; fetch it, or add the file again";

/// A running `git cat-file`, which answers one question after another.
struct Batch {
    child: std::process::Child,
    ask: std::process::ChildStdin,
    answer: BufReader<std::process::ChildStdout>,
}

impl Batch {
    fn start(folder: &Path, kind: &str) -> io::Result<Batch> {
        let mut child =
            git(folder).args(["cat-file", kind]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Batch { child, ask, answer: BufReader::new(answer) }),
            _ => Err(io::Error::other("git cannot be asked")),
        }
    }

    /// The size of a blob in bytes; `None` where git has no such blob.
    fn ask(&mut self, id: &str) -> io::Result<Option<u64>> {
        writeln!(self.ask, "{id}")?;
        self.ask.flush()?;
        next_size(&mut self.answer)
    }

    /// The content that follows the size in the answers of `--batch`.
    fn bytes(&mut self, size: u64) -> io::Result<Vec<u8>> {
        next_bytes(&mut self.answer, size)
    }

    /// Asks no more, and waits for it to end.
    fn end(mut self) -> io::Result<()> {
        drop(self.ask);
        self.child.wait().map(|_| ())
    }
}

/// The size of the next blob in bytes; `None` where git has no such blob.
fn next_size(answer: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut head = String::new();
    if answer.read_line(&mut head)? == 0 {
        return Err(io::Error::other("git ended too soon"));
    }
    let mut words = head.trim_end().rsplit(' ');
    let size = words.next().and_then(|size| size.parse().ok());
    Ok(size.filter(|_| words.next() == Some("blob")))
}

fn next_bytes(answer: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; size as usize + 1];
    answer.read_exact(&mut bytes)?;
    bytes.pop();
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_above_is_not_hidden() {
        assert!(is_plan("../plans/a.toml") && is_plan("a.toml"));
        assert!(!is_plan(".a.toml") && !is_plan("../.github/a.toml") && !is_plan("a.tom"));
    }

    #[test]
    fn a_revision_gives_the_files_as_they_were() {
        let folder = std::env::temp_dir().join(format!("lscb-git-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("plans/.hidden")).unwrap();
        let run = |args: &[&str]| {
            let mut command = Command::new("git");
            command.current_dir(&folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
        run(&["init", "--quiet"]);
        write("plans/a.toml", b"board = \"Old\"\n");
        write("plans/\u{e9} b.toml", b"board = \"B\"\n");
        write("plans/no-text.toml", b"\xff\n");
        write("plans/.hidden/c.toml", b"");
        write("notes.txt", b"");
        run(&["add", "."]);
        run(&["commit", "--quiet", "-m", "first"]);
        write("plans/a.toml", b"board = \"New\"\n");
        write("plans/d.toml", b"board = \"D\"\n");
        run(&["add", "."]);
        run(&["commit", "--quiet", "-m", "second"]);

        let read = |revision: &str, path: &str| -> Vec<(String, String)> {
            let files = at_revision_in(&folder, &[path.into()], revision).unwrap();
            let told = |file: Result<File, Unreadable>| match file {
                Ok(file) => (file.name, file.text),
                Err(unreadable) => (unreadable.name, unreadable.why),
            };
            files.into_iter().map(told).collect()
        };
        let first = read("HEAD~1", "plans");
        let names: Vec<&str> = first.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["plans/a.toml", "plans/no-text.toml", "plans/\u{e9} b.toml"]);
        assert_eq!(first[0].1, "board = \"Old\"\n");
        assert!(first[1].1.contains("not UTF-8"), "{}", first[1].1);
        assert_eq!(read("HEAD", "plans/a.toml"), [("plans/a.toml".into(), "board = \"New\"\n".into())]);
        assert_eq!(read("HEAD", ".").len(), 4);
        assert_eq!(read("HEAD~1", "plans/d.toml"), []);
        for unknown in ["no-such-branch", "--stage"] {
            assert!(at_revision_in(&folder, &[".".into()], unknown).unwrap_err().contains(unknown));
        }
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn a_submodule_and_a_link_are_no_files() {
        assert!(Entry::staged("100644 e69de29 0\ta.toml").is_some_and(|entry| entry.merged && entry.name == "a.toml"));
        assert!(Entry::staged("100755 e69de29 2\ta.toml").is_some_and(|entry| !entry.merged));
        for other in ["160000 23a4dc9 0\tzoo.toml", "120000 23a4dc9 0\ta.toml", ""] {
            assert!(Entry::staged(other).is_none(), "{other}");
        }
    }
}
