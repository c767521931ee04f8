//! A language server: what `check` finds, while a plan is typed, with all that an editor can ask about a place.
//!
//! One thread answers one message after the other, so that no answer is about a text that has gone. What is asked is read from the
//! text as it stands at that moment; kept are only the findings of each plan, for the rules about several.

mod actions;
mod completion;
mod cursor;
mod diagnostics;
mod document;
mod hover;
mod occurrences;
mod outline;
mod protocol;
mod rename;
mod uri;
mod workspace;

use crate::diagnostic::Diagnostic;
use crate::load;
use crate::rules::Levels;
use crate::time::state::DUE_SOON_DAYS;
use chrono::NaiveDate;
use document::Encoding;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use protocol::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use workspace::Workspace;

/// What the server asks of whoever starts it: what a configuration says, and the day.
pub trait Configure {
    /// What holds for the plans of a folder, given as a whole path. `open` has the text of a file that is open in the editor: it
    /// counts instead of that on disk.
    fn settings(&self, folder: &Path, open: &dyn Fn(&Path) -> Option<String>) -> Settings;
    /// The words that a configuration may have.
    fn words(&self) -> ConfigurationWords;
    /// The day it is; nothing where the clock cannot be trusted.
    fn today(&self) -> Option<NaiveDate>;
}

/// What holds for the plans of a folder.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The configuration file, by its whole path.
    pub file: Option<PathBuf>,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// Where the plans are; nothing where neither the configuration nor a folder "plans" says so.
    pub plans: Option<Vec<PathBuf>>,
    pub levels: Levels,
    /// Days ahead that count as due soon.
    pub soon: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { file: None, faults: Vec::new(), plans: Some(Vec::new()), levels: Levels::default(), soon: DUE_SOON_DAYS }
    }
}

/// The words of a configuration: each key with what it holds.
#[derive(Clone, Default, Debug)]
pub struct ConfigurationWords {
    pub keys: Vec<(String, String)>,
    /// What the level of a rule may be.
    pub levels: Vec<String>,
    /// The keys of a saved report.
    pub report_keys: Vec<(String, String)>,
    /// The shapes of a saved report.
    pub shapes: Vec<(String, String)>,
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// As the protocol wants it: the editor asked for it first.
    Orderly,
    /// The editor went away.
    Abandoned,
}

/// Serves an editor until it goes.
///
/// # Errors
/// A sentence where it does not speak the protocol.
pub fn serve(connection: &Connection, configure: &dyn Configure) -> Result<Ending, String> {
    let (id, params) = connection.initialize_start().map_err(|error| error.to_string())?;
    let client: Initialize = serde_json::from_value(params).unwrap_or_default();
    let encoding = encoding(&client.capabilities);
    let mut workspace = Workspace::new(configure, encoding);
    let about = json!({
        "capabilities": capabilities(encoding),
        "serverInfo": { "name": "lscb", "version": env!("CARGO_PKG_VERSION") },
    });
    let mut server = Server { connection, queue: VecDeque::new(), is_closing: false, client: client.capabilities.clone() };
    server.send(Response::new_ok(id, about));
    for folder in folders(&client) {
        workspace.add_folder(folder);
    }
    server.run(&mut workspace)
}

/// The folders that the editor has open.
fn folders(client: &Initialize) -> Vec<PathBuf> {
    let named = client.workspace_folders.as_ref().filter(|folders| !folders.is_empty());
    match named {
        Some(folders) => folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect(),
        None => {
            let root = client.root_uri.as_deref().and_then(uri::to_path);
            root.or_else(|| client.root_path.as_ref().map(PathBuf::from).filter(|path| path.is_absolute())).into_iter().collect()
        }
    }
}

/// Bytes where the editor can count them, which is quicker; else what every editor can.
fn encoding(client: &Value) -> Encoding {
    let known = client.pointer("/general/positionEncodings").and_then(Value::as_array);
    let has = |name: &str| known.is_some_and(|known| known.iter().any(|one| one.as_str() == Some(name)));
    if has("utf-8") { Encoding::Utf8 } else { Encoding::Utf16 }
}

fn capabilities(encoding: Encoding) -> Value {
    json!({
        "positionEncoding": if encoding == Encoding::Utf8 { "utf-8" } else { "utf-16" },
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
        "completionProvider": { "triggerCharacters": ["[", "\"", "=", " ", "'", ":"] },
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "documentSymbolProvider": true,
        "renameProvider": { "prepareProvider": true },
        "foldingRangeProvider": true,
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    })
}

/// One session.
struct Server<'c> {
    connection: &'c Connection,
    /// What came in and waits for its turn.
    queue: VecDeque<Message>,
    /// The editor asked for the end.
    is_closing: bool,
    /// What the editor can do.
    client: Value,
}

/// Why a request has no answer.
struct Refusal {
    code: ErrorCode,
    message: String,
}

type Answer = Result<Value, Refusal>;

impl Server<'_> {
    fn run(&mut self, workspace: &mut Workspace) -> Result<Ending, String> {
        loop {
            if self.queue.is_empty() {
                // Only when nothing waits: what is typed quickly is judged once.
                self.publish(workspace);
                match self.connection.receiver.recv() {
                    Ok(message) => self.queue.push_back(message),
                    Err(_) => return Ok(Ending::Abandoned),
                }
            }
            self.queue.extend(self.connection.receiver.try_iter());
            let Some(message) = self.queue.pop_front() else { continue };
            match message {
                Message::Request(request) => {
                    let (id, is_last) = (request.id.clone(), request.method == "shutdown");
                    let response = match self.answer(request, workspace) {
                        Ok(value) => Response::new_ok(id, value),
                        Err(Refusal { code, message }) => Response::new_err(id, code as i32, message),
                    };
                    self.send(response);
                    self.is_closing |= is_last;
                }
                Message::Notification(notification) if notification.method == "exit" => {
                    return Ok(if self.is_closing { Ending::Orderly } else { Ending::Abandoned });
                }
                Message::Notification(notification) => self.notice(notification, workspace),
                // The editor's answer to what was asked of it: nothing hangs on it.
                Message::Response(_) => {}
            }
        }
    }

    /// Sends a message; to an editor that has gone it is lost, and the end of its messages is met next.
    fn send(&self, message: impl Into<Message>) {
        let _ = self.connection.sender.send(message.into());
    }

    fn answer(&self, request: Request, workspace: &Workspace) -> Answer {
        if self.is_cancelled(&request.id) {
            return Err(Refusal { code: ErrorCode::RequestCanceled, message: "cancelled".into() });
        }
        if self.is_closing {
            return Err(Refusal { code: ErrorCode::InvalidRequest, message: "the server is shutting down".into() });
        }
        let method = request.method.clone();
        // A fault of the server in one answer ends nothing.
        let guarded = load::guard(&method, || answer(request, workspace, &self.client));
        let went_wrong = || Refusal { code: ErrorCode::InternalError, message: format!("lscb itself went wrong on {method}") };
        guarded.unwrap_or_else(|_| Err(went_wrong()))
    }

    /// The editor took a request back while it waited.
    fn is_cancelled(&self, id: &RequestId) -> bool {
        self.queue.iter().any(|message| match message {
            Message::Notification(Notification { method, params }) if method == "$/cancelRequest" => {
                serde_json::from_value::<RequestId>(params["id"].clone()).is_ok_and(|cancelled| cancelled == *id)
            }
            _ => false,
        })
    }

    fn notice(&mut self, notification: Notification, workspace: &mut Workspace) {
        let Notification { method, params } = notification;
        // What cannot be understood is passed over: nobody waits for an answer.
        match &*method {
            "initialized" => self.watch_files(),
            "textDocument/didOpen" => {
                if let Some(DidOpen { text_document: OpenedDocument { uri, version, text } }) = parsed(params) {
                    guarded(&uri.clone(), || workspace.open(uri, version, text));
                }
            }
            "textDocument/didChange" => {
                let Some(DidChange { text_document, content_changes }) = parsed(params) else { return };
                let VersionedDocument { uri, version } = text_document;
                guarded(&uri, || {
                    workspace.change(&uri, version, content_changes);
                    // Where more of the same text waits, that is judged.
                    if !self.is_changed_again(&uri) {
                        workspace.read_document(&uri);
                    }
                });
            }
            "textDocument/didClose" => {
                if let Some(OfDocument { text_document }) = parsed(params) {
                    guarded(&text_document.uri, || workspace.close(&text_document.uri));
                }
            }
            "workspace/didChangeWatchedFiles" | "textDocument/didSave" => guarded("", || workspace.reload()),
            "workspace/didChangeWorkspaceFolders" => {
                let Some(DidChangeFolders { event }) = parsed(params) else { return };
                let paths = |folders: Vec<DocumentId>| folders.into_iter().filter_map(|folder| uri::to_path(&folder.uri));
                guarded("", || {
                    paths(event.removed).for_each(|folder| workspace.remove_folder(&folder));
                    paths(event.added).for_each(|folder| workspace.add_folder(folder));
                });
            }
            _ => {}
        }
    }

    /// The next message about a text is another change of it, so that nobody asks about it as it is now.
    fn is_changed_again(&self, uri: &str) -> bool {
        self.queue.front().is_some_and(|next| match next {
            Message::Notification(next) if next.method == "textDocument/didChange" => {
                next.params.pointer("/textDocument/uri").and_then(Value::as_str) == Some(uri)
            }
            _ => false,
        })
    }

    /// Asks the editor to tell when files change on disk, where it can.
    fn watch_files(&self) {
        let can = self.client.pointer("/workspace/didChangeWatchedFiles/dynamicRegistration").and_then(Value::as_bool);
        if can == Some(true) {
            let watchers = json!({ "watchers": [{ "globPattern": "**/*.toml" }] });
            let registration = json!({ "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": watchers });
            let params = json!({ "registrations": [registration] });
            let id = RequestId::from("files".to_owned());
            self.send(Request { id, method: "client/registerCapability".into(), params });
        }
    }

    /// Tells what is found in each text of which something may have changed.
    fn publish(&self, workspace: &mut Workspace) {
        let (stale, gone) = workspace.take_stale();
        for shown in stale {
            let diagnostics = diagnostics::all(&shown, &workspace.places(&shown.uri, &shown.text));
            let mut params = json!({ "uri": shown.uri, "diagnostics": diagnostics });
            if let Some(version) = shown.version {
                params["version"] = version.into();
            }
            self.send(Notification { method: "textDocument/publishDiagnostics".into(), params });
        }
        for uri in gone {
            let params = json!({ "uri": uri, "diagnostics": [] });
            self.send(Notification { method: "textDocument/publishDiagnostics".into(), params });
        }
    }
}

/// Does some work of which nobody waits for a result: a fault of the server in it ends nothing.
fn guarded(name: &str, work: impl FnOnce()) {
    let _ = load::guard(name, work);
}

fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn answer(request: Request, workspace: &Workspace, client: &Value) -> Answer {
    let Request { method, params, .. } = request;
    match &*method {
        "shutdown" => Ok(Value::Null),
        "textDocument/codeAction" => actions::all(workspace, given(params)?),
        "textDocument/completion" => completion::all(workspace, given(params)?, client),
        "textDocument/hover" => hover::at(workspace, given(params)?),
        "textDocument/definition" => occurrences::definition(workspace, given(params)?),
        "textDocument/references" => occurrences::references(workspace, given(params)?),
        "textDocument/documentHighlight" => occurrences::highlights(workspace, given(params)?),
        "textDocument/documentSymbol" => outline::symbols(workspace, given(params)?, client),
        "textDocument/foldingRange" => outline::foldings(workspace, given(params)?),
        "textDocument/prepareRename" => rename::prepare(workspace, given(params)?),
        "textDocument/rename" => rename::edits(workspace, given(params)?),
        _ => Err(Refusal { code: ErrorCode::MethodNotFound, message: format!("lscb does not know {method}") }),
    }
}

fn given<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params)
        .map_err(|error| Refusal { code: ErrorCode::InvalidParams, message: format!("this cannot be understood: {error}") })
}
