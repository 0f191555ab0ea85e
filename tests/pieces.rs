//! What goes over a connection arrives as it was sent, in whatever pieces the system takes and gives it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{LONG, within};
use zeroxide::{Context, KeyPair, PULL, PUSH};

/// Sizes in no order, most of them about those at which a buffer is full, or a message goes past it.
fn sizes() -> impl Iterator<Item = usize> {
    let mut state = 20_260_101_u64;
    std::iter::repeat_with(move || {
        let mut next = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let edges = [0, 1, 33, 34, 255, 256, 8_183, 8_192, 24_576, 32_759, 32_768, 40_951, 65_536, 200_000];
        let edge = edges[next(edges.len() as u64) as usize];
        let size = match next(3) {
            0 => edge,
            1 => edge + next(20),
            _ => next(edge + 1),
        };
        usize::try_from(size).unwrap()
    })
}

/// Bytes that tell where in which message they belong.
fn bytes(number: usize, size: usize) -> Vec<u8> {
    (0..size).map(|place| (place.wrapping_mul(31) ^ (place >> 8) ^ number.wrapping_mul(17)) as u8).collect()
}

fn arrive(endpoint: &'static str, buffer: Option<i32>, curve: bool) {
    const COUNT: usize = 1500;
    within(LONG * 2, endpoint, move || {
        // A context for each end, as two programs have.
        let (here, there) = (Context::new().unwrap(), Context::new().unwrap());
        let (mut push, mut pull) = (here.builder_for(PUSH).sndbuf(buffer), there.builder_for(PULL).rcvbuf(buffer));
        if curve {
            let keys = KeyPair::generate().unwrap();
            pull = pull.curve_server_unauthenticated(&keys);
            push = push.curve_client(&keys.public(), &KeyPair::generate().unwrap());
        }
        let (push, pull) = (push.build().unwrap(), pull.build().unwrap());
        push.connect(pull.bind(endpoint).unwrap()).unwrap();
        let sender = std::thread::spawn(move || {
            for (number, size) in sizes().take(COUNT).enumerate() {
                // Frames of one message, and messages of their own.
                if number % 5 == 4 {
                    push.send(bytes(number, size)).unwrap();
                } else {
                    push.send_more(&bytes(number, size)[..]).unwrap();
                }
            }
            push
        });
        for (number, size) in sizes().take(COUNT).enumerate() {
            let frame = pull.recv().unwrap();
            assert_eq!(frame.len(), size, "frame {number}");
            assert!(frame == bytes(number, size)[..], "frame {number} of {size} bytes");
            assert_eq!(frame.more(), number % 5 != 4);
        }
        drop(sender.join().unwrap());
    });
}

#[test]
fn over_tcp() {
    arrive("tcp://127.0.0.1:*", None, false);
}

#[test]
fn over_tcp_with_small_buffers() {
    arrive("tcp://127.0.0.1:*", Some(4096), false);
}

#[test]
#[cfg(unix)]
fn over_ipc() {
    arrive("ipc://*", None, false);
}

#[test]
#[cfg(unix)]
fn over_ipc_with_small_buffers() {
    arrive("ipc://*", Some(4096), false);
}

#[test]
fn over_ws() {
    if zeroxide::has("WS") {
        arrive("ws://127.0.0.1:*", Some(4096), false);
    } else {
        println!("skipped: this libzmq has no WebSocket");
    }
}

#[test]
fn encrypted() {
    if zeroxide::has("curve") {
        arrive("tcp://127.0.0.1:*", Some(4096), true);
    } else {
        println!("skipped: the library has no CURVE");
    }
}
