//! Four exchanges over tcp on loopback: a request and its reply, a publisher and its subscriber, a pipeline whose workers
//! ask a service behind a proxy, and a request that travels encrypted.
//!
//! ```text
//! cargo run --example quickstart
//! ```

use std::thread;
use std::time::Duration;

use zeroxide::{Context, DEALER, KeyPair, PUB, PULL, PUSH, REP, REQ, ROUTER, Result, SUB, has, proxy, version};

const ANY_PORT: &str = "tcp://127.0.0.1:*";

fn main() -> Result<()> {
    println!("libzmq {}", version());
    let context = Context::new()?;
    request_and_reply(&context)?;
    publish_and_subscribe(&context)?;
    pipeline_and_proxy(&context)?;
    encrypted_request(&context)?;
    println!("\nAll four exchanges are done.");
    Ok(())
}

fn request_and_reply(context: &Context) -> Result<()> {
    println!("\n1. REQ/REP");
    let server = context.socket(REP)?;
    let endpoint = server.bind(ANY_PORT)?;
    let client = context.socket(REQ)?;
    client.connect(&endpoint)?;

    let serving = thread::spawn(move || -> Result<()> {
        for _ in 0..2 {
            let name = server.recv_string()?;
            println!("   REP <- {name}");
            server.send(format!("Hello, {name}!"))?;
        }
        Ok(())
    });
    for name in ["World", "Rust"] {
        println!("   REQ -> {name}");
        client.send(name)?;
        println!("   REQ <- {}", client.recv_string()?);
    }
    join(serving)
}

fn publish_and_subscribe(context: &Context) -> Result<()> {
    println!("\n2. PUB/SUB");
    let publisher = context.socket(PUB)?;
    let endpoint = publisher.bind(ANY_PORT)?;
    let subscriber = context.builder_for(SUB).subscribe("weather.").connect(endpoint).build()?;

    // What is published before the subscription has arrived reaches nobody, so the publisher calls until it is heard.
    while subscriber.recv_multipart_timeout(Duration::from_millis(10))?.is_none() {
        publisher.send_multipart(["weather.hello", ""])?;
    }
    for [topic, text] in [["weather.north", "rain"], ["sports", "2:1"], ["weather.south", "sun"]] {
        println!("   PUB -> {topic}: {text}");
        publisher.send_multipart([topic, text])?;
    }
    let mut heard = 0;
    while heard < 2 {
        let [topic, text] = subscriber.recv_array()?;
        if topic != "weather.hello" {
            println!("   SUB <- {}: {}", topic.escape_ascii(), text.escape_ascii());
            heard += 1;
        }
    }
    Ok(())
}

fn pipeline_and_proxy(context: &Context) -> Result<()> {
    const JOBS: u32 = 4;
    const WORKERS: u32 = 2;
    println!("\n3. PUSH/PULL, and a service behind a ROUTER/DEALER proxy");

    // A proxy runs until its context is shut down, so it gets one of its own.
    let middle = Context::new()?;
    let (frontend, backend) = (middle.socket(ROUTER)?, middle.socket(DEALER)?);
    let (front_door, back_door) = (frontend.bind(ANY_PORT)?, backend.bind(ANY_PORT)?);
    let forwarding = thread::spawn(move || proxy(&frontend, &backend));

    let service = context.socket(REP)?;
    service.connect(&back_door)?;
    let serving = thread::spawn(move || -> Result<()> {
        for _ in 0..JOBS {
            let number: u32 = service.recv_string()?.parse().unwrap_or_default();
            service.send((number * number).to_string())?;
        }
        Ok(())
    });

    let (ventilator, sink) = (context.socket(PUSH)?, context.socket(PULL)?);
    let (jobs, results) = (ventilator.bind(ANY_PORT)?, sink.bind(ANY_PORT)?);
    let mut threads = vec![serving];
    for number in 1..=WORKERS {
        let source = context.builder_for(PULL).connect(jobs.as_str()).build()?;
        let service = context.builder_for(REQ).connect(front_door.as_str()).build()?;
        let answers = context.builder_for(PUSH).connect(results.as_str()).build()?;
        threads.push(thread::spawn(move || -> Result<()> {
            loop {
                let job = source.recv_string()?;
                if job == "end" {
                    return Ok(());
                }
                service.send(&job)?;
                answers.send(format!("worker {number} says that {job} squared is {}", service.recv_string()?))?;
            }
        }));
    }

    for job in 1..=JOBS {
        println!("   PUSH -> {job}");
        ventilator.send(job.to_string())?;
    }
    for _ in 0..JOBS {
        println!("   PULL <- {}", sink.recv_string()?);
    }
    // Each worker takes one: an idle worker's queue is as good as another's, and jobs are dealt out in turn.
    for _ in 0..WORKERS {
        ventilator.send("end")?;
    }
    threads.into_iter().try_for_each(join)?;
    middle.shutdown()?;
    match join(forwarding) {
        Err(error) if !error.is_terminated() => Err(error),
        _ => Ok(()),
    }
}

fn encrypted_request(context: &Context) -> Result<()> {
    println!("\n4. REQ/REP over CURVE");
    if !has("curve") {
        println!("   this libzmq was built without CURVE");
        return Ok(());
    }
    let (server_keys, client_keys) = (KeyPair::generate()?, KeyPair::generate()?);
    println!("   the client knows the server by its key {}", server_keys.public());

    // Encrypted for whoever comes; an `Authenticator` would say who may.
    let server = context.builder_for(REP).curve_server_unauthenticated(&server_keys).build()?;
    let endpoint = server.bind(ANY_PORT)?;
    let client =
        context.builder_for(REQ).curve_client(&server_keys.public(), &client_keys).connect(endpoint).build()?;

    let serving = thread::spawn(move || -> Result<()> {
        println!("   REP <- {}", server.recv_string()?);
        server.send("Only the two of us.")?;
        Ok(())
    });
    println!("   REQ -> Who can read this?");
    client.send("Who can read this?")?;
    println!("   REQ <- {}", client.recv_string()?);
    join(serving)
}

fn join(thread: thread::JoinHandle<Result<()>>) -> Result<()> {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
