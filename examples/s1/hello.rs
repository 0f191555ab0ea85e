//! `01-helloworld-server.py` and `01-helloworld-client.py`.

use zeroxide::{Context, REP, REQ};

use crate::common::{Args, Outcome, py_repr, sleep};

pub(crate) fn server(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5555)))?;
    loop {
        println!("Received request: {}", py_repr(socket.recv()?));
        sleep(args.get(1, 1.0));
        socket.send("World")?;
    }
}

pub(crate) fn client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5555)))?;
    for request in 0..args.get(1, 10) {
        println!("Sending request {request} …");
        socket.send("Hello")?;
        println!("Received reply {request} [ {} ]", py_repr(socket.recv()?));
    }
    Ok(())
}
