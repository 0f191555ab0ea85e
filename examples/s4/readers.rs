//! `msreader` and `mspoller`: tasks and weather from two sockets. The originals print nothing; these say what they read.

use zeroxide::{Context, POLLIN, PULL, Poller, Pull, SUB, Socket, Sub};

use crate::common::{Args, Outcome, py_repr, sleep};

fn sockets(args: &Args) -> zeroxide::Result<(Socket<Pull>, Socket<Sub>)> {
    let context = Context::new()?;
    let receiver = context.socket(PULL)?;
    receiver.connect(format!("tcp://localhost:{}", args.get(0, 5557)))?;
    let subscriber = context.socket(SUB)?;
    subscriber.connect(format!("tcp://localhost:{}", args.get(1, 5556)))?;
    subscriber.subscribe("10001")?;
    Ok((receiver, subscriber))
}

pub(crate) fn msreader(args: &Args) -> Outcome {
    let (receiver, subscriber) = sockets(args)?;
    loop {
        while let Some(task) = receiver.try_recv()? {
            println!("task {}", py_repr(task));
        }
        while let Some(update) = subscriber.try_recv()? {
            println!("weather {}", py_repr(update));
        }
        sleep(0.001);
    }
}

pub(crate) fn mspoller(args: &Args) -> Outcome {
    let (receiver, subscriber) = sockets(args)?;
    let mut poller = Poller::new();
    poller.register(&receiver, POLLIN)?;
    poller.register(&subscriber, POLLIN)?;
    loop {
        let socks = poller.poll(None)?;
        if socks.is_readable(&receiver) {
            println!("task {}", py_repr(receiver.recv()?));
        }
        if socks.is_readable(&subscriber) {
            println!("weather {}", py_repr(subscriber.recv()?));
        }
    }
}
