//! One frame alone shifts all that follow.
//@ E0599 send
use zeroxide::{Context, STREAM};

fn main() {
    let context = Context::new().unwrap();
    let stream = context.socket(STREAM).unwrap();
    #[cfg(twin)]
    let _ = stream.send_to("peer", "bytes");
    #[cfg(not(twin))]
    let _ = stream.send("bytes");
}
