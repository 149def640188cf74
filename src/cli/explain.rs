//! `plimsoll explain` and `plimsoll rules`.

use std::io::Write;

use plimsoll::config::Selector;
use plimsoll::rule::Meta;
use plimsoll::rules;
use serde_json::json;

use super::args::{ExplainArgs, RulesArgs, RulesFormat};
use super::{Exit, Failure, output};

/// Shows the card of a rule, or of several that another program has one name for.
pub(super) fn explain(args: &ExplainArgs) -> Result<Exit, Failure> {
    let selector = Selector::read(&args.rule).map_err(Failure::Usage)?;
    if !matches!(selector, Selector::Rule(_) | Selector::Upstream(_)) {
        let message = format!("`{}` is a group of rules; name one of them", args.rule);
        return Err(Failure::Usage(message));
    }
    let mut out = output::open(None)?;
    let mut first = true;
    for rule in rules::all().filter(|rule| selector.matches(rule) > 0) {
        if !std::mem::take(&mut first) {
            writeln!(out, "\n")?;
        }
        card(&rule.meta, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

fn card(meta: &Meta, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "{} {}\n{}\n", meta.code, meta.name, meta.summary)?;
    writeln!(
        out,
        "severity: {}, category: {}, status: {}, fix: {}, since: {}",
        meta.severity.as_str(),
        meta.category.as_str(),
        meta.status.as_str(),
        meta.fix.as_str(),
        meta.since,
    )?;
    if meta.upstream != "none" {
        writeln!(out, "also known as: {}", meta.upstream)?;
    }
    writeln!(out, "{}\n{}", meta.url(), meta.body.trim_end())?;
    Ok(())
}

/// Lists all rules.
pub(super) fn rules(args: &RulesArgs) -> Result<Exit, Failure> {
    let mut out = output::open(None)?;
    match args.format {
        RulesFormat::Text => {
            for rule in rules::all() {
                let meta = &rule.meta;
                writeln!(
                    out,
                    "{:<7} {:<28} {:<8} {:<8} {}",
                    meta.code,
                    meta.name,
                    meta.severity.as_str(),
                    meta.status.as_str(),
                    meta.summary,
                )?;
            }
        }
        RulesFormat::Json => {
            let rules: Vec<_> = rules::all()
                .map(|rule| {
                    let meta = &rule.meta;
                    json!({
                        "code": meta.code,
                        "name": meta.name,
                        "summary": meta.summary,
                        "severity": meta.severity.as_str(),
                        "category": meta.category.as_str(),
                        "fix": meta.fix.as_str(),
                        "status": meta.status.as_str(),
                        "since": meta.since,
                        "upstream": meta.upstream_names().collect::<Vec<_>>(),
                        "url": meta.url(),
                        "card": meta.body.trim(),
                    })
                })
                .collect();
            serde_json::to_writer_pretty(&mut out, &rules).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}
