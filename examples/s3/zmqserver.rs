//! `zmqserver.py`: `GET /downcase/?param=X` answers X in lower case and publishes it.
//!
//! The original formats bytes, which have no `format`, so that every request fails; binds and unbinds within each request,
//! so that two at once fail; uses one socket in many threads; publishes within a container where nobody can connect; and
//! its text asks for `Params` where the program reads `param`. Here one thread serves in turn and keeps the socket, which
//! is bound once; the host is an argument; a request without `param` is answered 400.

use tiny_http::{Response, Server};
use zeroxide::{Context, PUB};

use crate::common::{Args, Outcome, py_repr};

pub(crate) fn run(args: &Args) -> Outcome {
    let publisher = Context::new()?.socket(PUB)?;
    publisher.bind(format!("tcp://{}:{}", args.text(2, "127.0.0.1"), args.get(1, 4444)))?;
    let server = Server::http(("0.0.0.0", args.get(0, 5000))).map_err(|error| error.to_string())?;
    for request in server.incoming_requests() {
        let Some(text) = parameter(request.url()) else {
            request.respond(Response::empty(400))?;
            continue;
        };
        let response = format!("lower case of {text} is {}", text.to_lowercase());
        println!("Sending message: ({}, {publisher:?})", py_repr(&response));
        publisher.send(&response)?;
        request.respond(Response::from_string(response))?;
    }
    Ok(())
}

/// What `param` is in an address, with its escapes undone.
fn parameter(url: &str) -> Option<String> {
    let query = url.strip_prefix("/downcase/?")?.as_bytes();
    form_urlencoded::parse(query).find(|(name, _)| name == "param").map(|(_, value)| value.into_owned())
}
