//! Monitors: every event with its values, and no way to stop the library with one.

use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use zeroxide::{
    Context, DEALER, Endpoint, Error, Kind, Monitor, MonitorEvent, MonitorEvents, PAIR, PUB, PULL, PUSH, REP, REQ,
    Socket, pipe,
};

/// Longer than anything here takes: only what hangs gets there.
const LONG: Duration = Duration::from_secs(30);

fn bound<K: Kind>(socket: &Socket<K>) -> Endpoint {
    socket.bind("tcp://127.0.0.1:*").unwrap()
}

/// The next event that `pick` takes.
fn find<T>(monitor: &Monitor, mut pick: impl FnMut(&MonitorEvent) -> Option<T>) -> T {
    let deadline = Instant::now() + LONG;
    let mut passed = Vec::new();
    while let Some(event) = monitor.recv_timeout(deadline.saturating_duration_since(Instant::now())).unwrap() {
        if let Some(found) = pick(&event) {
            return found;
        }
        passed.push(event);
    }
    panic!("it did not come; these did: {passed:#?}");
}

/// Runs on a thread, and fails where it hangs.
fn within<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = mpsc::channel();
    let worker = thread::spawn(move || {
        let _ = done.send(work());
    });
    match result.recv_timeout(LONG) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what} hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => std::panic::resume_unwind(worker.join().unwrap_err()),
    }
}

/// Whether messages go over tcp between new sockets of a context: they do not once its I/O thread is stuck.
fn assert_flows(context: &Context) {
    let pull = context.socket(PULL).unwrap();
    let push = context.socket(PUSH).unwrap();
    push.connect(bound(&pull)).unwrap();
    push.send("still there").unwrap();
    let got = pull.recv_timeout(LONG).unwrap();
    assert_eq!(got.expect("the context's I/O thread hangs"), "still there");
}

#[test]
fn a_connection_is_told_at_both_ends() {
    let context = Context::new().unwrap();
    let server = context.socket(REP).unwrap();
    let at_server = server.monitor_all().unwrap();
    let endpoint = bound(&server);
    let client = context.socket(REQ).unwrap();
    let at_client = client.monitor_all().unwrap();
    client.connect(&endpoint).unwrap();

    let listening = at_server.recv_timeout(LONG).unwrap().unwrap();
    let MonitorEvent::Listening { fd, .. } = &listening else { panic!("{listening:?}") };
    assert!(*fd > 2);
    assert_eq!(listening.endpoint(), endpoint.as_str());
    assert_eq!(listening.local(), Some(endpoint.as_str()));
    assert_eq!(listening.kind(), MonitorEvents::LISTENING);

    let delayed = at_client.recv_timeout(LONG).unwrap().unwrap();
    let MonitorEvent::ConnectDelayed { errno, .. } = &delayed else { panic!("{delayed:?}") };
    assert_eq!(*errno, libc_einprogress());
    assert_eq!(delayed.remote(), Some(endpoint.as_str()));

    let connected = find(&at_client, |event| match event {
        MonitorEvent::Connected { fd, at } => Some((*fd, at.clone())),
        _ => None,
    });
    assert_eq!(connected.1.endpoint(), endpoint.as_str());

    // An I/O thread may tell of the handshake before the other tells that it accepted: no order is assumed.
    let mut accepted = None;
    let mut done = false;
    while accepted.is_none() || !done {
        match at_server.recv_timeout(LONG).unwrap().unwrap() {
            MonitorEvent::Accepted { fd, at } => accepted = Some((fd, at)),
            MonitorEvent::HandshakeSucceeded { at } => {
                assert_eq!(at.endpoint(), endpoint.as_str());
                done = true;
            }
            other => panic!("{other:?}"),
        }
    }
    let (accepted, at) = accepted.unwrap();
    assert_eq!(at.endpoint(), endpoint.as_str());
    assert_ne!(accepted, connected.0, "two ends in one process are two descriptors");

    find(&at_client, |event| matches!(event, MonitorEvent::HandshakeSucceeded { .. }).then_some(()));

    drop(client);
    let gone = find(&at_server, |event| match event {
        MonitorEvent::Disconnected { fd, at } => Some((*fd, at.clone())),
        _ => None,
    });
    assert_eq!((gone.0, gone.1.endpoint()), (accepted, endpoint.as_str()));

    server.unbind(&endpoint).unwrap();
    let closed = find(&at_server, |event| match event {
        MonitorEvent::Closed { fd, at } => Some((*fd, at.clone())),
        _ => None,
    });
    assert_eq!((closed.0, closed.1.endpoint()), (*fd, endpoint.as_str()));
}

/// Linux's number; the test fails elsewhere if the system's differs from what Rust says.
fn libc_einprogress() -> i32 {
    libc::EINPROGRESS
}

#[test]
fn a_refused_connection_is_tried_again() {
    let context = Context::new().unwrap();
    // A port that nobody listens on: taken, and let go of.
    let free = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        Endpoint::from(listener.local_addr().unwrap())
    };
    let client = context.socket(PUSH).unwrap();
    let monitor = client.monitor_all().unwrap();
    client.connect(&free).unwrap();

    let closed = find(&monitor, |event| match event {
        MonitorEvent::Closed { at, .. } => Some(at.clone()),
        _ => None,
    });
    assert_eq!(closed.endpoint(), free.as_str());
    let (interval, at) = find(&monitor, |event| match event {
        MonitorEvent::ConnectRetried { interval, at } => Some((*interval, at.clone())),
        _ => None,
    });
    // libzmq adds up to as much again to its default of 100 ms.
    assert!((Duration::from_millis(100)..Duration::from_millis(200)).contains(&interval), "{interval:?}");
    assert_eq!(at.remote(), Some(free.as_str()));
}

#[test]
fn a_failed_bind_is_told() {
    let context = Context::new().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = Endpoint::from(taken.local_addr().unwrap());
    let socket = context.socket(REP).unwrap();
    let monitor = socket.monitor(MonitorEvents::BIND_FAILED).unwrap();
    let error = socket.bind(&endpoint).unwrap_err();
    assert!(error.is_address_in_use(), "{error:?}");
    let (number, at) = find(&monitor, |event| match event {
        MonitorEvent::BindFailed { errno, at } => Some((*errno, at.clone())),
        _ => None,
    });
    assert_eq!(number, libc::EADDRINUSE);
    assert_eq!(at.endpoint(), endpoint.address(), "without the transport");
}

#[cfg(unix)]
#[test]
fn an_ipc_file_that_is_gone_fails_the_close() {
    let context = Context::new().unwrap();
    let socket = context.socket(REP).unwrap();
    let monitor = socket.monitor_all().unwrap();
    // A place that libzmq chose is one that it removes.
    let endpoint = socket.bind("ipc://*").unwrap();
    let path = std::path::Path::new(endpoint.address());
    std::fs::remove_file(path).unwrap();
    socket.unbind(&endpoint).unwrap();
    let (errno, at) = find(&monitor, |event| match event {
        MonitorEvent::CloseFailed { errno, at } => Some((*errno, at.clone())),
        _ => None,
    });
    assert_eq!(errno, libc::ENOENT);
    assert_eq!(at.endpoint(), endpoint.as_str());
    std::fs::remove_dir(path.parent().unwrap()).unwrap();
}

#[test]
fn a_peer_that_is_filtered_out_is_not_accepted() {
    let context = Context::new().unwrap();
    let server = context.socket(REP).unwrap();
    server.set_tcp_accept_filter(Some("10.255.255.1/32")).unwrap();
    let monitor = server.monitor_all().unwrap();
    let endpoint = bound(&server);
    let _peer = TcpStream::connect((endpoint.host().unwrap(), endpoint.port().unwrap())).unwrap();
    let at = find(&monitor, |event| match event {
        MonitorEvent::AcceptFailed { at, .. } => Some(at.clone()),
        _ => None,
    });
    assert_eq!(at.endpoint(), endpoint.as_str());
}

#[test]
fn a_peer_that_says_nothing_fails_without_detail() {
    let context = Context::new().unwrap();
    let server = context.socket(REP).unwrap();
    let monitor = server.monitor_all().unwrap();
    let endpoint = bound(&server);
    let peer = TcpStream::connect((endpoint.host().unwrap(), endpoint.port().unwrap())).unwrap();
    find(&monitor, |event| matches!(event, MonitorEvent::Accepted { .. }).then_some(()));
    drop(peer);
    let (errno, at) = find(&monitor, |event| match event {
        MonitorEvent::HandshakeFailed { errno, at } => Some((*errno, at.clone())),
        _ => None,
    });
    assert_ne!(errno, 0);
    assert_eq!(at.endpoint(), endpoint.as_str());
    find(&monitor, |event| matches!(event, MonitorEvent::Disconnected { .. }).then_some(()));
}

#[test]
fn a_peer_of_a_kind_that_does_not_fit_is_no_peer() {
    let context = Context::new().unwrap();
    let publisher = context.socket(PUB).unwrap();
    let monitor = publisher.monitor_all().unwrap();
    let client = context.socket(REQ).unwrap();
    client.connect(bound(&publisher)).unwrap();
    find(&monitor, |event| matches!(event, MonitorEvent::Disconnected { .. }).then_some(()));
    assert_eq!(monitor.peers(), 0);
}

#[test]
fn only_what_was_asked_for_is_told() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    let monitor = server.monitor(MonitorEvents::HANDSHAKE_SUCCEEDED).unwrap();
    let client = context.socket(PUSH).unwrap();
    client.connect(bound(&server)).unwrap();
    let first = monitor.recv_timeout(LONG).unwrap().unwrap();
    assert_eq!(first.kind(), MonitorEvents::HANDSHAKE_SUCCEEDED);
    drop(server);
    assert_eq!(monitor.recv().unwrap(), None);
}

#[test]
fn a_monitor_dropped_first_leaves_the_library_alone() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    drop(server.monitor_all().unwrap());
    let endpoint = bound(&server);
    let monitor = server.monitor_all().unwrap();
    let clients = [(); 5].map(|()| {
        let client = context.socket(PUSH).unwrap();
        client.connect(&endpoint).unwrap();
        client.send("before").unwrap();
        client
    });
    for _ in 0..5 {
        assert!(server.recv_timeout(LONG).unwrap().is_some());
    }
    // Unread, with more events to come, and on another thread than the socket's.
    thread::spawn(move || drop(monitor)).join().unwrap();
    drop(clients);
    let client = context.socket(PUSH).unwrap();
    client.connect(&endpoint).unwrap();
    client.send("after").unwrap();
    let got = server.recv_timeout(LONG).unwrap();
    assert_eq!(got.expect("the I/O thread hangs"), "after");
    assert_flows(&context);
    within("drop", move || drop((server, client, context)));
}

#[test]
fn a_monitor_that_nobody_reads_blocks_nothing() {
    // libzmq's own limits would hold 2000 events; each turn makes two.
    const TURNS: usize = 2000;
    const CONNECTS: usize = 5000;
    let context = Context::new().unwrap();
    let turns = {
        let context = context.clone();
        within("binding under a monitor that nobody reads", move || {
            let server = context.socket(REP).unwrap();
            let monitor = server.monitor_all().unwrap();
            for _ in 0..TURNS {
                let endpoint = bound(&server);
                server.unbind(&endpoint).unwrap();
            }
            // With a short queue the system would have the callers wait, and try again a second later.
            server.set_backlog(4096).unwrap();
            let endpoint = bound(&server);
            let address = (endpoint.host().unwrap(), endpoint.port().unwrap());
            for _ in 0..CONNECTS {
                drop(TcpStream::connect(address).unwrap());
            }
            assert_flows(server.context());
            drop(server);
            monitor.iter().count()
        })
    };
    assert!(turns >= TURNS, "{turns}");
    within("the end of the context", move || context.terminate()).unwrap();
}

#[test]
fn a_socket_may_get_a_hundred_monitors() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    let endpoint = bound(&server);
    let client = context.socket(PUSH).unwrap();
    client.connect(&endpoint).unwrap();
    let mut kept: Option<Monitor> = None;
    for turn in 0..100 {
        let monitor = server.monitor_all().unwrap();
        if let Some(before) = kept.take() {
            // It was replaced, so it ends by itself.
            assert_eq!(before.recv().unwrap(), None);
            assert!(before.is_ended());
        }
        client.send("on").unwrap();
        assert!(server.recv_timeout(LONG).unwrap().is_some(), "turn {turn}");
        kept = (turn % 3 != 0).then_some(monitor);
    }
    let last = server.monitor_all().unwrap();
    let other = context.socket(PUSH).unwrap();
    other.connect(&endpoint).unwrap();
    find(&last, |event| matches!(event, MonitorEvent::HandshakeSucceeded { .. }).then_some(()));
    assert_flows(&context);
}

#[test]
fn a_dropped_monitor_does_not_end_its_successor() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    let first = server.monitor_all().unwrap();
    let second = server.monitor_all().unwrap();
    drop(first);
    let endpoint = bound(&server);
    let event = second.recv_timeout(LONG).unwrap().unwrap();
    assert_eq!(event.endpoint(), endpoint.as_str());
}

#[test]
fn the_sockets_end_wakes_a_waiting_reader() {
    let context = Context::new().unwrap();
    let socket = context.socket(REP).unwrap();
    let monitor = socket.monitor_all().unwrap();
    let (waiting, started) = mpsc::channel();
    let reader = thread::spawn(move || {
        waiting.send(()).unwrap();
        let event = monitor.recv();
        (event, monitor.is_ended(), monitor.recv(), monitor.try_recv())
    });
    started.recv().unwrap();
    drop(socket);
    let ended = within("a reader whose socket is gone", move || reader.join().unwrap());
    assert_eq!(ended, (Ok(None), true, Ok(None), Ok(None)));
}

#[test]
fn events_from_before_the_end_are_still_there() {
    let context = Context::new().unwrap();
    let socket = context.socket(REP).unwrap();
    let monitor = socket.monitor_all().unwrap();
    let endpoint = bound(&socket);
    drop(socket);
    let event = monitor.recv().unwrap().unwrap();
    assert!(matches!(event, MonitorEvent::Listening { .. }), "{event:?}");
    assert_eq!(event.endpoint(), endpoint.as_str());
    assert_eq!(monitor.into_iter().next(), None);
}

#[test]
fn sockets_and_monitors_of_many_threads_come_and_go() {
    let context = Context::new().unwrap();
    let work = |context: Context| {
        move || {
            for _ in 0..40 {
                let server = context.socket(PULL).unwrap();
                let endpoint = bound(&server);
                let monitor = server.monitor_all().unwrap();
                let client = context.socket(PUSH).unwrap();
                client.connect(&endpoint).unwrap();
                // The three drops race with each other and with the connection.
                thread::scope(|scope| {
                    scope.spawn(move || drop(monitor));
                    scope.spawn(move || drop(server));
                    scope.spawn(move || drop(client));
                });
            }
        }
    };
    let (one, other) = (context.clone(), context.clone());
    within("monitors on many threads", move || {
        thread::scope(|scope| {
            scope.spawn(work(one));
            scope.spawn(work(other));
        });
    });
    assert_flows(&context);
    within("the end of the context", move || context.terminate()).unwrap();
}

#[test]
fn a_shut_down_context_ends_the_monitor() {
    let context = Context::new().unwrap();
    let socket = context.socket(PAIR).unwrap();
    let monitor = socket.monitor_all().unwrap();
    context.shutdown().unwrap();
    assert!(matches!(monitor.recv(), Err(Error::Terminated { operation: "Monitor::recv" })));
    assert_eq!(monitor.iter().count(), 0);
    assert!(socket.monitor_all().unwrap_err().is_terminated());
    drop(monitor);
    drop(socket);
    within("the end of the context", move || context.terminate()).unwrap();
}

#[test]
fn the_contexts_defaults_do_not_limit_a_monitor() {
    let defaults = zeroxide::SocketOptions::new().rcvtimeo(Some(Duration::from_millis(1)));
    let context = Context::builder().socket_defaults(defaults).build().unwrap();
    let socket = context.socket(REP).unwrap();
    let monitor = socket.monitor_all().unwrap();
    let (entering, entered) = mpsc::channel();
    let reader = thread::spawn(move || {
        entering.send(()).unwrap();
        monitor.recv()
    });
    entered.recv().unwrap();
    // Many times as long as the sockets' own timeout.
    thread::sleep(Duration::from_millis(20));
    bound(&socket);
    assert!(reader.join().unwrap().unwrap().is_some(), "it waited for less than it should");
}

#[test]
fn peers_are_counted() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    let monitor = server.monitor_all().unwrap();
    let endpoint = bound(&server);
    assert!(!monitor.wait_for_peers(1, Some(Duration::from_millis(10))).unwrap());
    let mut clients: Vec<_> = (0..3)
        .map(|_| {
            let client = context.socket(PUSH).unwrap();
            client.connect(&endpoint).unwrap();
            client
        })
        .collect();
    assert!(monitor.wait_for_peers(3, Some(LONG)).unwrap());
    assert_eq!(monitor.peers(), 3);
    clients.pop();
    find(&monitor, |event| matches!(event, MonitorEvent::Disconnected { .. }).then_some(()));
    assert_eq!(monitor.peers(), 2);

    // One that does not get in counts neither as come nor as gone.
    drop(TcpStream::connect((endpoint.host().unwrap(), endpoint.port().unwrap())).unwrap());
    find(&monitor, |event| matches!(event, MonitorEvent::Disconnected { .. }).then_some(()));
    assert_eq!(monitor.peers(), 2);

    let partial = server.monitor(MonitorEvents::DISCONNECTED).unwrap();
    assert!(matches!(partial.wait_for_peers(1, None), Err(Error::InvalidInput { .. })));
}

#[test]
fn waiting_for_peers_needs_no_monitor() {
    let context = Context::new().unwrap();
    let server = context.socket(PULL).unwrap();
    let endpoint = bound(&server);
    let clients = [(); 2].map(|()| context.socket(PUSH).unwrap());
    for client in &clients {
        assert!(client.attach_and_wait(1, Some(LONG), |client| client.connect(&endpoint)).unwrap());
    }
    // Nobody comes; a bind that fails is told as such.
    let idle = Some(Duration::from_millis(10));
    let other = context.socket(DEALER).unwrap();
    assert!(!other.attach_and_wait(1, idle, |other| other.bind("tcp://127.0.0.1:*")).unwrap());
    assert!(other.attach_and_wait(1, idle, |other| other.bind(&endpoint)).unwrap_err().is_address_in_use());

    let monitor = other.monitor_all().unwrap();
    assert!(other.attach_and_wait(1, idle, |_| Ok(())).is_err(), "it would end the monitor");
    drop(monitor);
    assert!(!other.attach_and_wait(1, idle, |_| Ok(())).unwrap());
}

#[test]
fn frames_come_as_libzmq_wrote_them() {
    let context = Context::new().unwrap();
    let server = context.socket(REP).unwrap();
    let monitor = server.monitor(MonitorEvents::LISTENING).unwrap();
    let endpoint = bound(&server);
    let [head, address] = monitor.recv_frames().unwrap().unwrap().into_array().unwrap();
    assert_eq!(head[..2], 8u16.to_ne_bytes());
    assert_eq!((head.len(), &address), (6, &endpoint.as_str().into()));

    // They can be passed on as they are.
    let (here, there) = pipe(&context).unwrap();
    here.send_multipart([head, address]).unwrap();
    let passed = there.recv_array::<2>().unwrap();
    assert!(matches!(MonitorEvent::from_frames(&passed), Some(MonitorEvent::Listening { .. })));

    drop(server);
    let end = monitor.recv_frames().unwrap().unwrap();
    assert_eq!(end[0][..2], 0x400u16.to_ne_bytes());
    assert_eq!(monitor.recv_frames().unwrap(), None);
}

#[cfg(feature = "draft")]
mod draft {
    use super::*;

    #[test]
    fn the_second_format_tells_both_ends() {
        let context = Context::new().unwrap();
        let server = context.socket(PULL).unwrap();
        let monitor = server.monitor_v2(MonitorEvents::all()).unwrap();
        let endpoint = bound(&server);
        let client = context.socket(PUSH).unwrap();
        client.connect(&endpoint).unwrap();
        let at = find(&monitor, |event| match event {
            MonitorEvent::Accepted { at, .. } => Some(at.clone()),
            _ => None,
        });
        assert_eq!((at.endpoint(), at.local()), (endpoint.as_str(), Some(endpoint.as_str())));
        let remote = at.remote().unwrap();
        assert!(remote.starts_with("tcp://127.0.0.1:") && remote != endpoint.as_str(), "{remote}");
        let done = find(&monitor, |event| match event {
            MonitorEvent::HandshakeSucceeded { at } => Some(at.clone()),
            _ => None,
        });
        assert_eq!((done.local(), done.remote()), (at.local(), at.remote()));
        drop(server);
        assert_eq!(monitor.iter().count(), 0);
    }

    /// Asks for the queues of the one connection, and waits for the answer.
    fn queues<K: Kind>(socket: &Socket<K>, monitor: &Monitor) -> MonitorEvent {
        socket.request_pipes_stats().unwrap();
        let deadline = Instant::now() + LONG;
        loop {
            // The socket has to be used for the answer to be told.
            let _ = socket.events().unwrap();
            match monitor.recv_timeout(Duration::from_millis(5)).unwrap() {
                Some(event) => return event,
                None => assert!(Instant::now() < deadline),
            }
        }
    }

    #[test]
    fn queues_are_told_when_asked_for() {
        let context = Context::new().unwrap();
        let server = context.socket(PULL).unwrap();
        let endpoint = bound(&server);
        let client = context.socket(PUSH).unwrap();
        assert!(client.request_pipes_stats().is_err(), "no monitor");
        let monitor = client.monitor_v2(MonitorEvents::PIPES_STATS).unwrap();
        assert!(client.request_pipes_stats().unwrap_err().is_would_block(), "no connection");
        client.connect(&endpoint).unwrap();
        let event = queues(&client, &monitor);
        assert!(matches!(event, MonitorEvent::PipesStats { outbound: 0, inbound: 0, .. }), "{event:?}");
    }

    #[test]
    fn queues_are_told_before_the_name_is_bound() {
        let context = Context::new().unwrap();
        let client = context.socket(PUSH).unwrap();
        let monitor = client.monitor_v2(MonitorEvents::PIPES_STATS).unwrap();
        client.connect(Endpoint::inproc_unique()).unwrap();
        client.send("one").unwrap();
        client.send("two").unwrap();
        let event = queues(&client, &monitor);
        assert!(matches!(event, MonitorEvent::PipesStats { outbound: 2, inbound: 0, .. }), "{event:?}");
    }

    #[test]
    fn the_first_format_has_no_queues() {
        let context = Context::new().unwrap();
        let socket = context.socket(PULL).unwrap();
        assert!(matches!(socket.monitor(MonitorEvents::PIPES_STATS), Err(Error::InvalidInput { .. })));
    }
}
