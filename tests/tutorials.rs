//! `docs/tutorial-systems.md` says what is so: each test that it names runs these pairs, and no port is much longer than its
//! script.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cells of the table under a heading, without its head.
fn table(heading: &str) -> Vec<Vec<String>> {
    let document = read("docs/tutorial-systems.md");
    let section = document.split("\n## ").find(|section| section.starts_with(heading)).expect("the heading");
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The lines of an item, from its first to the brace that closes it, without comments and blank ones.
fn item(source: &str, name: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let is_head = |line: &&str| {
        let line = line.trim_start_matches("pub(crate) ");
        [format!("fn {name}("), format!("struct {name} ")].iter().any(|head| line.starts_with(head))
    };
    let first = lines.iter().position(is_head).unwrap_or_else(|| panic!("no {name}"));
    let attributes = lines[..first].iter().rev().take_while(|line| line.starts_with("#[")).count();
    let length = lines[first..].iter().position(|line| *line == "}").unwrap() + 1;
    let all = &lines[first - attributes..first + length];
    let counts = |line: &&&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    all.iter().filter(counts).map(|line| (*line).to_owned()).collect()
}

#[test]
fn the_tests_of_the_table_run_these_pairs() {
    let source = read("tests/interop_systems.rs");
    let rows = table("What runs");
    for row in &rows {
        let [_, system, _, test, alone, rust_server, python_server] = &row[..] else { panic!("{row:?}") };
        let [name] = code(test)[..] else { panic!("{system}: {test}") };
        let body = item(&source, name).join("\n");
        let pairs = body.contains("    pairs(");
        assert!(pairs || body.contains("    rust_only("), "{name} runs no programs");
        assert_eq!(alone, "yes", "{system}");
        for cell in [rust_server, python_server] {
            assert_eq!(cell == "yes", pairs, "{system}: {name}");
        }
    }
    let named: Vec<&str> = rows.iter().flat_map(|row| code(&row[3])).collect();
    let tests = source.lines().collect::<Vec<_>>();
    let mut count = 0;
    for (index, _) in tests.iter().enumerate().filter(|(_, line)| **line == "#[test]") {
        let head = tests[index..].iter().find_map(|line| line.strip_prefix("fn ")).unwrap();
        let name = head.split('(').next().unwrap();
        assert!(named.contains(&name), "{name} is not in the table");
        count += 1;
    }
    assert_eq!(count, named.len(), "a test is in the table twice");
}

#[test]
fn ports_are_as_short_as_their_scripts() {
    let mut long = Vec::new();
    for row in table("How long the ports are") {
        let [tutorial, script, python, file, items] = &row[..] else { panic!("{row:?}") };
        let source = read(Path::new("examples").join(code(file)[0]));
        let python: usize = python.parse().unwrap();
        let mut rust = 0;
        for (index, name) in code(items).into_iter().enumerate() {
            let lines = item(&source, name).len();
            // Of the program itself the body counts: its arguments, and that it is a function, are the example's.
            rust += if index == 0 { lines - 2 } else { lines };
        }
        println!("{tutorial} {script}: {python} lines of Python, {rust} of Rust");
        if rust * 10 > python * 13 {
            long.push(format!("{script}: {python} lines of Python, {rust} of Rust"));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// The attributes and heads of the items are found, and comments and blank lines are not counted.
#[test]
fn lines_are_counted_as_said() {
    let source = "/// A.\n#[derive(Debug)]\nstruct A {\n    a: u8,\n}\n\nfn b() {\n\n    // c\n    d();\n}\n";
    assert_eq!(item(source, "A").len(), 4);
    assert_eq!(item(source, "b").len(), 3);
}

/// Every text of the repository that may tell how to run an example.
fn texts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join("src"), root().join("examples"), root().join("docs")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.push(entry);
            }
        }
    }
    found.extend(["README.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name)));
    found.into_iter().map(|path| (path.clone(), read(path))).collect()
}

/// The features that the manifest asks for an example.
fn required_features(name: &str) -> Vec<String> {
    let manifest = read("Cargo.toml");
    let sections = manifest.split("[[").filter(|section| section.starts_with("example]]"));
    let section = sections.into_iter().find(|section| section.contains(&format!("name = \"{name}\"\n")));
    let features = section.and_then(|section| section.lines().find(|line| line.starts_with("required-features")));
    features.map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect()).unwrap_or_default()
}

/// `cargo run --example NAME` names an example that is there, with the features that it needs.
#[test]
fn commands_of_the_documentation_are_right() {
    let mut count = 0;
    for (path, text) in texts() {
        for command in text.split("cargo run ").skip(1) {
            let command = command.split(['`', '\n', '|']).next().unwrap();
            let mut words = command.split_whitespace();
            let (mut name, mut features) = (None, Vec::new());
            while let Some(word) = words.next() {
                match word {
                    "--example" => name = words.next(),
                    "--features" => features.extend(words.next().unwrap_or("").split(',').map(str::to_owned)),
                    "--" => break,
                    _ => {}
                }
            }
            let Some(name) = name else { continue };
            count += 1;
            let at = format!("{}: cargo run {command}", path.display());
            let file = root().join("examples").join(name);
            assert!(
                file.with_extension("rs").exists() || file.join("main.rs").exists(),
                "{at}: there is no such example"
            );
            for feature in required_features(name) {
                assert!(features.contains(&feature), "{at}: it needs the feature {feature}");
            }
        }
    }
    assert!(count > 60, "only {count} commands were found");
}
