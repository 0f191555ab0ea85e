//! Async sockets next to blocking ones, for a comparison with other crates: `benches/peers/tmq/compare` runs it.
//!
//! `aio push-pull|req-rep blocking|current|multi|smol COUNT` prints messages a second, or the median microseconds of a
//! round trip.

use std::future::Future;
use std::time::{Duration, Instant};

use zeroxide::aio::AsyncSocket;
use zeroxide::{Context, PULL, PUSH, Pull, Push, REP, REQ, Rep, Req, Result, Socket};

const SIZE: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [workload, flavour, count] = words[..] else {
        println!("aio push-pull|req-rep blocking|current|multi|smol COUNT");
        return;
    };
    let count = count.parse().expect("a number of messages");
    let result = match workload {
        "push-pull" => push_pull(flavour, count),
        _ => req_rep(flavour, count),
    };
    println!("{:.2}", result.expect("no error"));
}

fn run<T>(flavour: &str, body: impl Future<Output = T>) -> T {
    use tokio::runtime::Builder;
    match flavour {
        "current" => Builder::new_current_thread().enable_io().build().expect("a runtime").block_on(body),
        "multi" => Builder::new_multi_thread().enable_io().build().expect("a runtime").block_on(body),
        _ => smol::block_on(body),
    }
}

async fn both<T: Send + 'static>(
    flavour: &str,
    one: impl Future<Output = Result<T>> + Send + 'static,
    other: impl Future<Output = Result<()>> + Send + 'static,
) -> Result<T> {
    if flavour == "smol" {
        let other = smol::spawn(other);
        let one = smol::spawn(one).await;
        other.await.and(one)
    } else {
        let other = tokio::spawn(other);
        let one = tokio::spawn(one).await.expect("no panic");
        other.await.expect("no panic").and(one)
    }
}

fn push_pull(flavour: &str, count: u32) -> Result<f64> {
    let context = Context::new()?;
    let pull: Socket<Pull> = context.socket(PULL)?;
    let endpoint = pull.bind("tcp://127.0.0.1:*")?;
    let push: Socket<Push> = context.builder_for(PUSH).connect(endpoint).build()?;
    push.send([0; SIZE])?;
    pull.recv()?;
    let begin = Instant::now();
    if flavour == "blocking" {
        let sending = std::thread::spawn(move || (0..count).try_for_each(|_| push.send([0; SIZE])).map(|()| push));
        for _ in 0..count {
            pull.recv()?;
        }
        sending.join().expect("no panic")?;
    } else {
        run(flavour, async {
            let (push, pull) = (AsyncSocket::new(push)?, AsyncSocket::new(pull)?);
            let receive = async move {
                for _ in 0..count {
                    pull.recv().await?;
                }
                Ok(pull)
            };
            let send = async move {
                for _ in 0..count {
                    push.send([0; SIZE]).await?;
                }
                Ok(())
            };
            both(flavour, receive, send).await
        })?;
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

fn req_rep(flavour: &str, count: u32) -> Result<f64> {
    let context = Context::new()?;
    let server: Socket<Rep> = context.socket(REP)?;
    let endpoint = server.bind("tcp://127.0.0.1:*")?;
    let client: Socket<Req> = context.builder_for(REQ).connect(endpoint).build()?;
    let mut times: Vec<Duration> = Vec::new();
    if flavour == "blocking" {
        let serving = std::thread::spawn(move || {
            for _ in 0..count {
                server.send(server.recv()?)?;
            }
            Ok::<_, zeroxide::Error>(server)
        });
        for _ in 0..count {
            let begin = Instant::now();
            client.send([1])?;
            client.recv()?;
            times.push(begin.elapsed());
        }
        serving.join().expect("no panic")?;
    } else {
        times = run(flavour, async {
            let (server, client) = (AsyncSocket::new(server)?, AsyncSocket::new(client)?);
            let ask = async move {
                let mut times = Vec::new();
                for _ in 0..count {
                    let begin = Instant::now();
                    client.send([1]).await?;
                    client.recv().await?;
                    times.push(begin.elapsed());
                }
                Ok(times)
            };
            let serve = async move {
                for _ in 0..count {
                    server.send(server.recv().await?).await?;
                }
                Ok(())
            };
            both(flavour, ask, serve).await
        })?;
    }
    times.sort_unstable();
    Ok(times[times.len() / 2].as_secs_f64() * 1e6)
}
