//! Throws texts that went wrong at everything that reads, judges, mends and shows a plan, and papers that went wrong at what imports
//! them: `cargo test --release --test fuzz -- --seconds 60`.
//!
//! Each input is made from a number, its seed, and looked at by itself: `--seed N` looks at that one again, `--from N` begins there
//! (at 0 when nothing is said, at a random one with `--seconds`), and `--keep DIR` writes each input that failed into that folder.
//! A run ends with exit code 1 when anything panicked or was wrong. Plain `cargo test` looks for a few seconds.

mod harm;
mod mutants;
mod papers;

use chrono::NaiveDate;
use fastrand::Rng;
use harm::{Judged, judge};
use lscb::diagnostic::{Diagnostic, Severity};
use lscb::plan::{Arena, Extent, Plan, read};
use lscb::query::{self, Question, Since, Window};
use lscb::render::findings::{self, Context, FileFindings};
use lscb::render::{self, Style, unified_diff::unified_diff};
use lscb::reports::{About, Listing, REPORT_KINDS, Report, actions, arrange, pack};
use lscb::rules::Levels;
use lscb::text::Span;
use papers::PaperFile;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How long plain `cargo test` looks.
const SECONDS: u64 = 3;
const NAME: &str = "plans/fuzz.toml";
/// No input is worth more, on a machine that does much else.
const LONGEST: Duration = Duration::from_secs(20);

struct Args {
    seconds: u64,
    from: u64,
    only: Option<u64>,
    keep: Option<PathBuf>,
}

/// The arguments; none where only other tests are asked for, as by `cargo test WORD`.
fn args() -> Option<Args> {
    let mut args = Args { seconds: SECONDS, from: 0, only: None, keep: None };
    let (mut given, mut from) = (std::env::args().skip(1), None);
    while let Some(arg) = given.next() {
        let mut value = || given.next().unwrap_or_else(|| panic!("{arg} needs a value"));
        match arg.as_str() {
            "--seconds" => {
                args.seconds = value().parse().expect("--seconds takes a number");
                from = from.or_else(|| Some(fastrand::u64(..) >> 16));
            }
            "--from" => from = Some(value().parse().expect("--from takes a number")),
            "--seed" => args.only = Some(value().parse().expect("--seed takes a number")),
            "--keep" => args.keep = Some(value().into()),
            "--skip" | "--test-threads" | "--format" | "--color" => drop(value()),
            "--list" => return None,
            flag if flag.starts_with('-') => {}
            word if "fuzz".contains(word) => {}
            _ => return None,
        }
    }
    args.from = from.unwrap_or(args.from);
    Some(args)
}

thread_local! {
    /// What the last panic said, and where.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let Some(args) = args() else { return ExitCode::SUCCESS };
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        let said = info.payload_as_str().unwrap_or("a panic without words");
        // The input itself often stands in what a panic says: its beginning tells the kinds apart.
        let said: String = said.split('`').next().unwrap_or("").chars().take(100).collect();
        PANIC.with_borrow_mut(|last| *last = format!("panic at {place}: {said}"));
    }));
    let began = Instant::now();
    let (mut count, mut seed) = (0u64, args.only.unwrap_or(args.from));
    let mut failures: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, seed);
    while args.only.map_or(began.elapsed() < Duration::from_secs(args.seconds), |_| count == 0) {
        let mut file = PaperFile { name: String::new(), bytes: Vec::new() };
        let start = Instant::now();
        // Made in here too: a seed whose input cannot be made is told like any other failure.
        let wrong = panic::catch_unwind(AssertUnwindSafe(|| {
            file = input(seed);
            match std::str::from_utf8(&file.bytes).ok().filter(|_| file.name == NAME) {
                Some(text) => look_at(seed, text),
                None => papers::look_at(&file, &mut Rng::with_seed(seed)),
            }
        }));
        let took = start.elapsed();
        slowest = slowest.max((took, seed));
        let mut wrong = wrong.unwrap_or_else(|_| vec![PANIC.with_borrow(Clone::clone)]);
        if took > LONGEST {
            wrong.push(format!("an input took longer than {} s", LONGEST.as_secs()));
        }
        if let Some(folder) = args.keep.as_ref().filter(|_| !wrong.is_empty()) {
            std::fs::create_dir_all(folder).expect("the folder of --keep can be made");
            let ending = file.name.rsplit('.').next().unwrap_or_default();
            std::fs::write(folder.join(format!("{seed}.{ending}")), &file.bytes).expect("the folder of --keep can be written");
        }
        for what in wrong {
            failures.entry(what).or_insert((0, seed)).0 += 1;
        }
        count += 1;
        seed += 1;
    }
    let first = args.only.unwrap_or(args.from);
    println!(
        "fuzz: {count} inputs from seed {first} in {:.0} s, {} kinds of failure; the slowest took {:.2} s (seed {})",
        began.elapsed().as_secs_f64(),
        failures.len(),
        slowest.0.as_secs_f64(),
        slowest.1
    );
    for (what, (times, seed)) in &failures {
        println!("{times} × {what}\n    first: cargo test --release --test fuzz -- --seed {seed}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The input of a seed: five mutants of plans and two soups to one paper.
fn input(seed: u64) -> PaperFile {
    let mut rng = Rng::with_seed(seed);
    let text = match seed % 8 {
        5 => return papers::mutant(&mut rng),
        3 | 7 => mutants::soup(&mut rng),
        _ => mutants::mutant(&mut rng),
    };
    PaperFile { name: NAME.to_owned(), bytes: text.into_bytes() }
}

/// Everything that is wrong with what becomes of a text. What takes long is done to some inputs alone.
fn look_at(seed: u64, text: &str) -> Vec<String> {
    let mut rng = Rng::with_seed(seed ^ 0x5eed);
    let mut wrong = Vec::new();
    let judged = judge(NAME, text);
    for finding in &judged.findings {
        check_spans(text, finding, &mut wrong);
    }
    if rng.u8(..8) == 0 && judge(NAME, text).findings != judged.findings {
        wrong.push("the same text is judged in two ways".into());
    }
    check_mended(&judged, &mut wrong);
    let arena = Arena::new();
    let reading = read(NAME, text, &arena);
    check_extents(text, &reading.plan, &mut wrong);
    show_findings(&judged, &mut rng, &mut wrong);
    show_reports(&reading.plan, &mut rng, &mut wrong);
    wrong
}

fn is_inside(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

fn check_spans(text: &str, finding: &Diagnostic, wrong: &mut Vec<String>) {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let labels = finding.related.iter().map(|label| label.span);
    if !labels.chain(edits).chain([finding.primary.span]).all(|span| is_inside(text, span)) {
        wrong.push(format!("a place of {} lies outside the text or within a character", finding.rule));
    }
    if finding.fix.as_ref().is_some_and(|fix| lscb::edit::apply(text, &fix.edits).is_none()) {
        wrong.push(format!("the changes proposed by {} overlap", finding.rule));
    }
}

fn check_extents(text: &str, plan: &Plan, wrong: &mut Vec<String>) {
    let sound = |extent: &Extent| {
        let entries = extent.entries.iter().flat_map(|entry| [entry.name, entry.value]);
        entries.chain([extent.header, extent.body]).all(|span| is_inside(text, span))
    };
    let tables = plan.objectives.iter().flat_map(|objective| {
        let actions = objective
            .actions
            .iter()
            .flat_map(|action| action.milestones.iter().map(|milestone| &milestone.extent).chain([&action.extent]));
        actions.chain([&objective.extent])
    });
    if !tables.chain([&plan.extent]).all(sound) {
        wrong.push("the extent of a table lies outside the text or within a character".into());
    }
}

/// What is mended is no worse, and there is nothing left to mend.
fn check_mended(before: &Judged, wrong: &mut Vec<String>) {
    let mended = lscb::fix::mend(NAME, &before.text, &Levels::default());
    if mended.made == 0 {
        if mended.text != before.text {
            wrong.push("a text is changed though nothing is mended".into());
        }
        return;
    }
    let after = judge(NAME, &mended.text);
    let is_toml = |text: &str| text.parse::<toml::Table>().is_ok();
    if is_toml(&before.text) && !is_toml(&mended.text) {
        wrong.push("what is mended is no TOML any more".into());
    }
    if before.is_whole() {
        let errors = |judged: &Judged| {
            let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
            for error in judged.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                *kinds.entry(lscb::rules::kind_of(error)).or_default() += 1;
            }
            kinds
        };
        let known = errors(before);
        for (kind, count) in errors(&after) {
            if count > known.get(&kind).copied().unwrap_or(0) {
                wrong.push(format!("what is mended has a new error: {kind}"));
            }
        }
    }
    if lscb::fix::mend(NAME, &mended.text, &Levels::default()).made > 0 {
        wrong.push("what is mended is mended again".into());
    }
}

fn show_findings(judged: &Judged, rng: &mut Rng, wrong: &mut Vec<String>) {
    let format = &findings::FORMATS[rng.usize(..findings::FORMATS.len())];
    let files =
        [FileFindings { name: NAME, text: &judged.text, findings: judged.findings.iter().collect(), omitted: Vec::new() }];
    let style = Style { width: rng.usize(20..200), colour: rng.bool() };
    let mut out = Vec::new();
    (format.render)(&files, &Context { plans: 1, version: "0", ..Context::default() }, &style, &mut out)
        .expect("memory takes all");
    let text = String::from_utf8(out);
    if text.is_err() || ["json", "sarif"].contains(&format.name) && !text.is_ok_and(|text| is_json(&text)) {
        wrong.push(format!("findings as {} are not what they should be", format.name));
    }
    let mended = lscb::fix::mend(NAME, &judged.text, &Levels::default());
    unified_diff(NAME, &judged.text, &mended.text, Path::new("/"));
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn show_reports(plan: &Plan, rng: &mut Rng, wrong: &mut Vec<String>) {
    let day = |rng: &mut Rng, from: i32, to: i32| {
        NaiveDate::from_ymd_opt(rng.i32(from..to), rng.u32(1..13), rng.u32(1..29)).expect("a day of the calendar")
    };
    let as_at = day(rng, 2007, 2027);
    let window = Window::Until(as_at + chrono::Days::new(90));
    let since = Some(Since::Day(as_at - chrono::Days::new(60)));
    let question = Question { since, window: rng.bool().then_some(window), whole: rng.bool(), ..Question::as_at(as_at) };
    let answers = [query::ask(&question, NAME, plan, &query::Carried::default())];
    let about = About { as_at, soon: 31, filtered: false, left_out: 0, meetings: 2 };
    let kind = REPORT_KINDS[rng.usize(..REPORT_KINDS.len())];
    let by = ["leads", "state", "rag"][rng.usize(..3)];
    let grouped = Listing { group_by: Some(by.into()), ..Listing::default() };
    let make = |which: u8| -> Report {
        match which {
            0 => actions::overdue(&answers, about),
            1 => actions::list(&answers, about, false),
            2 => actions::show(&answers, about),
            3 => arrange(actions::list(&answers, about, true), &grouped).expect("a list can be grouped"),
            4 => pack(
                (kind.build)(&answers, About { filtered: true, ..about }),
                "Zoë",
                "Any Town",
                false,
                &lscb::reports::Return::default(),
            ),
            _ => (kind.build)(&answers, about),
        }
    };
    let which = rng.u8(..9);
    let style = Style { width: rng.usize(10..250), colour: rng.bool() };
    for _ in 0..2 {
        let format = render::FORMATS[rng.usize(..render::FORMATS.len())];
        let render = || {
            let report = make(which);
            let mut out = Vec::new();
            (format.unsupported)(&report);
            (format.render)(&report, style, &mut out).expect("memory takes all");
            out
        };
        let out = render();
        if rng.u8(..8) == 0 && render() != out {
            wrong.push(format!("the same report as {} is not the same bytes", format.name));
        }
        let sound = match format.name {
            "json" => std::str::from_utf8(&out).is_ok_and(is_json),
            _ => format.binary.is_some() || std::str::from_utf8(&out).is_ok(),
        };
        if !sound {
            wrong.push(format!("a report as {} is not what it should be", format.name));
        }
    }
}
