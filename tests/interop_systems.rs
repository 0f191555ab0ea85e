//! The tutorials' programs (examples `s0` to `s4`) against the same programs in Python (`tests/interop/systems.py`), in all
//! four pairs. Without `ZEROXIDE_PYTHON` only Rust runs; without a built example the test says that it was skipped.
#![cfg(unix)]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use common::{LONG, TempDir, eventually};
use zeroxide::{Context, PUB, PULL, PUSH, REP, REQ, SUB};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    Rust,
    Python,
}

use Language::{Python, Rust};

/// A program that runs, with the lines that it prints. Ended when dropped.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

fn command(language: Language, system: &str) -> Option<Command> {
    match language {
        Rust => {
            let mut path: PathBuf = std::env::current_exe().unwrap();
            path.pop();
            path.pop();
            path.extend(["examples", system]);
            path.exists().then(|| Command::new(path))
        }
        Python => {
            let mut command = Command::new(std::env::var_os("ZEROXIDE_PYTHON")?);
            command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/systems.py")).arg(system);
            Some(command)
        }
    }
}

impl Running {
    fn start(language: Language, system: &str, program: &str, arguments: &[&str]) -> Running {
        Running::start_in(Path::new("."), language, system, program, arguments)
    }

    fn start_in(folder: &Path, language: Language, system: &str, program: &str, arguments: &[&str]) -> Running {
        let mut command = command(language, system).expect("checked by pairs()");
        command.arg(program).args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        Running { child, lines }
    }

    #[track_caller]
    fn line(&self) -> String {
        self.lines.recv_timeout(LONG).expect("one more line")
    }

    #[track_caller]
    fn prints<S: AsRef<str>>(&self, expected: impl IntoIterator<Item = S>) {
        for expected in expected {
            assert_eq!(self.line(), expected.as_ref());
        }
    }

    /// The first line that is as wanted.
    #[track_caller]
    fn finds(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + LONG;
        loop {
            let line = self.line();
            if wanted(&line) {
                return line;
            }
            assert!(Instant::now() < deadline, "never printed: {what}");
        }
    }

    #[track_caller]
    fn ends(&mut self) -> ExitStatus {
        let mut status = None;
        eventually("the program ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a system with both of its sides in both languages, as far as they are there.
fn pairs(system: &str, name: &str, run: impl Fn(Language, Language)) {
    for (server, client) in [(Rust, Rust), (Rust, Python), (Python, Rust), (Python, Python)] {
        if command(server, system).is_none() || command(client, system).is_none() {
            println!("skipped: {system} {name}: {server:?} server, {client:?} client");
            continue;
        }
        run(server, client);
        println!("ran: {system} {name}: {server:?} server, {client:?} client");
    }
}

/// Each program alone, with its peers in this test.
fn alone(system: &str, name: &str, run: impl Fn(Language)) {
    for language in [Rust, Python] {
        if command(language, system).is_none() {
            println!("skipped: {system} {name}: {language:?}");
            continue;
        }
        run(language);
        println!("ran: {system} {name}: {language:?}");
    }
}

fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string()
}

#[test]
fn s0_request_and_reply() {
    pairs("s0", "server client", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s0", "server", &[&port]);
        let mut client = Running::start(other, "s0", "client", &["127.0.0.1", &port]);
        client.prints(["Sending request 0 ...", "Received reply 0: b'World'"]);
        server.prints(["Received request: b'Hello'"]);
        assert!(client.ends().success());
    });
}

#[test]
fn s0_clock() {
    pairs("s0", "pub sub sub_once", |one, other| {
        let port = free_port();
        let nobody = Running::start(other, "s0", "sub_once", &["127.0.0.1", &port]);
        let publisher = Running::start(one, "s0", "pub", &[&port, "0.05"]);
        let subscriber = Running::start(other, "s0", "sub", &["127.0.0.1", &port]);
        let line = subscriber.line();
        let time = line.strip_prefix("Received: WAKTU ").expect("the topic");
        assert_eq!(time.len(), "Fri Sep 19 12:51:11 2025".len());
        publisher.finds("the same", |published| published == format!("Published: WAKTU {time}"));
        let mut once = nobody;
        assert!(once.line().starts_with("ZMQ SUB ONCE received: WAKTU "));
        assert!(once.ends().success());
    });
}

#[test]
fn s0_pickled_work() {
    pairs("s0", "push pull", |one, other| {
        let port = free_port();
        let push = Running::start(one, "s0", "push", &[&port, "0.0"]);
        let pull = Running::start(other, "s0", "pull", &["127.0.0.1", &port, "0.0", "7"]);
        for _ in 0..100 {
            let line = push.line();
            let work = line.strip_prefix("Produced workload: ").unwrap();
            pull.prints([format!("Worker 7 received work: {work}")]);
        }
    });
}

#[test]
fn s1_hello() {
    pairs("s1", "hello", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s1", "hello_server", &[&port, "0.0"]);
        let client = Running::start(other, "s1", "hello_client", &[&port, "3"]);
        for number in 0..3 {
            client.prints([format!("Sending request {number} …"), format!("Received reply {number} [ b'World' ]")]);
            server.prints(["Received request: b'Hello'"]);
        }
    });
}

#[test]
fn s1_pair() {
    pairs("s1", "pair", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s1", "pair_server", &[&port, "2", "0.0"]);
        let client = Running::start(other, "s1", "pair_client", &[&port, "2", "0.0"]);
        client.prints(["b'Server message to client3'"; 2]);
        server.prints(["b'client message to server1'", "b'client message to server2'"].repeat(2));
    });
}

#[test]
fn s1_two_servers() {
    pairs("s1", "req_rep", |one, other| {
        let ports = [free_port(), free_port()];
        let servers = ports.each_ref().map(|port| Running::start(one, "s1", "req_rep_server", &[port, "0.0"]));
        let client = Running::start(other, "s1", "req_rep_client", &[&ports[0], &ports[1]]);
        client.prints(ports.each_ref().map(|port| format!("[INFO] Connecting to server on port {port}")));
        for (server, port) in servers.iter().zip(&ports) {
            server.prints([format!("[INFO] The current server is working on port {port}")]);
        }
        for number in 1..10 {
            let turn = (number + 1) % 2;
            client.prints([
                format!("[REQ]: Sending request no {number}"),
                format!("[INFO]: received message: b'[INFO] This is a reply from {}'", ports[turn]),
            ]);
            servers[turn].prints([format!("[INFO] Received request: b'[REQ]: Sending request no {number}'")]);
        }
    });
}

#[test]
fn s1_two_publishers_and_two_subscribers() {
    pairs("s1", "sub_pub", |one, other| {
        let ports = [free_port(), free_port()];
        let _publishers = ports.each_ref().map(|port| Running::start(one, "s1", "sub_pub_server", &[port, "0.01"]));
        let subscribers = [(); 2].map(|()| Running::start(other, "s1", "sub_pub_client", &[&ports[0], &ports[1]]));
        for subscriber in subscribers {
            subscriber.prints(ports.each_ref().map(|port| format!("[INFO] Connecting to server on port {port}")));
            for _ in 0..5 {
                let line = subscriber.line();
                let number = line.rsplit_once("message b'").and_then(|(_, rest)| rest.strip_suffix('\'')).unwrap();
                let expected =
                    format!("[INFO] Topic [b'Topic', b'10001,', b'message', b'{number}'], message b'{number}'");
                assert_eq!(line, expected);
            }
        }
    });
}

#[test]
fn s1_pipeline() {
    pairs("s1", "producer consumer collector", |one, other| {
        let (work, results) = (free_port(), free_port());
        let collector = Running::start(one, "s1", "collector", &[&results]);
        let consumer = Running::start(other, "s1", "consumer", &[&work, &results, "7"]);
        let _producer = Running::start(one, "s1", "producer", &[&work]);
        consumer.prints(["[INFO]: Worker ID: 7", "[INFO] Sending "]);
        collector.prints(["{7: 1000}"]);
    });
}

#[test]
fn s2_ping() {
    pairs("s2", "ping", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s2", "ping_server", &[&port]);
        let client = Running::start(other, "s2", "ping_client", &[&port, "3"]);
        client.prints(["pong"; 3]);
        server.prints(["ping"; 3]);
    });
}

#[test]
fn s2_dicts() {
    pairs("s2", "server client", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s2", "server", &[&port, "0.0"]);
        let client = Running::start(other, "s2", "client", &[&port]);
        for number in 0..10 {
            client.prints([format!("[-->] sending {number}..."), "[*] got: {'val': 'answer'}".into()]);
            server.prints([
                "[<--] waiting for client".into(),
                format!("[*] Got: {{'num': {number}, 'message': 'Hello world!'}}"),
                "[-->] sending answer".into(),
            ]);
        }
    });
}

#[test]
fn s2_counter() {
    pairs("s2", "pub sub", |one, other| {
        let port = free_port();
        let publisher = Running::start(one, "s2", "pub", &[&port, "0.02"]);
        let subscriber = Running::start(other, "s2", "sub", &[&port, "3"]);
        publisher.prints(["[-->] Sending 0..."]);
        subscriber.prints(["[<--] Waiting for server.."]);
        let line = subscriber.line();
        let first = line.strip_prefix("[*] Got: {'param': 'counter', 'val': ").and_then(|rest| rest.strip_suffix('}'));
        let first: u64 = first.expect("a counter").parse().unwrap();
        subscriber.prints([
            "[<--] Waiting for server..".into(),
            format!("[*] Got: {{'param': 'counter', 'val': {}}}", first + 1),
        ]);
    });
}

#[test]
#[cfg(target_os = "linux")]
fn s2_abstract_names() {
    let folder = TempDir::new();
    let file = folder.path().join("data.txt");
    std::fs::write(&file, "it's a \"line\"\n".repeat(100)).unwrap();
    pairs("s2", "pub_linux sub_linux", |one, other| {
        let name = format!("data.socket-{}-{one:?}-{other:?}", std::process::id());
        let subscriber = Running::start(other, "s2", "sub_linux", &[&name, "3"]);
        let publisher = Running::start(one, "s2", "pub_linux", &[file.to_str().unwrap(), &name, "0.1"]);
        publisher.prints(["pulse"]);
        subscriber.prints([r#"{'data': 'it\'s a "line"\n'}"#; 3]);
    });
}

#[test]
fn s3_http_to_log() {
    pairs("s3", "zmqserver zmqclient", |one, other| {
        let folder = TempDir::new();
        let (http, port) = (free_port(), free_port());
        let server = Running::start(one, "s3", "zmqserver", &[&http, &port]);
        let client = Running::start_in(folder.path(), other, "s3", "zmqclient", &[&port, "127.0.0.1", "2"]);
        client.prints(["Client Initiated".into(), format!("listening on tcp://127.0.0.1:{port}")]);
        let text = "lower case of HeLLo is hello";
        eventually("the client has heard it", || {
            if let Ok(mut stream) = TcpStream::connect(format!("127.0.0.1:{http}")) {
                stream.write_all(b"GET /downcase/?param=HeLLo HTTP/1.0\r\n\r\n").unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                assert!(answer.ends_with(&format!("\r\n\r\n{text}")), "{answer}");
            }
            client.lines.recv_timeout(Duration::from_millis(100)).is_ok_and(|line| line == format!("b'{text}'"))
        });
        assert!(server.line().starts_with(&format!("Sending message: (b'{text}', ")));
        eventually("it is in the log", || {
            let log = std::fs::read_to_string(folder.path().join("subscriber.log")).unwrap_or_default();
            let rest = log.strip_prefix(&format!("INFO:root:b'{text}'   - ")).map(|rest| rest.lines().next());
            rest.flatten().is_some_and(|time| time.len() == "2026-11-21 09:09".len())
        });
    });
}

#[test]
fn s3_async() {
    pairs("s3", "async_server async_clients", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s3", "async_server", &[&port]);
        server.finds("a worker", |line| line == "Worker started");
        let clients = Running::start(other, "s3", "async_clients", &[&port, "1"]);
        clients.finds("a client", |line| line.starts_with("Client worker-"));
        clients.finds("a request", |line| line == "Req #1 sent..");
        let mut missing: Vec<String> =
            (0..3).map(|id| format!("Worker received b'request #1' from b'worker-{id}'")).collect();
        while !missing.is_empty() {
            let line = server.line();
            missing.retain(|expected| *expected != line);
        }
    });
}

#[test]
fn s4_request_and_reply() {
    pairs("s4", "rep req", |one, other| {
        let port = free_port();
        let server = Running::start(one, "s4", "rep", &[&port]);
        let client = Running::start(other, "s4", "req", &[&port, "0.0", "2"]);
        client.prints(["recv : world"; 2]);
        server.prints(["recv : hello"; 2]);
    });
}

#[test]
fn s4_publish_and_subscribe() {
    pairs("s4", "pub sub", |one, other| {
        let port = free_port();
        let _publisher = Running::start(one, "s4", "pub", &[&port, "0.02"]);
        Running::start(other, "s4", "sub", &[&port, "2"]).prints(["Hello"; 2]);
    });
}

#[test]
fn s4_pipeline_with_kill_signal() {
    pairs("s4", "ventilator worker sink", |one, other| {
        let (tasks, results, control) = (free_port(), free_port(), free_port());
        let mut sink = Running::start(other, "s4", "sink", &[&results, &control]);
        let mut workers = [(); 2].map(|()| Running::start(other, "s4", "worker", &[&tasks, &results, &control]));
        let mut ventilator = Running::start(one, "s4", "ventilator", &[&tasks, &results]);
        ventilator.child.stdin.take().unwrap().write_all(b"\n").unwrap();
        ventilator.prints(["Press Enter when the workers are ready: Sending tasks to workers"]);
        ventilator.prints((0..100).map(|number| number.to_string()));
        assert!(ventilator.line().starts_with("Total expected cost: "));
        let line = sink.line();
        assert!(line.starts_with(&format!("{}Total elapsed time: ", ":.........".repeat(10))), "{line}");
        assert!(ventilator.ends().success() && sink.ends().success());
        for worker in &mut workers {
            assert!(worker.ends().success());
        }
    });
}

#[test]
fn s4_readers() {
    for program in ["msreader", "mspoller"] {
        if command(Rust, "s4").is_none() {
            println!("skipped: s4 {program}");
            continue;
        }
        let context = Context::new().unwrap();
        let (tasks, weather) = (context.socket(PUSH).unwrap(), context.socket(PUB).unwrap());
        let port = tasks.bind("tcp://127.0.0.1:*").unwrap().port().unwrap().to_string();
        let other = weather.bind("tcp://127.0.0.1:*").unwrap().port().unwrap().to_string();
        let reader = Running::start(Rust, "s4", program, &[&port, &other]);
        tasks.send("42").unwrap();
        reader.prints(["task b'42'"]);
        eventually("weather arrives", || {
            weather.send("10002 0 0").unwrap();
            weather.send("10001 -3 44").unwrap();
            reader.lines.recv_timeout(Duration::from_millis(50)).is_ok_and(|line| line == "weather b'10001 -3 44'")
        });
    }
}

#[test]
fn s4_brokers() {
    alone("s4", "rrbroker msgqueue queue", |language| {
        for program in [&["rrbroker"][..], &["msgqueue"], &["device", "queue"]] {
            let (front, back) = (free_port(), free_port());
            let arguments = [&program[1..], &[&front, &back]].concat();
            let _broker = Running::start(language, "s4", program[0], &arguments);
            let context = Context::new().unwrap();
            let (client, server) = (context.socket(REQ).unwrap(), context.socket(REP).unwrap());
            client.connect(format!("tcp://127.0.0.1:{front}")).unwrap();
            server.connect(format!("tcp://127.0.0.1:{back}")).unwrap();
            client.send_multipart(["a", "b"]).unwrap();
            assert_eq!(server.recv_multipart_timeout(LONG).unwrap().unwrap(), ["a", "b"]);
            server.send("c").unwrap();
            assert_eq!(client.recv_timeout(LONG).unwrap().unwrap(), "c");
        }
    });
}

#[test]
fn s4_forwarder_and_streamer() {
    alone("s4", "forwarder streamer", |language| {
        let context = Context::new().unwrap();
        let (front, back) = (free_port(), free_port());
        let _forwarder = Running::start(language, "s4", "device", &["forwarder", &front, &back]);
        let (publisher, subscriber) = (context.socket(PUB).unwrap(), context.socket(SUB).unwrap());
        publisher.connect(format!("tcp://127.0.0.1:{front}")).unwrap();
        subscriber.connect(format!("tcp://127.0.0.1:{back}")).unwrap();
        subscriber.subscribe("a").unwrap();
        eventually("a publication passes", || {
            publisher.send("b").unwrap();
            publisher.send("a").unwrap();
            subscriber.recv_timeout(Duration::from_millis(50)).unwrap().is_some_and(|message| message == "a")
        });

        let (front, back) = (free_port(), free_port());
        let _streamer = Running::start(language, "s4", "device", &["streamer", &front, &back]);
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.connect(format!("tcp://127.0.0.1:{front}")).unwrap();
        pull.connect(format!("tcp://127.0.0.1:{back}")).unwrap();
        push.send("work").unwrap();
        assert_eq!(pull.recv_timeout(LONG).unwrap().unwrap(), "work");
    });
}

#[test]
fn s4_missing_messages_are_found() {
    if command(Rust, "s4").is_none() {
        println!("skipped: s4 missing_message");
        return;
    }
    let mut program = Running::start(Rust, "s4", "missing_message", &[]);
    let lines: Vec<String> = program.lines.iter().collect();
    assert!(program.ends().success());
    assert_eq!(lines.len(), 6, "{lines:#?}");
    assert_eq!(lines[0], r#"a SUB without a subscription: None; subscribe to everything: Some(b"news")"#);
    assert_eq!(lines[3], "the first PULL gets all, the second: 0; wait for both: 5");
    assert_eq!(lines[5], "an identity set after connect is known: false; before connect: true");
}
