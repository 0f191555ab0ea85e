//! Pickles from a peer: a value or an error, and what was read writes back as what it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::codec::pickle::{PyValue, from_slice, to_vec};
use zeroxide_fuzz::Record;

fuzz_target!(|bytes: &[u8]| {
    let _ = from_slice::<Record>(bytes);
    let _ = from_slice::<Vec<Option<(i64, f64, String)>>>(bytes);
    if let Ok(value) = from_slice::<PyValue>(bytes) {
        let _ = (value.to_string(), value.as_str(), value.as_i64());
        let written = to_vec(&value).expect("what was read can be written");
        let again = from_slice::<PyValue>(&written).expect("what was written can be read");
        assert_eq!(to_vec(&again).unwrap(), written);
    }
});
