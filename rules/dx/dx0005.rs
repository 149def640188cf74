//! DX0005 invalid-encoding.

use crate::rule::prelude::*;

rule!(DX0005, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let encoding = cx.source().encoding();
    let (false, [first, rest @ ..]) = (encoding.wide, encoding.invalid.as_slice()) else {
        return;
    };
    let message = match rest.len() {
        0 => "this is no UTF-8".to_owned(),
        more => format!("this is no UTF-8, and neither are {more} more places"),
    };
    cx.report(*first, message).help("save the file as UTF-8");
}
