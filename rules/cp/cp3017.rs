//! CP3017 stateful-image-without-volume.

use crate::rule::prelude::*;

rule!(CP3017, on: [Service(check)]);

/// Data stores, where they keep their data, and what moves that elsewhere.
const STORES: [(&str, &str, &str); 24] = [
    ("arangodb", "/var/lib/arangodb3", ""),
    ("bitnami/mariadb", "/bitnami/mariadb", ""),
    ("bitnami/mongodb", "/bitnami/mongodb", ""),
    ("bitnami/mysql", "/bitnami/mysql", ""),
    ("bitnami/postgresql", "/bitnami/postgresql", ""),
    ("cassandra", "/var/lib/cassandra", ""),
    ("clickhouse/clickhouse-server", "/var/lib/clickhouse", ""),
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
    ("mysql/mysql-server", "/var/lib/mysql", ""),
    ("neo4j", "/data", ""),
    (
        "opensearchproject/opensearch",
        "/usr/share/opensearch/data",
        "path.data",
    ),
    ("percona", "/var/lib/mysql", ""),
    ("percona/percona-server", "/var/lib/mysql", ""),
    ("pgvector/pgvector", "/var/lib/postgresql", "PGDATA"),
    ("postgis/postgis", "/var/lib/postgresql", "PGDATA"),
    ("postgres", "/var/lib/postgresql", "PGDATA"),
    ("rethinkdb", "/data", ""),
    ("surrealdb/surrealdb", "/data", ""),
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
    if is_moved
        || is_for_tests(service, cx)
        || is_kept
        || runs_other && targets.is_empty() && !is_options(service)
    {
        return;
    }
    let is_new = is_from_18(repository, image.text().unwrap_or_default());
    let folder = match *folder {
        "/var/lib/postgresql" if !is_new => "/var/lib/postgresql/data",
        other => other,
    };
    let message = format!("no named volume keeps the data in `{folder}`");
    let finding = cx.report(image.place, message);
    finding.help(format!("mount a volume at `{folder}`"));
}

/// True if names say that the data need not last.
fn is_for_tests(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    let is_word = |word: &str| {
        matches!(
            word,
            "test" | "tests" | "testing" | "ci" | "e2e" | "integration"
        )
    };
    let says = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_word)
    };
    let path = cx.project().files.first().map(|file| file.text.name());
    says(service.name) || service.profiles().any(says) || path.is_some_and(says)
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
