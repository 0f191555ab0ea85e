//! The programs of the microservice demo (seed 003): HTTP requests that are published and logged, and the server that
//! answers many clients out of order.
//!
//! ```text
//! cargo run --example s3 -- zmqserver [http port] [port] [host]
//! cargo run --example s3 -- zmqclient [port] [host] [messages]
//! cargo run --example s3 -- async_server [port]
//! cargo run --example s3 -- async_clients [port] [requests]
//! ```
//!
//! Its Dockerfile lacks `&&` between commands, and its Ubuntu has a Python too old for the program.

#[path = "../common/mod.rs"]
mod common;

mod async_zmq;
mod zmqclient;
mod zmqserver;

use common::{Args, Outcome};

fn main() -> Outcome {
    let (program, args) = Args::of_program();
    match program.as_str() {
        "zmqserver" => zmqserver::run(&args),
        "zmqclient" => zmqclient::run(&args),
        "async_server" => async_zmq::server(&args),
        "async_clients" => async_zmq::clients(&args),
        _ => Err("name a program: zmqserver, zmqclient, async_server or async_clients".into()),
    }
}
