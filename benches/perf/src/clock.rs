//! Wall clock and CPU time of the process.

use std::time::{Duration, Instant};

use crate::spec::Outcome;

/// Runs from its making to `stop`.
pub struct Watch {
    cpu: f64,
    wall: Instant,
}

impl Watch {
    pub fn start() -> Watch {
        Watch { cpu: cpu_time(), wall: Instant::now() }
    }

    pub fn stop(self, messages: u64) -> Outcome {
        let seconds = self.wall.elapsed().as_secs_f64();
        Outcome { messages, seconds, cpu: cpu_time() - self.cpu, ..Outcome::default() }
    }

    /// The same with the times of the single round trips.
    pub fn stop_with(self, mut times: Vec<Duration>) -> Outcome {
        let outcome = self.stop(times.len() as u64);
        times.sort_unstable();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e6;
        Outcome { p50: at(50), p99: at(99), ..outcome }
    }
}

/// User and system time of all threads, in seconds.
#[allow(unsafe_code)]
fn cpu_time() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the pointer is to room for one `rusage`, of which any bits are a value.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
