//! `async_zmq.py`: three DEALER clients send requests without waiting; five workers behind a proxy answer each up to four
//! times. The original has clients and server in one process and never ends; here they are two programs, and the clients
//! may be given a number of requests.

use std::thread;

use zeroxide::{Context, DEALER, POLLIN, Poller, ROUTER, ms, proxy};

use crate::common::{Args, Outcome, py_repr, random, sleep};

pub(crate) fn clients(args: &Args) -> Outcome {
    let (port, requests) = (args.get(0, 5570), args.get(1, u64::MAX));
    thread::scope(|scope| {
        for id in 0..3 {
            scope.spawn(move || client(id, port, requests).unwrap_or_else(|error| eprintln!("client {id}: {error}")));
        }
    });
    Ok(())
}

fn client(id: u8, port: u16, requests: u64) -> zeroxide::Result<()> {
    let socket = Context::new()?.socket(DEALER)?;
    let identity = format!("worker-{id}");
    socket.set_identity(&identity)?;
    socket.connect(format!("tcp://localhost:{port}"))?;
    println!("Client {identity} started");
    let mut poll = Poller::new();
    poll.register(&socket, POLLIN)?;
    for reqs in 1..=requests {
        println!("Req #{reqs} sent..");
        socket.send(format!("request #{reqs}"))?;
        for _ in 0..5 {
            if poll.poll(ms(1000))?.is_readable(&socket) {
                println!("Client {identity} received: {}", py_repr(socket.recv()?));
            }
        }
    }
    Ok(())
}

pub(crate) fn server(args: &Args) -> Outcome {
    let context = Context::new()?;
    let frontend = context.socket(ROUTER)?;
    frontend.bind(format!("tcp://*:{}", args.get(0, 5570)))?;
    let backend = context.socket(DEALER)?;
    backend.bind("inproc://backend")?;
    for _ in 0..5 {
        let context = context.clone();
        thread::spawn(move || worker(&context));
    }
    Ok(proxy(&frontend, &backend)?)
}

fn worker(context: &Context) -> zeroxide::Result<()> {
    let worker = context.socket(DEALER)?;
    worker.connect("inproc://backend")?;
    println!("Worker started");
    loop {
        let [ident, msg] = worker.recv_array()?;
        println!("Worker received {} from {}", py_repr(&msg), py_repr(&ident));
        for _ in 0..random(0..=4) {
            sleep(1.0 / random(1..=10) as f64);
            worker.send_multipart([&ident[..], &msg[..]])?;
        }
    }
}
