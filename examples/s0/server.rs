//! `serverzmq.py`: answers every request with `World`.

use zeroxide::{Context, REP};

use crate::common::{Args, Outcome, py_repr};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5555)))?;
    loop {
        let message = socket.recv()?;
        println!("Received request: {}", py_repr(message));
        socket.send("World")?;
    }
}
