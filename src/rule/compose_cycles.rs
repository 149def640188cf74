//! Services that lead to each other in a circle.

use std::collections::HashMap;

use crate::compose::model::{Reference, Service};
use crate::finding::Finding;

use super::ComposeCx;

/// One reference of a circle.
#[derive(Clone, Debug)]
pub struct Step<'v, 's> {
    /// The service that names another one, or itself.
    pub from: &'v str,
    /// The name.
    pub to: Reference<'v, 's>,
}

/// The circles of services that `edges` makes. Each begins with the step that comes first in the
/// files. Of services that are tied in many ways, not every circle is found, but at least one.
pub fn cycles<'v, 's>(
    services: &[Service<'v, 's>],
    edges: impl Fn(Service<'v, 's>) -> Vec<Reference<'v, 's>>,
) -> Vec<Vec<Step<'v, 's>>> {
    let numbers: HashMap<&str, usize> = services
        .iter()
        .enumerate()
        .map(|(number, service)| (service.name, number))
        .collect();
    let steps: Vec<Vec<(usize, Step<'v, 's>)>> = services
        .iter()
        .map(|service| {
            let target = |to: Reference<'v, 's>| {
                let from = service.name;
                Some((*numbers.get(to.name)?, Step { from, to }))
            };
            edges(*service).into_iter().filter_map(target).collect()
        })
        .collect();
    let mut found = Vec::new();
    let mut states = vec![State::New; services.len()];
    for start in 0..services.len() {
        walk(start, &steps, &mut states, &mut found);
    }
    found
}

/// How far the walk has come with a service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

/// Goes through all that a service leads to, without recursion.
fn walk<'v, 's>(
    start: usize,
    steps: &[Vec<(usize, Step<'v, 's>)>],
    states: &mut [State],
    found: &mut Vec<Vec<Step<'v, 's>>>,
) {
    // Services on the way, each with the number of its next step.
    let mut path: Vec<(usize, usize)> = Vec::new();
    enter(start, states, &mut path);
    while let Some((at, next)) = path.last_mut() {
        let at = *at;
        let Some((target, _)) = steps.get(at).and_then(|steps| steps.get(*next)) else {
            if let Some(state) = states.get_mut(at) {
                *state = State::Done;
            }
            path.pop();
            continue;
        };
        *next += 1;
        if states.get(*target) == Some(&State::OnPath) {
            let from = path.iter().position(|(it, _)| it == target).unwrap_or(0);
            let step = |(at, next): &(usize, usize)| {
                let step = steps.get(*at)?.get(next.checked_sub(1)?);
                step.map(|(_, step)| step.clone())
            };
            let circle = path.get(from..).unwrap_or_default();
            found.push(in_order(circle.iter().filter_map(step).collect()));
        } else {
            enter(*target, states, &mut path);
        }
    }
}

/// Sets out from a service that was not seen before.
fn enter(service: usize, states: &mut [State], path: &mut Vec<(usize, usize)>) {
    if let Some(state) = states.get_mut(service).filter(|it| **it == State::New) {
        *state = State::OnPath;
        path.push((service, 0));
    }
}

/// A circle, begun with its first step in the files.
fn in_order<'v, 's>(mut circle: Vec<Step<'v, 's>>) -> Vec<Step<'v, 's>> {
    let place = |step: &Step<'_, '_>| (step.to.place.file, step.to.place.span.start);
    let first = circle
        .iter()
        .enumerate()
        .min_by_key(|(_, step)| place(step));
    let first = first.map_or(0, |(at, _)| at);
    circle.rotate_left(first);
    circle
}

/// Reports a circle at its first step. `does` says what each of them does to the next.
pub fn report_cycle<'x>(
    circle: &[Step<'_, '_>],
    does: &str,
    cx: &'x mut ComposeCx<'_, '_>,
) -> Option<&'x mut Finding> {
    let (first, others) = circle.split_first()?;
    let from = first.from;
    let way: Vec<_> = circle
        .iter()
        .map(|step| step.from)
        .chain([from])
        .map(|name| format!("`{name}`"))
        .collect();
    let way = way.join(" → ");
    let short = if others.is_empty() {
        format!("`{from}` {does} itself")
    } else {
        format!("`{from}` {does} itself: {way}")
    };
    let is_short = short.chars().count() <= 100;
    let message = if is_short {
        short
    } else {
        let count = circle.len();
        format!("`{from}` {does} itself over {count} services")
    };
    let labels: Vec<_> = others
        .iter()
        .map(|step| {
            (
                step.to.place,
                format!("`{}` {does} `{}`", step.from, step.to.name),
            )
        })
        .collect();
    cx.report_reference(&first.to, message);
    for (place, label) in labels {
        cx.label(place, label);
    }
    let last = cx.last()?;
    if !is_short {
        last.note(format!("The way is {way}."));
    }
    Some(last)
}
