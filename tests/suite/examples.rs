//! What the reader of a course meets first: the image of a small web application.

use plimsoll::config::Config;

use super::support::{config, show};

const IN_STEPS: &str = "FROM python:3.12-alpine
RUN adduser -D app

WORKDIR /srv/app

# COPY . .
COPY src src
COPY data data
COPY config config
COPY requirements.txt start.sh ./

RUN python -m venv venv
RUN venv/bin/pip install -r requirements.txt

ENV APP_ENTRY start.py

RUN chmod +x start.sh
RUN chown -R app:app ./

USER app
EXPOSE 5000
ENTRYPOINT [\"./start.sh\"]
";

fn runs(text: &str) -> Vec<String> {
    show(&config("select: [consecutive-run]"), text)
}

#[test]
fn consecutive_runs_are_found_at_the_second_of_each_pair() {
    assert_eq!(runs(IN_STEPS), ["13:1 DL3059", "18:1 DL3059"]);
}

#[test]
fn what_sets_two_runs_apart() {
    for second in [
        "RUN <<EOF\nchown app .\nEOF",
        "RUN --mount=type=cache,target=/c chown app .",
        "RUN --network=none chown app .",
        "USER app\nRUN chown app .",
        "SHELL [\"/bin/sh\", \"-c\"]\nRUN chown app .",
        "RUN chown app . && true",
    ] {
        let text = format!("FROM a\nRUN chmod +x start.sh\n{second}\n");
        assert!(runs(&text).is_empty(), "{text}");
    }
}

#[test]
fn the_same_file_with_heredocs_is_left_alone() {
    let text = IN_STEPS
        .replace(
            "RUN python -m venv venv\nRUN venv",
            "RUN <<-EOF\n\tpython -m venv venv\n\tvenv",
        )
        .replace(".txt\n\nENV", ".txt\n\tEOF\n\nENV");
    assert_eq!(runs(&text), ["18:1 DL3059"].map(|_| "20:1 DL3059"));
    let errors: Vec<_> = show(&Config::default(), &text)
        .into_iter()
        .filter(|it| it.ends_with("DL1000"))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}
