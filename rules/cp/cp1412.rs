//! CP1412 healthcheck-form-mixup.

use crate::rule::prelude::*;

rule!(CP1412, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(test) = service.at(&["healthcheck", "test"]) else {
        return;
    };
    let [kind, rest @ ..] = test.items() else {
        return;
    };
    let kind_span = cx.part(
        kind.place,
        Range::new(0, kind.text().unwrap_or_default().len()),
    );
    let make = |kind: &str| Fix::unchecked(format!("write `{kind}`")).replace(kind_span, kind);
    match (kind.text(), rest) {
        (Some("NONE"), [first, ..]) => {
            let message = "behind `NONE` nothing is run";
            cx.report(first.place, message)
                .help("write `CMD`, or delete the command");
        }
        (Some("CMD-SHELL"), [script, ignored, ..]) if !ignored.is_null() => {
            let is_word = |c: char| c.is_ascii_alphanumeric() || "_./:=@%+,-".contains(c);
            let texts = rest.iter().map(|it| it.text().unwrap_or(" "));
            let fix = texts
                .clone()
                .all(|it| it.chars().all(is_word))
                .then(|| make("CMD"));
            let script = short_name(script.text().unwrap_or_default());
            let message = format!("`CMD-SHELL` runs `{script}` alone, without these arguments");
            let finding = cx.report(ignored.place, message);
            finding
                .help("write the whole command as one item, or use `CMD`")
                .fix(fix);
        }
        (Some("CMD"), [program, arguments @ ..]) => {
            let name = program.text().unwrap_or_default().trim();
            if name.contains(char::is_whitespace) {
                let fix = arguments.is_empty().then(|| make("CMD-SHELL"));
                let message = format!("`CMD` looks for a program named `{}`", short_name(name));
                let finding = cx.report(program.place, message);
                finding
                    .help("use `CMD-SHELL`, or make each word an item")
                    .fix(fix);
            } else if let Some(operator) = misplaced(rest) {
                let text = short_name(operator.text().unwrap_or_default());
                let message = format!("without a shell `{text}` is an argument like others");
                let finding = cx.report(operator.place, message);
                finding.help("use `CMD-SHELL` with the whole command as one item");
            }
        }
        _ => {}
    }
}

/// The first argument that only a shell would understand.
fn misplaced<'v, 's>(words: &'v [ComposeValue<'s>]) -> Option<&'v ComposeValue<'s>> {
    let is_script = |word: &ComposeValue<'_>| word.text().is_some_and(is_script_flag);
    let words = match words.iter().position(is_script) {
        // What stands behind the script counts, the script itself does not.
        Some(at) => words.get(at + 2..)?,
        None => words.get(1..)?,
    };
    let is_operator = |word: &&ComposeValue<'_>| {
        let text = word.text().unwrap_or_default();
        let first = text.split_whitespace().next().unwrap_or_default();
        matches!(
            first,
            "||" | "&&" | "|" | ">" | ">>" | "2>&1" | ">/dev/null" | "2>/dev/null"
        ) || [" || exit", " || true", " && exit", " && echo"]
            .iter()
            .any(|it| text.contains(it))
    };
    words.iter().find(is_operator)
}
