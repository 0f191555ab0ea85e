//! `pushzmq.py`: pieces of work, pickled numbers from 1 to 100. It waits in `send` until a worker is connected.

use zeroxide::{Context, PUSH};

use crate::common::{Args, Outcome, random, sleep};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PUSH)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 9999)))?;
    loop {
        let workload = random(1..=100);
        println!("Produced workload: {workload}");
        socket.send_pyobj(&workload)?;
        sleep(workload as f64 * args.get(1, 0.2));
    }
}
