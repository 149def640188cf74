//! The program itself: what it reads, writes and returns.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use insta::assert_snapshot;
use serde_json::Value;

/// A folder of its own, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("plimsoll-{}-{number}", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        // A repository of its own, so that nothing above is read.
        std::fs::create_dir_all(folder.0.join(".git")).unwrap();
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, &[], "")
    }

    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)], input: &str) -> Outcome {
        let mut child = command(&self.0)
            .args(args)
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program need not read what it is given.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Outcome::new(child.wait_with_output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program under another name. A copy could not be run while another thread starts something:
/// that one still has it open for writing.
pub fn link(path: &Path) {
    let program = env!("CARGO_BIN_EXE_plimsoll");
    #[cfg(unix)]
    std::os::unix::fs::symlink(program, path).unwrap();
    #[cfg(not(unix))]
    std::fs::copy(program, path).map(|_| ()).unwrap();
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
    command.current_dir(folder).env_clear();
    command
}

pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Outcome {
    pub fn new(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

const CLEAN: &str = "FROM debian:12\nUSER 1000\n";
const WARNING: &str = "FROM debian\nUSER 1000\n";
const INFO: &str = "FROM debian:12\nRUN a\nRUN b\n";

#[test]
fn exit_codes() {
    let folder = Folder::new(&[
        ("a/Dockerfile", CLEAN),
        ("b/Dockerfile", WARNING),
        ("c/Dockerfile", INFO),
    ]);
    for (args, want) in [
        (&["a"] as &[&str], 0),
        (&["b"], 1),
        (&["c"], 0),
        (&["--fail-on", "info", "c"], 1),
        (&["--fail-on", "error", "b"], 0),
        (&["--fail-on", "never", "b"], 0),
        (&["check", "a", "b"], 1),
        (&["nowhere"], 2),
        (&["nowhere", "b"], 2),
        (&["--fail-on", "sometimes", "a"], 2),
        (&["--no-such-option"], 2),
        (&["--config", "nowhere.yaml", "a"], 2),
        (&["--select", "nonsense", "a"], 2),
        (&["--version"], 0),
        (&["--help"], 0),
        (&["explain", "DL3059"], 0),
        (&["explain", "nonsense"], 2),
        (&["rules"], 0),
        (&["config"], 0),
    ] {
        let outcome = folder.run(args);
        assert_eq!(
            outcome.code, want,
            "{args:?}: {}{}",
            outcome.out, outcome.err
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_hides_nothing_of_the_others() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let outcome = folder.run(&["-f", "short", "gone", "Dockerfile"]);
    assert_eq!(
        outcome.out,
        "Dockerfile:1:6: warning DL3006 image `debian` has no tag\n"
    );
    assert_eq!(outcome.err, "plimsoll: gone: there is no such file\n");
    let sarif = folder.run(&["-f", "sarif", "gone", "Dockerfile"]);
    let sarif: Value = serde_json::from_str(&sarif.out).unwrap();
    let note = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(
        note["message"]["text"],
        "'gone' cannot be read: there is no such file."
    );
}

#[test]
fn folders_are_searched() {
    let folder = Folder::new(&[
        ("Dockerfile", WARNING),
        ("Dockerfile.prod", WARNING),
        ("x/api.Dockerfile", WARNING),
        ("x/web.dockerfile", WARNING),
        ("x/Containerfile", WARNING),
        (".devcontainer/Dockerfile", WARNING),
        ("Dockerfile.dockerignore", "*"),
        ("Dockerfile.j2", "{{ x }}"),
        ("x/dockerfile.txt", "no"),
        ("x/compose.yaml", "services: {}"),
        ("build/Dockerfile", WARNING),
        ("vendor/a/Dockerfile", WARNING),
        ("old/Dockerfile", WARNING),
        (".gitignore", "build/\n"),
        (".plimsoll.yaml", "exclude: [vendor/]\n"),
        (".git/Dockerfile", WARNING),
    ]);
    let names = |args: &[&str]| -> Vec<String> {
        let out = folder.run(args).out;
        out.lines()
            .map(|line| line.split(':').next().unwrap().to_owned())
            .collect()
    };
    let all = [
        ".devcontainer/Dockerfile",
        "Dockerfile",
        "Dockerfile.prod",
        "old/Dockerfile",
        "x/Containerfile",
        "x/api.Dockerfile",
        "x/web.dockerfile",
    ];
    assert_eq!(names(&["-f", "short"]), all);
    assert_eq!(names(&["-f", "short", "."]), all);
    assert_eq!(
        names(&["-f", "short", "--exclude", "x", "--exclude", "/.dev*"]),
        all[1..4]
    );
    // What is named is checked, whatever ignores it; twice is once.
    let named = ["-f", "short", "build/Dockerfile", "x", "x/Containerfile"];
    assert_eq!(names(&named)[..1], ["build/Dockerfile"]);
    assert_eq!(names(&named).len(), 4);
}

#[test]
fn files_of_other_kinds_are_left_out_with_a_word() {
    let folder = Folder::new(&[("compose.json", "{}"), ("Dockerfile.j2", "{{ x }}")]);
    let outcome = folder.run(&["compose.json", "Dockerfile.j2", "-f", "short"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    assert!(
        outcome.err.contains("compose.json is left out"),
        "{}",
        outcome.err
    );
    assert!(
        outcome.err.contains("Dockerfile.j2 is left out"),
        "{}",
        outcome.err
    );
    assert_eq!(folder.run(&["-q", "compose.json", "-f", "short"]).err, "");
}

#[test]
fn standard_input() {
    let folder = Folder::new(&[("x/.plimsoll.yaml", "ignore: [untagged-image]")]);
    let outcome = folder.run_with(&["-f", "short", "-"], &[], WARNING);
    assert_eq!(
        outcome.out,
        "-:1:6: warning DL3006 image `debian` has no tag\n"
    );
    assert_eq!((outcome.code, outcome.err.as_str()), (1, ""));
    // The name decides about the configuration, too.
    let named = ["-f", "short", "--stdin-name", "x/Dockerfile", "-"];
    assert_eq!(folder.run_with(&named, &[], WARNING).out, "");
    assert_eq!(
        folder.run_with(&["-f", "json", "-"], &[], CLEAN).out,
        "[]\n"
    );
}

#[test]
fn empty_input_is_a_file_without_instructions() {
    let folder = Folder::new(&[]);
    let outcome = folder.run_with(&["-f", "short", "-"], &[], "");
    assert_eq!(
        outcome.out,
        "-:1:1: error DL1000 the file has no instruction\n"
    );
}

#[test]
fn each_file_has_the_configuration_nearest_to_it() {
    let folder = Folder::new(&[
        (
            ".plimsoll.yaml",
            "ignore: [DL3006]\noverrides:\n  - files: [d/**]\n    ignore: [sudo]\n",
        ),
        ("a/Dockerfile", "FROM debian\nRUN sudo x\n"),
        (
            "b/.plimsoll.yaml",
            "extends: ../.plimsoll.yaml\nextend-select: [DL3006]\nignore: [sudo]\n",
        ),
        ("b/Dockerfile", "FROM debian\nRUN sudo x\n"),
        ("c/.hadolint.yaml", "ignored: [DL3004]\n"),
        ("c/Dockerfile", "FROM debian\nRUN sudo x\n"),
        ("d/Dockerfile", "FROM debian\nRUN sudo x\n"),
    ]);
    let outcome = folder.run(&["-f", "short"]);
    let lines: Vec<_> = outcome
        .out
        .lines()
        .map(|line| line.split(' ').nth(2).unwrap())
        .collect();
    // hadolint's file counts only where there is none of ours.
    assert_eq!(lines, ["DL3004", "DL3006", "DL3004"]);
    let given = folder.run(&["-f", "short", "--config", "c/.hadolint.yaml", "a"]);
    assert_eq!(
        given.out,
        "a/Dockerfile:1:6: warning DL3006 image `debian` has no tag\n"
    );
}

#[test]
fn a_wrong_configuration_stops_the_run() {
    let folder = Folder::new(&[
        ("Dockerfile", WARNING),
        (".plimsoll.yaml", "ignore:\n- sodu\n"),
    ]);
    let outcome = folder.run(&[]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert_eq!(
        outcome.err,
        "plimsoll: .plimsoll.yaml:2:3: ignore[0]: there is no rule `sodu`; did you mean `sudo`?\n"
    );
    folder.write(".plimsoll.yaml", b"exclude: ['[z-a]']\n");
    let outcome = folder.run(&[]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .err
            .starts_with("plimsoll: .plimsoll.yaml: `[z-a]` is no glob"),
        "{}",
        outcome.err
    );
}

#[test]
fn options_of_the_command_line() {
    let folder = Folder::new(&[("Dockerfile", "FROM debian\nRUN sudo a\nRUN b\n")]);
    let codes = |args: &[&str]| -> Vec<String> {
        let out = folder.run(&[&["-f", "short"], args].concat()).out;
        out.lines()
            .map(|line| line.split(' ').nth(2).unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(&[]), ["DL3006", "DL3004", "DL3059"]);
    assert_eq!(codes(&["--select", "sudo,DL3059"]), ["DL3004", "DL3059"]);
    assert_eq!(
        codes(&["--ignore", "security", "--ignore", "DL3006"]),
        ["DL3059"]
    );
    assert_eq!(codes(&["--extend-select", "missing-healthcheck"]).len(), 4);
    assert_eq!(
        codes(&["--select", "all", "--ignore", "DL"]),
        [] as [&str; 0]
    );
}

#[test]
fn output_goes_to_a_file() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let outcome = folder.run(&["-f", "json", "-o", "found.json", "--color", "always"]);
    assert_eq!(
        (outcome.code, outcome.out.as_str(), outcome.err.as_str()),
        (1, "", "")
    );
    let json = std::fs::read_to_string(folder.0.join("found.json")).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&json).unwrap()[0]["code"],
        "DL3006"
    );
    assert_eq!(folder.run(&["-o", "no/such/folder"]).code, 2);
}

/// The first output takes the first format; what is left over goes to standard output.
#[test]
fn several_formats_at_once() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let read = |path: &str| std::fs::read_to_string(folder.0.join(path)).unwrap();
    let args = ["-f", "json", "-o", "a.json", "-f", "sarif", "-o", "b.sarif"];
    let outcome = folder.run(&[&args[..], &["-f", "short"]].concat());
    let short = "Dockerfile:1:6: warning DL3006 image `debian` has no tag\n";
    assert_eq!(
        (outcome.code, outcome.out.as_str(), outcome.err.as_str()),
        (1, short, "")
    );
    assert!(read("a.json").starts_with("[\n{\"file\":\"Dockerfile\""));
    assert!(read("b.sarif").starts_with("{\"$schema\":"));
    let outcome = folder.run(&["-o", "c.txt", "-o", "-", "-f", "tty", "-f", "gnu"]);
    assert_eq!(
        outcome.out,
        "plimsoll:Dockerfile:1: DL3006 warning: image `debian` has no tag\n"
    );
    assert_eq!(
        read("c.txt"),
        "Dockerfile:1 DL3006 warning: image `debian` has no tag\n"
    );
    assert_eq!(folder.run(&["-o", "d.txt", "-q"]).out, "");
    assert!(read("d.txt").starts_with("warning[DL3006]"));
    // A place that cannot be written to hides nothing from the others.
    let outcome = folder.run(&["-o", "no/such/folder", "-f", "json", "-f", "short"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, short));
}

#[test]
fn colours_follow_option_and_environment() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let coloured =
        |args: &[&str], env: &[(&str, &str)]| folder.run_with(args, env, "").out.contains('\u{1b}');
    // Standard output is no terminal here.
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let names: Vec<_> = (0..30).map(|at| format!("{at}/Dockerfile")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), INFO)).collect();
    let folder = Folder::new(&files);
    let out = |jobs: &str| folder.run(&["-f", "json", "--jobs", jobs]).out;
    assert_eq!(out("1"), out("4"));
    assert_eq!(folder.run(&["--jobs", "0"]).code, 2);
}

#[test]
fn summaries_go_to_stderr() {
    let folder = Folder::new(&[("Dockerfile", "FROM debian\nRUN sudo a\nRUN b\n")]);
    let outcome = folder.run(&["--statistics"]);
    snapshot("summary", &outcome.err);
    assert_eq!(folder.run(&["-q"]).err, "");
    assert_eq!(folder.run(&["-f", "json"]).err, "");
}

/// A reader that stops reading ends the program quietly.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new(&[(
        "Dockerfile",
        &format!("FROM a\n{}", "RUN sudo x\n".repeat(20_000)),
    )]);
    let mut child = command(&folder.0)
        .args(["-f", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let outcome = Outcome::new(child.wait_with_output().unwrap());
    assert_eq!((outcome.code, outcome.err.as_str()), (1, ""));
}

#[cfg(unix)]
#[test]
fn folders_that_cannot_be_read_are_reported() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = Folder::new(&[("a/Dockerfile", WARNING), ("b/Dockerfile", WARNING)]);
    let closed = folder.0.join("a");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    let outcome = folder.run(&["-f", "short"]);
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser can read everything.
    if outcome.out.lines().count() == 1 {
        assert_eq!(outcome.code, 2);
        assert!(outcome.err.contains("ermission denied"), "{}", outcome.err);
    }
}

#[test]
fn cards_are_shown() {
    let folder = Folder::new(&[]);
    let by_code = folder.run(&["explain", "dl3059"]).out;
    assert!(by_code.starts_with("DL3059 consecutive-run\n"), "{by_code}");
    assert!(by_code.contains("## Examples"));
    for name in ["consecutive-run", "DL3059"] {
        assert_eq!(folder.run(&["explain", name]).out, by_code);
    }
    assert!(
        folder
            .run(&["explain", "JSONArgsRecommended"])
            .out
            .starts_with("DL3025 ")
    );
    let error = folder.run(&["explain", "DL3O59"]).err;
    assert_eq!(
        error,
        "plimsoll: there is no rule `DL3O59`; did you mean `DL3059`?\n"
    );
}

#[test]
fn rules_are_listed() {
    let folder = Folder::new(&[]);
    let json: Value =
        serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    let count = plimsoll::rules::all().count();
    assert_eq!(json.as_array().unwrap().len(), count);
    assert_eq!(folder.run(&["rules"]).out.lines().count(), count);
}

#[test]
fn the_effective_configuration_is_shown() {
    let folder = Folder::new(&[
        (
            ".plimsoll.yaml",
            "fail-on: info\nignore: [sudo]\nseverity: {DL3003: error}\n",
        ),
        ("a/Dockerfile", CLEAN),
    ]);
    let shown = folder.run(&["config", "a/Dockerfile"]).out;
    let lines: Vec<_> = shown
        .lines()
        .filter(|line| !line.ends_with("default"))
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "fail-on: info # .plimsoll.yaml",
            "severity:",
            "DL3003: error # cd-instead-of-workdir, .plimsoll.yaml",
            "ignore:",
            "- DL3004 # sudo, .plimsoll.yaml",
        ]
    );
    // What is shown is itself a configuration.
    folder.write("shown.yaml", shown.as_bytes());
    let again = folder.run(&["config", "--config", "shown.yaml"]);
    assert_eq!(again.code, 0, "{}", again.err);
}

#[test]
fn help_is_as_agreed() {
    let folder = Folder::new(&[]);
    snapshot("help", &folder.run(&["check", "-h"]).out);
}

#[test]
fn what_a_build_is_given() {
    let text = "FROM scratch AS a\nARG DIR=/x\nWORKDIR $DIR\nFROM scratch AS b\nCOPY log /l\n";
    let folder = Folder::new(&[("docker/Dockerfile", text), (".dockerignore", "log\n")]);
    let select = [
        "--select",
        "DL3000,DX2009",
        "-f",
        "short",
        "docker/Dockerfile",
    ];
    let found = |args: &[&str], env: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().chain(&select).copied().collect();
        let outcome = folder.run_with(&args, env, "");
        let place = |line: &str| line.split(' ').next().unwrap().to_owned();
        let lines: Vec<_> = outcome.out.lines().map(place).collect();
        lines.join(" ").replace("docker/Dockerfile", "")
    };
    assert_eq!(found(&[], &[]), "");
    assert_eq!(found(&["--build-arg", "DIR=x"], &[]), ":3:9:");
    assert_eq!(found(&["--build-arg", "DIR"], &[("DIR", "x")]), ":3:9:");
    assert_eq!(found(&["--build-arg", "DIR"], &[]), "");
    let both = ["--context", ".", "--build-arg", "DIR=x"];
    assert_eq!(found(&both, &[]), ":3:9: :5:6:");
    assert_eq!(
        found(&[&both[..], &["--target", "b"]].concat(), &[]),
        ":5:6:"
    );
    folder.write(
        ".plimsoll.yaml",
        b"build-args: {DIR: x}\ntarget: A\ncontext: .\n",
    );
    assert_eq!(found(&[], &[]), ":3:9:");
    assert_eq!(found(&["--target", "B"], &[]), ":5:6:");
    let shown = folder.run(&["config"]).out;
    for line in ["  \"DIR\": \"x\"", "target: \"A\"", "context: \".\""] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
}

#[test]
fn build_arguments_that_make_no_sense() {
    let folder = Folder::new(&[("Dockerfile", "FROM a:1\n")]);
    for argument in ["=x", "BUILDKIT_DOCKERFILE_CHECK=spam"] {
        let outcome = folder.run(&["--build-arg", argument]);
        assert_eq!(outcome.code, 2, "{argument}");
    }
}

#[test]
fn a_name_of_buildkit_may_explain_several_rules() {
    let folder = Folder::new(&[]);
    let outcome = folder.run(&["explain", "MultipleInstructionsDisallowed"]);
    for code in ["DL3012 ", "DL4003 ", "DL4004 "] {
        assert!(outcome.out.contains(code), "{code}");
    }
    let outcome = folder.run(&["explain", "InvalidBaseImagePlatform"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("registry"), "{}", outcome.err);
}

/// In the image, so that `docker run IMAGE check` is the command.
#[test]
fn the_name_check_is_the_command() {
    let folder = Folder::new(&[("Dockerfile", "FROM debian\n")]);
    let path = folder
        .0
        .join(format!("check{}", std::env::consts::EXE_SUFFIX));
    link(&path);
    let run = |args: &[&str]| {
        let mut command = Command::new(&path);
        Outcome::new(command.current_dir(&folder.0).args(args).output().unwrap())
    };
    let outcome = run(&["--format", "short"]);
    assert_eq!(outcome.code, 1, "{}", outcome.err);
    assert!(outcome.out.starts_with("Dockerfile:1:6: warning DL3006 "));
    // What follows is never a command.
    assert_eq!(run(&["rules"]).code, 2);
    assert!(run(&["--help"]).out.contains("Usage: plimsoll check"));
}

/// `tests/use/test_release.py` has shells and readers of manuals read them.
#[test]
fn completions_and_manual_follow_the_arguments() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = folder.run(&["completions", shell]);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        for word in ["explain", "write-baseline"] {
            assert!(outcome.out.contains(word), "{shell}: {word}");
        }
    }
    let page = folder.run(&["man"]).out;
    for text in [
        ".TH plimsoll 1",
        "write\\-baseline",
        "plimsoll\\-explain(1)",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let page = folder.run(&["man", "explain"]).out;
    assert!(page.starts_with(".ie") && page.contains(".TH plimsoll-explain 1"));
    assert_eq!(folder.run(&["man", "sail"]).code, 2);
    let help = folder.run(&["--help"]).out;
    assert!(!help.contains("completions") && !help.contains("  man"));
}
