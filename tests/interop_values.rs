//! Values and log records between Rust and live PyZMQ. The variable `ZEROXIDE_PYTHON` names a Python that has it; without
//! one the tests say that they were skipped.

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use common::{LONG, eventually};
use log::{Level, Log, Record};
use zeroxide::codec::pickle::PyValue;
use zeroxide::codec::{json, pickle};
use zeroxide::logging::PubLogger;
use zeroxide::{Context, Error, PUB, REP};

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

struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watched(mut command: Command) {
    let publisher = Context::new().unwrap().socket(PUB).unwrap();
    let endpoint = publisher.bind("tcp://127.0.0.1:*").unwrap();
    let logger = PubLogger::new(publisher, "greeter");
    let mut watcher = Watcher(command.arg(endpoint.as_str()).stdout(Stdio::piped()).spawn().unwrap());
    let output = BufReader::new(watcher.0.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    let say = |level, text: &str| {
        logger.log(
            &Record::builder().level(level).file(Some("a/b.rs")).line(Some(7)).args(format_args!("{text}")).build(),
        );
    };
    eventually("the watcher hears", || {
        say(Level::Info, "hello");
        lines.recv_timeout(Duration::from_millis(50)).is_ok_and(|line| line == "greeter.INFO | hello")
    });
    say(Level::Error, "no");
    let line = lines.iter().find(|line| line != "greeter.INFO | hello");
    assert_eq!(line.as_deref(), Some("greeter.ERROR | ERROR b.rs:7 - no - None"));
}

#[test]
fn records_are_watched_by_pyzmq() {
    let Some(command) = python(&["-m", "zmq.log"]) else { return };
    watched(command);
}

#[test]
fn records_are_watched_by_the_example() {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.extend(["examples", "zmq_log"]);
    if !path.exists() {
        println!("skipped: the example zmq_log is not built");
        return;
    }
    watched(Command::new(path));
}
