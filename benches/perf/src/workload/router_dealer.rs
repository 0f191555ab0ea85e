//! A DEALER with `WINDOW` requests on the way, and a ROUTER that sends each back.

use zeroxide::{DEALER, ROUTER};

use super::{Result, bind_somewhere, check_size, contexts, join};
use crate::clock::Watch;
use crate::spec::{Outcome, Spec};

const WINDOW: u64 = 100;

pub(super) fn run(spec: &Spec) -> Result<Outcome> {
    let (here, there) = contexts(spec)?;
    let (client, router) = (here.socket(DEALER)?, there.socket(ROUTER)?);
    let endpoint = bind_somewhere(&router, spec, "router")?;
    client.connect(endpoint)?;
    let count = spec.count;
    let serving = std::thread::spawn(move || {
        for _ in 0..=count {
            let [id, body] = router.recv_array()?;
            router.send_multipart([id, body])?;
        }
        Ok(router)
    });
    let bytes = vec![0_u8; spec.size];
    client.send(&bytes[..])?;
    check_size(&client.recv()?, spec.size)?;
    let watch = Watch::start();
    let mut asked = 0;
    while asked < count.min(WINDOW) {
        client.send(&bytes[..])?;
        asked += 1;
    }
    for _ in 0..count {
        let message = client.recv()?;
        check_size(&message, spec.size)?;
        if asked < count {
            client.send(&bytes[..])?;
            asked += 1;
        }
    }
    let outcome = watch.stop(count);
    join(serving)?;
    Ok(outcome)
}
