//! Stonehouse: everything is encrypted, and clients know that the server is the right one. Clients may be anybody who has
//! the server's public key.
//!
//! The fourth of five steps: grasslands, strawhouse, woodhouse, stonehouse, ironhouse.

use std::time::Duration;

use zeroxide::auth::Authenticator;
use zeroxide::{Context, KeyPair, PULL, PUSH};

fn main() -> zeroxide::Result<()> {
    let context = Context::new()?;
    // By address and no more. Where not even that is wanted, there is `curve_server_unauthenticated`.
    let _authenticator = Authenticator::builder(&context).allow("127.0.0.1").curve_any().start()?;

    let server_keys = KeyPair::generate()?;
    let server = context.socket(PUSH)?;
    server.curve_server(&server_keys)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    // The client knows the server's public key. Its own pair can be made for the moment.
    let client = context.socket(PULL)?;
    client.curve_client(&server_keys.public(), &KeyPair::generate()?)?;
    client.connect(&endpoint)?;

    server.send("Hello")?;
    match client.recv_timeout(Duration::from_secs(10))? {
        Some(message) if message == "Hello" => println!("Stonehouse test OK"),
        other => println!("Stonehouse test FAIL: {other:?}"),
    }
    Ok(())
}
