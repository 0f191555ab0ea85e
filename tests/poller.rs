//! Waiting for several sockets and descriptors.

use std::process::Command;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use zeroxide::{
    Context, DEALER, Error, MonitorEvent, PAIR, POLLIN, POLLOUT, PULL, PUSH, PollEvents, PollItem, Poller, ROUTER,
    Ready, SocketType,
};

/// Longer than anything here takes, where it does not hang.
const LONG: Option<Duration> = Some(Duration::from_secs(20));
const NOW: Option<Duration> = Some(Duration::ZERO);

#[test]
fn sockets_of_any_kind_by_socket_and_in_order() {
    let context = Context::new().unwrap();
    let router = context.socket(ROUTER).unwrap();
    let pull = context.socket(PULL).unwrap();
    let dealer = context.socket(SocketType::Dealer).unwrap();
    let push = context.socket(PUSH).unwrap();
    dealer.connect(router.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    push.connect(pull.bind("inproc://pull").unwrap()).unwrap();

    let mut poller = Poller::new();
    poller.register(&router, POLLIN).unwrap();
    poller.register(&pull, POLLIN).unwrap();
    assert!(poller.poll(NOW).unwrap().is_empty());

    push.send("job").unwrap();
    let ready = poller.poll(LONG).unwrap();
    assert!(ready.is_readable(&pull) && !ready.is_readable(&router));
    assert_eq!((ready.get(&pull), ready.get(&router)), (POLLIN, PollEvents::empty()));
    // What is watched can be used while it is watched, and the poller changed while the answer is held.
    assert_eq!(pull.recv().unwrap(), "job");
    poller.remove(&pull).unwrap();
    assert!(ready.is_readable(&pull), "an answer is a picture of its moment");

    dealer.send("request").unwrap();
    assert!(poller.poll(LONG).unwrap().is_readable(&router));
}

#[test]
fn keys_come_back_in_registration_order() {
    let context = Context::new().unwrap();
    let pairs: Vec<_> = (0..5).map(|_| zeroxide::pipe(&context).unwrap()).collect();
    let mut poller = Poller::new();
    for (index, (here, _)) in pairs.iter().enumerate() {
        poller.add(here, format!("socket {index}"), POLLIN).unwrap();
    }
    for index in [3, 0, 4] {
        pairs[index].1.send("x").unwrap();
    }
    let ready = poller.poll(LONG).unwrap();
    let keys: Vec<_> = ready.iter().map(|(key, events)| (key.as_str(), events)).collect();
    assert_eq!(keys, [("socket 0", POLLIN), ("socket 3", POLLIN), ("socket 4", POLLIN)]);
    assert_eq!(ready.len(), 3);
    let owned: Vec<(String, PollEvents)> = ready.into_iter().collect();
    assert_eq!(owned[1].0, "socket 3");
}

#[test]
fn a_monitor_beside_its_socket() {
    let context = Context::new().unwrap();
    let pull = context.socket(PULL).unwrap();
    let monitor = pull.monitor_all().unwrap();
    let mut poller = Poller::new();
    poller.add(&pull, "messages", POLLIN).unwrap();
    poller.add(&monitor, "events", POLLIN).unwrap();
    assert!(poller.contains(&monitor) && poller.poll(NOW).unwrap().is_empty());

    let endpoint = pull.bind("tcp://127.0.0.1:*").unwrap();
    let ready = poller.poll(LONG).unwrap();
    assert!(ready.is_readable(&monitor) && !ready.is_readable(&pull));
    assert_eq!(ready.into_iter().collect::<Vec<_>>(), [("events", POLLIN)]);

    let push = context.socket(PUSH).unwrap();
    push.connect(&endpoint).unwrap();
    push.send("hello").unwrap();
    let (mut events, mut message) = (Vec::new(), None);
    while message.is_none() || !matches!(events.last(), Some(MonitorEvent::HandshakeSucceeded { .. })) {
        let ready = poller.poll(LONG).unwrap();
        assert!(!ready.is_empty(), "{message:?} {events:?}");
        if ready.is_readable(&pull) {
            message = pull.try_recv().unwrap();
        }
        if ready.is_readable(&monitor) {
            // It is readable by whole events.
            events.push(monitor.try_recv().unwrap().unwrap());
        }
    }
    assert!(matches!(events.first(), Some(MonitorEvent::Listening { .. })), "{events:?}");

    poller.modify(&monitor, PollEvents::empty()).unwrap();
    pull.unbind(&endpoint).unwrap();
    assert!(poller.poll(NOW).unwrap().is_empty(), "it was not to be waited for");
    poller.remove(&monitor).unwrap();
    assert!(!poller.contains(&monitor));
}

#[test]
fn the_end_of_a_monitor_wakes_a_poller() {
    let context = Context::new().unwrap();
    let socket = context.socket(PULL).unwrap();
    let monitor = socket.monitor_all().unwrap();
    let ending = thread::spawn(move || drop(socket));
    let mut items = [PollItem::socket(&monitor, POLLIN).unwrap()];
    assert_eq!(zeroxide::poll(&mut items, LONG).unwrap(), 1);
    assert_eq!((monitor.try_recv().unwrap(), monitor.is_ended()), (None, true));
    assert_eq!(zeroxide::poll(&mut items, NOW).unwrap(), 0, "there is nothing more");
    ending.join().unwrap();
}

#[test]
fn sockets_behind_pointers() {
    let context = Context::new().unwrap();
    let (here, there) = zeroxide::pipe(&context).unwrap();
    let (here, there) = (Rc::new(here), Box::new(there));
    let mut poller = Poller::new();
    poller.register(&here, POLLIN).unwrap();
    there.send("hello").unwrap();
    let ready = poller.poll(LONG).unwrap();
    assert!(ready.is_readable(&here) && ready.is_readable(&*here) && !ready.is_readable(&there));
}

#[test]
fn added_again_changes_events_and_key_in_place() {
    let context = Context::new().unwrap();
    let (a, b) = zeroxide::pipe(&context).unwrap();
    let mut poller = Poller::new();
    poller.add(&a, 1, POLLIN).unwrap();
    poller.add(&b, 2, POLLOUT).unwrap();
    poller.add(&a, 3, POLLOUT).unwrap();
    assert_eq!(poller.len(), 2);
    let found: Vec<_> = poller.poll(LONG).unwrap().into_iter().collect();
    assert_eq!(found, [(3, POLLOUT), (2, POLLOUT)]);
}

#[test]
fn modify_and_remove() {
    let context = Context::new().unwrap();
    let (a, b) = zeroxide::pipe(&context).unwrap();
    let mut poller = Poller::new();
    poller.register(&a, POLLIN | POLLOUT).unwrap();
    assert_eq!(poller.poll(LONG).unwrap().get(&a), POLLOUT);
    b.send("x").unwrap();
    assert_eq!(poller.poll(LONG).unwrap().get(&a), POLLIN | POLLOUT);
    poller.modify(&a, PollEvents::empty()).unwrap();
    assert!(poller.poll(NOW).unwrap().is_empty());
    assert!(matches!(poller.modify(&b, POLLIN), Err(Error::InvalidInput { .. })));
    assert!(matches!(poller.remove(&b), Err(Error::InvalidInput { .. })));
    assert!(poller.contains(&a) && !poller.contains(&b));
    poller.remove(&a).unwrap();
    assert!(poller.is_empty());
}

#[test]
fn a_timeout_is_kept_and_never_shortened() {
    let context = Context::new().unwrap();
    let socket = context.socket(PULL).unwrap();
    let mut poller = Poller::new();
    poller.register(&socket, POLLIN).unwrap();
    for timeout in [Duration::from_micros(300), Duration::from_millis(20)] {
        let start = Instant::now();
        assert!(poller.poll(Some(timeout)).unwrap().is_empty());
        assert!(start.elapsed() >= timeout, "{:?} of {timeout:?}", start.elapsed());
    }
    // Nothing at all to wait for is a pause, where it can end.
    let mut empty = Poller::<()>::new();
    let start = Instant::now();
    assert!(empty.poll(Some(Duration::from_millis(20))).unwrap().is_empty());
    assert!(start.elapsed() >= Duration::from_millis(20));
    assert!(matches!(empty.poll(None), Err(Error::InvalidInput { .. })));
    poller.modify(&socket, PollEvents::empty()).unwrap();
    assert!(matches!(poller.poll(None), Err(Error::InvalidInput { .. })));
    assert!(matches!(zeroxide::poll(&mut [], None), Err(Error::InvalidInput { .. })));
    assert_eq!(zeroxide::poll(&mut [], NOW).unwrap(), 0);
}

#[test]
fn a_timeout_past_the_clock_waits_for_an_event() {
    let context = Context::new().unwrap();
    let (a, b) = zeroxide::pipe(&context).unwrap();
    let sender = thread::spawn(move || b.send("x").map(|()| b));
    assert_eq!(a.poll(POLLIN, Some(Duration::MAX)).unwrap(), POLLIN);
    sender.join().unwrap().unwrap();
}

#[test]
fn one_socket_and_one_shot() {
    let context = Context::new().unwrap();
    let (a, b) = zeroxide::pipe(&context).unwrap();
    assert_eq!(a.poll(POLLIN, NOW).unwrap(), PollEvents::empty());
    b.send("x").unwrap();
    assert_eq!(a.poll(POLLIN, LONG).unwrap(), POLLIN);
    let mut items = [PollItem::socket(&a, POLLIN).unwrap(), PollItem::socket(&b, POLLIN).unwrap()];
    assert_eq!(zeroxide::poll(&mut items, LONG).unwrap(), 1);
    assert_eq!((items[0].revents(), items[1].revents()), (POLLIN, PollEvents::empty()));
    items[1].set_events(POLLOUT);
    assert_eq!(zeroxide::poll(&mut items, LONG).unwrap(), 2);
    assert!(items[1].is_writable());
}

#[test]
fn shutdown_ends_a_wait_and_every_later_one() {
    let context = Context::new().unwrap();
    let socket = context.socket(PAIR).unwrap();
    let other = context.socket(DEALER).unwrap();
    let stopper = thread::spawn({
        let context = context.clone();
        move || context.shutdown()
    });
    let mut poller = Poller::new();
    poller.register(&socket, POLLIN).unwrap();
    poller.register(&other, POLLIN).unwrap();
    assert!(poller.poll(LONG).unwrap_err().is_terminated());
    stopper.join().unwrap().unwrap();
    for _ in 0..3 {
        assert!(poller.poll(LONG).unwrap_err().is_terminated());
        assert!(poller.poll(None).unwrap_err().is_terminated());
    }
    assert!(socket.poll(POLLIN, None).unwrap_err().is_terminated());
    let mut items = [PollItem::socket(&socket, POLLIN).unwrap()];
    assert!(zeroxide::poll(&mut items, None).unwrap_err().is_terminated());
    assert_eq!(items[0].revents(), PollEvents::empty());
}

#[test]
fn a_live_context_next_to_a_dead_one() {
    let (dead, alive) = (Context::new().unwrap(), Context::new().unwrap());
    let gone = dead.socket(PAIR).unwrap();
    let (a, b) = zeroxide::pipe(&alive).unwrap();
    let mut poller = Poller::new();
    poller.register(&gone, POLLIN).unwrap();
    poller.register(&a, POLLIN).unwrap();
    dead.shutdown().unwrap();
    assert!(poller.poll(LONG).unwrap_err().is_terminated());
    poller.remove(&gone).unwrap();
    b.send("x").unwrap();
    assert!(poller.poll(LONG).unwrap().is_readable(&a));
}

#[test]
fn an_answer_that_is_held_stays_as_it_was() {
    let context = Context::new().unwrap();
    let (a, b) = zeroxide::pipe(&context).unwrap();
    let mut poller = Poller::new();
    poller.register(&a, POLLIN).unwrap();
    b.send("x").unwrap();
    let first: Ready<'_> = poller.poll(LONG).unwrap();
    a.recv().unwrap();
    let second = poller.poll(NOW).unwrap();
    assert!(first.is_readable(&a));
    assert!(second.is_empty());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::{Read, Write};
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    #[test]
    fn descriptors_next_to_sockets() {
        let context = Context::new().unwrap();
        let (a, b) = zeroxide::pipe(&context).unwrap();
        let (mut here, mut there) = UnixStream::pair().unwrap();
        let mut poller = Poller::new();
        poller.register(&a, POLLIN).unwrap();
        let watched = here.try_clone().unwrap();
        poller.register_fd(watched.as_fd(), POLLIN | POLLOUT);
        let ready = poller.poll(LONG).unwrap();
        assert_eq!(ready.get_fd(watched.as_fd()), POLLOUT);

        poller.modify_fd(watched.as_fd(), POLLIN).unwrap();
        assert!(poller.poll(NOW).unwrap().is_empty());
        there.write_all(b"!").unwrap();
        b.send("x").unwrap();
        let ready = poller.poll(LONG).unwrap();
        assert!(ready.is_readable(&a));
        assert_eq!(ready.get_fd(watched.as_fd()), POLLIN);
        here.read_exact(&mut [0]).unwrap();
        assert!(poller.contains_fd(watched.as_fd()) && !poller.contains_fd(there.as_fd()));
        poller.remove_fd(watched.as_fd()).unwrap();
        assert_eq!(poller.len(), 1);

        drop(there);
        let mut items = [PollItem::fd(watched.as_fd(), POLLIN)];
        assert_eq!(zeroxide::poll(&mut items, LONG).unwrap(), 1);
        assert!(items[0].is_readable(), "the end of a stream is readable");
    }

    /// Runs one of the tests below, which are ignored, in a process of its own.
    fn run_alone(name: &str, prefix: &str) {
        let exe = std::env::current_exe().unwrap();
        let script = format!("{prefix} exec \"$0\" --exact {name} --ignored --nocapture");
        let output = Command::new("sh").arg("-c").arg(script).arg(exe).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{name}: {:?}\n{text}", output.status);
    }

    #[test]
    fn more_items_than_descriptors_are_an_error() {
        run_alone("unix::alone_too_many_items", "ulimit -n 64;");
    }

    /// libzmq would end the process.
    #[test]
    #[ignore = "started by more_items_than_descriptors_are_an_error"]
    fn alone_too_many_items() {
        let context = Context::new().unwrap();
        let (a, b) = zeroxide::pipe(&context).unwrap();
        b.send("x").unwrap();
        let mut items = vec![PollItem::socket(&a, POLLIN).unwrap(); 64];
        assert_eq!(zeroxide::poll(&mut items, NOW).unwrap(), 64);
        items.push(items[0]);
        let error = zeroxide::poll(&mut items, NOW).unwrap_err();
        assert!(matches!(error, Error::System(_)), "{error}");
        assert!(error.to_string().contains("RLIMIT_NOFILE"), "{error}");
    }
}

#[cfg(feature = "draft")]
mod draft {
    use super::*;
    use zeroxide::{CLIENT, SERVER};

    #[test]
    fn thread_safe_kinds_next_to_classic_ones() {
        let context = Context::new().unwrap();
        let server = context.socket(SERVER).unwrap();
        let client = context.socket(CLIENT).unwrap();
        let (a, b) = zeroxide::pipe(&context).unwrap();
        client.connect(server.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        let mut poller = Poller::new();
        poller.register(&a, POLLIN).unwrap();
        poller.register(&server, POLLIN).unwrap();
        assert!(poller.poll(NOW).unwrap().is_empty());
        client.send("x").unwrap();
        assert!(poller.poll(LONG).unwrap().is_readable(&server));
        b.send("x").unwrap();
        assert!(poller.poll(LONG).unwrap().is_readable(&a));
        context.shutdown().unwrap();
        for _ in 0..3 {
            assert!(poller.poll(LONG).unwrap_err().is_terminated());
        }
    }
}
