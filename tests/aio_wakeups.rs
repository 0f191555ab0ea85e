//! That no wake-up is lost, whoever uses the socket beside the one that waits.
//!
//! `ZEROXIDE_AIO_MESSAGES` and `ZEROXIDE_AIO_RUNS` make it a load test.

#[macro_use]
#[path = "common/runtimes.rs"]
mod runtimes;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use futures_lite::future::{or, yield_now};
use zeroxide::aio::AsyncSocket;
use zeroxide::{Context, DEALER, Endpoint, Error, PAIR, PULL, PUSH, Pull, Push, Result};

use runtimes::{Runtime, messages, runs};

on_every_runtime! {
    two_tasks_on_one_socket
    two_receivers_and_two_senders
    a_plain_call_beside_a_receive
    receives_given_up_at_random
    sends_given_up_at_random
    room_for_one_message
}

/// The endpoints that a scenario is tried on.
fn endpoints() -> [String; 2] {
    ["tcp://127.0.0.1:*".into(), Endpoint::inproc_unique().to_string()]
}

/// Numbers that look random, the same ones in every run.
struct Dice(u32);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % sides
    }
}

/// Each socket is read by one task and written by another, both at their own pace.
async fn two_tasks_on_one_socket<R: Runtime>() -> Result<()> {
    for (run, endpoint) in (0..runs()).flat_map(|run| endpoints().map(|endpoint| (run, endpoint))) {
        let context = Context::new()?;
        let here = context.socket(DEALER)?;
        let endpoint = here.bind(endpoint)?;
        let there = context.builder_for(DEALER).connect(endpoint).build()?;
        let mut writers = Vec::new();
        let mut readers = Vec::new();
        for socket in [here, there] {
            let socket = Arc::new(R::open(socket)?);
            let writer = socket.clone();
            let mut dice = Dice(run);
            writers.push(R::spawn(async move {
                for number in 0..messages() {
                    writer.send(number.to_le_bytes()).await?;
                    if dice.roll(8) == 0 {
                        yield_now().await;
                    }
                }
                Ok::<_, Error>(())
            }));
            readers.push(R::spawn(async move {
                for number in 0..messages() {
                    assert_eq!(socket.recv().await?, number.to_le_bytes());
                }
                Ok::<_, Error>(socket)
            }));
        }
        for writer in writers {
            writer.await?;
        }
        for reader in readers {
            reader.await?;
        }
    }
    Ok(())
}

/// One message at a time, so that each lost wake-up would end the exchange.
async fn two_receivers_and_two_senders<R: Runtime>() -> Result<()> {
    for _ in 0..runs() {
        let (here, there) = zeroxide::pipe(&Context::new()?)?;
        let (here, there) = (Arc::new(R::open(here)?), Arc::new(R::open(there)?));
        let left = Arc::new(AtomicU32::new(messages()));
        let (all_there, is_there) = smol::channel::bounded::<()>(1);
        let mut receivers = Vec::new();
        let mut senders = Vec::new();
        for _ in 0..2 {
            let (socket, left, done) = (there.clone(), left.clone(), all_there.clone());
            let receive = async move {
                loop {
                    socket.recv().await?;
                    if left.fetch_sub(1, SeqCst) == 1 {
                        done.close();
                    }
                }
            };
            let end = is_there.clone();
            let end = async move {
                let _ = end.recv().await;
                Ok::<_, Error>(())
            };
            receivers.push(R::spawn(or(receive, end)));
            let socket = here.clone();
            senders.push(R::spawn(async move {
                for _ in 0..messages() / 2 {
                    socket.send("one").await?;
                    yield_now().await;
                }
                Ok::<_, Error>(())
            }));
        }
        for sender in senders {
            sender.await?;
        }
        for receiver in receivers {
            receiver.await?;
        }
        assert_eq!(left.load(SeqCst), 0);
    }
    Ok(())
}

/// A thread sends on the socket, and asks for its events, while a task waits to receive: each such call may take in the
/// news that the task waits for.
async fn a_plain_call_beside_a_receive<R: Runtime>() -> Result<()> {
    for _ in 0..runs() {
        let (here, there) = zeroxide::pipe(&Context::new()?)?;
        let there = Arc::new(R::open(there)?);
        let ended = Arc::new(AtomicBool::new(false));
        let meddler = {
            let (there, ended) = (there.clone(), ended.clone());
            std::thread::spawn(move || {
                let mut dice = Dice(1);
                while !ended.load(SeqCst) {
                    let _ = there.try_send("");
                    there.with(|socket| socket.events())?;
                    match dice.roll(3) {
                        0 => std::thread::sleep(Duration::from_micros(dice.roll(1000).into())),
                        1 => std::thread::yield_now(),
                        _ => {}
                    }
                }
                Ok::<_, Error>(())
            })
        };
        let (heard, hears) = std::sync::mpsc::channel();
        // The next message goes when the one before was received, so that nothing but a wake-up helps.
        let peer = std::thread::spawn(move || {
            for number in 0..messages() {
                here.send(number.to_le_bytes())?;
                while hears.try_recv().is_err() {
                    here.try_recv()?;
                    std::thread::yield_now();
                }
            }
            Ok::<_, Error>(here)
        });
        for number in 0..messages() {
            assert_eq!(there.recv().await?, number.to_le_bytes());
            let _ = heard.send(());
        }
        ended.store(true, SeqCst);
        meddler.join().unwrap()?;
        peer.join().unwrap()?;
    }
    Ok(())
}

fn flow<R: Runtime>(hwm: i32, endpoint: &str) -> Result<(AsyncSocket<Push>, AsyncSocket<Pull>)> {
    let context = Context::new()?;
    let pull = context.socket(PULL)?;
    let push = context.builder_for(PUSH).sndhwm(hwm).build()?;
    let endpoint = pull.bind(endpoint)?;
    push.connect(endpoint)?;
    Ok((R::open(push)?, R::open(pull)?))
}

async fn receives_given_up_at_random<R: Runtime>() -> Result<()> {
    for (run, endpoint) in (0..runs()).flat_map(|run| endpoints().map(|endpoint| (run, endpoint))) {
        let (push, pull) = flow::<R>(100, &endpoint)?;
        let sending = R::spawn(async move {
            let mut dice = Dice(run);
            for number in 0..messages() {
                push.send(number.to_le_bytes()).await?;
                if dice.roll(3) == 0 {
                    yield_now().await;
                }
            }
            Ok::<_, Error>(push)
        });
        let mut dice = Dice(run + 1);
        for number in 0..messages() {
            let message = loop {
                let patience = dice.roll(4);
                let receive = async { Some(pull.recv().await) };
                let give_up = async {
                    for _ in 0..patience {
                        yield_now().await;
                    }
                    None
                };
                let received = if dice.roll(2) == 0 { or(receive, give_up).await } else { or(give_up, receive).await };
                if let Some(message) = received {
                    break message?;
                }
            };
            assert_eq!(message, number.to_le_bytes());
        }
        sending.await?;
    }
    Ok(())
}

async fn sends_given_up_at_random<R: Runtime>() -> Result<()> {
    for (run, endpoint) in (0..runs()).flat_map(|run| endpoints().map(|endpoint| (run, endpoint))) {
        let (push, pull) = flow::<R>(1, &endpoint)?;
        let receiving = R::spawn(async move {
            for number in 0..messages() {
                assert_eq!(pull.recv().await?, number.to_le_bytes());
            }
            Ok::<_, Error>(pull)
        });
        let mut dice = Dice(run);
        for number in 0..messages() {
            // A send that is dropped may take its message with it; waiting for room and then trying cannot.
            let mut message = Some(number.to_le_bytes().to_vec());
            while let Some(unsent) = message.take() {
                let patience = dice.roll(4);
                let give_up = async {
                    for _ in 0..patience {
                        yield_now().await;
                    }
                    Ok(())
                };
                or(push.writable(), give_up).await?;
                match push.try_send(unsent) {
                    Ok(()) => {}
                    Err(error) if error.is_would_block() => message = Some(error.into_message().into()),
                    Err(error) => return Err(error.into()),
                }
            }
        }
        receiving.await?;
    }
    Ok(())
}

/// Two producers and two consumers, and no queue to speak of between them.
async fn room_for_one_message<R: Runtime>() -> Result<()> {
    for endpoint in (0..runs()).flat_map(|_| endpoints()) {
        let context = Context::new()?;
        let here = context.builder_for(PAIR).sndhwm(1).build()?;
        let there = context.builder_for(PAIR).sndhwm(1).build()?;
        for socket in [&here, &there] {
            socket.set_option("rcvhwm", 1)?;
        }
        let endpoint = here.bind(endpoint)?;
        there.connect(endpoint)?;
        let (here, there) = (Arc::new(R::open(here)?), Arc::new(R::open(there)?));
        let mut producers = Vec::new();
        let mut consumers = Vec::new();
        for task in 0..2 {
            let socket = here.clone();
            producers.push(R::spawn(async move {
                for number in 0..messages() {
                    socket.send_multipart([[task; 4], number.to_le_bytes()]).await?;
                }
                Ok::<_, Error>(())
            }));
            let socket = there.clone();
            consumers.push(R::spawn(async move {
                let mut received = Vec::new();
                for _ in 0..messages() {
                    let [task, number] = socket.recv_array().await?;
                    received.push((task[0], u32::from_le_bytes(number[..].try_into().unwrap())));
                }
                Ok::<_, Error>(received)
            }));
        }
        for producer in producers {
            producer.await?;
        }
        let mut received = Vec::new();
        for consumer in consumers {
            received.extend(consumer.await?);
        }
        received.sort_unstable();
        assert!(received.into_iter().eq((0..2).flat_map(|task| (0..messages()).map(move |number| (task, number)))));
    }
    Ok(())
}
