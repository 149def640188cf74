//! CP2014 secret-in-service-environment.

use crate::rule::prelude::*;

rule!(CP2014, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let reads_files = with_image(service, cx, |image| {
        store_of(image).is_some_and(|store| store.reads_files)
    });
    for pair in service.environment() {
        let Some(value) = pair.value.and_then(without_variables) else {
            continue;
        };
        let name = pair.name;
        if !is_set_to_credential(name, value) {
            continue;
        }
        let official = [
            "POSTGRES_",
            "MYSQL_",
            "MARIADB_",
            "MONGO_INITDB_",
            "DOCKER_INFLUXDB_",
        ];
        let is_known = official.iter().any(|start| name.starts_with(start));
        let help = if is_known && reads_files == Some(true) {
            format!("name a file under `secrets`, and set `{name}_FILE` to its path")
        } else {
            format!("set it outside of this file: `${{{name}:?}}`, or use a file under `secrets`")
        };
        let message = format!("everyone who has this file knows the value of `{name}`");
        cx.report_part(pair.value_place, pair.value_range, message)
            .help(help);
    }
}
