//! DX6005 copy-then-chmod.

use crate::rule::prelude::*;

rule!(DX6005, on: [Command(&["chown", "chmod"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some((it, program)) = cx
        .instruction()
        .zip(command.program())
        .filter(|_| cx.is_shipped())
    else {
        return;
    };
    let args = Arguments::read(command, &Syntax::default());
    let [what, paths @ ..] = args.operands.as_slice() else {
        return;
    };
    let option = args.has(&["R", "recursive", "reference", "from", "h", "no-dereference"]);
    let alone = cx.steps(it).is_some_and(|steps| steps.len() == 1);
    let Some(value) = what
        .text()
        .and_then(|it| value(program, it))
        .filter(|_| alone && !option)
    else {
        return;
    };
    let copies: Vec<_> = cx
        .before()
        .take_while(|it| matches!(it.kind, Kind::Copy(_) | Kind::Add(_)))
        .collect();
    let mut places: Option<Vec<_>> = paths.iter().map(|word| cx.shell_place(it, *word)).collect();
    let Some(places) = places
        .as_mut()
        .filter(|it| !it.is_empty() && !copies.is_empty())
    else {
        return;
    };
    let flag = format!(" --{program}={value}");
    let mut changed = Vec::new();
    for copy in copies {
        let files = files(copy, what.text() == Some(value), cx);
        let taken = |file: &Vec<String>| places.iter().any(|it| file.contains(it));
        if files.iter().any(taken) {
            if !files.iter().all(taken) || copy.flag(program).is_some() {
                return;
            }
            places.retain(|it| !files.iter().any(|file| file.contains(it)));
            changed.push(copy);
        }
    }
    let Some(first) = changed.first().filter(|_| places.is_empty()) else {
        return;
    };
    let keyword = first.keyword.to_ascii_uppercase();
    let fix = cx.cut_instruction(it).map(|lines| {
        let fix = Fix::unchecked(format!("write `{keyword}{flag}`")).delete(lines);
        changed
            .iter()
            .fold(fix, |fix, it| fix.insert(it.keyword.span.end, flag.clone()))
    });
    cx.report(
        command.span(),
        format!("`{program}` needs a layer of its own for what `{keyword}` can do"),
    )
    .label(first.keyword.span, "here")
    .help(format!("write `{keyword}{flag}`"))
    .fix(fix);
}

/// The value for the flag of `COPY`.
fn value<'w>(program: &str, word: &'w str) -> Option<&'w str> {
    let octal = word.len() >= 3 && word.bytes().all(|it| matches!(it, b'0'..=b'7'));
    match word {
        _ if octal && program == "chmod" => Some(word),
        "+x" | "a+x" | "ugo+x" | "+rx" | "a+rx" | "u+x" if program == "chmod" => Some("755"),
        // Without a group, the two do not mean the same.
        _ if program == "chown" => word
            .split_once(':')
            .filter(|(_, group)| !group.is_empty())
            .map(|_| word),
        _ => None,
    }
}

/// The paths that each source may have in the image. None are known of a source that may be a
/// folder or is unpacked, whose files the flag would change, too.
fn files<'s>(it: &Instruction<'s>, octal: bool, cx: &Cx<'_, 's>) -> Vec<Vec<String>> {
    let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else {
        return Vec::new();
    };
    let Some(target) = cx.target(it) else {
        return Vec::new();
    };
    let is_file = |source: &CopySource<'_>| {
        let text = &*source.word;
        let unpacked = matches!(it.kind, Kind::Add(_)) && is_large(text);
        let known = !octal || last_part(text).contains('.') || target.path.contains("/bin/");
        source.heredoc.is_some()
            || known && !unpacked && !text.ends_with(['/', '.']) && !text.contains(['*', '?', '['])
    };
    if copy.sources.iter().all(is_file) {
        copy.sources
            .iter()
            .map(|it| target.of_file(&it.word))
            .collect()
    } else {
        Vec::new()
    }
}
