//! There is one libzmq in the program, and it is zeroxide's.

use std::process::Command;

fn packages(name: &str) -> Vec<&'static str> {
    let lock = include_str!("../Cargo.lock");
    let wanted = format!("name = \"{name}\"");
    lock.split("[[package]]").filter(|package| package.lines().any(|line| line == wanted)).collect()
}

#[test]
fn the_lockfile_has_one_of_each() {
    for name in ["zmq", "zmq-sys", "zeroxide", "zeroxide-sys"] {
        let found = packages(name);
        assert_eq!(found.len(), 1, "{name}");
        assert!(!found[0].contains("source = "), "{name} does not come from the registry: {}", found[0]);
    }
    assert_eq!(packages("zeromq-src").len(), 1);
    for name in ["tmq", "async_zmq"] {
        assert!(packages(name)[0].contains("source = \"registry"), "{name} comes from the registry");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_program_has_one_of_each_symbol() {
    // Both crates are in this program, so that their libraries would be too.
    let version = zmq::version();
    let context = zmq::Context::new();
    assert!(context.socket(zmq::PAIR).is_ok());
    let (mut major, mut minor, mut patch) = (0, 0, 0);
    // SAFETY: three writable ints.
    unsafe { zmq_sys::zmq_version(&mut major, &mut minor, &mut patch) };
    assert_eq!(version, (major, minor, patch));

    let program = std::env::current_exe().unwrap();
    let table = Command::new("nm").arg("--defined-only").arg(program).output().unwrap();
    assert!(table.status.success(), "nm comes with the linker");
    let table = String::from_utf8(table.stdout).unwrap();
    let defined = |name: &str| table.lines().filter(|line| line.ends_with(&format!(" {name}"))).count();
    // None where libzmq is the system's, linked dynamically.
    assert!(defined("zmq_ctx_new") <= 1, "{}", defined("zmq_ctx_new"));
    assert_eq!(defined("zmq_ctx_new"), defined("zmq_socket"));
}
