//! What the system says of a descriptor.

use std::os::fd::{AsRawFd, BorrowedFd};

use super::errno::{Errno, check};

/// Whether a descriptor is a stream socket that listens for connections.
pub(crate) fn is_listening(fd: BorrowedFd<'_>) -> Result<bool, Errno> {
    let stream = socket_option(fd, libc::SO_TYPE)? == libc::SOCK_STREAM;
    Ok(stream && socket_option(fd, libc::SO_ACCEPTCONN)? != 0)
}

fn socket_option(fd: BorrowedFd<'_>, option: i32) -> Result<i32, Errno> {
    let mut value: i32 = 0;
    let mut size = size_of::<i32>() as libc::socklen_t;
    // SAFETY: the descriptor is open while borrowed; value is writable for size bytes.
    let rc =
        unsafe { libc::getsockopt(fd.as_raw_fd(), libc::SOL_SOCKET, option, (&raw mut value).cast(), &raw mut size) };
    check(rc)?;
    Ok(value)
}
