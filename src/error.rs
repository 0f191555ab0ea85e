//! The crate's error: which operation failed, on what, why, and what to do about it.

use std::fmt;
use std::io;

use crate::endpoint::EndpointError;
use crate::raw::Errno;

/// What a call of this crate answers; [`Error`] unless it says otherwise.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed.
///
/// Each variant names the operation, and the endpoint or option where one is concerned. Ask with the predicates
/// ([`is_would_block`](Error::is_would_block), [`is_terminated`](Error::is_terminated), …) or match; new variants may
/// come. [`errno`](Error::errno) gives libzmq's number, and there is a conversion into [`std::io::Error`].
///
/// # Examples
/// ```
/// use zeroxide::{Context, Error, REP};
///
/// let context = Context::new()?;
/// let socket = context.socket(REP)?;
/// let error = socket.bind("tcp//127.0.0.1").unwrap_err();
/// assert!(matches!(error, Error::Endpoint { .. }));
/// assert!(error.to_string().contains("tcp//127.0.0.1"));
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing could be done at once, or before the timeout ran out.
    #[error("{operation}: it would block, or the timeout ran out")]
    WouldBlock {
        /// The method that was called.
        operation: &'static str,
    },
    /// The context was shut down, by [`Context::shutdown`](crate::Context::shutdown) or
    /// [`terminate`](crate::Context::terminate).
    #[error("{operation}: the context was shut down")]
    Terminated {
        /// The method that was called.
        operation: &'static str,
    },
    /// The socket's pattern does not allow the operation now, as with two sends in a row on a REQ socket.
    #[error("{operation}: not now: {hint}")]
    WrongState {
        /// The method that was called.
        operation: &'static str,
        /// What has to come first.
        hint: &'static str,
    },
    /// No peer has the routing id that the message is for.
    #[error("{operation}: no peer is connected under this routing id")]
    Unreachable {
        /// The method that was called.
        operation: &'static str,
    },
    /// The handle was made in the process that this one was forked from. Open a context of your own after a fork.
    #[error("{operation}: the handle belongs to the parent process; make a new context after a fork")]
    Forked {
        /// The method that was called.
        operation: &'static str,
    },
    /// The endpoint cannot be meant; libzmq was not asked.
    #[error("{operation} {endpoint:?}: {reason}")]
    Endpoint {
        /// The method that was called.
        operation: &'static str,
        /// The text that was given.
        endpoint: Box<str>,
        /// What is wrong with it.
        #[source]
        reason: Box<EndpointError>,
    },
    /// The option does not take this value, does not fit the socket's kind, or not at this time.
    #[error("{operation} {option}: {reason}")]
    Option {
        /// The method that was called.
        operation: &'static str,
        /// The option's name in C.
        option: &'static str,
        /// What is wrong.
        reason: Box<str>,
    },
    /// An argument cannot be meant; libzmq was not asked.
    #[error("{operation}: {reason}")]
    InvalidInput {
        /// The method that was called.
        operation: &'static str,
        /// What is wrong with it.
        reason: Box<str>,
    },
    /// A message that is not UTF-8 came where text was asked for. The bytes are kept.
    #[error("{operation}: the message is not UTF-8 text")]
    NotText {
        /// The method that was called.
        operation: &'static str,
        /// The message as it came.
        bytes: Vec<u8>,
    },
    /// A message has another number of frames than was asked for. All of them are kept.
    #[error("{operation}: expected {expected} frames, got {}", frames.len())]
    FrameCount {
        /// The method that was called.
        operation: &'static str,
        /// How many were asked for.
        expected: usize,
        /// The frames as they came.
        frames: Vec<Vec<u8>>,
    },
    /// A message is not in the format in which it was asked for. Its frames are kept.
    #[error("{operation}: {reason}")]
    NotDecoded {
        /// The method that was called.
        operation: &'static str,
        /// What is wrong with it.
        reason: Box<str>,
        /// The frames as they came.
        frames: Vec<Vec<u8>>,
    },
    /// The library at hand, or the socket's kind, has no such thing.
    #[error("{operation}: not supported: {what}")]
    Unsupported {
        /// The method that was called.
        operation: &'static str,
        /// What is missing.
        what: &'static str,
    },
    /// Any other failure that libzmq or the system reported.
    #[error(transparent)]
    System(Box<SystemError>),
}

/// A failure that libzmq or the system reported by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemError {
    operation: &'static str,
    subject: Option<Box<str>>,
    errno: Errno,
}

impl SystemError {
    /// The method that was called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The endpoint or file that it concerned.
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// The number, as C has it.
    pub fn errno(&self) -> i32 {
        self.errno.0
    }

    fn hint(&self) -> Option<&'static str> {
        let on_bind = self.operation == "bind";
        match self.errno.0 {
            libc::EADDRINUSE if on_bind => {
                Some("another socket has it, or one that was just closed has not let go yet")
            }
            libc::EADDRNOTAVAIL if on_bind => Some("this machine does not have the address"),
            libc::ENODEV if on_bind => {
                Some("bind takes a local interface or address; IPv6 ones need `set_ipv6(true)` first")
            }
            libc::ENOENT if on_bind => Some("a folder of the path does not exist"),
            libc::ENOENT => Some("the socket is not bound or connected to it"),
            libc::EMFILE => Some("out of sockets (the context's `max_sockets`) or of descriptors (RLIMIT_NOFILE)"),
            libc::EPROTONOSUPPORT => Some("this libzmq has no such transport; see `zeroxide::has`"),
            _ if self.errno == Errno::NOCOMPATPROTO => Some("the transport does not carry this kind of socket"),
            _ if self.errno == Errno::MTHREAD => Some("the context has no I/O thread, or none that `affinity` allows"),
            _ => None,
        }
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation)?;
        if let Some(subject) = &self.subject {
            write!(f, " {subject:?}")?;
        }
        write!(f, ": {}", describe(self.errno))?;
        match self.hint() {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SystemError {}

/// The text of an error number: libzmq's for its own, the system's for the rest.
pub(crate) fn describe(errno: Errno) -> String {
    match errno {
        Errno::FSM => "operation cannot be accomplished in current state".into(),
        Errno::NOCOMPATPROTO => "the protocol is not compatible with the socket type".into(),
        Errno::TERM => "context was terminated".into(),
        Errno::MTHREAD => "no thread available".into(),
        Errno::NOTSUP => "operation not supported".into(),
        Errno(number) => {
            let text = io::Error::from_raw_os_error(number).to_string();
            let code = format!(" (os error {number})");
            text.strip_suffix(&code).unwrap_or(&text).to_owned()
        }
    }
}

impl Error {
    /// Whether nothing could be done at once, or before the timeout ran out: try again later.
    #[inline]
    pub fn is_would_block(&self) -> bool {
        matches!(self, Error::WouldBlock { .. })
    }

    /// Whether the context was shut down: time to drop the socket and leave.
    #[inline]
    pub fn is_terminated(&self) -> bool {
        matches!(self, Error::Terminated { .. })
    }

    /// Whether the socket's pattern asks for another operation first.
    pub fn is_wrong_state(&self) -> bool {
        matches!(self, Error::WrongState { .. })
    }

    /// Whether no peer has the routing id that a message was for.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Error::Unreachable { .. })
    }

    /// Whether the address was taken already.
    pub fn is_address_in_use(&self) -> bool {
        self.errno() == libc::EADDRINUSE
    }

    /// The method that failed.
    pub fn operation(&self) -> &'static str {
        match self {
            Error::WouldBlock { operation }
            | Error::Terminated { operation }
            | Error::WrongState { operation, .. }
            | Error::Unreachable { operation }
            | Error::Forked { operation }
            | Error::Endpoint { operation, .. }
            | Error::Option { operation, .. }
            | Error::InvalidInput { operation, .. }
            | Error::NotText { operation, .. }
            | Error::FrameCount { operation, .. }
            | Error::NotDecoded { operation, .. }
            | Error::Unsupported { operation, .. } => operation,
            Error::System(error) => error.operation,
        }
    }

    /// The number that C code would see for this error: `EAGAIN`, `ETERM`, …; `EINVAL` for input that was refused
    /// before libzmq was asked.
    #[doc(alias = "zmq_errno")]
    pub fn errno(&self) -> i32 {
        match self {
            Error::WouldBlock { .. } => Errno::AGAIN.0,
            Error::Terminated { .. } => Errno::TERM.0,
            Error::WrongState { .. } => Errno::FSM.0,
            Error::Unreachable { .. } => Errno::HOSTUNREACH.0,
            Error::Unsupported { .. } => Errno::NOTSUP.0,
            Error::System(error) => error.errno.0,
            Error::Forked { .. }
            | Error::Endpoint { .. }
            | Error::Option { .. }
            | Error::InvalidInput { .. }
            | Error::NotText { .. }
            | Error::FrameCount { .. }
            | Error::NotDecoded { .. } => Errno::INVAL.0,
        }
    }

    /// What a number means for an operation that concerns nothing else.
    #[cold]
    pub(crate) fn new(operation: &'static str, errno: Errno) -> Error {
        Error::about(operation, None, errno)
    }

    /// What a number means for an operation on an endpoint.
    #[cold]
    pub(crate) fn at(operation: &'static str, endpoint: &str, errno: Errno) -> Error {
        Error::about(operation, Some(endpoint), errno)
    }

    fn about(operation: &'static str, subject: Option<&str>, errno: Errno) -> Error {
        match errno {
            Errno::AGAIN => Error::WouldBlock { operation },
            Errno::TERM => Error::Terminated { operation },
            Errno::FORKED => Error::Forked { operation },
            Errno::HOSTUNREACH => Error::Unreachable { operation },
            Errno::FSM => Error::WrongState { operation, hint: pattern_hint(operation) },
            Errno::NOTSUP if subject.is_none() => {
                Error::Unsupported { operation, what: "this kind of socket does not do it" }
            }
            _ => Error::System(Box::new(SystemError { operation, subject: subject.map(Into::into), errno })),
        }
    }

    /// What a number means for an option.
    #[cold]
    pub(crate) fn option(operation: &'static str, option: &'static str, errno: Errno) -> Error {
        match errno {
            Errno::INVAL => Error::Option {
                operation,
                option,
                reason:
                    "libzmq refused it: the value is out of range, or the library or the socket's kind lacks the option"
                        .into(),
            },
            Errno::TERM | Errno::FORKED => Error::about(operation, None, errno),
            _ => Error::System(Box::new(SystemError { operation, subject: Some(option.into()), errno })),
        }
    }

    #[cold]
    pub(crate) fn input(operation: &'static str, reason: impl Into<Box<str>>) -> Error {
        Error::InvalidInput { operation, reason: reason.into() }
    }
}

fn pattern_hint(operation: &'static str) -> &'static str {
    if operation.contains("send") {
        "a REQ socket must recv the reply before the next send, a REP socket must recv a request first"
    } else {
        "a REQ socket must send a request before it can recv, a REP socket must send its reply before the next recv"
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        let kind = match &error {
            Error::WouldBlock { .. } => io::ErrorKind::WouldBlock,
            Error::Terminated { .. } => io::ErrorKind::ConnectionAborted,
            Error::Unreachable { .. } => io::ErrorKind::NotConnected,
            Error::Unsupported { .. } => io::ErrorKind::Unsupported,
            Error::NotText { .. } | Error::FrameCount { .. } | Error::NotDecoded { .. } => io::ErrorKind::InvalidData,
            Error::Endpoint { .. } | Error::Option { .. } | Error::InvalidInput { .. } => io::ErrorKind::InvalidInput,
            Error::WrongState { .. } | Error::Forked { .. } => io::ErrorKind::Other,
            Error::System(error) => io::Error::from_raw_os_error(error.errno.0).kind(),
        };
        io::Error::new(kind, error)
    }
}

/// A failed send, with what was not sent.
///
/// `?` turns it into an [`Error`] where the message is no longer wanted.
///
/// # Examples
/// ```
/// use zeroxide::{Context, PUSH};
///
/// let context = Context::new()?;
/// let socket = context.socket(PUSH)?;
/// // Nobody is connected.
/// let unsent = socket.try_send(String::from("job")).unwrap_err();
/// assert!(unsent.error().is_would_block());
/// assert_eq!(unsent.into_message(), "job");
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SendError<M> {
    message: M,
    error: Error,
}

impl<M> SendError<M> {
    #[cold]
    pub(crate) fn new(message: M, error: Error) -> SendError<M> {
        SendError { message, error }
    }

    /// Why it was not sent.
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// What was not sent.
    pub fn message(&self) -> &M {
        &self.message
    }

    /// What was not sent, to try again or to keep.
    pub fn into_message(self) -> M {
        self.message
    }

    /// Both.
    pub fn into_parts(self) -> (M, Error) {
        (self.message, self.error)
    }

    /// See [`Error::is_would_block`].
    pub fn is_would_block(&self) -> bool {
        self.error.is_would_block()
    }

    /// See [`Error::is_terminated`].
    pub fn is_terminated(&self) -> bool {
        self.error.is_terminated()
    }
}

impl<M> From<SendError<M>> for Error {
    fn from(unsent: SendError<M>) -> Error {
        unsent.error
    }
}

impl<M> From<SendError<M>> for io::Error {
    fn from(unsent: SendError<M>) -> io::Error {
        unsent.error.into()
    }
}

// The message may be secret or large: it stays out of both texts.
impl<M> fmt::Debug for SendError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<M> fmt::Display for SendError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<M> std::error::Error for SendError<M> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.error)
    }
}

/// A failed send carries a message too, and is handed up by value.
const _: () = assert!(size_of::<Error>() <= 56);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_is_an_error_that_can_be_shown(number in prop_oneof![any::<i32>(), 0..200, 156_384_700..156_384_800]) {
            let errno = Errno(number);
            for error in [Error::new("recv", errno), Error::at("bind", "tcp://*:1", errno), Error::option("set", "ZMQ_X", errno)] {
                let shown = [error.to_string(), format!("{error:?}"), error.operation().to_owned()];
                prop_assert!(shown.iter().all(|text| !text.is_empty()));
                let replaced = matches!(error, Error::Option { .. } | Error::Unsupported { .. });
                prop_assert!(error.errno() == number || replaced, "{error:?}");
                prop_assert!(!std::io::Error::from(error).to_string().is_empty());
            }
        }
    }
}
