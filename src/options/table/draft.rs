//! Options that libzmq calls draft and has only in builds with the draft API.

macro_rules! draft {
    ($expand:ident) => {
        $expand! { draft
            Any {
                /// The size of the buffer for received data, in bytes.
                ///
                /// Default: 8192; the bundled library has 32768. Draft.
                (ReadWrite Later in_batch_size / set_in_batch_size: Int = 101 "ZMQ_IN_BATCH_SIZE" [4096, 0])
                /// The size of the buffer for data to be sent, in bytes.
                ///
                /// Default: 8192; the bundled library has 32768. Draft.
                (ReadWrite Later out_batch_size / set_out_batch_size: Int = 102 "ZMQ_OUT_BATCH_SIZE" [4096, 0])
                /// The message for each new peer. Empty is none.
                ///
                /// Default: none. Sent by ROUTER, DEALER, REQ, REP, SERVER, CLIENT and PEER. Draft.
                (Write Later hello_msg / set_hello_msg: Bytes = 110 "ZMQ_HELLO_MSG" ["hello"])
                /// The message to receive when a peer goes that connected to this socket. Empty is none.
                ///
                /// Default: none. For ROUTER, REP, SERVER and PEER. Draft.
                (Write Later disconnect_msg / set_disconnect_msg: Bytes = 111 "ZMQ_DISCONNECT_MSG" ["gone"])
                /// The message to receive when a connection that this socket made is lost. Empty is none.
                ///
                /// Default: none. For DEALER, REQ, CLIENT and PEER. Draft.
                (Write Later hiccup_msg / set_hiccup_msg: Bytes = 114 "ZMQ_HICCUP_MSG" ["again"])
                /// The priority of packets, 0 to 6; higher ones take a privilege without which libzmq ends the process. 0
                /// leaves it to the system.
                ///
                /// Default: 0. For tcp and ws on Linux. Draft.
                (ReadWrite Later priority / set_priority: Priority = 112 "ZMQ_PRIORITY" [6, 7])
                /// How long the system polls the network card for a socket before it waits, in microseconds. 0 does not.
                ///
                /// Default: 0. For tcp on Linux. It cannot be read: libzmq fails to. Draft.
                (Write Later busy_poll / set_busy_poll: Int = 113 "ZMQ_BUSY_POLL" [1])
                /// The private key of a wss server, as PEM text. libzmq ends the process when it cannot read key or
                /// certificate at bind.
                ///
                /// Default: none. Libraries without wss refuse this and the options that follow. Draft.
                (Write Later wss_key_pem / set_wss_key_pem: Property = 103 "ZMQ_WSS_KEY_PEM" ["-----BEGIN"])
                /// The certificate of a wss server, as PEM text.
                ///
                /// Default: none. Draft.
                (Write Later wss_cert_pem / set_wss_cert_pem: Property = 104 "ZMQ_WSS_CERT_PEM" ["-----BEGIN"])
                /// The certificates that a wss client trusts, as PEM text.
                ///
                /// Default: none. Draft.
                (Write Later wss_trust_pem / set_wss_trust_pem: Property = 105 "ZMQ_WSS_TRUST_PEM" ["-----BEGIN"])
                /// The name that a wss client wants in the server's certificate.
                ///
                /// Default: none, and any will do. Draft.
                (Write Later wss_hostname / set_wss_hostname: Property = 106 "ZMQ_WSS_HOSTNAME" ["localhost"])
                /// Whether a wss client trusts what the system trusts.
                ///
                /// Default: `false`. Draft.
                (Write Later wss_trust_system / set_wss_trust_system: Bool = 107 "ZMQ_WSS_TRUST_SYSTEM" [1, 2])
                /// How NORM controls congestion: 0 not at all, at the fixed `rate`; 1 CC, 2 CCL, 3 CCE, 4 CCE_ECNONLY.
                ///
                /// Default: 1. Libraries without norm refuse this and the options that follow. Draft.
                (ReadWrite Later norm_mode / set_norm_mode: Int = 117 "ZMQ_NORM_MODE" [2, 5])
                /// Whether receivers report losses to the sender alone.
                ///
                /// Default: `false`. For norm. Draft.
                (ReadWrite Later norm_unicast_nack / set_norm_unicast_nack: Bool = 118 "ZMQ_NORM_UNICAST_NACK" [1, 2])
                /// The size of NORM's buffer, in kilobytes.
                ///
                /// Default: 2048. Draft.
                (ReadWrite Later norm_buffer_size / set_norm_buffer_size: Int = 119 "ZMQ_NORM_BUFFER_SIZE" [4096, 0])
                /// The size of a packet's content, in bytes.
                ///
                /// Default: 1400. For norm. Draft.
                (ReadWrite Later norm_segment_size / set_norm_segment_size: Int = 120 "ZMQ_NORM_SEGMENT_SIZE" [1000, 0])
                /// How many packets make a block, 1 to 255.
                ///
                /// Default: 16. For norm. Draft.
                (ReadWrite Later norm_block_size / set_norm_block_size: Int = 121 "ZMQ_NORM_BLOCK_SIZE" [8, 0])
                /// How many packets of parity can be made of a block, 0 to 254.
                ///
                /// Default: 4. For norm. Draft.
                (ReadWrite Later norm_num_parity / set_norm_num_parity: Int = 122 "ZMQ_NORM_NUM_PARITY" [2, 255])
                /// How many packets of parity are sent unasked, 0 to 254.
                ///
                /// Default: 0. For norm. Draft.
                (ReadWrite Later norm_num_autoparity / set_norm_num_autoparity: Int = 123 "ZMQ_NORM_NUM_AUTOPARITY" [2, 255])
                /// Whether new data takes the place of old that waits, in place of waiting.
                ///
                /// Default: `false`. For norm. Draft.
                (ReadWrite Later norm_push / set_norm_push: Bool = 124 "ZMQ_NORM_PUSH" [1, 2])
            }
            Routes {
                /// What to tell of peers, by a message of their routing id and an empty frame: 1 when one comes, 2 when
                /// one goes, 3 both.
                ///
                /// Default: 0. For ROUTER. Draft.
                (ReadWrite Later router_notify / set_router_notify: Int = 97 "ZMQ_ROUTER_NOTIFY" [3, 4])
            }
            Withdraws {
                /// Sends every unsubscription on, also of topics that somebody else still wants.
                ///
                /// Default: `false`. For XSUB. Draft.
                (Write Always xsub_verbose_unsubscribe / set_xsub_verbose_unsubscribe: Bool = 115 "ZMQ_XSUB_VERBOSE_UNSUBSCRIBE" [1])
            }
        }
    };
}
pub(crate) use draft;
