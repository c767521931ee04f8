//! The parcel that an office file is: many parts in one zip, opened with limits, so that a small file cannot unpack into a huge one.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that all the parts read of a parcel may have. A document of 100 pages has 3 MB.
const MOST_BYTES: u64 = 24 << 20;
/// The most parts that a parcel may have.
const MOST_PARTS: usize = 5_000;

/// The parts of an office file that can hold words, by their paths in it. Pictures, macros and what else lies in it are left alone.
pub struct Parcel {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Parcel {
    /// Unpacks a parcel into memory. No path in it is used for a file on the disk.
    ///
    /// # Errors
    /// Says in plain words why it is none: cut off, larger than any paper, protected by a password.
    pub fn open(bytes: &[u8]) -> Result<Parcel, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| "it is cut off or damaged: copy or download it again, or save it anew in its program".to_owned())?;
        if archive.len() > MOST_PARTS {
            return Err(format!("it has more than {MOST_PARTS} parts, as no paper has"));
        }
        let mut left = MOST_BYTES;
        let mut parts = BTreeMap::new();
        for number in 0..archive.len() {
            let file = archive.by_index(number).map_err(|error| match error {
                zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => PASSWORD.to_owned(),
                _ => DAMAGED.to_owned(),
            })?;
            let path = file.name().map_err(|_| DAMAGED.to_owned())?.trim_start_matches('/').replace('\\', "/");
            let holds_words = [".xml", ".rels"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
            if !(holds_words || path == "mimetype") || path.contains("customXml/") || path.contains("theme/") {
                continue;
            }
            let too_much = || {
                format!(
                    "it unpacks to more than {} MB of text, as no paper does; copy the table of actions into a new file",
                    MOST_BYTES >> 20
                )
            };
            // What the parcel says of the size may be a lie; where it is not, nothing is unpacked in vain.
            if file.size() > left {
                return Err(too_much());
            }
            let mut part = Vec::with_capacity(file.size() as usize);
            file.take(left + 1).read_to_end(&mut part).map_err(|_| DAMAGED.to_owned())?;
            left = left.checked_sub(part.len() as u64).ok_or_else(too_much)?;
            // Of two parts with one path, programs take the first.
            parts.entry(path).or_insert(part);
        }
        Ok(Parcel { parts })
    }

    /// A part by its path.
    pub fn part(&self, path: &str) -> Option<&[u8]> {
        self.parts.get(path).map(Vec::as_slice)
    }

    /// The properties that whoever made a file of Word or Excel gave it beside those that every file has: name and value.
    pub fn properties(&self) -> Vec<(String, String)> {
        let path =
            self.relations("").into_iter().find(|relation| relation.kind == "custom-properties").map(|relation| relation.path);
        let Some(root) = path.and_then(|path| super::xml::parse(self.part(&path)?).ok()) else { return Vec::new() };
        root.elements().filter_map(|property| Some((property.attribute("name")?.to_owned(), property.text()))).collect()
    }

    /// The paths of all parts kept.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// What the parts of a parcel say they belong to: each relation as its kind (the last word of its name) and the path it leads to.
    /// `of` is the part whose relations are asked for; an empty one is the parcel itself.
    pub fn relations(&self, of: &str) -> Vec<Relation> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(root) = self.part(&path).and_then(|bytes| super::xml::parse(bytes).ok()) else { return Vec::new() };
        let relation = |element: &super::xml::Element| {
            let target = element.attribute("Target")?;
            // What lies outside of the parcel is nobody's business.
            if element.attribute("TargetMode") == Some("External") {
                return None;
            }
            let kind = element.attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
            let id = element.attribute("Id").unwrap_or_default().to_owned();
            Some(Relation { id, kind, path: joined(folder, target) })
        };
        root.elements().filter_map(relation).collect()
    }
}

const DAMAGED: &str = "a part of it is damaged: save it anew in its program";

/// What the zip must not be opened with.
pub const PASSWORD: &str = "it has a password: open it in its program, save a copy without the password, and import that";

/// A relation of one part of a parcel to another.
pub struct Relation {
    pub id: String,
    pub kind: String,
    pub path: String,
}

/// A path inside the parcel, from a folder in it.
fn joined(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}
