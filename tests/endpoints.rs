//! Binding, connecting, and taking both back.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{LONG, TempDir, eventually};
use zeroxide::{
    Context, DEALER, Endpoint, EndpointError, Error, Kind, PAIR, PULL, PUSH, REP, ROUTER, STREAM, Socket, Transport,
};

fn open<K: Kind>(context: &Context, kind: K) -> Socket<K> {
    let socket = context.socket(kind).unwrap();
    socket.set_rcvtimeo(Some(LONG)).unwrap();
    socket.set_sndtimeo(Some(LONG)).unwrap();
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    socket
}

#[test]
fn what_cannot_be_meant_is_refused_by_name() {
    let context = Context::new().unwrap();
    let socket = open(&context, DEALER);
    let long = format!("ipc:///tmp/{}", "x".repeat(200));
    let bad = [
        ("tcp//127.0.0.1:5555", "bind"),
        ("127.0.0.1:5555", "connect"),
        ("tcp://127.0.0.1", "bind"),
        ("tcp://127.0.0.1", "connect"),
        ("tcp://*:5555", "connect"),
        ("tcp://127.0.0.1:*", "connect"),
        ("tcp://127.0.0.1:70000", "bind"),
        ("tcp://127.0.0.1:70000", "connect"),
        ("tcp://127.0.0.1:http", "connect"),
        ("inproc://with\0nul", "bind"),
        ("inproc://with\0nul", "connect"),
        ("inproc://", "bind"),
        ("://x", "bind"),
        ("", "connect"),
        (long.as_str(), "bind"),
        (long.as_str(), "connect"),
    ];
    for (text, operation) in bad {
        let outcome = if operation == "bind" { socket.bind(text).map(drop) } else { socket.connect(text) };
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Endpoint { .. }), "{operation} {text:?}: {error:?}");
        assert_eq!(error.operation(), operation);
        assert_eq!(error.errno(), libc::EINVAL);
        let shown = error.to_string();
        assert!(shown.starts_with(operation), "{shown}");
        let begin: String = format!("{text:?}").chars().take(40).collect();
        assert!(shown.contains(begin.trim_end_matches('"')), "{shown} does not name {text:?}");
    }
    assert!(matches!(
        socket.connect("tcp://127.0.0.1:70000"),
        Err(Error::Endpoint { reason, .. }) if matches!(*reason, EndpointError::PortTooLarge { .. })
    ));
}

#[test]
fn what_the_system_refuses_names_operation_and_endpoint() {
    let context = Context::new().unwrap();
    let socket = open(&context, PULL);
    let mut refused = vec!["nonsense://x", "tcp://203.0.113.1:*"];
    if zeroxide::has("ipc") {
        refused.push("ipc:///dev/null/x");
        refused.push("ipc:///no/such/folder/x");
    }
    for text in refused {
        let error = socket.bind(text).unwrap_err();
        let shown = error.to_string();
        assert!(shown.starts_with(&format!("bind {text:?}: ")), "{shown}");
        assert!(error.errno() > 0);
    }
    let error = socket.connect("nonsense://x").unwrap_err();
    assert!(error.to_string().starts_with("connect \"nonsense://x\": "), "{error}");
    let error = open(&context, STREAM).bind("udp://127.0.0.1:5555").unwrap_err();
    assert!(error.to_string().contains("udp://127.0.0.1:5555"), "{error}");
}

#[test]
fn an_address_in_use_says_so() {
    let context = Context::new().unwrap();
    let (first, second) = (open(&context, REP), open(&context, REP));
    for text in ["tcp://127.0.0.1:*", "inproc://taken"] {
        let endpoint = first.bind(text).unwrap();
        let error = second.bind(&endpoint).unwrap_err();
        assert!(error.is_address_in_use(), "{error}");
        assert!(error.to_string().contains(endpoint.as_str()), "{error}");
    }
}

#[test]
fn bind_answers_where_it_is() {
    let context = Context::new().unwrap();
    let socket = open(&context, PULL);
    for (text, host) in
        [("tcp://127.0.0.1:*", "127.0.0.1"), ("tcp://*:*", "0.0.0.0"), ("tcp://127.0.0.1:0", "127.0.0.1")]
    {
        let endpoint = socket.bind(text).unwrap();
        assert_eq!(endpoint.transport(), Transport::Tcp);
        assert_eq!(endpoint.host(), Some(host));
        assert!(endpoint.port().is_some_and(|port| port > 0), "{endpoint}");
    }
    assert_eq!(socket.bind("inproc://name").unwrap(), "inproc://name");
}

#[cfg(target_os = "linux")]
#[test]
fn an_interface_is_bound_by_name() {
    let context = Context::new().unwrap();
    let endpoint = open(&context, PULL).bind("tcp://lo:*").unwrap();
    assert_eq!(endpoint.host(), Some("127.0.0.1"));
    let error = open(&context, PULL).bind("tcp://no-such-interface0:*").unwrap_err();
    assert!(error.to_string().contains("no-such-interface0"), "{error}");
}

#[test]
fn unbind_takes_either_text() {
    let context = Context::new().unwrap();
    let socket = open(&context, PULL);
    for asked in ["tcp://127.0.0.1:*", "tcp://*:*", "inproc://unbound"] {
        let first = socket.bind(asked).unwrap();
        socket.unbind(asked).unwrap();
        assert_ne!(socket.unbind(asked).unwrap_err().errno(), 0, "it is not bound any more");
        assert!(socket.unbind(&first).is_err());

        let second = socket.bind(asked).unwrap();
        socket.unbind(&second).unwrap();
        assert!(socket.unbind(&second).is_err());
        // The address is free again, a moment later.
        let other = open(&context, PULL);
        eventually("the address is free", || other.bind(&second).is_ok());
    }
    let error = socket.unbind("tcp://127.0.0.1:1").unwrap_err();
    assert_eq!(error.errno(), libc::ENOENT);
    assert!(error.to_string().starts_with("unbind \"tcp://127.0.0.1:1\": "), "{error}");
}

#[test]
fn of_two_binds_with_one_text_each_is_taken_back() {
    let context = Context::new().unwrap();
    let socket = open(&context, PULL);
    let endpoints = [socket.bind("tcp://127.0.0.1:*").unwrap(), socket.bind("tcp://127.0.0.1:*").unwrap()];
    assert_ne!(endpoints[0], endpoints[1]);
    socket.unbind("tcp://127.0.0.1:*").unwrap();
    socket.unbind("tcp://127.0.0.1:*").unwrap();
    assert!(socket.unbind("tcp://127.0.0.1:*").is_err());
}

#[test]
fn disconnect_ends_the_connection_that_was_meant() {
    let context = Context::new().unwrap();
    let dealer = open(&context, DEALER);
    let routers = [open(&context, ROUTER), open(&context, ROUTER)];
    let endpoints = routers.each_ref().map(|router| router.bind("tcp://127.0.0.1:*").unwrap());
    dealer.connect(&endpoints[0]).unwrap();
    dealer.connect(&endpoints[1]).unwrap();
    // libzmq ignores it, and reports the other address as the last one.
    dealer.connect(&endpoints[0]).unwrap();
    dealer.disconnect(&endpoints[0]).unwrap();
    let error = dealer.disconnect(&endpoints[0]).unwrap_err();
    assert_eq!((error.operation(), error.errno()), ("disconnect", libc::ENOENT));
    // What is sent now goes to the other alone.
    for _ in 0..4 {
        dealer.send("x").unwrap();
    }
    for _ in 0..4 {
        assert_eq!(routers[1].recv_from().unwrap().1, ["x"]);
    }
    assert_eq!(routers[0].try_recv().unwrap(), None);
    dealer.disconnect(&endpoints[1]).unwrap();
}

#[test]
fn disconnect_ends_every_connection_to_an_address() {
    let context = Context::new().unwrap();
    let (push, pull) = (open(&context, PUSH), open(&context, PULL));
    let endpoint = pull.bind("tcp://127.0.0.1:*").unwrap();
    push.connect(&endpoint).unwrap();
    push.connect(&endpoint).unwrap();
    push.disconnect(&endpoint).unwrap();
    assert_eq!(push.disconnect(&endpoint).unwrap_err().errno(), libc::ENOENT);
    assert!(push.try_send("x").unwrap_err().is_would_block());
    assert_eq!(format!("{push:?}"), "Socket { kind: Push, endpoints: [] }");
}

#[test]
fn inproc_may_connect_before_it_is_bound() {
    let context = Context::new().unwrap();
    let (early, late) = (open(&context, PUSH), open(&context, PULL));
    let endpoint = Endpoint::inproc_unique();
    early.connect(&endpoint).unwrap();
    early.send("sent before").unwrap();
    late.bind(&endpoint).unwrap();
    assert_eq!(late.recv().unwrap(), "sent before");
}

#[test]
fn inproc_is_of_one_context() {
    let (one, other) = (Context::new().unwrap(), Context::new().unwrap());
    let (a, b) = (open(&one, PAIR), open(&other, PAIR));
    a.bind("inproc://same").unwrap();
    b.bind("inproc://same").unwrap();
    let c = open(&one, PAIR);
    c.connect("inproc://same").unwrap();
    c.send("to a").unwrap();
    assert_eq!(a.recv().unwrap(), "to a");
    assert_eq!(b.try_recv().unwrap(), None);
}

#[test]
fn a_random_port_is_within_its_range() {
    let context = Context::new().unwrap();
    let port = open(&context, PULL).bind_to_random_port("tcp://127.0.0.1", 49_152..65_000).unwrap();
    assert!((49_152..65_000).contains(&port));
    assert!(open(&context, PULL).bind_to_random_port("tcp://127.0.0.1", 49_152..).is_ok());
}

#[test]
fn a_range_without_a_free_port_is_an_error() {
    let context = Context::new().unwrap();
    let holder = open(&context, PULL);
    let taken = holder.bind("tcp://127.0.0.1:*").unwrap().port().unwrap();
    let socket = open(&context, PULL);
    let error = socket.bind_to_random_port("tcp://127.0.0.1", taken..=taken).unwrap_err();
    assert!(error.is_address_in_use(), "{error}");
    #[allow(clippy::reversed_empty_ranges)]
    let none = socket.bind_to_random_port("tcp://127.0.0.1", 9..9).unwrap_err();
    assert!(matches!(none, Error::InvalidInput { .. }), "{none}");
    // What is wrong with every port ends the search at once.
    let error = socket.bind_to_random_port("tcp://no-such-host.invalid", 1..=65_535).unwrap_err();
    assert!(error.to_string().contains("no-such-host.invalid"), "{error}");
    let free = socket.bind_to_random_port("tcp://127.0.0.1", 49_152..=65_535).unwrap();
    assert_ne!(free, taken);
}

#[cfg(unix)]
mod ipc {
    use std::os::unix::net::{UnixDatagram, UnixListener};

    use super::common::passes_in_child;
    use super::*;

    #[test]
    fn a_file_at_the_path_is_left_alone() {
        let folder = TempDir::new();
        let path = folder.path().join("precious");
        std::fs::write(&path, "data").unwrap();
        let context = Context::new().unwrap();
        let error = open(&context, PULL).bind(folder.ipc("precious")).unwrap_err();
        assert!(error.is_address_in_use(), "{error}");
        assert!(error.to_string().contains("precious"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "data");

        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert!(open(&context, PULL).bind(folder.ipc("link")).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "data");
    }

    #[test]
    fn a_live_socket_is_left_alone() {
        let folder = TempDir::new();
        let context = Context::new().unwrap();
        let (first, second) = (open(&context, PULL), open(&context, PULL));
        let endpoint = first.bind(folder.ipc("live")).unwrap();
        assert!(second.bind(&endpoint).unwrap_err().is_address_in_use());
        assert!(first.bind(&endpoint).unwrap_err().is_address_in_use());
        let push = open(&context, PUSH);
        push.connect(&endpoint).unwrap();
        push.send("still there").unwrap();
        assert_eq!(first.recv().unwrap(), "still there");
    }

    #[test]
    fn somebody_elses_socket_is_left_alone_and_not_disturbed() {
        let folder = TempDir::new();
        let context = Context::new().unwrap();
        let listener = UnixListener::bind(folder.path().join("theirs")).unwrap();
        listener.set_nonblocking(true).unwrap();
        assert!(open(&context, PULL).bind(folder.ipc("theirs")).unwrap_err().is_address_in_use());
        let visit = listener.accept().unwrap_err();
        assert_eq!(visit.kind(), std::io::ErrorKind::WouldBlock, "they saw nothing of it");

        let _datagram = UnixDatagram::bind(folder.path().join("datagram")).unwrap();
        assert!(open(&context, PULL).bind(folder.ipc("datagram")).unwrap_err().is_address_in_use());
        assert!(folder.path().join("datagram").exists());
    }

    #[test]
    fn what_a_dead_socket_left_is_replaced() {
        let folder = TempDir::new();
        let context = Context::new().unwrap();
        // Rust's listener leaves its file behind, as a killed process does.
        drop(UnixListener::bind(folder.path().join("stale")).unwrap());
        assert!(folder.path().join("stale").exists());
        let pull = open(&context, PULL);
        let endpoint = pull.bind(folder.ipc("stale")).unwrap();
        let push = open(&context, PUSH);
        push.connect(endpoint).unwrap();
        push.send("x").unwrap();
        assert_eq!(pull.recv().unwrap(), "x");
    }

    #[test]
    fn a_path_is_free_again_after_close_and_unbind() {
        let folder = TempDir::new();
        let context = Context::new().unwrap();
        let pull = open(&context, PULL);
        pull.bind(folder.ipc("s")).unwrap();
        pull.unbind(folder.ipc("s")).unwrap();
        eventually("it is free after unbind", || pull.bind(folder.ipc("s")).is_ok());
        drop(pull);
        let pull = open(&context, PULL);
        eventually("it is free after close", || pull.bind(folder.ipc("s")).is_ok());
    }

    #[test]
    fn a_wildcard_leaves_nothing_in_the_working_directory() {
        let name = "ipc::a_wildcard_leaves_nothing_in_the_working_directory";
        let folder = TempDir::new();
        let outcome = super::common::in_child_at(name, Some(folder.path()), || {
            let context = Context::new().unwrap();
            let (pull, push) = (open(&context, PULL), open(&context, PUSH));
            let endpoint = pull.bind("ipc://*").unwrap();
            assert_eq!(endpoint.transport(), Transport::Ipc);
            push.connect(&endpoint).unwrap();
            push.send("x").unwrap();
            assert_eq!(pull.recv().unwrap(), "x");
            pull.unbind("ipc://*").unwrap();
            drop((pull, push));
            context.terminate().unwrap();
            let left: Vec<_> = std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().path()).collect();
            assert!(left.is_empty(), "{left:?}");
        });
        if let Some(outcome) = outcome {
            assert!(outcome.status.success() && outcome.output.contains("1 passed"), "{}", outcome.output);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn abstract_names_have_no_file() {
        passes_in_child("ipc::abstract_names_have_no_file", || {
            let context = Context::new().unwrap();
            let (pull, push) = (open(&context, PULL), open(&context, PUSH));
            let name = format!("ipc://@zeroxide-test-{}", std::process::id());
            push.connect(pull.bind(&name).unwrap()).unwrap();
            push.send("x").unwrap();
            assert_eq!(pull.recv().unwrap(), "x");
            assert!(open(&context, PULL).bind(&name).unwrap_err().is_address_in_use());
        });
    }
}
