//! The asynchronous client and server of the ZeroMQ guide, on tokio: clients (DEALER) send requests and take whatever
//! replies come; the server (ROUTER) hands the requests to workers (DEALER over inproc), each of which answers from none
//! to four times.
//!
//! `cargo run --example async_client_server --features tokio`

use std::time::Duration;

use tokio::time::{sleep, timeout};
use zeroxide::aio::AsyncSocket;
use zeroxide::{Context, DEALER, Endpoint, ROUTER, Result};

const CLIENTS: usize = 3;
const WORKERS: usize = 5;
const REQUESTS: usize = 3;

#[tokio::main]
async fn main() -> Result<()> {
    let context = Context::new()?;
    let frontend = context.socket(ROUTER)?;
    let endpoint = frontend.bind("tcp://127.0.0.1:*")?;
    let server = tokio::spawn(server(context.clone(), AsyncSocket::new(frontend)?));

    let clients: Vec<_> = (0..CLIENTS).map(|number| tokio::spawn(client(number, endpoint.clone()))).collect();
    for client in clients {
        client.await.expect("a client panicked")?;
    }
    // Whatever the server's tasks wait for, they are told that it is over.
    context.shutdown()?;
    match server.await.expect("the server panicked") {
        Err(error) if error.is_terminated() => Ok(()),
        ended => ended,
    }
}

async fn client(number: usize, endpoint: Endpoint) -> Result<()> {
    let identity = format!("worker-{number}");
    let context = Context::new()?;
    let socket = context.builder_for(DEALER).routing_id(identity.as_bytes()).connect(endpoint).build_async()?;
    println!("Client {identity} started");
    for request in 1..=REQUESTS {
        println!("Req #{request} sent..");
        socket.send(format!("request #{request}")).await?;
        for _ in 0..5 {
            if let Ok(reply) = timeout(Duration::from_millis(50), socket.recv_string()).await {
                println!("Client {identity} received: {}", reply?);
            }
        }
    }
    Ok(())
}

async fn server(context: Context, frontend: AsyncSocket<zeroxide::Router>) -> Result<()> {
    let backend = context.builder_for(DEALER).bind("inproc://backend").build_async()?;
    for _ in 0..WORKERS {
        tokio::spawn(worker(context.builder_for(DEALER).connect("inproc://backend").build_async()?));
    }
    loop {
        tokio::select! {
            request = frontend.recv_multipart() => backend.send_multipart(request?).await?,
            reply = backend.recv_multipart() => frontend.send_multipart(reply?).await?,
        }
    }
}

async fn worker(socket: AsyncSocket<zeroxide::Dealer>) -> Result<()> {
    println!("Worker started");
    loop {
        let [client, request] = socket.recv_array().await?;
        println!("Worker received {request:?} from {client:?}");
        for _ in 0..random(5) {
            sleep(Duration::from_millis(10 + random(90))).await;
            socket.send_multipart([client.clone(), request.clone()]).await?;
        }
    }
}

/// A number below `limit`, from the standard library's random hash keys.
fn random(limit: u64) -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish() % limit
}
