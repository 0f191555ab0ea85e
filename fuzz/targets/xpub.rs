//! What subscribers send to an XPUB.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::{Multipart, SubscriptionEvent};
use zeroxide_fuzz::frames;

fuzz_target!(|bytes: &[u8]| {
    let frames = frames(bytes);
    match zeroxide::fuzzing::subscription(Multipart::from(frames.clone())) {
        SubscriptionEvent::Subscribe(topic) => assert_eq!([&[1], &*topic].concat(), frames[0]),
        SubscriptionEvent::Unsubscribe(topic) => assert_eq!([&[0], &*topic].concat(), frames[0]),
        SubscriptionEvent::Message(message) => assert_eq!(message.to_vecs(), frames),
        event => panic!("{event:?}"),
    }
});
