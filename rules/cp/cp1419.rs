//! CP1419 ignored-mount-option.

use crate::rule::prelude::*;

rule!(CP1419, on: [Service(check)]);

const KNOWN: [&str; 11] = [
    "ro", "rw", "nocopy", "z", "Z", "private", "rprivate", "shared", "rshared", "slave", "rslave",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        let Some(text) = item.text() else { continue };
        let expanded = cx.expanded(text);
        let Ok(mount) = mount::Mount::parse(expanded.all()) else {
            continue;
        };
        for option in mount.unrecognised() {
            let Some(name) = option.known() else { continue };
            let meant = match name.to_ascii_lowercase().as_str() {
                "readonly" | "read-only" | "read_only" | "r0" | "ro" | "r" => Some("ro"),
                "readwrite" | "read-write" | "rw" | "wr" | "w" => Some("rw"),
                _ => nearest(name, KNOWN).filter(|it| it.len() > 2),
            };
            let span = cx.part(item.place, option.range);
            let fix = meant.filter(|_| option.range.of(text) == name);
            let fix = fix.map(|it| Fix::unchecked(format!("write `{it}`")).replace(span, it));
            let message = format!(
                "no mount option is called `{}`, so Compose ignores it",
                short_name(name)
            );
            let help = match meant {
                Some(it) => format!("did you mean `{it}`?"),
                None => "delete it".to_owned(),
            };
            cx.report_part(item.place, option.range, message)
                .help(help)
                .fix(fix);
        }
    }
}
