//! What holds for the grammars of Compose values, whatever the text.

use std::time::{Duration, Instant};

use plimsoll::compose::dotenv::DotEnv;
use plimsoll::compose::interpolate::Template;
use plimsoll::compose::mount::Mount;
use plimsoll::compose::names::{Assignment, Device, ExtraHost, container, project, resource};
use plimsoll::compose::port::Port;
use plimsoll::compose::{Expanded, Fault, Lookup, Slot, address, command, quantity};
use plimsoll::text::Range;

/// Pieces that mean something in one of the grammars.
const PIECES: [&str; 48] = [
    "$",
    "{",
    "}",
    "${",
    "${A}",
    "$B",
    "${C:-",
    "${D-x}",
    "${E:?",
    "${F:+y}",
    "$$",
    ":",
    ":-",
    "/",
    "-",
    "=",
    ",",
    ".",
    "'",
    "\"",
    "\\",
    "`",
    "(",
    ")",
    ";",
    "&&",
    "|",
    ">",
    "2>",
    " ",
    "\n",
    "\t",
    "\r\n",
    "#",
    " #",
    "export ",
    "80",
    "127.0.0.1",
    "::1",
    "[",
    "]",
    "tcp",
    "a",
    "ro",
    "é",
    "\u{1f600}",
    "\u{fffc}",
    "1.5m",
];

/// A small generator of numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self) -> String {
        let count = self.below(12);
        (0..count)
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }
}

fn lookup(name: &str) -> Lookup<'static> {
    match name {
        "A" => Lookup::Set("a:8080"),
        "C" => Lookup::Set(""),
        "D" => Lookup::Unset,
        _ => Lookup::Unknown,
    }
}

fn placed(text: &str, range: Range) {
    let bytes = range.start as usize..range.end as usize;
    assert!(text.get(bytes).is_some(), "{range:?} in {text:?}");
}

fn slot<T>(text: &str, slot: &Slot<T>) {
    placed(text, slot.range);
}

fn fault(text: &str, fault: &Fault) {
    placed(text, fault.range);
    assert!(
        !fault.range.is_empty() || text.is_empty(),
        "{fault:?} in {text:?}"
    );
    let length = fault.message.chars().count();
    assert!(length <= 100, "{length}: {fault:?}");
    let first = fault.message.chars().next().unwrap();
    assert!(
        !first.is_uppercase() && !fault.message.ends_with('.'),
        "{fault:?}"
    );
}

/// The parts follow each other and cover the text.
fn template(text: &str) {
    let template = Template::parse(text);
    let mut at = 0;
    for part in template.parts() {
        assert_eq!(part.range().start, at, "a gap in {text:?}");
        assert!(!part.range().is_empty(), "{part:?} in {text:?}");
        at = part.range().end;
    }
    assert_eq!(at as usize, text.len(), "{text:?}");
    let mut before = 0;
    for variable in template.variables() {
        placed(text, variable.range);
        assert_eq!(variable.name_range.of(text), variable.name);
        assert!(variable.range.start >= before, "out of order in {text:?}");
        before = variable.range.start;
        if let Some(word) = &variable.word {
            placed(text, word.range());
        }
    }
    template.faults().for_each(|it| fault(text, it));
}

/// The segments cover the text, and all of its characters lead back to the source.
fn expansion(text: &str, expanded: &Expanded<'_>) {
    let (mut at, mut source) = (0, 0);
    for segment in expanded.segments() {
        assert_eq!(segment.text.start, at, "a gap in {text:?}");
        placed(text, segment.source);
        assert!(segment.source.start >= source, "out of order in {text:?}");
        at = segment.text.end;
        source = segment.source.end;
    }
    assert_eq!(at as usize, expanded.text().len());
    // All ends of characters only for short texts: it takes the square of the length.
    if text.len() > 200 {
        return;
    }
    let ends = || (0..=expanded.text().len()).filter(|at| expanded.text().is_char_boundary(*at));
    for start in ends() {
        for end in ends().filter(|end| start <= *end) {
            placed(text, expanded.source(Range::new(start, end)));
        }
    }
}

fn grammars(text: &str, expanded: &Expanded<'_>) {
    let all = expanded.all();
    match Port::parse(all) {
        Ok(port) => {
            slot(text, &port.container);
            port.address.iter().for_each(|it| slot(text, it));
            port.published.iter().for_each(|it| slot(text, it));
            port.protocol.iter().for_each(|it| slot(text, it));
            let _ = (port.bind(), port.clashes_with(&port));
        }
        Err(it) => fault(text, &it),
    }
    match Mount::parse(all) {
        Ok(mount) => {
            slot(text, &mount.target);
            mount.source.iter().for_each(|it| slot(text, it));
            let options = mount.options.iter().flatten();
            options.for_each(|it| slot(text, &it.text));
        }
        Err(it) => fault(text, &it),
    }
    match command::split(all) {
        Ok(words) => {
            words.words.iter().for_each(|it| slot(text, it));
            if let Some(stop) = words.stop {
                placed(text, stop.range);
                placed(text, stop.dropped);
                assert!(stop.dropped.start <= stop.range.start, "{text:?}");
            }
        }
        Err(it) => fault(text, &it),
    }
    for read in [Assignment::variable, Assignment::context, Assignment::ssh] {
        match read(all) {
            Ok(found) => {
                slot(text, &found.name);
                found.value.iter().for_each(|it| slot(text, it));
                found.separator.iter().for_each(|it| placed(text, *it));
            }
            Err(it) => fault(text, &it),
        }
    }
    match ExtraHost::parse(all) {
        Ok(host) => host.addresses.iter().for_each(|it| slot(text, it)),
        Err(it) => fault(text, &it),
    }
    let others = [
        Device::parse(all).map(|_| ()),
        quantity::duration(all).map(|_| ()),
        quantity::bytes(all).map(|_| ()),
        address::parse(all).map(|_| ()),
        address::Subnet::parse(all).map(|_| ()),
        resource(all),
        container(all),
        project(all),
    ];
    for it in others {
        it.unwrap_or_else(|it| fault(text, &it));
    }
}

fn dotenv(text: &str) {
    let file = DotEnv::parse(text);
    for entry in &file.entries {
        assert_eq!(entry.name_range.of(text), entry.name);
        if let Some(value) = &entry.value {
            placed(text, value.range);
        }
    }
    file.faults.iter().for_each(|it| fault(text, it));
    for entry in &file.entries {
        assert_ne!(file.values().lookup(entry.name), Lookup::Unset);
        // Once is enough for large files.
        if text.len() > 1_000 {
            break;
        }
    }
}

fn hold(text: &str) {
    template(text);
    let expanded = Expanded::of(text, &lookup);
    expansion(text, &expanded);
    grammars(text, &expanded);
    let literal = Expanded::literal(text);
    expansion(text, &literal);
    grammars(text, &literal);
    dotenv(text);
}

#[test]
fn places_are_in_the_text_whatever_it_is() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for _ in 0..30_000 {
        hold(&numbers.text());
    }
}

#[test]
fn fields_that_are_known_are_what_is_written() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let text = numbers.text();
        let literal = Expanded::literal(&text);
        let Ok(mount) = Mount::parse(literal.all()) else {
            continue;
        };
        for slot in mount.source.iter().chain([&mount.target]) {
            assert_eq!(slot.known().unwrap(), slot.range.of(&text));
        }
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    let unit = [
        "${",
        "${a:-",
        "${a:-${",
        "${a",
        "{",
        "}",
        "${a:-{}",
        "$",
        "$$",
        "$A",
        "${A:-b}",
        ":",
        "a:",
        "-",
        ",",
        "/",
        "'",
        "\"",
        "\\",
        "(",
        "`",
        ";",
        "a=''",
        "a=\"\"",
        "a='\n",
        "a=\"\n",
        "#",
        "=",
        "a\n",
        "a=$a\n",
        "a=b$a$a\n",
        "export ",
        " ",
        "\n",
        "1",
        "1h",
        ".",
        "[",
        "é",
        "\u{fffc}",
        "${a.b}",
        "${a:-${b:-c}}",
        "$(",
    ];
    for unit in unit {
        // A megabyte where it is the reader of templates that has most to do.
        let size: usize = if unit.starts_with("${") {
            1 << 20
        } else {
            1 << 18
        };
        let text = unit.repeat(size / unit.len());
        let closed = format!("{}{}", "${a:-".repeat(20_000), unit.repeat(20_000));
        for text in [&text, &closed] {
            let started = Instant::now();
            hold(text);
            let took = started.elapsed();
            // Generous, for a debug build on a busy machine; quadratic time would take hours.
            assert!(took < Duration::from_secs(20), "{unit:?} took {took:?}");
        }
    }
}
