//! `03-04-producer.py`, `03-04-consumer.py` and `03-04-result-collector.py`: numbers as JSON; consumers pass the even ones
//! on, the collector counts whose they are.
//!
//! The original collector connects, so that nobody binds its port and nothing flows, and calls `has_key`, which Python 3
//! does not have. This one binds. The original producer ends without closing its context, with messages still queued;
//! here they are sent before the program ends, however long that takes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;
use zeroxide::{Context, PULL, PUSH};

use crate::common::{Args, Outcome, random};

#[derive(Deserialize)]
struct Work {
    num: u32,
}

#[derive(Deserialize)]
struct Done {
    consumer: i64,
}

pub(crate) fn producer(args: &Args) -> Outcome {
    let context = Context::new()?;
    let socket = context.socket(PUSH)?;
    socket.bind(format!("tcp://127.0.0.1:{}", args.get(0, 5557)))?;
    for num in 0..20000 {
        socket.send_json(&json!({"num": num}))?;
    }
    socket.close();
    Ok(context.terminate()?)
}

pub(crate) fn consumer(args: &Args) -> Outcome {
    let consumer = args.get(2, random(1..=10005));
    println!("[INFO]: Worker ID: {consumer}");
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://127.0.0.1:{}", args.get(0, 5557)))?;
    let sender = context.socket(PUSH)?;
    sender.connect(format!("tcp://127.0.0.1:{}", args.get(1, 5558)))?;
    loop {
        let Work { num } = receiver.recv_json()?;
        if num % 2 == 0 {
            println!("[INFO] Sending ");
            sender.send_json(&json!({"consumer": consumer, "num": num}))?;
        }
    }
}

pub(crate) fn collector(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PULL)?;
    socket.bind(format!("tcp://127.0.0.1:{}", args.get(0, 5558)))?;
    let mut counts = BTreeMap::new();
    for _ in 0..1000 {
        let done: Done = socket.recv_json()?;
        *counts.entry(done.consumer).or_insert(0) += 1;
    }
    println!("{counts:?}");
    Ok(())
}
