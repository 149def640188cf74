//! What is in an image besides its distribution: a shell, programs that checks like to use.

use super::images::{KnownImage, System};
use super::releases::Distro;

/// Repositories without a shell start with these. The Python image of distroless has one.
const SHELL_LESS: [&str; 8] = [
    "gcr.io/distroless/static",
    "gcr.io/distroless/base",
    "gcr.io/distroless/cc",
    "gcr.io/distroless/java",
    "gcr.io/distroless/nodejs",
    "cgr.dev/chainguard/static",
    "mcr.microsoft.com/azurelinux/distroless/",
    "mcr.microsoft.com/cbl-mariner/distroless/",
];

impl KnownImage<'_> {
    /// True for images that are known to hold no shell.
    pub fn has_no_shell(&self) -> bool {
        let tag = self.reference().tag().unwrap_or_default();
        if tag.contains("debug") || tag.contains("dev") || self.is_partly_unknown() {
            return false;
        }
        let dotnet = self.repository().starts_with("mcr.microsoft.com/dotnet/");
        SHELL_LESS
            .iter()
            .any(|it| self.repository().starts_with(it))
            || (dotnet && (tag.contains("chiseled") || tag.contains("distroless")))
    }

    /// True if a program such as `curl` is known not to be in the image.
    pub fn lacks(&self, program: &str) -> bool {
        let downloads = matches!(program, "curl" | "wget" | "nc");
        if self.has_no_shell() {
            return downloads;
        }
        let one_of = |images: &[&str]| images.contains(&self.repository());
        let slim = self.parts().any(|(part, _)| part == "slim");
        match self.system() {
            Some(System {
                distro: Distro::Alpine,
                ..
            }) => {
                let lean = ["alpine", "golang", "node", "python", "ruby", "rust"];
                program == "curl" && one_of(&lean)
            }
            Some(System {
                distro: Distro::Debian,
                ..
            }) => {
                let lean = slim && one_of(&["node", "perl", "python", "ruby", "rust"]);
                downloads && (one_of(&["debian"]) || lean)
            }
            Some(it) if it.is_from(Distro::Ubuntu, (16, 4)) => downloads && one_of(&["ubuntu"]),
            _ => program == "curl" && one_of(&["busybox"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_and_tools() {
        for (text, shell_less) in [
            ("gcr.io/distroless/static:nonroot", true),
            ("gcr.io/distroless/base-debian12:debug", false),
            ("gcr.io/distroless/python3", false),
            ("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", true),
            ("cgr.dev/chainguard/static:latest", true),
            ("debian:12", false),
        ] {
            assert_eq!(KnownImage::read(text).has_no_shell(), shell_less, "{text}");
        }
        for (text, program, want) in [
            ("debian:12-slim", "curl", true),
            ("debian:12-slim", "python3", false),
            ("python:3.12-slim", "wget", true),
            ("python:3.12", "curl", false),
            ("alpine:3.20", "curl", true),
            ("alpine:3.20", "wget", false),
            ("nginx:alpine", "curl", false),
            ("php:8.3-apache", "curl", false),
            ("ubuntu:22.04", "nc", true),
            ("buildpack-deps:bookworm", "curl", false),
        ] {
            let lacks = KnownImage::read(text).lacks(program);
            assert_eq!(lacks, want, "{text} {program}");
        }
    }
}
