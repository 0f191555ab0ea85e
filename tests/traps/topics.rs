//! B25: topics, which libzmq walks by recursion.

use std::io::Write;
use std::thread;

use zeroxide::{Context, PUB, SUB, SubscriptionEvent, XPUB, XSUB, proxy};

use crate::messages::shake_hands;
use crate::{SOON, common, traps};

/// Far more than a thread's stack has room for.
const LONG_TOPIC: usize = 1_000_000;

traps! {
    fn b25_long_subscription() {
        let context = Context::new().unwrap();
        let sub = context.socket(SUB).unwrap();
        assert!(sub.subscribe(vec![b'x'; LONG_TOPIC]).is_err());
        assert!(sub.unsubscribe(vec![b'x'; LONG_TOPIC]).is_err());
        sub.subscribe(vec![b'x'; 8192]).unwrap();
    }

    fn b25_long_subscription_as_a_message() {
        let context = Context::new().unwrap();
        let xsub = context.socket(XSUB).unwrap();
        assert!(xsub.subscribe(vec![b'x'; LONG_TOPIC]).is_err());
        let mut message = vec![b'x'; LONG_TOPIC];
        message[0] = 1;
        let unsent = xsub.send(message.clone()).unwrap_err();
        assert_eq!(unsent.into_message(), message);
        assert_eq!(xsub.send_multipart([message.clone()]).unwrap_err().into_message(), [message]);
    }

    // It comes from a peer, and a forwarder passes it on.
    fn b25_long_subscription_through_a_proxy() {
        let context = Context::new().unwrap();
        let (frontend, backend) = (context.socket(XSUB).unwrap(), context.socket(XPUB).unwrap());
        let publisher = context.socket(XPUB).unwrap();
        frontend.connect(publisher.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        let endpoint = backend.bind("tcp://127.0.0.1:*").unwrap();
        let forwarder = thread::spawn(move || proxy(&frontend, &backend));

        let mut hostile = shake_hands(&endpoint, "SUB", &[]);
        let mut frame = vec![2];
        frame.extend(u64::try_from(LONG_TOPIC + 1).unwrap().to_be_bytes());
        frame.push(1);
        frame.resize(frame.len() + LONG_TOPIC, b'x');
        hostile.write_all(&frame).unwrap();
        // Behind the long one, on the same connection.
        hostile.write_all(b"\x00\x06\x01short").unwrap();
        match publisher.recv_event_timeout(SOON).unwrap().unwrap() {
            SubscriptionEvent::Subscribe(topic) => assert_eq!(topic, "short"),
            other => panic!("{other:?}"),
        }
        context.shutdown().unwrap();
        assert!(common::within(SOON, "the proxy's end", || forwarder.join().unwrap().unwrap_err().is_terminated()));
        let _ = context.socket(PUB);
    }
}
