//! The crate `omq-tokio`, by its blocking sockets: one thread for each end, and its own I/O threads.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use omq_tokio::blocking::Socket;
use omq_tokio::{Context, Endpoint, Message, Options, SocketType};
use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};

fn main() -> ExitCode {
    let about = || "omq-tokio 0.33, blocking sockets".to_owned();
    runner::main(about, |spec| {
        Ok(Some(match (spec.pattern.as_str(), spec.how.as_str()) {
            ("push-pull", "copy") => push_pull(spec)?,
            ("req-rep", "copy") => req_rep(spec)?,
            _ => return Ok(None),
        }))
    })
}

fn pair(spec: &Spec, bound: SocketType, connected: SocketType) -> Result<(Socket, Socket, [Context; 2])> {
    let here = Context::new();
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new() };
    let endpoint: Endpoint = endpoint(&spec.transport, "peer")?.parse()?;
    let one = here.blocking_socket(bound, Options::default());
    let other = there.blocking_socket(connected, Options::default());
    one.bind(endpoint.clone())?;
    other.connect(endpoint)?;
    other.wait_connected(1, Duration::from_secs(5))?;
    Ok((one, other, [here, there]))
}

fn push_pull(spec: &Spec) -> Result<Outcome> {
    let (pull, push, _contexts) = pair(spec, SocketType::Pull, SocketType::Push)?;
    let start = Arc::new(Barrier::new(2));
    let sending = thread::spawn({
        let (start, size, count) = (Arc::clone(&start), spec.size, spec.count);
        move || {
            let bytes = vec![0_u8; size];
            push.send(Message::from_slice(&bytes)).expect("send");
            start.wait();
            for _ in 0..count {
                push.send(Message::from_slice(&bytes)).expect("send");
            }
            push
        }
    });
    check_size(pull.recv()?.byte_len(), spec.size)?;
    let watch = Watch::start();
    start.wait();
    for _ in 0..spec.count {
        check_size(pull.recv()?.byte_len(), spec.size)?;
    }
    let outcome = watch.stop(spec.count);
    sending.join().expect("no panic");
    Ok(outcome)
}

fn req_rep(spec: &Spec) -> Result<Outcome> {
    let (service, client, _contexts) = pair(spec, SocketType::Rep, SocketType::Req)?;
    let count = spec.count;
    let serving = thread::spawn(move || {
        for _ in 0..=count {
            service.send(service.recv().expect("recv")).expect("send");
        }
        service
    });
    let bytes = vec![0_u8; spec.size];
    let mut times = Vec::with_capacity(usize::try_from(count)?);
    client.send(Message::from_slice(&bytes))?;
    check_size(client.recv()?.byte_len(), spec.size)?;
    let watch = Watch::start();
    for _ in 0..count {
        let asked = Instant::now();
        client.send(Message::from_slice(&bytes))?;
        check_size(client.recv()?.byte_len(), spec.size)?;
        times.push(asked.elapsed());
    }
    let outcome = watch.stop_with(times);
    serving.join().expect("no panic");
    Ok(outcome)
}
