//! The one place that writes files: where to, and how, so that no byte is lost.
//!
//! A file is written whole or not at all: into a temporary file beside it, which then takes its place. The temporary
//! file bears a mark in its name and is locked while the run that made it lives; one that a killed run left behind is
//! cleared by the next write to the same file. Nothing else is ever removed, but what a run made itself and takes back at once.

use super::boundary::{destination, is_hidden};
use super::{LARGEST, Unreadable, in_words, refuse_dash, show};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Who named the path of a file that is written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum NamedBy {
    /// The person who runs the program: it may lie anywhere, but is not reached through a link out of a repository.
    #[default]
    CommandLine,
    /// The configuration, which may be a stranger's: it lies below this root (a real path), and nothing on it is hidden.
    Configuration(PathBuf),
}

/// Writes files as one policy allows.
#[derive(Debug, Default)]
pub struct Writer {
    named_by: NamedBy,
    /// Files that are read as plans or as the configuration, whatever their names.
    kept: Vec<PathBuf>,
    /// What killed runs left in each folder that was written into: the name that it was for, as a number, and its path.
    /// A folder is listed once: for many packs in one folder the time would grow with the square of their number.
    leftovers: RefCell<HashMap<PathBuf, Vec<(u64, PathBuf)>>>,
}

/// What could not be kept of the file that was replaced, each as a sentence for people.
pub type Losses = Vec<String>;

/// What a temporary file is to become.
enum Place<'p> {
    /// Takes the place of whatever stands there.
    Over,
    /// Takes the place of a file that still holds these bytes.
    Instead(&'p [u8]),
    /// Stands where nothing stood.
    New,
}

impl Writer {
    /// `kept` are files that no report takes the place of.
    pub fn new(named_by: NamedBy, kept: impl IntoIterator<Item = PathBuf>) -> Writer {
        let kept = kept.into_iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Writer { named_by, kept, ..Writer::default() }
    }

    /// Writes a file whole or not at all. What is no ordinary file, such as a pipe or a terminal, is written into.
    ///
    /// # Errors
    /// When the file may not be written; the old one is then untouched.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<Losses, Unreadable> {
        let fault = |why: String| not_written(path, &why);
        let to = destination(path).map_err(|error| fault(in_words(&error)))?;
        if to.stream.is_some() {
            return write_into(path, bytes).map_err(fault);
        }
        let real = report_path(path, &self.named_by, &self.kept).map_err(fault)?;
        match fs::symlink_metadata(&real) {
            Ok(old) if old.is_dir() => return Err(fault("this is a folder, not a file".into())),
            Ok(old) if !old.is_file() => return write_into(&real, bytes).map_err(fault),
            _ => {}
        }
        self.place(&real, bytes, &Place::Over, false).map_err(fault)
    }

    /// Writes `new` in the place of a file that holds `old`, and only while it does: what somebody else saved since it
    /// was read is not lost.
    ///
    /// # Errors
    /// When the file has other bytes by now, or may not be written; it is then untouched.
    pub fn replace(&self, path: &Path, old: &[u8], new: &[u8]) -> Result<Losses, Unreadable> {
        let fault = |why: String| not_written(path, &why);
        let real = fs::canonicalize(path).map_err(|error| fault(in_words(&error)))?;
        self.place(&real, new, &Place::Instead(old), false).map_err(fault)
    }

    /// Writes a file that is not there yet, whole or not at all, with the folders above it.
    ///
    /// # Errors
    /// When something of that name is there already, or the folder cannot be written.
    pub fn create(&self, path: &Path, bytes: &[u8], executable: bool) -> Result<(), Unreadable> {
        let fault = |why: String| not_written(path, &why);
        if path.is_symlink() {
            return Err(fault("there is such a file already".into()));
        }
        refuse_dash(path, "file").map_err(fault)?;
        let real = within_bounds(path, &self.named_by).map_err(fault)?;
        if let Some(folder) = real.parent() {
            fs::create_dir_all(folder).map_err(|error| fault(in_words(&error)))?;
        }
        self.place(&real, bytes, &Place::New, executable).map_err(fault).map(|_| ())
    }

    /// Removes a file that this run made, unless somebody has changed it since.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn take_back(&self, path: &Path, bytes: &[u8]) -> Result<(), Unreadable> {
        let fault = |why: String| Unreadable::new(show(path), format!("written, and not taken back: {why}"));
        if !holds(path, bytes) {
            return Err(fault("it was changed by another program meanwhile".into()));
        }
        fs::remove_file(path).map_err(|error| fault(in_words(&error)))
    }

    /// Makes a folder, with the folders above it, where there is none yet.
    ///
    /// # Errors
    /// When it cannot be made, or may not be written into.
    pub fn make_folder(&self, path: &Path) -> Result<(), Unreadable> {
        let made = refuse_dash(path, "folder")
            .and_then(|()| folder_path(path, &self.named_by))
            .and_then(|real| fs::create_dir_all(real).map_err(|error| in_words(&error)));
        made.map_err(|why| Unreadable::new(show(path), format!("not made: {why}")))
    }

    /// Puts bytes in the place of a real path.
    fn place(&self, real: &Path, bytes: &[u8], place: &Place, executable: bool) -> Result<Losses, String> {
        let words = |error: io::Error| in_words(&error);
        let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else { return Err("this is no file".into()) };
        self.clear_leftovers(folder, name);
        let old = match (fs::symlink_metadata(real), place) {
            (Ok(_), Place::New) => return Err("there is such a file already".into()),
            (Ok(old), _) => Some(old),
            (Err(error), Place::Instead(_)) => return Err(words(error)),
            (Err(error), _) if error.kind() != io::ErrorKind::NotFound => return Err(words(error)),
            (Err(_), _) => None,
        };
        if let Some(old) = &old {
            replaceable(old)?;
        }
        let stays = if old.is_some() { "the file stays as it was" } else { "no part of it stands there" };
        let words = |error: io::Error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                format!("{}; {stays}", in_words(&error))
            }
            _ => in_words(&error),
        };
        let mut temporary = Temporary::make(folder, name).map_err(words)?;
        let mut losses = Losses::new();
        if let Some(old) = &old {
            losses = keep_attributes(real, old, &temporary.file).map_err(words)?;
        }
        temporary.file.write_all(bytes).map_err(words)?;
        #[cfg(unix)]
        if executable {
            use std::os::unix::fs::PermissionsExt;
            temporary.file.set_permissions(fs::Permissions::from_mode(0o755)).map_err(words)?;
        }
        let _ = executable;
        temporary.file.sync_all().map_err(words)?;
        match place {
            Place::Over => temporary.take_place(real).map_err(words)?,
            Place::Instead(expected) => temporary.replace(real, expected)?,
            Place::New => temporary.stand_at(real, bytes).map_err(words)?,
        }
        Ok(losses.into_iter().map(|loss| format!("{}: {loss}", show(real))).collect())
    }

    /// Removes what killed runs left of their writing this same file, unless a living run still holds it.
    fn clear_leftovers(&self, folder: &Path, name: &OsStr) {
        let mut all = self.leftovers.borrow_mut();
        let here = all.entry(folder.to_owned()).or_insert_with(|| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.filter_map(|entry| Some((meant_for(&entry.file_name())?, entry.path()))).collect()
        });
        let number = number_of(name);
        here.retain(|(of, path)| {
            if *of == number {
                remove_unless_held(path);
            }
            *of != number
        });
    }
}

fn not_written(path: &Path, why: &str) -> Unreadable {
    Unreadable::new(show(path), format!("not written: {why}"))
}

/// The real path of a file that may be written.
///
/// # Errors
/// Why it may not be, in plain words.
fn within_bounds(path: &Path, named_by: &NamedBy) -> Result<PathBuf, String> {
    let to = destination(path).map_err(|error| in_words(&error))?;
    match (named_by, to.leaves_by) {
        (NamedBy::CommandLine, None) => Ok(to.real),
        (NamedBy::CommandLine, Some(link)) => {
            let link = show(&link);
            Err(format!("{link} is a link out of the repository; to write there, name the file that it leads to"))
        }
        (NamedBy::Configuration(root), leaves_by) => match to.real.strip_prefix(root) {
            Err(_) => Err("it leads out of the repository".into()),
            Ok(below) if leaves_by.is_some() || is_hidden(below) => {
                Err("it is hidden, or lies in a hidden folder (one whose name begins with a dot)".into())
            }
            Ok(_) => Ok(to.real),
        },
    }
}

/// The real path of a file that a report may be written into: none that is read as a plan or as a configuration, by
/// whatever name or link it is reached.
///
/// # Errors
/// Why it may not be, in plain words.
pub fn report_path(path: &Path, named_by: &NamedBy, kept: &[PathBuf]) -> Result<PathBuf, String> {
    let real = within_bounds(path, named_by)?;
    if real.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) || kept.contains(&real) {
        return Err("this would overwrite a plan or a configuration; give another name".into());
    }
    Ok(real)
}

/// The real path of a folder that files may be written into.
///
/// # Errors
/// Why none may be, in plain words.
pub fn folder_path(path: &Path, named_by: &NamedBy) -> Result<PathBuf, String> {
    let real = within_bounds(path, named_by)?;
    if real.exists() && !real.is_dir() { Err("this is a file, not a folder".into()) } else { Ok(real) }
}

/// Writes into what is no ordinary file, or is a stream that another program has open.
fn write_into(path: &Path, bytes: &[u8]) -> Result<Losses, String> {
    let mut into = fs::OpenOptions::new().append(true).open(path).map_err(|error| in_words(&error))?;
    if into.metadata().is_ok_and(|about| about.is_file()) {
        return Err("this stands for a file that another program has open; name that file itself".into());
    }
    into.write_all(bytes).map_err(|error| in_words(&error)).map(|()| Losses::new())
}

/// A file that may be taken the place of.
fn replaceable(old: &fs::Metadata) -> Result<(), String> {
    if old.permissions().readonly() {
        return Err("the file is read-only".into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if old.nlink() > 1 {
            let names = old.nlink();
            return Err(format!(
                "this file has {names} names (hard links), and the others would keep the old text; make it a file of its own \
                 first: copy it, and rename the copy over it"
            ));
        }
    }
    Ok(())
}

/// Gives a new file the owner, the group, the permissions and the extended attributes of the one whose place it takes,
/// before it holds anything. What cannot be kept is told.
fn keep_attributes(real: &Path, old: &fs::Metadata, file: &File) -> io::Result<Losses> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut losses = Losses::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let (owner, group) = (old.uid(), old.gid());
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (owner, group) && fchown(file, Some(owner), Some(group)).is_err() {
            let _ = fchown(file, None, Some(group));
        }
        let new = file.metadata()?;
        let mut mode = old.mode() & 0o7777;
        if new.uid() != owner {
            losses.push("it belongs to you now; it belonged to another user before".into());
            mode &= 0o777;
        }
        if new.gid() != group {
            // What one group might read is not shown to another.
            mode &= 0o707;
            losses.push("its group could not be kept; its former group has no rights in it now".into());
        }
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    file.set_permissions(old.permissions())?;
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    if !copy_extended_attributes(real, file) {
        losses.push("an extended attribute could not be kept".into());
    }
    let _ = real;
    Ok(losses)
}

/// Copies them all, the access list among them; those of the system's own security it sets itself.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn copy_extended_attributes(from: &Path, to: &File) -> bool {
    use rustix::fs::{XattrFlags, fsetxattr, lgetxattr, llistxattr};
    const MOST: usize = 1 << 16;
    let mut names = vec![0; MOST];
    // Where there are none, or the disk knows none, nothing is lost.
    let Ok(length) = llistxattr(from, &mut names[..]) else { return true };
    let mut kept = true;
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0; MOST];
        let copied =
            lgetxattr(from, name, &mut value[..]).and_then(|length| fsetxattr(to, name, &value[..length], XattrFlags::empty()));
        kept &= copied.is_ok() || name.starts_with(b"security.") || name.starts_with(b"trusted.");
    }
    kept
}

/// How the names of temporary files begin and end. Between stand two numbers of 16 digits: the one made from the name of
/// the file that it is for, the other made by chance. So its length does not depend on that name.
const MARK: (&str, &str) = (".lscb-", ".tmp");

/// The number of a file's name: FNV-1a, the same on every run.
fn number_of(name: &OsStr) -> u64 {
    let bytes = name.as_encoded_bytes().iter();
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The number of the name that a temporary file is for; `None` for a file that does not bear the mark.
fn meant_for(name: &OsStr) -> Option<u64> {
    let (of, chance) = name.to_str()?.strip_prefix(MARK.0)?.strip_suffix(MARK.1)?.split_once('-')?;
    let number = |digits: &str| {
        let plain = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        plain.then(|| u64::from_str_radix(digits, 16).ok()).flatten()
    };
    number(chance)?;
    number(of)
}

/// Removes a temporary file that no living run holds. While it is removed it is held here, so that nobody else takes it up.
fn remove_unless_held(path: &Path) {
    let ordinary = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
    let Some(file) = ordinary.then(|| File::open(path).ok()).flatten() else { return };
    if file.try_lock().is_ok() && is_at(&file, path) {
        let _ = fs::remove_file(path);
    }
}

/// The open file is the one that the path names.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
        (open.dev(), open.ino()) == (named.dev(), named.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

/// A file beside the one that is to be written; gone again unless it took its place.
struct Temporary {
    file: File,
    path: PathBuf,
    placed: bool,
}

impl Temporary {
    /// Makes it, under a name that nothing bears, and holds it.
    fn make(folder: &Path, name: &OsStr) -> io::Result<Temporary> {
        const TRIES: usize = 100;
        for _ in 0..TRIES {
            let chance = std::hash::RandomState::new().build_hasher().finish();
            let path = folder.join(format!("{}{:016x}-{chance:016x}{}", MARK.0, number_of(name), MARK.1));
            let file = match fs::OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            // A disk that knows no locks lets nobody clear the file either.
            let _ = file.lock();
            // Between making and holding it another run may have cleared it.
            if is_at(&file, &path) {
                return Ok(Temporary { file, path, placed: false });
            }
        }
        Err(io::Error::other("no temporary file can be made beside it"))
    }

    /// Takes the place of whatever stands there.
    fn take_place(&mut self, real: &Path) -> io::Result<()> {
        rename(&self.path, real)?;
        self.placed = true;
        Ok(())
    }

    /// Takes the place of a file that still holds these bytes.
    fn replace(&mut self, real: &Path, expected: &[u8]) -> Result<(), String> {
        const SAVED: &str = "it was saved by another program meanwhile, and that is kept; run lscb again";
        if !holds(real, expected) {
            return Err(SAVED.into());
        }
        // Where the system can exchange two files in one step, nothing can be saved between the look and the change
        // that is not seen: what comes out is looked at once more, and goes back where it is not what it should be.
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        if exchange(&self.path, real).is_ok() {
            if !holds(&self.path, expected) {
                exchange(&self.path, real).map_err(|error| in_words(&error))?;
                return Err(SAVED.into());
            }
            return Ok(());
        }
        self.take_place(real).map_err(|error| in_words(&error))
    }

    /// Stands where nothing stood: unlike a new name, a second one never takes the place of a file.
    fn stand_at(&mut self, real: &Path, bytes: &[u8]) -> io::Result<()> {
        match fs::hard_link(&self.path, real) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Some disks know no second names, such as those of cameras and keys.
            Err(_) => {
                let mut file = File::create_new(real)?;
                let written = file.write_all(bytes).and_then(|()| file.set_permissions(self.file.metadata()?.permissions()));
                if written.is_err() {
                    let _ = fs::remove_file(real);
                }
                written
            }
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(not(windows))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// On Windows a file that another program holds cannot be replaced. Virus scanners and indexers let go in a moment: it is tried for a
/// second.
#[cfg(windows)]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    use std::time::{Duration, Instant};
    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of the Windows API.
    const HELD: [i32; 3] = [5, 32, 33];
    let start = Instant::now();
    loop {
        match fs::rename(from, to) {
            Err(error) if error.raw_os_error().is_some_and(|code| HELD.contains(&code)) => {
                if start.elapsed() >= Duration::from_secs(1) {
                    return Err(io::Error::other("another program holds this file; close it there, and run lscb again"));
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// The file holds these bytes and no others.
fn holds(path: &Path, expected: &[u8]) -> bool {
    let mut bytes = Vec::with_capacity(expected.len() + 1);
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.is_ok() && bytes == expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_the_whole_mark_is_taken_for_a_leftover() {
        let of = number_of(OsStr::new("plan.toml"));
        assert_eq!(meant_for(OsStr::new(&format!(".lscb-{of:016x}-00000000000000aa.tmp"))), Some(of));
        for other in [".plan.toml.12.new", ".lscb-1-2.tmp", ".lscb-.tmp", "lscb-0000000000000001-0000000000000001.tmp"] {
            assert_eq!(meant_for(OsStr::new(other)), None, "{other}");
        }
        assert_ne!(of, number_of(OsStr::new("Plan.toml")));
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("lscb-writer-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::canonicalize(folder).unwrap()
    }

    #[test]
    fn a_leftover_is_cleared_by_the_next_write_to_the_same_file_unless_it_is_held() {
        let folder = folder("leftovers");
        let leftover = |of: &str, chance: u64| {
            let path = folder.join(format!("{}{:016x}-{chance:016x}{}", MARK.0, number_of(OsStr::new(of)), MARK.1));
            (File::create_new(&path).unwrap(), path)
        };
        let (_, dead) = leftover("plan.toml", 1);
        let (held, living) = leftover("plan.toml", 2);
        held.lock().unwrap();
        let (_, other) = leftover("other.toml", 3);
        let theirs = [".plan.toml.1.new", ".lscb-notes.tmp", ".lscb-0-0.tmp"].map(|name| folder.join(name));
        theirs.iter().for_each(|path| fs::write(path, "theirs").unwrap());
        fs::write(folder.join("plan.toml"), "old").unwrap();
        Writer::default().replace(&folder.join("plan.toml"), b"old", b"new").unwrap();
        assert!(!dead.exists() && living.exists() && other.exists());
        assert!(theirs.iter().all(|path| fs::read(path).unwrap() == b"theirs"));
        drop(held);
        Writer::default().write(&folder.join("plan.csv"), b"x").unwrap();
        assert!(living.exists());
        Writer::default().replace(&folder.join("plan.toml"), b"new", b"newer").unwrap();
        assert!(!living.exists());
        let mut left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        left.sort();
        let mut right = [&[folder.join("plan.toml"), folder.join("plan.csv"), other][..], &theirs].concat();
        right.sort();
        assert_eq!(left, right);
        fs::remove_dir_all(&folder).unwrap();
    }

    /// Every text that a saver put in place is in the file at the end, or was seen there by the one who mended it.
    #[test]
    fn what_is_saved_while_a_file_is_mended_is_never_lost() {
        let folder = folder("meanwhile");
        let path = folder.join("plan.toml");
        fs::write(&path, "0").unwrap();
        std::thread::scope(|scope| {
            let saver = scope.spawn(|| {
                for number in 1..=300 {
                    // An editor that saves by a new file and a rename, and adds to what it finds.
                    let beside = folder.join("editor.tmp");
                    fs::write(&beside, format!("saved {number}")).unwrap();
                    fs::rename(&beside, &path).unwrap();
                    // It has the file open still, so that it sees what became of it. Where it saved in the moment of an exchange, the
                    // text before stands there until the exchange is undone.
                    let is_there = || fs::read_to_string(&path).unwrap().starts_with(&format!("saved {number}"));
                    assert!((0..1_000_000).any(|_| is_there()), "saved {number} is lost: {:?}", fs::read_to_string(&path));
                }
            });
            while !saver.is_finished() {
                let Ok(old) = fs::read(&path) else { continue };
                if !old.ends_with(b"mended") {
                    let new = [&old[..], b", mended"].concat();
                    let _ = Writer::default().replace(&path, &old, &new);
                }
            }
            saver.join().unwrap();
        });
        assert!(fs::read_to_string(&path).unwrap().starts_with("saved 300"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_created_stands_where_nothing_stood() {
        let folder = folder("created");
        let path = folder.join("deep/plan.toml");
        Writer::default().create(&path, b"first", false).unwrap();
        assert!(Writer::default().create(&path, b"second", false).unwrap_err().why.contains("already"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.join("deep")).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
