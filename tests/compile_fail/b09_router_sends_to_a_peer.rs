//! One frame alone is swallowed.
//@ E0599 send
use zeroxide::{Context, ROUTER};

fn main() {
    let context = Context::new().unwrap();
    let router = context.socket(ROUTER).unwrap();
    #[cfg(twin)]
    let _ = router.send_to("peer", ["body"]);
    #[cfg(not(twin))]
    let _ = router.send("body");
}
