//! What stands in the text of an instruction, its here-documents among it.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::facts::{Mark, Url, marks, urls};
use crate::text::{Range, Span};

use super::Cx;

/// A setting, and where it stands.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FoundSetting {
    /// Its name, and what was looked for.
    pub mark: &'static Mark,
    /// Its place, value included.
    pub span: Span,
    /// Its value.
    pub value: String,
    /// The command or line around it.
    pub line: String,
}

/// A URL, and what stands around it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FoundUrl<'t> {
    /// The URL.
    pub url: Url<'t>,
    /// The command or line around it.
    pub line: &'t str,
    /// What stands behind it.
    pub behind: &'t str,
}

/// Tells where a part of a text stands in the file.
type Place<'p> = dyn Fn(Range) -> Span + 'p;

/// Looks at a text.
type Look<'l> = dyn FnMut(&str, &Place<'_>) + 'l;

/// Looks at a URL.
type LookAtUrl<'l> = dyn FnMut(&FoundUrl<'_>, &Place<'_>) + 'l;

impl<'s> Cx<'_, 's> {
    /// The settings in a `RUN`, `ENV` or `ARG`, or in a here-document.
    pub fn settings_in(&self, it: &Instruction<'s>, wanted: &'static [Mark]) -> Vec<FoundSetting> {
        let mut found = Vec::new();
        self.texts(it, &mut |text, span| {
            for (mark, place, value) in marks(text, wanted) {
                found.push(FoundSetting {
                    mark,
                    span: span(Range::new(place.start, place.end)),
                    value: value.to_owned(),
                    line: around(text, place.start).to_owned(),
                });
            }
        });
        found
    }

    /// Looks at the URLs in a `RUN`, `ADD`, `ENV` or `ARG`, or in a here-document.
    pub fn urls_in(&self, it: &Instruction<'s>, look: &mut LookAtUrl<'_>) {
        self.texts(it, &mut |text, span| {
            for url in urls(text) {
                let behind = text.get(url.start + url.text.len()..).unwrap_or_default();
                let line = around(text, url.start);
                look(&FoundUrl { url, line, behind }, span);
            }
        });
    }

    /// The arguments and the here-documents of an instruction that does something.
    pub fn texts(&self, it: &Instruction<'s>, look: &mut Look<'_>) {
        let acts = matches!(
            it.kind,
            Kind::Run(_) | Kind::Add(_) | Kind::Copy(_) | Kind::Env(_) | Kind::Arg(_)
        );
        if !acts {
            return;
        }
        let args = it.args.of(it.text.as_str());
        look(args, &|range| it.text.span(range.shift(it.args.start)));
        for heredoc in &it.heredocs {
            let body = heredoc.text(self.tree().text);
            look(body.as_str(), &|range| body.span(range));
        }
    }
}

/// The command or line around an offset.
fn around(text: &str, at: usize) -> &str {
    let (front, behind) = text.split_at_checked(at).unwrap_or_default();
    let start = front.rfind(['\n', ';', '&']).map_or(0, |at| at + 1);
    let end = behind
        .find(['\n', ';', '&'])
        .map_or(text.len(), |end| at + end);
    text.get(start..end).unwrap_or_default()
}
