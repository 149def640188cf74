//! CP3001 version-obsolete.

use crate::rule::prelude::*;

rule!(CP3001, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let roots = file.tree.documents.iter().filter_map(|it| it.root);
    for pair in roots.flat_map(|root| file.tree.pairs(root)) {
        if file.tree.text_of(pair.key) != Some("version") {
            continue;
        }
        let span = file.tree.span(pair.key);
        let place = Place {
            file: number,
            node: pair.key,
            span,
        };
        let lines = own_lines(place, cx).map(|lines| with_blank(lines, file.text.text()));
        let fix = lines.map(|lines| Fix::safe("delete the line").delete(lines));
        let finding = cx.report(
            place,
            "`version` is obsolete: Compose ignores it and says so each time",
        );
        finding.help("delete the line").fix(fix);
    }
}
