//! Topics and subscriptions.

macro_rules! pubsub {
    ($expand:ident) => {
        $expand! { pubsub
            Subscribes {
                /// Adds a topic: messages that begin with it are received. The empty one stands for all. A topic that was
                /// added twice must be taken back twice. At most 8 KiB, as libzmq walks topics by recursion.
                ///
                /// For SUB; on XPUB with `xpub_manual` it grants the topic to the subscriber whose request was received
                /// last.
                (Write Always subscribe / subscribe: Topic = 6 "ZMQ_SUBSCRIBE")
                /// Takes a topic back that was added as it is given. One that was not is no error.
                ///
                /// For SUB; on XPUB with `xpub_manual` it takes the topic from the subscriber whose request was received
                /// last.
                (Write Always unsubscribe / unsubscribe: Topic = 7 "ZMQ_UNSUBSCRIBE")
            }
            Filters {
                /// Turns matching round: messages go to those whose topics do *not* fit. It must be set on the publisher
                /// and on each SUB.
                ///
                /// Default: `false`. For PUB, XPUB and SUB. Since libzmq 4.2.
                (ReadWrite Always invert_matching / set_invert_matching: Bool = 74 "ZMQ_INVERT_MATCHING" [1])
                /// How many topics are subscribed to: by this socket where it is SUB or XSUB, by its peers where it is PUB
                /// or XPUB.
                ///
                /// Since libzmq 4.3.5, where it counts as draft.
                (Read Never topics_count: Int = 116 "ZMQ_TOPICS_COUNT")
            }
            Publishes {
                /// Waits for a subscriber whose queue is full, or answers [`WouldBlock`](crate::Error::WouldBlock), in
                /// place of dropping the message for it.
                ///
                /// Default: `false`. For XPUB, PUB and RADIO.
                (Write Always xpub_nodrop / set_xpub_nodrop: Bool = 69 "ZMQ_XPUB_NODROP" [1, -1])
            }
            Vetoes {
                /// Receives subscriptions also for topics that somebody has already.
                ///
                /// Default: `false`. For XPUB.
                (Write Always xpub_verbose / set_xpub_verbose: Bool = 40 "ZMQ_XPUB_VERBOSE" [1, -1])
                /// Receives subscriptions also for topics that somebody has already, and every unsubscription. Sets
                /// `xpub_verbose` too, and the later of the two calls counts.
                ///
                /// Default: `false`. For XPUB. Since libzmq 4.2.
                (Write Always xpub_verboser / set_xpub_verboser: Bool = 78 "ZMQ_XPUB_VERBOSER" [1, -1])
                /// Leaves it to the application which topics a subscriber gets: after its request was received,
                /// `subscribe` and `unsubscribe` here give and take them.
                ///
                /// Default: `false`. For XPUB.
                (Write Always xpub_manual / set_xpub_manual: Bool = 71 "ZMQ_XPUB_MANUAL" [1, -1])
                /// `xpub_manual`, where the first message that is sent after a topic was granted goes to its new subscriber
                /// alone: for sending it the last value.
                ///
                /// Default: `false`. For XPUB. Since libzmq 4.3, where it counts as draft.
                (Write Always xpub_manual_last_value / set_xpub_manual_last_value: Bool = 98 "ZMQ_XPUB_MANUAL_LAST_VALUE" [1, -1])
                /// The message for each new subscriber, where it fits its topics. Empty is none.
                ///
                /// Default: none. For XPUB, and connections made afterwards.
                (Write Always xpub_welcome_msg / set_xpub_welcome_msg: Bytes = 72 "ZMQ_XPUB_WELCOME_MSG" ["welcome"])
            }
            Forwards {
                /// Takes only the first frame of a message for a subscription; its other frames are data.
                ///
                /// Default: `false`. For XPUB and XSUB. Since libzmq 4.3.5, where it counts as draft.
                (Write Always only_first_subscribe / set_only_first_subscribe: Bool = 108 "ZMQ_ONLY_FIRST_SUBSCRIBE" [1, -1])
            }
        }
    };
}
pub(crate) use pubsub;
