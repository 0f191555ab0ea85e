//! What each kind does with messages, over each transport where that may differ.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use common::{LONG, TempDir, eventually};
use zeroxide::{
    Context, DEALER, Endpoint, Error, Kind, Message, Multipart, PAIR, PUB, PULL, PUSH, REP, REQ, ROUTER, STREAM, SUB,
    Socket, SocketType, XPUB, XSUB,
};

const EFSM: i32 = 156_384_763;
const SHORT: Duration = Duration::from_millis(20);

/// A sender cannot wait for ever in a test.
fn open<K: Kind>(context: &Context, kind: K) -> Socket<K> {
    let socket = context.socket(kind).unwrap();
    socket.set_rcvtimeo(Some(LONG)).unwrap();
    socket.set_sndtimeo(Some(LONG)).unwrap();
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    socket
}

/// One address of each transport, and what keeps it alive.
fn transports() -> (TempDir, Vec<String>) {
    let folder = TempDir::new();
    let mut endpoints = vec!["tcp://127.0.0.1:*".to_owned(), Endpoint::inproc_unique().to_string()];
    if zeroxide::has("ipc") {
        endpoints.push(folder.ipc("s"));
    }
    (folder, endpoints)
}

/// Two sockets of one context, the first bound and the second connected.
fn joined<A: Kind, B: Kind>(context: &Context, a: A, b: B, endpoint: &str) -> (Socket<A>, Socket<B>) {
    let (bound, connected) = (open(context, a), open(context, b));
    let resolved = bound.bind(endpoint).unwrap();
    connected.connect(&resolved).unwrap();
    (bound, connected)
}

#[test]
fn req_and_rep_take_turns() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (rep, req) = joined(&context, REP, REQ, &endpoint);

        let early = req.recv().unwrap_err();
        assert!(early.is_wrong_state(), "{endpoint}: {early}");
        assert_eq!(early.errno(), EFSM);
        assert!(early.to_string().starts_with("recv: not now:"), "{early}");
        assert!(early.to_string().contains("must send a request before it can recv"), "{early}");
        assert!(rep.send("unasked").unwrap_err().is_wrong_state());

        for round in 0..3_u8 {
            req.send([round]).unwrap();
            let twice = req.send(String::from("again")).unwrap_err();
            assert!(twice.error().is_wrong_state());
            assert!(twice.to_string().contains("must recv the reply before the next send"), "{twice}");
            assert_eq!(twice.into_message(), "again");

            assert_eq!(rep.recv().unwrap(), [round]);
            let twice = rep.recv().unwrap_err();
            assert!(twice.to_string().contains("a REP socket must send its reply before the next recv"), "{twice}");
            rep.send_multipart(["re", "ply"]).unwrap();
            assert_eq!(req.recv_multipart().unwrap(), ["re", "ply"]);
        }
    }
}

#[test]
fn pub_sends_what_was_subscribed_to() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (publisher, subscriber) = joined(&context, PUB, SUB, &endpoint);
        // What publisher and subscriber agree on takes effect in its own time: a fence per topic tells.
        let fence = |topic: &str| {
            eventually("a subscription takes effect", || {
                publisher.send(format!("{topic}#fence")).unwrap();
                subscriber.recv_timeout(Duration::from_millis(1)).unwrap().is_some()
            });
        };
        let received = |expected: &[&str]| {
            for expected in expected {
                let next = loop {
                    let next = subscriber.recv_string().unwrap();
                    if !next.ends_with("#fence") {
                        break next;
                    }
                };
                assert_eq!(next, *expected, "{endpoint}");
            }
        };

        subscriber.subscribe(b"rain").unwrap();
        subscriber.subscribe(b"sun").unwrap();
        fence("sun");
        for text in ["snow", "rain in Rome", "rai", "sunrise", "rain"] {
            publisher.send(text).unwrap();
        }
        received(&["rain in Rome", "sunrise", "rain"]);

        subscriber.set_option("unsubscribe", "rain").unwrap();
        subscriber.subscribe(b"last").unwrap();
        // The publisher takes subscriptions in order: once it has the later one, the earlier is gone.
        eventually("the later subscription takes effect", || {
            publisher.send("last").unwrap();
            subscriber.recv_timeout(Duration::from_millis(1)).unwrap().is_some_and(|message| message == "last")
        });
        for text in ["rain again", "sunset"] {
            publisher.send(text).unwrap();
        }
        let next = loop {
            match subscriber.recv_string().unwrap().as_str() {
                "last" => {}
                other => break other.to_owned(),
            }
        };
        assert_eq!(next, "sunset", "{endpoint}");
    }
}

#[test]
fn the_empty_topic_is_every_message() {
    let context = Context::new().unwrap();
    let (publisher, subscriber) = joined(&context, PUB, SUB, Endpoint::inproc_unique().as_str());
    subscriber.subscribe(b"").unwrap();
    eventually("the subscription takes effect", || {
        publisher.send_multipart(["", "second frame"]).unwrap();
        subscriber.recv_multipart_timeout(SHORT).unwrap().is_some_and(|message| message == ["", "second frame"])
    });
}

#[test]
fn push_deals_in_turn() {
    let context = Context::new().unwrap();
    let push = open(&context, PUSH);
    let pulls: Vec<_> = (0..3)
        .map(|_| {
            let pull = open(&context, PULL);
            let endpoint = pull.bind(Endpoint::inproc_unique()).unwrap();
            push.connect(&endpoint).unwrap();
            pull
        })
        .collect();
    for number in 0..9_u8 {
        push.send([number]).unwrap();
    }
    for (index, pull) in (0_u8..).zip(&pulls) {
        for round in 0..3 {
            assert_eq!(pull.recv().unwrap(), [round * 3 + index]);
        }
        assert_eq!(pull.try_recv().unwrap(), None);
    }
}

#[test]
fn pull_takes_from_each_in_turn() {
    let context = Context::new().unwrap();
    let pull = open(&context, PULL);
    let endpoint = pull.bind(Endpoint::inproc_unique()).unwrap();
    let pushes: Vec<_> = (0..3)
        .map(|_| {
            let push = open(&context, PUSH);
            push.connect(&endpoint).unwrap();
            push
        })
        .collect();
    for (index, push) in (0_u8..).zip(&pushes) {
        for _ in 0..4 {
            push.send([index]).unwrap();
        }
    }
    for _ in 0..4 {
        let mut round: Vec<u8> = (0..3).map(|_| pull.recv().unwrap()[0]).collect();
        round.sort_unstable();
        assert_eq!(round, [0, 1, 2], "one from each before a second from any");
    }
}

#[test]
fn router_and_dealer_carry_envelopes() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (router, dealer) = joined(&context, ROUTER, DEALER, &endpoint);
        dealer.send_multipart(["a", "b"]).unwrap();
        let (peer, message) = router.recv_from().unwrap();
        assert_eq!(peer.len(), 5, "an automatic id is a zero byte and a number");
        assert_eq!(peer[0], 0);
        assert_eq!(message, ["a", "b"]);

        router.send_to(peer, ["for", "you"]).unwrap();
        assert_eq!(dealer.recv_multipart().unwrap(), ["for", "you"]);
    }
}

#[test]
fn a_router_answers_a_req_through_its_envelope() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (router, req) = joined(&context, ROUTER, REQ, &endpoint);
        req.send("question").unwrap();
        let mut message = router.recv_multipart().unwrap();
        assert_eq!(message.len(), 3);
        assert!(message[1].is_empty());
        let mut reply = message.take_envelope().unwrap();
        assert_eq!(message, ["question"]);
        reply.push_back("answer");
        router.send_multipart(reply).unwrap();
        assert_eq!(req.recv().unwrap(), "answer");
    }
}

#[test]
fn two_reqs_each_get_their_own_reply() {
    let context = Context::new().unwrap();
    let (router, first, second) = (open(&context, ROUTER), open(&context, REQ), open(&context, REQ));
    let endpoint = router.bind("tcp://127.0.0.1:*").unwrap();
    first.connect(&endpoint).unwrap();
    second.connect(&endpoint).unwrap();
    first.send("first").unwrap();
    second.send("second").unwrap();
    let mut requests = HashMap::new();
    for _ in 0..2 {
        let [peer, _, body] = router.recv_array().unwrap();
        requests.insert(body.to_str().unwrap().to_owned(), peer);
    }
    for (body, peer) in requests {
        router.send_to(peer, ["".to_owned(), format!("re {body}")]).unwrap();
    }
    assert_eq!(first.recv().unwrap(), "re first");
    assert_eq!(second.recv().unwrap(), "re second");
}

#[test]
fn a_mandatory_router_says_who_is_not_there() {
    let context = Context::new().unwrap();
    let (router, dealer) = joined(&context, ROUTER, DEALER, Endpoint::inproc_unique().as_str());
    dealer.send("hello").unwrap();
    let (peer, _) = router.recv_from().unwrap();

    // Not mandatory: dropped.
    router.send_to("nobody", ["dropped"]).unwrap();

    router.set_option("router_mandatory", 1).unwrap();
    let unsent = router.send_multipart(["nobody", "", "body"]).unwrap_err();
    assert!(unsent.error().is_unreachable(), "{unsent}");
    assert_eq!(unsent.into_message(), ["nobody", "", "body"]);
    let unsent = router.send_to("nobody", ["body"]).unwrap_err();
    assert_eq!(unsent.into_message(), ["nobody", "body"]);

    // Nothing of all that was taken for the peer that is there.
    router.send_to(peer, ["for you"]).unwrap();
    assert_eq!(dealer.recv_multipart().unwrap(), ["for you"]);
    assert_eq!(dealer.try_recv().unwrap(), None);
}

#[test]
fn a_router_refuses_a_lone_frame() {
    let context = Context::new().unwrap();
    let router = open(&context, ROUTER);
    let unsent = router.send_multipart(["id"]).unwrap_err();
    assert!(matches!(unsent.error(), Error::InvalidInput { .. }), "{unsent}");
    assert_eq!(unsent.into_message(), ["id"]);
    assert!(router.send_multipart(Multipart::new()).is_err());
}

#[test]
fn pair_talks_both_ways() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (a, b) = joined(&context, PAIR, PAIR, &endpoint);
        b.send_multipart(["to", "", "a"]).unwrap();
        assert_eq!(a.recv_multipart().unwrap(), ["to", "", "a"]);
        a.send("to b").unwrap();
        assert_eq!(b.recv().unwrap(), "to b");
    }
}

#[test]
fn xpub_and_xsub_pass_subscriptions_as_messages() {
    let context = Context::new().unwrap();
    let (_folder, endpoints) = transports();
    for endpoint in endpoints {
        let (xpub, xsub) = joined(&context, XPUB, XSUB, &endpoint);
        xsub.send(b"\x01topic").unwrap();
        assert_eq!(xpub.recv().unwrap(), b"\x01topic");
        xpub.send_multipart(["other", "no"]).unwrap();
        xpub.send_multipart(["topic!", "yes"]).unwrap();
        assert_eq!(xsub.recv_multipart().unwrap(), ["topic!", "yes"]);
        xsub.send(b"\x00topic").unwrap();
        assert_eq!(xpub.recv().unwrap(), b"\x00topic");
        xsub.send("upstream").unwrap();
        assert_eq!(xpub.recv().unwrap(), "upstream");
    }
}

#[test]
fn xpub_sees_the_subscriptions_of_sub() {
    let context = Context::new().unwrap();
    let (xpub, sub) = joined(&context, XPUB, SUB, "tcp://127.0.0.1:*");
    sub.subscribe(b"a").unwrap();
    assert_eq!(xpub.recv().unwrap(), b"\x01a");
    xpub.send("abc").unwrap();
    assert_eq!(sub.recv().unwrap(), "abc");
    drop(sub);
    assert_eq!(xpub.recv().unwrap(), b"\x00a", "a subscriber that leaves takes its subscriptions back");
}

#[test]
fn stream_talks_plain_tcp() {
    let context = Context::new().unwrap();
    let stream = open(&context, STREAM);
    let port = stream.bind("tcp://127.0.0.1:*").unwrap().port().unwrap();
    let mut client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    client.set_read_timeout(Some(LONG)).unwrap();
    client.write_all(b"GET").unwrap();

    let [mut peer, connected] = stream.recv_array().unwrap();
    assert!(connected.is_empty());
    let (same, bytes) = stream.recv_from().unwrap();
    assert_eq!((&same, bytes), (&peer, Multipart::from(["GET"])));

    stream.send_to(peer.share(), "first ").unwrap();
    stream.send_to(peer.share(), "second").unwrap();
    let mut answer = [0; 12];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"first second");

    assert!(stream.send_to(peer.share(), "").is_err(), "no bytes would end the connection");
    assert!(stream.send_to("nobody", "x").unwrap_err().error().is_unreachable());
    stream.close_peer(peer).unwrap();
    client.set_read_timeout(Some(SHORT)).unwrap();
    eventually("the connection ends", || {
        // libzmq goes on with the end when the socket is used.
        stream.events().unwrap();
        matches!(client.read(&mut answer), Ok(0))
    });
}

/// The kinds that every build has.
fn stable() -> impl Iterator<Item = SocketType> {
    SocketType::ALL.iter().copied().filter(|kind| kind.as_raw() <= 11)
}

#[test]
fn calls_in_the_wrong_direction_are_errors_at_run_time() {
    let context = Context::new().unwrap();
    assert_eq!(stable().count(), 12);
    for kind in stable() {
        let socket: Socket = context.socket(kind).unwrap();
        assert_eq!(socket.kind(), kind);
        let receives = !matches!(kind, SocketType::Pub | SocketType::Push);
        let sends = !matches!(kind, SocketType::Sub | SocketType::Pull);

        let unsupported = |error: &Error| matches!(error, Error::Unsupported { .. }) && error.errno() == libc::ENOTSUP;
        for received in [socket.recv_timeout(SHORT).map(drop), socket.try_recv_multipart().map(drop)] {
            match received {
                Err(error) => assert_eq!(unsupported(&error), !receives, "{kind}: {error}"),
                Ok(()) => assert!(receives, "{kind}"),
            }
        }
        let sent = socket.try_send(b"x");
        let all = socket.try_send_multipart(["a", "b"]).map_err(Error::from);
        for error in [sent, all].into_iter().filter_map(Result::err) {
            assert_eq!(unsupported(&error), !sends, "{kind}: {error}");
        }
        if matches!(kind, SocketType::Router | SocketType::Stream) {
            assert!(matches!(socket.try_send(b"x"), Err(Error::InvalidInput { .. })), "{kind}");
        }
        assert_eq!(socket.subscribe(b"topic").is_ok(), kind == SocketType::Sub, "{kind}");
    }
}

#[test]
fn kinds_known_at_run_time_talk() {
    let pairs = [
        (SocketType::Pair, SocketType::Pair),
        (SocketType::Pull, SocketType::Push),
        (SocketType::Rep, SocketType::Req),
        (SocketType::Dealer, SocketType::Dealer),
        (SocketType::Sub, SocketType::Pub),
        (SocketType::Sub, SocketType::XPub),
        (SocketType::Router, SocketType::Dealer),
        (SocketType::XPub, SocketType::XSub),
    ];
    let context = Context::new().unwrap();
    for (receiver, sender) in pairs {
        let (receiving, sending) = joined(&context, receiver, sender, Endpoint::inproc_unique().as_str());
        if receiver == SocketType::Sub {
            receiving.subscribe(b"").unwrap();
        }
        let mut received = Multipart::new();
        eventually("a message arrives", || {
            let _ = sending.try_send_multipart(["one", "two"]);
            match receiving.recv_multipart_timeout(SHORT).unwrap() {
                Some(message) => received = message,
                None => return false,
            }
            true
        });
        if receiver == SocketType::Router {
            received.pop_front();
        }
        assert_eq!(received, ["one", "two"], "{sender} to {receiver}");
    }
}

#[test]
fn a_router_known_at_run_time_sends_frame_by_frame() {
    let context = Context::new().unwrap();
    let (router, dealer) = joined(&context, SocketType::Router, DEALER, Endpoint::inproc_unique().as_str());
    dealer.send("hello").unwrap();
    let [mut peer, _] = router.recv_array().unwrap();
    router.send_more(peer.share()).unwrap();
    router.send("last").unwrap();
    router.send_more(peer).unwrap();
    router.send_multipart(["rest"]).unwrap();
    assert_eq!(dealer.recv_multipart().unwrap(), ["last"]);
    assert_eq!(dealer.recv_multipart().unwrap(), ["rest"]);
    assert!(router.send(Message::from("lone")).is_err());
}
