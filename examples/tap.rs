//! What a PUB and a SUB say to each other on the wire, as a relay between them sees it: greeting, commands, messages. First
//! in plain text, then under CURVE, where only the handshake's names are legible.
//!
//! ```text
//! cargo run --example tap
//! ```
//!
//! It stands for the `tcpdump` of the Docker Compose tutorial (seed 000), and needs neither containers nor privileges.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use zeroxide::{Context, KeyPair, PUB, SUB};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    println!("== NULL");
    session(None)?;
    println!("\n== CURVE");
    session(Some((KeyPair::generate()?, KeyPair::generate()?)))
}

fn session(keys: Option<(KeyPair, KeyPair)>) -> Outcome<()> {
    let context = Context::new()?;
    let (mut publisher, mut subscriber) = (context.builder_for(PUB), context.builder_for(SUB));
    if let Some((server, client)) = &keys {
        publisher = publisher.curve_server_unauthenticated(server);
        subscriber = subscriber.curve_client(&server.public(), client);
    }
    let publisher = publisher.build()?;
    let port = publisher.bind("tcp://127.0.0.1:*")?.port().ok_or("no port")?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let tap = listener.local_addr()?;
    let relay = thread::spawn(move || -> std::io::Result<()> {
        let (client, _) = listener.accept()?;
        let server = TcpStream::connect(("127.0.0.1", port))?;
        let (from, to) = (client.try_clone()?, server.try_clone()?);
        let back = thread::spawn(move || pass("PUB", server, client));
        pass("SUB", from, to)?;
        back.join().unwrap_or(Ok(()))
    });
    let subscriber = subscriber.subscribe("WAKTU").connect(format!("tcp://{tap}")).build()?;
    while subscriber.recv_timeout(Duration::from_millis(100))?.is_none() {
        publisher.send("WAKTU Fri Sep 19 12:51:11 2025")?;
    }
    drop((publisher, subscriber));
    Ok(relay.join().map_err(|_| "the relay panicked")??)
}

/// Passes bytes on, and prints what they mean.
fn pass(from: &str, mut source: TcpStream, mut target: TcpStream) -> std::io::Result<()> {
    let (mut seen, mut greeted, mut buffer) = (Vec::new(), false, [0; 4096]);
    loop {
        // An end that closes may reset the connection; that ends the session as well.
        let count = source.read(&mut buffer).unwrap_or(0);
        if count == 0 || target.write_all(&buffer[..count]).is_err() {
            let _ = target.shutdown(Shutdown::Write);
            return Ok(());
        }
        seen.extend_from_slice(&buffer[..count]);
        while let Some((what, size)) = unit(&seen, greeted) {
            let bytes: Vec<u8> = seen.drain(..size).collect();
            greeted = true;
            println!("{from} {what:8} {}", shown(&bytes));
        }
    }
}

/// What the bytes begin with, and how many of them it takes. None until all of it is there.
fn unit(seen: &[u8], greeted: bool) -> Option<(&'static str, usize)> {
    if !greeted {
        return (seen.len() >= 64).then_some(("greeting", 64));
    }
    let flags = *seen.first()?;
    let (header, length) = match flags & 2 {
        0 => (2, usize::from(*seen.get(1)?)),
        _ => (9, usize::try_from(u64::from_be_bytes(*seen.get(1..)?.first_chunk()?)).ok()?),
    };
    let what = if flags & 4 != 0 { "command" } else { "message" };
    (seen.len() >= header + length).then_some((what, header + length))
}

/// Text as it is and other bytes as numbers; the same byte many times in a row just once.
fn shown(bytes: &[u8]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for run in bytes.chunk_by(|a, b| (a == b && *a == 0) || (is_text(*a) && is_text(*b))) {
        parts.push(match run {
            [0, _, ..] => format!("00x{}", run.len()),
            [byte, _, _, ..] if is_text(*byte) => format!("{:?}", String::from_utf8_lossy(run)),
            _ => run.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "),
        });
    }
    parts.join(" ")
}

fn is_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte == b' '
}
