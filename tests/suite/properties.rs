//! What holds for every input. The checks themselves are shared with the run over real files.

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::dockerfile;
use plimsoll::engine::{Linter, Workspace, check_all};
use plimsoll::report::{self, Colour, Format, Report};
use plimsoll::text::{Language, Source};

use super::support::{Kind, check, examples, source};

#[path = "../shared/invariants.rs"]
pub mod invariants;

use invariants::{Mutator, hold};

/// Texts that have a bit of everything.
fn seeds() -> Vec<String> {
    let mut seeds: Vec<String> = examples().into_iter().map(|example| example.text).collect();
    seeds.push(
        "# syntax=docker/dockerfile:1\n# escape=`\nARG A=1 B='x y'\nFROM --platform=$BUILDPLATFORM a:${A} AS b\n\
         RUN --mount=type=cache,target=/c x `\n # in\n\n y\nRUN <<A cat <<-'B'\na $(b)\nA\n\tc\n\tB\n\
         COPY <<EOF [\"x\", \"y\"]\nHEALTHCHECK --interval=5s CMD [\"a\", \"\\u00e9\"]\n# hadolint ignore=DL3000 x\n\
         ONBUILD ADD <<E /x\n${y:-z}\nE\nENV a b=c\nLABEL a=\"b\\\"\" 'c d'=e"
            .to_owned(),
    );
    seeds
}

fn everything() -> Linter {
    Linter::new(&all_rules())
}

fn all_rules() -> Config {
    let select = rules_of_all_kinds();
    Config::new(vec![Layer {
        select: Some(select),
        preview: Some(true),
        ..Layer::default()
    }])
}

fn rules_of_all_kinds() -> Vec<Selector> {
    plimsoll::rules::all().map(Selector::Rule).collect()
}

#[test]
fn invariants_hold_for_the_examples_and_all_their_prefixes() {
    let linter = everything();
    // The many shell rules are alike; every prefix of all their examples would take minutes.
    let (shell, other): (Vec<_>, Vec<_>) = examples()
        .into_iter()
        .filter(|example| example.language == Language::Dockerfile)
        .partition(|example| example.rule.meta.family() == "SC");
    let shell = shell.into_iter().step_by(25);
    for seed in other.into_iter().chain(shell).map(|example| example.text) {
        for end in 0..=seed.len() {
            hold(&linter, seed.as_bytes().get(..end).unwrap());
        }
    }
}

#[test]
fn invariants_hold_for_mutated_files() {
    let linter = everything();
    let seeds = seeds();
    let mut mutator = Mutator::new(0x9e37_79b9_7f4a_7c15);
    for _ in 0..6_000 {
        hold(&linter, &mutator.mutate(&seeds));
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let linter = everything();
    let sources: Vec<_> = examples()
        .into_iter()
        .enumerate()
        .map(|(at, it)| Source::new(format!("{at}"), it.language, it.text))
        .collect();
    let jobs: Vec<_> = sources.iter().map(|_| &linter).collect();
    let workspace = Workspace::alone(&sources);
    let json = |threads| {
        let mut out = Vec::new();
        let report = Report::new(&sources, check_all(&workspace, &jobs, threads, &|| {}));
        report::write(Format::Json, &report, Colour::None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let one = json(1);
    for threads in [2, 3, 16] {
        assert_eq!(json(threads), one);
    }
}

#[test]
fn ignoring_everything_found_leaves_nothing() {
    let config = all_rules();
    for example in examples().iter().filter(|it| it.kind == Kind::Bad) {
        let mut codes: Vec<_> = check(&config, example.text.as_str())
            .iter()
            .map(|finding| finding.code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        // Pragmas inside would become findings of their own.
        if example.text.contains("ignore") {
            continue;
        }
        let text = format!(
            "{}\n# plimsoll ignore-file={}\n",
            example.text,
            codes.join(",")
        );
        let left = check(&config, text.as_str());
        assert!(left.is_empty(), "{left:?} in\n{text}");
    }
}

/// Work grows with the size of the input, not with its square.
#[test]
fn hostile_files_are_read_in_time() {
    let repeat = |text: &str, count: usize| text.repeat(count);
    let many = |line: &str| format!("FROM scratch\n{}", repeat(line, 100_000));
    let numbered =
        |line: &dyn Fn(usize) -> String| (0..20_000).map(line).collect::<Vec<_>>().join("\n");
    let files = [
        ("instructions", many("USER x\n")),
        ("unknown instructions", many("FOO\n")),
        ("runs", many("RUN a\n")),
        ("comments", many("# plimsoll ignore=sudo\n")),
        ("environment", many("ENV A=$A$B\n")),
        ("open heredocs", many("RUN <<E\n")),
        (
            "labels",
            format!("FROM scratch\nLABEL {}", repeat("a=b ", 100_000)),
        ),
        (
            "long line",
            format!("FROM scratch\nRUN {}", repeat("x", 1 << 20)),
        ),
        (
            "long continued line",
            format!("FROM scratch\nRUN {}", repeat("x \\\n", 250_000)),
        ),
        (
            "blank continuation",
            format!("FROM scratch\nRUN a \\\n{}", repeat(" \n", 500_000)),
        ),
        (
            "nested substitutions",
            format!(
                "FROM scratch\nRUN {}{}",
                repeat("$(echo ", 10_000),
                repeat(")", 10_000)
            ),
        ),
        (
            "nested defaults",
            format!("FROM scratch\nENV A={}", repeat("${a:-", 50_000)),
        ),
        (
            "nested arrays",
            format!("FROM scratch\nCMD {}", repeat("[", 500_000)),
        ),
        (
            "chain",
            format!("FROM scratch\nRUN {} a", repeat("a && ", 6_000)),
        ),
        (
            "sudo",
            format!("FROM scratch\nRUN {}", repeat("sudo ", 50_000)),
        ),
        (
            "mounts",
            format!(
                "FROM scratch\nRUN {} x",
                repeat("--mount=target=/a ", 50_000)
            ),
        ),
        (
            "flags",
            format!("FROM scratch\nCOPY {} x", repeat("--from=a ", 50_000)),
        ),
        (
            "stages",
            numbered(&|at| format!("FROM a AS s{at}\nCOPY --from=s{at} a b")),
        ),
        (
            "chain of stages",
            numbered(&|at| {
                if at == 0 {
                    "FROM scratch AS s0".to_owned()
                } else {
                    format!("FROM s{} AS s{at}\nENV A=$B\nUSER 0", at - 1)
                }
            }),
        ),
        (
            "heredocs on a line",
            format!(
                "FROM scratch\nRUN {}\n{}",
                repeat("<<E ", 20_000),
                repeat("E\n", 20_000)
            ),
        ),
        (
            "ten megabytes",
            repeat("# a comment of some length, to fill the file\n", 240_000),
        ),
    ];
    let linter = everything();
    for (name, text) in files {
        let started = std::time::Instant::now();
        hold(&linter, text.as_bytes());
        let took = started.elapsed();
        // Generous, for a debug build on a busy machine; quadratic time would take minutes.
        assert!(took.as_secs() < 60, "{name} took {took:?}");
    }
}

#[test]
fn the_tree_covers_the_file() {
    let source = source("\u{feff}\n# a\nFROM b \\\n\n c\nRUN <<X\nx\nX\n \nUSER");
    let tree = dockerfile::parse(&source);
    let parts: String = tree
        .items
        .iter()
        .map(|item| source.slice(item.span))
        .collect();
    assert_eq!(parts, source.text());
}
