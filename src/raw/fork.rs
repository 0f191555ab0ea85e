//! Knows whether this process is still the one in which a handle was made.
//!
//! libzmq's own check costs a `getpid` for each signal between threads, so the bundled library is built without it;
//! a counter that a forked child bumps says the same for the price of one relaxed load.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// The number of forks that led to this process since the first handle was made.
#[inline]
pub(crate) fn generation() -> u32 {
    GENERATION.load(Relaxed)
}

/// Starts to count forks. Every constructor of a handle calls this first.
pub(crate) fn watch() {
    static WATCHING: Once = Once::new();
    WATCHING.call_once(register);
}

#[cfg(unix)]
fn register() {
    extern "C" fn child() {
        GENERATION.fetch_add(1, Relaxed);
    }
    // SAFETY: the handler is a static function that only bumps an atomic, which is allowed after fork.
    let _ = unsafe { libc::pthread_atfork(None, None, Some(child)) };
}

#[cfg(not(unix))]
fn register() {}
