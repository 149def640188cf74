//! CP2022 docker-api-over-tcp.

use crate::rule::prelude::*;

rule!(CP2022, on: [Service(check)]);

const HELP: &str = "use TLS with certificates of the clients: `--tlsverify`";

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    check_command(service, cx);
    let is_dind = with_image(service, cx, |image| {
        let tag = image.reference().tag().unwrap_or_default();
        image.repository() == "docker" && tag.contains("dind")
    });
    for pair in service.environment() {
        let is_off = pair.name == "DOCKER_TLS_CERTDIR"
            && pair_value(&pair, cx).is_some_and(|it| it.is_empty());
        if is_off && is_dind == Some(true) {
            cx.report_part(
                pair.name_place,
                pair.name_range,
                "this Docker takes orders without TLS from everyone who reaches it",
            )
            .help("drop it, and give the clients the certificates");
        }
    }
    for port in published(service, cx) {
        let is_local = matches!(port.bind, port::Bind::Address(it) if it.is_loopback());
        if port.reaches(2375) && !is_local && port.bind != port::Bind::Unknown {
            cx.report_part(port.place, port.range, "port 2375 is Docker without TLS")
                .help(HELP)
                .replaces("CP2020");
        }
    }
}

fn check_command<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for words in command_words(service) {
        let is_tls = |word: &str| word.starts_with("--tls") && !word.ends_with("=false");
        let is_safe = words.iter().any(|it| is_tls(it.text));
        let is_daemon = words.iter().any(|it| it.text.contains("dockerd"))
            || with_image(service, cx, |image| image.repository() == "docker") == Some(true);
        for (index, word) in words.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| words.get(at));
            let flag = before.is_some_and(|it| matches!(it.text, "-H" | "--host"));
            let address = ["--host=", "-H="]
                .iter()
                .find_map(|start| word.text.strip_prefix(start))
                .or(flag.then_some(word.text));
            let open = address.and_then(|it| it.strip_prefix("tcp://"));
            let host = open.map(|it| it.rsplit_once(':').map_or(it, |(host, _)| host));
            let is_open = host.is_some_and(|it| matches!(it, "" | "0.0.0.0" | "[::]"));
            if is_open && is_daemon && !is_safe {
                cx.report_part(
                    word.place,
                    word.range,
                    "this Docker takes orders without TLS",
                )
                .help(HELP);
            }
        }
    }
}
