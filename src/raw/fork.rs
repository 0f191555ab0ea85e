//! Knows whether this process is still the one in which a handle was made.
//!
//! libzmq's own check costs a `getpid` for each signal between threads, so the bundled library is built without it;
//! a counter that a forked child bumps says the same for the price of one relaxed load.

use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// Held while the process forks, and while something is done in the midst of which it must not fork.
static STILL: Mutex<()> = Mutex::new(());

/// The number of forks that led to this process since the first handle was made.
#[inline]
pub(crate) fn generation() -> u32 {
    GENERATION.load(Relaxed)
}

/// Lets no thread fork as long as the answer lives: what is locked meanwhile would stay so in the child. For moments only,
/// and not for what forks itself.
pub(crate) fn hold_still() -> MutexGuard<'static, ()> {
    // Before the lock: registering waits for a fork that is under way.
    watch();
    STILL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to count forks. Every constructor of a handle calls this first.
///
/// Nobody waits for another thread's registering, which a fork may have left behind in the other process. So it may be done
/// twice, which the handlers bear.
pub(crate) fn watch() {
    static WATCHING: AtomicBool = AtomicBool::new(false);
    if !WATCHING.load(Acquire) {
        register();
        WATCHING.store(true, Release);
    }
}

#[cfg(unix)]
fn register() {
    use std::cell::Cell;

    use crate::guard::guarded;

    thread_local! {
        /// The forking thread's hold, from before the fork until after it, in both processes.
        static HOLD: Cell<Option<MutexGuard<'static, ()>>> = const { Cell::new(None) };
    }
    extern "C" fn before() {
        if guarded!("b27_fork_while_the_instance_is_made") {
            // On a thread that is at its end there is no place for a hold.
            let _ = HOLD.try_with(|place| {
                let hold = place.take().unwrap_or_else(|| STILL.lock().unwrap_or_else(PoisonError::into_inner));
                place.set(Some(hold));
            });
        }
    }
    extern "C" fn parent() {
        let _ = HOLD.try_with(Cell::take);
    }
    extern "C" fn child() {
        if guarded!("b27_fork") {
            GENERATION.fetch_add(1, Relaxed);
        }
        let _ = HOLD.try_with(Cell::take);
    }
    // SAFETY: the handlers are static functions, and may be there twice. Beside an atomic they use a lock, which the forking
    // thread takes before and gives back after, so that it is free in the child.
    let _ = unsafe { libc::pthread_atfork(Some(before), Some(parent), Some(child)) };
}

#[cfg(not(unix))]
fn register() {}
