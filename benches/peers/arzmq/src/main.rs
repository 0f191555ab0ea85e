//! The crate `arzmq`.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Instant;

use arzmq::prelude::{
    Context, PullSocket, PushSocket, Receiver, RecvFlags, ReplySocket, RequestSocket, SendFlags, Sender,
};
use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};

fn main() -> ExitCode {
    let about = || {
        let (major, minor, patch) = arzmq::version();
        format!("arzmq 0.7, libzmq {major}.{minor}.{patch}")
    };
    runner::main(about, |spec| {
        Ok(Some(match (spec.pattern.as_str(), spec.how.as_str()) {
            ("push-pull", "copy") => push_pull(spec)?,
            ("req-rep", "copy") => req_rep(spec)?,
            _ => return Ok(None),
        }))
    })
}

fn contexts(spec: &Spec) -> Result<(Context, Context)> {
    let here = Context::new()?;
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new()? };
    Ok((here, there))
}

fn push_pull(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (push, pull) = (PushSocket::from_context(&here)?, PullSocket::from_context(&there)?);
    let endpoint = endpoint(&spec.transport, "push-pull")?;
    pull.bind(endpoint.as_str())?;
    push.connect(endpoint.as_str())?;
    let start = Arc::new(Barrier::new(2));
    let sending = thread::spawn({
        let (start, size, count) = (Arc::clone(&start), spec.size, spec.count);
        move || {
            let bytes = vec![0_u8; size];
            push.send_msg(&bytes[..], SendFlags::empty()).expect("send");
            start.wait();
            for _ in 0..count {
                push.send_msg(&bytes[..], SendFlags::empty()).expect("send");
            }
            push
        }
    });
    check_size(pull.recv_msg(RecvFlags::empty())?.len(), spec.size)?;
    let watch = Watch::start();
    start.wait();
    for _ in 0..spec.count {
        check_size(pull.recv_msg(RecvFlags::empty())?.len(), spec.size)?;
    }
    let outcome = watch.stop(spec.count);
    sending.join().expect("no panic");
    Ok(outcome)
}

fn req_rep(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (client, service) = (RequestSocket::from_context(&here)?, ReplySocket::from_context(&there)?);
    let endpoint = endpoint(&spec.transport, "req-rep")?;
    service.bind(endpoint.as_str())?;
    client.connect(endpoint.as_str())?;
    let count = spec.count;
    let serving = thread::spawn(move || {
        for _ in 0..=count {
            let message = service.recv_msg(RecvFlags::empty()).expect("recv");
            service.send_msg(message, SendFlags::empty()).expect("send");
        }
        service
    });
    let bytes = vec![0_u8; spec.size];
    let mut times = Vec::with_capacity(usize::try_from(count)?);
    client.send_msg(&bytes[..], SendFlags::empty())?;
    check_size(client.recv_msg(RecvFlags::empty())?.len(), spec.size)?;
    let watch = Watch::start();
    for _ in 0..count {
        let asked = Instant::now();
        client.send_msg(&bytes[..], SendFlags::empty())?;
        check_size(client.recv_msg(RecvFlags::empty())?.len(), spec.size)?;
        times.push(asked.elapsed());
    }
    let outcome = watch.stop_with(times);
    serving.join().expect("no panic");
    Ok(outcome)
}
