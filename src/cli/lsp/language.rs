//! What a document is written in.

use std::path::Path;

use plimsoll::text::Language;

use crate::cli::files::{is_compose_name, is_dockerfile_name, is_other_kind};

/// The language of a document, from what the editor calls it, else from its name. None if it is
/// nothing to check.
pub(super) fn language(id: &str, path: Option<&Path>) -> Option<Language> {
    let name = path.and_then(Path::file_name).unwrap_or_default();
    let name = name.to_string_lossy();
    match id.to_ascii_lowercase().as_str() {
        // Templates look like Dockerfiles to an editor.
        "dockerfile" | "containerfile" if path.is_some_and(is_other_kind) => None,
        "dockerfile" | "containerfile" => Some(Language::Dockerfile),
        "dockercompose" | "docker-compose" | "docker compose" | "yaml.docker-compose" => {
            Some(Language::Compose)
        }
        _ if is_compose_name(&name) => Some(Language::Compose),
        _ if is_dockerfile_name(&name) => Some(Language::Dockerfile),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_and_names() {
        for (id, name, want) in [
            ("dockerfile", "any", Some(Language::Dockerfile)),
            ("dockerfile", "Dockerfile.j2", None),
            ("Dockerfile", "", Some(Language::Dockerfile)),
            ("dockercompose", "stack.yml", Some(Language::Compose)),
            ("yaml.docker-compose", "x.yml", Some(Language::Compose)),
            ("yaml", "compose.prod.yaml", Some(Language::Compose)),
            ("yaml", "config.yaml", None),
            ("plaintext", "Containerfile", Some(Language::Dockerfile)),
            ("plaintext", "notes.txt", None),
            ("yaml", "", None),
        ] {
            let path = Some(Path::new(name)).filter(|_| !name.is_empty());
            assert_eq!(language(id, path), want, "{id} {name}");
        }
    }
}
