//! `rrbroker`, `msgqueue` and the three devices. The original `msgqueue` closes its sockets outside of the function that
//! knows them; here they close themselves.

use zeroxide::{Context, DEALER, POLLIN, PULL, PUSH, Poller, ROUTER, XPUB, XSUB, proxy};

use crate::common::{Args, Outcome};

pub(crate) fn rrbroker(args: &Args) -> Outcome {
    let context = Context::new()?;
    let frontend = context.socket(ROUTER)?;
    let backend = context.socket(DEALER)?;
    frontend.bind(format!("tcp://*:{}", args.get(0, 5559)))?;
    backend.bind(format!("tcp://*:{}", args.get(1, 5560)))?;
    let mut poller = Poller::new();
    poller.register(&frontend, POLLIN)?;
    poller.register(&backend, POLLIN)?;
    loop {
        let socks = poller.poll(None)?;
        if socks.is_readable(&frontend) {
            backend.send_multipart(frontend.recv_multipart()?)?;
        }
        if socks.is_readable(&backend) {
            frontend.send_multipart(backend.recv_multipart()?)?;
        }
    }
}

pub(crate) fn msgqueue(args: &Args) -> Outcome {
    let context = Context::new()?;
    let frontend = context.socket(ROUTER)?;
    frontend.bind(format!("tcp://*:{}", args.get(0, 5559)))?;
    let backend = context.socket(DEALER)?;
    backend.bind(format!("tcp://*:{}", args.get(1, 5560)))?;
    Ok(proxy(&frontend, &backend)?)
}

/// PyZMQ's `device` ignores the type that it is given; what counts is the kinds of the sockets.
pub(crate) fn device(args: &Args) -> Outcome {
    let context = Context::new()?;
    let (one, other) = (format!("tcp://*:{}", args.get(1, 5559)), format!("tcp://*:{}", args.get(2, 5560)));
    match args.text(0, "queue").as_str() {
        "forwarder" => {
            let (frontend, backend) = (context.socket(XSUB)?, context.socket(XPUB)?);
            frontend.bind(one)?;
            backend.bind(other)?;
            Ok(proxy(&frontend, &backend)?)
        }
        "streamer" => {
            let (frontend, backend) = (context.socket(PULL)?, context.socket(PUSH)?);
            frontend.bind(one)?;
            backend.bind(other)?;
            Ok(proxy(&frontend, &backend)?)
        }
        _ => {
            let (frontend, backend) = (context.socket(ROUTER)?, context.socket(DEALER)?);
            frontend.bind(one)?;
            backend.bind(other)?;
            Ok(proxy(&frontend, &backend)?)
        }
    }
}
