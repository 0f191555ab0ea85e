//! The crate `tmq`, on tokio: `how=tokio` with one thread, `how=copy` or `tokio-multi` with several.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::time::Instant;

use futures_util::{SinkExt, StreamExt};
use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};
use tmq::{Context, Multipart, pull, push, reply, request};
use tokio::runtime::Builder;

fn main() -> ExitCode {
    let about = || "tmq 0.5 on zmq 0.10, tokio".to_owned();
    runner::main(about, |spec| {
        let mut builder = match spec.how.as_str() {
            "tokio" => Builder::new_current_thread(),
            "copy" | "tokio-multi" => Builder::new_multi_thread(),
            _ => return Ok(None),
        };
        let runtime = builder.enable_io().build()?;
        match spec.pattern.as_str() {
            "push-pull" => runtime.block_on(push_pull(spec)).map(Some),
            "req-rep" => runtime.block_on(req_rep(spec)).map(Some),
            _ => Ok(None),
        }
    })
}

fn contexts(spec: &Spec) -> (Context, Context) {
    let here = Context::new();
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new() };
    (here, there)
}

async fn push_pull(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let endpoint = endpoint(&spec.transport, "push-pull")?;
    let mut receiver = pull(&there).bind(&endpoint)?;
    let mut sender = push(&here).connect(&endpoint)?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    sender.send(vec![&bytes[..]]).await?;
    receiver.next().await.ok_or("the stream ended")??;
    let watch = Watch::start();
    let sending = tokio::spawn(async move {
        for _ in 0..count {
            sender.send(vec![&bytes[..]]).await?;
        }
        Ok::<_, tmq::TmqError>(sender)
    });
    let receiving = tokio::spawn(async move {
        for _ in 0..count {
            let message = receiver.next().await.ok_or("the stream ended")??;
            check_size(message[0].len(), size)?;
        }
        Result::Ok(receiver)
    });
    let receiver = receiving.await??;
    let outcome = watch.stop(count);
    sending.await??;
    drop(receiver);
    Ok(outcome)
}

async fn req_rep(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let endpoint = endpoint(&spec.transport, "req-rep")?;
    let mut server = reply(&there).bind(&endpoint)?;
    let mut client = request(&here).connect(&endpoint)?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    let serving = tokio::spawn(async move {
        for _ in 0..=count {
            let (message, sender) = server.recv().await?;
            server = sender.send(message).await?;
        }
        Ok::<_, tmq::TmqError>(server)
    });
    let asking = tokio::spawn(async move {
        let mut times = Vec::with_capacity(usize::try_from(count)?);
        let (_, sender) = client.send(Multipart::from(vec![&bytes[..]])).await?.recv().await?;
        client = sender;
        let watch = Watch::start();
        for _ in 0..count {
            let asked = Instant::now();
            let receiver = client.send(Multipart::from(vec![&bytes[..]])).await?;
            let (message, sender) = receiver.recv().await?;
            check_size(message[0].len(), size)?;
            client = sender;
            times.push(asked.elapsed());
        }
        Result::Ok(watch.stop_with(times))
    });
    let outcome = asking.await??;
    serving.await??;
    Ok(outcome)
}
