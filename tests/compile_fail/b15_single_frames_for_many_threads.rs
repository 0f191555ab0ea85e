//! The frames of two threads would mix.
//@ draft
//@ E0599 send_more
use zeroxide::{Context, CLIENT, DEALER};

fn main() {
    let context = Context::new().unwrap();
    let (client, dealer) = (context.socket(CLIENT).unwrap(), context.socket(DEALER).unwrap());
    #[cfg(twin)]
    let _ = dealer.try_send_more("frame");
    #[cfg(not(twin))]
    let _ = client.try_send_more("frame");
    drop((client, dealer));
}
