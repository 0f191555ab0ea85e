//! Every name that zmq-sys 0.12.0 exports is here, with its type and value.
//!
//! The tables were made from zmq-sys itself. A name that is missing, or has another type, does not compile.

use std::ffi::{c_char, c_int, c_long, c_void};

macro_rules! constants {
    ($($type:ident { $($name:ident = $value:literal)* })*) => {
        #[test]
        fn constants_have_their_type_and_value() {
            $($(
                let value: $type = zmq_sys::$name;
                assert_eq!(value, $value, stringify!($name));
            )*)*
        }
    };
}

macro_rules! functions {
    ($($name:ident($($argument:ty),*) -> $result:ty;)*) => {
        #[test]
        fn functions_have_their_signature() {
            $(let _: unsafe extern "C" fn($($argument),*) -> $result = zmq_sys::$name;)*
        }
    };
}

macro_rules! numbers {
    ($($name:ident)*) => {
        #[test]
        fn error_numbers_are_told_apart() {
            let mut numbers = vec![$((zmq_sys::errno::$name, stringify!($name)),)*];
            let count = numbers.len();
            numbers.sort_unstable();
            numbers.dedup_by_key(|(number, _): &mut (i32, _)| *number);
            assert_eq!(numbers.len(), count);
            assert_eq!(zmq_sys::errno::EFSM, zmq_sys::ZMQ_HAUSNUMERO as i32 + 51);
        }
    };
}

constants! {
    u32 {
        ZMQ_HAUSNUMERO = 156384712 ZMQ_IO_THREADS = 1 ZMQ_MAX_SOCKETS = 2 ZMQ_SOCKET_LIMIT = 3
        ZMQ_THREAD_PRIORITY = 3 ZMQ_THREAD_SCHED_POLICY = 4 ZMQ_MAX_MSGSZ = 5 ZMQ_MSG_T_SIZE = 6
        ZMQ_THREAD_AFFINITY_CPU_ADD = 7 ZMQ_THREAD_AFFINITY_CPU_REMOVE = 8 ZMQ_THREAD_NAME_PREFIX = 9
        ZMQ_IO_THREADS_DFLT = 1 ZMQ_MAX_SOCKETS_DFLT = 1023 ZMQ_PAIR = 0 ZMQ_PUB = 1 ZMQ_SUB = 2 ZMQ_REQ = 3
        ZMQ_REP = 4 ZMQ_DEALER = 5 ZMQ_ROUTER = 6 ZMQ_PULL = 7 ZMQ_PUSH = 8 ZMQ_XPUB = 9 ZMQ_XSUB = 10
        ZMQ_STREAM = 11 ZMQ_AFFINITY = 4 ZMQ_ROUTING_ID = 5 ZMQ_SUBSCRIBE = 6 ZMQ_UNSUBSCRIBE = 7 ZMQ_RATE = 8
        ZMQ_RECOVERY_IVL = 9 ZMQ_SNDBUF = 11 ZMQ_RCVBUF = 12 ZMQ_RCVMORE = 13 ZMQ_FD = 14 ZMQ_EVENTS = 15
        ZMQ_TYPE = 16 ZMQ_LINGER = 17 ZMQ_RECONNECT_IVL = 18 ZMQ_BACKLOG = 19 ZMQ_RECONNECT_IVL_MAX = 21
        ZMQ_MAXMSGSIZE = 22 ZMQ_SNDHWM = 23 ZMQ_RCVHWM = 24 ZMQ_MULTICAST_HOPS = 25 ZMQ_RCVTIMEO = 27
        ZMQ_SNDTIMEO = 28 ZMQ_LAST_ENDPOINT = 32 ZMQ_ROUTER_MANDATORY = 33 ZMQ_TCP_KEEPALIVE = 34
        ZMQ_TCP_KEEPALIVE_CNT = 35 ZMQ_TCP_KEEPALIVE_IDLE = 36 ZMQ_TCP_KEEPALIVE_INTVL = 37 ZMQ_IMMEDIATE = 39
        ZMQ_XPUB_VERBOSE = 40 ZMQ_ROUTER_RAW = 41 ZMQ_IPV6 = 42 ZMQ_MECHANISM = 43 ZMQ_PLAIN_SERVER = 44
        ZMQ_PLAIN_USERNAME = 45 ZMQ_PLAIN_PASSWORD = 46 ZMQ_CURVE_SERVER = 47 ZMQ_CURVE_PUBLICKEY = 48
        ZMQ_CURVE_SECRETKEY = 49 ZMQ_CURVE_SERVERKEY = 50 ZMQ_PROBE_ROUTER = 51 ZMQ_REQ_CORRELATE = 52
        ZMQ_REQ_RELAXED = 53 ZMQ_CONFLATE = 54 ZMQ_ZAP_DOMAIN = 55 ZMQ_ROUTER_HANDOVER = 56 ZMQ_TOS = 57
        ZMQ_CONNECT_ROUTING_ID = 61 ZMQ_GSSAPI_SERVER = 62 ZMQ_GSSAPI_PRINCIPAL = 63
        ZMQ_GSSAPI_SERVICE_PRINCIPAL = 64 ZMQ_GSSAPI_PLAINTEXT = 65 ZMQ_HANDSHAKE_IVL = 66 ZMQ_SOCKS_PROXY = 68
        ZMQ_XPUB_NODROP = 69 ZMQ_BLOCKY = 70 ZMQ_XPUB_MANUAL = 71 ZMQ_XPUB_WELCOME_MSG = 72 ZMQ_STREAM_NOTIFY = 73
        ZMQ_INVERT_MATCHING = 74 ZMQ_HEARTBEAT_IVL = 75 ZMQ_HEARTBEAT_TTL = 76 ZMQ_HEARTBEAT_TIMEOUT = 77
        ZMQ_XPUB_VERBOSER = 78 ZMQ_CONNECT_TIMEOUT = 79 ZMQ_TCP_MAXRT = 80 ZMQ_THREAD_SAFE = 81
        ZMQ_MULTICAST_MAXTPDU = 84 ZMQ_VMCI_BUFFER_SIZE = 85 ZMQ_VMCI_BUFFER_MIN_SIZE = 86
        ZMQ_VMCI_BUFFER_MAX_SIZE = 87 ZMQ_VMCI_CONNECT_TIMEOUT = 88 ZMQ_USE_FD = 89
        ZMQ_GSSAPI_PRINCIPAL_NAMETYPE = 90 ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE = 91 ZMQ_BINDTODEVICE = 92
        ZMQ_MORE = 1 ZMQ_SHARED = 3 ZMQ_DONTWAIT = 1 ZMQ_SNDMORE = 2 ZMQ_NULL = 0 ZMQ_PLAIN = 1 ZMQ_CURVE = 2
        ZMQ_GSSAPI = 3 ZMQ_GROUP_MAX_LENGTH = 15 ZMQ_EVENT_CONNECTED = 1 ZMQ_EVENT_CONNECT_DELAYED = 2
        ZMQ_EVENT_CONNECT_RETRIED = 4 ZMQ_EVENT_LISTENING = 8 ZMQ_EVENT_BIND_FAILED = 16 ZMQ_EVENT_ACCEPTED = 32
        ZMQ_EVENT_ACCEPT_FAILED = 64 ZMQ_EVENT_CLOSED = 128 ZMQ_EVENT_CLOSE_FAILED = 256 ZMQ_EVENT_DISCONNECTED = 512
        ZMQ_EVENT_MONITOR_STOPPED = 1024 ZMQ_EVENT_ALL = 65535 ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL = 2048
        ZMQ_EVENT_HANDSHAKE_SUCCEEDED = 4096 ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL = 8192
        ZMQ_EVENT_HANDSHAKE_FAILED_AUTH = 16384 ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED = 268435456
        ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND = 268435457 ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE = 268435458
        ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE = 268435459
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED = 268435473
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE = 268435474
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO = 268435475
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE = 268435476
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR = 268435477
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY = 268435478
        ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME = 268435479
        ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA = 268435480 ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC = 285212673
        ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH = 285212674 ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED = 536870912
        ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY = 536870913 ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID = 536870914
        ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION = 536870915 ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE = 536870916
        ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA = 536870917 ZMQ_POLLIN = 1 ZMQ_POLLOUT = 2 ZMQ_POLLERR = 4
        ZMQ_POLLPRI = 8 ZMQ_POLLITEMS_DFLT = 16
    }
    i32 {
        ZMQ_THREAD_PRIORITY_DFLT = -1 ZMQ_THREAD_SCHED_POLICY_DFLT = -1
    }
}

functions! {
    zmq_version(*mut c_int, *mut c_int, *mut c_int) -> ();
    zmq_errno() -> c_int;
    zmq_strerror(c_int) -> *const c_char;
    zmq_ctx_new() -> *mut c_void;
    zmq_ctx_term(*mut c_void) -> c_int;
    zmq_ctx_shutdown(*mut c_void) -> c_int;
    zmq_ctx_set(*mut c_void, c_int, c_int) -> c_int;
    zmq_ctx_get(*mut c_void, c_int) -> c_int;
    zmq_msg_init(*mut zmq_sys::zmq_msg_t) -> c_int;
    zmq_msg_init_size(*mut zmq_sys::zmq_msg_t, usize) -> c_int;
    zmq_msg_init_data(*mut zmq_sys::zmq_msg_t, *mut c_void, usize, zmq_sys::zmq_free_fn, *mut c_void) -> c_int;
    zmq_msg_send(*mut zmq_sys::zmq_msg_t, *mut c_void, c_int) -> c_int;
    zmq_msg_recv(*mut zmq_sys::zmq_msg_t, *mut c_void, c_int) -> c_int;
    zmq_msg_close(*mut zmq_sys::zmq_msg_t) -> c_int;
    zmq_msg_move(*mut zmq_sys::zmq_msg_t, *mut zmq_sys::zmq_msg_t) -> c_int;
    zmq_msg_copy(*mut zmq_sys::zmq_msg_t, *mut zmq_sys::zmq_msg_t) -> c_int;
    zmq_msg_data(*mut zmq_sys::zmq_msg_t) -> *mut c_void;
    zmq_msg_size(*const zmq_sys::zmq_msg_t) -> usize;
    zmq_msg_more(*const zmq_sys::zmq_msg_t) -> c_int;
    zmq_msg_get(*const zmq_sys::zmq_msg_t, c_int) -> c_int;
    zmq_msg_set(*mut zmq_sys::zmq_msg_t, c_int, c_int) -> c_int;
    zmq_msg_gets(*const zmq_sys::zmq_msg_t, *const c_char) -> *const c_char;
    zmq_socket(*mut c_void, c_int) -> *mut c_void;
    zmq_close(*mut c_void) -> c_int;
    zmq_setsockopt(*mut c_void, c_int, *const c_void, usize) -> c_int;
    zmq_getsockopt(*mut c_void, c_int, *mut c_void, *mut usize) -> c_int;
    zmq_bind(*mut c_void, *const c_char) -> c_int;
    zmq_connect(*mut c_void, *const c_char) -> c_int;
    zmq_unbind(*mut c_void, *const c_char) -> c_int;
    zmq_disconnect(*mut c_void, *const c_char) -> c_int;
    zmq_send(*mut c_void, *const c_void, usize, c_int) -> c_int;
    zmq_send_const(*mut c_void, *const c_void, usize, c_int) -> c_int;
    zmq_recv(*mut c_void, *mut c_void, usize, c_int) -> c_int;
    zmq_socket_monitor(*mut c_void, *const c_char, c_int) -> c_int;
    zmq_sendmsg(*mut c_void, *mut zmq_sys::zmq_msg_t, c_int) -> c_int;
    zmq_recvmsg(*mut c_void, *mut zmq_sys::zmq_msg_t, c_int) -> c_int;
    zmq_sendiov(*mut c_void, *mut _, usize, c_int) -> c_int;
    zmq_recviov(*mut c_void, *mut _, *mut usize, c_int) -> c_int;
    zmq_poll(*mut zmq_sys::zmq_pollitem_t, c_int, c_long) -> c_int;
    zmq_proxy(*mut c_void, *mut c_void, *mut c_void) -> c_int;
    zmq_proxy_steerable(*mut c_void, *mut c_void, *mut c_void, *mut c_void) -> c_int;
    zmq_has(*const c_char) -> c_int;
    zmq_device(c_int, *mut c_void, *mut c_void) -> c_int;
    zmq_z85_encode(*mut c_char, *const u8, usize) -> *mut c_char;
    zmq_z85_decode(*mut u8, *const c_char) -> *mut u8;
    zmq_curve_keypair(*mut c_char, *mut c_char) -> c_int;
}

numbers! {
    EACCES EADDRINUSE EAGAIN EBUSY ECONNREFUSED EFAULT EINTR EHOSTUNREACH EINPROGRESS EINVAL EMFILE EMSGSIZE
    ENAMETOOLONG ENODEV ENOENT ENOMEM ENOTCONN ENOTSOCK EPROTO EPROTONOSUPPORT ENOTSUP ENOBUFS ENETDOWN EADDRNOTAVAIL
    EFSM ENOCOMPATPROTO ETERM EMTHREAD ENOTSUP_ALT EPROTONOSUPPORT_ALT ENOBUFS_ALT ENETDOWN_ALT EADDRINUSE_ALT
    EADDRNOTAVAIL_ALT ECONNREFUSED_ALT EINPROGRESS_ALT ENOTSOCK_ALT EMSGSIZE_ALT EAFNOSUPPORT_ALT ENETUNREACH_ALT
    ECONNABORTED_ALT ECONNRESET_ALT ENOTCONN_ALT ETIMEDOUT_ALT EHOSTUNREACH_ALT ENETRESET_ALT
}

#[test]
fn types_can_be_made_as_before() {
    let message = zmq_sys::zmq_msg_t::default();
    let item = zmq_sys::zmq_pollitem_t { socket: std::ptr::null_mut::<c_void>(), fd: 0, events: 1, revents: 0 };
    let copy = item;
    let _: zmq_sys::zmq_free_fn = None;
    let descriptor: zmq_sys::RawFd = copy.fd;
    assert_eq!((message.__.len(), size_of_val(&message), descriptor), (64, 64, 0));
    assert_eq!(
        size_of::<zmq_sys::zmq_pollitem_t>(),
        if cfg!(target_pointer_width = "64") && !cfg!(windows) { 16 } else { size_of_val(&item) }
    );
}
