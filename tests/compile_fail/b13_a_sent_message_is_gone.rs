//! A send empties the message.
//@ E0382 message
use zeroxide::{Context, Message, PAIR};

fn main() {
    let context = Context::new().unwrap();
    let pair = context.socket(PAIR).unwrap();
    let mut message = Message::from("hello");
    #[cfg(twin)]
    let _ = pair.try_send(message.share());
    #[cfg(not(twin))]
    let _ = pair.try_send(message);
    message.as_mut().unwrap();
}
