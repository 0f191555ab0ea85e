//! `pullzmq.py`: a worker, which takes as many seconds as its work says. Each may have an id; in the original all are 1.

use zeroxide::{Context, PULL};

use crate::common::{Args, Outcome, sleep};

pub(crate) fn run(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PULL)?;
    socket.connect(format!("tcp://{}:{}", args.text(0, "zmq-push"), args.get(1, 9999)))?;
    loop {
        let work: i64 = socket.recv_pyobj()?;
        println!("Worker {} received work: {work}", args.get(3, 1));
        sleep(work as f64 * args.get(2, 1.0));
    }
}
