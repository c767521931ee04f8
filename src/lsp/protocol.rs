//! What an editor and the server say to each other, as JSON: the parts of the Language Server Protocol 3.17 that are used here.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A place in a text: line and column count from 0, the column in the units agreed on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

/// A stretch of a text; the end is not counted in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

/// A stretch of some text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Location {
    pub uri: String,
    pub range: Range,
}

/// A change of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextEdit {
    pub range: Range,
    pub new_text: String,
}

/// A document by its name.
#[derive(Deserialize, Debug)]
pub struct DocumentId {
    pub uri: String,
}

/// A document as it was opened.
#[derive(Deserialize, Debug)]
pub struct OpenedDocument {
    pub uri: String,
    #[serde(default)]
    pub version: i64,
    pub text: String,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct DidOpen {
    pub text_document: OpenedDocument,
}

/// A document at a version.
#[derive(Deserialize, Debug)]
pub struct VersionedDocument {
    pub uri: String,
    #[serde(default)]
    pub version: Option<i64>,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct DidChange {
    pub text_document: VersionedDocument,
    pub content_changes: Vec<Change>,
}

/// What was typed: in place of a stretch of the text, or of all of it.
#[derive(Deserialize, Debug)]
pub struct Change {
    #[serde(default)]
    pub range: Option<Range>,
    pub text: String,
}

/// What concerns a document as a whole.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct OfDocument {
    pub text_document: DocumentId,
}

/// What is asked about a place.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct AtPosition {
    pub text_document: DocumentId,
    pub position: Position,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct References {
    pub text_document: DocumentId,
    pub position: Position,
    #[serde(default)]
    pub context: ReferenceContext,
}

#[derive(Deserialize, Default, Debug)]
#[serde(rename_all = "camelCase")]
pub struct ReferenceContext {
    #[serde(default)]
    pub include_declaration: bool,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Rename {
    pub text_document: DocumentId,
    pub position: Position,
    pub new_name: String,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct CodeAction {
    pub text_document: DocumentId,
    pub range: Range,
    #[serde(default)]
    pub context: CodeActionContext,
}

#[derive(Deserialize, Default, Debug)]
pub struct CodeActionContext {
    /// The kinds of actions that are wanted; all, where it is left out.
    #[serde(default)]
    pub only: Option<Vec<String>>,
}

#[derive(Deserialize, Debug)]
pub struct DidChangeFolders {
    pub event: FoldersEvent,
}

#[derive(Deserialize, Debug)]
pub struct FoldersEvent {
    #[serde(default)]
    pub added: Vec<DocumentId>,
    #[serde(default)]
    pub removed: Vec<DocumentId>,
}

/// What the editor says of itself; what is not read here is left out.
#[derive(Deserialize, Default, Debug)]
#[serde(rename_all = "camelCase", default)]
pub struct Initialize {
    pub root_path: Option<String>,
    pub root_uri: Option<String>,
    pub workspace_folders: Option<Vec<DocumentId>>,
    pub capabilities: Value,
}
