//! Files as git keeps them, not as they lie in the folder. Asks the `git` program, which honours every repository.

use crate::source::{self, File, Unreadable};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The `.toml` files below some paths as they are staged for the next commit, in order of name. A file that cannot be
/// read hides no other.
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository.
pub fn staged(paths: &[PathBuf]) -> Result<Vec<Result<File, Unreadable>>, String> {
    files(Path::new("."), &["ls-files", "--stage", "-z", "--"], paths, "staged", |line| Entry::staged(line))
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
    files(folder, &["ls-tree", "-r", "-z", "--end-of-options", revision, "--"], paths, "committed", |line| Entry::committed(line))
}

/// The plans that git lists in a folder, each line as `entry` reads it, with their texts; `which` files they are, for messages.
fn files(
    folder: &Path,
    list: &[&str],
    paths: &[PathBuf],
    which: &str,
    entry: for<'l> fn(&'l str) -> Option<Entry<'l>>,
) -> Result<Vec<Result<File, Unreadable>>, String> {
    let output = git(folder).args(list).args(paths).output();
    let output = output.map_err(|error| format!("git cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("git says: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let listed = String::from_utf8_lossy(&output.stdout);
    let mut entries: Vec<Entry> = listed.split('\0').filter_map(entry).filter(|entry| is_plan(entry.name)).collect();
    // In a merge conflict a file stands here up to three times.
    entries.dedup_by(|next, entry| next.name == entry.name);
    let blobs: Vec<&str> = entries.iter().filter(|entry| entry.merged).map(|entry| entry.id).collect();
    let texts = contents(folder, &blobs).map_err(|error| format!("git does not hand over the {which} files: {error}"))?;
    let mut texts = texts.into_iter();
    let file = |entry: &Entry| {
        let why = "unmerged: a merge left it in conflict, and it is staged in several versions; mend it and add it again";
        let bytes = entry.merged.then(|| texts.next()).flatten();
        let text = bytes.ok_or_else(|| why.to_owned()).and_then(source::utf8);
        let name = entry.name.to_owned();
        text.map(|text| File { name: name.clone(), text }).map_err(|why| Unreadable { name, why })
    };
    Ok(entries.iter().map(file).collect())
}

/// A file that git lists.
struct Entry<'l> {
    id: &'l str,
    /// Not one of several versions in a conflict.
    merged: bool,
    /// As seen from the current folder.
    name: &'l str,
}

impl<'l> Entry<'l> {
    /// A line of `git ls-files --stage`: mode, id and stage, then the name.
    fn staged(line: &'l str) -> Option<Entry<'l>> {
        let (about, name) = line.split_once('\t')?;
        let mut about = about.split(' ').skip(1);
        Some(Entry { id: about.next()?, merged: about.next()? == "0", name })
    }

    /// A line of `git ls-tree -r`: mode, type and id, then the name. A submodule is no file.
    fn committed(line: &'l str) -> Option<Entry<'l>> {
        let (about, name) = line.split_once('\t')?;
        let id = about.split_once(' ')?.1.strip_prefix("blob ")?;
        Some(Entry { id, merged: true, name })
    }
}

/// Ends in `.toml`, and is not hidden, nor in a hidden folder.
fn is_plan(name: &str) -> bool {
    name.ends_with(".toml") && !name.split('/').any(|part| part.starts_with('.') && part != "..")
}

/// The git program in a folder.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").args(["-c", "core.quotepath=off"]);
    command
}

/// The bytes of each blob, from one process.
fn contents(folder: &Path, blobs: &[&str]) -> std::io::Result<Vec<Vec<u8>>> {
    let mut child = git(folder).args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else { return Ok(Vec::new()) };
    let mut answer = BufReader::new(answer);
    let mut out = Vec::with_capacity(blobs.len());
    for id in blobs {
        writeln!(ask, "{id}")?;
        ask.flush()?;
        let mut head = String::new();
        answer.read_line(&mut head)?;
        let size = head.trim().rsplit(' ').next().and_then(|size| size.parse().ok());
        let size: usize = size.ok_or_else(|| std::io::Error::other(head.trim().to_owned()))?;
        let mut bytes = vec![0; size + 1];
        answer.read_exact(&mut bytes)?;
        bytes.pop();
        out.push(bytes);
    }
    drop(ask);
    child.wait()?;
    Ok(out)
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
}
