//! The error: rust-zmq's 28 numbers.

#![allow(clippy::upper_case_acronyms)]

use std::sync::OnceLock;
use std::{fmt, io};

use zeroxide::ffi::errno;

/// What a call answers.
pub type Result<T> = std::result::Result<T, Error>;

macro_rules! errors {
    ($($name:ident)*) => {
        /// Why a call failed. A number that has no variant is given as the one that comes nearest; see
        /// [`from_raw`](Error::from_raw).
        #[derive(Clone, Copy, Eq, PartialEq)]
        pub enum Error {
            $(#[doc = concat!("`", stringify!($name), "`.")] $name,)*
        }

        impl Error {
            /// The number, as C has it.
            pub fn to_raw(self) -> i32 {
                match self { $(Error::$name => errno::$name,)* }
            }

            fn exactly(raw: i32) -> Option<Error> {
                // No match: two numbers may be the same on some system.
                [$((errno::$name, Error::$name),)*].into_iter().find(|(number, _)| *number == raw).map(|(_, error)| error)
            }

            /// What the number means, in the system's words.
            pub fn message(self) -> &'static str {
                match self {
                    $(Error::$name => {
                        static TEXT: OnceLock<String> = OnceLock::new();
                        TEXT.get_or_init(|| describe(self))
                    })*
                }
            }
        }
    };
}

errors! {
    EACCES EADDRINUSE EAGAIN EBUSY ECONNREFUSED EFAULT EINTR EHOSTUNREACH EINPROGRESS EINVAL EMFILE EMSGSIZE ENAMETOOLONG
    ENODEV ENOENT ENOMEM ENOTCONN ENOTSOCK EPROTO EPROTONOSUPPORT ENOTSUP ENOBUFS ENETDOWN EADDRNOTAVAIL EFSM
    ENOCOMPATPROTO ETERM EMTHREAD
}

impl Error {
    /// The error of a number. One that has no variant is given as the nearest: `EPERM` as [`EACCES`](Error::EACCES),
    /// `ENOTDIR` as [`ENOENT`](Error::ENOENT), `ETIMEDOUT` as [`ECONNREFUSED`](Error::ECONNREFUSED) and so on, and
    /// whatever is left as [`EINVAL`](Error::EINVAL). Never as those by which programs decide what to do next: `EAGAIN`,
    /// `EINTR`, `EFSM`, `ETERM`, `EHOSTUNREACH`.
    pub fn from_raw(raw: i32) -> Error {
        Error::exactly(raw).unwrap_or_else(|| nearest(raw))
    }
}

/// The numbers that libzmq makes up where the system lacks them, and the kinds of the system's others.
fn nearest(raw: i32) -> Error {
    match raw {
        errno::ENOTSUP_ALT | errno::EAFNOSUPPORT_ALT => Error::ENOTSUP,
        errno::EPROTONOSUPPORT_ALT => Error::EPROTONOSUPPORT,
        errno::ENOBUFS_ALT => Error::ENOBUFS,
        errno::ENETDOWN_ALT | errno::ENETUNREACH_ALT => Error::ENETDOWN,
        errno::EADDRINUSE_ALT => Error::EADDRINUSE,
        errno::EADDRNOTAVAIL_ALT => Error::EADDRNOTAVAIL,
        errno::ECONNREFUSED_ALT | errno::ETIMEDOUT_ALT => Error::ECONNREFUSED,
        errno::EINPROGRESS_ALT => Error::EINPROGRESS,
        errno::ENOTSOCK_ALT => Error::ENOTSOCK,
        errno::EMSGSIZE_ALT => Error::EMSGSIZE,
        errno::EHOSTUNREACH_ALT => Error::EHOSTUNREACH,
        errno::ECONNABORTED_ALT | errno::ECONNRESET_ALT | errno::ENOTCONN_ALT | errno::ENETRESET_ALT => Error::ENOTCONN,
        errno::ENFILE => Error::EMFILE,
        errno::EBADF => Error::ENOTSOCK,
        errno::EAFNOSUPPORT => Error::ENOTSUP,
        _ => nearest_kind(io::Error::from_raw_os_error(raw).kind()),
    }
}

fn nearest_kind(kind: io::ErrorKind) -> Error {
    use io::ErrorKind as Kind;
    match kind {
        Kind::NotFound | Kind::NotADirectory | Kind::IsADirectory => Error::ENOENT,
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Error::EACCES,
        Kind::ConnectionRefused | Kind::TimedOut => Error::ECONNREFUSED,
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::NotConnected | Kind::BrokenPipe => Error::ENOTCONN,
        Kind::NetworkDown | Kind::NetworkUnreachable | Kind::HostUnreachable => Error::ENETDOWN,
        Kind::AddrInUse | Kind::AlreadyExists => Error::EADDRINUSE,
        Kind::AddrNotAvailable => Error::EADDRNOTAVAIL,
        Kind::ResourceBusy | Kind::Deadlock => Error::EBUSY,
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Error::ENOBUFS,
        Kind::OutOfMemory => Error::ENOMEM,
        Kind::Unsupported => Error::ENOTSUP,
        _ => Error::EINVAL,
    }
}

fn describe(error: Error) -> String {
    let text = match error {
        Error::EFSM => "Operation cannot be accomplished in current state",
        Error::ENOCOMPATPROTO => "The protocol is not compatible with the socket type",
        Error::ETERM => "Context was terminated",
        Error::EMTHREAD => "No thread available",
        _ => {
            let number = error.to_raw();
            let text = io::Error::from_raw_os_error(number).to_string();
            let code = format!(" (os error {number})");
            return text.strip_suffix(&code).unwrap_or(&text).to_owned();
        }
    };
    text.to_owned()
}

impl std::error::Error for Error {
    fn description(&self) -> &str {
        self.message()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

/// As [`Display`](fmt::Display), without quotes.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        use io::ErrorKind as Kind;
        let kind = match error {
            Error::ENOENT => Kind::NotFound,
            Error::EACCES => Kind::PermissionDenied,
            Error::ECONNREFUSED => Kind::ConnectionRefused,
            Error::ENOTCONN => Kind::NotConnected,
            Error::EADDRINUSE => Kind::AddrInUse,
            Error::EADDRNOTAVAIL => Kind::AddrNotAvailable,
            Error::EAGAIN => Kind::WouldBlock,
            Error::EINVAL => Kind::InvalidInput,
            Error::EINTR => Kind::Interrupted,
            _ => Kind::Other,
        };
        io::Error::new(kind, error)
    }
}

/// What a failure of zeroxide's is here. No `From`: rust-zmq's error has none.
#[cold]
pub(crate) fn own(error: zeroxide::Error) -> Error {
    match error {
        zeroxide::Error::Endpoint { reason, .. } if matches!(*reason, zeroxide::EndpointError::PathTooLong { .. }) => {
            Error::ENAMETOOLONG
        }
        error => Error::from_raw(error.errno()),
    }
}
