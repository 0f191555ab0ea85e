//! One way, as fast as it goes.

use std::sync::{Arc, Barrier};

use zeroxide::{Message, PULL, PUSH, Push, Socket};

use super::{Result, bind_somewhere, check_size, contexts, join};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (push, pull) = (here.socket(PUSH)?, there.socket(PULL)?);
    let endpoint = bind_somewhere(&pull, spec, "push-pull")?;
    push.connect(endpoint)?;
    let start = Arc::new(Barrier::new(2));
    let sending = std::thread::spawn({
        let (start, spec) = (Arc::clone(&start), spec.clone());
        move || send_all(push, &start, &spec)
    });
    check_size(&pull.recv()?, spec.size)?;
    let watch = Watch::start();
    start.wait();
    match spec.how.as_str() {
        "reused" => {
            let mut message = Message::new();
            for _ in 0..spec.count {
                pull.recv_msg(&mut message)?;
                check_size(&message, spec.size)?;
            }
        }
        _ => {
            for _ in 0..spec.count {
                let message = pull.recv()?;
                check_size(&message, spec.size)?;
            }
        }
    }
    let outcome = watch.stop(spec.count);
    join(sending)?;
    Ok(outcome)
}

fn send_all(push: Socket<Push>, start: &Barrier, spec: &Spec) -> Result<()> {
    let bytes = vec![0_u8; spec.size];
    push.send(&bytes[..])?;
    start.wait();
    match spec.how.as_str() {
        "message" => (0..spec.count).try_for_each(|_| push.send(Message::from(&bytes[..])))?,
        "static" => {
            let bytes: &'static [u8] = bytes.leak();
            (0..spec.count).try_for_each(|_| push.send_static(bytes))?;
        }
        "owned" => (0..spec.count).try_for_each(|_| push.send(bytes.clone()))?,
        "owned-copied" => (0..spec.count).try_for_each(|_| push.send(&std::hint::black_box(bytes.clone())[..]))?,
        _ => (0..spec.count).try_for_each(|_| push.send(&bytes[..]))?,
    }
    Ok(())
}
