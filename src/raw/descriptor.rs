//! A second handle on a descriptor of libzmq's.

use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};

use super::poll::RawFd;

/// A descriptor of one's own for what `fd` stands for. The socket that has `fd` must be open during the call.
pub(crate) fn duplicate(fd: RawFd) -> io::Result<OwnedFd> {
    if fd < 0 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // SAFETY: it is not −1, and it is borrowed for this one call, during which its socket is open.
    unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned()
}
