//! CP4014 indentation.

use crate::rule::prelude::*;

rule!(CP4014, on: [ComposeFile(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// By how many blanks something is indented more than its key.
    width: usize,
    /// How lists are indented.
    lists: Dashes,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 2,
            lists: Dashes::Any,
        }
    }
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    let indents = Indents::of(sheet, options.width.clamp(1, 16), options.lists);
    for (at, it) in indents.wrong.iter().enumerate() {
        let (found, wanted) = (it.found, it.wanted);
        let message = format!("indented by {found} instead of {wanted}");
        // Lines that are inside each other move together.
        let fix = (at == 0).then(|| indents.edits()).flatten().map(|edits| {
            let fix = Fix::safe("indent the file anew");
            edits
                .into_iter()
                .fold(fix, |fix, (span, text)| fix.replace(span, text))
        });
        cx.report_span(number, it.place, message)
            .help(format!("indent it by {wanted}"))
            .fix(fix);
    }
}
