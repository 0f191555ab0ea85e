//! A socket's reports of its own events, and the handle that ends them.
//!
//! libzmq hands each report over by a send that blocks, on whatever thread the event happened, I/O threads included. A
//! reader that is gone or full would stop every socket of the context. So the reader has no limit, and the reports always
//! end before the reader is closed, on whichever thread that is: a [`Tap`] ends them for as long as the socket is open,
//! and the socket ends them before it closes.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use zeroxide_sys as ffi;

use super::errno::{Errno, check};
use super::fork;

/// How libzmq writes an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    V1,
    #[cfg(feature = "draft")]
    V2,
}

#[derive(Debug)]
struct Reports {
    /// None once the socket is closed.
    socket: Option<NonNull<c_void>>,
    /// Counts the readers that the socket has had.
    serial: u64,
    running: bool,
}

// SAFETY: the pointer is used under the lock only, while the socket is open, and only for zmq_socket_monitor, which locks
// inside libzmq and may be called from any thread.
unsafe impl Send for Reports {}

impl Reports {
    /// Never blocks: the reader is there, and takes what it is sent without a limit.
    fn stop(&mut self) {
        if let (true, Some(socket)) = (self.running, self.socket) {
            // SAFETY: the socket is open: its owner takes the pointer out, under this lock, before it closes it.
            let _ = check(unsafe { ffi::zmq_socket_monitor(socket.as_ptr(), std::ptr::null(), 0) });
        }
        self.running = false;
    }
}

fn lock(reports: &Mutex<Reports>) -> MutexGuard<'_, Reports> {
    reports.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a socket knows of its reports: nothing until it is monitored for the first time.
#[derive(Debug, Default)]
pub(super) struct Monitoring {
    reports: OnceLock<Arc<Mutex<Reports>>>,
}

impl Monitoring {
    /// Starts reports to `endpoint`, which end those before, and has `connect` join the reader to it.
    pub(super) fn start(
        &self,
        socket: NonNull<c_void>,
        endpoint: &CStr,
        events: u64,
        format: Format,
        connect: impl FnOnce() -> Result<(), Errno>,
    ) -> Result<Tap, Errno> {
        let reports = self
            .reports
            .get_or_init(|| Arc::new(Mutex::new(Reports { socket: Some(socket), serial: 0, running: false })));
        let mut guard = lock(reports);
        // Even a start that fails ends the reports before.
        guard.running = false;
        guard.serial += 1;
        let serial = guard.serial;
        match format {
            Format::V1 => {
                let events = libc::c_int::try_from(events).map_err(|_| Errno::INVAL)?;
                // SAFETY: the socket is open; endpoint ends with NUL and is copied by the call.
                check(unsafe { ffi::zmq_socket_monitor(socket.as_ptr(), endpoint.as_ptr(), events) })?;
            }
            #[cfg(feature = "draft")]
            Format::V2 => {
                const VERSION: libc::c_int = 2;
                // SAFETY: the socket is open; endpoint ends with NUL and is copied by the call.
                check(unsafe {
                    ffi::zmq_socket_monitor_versioned(
                        socket.as_ptr(),
                        endpoint.as_ptr(),
                        events,
                        VERSION,
                        ffi::ZMQ_PAIR,
                    )
                })?;
            }
        }
        guard.running = true;
        // Fails only when the context was shut down, and then nothing waits for a reader.
        connect().inspect_err(|_| guard.stop())?;
        Ok(Tap { reports: Arc::clone(reports), serial, generation: fork::generation() })
    }

    pub(super) fn is_running(&self) -> bool {
        self.reports.get().is_some_and(|reports| lock(reports).running)
    }

    /// Ends the reports for good. To be called before the socket is closed.
    pub(super) fn close(&self) {
        if let Some(reports) = self.reports.get() {
            let mut reports = lock(reports);
            reports.stop();
            reports.socket = None;
        }
    }
}

/// Ends the reports to one reader, from any thread. To be used before that reader is closed.
#[derive(Debug)]
pub(crate) struct Tap {
    reports: Arc<Mutex<Reports>>,
    serial: u64,
    generation: u32,
}

impl Tap {
    /// Does nothing where the socket is closed or reports to another reader by now.
    pub(crate) fn stop(&self) {
        // Before the lock: in a forked child another thread of the parent may have held it.
        if self.generation != fork::generation() {
            return;
        }
        let mut reports = lock(&self.reports);
        if reports.serial == self.serial {
            reports.stop();
        }
    }
}
