//! `clientzmq.py`: one request and its reply.

use zeroxide::{Context, REQ};

use crate::common::{Args, Outcome, py_repr};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://{}:{}", args.text(0, "zmq-rep"), args.get(1, 5555)))?;
    for request in 0..1 {
        println!("Sending request {request} ...");
        socket.send("Hello")?;
        println!("Received reply {request}: {}", py_repr(socket.recv()?));
    }
    Ok(())
}
