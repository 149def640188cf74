//! Compose files that are made to hurt: the linter with all rules ends soon, and says why.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use plimsoll::engine::{Linter, Workspace};
use plimsoll::finding::Finding;
use plimsoll::text::{Language, Source};

use super::support::{Memory, config};

/// Far more than any of them takes, even on a machine that is busy and without optimisation.
const LONG: Duration = Duration::from_secs(30);

/// `line:column code` of what all rules say.
fn said(text: &[u8]) -> Vec<String> {
    let sources = [Source::new("compose.yaml", Language::Compose, text)];
    let host = Memory::default();
    let workspace = Workspace::new(&sources, &host, vec![PathBuf::new()]);
    let linter = Linter::new(&config("select: [all]\npreview: true"));
    let start = Instant::now();
    let findings = linter.check_in(&workspace, 0);
    let taken = start.elapsed();
    let begin = String::from_utf8_lossy(&text[..text.len().min(80)]).into_owned();
    assert!(taken < LONG, "{taken:?}: {begin}");
    let show = |finding: &Finding| {
        assert!(finding.code != "DX0001", "a fault: {begin}");
        let place = sources[0].position(finding.span.start);
        format!("{}:{} {}", place.line + 1, place.column + 1, finding.code)
    };
    findings.iter().map(show).collect()
}

/// Fails unless a finding stands where it is wanted.
fn assert_said(text: &str, wanted: &str) {
    let said = said(text.as_bytes());
    let begin: String = text.chars().take(60).collect();
    assert!(
        said.iter().any(|it| it == wanted),
        "{begin}: {wanted} in {said:?}"
    );
}

const WEB: &str = "services:\n  web:\n    image: nginx:1.27\n";

#[test]
fn aliases_that_explode_or_lead_into_themselves() {
    let mut laughs = String::from("x-a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    let mut merges = String::from("x-a: &a {k: 1}\n");
    for (new, old) in ('b'..='j').zip('a'..) {
        let all = vec![format!("*{old}"); 10].join(", ");
        writeln!(laughs, "x-{new}: &{new} [{all}]").unwrap();
        writeln!(merges, "x-{new}: &{new}\n  <<: [{all}]").unwrap();
    }
    assert_said(&format!("{laughs}{WEB}    command: *j\n"), "5:38 CP1012");
    said(format!("{merges}{WEB}    <<: *j\n").as_bytes());
    assert_said(
        "services:\n  web: &web\n    image: nginx:1.27\n    labels:\n      self: *web\n",
        "5:13 CP1012",
    );
    said(b"services:\n  web: &web\n    <<: *web\n    image: nginx:1.27\n");
}

#[test]
fn nesting_without_end() {
    assert_said(&format!("x-a: {}\n", "[".repeat(100_000)), "1:134 CP1001");
    assert_said(&format!("x-a: {}\n", "{a: ".repeat(50_000)), "1:518 CP1001");
    assert_said(&format!("{}\n", "? ".repeat(50_000)), "1:257 CP1001");
    assert_said(&"a: ".repeat(50_000), "1:5 CP1001");
    let blocks = (1..1000).flat_map(|depth| [" ".repeat(depth), "a:\n".to_owned()]);
    let blocks: String = blocks.collect();
    said(format!("services:\n{blocks}").as_bytes());
    said(format!("{WEB}    command:\n      {}x\n", "- ".repeat(50_000)).as_bytes());
    let braces = "${A:-".repeat(20_000);
    said(format!("{WEB}    command: \"{braces}\"\n").as_bytes());
    said(format!("{WEB}    command: \"{braces}{}\"\n", "}".repeat(20_000)).as_bytes());
}

#[test]
fn blanks_breaks_and_bytes_that_do_not_belong() {
    assert_said("services:\n  web:\n\timage: nginx:1.27\n", "3:1 CP1001");
    said(format!("services:\n{}", "\tweb:\n\t\timage: x:1\n".repeat(5000)).as_bytes());
    let odd = format!("\u{feff}{}", WEB.replace("image", "imagee")).replace('\n', "\r\n");
    assert_said(&odd, "3:5 CP1015");
    // A carriage return alone ends no line of the file, but one of YAML.
    assert_said(&odd.replace("\r\n", "\r"), "1:22 CP1015");
    for text in [
        &b""[..],
        b"\xef\xbb\xbf",
        b"---",
        b"services:\n  web:\n    image: \"a\0b\"\n",
        b"services:\n  web:\n    image: caf\xe9\n",
        b"\xff\xfes\0e\0r\0v\0",
        b"services: !!binary x\n",
        b"!!merge <<: [a]\n",
        b"%YAML 1.1\n%YAML 1.1\n---\na: b\n",
    ] {
        said(text);
    }
    said(format!("{WEB}    command: \"{}\"\n", "a ".repeat(500_000)).as_bytes());
    said(format!("{WEB}    {}: x\n", "k".repeat(500_000)).as_bytes());
    said(format!("{}{WEB}", "# x\n".repeat(50_000)).as_bytes());
    said(format!("---\n{WEB}").repeat(1000).as_bytes());
}

#[test]
fn the_same_over_and_over() {
    let again = "    image: nginx:1.26\n".repeat(3000);
    assert_said(&format!("{WEB}{again}"), "4:5 CP1002");
    let again = "  web:\n    image: nginx:1.27\n".repeat(2000);
    assert_said(&format!("services:\n{again}"), "4:3 CP1002");
    said(format!("x-a: &a v\n{WEB}    command: [{}]\n", "*a, ".repeat(20_000)).as_bytes());
}

/// What is looked for among all others is not looked for one by one.
#[test]
fn many_that_have_to_do_with_each_other() {
    let many = |one: &dyn Fn(usize) -> String| {
        let all: String = (0..3000).map(one).collect();
        said(format!("services:\n{all}").as_bytes())
    };
    let image = "    image: nginx:1.27\n";
    many(&|at| {
        let (next, other) = ((at + 1) % 3000, (at + 7) % 3000);
        format!("  a{at}:\n{image}    depends_on: [a{next}, a{other}]\n")
    });
    many(&|at| format!("  a{at}:\n{image}    ports: [\"{}:80\"]\n", at + 1));
    many(&|at| format!("  a{at}:\n{image}    networks: [n{at}]\n"));
    let same = many(&|at| format!("  a{at}:\n{image}    container_name: same\n"));
    assert_eq!(
        same.iter().filter(|it| it.ends_with("CP1214")).count(),
        2999
    );
    let shared = many(&|at| format!("  a{at}:\n{image}    ports: [\"8080:80\"]\n"));
    assert_eq!(
        shared.iter().filter(|it| it.ends_with("CP1215")).count(),
        2999
    );
    let mut names = String::new();
    for at in 0..20_000 {
        writeln!(names, "      key{at}: v").unwrap();
    }
    said(format!("{WEB}    labels:\n{names}").as_bytes());
}
