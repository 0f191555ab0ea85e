//! The version, REQ and REP, PUB and SUB. The text says that REQ's `send` waits for the reply of the one before; a second
//! `send` is an error.

use zeroxide::{Context, PUB, REP, REQ, SUB};

use crate::common::{Args, Outcome, sleep};

pub(crate) fn version() {
    println!("{}", zeroxide::version());
}

pub(crate) fn reply(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://127.0.0.1:{}", args.get(0, 10101)))?;
    loop {
        println!("recv : {}", socket.recv_string()?);
        socket.send("world")?;
    }
}

pub(crate) fn request(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://127.0.0.1:{}", args.get(0, 10101)))?;
    for _ in 0..args.get(2, u64::MAX) {
        socket.send("hello")?;
        println!("recv : {}", socket.recv_string()?);
        sleep(args.get(1, 3.0));
    }
    Ok(())
}

pub(crate) fn publish(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PUB)?;
    socket.bind(format!("tcp://127.0.0.1:{}", args.get(0, 10100)))?;
    loop {
        socket.send("Hello")?;
        sleep(args.get(1, 3.0));
    }
}

pub(crate) fn subscribe(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    socket.connect(format!("tcp://127.0.0.1:{}", args.get(0, 10100)))?;
    socket.subscribe("")?;
    for _ in 0..args.get(1, u64::MAX) {
        println!("{}", socket.recv_string()?);
    }
    Ok(())
}
