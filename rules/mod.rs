//! All rules: a card and a check for each, side by side.
//!
//! The engine under `src/` knows how to read files and run rules; what is wrong with a file is
//! said here and nowhere else.

pub mod cp;
pub mod dl;
pub mod dx;
pub mod sc;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::rule::Rule;

/// The families in the order of their codes.
const FAMILIES: [&[&Rule]; 4] = [cp::RULES, dl::RULES, dx::RULES, sc::RULES];

/// All rules, sorted by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten().copied()
}

/// The rule with this code (`DL3059`) or name (`consecutive-run`), whatever the letter case of the
/// code.
pub fn find(name: &str) -> Option<&'static Rule> {
    static BY_CODE: LazyLock<HashMap<&str, &Rule>> =
        LazyLock::new(|| all().map(|rule| (rule.meta.code, rule)).collect());
    let known = BY_CODE.get(name).copied();
    known.or_else(|| {
        all().find(|rule| rule.meta.code.eq_ignore_ascii_case(name) || rule.meta.name == name)
    })
}

/// The rules that another program knows under this name, such as BuildKit's `StageNameCasing`. One
/// of its names may stand for several of ours.
pub fn find_upstream(name: &str) -> impl Iterator<Item = &'static Rule> {
    all().filter(move |rule| rule.meta.upstream_names().any(|upstream| upstream == name))
}
