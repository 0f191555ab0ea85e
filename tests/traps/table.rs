//! SECURITY.md's table of traps against the tests.

use std::collections::BTreeSet;
use std::path::Path;

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The cells of the table's rows.
fn rows() -> Vec<Vec<String>> {
    let text = file("SECURITY.md");
    let rows = text.lines().filter(|line| line.starts_with("| B") || line.starts_with("| C"));
    rows.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Names in backquotes that look like tests.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The tests of a folder, by name.
fn tests() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traps");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let names = text.split("fn ").skip(1).filter_map(|rest| rest.split_once('(')).map(|(name, _)| name);
            let trap = |name: &&str| name.starts_with("c_") || is_trap(name);
            found.extend(names.filter(trap).map(str::to_owned));
        }
    }
    found
}

fn is_trap(name: &str) -> bool {
    name.get(..4)
        .is_some_and(|start| start.starts_with('b') && start.ends_with('_') && start[1..3].parse::<u8>().is_ok())
}

/// The names that `guarded!` has in the code.
fn guards(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            guards(&path, found);
        } else if !path.ends_with("guard.rs") {
            let text = std::fs::read_to_string(path).unwrap();
            for rest in text.split("guarded!(").skip(1) {
                let (names, _) = rest.split_once(')').unwrap();
                found.extend(named(&names.replace('"', "`")).map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_trap_is_in_the_table() {
    let numbers: BTreeSet<String> = rows().iter().map(|row| row[0].clone()).collect();
    for number in 1..=33 {
        assert!(numbers.iter().any(|found| *found == format!("B{number}")), "B{number}");
    }
}

#[test]
fn the_tables_tests_are_there_and_all_of_them() {
    let mut told = BTreeSet::new();
    for row in rows() {
        assert_eq!(row.len(), 5, "{row:?}");
        let by_tests: Vec<_> = named(&row[4]).map(str::to_owned).collect();
        assert_eq!(by_tests.is_empty(), row[3] == "documented", "{row:?}");
        told.extend(by_tests);
    }
    let cases: BTreeSet<String> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().path().file_name()?.to_str().map(str::to_owned))
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .collect();
    let mut expected = tests();
    expected.insert("only_these_functions_are_called".to_owned());
    expected.extend(cases);
    assert_eq!(told, expected);
}

#[test]
fn every_guard_has_its_test() {
    let mut names = BTreeSet::new();
    guards(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
    assert!(names.len() > 30, "{names:?}");
    // And the other way round: what the table calls a check can be taken out.
    let checks: BTreeSet<String> = rows()
        .iter()
        .filter(|row| row[3] == "check")
        .flat_map(|row| named(&row[4]).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(names, checks);
}

#[test]
fn the_counts_are_right() {
    let rows = rows();
    let count = |by: &str| rows.iter().filter(|row| row[3] == by).count();
    let told = format!(
        "{} traps: {} are kept away by a type, {} by a check, {} are documented only.",
        rows.len(),
        count("type"),
        count("check"),
        count("documented")
    );
    let text = file("SECURITY.md").replace('\n', " ");
    assert!(text.contains(&told), "it should say: {told}");
}
