//! One end of a proxy: a socket whose every call returns at once.

use zeroxide_sys as ffi;

use crate::events::PollEvents;
use crate::guard::guarded;
use crate::kind::{Capability, Kind, SocketType};
use crate::raw::{DONTWAIT, Errno, RawMessage, RawSocket, SNDMORE};
use crate::socket::{Socket, close_broken, is_long_subscription};

#[derive(Clone, Copy, Debug)]
pub(crate) struct End<'a> {
    pub(super) raw: &'a RawSocket,
    pub(super) kind: SocketType,
    conflates: bool,
    amid: bool,
    /// Whether subscriptions are sent.
    subscribes: bool,
}

/// What came of looking for a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Received {
    Frame,
    Nothing,
    /// It is not this socket's turn: a REP that owes a reply, or a REQ without a request.
    NotYet,
}

/// What became of a message's first frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    Sent,
    /// There is no room now. The frame is as it was.
    Full,
    /// Nobody is there to get it, or the socket cannot carry it.
    Gone,
}

impl<'a> End<'a> {
    pub(super) fn of<K: Kind>(socket: &'a Socket<K>) -> End<'a> {
        let kind = socket.kind();
        let subscribes = kind == SocketType::XSub && guarded!("b25_long_subscription_through_a_proxy");
        End { raw: socket.raw(), kind, conflates: socket.conflates(), amid: socket.is_amid(), subscribes }
    }

    pub(super) fn is(&self, other: &End<'_>) -> bool {
        self.raw.as_ptr() == other.raw.as_ptr()
    }

    /// Whether frames of a message went out by hand and its last one did not.
    pub(super) fn is_amid(&self) -> bool {
        self.amid
    }

    /// Whether the kind can be proxied. STREAM's messages mean connections, and the thread-safe kinds' have no frames.
    pub(super) fn is_supported(&self) -> bool {
        self.kind.can(Capability::Proxied)
    }

    pub(super) fn receives(&self) -> bool {
        self.kind.can(Capability::Receives)
    }

    pub(super) fn sends(&self) -> bool {
        self.kind.can(Capability::SendsMultipart)
    }

    /// Receives a frame, where one is there.
    #[inline]
    pub(super) fn recv(&self, frame: &mut RawMessage) -> Result<Received, Errno> {
        loop {
            match self.raw.recv_into(frame, DONTWAIT) {
                Ok(()) => {
                    if self.kind == SocketType::XPub {
                        frame.count_in();
                    }
                    return Ok(Received::Frame);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(Received::Nothing),
                Err(Errno::FSM) => return Ok(Received::NotYet),
                Err(errno) => return Err(errno),
            }
        }
    }

    /// Sends the first frame of a message.
    #[inline]
    pub(super) fn begin(&self, frame: &mut RawMessage, more: bool) -> Result<Begun, Errno> {
        if more && self.conflates {
            return Ok(Begun::Gone);
        }
        // It comes from a peer, and would end the process.
        if self.subscribes && is_long_subscription(frame.bytes()) {
            return Ok(Begun::Gone);
        }
        match self.raw.send(frame, flags(more)) {
            Ok(()) => Ok(Begun::Sent),
            Err(errno) => self.begin_again(frame, more, errno),
        }
    }

    #[cold]
    fn begin_again(&self, frame: &mut RawMessage, more: bool, mut errno: Errno) -> Result<Begun, Errno> {
        let mut asked = false;
        loop {
            if errno == Errno::AGAIN && self.kind == SocketType::Req {
                self.raw.forget_request();
            }
            match errno {
                Errno::INTR => {}
                // A send that does not wait may not have seen yet that there is room again. Asking for it looks.
                Errno::AGAIN if !asked => {
                    asked = true;
                    if !self.has_room()? {
                        return Ok(Begun::Full);
                    }
                }
                Errno::AGAIN | Errno::FSM => return Ok(Begun::Full),
                Errno::HOSTUNREACH => return Ok(Begun::Gone),
                errno => return Err(errno),
            }
            match self.raw.send(frame, flags(more)) {
                Ok(()) => return Ok(Begun::Sent),
                Err(next) => errno = next,
            }
        }
    }

    /// Sends a later frame. Says no when its peer is gone, and with it the frames before: the message is over then.
    #[inline]
    pub(super) fn go_on(&self, frame: &mut RawMessage, more: bool) -> Result<bool, Errno> {
        loop {
            match self.raw.send_next(frame, flags(more)) {
                Ok(()) => return Ok(true),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    close_broken(self.raw, self.kind, more);
                    return Ok(false);
                }
                Err(errno) => return Err(errno),
            }
        }
    }

    /// Whether a message can be sent.
    pub(super) fn has_room(&self) -> Result<bool, Errno> {
        let events = self.raw.get_int(ffi::ZMQ_EVENTS)?;
        Ok(events & i32::from(PollEvents::WRITABLE.bits()) != 0)
    }
}

#[inline]
fn flags(more: bool) -> i32 {
    if more { DONTWAIT | SNDMORE } else { DONTWAIT }
}
