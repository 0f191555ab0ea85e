//! Callbacks at intervals, for programs that wait in a poller.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, Instant};

/// Callbacks that run again and again, each at its interval, when [`execute`](Timers::execute) is called.
///
/// It has no thread of its own: give [`timeout`](Timers::timeout) to whatever waits, and call `execute` afterwards. A
/// callback gets the timers, so it may add, cancel and change any of them, itself too. The clock is monotonic.
///
/// # Examples
/// ```
/// use std::cell::Cell;
/// use std::time::Duration;
/// use zeroxide::{Context, PULL, PollEvents, Poller, Timers};
///
/// let context = Context::new()?;
/// let pull = context.socket(PULL)?;
/// let mut poller = Poller::new();
/// poller.add(&pull, (), PollEvents::READABLE)?;
///
/// let beats = Cell::new(0);
/// let mut timers = Timers::new();
/// timers.add(Duration::from_millis(5), |timers, this| {
///     beats.set(beats.get() + 1);
///     if beats.get() == 3 {
///         timers.cancel(this);
///     }
/// });
///
/// while !timers.is_empty() {
///     if poller.poll(timers.timeout())?.is_readable(&pull) {
///         println!("{:?}", pull.recv()?);
///     }
///     timers.execute();
/// }
/// assert_eq!(beats.get(), 3);
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_timers_new")]
#[derive(Default)]
pub struct Timers<'a> {
    timers: BTreeMap<TimerId, Timer<'a>>,
    /// When each is due, the next one first.
    due: BTreeSet<(Instant, TimerId)>,
    next: u64,
}

/// One of the [`Timers`]. Ids are not used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(u64);

struct Timer<'a> {
    interval: Duration,
    due: Instant,
    /// None while it runs.
    callback: Option<Callback<'a>>,
}

type Callback<'a> = Box<dyn FnMut(&mut Timers<'a>, TimerId) + 'a>;

/// The shortest interval: what [`Timers::execute`] can do in one call has an end.
const SHORTEST: Duration = Duration::from_millis(1);

/// What stands for a moment that the clock does not reach.
const NEVER: Duration = Duration::from_secs(60 * 60 * 24 * 365);

impl<'a> Timers<'a> {
    /// No timers.
    pub fn new() -> Timers<'a> {
        Timers::default()
    }

    /// Adds a timer that is due for the first time when `interval` has passed. Less than a millisecond counts as one.
    #[doc(alias = "zmq_timers_add")]
    pub fn add(&mut self, interval: Duration, callback: impl FnMut(&mut Timers<'a>, TimerId) + 'a) -> TimerId {
        self.add_at(Instant::now(), interval, Box::new(callback))
    }

    fn add_at(&mut self, now: Instant, interval: Duration, callback: Callback<'a>) -> TimerId {
        let id = TimerId(self.next);
        self.next += 1;
        let interval = interval.max(SHORTEST);
        let due = after(now, interval);
        self.due.insert((due, id));
        self.timers.insert(id, Timer { interval, due, callback: Some(callback) });
        id
    }

    /// Removes a timer. False when there is none of this id any more.
    #[doc(alias = "zmq_timers_cancel")]
    pub fn cancel(&mut self, id: TimerId) -> bool {
        let Some(timer) = self.timers.remove(&id) else { return false };
        self.due.remove(&(timer.due, id));
        true
    }

    /// Starts a timer's interval afresh. False when there is none of this id any more.
    #[doc(alias = "zmq_timers_reset")]
    pub fn reset(&mut self, id: TimerId) -> bool {
        self.schedule(Instant::now(), id)
    }

    /// Changes a timer's interval and starts it afresh. Less than a millisecond counts as one. False when there is none of
    /// this id any more.
    #[doc(alias = "zmq_timers_set_interval")]
    pub fn set_interval(&mut self, id: TimerId, interval: Duration) -> bool {
        let Some(timer) = self.timers.get_mut(&id) else { return false };
        timer.interval = interval.max(SHORTEST);
        self.schedule(Instant::now(), id)
    }

    fn schedule(&mut self, now: Instant, id: TimerId) -> bool {
        let Some(timer) = self.timers.get_mut(&id) else { return false };
        self.due.remove(&(timer.due, id));
        timer.due = after(now, timer.interval);
        self.due.insert((timer.due, id));
        true
    }

    /// A timer's interval.
    pub fn interval(&self, id: TimerId) -> Option<Duration> {
        self.timers.get(&id).map(|timer| timer.interval)
    }

    /// How long it is until the next timer is due: zero when one is, none when there are no timers.
    #[doc(alias = "zmq_timers_timeout")]
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout_at(Instant::now())
    }

    fn timeout_at(&self, now: Instant) -> Option<Duration> {
        let (due, _) = self.due.first()?;
        Some(due.saturating_duration_since(now))
    }

    /// Runs each timer that is due, once, those first that are due first, and answers how many ran. Its next time is an
    /// interval from now; times that were missed are not made up for.
    ///
    /// What a callback cancels or resets does not run any more, and what it adds does not run yet.
    #[doc(alias = "zmq_timers_execute")]
    pub fn execute(&mut self) -> usize {
        self.execute_at(Instant::now())
    }

    fn execute_at(&mut self, now: Instant) -> usize {
        let ready: Vec<(Instant, TimerId)> = self.due.iter().take_while(|(due, _)| *due <= now).copied().collect();
        let mut ran = 0;
        for (due, id) in ready {
            // It may have been cancelled or started afresh by one that ran before it.
            if !self.due.contains(&(due, id)) {
                continue;
            }
            // Its next time first, so that the callback may change it.
            self.schedule(now, id);
            let Some(mut callback) = self.timers.get_mut(&id).and_then(|timer| timer.callback.take()) else { continue };
            callback(self, id);
            ran += 1;
            if let Some(timer) = self.timers.get_mut(&id) {
                timer.callback = Some(callback);
            }
        }
        ran
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        self.timers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.timers.is_empty()
    }
}

fn after(now: Instant, interval: Duration) -> Instant {
    now.checked_add(interval).or_else(|| now.checked_add(NEVER)).unwrap_or(now)
}

impl fmt::Debug for Timers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timers").field("len", &self.len()).field("timeout", &self.timeout()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn they_run_when_due_and_in_order() {
        let log = RefCell::new(Vec::new());
        let start = Instant::now();
        let mut timers = Timers::new();
        timers.add_at(start, 20 * MS, Box::new(|_, _| log.borrow_mut().push("slow")));
        timers.add_at(start, 10 * MS, Box::new(|_, _| log.borrow_mut().push("quick")));
        assert_eq!(timers.timeout_at(start), Some(10 * MS));
        assert_eq!(timers.execute_at(start + 9 * MS), 0);
        assert_eq!(timers.execute_at(start + 10 * MS), 1);
        assert_eq!(timers.timeout_at(start + 10 * MS), Some(10 * MS));
        // Both are due; missed times are not made up for.
        assert_eq!(timers.execute_at(start + 60 * MS), 2);
        assert_eq!(timers.timeout_at(start + 60 * MS), Some(10 * MS));
        assert_eq!(timers.timeout_at(start + 90 * MS), Some(Duration::ZERO));
        drop(timers);
        assert_eq!(log.into_inner().len(), 3);
    }

    #[test]
    fn what_is_due_first_runs_first() {
        let log = RefCell::new(Vec::new());
        let start = Instant::now();
        let mut timers = Timers::new();
        for wait in [30, 10, 20] {
            let log = &log;
            timers.add_at(start, wait * MS, Box::new(move |_, _| log.borrow_mut().push(wait)));
        }
        timers.execute_at(start + 40 * MS);
        assert_eq!(*log.borrow(), [10, 20, 30]);
    }

    #[test]
    fn one_call_has_an_end() {
        let start = Instant::now();
        let mut timers = Timers::new();
        // The least interval, a callback that always adds another, and one that calls execute itself.
        timers.add_at(start, Duration::ZERO, Box::new(|_, _| ()));
        timers.add_at(
            start,
            Duration::ZERO,
            Box::new(move |timers, _| {
                timers.add_at(start, Duration::ZERO, Box::new(|_, _| ()));
            }),
        );
        timers.add_at(
            start,
            Duration::ZERO,
            Box::new(move |timers, _| {
                timers.execute_at(start + MS);
            }),
        );
        assert_eq!(timers.timeout_at(start), Some(MS), "zero would be due for ever");
        assert_eq!(timers.execute_at(start + MS), 3);
        assert_eq!(timers.len(), 4);
    }

    #[test]
    fn a_time_past_the_clock_is_no_panic() {
        let mut timers = Timers::new();
        timers.add(Duration::MAX, |_, _| ());
        assert!(timers.timeout().is_some_and(|timeout| timeout > Duration::from_secs(1 << 20)));
        assert_eq!(timers.execute(), 0);
    }
}
