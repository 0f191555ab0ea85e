//! Programs that must not compile, in `tests/compile_fail`: traps that types keep away. Each names the error and a word of
//! its message in a line `//@ E0599 word`, and has a twin, by `--cfg twin`, that compiles: so it is for that reason alone.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use common::TempDir;

/// The crate as it was compiled last, which is for these tests, and the folder where what it needs is.
fn library() -> (PathBuf, PathBuf) {
    let folder = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let built = |path: &PathBuf| path.metadata().and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let libraries = std::fs::read_dir(&folder).unwrap().filter_map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name()?.to_str()?;
        (name.starts_with("libzeroxide-") && name.ends_with(".rlib")).then_some(path)
    });
    (libraries.max_by_key(built).expect("cargo built the library"), folder)
}

/// The errors of a compilation: their codes, and their messages in full.
fn compile(case: &Path, twin: bool, out: &Path) -> Vec<(String, String)> {
    let (library, folder) = library();
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-type=bin", "--emit=metadata", "--error-format=json", "-Awarnings"]);
    rustc.arg("--check-cfg=cfg(twin)").arg("--out-dir").arg(out).arg("-L").arg(&folder);
    rustc.arg(format!("--extern=zeroxide={}", library.display()));
    // Of a build for a target that was named, macros are where those for this machine are.
    let host = folder.ancestors().nth(3).map(|root| root.join("debug/deps"));
    if let Some(host) = host.filter(|host| host.is_dir()) {
        rustc.arg("-L").arg(host);
    }
    if let Ok(flags) = std::env::var("RUSTFLAGS") {
        rustc.args(flags.split_whitespace());
    }
    if twin {
        rustc.args(["--cfg", "twin"]);
    }
    let output = rustc.arg(case).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let errors: Vec<_> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|message| message["level"] == "error" && !message["spans"].as_array().is_none_or(Vec::is_empty))
        .map(|message| (message["code"]["code"].as_str().unwrap_or("none").to_owned(), message["rendered"].to_string()))
        .collect();
    assert_eq!(errors.is_empty(), output.status.success(), "{text}");
    errors
}

#[test]
fn each_fails_for_its_reason_and_its_twin_compiles() {
    let out = TempDir::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let case = entry.unwrap().path();
        let text = std::fs::read_to_string(&case).unwrap();
        let mut marks = text.lines().filter_map(|line| line.strip_prefix("//@ "));
        let mut mark = marks.next().unwrap();
        if mark == "draft" {
            if !cfg!(feature = "draft") {
                continue;
            }
            mark = marks.next().unwrap();
        }
        let (code, word) = mark.split_once(' ').unwrap();
        let errors = compile(&case, false, out.path());
        assert_eq!(errors.len(), 1, "{case:?}: {errors:#?}");
        let (found, rendered) = &errors[0];
        assert!(found == code && rendered.contains(word), "{case:?} has not {code} with {word:?}, but: {rendered}");
        let errors = compile(&case, true, out.path());
        assert!(errors.is_empty(), "the twin of {case:?}: {errors:#?}");
        cases += 1;
    }
    assert!(cases >= 14, "{cases}");
}
