//! The draft kinds: each exchanges messages, those that libzmq makes thread-safe from many threads at once, and what
//! would end the process is refused.
#![cfg(feature = "draft")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use zeroxide::{
    CHANNEL, CLIENT, Context, DEALER, DGRAM, DISH, Endpoint, GATHER, Message, PAIR, PEER, PUSH, RADIO, ROUTER,
    RoutingId, SCATTER, SERVER, Socket, SocketType, kind,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SOON: Duration = Duration::from_secs(20);

fn is_sync<T: Sync>() {}

#[test]
fn thread_safe_kinds_are_sync() -> Outcome {
    is_sync::<Socket<kind::Server>>();
    is_sync::<Socket<kind::Client>>();
    is_sync::<Socket<kind::Radio>>();
    is_sync::<Socket<kind::Dish>>();
    is_sync::<Socket<kind::Gather>>();
    is_sync::<Socket<kind::Scatter>>();
    is_sync::<Socket<kind::Peer>>();
    is_sync::<Socket<kind::Channel>>();
    let context = Context::new()?;
    assert!(context.socket(SERVER)?.thread_safe()?);
    assert!(!context.socket(DGRAM)?.thread_safe()?);
    Ok(())
}

#[test]
fn server_and_client() -> Outcome {
    let context = Context::new()?;
    for endpoint in ["tcp://127.0.0.1:*".to_owned(), Endpoint::inproc_unique().to_string()] {
        let (server, client) = (context.socket(SERVER)?, context.socket(CLIENT)?);
        client.connect(server.bind(endpoint)?)?;
        client.send("question")?;
        let question = server.recv_timeout(SOON)?.ok_or("no question")?;
        assert_eq!(question, "question");
        server.send_to(question.routing_id().ok_or("no id")?, "answer")?;
        assert_eq!(client.recv_timeout(SOON)?.ok_or("no answer")?, "answer");
    }
    Ok(())
}

#[test]
fn a_server_gives_back_what_is_for_nobody() -> Outcome {
    let server = Context::new()?.socket(SERVER)?;
    let nobody = RoutingId::new(7).ok_or("7 is not 0")?;
    let unsent = server.send_to(nobody, "kept").expect_err("nobody is there");
    assert!(unsent.error().is_unreachable());
    assert_eq!(unsent.into_message(), "kept");
    assert_eq!(RoutingId::new(0), None);
    // A kind that has no such ids would send to whoever is next.
    let socket: Socket = Context::new()?.socket(SocketType::Push)?;
    assert!(socket.send_to(nobody, "kept").is_err());
    Ok(())
}

#[test]
fn radio_and_dish() -> Outcome {
    let context = Context::new()?;
    for radio_binds in [true, false] {
        for endpoint in ["tcp://127.0.0.1:*".to_owned(), Endpoint::inproc_unique().to_string()] {
            let (radio, dish) = (context.socket(RADIO)?, context.socket(DISH)?);
            dish.join("wanted")?;
            if radio_binds {
                dish.connect(radio.bind(endpoint)?)?
            } else {
                radio.connect(dish.bind(endpoint)?)?
            }
            // Until the group is known there, messages go nowhere.
            let deadline = Instant::now() + SOON;
            let message = loop {
                assert!(Instant::now() < deadline, "nothing came");
                radio.send_to("unwanted", "no")?;
                radio.send_to("wanted", "yes")?;
                if let Some(message) = dish.recv_timeout(Duration::from_millis(10))? {
                    break message;
                }
            };
            assert_eq!((message.group(), &message[..]), (&b"wanted"[..], &b"yes"[..]));
            // What was received can be sent on, under another group.
            radio.send_to("another", message)?;
        }
    }
    Ok(())
}

#[test]
fn radio_and_dish_meet_nobody_else_over_inproc() -> Outcome {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let (dish, pair, push) = (context.socket(DISH)?, context.socket(PAIR)?, context.socket(PUSH)?);
    dish.join("group")?;
    // Before the other binds and afterwards.
    dish.connect(&endpoint)?;
    pair.bind(&endpoint)?;
    dish.connect(&endpoint)?;
    assert_eq!(pair.recv_timeout(Duration::from_millis(50))?, None);
    let endpoint = Endpoint::inproc_unique();
    assert_eq!(dish.bind(&endpoint)?, endpoint);
    push.connect(&endpoint)?;
    context.socket(DISH)?.connect(&endpoint)?;
    assert_eq!(dish.recv_timeout(Duration::from_millis(50))?, None);
    dish.unbind(&endpoint)?;
    Ok(())
}

#[test]
fn groups_are_as_long_as_is_safe() -> Outcome {
    let context = Context::new()?;
    let (radio, dish) = (context.socket(RADIO)?, context.socket(DISH)?);
    let unsent = radio.send_to("fifteen letters", "kept").expect_err("libzmq would free it too early");
    assert_eq!(unsent.into_message(), "kept");
    assert!(radio.send_to("a\0b", "").is_err());
    radio.send_to("fourteen bytes", "")?;
    for group in ["fifteen letters", "a\0b"] {
        assert!(dish.join(group).is_err() && dish.leave(group).is_err(), "{group:?}");
    }
    dish.join("fourteen bytes")?;
    assert!(dish.join("fourteen bytes").is_err());
    dish.leave("fourteen bytes")?;
    assert!(dish.leave("fourteen bytes").is_err());
    let mut message = Message::from("body");
    message.set_group("one")?;
    message.set_group("two")?;
    assert_eq!((message.group(), &message[..]), (&b"two"[..], &b"body"[..]));
    Ok(())
}

#[test]
fn radio_over_udp_keeps_to_the_buffer() -> Outcome {
    let context = Context::new()?;
    let radio = context.socket(RADIO)?;
    radio.send_to("group", vec![0; 100_000])?;
    radio.connect("udp://127.0.0.1:5999")?;
    let unsent = radio.send_to("group", vec![0; 8178]).expect_err("libzmq would write past its buffer");
    assert_eq!(unsent.into_message().len(), 8178);
    radio.send_to("fourteen bytes", vec![0; 8177])?;
    Ok(())
}

#[test]
fn scatter_and_gather() -> Outcome {
    let context = Context::new()?;
    let (scatter, gather) = (context.socket(SCATTER)?, context.socket(GATHER)?);
    scatter.connect(gather.bind("tcp://127.0.0.1:*")?)?;
    scatter.send("job")?;
    assert_eq!(gather.recv_timeout(SOON)?.ok_or("no job")?, "job");
    Ok(())
}

#[test]
fn channels() -> Outcome {
    let context = Context::new()?;
    let (here, there) = (context.socket(CHANNEL)?, context.socket(CHANNEL)?);
    there.connect(here.bind(Endpoint::inproc_unique())?)?;
    here.send("ping")?;
    assert_eq!(there.recv_timeout(SOON)?.ok_or("no ping")?, "ping");
    there.send("pong")?;
    assert_eq!(here.recv_timeout(SOON)?.ok_or("no pong")?, "pong");
    Ok(())
}

#[test]
fn peers() -> Outcome {
    let context = Context::new()?;
    let (one, other) = (context.socket(PEER)?, context.socket(PEER)?);
    let id = other.connect_peer(one.bind("tcp://127.0.0.1:*")?)?;
    other.send_to(id, "hello")?;
    let hello = one.recv_timeout(SOON)?.ok_or("no hello")?;
    one.send_to(hello.routing_id().ok_or("no id")?, "and you")?;
    let answer = other.recv_timeout(SOON)?.ok_or("no answer")?;
    assert_eq!((answer.routing_id(), &answer[..]), (Some(id), &b"and you"[..]));
    let eager = context.builder_for(PEER).immediate(true).build()?;
    assert!(eager.connect_peer("tcp://127.0.0.1:1").is_err());
    Ok(())
}

#[test]
fn datagrams() -> Outcome {
    let context = Context::new()?;
    let one = context.socket(DGRAM)?;
    let plain = std::net::UdpSocket::bind("127.0.0.1:0")?;
    plain.set_read_timeout(Some(SOON))?;
    assert!(one.send_to("127.0.0.1:9", "too early").is_err(), "libzmq would abort before bind");
    for endpoint in ["tcp://127.0.0.1:*".to_owned(), Endpoint::inproc_unique().to_string()] {
        assert!(one.bind(endpoint).is_err(), "libzmq would make it a plain stream");
    }
    one.bind("udp://127.0.0.1:*")?;
    one.send_to(&plain.local_addr()?.to_string(), "to you")?;
    let mut buffer = [0; 100];
    let (size, from) = plain.recv_from(&mut buffer)?;
    assert_eq!(&buffer[..size], b"to you");
    plain.send_to(b"and back", from)?;
    let [address, body] = one.recv_array()?;
    // libzmq ends the address with a NUL, and takes it back so.
    let address = address.to_str()?;
    assert_eq!(address.trim_end_matches('\0'), plain.local_addr()?.to_string());
    assert_eq!(body, "and back");
    one.send_to(address, "again")?;
    let size = plain.recv(&mut buffer)?;
    assert_eq!(&buffer[..size], b"again");

    let unsent = one.send_to("127.0.0.1:9", vec![0; 8193]).expect_err("libzmq would write past its buffer");
    assert_eq!(unsent.into_message().len(), 2);
    one.send_to("127.0.0.1:9", vec![0; 8192])?;
    // A kind known at run time has no way round.
    let socket: Socket = context.socket(SocketType::Dgram)?;
    assert!(socket.send_multipart(["127.0.0.1:9", "x"]).is_err());
    assert!(socket.send("x").is_err());
    Ok(())
}

#[test]
fn the_state_of_a_peer() -> Outcome {
    let context = Context::new()?;
    let (router, dealer) = (context.socket(ROUTER)?, context.socket(DEALER)?);
    assert!(router.peer_state("dealer").is_err_and(|error| error.is_unreachable()));
    dealer.set_routing_id("dealer")?;
    dealer.connect(router.bind("tcp://127.0.0.1:*")?)?;
    dealer.send("here")?;
    router.recv_multipart_timeout(SOON)?.ok_or("nothing came")?;
    assert!(router.peer_state("dealer")?.is_writable());
    Ok(())
}

#[test]
fn eight_threads_share_a_server_and_a_client() -> Outcome {
    const THREADS: usize = 8;
    const EACH: usize = 200;
    let context = Context::new()?;
    let (server, client) = (context.socket(SERVER)?, context.socket(CLIENT)?);
    client.connect(server.bind("tcp://127.0.0.1:*")?)?;
    let (asked, answered) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let deadline = Instant::now() + Duration::from_secs(60);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while asked.load(Ordering::SeqCst) < THREADS * EACH && Instant::now() < deadline {
                    if let Some(question) = server.recv_timeout(Duration::from_millis(20)).expect("recv") {
                        asked.fetch_add(1, Ordering::SeqCst);
                        server.send_to(question.routing_id().expect("an id"), question).expect("send_to");
                    }
                }
            });
            scope.spawn(|| {
                for number in 0..EACH {
                    client.send_timeout(number.to_le_bytes(), SOON).expect("send");
                }
                while answered.load(Ordering::SeqCst) < THREADS * EACH && Instant::now() < deadline {
                    if client.recv_timeout(Duration::from_millis(20)).expect("recv").is_some() {
                        answered.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    assert_eq!((asked.into_inner(), answered.into_inner()), (THREADS * EACH, THREADS * EACH));
    Ok(())
}

#[test]
fn threads_wait_on_one_socket_each_for_its_own_time() -> Outcome {
    let context = Context::new()?;
    let gather = context.socket(GATHER)?;
    let scatter = context.socket(SCATTER)?;
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let short = scope.spawn(|| gather.recv_timeout(Duration::from_millis(50)));
        let long = scope.spawn(|| gather.recv_timeout(SOON));
        let send = scope.spawn(|| scatter.send_timeout("nobody is there", Duration::from_millis(50)));
        assert!(matches!(short.join(), Ok(Ok(None))), "the short wait ends");
        assert!(matches!(send.join(), Ok(Err(error)) if error.is_would_block()));
        scatter.connect(gather.bind("tcp://127.0.0.1:*").expect("bind")).expect("connect");
        scatter.send("now").expect("send");
        assert!(matches!(long.join(), Ok(Ok(Some(message))) if message == "now"), "the long one goes on");
    });
    assert!(begun.elapsed() < SOON);
    Ok(())
}

#[test]
fn shutdown_wakes_every_thread_of_a_shared_socket() -> Outcome {
    let context = Context::new()?;
    let gather = context.socket(GATHER)?;
    std::thread::scope(|scope| {
        let waits: Vec<_> = (0..4)
            .map(|number| {
                let gather = &gather;
                scope.spawn(move || if number % 2 == 0 { gather.recv().map(Some) } else { gather.recv_timeout(SOON) })
            })
            .collect();
        context.shutdown().expect("shutdown");
        for wait in waits {
            assert!(matches!(wait.join(), Ok(Err(error)) if error.is_terminated()));
        }
    });
    Ok(())
}

#[test]
fn kinds_known_at_run_time_refuse_what_they_cannot() -> Outcome {
    let context = Context::new()?;
    let client: Socket = context.socket(SocketType::Client)?;
    client.connect(context.socket(SERVER)?.bind("tcp://127.0.0.1:*")?)?;
    assert!(client.send_multipart(["one", "two"]).is_err(), "single frames only");
    Ok(())
}
