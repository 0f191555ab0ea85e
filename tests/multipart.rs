//! Messages of several frames: whole or not at all, in order, and given back when they cannot be sent.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{LONG, eventually, passes_in_child, reaped};
use proptest::prelude::*;
use zeroxide::{
    Context, DEALER, Endpoint, Error, Kind, Message, Multipart, PAIR, PULL, PUSH, PollEvents, Push, ROUTER, SUB,
    Socket, XPUB, pipe,
};

const SHORT: Duration = Duration::from_millis(20);

fn open<K: Kind>(context: &Context, kind: K) -> Socket<K> {
    let socket = context.socket(kind).unwrap();
    socket.set_rcvtimeo(Some(LONG)).unwrap();
    socket.set_sndtimeo(Some(LONG)).unwrap();
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    socket
}

#[test]
fn frames_keep_their_order_and_content() {
    let context = Context::new().unwrap();
    for endpoint in ["tcp://127.0.0.1:*", "inproc://order"] {
        let (to, from) = (open(&context, PULL), open(&context, PUSH));
        from.connect(to.bind(endpoint).unwrap()).unwrap();
        // Around the sizes at which libzmq changes how it stores and frames a message, and empty ones between.
        let sizes = [0, 1, 0, 32, 33, 34, 0, 254, 255, 256, 8191, 8192, 8193, 1_000_000, 0];
        let frames = || sizes.iter().zip(0_u8..).map(|(size, fill)| vec![fill; *size]);
        for _ in 0..3 {
            from.send_multipart(frames().collect::<Vec<_>>()).unwrap();
            let received = to.recv_multipart().unwrap();
            assert_eq!(received.len(), sizes.len());
            for (index, (received, sent)) in received.iter().zip(frames()).enumerate() {
                assert!(*received == sent, "frame {index} over {endpoint}");
                assert_eq!(received.more(), index + 1 < sizes.len());
            }
        }
    }
}

#[test]
fn anything_of_frames_is_sent() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send_multipart(["array", "of", "text"]).unwrap();
    here.send_multipart(("tuple", vec![1_u8, 2], [3_u8], String::from("of all"))).unwrap();
    here.send_multipart(vec![b"vec".to_vec(), Vec::new()]).unwrap();
    here.send_multipart(&["slice", "of"][..]).unwrap();
    here.send_multipart(("one",)).unwrap();
    here.send_multipart("a b c".split(' ').collect::<Multipart>()).unwrap();
    assert_eq!(there.recv_multipart().unwrap(), ["array", "of", "text"]);
    assert_eq!(there.recv_multipart().unwrap(), [&b"tuple"[..], &[1, 2], &[3], b"of all"]);
    assert_eq!(there.recv_multipart().unwrap(), ["vec", ""]);
    assert_eq!(there.recv_multipart().unwrap(), ["slice", "of"]);
    assert_eq!(there.recv_multipart().unwrap(), ["one"]);
    assert_eq!(there.recv_multipart().unwrap(), ["a", "b", "c"]);
    let none = here.send_multipart(Vec::<Message>::new()).unwrap_err();
    assert!(matches!(none.error(), Error::InvalidInput { .. }));
}

#[test]
fn a_thousand_frames_are_one_message() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send_multipart((0..1000_u32).map(|number| number.to_le_bytes()).collect::<Multipart>()).unwrap();
    let received = there.recv_multipart().unwrap();
    assert_eq!(received.len(), 1000);
    assert!((0..1000_u32).zip(&received).all(|(number, frame)| *frame == number.to_le_bytes()));
    assert_eq!(there.try_recv_multipart().unwrap(), None);
}

#[test]
fn what_is_received_can_be_received_into_the_same_room() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let mut frames = Multipart::from(["old", "frames", "here"]);
    here.send_multipart(["new"]).unwrap();
    there.recv_multipart_into(&mut frames).unwrap();
    assert_eq!(frames, ["new"]);
    there.set_rcvtimeo(Some(Duration::ZERO)).unwrap();
    assert!(there.recv_multipart_into(&mut frames).unwrap_err().is_would_block());
    assert!(frames.is_empty());
}

#[test]
fn an_array_of_the_wrong_length_keeps_the_frames() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    let refused = |result: Error, count: usize| match result {
        Error::FrameCount { expected, frames, .. } => {
            assert_eq!((expected, frames), (count, vec![b"a".to_vec(), b"b".to_vec(), b"c".to_vec()]));
        }
        other => panic!("{other:?}"),
    };
    for _ in 0..4 {
        here.send_multipart(["a", "b", "c"]).unwrap();
    }
    refused(there.recv_array::<0>().unwrap_err(), 0);
    refused(there.recv_array::<1>().unwrap_err(), 1);
    refused(there.recv_array::<2>().unwrap_err(), 2);
    refused(there.recv_array::<4>().unwrap_err(), 4);
    there.set_rcvtimeo(Some(Duration::ZERO)).unwrap();
    assert!(there.recv_array::<2>().unwrap_err().is_would_block());
    here.send_multipart(["d", "e"]).unwrap();
    assert_eq!(there.recv_array().unwrap(), ["d", "e"]);
}

#[test]
fn the_rest_of_a_message_is_what_is_left_of_it() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send_multipart(["a", "b", "c"]).unwrap();
    here.send("next").unwrap();
    assert_eq!(there.recv().unwrap(), "a");
    assert_eq!(there.recv_multipart().unwrap(), ["b", "c"]);
    assert_eq!(there.recv_multipart().unwrap(), ["next"]);
}

/// A PUSH whose one peer has no room.
fn full(context: &Context) -> (Socket<Push>, Socket<zeroxide::Pull>) {
    let (push, pull) = (open(context, PUSH), open(context, PULL));
    push.set_option("sndhwm", 1).unwrap();
    pull.set_option("rcvhwm", 1).unwrap();
    push.connect(pull.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    let mut sent = 0;
    while push.try_send_multipart(["fill", "er"]).is_ok() {
        sent += 1;
        assert!(sent < 100, "there is no limit");
    }
    assert_eq!(sent, 2, "over inproc the limits of both sides add up");
    (push, pull)
}

#[test]
fn unsent_messages_come_back_whole() {
    let context = Context::new().unwrap();
    let long = vec![7; 100_000];
    let message = || vec![b"first".to_vec(), Vec::new(), long.clone(), b"last".to_vec()];
    let expected = Multipart::from(message());

    let lonely = open(&context, PUSH);
    let unsent = lonely.try_send_multipart(message()).unwrap_err();
    assert!(unsent.is_would_block());
    assert_eq!(unsent.error().operation(), "try_send_multipart");
    assert_eq!(unsent.into_message(), expected);
    assert_eq!(lonely.send_multipart_timeout(message(), SHORT).unwrap_err().into_message(), expected);
    lonely.set_sndtimeo(Some(SHORT)).unwrap();
    assert_eq!(lonely.send_multipart(message()).unwrap_err().into_message(), expected);

    let (push, pull) = full(&context);
    let unsent = push.try_send_multipart(message()).unwrap_err().into_message();
    assert_eq!(unsent, expected);
    let unsent = push.send_multipart_timeout(unsent, SHORT).unwrap_err().into_message();
    assert_eq!(unsent, expected);

    // It can be sent when there is room, and arrives once.
    for _ in 0..2 {
        assert_eq!(pull.recv_multipart().unwrap(), ["fill", "er"]);
    }
    push.send_multipart(unsent).unwrap();
    assert_eq!(pull.recv_multipart().unwrap(), expected);
    assert_eq!(pull.try_recv_multipart().unwrap(), None);
}

#[test]
fn one_that_a_shut_down_context_refuses_comes_back() {
    let context = Context::new().unwrap();
    let (here, _there) = pipe(&context).unwrap();
    context.shutdown().unwrap();
    let unsent = here.send_multipart(["a", "b"]).unwrap_err();
    assert!(unsent.is_terminated());
    assert_eq!(unsent.into_message(), ["a", "b"]);
}

/// Begins a message, lets its peer die, ends it, and looks at what a second peer gets.
fn peer_dies_within<K>(kind: K, ends: impl Fn(&Socket<K>) -> Result<(), Error>)
where
    K: zeroxide::kind::Sends + zeroxide::kind::SendsMultipart,
{
    let context = Context::new().unwrap();
    let receives = if kind.socket_type() == zeroxide::SocketType::Push { "PULL" } else { "DEALER" };
    let peer = |context: &Context| open(context, receives.parse::<zeroxide::SocketType>().unwrap());
    let push = open(&context, kind);
    let first = peer(&context);
    let endpoint = Endpoint::inproc_unique();
    first.bind(&endpoint).unwrap();
    push.connect(&endpoint).unwrap();
    push.send_more("half").unwrap();

    drop(first);
    reaped(&context);
    let second = peer(&context);
    push.connect(second.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    push.events().unwrap();

    let ended = ends(&push);
    push.send_multipart(["next", "whole"]).unwrap();
    push.send("after").unwrap();
    assert_eq!(second.recv_multipart().unwrap(), ["next", "whole"], "after {ended:?}");
    assert_eq!(second.recv_multipart().unwrap(), ["after"]);
    assert_eq!(second.try_recv_multipart().unwrap(), None);
}

#[test]
fn half_a_message_is_not_glued_to_the_next() {
    peer_dies_within(PUSH, |push| push.send("tail"));
    peer_dies_within(DEALER, |dealer| dealer.send("tail"));
    peer_dies_within(PUSH, |push| push.try_send("tail"));
    peer_dies_within(PUSH, |push| push.send_static(b"tail"));
    peer_dies_within(PUSH, |push| push.send_timeout("tail", LONG));
    peer_dies_within(PUSH, |push| push.send_multipart(["tail", "and", "more"]).map_err(Error::from));
}

#[test]
fn a_message_that_broke_at_a_middle_frame_takes_none_of_the_next() {
    // Where the middle frame found out, the message is over; where libzmq swallowed it, its last frame is still to come.
    let ends = |push: &Socket<Push>| match push.send_more("middle") {
        Ok(()) => push.send("tail"),
        broken => broken,
    };
    for _ in 0..5 {
        peer_dies_within(PUSH, ends);
    }
}

#[test]
fn send_more_and_send_make_one_message() {
    let context = Context::new().unwrap();
    let (here, there) = pipe(&context).unwrap();
    here.send_more("a").unwrap();
    here.try_send_more(String::from("b")).unwrap();
    assert_eq!(there.try_recv_multipart().unwrap(), None, "nothing arrives before the last frame");
    here.send_static(b"c").unwrap();
    here.send_more("d").unwrap();
    here.send_multipart(["e", "f"]).unwrap();
    here.send("alone").unwrap();
    assert_eq!(there.recv_multipart().unwrap(), ["a", "b", "c"]);
    assert_eq!(there.recv_multipart().unwrap(), ["d", "e", "f"]);
    assert_eq!(there.recv_multipart().unwrap(), ["alone"]);
}

#[test]
fn a_first_frame_without_a_peer_opens_no_message() {
    let context = Context::new().unwrap();
    let push = open(&context, PUSH);
    assert_eq!(push.try_send_more(vec![1, 2]).unwrap_err().into_message(), [1, 2]);
    let pull = open(&context, PULL);
    push.connect(pull.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
    push.send("whole").unwrap();
    assert_eq!(pull.recv_multipart().unwrap(), ["whole"]);
}

#[test]
fn a_socket_that_keeps_the_newest_refuses_several_frames() {
    let context = Context::new().unwrap();
    let (push, pull) = (open(&context, PUSH), open(&context, PULL));
    push.set_option("conflate", 1).unwrap();
    pull.set_option("conflate", 1).unwrap();
    push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    let unsent = push.send_multipart(["a", "b"]).unwrap_err();
    assert!(unsent.to_string().contains("conflate"), "{unsent}");
    assert_eq!(unsent.into_message(), ["a", "b"]);
    assert!(push.send_more("a").is_err());
    assert!(push.try_send_more("a").is_err());
    push.send("single").unwrap();
    push.send_multipart(["one frame is fine"]).unwrap();
    eventually("the newest arrives", || pull.recv().unwrap() == "one frame is fine");
}

#[test]
fn pair_does_not_keep_the_tail_for_its_next_peer() {
    let context = Context::new().unwrap();
    let bound = open(&context, PAIR);
    let endpoint = bound.bind(Endpoint::inproc_unique()).unwrap();
    let first = open(&context, PAIR);
    first.connect(&endpoint).unwrap();
    first.send("here").unwrap();
    assert_eq!(bound.recv().unwrap(), "here");
    bound.send_more("half").unwrap();
    drop(first);
    eventually("the peer is gone", || !bound.events().unwrap().is_writable());
    // It would wait for a peer if it were the first frame.
    let unsent = bound.send_multipart(["middle", "tail"]).unwrap_err();
    assert_eq!(unsent.into_message(), ["middle", "tail"]);
    // While the first one is still on its way out, a second is turned away.
    eventually("a second peer is let in", || {
        let second = open(&context, PAIR);
        second.connect(&endpoint).unwrap();
        let let_in = bound.send_timeout("next", SHORT).is_ok();
        if let_in {
            assert_eq!(second.recv_multipart().unwrap(), ["next"]);
        }
        let_in
    });
}

/// A poll takes the first frame where the kind looks at it, and libzmq would end the process when the others do not follow.
#[test]
fn nobody_leaves_amid_a_message_that_a_poll_found() {
    passes_in_child("nobody_leaves_amid_a_message_that_a_poll_found", || {
        if !zeroxide::has("draft") {
            println!("skipped: only the bundled library tells");
            return;
        }
        let context = Context::new().unwrap();
        let (from, subscriber) = (open(&context, XPUB), open(&context, SUB));
        let endpoint = from.bind("tcp://127.0.0.1:*").unwrap();
        subscriber.subscribe(b"").unwrap();
        subscriber.connect(&endpoint).unwrap();
        from.recv().unwrap();
        from.send_multipart(["first", "second"]).unwrap();
        assert!(subscriber.poll(PollEvents::READABLE, Some(LONG)).unwrap().is_readable());
        assert!(subscriber.disconnect(&endpoint).unwrap_err().is_wrong_state());
        assert_eq!(subscriber.recv_multipart().unwrap(), ["first", "second"]);
        subscriber.disconnect(&endpoint).unwrap();

        let (dealer, router) = (open(&context, DEALER), open(&context, ROUTER));
        let endpoint = dealer.bind("tcp://127.0.0.1:*").unwrap();
        router.connect(&endpoint).unwrap();
        dealer.send_multipart(["first", "second"]).unwrap();
        assert!(router.poll(PollEvents::READABLE, Some(LONG)).unwrap().is_readable());
        assert!(router.disconnect(&endpoint).unwrap_err().is_wrong_state());
        assert_eq!(router.recv_multipart().unwrap().len(), 3);
        router.disconnect(&endpoint).unwrap();
    });
}

/// libzmq would end the process at the next receive.
#[test]
fn nobody_leaves_amid_a_message() {
    passes_in_child("nobody_leaves_amid_a_message", || {
        let context = Context::new().unwrap();
        for endpoint in ["tcp://127.0.0.1:*", "inproc://amid"] {
            let (from, to) = (open(&context, PUSH), open(&context, PULL));
            let endpoint = from.bind(endpoint).unwrap();
            to.connect(&endpoint).unwrap();
            from.send_multipart(["first", "second"]).unwrap();
            assert_eq!(to.recv().unwrap(), "first");
            let error = to.disconnect(&endpoint).unwrap_err();
            assert!(matches!(error, Error::WrongState { operation: "disconnect", .. }), "{error:?}");
            assert_eq!(to.recv().unwrap(), "second");
            to.disconnect(&endpoint).unwrap();
            assert!(to.try_recv().unwrap().is_none());
        }
    });
}

proptest! {
    #[test]
    fn rfc_50_leads_back(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 0..6)) {
        let message = Multipart::from(frames.clone());
        let packed = message.encode().unwrap();
        let size: usize = frames.iter().map(|frame| frame.len() + if frame.len() < 255 { 1 } else { 5 }).sum();
        prop_assert_eq!(packed.len(), size);
        prop_assert_eq!(Multipart::decode(&packed).unwrap(), message);
    }

    #[test]
    fn rfc_50_of_garbage_is_a_message_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(message) = Multipart::decode(&bytes) {
            prop_assert!(message.size() <= bytes.len());
            prop_assert_eq!(Multipart::decode(&message.encode().unwrap()).unwrap(), message);
        }
    }

    #[test]
    fn rfc_50_cut_short_is_an_error(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..300), 1..4)) {
        let packed = Multipart::from(frames).encode().unwrap();
        prop_assert!(Multipart::decode(&packed[..packed.len() - 1]).is_err());
    }
}

#[test]
fn rfc_50_lays_frames_out_as_the_rfc_says() {
    let packed = Multipart::from([vec![b'x'; 254], vec![b'y'; 255]]).encode().unwrap();
    assert_eq!(packed[0], 254);
    assert_eq!(packed[255..260], [0xFF, 0, 0, 0, 255]);
    assert!(Multipart::decode(&[0xFF, 0, 0]).is_err());
    assert!(Multipart::decode(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]).is_err());
    assert_eq!(Multipart::decode(&[]).unwrap().len(), 0);
}
