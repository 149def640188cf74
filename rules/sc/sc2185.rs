//! SC2185 find-without-path.

use crate::rule::prelude::*;

rule!(SC2185, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    for command in script.linted_commands() {
        let Some(name) = command
            .name_word()
            .filter(|_| command.program() == Some("find"))
        else {
            continue;
        };
        // These stand in front of the paths.
        let mut args = command
            .args()
            .skip_while(|word| matches!(word.cooked(), "-H" | "-L" | "-P"));
        let has_path = args.next().is_some_and(|first| {
            let text = first.cooked();
            first.is_dynamic() || !text.starts_with(['-', '(', '!'])
        });
        let asks = command.has_arg("-version") || command.has_arg("--help");
        if !has_path && !asks {
            cx.report(name.span(), "this `find` does not say where to search")
                .help("name the folder: `find .`");
        }
    }
}
