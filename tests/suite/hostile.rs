//! Plans made to do harm: none ends the program, and none takes it long. At full size they are asked for by name:
//! `cargo test --release --test suite hostile -- --ignored --nocapture`.

#[cfg(target_os = "linux")]
use crate::program::{Cost, cost};
use crate::program::{folder, said};
use lscb::fix;
use lscb::plan::{self, Arena};
use lscb::rules::{self, Levels};
use std::fs;

const HEAD: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";
const GROUP: &str = "[groups]\ng = { name = \"G\", kind = \"subgroup\" }\n";
const OBJECTIVE: &str = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n";
const CENTURIES: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 1900-01-01, to = 2199-12-31 }\n";

/// An action with lines of its own.
fn action(reference: usize, more: &str) -> String {
    format!("[[objective.action]]\nref = \"1.{reference}\"\naction = \"Do number {reference} of the plan\"\nlead = \"g\"\n{more}")
}

/// A text of so many bytes, from a piece that is made again and again, each time with the next number.
fn fill(bytes: usize, before: &str, piece: impl Fn(usize) -> String, after: &str) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        let piece = piece(number);
        if text.len() + piece.len() + after.len() > bytes {
            break;
        }
        text += &piece;
    }
    text + after
}

/// Every kind of plan that once took more time or memory than its size is worth, with so many bytes each.
fn cases(bytes: usize) -> Vec<(&'static str, String)> {
    let plan = format!("{HEAD}{GROUP}{OBJECTIVE}");
    let one = format!("{plan}{}", action(1, "due = \"2009-03\"\n"));
    let leads = |length: usize| {
        let pairs = bytes / 2 / (2 * length + 40);
        let named = |sign: &str, number: usize| format!("{}{number}", sign.repeat(length));
        let person = |number: usize| format!("{} = {{ name = \"{}\" }}\n", named("p", number), named("n", number));
        let led = |number: usize| format!("[[objective.action]]\nref = \"1.{number}\"\nlead = \"{}\"\n", named("q", number));
        let people: String = (0..pairs).map(person).collect();
        format!("{HEAD}[people]\n{people}{OBJECTIVE}{}", (0..pairs).map(led).collect::<String>())
    };
    let undated: String = (0..bytes / 250).map(|number| action(number, "")).collect();
    let in_list = |key: &str, entry: &dyn Fn(usize) -> String| fill(bytes, &format!("{one}{key} = ["), entry, "]\n");
    let date = |number: usize| format!("{}-0{}", 1900 + number * 7 % 299, number % 9 + 1);
    vec![
        ("unknown-leads-long", leads(900)),
        ("unknown-leads-short", leads(10)),
        (
            "people-nearly-alike",
            fill(
                bytes,
                &format!("{HEAD}[people]\n"),
                |number| format!("p{number} = {{ name = \"Jo Bloggs {number}\" }}\n"),
                OBJECTIVE,
            ),
        ),
        ("allows", {
            let allow = |number| format!("[[allow]]\nrule = \"no-date\"\nref = \"1.{number}\"\nbecause = \"b\"\n");
            fill(bytes, &format!("{plan}{undated}"), allow, "")
        }),
        ("allow-of-many", {
            let before = format!("{plan}{undated}[[allow]]\nrule = \"no-date\"\nbecause = \"b\"\nref = [");
            fill(bytes, &before, |number| format!("\"1.{number}\","), "]\n")
        }),
        ("backslashes", fill(bytes, &format!("{one}remark = \""), |_| "\\q".into(), "\"\n")),
        ("every-day", fill(bytes, &format!("{CENTURIES}{GROUP}{OBJECTIVE}"), |number| action(number, "every = \"day\"\n"), "")),
        ("unknown-keys", fill(bytes, &plan, |number| action(number, "due = \"2009-03\"\nstatsu = \"in-progress\"\n"), "")),
        ("strange-keys", fill(bytes, &one, |number| format!("strange{number} = 1\n"), "")),
        ("no-statements", fill(bytes, &one, |_| "no equals sign\n".into(), "")),
        ("keys-again", fill(bytes, &one, |_| "due = \"2008\"\n".into(), "")),
        ("empty-actions", fill(bytes, &plan, |_| "[[objective.action]]\n".into(), "")),
        ("empty-objectives", fill(bytes, HEAD, |_| "[[objective]]\n".into(), "")),
        ("same-reference", fill(bytes, &plan, |_| action(1, ""), "")),
        ("see-nowhere", in_list("see", &|number| format!("\"1.x{number}\","))),
        ("no-commas", in_list("see", &|_| "\"a\" ".into())),
        ("curly-marks", in_list("see", &|_| "\u{201c}a\u{201d}, ".into())),
        ("deep-braces", format!("{one}remark = {}", "{ a = ".repeat(bytes / 6))),
        ("deep-key", format!("{one}{} = 1\n", ["a"].repeat(bytes / 2).join("."))),
        ("deep-headings", fill(bytes, &plan, |number| format!("[h{number}{}]\n", ".a".repeat(800)), "")),
        ("short-deep-keys", fill(bytes, &one, |number| format!("b{number}.a.a.a.a.a.a = 1\n"), "")),
        ("nested-lists", in_list("see", &|_| "[1],".into())),
        ("tables-in-list", in_list("with", &|_| "{ who = \"g\" },".into())),
        ("curly-statements", fill(bytes, &plan, |number| action(number, "outcome = \u{201c}It is done\u{201d}\n"), "")),
        ("long-line", format!("{one}remark = \"{}\nstatsu = 1\n", "x ".repeat(bytes / 2))),
        (
            "headings-single",
            fill(bytes, &plan, |number| action(number, "").replacen("[[objective.action]]", "[objective.action]", 1), ""),
        ),
        ("headings-open", fill(bytes, &one, |_| "[[objective\n".into(), "")),
        ("conflicts", fill(bytes, &plan, |number| format!("<<<<<<< a\n{0}=======\n{0}>>>>>>> b\n", action(number, "")), "")),
        ("milestones", in_list("milestones", &|number| format!("{{ text = \"m{number}\", due = \"{}\" }},", date(number)))),
        ("notes", in_list("progress", &|number| format!("{{ on = {}-01, note = \"n\" }},", date(number)))),
        ("moves", in_list("moved", &|number| format!("{{ from = \"{}\", to = \"{}\" }},", date(number), date(number + 1)))),
        ("meetings", {
            let meetings = fill(bytes / 2, HEAD, |number| format!("{}-{:02},", date(number), number % 28 + 1), "]\n");
            let meetings = meetings.replacen(HEAD, &format!("{HEAD}meetings = ["), 1);
            let due = |number| action(number, "every = \"meeting\"\n");
            fill(bytes, &format!("{meetings}{GROUP}{OBJECTIVE}"), due, "")
        }),
        ("same-words", fill(bytes, &plan, |number| action(1, "").replacen("1.1", &format!("1.{number}"), 1), "")),
    ]
}

#[test]
fn no_plan_made_to_do_harm_ends_the_program() {
    let folder = folder("hostile/small");
    for (name, text) in cases(6_000) {
        fs::write(folder.join("plan.toml"), text).unwrap();
        for command in [&["check"][..], &["overdue"], &["report", "timeline"], &["check", "--fix", "--diff"]] {
            let (code, said) = said(&folder, &[command, &["plan.toml", "--no-config"]].concat());
            assert!((0..=2).contains(&code), "{name}, {command:?}: {code} {said}");
        }
    }
}

#[test]
fn texts_that_once_ended_the_program_are_read() {
    let folder = folder("hostile/panics");
    for (name, text) in [
        ("escape", format!("{HEAD}remark = \"\"\"\nin S:\\\u{c9}lan\\minutes\n\"\"\"\n")),
        ("escape-open", format!("{HEAD}remark = \"in S:\\\u{c9}lan\n")),
        ("mark-at-end", "\"\\\u{feff}".to_owned()),
        ("curly-alone", "board = \"A\"\n\u{201c} = \"x\"".to_owned()),
        ("curly-wide-blank", "board = \"A\"\n\u{201c}title\u{201d}\u{3000}= \"x\"\n".to_owned()),
        ("blank-comma", "board = \"A\"\ntitle = \"T\"\u{a0},\nversion = \"1\"\u{200b};\n".to_owned()),
        (
            "dash-in-entry",
            format!(
                "{HEAD}[people]\njo = {{ name = \"Jo\" }}\nsam = {{ name = \"Sam\" }}\n{OBJECTIVE}with = [\"a \u{2013}x = b\", \"jo, sam\"]\n"
            ),
        ),
        ("deep-key", format!("{HEAD}{} = 1\n", ["a"].repeat(200_000).join("."))),
    ] {
        fs::write(folder.join("plan.toml"), text).unwrap();
        for command in [&["check"][..], &["list"], &["check", "--fix"]] {
            let (code, said) = said(&folder, &[command, &["plan.toml", "--no-config"]].concat());
            assert!((0..=2).contains(&code) && said.contains("plan.toml:"), "{name}, {command:?}: {code} {said}");
        }
    }
}

/// A file with more tables than any plan is read up to there; that is told, and nothing of the rest is believed or changed.
#[test]
fn of_far_too_many_tables_the_first_are_read_and_the_rest_told() {
    let folder = folder("hostile/tables");
    let first = action(1, "due = \"2008-06\"\n");
    for (name, piece) in
        [("headings", "[[objective.action]]\n".repeat(120_000)), ("key", ["a"].repeat(2_000_000).join(".") + " = 1\n")]
    {
        let text = format!("{HEAD}{GROUP}{OBJECTIVE}{first}{piece}statsu = \"complete\"\n");
        fs::write(folder.join("plan.toml"), &text).unwrap();
        let ask = |args: &[&str]| said(&folder, &[args, &["plan.toml", "--no-config"]].concat());
        let (code, found) = ask(&["check", "--format", "short"]);
        assert!(code == 1 && found.contains("from this line on nothing is read"), "{name}: {found}");
        let (code, overdue) = ask(&["overdue", "--as-at", "2008-10-01", "--format", "csv"]);
        assert!(code == 2 && overdue.contains("Do number 1 of the plan"), "{name}: {overdue}");
        let (code, mended) = ask(&["check", "--fix", "--diff"]);
        assert!(code < 2 && !mended.contains("status"), "{name}: {mended}");
        let _ = ask(&["check", "--fix"]);
        assert_eq!(fs::read_to_string(folder.join("plan.toml")).unwrap(), text);
    }
}

/// Everything that is found is counted, the first of each rule are told, and all that is safe is mended.
#[test]
fn of_very_many_findings_some_are_told_and_all_counted_and_mended() {
    let folder = folder("hostile/many");
    let plan = |key: &str| {
        let actions: String =
            (0..500).map(|number| action(number, &format!("due = \"2009-03\"\n{key} = \"in-progress\"\n"))).collect();
        format!("{HEAD}{GROUP}{OBJECTIVE}{actions}")
    };
    let text = plan("statsu");
    fs::write(folder.join("plan.toml"), &text).unwrap();
    let arena = Arena::new();
    let reading = plan::read("plan.toml", &text, &arena);
    assert_eq!((reading.faults.len(), reading.count()), (200, 500));
    let found = rules::check_plan("plan.toml", &reading.plan, reading.faults);
    let settled = rules::settle(&found, &[], &Levels::default());
    let of = |rule: &str| settled.findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(of("unknown-key"), 200);
    assert!(settled.omitted.iter().any(|omitted| omitted.rule == "unknown-key" && omitted.count == 300));

    let ask = |format| said(&folder, &["check", "plan.toml", "--no-config", "--select", "unknown-key", "--format", format]);
    for format in ["text", "short", "github", "sarif"] {
        let (code, said) = ask(format);
        assert!(code == 1 && said.contains("and 300 more of this rule"), "{format}: {said}");
    }
    let (_, json) = ask("json");
    assert!(json.contains(r#""omitted":[{"rule":"unknown-key","severity":"error","file":"plan.toml","count":300}]"#), "{json}");
    assert!(json.contains(r#""counts":{"error":500,"#), "{json}");
    assert_eq!(fix::mend("plan.toml", &text, &Levels::default()).text, plan("status"));
}

/// Slips all over a file of a megabyte are mended by one run; what is too much for one is told, and the next goes on from there.
#[test]
fn very_many_broken_statements_are_mended_or_the_rest_is_told() {
    let folder = folder("hostile/mended");
    let plan = |count: usize, [open, close]: [char; 2]| {
        let actions = (0..count).map(|number| action(number, &format!("due = \"2009-03\"\noutcome = {open}It is done{close}\n")));
        format!("{HEAD}{GROUP}{OBJECTIVE}{}", actions.collect::<String>())
    };
    // The limits are those of bytes read: a longer file meets them with fewer slips.
    let remark = format!("# {}\n", "x".repeat(1_000)).repeat(7_000);
    let (broken, whole) = (plan(3_000, ['\u{201c}', '\u{201d}']), plan(3_000, ['"', '"']));
    fs::write(folder.join("plan.toml"), &broken).unwrap();
    let (code, told) = said(&folder, &["check", "--fix", "plan.toml", "--no-config"]);
    assert!(code == 0 && told.contains("plan.toml: 3000 mended\n"), "{told}");
    assert_eq!(fs::read_to_string(folder.join("plan.toml")).unwrap(), whole);
    let slips = format!("{}{remark}", plan(300, ['\u{201c}', '\u{201d}']) + &"statsu = 1\nno equals sign\n".repeat(400));
    fs::write(folder.join("plan.toml"), &slips).unwrap();
    let (code, told) = said(&folder, &["check", "--fix", "plan.toml", "--no-config"]);
    assert!(code == 1 && told.contains(" mended"), "{told}");
}

/// What an `allow` keeps is counted as it is told, and no entry is said to excuse nothing because its findings are only counted.
#[test]
fn of_very_many_faults_kept_on_purpose_no_entry_is_idle() {
    let folder = folder("hostile/kept");
    // A fault that is told of each action, however many have it.
    let actions: String = (0..500).map(|number| action(number, "status = \"in-progress\"\ncompleted = 2008-06-20\n")).collect();
    let for_one =
        |number| format!("[[allow]]\nrule = \"status-contradicts-completed\"\nref = \"1.{number}\"\nbecause = \"so printed\"\n");
    let each: String = (0..500).map(for_one).collect();
    let whole = "[[allow]]\nrule = \"status-contradicts-completed\"\nbecause = \"so printed\"\n";
    for allows in [&*each, whole] {
        fs::write(folder.join("plan.toml"), format!("{HEAD}{GROUP}{OBJECTIVE}{actions}{allows}")).unwrap();
        let args =
            ["check", "plan.toml", "--no-config", "--select", "status-contradicts-completed,idle-allow", "--format", "json"];
        let (code, json) = said(&folder, &args);
        assert!(code == 0 && json.contains(r#""counts":{"error":0,"warning":0,"advice":0,"kept":500}"#), "{json}");
    }
}

/// The same plans as large as a plan may be: within five seconds of processor time and 500 MiB each.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes minutes, and means something in a release build only"]
fn the_largest_plans_are_answered_in_five_seconds_and_500_mib() {
    let folder = folder("hostile/full");
    let mut failed = Vec::new();
    // What is larger is refused unread.
    for (name, text) in cases((16 << 20) - 3000) {
        assert!(text.len() as u64 <= lscb::source::LARGEST, "{name}");
        fs::write(folder.join("plan.toml"), text).unwrap();
        let mend = &["check", "--fix", "--diff", "-q"];
        for command in [&["check"][..], &["overdue"], &["report", "workload"], &["check", "--format", "json"], mend] {
            let Cost { code, seconds, mebibytes, .. } = cost(&folder, &[command, &["plan.toml", "--no-config"]].concat());
            let line = format!("{name} {}: {seconds:.1} s, {mebibytes} MiB, exit {code}", command.join(" "));
            println!("{line}");
            if seconds > 5.0 || mebibytes > 500 || !(0..=2).contains(&code) {
                failed.push(line);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Configurations of so many bytes, and the code with which a question ends over each.
fn configurations(size: usize) -> Vec<(&'static str, String, i32)> {
    let report = |number: usize| format!("[report.r{number}]\nshape = \"leads\"\nformat = \"csv\"\n");
    let misspelt = |number: usize| format!("[report.r{number}]\nshpae = \"leeds\"\nformt = \"cvs\"\n");
    vec![
        ("reports", fill(size, "", report, ""), 2),
        ("misspelt", fill(size, "", misspelt, ""), 2),
        ("levels", fill(size, "[levels]\n", |number| format!("no-dat{number} = \"off\"\n"), ""), 2),
        ("keys", fill(size, "", |number| format!("x{number} = 1\n"), ""), 2),
        ("curly", fill(size, "", |number| format!("x{number} = \u{201c}a\u{201d}\n"), ""), 2),
        ("line", format!("plans = \"{}\"\n", "x".repeat(size)), 0),
        ("broken", fill(size, "", |_| "no equals sign\n".into(), ""), 2),
        ("conflicts", fill(size, "", |_| "<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b\n".into(), ""), 2),
        ("deep", format!("a = {}\n", "[".repeat(size)), 2),
        ("again", fill(size, "", |_| "plans = \"a\"\n".into(), ""), 2),
    ]
}

/// The same configurations as large as one may be: within five seconds of processor time and 500 MiB each.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "means something in a release build only"]
fn the_largest_configurations_are_answered_in_five_seconds_and_500_mib() {
    let folder = folder("hostile/full-configuration");
    fs::write(folder.join("plan.toml"), format!("{HEAD}{GROUP}{OBJECTIVE}{}", action(1, "due = \"2008-06\"\n"))).unwrap();
    let mut failed = Vec::new();
    for (name, text, _) in configurations((1 << 20) - 100) {
        fs::write(folder.join("lscb.toml"), text).unwrap();
        let mend = &["check", "--fix", "--diff", "-q"];
        for command in [&["check"][..], &["overdue"], &["config"], &["report", "r5"], &["check", "--format", "json"], mend] {
            let Cost { code, seconds, mebibytes, .. } = cost(&folder, command);
            let line = format!("{name} {}: {seconds:.1} s, {mebibytes} MiB, exit {code}", command.join(" "));
            println!("{line}");
            if seconds > 5.0 || mebibytes > 500 || !(0..=2).contains(&code) {
                failed.push(line);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// A configuration has no use for a megabyte; up to there it is answered like any other, and above it is refused unread.
#[test]
fn a_configuration_made_to_do_harm_is_answered() {
    let folder = folder("hostile/configuration");
    fs::write(folder.join("plan.toml"), format!("{HEAD}{GROUP}{OBJECTIVE}{}", action(1, "due = \"2008-06\"\n"))).unwrap();
    let huge = ("huge", format!("# {}\n", "x".repeat(1 << 20)), 2);
    for (name, text, code) in configurations(200_000).into_iter().chain([huge]) {
        fs::write(folder.join("lscb.toml"), text).unwrap();
        for command in ["list", "overdue"] {
            let (end, told) = said(&folder, &[command, "plan.toml"]);
            assert!(end == code && told.len() < 100_000, "{name}, {command}: {end} {told}");
            let refused = told.contains("lscb.toml: 1 MB or more is too large for a configuration");
            assert_eq!(refused, name == "huge", "{name}: {told}");
            assert!(refused || told.contains("Do number 1"), "{name}: {told}");
        }
        for command in [&["check", "plan.toml"][..], &["config"], &["report", "r5", "plan.toml"]] {
            let (end, told) = said(&folder, command);
            assert!((0..=2).contains(&end) && told.len() < 1_000_000, "{name}, {command:?}: {end}");
        }
    }
}

/// A report a day is missed 100,000 times in three centuries: machines get the oldest, and how many more there are.
#[test]
fn dates_without_number_are_counted_and_not_listed() {
    let folder = folder("hostile/missed");
    let daily = "[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\nlead = \"g\"\ndue = \"1900-01-31\"\nevery = \"day\"\n";
    fs::write(folder.join("plan.toml"), format!("{CENTURIES}{GROUP}{OBJECTIVE}{daily}")).unwrap();
    let ask = |args: &[&str]| said(&folder, &[args, &["plan.toml", "--no-config", "--as-at", "2199-12-31"]].concat()).1;
    let json = ask(&["list", "--format", "json"]);
    // The row itself and each date that is listed.
    assert_eq!(json.matches("\"days_late\":").count(), 61, "{json}");
    assert!(json.contains("\"missed_omitted\": 109"), "{json}");
    assert!(ask(&["list", "--format", "jsonl"]).contains("\"missed_omitted\":109"));
    assert!(ask(&["list", "--format", "csv"]).contains("; and 109"));
    for format in ["table", "csv", "json", "markdown", "html", "ics"] {
        let text = ask(&["overdue", "--each-date", "--format", format]);
        assert!(text.len() < 20 << 20, "{format}: {}", text.len());
        assert!(text.contains("dates missed after the 366 oldest of their action"), "{format}");
    }
}
