//! How connections are made, watched and given up, on every transport but inproc.

macro_rules! connection {
    ($expand:ident) => {
        $expand! { connection
            Any {
                /// Which of the context's I/O threads may serve connections, a bit for each; 0 lets all. A mask that fits
                /// none makes bind and connect fail.
                ///
                /// Default: 0.
                (ReadWrite Later affinity / set_affinity: Mask = 4 "ZMQ_AFFINITY" [1])
                /// The size of the system's transmit buffer, in bytes. `None` leaves it to the system.
                ///
                /// Default: none.
                (ReadWrite Later sndbuf / set_sndbuf: OrDefault = 11 "ZMQ_SNDBUF" [65536, -2])
                /// The size of the system's receive buffer, in bytes. `None` leaves it to the system.
                ///
                /// Default: none.
                (ReadWrite Later rcvbuf / set_rcvbuf: OrDefault = 12 "ZMQ_RCVBUF" [65536, -2])
                /// How long to wait before a connection that was lost or refused is tried again; a random time of up to
                /// as much is added. `None` does not try again, and nor does zero.
                ///
                /// Default: 100 ms.
                (ReadWrite Later reconnect_ivl / set_reconnect_ivl: Timeout = 18 "ZMQ_RECONNECT_IVL" [250, -2])
                /// The longest wait before a connection is tried again: each wait is twice the one before, up to this.
                /// Zero keeps them all at `reconnect_ivl`.
                ///
                /// Default: zero.
                (ReadWrite Later reconnect_ivl_max / set_reconnect_ivl_max: Millis = 21 "ZMQ_RECONNECT_IVL_MAX" [250, -1])
                /// When to stop trying a connection again.
                ///
                /// Default: never. Since libzmq 4.3.5, where it counts as draft.
                (ReadWrite Later reconnect_stop / set_reconnect_stop: Stop = 109 "ZMQ_RECONNECT_STOP" [1])
                /// How many connections may wait to be accepted.
                ///
                /// Default: 100.
                (ReadWrite Later backlog / set_backlog: Int = 19 "ZMQ_BACKLOG" [7, -1])
                /// The largest frame to receive, in bytes; a peer that sends a larger one is disconnected. `None` is no
                /// limit. What is sent is not limited.
                ///
                /// Default: none. Set it where peers are not trusted: a frame is allocated before it is read.
                (ReadWrite Later maxmsgsize / set_maxmsgsize: Limit = 22 "ZMQ_MAXMSGSIZE" [65536])
                /// Queues messages only for connections that are complete. Without it messages wait for peers that may
                /// never come.
                ///
                /// Default: `false`.
                #[doc(alias = "ZMQ_DELAY_ATTACH_ON_CONNECT")]
                (ReadWrite Before immediate / set_immediate: Bool = 39 "ZMQ_IMMEDIATE" [1, 2])
                /// Allows IPv6 beside IPv4, for tcp, ws and udp.
                ///
                /// Default: `false`, or what the context says.
                (ReadWrite Later ipv6 / set_ipv6: Bool = 42 "ZMQ_IPV6" [1, 2])
                /// How long a new connection may take to agree on protocol and security. Zero is no limit.
                ///
                /// Default: 30 s.
                (ReadWrite Later handshake_ivl / set_handshake_ivl: Millis = 66 "ZMQ_HANDSHAKE_IVL" [250, -1])
                /// How often to ask a peer whether it is still there. Zero does not ask.
                ///
                /// Default: zero. Since libzmq 4.2.
                (ReadWrite Later heartbeat_ivl / set_heartbeat_ivl: Millis = 75 "ZMQ_HEARTBEAT_IVL" [250, -1])
                /// How long the peer should wait for a sign of life of this socket before it gives the connection up,
                /// rounded up to tenths of a second; 65.5 s at most, as libzmq reads longer ones wrong. Zero leaves it to
                /// the peer. It counts where `heartbeat_ivl` is set.
                ///
                /// Default: zero. Since libzmq 4.2.
                (ReadWrite Later heartbeat_ttl / set_heartbeat_ttl: Ttl = 76 "ZMQ_HEARTBEAT_TTL" [300, 65600])
                /// How long to wait for a sign of life of the peer after it was asked, before the connection is given up.
                /// It counts where `heartbeat_ivl` is set.
                ///
                /// Default: none, which is as long as `heartbeat_ivl`; that cannot be set back. Since libzmq 4.2.
                (ReadWrite Later heartbeat_timeout / set_heartbeat_timeout: MillisSet = 77 "ZMQ_HEARTBEAT_TIMEOUT" [250, -1])
                /// How long one attempt to connect may take. Zero leaves it to the system.
                ///
                /// Default: zero. For tcp, ws and vmci. Since libzmq 4.2.
                (ReadWrite Later connect_timeout / set_connect_timeout: Millis = 79 "ZMQ_CONNECT_TIMEOUT" [250, -1])
                /// Tells peers something of this socket, as `X-key:value`; a key of up to 255 bytes. Each call adds a
                /// property, the first of a key stays. Peers read it with
                /// [`Message::property`](crate::Message::property). Not over inproc; four bytes in all are too few.
                ///
                /// Default: none. Since libzmq 4.3, where it counts as draft.
                (Write Later metadata / set_metadata: Property = 95 "ZMQ_METADATA" ["X-a:b", "a:b"])
            }
            Conflates {
                /// Keeps only the newest message of each peer, in place of a queue. For messages of one frame: this crate
                /// refuses to send longer ones on such a socket, and receives each frame of a peer's as a message. With a
                /// library that is not the bundled one, a peer that sends them ends the process.
                ///
                /// Default: `false`. For PUB, SUB, PUSH, PULL and DEALER.
                (ReadWrite Before conflate / set_conflate: Bool = 54 "ZMQ_CONFLATE" [1, 2])
            }
        }
    };
}
pub(crate) use connection;
