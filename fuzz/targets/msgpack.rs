//! MessagePack from a peer: a value or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::codec::msgpack::{from_slice, to_vec};
use zeroxide_fuzz::Record;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = from_slice::<Record>(bytes) {
        let written = to_vec(&record).expect("what was read can be written");
        assert_eq!(to_vec(&from_slice::<Record>(&written).unwrap()).unwrap(), written);
    }
    let _ = from_slice::<serde_json::Value>(bytes);
    let _ = from_slice::<Vec<Option<(i64, f64, String)>>>(bytes);
});
