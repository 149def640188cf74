//! `plimsoll lsp`: a language server on standard input and output.
//!
//! One thread reads messages, and the other one answers them. What has arrived by the time is
//! looked at together, so that a fast typist does not wait for the check of each letter.

mod client;
mod documents;
mod group;
mod language;
mod overlay;
mod server;
mod uri;
mod wire;

use std::collections::VecDeque;
use std::io;
use std::path::absolute;
use std::sync::mpsc::{Receiver, channel};

use lsp_server::{ErrorCode, Message};

use super::args::{CheckArgs, LspArgs};
use super::{Exit, Failure, say};
use server::Server;
use wire::{Fault, Incoming};

/// Talks with an editor until it leaves.
pub(super) fn run(args: &LspArgs) -> Result<Exit, Failure> {
    let config = args.config.as_ref().map(absolute).transpose();
    let config = config.map_err(|error| Failure::Usage(error.to_string()))?;
    let check = CheckArgs {
        config,
        preview: args.preview,
        ..CheckArgs::default()
    };
    let (sender, inbox) = channel();
    // It ends with the process: nothing can wake it while it waits for input.
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let incoming = wire::read(&mut input);
            let is_end = matches!(incoming, Incoming::End(_));
            if sender.send(incoming).is_err() || is_end {
                return;
            }
        }
    });
    converse(&mut Server::new(check, Box::new(io::stdout())), &inbox)
}

fn converse(server: &mut Server, inbox: &Receiver<Incoming>) -> Result<Exit, Failure> {
    let mut queue = VecDeque::new();
    loop {
        queue.extend(inbox.try_iter());
        if queue.is_empty() && server.is_behind() {
            server.catch_up()?;
            continue;
        }
        if queue.is_empty() {
            match inbox.recv() {
                Ok(incoming) => queue.push_back(incoming),
                Err(_) => return Ok(server.exit()),
            }
        }
        cancel(server, &mut queue)?;
        match queue.pop_front() {
            Some(Incoming::Message(Message::Notification(it))) if it.method == "exit" => {
                return Ok(server.exit());
            }
            Some(Incoming::Message(message)) => server.handle(message)?,
            Some(Incoming::Malformed(fault)) => server.complain(&fault)?,
            Some(Incoming::End(reason)) => {
                if let Some(reason) = reason {
                    say(&format!("plimsoll: {reason}"));
                }
                return Ok(server.exit());
            }
            // Nobody wants the answer any more.
            None => {}
        }
    }
}

/// Answers the waiting requests that the client no longer wants.
fn cancel(server: &mut Server, queue: &mut VecDeque<Incoming>) -> Result<(), Failure> {
    while let Some(at) = queue.iter().position(is_cancel) {
        let Some(Incoming::Message(Message::Notification(order))) = queue.remove(at) else {
            continue;
        };
        let Some(id) = order.params.get("id") else {
            continue;
        };
        let is_meant = |it: &Incoming| match it {
            Incoming::Message(Message::Request(it)) => {
                serde_json::to_value(&it.id).is_ok_and(|it| it == *id)
            }
            _ => false,
        };
        if let Some(at) = queue.iter().take(at).position(is_meant) {
            queue.remove(at);
            let message = "the client does not want it any more".to_owned();
            server.complain(&Fault {
                id: id.clone(),
                code: ErrorCode::RequestCanceled,
                message,
            })?;
        }
    }
    Ok(())
}

fn is_cancel(incoming: &Incoming) -> bool {
    match incoming {
        Incoming::Message(Message::Notification(it)) => it.method == "$/cancelRequest",
        _ => false,
    }
}
