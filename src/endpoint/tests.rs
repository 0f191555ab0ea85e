use proptest::prelude::*;

use super::check::SUN_PATH;
use super::*;

/// Endpoints that libzmq can use, with the uses it has for them.
const GOOD: &[(&str, bool, bool)] = &[
    ("tcp://eth0:5555", true, true),
    ("tcp://eth0:1:5555", true, false),
    ("tcp://[::1]:5555", true, true),
    ("tcp://[::]:*", true, false),
    ("tcp://::1:5555", true, true),
    ("tcp://:::5555", true, true),
    ("tcp://[127.0.0.1]:5555", true, true),
    ("tcp://[fe80::1%eth0]:5555", true, true),
    ("tcp://[fe80::1%3]:5555", true, true),
    ("tcp://fe80::1%eth0:5555", true, true),
    ("tcp://*:5555", true, false),
    ("tcp://*:*", true, false),
    ("tcp://*:0", true, false),
    ("tcp://127.0.0.1:0", true, true),
    ("tcp://127.0.0.1:05555", true, true),
    ("tcp://127.0.0.1:65535", true, true),
    ("tcp://localhost:5555", true, true),
    ("tcp://my_service-1.example.org:5555", true, true),
    ("tcp://192.168.1.17:5555;192.168.1.1:5555", true, true),
    ("tcp://192.168.1.17:0;192.168.1.1:5555", true, true),
    ("tcp://eth0:*;192.168.1.1:5555", true, true),
    ("tcp://[::1]:0;[::1]:5555", true, true),
    ("ws://host:80/path", true, true),
    ("ws://host:80", true, true),
    ("ws://host:80/a/b:c", true, true),
    ("ws://*:*/path", true, false),
    ("wss://*:8443", true, false),
    ("wss://[::1]:8443/x", true, true),
    ("ipc://*", true, false),
    ("ipc://*anything", true, true),
    ("ipc://@abstract", true, true),
    ("ipc:///tmp/feed", true, true),
    ("ipc://relative path", true, true),
    ("inproc://anything", true, true),
    ("inproc://a b:c/d*", true, true),
    ("inproc://*", true, true),
    ("udp://*:5555", true, false),
    ("udp://239.0.0.1:5555", true, true),
    ("udp://eth0;239.0.0.1:5555", true, true),
    ("udp://[ff02::1]:5555", true, true),
    ("tipc://{5555,0,100}", true, true),
    ("tipc://{5555,50}@0.0.0", true, true),
    ("tipc://<1.1.1:7>", true, true),
    ("tipc://<*>", true, false),
    ("epgm://eth0;239.192.1.1:5555", true, true),
    ("pgm://192.168.1.1;239.192.1.1:5555", true, true),
    ("vmci://*:*", true, true),
    ("vmci://@:4000000000", true, true),
    ("norm://2,eth0;224.1.2.3:5556", true, true),
    ("norm://224.1.2.3:5556", true, true),
    ("vsock://*:5555", true, true),
    ("rand://*", true, true),
    ("TCP://nonsense", true, true),
];

#[test]
fn what_libzmq_can_use_passes() {
    for &(text, bind, connect) in GOOD {
        assert_eq!(check_bind(text).is_ok(), bind, "bind {text}: {:?}", check_bind(text));
        assert_eq!(check_connect(text).is_ok(), connect, "connect {text}: {:?}", check_connect(text));
        if bind {
            assert_eq!(check_bind(text).unwrap().to_str().unwrap(), text);
            assert_eq!(text.parse::<Endpoint>().unwrap(), text);
        }
    }
}

macro_rules! refuses {
    ($($check:ident $text:expr => $variant:ident;)*) => {$(
        let error = $check($text).unwrap_err();
        assert!(
            matches!(error, EndpointError::$variant { .. }),
            "{} of {:?} gave {error:?}", stringify!($check), $text
        );
    )*};
}

#[test]
fn wrong_ones_are_named() {
    refuses! {
        check_bind "localhost:5555" => MissingScheme;
        check_bind "" => MissingScheme;
        check_bind "tcp:/x:1" => MissingScheme;
        check_bind "://x" => EmptyTransport;
        check_bind "tcp://" => EmptyAddress;
        check_bind "inproc://" => EmptyAddress;
        check_bind "inproc://a\0b" => InteriorNul;
        check_bind "foo://a\0" => InteriorNul;
        check_bind "tcp://*5555" => MissingPort;
        check_connect "tcp://*5555" => MissingPort;
        check_connect "tcp://localhost" => MissingPort;
        check_connect "tcp://localhost:" => MissingPort;
        check_bind "tcp://[::1]" => MissingPort;
        check_bind "tcp://[::1]5555" => MissingPort;
        check_bind "tcp://[::1:5555" => UnclosedBracket;
        check_bind "tcp://::1" => UnbracketedIpv6;
        check_bind "tcp://::" => UnbracketedIpv6;
        check_bind "tcp://fe80::1%eth0" => UnbracketedIpv6;
        check_bind "tcp://2001:db8::1:beef" => UnbracketedIpv6;
        check_connect "tcp://host:80:90" => UnbracketedIpv6;
        check_bind "tcp://:5555" => MissingHost;
        check_bind "tcp://[]:5555" => MissingHost;
        check_bind "tcp://127.0.0.1:!" => PortNotANumber;
        check_bind "tcp://127.0.0.1:12ab" => PortNotANumber;
        check_bind "tcp://127.0.0.1:-1" => PortNotANumber;
        check_bind "tcp://127.0.0.1:+1" => PortNotANumber;
        check_bind "tcp://127.0.0.1: 1" => PortNotANumber;
        check_bind "tcp://127.0.0.1:5555/" => PortNotANumber;
        check_bind "tcp://127.0.0.1:5555\n" => PortNotANumber;
        check_bind "tcp://127.0.0.1:५" => PortNotANumber;
        check_bind "tcp://*:66602" => PortTooLarge;
        check_connect "tcp://localhost:65536" => PortTooLarge;
        check_bind "tcp://*:99999999999999999999999" => PortTooLarge;
        check_connect "tcp://*:5555" => WildcardInConnect;
        check_connect "tcp://[*]:5555" => WildcardInConnect;
        check_connect "tcp://localhost:*" => WildcardInConnect;
        check_connect "tcp://*:0;127.0.0.1:5555" => WildcardInConnect;
        check_connect "tcp://127.0.0.1;127.0.0.1:5555" => SourceWithoutPort;
        check_bind "tcp://127.0.0.1;127.0.0.1:5555" => SourceWithoutPort;
        check_connect "tcp://127.0.0.1:99999;127.0.0.1:5555" => PortTooLarge;
        check_connect "tcp://my host:5555" => HostCharacter;
        check_connect "tcp://münchen.example:5555" => HostCharacter;
        check_bind "tcp://tcp://localhost:5555" => HostCharacter;
        check_bind "tcp:///localhost:5555" => HostCharacter;
        check_connect "tcp://_x:5555" => HostCharacter;
        check_connect "tcp://user@host:5555" => HostCharacter;
        check_bind "ws://*8080" => MissingPort;
        check_bind "ws://host/path" => MissingPort;
        check_connect "ws://*:80/path" => WildcardInConnect;
        check_connect "wss://host:80000" => PortTooLarge;
        check_connect "ipc://*" => WildcardInConnect;
        check_bind "ipc://@" => EmptyAbstractName;
        check_connect "udp://*:5555" => WildcardInConnect;
        check_bind "udp://239.0.0.1" => MissingPort;
        check_bind "tipc://bogus" => TipcAddress;
        check_connect "tipc://<*>" => WildcardInConnect;
        check_bind "vmci://5" => MissingPort;
        check_bind "vmci://:5" => MissingHost;
        check_bind "epgm://eth0;239.192.1.1" => MissingPort;
        check_bind "norm://eth0;:5" => MissingHost;
        check_bind "pgm://eth0;239.192.1.1:*" => PortNotANumber;
    }
}

#[test]
fn messages_show_the_wrong_one_and_a_right_one() {
    let message = check_connect("tcp://*:5555").unwrap_err().to_string();
    assert!(message.contains("\"tcp://*:5555\"") && message.contains("`tcp://localhost:5555`"), "{message}");
    let message = check_bind("tipc://x").unwrap_err().to_string();
    assert!(message.contains("`tipc://{5555,0,100}`"), "{message}");
    let long = check_bind(&"x".repeat(1 << 20)).unwrap_err().to_string();
    assert!(long.len() < 400, "{}", long.len());
}

#[test]
fn ipc_paths_end_where_the_socket_address_ends() {
    for prefix in ["ipc://", "ipc://@"] {
        let room = SUN_PATH - 1 - (prefix.len() - "ipc://".len());
        assert!(check_bind(&format!("{prefix}{}", "x".repeat(room))).is_ok());
        let error = check_connect(&format!("{prefix}{}", "x".repeat(room + 1))).unwrap_err();
        assert!(
            matches!(error, EndpointError::PathTooLong { length: SUN_PATH, limit, .. } if limit == SUN_PATH - 1),
            "{error:?}"
        );
    }
}

#[test]
fn constructors() {
    assert_eq!(Endpoint::tcp("localhost", 1).unwrap(), "tcp://localhost:1");
    assert_eq!(Endpoint::tcp("fe80::1%eth0", 1).unwrap(), "tcp://[fe80::1%eth0]:1");
    assert_eq!(Endpoint::tcp("[::1]", 1).unwrap(), "tcp://[::1]:1");
    for host in ["", "tcp://localhost", "local\0host", "[::1"] {
        assert!(Endpoint::tcp(host, 1).is_err(), "{host:?}");
    }
    assert!(Endpoint::inproc("").is_err());
    assert!(Endpoint::inproc("a\0").is_err());
    assert_eq!(Endpoint::from(SocketAddr::from(([0; 16], 5))), "tcp://[::]:5");
    assert_eq!(Endpoint::from((IpAddr::from([127, 0, 0, 1]), 5)), "tcp://127.0.0.1:5");
    let unique = Endpoint::inproc_unique();
    assert_eq!(unique.as_str().parse::<Endpoint>().unwrap(), unique);
}

#[cfg(unix)]
#[test]
fn ipc_path_that_is_not_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let error = Endpoint::ipc(OsStr::from_bytes(b"/tmp/\xff")).unwrap_err();
    assert!(matches!(error, EndpointError::PathNotUtf8 { .. }));
}

#[test]
fn pieces() {
    let pieces = |text: &str| {
        let endpoint = text.parse::<Endpoint>().unwrap();
        (endpoint.host().map(str::to_owned), endpoint.port())
    };
    let host = |name: &str| Some(name.to_owned());
    assert_eq!(pieces("tcp://a:1;b:2"), (host("b"), Some(2)));
    assert_eq!(pieces("tcp://[::1]:0"), (host("::1"), Some(0)));
    assert_eq!(pieces("tcp://*:*"), (host("*"), None));
    assert_eq!(pieces("ws://h:80/p:9"), (host("h"), Some(80)));
    assert_eq!(pieces("epgm://eth0;239.192.1.1:5555"), (host("239.192.1.1"), Some(5555)));
    assert_eq!(pieces("vmci://2:5"), (None, None));
    assert_eq!(pieces("ipc://a:5"), (None, None));
    assert_eq!("foo://x".parse::<Endpoint>().unwrap().transport(), Transport::Other("foo".to_owned()));
}

#[test]
fn resolved_text_is_taken_as_it_is() {
    let odd = Endpoint::from_resolved(String::new());
    assert_eq!((odd.address(), odd.port()), ("", None));
    assert_eq!(odd.transport(), Transport::Other(String::new()));
    assert_eq!(Endpoint::from_resolved("tcp://0.0.0.0:7".into()).port(), Some(7));
}

/// Texts that look like endpoints often enough to reach every rule.
fn endpoint_like() -> impl Strategy<Value = String> {
    let transport = prop::sample::select(vec![
        "tcp", "ws", "wss", "udp", "ipc", "inproc", "tipc", "vmci", "pgm", "norm", "foo", "",
    ]);
    (transport, "(://|:/|:)", r"[a-z0-9.*:;\[\]%@/{}<>,\-_ é\x00]{0,24}")
        .prop_map(|(transport, separator, address)| format!("{transport}{separator}{address}"))
}

proptest! {
    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), endpoint_like()]) {
        let bind = check_bind(&text);
        let connect = check_connect(&text);
        prop_assert!(connect.is_err() || bind.is_ok(), "connect takes what bind refuses: {text:?}");
        prop_assert_eq!(bind.is_ok(), text.parse::<Endpoint>().is_ok());
        if let Ok(endpoint) = text.parse::<Endpoint>() {
            let transport = endpoint.transport();
            prop_assert!(!transport.as_str().is_empty() && !endpoint.address().is_empty());
            prop_assert_eq!(format!("{transport}://{}", endpoint.address()), text);
        } else {
            prop_assert!(!bind.unwrap_err().to_string().is_empty());
        }
    }

    #[test]
    fn host_and_port_come_back(host in "[a-z][a-z0-9.-]{0,30}", port: u16) {
        let endpoint = Endpoint::tcp(&host, port).unwrap();
        prop_assert!(check_connect(endpoint.as_str()).is_ok());
        prop_assert_eq!(endpoint.host(), Some(host.as_str()));
        prop_assert_eq!(endpoint.port(), Some(port));
    }

    #[test]
    fn socket_addresses_always_parse(address: SocketAddr) {
        let endpoint = Endpoint::from(address);
        prop_assert!(check_connect(endpoint.as_str()).is_ok(), "{endpoint}");
        prop_assert_eq!(endpoint.port(), Some(address.port()));
    }
}
