//! Comments that ignore rules.

use plimsoll::config::Config;

use super::support::{config, show};

/// Codes and places left, those of the rules about comments included.
fn left(text: &str) -> Vec<String> {
    show(
        &config("select: [sudo, cd-instead-of-workdir, relative-workdir, meta]"),
        text,
    )
}

#[test]
fn the_next_instruction() {
    for text in [
        "FROM a\n# plimsoll ignore=DL3004\nRUN sudo x",
        "FROM a\n# plimsoll ignore=sudo because the script wants it\nRUN a && \\\n    sudo x",
        "FROM a\n# plimsoll ignore=dl3004\n\n# more\nRUN <<E\nsudo x\nE",
        "FROM a\n# plimsoll ignore=sudo\n# plimsoll ignore=DL3003\nRUN cd / && sudo x",
        "FROM a\n  # hadolint ignore=DL3003,DL3004\nRUN cd / && sudo x",
        "FROM a\n# hadolint ignore=DL3003 # why\n# hadolint ignore=DL3004 why\nRUN cd / && sudo x",
        "FROM a\n# hadolint ignore=DL3004\nONBUILD RUN sudo x",
        "FROM a\n# check=skip=WorkdirRelativePath\nWORKDIR x",
        "FROM a\n# check=skip=all a reason\nWORKDIR x",
    ] {
        assert_eq!(left(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn only_the_next_instruction() {
    for (text, want) in [
        (
            "FROM a\n# plimsoll ignore=sudo\nRUN sudo x\nRUN sudo y",
            "4:5 DL3004",
        ),
        (
            "FROM a\nRUN sudo x\n# plimsoll ignore-file=DL3003\nRUN cd /",
            "2:5 DL3004",
        ),
        (
            "FROM a\n  # check=skip=WorkdirRelativePath\nWORKDIR x",
            "3:9 DL3000",
        ),
        // A comment without text ends the block; only the first of a block counts.
        (
            "FROM a\n# check=skip=WorkdirRelativePath\n#\nWORKDIR x",
            "4:9 DL3000",
        ),
        (
            "FROM a\n# check=skip=X\n# check=skip=WorkdirRelativePath\nWORKDIR x",
            "4:9 DL3000",
        ),
    ] {
        assert_eq!(left(text), [want], "{text}");
    }
}

#[test]
fn a_line_of_a_continued_instruction() {
    let text =
        "FROM a\nRUN a && \\\n    # plimsoll ignore=sudo here\n\n    sudo x && \\\n    sudo y";
    assert_eq!(left(text), ["6:5 DL3004"]);
    let text = "FROM a\nRUN <<E\nsudo x\n# hadolint ignore=DL3004\nsudo y\nE";
    assert_eq!(left(text), ["3:1 DL3004"]);
}

#[test]
fn a_stage_and_a_file() {
    let stages = "FROM a\nRUN sudo x\nFROM b\nRUN sudo y";
    for (text, want) in [
        (
            format!("# plimsoll ignore-stage=sudo\n{stages}"),
            &["5:5 DL3004"] as &[&str],
        ),
        (
            stages.replace("FROM b", "# hadolint stage ignore=DL3004\nFROM b"),
            &["2:5 DL3004"],
        ),
        (
            format!("{stages}\n# plimsoll ignore-stage=sudo"),
            &["2:5 DL3004"],
        ),
        (format!("# plimsoll ignore-file=sudo\n{stages}"), &[]),
        (format!("{stages}\n# hadolint global ignore=DL3004"), &[]),
        (
            format!("# check=skip=WorkdirRelativePath\n{stages}\nWORKDIR x"),
            &["3:5 DL3004", "5:5 DL3004"],
        ),
    ] {
        assert_eq!(left(&text), want, "{text}");
    }
}

/// A finding that stands in for that of a more general rule, which is not there twice.
#[test]
fn the_more_general_rule() {
    let left = |select: &str, text: &str| show(&config(select), text);
    let (all, general) = ("select: [DL3003, DX4001, meta]", "select: [DL3003, meta]");
    let text = "FROM a\nRUN cd /x && make\nRUN cd /y";
    assert_eq!(left(all, text), ["2:5 DL3003", "3:5 DX4001"]);
    assert_eq!(left(general, text), ["2:5 DL3003", "3:5 DL3003"]);
    for tool in ["hadolint ignore=DL3003", "plimsoll ignore=useless-cd"] {
        let text = format!("FROM a\n# {tool}\nRUN cd /y");
        assert_eq!(left(all, &text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn groups_can_be_ignored() {
    let text = "FROM a\n# plimsoll ignore=DL\nRUN cd / && sudo x";
    assert_eq!(left(text), [] as [&str; 0]);
    let text = "FROM a\n# plimsoll ignore=security\nRUN cd / && sudo x";
    assert_eq!(left(text), ["3:5 DL3003"]);
}

#[test]
fn ignores_that_do_nothing() {
    for (text, want) in [
        ("FROM a\n# plimsoll ignore=sudo\nRUN x", "2:19 DX0003"),
        (
            "FROM a\n# hadolint ignore=DL3003,DL3004\nRUN cd /",
            "2:26 DX0003",
        ),
        ("FROM a\nRUN x\n# plimsoll ignore=sudo", "3:19 DX0003"),
        ("FROM a\n# plimsoll ignore=SUDO\nRUN sudo x", "2:19 DX0004"),
        ("FROM a\n# plimsoll ignore\nRUN x", ""),
        ("FROM a\n# plimsoll ignore=\nRUN x", "2:1 DX0004"),
        ("FROM a\n# hadolint ignore=SC2086,DL3008\nRUN x", ""),
        // These rules do not run here.
        ("FROM a\n# plimsoll ignore=root-user\nRUN x", ""),
        // BuildKit has more checks than we have rules.
        ("FROM a\n# check=skip=StageNameCasing\nRUN x", ""),
    ] {
        let found: Vec<_> = left(text)
            .into_iter()
            .filter(|it| it.contains("DX"))
            .collect();
        assert_eq!(found.join(" "), want, "{text}");
    }
}

#[test]
fn findings_about_ignores_can_be_ignored() {
    let text = "# plimsoll ignore-file=unused-ignore\nFROM a\n# plimsoll ignore=sudo\nRUN x";
    assert_eq!(left(text), [] as [&str; 0]);
    let text = "# plimsoll ignore-file=DX0003\nFROM a\nRUN x";
    assert_eq!(left(text), ["1:24 DX0003"]);
}

#[test]
fn the_configuration_can_forbid_ignores() {
    let forbidding: Config = config("select: [sudo]\ninline-ignores: false");
    let text = "FROM a\n# plimsoll ignore=sudo\nRUN sudo x";
    assert_eq!(show(&forbidding, text), ["3:5 DL3004"]);
}

#[test]
fn hadolint_may_name_the_shell() {
    let rules = config("select: [sudo]");
    let text = "FROM a\n# hadolint shell=powershell\nRUN sudo x\nFROM b\nRUN sudo y";
    assert_eq!(show(&rules, text), ["5:5 DL3004"]);
    let text = "# plimsoll shell=/bin/bash\nFROM mcr.microsoft.com/windows/nanoserver\nRUN sudo x";
    assert_eq!(show(&rules, text), ["3:5 DL3004"]);
}
