//! Events and what they carry.

use std::fmt;
use std::time::Duration;

use bitflags::bitflags;
use zeroxide_sys as ffi;

use super::protocol::ProtocolError;
use crate::error::describe;
use crate::raw::{Errno, RawFd};

const fn bit(constant: i32) -> u64 {
    constant.cast_unsigned() as u64
}

bitflags! {
    /// Kinds of events, to choose which a [`Monitor`](super::Monitor) reports.
    ///
    /// ```
    /// use zeroxide::MonitorEvents;
    ///
    /// let peers = MonitorEvents::HANDSHAKE_SUCCEEDED | MonitorEvents::DISCONNECTED;
    /// assert!(MonitorEvents::PEERS.contains(peers));
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct MonitorEvents: u64 {
        /// A connection was made; the handshake is to follow.
        #[doc(alias = "ZMQ_EVENT_CONNECTED")]
        const CONNECTED = bit(ffi::ZMQ_EVENT_CONNECTED);
        /// A connection is being made in the background.
        #[doc(alias = "ZMQ_EVENT_CONNECT_DELAYED")]
        const CONNECT_DELAYED = bit(ffi::ZMQ_EVENT_CONNECT_DELAYED);
        /// A connection could not be made or broke, and will be tried again.
        #[doc(alias = "ZMQ_EVENT_CONNECT_RETRIED")]
        const CONNECT_RETRIED = bit(ffi::ZMQ_EVENT_CONNECT_RETRIED);
        /// The socket was bound.
        #[doc(alias = "ZMQ_EVENT_LISTENING")]
        const LISTENING = bit(ffi::ZMQ_EVENT_LISTENING);
        /// The socket could not be bound.
        #[doc(alias = "ZMQ_EVENT_BIND_FAILED")]
        const BIND_FAILED = bit(ffi::ZMQ_EVENT_BIND_FAILED);
        /// A connection was accepted; the handshake is to follow.
        #[doc(alias = "ZMQ_EVENT_ACCEPTED")]
        const ACCEPTED = bit(ffi::ZMQ_EVENT_ACCEPTED);
        /// A connection was not accepted.
        #[doc(alias = "ZMQ_EVENT_ACCEPT_FAILED")]
        const ACCEPT_FAILED = bit(ffi::ZMQ_EVENT_ACCEPT_FAILED);
        /// A bound address, or a connection that was being made, was closed.
        #[doc(alias = "ZMQ_EVENT_CLOSED")]
        const CLOSED = bit(ffi::ZMQ_EVENT_CLOSED);
        /// Closing failed.
        #[doc(alias = "ZMQ_EVENT_CLOSE_FAILED")]
        const CLOSE_FAILED = bit(ffi::ZMQ_EVENT_CLOSE_FAILED);
        /// A connection ended.
        #[doc(alias = "ZMQ_EVENT_DISCONNECTED")]
        const DISCONNECTED = bit(ffi::ZMQ_EVENT_DISCONNECTED);
        /// A handshake failed for a reason that is no violation of a protocol.
        #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL")]
        const HANDSHAKE_FAILED_NO_DETAIL = bit(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL);
        /// A handshake succeeded: the peer is there.
        #[doc(alias = "ZMQ_EVENT_HANDSHAKE_SUCCEEDED")]
        const HANDSHAKE_SUCCEEDED = bit(ffi::ZMQ_EVENT_HANDSHAKE_SUCCEEDED);
        /// A handshake failed because a protocol was violated.
        #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL")]
        const HANDSHAKE_FAILED_PROTOCOL = bit(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL);
        /// A handshake failed because the peer was refused.
        #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_AUTH")]
        const HANDSHAKE_FAILED_AUTH = bit(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_AUTH);
        /// The queues of a connection, where they were asked for. Only in [`monitor_v2`](crate::Socket::monitor_v2).
        #[cfg(feature = "draft")]
        #[doc(alias = "ZMQ_EVENT_PIPES_STATS")]
        const PIPES_STATS = bit(ffi::ZMQ_EVENT_PIPES_STATS);
    }
}

impl MonitorEvents {
    /// Every event of the first format, those included that later libraries may add.
    #[doc(alias = "ZMQ_EVENT_ALL")]
    pub const ALL: MonitorEvents =
        MonitorEvents::from_bits_retain(bit(ffi::ZMQ_EVENT_ALL) & !bit(ffi::ZMQ_EVENT_MONITOR_STOPPED));

    /// What tells how many peers there are: [`wait_for_peers`](super::Monitor::wait_for_peers) needs these.
    pub const PEERS: MonitorEvents = MonitorEvents::CONNECTED
        .union(MonitorEvents::ACCEPTED)
        .union(MonitorEvents::HANDSHAKE_SUCCEEDED)
        .union(MonitorEvents::DISCONNECTED);
}

/// Where an event happened.
///
/// The first format has one address: the one that the socket is bound to or connects to. The second has those of both
/// ends, as far as there are two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MonitorAddress {
    local: Option<Box<str>>,
    remote: Option<Box<str>>,
    endpoint: Box<str>,
}

/// Which end the one address of the first format is.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Local,
    Remote,
    Either,
}

impl MonitorAddress {
    pub(super) fn one(text: &[u8], end: End) -> MonitorAddress {
        let endpoint: Box<str> = String::from_utf8_lossy(text).into();
        let known = || Some(endpoint.clone()).filter(|endpoint| !endpoint.is_empty());
        let (local, remote) = match end {
            End::Local => (known(), None),
            End::Remote => (None, known()),
            End::Either => (None, None),
        };
        MonitorAddress { local, remote, endpoint }
    }

    pub(super) fn both(local: &[u8], remote: &[u8], end: End) -> MonitorAddress {
        let known = |text: &[u8]| {
            let text: Box<str> = String::from_utf8_lossy(text).into();
            Some(text).filter(|text| !text.is_empty())
        };
        let (local, remote) = (known(local), known(remote));
        let (first, second) = match end {
            End::Local => (&local, &remote),
            End::Remote | End::Either => (&remote, &local),
        };
        let endpoint = first.clone().or_else(|| second.clone()).unwrap_or_default();
        MonitorAddress { local, remote, endpoint }
    }

    /// The address that the socket is bound to or connects to. Of a bind that failed it lacks the transport. The second
    /// format does not say of an established connection which end that is: then it is the peer's address.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The address at this end, where it is known.
    pub fn local(&self) -> Option<&str> {
        self.local.as_deref()
    }

    /// The address at the peer's end, where it is known.
    pub fn remote(&self) -> Option<&str> {
        self.remote.as_deref()
    }
}

impl fmt::Display for MonitorAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.local, &self.remote) {
            (Some(local), Some(remote)) => write!(f, "{local} with {remote}"),
            _ => f.write_str(&self.endpoint),
        }
    }
}

/// Something that happened to a socket's addresses or connections. inproc has no events.
///
/// Descriptors are told for telling connections apart; they belong to libzmq, and may be closed or reused by now.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorEvent {
    /// A connection was made; the handshake is to follow.
    #[doc(alias = "ZMQ_EVENT_CONNECTED")]
    Connected {
        /// The connection.
        fd: RawFd,
        /// Where.
        at: MonitorAddress,
    },
    /// A connection is being made in the background.
    #[doc(alias = "ZMQ_EVENT_CONNECT_DELAYED")]
    ConnectDelayed {
        /// Why it was not made at once: `EINPROGRESS`, as a rule.
        errno: i32,
        /// Where.
        at: MonitorAddress,
    },
    /// A connection could not be made or broke, and will be tried again.
    #[doc(alias = "ZMQ_EVENT_CONNECT_RETRIED")]
    ConnectRetried {
        /// When: this long from then.
        interval: Duration,
        /// Where.
        at: MonitorAddress,
    },
    /// The socket was bound.
    #[doc(alias = "ZMQ_EVENT_LISTENING")]
    Listening {
        /// The listening descriptor.
        fd: RawFd,
        /// Where.
        at: MonitorAddress,
    },
    /// The socket could not be bound. One bind that fails may be told more than once.
    #[doc(alias = "ZMQ_EVENT_BIND_FAILED")]
    BindFailed {
        /// Why.
        errno: i32,
        /// Where, without the transport.
        at: MonitorAddress,
    },
    /// A connection was accepted; the handshake is to follow.
    #[doc(alias = "ZMQ_EVENT_ACCEPTED")]
    Accepted {
        /// The connection.
        fd: RawFd,
        /// Where.
        at: MonitorAddress,
    },
    /// A connection was not accepted: it ended at once, a filter refused it, or the process is out of descriptors.
    #[doc(alias = "ZMQ_EVENT_ACCEPT_FAILED")]
    AcceptFailed {
        /// Why.
        errno: i32,
        /// Where.
        at: MonitorAddress,
    },
    /// A bound address, or a connection that was being made, was closed.
    #[doc(alias = "ZMQ_EVENT_CLOSED")]
    Closed {
        /// The descriptor that was closed.
        fd: RawFd,
        /// Where.
        at: MonitorAddress,
    },
    /// Closing failed: as a rule, the file of an ipc address could not be removed.
    #[doc(alias = "ZMQ_EVENT_CLOSE_FAILED")]
    CloseFailed {
        /// Why.
        errno: i32,
        /// Where.
        at: MonitorAddress,
    },
    /// A connection ended, after a handshake that failed too.
    #[doc(alias = "ZMQ_EVENT_DISCONNECTED")]
    Disconnected {
        /// The connection.
        fd: RawFd,
        /// Where.
        at: MonitorAddress,
    },
    /// A handshake succeeded, authentication included: the peer is there.
    #[doc(alias = "ZMQ_EVENT_HANDSHAKE_SUCCEEDED")]
    HandshakeSucceeded {
        /// Where.
        at: MonitorAddress,
    },
    /// A handshake failed for a reason that is no violation of a protocol: the peer left or took too long, or a PLAIN
    /// server has no authenticator.
    #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL")]
    HandshakeFailed {
        /// Why.
        errno: i32,
        /// Where.
        at: MonitorAddress,
    },
    /// A handshake failed because a protocol was violated.
    #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL")]
    HandshakeFailedProtocol {
        /// What was wrong.
        error: ProtocolError,
        /// Where.
        at: MonitorAddress,
    },
    /// A handshake failed because the authenticator refused the peer.
    #[doc(alias = "ZMQ_EVENT_HANDSHAKE_FAILED_AUTH")]
    HandshakeFailedAuth {
        /// The authenticator's answer: 300 try later, 400 refused, 500 something is wrong with the authenticator.
        status: u16,
        /// Where.
        at: MonitorAddress,
    },
    /// How many messages wait in the queues of one connection. See
    /// [`request_pipes_stats`](crate::Socket::request_pipes_stats).
    #[cfg(feature = "draft")]
    #[doc(alias = "ZMQ_EVENT_PIPES_STATS")]
    PipesStats {
        /// Messages to be sent.
        outbound: u64,
        /// Messages to be received.
        inbound: u64,
        /// Where.
        at: MonitorAddress,
    },
    /// The reports ended. Only [`from_frames`](MonitorEvent::from_frames) answers this: a
    /// [`Monitor`](super::Monitor) ends instead.
    #[doc(alias = "ZMQ_EVENT_MONITOR_STOPPED")]
    Stopped,
    /// One that this crate does not know.
    Unknown {
        /// libzmq's number.
        event: u64,
        /// Its values: one in the first format.
        values: Vec<u64>,
        /// Where.
        at: MonitorAddress,
    },
}

impl MonitorEvent {
    /// For frames that no libzmq is known to write.
    pub(super) fn unreadable(frames: &[crate::Message]) -> MonitorEvent {
        let last = frames.last().map_or(&[][..], |frame| frame.as_bytes());
        MonitorEvent::Unknown { event: 0, values: Vec::new(), at: MonitorAddress::one(last, End::Either) }
    }

    /// Which kind of event it is, as a flag. None are set for [`Stopped`](MonitorEvent::Stopped).
    pub fn kind(&self) -> MonitorEvents {
        match self {
            MonitorEvent::Connected { .. } => MonitorEvents::CONNECTED,
            MonitorEvent::ConnectDelayed { .. } => MonitorEvents::CONNECT_DELAYED,
            MonitorEvent::ConnectRetried { .. } => MonitorEvents::CONNECT_RETRIED,
            MonitorEvent::Listening { .. } => MonitorEvents::LISTENING,
            MonitorEvent::BindFailed { .. } => MonitorEvents::BIND_FAILED,
            MonitorEvent::Accepted { .. } => MonitorEvents::ACCEPTED,
            MonitorEvent::AcceptFailed { .. } => MonitorEvents::ACCEPT_FAILED,
            MonitorEvent::Closed { .. } => MonitorEvents::CLOSED,
            MonitorEvent::CloseFailed { .. } => MonitorEvents::CLOSE_FAILED,
            MonitorEvent::Disconnected { .. } => MonitorEvents::DISCONNECTED,
            MonitorEvent::HandshakeSucceeded { .. } => MonitorEvents::HANDSHAKE_SUCCEEDED,
            MonitorEvent::HandshakeFailed { .. } => MonitorEvents::HANDSHAKE_FAILED_NO_DETAIL,
            MonitorEvent::HandshakeFailedProtocol { .. } => MonitorEvents::HANDSHAKE_FAILED_PROTOCOL,
            MonitorEvent::HandshakeFailedAuth { .. } => MonitorEvents::HANDSHAKE_FAILED_AUTH,
            #[cfg(feature = "draft")]
            MonitorEvent::PipesStats { .. } => MonitorEvents::PIPES_STATS,
            MonitorEvent::Stopped => MonitorEvents::empty(),
            MonitorEvent::Unknown { event, .. } => MonitorEvents::from_bits_retain(*event),
        }
    }

    /// Where it happened. None for [`Stopped`](MonitorEvent::Stopped).
    pub fn address(&self) -> Option<&MonitorAddress> {
        match self {
            MonitorEvent::Connected { at, .. }
            | MonitorEvent::ConnectDelayed { at, .. }
            | MonitorEvent::ConnectRetried { at, .. }
            | MonitorEvent::Listening { at, .. }
            | MonitorEvent::BindFailed { at, .. }
            | MonitorEvent::Accepted { at, .. }
            | MonitorEvent::AcceptFailed { at, .. }
            | MonitorEvent::Closed { at, .. }
            | MonitorEvent::CloseFailed { at, .. }
            | MonitorEvent::Disconnected { at, .. }
            | MonitorEvent::HandshakeSucceeded { at }
            | MonitorEvent::HandshakeFailed { at, .. }
            | MonitorEvent::HandshakeFailedProtocol { at, .. }
            | MonitorEvent::HandshakeFailedAuth { at, .. }
            | MonitorEvent::Unknown { at, .. } => Some(at),
            #[cfg(feature = "draft")]
            MonitorEvent::PipesStats { at, .. } => Some(at),
            MonitorEvent::Stopped => None,
        }
    }

    /// See [`MonitorAddress::endpoint`].
    pub fn endpoint(&self) -> &str {
        self.address().map_or("", MonitorAddress::endpoint)
    }

    /// See [`MonitorAddress::local`].
    pub fn local(&self) -> Option<&str> {
        self.address().and_then(MonitorAddress::local)
    }

    /// See [`MonitorAddress::remote`].
    pub fn remote(&self) -> Option<&str> {
        self.address().and_then(MonitorAddress::remote)
    }
}

/// One line for a log.
impl fmt::Display for MonitorEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let because = |errno: &i32| describe(Errno(*errno));
        match self {
            MonitorEvent::Connected { fd, at } => write!(f, "connected to {at} (fd {fd})"),
            MonitorEvent::ConnectDelayed { at, .. } => write!(f, "connecting to {at}"),
            MonitorEvent::ConnectRetried { interval, at } => write!(f, "connecting to {at} again in {interval:?}"),
            MonitorEvent::Listening { fd, at } => write!(f, "listening on {at} (fd {fd})"),
            MonitorEvent::BindFailed { errno, at } => write!(f, "cannot bind {at}: {}", because(errno)),
            MonitorEvent::Accepted { fd, at } => write!(f, "accepted on {at} (fd {fd})"),
            MonitorEvent::AcceptFailed { errno, at } => write!(f, "cannot accept on {at}: {}", because(errno)),
            MonitorEvent::Closed { fd, at } => write!(f, "closed {at} (fd {fd})"),
            MonitorEvent::CloseFailed { errno, at } => write!(f, "cannot close {at}: {}", because(errno)),
            MonitorEvent::Disconnected { fd, at } => write!(f, "disconnected from {at} (fd {fd})"),
            MonitorEvent::HandshakeSucceeded { at } => write!(f, "handshake done on {at}"),
            MonitorEvent::HandshakeFailed { errno, at } => write!(f, "handshake failed on {at}: {}", because(errno)),
            MonitorEvent::HandshakeFailedProtocol { error, at } => write!(f, "handshake failed on {at}: {error}"),
            MonitorEvent::HandshakeFailedAuth { status, at } => {
                write!(f, "handshake failed on {at}: the authenticator answered {status}")
            }
            #[cfg(feature = "draft")]
            MonitorEvent::PipesStats { outbound, inbound, at } => {
                write!(f, "{outbound} messages to send and {inbound} to receive on {at}")
            }
            MonitorEvent::Stopped => f.write_str("the reports ended"),
            MonitorEvent::Unknown { event, values, at } => write!(f, "event {event:#x} on {at} with {values:?}"),
        }
    }
}
