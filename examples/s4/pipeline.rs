//! `taskvent`, `taskwork` and `tasksink`, and "Parallel Pipeline with Kill Signaling", which the text only has a picture
//! of: there the sink tells the workers to quit.
//!
//! The original ventilator prints a name that does not exist after its first task, and sleeps a second in the end where
//! closing and terminating waits for what is unsent. The worker is pasted without its indentation, so that it does
//! nothing; here it ends when it is told to from outside. Any control message makes the second worker quit.

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
    println!("Press Enter when the workers are ready: ");
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
    loop {
        let work = receiver.recv_string()?;
        print!(".");
        std::io::stdout().flush()?;
        sleep(work.parse::<f64>()? * 0.001);
        sender.send("")?;
    }
}

pub(crate) fn worker2(args: &Args) -> Outcome {
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://localhost:{}", args.get(0, 10102)))?;
    let sender = context.socket(PUSH)?;
    sender.connect(format!("tcp://localhost:{}", args.get(1, 10103)))?;
    let controller = context.socket(SUB)?;
    controller.connect(format!("tcp://localhost:{}", args.get(2, 10104)))?;
    controller.subscribe("")?;
    let mut poller = Poller::new();
    poller.register(&receiver, POLLIN)?;
    poller.register(&controller, POLLIN)?;
    loop {
        let socks = poller.poll(None)?;
        if socks.is_readable(&receiver) {
            let work = receiver.recv_string()?;
            print!(".");
            std::io::stdout().flush()?;
            sleep(work.parse::<f64>()? * 0.001);
            sender.send(work)?;
        }
        if socks.is_readable(&controller) {
            return Ok(());
        }
    }
}

pub(crate) fn sink(args: &Args) -> Outcome {
    let receiver = Context::new()?.socket(PULL)?;
    receiver.bind(format!("tcp://127.0.0.1:{}", args.get(0, 10103)))?;
    receiver.recv()?;
    let start = Instant::now();
    for task_nbr in 0..100 {
        receiver.recv()?;
        print!("{}", if task_nbr % 10 == 0 { ':' } else { '.' });
        std::io::stdout().flush()?;
    }
    println!("Total elapsed time: {} msec", start.elapsed().as_millis());
    Ok(())
}

/// The sink that ends the workers: the first sink with a publisher, and a word in the end.
pub(crate) fn sink2(args: &Args) -> Outcome {
    let context = Context::new()?;
    let controller = context.socket(PUB)?;
    controller.bind(format!("tcp://*:{}", args.get(1, 10104)))?;
    sink(args)?;
    controller.send("KILL")?;
    drop(controller);
    Ok(context.terminate()?)
}
