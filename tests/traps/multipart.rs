//! B9, B14: messages of several frames.

use zeroxide::{Context, Endpoint, PAIR, REP, REQ};

use crate::{SOON, reaped, traps};

traps! {
    fn b14_pair_peer_replaced() {
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
        for request_of in [2, 3] {
            let context = Context::new().unwrap();
            let (gone, there) = (context.socket(REP).unwrap(), context.socket(REP).unwrap());
            let req = context.socket(REQ).unwrap();
            req.connect(gone.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            req.connect(there.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
            req.send_more("beginning").unwrap();
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
            assert!(req.try_send("to nobody").unwrap_err().is_would_block());
            req.connect(&other).unwrap();
            req.send("again").unwrap();
            assert_eq!(there.recv_timeout(SOON).unwrap().unwrap(), "again", "round {round}");
            there.send("yes").unwrap();
            assert_eq!(req.recv().unwrap(), "yes");
        }
    }
}
