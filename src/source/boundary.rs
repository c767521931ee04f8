//! Where a path really leads: every link on the way is followed by hand, so that a link out of a repository is seen.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// The name of the configuration file.
pub const CONFIGURATION: &str = "lscb.toml";

/// Links followed before a path is taken for one that leads back to itself, as Linux does.
const MOST_LINKS: usize = 40;

/// What a path leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destination {
    /// The real path, without a link in it. It need not exist yet.
    pub real: PathBuf,
    /// The last link by which it leaves the repository that the link lies in.
    pub leaves_by: Option<PathBuf>,
    /// The number of the stream of a running program, such as 1 for `/dev/stdout`.
    pub stream: Option<u32>,
}

/// Follows a path, link by link.
///
/// # Errors
/// When a link leads back to itself, or the current folder is gone.
pub fn destination(path: &Path) -> io::Result<Destination> {
    let mut real = if path.has_root() { PathBuf::new() } else { fs::canonicalize(std::env::current_dir()?)? };
    let mut rest: VecDeque<OsString> = path.components().map(|part| part.as_os_str().to_owned()).collect();
    let mut links = Vec::new();
    while let Some(part) = rest.pop_front() {
        let next = real.join(&part);
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) => {
                real.pop();
            }
            Some(Component::Normal(_)) => {
                if let Some(stream) = stream_number(&next) {
                    return Ok(Destination { real: next, leaves_by: None, stream: Some(stream) });
                }
                if !next.is_symlink() {
                    real = next;
                    continue;
                }
                if links.len() == MOST_LINKS {
                    return Err(io::Error::other("it is a link that leads back to itself"));
                }
                let to = fs::read_link(&next)?;
                if to.has_root() {
                    real = PathBuf::new();
                }
                for part in to.components().rev() {
                    rest.push_front(part.as_os_str().to_owned());
                }
                links.push(next);
            }
            Some(Component::CurDir) | None => {}
            Some(Component::RootDir | Component::Prefix(_)) => real = next,
        }
    }
    let leaves = |link: &PathBuf| {
        let root = link.parent().and_then(root_of);
        root.is_some_and(|root| !real.starts_with(&root) || real.strip_prefix(&root).is_ok_and(|rest| rest.starts_with(".git")))
    };
    let leaves_by = links.into_iter().rfind(leaves);
    Ok(Destination { real, leaves_by, stream: None })
}

/// A path that stands for an open stream, by what systems call it: what is behind it belongs to another program, which
/// has it open, and must be written into and never replaced.
fn stream_number(path: &Path) -> Option<u32> {
    let text = path.to_str()?;
    match text {
        "/dev/stdin" => Some(0),
        "/dev/stdout" => Some(1),
        "/dev/stderr" => Some(2),
        _ => {
            let (folder, number) = text.rsplit_once('/')?;
            let of_process = folder.strip_prefix("/proc/").and_then(|rest| rest.strip_suffix("/fd"));
            let number = number.parse().ok()?;
            match of_process {
                _ if folder == "/dev/fd" => Some(number),
                Some(process) if process == "self" || process == std::process::id().to_string() => Some(number),
                // The stream of another process, which is none of ours.
                Some(_) => Some(u32::MAX),
                None => None,
            }
        }
    }
}

/// The root that a link or a configuration in this folder belongs to: that of the git repository, else the nearest
/// folder at or above it with a configuration.
pub fn root_of(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let with_configuration = || folder.ancestors().find(|above| above.join(CONFIGURATION).symlink_metadata().is_ok());
    repository_root(&folder).or_else(|| with_configuration().map(Path::to_owned))
}

/// The root of the git repository that a folder lies in: the nearest folder at or above it that holds `.git`, be it a
/// folder or, in a linked work tree and in a submodule, a file.
pub fn repository_root(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let root = folder.ancestors().find(|above| {
        let found = above.join(".git").symlink_metadata();
        found.is_ok_and(|about| !(is_foreign(&about) && fs::metadata(above).is_ok_and(|above| is_open_to_all(&above))))
    });
    root.map(Path::to_owned)
}

/// Why a configuration outside every repository is not to be trusted; `None` for one that is ours or the system's.
pub fn distrust(file: &Path) -> Option<&'static str> {
    let about = [fs::symlink_metadata(file), fs::metadata(file)];
    let folder = fs::canonicalize(file).ok().and_then(|file| fs::metadata(file.parent()?).ok());
    let beside = fs::metadata(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    if about.iter().flatten().any(is_foreign) {
        Some("it belongs to another user")
    } else if about[1].as_ref().is_ok_and(is_open_to_all) {
        Some("everybody may write it")
    } else if folder.iter().chain(&beside).any(is_open_to_all) {
        Some("it lies in a folder that everybody may write")
    } else {
        None
    }
}

/// It belongs neither to the person who runs this program nor to the system's administrator.
#[cfg(unix)]
fn is_foreign(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.uid() != 0 && about.uid() != rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
fn is_open_to_all(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.mode() & 0o002 != 0
}

// Elsewhere the rights are of another kind, and folders for everybody are rare.
#[cfg(not(unix))]
fn is_foreign(_: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn is_open_to_all(_: &fs::Metadata) -> bool {
    false
}

/// A part of the path, as seen from the root, is hidden: its name begins with a dot.
pub fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| match part {
        Component::Normal(name) => name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_out_of_a_repository_is_seen_wherever_it_stands_on_the_way() {
        let base = fs::canonicalize(std::env::temp_dir()).unwrap().join(format!("lscb-boundary-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        for folder in ["repo/.git/hooks", "repo/plans", "out"] {
            fs::create_dir_all(base.join(folder)).unwrap();
        }
        let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, base.join(from)).unwrap();
        link("../../out/a.toml", "repo/plans/a.toml");
        link("../out", "repo/folder");
        link("plans/b.toml", "repo/inside.toml");
        link("plans", "repo/again");
        link("../.git/hooks/pre-commit", "repo/plans/hook.csv");
        link("repo", "plain");
        link("loop", "loop");
        let to = |path: &str| destination(&base.join(path)).unwrap();
        assert_eq!(to("repo/plans/a.toml").real, base.join("out/a.toml"));
        assert_eq!(to("repo/plans/a.toml").leaves_by, Some(base.join("repo/plans/a.toml")));
        assert_eq!(to("repo/folder/deep/new.csv").leaves_by, Some(base.join("repo/folder")));
        assert_eq!(to("repo/again/a.toml").leaves_by, Some(base.join("repo/plans/a.toml")));
        assert_eq!(to("repo/plans/hook.csv").leaves_by, Some(base.join("repo/plans/hook.csv")));
        assert_eq!(to("repo/inside.toml"), Destination { real: base.join("repo/plans/b.toml"), leaves_by: None, stream: None });
        assert_eq!(to("plain/plans/b.toml").leaves_by, None);
        assert_eq!(to("repo/../out/x.csv"), Destination { real: base.join("out/x.csv"), leaves_by: None, stream: None });
        assert!(destination(&base.join("loop")).is_err());
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn a_stream_is_known_by_each_of_its_names() {
        for (path, number) in
            [("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/1", 1), ("/dev/fd/63", 63), ("/proc/self/fd/2", 2)]
        {
            assert_eq!(destination(Path::new(path)).unwrap().stream, Some(number), "{path}");
        }
        assert_eq!(destination(Path::new("/dev/null")).unwrap().stream, None);
    }
}
