//! Ironhouse: everything is encrypted, clients know the server, and the server knows its clients, by certificates in a
//! directory.
//!
//! The last of five steps: grasslands, strawhouse, woodhouse, stonehouse, ironhouse.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use zeroxide::auth::{Authenticator, Certificate};
use zeroxide::{Context, KeyPair, PULL, PUSH};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("zeroxide-ironhouse-{}", std::process::id()));
    let done = run(&folder);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn run(folder: &Path) -> Result<(), Box<dyn Error>> {
    // In life each side makes its own pair, keeps `*.key_secret`, and hands over `*.key`.
    let (public, secret) = (folder.join("public_keys"), folder.join("private_keys"));
    std::fs::create_dir_all(&public)?;
    std::fs::create_dir_all(&secret)?;
    Certificate::new(KeyPair::generate()?).save(&secret, "server")?;
    let mut alice = Certificate::new(KeyPair::generate()?);
    alice.set_metadata("name", "Alice")?;
    alice.save(&secret, "client")?;
    alice.to_public().save(&public, "client")?;

    let context = Context::new()?;
    let authenticator = Authenticator::builder(&context).allow("127.0.0.1").curve_dir(&public).start()?;
    let server_certificate = Certificate::load(secret.join("server.key_secret"))?;
    let server = context.socket(PULL)?;
    server.curve_server(server_certificate.key_pair().ok_or("no secret key")?)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;

    let server_key = Certificate::load_public(secret.join("server.key"))?.public_key();
    let client_certificate = Certificate::load(secret.join("client.key_secret"))?;
    let client = context.socket(PUSH)?;
    client.curve_client(&server_key, client_certificate.key_pair().ok_or("no secret key")?)?;
    client.connect(&endpoint)?;
    client.send("Hello")?;

    match server.recv_timeout(Duration::from_secs(10))? {
        Some(message) if message == "Hello" => {
            println!("From {}: {message:?}", message.property("name").unwrap_or("somebody"));
            println!("Ironhouse test OK");
        }
        other => println!("Ironhouse test FAIL: {other:?}"),
    }
    println!("{:?}", authenticator.statistics());
    Ok(())
}
