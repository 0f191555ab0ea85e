//! Others may have the same bytes.
//@ E0594 Message
use zeroxide::{Context, Message};

fn main() {
    let context = Context::new().unwrap();
    let mut message = Message::from("hello");
    #[cfg(twin)]
    let _ = message.as_mut().unwrap().fill(1);
    #[cfg(not(twin))]
    let _ = message[0] = 1;
    drop((context, message));
}
