//! Options that libzmq calls deprecated.

macro_rules! legacy {
    ($expand:ident) => {
        $expand! { legacy
            Any {
                /// Adds a network, as in `192.168.1.0/24`, to those whose peers are accepted; `None` clears the list, and
                /// all are accepted again. An authenticator decides better.
                ///
                /// Default: all are accepted. For tcp; deprecated in libzmq.
                (Write Later tcp_accept_filter / set_tcp_accept_filter: Cidr = 38 "ZMQ_TCP_ACCEPT_FILTER" ["127.0.0.1/8", "nowhere"])
                /// Adds a process to those that are accepted; `None` clears the list, and all are accepted again.
                ///
                /// Default: all are accepted. For ipc, where the system tells; deprecated in libzmq.
                (Write Later ipc_filter_pid / set_ipc_filter_pid: Pid = 58 "ZMQ_IPC_FILTER_PID" [1])
                /// Adds a user to those that are accepted; `None` clears the list, and all are accepted again.
                ///
                /// Default: all are accepted. For ipc, where the system tells; deprecated in libzmq.
                (Write Later ipc_filter_uid / set_ipc_filter_uid: Uid = 59 "ZMQ_IPC_FILTER_UID" [1])
                /// Adds a group to those that are accepted; `None` clears the list, and all are accepted again.
                ///
                /// Default: all are accepted. For ipc, where the system tells; deprecated in libzmq.
                (Write Later ipc_filter_gid / set_ipc_filter_gid: Uid = 60 "ZMQ_IPC_FILTER_GID" [1])
                /// Forbids IPv6: the opposite of `ipv6`, by its old name.
                ///
                /// Default: `true`. Deprecated in libzmq.
                (ReadWrite Later ipv4only / set_ipv4only: Bool = 31 "ZMQ_IPV4ONLY" [0, 2])
            }
        }
    };
}
pub(crate) use legacy;
