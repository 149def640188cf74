//! CP1505 several-default-files.

use crate::rule::prelude::*;

rule!(CP1505, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let Some(main) = cx.project().files.first() else {
        return;
    };
    let name = main.path.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    let Some(key) = cx.root().fields().first().map(|it| it.key_place) else {
        return;
    };
    if !MAIN.contains(&name) {
        return;
    }
    for names in [MAIN, OVERRIDES] {
        let exists = |it: &&&str| cx.exists(&main.path.with_file_name(it)) == Some(true);
        let found: Vec<_> = names.iter().filter(exists).collect();
        let [first, others @ ..] = found.as_slice() else {
            continue;
        };
        // Said once, at the file that is read.
        if names == MAIN && **first != name {
            return;
        }
        for other in others {
            let message = format!("`{other}` beside this file is never read, because of `{first}`");
            cx.report(key, message)
                .help("keep one of the two, or give the other another name");
        }
    }
}
