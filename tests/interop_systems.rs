//! The tutorials' programs (examples `s0` to `s4`) against the same programs in Python (`tests/interop/s0.py` to `s4.py`), in
//! all four pairs: the lines that each prints, and the bytes that each says. Without `ZEROXIDE_PYTHON` only Rust runs;
//! without a built example the test says that it was skipped. `docs/tutorial-systems.md` lists what runs.
#![cfg(unix)]

mod common;
#[path = "common/programs.rs"]
mod programs;
#[path = "common/wire.rs"]
mod wire;

use std::io::{Read, Write};
use std::net::TcpStream;

use common::{TempDir, eventually};
use programs::{Language, Python, Running, free_port, pairs, rust_only};
use wire::{Tap, greeting, message, ready, ready_as, subscribe};

/// A plain value, and what each language's pickle of it is.
enum Plain {
    Int(u8),
    Str(&'static str),
    Dict(Vec<(&'static str, Plain)>),
}

impl Plain {
    /// Rust writes protocol 3. Python writes its default, 4 since 3.8: in a frame, unless that is no longer than what it
    /// frames, and each value but a number is put into the memo.
    fn pickled(&self, language: Language) -> Vec<u8> {
        let mut body = Vec::new();
        self.write(language, &mut body);
        body.push(b'.');
        let mut bytes = match language {
            Language::Rust => vec![0x80, 3],
            Python => vec![0x80, 4],
        };
        if language == Python && body.len() >= 4 {
            bytes.push(0x95);
            bytes.extend(u64::try_from(body.len()).unwrap().to_le_bytes());
        }
        [bytes, body].concat()
    }

    fn write(&self, language: Language, bytes: &mut Vec<u8>) {
        match self {
            Plain::Int(number) => bytes.extend([b'K', *number]),
            Plain::Str(text) => {
                let length = u8::try_from(text.len()).unwrap();
                match language {
                    Language::Rust => bytes.extend([b'X', length, 0, 0, 0]),
                    Python => bytes.extend([0x8c, length]),
                }
                bytes.extend(text.as_bytes());
            }
            Plain::Dict(entries) => {
                let marked = language == Language::Rust || entries.len() > 1;
                bytes.push(b'}');
                if language == Python {
                    bytes.push(0x94);
                }
                if marked {
                    bytes.push(b'(');
                }
                for (key, value) in entries {
                    Plain::Str(key).write(language, bytes);
                    value.write(language, bytes);
                }
                bytes.push(if marked { b'u' } else { b's' });
                return;
            }
        }
        if language == Python && matches!(self, Plain::Str(_)) {
            bytes.push(0x94);
        }
    }
}

#[test]
fn s0_request_and_reply() {
    pairs("s0", "server client", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s0", "server", &[&port]);
        let mut client = Running::start(other, "s0", "client", &["127.0.0.1", &tap.port]);
        client.prints(["Sending request 0 ...", "Received reply 0: b'World'"]);
        server.prints(["Received request: b'Hello'"]);
        assert!(client.ends().success());
        tap.client_says(&[ready_as("REQ", ""), message(&["", "Hello"])]);
        tap.server_says(&[ready("REP"), message(&["", "World"])]);
    });
}

#[test]
fn s0_clock() {
    pairs("s0", "pub sub sub_once", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let publisher = Running::start(one, "s0", "pub", &[&port, "0.05"]);
        // It waits for five seconds.
        publisher.finds("it publishes", |line| line.starts_with("Published: "));
        let mut once = Running::start(other, "s0", "sub_once", &["127.0.0.1", &port]);
        let subscriber = Running::start(other, "s0", "sub", &["127.0.0.1", &tap.port]);
        let line = subscriber.line();
        let time = line.strip_prefix("Received: WAKTU ").expect("the topic");
        assert_eq!(time.len(), "Fri Sep 19 12:51:11 2025".len());
        publisher.finds("the same", |published| published == format!("Published: WAKTU {time}"));
        assert!(once.line().starts_with("ZMQ SUB ONCE received: WAKTU "));
        assert!(once.ends().success());
        tap.client_says(&[ready("SUB"), subscribe("WAKTU")]);
        tap.server_says(&[ready("PUB"), message(&[format!("WAKTU {time}")])]);
    });
}

#[test]
fn s0_nobody_publishes() {
    pairs("s0", "sub_once alone", |_, other| {
        let mut once = Running::start(other, "s0", "sub_once", &["127.0.0.1", &free_port()]);
        once.prints(["Timeout waiting for message"]);
        assert_eq!(once.ends().code(), Some(1));
    });
}

#[test]
fn s0_pickled_work() {
    pairs("s0", "push pull", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let push = Running::start(one, "s0", "push", &[&port, "0.0"]);
        let pull = Running::start(other, "s0", "pull", &["127.0.0.1", &tap.port, "0.0", "7"]);
        let mut said = vec![ready("PUSH")];
        for _ in 0..10 {
            let line = push.line();
            let work = line.strip_prefix("Produced workload: ").unwrap();
            pull.prints([format!("Worker 7 received work: {work}")]);
            said.push(message(&[Plain::Int(work.parse().unwrap()).pickled(one)]));
        }
        tap.client_says(&[ready("PULL")]);
        tap.server_says(&said);
    });
}

#[test]
fn s1_hello() {
    pairs("s1", "hello", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s1", "hello_server", &[&port, "0.0"]);
        let client = Running::start(other, "s1", "hello_client", &[&tap.port, "3"]);
        for number in 0..3 {
            client.prints([format!("Sending request {number} …"), format!("Received reply {number} [ b'World' ]")]);
            server.prints(["Received request: b'Hello'"]);
        }
        tap.client_says(&[ready_as("REQ", ""), message(&["", "Hello"]).repeat(3)]);
        tap.server_says(&[ready("REP"), message(&["", "World"]).repeat(3)]);
    });
}

#[test]
fn s1_pair() {
    pairs("s1", "pair", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s1", "pair_server", &[&port, "1000", "0.01"]);
        let client = Running::start(other, "s1", "pair_client", &[&tap.port, "1000", "0.01"]);
        client.prints(["b'Server message to client3'"; 2]);
        server.prints(["b'client message to server1'", "b'client message to server2'"].repeat(2));
        let round = [message(&["client message to server1"]), message(&["client message to server2"])].concat();
        tap.client_says(&[ready("PAIR"), round.repeat(2)]);
        tap.server_says(&[ready("PAIR"), message(&["Server message to client3"]).repeat(2)]);
    });
}

#[test]
fn s1_two_servers() {
    pairs("s1", "req_rep", |one, other| {
        let ports = [free_port(), free_port()];
        let taps = ports.each_ref().map(|port| Tap::on(port));
        let servers = ports.each_ref().map(|port| Running::start(one, "s1", "req_rep_server", &[port, "0.0"]));
        let client = Running::start(other, "s1", "req_rep_client", &[&taps[0].port, &taps[1].port]);
        client.prints(taps.each_ref().map(|tap| format!("[INFO] Connecting to server on port {}", tap.port)));
        for (server, port) in servers.iter().zip(&ports) {
            server.prints([format!("[INFO] The current server is working on port {port}")]);
        }
        // The first connection that is made gets the first request; then they alternate.
        let mut first = None;
        for number in 1..10 {
            let request = format!("[REQ]: Sending request no {number}");
            client.prints([&request]);
            let reply = client.line();
            let turn = first.map_or_else(
                || usize::from(reply.ends_with(&format!("from {}'", ports[1]))),
                |first| (first + number + 1) % 2,
            );
            first.get_or_insert(turn);
            let expected = format!("[INFO] This is a reply from {}", ports[turn]);
            assert_eq!(reply, format!("[INFO]: received message: b'{expected}'"));
            servers[turn].prints([format!("[INFO] Received request: b'{request}'")]);
            taps[turn].client_says_at_last(&message(&["", &request]));
            taps[turn].server_says_at_last(&message(&["", &expected]));
        }
    });
}

#[test]
fn s1_two_publishers_and_two_subscribers() {
    pairs("s1", "sub_pub", |one, other| {
        let ports = [free_port(), free_port()];
        let publishers = ports.each_ref().map(|port| Running::start(one, "s1", "sub_pub_server", &[port, "0.01"]));
        for (publisher, port) in publishers.iter().zip(&ports) {
            publisher.prints([format!("[INFO] The server is working on port {port}")]);
            assert!(publisher.line().starts_with("[INFO] Topic "));
        }
        // Each subscriber has taps of its own, which keep their first connection alone.
        let subscribers = [(); 2].map(|()| {
            let taps = ports.each_ref().map(|port| Tap::on(port));
            let subscriber = Running::start(other, "s1", "sub_pub_client", &[&taps[0].port, &taps[1].port]);
            (subscriber, taps)
        });
        for (subscriber, taps) in subscribers {
            subscriber.prints(taps.each_ref().map(|tap| format!("[INFO] Connecting to server on port {}", tap.port)));
            for _ in 0..5 {
                let line = subscriber.line();
                let number = line.rsplit_once("message b'").and_then(|(_, rest)| rest.strip_suffix('\'')).unwrap();
                let expected =
                    format!("[INFO] Topic [b'Topic', b'10001,', b'message', b'{number}'], message b'{number}'");
                assert_eq!(line, expected);
            }
            // All may have come from one of the two, before the other was even connected.
            let tap = taps.iter().find(|tap| tap.server_has_said(b"Topic 10001, message ")).expect("one of the two");
            tap.client_says(&[ready("SUB"), subscribe("Topic 10001")]);
        }
    });
}

#[test]
fn s1_pipeline() {
    pairs("s1", "producer consumer collector", |one, other| {
        let (work, results) = (free_port(), free_port());
        let (working, collecting) = (Tap::on(&work), Tap::on(&results));
        let collector = Running::start(one, "s1", "collector", &[&results]);
        let consumer = Running::start(other, "s1", "consumer", &[&working.port, &collecting.port, "7"]);
        let _producer = Running::start(one, "s1", "producer", &[&work]);
        consumer.prints(["[INFO]: Worker ID: 7", "[INFO] Sending "]);
        collector.prints(["{7: 1000}"]);
        // JSON has the same bytes in both languages, down to the spaces.
        let work = |number: u32| message(&[format!(r#"{{"num": {number}}}"#)]);
        let done = |number: u32| message(&[format!(r#"{{"consumer": 7, "num": {number}}}"#)]);
        working.server_says(&[ready("PUSH"), (0..1999).flat_map(work).collect()]);
        collecting.client_says(&[ready("PUSH"), (0..1000).flat_map(|number| done(2 * number)).collect()]);
    });
}

#[test]
fn s2_ping() {
    pairs("s2", "ping", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s2", "ping_server", &[&port]);
        let client = Running::start(other, "s2", "ping_client", &[&tap.port, "3"]);
        client.prints(["pong"; 3]);
        server.prints(["ping"; 3]);
        tap.client_says(&[ready_as("REQ", ""), message(&[vec![], Plain::Str("ping").pickled(other)])]);
        tap.server_says(&[ready("REP"), message(&[vec![], Plain::Str("pong").pickled(one)])]);
    });
}

#[test]
fn s2_dicts() {
    pairs("s2", "server client", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s2", "server", &[&port, "0.0"]);
        let client = Running::start(other, "s2", "client", &[&tap.port]);
        for number in 0..10 {
            client.prints([format!("[-->] sending {number}..."), "[*] got: {'val': 'answer'}".into()]);
            server.prints([
                "[<--] waiting for client".into(),
                format!("[*] Got: {{'num': {number}, 'message': 'Hello world!'}}"),
                "[-->] sending answer".into(),
            ]);
        }
        let question = Plain::Dict(vec![("num", Plain::Int(0)), ("message", Plain::Str("Hello world!"))]);
        let answer = Plain::Dict(vec![("val", Plain::Str("answer"))]);
        tap.client_says(&[ready_as("REQ", ""), message(&[vec![], question.pickled(other)])]);
        tap.server_says(&[ready("REP"), message(&[vec![], answer.pickled(one)])]);
    });
}

#[test]
fn s2_counter() {
    pairs("s2", "pub sub", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let publisher = Running::start(one, "s2", "pub", &[&port, "0.1"]);
        let subscriber = Running::start(other, "s2", "sub", &[&tap.port, "3"]);
        publisher.prints(["[-->] Sending 0..."]);
        subscriber.prints(["[<--] Waiting for server.."]);
        let line = subscriber.line();
        let first = line.strip_prefix("[*] Got: {'param': 'counter', 'val': ").and_then(|rest| rest.strip_suffix('}'));
        let first: u8 = first.expect("a counter").parse().expect("the subscriber came in time");
        subscriber.prints([
            "[<--] Waiting for server..".into(),
            format!("[*] Got: {{'param': 'counter', 'val': {}}}", first + 1),
        ]);
        let value = Plain::Dict(vec![("param", Plain::Str("counter")), ("val", Plain::Int(first))]);
        tap.client_says(&[ready("SUB"), subscribe("")]);
        tap.server_says(&[ready("PUB"), message(&[value.pickled(one)])]);
    });
}

/// Abstract names are no TCP: the lines alone.
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
        let tap = Tap::on(&port);
        let server = Running::start(one, "s3", "zmqserver", &[&http, &port]);
        let client = Running::start_in(folder.path(), other, "s3", "zmqclient", &[&tap.port, "127.0.0.1", "2"]);
        client.prints(["Client Initiated".into(), format!("listening on tcp://127.0.0.1:{}", tap.port)]);
        let text = "lower case of HeLLo is hello";
        eventually("the client has heard it", || {
            if let Ok(mut stream) = TcpStream::connect(format!("127.0.0.1:{http}")) {
                stream.write_all(b"GET /downcase/?param=HeLLo HTTP/1.0\r\n\r\n").unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                assert!(answer.ends_with(&format!("\r\n\r\n{text}")), "{answer}");
            }
            client.prints_soon(&format!("b'{text}'"))
        });
        assert!(server.line().starts_with(&format!("Sending message: (b'{text}', ")));
        eventually("it is in the log", || {
            let log = std::fs::read_to_string(folder.path().join("subscriber.log")).unwrap_or_default();
            let rest = log.strip_prefix(&format!("INFO:root:b'{text}'   - ")).map(|rest| rest.lines().next());
            rest.flatten().is_some_and(|time| time.len() == "2026-11-21 09:09".len())
        });
        tap.client_says(&[ready("SUB"), subscribe("")]);
        tap.server_says(&[ready("PUB"), message(&[text])]);
    });
}

#[test]
fn s3_async() {
    pairs("s3", "async_server async_clients", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s3", "async_server", &[&port]);
        let clients = Running::start(other, "s3", "async_clients", &[&tap.port, "1"]);
        clients.finds("a client", |line| line.starts_with("Client worker-"));
        clients.finds("a request", |line| line == "Req #1 sent..");
        let mut missing: Vec<String> =
            (0..3).map(|id| format!("Worker received b'request #1' from b'worker-{id}'")).collect();
        missing.extend(vec!["Worker started".to_owned(); 5]);
        while !missing.is_empty() {
            let line = server.line();
            if let Some(found) = missing.iter().position(|expected| *expected == line) {
                missing.swap_remove(found);
            }
        }
        // Whichever of the three was first: its name goes in READY, not with each request.
        tap.client_says_one_of(
            &["worker-0", "worker-1", "worker-2"]
                .map(|identity| [greeting(identity), ready_as("DEALER", identity), message(&["request #1"])].concat()),
        );
        tap.server_says(&[ready_as("ROUTER", "")]);
    });
}

#[test]
fn s4_request_and_reply() {
    pairs("s4", "rep req", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let server = Running::start(one, "s4", "rep", &[&port]);
        let client = Running::start(other, "s4", "req", &[&tap.port, "0.0", "2"]);
        client.prints(["recv : world"; 2]);
        server.prints(["recv : hello"; 2]);
        tap.client_says(&[ready_as("REQ", ""), message(&["", "hello"]).repeat(2)]);
        tap.server_says(&[ready("REP"), message(&["", "world"]).repeat(2)]);
    });
}

#[test]
fn s4_publish_and_subscribe() {
    pairs("s4", "pub sub", |one, other| {
        let port = free_port();
        let tap = Tap::on(&port);
        let _publisher = Running::start(one, "s4", "pub", &[&port, "0.02"]);
        Running::start(other, "s4", "sub", &[&tap.port, "2"]).prints(["Hello"; 2]);
        tap.client_says(&[ready("SUB"), subscribe("")]);
        tap.server_says(&[ready("PUB"), message(&["Hello"]).repeat(2)]);
    });
}

/// Runs the pipeline with these workers and this sink; answers it once all has been worked off.
fn pipeline(one: Language, sink: Running, tasks: &str, results: &str) -> Running {
    let mut ventilator = Running::start(one, "s4", "ventilator", &[tasks, results]);
    ventilator.enter();
    ventilator.prints(["Press Enter when the workers are ready: ", "Sending tasks to workers"]);
    ventilator.prints((0..100).map(|number| number.to_string()));
    let cost = ventilator.line();
    let cost = cost.strip_prefix("Total expected cost: ").and_then(|rest| rest.strip_suffix(" msec"));
    assert!((100..=10_000).contains(&cost.unwrap().parse::<u32>().unwrap()));
    let line = sink.line();
    let time = line.strip_prefix(&format!("{}Total elapsed time: ", ":.........".repeat(10)));
    assert!(time.and_then(|rest| rest.strip_suffix(" msec")).unwrap().parse::<u32>().is_ok(), "{line}");
    assert!(ventilator.ends().success());
    sink
}

#[test]
fn s4_pipeline() {
    pairs("s4", "ventilator worker sink", |one, other| {
        let (tasks, results) = (free_port(), free_port());
        let tap = Tap::on(&results);
        let sink = Running::start(other, "s4", "sink", &[&results]);
        let mut worker = Running::start(other, "s4", "worker", &[&tasks, &tap.port]);
        assert!(pipeline(one, sink, &tasks, &results).ends().success());
        tap.client_says(&[ready("PUSH"), message(&[""]).repeat(100)]);
        assert!(worker.child.try_wait().unwrap().is_none(), "nobody told the worker to end");
    });
}

#[test]
fn s4_pipeline_with_kill_signal() {
    pairs("s4", "ventilator worker2 sink2", |one, other| {
        let (tasks, results, control) = (free_port(), free_port(), free_port());
        let tap = Tap::on(&control);
        let sink = Running::start(other, "s4", "sink2", &[&results, &control]);
        let workers = [&tap.port, &control];
        let mut workers = workers.map(|control| Running::start(other, "s4", "worker2", &[&tasks, &results, control]));
        assert!(pipeline(one, sink, &tasks, &results).ends().success());
        for worker in &mut workers {
            assert!(worker.ends().success());
        }
        tap.client_says(&[ready("SUB"), subscribe("")]);
        tap.server_says(&[ready("PUB"), message(&["KILL"])]);
    });
}

#[test]
fn s4_readers() {
    pairs("s4", "feeds msreader mspoller", |one, other| {
        for program in ["msreader", "mspoller"] {
            let (tasks, weather) = (free_port(), free_port());
            let (working, forecasting) = (Tap::on(&tasks), Tap::on(&weather));
            let _feeds = Running::start(one, "s4", "feeds", &[&tasks, &weather]);
            let mut reader = Running::start(other, "s4", program, &[&working.port, &forecasting.port, "print"]);
            let mut expected = vec!["task b'42'", "weather b'10001 -3 44'"];
            while !expected.is_empty() {
                let line = reader.line();
                assert!(line == "weather b'10001 -3 44'" || expected.contains(&&*line), "{line}");
                expected.retain(|expected| *expected != line);
            }
            working.client_says(&[ready("PULL")]);
            working.server_says(&[ready("PUSH"), message(&["42"])]);
            forecasting.client_says(&[ready("SUB"), subscribe("10001")]);
            forecasting.server_says(&[ready("PUB"), message(&["10001 -3 44"])]);
            // Python may be anywhere when it is interrupted, and is only ready for it in `poll`.
            if program == "mspoller" && other == Language::Rust {
                assert!(reader.interrupt().success());
            }
        }
    });
}

#[test]
fn s4_brokers() {
    pairs("s4", "rrbroker msgqueue queue, asker answerer", |one, other| {
        for program in [&["rrbroker"][..], &["msgqueue"], &["device", "queue"]] {
            let (front, back) = (free_port(), free_port());
            let (asking, answering) = (Tap::on(&front), Tap::on(&back));
            let arguments = [&program[1..], &[&front, &back]].concat();
            let _broker = Running::start(one, "s4", program[0], &arguments);
            let answerer = Running::start(other, "s4", "answerer", &[&answering.port]);
            let mut asker = Running::start(other, "s4", "asker", &[&asking.port, "3"]);
            for number in 0..3 {
                answerer.prints([format!("Received request: [b'Hello', b'{number}']")]);
                asker.prints([format!("Received reply {number} [b'World', b'{number}']")]);
            }
            assert!(asker.ends().success());
            asking.client_says(&[ready_as("REQ", ""), message(&["", "Hello", "0"])]);
            asking.server_says(&[ready_as("ROUTER", ""), message(&["", "World", "0"])]);
            // The broker puts the name in front that it gave its client: a zero and four bytes.
            answering.server_says(&[ready_as("DEALER", ""), vec![1, 5, 0]]);
            answering.server_says_at_last(&message(&["", "Hello", "0"]));
        }
    });
}

#[test]
fn s4_forwarder_and_streamer() {
    pairs("s4", "forwarder streamer, speaker listener", |one, other| {
        for device in ["forwarder", "streamer"] {
            let (front, back) = (free_port(), free_port());
            let (speaking, listening) = (Tap::on(&front), Tap::on(&back));
            let _device = Running::start(one, "s4", "device", &[device, &front, &back]);
            let listener = Running::start(other, "s4", "listener", &[device, &listening.port]);
            let _speaker = Running::start(other, "s4", "speaker", &[device, &speaking.port]);
            if device == "forwarder" {
                // What nobody has subscribed to does not even reach the device.
                listener.prints(["sports 1:0"; 3]);
                listening.client_says(&[ready("SUB"), subscribe("sports")]);
                listening.server_says(&[ready("XPUB"), message(&["sports 1:0"])]);
                // As a command what was subscribed to before the speaker came, as a message what comes later.
                speaking.server_says_one_of(
                    &[subscribe("sports"), message(&["\x01sports"])]
                        .map(|passed| [greeting(""), ready("XSUB"), passed].concat()),
                );
                speaking.client_says(&[ready("PUB"), message(&["sports 1:0"]).repeat(3)]);
            } else {
                listener.prints(["weather rain", "sports 1:0", "weather rain"]);
                listening.server_says(&[ready("PUSH"), message(&["weather rain"])]);
                speaking.client_says(&[ready("PUSH"), message(&["weather rain"]), message(&["sports 1:0"])]);
            }
        }
    });
}

#[test]
fn s4_missing_messages_are_found() {
    rust_only("s4", "missing_message", || {
        let command = programs::command(Language::Rust, "s4").map(|mut command| {
            command.arg("missing_message");
            command
        });
        let (output, status) = programs::output_of(command.expect("the test has asked before"));
        assert!(status.success());
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 6, "{lines:#?}");
        assert_eq!(lines[0], r#"a SUB without a subscription: None; subscribe to everything: Some(b"news")"#);
        assert_eq!(lines[3], "the first PULL gets all, the second: 0; wait for both: 5");
        assert_eq!(lines[5], "an identity set after connect is known: false; before connect: true");
    });
}
