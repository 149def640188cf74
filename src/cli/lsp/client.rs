//! What the editor says of itself.

use std::path::PathBuf;

use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, HoverProviderCapability,
    InitializeResult, OneOf, SaveOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use plimsoll::lsp::{Encoding, Markup, SOURCE};
use serde_json::Value;

use super::uri;

/// What the client can, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    pub encoding: Encoding,
    pub hover: Markup,
    /// It shows other places beside a diagnostic.
    pub related: bool,
    /// It takes edits for a certain version.
    pub versioned: bool,
    /// It tells about changed files if it is asked to.
    pub watches: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self::read(&Value::Null)
    }
}

impl Client {
    /// Reads the parameters of `initialize`. Only what is needed: a client that says something odd
    /// elsewhere is a client all the same.
    pub(super) fn read(params: &Value) -> Self {
        let get = |path: &str| params.pointer(path).unwrap_or(&Value::Null);
        let is = |path: &str| get(path).as_bool() == Some(true);
        let words = |path: &str| {
            let list = get(path).as_array().into_iter().flatten();
            list.filter_map(Value::as_str)
        };
        let mut formats = words("/capabilities/textDocument/hover/contentFormat");
        Self {
            encoding: Encoding::choose(words("/capabilities/general/positionEncodings")),
            hover: if formats.any(|it| it == "markdown") {
                Markup::Markdown
            } else {
                Markup::Plain
            },
            related: is("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            versioned: is("/capabilities/workspace/workspaceEdit/documentChanges"),
            watches: is("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// The folders that are open in the editor.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array);
    let listed = listed.into_iter().flatten();
    let listed = listed.filter_map(|it| uri::path(it.get("uri")?.as_str()?));
    let listed: Vec<_> = listed.collect();
    if !listed.is_empty() {
        return listed;
    }
    // Older clients know of one folder only.
    let address = || uri::path(params.get("rootUri")?.as_str()?);
    let path = || Some(PathBuf::from(params.get("rootPath")?.as_str()?));
    address().or_else(path).into_iter().collect()
}

/// What the server can.
pub(super) fn greeting(client: Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QUICKFIX,
            CodeActionKind::SOURCE_FIX_ALL,
        ]),
        ..CodeActionOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(client.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(folders),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: SOURCE.to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}
