//! Tries whether descriptors can be had that libzmq takes for granted: it ends the process where it gets none.

use super::errno::Errno;

/// Whether the process may open so many descriptors more. Another thread may be quicker, so this holds for calls that
/// follow at once, and most of the time.
pub(crate) fn has_room(descriptors: usize) -> Result<(), Errno> {
    let pipes: Result<Vec<_>, _> = (0..descriptors.div_ceil(2)).map(|_| std::io::pipe()).collect();
    pipes.map(drop).map_err(|error| Errno(error.raw_os_error().unwrap_or(libc::EMFILE)))
}
