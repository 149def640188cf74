//! DL3046 long-uid.

use crate::rule::prelude::*;

rule!(DL3046, on: [Command(&["useradd"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(command, &USERADD);
    let (Some(flag), Some(name)) = (args.flag(&["u", "uid"]), command.name_word()) else {
        return;
    };
    let typed = flag.value.unwrap_or_default();
    let value = cx.value(&std::borrow::Cow::Owned(typed.to_owned()));
    let uid = value.known().unwrap_or_default();
    let long = uid.len() > 5 && uid.bytes().all(|byte| byte.is_ascii_digit());
    if !long || args.is_open || args.has(&["l", "no-log-init"]) {
        return;
    }
    let fix =
        command.script().dialect.is_posix_like().then(|| {
            Fix::unchecked("add `--no-log-init`").insert(name.span().end, " --no-log-init")
        });
    let start = flag.word.range().start;
    let place = command
        .args()
        .find(|word| word.range().start >= start && word.cooked().ends_with(typed));
    let span = place.unwrap_or(flag.word).span();
    cx.report(
        span,
        format!("the UID {uid} makes `useradd` write huge log files"),
    )
    .help("add `--no-log-init`")
    .fix(fix);
}
