//! One frame: who owns its bytes, for how long, and what is known of where it came from.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::{LONG, TempDir, eventually, within};
use zeroxide::{Context, DEALER, Endpoint, Kind, Message, Multipart, PUB, PULL, PUSH, ROUTER, SUB, Socket, pipe};

const fn is_send_and_sync<T: Send + Sync>() {}
const _: () = is_send_and_sync::<Message>();
const _: () = is_send_and_sync::<Multipart>();
const _: () = is_send_and_sync::<zeroxide::ReleaseNotice>();
const _: () = is_send_and_sync::<zeroxide::SendError<Message>>();

fn open<K: Kind>(context: &Context, kind: K) -> Socket<K> {
    let socket = context.socket(kind).unwrap();
    socket.set_rcvtimeo(Some(LONG)).unwrap();
    socket.set_sndtimeo(Some(LONG)).unwrap();
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    socket
}

/// Bytes whose drops are counted.
struct Counted {
    bytes: Vec<u8>,
    drops: Arc<AtomicUsize>,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.drops.fetch_add(1, Ordering::SeqCst);
    }
}

fn counted(size: usize) -> (Message, Arc<AtomicUsize>) {
    let drops = Arc::new(AtomicUsize::new(0));
    let message = Message::from_owner(Counted { bytes: vec![1; size], drops: Arc::clone(&drops) }).unwrap();
    (message, drops)
}

fn drops(count: &AtomicUsize) -> usize {
    count.load(Ordering::SeqCst)
}

#[test]
fn an_owner_goes_with_its_message() {
    for size in [0, 1, 33, 34, 100_000] {
        let (message, count) = counted(size);
        assert_eq!(message.len(), size);
        drop(message);
        assert_eq!(drops(&count), 1, "{size} bytes");
    }
}

#[test]
fn an_owner_crosses_inproc_without_a_copy() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let (message, count) = counted(50_000);
    let address = message.as_ptr();
    here.send(message).unwrap();
    let received = there.recv().unwrap();
    assert_eq!(received.as_ptr(), address);
    assert_eq!(drops(&count), 0);
    drop(received);
    assert_eq!(drops(&count), 1);
}

#[test]
fn an_owner_that_went_over_tcp_is_dropped_once() {
    let context = Context::new().unwrap();
    let (pull, push) = (open(&context, PULL), open(&context, PUSH));
    push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    let counts: Vec<_> = [10, 5_000, 1_000_000]
        .into_iter()
        .map(|size| {
            let (message, count) = counted(size);
            push.send(message).unwrap();
            assert_eq!(pull.recv().unwrap(), vec![1; size]);
            count
        })
        .collect();
    eventually("libzmq lets go of all", || counts.iter().all(|count| drops(count) >= 1));
    drop((pull, push, context));
    assert!(counts.iter().all(|count| drops(count) == 1));
}

#[test]
fn a_failed_send_gives_the_owner_back() {
    let context = Context::new().unwrap();
    let push = open(&context, PUSH);
    let (message, count) = counted(10_000);
    let address = message.as_ptr();
    let message = push.try_send(message).unwrap_err().into_message();
    let message = push.send_timeout(message, Duration::from_millis(5)).unwrap_err().into_message();
    let unsent = push.try_send_multipart((message, "second")).unwrap_err().into_message();
    assert_eq!(unsent[0].as_ptr(), address);
    assert_eq!(drops(&count), 0);
    drop(unsent);
    assert_eq!(drops(&count), 1);
}

#[test]
fn an_owner_that_is_sent_in_several_messages_is_dropped_after_the_last() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let (mut message, count) = counted(10_000);
    here.send(message.share()).unwrap();
    here.send_multipart((message.share(), message)).unwrap();
    drop(there.recv().unwrap());
    assert_eq!(drops(&count), 0);
    let both = there.recv_multipart().unwrap();
    assert_eq!(both.len(), 2);
    drop(both);
    assert_eq!(drops(&count), 1);
}

#[test]
fn closing_a_socket_and_its_context_lets_go_of_unsent_messages() {
    let context = Context::new().unwrap();
    let dealer = open(&context, DEALER);
    // Nobody is there: the messages stay in the queue.
    dealer.connect("tcp://127.0.0.1:9").unwrap();
    let counts: Vec<_> = (0..5)
        .map(|_| {
            let (message, count) = counted(5_000);
            dealer.send_multipart(("frame", message)).unwrap();
            count
        })
        .collect();
    assert!(counts.iter().all(|count| drops(count) == 0));
    drop(dealer);
    within(LONG, "dropping the context", move || drop(context));
    assert!(counts.iter().all(|count| drops(count) == 1));
}

#[test]
fn dropping_a_context_lets_go_of_messages_that_nobody_received() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let (message, count) = counted(5_000);
    here.send(message).unwrap();
    drop((here, there));
    within(LONG, "dropping the context", move || drop(context));
    assert_eq!(drops(&count), 1);
}

#[test]
fn an_owner_that_panics_while_it_is_dropped_harms_nobody() {
    struct Grumpy;
    impl AsRef<[u8]> for Grumpy {
        fn as_ref(&self) -> &[u8] {
            &[5; 100]
        }
    }
    impl Drop for Grumpy {
        fn drop(&mut self) {
            std::panic::panic_any("grumpy");
        }
    }
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send(Message::from_owner(Grumpy).unwrap()).unwrap();
    drop(there.recv().unwrap());
    here.send("still there").unwrap();
    assert_eq!(there.recv().unwrap(), "still there");
}

#[test]
fn a_notice_tells_of_the_release() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let (message, notice) = Message::tracked(vec![3; 10_000]).unwrap();
    here.send(message).unwrap();
    assert!(!notice.is_released());
    assert_eq!(notice.wait(Some(Duration::from_millis(1))), zeroxide::Released::TimedOut);
    let waiter = std::thread::spawn({
        let notice = notice.clone();
        move || notice.wait(Some(LONG))
    });
    drop(there.recv().unwrap());
    assert!(waiter.join().unwrap().is_released());
    assert!(notice.is_released());
    assert!(notice.wait(None).is_released());
}

#[test]
fn large_buffers_are_handed_over_and_small_ones_copied() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let large = vec![9; 100_000];
    let address = large.as_ptr();
    here.send(large).unwrap();
    assert_eq!(there.recv().unwrap().as_ptr(), address);

    let text = "x".repeat(5_000);
    let address = text.as_ptr();
    here.send(text).unwrap();
    assert_eq!(there.recv().unwrap().as_ptr(), address);

    let small = vec![9; 100];
    let address = small.as_ptr();
    let message = Message::from(small);
    assert_ne!(message.as_ptr(), address);
}

#[test]
fn shared_bytes_are_copied_before_they_are_written() {
    for size in [1, 33, 34, 10_000] {
        let mut original = Message::from(vec![b'a'; size]);
        let mut twin = original.share();
        twin.as_mut().unwrap()[0] = b'b';
        assert_eq!((original[0], twin[0]), (b'a', b'b'), "{size} bytes");
        original.as_mut().unwrap()[0] = b'c';
        assert_eq!((original[0], twin[0]), (b'c', b'b'), "{size} bytes");
    }
    // What nobody shares is written in place.
    let mut alone = Message::from(vec![b'a'; 10_000]);
    let address = alone.as_ptr();
    alone.as_mut().unwrap()[0] = b'b';
    assert_eq!(alone.as_ptr(), address);
}

#[test]
fn a_lent_buffer_is_never_written() {
    let lent: Arc<[u8]> = vec![b'a'; 10_000].into();
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send(Message::from(Arc::clone(&lent))).unwrap();
    let mut received = there.recv().unwrap();
    assert_eq!(received.as_ptr(), lent.as_ptr());
    received.as_mut().unwrap()[0] = b'b';
    assert_eq!((received[0], lent[0]), (b'b', b'a'));
}

#[test]
fn subscribers_over_inproc_do_not_see_each_others_writes() {
    let context = Context::new().unwrap();
    let publisher = open(&context, PUB);
    let endpoint = publisher.bind(Endpoint::inproc_unique()).unwrap();
    let subscribers = [open(&context, SUB), open(&context, SUB)];
    for subscriber in &subscribers {
        subscriber.subscribe(b"").unwrap();
        subscriber.connect(&endpoint).unwrap();
        eventually("the subscription takes effect", || {
            publisher.send("fence").unwrap();
            subscriber.recv_timeout(Duration::from_millis(1)).unwrap().is_some()
        });
    }
    for size in [10, 10_000] {
        publisher.send(vec![b'a'; size]).unwrap();
        let [mut first, second] = subscribers.each_ref().map(|subscriber| {
            loop {
                let message = subscriber.recv().unwrap();
                if message != "fence" {
                    break message;
                }
            }
        });
        first.as_mut().unwrap().fill(b'b');
        assert_eq!(first, vec![b'b'; size]);
        assert_eq!(second, vec![b'a'; size]);
    }
}

#[test]
fn bytes_that_live_for_ever_are_not_copied() {
    static BANNER: [u8; 5_000] = [b'#'; 5_000];
    let mut message = Message::from_static(&BANNER);
    assert_eq!(message.as_ptr(), BANNER.as_ptr());
    message.as_mut().unwrap()[0] = b'!';
    assert_eq!((message[0], BANNER[0]), (b'!', b'#'));
    assert!(Message::from_static(b"").is_empty());

    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send_static(&BANNER).unwrap();
    assert_eq!(there.recv().unwrap().as_ptr(), BANNER.as_ptr());
}

#[cfg(feature = "bytes")]
#[test]
fn bytes_go_both_ways_without_a_copy() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let bytes = bytes::Bytes::from(vec![4; 10_000]);
    let address = bytes.as_ptr();
    here.send(bytes).unwrap();
    let received: bytes::Bytes = there.recv().unwrap().into();
    assert_eq!(received.as_ptr(), address);
    assert_eq!(received.slice(9_990..), vec![4; 10]);
    let small: bytes::Bytes = Message::from("inline").into();
    assert_eq!(&small[..], b"inline");
}

#[test]
fn a_message_over_tcp_knows_its_peer() {
    let context = Context::new().unwrap();
    let (router, dealer) = (open(&context, ROUTER), open(&context, DEALER));
    dealer.set_option("routing_id", "me").unwrap();
    dealer.connect(router.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    dealer.send("hello").unwrap();
    let [_, hello] = router.recv_array().unwrap();
    assert_eq!(hello.peer_address(), Some("127.0.0.1"));
    assert_eq!(hello.socket_type(), Some("DEALER"));
    assert_eq!(hello.property("Routing-Id"), Some("me"));
    assert_eq!(hello.property_bytes("Routing-Id"), Some(&b"me"[..]));
    assert_eq!(hello.user_id(), None);
    assert_eq!(hello.property("X-None"), None);
    assert_eq!(hello.property("with\0NUL"), None);
    assert!(hello.source_fd().is_some());
}

#[cfg(target_os = "linux")]
#[test]
fn a_message_over_ipc_knows_the_process_of_its_peer() {
    let folder = TempDir::new();
    let context = Context::new().unwrap();
    let (pull, push) = (open(&context, PULL), open(&context, PUSH));
    push.connect(pull.bind(folder.ipc("s")).unwrap()).unwrap();
    push.send("hello").unwrap();
    let hello = pull.recv().unwrap();
    let address = hello.peer_address().unwrap();
    assert!(address.ends_with(&format!(":{}", std::process::id())), "{address}");
    assert_eq!(hello.socket_type(), Some("PUSH"));
}

#[test]
fn a_message_over_inproc_knows_nothing_of_its_peer() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send("hello").unwrap();
    let hello = there.recv().unwrap();
    assert_eq!((hello.peer_address(), hello.socket_type(), hello.source_fd()), (None, None, None));
    assert_eq!(Message::from("fresh").peer_address(), None);
}

#[test]
fn messages_compare_order_and_hash_by_content() {
    let long = "b".repeat(10_000);
    let (inline, heap, lent) = (Message::from("b"), Message::from(&long), Message::from_static(b"b"));
    assert_eq!(inline, lent);
    assert_ne!(inline, heap);
    assert!(inline < heap);
    let first = Message::from("a");
    assert!(first < inline);
    assert_eq!(inline, "b");
    assert_eq!("b", inline);
    assert_eq!(inline, b"b");
    assert_eq!(inline, [b'b']);
    assert_eq!(heap, long);
    let set: HashSet<Message> = [inline, heap, lent].into_iter().collect();
    assert_eq!(set.len(), 2);
    assert!(set.contains(&b"b"[..]));
}

#[test]
fn debug_shows_the_beginning() {
    assert_eq!(format!("{:?}", Message::from("a\n\"\u{e9}")), r#"b"a\n\"\xc3\xa9""#);
    let shown = format!("{:?}", Message::from(vec![b'x'; 1000]));
    assert_eq!(shown, format!("b\"{}\"… (1000 bytes)", "x".repeat(64)));
    assert_eq!(format!("{:?}", Message::new()), r#"b"""#);
}

#[test]
fn sizes_around_the_inline_limit() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    for size in [0, 1, 32, 33, 34, 35, 64] {
        let bytes: Vec<u8> = (0..u8::try_from(size).unwrap()).collect();
        let mut message = Message::from(&bytes);
        let inline = std::ptr::from_ref(&message).cast::<u8>();
        let inside = (inline..inline.wrapping_add(size_of::<Message>())).contains(&message.as_ptr());
        assert_eq!(inside && size > 0, (1..=33).contains(&size), "{size} bytes");
        let twin = message.share();
        assert_eq!(twin, bytes);
        assert_eq!(message.is_shared(), size > 33, "{size} bytes");
        assert_eq!(message.take(), bytes);
        assert!(message.is_empty());
        here.send(twin).unwrap();
        assert_eq!(there.recv().unwrap(), bytes);
    }
}

#[test]
fn absurd_sizes_are_errors() {
    for size in [usize::MAX, usize::MAX - 1, isize::MAX as usize, isize::MAX as usize - 5_000, usize::MAX / 4] {
        assert!(Message::with_size(size).is_err(), "{size}");
    }
    let zeroes = Message::with_size(10_000).unwrap();
    assert!(zeroes.iter().all(|byte| *byte == 0));
    assert!(Message::with_size(20).unwrap().iter().all(|byte| *byte == 0));
    assert_eq!(Message::try_copy(b"abc").unwrap(), "abc");
}

#[test]
fn a_reused_message_lets_go_of_what_it_had() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let (mut message, count) = counted(5_000);
    here.send_multipart(["a", "b"]).unwrap();
    there.recv_msg(&mut message).unwrap();
    assert_eq!(drops(&count), 1);
    assert_eq!(message, "a");
    assert!(message.more());
    there.recv_msg(&mut message).unwrap();
    assert_eq!(message, "b");
    assert!(!message.more());
}

#[test]
fn a_buffer_tells_what_did_not_fit() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let mut buffer = [0; 4];
    for (text, copied) in [("", 0), ("1234", 4), ("12345678", 4)] {
        here.send(text).unwrap();
        let received = there.recv_into(&mut buffer).unwrap();
        assert_eq!((received.size(), received.copied()), (text.len(), copied));
        assert_eq!(received.is_truncated(), text.len() > 4);
        assert_eq!(&buffer[..copied], &text.as_bytes()[..copied]);
    }
    here.send("x").unwrap();
    assert_eq!(there.recv_into(&mut []).unwrap().size(), 1);
}

#[test]
fn text_that_is_none_keeps_its_bytes() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send([0xFF, 0xFE]).unwrap();
    match there.recv_string() {
        Err(zeroxide::Error::NotText { bytes, .. }) => assert_eq!(bytes, [0xFF, 0xFE]),
        other => unreachable!("{other:?}"),
    }
}
