//! Keeps `docs/coverage.md` complete, and true of what it names.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const COVERAGE: &str = include_str!("../docs/coverage.md");
const FUNCTIONS: &str = include_str!("../vendor/zeroxide-sys/src/functions.rs");
const DRAFT_FUNCTIONS: &str = include_str!("../vendor/zeroxide-sys/src/draft.rs");
const CONSTANTS: &str = include_str!("../vendor/zeroxide-sys/src/constants.rs");

/// One line of a table.
#[derive(Debug)]
struct Row {
    c_name: &'static str,
    names: Vec<&'static str>,
    note: &'static str,
}

/// The rows of the tables under a heading.
fn section(title: &str) -> Vec<Row> {
    let (_, rest) = COVERAGE.split_once(&format!("\n## {title}\n")).unwrap_or_else(|| panic!("no section {title:?}"));
    let body = rest.split("\n## ").next().unwrap();
    let quoted = |cell: &'static str| cell.split('`').skip(1).step_by(2).collect::<Vec<_>>();
    let rows: Vec<_> = body
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split(" |").map(str::trim).collect();
            let [c_name, names, note] = cells[..] else { panic!("not three cells: {line}") };
            Row { c_name: quoted(c_name)[0], names: quoted(names), note }
        })
        .collect();
    assert!(!rows.is_empty(), "{title:?} is empty");
    rows
}

fn check_names(title: &str, expected: impl IntoIterator<Item = &'static str>) {
    let expected: BTreeSet<_> = expected.into_iter().collect();
    let rows = section(title);
    let found: BTreeSet<_> = rows.iter().map(|row| row.c_name).collect();
    assert_eq!(rows.len(), found.len(), "{title}: a row is there twice");
    let missing: Vec<_> = expected.difference(&found).collect();
    assert!(missing.is_empty(), "{title}: no row for {missing:?}");
    let strange: Vec<_> = found.difference(&expected).collect();
    assert!(strange.is_empty(), "{title}: C has no {strange:?}");
    for row in rows {
        assert!(!row.names.is_empty() || !row.note.is_empty(), "{} is neither offered nor explained", row.c_name);
    }
}

/// The words that follow a text, up to the end of the name.
fn names_after(source: &'static str, before: &str) -> impl Iterator<Item = &'static str> {
    source.split(before).skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

fn functions(source: &'static str) -> impl Iterator<Item = &'static str> {
    names_after(source, "pub fn ").filter(|name| name.starts_with("zmq_"))
}

/// The constants of the groups whose description begins so.
fn constants(groups: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    groups.iter().flat_map(|group| {
        let (_, rest) =
            CONSTANTS.split_once(&format!("    /// {group}")).unwrap_or_else(|| panic!("no group {group:?}"));
        let body = &rest[..rest.find("\n    }").unwrap()];
        body.lines().filter_map(|line| line.trim().split_once(" = ")).map(|(name, _)| name)
    })
}

const OPTION_SECTIONS: [&str; 2] = ["Socket options", "DRAFT socket options"];

#[test]
fn every_function_is_accounted_for() {
    assert!(functions(FUNCTIONS).count() >= 70 && functions(DRAFT_FUNCTIONS).count() >= 26);
    check_names("Functions", functions(FUNCTIONS));
    check_names("DRAFT functions", functions(DRAFT_FUNCTIONS));
}

#[test]
fn every_option_and_property_is_accounted_for() {
    check_names("Context options", constants(&["Context options, for", "DRAFT context option"]));
    check_names("Socket options", constants(&["Socket options, for", "Deprecated socket options"]));
    check_names("DRAFT socket options", constants(&["DRAFT socket options"]));
    let texts = ["ROUTING_ID", "SOCKET_TYPE", "USER_ID", "PEER_ADDRESS"];
    let texts = names_after(CONSTANTS, "pub const ").filter(|name| texts.iter().any(|text| name.ends_with(text)));
    let numbers = constants(&["Message properties, for", "Deprecated message property"]);
    check_names("Message properties", numbers.chain(texts.filter(|name| name.starts_with("ZMQ_MSG_PROPERTY"))));
}

/// Everything that the sources define, by name.
fn defined() -> BTreeMap<String, usize> {
    fn walk(folder: &Path, found: &mut BTreeMap<String, usize>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                // Definitions, not calls; what a comment says does not count.
                for line in text.lines().map(str::trim_start).filter(|line| line.starts_with("pub ")) {
                    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                    if words.any(|word| ["fn", "struct", "enum", "trait", "mod"].contains(&word))
                        && let Some(name) = words.next()
                    {
                        *found.entry(name.to_owned()).or_default() += 1;
                    }
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn what_the_page_names_is_there() {
    let defined = defined();
    for title in ["Functions", "DRAFT functions", "Context options", "Message properties"] {
        for row in section(title) {
            for name in row.names {
                for part in name.split("::") {
                    assert!(defined.contains_key(part), "{}: there is no {name}", row.c_name);
                }
            }
        }
    }
}

/// The name of an option without what tells a setter or a getter.
fn bare(name: &str) -> &str {
    name.strip_prefix("set_").or_else(|| name.strip_prefix("is_")).unwrap_or(name)
}

#[test]
fn the_options_of_the_page_are_those_of_the_table() {
    let mut listed = BTreeSet::new();
    for row in OPTION_SECTIONS.into_iter().flat_map(section) {
        if row.names.iter().any(|name| name.contains("::")) {
            // An option of contexts, which the names' test looks at.
            continue;
        }
        if row.note.contains("feature `draft`") && !cfg!(feature = "draft") {
            continue;
        }
        let current = match row.note.strip_prefix("old name of `") {
            Some(rest) => rest.trim_end_matches('`'),
            None => row.c_name,
        };
        match zeroxide::options::find(current) {
            Some(option) => {
                assert!(!row.names.is_empty(), "{current} is offered as {}", option.name());
                for name in &row.names {
                    assert_eq!(bare(name), bare(option.name()), "{}", row.c_name);
                }
                listed.insert(option.c_name());
            }
            None => assert!(row.names.is_empty() || current == "ZMQ_DONTWAIT", "there is no option {current}"),
        }
    }
    let all: BTreeSet<_> = zeroxide::options::all().map(zeroxide::options::OptionInfo::c_name).collect();
    assert_eq!(listed, all);
}

const EVENT_SECTIONS: [&str; 2] = ["Monitor events", "DRAFT monitor events"];

/// A test of this folder, from its head to its end.
fn source_of_test(name: &str) -> String {
    let (file, function) = name.split_once("::").unwrap_or_else(|| panic!("{name:?} is no test"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file).with_extension("rs");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with(&format!("fn {function}()")));
    let head = lines.next().unwrap_or_else(|| panic!("there is no {name}"));
    assert!(text.contains(&format!("#[test]\n{head}")), "{name} is no test");
    let end = format!("{}}}", &head[..head.len() - head.trim_start().len()]);
    lines.take_while(|line| *line != end).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_event_is_received_by_a_test() {
    check_names("Monitor events", constants(&["Monitor events", "Values of the event"]));
    check_names("DRAFT monitor events", constants(&["DRAFT monitor event and"]));
    for row in EVENT_SECTIONS.into_iter().flat_map(section) {
        let source = source_of_test(row.note.trim_matches('`'));
        let [name] = row.names[..] else { panic!("{} is to have one name", row.c_name) };
        let last = name.rsplit("::").next().unwrap();
        assert!(source.contains(last), "{}: {} does not say {last}", row.c_name, row.note);
    }
}
