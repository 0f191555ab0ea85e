//! The table of `docs/porting-from-pyzmq.md` names nothing that is not there.

use std::path::Path;

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), text);
        } else {
            *text += &std::fs::read_to_string(entry.path()).unwrap();
        }
    }
}

/// Every Rust name in the table's right column.
fn names(document: &str) -> Vec<String> {
    let table = document.split("\n## ").find(|section| section.starts_with("Call by call")).unwrap();
    let mut names = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let right = row.trim_end_matches(" |").rsplit_once(" | ").unwrap().1;
        for code in right.split('`').skip(1).step_by(2) {
            names.extend(code.trim_end_matches("()").split("::").map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_name_is_in_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(root.join("docs/porting-from-pyzmq.md")).unwrap();
    let mut source = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    sources(&root.join("src"), &mut source);
    // Comments tell of other things too.
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let words: std::collections::HashSet<&str> =
        code.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    let names = names(&document);
    assert!(names.len() > 100, "the table was not found: {names:?}");
    // Rows of options make `set_x` of `x`.
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| !words.contains(name.as_str()) && !words.contains(name.trim_start_matches("set_")))
        .collect();
    assert!(missing.is_empty(), "not in the source: {missing:?}");
}
