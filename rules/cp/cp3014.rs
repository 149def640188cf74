//! CP3014 default-value-written.

use crate::rule::prelude::*;

rule!(CP3014, on: [Service(check)]);

const DEFAULTS: [(&[&str], &str); 9] = [
    (&["build", "dockerfile"], "Dockerfile"),
    (&["init"], "false"),
    (&["privileged"], "false"),
    (&["read_only"], "false"),
    (&["restart"], "no"),
    (&["stdin_open"], "false"),
    (&["tty"], "false"),
    (&["deploy", "mode"], "replicated"),
    (&["deploy", "replicas"], "1"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    // What is written may put right what another file says.
    if cx.project().files.len() > 1 || !cx.is_whole() {
        return;
    }
    for (path, default) in DEFAULTS {
        let Some((key, above)) = path.split_last() else {
            continue;
        };
        let Some(parent) = service.at(above) else {
            continue;
        };
        let merges = raw_text(parent.place, cx).contains("<<");
        let Some(field) = parent.field(key).filter(|_| !merges) else {
            continue;
        };
        if field.value.text() == Some(default) {
            let lines = own_lines(field.key_place, cx);
            let fix = lines.map(|it| Fix::safe("delete it").delete(it));
            let finding = cx.report(
                field.key_place,
                format!("`{default}` is the default of `{key}`"),
            );
            finding.help("delete it").fix(fix);
        }
    }
}
