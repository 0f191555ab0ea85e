//! `03-03-SUB-PUB-server.py` and `03-03-SUB-PUB-client.py`: two publishers and two subscribers, each of which gets every
//! message of its topic. The topic is part of the text, with a comma behind it, and is printed so.

use zeroxide::{Context, PUB, SUB};

use crate::common::{Args, Outcome, py_list, py_repr, random, sleep};

pub(crate) fn server(args: &Args) -> Outcome {
    let port = args.get(0, 5556);
    let socket = Context::new()?.socket(PUB)?;
    socket.bind(format!("tcp://*:{port}"))?;
    if args.len() > 0 {
        println!("[INFO] The server is working on port {port}");
    }
    loop {
        let text = format!("Topic {}, message {}", random(9999..=10004), random(-79..=134));
        println!("[INFO] {text}");
        socket.send(text)?;
        sleep(args.get(1, 5.0));
    }
}

pub(crate) fn client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    for place in 0..args.len().max(1) {
        let port = args.get(place, 5556);
        println!("[INFO] Connecting to server on port {port}");
        socket.connect(format!("tcp://localhost:{port}"))?;
    }
    socket.subscribe("Topic 10001")?;
    for _ in 0..5 {
        let message = socket.recv()?;
        let words: Vec<&[u8]> = message.split(|byte| *byte == b' ').collect();
        println!("[INFO] Topic {}, message {}", py_list(&words), py_repr(words[3]));
    }
    Ok(())
}
