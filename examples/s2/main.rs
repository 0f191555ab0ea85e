//! The programs of the practical lesson (seed 002): pickled requests, pickled publications, abstract ipc names.
//!
//! ```text
//! cargo run --features pickle --example s2 -- ping_server [port]
//! cargo run --features pickle --example s2 -- ping_client [port] [requests]
//! cargo run --features pickle --example s2 -- server [port] [seconds]
//! cargo run --features pickle --example s2 -- client [port]
//! cargo run --features pickle --example s2 -- pub [port] [seconds]
//! cargo run --features pickle --example s2 -- sub [port] [messages]
//! cargo run --features pickle --example s2 -- pub_linux FILE [name] [seconds]
//! cargo run --features pickle --example s2 -- sub_linux [name] [messages]
//! ```
//!
//! The lesson writes `tcp://*5555` twice, which nobody understands: the colon is missing, and a connect needs a host. It
//! says that REQ and REP guarantee delivery: a server that is restarted between request and reply leaves its client
//! waiting. It says that one server has one client: it has any number. Nothing needs to be done about a lost first
//! publication, it says; a publisher can wait for its subscribers (`Socket::attach_and_wait`, `Monitor::wait_for_peers`).

#[path = "../common/mod.rs"]
mod common;

mod linux;
mod publish;
mod request;

use common::{Args, Outcome};

fn main() -> Outcome {
    let (program, args) = Args::of_program();
    match program.as_str() {
        "ping_server" => request::ping_server(&args),
        "ping_client" => request::ping_client(&args),
        "server" => request::server(&args),
        "client" => request::client(&args),
        "pub" => publish::publisher(&args),
        "sub" => publish::subscriber(&args),
        "pub_linux" => linux::publisher(&args),
        "sub_linux" => linux::subscriber(&args),
        _ => Err("name a program, such as ping_server".into()),
    }
}
