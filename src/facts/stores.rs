//! Programs that keep data, and the interfaces of their administrators: images and ports.
//!
//! Source: the pages of the images, and the registry of ports of IANA.

use super::KnownImage;

/// A program with data that not everyone is meant to reach.
#[derive(Debug)]
#[non_exhaustive]
pub struct Store {
    /// Its name.
    pub name: &'static str,
    /// The ports it listens on.
    pub ports: &'static [u16],
    /// The last parts of the names of its images.
    images: &'static [&'static str],
    /// The image reads secrets from a file that a variable with `_FILE` at its end names.
    pub reads_files: bool,
}

const fn store(
    name: &'static str,
    ports: &'static [u16],
    images: &'static [&'static str],
    reads_files: bool,
) -> Store {
    Store {
        name,
        ports,
        images,
        reads_files,
    }
}

static STORES: [Store; 31] = [
    store("MySQL", &[3306, 33060], &["mysql"], true),
    store("MySQL", &[3306, 33060], &["mysql-server"], false),
    store("MariaDB", &[3306], &["mariadb", "mariadb-galera"], true),
    store(
        "Percona Server",
        &[3306],
        &["percona", "percona-server"],
        true,
    ),
    store(
        "PostgreSQL",
        &[5432],
        &[
            "postgres",
            "postgresql",
            "postgis",
            "timescaledb",
            "pgvector",
            "timescaledb-ha",
        ],
        true,
    ),
    store(
        "MongoDB",
        &[27017, 27018, 27019],
        &["mongo", "mongodb"],
        true,
    ),
    store(
        "Redis",
        &[6379],
        &["redis", "redis-stack-server", "redis-stack"],
        false,
    ),
    store("Valkey", &[6379], &["valkey"], false),
    store("KeyDB", &[6379], &["keydb"], false),
    store("Elasticsearch", &[9200, 9300], &["elasticsearch"], true),
    store("OpenSearch", &[9200, 9600], &["opensearch"], false),
    store("Memcached", &[11211], &["memcached"], false),
    store("RabbitMQ", &[5672, 15672], &["rabbitmq"], false),
    store(
        "SQL Server",
        &[1433],
        &["server", "mssql-server-linux", "azure-sql-edge"],
        false,
    ),
    store(
        "Oracle",
        &[1521],
        &["oracle-xe", "oracle-free", "oracle-xe-11g"],
        true,
    ),
    store(
        "Cassandra",
        &[9042, 7000, 9160],
        &["cassandra", "scylla"],
        false,
    ),
    store("CouchDB", &[5984], &["couchdb"], false),
    store("Couchbase", &[8091, 11210], &["couchbase"], false),
    store("InfluxDB", &[8086], &["influxdb"], true),
    store("Neo4j", &[7474, 7687], &["neo4j"], false),
    store(
        "ClickHouse",
        &[8123, 9000, 9009],
        &["clickhouse-server", "clickhouse"],
        true,
    ),
    store("etcd", &[2379, 2380], &["etcd"], false),
    store("ZooKeeper", &[2181], &["zookeeper", "cp-zookeeper"], false),
    store(
        "Kafka",
        &[9092, 9093],
        &["kafka", "cp-kafka", "cp-server"],
        false,
    ),
    store("Consul", &[8500], &["consul"], false),
    store("Vault", &[8200], &["vault"], false),
    store("NATS", &[4222], &["nats"], false),
    store("OpenLDAP", &[389, 636], &["openldap"], false),
    store("ArangoDB", &[8529], &["arangodb"], false),
    store("RethinkDB", &[28015, 8080], &["rethinkdb"], false),
    store("CockroachDB", &[26257], &["cockroach"], false),
];

/// Ports that only one kind of program listens on, whatever the image is called.
const TELLING: [u16; 16] = [
    1433, 1521, 2379, 3306, 5432, 5672, 5984, 6379, 7687, 9042, 9200, 11211, 15672, 27017, 26257,
    28015,
];

/// What an image is, by its name.
pub fn store_of(image: &KnownImage<'_>) -> Option<&'static Store> {
    let repository = image.repository();
    let base = repository.rsplit('/').next().unwrap_or_default();
    if base == "server" && !repository.ends_with("mssql/server") {
        return None;
    }
    STORES.iter().find(|store| store.images.contains(&base))
}

/// What listens on a port, by the number alone.
pub fn store_at(port: u16) -> Option<&'static Store> {
    let telling = TELLING.contains(&port);
    STORES
        .iter()
        .find(|store| telling && store.ports.contains(&port))
}

/// True for images that watch the host, and have to see it.
pub fn is_monitor(image: &KnownImage<'_>) -> bool {
    const WORDS: [&str; 22] = [
        "agent",
        "alloy",
        "beszel",
        "cadvisor",
        "collector",
        "crowdsec",
        "datadog",
        "dozzle",
        "exporter",
        "falco",
        "filebeat",
        "fluent",
        "glances",
        "homepage",
        "metricbeat",
        "netdata",
        "osquery",
        "promtail",
        "scrutiny",
        "telegraf",
        "vector",
        "zabbix",
    ];
    let repository = image.repository();
    WORDS.iter().any(|word| repository.contains(word))
}
