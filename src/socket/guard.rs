//! Addresses that are let go of at the end of a scope.

use super::Socket;
use crate::endpoint::Endpoint;
use crate::kind::Kind;
use crate::{Error, Result};

/// An address that a socket is bound or connected to for as long as this lives.
#[derive(Debug)]
#[must_use = "the address is let go of when this is dropped"]
pub struct EndpointGuard<'s, K: Kind> {
    socket: &'s Socket<K>,
    endpoint: Endpoint,
    undo: Option<Undo>,
}

#[derive(Debug)]
enum Undo {
    Unbind,
    Disconnect,
}

impl<K: Kind> EndpointGuard<'_, K> {
    /// The address, with the port that the system chose.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Keeps the address when this ends.
    pub fn keep(mut self) -> Endpoint {
        self.undo = None;
        self.endpoint.clone()
    }
}

impl<K: Kind> Drop for EndpointGuard<'_, K> {
    fn drop(&mut self) {
        // It may have been undone by hand.
        let _ = match self.undo {
            Some(Undo::Unbind) => self.socket.unbind(&self.endpoint),
            Some(Undo::Disconnect) => self.socket.disconnect(&self.endpoint),
            None => Ok(()),
        };
    }
}

impl<K: Kind> Socket<K> {
    /// [`bind`](Socket::bind) for a scope: PyZMQ's `with socket.bind(…):`.
    ///
    /// # Errors
    /// As [`bind`](Socket::bind).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, REP};
    ///
    /// let server = Context::new()?.socket(REP)?;
    /// {
    ///     let bound = server.bind_guard("tcp://127.0.0.1:*")?;
    ///     assert_ne!(bound.endpoint().port(), Some(0));
    /// }
    /// assert!(server.unbind("tcp://127.0.0.1:*").is_err());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn bind_guard(&self, endpoint: impl AsRef<str>) -> Result<EndpointGuard<'_, K>> {
        Ok(EndpointGuard { endpoint: self.bind(endpoint)?, socket: self, undo: Some(Undo::Unbind) })
    }

    /// [`connect`](Socket::connect) for a scope: PyZMQ's `with socket.connect(…):`.
    ///
    /// # Errors
    /// As [`connect`](Socket::connect).
    pub fn connect_guard(&self, endpoint: impl AsRef<str>) -> Result<EndpointGuard<'_, K>> {
        const OPERATION: &str = "connect_guard";
        let text = endpoint.as_ref();
        let endpoint = text.parse().map_err(|reason: crate::EndpointError| Error::Endpoint {
            operation: OPERATION,
            endpoint: text.into(),
            reason: reason.into(),
        })?;
        self.connect(text)?;
        Ok(EndpointGuard { endpoint, socket: self, undo: Some(Undo::Disconnect) })
    }
}
