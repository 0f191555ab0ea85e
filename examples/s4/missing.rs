//! The "Missing Message Problem Solver": each cause, how it looks, and its cure. A seventh, one socket in two threads, does
//! not compile.

use std::time::Duration;

use zeroxide::{Context, DEALER, PAIR, PUB, PULL, PUSH, REQ, ROUTER, SUB};

use crate::common::Outcome;

const ANY_PORT: &str = "tcp://127.0.0.1:*";
const SOON: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(10);

pub(crate) fn run() -> Outcome {
    no_subscription()?;
    late_subscriber()?;
    out_of_order()?;
    greedy_first_pull()?;
    two_contexts()?;
    late_identity()
}

fn tell(cause: &str, loss: impl std::fmt::Debug, cure: &str, gain: impl std::fmt::Debug) {
    println!("{cause}: {loss:?}; {cure}: {gain:?}");
}

fn no_subscription() -> Outcome {
    let context = Context::new()?;
    let (publisher, subscriber) = (context.socket(PUB)?, context.socket(SUB)?);
    let endpoint = publisher.bind(ANY_PORT)?;
    subscriber.attach_and_wait(1, Some(LONG), |subscriber| subscriber.connect(endpoint))?;
    publisher.send("news")?;
    let loss = subscriber.recv_timeout(SOON)?;
    subscriber.subscribe("")?;
    let mut gain = None;
    while gain.is_none() {
        publisher.send("news")?;
        gain = subscriber.recv_timeout(SOON)?;
    }
    tell("a SUB without a subscription", loss, "subscribe to everything", gain);
    Ok(())
}

fn late_subscriber() -> Outcome {
    let context = Context::new()?;
    let (publisher, subscriber) = (context.socket(PUB)?, context.socket(SUB)?);
    let endpoint = publisher.bind(ANY_PORT)?;
    subscriber.subscribe("")?;
    subscriber.connect(endpoint)?;
    publisher.send("at once")?;
    let loss = subscriber.recv_timeout(SOON)?;
    let mut gain = None;
    while gain.is_none() {
        publisher.send("are you there?")?;
        gain = subscriber.recv_timeout(SOON)?;
    }
    tell("a slow joiner", loss, "publish until it is heard", gain);
    Ok(())
}

fn out_of_order() -> Outcome {
    let context = Context::new()?;
    let client = context.builder_for(REQ).connect("inproc://nobody").build()?;
    client.try_send("one")?;
    let loss = client.try_send("two").map_err(|error| error.to_string());
    let client = context.builder_for(REQ).req_relaxed(true).req_correlate(true).connect("inproc://nobody").build()?;
    client.try_send("one")?;
    tell("a second request before the reply", loss, "req_relaxed", client.try_send("two"));
    Ok(())
}

fn greedy_first_pull() -> Outcome {
    let context = Context::new()?;
    let share = |wait: bool| -> zeroxide::Result<usize> {
        let push = context.socket(PUSH)?;
        let endpoint = push.bind(ANY_PORT)?;
        let (first, second) = (context.socket(PULL)?, context.socket(PULL)?);
        first.attach_and_wait(1, Some(LONG), |first| first.connect(&endpoint))?;
        if wait {
            second.attach_and_wait(1, Some(LONG), |second| second.connect(&endpoint))?;
        }
        for _ in 0..10 {
            push.send("work")?;
        }
        second.connect(&endpoint)?;
        let mut count = 0;
        while second.recv_timeout(SOON)?.is_some() {
            count += 1;
        }
        Ok(count)
    };
    tell("the first PULL gets all, the second", share(false)?, "wait for both", share(true)?);
    Ok(())
}

fn two_contexts() -> Outcome {
    let (here, there) = (Context::new()?, Context::new()?);
    let receiver = here.socket(PAIR)?;
    receiver.bind("inproc://here")?;
    let stranger = there.builder_for(PAIR).linger(Some(Duration::ZERO)).connect("inproc://here").build()?;
    let loss = stranger.send_timeout("hello", SOON).is_ok() && receiver.recv_timeout(SOON)?.is_some();
    let friend = here.clone().builder_for(PAIR).connect("inproc://here").build()?;
    friend.send("hello")?;
    tell("inproc between two contexts", loss, "clone the context", receiver.recv_timeout(LONG)?);
    Ok(())
}

fn late_identity() -> Outcome {
    let context = Context::new()?;
    let router = context.socket(ROUTER)?;
    let endpoint = router.bind(ANY_PORT)?;
    let ask = |early: bool| -> zeroxide::Result<bool> {
        let dealer = context.socket(DEALER)?;
        if early {
            dealer.set_identity("me")?;
        }
        dealer.connect(&endpoint)?;
        if !early {
            dealer.set_identity("me")?;
        }
        dealer.send("hello")?;
        Ok(router.recv_array::<2>()?[0] == "me")
    };
    tell("an identity set after connect is known", ask(false)?, "before connect", ask(true)?);
    Ok(())
}
