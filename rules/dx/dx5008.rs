//! DX5008 dead-url.

use crate::rule::prelude::*;

rule!(DX5008, on: [Instruction(check)]);

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    let mut found = Vec::new();
    cx.urls_in(it, &mut |place, span| {
        let url = place.url;
        if let Some(service) = gone(&url, place.behind).filter(|_| !is_replaced(place.line)) {
            let place = span(Range::new(url.start, url.start + url.text.len()));
            found.push((place, service.message(url.host), service.instead));
        }
    });
    cx.texts(it, &mut |text, span| {
        for word in keyservers(text) {
            let server = word.of(text);
            if let Some(service) = Gone::keyserver(server) {
                found.push((span(word), service.message(server), service.instead));
            }
        }
    });
    for (span, message, help) in found {
        cx.report(span, message).help(help);
    }
}

/// True if a command puts something else in its place.
fn is_replaced(line: &str) -> bool {
    let first = line.trim_start();
    first.starts_with("sed ")
        || line.contains(" sed ")
        || line.contains("perl -")
        || line.to_ascii_lowercase().contains("insteadof")
}

/// Words with the name of a key server that may be gone, without a scheme.
fn keyservers(text: &str) -> impl Iterator<Item = Range> {
    const MARKS: [&str; 2] = ["sks-keyservers.net", "keys.gnupg.net"];
    let places = MARKS.into_iter().flat_map(|mark| text.match_indices(mark));
    places.filter_map(|(at, mark)| {
        let front = text.get(..at)?;
        let of_host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        let start = front.trim_end_matches(of_host).len();
        let url = front.get(..start)?.ends_with("://");
        (!url).then(|| Range::new(start, at + mark.len()))
    })
}
