//! The context.

use crate::error::{Error, Result, own};
use crate::{Socket, SocketType};

/// Where sockets live. Clones are handles on the same context; every socket holds one.
///
/// Dropping the last handle waits for unsent messages, 10 seconds at most, and leaves the rest of the wait to a
/// background thread.
#[derive(Clone)]
pub struct Context {
    /// The error is what a context could not be made for: this type's `new` cannot fail.
    inner: std::result::Result<zeroxide::Context, Error>,
}

impl Context {
    /// A context. Where none can be made, because the process is out of descriptors, every call on it says so.
    pub fn new() -> Context {
        Context { inner: zeroxide::Context::new().map_err(own) }
    }

    fn own(&self) -> Result<&zeroxide::Context> {
        self.inner.as_ref().map_err(|error| *error)
    }

    /// The number of I/O threads.
    pub fn get_io_threads(&self) -> Result<i32> {
        self.own()?.io_threads().map_err(own)
    }

    /// Sets the number of I/O threads. It counts until the first socket is opened.
    pub fn set_io_threads(&self, value: i32) -> Result<()> {
        self.own()?.set_io_threads(value).map_err(own)
    }

    /// Opens a socket.
    pub fn socket(&self, socket_type: SocketType) -> Result<Socket> {
        self.own()?.socket(socket_type.own()).map(Socket::new).map_err(own)
    }

    /// Ends the context: wakes every blocked call with `ETERM`, and waits until every socket is closed and its unsent
    /// messages are gone or given up. Other handles on it stay valid, and answer `ETERM`.
    ///
    /// It waits for ever while a socket stays open somewhere; drop those of this thread first.
    pub fn destroy(&mut self) -> Result<()> {
        self.own()?.clone().terminate().map_err(own)
    }
}

impl Default for Context {
    fn default() -> Self {
        Context::new()
    }
}
