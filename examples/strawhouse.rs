//! Strawhouse: who may connect is decided by address. Addresses can be forged, and everybody on the way may read.
//!
//! The second of five steps: grasslands, strawhouse, woodhouse, stonehouse, ironhouse.

use std::time::Duration;

use zeroxide::auth::Authenticator;
use zeroxide::{Context, PULL, PUSH};

fn main() -> zeroxide::Result<()> {
    let context = Context::new()?;
    // Runs for as long as it is kept.
    let authenticator = Authenticator::builder(&context).allow("127.0.0.0/8").start()?;

    let server = context.socket(PUSH)?;
    server.null_server()?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    let client = context.socket(PULL)?;
    client.connect(&endpoint)?;
    server.send("Hello")?;
    match client.recv_timeout(Duration::from_secs(10))? {
        Some(message) if message == "Hello" => println!("Strawhouse test OK"),
        other => println!("Strawhouse test FAIL: {other:?}"),
    }

    // From now on nobody from this machine is let in, but for those who are.
    authenticator.deny("127.0.0.1")?;
    let late = context.socket(PULL)?;
    let monitor = late.monitor_all()?;
    late.connect(&endpoint)?;
    while let Some(event) = monitor.recv_timeout(Duration::from_secs(10))? {
        if matches!(event, zeroxide::MonitorEvent::HandshakeFailedAuth { .. }) {
            println!("A denied client was told: {event}");
            break;
        }
    }
    Ok(())
}
