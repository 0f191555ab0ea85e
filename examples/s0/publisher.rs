//! `pubzmq.py`: the time, every second, as text that begins with `WAKTU`. The original slept two seconds first, for
//! subscribers to arrive; who comes later misses nothing but what was before, so this does not.

use zeroxide::{Context, PUB};

use crate::common::{Args, Outcome, asctime, sleep};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PUB)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 12345)))?;
    loop {
        let message = format!("WAKTU {}", asctime());
        socket.send(&message)?;
        println!("Published: {message}");
        sleep(args.get(1, 1.0));
    }
}
