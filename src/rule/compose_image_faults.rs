//! What is wrong with the reference to an image.

use crate::image::{ImageRef, is_digest, is_valid};
use crate::text::Range;

use super::compose_grammar::brief;

/// Why Docker does not take a text as a reference to an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFault {
    /// The part that is wrong.
    pub range: Range,
    /// What is wrong with it.
    pub message: String,
    /// What to do.
    pub help: &'static str,
    /// What the part may be replaced by.
    pub instead: Option<String>,
}

/// What is wrong with a reference. U+FFFC stands for parts that are not known. `is_pulled`: the
/// image comes from a registry, so that a host that cannot be one is a mistake, too.
pub fn image_fault(text: &str, is_pulled: bool) -> Option<ImageFault> {
    let is_open = text.contains('\u{fffc}');
    let first = text.split('/').next().unwrap_or_default();
    if is_open && first.contains('\u{fffc}') && first.chars().any(char::is_uppercase) {
        // What is not known may make a host of it.
        return None;
    }
    let mut plain = text;
    if let Some((name, digest)) = text.split_once('@')
        && digest.contains('\u{fffc}')
    {
        plain = name;
    }
    let filled = plain.replace('\u{fffc}', "0");
    let is_identifier = filled.len() == 64 && filled.bytes().all(|it| it.is_ascii_hexdigit());
    let is_odd = is_pulled && has_odd_host(&ImageRef::read(plain));
    if filled.is_empty() || is_identifier || is_valid(&filled) && !is_odd {
        return None;
    }
    Some(explain(plain))
}

/// True for `Shop/web`: only the capitals make a host of `Shop`.
fn has_odd_host(image: &ImageRef<'_>) -> bool {
    image
        .registry()
        .is_some_and(|host| host != "localhost" && !host.contains(['.', ':', '[']))
}

fn explain(text: &str) -> ImageFault {
    let image = ImageRef::read(text);
    let fault = |range: Range, message: String, help: &'static str| ImageFault {
        range,
        message,
        help,
        instead: None,
    };
    for scheme in ["https://", "http://", "docker://"] {
        if text.starts_with(scheme) {
            let message = format!("`{scheme}` in front of an image");
            return ImageFault {
                instead: Some(String::new()),
                ..fault(Range::new(0, scheme.len()), message, "leave it out")
            };
        }
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_whitespace()) {
        let message = format!("a blank in the image `{}`", brief(text));
        let help = "write `name:tag` without blanks";
        return fault(Range::new(at, at + c.len_utf8()), message, help);
    }
    if image.tag() == Some("") {
        let range = image.tag.unwrap_or_default();
        let range = Range::new(range.start as usize - 1, range.start as usize);
        let help = "name a tag behind it, or leave it out";
        return fault(range, "no tag behind the colon".to_owned(), help);
    }
    let (start, end) = (image.name.start as usize, image.name.end as usize);
    let start = if has_odd_host(&image) { 0 } else { start };
    let name = text.get(start..end).unwrap_or_default();
    if name.chars().any(char::is_uppercase) {
        let message = format!("the name of the image `{}` has capitals", brief(name));
        let help = "write it in lower case";
        return ImageFault {
            instead: Some(name.to_lowercase()),
            ..fault(Range::new(start, end), message, help)
        };
    }
    if let (Some(range), Some(digest)) = (image.digest, image.digest())
        && !is_digest(digest)
    {
        let message = format!("`{}` is no digest", brief(digest));
        let help = "write `sha256:` and 64 hexadecimal digits";
        return fault(range, message, help);
    }
    let tag = image
        .tag
        .filter(|_| !is_valid(&format!("a:{}", image.tag().unwrap_or_default())));
    if let (Some(range), Some(tag)) = (tag, image.tag())
        && !tag.contains('\u{fffc}')
    {
        let message = format!("`{}` is no tag", brief(tag));
        let help = "use at most 128 letters, digits, `_`, `.` and `-`";
        return fault(range, message, help);
    }
    let message = format!("`{}` is no image", brief(&text.replace('\u{fffc}', "…")));
    let help = "write it as `registry/name:tag`, the name in lower case";
    fault(Range::new(0, text.len()), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_is_wrong_is_found() {
        let table = [
            ("debian:12", None),
            ("\u{fffc}", None),
            ("\u{fffc}/a:\u{fffc}", None),
            ("a@\u{fffc}", None),
            ("a@sha256:\u{fffc}", None),
            ("\u{fffc}Shop/app", None),
            ("", None),
            ("Shop/App:1", Some("Shop/App")),
            ("Shop/app", Some("Shop/app")),
            ("Shop.example/app", None),
            ("ghcr.io/Shop/app:\u{fffc}", Some("Shop/app")),
            ("https://ghcr.io/a", Some("https://")),
            ("a :1", Some(" ")),
            ("a:", Some(":")),
            ("a:-b", Some("-b")),
            ("a:1@sha256:12", Some("sha256:12")),
            ("a//b", Some("a//b")),
        ];
        for (text, expected) in table {
            let found = image_fault(text, true).map(|it| it.range.of(text).to_owned());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        assert_eq!(image_fault("Shop/app", false), None);
    }
}
