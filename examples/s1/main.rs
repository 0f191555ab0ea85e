//! The programs of the PyZMQ tutorial (seed 001): hello, PAIR, requests to several servers, topics, a pipeline.
//!
//! ```text
//! cargo run --features json --example s1 -- hello_server [port]
//! cargo run --features json --example s1 -- hello_client [port] [requests]
//! cargo run --features json --example s1 -- pair_server [port] [rounds] [seconds]
//! cargo run --features json --example s1 -- pair_client [port] [rounds] [seconds]
//! cargo run --features json --example s1 -- req_rep_server [port] [seconds]
//! cargo run --features json --example s1 -- req_rep_client [port] [port]
//! cargo run --features json --example s1 -- sub_pub_server [port] [seconds]
//! cargo run --features json --example s1 -- sub_pub_client [port] [port]
//! cargo run --features json --example s1 -- producer [port]
//! cargo run --features json --example s1 -- consumer [port] [collector's port] [id]
//! cargo run --features json --example s1 -- collector [port]
//! ```
//!
//! The tutorial says that a REQ waits with a second send until the reply is there; it is an error.

#[path = "../common/mod.rs"]
mod common;

mod hello;
mod pair;
mod pipeline;
mod req_rep;
mod sub_pub;

use common::{Args, Outcome};

fn main() -> Outcome {
    let (program, args) = Args::of_program();
    match program.as_str() {
        "hello_server" => hello::server(&args),
        "hello_client" => hello::client(&args),
        "pair_server" => pair::server(&args),
        "pair_client" => pair::client(&args),
        "req_rep_server" => req_rep::server(&args),
        "req_rep_client" => req_rep::client(&args),
        "sub_pub_server" => sub_pub::server(&args),
        "sub_pub_client" => sub_pub::client(&args),
        "producer" => pipeline::producer(&args),
        "consumer" => pipeline::consumer(&args),
        "collector" => pipeline::collector(&args),
        _ => Err("name a program, such as hello_server".into()),
    }
}
