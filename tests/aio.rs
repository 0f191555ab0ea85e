//! What async sockets do, the same under every runtime.

#[macro_use]
#[path = "common/runtimes.rs"]
mod runtimes;

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_lite::StreamExt;
use futures_lite::future::{yield_now, zip};
use futures_util::SinkExt;
use zeroxide::aio::{AsyncSocket, Incoming, Outgoing};
use zeroxide::{
    Context, DEALER, Endpoint, Error, Multipart, PAIR, PULL, PUSH, REP, REQ, ROUTER, Result, SUB, Socket, XPUB,
};

use runtimes::{Runtime, within};

const SOON: Duration = Duration::from_millis(30);

on_every_runtime! {
    push_and_pull
    publish_and_subscribe
    request_and_reply
    dealer_and_router
    both_ways_by_two_tasks
    stream_and_sink
    many_tasks_on_one_socket
    a_failed_send_gives_the_message_back
    a_message_of_several_frames_stays_whole
    a_request_that_was_given_up_leaves_the_socket_usable
    a_relaxed_request_does_not_wait_for_the_old_reply
    shutdown_ends_every_pending_future
    readiness
    the_socket_comes_back
    a_flood_leaves_others_their_turn
    a_flood_is_cut_into_turns
    a_flood_of_large_copies_is_cut_sooner
    many_dealers_hammer_a_router
    the_last_handle_does_not_wait
}

async fn push_and_pull<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let pull = context.socket(PULL)?;
    let endpoint = pull.bind("tcp://127.0.0.1:*")?;
    let pull = R::open(pull)?;
    let push = R::open(context.builder_for(PUSH).connect(endpoint).build()?)?;
    let sender = R::spawn(async move {
        for number in 0..3000u32 {
            push.send(number.to_le_bytes()).await?;
        }
        Ok::<_, Error>(push)
    });
    for number in 0..3000u32 {
        assert_eq!(pull.recv().await?, number.to_le_bytes());
    }
    sender.await.map(drop)
}

async fn publish_and_subscribe<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let publisher = context.socket(XPUB)?;
    let endpoint = publisher.bind("tcp://127.0.0.1:*")?;
    let publisher = R::open(publisher)?;
    let subscriber = R::open(context.builder_for(SUB).connect(endpoint).build()?)?;
    subscriber.with(|socket| socket.subscribe(b"b"))?;
    assert_eq!(publisher.recv().await?, "\u{1}b");
    publisher.send_multipart(["a", "not for us"]).await?;
    publisher.send_multipart(["b", "for us"]).await?;
    let [topic, body] = subscriber.recv_array().await?;
    assert_eq!((&topic[..], &body[..]), (&b"b"[..], &b"for us"[..]));
    Ok(())
}

async fn request_and_reply<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let server = context.socket(REP)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;
    let server = R::open(server)?;
    let client = R::open(context.builder_for(REQ).connect(endpoint).build()?)?;
    let serving = R::spawn(async move {
        for _ in 0..300 {
            let mut message = server.recv_multipart().await?;
            message.push_back("!");
            server.send_multipart(message).await?;
        }
        Ok::<_, Error>(server)
    });
    for number in 0..300 {
        assert_eq!(client.request([number.to_string()]).await?, [number.to_string(), "!".into()]);
    }
    serving.await.map(drop)
}

async fn dealer_and_router<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let router = context.socket(ROUTER)?;
    let endpoint = router.bind("tcp://127.0.0.1:*")?;
    let router = R::open(router)?;
    let dealers: Vec<_> = (0..3)
        .map(|_| R::open(context.builder_for(DEALER).connect(endpoint.clone()).build()?))
        .collect::<Result<_>>()?;
    for (number, dealer) in dealers.iter().enumerate() {
        dealer.send_multipart([format!("from {number}"), "and more".into()]).await?;
    }
    for _ in &dealers {
        let (peer, mut message) = router.recv_from().await?;
        message.push_back("reply");
        router.send_to(peer, message).await?;
    }
    for (number, dealer) in dealers.iter().enumerate() {
        assert_eq!(dealer.recv_multipart().await?, [&format!("from {number}"), "and more", "reply"]);
    }
    Ok(())
}

async fn both_ways_by_two_tasks<R: Runtime>() -> Result<()> {
    const COUNT: u32 = 2000;
    let context = Context::new()?;
    let echo = context.socket(DEALER)?;
    let endpoint = echo.bind("tcp://127.0.0.1:*")?;
    let echo = R::open(echo)?;
    let dealer = Arc::new(R::open(context.builder_for(DEALER).connect(endpoint).build()?)?);
    let echoing = R::spawn(async move {
        for _ in 0..COUNT {
            echo.send_multipart(echo.recv_multipart().await?).await?;
        }
        Ok::<_, Error>(echo)
    });
    let writer = dealer.clone();
    let writing = R::spawn(async move {
        for number in 0..COUNT {
            writer.send(number.to_le_bytes()).await?;
        }
        Ok::<_, Error>(())
    });
    for number in 0..COUNT {
        assert_eq!(dealer.recv().await?, number.to_le_bytes());
    }
    writing.await?;
    echoing.await.map(drop)
}

async fn stream_and_sink<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (here, there) = zeroxide::pipe(&context)?;
    let (here, there) = (R::open(here)?, Arc::new(R::open(there)?));
    let sending = R::spawn(async move {
        let mut sink = Outgoing::new(Box::new(here));
        for number in 0..2500u32 {
            sink.send(Multipart::from((number.to_le_bytes(), "body"))).await?;
        }
        Ok::<_, Error>(sink.into_parts())
    });
    let mut stream = Incoming::new(there);
    for number in 0..2500u32 {
        let message = stream.next().await.unwrap()?;
        assert_eq!(message.to_vecs(), [&number.to_le_bytes()[..], b"body"]);
    }
    let (here, unsent) = sending.await?;
    assert_eq!(unsent, None);

    context.shutdown()?;
    assert!(stream.next().await.unwrap().unwrap_err().is_terminated());
    assert!(stream.next().await.is_none());
    // A send does not look for such news each time.
    let unsent = loop {
        match here.outgoing().send(Multipart::from(["late"])).await {
            Ok(()) => R::pause(Duration::from_millis(1)).await,
            Err(unsent) => break unsent,
        }
    };
    assert!(unsent.is_terminated());
    assert_eq!(unsent.into_message(), ["late"]);
    Ok(())
}

/// Four tasks send and four receive on each of two sockets, two frames a message: none is lost, torn or doubled.
async fn many_tasks_on_one_socket<R: Runtime>() -> Result<()> {
    const TASKS: u32 = 4;
    const EACH: u32 = 500;
    let context = Context::new()?;
    let left = context.builder_for(PAIR).sndhwm(10).rcvhwm(10).build()?;
    let endpoint = Endpoint::inproc_unique();
    left.bind(&endpoint)?;
    let right = context.builder_for(PAIR).sndhwm(10).rcvhwm(10).connect(endpoint.as_str()).build()?;
    let sockets = [Arc::new(R::open(left)?), Arc::new(R::open(right)?)];
    let mut senders = Vec::new();
    let mut receivers = Vec::new();
    for socket in &sockets {
        for task in 0..TASKS {
            let sender = socket.clone();
            senders.push(R::spawn(async move {
                for number in task * EACH..(task + 1) * EACH {
                    let number = number.to_string();
                    sender.send_multipart([&number, &number]).await?;
                }
                Ok::<_, Error>(())
            }));
            let receiver = socket.clone();
            receivers.push(R::spawn(async move {
                let mut numbers = Vec::new();
                for _ in 0..EACH {
                    let [number, again] = receiver.recv_array().await?;
                    assert_eq!(number, again);
                    numbers.push(number.to_str().unwrap().parse::<u32>().unwrap());
                }
                Ok::<_, Error>(numbers)
            }));
        }
    }
    for sender in senders {
        sender.await?;
    }
    let mut all = Vec::new();
    for receiver in receivers {
        all.push(receiver.await?);
    }
    let per_socket = usize::try_from(TASKS).unwrap();
    for received in all.chunks(per_socket) {
        let numbers: BTreeSet<u32> = received.concat().into_iter().collect();
        assert!(numbers.into_iter().eq(0..TASKS * EACH));
    }
    Ok(())
}

async fn a_failed_send_gives_the_message_back<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let push = R::open(context.socket(PUSH)?)?;
    let unsent = push.try_send(String::from("nobody is there")).unwrap_err();
    assert!(unsent.is_would_block());
    assert_eq!(unsent.into_message(), "nobody is there");
    let unsent = push.try_send_multipart(["nobody", "is there"]).unwrap_err();
    assert_eq!(unsent.into_message(), ["nobody", "is there"]);

    let mut waiting = Box::pin(push.send_multipart(["a", "b"]));
    assert!(within::<R, _>(SOON, &mut waiting).await.is_none());
    context.shutdown()?;
    let unsent = waiting.await.unwrap_err();
    assert!(unsent.is_terminated());
    assert_eq!(unsent.into_message(), ["a", "b"]);
    let unsent = push.send(String::from("c")).await.unwrap_err();
    assert_eq!(unsent.into_message(), "c");
    Ok(())
}

async fn a_message_of_several_frames_stays_whole<R: Runtime>() -> Result<()> {
    let (here, there) = zeroxide::pipe(&Context::new()?)?;
    let there = R::open(there)?;
    here.send_multipart(["a", "b", "c"])?;
    here.send("next")?;
    match there.recv().await.unwrap_err() {
        Error::FrameCount { expected: 1, frames, .. } => assert_eq!(frames, [b"a", b"b", b"c"]),
        error => panic!("{error}"),
    }
    assert_eq!(there.recv_string().await?, "next");
    assert_eq!(there.try_recv()?, None);
    Ok(())
}

async fn a_request_that_was_given_up_leaves_the_socket_usable<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let server = context.builder_for(REP).bind(endpoint.as_str()).build()?;
    let client = R::open(context.builder_for(REQ).connect(endpoint.as_str()).build()?)?;

    assert!(within::<R, _>(SOON, client.request(["first"])).await.is_none());
    assert_eq!(server.recv()?, "first");
    // Given up twice: the reply to the first is not there yet.
    assert!(within::<R, _>(SOON, client.request(["second"])).await.is_none());
    server.send("to the first")?;
    let serving = std::thread::spawn(move || {
        assert_eq!(server.recv()?, "third");
        server.send("to the third")?;
        Ok::<_, Error>(server)
    });
    assert_eq!(client.request(["third"]).await?, ["to the third"]);
    let server = serving.join().unwrap()?;

    // The same in two steps.
    client.send("fourth").await?;
    assert!(within::<R, _>(SOON, client.recv()).await.is_none());
    assert_eq!(server.recv()?, "fourth");
    server.send("to the fourth")?;
    assert_eq!(client.recv().await?, "to the fourth", "a receive that was dropped lost nothing");
    assert!(client.send("fifth").await.is_ok());
    assert!(client.send("too early").await.unwrap_err().is_wrong_state());
    Ok(())
}

async fn a_relaxed_request_does_not_wait_for_the_old_reply<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let server = context.builder_for(ROUTER).bind(endpoint.as_str()).build()?;
    let client = context.builder_for(REQ).req_relaxed(true).req_correlate(true).connect(endpoint.as_str()).build()?;
    let client = R::open(client)?;
    assert!(within::<R, _>(SOON, client.request(["first"])).await.is_none());
    let first = server.recv_multipart()?;
    let (reply, served) = zip(client.request(["second"]), async {
        let second = loop {
            match server.try_recv_multipart()? {
                Some(second) => break second,
                None => R::pause(Duration::from_millis(1)).await,
            }
        };
        server.send_multipart(first)?;
        server.send_multipart(second)?;
        Ok::<_, Error>(())
    })
    .await;
    served?;
    assert_eq!(reply?, ["second"]);
    Ok(())
}

async fn shutdown_ends_every_pending_future<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let dealer = Arc::new(R::open(context.socket(DEALER)?)?);
    let mut tasks = Vec::new();
    for number in 0..20 {
        let dealer = dealer.clone();
        tasks.push(R::spawn(async move {
            match number % 2 {
                0 => dealer.recv().await.map(drop),
                _ => dealer.send("nobody is there").await,
            }
        }));
    }
    assert!(within::<R, _>(SOON, dealer.writable()).await.is_none());
    context.shutdown()?;
    for task in tasks {
        assert!(task.await.unwrap_err().is_terminated());
    }
    assert!(dealer.readable().await.unwrap_err().is_terminated());
    Ok(())
}

async fn readiness<R: Runtime>() -> Result<()> {
    let (here, there) = zeroxide::pipe(&Context::new()?)?;
    let there = R::open(there)?;
    there.writable().await?;
    assert!(within::<R, _>(SOON, there.readable()).await.is_none());
    let sending = std::thread::spawn(move || {
        here.send("now")?;
        Ok::<_, Error>(here)
    });
    there.readable().await?;
    assert_eq!(there.try_recv()?.unwrap(), "now");
    sending.join().unwrap().map(drop)
}

async fn the_socket_comes_back<R: Runtime>() -> Result<()> {
    let (here, there) = zeroxide::pipe(&Context::new()?)?;
    let there = R::open(there)?;
    assert!(within::<R, _>(SOON, there.recv()).await.is_none());
    let there = there.into_inner();
    here.send("to a plain socket")?;
    assert_eq!(there.recv()?, "to a plain socket");
    let there = R::open(there)?;
    here.send("to an async one")?;
    assert_eq!(there.recv().await?, "to an async one");
    Ok(())
}

/// Neither the sender nor the receiver of a flood ever finds that it must wait, and yet another task gets on.
async fn a_flood_leaves_others_their_turn<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (here, there) = zeroxide::pipe(&context)?;
    let (here, there) = (R::open(here)?, R::open(there)?);
    let flood = R::spawn(async move {
        loop {
            here.send("flood").await?;
            if there.recv().await? != "flood" {
                return Ok::<(), Error>(());
            }
        }
    });
    let mut worst = Duration::ZERO;
    for _ in 0..20 {
        let before = Instant::now();
        R::pause(Duration::from_millis(1)).await;
        worst = worst.max(before.elapsed());
    }
    assert!(worst < Duration::from_secs(5), "a pause of a millisecond took {worst:?}");
    context.shutdown()?;
    assert!(flood.await.unwrap_err().is_terminated());
    Ok(())
}

/// However much there is to do, a task gets so many operations and no more before it is others' turn.
async fn a_flood_is_cut_into_turns<R: Runtime>() -> Result<()> {
    // tokio gives a task 128 portions of 4, and the others are counted here.
    turns::<R>(&[7], 128 * 4 + 4).await
}

/// Copies of much data are a portion each.
async fn a_flood_of_large_copies_is_cut_sooner<R: Runtime>() -> Result<()> {
    turns::<R>(&[7; 64 << 10], 128 + 4).await
}

async fn turns<R: Runtime>(body: &[u8], most: u32) -> Result<()> {
    let (here, there) = zeroxide::pipe(&Context::new()?)?;
    let (here, there) = (R::open(here)?, R::open(there)?);
    let done = AtomicU32::new(0);
    let flood = async {
        loop {
            here.send(body).await?;
            done.fetch_add(1, Relaxed);
            there.recv().await?;
            done.fetch_add(1, Relaxed);
        }
    };
    let mut flood: Pin<Box<dyn Future<Output = Result<()>>>> = Box::pin(flood);
    for _ in 0..20 {
        let before = done.load(Relaxed);
        // Whoever is polled beside it is polled again only when the task is, for which it has to end its turn.
        let polled = poll_fn(|cx| Poll::Ready(flood.as_mut().poll(cx))).await;
        assert!(polled.is_pending());
        let turn = done.load(Relaxed) - before;
        // Each is sent, and received.
        assert!((1..=2 * most).contains(&turn), "{turn} operations in one turn");
        yield_now().await;
    }
    Ok(())
}

/// Some tasks each send all that they have and then hear it all back, by a router that two tasks serve.
async fn many_dealers_hammer_a_router<R: Runtime>() -> Result<()> {
    const DEALERS: u32 = 8;
    const EACH: u32 = 300;
    let context = Context::new()?;
    let router = context.socket(ROUTER)?;
    let endpoint = router.bind("tcp://127.0.0.1:*")?;
    let router = Arc::new(R::open(router)?);
    let mut dealers = Vec::new();
    for number in 0..DEALERS {
        let dealer = R::open(context.builder_for(DEALER).connect(endpoint.clone()).build()?)?;
        dealers.push(R::spawn(async move {
            for message in 0..EACH {
                dealer.send_multipart([number.to_le_bytes(), message.to_le_bytes()]).await?;
            }
            let mut heard = BTreeSet::new();
            for _ in 0..EACH {
                let [from, message] = dealer.recv_array().await?;
                assert_eq!(from, number.to_le_bytes());
                heard.insert(message.to_vec());
            }
            assert_eq!(heard.len(), usize::try_from(EACH).unwrap());
            Ok::<_, Error>(dealer)
        }));
    }
    let mut servers = Vec::new();
    for _ in 0..2 {
        let router = router.clone();
        servers.push(R::spawn(async move {
            for _ in 0..DEALERS * EACH / 2 {
                let (peer, message) = router.recv_from().await?;
                router.send_to(peer, message).await?;
            }
            Ok::<_, Error>(())
        }));
    }
    for server in servers {
        server.await?;
    }
    for dealer in dealers {
        dealer.await?;
    }
    Ok(())
}

async fn the_last_handle_does_not_wait<R: Runtime>() -> Result<()> {
    let context = Context::builder().drop_timeout(Duration::from_secs(120)).build()?;
    let push = R::open(context.builder_for(PUSH).connect("tcp://127.0.0.1:1").build()?)?;
    drop(context);
    push.send("never delivered, and lingering without limit").await?;
    let before = Instant::now();
    drop(push);
    assert!(before.elapsed() < Duration::from_secs(60));
    Ok(())
}

#[test]
fn futures_and_sockets_may_move_between_threads() {
    fn send<T: Send>(_: &T) {}
    fn send_sync<T: Send + Sync>(_: &T) {}
    let context = Context::new().unwrap();
    let dealer = AsyncSocket::threaded(context.socket(DEALER).unwrap()).unwrap();
    send_sync(&dealer);
    send(&dealer.send("borrowed"));
    send(&dealer.send(vec![1]));
    send(&dealer.send_multipart(("several", vec![1])));
    send(&dealer.recv());
    send(&dealer.recv_string());
    send(&dealer.recv_multipart());
    send(&dealer.recv_array::<2>());
    send(&dealer.readable());
    send(&dealer.writable());
    send(&dealer.incoming());
    send(&dealer.outgoing());
    let req = AsyncSocket::threaded(context.socket(REQ).unwrap()).unwrap();
    send(&req.request(["?"]));
    let router = AsyncSocket::threaded(context.socket(ROUTER).unwrap()).unwrap();
    send(&router.recv_from());
    send(&router.send_to("peer", ["body"]));
    let dynamic: AsyncSocket = AsyncSocket::threaded(context.socket(zeroxide::SocketType::Pair).unwrap()).unwrap();
    send_sync(&dynamic);
    send(&dynamic.recv());
}

#[test]
fn a_receive_that_was_given_up_leaves_no_waker() {
    use std::task::{Poll, Wake, Waker};
    struct Task;
    impl Wake for Task {
        fn wake(self: Arc<Self>) {}
    }
    let (_here, there) = zeroxide::pipe(&Context::new().unwrap()).unwrap();
    for there in [AsyncSocket::threaded(there).unwrap()] {
        let task = Arc::new(Task);
        let waker = Waker::from(task.clone());
        for _ in 0..1000 {
            let mut receive = Box::pin(there.recv());
            let polled = receive.as_mut().poll(&mut std::task::Context::from_waker(&waker));
            assert!(matches!(polled, Poll::Pending));
        }
        assert_eq!(Arc::strong_count(&task), 2);
    }
}

#[test]
fn outside_of_a_runtime_tokio_says_so() {
    let socket: Socket<_> = Context::new().unwrap().socket(PAIR).unwrap();
    assert!(matches!(AsyncSocket::tokio(socket), Err(Error::Unsupported { .. })));
}
