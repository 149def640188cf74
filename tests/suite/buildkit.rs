//! BuildKit's checks: what they find, how they are switched, and what a build is given.

use std::collections::BTreeSet;

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::dockerfile;
use plimsoll::engine::{Linter, Workspace};
use plimsoll::finding::Severity;
use plimsoll::project::{Host, NoHost};
use plimsoll::rule::buildkit::{self, CHECK_ARGUMENT, CHECKS, NEEDS_REGISTRY};
use plimsoll::rules;
use plimsoll::text::{Language, Source};

use super::support::{Memory, config, show};

/// Each check with files and the first lines of its findings in them.
const CASES: &[(&str, &[u32], &str)] = &[
    ("StageNameCasing", &[1], "FROM scratch AS Tools"),
    (
        "StageNameCasing",
        &[2],
        "FROM scratch AS tools\nFROM tools AS tOols2\nCOPY --from=Tools /a /b",
    ),
    (
        "StageNameCasing",
        &[],
        "FROM scratch AS tools\nFROM scratch\nCOPY --from=TOOLS /a /b",
    ),
    (
        "FromAsCasing",
        &[1, 2],
        "FROM scratch as one\nfrom scratch AS two\nFROM scratch AS three",
    ),
    ("FromAsCasing", &[1], "FROM scratch aS one"),
    (
        "FromAsCasing",
        &[],
        "from scratch as one\nFROM scratch AS two\nFrom scratch as three",
    ),
    (
        "NoEmptyContinuation",
        &[5],
        "FROM scratch\nLABEL a=b \\\n\n   c=d \\\n   e=f",
    ),
    (
        "NoEmptyContinuation",
        &[4],
        "FROM scratch\nLABEL a=b \\\n \t\n   c=d\n",
    ),
    (
        "NoEmptyContinuation",
        &[4],
        "FROM scratch\nCOPY <<E \\\n\n  /x\nbody\nE",
    ),
    (
        "NoEmptyContinuation",
        &[],
        "FROM scratch\nLABEL a=b \\\n# fine\n   c=d",
    ),
    (
        "NoEmptyContinuation",
        &[],
        "FROM scratch\nCOPY <<E /x\n\n\nE\n",
    ),
    (
        "ConsistentInstructionCasing",
        &[3, 5],
        "FROM scratch\nENV a=b\nenv c=d\nLABEL e=f\nLabel g=h",
    ),
    (
        "ConsistentInstructionCasing",
        &[1],
        "FROM scratch\nenv a=b\nlabel e=f",
    ),
    ("ConsistentInstructionCasing", &[2], "FROM scratch\nenv a=b"),
    ("ConsistentInstructionCasing", &[1], "From scratch"),
    (
        "ConsistentInstructionCasing",
        &[],
        "arg X=1\nFROM scratch\nONBUILD run x",
    ),
    (
        "ConsistentInstructionCasing",
        &[],
        "FROM scratch\nenv a=b\nSPAM x",
    ),
    (
        "DuplicateStageName",
        &[2, 3],
        "FROM scratch AS a\nFROM scratch AS a\nFROM scratch AS A",
    ),
    (
        "DuplicateStageName",
        &[],
        "FROM scratch AS a\nFROM scratch AS b\nFROM a",
    ),
    (
        "ReservedStageName",
        &[1, 2],
        "FROM alpine AS scratch\nFROM alpine AS Context",
    ),
    (
        "ReservedStageName",
        &[],
        "FROM scratch\nFROM scratch AS scratch2",
    ),
    (
        "JSONArgsRecommended",
        &[2, 3],
        "FROM scratch\nENTRYPOINT exec /app\nCMD ['a']",
    ),
    (
        "JSONArgsRecommended",
        &[2, 3],
        "FROM scratch\nCMD a\nENTRYPOINT\nSHELL [\"/sh\"]",
    ),
    (
        "JSONArgsRecommended",
        &[],
        "FROM scratch AS a\nCMD [\"/app\"]\nFROM scratch AS b\nSHELL [\"/bin/bash\", \"-c\"]\nFROM b\nCMD echo hi\nHEALTHCHECK CMD curl localhost\nONBUILD CMD x",
    ),
    (
        "MaintainerDeprecated",
        &[2],
        "FROM scratch\nMAINTAINER somebody",
    ),
    (
        "MaintainerDeprecated",
        &[],
        "FROM scratch\nLABEL maintainer=somebody",
    ),
    (
        "UndefinedArgInFrom",
        &[2, 3],
        "ARG TAG=1\nFROM alpine:${TAG}${MORE}\nFROM ${BASE:-scratch}",
    ),
    (
        "UndefinedArgInFrom",
        &[3],
        "FROM scratch AS a\nARG V=1\nFROM alpine:3$V",
    ),
    (
        "UndefinedArgInFrom",
        &[1],
        "FROM --platform=linux/amd64$HTTP_PROXY scratch",
    ),
    (
        "UndefinedArgInFrom",
        &[],
        "ARG TAG=1\nARG MORE\nFROM --platform=$BUILDPLATFORM alpine:${TAG}${MORE}",
    ),
    (
        "WorkdirRelativePath",
        &[2],
        "FROM scratch AS a\nWORKDIR app\nWORKDIR src\nFROM a\nWORKDIR more",
    ),
    (
        "WorkdirRelativePath",
        &[2, 4],
        "FROM scratch\nWORKDIR ~\nFROM alpine\nWORKDIR ''",
    ),
    (
        "WorkdirRelativePath",
        &[],
        "FROM scratch AS a\nARG ROOT=/srv\nWORKDIR $ROOT\nWORKDIR app\nFROM a\nWORKDIR src",
    ),
    (
        "UndefinedVar",
        &[2, 3, 5, 6],
        "FROM scratch\nCOPY $SRC /x\nENV A=1 B=$A\nENV C=$A\nLABEL d=${NOPE:-x}\nCOPY <<E /y\nvalue $UNKNOWN\nE",
    ),
    (
        "UndefinedVar",
        &[3, 5],
        "ARG G=1\nFROM scratch\nENV a=$G\nARG G\nENV b=$G c=$HOME d=$1",
    ),
    (
        "UndefinedVar",
        &[3],
        "ARG G=1\nFROM some/image\nENV a=$G b=$OTHER\nARG G\nENV c=$G",
    ),
    (
        "UndefinedVar",
        &[2],
        "FROM scratch\nRUN --mount=type=cache,target=/c,id=$TARGETARCH x",
    ),
    (
        "UndefinedVar",
        &[],
        "FROM scratch AS base\nARG SRC\nARG A=1 B=$A\nCOPY $SRC /x\nEXPOSE $whatever\nRUN echo $unset\nFROM base\nLABEL a=$B b='$lit' c=\\$lit\nENV P=$PATH:/x S=$BUILDKIT_SBOM_SCAN_STAGE\nCOPY <<'E' /y\n$z\nE\nONBUILD ENV a=$y",
    ),
    (
        "MultipleInstructionsDisallowed",
        // BuildKit shows the one that is replaced, we show the one that replaces it.
        &[3, 4],
        "FROM scratch\nCMD [\"a\"]\nCMD [\"b\"]\nCMD [\"c\"]",
    ),
    (
        "MultipleInstructionsDisallowed",
        &[4, 5],
        "FROM scratch\nENTRYPOINT [\"a\"]\nHEALTHCHECK NONE\nENTRYPOINT [\"b\"]\nHEALTHCHECK CMD x",
    ),
    (
        "MultipleInstructionsDisallowed",
        &[],
        "FROM scratch AS a\nCMD [\"a\"]\nFROM a\nCMD [\"b\"]\nHEALTHCHECK CMD [\"x\"]",
    ),
    (
        "LegacyKeyValueFormat",
        &[2, 3],
        "FROM scratch\nENV A b c\nLABEL k v",
    ),
    ("LegacyKeyValueFormat", &[2], "FROM scratch\nENV a = b"),
    (
        "LegacyKeyValueFormat",
        &[],
        "FROM scratch\nENV A=\"b c\"\nLABEL k=v\nARG x y",
    ),
    (
        "RedundantTargetPlatform",
        &[1, 2],
        "FROM --platform=$TARGETPLATFORM scratch AS a\nFROM --platform=${TARGETPLATFORM} scratch AS b",
    ),
    (
        "RedundantTargetPlatform",
        &[],
        "ARG P=$TARGETPLATFORM\nFROM --platform=$P scratch AS a\nFROM --platform=$BUILDPLATFORM scratch AS b\nFROM --platform=$TARGETOS/$TARGETARCH scratch AS c",
    ),
    (
        "SecretsUsedInArgOrEnv",
        &[3, 4],
        "ARG GLOBAL_TOKEN\nFROM scratch\nARG API_TOKEN USER_NAME\nENV password=x DB_SECRET=y",
    ),
    (
        "SecretsUsedInArgOrEnv",
        &[],
        "ARG API_TOKEN\nFROM scratch\nARG TOKEN_FILE PUBLIC_KEY MONKEY\nENV KEYS=1 PASSPHRASE=2\nLABEL token=x",
    ),
    (
        "InvalidDefaultArgInFrom",
        &[3, 4],
        "ARG V\nARG NAME\nFROM busybox:$V\nFROM $NAME",
    ),
    ("InvalidDefaultArgInFrom", &[2], "ARG V=A\nFROM busy${V}box"),
    (
        "InvalidDefaultArgInFrom",
        &[],
        "ARG V\nARG T=1.2\nFROM busybox$V\nFROM busybox:${V:-latest}\nFROM busybox:$T\nFROM x:$TARGETARCH",
    ),
    (
        "FromPlatformFlagConstDisallowed",
        &[1, 2],
        "FROM --platform=linux/amd64 scratch\nFROM --platform=linux/arm64/v8 scratch AS build-arm",
    ),
    (
        "FromPlatformFlagConstDisallowed",
        &[],
        "FROM --platform=linux/amd64 scratch AS build-amd64\nFROM --platform=linux/arm64 scratch AS my-linux\nFROM --platform=linux/$TARGETARCH scratch AS c",
    ),
    (
        "InvalidDefinitionDescription",
        &[3, 5],
        "# check=experimental=InvalidDefinitionDescription\n# the version\nARG VERSION\n# Makes it\nFROM scratch AS build",
    ),
    (
        "InvalidDefinitionDescription",
        &[3],
        "FROM scratch AS a\n# check=experimental=InvalidDefinitionDescription\nARG VERSION\n# no\nARG B",
    ),
    (
        "InvalidDefinitionDescription",
        &[],
        "# check=experimental=all\n# VERSION is it\nARG VERSION\n# unrelated\n#\nFROM scratch AS build\n# text\nLABEL a=b\n# B\n\nARG A B",
    ),
    (
        "InvalidDefinitionDescription",
        &[],
        "# no\nFROM scratch AS build",
    ),
    (
        "ExposeProtoCasing",
        &[2],
        "FROM scratch\nEXPOSE 80/TCP 81/udp",
    ),
    (
        "ExposeProtoCasing",
        &[],
        "FROM scratch\nEXPOSE 80/tcp 81/udp 82 83/sctp",
    ),
    (
        "ExposeInvalidFormat",
        &[2],
        "FROM scratch\nEXPOSE 8080:80 127.0.0.1:81:81 82",
    ),
    (
        "ExposeInvalidFormat",
        &[],
        "FROM scratch\nEXPOSE 80 81-83/udp :84 ::85",
    ),
];

/// Ignore file, file, and the lines of CopyIgnoredFile.
const COPIES: &[(&str, &str, &[u32])] = &[
    (
        "secret\n*.log",
        "FROM scratch\nCOPY ./secret /x\nADD a.log b.txt /y/",
        &[2, 3],
    ),
    (
        "secret\n*.log",
        "FROM scratch AS a\nCOPY . /x\nCOPY sub/a.log /y\nFROM scratch\nCOPY --from=a secret /z",
        &[],
    ),
    ("secret\n!secret/x", "FROM scratch\nCOPY secret /x", &[]),
    ("x", "FROM scratch\nCOPY x/y a/../x /z/\nCOPY /x /z", &[2]),
    (
        "**/*",
        "FROM scratch\nCOPY . /x\nCOPY / /x\nCOPY .. /x",
        &[2, 3, 4],
    ),
    (
        "*.txt",
        "FROM scratch\nENV N=a\nCOPY *.txt /x\nCOPY $N.txt /y",
        &[3, 4],
    ),
    (
        "*",
        "FROM scratch\nADD https://example.com/a /x\nCOPY <<E /y\nE\nONBUILD COPY a /b",
        &[],
    ),
    ("", "FROM scratch\nCOPY a /b", &[]),
    ("[", "FROM scratch\nCOPY [ /b", &[]),
];

/// The rules of a check alone, with what makes them work.
fn only(check: &str) -> Config {
    let experimental = buildkit::find(check).is_some_and(|check| check.experimental);
    // Naming an experimental check would switch it on.
    let layer = Layer {
        select: (!experimental).then(|| vec![Selector::read(check).unwrap()]),
        ..Layer::default()
    };
    Config::new(vec![layer])
}

fn lines(check: &str, config: &Config, text: &str, host: &dyn Host) -> BTreeSet<u32> {
    let source = Source::new("Dockerfile", Language::Dockerfile, text);
    let findings = {
        let workspace = Workspace::new(std::slice::from_ref(&source), host, Vec::new());
        Linter::new(config).check_in(&workspace, 0)
    };
    let own = |code| {
        rules::find(code)
            .and_then(|rule| buildkit::of(rule.meta.upstream))
            .is_some_and(|it| it.name == check)
    };
    let found = findings.iter().filter(|finding| own(finding.code));
    // BuildKit knows instructions only; of one over several lines it shows the first.
    let tree = dockerfile::parse(&source);
    let shown = |at: u32| {
        let mut around = tree.instructions.iter();
        let around = around.find(|it| it.span.start <= at && at <= it.span.end);
        around.map_or(at, |it| {
            if check == "NoEmptyContinuation" {
                at
            } else {
                it.span.start
            }
        })
    };
    found
        .map(|finding| source.position(shown(finding.span.start)).line + 1)
        .collect()
}

#[test]
fn each_check_finds_what_it_finds_in_a_build() {
    for (check, wanted, text) in CASES {
        let found = lines(check, &only(check), text, &NoHost);
        assert_eq!(
            found,
            wanted.iter().copied().collect(),
            "{check} on:\n{text}"
        );
        let text = text.replace('\n', "\r\n");
        let found = lines(check, &only(check), &text, &NoHost);
        assert_eq!(found, wanted.iter().copied().collect(), "{check} with CRLF");
    }
    for (ignore, text, wanted) in COPIES {
        let check = "CopyIgnoredFile";
        let host = Memory::new(&[(".dockerignore", ignore)]);
        let found = lines(check, &only(check), text, &host);
        assert_eq!(
            found,
            wanted.iter().copied().collect(),
            "{ignore:?} on:\n{text}"
        );
        assert!(lines(check, &only(check), text, &NoHost).is_empty());
    }
}

#[test]
fn every_check_has_a_rule_and_cases() {
    for check in CHECKS {
        let name = check.name;
        let rules = rules::find_upstream(name).count();
        let cases = || CASES.iter().filter(|(check, ..)| *check == name);
        let good = cases().any(|(_, lines, _)| lines.is_empty());
        let bad = cases().any(|(_, lines, _)| !lines.is_empty());
        match name {
            NEEDS_REGISTRY => assert_eq!(rules, 0),
            "CopyIgnoredFile" => assert_eq!(rules, 1),
            "UndefinedVar" => assert_eq!(rules, 2),
            _ => assert!(rules > 0 && good && bad, "{name}"),
        }
    }
}

#[test]
fn the_ignore_file_of_a_build() {
    let text = "FROM scratch\nCOPY a b c /x/";
    let source = |name: &str| Source::new(name, Language::Dockerfile, text);
    let host = Memory::new(&[
        ("docker/app.Dockerfile.dockerignore", "a"),
        ("docker/.dockerignore", "b"),
        (".dockerignore", "c"),
    ]);
    let found = |name: &str, context: Option<&str>| {
        let layer = Layer {
            context: context.map(Into::into),
            ..Layer::default()
        };
        let linter = Linter::new(&only("CopyIgnoredFile").with(layer));
        let source = source(name);
        let findings = {
            let workspace = Workspace::new(std::slice::from_ref(&source), &host, Vec::new());
            linter.check_in(&workspace, 0)
        };
        let words = findings.iter().map(|finding| source.slice(finding.span));
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("docker/app.Dockerfile", None), "a");
    assert_eq!(found("docker/app.Dockerfile", Some("")), "a");
    assert_eq!(found("docker/Dockerfile", None), "b");
    assert_eq!(found("docker/Dockerfile", Some("")), "c");
    assert_eq!(found("other/Dockerfile", None), "");
    assert_eq!(found("Dockerfile", None), "c");
    assert_eq!(found("-", None), "");
    assert_eq!(found("-", Some("")), "c");
}

const STAGES: &str = "FROM scratch AS Base\nENV A b\nFROM base\nWORKDIR x\n";

#[test]
fn checks_are_switched_off_by_name() {
    let rules = config("select: [uppercase-stage-name, legacy-key-value, relative-workdir, meta]");
    for (before, want) in [
        ("", "1:17 DX2001, 2:5 DX2007, 4:9 DL3000"),
        (
            "# check=skip=StageNameCasing,LegacyKeyValueFormat\n",
            "5:9 DL3000",
        ),
        ("# check=skip=all\n", ""),
        ("#check=skip=all;error=true why\n", ""),
        (
            "# check=error=true;skip=WorkdirRelativePath\n",
            "2:17 DX2001, 3:5 DX2007",
        ),
        ("# check=skip=Spam\n", "2:17 DX2001, 3:5 DX2007, 5:9 DL3000"),
        // Names are case-sensitive.
        (
            "# check=skip=stagenamecasing\n",
            "1:14 DX0004, 2:17 DX2001, 3:5 DX2007, 5:9 DL3000",
        ),
        ("\n# check=skip=StageNameCasing\n", "4:5 DX2007, 6:9 DL3000"),
    ] {
        assert_eq!(
            show(&rules, &format!("{before}{STAGES}")).join(", "),
            want,
            "{before}"
        );
    }
}

#[test]
fn some_checks_cannot_be_switched_off_at_one_place() {
    for check in CHECKS.iter().filter(|check| !check.experimental) {
        let name = check.name;
        let cases = CASES.iter().filter(|(check, ..)| *check == name);
        for (_, wanted, text) in cases.filter(|(_, lines, _)| !lines.is_empty()) {
            let rules = only(name);
            let whole = format!("# check=skip={name}\n{text}");
            assert!(lines(name, &rules, &whole, &NoHost).is_empty(), "{whole}");
            // The comment stands above the first instruction that is found.
            let first = wanted[0];
            let mut all: Vec<_> = text.lines().map(str::to_owned).collect();
            let at = match name {
                "NoEmptyContinuation" => 1,
                _ => first as usize - 1,
            };
            all.insert(at, format!("\n# check=skip={name}"));
            let found = lines(name, &rules, &all.join("\n"), &NoHost);
            let left = wanted.len() - usize::from(check.local);
            assert_eq!(found.len(), left, "{}", all.join("\n"));
        }
    }
}

#[test]
fn a_local_skip_without_effect_is_reported() {
    let rules = config("select: [meta]");
    let text = "FROM a\n# check=skip=NoEmptyContinuation\nRUN a \\\n\n b\n";
    assert_eq!(show(&rules, text), ["2:14 DX0004"]);
}

#[test]
fn findings_become_errors() {
    let linter = Linter::new(&Config::default());
    let text = "# check=error=true;skip=WorkdirRelativePath\nFROM a:1 AS Base\nENV A b\nWORKDIR x\nRUN cd /";
    let source = Source::new("Dockerfile", Language::Dockerfile, text);
    let findings = linter.check(&source, 0);
    let shown: Vec<_> = findings
        .iter()
        .map(|it| (it.code, it.severity == Severity::Error))
        .collect();
    assert_eq!(
        shown,
        [("DX2001", true), ("DX2007", true), ("DX4001", false)]
    );
}

#[test]
fn a_build_argument_replaces_the_header() {
    let with = |value: &str, more: &str| {
        let rules = "select: [uppercase-stage-name, legacy-key-value, relative-workdir, meta]";
        let layer = Layer {
            build_args: [(CHECK_ARGUMENT.to_owned(), value.to_owned())].into(),
            ..Layer::default()
        };
        let config = config(&format!("{rules}\n{more}")).with(layer);
        show(&config, &format!("# check=skip=all\n{STAGES}")).join(", ")
    };
    assert_eq!(with("", ""), "2:17 DX2001, 3:5 DX2007, 5:9 DL3000");
    assert_eq!(with("skip=StageNameCasing", ""), "3:5 DX2007, 5:9 DL3000");
    assert_eq!(with("skip=all", "inline-ignores: false"), "");
    let local = "FROM a AS x\n# check=skip=WorkdirRelativePath\nWORKDIR x";
    let layer = Layer {
        build_args: [(CHECK_ARGUMENT.to_owned(), String::new())].into(),
        ..Layer::default()
    };
    let config = config("select: [relative-workdir]").with(layer);
    assert!(show(&config, local).is_empty());
}

#[test]
fn an_experimental_check_can_be_forbidden() {
    let text = "# check=experimental=InvalidDefinitionDescription\n# no\nFROM a AS b\n";
    let codes = |yaml: &str| {
        let found = show(&config(yaml), text);
        found.iter().any(|it| it.ends_with("DX2010"))
    };
    assert!(codes("preview: false"));
    assert!(codes("extend-select: [InvalidDefinitionDescription]"));
    assert!(!codes("ignore: [DX2010]"));
    assert!(!codes("select: [DL]"));
}

#[test]
fn the_target_decides_what_is_built() {
    let text = "FROM scratch AS base\nENV A b\nFROM base AS tests\nENV B c\nWORKDIR x\n\
                FROM base AS App\nENV C d\nUSER root\nFROM scratch\nCOPY --from=tests /a /b\nENV D e\n";
    let found = |target: Option<&str>| {
        let layer = Layer {
            target: target.map(str::to_owned),
            ..Layer::default()
        };
        let rules = "select: [LegacyKeyValueFormat, WorkdirRelativePath, StageNameCasing, DL3002]";
        let lines = show(&config(rules).with(layer), text);
        let short = |it: &String| it.replace(":5 DX2007", "").replace(":9 DL3000", "w");
        lines.iter().map(short).collect::<Vec<_>>().join(" ")
    };
    let stage = "6:14 DX2001";
    let root = "8:6 DL3002";
    assert_eq!(found(None), format!("2 4 5w {stage} 7 {root} 11"));
    assert_eq!(found(Some("app")), format!("2 {stage} 7 {root}"));
    assert_eq!(found(Some("TESTS")), format!("2 4 5w {stage}"));
    assert_eq!(found(Some("base")), format!("2 {stage}"));
    // A file without that stage is built by someone else.
    assert_eq!(found(Some("spam")), found(None));
}

#[test]
fn build_arguments_count() {
    let found = |yaml: &str, text: &str| {
        let rules =
            "select: [relative-workdir, syntax-error, ExposeProtoCasing, InvalidDefaultArgInFrom]";
        show(&config(&format!("{rules}\n{yaml}")), text).join(", ")
    };
    let text = "FROM scratch\nARG DIR=/srv\nWORKDIR $DIR\n";
    assert_eq!(found("", text), "");
    assert_eq!(found("build-args: {DIR: srv}", text), "3:9 DL3000");
    // What is not declared has no effect.
    assert_eq!(
        found(
            "build-args: {DIR: srv}",
            "FROM scratch\nENV DIR=/srv\nWORKDIR $DIR\n"
        ),
        ""
    );
    let text = "ARG TAG\nFROM alpine:$TAG\nARG P\nEXPOSE 80/$P\n";
    assert_eq!(found("", text), "2:6 DX2008");
    assert_eq!(
        found("build-args: {TAG: '3', P: TCP}", text),
        "2:6 DX2008, 4:8 DX2011"
    );
    assert_eq!(found("build-args: {TAG: 'a b'}", text), "2:6 DL1000");
    let text = "FROM alpine:$TARGETARCH";
    assert_eq!(found("build-args: {TARGETARCH: 'a b'}", text), "1:6 DL1000");
}

#[test]
fn names_of_checks_are_accepted_wherever_a_rule_is_named() {
    let text =
        "FROM a\nCMD x\nCMD y\nHEALTHCHECK NONE\nHEALTHCHECK NONE\nENTRYPOINT x\nENTRYPOINT y\n";
    let all = ["3:1 DL4003", "5:1 DL3012", "7:1 DL4004"];
    let name = "MultipleInstructionsDisallowed";
    assert_eq!(show(&config(&format!("select: [{name}]")), text), all);
    let ignoring = format!("select: [DL3012, DL4003]\nignore: [{name}]");
    assert!(show(&config(&ignoring), text).is_empty());
    let levels = config(&format!("select: [{name}]\nseverity: {{{name}: info}}"));
    let source = Source::new("Dockerfile", Language::Dockerfile, text);
    let findings = Linter::new(&levels).check(&source, 0);
    assert!(findings.iter().all(|it| it.severity == Severity::Info));
    let comment = format!("# plimsoll ignore-file={name}\n{text}");
    assert!(show(&config(&format!("select: [{name}, meta]")), &comment).is_empty());
    for check in CHECKS.iter().filter(|check| check.name != NEEDS_REGISTRY) {
        assert!(Selector::read(check.name).is_ok(), "{}", check.name);
    }
    let error = Selector::read(NEEDS_REGISTRY).unwrap_err();
    assert!(error.contains("registry"), "{error}");
    let error = Selector::read("StageNameCasin").unwrap_err();
    assert!(error.contains("`StageNameCasing`"), "{error}");
}
