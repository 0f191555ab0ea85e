//! `pub_linux.py` and `sub_linux.py`, with their `conc_base.py`: the lines of a file, published by a thread under an
//! abstract ipc name of Linux, which is no file.
//!
//! The original publishes empty lines at full speed for ever once the file has ended, and never ends itself; its thread
//! uses a socket of the main thread. Its subscriber is a PUB, which cannot subscribe, and wants a file that it does not
//! read. Here the socket moves into the thread, which ends with the file; lines are sent at a pace.

use std::io::{BufRead, BufReader};

use zeroxide::codec::pickle::PyValue;
use zeroxide::{Context, PUB, SUB};

use crate::common::{Args, Outcome, sleep};

pub(crate) fn publisher(args: &Args) -> Outcome {
    let file = BufReader::new(std::fs::File::open(args.text(0, "data.txt"))?);
    let socket = Context::new()?.socket(PUB)?;
    socket.bind(format!("ipc://@{}", args.text(1, "data.socket")))?;
    let pause = args.get(2, 1.0);
    let thread = std::thread::spawn(move || -> Result<(), String> {
        for line in file.lines() {
            let line = line.map_err(|error| error.to_string())?;
            let data = PyValue::from([("data", format!("{line}\n").into())]);
            socket.send_pyobj(&data).map_err(|error| error.to_string())?;
            sleep(pause);
        }
        Ok(())
    });
    while !thread.is_finished() {
        println!("pulse");
        sleep(pause);
    }
    Ok(thread.join().map_err(|_| "the thread panicked")??)
}

pub(crate) fn subscriber(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(SUB)?;
    socket.connect(format!("ipc://@{}", args.text(0, "data.socket")))?;
    socket.subscribe("")?;
    for _ in 0..args.get(1, u64::MAX) {
        println!("{}", socket.recv_pyobj::<PyValue>()?);
    }
    Ok(())
}
