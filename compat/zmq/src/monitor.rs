//! Reports of a socket's events to a PAIR socket of the program's.
//!
//! libzmq would write to that PAIR socket itself, and wait for it: a program that does not read its events then stops the
//! library's threads. Here a thread stands between, which takes every event at once.

use std::collections::VecDeque;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use zeroxide::{Monitor, MonitorEvents, Multipart, PAIR, Pair, Socket};

use crate::error::{Error, Result, own};

/// So many events are kept while nobody is connected to take them.
const KEPT: usize = 1000;
/// How often to look whether somebody is, while there are events.
const LOOK: Duration = Duration::from_millis(20);
/// How long a socket's drop waits for the last events to be passed on.
const PATIENCE: Duration = Duration::from_secs(1);

/// The thread that passes a monitor's events on. It ends with the monitor; dropping this waits for it.
pub(crate) struct Relay {
    ended: Option<mpsc::Receiver<()>>,
}

impl Relay {
    /// Starts to pass on the events of a socket; `end_former` is called when its former monitor, if any, has ended.
    pub(crate) fn start(socket: &Socket, endpoint: &str, events: i32, end_former: impl FnOnce()) -> Result<Relay> {
        match endpoint.split_once("://") {
            Some(("inproc", _)) => {}
            Some(_) => return Err(Error::EPROTONOSUPPORT),
            None => return Err(Error::EINVAL),
        }
        let wanted = u16::try_from(events).map_err(|_| Error::EINVAL)?;
        let monitor = socket.monitor(MonitorEvents::from_bits_truncate(wanted.into())).map_err(own)?;
        end_former();
        let out = socket.context().socket(PAIR).map_err(own)?;
        // Whoever is connected takes everything; the queue is for the time before.
        out.set_sndhwm(0).map_err(own)?;
        out.bind(endpoint).map_err(own)?;
        let (done, ended) = mpsc::channel();
        let relay = move || {
            pass_on(monitor, out, wanted);
            let _ = done.send(());
        };
        thread::Builder::new().name("zmq-monitor".into()).spawn(relay).map_err(|_| Error::EAGAIN)?;
        Ok(Relay { ended: Some(ended) })
    }

    /// Lets the thread end by itself.
    pub(crate) fn detach(mut self) {
        self.ended = None;
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // The thread holds the context: a program that drops its last handle after its sockets wants that to be the last.
        if let Some(ended) = self.ended.take() {
            let _ = ended.recv_timeout(PATIENCE);
        }
    }
}

/// Passes events on until the monitor ends or the context is shut down.
fn pass_on(monitor: Monitor, out: zeroxide::Socket<Pair>, wanted: u16) {
    let mut queue = VecDeque::new();
    loop {
        let next = if queue.is_empty() { monitor.recv_frames() } else { monitor.recv_frames_timeout(LOOK) };
        match next {
            Ok(Some(event)) => {
                if is_wanted(&event, wanted) {
                    queue.push_back(event);
                }
                if queue.len() > KEPT {
                    queue.pop_front();
                }
            }
            Ok(None) => {}
            Err(_) => return,
        }
        if flush(&mut queue, &out).is_err() || monitor.is_ended() {
            return;
        }
    }
}

/// Sends what can be sent.
fn flush(queue: &mut VecDeque<Multipart>, out: &zeroxide::Socket<Pair>) -> zeroxide::Result<()> {
    while let Some(event) = queue.pop_front() {
        match out.try_send_multipart(event) {
            Ok(()) => {}
            Err(unsent) if unsent.is_would_block() => {
                queue.push_front(unsent.into_message());
                return Ok(());
            }
            Err(unsent) => return Err(unsent.into()),
        }
    }
    Ok(())
}

/// Whether the event is in the mask: the end is reported to us in any case.
fn is_wanted(event: &Multipart, wanted: u16) -> bool {
    match event.iter().next().map(|first| &first[..]) {
        Some([low, high, ..]) => u16::from_ne_bytes([*low, *high]) & wanted != 0,
        _ => true,
    }
}
