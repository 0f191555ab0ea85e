//! `taskvent`, `taskwork` and `tasksink`, and the guide's second ones, whose sink tells the workers to quit: give the
//! worker and the sink a control port for that.
//!
//! The original ventilator prints a name that does not exist after its first task, and sleeps a second in the end where
//! closing and terminating waits for what is unsent. The worker is pasted without its indentation, so that it does
//! nothing. Any control message makes the worker quit.

use std::io::Write;
use std::time::Instant;

use zeroxide::{Context, POLLIN, PUB, PULL, PUSH, Poller, SUB};

use crate::common::{Args, Outcome, random, sleep};

pub(crate) fn ventilator(args: &Args) -> Outcome {
    let context = Context::new()?;
    let sender = context.socket(PUSH)?;
    sender.bind(format!("tcp://127.0.0.1:{}", args.get(0, 10102)))?;
    let sink = context.socket(PUSH)?;
    sink.connect(format!("tcp://127.0.0.1:{}", args.get(1, 10103)))?;
    print!("Press Enter when the workers are ready: ");
    std::io::stdout().flush()?;
    std::io::stdin().read_line(&mut String::new())?;
    println!("Sending tasks to workers");
    sink.send("0")?;
    let mut total_msec = 0;
    for task_nbr in 0..100 {
        let workload = random(1..=100);
        total_msec += workload;
        sender.send(workload.to_string())?;
        println!("{task_nbr}");
    }
    println!("Total expected cost: {total_msec} msec");
    drop((sender, sink));
    Ok(context.terminate()?)
}

pub(crate) fn worker(args: &Args) -> Outcome {
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://localhost:{}", args.get(0, 10102)))?;
    let sender = context.socket(PUSH)?;
    sender.connect(format!("tcp://localhost:{}", args.get(1, 10103)))?;
    let controller = context.socket(SUB)?;
    if args.len() > 2 {
        controller.connect(format!("tcp://localhost:{}", args.get(2, 5559)))?;
        controller.subscribe("")?;
    }
    let mut poller = Poller::new();
    poller.register(&receiver, POLLIN)?;
    poller.register(&controller, POLLIN)?;
    loop {
        let ready = poller.poll(None)?;
        if ready.is_readable(&receiver) {
            let workload = receiver.recv_string()?;
            print!(".");
            std::io::stdout().flush()?;
            sleep(workload.parse::<f64>()? * 0.001);
            sender.send(if args.len() > 2 { workload.as_str() } else { "" })?;
        }
        if ready.is_readable(&controller) {
            return Ok(());
        }
    }
}

pub(crate) fn sink(args: &Args) -> Outcome {
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.bind(format!("tcp://127.0.0.1:{}", args.get(0, 10103)))?;
    let controller = context.socket(PUB)?;
    if args.len() > 1 {
        controller.bind(format!("tcp://*:{}", args.get(1, 5559)))?;
    }
    receiver.recv()?;
    let start = Instant::now();
    for task_nbr in 0..100 {
        receiver.recv()?;
        print!("{}", if task_nbr % 10 == 0 { ':' } else { '.' });
        std::io::stdout().flush()?;
    }
    println!("Total elapsed time: {} msec", start.elapsed().as_millis());
    controller.send("KILL")?;
    drop((receiver, controller));
    Ok(context.terminate()?)
}
