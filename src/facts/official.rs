//! The official images of Docker Hub.
//!
//! Source: <https://hub.docker.com/u/library>, with those that get no new versions any more.

/// The names, sorted.
#[rustfmt::skip]
static NAMES: [&str; 177] = [
    "adminer", "aerospike", "almalinux", "alpine", "alt", "amazoncorretto", "amazonlinux",
    "api-firewall", "arangodb", "archlinux", "backdrop", "bash", "bonita", "buildpack-deps",
    "busybox", "caddy", "cassandra", "celery", "centos", "chronograf", "cirros", "clearlinux",
    "clefos", "clickhouse", "clojure", "composer", "consul", "convertigo", "couchbase", "couchdb",
    "crate", "crux", "dart", "debian", "django", "docker", "docker-dev", "drupal",
    "eclipse-mosquitto", "eclipse-temurin", "eggdrop", "elasticsearch", "elixir", "emqx",
    "erlang", "euleros", "express-gateway", "fedora", "flink", "fluentd", "friendica", "fsharp",
    "gazebo", "gcc", "geonetwork", "ghost", "glassfish", "golang", "gradle", "groovy", "haproxy",
    "haskell", "haxe", "hello-seattle", "hello-world", "hipache", "hitch", "hola-mundo", "httpd",
    "hylang", "ibm-semeru-runtimes", "ibmjava", "influxdb", "iojs", "irssi", "java", "jenkins",
    "jetty", "jobber", "joomla", "jruby", "julia", "kaazing-gateway", "kapacitor", "kibana",
    "known", "kong", "krakend", "lightstreamer", "liquibase", "logstash", "mageia", "mariadb",
    "matomo", "maven", "mediawiki", "memcached", "mongo", "mongo-express", "monica", "mono",
    "mysql", "nats", "nats-streaming", "neo4j", "neurodebian", "nextcloud", "nginx", "node",
    "notary", "nuxeo", "odoo", "open-liberty", "openjdk", "opensuse", "oraclelinux", "orientdb",
    "owncloud", "percona", "perl", "photon", "php", "php-zendserver", "phpmyadmin", "piwik",
    "plone", "postfixadmin", "postgres", "pypy", "python", "r-base", "rabbitmq", "rails",
    "rakudo-star", "rapidoid", "redis", "redmine", "registry", "rethinkdb", "rocket.chat",
    "rockylinux", "ros", "ruby", "rust", "sapmachine", "satosa", "scratch", "sentry",
    "silverpeas", "sl", "solr", "sonarqube", "sourcemage", "spark", "spiped", "storm", "swarm",
    "swift", "swipl", "teamspeak", "telegraf", "thrift", "tomcat", "tomee", "traefik", "ubuntu",
    "ubuntu-debootstrap", "ubuntu-upstart", "unit", "varnish", "vault", "websphere-liberty",
    "wordpress", "xwiki", "yourls", "znc", "zookeeper",
];

/// True for the name of an official image: no other image on Docker Hub has a name without a slash.
pub fn is_official_name(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted());
        assert!(is_official_name("nginx") && !is_official_name("web"));
    }
}
