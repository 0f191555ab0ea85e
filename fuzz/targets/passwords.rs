//! Password files, and networks.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::auth::Network;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    zeroxide::fuzzing::passwords(text);
    if let Ok(network) = text.parse::<Network>() {
        assert_eq!(network.to_string().parse::<Network>().unwrap(), network);
    }
});
