//! What stands at the ends of brokers and devices, which the text only has pictures of: "Extended Request-Reply", "Pub-Sub
//! Forwarder Proxy", the Streamer, and the sources that the readers read.

use zeroxide::{Context, PUB, PULL, PUSH, REP, REQ, SUB};

use crate::common::{Args, Outcome, py_list, sleep};

pub(crate) fn asker(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REQ)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5559)))?;
    for number in 0..args.get(1, 10) {
        socket.send_multipart(["Hello", &number.to_string()])?;
        println!("Received reply {number} {}", py_list(socket.recv_multipart()?));
    }
    Ok(())
}

pub(crate) fn answerer(args: &Args) -> Outcome {
    let socket = Context::new()?.socket(REP)?;
    socket.connect(format!("tcp://localhost:{}", args.get(0, 5560)))?;
    loop {
        let [hello, number] = socket.recv_array()?;
        println!("Received request: {}", py_list([&hello, &number]));
        socket.send_multipart(["World".into(), number])?;
    }
}

pub(crate) fn speaker(args: &Args) -> Outcome {
    let context = Context::new()?;
    let (publisher, pusher) = (context.socket(PUB)?, context.socket(PUSH)?);
    let endpoint = format!("tcp://localhost:{}", args.get(1, 5559));
    let publishes = args.text(0, "forwarder") == "forwarder";
    if publishes {
        publisher.connect(endpoint)?
    } else {
        pusher.connect(endpoint)?
    };
    loop {
        for text in ["weather rain", "sports 1:0"] {
            if publishes { publisher.send(text)? } else { pusher.send(text)? }
        }
        sleep(0.02);
    }
}

pub(crate) fn listener(args: &Args) -> Outcome {
    let context = Context::new()?;
    let endpoint = format!("tcp://localhost:{}", args.get(1, 5560));
    if args.text(0, "forwarder") == "forwarder" {
        let subscriber = context.builder_for(SUB).subscribe("sports").connect(endpoint).build()?;
        loop {
            println!("{}", subscriber.recv_string()?);
        }
    }
    let puller = context.builder_for(PULL).connect(endpoint).build()?;
    loop {
        println!("{}", puller.recv_string()?);
    }
}

pub(crate) fn feeds(args: &Args) -> Outcome {
    let context = Context::new()?;
    let (tasks, weather) = (context.socket(PUSH)?, context.socket(PUB)?);
    tasks.bind(format!("tcp://*:{}", args.get(0, 5557)))?;
    weather.bind(format!("tcp://*:{}", args.get(1, 5556)))?;
    tasks.send("42")?;
    loop {
        weather.send("10002 0 0")?;
        weather.send("10001 -3 44")?;
        sleep(0.02);
    }
}
