//! A broker on tokio: any number of clients (REQ) and workers (REP) meet at a ROUTER and a DEALER. Each direction has a
//! task of its own, so two tasks use each of the two sockets.
//!
//! `cargo run --example async_broker --features tokio`

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use zeroxide::aio::{AsyncSocket, Incoming, Outgoing};
use zeroxide::kind::{Receives, SendsMultipart};
use zeroxide::{Context, DEALER, Endpoint, REP, REQ, ROUTER, Result};

const CLIENTS: usize = 4;
const WORKERS: usize = 3;
const REQUESTS: usize = 5;

#[tokio::main]
async fn main() -> Result<()> {
    let context = Context::new()?;
    let (frontend, backend) = (context.socket(ROUTER)?, context.socket(DEALER)?);
    let (for_clients, for_workers) = (frontend.bind("tcp://127.0.0.1:*")?, backend.bind("tcp://127.0.0.1:*")?);
    let (frontend, backend) = (Arc::new(AsyncSocket::new(frontend)?), Arc::new(AsyncSocket::new(backend)?));
    let requests = tokio::spawn(forward(frontend.clone(), backend.clone()));
    let replies = tokio::spawn(forward(backend, frontend));

    for number in 0..WORKERS {
        tokio::spawn(worker(context.clone(), number, for_workers.clone()));
    }
    let clients: Vec<_> =
        (0..CLIENTS).map(|number| tokio::spawn(client(context.clone(), number, for_clients.clone()))).collect();
    for client in clients {
        client.await.expect("a client panicked")?;
    }
    context.shutdown()?;
    for direction in [requests, replies] {
        match direction.await.expect("the broker panicked") {
            Err(error) if error.is_terminated() => {}
            ended => ended?,
        }
    }
    Ok(())
}

/// Whole messages from one socket to the other, until the context is shut down.
async fn forward<A: Receives, B: SendsMultipart>(from: Arc<AsyncSocket<A>>, to: Arc<AsyncSocket<B>>) -> Result<()> {
    let (mut from, mut to) = (Incoming::new(from), Outgoing::new(to));
    while let Some(message) = from.next().await {
        to.send(message?).await?;
    }
    Ok(())
}

async fn worker(context: Context, number: usize, endpoint: Endpoint) -> Result<()> {
    let socket = context.builder_for(REP).connect(endpoint).build_async()?;
    loop {
        let request = socket.recv_string().await?;
        socket.send(format!("{request}, by worker {number}")).await?;
    }
}

async fn client(context: Context, number: usize, endpoint: Endpoint) -> Result<()> {
    let socket = context.builder_for(REQ).connect(endpoint).build_async()?;
    for request in 0..REQUESTS {
        let reply = socket.request([format!("request {request} of client {number}")]).await?;
        println!("{}", String::from_utf8_lossy(&reply[0]));
    }
    Ok(())
}
