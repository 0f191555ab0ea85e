//! B8, B18, B19, B22: endpoints, and who may meet there.

use zeroxide::auth::Authenticator;
use zeroxide::kind::Dealer;
use zeroxide::{
    Context, DEALER, Endpoint, MonitorEvent, MonitorEvents, PAIR, PULL, PUSH, REP, REQ, ROUTER, STREAM, Socket,
    SocketType,
};

#[cfg(feature = "draft")]
use crate::common::reaped;
use crate::common::{TempDir, eventually};
use crate::{SOON, elsewhere, traps};

traps! {
    fn b08_stream_inproc() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        let name = pair.bind(Endpoint::inproc_unique()).unwrap();
        let stream = context.socket(STREAM).unwrap();
        assert!(stream.connect(&name).is_err());
        assert!(stream.bind(Endpoint::inproc_unique()).is_err());
        assert_eq!(pair.try_recv().unwrap(), None);
    }

    #[cfg(feature = "draft")]
    fn b08_dish_inproc() {
        use zeroxide::DISH;
        for kind in [SocketType::Pair, SocketType::XPub, SocketType::Pull, SocketType::Router, SocketType::Dealer] {
            let context = Context::new().unwrap();
            let socket = context.socket(kind).unwrap();
            let name = socket.bind(Endpoint::inproc_unique()).unwrap();
            let dish = context.socket(DISH).unwrap();
            dish.join("group").unwrap();
            dish.connect(&name).unwrap();
            assert_eq!(socket.try_recv().unwrap(), None, "{kind}");
        }
    }

    fn b18_port_too_large() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        assert!(pair.bind("tcp://127.0.0.1:70000").is_err());
        assert!(pair.connect("tcp://127.0.0.1:70000").is_err());
    }

    #[cfg(unix)]
    fn b18_ipc_path_of_another() {
        let folder = TempDir::new();
        let context = Context::new().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "precious").unwrap();
        assert!(context.socket(PAIR).unwrap().bind(folder.ipc("file")).unwrap_err().is_address_in_use());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
        // A socket of another context, which might be another process's.
        let (theirs, theirs_too) = (Context::new().unwrap(), Context::new().unwrap());
        let (pull, push) = (theirs.socket(PULL).unwrap(), theirs_too.socket(PUSH).unwrap());
        pull.bind(folder.ipc("socket")).unwrap();
        assert!(context.socket(PAIR).unwrap().bind(folder.ipc("socket")).unwrap_err().is_address_in_use());
        push.connect(folder.ipc("socket")).unwrap();
        push.send("still there").unwrap();
        assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "still there");
    }

    fn b18_unbind_as_bound() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        pair.bind("tcp://127.0.0.1:*").unwrap();
        pair.unbind("tcp://127.0.0.1:*").unwrap();
    }

    fn b19_connect_before_bind() {
        let context = Context::new().unwrap();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.connect("inproc://later").unwrap();
        push.send("early").unwrap();
        drop(push);
        pull.bind("inproc://later").unwrap();
        assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "early");
        drop(pull);
        context.terminate().unwrap();
    }

    // What is read too late is seen by AddressSanitizer.
    fn b19_closed_while_it_waited() {
        if elsewhere("it looks too late") {
            return;
        }
        let context = Context::new().unwrap();
        for _ in 0..200 {
            let name = Endpoint::inproc_unique();
            let waiting = [SocketType::Router, SocketType::Rep].map(|kind| context.socket(kind).unwrap());
            for socket in &waiting {
                socket.connect(&name).unwrap();
            }
            drop(waiting);
            let dealer = context.socket(DEALER).unwrap();
            dealer.bind(&name).unwrap();
            let other = context.socket(DEALER).unwrap();
            other.connect(&name).unwrap();
            other.send("hello").unwrap();
            assert_eq!(dealer.recv_timeout(SOON).unwrap().unwrap(), "hello");
        }
        context.terminate().unwrap();
    }

    fn b19_left_before_the_name_is_bound() {
        if elsewhere("the one that left is not let go before the one that binds is closed") {
            return;
        }
        let context = Context::builder().max_sockets(2).build().unwrap();
        let name = Endpoint::inproc_unique();
        let pull = context.socket(PULL).unwrap();
        pull.connect(&name).unwrap();
        pull.disconnect(&name).unwrap();
        drop(pull);
        // It reads nothing, so that it never comes to what the one that left has sent last.
        let push = context.socket(PUSH).unwrap();
        push.bind(&name).unwrap();
        eventually("the place of the one that left is free", || context.socket(PAIR).is_ok());
        assert!(push.try_send("to nobody").unwrap_err().is_would_block());
    }

    // Two threads at work on one connection are seen by ThreadSanitizer.
    fn b19_closed_while_another_binds() {
        let context = Context::new().unwrap();
        let (sockets, closer) = std::sync::mpsc::sync_channel::<(Socket<Dealer>, Endpoint)>(0);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for (round, (socket, name)) in closer.into_iter().enumerate() {
                    if round % 2 == 0 {
                        let _ = socket.disconnect(&name);
                    }
                }
            });
            for _ in 0..500 {
                let name = Endpoint::inproc_unique();
                let dealer = context.socket(DEALER).unwrap();
                dealer.connect(&name).unwrap();
                dealer.send_multipart(["early", "bird"]).unwrap();
                let router = context.socket(ROUTER).unwrap();
                sockets.send((dealer, name.clone())).unwrap();
                router.bind(&name).unwrap();
                let message = router.recv_multipart_timeout(SOON).unwrap().unwrap();
                assert_eq!(message.len(), 3);
                assert_eq!((&message[1][..], &message[2][..]), (&b"early"[..], &b"bird"[..]));
                assert_eq!(router.try_recv_multipart().unwrap(), None);
            }
            drop(sockets);
        });
        context.terminate().unwrap();
    }

    fn b19_disconnect_before_bind() {
        for kind in [SocketType::Router, SocketType::Rep] {
            let context = Context::new().unwrap();
            let socket = context.socket(kind).unwrap();
            socket.connect("inproc://later").unwrap();
            let _ = socket.disconnect("inproc://later");
            assert!(socket.try_recv().is_ok());
            let dealer = context.socket(DEALER).unwrap();
            dealer.bind("inproc://later").unwrap();
            assert!(socket.try_recv().is_ok());
            // Once it is bound, nothing is in the way.
            socket.disconnect("inproc://later").unwrap();
            socket.connect("inproc://later").unwrap();
            drop(socket);
            drop(dealer);
            context.terminate().unwrap();
        }
    }

    fn b19_pair_awaited_by_several() {
        let context = Context::new().unwrap();
        let (pair, router) = (context.socket(PAIR).unwrap(), context.socket(ROUTER).unwrap());
        pair.connect("inproc://later").unwrap();
        router.connect("inproc://later").unwrap();
        let late = context.socket(PAIR).unwrap();
        assert!(late.bind("inproc://later").is_err());
        // A kind with many peers may have the name.
        let dealer = context.socket(DEALER).unwrap();
        dealer.bind("inproc://later").unwrap();
        pair.send("hello").unwrap();
        assert_eq!(dealer.recv_timeout(SOON).unwrap().unwrap(), "hello");
    }

    #[cfg(feature = "draft")]
    fn b19_greeting_for_those_who_waited() {
        let context = Context::new().unwrap();
        let dealer = context.socket(DEALER).unwrap();
        dealer.connect("inproc://later").unwrap();
        drop(dealer);
        reaped(&context);
        let router = context.socket(ROUTER).unwrap();
        router.set_hello_msg(b"welcome").unwrap();
        assert!(router.bind("inproc://later").is_err());
        router.bind("inproc://new").unwrap();
    }

    fn b22_authenticators_name() {
        let context = Context::new().unwrap();
        assert!(context.socket(PAIR).unwrap().bind("inproc://zeromq.zap.01").is_err());
        let (server, client) = (context.socket(REP).unwrap(), context.socket(REQ).unwrap());
        server.set_zap_domain("domain").unwrap();
        client.connect(server.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        client.send("hello").unwrap();
        assert_eq!(server.recv_timeout(SOON).unwrap().unwrap(), "hello");
    }

    fn b22_authenticator_gone() {
        let context = Context::new().unwrap();
        drop(Authenticator::builder(&context).start().unwrap());
        let (server, client) = (context.socket(REP).unwrap(), context.socket(REQ).unwrap());
        server.set_zap_domain("domain").unwrap();
        let monitor = server
            .monitor(
                MonitorEvents::HANDSHAKE_SUCCEEDED
                    | MonitorEvents::HANDSHAKE_FAILED_AUTH
                    | MonitorEvents::HANDSHAKE_FAILED_NO_DETAIL,
            )
            .unwrap();
        client.connect(server.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        let event = monitor.recv_timeout(SOON).unwrap().unwrap();
        assert!(!matches!(event, MonitorEvent::HandshakeSucceeded { .. }), "{event:?}");
    }
}
