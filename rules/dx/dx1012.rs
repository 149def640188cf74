//! DX1012 development-server.

use crate::rule::prelude::*;

rule!(DX1012, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let starts = matches!(script.origin, Origin::Cmd | Origin::Entrypoint);
    let for_work = |name: &str| {
        let lower = name.to_ascii_lowercase();
        ["dev", "debug", "local", "test", "watch"]
            .iter()
            .any(|it| lower.contains(it))
    };
    let stage = cx.stage().and_then(|stage| stage.name.as_deref());
    if !starts || stage.is_some_and(for_work) || !cx.is_shipped() {
        return;
    }
    for command in script.commands().filter(|it| it.within().is_top_level()) {
        let words: Vec<_> = command.words().map(ShellWord::cooked).collect();
        let Some((name, help)) = server(&words, cx) else {
            continue;
        };
        // How files for development are called differs; their names say it.
        if !for_work(cx.source().name()) {
            cx.report(command.span(), format!("`{name}` is for development"))
                .help(help);
        }
        return;
    }
}

/// The server that some words start, and what to do instead.
fn server(words: &[&str], cx: &Cx<'_, '_>) -> Option<(String, &'static str)> {
    const PYTHON: &str = "start it with a production server, such as `gunicorn`";
    const NODE: &str = "build the application, and serve what that gives";
    const PHP: &str = "use PHP-FPM or another production server";
    const WATCH: &str = "start the program itself, without watching for changes";
    let words = unwrapped(words);
    let (program, args) = words.split_first()?;
    let program = program.rsplit('/').next().unwrap_or_default();
    let has = |word: &str| args.contains(&word);
    let first = args
        .iter()
        .find(|it| !it.starts_with('-'))
        .copied()
        .unwrap_or_default();
    let (verb, help) = match program {
        "manage.py" if matches!(first, "runserver" | "runserver_plus") => (first, PYTHON),
        "flask" if has("run") => ("run", PYTHON),
        "uvicorn" | "gunicorn" | "hypercorn" if has("--reload") => {
            ("--reload", "leave out `--reload`")
        }
        "nodemon" | "ts-node-dev" => ("", WATCH),
        "node" if has("--watch") => ("--watch", WATCH),
        "dotnet" if first == "watch" => (first, WATCH),
        "ng" | "webpack" | "vue-cli-service" if first == "serve" => (first, NODE),
        "webpack-dev-server" => ("", NODE),
        "next" | "nuxt" | "nuxi" | "astro" if first == "dev" => (first, NODE),
        "react-scripts" if first == "start" => (first, NODE),
        "vite" if !matches!(first, "build" | "preview" | "optimize") => ("", NODE),
        "npm" | "yarn" | "pnpm" | "bun" => (dev_script(args)?, NODE),
        "php" if has("-S") => ("-S", PHP),
        "php" if first == "artisan" && has("serve") => ("artisan serve", PHP),
        "artisan" if first == "serve" => (first, PHP),
        "rails" if matches!(first, "s" | "server") && is_development(args, cx) => {
            (first, "set `RAILS_ENV=production`")
        }
        _ => return None,
    };
    Some((format!("{program} {verb}").trim_end().to_owned(), help))
}

/// The words behind programs that run what they are given.
fn unwrapped<'w>(mut words: &'w [&'w str]) -> &'w [&'w str] {
    loop {
        words = match words {
            ["npx" | "exec" | "bunx", rest @ ..]
            | ["pipenv" | "poetry" | "uv", "run", rest @ ..]
            | ["bundle", "exec", rest @ ..] => rest,
            ["python" | "python3", "-m" | "-u", rest @ ..] | ["python" | "python3", rest @ ..] => {
                rest
            }
            _ => return words,
        };
    }
}

/// The script for development in `npm run dev` or `yarn start:dev`.
fn dev_script<'w>(args: &[&'w str]) -> Option<&'w str> {
    let (["run", script, ..] | [script, ..]) = args else {
        return None;
    };
    let known = [
        "dev",
        "develop",
        "start:dev",
        "serve:dev",
        "dev:server",
        "watch",
    ];
    known.contains(script).then_some(*script)
}

fn is_development(args: &[&str], cx: &Cx<'_, '_>) -> bool {
    let set = cx.value(&std::borrow::Cow::Borrowed("$RAILS_ENV"));
    args.windows(2).any(|pair| pair == ["-e", "development"]) || set.known() == Some("development")
}
