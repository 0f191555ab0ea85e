//! A poll on a closed socket reads freed memory.
//@ E0505 socket
use zeroxide::{Context, PAIR, POLLIN, PollItem, poll};

fn main() {
    let context = Context::new().unwrap();
    let socket = context.socket(PAIR).unwrap();
    let mut items = [PollItem::socket(&socket, POLLIN).unwrap()];
    #[cfg(not(twin))]
    drop(socket);
    let _ = poll(&mut items, Some(std::time::Duration::ZERO));
}
