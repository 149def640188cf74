//! DL3056 label-without-version.

use crate::rule::prelude::*;

rule!(DL3056, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(label, cx, Some(LabelType::Semver), |value| {
        let error = semver::Version::parse(value).err()?;
        Some(format!("it is no semantic version: {error}"))
    });
}
