//! A task's share of the executor's time.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::{Context, Poll};

/// How many operations of a socket make a portion: a runtime is asked for those, as asking costs.
const PORTION: u32 = 4;

/// How many portions may be had in a row, where the runtime does not count: as many as tokio lets a task have.
const PORTIONS: u32 = 128;

/// So many bytes take as long to copy as a portion of small messages to send.
const HEAVY: usize = 16 << 10;

/// What is left of the portion that a socket was granted.
#[derive(Debug, Default)]
pub(in crate::aio) struct Portion(AtomicU32);

impl Portion {
    #[inline]
    pub(in crate::aio) fn is_used_up(&self) -> bool {
        self.0.load(Relaxed) >= PORTION
    }

    /// Counts an operation.
    #[inline]
    pub(in crate::aio) fn spend(&self) {
        // Tasks may count at the same time; one more or less does not matter.
        self.0.store(self.0.load(Relaxed).wrapping_add(1), Relaxed);
    }

    /// Counts what an operation has copied, beside the operation itself.
    #[inline]
    pub(in crate::aio) fn spend_copying(&self, bytes: usize) {
        if bytes >= HEAVY {
            self.0.store(PORTION, Relaxed);
        }
    }

    pub(in crate::aio) fn renew(&self) {
        self.0.store(0, Relaxed);
    }
}

/// A share for executors that have none of their own.
#[derive(Debug, Default)]
pub(super) struct Budget(AtomicU32);

impl Budget {
    /// Takes a portion. Pending, with the task woken, when it has had its share.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.fetch_add(1, Relaxed) < PORTIONS {
            return Poll::Ready(());
        }
        self.0.store(0, Relaxed);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_ends_once_and_then_begins_again() {
        let budget = Budget::default();
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for _ in 0..2 {
            for _ in 0..PORTIONS {
                assert!(budget.poll(&mut cx).is_ready());
            }
            assert!(budget.poll(&mut cx).is_pending());
        }
    }

    #[test]
    fn a_portion_is_used_up_and_renewed() {
        let portion = Portion::default();
        for _ in 0..2 {
            for _ in 0..PORTION {
                assert!(!portion.is_used_up());
                portion.spend();
            }
            assert!(portion.is_used_up());
            portion.renew();
        }
    }

    #[test]
    fn a_large_copy_is_a_portion() {
        let portion = Portion::default();
        portion.spend_copying(HEAVY - 1);
        assert!(!portion.is_used_up());
        portion.spend_copying(HEAVY);
        assert!(portion.is_used_up());
    }
}
