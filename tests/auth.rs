//! The authenticator: who comes in, who does not, and what happens when it goes away.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::{LONG, TempDir, eventually};
use zeroxide::auth::{Authenticator, Certificate, Policy, Status, Verdict};
use zeroxide::{Context, Endpoint, KeyPair, PAIR, PULL, PUSH, Pull, Push, REQ, Socket, SocketOptions, SocketType};

const ZAP: &str = "inproc://zeromq.zap.01";

fn without_curve() -> bool {
    let without = !zeroxide::has("curve");
    if without {
        println!("skipped: this libzmq has no CURVE");
    }
    without
}

fn tcp(server: &Socket<Pull>) -> Endpoint {
    server.bind("tcp://127.0.0.1:*").unwrap()
}

/// A client that has sent one message, delivered once it is let in.
fn client(context: &Context, endpoint: impl AsRef<str>, set_up: impl FnOnce(&Socket<Push>)) -> Socket<Push> {
    let client = context.socket(PUSH).unwrap();
    client.set_linger(Some(Duration::ZERO)).unwrap();
    set_up(&client);
    client.connect(endpoint).unwrap();
    client.send("hello").unwrap();
    client
}

fn plain(username: &'static str, password: &'static str) -> impl FnOnce(&Socket<Push>) {
    move |client| client.plain_client(username, password).unwrap()
}

#[track_caller]
fn comes_in(server: &Socket<Pull>) -> zeroxide::Message {
    server.recv_timeout(LONG).unwrap().expect("the client was not let in")
}

#[track_caller]
fn refused(authenticator: &Authenticator, before: u64) {
    eventually("the refusal", || authenticator.statistics().denied > before);
}

#[test]
fn null_peers_are_judged_by_their_address() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).deny("127.0.0.0/8").start().unwrap();
    let server = context.socket(PULL).unwrap();
    server.null_server().unwrap();
    let endpoint = tcp(&server);
    let denied = client(&context, &endpoint, |_| {});
    refused(&authenticator, 0);
    assert!(server.try_recv().unwrap().is_none());
    drop((denied, authenticator));

    let authenticator = Authenticator::builder(&context).allow("127.0.0.1").start().unwrap();
    let allowed = client(&context, &endpoint, |_| {});
    assert_eq!(comes_in(&server).user_id(), Some("anonymous"));
    authenticator.deny("127.0.0.1").unwrap();
    drop(allowed);
    let _again = client(&context, &endpoint, |_| {});
    refused(&authenticator, 0);
}

#[cfg(unix)]
#[test]
fn peers_over_ipc_are_a_network_of_their_own() {
    let context = Context::new().unwrap();
    let folder = TempDir::new();
    let endpoint = folder.ipc("socket");
    let authenticator = Authenticator::builder(&context).allow("127.0.0.1").start().unwrap();
    let server = context.builder_for(PULL).null_server().bind(&endpoint).build().unwrap();
    let _refused = client(&context, &endpoint, |_| {});
    refused(&authenticator, 0);
    authenticator.allow("ipc").unwrap();
    let _client = client(&context, &endpoint, |_| {});
    comes_in(&server);
}

#[test]
fn plain_peers_need_the_right_password() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).password("alice", "wonderland").start().unwrap();
    let server = context.socket(PULL).unwrap();
    server.plain_server().unwrap();
    let endpoint = tcp(&server);
    for (count, (username, password)) in [("alice", "wrong"), ("nobody", "wonderland")].into_iter().enumerate() {
        let _client = client(&context, &endpoint, plain(username, password));
        refused(&authenticator, count as u64);
    }
    // One without any security is turned away before anybody is asked.
    let _bare = client(&context, &endpoint, |_| {});
    let _client = client(&context, &endpoint, plain("alice", "wonderland"));
    let message = comes_in(&server);
    assert_eq!((message.user_id(), message.peer_address()), (Some("alice"), Some("127.0.0.1")));
    assert_eq!((authenticator.statistics().allowed, authenticator.statistics().denied), (1, 2));
    assert!(server.try_recv().unwrap().is_none());
}

fn write_passwords(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("users");
    std::fs::write(&path, text).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
}

#[test]
fn password_files_are_read_again() {
    let folder = TempDir::new();
    let path = write_passwords(folder.path(), "alice:wonderland\n");
    let context = Context::new().unwrap();
    let (problems, told) = mpsc::channel();
    let authenticator = Authenticator::builder(&context)
        .password_file(path)
        .on_problem(move |problem| problems.send(problem.to_owned()).unwrap())
        .start()
        .unwrap();
    let server = context.builder_for(PULL).plain_server().build().unwrap();
    let endpoint = tcp(&server);
    let _alice = client(&context, &endpoint, plain("alice", "wonderland"));
    comes_in(&server);
    write_passwords(folder.path(), "# changed\nbob:builder\n");
    let _bob = client(&context, &endpoint, plain("bob", "builder"));
    assert_eq!(comes_in(&server).user_id(), Some("bob"));
    write_passwords(folder.path(), "bob without a colon, and longer\n");
    let _bob = client(&context, &endpoint, plain("bob", "builder"));
    refused(&authenticator, 0);
    assert!(told.recv_timeout(LONG).unwrap().contains("users, line 1"));
}

#[cfg(unix)]
#[test]
fn password_files_open_to_everybody_are_refused() {
    if without_curve() {
        return;
    }
    let folder = TempDir::new();
    let path = write_passwords(folder.path(), "alice:wonderland\n");
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let error = Authenticator::builder(&Context::new().unwrap()).password_file(&path).start().unwrap_err();
    assert!(error.to_string().contains("chmod 600"), "{error}");
}

/// A CURVE server, and the keys that it has.
fn curve_server(context: &Context) -> (Socket<Pull>, Endpoint, KeyPair) {
    let keys = KeyPair::generate().unwrap();
    let server = context.socket(PULL).unwrap();
    server.curve_server(&keys).unwrap();
    let endpoint = tcp(&server);
    (server, endpoint, keys)
}

#[test]
fn curve_peers_of_any_key() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let _authenticator = Authenticator::builder(&context).curve_any().start().unwrap();
    let (server, endpoint, keys) = curve_server(&context);
    let own = KeyPair::generate().unwrap();
    let _client = client(&context, &endpoint, |client| client.curve_client(&keys.public(), &own).unwrap());
    assert_eq!(comes_in(&server).user_id(), Some(own.public().to_z85().as_str()));
}

#[test]
fn curve_peers_of_known_keys_alone() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let (known, unknown) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let authenticator = Authenticator::builder(&context).curve_keys([known.public()]).start().unwrap();
    let (server, endpoint, keys) = curve_server(&context);
    let _unknown = client(&context, &endpoint, |client| client.curve_client(&keys.public(), &unknown).unwrap());
    refused(&authenticator, 0);
    let _known = client(&context, &endpoint, |client| client.curve_client(&keys.public(), &known).unwrap());
    assert_eq!(comes_in(&server).user_id(), Some(known.public().to_z85().as_str()));
    assert!(server.try_recv().unwrap().is_none());
}

#[test]
fn curve_peers_whose_certificates_are_in_a_directory() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let folder = TempDir::new();
    let authenticator = Authenticator::builder(&context).curve_dir(folder.path()).start().unwrap();
    let (server, endpoint, keys) = curve_server(&context);
    let own = KeyPair::generate().unwrap();
    let connect = || client(&context, &endpoint, |client| client.curve_client(&keys.public(), &own).unwrap());
    let first = connect();
    refused(&authenticator, 0);
    drop(first);

    let mut certificate = Certificate::from(own.public());
    certificate.set_metadata("organization", "Example & Sons").unwrap();
    // One that libzmq would not take is left out, and the rest stays.
    certificate.set_metadata("identity", "x").unwrap();
    let saved = certificate.save(folder.path(), "client").unwrap();
    // The file system's clock may be coarse: the change is seen within a second at the latest.
    let start = Instant::now();
    let message = loop {
        let _client = connect();
        if let Some(message) = server.recv_timeout(Duration::from_millis(500)).unwrap() {
            break message;
        }
        assert!(start.elapsed() < LONG, "the new certificate was not seen");
    };
    assert_eq!(message.property("organization"), Some("Example & Sons"));
    assert_eq!(message.property("identity"), None);

    std::fs::remove_file(saved.public).unwrap();
    let denied = authenticator.statistics().denied;
    eventually("the revocation", || {
        let before = authenticator.statistics();
        let _client = connect();
        eventually("a decision", || {
            let now = authenticator.statistics();
            now.allowed + now.denied > before.allowed + before.denied
        });
        authenticator.statistics().denied > denied
    });
}

#[test]
fn functions_decide_and_describe() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let own = KeyPair::generate().unwrap();
    let (decisions, seen) = mpsc::channel();
    let wanted = own.public();
    let _authenticator = Authenticator::builder(&context)
        .domain(
            "lab",
            Policy::new().curve_with(move |request, key| {
                Verdict::from(*key == wanted && request.domain() == "lab").user_id("doctor").metadata("X-Badge", "7")
            }),
        )
        .on_decision(move |request, verdict| {
            decisions.send((request.mechanism(), request.domain().to_owned(), verdict.status())).unwrap();
        })
        .start()
        .unwrap();
    let server = context.socket(PULL).unwrap();
    let keys = KeyPair::generate().unwrap();
    server.set_zap_domain("lab").unwrap();
    server.curve_server(&keys).unwrap();
    let endpoint = tcp(&server);
    let _client = client(&context, &endpoint, |client| client.curve_client(&keys.public(), &own).unwrap());
    let message = comes_in(&server);
    assert_eq!((message.user_id(), message.property("X-Badge")), (Some("doctor"), Some("7")));
    assert_eq!(seen.recv_timeout(LONG).unwrap(), ("CURVE", "lab".to_owned(), Status::Allowed));
}

#[test]
fn a_panicking_decision_turns_its_peer_away_and_nobody_else() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context)
        .plain_with(|_, username, _| {
            assert_ne!(username, "mallory");
            true
        })
        .start()
        .unwrap();
    let server = context.builder_for(PULL).plain_server().build().unwrap();
    let endpoint = tcp(&server);
    let _mallory = client(&context, &endpoint, plain("mallory", "x"));
    eventually("the failure", || authenticator.statistics().failed == 1);
    let _alice = client(&context, &endpoint, plain("alice", "x"));
    assert_eq!(comes_in(&server).user_id(), Some("alice"));
    assert!(authenticator.is_running());
}

#[test]
fn policies_change_while_it_runs() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).start().unwrap();
    let server = context.builder_for(PULL).plain_server().build().unwrap();
    let endpoint = tcp(&server);
    let _early = client(&context, &endpoint, plain("alice", "a"));
    refused(&authenticator, 0);
    authenticator.set_policy("*", Policy::new().password("alice", "a")).unwrap();
    let _alice = client(&context, &endpoint, plain("alice", "a"));
    comes_in(&server);
    let error = authenticator.set_policy("*", Policy::new().allow("nonsense")).unwrap_err();
    assert!(error.to_string().contains("nonsense"), "{error}");
    let _alice = client(&context, &endpoint, plain("alice", "a"));
    comes_in(&server);
}

#[test]
fn when_it_stops_nobody_comes_in_until_another_runs() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).curve_any().start().unwrap();
    let (server, endpoint, keys) = curve_server(&context);
    let own = KeyPair::generate().unwrap();
    let set_up = |client: &Socket<Push>| client.curve_client(&keys.public(), &own).unwrap();
    let early = client(&context, &endpoint, set_up);
    comes_in(&server);
    assert!(authenticator.is_running());
    authenticator.stop();

    // Who is in stays in.
    early.send("still here").unwrap();
    assert_eq!(comes_in(&server), "still here");
    let _late = client(&context, &endpoint, set_up);
    // Long enough for a handshake many times over.
    assert!(server.recv_timeout(Duration::from_millis(300)).unwrap().is_none(), "somebody came in unasked");
    let error = server.bind("tcp://127.0.0.1:*").unwrap_err();
    assert!(error.to_string().contains("no authenticator runs"), "{error}");

    // The client keeps trying.
    let _another = Authenticator::builder(&context).curve_any().start().unwrap();
    assert_eq!(comes_in(&server), "hello");
    server.bind("tcp://127.0.0.1:*").unwrap();
}

#[test]
fn servers_set_up_option_by_option_fail_closed_too() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let (keys, own) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let authenticator = Authenticator::builder(&context).curve_any().start().unwrap();
    let curve = context.socket(PULL).unwrap();
    curve.set_curve_secretkey(keys.secret()).unwrap();
    curve.set_curve_server(true).unwrap();
    let null = context.socket(PULL).unwrap();
    null.set_zap_domain("lab").unwrap();
    // How long libzmq leaves a NULL peer waiting that it will not let in.
    null.set_handshake_ivl(Duration::from_millis(100)).unwrap();
    let set_up = |client: &Socket<Push>| client.curve_client(&keys.public(), &own).unwrap();
    let (curve_endpoint, null_endpoint) = (tcp(&curve), tcp(&null));
    let _early = (client(&context, &curve_endpoint, set_up), client(&context, &null_endpoint, |_| {}));
    comes_in(&curve);
    comes_in(&null);
    authenticator.stop();
    let _late = (client(&context, &curve_endpoint, set_up), client(&context, &null_endpoint, |_| {}));
    for server in [&curve, &null] {
        // Long enough for a handshake many times over.
        assert!(server.recv_timeout(Duration::from_millis(300)).unwrap().is_none(), "somebody came in unasked");
    }
    let _another = Authenticator::builder(&context).curve_any().start().unwrap();
    comes_in(&curve);
    comes_in(&null);

    // A server that enforces no domain asks nobody, as in C.
    let open = context.socket(PULL).unwrap();
    open.set_curve_secretkey(keys.secret()).unwrap();
    open.set_curve_server(true).unwrap();
    open.set_zap_enforce_domain(true).unwrap();
    let _client = client(&context, tcp(&open), set_up);
    assert_eq!(comes_in(&open).user_id(), None);
}

#[test]
fn starting_and_stopping_leaves_nothing_behind() {
    let context = Context::builder().max_sockets(20).build().unwrap();
    for _ in 0..100 {
        // Sockets are given back a moment after they are closed.
        eventually("a start", || Authenticator::builder(&context).start().map(Authenticator::stop).is_ok());
        assert_eq!(context.open_sockets(), 0);
    }
}

#[test]
fn a_context_can_make_clients_of_all_its_sockets() {
    if without_curve() {
        return;
    }
    let (keys, own) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let elsewhere = Context::new().unwrap();
    let server = elsewhere.builder_for(PULL).curve_server_unauthenticated(&keys).build().unwrap();
    let defaults = SocketOptions::new().curve_client(&keys.public(), &own);
    let context = Context::builder().socket_defaults(defaults).build().unwrap();
    let _client = client(&context, tcp(&server), |_| {});
    comes_in(&server);
}

#[test]
fn servers_do_not_bind_while_none_runs() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let keys = KeyPair::generate().unwrap();
    let refuses = |set_up: fn(&Socket<Pull>, &KeyPair)| {
        let server = context.socket(PULL).unwrap();
        set_up(&server, &keys);
        let error = server.bind("tcp://127.0.0.1:*").unwrap_err();
        assert!(error.to_string().contains("no authenticator runs"), "{error}");
        // Over inproc nobody is asked.
        server.bind(Endpoint::inproc_unique()).unwrap();
    };
    refuses(|server, _| server.null_server().unwrap());
    refuses(|server, _| server.plain_server().unwrap());
    refuses(|server, keys| server.curve_server(keys).unwrap());
    let built = context.builder_for(PULL).curve_server(&keys).bind("tcp://127.0.0.1:*").build();
    assert!(built.unwrap_err().to_string().contains("no authenticator runs"));
}

#[test]
fn encryption_for_anybody_has_a_name_and_asks_nobody() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let (keys, own) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let server = context.socket(PULL).unwrap();
    server.curve_server_unauthenticated(&keys).unwrap();
    let endpoint = tcp(&server);
    let set_up = |client: &Socket<Push>| client.curve_client(&keys.public(), &own).unwrap();
    let first = client(&context, &endpoint, set_up);
    assert_eq!(comes_in(&server).user_id(), None);
    drop(first);
    let authenticator = Authenticator::builder(&context).deny("127.0.0.1").start().unwrap();
    let _second = client(&context, &endpoint, set_up);
    comes_in(&server);
    assert_eq!(authenticator.statistics(), Default::default());

    let with_domain = context.socket(PULL).unwrap();
    with_domain.set_zap_domain("global").unwrap();
    assert!(with_domain.curve_server_unauthenticated(&keys).is_err());
}

#[test]
fn the_last_call_counts_and_none_after_bind() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let _authenticator = Authenticator::builder(&context).curve_any().password("alice", "a").start().unwrap();
    let (keys, own) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let server = context.socket(PULL).unwrap();
    server.plain_client("alice", "a").unwrap();
    server.curve_client(&keys.public(), &own).unwrap();
    server.curve_server(&keys).unwrap();
    server.plain_server().unwrap();
    let endpoint = tcp(&server);
    for error in [
        server.null_server().unwrap_err(),
        server.plain_server().unwrap_err(),
        server.plain_client("a", "b").unwrap_err(),
        server.curve_server(&keys).unwrap_err(),
        server.curve_server_unauthenticated(&keys).unwrap_err(),
        server.curve_client(&keys.public(), &own).unwrap_err(),
    ] {
        assert!(error.to_string().contains("before the socket's first bind or connect"), "{error}");
    }
    let client = context.socket(PUSH).unwrap();
    client.curve_server(&own).unwrap();
    client.plain_client("alice", "a").unwrap();
    client.connect(&endpoint).unwrap();
    client.send("hello").unwrap();
    assert_eq!(comes_in(&server).user_id(), Some("alice"));
}

#[test]
fn options_that_undo_the_setup_are_found_at_bind() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let _authenticator = Authenticator::builder(&context).start().unwrap();
    let keys = KeyPair::generate().unwrap();
    for (option, value) in
        [("ZMQ_CURVE_SERVER", 0), ("ZMQ_PLAIN_SERVER", 1), ("ZMQ_PLAIN_SERVER", 0), ("ZMQ_ZAP_ENFORCE_DOMAIN", 0)]
    {
        let server = context.socket(PULL).unwrap();
        server.curve_server(&keys).unwrap();
        server.set_option(option, value).unwrap();
        let error = server.bind("tcp://127.0.0.1:*").unwrap_err();
        assert!(error.to_string().contains("undone"), "{option}: {error}");
    }
    // A server's key makes a client of it.
    let server = context.socket(PULL).unwrap();
    server.curve_server(&keys).unwrap();
    server.set_curve_serverkey(&keys.public()).unwrap();
    assert!(server.bind("tcp://127.0.0.1:*").is_err());
}

#[test]
fn what_cannot_be_meant_is_refused() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let socket = context.socket(PULL).unwrap();
    assert!(socket.plain_client("", "x").is_err());
    assert!(socket.plain_client("x", "").is_err());
    assert!(socket.plain_client(&"x".repeat(256), "x").is_err());
    let (one, two) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let mixed = KeyPair::new(one.public(), two.secret().clone());
    let error = socket.curve_server(&mixed).unwrap_err();
    assert!(error.to_string().contains("does not belong"), "{error}");
    assert!(socket.curve_client(&one.public(), &mixed).is_err());
    if !zeroxide::has("gssapi") {
        assert!(socket.gssapi_server("host").unwrap_err().to_string().contains("GSSAPI"));
        assert!(socket.gssapi_client("a", "b").is_err());
    }
    let error = Authenticator::builder(&context).allow("300.0.0.1").start().unwrap_err();
    assert!(error.to_string().contains("300.0.0.1"), "{error}");
}

#[test]
fn nothing_secret_is_shown() {
    if without_curve() {
        return;
    }
    let (keys, context) = (KeyPair::generate().unwrap(), Context::new().unwrap());
    let builder = context.builder_for(PUSH).curve_client(&keys.public(), &keys);
    assert!(!format!("{builder:?}").contains(&*keys.secret().to_z85()));
    let builder = context.builder_for(PUSH).plain_client("alice", "wonderland");
    assert!(!format!("{builder:?}").contains("wonderland"));
    let builder = Authenticator::builder(&context).password("alice", "wonderland");
    assert!(!format!("{builder:?}").contains("wonderland"));
}

#[test]
fn a_context_has_one_at_a_time() {
    let context = Context::new().unwrap();
    let first = Authenticator::builder(&context).start().unwrap();
    let error = Authenticator::builder(&context).start().unwrap_err();
    assert!(error.to_string().contains("one at a time"), "{error}");
    first.stop();
    let _second = Authenticator::builder(&context).start().unwrap();
    let _elsewhere = Authenticator::builder(&Context::new().unwrap()).start().unwrap();
}

#[test]
fn it_ends_with_its_context() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).start().unwrap();
    context.shutdown().unwrap();
    eventually("its end", || !authenticator.is_running());
    // The handle holds no socket: the context ends while it is kept.
    context.terminate().unwrap();
    assert!(authenticator.allow("127.0.0.1").is_err());
}

#[test]
fn its_name_is_for_rep_and_router_alone() {
    let context = Context::new().unwrap();
    for kind in [SocketType::Pair, SocketType::Dealer, SocketType::Pull, SocketType::Req, SocketType::Pub] {
        let error = context.socket(kind).unwrap().bind(ZAP).unwrap_err();
        assert!(error.to_string().contains("authenticators"), "{kind}: {error}");
    }
    assert!(context.socket(PAIR).unwrap().bind(ZAP).is_err());
    for kind in [SocketType::Rep, SocketType::Router] {
        let handler = context.socket(kind).unwrap();
        handler.bind(ZAP).unwrap();
        // A handler of one's own counts as an authenticator.
        context.builder_for(PULL).null_server().bind("tcp://127.0.0.1:*").build().unwrap();
        handler.unbind(ZAP).unwrap();
        assert!(context.builder_for(PULL).null_server().bind("tcp://127.0.0.1:*").build().is_err());
    }
}

#[test]
fn malformed_requests_are_answered() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).curve_any().start().unwrap();
    let peer = context.socket(REQ).unwrap();
    peer.connect(ZAP).unwrap();
    let ask = |frames: &[&[u8]]| {
        peer.send_multipart(frames.iter().map(|frame| frame.to_vec()).collect::<Vec<_>>()).unwrap();
        let reply = peer.recv_multipart_timeout(LONG).unwrap().expect("no answer");
        let frames: Vec<Vec<u8>> = reply.iter().map(|frame| frame.to_vec()).collect();
        assert_eq!((frames.len(), frames[0].as_slice()), (6, &b"1.0"[..]));
        (frames[1].clone(), String::from_utf8(frames[2].clone()).unwrap())
    };
    let refused = |id: &[u8]| (id.to_vec(), "400".to_owned());
    assert_eq!(ask(&[b""]), refused(b""));
    assert_eq!(ask(&[b"1.0", b"9"]), refused(b"9"));
    assert_eq!(ask(&[b"2.0", b"9", b"", b"", b"", b"NULL"]), refused(b"9"));
    assert_eq!(ask(&[b"1.0", b"9", b"", b"", b"", b"CURVE", b"short"]), refused(b"9"));
    assert_eq!(ask(&[b"1.0", b"9", b"", b"", b"", b"MAGIC"]), refused(b"9"));
    assert_eq!(ask(&[&[b'x'; 100_000]]), refused(b""));
    assert_eq!(authenticator.statistics().malformed, 6);
    assert_eq!(ask(&[b"1.0", b"9", b"", b"", b"", b"CURVE", &[1; 32]]), (b"9".to_vec(), "200".to_owned()));
    assert!(authenticator.is_running());
}
