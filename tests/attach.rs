//! What bind and connect refuse because libzmq would end the process, and binding with a descriptor.

use std::time::Duration;

use zeroxide::{
    Context, DEALER, Endpoint, Error, PAIR, PULL, PUSH, REP, REQ, ROUTER, STREAM, Socket, SocketOptions, SocketType,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SOON: Duration = Duration::from_secs(10);

#[test]
fn the_id_of_a_peer_is_given_at_connect() -> Outcome {
    let context = Context::new()?;
    let (router, dealer) = (context.socket(ROUTER)?, context.socket(DEALER)?);
    let endpoint = dealer.bind("tcp://127.0.0.1:*")?;
    router.set_router_mandatory(true)?;
    router.set_connect_routing_id("server")?;
    router.connect(&endpoint)?;
    router.send_to("server", ["question"])?;
    assert_eq!(dealer.recv_timeout(SOON)?.ok_or("nothing came")?, "question");
    Ok(())
}

#[test]
fn an_id_that_is_taken_is_refused_at_connect() -> Outcome {
    let context = Context::new()?;
    for kind in [SocketType::Router, SocketType::Stream] {
        let peer = context.socket(kind)?;
        let endpoint = peer.bind("tcp://127.0.0.1:*")?;
        let socket: Socket = context.socket(kind)?;
        socket.set_connect_routing_id("peer")?;
        socket.connect(&endpoint)?;
        socket.set_connect_routing_id("peer")?;
        let error = socket.connect(&endpoint).expect_err("libzmq would abort");
        assert!(
            matches!(error, Error::Option { operation: "connect", option: "ZMQ_CONNECT_ROUTING_ID", .. }),
            "{error:?}"
        );
        // Another id will do.
        socket.set_option("ZMQ_CONNECT_ROUTING_ID", "another")?;
        socket.connect(&endpoint)?;
        // The one that the builder gave counts as well.
        let built = context.builder_for(kind).connect_routing_id("peer").connect(endpoint.as_str()).build()?;
        built.set_connect_routing_id("peer")?;
        assert!(built.connect(&endpoint).is_err());
    }
    Ok(())
}

#[test]
fn an_id_that_a_peer_gave_itself_is_refused_at_connect() -> Outcome {
    if !zeroxide::has("draft") {
        println!("skipped: this libzmq does not tell a peer by its id");
        return Ok(());
    }
    let context = Context::new()?;
    let (router, dealer, other) = (context.socket(ROUTER)?, context.socket(DEALER)?, context.socket(ROUTER)?);
    dealer.set_routing_id("dealer")?;
    dealer.connect(&router.bind("tcp://127.0.0.1:*")?)?;
    dealer.send("here I am")?;
    router.recv_multipart_timeout(SOON)?.ok_or("nothing came")?;
    let endpoint = other.bind("tcp://127.0.0.1:*")?;
    router.set_connect_routing_id("dealer")?;
    assert!(router.connect(&endpoint).is_err(), "libzmq would abort");
    Ok(())
}

#[test]
fn an_id_can_be_given_again_once_its_peer_is_gone() -> Outcome {
    if !zeroxide::has("draft") {
        println!("skipped: this libzmq does not tell a peer by its id");
        return Ok(());
    }
    let context = Context::new()?;
    let (router, dealer) = (context.socket(ROUTER)?, context.socket(DEALER)?);
    let endpoint = dealer.bind("tcp://127.0.0.1:*")?;
    router.set_connect_routing_id("peer")?;
    router.connect(&endpoint)?;
    router.disconnect(&endpoint)?;
    let deadline = std::time::Instant::now() + SOON;
    loop {
        router.set_connect_routing_id("peer")?;
        match router.connect(&endpoint) {
            Ok(()) => return Ok(()),
            Err(error) if std::time::Instant::now() > deadline => return Err(error.into()),
            Err(_) => std::thread::yield_now(),
        }
    }
}

#[test]
fn an_id_that_would_have_no_effect_is_refused() -> Outcome {
    let context = Context::new()?;
    let socket = context.builder_for(ROUTER).immediate(true).connect_routing_id("peer").build()?;
    let error = socket.connect("tcp://127.0.0.1:1").expect_err("libzmq would keep the id for another");
    assert!(error.to_string().contains("ZMQ_CONNECT_ROUTING_ID"), "{error}");
    // As a default of a context it concerns the kinds that have it.
    let defaults = SocketOptions::new().connect_routing_id("peer").immediate(true);
    Context::builder().socket_defaults(defaults).build()?.socket(DEALER)?.connect("tcp://127.0.0.1:1")?;
    Ok(())
}

#[test]
fn stream_and_inproc_do_not_go_together() -> Outcome {
    let context = Context::new()?;
    let stream = context.socket(STREAM)?;
    let endpoint = Endpoint::inproc_unique();
    // Either side, and before the other is there.
    assert!(stream.connect(&endpoint).is_err(), "a PAIR that binds it would abort");
    assert!(stream.bind(&endpoint).is_err(), "a PUSH that connects would abort");
    context.socket(PAIR)?.bind(&endpoint)?;
    let socket: Socket = context.socket(SocketType::Stream)?;
    let error = socket.connect(&endpoint).expect_err("libzmq would abort");
    assert!(error.to_string().contains("STREAM"), "{error}");
    Ok(())
}

#[test]
fn a_plain_server_that_enforces_a_domain_needs_one() -> Outcome {
    let context = Context::new()?;
    let orders: [fn(&Socket) -> zeroxide::Result<()>; 2] = [
        |socket| socket.set_plain_server(true).and_then(|()| socket.set_zap_enforce_domain(true)),
        |socket| socket.set_zap_enforce_domain(true).and_then(|()| socket.set_plain_server(true)),
    ];
    for set in orders {
        let socket = context.socket(SocketType::Rep)?;
        set(&socket)?;
        assert!(socket.bind("tcp://127.0.0.1:*").is_err(), "libzmq would abort at the first client");
        assert!(socket.connect("tcp://127.0.0.1:1").is_err());
        socket.set_zap_domain("domain")?;
        socket.bind("tcp://127.0.0.1:*")?;
    }
    let set = SocketOptions::new().is_plain_server(true).zap_enforce_domain(true);
    assert!(context.builder_for(REP).options(set).bind("tcp://127.0.0.1:*").build().is_err());
    Ok(())
}

#[cfg(unix)]
mod descriptors {
    use std::fs::File;
    use std::net::{TcpListener, UdpSocket};
    use std::os::fd::OwnedFd;
    use std::os::unix::net::{UnixListener, UnixStream};

    use super::*;

    #[test]
    fn a_listener_is_taken_over() -> Outcome {
        let context = Context::new()?;
        let (pull, push) = (context.socket(PULL)?, context.socket(PUSH)?);
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let endpoint = pull.bind_fd("tcp://127.0.0.1:*", listener)?;
        assert_eq!(endpoint.port(), Some(port));
        push.connect(&endpoint)?;
        push.send("through it")?;
        assert_eq!(pull.recv_timeout(SOON)?.ok_or("nothing came")?, "through it");
        // It was for that bind alone.
        assert_eq!(pull.use_fd()?, None);
        assert_ne!(pull.bind("tcp://127.0.0.1:*")?.port(), Some(port));
        pull.unbind(&endpoint)?;
        Ok(())
    }

    #[test]
    fn a_unix_listener_is_taken_over() -> Outcome {
        let folder = std::env::temp_dir().join(format!("zeroxide-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("listener");
        let context = Context::new()?;
        let (rep, req) = (context.socket(REP)?, context.socket(REQ)?);
        let endpoint = rep.bind_fd(format!("ipc://{}", path.display()), UnixListener::bind(&path)?)?;
        req.connect(&endpoint)?;
        req.send("?")?;
        assert_eq!(rep.recv_timeout(SOON)?.ok_or("nothing came")?, "?");
        assert!(path.exists());
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    }

    #[test]
    fn what_does_not_listen_is_refused() -> Outcome {
        let socket = Context::new()?.socket(PULL)?;
        let (one, _other) = UnixStream::pair()?;
        let strangers: [OwnedFd; 3] =
            [File::open("/dev/null")?.into(), UdpSocket::bind("127.0.0.1:0")?.into(), one.into()];
        for stranger in strangers {
            assert!(socket.bind_fd("tcp://127.0.0.1:*", stranger).is_err(), "libzmq would abort");
        }
        Ok(())
    }

    #[test]
    fn the_transport_must_be_that_of_the_listener() -> Outcome {
        let socket = Context::new()?.socket(PULL)?;
        for endpoint in ["ipc:///nowhere", "inproc://name", "udp://127.0.0.1:5555"] {
            assert!(socket.bind_fd(endpoint, TcpListener::bind("127.0.0.1:0")?).is_err(), "{endpoint}");
        }
        assert_eq!(socket.use_fd()?, None);
        Ok(())
    }
}
