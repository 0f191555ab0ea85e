//! A web server whose handlers publish: `GET /downcase/?param=HeLLo` answers with the text in lower case and sends the
//! answer to every subscriber. All handlers share one socket, which is bound once.
//!
//! `cargo run --example web_publisher --features tokio` asks itself three times and ends. With an address, as in
//! `-- 127.0.0.1:5000`, it serves until it is interrupted.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use tiny_http::{Request, Response, Server};
use zeroxide::aio::AsyncSocket;
use zeroxide::{Context, SUB, XPUB, XPub};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let context = Context::new()?;
    let publisher = context.socket(XPUB)?;
    let endpoint = publisher.bind("tcp://127.0.0.1:*")?;
    let publisher = Arc::new(AsyncSocket::new(publisher)?);
    let subscriber = context.builder_for(SUB).subscribe(b"").connect(endpoint).build_async()?;
    // The subscription: what is published before it comes is for nobody.
    publisher.recv().await?;

    let address = std::env::args().nth(1);
    let server =
        Arc::new(Server::http(address.as_deref().unwrap_or("127.0.0.1:0")).map_err(|error| error.to_string())?);
    let at = server.server_addr().to_ip().ok_or("not an IP address")?;
    let serving = {
        let server = server.clone();
        tokio::task::spawn_blocking(move || {
            server.incoming_requests().try_for_each(|request| handle(request, &publisher))
        })
    };
    if address.is_some() {
        println!("http://{at}/downcase/?param=HeLLo");
        loop {
            tokio::select! {
                text = subscriber.recv_string() => println!("published: {}", text?),
                _ = tokio::signal::ctrl_c() => break,
            }
        }
    } else {
        for word in ["HeLLo", "WORLD", "Rust"] {
            let answer = tokio::task::spawn_blocking(move || get(at, word)).await??;
            let published = subscriber.recv_string().await?;
            println!("answered: {answer}\npublished: {published}");
            assert_eq!(answer, published);
        }
    }
    server.unblock();
    Ok(serving.await??)
}

fn handle(request: Request, publisher: &AsyncSocket<XPub>) -> std::io::Result<()> {
    let (status, text) = match request.url().strip_prefix("/downcase/?param=") {
        Some(word) => (200, format!("lower case of {word} is {}", word.to_lowercase())),
        None => (404, "GET /downcase/?param=WORD".into()),
    };
    if status == 200 {
        // A publisher never waits, so this needs no future.
        publisher.try_send(text.as_str())?;
    }
    request.respond(Response::from_string(text).with_status_code(status))
}

fn get(address: SocketAddr, word: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /downcase/?param={word} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    let body = response.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Ok(body.trim_end().to_owned())
}
