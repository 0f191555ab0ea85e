//! What a monitored queue shows: the same frames from this crate's and from PyZMQ's, to watchers in both languages. Without
//! `ZEROXIDE_PYTHON` only Rust runs.
#![cfg(unix)]

mod common;
#[path = "common/programs.rs"]
mod programs;

use std::process::Command;
use std::thread;
use std::time::Duration;

use common::{LONG, eventually};
use programs::{Language, Python, Running, Rust, free_port, python};
use zeroxide::{Context, DEALER, PUB, REP, REQ, ROUTER, SUB, Socket, Sub, monitored_queue};

fn script(arguments: &[&str]) -> Running {
    let mut command = Command::new(python().expect("the test has asked before"));
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/monitor.py")).args(arguments);
    Running::spawn(command)
}

/// A queue that runs: in a thread, which ends with the test's process, or as a process.
fn queue(language: Language, routers: bool, ports: &[String; 3]) -> Option<Running> {
    if language == Python {
        let back = if routers { "ROUTER" } else { "DEALER" };
        return Some(script(&["queue", "ROUTER", back, &ports[0], &ports[1], &ports[2]]));
    }
    let context = Context::new().unwrap();
    let endpoint = |port: &str| format!("tcp://127.0.0.1:{port}");
    let front = context.builder_for(ROUTER).bind(endpoint(&ports[0])).build().unwrap();
    let monitor = context.builder_for(PUB).bind(endpoint(&ports[2])).build().unwrap();
    if routers {
        let back = context.builder_for(ROUTER).bind(endpoint(&ports[1])).build().unwrap();
        thread::spawn(move || monitored_queue(&front, &back, &monitor, "IN", "OUT"));
    } else {
        let back = context.builder_for(DEALER).bind(endpoint(&ports[1])).build().unwrap();
        thread::spawn(move || monitored_queue(&front, &back, &monitor, "IN", "OUT"));
    }
    None
}

enum Watcher {
    Here(Box<Socket<Sub>>),
    There(Running),
}

impl Watcher {
    fn start(language: Language, prefix: &str, port: &str) -> Watcher {
        match language {
            Python => Watcher::There(script(&["watch", prefix, port])),
            Rust => {
                let context = Context::new().unwrap();
                let endpoint = format!("tcp://127.0.0.1:{port}");
                Watcher::Here(Box::new(context.builder_for(SUB).subscribe(prefix).connect(endpoint).build().unwrap()))
            }
        }
    }

    /// The next message as Python prints it.
    fn next(&self, wait: Duration) -> Option<String> {
        match self {
            Watcher::There(program) => program.lines.recv_timeout(wait).ok(),
            Watcher::Here(socket) => socket.recv_multipart_timeout(wait).unwrap().map(|frames| {
                let frames: Vec<String> = frames.iter().map(|frame| format!("{frame:?}").replace('"', "'")).collect();
                format!("[{}]", frames.join(", "))
            }),
        }
    }
}

/// Each device with each watcher.
fn devices(what: &str, run: impl Fn(Language, Language)) {
    for (device, watcher) in [(Rust, Rust), (Rust, Python), (Python, Rust), (Python, Python)] {
        if python().is_none() && (device, watcher) != (Rust, Rust) {
            println!("skipped: {what}: {device:?} device, {watcher:?} watcher");
            continue;
        }
        run(device, watcher);
        println!("ran: {what}: {device:?} device, {watcher:?} watcher");
    }
}

#[test]
fn a_queue_shows_where_messages_come_in() {
    devices("monitored queue", |device, watcher| {
        let ports = [free_port(), free_port(), free_port()];
        let _queue = queue(device, false, &ports);
        let [all, inward] = ["", "IN"].map(|prefix| Watcher::start(watcher, prefix, &ports[2]));
        let context = Context::new().unwrap();
        let client = context.builder_for(REQ).identity("me").connect(format!("tcp://127.0.0.1:{}", ports[0])).build();
        let server = context.builder_for(REP).connect(format!("tcp://127.0.0.1:{}", ports[1])).build();
        let (client, server) = (client.unwrap(), server.unwrap());
        let exchange = || {
            client.send("hello").unwrap();
            assert_eq!(server.recv_timeout(LONG).unwrap().unwrap(), "hello");
            server.send("R:hello").unwrap();
            assert_eq!(client.recv_timeout(LONG).unwrap().unwrap(), "R:hello");
        };
        let soon = Duration::from_millis(50);
        for watcher in [&all, &inward] {
            eventually("the watcher is there", || {
                exchange();
                watcher.next(soon).is_some()
            });
        }
        // What came before is of no interest.
        while all.next(soon).is_some() || inward.next(soon).is_some() {}
        exchange();
        exchange();
        let (shown, answered) = ("[b'IN', b'me', b'', b'hello']", "[b'OUT', b'me', b'', b'R:hello']");
        for expected in [shown, answered, shown, answered] {
            assert_eq!(all.next(LONG).unwrap(), expected);
        }
        for expected in [shown, shown] {
            assert_eq!(inward.next(LONG).unwrap(), expected);
        }
    });
}

#[test]
fn between_two_routers_names_change_places() {
    devices("monitored queue of two ROUTERs", |device, watcher| {
        let ports = [free_port(), free_port(), free_port()];
        let _queue = queue(device, true, &ports);
        let shown = Watcher::start(watcher, "", &ports[2]);
        let context = Context::new().unwrap();
        let connected = |name: &str, port: &str| {
            context.builder_for(DEALER).identity(name).connect(format!("tcp://127.0.0.1:{port}")).build().unwrap()
        };
        let (one, other) = (connected("one", &ports[0]), connected("other", &ports[1]));
        // What comes before its receiver is known is shown and lost; what comes before the watcher is not shown.
        let (soon, mut line) = (Duration::from_millis(50), None);
        eventually("a message passes", || {
            one.send_multipart(["other", "hello"]).unwrap();
            other.recv_multipart_timeout(soon).unwrap().is_some_and(|frames| frames == ["one", "hello"])
        });
        eventually("the watcher is there", || {
            one.send_multipart(["other", "hello"]).unwrap();
            line = shown.next(soon);
            line.is_some()
        });
        assert_eq!(line.unwrap(), "[b'IN', b'other', b'one', b'hello']");
        other.send_multipart(["one", "hello yourself"]).unwrap();
        assert_eq!(one.recv_multipart_timeout(LONG).unwrap().unwrap(), ["other", "hello yourself"]);
        eventually("it is shown", || shown.next(LONG).unwrap() == "[b'OUT', b'one', b'other', b'hello yourself']");
    });
}
