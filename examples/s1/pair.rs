//! `03-01-PAIR-server.py` and `03-01-PAIR-client.py`. The original client sends two messages for each that the server
//! reads, so that the server's queue grows for ever; this server reads both.

use zeroxide::{Context, PAIR};

use crate::common::{Args, Outcome, py_repr, sleep};

pub(crate) fn server(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PAIR)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5556)))?;
    for _ in 0..args.get(1, u64::MAX) {
        socket.send("Server message to client3")?;
        println!("{}", py_repr(socket.recv()?));
        println!("{}", py_repr(socket.recv()?));
        sleep(args.get(2, 1.0));
    }
    Ok(())
}

pub(crate) fn client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PAIR)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5556)))?;
    for _ in 0..args.get(1, u64::MAX) {
        println!("{}", py_repr(socket.recv()?));
        socket.send("client message to server1")?;
        socket.send("client message to server2")?;
        sleep(args.get(2, 1.0));
    }
    Ok(())
}
