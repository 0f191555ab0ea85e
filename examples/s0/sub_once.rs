//! `sub_once.py`: a health check that waits five seconds for one message, in steps of half a second, and ends with 0 or 1.

use zeroxide::{Context, POLLIN, Poller, SUB, ms};

use crate::common::{Args, Outcome};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    socket.connect(format!("tcp://{}:{}", args.text(0, "zmq-pub"), args.get(1, 12345)))?;
    socket.subscribe("WAKTU")?;
    let mut poller = Poller::new();
    poller.register(&socket, POLLIN)?;
    for _ in 0..10 {
        if poller.poll(ms(500))?.is_readable(&socket) {
            println!("ZMQ SUB ONCE received: {}", socket.recv_string()?);
            return Ok(());
        }
    }
    println!("Timeout waiting for message");
    std::process::exit(1)
}
