//! The types of `zmq.h`.

use std::{
    ffi::{c_int, c_short, c_uchar, c_void},
    fmt, mem,
};

/// A message, opaque: 64 bytes aligned like a pointer. Only libzmq reads or writes what is in it.
///
/// `Copy` moves the bytes and nothing else. Two copies are still one message, to be closed once.
#[repr(C)]
#[cfg_attr(target_pointer_width = "64", repr(align(8)))]
#[cfg_attr(target_pointer_width = "32", repr(align(4)))]
#[derive(Clone, Copy)]
pub struct zmq_msg_t {
    /// The bytes.
    pub __: [c_uchar; 64],
}

impl Default for zmq_msg_t {
    /// All zeros: storage for `zmq_msg_init` and its like, not yet a message.
    fn default() -> Self {
        zmq_msg_t { __: [0; 64] }
    }
}

impl fmt::Debug for zmq_msg_t {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("zmq_msg_t").finish_non_exhaustive()
    }
}

/// What the system calls a socket: a file descriptor, or on Windows a pointer-sized `SOCKET`.
#[cfg(unix)]
pub type RawFd = std::os::fd::RawFd;
/// What the system calls a socket: a file descriptor, or on Windows a pointer-sized `SOCKET`.
#[cfg(windows)]
pub type RawFd = std::os::windows::io::RawSocket;

/// libzmq's name for [`RawFd`].
pub type zmq_fd_t = RawFd;

/// One entry of `zmq_poll`: a socket, or when that is null a file descriptor.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct zmq_pollitem_t {
    /// The socket, or null.
    pub socket: *mut c_void,
    /// Used when `socket` is null.
    pub fd: zmq_fd_t,
    /// `ZMQ_POLLIN` and its like: what to wait for.
    pub events: c_short,
    /// What has come.
    pub revents: c_short,
}

impl Default for zmq_pollitem_t {
    fn default() -> Self {
        zmq_pollitem_t { socket: std::ptr::null_mut(), fd: 0, events: 0, revents: 0 }
    }
}

/// One event that `zmq_poller_wait` reports (DRAFT).
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct zmq_poller_event_t {
    /// The socket, or null.
    pub socket: *mut c_void,
    /// Used when `socket` is null.
    pub fd: zmq_fd_t,
    /// What `zmq_poller_add` was given.
    pub user_data: *mut c_void,
    /// What has come.
    pub events: c_short,
}

impl Default for zmq_poller_event_t {
    fn default() -> Self {
        zmq_poller_event_t { socket: std::ptr::null_mut(), fd: 0, user_data: std::ptr::null_mut(), events: 0 }
    }
}

/// Releases the bytes of a message; runs on any thread. First the bytes, then the hint given to `zmq_msg_init_data`.
pub type zmq_free_fn = Option<unsafe extern "C" fn(data: *mut c_void, hint: *mut c_void)>;

/// Runs when a timer expires. First the timer's id, then the argument given to `zmq_timers_add`.
pub type zmq_timer_fn = Option<unsafe extern "C" fn(timer_id: c_int, arg: *mut c_void)>;

/// The body of a thread that `zmq_threadstart` starts.
pub type zmq_thread_fn = Option<unsafe extern "C" fn(arg: *mut c_void)>;

/// A buffer of `zmq_sendiov` and `zmq_recviov`.
#[cfg(unix)]
pub use libc::iovec;

/// A buffer of `zmq_sendiov` and `zmq_recviov`.
#[cfg(windows)]
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct iovec {
    /// First byte.
    pub iov_base: *mut c_void,
    /// Number of bytes.
    pub iov_len: usize,
}

/// The signal mask of `zmq_ppoll`.
#[cfg(unix)]
pub use libc::sigset_t;

/// The signal mask of `zmq_ppoll`, unused on Windows.
#[cfg(windows)]
pub type sigset_t = c_void;

const _: () = {
    assert!(mem::size_of::<zmq_msg_t>() == 64);
    assert!(mem::align_of::<zmq_msg_t>() == mem::align_of::<*const c_void>());
};
