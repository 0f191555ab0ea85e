//! `zmqserver.py`: `GET /downcase/?param=X` answers X in lower case and publishes it.
//!
//! The original formats bytes, which have no `format`, so that every request fails; binds and unbinds within each request,
//! so that two at once fail; uses one socket in many threads; publishes within a container where nobody can connect; and
//! its text asks for `Params` where the program reads `param`. Here one thread serves in turn and keeps the socket, which
//! is bound once; the host is an argument; a request without `param` is answered 400.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use zeroxide::{Context, PUB};

use crate::common::{Args, Outcome, py_repr};

pub(crate) fn run(args: &Args) -> Outcome {
    let publisher = Context::new()?.socket(PUB)?;
    publisher.bind(format!("tcp://{}:{}", args.text(2, "127.0.0.1"), args.get(1, 4444)))?;
    for stream in TcpListener::bind(("0.0.0.0", args.get(0, 5000)))?.incoming() {
        let mut stream = stream?;
        let Some(text) = parameter(&stream) else {
            write!(stream, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")?;
            continue;
        };
        let response = format!("lower case of {text} is {}", text.to_lowercase());
        println!("Sending message: ({}, {publisher:?})", py_repr(&response));
        publisher.send(&response)?;
        write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{response}", response.len())?;
    }
    Ok(())
}

/// What `param` is in the first line of a request, with its escapes undone.
fn parameter(stream: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let line = lines.next()?;
    lines.find(String::is_empty);
    let query = line.strip_prefix("GET /downcase/?")?.split(' ').next()?;
    let escaped = query.split('&').find_map(|pair| pair.strip_prefix("param="))?;
    let mut bytes = Vec::new();
    let mut rest = escaped.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => u8::from_str_radix(&String::from_utf8(vec![rest.next()?, rest.next()?]).ok()?, 16).ok()?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
