//! Eight threads, sixty-four sockets of mixed kinds, and everything that can be done with them, for a while.
//!
//! `ZEROXIDE_STRESS_SECONDS` says for how long (3), `ZEROXIDE_SEED` from which seed, and `ZEROXIDE_STRESS_GROWTH_MB` by how
//! much the memory may have grown in the end (32; 0 is not to measure, for builds whose allocator keeps what is freed).
#![allow(clippy::unwrap_used)]

mod common;

#[path = "common/chaos.rs"]
mod chaos;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use common::{LONG, eventually, within};

const THREADS: u64 = 8;
const SOCKETS: usize = 8;

fn knob(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// Lets the threads loose on a context of their own for a while, and ends it. Answers what was done and received.
fn round(seed: u64, length: Duration) -> (u64, u64) {
    let world = Arc::new(chaos::World::new(chaos::Patience::Short));
    let stop = Arc::new(AtomicBool::new(false));
    let threads: Vec<_> = (0..THREADS)
        .map(|number| {
            let stop = Arc::clone(&stop);
            let mut actor = chaos::Actor::new(&world, seed ^ (number << 56), SOCKETS);
            thread::spawn(move || {
                while !stop.load(Relaxed) {
                    actor.act().expect("nobody shuts the context down");
                }
            })
        })
        .collect();
    thread::sleep(length);
    stop.store(true, Relaxed);
    within(LONG, "the threads' last acts", move || threads.into_iter().for_each(|thread| thread.join().unwrap()));
    let done = (world.acts(), world.received());
    let world = Arc::into_inner(world).unwrap();
    within(LONG, "the end of the context", move || world.into_context().terminate().unwrap());
    done
}

#[cfg(target_os = "linux")]
fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Memory in use in KiB, without what the allocator only keeps.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    #[cfg(target_env = "gnu")]
    #[allow(unsafe_code)]
    // SAFETY: no preconditions.
    unsafe {
        libc::malloc_trim(0);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[cfg(not(target_os = "linux"))]
fn descriptors() -> usize {
    0
}

#[cfg(not(target_os = "linux"))]
fn resident() -> u64 {
    0
}

#[test]
fn anything_goes_for_a_while_and_leaves_nothing_behind() {
    if !cfg!(libzmq_bundled) {
        println!("skipped: a libzmq from elsewhere ends the process on some of it");
        return;
    }
    chaos::raise_descriptor_limit();
    let seed = chaos::seed();
    let seconds = knob("ZEROXIDE_STRESS_SECONDS", 3);
    let growth = knob("ZEROXIDE_STRESS_GROWTH_MB", 32) * 1024;
    let length = Duration::from_secs(seconds).div_f64(10.0).max(Duration::from_millis(500));

    // Once to warm up: threads' arenas, libraries' tables.
    round(seed, length);
    let (descriptors_before, resident_before) = (descriptors(), resident());
    let (begun, mut number, mut acts, mut received) = (Instant::now(), 0, 0, 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        number += 1;
        let done = round(seed.wrapping_add(number), length);
        (acts, received) = (acts + done.0, received + done.1);
    }
    // A sanitizer has pipes of its own, to the program that looks names up.
    let others = if growth == 0 { 8 } else { 0 };
    eventually("the descriptors are closed", || descriptors() <= descriptors_before + others);
    let resident_after = resident();
    println!(
        "{number} rounds, {acts} acts, {received} messages received; \
         descriptors {descriptors_before} -> {}, memory {resident_before} -> {resident_after} KiB",
        descriptors()
    );
    assert!(received > 100, "nothing got through: {received}");
    if growth > 0 {
        assert!(
            resident_after < resident_before + growth,
            "memory grew from {resident_before} to {resident_after} KiB in {number} rounds"
        );
    }
}
