//! What async costs in system calls, beside the same work with blocking sockets: counted by strace, where that is there.
//!
//! The counts depend on who is quicker, the sender or the receiver, but hardly on how busy the machine is.
#![cfg(target_os = "linux")]

#[path = "common/runtimes.rs"]
mod runtimes;

use std::process::{Command, Stdio};

use zeroxide::{Context, Error, PULL, PUSH, Result};

use runtimes::{CurrentThread, MultiThread, Runtime, Smol};

const COUNT: u32 = 20_000;
const SIZE: usize = 100;
/// Names the work to the child process.
const WORK: &str = "ZEROXIDE_AIO_CALLS";
/// How many system calls async may make for each of blocking: 1.3 are the aim, the rest is chance.
const LIMIT: f64 = 1.5;
const ROUNDS: u32 = 12;

async fn stream<R: Runtime>() -> Result<()> {
    let context = Context::new()?;
    let pull = context.socket(PULL)?;
    let push = context.builder_for(PUSH).connect(pull.bind("tcp://127.0.0.1:*")?).build()?;
    let (push, pull) = (R::open(push)?, R::open(pull)?);
    let sending = R::spawn(async move {
        for _ in 0..COUNT {
            push.send([0; SIZE]).await?;
        }
        Ok::<_, Error>(push)
    });
    let receiving = R::spawn(async move {
        for _ in 0..COUNT {
            pull.recv().await?;
        }
        Ok::<_, Error>(pull)
    });
    receiving.await?;
    sending.await.map(drop)
}

fn stream_blocking() -> Result<()> {
    let context = Context::new()?;
    let pull = context.socket(PULL)?;
    let push = context.builder_for(PUSH).connect(pull.bind("tcp://127.0.0.1:*")?).build()?;
    let sending = std::thread::spawn(move || (0..COUNT).try_for_each(|_| push.send([0; SIZE])).map(|()| push));
    for _ in 0..COUNT {
        pull.recv()?;
    }
    sending.join().unwrap().map(drop)
}

/// Does nothing unless it runs in a child process.
#[test]
fn work() {
    match std::env::var(WORK).as_deref() {
        Ok("blocking") => stream_blocking().unwrap(),
        Ok("current_thread") => runtimes::run::<CurrentThread>(stream::<CurrentThread>()),
        Ok("multi_thread") => runtimes::run::<MultiThread>(stream::<MultiThread>()),
        Ok("smol") => runtimes::run::<Smol>(stream::<Smol>()),
        _ => {}
    }
}

/// System calls for a thousand messages.
fn calls(work: &str) -> Option<f64> {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-c", "-U", "calls", "-o", "/dev/stderr"]).arg(std::env::current_exe().unwrap());
    strace.args(["--exact", "work", "--test-threads=1"]).env(WORK, work).stdout(Stdio::null());
    let told = String::from_utf8(strace.output().ok()?.stderr).unwrap();
    let counts: Vec<f64> =
        told.lines().filter_map(|line| line.trim().strip_suffix("total")?.trim().parse().ok()).collect();
    counts.last().map(|total| total * 1000.0 / f64::from(COUNT))
}

#[test]
fn async_makes_hardly_more_system_calls() {
    if calls("blocking").is_none() {
        println!("skipped: strace is not there, or may not trace");
        return;
    }
    for runtime in ["current_thread", "multi_thread", "smol"] {
        // A run that is disturbed makes more, and twice as many at times; one that wakes somebody for each message always
        // makes many times as many.
        let within = (0..ROUNDS).any(|_| {
            let (blocking, calls) = (calls("blocking").unwrap(), calls(runtime).unwrap());
            println!("system calls for 1000 messages: {calls:.1} with {runtime}, {blocking:.1} blocking");
            calls <= LIMIT * blocking
        });
        assert!(within, "never within {LIMIT} times as many with {runtime}");
    }
}
