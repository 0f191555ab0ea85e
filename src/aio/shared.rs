//! The waiters of a socket as tasks, the runtime and the socket's users share them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use super::waiters::{Direction, Waiters};

/// The runtime wakes this one waker when libzmq has news for the socket; it calls those who wait.
#[derive(Debug, Default)]
pub(super) struct Shared {
    waiters: Mutex<Waiters>,
    /// How many wait and were not called: read without the lock.
    waiting: AtomicUsize,
}

impl Shared {
    /// How many wait and were not called. Exact about those who began to wait before the socket's lock was taken, where
    /// the caller holds it.
    #[inline]
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// How many waiters there are, called ones too.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, Waiters> {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs no code of others: wakers are handed out, to be woken or dropped without the lock.
    fn change<T>(&self, change: impl FnOnce(&mut Waiters) -> T) -> T {
        let mut waiters = self.lock();
        let answer = change(&mut waiters);
        self.waiting.store(waiters.waiting(), Ordering::Release);
        answer
    }

    pub(super) fn call_one(&self, direction: Direction) -> Option<Waker> {
        self.change(|waiters| waiters.call_one(direction))
    }

    pub(super) fn call_all(&self) -> Vec<Waker> {
        self.change(Waiters::call_all)
    }

    /// News may concern either direction; who is called first calls the next when there is more.
    fn call_both(&self) {
        let (receiver, sender) =
            self.change(|waiters| (waiters.call_one(Direction::Receive), waiters.call_one(Direction::Send)));
        receiver.into_iter().chain(sender).for_each(Waker::wake);
    }
}

impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.call_both();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.call_both();
    }
}

/// A place among the waiters. Dropped, it is given up, and a call that it had got goes to the next.
#[derive(Debug)]
pub(super) struct Ticket {
    shared: Arc<Shared>,
    direction: Direction,
    id: u64,
    tried: bool,
}

impl Ticket {
    /// Takes a place, or keeps the one that there is.
    pub(super) fn hold(ticket: &mut Option<Ticket>, shared: &Arc<Shared>, direction: Direction, waker: &Waker) {
        match ticket {
            Some(ticket) => {
                let old = shared.change(|waiters| waiters.renew(ticket.direction, ticket.id, waker));
                drop(old);
            }
            None => {
                let waker = waker.clone();
                let id = shared.change(|waiters| waiters.join(direction, waker));
                *ticket = Some(Ticket { shared: shared.clone(), direction, id, tried: false });
            }
        }
    }

    /// Gives the place up after a try: nothing is owed any more.
    pub(super) fn finish(ticket: &mut Option<Ticket>) {
        if let Some(mut ticket) = ticket.take() {
            ticket.tried = true;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let left = self.shared.change(|waiters| waiters.leave(self.direction, self.id));
        drop(left.waker);
        if left.called && !self.tried {
            self.shared.call_both();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, SeqCst);
        }
    }

    fn hold(shared: &Arc<Shared>, direction: Direction) -> (Option<Ticket>, Arc<Counter>) {
        let counter = Arc::new(Counter::default());
        let mut ticket = None;
        Ticket::hold(&mut ticket, shared, direction, &counter.clone().into());
        (ticket, counter)
    }

    #[test]
    fn news_call_one_of_each_direction() {
        let shared = Arc::new(Shared::default());
        let (_first, first) = hold(&shared, Direction::Receive);
        let (_second, second) = hold(&shared, Direction::Receive);
        let (_sender, sender) = hold(&shared, Direction::Send);
        Waker::from(shared.clone()).wake();
        assert_eq!((first.0.load(SeqCst), second.0.load(SeqCst), sender.0.load(SeqCst)), (1, 0, 1));
        assert_eq!(shared.waiting(), 1);
    }

    #[test]
    fn a_call_for_one_that_left_goes_to_the_next() {
        let shared = Arc::new(Shared::default());
        let (first, _) = hold(&shared, Direction::Receive);
        let (_second, second) = hold(&shared, Direction::Receive);
        Waker::from(shared.clone()).wake();
        assert_eq!(second.0.load(SeqCst), 0);
        drop(first);
        assert_eq!(second.0.load(SeqCst), 1);
    }

    #[test]
    fn one_that_tried_passes_nothing_on_and_leaves_nothing() {
        let shared = Arc::new(Shared::default());
        let (mut first, counter) = hold(&shared, Direction::Receive);
        let (_second, second) = hold(&shared, Direction::Receive);
        Waker::from(shared.clone()).wake();
        Ticket::finish(&mut first);
        assert_eq!(second.0.load(SeqCst), 0);
        assert_eq!((shared.len(), Arc::strong_count(&counter)), (1, 1));
    }

    #[test]
    fn a_thousand_that_gave_up_leave_no_waker() {
        let shared = Arc::new(Shared::default());
        let counter = Arc::new(Counter::default());
        for _ in 0..1000 {
            let mut ticket = None;
            Ticket::hold(&mut ticket, &shared, Direction::Receive, &counter.clone().into());
        }
        assert_eq!((shared.len(), shared.waiting(), Arc::strong_count(&counter)), (0, 0, 1));
        assert_eq!(Arc::strong_count(&shared), 1);
    }
}
