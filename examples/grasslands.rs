//! Grasslands: no security at all. Everybody may connect, and everybody on the way may read.
//!
//! The first of five steps: grasslands, strawhouse, woodhouse, stonehouse, ironhouse.

use std::time::Duration;

use zeroxide::{Context, PULL, PUSH};

fn main() -> zeroxide::Result<()> {
    let context = Context::new()?;
    let server = context.socket(PUSH)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    let client = context.socket(PULL)?;
    client.connect(endpoint)?;

    server.send("Hello")?;
    match client.recv_timeout(Duration::from_secs(10))? {
        Some(message) if message == "Hello" => println!("Grasslands test OK"),
        other => println!("Grasslands test FAIL: {other:?}"),
    }
    Ok(())
}
