//! Values between Rust and live PyZMQ. The variable `ZEROXIDE_PYTHON` names a Python that has it; without
//! one the tests say that they were skipped.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::LONG;
use zeroxide::codec::pickle::PyValue;
use zeroxide::codec::{json, pickle};
use zeroxide::{Context, Error, REP};

fn python(arguments: &[&str]) -> Option<Command> {
    let Some(python) = std::env::var_os("ZEROXIDE_PYTHON") else {
        println!("skipped: ZEROXIDE_PYTHON names no Python with PyZMQ");
        return None;
    };
    let mut command = Command::new(python);
    command.args(arguments).env("PYTHONUNBUFFERED", "1").stdout(Stdio::piped());
    Some(command)
}

#[test]
fn values_are_the_same_on_both_sides() {
    let server = Context::new().unwrap().socket(REP).unwrap();
    let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/values.py");
    let Some(mut command) = python(&[script.to_str().unwrap(), endpoint.as_str()]) else { return };
    let peer = command.spawn().unwrap();
    loop {
        let format = server.recv_timeout(LONG).unwrap().expect("a value in time");
        match &format[..] {
            b"pickle" => match server.recv_pyobj::<PyValue>() {
                Ok(value) => {
                    server.send_multipart((value.to_string(), pickle::to_vec(&value).unwrap())).unwrap();
                }
                Err(Error::NotDecoded { .. }) => server.send("refused").unwrap(),
                Err(error) => panic!("{error}"),
            },
            b"json" => server.send(json::to_vec(&server.recv_json::<PyValue>().unwrap()).unwrap()).unwrap(),
            _ => break,
        }
    }
    server.send("bye").unwrap();
    let output = peer.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "all equal");
}
