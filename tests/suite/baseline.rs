//! `--write-baseline` and `--baseline`.

use super::cli::Folder;

const OLD: &str = "FROM debian\nUSER 1000\nRUN sudo a\n";

fn baselined() -> Folder {
    let folder = Folder::new(&[("a/Dockerfile", OLD), ("b/Dockerfile", "FROM debian:12\n")]);
    let outcome = folder.run(&["--write-baseline", "known.json", "a", "b"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    assert_eq!(outcome.err, "2 findings written to known.json\n");
    folder
}

#[test]
fn known_findings_are_left_out_wherever_they_stand() {
    let folder = baselined();
    let moved =
        "# syntax=docker/dockerfile:1\n\n# A comment.\nFROM   debian\nUSER 1000\n\nRUN sudo a\n";
    folder.write("a/Dockerfile", moved.as_bytes());
    let outcome = folder.run(&["--baseline", "known.json", "-f", "short", "."]);
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    assert_eq!(outcome.err, "");
}

#[test]
fn new_findings_are_reported() {
    let folder = baselined();
    let more = format!("{OLD}RUN sudo a\nRUN sudo b\n");
    folder.write("a/Dockerfile", more.as_bytes());
    let outcome = folder.run(&[
        "--baseline",
        "known.json",
        "-f",
        "short",
        "--select",
        "DL3004,DL3006",
        ".",
    ]);
    assert_eq!(outcome.code, 1);
    let lines: Vec<_> = outcome
        .out
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(lines, ["a/Dockerfile:4:5:", "a/Dockerfile:5:5:"]);
}

#[test]
fn names_do_not_depend_on_the_folder_of_the_call() {
    let folder = baselined();
    let text = std::fs::read_to_string(folder.0.join("known.json")).unwrap();
    assert!(text.contains("\"a/Dockerfile\""), "{text}");
    let path = folder.0.join("a/Dockerfile");
    let outcome = folder.run(&["--baseline", "known.json", "-q", path.to_str().unwrap()]);
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    let outcome = folder.run(&["--write-baseline", "b/known.json", "a"]);
    assert_eq!(outcome.code, 0);
    let text = std::fs::read_to_string(folder.0.join("b/known.json")).unwrap();
    assert!(text.contains("\"../a/Dockerfile\""), "{text}");
}

#[test]
fn what_is_mended_is_told_once() {
    let folder = baselined();
    folder.write("a/Dockerfile", b"FROM debian:12\nUSER 1000\n");
    let outcome = folder.run(&["--baseline", "known.json", "-f", "short", "a"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(
        outcome.err,
        "2 findings of known.json are no longer there; `--write-baseline known.json` forgets them\n"
    );
    // The other file was not looked at, so nothing is said about it.
    let outcome = folder.run(&["--baseline", "known.json", "-f", "short", "b"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
}

#[test]
fn a_bad_baseline_is_an_error() {
    let folder = Folder::new(&[
        ("Dockerfile", OLD),
        ("bad.json", "[1]"),
        ("new.json", "{\"version\":9,\"files\":{}}"),
    ]);
    for (name, want) in [
        ("gone.json", "`--write-baseline` writes one"),
        ("bad.json", "bad.json is no baseline: "),
        ("new.json", "version 9 is not known"),
    ] {
        let outcome = folder.run(&["--baseline", name]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{name}");
        assert!(outcome.err.contains(want), "{}", outcome.err);
    }
}
