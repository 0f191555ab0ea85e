//! One thread, no waiting: what callgrind counts.

use std::future::Future;
use std::pin::pin;
use std::task::{Context as TaskContext, Poll, Waker};

use zeroxide::aio::AsyncSocket;
use zeroxide::{Context, PULL, PUSH, Pull, Push, Socket};

use super::{Result, check_size};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

const BURST: u64 = 500;

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let context = Context::new()?;
    let (push, pull) = (context.socket(PUSH)?, context.socket(PULL)?);
    push.bind("inproc://ping")?;
    pull.connect("inproc://ping")?;
    let bytes = vec![0_u8; spec.size];
    let watch = Watch::start();
    let mut left = spec.count;
    while left > 0 {
        let burst = left.min(BURST);
        zeroxide_ping_send(&push, &bytes, burst)?;
        zeroxide_ping_receive(&pull, spec.size, burst)?;
        left -= burst;
    }
    Ok(watch.stop(spec.count))
}

/// Found by name in callgrind's output.
#[inline(never)]
pub fn zeroxide_ping_send(push: &Socket<Push>, bytes: &[u8], count: u64) -> Result<()> {
    for _ in 0..count {
        push.send(bytes)?;
    }
    Ok(())
}

/// Found by name in callgrind's output.
#[inline(never)]
pub fn zeroxide_ping_receive(pull: &Socket<Pull>, size: usize, count: u64) -> Result<()> {
    for _ in 0..count {
        let message = pull.recv()?;
        check_size(&message, size)?;
    }
    Ok(())
}

/// The same with async sockets, which never have to wait either.
pub(super) fn run_async(spec: &Spec) -> Result<Outcome> {
    let context = Context::new()?;
    let (push, pull) = (context.socket(PUSH)?, context.socket(PULL)?);
    push.bind("inproc://ping")?;
    pull.connect("inproc://ping")?;
    let (push, pull) = (AsyncSocket::threaded(push)?, AsyncSocket::threaded(pull)?);
    let bytes = vec![0_u8; spec.size];
    let watch = Watch::start();
    let mut left = spec.count;
    while left > 0 {
        let burst = left.min(BURST);
        zeroxide_ping_async_send(&push, &bytes, burst)?;
        zeroxide_ping_async_receive(&pull, spec.size, burst)?;
        left -= burst;
    }
    Ok(watch.stop(spec.count))
}

/// Found by name in callgrind's output.
#[inline(never)]
pub fn zeroxide_ping_async_send(push: &AsyncSocket<Push>, bytes: &[u8], count: u64) -> Result<()> {
    finish(async {
        for _ in 0..count {
            push.send(bytes).await?;
        }
        Ok(())
    })
}

/// Found by name in callgrind's output.
#[inline(never)]
pub fn zeroxide_ping_async_receive(pull: &AsyncSocket<Pull>, size: usize, count: u64) -> Result<()> {
    finish(async {
        for _ in 0..count {
            let message = pull.recv().await?;
            check_size(&message, size)?;
        }
        Ok(())
    })
}

/// An executor for a task that only waits for its turn.
#[inline(always)]
fn finish(task: impl Future<Output = Result<()>>) -> Result<()> {
    let mut task = pin!(task);
    loop {
        if let Poll::Ready(done) = task.as_mut().poll(&mut TaskContext::from_waker(Waker::noop())) {
            return done;
        }
    }
}
