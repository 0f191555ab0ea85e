//! The inline server and client, and `example_server.py` and `example_client.py`, which differ from them.

use zeroxide::codec::pickle::PyValue;
use zeroxide::{Context, REP, REQ};

use crate::common::{Args, Outcome, sleep};

pub(crate) fn ping_server(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5555)))?;
    loop {
        let p: String = socket.recv_pyobj()?;
        println!("{p}");
        socket.send_pyobj("pong")?;
    }
}

pub(crate) fn ping_client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5555)))?;
    for _ in 0..args.get(1, u64::MAX) {
        socket.send_pyobj("ping")?;
        println!("{}", socket.recv_pyobj::<String>()?);
    }
    Ok(())
}

pub(crate) fn server(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5555)))?;
    loop {
        println!("[<--] waiting for client");
        println!("[*] Got: {}", socket.recv_pyobj::<PyValue>()?);
        sleep(args.get(1, 1.0));
        println!("[-->] sending answer");
        socket.send_pyobj(&PyValue::from([("val", "answer".into())]))?;
    }
}

pub(crate) fn client(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5555)))?;
    for i in 0..10 {
        println!("[-->] sending {i}...");
        socket.send_pyobj(&PyValue::from([("num", i.into()), ("message", "Hello world!".into())]))?;
        println!("[*] got: {}", socket.recv_pyobj::<PyValue>()?);
    }
    Ok(())
}
