//! `subzmq.py`: prints what begins with `WAKTU`. The topic is no frame of its own; it is matched with the beginning of
//! the text.

use zeroxide::{Context, SUB};

use crate::common::{Args, Outcome};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    socket.connect(format!("tcp://{}:{}", args.text(0, "zmq-pub"), args.get(1, 12345)))?;
    socket.subscribe("WAKTU")?;
    loop {
        println!("Received: {}", socket.recv_string()?);
    }
}
