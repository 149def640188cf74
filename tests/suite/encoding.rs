//! Bytes that are no ordinary text.

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::rules;

use super::support::{check, source};

fn only(code: &str) -> Config {
    let rule = rules::find(code).unwrap();
    Config::new(vec![Layer {
        select: Some(vec![Selector::Rule(rule)]),
        ..Layer::default()
    }])
}

#[test]
fn bytes_that_are_no_utf8_are_reported_at_their_place() {
    let found = check(&only("DX0005"), b"FROM a\nLABEL b=\xe9t\xe9\n".to_vec());
    let [finding] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(finding.span.range(), 15..16);
    assert_eq!(
        finding.message,
        "this is no UTF-8, and neither are 1 more places"
    );
    assert!(check(&only("DX0005"), "FROM a\nLABEL b=été\n").is_empty());
}

#[test]
fn the_rest_of_such_a_file_is_checked() {
    let found = check(
        &only("DL3004"),
        b"FROM a\n# \xff\xfe\nRUN sudo \xe9\n".to_vec(),
    );
    let [finding] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(finding.span.range(), 16..20);
}

#[test]
fn sixteen_bit_text_is_one_problem() {
    let wide: Vec<u8> = "\u{feff}FROM a\nRUN sudo b\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let found = check(&Config::default(), wide);
    let [finding] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(finding.code, "DL1000");
    assert_eq!(finding.help.as_deref(), Some("save it as UTF-8"));
}

#[test]
fn shell_beyond_the_limits_is_reported() {
    let chain = format!("FROM a\nRUN {}b", "a && ".repeat(6_000));
    let nested = format!("FROM a\nRUN {}{}", "$(echo ".repeat(500), ")".repeat(500));
    for text in [chain, nested] {
        let found = check(&only("DX0006"), text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.range(), 7..10);
    }
    assert!(check(&only("DX0006"), "FROM a\nRUN a && b\nRUN if").is_empty());
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    use plimsoll::engine::Linter;
    use plimsoll::report::{self, Colour, Format, Report};

    let sources = [source("FROM a:1\nRUN sudo \u{1b}[31m\u{202e}x\nF\u{1b}OO")];
    let findings = Linter::new(&Config::default()).check(&sources[0], 0);
    assert!(findings.len() >= 2);
    let report = Report::new(&sources, findings);
    for format in [Format::Pretty, Format::Short] {
        let mut out = Vec::new();
        report::write(format, &report, Colour::None, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out}");
    }
}
