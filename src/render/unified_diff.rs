//! The change of a file as a patch in the unified format of `diff -u`, its head as git writes it.

use crate::text::is_harmful;
use std::path::Path;

/// The change of the file `name` as a patch that `git apply` takes in the folder `here`.
pub fn unified_diff(name: &str, before: &str, after: &str, here: &Path) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let (old, new) = (header('a', name, here), header('b', name, here));
    diff.unified_diff().header(&old, &new).to_string()
}

/// A file as the head of a patch names it: by its path from the folder `here`, and in quotation marks as git writes
/// them where the name holds what would end it or what a terminal would obey.
fn header(side: char, name: &str, here: &Path) -> String {
    let name = match Path::new(name).strip_prefix(here) {
        _ if name == "standard input" => "stdin".to_owned(),
        Ok(below) => below.to_string_lossy().into_owned(),
        Err(_) => name.trim_start_matches('/').to_owned(),
    };
    let special = |c: char| matches!(c, '"' | '\\') || is_harmful(c);
    if !name.contains(special) {
        // git takes what follows a space for a date, unless a tab ends the name
        let end = if name.contains(' ') { "\t" } else { "" };
        return format!("{side}/{name}{end}");
    }
    let mut out = format!("\"{side}/");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if special(c) => c.to_string().bytes().for_each(|byte| out += &format!("\\{byte:03o}")),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_patch_names_the_file_as_git_does() {
        let head = |name| header('a', name, Path::new("/home/sue/plans"));
        assert_eq!(head("/home/sue/plans/any.toml"), "a/any.toml");
        assert_eq!(head("/tmp/any.toml"), "a/tmp/any.toml");
        assert_eq!(head("any town.toml"), "a/any town.toml\t");
        assert_eq!(head("standard input"), "a/stdin");
        assert_eq!(head("a\"\n\u{202e}é.toml"), "\"a/a\\\"\\012\\342\\200\\256é.toml\"");
    }
}
