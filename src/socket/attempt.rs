//! Single tries, for callers that wait in a way of their own. They answer bare numbers, which cost less than errors:
//! `AGAIN` is no failure there.

use super::patience::{Direction, Patience};
use super::{Socket, Wait};
use crate::kind::{Receives, Sends};
use crate::message::{Failure, Message, Outgoing, Way};
use crate::raw::{DONTWAIT, Errno, RawSocket, uninterrupted};

impl<K: Sends> Socket<K> {
    /// Sends a message of one frame, which was checked, if it can be sent at once. The caller finishes the message after
    /// a success; after a failure it is as it was.
    #[inline]
    pub(crate) fn attempt_send<E, O: Outgoing<E>>(&self, message: &mut O) -> Result<(), Errno> {
        if self.state.is_amid() {
            return self.attempt_amid(message);
        }
        match message.attempt(Way { socket: &self.raw, flags: DONTWAIT, later: false }) {
            Ok(()) => Ok(()),
            Err(Failure(errno)) => self.attempt_again(message, errno),
        }
    }

    /// After a try in vain: libzmq may have to be asked to look for room.
    #[cold]
    fn attempt_again<E, O: Outgoing<E>>(&self, message: &mut O, errno: Errno) -> Result<(), Errno> {
        let mut attempt = |socket: &RawSocket, flags| {
            message.attempt(Way { socket, flags, later: false }).map_err(|Failure(errno)| errno)
        };
        Patience::new(self, Direction::Send, Wait::Never).persist(errno, &mut attempt)
    }

    /// The last frame of a message that was begun by `send_more`.
    #[cold]
    fn attempt_amid<E, O: Outgoing<E>>(&self, message: &mut O) -> Result<(), Errno> {
        let way = Way { socket: &self.raw, flags: 0, later: true };
        let sent = uninterrupted(|| message.attempt(way).map_err(|Failure(errno)| errno));
        self.settle_amid(false, sent.err());
        sent
    }
}

impl<K: Receives> Socket<K> {
    /// Receives one frame into a message, if one is there.
    #[inline]
    pub(crate) fn attempt_recv(&self, message: &mut Message) -> Result<(), Errno> {
        uninterrupted(|| self.take_in(&self.raw, message.raw_mut(), DONTWAIT))
    }
}
