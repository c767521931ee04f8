//! What a key stroke costs in an editor: the processor time until its findings are there, and whether memory stays flat. On Linux,
//! where the system tells how much another process has used.

use crate::shelf::{self, Faults};
use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The plans beside that in which somebody types.
const BESIDE: usize = 150;
/// Key strokes that are measured.
const STROKES: usize = 3_000;
/// At most so much processor time a key stroke, in milliseconds.
const BAR: f64 = 10.0;

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lscb"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("lscb can be run");
        let input = child.stdin.take().expect("it is piped");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        Server { child, input, output }
    }

    fn tell(&mut self, method: &str, params: Value) {
        let message: Message = Notification { method: method.into(), params }.into();
        message.write(&mut self.input).expect("the server reads");
    }

    fn ask(&mut self, id: i32, method: &str, params: Value) {
        let message: Message = Request { id: RequestId::from(id), method: method.into(), params }.into();
        message.write(&mut self.input).expect("the server reads");
        self.wait(|message| matches!(message, Message::Response(_)));
    }

    fn wait(&mut self, is_wanted: impl Fn(&Message) -> bool) {
        while !is_wanted(&Message::read(&mut self.output).expect("the server writes").expect("the server is there")) {}
    }

    /// Types, and waits for what is found.
    fn change(&mut self, uri: &str, version: usize, change: Value) {
        let id = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": id, "contentChanges": [change] }));
        self.wait(|message| match message {
            Message::Notification(Notification { params, .. }) => params["version"].as_u64() == Some(version as u64),
            _ => false,
        });
    }

    /// Processor time so far in milliseconds, and the memory held in MiB.
    fn used(&self) -> Option<(f64, f64)> {
        let about = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).ok();
        // Nanoseconds on the processor, of each thread.
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).ok()?.flatten();
        let times = threads.filter_map(|thread| {
            fs::read_to_string(thread.path().join("schedstat")).ok()?.split(' ').next()?.parse::<f64>().ok()
        });
        let status = about("status")?;
        let held = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok())?;
        Some((times.sum::<f64>() / 1e6, held / 1024.0))
    }
}

/// Types in one plan of a folder with many, and prints what it cost.
pub fn measure(folder: &Path) {
    let folder = folder.join("editor");
    let _ = fs::remove_dir_all(&folder);
    shelf::write(&folder.join("plans"), BESIDE + 1, Faults::None).expect("plans can be written into the target folder");
    let file = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().flatten().find(|entry| entry.file_type().is_file());
    let path = file.expect("there are plans").into_path();
    let text = fs::read_to_string(&path).expect("a plan can be read");
    let uri = |path: &Path| format!("file://{}", path.display()).replace(' ', "%20");
    let (root, uri) = (uri(&folder), uri(&path));
    let mut server = Server::start();
    server.ask(1, "initialize", json!({ "capabilities": {}, "rootUri": root }));
    server.tell("initialized", json!({}));
    let document = json!({ "uri": uri, "languageId": "toml", "version": 0, "text": text });
    server.tell("textDocument/didOpen", json!({ "textDocument": document }));
    // A text typed into the middle of the plan, over and over, and taken out again.
    let words = "status = \"in-progress\"\n";
    let line = text.lines().count() / 2;
    let line =
        text.lines().skip(line).position(|line| line.starts_with("[[objective.action]]")).map_or(line, |more| line + more + 1);
    let mut version = 0;
    let mut stroke = |server: &mut Server, strokes: usize| {
        for number in 0..strokes {
            version += 1;
            let at = number % (2 * words.len());
            let place = |column: usize| json!({ "line": line, "character": column });
            let change = match at < words.len() {
                true => json!({ "range": { "start": place(at), "end": place(at) }, "text": &words[at..=at] }),
                false => {
                    let left = 2 * words.len() - 1 - at;
                    let after =
                        if left + 1 == words.len() { json!({ "line": line + 1, "character": 0 }) } else { place(left + 1) };
                    json!({ "range": { "start": place(left), "end": after }, "text": "" })
                }
            };
            server.change(&uri, version, change);
        }
    };
    stroke(&mut server, 2 * words.len());
    let Some((time, held)) = server.used() else {
        println!("what a key stroke costs can be told on Linux alone");
        return;
    };
    // Whole rounds, so that the text is as it was.
    let strokes = STROKES / (2 * words.len()) * 2 * words.len();
    stroke(&mut server, strokes);
    let (after, held_after) = server.used().expect("the server is there");
    server.ask(2, "shutdown", Value::Null);
    server.tell("exit", Value::Null);
    let ended = server.child.wait().expect("the server ends");
    assert!(ended.success(), "the server ended with {ended}");
    let each = (after - time) / strokes as f64;
    println!("\nIn a plan of {} lines beside {BESIDE} others, {strokes} key strokes:\n", text.lines().count());
    println!("| processor time each, ms | MiB before | MiB after |\n|--:|--:|--:|\n| {each:.2} | {held:.1} | {held_after:.1} |");
    assert!(each < BAR, "a key stroke takes more than {BAR} ms");
    assert!(held_after < held * 1.25 + 1.0, "memory grows while somebody types");
}
