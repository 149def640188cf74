//! CP1504 env-file-syntax.

use crate::rule::prelude::*;

rule!(CP1504, on: [Compose(beside), Service(named)]);

/// `.env` beside the main file.
fn beside(cx: &mut ComposeCx<'_, '_>) {
    let Some(first) = cx.root().fields().first() else {
        return;
    };
    let path = cx.project().folder().join(".env");
    if let Some(text) = cx.read_text(&path) {
        report(first.key_place, ".env", &text, cx);
    }
}

fn named<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for file in env_files(service).into_iter().filter(|it| !it.is_raw) {
        let Some(name) = known(file.path, cx) else {
            continue;
        };
        let path = cx.resolve(file.path.place, &name);
        let own = cx.project().folder().join(".env");
        let Some(path) = path.filter(|path| *path != own) else {
            continue;
        };
        if let Some(text) = cx.read_text(&path) {
            report(file.path.place, &name, &text, cx);
        }
    }
}

fn report(place: Place, name: &str, text: &str, cx: &mut ComposeCx<'_, '_>) {
    let found = dotenv::DotEnv::parse(text);
    if let Some(fault) = found.faults.first() {
        let before = text.get(..fault.range.start as usize).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let message = format!("line {line} of `{}`: {}", brief(name), fault.message);
        cx.report(place, message)
            .help("write `NAME=value`, and `#` in front of comments");
    }
}
