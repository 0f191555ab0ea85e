//! Background threads, time, memory, and what a message does not cost.

use std::{ffi::c_int, fs};

use zeroxide_sys as zmq;

use crate::{
    world::{World, check, eventually},
    wrap::{CACHE_LINES, PID, WALL_CLOCK, WRITES, calls},
};

/// The status text of the thread of that name.
fn thread(name: &str) -> Option<String> {
    let tasks = fs::read_dir("/proc/self/task").expect("/proc is mounted");
    tasks
        .filter_map(|task| fs::read_to_string(task.ok()?.path().join("status")).ok())
        .find(|status| status.lines().next().is_some_and(|line| line.split_whitespace().nth(1) == Some(name)))
}

#[test]
fn threads_have_names() {
    let world = World::new();
    let _socket = world.socket(zmq::ZMQ_PAIR);
    eventually("the I/O thread has a name", || thread("ZMQbg/IO/0"));
    eventually("the reaper has a name", || thread("ZMQbg/Reaper"));
}

#[test]
fn threads_can_be_tied_to_a_processor() {
    let allowed = |status: &str| {
        let line = status.lines().find(|line| line.starts_with("Cpus_allowed_list:")).expect("a list");
        line.split_whitespace().nth(1).expect("a value").to_owned()
    };
    let own = fs::read_to_string("/proc/thread-self/status").expect("/proc is mounted");
    let own = allowed(&own);
    let last: String =
        own.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let world = World::new();
    let processor: c_int = last.parse().expect("a number");
    // SAFETY: an open context.
    let rc = unsafe { zmq::zmq_ctx_set(world.context, zmq::ZMQ_THREAD_AFFINITY_CPU_ADD, processor) };
    assert_eq!(check(rc), Ok(()));
    let _socket = world.socket(zmq::ZMQ_PAIR);
    let status = eventually("the I/O thread has a name", || thread("ZMQbg/IO/0"));
    assert_eq!(allowed(&status), last, "of {own}");
}

#[test]
fn time_does_not_follow_the_wall_clock() {
    let world = World::new();
    let looked = calls(&WALL_CLOCK, || {
        // SAFETY: no precondition.
        let watch = unsafe { zmq::zmq_stopwatch_start() };
        let (server, _client) = world.pair(c"tcp://127.0.0.1:*", |_| ());
        let mut item = zmq::zmq_pollitem_t { socket: server.0, events: zmq::ZMQ_POLLIN as _, ..Default::default() };
        // SAFETY: one item, with an open socket.
        assert_eq!(unsafe { zmq::zmq_poll(&mut item, 1, 20) }, 0);
        // SAFETY: a running stopwatch, stopped once.
        let waited = unsafe { zmq::zmq_stopwatch_stop(watch) };
        assert!((20_000..20_000_000).contains(&waited), "{waited} us");
    });
    assert_eq!(looked, 0);
}

#[test]
fn queues_start_at_cache_lines() {
    let world = World::new();
    let aligned = calls(&CACHE_LINES, || {
        let _pair = world.pair(c"inproc://lines", |_| ());
    });
    assert!(aligned >= 2, "{aligned}");
}

#[test]
fn a_message_asks_for_no_process_id() {
    let world = World::new();
    let (server, client) = world.pair(c"inproc://calls", |_| ());
    let asked = calls(&PID, || {
        for _ in 0..100 {
            client.send(b"ping");
            assert_eq!(server.recv(), b"ping");
        }
    });
    assert_eq!(asked, 0);
}

#[test]
fn a_large_message_goes_down_whole() {
    let world = World::new();
    let (server, client) = world.pair(c"ipc://*", |_| ());
    let large = [7; 100_000];
    let written = calls(&WRITES, || {
        for _ in 0..10 {
            client.send(&large);
            assert_eq!(server.recv(), large[..256]);
        }
    });
    // Twice where the system did not take all of it at once.
    assert!((10..=15).contains(&written), "{written}");
}
