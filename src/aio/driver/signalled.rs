//! The thread-safe kinds, which have no descriptor of their own. libzmq writes to one of a poller's when there is news,
//! and does not read it again when the news are taken in.

use std::fs::File;
use std::io::{self, Read};
use std::task::{Context, Poll, Waker};

use super::{Driver, failed};
use crate::Error;
use crate::Result;
use crate::raw::{PollerSignal, RawFd, RawSocket, duplicate};

/// Another driver, which watches the descriptor; what is written to that is read here, whenever it is forgotten.
#[derive(Debug)]
struct Signalled {
    // Dropped before the signal, whose descriptor it watches.
    driver: Box<dyn Driver>,
    written: File,
    _signal: PollerSignal,
}

/// A driver for a thread-safe socket, by one that watches the descriptor.
pub(super) fn open(
    socket: &RawSocket,
    watch: impl FnOnce(RawFd) -> Result<Box<dyn Driver>>,
) -> Result<Box<dyn Driver>> {
    let (signal, fd) = PollerSignal::of(socket).map_err(|errno| Error::new("AsyncSocket", errno))?;
    let written = File::from(duplicate(fd).map_err(|error| failed(&error))?);
    Ok(Box::new(Signalled { driver: watch(fd)?, written, _signal: signal }))
}

impl Signalled {
    /// Reads whatever was written. What is written later is news again.
    fn drain(&self) {
        let mut room = [0; 512];
        while matches!((&self.written).read(&mut room), Ok(read) if read == room.len()) {}
    }
}

impl Driver for Signalled {
    fn poll_share(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.driver.poll_share(cx)
    }

    fn clear(&self, proxy: &Waker) {
        self.driver.clear(proxy);
        self.drain();
    }

    fn poll_arm(&self, proxy: &Waker) -> Poll<io::Result<()>> {
        let armed = self.driver.poll_arm(proxy);
        if armed.is_ready() {
            self.drain();
        }
        armed
    }
}
