//! What rules about settings that contradict each other share.

use crate::compose::model::Service;
use crate::compose::quantity;
use crate::compose::value::{Data, Field, Value};
use crate::finding::Fix;
use crate::project::compose::is_main;
use crate::text::{Range, Span, offset};

use super::ComposeCx;

/// Keys of `deploy` that are for a swarm.
const SWARM_KEYS: [&str; 6] = [
    "mode",
    "placement",
    "update_config",
    "rollback_config",
    "endpoint_mode",
    "restart_policy",
];

impl ComposeCx<'_, '_> {
    /// The text of a scalar with its variables replaced, defaults included. None where something
    /// in it is not known.
    pub fn known(&self, value: &Value<'_>) -> Option<String> {
        self.expanded(value.text()?).known().map(str::to_owned)
    }

    /// A number, also one that is the default of a variable.
    pub fn known_number(&self, value: &Value<'_>) -> Option<f64> {
        let own = value.number();
        own.or_else(|| self.known(value)?.trim().parse().ok())
    }

    /// A size in bytes, also one that is the default of a variable.
    #[allow(clippy::cast_precision_loss, reason = "sizes are only compared")]
    pub fn known_bytes(&self, value: &Value<'_>) -> Option<f64> {
        let expanded = self.expanded(value.text()?);
        let size = quantity::bytes(expanded.all()).ok()?.value?;
        Some(size as f64)
    }

    /// True if the project begins with a file that Compose takes by its name. One with another
    /// name may go on top of a file that is not seen here.
    pub fn has_main_name(&self) -> bool {
        let main = self.project().files.first();
        // What lies in this folder usually goes on top of the file of the project.
        let is_overlay = self.project().folder().ends_with(".devcontainer");
        main.is_some_and(|file| is_main(&file.path)) && !is_overlay
    }

    /// True if the project is for a swarm, where a port of the host is shared by all replicas.
    pub fn is_stack(&self) -> bool {
        let is_overlay = |field: &Field<'_>| {
            let driver = field.value.get("driver").and_then(Value::text);
            driver == Some("overlay")
        };
        let networks = self.root().get("networks").map(Value::fields);
        networks.unwrap_or_default().iter().any(is_overlay)
            || self.services().any(|service| {
                let deploy = service.get("deploy");
                let has = |key: &&str| deploy.is_some_and(|deploy| deploy.get(key).is_some());
                SWARM_KEYS.iter().any(has)
            })
    }

    /// True if two keys are written in the same mapping, so that neither overrides a base.
    pub fn stand_together(&self, one: &Field<'_>, two: &Field<'_>) -> bool {
        let parent = |field: &Field<'_>| {
            let file = self.file(field.key_place)?;
            file.tree.node(field.key_place.node).parent
        };
        one.key_place.file == two.key_place.file && parent(one) == parent(two)
    }

    /// The lines of a key with its value, to be deleted from a mapping. None where it is not alone
    /// on its lines, the only key, or has an anchor that others may use.
    fn lines_of(&self, field: &Field<'_>, mapping: &Value<'_>) -> Option<Span> {
        let (key, value) = (field.key_place, field.value.place);
        let file = self.file(key)?;
        let is_plain = value.file == key.file && field.value.alias.is_none() && !field.is_merged;
        let is_own = file.tree.node(key.node).parent == Some(mapping.place.node);
        if !is_plain || !is_own || mapping.fields().len() < 2 || self.project().files.len() > 1 {
            return None;
        }
        let text = file.tree.text;
        let (before, rest) = (
            text.get(..key.span.start as usize)?,
            value.span.end as usize,
        );
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let behind = text.get(rest..)?;
        let line = behind.find('\n').map_or(behind.len(), |at| at + 1);
        let (head, tail) = (before.get(start..)?, behind.get(..line)?.trim());
        let is_alone = head.chars().all(|c| c == ' ');
        let ends = tail.is_empty() || tail.starts_with('#');
        let span = Span::new(offset(start), offset(rest + line));
        (is_alone && ends && !span.of(text).contains('&')).then_some(span)
    }

    /// Deletes keys of a mapping with their values, if [`Self::lines_of`] tells where they all are.
    pub fn deletion(
        &self,
        title: impl Into<String>,
        fields: &[&Field<'_>],
        mapping: &Value<'_>,
    ) -> Option<Fix> {
        let mut spans: Vec<Span> = Vec::new();
        for field in fields {
            let span = self.lines_of(field, mapping)?;
            match spans.last_mut() {
                Some(last) if last.end == span.start => *last = last.join(span),
                _ => spans.push(span),
            }
        }
        let fix = Fix::unchecked(title);
        Some(spans.into_iter().fold(fix, Fix::delete))
    }

    /// True for a service that others extend, and that no one starts: a profile keeps it off.
    pub fn is_template(&self, service: Service<'_, '_>) -> bool {
        service.profiles().next().is_some() && self.is_extended(service.name)
    }

    /// True if two services surely run at the same time where both are started as a whole: none has
    /// profiles, or they share one. With profiles, names such as `web` and `web-dev` stand for
    /// variants of which one is chosen.
    pub fn run_together(&self, one: Service<'_, '_>, two: Service<'_, '_>) -> bool {
        let is_always = |service: Service<'_, '_>| service.profiles().next().is_none();
        if is_always(one) && is_always(two) {
            return true;
        }
        let is_off = self.is_template(one) || self.is_template(two);
        if is_off || are_variants(one.name, two.name) {
            return false;
        }
        let shares = |it: &str| two.profiles().any(|other| other == it);
        is_always(one) || is_always(two) || one.profiles().any(shares)
    }

    /// The replicas of a service as they are written, and how many there are.
    pub fn written_replicas<'v, 's>(
        &self,
        service: Service<'v, 's>,
    ) -> Option<(&'v Value<'s>, f64)> {
        let replicas = service.at(&["deploy", "replicas"]);
        let value = replicas.or_else(|| service.get("scale"))?;
        Some((value, value.number()?))
    }
}

/// True for a service without image and build: it may only add to one of another file.
pub fn is_addition(service: Service<'_, '_>) -> bool {
    !["image", "build", "provider"]
        .iter()
        .any(|key| service.has(key))
}

/// True if two names begin with the same word: `web` and `web-dev`.
fn are_variants(one: &str, two: &str) -> bool {
    let word = |name: &str| name.split(['-', '_', '.']).next().map(str::to_owned);
    word(one) == word(two)
}

/// True for a setting that says something: not `null`, no empty text, list or mapping.
pub fn is_set(value: &Value<'_>) -> bool {
    match &value.data {
        Data::Scalar { text, .. } => !value.is_null() && !text.is_empty(),
        Data::Mapping(fields) => !fields.is_empty(),
        Data::Sequence(items) => !items.is_empty(),
        Data::Unknown => false,
    }
}

/// The whole text of a scalar.
pub(super) fn whole_range(text: &str) -> Range {
    Range::new(0, text.len())
}
