//! What concerns the library as a whole.

/// Do not wait.
pub static DONTWAIT: i32 = 1;
/// More frames of the same message follow.
pub static SNDMORE: i32 = 2;

/// The version of libzmq: major, minor, patch.
pub fn version() -> (i32, i32, i32) {
    let version = zeroxide::version();
    (version.major, version.minor, version.patch)
}

/// Whether libzmq has a capability, such as `"curve"` or `"ipc"`. Always `Some`; a name with a NUL is one that it does not
/// have.
pub fn has(capability: &str) -> Option<bool> {
    Some(zeroxide::has(capability))
}
