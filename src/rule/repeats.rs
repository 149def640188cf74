//! Instructions of which only the last in a stage counts.

use crate::dockerfile::ast::Kind;
use crate::dockerfile::model::Stage;

use super::Cx;

/// Reports the second and every further instruction of a kind in a stage.
pub fn report_repeated(stage: &Stage<'_>, cx: &mut Cx<'_, '_>, is_kind: fn(&Kind<'_>) -> bool) {
    let mut previous = None;
    for it in cx.instructions(stage).iter().filter(|it| is_kind(&it.kind)) {
        let keyword = it.keyword.to_ascii_uppercase();
        if let Some(previous) = previous {
            let message = format!("this `{keyword}` replaces an earlier one of the stage");
            cx.report(it.keyword.span, message)
                .label(previous, "has no effect")
                .help(format!("keep one `{keyword}`"));
        }
        previous = Some(it.keyword.span);
    }
}
