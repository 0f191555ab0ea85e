//! What can be wrong with an endpoint's text.

use thiserror::Error;

/// How much of a wrong endpoint an error repeats.
const SHOWN: usize = 160;

/// A text that no libzmq can bind or connect to, found before libzmq sees it.
///
/// Every message names the endpoint, says what is wrong with it, and shows a right one.
/// A transport that this build of libzmq lacks is not an error here: libzmq itself answers that
/// when binding or connecting.
///
/// # Examples
///
/// ```
/// use zeroxide::{Endpoint, EndpointError};
///
/// let error = "tcp://*5555".parse::<Endpoint>().unwrap_err();
/// assert!(matches!(error, EndpointError::MissingPort { .. }));
/// assert!(error.to_string().contains("tcp://*:5555"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// There is no `://` between transport and address.
    #[error("endpoint {endpoint:?} has no `://`: start with the transport, as in `tcp://localhost:5555`")]
    MissingScheme {
        /// The text that was given.
        endpoint: String,
    },

    /// Nothing stands before `://`.
    #[error("endpoint {endpoint:?} names no transport before `://`: write one, as in `tcp://localhost:5555`")]
    EmptyTransport {
        /// The text that was given.
        endpoint: String,
    },

    /// Nothing stands after `://`.
    #[error(
        "endpoint {endpoint:?} has no address after `://`: write one, as in `tcp://127.0.0.1:5555`, `ipc:///tmp/feed` or `inproc://workers`"
    )]
    EmptyAddress {
        /// The text that was given.
        endpoint: String,
    },

    /// The text contains a NUL byte; libzmq would not see what follows it.
    #[error(
        "endpoint {endpoint:?} has a NUL byte at position {position}: an endpoint is text without NUL, as in `inproc://workers`"
    )]
    InteriorNul {
        /// The text that was given.
        endpoint: String,
        /// Offset of the first NUL, in bytes.
        position: usize,
    },

    /// No port follows the host: the colon or the number is missing.
    #[error(
        "endpoint {endpoint:?} has no `:port` after the host: write one, as in `tcp://*:5555` to bind or `tcp://localhost:5555` to connect"
    )]
    MissingPort {
        /// The text that was given.
        endpoint: String,
    },

    /// No host stands before the port.
    #[error(
        "endpoint {endpoint:?} has no host before the port: write one, as in `tcp://*:5555` to bind or `tcp://localhost:5555` to connect"
    )]
    MissingHost {
        /// The text that was given.
        endpoint: String,
    },

    /// The port is something else than decimal digits (or `*`, where that is allowed).
    #[error(
        "endpoint {endpoint:?} has port {port:?}, which is not a number: write digits only, as in `tcp://127.0.0.1:5555`"
    )]
    PortNotANumber {
        /// The text that was given.
        endpoint: String,
        /// What stands where the port belongs.
        port: String,
    },

    /// The port does not fit 16 bits. libzmq alone would cut it and use another port.
    #[error(
        "endpoint {endpoint:?} has port {port}, over the largest one, 65535: write a smaller one, as in `tcp://127.0.0.1:5555`"
    )]
    PortTooLarge {
        /// The text that was given.
        endpoint: String,
        /// The digits that stand where the port belongs.
        port: String,
    },

    /// `*` stands in an endpoint that is to be connected to: a wildcard is for binding only.
    #[error(
        "endpoint {endpoint:?} has a `*`, which only bind understands: connect to a named peer, as in `tcp://localhost:5555`, or to the endpoint that bind returned"
    )]
    WildcardInConnect {
        /// The text that was given.
        endpoint: String,
    },

    /// An IPv6 address, or another host with colons in it, is not between `[` and `]`.
    #[error(
        "endpoint {endpoint:?} has colons in its host: write an IPv6 address in brackets and the port after them, as in `tcp://[::1]:5555`"
    )]
    UnbracketedIpv6 {
        /// The text that was given.
        endpoint: String,
    },

    /// A `[` has no `]`.
    #[error("endpoint {endpoint:?} opens a `[` and never closes it: write `tcp://[::1]:5555`")]
    UnclosedBracket {
        /// The text that was given.
        endpoint: String,
    },

    /// A character that libzmq refuses in the address of a TCP peer.
    #[error(
        "endpoint {endpoint:?} has {character:?} where no host name can have it: write letters, digits, `-`, `_` and `.`, as in `tcp://db-1.example.org:5555`"
    )]
    HostCharacter {
        /// The text that was given.
        endpoint: String,
        /// The character in question.
        character: char,
    },

    /// The source address before `;` has no port of its own. libzmq alone would take it and never
    /// connect.
    #[error(
        "endpoint {endpoint:?} has a source address without a port: give it one, 0 for any, as in `tcp://192.168.1.17:0;192.168.1.1:5555`"
    )]
    SourceWithoutPort {
        /// The text that was given.
        endpoint: String,
    },

    /// An `ipc` path is longer than the operating system's socket address has room for.
    #[error(
        "endpoint {endpoint:?} has an ipc path of {length} bytes where at most {limit} fit: use a shorter one, as in `ipc:///tmp/feed`"
    )]
    PathTooLong {
        /// The text that was given, shortened.
        endpoint: String,
        /// Length of the path in bytes.
        length: usize,
        /// The most that fits on this platform.
        limit: usize,
    },

    /// An `ipc` path is not UTF-8, so it cannot be part of an endpoint's text.
    #[error("the ipc path {path:?} is not UTF-8: use one that is, as in `ipc:///tmp/feed`")]
    PathNotUtf8 {
        /// The path, as far as it can be shown.
        path: String,
    },

    /// `ipc://@` without a name after the `@`.
    #[error("endpoint {endpoint:?} has no name after `@`: an abstract ipc socket needs one, as in `ipc://@feed`")]
    EmptyAbstractName {
        /// The text that was given.
        endpoint: String,
    },

    /// A `tipc` address that is neither `{…}` nor `<…>`.
    #[error(
        "endpoint {endpoint:?} is no tipc address: write `tipc://{{5555,0,100}}` to bind, `tipc://{{5555,50}}` to connect, or `tipc://<*>` to bind a random port"
    )]
    TipcAddress {
        /// The text that was given.
        endpoint: String,
    },
}

/// The endpoint as an error shows it: whole, unless somebody passed a novel.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let mut short = text.get(..cut).unwrap_or_default().to_owned();
            short.push('…');
            short
        }
    }
}
