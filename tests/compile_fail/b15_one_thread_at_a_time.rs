//! Two threads on one socket corrupt it.
//@ E0277 Sync
use zeroxide::{Context, PUSH};

fn main() {
    let context = Context::new().unwrap();
    let push = context.socket(PUSH).unwrap();
    #[cfg(twin)]
    std::thread::scope(|scope| drop(scope.spawn(move || push.try_send("a").is_ok())));
    #[cfg(not(twin))]
    std::thread::scope(|scope| drop(scope.spawn(|| push.try_send("a").is_ok())));
}
