//! The addresses by which an editor names files: `file:///home/sue/my%20plans/oldham.toml`.

use std::path::{Path, PathBuf};

/// The path that a `file:` address leads to; nothing for any other address, such as that of a text never saved.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    decoded(uri, cfg!(windows)).map(PathBuf::from)
}

/// The address of a file by its whole path.
pub fn of_path(path: &Path) -> String {
    encoded(&path.to_string_lossy(), cfg!(windows))
}

fn decoded(uri: &str, windows: bool) -> Option<String> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or("");
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let path = String::from_utf8(percent_decoded(path)).ok().filter(|path| !path.contains('\0'))?;
    if !windows {
        return path.starts_with('/').then_some(path);
    }
    let host = if host.eq_ignore_ascii_case("localhost") { "" } else { host };
    let mut path = path.replace('/', "\\");
    if !host.is_empty() {
        return Some(format!("\\\\{host}{path}"));
    }
    let has_drive = |path: &str| matches!(path.as_bytes(), [b'\\', drive, b':', ..] if drive.is_ascii_alphabetic());
    if has_drive(&path) {
        // Some editors write the drive as a small letter: it is one drive all the same.
        path.remove(0);
        path[..1].make_ascii_uppercase();
    }
    Some(path)
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        match tail.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit)).and_then(code) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    out
}

fn encoded(path: &str, windows: bool) -> String {
    let path = if windows { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = String::from("file:");
    out += match path.strip_prefix("//") {
        Some(_) if windows => "",
        _ if path.starts_with('/') => "//",
        _ => "///",
    };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_path_on_every_system_and_other_addresses_have_none() {
        for (uri, unix, windows) in [
            ("file:///home/sue/my%20plans/a.toml", Some("/home/sue/my plans/a.toml"), Some("\\home\\sue\\my plans\\a.toml")),
            ("file:///c%3A/My%20Plans/a.toml", Some("/c:/My Plans/a.toml"), Some("C:\\My Plans\\a.toml")),
            ("file:///C:/a.toml", Some("/C:/a.toml"), Some("C:\\a.toml")),
            ("file://server/share/a.toml", Some("/share/a.toml"), Some("\\\\server\\share\\a.toml")),
            ("file://localhost/a.toml", Some("/a.toml"), Some("\\a.toml")),
            ("FILE:/a.toml", Some("/a.toml"), Some("\\a.toml")),
            ("file:///caf%C3%A9/100%.toml#L3", Some("/café/100%.toml"), Some("\\café\\100%.toml")),
            ("file:///%ff.toml", None, None),
            ("file:///a%00.toml", None, None),
            ("untitled:Untitled-1", None, None),
            ("plans/a.toml", None, None),
            ("", None, None),
        ] {
            assert_eq!(decoded(uri, false).as_deref(), unix, "{uri}");
            assert_eq!(decoded(uri, true).as_deref(), windows, "{uri}");
        }
    }

    #[test]
    fn a_path_comes_back_from_its_address() {
        for (path, windows, uri) in [
            ("/home/sue/my plans/é#?%41.toml", false, "file:///home/sue/my%20plans/%C3%A9%23%3F%2541.toml"),
            ("C:\\My Plans\\a.toml", true, "file:///C%3A/My%20Plans/a.toml"),
            ("\\\\server\\share\\a.toml", true, "file://server/share/a.toml"),
        ] {
            assert_eq!(encoded(path, windows), uri);
            assert_eq!(decoded(uri, windows).as_deref(), Some(path));
        }
    }
}
