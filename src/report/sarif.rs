//! SARIF 2.1.0, as GitHub and other viewers of static analysis results read it.
//!
//! Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0" by OASIS, and
//! GitHub's documentation of the parts it supports.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::finding::{Finding, Fingerprints, Fix, Severity};
use crate::rule::{Category, Meta};
use crate::rules;
use crate::text::{Source, Span};

use super::{Report, Tool, place, slashed};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let metas: Vec<_> = codes
        .iter()
        .filter_map(|code| rules::find(code))
        .map(|rule| &rule.meta)
        .collect();
    let mut prints = Fingerprints::default();
    let results: Vec<_> = report
        .located()
        .map(|(finding, source)| result(finding, source, report.sources, &codes, &mut prints))
        .collect();
    let notifications: Vec<_> = report
        .unreadable
        .iter()
        .map(|(name, reason)| {
            json!({
                "level": "error",
                "message": { "text": format!("'{name}' cannot be read: {reason}.") },
                "locations": [{ "physicalLocation": artifact(name) }],
            })
        })
        .collect();
    // A file that was named twice is one artifact.
    let names: BTreeSet<_> = report.sources.iter().map(Source::name).collect();
    let uris = names
        .into_iter()
        .map(|name| json!({ "location": location(name) }));
    let mut sarif = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": report.tool.name(),
                "fullName": report.tool.title(),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": metas.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "SRCROOT": {
                "description": { "text": "The folder in which plimsoll was called." },
            } },
            "invocations": [{
                "executionSuccessful": report.unreadable.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "artifacts": uris.collect::<Vec<_>>(),
            "results": results,
        }],
    });
    // Findings of hadolint have no category of their own, so that GitHub finds the old ones again.
    if let Some(run) = sarif.pointer_mut("/runs/0").and_then(Value::as_object_mut)
        && report.tool == Tool::Plimsoll
    {
        run.insert("automationDetails".to_owned(), json!({ "id": "plimsoll/" }));
    }
    serde_json::to_writer(&mut *out, &sarif)?;
    writeln!(out)
}

fn rule(meta: &Meta) -> Value {
    let help = meta.body.trim();
    let mut properties = json!({
        "tags": [meta.category.as_str()],
        "precision": "high",
        "problem.severity": match meta.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Style => "recommendation",
        },
    });
    if meta.category == Category::Security
        && let Some(properties) = properties.as_object_mut()
    {
        // GitHub ranks security rules by a number of its own.
        properties.remove("problem.severity");
        let score = match meta.severity {
            Severity::Error => "7.0",
            Severity::Warning => "5.0",
            Severity::Info | Severity::Style => "2.0",
        };
        properties.insert("security-severity".to_owned(), json!(score));
    }
    json!({
        "id": meta.code,
        "name": pascal_case(meta.name),
        "shortDescription": { "text": sentence(&plain(meta.summary)) },
        "fullDescription": { "text": full_description(meta) },
        "help": { "text": plain(help), "markdown": help },
        "helpUri": meta.url(),
        "defaultConfiguration": { "level": level(meta.severity) },
        "properties": properties,
    })
}

fn result(
    finding: &Finding,
    source: &Source,
    sources: &[Source],
    codes: &[&str],
    prints: &mut Fingerprints,
) -> Value {
    let related = finding.labels.iter().filter_map(|label| {
        let source = sources.get(label.file)?;
        Some(json!({
            "physicalLocation": physical(source, label.span),
            "message": { "text": sentence(&plain(&label.message)) },
        }))
    });
    let mut text = sentence(&plain(&finding.message));
    if let Some(help) = &finding.help {
        text = format!("{text} {}", sentence(&plain(help)));
    }
    let print = prints.of(finding, source).to_string();
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code).unwrap_or(0),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(source, finding.span) }],
        "partialFingerprints": { "primaryLocationLineHash": print },
    });
    if let Some(object) = result.as_object_mut() {
        let related: Vec<_> = related.collect();
        if !related.is_empty() {
            object.insert("relatedLocations".to_owned(), json!(related));
        }
        let fixes: Vec<_> = finding.fixes.iter().map(|it| fix(it, source)).collect();
        if !fixes.is_empty() {
            object.insert("fixes".to_owned(), json!(fixes));
        }
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Style => "note",
    }
}

fn physical(source: &Source, span: Span) -> Value {
    let mut location = artifact(source.name());
    if let Some(location) = location.as_object_mut() {
        let mut region = region(source, span);
        if let Some(region) = region.as_object_mut() {
            region.insert("snippet".to_owned(), json!({ "text": source.slice(span) }));
        }
        location.insert("region".to_owned(), region);
    }
    location
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = place(source, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn artifact(name: &str) -> Value {
    json!({ "artifactLocation": location(name) })
}

fn location(name: &str) -> Value {
    let uri = uri(name);
    if name.starts_with('/') || name.contains(":\\") {
        return json!({ "uri": uri });
    }
    json!({ "uri": uri, "uriBaseId": "SRCROOT" })
}

fn fix(fix: &Fix, source: &Source) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(source, edit.span),
            "insertedContent": { "text": edit.text },
        })
    });
    let mut change = artifact(source.name());
    if let Some(change) = change.as_object_mut() {
        change.insert(
            "replacements".to_owned(),
            json!(replacements.collect::<Vec<_>>()),
        );
    }
    json!({
        "description": { "text": sentence(&plain(&fix.title)) },
        "artifactChanges": [change],
    })
}

/// A path as a relative URI: slashes stay, what has a meaning in URIs is escaped.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in slashed(name).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Viewers show plain text as it is, so code is in single quotes there.
fn plain(text: &str) -> String {
    text.replace('`', "'")
}

/// A sentence with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let sentence = first + chars.as_str();
    if sentence.ends_with(['.', '?', '!']) {
        sentence
    } else {
        sentence + "."
    }
}

/// The first section of the card.
fn full_description(meta: &Meta) -> String {
    let sections = meta.body.split("\n## ");
    let section = sections
        .filter_map(|section| section.split_once('\n'))
        .map(|(_, text)| text.trim());
    let text = section
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or(meta.summary);
    plain(text).chars().take(1000).collect()
}

/// `consecutive-run` as `ConsecutiveRun`.
fn pascal_case(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        })
        .collect()
}
