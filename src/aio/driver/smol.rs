//! async-io, the reactor of smol: the descriptor lies in an `Async`, which is armed anew for each wait.

use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::task::{Context, Poll, Waker};

use async_io::Async;

use super::budget::Budget;
use super::{Driver, failed};
use crate::Result;
use crate::raw::{RawFd, duplicate};

struct Smol {
    fd: Async<OwnedFd>,
    budget: Budget,
}

pub(in crate::aio) fn open(fd: RawFd) -> Result<Box<dyn Driver>> {
    let watch = |fd| {
        let fd = Async::new_nonblocking(duplicate(fd)?)?;
        Ok(Smol { fd, budget: Budget::default() })
    };
    match watch(fd) {
        Ok(smol) => Ok(Box::new(smol)),
        Err(error) => Err(failed(&error)),
    }
}

impl Driver for Smol {
    fn poll_share(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.budget.poll(cx)
    }

    fn clear(&self, proxy: &Waker) {
        let _ = self.poll_arm(proxy);
    }

    fn poll_arm(&self, proxy: &Waker) -> Poll<io::Result<()>> {
        self.fd.poll_readable(&mut Context::from_waker(proxy))
    }
}

impl fmt::Debug for Smol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("smol")
    }
}
