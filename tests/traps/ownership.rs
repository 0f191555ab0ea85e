//! B13, B14: what could not be sent is the caller's again, and what was not received is still there.

use std::time::Duration;

use zeroxide::kind::{Sends, SendsMultipart};
use zeroxide::{Context, DEALER, Endpoint, Kind, Multipart, PAIR, PULL, PUSH, REP, REQ, ROUTER, Socket};

use crate::common::reaped;
use crate::{SOON, traps};

const MOMENT: Duration = Duration::from_millis(20);

fn frames() -> Vec<Vec<u8>> {
    vec![b"first".to_vec(), Vec::new(), vec![7; 100_000], b"last".to_vec()]
}

/// Sends in every way to a socket that takes nothing, and looks at what comes back.
fn assert_all_come_back<K: Kind + Sends + SendsMultipart>(socket: &Socket<K>) {
    socket.set_sndtimeo(Some(MOMENT)).unwrap();
    for size in [0, 10, 100_000] {
        let body = vec![3_u8; size];
        assert_eq!(socket.send(body.clone()).unwrap_err().into_message(), body);
        assert_eq!(socket.try_send(body.clone()).unwrap_err().into_message(), body);
        assert_eq!(socket.send_timeout(body.clone(), MOMENT).unwrap_err().into_message(), body);
        assert_eq!(socket.send_more(body.clone()).unwrap_err().into_message(), body);
    }
    let all = Multipart::from(frames());
    assert_eq!(socket.send_multipart(frames()).unwrap_err().into_message(), all);
    assert_eq!(socket.try_send_multipart(frames()).unwrap_err().into_message(), all);
    assert_eq!(socket.send_multipart_timeout(frames(), MOMENT).unwrap_err().into_message(), all);
}

traps! {
    fn b13_message_comes_back() {
        let context = Context::new().unwrap();
        // Nobody is there.
        assert_all_come_back(&context.socket(PUSH).unwrap());
        assert_all_come_back(&context.socket(DEALER).unwrap());
        assert_all_come_back(&context.socket(PAIR).unwrap());
        assert_all_come_back(&context.socket(REQ).unwrap());
        // It is not its turn.
        assert_all_come_back(&context.socket(REP).unwrap());
        // Nobody has room.
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.set_sndhwm(1).unwrap();
        pull.set_rcvhwm(1).unwrap();
        push.connect(pull.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        while push.try_send("fill").is_ok() {}
        assert_all_come_back(&push);
        // It is over.
        context.shutdown().unwrap();
        assert_all_come_back_after_the_end(&push);
    }

    // The first frames are with libzmq when a later one fails.
    fn b13_frames_come_back() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        let mut message = Multipart::from(frames());
        message.push_back("one more");
        assert_eq!(pair.try_send_multipart(message.clone()).unwrap_err().into_message(), message);
        // A ROUTER knows at the first frame; with a REP it is any.
        let router = context.socket(ROUTER).unwrap();
        router.set_router_mandatory(true).unwrap();
        assert_eq!(router.send_multipart(message.clone()).unwrap_err().into_message(), message);
    }

    fn b14_send_multipart_to_a_peer_that_goes() {
        // Frame by frame what was sent is whole or comes back, in whatever moment the peer goes.
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        let count = 3000_usize;
        for round in 0..20 {
            let name = Endpoint::inproc_unique();
            let (gone, there) = (context.socket(PULL).unwrap(), context.socket(PULL).unwrap());
            gone.bind(&name).unwrap();
            push.connect(&name).unwrap();
            let leaving = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_micros(50 * round));
                drop(gone);
            });
            let message: Multipart = (0..count).map(|index| index.to_le_bytes().to_vec()).collect();
            match push.try_send_multipart(message.clone()) {
                Ok(()) => {}
                Err(error) => assert_eq!(error.into_message(), message),
            }
            leaving.join().unwrap();
            reaped(&context);
            let _ = push.disconnect(&name);
            push.connect(there.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            push.send_multipart_timeout(["next", "one"], SOON).unwrap();
            assert_eq!(there.recv_multipart_timeout(SOON).unwrap().unwrap(), ["next", "one"]);
        }
    }

    // Timeouts that run out while messages come.
    fn b13_a_receive_that_times_out_loses_nothing() {
        let context = Context::new().unwrap();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        let count = 1000_u32;
        let (waited, wait) = std::sync::mpsc::channel();
        let sender = std::thread::spawn(move || {
            for number in 0..count {
                // Now and then, as soon as a receive has timed out.
                if number % 50 == 0 {
                    wait.try_iter().for_each(drop);
                    wait.recv().unwrap();
                }
                push.send_multipart([number.to_le_bytes().to_vec(), vec![1; 3000]]).unwrap();
            }
            push
        });
        for number in 0..count {
            let message = loop {
                match pull.recv_multipart_timeout(Duration::from_micros(100)).unwrap() {
                    Some(message) => break message,
                    None => drop(waited.send(())),
                }
            };
            assert_eq!(message, [number.to_le_bytes().to_vec(), vec![1; 3000]]);
        }
        assert_eq!(pull.try_recv().unwrap(), None);
        drop(sender.join().unwrap());
    }

    fn b09_rest_of_a_refused_message() {
        let context = Context::new().unwrap();
        let (router, dealer) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
        router.set_router_mandatory(true).unwrap();
        dealer.set_routing_id("peer").unwrap();
        dealer.connect(router.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        dealer.send("here").unwrap();
        assert_eq!(router.recv_multipart().unwrap(), ["peer", "here"]);
        // A later frame of what nobody gets reads like a message for somebody.
        let unsent = router.send_multipart(["nobody", "peer", "secret"]).unwrap_err();
        assert!(unsent.error().is_unreachable());
        assert_eq!(unsent.into_message(), ["nobody", "peer", "secret"]);
        assert!(router.send_to("nobody", ["peer", "secret"]).unwrap_err().error().is_unreachable());
        router.send_to("peer", ["yours"]).unwrap();
        assert_eq!(dealer.recv_timeout(SOON).unwrap().unwrap(), "yours");
    }
}

fn assert_all_come_back_after_the_end<K: Kind + Sends + SendsMultipart>(socket: &Socket<K>) {
    let body = vec![3_u8; 100_000];
    let unsent = socket.send(body.clone()).unwrap_err();
    assert!(unsent.is_terminated());
    assert_eq!(unsent.into_message(), body);
    assert_eq!(socket.send_multipart(frames()).unwrap_err().into_message(), Multipart::from(frames()));
}
