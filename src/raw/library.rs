//! Calls that need no handle.

use std::ffi::CStr;

use zeroxide_sys as ffi;

use super::errno::{Errno, check};

pub(crate) fn version() -> (i32, i32, i32) {
    let (mut major, mut minor, mut patch) = (0, 0, 0);
    // SAFETY: three distinct writable ints.
    unsafe { ffi::zmq_version(&raw mut major, &raw mut minor, &raw mut patch) };
    (major, minor, patch)
}

pub(crate) fn has(capability: &CStr) -> bool {
    // SAFETY: capability ends with NUL and is not null.
    unsafe { ffi::zmq_has(capability.as_ptr()) == 1 }
}

/// Room for a key as Z85 text and its NUL.
pub(crate) type KeyText = [u8; 41];

/// A new CURVE key pair as Z85 text: public, secret.
pub(crate) fn curve_keypair() -> Result<(KeyText, KeyText), Errno> {
    let (mut public, mut secret) = ([0; 41], [0; 41]);
    // SAFETY: both buffers have the 41 bytes that the call writes.
    check(unsafe { ffi::zmq_curve_keypair(public.as_mut_ptr().cast(), secret.as_mut_ptr().cast()) })?;
    Ok((public, secret))
}

/// The public key of a secret one, both as Z85 text. The text must be 40 characters and a NUL: libzmq overruns its
/// stack on longer and reads garbage on shorter ones, which the array type rules out.
pub(crate) fn curve_public(secret: &[u8; 40]) -> Result<KeyText, Errno> {
    let mut text = [0; 41];
    for (to, from) in text.iter_mut().zip(secret) {
        if *from == 0 {
            return Err(Errno::INVAL);
        }
        *to = *from;
    }
    let mut public = [0; 41];
    // SAFETY: public has the 41 bytes that the call writes; text has 40 characters that are not NUL, and then a NUL.
    check(unsafe { ffi::zmq_curve_public(public.as_mut_ptr().cast(), text.as_ptr().cast()) })?;
    Ok(public)
}
