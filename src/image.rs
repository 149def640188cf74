//! Image references: `registry/name:tag@digest`.
//!
//! Two readings. [`ImageRef::read`] splits any text, taking variables as opaque, and gives the
//! place of each part. [`is_valid`] tells whether Docker would take the text as a reference.
//! Source: the reference grammar of the distribution project.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, satisfy};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::multi::{many0_count, many1_count, separated_list1};

use crate::text::Range;

/// The parts of an image reference, as ranges of the text it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageRef<'t> {
    text: &'t str,
    /// Host and port, as in `ghcr.io` or `localhost:5000`.
    pub registry: Option<Range>,
    /// The repository without registry, tag and digest.
    pub name: Range,
    /// The tag without its colon.
    pub tag: Option<Range>,
    /// The digest without its `@`.
    pub digest: Option<Range>,
}

impl<'t> ImageRef<'t> {
    /// Splits `text`. Colons, slashes and `@` inside `${…}` belong to the variable.
    pub fn read(text: &'t str) -> Self {
        let (mut digest_at, mut first, mut last_slash, mut colon) = (None, None, None, None);
        let (mut depth, mut before) = (0_usize, ' ');
        for (at, c) in text.char_indices() {
            match c {
                '{' if before == '$' || depth > 0 => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                '/' if depth == 0 => {
                    first = first.or(Some(at));
                    last_slash = Some(at);
                }
                ':' if depth == 0 => colon = Some(at),
                '@' if depth == 0 => {
                    digest_at = Some(at);
                    break;
                }
                _ => {}
            }
            before = c;
        }
        let end = digest_at.unwrap_or(text.len());
        let tag_at = colon.filter(|at| last_slash.is_none_or(|slash| *at > slash));
        let name_end = tag_at.unwrap_or(end);
        let first = first.filter(|at| *at < name_end);
        let registry = first.filter(|at| is_registry(text.get(..*at).unwrap_or_default()));
        Self {
            text,
            registry: registry.map(|at| Range::new(0, at)),
            name: Range::new(registry.map_or(0, |at| at + 1), name_end),
            tag: tag_at.map(|at| Range::new(at + 1, end)),
            digest: digest_at.map(|at| Range::new(at + 1, text.len())),
        }
    }

    /// The whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The repository, such as `library/debian` or `debian`.
    pub fn name(&self) -> &'t str {
        self.part(self.name)
    }

    /// The registry, if the text names one.
    pub fn registry(&self) -> Option<&'t str> {
        self.registry.map(|range| self.part(range))
    }

    /// The tag.
    pub fn tag(&self) -> Option<&'t str> {
        self.tag.map(|range| self.part(range))
    }

    /// The digest.
    pub fn digest(&self) -> Option<&'t str> {
        self.digest.map(|range| self.part(range))
    }

    fn part(&self, range: Range) -> &'t str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }
}

/// The first path segment is a host if it could not be a namespace of Docker Hub: it has a dot, a
/// port or capitals, or is `localhost`.
fn is_registry(segment: &str) -> bool {
    segment == "localhost"
        || segment.contains(['.', ':'])
        || (!segment.contains('$') && segment.chars().any(char::is_uppercase))
}

/// True if Docker accepts `text` as a reference: repository in lower case, optional tag and
/// digest, and not just 64 hexadecimal digits.
pub fn is_valid(text: &str) -> bool {
    let parsed = all_consuming(reference).parse(text);
    let identifier =
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    parsed.is_ok_and(|(_, valid)| valid) && !identifier
}

/// True if `text` is a digest that Docker takes for downloads: `sha256:` and 64 digits, or the
/// longer two.
pub fn is_digest(text: &str) -> bool {
    let Some((algorithm, hex)) = text.split_once(':') else {
        return false;
    };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return false,
    };
    hex.len() == length && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The whole reference; false if a part has the right shape but a wrong content.
fn reference(source: &str) -> IResult<&str, bool> {
    let mut with_host = (opt((domain, char('/'))), path);
    let (rest, (_, _)) = match with_host.parse_complete(source) {
        Ok(found) if name_ends(found.0) => found,
        _ => {
            let (rest, path) = path(source)?;
            (rest, (None, path))
        }
    };
    let name = &source[..source.len() - rest.len()];
    let (rest, _) = opt((char(':'), image_tag)).parse(rest)?;
    let (rest, digest) =
        opt((char('@'), recognize((digest_algorithm, char(':'), hex)))).parse(rest)?;
    Ok((
        rest,
        name.len() <= 255 && digest.is_none_or(|(_, digest)| is_digest(digest)),
    ))
}

fn name_ends(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([':', '@'])
}

fn domain(source: &str) -> IResult<&str, &str> {
    let letters = |c: char| c.is_ascii_alphanumeric();
    let component = recognize((
        take_while1(letters),
        many0_count((many1_count(char('-')), take_while1(letters))),
    ));
    let host = recognize(separated_list1(char('.'), component));
    let v6 = recognize((
        char('['),
        take_while1(|c: char| c.is_ascii_hexdigit() || c == ':'),
        char(']'),
    ));
    let port = opt((char(':'), digit1));
    let is_host = |text: &str| is_registry(text) || text.starts_with('[');
    verify(recognize((alt((v6, host)), port)), move |text: &str| {
        is_host(text)
    })
    .parse(source)
}

fn path(source: &str) -> IResult<&str, &str> {
    recognize(separated_list1(char('/'), path_component)).parse(source)
}

/// Lower-case letters and digits, with single separators between them.
fn path_component(source: &str) -> IResult<&str, &str> {
    let letters = || take_while1(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    let separator = alt((tag("__"), tag("_"), tag("."), take_while1(|c| c == '-')));
    recognize((letters(), many0_count((separator, letters())))).parse(source)
}

fn image_tag(source: &str) -> IResult<&str, &str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let more = take_while_m_n(0, 127, move |c: char| word(c) || c == '.' || c == '-');
    recognize((satisfy(word), more)).parse(source)
}

fn digest_algorithm(source: &str) -> IResult<&str, &str> {
    let letters = || take_while1(|c: char| c.is_ascii_alphanumeric());
    recognize(separated_list1(satisfy(|c| "-_+.".contains(c)), letters())).parse(source)
}

fn hex(source: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_hexdigit()).parse(source)
}

/// True if `text` can be a stage name that other stages refer to: a lower-case path component.
pub fn is_path_component(text: &str) -> bool {
    all_consuming(path_component).parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_references() {
        let show = |text| {
            let image = ImageRef::read(text);
            let part = |part: Option<&str>| part.unwrap_or("-").to_owned();
            [
                part(image.registry()),
                image.name().to_owned(),
                part(image.tag()),
                part(image.digest()),
            ]
            .join(" ")
        };
        for (text, want) in [
            ("debian", "- debian - -"),
            ("debian:12", "- debian 12 -"),
            (
                "library/debian:12@sha256:ab",
                "- library/debian 12 sha256:ab",
            ),
            ("localhost:5000/x", "localhost:5000 x - -"),
            ("localhost/x", "localhost x - -"),
            ("host:443/a/b:1", "host:443 a/b 1 -"),
            ("ghcr.io/a/b", "ghcr.io a/b - -"),
            ("$REG/a", "- $REG/a - -"),
            ("$REG:8099/a:1", "$REG:8099 a 1 -"),
            ("a:${T:-la/test}", "- a ${T:-la/test} -"),
            ("${A:-b:c}", "- ${A:-b:c} - -"),
            ("${A}@${D}", "- ${A} - ${D}"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn what_docker_takes_as_a_reference() {
        let hex = "0123456789abcdef".repeat(4);
        for good in [
            "a",
            "a--b",
            "a__b",
            "a.b-c_d/e",
            "host/a",
            "Host/a",
            "localhost:5000/a:1.2_x-y",
            "a.b:80/c",
            "[::1]:80/a",
            "scratch:latest",
            &format!("a@sha256:{hex}"),
        ] {
            assert!(is_valid(good), "{good}");
        }
        for bad in [
            "",
            "A",
            "a:",
            "-x",
            "a-",
            "a.",
            "a..b",
            "a___b",
            "a._b",
            "a/",
            "a//b",
            "a b",
            "a:b:c",
            "a@sha256:12",
            "a:-x",
            "x/A",
            &hex,
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
    }
}
