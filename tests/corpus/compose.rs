//! Compares what the Compose loader says of files with what we say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plimsoll::compose::schema::{self, MisfitKind};
use plimsoll::engine::Workspace;
use plimsoll::project::compose::Project;
use plimsoll::text::{Language, Source};

/// `verdicts`: lines of JSON with `file`, `accept`, `class` and `says`.
pub fn compare(root: &Path, verdicts: &Path) {
    let mut table: BTreeMap<(String, bool), Vec<String>> = BTreeMap::new();
    let verdicts = std::fs::read_to_string(verdicts).unwrap();
    for line in verdicts.lines() {
        let verdict: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = verdict["file"].as_str().unwrap();
        let path: PathBuf = root.join(name);
        let bytes = std::fs::read(&path).unwrap();
        let sources = [Source::new(name, Language::Compose, bytes)];
        let workspace = Workspace::alone(&sources);
        let project = Project::load(Path::new(name), &workspace).unwrap();
        let problems = &project.files[0].tree.problems;
        let misfits: Vec<_> = schema::check(&project.root)
            .into_iter()
            .filter(|it| it.kind != MisfitKind::DuplicateItem)
            .collect();
        let accept = verdict["accept"].as_bool().unwrap();
        let class = verdict["class"].as_str().unwrap_or("accepted");
        let refused = !problems.is_empty() || !misfits.is_empty();
        let position = |span: plimsoll::text::Span| sources[0].position(span.start).line + 1;
        let ours = problems
            .first()
            .map(|it| format!("{} {}", position(it.span), it.message))
            .or_else(|| {
                misfits
                    .first()
                    .map(|it| format!("{} {}", position(it.span), it.message))
            })
            .unwrap_or_default();
        let says = verdict["says"].as_str().unwrap_or_default();
        let says: String = says.chars().take(110).collect();
        table
            .entry((class.to_owned(), refused))
            .or_default()
            .push(format!("{name}: ours: {ours} | loader: {says}"));
        let _ = accept;
    }
    for ((class, refused), files) in &table {
        println!(
            "{class:<14} {} {}",
            if *refused { "refused " } else { "accepted" },
            files.len()
        );
        let wrong = (class == "accepted" && *refused)
            || ((class == "yaml" || class == "schema") && !refused);
        if wrong {
            for file in files {
                println!("    {file}");
            }
        }
    }
}
