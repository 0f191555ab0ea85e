//! Readiness, as `zmq_poll` reports it.

use bitflags::bitflags;

bitflags! {
    /// What to wait for, or what has come.
    ///
    /// ```
    /// use zeroxide::PollEvents;
    ///
    /// let wanted = PollEvents::READABLE | PollEvents::WRITABLE;
    /// assert!(wanted.contains(zeroxide::POLLIN));
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct PollEvents: i16 {
        /// A message can be received, or a descriptor be read, without waiting.
        #[doc(alias = "ZMQ_POLLIN")]
        const READABLE = 1;
        /// A message can be sent, or a descriptor be written, without waiting.
        #[doc(alias = "ZMQ_POLLOUT")]
        const WRITABLE = 2;
        /// A descriptor has an error. Never reported of sockets.
        #[doc(alias = "ZMQ_POLLERR")]
        const ERROR = 4;
        /// A descriptor has urgent data. Never reported of sockets.
        #[doc(alias = "ZMQ_POLLPRI")]
        const PRIORITY = 8;
    }
}

/// [`PollEvents::READABLE`] by PyZMQ's name.
pub const POLLIN: PollEvents = PollEvents::READABLE;
/// [`PollEvents::WRITABLE`] by PyZMQ's name.
pub const POLLOUT: PollEvents = PollEvents::WRITABLE;
/// [`PollEvents::ERROR`] by PyZMQ's name.
pub const POLLERR: PollEvents = PollEvents::ERROR;
/// [`PollEvents::PRIORITY`] by PyZMQ's name.
pub const POLLPRI: PollEvents = PollEvents::PRIORITY;

impl PollEvents {
    /// Whether a message can be received, or a descriptor be read.
    pub const fn is_readable(self) -> bool {
        self.contains(PollEvents::READABLE)
    }

    /// Whether a message can be sent, or a descriptor be written.
    pub const fn is_writable(self) -> bool {
        self.contains(PollEvents::WRITABLE)
    }

    /// Whether a descriptor has an error.
    pub const fn is_error(self) -> bool {
        self.contains(PollEvents::ERROR)
    }
}
