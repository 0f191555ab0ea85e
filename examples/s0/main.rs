//! The programs of the Docker Compose tutorial (seed 000): request and reply, a clock that is published, work that is
//! pickled.
//!
//! ```text
//! cargo run --features pickle --example s0 -- server [port]
//! cargo run --features pickle --example s0 -- client [host] [port]
//! cargo run --features pickle --example s0 -- pub [port] [seconds]
//! cargo run --features pickle --example s0 -- sub [host] [port]
//! cargo run --features pickle --example s0 -- sub_once [host] [port]
//! cargo run --features pickle --example s0 -- push [port] [seconds a unit]
//! cargo run --features pickle --example s0 -- pull [host] [port] [seconds a unit] [id]
//! ```
//!
//! Its advice to start the publisher before the subscriber is the wrong way round: what is published before a
//! subscription has arrived reaches nobody.

#[path = "../common/mod.rs"]
mod common;

mod client;
mod publisher;
mod pull;
mod push;
mod server;
mod sub_once;
mod subscriber;

use common::{Args, Outcome};

fn main() -> Outcome {
    let (program, args) = Args::of_program();
    match program.as_str() {
        "server" => server::run(&args),
        "client" => client::run(&args),
        "pub" => publisher::run(&args),
        "sub" => subscriber::run(&args),
        "sub_once" => sub_once::run(&args),
        "push" => push::run(&args),
        "pull" => pull::run(&args),
        _ => Err("name a program: server, client, pub, sub, sub_once, push or pull".into()),
    }
}
