//! DX2003 blank-continuation-line.

use crate::rule::prelude::*;

rule!(DX2003, on: [Dockerfile(check)]);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let blank = |it: &&Instruction<'_>| !it.blank_lines.is_empty();
    for it in file.instructions.iter().filter(blank) {
        let lines = cx.source().lines();
        let blocks = blocks(it, cx);
        let fix = Fix::safe("delete the blank lines");
        let fix = blocks.iter().copied().fold(fix, Fix::delete);
        // The place is that of Docker: the line where the instruction ends.
        let end = end(it, file);
        let last = lines.span(lines.line(end));
        let line = cx.text(last);
        let indent = offset(line.len() - line.trim_start().len());
        let start = (last.start + indent).max(it.head.start);
        let keyword = it.keyword.to_ascii_uppercase();
        let message = format!("blank lines stand inside this `{keyword}`");
        let finding = cx.report(Span::new(start, end), message);
        for block in blocks {
            finding.label(block, "blank");
        }
        finding
            .help("delete them; Docker will stop reading over them")
            .fix(fix);
    }
}

/// Where the instruction ends. A backslash too many at the end of the file makes the comments
/// behind it part of it.
fn end(it: &Instruction<'_>, file: &Dockerfile<'_>) -> u32 {
    let next = file.instructions.get(it.index + 1);
    let next = next.map_or(u32::MAX, |next| next.span.start);
    let behind = file
        .comments
        .partition_point(|comment| comment.span.start < next);
    let before = file.comments.get(..behind).unwrap_or_default();
    let own = before.iter().rfind(|comment| comment.inside.is_some());
    let own = own.filter(|comment| comment.inside == Some(it.index));
    own.map_or(0, |comment| comment.span.end).max(it.head.end)
}

/// The blank lines with their breaks, neighbours put together.
fn blocks(it: &Instruction<'_>, cx: &Cx<'_, '_>) -> Vec<Span> {
    let lines = cx.source().lines();
    let mut blocks: Vec<Span> = Vec::new();
    for blank in &it.blank_lines {
        let whole = lines.span(lines.line(blank.start));
        match blocks.last_mut() {
            Some(last) if last.end == whole.start => last.end = whole.end,
            _ => blocks.push(whole),
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}
