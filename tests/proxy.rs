//! What comes in at one socket goes out at the other.

use std::thread;
use std::time::{Duration, Instant};

use zeroxide::{
    Context, DEALER, Endpoint, Error, PAIR, PUB, PULL, PUSH, Proxy, REP, REQ, ROUTER, SUB, Socket, SocketType, Way,
    XPUB, XSUB,
};

/// Longer than anything here takes, where it does not hang.
const LONG: Duration = Duration::from_secs(20);
/// So long nothing is to come.
const QUIET: Duration = Duration::from_millis(50);

fn until(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < LONG, "it does not come to pass");
        thread::yield_now();
    }
}

/// A bound socket and one of another kind that is connected to it.
fn joined<A: zeroxide::Kind, B: zeroxide::Kind>(context: &Context, kind: A, peer: B) -> (Socket<A>, Socket<B>) {
    let (socket, other) = (context.socket(kind).unwrap(), context.socket(peer).unwrap());
    let endpoint = socket.bind(Endpoint::inproc_unique()).unwrap();
    other.connect(&endpoint).unwrap();
    (socket, other)
}

fn text<K: zeroxide::kind::Receives>(socket: &Socket<K>) -> Vec<String> {
    let message = socket.recv_multipart_timeout(LONG).unwrap().expect("a message");
    message.iter().map(|frame| String::from_utf8_lossy(frame).into_owned()).collect()
}

#[test]
fn a_queue_serves_clients_and_ends_with_its_context() {
    let context = Context::new().unwrap();
    let (frontend, client) = joined(&context, ROUTER, REQ);
    let (backend, worker) = joined(&context, DEALER, REP);
    let queue = thread::spawn(move || zeroxide::proxy(&frontend, &backend));
    for round in 0..100 {
        client.send_multipart([format!("{round}"), "?".into()]).unwrap();
        assert_eq!(text(&worker), [round.to_string(), "?".into()]);
        worker.send(format!("{round}!")).unwrap();
        assert_eq!(text(&client), [format!("{round}!")]);
    }
    context.shutdown().unwrap();
    assert!(queue.join().unwrap().unwrap_err().is_terminated());
}

#[test]
fn no_message_waits_for_the_next() {
    // Each client waits for its answer, so a wake-up that is lost is lost for good.
    const TURNS: u64 = 300;
    for over_tcp in [true, false] {
        let context = Context::new().unwrap();
        let place = || if over_tcp { "tcp://127.0.0.1:*".parse().unwrap() } else { Endpoint::inproc_unique() };
        let (frontend, backend) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
        let (entrance, exit) = (frontend.bind(place()).unwrap(), backend.bind(place()).unwrap());
        let handle = Proxy::new(frontend, backend).spawn().unwrap();
        let workers = [(); 2].map(|()| {
            let worker = context.socket(REP).unwrap();
            worker.connect(&exit).unwrap();
            thread::spawn(move || {
                while let Ok(request) = worker.recv() {
                    worker.send(request).unwrap();
                }
            })
        });
        let clients = [(); 4].map(|()| {
            let client = context.socket(REQ).unwrap();
            client.connect(&entrance).unwrap();
            thread::spawn(move || {
                for turn in 0..TURNS {
                    client.send(turn.to_string()).unwrap();
                    assert_eq!(text(&client), [turn.to_string()]);
                }
            })
        });
        for client in clients {
            client.join().unwrap();
        }
        let statistics = handle.stop().unwrap().statistics;
        assert_eq!((statistics.to_backend.messages, statistics.to_frontend.messages), (4 * TURNS, 4 * TURNS));
        context.shutdown().unwrap();
        for worker in workers {
            worker.join().unwrap();
        }
    }
}

#[test]
fn a_forwarder_passes_subscriptions_on() {
    let context = Context::new().unwrap();
    let (frontend, publisher) = joined(&context, XSUB, XPUB);
    let (backend, subscriber) = joined(&context, XPUB, SUB);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    subscriber.subscribe(b"a").unwrap();
    assert_eq!(publisher.recv_timeout(LONG).unwrap().unwrap(), b"\x01a");
    publisher.send("b not wanted").unwrap();
    publisher.send_multipart(["a", "wanted"]).unwrap();
    assert_eq!(text(&subscriber), ["a", "wanted"]);
    drop(handle);
}

#[test]
fn statistics_agree_with_what_was_sent() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    let mut bytes = 0;
    for size in 0..3000_usize {
        push.send_multipart([vec![1; size % 500], vec![2; 3]]).unwrap();
        bytes += (size % 500 + 3) as u64;
        assert_eq!(pull.recv_multipart_timeout(LONG).unwrap().unwrap().len(), 2);
    }
    let statistics = handle.statistics().unwrap();
    assert_eq!((statistics.to_backend.messages, statistics.to_backend.bytes), (3000, bytes));
    assert_eq!(statistics.to_frontend, zeroxide::Flow::default());
    assert_eq!(handle.stop().unwrap().statistics, statistics);
}

#[test]
fn a_pause_lets_nothing_through_and_loses_nothing() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    push.send("before").unwrap();
    assert_eq!(text(&pull), ["before"]);
    handle.pause().unwrap();
    for number in 0..500 {
        push.send(number.to_string()).unwrap();
    }
    assert_eq!(pull.recv_timeout(QUIET).unwrap(), None);
    assert_eq!(handle.statistics().unwrap().to_backend.messages, 1);
    handle.pause().unwrap();
    handle.resume().unwrap();
    for number in 0..500 {
        assert_eq!(text(&pull), [number.to_string()]);
    }
    // In the midst of a flow too: what went through before the call returned is all there is.
    let sender = thread::spawn(move || {
        (0..20_000_u32).try_for_each(|number| push.send(&number.to_le_bytes()[..])).map(|()| push)
    });
    until(|| handle.statistics().unwrap().to_backend.messages > 600);
    handle.pause().unwrap();
    let sent = handle.statistics().unwrap().to_backend.messages - 501;
    let mut expected = 0_u32;
    while let Some(message) = pull.recv_timeout(QUIET).unwrap() {
        assert_eq!(message, expected.to_le_bytes());
        expected += 1;
    }
    assert_eq!(u64::from(expected), sent);
    handle.resume().unwrap();
    while expected < 20_000 {
        assert_eq!(pull.recv_timeout(LONG).unwrap().unwrap(), expected.to_le_bytes());
        expected += 1;
    }
    sender.join().unwrap().unwrap();
}

#[test]
fn stop_gives_the_sockets_back_and_they_work() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    let (monitor, listener) = joined(&context, PAIR, PAIR);
    let handle = Proxy::new(frontend, backend).capture(monitor).spawn().unwrap();
    assert!(handle.is_running());
    push.send("through the proxy").unwrap();
    assert_eq!(text(&pull), ["through the proxy"]);
    assert_eq!(text(&listener), ["through the proxy"]);
    let stopped = handle.stop().unwrap();
    stopped.outcome.unwrap();
    assert!(stopped.unsent.is_empty());
    push.send("by hand").unwrap();
    stopped.backend.send(stopped.frontend.recv_timeout(LONG).unwrap().unwrap()).unwrap();
    assert_eq!(text(&pull), ["by hand"]);
    stopped.capture.send("still here").unwrap();
    assert_eq!(text(&listener), ["still here"]);
    // And once more.
    let again = Proxy::new(stopped.frontend, stopped.backend).spawn().unwrap();
    push.send("again").unwrap();
    assert_eq!(text(&pull), ["again"]);
    again.stop().unwrap().outcome.unwrap();
}

#[test]
fn shutdown_ends_it_and_the_sockets_come_back() {
    let context = Context::new().unwrap();
    let (frontend, _push) = joined(&context, PULL, PUSH);
    let (backend, _pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    context.shutdown().unwrap();
    assert!(handle.wait(LONG));
    assert!(!handle.is_running());
    assert!(handle.pause().unwrap_err().is_terminated());
    let stopped = handle.join().unwrap();
    assert!(stopped.outcome.unwrap_err().is_terminated());
    assert!(stopped.frontend.recv().unwrap_err().is_terminated());
}

#[test]
fn a_paused_proxy_ends_too() {
    let context = Context::new().unwrap();
    let (frontend, _push) = joined(&context, PULL, PUSH);
    let (backend, _pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    handle.pause().unwrap();
    context.shutdown().unwrap();
    assert!(handle.join().unwrap().outcome.unwrap_err().is_terminated());
}

#[test]
fn a_dropped_handle_stops_it_and_a_detached_one_does_not() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    let open = context.open_sockets();
    drop(Proxy::new(frontend, backend).spawn().unwrap());
    assert_eq!(context.open_sockets(), open - 2, "its sockets are closed");
    drop((push, pull));

    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    Proxy::new(frontend, backend).spawn().unwrap().detach().unwrap();
    push.send("still").unwrap();
    assert_eq!(text(&pull), ["still"]);
    drop((push, pull));
    context.terminate().unwrap();
}

#[test]
fn nothing_is_read_that_cannot_be_passed_on() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    // Nobody is connected here.
    let backend = context.socket(PUSH).unwrap();
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    push.send("waits").unwrap();
    assert_eq!(handle.statistics().unwrap().to_backend.messages, 0);
    let stopped = handle.stop().unwrap();
    assert_eq!(stopped.unsent, []);
    assert_eq!(stopped.frontend.recv_timeout(LONG).unwrap().unwrap(), "waits");
}

#[test]
fn a_full_receiver_holds_the_sender_back() {
    let context = Context::new().unwrap();
    let narrow = |kind: SocketType| context.builder_for(kind).sndhwm(5).rcvhwm(5).build().unwrap();
    let (frontend, push) = (narrow(SocketType::Pull), narrow(SocketType::Push));
    let (backend, pull) = (narrow(SocketType::Push), narrow(SocketType::Pull));
    push.connect(frontend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    pull.connect(backend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    let mut sent = 0_u32;
    while push.send_timeout(sent.to_le_bytes().to_vec(), QUIET).is_ok() {
        sent += 1;
        assert!(sent < 1000, "nothing holds the sender back");
    }
    // The control is not held back.
    handle.pause().unwrap();
    handle.resume().unwrap();
    let stopped = handle.stop().unwrap();
    // Every message is in one of the three places, in order.
    let mut seen = Vec::new();
    while let Some(message) = pull.recv_timeout(QUIET).unwrap() {
        seen.push(message.to_vec());
    }
    for (way, message) in stopped.unsent {
        assert_eq!(way, Way::ToBackend);
        seen.extend(message.to_vecs());
    }
    while let Some(message) = stopped.frontend.recv_timeout(QUIET).unwrap() {
        seen.push(message.to_vec());
    }
    assert_eq!(seen, (0..sent).map(|number| number.to_le_bytes().to_vec()).collect::<Vec<_>>());
}

#[test]
fn a_stuck_direction_does_not_stop_the_other() {
    let context = Context::new().unwrap();
    let narrow = || context.builder_for(PAIR).sndhwm(5).rcvhwm(5).build().unwrap();
    let (frontend, left, backend, right) = (narrow(), narrow(), narrow(), narrow());
    left.connect(frontend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    right.connect(backend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    while left.send_timeout("stuck", QUIET).is_ok() {}
    for round in 0..100 {
        right.send(round.to_string()).unwrap();
        assert_eq!(text(&left), [round.to_string()]);
    }
    drop(handle);
}

#[test]
fn a_monitor_sees_where_messages_come_in() {
    let context = Context::new().unwrap();
    let (monitor, listener) = joined(&context, PUSH, PULL);
    let (frontend, client) = joined(&context, ROUTER, DEALER);
    let (backend, server) = joined(&context, DEALER, DEALER);
    let _handle = Proxy::new(frontend, backend).monitor(monitor, "in", "out").spawn().unwrap();
    client.send_multipart(["", "hello"]).unwrap();
    let message = server.recv_multipart_timeout(LONG).unwrap().unwrap();
    server.send_multipart(message).unwrap();
    assert_eq!(text(&client), ["", "hello"]);
    let (there, back) = (text(&listener), text(&listener));
    assert_eq!((there[0].as_str(), &there[2..]), ("in", &["".to_owned(), "hello".to_owned()][..]));
    assert_eq!((back[0].as_str(), &back[1..]), ("out", &there[1..]));
}

#[test]
fn between_two_routers_the_first_two_frames_change_places() {
    let context = Context::new().unwrap();
    let named = |name: &str| context.builder_for(DEALER).routing_id(name.as_bytes()).build().unwrap();
    let (left, right) = (named("left"), named("right"));
    let (frontend, backend) = (context.socket(ROUTER).unwrap(), context.socket(ROUTER).unwrap());
    left.connect(frontend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    right.connect(backend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let (monitor, listener) = joined(&context, PUSH, PULL);
    let runner = thread::spawn(move || zeroxide::monitored_queue(&frontend, &backend, &monitor, "in", "out"));
    left.send_multipart(["right", "a", "b"]).unwrap();
    assert_eq!(text(&right), ["left", "a", "b"]);
    assert_eq!(text(&listener), ["in", "right", "left", "a", "b"]);
    right.send_multipart(["left", "c"]).unwrap();
    assert_eq!(text(&left), ["right", "c"]);
    // Two frames only: the routing ids.
    right.send("left").unwrap();
    assert_eq!(text(&left), ["right"]);
    context.shutdown().unwrap();
    assert!(runner.join().unwrap().unwrap_err().is_terminated());
}

#[test]
fn a_capture_without_room_makes_messages_wait() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    // Nobody listens yet.
    let capture = context.socket(PUSH).unwrap();
    let endpoint = capture.bind(Endpoint::inproc_unique()).unwrap();
    let handle = Proxy::new(frontend, backend).capture(capture).spawn().unwrap();
    push.send_multipart(["1", "a"]).unwrap();
    push.send("2").unwrap();
    assert_eq!(text(&pull), ["1", "a"]);
    assert_eq!(pull.recv_timeout(QUIET).unwrap(), None, "no copy of the second could be made");
    let listener = context.socket(PULL).unwrap();
    listener.connect(&endpoint).unwrap();
    assert_eq!(text(&listener), ["1", "a"]);
    assert_eq!(text(&pull), ["2"]);
    assert_eq!(text(&listener), ["2"]);
    drop(handle);
}

#[test]
fn an_unsent_copy_comes_back() {
    let context = Context::new().unwrap();
    let (frontend, push) = joined(&context, PULL, PUSH);
    let (backend, pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).capture(context.socket(PUSH).unwrap()).spawn().unwrap();
    push.send_multipart(["1", "a"]).unwrap();
    assert_eq!(text(&pull), ["1", "a"]);
    let stopped = handle.stop().unwrap();
    assert_eq!(stopped.unsent.len(), 1);
    assert_eq!(stopped.unsent[0].0, Way::ToCapture);
    assert_eq!(stopped.unsent[0].1, ["1", "a"]);
}

#[test]
fn one_socket_as_both_ends() {
    let context = Context::new().unwrap();
    let (socket, peer) = joined(&context, ROUTER, DEALER);
    let handle = Proxy::single(socket).spawn().unwrap();
    for round in 0..2000 {
        peer.send_multipart([round.to_string(), "echo".into()]).unwrap();
    }
    for round in 0..2000 {
        assert_eq!(text(&peer), [round.to_string(), "echo".into()]);
    }
    assert_eq!(handle.stop().unwrap().statistics.to_backend.messages, 2000);
}

#[test]
fn a_reply_socket_works_in_turn() {
    let context = Context::new().unwrap();
    let (frontend, client) = joined(&context, REP, REQ);
    let (backend, server) = joined(&context, REQ, REP);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    for round in 0..20 {
        client.send(format!("{round}?")).unwrap();
        assert_eq!(text(&server), [format!("{round}?")]);
        server.send(format!("{round}!")).unwrap();
        assert_eq!(text(&client), [format!("{round}!")]);
    }
    handle.stop().unwrap().outcome.unwrap();
}

#[test]
fn a_vanished_receiver_costs_its_message_and_nothing_else() {
    let context = Context::new().unwrap();
    let frontend = context.builder_for(ROUTER).router_mandatory(true).build().unwrap();
    let client = context.builder_for(DEALER).routing_id(&b"here"[..]).build().unwrap();
    client.connect(frontend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let (backend, server) = joined(&context, DEALER, DEALER);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    client.send("hello").unwrap();
    assert_eq!(text(&server), ["here", "hello"]);
    server.send_multipart(["gone", "a", "b"]).unwrap();
    server.send_multipart(["here", "c", "d"]).unwrap();
    assert_eq!(text(&client), ["c", "d"]);
    let flow = handle.stop().unwrap().statistics.to_frontend;
    assert_eq!((flow.messages, flow.dropped), (1, 1));
}

#[test]
fn what_cannot_be_a_proxy_is_refused() {
    let context = Context::new().unwrap();
    let socket = |kind| context.socket::<SocketType>(kind).unwrap();
    let refused = Proxy::new(socket(SocketType::Pull), socket(SocketType::Sub)).spawn();
    assert!(matches!(refused, Err(Error::InvalidInput { .. })));
    let refused = Proxy::new(socket(SocketType::Stream), socket(SocketType::Dealer)).spawn();
    assert!(matches!(refused, Err(Error::Unsupported { .. })));
    let (half, _peer) = joined(&context, DEALER, DEALER);
    half.send_more("beginning").unwrap();
    assert!(matches!(zeroxide::proxy(&half, &context.socket(ROUTER).unwrap()), Err(Error::InvalidInput { .. })));
    assert!(matches!(Proxy::single(context.socket(PUB).unwrap()).run(), Err(Error::InvalidInput { .. })));
}

#[test]
fn handles_are_for_any_thread() {
    fn check<T: Send + Sync>(_: &T) {}
    let context = Context::new().unwrap();
    let (frontend, _push) = joined(&context, PULL, PUSH);
    let (backend, _pull) = joined(&context, PUSH, PULL);
    let handle = Proxy::new(frontend, backend).spawn().unwrap();
    check(&handle);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    handle.pause().unwrap();
                    handle.resume().unwrap();
                }
            });
        }
    });
    assert!(handle.is_running());
}
