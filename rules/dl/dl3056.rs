//! DL3056 label-without-version.

use crate::rule::prelude::*;

rule!(DL3056, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(
        label,
        cx,
        Some(LabelType::Semver),
        "is no semantic version",
        |value| match semver::Version::parse(value) {
            Ok(_) => Ok(()),
            Err(error) => Err(Some(format!("The reason is: {error}."))),
        },
    );
}
