//! The loop of every proxy.

use std::time::Duration;

use super::end::End;
use super::lane::{Lane, Pause};
use super::statistics::ProxyStatistics;
use super::tap::Tap;
use crate::events::{POLLIN, POLLOUT, PollEvents};
use crate::poller::wait;
use crate::raw::{Errno, PollItem, RawSocket};
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
    items: Vec<PollItem<'a>>,
    ends: usize,
    pub(super) paused: bool,
}

impl<'a> Engine<'a> {
    pub(super) fn new(plan: Plan<'a>) -> Result<Engine<'a>> {
        let Plan { frontend, backend, capture, prefixes, swaps } = plan;
        let backend = backend.filter(|backend| !backend.is(&frontend));
        let mut items = Vec::with_capacity(4);
        for end in [Some(frontend), backend, capture].into_iter().flatten() {
            check(&end)?;
            items.push(PollItem::of_socket(end.raw, 0).map_err(failed)?);
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
        Ok(Engine { lanes, tap, tap_stalled: false, ends: items.len(), items, paused: false })
    }

    /// Has the wait end too when a message comes in here.
    pub(super) fn watch(&mut self, control: &'a RawSocket) -> Result<()> {
        self.items.push(PollItem::of_socket(control, POLLIN.bits()).map_err(failed)?);
        Ok(())
    }

    /// Whether the last wait found a message where [`watch`](Engine::watch) was told.
    pub(super) fn is_woken(&self) -> bool {
        self.items.iter().skip(self.ends).any(|item| item.is_readable())
    }

    /// Waits until something can be done, and does it: a burst at most each way. `obey` is called between the two, and
    /// says whether to go on.
    pub(super) fn round(&mut self, obey: impl FnOnce(&mut Self) -> bool) -> Result<bool> {
        let timeout = self.prepare();
        wait(OPERATION, &mut self.items, timeout)?;
        if !obey(self) {
            return Ok(false);
        }
        self.work().map_err(failed)?;
        Ok(true)
    }

    /// Sets what to wait for, and answers how long.
    fn prepare(&mut self) -> Option<Duration> {
        let items = &mut self.items;
        items.iter_mut().take(self.ends).for_each(|item| item.set_events(PollEvents::empty()));
        if self.paused {
            return None;
        }
        if let Some(tap) = self.tap.as_ref().filter(|tap| tap.is_pending()) {
            if self.tap_stalled {
                return Some(NAP);
            }
            want(items, tap.end, POLLOUT);
            return None;
        }
        let mut timeout = None;
        for lane in &self.lanes {
            match lane.pause {
                Pause::Empty => want(items, lane.from, POLLIN),
                Pause::Full => want(items, lane.to, POLLOUT),
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
                Pause::Empty => found(&self.items, lane.from).is_readable(),
                Pause::Full => found(&self.items, lane.to).is_writable(),
                Pause::Long | Pause::Stalled | Pause::Capture => true,
            };
            if ready {
                lane.run(&mut self.tap)?;
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
        if !self.tap_stalled && !found(&self.items, tap.end).is_writable() {
            return Ok(false);
        }
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

fn found(items: &[PollItem<'_>], end: End<'_>) -> PollEvents {
    items.iter().find(|item| item.watches(end.raw)).map_or(PollEvents::empty(), PollItem::revents)
}

fn want(items: &mut [PollItem<'_>], end: End<'_>, events: PollEvents) {
    if let Some(item) = items.iter_mut().find(|item| item.watches(end.raw)) {
        item.set_events(item.events() | events);
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
