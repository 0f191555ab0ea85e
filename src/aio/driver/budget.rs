//! A share of the executor's time, where the runtime has none of its own.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::{Context, Poll};

/// How many operations may succeed in a row.
const SHARE: u32 = 128;

#[derive(Debug, Default)]
pub(super) struct Budget(AtomicU32);

impl Budget {
    #[inline]
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.load(Relaxed) < SHARE {
            return Poll::Ready(());
        }
        self.0.store(0, Relaxed);
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    #[inline]
    pub(super) fn spend(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_ends_once_and_then_begins_again() {
        let budget = Budget::default();
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for _ in 0..SHARE {
            assert!(budget.poll(&mut cx).is_ready());
            budget.spend();
        }
        assert!(budget.poll(&mut cx).is_pending());
        assert!(budget.poll(&mut cx).is_ready());
    }
}
