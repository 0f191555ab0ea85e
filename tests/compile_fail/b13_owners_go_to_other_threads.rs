//! libzmq drops the owner on a thread of its own.
//@ E0277 Send
use std::rc::Rc;
use std::sync::Arc;

use zeroxide::{Context, Message};

struct Counted(Rc<[u8]>);

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn main() {
    let context = Context::new().unwrap();
    #[cfg(twin)]
    let _ = Message::from_owner(Shared(Arc::from([1, 2])));
    #[cfg(not(twin))]
    let _ = Message::from_owner(Counted(Rc::from([1, 2])));
    drop((context, Shared(Arc::from([1])), Counted(Rc::from([1]))));
}
