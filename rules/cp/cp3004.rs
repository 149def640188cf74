//! CP3004 legacy-links.

use crate::rule::prelude::*;

rule!(CP3004, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for key in ["links", "external_links", "volumes_from"] {
        let Some(field) = service.field(key).filter(|it| !it.value.items().is_empty()) else {
            continue;
        };
        let has_alias = |it: &ComposeValue<'_>| it.text().is_none_or(|it| it.contains([':', '$']));
        let aliases = field.value.items().iter().any(has_alias);
        let can_rename = key == "links" && !aliases && !service.has("depends_on");
        let rename = Fix::unchecked("write `depends_on`");
        let fix = can_rename.then(|| rename.replace(field.key_place.span, "depends_on"));
        let help = match key {
            "links" if aliases => "give the other service a network alias, and use `depends_on`",
            "links" => "use `depends_on`: services reach each other by name without links",
            "external_links" => "use a network that both projects share",
            _ => "give the volume a name, and mount it in both services",
        };
        let since = match key {
            "volumes_from" => "volumes with names",
            _ => "networks",
        };
        let message = format!("`{key}` is a leftover from before there were {since}");
        cx.report(field.key_place, message).help(help).fix(fix);
    }
}
