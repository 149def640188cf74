//! Where instructions read variables.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::lex::{self, Lexing};
use crate::shell::{Command, Origin, Script};
use crate::text::Span;

use super::Cx;

/// Commands that may give any variable a value.
const LOADERS: [&str; 5] = [".", "eval", "getopts", "read", "source"];

/// The first place at which an instruction of a build reads a variable, without a default beside
/// it. What a script sets itself is not counted.
pub fn first_use<'c, 's>(it: &'c Instruction<'s>, name: &str, cx: &Cx<'c, 's>) -> Option<Span> {
    // Most instructions have none.
    if !cx.text(it.span).contains('$') {
        return None;
    }
    match &it.kind {
        Kind::Run(_) => {
            let mut scripts = cx.scripts(it).iter();
            scripts.find_map(|script| in_script(script, name))
        }
        Kind::Add(_)
        | Kind::Arg(_)
        | Kind::Copy(_)
        | Kind::Env(_)
        | Kind::Expose(_)
        | Kind::Label(_)
        | Kind::Stopsignal(_)
        | Kind::User(_)
        | Kind::Volume(_)
        | Kind::Workdir(_) => in_words(it, name, cx.tree().escape),
        _ => None,
    }
}

fn in_script(script: &Script<'_>, name: &str) -> Option<Span> {
    let text = script.text.as_str();
    let sets = |command: Command<'_>| {
        let program = command.program().unwrap_or_default();
        LOADERS.contains(&program)
    };
    let assigned = [format!("{name}="), format!("for {name} ")];
    if script.origin != Origin::Run
        || assigned.iter().any(|mark| text.contains(mark))
        || script.commands().any(sets)
    {
        return None;
    }
    let mut words = script.commands().flat_map(Command::words);
    words.find_map(|word| {
        let is_plain = |reference: &str| !reference.starts_with("${") || reference.ends_with('}');
        let mut all = word.variables();
        let found = all.find(|(other, range)| *other == name && is_plain(range.of(text)));
        found.map(|(_, range)| script.text.span(range))
    })
}

fn in_words(it: &Instruction<'_>, name: &str, escape: char) -> Option<Span> {
    let lexing = Lexing {
        escape,
        quotes: true,
    };
    let text = it.args.of(it.text.as_str());
    let parts = lex::read(text, lexing).ok()?;
    let mut found = None;
    lex::variables(&parts, &mut |variable| {
        if found.is_none() && variable.operator.is_none() && variable.name.of(text) == name {
            found = Some(it.text.span(variable.range.shift(it.args.start)));
        }
    });
    found
}
