//! Several files together: Dockerfiles behind services, programs inside Compose files, projects of
//! several Compose files.

use plimsoll::engine::fix::fix_all;
use plimsoll::engine::{Linter, Workspace, check_all};
use plimsoll::finding::{Applicability, Finding};
use plimsoll::text::{Language, Source};

use super::cli::Folder;
use super::support::{Memory, config};

/// Findings of some rules in files that are checked together, as `file:line code text`.
fn found(select: &str, files: &[(&str, &str)]) -> Vec<String> {
    let language = |name: &str| {
        if name.contains(".yaml") {
            Language::Compose
        } else {
            Language::Dockerfile
        }
    };
    let sources: Vec<_> = files
        .iter()
        .map(|(name, text)| Source::new(*name, language(name), *text))
        .collect();
    let host = Memory::new(files);
    let workspace = Workspace::new(&sources, &host, vec![std::path::PathBuf::new()]);
    let linter = Linter::new(&config(&format!("select: [{select}]")));
    let linters = vec![&linter; sources.len()];
    let show = |finding: &Finding| {
        let source = &sources[finding.file];
        let line = source.position(finding.span.start).line + 1;
        let text = source.slice(finding.span);
        format!("{}:{line} {} {text}", source.name(), finding.code)
    };
    let findings = check_all(&workspace, &linters, 1, &|| ());
    findings.iter().map(show).collect()
}

fn in_compose(select: &str, text: &str) -> Vec<String> {
    found(select, &[("compose.yaml", text)])
}

#[test]
fn dockerfiles_are_seen_as_their_services_build_them() {
    let dockerfile = "ARG TAG=12\nFROM debian:${TAG} AS base\nFROM base AS dev\nUSER root\n\
        FROM base\nUSER app\n";
    let service = |more: &str| format!("services:\n  web:\n    build:\n      context: .\n{more}");
    let both = |compose: &str| {
        let mut all = found(
            "DL3007, DL3002",
            &[("compose.yaml", compose), ("Dockerfile", dockerfile)],
        );
        all.retain(|it| it.starts_with("Dockerfile"));
        all
    };
    // By itself, the last stage counts; the other one is not used.
    let alone = both("services: {}\n");
    assert_eq!(both(&service("")), alone);
    let with_tag = both(&service("      args: {TAG: latest}\n"));
    assert!(
        with_tag.contains(&"Dockerfile:2 DL3007 debian:${TAG}".to_owned()),
        "{with_tag:?}"
    );
    let unknown = both(&service("      args: [\"TAG=${TAG}\"]\n"));
    assert_eq!(unknown, alone);
    let target = both(&service("      target: dev\n"));
    assert!(
        target.contains(&"Dockerfile:4 DL3002 root".to_owned()),
        "{target:?}"
    );
}

#[test]
fn a_dockerfile_may_have_any_name_and_place() {
    let folder = Folder::new(&[
        (
            "deploy/compose.yaml",
            "services:\n  web:\n    build:\n      context: ..\n      dockerfile: images/web.build\n",
        ),
        ("images/web.build", "FROM debian:latest\n"),
    ]);
    let run = folder.run(&[
        "check",
        "--format=short",
        "--select=DL3007",
        "deploy/compose.yaml",
    ]);
    assert_eq!(
        run.out,
        "images/web.build:1:13: warning DL3007 image `debian:latest` changes without notice\n"
    );
    assert_eq!(run.code, 1);
}

#[test]
fn nothing_outside_of_the_project_is_read() {
    let outside = Folder::new(&[("Dockerfile", "FROM debian:latest\n")]);
    let context = outside.0.display();
    let folder = Folder::new(&[
        (
            "compose.yaml",
            &format!(
                "services:\n  a:\n    build: {context}\n  b:\n    build: ../up\n  c:\n    build: in\n"
            ),
        ),
        ("in/x", ""),
    ]);
    std::os::unix::fs::symlink(outside.0.join("Dockerfile"), folder.0.join("in/Dockerfile"))
        .unwrap();
    let run = folder.run(&["check", "--format=short", "--select=DL", "compose.yaml"]);
    assert_eq!(run.out, "");
    // From elsewhere, the repository of the file is the project.
    std::fs::remove_file(folder.0.join("in/Dockerfile")).unwrap();
    folder.write("in/Dockerfile", b"FROM debian:latest\n");
    let path = folder.0.join("compose.yaml").display().to_string();
    let run = outside.run(&["check", "--format=short", "--select=DL", &path]);
    assert!(run.out.contains("in/Dockerfile:1:13"), "{}", run.out);
}

#[test]
fn dockerfiles_inside_compose_files() {
    let text = "services:\n  web:\n    build:\n      context: .\n      args: {A: latest}\n      \
        dockerfile_inline: |\n        ARG A\n        FROM debian:${A}\n        FROM debian:$${A}\n        \
        FROM debian:latest\n        RUN echo $$X \\\n          $Y ${Z:-1}\n";
    // `${A}` is a variable of Compose, and not known.
    assert_eq!(
        in_compose("DL3007, SC2086", text),
        [
            "compose.yaml:9 DL3007 debian:$${A}",
            "compose.yaml:10 DL3007 latest",
            "compose.yaml:11 SC2086 $$X",
        ]
    );
    let quoted = "services:\n  web:\n    build:\n      dockerfile_inline: \"FROM \\\n        \
        debian:latest\\nRUN sudo x\"\n";
    assert_eq!(
        in_compose("DL3007, DL3004", quoted),
        ["compose.yaml:5 DL3007 latest", "compose.yaml:5 DL3004 sudo"]
    );
    let broken = "services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM a\n        RUM b\n";
    assert_eq!(in_compose("DL1000", broken), ["compose.yaml:6 DL1000 RUM"]);
}

#[test]
fn build_contexts_with_names_are_no_images() {
    let text = |more: &str| {
        format!(
            "services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM base\n{more}"
        )
    };
    assert_eq!(
        in_compose("DL3006", &text("")),
        ["compose.yaml:5 DL3006 base"]
    );
    let contexts = text("      additional_contexts: {base: ./base}\n");
    assert_eq!(in_compose("DL3006", &contexts), [""; 0]);
}

#[test]
fn comments_in_both_languages_hide_findings_in_it() {
    let text = |above: &str, inside: &str| {
        format!(
            "services:\n{above}  web:\n    build:\n      dockerfile_inline: |\n{inside}        FROM debian:latest\n"
        )
    };
    let select = "DL3007, unused-ignore";
    assert_eq!(in_compose(select, &text("", "")).len(), 1);
    let above = text("  # plimsoll ignore=DL3007\n", "");
    assert_eq!(in_compose(select, &above), [""; 0]);
    let inside = text("", "        # hadolint ignore=DL3007\n");
    assert_eq!(in_compose(select, &inside), [""; 0]);
}

#[test]
fn fixes_inside_a_block_keep_its_shape() {
    let text = "services:\n  web:\n    build:\n      dockerfile_inline: |\n        from debian:12\n        \
        MAINTAINER a@example.com\n        ENV A $$B\n        CMD [\"x\"]\n    image: web\n";
    let all = config("select: [DL4000, DX2007, DX2004]");
    let source = Source::new("compose.yaml", Language::Compose, text);
    let fixed = fix_all(&all, &source, Applicability::Unsafe);
    assert_ne!(fixed, text);
    let lines: Vec<_> = fixed.lines().collect();
    assert_eq!(lines.last(), Some(&"    image: web"), "{fixed}");
    let inside: Vec<_> = lines.iter().skip(4).take(lines.len() - 5).collect();
    assert!(
        inside.iter().all(|it| it.starts_with("        ")),
        "{fixed}"
    );
    assert!(
        !inside.iter().any(|it| it.starts_with("         ")),
        "{fixed}"
    );
    assert!(fixed.contains("ENV A=$$B"), "{fixed}");
    assert_eq!(
        in_compose("DL4000, DX2007, DX2004", &fixed),
        [""; 0],
        "{fixed}"
    );
}

#[test]
fn scripts_inside_compose_files() {
    let service = |more: &str| format!("services:\n  web:\n    image: debian:12\n{more}\n");
    let table: &[(&str, &[&str])] = &[
        ("    healthcheck:\n      test: echo $$X", &["5 SC2086 $$X"]),
        (
            "    healthcheck:\n      test: [CMD-SHELL, \"echo $$X\"]",
            &["5 SC2086 $$X"],
        ),
        ("    healthcheck:\n      test: [CMD, echo, \"$$X\"]", &[]),
        (
            "    healthcheck:\n      test: [CMD, sh, -c, \"echo $$X\"]",
            &["5 SC2086 $$X"],
        ),
        ("    healthcheck:\n      test: echo $X ${Y} ${Z:-a}", &[]),
        ("    command: echo $$X", &[]),
        ("    command: sh -c 'echo $$X'", &["4 SC2086 $$X"]),
        (
            "    command: bash -ec \"echo \\\"$$Y\\\" $$X\"",
            &["4 SC2086 $$X"],
        ),
        ("    command: python -c 'print($$X)'", &[]),
        (
            "    command: [\"sh\", \"-c\", \"echo $$X\"]",
            &["4 SC2086 $$X"],
        ),
        (
            "    entrypoint: [sh, -c]\n    command: [\"echo $$X\"]",
            &["5 SC2086 $$X"],
        ),
        (
            "    command:\n      - sh\n      - -c\n      - |\n        echo a\n        echo $$X",
            &["9 SC2086 $$X"],
        ),
        (
            "    post_start:\n      - command: sh -c 'echo $$X'",
            &["5 SC2086 $$X"],
        ),
        (
            "    pre_stop:\n      - command: [sh, -c, 'echo $$X']",
            &["5 SC2086 $$X"],
        ),
        (
            "    environment: {X: a}\n    command: sh -c 'echo $$X'",
            &[],
        ),
        (
            "    command: bash -c '[[ a == $$X ]]; echo $$X'",
            &["4 SC2086 $$X"],
        ),
        (
            "    command: sh -c '[[ a == b ]]'",
            &["4 SC3010 [[ a == b ]]", "4 SC2050 =="],
        ),
    ];
    for (text, want) in table {
        let text = service(text);
        let mut got = in_compose("SC2086, SC3010, SC2050", &text);
        got.sort();
        let mut want: Vec<_> = want.iter().map(|it| format!("compose.yaml:{it}")).collect();
        want.sort();
        assert_eq!(got, want, "{text}");
    }
}

#[test]
fn the_shell_of_a_service_is_that_of_its_image() {
    let test = "    healthcheck:\n      test: echo -e a\n";
    let of_image = |image: &str| {
        in_compose(
            "SC3037",
            &format!("services:\n  a:\n    image: {image}\n{test}"),
        )
    };
    assert_eq!(of_image("debian:12").len(), 1);
    assert_eq!(of_image("redis:7-alpine"), [""; 0]);
    let built = |dockerfile: &str| {
        let compose = format!("services:\n  a:\n    build: .\n{test}");
        found(
            "SC3037",
            &[("compose.yaml", &compose), ("Dockerfile", dockerfile)],
        )
    };
    assert_eq!(built("FROM debian:12\n").len(), 1);
    assert_eq!(built("FROM alpine:3.20\n"), [""; 0]);
    assert_eq!(built("FROM debian:12\nSHELL [\"bash\", \"-c\"]\n"), [""; 0]);
}

#[test]
fn one_project_of_several_files() {
    let folder = Folder::new(&[
        (
            "compose.yaml",
            "services:\n  web:\n    environment: {A: b}\n",
        ),
        ("prod.yaml", "services:\n  web:\n    image: web:1\n"),
    ]);
    let check = |files: &[&str]| {
        let args = [&["check", "--format=short", "--select=CP1201"], files].concat();
        let run = folder.run(&args);
        (run.code, run.out)
    };
    assert_eq!(
        check(&["compose.yaml"]),
        (
            1,
            "compose.yaml:2:3: error CP1201 service `web` has no image\n".to_owned()
        )
    );
    let stack = ["--compose-file=compose.yaml", "--compose-file=prod.yaml"];
    assert_eq!(check(&stack), (0, String::new()));
}

#[test]
fn a_file_that_changes_services_of_the_main_one_is_no_project() {
    let main = ("compose.yaml", "services:\n  web:\n    image: web:1\n");
    let over = |service: &str| {
        let text = format!("services:\n  {service}:\n    image: a\n    depends_on: [db]\n");
        found("CP1101", &[main, ("compose.prod.yaml", &text)])
    };
    assert_eq!(over("web"), [""; 0]);
    assert_eq!(over("job"), ["compose.prod.yaml:4 CP1101 db"]);
}
