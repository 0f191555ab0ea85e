//! Who waits for what: pure bookkeeping, without a socket, a runtime or a lock.

use std::collections::VecDeque;
use std::task::Waker;

/// Which way the message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Receive,
    Send,
}

/// The waiters of one socket, in the order in which they came.
///
/// A waiter is *waiting* while it has its waker, and *called* once that was taken: it will try again, and whoever is
/// behind it depends on that. So one that leaves without having tried must be followed by a call for the next.
#[derive(Debug, Default)]
pub(super) struct Waiters {
    next: u64,
    receivers: VecDeque<Waiter>,
    senders: VecDeque<Waiter>,
    waiting: usize,
}

#[derive(Debug)]
struct Waiter {
    id: u64,
    /// None once called.
    waker: Option<Waker>,
}

/// What is left of a waiter that left.
#[derive(Debug)]
pub(super) struct Left {
    /// Whether it was called and so owes a try.
    pub(super) called: bool,
    /// To be dropped where no lock is held.
    pub(super) waker: Option<Waker>,
}

impl Waiters {
    /// How many wait and were not called.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// How many there are, called ones too.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.receivers.len() + self.senders.len()
    }

    fn queue(&mut self, direction: Direction) -> &mut VecDeque<Waiter> {
        match direction {
            Direction::Receive => &mut self.receivers,
            Direction::Send => &mut self.senders,
        }
    }

    /// Adds a waiter at the end of its queue.
    pub(super) fn join(&mut self, direction: Direction, waker: Waker) -> u64 {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        self.queue(direction).push_back(Waiter { id, waker: Some(waker) });
        self.waiting += 1;
        id
    }

    /// Lets a waiter wait again, in its old place. Answers the waker that it had.
    pub(super) fn renew(&mut self, direction: Direction, id: u64, waker: &Waker) -> Option<Waker> {
        let queue = self.queue(direction);
        let waiter = find(queue, id).and_then(|place| queue.get_mut(place))?;
        if waiter.waker.as_ref().is_some_and(|present| present.will_wake(waker)) {
            return None;
        }
        let old = waiter.waker.replace(waker.clone());
        self.waiting += usize::from(old.is_none());
        old
    }

    /// Removes a waiter.
    pub(super) fn leave(&mut self, direction: Direction, id: u64) -> Left {
        let queue = self.queue(direction);
        match find(queue, id).and_then(|place| queue.remove(place)) {
            Some(waiter) => {
                self.waiting -= usize::from(waiter.waker.is_some());
                Left { called: waiter.waker.is_none(), waker: waiter.waker }
            }
            None => Left { called: false, waker: None },
        }
    }

    /// Calls the first that waits, if any does.
    pub(super) fn call_one(&mut self, direction: Direction) -> Option<Waker> {
        let called = self.queue(direction).iter_mut().find_map(|waiter| waiter.waker.take());
        self.waiting -= usize::from(called.is_some());
        called
    }

    /// Calls everybody.
    pub(super) fn call_all(&mut self) -> Vec<Waker> {
        self.waiting = 0;
        self.receivers.iter_mut().chain(&mut self.senders).filter_map(|waiter| waiter.waker.take()).collect()
    }
}

/// Ids ascend.
fn find(queue: &VecDeque<Waiter>, id: u64) -> Option<usize> {
    queue.binary_search_by_key(&id, |waiter| waiter.id).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::task::Wake;

    use super::Direction::{Receive, Send};
    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, SeqCst);
        }
    }

    fn counter() -> (Arc<Counter>, Waker) {
        let counter = Arc::new(Counter::default());
        (counter.clone(), counter.into())
    }

    #[test]
    fn calls_come_in_order_and_by_direction() {
        let mut waiters = Waiters::default();
        let (first, first_waker) = counter();
        let (second, second_waker) = counter();
        let (sender, sender_waker) = counter();
        waiters.join(Send, sender_waker);
        waiters.join(Receive, first_waker);
        waiters.join(Receive, second_waker);
        assert_eq!(waiters.waiting(), 3);

        waiters.call_one(Receive).unwrap().wake();
        assert_eq!((first.0.load(SeqCst), second.0.load(SeqCst), sender.0.load(SeqCst)), (1, 0, 0));
        waiters.call_one(Receive).unwrap().wake();
        assert_eq!((first.0.load(SeqCst), second.0.load(SeqCst), sender.0.load(SeqCst)), (1, 1, 0));
        assert!(waiters.call_one(Receive).is_none());
        assert_eq!((waiters.waiting(), waiters.len()), (1, 3));
    }

    #[test]
    fn one_that_tried_in_vain_keeps_its_place() {
        let mut waiters = Waiters::default();
        let (first, first_waker) = counter();
        let (second, second_waker) = counter();
        let id = waiters.join(Receive, first_waker.clone());
        waiters.join(Receive, second_waker);
        drop(waiters.call_one(Receive));
        assert!(waiters.renew(Receive, id, &first_waker).is_none());
        assert_eq!(waiters.waiting(), 2);

        waiters.call_one(Receive).unwrap().wake();
        assert_eq!((first.0.load(SeqCst), second.0.load(SeqCst)), (1, 0));
    }

    #[test]
    fn a_new_waker_replaces_the_old_one() {
        let mut waiters = Waiters::default();
        let (old, old_waker) = counter();
        let (new, new_waker) = counter();
        let id = waiters.join(Send, old_waker);
        assert!(waiters.renew(Send, id, &new_waker).is_some());
        assert!(waiters.renew(Send, id, &new_waker).is_none());
        assert_eq!(waiters.waiting(), 1);
        waiters.call_one(Send).unwrap().wake();
        assert_eq!((old.0.load(SeqCst), new.0.load(SeqCst)), (0, 1));
    }

    #[test]
    fn leaving_tells_whether_a_try_is_owed_and_keeps_no_waker() {
        let mut waiters = Waiters::default();
        let (called, called_waker) = counter();
        let (idle, idle_waker) = counter();
        let first = waiters.join(Receive, called_waker);
        let second = waiters.join(Receive, idle_waker);
        drop(waiters.call_one(Receive));

        assert!(waiters.leave(Receive, first).called);
        let left = waiters.leave(Receive, second);
        assert!(!left.called);
        drop(left);
        assert_eq!((waiters.waiting(), waiters.len()), (0, 0));
        assert_eq!((Arc::strong_count(&called), Arc::strong_count(&idle)), (1, 1));
        assert!(!waiters.leave(Receive, second).called, "nobody leaves twice");
    }

    #[test]
    fn everybody_is_called_at_once() {
        let mut waiters = Waiters::default();
        let counters: Vec<_> = [Receive, Send, Receive]
            .map(|direction| {
                let (counter, waker) = counter();
                waiters.join(direction, waker);
                counter
            })
            .into();
        waiters.call_all().into_iter().for_each(Waker::wake);
        assert!(counters.iter().all(|counter| counter.0.load(SeqCst) == 1));
        assert_eq!(waiters.waiting(), 0);
        assert!(waiters.call_all().is_empty());
    }
}
