//! Files as git keeps them, not as they lie in the folder. Asks the `git` program, which honours every repository.

use crate::source::{self, File, Unreadable};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The `.toml` files below some paths as they are staged for the next commit, in order of name. A file that cannot be
/// read hides no other.
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository.
pub fn staged(paths: &[PathBuf]) -> Result<Vec<Result<File, Unreadable>>, String> {
    let mut list = git();
    list.args(["ls-files", "--stage", "-z", "--"]).args(paths);
    let output = list.output().map_err(|error| format!("git cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("git says: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let listed = String::from_utf8_lossy(&output.stdout);
    let mut entries: Vec<Entry> = listed.split('\0').filter_map(Entry::read).filter(|entry| is_plan(entry.name)).collect();
    // In a merge conflict a file stands here up to three times.
    entries.dedup_by(|next, entry| next.name == entry.name);
    let blobs: Vec<&str> = entries.iter().filter(|entry| entry.merged).map(|entry| entry.id).collect();
    let texts = contents(&blobs).map_err(|error| format!("git does not hand over the staged files: {error}"))?;
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

/// A line of `git ls-files --stage`: mode, id and stage, then the name as seen from the current folder.
struct Entry<'l> {
    id: &'l str,
    /// Not one of several versions in a conflict.
    merged: bool,
    name: &'l str,
}

impl<'l> Entry<'l> {
    fn read(line: &'l str) -> Option<Entry<'l>> {
        let (about, name) = line.split_once('\t')?;
        let mut about = about.split(' ').skip(1);
        Some(Entry { id: about.next()?, merged: about.next()? == "0", name })
    }
}

/// Ends in `.toml`, and is not hidden, nor in a hidden folder.
fn is_plan(name: &str) -> bool {
    name.ends_with(".toml") && !name.split('/').any(|part| part.starts_with('.') && part != "..")
}

fn git() -> Command {
    let mut command = Command::new("git");
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").args(["-c", "core.quotepath=off"]);
    command
}

/// The bytes of each blob, from one process.
fn contents(blobs: &[&str]) -> std::io::Result<Vec<Vec<u8>>> {
    let mut child = git().args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
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
}
