//! Routing ids that the application gives to peers it connects to, and why one cannot be given.

use std::collections::HashSet;

use zeroxide_sys as ffi;

use crate::guard::guarded;
use crate::kind::SocketType;
use crate::raw::{Errno, RawSocket};
use crate::{Error, Result};

const OPTION: &str = "ZMQ_CONNECT_ROUTING_ID";

/// What is known of the ids that `connect_routing_id` gave out.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// The id for the peer of the next connect.
    next: Option<Box<[u8]>>,
    /// Ids that were given. Kept for kinds that cannot be asked whether a peer is still there.
    given: HashSet<Box<[u8]>>,
}

impl Assigned {
    /// The option was set.
    pub(super) fn announce(&mut self, id: &[u8]) {
        self.next = Some(id.into());
    }

    /// Refuses a connect that would end the process, as the id for its peer is taken.
    pub(super) fn check(
        &self,
        operation: &'static str,
        socket: &RawSocket,
        kind: SocketType,
        inproc: bool,
    ) -> Result<()> {
        let Some(next) = &self.next else { return Ok(()) };
        if !guarded!("b06_routing_id_taken") {
            return Ok(());
        }
        let refused = |reason: &str| Error::Option { operation, option: OPTION, reason: reason.into() };
        let fail = |errno| Error::option(operation, OPTION, errno);
        // Such a connection gets its queue when it stands, and no longer counts as this socket's doing.
        let pending = !inproc && guarded!("b06_routing_id_of_a_pending_peer");
        if pending && socket.get_int(ffi::ZMQ_IMMEDIATE).map_err(fail)? != 0 {
            return Err(refused("it has no effect on a socket with `immediate`"));
        }
        if is_taken(socket, kind, next).map_err(fail)?.unwrap_or_else(|| self.given.contains(next)) {
            return Err(refused("a peer has this id, or had it; libzmq would end the process"));
        }
        Ok(())
    }

    /// A connect used the id up.
    pub(super) fn consume(&mut self) {
        self.given.extend(self.next.take());
    }
}

/// Whether a peer has the id, where the socket can be asked.
#[cfg(libzmq_draft)]
fn is_taken(socket: &RawSocket, kind: SocketType, id: &[u8]) -> Result<Option<bool>, Errno> {
    if kind != SocketType::Router {
        return Ok(None);
    }
    // Takes in the peers that came since the last call, as connect will.
    socket.get_int(ffi::ZMQ_EVENTS)?;
    match socket.peer_state(id) {
        Ok(_) => Ok(Some(true)),
        Err(Errno::HOSTUNREACH) => Ok(Some(false)),
        Err(errno) => Err(errno),
    }
}

#[cfg(not(libzmq_draft))]
fn is_taken(_socket: &RawSocket, _kind: SocketType, _id: &[u8]) -> Result<Option<bool>, Errno> {
    Ok(None)
}
