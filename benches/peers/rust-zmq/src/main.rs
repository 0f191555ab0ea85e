//! The crate `zmq`.

#[path = "../../common/runner.rs"]
mod runner;

use std::process::ExitCode;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Instant;

use runner::{Outcome, Result, Spec, Watch, check_size, endpoint};
use zmq::{Context, Socket};

fn main() -> ExitCode {
    let about = || {
        let (major, minor, patch) = zmq::version();
        format!("zmq 0.10, libzmq {major}.{minor}.{patch}")
    };
    runner::main(about, |spec| {
        Ok(Some(match (spec.pattern.as_str(), spec.how.as_str()) {
            ("push-pull", "copy" | "owned" | "owned-copied") => push_pull(spec)?,
            ("req-rep", "copy") => req_rep(spec)?,
            ("pub-sub", "copy") if spec.size > 0 => pub_sub(spec)?,
            ("proxy", "copy") => proxy(spec)?,
            ("router-dealer", "copy") => router_dealer(spec)?,
            _ => return Ok(None),
        }))
    })
}

fn contexts(spec: &Spec) -> (Context, Context) {
    let here = Context::new();
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new() };
    (here, there)
}

fn meet(bound: &Socket, connected: &Socket, spec: &Spec, name: &str) -> Result<()> {
    let endpoint = endpoint(&spec.transport, name)?;
    bound.bind(&endpoint)?;
    Ok(connected.connect(&endpoint)?)
}

/// Sends one message, waits, and sends the others.
fn send_all(socket: Socket, start: Arc<Barrier>, spec: &Spec) -> thread::JoinHandle<Socket> {
    let (size, count, how) = (spec.size, spec.count, spec.how.clone());
    thread::spawn(move || {
        let bytes = vec![0_u8; size];
        socket.send(&bytes[..], 0).expect("send");
        start.wait();
        match how.as_str() {
            "owned" => (0..count).for_each(|_| socket.send(bytes.clone(), 0).expect("send")),
            "owned-copied" => (0..count).for_each(|_| socket.send(&bytes.clone()[..], 0).expect("send")),
            _ => (0..count).for_each(|_| socket.send(&bytes[..], 0).expect("send")),
        }
        socket
    })
}

fn receive_all(socket: &Socket, start: &Barrier, spec: &Spec) -> Result<Outcome> {
    check_size(socket.recv_msg(0)?.len(), spec.size)?;
    let watch = Watch::start();
    start.wait();
    for _ in 0..spec.count {
        check_size(socket.recv_msg(0)?.len(), spec.size)?;
    }
    Ok(watch.stop(spec.count))
}

fn push_pull(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let (push, pull) = (here.socket(zmq::PUSH)?, there.socket(zmq::PULL)?);
    meet(&pull, &push, spec, "push-pull")?;
    let start = Arc::new(Barrier::new(2));
    let sending = send_all(push, Arc::clone(&start), spec);
    let outcome = receive_all(&pull, &start, spec)?;
    sending.join().expect("no panic");
    Ok(outcome)
}

fn req_rep(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let (client, service) = (here.socket(zmq::REQ)?, there.socket(zmq::REP)?);
    meet(&service, &client, spec, "req-rep")?;
    let count = spec.count;
    let serving = thread::spawn(move || {
        for _ in 0..=count {
            let message = service.recv_msg(0).expect("recv");
            service.send(message, 0).expect("send");
        }
        service
    });
    let bytes = vec![0_u8; spec.size];
    let mut times = Vec::with_capacity(usize::try_from(count)?);
    client.send(&bytes[..], 0)?;
    check_size(client.recv_msg(0)?.len(), spec.size)?;
    let watch = Watch::start();
    for _ in 0..count {
        let asked = Instant::now();
        client.send(&bytes[..], 0)?;
        check_size(client.recv_msg(0)?.len(), spec.size)?;
        times.push(asked.elapsed());
    }
    let outcome = watch.stop_with(times);
    serving.join().expect("no panic");
    Ok(outcome)
}

/// The crate has no `ZMQ_XPUB_NODROP`; without a limit nothing is dropped either, and memory grows meanwhile.
fn pub_sub(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let publisher = here.socket(zmq::PUB)?;
    publisher.set_sndhwm(0)?;
    let mut subscribers = Vec::new();
    let endpoint = endpoint(&spec.transport, "pub-sub")?;
    publisher.bind(&endpoint)?;
    for _ in 0..spec.fan {
        let subscriber = there.socket(zmq::SUB)?;
        subscriber.set_rcvhwm(0)?;
        subscriber.set_subscribe(b"")?;
        subscriber.connect(&endpoint)?;
        publisher.send(&b""[..], 0)?;
        while subscriber.poll(zmq::POLLIN, 10)? == 0 {
            publisher.send(&b""[..], 0)?;
        }
        subscribers.push(subscriber);
    }
    let start = Arc::new(Barrier::new(2));
    let publishing = thread::spawn({
        let (start, size, count) = (Arc::clone(&start), spec.size, spec.count);
        move || {
            let bytes = vec![0_u8; size];
            start.wait();
            (0..count).for_each(|_| publisher.send(&bytes[..], 0).expect("send"));
            publisher
        }
    });
    let watch = Watch::start();
    start.wait();
    for _ in 0..spec.count {
        for subscriber in &subscribers {
            let mut message = subscriber.recv_msg(0)?;
            while message.is_empty() {
                message = subscriber.recv_msg(0)?;
            }
            check_size(message.len(), spec.size)?;
        }
    }
    let outcome = watch.stop(spec.count * u64::from(spec.fan));
    publishing.join().expect("no panic");
    Ok(outcome)
}

fn proxy(spec: &Spec) -> Result<Outcome> {
    let (here, mut there) = contexts(spec);
    let (push, pull) = (here.socket(zmq::PUSH)?, here.socket(zmq::PULL)?);
    let (frontend, backend) = (there.socket(zmq::PULL)?, there.socket(zmq::PUSH)?);
    meet(&frontend, &push, spec, "front")?;
    meet(&backend, &pull, spec, "back")?;
    let forwarding = thread::spawn(move || zmq::proxy(&frontend, &backend));
    let start = Arc::new(Barrier::new(2));
    let sending = send_all(push, Arc::clone(&start), spec);
    let outcome = receive_all(&pull, &start, spec)?;
    drop((sending.join().expect("no panic"), pull));
    there.destroy()?;
    let _ = forwarding.join().expect("no panic");
    // Its destructor would destroy the context once more.
    std::mem::forget((here, there));
    Ok(outcome)
}

fn router_dealer(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec);
    let (client, router) = (here.socket(zmq::DEALER)?, there.socket(zmq::ROUTER)?);
    meet(&router, &client, spec, "router")?;
    let count = spec.count;
    let serving = thread::spawn(move || {
        for _ in 0..=count {
            let id = router.recv_msg(0).expect("recv");
            let body = router.recv_msg(0).expect("recv");
            router.send(id, zmq::SNDMORE).expect("send");
            router.send(body, 0).expect("send");
        }
        router
    });
    let bytes = vec![0_u8; spec.size];
    client.send(&bytes[..], 0)?;
    check_size(client.recv_msg(0)?.len(), spec.size)?;
    let watch = Watch::start();
    let mut asked = count.min(100);
    for _ in 0..asked {
        client.send(&bytes[..], 0)?;
    }
    for _ in 0..count {
        check_size(client.recv_msg(0)?.len(), spec.size)?;
        if asked < count {
            client.send(&bytes[..], 0)?;
            asked += 1;
        }
    }
    let outcome = watch.stop(count);
    serving.join().expect("no panic");
    Ok(outcome)
}
