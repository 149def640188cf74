//! Standing in for hadolint: called as editors and CI services call it, and read as they read it.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use super::cli::{Folder, Outcome, link};
use super::support::{Kind, examples};

/// A warning, an info, a finding in the shell, a syntax error.
const FILE: &str = "FROM debian\nRUN echo $A\nRUN b\nFOO x\n";
const CLEAN: &str = "FROM debian:12\nRUN true\n";
const INFO: &str = "FROM debian:12\nRUN a\nRUN b\n";
const STYLE: &str = "FROM debian:12\nLABEL A_B=c\n";

/// The program under hadolint's name, once for all tests.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("by-name");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("hadolint{}", std::env::consts::EXE_SUFFIX));
        // Another run of the tests may be using the old one.
        let _ = std::fs::remove_file(&path);
        link(&path);
        path
    })
}

fn call(
    program: &Path,
    folder: &Folder,
    args: &[&str],
    env: &[(&str, &str)],
    input: &str,
) -> Outcome {
    let mut child = Command::new(program)
        .current_dir(&folder.0)
        .env_clear()
        .env("HOME", folder.0.join("home"))
        .envs(env.iter().copied())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    Outcome::new(child.wait_with_output().unwrap())
}

fn hadolint(folder: &Folder, args: &[&str]) -> Outcome {
    call(program(), folder, args, &[], "")
}

/// Runs with nothing on standard error, as every reader of the output expects.
fn quietly(folder: &Folder, args: &[&str], env: &[(&str, &str)], input: &str) -> (i32, String) {
    let outcome = call(program(), folder, args, env, input);
    assert_eq!(outcome.err, "", "{args:?}");
    (outcome.code, outcome.out)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// `line code level` of each finding in hadolint's JSON.
fn findings(text: &str) -> Vec<String> {
    let found = json(text);
    let show = |it: &Value| {
        for key in ["file", "message"] {
            assert!(
                it[key].as_str().is_some_and(|text| !text.is_empty()),
                "{it}"
            );
        }
        assert!(it["column"].as_u64().unwrap() > 0);
        let word = |key: &str| it[key].as_str().unwrap().to_owned();
        // nvim-lint fails on any other word.
        assert!(["error", "warning", "info", "style"].contains(&word("level").as_str()));
        format!("{} {} {}", it["line"], word("code"), word("level"))
    };
    found.as_array().unwrap().iter().map(show).collect()
}

const FOUND: [&str; 4] = [
    "1 DL3006 warning",
    "2 SC2086 info",
    "3 DL3059 info",
    "4 DL1000 error",
];

/// `line code` of a line in the format tty, as ALE's pattern reads it.
fn ale(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("-:")
        .or_else(|| line.strip_prefix("/dev/stdin:"))?;
    let (number, rest) = rest.split_once(' ')?;
    let (code, rest) = rest.split_once(' ')?;
    let (level, text) = rest.split_once(": ")?;
    let known = code.starts_with("DL") || code.starts_with("SC");
    let number: u32 = number.parse().ok()?;
    let level = ["error", "warning", "info", "style"].contains(&level);
    (known && level && !text.is_empty()).then(|| format!("{number} {code}"))
}

/// File, line and code as the greedy `(.+):(\d+) (\S+) (.+)` of VS Code's extension reads them.
fn vscode(line: &str) -> Option<(&str, u32, &str)> {
    line.rmatch_indices(':').find_map(|(at, _)| {
        let mut words = line[at + 1..].splitn(3, ' ');
        let number = words.next()?.parse().ok()?;
        let code = words.next().filter(|it| !it.is_empty())?;
        words.next().filter(|it| !it.is_empty())?;
        (at > 0).then_some((&line[..at], number, code))
    })
}

#[test]
fn the_name_or_the_command_selects_it() {
    let folder = Folder::new(&[("Dockerfile", FILE)]);
    let args = ["--no-color", "Dockerfile"];
    let want = hadolint(&folder, &args).out;
    assert!(want.starts_with("Dockerfile:1 DL3006 warning: "), "{want}");
    let plimsoll = Path::new(env!("CARGO_BIN_EXE_plimsoll"));
    let command = call(
        plimsoll,
        &folder,
        &["hadolint", "--no-color", "Dockerfile"],
        &[],
        "",
    );
    assert_eq!(
        (command.code, command.out.as_str(), command.err.as_str()),
        (1, &*want, "")
    );
    for name in ["hadolint.exe", "Hadolint"] {
        let path = folder.0.join(name);
        link(&path);
        assert_eq!(call(&path, &folder, &args, &[], "").out, want);
    }
    #[cfg(unix)]
    {
        let path = folder.0.join("hadolint");
        std::os::unix::fs::symlink(plimsoll, &path).unwrap();
        assert_eq!(call(&path, &folder, &args, &[], "").out, want);
    }
}

/// nvim-lint, none-ls, Trunk, Jenkins, and reviewdog, which takes several files.
#[test]
fn readers_of_json() {
    let folder = Folder::new(&[("a/Dockerfile", FILE), ("b/Dockerfile", CLEAN)]);
    let (_, out) = quietly(&folder, &["-f", "json", "-"], &[], FILE);
    assert_eq!(findings(&out), FOUND);
    assert_eq!(json(&out)[0]["file"], "-");
    let none_ls = ["--no-fail", "--format=json", "-"];
    let (code, out) = quietly(&folder, &none_ls, &[], FILE);
    assert_eq!(
        (code, findings(&out)),
        (0, FOUND.map(str::to_owned).to_vec())
    );
    let trunk = ["a/Dockerfile", "-f", "json", "--no-fail"];
    let (code, out) = quietly(&folder, &trunk, &[], "");
    assert_eq!(
        (code, findings(&out)),
        (0, FOUND.map(str::to_owned).to_vec())
    );
    let reviewdog = [
        "-f",
        "json",
        "-t",
        "style",
        "a/Dockerfile",
        "b/Dockerfile",
        "./a/Dockerfile",
    ];
    let (code, out) = quietly(&folder, &reviewdog, &[], "");
    assert_eq!((code, findings(&out).len()), (1, 8));
    // Paths are shown as they are given.
    let files: BTreeSet<_> = json(&out)
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["file"].to_string())
        .collect();
    assert_eq!(files.len(), 2);
    assert_eq!(
        quietly(&folder, &["-f", "json", "b/Dockerfile"], &[], "")
            .1
            .trim(),
        "[]"
    );
}

/// ALE reads lines, from standard input.
#[test]
fn ale_reads_lines() {
    let folder = Folder::new(&[]);
    let (_, out) = quietly(&folder, &["--no-color", "-"], &[], FILE);
    let read: Vec<_> = out.lines().map(|line| ale(line).unwrap()).collect();
    assert_eq!(read, ["1 DL3006", "2 SC2086", "3 DL3059", "4 DL1000"]);
}

/// VS Code's extension fails on a line it does not understand and on a code that is not
/// hadolint's. Its pattern takes the last colon with a number behind it, which may be in a message.
#[test]
fn vs_code_understands_every_line() {
    let bad: Vec<_> = examples()
        .into_iter()
        .filter(|it| it.kind == Kind::Bad)
        .collect();
    let names: Vec<_> = (0..bad.len())
        .map(|at| format!("d/{at}.Dockerfile"))
        .collect();
    let files = names.iter().zip(&bad);
    let files: Vec<_> = files
        .map(|(name, it)| (name.as_str(), it.text.as_str()))
        .collect();
    let folder = Folder::new(&files);
    let mut args: Vec<_> = names.iter().map(String::as_str).collect();
    args.push("--no-color");
    let (_, out) = quietly(&folder, &args, &[], "");
    assert!(out.lines().count() > bad.len() / 2);
    for line in out.lines() {
        let (file, _, code) = vscode(line).unwrap_or_else(|| panic!("{line}"));
        assert!(
            line.starts_with(&format!("{file}:")) && file.ends_with("file"),
            "{line}"
        );
        assert!(code.starts_with("DL") || code.starts_with("SC"), "{line}");
        assert_eq!(code.len(), 6, "{line}");
    }
}

/// flycheck and MegaLinter read SARIF; GitHub knows findings by the name of the tool.
#[test]
fn readers_of_sarif() {
    let folder = Folder::new(&[
        ("Dockerfile", FILE),
        (".hadolint.yaml", "ignored: [DL3059]"),
    ]);
    let read = |out: &str| -> Vec<String> {
        let sarif = json(out);
        let run = &sarif["runs"][0];
        assert_eq!(sarif["version"], "2.1.0");
        assert_eq!(run["tool"]["driver"]["name"], "Hadolint");
        assert!(run.get("automationDetails").is_none());
        let results = run["results"].as_array().unwrap();
        let show = |it: &Value| {
            let place = &it["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            let line = &place["region"]["startLine"];
            assert!(!it["message"]["text"].as_str().unwrap().is_empty());
            format!("{uri}:{line} {} {}", it["ruleId"], it["level"]).replace('"', "")
        };
        results.iter().map(show).collect()
    };
    let flycheck = ["--format", "sarif", "--config", ".hadolint.yaml", "-"];
    let (_, out) = quietly(&folder, &flycheck, &[], FILE);
    assert_eq!(
        read(&out),
        ["-:1 DL3006 warning", "-:2 SC2086 note", "-:4 DL1000 error"]
    );
    let megalinter = [
        "--config",
        ".hadolint.yaml",
        "--format",
        "sarif",
        "Dockerfile",
        "Dockerfile",
    ];
    let (code, out) = quietly(&folder, &megalinter, &[], "");
    assert_eq!((code, read(&out).len()), (1, 6));
    let outcome = hadolint(&folder, &["-f", "sarif", "gone"]);
    let invocation = &json(&outcome.out)["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
}

/// Codacy wants status 0 and objects without anything between them.
#[test]
fn codacy_reads_objects() {
    let folder = Folder::new(&[("a", FILE), ("b", INFO)]);
    let args = [
        "--no-fail",
        "--verbose",
        "--format",
        "codacy",
        "--ignore",
        "DL3006",
        "a",
        "b",
    ];
    let outcome = hadolint(&folder, &args);
    assert_eq!(outcome.code, 0);
    let read: Vec<_> = serde_json::Deserializer::from_str(&outcome.out)
        .into_iter::<Value>()
        .map(Result::unwrap)
        .map(|it| format!("{}:{} {}", it["filename"], it["line"], it["patternId"]).replace('"', ""))
        .collect();
    assert_eq!(
        read,
        ["a:2 SC2086", "a:3 DL3059", "a:4 DL1000", "b:3 DL3059"]
    );
    assert!(!outcome.out.contains(['\n', '\0']));
    assert_eq!(hadolint(&folder, &["-f", "codacy", "a"]).code, 0);
}

/// Code Climate splits at NUL and wants status 0; GitLab reads an array.
#[test]
fn code_climate_and_gitlab() {
    let folder = Folder::new(&[("Dockerfile", FILE)]);
    let check = |issue: &Value| {
        assert_eq!(issue["type"], "issue");
        assert_eq!(issue["location"]["path"], "Dockerfile");
        let location = &issue["location"];
        let line = location
            .pointer("/lines/begin")
            .or(location.pointer("/positions/begin/line"));
        let name = issue["check_name"].as_str().unwrap();
        format!(
            "{} {name} {}",
            line.unwrap(),
            issue["severity"].as_str().unwrap()
        )
    };
    let want = [
        "1 DL3006 major",
        "2 SC2086 info",
        "3 DL3059 info",
        "4 DL1000 blocker",
    ];
    let (code, out) = quietly(&folder, &["-f", "codeclimate", "Dockerfile"], &[], "");
    let issues = out.strip_suffix('\0').unwrap().split('\0');
    assert_eq!(issues.map(|it| check(&json(it))).collect::<Vec<_>>(), want);
    assert_eq!(code, 0);
    let (code, out) = quietly(
        &folder,
        &["-f", "gitlab_codeclimate", "Dockerfile"],
        &[],
        "",
    );
    let report = json(&out);
    let issues = report.as_array().unwrap();
    assert_eq!(issues.iter().map(check).collect::<Vec<_>>(), want);
    let prints: BTreeSet<_> = issues
        .iter()
        .map(|it| it["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!((code, prints.len()), (1, 4));
}

#[test]
fn sonarqube_imports_issues() {
    let folder = Folder::new(&[("Dockerfile", FILE)]);
    let (_, out) = quietly(&folder, &["-f", "sonarqube", "Dockerfile"], &[], "");
    let report = json(&out);
    let show = |it: &Value| {
        let place = &it["primaryLocation"];
        assert_eq!(
            (&it["engineId"], &place["filePath"]),
            (&"Hadolint".into(), &"Dockerfile".into())
        );
        let words = [&it["ruleId"], &it["severity"], &it["type"]];
        let words = words.map(|it| it.as_str().unwrap());
        format!("{} {}", place["textRange"]["startLine"], words.join(" "))
    };
    let issues: Vec<_> = report["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(show)
        .collect();
    let want = [
        "1 DL3006 MAJOR CODE_SMELL",
        "2 SC2086 MINOR CODE_SMELL",
        "3 DL3059 MINOR CODE_SMELL",
        "4 DL1000 BLOCKER BUG",
    ];
    assert_eq!(issues, want);
}

/// What a reader of Checkstyle's or JUnit's XML looks for.
#[test]
fn readers_of_xml() {
    let folder = Folder::new(&[("a", "FROM debian\nFOO\n"), ("b", CLEAN)]);
    let (_, out) = quietly(&folder, &["-f", "checkstyle", "a", "b"], &[], "");
    for part in [
        "<checkstyle version=\"4.3\"><file name=\"a\">",
        "<error column=\"6\" line=\"1\" message=\"",
        " severity=\"warning\" source=\"DL3006\"/>",
        "<file name=\"b\">",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (_, out) = quietly(&folder, &["-f", "junit", "a", "b"], &[], "");
    for part in [
        "<testsuite errors=\"1\" failures=\"2\"",
        " id=\"hadolint.rule.DL3006\"",
        "<failure id=\"DL3006\" message=\"",
        " type=\"warning\">File: a\nLine: 1\n",
        " id=\"hadolint.error\" name=\"DL1000\"",
        "<testsuite errors=\"0\" failures=\"0\"",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
}

/// The path of a report may be another one than that of the file, in some formats.
#[test]
fn the_path_in_the_report_is_changed() {
    let folder = Folder::new(&[("x", FILE)]);
    for (format, shown) in [
        ("checkstyle", true),
        ("codeclimate", true),
        ("gitlab_codeclimate", true),
        ("sonarqube", true),
        ("junit", true),
        ("tty", false),
        ("gnu", false),
        ("json", false),
        ("codacy", false),
        ("sarif", false),
    ] {
        let args = [
            "--file-path-in-report",
            "real/Dockerfile",
            "-f",
            format,
            "x",
        ];
        let (_, out) = quietly(&folder, &args, &[], "");
        assert_eq!(out.contains("real/Dockerfile"), shown, "{format}");
    }
}

/// The GitHub action sets variables and reads lines by the pattern `(.*):(\d+)\s(.*)`.
#[test]
fn the_github_action_sets_variables() {
    let folder = Folder::new(&[("Dockerfile", FILE), ("c.yaml", "failure-threshold: error")]);
    let run = |env: &[(&str, &str)], args: &[&str]| {
        let (code, out) = quietly(&folder, args, env, "");
        let lines = out.lines().map(|line| {
            let (file, line, code) = vscode(line).unwrap();
            assert_eq!(file, "Dockerfile");
            format!("{line} {code}")
        });
        (code, lines.collect::<Vec<_>>())
    };
    let file = ["Dockerfile"];
    let env = [("NO_COLOR", "false"), ("HADOLINT_FORMAT", "tty")];
    assert_eq!(
        run(&env, &file).1,
        ["1 DL3006", "2 SC2086", "3 DL3059", "4 DL1000"]
    );
    assert_eq!(run(&[("HADOLINT_NOFAIL", "true")], &file).0, 0);
    assert_eq!(run(&[("HADOLINT_NOFAIL", "1")], &file).0, 0);
    assert_eq!(run(&[("HADOLINT_NOFAIL", "false")], &file).0, 1);
    let env = [("HADOLINT_IGNORE", "DL3006,SC2086,DL1000")];
    assert_eq!(run(&env, &file), (1, vec!["3 DL3059".to_owned()]));
    // hadolint does not trim blanks, either.
    assert_eq!(
        run(&[("HADOLINT_IGNORE", "DL1000, DL3006")], &file).1.len(),
        3
    );
    let env = [
        ("HADOLINT_FAILURE_THRESHOLD", "error"),
        ("HADOLINT_IGNORE", "DL1000"),
    ];
    assert_eq!(run(&env, &["-c", "c.yaml", "Dockerfile"]).0, 0);
    let env = [("HADOLINT_TRUSTED_REGISTRIES", "ghcr.io,quay.io")];
    assert!(run(&env, &file).1.contains(&"1 DL3026".to_owned()));
    // Set but empty: nothing is trusted.
    let env = [("HADOLINT_TRUSTED_REGISTRIES", "")];
    assert!(run(&env, &file).1.contains(&"1 DL3026".to_owned()));
    let env = [
        ("HADOLINT_FORMAT", "json"),
        ("HADOLINT_OVERRIDE_ERROR", "DL3059"),
        ("HADOLINT_OVERRIDE_STYLE", "DL3006,DL3059"),
        ("HADOLINT_REQUIRE_LABELS", "a:text,b:nonsense,c"),
    ];
    let (_, out) = quietly(&folder, &file, &env, "");
    let want = [
        "1 DL3006 style",
        "1 DL3049 info",
        "1 DL3049 info",
        "2 SC2086 info",
        "3 DL3059 error",
        "4 DL1000 error",
    ];
    assert_eq!(findings(&out), want);
    let env = [("HADOLINT_VERBOSE", "true"), ("HADOLINT_FORMAT", "xyz,gnu")];
    let outcome = call(program(), &folder, &file, &env, "");
    assert!(
        outcome
            .out
            .starts_with("hadolint:Dockerfile:1: DL3006 warning: ")
    );
    assert!(
        outcome
            .err
            .starts_with("configuration file: none\nfailure-threshold: info\n")
    );
}

/// super-linter and pre-commit read the exit status.
#[test]
fn exit_codes() {
    let folder = Folder::new(&[
        ("clean", CLEAN),
        ("warning", "FROM debian\n"),
        ("info", INFO),
        ("style", STYLE),
        ("broken", "FROM a:1\nFOO\n"),
        ("empty", ""),
        ("remarks", "# only\n\n"),
        ("none.yaml", "failure-threshold: none"),
        ("no-fail.yaml", "no-fail: true"),
    ]);
    for (args, want) in [
        (&["clean"] as &[&str], 0),
        (&["clean", "warning"], 1),
        (&["-c", "none.yaml", "clean"], 0),
        (&["-c", "none.yaml", "style"], 1),
        (&["-c", "no-fail.yaml", "warning"], 0),
        (&["warning", "--no-fail"], 0),
        (&["info"], 1),
        (&["style"], 0),
        (&["-t", "style", "style"], 1),
        (&["-tnone", "style"], 1),
        (&["--failure-threshold=ignore", "style"], 1),
        (&["-t", "error", "warning"], 0),
        (&["-twarning", "warning"], 1),
        (&["--error", "DL3059", "-t", "error", "info"], 1),
        (&["--style", "DL3059", "info"], 0),
        (&["--ignore", "DL3059", "--error", "DL3059", "info"], 0),
        (&["-t", "error", "broken"], 1),
        (&["--info", "DL1000", "-t", "error", "broken"], 1),
        (&["broken", "--no-fail"], 0),
        (&["-f", "codeclimate", "broken"], 0),
        (&["-f", "codacy", "-f", "json", "broken"], 0),
        (&["empty"], 0),
        (&["remarks"], 0),
        (&["-v"], 0),
        (&["--version", "gone"], 0),
        (&["--help"], 0),
        (&[], 1),
        (&["--no-such-option", "clean"], 1),
        (&["--no-colo", "clean"], 1),
        (&["--no-fail", "--no-fail", "clean"], 1),
        (&["-t", "info", "-t", "error", "clean"], 1),
        (&["-t", "never", "clean"], 1),
        (&["-f", "pretty", "clean"], 1),
        (&["--require-label", "a:nonsense", "clean"], 1),
        (&["-c", "gone.yaml", "clean"], 1),
        (&["-o", "no/such/folder", "clean"], 1),
        (&["gone"], 1),
        (&["gone", "--no-fail"], 1),
        (&[".", "--no-fail"], 1),
    ] {
        let outcome = hadolint(&folder, args);
        assert_eq!(
            outcome.code, want,
            "{args:?}: {}{}",
            outcome.out, outcome.err
        );
        // Advice is nothing that a reader of findings should see.
        assert!(want == 0 || !outcome.out.contains("Usage"), "{args:?}");
    }
    // What comes in empty is a file in the making.
    assert_eq!(quietly(&folder, &["-"], &[], ""), (0, String::new()));
}

#[test]
fn options_stand_anywhere() {
    let folder = Folder::new(&[("a", FILE), ("-x", CLEAN), ("c.yaml", "ignored: [DL1000]")]);
    let run = |args: &[&str]| {
        let mut args = args.to_vec();
        args.insert(0, "-fjson");
        findings(&quietly(&folder, &args, &[], "").1)
    };
    assert_eq!(run(&["a", "--ignore", "DL3006", "--", "-x"]).len(), 3);
    assert_eq!(
        run(&["--ignore", "DL3006", "a", "--ignore=SC2086", "-cc.yaml"]),
        ["3 DL3059 info"]
    );
    // A word behind an option is its value, whatever it looks like; codes are not checked.
    assert_eq!(run(&["--ignore", "--no-fail", "--ignore", "", "a"]), FOUND);
    assert_eq!(
        run(&["--info", "DL3006", "--error", "DL3006", "a"])[0],
        "1 DL3006 error"
    );
    assert_eq!(run(&["--info", "DL3057", "a"])[1], "1 DL3057 info");
    assert_eq!(
        run(&["--trusted-registry", "quay.io", "a"])[1],
        "1 DL3026 error"
    );
    let labels = ["--require-label", "a:url", "--require-label", "b", "a"];
    assert_eq!(run(&labels)[1..3], ["1 DL3049 info", "1 DL3049 info"]);
    let ignoring = "FROM a:1\n# hadolint ignore=DL3003\nRUN cd /x || exit\n";
    folder.write("i", ignoring.as_bytes());
    assert_eq!(run(&["i"]), [] as [&str; 0]);
    assert_eq!(run(&["i", "--disable-ignore-pragma"]), ["3 DL3003 warning"]);
    folder.write("l", b"FROM a:1\nLABEL x=y z=1\n");
    assert_eq!(
        run(&["l", "--strict-labels", "--require-label", "z"]),
        ["2 DL3050 info"]
    );
}

/// A version that tools find: behind hadolint's words, and the first one at all.
#[test]
fn the_version_is_found() {
    let folder = Folder::new(&[]);
    let (_, out) = quietly(&folder, &["--version"], &[], "");
    let number = out.split(|c: char| !c.is_ascii_digit() && c != '.');
    assert_eq!(number.into_iter().find(|it| it.len() > 1), Some("2.15.1"));
    assert!(out.starts_with("Haskell Dockerfile Linter 2.15.1 "));
    assert!(out.ends_with(&format!("Plimsoll {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn several_formats_and_outputs() {
    let folder = Folder::new(&[("a", INFO), ("c.yaml", "formats: [gnu]\nformat: codacy\n")]);
    let read = |path: &str| std::fs::read_to_string(folder.0.join(path)).unwrap();
    let args = ["-f", "json", "-o", "x.json", "-o", "y.txt", "a"];
    assert_eq!(quietly(&folder, &args, &[], ""), (1, String::new()));
    assert_eq!(findings(&read("x.json")), ["3 DL3059 info"]);
    assert!(read("y.txt").starts_with("a:3 DL3059 info: "));
    // Formats are put together from environment, file and options, in this order.
    let args = [
        "-c", "c.yaml", "-f", "tty", "-o", "1", "-o", "2", "-o", "3", "a",
    ];
    let (code, out) = quietly(&folder, &args, &[("HADOLINT_FORMAT", "json")], "");
    assert_eq!(code, 0, "codacy is among the formats");
    assert!(read("1").starts_with('['));
    assert!(read("2").starts_with("hadolint:a:3: DL3059 info: "));
    assert!(read("3").starts_with("{\"filename\":\"a\""));
    assert!(out.starts_with("a:3 DL3059 info: "));
    let (_, out) = quietly(
        &folder,
        &["-f", "gnu", "-f", "tty", "-o", "-", "a"],
        &[],
        "",
    );
    assert_eq!(out.lines().count(), 2);
}

/// The first file that exists counts, alone.
#[test]
fn configurations_are_searched_in_hadolints_order() {
    let folder = Folder::new(&[("sub/a", "FROM debian\nRUN cd /x && sudo y\n")]);
    let all = ["1 DL3006 warning", "2 DL3003 warning", "2 DL3004 error"];
    let run =
        |env: &[(&str, &str)]| findings(&quietly(&folder, &["-f", "json", "sub/a"], env, "").1);
    // Nothing is searched beside the file, nothing of ours is read.
    folder.write("sub/.hadolint.yaml", b"ignored: [DL3006]");
    folder.write(".plimsoll.yaml", b"ignore: [all]");
    assert_eq!(run(&[]), all);
    let xdg = folder.0.join("xdg").display().to_string();
    let env = [("XDG_CONFIG_HOME", xdg.as_str())];
    let places: [(&str, &[(&str, &str)]); 12] = [
        ("home/.hadolint.yml", &[]),
        ("home/.hadolint.yaml", &[]),
        ("home/.hadolint/config.yml", &[]),
        ("home/.hadolint/config.yaml", &[]),
        ("home/.hadolint/hadolint.yml", &[]),
        ("home/.hadolint/hadolint.yaml", &[]),
        ("home/.config/hadolint.yml", &[]),
        ("home/.config/hadolint.yaml", &[("XDG_CONFIG_HOME", "")]),
        ("xdg/hadolint.yml", &env),
        ("xdg/hadolint.yaml", &env),
        (".hadolint.yml", &env),
        (".hadolint.yaml", &env),
    ];
    for (at, (path, env)) in places.into_iter().enumerate() {
        // Each is stronger than those before it, and says something else.
        let ignored = ["[DL3006]", "[DL3003]"][at % 2];
        folder.write(path, format!("ignored: {ignored}").as_bytes());
        let want = [vec![all[1], all[2]], vec![all[0], all[2]]];
        assert_eq!(run(env), want[at % 2], "{path}");
    }
}

#[test]
fn options_are_stronger_than_the_file_and_the_file_than_the_environment() {
    let folder = Folder::new(&[
        ("a", "FROM debian\nRUN cd /x && sudo y\nLABEL l=1\n"),
        (
            ".hadolint.yaml",
            "failure-threshold: error\nno-fail: false\nignored: [DL3003]\n\
             trustedRegistries: [quay.io]\nlabel-schema: {l: url}\n",
        ),
    ]);
    let run = |args: &[&str], env: &[(&str, &str)]| {
        let args = [&["-f", "json", "a"], args].concat();
        let (code, out) = quietly(&folder, &args, env, "");
        (code, findings(&out))
    };
    let env = [
        ("HADOLINT_FAILURE_THRESHOLD", "style"),
        ("HADOLINT_IGNORE", "DL3004"),
    ];
    let rest = ["1 DL3006 warning", "1 DL3026 error", "3 DL3052 warning"];
    assert_eq!(run(&[], &env), (1, rest.map(str::to_owned).to_vec()));
    let registries = [("HADOLINT_TRUSTED_REGISTRIES", "docker.io"), env[0], env[1]];
    assert_eq!(run(&[], &registries).0, 0);
    assert_eq!(run(&["-t", "warning"], &registries).0, 1);
    assert_eq!(run(&[], &[("HADOLINT_NOFAIL", "1")]).0, 1);
    let args = ["--ignore", "DL3006", "--trusted-registry", "docker.io"];
    assert_eq!(run(&args, &env).1, ["3 DL3052 warning"]);
    // For one label the environment counts first, then the file.
    let env = [("HADOLINT_REQUIRE_LABELS", "l:text"), registries[0], env[1]];
    assert_eq!(
        run(&["--require-label", "l:semver"], &env).1,
        ["1 DL3006 warning"]
    );
}

/// hadolint drops such a file as well, but buries why.
#[test]
fn a_configuration_that_is_wrong_is_named_and_counts_nothing() {
    let folder = Folder::new(&[("a", "FROM debian\n"), ("clean", CLEAN)]);
    for (text, want) in [
        (
            "ignored: DL3006",
            "c.yaml:1:10: ignored: invalid type: string",
        ),
        ("ignored: [DL3006", "c.yaml:2:1: "),
        (
            "ignored: [DL3006]\nno-fail: yes",
            "c.yaml:2:10: no-fail: invalid type: string \"yes\"",
        ),
        (
            "ignored: [DL3006]\nformat: foo",
            "c.yaml: `foo` is no format; use one of json, ",
        ),
        (
            "ignored: [DL3006]\nfailure-threshold: Error",
            "c.yaml:2:20: failure-threshold: `Error`",
        ),
        (
            "ignored: [DL3006]\nlabel-schema: {a: b}",
            "`b` is no type of label",
        ),
        ("ignored: [DL3006]\nignored: []", "duplicate "),
        (
            "ignored: [DL3006]\n---\nignored: []\n",
            "more than one document",
        ),
        ("trustedRegistries: docker.io", "invalid type: string"),
    ] {
        folder.write("c.yaml", text.as_bytes());
        let outcome = hadolint(&folder, &["-c", "c.yaml", "-f", "json", "a"]);
        assert!(outcome.err.contains(want), "{text:?}: {}", outcome.err);
        assert!(
            outcome.err.starts_with("hadolint: c.yaml"),
            "{}",
            outcome.err
        );
        assert!(
            outcome
                .err
                .ends_with("; nothing in this configuration counts\n")
        );
        assert_eq!(outcome.err.lines().count(), 1);
        assert_eq!(
            (outcome.code, findings(&outcome.out).len()),
            (1, 1),
            "{text:?}"
        );
        assert_eq!(hadolint(&folder, &["-c", "c.yaml", "clean"]).code, 0);
    }
}

/// An unknown key does no harm, but is no reason for silence; a key without a value is fine.
#[test]
fn keys_that_mean_nothing_are_named() {
    let folder = Folder::new(&[("a", "FROM debian\n")]);
    folder.write(
        ".hadolint.yaml",
        b"ignored: [DL3006]\nfailure-treshold: error\nx: 1\n",
    );
    let outcome = hadolint(&folder, &["a"]);
    let want = "hadolint: .hadolint.yaml: there is no key `failure-treshold`; did you mean \
                `failure-threshold`?\nhadolint: .hadolint.yaml: there is no key `x`\n";
    assert_eq!(
        (outcome.code, outcome.out.as_str(), outcome.err.as_str()),
        (0, "", want)
    );
    for text in [
        "ignored:\noverride:\n  error:\n",
        "override:\nlabel-schema:\nformat:\n",
        "",
        "# x\n",
    ] {
        folder.write(".hadolint.yaml", text.as_bytes());
        assert_eq!(
            quietly(&folder, &["-f", "json", "a"], &[], "").0,
            1,
            "{text:?}"
        );
    }
    folder.write(".hadolint.yaml", b"{\"ignored\": [\"DL3006\"]}");
    assert_eq!(quietly(&folder, &["a"], &[], ""), (0, String::new()));
}

/// Where hadolint gives up for all files, the others are checked.
#[test]
fn what_cannot_be_read_hides_nothing() {
    let folder = Folder::new(&[("a", "FROM debian\n"), ("d/x", CLEAN)]);
    let outcome = call(
        program(),
        &folder,
        &["-f", "json", "gone", "a", "d", "-", "-"],
        &[],
        INFO,
    );
    assert_eq!(
        findings(&outcome.out),
        ["1 DL3006 warning", "3 DL3059 info"]
    );
    assert_eq!(
        outcome.err,
        "hadolint: gone: there is no such file\n\
         hadolint: d: this is a folder; name the files in it\n\
         hadolint: -: standard input can be read only once\n"
    );
    assert_eq!(outcome.code, 1);
}

/// Files at which hadolint 2.15.1 crashes.
#[test]
fn files_at_which_hadolint_crashes() {
    let folder = Folder::new(&[]);
    for (text, want) in [
        ("FROM a:1\nWORKDIR a\n", "2 DL3000"),
        ("FROM a:1\nWORKDIR \"\"\n", ""),
        ("FROM a:1\nWORKDIR '\n", ""),
        ("FROM a:1\nCOPY []\n", "2 DL1000"),
        ("FROM a:1\nADD []\n", "2 DL1000"),
        ("FROM a:1\nCOPY a b \"\"\n", "2 "),
        ("FROM a:1\nCOPY ['a', b\n", ""),
    ] {
        let text = format!("{text}RUN cd /x || exit\n");
        let (code, out) = quietly(&folder, &["-f", "json", "-"], &[], &text);
        let found = findings(&out);
        assert_eq!(
            found.last().map(String::as_str),
            Some("3 DL3003 warning"),
            "{text:?}"
        );
        assert!(
            found.iter().any(|it| it.starts_with(want)),
            "{text:?}: {found:?}"
        );
        assert_eq!(code, 1);
    }
}

/// Only rules that hadolint has, and of them those that it runs: none of ours.
#[test]
fn only_hadolints_rules_run() {
    let bad: Vec<_> = examples()
        .into_iter()
        .filter(|it| it.kind == Kind::Bad)
        .collect();
    let names: Vec<_> = (0..bad.len()).map(|at| format!("{at}")).collect();
    let files: Vec<_> = names
        .iter()
        .zip(&bad)
        .map(|(name, it)| (&**name, &*it.text))
        .collect();
    let folder = Folder::new(&files);
    let mut args: Vec<_> = names.iter().map(String::as_str).collect();
    args.extend(["-f", "json"]);
    let (_, out) = quietly(&folder, &args, &[], "");
    let found = json(&out);
    let codes: BTreeSet<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert!(
        codes
            .iter()
            .all(|it| it.starts_with("DL") || it.starts_with("SC")),
        "{codes:?}"
    );
    for (code, runs) in [
        ("DL3006", true),
        ("DL1001", false),
        ("DL3057", false),
        ("SC1090", false),
    ] {
        assert_eq!(codes.contains(code), runs, "{code}");
    }
    assert!(codes.len() > 60);
}

/// hadolint colours even what goes into a pipe. Only a terminal, or who asks for it, gets that here.
#[test]
fn colours() {
    let folder = Folder::new(&[("a", INFO)]);
    let run = |args: &[&str], env: &[(&str, &str)]| quietly(&folder, args, env, "").1;
    let forced = ("FORCE_COLOR", "1");
    assert!(run(&["a"], &[]).starts_with("a:3 DL3059 info: "));
    assert!(run(&["a"], &[forced]).starts_with("a:3 DL3059 \u{1b}[92minfo\u{1b}[0m: "));
    assert!(!run(&["a", "--no-color"], &[forced]).contains('\u{1b}'));
    // It counts that it is set, even to nothing.
    assert!(!run(&["a"], &[forced, ("NO_COLOR", "")]).contains('\u{1b}'));
    assert!(!run(&["a", "-f", "gnu"], &[forced]).contains('\u{1b}'));
}
