//! Messages on the wire: a header, then JSON.

use std::io::{self, BufRead, Read as _, Write};

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

/// Longest message that is read.
const MAX_LEN: u64 = 256 * 1024 * 1024;

/// What comes in.
pub(super) enum Incoming {
    Message(Message),
    /// Something that is no message. The next one may be.
    Malformed(Fault),
    /// Nothing more; the reason, if it is not the usual one.
    End(Option<io::Error>),
}

/// What is wrong with a message.
pub(super) struct Fault {
    /// The request it answers; null if that is not known.
    pub id: Value,
    pub code: ErrorCode,
    pub message: String,
}

impl Fault {
    fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            id: Value::Null,
            code,
            message: message.into(),
        }
    }
}

/// Reads a message.
pub(super) fn read(input: &mut dyn BufRead) -> Incoming {
    match read_body(input) {
        Ok(Some(Ok(body))) => parse(&body),
        Ok(Some(Err(fault))) => Incoming::Malformed(fault),
        Ok(None) => Incoming::End(None),
        Err(error) => Incoming::End(Some(error)),
    }
}

/// Reads a header and what it announces. Lines that are none of a header are passed over, so that
/// the next header is found behind whatever does not belong there.
fn read_body(input: &mut dyn BufRead) -> io::Result<Option<Result<Vec<u8>, Fault>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            break;
        }
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length.filter(|length| *length <= MAX_LEN) else {
        let message = "the header has no Content-Length that can be used";
        return Ok(Some(Err(Fault::new(ErrorCode::InvalidRequest, message))));
    };
    let mut body = Vec::new();
    let got = input.take(length).read_to_end(&mut body)?;
    Ok((got as u64 == length).then_some(Ok(body)))
}

fn parse(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => {
            let fault = Fault::new(ErrorCode::ParseError, error.to_string());
            return Incoming::Malformed(fault);
        }
    };
    let id = value
        .get("id")
        .filter(|it| it.is_string() || it.is_number());
    let id = id.cloned().unwrap_or_default();
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => Incoming::Malformed(Fault {
            id,
            code: ErrorCode::InvalidRequest,
            message: "this is neither a request nor an answer nor a notification".to_owned(),
        }),
    }
}

/// Answers a message that is none. The library has no answer without a number.
pub(super) fn complain(out: &mut dyn Write, fault: &Fault) -> io::Result<()> {
    let answer = json!({
        "jsonrpc": "2.0",
        "id": fault.id,
        "error": { "code": fault.code as i32, "message": fault.message },
    });
    let answer = answer.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{answer}", answer.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        let mut all = Vec::new();
        loop {
            all.push(match read(&mut input) {
                Incoming::Message(Message::Notification(it)) => it.method,
                Incoming::Message(Message::Request(it)) => format!("{} {}", it.id, it.method),
                Incoming::Message(Message::Response(it)) => format!("answer {}", it.id),
                Incoming::Malformed(fault) => format!("{} {}", fault.id, fault.code as i32),
                Incoming::End(_) => return all,
            });
        }
    }

    #[test]
    fn what_is_no_message_hides_none() {
        let good = "Content-Length: 14\r\n\r\n{\"method\":\"a\"}";
        for (input, want) in [
            ("", &[][..]),
            (good, &["a"]),
            ("content-length:21\n\n{\"id\":1,\"method\":\"b\"}", &["1 b"]),
            ("Content-Length: 99\r\n\r\n{}", &[]),
            (
                &format!("Content-Length: 3\r\n\r\n[}}]{good}"),
                &["null -32700", "a"],
            ),
            (
                &format!("Content-Length: 2\r\n\r\n[]{good}"),
                &["null -32600", "a"],
            ),
            (
                &format!("Content-Length: 8\r\n\r\n{{\"id\":7}}{good}"),
                &["7 -32600", "a"],
            ),
            (&format!("hello\r\n\r\n{good}"), &["null -32600", "a"]),
            (
                &format!("Content-Length: 99999999999999\r\n\r\n{good}"),
                &["null -32600", "a"],
            ),
            (&format!("X: y\r\nContent-Type: z\r\n{good}"), &["a"]),
        ] {
            assert_eq!(show(input), want, "{input:?}");
        }
    }
}
