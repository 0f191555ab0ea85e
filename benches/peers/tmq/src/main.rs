//! The async workloads of `benches/aio.rs` with tmq: `push-pull|req-rep current|multi COUNT`.

use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use tmq::{Context, Multipart, pull, push, reply, request};
use tokio::runtime::Builder;

const SIZE: usize = 100;

fn main() -> tmq::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [workload, flavour, count] = &arguments[..] else {
        println!("push-pull|req-rep current|multi COUNT");
        return Ok(());
    };
    let count: u32 = count.parse().expect("a number of messages");
    let mut builder = if flavour == "current" { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    let runtime = builder.enable_io().build().expect("a runtime");
    let result = runtime.block_on(async {
        if workload == "push-pull" { push_pull(count).await } else { req_rep(count).await }
    })?;
    println!("{result:.2}");
    Ok(())
}

fn free_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("tcp://{}", listener.local_addr().expect("an address"))
}

async fn push_pull(count: u32) -> tmq::Result<f64> {
    let context = Context::new();
    let endpoint = free_port();
    let mut receiver = pull(&context).bind(&endpoint)?;
    let mut sender = push(&context).connect(&endpoint)?;
    sender.send(vec![&[0_u8; SIZE][..]]).await?;
    receiver.next().await.expect("a message")?;
    let begin = Instant::now();
    let sending = tokio::spawn(async move {
        for _ in 0..count {
            sender.send(vec![&[0_u8; SIZE][..]]).await?;
        }
        Ok::<_, tmq::TmqError>(sender)
    });
    let receiving = tokio::spawn(async move {
        for _ in 0..count {
            receiver.next().await.expect("a message")?;
        }
        Ok::<_, tmq::TmqError>(receiver)
    });
    receiving.await.expect("no panic")?;
    sending.await.expect("no panic")?;
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

async fn req_rep(count: u32) -> tmq::Result<f64> {
    let context = Context::new();
    let endpoint = free_port();
    let mut server = reply(&context).bind(&endpoint)?;
    let mut client = request(&context).connect(&endpoint)?;
    let serving = tokio::spawn(async move {
        for _ in 0..count {
            let (message, sender) = server.recv().await?;
            server = sender.send(message).await?;
        }
        Ok::<_, tmq::TmqError>(server)
    });
    let asking = tokio::spawn(async move {
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..count {
            let begin = Instant::now();
            let receiver = client.send(Multipart::from(vec![&[1_u8][..]])).await?;
            let (_, sender) = receiver.recv().await?;
            client = sender;
            times.push(begin.elapsed());
        }
        Ok::<_, tmq::TmqError>(times)
    });
    let mut times = asking.await.expect("no panic")?;
    serving.await.expect("no panic")?;
    times.sort_unstable();
    Ok(times[times.len() / 2].as_secs_f64() * 1e6)
}
