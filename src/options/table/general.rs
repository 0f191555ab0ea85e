//! Options of every socket: queues, waiting, closing.

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
                /// What can be done without waiting. [`Poller`](crate::Poller) asks for many sockets at once.
                (Read Never events: Events = 15 "ZMQ_EVENTS")
            }
            Subscribes {
                /// Adds a topic: messages that begin with it are received. The empty one stands for all. A topic that was
                /// added twice must be taken back twice. At most 8 KiB, as libzmq walks topics by recursion.
                (Write Always subscribe / subscribe: Topic = 6 "ZMQ_SUBSCRIBE")
            }
        }
    };
}
pub(crate) use general;
