//! Selectors: how a configuration names rules.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::rule::{Category, Maturity, Rule, buildkit};
use crate::rules;
use crate::text::nearest;

use super::word::word;

/// Names one rule or a group of rules.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// `all`
    All,
    /// A category such as `security`.
    Category(Category),
    /// A family such as `DL`.
    Family(&'static str),
    /// A rule, by code, name, or the name another program has for it.
    Rule(&'static Rule),
    /// Several rules that another program has one name for.
    Upstream(&'static str),
}

impl Selector {
    /// Reads a selector. `Err` is a sentence that says what is wrong, with a suggestion if there is
    /// one.
    ///
    /// # Errors
    /// No rule, family or category has this name.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        if let Some(category) = Category::ALL.into_iter().find(|it| it.as_str() == text) {
            return Ok(Self::Category(category));
        }
        if let Some(rule) = rules::find(text) {
            return Ok(Self::Rule(rule));
        }
        let mut upstream = rules::find_upstream(text);
        if let Some(rule) = upstream.next() {
            let mut names = rule.meta.upstream_names();
            return Ok(match names.find(|it| *it == text) {
                Some(name) if upstream.next().is_some() => Self::Upstream(name),
                _ => Self::Rule(rule),
            });
        }
        if text == buildkit::NEEDS_REGISTRY {
            return Err(format!(
                "no rule does what `{text}` does: it asks a registry"
            ));
        }
        let mut families = rules::all().map(|rule| rule.meta.family());
        if let Some(family) = families.find(|family| family.eq_ignore_ascii_case(text)) {
            return Ok(Self::Family(family));
        }
        let upper = text.to_ascii_uppercase();
        let codes = rules::all().map(|rule| rule.meta.code);
        let names = rules::all().map(|rule| rule.meta.name);
        let groups = Category::ALL.into_iter().map(Category::as_str);
        let checks = buildkit::CHECKS.iter().map(|check| check.name);
        let similar = nearest(text, names.chain(groups))
            .or_else(|| nearest(&upper, codes))
            .or_else(|| nearest(text, checks));
        Err(match similar {
            Some(similar) => format!("there is no rule `{text}`; did you mean `{similar}`?"),
            None => format!("there is no rule `{text}`; `plimsoll rules` lists them all"),
        })
    }

    /// How exactly this selector means a rule: 0 not at all, then `all`, a group, the rule itself.
    pub fn matches(self, rule: &Rule) -> u8 {
        match self {
            Self::All => 1,
            Self::Category(category) => 2 * u8::from(rule.meta.category == category),
            Self::Family(family) => 2 * u8::from(rule.meta.family() == family),
            Self::Rule(other) => 3 * u8::from(rule.meta.code == other.meta.code),
            Self::Upstream(name) => 3 * u8::from(rule.meta.upstream_names().any(|it| it == name)),
        }
    }

    /// Whether selecting by this selector switches the rule on: groups leave out rules that are
    /// off by default, `all` leaves out only the unsettled ones.
    pub(super) fn selects(self, rule: &Rule, preview: bool) -> bool {
        match (self.matches(rule), rule.meta.status) {
            (0, _) => false,
            (3, _) | (_, Maturity::Stable) | (1, Maturity::OptIn) => true,
            (_, Maturity::Preview) => preview,
            (_, Maturity::OptIn) => false,
        }
    }
}

impl std::fmt::Display for Selector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::All => "all",
            Self::Category(category) => category.as_str(),
            Self::Family(family) => family,
            Self::Rule(rule) => rule.meta.code,
            Self::Upstream(name) => name,
        })
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, Self::read)
    }
}

impl Serialize for Selector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
