//! DX2002 mismatched-as-case.

use crate::rule::prelude::*;

rule!(DX2002, on: [From(check)]);

fn check(from: &From<'_>, cx: &mut Cx<'_, '_>) {
    let (Some(word), Some(_), Some(it)) = (&from.as_word, &from.alias, cx.instruction()) else {
        return;
    };
    let keyword = &it.keyword;
    let wanted = if is_lower(keyword) {
        word.to_lowercase()
    } else if is_upper(keyword) {
        word.to_uppercase()
    } else {
        // A keyword in mixed case is a matter of its own.
        return;
    };
    if *wanted == **word || !word.eq_ignore_ascii_case("as") {
        return;
    }
    let message = format!("`{}` and `{}` differ in letter case", &**keyword, &**word);
    let fix = Fix::safe(format!("write `{wanted}`")).replace(word.span, wanted.as_str());
    cx.report(word.span, message)
        .help(format!("write `{wanted}`"))
        .fix(fix);
}

fn is_lower(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

fn is_upper(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}
