//! Durations as libzmq takes them, and deadlines that signals do not move.

use std::time::{Duration, Instant};

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
    fn a_deadline_past_the_clock_is_none() {
        assert_eq!(Deadline::after(Some(Duration::MAX)).left(), -1);
        assert!(Deadline::after(Some(Duration::ZERO)).has_passed());
    }
}
