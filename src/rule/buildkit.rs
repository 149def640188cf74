//! The checks of BuildKit, `docker build --check`: their names, and how they can be switched.
//!
//! Source: "Build checks" of the Docker build documentation.

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildCheck {
    /// Its name, such as `StageNameCasing`.
    pub name: &'static str,
    /// A comment above an instruction can switch it off there.
    pub local: bool,
    /// It looks at what is built only: at stages that the target needs.
    pub evaluated: bool,
    /// It is off unless `# check=experimental=` names it, and `skip=` has no effect on it.
    pub experimental: bool,
}

/// All checks, in the order of their age.
pub const CHECKS: [BuildCheck; 22] = [
    text("StageNameCasing"),
    text("FromAsCasing"),
    whole_file("NoEmptyContinuation"),
    whole_file("ConsistentInstructionCasing"),
    whole_file("DuplicateStageName"),
    whole_file("ReservedStageName"),
    evaluated("JSONArgsRecommended"),
    text("MaintainerDeprecated"),
    text("UndefinedArgInFrom"),
    evaluated("WorkdirRelativePath"),
    evaluated("UndefinedVar"),
    evaluated("MultipleInstructionsDisallowed"),
    evaluated("LegacyKeyValueFormat"),
    whole_file(NEEDS_REGISTRY),
    text("RedundantTargetPlatform"),
    evaluated("SecretsUsedInArgOrEnv"),
    whole_file("InvalidDefaultArgInFrom"),
    text("FromPlatformFlagConstDisallowed"),
    evaluated("CopyIgnoredFile"),
    BuildCheck {
        experimental: true,
        ..text("InvalidDefinitionDescription")
    },
    evaluated("ExposeProtoCasing"),
    evaluated("ExposeInvalidFormat"),
];

/// The check that asks a registry, which no rule does.
pub const NEEDS_REGISTRY: &str = "InvalidBaseImagePlatform";

/// The build argument that stands for the `# check=` directive.
pub const CHECK_ARGUMENT: &str = "BUILDKIT_DOCKERFILE_CHECK";

/// The check of this name, in its own letter case.
pub fn find(name: &str) -> Option<&'static BuildCheck> {
    CHECKS.iter().find(|check| check.name == name)
}

/// The check among the names of a rule in other programs.
pub fn of(upstream: &str) -> Option<&'static BuildCheck> {
    let mut names = upstream.split(", ");
    find(names.find_map(|name| name.strip_prefix("buildkit "))?)
}

const fn text(name: &'static str) -> BuildCheck {
    BuildCheck {
        name,
        local: true,
        evaluated: false,
        experimental: false,
    }
}

const fn whole_file(name: &'static str) -> BuildCheck {
    BuildCheck {
        local: false,
        ..text(name)
    }
}

const fn evaluated(name: &'static str) -> BuildCheck {
    BuildCheck {
        evaluated: true,
        ..text(name)
    }
}
