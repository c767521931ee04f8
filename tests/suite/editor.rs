//! The language server, driven by an editor in memory: what it shows is what `check` says of the same texts, at every key stroke.

use crate::slips as word_slips;
use crate::suggestions::{mutants, slips};
use chrono::NaiveDate;
use fastrand::Rng;
use lscb::diagnostic::Diagnostic;
use lscb::edit::{self, Edit};
use lscb::lsp::{self, ConfigurationWords, Configure, Settings};
use lscb::plan::{self, Arena};
use lscb::rules::{self, Levels, PlanFindings};
use lscb::text::Span;
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

/// Random edits of the suite; `LSCB_EDITS=100000` makes more.
const EDITS: usize = 1500;

/// Every folder's plans lie in its folder `plans`, and no rule has another level.
struct Fixed;

impl Configure for Fixed {
    fn settings(&self, folder: &Path, _: &dyn Fn(&Path) -> Option<String>) -> Settings {
        Settings { plans: Some(vec![folder.join("plans")]), ..Settings::default() }
    }

    fn words(&self) -> ConfigurationWords {
        ConfigurationWords { keys: vec![("plans".into(), "the folder".into())], ..ConfigurationWords::default() }
    }

    fn today(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2008, 10, 1)
    }
}

/// An editor with a server of its own.
struct Editor {
    connection: Connection,
    server: Option<JoinHandle<Result<lsp::Ending, String>>>,
    requests: i32,
    /// What is shown of each file, by its address.
    shown: BTreeMap<String, Vec<Value>>,
    /// The version of the text that it was last shown for.
    versions: BTreeMap<String, i64>,
    utf8: bool,
}

impl Editor {
    /// With the server in this process.
    fn start(folder: Option<&Path>, capabilities: Value) -> Editor {
        Editor::with(folder, capabilities, |theirs| lsp::serve(&theirs, &Fixed))
    }

    /// With the program itself.
    fn start_program(folder: &Path) -> Editor {
        Editor::start_program_in(Path::new("."), &["lsp", "--stdio"], folder)
    }

    /// The same, as it is started in another folder with these arguments.
    fn start_program_in(here: &Path, args: &[&str], folder: &Path) -> Editor {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lscb"));
        command.current_dir(here).args(args).env("LSCB_TODAY", "2008-10-01").stdin(Stdio::piped()).stdout(Stdio::piped());
        Editor::with(Some(folder), json!({}), move |theirs| {
            let mut program = command.spawn().expect("lscb can be run");
            let mut output = BufReader::new(program.stdout.take().unwrap());
            let Connection { sender, receiver } = theirs;
            let reading = std::thread::spawn(move || {
                while let Ok(Some(message)) = Message::read(&mut output) {
                    if sender.send(message).is_err() {
                        break;
                    }
                }
            });
            let mut input = program.stdin.take().unwrap();
            for message in receiver {
                let is_last = matches!(&message, Message::Notification(last) if last.method == "exit");
                message.write(&mut input).expect("the program reads");
                if is_last {
                    break;
                }
            }
            drop(input);
            let ended = program.wait().unwrap();
            reading.join().unwrap();
            assert!(ended.code() == Some(0) || ended.code() == Some(2), "{ended}");
            Ok(if ended.success() { lsp::Ending::Orderly } else { lsp::Ending::Abandoned })
        })
    }

    fn with(
        folder: Option<&Path>,
        capabilities: Value,
        serve: impl FnOnce(Connection) -> Result<lsp::Ending, String> + Send + 'static,
    ) -> Editor {
        let (connection, theirs) = Connection::memory();
        let server = std::thread::spawn(move || serve(theirs));
        let utf8 = capabilities.to_string().contains("utf-8");
        let (shown, versions) = Default::default();
        let mut editor = Editor { connection, server: Some(server), requests: 0, shown, versions, utf8 };
        let folders = folder.map(|folder| json!([{ "uri": uri(folder), "name": "folder" }]));
        let about = editor.ask("initialize", json!({ "capabilities": capabilities, "workspaceFolders": folders })).unwrap();
        assert_eq!(about["serverInfo"]["name"], "lscb");
        assert_eq!(about["capabilities"]["positionEncoding"], if utf8 { "utf-8" } else { "utf-16" });
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&self, method: &str, params: Value) {
        let notification = Notification { method: method.into(), params };
        self.connection.sender.send(notification.into()).expect("the server is there");
    }

    fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.into(), params };
        self.connection.sender.send(request.into()).expect("the server is there");
        id
    }

    /// The next message of the server; what it shows is kept.
    fn receive(&mut self) -> Message {
        let message = self.connection.receiver.recv_timeout(Duration::from_secs(60)).expect("the server answers");
        if let Message::Notification(Notification { method, params }) = &message
            && method == "textDocument/publishDiagnostics"
        {
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.shown.insert(uri.clone(), params["diagnostics"].as_array().unwrap().clone());
            self.versions.insert(uri, params["version"].as_i64().unwrap_or(-1));
        }
        message
    }

    fn response(&mut self, id: RequestId) -> Response {
        loop {
            match self.receive() {
                Message::Response(response) if response.id == id => return response,
                _ => {}
            }
        }
    }

    /// The answer to a request.
    fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let id = self.send(method, params);
        let response = serde_json::to_value(self.response(id)).unwrap();
        match response.get("error") {
            Some(error) => Err(error["message"].as_str().unwrap().to_owned()),
            None => Ok(response["result"].clone()),
        }
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 0, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait_for(uri, 0);
    }

    /// Puts a text in the place of a stretch, as bytes of the old one.
    fn edit(&mut self, document: &mut Document, span: Span, new: &str) {
        let range = json!({ "start": position(&document.text, span.start, self.utf8), "end": position(&document.text, span.end, self.utf8) });
        document.version += 1;
        document.text.replace_range(span.range(), new);
        self.changed(document, json!({ "range": range, "text": new }));
    }

    fn changed(&mut self, document: &Document, change: Value) {
        let id = json!({ "uri": document.uri, "version": document.version });
        self.tell("textDocument/didChange", json!({ "textDocument": id, "contentChanges": [change] }));
        self.wait_for(&document.uri, document.version);
    }

    fn wait_for(&mut self, uri: &str, version: i64) {
        while self.versions.get(uri) != Some(&version) {
            self.receive();
        }
    }

    fn stop(mut self) {
        self.ask("shutdown", Value::Null).unwrap();
        assert!(self.ask("textDocument/hover", json!({})).is_err(), "after the shutdown nothing is answered");
        self.tell("exit", Value::Null);
        let server = self.server.take().unwrap();
        assert_eq!(server.join().expect("the server does not panic"), Ok(lsp::Ending::Orderly));
    }
}

/// A text as the editor holds it.
struct Document {
    uri: String,
    version: i64,
    text: String,
}

impl Document {
    fn new(uri: &str, text: &str) -> Document {
        Document { uri: uri.into(), version: 0, text: text.into() }
    }
}

fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

/// The line and column of a byte offset, as the protocol has them: an LF, a CR LF and a CR alone end a line.
fn position(text: &str, offset: u32, utf8: bool) -> Value {
    let before = &text[..offset as usize];
    // Between the two of a CR LF no place is: the line ends before them.
    let before = if text[offset as usize..].starts_with('\n') { before.strip_suffix('\r').unwrap_or(before) } else { before };
    let whole = before.replace("\r\n", "\n").replace('\r', "\n");
    let (line, rest) = match whole.rsplit_once('\n') {
        Some((lines, rest)) => (lines.matches('\n').count() + 1, rest),
        None => (0, &*whole),
    };
    let column = if utf8 { rest.len() } else { rest.encode_utf16().count() };
    json!({ "line": line, "character": column })
}

/// A change that the server proposes, made in the text of a document.
fn applied(text: &str, edit: &Value, uri: &str, utf8: bool) -> String {
    let edits = edit["changes"][uri].as_array().unwrap().iter().map(|edit| {
        let find = |place: &Value| {
            let fits = |offset: &usize| text.is_char_boundary(*offset) && position(text, *offset as u32, utf8) == *place;
            (0..=text.len()).find(fits).unwrap_or_else(|| panic!("there is no {place}")) as u32
        };
        let span = Span::new(find(&edit["range"]["start"]), find(&edit["range"]["end"]));
        Edit { span, text: edit["newText"].as_str().unwrap().to_owned() }
    });
    edit::apply(text, &edits.collect::<Vec<_>>()).expect("the changes do not overlap")
}

fn checked(name: &str, text: &str) -> PlanFindings {
    let arena = Arena::new();
    let reading = plan::read(name, text, &arena);
    rules::check_plan(name, &reading.plan, reading.faults)
}

/// What `check` says of texts that stand together: of each its findings.
fn said(files: &[(&str, &str)]) -> Vec<Vec<Diagnostic>> {
    let plans: Vec<Option<PlanFindings>> =
        files.iter().map(|(name, text)| plan::looks_like_a_plan(text).then(|| checked(name, text))).collect();
    let mut over = rules::check_all(&plans.iter().flatten().collect::<Vec<_>>()).into_iter();
    let settle = |plan: &PlanFindings, over: &[Diagnostic]| rules::settle(plan, over, &Levels::default()).findings;
    plans.iter().map(|plan| plan.as_ref().map_or(Vec::new(), |plan| settle(plan, &over.next().unwrap()))).collect()
}

/// A finding as an editor shows it: rule, place, and the first line of the message.
fn as_shown(finding: &Diagnostic, text: &str, utf8: bool) -> (String, Value, String) {
    let Span { start, end } = finding.primary.span;
    let range = json!({ "start": position(text, start, utf8), "end": position(text, end, utf8) });
    (finding.rule.to_owned(), range, lscb::text::one_line(&finding.message).into_owned())
}

fn assert_shown(editor: &Editor, uri: &str, text: &str, expected: &[Diagnostic], case: &str) {
    let shown = editor.shown.get(uri).cloned().unwrap_or_default();
    let shown = shown.iter().filter(|one| !one["message"].as_str().unwrap().ends_with("are not shown")).map(|one| {
        let message = one["message"].as_str().unwrap().lines().next().unwrap_or("").to_owned();
        (one["code"].as_str().unwrap().to_owned(), one["range"].clone(), message)
    });
    let shown: Vec<_> = shown.collect();
    let expected: Vec<_> = expected.iter().map(|finding| as_shown(finding, text, editor.utf8)).collect();
    let first_line = |message: &str| message.lines().next().unwrap_or("").to_owned();
    let expected: Vec<_> = expected.into_iter().map(|(rule, range, message)| (rule, range, first_line(&message))).collect();
    assert_eq!(shown, expected, "{case}\n{text}");
}

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("editor {name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("plans")).unwrap();
    for (name, text) in files {
        fs::write(folder.join("plans").join(name), text).unwrap();
    }
    folder
}

#[test]
fn every_slip_typed_letter_by_letter_is_shown_as_check_says_it() {
    let folder = folder("slips", &[]);
    let at = |plan: &str, words: &str| plan.find(words).expect("the slip is in the plan") as u32;
    let of_letters = slips::SLIPS.iter().map(|&(right, wrong)| {
        let start = at(slips::PLAN, right);
        (slips::PLAN, Span::new(start, start + right.len() as u32), wrong.to_owned())
    });
    // Of those in whole lines only what differs is typed.
    let of_lines = word_slips::typed().into_iter().map(|(right, wrong)| {
        let start = at(word_slips::PLAN, &right);
        let (before, after) = same_ends(&right, &wrong);
        let gone = Span::new(start + before as u32, start + (right.len() - after) as u32);
        (word_slips::PLAN, gone, wrong[before..wrong.len() - after].to_owned())
    });
    let cases: Vec<(&str, Span, String)> = of_letters.chain(of_lines).collect();
    for utf8 in [false, true] {
        let capabilities = if utf8 { json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }) } else { json!({}) };
        let mut editor = Editor::start(Some(&folder), capabilities);
        for (number, (plan, gone, typed)) in cases.iter().enumerate().filter(|(number, _)| !utf8 || number % 10 == 0) {
            // A space in its name, as people name files.
            let uri = uri(&folder.join(format!("plans/slip {number}.toml")));
            let mut document = Document::new(&uri, plan);
            editor.open(&uri, plan);
            let mut at = *gone;
            for letter in typed.chars() {
                editor.edit(&mut document, at, letter.encode_utf8(&mut [0; 4]));
                let next = at.start + letter.len_utf8() as u32;
                at = Span::new(next, next);
                let name = format!("plans/slip {number}.toml");
                let expected = said(&[(&name, &document.text)]);
                assert_shown(&editor, &uri, &document.text, &expected[0], &format!("{} -> {typed}", gone.of(plan)));
            }
            if typed.is_empty() {
                editor.edit(&mut document, at, "");
            }
            act_on_everything(&mut editor, &document);
            editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        }
        editor.stop();
    }
}

/// How many bytes two texts have in common at their start, and how many of the rest at their end.
fn same_ends(one: &str, other: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum::<usize>()
    };
    let before = same(&mut one.chars().zip(other.chars()));
    let after = same(&mut one[before..].chars().rev().zip(other[before..].chars().rev()));
    (before, after)
}

/// Makes every change that is proposed for a text, each by itself, and holds them against what they should be.
fn act_on_everything(editor: &mut Editor, document: &Document) {
    let Document { uri, text, .. } = document;
    let [findings] = &said(&[("slip.toml", text)])[..] else { panic!() };
    for finding in findings {
        let place = position(text, finding.primary.span.start, editor.utf8);
        let params = json!({ "textDocument": { "uri": uri }, "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
        let actions = editor.ask("textDocument/codeAction", params).unwrap();
        let titled = |title: &str| actions.as_array().unwrap().iter().find(|action| action["title"] == title).cloned();
        if let Some(fix) = &finding.fix {
            let perhaps = if fix.safe { "" } else { "perhaps: " };
            let title = lscb::text::one_line(&format!("{perhaps}{}", fix.title)).into_owned();
            let action = titled(&title).unwrap_or_else(|| panic!("{title} is not proposed: {actions}"));
            assert_eq!(action["isPreferred"], fix.safe);
            // Of two findings with the same words the first is found here.
            let wanted = findings.iter().filter_map(|other| other.fix.as_ref()).filter(|other| other.title == fix.title);
            let wanted: Vec<String> = wanted.filter_map(|fix| edit::apply(text, &fix.edits)).collect();
            assert!(wanted.contains(&applied(text, &action["edit"], uri, editor.utf8)), "{title}");
        }
        let mended = lscb::fix::mend("slip.toml", text, &Levels::default());
        let all = actions.as_array().unwrap().iter().find(|action| action["kind"] == "source.fixAll");
        if finding.fix.as_ref().is_some_and(|fix| fix.safe) && mended.made > 0 {
            assert_eq!(applied(text, &all.expect("all safe fixes are proposed")["edit"], uri, editor.utf8), mended.text);
        }
        let kept = titled(&format!("keep this fault on purpose ({}), and write why", finding.rule));
        if let Some(kept) = kept {
            let after = applied(text, &kept["edit"], uri, editor.utf8);
            let left = said(&[("slip.toml", &after)]).concat();
            let same = |other: &&Diagnostic| other.rule == finding.rule && other.message == finding.message;
            let count = |found: &[Diagnostic]| found.iter().filter(same).count();
            assert_eq!(count(&left), count(findings) - 1, "{}: still there in\n{after}", finding.message);
            // Nothing but the reason is missing.
            let new: Vec<_> = left.iter().filter(|one| one.primary.span.start as usize >= text.trim_end().len()).collect();
            assert_eq!(new.iter().map(|one| one.rule).collect::<Vec<_>>(), ["empty-text"], "{new:?}\n{after}");
        }
    }
}

#[test]
fn whatever_is_typed_the_texts_stay_in_step_and_nothing_ends_the_server() {
    let edits = std::env::var("LSCB_EDITS").map_or(EDITS, |count| count.parse().unwrap());
    let seed = std::env::var("LSCB_SEED").map_or(7, |seed| seed.parse().unwrap());
    println!("{edits} edits from seed {seed}");
    let folder = folder("random", &[("beside.toml", slips::PLAN)]);
    let mut rng = Rng::with_seed(seed);
    let mut editor = Editor::start(Some(&folder), json!({}));
    let uri = uri(&folder.join("plans/anyshire.toml"));
    let start = |rng: &mut Rng| match rng.u8(..4) {
        0 => mutants::PLANS[rng.usize(..mutants::PLANS.len())].1.to_owned(),
        1 => mutants::soup(rng),
        _ => slips::PLAN.to_owned(),
    };
    let mut document = Document::new(&uri, slips::PLAN);
    editor.open(&uri, slips::PLAN);
    for number in 0..edits {
        let boundary = |text: &str, at: usize| text.floor_char_boundary(at.min(text.len())) as u32;
        let text = &document.text;
        // Never between CR and LF: there no place is.
        let place = |rng: &mut Rng| {
            let at = boundary(text, rng.usize(..=text.len()));
            if text[..at as usize].ends_with('\r') && text[at as usize..].starts_with('\n') { at - 1 } else { at }
        };
        let first = place(&mut rng);
        let last = match rng.u8(..4) {
            0 => first,
            1 => place(&mut rng),
            _ => {
                let last = boundary(text, first as usize + rng.usize(..12));
                if text[..last as usize].ends_with('\r') && text[last as usize..].starts_with('\n') { last + 1 } else { last }
            }
        };
        const TYPED: [&str; 22] = [
            "",
            "\"",
            "[",
            "]",
            "{",
            "}",
            "=",
            ",",
            "\n",
            "\r\n",
            "\r",
            "#",
            "é",
            "👍",
            "\u{feff}",
            " ",
            "due = ",
            "[[objective.action]]\n",
            "lead = \"\"",
            "\"\"\"",
            "came-from = \"beside:1.1\"",
            "x",
        ];
        if rng.usize(..40) == 0 || document.text.len() > 60_000 {
            document.text = start(&mut rng);
            document.version += 1;
            let whole = json!({ "text": document.text });
            editor.changed(&document, whole);
        } else {
            let span = Span::new(first.min(last), first.max(last));
            let span = if rng.u8(..8) > 0 && span.end - span.start > 200 { Span::new(span.start, span.start) } else { span };
            editor.edit(&mut document, span, TYPED[rng.usize(..TYPED.len())]);
        }
        ask_something(&mut editor, &document, &mut rng);
        let expected = said(&[("plans/beside.toml", slips::PLAN), ("plans/anyshire.toml", &document.text)]);
        assert_shown(&editor, &uri, &document.text, &expected[1], &format!("edit {number} of seed {seed}"));
    }
    editor.stop();
}

/// Asks for one of all the things that can be asked, at a random place, some of them outside the text.
fn ask_something(editor: &mut Editor, document: &Document, rng: &mut Rng) {
    const METHODS: [&str; 10] = [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentHighlight",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/codeAction",
    ];
    let at = document.text.floor_char_boundary(rng.usize(..=document.text.len())) as u32;
    let mut place = position(&document.text, at, editor.utf8);
    if rng.u8(..10) == 0 {
        place = json!({ "line": u32::MAX, "character": u32::MAX });
    }
    let params = json!({
        "textDocument": { "uri": document.uri }, "position": place, "newName": "someone-else",
        "range": { "start": { "line": 0, "character": 0 }, "end": place }, "context": { "includeDeclaration": true },
    });
    let method = METHODS[rng.usize(..METHODS.len())];
    match editor.ask(method, params) {
        Err(why) => assert!(method.ends_with("rename"), "{method}: {why}\n{}", document.text),
        Ok(answer) if method.ends_with("/rename") => {
            let after = applied(&document.text, &answer, &document.uri, editor.utf8);
            assert!(after != document.text);
        }
        Ok(_) => {}
    }
}

const EARLIER: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2007-2008"
period = { from = 2007-04-01, to = 2008-03-31 }

[people]
jo = { name = "Jo Bloggs" }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = "jo"
due = "2007-09"
status = "carried-forward"
"#;

const LATER: &str = r#"board = "Anytown Safeguarding Children Partnership"
title = "Business Plan 2008-2009"
period = { from = 2008-04-01, to = 2009-03-31 }

[people]
jo = { name = "Jo Bloggs", role = "Training Officer" }
sam = { name = "Sam Okafor" }

[groups]
training = { name = "Training Subgroup", kind = "subgroup", chair = "jo" }

[[objective]]
ref = "1"
title = "Staff know how to keep children safe"

[[objective.action]]
ref = "1.1"
action = "Publish the training calendar"
outcome = "Staff know what they can book"
lead = ["jo", { who = "sam", for = "training" }]
timescale = "by end of June 08"
due = "2008-06"
came-from = "anytown-2007-08:1.1"

[[objective.action]]
ref = "1.2"
action = "Ask who came"
outcome = "The board knows"
lead = "jo"
due = "2008-12"
see = "1.1"
"#;

/// An editor with the two plans above, the later one open.
fn two_years(name: &str) -> (Editor, PathBuf, Document) {
    let folder = folder(name, &[("anytown-2007-08.toml", EARLIER), ("anytown-2008-09.toml", LATER)]);
    let mut editor = Editor::start(
        Some(&folder),
        json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } }),
    );
    let document = Document::new(&uri(&folder.join("plans/anytown-2008-09.toml")), LATER);
    editor.open(&document.uri, LATER);
    (editor, folder, document)
}

/// The place of the first letter of some words.
fn at(document: &Document, words: &str, utf8: bool) -> Value {
    let offset = document.text.find(words).unwrap_or_else(|| panic!("{words} is not in the text")) as u32;
    json!({ "textDocument": { "uri": document.uri }, "position": position(&document.text, offset, utf8) })
}

fn replace(editor: &mut Editor, document: &mut Document, old: &str, new: &str) {
    let start = document.text.find(old).unwrap() as u32;
    editor.edit(document, Span::new(start, start + old.len() as u32), new);
}

#[test]
fn rules_about_several_plans_follow_what_is_typed() {
    let (mut editor, folder, mut document) = two_years("several");
    let earlier = uri(&folder.join("plans/anytown-2007-08.toml"));
    let rules = |editor: &Editor, uri: &str| {
        let shown = editor.shown.get(uri).cloned().unwrap_or_default();
        shown.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&editor, &earlier), Vec::<String>::new());
    // The action that carried it on is gone: it is the plan not open that says so.
    replace(&mut editor, &mut document, "came-from = \"anytown-2007-08:1.1\"\n", "");
    editor.settle_shown();
    let expected = said(&[("plans/anytown-2007-08.toml", EARLIER), ("plans/anytown-2008-09.toml", &document.text)]);
    assert!(!expected[0].is_empty());
    assert_shown(&editor, &earlier, EARLIER, &expected[0], "the earlier plan");
    // Back again, and closed unsaved: what is on disk counts.
    replace(&mut editor, &mut document, "due = \"2008-06\"\n", "due = \"2008-06\"\ncame-from = \"anytown-2007-08:1.1\"\n");
    editor.settle_shown();
    assert_eq!(rules(&editor, &earlier), Vec::<String>::new());
    replace(&mut editor, &mut document, "came-from = \"anytown-2007-08:1.1\"\n", "");
    editor.settle_shown();
    assert!(!rules(&editor, &earlier).is_empty());
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": document.uri } }));
    editor.settle_shown();
    assert_eq!(rules(&editor, &earlier), Vec::<String>::new());
    // What another program writes is seen when the editor says so.
    fs::write(folder.join("plans/anytown-2008-09.toml"), LATER.replace("came-from", "remark")).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": document.uri, "type": 2 }] }));
    editor.settle_shown();
    assert!(!rules(&editor, &earlier).is_empty());
    // A folder that is no longer open shows nothing.
    let folders = json!({ "event": { "added": [], "removed": [{ "uri": uri(&folder), "name": "folder" }] } });
    editor.tell("workspace/didChangeWorkspaceFolders", folders);
    editor.settle_shown();
    assert_eq!(rules(&editor, &earlier), Vec::<String>::new());
    editor.stop();
}

impl Editor {
    /// Takes in all that the server shows of what was sent so far.
    fn settle_shown(&mut self) {
        assert!(self.ask("lscb/nothing", json!({})).is_err());
        // What is shown is sent before the server waits for more: a second answer comes after it.
        assert!(self.ask("lscb/nothing", json!({})).is_err());
    }
}

#[test]
fn what_is_known_of_a_place_is_told() {
    let (mut editor, _, document) = two_years("hover");
    for (words, expected) in [
        ("by end of June 08", "due = \"2008-06\": due on 30 Jun 2008"),
        ("jo\", {", "Jo Bloggs\nTraining Officer\nleads 2 actions, 1 of them overdue as at 1 Oct 2008"),
        ("training\" }]", "Training Subgroup (subgroup)\nchaired by Jo Bloggs\nleads 0 actions"),
        (
            "1.1\"\naction",
            "1.1  Publish the training calendar\nLed by Jo Bloggs, Sam Okafor\nAs at 1 Oct 2008: overdue, due June 2008, 93 days late",
        ),
        (
            "1.1\"\n",
            "1.1  Publish the training calendar\nLed by Jo Bloggs, Sam Okafor\nAs at 1 Oct 2008: overdue, due June 2008, 93 days late",
        ),
        (
            "anytown-2007-08:1.1",
            "anytown-2007-08\n1.1  Publish the training calendar\nLed by Jo Bloggs\nAs at 1 Oct 2008: carried forward, due September 2007",
        ),
        ("Staff know how", "1  Staff know how to keep children safe\n2 actions\nAs at 1 Oct 2008: 1 overdue"),
        ("timescale = ", "the date column, as printed"),
        ("who = ", "the key of a person or group"),
    ] {
        let answer = editor.ask("textDocument/hover", at(&document, words, false)).unwrap();
        assert_eq!(answer["contents"]["value"], expected, "{words}");
        assert_eq!(answer["contents"]["kind"], "plaintext");
    }
    assert_eq!(editor.ask("textDocument/hover", at(&document, "2009-03-31", false)), Ok(Value::Null));
    editor.stop();
}

#[test]
fn what_can_be_written_is_proposed() {
    let (mut editor, _, mut document) = two_years("completion");
    let end = document.text.len() as u32;
    editor.edit(&mut document, Span::new(end, end), "\n[[objective.action]]\ntimescale = \"September 08\"\n?\n");
    for (typed, expected) in [
        ("sta", &["status"][..]),
        ("status = ", &["not-started", "complete"]),
        ("status = \"comp", &["complete"]),
        ("lead = \"", &["jo", "sam", "training"]),
        ("lead = { who = \"jo\", ", &["as", "for"]),
        ("lead = { who = \"jo\", for = \"", &["training"]),
        ("due = ", &["\"2008-09\""]),
        ("completed = ", &["2008-10-01"]),
        ("see = \"", &["1.1", "1.2"]),
        ("came-from = \"", &["anytown-2007-08:1.1"]),
        ("ongoing = ", &["true"]),
        ("[", &["[[objective]]", "[[objective.action]]", "[people]"]),
        ("[[allow]]\nrule = \"", &["no-lead", "no-date"]),
        ("[[allow]]\nref = \"", &["1.1"]),
    ] {
        let start =
            document.text.rfind('?').or_else(|| document.text.rfind("\0")).unwrap_or_else(|| document.text.len() - 2) as u32;
        let whole = document.text[start as usize..].trim_end_matches('\n').len() as u32;
        editor.edit(&mut document, Span::new(start, start + whole), typed);
        let place = position(&document.text, start + typed.len() as u32, false);
        let params = json!({ "textDocument": { "uri": document.uri }, "position": place });
        let answer = editor.ask("textDocument/completion", params).unwrap();
        let labels: Vec<&str> = answer["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
        for label in expected {
            assert!(labels.contains(label), "{typed}: {label} is not among {labels:?}");
        }
        // What is written takes the place of what was typed of it.
        let item = answer["items"].as_array().unwrap().iter().find(|item| item["label"] == expected[0]).unwrap();
        let edit = json!({ "changes": { &document.uri: [item["textEdit"]] } });
        let after = applied(&document.text, &edit, &document.uri, false);
        let word = if typed.ends_with('[') {
            "\n[[objective]]\n".into()
        } else {
            format!("{}\n", item["textEdit"]["newText"].as_str().unwrap())
        };
        assert!(after.contains(&word) || typed.contains('{'), "{typed}: {after}");
        let back = document.text[start as usize..].trim_end_matches('\n').len() as u32;
        editor.edit(&mut document, Span::new(start, start + back), "?");
    }
    // Keys that stand there already are not proposed again; nor anything in a remark.
    let labels = |editor: &mut Editor, document: &Document, words: &str| {
        let answer = editor.ask("textDocument/completion", at(document, words, false)).unwrap();
        let items = answer["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let keys = labels(&mut editor, &document, "?");
    assert!(keys.contains(&"due".to_owned()) && !keys.contains(&"timescale".to_owned()), "{keys:?}");
    editor.stop();
}

#[test]
fn what_is_named_is_found_and_renamed() {
    let (mut editor, folder, document) = two_years("names");
    let location = |uri: &str, text: &str, words: &str, length: u32| {
        let start = text.find(words).unwrap() as u32;
        json!({ "uri": uri, "range": { "start": position(text, start, false), "end": position(text, start + length, false) } })
    };
    let earlier = uri(&folder.join("plans/anytown-2007-08.toml"));
    for (words, expected) in [
        ("jo\", {", location(&document.uri, LATER, "jo = {", 2)),
        ("training\" }]", location(&document.uri, LATER, "training = {", 8)),
        ("1.1\"\n\n[[objective.action]]\nref = \"1.2", location(&earlier, EARLIER, "1.1\"", 3)),
        ("anytown-2007-08:1.1", location(&earlier, EARLIER, "1.1\"", 3)),
    ] {
        let found = editor.ask("textDocument/definition", at(&document, words, false)).unwrap();
        assert_eq!(found, expected, "{words}");
    }
    let mut params = at(&document, "jo = {", false);
    params["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", params).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 4);
    // The action of the year before is named by this year's plan.
    let earlier_document = Document::new(&earlier, EARLIER);
    editor.open(&earlier, EARLIER);
    let found = editor.ask("textDocument/references", at(&earlier_document, "1.1\"", false)).unwrap();
    assert_eq!(found, json!([location(&document.uri, LATER, "anytown-2007-08:1.1", 19)]));

    let mut params = at(&document, "jo\", {", false);
    params["newName"] = "jo-bloggs".into();
    let renamed = editor.ask("textDocument/rename", params.clone()).unwrap();
    let after = applied(LATER, &renamed, &document.uri, false);
    assert_eq!(after, LATER.replace("jo = {", "jo-bloggs = {").replace("\"jo\"", "\"jo-bloggs\""));
    for (new, why) in [("sam", "another one's key"), ("jo bloggs", "is no key"), ("", "is no key")] {
        params["newName"] = new.into();
        assert!(editor.ask("textDocument/rename", params.clone()).unwrap_err().contains(why), "{new}");
    }
    assert_eq!(editor.ask("textDocument/prepareRename", at(&document, "2008-06", false)), Ok(Value::Null));
    editor.stop();
}

#[test]
fn a_key_written_in_parts_is_renamed_in_all_of_them() {
    let folder = folder("parts", &[]);
    let mut editor = Editor::start(Some(&folder), json!({}));
    let text = "title = \"T\"\n[people]\njo.name = \"Jo\"\njo.role = \"Officer\"\n\"sam\" = { name = \"Sam\" }\n[people.kim]\nname = \"Kim\"\n\
                [[objective]]\nlead = [\"jo\", 'sam', \"kim\"]\n";
    let document = Document::new(&uri(&folder.join("plans/parts.toml")), text);
    editor.open(&document.uri, text);
    for (old, expected) in [
        ("jo", text.replace("jo.", "new.").replace("\"jo\"", "\"new\"")),
        ("sam", text.replace("sam", "new")),
        ("kim", text.replace("kim", "new")),
    ] {
        let mut params = at(&document, &format!("{old}{}", if old == "sam" { "'" } else { "\"" }), false);
        if old == "kim" {
            params = at(&document, "kim\"]", false);
        } else if old == "jo" {
            params = at(&document, "jo\", 'sam", false);
        }
        params["newName"] = "new".into();
        let renamed = editor.ask("textDocument/rename", params).unwrap();
        assert_eq!(applied(text, &renamed, &document.uri, false), expected, "{old}");
    }
    editor.stop();
}

#[test]
fn the_outline_has_objectives_and_actions_and_folds_them() {
    let (mut editor, _, document) = two_years("outline");
    let params = json!({ "textDocument": { "uri": document.uri } });
    let symbols = editor.ask("textDocument/documentSymbol", params.clone()).unwrap();
    let names = |symbols: &Value| {
        symbols.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&symbols), ["People", "Groups", "1 Staff know how to keep children safe"]);
    assert_eq!(names(&symbols[2]["children"]), ["1.1 Publish the training calendar", "1.2 Ask who came"]);
    assert_eq!(names(&symbols[0]["children"]), ["Jo Bloggs", "Sam Okafor"]);
    let foldings = editor.ask("textDocument/foldingRange", params).unwrap();
    let line = |words: &str| LATER[..LATER.find(words).unwrap()].matches('\n').count();
    let folded: Vec<(u64, u64)> = foldings
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["startLine"].as_u64().unwrap(), one["endLine"].as_u64().unwrap()))
        .collect();
    let objective = line("[[objective]]") as u64;
    assert!(folded.contains(&(objective, LATER.lines().count() as u64 - 1)), "{folded:?}");
    assert_eq!(folded.len(), 5, "{folded:?}");
    editor.stop();
}

#[test]
fn what_no_editor_should_send_ends_nothing() {
    let (mut editor, _, document) = two_years("odd");
    assert!(editor.ask("no/such/method", json!({})).unwrap_err().contains("no/such/method"));
    assert!(editor.ask("textDocument/hover", json!({ "textDocument": 7 })).is_err());
    assert!(
        editor
            .ask(
                "textDocument/hover",
                json!({ "textDocument": { "uri": "file:///nowhere.toml" }, "position": { "line": 0, "character": 0 } })
            )
            .is_err()
    );
    for (method, params) in [
        ("no/such/notice", json!({})),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///nowhere.toml", "version": 3 }, "contentChanges": [{ "text": "" }] }),
        ),
        ("textDocument/didChange", json!(null)),
        ("textDocument/didClose", json!({ "textDocument": { "uri": "file:///nowhere.toml" } })),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": "::not an address", "version": 1, "text": "board = 1" } })),
        (
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": { "added": [{ "uri": "file:///no/such/folder", "name": "" }], "removed": [] } }),
        ),
        ("$/cancelRequest", json!({ "id": 99 })),
        ("$/setTrace", json!({ "value": "off" })),
    ] {
        editor.tell(method, params);
    }
    // A request that is taken back while it waits is answered as cancelled.
    let mut ids = Vec::new();
    for _ in 0..200 {
        ids.push(editor.send("textDocument/documentSymbol", json!({ "textDocument": { "uri": document.uri } })));
    }
    editor.tell("$/cancelRequest", json!({ "id": 999 }));
    for id in ids {
        assert!(serde_json::to_value(editor.response(id)).unwrap().get("result").is_some());
    }
    // A text never saved is judged by itself.
    editor.open("untitled:Untitled-1", slips::PLAN);
    assert_shown(
        &editor,
        "untitled:Untitled-1",
        slips::PLAN,
        &said(&[("untitled:Untitled-1", slips::PLAN)]).concat(),
        "never saved",
    );
    // Other files of TOML are none of its business.
    editor.open("file:///tmp/Cargo.toml", "[package]\nname = \"x\"\n");
    assert_eq!(editor.shown["file:///tmp/Cargo.toml"], Vec::<Value>::new());
    editor.stop();

    // Without a word of farewell.
    let (editor, ..) = two_years("gone");
    let Editor { connection, server, .. } = editor;
    drop(connection);
    assert_eq!(server.unwrap().join().unwrap(), Ok(lsp::Ending::Abandoned));
}

#[test]
fn the_program_itself_follows_the_configuration_as_it_is_typed() {
    let undated = EARLIER.replace("due = \"2007-09\"\nstatus = \"carried-forward\"\n", "");
    let folder = folder("configured", &[("anytown.toml", &undated)]);
    let file = folder.join("lscb.toml");
    fs::write(&file, "plans = \"plans\"\n").unwrap();
    fs::create_dir(folder.join("elsewhere")).unwrap();
    fs::write(folder.join("elsewhere/other.toml"), "board = 1\n").unwrap();
    let mut editor = Editor::start_program(&folder);
    let (configuration, plan) = (uri(&file), uri(&folder.join("plans/anytown.toml")));
    let rules = |editor: &Editor, uri: &str| {
        let shown = editor.shown.get(uri).cloned().unwrap_or_default();
        shown.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    editor.settle_shown();
    assert_eq!(rules(&editor, &plan), ["no-date"]);
    assert!(!editor.shown.contains_key(&uri(&folder.join("elsewhere/other.toml"))), "only the configured folder is looked at");
    let mut document = Document::new(&configuration, "[levels]\nno-dat = \"off\"\n");
    editor.open(&configuration, &document.text);
    editor.settle_shown();
    assert_eq!((rules(&editor, &configuration), rules(&editor, &plan)), (vec!["unknown-value".into()], vec!["no-date".into()]));
    // One letter more, and the rule is off: in the plan that is not open as well.
    let place = document.text.find(" =").unwrap() as u32;
    editor.edit(&mut document, Span::new(place, place), "e");
    editor.settle_shown();
    assert_eq!((rules(&editor, &configuration), rules(&editor, &plan)), (Vec::<String>::new(), Vec::new()));
    let end = document.text.len() as u32;
    editor.edit(&mut document, Span::new(0, end), "\n[levels]\nno-lead = \"\"\n[report.paper]\nshape = \"\"\n");
    for (words, line, character, expected) in
        [("the top", 0, 0, "due-soon-days"), ("a level", 2, 11, "warning"), ("a shape", 4, 9, "monthly")]
    {
        let params = json!({ "textDocument": { "uri": configuration }, "position": { "line": line, "character": character } });
        let answer = editor.ask("textDocument/completion", params).unwrap();
        let labels: Vec<&str> = answer["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
        assert!(labels.contains(&expected), "{words}: {labels:?}");
    }
    let params = json!({ "textDocument": { "uri": configuration }, "position": { "line": 2, "character": 2 } });
    let answer = editor.ask("textDocument/hover", params).unwrap();
    assert!(answer["contents"]["value"].as_str().unwrap().starts_with("no-lead: "), "{answer}");
    // Closed unsaved: what is on disk counts.
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": configuration } }));
    editor.settle_shown();
    assert_eq!(rules(&editor, &plan), ["no-date"]);
    editor.stop();

    let mut editor = Editor::start_program(&folder);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.server.take().unwrap().join().unwrap(), Ok(lsp::Ending::Abandoned));
}

/// The configuration that the server was started with is seen from where it was started, and the day is that of the clock.
#[test]
fn the_program_is_told_its_configuration_and_knows_the_day() {
    let undated = EARLIER.replace("due = \"2007-09\"\nstatus = \"carried-forward\"\n", "");
    let folder = folder("started", &[("anytown.toml", &undated)]);
    fs::write(folder.join("lscb.toml"), "[levels]\nno-date = \"off\"\n").unwrap();
    fs::create_dir(folder.join("here")).unwrap();
    fs::write(folder.join("here/own.toml"), "due-soon-days = 7\n").unwrap();
    let plan = uri(&folder.join("plans/anytown.toml"));
    for (args, rules) in [
        (&["lsp"][..], vec![]),
        (&["--no-config", "lsp"], vec!["no-date"]),
        (&["--config", "own.toml", "lsp", "--stdio"], vec!["no-date"]),
    ] {
        let mut editor = Editor::start_program_in(&folder.join("here"), args, &folder);
        editor.settle_shown();
        let shown = editor.shown.get(&plan).cloned().unwrap_or_default();
        assert_eq!(shown.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(), rules, "{args:?}");
        let dated = EARLIER.replace("status = \"carried-forward\"\n", "");
        editor.open(&plan, &dated);
        let line = dated.lines().position(|line| line == "[[objective.action]]").unwrap();
        let place = json!({ "textDocument": { "uri": plan }, "position": { "line": line, "character": 2 } });
        let answer = editor.ask("textDocument/hover", place).unwrap();
        assert!(answer["contents"]["value"].as_str().unwrap().contains("As at 1 Oct 2008: overdue"), "{answer}");
        editor.stop();
    }
}

/// Its folder of plans is the one that the editor knows, however the way there is written.
#[test]
fn a_plan_has_one_address_whatever_the_configuration_writes() {
    let undated = EARLIER.replace("due = \"2007-09\"\nstatus = \"carried-forward\"\n", "");
    let folder = folder("dots", &[("anytown.toml", &undated)]);
    fs::create_dir(folder.join("here")).unwrap();
    for (name, plans) in [("lscb.toml", "here/../plans"), ("here/own.toml", "../plans")] {
        fs::write(folder.join(name), format!("plans = \"{plans}\"\nnothing = 1\n")).unwrap();
        let mut editor = Editor::start_program_in(&folder.join("here"), &["--config", &format!("../{name}"), "lsp"], &folder);
        editor.settle_shown();
        let shown: Vec<&str> = editor.shown.keys().map(String::as_str).collect();
        let mut wanted = [uri(&folder.join("plans/anytown.toml")), uri(&folder.join(name))];
        wanted.sort();
        assert_eq!(shown, wanted, "{name}");
        editor.stop();
    }
    // The folder above a link's target is not the one that the link lies in.
    #[cfg(unix)]
    {
        fs::create_dir_all(folder.join("elsewhere/deep")).unwrap();
        fs::rename(folder.join("plans"), folder.join("elsewhere/plans")).unwrap();
        std::os::unix::fs::symlink(folder.join("elsewhere/deep"), folder.join("link")).unwrap();
        fs::write(folder.join("lscb.toml"), "plans = \"link/../plans\"\n").unwrap();
        let mut editor = Editor::start_program(&folder);
        editor.settle_shown();
        assert!(editor.shown.keys().any(|uri| uri.ends_with("/plans/anytown.toml")), "{:?}", editor.shown.keys());
        editor.stop();
    }
}

/// Of a saved report every key is proposed that it may have: those of the report's flags, with what they are.
#[test]
fn the_keys_of_a_saved_report_are_proposed_with_their_meaning() {
    let folder = folder("saved", &[("anytown.toml", EARLIER)]);
    let mut editor = Editor::start_program(&folder);
    let configuration = uri(&folder.join("lscb.toml"));
    editor.open(&configuration, "[report.paper]\n\n");
    let place = json!({ "textDocument": { "uri": configuration }, "position": { "line": 1, "character": 0 } });
    let answer = editor.ask("textDocument/completion", place).unwrap();
    let proposed: Vec<(&str, String)> = answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["label"].as_str().unwrap(), format!("{} {}", item["detail"], item["documentation"])))
        .collect();
    for (key, about) in [
        ("shape", "the report that it is"),
        ("format", "format"),
        ("lead", "Led by this person, group or role"),
        ("output", "file"),
        ("columns", "columns to show"),
    ] {
        assert!(proposed.iter().any(|(label, words)| *label == key && words.contains(about)), "{key}: {proposed:?}");
    }
    assert!(!proposed.iter().any(|(label, _)| ["stdio", "help", "name", "report", "paths"].contains(label)), "{proposed:?}");
    editor.stop();
}
