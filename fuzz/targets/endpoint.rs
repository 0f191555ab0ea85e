//! Endpoints.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zeroxide::Endpoint;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (binds, connects) = zeroxide::fuzzing::endpoint(text);
    assert!(binds || !connects, "connect takes what bind refuses");
    let parsed = text.parse::<Endpoint>();
    assert_eq!(parsed.is_ok(), binds);
    match parsed {
        Ok(endpoint) => {
            let _ = (endpoint.host(), endpoint.port());
            assert_eq!(format!("{}://{}", endpoint.transport(), endpoint.address()), text);
            assert_eq!(endpoint.as_str().parse::<Endpoint>().unwrap(), endpoint);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
