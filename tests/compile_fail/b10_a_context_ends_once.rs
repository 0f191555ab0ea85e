//! A second termination uses freed memory.
//@ E0382 context
use zeroxide::Context;

fn main() {
    let context = Context::new().unwrap();
    #[cfg(twin)]
    context.clone().terminate().unwrap();
    #[cfg(not(twin))]
    context.terminate().unwrap();
    context.terminate().unwrap();
}
