//! Names, and the texts of lists that give names a value.

use std::net::IpAddr;

use crate::text::Range;

use super::address;
use super::piece::{Fault, Piece, Slot, blank, shown};

/// Checks a key of services, networks, volumes, secrets, configs or models:
/// `[a-zA-Z0-9._-]+`. Points at the first character that does not fit. Variables are never
/// replaced in keys, so take an [`Expanded::literal`](super::Expanded::literal).
pub fn resource(piece: Piece<'_>) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    check(piece, 1, fits, fits)
}

/// Checks a `container_name`: `[a-zA-Z0-9][a-zA-Z0-9_.-]+`. A part that is not known fits.
pub fn container(piece: Piece<'_>) -> Result<(), Fault> {
    let first = |c: char| c.is_ascii_alphanumeric();
    check(piece, 2, first, |c| first(c) || "_.-".contains(c))
}

/// Checks a profile, which follows the pattern of [`container`] names.
pub fn profile(piece: Piece<'_>) -> Result<(), Fault> {
    container(piece)
}

/// Checks the name of a project: `[a-z0-9][a-z0-9_-]*`. A part that is not known fits.
pub fn project(piece: Piece<'_>) -> Result<(), Fault> {
    let first = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    check(piece, 1, first, |c| first(c) || "_-".contains(c))
}

/// Checks a `hostname` or `domainname`: labels of `[a-zA-Z0-9-]` with dots between them, none
/// longer than 63 characters, none with `-` at an end. A part that is not known fits.
pub fn host(piece: Piece<'_>) -> Result<(), Fault> {
    let first = |c: char| c.is_ascii_alphanumeric();
    check(piece, 1, first, |c| first(c) || "-.".contains(c))?;
    for label in piece.split('.').filter(|it| it.is_known()) {
        let text = label.text();
        if text.len() > 63 {
            let message = format!("the label {} is longer than 63 characters", shown(text));
            return Err(label.fault(message));
        }
        for (is_odd, word) in [
            (text.starts_with('-'), "starts"),
            (text.ends_with('-'), "ends"),
        ] {
            if is_odd {
                let message = format!("the label {} {word} with `-`", shown(text));
                return Err(label.fault(message));
            }
        }
    }
    Ok(())
}

fn check(
    piece: Piece<'_>,
    least: usize,
    first: impl Fn(char) -> bool,
    rest: impl Fn(char) -> bool,
) -> Result<(), Fault> {
    let text = piece.text();
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += 1;
        let fits = if at == 0 { first(c) } else { rest(c) };
        let character = piece.slice(at, at + c.len_utf8());
        if fits || !character.is_known() {
            continue;
        }
        let name = shown(text);
        return Err(character.fault(match c {
            c if c.is_whitespace() => format!("a blank in the name {name}"),
            c if at == 0 && rest(c) => format!("the name {name} starts with `{c}`"),
            c => format!("{} in the name {name}", shown(c.to_string().as_str())),
        }));
    }
    if count == 0 {
        return Err(piece.fault("the name is empty"));
    }
    if count < least && piece.is_known() {
        let message = format!(
            "the name {} is shorter than {least} characters",
            shown(text)
        );
        return Err(piece.fault(message));
    }
    Ok(())
}

/// A list item that gives a name a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// What stands in front of the separator, or all.
    pub name: Slot<String>,
    /// The separator. `None` if there is none, so the item is a name only; a variable that is not
    /// known may still bring one along, then the name has no value.
    pub separator: Option<Range>,
    /// What stands behind the separator, verbatim, quotes included.
    pub value: Option<Slot<String>>,
}

impl Assignment {
    /// Splits at the first `=`. For labels and driver options, where every text is legal.
    pub fn split(item: Piece<'_>) -> Self {
        match item.split_once('=') {
            Some((name, value)) => Self {
                separator: Some(between(item, name)),
                name: name.text_slot(),
                value: Some(value.text_slot()),
            },
            None => Self {
                name: item.text_slot(),
                separator: None,
                value: None,
            },
        }
    }

    /// Reads an item of `environment` or `args`: `NAME=value`, or `NAME` to take it from the
    /// shell. The name has no blanks.
    pub fn variable(item: Piece<'_>) -> Result<Self, Fault> {
        let found = Self::split(item);
        let name = item.split_once('=').map_or(item, |(name, _)| name);
        if name.is_empty() {
            return Err(name.fault("the variable has no name"));
        }
        if let Some((start, end)) = blank(name.text()) {
            let is_last = name.text().trim_end().len() <= start;
            let place = if is_last && found.separator.is_some() {
                "in front of the `=` of"
            } else {
                "in the name of"
            };
            let message = format!("a blank {place} {}", shown(name.text().trim()));
            return Err(name.slice(start, end).fault(message));
        }
        Ok(found)
    }

    /// Reads an item of `additional_contexts`: `name=path or address`.
    pub fn context(item: Piece<'_>) -> Result<Self, Fault> {
        let found = Self::split(item);
        if found.separator.is_some() || !item.is_known() {
            return Ok(found);
        }
        let message = format!("{} has no `=`: write `name=path`", shown(item.text()));
        Err(item.fault(message))
    }

    /// Reads an item of `ssh`: `default` or `id=path`.
    pub fn ssh(item: Piece<'_>) -> Result<Self, Fault> {
        let found = Self::split(item);
        if found.separator.is_some() || item.known().is_none_or(|text| text == "default") {
            return Ok(found);
        }
        let message = format!("{} is neither `default` nor `id=path`", shown(item.text()));
        Err(item.fault(message))
    }

    /// The quotes around the value, which are part of it: both of one kind, with something
    /// between them.
    pub fn quote(&self) -> Option<char> {
        let value = self.value.as_ref()?.known()?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(quote)
    }
}

/// The separator behind a part, one byte.
fn between(item: Piece<'_>, before: Piece<'_>) -> Range {
    let at = before.text().len();
    item.slice(at, at + 1).source()
}

/// An item of `devices`: `host[:container[:permissions]]`, or the name of a CDI device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The device on the host, or the CDI name.
    pub host: Slot<String>,
    /// The device in the container. `None`: the same as on the host.
    pub container: Option<Slot<String>>,
    /// What the container may do: letters of `rwm`. `None`: everything.
    pub permissions: Option<Slot<String>>,
}

impl Device {
    /// Splits an item of `devices`.
    pub fn parse(item: Piece<'_>) -> Result<Self, Fault> {
        let sections: Vec<_> = item.split(':').take(4).collect();
        let get = |at: usize| sections.get(at).copied();
        if let Some(more) = get(3) {
            let message = format!("{} has more than three parts", shown(item.text()));
            return Err(more.fault(message));
        }
        let host = get(0).unwrap_or(item);
        if host.is_empty() {
            return Err(host.fault("the device is empty"));
        }
        let rest = |piece: Option<Piece<'_>>| piece.map(Piece::text_slot);
        Ok(Self {
            host: host.text_slot(),
            container: rest(get(1)),
            permissions: rest(get(2)),
        })
    }

    /// True for a name such as `vendor.com/class=name`.
    pub fn is_cdi(&self) -> bool {
        let is_cdi = |name: &String| !name.starts_with('/') && name.contains('=');
        self.container.is_none() && self.host.known().is_some_and(is_cdi)
    }

    /// True if a text consists of the letters `r`, `w` and `m`, each at most once.
    pub fn is_permissions(text: &str) -> bool {
        let once = |c: char| text.matches(c).count() <= 1;
        let fits = |c: char| "rwm".contains(c) && once(c);
        (1..=3).contains(&text.len()) && text.chars().all(fits)
    }
}

/// An item of `extra_hosts`: `host=address` or `host:address`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraHost {
    /// The name.
    pub host: Slot<String>,
    /// The `=` or `:`. `None` if a variable that is not known may hold it.
    pub separator: Option<Range>,
    /// What the name stands for; several behind commas.
    pub addresses: Vec<Slot<HostAddress>>,
}

/// What a name of `extra_hosts` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostAddress {
    /// An IP address; brackets are taken off.
    Ip(IpAddr),
    /// `host-gateway`: the host.
    Gateway,
    /// A text that the engine refuses.
    Other(String),
}

impl HostAddress {
    /// Reads an address of `extra_hosts`, also a value of the mapping.
    pub fn parse(piece: Piece<'_>) -> Slot<Self> {
        piece.slot(piece.known().map(|text| match text {
            "host-gateway" => Self::Gateway,
            _ => address::read(text).map_or_else(|| Self::Other(text.to_owned()), Self::Ip),
        }))
    }
}

impl ExtraHost {
    /// Splits an item of `extra_hosts`.
    pub fn parse(item: Piece<'_>) -> Result<Self, Fault> {
        let split = item.split_once('=').or_else(|| item.split_once(':'));
        let Some((host, addresses)) = split else {
            if !item.is_known() {
                let host = item.slot(None);
                return Ok(Self {
                    host,
                    separator: None,
                    addresses: Vec::new(),
                });
            }
            let message = format!("{} has no `=` and address behind it", shown(item.text()));
            return Err(item.fault(message));
        };
        if host.is_empty() {
            return Err(host.fault("the address has no name in front of it"));
        }
        if let Some(at) = host.text().find(':') {
            let message = format!("a colon in the name of the host {}", shown(host.text()));
            return Err(host.slice(at, at + 1).fault(message));
        }
        Ok(Self {
            host: host.text_slot(),
            separator: Some(between(item, host)),
            addresses: addresses.split(',').map(HostAddress::parse).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    fn on<T>(
        text: &str,
        read: impl Fn(Piece<'_>) -> Result<T, Fault>,
    ) -> Result<T, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        read(expanded.all()).map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    fn fault<T>(place: &str, message: &str) -> Result<T, (String, String)> {
        Err((place.to_owned(), message.to_owned()))
    }

    #[test]
    fn names_are_checked() {
        for name in ["web", "x-1", "A.b_c", "-"] {
            assert_eq!(on(name, resource), Ok(()), "{name}");
        }
        for name in ["ab", "0_.-", "${X}", "a${X}", "${X}-b"] {
            assert_eq!(on(name, container), Ok(()), "{name}");
        }
        for name in ["a", "my_app-1", "${X}"] {
            assert_eq!(on(name, project), Ok(()), "{name}");
        }
        assert_eq!(
            on("my app", resource),
            fault(" ", "a blank in the name `my app`")
        );
        assert_eq!(on("a/b", resource), fault("/", "`/` in the name `a/b`"));
        assert_eq!(on("", resource), fault("", "the name is empty"));
        assert_eq!(
            on("-a", container),
            fault("-", "the name `-a` starts with `-`")
        );
        let short = "the name `a` is shorter than 2 characters";
        assert_eq!(on("a", container), fault("a", short));
        assert_eq!(on("a,b", profile), fault(",", "`,` in the name `a,b`"));
        assert_eq!(
            on("My_App", project),
            fault("M", "`M` in the name `My_App`")
        );
        for name in ["web", "a.b-c.d", "${X}-", "a-${X}", "A"] {
            assert_eq!(on(name, host), Ok(()), "{name}");
        }
        let long = "x".repeat(64);
        for name in ["a_b", "-a", "a-", "a.-b", "a b", "", &long] {
            assert!(on(name, host).is_err(), "{name}");
        }
        let key = Expanded::literal("a${b}");
        assert!(resource(key.all()).is_err());
    }

    #[test]
    fn assignments_are_split() {
        let show = |it: &Assignment| {
            let text = |slot: &Slot<String>| slot.value.clone().unwrap_or("?".to_owned());
            let value = it.value.as_ref().map_or("-".to_owned(), text);
            format!("{} {}", text(&it.name), value)
        };
        let table = [
            ("A=b", "A b"),
            ("A", "A -"),
            ("A=", "A "),
            ("A=b=c", "A b=c"),
            ("A= b ", "A  b "),
            ("A=\"b\"", "A \"b\""),
            ("A=${B}", "A ?"),
            ("${A}=b", "? b"),
            ("${A}", "? -"),
            ("${A:-B=c}", "B c"),
        ];
        for (text, expected) in table {
            let found = on(text, Assignment::variable);
            assert_eq!(found.as_ref().map(show), Ok(expected.to_owned()), "{text}");
        }
        let variable = |text| on(text, Assignment::variable);
        assert_eq!(variable("=b"), fault("=", "the variable has no name"));
        assert_eq!(
            variable("A =b"),
            fault(" ", "a blank in front of the `=` of `A`")
        );
        assert_eq!(
            variable("A B=c"),
            fault(" ", "a blank in the name of `A B`")
        );
        assert_eq!(variable("A=\"b\"").unwrap().quote(), Some('"'));
        assert_eq!(variable("A='b'").unwrap().quote(), Some('\''));
        for text in ["A=\"b", "A=\"b\" \"c\"", "A=\"", "A=b", "A"] {
            assert_eq!(variable(text).unwrap().quote(), None, "{text}");
        }
    }

    #[test]
    fn contexts_and_keys_are_split() {
        assert!(on("a=./b", Assignment::context).is_ok());
        assert!(on("${A}", Assignment::context).is_ok());
        let message = "`./b` has no `=`: write `name=path`";
        assert_eq!(on("./b", Assignment::context), fault("./b", message));
        for text in ["default", "a=b", "${A}"] {
            assert!(on(text, Assignment::ssh).is_ok());
        }
        let message = "`a` is neither `default` nor `id=path`";
        assert_eq!(on("a", Assignment::ssh), fault("a", message));
    }

    #[test]
    fn devices_are_split() {
        let text = "/dev/a:/dev/b:rw";
        let device = on(text, Device::parse).unwrap();
        assert_eq!(device.host.range.of(text), "/dev/a");
        assert_eq!(device.container.unwrap().range.of(text), "/dev/b");
        assert_eq!(device.permissions.unwrap().known().unwrap(), "rw");
        assert!(on("vendor.com/class=a", Device::parse).unwrap().is_cdi());
        assert!(!on("/dev/a", Device::parse).unwrap().is_cdi());
        assert_eq!(on(":a", Device::parse), fault(":", "the device is empty"));
        let message = "`a:b:c:d` has more than three parts";
        assert_eq!(on("a:b:c:d", Device::parse), fault("d", message));
        let legal: Vec<_> = ["r", "rwm", "mw", "", "x", "rr", "rwmr"]
            .into_iter()
            .filter(|it| Device::is_permissions(it))
            .collect();
        assert_eq!(legal, ["r", "rwm", "mw"]);
    }

    #[test]
    fn hosts_are_split() {
        let show = |text: &str| {
            let found = on(text, ExtraHost::parse).unwrap();
            let addresses = found.addresses.iter().map(|it| match &it.value {
                None => "?".to_owned(),
                Some(HostAddress::Ip(ip)) => ip.to_string(),
                Some(HostAddress::Gateway) => "gateway".to_owned(),
                Some(HostAddress::Other(text)) => format!("!{text}"),
            });
            let separator = found.separator.map_or("?", |it| it.of(text));
            let host = found.host.value.unwrap_or("?".to_owned());
            format!(
                "{host} {separator} {}",
                addresses.collect::<Vec<_>>().join(" ")
            )
        };
        let table = [
            ("a=10.0.0.1", "a = 10.0.0.1"),
            ("a:10.0.0.1", "a : 10.0.0.1"),
            ("a:::1", "a : ::1"),
            ("a=[::1]", "a = ::1"),
            ("a=host-gateway", "a = gateway"),
            ("a=1.1.1.1,2.2.2.2", "a = 1.1.1.1 2.2.2.2"),
            ("db=database", "db = !database"),
            ("a=${IP}", "a = ?"),
            ("${A}", "? ? "),
        ];
        for (text, expected) in table {
            assert_eq!(show(text), expected, "{text}");
        }
        let message = "`a` has no `=` and address behind it";
        assert_eq!(on("a", ExtraHost::parse), fault("a", message));
        let message = "the address has no name in front of it";
        assert_eq!(on("=1.1.1.1", ExtraHost::parse), fault("=", message));
        let message = "a colon in the name of the host `a:b`";
        assert_eq!(on("a:b=1.1.1.1", ExtraHost::parse), fault(":", message));
    }
}
