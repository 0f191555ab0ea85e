//! The programs of the introduction (seed 004), many of them the guide's: basic patterns, the pipeline with and without a
//! kill signal, reading two sockets, brokers, devices, and how messages get lost.
//!
//! ```text
//! cargo run --example s4 -- version
//! cargo run --example s4 -- rep [port]
//! cargo run --example s4 -- req [port] [seconds] [requests]
//! cargo run --example s4 -- pub [port] [seconds]
//! cargo run --example s4 -- sub [port] [messages]
//! cargo run --example s4 -- ventilator [port] [sink's port]
//! cargo run --example s4 -- worker [ventilator's port] [sink's port]
//! cargo run --example s4 -- worker2 [ventilator's port] [sink's port] [control port]
//! cargo run --example s4 -- sink [port]
//! cargo run --example s4 -- sink2 [port] [control port]
//! cargo run --example s4 -- msreader [tasks' port] [weather's port] [print]
//! cargo run --example s4 -- mspoller [tasks' port] [weather's port] [print]
//! cargo run --example s4 -- feeds [tasks' port] [weather's port]
//! cargo run --example s4 -- rrbroker [port] [port]
//! cargo run --example s4 -- msgqueue [port] [port]
//! cargo run --example s4 -- asker [port] [requests]
//! cargo run --example s4 -- answerer [port]
//! cargo run --example s4 -- device queue|forwarder|streamer [port] [port]
//! cargo run --example s4 -- speaker forwarder|streamer [port]
//! cargo run --example s4 -- listener forwarder|streamer [port]
//! cargo run --example s4 -- missing_message
//! ```

#[path = "../common/mod.rs"]
mod common;

mod basic;
mod broker;
mod ends;
mod missing;
mod pipeline;
mod readers;

use common::{Args, Outcome};

fn main() -> Outcome {
    let (program, args) = Args::of_program();
    match program.as_str() {
        "version" => {
            basic::version();
            Ok(())
        }
        "rep" => basic::reply(&args),
        "req" => basic::request(&args),
        "pub" => basic::publish(&args),
        "sub" => basic::subscribe(&args),
        "ventilator" => pipeline::ventilator(&args),
        "worker" => pipeline::worker(&args),
        "worker2" => pipeline::worker2(&args),
        "sink" => pipeline::sink(&args),
        "sink2" => pipeline::sink2(&args),
        "msreader" => readers::msreader(&args),
        "mspoller" => readers::mspoller(&args),
        "rrbroker" => broker::rrbroker(&args),
        "msgqueue" => broker::msgqueue(&args),
        "device" => broker::device(&args),
        "asker" => ends::asker(&args),
        "answerer" => ends::answerer(&args),
        "speaker" => ends::speaker(&args),
        "listener" => ends::listener(&args),
        "feeds" => ends::feeds(&args),
        "missing_message" => missing::run(),
        _ => Err("name a program, such as rep".into()),
    }
}
