//! One task that waits for several things at once with `tokio::select!`: messages on two sockets, a tick, Ctrl-C. A
//! future that loses the race is dropped, and loses no message by that. Without Ctrl-C it ends after twenty messages.
//!
//! `cargo run --example async_select --features tokio`

use std::time::Duration;

use zeroxide::{Context, PULL, PUSH, Result, SUB, XPUB};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let context = Context::new()?;
    let jobs = context.builder_for(PULL).bind("inproc://jobs").build_async()?;
    let news = context.builder_for(SUB).bind("inproc://news").subscribe(b"").build_async()?;
    let producer = tokio::spawn(produce(context.clone()));

    let mut tick = tokio::time::interval(Duration::from_millis(100));
    let mut count = 0;
    while count < 20 {
        tokio::select! {
            job = jobs.recv_string() => {
                println!("job: {}", job?);
                count += 1;
            }
            item = news.recv_string() => {
                println!("news: {}", item?);
                count += 1;
            }
            _ = tick.tick() => println!("tick: {count} messages so far"),
            _ = tokio::signal::ctrl_c() => {
                println!("interrupted");
                break;
            }
        }
    }
    // Ends the producer too, whatever it waits for.
    context.shutdown()?;
    match producer.await.expect("the producer panicked") {
        Err(error) if error.is_terminated() => Ok(()),
        ended => ended,
    }
}

async fn produce(context: Context) -> Result<()> {
    let jobs = context.builder_for(PUSH).connect("inproc://jobs").build_async()?;
    let news = context.builder_for(XPUB).connect("inproc://news").build_async()?;
    // The subscription: who publishes before it comes speaks to nobody.
    news.recv().await?;
    for number in 0.. {
        jobs.send(format!("number {number}")).await?;
        if number % 3 == 0 {
            news.send(format!("{number} jobs were handed out")).await?;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
