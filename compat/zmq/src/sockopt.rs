//! Options of sockets.

use zeroxide::RawFd;
use zeroxide::options::OptionValue;

use crate::error::{Error, Result, own};
use crate::{Mechanism, PollEvents, Socket, SocketType};

/// What C calls text: the bytes, where they are not UTF-8.
type Text = std::result::Result<String, Vec<u8>>;

/// A type that option values have in rust-zmq.
trait Value: Sized {
    fn read(value: OptionValue) -> Result<Self>;
}

impl Value for i64 {
    fn read(value: OptionValue) -> Result<Self> {
        match value {
            OptionValue::Int(number) => Ok(number),
            _ => Err(Error::EINVAL),
        }
    }
}

impl Value for i32 {
    fn read(value: OptionValue) -> Result<Self> {
        i32::try_from(i64::read(value)?).map_err(|_| Error::EINVAL)
    }
}

impl Value for u64 {
    fn read(value: OptionValue) -> Result<Self> {
        Ok(i64::read(value)?.cast_unsigned())
    }
}

impl Value for bool {
    fn read(value: OptionValue) -> Result<Self> {
        Ok(i64::read(value)? != 0)
    }
}

impl Value for Vec<u8> {
    fn read(value: OptionValue) -> Result<Self> {
        match value {
            OptionValue::Bytes(bytes) => Ok(bytes),
            _ => Err(Error::EINVAL),
        }
    }
}

impl Value for Text {
    fn read(value: OptionValue) -> Result<Self> {
        Ok(String::from_utf8(Vec::read(value)?).map_err(|error| error.into_bytes()))
    }
}

/// A type that option values are set from.
trait Setting {
    fn write(self) -> OptionValue;
}

impl Setting for i64 {
    fn write(self) -> OptionValue {
        OptionValue::Int(self)
    }
}

impl Setting for i32 {
    fn write(self) -> OptionValue {
        OptionValue::Int(self.into())
    }
}

impl Setting for u64 {
    fn write(self) -> OptionValue {
        OptionValue::Int(self.cast_signed())
    }
}

impl Setting for bool {
    fn write(self) -> OptionValue {
        OptionValue::Int(self.into())
    }
}

impl Setting for &[u8] {
    fn write(self) -> OptionValue {
        OptionValue::Bytes(self.to_vec())
    }
}

impl Setting for &str {
    fn write(self) -> OptionValue {
        self.as_bytes().write()
    }
}

/// None resets the option.
impl Setting for Option<&str> {
    fn write(self) -> OptionValue {
        self.unwrap_or_default().write()
    }
}

impl Socket {
    fn read<T: Value>(&self, name: &str) -> Result<T> {
        T::read(self.own().option(name).map_err(own)?)
    }

    fn write(&self, name: &str, value: impl Setting) -> Result<()> {
        self.own().set_option(name, value.write()).map_err(own)
    }

    /// libzmq takes these of every kind, and uses them for some. Where they would do nothing, they do.
    fn write_where_used(&self, name: &str, value: impl Setting) -> Result<()> {
        match zeroxide::options::find(name) {
            Some(option) if !option.applies_to(self.own().kind()) => Ok(()),
            _ => self.write(name, value),
        }
    }
}

macro_rules! options {
    (get { $($getter:ident: $get:ty = $name:literal $c_name:literal;)* } set { $($setter:ident: $set:ty = $set_name:literal $set_c_name:literal;)* }) => {
        impl Socket {
            $(
                #[doc = concat!("Reads `", $c_name, "`.")]
                pub fn $getter(&self) -> Result<$get> {
                    self.read($name)
                }
            )*
            $(
                #[doc = concat!("Sets `", $set_c_name, "`.")]
                pub fn $setter(&self, value: $set) -> Result<()> {
                    self.write($set_name, value)
                }
            )*
        }
    };
}

options! {
    get {
        is_ipv6: bool = "ipv6" "ZMQ_IPV6";
        is_immediate: bool = "immediate" "ZMQ_IMMEDIATE";
        is_plain_server: bool = "plain_server" "ZMQ_PLAIN_SERVER";
        is_curve_server: bool = "curve_server" "ZMQ_CURVE_SERVER";
        is_gssapi_server: bool = "gssapi_server" "ZMQ_GSSAPI_SERVER";
        is_gssapi_plaintext: bool = "gssapi_plaintext" "ZMQ_GSSAPI_PLAINTEXT";
        is_probe_router: bool = "probe_router" "ZMQ_PROBE_ROUTER";
        is_router_mandatory: bool = "router_mandatory" "ZMQ_ROUTER_MANDATORY";
        is_router_handover: bool = "router_handover" "ZMQ_ROUTER_HANDOVER";
        is_conflate: bool = "conflate" "ZMQ_CONFLATE";
        get_sndhwm: i32 = "sndhwm" "ZMQ_SNDHWM";
        get_rcvhwm: i32 = "rcvhwm" "ZMQ_RCVHWM";
        get_rate: i32 = "rate" "ZMQ_RATE";
        get_recovery_ivl: i32 = "recovery_ivl" "ZMQ_RECOVERY_IVL";
        get_sndbuf: i32 = "sndbuf" "ZMQ_SNDBUF";
        get_rcvbuf: i32 = "rcvbuf" "ZMQ_RCVBUF";
        get_tos: i32 = "tos" "ZMQ_TOS";
        get_linger: i32 = "linger" "ZMQ_LINGER";
        get_reconnect_ivl: i32 = "reconnect_ivl" "ZMQ_RECONNECT_IVL";
        get_reconnect_ivl_max: i32 = "reconnect_ivl_max" "ZMQ_RECONNECT_IVL_MAX";
        get_backlog: i32 = "backlog" "ZMQ_BACKLOG";
        get_multicast_hops: i32 = "multicast_hops" "ZMQ_MULTICAST_HOPS";
        get_rcvtimeo: i32 = "rcvtimeo" "ZMQ_RCVTIMEO";
        get_sndtimeo: i32 = "sndtimeo" "ZMQ_SNDTIMEO";
        get_tcp_keepalive: i32 = "tcp_keepalive" "ZMQ_TCP_KEEPALIVE";
        get_tcp_keepalive_cnt: i32 = "tcp_keepalive_cnt" "ZMQ_TCP_KEEPALIVE_CNT";
        get_tcp_keepalive_idle: i32 = "tcp_keepalive_idle" "ZMQ_TCP_KEEPALIVE_IDLE";
        get_tcp_keepalive_intvl: i32 = "tcp_keepalive_intvl" "ZMQ_TCP_KEEPALIVE_INTVL";
        get_handshake_ivl: i32 = "handshake_ivl" "ZMQ_HANDSHAKE_IVL";
        get_heartbeat_ivl: i32 = "heartbeat_ivl" "ZMQ_HEARTBEAT_IVL";
        get_heartbeat_ttl: i32 = "heartbeat_ttl" "ZMQ_HEARTBEAT_TTL";
        get_heartbeat_timeout: i32 = "heartbeat_timeout" "ZMQ_HEARTBEAT_TIMEOUT";
        get_connect_timeout: i32 = "connect_timeout" "ZMQ_CONNECT_TIMEOUT";
        get_tcp_maxrt: i32 = "tcp_maxrt" "ZMQ_TCP_MAXRT";
        get_maxmsgsize: i64 = "maxmsgsize" "ZMQ_MAXMSGSIZE";
        get_affinity: u64 = "affinity" "ZMQ_AFFINITY";
        get_identity: Vec<u8> = "routing_id" "ZMQ_ROUTING_ID";
        get_curve_publickey: Vec<u8> = "curve_publickey" "ZMQ_CURVE_PUBLICKEY";
        get_curve_secretkey: Vec<u8> = "curve_secretkey" "ZMQ_CURVE_SECRETKEY";
        get_curve_serverkey: Vec<u8> = "curve_serverkey" "ZMQ_CURVE_SERVERKEY";
        get_last_endpoint: Text = "last_endpoint" "ZMQ_LAST_ENDPOINT";
        get_socks_proxy: Text = "socks_proxy" "ZMQ_SOCKS_PROXY";
        get_plain_username: Text = "plain_username" "ZMQ_PLAIN_USERNAME";
        get_plain_password: Text = "plain_password" "ZMQ_PLAIN_PASSWORD";
        get_zap_domain: Text = "zap_domain" "ZMQ_ZAP_DOMAIN";
        get_gssapi_principal: Text = "gssapi_principal" "ZMQ_GSSAPI_PRINCIPAL";
        get_gssapi_service_principal: Text = "gssapi_service_principal" "ZMQ_GSSAPI_SERVICE_PRINCIPAL";
    }
    set {
        set_ipv6: bool = "ipv6" "ZMQ_IPV6";
        set_immediate: bool = "immediate" "ZMQ_IMMEDIATE";
        set_plain_server: bool = "plain_server" "ZMQ_PLAIN_SERVER";
        set_curve_server: bool = "curve_server" "ZMQ_CURVE_SERVER";
        set_gssapi_server: bool = "gssapi_server" "ZMQ_GSSAPI_SERVER";
        set_gssapi_plaintext: bool = "gssapi_plaintext" "ZMQ_GSSAPI_PLAINTEXT";
        set_probe_router: bool = "probe_router" "ZMQ_PROBE_ROUTER";
        set_router_mandatory: bool = "router_mandatory" "ZMQ_ROUTER_MANDATORY";
        set_router_handover: bool = "router_handover" "ZMQ_ROUTER_HANDOVER";
        set_req_relaxed: bool = "req_relaxed" "ZMQ_REQ_RELAXED";
        set_req_correlate: bool = "req_correlate" "ZMQ_REQ_CORRELATE";
        set_sndhwm: i32 = "sndhwm" "ZMQ_SNDHWM";
        set_rcvhwm: i32 = "rcvhwm" "ZMQ_RCVHWM";
        set_rate: i32 = "rate" "ZMQ_RATE";
        set_recovery_ivl: i32 = "recovery_ivl" "ZMQ_RECOVERY_IVL";
        set_sndbuf: i32 = "sndbuf" "ZMQ_SNDBUF";
        set_rcvbuf: i32 = "rcvbuf" "ZMQ_RCVBUF";
        set_tos: i32 = "tos" "ZMQ_TOS";
        set_linger: i32 = "linger" "ZMQ_LINGER";
        set_reconnect_ivl: i32 = "reconnect_ivl" "ZMQ_RECONNECT_IVL";
        set_reconnect_ivl_max: i32 = "reconnect_ivl_max" "ZMQ_RECONNECT_IVL_MAX";
        set_backlog: i32 = "backlog" "ZMQ_BACKLOG";
        set_multicast_hops: i32 = "multicast_hops" "ZMQ_MULTICAST_HOPS";
        set_rcvtimeo: i32 = "rcvtimeo" "ZMQ_RCVTIMEO";
        set_sndtimeo: i32 = "sndtimeo" "ZMQ_SNDTIMEO";
        set_tcp_keepalive: i32 = "tcp_keepalive" "ZMQ_TCP_KEEPALIVE";
        set_tcp_keepalive_cnt: i32 = "tcp_keepalive_cnt" "ZMQ_TCP_KEEPALIVE_CNT";
        set_tcp_keepalive_idle: i32 = "tcp_keepalive_idle" "ZMQ_TCP_KEEPALIVE_IDLE";
        set_tcp_keepalive_intvl: i32 = "tcp_keepalive_intvl" "ZMQ_TCP_KEEPALIVE_INTVL";
        set_handshake_ivl: i32 = "handshake_ivl" "ZMQ_HANDSHAKE_IVL";
        set_heartbeat_ivl: i32 = "heartbeat_ivl" "ZMQ_HEARTBEAT_IVL";
        set_heartbeat_ttl: i32 = "heartbeat_ttl" "ZMQ_HEARTBEAT_TTL";
        set_heartbeat_timeout: i32 = "heartbeat_timeout" "ZMQ_HEARTBEAT_TIMEOUT";
        set_connect_timeout: i32 = "connect_timeout" "ZMQ_CONNECT_TIMEOUT";
        set_tcp_maxrt: i32 = "tcp_maxrt" "ZMQ_TCP_MAXRT";
        set_maxmsgsize: i64 = "maxmsgsize" "ZMQ_MAXMSGSIZE";
        set_affinity: u64 = "affinity" "ZMQ_AFFINITY";
        set_identity: &[u8] = "routing_id" "ZMQ_ROUTING_ID";
        set_subscribe: &[u8] = "subscribe" "ZMQ_SUBSCRIBE";
        set_unsubscribe: &[u8] = "unsubscribe" "ZMQ_UNSUBSCRIBE";
        set_curve_publickey: &[u8] = "curve_publickey" "ZMQ_CURVE_PUBLICKEY";
        set_curve_secretkey: &[u8] = "curve_secretkey" "ZMQ_CURVE_SECRETKEY";
        set_curve_serverkey: &[u8] = "curve_serverkey" "ZMQ_CURVE_SERVERKEY";
        set_socks_proxy: Option<&str> = "socks_proxy" "ZMQ_SOCKS_PROXY";
        set_plain_username: Option<&str> = "plain_username" "ZMQ_PLAIN_USERNAME";
        set_plain_password: Option<&str> = "plain_password" "ZMQ_PLAIN_PASSWORD";
        set_xpub_welcome_msg: Option<&str> = "xpub_welcome_msg" "ZMQ_XPUB_WELCOME_MSG";
        set_zap_domain: &str = "zap_domain" "ZMQ_ZAP_DOMAIN";
        set_gssapi_principal: &str = "gssapi_principal" "ZMQ_GSSAPI_PRINCIPAL";
        set_gssapi_service_principal: &str = "gssapi_service_principal" "ZMQ_GSSAPI_SERVICE_PRINCIPAL";
    }
}

impl Socket {
    /// Whether frames of a message that was begun are left to receive.
    #[inline]
    pub fn get_rcvmore(&self) -> Result<bool> {
        self.own().rcvmore().map_err(own)
    }

    /// The descriptor that tells of news of the socket to external event loops.
    #[inline]
    pub fn get_fd(&self) -> Result<RawFd> {
        self.own().fd().map_err(own)
    }

    /// What can be done without waiting.
    #[inline]
    pub fn get_events(&self) -> Result<PollEvents> {
        self.own().events().map(|events| PollEvents::from_bits_truncate(events.bits())).map_err(own)
    }

    /// The kind of the socket; `EINVAL` for those that rust-zmq does not have.
    pub fn get_socket_type(&self) -> Result<SocketType> {
        let kind = self.own().socket_type().map_err(own)?;
        kind.and_then(SocketType::from_own).ok_or(Error::EINVAL)
    }

    /// The security mechanism; `EINVAL` for one that rust-zmq does not have.
    pub fn get_mechanism(&self) -> Result<Mechanism> {
        use zeroxide::options::Mechanism as Own;
        match self.own().mechanism().map_err(own)? {
            Own::Null => Ok(Mechanism::ZMQ_NULL),
            Own::Plain => Ok(Mechanism::ZMQ_PLAIN),
            Own::Curve => Ok(Mechanism::ZMQ_CURVE),
            Own::Gssapi => Ok(Mechanism::ZMQ_GSSAPI),
            _ => Err(Error::EINVAL),
        }
    }

    /// Sets `ZMQ_CONFLATE`. Kinds that cannot keep just the newest message ignore it.
    pub fn set_conflate(&self, value: bool) -> Result<()> {
        self.write_where_used("conflate", value)
    }

    /// Sets `ZMQ_XPUB_VERBOSE`. A PUB socket ignores it.
    pub fn set_xpub_verbose(&self, value: bool) -> Result<()> {
        match self.own().kind() {
            zeroxide::SocketType::Pub => Ok(()),
            _ => self.write("xpub_verbose", value),
        }
    }
}
