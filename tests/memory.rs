//! The bundled library's memory for messages: what goes through many threads stays whole, and little is kept when it is freed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
use std::cell::RefCell;
use std::sync::mpsc::sync_channel;
use std::thread;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
use common::passes_in_child;
use zeroxide::{Context, Endpoint, Message, PULL, PUSH};

/// Sizes around those at which libzmq and the allocator change their ways, and a few far from any.
const SIZES: &[usize] = &[
    0, 1, 33, 34, 80, 81, 100, 144, 145, 500, 1023, 1024, 1104, 1105, 2000, 4096, 8192, 9168, 9169, 16_384, 40_000,
    65_536, 66_512, 66_513, 200_000, 262_144, 400_000,
];

/// A message that says in each byte which one it is.
fn made(number: usize) -> Message {
    let mut message = Message::with_size(SIZES[number % SIZES.len()]).unwrap();
    message.as_mut().unwrap().fill(number as u8);
    message
}

fn check(number: usize, message: &Message) {
    assert_eq!(message.len(), SIZES[number % SIZES.len()]);
    assert!(message.iter().all(|byte| *byte == number as u8), "the bytes of message {number} were overwritten");
}

#[test]
fn messages_that_go_from_thread_to_thread_stay_whole() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 2000;
    thread::scope(|scope| {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..THREADS).map(|_| sync_channel(64)).unzip();
        for (index, receiver) in receivers.into_iter().enumerate() {
            let next = senders[(index + 1) % THREADS].clone();
            scope.spawn(move || {
                let mut kept = Vec::new();
                for round in 0..ROUNDS {
                    let number = round * THREADS + index;
                    // Every other one is shared, and freed by whoever is last.
                    let mut message = made(number);
                    let copy = (round % 2 == 0).then(|| message.share());
                    next.send((number, message)).unwrap();
                    kept.push((number, copy));
                    if kept.len() > 40 {
                        let (number, copy) = kept.swap_remove(round % 40);
                        copy.iter().for_each(|copy| check(number, copy));
                    }
                    let (number, message): (usize, Message) = receiver.recv().unwrap();
                    check(number, &message);
                }
            });
        }
        drop(senders);
    });
}

#[test]
fn messages_that_go_through_sockets_stay_whole() {
    let context = Context::new().unwrap();
    let pull = context.socket(PULL).unwrap();
    for endpoint in [pull.bind(Endpoint::inproc_unique()).unwrap(), pull.bind("tcp://127.0.0.1:*").unwrap()] {
        let push = context.socket(PUSH).unwrap();
        push.connect(endpoint).unwrap();
        let sender = thread::spawn(move || (0..2000).for_each(|number| push.send(made(number)).unwrap()));
        (0..2000).for_each(|number| check(number, &pull.recv().unwrap()));
        sender.join().unwrap();
    }
}

/// Blocks of this size go to all threads' depot and come from there each time.
#[test]
fn no_block_is_had_by_two_threads() {
    const SIZE: usize = 10_000;
    thread::scope(|scope| {
        for mark in 1..=4_u8 {
            scope.spawn(move || {
                for _ in 0..20_000 {
                    let mut pair = [Message::with_size(SIZE).unwrap(), Message::with_size(SIZE).unwrap()];
                    for message in &mut pair {
                        let bytes = message.as_mut().unwrap();
                        (bytes[0], bytes[SIZE - 1]) = (mark, mark);
                    }
                    for message in &pair {
                        assert_eq!((message[0], message[1], message[SIZE - 1]), (mark, 0, mark));
                    }
                }
            });
        }
    });
}

/// Bytes that are allocated, as glibc sees them.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
fn allocated() -> usize {
    // SAFETY: no preconditions.
    let info = unsafe { libc::mallinfo2() };
    info.uordblks + info.hblkhd
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn of_what_is_freed_little_is_kept() {
    const MEBI: usize = 1 << 20;
    // What docs/performance.md promises, and what the test itself has.
    const MOST: usize = 9 * MEBI;
    passes_in_child("of_what_is_freed_little_is_kept", || {
        let before = allocated();
        for size in [100, 1000, 5000, 20_000, 60_000, 200_000] {
            let all: Vec<_> = (0..40 * MEBI / size).map(|_| Message::with_size(size).unwrap()).collect();
            if allocated() < before + 40 * MEBI {
                println!("skipped: the process has another allocator than glibc's");
                return;
            }
            // By the thread that made them and by another.
            let mut halves = all.into_iter();
            drop(halves.by_ref().take(10 * MEBI / size));
            thread::spawn(move || drop(halves)).join().unwrap();
            let kept = allocated().saturating_sub(before);
            assert!(kept < MOST, "{kept} bytes are kept of messages of {size}");
        }
    });
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn threads_that_ended_keep_nothing() {
    passes_in_child("threads_that_ended_keep_nothing", || {
        let one = || {
            let some: Vec<_> = (0..300).map(|number| Message::with_size(number * 30).unwrap()).collect();
            drop(some);
        };
        // The depot is full after some of them.
        (0..100).for_each(|_| thread::spawn(one).join().unwrap());
        let before = allocated();
        (0..300).for_each(|_| thread::spawn(one).join().unwrap());
        let more = allocated().saturating_sub(before);
        assert!(more < 4 << 20, "300 threads left {more} bytes");
    });
}

/// What a thread holds to its end is dropped when what libzmq keeps for the thread is gone, for that came later.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn threads_that_free_at_their_very_end_keep_nothing() {
    thread_local! {
        static HELD: RefCell<Vec<Message>> = const { RefCell::new(Vec::new()) };
    }
    passes_in_child("threads_that_free_at_their_very_end_keep_nothing", || {
        let one = || {
            HELD.with_borrow_mut(|held| held.push(Message::new()));
            let some: Vec<_> = (0..300).map(|number| Message::with_size(number * 30).unwrap()).collect();
            HELD.with_borrow_mut(|held| held.extend(some));
        };
        (0..100).for_each(|_| thread::spawn(one).join().unwrap());
        let before = allocated();
        (0..300).for_each(|_| thread::spawn(one).join().unwrap());
        let more = allocated().saturating_sub(before);
        assert!(more < 4 << 20, "300 threads left {more} bytes");
    });
}
