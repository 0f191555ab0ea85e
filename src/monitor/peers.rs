//! How many peers there are, by the events.

use std::collections::HashSet;

use super::event::MonitorEvent;
use crate::raw::RawFd;

/// Counts handshakes that succeeded, minus those connections that ended since.
///
/// A handshake's event does not say which connection it was, and not every handshake that failed has one. But there are
/// never more peers than connections, and a connection that ends while others wait for their handshake is taken for one
/// that never had it.
#[derive(Debug, Default)]
pub(super) struct Peers {
    count: usize,
    open: HashSet<RawFd>,
    /// Handshakes that were told before their connections, which different threads may do.
    early: usize,
}

impl Peers {
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn note(&mut self, event: &MonitorEvent) {
        match event {
            MonitorEvent::Connected { fd, .. } | MonitorEvent::Accepted { fd, .. } => {
                // The one that had the descriptor before ended without being told.
                self.close(*fd);
                self.open.insert(*fd);
                if self.early > 0 {
                    self.early -= 1;
                    self.count += 1;
                }
            }
            MonitorEvent::HandshakeSucceeded { .. } if self.count < self.open.len() => self.count += 1,
            MonitorEvent::HandshakeSucceeded { .. } => self.early += 1,
            MonitorEvent::Disconnected { fd, .. } => self.close(*fd),
            _ => {}
        }
    }

    fn close(&mut self, fd: RawFd) {
        self.open.remove(&fd);
        self.count = self.count.min(self.open.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::event::{End, MonitorAddress};

    fn at() -> MonitorAddress {
        MonitorAddress::one(b"tcp://a:1", End::Either)
    }

    fn after(events: &[MonitorEvent]) -> usize {
        let mut peers = Peers::default();
        events.iter().for_each(|event| peers.note(event));
        peers.count()
    }

    #[test]
    fn peers_come_and_go() {
        let accepted = |fd| MonitorEvent::Accepted { fd, at: at() };
        let gone = |fd| MonitorEvent::Disconnected { fd, at: at() };
        let done = || MonitorEvent::HandshakeSucceeded { at: at() };
        let failed = || MonitorEvent::HandshakeFailedAuth { status: 400, at: at() };
        assert_eq!(after(&[accepted(7), done(), accepted(8), done()]), 2);
        assert_eq!(after(&[accepted(7), done(), gone(7)]), 0);
        // One that never got in does not count as one that left, told or not.
        assert_eq!(after(&[accepted(7), done(), accepted(8), failed(), gone(8)]), 1);
        assert_eq!(after(&[accepted(7), done(), accepted(8), gone(8)]), 1);
        // Nor does one from before.
        assert_eq!(after(&[accepted(7), done(), gone(5)]), 1);
        // A descriptor that comes again is another connection.
        assert_eq!(after(&[accepted(7), done(), accepted(7)]), 0);
        assert_eq!(after(&[accepted(7), done(), accepted(7), done()]), 1);
        // Two threads may tell of one connection in either order.
        assert_eq!(after(&[accepted(7), done(), done(), accepted(8)]), 2);
        // One leaves while another is on its way in.
        assert_eq!(after(&[accepted(7), done(), accepted(8), gone(7), done()]), 1);
    }
}
