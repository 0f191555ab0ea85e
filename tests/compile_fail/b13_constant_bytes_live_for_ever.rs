//! libzmq reads them whenever it comes to it.
//@ E0597 bytes
use zeroxide::{Context, PAIR};

fn main() {
    let context = Context::new().unwrap();
    let pair = context.socket(PAIR).unwrap();
    let bytes = vec![1, 2, 3];
    #[cfg(twin)]
    let _ = pair.try_send(bytes.as_slice());
    #[cfg(not(twin))]
    let _ = pair.send_static(&bytes);
}
