//! A lock that is given back by a plain store. To give a [`std::sync::Mutex`] back costs as much as to take it, and that of an
//! async socket is taken for each message.

use std::cell::UnsafeCell;
use std::hint::spin_loop;
use std::ops::Deref;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::yield_now;
use std::time::Duration;

/// How often one looks whether it is free before letting other threads run. What is done meanwhile takes less, as a rule.
const LOOKS: u32 = 100;

/// How often one lets other threads run before sleeping.
const YIELDS: u32 = 10;

/// How long one sleeps who was not seen by whoever gave the lock back.
const NAP: Duration = Duration::from_millis(1);

/// What is in it is for one thread at a time.
#[derive(Debug, Default)]
pub(crate) struct Lock<T> {
    taken: AtomicBool,
    sleepers: AtomicUsize,
    bed: Mutex<()>,
    bell: Condvar,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time reaches the value, and it need not be the one that made it.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Lock<T> {
        Lock {
            taken: AtomicBool::new(false),
            sleepers: AtomicUsize::new(0),
            bed: Mutex::new(()),
            bell: Condvar::new(),
            value: UnsafeCell::new(value),
        }
    }

    #[inline]
    pub(crate) fn lock(&self) -> Locked<'_, T> {
        if !self.take() {
            self.wait();
        }
        Locked { lock: self, value: &self.value }
    }

    pub(crate) fn into_inner(self) -> T {
        self.value.into_inner()
    }

    #[inline]
    fn take(&self) -> bool {
        self.taken.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    #[cold]
    fn wait(&self) {
        for _ in 0..YIELDS {
            for _ in 0..LOOKS {
                if !self.taken.load(Relaxed) && self.take() {
                    return;
                }
                spin_loop();
            }
            yield_now();
        }
        self.sleep();
    }

    fn sleep(&self) {
        self.sleepers.fetch_add(1, Relaxed);
        let mut bed = self.bed.lock().unwrap_or_else(PoisonError::into_inner);
        while !self.take() {
            // Whoever gives the lock back at this moment may not see the sleeper yet, as a store alone orders nothing that
            // is read after it. Hence the limit.
            (bed, _) = self.bell.wait_timeout(bed, NAP).unwrap_or_else(PoisonError::into_inner);
        }
        self.sleepers.fetch_sub(1, Relaxed);
    }

    #[cold]
    fn wake_one(&self) {
        let _bed = self.bed.lock().unwrap_or_else(PoisonError::into_inner);
        self.bell.notify_one();
    }
}

/// The value, until this is dropped.
#[derive(Debug)]
pub(crate) struct Locked<'a, T> {
    lock: &'a Lock<T>,
    // Keeps this from being shared between threads, as the value may not be.
    value: &'a UnsafeCell<T>,
}

impl<T> Deref for Locked<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the lock is taken, and by nobody else.
        unsafe { &*self.value.get() }
    }
}

impl<T> Drop for Locked<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.taken.store(false, Release);
        if self.lock.sleepers.load(Relaxed) != 0 {
            self.lock.wake_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Barrier;
    use std::thread;
    use std::time::Instant;

    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn one_at_a_time() {
        const ROUNDS: u32 = 20_000;
        let lock = Lock::new(Cell::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..ROUNDS {
                        let counter = lock.lock();
                        counter.set(counter.get() + 1);
                    }
                });
            }
        });
        assert_eq!(lock.into_inner().get(), 4 * ROUNDS);
    }

    #[test]
    fn all_who_sleep_get_it() {
        let lock = Lock::new(());
        let held = lock.lock();
        thread::scope(|scope| {
            let waiting = [(); 3].map(|()| scope.spawn(|| drop(lock.lock())));
            let begun = Instant::now();
            while lock.sleepers.load(Relaxed) < 3 {
                assert!(begun.elapsed() < LONG);
                yield_now();
            }
            drop(held);
            waiting.into_iter().for_each(|waiting| waiting.join().unwrap());
        });
        assert_eq!(lock.sleepers.load(Relaxed), 0);
        assert!(lock.take());
    }

    #[test]
    fn it_is_given_back_by_one_that_panics() {
        let lock = Lock::new(());
        let start = Barrier::new(2);
        thread::scope(|scope| {
            let panics = scope.spawn(|| {
                let _held = lock.lock();
                start.wait();
                std::panic::resume_unwind(Box::new(()));
            });
            start.wait();
            drop(lock.lock());
            assert!(panics.join().is_err());
        });
    }
}
