//! One publisher, several subscribers. `xpub_nodrop` makes the publisher wait instead of dropping, so that every message
//! arrives everywhere and can be counted.

use std::sync::{Arc, Barrier};
use std::time::Duration;

use zeroxide::{Message, PUB, Pub, SUB, Socket, Sub};

use super::{Result, bind_somewhere, check_size, contexts, join};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let publisher = here.builder_for(PUB).xpub_nodrop(true).build()?;
    let endpoint = bind_somewhere(&publisher, spec, "pub-sub")?;
    let mut subscribers = Vec::new();
    for _ in 0..spec.fan {
        let subscriber = there.socket(SUB)?;
        subscriber.subscribe("")?;
        subscriber.connect(&endpoint)?;
        settle(&publisher, &subscriber)?;
        subscribers.push(subscriber);
    }
    let start = Arc::new(Barrier::new(2));
    let publishing = std::thread::spawn({
        let (start, size, count) = (Arc::clone(&start), spec.size, spec.count);
        move || {
            let bytes = vec![0_u8; size];
            start.wait();
            (0..count).try_for_each(|_| publisher.send(&bytes[..]))?;
            Ok(publisher)
        }
    });
    let watch = Watch::start();
    start.wait();
    match spec.how.as_str() {
        "reused" => receive_reused(&subscribers, spec)?,
        _ => receive(&subscribers, spec)?,
    }
    let outcome = watch.stop(spec.count * u64::from(spec.fan));
    join(publishing)?;
    Ok(outcome)
}

fn receive(subscribers: &[Socket<Sub>], spec: &Spec) -> Result<()> {
    for _ in 0..spec.count {
        for subscriber in subscribers {
            loop {
                let message = subscriber.recv()?;
                if !message.is_empty() {
                    check_size(&message, spec.size)?;
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Into one message all the time, as the C twin does.
fn receive_reused(subscribers: &[Socket<Sub>], spec: &Spec) -> Result<()> {
    let mut message = Message::new();
    for _ in 0..spec.count {
        for subscriber in subscribers {
            subscriber.recv_msg(&mut message)?;
            while message.is_empty() {
                subscriber.recv_msg(&mut message)?;
            }
            check_size(&message, spec.size)?;
        }
    }
    Ok(())
}

/// Publishes empty messages until the subscriber has had one.
fn settle(publisher: &Socket<Pub>, subscriber: &Socket<Sub>) -> Result<()> {
    publisher.send([])?;
    while subscriber.recv_timeout(Duration::from_millis(10))?.is_none() {
        publisher.send([])?;
    }
    Ok(())
}
