//! `example_pub.py` and `example_sub.py`. A topic that is matched with the beginning of a pickle is of no use, so the
//! subscriber takes everything.

use zeroxide::codec::pickle::PyValue;
use zeroxide::{Context, PUB, SUB};

use crate::common::{Args, Outcome, sleep};

pub(crate) fn publisher(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(PUB)?;
    socket.bind(format!("tcp://*:{}", args.get(0, 5556)))?;
    for i in 0.. {
        println!("[-->] Sending {i}...");
        socket.send_pyobj(&PyValue::from([("param", "counter".into()), ("val", i.into())]))?;
        sleep(args.get(1, 1.0));
    }
    Ok(())
}

pub(crate) fn subscriber(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5556)))?;
    socket.subscribe("")?;
    for _ in 0..args.get(1, u64::MAX) {
        println!("[<--] Waiting for server..");
        println!("[*] Got: {}", socket.recv_pyobj::<PyValue>()?);
    }
    Ok(())
}
