//! CP5027 volume-instruction-unmapped.

use crate::rule::prelude::*;

rule!(CP5027, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    if service.has("volumes_from") || !is_all_there(service, cx) {
        return;
    }
    let Some(targets) = mount_targets(service, cx) else {
        return;
    };
    let mut open = Vec::new();
    for it in built.image_instructions() {
        let Kind::Volume(volume) = &it.kind else {
            continue;
        };
        for word in &volume.paths {
            // A relative one does not start from the working folder.
            let path = built.known_word(it, word);
            let path = path.filter(|path| path.starts_with('/'));
            let is_open = |path: &String| {
                !targets
                    .iter()
                    .any(|(target, _)| target == path.trim_end_matches('/'))
            };
            open.extend(path.filter(is_open).map(|path| (path, word.span)));
        }
    }
    let Some((path, _)) = open.first() else {
        return;
    };
    let message = format!("each container gets a new volume at `{}`", brief(path));
    let finding = cx.report(service.field.key_place, message);
    finding.help("mount something there under `volumes`");
    for (_, span) in &open {
        built.label(finding, *span, "nothing is mounted here");
    }
}
