//! Subscriptions as XPUB receives them and XSUB sends them.

mod common;

use common::{LONG, eventually};
use zeroxide::{Context, Endpoint, Error, Message, Multipart, SUB, Socket, SubscriptionEvent, XPUB, XPub, XSUB};

fn next(publisher: &Socket<XPub>) -> SubscriptionEvent {
    publisher.recv_event_timeout(LONG).unwrap().expect("no event came")
}

#[track_caller]
fn subscribes(event: SubscriptionEvent, topic: &str) {
    assert!(matches!(&event, SubscriptionEvent::Subscribe(got) if got == topic), "{event:?}");
}

#[track_caller]
fn unsubscribes(event: SubscriptionEvent, topic: &str) {
    assert!(matches!(&event, SubscriptionEvent::Unsubscribe(got) if got == topic), "{event:?}");
}

#[test]
fn subscriptions_come_as_events() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    let endpoint = publisher.bind("tcp://127.0.0.1:*").unwrap();
    assert_eq!(publisher.try_recv_event().unwrap(), None);
    let one = context.socket(SUB).unwrap();
    one.connect(&endpoint).unwrap();
    one.subscribe(b"a").unwrap();
    subscribes(next(&publisher), "a");
    one.subscribe(b"").unwrap();
    subscribes(next(&publisher), "");
    one.subscribe(b"b").unwrap();
    subscribes(next(&publisher), "b");
    drop(one);
    let mut left = [next(&publisher), next(&publisher), next(&publisher)].map(|event| match event {
        SubscriptionEvent::Unsubscribe(topic) => topic.to_vec(),
        other => panic!("{other:?}"),
    });
    left.sort();
    assert_eq!(left, [b"".to_vec(), b"a".to_vec(), b"b".to_vec()]);
}

#[test]
fn the_subscriber_is_known() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    let endpoint = publisher.bind("tcp://127.0.0.1:*").unwrap();
    let subscriber = context.socket(XSUB).unwrap();
    subscriber.connect(&endpoint).unwrap();
    subscriber.subscribe("topic").unwrap();
    let SubscriptionEvent::Subscribe(topic) = next(&publisher) else { panic!() };
    assert_eq!(topic.message().peer_address(), Some("127.0.0.1"));
    assert_eq!(topic.message().as_bytes(), b"\x01topic");
    assert_eq!(format!("{topic:?}"), "b\"topic\"");
}

#[test]
fn an_xsub_asks_and_takes_back() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    let endpoint = Endpoint::inproc_unique();
    publisher.bind(&endpoint).unwrap();
    let subscriber = context.socket(XSUB).unwrap();
    subscriber.connect(&endpoint).unwrap();
    subscriber.subscribe("news").unwrap();
    subscribes(next(&publisher), "news");
    publisher.send("news: one").unwrap();
    publisher.send("else").unwrap();
    assert_eq!(subscriber.recv_timeout(LONG).unwrap().unwrap(), "news: one");
    subscriber.unsubscribe("news").unwrap();
    unsubscribes(next(&publisher), "news");
    publisher.send("news: two").unwrap();
    assert_eq!(subscriber.try_recv().unwrap(), None);
    // One that was never asked for is no error, and nobody hears of it.
    subscriber.unsubscribe("never").unwrap();
    subscriber.subscribe("last").unwrap();
    subscribes(next(&publisher), "last");
}

#[test]
fn other_messages_come_whole() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    let endpoint = Endpoint::inproc_unique();
    publisher.bind(&endpoint).unwrap();
    let subscriber = context.socket(XSUB).unwrap();
    subscriber.connect(&endpoint).unwrap();
    subscriber.send("hello").unwrap();
    subscriber.send_multipart(["two", "frames"]).unwrap();
    subscriber.send(Message::new()).unwrap();
    assert_eq!(next(&publisher), SubscriptionEvent::Message(Multipart::from(["hello"])));
    assert_eq!(next(&publisher), SubscriptionEvent::Message(Multipart::from(["two", "frames"])));
    assert_eq!(next(&publisher), SubscriptionEvent::Message(Multipart::from([""])));
}

#[test]
fn topics_have_a_limit() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    let endpoint = Endpoint::inproc_unique();
    publisher.bind(&endpoint).unwrap();
    let subscriber = context.socket(XSUB).unwrap();
    subscriber.connect(&endpoint).unwrap();
    subscriber.subscribe([7; 8192]).unwrap();
    let SubscriptionEvent::Subscribe(topic) = next(&publisher) else { panic!() };
    assert_eq!(topic.len(), 8192);
    assert!(matches!(subscriber.subscribe([7; 8193]), Err(Error::InvalidInput { .. })));
    assert!(matches!(subscriber.unsubscribe([7; 8193]), Err(Error::InvalidInput { .. })));
    eventually("the socket is as good as before", || {
        subscriber.subscribe("short").unwrap();
        matches!(publisher.try_recv_event().unwrap(), Some(SubscriptionEvent::Subscribe(topic)) if topic == "short")
    });
}

#[test]
fn a_manual_publisher_grants_what_it_likes() {
    let context = Context::new().unwrap();
    let publisher = context.socket(XPUB).unwrap();
    publisher.set_xpub_manual(true).unwrap();
    let endpoint = publisher.bind(Endpoint::inproc_unique()).unwrap();
    let subscriber = context.socket(SUB).unwrap();
    subscriber.connect(&endpoint).unwrap();
    subscriber.subscribe("wanted").unwrap();
    subscriber.subscribe("given").unwrap();
    // The subscriber filters by what it asked for; the publisher sends by what it granted.
    subscribes(next(&publisher), "wanted");
    publisher.subscribe("given").unwrap();
    publisher.send("wanted: no").unwrap();
    publisher.send("given: yes").unwrap();
    assert_eq!(subscriber.recv_timeout(LONG).unwrap().unwrap(), "given: yes");
    assert_eq!(subscriber.try_recv().unwrap(), None);
}

/// Of a message of several frames, all but the last are counted references, for they must be given back on failure.
#[test]
fn a_message_that_an_xpub_received_is_freed_once() {
    let context = Context::new().unwrap();
    let (publisher, upstream) = (context.socket(XPUB).unwrap(), context.socket(XSUB).unwrap());
    upstream.connect(publisher.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let through = |frames: [Vec<u8>; 2]| {
        upstream.send_multipart(frames).unwrap();
        publisher.recv_multipart().unwrap()
    };
    // Shared, it lives as long as the last of its handles.
    let mut received = through([vec![7; 5000], vec![8; 5000]]);
    let kept = received.share();
    drop(received);
    let others: Vec<_> = (0..100).map(|_| Message::from(&[9; 5000][..])).collect();
    assert_eq!(kept, [[7; 5000], [8; 5000]]);
    drop((kept, others));

    #[cfg(target_os = "linux")]
    {
        let resident = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
        };
        let before = resident();
        let mut buffer = [0; 8];
        for round in 0..400 {
            let frames = [vec![7; 1 << 20], vec![8]];
            if round % 2 == 0 {
                drop(through(frames));
            } else {
                upstream.send_multipart(frames).unwrap();
                assert_eq!(publisher.recv_into(&mut buffer).unwrap().size(), 1 << 20);
                assert_eq!(buffer, [7; 8]);
                assert_eq!(publisher.recv().unwrap(), [8]);
            }
        }
        let grown = resident().saturating_sub(before);
        // An allocator that watches for faults keeps what is freed.
        let measures = std::env::var_os("ZEROXIDE_STRESS_GROWTH_MB").is_none_or(|growth| growth != "0");
        assert!(!measures || grown < 100 << 10, "400 messages of a MiB left {grown} KiB behind");
    }
}
