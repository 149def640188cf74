//! Servers that are started, and do not stay in the foreground.

use crate::shell::{Command, Word};

/// Programs that start services and return.
const MANAGERS: [&str; 8] = [
    "apache2ctl",
    "apachectl",
    "pg_ctl",
    "pg_ctlcluster",
    "rc-service",
    "service",
    "supervisorctl",
    "systemctl",
];

/// Where scripts lie that do the same.
const SCRIPTS: &str = "/etc/init.d/";

/// The service that a call of a service manager starts.
pub fn managed_service(command: Command<'_>) -> Option<String> {
    let program = command.program()?;
    if !MANAGERS.contains(&program) && !program.starts_with(SCRIPTS) {
        return None;
    }
    let args: Vec<_> = command.args().map(Word::cooked).collect();
    let starts = |word: &&str| matches!(*word, "start" | "restart");
    let service = match (program, args.as_slice()) {
        ("service" | "rc-service", [name, verb, ..]) if starts(verb) => *name,
        ("systemctl", args) => {
            let verb = args.iter().position(starts)?;
            args.get(verb + 1).copied().unwrap_or("the service")
        }
        ("apachectl" | "apache2ctl" | "pg_ctl" | "pg_ctlcluster" | "supervisorctl", args) => {
            args.iter().find(|word| starts(word))?;
            program
        }
        (script, [verb, ..]) if starts(verb) => script.strip_prefix(SCRIPTS)?,
        _ => return None,
    };
    Some(format!("`{service}`"))
}

/// True for servers whose options say that they leave the foreground.
pub fn goes_away(command: Command<'_>) -> bool {
    let has = |wanted: &[&str]| command.args().any(|word| wanted.contains(&word.cooked()));
    let follows = |option: &str, value: &str| {
        let words: Vec<_> = command.args().map(Word::cooked).collect();
        words.windows(2).any(|pair| pair == [option, value])
    };
    match command.program() {
        Some("gunicorn") => has(&["-D", "--daemon"]),
        Some("mongod") => has(&["--fork"]),
        Some("redis-server") => follows("--daemonize", "yes"),
        Some("sshd") => {
            !has(&["-D", "-t", "-T", "-d", "-i"])
                && !command.args().any(|it| it.cooked().contains('D'))
        }
        Some("php-fpm") => has(&["-D", "--daemonize"]),
        Some("crond") => has(&["-b"]),
        Some("uwsgi") => has(&["-d", "--daemonize"]),
        _ => false,
    }
}
