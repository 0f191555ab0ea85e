//! Options of the sockets of the system, most of them for tcp.

macro_rules! tcp {
    ($expand:ident) => {
        $expand! { tcp
            Any {
                /// Whether the system checks connections that are quiet. `None` leaves it to the system.
                ///
                /// Default: none. For tcp.
                (ReadWrite Later tcp_keepalive / set_tcp_keepalive: TriState = 34 "ZMQ_TCP_KEEPALIVE" [1, 2])
                /// How many checks may stay without answer. `None` leaves it to the system.
                ///
                /// Default: none. For tcp.
                (ReadWrite Later tcp_keepalive_cnt / set_tcp_keepalive_cnt: OrDefault = 35 "ZMQ_TCP_KEEPALIVE_CNT" [7, -2])
                /// How long a connection must be quiet to be checked, in whole seconds. `None` leaves it to the system.
                ///
                /// Default: none. For tcp.
                (ReadWrite Later tcp_keepalive_idle / set_tcp_keepalive_idle: Seconds = 36 "ZMQ_TCP_KEEPALIVE_IDLE" [7, -2])
                /// The time between two checks, in whole seconds. `None` leaves it to the system.
                ///
                /// Default: none. For tcp.
                (ReadWrite Later tcp_keepalive_intvl / set_tcp_keepalive_intvl: Seconds = 37 "ZMQ_TCP_KEEPALIVE_INTVL" [7, -2])
                /// How long sent data may go unacknowledged before the connection is given up. Zero leaves it to the
                /// system.
                ///
                /// Default: zero. For tcp, on Linux and Windows. Since libzmq 4.2.
                (ReadWrite Later tcp_maxrt / set_tcp_maxrt: Millis = 80 "ZMQ_TCP_MAXRT" [250, -1])
                /// The type of service that packets carry: the byte of the IP header, of which the upper six bits are the
                /// differentiated services code. 0 leaves it to the system.
                ///
                /// Default: 0. For tcp.
                (ReadWrite Later tos / set_tos: Byte = 57 "ZMQ_TOS" [40, 256])
                /// The SOCKS5 proxy to connect through, as `host:port`. `None` uses none.
                ///
                /// Default: none. For tcp.
                (ReadWrite Later socks_proxy / set_socks_proxy: OptText = 68 "ZMQ_SOCKS_PROXY" ["127.0.0.1:1080"])
                /// The name to give to the SOCKS5 proxy, of up to 255 bytes. `None` gives none.
                ///
                /// Default: none. Since libzmq 4.3, where it counts as draft.
                (ReadWrite Later socks_username / set_socks_username: OptText = 99 "ZMQ_SOCKS_USERNAME" ["user"])
                /// The password to give to the SOCKS5 proxy, of up to 255 bytes. It travels in clear text.
                ///
                /// Default: none. Since libzmq 4.3, where it counts as draft.
                (ReadWrite Later socks_password / set_socks_password: Password = 100 "ZMQ_SOCKS_PASSWORD" ["password"])
                /// The network interface to keep to, by its name of up to 16 bytes. `None` uses any. Where the interface
                /// is not there, or may not be used, bind fails and connect goes on trying.
                ///
                /// Default: none. For tcp and udp on Linux; old kernels ask for a privilege. Since libzmq 4.3.
                (ReadWrite Later bindtodevice / set_bindtodevice: OptText = 92 "ZMQ_BINDTODEVICE" ["lo", "a name that is too long"])
                /// Asks Windows for its faster way between two programs of one machine.
                ///
                /// Default: `false`. Of no effect elsewhere. Since libzmq 4.3, where it counts as draft.
                (ReadWrite Later loopback_fastpath / set_loopback_fastpath: Bool = 94 "ZMQ_LOOPBACK_FASTPATH" [1])
                /// The descriptor that the next bind is to use, which is none but while
                /// [`bind_fd`](crate::Socket::bind_fd) runs; that is how one is given.
                ///
                /// Since libzmq 4.2.
                (Read Never use_fd: OrDefault = 89 "ZMQ_USE_FD")
            }
        }
    };
}
pub(crate) use tcp;
