//! Finds, reads and writes files.
//!
//! Knows nothing of plans. Every failure is a sentence for the person who named the file.

mod boundary;
mod writer;

pub use boundary::{CONFIGURATION, Destination, destination, distrust, repository_root};
pub use writer::{Losses, NamedBy, Writer, folder_path, report_path};

use crate::text::Lines;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file read as a plan, in bytes. The longest real plan is a hundredth of it.
pub const LARGEST: u64 = 16 << 20;

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A file and its text.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as it was named or found, with `/` between its parts; "standard input" for `-`.
    pub name: String,
    pub text: String,
}

impl File {
    /// The file's name without folders and ending: what other plans call it.
    pub fn stem(name: &str) -> &str {
        let base = name.rsplit('/').next().unwrap_or(name);
        base.strip_suffix(".toml").unwrap_or(base)
    }
}

/// A file to read: named on the command line, or found in a folder that was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputPath {
    pub path: PathBuf,
    /// Found in a folder, not named itself.
    pub found: bool,
}

/// A file that could not be read, and why, in plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    pub name: String,
    pub why: String,
    /// Where it is text in another encoding than UTF-8: that text, as it was most likely meant. Good for looking for faults; no
    /// question is answered from a guess.
    pub decoded: Option<String>,
}

impl Unreadable {
    pub fn new(name: impl Into<String>, why: impl Into<String>) -> Unreadable {
        Unreadable { name: name.into(), why: why.into(), decoded: None }
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

/// The `.toml` files that the paths name: a file as it is, a folder with all below it in order of name.
/// Hidden files and folders are passed over, and a file named twice is read once.
pub fn find(paths: &[PathBuf]) -> (Vec<InputPath>, Vec<Unreadable>) {
    let mut places = Vec::new();
    let mut faults = Vec::new();
    let mut linked = false;
    for path in paths {
        if path.as_os_str() == STDIN || !path.is_dir() {
            places.push(InputPath { path: path.clone(), found: false });
            continue;
        }
        let before = places.len() + faults.len();
        let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || entry.path().extension().is_none_or(|ending| ending != "toml") => {}
                Ok(entry) => {
                    linked |= entry.path_is_symlink();
                    places.push(InputPath { path: entry.into_path(), found: true });
                }
                Err(error) => {
                    let name = show(error.path().unwrap_or(path));
                    let why = error.io_error().map_or("it is a link that leads back to itself".to_owned(), in_words);
                    faults.push(Unreadable::new(name, why));
                }
            }
        }
        if places.len() + faults.len() == before {
            faults.push(Unreadable::new(show(path), "this folder holds no plan (no file whose name ends in .toml)"));
        }
    }
    // Below one path a file is met once, unless a link leads to it.
    if paths.len() > 1 || linked {
        let mut seen = std::collections::HashSet::new();
        places.retain(|place| seen.insert(fs::canonicalize(&place.path).unwrap_or_else(|_| place.path.clone())));
    }
    (places, faults)
}

/// Paths with every pattern in place of which some files stand, in order of name: `*`, `?` and `[a-z]` as a shell reads them, for
/// shells that leave that to the program. A file of exactly this name is no pattern. Hidden files are passed over, and so is what
/// ends otherwise than plans do; a pattern that nothing fits stays.
pub fn expand(paths: &[PathBuf]) -> Vec<PathBuf> {
    const AS_SHELLS: glob::MatchOptions =
        glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    let is_wanted = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|ending| ending == "toml");
    let expanded = paths.iter().flat_map(|path| {
        let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']) && path.symlink_metadata().is_err());
        let found = pattern.and_then(|pattern| glob::glob_with(pattern, AS_SHELLS).ok());
        let found: Vec<PathBuf> = found.into_iter().flatten().filter_map(Result::ok).filter(is_wanted).collect();
        if found.is_empty() { vec![path.clone()] } else { found }
    });
    expanded.collect()
}

/// The `.toml` files in a folder, in order of name; not those in folders below, nor hidden ones.
pub fn toml_files_in(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
    let is_wanted = |entry: &walkdir::DirEntry| {
        let is_toml = entry.path().extension().is_some_and(|ending| ending == "toml");
        is_toml && !entry.file_type().is_dir() && !entry.file_name().to_string_lossy().starts_with('.')
    };
    files.filter(is_wanted).map(walkdir::DirEntry::into_path).collect()
}

/// Reads one file whole.
///
/// # Errors
/// [`Unreadable`] when there is no such file, it is no ordinary file, it is larger than [`LARGEST`], or it is not UTF-8.
pub fn read(path: &Path) -> Result<File, Unreadable> {
    let mut buffer = Vec::new();
    let (name, text) = read_into(path, &mut buffer)?;
    Ok(File { name, text: text.to_owned() })
}

/// The same into a buffer that has served for other files: quicker where there are many. Returns the name as messages
/// show it, and the text.
///
/// # Errors
/// As those of [`read`].
pub fn read_into<'b>(path: &Path, bytes: &'b mut Vec<u8>) -> Result<(String, &'b str), Unreadable> {
    let name = show(path);
    fill(path, LARGEST, "plan", bytes)?;
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(not_utf8(name, bytes, error.valid_up_to())),
    }
}

/// The largest file read as a configuration, in bytes: what it says is kept several times over.
const LARGEST_CONFIGURATION: u64 = 1 << 20;

/// Reads a configuration whole.
///
/// # Errors
/// As those of [`read`], with a limit of its own.
pub fn read_configuration(path: &Path) -> Result<File, Unreadable> {
    let mut bytes = Vec::new();
    fill(path, LARGEST_CONFIGURATION, "configuration", &mut bytes)?;
    utf8(show(path), bytes)
}

/// The bytes of a file of any kind, of which there are at most so many.
///
/// # Errors
/// As those of [`read`], but for the encoding.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    fill(path, most, "paper", &mut bytes)?;
    Ok(bytes)
}

/// Reads a file, or standard input, whole; `what` it is to be is for messages.
fn fill(path: &Path, most: u64, what: &str, bytes: &mut Vec<u8>) -> Result<(), Unreadable> {
    let fault = |why: String| Unreadable::new(show(path), why);
    let done = if path.as_os_str() == STDIN {
        limited(io::stdin().lock(), 0, most, bytes)
    } else {
        let about = fs::metadata(path).map_err(|error| fault(no_such(path, &error)))?;
        if about.is_dir() {
            return Err(fault("this is a folder, not a file".into()));
        }
        if !about.is_file() {
            return Err(fault("this is not an ordinary file; to read from a pipe, use - and feed it to standard input".into()));
        }
        if about.len() > most {
            return Err(fault(larger_than(about.len(), most, what)));
        }
        if is_made_by_the_kernel(path, &about) {
            return Err(fault(format!("this is a file of the system itself, and no {what}")));
        }
        fs::File::open(path).and_then(|file| limited(file, about.len(), most, bytes))
    };
    done.map_err(|error| fault(in_words(&error)))?;
    if bytes.len() as u64 > most {
        return Err(fault(larger_than(bytes.len() as u64, most, what)));
    }
    Ok(())
}

/// The file is reached through a link out of the repository that the link lies in, or lies outside of `within`.
pub fn leads_out(path: &Path, within: Option<&Path>) -> bool {
    let Ok(to) = destination(path) else { return true };
    to.leaves_by.is_some() || within.is_some_and(|root| !to.real.starts_with(root))
}

/// The system runs the file as a program.
pub fn is_executable(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o111 != 0)
    }
    // Elsewhere git runs every hook that it finds.
    #[cfg(not(unix))]
    path.exists()
}

/// Something is there.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// The path, which need not exist yet, lies in the folder or deeper.
pub fn lies_below(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (destination(path), destination(folder)) else { return false };
    path.real.starts_with(folder.real)
}

/// Both paths lead to the same file or folder.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// There is no such file, or it is an ordinary one of at most so many bytes: to read it comes to an end.
pub fn is_short_file(path: &Path, most: u64) -> bool {
    fs::metadata(path)
        .map_or(true, |about| about.is_dir() || about.is_file() && about.len() <= most && !is_made_by_the_kernel(path, &about))
}

/// Refuses `-` where a file or folder is to be made: everywhere else it is standard input or output, and a file of that name is
/// a nuisance in every shell.
pub fn refuse_dash(path: &Path, what: &str) -> Result<(), String> {
    if path.as_os_str() != STDIN {
        return Ok(());
    }
    Err(format!("- is not the name of a {what}: name one (./- for one that is really called so)"))
}

/// A path as messages show it.
pub fn show(path: &Path) -> String {
    if path.as_os_str() == STDIN {
        return "standard input".into();
    }
    let text = path.to_string_lossy();
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}
/// All there is to read, up to a little more than the limit, in place of what the buffer held; `expected` is how much that
/// will be, as far as is known.
fn limited(mut reader: impl Read, expected: u64, most: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    // A file of the size it was said to have is read by one call, and its end is found by another.
    bytes.resize(expected as usize + 1, 0);
    let mut length = 0;
    while length < bytes.len() {
        match reader.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let grown = length == bytes.len();
    bytes.truncate(length);
    if grown {
        reader.take((most + 1).saturating_sub(length as u64)).read_to_end(bytes)?;
    }
    Ok(())
}

/// A file that the kernel makes as it is read, as those of `/proc` and `/sys` are: it may have no end, or none that comes.
/// They take no room on a disk, so that the real path is asked for only where that is so.
#[cfg(target_os = "linux")]
fn is_made_by_the_kernel(path: &Path, about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let made = |real: PathBuf| ["/proc", "/sys"].iter().any(|folder| real.starts_with(folder));
    about.blocks() == 0 && fs::canonicalize(path).is_ok_and(made)
}

#[cfg(not(target_os = "linux"))]
fn is_made_by_the_kernel(_: &Path, _: &fs::Metadata) -> bool {
    false
}

pub(crate) fn too_large(bytes: u64) -> String {
    larger_than(bytes, LARGEST, "plan")
}

fn larger_than(bytes: u64, most: u64, what: &str) -> String {
    let limit = most >> 20;
    format!("{} MB or more is too large for a {what} (the most is {limit} MB); is it the right file?", bytes >> 20)
}

/// Why nothing is known of a path that somebody wrote.
fn no_such(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound if path.to_string_lossy().contains(['*', '?']) => "no plan has a name that fits this".into(),
        _ => in_words(error),
    }
}

/// What the system says of a file, in plain words.
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "you have no permission for it".into(),
        io::ErrorKind::AlreadyExists => "there is such a file already".into(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::FileTooLarge => "it would be larger than this disk, or your limits, allow".into(),
        io::ErrorKind::QuotaExceeded => "you have used up your room on this disk".into(),
        io::ErrorKind::ReadOnlyFilesystem => "this disk can only be read".into(),
        io::ErrorKind::InvalidFilename => "the name is too long, or has a character that no name may have".into(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, not a folder".into(),
        // The kind has no name yet in stable Rust.
        kind if format!("{kind:?}") == "FilesystemLoop" => "it is a link that leads back to itself".into(),
        _ => error.to_string(),
    }
}

/// The text of a file's bytes, or where they are no UTF-8.
pub(crate) fn utf8(name: String, bytes: Vec<u8>) -> Result<File, Unreadable> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(File { name, text }),
        Err(error) => Err(not_utf8(name, error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// Where to find the encoding in the programs that people write plans with.
const SAVE_AS_UTF8: &str =
    "save it as UTF-8: in Notepad by File, Save as, Encoding; in VS Code by a click on the encoding at the foot of the window";

/// What is said of bytes that are no UTF-8 from `valid` on, with the text that they were most likely meant to be.
fn not_utf8(name: String, bytes: &[u8], valid: usize) -> Unreadable {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != encoding_rs::UTF_8)
    {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
        let why = format!("this is saved as UTF-16 (some editors call it \"Unicode\"); {SAVE_AS_UTF8}");
        return Unreadable { decoded: Some(text), ..Unreadable::new(name, why) };
    }
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let place = Lines::new(&before).position(valid);
    // Some lines may be UTF-8 all the same, where two files were put together.
    let decode = |bytes| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let pieces = bytes.utf8_chunks().flat_map(|chunk| [chunk.valid().into(), decode(chunk.invalid())]);
    let text: String = pieces.collect();
    let byte = bytes[valid];
    // Nobody types the control characters that other bytes would be.
    let meant = decode(&bytes[valid..=valid]).chars().next().filter(|c| !c.is_control());
    let meant = meant.map(|c| format!(", in Windows-1252 (\"ANSI\") the character {c}")).unwrap_or_default();
    let why = format!(
        "line {}, column {}: from here on the file is not UTF-8 (byte {byte:#04x}{meant}); {SAVE_AS_UTF8}",
        place.line, place.column
    );
    Unreadable { decoded: Some(text).filter(|text| !text.contains('\0')), ..Unreadable::new(name, why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_utf8_is_refused_with_its_place_and_kept_as_it_was_meant() {
        let text = b"board = \"\xe2\x82\xac\"\ntitle = \"caf\xe9 \x96 it\x92s\"";
        let told = utf8("a.toml".into(), text.to_vec()).unwrap_err();
        assert!(told.why.starts_with("line 2, column 13: ") && told.why.contains("the character \u{e9}"), "{told}");
        assert_eq!(told.decoded.as_deref(), Some("board = \"\u{20ac}\"\ntitle = \"caf\u{e9} \u{2013} it\u{2019}s\""));
        let wide = utf8("a.toml".into(), b"\xff\xfet\0".to_vec()).unwrap_err();
        assert!(wide.why.contains("UTF-16"), "{wide}");
        assert_eq!(wide.decoded.as_deref(), Some("t"));
        let picture = utf8("a.toml".into(), b"\x89PNG\0\0".to_vec()).unwrap_err();
        assert_eq!(picture.decoded, None);
    }
}
