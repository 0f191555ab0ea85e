//! The transports that endpoints name.

use std::fmt;

/// The transport of an [`Endpoint`](crate::Endpoint): what stands before `://`.
///
/// That a transport is listed here does not say that the libzmq in use was built with it.
///
/// # Examples
///
/// ```
/// use zeroxide::{Endpoint, Transport};
///
/// let endpoint: Endpoint = "ipc:///tmp/feed".parse()?;
/// assert_eq!(endpoint.transport(), Transport::Ipc);
/// assert_eq!(endpoint.transport().to_string(), "ipc");
/// # Ok::<(), zeroxide::EndpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// Between sockets of one context.
    Inproc,
    /// Between processes of one machine, by Unix sockets.
    Ipc,
    /// TCP.
    Tcp,
    /// WebSocket.
    Ws,
    /// WebSocket over TLS.
    Wss,
    /// UDP, unicast or multicast; for draft socket kinds only.
    Udp,
    /// TIPC, the cluster protocol of the Linux kernel.
    Tipc,
    /// VMware's communication between virtual machines and their host.
    Vmci,
    /// Pragmatic general multicast over raw IP.
    Pgm,
    /// Pragmatic general multicast inside UDP.
    Epgm,
    /// NACK-oriented reliable multicast.
    Norm,
    /// Any other name.
    Other(String),
}

impl Transport {
    pub(super) fn from_name(name: &str) -> Self {
        match name {
            "inproc" => Self::Inproc,
            "ipc" => Self::Ipc,
            "tcp" => Self::Tcp,
            "ws" => Self::Ws,
            "wss" => Self::Wss,
            "udp" => Self::Udp,
            "tipc" => Self::Tipc,
            "vmci" => Self::Vmci,
            "pgm" => Self::Pgm,
            "epgm" => Self::Epgm,
            "norm" => Self::Norm,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The name as endpoints spell it.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(zeroxide::Transport::Epgm.as_str(), "epgm");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Inproc => "inproc",
            Self::Ipc => "ipc",
            Self::Tcp => "tcp",
            Self::Ws => "ws",
            Self::Wss => "wss",
            Self::Udp => "udp",
            Self::Tipc => "tipc",
            Self::Vmci => "vmci",
            Self::Pgm => "pgm",
            Self::Epgm => "epgm",
            Self::Norm => "norm",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
