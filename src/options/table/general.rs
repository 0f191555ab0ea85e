//! Options of every socket: queues, waiting, closing, ids.

macro_rules! general {
    ($expand:ident) => {
        $expand! { general
            Any {
                /// How long unsent messages outlive [`close`](crate::Socket::close) and drop. `None` is no limit, zero
                /// discards them.
                ///
                /// Default: none; zero for SUB, XSUB and DISH, and for every socket of a context with `blocky(false)`.
                (ReadWrite Always linger / set_linger: Timeout = 17 "ZMQ_LINGER" [250, -2])
                /// How many messages may wait to be sent to one peer. A message of several frames counts as one; 0 is no
                /// limit. What happens at the limit is the kind's choice: PUB and ROUTER drop, the others wait.
                ///
                /// Default: 1000. Over inproc the bound is the sender's plus the receiver's.
                (ReadWrite Always sndhwm / set_sndhwm: Int = 23 "ZMQ_SNDHWM" [7, -1])
                /// How many received messages of one peer may wait for the application; then the peer has to wait, or
                /// drops, as its kind does. A message of several frames counts as one; 0 is no limit.
                ///
                /// Default: 1000. Over inproc the bound is the sender's plus the receiver's.
                (ReadWrite Always rcvhwm / set_rcvhwm: Int = 24 "ZMQ_RCVHWM" [7, -1])
                /// The longest wait of a blocking receive; it fails with [`Error::WouldBlock`](crate::Error::WouldBlock)
                /// then. `None` is no limit, zero never waits.
                ///
                /// Default: none.
                (ReadWrite Always rcvtimeo / set_rcvtimeo: Timeout = 27 "ZMQ_RCVTIMEO" [250, -2])
                /// The longest wait of a blocking send; it fails with [`Error::WouldBlock`](crate::Error::WouldBlock)
                /// then. `None` is no limit, zero never waits.
                ///
                /// Default: none.
                (ReadWrite Always sndtimeo / set_sndtimeo: Timeout = 28 "ZMQ_SNDTIMEO" [250, -2])
                /// The id under which a ROUTER at the other end knows this socket: 1 to 255 bytes, of which the first is
                /// not zero. Sent by REQ, DEALER and ROUTER. Two sockets with the same id at one ROUTER: the second is
                /// ignored, or takes over with `router_handover`.
                ///
                /// Default: none (an empty value), and the ROUTER makes one up.
                #[doc(alias = "ZMQ_IDENTITY")]
                (ReadWrite Later routing_id / set_routing_id: Id = 5 "ZMQ_ROUTING_ID" ["me", "\0me"])
                /// What can be done without waiting. [`Poller`](crate::Poller) asks for many sockets at once.
                (Read Never events: Events = 15 "ZMQ_EVENTS")
                /// Whether the frame that was received last has more of its message behind it.
                /// [`Message::more`](crate::Message::more) says the same of any frame.
                (Read Never rcvmore: Bool = 13 "ZMQ_RCVMORE")
                /// The descriptor that becomes readable when something may have happened. Edge-triggered: ask for
                /// `events` after every wake-up and after every send and receive. It is libzmq's: only wait on it.
                /// Thread-safe kinds have none and answer an error.
                (Read Never fd: Fd = 14 "ZMQ_FD")
                /// The kind of the socket by its number; [`kind`](crate::Socket::kind) asks nobody.
                (Read Never socket_type: Kind = 16 "ZMQ_TYPE")
                /// The address of the last bind or connect as it turned out, with the port that the system chose. `None`
                /// before the first.
                (Read Never last_endpoint: OptText = 32 "ZMQ_LAST_ENDPOINT")
                /// Whether several threads may use the socket at once, which is so for the newer draft kinds.
                ///
                /// Since libzmq 4.2.
                (Read Never thread_safe: Bool = 81 "ZMQ_THREAD_SAFE")
            }
        }
    };
}
pub(crate) use general;
