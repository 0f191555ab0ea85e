//! Endpoints: where a socket binds and what it connects to.

mod check;
mod error;
mod transport;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::process;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use check::{Use, after_interface, authority, check, split_host_port};

pub(crate) use check::{check_bind, check_connect};
pub use error::EndpointError;
pub use transport::Transport;

/// The longest path of an `ipc://` endpoint on this system, in bytes: 107 on Linux.
#[doc(alias = "ZMQ_IPC_PATH_MAX_LEN")]
pub const IPC_PATH_MAX_LEN: usize = check::SUN_PATH - 1;

/// A checked endpoint, such as `tcp://127.0.0.1:5555` or `inproc://workers`.
///
/// An endpoint can be made from text, by parsing, or from its pieces, by the constructors here.
/// Both refuse what no libzmq can use, with an [`EndpointError`] that says what is wrong. What
/// binding returns is an endpoint too: the resolved one, with a real port where `*` was asked for.
///
/// | transport | to bind | to connect |
/// |---|---|---|
/// | `inproc` | `inproc://name` | the same; may come before the bind |
/// | `ipc` | `ipc:///path`, `ipc://@abstract` (Linux), `ipc://*` | `ipc:///path`, `ipc://@abstract` |
/// | `tcp` | `tcp://*:5555`, `tcp://eth0:5555`, `tcp://[::1]:*` | `tcp://host:5555`, `tcp://source:0;host:5555` |
/// | `ws`, `wss` | `ws://*:8080/path` | `ws://host:8080/path` |
/// | `udp` | `udp://*:5555`, `udp://eth0;239.0.0.1:5555` | `udp://239.0.0.1:5555` |
/// | `tipc` | `tipc://{5555,0,100}`, `tipc://<*>` | `tipc://{5555,50}` |
/// | `vmci` | `vmci://*:*`, `vmci://@:5555` | `vmci://2:5555` |
/// | `pgm`, `epgm`, `norm` | `epgm://eth0;239.192.1.1:5555` | the same |
///
/// Which of them a given libzmq has is libzmq's to say, when the endpoint is used.
///
/// # Examples
///
/// ```
/// use zeroxide::{Endpoint, Transport};
///
/// let endpoint: Endpoint = "tcp://127.0.0.1:5555".parse()?;
/// assert_eq!(endpoint.transport(), Transport::Tcp);
/// assert_eq!(endpoint.address(), "127.0.0.1:5555");
/// assert_eq!(endpoint.port(), Some(5555));
///
/// assert_eq!(Endpoint::tcp("::1", 5555)?, "tcp://[::1]:5555");
/// assert!("tcp://127.0.0.1:99999".parse::<Endpoint>().is_err());
/// # Ok::<(), zeroxide::EndpointError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Endpoint(String);

impl Endpoint {
    /// Makes `tcp://host:port`, with brackets around an IPv6 address.
    ///
    /// To bind, `host` may be `*` and `port` 0: every interface, and a port that the system picks.
    ///
    /// # Errors
    ///
    /// An [`EndpointError`] when the host is empty or cannot be part of an endpoint.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::net::Ipv4Addr;
    /// use zeroxide::Endpoint;
    ///
    /// assert_eq!(Endpoint::tcp("*", 0)?, "tcp://*:0");
    /// assert_eq!(Endpoint::tcp(Ipv4Addr::LOCALHOST, 5555)?, "tcp://127.0.0.1:5555");
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    pub fn tcp(host: impl fmt::Display, port: u16) -> Result<Self, EndpointError> {
        let host = host.to_string();
        let address = host.split_once('%').map_or(host.as_str(), |(address, _)| address);
        let text = if address.parse::<Ipv6Addr>().is_ok() {
            format!("tcp://[{host}]:{port}")
        } else {
            format!("tcp://{host}:{port}")
        };
        Self::try_from(text)
    }

    /// Makes `inproc://name`, for sockets of one context.
    ///
    /// # Errors
    ///
    /// An [`EndpointError`] when the name is empty or contains a NUL byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// assert_eq!(Endpoint::inproc("workers")?, "inproc://workers");
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    pub fn inproc(name: impl fmt::Display) -> Result<Self, EndpointError> {
        Self::try_from(format!("inproc://{name}"))
    }

    /// Makes an `inproc` endpoint whose name no other call in this process returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// assert_ne!(Endpoint::inproc_unique(), Endpoint::inproc_unique());
    /// ```
    #[must_use]
    pub fn inproc_unique() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(format!("inproc://zeroxide.{:x}.{number:x}", process::id()))
    }

    /// Makes `ipc://path`, a socket file.
    ///
    /// A path of `@name` is a name in Linux's abstract space, without a file; `*` lets bind make up
    /// a path. Relative paths are relative to the working directory of whoever binds or connects.
    ///
    /// # Errors
    ///
    /// An [`EndpointError`] when the path is empty, contains a NUL byte, is not UTF-8, or is longer
    /// than a socket address (107 bytes on Linux and Windows, 103 on macOS and the BSDs).
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// assert_eq!(Endpoint::ipc("/tmp/feed")?, "ipc:///tmp/feed");
    /// assert!(Endpoint::ipc("x".repeat(4000)).is_err());
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    pub fn ipc(path: impl AsRef<Path>) -> Result<Self, EndpointError> {
        let path = path.as_ref();
        match path.to_str() {
            Some(text) => Self::try_from(format!("ipc://{text}")),
            None => Err(EndpointError::PathNotUtf8 { path: path.to_string_lossy().into_owned() }),
        }
    }

    /// Takes what libzmq reports as the endpoint of a socket, without checking it.
    pub(crate) fn from_resolved(text: String) -> Self {
        Self(text)
    }

    /// The whole text, as libzmq takes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `://`.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::{Endpoint, Transport};
    ///
    /// let endpoint: Endpoint = "ws://localhost:8080/feed".parse()?;
    /// assert_eq!(endpoint.transport(), Transport::Ws);
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    #[must_use]
    pub fn transport(&self) -> Transport {
        Transport::from_name(self.transport_name())
    }

    /// The part after `://`.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// let endpoint: Endpoint = "ws://localhost:8080/feed".parse()?;
    /// assert_eq!(endpoint.address(), "localhost:8080/feed");
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    #[must_use]
    pub fn address(&self) -> &str {
        after_scheme(&self.0)
    }

    /// The host of an endpoint that has a port, without the brackets of an IPv6 address.
    ///
    /// `None` for transports without hosts. Of an address with `source;` or `interface;` before it,
    /// the host is what comes after.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// assert_eq!("tcp://[::1]:5555".parse::<Endpoint>()?.host(), Some("::1"));
    /// assert_eq!("inproc://workers".parse::<Endpoint>()?.host(), None);
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host_port().map(|(host, _)| host)
    }

    /// The port, where the transport has ports of 16 bits and the endpoint names one.
    ///
    /// `None` for the wildcard `*`, for `inproc`, `ipc`, `tipc` and `vmci` (whose ports have 32
    /// bits), and for transports that are not known here.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::Endpoint;
    ///
    /// assert_eq!("tcp://localhost:5555".parse::<Endpoint>()?.port(), Some(5555));
    /// assert_eq!("tcp://localhost:*".parse::<Endpoint>()?.port(), None);
    /// # Ok::<(), zeroxide::EndpointError>(())
    /// ```
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.host_port().and_then(|(_, port)| port.parse().ok())
    }

    fn transport_name(&self) -> &str {
        self.0.split_once("://").map_or("", |(transport, _)| transport)
    }

    fn host_port(&self) -> Option<(&str, &str)> {
        let address = self.address();
        match self.transport_name() {
            "ws" | "wss" => split_host_port(authority(address)),
            "tcp" | "udp" | "pgm" | "epgm" | "norm" => split_host_port(after_interface(address)),
            _ => None,
        }
    }
}

fn after_scheme(text: &str) -> &str {
    text.split_once("://").map_or(text, |(_, address)| address)
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text)
    }
}

impl TryFrom<&str> for Endpoint {
    type Error = EndpointError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        check(text, Use::Bind)?;
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Endpoint {
    type Error = EndpointError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        check(&text, Use::Bind)?;
        Ok(Self(text))
    }
}

impl From<SocketAddr> for Endpoint {
    /// The `tcp` endpoint of a socket address.
    fn from(address: SocketAddr) -> Self {
        Self(format!("tcp://{address}"))
    }
}

impl From<(IpAddr, u16)> for Endpoint {
    /// The `tcp` endpoint of an address and a port.
    fn from((host, port): (IpAddr, u16)) -> Self {
        SocketAddr::new(host, port).into()
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        endpoint.0
    }
}

impl AsRef<str> for Endpoint {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Endpoint {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Endpoint {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({:?})", self.0)
    }
}

#[cfg(test)]
mod tests;
