//! A PUB with it never sends anything, and grows.
//@ E0599 set_xpub_manual
use zeroxide::{Context, PUB, XPUB};

fn main() {
    let context = Context::new().unwrap();
    let (publisher, xpub) = (context.socket(PUB).unwrap(), context.socket(XPUB).unwrap());
    #[cfg(twin)]
    xpub.set_xpub_manual(true).unwrap();
    #[cfg(not(twin))]
    publisher.set_xpub_manual(true).unwrap();
}
