//! B9, B14: messages of several frames.

use std::sync::Arc;
use std::time::Duration;

use zeroxide::{
    Context, DEALER, Endpoint, MonitorEvents, PAIR, POLLIN, PULL, PUSH, PollItem, REP, REQ, ROUTER, SocketType,
};

use crate::common::TempDir;
use crate::common::reaped;
use crate::{SOON, elsewhere, traps};

traps! {
    fn b14_pair_peer_replaced() {
        if elsewhere("it cannot be told") {
            return;
        }
        let context = Context::new().unwrap();
        let name = Endpoint::inproc_unique();
        let pair = context.socket(PAIR).unwrap();
        pair.bind(&name).unwrap();
        let first = context.socket(PAIR).unwrap();
        first.connect(&name).unwrap();
        first.send("hello").unwrap();
        assert_eq!(pair.recv().unwrap(), "hello");
        pair.send_more("beginning").unwrap();
        drop(first);
        reaped(&context);
        // Takes in that the first peer has gone, twice, as it goes in steps; and that another has come.
        assert!(pair.try_recv().unwrap().is_none());
        reaped(&context);
        assert!(pair.try_recv().unwrap().is_none());
        let second = context.socket(PAIR).unwrap();
        second.connect(&name).unwrap();
        assert!(pair.try_recv().unwrap().is_none());

        let unsent = pair.send(vec![7; 10]).unwrap_err();
        assert!(unsent.is_would_block(), "{unsent}");
        assert_eq!(unsent.into_message(), vec![7; 10]);
        pair.send("whole").unwrap();
        assert_eq!(second.recv_timeout(SOON).unwrap().unwrap(), "whole");
    }

    fn b14_req_peer_dies_amid_request() {
        if elsewhere("it cannot be told") {
            return;
        }
        for request_of in [2, 3] {
            let context = Context::new().unwrap();
            let (gone, there) = (context.socket(REP).unwrap(), context.socket(REP).unwrap());
            let req = context.socket(REQ).unwrap();
            req.connect(gone.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            req.connect(there.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            req.send_more("beginning").unwrap();
            // Takes in that somebody has come, without which it does not say that it goes.
            gone.events().unwrap();
            drop(gone);
            reaped(&context);
            // Takes in that the peer has gone.
            req.events().unwrap();
            let unsent = match request_of {
                2 => req.send(String::from("end")).unwrap_err(),
                _ => req.send_more(String::from("end")).unwrap_err(),
            };
            assert!(unsent.is_would_block(), "{unsent}");
            assert_eq!(unsent.into_message(), "end");

            req.send("question").unwrap();
            there.set_rcvtimeo(Some(SOON)).unwrap();
            assert_eq!(there.recv().unwrap(), "question");
            there.send("answer").unwrap();
            assert_eq!(req.recv().unwrap(), "answer");
        }
    }

    // One that has answered goes, and its leave is found out between the beginning of the next request and its end.
    fn b14_req_peer_dies_before_request() {
        if elsewhere("it cannot be told") {
            return;
        }
        let context = Context::new().unwrap();
        let there = context.socket(REP).unwrap();
        let other = there.bind(Endpoint::inproc_unique()).unwrap();
        for round in 0..300 {
            let name = Endpoint::inproc_unique();
            let req = context.socket(REQ).unwrap();
            let (gone, next) = (context.socket(REP).unwrap(), context.socket(REP).unwrap());
            gone.bind(&name).unwrap();
            req.connect(&name).unwrap();
            req.send("question").unwrap();
            assert_eq!(gone.recv().unwrap(), "question");
            gone.send("answer").unwrap();
            assert_eq!(req.recv().unwrap(), "answer");
            drop(gone);
            // Without a pause: libzmq looks for news every millisecond or so.
            while next.bind(&name).is_err() {}
            match req.try_send("to nobody") {
                Err(error) => assert!(error.is_would_block(), "{error}"),
                // The name was free a moment before the peer left.
                Ok(()) => continue,
            }
            req.connect(&other).unwrap();
            req.send("again").unwrap();
            assert_eq!(there.recv_timeout(SOON).unwrap().unwrap(), "again", "round {round}");
            there.send("yes").unwrap();
            assert_eq!(req.recv().unwrap(), "yes");
        }
    }

    // libzmq discards the rest of a message whose peer has gone, and what it takes for it.
    fn b14_next_message_after_a_broken_one() {
        let context = Context::new().unwrap();
        for _ in 0..20 {
            let push = context.socket(PUSH).unwrap();
            let (gone, there) = (context.socket(PULL).unwrap(), context.socket(PULL).unwrap());
            push.connect(gone.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            push.connect(there.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            push.send_more("beginning").unwrap();
            // Takes in that somebody has come, without which it does not say that it goes.
            gone.events().unwrap();
            drop(gone);
            reaped(&context);
            // Takes in that the peer has gone.
            push.events().unwrap();
            if push.send_more("middle").is_ok() {
                push.send("end").unwrap();
            }
            push.send("next").unwrap();
            assert_eq!(there.recv_timeout(SOON).unwrap().unwrap(), "next");
        }
    }

    fn b14_beginning_of_a_broken_message_is_freed() {
        if elsewhere("it leaks it") {
            return;
        }
        let context = Context::new().unwrap();
        let bytes: Arc<[u8]> = vec![7; 4096].into();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.connect(pull.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        push.send_more(Arc::clone(&bytes)).unwrap();
        assert_eq!(Arc::strong_count(&bytes), 2);
        // Takes in that somebody has come, without which it does not say that it goes.
        pull.events().unwrap();
        drop(pull);
        reaped(&context);
        // Takes in that the peer has gone.
        push.events().unwrap();
        assert_eq!(Arc::strong_count(&bytes), 1);
    }

    #[cfg(feature = "draft")]
    fn b15_frames_that_a_channel_drops_are_freed() {
        if elsewhere("it leaks them") {
            return;
        }
        let context = Context::new().unwrap();
        let bytes: Arc<[u8]> = vec![7; 4096].into();
        let (push, channel) = (context.socket(PUSH).unwrap(), context.socket(zeroxide::CHANNEL).unwrap());
        push.connect(channel.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        for _ in 0..2 {
            push.send_multipart([&bytes; 3].map(Arc::clone)).unwrap();
        }
        push.send("single").unwrap();
        assert_eq!(channel.recv_timeout(SOON).unwrap().unwrap(), "single");
        assert_eq!(Arc::strong_count(&bytes), 1);
        push.send_multipart([&bytes; 3].map(Arc::clone)).unwrap();
        assert!(channel.try_recv().unwrap().is_none());
        assert_eq!(Arc::strong_count(&bytes), 1);
    }

    fn b14_disconnect_amid_a_message() {
        let context = Context::new().unwrap();
        for endpoint in ["tcp://127.0.0.1:*", "inproc://amid"] {
            let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
            let endpoint = push.bind(endpoint).unwrap();
            pull.connect(&endpoint).unwrap();
            push.send_multipart(["first", "second"]).unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "first");
            assert!(pull.disconnect(&endpoint).unwrap_err().is_wrong_state());
            assert_eq!(pull.recv().unwrap(), "second");
            pull.disconnect(&endpoint).unwrap();
            assert!(pull.try_recv().unwrap().is_none());
        }
    }

    fn b14_peer_goes_amid_a_message() {
        if elsewhere("it ends the process") {
            return;
        }
        let context = Context::new().unwrap();
        for (kind, partner) in [(SocketType::Pull, SocketType::Push), (SocketType::Dealer, SocketType::Dealer)] {
            let socket = context.socket(kind).unwrap();
            socket.set_immediate(true).unwrap();
            let monitor = socket.monitor(MonitorEvents::DISCONNECTED | MonitorEvents::CONNECT_RETRIED).unwrap();
            let peer = context.socket(partner).unwrap();
            socket.connect(peer.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
            peer.send_multipart(["first", "second", "third"]).unwrap();
            assert_eq!(socket.recv_timeout(SOON).unwrap().unwrap(), "first");
            drop(peer);
            assert!(monitor.recv_timeout(SOON).unwrap().is_some());
            // Takes in that the connection is lost.
            let _ = socket.try_send("whatever");
            assert!(zeroxide::poll(&mut [PollItem::socket(&socket, POLLIN).unwrap()], Some(Duration::ZERO)).is_ok());
            assert_eq!(socket.recv_timeout(SOON).unwrap().unwrap(), "second");
            assert_eq!(socket.recv_timeout(SOON).unwrap().unwrap(), "third");
            assert!(socket.try_recv().unwrap().is_none());
        }
    }

    fn b14_peer_goes_before_all_is_read() {
        if elsewhere("it loses them") {
            return;
        }
        // More than is read at a time, and less than the system takes, also one by one.
        const COUNT: u8 = 60;
        let folder = TempDir::new();
        for endpoint in ["tcp://127.0.0.1:*", &folder.ipc("gone")] {
            let (here, there) = (Context::new().unwrap(), Context::new().unwrap());
            let pull = there.socket(PULL).unwrap();
            pull.set_rcvhwm(1).unwrap();
            let endpoint = pull.bind(endpoint).unwrap();
            let monitor = pull.monitor(MonitorEvents::DISCONNECTED).unwrap();
            let push = here.socket(PUSH).unwrap();
            push.set_sndhwm(0).unwrap();
            push.connect(&endpoint).unwrap();
            for number in 0..COUNT {
                push.send([number; 1000]).unwrap();
            }
            drop(push);
            // Until the system has all of them, and the connection is closed.
            here.terminate().unwrap();
            for number in 0..COUNT {
                let message = pull.recv_timeout(SOON).unwrap();
                assert!(message.is_some_and(|message| message == [number; 1000]), "{endpoint}: {number}");
            }
            assert!(monitor.recv_timeout(SOON).unwrap().is_some());
        }
    }

    // Whether the two meet is chance.
    fn b14_peer_goes_while_a_socket_closes() {
        if elsewhere("it insists on the rest") {
            return;
        }
        let context = Context::builder().drop_timeout(SOON).build().unwrap();
        for _ in 0..100 {
            let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
            push.set_linger(Some(Duration::ZERO)).unwrap();
            push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
            push.send("hello").unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "hello");
            push.send_multipart(vec![vec![0; 10_000]; 1000]).unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap().len(), 10_000);
            std::thread::scope(|scope| {
                scope.spawn(move || drop(pull));
                drop(push);
            });
        }
        context.terminate().unwrap();
    }

    fn b14_disconnect_after_a_poll() {
        if elsewhere("it does not tell") {
            return;
        }
        let context = Context::new().unwrap();
        let (dealer, router) = (context.socket(DEALER).unwrap(), context.socket(ROUTER).unwrap());
        let endpoint = dealer.bind("tcp://127.0.0.1:*").unwrap();
        router.connect(&endpoint).unwrap();
        dealer.send_multipart(["first", "second"]).unwrap();
        // It takes the first frame, to see whom the message is from.
        assert!(router.poll(POLLIN, Some(SOON)).unwrap().contains(POLLIN));
        let disconnected = router.disconnect(&endpoint);
        assert_eq!(router.recv_multipart().unwrap().len(), 3);
        assert!(disconnected.unwrap_err().is_wrong_state());
        router.disconnect(&endpoint).unwrap();
    }

    fn b09_router_lone_frame() {
        let context = Context::new().unwrap();
        let router = context.socket(ROUTER).unwrap();
        assert_eq!(router.send_multipart(["alone"]).unwrap_err().into_message(), ["alone"]);
    }

    fn b09_stream_single_frame() {
        use std::io::Read;
        let context = Context::new().unwrap();
        let stream = context.socket(SocketType::Stream).unwrap();
        let port = stream.bind("tcp://127.0.0.1:*").unwrap().port().unwrap();
        let mut peer = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        peer.set_read_timeout(Some(SOON)).unwrap();
        let [id, _] = stream.recv_array().unwrap();
        assert!(stream.send_multipart(["alone"]).is_err());
        assert!(stream.send_multipart([&id[..], b"one", b"two"]).is_err());
        assert!(stream.send("alone").is_err());
        stream.send_multipart([&id[..], b"hello"]).unwrap();
        let mut hello = [0; 5];
        peer.read_exact(&mut hello).unwrap();
        assert_eq!(&hello, b"hello");
    }
}
