//! DX5002 unchecked-download.

use crate::rule::prelude::*;

rule!(DX5002, on: [Command(Download::PROGRAMS, check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(download) = Download::read(command).filter(Download::loads) else {
        return;
    };
    if download.args.has(&["checksum"]) {
        return;
    }
    for (url, output) in cx.outputs(&download) {
        let address = cx.resolve(url.cooked());
        let path = match &output {
            Output::File(path) => path,
            Output::Stdout => "",
            Output::Nowhere | Output::Unknown => continue,
        };
        let unpacked = output == Output::Stdout && download.is_unpacked();
        let of_name = match Content::of(path) {
            Content::Other => Content::of(&address),
            known => known,
        };
        let packed = !path.is_empty() && matches!(of_name, Content::Archive | Content::Program);
        let program =
            !path.is_empty() && of_name == Content::Other && is_program(path, &download, cx);
        if (unpacked || packed || program)
            && !is_addressed_by_content(&address)
            && !cx.may_check(path)
        {
            let message = format!("nothing checks what `{}` downloads here", download.name());
            cx.report(url.span(), message)
                .help("check it with `sha256sum -c`, or use `ADD --checksum=`");
        }
    }
}

/// True if the file is made executable, or stands where programs are.
fn is_program(path: &str, download: &Download<'_>, cx: &Cx<'_, '_>) -> bool {
    let folder = path.strip_suffix(base(path)).unwrap_or_default();
    let behind = cx.commands_behind(download.command.span().start);
    folder.ends_with("bin/")
        || behind
            .into_iter()
            .chain(cx.commands_of_later_runs())
            .any(|it| {
                it.program() == Some("chmod")
                    && it.args().skip(1).any(|word| cx.is_file(word, path))
            })
}
