//! PUSH to PULL, a proxy, PUSH to PULL.

use std::sync::{Arc, Barrier};

use zeroxide::{PULL, PUSH};

use super::{Result, bind_somewhere, check_size, contexts, join};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (push, pull) = (here.socket(PUSH)?, here.socket(PULL)?);
    let (frontend, backend) = (there.socket(PULL)?, there.socket(PUSH)?);
    push.connect(bind_somewhere(&frontend, spec, "front")?)?;
    pull.connect(bind_somewhere(&backend, spec, "back")?)?;
    let forwarding = std::thread::spawn(move || match zeroxide::proxy(&frontend, &backend) {
        Err(error) if !error.is_terminated() => Err(error.into()),
        _ => Ok(()),
    });
    let start = Arc::new(Barrier::new(2));
    let sending = std::thread::spawn({
        let (start, size, count) = (Arc::clone(&start), spec.size, spec.count);
        move || {
            let bytes = vec![0_u8; size];
            push.send(&bytes[..])?;
            start.wait();
            (0..count).try_for_each(|_| push.send(&bytes[..]))?;
            Ok(push)
        }
    });
    check_size(&pull.recv()?, spec.size)?;
    let watch = Watch::start();
    start.wait();
    for _ in 0..spec.count {
        let message = pull.recv()?;
        check_size(&message, spec.size)?;
    }
    let outcome = watch.stop(spec.count);
    let push = join(sending)?;
    there.shutdown()?;
    join(forwarding)?;
    drop((push, pull));
    Ok(outcome)
}
