//! Async sockets of the draft kinds, which libzmq makes thread-safe and gives no descriptor: the same under every runtime.

#[macro_use]
#[path = "common/runtimes.rs"]
mod runtimes;

use std::sync::Arc;
use std::sync::mpsc;
use std::task::{Poll, Wake, Waker};
use std::time::Duration;

use futures_lite::future::{or, yield_now};
use zeroxide::{
    CHANNEL, CLIENT, Context, DISH, Endpoint, Error, GATHER, PEER, RADIO, Result, RoutingId, SCATTER, SERVER,
};

use runtimes::{Runtime, messages, runs, within};

const SOON: Duration = Duration::from_millis(30);

on_every_runtime! {
    client_and_server
    scatter_and_gather
    radio_and_dish
    peers
    a_channel_both_ways_by_two_tasks
    receives_given_up_at_random
    a_full_queue_is_waited_for
    shutdown_ends_every_pending_future
    the_socket_comes_back
    what_others_took_in_wakes_nobody_for_ever
}

async fn client_and_server<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let server = context.socket(SERVER)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;
    let server = R::open(server)?;
    let client = R::open(context.builder_for(CLIENT).connect(endpoint).build()?)?;
    let serving = R::spawn(async move {
        for _ in 0..messages() {
            let request = server.recv().await?;
            let peer = request.routing_id().unwrap();
            server.send_to(peer, request).await?;
        }
        Ok::<_, Error>(server)
    });
    for number in 0..messages() {
        client.send(number.to_le_bytes()).await?;
        assert_eq!(client.recv().await?, number.to_le_bytes());
    }
    let server = serving.await?;
    let nobody = RoutingId::new(7).unwrap();
    let unsent = server.send_to(nobody, "kept").await.unwrap_err();
    assert!(unsent.error().is_unreachable());
    assert_eq!(unsent.into_message(), "kept");
    Ok(())
}

async fn scatter_and_gather<R: Runtime>() -> Result<()> {
    for endpoint in ["tcp://127.0.0.1:*".to_owned(), Endpoint::inproc_unique().to_string()] {
        let context = Context::new()?;
        let gather = context.socket(GATHER)?;
        let endpoint = gather.bind(endpoint)?;
        let gather = R::open(gather)?;
        let scatter = R::open(context.builder_for(SCATTER).connect(endpoint).build()?)?;
        let sending = R::spawn(async move {
            for number in 0..messages() {
                scatter.send(number.to_le_bytes()).await?;
            }
            Ok::<_, Error>(scatter)
        });
        for number in 0..messages() {
            assert_eq!(gather.recv().await?, number.to_le_bytes());
        }
        sending.await?;
    }
    Ok(())
}

async fn radio_and_dish<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let radio = R::open(context.builder_for(RADIO).bind(endpoint.as_str()).build()?)?;
    let dish = context.socket(DISH)?;
    dish.join("weather")?;
    dish.connect(&endpoint)?;
    let dish = R::open(dish)?;
    let receiving = R::spawn(async move { dish.recv().await });
    yield_now().await;
    radio.send_to("sport", "2:1").await?;
    radio.send_to("weather", "sunny").await?;
    let message = receiving.await?;
    assert_eq!((message.group(), &message[..]), (&b"weather"[..], &b"sunny"[..]));
    let unsent = radio.send_to("a name of many words", "kept").await.unwrap_err();
    assert_eq!(unsent.into_message(), "kept");
    Ok(())
}

async fn peers<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (one, other) = (context.socket(PEER)?, context.socket(PEER)?);
    let endpoint = one.bind("tcp://127.0.0.1:*")?;
    let (one, other) = (R::open(one)?, R::open(other)?);
    let id = other.with(|socket| socket.connect_peer(&endpoint))?;
    other.send_to(id, "hello").await?;
    let hello = one.recv().await?;
    one.send_to(hello.routing_id().unwrap(), "hello to you").await?;
    assert_eq!(other.recv().await?, "hello to you");
    Ok(())
}

async fn a_channel_both_ways_by_two_tasks<R: Runtime>() -> Result<()> {
    for _ in 0..runs() {
        let context = Context::new()?;
        let endpoint = Endpoint::inproc_unique();
        let here = context.builder_for(CHANNEL).sndhwm(10).rcvhwm(10).bind(endpoint.as_str()).build()?;
        let there = context.builder_for(CHANNEL).sndhwm(10).rcvhwm(10).connect(endpoint.as_str()).build()?;
        let (mut writers, mut readers) = (Vec::new(), Vec::new());
        for socket in [here, there] {
            let socket = Arc::new(R::open(socket)?);
            let writer = socket.clone();
            writers.push(R::spawn(async move {
                for number in 0..messages() {
                    writer.send(number.to_le_bytes()).await?;
                }
                Ok::<_, Error>(writer)
            }));
            readers.push(R::spawn(async move {
                for number in 0..messages() {
                    assert_eq!(socket.recv().await?, number.to_le_bytes());
                }
                Ok::<_, Error>(socket)
            }));
        }
        for writer in writers {
            writer.await?;
        }
        for reader in readers {
            reader.await?;
        }
    }
    Ok(())
}

async fn receives_given_up_at_random<R: Runtime>() -> Result<()> {
    for _ in 0..runs() {
        let context = Context::new()?;
        let gather = context.socket(GATHER)?;
        let endpoint = gather.bind("tcp://127.0.0.1:*")?;
        let gather = R::open(gather)?;
        let scatter = R::open(context.builder_for(SCATTER).sndhwm(100).connect(endpoint).build()?)?;
        let sending = R::spawn(async move {
            for number in 0..messages() {
                scatter.send(number.to_le_bytes()).await?;
                if number % 3 == 0 {
                    yield_now().await;
                }
            }
            Ok::<_, Error>(scatter)
        });
        for number in 0..messages() {
            let message = loop {
                let give_up = async {
                    for _ in 0..=number % 4 {
                        yield_now().await;
                    }
                    None
                };
                if let Some(message) = or(async { Some(gather.recv().await) }, give_up).await {
                    break message?;
                }
            };
            assert_eq!(message, number.to_le_bytes());
        }
        sending.await?;
    }
    Ok(())
}

async fn a_full_queue_is_waited_for<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let gather = context.builder_for(GATHER).rcvhwm(1).bind(endpoint.as_str()).build()?;
    let scatter = R::open(context.builder_for(SCATTER).sndhwm(1).connect(endpoint.as_str()).build()?)?;
    let mut room = 0_u32;
    while scatter.try_send(room.to_le_bytes()).is_ok() {
        room += 1;
    }
    assert!(within::<R, _>(SOON, scatter.send("waits")).await.is_none());
    let receiving = std::thread::spawn(move || {
        for number in 0..room {
            assert_eq!(gather.recv()?, number.to_le_bytes());
        }
        assert_eq!(gather.recv()?, "the last");
        Ok::<_, Error>(gather)
    });
    scatter.send("the last").await?;
    receiving.join().unwrap().map(drop)
}

async fn shutdown_ends_every_pending_future<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let client = Arc::new(R::open(context.socket(CLIENT)?)?);
    let mut tasks = Vec::new();
    for number in 0..8 {
        let client = client.clone();
        tasks.push(R::spawn(async move {
            match number % 2 {
                0 => client.recv().await.map(drop),
                _ => client.send("nobody is there").await,
            }
        }));
    }
    assert!(within::<R, _>(SOON, client.writable()).await.is_none());
    context.shutdown()?;
    for task in tasks {
        assert!(task.await.unwrap_err().is_terminated());
    }
    Ok(())
}

async fn the_socket_comes_back<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let here = context.builder_for(CHANNEL).bind(endpoint.as_str()).build()?;
    let there = R::open(context.builder_for(CHANNEL).connect(endpoint.as_str()).build()?)?;
    assert!(within::<R, _>(SOON, there.recv()).await.is_none());
    let there = there.into_inner();
    here.send("to a plain socket")?;
    assert_eq!(there.recv()?, "to a plain socket");
    let there = R::open(there)?;
    here.send("to an async one")?;
    assert_eq!(there.recv().await?, "to an async one");
    Ok(())
}

/// libzmq writes to the descriptor for each piece of news, and a receive that takes the news in does not read it again.
async fn what_others_took_in_wakes_nobody_for_ever<R: Runtime>() -> Result<()> {
    struct Bell(mpsc::Sender<()>);
    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            let _ = self.0.send(());
        }
    }
    let context = Context::new()?;
    let endpoint = Endpoint::inproc_unique();
    let here = context.builder_for(CHANNEL).bind(endpoint.as_str()).build()?;
    let there = R::open(context.builder_for(CHANNEL).connect(endpoint.as_str()).build()?)?;
    for _ in 0..1000 {
        here.send("news")?;
        assert_eq!(there.try_recv()?.unwrap(), "news");
    }
    let (bell, rings) = mpsc::channel();
    let waker = Waker::from(Arc::new(Bell(bell)));
    let mut receive = there.recv();
    let mut calm = false;
    for _ in 0..50 {
        let polled = Future::poll(std::pin::Pin::new(&mut receive), &mut std::task::Context::from_waker(&waker));
        assert!(matches!(polled, Poll::Pending));
        // The runtime's own threads, or its turn on this one, would wake it.
        calm = within::<R, _>(SOON, std::future::pending::<()>()).await.is_none() && rings.try_recv().is_err();
        if calm {
            break;
        }
    }
    assert!(calm, "woken for nothing, again and again");
    here.send("now")?;
    assert_eq!(receive.await?, "now");
    Ok(())
}
