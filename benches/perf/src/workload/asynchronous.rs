//! The same with `AsyncSocket`: on tokio with one thread (`tokio`) or several (`tokio-multi`), and on smol.

use std::future::Future;
use std::time::Instant;

use zeroxide::aio::AsyncSocket;
use zeroxide::{PULL, PUSH, REP, REQ};

use super::{Result, bind_somewhere, check_size, contexts};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

fn run<T>(how: &str, body: impl Future<Output = T>) -> Result<T> {
    use tokio::runtime::Builder;
    Ok(match how {
        "tokio" => Builder::new_current_thread().enable_io().build()?.block_on(body),
        "tokio-multi" => Builder::new_multi_thread().enable_io().build()?.block_on(body),
        _ => smol::block_on(body),
    })
}

/// Runs both as tasks, and gives the result of the first.
async fn both<T: Send + 'static, U: Send + 'static>(
    how: &str,
    one: impl Future<Output = Result<T>> + Send + 'static,
    other: impl Future<Output = Result<U>> + Send + 'static,
) -> Result<T> {
    if how == "smol" {
        let other = smol::spawn(other);
        let one = smol::spawn(one).await;
        other.await.and(one)
    } else {
        let other = tokio::spawn(other);
        let one = tokio::spawn(one).await?;
        other.await?.and(one)
    }
}

pub(super) fn push_pull(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (push, pull) = (here.socket(PUSH)?, there.socket(PULL)?);
    push.connect(bind_somewhere(&pull, spec, "push-pull")?)?;
    let (size, count) = (spec.size, spec.count);
    push.send(vec![0_u8; size])?;
    check_size(&pull.recv()?, size)?;
    run(&spec.how, async {
        let (push, pull) = (AsyncSocket::new(push)?, AsyncSocket::new(pull)?);
        let receive = async move {
            let watch = Watch::start();
            for _ in 0..count {
                let message = pull.recv().await?;
                check_size(&message, size)?;
            }
            Ok(watch.stop(count))
        };
        let send = async move {
            let bytes = vec![0_u8; size];
            for _ in 0..count {
                push.send(&bytes[..]).await?;
            }
            Ok(push)
        };
        both(&spec.how, receive, send).await
    })?
}

pub(super) fn req_rep(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (client, service) = (here.socket(REQ)?, there.socket(REP)?);
    client.connect(bind_somewhere(&service, spec, "req-rep")?)?;
    let (size, count) = (spec.size, spec.count);
    run(&spec.how, async {
        let (client, service) = (AsyncSocket::new(client)?, AsyncSocket::new(service)?);
        let ask = async move {
            let bytes = vec![0_u8; size];
            let mut times = Vec::with_capacity(usize::try_from(count)?);
            client.send(&bytes[..]).await?;
            check_size(&client.recv().await?, size)?;
            let watch = Watch::start();
            for _ in 0..count {
                let asked = Instant::now();
                client.send(&bytes[..]).await?;
                let reply = client.recv().await?;
                check_size(&reply, size)?;
                times.push(asked.elapsed());
            }
            Ok(watch.stop_with(times))
        };
        let serve = async move {
            for _ in 0..=count {
                service.send(service.recv().await?).await?;
            }
            Ok(service)
        };
        both(&spec.how, ask, serve).await
    })?
}
