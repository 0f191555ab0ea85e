//! tokio: the descriptor lies in an `AsyncFd`, and tasks have tokio's budget.

use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::task::{Context, Poll, Waker, ready};

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::runtime::Handle;
use tokio::task::coop;

use super::{Driver, failed};
use crate::raw::{RawFd, duplicate};
use crate::{Error, Result};

struct Tokio {
    fd: AsyncFd<OwnedFd>,
}

pub(in crate::aio) fn open(fd: RawFd) -> Result<Box<dyn Driver>> {
    if Handle::try_current().is_err() {
        return Err(Error::Unsupported {
            operation: "AsyncSocket::tokio",
            what: "a socket for tokio outside of a tokio runtime",
        });
    }
    match duplicate(fd).and_then(register) {
        Ok(fd) => Ok(Box::new(Tokio { fd })),
        Err(error) => Err(failed(&error)),
    }
}

// Later versions of tokio want another name for descriptors that are owned, as this one is; earlier ones lack it.
#[allow(deprecated)]
fn register(fd: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    AsyncFd::with_interest(fd, Interest::READABLE)
}

impl Driver for Tokio {
    fn poll_share(&self, cx: &mut Context<'_>) -> Poll<()> {
        coop::poll_proceed(cx).map(|share| share.made_progress())
    }

    fn clear(&self, proxy: &Waker) {
        let _ = self.poll_arm(proxy);
    }

    fn poll_arm(&self, proxy: &Waker) -> Poll<io::Result<()>> {
        // Where tokio finds the task's share used up, it wakes the proxy later all the same.
        let mut cx = Context::from_waker(proxy);
        let readiness = ready!(self.fd.poll_read_ready(&mut cx));
        Poll::Ready(readiness.map(|mut readiness| readiness.clear_ready()))
    }
}

impl fmt::Debug for Tokio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tokio")
    }
}
