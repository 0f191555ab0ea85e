//! The handle on a proxy that runs on its own thread.

use std::fmt;
use std::mem::ManuallyDrop;
use std::thread::JoinHandle;
use std::time::Duration;

use super::control::{Control, Order};
use super::statistics::ProxyStatistics;
use crate::multipart::Multipart;
use crate::raw::generation;
use crate::{Error, Result};

/// A proxy that runs on a thread of its own; made by [`Proxy::spawn`](crate::Proxy::spawn).
///
/// Any thread may use it. Each order is carried out when the call returns, within one round of the proxy (a burst of up to 1000
/// messages each way). Dropping the handle stops the proxy, which takes as long, and closes its sockets.
#[derive(Debug)]
#[must_use = "dropping the handle stops the proxy"]
pub struct ProxyHandle<F, B = (), C = ()> {
    control: Control,
    thread: ManuallyDrop<Option<JoinHandle<Stopped<F, B, C>>>>,
    generation: u32,
}

/// What is left of a proxy that has ended: its sockets, as they were given to it and still connected.
#[derive(Debug)]
#[non_exhaustive]
#[must_use]
pub struct Stopped<F, B = (), C = ()> {
    /// The first socket.
    pub frontend: F,
    /// The second socket; `()` where one was both.
    pub backend: B,
    /// The capture or monitor; `()` where there was none.
    pub capture: C,
    /// What was passed on.
    pub statistics: ProxyStatistics,
    /// What had been read and found no room: a message each way at most, and the copy of one.
    pub unsent: Vec<(Way, Multipart)>,
    /// Why it ended: [`Terminated`](Error::Terminated) when the context was shut down; nothing when it was told to.
    pub outcome: Result<()>,
}

/// Where an unsent message was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Way {
    /// From the frontend to the backend.
    ToBackend,
    /// From the backend to the frontend.
    ToFrontend,
    /// To the capture; the message itself was passed on.
    ToCapture,
}

impl<F, B, C> ProxyHandle<F, B, C> {
    pub(super) fn new(control: Control, thread: JoinHandle<Stopped<F, B, C>>) -> ProxyHandle<F, B, C> {
        ProxyHandle { control, thread: ManuallyDrop::new(Some(thread)), generation: generation() }
    }

    fn order(&self, operation: &'static str, order: Order) -> Result<ProxyStatistics> {
        if self.generation != generation() {
            return Err(Error::Forked { operation });
        }
        self.control.order(operation, order)
    }

    /// Stops the flow. When this returns, no message goes through any more; they wait in the sockets, and are felt by the
    /// senders once those are full. Nothing is lost.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the proxy has ended; [`Forked`](Error::Forked) in a forked child.
    #[doc(alias = "PAUSE")]
    pub fn pause(&self) -> Result<()> {
        self.order("ProxyHandle::pause", Order::Pause).map(drop)
    }

    /// Lets messages through again.
    ///
    /// # Errors
    /// As [`pause`](ProxyHandle::pause).
    #[doc(alias = "RESUME")]
    pub fn resume(&self) -> Result<()> {
        self.order("ProxyHandle::resume", Order::Resume).map(drop)
    }

    /// What was passed on so far.
    ///
    /// # Errors
    /// As [`pause`](ProxyHandle::pause).
    #[doc(alias = "STATISTICS")]
    pub fn statistics(&self) -> Result<ProxyStatistics> {
        self.order("ProxyHandle::statistics", Order::Report)
    }

    /// Whether the proxy has not ended. It ends by itself when the context is shut down.
    pub fn is_running(&self) -> bool {
        self.generation == generation() && !self.control.has_ended()
    }

    /// Waits until the proxy has ended by itself, `timeout` at most, and says whether it has.
    pub fn wait(&self, timeout: Duration) -> bool {
        self.generation != generation() || self.control.wait(timeout)
    }

    /// Ends the proxy and gives its sockets back, still bound and connected.
    ///
    /// # Errors
    /// [`Forked`](Error::Forked) in a forked child.
    #[doc(alias = "TERMINATE")]
    pub fn stop(self) -> Result<Stopped<F, B, C>> {
        match self.order("ProxyHandle::stop", Order::Stop) {
            // One that has ended already gives its sockets back too.
            Ok(_) | Err(Error::Terminated { .. }) => self.join(),
            Err(error) => Err(error),
        }
    }

    /// Waits until the proxy has ended by itself, as it does when the context is shut down, and gives its sockets back.
    ///
    /// # Errors
    /// [`Forked`](Error::Forked) in a forked child.
    pub fn join(mut self) -> Result<Stopped<F, B, C>> {
        const OPERATION: &str = "ProxyHandle::join";
        if self.generation != generation() {
            return Err(Error::Forked { operation: OPERATION });
        }
        // The thread is there until it is joined here or in drop.
        let thread = self.thread.take().ok_or(Error::Terminated { operation: OPERATION })?;
        thread.join().map_err(|panic| std::panic::resume_unwind(panic))
    }
}

impl<F, B, C> ProxyHandle<F, B, C> {
    /// Lets the proxy go on without a handle until the context is shut down.
    ///
    /// # Errors
    /// As [`pause`](ProxyHandle::pause).
    pub fn detach(mut self) -> Result<()> {
        self.order("ProxyHandle::detach", Order::Detach)?;
        drop(self.thread.take());
        Ok(())
    }
}

impl<F, B, C> Drop for ProxyHandle<F, B, C> {
    fn drop(&mut self) {
        // A forked child does not have the thread: nothing to stop, nor to wait for.
        if self.generation != generation() {
            return;
        }
        if let Some(thread) = self.thread.take() {
            let _ = self.order("ProxyHandle::drop", Order::Stop);
            let _ = thread.join();
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Way::ToBackend => "to the backend",
            Way::ToFrontend => "to the frontend",
            Way::ToCapture => "to the capture",
        })
    }
}
