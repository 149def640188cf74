//! Answers to messages.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, DidChangeWorkspaceFoldersParams, HoverParams, PublishDiagnosticsParams,
};
use plimsoll::lsp::{SOURCE, actions, hover};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::args::CheckArgs;
use crate::cli::{Exit, Failure};

use super::client::{self, Client};
use super::documents::Documents;
use super::uri;
use super::wire::{self, Fault};

/// One side of the conversation.
pub(super) struct Server {
    out: Box<dyn Write>,
    documents: Documents,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The client has not said who it is.
    New,
    /// The usual.
    Open,
    /// The client is about to leave.
    Closed,
}

/// Files whose change on the disk changes what is found.
const WATCHED: [&str; 6] = [
    "**/*.{yaml,yml}",
    "**/{Dockerfile,Containerfile}*",
    "**/*.{Dockerfile,dockerfile,Containerfile,containerfile}",
    "**/*.dockerignore",
    "**/.gitignore",
    "**/.env",
];

type Answer = Result<Value, (ErrorCode, String)>;

impl Server {
    pub(super) fn new(args: CheckArgs, out: Box<dyn Write>) -> Self {
        Self {
            out,
            documents: Documents::new(args),
            phase: Phase::New,
        }
    }

    /// True if something was changed and not yet checked.
    pub(super) fn is_behind(&self) -> bool {
        !self.documents.stale.is_empty()
    }

    /// Checks what was changed and shows what was found.
    pub(super) fn catch_up(&mut self) -> Result<(), Failure> {
        for shown in self.documents.check() {
            self.publish(&shown)?;
        }
        Ok(())
    }

    /// How the process ends: well, if the client has said so before.
    pub(super) fn exit(&self) -> Exit {
        match self.phase {
            Phase::Closed => Exit::Clean,
            Phase::New | Phase::Open => Exit::Findings,
        }
    }

    /// Answers a message. A fault of this program is an answer, too.
    pub(super) fn handle(&mut self, message: Message) -> Result<(), Failure> {
        match message {
            Message::Request(request) => {
                if !matches!(request.method.as_str(), "initialize" | "shutdown") {
                    self.catch_up()?;
                }
                let Request { id, method, params } = request;
                let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&method, params)));
                let answer = answer.unwrap_or_else(|_| {
                    let message = "a fault in plimsoll; please report it".to_owned();
                    Err((ErrorCode::InternalError, message))
                });
                let response = match answer {
                    Ok(value) => Response::new_ok(id, value),
                    Err((code, message)) => Response::new_err(id, code as i32, message),
                };
                self.send(&response.into())
            }
            Message::Notification(it) => self.hear(it),
            // Nothing was asked but to be told of changes.
            Message::Response(_) => Ok(()),
        }
    }

    fn answer(&mut self, method: &str, params: Value) -> Answer {
        let refuse = |code, message: &str| Err((code, message.to_owned()));
        match (self.phase, method) {
            (Phase::New, "initialize") => {
                self.documents.client = Client::read(&params);
                self.documents.settle(client::folders(&params));
                self.phase = Phase::Open;
                json(client::greeting(self.documents.client))
            }
            (Phase::New, _) => refuse(ErrorCode::ServerNotInitialized, "`initialize` comes first"),
            (Phase::Closed, _) => refuse(ErrorCode::InvalidRequest, "only `exit` can follow"),
            (Phase::Open, "initialize") => {
                refuse(ErrorCode::InvalidRequest, "that was said before")
            }
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Closed;
                self.documents.stale.clear();
                Ok(Value::Null)
            }
            (Phase::Open, "textDocument/hover") => self.hover(&read(params)?),
            (Phase::Open, "textDocument/codeAction") => self.actions(&read(params)?),
            (Phase::Open, _) => {
                let message = format!("there is no `{method}` here");
                Err((ErrorCode::MethodNotFound, message))
            }
        }
    }

    fn hover(&self, params: &HoverParams) -> Answer {
        let at = &params.text_document_position_params;
        let client = &self.documents.client;
        let found = self
            .documents
            .open
            .get(at.text_document.uri.as_str())
            .and_then(|it| it.found.as_ref());
        let hover = found.and_then(|found| {
            let findings = found.findings.iter().map(|(it, _)| it);
            hover(
                &found.source,
                findings,
                at.position,
                client.encoding,
                client.hover,
            )
        });
        json(hover)
    }

    fn actions(&self, params: &CodeActionParams) -> Answer {
        let checked = self.documents.checked(params.text_document.uri.as_str());
        json(checked.map(|it| actions(&it, params.range, &params.context)))
    }

    /// Takes note of what the client tells. What cannot be read counts for nothing: there is no
    /// answer in which to complain.
    fn hear(&mut self, notification: Notification) -> Result<(), Failure> {
        let Notification { method, params } = notification;
        if self.phase != Phase::Open {
            return Ok(());
        }
        let documents = &mut self.documents;
        match method.as_str() {
            "initialized" => return self.watch(),
            "textDocument/didOpen" => {
                if let Ok(params) = read(params) {
                    documents.open(params);
                }
            }
            "textDocument/didChange" => {
                if let Ok(params) = read(params) {
                    documents.change(&params);
                }
            }
            "textDocument/didClose" => {
                let closed = document(&params).and_then(|key| documents.close(key));
                return closed.map_or(Ok(()), |closed| self.publish(&closed));
            }
            // A client that watches the disk tells of what is saved, too.
            "textDocument/didSave" if documents.client.watches => {
                documents.stale.extend(document(&params).map(str::to_owned));
            }
            "textDocument/didSave"
            | "workspace/didChangeConfiguration"
            | "workspace/didChangeWatchedFiles" => documents.forget(),
            "workspace/didChangeWorkspaceFolders" => {
                if let Ok(params) = read(params) {
                    self.move_folders(&params);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn move_folders(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let path = |it: &lsp_types::WorkspaceFolder| uri::path(it.uri.as_str());
        let gone: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        let documents = &mut self.documents;
        documents.folders.retain(|it| !gone.contains(it));
        let new = params.event.added.iter().filter_map(path);
        documents.folders.extend(new);
        documents.forget();
    }

    /// Asks to be told of changes on the disk.
    fn watch(&mut self) -> Result<(), Failure> {
        if !self.documents.client.watches {
            return Ok(());
        }
        let watchers = WATCHED.map(|glob| json!({ "globPattern": glob }));
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({
            "id": "watch",
            "method": method,
            "registerOptions": { "watchers": watchers },
        });
        let params = json!({ "registrations": [registration] });
        let id = RequestId::from(format!("{SOURCE}-watch"));
        let request = Request::new(id, "client/registerCapability".to_owned(), params);
        self.send(&request.into())
    }

    fn publish(&mut self, shown: &PublishDiagnosticsParams) -> Result<(), Failure> {
        let method = "textDocument/publishDiagnostics".to_owned();
        self.send(&Notification::new(method, shown).into())
    }

    fn send(&mut self, message: &Message) -> Result<(), Failure> {
        Ok(message.write(&mut self.out)?)
    }

    /// Answers something that cannot be answered as a request.
    pub(super) fn complain(&mut self, fault: &Fault) -> Result<(), Failure> {
        Ok(wire::complain(&mut self.out, fault)?)
    }
}

/// The document that a message is about.
fn document(params: &Value) -> Option<&str> {
    params.pointer("/textDocument/uri")?.as_str()
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|it| (ErrorCode::InvalidParams, it.to_string()))
}

fn json(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value).map_err(|it| (ErrorCode::InternalError, it.to_string()))
}
