//! Envelopes, and several frames in one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::Multipart;
use zeroxide_fuzz::frames;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(message) = Multipart::decode(bytes) {
        assert!(message.size() <= bytes.len());
        assert_eq!(Multipart::decode(&message.encode().unwrap()).unwrap(), message);
    }
    let whole = Multipart::from(frames(bytes));
    let mut rest = whole.clone();
    match rest.take_envelope() {
        Some(mut envelope) => {
            assert!(envelope.back().unwrap().is_empty());
            envelope.append(rest);
            assert_eq!(envelope, whole);
        }
        None => assert_eq!(rest, whole),
    }
    let mut hops = whole;
    while let Some(id) = hops.unwrap_id() {
        let mut wrapped = hops.clone();
        wrapped.wrap(id.clone());
        assert_eq!(wrapped.unwrap_id(), Some(id));
        assert_eq!(wrapped, hops);
    }
});
