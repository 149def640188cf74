//! Values of a Compose file by their grammars.

use crate::compose::model::Service;
use crate::compose::value::Value;
use crate::compose::{Fault, Piece};
use crate::finding::{Finding, Fix};
use crate::text::Range;
use crate::yaml::Resolved;

use super::ComposeCx;
use super::compose_values::known;

/// The places of durations in a service.
pub const DURATIONS: [&[&str]; 11] = [
    &["healthcheck", "interval"],
    &["healthcheck", "timeout"],
    &["healthcheck", "start_period"],
    &["healthcheck", "start_interval"],
    &["stop_grace_period"],
    &["deploy", "restart_policy", "delay"],
    &["deploy", "restart_policy", "window"],
    &["deploy", "update_config", "delay"],
    &["deploy", "update_config", "monitor"],
    &["deploy", "rollback_config", "delay"],
    &["deploy", "rollback_config", "monitor"],
];

/// The values of a service at some places, with the last key.
pub fn values_at<'v, 's>(
    service: Service<'v, 's>,
    places: &'static [&'static [&'static str]],
) -> impl Iterator<Item = (&'static str, &'v Value<'s>)> {
    places.iter().filter_map(move |path| {
        let value = service.at(path).filter(|it| !it.is_null())?;
        Some((*path.last()?, value))
    })
}

/// What a grammar refuses in a scalar.
fn fault_in<T>(
    value: &Value<'_>,
    cx: &ComposeCx<'_, '_>,
    read: impl FnOnce(Piece<'_>) -> Result<T, Fault>,
) -> Option<Fault> {
    if matches!(value.resolved()?, Resolved::Null | Resolved::Bool(_)) {
        return None;
    }
    read(cx.expanded(value.text()?).all()).err()
}

/// Reports what a grammar refuses in a scalar.
pub fn report_fault<'f, T>(
    value: &Value<'_>,
    cx: &'f mut ComposeCx<'_, '_>,
    read: impl FnOnce(Piece<'_>) -> Result<T, Fault>,
) -> Option<&'f mut Finding> {
    let fault = fault_in(value, cx, read)?;
    Some(cx.report_part(value.place, fault.range, fault.message))
}

/// What a grammar finds in a scalar, if it is known and fits.
pub fn read_value<T>(
    value: &Value<'_>,
    cx: &ComposeCx<'_, '_>,
    read: impl FnOnce(Piece<'_>) -> Result<T, Fault>,
) -> Option<T> {
    read(cx.expanded(value.text()?).all()).ok()
}

/// A number, also one in a variable.
pub fn known_number(value: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<f64> {
    match value.resolved()? {
        Resolved::Text => known(value, cx)?.trim().parse().ok(),
        _ => value.number(),
    }
}

/// A fix that writes another text. None behind an alias, and where variables are replaced.
pub fn rewrite(value: &Value<'_>, new: &str, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let text = value.literal().filter(|it| !it.is_empty())?;
    if value.alias.is_some() {
        return None;
    }
    let span = cx.part(value.place, Range::new(0, text.len()));
    Some(Fix::unchecked(format!("write `{new}`")).replace(span, new))
}

/// A text as it is shown in a message: on one line, not too long.
pub fn brief(text: &str) -> String {
    let mut short: String = text
        .chars()
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .take(40)
        .collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
