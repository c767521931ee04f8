//! Every flag of every command does something: a run with it and one without it differ in what the flag is for. A flag that stands in
//! no table here is named by a test.

use crate::program::told;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is seen with the flag and not without it, or the other way round.
#[derive(Clone, Copy, Debug)]
enum Sees {
    /// These words, with the flag alone.
    New(&'static str),
    /// These words, without the flag alone.
    Gone(&'static str),
    /// How the same is drawn, and no other word.
    Drawn,
}
use Sees::{Drawn, Gone, New};

/// A flag of a command, the arguments without it, those with it (after "+": those that are added), and what must differ.
type Case = (&'static str, &'static str, &'static str, Sees);

const PLANS: [(&str, &str); 4] = [
    (
        "alpha",
        r#"board = "Anytown Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-09-10, 2008-10-15]

[people]
jo = { name = "Jo Bloggs" }
sam = { name = "Sam Hill" }

[groups]
training = { name = "Training Subgroup", kind = "subgroup" }

[[objective]]
ref = "1"
title = "Sharing"

[[objective.action]]
ref = "1.1"
action = "Alpha: write the protocol"
outcome = "It is used"
lead = { who = "jo", for = "training" }
due = ["2008-06", "2009-01"]
status = "in-progress"
rag = "red"
tags = ["sharing"]
milestones = [{ text = "Alpha draft", due = "2008-05" }, { text = "Alpha final", due = "2008-06" }]
progress = [{ on = 2008-07-01, note = "Drafted" }]

[[objective.action]]
ref = "1.2"
action = "Golf: report on it"
outcome = "The board knows"
lead = ["sam", "jo"]
due = "2008-10"
every = "quarter"
"#,
    ),
    (
        "beta",
        r#"board = "Bexley Safeguarding Adults Board"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
meetings = [2008-09-10, 2008-12-01]

[people]
kim = { name = "Kim Lee" }

[[objective]]
ref = "7"
title = "Listening"

[[objective.action]]
ref = "1.1"
action = "Beta: ask the residents"
outcome = "They are heard"
due = ["2008-08", "2009-03"]
"#,
    ),
    (
        "gamma",
        r#"board = "Camford Safeguarding Adults Board"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
kim = { name = "Kim Lee" }

[[objective]]
ref = "2"
title = "Learning"

[[objective.action]]
ref = "1.1"
action = "Gamma: close the review"
outcome = "It is closed"
lead = "kim"
due = "2008-05"
status = "complete"
completed = 2008-05-20
evidence = ["minutes"]

[[objective.action]]
ref = "2.2"
action = "Delta: publish it"
outcome = "It is read"
lead = "kim"
due = "2009-02"
moved = [{ from = "2009-02", to = "2009-03", on = 2008-09-25, because = "no room", agreed = false }]
"#,
    ),
    (
        "delta",
        r#"board = "Dunmore Safeguarding Children Partnership"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
kim = { name = "Kim Lee" }

[[objective]]
ref = "3"
title = "Asking"

[[objective.action]]
ref = "1.1"
action = "Epsilon: think about it"
outcome = "Thought"
lead = "kim"
"#,
    ),
];

const BROKEN: &str = r#"board = "Anytown"
title = "Plan"
period = { from = 2008-04-01, to = 2009-03-31 }
[[objective]]
ref = "1"
title = "Sharing"
[[objective.action]]
ref = "1.1"
action = "Do it"
outcome = "Done"
dew = "2008-06"
statsu = "complete"
"#;

const TABLES: &str = "# Business Plan\n\n| Action | Who | By when |\n|---|---|---|\n| Alpha one | Jo | June 2008 |\n\nAnd\n\n\
                      | Action | Who | By when |\n|---|---|---|\n| Beta two | Jo | July 2008 |\n";

const UPDATES: &str = "plan,ref,note\nalpha,1.1,Alpha note\nalpha,9.9,No such action\n";

/// A list that came back: a note, other words, another lead, an emptied cell, and a row that is not on the plan.
const RETURNED: &str = "plan,ref,action,leads,rag,update\nalpha,1.1,Alpha: other words,Sam Hill,,Said in the paper\nalpha,9.9,Zeta: something new,Sam Hill,,\n";

/// A repository with four boards' plans, in two states: one committed on 1 September 2008, one on 20 September.
fn repository() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let root = crate::program::folder("flags-repository");
        fs::create_dir_all(root.join("plans")).unwrap();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        let git = |day: &str, args: &[&str]| {
            let mut command = Command::new("git");
            command.current_dir(&root).args(args).stdin(Stdio::null()).stdout(Stdio::null());
            for kind in ["AUTHOR", "COMMITTER"] {
                command.env(format!("GIT_{kind}_NAME"), "A").env(format!("GIT_{kind}_EMAIL"), "a@example.org");
                command.env(format!("GIT_{kind}_DATE"), format!("{day}T12:00:00+0000"));
            }
            let command = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
            assert!(command.status().unwrap().success(), "git {args:?}");
        };
        git("2008-09-01", &["init", "-q", "-b", "main"]);
        for (name, text) in PLANS {
            write(&format!("plans/{name}.toml"), &text.replace(": ", ": first ").replace("\"2009-01\"", "\"2008-12\""));
        }
        git("2008-09-01", &["add", "."]);
        git("2008-09-01", &["commit", "-qm", "one"]);
        for (name, text) in PLANS {
            write(&format!("plans/{name}.toml"), text);
        }
        git("2008-09-20", &["add", "."]);
        git("2008-09-20", &["commit", "-qm", "two"]);
        write("broken.toml", BROKEN);
        write("tables.md", TABLES);
        write("updates.csv", UPDATES);
        write("returned.csv", RETURNED);
        write("draft.toml", "# columns: 1 = action, 2 = with, 3 = timescale\n");
        fs::write(root.join("tracked.docx"), tracked()).unwrap();
        write("other.toml", "due-soon-days = 3\n[report.own]\nshape = \"leads\"\n");
        root
    })
}

/// A Word document with a table, in which a change is tracked.
fn tracked() -> Vec<u8> {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let changed = "<w:del w:id=\"1\" w:author=\"A\"><w:r><w:delText>Write the words before</w:delText></w:r></w:del>\
                   <w:ins w:id=\"2\" w:author=\"A\"><w:r><w:t>Write the words after</w:t></w:r></w:ins>";
    let row = |cells: [String; 3]| {
        let cells = cells.map(|cell| format!("<w:tc><w:p>{cell}</w:p></w:tc>"));
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let head = row(["Action", "Who", "By when"].map(run));
    let body = row([changed.to_owned(), run("Jo"), run("June 2008")]);
    let document = format!("<w:document xmlns:w=\"{WORD}\"><w:body><w:tbl>{head}{body}</w:tbl></w:body></w:document>");
    let relation = format!("<Relationship Id=\"r1\" Type=\"{OFFICE}\" Target=\"word/document.xml\"/>");
    let types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Override PartName=\"/word/document.xml\" ContentType=\"{types}\"/>");
    let mut parcel = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\">{types}</Types>")),
        ("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relation}</Relationships>")),
        ("word/document.xml", document),
    ] {
        parcel.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut parcel, text.as_bytes()).unwrap();
    }
    parcel.finish().unwrap().into_inner()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}

/// The files of a folder that are new or changed, with what they hold; of git's own folder the hooks alone.
fn files(folder: &Path, name: &str, out: &mut String) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            let is_seen = !name.contains("/.git/") || name.ends_with("/hooks");
            is_seen.then(|| files(&path, &name, out));
        } else if !name.contains("/.git/") || name.ends_with("/pre-commit") {
            let bytes = fs::read(&path).unwrap();
            if fs::read(repository().join(&name[1..])).ok().as_ref() != Some(&bytes) {
                writeln!(out, "FILE {name}\n{}", String::from_utf8_lossy(&bytes)).unwrap();
            }
        }
    }
}

/// The words of a line, parted as a shell does; '...' holds one together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// All that a run leaves behind: what is said, the exit code, and every file. What follows "<" is a file for standard input.
fn outcome(command: &str, line: &str) -> String {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let root = repository().with_file_name(format!("flags-{}", RUNS.fetch_add(1, Ordering::Relaxed)));
    let _ = fs::remove_dir_all(&root);
    copy(repository(), &root);
    let mut args = words(line);
    let stdin = args.iter().position(|arg| arg == "<").map(|at| args.split_off(at)[1].clone());
    let stdin = stdin.map_or_else(Stdio::null, |file| fs::File::open(root.join(file)).unwrap().into());
    let mut run = Command::new(env!("CARGO_BIN_EXE_lscb"));
    run.current_dir(&root).args([command].iter().filter(|command| !command.is_empty())).args(&args);
    run.env("LSCB_TODAY", "2008-10-01").env_remove("NO_COLOR").env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    run.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let (code, text) = told(&run.stdin(stdin).output().unwrap());
    let mut out = format!("{text}\nEXIT {code}\n");
    files(&root, "", &mut out);
    fs::remove_dir_all(&root).unwrap();
    // What could not be understood tests no flag.
    assert!(!out.contains("Usage: lscb"), "lscb {command} {line}: {out}");
    out
}

/// Runs a case, and says what is wrong with it.
fn fault(command: &str, (flag, without, with, sees): Case) -> Option<String> {
    let added = with.strip_prefix('+').map(|more| format!("{} {more}", without.trim()));
    let with = added.as_deref().unwrap_or(with);
    // Standard input is named last.
    let with = match with.split_once(" < ") {
        Some((args, rest)) if rest.contains(' ') => {
            let (file, more) = rest.split_once(' ').unwrap();
            format!("{args} {more} < {file}")
        }
        _ => with.to_owned(),
    };
    let (before, after) = (outcome(command, without), outcome(command, &with));
    let squeezed = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    let differs = match sees {
        New(words) => after.contains(words) && !before.contains(words),
        Gone(words) => before.contains(words) && !after.contains(words),
        Drawn => before != after && squeezed(&before).abs_diff(squeezed(&after)) < 200,
    };
    let short = |text: &str| text.split("FILE ").next().unwrap().chars().take(1500).collect::<String>();
    (!differs).then(|| {
        format!(
            "lscb {command} {flag}: expected {sees:?}\n$ lscb {command} {without}\n{}\n$ lscb {command} {with}\n{}\n",
            short(&before),
            short(&after)
        )
    })
}

fn try_all(cases: impl Iterator<Item = (&'static str, Case)>) {
    let faults: Vec<String> = cases.filter_map(|(command, case)| fault(command, case)).collect();
    assert!(faults.is_empty(), "{} flags make no difference, or another one:\n{}", faults.len(), faults.join("\n"));
}

/// Questions, each with arguments by which it tells of Alpha and of Beta.
const QUESTIONS: [(&str, &str); 7] = [
    ("overdue", "plans --format json"),
    ("due", "plans --by 2009-03-31 --format json"),
    ("list", "plans --format json"),
    ("show", "1.1 plans --format json"),
    ("report", "objectives plans --format json"),
    ("changes", "--since HEAD~1 plans --format json"),
    ("history", "1.1 plans --format json"),
];

const FILTERS: [(&str, &str, Sees); 17] = [
    ("--board", "Anytown", Gone("Beta")),
    ("--plan", "alpha", Gone("Beta")),
    ("--lead", "'Jo Bloggs'", Gone("Beta")),
    ("--group", "'Training Subgroup'", Gone("Beta")),
    ("--who", "'Jo Bloggs'", Gone("Beta")),
    ("--objective", "Sharing", Gone("Beta")),
    ("--ref", "1.2", Gone("Alpha")),
    ("--status", "in-progress", Gone("Beta")),
    ("--rag", "red", Gone("Beta")),
    ("--no-rag", "", Gone("Alpha")),
    ("--state", "closed", Gone("Alpha")),
    ("--due-by", "2008-07", Gone("Beta")),
    ("--due-from", "2009-02", Gone("Alpha")),
    ("--tag", "sharing", Gone("Beta")),
    ("--text", "protocol", Gone("Beta")),
    ("--no-lead", "", Gone("Alpha")),
    ("--no-date", "", Gone("Alpha")),
];

fn filter_cases() -> Vec<(&'static str, Case)> {
    let of_command = |(command, base): (&'static str, &'static str)| {
        FILTERS.map(|(flag, value, sees)| {
            // The action that such a command is about is one reference already, and another one more.
            let sees = if flag == "--ref" && base.starts_with("1.1") { New("Golf") } else { sees };
            (command, (flag, base, &*format!("+ {flag} {value}").leak(), sees))
        })
    };
    QUESTIONS.into_iter().flat_map(of_command).collect()
}

/// Flags that questions share, but for filters.
const OF_QUESTIONS: &[(&str, &[Case])] = &[
    (
        "overdue",
        &[
            ("--return-by", "plans --format markdown --out-dir o --each lead", "+ --return-by 2008-11-05", New("by 5 Nov 2008")),
            ("--return-to", "plans --format markdown --out-dir o --each lead", "+ --return-to 'the Clerk'", New("the Clerk")),
            ("--as-at", "plans", "+ --as-at 2008-05-01", Gone("Alpha")),
            ("--at", "plans", "+ --at HEAD~1", New("first")),
            ("--soon", "plans --format json", "+ --soon 5", New("\"due-soon\": 0")),
            ("--each-date", "plans --format csv", "+ --each-date", New("deadline (0 of 2 done)")),
            ("--columns", "plans --format csv", "+ --columns ref", Gone("Alpha:")),
            ("--sort", "plans --format csv --limit 1", "+ --sort=-board", New("Beta")),
            ("--group-by", "plans", "+ --group-by board", Drawn),
            ("--limit", "plans", "+ --limit 1", Gone("Beta:")),
            ("--fail-if-any", "plans", "+ --fail-if-any", New("EXIT 1")),
            ("--format", "plans", "+ --format json", New("lscb.report/1")),
            ("--output", "plans", "+ --output o.csv", New("FILE /o.csv")),
            ("--bom", "plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "plans", "+ --width 60", Drawn),
            ("--color", "plans", "+ --color always", New("\u{1b}[")),
            (
                "--each",
                "plans --format csv --out-dir o --each lead",
                "plans --format csv --out-dir o --each board",
                New("o/anytown-safeguarding-children-partnership-overdue"),
            ),
            (
                "--out-dir",
                "plans --format csv --each lead --out-dir o",
                "plans --format csv --each lead --out-dir q",
                New("FILE /q/"),
            ),
        ],
    ),
    (
        "due",
        &[
            ("--return-by", "plans --format markdown --out-dir o --each lead", "+ --return-by 2008-11-05", New("by 5 Nov 2008")),
            ("--return-to", "plans --format markdown --out-dir o --each lead", "+ --return-to 'the Clerk'", New("the Clerk")),
            ("--as-at", "plans", "+ --as-at 2009-01-15", New("Alpha")),
            ("--at", "plans", "+ --at HEAD~1", New("first")),
            ("--soon", "plans --format json", "+ --soon 5", Gone("\"state\": \"due-soon\"")),
            ("--columns", "plans --by 2009-03-31 --format csv", "+ --columns ref", Gone("Alpha:")),
            ("--sort", "plans --by 2009-03-31 --format csv --limit 1", "+ --sort=-due", New("Beta")),
            ("--group-by", "plans --by 2009-03-31", "+ --group-by board", Drawn),
            ("--limit", "plans --by 2009-03-31", "+ --limit 1", Gone("Beta:")),
            ("--within", "plans", "+ --within 6m", New("Beta")),
            ("--by", "plans", "+ --by 2009-03-31", New("Beta")),
            ("--before-next-meeting", "plans", "+ --before-next-meeting", Gone("Golf")),
            ("--fail-if-any", "plans", "+ --fail-if-any", New("EXIT 1")),
            ("--format", "plans", "+ --format json", New("lscb.report/1")),
            ("--output", "plans", "+ --output o.ics", New("FILE /o.ics")),
            ("--bom", "plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "plans", "+ --width 60", Drawn),
            ("--color", "plans", "+ --color always", New("\u{1b}[")),
            (
                "--each",
                "plans --format csv --out-dir o --each lead",
                "plans --format csv --out-dir o --each board",
                New("o/anytown-safeguarding-children-partnership-due"),
            ),
            (
                "--out-dir",
                "plans --format csv --each lead --out-dir o",
                "plans --format csv --each lead --out-dir q",
                New("FILE /q/"),
            ),
        ],
    ),
    (
        "list",
        &[
            ("--return-by", "plans --format markdown --out-dir o --each lead", "+ --return-by 2008-11-05", New("by 5 Nov 2008")),
            ("--return-to", "plans --format markdown --out-dir o --each lead", "+ --return-to 'the Clerk'", New("the Clerk")),
            ("--open", "plans", "+ --open", Gone("Gamma:")),
            ("--as-at", "plans", "+ --as-at 2008-05-01", Gone("overdue")),
            ("--at", "plans", "+ --at HEAD~1", New("first")),
            ("--soon", "plans", "+ --soon 5", Gone("due soon")),
            ("--columns", "plans --format csv", "+ --columns ref", Gone("Alpha:")),
            ("--sort", "plans --format csv --columns ref,action --limit 1", "+ --sort=-ref", New("Delta")),
            ("--group-by", "plans", "+ --group-by state", New("State      Actions")),
            ("--limit", "plans", "+ --limit 1", Gone("Beta:")),
            ("--fail-if-any", "plans", "+ --fail-if-any", New("EXIT 1")),
            ("--format", "plans", "+ --format jsonl", New("lscb.report/1")),
            ("--output", "plans", "+ --output o.html", New("FILE /o.html")),
            ("--bom", "plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "plans", "+ --width 60", Drawn),
            ("--color", "plans", "+ --color always", New("\u{1b}[")),
            (
                "--each",
                "plans --format csv --out-dir o --each lead",
                "plans --format csv --out-dir o --each group",
                Gone("jo-bloggs-list"),
            ),
            (
                "--out-dir",
                "plans --format csv --each lead --out-dir o",
                "plans --format csv --each lead --out-dir q",
                New("FILE /q/"),
            ),
        ],
    ),
    (
        "show",
        &[
            ("--open", "1.1 plans", "+ --open", Gone("Gamma:")),
            ("--as-at", "1.1 plans", "+ --as-at 2008-05-01", Gone("overdue")),
            ("--at", "1.1 plans", "+ --at HEAD~1", New("first")),
            ("--soon", "1.2 plans", "+ --soon 5", Gone("due soon")),
            ("--format", "1.1 plans", "+ --format json", New("lscb.report/1")),
            ("--output", "1.1 plans", "+ --output o.md", New("FILE /o.md")),
            ("--bom", "1.1 plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "1.1 plans", "+ --width 40", Drawn),
            ("--color", "1.1 plans", "+ --color always", New("\u{1b}[")),
        ],
    ),
    (
        "report",
        &[
            (
                "--return-by",
                "gaps plans --format markdown --out-dir o --each lead",
                "+ --return-by 2008-11-05",
                New("by 5 Nov 2008"),
            ),
            (
                "--return-to",
                "gaps plans --format markdown --out-dir o --each lead",
                "+ --return-to 'the Clerk'",
                New("the Clerk"),
            ),
            ("--open", "objectives plans", "+ --open", Gone("Gamma:")),
            ("--as-at", "objectives plans", "+ --as-at 2008-05-01", Gone("overdue")),
            ("--at", "objectives plans", "+ --at HEAD~1", New("first")),
            ("--soon", "objectives plans", "+ --soon 5", Gone("due soon")),
            ("--since", "monthly plans", "+ --since 2008-05-01", New("1 May 2008")),
            ("--month", "monthly plans", "+ --month 2008-08", New("As at 1 Sep 2008")),
            ("--brief", "monthly plans", "+ --brief", Gone("About this paper")),
            // The paper that asks git is another road.
            ("--brief", "monthly plans --git --since 2008-09-10", "+ --brief", Gone("About this paper")),
            ("--author", "monthly plans --git --since 2008-09-10", "+ --author 'Kim Lee'", New("From: Kim Lee")),
            ("--author", "monthly plans", "+ --author 'Kim Lee'", New("From: Kim Lee")),
            ("--meeting", "monthly plans", "+ --meeting 'Winter Board'", New("Winter Board")),
            ("--item", "monthly plans", "+ --item 7b", New("7b")),
            ("--purpose", "monthly plans --format json", "+ --purpose decision", New("decision")),
            ("--logo-text", "monthly plans --format html", "+ --logo-text 'Our Mark'", New("Our Mark")),
            ("--meetings", "escalation plans/alpha.toml", "+ --meetings 1", New("Alpha:")),
            ("--git", "slippage plans", "+ --git", New("Alpha:")),
            ("--every", "trend plans --format csv", "+ --every quarter", Gone("2008-05-31")),
            ("--from", "trend plans --format csv", "+ --from 2008-07-01", Gone("2008-05-31")),
            ("--to", "trend plans --format csv", "+ --to 2008-07-31", Gone("2008-08-31")),
            ("--columns", "objectives plans --format csv", "+ --columns ref", Gone("Alpha:")),
            ("--sort", "leads plans --format csv --limit 1", "+ --sort=-lead", Gone("Jo Bloggs,person")),
            ("--group-by", "slippage plans --git", "+ --group-by board", Drawn),
            ("--limit", "leads plans", "+ --limit 1", Gone("Sam Hill")),
            ("--format", "leads plans", "+ --format json", New("lscb.report/1")),
            ("--output", "leads plans", "+ --output o.html", New("FILE /o.html")),
            ("--bom", "leads plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "leads plans", "+ --width 60", Drawn),
            ("--color", "leads plans", "+ --color always", New("\u{1b}[")),
            (
                "--each",
                "gaps plans --format csv --out-dir o --each lead",
                "gaps plans --format csv --out-dir o --each group",
                Gone("jo-bloggs-gaps"),
            ),
            (
                "--out-dir",
                "gaps plans --format csv --each lead --out-dir o",
                "gaps plans --format csv --each lead --out-dir q",
                New("FILE /q/"),
            ),
        ],
    ),
    (
        "changes",
        &[
            (
                "--return-by",
                "--since HEAD~1 plans --format markdown --out-dir o --each lead",
                "+ --return-by 2008-11-05",
                New("by 5 Nov 2008"),
            ),
            (
                "--return-to",
                "--since HEAD~1 plans --format markdown --out-dir o --each lead",
                "+ --return-to 'the Clerk'",
                New("the Clerk"),
            ),
            ("--open", "--since HEAD~1 plans", "+ --open", Gone("Gamma:")),
            ("--since", "--since HEAD~1 plans", "--since HEAD plans", Gone("Alpha:")),
            ("--until", "--since 2008-08-01 plans", "+ --until 2008-09-10", New("as it stood at commit")),
            ("--staged", "--since HEAD~1 plans", "+ --staged", New("what is staged")),
            ("--as-at", "--since HEAD~1 plans --format json", "+ --as-at 2008-05-01", New("\"as_at\": \"2008-05-01\"")),
            ("--columns", "--since HEAD~1 plans --format csv", "+ --columns ref", Gone("Alpha:")),
            ("--sort", "--since HEAD~1 plans --format csv --limit 1", "+ --sort=-ref", New("Delta")),
            ("--group-by", "--since HEAD~1 plans", "+ --group-by plan", Drawn),
            ("--limit", "--since HEAD~1 plans", "+ --limit 1", Gone("Beta:")),
            ("--fail-if-any", "--since HEAD~1 plans", "+ --fail-if-any", New("EXIT 1")),
            ("--format", "--since HEAD~1 plans", "+ --format json", New("lscb.report/1")),
            ("--output", "--since HEAD~1 plans", "+ --output o.md", New("FILE /o.md")),
            ("--bom", "--since HEAD~1 plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "--since HEAD~1 plans", "+ --width 60", Drawn),
            ("--color", "--since HEAD~1 plans", "+ --color always", New("\u{1b}[")),
            (
                "--each",
                "--since HEAD~1 plans --format csv --out-dir o --each lead",
                "--since HEAD~1 plans --format csv --out-dir o --each group",
                Gone("jo-bloggs-changes"),
            ),
            (
                "--out-dir",
                "--since HEAD~1 plans --format csv --each lead --out-dir o",
                "--since HEAD~1 plans --format csv --each lead --out-dir q",
                New("FILE /q/"),
            ),
        ],
    ),
    (
        "history",
        &[
            ("--open", "1.1 plans", "+ --open", Gone("Gamma:")),
            ("--as-at", "1.1 plans --format json", "+ --as-at 2008-09-10", New("\"as_at\": \"2008-09-10\"")),
            ("--at", "1.1 plans", "+ --at HEAD~1", Gone("reworded")),
            ("--soon", "1.2 plans --format json", "+ --soon 5", New("\"due-soon\": 0")),
            ("--columns", "1.1 plans --format csv", "+ --columns on", Gone("Alpha:")),
            ("--sort", "1.1 plans --format csv --limit 1", "+ --sort=-on", New("reworded")),
            ("--group-by", "1.1 plans", "+ --group-by kind", Drawn),
            ("--limit", "1.1 plans", "+ --limit 1", Gone("reworded")),
            ("--format", "1.1 plans", "+ --format json", New("lscb.report/1")),
            ("--output", "1.1 plans", "+ --output o.md", New("FILE /o.md")),
            ("--bom", "1.1 plans --format csv", "+ --bom", New("\u{feff}")),
            ("--width", "1.1 plans", "+ --width 60", Drawn),
            ("--color", "1.1 plans", "+ --color always", New("\u{1b}[")),
        ],
    ),
];

/// Commands that change plans show here what they would change, and change nothing.
const OF_EDITS: &[(&str, &[Case])] = &[
    (
        "note",
        &[
            ("--from", "1.1 x --plan alpha --dry-run", "--from updates.csv --keep-going --dry-run", New("Alpha note")),
            ("--keep-going", "--from updates.csv --dry-run", "+ --keep-going", New("EXIT 1")),
            ("--on", "1.1 x --plan alpha --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--by", "1.1 x --plan alpha --dry-run", "+ --by 'Sam Hill'", New("by = ")),
            ("--rag", "1.1 x --plan alpha --dry-run", "+ --rag green", New("+rag = \"green\"")),
            ("--status", "1.1 x --plan alpha --dry-run", "+ --status not-started", New("not-started")),
            ("--evidence", "1.1 x --plan alpha --dry-run", "+ --evidence Minutes", New("Minutes")),
            ("--report", "1.2 x --plan alpha --dry-run", "+ --report", New("report = true")),
            ("--plan", "1.1 x --dry-run", "+ --plan beta", New("b/plans/beta.toml")),
            ("--dry-run", "1.1 Said --plan alpha", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "done",
        &[
            ("--on", "1.1 --plan alpha --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--evidence", "1.1 --plan alpha --dry-run", "+ --evidence Minutes", New("Minutes")),
            ("--milestone", "1.1 --plan alpha --dry-run", "+ --milestone draft", Gone("+status = \"complete\"")),
            ("--plan", "1.1 --dry-run", "+ --plan beta", New("+status = \"complete\"")),
            ("--dry-run", "1.1 --plan alpha", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "move",
        &[
            (
                "--because",
                "1.2 2008-11 --because one --plan alpha --dry-run",
                "1.2 2008-11 --because two --plan alpha --dry-run",
                New("because = \"two\""),
            ),
            ("--on", "1.2 2008-11 --because one --plan alpha --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--asked", "1.2 2008-11 --because one --plan alpha --dry-run", "+ --asked", Gone("+due")),
            ("--grant", "2.2 2009-04 --because one --plan gamma --dry-run", "2.2 --grant --plan gamma --dry-run", New("granted")),
            (
                "--refuse",
                "2.2 2009-04 --because one --plan gamma --dry-run",
                "2.2 --refuse --plan gamma --dry-run",
                New("refused on"),
            ),
            ("--was", "1.1 2009-02 --because one --plan alpha --dry-run", "+ --was 2009-01", New("+due")),
            ("--milestone", "1.1 2008-11 --because one --plan alpha --dry-run", "+ --milestone final", New("+milestones")),
            ("--plan", "1.2 2008-11 --because one --dry-run", "+ --plan plans/beta.toml", New("EXIT 2")),
            ("--dry-run", "1.2 2008-11 --because one --plan alpha", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "hold",
        &[
            (
                "--because",
                "1.2 --review 2008-11-01 --because one --dry-run",
                "1.2 --review 2008-11-01 --because two --dry-run",
                New("\"two\""),
            ),
            (
                "--review",
                "1.2 --review 2008-11-01 --because one --dry-run",
                "1.2 --review 2008-12-01 --because one --dry-run",
                New("review = 2008-12-01"),
            ),
            ("--on", "1.2 --review 2008-11-01 --because one --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--plan", "1.1 --review 2008-11-01 --because one --dry-run", "+ --plan beta", New("+status")),
            ("--dry-run", "1.2 --review 2008-11-01 --because one", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "withdraw",
        &[
            ("--because", "1.2 --because one --dry-run", "1.2 --because two --dry-run", New("two")),
            ("--on", "1.2 --because one --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--plan", "1.1 --because one --dry-run", "+ --plan beta", New("+status")),
            ("--dry-run", "1.2 --because one", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "reopen",
        &[
            ("--because", "1.1 --plan gamma --because one --dry-run", "1.1 --plan gamma --because two --dry-run", New("two")),
            ("--on", "1.1 --plan gamma --because one --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--plan", "1.1 --because one --dry-run", "+ --plan gamma", New("-status")),
            ("--dry-run", "1.1 --plan gamma --because one", "+ --dry-run", New("--- a/plans/gamma.toml")),
        ],
    ),
    (
        "assign",
        &[
            (
                "--for",
                "1.2 'Jo Bloggs' --dry-run",
                "+ --for 'Training Subgroup'",
                New("+lead = [{ who = \"jo\", for = \"training\" }]"),
            ),
            ("--add", "1.2 'Training Subgroup' --dry-run", "+ --add", New("+lead = [\"sam\", \"jo\", \"training\"]")),
            ("--remove", "1.2 'Sam Hill' --dry-run", "+ --remove", New("+lead = [\"jo\"]")),
            ("--new", "1.2 'New Person' --dry-run", "+ --new person", New("+new-person")),
            ("--plan", "1.1 'Kim Lee' --dry-run", "+ --plan beta", New("+lead")),
            ("--dry-run", "1.2 'Jo Bloggs'", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "add",
        &[
            ("--lead", "Sharing 'New action' --dry-run", "+ --lead 'Sam Hill'", New("+lead = \"sam\"")),
            (
                "--timescale",
                "Sharing 'New action' --dry-run",
                "+ --timescale 'by June 2009'",
                New("+timescale = \"by June 2009\""),
            ),
            ("--due", "Sharing 'New action' --dry-run", "+ --due 2009-02", New("+due = \"2009-02\"")),
            ("--on", "Sharing 'New action' --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--new", "Sharing 'New action' --lead 'New Person' --dry-run", "+ --new person", New("+new-person")),
            ("--plan", "2 'New action' --dry-run", "+ --plan alpha", New("EXIT 2")),
            ("--dry-run", "Sharing 'New action'", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "set",
        &[
            ("--of-objective", "1 title=Other --plan alpha --dry-run", "+ --of-objective", New("+title = \"Other\"")),
            ("--of-plan", "title=Other --plan alpha --dry-run", "+ --of-plan", New("+title = \"Other\"")),
            ("--correct", "1.2 due=2008-11 --plan alpha --dry-run", "+ --correct", New("+due = \"2008-11\"")),
            ("--plan", "1.1 outcome=Other --dry-run", "+ --plan beta", New("+outcome = \"Other\"")),
            ("--dry-run", "1.2 outcome=Other", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "rollover",
        &[
            ("--output", "alpha 2009/10", "+ --output plans/next.toml", New("FILE /plans/next.toml")),
            (
                "--drop",
                "alpha 2009/10 --drop 1.1 --because one --dry-run",
                "alpha 2009/10 --drop 1.2 --because one --dry-run",
                Gone("+ref = \"1.2\""),
            ),
            (
                "--because",
                "alpha 2009/10 --drop 1.1 --because one --dry-run",
                "alpha 2009/10 --drop 1.1 --because two --dry-run",
                New("two"),
            ),
            ("--only", "alpha 2009/10 --dry-run", "+ --only 1.2", Gone("+action = \"Alpha")),
            ("--renumber", "alpha 2009/10 --only 1.2 --dry-run", "+ --renumber", New("+ref = \"1.1\"")),
            ("--dry-run", "alpha 2009/10", "+ --dry-run", Gone("FILE /plans/alpha-2009-10.toml")),
        ],
    ),
    (
        "leaver",
        &[
            ("--on", "'Jo Bloggs' --to 'Sam Hill' --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--to", "'Jo Bloggs' --dry-run", "+ --to 'Sam Hill'", New("+lead = ")),
            ("--plan", "'Kim Lee' --dry-run", "+ --plan gamma", Gone("b/plans/delta.toml")),
            ("--dry-run", "'Jo Bloggs' --to 'Sam Hill'", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    (
        "rename",
        &[
            ("--all-plans", "'Kim Lee' 'Kim Leigh' --dry-run", "+ --all-plans", New("b/plans/delta.toml")),
            ("--plan", "'Kim Lee' 'Kim Leigh' --dry-run", "+ --plan gamma", New("b/plans/gamma.toml")),
            ("--dry-run", "'Jo Bloggs' 'Jo Blogs'", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
];

const OF_OTHERS: &[(&str, &[Case])] = &[
    (
        "check",
        &[
            ("--staged", "plans", "+ --staged", Gone("ref-out-of-order")),
            ("--all", "--staged plans", "+ --all", New("4 of 4 plans")),
            ("--at", "plans --advice --format json", "+ --at HEAD~1", New("as it stood at commit")),
            ("--history", "plans", "+ --history", New("December 2008")),
            ("--advice", "plans", "+ --advice", New("advice[")),
            ("--format", "broken.toml", "+ --format json", New("\"findings\"")),
            ("--output", "broken.toml", "+ --output o.sarif", New("FILE /o.sarif")),
            ("--select", "broken.toml", "+ --select unknown-key", Gone("no-lead")),
            ("--ignore", "broken.toml", "+ --ignore unknown-key", Gone("an action has no key")),
            ("--statistics", "broken.toml", "+ --statistics", New("     2  error    unknown-key")),
            ("--quiet", "broken.toml", "+ --quiet", Gone("in 1 plan")),
            ("--fail-on", "plans", "+ --fail-on error", New("EXIT 0")),
            ("--exit-zero", "broken.toml", "+ --exit-zero", New("EXIT 0")),
            ("--fix", "broken.toml", "+ --fix", New("broken.toml: ")),
            ("--diff", "broken.toml --fix", "+ --diff", New("+++ b/broken.toml")),
            ("--stdin-filename", "- < broken.toml", "- --stdin-filename plans/some.toml < broken.toml", New("plans/some.toml:")),
            ("--width", "broken.toml", "+ --width 40", Drawn),
            ("--color", "broken.toml", "+ --color always", New("\u{1b}[")),
        ],
    ),
    (
        "timescale",
        &[
            ("--period", "'September'", "+ --period 2008/09", New("2008-09")),
            ("--format", "'June 2008'", "+ --format json", New("\"due\"")),
        ],
    ),
    (
        "import",
        &[
            ("--output", "tables.md", "+ --output o.toml", New("FILE /o.toml")),
            ("--format", "- < tables.md", "- --format markdown < tables.md", New("action = \"Alpha one\"")),
            ("--table", "tables.md", "+ --table 2", Gone("action = \"Alpha one\"")),
            ("--column", "tables.md", "+ --column with=Who", New("with = ")),
            ("--like", "tables.md", "+ --like draft.toml", New("with = ")),
            ("--board", "tables.md", "+ --board 'Some Board'", New("board = \"Some Board\"")),
            ("--title", "tables.md", "+ --title 'Some Title'", New("title = \"Some Title\"")),
            ("--period", "tables.md", "+ --period 2011/12", New("2011-04-01")),
            ("--original", "tracked.docx", "+ --original", New("the words before")),
            ("--report", "tables.md", "+ --report r.json", New("FILE /r.json")),
            ("--dry-run", "tables.md", "+ --dry-run", Gone("action = \"Alpha one\"")),
        ],
    ),
    (
        "new",
        &[
            ("--board", "n.toml", "+ --board 'Some Board'", New("\"Some Board\"")),
            ("--from", "n.toml", "n.toml --from alpha --period 2009/10", New("title = \"Sharing\"")),
            ("--period", "n.toml --from alpha --period 2009/10", "n.toml --from alpha --period 2010/11", New("2010-04-01")),
        ],
    ),
    (
        "take-back",
        &[
            ("--by", "returned.csv --dry-run", "+ --by 'Jo Bloggs'", New("by = ")),
            ("--on", "returned.csv --dry-run", "+ --on 2008-09-15", New("2008-09-15")),
            ("--words", "returned.csv --dry-run", "+ --words", New("+action = \"Alpha: other words\"")),
            ("--leads", "returned.csv --dry-run", "+ --leads", New("+lead = \"sam\"")),
            ("--add", "returned.csv --dry-run", "+ --add", New("+action = \"Zeta: something new\"")),
            ("--blank-clears", "returned.csv --dry-run", "+ --blank-clears", New("-rag = \"red\"")),
            ("--plan", "returned.csv --dry-run", "+ --plan beta", Gone("+++ b/plans/alpha.toml")),
            ("--dry-run", "returned.csv", "+ --dry-run", New("--- a/plans/alpha.toml")),
        ],
    ),
    ("init", &[("--git-hook", "", "+ --git-hook", New("FILE /.git/hooks/pre-commit"))]),
    ("config", &[("--width", "--config other.toml", "+ --width 20", Drawn)]),
    (
        "rules",
        &[
            ("--format", "", "+ --format json", New("\"rule\":")),
            ("--format", "", "+ --format markdown", New("\n# ")),
            ("--width", "", "+ --width 60", Drawn),
        ],
    ),
    ("explain", &[("--width", "no-lead", "+ --width 40", Drawn)]),
    (
        "",
        &[
            ("-C", "list .", "-C plans list .", Gone("broken.toml")),
            ("--config", "list plans", "+ --config other.toml", Gone("due soon")),
            ("--no-config", "config --config other.toml", "config --no-config", Gone("other.toml")),
        ],
    ),
];

fn cases(tables: &'static [(&'static str, &'static [Case])]) -> impl Iterator<Item = (&'static str, Case)> {
    tables.iter().flat_map(|(command, cases)| cases.iter().map(|case| (*command, *case)))
}

#[test]
fn every_filter_of_every_question_leaves_something_out() {
    try_all(filter_cases().into_iter());
}

#[test]
fn every_flag_of_every_question_does_something() {
    try_all(cases(OF_QUESTIONS));
}

#[test]
fn every_flag_of_every_command_that_changes_plans_does_something() {
    try_all(cases(OF_EDITS));
}

#[test]
fn every_flag_of_every_other_command_does_something() {
    try_all(cases(OF_OTHERS));
}

/// Flags whose test is another one, with the page or the test.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    // Here are plans already, beside which it writes none.
    ("init", "--board", "tests/suite/beginning.rs: \"--board\""),
    ("import", "--sheet", "tests/suite/import.rs: \"--sheet\", \"closed\""),
    // What is overdue or falls due is open: the filter is there as for every question.
    ("overdue", "--open", "src/query/mod.rs: \"open\" => (\"\", \"1.1 1.2 2.1\")"),
    ("due", "--open", "src/query/mod.rs: \"open\" => (\"\", \"1.1 1.2 2.1\")"),
    // Editors add it; there is no other way to talk.
    ("lsp", "--stdio", "tests/suite/editor.rs: [\"lsp\", \"--stdio\"]"),
];

#[test]
fn every_flag_of_every_command_has_a_test() {
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    let mut add = |command: &str, flag: &str| known.insert((command.to_owned(), flag.to_owned()));
    for (command, (flag, ..)) in filter_cases().into_iter().chain([OF_QUESTIONS, OF_EDITS, OF_OTHERS].into_iter().flat_map(cases))
    {
        add(command, flag);
    }
    for (command, flag, place) in ELSEWHERE {
        let (file, mark) = place.split_once(": ").unwrap();
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(text.contains(mark), "{command} {flag} is said to be tested in {file} by {mark:?}, which is not there");
        add(command, flag);
    }
    let whole = lscb::cli::command();
    let commands = whole.get_subcommands().map(|command| (command.get_name(), command));
    let mut real: BTreeSet<(String, String)> = BTreeSet::new();
    for (name, command) in commands.chain([("", &whole)]) {
        for arg in command.get_arguments().filter(|arg| !arg.is_positional()) {
            let flag = match (arg.get_long(), arg.get_short()) {
                (Some(long), _) => format!("--{long}"),
                (None, Some(short)) => format!("-{short}"),
                _ => continue,
            };
            if !["--help", "--version"].contains(&&*flag) {
                real.insert((name.to_owned(), flag));
            }
        }
    }
    let told = |flags: Vec<&(String, String)>| {
        flags.iter().map(|(command, flag)| format!("lscb {command} {flag}")).collect::<Vec<_>>().join("\n")
    };
    let untested: Vec<&(String, String)> = real.difference(&known).collect();
    assert!(
        untested.is_empty(),
        "these flags have no test that fails where they are ignored; add a line for each to a table of tests/suite/flags.rs:\n{}",
        told(untested)
    );
    let gone: Vec<&(String, String)> = known.difference(&real).collect();
    assert!(gone.is_empty(), "these flags stand in a table of tests/suite/flags.rs, and are no more:\n{}", told(gone));
}
