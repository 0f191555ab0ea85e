//! Doors for the fuzz targets to what reads bytes behind the public API. Only there with `--cfg fuzzing`.

pub use crate::auth::fuzzing::{certificate, passwords, zap};
pub use crate::socket::fuzzing::subscription;

/// The checks before a bind and a connect.
pub fn endpoint(text: &str) -> (bool, bool) {
    (crate::endpoint::check_bind(text).is_ok(), crate::endpoint::check_connect(text).is_ok())
}
