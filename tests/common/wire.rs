//! What two peers say to each other over TCP, as a relay between them hears it, and what ZMTP 3.1 has them say.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::common::eventually;

type Heard = Arc<Mutex<Vec<u8>>>;

/// A relay to a server's port, which records its first connection.
pub(crate) struct Tap {
    /// Where clients connect instead.
    pub(crate) port: String,
    client: Heard,
    server: Heard,
}

impl Tap {
    /// The server may come later.
    pub(crate) fn on(server: &str) -> Tap {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let heard = (Heard::default(), Heard::default());
        let (address, (client, server)) = (format!("127.0.0.1:{server}"), heard.clone());
        thread::spawn(move || {
            let mut heard = (client, server);
            for client in listener.incoming().map_while(Result::ok) {
                let server = loop {
                    match TcpStream::connect(&address) {
                        Ok(server) => break server,
                        Err(_) => thread::sleep(Duration::from_millis(5)),
                    }
                };
                let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let (one, other) = std::mem::take(&mut heard);
                thread::spawn(move || pass(from, to, &one));
                thread::spawn(move || pass(server, client, &other));
            }
        });
        Tap { port, client: heard.0, server: heard.1 }
    }

    /// Waits until the client has said all of this and nothing before it, its greeting aside.
    #[track_caller]
    pub(crate) fn client_says(&self, expected: &[Vec<u8>]) {
        says("client", &self.client, expected);
    }

    #[track_caller]
    pub(crate) fn server_says(&self, expected: &[Vec<u8>]) {
        says("server", &self.server, expected);
    }

    /// The same where there is a choice, with greetings.
    #[track_caller]
    pub(crate) fn client_says_one_of(&self, choices: &[Vec<u8>]) {
        says_one_of("client", &self.client, choices);
    }

    #[track_caller]
    pub(crate) fn server_says_one_of(&self, choices: &[Vec<u8>]) {
        says_one_of("server", &self.server, choices);
    }

    /// Waits until the server has said this at some time.
    #[track_caller]
    pub(crate) fn server_says_at_last(&self, expected: &[u8]) {
        eventually("the server says it", || self.server_has_said(expected));
    }

    pub(crate) fn server_has_said(&self, expected: &[u8]) -> bool {
        self.server.lock().unwrap().windows(expected.len()).any(|heard| heard == expected)
    }

    #[track_caller]
    pub(crate) fn client_says_at_last(&self, expected: &[u8]) {
        eventually("the client says it", || {
            self.client.lock().unwrap().windows(expected.len()).any(|heard| heard == expected)
        });
    }
}

#[track_caller]
fn says(who: &str, heard: &Heard, expected: &[Vec<u8>]) {
    let expected = [greeting(""), expected.concat()].concat();
    eventually(&format!("the {who} says that much"), || heard.lock().unwrap().len() >= expected.len());
    let heard = heard.lock().unwrap();
    assert_eq!(heard[..expected.len()].escape_ascii().to_string(), expected.escape_ascii().to_string(), "the {who}");
}

#[track_caller]
fn says_one_of(who: &str, heard: &Heard, choices: &[Vec<u8>]) {
    eventually(&format!("the {who} says one of these"), || {
        let heard = heard.lock().unwrap();
        choices.iter().any(|choice| heard.starts_with(choice))
    });
}

fn pass(mut source: TcpStream, mut target: TcpStream, heard: &Heard) {
    let mut buffer = [0; 4096];
    loop {
        // An end that closes may reset the connection; that ends the conversation as well.
        let count = source.read(&mut buffer).unwrap_or(0);
        heard.lock().unwrap().extend_from_slice(&buffer[..count]);
        if count == 0 || target.write_all(&buffer[..count]).is_err() {
            let _ = target.shutdown(Shutdown::Write);
            return;
        }
    }
}

/// ZMTP 3.1 under NULL: signature, version, mechanism, not as server, padding. Peers that are older take the signature for
/// the length of an identity.
pub(crate) fn greeting(identity: &str) -> Vec<u8> {
    let length = u8::try_from(identity.len() + 1).unwrap();
    let mut bytes = [b"\xff\0\0\0\0\0\0\0", &[length][..], b"\x7f\x03\x01NULL"].concat();
    bytes.resize(64, 0);
    bytes
}

fn command(name: &str, body: &[u8]) -> Vec<u8> {
    let name_length = u8::try_from(name.len()).unwrap();
    let length = u8::try_from(1 + name.len() + body.len()).unwrap();
    [&[4, length, name_length], name.as_bytes(), body].concat()
}

fn property(name: &str, value: &str) -> Vec<u8> {
    let (name_length, length) = (u8::try_from(name.len()).unwrap(), u32::try_from(value.len()).unwrap());
    [&[name_length], name.as_bytes(), &length.to_be_bytes(), value.as_bytes()].concat()
}

/// The READY of a kind that has no identity.
pub(crate) fn ready(kind: &str) -> Vec<u8> {
    command("READY", &property("Socket-Type", kind))
}

/// The READY of a REQ, DEALER or ROUTER.
pub(crate) fn ready_as(kind: &str, identity: &str) -> Vec<u8> {
    command("READY", &[property("Socket-Type", kind), property("Identity", identity)].concat())
}

pub(crate) fn subscribe(topic: &str) -> Vec<u8> {
    command("SUBSCRIBE", topic.as_bytes())
}

/// A message of short frames.
pub(crate) fn message<F: AsRef<[u8]>>(frames: &[F]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, frame) in frames.iter().enumerate() {
        bytes.extend([u8::from(index + 1 < frames.len()), u8::try_from(frame.as_ref().len()).unwrap()]);
        bytes.extend(frame.as_ref());
    }
    bytes
}
