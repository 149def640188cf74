//! CP1413 unescaped-dollar.

use crate::rule::prelude::*;

rule!(CP1413, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut found = Vec::new();
    each_value(&cx.scalars(), &mut |value, path| {
        let text = value.text().unwrap_or_default();
        if !text.contains('$') || text.contains("$$") {
            return;
        }
        let template = interpolate::Template::parse(text);
        let hash = hash(text);
        let key = match text.split_once('=') {
            Some((name, _)) if !path.is_empty() => name,
            _ => path.last().copied().unwrap_or_default(),
        };
        for variable in template.variables() {
            let is_lost = cx.variable(variable.name).is_none() && variable.is_bare();
            let in_hash = hash.is_some_and(|at| variable.range.start >= at);
            if is_lost && (in_hash || is_secret_name(key) && is_part(text, variable)) {
                found.push((value.place, text, variable.range, in_hash));
                return;
            }
        }
    });
    for (place, text, range, in_hash) in found {
        let mut fix = Fix::unchecked("double each `$`");
        for (at, _) in text.match_indices('$') {
            let start = cx.part(place, Range::new(at, at + 1)).start;
            fix = fix.insert(start, "$");
        }
        let fix = (!text.contains("${")).then_some(fix);
        let what = if in_hash { "hash" } else { "password" };
        let message = format!("this part of the {what} is a variable to Compose");
        let finding = cx.report_part(place, range, message);
        finding.help("write `$$` for each `$`").fix(fix);
    }
}

/// Where the hash of a password begins, if there is one.
fn hash(text: &str) -> Option<u32> {
    const KINDS: [&str; 15] = [
        "$1$",
        "$2a$",
        "$2b$",
        "$2x$",
        "$2y$",
        "$5$",
        "$6$",
        "$7$",
        "$y$",
        "$apr1$",
        "$argon2d$",
        "$argon2i$",
        "$argon2id$",
        "$scrypt$",
        "$pbkdf2-sha256$",
    ];
    let is_kind = |at: &usize| {
        let rest = text.get(*at..).unwrap_or_default();
        KINDS.iter().any(|kind| rest.starts_with(kind))
    };
    let mut signs = text.match_indices('$').map(|(at, _)| at);
    signs.find(is_kind).map(offset)
}

/// True for `$word` in the middle of a text that is no sentence of other variables.
fn is_part(text: &str, variable: &interpolate::Variable<'_>) -> bool {
    let value = text.split_once('=').map_or(text, |(_, value)| value);
    let start = (variable.range.start as usize).saturating_sub(text.len() - value.len());
    let before = value.get(..start).unwrap_or_default();
    let has_braces = variable.range.of(text).starts_with("${");
    let is_upper = !variable.name.contains(|c: char| c.is_ascii_lowercase());
    let mixes = before.ends_with(|c: char| c.is_ascii_alphanumeric()) && !before.contains("://");
    !has_braces && !is_upper && !variable.is_nested && mixes && !value.contains(' ')
}
