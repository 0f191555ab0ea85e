//! Doors for the fuzz targets.

use std::path::Path;

use super::passwords::Passwords;
use super::policy::{Policy, Rules};
use super::request::Request;

/// Reads a request, decides on it and makes the answer's frames.
pub fn zap(frames: &[&[u8]]) -> Option<[Vec<u8>; 6]> {
    let mut rules = Rules::default();
    rules.addresses.deny("192.0.2.0/24".parse().ok()?);
    rules.addresses.deny("2001:db8::/32".parse().ok()?);
    rules.set("some".into(), Policy::new().password("bob", "secret").deny_null());
    rules.set("*".into(), Policy::new().curve_any());
    let request = Request::parse(frames).ok()?;
    let _ = (format!("{request:?}"), request.ip(), request.username(), request.curve_key());
    Some(rules.decide(&request, &mut Vec::new()).frames(&request.id))
}

/// Reads a password file's text.
pub fn passwords(text: &str) -> bool {
    Passwords::parse(Path::new("fuzz"), text).map_err(|error| error.to_string()).is_ok()
}
