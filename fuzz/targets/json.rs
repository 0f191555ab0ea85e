//! JSON from a peer: a value or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::codec::json::{from_slice, to_vec};
use zeroxide_fuzz::Record;

fuzz_target!(|bytes: &[u8]| {
    let _ = from_slice::<Record>(bytes);
    if let Ok(value) = from_slice::<serde_json::Value>(bytes) {
        let written = to_vec(&value).expect("what was read can be written");
        assert_eq!(from_slice::<serde_json::Value>(&written).expect("what was written can be read"), value);
    }
});
