//! The card of a rule, for the place under the cursor.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use crate::finding::Finding;
use crate::rule::{Meta, Rule};
use crate::rules;
use crate::text::{Source, Span, offset};

use super::Encoding;

/// What a client can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// Text as it is.
    Plain,
}

/// The cards of the rules that found something at a place, or that a comment names there.
pub fn hover<'f>(
    source: &Source,
    findings: impl IntoIterator<Item = &'f Finding>,
    position: Position,
    encoding: Encoding,
    markup: Markup,
) -> Option<Hover> {
    let (text, lines) = (source.text(), source.lines());
    let at = encoding.offset(text, lines, position);
    let (mut found, mut span) = match named(source, at) {
        Some((rule, place)) => (vec![rule], Some(place)),
        None => (Vec::new(), None),
    };
    for finding in findings {
        if !(finding.span.start <= at && at <= finding.span.end) {
            continue;
        }
        let Some(rule) = rules::find(finding.code) else {
            continue;
        };
        // Several findings can share a place; the smallest is what the text is about.
        span = Some(match span {
            Some(other) if other.len() <= finding.span.len() => other,
            _ => finding.span,
        });
        if !found.iter().any(|it| it.meta.code == rule.meta.code) {
            found.push(rule);
        }
    }
    if found.is_empty() {
        return None;
    }
    let cards = found.iter().map(|rule| match markup {
        Markup::Markdown => markdown(&rule.meta),
        Markup::Plain => plain(&rule.meta),
    });
    let value = cards.collect::<Vec<_>>().join(match markup {
        Markup::Markdown => "\n---\n\n",
        Markup::Plain => "\n\n",
    });
    let kind = match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: span.map(|span| encoding.range(text, lines, span)),
    })
}

/// The rule that a comment about ignoring names under the cursor.
fn named(source: &Source, at: u32) -> Option<(&'static Rule, Span)> {
    let lines = source.lines();
    let line = lines.span(lines.line(at));
    let text = line.of(source.text());
    let (_, order) = text.split_once('#')?;
    let programs = ["plimsoll", "hadolint", "shellcheck"];
    if !order.contains('=') || !programs.iter().any(|it| order.contains(it)) {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (before, behind) = text.split_at_checked((at - line.start) as usize)?;
    let head = before.len() - before.trim_end_matches(is_part).len();
    let tail = behind.len() - behind.trim_start_matches(is_part).len();
    let span = Span::new(at - offset(head), at + offset(tail));
    Some((rules::find(span.of(source.text()))?, span))
}

fn plain(meta: &Meta) -> String {
    let (code, name, summary) = (meta.code, meta.name, meta.summary);
    let body = meta.body.trim();
    format!("{code} {name}\n{summary}\n\n{}\n\n{body}\n", meta.url())
}

/// The card under a heading, its own headings below it. Editors take what stands behind the name
/// of a language for a part of it, so that goes in front of the fence.
fn markdown(meta: &Meta) -> String {
    let mut out = format!(
        "### [{}]({}) {}\n\n{}\n\n*{}, {}*\n",
        meta.code,
        meta.url(),
        meta.name,
        meta.summary,
        meta.severity.as_str(),
        meta.category.as_str(),
    );
    let mut inside = false;
    for line in meta.body.trim().lines() {
        out.push('\n');
        if let Some(info) = line.strip_prefix("```") {
            inside = !inside;
            let mut words = info.split(' ');
            let language = words.next().unwrap_or_default();
            if let Some(kind) = words.next().filter(|_| inside) {
                out += "*";
                out += kind.strip_prefix("file=").unwrap_or(kind);
                out += ":*\n\n";
            }
            out += "```";
            out += language;
        } else if let Some(heading) = line.strip_prefix("## ").filter(|_| !inside) {
            out += "#### ";
            out += heading;
        } else if inside {
            out += line;
        } else {
            linked(line, &meta.url(), &mut out);
        }
    }
    out.push('\n');
    out
}

/// A line whose links, which start at the page of the card, lead there from everywhere.
fn linked(line: &str, page: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("](") {
        let (target, tail) = behind.split_once(')').unwrap_or((behind, ""));
        let stem = target.rsplit('/').next().unwrap_or(target);
        let card = stem.strip_suffix(".md").and_then(rules::find);
        out.push_str(before);
        out.push_str("](");
        match card {
            _ if target.contains("://") => out.push_str(target),
            Some(rule) => out.push_str(&rule.meta.url()),
            None => out.push_str(&joined(page, target)),
        }
        out.push(')');
        rest = tail;
    }
    out.push_str(rest);
}

fn joined(page: &str, target: &str) -> String {
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
