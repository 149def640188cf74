//! CP1313 invalid-platform.

use crate::rule::prelude::*;

rule!(CP1313, on: [Service(check)]);

/// Spellings that no image has.
const MEANT: [(&str, &str); 6] = [
    ("arm64v8", "arm64"),
    ("armv7", "arm/v7"),
    ("arm32v7", "arm/v7"),
    ("arm32", "arm/v7"),
    ("armv6", "arm/v6"),
    ("x64", "amd64"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let of_build = service.at(&["build", "platforms"]).map(ComposeValue::items);
    let values = service.get("platform").into_iter();
    for value in values.chain(of_build.unwrap_or_default()) {
        let Some(text) = known(value, cx).filter(|it| !it.is_empty() && it != "local") else {
            continue;
        };
        let lower = text.to_lowercase();
        if lower.starts_with("wasi") {
            continue;
        }
        let (system, rest) = match lower.split_once('/') {
            Some((system, rest)) => (system.split('(').next().unwrap_or_default(), rest),
            None => ("", &*lower),
        };
        let arch = rest.split('/').next().unwrap_or_default();
        let meant = MEANT
            .iter()
            .find(|(wrong, _)| *wrong == arch)
            .map(|(_, it)| *it);
        let fix = match rest {
            "x86_64" | "x86-64" => "amd64",
            "aarch64" => "arm64",
            _ => meant.unwrap_or(rest),
        };
        let (message, help) = if SYSTEMS.contains(&rest) && system.is_empty() {
            continue;
        } else if system.is_empty() && (meant.is_some() || ARCHITECTURES.contains(&rest)) {
            let message = format!("`{}` names no operating system", brief(&text));
            (
                message,
                "put `linux/` in front of it; else it is that of the client",
            )
        } else if platform_fault(&text).is_some() || !SYSTEMS.contains(&system) {
            let message = format!("`{}` is no platform", brief(&text));
            (
                message,
                "write it as `os/architecture`, such as `linux/arm64`",
            )
        } else if meant.is_some() || !ARCHITECTURES.contains(&arch) {
            let message = format!("`{}` is no architecture", brief(arch));
            (
                message,
                "write it as `os/architecture`, such as `linux/arm64`",
            )
        } else {
            continue;
        };
        let is_sure = meant.is_some() || ARCHITECTURES.contains(&rest);
        let fix = is_sure.then(|| rewrite(value, &format!("linux/{fix}"), cx));
        let fix = fix.flatten().filter(|_| matches!(system, "" | "linux"));
        cx.report(value.place, message).help(help).fix(fix);
    }
}
