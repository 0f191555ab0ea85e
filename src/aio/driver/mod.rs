//! Who watches a socket's descriptor: one adapter for each runtime, all of them behind [`Driver`].

mod budget;
#[cfg(all(unix, feature = "draft"))]
mod signalled;
#[cfg(all(unix, feature = "smol"))]
mod smol;
mod thread;
#[cfg(all(unix, feature = "tokio"))]
mod tokio;

use std::fmt::Debug;
use std::io;
use std::task::{Context, Poll, Waker};

use zeroxide_sys as ffi;

use crate::options::shape;
use crate::raw::{Errno, RawFd, RawSocket};
use crate::{Error, Result};

pub(super) use budget::Portion;
#[cfg(all(unix, feature = "smol"))]
pub(super) use smol::open as smol;
pub(super) use thread::open as thread;
#[cfg(all(unix, feature = "tokio"))]
pub(super) use tokio::open as tokio;

/// Watches one descriptor. Called with the socket's lock held; `proxy` is always the same waker and takes no lock that
/// is held then.
pub(super) trait Driver: Debug + Send + Sync {
    /// Takes a portion of the task's share. Pending, with the task woken again, when it has had that.
    fn poll_share(&self, cx: &mut Context<'_>) -> Poll<()>;

    /// Forgets that the descriptor was readable. `proxy` may be woken at the next news.
    fn clear(&self, proxy: &Waker);

    /// Ready when the descriptor became readable since the last call, which is forgotten with that. Otherwise `proxy` is
    /// woken once when it does.
    fn poll_arm(&self, proxy: &Waker) -> Poll<io::Result<()>>;
}

/// Has the descriptor that tells of commands for a socket watched, by a way to watch one.
pub(super) fn open(
    socket: &RawSocket,
    watch: impl FnOnce(RawFd) -> Result<Box<dyn Driver>>,
) -> Result<Box<dyn Driver>> {
    match shape::Fd::decode(socket, ffi::ZMQ_FD) {
        Ok(fd) => watch(fd),
        #[cfg(all(unix, feature = "draft"))]
        Err(Errno::INVAL) => signalled::open(socket, watch),
        Err(errno) => Err(Error::option("AsyncSocket", "ZMQ_FD", errno)),
    }
}

/// The driver that suits where this is called.
pub(super) fn suitable(fd: RawFd) -> Result<Box<dyn Driver>> {
    #[cfg(all(unix, feature = "tokio"))]
    if ::tokio::runtime::Handle::try_current().is_ok() {
        return tokio(fd);
    }
    #[cfg(all(unix, feature = "smol"))]
    return smol(fd);
    #[cfg(not(all(unix, feature = "smol")))]
    thread(fd)
}

/// What an adapter could not do.
#[cfg(all(unix, any(feature = "tokio", feature = "smol", feature = "draft")))]
fn failed(error: &io::Error) -> Error {
    Error::new("AsyncSocket", Errno(error.raw_os_error().unwrap_or(libc::EIO)))
}
