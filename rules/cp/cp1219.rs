//! CP1219 healthcheck-contradiction.

use crate::rule::prelude::*;

rule!(CP1219, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(check) = service.get("healthcheck") else {
        return;
    };
    let is_none = |field: &&Field<'_>| {
        let test = field.value.one_or_many().first();
        !field.value.items().is_empty() && test.and_then(ComposeValue::literal) == Some("NONE")
    };
    let disable = check
        .field("disable")
        .filter(|it| it.value.bool() == Some(true));
    let Some(off) = disable.or_else(|| check.field("test").filter(is_none)) else {
        return;
    };
    // What is switched off may come from a base that is overridden.
    let is_dead = |field: &&Field<'_>| {
        let is_other = !std::ptr::eq(*field, off) && !field.key.starts_with("x-");
        let says_none = field.key == "disable" || field.key == "test" && is_none(field);
        is_other
            && !says_none
            && !field.is_merged
            && !off.is_merged
            && cx.stand_together(off, field)
    };
    let dead: Vec<_> = check.fields().iter().filter(is_dead).collect();
    let Some(first) = dead.first() else {
        return;
    };
    let fix = cx.deletion("delete what has no effect", &dead, check);
    let message = match dead.len() {
        1 => format!("`{}` has no effect: the check is switched off", first.key),
        count => format!(
            "`{}` and {} more have no effect: the check is switched off",
            first.key,
            count - 1
        ),
    };
    cx.report(first.key_place, message)
        .help("delete it, or what switches the check off")
        .fix(fix);
    cx.label(off.value.place, "it is switched off here");
}
