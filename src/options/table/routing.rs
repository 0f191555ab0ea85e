//! Requests, and messages to a given peer.

macro_rules! routing {
    ($expand:ident) => {
        $expand! { routing
            Routes {
                /// Reports messages that cannot be delivered: [`Unreachable`](crate::Error::Unreachable) when no peer has
                /// the routing id, a wait or [`WouldBlock`](crate::Error::WouldBlock) when its queue is full. Without it
                /// they are dropped.
                ///
                /// Default: `false`. For ROUTER.
                #[doc(alias = "ZMQ_ROUTER_BEHAVIOR")]
                #[doc(alias = "ZMQ_FAIL_UNROUTABLE")]
                (Write Always router_mandatory / set_router_mandatory: Bool = 33 "ZMQ_ROUTER_MANDATORY" [1, -1])
                /// Gives a routing id that is taken to the peer that comes with it later, and disconnects the first. Without
                /// it the second is ignored.
                ///
                /// Default: `false`. For ROUTER.
                (Write Always router_handover / set_router_handover: Bool = 56 "ZMQ_ROUTER_HANDOVER" [1, -1])
                /// Talks to plain TCP peers. [`STREAM`](crate::STREAM) is the kind for that.
                ///
                /// Default: `false`. For ROUTER; deprecated in libzmq.
                (Write Before router_raw / set_router_raw: Bool = 41 "ZMQ_ROUTER_RAW" [1, -1])
            }
            Probes {
                /// Sends an empty message on each new connection, so that a ROUTER at its other end learns of this socket.
                /// Only for peers that are ROUTER.
                ///
                /// Default: `false`. For REQ, DEALER and ROUTER.
                (Write Later probe_router / set_probe_router: Bool = 51 "ZMQ_PROBE_ROUTER" [1, -1])
            }
            Requests {
                /// Marks each request, and takes only a reply with its mark for the answer.
                ///
                /// Default: `false`. For REQ.
                (Write Always req_correlate / set_req_correlate: Bool = 52 "ZMQ_REQ_CORRELATE" [1, -1])
                /// Allows the next request before the reply to the last. Set `req_correlate` too, or a late reply is taken
                /// for the next.
                ///
                /// Default: `false`. For REQ.
                (Write Always req_relaxed / set_req_relaxed: Bool = 53 "ZMQ_REQ_RELAXED" [1, -1])
            }
            Assigns {
                /// The routing id for the peer of the next connect, whatever that peer says of itself: 1 to 255 bytes, of
                /// which the first is not zero.
                ///
                /// libzmq ends the process when the id is taken, so connect checks. A ROUTER refuses the id of a peer that
                /// is there; a STREAM, which cannot be asked, every id that it was given before. Where a peer announces
                /// the same id at the very moment of the connect, the connection has the id that its peer gives itself;
                /// with a library that is not the bundled one, give out ids that peers cannot guess.
                ///
                /// Default: none. For ROUTER and STREAM; with `immediate` it has no effect, so connect fails.
                #[doc(alias = "ZMQ_CONNECT_RID")]
                (Write Always connect_routing_id / set_connect_routing_id: Id = 61 "ZMQ_CONNECT_ROUTING_ID" ["peer", "\0peer"])
            }
            Streams {
                /// Receives an empty frame when a peer connects and when it goes.
                ///
                /// Default: `true`. For STREAM. Since libzmq 4.2.
                (Write Later stream_notify / set_stream_notify: Bool = 73 "ZMQ_STREAM_NOTIFY" [0, 2])
            }
        }
    };
}
pub(crate) use routing;
