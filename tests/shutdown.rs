//! `Context::shutdown` wakes whatever is blocked on its sockets: each call, on each kind that has it, within a second.
#![allow(clippy::unwrap_used)]

mod common;

#[path = "common/chaos.rs"]
mod chaos;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use common::{LONG, eventually, passes_in_child, within};
use zeroxide::{
    Context, DEALER, Device, Endpoint, Error, FORWARDER, Message, MonitorEvents, Multipart, PAIR, PUB, PULL, PUSH,
    PollEvents, PollItem, Poller, Proxy, QUEUE, REP, REQ, ROUTER, SUB, Socket, SocketType, XPUB, XSUB,
};

const HOURS: Duration = Duration::from_secs(36_000);
const PROMISE: Duration = Duration::from_secs(1);

/// Says that the blocking call comes next.
type Entering<'a> = &'a dyn Fn();

/// Runs a call that blocks until its context is shut down, and checks what it answers and when.
///
/// A machine may be too busy for a second now and then, but not three times running.
#[track_caller]
fn wakes(name: &str, call: impl Fn(&Context, Entering<'_>) -> Error + Send + Sync + 'static) {
    let call = Arc::new(call);
    let mut taken = Vec::new();
    for _ in 0..3 {
        let context = Context::new().unwrap();
        let (entering, entered) = mpsc::channel();
        let (answering, answers) = mpsc::channel();
        let worker = thread::spawn({
            let (context, call) = (context.clone(), Arc::clone(&call));
            move || {
                let error = call(&context, &|| entering.send(thread_id()).unwrap());
                answering.send((error, Instant::now())).unwrap();
            }
        });
        let id = entered.recv_timeout(LONG).unwrap_or_else(|_| panic!("{name}: never got there"));
        eventually("the call blocks", || is_asleep(&id) || worker.is_finished());
        assert!(answers.try_recv().is_err(), "{name}: did not block");
        let begun = Instant::now();
        context.shutdown().unwrap();
        let (error, ended) = answers.recv_timeout(LONG).unwrap_or_else(|_| panic!("{name}: still blocked"));
        assert!(error.is_terminated(), "{name}: {error:?}");
        worker.join().unwrap();
        taken.push(ended.saturating_duration_since(begun));
        if taken.last().is_some_and(|taken| *taken < PROMISE) {
            return;
        }
    }
    panic!("{name}: woke after {taken:?}");
}

#[cfg(target_os = "linux")]
fn thread_id() -> String {
    let link = std::fs::read_link("/proc/thread-self").unwrap();
    link.file_name().unwrap().to_str().unwrap().to_owned()
}

#[cfg(target_os = "linux")]
fn is_asleep(id: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| state.starts_with('S'))
}

#[cfg(not(target_os = "linux"))]
fn thread_id() -> String {
    String::new()
}

#[cfg(not(target_os = "linux"))]
fn is_asleep(_id: &str) -> bool {
    true
}

/// For calls that end without an error: what the context says now.
fn state_of(context: &Context) -> Error {
    match context.socket(PAIR) {
        Err(error) => error,
        Ok(socket) => panic!("came back before the shutdown: {socket:?}"),
    }
}

/// A socket of a kind on which a receive would block.
fn receiver(context: &Context, kind: SocketType) -> Option<Socket> {
    let socket = context.socket(kind).unwrap();
    if kind == SocketType::Req {
        socket.connect(Endpoint::inproc_unique()).unwrap();
        socket.send("question").unwrap();
    }
    #[cfg(feature = "draft")]
    if kind == SocketType::Dgram {
        socket.bind("udp://127.0.0.1:*").unwrap();
    }
    match socket.try_recv() {
        Ok(None) => Some(socket),
        Ok(Some(message)) => panic!("{kind} has received {message:?}"),
        Err(Error::Unsupported { .. }) => None,
        Err(error) => panic!("{kind}: {error:?}"),
    }
}

/// A socket of a kind on which a send would block, if there is such a state.
fn sender(context: &Context, kind: SocketType) -> Option<Socket> {
    let socket = context.socket(kind).unwrap();
    match socket.try_send("fill") {
        Err(error) if error.is_would_block() => Some(socket),
        _ => None,
    }
}

fn with_every<F>(what: &str, open: fn(&Context, SocketType) -> Option<Socket>, calls: &[(&str, F)])
where
    F: Fn(&Socket) -> Error + Copy + Send + Sync + 'static,
{
    let probe = Context::new().unwrap();
    let mut kinds = 0;
    for kind in SocketType::ALL.iter().copied() {
        if open(&probe, kind).is_none() {
            continue;
        }
        kinds += 1;
        for (name, call) in calls.iter() {
            let call = *call;
            wakes(&format!("{kind} {name}"), move |context, entering| {
                let socket = open(context, kind).unwrap();
                entering();
                call(&socket)
            });
        }
    }
    assert!(kinds >= 4, "{what}: {kinds} kinds");
}

#[test]
fn every_receive_on_every_kind() {
    type Call = fn(&Socket) -> Error;
    let calls: [(&str, Call); 11] = [
        ("recv", |socket| socket.recv().unwrap_err()),
        ("recv_timeout", |socket| socket.recv_timeout(HOURS).unwrap_err()),
        ("recv with rcvtimeo", |socket| {
            socket.set_rcvtimeo(Some(HOURS)).unwrap();
            socket.recv().unwrap_err()
        }),
        ("recv_msg", |socket| socket.recv_msg(&mut Message::new()).unwrap_err()),
        ("recv_into", |socket| socket.recv_into(&mut [0; 8]).unwrap_err()),
        ("recv_string", |socket| socket.recv_string().unwrap_err()),
        ("recv_multipart", |socket| socket.recv_multipart().unwrap_err()),
        ("recv_multipart_timeout", |socket| socket.recv_multipart_timeout(HOURS).unwrap_err()),
        ("recv_multipart_into", |socket| socket.recv_multipart_into(&mut Multipart::new()).unwrap_err()),
        ("recv_array", |socket| socket.recv_array::<2>().unwrap_err()),
        ("recv_with", |socket| socket.recv_with(|_| Ok::<_, Error>(())).unwrap_err()),
    ];
    with_every("receives", receiver, &calls);
}

#[test]
fn receives_of_single_kinds() {
    wakes("ROUTER recv_from", |context, entering| {
        let router = context.socket(ROUTER).unwrap();
        entering();
        router.recv_from().unwrap_err()
    });
    wakes("XPUB recv_event", |context, entering| {
        let publisher = context.socket(XPUB).unwrap();
        entering();
        publisher.recv_event().unwrap_err()
    });
    wakes("STREAM recv_event_timeout", |context, entering| {
        let stream = context.socket(zeroxide::STREAM).unwrap();
        entering();
        stream.recv_event_timeout(HOURS).unwrap_err()
    });
    for timeout in [None, Some(HOURS)] {
        wakes("REQ request", move |context, entering| {
            let client = context.socket(REQ).unwrap();
            client.connect(Endpoint::inproc_unique()).unwrap();
            entering();
            client.request(["question"], timeout).unwrap_err()
        });
    }
}

#[test]
fn every_send_on_every_kind() {
    type Call = fn(&Socket) -> Error;
    let calls: [(&str, Call); 6] = [
        ("send", |socket| socket.send(String::from("x")).unwrap_err().into()),
        ("send of a slice", |socket| socket.send("x").unwrap_err()),
        ("send_static", |socket| socket.send_static(b"x").unwrap_err()),
        ("send_timeout", |socket| socket.send_timeout("x", HOURS).unwrap_err()),
        ("send with sndtimeo", |socket| {
            socket.set_sndtimeo(Some(HOURS)).unwrap();
            socket.send("x").unwrap_err()
        }),
        ("send_multipart", |socket| {
            // The thread-safe kinds have messages of one frame.
            if socket.option("thread_safe").is_ok_and(|safe| safe == 1.into()) {
                return socket.send("x").unwrap_err();
            }
            socket.send_multipart(["x", "y"]).unwrap_err().into()
        }),
    ];
    with_every("sends", sender, &calls);
}

#[test]
fn sends_at_the_high_water_mark() {
    fn full<K, P>(
        context: &Context,
        kind: K,
        peer: P,
        set_up: impl FnOnce(&Socket<K>, &Socket<P>),
    ) -> (Socket<K>, Socket<P>)
    where
        K: zeroxide::Kind,
        P: zeroxide::Kind,
    {
        let (socket, other) = (context.socket(kind).unwrap(), context.socket(peer).unwrap());
        socket.set_sndhwm(1).unwrap();
        other.set_rcvhwm(1).unwrap();
        set_up(&socket, &other);
        other.connect(socket.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        (socket, other)
    }
    wakes("PUSH", |context, entering| {
        let (push, _pull) = full(context, PUSH, PULL, |_, _| {});
        while push.try_send("fill").is_ok() {}
        entering();
        push.send_multipart(["one", "too many"]).unwrap_err().into()
    });
    wakes("ROUTER that must not drop", |context, entering| {
        let (router, dealer) = full(context, ROUTER, DEALER, |router, dealer| {
            router.set_router_mandatory(true).unwrap();
            dealer.set_routing_id("peer").unwrap();
        });
        // Its routing id comes first.
        dealer.send("here").unwrap();
        router.recv_multipart().unwrap();
        while router.try_send_multipart(["peer", "fill"]).is_ok() {}
        entering();
        router.send_to("peer", ["one too many"]).unwrap_err().into()
    });
    wakes("XPUB that must not drop", |context, entering| {
        let (publisher, _subscriber) = full(context, XPUB, SUB, |publisher, subscriber| {
            publisher.set_xpub_nodrop(true).unwrap();
            subscriber.subscribe(b"").unwrap();
        });
        publisher.recv_event().unwrap();
        while publisher.try_send("fill").is_ok() {}
        entering();
        publisher.send("one too many").unwrap_err()
    });
}

#[test]
fn every_poll() {
    for timeout in [None, Some(HOURS)] {
        wakes("poll", move |context, entering| {
            let (pull, sub) = (context.socket(PULL).unwrap(), context.socket(SUB).unwrap());
            let mut items = [
                PollItem::socket(&pull, PollEvents::READABLE).unwrap(),
                PollItem::socket(&sub, PollEvents::READABLE).unwrap(),
            ];
            entering();
            zeroxide::poll(&mut items, timeout).unwrap_err()
        });
        wakes("Socket::poll", move |context, entering| {
            let push = context.socket(PUSH).unwrap();
            entering();
            push.poll(PollEvents::WRITABLE, timeout).unwrap_err()
        });
        wakes("Poller::poll", move |context, entering| {
            let (rep, dealer) = (context.socket(REP).unwrap(), context.socket(DEALER).unwrap());
            let mut poller = Poller::new();
            poller.add(&rep, "rep", PollEvents::READABLE).unwrap();
            poller.add(&dealer, "dealer", PollEvents::READABLE | PollEvents::WRITABLE).unwrap();
            entering();
            poller.poll(timeout).unwrap_err()
        });
    }
}

#[test]
fn proxies_and_devices() {
    fn ends(context: &Context) -> (Socket<zeroxide::Router>, Socket<zeroxide::Dealer>) {
        (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap())
    }
    wakes("proxy", |context, entering| {
        let (frontend, backend) = ends(context);
        entering();
        zeroxide::proxy(&frontend, &backend).unwrap_err()
    });
    wakes("proxy_with_capture", |context, entering| {
        let ((frontend, backend), capture) = (ends(context), context.socket(PUB).unwrap());
        entering();
        zeroxide::proxy_with_capture(&frontend, &backend, &capture).unwrap_err()
    });
    wakes("monitored_queue", |context, entering| {
        let ((frontend, backend), capture) = (ends(context), context.socket(PUB).unwrap());
        entering();
        zeroxide::monitored_queue(&frontend, &backend, &capture, "in", "out").unwrap_err()
    });
    wakes("Proxy::run", |context, entering| {
        let (frontend, backend) = (context.socket(XSUB).unwrap(), context.socket(XPUB).unwrap());
        let mut proxy = Proxy::new(frontend, backend);
        entering();
        proxy.run().unwrap_err()
    });
    wakes("ProxyHandle::wait", |context, entering| {
        let (frontend, backend) = ends(context);
        let handle = Proxy::new(frontend, backend).spawn().unwrap();
        entering();
        assert!(handle.wait(HOURS));
        assert!(!handle.is_running());
        handle.statistics().unwrap_err()
    });
    wakes("ProxyHandle::join", |context, entering| {
        let (frontend, backend) = ends(context);
        let handle = Proxy::new(frontend, backend).spawn().unwrap();
        handle.pause().unwrap();
        entering();
        drop(handle.join().unwrap());
        state_of(context)
    });
    wakes("device", |context, entering| {
        let (frontend, backend) = ends(context);
        entering();
        zeroxide::device(QUEUE, &frontend, &backend).unwrap_err()
    });
    wakes("Device::run", |context, entering| {
        let device = Device::new(FORWARDER, SUB, PUB).context(context);
        entering();
        device.run().unwrap_err()
    });
}

#[test]
fn monitors() {
    wakes("Monitor::recv", |context, entering| {
        let pull = context.socket(PULL).unwrap();
        let monitor = pull.monitor_all().unwrap();
        entering();
        monitor.recv().unwrap_err()
    });
    wakes("Monitor::recv_frames_timeout", |context, entering| {
        let pull = context.socket(PULL).unwrap();
        let monitor = pull.monitor_all().unwrap();
        entering();
        monitor.recv_frames_timeout(HOURS).unwrap_err()
    });
    wakes("the iteration over a monitor", |context, entering| {
        let pull = context.socket(PULL).unwrap();
        let monitor = pull.monitor_all().unwrap();
        entering();
        assert_eq!(monitor.iter().count(), 0);
        monitor.recv().unwrap_err()
    });
    for timeout in [None, Some(HOURS)] {
        wakes("wait_for_peers", move |context, entering| {
            let pull = context.socket(PULL).unwrap();
            let monitor = pull.monitor(MonitorEvents::PEERS).unwrap();
            pull.bind("tcp://127.0.0.1:*").unwrap();
            entering();
            monitor.wait_for_peers(1, timeout).unwrap_err()
        });
        wakes("attach_and_wait", move |context, entering| {
            let pull = context.socket(PULL).unwrap();
            entering();
            pull.attach_and_wait(1, timeout, |pull| pull.bind("tcp://127.0.0.1:*")).unwrap_err()
        });
    }
}

#[test]
fn an_authenticator_and_whoever_waits_for_it() {
    use zeroxide::auth::Authenticator;
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).start().unwrap();
    assert!(authenticator.is_running());
    context.shutdown().unwrap();
    eventually("it ends by itself", || !authenticator.is_running());
    within(LONG, "dropping it", move || drop(authenticator));
    within(LONG, "ending the context", move || context.terminate().unwrap());

    // Dropped at the very moment of the shutdown, by another thread.
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).start().unwrap();
    let dropping = thread::spawn(move || drop(authenticator));
    context.shutdown().unwrap();
    within(LONG, "dropping it meanwhile", move || dropping.join().unwrap());
    within(LONG, "ending the context", move || context.terminate().unwrap());
}

/// Two hundred threads that do anything with sockets, and block in any way, come back.
#[test]
fn two_hundred_threads_that_do_anything() {
    if !cfg!(libzmq_bundled) {
        println!("skipped: a libzmq from elsewhere ends the process on some of it");
        return;
    }
    passes_in_child("two_hundred_threads_that_do_anything", || {
        chaos::raise_descriptor_limit();
        let seed = chaos::seed();
        for round in 0..3 {
            let world = Arc::new(chaos::World::new(chaos::Patience::Endless));
            let over = Arc::new(AtomicUsize::new(0));
            let threads: Vec<_> = (0..200)
                .map(|number| {
                    let (world, over) = (Arc::clone(&world), Arc::clone(&over));
                    let mut actor = chaos::Actor::new(&world, seed ^ (round << 32) ^ number, 2);
                    thread::spawn(move || {
                        while actor.act().is_ok() {}
                        over.fetch_add(1, Relaxed);
                    })
                })
                .collect();
            // Most have done something, and many are blocked by now.
            let deadline = Instant::now() + Duration::from_secs(1);
            eventually("they are at it", || world.acts() > 20_000 || Instant::now() > deadline);
            assert!(world.acts() > 200, "{} acts", world.acts());
            world.context().shutdown().unwrap();
            let all = Arc::clone(&over);
            eventually("all threads come back", move || all.load(Relaxed) == 200);
            for thread in threads {
                thread.join().unwrap();
            }
            let context = Arc::into_inner(world).unwrap().into_context();
            within(LONG, "ending the context", move || context.terminate().unwrap());
        }
    });
}

#[cfg(feature = "aio")]
#[test]
fn futures() {
    use futures_lite::future::block_on;
    use zeroxide::aio::AsyncSocket;
    wakes("AsyncSocket::recv", |context, entering| {
        let pull = AsyncSocket::threaded(context.socket(PULL).unwrap()).unwrap();
        entering();
        block_on(pull.recv()).unwrap_err()
    });
    wakes("AsyncSocket::send", |context, entering| {
        let push = AsyncSocket::threaded(context.socket(PUSH).unwrap()).unwrap();
        entering();
        block_on(push.send("x")).unwrap_err()
    });
    wakes("AsyncSocket::request", |context, entering| {
        let client = context.socket(REQ).unwrap();
        client.connect(Endpoint::inproc_unique()).unwrap();
        let client = AsyncSocket::threaded(client).unwrap();
        entering();
        block_on(client.request(["question"])).unwrap_err()
    });
}
