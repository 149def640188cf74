//! The settings in effect: of the options, of the configuration file, of the environment.

use std::path::{Path, PathBuf};

use plimsoll::config::{ConfigError, HadolintSettings};
use plimsoll::finding::Severity;

use super::super::{Failure, say};
use super::args::{self, Args};

/// Settings, and the file from which some of them are.
pub(super) struct Settings {
    pub all: HadolintSettings,
    pub file: Option<PathBuf>,
}

impl Settings {
    /// Puts together what counts for these options. A file that cannot be understood is named, and
    /// counts nothing.
    pub(super) fn new(args: &Args) -> Result<Self, Failure> {
        let given = args.config.clone();
        let file = given.or_else(|| candidates().into_iter().find(|path| path.is_file()));
        let mut from_file = HadolintSettings::default();
        if let Some(path) = &file {
            let name = path.display();
            let bytes = std::fs::read(path)
                .map_err(|error| Failure::Usage(format!("{name} cannot be read: {error}")))?;
            match read(&name.to_string(), &bytes) {
                Ok(read) => {
                    from_file = read;
                    for error in HadolintSettings::unknown_keys(&bytes) {
                        say(&format!("hadolint: {name}: {error}"));
                    }
                }
                Err(error) => say(&format!(
                    "hadolint: {error}; nothing in this configuration counts"
                )),
            }
        }
        let all = args.settings().over(from_file.over(environment()));
        Ok(Self { all, file })
    }

    /// What is in effect, for people.
    pub(super) fn show(&self) -> String {
        let all = &self.all;
        let file = self.file.as_ref().map(|it| it.display().to_string());
        let file = file.unwrap_or_else(|| "none".to_owned());
        let threshold = all.failure_threshold.map_or("info", |it| it.as_str());
        let yes = |value: Option<bool>| value.unwrap_or_default().to_string();
        let codes = |severity: Severity| {
            let levels = all.levels.iter().filter(|(level, _)| *level == severity);
            levels
                .map(|(_, code)| code.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let labels = all.label_schema.iter();
        let labels = labels.map(|(name, kind)| format!("{name}: {}", kind.as_str()));
        let lines = [
            ("configuration file", file),
            ("failure-threshold", threshold.to_owned()),
            ("no-fail", yes(all.no_fail)),
            ("formats", all.formats.join(", ")),
            ("no-color", yes(all.no_color)),
            ("ignored", all.ignored.join(", ")),
            ("override.error", codes(Severity::Error)),
            ("override.warning", codes(Severity::Warning)),
            ("override.info", codes(Severity::Info)),
            ("override.style", codes(Severity::Style)),
            (
                "trustedRegistries",
                all.trusted_registries
                    .clone()
                    .unwrap_or_default()
                    .join(", "),
            ),
            ("label-schema", labels.collect::<Vec<_>>().join(", ")),
            ("strict-labels", yes(all.strict_labels)),
            ("disable-ignore-pragma", yes(all.disable_ignore_pragma)),
        ];
        let line = |(key, value): (&str, String)| format!("{key}: {value}").trim_end().to_owned();
        lines.map(line).join("\n")
    }
}

fn read(name: &str, bytes: &[u8]) -> Result<HadolintSettings, ConfigError> {
    let settings = HadolintSettings::read(name, bytes)?;
    for word in &settings.formats {
        args::format(word).map_err(|message| ConfigError {
            path: name.to_owned(),
            place: None,
            message,
        })?;
    }
    Ok(settings)
}

/// Where hadolint looks for a configuration, in this order.
fn candidates() -> Vec<PathBuf> {
    let mut stems = vec![PathBuf::from(".hadolint")];
    // The name without folder is what users see; it is looked up in the current folder.
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let config = std::env::var_os("XDG_CONFIG_HOME").filter(|it| !it.is_empty());
    let config = config.map(PathBuf::from);
    let config = config.or_else(|| home.as_deref().map(|home| home.join(".config")));
    stems.extend(config.map(|it| it.join("hadolint")));
    if let Some(home) = &home {
        for stem in [".hadolint/hadolint", ".hadolint/config", ".hadolint"] {
            stems.push(home.join(stem));
        }
    }
    stems
        .iter()
        .flat_map(|stem| ["yaml", "yml"].map(|ending| with_ending(stem, ending)))
        .collect()
}

/// `Path::with_extension` would take `.hadolint` for a name without one, but not `.config.d`.
fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

/// What the environment says. Words that mean nothing are passed over, as in hadolint.
fn environment() -> HadolintSettings {
    let text = |name: &str| {
        let value = std::env::var_os(format!("HADOLINT_{name}"))?;
        Some(value.to_string_lossy().into_owned())
    };
    let list = |name: &str| {
        let list = |it: String| it.split(',').map(str::to_owned).collect::<Vec<_>>();
        text(name).map(list)
    };
    let switch = |name: &str| {
        let yes = ["1", "y", "on", "true", "yes"];
        text(name).map(|it| yes.contains(&it.to_lowercase().as_str()))
    };
    let levels = Severity::ALL.into_iter().flat_map(|severity| {
        let name = format!("OVERRIDE_{}", severity.as_str().to_uppercase());
        let codes = list(&name).unwrap_or_default();
        codes.into_iter().map(move |code| (severity, code))
    });
    let formats = list("FORMAT").unwrap_or_default().into_iter();
    let labels = list("REQUIRE_LABELS").unwrap_or_default().into_iter();
    let labels = labels.filter_map(|it| args::label(&it).ok());
    HadolintSettings {
        failure_threshold: text("FAILURE_THRESHOLD")
            .and_then(|word| HadolintSettings::threshold(&word)),
        no_fail: switch("NOFAIL"),
        formats: formats.filter(|it| args::format(it).is_ok()).collect(),
        no_color: std::env::var_os("NO_COLOR").map(|_| true),
        verbose: switch("VERBOSE"),
        ignored: list("IGNORE").unwrap_or_default(),
        levels: levels.collect(),
        trusted_registries: list("TRUSTED_REGISTRIES"),
        label_schema: labels.filter(|(name, _)| !name.is_empty()).collect(),
        strict_labels: switch("STRICT_LABELS"),
        disable_ignore_pragma: switch("DISABLE_IGNORE_PRAGMA"),
    }
}
