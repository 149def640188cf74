//! CP2008 security-profile-disabled.

use crate::rule::prelude::*;

rule!(CP2008, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("security_opt") {
        let Some(text) = known(item, cx) else {
            continue;
        };
        let Some((key, value)) = text.split_once([':', '=']) else {
            continue;
        };
        let what = match (key.trim(), value.trim()) {
            ("seccomp", "unconfined") => "the filter of system calls",
            ("apparmor", "unconfined") => "the AppArmor profile",
            ("label", "disable") => "the SELinux label",
            ("systempaths", "unconfined") => "the protection of `/proc` and `/sys`",
            ("no-new-privileges", "false") => "the protection against setuid programs",
            _ => continue,
        };
        let name = service.name;
        let fix = without_item(item, cx);
        cx.report(item.place, format!("{what} is switched off for `{name}`"))
            .help("drop it, or name a profile that allows what is missing")
            .fix(fix);
    }
}

/// Deletes the line of an item of a block, if there are other items.
fn without_item(item: &ComposeValue<'_>, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let text = cx.file(item.place)?.tree.text;
    let span = item.span();
    let start = text.get(..span.start as usize)?.rfind('\n')? + 1;
    let end = span.end as usize + text.get(span.end as usize..)?.find('\n')? + 1;
    let line = text.get(start..end)?.trim();
    let indent = text.get(start..)?.find('-')?;
    let is_item = |line: Option<&str>| {
        line.is_some_and(|line| line.get(indent..).is_some_and(|it| it.starts_with("- ")))
    };
    let (before, behind) = (text.get(..start)?, text.get(end..)?);
    let others = is_item(before.lines().next_back()) || is_item(behind.lines().next());
    let span = Span::new(offset(start), offset(end));
    (line.starts_with("- ") && others).then(|| Fix::unchecked("delete it").delete(span))
}
