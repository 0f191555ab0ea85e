//! What was undefined behaviour, a panic, a hang or a silent loss in rust-zmq 0.10, and is none here.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use zmq::{Context, DecodeError, Error, Message};

/// Far more than anything here takes, and far less than for ever.
const LIMIT: Duration = Duration::from_secs(30);

/// Runs something that must not hang.
fn within_limit<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = mpsc::channel();
    thread::spawn(move || done.send(work()));
    result.recv_timeout(LIMIT).expect("it hangs, or panicked")
}

fn pipe(context: &Context, name: &str) -> (zmq::Socket, zmq::Socket) {
    let endpoint = format!("inproc://{name}");
    let receiver = context.socket(zmq::PAIR).unwrap();
    receiver.bind(&endpoint).unwrap();
    let sender = context.socket(zmq::PAIR).unwrap();
    sender.connect(&endpoint).unwrap();
    (sender, receiver)
}

#[test]
fn a_message_that_two_subscribers_share_is_copied_before_it_is_written_to() {
    let context = Context::new();
    let publisher = context.socket(zmq::XPUB).unwrap();
    publisher.bind("inproc://shared").unwrap();
    let subscribers: Vec<_> = (0..2).map(|_| context.socket(zmq::SUB).unwrap()).collect();
    for subscriber in &subscribers {
        subscriber.connect("inproc://shared").unwrap();
        subscriber.set_subscribe(b"").unwrap();
    }
    publisher.recv_bytes(0).unwrap();
    // The second subscription is the same and not reported; it is there once it lets a message through.
    let mut first = Message::new();
    let mut second = Message::new();
    let deadline = Instant::now() + LIMIT;
    loop {
        publisher.send_multipart([vec![0_u8; 5000], b"more".to_vec()], 0).unwrap();
        subscribers[0].recv(&mut first, 0).unwrap();
        assert_eq!(subscribers[0].recv_bytes(0).unwrap(), b"more");
        if subscribers[1].recv(&mut second, zmq::DONTWAIT).is_ok() {
            break;
        }
        assert!(Instant::now() < deadline);
    }
    assert_eq!(first.as_ptr(), second.as_ptr(), "they share their bytes, or this shows nothing");
    first[0] = 77;
    assert_eq!((first[0], second[0]), (77, 0));
    // The copy still knows that frames follow.
    assert!(first.get_more());
}

#[test]
fn handles_on_a_destroyed_context_answer_eterm() {
    within_limit(|| {
        let mut context = Context::new();
        let clone = context.clone();
        drop(context.socket(zmq::PAIR).unwrap());
        context.destroy().unwrap();
        assert_eq!(clone.socket(zmq::PAIR).err(), Some(Error::ETERM));
        assert_eq!(clone.get_io_threads(), Err(Error::ETERM));
        // A second time, and the drops: nothing is freed twice, and no other context is taken for it.
        context.destroy().unwrap();
        let other = Context::new();
        drop((context, clone));
        assert!(other.socket(zmq::PAIR).is_ok());
    });
}

#[test]
fn an_error_number_without_a_variant_is_the_nearest_one() {
    assert_eq!(Error::from_raw(libc_number("EPERM")), Error::EACCES);
    assert_eq!(Error::from_raw(libc_number("ENOTDIR")), Error::ENOENT);
    // Never one by which programs decide to go on or to end.
    for number in -10..2000 {
        let error = Error::from_raw(number);
        if error.to_raw() != number {
            assert!(![Error::EAGAIN, Error::EINTR, Error::ETERM, Error::EFSM].contains(&error), "{number}: {error}");
        }
    }
    for number in [i32::MIN, i32::MAX, 156_384_712 + 99] {
        assert_eq!(Error::from_raw(number), Error::EINVAL);
    }
}

fn libc_number(name: &str) -> i32 {
    match name {
        "EPERM" => 1,
        _ => 20,
    }
}

#[test]
#[cfg(unix)]
fn a_bind_that_fails_with_such_a_number_is_an_error() {
    let socket = Context::new().socket(zmq::REP).unwrap();
    assert_eq!(socket.bind("ipc:///dev/null/x"), Err(Error::ENOENT));
}

#[test]
fn text_with_a_nul_is_an_error() {
    let context = Context::new();
    let socket = context.socket(zmq::REP).unwrap();
    for call in [zmq::Socket::bind, zmq::Socket::unbind, zmq::Socket::connect, zmq::Socket::disconnect] {
        assert_eq!(call(&socket, "inproc://a\0b"), Err(Error::EINVAL));
    }
    assert_eq!(socket.monitor("inproc://a\0b", 1), Err(Error::EINVAL));
    assert_eq!(zmq::has("cur\0ve"), Some(false));
    assert_eq!(Message::from("x").gets("Peer\0Address"), None);
}

#[test]
fn a_socket_given_away_keeps_its_context() {
    within_limit(|| {
        let pointer = Context::new().socket(zmq::PAIR).unwrap().into_raw();
        // SAFETY: the pointer came from `into_raw`, and nobody else has it.
        #[allow(unsafe_code)]
        let socket = unsafe { zmq::Socket::from_raw(pointer) };
        assert_eq!(socket.get_socket_type(), Ok(zmq::PAIR));
        socket.bind("inproc://given").unwrap();
    });
}

#[test]
fn dropping_a_context_with_unsent_messages_ends() {
    within_limit(|| {
        let context = Context::new();
        let socket = context.socket(zmq::PUSH).unwrap();
        // Nobody listens there; linger is without limit.
        socket.connect("tcp://127.0.0.1:1").unwrap();
        socket.send("never delivered", 0).unwrap();
    });
}

#[test]
fn fresh_messages_are_zero() {
    assert!(Message::with_size(10_000).iter().all(|byte| *byte == 0));
    assert_eq!(&Message::from(&b"abc"[..])[..], b"abc");
}

#[test]
fn all_frames_of_a_message_are_seen() {
    let context = Context::new();
    let (sender, receiver) = pipe(&context, "frames");
    sender.send_multipart(["a", "b", "c"], 0).unwrap();
    assert_eq!(receiver.recv_bytes(0).unwrap(), b"a");
    assert_eq!(receiver.get_rcvmore(), Ok(true));
    assert_eq!(receiver.recv_multipart(0).unwrap(), [b"b", b"c"]);
    assert_eq!(receiver.get_rcvmore(), Ok(false));
}

#[test]
fn what_is_not_z85_is_an_error_that_tells_where() {
    let position = |text: &str| match zmq::z85_decode(text) {
        Err(DecodeError::NulError(error)) => error.nul_position(),
        other => panic!("{text:?}: {other:?}"),
    };
    assert_eq!(position("0000\x7f"), 4);
    assert_eq!(position("Hello~orld"), 5);
    assert_eq!(position("00\x000000000"), 2);
    // Five characters that stand for more than four bytes hold.
    assert_eq!(position("00000#####"), 5);
    assert!(matches!(zmq::z85_decode("0000"), Err(DecodeError::BadLength)));
    assert_eq!(zmq::z85_decode("HelloWorld").unwrap(), [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]);
    assert!(zmq::z85_encode(b"abc").is_err());
}

#[test]
fn a_multipart_that_fails_leaves_nothing_behind() {
    let context = Context::new();
    let router = context.socket(zmq::ROUTER).unwrap();
    router.set_router_mandatory(true).unwrap();
    router.bind("inproc://router").unwrap();
    let dealer = context.socket(zmq::DEALER).unwrap();
    dealer.set_identity(b"good").unwrap();
    dealer.connect("inproc://router").unwrap();
    dealer.send("hello", 0).unwrap();
    assert_eq!(router.recv_multipart(0).unwrap(), [b"good".to_vec(), b"hello".to_vec()]);

    assert_eq!(router.send_multipart(["nobody", "good", "secret"], 0), Err(Error::EHOSTUNREACH));
    router.send_multipart(["good", "for you"], 0).unwrap();
    assert_eq!(dealer.recv_multipart(0).unwrap(), [b"for you"]);
}

#[test]
fn recv_into_says_how_long_the_frame_was() {
    let context = Context::new();
    let (sender, receiver) = pipe(&context, "into");
    sender.send("hello", 0).unwrap();
    let mut buffer = [0; 4];
    let size = receiver.recv_into(&mut buffer, 0).unwrap();
    assert_eq!((size, buffer.get(..size)), (5, None));
    assert_eq!(&buffer, b"hell");
}

#[test]
fn error_texts_stay_valid() {
    let first = Error::EAGAIN.message();
    assert_eq!(first, Error::EAGAIN.message());
    assert_eq!(first.as_ptr(), Error::EAGAIN.message().as_ptr());
    assert_eq!(format!("{:?}", Error::ETERM), format!("{}", Error::ETERM));
}

#[test]
fn long_and_empty_waits_are_what_they_say() {
    let context = Context::new();
    let (sender, receiver) = pipe(&context, "wait");
    sender.send("x", 0).unwrap();
    // 2^32 is 0 in 32 bits, and i64::MAX is -1.
    assert_eq!(receiver.poll(zmq::POLLIN, 1 << 32), Ok(1));
    assert_eq!(receiver.poll(zmq::POLLIN, i64::MAX), Ok(1));
    assert_eq!(zmq::poll(&mut [], 1), Ok(0));
    assert_eq!(zmq::poll(&mut [], -1), Err(Error::EINVAL), "there is nothing that could end it");
}

#[test]
fn a_socket_drops_quietly_after_its_context_was_shut_down() {
    within_limit(|| {
        let mut context = Context::new();
        let socket = context.socket(zmq::REP).unwrap();
        socket.bind("inproc://quiet").unwrap();
        let waiting = thread::spawn(move || socket.recv_msg(0).map(|message| message.to_vec()));
        context.destroy().unwrap();
        assert_eq!(waiting.join().unwrap(), Err(Error::ETERM));
    });
}

#[test]
fn secrets_stay_out_of_debug() {
    let Ok(pair) = zmq::CurveKeyPair::new() else { return };
    assert!(!format!("{pair:?}").contains(&format!("{:?}", pair.secret_key)));
}

#[test]
#[should_panic(expected = "capacity")]
fn a_message_of_impossible_size_panics_as_a_vec_does() {
    drop(Message::with_size(usize::MAX));
}

#[test]
fn a_monitor_that_nobody_reads_stops_nothing() {
    within_limit(|| {
        let context = Context::new();
        let server = context.socket(zmq::PULL).unwrap();
        server.monitor("inproc://unread", zmq::SocketEvent::ALL as i32).unwrap();
        server.bind("tcp://127.0.0.1:*").unwrap();
        let endpoint = server.get_last_endpoint().unwrap().unwrap();
        for number in 0_u32..50 {
            let client = context.socket(zmq::PUSH).unwrap();
            client.connect(&endpoint).unwrap();
            client.send(&number.to_le_bytes()[..], 0).unwrap();
            assert_eq!(server.recv_bytes(0).unwrap(), number.to_le_bytes());
        }
        // Another one takes its place, at the same address.
        server.monitor("inproc://unread", zmq::SocketEvent::ALL as i32).unwrap();
    });
}
