//! CP2034 resource-limits-missing.

use crate::rule::prelude::*;

rule!(CP2034, on: [Service(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Also ask for a limit of the time on processors.
    cpus: bool,
    /// Also ask for a limit of the number of processes.
    pids: bool,
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(options) = cx.options::<Options>() else {
        return;
    };
    if !is_all_there(service, cx) {
        return;
    }
    let limits = |name: &str| service.at(&["deploy", "resources", "limits", name]);
    let set = |value: Option<&ComposeValue<'_>>| value.is_some_and(|it| !is_unlimited(it, cx));
    let memory = set(service.get("mem_limit")) || set(limits("memory"));
    let cpus = ["cpus", "cpu_quota"]
        .iter()
        .any(|key| set(service.get(key)))
        || set(limits("cpus"));
    let pids = set(service.get("pids_limit")) || set(limits("pids"));
    let missing = [
        ("memory", !memory),
        ("time on processors", options.cpus && !cpus),
        ("processes", options.pids && !pids),
    ];
    let missing: Vec<_> = missing.iter().filter(|it| it.1).map(|it| it.0).collect();
    if !missing.is_empty() {
        let (name, what) = (service.name, missing.join(" and "));
        let message = format!("nothing limits the {what} that `{name}` takes");
        cx.report(service.field.key_place, message)
            .help("set it under `deploy.resources.limits`");
    }
}

/// True for nothing, zero and less.
fn is_unlimited(value: &ComposeValue<'_>, cx: &ComposeCx<'_, '_>) -> bool {
    if value.is_null() {
        return true;
    }
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && !"+-.".contains(c));
        text.get(..end.unwrap_or(text.len()))?.parse::<f64>().ok()
    };
    known(value, cx).is_some_and(|text| number(text.trim()).is_none_or(|it| it <= 0.0))
}
