//! Security on the wire: what an onlooker sees, what monitors tell, and what hostile peers can do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use common::{LONG, eventually};
use zeroxide::auth::Authenticator;
use zeroxide::{Context, Endpoint, KeyPair, Kind, Monitor, MonitorEvent, PULL, PUSH, PublicKey, REP, REQ, Socket};

fn without_curve() -> bool {
    let without = !zeroxide::has("curve");
    if without {
        println!("skipped: this libzmq has no CURVE");
    }
    without
}

/// Passes connections on to a server and keeps what crosses.
fn relay(server: &Endpoint) -> (String, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("tcp://{}", listener.local_addr().unwrap());
    let target = format!("127.0.0.1:{}", server.port().unwrap());
    let wire = Arc::new(Mutex::new(Vec::new()));
    let captured = wire.clone();
    thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        let server = TcpStream::connect(target).unwrap();
        let (client_too, server_too) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        let back = captured.clone();
        thread::spawn(move || pass_on(server_too, client_too, &back));
        pass_on(client, server, &captured);
    });
    (endpoint, wire)
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, wire: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        wire.lock().unwrap().extend_from_slice(&buffer[..count]);
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

const PAYLOAD: &[u8] = b"The quick brown fox jumps over the lazy dog: 0123456789 ABCDEFGHIJ";

/// How many runs of six bytes of the payload an onlooker could read.
fn runs_seen(wire: &Mutex<Vec<u8>>) -> usize {
    let wire = wire.lock().unwrap();
    PAYLOAD.windows(6).filter(|run| wire.windows(6).any(|seen| seen == *run)).count()
}

#[test]
fn the_wire_shows_every_byte_without_curve_and_none_with_it() {
    let context = Context::new().unwrap();
    let exchange = |keys: Option<&KeyPair>| {
        let server = context.socket(PULL).unwrap();
        let client = context.socket(PUSH).unwrap();
        if let Some(keys) = keys {
            server.curve_server_unauthenticated(keys).unwrap();
            client.curve_client(&keys.public(), &KeyPair::generate().unwrap()).unwrap();
        }
        let (endpoint, wire) = relay(&server.bind("tcp://127.0.0.1:*").unwrap());
        client.connect(endpoint).unwrap();
        client.send(PAYLOAD).unwrap();
        assert_eq!(server.recv_timeout(LONG).unwrap().unwrap(), PAYLOAD);
        let size = wire.lock().unwrap().len();
        assert!(size > PAYLOAD.len(), "the relay saw {size} bytes");
        runs_seen(&wire)
    };
    assert_eq!(exchange(None), PAYLOAD.len() - 5);
    if !without_curve() {
        assert_eq!(exchange(Some(&KeyPair::generate().unwrap())), 0);
    }
}

/// The next event about a handshake.
#[track_caller]
fn handshake(monitor: &Monitor) -> MonitorEvent {
    let start = Instant::now();
    while let Some(event) = monitor.recv_timeout(LONG.saturating_sub(start.elapsed())).unwrap() {
        if event.to_string().starts_with("handshake") {
            return event;
        }
    }
    panic!("no handshake was reported");
}

fn assert_refused(monitor: &Monitor, expected: u16) {
    match handshake(monitor) {
        MonitorEvent::HandshakeFailedAuth { status, .. } => assert_eq!(status, expected),
        other => panic!("expected a refusal, got {other}"),
    }
}

fn assert_welcome(monitor: &Monitor) {
    let event = handshake(monitor);
    assert!(matches!(event, MonitorEvent::HandshakeSucceeded { .. }), "{event}");
}

/// A client with its monitor, connected.
fn watched(
    context: &Context,
    endpoint: &Endpoint,
    set_up: impl FnOnce(&Socket<zeroxide::Push>),
) -> (Socket<zeroxide::Push>, Monitor) {
    let client = context.socket(PUSH).unwrap();
    client.set_linger(Some(Duration::ZERO)).unwrap();
    set_up(&client);
    let monitor = client.monitor_all().unwrap();
    client.connect(endpoint).unwrap();
    (client, monitor)
}

fn server<K: Kind>(context: &Context, kind: K, set_up: impl FnOnce(&Socket<K>)) -> (Socket<K>, Endpoint, Monitor) {
    let server = context.socket(kind).unwrap();
    set_up(&server);
    let monitor = server.monitor_all().unwrap();
    let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
    (server, endpoint, monitor)
}

#[test]
fn monitors_of_both_sides_tell_how_a_handshake_went() {
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).password("alice", "a").deny("127.0.0.99").start().unwrap();

    let (_plain, endpoint, seen) = server(&context, PULL, |server| server.plain_server().unwrap());
    let (_right, told) = watched(&context, &endpoint, |client| client.plain_client("alice", "a").unwrap());
    assert_welcome(&seen);
    assert_welcome(&told);
    let (_wrong, told) = watched(&context, &endpoint, |client| client.plain_client("alice", "b").unwrap());
    assert_refused(&seen, 400);
    assert_refused(&told, 400);

    let (_null, endpoint, seen) = server(&context, PULL, |server| server.null_server().unwrap());
    let (_allowed, told) = watched(&context, &endpoint, |_| {});
    assert_welcome(&seen);
    assert_welcome(&told);
    authenticator.deny("127.0.0.0/8").unwrap();
    let (_denied, told) = watched(&context, &endpoint, |_| {});
    assert_refused(&seen, 400);
    assert_refused(&told, 400);
}

#[test]
fn monitors_tell_of_unknown_keys_and_of_a_missing_authenticator() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let (keys, known, unknown) =
        (KeyPair::generate().unwrap(), KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let authenticator = Authenticator::builder(&context).curve_keys([known.public()]).start().unwrap();
    let (_server, endpoint, seen) = server(&context, PULL, |server| server.curve_server(&keys).unwrap());
    let connect =
        |pair: &KeyPair| watched(&context, &endpoint, |client| client.curve_client(&keys.public(), pair).unwrap());
    let (_known, told) = connect(&known);
    assert_welcome(&seen);
    assert_welcome(&told);
    let (_unknown, told) = connect(&unknown);
    assert_refused(&seen, 400);
    assert_refused(&told, 400);
    authenticator.stop();
    let (_known, _told) = connect(&known);
    match handshake(&seen) {
        MonitorEvent::HandshakeFailed { .. } => {}
        other => panic!("a server without its authenticator said: {other}"),
    }
}

/// How many descriptors this process has open.
#[cfg(target_os = "linux")]
fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[cfg(not(target_os = "linux"))]
fn descriptors() -> usize {
    0
}

/// Bytes that look like nothing, the same each time.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(next).collect()
}

/// The greeting of a CURVE client, as ZMTP 3.1 has it.
fn greeting() -> Vec<u8> {
    let mut greeting = vec![0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1];
    greeting.extend_from_slice(b"CURVE");
    greeting.resize(64, 0);
    greeting
}

const KNOWN: usize = 4;
const STRANGERS: usize = 250;
const IMPOSTORS: usize = 50;
const TRUNCATED: usize = 350;
const RANDOM: usize = 350;

#[test]
fn a_thousand_hostile_connections_harm_nobody() {
    if without_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let keys = KeyPair::generate().unwrap();
    let pairs: Vec<KeyPair> = (0..KNOWN).map(|_| KeyPair::generate().unwrap()).collect();
    let authenticator = Authenticator::builder(&context).curve_keys(pairs.iter().map(KeyPair::public)).start().unwrap();
    let server = context.builder_for(REP).curve_server(&keys).build().unwrap();
    let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
    let answering = thread::spawn(move || {
        let mut answered = 0;
        while let Ok(message) = server.recv() {
            server.send(message).unwrap();
            answered += 1;
        }
        answered
    });
    let over = AtomicBool::new(false);
    let (asked, before) = thread::scope(|scope| {
        let ready = Arc::new(std::sync::Barrier::new(KNOWN + 1));
        let good: Vec<_> = pairs
            .iter()
            .enumerate()
            .map(|(number, pair)| {
                let client = context.builder_for(REQ).curve_client(&keys.public(), pair).build().unwrap();
                client.connect(&endpoint).unwrap();
                let (ready, over) = (ready.clone(), &over);
                scope.spawn(move || {
                    let mut asked = 0;
                    while !over.load(Relaxed) {
                        let question = format!("{number}:{asked}");
                        client.send(&*question).unwrap();
                        assert_eq!(client.recv_timeout(LONG).unwrap().expect("a lost message"), question);
                        asked += 1;
                        if asked == 1 {
                            ready.wait();
                        }
                    }
                    asked
                })
            })
            .collect();
        ready.wait();
        let before = descriptors();
        attack(&endpoint, &keys, &authenticator);
        over.store(true, Relaxed);
        let asked: usize = good.into_iter().map(|client| client.join().unwrap()).sum();
        (asked, before)
    });
    let statistics = authenticator.statistics();
    assert_eq!(statistics.allowed, KNOWN as u64);
    assert!(statistics.denied >= STRANGERS as u64, "{statistics:?}");
    // The good clients are gone too, so there are fewer than before.
    eventually("every descriptor back", || descriptors() <= before);
    assert!(authenticator.is_running());
    context.shutdown().unwrap();
    assert_eq!(answering.join().unwrap(), asked);
}

fn attack(endpoint: &Endpoint, keys: &KeyPair, authenticator: &Authenticator) {
    let address = format!("127.0.0.1:{}", endpoint.port().unwrap());
    for number in 0..TRUNCATED {
        let mut stream = TcpStream::connect(&address).unwrap();
        let mut bytes = greeting();
        // A HELLO command that never ends, for those that get past the greeting.
        bytes.extend_from_slice(&[0x04, 200]);
        bytes.extend_from_slice(b"\x05HELLO\x01\x00");
        bytes.truncate(number % (bytes.len() + 1));
        let _ = stream.write_all(&bytes);
    }
    for number in 0..RANDOM {
        let mut stream = TcpStream::connect(&address).unwrap();
        let mut bytes = noise(number as u64, 1 + number % 300);
        if number % 2 == 0 {
            bytes.splice(0..0, greeting());
        }
        let _ = stream.write_all(&bytes);
    }
    let elsewhere = Context::new().unwrap();
    let stranger = |server: &PublicKey| {
        let client = elsewhere.builder_for(PUSH).curve_client(server, &KeyPair::generate().unwrap()).build().unwrap();
        client.set_linger(Some(Duration::ZERO)).unwrap();
        client.connect(endpoint).unwrap();
        client
    };
    // The server's key is wrong: they cannot even ask.
    let impostor = KeyPair::generate().unwrap().public();
    let impostors: Vec<_> = (0..IMPOSTORS).map(|_| stranger(&impostor)).collect();
    // Their own keys are: each is refused.
    for batch in 0..STRANGERS.div_ceil(25) {
        let clients: Vec<_> = (0..25).map(|_| stranger(&keys.public())).collect();
        let due = 25 * (batch as u64 + 1);
        eventually("refusals", || authenticator.statistics().denied >= due);
        drop(clients);
    }
    drop(impostors);
    elsewhere.terminate().unwrap();
}
