//! CP1223 memory-swap-limits.

use crate::rule::prelude::*;

rule!(CP1223, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let limits =
        ["limits", "reservations"].map(|key| service.at(&["deploy", "resources", key, "memory"]));
    let [deployed, reserved] = limits;
    let limit = service.get("mem_limit").or(deployed);
    let bytes = |value: Option<&ComposeValue<'_>>, cx: &ComposeCx<'_, '_>| {
        cx.known_bytes(value.filter(|it| it.literal().is_some())?)
    };
    let most = bytes(limit, cx);
    if let Some(swap) = service.get("memswap_limit")
        && let Some(both) = bytes(Some(swap), cx).filter(|it| *it > 0.0)
    {
        let shown = swap.text().unwrap_or_default();
        if limit.is_none() && cx.is_whole() && !is_addition(service) {
            cx.report(
                swap.place,
                "a limit for memory and swap needs one for memory",
            )
            .help("set `mem_limit` as well");
        } else if let (Some(limit), Some(most)) = (limit, most)
            && most > both
        {
            let message = format!("memory and swap together, {shown}, are less than the memory");
            cx.report(swap.place, message)
                .help("raise it, or lower `mem_limit`");
            cx.label(limit.place, "this is the limit of the memory");
        }
    }
    if let (Some(limit), Some(most)) = (limit, most)
        && let Some(kept) = service.get("mem_reservation").or(reserved)
        && most > 0.0
        && bytes(Some(kept), cx).is_some_and(|it| it > most)
    {
        cx.report(kept.place, "more memory is reserved than the limit allows")
            .help("lower it, or raise the limit");
        cx.label(limit.place, "this is the limit");
    }
    check_ulimits(service, cx);
}

fn check_ulimits<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let ulimits = service.get("ulimits").map(ComposeValue::fields);
    for field in ulimits.unwrap_or_default() {
        let [Some(soft), Some(hard)] = ["soft", "hard"].map(|key| field.value.get(key)) else {
            continue;
        };
        let (Some(low), Some(high)) = (soft.number(), hard.number()) else {
            continue;
        };
        // -1 is no limit.
        if high >= 0.0 && (low < 0.0 || low > high) {
            let name = &field.key;
            cx.report(
                soft.place,
                format!("the soft limit of `{name}` is above the hard one"),
            )
            .help("lower it, or raise the hard one");
            cx.label(hard.place, "this is the hard one");
        }
    }
}
