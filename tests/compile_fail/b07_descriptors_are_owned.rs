//! A number that is no descriptor ends the process.
//@ E0599 set_use_fd
use std::net::TcpListener;

use zeroxide::{Context, PAIR};

fn main() {
    let context = Context::new().unwrap();
    let pair = context.socket(PAIR).unwrap();
    #[cfg(twin)]
    pair.bind_fd("tcp://127.0.0.1:*", TcpListener::bind("127.0.0.1:0").unwrap()).unwrap();
    #[cfg(not(twin))]
    pair.set_use_fd(4711).unwrap();
}
