//! Proxies by PyZMQ's names.

use std::thread;
use std::time::Duration;

use zeroxide::kind::Receives;
use zeroxide::{
    Context, DEALER, Device, Endpoint, FORWARDER, PAIR, PUB, PULL, PUSH, QUEUE, REP, REQ, ROUTER, STREAMER, SUB,
    Socket, SocketOptions,
};

/// Longer than anything here takes, where it does not hang.
const LONG: Duration = Duration::from_secs(20);

fn text<K: Receives>(socket: &Socket<K>) -> Vec<String> {
    let message = socket.recv_multipart_timeout(LONG).unwrap().expect("a message");
    message.iter().map(|frame| String::from_utf8_lossy(frame).into_owned()).collect()
}

#[test]
fn a_queue_at_random_ports() {
    let context = Context::new().unwrap();
    let queue = Device::new(QUEUE, ROUTER, DEALER)
        .context(&context)
        .bind_in_to_random_port("tcp://127.0.0.1")
        .bind_out_to_random_port("tcp://127.0.0.1")
        .start()
        .unwrap();
    let (client, worker) = (context.socket(REQ).unwrap(), context.socket(REP).unwrap());
    client.connect(format!("tcp://127.0.0.1:{}", queue.in_port().unwrap())).unwrap();
    worker.connect(format!("tcp://127.0.0.1:{}", queue.out_port().unwrap())).unwrap();
    client.send("?").unwrap();
    assert_eq!(text(&worker), ["?"]);
    worker.send("!").unwrap();
    assert_eq!(text(&client), ["!"]);
    assert!(queue.is_running() && !queue.join(Some(Duration::ZERO)));
    let stopped = queue.stop().unwrap();
    assert_eq!(stopped.statistics.to_backend.messages, 1);
    assert_eq!(stopped.statistics.to_frontend.messages, 1);
}

#[test]
fn a_forwarder_takes_its_options_before_it_connects() {
    let context = Context::new().unwrap();
    let publisher = context.socket(PUB).unwrap();
    let (source, sink) = (Endpoint::inproc_unique(), Endpoint::inproc_unique());
    publisher.bind(&source).unwrap();
    let (subscriber, gone) = (context.socket(SUB).unwrap(), context.socket(SUB).unwrap());
    subscriber.subscribe(b"").unwrap();
    subscriber.bind(&sink).unwrap();
    // The options are told last.
    let forwarder = Device::new(FORWARDER, SUB, PUB)
        .context(&context)
        .connect_in(source.as_str())
        .connect_out(sink.as_str())
        .options_in(SocketOptions::new().subscribe(b"news"))
        .options_out(SocketOptions::new().sndhwm(77))
        .start()
        .unwrap();
    drop(gone);
    let mut received = None;
    // A publisher drops what nobody has asked for yet.
    for _ in 0..2000 {
        publisher.send("other").unwrap();
        publisher.send("news!").unwrap();
        received = subscriber.recv_timeout(Duration::from_millis(10)).unwrap();
        if received.is_some() {
            break;
        }
    }
    assert_eq!(received.unwrap(), "news!");
    assert_eq!(forwarder.stop().unwrap().backend.sndhwm().unwrap(), 77);
}

#[test]
fn a_streamer_with_a_capture() {
    let context = Context::new().unwrap();
    let streamer = Device::new(STREAMER, PULL, PUSH)
        .capture(PAIR)
        .context(&context)
        .bind_in("tcp://127.0.0.1:*")
        .bind_out("tcp://127.0.0.1:*")
        .bind_mon_to_random_port("tcp://127.0.0.1")
        .options_mon(SocketOptions::new().linger(Some(Duration::ZERO)))
        .start()
        .unwrap();
    let (push, pull, listener) =
        (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap(), context.socket(PAIR).unwrap());
    push.connect(&streamer.in_endpoints()[0]).unwrap();
    pull.connect(&streamer.out_endpoints()[0]).unwrap();
    listener.connect(&streamer.mon_endpoints()[0]).unwrap();
    assert_eq!(streamer.mon_port(), streamer.mon_endpoints()[0].port());
    push.send_multipart(["a", "b"]).unwrap();
    assert_eq!(text(&pull), ["a", "b"]);
    assert_eq!(text(&listener), ["a", "b"]);
    streamer.proxy().pause().unwrap();
}

#[test]
fn a_monitored_queue() {
    let context = Context::new().unwrap();
    let (entrance, exit, watch) = (Endpoint::inproc_unique(), Endpoint::inproc_unique(), Endpoint::inproc_unique());
    let queue = Device::new(QUEUE, PULL, PUSH)
        .monitor(PUSH, "IN", "OUT")
        .context(&context)
        .bind_in(entrance.as_str())
        .bind_out(exit.as_str())
        .bind_mon(watch.as_str())
        .start()
        .unwrap();
    let (push, pull, listener) =
        (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap(), context.socket(PULL).unwrap());
    push.connect(&entrance).unwrap();
    pull.connect(&exit).unwrap();
    listener.connect(&watch).unwrap();
    push.send("x").unwrap();
    assert_eq!(text(&pull), ["x"]);
    assert_eq!(text(&listener), ["IN", "x"]);
    drop(queue);
}

#[test]
fn in_the_foreground_until_shutdown() {
    let context = Context::new().unwrap();
    let (entrance, exit) = (Endpoint::inproc_unique(), Endpoint::inproc_unique());
    let device = Device::new(STREAMER, PULL, PUSH).context(&context).bind_in(entrance.as_str()).bind_out(exit.as_str());
    let runner = thread::spawn(move || device.run());
    let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
    push.connect(&entrance).unwrap();
    pull.connect(&exit).unwrap();
    push.send("x").unwrap();
    assert_eq!(text(&pull), ["x"]);
    let (a, b) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
    let by_name = thread::spawn(move || zeroxide::device(QUEUE, &a, &b));
    context.shutdown().unwrap();
    assert!(runner.join().unwrap().unwrap_err().is_terminated());
    assert!(by_name.join().unwrap().unwrap_err().is_terminated());
}

#[test]
fn shutdown_ends_a_started_one() {
    let context = Context::new().unwrap();
    let streamer = Device::new(STREAMER, PULL, PUSH).context(&context).start().unwrap();
    context.shutdown().unwrap();
    assert!(streamer.join(None));
    assert!(!streamer.is_running());
}

#[test]
fn what_cannot_be_made_is_told_at_the_start() {
    let context = Context::new().unwrap();
    let device = || Device::new(STREAMER, PULL, PUSH).context(&context);
    let refused = |error: zeroxide::Error, what: &str| assert!(error.to_string().contains(what), "{error}");
    refused(device().bind_in("tcp//x").start().unwrap_err(), "tcp//x");
    refused(device().options_out(SocketOptions::new().subscribe(b"")).start().unwrap_err(), "ZMQ_SUBSCRIBE");
    assert_eq!(context.open_sockets(), 0);
}
