//! The doors between the rooms: which room may know of which, and which crate comes in by which door.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may import. A room is a file or folder of `src/`.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("names", &[]),
    ("source", &["text"]),
    ("git", &["source"]),
    ("edit", &["text"]),
    ("diagnostic", &["text", "edit"]),
    ("time", &["text", "names"]),
    ("plan", &["text", "names", "source", "edit", "diagnostic", "time"]),
    ("load", &["source", "git", "diagnostic", "plan"]),
    ("rules", &["text", "names", "source", "edit", "diagnostic", "time", "plan"]),
    ("acts", &["text", "names", "edit", "diagnostic", "time", "plan", "rules"]),
    ("fix", &["text", "names", "edit", "diagnostic", "time", "plan", "rules"]),
    ("import", &["text", "names", "diagnostic", "time", "plan"]),
    ("changes", &["text", "names", "plan", "time"]),
    ("query", &["text", "names", "plan", "time"]),
    ("reports", &["text", "names", "plan", "time", "changes", "query"]),
    ("render", &["text", "source", "edit", "diagnostic", "reports", "time"]),
    ("take_back", &["text", "names", "time", "plan", "acts", "import", "changes", "query", "reports", "render"]),
    ("lsp", &["text", "names", "source", "edit", "diagnostic", "time", "plan", "load", "rules", "fix", "query"]),
    (
        "cli",
        &[
            "text",
            "names",
            "source",
            "git",
            "edit",
            "diagnostic",
            "time",
            "plan",
            "load",
            "rules",
            "acts",
            "fix",
            "import",
            "changes",
            "query",
            "reports",
            "render",
            "take_back",
            "lsp",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Words that may stand only in some places: the crate or call, and the files it may stand in.
const DOORS: &[(&str, &[&str])] = &[
    ("toml_spanner::", &["plan/read/"]),
    ("walkdir::", &["source.rs"]),
    ("fs::", &["source.rs", "source/"]),
    ("rustix::", &["source/"]),
    ("Command::new", &["git.rs"]),
    ("rayon::", &["load.rs", "render/chunks.rs"]),
    ("memchr::", &["text/lines.rs"]),
    ("bumpalo::", &["plan/read/"]),
    ("foldhash::", &["plan/read/", "rules/"]),
    (
        "chrono::",
        &[
            "git.rs",
            "load.rs",
            "time/",
            "plan/",
            "acts/",
            "rules/",
            "import/",
            "query/",
            "reports/",
            "render/",
            "take_back/",
            "lsp/",
            "cli/",
        ],
    ),
    (".exists()", &["source", "cli/config.rs", "cli/commands/init.rs"]),
    (".is_dir()", &["source", "cli/config.rs"]),
    ("html_escape::", &["text/web.rs"]),
    ("unicode_width::", &["text/wrap.rs", "render/findings/terminal_text.rs"]),
    ("serde_json::", &["render/harmless_json.rs", "render/json.rs", "lsp/", "cli/commands/"]),
    ("lsp_server::", &["lsp/", "cli/commands/lsp.rs"]),
    ("anstyle::", &["render/table/", "render/findings/"]),
    ("clap::", &["cli/"]),
    ("anyhow::", &["cli/"]),
    ("Local::now", &["cli/clock.rs"]),
    ("toml::", &["cli/config.rs", "cli/saved.rs"]),
    ("comfy_table::", &["render/list.rs"]),
    ("annotate_snippets::", &["render/findings/"]),
    ("csv::WriterBuilder", &["render/csv.rs"]),
    ("csv::ReaderBuilder", &["import/delimited.rs", "cli/commands/note.rs"]),
    ("maud::", &["render/html/", "render/docx/"]),
    ("rust_xlsxwriter::", &["render/xlsx/"]),
    ("zip::", &["render/docx/parts.rs", "import/parcel.rs"]),
    ("calamine::", &["import/spreadsheet.rs"]),
    ("cfb::", &["import/spreadsheet.rs"]),
    ("quick_xml::", &["import/xml.rs", "import/spreadsheet.rs"]),
    ("encoding_rs::", &["source.rs", "import/"]),
    ("glob::", &["source.rs"]),
    ("sha1::", &["text/blob_id.rs"]),
    ("sha2::", &["text/blob_id.rs"]),
    ("strsim::", &["names.rs"]),
    ("unicode_normalization::", &["names.rs"]),
    ("similar::", &["render/unified_diff.rs"]),
    ("anstream::", &["cli/output.rs"]),
    ("io::stdout", &["cli/output.rs"]),
    ("io::stderr", &["cli/output.rs"]),
    ("println!", &[]),
    ("print!", &[]),
    ("dbg!", &[]),
    ("todo!", &[]),
    ("process::exit", &[]),
    // No network.
    ("std::net", &[]),
    ("TcpStream", &[]),
    ("UdpSocket", &[]),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// Every line of code of every source file: its file below `src/`, its number and its text, comments and tests left out.
fn lines() -> Vec<(String, usize, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut out = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if name.ends_with("_tests.rs") || name.ends_with("testing.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (index, line) in code.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                out.push((name.clone(), index + 1, line.to_owned()));
            }
        }
    }
    out
}

#[test]
fn every_room_imports_only_the_rooms_it_may() {
    let mut breaches = Vec::new();
    for (file, number, line) in lines() {
        let room = file.split(['/', '.']).next().unwrap();
        let (_, may) =
            ROOMS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("src/{file}: the room {room} is not in ROOMS"));
        for (at, _) in line.match_indices("crate::") {
            let other = line[at + 7..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            if other != room && !may.contains(&other) {
                breaches.push(format!("src/{file}:{number}: {room} may not know of {other}: {}", line.trim()));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn every_crate_comes_in_by_its_own_door() {
    let mut breaches = Vec::new();
    for (file, number, line) in lines() {
        for (word, doors) in DOORS {
            // A method is called on something; a crate's name is a word of its own.
            let is_word = |at: usize| word.starts_with('.') || !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let found = line.match_indices(word).any(|(at, _)| is_word(at));
            if found && !doors.iter().any(|door| file.starts_with(door)) {
                breaches.push(format!("src/{file}:{number}: {word} may stand only in {doors:?}: {}", line.trim()));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// Which rule goes before which is data, and what rules share stands in files that are no rules.
#[test]
fn no_rule_knows_of_another_rules_file() {
    let rules: Vec<String> = lscb::rules::RULES.iter().map(|rule| rule.id.replace('-', "_")).collect();
    let mut breaches = Vec::new();
    for (file, number, line) in lines().iter().filter(|(file, ..)| file.starts_with("rules/") && file != "rules/mod.rs") {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        let imports = line.contains("super::") || line.contains("crate::rules::");
        if imports && words.any(|word| rules.iter().any(|rule| rule == word)) {
            breaches.push(format!("src/{file}:{number}: {}", line.trim()));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn the_map_of_the_house_names_every_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/README.md")).unwrap();
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "lib") {
        assert!(
            map.contains(&format!("`{room}")) || map.contains(&format!("{room}/")) || map.contains(&format!("{room}.rs")),
            "src/README.md does not name {room}"
        );
    }
}
