//! Programs in the manner of the zguide, as one writes them for rust-zmq 0.10: they use nothing but `zmq`.

use std::thread;

const WAIT: i32 = 20_000;

fn open(context: &zmq::Context, kind: zmq::SocketType) -> zmq::Socket {
    let socket = context.socket(kind).unwrap();
    // No program here may hang.
    socket.set_rcvtimeo(WAIT).unwrap();
    socket.set_sndtimeo(WAIT).unwrap();
    socket
}

fn bound(context: &zmq::Context, kind: zmq::SocketType) -> (zmq::Socket, String) {
    let socket = open(context, kind);
    socket.bind("tcp://127.0.0.1:*").unwrap();
    let endpoint = socket.get_last_endpoint().unwrap().unwrap();
    (socket, endpoint)
}

fn connected(context: &zmq::Context, kind: zmq::SocketType, endpoint: &str) -> zmq::Socket {
    let socket = open(context, kind);
    socket.connect(endpoint).unwrap();
    socket
}

/// REQ, REP: hello world.
#[test]
fn hello_world() {
    let context = zmq::Context::new();
    let (server, endpoint) = bound(&context, zmq::REP);
    let serving = thread::spawn(move || {
        let mut request = zmq::Message::new();
        for _ in 0..10 {
            server.recv(&mut request, 0).unwrap();
            assert_eq!(request.as_str(), Some("Hello"));
            server.send("World", 0).unwrap();
        }
    });
    let client = connected(&context, zmq::REQ, &endpoint);
    for _ in 0..10 {
        client.send("Hello", 0).unwrap();
        assert_eq!(client.recv_string(0).unwrap().unwrap(), "World");
    }
    assert_eq!(client.recv_msg(0).unwrap_err(), zmq::Error::EFSM);
    serving.join().unwrap();
}

/// XPUB, SUB: a weather server, and subscribers by zip code.
#[test]
fn weather_updates() {
    let context = zmq::Context::new();
    let (publisher, endpoint) = bound(&context, zmq::XPUB);
    let subscriber = connected(&context, zmq::SUB, &endpoint);
    subscriber.set_subscribe(b"10001 ").unwrap();
    assert_eq!(publisher.recv_bytes(0).unwrap(), b"\x0110001 ");
    for zip in [9999, 10001, 10002, 10001] {
        publisher.send(&format!("{zip:05} {} {}", 20, 50), 0).unwrap();
    }
    for _ in 0..2 {
        let update = subscriber.recv_string(0).unwrap().unwrap();
        assert_eq!(update.split(' ').next(), Some("10001"));
    }
    assert_eq!(subscriber.recv_msg(zmq::DONTWAIT).unwrap_err(), zmq::Error::EAGAIN);
    subscriber.set_unsubscribe(b"10001 ").unwrap();
    assert_eq!(publisher.recv_bytes(0).unwrap(), b"\x0010001 ");
}

/// PUB, SUB: synchronised by a REQ and a REP, so that nothing is missed.
#[test]
fn synchronised_publisher() {
    let context = zmq::Context::new();
    let (publisher, news) = bound(&context, zmq::PUB);
    let (gate, ready) = bound(&context, zmq::REP);
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (context, news, ready) = (context.clone(), news.clone(), ready.clone());
            thread::spawn(move || {
                let subscriber = connected(&context, zmq::SUB, &news);
                subscriber.set_subscribe(b"").unwrap();
                // The publisher repeats itself until everybody has heard it.
                assert_eq!(subscriber.recv_bytes(0).unwrap(), b"are you there?");
                let tell = connected(&context, zmq::REQ, &ready);
                tell.send("", 0).unwrap();
                tell.recv_bytes(0).unwrap();
                let mut updates = 0;
                loop {
                    match &subscriber.recv_bytes(0).unwrap()[..] {
                        b"are you there?" => {}
                        b"END" => return updates,
                        _ => updates += 1,
                    }
                }
            })
        })
        .collect();
    let mut ready = 0;
    while ready < 3 {
        publisher.send("are you there?", 0).unwrap();
        if gate.poll(zmq::POLLIN, 10).unwrap() == 1 {
            gate.recv_bytes(0).unwrap();
            gate.send("", 0).unwrap();
            ready += 1;
        }
    }
    for number in 0..100_u8 {
        publisher.send(vec![number], 0).unwrap();
    }
    publisher.send("END", 0).unwrap();
    for reader in readers {
        assert_eq!(reader.join().unwrap(), 100);
    }
}

/// PUSH, PULL: ventilator, workers, sink.
#[test]
fn divide_and_conquer() {
    let context = zmq::Context::new();
    let (ventilator, tasks) = bound(&context, zmq::PUSH);
    let (sink, results) = bound(&context, zmq::PULL);
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (context, tasks, results) = (context.clone(), tasks.clone(), results.clone());
            thread::spawn(move || {
                let receiver = connected(&context, zmq::PULL, &tasks);
                let sender = connected(&context, zmq::PUSH, &results);
                loop {
                    let task = receiver.recv_msg(0).unwrap();
                    if task.is_empty() {
                        return;
                    }
                    let square = u64::from(task[0]) * u64::from(task[0]);
                    sender.send(&square.to_le_bytes()[..], 0).unwrap();
                }
            })
        })
        .collect();
    for number in 1..=100_u8 {
        ventilator.send(vec![number], 0).unwrap();
    }
    let sum: u64 = (0..100).map(|_| u64::from_le_bytes(sink.recv_bytes(0).unwrap().try_into().unwrap())).sum();
    assert_eq!(sum, 338_350);
    // Rotation gives each worker one; those that are gone do not count any more.
    let mut left = workers;
    while !left.is_empty() {
        let _ = ventilator.send("", zmq::DONTWAIT);
        thread::yield_now();
        left.retain(|worker| !worker.is_finished());
    }
}

/// DEALER, ROUTER: identities, envelopes, and what comes back to whom.
#[test]
fn identities() {
    let context = zmq::Context::new();
    let (sink, endpoint) = bound(&context, zmq::ROUTER);
    let anonymous = connected(&context, zmq::REQ, &endpoint);
    anonymous.send("no name", 0).unwrap();
    let message = sink.recv_multipart(0).unwrap();
    assert_eq!((message[0].len(), message[0][0], message[1].len(), &message[2][..]), (5, 0, 0, &b"no name"[..]));
    sink.send(message[0].clone(), zmq::SNDMORE).unwrap();
    sink.send("", zmq::SNDMORE).unwrap();
    sink.send("yours", 0).unwrap();
    assert_eq!(anonymous.recv_string(0).unwrap().unwrap(), "yours");

    let named = open(&context, zmq::DEALER);
    named.set_identity(b"PEER2").unwrap();
    assert_eq!(named.get_identity().unwrap(), b"PEER2");
    named.connect(&endpoint).unwrap();
    named.send_multipart(["", "hello"], 0).unwrap();
    assert_eq!(sink.recv_multipart(0).unwrap()[0], b"PEER2");
}

/// `poll` of two sockets at once.
#[test]
fn poller() {
    let context = zmq::Context::new();
    let (pull, tasks) = bound(&context, zmq::PULL);
    let (pair, letters) = bound(&context, zmq::PAIR);
    connected(&context, zmq::PUSH, &tasks).send("task", 0).unwrap();
    let friend = connected(&context, zmq::PAIR, &letters);
    friend.send("letter", 0).unwrap();
    let (mut got_task, mut got_letter) = (false, false);
    while !(got_task && got_letter) {
        let items = &mut [pull.as_poll_item(zmq::POLLIN), pair.as_poll_item(zmq::POLLIN)];
        assert!(zmq::poll(items, WAIT.into()).unwrap() > 0);
        if items[0].is_readable() {
            assert!(items[0].has_socket(&pull));
            got_task = pull.recv_bytes(0).unwrap() == b"task";
        }
        if items[1].get_revents().contains(zmq::POLLIN) {
            got_letter = pair.recv_bytes(0).unwrap() == b"letter";
        }
    }
    assert_eq!(pull.get_events().unwrap(), zmq::PollEvents::empty());
    assert_eq!(format!("{:?}", zmq::POLLIN | zmq::POLLOUT), "POLLIN | POLLOUT");
}

/// A queue between clients and workers, by `proxy`, which ends with the context.
#[test]
fn message_queue() {
    let mut context = zmq::Context::new();
    let (frontend, clients) = bound(&context, zmq::ROUTER);
    let (backend, workers) = bound(&context, zmq::DEALER);
    let queue = thread::spawn(move || zmq::proxy(&frontend, &backend));
    let serving: Vec<_> = (0..2)
        .map(|_| {
            let worker = connected(&context, zmq::REP, &workers);
            worker.set_rcvtimeo(-1).unwrap();
            thread::spawn(move || {
                while let Ok(request) = worker.recv_string(0) {
                    worker.send(&request.unwrap().to_uppercase(), 0).unwrap();
                }
            })
        })
        .collect();
    let client = connected(&context, zmq::REQ, &clients);
    for number in 0..20 {
        client.send(&format!("job {number}"), 0).unwrap();
        assert_eq!(client.recv_string(0).unwrap().unwrap(), format!("JOB {number}"));
    }
    drop(client);
    context.destroy().unwrap();
    assert_eq!(queue.join().unwrap(), Err(zmq::Error::ETERM));
    serving.into_iter().for_each(|worker| worker.join().unwrap());
}

/// XSUB, XPUB: a forwarder with an ear in it.
#[test]
fn forwarder_with_capture() {
    let mut context = zmq::Context::new();
    let (mut frontend, publishers) = bound(&context, zmq::XSUB);
    let (mut backend, subscribers) = bound(&context, zmq::XPUB);
    let mut capture = open(&context, zmq::PAIR);
    capture.bind("inproc://ear").unwrap();
    let ear = connected(&context, zmq::PAIR, "inproc://ear");
    let forwarder = thread::spawn(move || zmq::proxy_with_capture(&mut frontend, &mut backend, &mut capture));
    let publisher = connected(&context, zmq::XPUB, &publishers);
    let subscriber = connected(&context, zmq::SUB, &subscribers);
    subscriber.set_subscribe(b"A").unwrap();
    assert_eq!(publisher.recv_bytes(0).unwrap(), b"\x01A");
    publisher.send_multipart(["A", "text"], 0).unwrap();
    assert_eq!(subscriber.recv_multipart(0).unwrap(), [b"A".to_vec(), b"text".to_vec()]);
    assert_eq!(ear.recv_bytes(0).unwrap(), b"\x01A");
    assert_eq!(ear.recv_multipart(0).unwrap(), [b"A".to_vec(), b"text".to_vec()]);
    drop((publisher, subscriber, ear));
    context.destroy().unwrap();
    assert_eq!(forwarder.join().unwrap(), Err(zmq::Error::ETERM));
}

/// A proxy that is told to pause, to go on, to report and to end.
#[test]
fn steered_proxy() {
    let context = zmq::Context::new();
    let (mut frontend, tasks) = bound(&context, zmq::PULL);
    let (mut backend, results) = bound(&context, zmq::PUSH);
    let mut control = open(&context, zmq::PAIR);
    control.bind("inproc://control").unwrap();
    let steer = connected(&context, zmq::PAIR, "inproc://control");
    let proxy = thread::spawn(move || zmq::proxy_steerable(&mut frontend, &mut backend, &mut control));
    let push = connected(&context, zmq::PUSH, &tasks);
    let pull = connected(&context, zmq::PULL, &results);
    let statistics = || -> Vec<u64> {
        steer.send("STATISTICS", 0).unwrap();
        let frames = steer.recv_multipart(0).unwrap();
        frames.into_iter().map(|frame| u64::from_ne_bytes(frame.try_into().unwrap())).collect()
    };

    push.send("first", 0).unwrap();
    assert_eq!(pull.recv_bytes(0).unwrap(), b"first");
    assert_eq!(statistics(), [1, 5, 0, 0, 0, 0, 1, 5]);

    steer.send("PAUSE", 0).unwrap();
    // Its answer says that it has paused.
    statistics();
    push.send("second", 0).unwrap();
    assert_eq!(pull.poll(zmq::POLLIN, 100).unwrap(), 0);
    assert_eq!(statistics()[0], 1);

    steer.send("RESUME", 0).unwrap();
    assert_eq!(pull.recv_bytes(0).unwrap(), b"second");
    steer.send("TERMINATE", 0).unwrap();
    assert_eq!(proxy.join().unwrap(), Ok(()));
}

/// A steered proxy between three kinds with a REP as control, which needs an answer to everything.
#[test]
fn steered_proxy_by_requests() {
    let context = zmq::Context::new();
    let (mut frontend, _) = bound(&context, zmq::ROUTER);
    let (mut backend, _) = bound(&context, zmq::DEALER);
    let mut capture = open(&context, zmq::PUB);
    let mut control = open(&context, zmq::REP);
    control.bind("inproc://requests").unwrap();
    let steer = connected(&context, zmq::REQ, "inproc://requests");
    let proxy = thread::spawn(move || {
        zmq::proxy_steerable_with_capture(&mut frontend, &mut backend, &mut capture, &mut control)
    });
    for (command, frames) in [("PAUSE", 1), ("nonsense", 1), ("STATISTICS", 8), ("RESUME", 1), ("TERMINATE", 1)] {
        steer.send(command, 0).unwrap();
        assert_eq!(steer.recv_multipart(0).unwrap().len(), frames, "{command}");
    }
    assert_eq!(proxy.join().unwrap(), Ok(()));
}

/// What happens to a socket's connections, as a monitor reports it.
#[test]
fn monitor() {
    let context = zmq::Context::new();
    let server = open(&context, zmq::REP);
    server.monitor("inproc://events", zmq::SocketEvent::ALL as i32).unwrap();
    let events = connected(&context, zmq::PAIR, "inproc://events");
    let next = || {
        let message = events.recv_msg(0).unwrap();
        let event = u16::from_ne_bytes(message[..2].try_into().unwrap());
        assert!(message.get_more());
        (zmq::SocketEvent::from_raw(event), events.recv_string(0).unwrap().unwrap())
    };
    server.bind("tcp://127.0.0.1:*").unwrap();
    let endpoint = server.get_last_endpoint().unwrap().unwrap();
    assert_eq!(next(), (zmq::SocketEvent::LISTENING, endpoint.clone()));
    let client = connected(&context, zmq::REQ, &endpoint);
    assert_eq!(next().0, zmq::SocketEvent::ACCEPTED);
    assert_eq!(next().0, zmq::SocketEvent::HANDSHAKE_SUCCEEDED);
    drop(client);
    assert_eq!(next().0, zmq::SocketEvent::DISCONNECTED);
    drop(server);
    while next().0 != zmq::SocketEvent::MONITOR_STOPPED {}
}

/// CURVE: an encrypted conversation, and the keys as Z85.
#[test]
fn ironhouse() {
    if zmq::has("curve") != Some(true) {
        assert_eq!(zmq::CurveKeyPair::new().unwrap_err(), zmq::Error::ENOTSUP);
        return;
    }
    let context = zmq::Context::new();
    let keys = zmq::CurveKeyPair::new().unwrap();
    let text = zmq::z85_encode(&keys.public_key).unwrap();
    assert_eq!(zmq::z85_decode(&text).unwrap(), keys.public_key);

    let server = open(&context, zmq::REP);
    server.set_curve_server(true).unwrap();
    server.set_curve_secretkey(&keys.secret_key).unwrap();
    server.bind("tcp://127.0.0.1:*").unwrap();
    assert_eq!(server.get_mechanism(), Ok(zmq::Mechanism::ZMQ_CURVE));

    let own = zmq::CurveKeyPair::new().unwrap();
    let client = open(&context, zmq::REQ);
    client.set_curve_serverkey(&keys.public_key).unwrap();
    client.set_curve_publickey(&own.public_key).unwrap();
    client.set_curve_secretkey(&own.secret_key).unwrap();
    assert_eq!(client.get_curve_serverkey().unwrap(), keys.public_key);
    client.connect(&server.get_last_endpoint().unwrap().unwrap()).unwrap();
    client.send("secret", 0).unwrap();
    assert_eq!(server.recv_string(0).unwrap().unwrap(), "secret");
}

/// STREAM: a web server by hand.
#[test]
fn web_server() {
    use std::io::{Read, Write};
    let context = zmq::Context::new();
    let (server, endpoint) = bound(&context, zmq::STREAM);
    let address = endpoint.strip_prefix("tcp://").unwrap().to_owned();
    let browser = thread::spawn(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
        let mut page = vec![0; 24];
        stream.read_exact(&mut page).unwrap();
        String::from_utf8(page).unwrap()
    });
    let mut request = Vec::new();
    let mut peer = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        peer = server.recv_bytes(0).unwrap();
        assert!(server.get_rcvmore().unwrap());
        request.extend(server.recv_bytes(0).unwrap());
    }
    server.send(&peer, zmq::SNDMORE).unwrap();
    server.send("HTTP/1.0 200 OK\r\n\r\nHello", 0).unwrap();
    assert_eq!(browser.join().unwrap(), "HTTP/1.0 200 OK\r\n\r\nHello");
    assert_eq!(server.send("no peer", 0), Err(zmq::Error::EINVAL));
}

/// PAIR: threads that relay a signal, and a large message that goes by hand-over.
#[test]
fn relay() {
    let context = zmq::Context::new();
    let last = open(&context, zmq::PAIR);
    last.bind("inproc://step3").unwrap();
    let middle = context.clone();
    let thread = thread::spawn(move || {
        let receiver = open(&middle, zmq::PAIR);
        receiver.bind("inproc://step2").unwrap();
        let first = middle.clone();
        thread::spawn(move || {
            connected(&first, zmq::PAIR, "inproc://step2").send(vec![7; 1_000_000], 0).unwrap();
        });
        let mut message = receiver.recv_msg(0).unwrap();
        message[0] = 8;
        connected(&middle, zmq::PAIR, "inproc://step3").send(message, 0).unwrap();
    });
    let message = last.recv_msg(0).unwrap();
    assert_eq!((message.len(), message[0], message[1]), (1_000_000, 8, 7));
    thread.join().unwrap();
}

/// Lazy pirate: a client that gives up on a request and asks again with a new socket.
#[test]
fn lazy_pirate() {
    let context = zmq::Context::new();
    let (server, endpoint) = bound(&context, zmq::REP);
    let mut client = connected(&context, zmq::REQ, &endpoint);
    client.send("lost", 0).unwrap();
    server.recv_bytes(0).unwrap();
    // It takes the request and never answers.
    assert_eq!(client.poll(zmq::POLLIN, 50).unwrap(), 0);
    client.set_linger(0).unwrap();
    client = connected(&context, zmq::REQ, &endpoint);
    client.send("again", 0).unwrap();
    server.send("too late", 0).unwrap();
    assert_eq!(server.recv_string(0).unwrap().unwrap(), "again");
    server.send("answer", 0).unwrap();
    assert_eq!(client.recv_string(0).unwrap().unwrap(), "answer");
}

/// The options that programs set most, and read back.
#[test]
fn options() {
    let context = zmq::Context::new();
    assert_eq!(context.get_io_threads(), Ok(1));
    context.set_io_threads(2).unwrap();
    assert_eq!(context.set_io_threads(-1), Err(zmq::Error::EINVAL));
    let socket = context.socket(zmq::ROUTER).unwrap();
    socket.set_linger(0).unwrap();
    socket.set_sndhwm(5).unwrap();
    socket.set_maxmsgsize(-1).unwrap();
    socket.set_reconnect_ivl(-1).unwrap();
    socket.set_ipv6(true).unwrap();
    socket.set_plain_username(Some("me")).unwrap();
    socket.set_plain_username(None).unwrap();
    socket.set_conflate(true).unwrap();
    socket.set_tcp_keepalive(1).unwrap();
    assert_eq!((socket.get_linger(), socket.get_sndhwm(), socket.is_ipv6()), (Ok(0), Ok(5), Ok(true)));
    assert_eq!((socket.get_maxmsgsize(), socket.get_reconnect_ivl()), (Ok(-1), Ok(-1)));
    assert_eq!((socket.get_mechanism(), socket.get_tcp_keepalive()), (Ok(zmq::Mechanism::ZMQ_NULL), Ok(1)));
    assert_eq!(socket.get_last_endpoint().unwrap().unwrap(), "");
    assert_eq!(socket.is_router_mandatory(), Err(zmq::Error::EINVAL), "libzmq has no getter for it");
    assert_eq!(socket.set_sndhwm(-1), Err(zmq::Error::EINVAL));
    assert!(socket.get_fd().unwrap() > 0);
}
