//! To and fro, one at a time.

use std::time::Instant;

use zeroxide::{REP, REQ};

use super::{Result, bind_somewhere, check_size, contexts, join};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (client, service) = (here.socket(REQ)?, there.socket(REP)?);
    let endpoint = bind_somewhere(&service, spec, "req-rep")?;
    client.connect(endpoint)?;
    let count = spec.count;
    let serving = std::thread::spawn(move || {
        for _ in 0..=count {
            service.send(service.recv()?)?;
        }
        Ok(service)
    });
    let bytes = vec![0_u8; spec.size];
    let mut times = Vec::with_capacity(usize::try_from(count)?);
    client.send(&bytes[..])?;
    check_size(&client.recv()?, spec.size)?;
    let watch = Watch::start();
    for _ in 0..count {
        let asked = Instant::now();
        client.send(&bytes[..])?;
        let reply = client.recv()?;
        check_size(&reply, spec.size)?;
        times.push(asked.elapsed());
    }
    let outcome = watch.stop_with(times);
    join(serving)?;
    Ok(outcome)
}
