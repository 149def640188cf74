//! CP5017 mount-hides-image-files.

use crate::rule::prelude::*;

rule!(CP5017, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    if !service.has("volumes") || may_install(built, cx) {
        return;
    }
    for installed in built.installed_folders() {
        let folder = &installed.folder;
        let is_bind = |item: &ComposeValue<'_>| bind_source(item, cx).is_some();
        let Some(mount) = covering_mount(service, folder, is_bind, cx) else {
            continue;
        };
        if mount.path == *folder || is_on_host(&mount, folder, cx) {
            continue;
        }
        let fix = volume_below(service, &mount, folder, cx);
        let message = format!(
            "this hides `{folder}`, which `{}` fills in the image",
            installed.name
        );
        let finding = cx.report_part(mount.place, mount.range, message);
        finding
            .help(format!("mount a volume of its own at `{folder}`"))
            .fix(fix);
        built.label(finding, installed.span, "what this installs is not seen");
        return;
    }
}

/// True if the folder lies in the one that is mounted, so that the container sees that.
fn is_on_host(mount: &Covered, folder: &str, cx: &ComposeCx<'_, '_>) -> bool {
    let rest = folder.strip_prefix(&*mount.path).unwrap_or_default();
    let source = mount.source.as_deref().unwrap_or_default();
    let path = cx.resolve(
        mount.place,
        &format!("{source}/{}", rest.trim_start_matches('/')),
    );
    path.is_some_and(|path| cx.exists(&path) == Some(true))
}

/// True if something may install the dependencies when a container runs.
fn may_install(built: &BuiltService<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    let in_image = [built.image_entrypoint(), built.image_cmd()];
    let mut in_image = in_image.into_iter().flatten();
    let in_service = |service: Service<'_, '_>| {
        let commands = command_words(service);
        let texts: Vec<_> = commands.iter().flatten().map(|it| it.text).collect();
        installs(&texts.join(" "))
    };
    in_image.any(|it| installs(it.text.as_str())) || cx.services().any(in_service)
}

/// True for a command that installs something, or a script that may do so.
fn installs(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let words: Vec<_> = text
        .split(|c| !is_part(c))
        .filter(|it| !it.is_empty())
        .collect();
    let marks = ["install", "ci", "i", "bundle", "sync", "deps.get"];
    let is_mark = |word: &&str| {
        marks.contains(word) || has_ending(word, &[".sh"]) || word.contains("entrypoint")
    };
    // `yarn start` installs nothing, and without more words it does.
    let mut pairs = words.iter().zip(words.iter().skip(1).chain(&["yarn"]));
    words.iter().any(is_mark) || pairs.any(|(word, next)| *word == "yarn" && *next == "yarn")
}

/// A volume without a name at a folder below a mount.
fn volume_below<'c>(
    service: Service<'c, '_>,
    mount: &Covered,
    folder: &str,
    cx: &ComposeCx<'c, '_>,
) -> Option<Fix> {
    let (_, blanks) = dash_of(mount.place, service.field("volumes")?, cx)?;
    let at = line_behind(mount.place, cx)?;
    let line = format!("{blanks}- {folder}{}", line_break_at(mount.place, cx));
    Some(Fix::unchecked("mount a volume there").insert(at, line))
}
