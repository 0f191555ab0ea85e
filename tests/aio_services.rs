//! Async monitors, proxies and authenticators, the same under every runtime.

#[macro_use]
#[path = "common/runtimes.rs"]
mod runtimes;

use std::sync::Arc;
use std::time::Duration;

use futures_lite::StreamExt;
use futures_lite::future::yield_now;
use zeroxide::aio::AsyncMonitor;
use zeroxide::auth::{Authenticator, Request, Verdict};
use zeroxide::{
    Context, DEALER, Endpoint, Error, MonitorEvent, MonitorEvents, PULL, PUSH, Proxy, REP, REQ, ROUTER, Result,
};

use runtimes::{Runtime, within};

const SOON: Duration = Duration::from_millis(30);

on_every_runtime! {
    a_monitor_tells_what_happens
    a_monitor_as_a_stream_ends_with_its_socket
    everybody_hears_of_the_end_of_a_monitor
    a_monitor_ends_with_its_context
    a_monitor_comes_back
    a_proxy_as_a_task
    a_proxy_both_ways_with_a_capture
    a_proxy_waits_for_room
    a_proxy_that_is_dropped_answers_no_more
    an_authenticator_as_a_task
}

async fn a_monitor_tells_what_happens<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let pull = R::open(context.socket(PULL)?)?;
    let monitor = pull.monitor(MonitorEvents::ALL)?;
    assert!(within::<R, _>(SOON, monitor.recv()).await.is_none());
    let endpoint = pull.with(|socket| socket.bind("tcp://127.0.0.1:*"))?;
    assert!(matches!(monitor.recv().await?, Some(MonitorEvent::Listening { .. })));
    let push = context.builder_for(PUSH).connect(endpoint).build()?;
    assert!(monitor.wait_for_peers(1).await?);
    assert_eq!(monitor.peers(), 1);
    drop(push);
    while monitor.peers() > 0 {
        assert!(monitor.recv().await?.is_some());
    }
    assert!(monitor.try_recv()?.is_none());
    let partly = pull.monitor(MonitorEvents::LISTENING)?;
    assert!(matches!(partly.wait_for_peers(1).await, Err(Error::InvalidInput { .. })));
    Ok(())
}

async fn a_monitor_as_a_stream_ends_with_its_socket<R: Runtime>() -> Result<()> {
    let pull = R::open(Context::new()?.socket(PULL)?)?;
    let monitor = pull.monitor(MonitorEvents::ALL)?;
    let counting = R::spawn(monitor.fold(0, |count, _| count + 1));
    pull.with(|socket| socket.bind("tcp://127.0.0.1:*"))?;
    drop(pull);
    assert!(counting.await >= 1);
    Ok(())
}

/// The end is one message, which only one of those who wait can read.
async fn everybody_hears_of_the_end_of_a_monitor<R: Runtime>() -> Result<()> {
    let pull = R::open(Context::new()?.socket(PULL)?)?;
    let monitor = Arc::new(pull.monitor(MonitorEvents::ALL)?);
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let monitor = monitor.clone();
        tasks.push(R::spawn(async move { monitor.recv().await }));
    }
    assert!(within::<R, _>(SOON, monitor.recv()).await.is_none());
    drop(pull);
    for task in tasks {
        assert_eq!(task.await?, None);
    }
    assert!(monitor.is_ended());
    assert_eq!(monitor.recv().await?, None);
    Ok(())
}

async fn a_monitor_ends_with_its_context<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let pull = R::open(context.socket(PULL)?)?;
    let mut monitor = pull.monitor(MonitorEvents::ALL)?;
    let (events, shutdown) = futures_lite::future::zip(
        async {
            let first = monitor.recv().await;
            (first, monitor.next().await)
        },
        async {
            R::pause(SOON).await;
            context.shutdown()
        },
    )
    .await;
    shutdown?;
    assert!(events.0.unwrap_err().is_terminated());
    assert_eq!(events.1, None);
    Ok(())
}

async fn a_monitor_comes_back<R: Runtime>() -> Result<()> {
    let pull = Context::new()?.socket(PULL)?;
    let monitor = AsyncMonitor::new(pull.monitor_all()?)?;
    assert!(within::<R, _>(SOON, monitor.recv()).await.is_none());
    let monitor = monitor.into_inner();
    pull.bind("tcp://127.0.0.1:*")?;
    assert!(matches!(monitor.recv()?, Some(MonitorEvent::Listening { .. })));
    drop(pull);
    let monitor = AsyncMonitor::threaded(monitor)?;
    while monitor.recv().await?.is_some() {}
    assert!(monitor.into_inner().is_ended());
    Ok(())
}

async fn a_proxy_as_a_task<R: Runtime>() -> Result<()> {
    const COUNT: u32 = 3000;
    let context = Context::new()?;
    let (frontend, backend) = (context.socket(PULL)?, context.socket(PUSH)?);
    let (entrance, exit) = (frontend.bind("tcp://127.0.0.1:*")?, backend.bind("tcp://127.0.0.1:*")?);
    let (control, task) = Proxy::new(frontend, backend).into_task()?;
    let task = R::spawn(task);
    let push = R::open(context.builder_for(PUSH).connect(entrance).build()?)?;
    let pull = R::open(context.builder_for(PULL).connect(exit).build()?)?;
    let sending = R::spawn(async move {
        for number in 0..COUNT {
            push.send(number.to_le_bytes()).await?;
        }
        Ok::<_, Error>(push)
    });
    for number in 0..COUNT {
        assert_eq!(pull.recv().await?, number.to_le_bytes());
    }
    let push = sending.await?;
    assert_eq!(control.statistics().await?.to_backend.messages, COUNT.into());

    control.pause().await?;
    push.send("held up").await?;
    assert!(within::<R, _>(SOON, pull.recv()).await.is_none());
    control.resume().await?;
    assert_eq!(pull.recv().await?, "held up");

    assert!(control.is_running());
    control.stop().await?;
    let stopped = task.await;
    assert!(stopped.outcome.is_ok() && stopped.unsent.is_empty());
    assert_eq!(stopped.statistics.to_backend.messages, u64::from(COUNT) + 1);
    assert!(control.statistics().await.unwrap_err().is_terminated());
    // The sockets are as they were.
    push.send("by hand").await?;
    assert_eq!(stopped.frontend.recv()?, "by hand");
    Ok(())
}

async fn a_proxy_both_ways_with_a_capture<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (frontend, backend, capture) = (context.socket(ROUTER)?, context.socket(DEALER)?, context.socket(PUSH)?);
    let (entrance, exit) = (frontend.bind("tcp://127.0.0.1:*")?, backend.bind("tcp://127.0.0.1:*")?);
    let copies = R::open(context.builder_for(PULL).connect(capture.bind("tcp://127.0.0.1:*")?).build()?)?;
    let (_control, task) = Proxy::new(frontend, backend).capture(capture).into_task()?;
    let task = R::spawn(task);
    let worker = R::open(context.builder_for(REP).connect(exit).build()?)?;
    let working = R::spawn(async move {
        for _ in 0..100 {
            worker.send(worker.recv().await?).await?;
        }
        Ok::<_, Error>(())
    });
    let client = R::open(context.builder_for(REQ).connect(entrance).build()?)?;
    for number in 0..100_u32 {
        assert_eq!(client.request([number.to_le_bytes()]).await?, [number.to_le_bytes()]);
        for _ in 0..2 {
            assert_eq!(copies.recv_multipart().await?.iter().last().unwrap(), &number.to_le_bytes());
        }
    }
    working.await?;
    context.shutdown()?;
    let stopped = task.await;
    assert!(stopped.outcome.unwrap_err().is_terminated());
    assert_eq!(stopped.statistics.to_frontend.messages, 100);
    Ok(())
}

/// The receiver is full, and has room again: neither time nor a message in the other direction says so.
async fn a_proxy_waits_for_room<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let entrance = Endpoint::inproc_unique();
    let exit = Endpoint::inproc_unique();
    let frontend = context.builder_for(PULL).rcvhwm(1).bind(entrance.as_str()).build()?;
    let backend = context.builder_for(PUSH).sndhwm(1).bind(exit.as_str()).build()?;
    let (control, task) = Proxy::new(frontend, backend).into_task()?;
    let task = R::spawn(task);
    let push = R::open(context.builder_for(PUSH).sndhwm(1).connect(entrance.as_str()).build()?)?;
    let pull = R::open(context.builder_for(PULL).rcvhwm(1).connect(exit.as_str()).build()?)?;
    let sending = R::spawn(async move {
        for number in 0..100_u32 {
            push.send(number.to_le_bytes()).await?;
        }
        Ok::<_, Error>(push)
    });
    R::pause(SOON).await;
    for number in 0..100_u32 {
        assert_eq!(pull.recv().await?, number.to_le_bytes());
    }
    sending.await?;
    drop(control);
    context.shutdown()?;
    assert!(task.await.outcome.unwrap_err().is_terminated());
    Ok(())
}

async fn a_proxy_that_is_dropped_answers_no_more<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (control, task) = Proxy::new(context.socket(PULL)?, context.socket(PUSH)?).into_task()?;
    let mut task = Box::pin(task);
    assert!(within::<R, _>(SOON, &mut task).await.is_none());
    let (answer, ()) = futures_lite::future::zip(control.pause(), async {
        yield_now().await;
        drop(task);
    })
    .await;
    assert!(answer.unwrap_err().is_terminated());
    assert!(!control.is_running());
    Ok(())
}

async fn an_authenticator_as_a_task<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let (authenticator, task) = Authenticator::builder(&context)
        .plain_with(|_, _, password| password == "secret")
        .into_task(async |request: Request, proposed: Verdict| {
            // Longer than it takes to ask twice.
            R::pause(Duration::from_millis(1)).await;
            match request.username() {
                Some("alice") if proposed.is_allowed() => Verdict::allow(),
                Some("mallory") => panic!("mallory"),
                _ => Verdict::deny("not on the list"),
            }
        })?;
    let task = R::spawn(task);
    let server = context.socket(PULL)?;
    server.plain_server()?;
    let monitor = AsyncMonitor::new(server.monitor_all()?)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;
    let server = R::open(server)?;
    for (name, password) in [("mallory", "secret"), ("bob", "secret"), ("alice", "wrong")] {
        let client = context.socket(PUSH)?;
        client.plain_client(name, password)?;
        client.connect(&endpoint)?;
        loop {
            match monitor.recv().await?.unwrap() {
                MonitorEvent::HandshakeFailedAuth { .. } => break,
                event => assert!(!matches!(event, MonitorEvent::HandshakeSucceeded { .. })),
            }
        }
    }
    let client = context.socket(PUSH)?;
    client.plain_client("alice", "secret")?;
    client.connect(&endpoint)?;
    client.send("hello")?;
    assert_eq!(server.recv().await?.user_id(), Some("alice"));
    let statistics = authenticator.statistics();
    assert_eq!((statistics.allowed, statistics.denied, statistics.failed), (1, 2, 1));

    assert!(authenticator.is_running());
    drop(authenticator);
    task.await;
    // The name is free again.
    let (again, task) = Authenticator::builder(&context).into_task(async |_: Request, proposed: Verdict| proposed)?;
    let task = R::spawn(task);
    context.shutdown()?;
    task.await;
    assert!(!again.is_running());
    Ok(())
}
