//! A call on a closed socket reads freed memory, and so does a second close.
//@ E0382 socket
use zeroxide::{Context, PAIR};

fn main() {
    let context = Context::new().unwrap();
    let socket = context.socket(PAIR).unwrap();
    #[cfg(not(twin))]
    socket.close();
    let _ = socket.try_recv();
    socket.close();
}
