//! What Docker accepts and refuses, and in which of its passes.
//!
//! One small file for each condition. `\n` separates lines, as everywhere in Rust.

use plimsoll::dockerfile::ast::{Command, Instruction, Kind};
use plimsoll::dockerfile::{self, Document};
use plimsoll::text::{Phase, Source};

use super::support::source;

const OPTIONS: Phase = Phase::Options;
const SYNTAX: Phase = Phase::Syntax;
const INSTRUCTION: Phase = Phase::Instruction;
const EVALUATION: Phase = Phase::Evaluation;

/// Phase, name of the problem, the text at fault, and the file. `F` stands for a first line.
const REFUSED: &[(Phase, &str, &str, &str)] = &[
    (
        OPTIONS,
        "bad-check-directive",
        "quiet=1",
        "# check=quiet=1\nFROM scratch",
    ),
    (
        OPTIONS,
        "bad-check-directive",
        "skip=X;",
        "# check=skip=X;\nFROM scratch",
    ),
    (
        OPTIONS,
        "bad-check-directive",
        "on",
        "# check=error=on\nFROM scratch",
    ),
    (
        OPTIONS,
        "bad-check-directive",
        "oops",
        "# check=oops\nFROM scratch",
    ),
    (SYNTAX, "bad-escape", "/", "# escape=/\nFROM scratch"),
    (SYNTAX, "bad-escape", "``", "# escape=``\nFROM scratch"),
    (
        SYNTAX,
        "bad-escape",
        "\\ # note",
        "# escape=\\ # note\nFROM scratch",
    ),
    (
        SYNTAX,
        "repeated-directive",
        "# Syntax=b",
        "# syntax=a\n# Syntax=b\nFROM scratch",
    ),
    (
        SYNTAX,
        "repeated-directive",
        "# check=skip=B",
        "# check=skip=A\n# check=skip=B\nFROM scratch",
    ),
    (SYNTAX, "no-instruction", "", "# nothing here\n\n"),
    (SYNTAX, "no-instruction", "", ""),
    (SYNTAX, "not-a-string", "7", "F\nENTRYPOINT [\"run\", 7]"),
    (SYNTAX, "not-a-string", "null", "F\nVOLUME [null]"),
    (
        SYNTAX,
        "not-a-string",
        "[\"x\"]",
        "F\nONBUILD CMD [[\"x\"]]",
    ),
    (SYNTAX, "missing-value", "HOST", "F\nENV HOST"),
    (SYNTAX, "missing-value", "vendor", "F\nLABEL vendor"),
    (SYNTAX, "missing-value", "PORT", "F\nONBUILD ENV PORT"),
    (SYNTAX, "missing-equals", "two", "F\nENV one=1 two"),
    (SYNTAX, "missing-equals", "#", "F\nLABEL one=1 # remark"),
    (
        SYNTAX,
        "missing-equals",
        "[\"a\",\"b\"]",
        "F\nENV x=y [\"a\",\"b\"]",
    ),
    (SYNTAX, "open-heredoc", "<<END", "F\nRUN <<END\ntrue"),
    (
        SYNTAX,
        "open-heredoc",
        "<<END",
        "F\nRUN <<END\ntrue\n END\n",
    ),
    (SYNTAX, "open-heredoc", "<< 2))", "F\nRUN echo $((1 << 2))"),
    (
        SYNTAX,
        "open-heredoc",
        "<<END>out",
        "F\nRUN cat <<END>out\nx\nEND",
    ),
    (INSTRUCTION, "unknown-instruction", "FORM", "FORM scratch"),
    (
        INSTRUCTION,
        "unknown-instruction",
        "RUN\u{a0}true",
        "F\nRUN\u{a0}true",
    ),
    (
        INSTRUCTION,
        "unknown-instruction",
        "\u{feff}FROM",
        "\u{feff}\u{feff}FROM scratch",
    ),
    (
        INSTRUCTION,
        "unknown-instruction",
        "<<<<<<<",
        "F\n<<<<<<< HEAD",
    ),
    (
        INSTRUCTION,
        "before-from",
        "LABEL",
        "LABEL a=b\nFROM scratch",
    ),
    (
        INSTRUCTION,
        "before-from",
        "ONBUILD",
        "ONBUILD RUN x\nFROM scratch",
    ),
    (INSTRUCTION, "missing-argument", "FROM", "FROM"),
    (
        INSTRUCTION,
        "from-arguments",
        "debian as",
        "FROM scratch debian as",
    ),
    (
        INSTRUCTION,
        "from-arguments",
        "like x",
        "FROM scratch like x",
    ),
    (INSTRUCTION, "from-arguments", "y", "FROM scratch AS x y"),
    (INSTRUCTION, "from-arguments", "AS", "FROM scratch AS"),
    (
        INSTRUCTION,
        "from-arguments",
        "# the base",
        "FROM scratch # the base",
    ),
    (INSTRUCTION, "bad-stage-name", "2nd", "FROM scratch AS 2nd"),
    (INSTRUCTION, "bad-stage-name", "a/b", "FROM scratch AS a/b"),
    (
        INSTRUCTION,
        "unknown-flag",
        "--frm=x",
        "F\nCOPY --frm=x a b",
    ),
    (
        INSTRUCTION,
        "unknown-flag",
        "--FROM=x",
        "F\nCOPY --FROM=x a b",
    ),
    (INSTRUCTION, "unknown-flag", "--quiet", "F\nENV --quiet a=b"),
    (
        INSTRUCTION,
        "repeated-flag",
        "--chown=c",
        "F\nADD --chown=b --chown=c a b",
    ),
    (
        INSTRUCTION,
        "repeated-flag",
        "--link",
        "F\nCOPY --link --link a b",
    ),
    (
        INSTRUCTION,
        "missing-flag-value",
        "--network",
        "F\nRUN --network x",
    ),
    (
        INSTRUCTION,
        "bad-switch",
        "--parents=",
        "F\nCOPY --parents= a b",
    ),
    (
        INSTRUCTION,
        "bad-switch",
        "--link=yes",
        "F\nCOPY --link=yes a b",
    ),
    (INSTRUCTION, "missing-argument", "LABEL", "F\nLABEL"),
    (INSTRUCTION, "empty-name", "=x", "F\nENV =x"),
    (INSTRUCTION, "empty-name", "=x", "F\nARG =x"),
    (INSTRUCTION, "missing-argument", "ARG", "F\nARG"),
    (INSTRUCTION, "missing-argument", "COPY", "F\nCOPY only"),
    (INSTRUCTION, "missing-argument", "ADD", "F\nADD []"),
    (
        INSTRUCTION,
        "heredoc-destination",
        "<<END",
        "F\nCOPY file <<END\nEND",
    ),
    (INSTRUCTION, "missing-argument", "EXPOSE", "F\nEXPOSE"),
    (INSTRUCTION, "missing-argument", "VOLUME", "F\nVOLUME []"),
    (INSTRUCTION, "missing-argument", "ONBUILD", "F\nONBUILD"),
    (
        INSTRUCTION,
        "missing-argument",
        "HEALTHCHECK",
        "F\nHEALTHCHECK --timeout=1s",
    ),
    (INSTRUCTION, "missing-argument", "WORKDIR", "F\nWORKDIR"),
    (
        INSTRUCTION,
        "missing-argument",
        "STOPSIGNAL",
        "F\nSTOPSIGNAL",
    ),
    (
        INSTRUCTION,
        "missing-argument",
        "MAINTAINER",
        "F\nMAINTAINER",
    ),
    (INSTRUCTION, "empty-volume", "\" \"", "F\nVOLUME [\" \"]"),
    (INSTRUCTION, "missing-argument", "SHELL", "F\nSHELL []"),
    (INSTRUCTION, "shell-not-json", "sh -c", "F\nSHELL sh -c"),
    (
        INSTRUCTION,
        "forbidden-trigger",
        "ONBUILD",
        "F\nONBUILD ONBUILD RUN x",
    ),
    (
        INSTRUCTION,
        "forbidden-trigger",
        "MAINTAINER",
        "F\nONBUILD MAINTAINER x",
    ),
    (
        INSTRUCTION,
        "healthcheck-arguments",
        "now",
        "F\nHEALTHCHECK NONE now",
    ),
    (INSTRUCTION, "missing-argument", "CMD", "F\nHEALTHCHECK CMD"),
    (
        INSTRUCTION,
        "missing-argument",
        "cmd",
        "F\nHEALTHCHECK cmd []",
    ),
    (
        INSTRUCTION,
        "healthcheck-type",
        "curl",
        "F\nHEALTHCHECK curl x",
    ),
    (
        INSTRUCTION,
        "bad-duration",
        "30",
        "F\nHEALTHCHECK --timeout=30 CMD x",
    ),
    (
        INSTRUCTION,
        "bad-duration",
        "1d",
        "F\nHEALTHCHECK --interval=1d CMD x",
    ),
    (
        INSTRUCTION,
        "short-duration",
        "10us",
        "F\nHEALTHCHECK --interval=10us CMD x",
    ),
    (
        INSTRUCTION,
        "bad-retries",
        "-2",
        "F\nHEALTHCHECK --retries=-2 CMD x",
    ),
    (
        INSTRUCTION,
        "bad-retries",
        "two",
        "F\nHEALTHCHECK --retries=two CMD x",
    ),
    (
        INSTRUCTION,
        "unknown-mode",
        "NONE",
        "F\nRUN --network=NONE x",
    ),
    (
        INSTRUCTION,
        "unknown-mode",
        "off",
        "F\nRUN --security=off x",
    ),
    (INSTRUCTION, "bad-mount", "--mount=", "F\nRUN --mount= x"),
    (
        INSTRUCTION,
        "bad-mount",
        "--mount=a\\\"b",
        "F\nRUN --mount=a\\\"b x",
    ),
    (
        INSTRUCTION,
        "variable-in-mount-from",
        "$base",
        "F\nRUN --mount=from=$base,target=/m x",
    ),
    (
        INSTRUCTION,
        "bad-device",
        "two",
        "F\nRUN --device=one,two x",
    ),
    (EVALUATION, "no-stage", "ARG", "ARG VERSION=1"),
    (EVALUATION, "open-quote", "'1", "ARG A='1\nFROM scratch"),
    (
        EVALUATION,
        "required-variable",
        "${B:?why}",
        "ARG A=${B:?why}\nFROM scratch",
    ),
    (EVALUATION, "empty-image", "$NOTHING", "FROM $NOTHING"),
    (EVALUATION, "bad-reference", "Debian", "FROM Debian"),
    (EVALUATION, "bad-reference", "debian:", "FROM debian:"),
    (
        EVALUATION,
        "bad-reference",
        "Base",
        "FROM scratch AS base\nFROM Base",
    ),
    (
        EVALUATION,
        "bad-platform",
        "$NOTHING",
        "FROM --platform=$NOTHING debian",
    ),
    (
        EVALUATION,
        "bad-platform",
        "one/two/three/four",
        "FROM --platform=one/two/three/four debian",
    ),
    (
        EVALUATION,
        "bad-stage-name",
        "base-",
        "FROM scratch AS base-",
    ),
    (EVALUATION, "bad-stage-name", "a..b", "FROM scratch AS a..b"),
    (
        EVALUATION,
        "variable-in-copy-from",
        "$base",
        "F\nCOPY --from=$base a b",
    ),
    (EVALUATION, "no-such-stage", "3", "F\nCOPY --from=3 a b"),
    (EVALUATION, "no-such-stage", "-1", "F\nCOPY --from=-1 a b"),
    (
        EVALUATION,
        "bad-reference",
        "Tools",
        "F\nCOPY --from=Tools a b",
    ),
    (
        EVALUATION,
        "own-stage",
        "ME",
        "FROM scratch AS me\nCOPY --from=ME a b",
    ),
    (EVALUATION, "own-stage", "0", "F\nCOPY --from=0 a b"),
    (
        EVALUATION,
        "later-stage",
        "next",
        "F\nCOPY --from=next a b\nFROM scratch AS next",
    ),
    (
        EVALUATION,
        "later-stage",
        "next",
        "F\nRUN --mount=from=next,target=/m x\nFROM scratch AS next",
    ),
    (
        EVALUATION,
        "bad-mount",
        "disk",
        "F\nRUN --mount=type=disk,target=/m x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "traget",
        "F\nRUN --mount=traget=/m x",
    ),
    (EVALUATION, "bad-mount", "target", "F\nRUN --mount=target x"),
    (
        EVALUATION,
        "bad-mount",
        "--mount=target=/m,",
        "F\nRUN --mount=target=/m, x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "required",
        "F\nRUN --mount=type=cache,target=/m,required x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "1m",
        "F\nRUN --mount=target=/m,size=1m x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "shared",
        "F\nRUN --mount=target=/m,sharing=shared x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "often",
        "F\nRUN --mount=type=cache,target=/m,sharing=often x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "7",
        "F\nRUN --mount=target=/m,gid=7 x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "rwx",
        "F\nRUN --mount=type=cache,target=/m,mode=rwx x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "me",
        "F\nRUN --mount=type=cache,target=/m,uid=me x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "much",
        "F\nRUN --mount=type=tmpfs,target=/m,size=much x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "maybe",
        "F\nRUN --mount=target=/m,ro=maybe x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "--mount=type=secret",
        "F\nRUN --mount=type=secret x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "src=b",
        "F\nRUN --mount=type=secret,id=a,src=b x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "from=b",
        "F\nRUN --mount=type=secret,id=a,from=b x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "locked",
        "F\nRUN --mount=type=secret,id=a,sharing=locked x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "source=a",
        "F\nRUN --mount=type=ssh,source=a x",
    ),
    (
        EVALUATION,
        "bad-mount",
        "--mount=type=tmpfs",
        "F\nRUN --mount=type=tmpfs x",
    ),
    (EVALUATION, "bad-mount", "/", "F\nRUN --mount=target=/ x"),
    (
        EVALUATION,
        "device-needs-labs",
        "--device=gpu",
        "F\nRUN --device=gpu x",
    ),
    (EVALUATION, "open-quote", "'s", "F\nLABEL owner=who's"),
    (EVALUATION, "open-quote", "\"", "F\nWORKDIR /a\""),
    (EVALUATION, "open-quote", "\"a", "F\nCOPY \"a b\" c"),
    (
        EVALUATION,
        "bad-substitution",
        "${X:1:2}",
        "F\nENV A=${X:1:2}",
    ),
    (EVALUATION, "bad-substitution", "${}", "F\nENV A=${}"),
    (EVALUATION, "bad-substitution", "${X", "F\nUSER ${X"),
    (
        EVALUATION,
        "bad-substitution",
        "${X^^}",
        "F\nCOPY <<END /x\n${X^^}\nEND",
    ),
    (EVALUATION, "bad-chmod", "999", "F\nCOPY --chmod=999 a b"),
    (
        EVALUATION,
        "url-in-copy",
        "https://h/f",
        "F\nCOPY https://h/f b",
    ),
    (EVALUATION, "url-in-copy", "git@h:r", "F\nCOPY git@h:r b"),
    (
        EVALUATION,
        "checksum-sources",
        "--checksum=x",
        "F\nADD --checksum=x a b",
    ),
    (
        EVALUATION,
        "checksum-sources",
        "--checksum=x",
        "F\nADD --checksum=x https://h/a https://h/b c/",
    ),
    (
        EVALUATION,
        "bad-digest",
        "sha256:0f",
        "F\nADD --checksum=sha256:0f https://h/a b",
    ),
    (
        EVALUATION,
        "bad-git-query",
        "https://h/r.git?colour=red",
        "F\nADD https://h/r.git?colour=red b",
    ),
    (EVALUATION, "bad-protocol", "http", "F\nEXPOSE 80/http"),
    (EVALUATION, "port-out-of-range", "70000", "F\nEXPOSE 70000"),
    (EVALUATION, "bad-port", "web", "F\nEXPOSE web"),
    (EVALUATION, "bad-port", "#", "F\nEXPOSE 80 # web"),
    (EVALUATION, "bad-port", "h", "F\nEXPOSE h:80:80"),
    (EVALUATION, "empty-volume", "$NOTHING", "F\nVOLUME $NOTHING"),
    (
        EVALUATION,
        "bad-signal",
        "SIGSTOPP",
        "F\nSTOPSIGNAL SIGSTOPP",
    ),
    (EVALUATION, "bad-signal", "0", "F\nSTOPSIGNAL 0"),
    (
        EVALUATION,
        "foreign-drive",
        "E:/x",
        "FROM --platform=windows/amd64 w AS windows\nCOPY a E:/x",
    ),
    (EVALUATION, "unknown-instruction", "FOO", "F\nONBUILD FOO"),
    (EVALUATION, "missing-argument", "COPY", "F\nONBUILD COPY a"),
];

/// Files that Docker takes, though some look wrong.
const ACCEPTED: &[&str] = &[
    "F\nRUN",
    "F\nRUN --network=none",
    "F\nCMD",
    "F\nENTRYPOINT",
    "F\nCMD []",
    "F\nARG --any A",
    "F\nSTOPSIGNAL --any 9",
    "F\nHEALTHCHECK --any NONE",
    "F\nHEALTHCHECK none",
    "F\nHEALTHCHECK --interval= --timeout=1h30m --start-period=0 --retries= CMD x",
    "F\nARG a=b # x",
    "F\nARG 1=2 a-b=c",
    "F\nUSER some body",
    "F\nWORKDIR /a # x",
    "F\nWORKDIR a",
    "F\nEXPOSE $NOTHING",
    "F\nEXPOSE 80/ 81/SCTP 8080:80 127.0.0.1:1:2 ${P:-90}",
    "F\nSTOPSIGNAL 99",
    "F\nSTOPSIGNAL rtmin+3",
    "F\nCOPY --from= a b",
    "FROM --platform= debian",
    "FROM \"scratch\"",
    "F\nENV a b=c d",
    "F\nENV a = b",
    "F\nENV A=$B$.$(c)",
    "F\nRUN x \\",
    "F\nRUN []",
    "F\nENTRYPOINT []",
    "FROM a AS a--b\nFROM 0\nFROM scratch:latest",
    "F\nRUN a\rb",
    "# escape=\\\n# unknown=x\n# escape=nonsense\nFROM scratch",
    "# Check = skip=all\nFROM scratch",
    "  # escape=`\n FROM scratch\nRUN a `\n b",
    "# check=skip=NoSuchCheck,\nFROM scratch",
    "\\\nFROM scratch",
    "FR\\\nOM scratch",
    "\u{a0}FROM scratch",
    "F\nRUN a \\\n\n# remark\n  \n b",
    "F\nRUN a\\\\\nRUN b",
    "F\nRUN <<A cat <<-B\na\nA\n\tb\n\tB\nRUN c",
    "F\nRUN << END\nx\nEND\nRUN y",
    "F\nRUN <<END\nx\nEND",
    "F\nADD <<END /x\ny\nEND\n# remark\nCOPY <<A <<B src /d/\nA\nB",
    "F\nRUN cat<<END",
    "F\nRUN echo \"<<END\" '<<END' \\<<END $((1<<2)) <<<word",
    "F\nRUN echo it's <<END",
    "F\nRUN <<\\END\nx\nEND",
    "F\nCMD <<END",
    "F\nCOPY <<'END' /x\n${X^^}\nEND",
    "F\nCOPY [\"a b\", \"/c d/\"]",
    "F\nCMD ['x']",
    "F\nCMD [\"x\"] # remark",
    "F\nRUN [ -f x ] && y",
    "F\nSHELL [\"a\"]",
    "F\nRUN --mount=type=CACHE,DST=/m,sharing=LOCKED,readonly=1 x",
    "F\nRUN --mount=type=bind,target=/a,target=/b,id=x,from=busybox x",
    "F\nRUN --mount=type=secret,id=a,env=B --mount=type=ssh,required x",
    "F\nRUN --mount=type=$KIND,target=/m,uid=1,size=3 x",
    "F\nWORKDIR /w\nRUN --mount=type=cache x",
    "F\nCOPY --chmod=u+x,go-w --chown=a:b a b",
    "F\nCOPY a --from=x b",
    "F\nCMD -- --flag",
    "F\nADD --unpack --keep-git-dir=TRUE https://h/r.git?ref=main#v1:sub b",
    "FROM localhost:5000/a/b:c AS a-b_c.d\nFROM a-b_c.d\nCOPY --from=A-B_C.D a b",
    "ARG X\nFROM $X",
    "ARG X\nFROM debian:${X:?which}",
    "FROM scratch AS scratch\nFROM scratch",
    "F\nMAINTAINER a b c",
    "F\nENV A='it''s' B=\"a\\\"b\" C=a\\ b",
    "# syntax=docker/dockerfile:1-labs\nFROM scratch\nRUN --device=gpu,required x",
    "# an escape that comes too late\n# escape=nonsense\nFROM scratch",
    "#!/usr/bin/env docker\n# escape=nonsense\nFROM scratch",
];

fn read(text: &str) -> Source {
    source(text.replacen(
        "F\n",
        "FROM scratch\n",
        usize::from(text.starts_with("F\n")),
    ))
}

#[test]
fn what_docker_refuses_is_refused_at_its_place() {
    let mut wrong = Vec::new();
    for (phase, id, at, text) in REFUSED {
        let source = read(text);
        let Document { tree, .. } = dockerfile::read(&source);
        let found: Vec<_> = tree
            .problems
            .iter()
            .map(|problem| (problem.phase, problem.id, source.slice(problem.span)))
            .collect();
        // Docker stops at the first error, so it is this one that counts.
        let first = found.first() == Some(&(*phase, *id, *at));
        if !first || tree.refusal().is_some() != (*phase < EVALUATION) {
            wrong.push(format!("{text:?}: wanted {id} at {at:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_docker_accepts_is_accepted() {
    let mut wrong = Vec::new();
    for text in ACCEPTED {
        let source = read(text);
        let problems = dockerfile::read(&source).tree.problems;
        if !problems.is_empty() {
            wrong.push(format!("{text:?}: {problems:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rest_of_a_broken_file_is_read() {
    let source = read("F\nFOO\nENV a\nRUN <<END\nx\nUSER me\nCOPY a b\n");
    let tree = dockerfile::read(&source).tree;
    let keywords: Vec<_> = tree
        .instructions
        .iter()
        .map(|it| &*it.keyword.text)
        .collect();
    assert_eq!(keywords, ["FROM", "FOO", "ENV", "RUN", "USER", "COPY"]);
}

#[test]
fn lines_over_the_limit_are_refused() {
    for (length, refused) in [(65_535, false), (65_536, true)] {
        let line = format!("RUN {}", "x".repeat(length - 4));
        let source = read(&format!("F\n{line}\n"));
        let tree = dockerfile::read(&source).tree;
        assert_eq!(
            tree.problems.iter().any(|it| it.id == "line-too-long"),
            refused,
            "{length}"
        );
    }
}

/// Keyword, flags, arguments, here-documents of an instruction in one line.
fn show(it: &Instruction<'_>) -> String {
    let text = it.text.as_str();
    let list = |words: Vec<&str>| words.join("|");
    let command = |command: &Command<'_>| match command {
        Command::Exec(words) => {
            format!(
                "exec {}",
                list(words.iter().map(|word| &*word.text).collect())
            )
        }
        Command::Shell {
            text: range,
            not_json,
        } => {
            let mark = if not_json.is_some() { " not-json" } else { "" };
            format!(
                "shell{mark} {}",
                &text[range.start as usize..range.end as usize]
            )
        }
    };
    let pairs = |pairs: &plimsoll::dockerfile::ast::Pairs<'_>| {
        let pairs: Vec<_> = pairs
            .pairs
            .iter()
            .map(|it| format!("{}={}", &*it.key, &*it.value))
            .collect();
        pairs.join("|")
    };
    let mut out = format!("{}", it.keyword.text);
    for flag in &it.flags {
        out += &format!(" --{}={}", flag.name.text, flag.text());
    }
    out += " ";
    out += &match &it.kind {
        Kind::Run(run) => command(&run.command),
        Kind::Cmd(it) | Kind::Entrypoint(it) => command(it),
        Kind::Env(it) | Kind::Label(it) => pairs(it),
        Kind::Copy(copy) | Kind::Add(copy) => {
            let mut words: Vec<_> = copy.sources.iter().map(|it| &*it.word.text).collect();
            words.extend(copy.destination.as_ref().map(|it| &*it.text));
            list(words)
        }
        Kind::Arg(arg) => {
            let name = |it: &plimsoll::dockerfile::ast::ArgName<'_>| match &it.default {
                Some(default) => format!("{}={}", &*it.name, &**default),
                None => it.name.to_string(),
            };
            arg.names.iter().map(name).collect::<Vec<_>>().join("|")
        }
        Kind::Healthcheck(it) => it.command.as_ref().map(command).unwrap_or_default(),
        Kind::Onbuild(Some(child)) => show(child),
        _ => it.argument().text.to_string(),
    };
    for heredoc in &it.heredocs {
        out += &format!(" <<{}", heredoc.name);
    }
    out
}

#[test]
fn logical_lines_and_arguments() {
    for (text, want) in [
        ("RUN a\\\nb", "RUN shell ab"),
        ("RUN a \\  \n# gone\n\n  b", "RUN shell a   b"),
        ("RUN 'a \\\n# gone\nb'", "RUN shell 'a b'"),
        (
            "run  --mount=type=cache,target=/c  x y ",
            "run --mount=type=cache,target=/c shell x y",
        ),
        ("RUN --network='no'\"ne\" x", "RUN --network=none shell x"),
        ("RUN [\"a\", \"b\\u0020c\"]", "RUN exec a|b c"),
        ("RUN [\"a\",]", "RUN shell not-json [\"a\",]"),
        ("CMD [\"C:\\x\"]", "CMD shell not-json [\"C:\\x\"]"),
        ("CMD \\\n[ \\\n\"a\" \\\n]", "CMD exec a"),
        (
            "ENV a=1 b='2 3' c=\"4 5\" d=6\\ 7",
            "ENV a=1|b='2 3'|c=\"4 5\"|d=6\\ 7",
        ),
        ("ENV a b=c  'd'", "ENV a=b=c  'd'"),
        ("ENV \"a b\" c", "ENV \"a=b\" c"),
        ("ENV a=${b:-x y=z}", "ENV a=${b:-x|y=z}"),
        ("ARG a b=c d='e f'", "ARG a|b=c|d='e f'"),
        ("ARG a=b # x", "ARG a=b|#|x"),
        ("COPY --chown=u:g \"a b\" c", "COPY --chown=u:g \"a|b\"|c"),
        ("COPY [\"a b\", \"c\"]", "COPY a b|c"),
        ("COPY a --from=x b", "COPY a|--from=x|b"),
        (
            "HEALTHCHECK --interval=5s CMD curl x || exit 1",
            "HEALTHCHECK --interval=5s shell curl x || exit 1",
        ),
        (
            "ONBUILD RUN --network=none a",
            "ONBUILD RUN --network=none shell a",
        ),
        ("ONBUILD COPY <<E /x\nE", "ONBUILD COPY <<E|/x <<E"),
        ("RUN <<A cat <<'B'\nA\nB", "RUN shell <<A cat <<'B' <<A <<B"),
        ("CMD -- --x", "CMD shell --x"),
        ("USER a b # c", "USER a b # c"),
    ] {
        let source = source(text);
        let tree = dockerfile::parse(&source);
        assert_eq!(show(&tree.instructions[0]), want, "{text}");
    }
}

#[test]
fn backtick_as_escape() {
    let source = source("# escape=`\nFROM a\nCOPY C:\\a `\n  C:\\b\\\nRUN x ``\nRUN y");
    let tree = dockerfile::parse(&source);
    let shown: Vec<_> = tree.instructions.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "FROM a",
            "COPY C:\\a|C:\\b\\",
            "RUN shell x ``",
            "RUN shell y"
        ]
    );
}

#[test]
fn directives_and_comments() {
    let source = source(
        "\u{feff}# Syntax = docker/dockerfile:1 \n #escape=`\n# note\n# check=skip=all\nFROM a\n \
         # in\nRUN b `\n # inside\n c",
    );
    let tree = dockerfile::parse(&source);
    let directives: Vec<_> = tree
        .directives
        .iter()
        .map(|it| (&*it.name.text, &*it.value.text, it.effective))
        .collect();
    assert_eq!(
        directives,
        [
            ("Syntax", "docker/dockerfile:1", true),
            ("escape", "`", true)
        ]
    );
    let comments: Vec<_> = tree
        .comments
        .iter()
        .map(|it| (source.slice(it.span), it.inside, it.indented))
        .collect();
    assert_eq!(
        comments,
        [
            ("# note", None, false),
            ("# check=skip=all", None, false),
            ("# in", None, true),
            ("# inside", Some(1), true),
        ]
    );
}

#[test]
fn sources_that_are_heredocs() {
    let source = source("FROM a\nCOPY --chmod=1 <<A file <<-B << C /d/\n1\nA\n\t2\n\tB\n3\nC\n");
    let tree = dockerfile::parse(&source);
    let Kind::Copy(copy) = &tree.instructions[1].kind else {
        panic!("a COPY")
    };
    let sources: Vec<_> = copy
        .sources
        .iter()
        .map(|it| (&*it.word.text, it.heredoc))
        .collect();
    // A blank behind `<<` opens a here-document, but the words are not one source.
    let want = [
        ("<<A", Some(0)),
        ("file", None),
        ("<<-B", Some(1)),
        ("<<", None),
        ("C", None),
    ];
    assert_eq!(sources, want);
    assert_eq!(tree.instructions[1].heredocs.len(), 3);
}

#[test]
fn heredoc_bodies() {
    let source = source("FROM a\r\nRUN <<-X\r\n\ta\r\n\t\tb \r\n\tX\r\nRUN c");
    let tree = dockerfile::parse(&source);
    let heredoc = &tree.instructions[1].heredocs[0];
    assert_eq!(source.slice(heredoc.body), "\ta\r\n\t\tb \r\n");
    assert_eq!(heredoc.text(source.text()).as_str(), "a\r\nb \r\n");
    assert_eq!(heredoc.terminator.map(|span| source.slice(span)), Some("X"));
    assert_eq!(source.slice(tree.instructions[1].head), "RUN <<-X");
    assert_eq!(tree.instructions.len(), 3);
}

/// The value of the variable `R` at the end of the file, `?` for what is unknown.
fn value(text: &str) -> String {
    let source = source(format!("{text}\nLABEL x=$R"));
    let document = dockerfile::read(&source);
    let last = document.tree.instructions.len() - 1;
    let value = document.model.value(&"$R".into(), last);
    match value.known() {
        Some(known) => known.to_owned(),
        None => format!("{}?{}", value.prefix(), value.suffix()),
    }
}

#[test]
fn scopes_and_inheritance() {
    for (text, want) in [
        ("FROM scratch\nENV A=1\nENV R=$A$A", "11"),
        ("FROM scratch\nENV A=1 R=$A", ""),
        ("FROM scratch\nARG A=1 R=$A", "1"),
        ("ARG A=1\nFROM scratch\nENV R=x$A", "x"),
        ("ARG A=1\nFROM scratch\nARG A\nENV R=x$A", "x1"),
        ("ARG A=1\nFROM scratch\nARG A=2\nENV R=$A", "2"),
        ("FROM scratch\nARG A\nENV R=x${A}y", "x?y"),
        (
            "FROM scratch\nARG TARGETARCH\nENV R=linux/$TARGETARCH",
            "linux/?",
        ),
        ("FROM scratch\nENV R=linux/$TARGETARCH", "linux/"),
        ("FROM debian\nENV R=$HOME/x", "?/x"),
        ("FROM scratch\nENV R=$PATH:/x", "?:/x"),
        (
            "FROM scratch AS a\nENV A=1\nFROM a AS b\nARG B=2\nFROM b\nENV R=$A$B",
            "12",
        ),
        ("FROM scratch AS a\nENV A=1\nFROM scratch\nENV R=$A", ""),
        ("FROM scratch\nENV A=1\nENV A=2\nENV R=$A", "2"),
        (
            "FROM scratch\nENV A=a/b.c\nENV R=${A##*/}-${A%.*}-${A/b/x}",
            "b.c-a/b-a/x.c",
        ),
        (
            "FROM scratch\nENV A=''\nENV R=${A:-d}${A-e}${A:+f}${A+g}${B:-h}",
            "dgh",
        ),
        ("FROM scratch\nENV R='$A'\\$B\"c\"", "$A$Bc"),
        ("FROM scratch\nENV A B C\nENV R=$A", "B C"),
    ] {
        assert_eq!(value(text), want, "{text}");
    }
}

#[test]
fn what_is_in_force() {
    let source = source(
        "FROM a AS one\nSHELL [\"bash\"]\nUSER u\nWORKDIR /w\nFROM one\nRUN x\nFROM b\nRUN y",
    );
    let document = dockerfile::read(&source);
    let state = |index| {
        let state = document.model.state(index);
        (state.stage, state.shell, state.user, state.workdir)
    };
    assert_eq!(state(5), (Some(1), Some(1), Some(2), Some(3)));
    assert_eq!(state(7), (Some(2), None, None, None));
}

#[test]
fn exponential_values_and_endless_chains_are_cut() {
    let mut text = String::from("FROM scratch\nENV A=0123456789\n");
    for _ in 0..60 {
        text += "ENV A=$A$A\n";
    }
    let source = source(text.as_str());
    dockerfile::read(&source);
    let mut text = String::from("FROM scratch AS s0\nENV A=1\n");
    for stage in 1..2_000 {
        text += &format!("FROM s{} AS s{stage}\nENV B{stage}=$A\n", stage - 1);
    }
    dockerfile::read(&self::source(text.as_str()));
}
