//! Every number and name that `zmq.h` defines, DRAFT ones included: a constant needs no symbol in the library.
//!
//! `tests/abi.rs` compares all of them with the header.

use std::ffi::{CStr, c_int};

/// Packs a version into one comparable number, as `ZMQ_VERSION` is.
pub const fn ZMQ_MAKE_VERSION(major: c_int, minor: c_int, patch: c_int) -> c_int {
    major * 10000 + minor * 100 + patch
}

/// One constant each, documented by its group, and the table of all.
macro_rules! constants {
    ($(#[$group:meta] { $($name:ident = $value:expr,)* })*) => {
        $($(#[$group] pub const $name: c_int = $value;)*)*

        /// All numeric constants by name, for tests and tools.
        pub const CONSTANTS: &[(&str, c_int)] = &[$($((stringify!($name), $name),)*)*];
    };
}

constants! {
    /// The version that these declarations are for. `zmq_version` tells the version that is linked.
    {
        ZMQ_VERSION_MAJOR = 4,
        ZMQ_VERSION_MINOR = 3,
        ZMQ_VERSION_PATCH = 5,
        ZMQ_VERSION = ZMQ_MAKE_VERSION(ZMQ_VERSION_MAJOR, ZMQ_VERSION_MINOR, ZMQ_VERSION_PATCH),
    }

    /// Base of the error numbers that libzmq makes up.
    {
        ZMQ_HAUSNUMERO = 156_384_712,
    }

    /// Context options, for `zmq_ctx_set` and `zmq_ctx_get`.
    {
        ZMQ_IO_THREADS = 1,
        ZMQ_MAX_SOCKETS = 2,
        ZMQ_SOCKET_LIMIT = 3,
        ZMQ_THREAD_PRIORITY = 3,
        ZMQ_THREAD_SCHED_POLICY = 4,
        ZMQ_MAX_MSGSZ = 5,
        ZMQ_MSG_T_SIZE = 6,
        ZMQ_THREAD_AFFINITY_CPU_ADD = 7,
        ZMQ_THREAD_AFFINITY_CPU_REMOVE = 8,
        ZMQ_THREAD_NAME_PREFIX = 9,
    }

    /// Defaults of a new context.
    {
        ZMQ_IO_THREADS_DFLT = 1,
        ZMQ_MAX_SOCKETS_DFLT = 1023,
        ZMQ_THREAD_PRIORITY_DFLT = -1,
        ZMQ_THREAD_SCHED_POLICY_DFLT = -1,
    }

    /// Socket types.
    {
        ZMQ_PAIR = 0,
        ZMQ_PUB = 1,
        ZMQ_SUB = 2,
        ZMQ_REQ = 3,
        ZMQ_REP = 4,
        ZMQ_DEALER = 5,
        ZMQ_ROUTER = 6,
        ZMQ_PULL = 7,
        ZMQ_PUSH = 8,
        ZMQ_XPUB = 9,
        ZMQ_XSUB = 10,
        ZMQ_STREAM = 11,
    }

    /// Old names of socket types.
    {
        ZMQ_XREQ = ZMQ_DEALER,
        ZMQ_XREP = ZMQ_ROUTER,
    }

    /// Socket options, for `zmq_setsockopt` and `zmq_getsockopt`.
    {
        ZMQ_AFFINITY = 4,
        ZMQ_ROUTING_ID = 5,
        ZMQ_SUBSCRIBE = 6,
        ZMQ_UNSUBSCRIBE = 7,
        ZMQ_RATE = 8,
        ZMQ_RECOVERY_IVL = 9,
        ZMQ_SNDBUF = 11,
        ZMQ_RCVBUF = 12,
        ZMQ_RCVMORE = 13,
        ZMQ_FD = 14,
        ZMQ_EVENTS = 15,
        ZMQ_TYPE = 16,
        ZMQ_LINGER = 17,
        ZMQ_RECONNECT_IVL = 18,
        ZMQ_BACKLOG = 19,
        ZMQ_RECONNECT_IVL_MAX = 21,
        ZMQ_MAXMSGSIZE = 22,
        ZMQ_SNDHWM = 23,
        ZMQ_RCVHWM = 24,
        ZMQ_MULTICAST_HOPS = 25,
        ZMQ_RCVTIMEO = 27,
        ZMQ_SNDTIMEO = 28,
        ZMQ_LAST_ENDPOINT = 32,
        ZMQ_ROUTER_MANDATORY = 33,
        ZMQ_TCP_KEEPALIVE = 34,
        ZMQ_TCP_KEEPALIVE_CNT = 35,
        ZMQ_TCP_KEEPALIVE_IDLE = 36,
        ZMQ_TCP_KEEPALIVE_INTVL = 37,
        ZMQ_IMMEDIATE = 39,
        ZMQ_XPUB_VERBOSE = 40,
        ZMQ_ROUTER_RAW = 41,
        ZMQ_IPV6 = 42,
        ZMQ_MECHANISM = 43,
        ZMQ_PLAIN_SERVER = 44,
        ZMQ_PLAIN_USERNAME = 45,
        ZMQ_PLAIN_PASSWORD = 46,
        ZMQ_CURVE_SERVER = 47,
        ZMQ_CURVE_PUBLICKEY = 48,
        ZMQ_CURVE_SECRETKEY = 49,
        ZMQ_CURVE_SERVERKEY = 50,
        ZMQ_PROBE_ROUTER = 51,
        ZMQ_REQ_CORRELATE = 52,
        ZMQ_REQ_RELAXED = 53,
        ZMQ_CONFLATE = 54,
        ZMQ_ZAP_DOMAIN = 55,
        ZMQ_ROUTER_HANDOVER = 56,
        ZMQ_TOS = 57,
        ZMQ_CONNECT_ROUTING_ID = 61,
        ZMQ_GSSAPI_SERVER = 62,
        ZMQ_GSSAPI_PRINCIPAL = 63,
        ZMQ_GSSAPI_SERVICE_PRINCIPAL = 64,
        ZMQ_GSSAPI_PLAINTEXT = 65,
        ZMQ_HANDSHAKE_IVL = 66,
        ZMQ_SOCKS_PROXY = 68,
        ZMQ_XPUB_NODROP = 69,
        ZMQ_BLOCKY = 70,
        ZMQ_XPUB_MANUAL = 71,
        ZMQ_XPUB_WELCOME_MSG = 72,
        ZMQ_STREAM_NOTIFY = 73,
        ZMQ_INVERT_MATCHING = 74,
        ZMQ_HEARTBEAT_IVL = 75,
        ZMQ_HEARTBEAT_TTL = 76,
        ZMQ_HEARTBEAT_TIMEOUT = 77,
        ZMQ_XPUB_VERBOSER = 78,
        ZMQ_CONNECT_TIMEOUT = 79,
        ZMQ_TCP_MAXRT = 80,
        ZMQ_THREAD_SAFE = 81,
        ZMQ_MULTICAST_MAXTPDU = 84,
        ZMQ_VMCI_BUFFER_SIZE = 85,
        ZMQ_VMCI_BUFFER_MIN_SIZE = 86,
        ZMQ_VMCI_BUFFER_MAX_SIZE = 87,
        ZMQ_VMCI_CONNECT_TIMEOUT = 88,
        ZMQ_USE_FD = 89,
        ZMQ_GSSAPI_PRINCIPAL_NAMETYPE = 90,
        ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE = 91,
        ZMQ_BINDTODEVICE = 92,
    }

    /// Message properties, for `zmq_msg_get`.
    {
        ZMQ_MORE = 1,
        ZMQ_SHARED = 3,
    }

    /// Send and receive flags.
    {
        ZMQ_DONTWAIT = 1,
        ZMQ_SNDMORE = 2,
    }

    /// Security mechanisms, the values of `ZMQ_MECHANISM`.
    {
        ZMQ_NULL = 0,
        ZMQ_PLAIN = 1,
        ZMQ_CURVE = 2,
        ZMQ_GSSAPI = 3,
    }

    /// Longest group name of RADIO and DISH.
    {
        ZMQ_GROUP_MAX_LENGTH = 255,
    }

    /// Deprecated socket options and old names of current ones.
    {
        ZMQ_IDENTITY = ZMQ_ROUTING_ID,
        ZMQ_CONNECT_RID = ZMQ_CONNECT_ROUTING_ID,
        ZMQ_TCP_ACCEPT_FILTER = 38,
        ZMQ_IPC_FILTER_PID = 58,
        ZMQ_IPC_FILTER_UID = 59,
        ZMQ_IPC_FILTER_GID = 60,
        ZMQ_IPV4ONLY = 31,
        ZMQ_DELAY_ATTACH_ON_CONNECT = ZMQ_IMMEDIATE,
        ZMQ_NOBLOCK = ZMQ_DONTWAIT,
        ZMQ_FAIL_UNROUTABLE = ZMQ_ROUTER_MANDATORY,
        ZMQ_ROUTER_BEHAVIOR = ZMQ_ROUTER_MANDATORY,
    }

    /// Deprecated message property.
    {
        ZMQ_SRCFD = 2,
    }

    /// GSSAPI principal name types.
    {
        ZMQ_GSSAPI_NT_HOSTBASED = 0,
        ZMQ_GSSAPI_NT_USER_NAME = 1,
        ZMQ_GSSAPI_NT_KRB5_PRINCIPAL = 2,
    }

    /// Monitor events.
    {
        ZMQ_EVENT_CONNECTED = 0x0001,
        ZMQ_EVENT_CONNECT_DELAYED = 0x0002,
        ZMQ_EVENT_CONNECT_RETRIED = 0x0004,
        ZMQ_EVENT_LISTENING = 0x0008,
        ZMQ_EVENT_BIND_FAILED = 0x0010,
        ZMQ_EVENT_ACCEPTED = 0x0020,
        ZMQ_EVENT_ACCEPT_FAILED = 0x0040,
        ZMQ_EVENT_CLOSED = 0x0080,
        ZMQ_EVENT_CLOSE_FAILED = 0x0100,
        ZMQ_EVENT_DISCONNECTED = 0x0200,
        ZMQ_EVENT_MONITOR_STOPPED = 0x0400,
        ZMQ_EVENT_ALL = 0xFFFF,
        ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL = 0x0800,
        ZMQ_EVENT_HANDSHAKE_SUCCEEDED = 0x1000,
        ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL = 0x2000,
        ZMQ_EVENT_HANDSHAKE_FAILED_AUTH = 0x4000,
    }

    /// Values of the event `ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL`.
    {
        ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED = 0x1000_0000,
        ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND = 0x1000_0001,
        ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE = 0x1000_0002,
        ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE = 0x1000_0003,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED = 0x1000_0011,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE = 0x1000_0012,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO = 0x1000_0013,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE = 0x1000_0014,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR = 0x1000_0015,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY = 0x1000_0016,
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME = 0x1000_0017,
        ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA = 0x1000_0018,
        ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC = 0x1100_0001,
        ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH = 0x1100_0002,
        ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED = 0x2000_0000,
        ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY = 0x2000_0001,
        ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID = 0x2000_0002,
        ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION = 0x2000_0003,
        ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE = 0x2000_0004,
        ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA = 0x2000_0005,
        ZMQ_PROTOCOL_ERROR_WS_UNSPECIFIED = 0x3000_0000,
    }

    /// Poll events.
    {
        ZMQ_POLLIN = 1,
        ZMQ_POLLOUT = 2,
        ZMQ_POLLERR = 4,
        ZMQ_POLLPRI = 8,
    }

    /// Items that `zmq_poll` handles without a heap allocation.
    {
        ZMQ_POLLITEMS_DFLT = 16,
    }

    /// `zmq_has` exists.
    {
        ZMQ_HAS_CAPABILITIES = 1,
    }

    /// Devices, for `zmq_device`.
    {
        ZMQ_STREAMER = 1,
        ZMQ_FORWARDER = 2,
        ZMQ_QUEUE = 3,
    }

    /// DRAFT socket types.
    {
        ZMQ_SERVER = 12,
        ZMQ_CLIENT = 13,
        ZMQ_RADIO = 14,
        ZMQ_DISH = 15,
        ZMQ_GATHER = 16,
        ZMQ_SCATTER = 17,
        ZMQ_DGRAM = 18,
        ZMQ_PEER = 19,
        ZMQ_CHANNEL = 20,
    }

    /// DRAFT socket options.
    {
        ZMQ_ZAP_ENFORCE_DOMAIN = 93,
        ZMQ_LOOPBACK_FASTPATH = 94,
        ZMQ_METADATA = 95,
        ZMQ_MULTICAST_LOOP = 96,
        ZMQ_ROUTER_NOTIFY = 97,
        ZMQ_XPUB_MANUAL_LAST_VALUE = 98,
        ZMQ_SOCKS_USERNAME = 99,
        ZMQ_SOCKS_PASSWORD = 100,
        ZMQ_IN_BATCH_SIZE = 101,
        ZMQ_OUT_BATCH_SIZE = 102,
        ZMQ_WSS_KEY_PEM = 103,
        ZMQ_WSS_CERT_PEM = 104,
        ZMQ_WSS_TRUST_PEM = 105,
        ZMQ_WSS_HOSTNAME = 106,
        ZMQ_WSS_TRUST_SYSTEM = 107,
        ZMQ_ONLY_FIRST_SUBSCRIBE = 108,
        ZMQ_RECONNECT_STOP = 109,
        ZMQ_HELLO_MSG = 110,
        ZMQ_DISCONNECT_MSG = 111,
        ZMQ_PRIORITY = 112,
        ZMQ_BUSY_POLL = 113,
        ZMQ_HICCUP_MSG = 114,
        ZMQ_XSUB_VERBOSE_UNSUBSCRIBE = 115,
        ZMQ_TOPICS_COUNT = 116,
        ZMQ_NORM_MODE = 117,
        ZMQ_NORM_UNICAST_NACK = 118,
        ZMQ_NORM_BUFFER_SIZE = 119,
        ZMQ_NORM_SEGMENT_SIZE = 120,
        ZMQ_NORM_BLOCK_SIZE = 121,
        ZMQ_NORM_NUM_PARITY = 122,
        ZMQ_NORM_NUM_AUTOPARITY = 123,
        ZMQ_NORM_PUSH = 124,
    }

    /// DRAFT values of `ZMQ_NORM_MODE`.
    {
        ZMQ_NORM_FIXED = 0,
        ZMQ_NORM_CC = 1,
        ZMQ_NORM_CCL = 2,
        ZMQ_NORM_CCE = 3,
        ZMQ_NORM_CCE_ECNONLY = 4,
    }

    /// DRAFT flags of `ZMQ_RECONNECT_STOP`.
    {
        ZMQ_RECONNECT_STOP_CONN_REFUSED = 0x1,
        ZMQ_RECONNECT_STOP_HANDSHAKE_FAILED = 0x2,
        ZMQ_RECONNECT_STOP_AFTER_DISCONNECT = 0x4,
    }

    /// DRAFT context option.
    {
        ZMQ_ZERO_COPY_RECV = 10,
    }

    /// DRAFT flags of `ZMQ_ROUTER_NOTIFY`.
    {
        ZMQ_NOTIFY_CONNECT = 1,
        ZMQ_NOTIFY_DISCONNECT = 2,
    }

    /// DRAFT monitor event and event versions.
    {
        ZMQ_EVENT_PIPES_STATS = 0x10000,
        ZMQ_CURRENT_EVENT_VERSION = 1,
        ZMQ_CURRENT_EVENT_VERSION_DRAFT = 2,
        ZMQ_EVENT_ALL_V1 = ZMQ_EVENT_ALL,
        ZMQ_EVENT_ALL_V2 = ZMQ_EVENT_ALL_V1 | ZMQ_EVENT_PIPES_STATS,
    }
}

/// Names of message properties, for `zmq_msg_gets`.
pub const ZMQ_MSG_PROPERTY_ROUTING_ID: &CStr = c"Routing-Id";
/// Names of message properties, for `zmq_msg_gets`.
pub const ZMQ_MSG_PROPERTY_SOCKET_TYPE: &CStr = c"Socket-Type";
/// Names of message properties, for `zmq_msg_gets`.
pub const ZMQ_MSG_PROPERTY_USER_ID: &CStr = c"User-Id";
/// Names of message properties, for `zmq_msg_gets`.
pub const ZMQ_MSG_PROPERTY_PEER_ADDRESS: &CStr = c"Peer-Address";
