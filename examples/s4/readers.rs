//! `msreader` and `mspoller`: tasks and weather from two sockets. They print nothing, as the originals; with a third
//! argument they print what they read. Ctrl-C ends the second one's loop.

use zeroxide::{Context, POLLIN, PULL, Poller, SUB};

use crate::common::{Args, Outcome, ctrl_c, py_repr, sleep};

fn process(args: &Args, what: &str, message: impl AsRef<[u8]>) {
    if args.len() > 2 {
        println!("{what} {}", py_repr(message));
    }
}

pub(crate) fn msreader(args: &Args) -> Outcome {
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://localhost:{}", args.get(0, 5557)))?;
    let subscriber = context.socket(SUB)?;
    subscriber.connect(format!("tcp://localhost:{}", args.get(1, 5556)))?;
    subscriber.subscribe("10001")?;
    loop {
        while let Some(task) = receiver.try_recv()? {
            process(args, "task", task);
        }
        while let Some(update) = subscriber.try_recv()? {
            process(args, "weather", update);
        }
        sleep(0.001);
    }
}

pub(crate) fn mspoller(args: &Args) -> Outcome {
    let context = Context::new()?;
    ctrl_c(&context)?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://localhost:{}", args.get(0, 5557)))?;
    let subscriber = context.socket(SUB)?;
    subscriber.connect(format!("tcp://localhost:{}", args.get(1, 5556)))?;
    subscriber.subscribe("10001")?;
    let mut poller = Poller::new();
    poller.register(&receiver, POLLIN)?;
    poller.register(&subscriber, POLLIN)?;
    while let Ok(socks) = poller.poll(None) {
        if socks.is_readable(&receiver) {
            process(args, "task", receiver.recv()?);
        }
        if socks.is_readable(&subscriber) {
            process(args, "weather", subscriber.recv()?);
        }
    }
    Ok(())
}
