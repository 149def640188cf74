//! `# check=`: what a file says to BuildKit about its checks.

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::{tag_no_case, take_while};
use nom::character::complete::char;

use crate::dockerfile::{CheckOptions, Dockerfile, read_check};
use crate::text::{Span, offset};

/// One such comment. One that BuildKit cannot read says nothing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Check<'s> {
    /// What it says. `error=` counts at the top of the file only.
    pub options: CheckOptions<'s>,
    /// Where it counts.
    pub place: CheckPlace,
    /// The comment from `#` on.
    pub span: Span,
    /// What stands behind `=`, to which the ranges of the options refer.
    pub value: Span,
}

/// Where a `# check=` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckPlace {
    /// In the whole file: it stands at its top.
    File,
    /// In the instruction with this index, which follows it.
    Next(usize),
}

/// All that count, the one at the top first.
pub(super) fn read<'s>(tree: &Dockerfile<'s>) -> Vec<Check<'s>> {
    let header = tree
        .directives
        .iter()
        .find(|it| it.effective && it.name.eq_ignore_ascii_case("check"));
    let header = header.map(|it| check(tree.text, CheckPlace::File, it.span, it.value.span));
    let mut found: Vec<_> = header.into_iter().collect();
    local(tree, &mut found);
    found
}

fn check(text: &str, place: CheckPlace, span: Span, value: Span) -> Check<'_> {
    Check {
        options: read_check(value.of(text)).unwrap_or_default(),
        place,
        span,
        value,
    }
}

/// Comments above instructions. Of those since the last instruction the first that can be read
/// counts; a comment without text makes those before it void. BuildKit misreads indented comments
/// and does not look into instructions.
fn local<'s>(tree: &Dockerfile<'s>, found: &mut Vec<Check<'s>>) {
    for comment in tree.comments.iter().filter(|it| it.inside.is_none()) {
        let at = comment.span.start;
        let text = comment.span.of(tree.text);
        let is_empty = text.trim() == "#";
        let value = check_comment(text).ok().map(|(value, _)| value);
        if comment.indented || !is_empty && value.is_none() {
            continue;
        }
        let next = tree.instructions.partition_point(|it| it.span.start < at);
        let place = CheckPlace::Next(next);
        if is_empty {
            found.pop_if(|last| last.place == place);
        } else if let Some(value) = value
            && found.last().is_none_or(|last| last.place != place)
        {
            let start = comment.span.end - offset(value.len());
            let value = Span::new(start, comment.span.end);
            found.push(check(tree.text, place, comment.span, value));
        }
    }
}

/// `# check = value`, in any letter case. Gives what follows the `=`.
fn check_comment(text: &str) -> IResult<&str, &str> {
    let blank = || take_while(|c: char| matches!(c, ' ' | '\t'));
    let (rest, (_, _, word, _, _, _)) = (
        char('#'),
        blank(),
        tag_no_case("check"),
        blank(),
        char('='),
        blank(),
    )
        .parse(text)?;
    Ok((rest, word))
}
