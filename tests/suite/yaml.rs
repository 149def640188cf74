//! The YAML layer: values and places.

use plimsoll::text::Range;
use plimsoll::yaml::{self, Kind, NodeId, Resolved, Tree};
use serde_yaml::Value;

/// The value of a node, as `serde_yaml` would give it.
fn value(tree: &Tree<'_>, id: NodeId) -> Value {
    let id = tree.follow(id);
    match &tree.node(id).kind {
        Kind::Mapping(_) => {
            let mut mapping = serde_yaml::Mapping::new();
            for entry in tree.entries(id) {
                mapping.insert(value(tree, entry.pair.key), value(tree, entry.value));
            }
            Value::Mapping(mapping)
        }
        Kind::Sequence(_) => tree
            .items(id)
            .map(|item| value(tree, item))
            .collect::<Vec<_>>()
            .into(),
        Kind::Scalar(scalar) => match tree.resolved(id) {
            Some(Resolved::Null) => Value::Null,
            Some(Resolved::Bool(it)) => it.into(),
            Some(Resolved::Int(it)) => it.into(),
            Some(Resolved::Float(it)) => it.into(),
            _ => scalar.text.to_string().into(),
        },
        Kind::Alias(_) => Value::Null,
    }
}

const TEXTS: &[&str] = &[
    "a: 1\nb: two\nc: [x, 'y', \"z\"]\nd: {e: f, g: }\n",
    "a:\n- 1\n- b: 2\n  c: 3\n-\n- - x\n  - y\n",
    "a: |\n  one\n   two\n\n  three\nb: end\n",
    "a: |-\n  one\n  two\nb: |+\n  x\n\n\nc: >\n  fold\n  ed\n\n  par\n   more\n  less\n",
    "a: >-\n  one\n  two\n\n\n  three\nb: |2\n    indented\n  less\n",
    "a: plain\n  over\n  lines\n\n  and more\nb: 'it''s\n  folded'\nc: \"tab\\tnl\\n \\u00e9\\x41 join\\\n   ed\n  more\"\n",
    "# top\na: b # right\n# between\nc: d\n  # last\n",
    "base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nlist: [*b, *b]\n",
    "\u{feff}a: b\r\nc:\r\n  - d\r\n  - e\r\nt: |\r\n  x\r\n  y\r\n",
    "? a\n: b\n\"quoted key\": 'v'\n'k': v\n",
    "--- \na: {b: [1, 2, {c: d}], e: \"f\"}\n",
    "a: !!str 1\nb: \"\"\nc: ''\nd: ~\ne: null\nf: \"null\"\n",
    "é: ünï\nk: \"日本 \\U0001F600 x\"\n",
];

#[test]
fn values_are_those_of_another_parser() {
    for text in TEXTS {
        let tree = yaml::read(text);
        assert!(tree.problems.is_empty(), "{text}: {:?}", tree.problems);
        let mut want: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        want.apply_merge().unwrap();
        let got = value(&tree, tree.documents[0].root.unwrap());
        assert_eq!(got, want, "{text}");
    }
}

#[test]
fn every_byte_of_a_scalar_has_its_place() {
    for text in TEXTS {
        let tree = yaml::read(text);
        for (id, node) in tree.nodes() {
            let Kind::Scalar(scalar) = &node.kind else {
                continue;
            };
            let mapped = tree.mapped(id);
            assert_eq!(mapped.as_str(), scalar.text, "{text}");
            for (at, letter) in scalar
                .text
                .char_indices()
                .filter(|it| it.1.is_ascii_alphabetic())
            {
                let span = mapped.span(Range::new(at, at + 1));
                let raw = span.of(text);
                assert!(
                    raw == letter.to_string() || raw.starts_with('\\'),
                    "{text}: `{letter}` of {:?} is at `{raw}`",
                    scalar.text
                );
            }
        }
    }
}

#[test]
fn nodes_know_their_places() {
    let text = "s:\n  app: &a !x\n    image: nginx:1 # c\n    ports:\n      - \"80:80\"\n      -  81\n      # no\n      - {a: b}\n\n  db: *a\n  n:\n";
    let tree = yaml::read(text);
    let root = tree.documents[0].root.unwrap();
    let show = |id: NodeId| tree.span(id).of(text);
    let services = tree.get(root, "s").unwrap();
    assert_eq!(tree.pair_span(services.pair).of(text), text.trim_end());
    let app = tree.get(services.value, "app").unwrap();
    assert!(show(app.value).starts_with("image") && show(app.value).ends_with("{a: b}"));
    assert!(
        tree.pair_span(app.pair)
            .of(text)
            .starts_with("app: &a !x\n")
    );
    let node = tree.node(app.value);
    assert_eq!(node.anchor.as_ref().unwrap().span.of(text), "&a");
    assert_eq!(node.tag.as_ref().unwrap().span.of(text), "!x");
    let ports = tree.get(app.value, "ports").unwrap().value;
    let Kind::Sequence(items) = &tree.node(ports).kind else {
        panic!()
    };
    let dashes: Vec<_> = items
        .iter()
        .map(|it| tree.span(it.value).join(it.dash.unwrap()).of(text))
        .collect();
    assert_eq!(dashes, ["- \"80:80\"", "-  81", "- {a: b}"]);
    let db = services.value;
    let db = tree.get(db, "db").unwrap();
    assert_eq!((show(db.pair.value), db.value), ("*a", app.value));
    assert!(tree.is_absent(tree.get(services.value, "n").unwrap().value));
    let comments: Vec<_> = tree
        .comments
        .iter()
        .map(|it| (it.span.of(text), it.is_alone))
        .collect();
    assert_eq!(comments, [("# c", false), ("# no", true)]);
}

/// Also where it is indented no more than its key.
#[test]
fn each_item_has_its_dash() {
    for text in [
        "a:\n- x\n- y\n",
        "a: &b !c # d\n# e\n- x\n- y\n",
        "a:\n-\n- y\n",
        "a:\n-   # d\n  x\n- y\n",
        "- a:\n  - x\n  - y\n  b:\n    - z\n",
        "? a\n: - x\n  - y\n",
    ] {
        let tree = yaml::read(text);
        for (_, node) in tree.nodes() {
            if let Kind::Sequence(items) = &node.kind {
                assert_eq!(node.span.start, items[0].dash.unwrap().start, "{text}");
                assert!(
                    items.iter().all(|it| it.dash.unwrap().of(text) == "-"),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn problems_have_a_place_and_the_rest_is_kept() {
    for (text, place, kept) in [
        ("a: 1\nb: c: d\ne: 2\n", ":", "a e"),
        ("a: 1\nb:\n\tc: d\ne: 2\n", "\t", "a b e"),
        ("a: 1\nb: [x, y\ne: 2\n", "[", "a e"),
        ("a: 1\nb: @x\ne: 2\n", "@", "a e"),
        ("a: 1\n  b: 2\ne: 2\n", ":", "a e"),
        ("a: \"x\nb: 1\n", "\"", "b"),
        ("a: 1\nb: 'x' y\nc: 2\n", "y", "a c"),
    ] {
        let tree = yaml::read(text);
        let places: Vec<_> = tree
            .problems
            .iter()
            .map(|it| (it.span.of(text), it.message.as_str()))
            .collect();
        assert_eq!(places[0].0, place, "{text}: {places:?}");
        let root = tree.documents.first().and_then(|it| it.root);
        let keys: Vec<_> = root
            .map(|root| tree.entries(root))
            .unwrap_or_default()
            .iter()
            .map(|it| tree.text_of(it.pair.key).unwrap())
            .map(str::to_owned)
            .collect();
        assert_eq!(keys.join(" "), kept, "{text}");
    }
}

#[test]
fn scalars_resolve_as_compose_does() {
    for (text, want) in [
        ("yes", Resolved::Text),
        ("No", Resolved::Text),
        ("y", Resolved::Text),
        ("True", Resolved::Bool(true)),
        ("FALSE", Resolved::Bool(false)),
        ("Null", Resolved::Null),
        ("~", Resolved::Null),
        ("010", Resolved::Int(8)),
        ("0777", Resolved::Int(511)),
        ("08", Resolved::Int(8)),
        ("0o10", Resolved::Int(8)),
        ("0x1F", Resolved::Int(31)),
        ("0b11", Resolved::Int(3)),
        ("1_000", Resolved::Int(1000)),
        ("1__0", Resolved::Int(10)),
        ("1e3", Resolved::Float(1000.0)),
        ("1.10", Resolved::Float(1.1)),
        (".5", Resolved::Float(0.5)),
        ("+1", Resolved::Int(1)),
        ("-7", Resolved::Int(-7)),
        ("22:22", Resolved::Text),
        ("8080:80", Resolved::Text),
        ("2020-01-01", Resolved::Time),
        ("1,000", Resolved::Text),
        ("0.0.0.0", Resolved::Text),
        ("1.2.3", Resolved::Text),
        ("1-2", Resolved::Text),
        ("3000-3005", Resolved::Text),
    ] {
        let file = format!("k: {text}\n");
        let tree = yaml::read(&file);
        let root = tree.documents[0].root.unwrap();
        assert_eq!(
            tree.resolved(tree.get(root, "k").unwrap().value),
            Some(want),
            "{text}"
        );
    }
}

#[test]
fn hostile_texts_end_soon() {
    let mut laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in ('b'..='j').zip('a'..) {
        laughs.push_str(&format!(
            "{new}: &{new} [{}]\n",
            vec![format!("*{old}"); 10].join(", ")
        ));
    }
    let deep_flow = format!("a: {}", "[".repeat(100_000));
    let deep_block: String = (0..1000)
        .flat_map(|at| [" ".repeat(at), "a:\n".to_owned()])
        .collect();
    let cycle = "a: &a\n  <<: *a\n  b: *a\nc: &c [*c]\n";
    let tabs = "\ta: b\n".repeat(2000);
    for text in [
        laughs.as_str(),
        &deep_flow,
        &deep_block,
        cycle,
        &tabs,
        "",
        "\u{feff}",
        "---",
        "%YAML 1.1\n---\na: b\n...\n",
    ] {
        let tree = yaml::read(text);
        for (id, node) in tree.nodes() {
            assert!(node.span.end as usize <= text.len());
            tree.entries(id);
        }
    }
}
