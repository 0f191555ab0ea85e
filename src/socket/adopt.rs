//! Binding with a descriptor that listens already, as service managers hand them over.

use std::ffi::CString;
use std::net::TcpListener;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixListener;

use super::Socket;
use super::endpoint::refused;
use crate::endpoint::{self, Endpoint};
use crate::guard::guarded;
use crate::kind::Kind;
use crate::raw::{Errno, is_listening};
use crate::{Error, Result};

const OPERATION: &str = "bind_fd";

impl<K: Kind> Socket<K> {
    /// [`bind`](Socket::bind) with a descriptor that listens already, as systemd and its like pass one to a service. The
    /// endpoint says the transport: `tcp://` or `ws://` for an internet socket, whose address the answer has, and
    /// `ipc://` with its path for a Unix socket.
    ///
    /// libzmq owns the descriptor from here on and closes it with the socket. The path of a Unix socket stays.
    ///
    /// # Errors
    /// When the descriptor is no socket of the transport that listens, and as [`bind`](Socket::bind). The descriptor is
    /// closed then; [`try_clone`](OwnedFd::try_clone) it first to keep it.
    ///
    /// # Examples
    /// ```
    /// use std::net::TcpListener;
    /// use zeroxide::{Context, REP};
    ///
    /// let listener = TcpListener::bind("127.0.0.1:0")?;
    /// let port = listener.local_addr()?.port();
    /// let server = Context::new()?.socket(REP)?;
    /// let endpoint = server.bind_fd("tcp://127.0.0.1:*", listener)?;
    /// assert_eq!(endpoint.port(), Some(port));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "ZMQ_USE_FD")]
    pub fn bind_fd(&self, endpoint: impl AsRef<str>, fd: impl Into<OwnedFd>) -> Result<Endpoint> {
        let text = endpoint.as_ref();
        let address = endpoint::check_bind(text).map_err(|reason| refused(OPERATION, text, reason))?;
        let fd = checked(text, fd.into())?;
        self.attach_bound(OPERATION, text, &address, |address: &CString| self.raw.bind_fd(address, fd))
    }
}

/// The descriptor, where libzmq can accept connections from it: on any other it would end the process later.
fn checked(text: &str, fd: OwnedFd) -> Result<OwnedFd> {
    if !guarded!("b07_descriptor_that_does_not_listen") {
        return Ok(fd);
    }
    if !is_listening(fd.as_fd()).map_err(|errno| Error::at(OPERATION, text, errno))? {
        return Err(Error::input(OPERATION, "the descriptor is no stream socket that listens"));
    }
    let fails = |error: std::io::Error| Error::at(OPERATION, text, Errno(error.raw_os_error().unwrap_or(libc::EINVAL)));
    let strange = |_| Error::input(OPERATION, format!("the descriptor is no socket of the transport of {text:?}"));
    // An accept that waits would stop everything that the I/O thread serves.
    match text.split_once("://").map(|(transport, _)| transport) {
        Some("tcp" | "ws" | "wss") => {
            let listener = TcpListener::from(fd);
            listener.local_addr().map_err(strange)?;
            listener.set_nonblocking(true).map_err(fails)?;
            Ok(listener.into())
        }
        Some("ipc") => {
            let listener = UnixListener::from(fd);
            listener.local_addr().map_err(strange)?;
            listener.set_nonblocking(true).map_err(fails)?;
            Ok(listener.into())
        }
        _ => Err(Error::input(OPERATION, format!("the transport of {text:?} takes no descriptor"))),
    }
}
