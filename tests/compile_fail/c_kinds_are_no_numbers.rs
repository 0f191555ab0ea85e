//! libzmq takes numbers whose sockets end the process.
//@ E0277 Kind
use zeroxide::{Context, SocketType};

fn main() {
    let context = Context::new().unwrap();
    #[cfg(twin)]
    let _ = context.socket(SocketType::try_from(8).unwrap());
    #[cfg(not(twin))]
    let _ = context.socket(12);
    let _ = SocketType::try_from(12);
}
