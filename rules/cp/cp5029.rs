//! CP5029 stop-signal-mismatch.

use crate::rule::prelude::*;

rule!(CP5029, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = built.plan.service.get("stop_signal") else {
        return;
    };
    let last = built.in_force(|kind| matches!(kind, Kind::Stopsignal(_)));
    let Some(last) = last else { return };
    let Kind::Stopsignal(signal) = &last.kind else {
        return;
    };
    let (Some(own), Some(other)) = (known(value, cx), built.known_word(last, &signal.value)) else {
        return;
    };
    if name_of(&own) == name_of(&other) {
        return;
    }
    let message = format!("the image wants `{}` as its stop signal", brief(&other));
    let finding = cx.report(value.place, message);
    finding.help("keep one of the two");
    built.label(finding, signal.value.span, "the signal of the image");
}

/// The name of a signal without `SIG`, also for the usual numbers.
fn name_of(signal: &str) -> String {
    const NUMBERS: [(&str, &str); 8] = [
        ("1", "HUP"),
        ("2", "INT"),
        ("3", "QUIT"),
        ("9", "KILL"),
        ("10", "USR1"),
        ("12", "USR2"),
        ("15", "TERM"),
        ("28", "WINCH"),
    ];
    let upper = signal.trim().to_ascii_uppercase();
    let bare = upper.strip_prefix("SIG").unwrap_or(&upper);
    let named = NUMBERS.iter().find(|(number, _)| *number == bare);
    named.map_or(bare, |(_, name)| name).to_owned()
}
