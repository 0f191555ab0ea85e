//! Transports that reach many at once, and that of virtual machines.

macro_rules! multicast {
    ($expand:ident) => {
        $expand! { multicast
            Any {
                /// The most data to send, in kilobits a second.
                ///
                /// Default: 100. For pgm and epgm, and norm with a fixed rate.
                (ReadWrite Later rate / set_rate: Int = 8 "ZMQ_RATE" [7, 0])
                /// How long a receiver may be away before what it missed is lost.
                ///
                /// Default: 10 s. For pgm and epgm.
                (ReadWrite Later recovery_ivl / set_recovery_ivl: Millis = 9 "ZMQ_RECOVERY_IVL" [250, -1])
                /// Through how many routers packets may go.
                ///
                /// Default: 1. For pgm, epgm, norm and udp.
                (ReadWrite Later multicast_hops / set_multicast_hops: Int = 25 "ZMQ_MULTICAST_HOPS" [7, 0])
                /// The largest packet, in bytes.
                ///
                /// Default: 1500. For pgm and epgm. Since libzmq 4.2.
                (ReadWrite Later multicast_maxtpdu / set_multicast_maxtpdu: Int = 84 "ZMQ_MULTICAST_MAXTPDU" [576, 0])
                /// Whether receivers on this machine get what is sent to a group from it.
                ///
                /// Default: `true`. For udp. Since libzmq 4.3, where it counts as draft.
                (ReadWrite Later multicast_loop / set_multicast_loop: Bool = 96 "ZMQ_MULTICAST_LOOP" [0])
                /// The size of the queue between virtual machines, in bytes; 0 leaves it to the system.
                ///
                /// Default: 0. For vmci; libraries without it refuse this and the options that follow. Since libzmq 4.2.
                (Write Later vmci_buffer_size / set_vmci_buffer_size: Mask = 85 "ZMQ_VMCI_BUFFER_SIZE" [65536])
                /// The least that the peer may make of the queue between virtual machines, in bytes; 0 leaves it to the
                /// system.
                ///
                /// Default: 0. For vmci. Since libzmq 4.2.
                (Write Later vmci_buffer_min_size / set_vmci_buffer_min_size: Mask = 86 "ZMQ_VMCI_BUFFER_MIN_SIZE" [128])
                /// The most that the peer may make of the queue between virtual machines, in bytes; 0 leaves it to the
                /// system.
                ///
                /// Default: 0. For vmci. Since libzmq 4.2.
                (Write Later vmci_buffer_max_size / set_vmci_buffer_max_size: Mask = 87 "ZMQ_VMCI_BUFFER_MAX_SIZE" [262144])
                /// How long an attempt to connect may take. `None` leaves it to the system.
                ///
                /// Default: none. For vmci. Since libzmq 4.2.
                (Write Later vmci_connect_timeout / set_vmci_connect_timeout: Timeout = 88 "ZMQ_VMCI_CONNECT_TIMEOUT" [250])
            }
        }
    };
}
pub(crate) use multicast;
