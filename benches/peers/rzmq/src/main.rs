//! The crate `rzmq`, on tokio with as many threads as there are processors.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::time::Instant;

use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};
use rzmq::{Context, Msg, SocketType};

fn main() -> ExitCode {
    let about = || "rzmq 0.5, tokio".to_owned();
    runner::main(about, |spec| {
        if spec.how != "copy" {
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

fn contexts(spec: &Spec) -> Result<(Context, Context)> {
    let here = Context::new()?;
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new()? };
    Ok((here, there))
}

async fn push_pull(spec: &Spec) -> Result<Outcome> {
    let endpoint = endpoint(&spec.transport, "push-pull")?;
    let (here, there) = contexts(spec)?;
    let (push, pull) = (here.socket(SocketType::Push)?, there.socket(SocketType::Pull)?);
    pull.bind(&endpoint).await?;
    push.connect(&endpoint).await?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    push.send(Msg::from_vec(bytes.clone())).await?;
    check_size(pull.recv().await?.size(), size)?;
    let watch = Watch::start();
    let sending = tokio::spawn(async move {
        for _ in 0..count {
            push.send(Msg::from_vec(bytes.clone())).await?;
        }
        Result::Ok(push)
    });
    let receiving = tokio::spawn(async move {
        for _ in 0..count {
            check_size(pull.recv().await?.size(), size)?;
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
    let (here, there) = contexts(spec)?;
    let (client, service) = (here.socket(SocketType::Req)?, there.socket(SocketType::Rep)?);
    service.bind(&endpoint).await?;
    client.connect(&endpoint).await?;
    let bytes = vec![0_u8; spec.size];
    let (size, count) = (spec.size, spec.count);
    let serving = tokio::spawn(async move {
        for _ in 0..=count {
            let request = service.recv().await?;
            let reply = Msg::from_bytes(request.data_bytes().unwrap_or_default());
            service.send(reply).await?;
        }
        Result::Ok(service)
    });
    let asking = tokio::spawn(async move {
        let mut times = Vec::with_capacity(usize::try_from(count)?);
        client.send(Msg::from_vec(bytes.clone())).await?;
        client.recv().await?;
        let watch = Watch::start();
        for _ in 0..count {
            let asked = Instant::now();
            client.send(Msg::from_vec(bytes.clone())).await?;
            check_size(client.recv().await?.size(), size)?;
            times.push(asked.elapsed());
        }
        Result::Ok(watch.stop_with(times))
    });
    let outcome = asking.await??;
    serving.await??;
    Ok(outcome)
}
