//! Async monitors, proxies and authenticators, the same under every runtime.

#[macro_use]
#[path = "common/runtimes.rs"]
mod runtimes;

use std::sync::Arc;
use std::time::Duration;

use futures_lite::StreamExt;
use zeroxide::aio::AsyncMonitor;
use zeroxide::{Context, Error, MonitorEvent, MonitorEvents, PULL, PUSH, Result};

use runtimes::{Runtime, within};

const SOON: Duration = Duration::from_millis(30);

on_every_runtime! {
    a_monitor_tells_what_happens
    a_monitor_as_a_stream_ends_with_its_socket
    everybody_hears_of_the_end_of_a_monitor
    a_monitor_ends_with_its_context
    a_monitor_comes_back
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
