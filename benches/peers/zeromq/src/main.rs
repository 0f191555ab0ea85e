//! The crate `zeromq`, on tokio with as many threads as there are processors.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::time::Instant;

use bytes::Bytes;
use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};
use zeromq::{PullSocket, PushSocket, RepSocket, ReqSocket, Socket, SocketRecv, SocketSend, ZmqMessage};

fn main() -> ExitCode {
    let about = || "zeromq 0.7, tokio".to_owned();
    runner::main(about, |spec| {
        // It has no inproc.
        if spec.how != "copy" || spec.transport == "inproc" {
            return Ok(None);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        match spec.pattern.as_str() {
            "push-pull" => runtime.block_on(push_pull(spec)).map(Some),
            "req-rep" => runtime.block_on(req_rep(spec)).map(Some),
            _ => Ok(None),
        }
    })
}

fn message(bytes: &[u8]) -> ZmqMessage {
    ZmqMessage::from(Bytes::copy_from_slice(bytes))
}

fn size_of(message: &ZmqMessage) -> usize {
    message.get(0).map_or(usize::MAX, |frame| frame.len())
}

async fn push_pull(spec: &Spec) -> Result<Outcome> {
    let endpoint = endpoint(&spec.transport, "push-pull")?;
    let (mut push, mut pull) = (PushSocket::new(), PullSocket::new());
    pull.bind(&endpoint).await?;
    push.connect(&endpoint).await?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    push.send(message(&bytes)).await?;
    check_size(size_of(&pull.recv().await?), size)?;
    let watch = Watch::start();
    let sending = tokio::spawn(async move {
        for _ in 0..count {
            push.send(message(&bytes)).await?;
        }
        Result::Ok(push)
    });
    let receiving = tokio::spawn(async move {
        for _ in 0..count {
            check_size(size_of(&pull.recv().await?), size)?;
        }
        Result::Ok(pull)
    });
    let pull = receiving.await??;
    let outcome = watch.stop(count);
    sending.await??;
    drop(pull);
    Ok(outcome)
}

async fn req_rep(spec: &Spec) -> Result<Outcome> {
    let endpoint = endpoint(&spec.transport, "req-rep")?;
    let (mut client, mut service) = (ReqSocket::new(), RepSocket::new());
    service.bind(&endpoint).await?;
    client.connect(&endpoint).await?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    let serving = tokio::spawn(async move {
        for _ in 0..=count {
            let request = service.recv().await?;
            service.send(request).await?;
        }
        Result::Ok(service)
    });
    let asking = tokio::spawn(async move {
        let mut times = Vec::with_capacity(usize::try_from(count)?);
        client.send(message(&bytes)).await?;
        client.recv().await?;
        let watch = Watch::start();
        for _ in 0..count {
            let asked = Instant::now();
            client.send(message(&bytes)).await?;
            check_size(size_of(&client.recv().await?), size)?;
            times.push(asked.elapsed());
        }
        Result::Ok(watch.stop_with(times))
    });
    let outcome = asking.await??;
    serving.await??;
    Ok(outcome)
}
