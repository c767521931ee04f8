//! Finds, reads and writes files, and knows where each word of a text stands.
//!
//! Knows nothing of plans. Every failure is a sentence for the person who named the file.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};

/// The largest file read as a plan, in bytes. The longest real plan is a hundredth of it.
pub const LARGEST: u64 = 16 << 20;

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A stretch of a text: byte offsets, the end not counted in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// From `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The same stretch as a range to index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers; empty where the text is shorter.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// Where a part that was borrowed from a text starts in it; nothing where it is a copy.
pub fn start_in(text: &str, part: &str) -> Option<usize> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    text.get(start..start.wrapping_add(part.len())).map(|_| start)
}

/// A text without the blanks around it: as [`str::trim`], but quick where there are none, as around most words of a plan.
pub fn trimmed(text: &str) -> &str {
    let ink = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if ink(text.as_bytes().first()) && ink(text.as_bytes().last()) { text } else { text.trim() }
}

/// Nothing but blanks.
pub fn is_blank(text: &str) -> bool {
    // One letter tells of most texts that there is something in them.
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// A value with the place it was read from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Binds a value to its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where each line of a text begins. Made only when a place is shown.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The place asked for last, and its column: the next is near it, however long the line.
    last: Cell<(usize, usize)>,
}

impl<'t> Lines<'t> {
    /// The line table of a text.
    pub fn new(text: &'t str) -> Lines<'t> {
        let after = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after).collect(), last: Cell::new((0, 1)) }
    }

    /// The line (from 1) that holds a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The bytes of a line (from 1), its line end not counted in.
    pub fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        start..end
    }

    /// The line and column of a byte offset. A byte order mark takes no column.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let count = |range: Range<usize>| self.text[range].chars().filter(|&c| c != '\u{feff}').count();
        let column = match self.last.get() {
            (last, column) if (start..=offset).contains(&last) => column + count(last..offset),
            (last, column) if last > offset && last - offset < offset - start && self.line(last) == line => {
                column - count(offset..last)
            }
            _ => 1 + count(start..offset),
        };
        self.last.set((offset, column));
        Position { line, column }
    }

    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

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
pub struct Place {
    pub path: PathBuf,
    /// Found in a folder, not named itself.
    pub found: bool,
}

/// A file that could not be read, and why, in plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    pub name: String,
    pub why: String,
}

impl std::error::Error for Unreadable {}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

/// The `.toml` files that the paths name: a file as it is, a folder with all below it in order of name.
/// Hidden files and folders are passed over, and a file named twice is read once.
pub fn find(paths: &[PathBuf]) -> (Vec<Place>, Vec<Unreadable>) {
    let mut places = Vec::new();
    let mut faults = Vec::new();
    let mut linked = false;
    for path in paths {
        if path.as_os_str() == STDIN || !path.is_dir() {
            places.push(Place { path: path.clone(), found: false });
            continue;
        }
        let before = places.len() + faults.len();
        let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || entry.path().extension().is_none_or(|ending| ending != "toml") => {}
                Ok(entry) => {
                    linked |= entry.path_is_symlink();
                    places.push(Place { path: entry.into_path(), found: true });
                }
                Err(error) => {
                    let name = show(error.path().unwrap_or(path));
                    let why = error.io_error().map_or("it is a link that leads back to itself".to_owned(), in_words);
                    faults.push(Unreadable { name, why });
                }
            }
        }
        if places.len() + faults.len() == before {
            faults.push(Unreadable {
                name: show(path),
                why: "this folder holds no plan (no file whose name ends in .toml)".into(),
            });
        }
    }
    // Below one path a file is met once, unless a link leads to it.
    if paths.len() > 1 || linked {
        let mut seen = std::collections::HashSet::new();
        places.retain(|place| seen.insert(fs::canonicalize(&place.path).unwrap_or_else(|_| place.path.clone())));
    }
    (places, faults)
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
    let fault = |why: String| Unreadable { name: name.clone(), why };
    let done = if path.as_os_str() == STDIN {
        limited(io::stdin().lock(), 0, bytes)
    } else {
        let about = fs::metadata(path).map_err(|error| fault(in_words(&error)))?;
        if about.is_dir() {
            return Err(fault("this is a folder, not a file".into()));
        }
        if !about.is_file() {
            return Err(fault("this is not an ordinary file; to read from a pipe, use - and feed it to standard input".into()));
        }
        if about.len() > LARGEST {
            return Err(fault(too_large(about.len())));
        }
        fs::File::open(path).and_then(|file| limited(file, about.len(), bytes))
    };
    done.map_err(|error| fault(in_words(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(fault(too_large(bytes.len() as u64)));
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(fault(not_utf8(bytes, error.valid_up_to()))),
    }
}

/// Writes a file whole or not at all: into a new file beside it, then renamed over it. What is no ordinary file, such
/// as a pipe or a terminal, is written into.
///
/// # Errors
/// A sentence when the file may not be written, or its folder cannot be; the old file is then untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Unreadable> {
    let fault = |why: &str| Unreadable { name: show(path), why: format!("not written: {why}") };
    match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(fault("this is a folder, not a file")),
        Ok(old) if !old.is_file() => {
            let into = fs::OpenOptions::new().write(true).open(path).and_then(|mut into| into.write_all(bytes));
            return into.map_err(|error| fault(&in_words(&error)));
        }
        Ok(old) if old.permissions().readonly() => return Err(fault("the file is read-only")),
        Err(error) if path.is_symlink() && error.kind() != io::ErrorKind::NotFound => return Err(fault(&in_words(&error))),
        _ => {}
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let base = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{base}.{}.new", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = fs::File::create_new(&beside)?;
        if let Ok(old) = fs::metadata(&target) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &target)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&beside);
        fault(&in_words(&error))
    })
}

/// Writes a file that is not there yet, with the folders above it.
///
/// # Errors
/// When the file is there already, or the folder cannot be written.
pub fn create(path: &Path, bytes: &[u8], executable: bool) -> Result<(), Unreadable> {
    let make = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create_new(path)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        if executable {
            use std::os::unix::fs::PermissionsExt;
            file.set_permissions(fs::Permissions::from_mode(0o755))?;
        }
        Ok(())
    };
    make().map_err(|error| Unreadable { name: show(path), why: format!("not written: {}", in_words(&error)) })
}

/// Makes a folder, with the folders above it, where there is none yet.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> Result<(), Unreadable> {
    fs::create_dir_all(path).map_err(|error| Unreadable { name: show(path), why: format!("not made: {}", in_words(&error)) })
}

/// A path as messages show it.
pub fn show(path: &Path) -> String {
    if path.as_os_str() == STDIN {
        return "standard input".into();
    }
    let text = path.to_string_lossy();
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// Text as a terminal may be shown it: on one line, and with nothing in it that moves the cursor or turns the writing.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Most texts are plain, and are looked through many letters at a time; beyond ASCII few begin with these two bytes.
    const TOGETHER: usize = 16;
    let odd = |byte: u8| (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2);
    let any_odd = |bytes: &[u8]| bytes.iter().fold(false, |any, &byte| any | odd(byte));
    let (chunks, rest) = text.as_bytes().as_chunks::<TOGETHER>();
    let looked = chunks.iter().map(|chunk| (any_odd(chunk), &chunk[..])).chain([(any_odd(rest), rest)]);
    let places = looked.enumerate().filter(|(_, (any, _))| *any).flat_map(|(number, (_, bytes))| {
        bytes.iter().enumerate().filter(|&(_, &byte)| odd(byte)).map(move |(at, _)| number * TOGETHER + at)
    });
    let mut out = String::new();
    let mut kept = 0;
    for at in places {
        let mut rest = text[at..].chars();
        let shown = match rest.next() {
            // It is one line end with what follows.
            Some('\r') if rest.as_str().starts_with('\n') => "",
            Some('\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') => " ",
            Some(c) if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[kept..at]);
        out.push_str(shown);
        kept = text.len() - rest.as_str().len();
    }
    if kept == 0 {
        return text.into();
    }
    out.push_str(&text[kept..]);
    out.into()
}

/// All there is to read, up to a little more than the limit, in place of what the buffer held; `expected` is how much that
/// will be, as far as is known.
fn limited(mut reader: impl Read, expected: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
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
        reader.take((LARGEST + 1).saturating_sub(length as u64)).read_to_end(bytes)?;
    }
    Ok(())
}

fn too_large(bytes: u64) -> String {
    let limit = LARGEST >> 20;
    format!("{} MB or more is too large for a plan (the most is {limit} MB); is it the right file?", bytes >> 20)
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "you have no permission for it".into(),
        io::ErrorKind::AlreadyExists => "there is such a file already".into(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".into(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, not a folder".into(),
        // The kind has no name yet in stable Rust.
        kind if format!("{kind:?}") == "FilesystemLoop" => "it is a link that leads back to itself".into(),
        _ => error.to_string(),
    }
}

/// The text of some bytes, or where they are no UTF-8.
pub(crate) fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn not_utf8(bytes: &[u8], valid: usize) -> String {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "this is saved as UTF-16 (some editors call it \"Unicode\"); save it as UTF-8".into();
    }
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let place = Lines::new(&before).position(valid);
    let line = format!("line {}, column {}", place.line, place.column);
    format!("{line}: this character is not UTF-8 (byte {:#04x}); save the file with the encoding UTF-8", bytes[valid])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_know_every_line_end() {
        let text = "\u{feff}a = \"é\"\r\nb = 日本\n\nlast";
        let lines = Lines::new(text);
        let at = |needle: &str| {
            let Position { line, column } = lines.position(text.find(needle).unwrap());
            (line, column)
        };
        assert_eq!(at("a ="), (1, 1));
        assert_eq!(at("b ="), (2, 1));
        assert_eq!(at("本"), (2, 6));
        assert_eq!(at("last"), (4, 1));
        assert_eq!(&text[lines.range(1)], "\u{feff}a = \"é\"");
        assert_eq!(&text[lines.range(3)], "");
        assert_eq!(lines.position(text.len() + 5), Position { line: 4, column: 5 });
        assert_eq!(Lines::new("").position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_place_is_the_same_in_whatever_order_it_is_asked_for() {
        let text = format!("\u{feff}x = [{}]\ny = \"é\"\n", "\"né\", ".repeat(50));
        let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let alone: Vec<Position> = places.iter().map(|&at| Lines::new(&text).position(at)).collect();
        let lines = Lines::new(&text);
        for step in [1, 7, 101, places.len() - 1] {
            for turn in 0..places.len() {
                let index = turn * step % places.len();
                assert_eq!(lines.position(places[index]), alone[index], "step {step}, byte {}", places[index]);
            }
        }
    }

    #[test]
    fn what_is_quick_for_most_texts_is_right_for_all() {
        for text in ["", " ", "a", " a", "a ", "1.1", "\u{a0}a\u{2003}", "\t\n", "é", "日 本"] {
            assert_eq!(trimmed(text), text.trim(), "{text:?}");
            assert_eq!(is_blank(text), text.trim().is_empty(), "{text:?}");
        }
        let text = "ref = \"1.1\"".to_owned();
        assert_eq!(start_in(&text, &text[7..10]), Some(7));
        assert_eq!(start_in(&text, &text), Some(0));
        assert_eq!(start_in(&text, &text.clone()), None);
    }

    #[test]
    fn a_terminal_obeys_nothing_in_a_line() {
        assert_eq!(one_line("a\r\nb\u{1b}[31m\u{202e}c\u{2069}\u{2028}d\u{9b}"), "a b\u{fffd}[31m\u{fffd}c\u{fffd} d\u{fffd}");
        assert!(matches!(one_line("– é"), Cow::Borrowed(_)));
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_with_its_place() {
        assert!(not_utf8(b"board = \"a\"\ntitle = \"caf\xe9\"", 24).starts_with("line 2, column 13: "));
        assert!(not_utf8(b"\xff\xfet\0", 0).contains("UTF-16"));
    }
}
