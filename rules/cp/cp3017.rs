//! CP3017 stateful-image-without-volume.

use crate::rule::prelude::*;

rule!(CP3017, on: [Service(check)]);

/// Data stores, where they keep their data, and what moves that elsewhere.
const STORES: [(&str, &str, &str); 12] = [
    ("cassandra", "/var/lib/cassandra", ""),
    ("couchdb", "/opt/couchdb/data", ""),
    (
        "elasticsearch",
        "/usr/share/elasticsearch/data",
        "path.data",
    ),
    ("influxdb", "/var/lib/influxdb", "INFLUXD_BOLT_PATH"),
    ("mariadb", "/var/lib/mysql", ""),
    ("mongo", "/data/db", ""),
    ("mysql", "/var/lib/mysql", ""),
    ("neo4j", "/data", ""),
    ("pgvector/pgvector", "/var/lib/postgresql", "PGDATA"),
    ("postgis/postgis", "/var/lib/postgresql", "PGDATA"),
    ("postgres", "/var/lib/postgresql", "PGDATA"),
    ("timescale/timescaledb", "/var/lib/postgresql", "PGDATA"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(repository) = repository(service).filter(|_| is_complete(cx)) else {
        return;
    };
    let store = STORES.iter().find(|(name, ..)| *name == repository);
    let (Some((_, folder, moved)), Some(image)) = (store, service.get("image")) else {
        return;
    };
    let is_moved = service.environment().iter().any(|it| it.name == *moved);
    // Without one, it is mostly a test or a demonstration.
    let policy = service.get("restart").and_then(ComposeValue::text);
    let is_test = !matches!(policy, Some("always" | "unless-stopped"));
    let Some(targets) = mount_targets(service, cx) else {
        return;
    };
    if is_from_18(repository, image.text().unwrap_or_default()) && !is_moved {
        let old = targets
            .iter()
            .find(|(path, _)| path == "/var/lib/postgresql/data");
        if let Some((_, place)) = old {
            let message = "from 18 on, postgres keeps nothing in `/var/lib/postgresql/data`";
            cx.report(*place, message)
                .help("mount the volume at `/var/lib/postgresql`");
            return;
        }
    }
    let is_kept = targets
        .iter()
        .any(|(path, _)| path.starts_with(folder) || folder.starts_with(path));
    let runs_other = service.command("command").is_some() || service.has("volumes_from");
    if is_moved || is_test || is_kept || runs_other && targets.is_empty() && !is_options(service) {
        return;
    }
    let message = format!("no named volume keeps the data in `{folder}`");
    let finding = cx.report(image.place, message);
    finding.help(format!("mount a volume at `{folder}`"));
}

/// True if the command only has options for the server.
fn is_options(service: Service<'_, '_>) -> bool {
    let command = service.command("command");
    let first = command.and_then(|it| it.text().or_else(|| it.items().first()?.text()));
    first.is_some_and(|it| it.trim_start().starts_with("--"))
}

/// True for postgres 18 and later, which has its data elsewhere.
fn is_from_18(repository: &str, image: &str) -> bool {
    let tag = image.rsplit_once(':').map_or("", |(_, tag)| tag);
    let major = tag
        .split(['.', '-'])
        .next()
        .unwrap_or_default()
        .parse::<u32>();
    repository == "postgres" && major.is_ok_and(|major| major >= 18)
}
