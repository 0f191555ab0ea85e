//! Durations as libzmq takes them, and deadlines that signals do not move.

use std::time::{Duration, Instant};

/// A timeout from milliseconds as PyZMQ and C count them: a negative number is no limit.
///
/// For ports that go line by line; every call and option that takes an `Option<Duration>` takes it. A timeout that is
/// computed, such as what is left until some moment, is better a [`Duration`] from the start: that never becomes negative
/// by being late, and so never becomes a wait without end.
///
/// # Examples
/// ```
/// use zeroxide::{Context, POLLIN, PULL, Poller, ms};
///
/// let socket = Context::new()?.socket(PULL)?;
/// socket.set_linger(ms(0))?; // socket.linger = 0
/// socket.set_rcvtimeo(ms(-1))?; // socket.rcvtimeo = -1
/// assert_eq!(socket.rcvtimeo()?, None);
/// let mut poller = Poller::new();
/// poller.register(&socket, POLLIN)?;
/// assert!(!poller.poll(ms(10))?.is_readable(&socket)); // dict(poller.poll(10))
/// # Ok::<(), zeroxide::Error>(())
/// ```
pub const fn ms(milliseconds: i64) -> Option<Duration> {
    if milliseconds < 0 { None } else { Some(Duration::from_millis(milliseconds.unsigned_abs())) }
}

/// Milliseconds for C: rounded up, so that a short wait never becomes none, and cut at the largest value.
pub(crate) fn millis(duration: Duration) -> i32 {
    let millis = duration.as_millis() + u128::from(!duration.subsec_nanos().is_multiple_of(1_000_000));
    i32::try_from(millis).unwrap_or(i32::MAX)
}

/// Milliseconds where −1 stands for no limit.
pub(crate) fn timeout_millis(timeout: Option<Duration>) -> i32 {
    timeout.map_or(-1, millis)
}

/// What C's milliseconds mean where −1 stands for no limit.
pub(crate) fn timeout_from_millis(millis: i32) -> Option<Duration> {
    u64::try_from(millis).ok().map(Duration::from_millis)
}

/// A moment at which to give up, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// A timeout too long for the clock is none at all.
    pub(crate) fn after(timeout: Option<Duration>) -> Deadline {
        Deadline(timeout.and_then(|timeout| Instant::now().checked_add(timeout)))
    }

    /// Milliseconds left for a call of C: −1 without a limit, 0 when the moment has come.
    pub(crate) fn left(self) -> i32 {
        match self.0 {
            None => -1,
            Some(moment) => millis(moment.saturating_duration_since(Instant::now())),
        }
    }

    /// The time left; none without a limit.
    pub(crate) fn remaining(self) -> Option<Duration> {
        self.0.map(|moment| moment.saturating_duration_since(Instant::now()))
    }

    pub(crate) fn has_passed(self) -> bool {
        self.0.is_some_and(|moment| moment <= Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_waits_round_up_and_long_ones_are_cut() {
        assert_eq!(millis(Duration::ZERO), 0);
        assert_eq!(millis(Duration::from_nanos(1)), 1);
        assert_eq!(millis(Duration::from_micros(1001)), 2);
        assert_eq!(millis(Duration::from_millis(7)), 7);
        assert_eq!(millis(Duration::MAX), i32::MAX);
        assert_eq!(timeout_millis(None), -1);
    }

    #[test]
    fn negative_millis_are_no_limit() {
        assert_eq!(timeout_from_millis(-1), None);
        assert_eq!(timeout_from_millis(0), Some(Duration::ZERO));
    }

    #[test]
    fn milliseconds_of_ports_are_timeouts() {
        assert_eq!(ms(1500), Some(Duration::from_millis(1500)));
        assert_eq!([ms(-1), ms(i64::MIN)], [None; 2]);
        assert_eq!(timeout_millis(ms(i64::MAX)), i32::MAX);
    }

    #[test]
    fn a_deadline_past_the_clock_is_none() {
        assert_eq!(Deadline::after(Some(Duration::MAX)).left(), -1);
        assert!(Deadline::after(Some(Duration::ZERO)).has_passed());
    }
}
