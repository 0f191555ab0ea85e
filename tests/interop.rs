//! Exchanges with live PyZMQ. The variable `ZEROXIDE_PYTHON` names a Python that has it; without one the tests say that
//! they were skipped.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use zeroxide::{Context, REP, REQ};

const PATIENCE: Duration = Duration::from_secs(20);

/// Starts a script of `tests/interop/`, or says that there is no PyZMQ.
fn python(script: &str, arguments: &[&str]) -> Option<Child> {
    let Some(python) = std::env::var_os("ZEROXIDE_PYTHON") else {
        println!("skipped: ZEROXIDE_PYTHON names no Python with PyZMQ, so {script} was not run");
        return None;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop").join(script);
    Some(Command::new(python).arg(path).args(arguments).stdout(Stdio::piped()).spawn().expect("Python starts"))
}

#[test]
fn a_python_client_gets_its_answers() {
    let context = Context::new().unwrap();
    let server = context.socket(REP).unwrap();
    let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
    let Some(client) = python("req_client.py", &[endpoint.as_str()]) else { return };
    for number in 0..3 {
        let request = server.recv_timeout(PATIENCE).unwrap().expect("a request in time");
        assert_eq!(request, format!("Hello {number}"));
        server.send(format!("World {number}")).unwrap();
    }
    let output = client.wait_with_output().unwrap();
    assert!(output.status.success());
    let lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(Into::into).collect();
    let expected: Vec<String> = (0..3).map(|number| format!("Received reply {number} [ World {number} ]")).collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_python_server_answers() {
    let Some(mut server) = python("rep_server.py", &[]) else { return };
    let mut port = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut port).unwrap();

    let context = Context::new().unwrap();
    let client = context.socket(REQ).unwrap();
    client.connect(format!("tcp://127.0.0.1:{}", port.trim())).unwrap();
    for number in 0..3 {
        client.send(format!("request {number}")).unwrap();
        let reply = client.recv_timeout(PATIENCE).unwrap().expect("a reply in time");
        assert_eq!(reply, format!("World for request {number}"));
    }
    assert!(server.wait().unwrap().success());
}
