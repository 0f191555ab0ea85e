//! `03-02-REQ-REP-server.py` and `03-02-REQ-REP-client.py`: one client, whose requests go to two servers in turn. It says
//! ten requests and sends nine.

use zeroxide::{Context, REP, REQ};

use crate::common::{Args, Outcome, py_repr, sleep};

pub(crate) fn server(args: &Args) -> Outcome {
    let port = args.get(0, 5556);
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://*:{port}"))?;
    if args.len() > 0 {
        println!("[INFO] The current server is working on port {port}");
    }
    loop {
        println!("[INFO] Received request: {}", py_repr(socket.recv()?));
        sleep(args.get(1, 10.0));
        socket.send(format!("[INFO] This is a reply from {port}"))?;
    }
}

pub(crate) fn client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    for place in 0..args.len().max(1) {
        let port = args.get(place, 5556);
        println!("[INFO] Connecting to server on port {port}");
        socket.connect(format!("tcp://localhost:{port}"))?;
    }
    for request in 1..10 {
        let text = format!("[REQ]: Sending request no {request}");
        println!("{text}");
        socket.send(text)?;
        println!("[INFO]: received message: {}", py_repr(socket.recv()?));
    }
    Ok(())
}
