//! The table of options: every option of libzmq is there, has its default, takes and gives back values, and refuses
//! what libzmq would mishandle.

use std::time::Duration;

use zeroxide::options::{self, Access, GssapiNametype, Mechanism, OptionInfo, OptionValue, ReconnectStop, When};
use zeroxide::{
    Context, DEALER, Endpoint, Error, KeyPair, PAIR, PUB, PUSH, PollEvents, REQ, ROUTER, SUB, Socket, SocketOptions,
    SocketType, XPUB,
};

/// What a test may fail with.
type Outcome = Result<(), Box<dyn std::error::Error>>;

const NO_DEFAULT: Option<OptionValue> = None;

fn int(value: i64) -> Option<OptionValue> {
    Some(OptionValue::Int(value))
}

fn bytes(value: &[u8]) -> Option<OptionValue> {
    Some(OptionValue::Bytes(value.to_vec()))
}

/// The stable options of `zmq.h`, and the draft ones that count in every build, with the default where it can be read.
fn expected() -> Vec<(&'static str, Option<OptionValue>)> {
    vec![
        ("ZMQ_AFFINITY", int(0)),
        ("ZMQ_ROUTING_ID", bytes(b"")),
        ("ZMQ_SUBSCRIBE", NO_DEFAULT),
        ("ZMQ_UNSUBSCRIBE", NO_DEFAULT),
        ("ZMQ_RATE", int(100)),
        ("ZMQ_RECOVERY_IVL", int(10_000)),
        ("ZMQ_SNDBUF", int(-1)),
        ("ZMQ_RCVBUF", int(-1)),
        ("ZMQ_RCVMORE", int(0)),
        ("ZMQ_FD", NO_DEFAULT),
        ("ZMQ_EVENTS", NO_DEFAULT),
        ("ZMQ_TYPE", NO_DEFAULT),
        ("ZMQ_LINGER", int(-1)),
        ("ZMQ_RECONNECT_IVL", int(100)),
        ("ZMQ_BACKLOG", int(100)),
        ("ZMQ_RECONNECT_IVL_MAX", int(0)),
        ("ZMQ_MAXMSGSIZE", int(-1)),
        ("ZMQ_SNDHWM", int(1000)),
        ("ZMQ_RCVHWM", int(1000)),
        ("ZMQ_MULTICAST_HOPS", int(1)),
        ("ZMQ_RCVTIMEO", int(-1)),
        ("ZMQ_SNDTIMEO", int(-1)),
        ("ZMQ_LAST_ENDPOINT", bytes(b"")),
        ("ZMQ_ROUTER_MANDATORY", NO_DEFAULT),
        ("ZMQ_TCP_KEEPALIVE", int(-1)),
        ("ZMQ_TCP_KEEPALIVE_CNT", int(-1)),
        ("ZMQ_TCP_KEEPALIVE_IDLE", int(-1)),
        ("ZMQ_TCP_KEEPALIVE_INTVL", int(-1)),
        ("ZMQ_IMMEDIATE", int(0)),
        ("ZMQ_XPUB_VERBOSE", NO_DEFAULT),
        ("ZMQ_ROUTER_RAW", NO_DEFAULT),
        ("ZMQ_IPV6", int(0)),
        ("ZMQ_MECHANISM", int(0)),
        ("ZMQ_PLAIN_SERVER", int(0)),
        ("ZMQ_PLAIN_USERNAME", bytes(b"")),
        ("ZMQ_PLAIN_PASSWORD", bytes(b"")),
        ("ZMQ_CURVE_SERVER", int(0)),
        ("ZMQ_CURVE_PUBLICKEY", bytes(&[0; 32])),
        ("ZMQ_CURVE_SECRETKEY", bytes(&[0; 32])),
        ("ZMQ_CURVE_SERVERKEY", bytes(&[0; 32])),
        ("ZMQ_PROBE_ROUTER", NO_DEFAULT),
        ("ZMQ_REQ_CORRELATE", NO_DEFAULT),
        ("ZMQ_REQ_RELAXED", NO_DEFAULT),
        ("ZMQ_CONFLATE", int(0)),
        ("ZMQ_ZAP_DOMAIN", bytes(b"")),
        ("ZMQ_ROUTER_HANDOVER", NO_DEFAULT),
        ("ZMQ_TOS", int(0)),
        ("ZMQ_CONNECT_ROUTING_ID", NO_DEFAULT),
        ("ZMQ_GSSAPI_SERVER", int(0)),
        ("ZMQ_GSSAPI_PRINCIPAL", bytes(b"")),
        ("ZMQ_GSSAPI_SERVICE_PRINCIPAL", bytes(b"")),
        ("ZMQ_GSSAPI_PLAINTEXT", int(0)),
        ("ZMQ_HANDSHAKE_IVL", int(30_000)),
        ("ZMQ_SOCKS_PROXY", bytes(b"")),
        ("ZMQ_XPUB_NODROP", NO_DEFAULT),
        ("ZMQ_XPUB_MANUAL", NO_DEFAULT),
        ("ZMQ_XPUB_WELCOME_MSG", NO_DEFAULT),
        ("ZMQ_STREAM_NOTIFY", NO_DEFAULT),
        ("ZMQ_INVERT_MATCHING", int(0)),
        ("ZMQ_HEARTBEAT_IVL", int(0)),
        ("ZMQ_HEARTBEAT_TTL", int(0)),
        ("ZMQ_HEARTBEAT_TIMEOUT", int(-1)),
        ("ZMQ_XPUB_VERBOSER", NO_DEFAULT),
        ("ZMQ_CONNECT_TIMEOUT", int(0)),
        ("ZMQ_TCP_MAXRT", int(0)),
        ("ZMQ_THREAD_SAFE", int(0)),
        ("ZMQ_MULTICAST_MAXTPDU", int(1500)),
        ("ZMQ_VMCI_BUFFER_SIZE", NO_DEFAULT),
        ("ZMQ_VMCI_BUFFER_MIN_SIZE", NO_DEFAULT),
        ("ZMQ_VMCI_BUFFER_MAX_SIZE", NO_DEFAULT),
        ("ZMQ_VMCI_CONNECT_TIMEOUT", NO_DEFAULT),
        ("ZMQ_USE_FD", int(-1)),
        ("ZMQ_GSSAPI_PRINCIPAL_NAMETYPE", int(0)),
        ("ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE", int(0)),
        ("ZMQ_BINDTODEVICE", bytes(b"")),
        ("ZMQ_TCP_ACCEPT_FILTER", NO_DEFAULT),
        ("ZMQ_IPC_FILTER_PID", NO_DEFAULT),
        ("ZMQ_IPC_FILTER_UID", NO_DEFAULT),
        ("ZMQ_IPC_FILTER_GID", NO_DEFAULT),
        ("ZMQ_IPV4ONLY", int(1)),
        ("ZMQ_ZAP_ENFORCE_DOMAIN", int(0)),
        ("ZMQ_LOOPBACK_FASTPATH", int(0)),
        ("ZMQ_METADATA", NO_DEFAULT),
        ("ZMQ_MULTICAST_LOOP", int(1)),
        ("ZMQ_XPUB_MANUAL_LAST_VALUE", NO_DEFAULT),
        ("ZMQ_SOCKS_USERNAME", bytes(b"")),
        ("ZMQ_SOCKS_PASSWORD", bytes(b"")),
        ("ZMQ_ONLY_FIRST_SUBSCRIBE", NO_DEFAULT),
        ("ZMQ_RECONNECT_STOP", int(0)),
        ("ZMQ_TOPICS_COUNT", int(0)),
    ]
}

/// The capability without which a libzmq refuses an option altogether.
fn missing(option: &OptionInfo) -> bool {
    let name = option.c_name();
    [("_CURVE_", "curve"), ("_GSSAPI_", "gssapi"), ("_VMCI_", "vmci"), ("_NORM_", "norm"), ("_WSS_", "WSS")]
        .iter()
        .any(|(part, capability)| name.contains(part) && !zeroxide::has(capability))
}

fn kinds(option: &OptionInfo) -> impl Iterator<Item = SocketType> {
    SocketType::ALL.iter().copied().filter(|kind| option.applies_to(*kind))
}

#[test]
fn every_option_is_there_once() {
    for (name, _) in expected() {
        assert_eq!(options::all().filter(|option| option.c_name() == name).count(), 1, "{name}");
    }
    let stable = expected().len();
    let all = options::all().count();
    if cfg!(feature = "draft") {
        assert!(all > stable)
    } else {
        assert_eq!(all, stable)
    }
    // An option of contexts that stands among those of sockets in the header.
    assert!(options::find("ZMQ_BLOCKY").is_none());
}

#[test]
fn names_lead_to_their_option() {
    for option in options::all() {
        let short = option.c_name().trim_start_matches("ZMQ_").to_lowercase();
        for name in [option.c_name(), option.name(), &short] {
            assert_eq!(options::find(name).map(OptionInfo::id), Some(option.id()), "{name}");
        }
    }
    assert!(options::find("no_such_option").is_none());
}

#[test]
fn numbers_are_those_of_the_header() {
    let numbers: std::collections::HashSet<_> = options::all().map(OptionInfo::id).collect();
    assert_eq!(numbers.len(), options::all().count(), "two options have one number");
    for (name, number) in [("LINGER", 17), ("RCVHWM", 24), ("IPV6", 42), ("HANDSHAKE_IVL", 66), ("BINDTODEVICE", 92)] {
        assert_eq!(options::find(name).map(OptionInfo::id), Some(number));
    }
}

#[test]
fn defaults_are_as_documented() -> Outcome {
    if zeroxide::version() < zeroxide::Version::new(4, 3, 5) {
        println!("skipped: this libzmq has options less");
        return Ok(());
    }
    let context = Context::new()?;
    for (name, default) in expected() {
        let (Some(default), Some(option)) = (default, options::find(name)) else { continue };
        for kind in kinds(option) {
            let socket = context.socket(kind)?;
            if missing(option) {
                assert!(socket.option(name).is_err(), "{name} on {kind}");
                continue;
            }
            let default = match (name, kind.name()) {
                ("ZMQ_LINGER", "SUB" | "XSUB" | "DISH") => OptionValue::Int(0),
                ("ZMQ_THREAD_SAFE", kind) => OptionValue::Int(is_thread_safe(kind).into()),
                _ => default.clone(),
            };
            assert_eq!(socket.option(name)?, default, "{name} on {kind}");
        }
    }
    Ok(())
}

fn is_thread_safe(kind: &str) -> bool {
    ["SERVER", "CLIENT", "RADIO", "DISH", "GATHER", "SCATTER", "PEER", "CHANNEL"].contains(&kind)
}

#[test]
fn what_was_set_is_read_back() -> Outcome {
    let context = Context::new()?;
    for option in options::all().filter(|option| option.access() != Access::Read && !missing(option)) {
        let name = option.c_name();
        let Some(sample) = option.sample() else { continue };
        for kind in kinds(option) {
            let socket = context.socket(kind)?;
            if option.access() == Access::Write {
                socket.set_option(name, sample.clone()).map_err(|error| format!("{kind}: {error}"))?;
                assert!(socket.option(name).is_err(), "{name} on {kind} is not for reading");
                continue;
            }
            assert_ne!(socket.option(name)?, sample, "{name} on {kind}: the sample is the default");
            socket.set_option(name, sample.clone()).map_err(|error| format!("{kind}: {error}"))?;
            let read = socket.option(name)?;
            match (&read, &sample) {
                // Keys are given as text and read as bytes.
                (OptionValue::Bytes(key), OptionValue::Bytes(text)) if name.starts_with("ZMQ_CURVE") => {
                    let text: zeroxide::PublicKey = std::str::from_utf8(text)?.parse()?;
                    assert_eq!(key, text.as_bytes(), "{name} on {kind}");
                }
                _ => assert_eq!(read, sample, "{name} on {kind}"),
            }
        }
    }
    Ok(())
}

#[test]
fn what_is_out_of_range_is_refused_by_name() -> Outcome {
    let context = Context::new()?;
    let mut refusals = 0;
    for option in options::all().filter(|option| option.access() != Access::Read) {
        let name = option.c_name();
        let Some(refused) = option.refused() else { continue };
        for kind in kinds(option) {
            let socket = context.socket(kind)?;
            let error = socket.set_option(name, refused.clone()).expect_err(name);
            assert_eq!(error.operation(), "set_option", "{name} on {kind}");
            assert!(error.to_string().contains(name), "{name} on {kind}: {error}");
            refusals += 1;
        }
    }
    assert!(refusals > 200, "only {refusals} values were tried");
    Ok(())
}

#[test]
fn a_value_of_the_wrong_type_is_refused() -> Outcome {
    let socket = Context::new()?.socket(DEALER)?;
    for (name, value) in [
        ("linger", OptionValue::from("soon")),
        ("linger", OptionValue::Int(1 << 40)),
        ("routing_id", OptionValue::Int(7)),
        ("maxmsgsize", OptionValue::from("all")),
        ("plain_username", OptionValue::Int(0)),
    ] {
        let error = socket.set_option(name, value).expect_err(name);
        assert!(matches!(error, Error::Option { operation: "set_option", .. }), "{error:?}");
    }
    Ok(())
}

#[test]
fn a_kind_without_the_option_refuses_it() -> Outcome {
    let context = Context::new()?;
    let mut refusals = 0;
    for option in options::all() {
        let name = option.c_name();
        for kind in SocketType::ALL.iter().copied().filter(|kind| !option.applies_to(*kind)) {
            let socket = context.socket(kind)?;
            if option.access() != Access::Read {
                let value = option.sample().unwrap_or(OptionValue::from("x"));
                let error = socket.set_option(name, value).expect_err(name);
                let text = error.to_string();
                assert!(text.contains(name) && text.contains(kind.name()), "{name} on {kind}: {text}");
                refusals += 1;
            }
        }
    }
    assert!(refusals > 100, "only {refusals} pairs were tried");

    // The typed methods of a kind known at run time, and a builder's.
    let socket: Socket = context.socket(SocketType::Rep)?;
    let error = socket.set_router_mandatory(true).expect_err("libzmq would abort when the requester is gone");
    assert!(matches!(error, Error::Option { option: "ZMQ_ROUTER_MANDATORY", .. }), "{error:?}");
    let socket: Socket = context.socket(SocketType::Pub)?;
    assert!(socket.set_xpub_manual(true).is_err());
    assert!(socket.set_xpub_nodrop(true).is_ok());
    let error = context.builder_for(SocketType::Pub).xpub_manual(true).build().expect_err("PUB decides on no topics");
    assert!(error.to_string().contains("ZMQ_XPUB_MANUAL"), "{error}");
    let set = SocketOptions::new().xpub_manual(true);
    assert!(context.builder_for(PUB).options(set.clone()).build().is_err());
    // As a context's default it is for those that have it.
    Context::builder().socket_defaults(set).build()?.socket(PUB)?;
    Ok(())
}

#[test]
fn options_for_the_beginning_are_refused_afterwards() -> Outcome {
    let context = Context::new()?;
    let mut found = 0;
    for option in options::all().filter(|option| option.when() == When::Before) {
        let sample = option.sample().ok_or("no sample")?;
        // DGRAM is for udp, which the others are not.
        for kind in kinds(option).filter(|kind| kind.name() != "DGRAM") {
            for attach in [
                |socket: &Socket| socket.bind("tcp://127.0.0.1:*").map(|_| ()),
                |socket: &Socket| socket.connect("tcp://127.0.0.1:1"),
            ] {
                let socket = context.socket(kind)?;
                attach(&socket)?;
                let error = socket.set_option(option.c_name(), sample.clone()).expect_err(option.c_name());
                assert!(error.to_string().contains(option.c_name()), "{error}");
                found += 1;
            }
        }
    }
    assert!(found > 20, "{found}");
    let dealer = context.socket(DEALER)?;
    dealer.bind(Endpoint::inproc_unique())?;
    assert!(dealer.set_immediate(true).is_err());
    assert!(dealer.set_conflate(true).is_err());
    Ok(())
}

#[test]
fn each_shape_goes_there_and_back() -> Outcome {
    let context = Context::new()?;
    let socket = context.socket(DEALER)?;
    let second = Duration::from_secs(1);

    socket.set_backlog(7)?;
    assert_eq!(socket.backlog()?, 7);
    socket.set_ipv6(true)?;
    assert!(socket.ipv6()?);
    assert!(!socket.ipv4only()?);
    socket.set_tos(255)?;
    assert_eq!(socket.tos()?, 255);
    socket.set_affinity(1 << 63)?;
    assert_eq!(socket.affinity()?, 1 << 63);
    for limit in [Some(0), Some(1 << 40), Some(i64::MAX.unsigned_abs()), None] {
        socket.set_maxmsgsize(limit)?;
        assert_eq!(socket.maxmsgsize()?, limit);
    }
    socket.set_handshake_ivl(second)?;
    assert_eq!(socket.handshake_ivl()?, second);
    assert_eq!(socket.heartbeat_timeout()?, None);
    socket.set_heartbeat_timeout(second)?;
    assert_eq!(socket.heartbeat_timeout()?, Some(second));
    for wait in [Some(second), None, Some(Duration::ZERO)] {
        socket.set_reconnect_ivl(wait)?;
        assert_eq!(socket.reconnect_ivl()?, wait);
        socket.set_tcp_keepalive_idle(wait)?;
        assert_eq!(socket.tcp_keepalive_idle()?, wait);
    }
    socket.set_tcp_keepalive_intvl(Some(Duration::from_millis(1500)))?;
    assert_eq!(socket.tcp_keepalive_intvl()?, Some(2 * second), "whole seconds, rounded up");
    for size in [Some(0), Some(4096), None] {
        socket.set_sndbuf(size)?;
        assert_eq!(socket.sndbuf()?, size);
    }
    assert!(socket.set_sndbuf(Some(-1)).is_err(), "none is how the system's default is asked for");
    for switch in [Some(true), Some(false), None] {
        socket.set_tcp_keepalive(switch)?;
        assert_eq!(socket.tcp_keepalive()?, switch);
    }
    socket.set_routing_id([7, 0, 255])?;
    assert_eq!(socket.routing_id()?, [7, 0, 255]);
    socket.set_identity("name")?;
    assert_eq!(socket.identity()?, b"name");
    socket.set_zap_domain("domain")?;
    assert_eq!(socket.zap_domain()?, "domain");
    for text in [Some("127.0.0.1:1080"), None] {
        socket.set_socks_proxy(text)?;
        assert_eq!(socket.socks_proxy()?.as_deref(), text);
        socket.set_socks_password(text)?;
        assert_eq!(socket.socks_password()?.as_deref(), text);
    }
    assert_eq!(socket.plain_username()?, None);
    socket.set_plain_username(Some("user"))?;
    assert_eq!(socket.plain_username()?.as_deref(), Some("user"));
    assert_eq!(socket.mechanism()?, Mechanism::Plain);
    socket.set_plain_username(None)?;
    let stop = ReconnectStop::CONN_REFUSED | ReconnectStop::AFTER_DISCONNECT;
    socket.set_reconnect_stop(stop)?;
    assert_eq!(socket.reconnect_stop()?, stop);
    assert_eq!(socket.socket_type()?, Some(SocketType::Dealer));
    assert!(!socket.thread_safe()? && !socket.rcvmore()?);
    assert!(socket.fd().is_ok());
    assert_eq!(socket.events()?, PollEvents::empty());
    assert_eq!(socket.use_fd()?, None);
    assert_eq!(socket.mechanism()?, Mechanism::Null);
    if zeroxide::has("gssapi") {
        socket.set_gssapi_principal_nametype(GssapiNametype::Krb5Principal)?;
        assert_eq!(socket.gssapi_principal_nametype()?, GssapiNametype::Krb5Principal);
    } else {
        assert!(socket.set_gssapi_principal_nametype(GssapiNametype::Krb5Principal).is_err());
    }
    if zeroxide::has("curve") {
        let pair = KeyPair::generate()?;
        socket.set_curve_publickey(&pair.public())?;
        socket.set_curve_secretkey(pair.secret())?;
        assert_eq!(socket.curve_publickey()?, pair.public());
        assert_eq!(&socket.curve_secretkey()?, pair.secret());
        socket.set_curve_serverkey(&pair.public())?;
        assert_eq!(socket.mechanism()?, Mechanism::Curve);
    }
    Ok(())
}

#[test]
fn the_side_that_listens() -> Outcome {
    let socket = Context::new()?.socket(DEALER)?;
    socket.set_plain_server(true)?;
    assert!(socket.is_plain_server()?);
    assert_eq!(socket.mechanism()?, Mechanism::Plain);
    socket.set_tcp_accept_filter(Some("10.0.0.0/8"))?;
    socket.set_tcp_accept_filter(Some("127.0.0.1"))?;
    assert!(socket.set_tcp_accept_filter(Some("a network")).is_err());
    socket.set_tcp_accept_filter(None)?;
    Ok(())
}

#[test]
fn the_last_endpoint_is_none_at_first() -> Outcome {
    let socket = Context::new()?.socket(PAIR)?;
    assert_eq!(socket.last_endpoint()?, None);
    let endpoint = socket.bind("tcp://127.0.0.1:*")?;
    assert_eq!(socket.last_endpoint()?.as_deref(), Some(endpoint.as_str()));
    Ok(())
}

#[test]
fn topics_are_text_or_bytes() -> Outcome {
    if zeroxide::version() < zeroxide::Version::new(4, 3, 5) {
        println!("skipped: this libzmq does not count topics");
        return Ok(());
    }
    let context = Context::new()?;
    let sub = context.socket(SUB)?;
    sub.subscribe("weather")?;
    sub.subscribe(b"x")?;
    sub.subscribe(String::from("y"))?;
    sub.subscribe(vec![1, 2])?;
    assert_eq!(sub.topics_count()?, 4);
    sub.unsubscribe("weather")?;
    sub.unsubscribe("never added")?;
    assert_eq!(sub.topics_count()?, 3);
    sub.subscribe("")?;
    let built = context.builder_for(SUB).subscribe("a").subscribe(b"b").build()?;
    assert_eq!(built.topics_count()?, 2);
    Ok(())
}

#[test]
fn topics_are_as_long_as_is_safe() -> Outcome {
    let context = Context::new()?;
    let sub = context.socket(SUB)?;
    let (safe, long) = (vec![b'.'; 8192], vec![b'.'; 8193]);
    sub.subscribe(&safe)?;
    assert!(sub.subscribe(&long).is_err());
    assert!(sub.unsubscribe(&long).is_err());
    // By name too.
    let error = sub.set_option("ZMQ_SUBSCRIBE", &long[..]).expect_err("8193 bytes");
    assert!(error.to_string().contains("8192"), "{error}");
    assert!(context.builder_for(SUB).subscribe(&long).build().is_err());
    Ok(())
}

#[test]
fn a_publisher_grants_topics_where_it_decides() -> Outcome {
    let context = Context::new()?;
    let (publisher, subscriber) = (context.socket(XPUB)?, context.socket(SUB)?);
    assert!(publisher.subscribe("b").is_err(), "without xpub_manual the subscribers decide");
    publisher.set_xpub_manual(true)?;
    let endpoint = publisher.bind(Endpoint::inproc_unique())?;
    subscriber.connect(&endpoint)?;
    subscriber.subscribe("a")?;
    assert_eq!(publisher.recv()?, b"\x01a");
    publisher.subscribe("b")?;
    publisher.send("a topic that was asked for")?;
    publisher.send("b that was granted")?;
    subscriber.subscribe("")?;
    assert_eq!(publisher.recv()?, b"\x01");
    assert_eq!(subscriber.recv_timeout(Duration::from_secs(10))?.ok_or("nothing")?, "b that was granted");
    Ok(())
}

#[test]
fn a_time_to_live_that_wraps_is_refused() -> Outcome {
    let socket = Context::new()?.socket(DEALER)?;
    socket.set_heartbeat_ttl(Duration::from_millis(65_500))?;
    assert_eq!(socket.heartbeat_ttl()?, Duration::from_millis(65_500));
    socket.set_heartbeat_ttl(Duration::from_millis(1))?;
    assert_eq!(socket.heartbeat_ttl()?, Duration::from_millis(100), "rounded up, not to none");
    for long in [Duration::from_millis(65_501), Duration::from_secs(66), Duration::MAX] {
        let error = socket.set_heartbeat_ttl(long).expect_err("the receiver counts in 16 bits");
        assert!(matches!(error, Error::Option { option: "ZMQ_HEARTBEAT_TTL", .. }), "{error:?}");
    }
    for value in [-50, 65_501, 70_000] {
        assert!(socket.set_option("heartbeat_ttl", value).is_err(), "{value}");
    }
    Ok(())
}

#[test]
fn routing_ids_that_could_clash_are_refused() -> Outcome {
    let context = Context::new()?;
    let (dealer, router) = (context.socket(DEALER)?, context.socket(ROUTER)?);
    for id in [&b""[..], b"\0", b"\0abcd", &[1; 256]] {
        assert!(dealer.set_routing_id(id).is_err(), "{id:?}");
        assert!(router.set_connect_routing_id(id).is_err(), "{id:?}");
        assert!(dealer.set_option("ZMQ_ROUTING_ID", id).is_err(), "{id:?}");
    }
    dealer.set_routing_id([1; 255])?;
    router.set_connect_routing_id([1; 255])?;
    Ok(())
}

#[test]
fn secrets_are_not_shown() -> Outcome {
    let secret = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6".parse()?;
    let set = SocketOptions::new()
        .plain_username(Some("user"))
        .plain_password(Some("tell nobody"))
        .socks_password(Some("nor this"))
        .curve_secretkey(&secret);
    let shown = format!("{set:?}");
    assert!(shown.contains("user"), "{shown}");
    let bytes = format!("{:?}", secret.as_bytes());
    for hidden in ["tell nobody", "nor this", &*secret.to_z85(), &bytes, &secret.as_bytes().escape_ascii().to_string()]
    {
        assert!(!shown.contains(hidden), "{shown}");
    }
    Ok(())
}

#[test]
fn both_limits_at_once() -> Outcome {
    let context = Context::new()?;
    let push = context.socket(PUSH)?;
    push.set_hwm(5)?;
    assert_eq!((push.sndhwm()?, push.rcvhwm()?, push.hwm()?), (5, 5, 5));
    let built = context.builder_for(PUSH).hwm(6).identity("p").build()?;
    assert_eq!((built.sndhwm()?, built.rcvhwm()?, built.identity()?), (6, 6, b"p".to_vec()));
    let defaults = Context::builder().socket_defaults(SocketOptions::new().hwm(7).identity("q")).build()?;
    let socket = defaults.socket(REQ)?;
    assert_eq!((socket.sndhwm()?, socket.rcvhwm()?, socket.identity()?), (7, 7, b"q".to_vec()));
    Ok(())
}
