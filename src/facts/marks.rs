//! Settings that are written in any of the ways of command lines, configuration files and
//! variables: `--name=value`, `name value`, `name = "value"`, `NAME=value`.

use std::ops::Range;

/// The value that a setting has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It stands alone.
    Alone,
    /// `false`, `0`, `no`, `off` or `never`.
    Off,
    /// `true`, `1`, `yes` or `on`.
    On,
    /// Any.
    Any,
}

/// A name in small letters, and the value that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub setting: Setting,
    /// Where the sign stands in the name that is rarest in Dockerfiles.
    anchor: usize,
}

/// Signs of names, the rarer ones first.
const BY_RARITY: &[u8] = b"jqzxkvwy_b=:fgpmdhuclnorasite-";

impl Mark {
    /// A name and what it has to be set to.
    #[expect(clippy::indexing_slicing, reason = "constants have no other way")]
    pub const fn new(name: &'static str, setting: Setting) -> Self {
        let bytes = name.as_bytes();
        let (mut anchor, mut rank) = (0, 0);
        while rank < BY_RARITY.len() {
            let mut at = 0;
            while at < bytes.len() {
                if bytes[at] == BY_RARITY[rank] {
                    anchor = at;
                    rank = BY_RARITY.len();
                    break;
                }
                at += 1;
            }
            rank += 1;
        }
        Self {
            name,
            setting,
            anchor,
        }
    }
}

/// Where such settings stand in a text, with their values. Comments do not count, nor what `grep`
/// and `sed` look for.
pub fn marks<'t>(
    text: &'t str,
    wanted: &'static [Mark],
) -> impl Iterator<Item = (&'static Mark, Range<usize>, &'t str)> {
    wanted.iter().flat_map(move |mark| {
        find_all(text, mark).filter_map(move |at| {
            let (end, value) = value(text, at + mark.name.len(), mark.setting)?;
            is_setting(text, at).then_some((mark, at..end, value))
        })
    })
}

/// The places of a name in a text, in any letter case.
fn find_all<'t>(text: &'t str, mark: &'static Mark) -> impl Iterator<Item = usize> + 't {
    let (bytes, name) = (text.as_bytes(), mark.name.as_bytes());
    let byte = name.get(mark.anchor).copied().unwrap_or_default();
    memchr::memchr2_iter(byte, byte.to_ascii_uppercase(), bytes)
        .filter_map(|at| at.checked_sub(mark.anchor))
        .filter(move |at| {
            let place = bytes.get(*at..at + name.len());
            place.is_some_and(|place| place.eq_ignore_ascii_case(name))
        })
}

/// The value behind a name: where it ends, and its text.
fn value(text: &str, from: usize, setting: Setting) -> Option<(usize, &str)> {
    let rest = text.get(from..)?;
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let value = rest.trim_start_matches([' ', '\t', '"', '\'', '=', ':', '\\']);
    let gap = rest.len() - value.len();
    if setting == Setting::Alone {
        let off = rest.starts_with('=') && is_off(value.get(..word(value)).unwrap_or_default());
        return (!rest.starts_with(of_name) && !off).then_some((from, ""));
    }
    if gap == 0 {
        return None;
    }
    let len = match setting {
        Setting::Any => value.find(|c: char| c.is_whitespace() || "\"';&|".contains(c)),
        _ => Some(word(value)),
    };
    let value = value.get(..len.unwrap_or(value.len()))?;
    let fits = match setting {
        Setting::Off => is_off(value),
        Setting::On => ["true", "1", "yes", "on"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(value)),
        Setting::Any => !value.is_empty(),
        Setting::Alone => false,
    };
    fits.then_some((from + gap + value.len(), value))
}

fn word(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    end.unwrap_or(text.len())
}

fn is_off(value: &str) -> bool {
    let words = ["false", "0", "no", "off", "never"];
    words.iter().any(|it| it.eq_ignore_ascii_case(value))
}

/// True if what stands at a place sets something: it is no part of a longer name, no comment, and
/// not what another command looks for.
fn is_setting(text: &str, at: usize) -> bool {
    let front = text.get(..at).unwrap_or_default();
    let line = front.rsplit('\n').next().unwrap_or_default();
    let command = line.rsplit([';', '&', '|']).next().unwrap_or_default();
    let searched = [
        "s/", "s|", "s#", "s,", "s@", "s!", " /", "'/", "\"/", "^", "(^",
    ];
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let escape = front.ends_with("\\n") || front.ends_with("\\t");
    (escape || !front.ends_with(in_name))
        && !line.trim_start().starts_with('#')
        && !command.contains("grep ")
        && !searched.iter().any(|it| front.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    static MARKS: [Mark; 3] = [
        Mark::new("ssl-verify", Setting::Off),
        Mark::new("--force", Setting::Alone),
        Mark::new("host", Setting::Any),
    ];

    #[test]
    fn settings_are_found() {
        for (text, want) in [
            ("a --ssl-verify=false", "ssl-verify=false"),
            ("set SSL-verify 0;", "SSL-verify 0"),
            ("Ssl-Verify \"no\"", "Ssl-Verify \"no"),
            ("ssl-verify=1", ""),
            ("ssl-verify", ""),
            ("x_ssl-verify=0", ""),
            ("# ssl-verify=0", ""),
            ("printf 'a\\nssl-verify=0'", "ssl-verify=0"),
            ("grep ssl-verify=0 f; x", ""),
            ("sed s/ssl-verify=1/ssl-verify=0/", "ssl-verify=0"),
            ("sed s/ssl-verify=0//", ""),
            ("a --force -y", "--force"),
            ("a --force=false", ""),
            ("a --force-yes", ""),
            ("host = a.b c", "host = a.b"),
        ] {
            let found: Vec<_> = marks(text, &MARKS).map(|(_, at, _)| &text[at]).collect();
            assert_eq!(found.join(","), want, "{text}");
        }
    }
}
