//! Files as git keeps them, not as they lie in the folder. Asks the `git` program, which honours every repository.

use crate::source::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The `.toml` files below some paths as they are staged for the next commit, in order of name.
///
/// # Errors
/// A sentence when there is no git, or the current folder is in no repository, or a file is not UTF-8.
pub fn staged(paths: &[PathBuf]) -> Result<Vec<File>, String> {
    let mut list = git();
    list.args(["ls-files", "--stage", "-z", "--"]).args(paths);
    let output = list.output().map_err(|error| format!("git cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("git says: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let listed = String::from_utf8_lossy(&output.stdout);
    let entries = listed.split('\0').filter_map(|entry| entry.split_once('\t'));
    let files = entries.filter(|(_, name)| name.ends_with(".toml") && !name.split('/').any(|part| part.starts_with('.')));
    let blobs: Vec<(&str, &str)> = files.filter_map(|(about, name)| Some((about.split(' ').nth(1)?, name))).collect();
    let texts = contents(&blobs).map_err(|error| format!("git does not hand over the staged files: {error}"))?;
    let file = |((_, name), bytes): (&(&str, &str), Vec<u8>)| {
        let text = String::from_utf8(bytes).map_err(|_| format!("{name}: the staged file is not UTF-8"))?;
        Ok(File { name: (*name).to_owned(), text })
    };
    blobs.iter().zip(texts).map(file).collect()
}

fn git() -> Command {
    let mut command = Command::new("git");
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").args(["-c", "core.quotepath=off"]);
    command
}

/// The bytes of each blob, from one process.
fn contents(blobs: &[(&str, &str)]) -> std::io::Result<Vec<Vec<u8>>> {
    let mut child = git().args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else { return Ok(Vec::new()) };
    let mut answer = BufReader::new(answer);
    let mut out = Vec::with_capacity(blobs.len());
    for (id, _) in blobs {
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
