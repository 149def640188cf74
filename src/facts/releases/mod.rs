//! Release lines of what base images hold, and when their support ends.
//!
//! Sources: the schedules of the projects, as collected by endoflife.date. What is not certain is
//! left out. Debian counts with its long term support, Ubuntu without the paid one.

mod programs;
mod systems;

pub(super) use programs::PROGRAMS;
pub(super) use systems::SYSTEMS;

/// The month for which the table was read. A line has ended if its end lies before, so that what
/// is said does not depend on the day on which it is said.
pub const AS_OF: &str = "2026-11";

/// A distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Distro {
    /// Alpine Linux
    Alpine,
    /// Amazon Linux
    Amazon,
    /// CentOS, up to 8
    CentOs,
    /// CentOS Stream
    CentOsStream,
    /// Debian
    Debian,
    /// Fedora
    Fedora,
    /// Oracle Linux
    Oracle,
    /// openSUSE Leap
    Suse,
    /// Ubuntu
    Ubuntu,
}

/// One release line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its version, or the start of its versions.
    pub version: &'static str,
    /// The name it goes by in tags; empty if it has none.
    pub codename: &'static str,
    /// The month in which its support ends, as in `2026-11`.
    pub end: &'static str,
}

impl Line {
    /// True if its support has ended.
    pub fn has_ended(&self) -> bool {
        self.end < AS_OF
    }
}

/// Something with releases.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Product {
    /// Its name in a sentence.
    pub name: &'static str,
    /// The distribution it is.
    pub distro: Option<Distro>,
    /// Repositories whose tags start with its versions.
    pub images: &'static [&'static str],
    /// What stands in front of its versions in the tags of other images.
    pub prefix: &'static str,
    /// A supported line, as a tag or as a whole image.
    pub current: &'static str,
    /// Its lines.
    pub lines: &'static [Line],
}

impl Product {
    /// The line of a version or codename. Of `9` and `9.6`, the longer one that fits.
    pub fn line(&self, text: &str) -> Option<&'static Line> {
        let fits = |line: &&Line| {
            let rest = text.strip_prefix(line.version);
            let named = !line.codename.is_empty() && text == line.codename;
            named || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.lines
            .iter()
            .filter(fits)
            .max_by_key(|it| it.version.len())
    }
}

const fn line(version: &'static str, codename: &'static str, end: &'static str) -> Line {
    Line {
        version,
        codename,
        end,
    }
}

const fn v(version: &'static str, end: &'static str) -> Line {
    line(version, "", end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a version or a month.
    fn numbers(text: &str) -> Vec<u16> {
        text.split(['.', '-'])
            .map(|part| part.parse().unwrap())
            .collect()
    }

    #[test]
    fn the_tables_are_in_order() {
        for product in SYSTEMS.iter().chain(&PROGRAMS) {
            let name = product.name;
            for line in product.lines {
                let end = numbers(line.end);
                assert!(
                    matches!(end.as_slice(), [2010..2040, 1..=12]) && line.end.len() == 7,
                    "{name} {}",
                    line.version
                );
                assert!(!numbers(line.version).is_empty());
            }
            let versions: Vec<_> = product.lines.iter().map(|it| numbers(it.version)).collect();
            let sorted = versions.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(
                sorted || name == "openSUSE Leap" || name == "Amazon Linux",
                "{name}"
            );
            let current = product.line(product.current);
            assert!(current.is_none_or(|line| !line.has_ended()), "{name}");
            assert!(product.lines.iter().any(Line::has_ended), "{name}");
        }
        assert!(matches!(numbers(AS_OF).as_slice(), [2026..2040, 1..=12]));
    }

    #[test]
    fn the_longest_line_that_fits() {
        let line = |name: &str, text| {
            let mut all = SYSTEMS.iter().chain(&PROGRAMS);
            let product = all.find(|it| it.name == name).unwrap();
            product.line(text).map(|line| line.version)
        };
        for (name, text, want) in [
            ("Debian", "9.3", Some("9")),
            ("Debian", "stretch", Some("9")),
            ("Debian", "99", None),
            ("Python", "3.1", None),
            ("Python", "3.10.2", Some("3.10")),
            ("Python", "2.7.18", Some("2.7")),
            ("Python", "2", Some("2")),
            ("PHP", "7.4.33", Some("7.4")),
            ("PHP", "7.1", Some("7.1")),
            ("Node.js", "carbon", Some("8")),
            ("Debian", "", None),
        ] {
            assert_eq!(line(name, text), want, "{name} {text}");
        }
    }
}
