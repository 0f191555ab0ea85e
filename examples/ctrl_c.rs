//! Ends on Ctrl-C, with its work done and nothing lost: what `except KeyboardInterrupt` is to a Python script.
//!
//! A signal does not end a blocked call; a handler that shuts the context down does. The call fails with an error that says
//! so, the loop takes it for its end, sockets close, and the context waits for what is still unsent.
//!
//! ```text
//! cargo run --example ctrl_c
//! ```

use std::thread;

use zeroxide::{Context, PULL, PUSH, Pull, Socket};

/// Makes Ctrl-C end whatever is blocked on sockets of this context, and every later call.
fn ctrl_c(context: &Context) -> Result<(), ctrlc::Error> {
    let context = context.clone();
    ctrlc::set_handler(move || drop(context.shutdown()))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let context = Context::new()?;
    ctrl_c(&context)?;

    // One worker for each address; both wait for work in `recv`.
    let mut workers = Vec::new();
    for name in ["inproc://one", "inproc://two"] {
        let socket = context.socket(PULL)?;
        socket.bind(name)?;
        workers.push(thread::spawn(move || work(name, &socket)));
    }
    let push = context.socket(PUSH)?;
    push.connect("inproc://one")?;
    push.send("a job")?;
    drop(push);

    println!("Waiting for work. End me with Ctrl-C.");
    for worker in workers {
        println!("{}", worker.join().map_err(|_| "a worker panicked")??);
    }
    // No socket is open any more. What was sent and is still underway goes out first.
    context.terminate()?;
    println!("Ended in order.");
    Ok(())
}

/// Works until the context ends, and tells how much was done.
fn work(name: &str, socket: &Socket<Pull>) -> zeroxide::Result<String> {
    let mut done = 0;
    loop {
        match socket.recv() {
            Ok(job) => {
                println!("{name}: {job:?}");
                done += 1;
            }
            Err(error) if error.is_terminated() => return Ok(format!("{name}: {done} done")),
            Err(error) => return Err(error),
        }
    }
}
