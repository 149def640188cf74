//! The examples of the cards once more, written in other ways that mean the same.

use plimsoll::dockerfile::ast::{Instruction, Kind as InstructionKind};
use plimsoll::dockerfile::{self, Dockerfile};
use plimsoll::rule::{On, Rule};
use plimsoll::text::Language;

use plimsoll::config::Config;

use super::support::{Example, Kind, check, config_for, examples, source};

/// Runs all examples in another way of writing. `lines` tells by how many lines findings move; none
/// if lines cannot be compared.
fn run(name: &str, lines: Option<u32>, rewrite: impl Fn(&Example) -> Option<String>) {
    let mut count = 0;
    for example in examples()
        .iter()
        .filter(|it| !it.skip.iter().any(|skip| skip == name))
        .filter(|it| it.language == Language::Dockerfile || ["crlf", "bom", "eof"].contains(&name))
    {
        let Some(text) = rewrite(example) else {
            continue;
        };
        count += 1;
        let found = example.lines_in(&text);
        let code = example.rule.meta.code;
        match lines {
            Some(shift) => {
                let wanted: Vec<_> = example.lines.iter().map(|line| line + shift).collect();
                assert_eq!(found, wanted, "{code} as {name}:\n{text}");
            }
            None => assert_eq!(
                found.len(),
                example.lines.len(),
                "{code} as {name}, found at lines {found:?}:\n{text}"
            ),
        }
    }
    assert!(count > 20, "only {count} examples as {name}");
}

#[test]
fn crlf() {
    run("crlf", Some(0), |example| {
        Some(example.text.replace('\n', "\r\n"))
    });
}

#[test]
fn byte_order_mark() {
    run("bom", Some(0), |example| {
        Some(format!("\u{feff}{}", example.text))
    });
}

#[test]
fn no_final_line_break() {
    run("eof", Some(0), |example| {
        Some(example.text.trim_end_matches('\n').to_owned())
    });
}

#[test]
fn lower_case_keywords() {
    run("lowercase", Some(0), |example| {
        let source = source(example.text.as_str());
        let tree = dockerfile::parse(&source);
        let mut text = example.text.clone();
        for instruction in &tree.instructions {
            for it in [instruction, instruction.trigger()] {
                let range = it.keyword.span.range();
                let lower = text[range.clone()].to_lowercase();
                text.replace_range(range, &lower);
            }
        }
        Some(text)
    });
}

#[test]
fn backtick_as_escape() {
    run("backtick", Some(1), |example| {
        let rest = example.text.replace("\\\n", "");
        let special = rest.contains(['\\', '`']) || example.text.starts_with('#');
        let text = example.text.replace("\\\n", "`\n");
        (!special).then(|| format!("# escape=`\n{text}"))
    });
}

/// Every word of two or more letters or digits is cut in two by a continuation.
#[test]
fn words_split_by_continuation() {
    run("split", None, |example| {
        let source = source(example.text.as_str());
        let tree = dockerfile::parse(&source);
        let escape = tree.escape;
        let mut cuts = Vec::new();
        for it in &tree.instructions {
            let text = it.text.as_str().as_bytes();
            let word = |at: u32| text.get(at as usize).is_some_and(u8::is_ascii_alphanumeric);
            let mut at = it.args.start + 1;
            while at < it.args.end {
                let apart = it.text.offset(at) != it.text.offset(at - 1) + 1;
                if word(at - 1) && word(at) && !apart {
                    cuts.push(it.text.offset(at));
                    while word(at) {
                        at += 1;
                    }
                }
                at += 1;
            }
        }
        let mut text = example.text.clone();
        for cut in cuts.iter().rev() {
            text.insert_str(*cut as usize, &format!("{escape}\n"));
        }
        Some(text)
    });
}

/// Instructions become triggers, for rules that look at single instructions.
#[test]
fn under_onbuild() {
    run("onbuild", Some(0), |example| {
        if !example.rule.on.iter().all(in_trigger) || example.rule.on.is_empty() {
            return None;
        }
        insert(example, "ONBUILD ", |it| {
            !matches!(
                it.kind,
                InstructionKind::From(_)
                    | InstructionKind::Onbuild(_)
                    | InstructionKind::Maintainer(_)
                    | InstructionKind::Unknown
            )
        })
    });
}

fn in_trigger(on: &On) -> bool {
    !matches!(
        on,
        On::Dockerfile(_)
            | On::Stage(_)
            | On::From(_)
            | On::Image(_)
            | On::Pragma(_)
            | On::Maintainer(_)
            | On::Onbuild(_)
            | On::Engine
    )
}

/// Puts a word in front of instructions behind the first `FROM`.
fn insert(
    example: &Example,
    word: &str,
    wanted: impl Fn(&Instruction<'_>) -> bool,
) -> Option<String> {
    let source = source(example.text.as_str());
    let tree = dockerfile::parse(&source);
    let from = tree
        .instructions
        .iter()
        .position(|it| matches!(it.kind, InstructionKind::From(_)))?;
    let mut text = example.text.clone();
    for it in tree.instructions[from..]
        .iter()
        .rev()
        .filter(|it| wanted(it))
    {
        text.insert_str(it.keyword.span.start as usize, word);
    }
    Some(text)
}

/// The shell text of a `RUN` becomes a here-document, for rules that look at commands.
#[test]
fn chain_as_heredoc() {
    let mut count = 0;
    for example in examples()
        .iter()
        .filter(|it| !it.skip.iter().any(|skip| skip == "heredoc"))
    {
        if !looks_at_commands(example.rule) {
            continue;
        }
        let source = source(example.text.as_str());
        let text = as_heredocs(&dockerfile::parse(&source));
        let found = example.lines_in(&text).len();
        assert_eq!(
            found,
            example.lines.len(),
            "{} as heredoc:\n{text}",
            example.rule.meta.code
        );
        count += 1;
    }
    assert!(count >= 10, "only {count} examples as here-documents");
}

fn looks_at_commands(rule: &Rule) -> bool {
    rule.on.iter().any(|on| {
        matches!(
            on,
            On::Command(..) | On::Packages(..) | On::Script(_) | On::ShellLinter
        )
    })
}

fn as_heredocs(tree: &Dockerfile<'_>) -> String {
    let mut text = tree.text.to_owned();
    for it in tree.instructions.iter().rev() {
        let InstructionKind::Run(run) = &it.kind else {
            continue;
        };
        if run.command.is_exec() || !it.heredocs.is_empty() {
            continue;
        }
        let keyword = it.keyword.text.to_string();
        let flags: Vec<_> = it
            .flags
            .iter()
            .map(|flag| &tree.text[flag.span.range()])
            .collect();
        let flags = flags.join(" ");
        let body = &it.text.as_str()[it.args.start as usize..it.args.end as usize];
        let heredoc = format!("{keyword} {flags} <<END\n{body}\nEND");
        text.replace_range(it.head.range(), &heredoc);
    }
    text
}

/// The same finding shows the same text, whether the script is continued over lines or stands in a
/// here-document.
#[test]
fn places_show_the_same_text() {
    let mut count = 0;
    for example in examples()
        .iter()
        .filter(|it| it.kind == Kind::Bad && looks_at_commands(it.rule))
        .filter(|it| !it.skip.iter().any(|skip| skip == "heredoc"))
    {
        let joined = as_heredocs(&dockerfile::parse(&source(example.text.as_str())));
        let config = config_for(example.rule, &example.config);
        let (written, rewritten) = (
            shown(&config, example.rule, &example.text),
            shown(&config, example.rule, &joined),
        );
        assert_eq!(
            written, rewritten,
            "{} on:\n{joined}",
            example.rule.meta.code
        );
        count += written.len();
    }
    assert!(count >= 100, "only {count} findings");
}

/// The text at each finding of a rule, without continuations and indentation.
fn shown(config: &Config, rule: &Rule, text: &str) -> Vec<String> {
    let own = |finding: &plimsoll::finding::Finding| finding.code == rule.meta.code;
    let findings = check(config, text);
    let place = |finding: &plimsoll::finding::Finding| {
        let shown = &text[finding.span.range()];
        let lines = shown
            .split('\n')
            .map(|line| line.trim_end_matches('\\').trim());
        lines.collect::<Vec<_>>().join(" ").replace("  ", " ")
    };
    findings.iter().filter(|it| own(it)).map(place).collect()
}
