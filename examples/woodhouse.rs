//! Woodhouse: clients show a user name and a password. Everybody on the way may read them, and the messages.
//!
//! The third of five steps: grasslands, strawhouse, woodhouse, stonehouse, ironhouse.

use std::time::Duration;

use zeroxide::auth::Authenticator;
use zeroxide::{Context, PULL, PUSH};

fn main() -> zeroxide::Result<()> {
    let context = Context::new()?;
    let _authenticator = Authenticator::builder(&context)
        .allow("127.0.0.1")
        .password("admin", "secret")
        .on_decision(|request, verdict| {
            println!("{} {:?}: {}", request.mechanism(), request.username().unwrap_or_default(), verdict.reason());
        })
        .start()?;

    let server = context.socket(PULL)?;
    server.plain_server()?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    let guesser = context.socket(PUSH)?;
    guesser.set_linger(Some(Duration::ZERO))?;
    guesser.plain_client("admin", "bogus")?;
    guesser.connect(&endpoint)?;
    guesser.send("let me in")?;

    let client = context.socket(PUSH)?;
    client.plain_client("admin", "secret")?;
    client.connect(&endpoint)?;
    client.send("Hello")?;

    match server.recv_timeout(Duration::from_secs(10))? {
        Some(message) if message == "Hello" && message.user_id() == Some("admin") => println!("Woodhouse test OK"),
        other => println!("Woodhouse test FAIL: {other:?}"),
    }
    Ok(())
}
