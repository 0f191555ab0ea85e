//! The loop of every proxy.

use std::time::Duration;

use super::end::End;
use super::lane::{Lane, Pause};
use super::statistics::ProxyStatistics;
use super::tap::Tap;
use super::watch::Watch;
use crate::events::{POLLIN, POLLOUT, PollEvents};
use crate::raw::{Errno, RawSocket};
use crate::{Error, Result};

const OPERATION: &str = "proxy";

/// How long to leave a socket alone that says it has room and has none.
const NAP: Duration = Duration::from_millis(1);

/// What a proxy is to be made of.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) frontend: End<'a>,
    /// None, or the frontend again, where one socket is both ends.
    pub(super) backend: Option<End<'a>>,
    pub(super) capture: Option<End<'a>>,
    /// What goes before the frames that the capture gets, by the end where they came in.
    pub(super) prefixes: Option<[Box<[u8]>; 2]>,
    /// Whether the first two frames of each message change places.
    pub(super) swaps: bool,
}

/// A proxy while it runs. It never blocks but in its one wait.
pub(super) struct Engine<'a> {
    pub(super) lanes: Vec<Lane<'a>>,
    pub(super) tap: Option<Tap<'a>>,
    tap_stalled: bool,
    /// The ends and the capture, and then what only wakes.
    watch: Watch<'a>,
    ends: usize,
    pub(super) paused: bool,
}

impl<'a> Engine<'a> {
    pub(super) fn new(plan: Plan<'a>) -> Result<Engine<'a>> {
        let Plan { frontend, backend, capture, prefixes, swaps } = plan;
        let backend = backend.filter(|backend| !backend.is(&frontend));
        let mut watch = Watch::new();
        for end in [Some(frontend), backend, capture].into_iter().flatten() {
            check(&end)?;
            watch.add(end.raw, PollEvents::empty()).map_err(failed)?;
        }
        if capture.is_some_and(|capture| !capture.sends()) {
            return Err(Error::input(OPERATION, "the capture socket is of a kind that cannot send"));
        }
        let lanes: Vec<_> = match backend {
            Some(backend) => [Lane::new(frontend, backend, false, swaps), Lane::new(backend, frontend, true, swaps)],
            None => [Lane::new(frontend, frontend, false, swaps), None],
        }
        .into_iter()
        .flatten()
        .collect();
        if lanes.is_empty() {
            return Err(Error::input(OPERATION, "neither socket can send what the other receives"));
        }
        let tap = capture.map(|end| Tap::new(end, prefixes));
        Ok(Engine { lanes, tap, tap_stalled: false, ends: watch.len(), watch, paused: false })
    }

    /// Has the wait end too when a message comes in here.
    pub(super) fn watch(&mut self, control: &'a RawSocket) -> Result<()> {
        self.watch.add(control, POLLIN).map_err(failed)
    }

    /// Whether the last wait found a message where [`watch`](Engine::watch) was told.
    pub(super) fn is_woken(&self) -> bool {
        self.watch.is_readable_past(self.ends)
    }

    /// Waits until something can be done, and does it: a burst at most each way. `obey` is called between the two, and
    /// says whether to go on.
    pub(super) fn round(&mut self, obey: impl FnOnce(&mut Self) -> bool) -> Result<bool> {
        let timeout = self.prepare();
        self.watch.wait(OPERATION, timeout)?;
        if !obey(self) {
            return Ok(false);
        }
        self.work().map_err(failed)?;
        Ok(true)
    }

    /// Says without waiting whether something can be done. A socket that said that it has room and had none is tried
    /// where there was `news` of it since.
    #[cfg(feature = "aio")]
    pub(super) fn look(&mut self, news: bool) -> Result<bool> {
        let timeout = self.prepare();
        self.watch.forget();
        self.watch.wait(OPERATION, Some(Duration::ZERO))?;
        Ok(self.watch.has_found() || timeout.is_some_and(|timeout| news || timeout.is_zero()))
    }

    /// Does what [`look`](Engine::look) found.
    #[cfg(feature = "aio")]
    pub(super) fn go(&mut self) -> Result<()> {
        self.work().map_err(failed)
    }

    /// Sets what to wait for, and answers how long.
    fn prepare(&mut self) -> Option<Duration> {
        self.watch.clear(self.ends);
        if self.paused {
            return None;
        }
        if let Some(tap) = self.tap.as_ref().filter(|tap| tap.is_pending()) {
            if self.tap_stalled {
                return Some(NAP);
            }
            self.watch.want(tap.end, POLLOUT);
            return None;
        }
        let mut timeout = None;
        for lane in &self.lanes {
            match lane.pause {
                Pause::Empty | Pause::NotYet => self.watch.want(lane.from, POLLIN),
                Pause::Full => self.watch.want(lane.to, POLLOUT),
                Pause::Stalled => timeout = timeout.or(Some(NAP)),
                Pause::Long | Pause::Capture => timeout = Some(Duration::ZERO),
            }
        }
        timeout
    }

    /// Passes on what can be passed on.
    fn work(&mut self) -> Result<(), Errno> {
        if self.paused || !self.flush()? {
            return Ok(());
        }
        for lane in &mut self.lanes {
            let ready = match lane.pause {
                Pause::Empty | Pause::NotYet => self.watch.found(lane.from).is_readable(),
                Pause::Full => self.watch.found(lane.to).is_writable(),
                Pause::Long | Pause::Stalled | Pause::Capture => true,
            };
            if ready {
                lane.run(&mut self.tap)?;
                if lane.pause == Pause::Empty {
                    self.watch.drained(lane.from);
                } else {
                    self.watch.used(lane.from);
                }
                self.watch.used(lane.to);
                if let Some(tap) = &self.tap {
                    self.watch.used(tap.end);
                }
            }
            if lane.pause == Pause::Capture {
                self.tap_stalled = false;
                break;
            }
        }
        Ok(())
    }

    /// Sends what the capture has not got yet, and says whether there is nothing left of it.
    fn flush(&mut self) -> Result<bool, Errno> {
        let Some(tap) = self.tap.as_mut().filter(|tap| tap.is_pending()) else { return Ok(true) };
        if !self.tap_stalled && !self.watch.found(tap.end).is_writable() {
            return Ok(false);
        }
        self.watch.used(tap.end);
        self.tap_stalled = !tap.flush()?;
        Ok(!self.tap_stalled)
    }

    pub(super) fn statistics(&self) -> ProxyStatistics {
        let mut statistics = ProxyStatistics::default();
        for lane in &self.lanes {
            let flow = if lane.is_backward() { &mut statistics.to_frontend } else { &mut statistics.to_backend };
            *flow = lane.flow;
        }
        statistics
    }
}

fn check(end: &End<'_>) -> Result<()> {
    if !end.is_supported() {
        return Err(Error::Unsupported { operation: OPERATION, what: "a socket of this kind at an end of a proxy" });
    }
    if end.is_amid() {
        return Err(Error::input(OPERATION, "a message is half sent on one of the sockets"));
    }
    Ok(())
}

#[cold]
fn failed(errno: Errno) -> Error {
    Error::new(OPERATION, errno)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::context::Context;
    use crate::socket::pipe;

    /// What comes in between the wait and the work is seen to by the socket as it is sent to, and its descriptor tells
    /// no more of it.
    #[test]
    fn what_comes_while_the_other_way_is_served_is_not_forgotten() {
        let (done, finished) = mpsc::channel();
        thread::spawn(move || {
            let context = Context::new().unwrap();
            let (client, frontend) = pipe(&context).unwrap();
            let (backend, worker) = pipe(&context).unwrap();
            let (frontend, backend) = (End::of(&frontend), End::of(&backend));
            let plan = Plan { frontend, backend: Some(backend), capture: None, prefixes: None, swaps: false };
            let mut engine = Engine::new(plan).unwrap();
            for turn in 0..3 {
                client.send("question").unwrap();
                let meanwhile = || worker.send("answer").unwrap();
                assert!(engine.round(|_| (meanwhile(), true).1).unwrap());
                assert_eq!(worker.try_recv().unwrap().unwrap(), "question");
                while client.try_recv().unwrap().is_none() {
                    assert!(engine.round(|_| true).unwrap());
                }
                done.send(turn).unwrap();
            }
        });
        for turn in 0..3 {
            assert_eq!(finished.recv_timeout(Duration::from_secs(20)).expect("it waits for ever"), turn);
        }
    }
}
