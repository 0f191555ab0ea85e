//! B6, B7, B17, B20 to B24: options that abort later, and values that are not what they seem.

use std::io::Write;
use std::time::{Duration, Instant};

use zeroxide::{Context, DEALER, Endpoint, Error, KeyPair, PAIR, PUSH, ROUTER, Socket, SocketType, Timers};

use crate::messages::shake_hands;
use crate::{SOON, elsewhere, traps};

fn kind(context: &Context, kind: SocketType) -> Socket {
    context.socket(kind).unwrap()
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Error>, option: &str) {
    match result {
        Err(Error::Option { option: named, .. }) => assert_eq!(named, option),
        other => panic!("{other:?}"),
    }
}

traps! {
    fn b06_routing_id_taken() {
        let context = Context::new().unwrap();
        let (one, other) = (context.socket(ROUTER).unwrap(), context.socket(ROUTER).unwrap());
        let router = context.socket(ROUTER).unwrap();
        router.set_connect_routing_id("peer").unwrap();
        router.connect(one.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        router.set_connect_routing_id("peer").unwrap();
        assert_refused(router.connect(other.bind(Endpoint::inproc_unique()).unwrap()), "ZMQ_CONNECT_ROUTING_ID");
    }

    fn b06_routing_id_of_a_pending_peer() {
        let context = Context::new().unwrap();
        let router = context.socket(ROUTER).unwrap();
        router.set_immediate(true).unwrap();
        router.set_connect_routing_id("peer").unwrap();
        assert_refused(router.connect("tcp://127.0.0.1:9"), "ZMQ_CONNECT_ROUTING_ID");
    }

    fn b06_routing_id_like_an_automatic_one() {
        let context = Context::new().unwrap();
        let dealer = context.socket(DEALER).unwrap();
        assert_refused(dealer.set_routing_id([0, 1, 2, 3, 4]), "ZMQ_ROUTING_ID");
        let router = context.socket(ROUTER).unwrap();
        assert_refused(router.set_connect_routing_id([0, 1, 2, 3, 4]), "ZMQ_CONNECT_ROUTING_ID");
    }

    fn b06_automatic_id_that_a_peer_announced() {
        if elsewhere("it ends the process") {
            return;
        }
        for handover in [false, true] {
            let context = Context::new().unwrap();
            let router = context.socket(ROUTER).unwrap();
            router.set_router_handover(handover).unwrap();
            router.set_rcvtimeo(Some(SOON)).unwrap();
            let endpoint = router.bind("tcp://127.0.0.1:*").unwrap();
            let hello = || {
                let [id, text] = router.recv_array().unwrap();
                assert_eq!(text, "hello");
                id
            };
            let first = context.socket(DEALER).unwrap();
            first.connect(&endpoint).unwrap();
            first.send("hello").unwrap();
            let id = hello();
            let number = u32::from_be_bytes(id[1..].try_into().unwrap());
            let next = [&[0][..], &number.wrapping_add(1).to_be_bytes()].concat();
            let mut announced = shake_hands(&endpoint, "DEALER", &[("Identity", &next)]);
            announced.write_all(b"\0\x05hello").unwrap();
            assert_eq!(hello(), next);
            let second = context.socket(DEALER).unwrap();
            if handover {
                // Gives the number that comes next to whom the name is taken from.
                let mut other = shake_hands(&endpoint, "DEALER", &[("Identity", &id)]);
                other.write_all(b"\0\x05hello").unwrap();
                assert_eq!(hello(), id);
            }
            second.connect(&endpoint).unwrap();
            second.send("hello").unwrap();
            let id = hello();
            assert_ne!(id, next);
            router.send_multipart([&id[..], b"answer"]).unwrap();
            assert_eq!(second.recv_timeout(SOON).unwrap().unwrap(), "answer");
        }
    }

    fn b07_router_mandatory_on_rep() {
        let context = Context::new().unwrap();
        assert_refused(kind(&context, SocketType::Rep).set_router_mandatory(true), "ZMQ_ROUTER_MANDATORY");
        assert_refused(kind(&context, SocketType::Rep).set_option("router_mandatory", 1), "ZMQ_ROUTER_MANDATORY");
        let built = context.builder_for(SocketType::Rep).router_mandatory(true).build();
        assert_refused(built, "ZMQ_ROUTER_MANDATORY");
    }

    fn b07_xpub_manual_on_pub() {
        let context = Context::new().unwrap();
        assert_refused(kind(&context, SocketType::Pub).set_xpub_manual(true), "ZMQ_XPUB_MANUAL");
        assert_refused(kind(&context, SocketType::Pub).set_option("xpub_manual", 1), "ZMQ_XPUB_MANUAL");
    }

    fn b07_conflate_multipart() {
        let context = Context::new().unwrap();
        for socket in [SocketType::Push, SocketType::Dealer, SocketType::Pub] {
            let socket = kind(&context, socket);
            let pull = kind(&context, SocketType::Pull);
            socket.set_conflate(true).unwrap();
            pull.set_conflate(true).unwrap();
            socket.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
            let unsent = socket.send_multipart(["one", "two"]).unwrap_err();
            assert_eq!(unsent.into_message(), ["one", "two"]);
            assert!(socket.send_more("one").is_err());
        }
    }

    fn b07_conflate_receives_multipart() {
        if elsewhere("it ends the process") {
            return;
        }
        let context = Context::new().unwrap();
        for (partner, receiver) in
            [("PUSH", SocketType::Pull), ("DEALER", SocketType::Dealer), ("PUB", SocketType::Sub)]
        {
            let receiver = kind(&context, receiver);
            receiver.set_conflate(true).unwrap();
            let _ = receiver.subscribe("");
            let mut partner = shake_hands(&receiver.bind("tcp://127.0.0.1:*").unwrap(), partner, &[]);
            // One frame that says that more follow, and the next when that was received.
            for frame in ["\x01\x05first", "\x01\x06middle", "\x00\x04last"] {
                partner.write_all(frame.as_bytes()).unwrap();
                assert_eq!(receiver.recv_timeout(SOON).unwrap().unwrap(), &frame[2..]);
                assert!(!receiver.rcvmore().unwrap());
                assert!(receiver.try_recv().unwrap().is_none());
            }
        }
    }

    fn b07_conflate_after_connect() {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        push.connect("tcp://127.0.0.1:9").unwrap();
        assert_refused(push.set_conflate(true), "ZMQ_CONFLATE");
    }

    fn b07_immediate_after_connect() {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        push.set_immediate(true).unwrap();
        push.connect("tcp://127.0.0.1:9").unwrap();
        assert_refused(push.set_immediate(false), "ZMQ_IMMEDIATE");
    }

    fn b07_plain_without_domain() {
        let context = Context::new().unwrap();
        let server = kind(&context, SocketType::Rep);
        server.set_plain_server(true).unwrap();
        server.set_zap_enforce_domain(true).unwrap();
        assert_refused(server.bind("tcp://127.0.0.1:*"), "ZMQ_ZAP_ENFORCE_DOMAIN");
    }

    #[cfg(unix)]
    fn b07_descriptor_that_does_not_listen() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        let udp = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        assert!(pair.bind_fd("tcp://127.0.0.1:*", udp).is_err());
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(pair.bind_fd("tcp://127.0.0.1:*", file).is_err());
    }

    #[cfg(feature = "draft")]
    fn b07_priority() {
        let context = Context::new().unwrap();
        assert_refused(context.socket(PAIR).unwrap().set_priority(7), "ZMQ_PRIORITY");
    }

    fn b17_empty_text() {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        push.set_socks_proxy(Some("127.0.0.1:9")).unwrap();
        push.set_socks_proxy(Some("")).unwrap();
        assert_eq!(push.socks_proxy().unwrap(), None);
    }

    fn b17_text_ends_before_its_nul() {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        push.set_socks_proxy(Some("127.0.0.1:9")).unwrap();
        assert_eq!(push.socks_proxy().unwrap().as_deref(), Some("127.0.0.1:9"));
        let endpoint = push.bind("tcp://127.0.0.1:*").unwrap();
        assert_eq!(push.last_endpoint().unwrap().as_deref(), Some(endpoint.as_str()));
    }

    fn b20_max_sockets() {
        assert_refused(Context::builder().max_sockets(i32::MAX).build(), "ZMQ_MAX_SOCKETS");
    }

    #[cfg(target_os = "linux")]
    fn b21_scheduling() {
        // SCHED_FIFO with a priority that there is not.
        let builder = Context::builder().thread_sched_policy(libc::SCHED_FIFO).thread_priority(4711);
        assert_refused(builder.build().map(|context| context.socket(PAIR)), "ZMQ_THREAD_SCHED_POLICY");
    }

    #[cfg(target_os = "linux")]
    fn b21_affinity() {
        let builder = Context::builder().thread_affinity_cpu(1_000_000);
        assert_refused(builder.build().map(|context| context.socket(PAIR)), "ZMQ_THREAD_AFFINITY_CPU_ADD");
    }

    fn b22_key_half_set() {
        if !zeroxide::has("curve") {
            return;
        }
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        let good = KeyPair::generate().unwrap().public();
        push.set_curve_publickey(&good).unwrap();
        let mut text = KeyPair::generate().unwrap().public().to_z85().into_bytes();
        *text.last_mut().unwrap() = b' ';
        assert_refused(push.set_option("curve_publickey", text.as_slice()), "ZMQ_CURVE_PUBLICKEY");
        assert_eq!(push.curve_publickey().unwrap(), good);
    }

    // The crate's timers are its own: in C these calls use freed memory, or never end.
    fn b24_timers_changed_by_their_own_callbacks() {
        let runs = std::cell::Cell::new(0);
        let mut timers = Timers::new();
        let mut other = Some(timers.add(Duration::from_secs(3600), |_, _| {}));
        let runs = &runs;
        timers.add(Duration::ZERO, move |timers, id| {
            runs.set(runs.get() + 1);
            assert!(timers.reset(id));
            assert!(timers.set_interval(id, Duration::from_millis(1)));
            assert!(timers.timeout().is_some());
            timers.add(Duration::ZERO, |timers, id| assert!(timers.cancel(id)));
            assert!(other.take().is_none_or(|other| timers.cancel(other)));
        });
        let deadline = Instant::now() + SOON;
        while runs.get() < 3 {
            assert!(Instant::now() < deadline);
            timers.execute();
        }
    }

    fn b33_heartbeat_ttl() {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        assert_refused(push.set_heartbeat_ttl(Duration::from_millis(65_600)), "ZMQ_HEARTBEAT_TTL");
    }
}
