//! The error numbers that libzmq returns: the system's, and those it makes up.
//!
//! On Windows the numbers are those of the C runtime's `errno.h`, which libzmq uses there, not those of Winsock.

use std::ffi::c_int;

use crate::constants::ZMQ_HAUSNUMERO;

macro_rules! system {
    ($($name:ident $windows:literal)*) => {$(
        #[cfg(not(windows))]
        #[doc = concat!("The system's `", stringify!($name), "`.")]
        pub const $name: c_int = libc::$name;
        #[cfg(windows)]
        #[doc = concat!("The C runtime's `", stringify!($name), "`.")]
        pub const $name: c_int = $windows;
    )*};
}

// The number beside each name is the one of the Windows C runtime.
system! {
    EACCES 13
    EADDRINUSE 100
    EADDRNOTAVAIL 101
    EAFNOSUPPORT 102
    EAGAIN 11
    EBADF 9
    EBUSY 16
    ECONNABORTED 106
    ECONNREFUSED 107
    ECONNRESET 108
    EEXIST 17
    EFAULT 14
    EHOSTUNREACH 110
    EINPROGRESS 112
    EINTR 4
    EINVAL 22
    EMFILE 24
    EMSGSIZE 115
    ENAMETOOLONG 38
    ENETDOWN 116
    ENETRESET 117
    ENETUNREACH 118
    ENFILE 23
    ENOBUFS 119
    ENODEV 19
    ENOENT 2
    ENOMEM 12
    ENOTCONN 126
    ENOTSOCK 128
    ENOTSUP 129
    EPERM 1
    EPIPE 32
    EPROTO 134
    EPROTONOSUPPORT 135
    ETIMEDOUT 138
}

macro_rules! own {
    ($($(#[$doc:meta])* $name:ident $offset:literal)*) => {$(
        $(#[$doc])*
        pub const $name: c_int = ZMQ_HAUSNUMERO + $offset;
    )*};
}

own! {
    /// The socket is not in a state in which it can do this: a REQ must send before it receives.
    EFSM 51
    /// The transport does not go with this socket type.
    ENOCOMPATPROTO 52
    /// The context was terminated.
    ETERM 53
    /// No I/O thread is available.
    EMTHREAD 54
}

own! {
    /// Stands for `ENOTSUP` where the system has no such number; likewise all below.
    ENOTSUP_ALT 1
    /// See [`ENOTSUP_ALT`].
    EPROTONOSUPPORT_ALT 2
    /// See [`ENOTSUP_ALT`].
    ENOBUFS_ALT 3
    /// See [`ENOTSUP_ALT`].
    ENETDOWN_ALT 4
    /// See [`ENOTSUP_ALT`].
    EADDRINUSE_ALT 5
    /// See [`ENOTSUP_ALT`].
    EADDRNOTAVAIL_ALT 6
    /// See [`ENOTSUP_ALT`].
    ECONNREFUSED_ALT 7
    /// See [`ENOTSUP_ALT`].
    EINPROGRESS_ALT 8
    /// See [`ENOTSUP_ALT`].
    ENOTSOCK_ALT 9
    /// See [`ENOTSUP_ALT`].
    EMSGSIZE_ALT 10
    /// See [`ENOTSUP_ALT`].
    EAFNOSUPPORT_ALT 11
    /// See [`ENOTSUP_ALT`].
    ENETUNREACH_ALT 12
    /// See [`ENOTSUP_ALT`].
    ECONNABORTED_ALT 13
    /// See [`ENOTSUP_ALT`].
    ECONNRESET_ALT 14
    /// See [`ENOTSUP_ALT`].
    ENOTCONN_ALT 15
    /// See [`ENOTSUP_ALT`].
    ETIMEDOUT_ALT 16
    /// See [`ENOTSUP_ALT`].
    EHOSTUNREACH_ALT 17
    /// See [`ENOTSUP_ALT`].
    ENETRESET_ALT 18
}
