//! Z85, keys as text, names of kinds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::auth::{PublicKey, SecretKey};
use zeroxide::{SocketType, z85};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = z85::encode(bytes) {
        assert_eq!(z85::decode(&text).unwrap(), bytes);
    }
    if let Ok(key) = z85::decode_key(bytes) {
        assert_eq!(z85::encode_key(&key), bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(decoded) = z85::decode(text) {
        assert_eq!(z85::encode(&decoded).unwrap(), text);
    }
    if let Ok(key) = PublicKey::from_z85(text) {
        assert_eq!(key.to_z85(), text);
    }
    if let Ok(key) = PublicKey::from_hex(text) {
        assert_eq!(key.to_hex(), text.to_lowercase());
    }
    let _ = (SecretKey::from_z85(text), SecretKey::from_hex(text), text.parse::<SocketType>());
});
