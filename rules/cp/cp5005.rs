//! CP5005 build-arg-not-supplied.

use crate::rule::prelude::*;

rule!(CP5005, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let build = built.plan.build;
    // What is merged in may be a variable.
    if build
        .get("args")
        .is_some_and(|it| matches!(it.data, Data::Unknown))
        || !cx.is_whole()
    {
        return;
    }
    let Some(needed) = built.all_needed() else {
        return;
    };
    let mut open: Vec<(String, Span)> = Vec::new();
    for it in needed {
        let found = match &it.kind {
            Kind::From(from) => from
                .image
                .as_ref()
                .map(|word| in_image(word, it.index, built)),
            Kind::Run(_) => Some(built.open_addresses(it)),
            Kind::Add(add) => Some(in_sources(add, it.index, built)),
            _ => None,
        };
        open.extend(found.into_iter().flatten());
    }
    // A name that is misspelt there is another matter.
    let declared = built.declared_args().unwrap_or_default();
    let args = build.args();
    let unknown = args
        .iter()
        .map(|it| it.name)
        .filter(|name| declared.iter().all(|it| it.name != *name));
    open.retain(|(name, _)| nearest(name, unknown.clone()).is_none());
    let Some((name, _)) = open.first().cloned() else {
        return;
    };
    let key = build.value.field("args").map(|it| it.key_place);
    let key = key.or_else(|| Some(built.plan.service.field("build")?.key_place));
    let Some(place) = key else { return };
    let mut names: Vec<_> = open.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let message = match names.len() - 1 {
        0 => format!("the build needs a value for `{}`", brief(&name)),
        1 => format!(
            "the build needs values for `{}` and another argument",
            brief(&name)
        ),
        more => format!(
            "the build needs values for `{}` and {more} more",
            brief(&name)
        ),
    };
    let finding = cx.report(place, message);
    finding.help(format!(
        "add `{}` to `args`, or a default to the `ARG`",
        brief(&name)
    ));
    for (name, span) in open.iter().take(3) {
        let text = format!("`{}` is empty here", brief(name));
        built.label(finding, *span, text);
    }
}

/// The arguments without which the name of a base image is none.
fn in_image<'c>(word: &Word<'c>, at: usize, built: &BuiltService<'c, '_>) -> Vec<(String, Span)> {
    let open = built.left_open(word, at);
    let open = open.filter(|it| it.text != "scratch" && !image::is_valid(&it.text));
    let names = open.into_iter().flat_map(|it| it.names);
    names.map(|name| (name, word.span)).collect()
}

fn in_sources<'c>(add: &Add<'c>, at: usize, built: &BuiltService<'c, '_>) -> Vec<(String, Span)> {
    let sources = add.sources.iter().filter(|it| it.heredoc.is_none());
    let remote = sources.filter(|it| SourceKind::read(&it.word) != SourceKind::Local);
    let found = remote.filter_map(|it| Some((built.left_open(&it.word, at)?, it.word.span)));
    let found = found.flat_map(|(open, span)| open.names.into_iter().map(move |it| (it, span)));
    found.collect()
}
