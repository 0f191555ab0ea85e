//! `zmqclient.py`: prints what is published and logs it in `subscriber.log`. The original is not indented.

use std::fs::OpenOptions;
use std::io::Write;

use zeroxide::{Context, SUB};

use crate::common::{Args, Outcome, py_repr, strftime};

pub(crate) fn run(args: &Args) -> Outcome {
    let (port, host) = (args.get(0, 4444), args.text(1, "127.0.0.1"));
    let mut log = OpenOptions::new().append(true).create(true).open("subscriber.log")?;
    let subscriber = Context::new()?.socket(SUB)?;
    println!("Client Initiated");
    subscriber.connect(format!("tcp://{host}:{port}"))?;
    subscriber.subscribe("")?;
    for _ in 0..args.get(2, u64::MAX) {
        println!("listening on tcp://{host}:{port}");
        let message = py_repr(subscriber.recv()?);
        println!("{message}");
        writeln!(log, "INFO:root:{message}   - {}", strftime("%Y-%m-%d %H:%M"))?;
    }
    Ok(())
}
