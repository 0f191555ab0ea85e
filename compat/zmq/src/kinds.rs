//! Kinds of sockets, events and mechanisms.

#![allow(non_camel_case_types, clippy::upper_case_acronyms)]

macro_rules! socket_types {
    ($($name:ident $own:ident $doc:literal)*) => {
        /// A kind of socket.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SocketType {
            $(#[doc = $doc] $name,)*
        }

        impl SocketType {
            pub(crate) fn own(self) -> zeroxide::SocketType {
                match self { $(SocketType::$name => zeroxide::SocketType::$own,)* }
            }

            /// None for the kinds that rust-zmq does not have.
            pub(crate) fn from_own(own: zeroxide::SocketType) -> Option<SocketType> {
                match own {
                    $(zeroxide::SocketType::$own => Some(SocketType::$name),)*
                    _ => None,
                }
            }
        }
    };
}

socket_types! {
    PAIR Pair "One peer, both ways."
    PUB Pub "Sends to all subscribers."
    SUB Sub "Receives from publishers what it subscribed to."
    REQ Req "Sends a request, receives its reply, in turn."
    REP Rep "Receives a request, sends its reply, in turn."
    DEALER Dealer "Sends in rotation, receives from all."
    ROUTER Router "Each message begins with the routing id of the peer it came from or goes to."
    PULL Pull "Receives from PUSH sockets."
    PUSH Push "Hands each message to one peer, in rotation."
    XPUB XPub "PUB that receives subscriptions as messages."
    XSUB XSub "SUB that sends subscriptions as messages."
    STREAM Stream "Plain TCP."
}

macro_rules! socket_events {
    ($($name:ident = $number:literal $doc:literal)*) => {
        /// An event that a monitor reports; [`to_raw`](SocketEvent::to_raw) is its bit in `monitor`'s mask.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SocketEvent {
            $(#[doc = $doc] $name = $number,)*
        }

        impl SocketEvent {
            /// The event's bit.
            pub fn to_raw(self) -> u16 {
                self as u16
            }

            /// The event of a bit. A number that is none, such as that of an event from a newer libzmq, is
            /// [`ALL`](SocketEvent::ALL): some event that this type cannot name.
            pub fn from_raw(raw: u16) -> SocketEvent {
                match raw {
                    $($number => SocketEvent::$name,)*
                    _ => SocketEvent::ALL,
                }
            }
        }
    };
}

socket_events! {
    CONNECTED = 0x1 "A connection was made."
    CONNECT_DELAYED = 0x2 "A connection is being made."
    CONNECT_RETRIED = 0x4 "A connection will be tried again."
    LISTENING = 0x8 "An address is bound."
    BIND_FAILED = 0x10 "An address could not be bound."
    ACCEPTED = 0x20 "A peer's connection was accepted."
    ACCEPT_FAILED = 0x40 "A peer's connection could not be accepted."
    CLOSED = 0x80 "A connection was closed."
    CLOSE_FAILED = 0x100 "A connection could not be closed."
    DISCONNECTED = 0x200 "A connection broke."
    MONITOR_STOPPED = 0x400 "The monitor has ended."
    HANDSHAKE_FAILED_NO_DETAIL = 0x800 "The handshake failed."
    HANDSHAKE_SUCCEEDED = 0x1000 "The handshake succeeded: messages can flow."
    HANDSHAKE_FAILED_PROTOCOL = 0x2000 "The peer broke the protocol of the handshake."
    HANDSHAKE_FAILED_AUTH = 0x4000 "The peer was not let in."
    ALL = 0xFFFF "Every event, as a mask."
}

/// A security mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// None.
    ZMQ_NULL,
    /// User name and password.
    ZMQ_PLAIN,
    /// Encryption by keys.
    ZMQ_CURVE,
    /// GSSAPI.
    ZMQ_GSSAPI,
}
