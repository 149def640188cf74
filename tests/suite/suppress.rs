//! Comments that ignore rules.

use plimsoll::config::Config;
use plimsoll::engine::{Linter, Workspace, check_all};
use plimsoll::finding::Finding;
use plimsoll::text::{Language, Source};

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

/// Codes and places left in a Compose file.
fn left_in_compose(text: &str) -> Vec<String> {
    let config = config("select: [unknown-key, needless-quotes, services-order, meta]");
    let source = Source::new("compose.yaml", Language::Compose, text);
    let findings = Linter::new(&config).check(&source, 0);
    let show = |finding: &Finding| {
        let place = source.position(finding.span.start);
        format!("{}:{} {}", place.line + 1, place.column + 1, finding.code)
    };
    findings.iter().map(show).collect()
}

/// Two services with one finding each.
const COMPOSE: &str = "services:
  app:
    image: \"nginx:1.27\"
  web:
    image: nginx:1.27
    ports: [\"80\"]
    dns:
      - \"a.example\"
      - b.example
    restarts: always
";

#[test]
fn what_comes_next_in_a_compose_file() {
    assert_eq!(
        left_in_compose(COMPOSE),
        ["3:12 CP4009", "8:9 CP4009", "10:5 CP1015"]
    );
    for (line, comment, want) in [
        (1, "# plimsoll ignore=CP4009 all of it", "11:5 CP1015"),
        (
            2,
            "  # plimsoll ignore=needless-quotes",
            "9:9 CP4009 11:5 CP1015",
        ),
        (
            2,
            "# plimsoll ignore=CP4009\n\n  # more",
            "11:9 CP4009 13:5 CP1015",
        ),
        (
            4,
            "  # plimsoll ignore=needless-quotes,CP1015",
            "3:12 CP4009",
        ),
        (
            7,
            "    # plimsoll ignore=needless-quotes",
            "3:12 CP4009 11:5 CP1015",
        ),
        (
            8,
            "      # plimsoll ignore=style",
            "3:12 CP4009 11:5 CP1015",
        ),
        (
            10,
            "  # plimsoll ignore=unknown-key why",
            "3:12 CP4009 8:9 CP4009",
        ),
        (
            3,
            "    # plimsoll ignore=DL3004\n    # plimsoll ignore=CP4009",
            "10:9 CP4009 12:5 CP1015",
        ),
    ] {
        let mut lines: Vec<_> = COMPOSE.lines().collect();
        lines.insert(line - 1, comment);
        let text = lines.join("\n");
        assert_eq!(left_in_compose(&text).join(" "), want, "{text}");
        let text = lines
            .join("\r\n")
            .replace("\r\n\r\n  # more", "\n\n  # more");
        assert_eq!(left_in_compose(&text).join(" "), want, "{text}");
    }
}

#[test]
fn a_line_of_a_compose_file() {
    for (line, comment, want) in [
        (3, "# plimsoll ignore=CP4009", "8:9 CP4009 10:5 CP1015"),
        (
            7,
            "# plimsoll ignore=CP4009",
            "3:12 CP4009 7:28 DX0003 8:9 CP4009 10:5 CP1015",
        ),
        (
            10,
            "#plimsoll ignore = unknown-key , style",
            "3:12 CP4009 8:9 CP4009 10:55 DX0003",
        ),
        // The text of a value is no comment.
        (
            9,
            "c# plimsoll ignore=CP4009",
            "3:12 CP4009 8:9 CP4009 10:5 CP1015",
        ),
    ] {
        let mut lines: Vec<_> = COMPOSE.lines().map(str::to_owned).collect();
        let blank = if comment.starts_with('c') { "" } else { " " };
        lines[line - 1] = format!("{}{blank}{comment}", lines[line - 1]);
        let text = lines.join("\n");
        assert_eq!(left_in_compose(&text).join(" "), want, "{text}");
    }
}

#[test]
fn a_whole_compose_file() {
    for (comment, want) in [
        ("# plimsoll ignore-file=CP4009", "11:5 CP1015"),
        ("# plimsoll ignore-file=CP4009,unknown-key", ""),
        (
            "# plimsoll ignore-file=CP4009,services-order",
            "1:31 DX0003 11:5 CP1015",
        ),
        (
            "# plimsoll ignore-file=CP4009,sevices-order",
            "1:31 DX0004 11:5 CP1015",
        ),
        (
            "# plimsoll ignore-stage=CP4009",
            "1:1 DX0004 4:12 CP4009 9:9 CP4009 11:5 CP1015",
        ),
        (
            "# plimsoll ignores nothing",
            "4:12 CP4009 9:9 CP4009 11:5 CP1015",
        ),
        (
            "# plimsoll please ignore=it",
            "1:1 DX0004 4:12 CP4009 9:9 CP4009 11:5 CP1015",
        ),
        (
            "# hadolint ignore=DL3004",
            "4:12 CP4009 9:9 CP4009 11:5 CP1015",
        ),
        ("# plimsoll ignore-file=style,CP1015,DX0003", "1:37 DX0003"),
        (
            "# plimsoll ignore-file=style,CP1015,DX0004,unused-ignore",
            "",
        ),
    ] {
        let text = format!("{comment}\n{COMPOSE}");
        assert_eq!(left_in_compose(&text).join(" "), want, "{text}");
    }
    let text = format!("{COMPOSE}\n# plimsoll ignore-file=CP4009");
    assert_eq!(left_in_compose(&text), ["10:5 CP1015"]);
}

#[test]
fn comments_for_dclint() {
    let all = "4:12 CP4009 9:9 CP4009 11:5 CP1015";
    for (comment, want) in [
        ("# dclint disable-file", "11:5 CP1015"),
        ("# dclint disable", "11:5 CP1015"),
        ("# dclint disable no-quotes-in-volumes", "11:5 CP1015"),
        (
            "# dclint disable no-version-field no-quotes-in-volumes",
            "11:5 CP1015",
        ),
        ("# dclint disable services-alphabetical-order", all),
        ("# dclint disable something-else", all),
        ("# dclint is fine", all),
        ("# dclint disable-line", "11:5 CP1015"),
        ("---\n# dclint disable-file", "12:5 CP1015"),
    ] {
        let text = format!("{comment}\n{COMPOSE}");
        assert_eq!(left_in_compose(&text).join(" "), want, "{text}");
    }
    // Only at the beginning.
    let text = format!("name: a\n# dclint disable\n{COMPOSE}");
    assert_eq!(left_in_compose(&text).len(), 3, "{text}");
    let line = "    dns: # dclint disable-line no-quotes-in-volumes";
    let text = COMPOSE.replace("    dns:", line);
    assert_eq!(left_in_compose(&text), ["3:12 CP4009", "10:5 CP1015"]);
    let text = COMPOSE.replace("    dns:", "    # dclint disable-line\n    dns:");
    assert_eq!(left_in_compose(&text), ["3:12 CP4009", "11:5 CP1015"]);
}

/// A file that two projects share has unused ignores only if they are so in both.
#[test]
fn files_of_several_projects() {
    let sources = [
        (
            "compose.yaml",
            "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    imaje: b\n",
        ),
        (
            "base.yaml",
            "services:\n  base:\n    image: a\n    # plimsoll ignore=CP4009\n    user: \"b\"\n    \
             # plimsoll ignore=CP1015\n    init: true\n",
        ),
    ];
    let source = |(name, text): (&str, &str)| Source::new(name, Language::Compose, text);
    let sources = sources.map(source);
    let config = config("select: [unknown-key, needless-quotes, meta]");
    let linter = Linter::new(&config);
    let workspace = Workspace::alone(&sources);
    let findings = check_all(&workspace, &[&linter, &linter], 1, &|| ());
    let show = |it: &Finding| {
        let line = sources[it.file].position(it.span.start).line + 1;
        format!("{} {line} {}", it.file, it.code)
    };
    let shown: Vec<_> = findings.iter().map(show).collect();
    assert_eq!(shown, ["0 4 CP1015", "1 6 DX0003"]);
}
