//! How contexts and sockets begin and end: in any order, from any thread, in bounded time, and across a fork.
#![allow(clippy::unwrap_used)]
#![allow(unsafe_code)] // fork has no safe interface.

mod common;

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use common::{LONG, eventually, passes_in_child, within};
use zeroxide::{Context, DEALER, Endpoint, Error, Kind, PAIR, PULL, PUSH, ROUTER, SUB, Socket, SocketType, XPUB, pipe};

const fn is_send_and_sync<T: Send + Sync>() {}
const fn is_send<T: Send>() {}
const _: () = is_send_and_sync::<Context>();
const _: () = is_send_and_sync::<zeroxide::Error>();
const _: () = is_send::<Socket<zeroxide::Pair>>();
const _: () = is_send::<Socket>();

/// A socket with five messages for a peer that is not there, which it would keep for ever.
fn hopeless(context: &Context) -> Socket<zeroxide::Dealer> {
    let dealer = context.socket(DEALER).unwrap();
    dealer.set_linger(None).unwrap();
    dealer.connect("tcp://127.0.0.1:9").unwrap();
    for _ in 0..5 {
        dealer.send("unsent").unwrap();
    }
    dealer
}

#[test]
fn handles_may_be_dropped_in_any_order() {
    within(LONG, "drops", || {
        for order in 0..6 {
            let context = Context::new().unwrap();
            let clone = context.clone();
            let (a, b) = pipe(&context).unwrap();
            a.send("x").unwrap();
            match order {
                0 => {
                    drop(context);
                    drop(clone);
                    assert_eq!(b.recv().unwrap(), "x", "sockets keep their context");
                    drop((a, b));
                }
                1 => {
                    drop((a, b));
                    drop((clone, context));
                }
                2 => {
                    drop(context);
                    drop(a);
                    assert_eq!(clone.open_sockets(), 1);
                    drop(clone);
                    drop(b);
                }
                3 => {
                    drop(b);
                    drop(context);
                    drop(a);
                    assert!(clone.socket(PAIR).is_ok());
                }
                4 => {
                    a.close();
                    assert_eq!(b.context(), &clone);
                    drop((b, clone));
                    context.terminate().unwrap();
                }
                _ => {
                    let thread = thread::spawn(move || drop((context, a)));
                    drop((clone, b));
                    thread.join().unwrap();
                }
            }
        }
    });
}

#[test]
fn contexts_know_their_handles_and_sockets() {
    let (context, other) = (Context::new().unwrap(), Context::new().unwrap());
    assert_eq!(context, context.clone());
    assert_ne!(context, other);
    assert_eq!(context.open_sockets(), 0);
    let socket = context.socket(PAIR).unwrap();
    assert_eq!((context.open_sockets(), other.open_sockets()), (1, 0));
    assert_eq!(socket.context(), &context);
    drop(socket);
    assert_eq!(context.open_sockets(), 0);
}

#[test]
fn terminate_waits_for_the_sockets_of_other_threads() {
    within(LONG, "terminate", || {
        let context = Context::new().unwrap();
        let (woken, waits) = mpsc::channel();
        let workers: Vec<_> = (0..3)
            .map(|_| {
                let socket = context.socket(PULL).unwrap();
                let woken = woken.clone();
                thread::spawn(move || {
                    assert!(socket.recv().unwrap_err().is_terminated());
                    woken.send(()).unwrap();
                    drop(socket);
                })
            })
            .collect();
        let survivor = context.clone();
        context.terminate().unwrap();
        assert_eq!(waits.try_iter().count(), 3, "every socket was closed before terminate came back");
        for worker in workers {
            worker.join().unwrap();
        }
        assert!(survivor.socket(PAIR).unwrap_err().is_terminated());
        assert!(survivor.io_threads().unwrap_err().is_terminated());
        survivor.shutdown().unwrap();
        survivor.terminate().unwrap();
    });
}

#[test]
fn shutdown_wakes_every_kind_that_receives() {
    within(LONG, "shutdown", || {
        for kind in SocketType::ALL.iter().copied().filter(|kind| kind.as_raw() <= 11) {
            if matches!(kind, SocketType::Pub | SocketType::Push) {
                continue;
            }
            let context = Context::new().unwrap();
            let socket: Socket = context.socket(kind).unwrap();
            if kind == SocketType::Req {
                socket.connect(Endpoint::inproc_unique()).unwrap();
                socket.send("question").unwrap();
            }
            let waiting = thread::spawn(move || (socket.recv().unwrap_err(), socket));
            context.shutdown().unwrap();
            let (error, socket) = waiting.join().unwrap();
            assert!(error.is_terminated(), "{kind}: {error}");
            assert!(socket.recv_timeout(LONG).unwrap_err().is_terminated(), "{kind}");
        }
    });
}

#[test]
fn shutdown_wakes_waits_with_a_timeout() {
    within(LONG, "shutdown", || {
        let context = Context::new().unwrap();
        let (a, b) = (context.socket(PULL).unwrap(), context.socket(PUSH).unwrap());
        let hours = Duration::from_secs(36_000);
        let receiving = thread::spawn(move || a.recv_timeout(hours).unwrap_err());
        let sending = thread::spawn(move || b.send_multipart_timeout(["x", "y"], hours).unwrap_err());
        context.shutdown().unwrap();
        assert!(receiving.join().unwrap().is_terminated());
        let unsent = sending.join().unwrap();
        assert!(unsent.is_terminated());
        assert_eq!(unsent.into_message(), ["x", "y"]);
    });
}

#[test]
fn shutdown_wakes_every_kind_that_waits_to_send() {
    within(LONG, "shutdown", || {
        // Without a peer these wait; a REP or a ROUTER never does.
        for kind in [SocketType::Pair, SocketType::Push, SocketType::Dealer, SocketType::Req] {
            let context = Context::new().unwrap();
            let socket: Socket = context.socket(kind).unwrap();
            let waiting = thread::spawn(move || socket.send(String::from("mine")).unwrap_err());
            context.shutdown().unwrap();
            let unsent = waiting.join().unwrap();
            assert!(unsent.is_terminated(), "{kind}");
            assert_eq!(unsent.into_message(), "mine");
        }
        // And one whose peer has no room.
        let context = Context::new().unwrap();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.set_sndhwm(1).unwrap();
        push.connect(pull.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        while push.try_send("fill").is_ok() {}
        let waiting = thread::spawn(move || push.send("one too many").unwrap_err());
        context.shutdown().unwrap();
        assert!(waiting.join().unwrap().is_terminated());
        drop(pull);
    });
}

#[test]
fn after_shutdown_every_call_says_so() {
    let context = Context::new().unwrap();
    let (a, b) = pipe(&context).unwrap();
    context.shutdown().unwrap();
    context.shutdown().unwrap();
    assert!(a.send("x").unwrap_err().is_terminated());
    assert!(b.try_recv().unwrap_err().is_terminated());
    assert!(a.bind("tcp://127.0.0.1:*").unwrap_err().is_terminated());
    assert!(a.connect("tcp://127.0.0.1:9").unwrap_err().is_terminated());
    assert!(context.socket(PAIR).unwrap_err().is_terminated());
    assert_eq!(context.socket(PAIR).unwrap_err().errno(), 156_384_765);
}

#[test]
fn a_drop_gives_up_on_messages_that_cannot_be_sent() {
    within(LONG, "dropping a context", || {
        let context = Context::builder().drop_timeout(Duration::from_millis(300)).build().unwrap();
        drop(hopeless(&context));
        let begin = Instant::now();
        drop(context);
        assert!(begin.elapsed() >= Duration::from_millis(300), "it did not wait");
        assert!(begin.elapsed() < Duration::from_secs(9), "it did not give up");
    });
}

#[test]
fn a_drop_does_not_wait_for_nothing() {
    within(LONG, "dropping contexts", || {
        let forever = || Context::builder().drop_timeout(Duration::MAX).build().unwrap();
        drop(forever());
        // Nothing unsent.
        let context = forever();
        drop(pipe(&context).unwrap());
        drop(context);
        // Unsent, and not wanted any more.
        let context = forever();
        let dealer = hopeless(&context);
        dealer.set_linger(Some(Duration::ZERO)).unwrap();
        drop(dealer);
        drop(context);
        // Wanted for a while.
        let context = forever();
        let dealer = hopeless(&context);
        dealer.set_linger(Some(Duration::from_millis(50))).unwrap();
        drop(dealer);
        drop(context);
        // A context whose sockets do not linger by default.
        let context = Context::builder().blocky(false).drop_timeout(Duration::MAX).build().unwrap();
        assert_eq!(context.socket(PUSH).unwrap().linger().unwrap(), Some(Duration::ZERO));
    });
}

#[test]
fn a_drop_waits_for_messages_that_can_be_sent() {
    within(LONG, "sending on", || {
        let theirs = Context::new().unwrap();
        let pull = theirs.socket(PULL).unwrap();
        let ours = Context::builder().drop_timeout(LONG).build().unwrap();
        let push = ours.socket(PUSH).unwrap();
        push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        for _ in 0..20 {
            push.send(vec![1; 100_000]).unwrap();
        }
        drop((push, ours));
        for _ in 0..20 {
            assert_eq!(pull.recv().unwrap().len(), 100_000);
        }
    });
}

#[test]
fn the_process_has_one_context_until_it_is_shut_down() {
    // The instance is the process's: other tests must not see it end.
    passes_in_child("the_process_has_one_context_until_it_is_shut_down", || {
        let first = Context::instance().unwrap();
        assert_eq!(first, Context::instance().unwrap());
        let (a, b) = pipe(&first).unwrap();
        first.shutdown().unwrap();
        let second = Context::instance().unwrap();
        assert_ne!(first, second);
        assert!(a.send("x").unwrap_err().is_terminated());
        assert!(pipe(&second).unwrap().0.send("x").is_ok());
        drop((a, b));
        second.clone().terminate().unwrap();
        let third = Context::instance().unwrap();
        assert_ne!(second, third);
        assert!(third.socket(PAIR).is_ok());
    });
}

#[test]
fn threads_that_ask_at_once_get_the_same_instance() {
    passes_in_child("threads_that_ask_at_once_get_the_same_instance", || {
        let asking: Vec<_> = (0..8).map(|_| thread::spawn(|| Context::instance().unwrap())).collect();
        let contexts: Vec<_> = asking.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(contexts.iter().all(|context| *context == contexts[0]));
    });
}

/// libzmq gives the place of a socket back some time after it was closed.
#[test]
fn places_of_closed_sockets_are_had_again() {
    let context = Context::builder().max_sockets(2).build().unwrap();
    for _ in 0..500 {
        let _sockets = [context.socket(PULL).unwrap(), context.socket(PULL).unwrap()];
    }
}

#[test]
fn a_context_without_room_for_another_socket_says_so() {
    let context = Context::builder().max_sockets(2).build().unwrap();
    let (first, second) = (context.socket(PAIR).unwrap(), context.socket(PAIR).unwrap());
    let error = context.socket(PAIR).unwrap_err();
    assert_eq!((error.operation(), error.errno()), ("socket", libc::EMFILE));
    assert!(error.to_string().contains("max_sockets"), "{error}");
    assert_eq!(context.open_sockets(), 2);
    drop(first);
    context.socket(PAIR).unwrap();
    drop(second);
}

#[test]
fn a_builder_names_the_option_that_it_cannot_set() {
    if !zeroxide::has("draft") {
        println!("skipped: this libzmq names threads by numbers alone");
        return;
    }
    let refused = [
        (Context::builder().io_threads(-1), "ZMQ_IO_THREADS"),
        (Context::builder().max_sockets(0), "ZMQ_MAX_SOCKETS"),
        (Context::builder().max_sockets(i32::MAX), "ZMQ_MAX_SOCKETS"),
        (Context::builder().max_msgsz(-1), "ZMQ_MAX_MSGSZ"),
        (Context::builder().thread_name_prefix("x".repeat(17)), "ZMQ_THREAD_NAME_PREFIX"),
        (Context::builder().thread_name_prefix(""), "ZMQ_THREAD_NAME_PREFIX"),
        (Context::builder().thread_name_prefix("a\0b"), "ZMQ_THREAD_NAME_PREFIX"),
    ];
    for (builder, option) in refused {
        let shown = format!("{builder:?}");
        match builder.build() {
            Err(error @ Error::Option { option: named, .. }) => {
                assert_eq!(named, option);
                assert!(error.to_string().starts_with(&format!("Context::build {option}: ")), "{error}");
            }
            other => panic!("{shown}: {other:?}"),
        }
    }
}

#[test]
fn a_builder_sets_what_it_is_told() {
    let context = Context::builder()
        .io_threads(2)
        .max_sockets(77)
        .ipv6(true)
        .blocky(false)
        .zero_copy_recv(false)
        .max_msgsz(12_345)
        .build()
        .unwrap();
    assert_eq!(context.io_threads().unwrap(), 2);
    assert_eq!(context.max_sockets().unwrap(), 77);
    assert!(context.ipv6().unwrap());
    assert!(!context.blocky().unwrap());
    assert!(!context.zero_copy_recv().unwrap());
    assert_eq!(context.max_msgsz().unwrap(), 12_345);
    assert_eq!(context.msg_t_size().unwrap(), 64);
    assert!(context.socket_limit().unwrap() >= 1023);
    let defaults = zeroxide::SocketOptions::new().linger(Some(Duration::from_millis(123))).subscribe(b"all");
    let context = Context::builder().socket_defaults(defaults).build().unwrap();
    for linger in [context.socket(SUB).unwrap().linger(), context.socket(XPUB).unwrap().linger()] {
        assert_eq!(linger.unwrap(), Some(Duration::from_millis(123)));
    }
}

#[test]
fn a_context_without_io_threads_has_inproc_alone() {
    let context = Context::builder().io_threads(0).build().unwrap();
    let (a, b) = pipe(&context).unwrap();
    a.send("x").unwrap();
    assert_eq!(b.recv().unwrap(), "x");
    let error = context.socket(ROUTER).unwrap().bind("tcp://127.0.0.1:*").unwrap_err();
    assert!(error.to_string().contains("I/O thread"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn thread_options_that_the_system_refuses_are_errors() {
    passes_in_child("thread_options_that_the_system_refuses_are_errors", || {
        // Some are allowed to a privileged process: then the context has to work.
        let wanted = [
            Context::builder().thread_affinity_cpu(1_000_000),
            Context::builder().thread_affinity_cpu(1023),
            Context::builder().thread_affinity_cpu(-1),
            Context::builder().thread_sched_policy(4711),
            Context::builder().thread_sched_policy(libc::SCHED_FIFO),
            Context::builder().thread_sched_policy(libc::SCHED_FIFO).thread_priority(1000),
            Context::builder().thread_sched_policy(libc::SCHED_RR).thread_priority(10),
            Context::builder().thread_priority(10),
        ];
        for (index, builder) in wanted.into_iter().enumerate() {
            let shown = format!("{builder:?}");
            match builder.build() {
                Err(error) => {
                    assert!(matches!(error, Error::Option { .. }), "{shown}: {error:?}");
                    assert!(error.to_string().contains("ZMQ_THREAD_"), "{error}");
                }
                Ok(context) => {
                    assert!(index > 5, "{shown} is impossible");
                    let (a, b) = pipe(&context).unwrap();
                    a.send("x").unwrap();
                    assert_eq!(b.recv().unwrap(), "x");
                }
            }
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_prefix_shows_in_the_names_of_the_threads() {
    if !zeroxide::has("draft") {
        println!("skipped: this libzmq names threads by numbers alone");
        return;
    }
    passes_in_child("a_prefix_shows_in_the_names_of_the_threads", || {
        for prefix in ["zx", "four", "a longer prefix"] {
            let context = Context::builder().thread_name_prefix(prefix).build().unwrap();
            let _socket = context.socket(PAIR).unwrap();
            let shown = &prefix[..prefix.len().min(8)];
            eventually("the threads have their names", || {
                std::fs::read_dir("/proc/self/task").unwrap().filter_map(Result::ok).any(|task| {
                    std::fs::read_to_string(task.path().join("comm")).is_ok_and(|name| name.starts_with(shown))
                })
            });
        }
    });
}

/// Runs `child` in a fork of this process, and fails where it does not come to its end.
#[cfg(unix)]
fn in_fork(child: impl FnOnce()) {
    // SAFETY: the child touches nothing that another thread of the parent may have locked: it works on handles of its
    // own and on those whose calls fail before any lock, and leaves by _exit.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0);
    if pid == 0 {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(child)).is_ok();
        // SAFETY: no preconditions; nothing of the parent's is run.
        unsafe { libc::_exit(if done { 0 } else { 1 }) };
    }
    let mut status = 0;
    eventually("the fork ends", || {
        // SAFETY: the pid is the child's, which nobody else waits for; status is writable.
        unsafe { libc::waitpid(pid, &raw mut status, libc::WNOHANG) == pid }
    });
    assert!(libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0, "the fork ended with {status:#x}");
}

#[cfg(unix)]
#[test]
fn a_fork_can_do_no_harm_with_what_it_inherits() {
    passes_in_child("a_fork_can_do_no_harm_with_what_it_inherits", || {
        let context = Context::new().unwrap();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        let endpoint = pull.bind("tcp://127.0.0.1:*").unwrap();
        push.connect(&endpoint).unwrap();
        push.send("before").unwrap();
        assert_eq!(pull.recv().unwrap(), "before");
        let instance = Context::instance().unwrap();

        let (push, pull, context) = (Some(push), Some(pull), Some(context));
        let (mut push, mut pull, mut context) = (push, pull, context);
        in_fork(|| {
            let (push, pull, context) = (push.take().unwrap(), pull.take().unwrap(), context.take().unwrap());
            let forked = |error: Error| assert!(matches!(error, Error::Forked { .. }), "{error:?}");
            forked(push.send("x").unwrap_err());
            forked(push.try_send(vec![1]).unwrap_err().into());
            forked(push.send_multipart(["x", "y"]).unwrap_err().into());
            forked(pull.recv().unwrap_err());
            forked(pull.try_recv_multipart().unwrap_err());
            forked(pull.recv_timeout(Duration::from_millis(1)).unwrap_err());
            forked(pull.bind("tcp://127.0.0.1:*").unwrap_err());
            forked(push.connect("tcp://127.0.0.1:9").unwrap_err());
            forked(push.disconnect(&endpoint).unwrap_err());
            forked(push.linger().unwrap_err());
            forked(push.set_linger(None).unwrap_err());
            forked(context.socket(PAIR).unwrap_err());
            forked(context.shutdown().unwrap_err());
            forked(context.clone().terminate().unwrap_err());
            drop((push, pull, context));

            // Its own work as ever.
            let fresh = Context::instance().unwrap();
            assert_ne!(fresh, instance);
            let (a, b) = pipe(&fresh).unwrap();
            a.send("in the fork").unwrap();
            assert_eq!(b.recv().unwrap(), "in the fork");
            let caller = fresh.socket(PUSH).unwrap();
            caller.connect(&endpoint).unwrap();
            caller.send("from the fork").unwrap();
            drop((a, b, caller));
            fresh.terminate().unwrap();
        });

        let (push, pull) = (push.take().unwrap(), pull.take().unwrap());
        pull.set_rcvtimeo(Some(LONG)).unwrap();
        assert_eq!(pull.recv().unwrap(), "from the fork");
        push.send("after").unwrap();
        assert_eq!(pull.recv().unwrap(), "after");
        assert_eq!(Context::instance().unwrap(), instance);
        drop((push, pull));
        let context = context.take();
        within(LONG, "ending the parent's context", move || drop(context));
    });
}

#[cfg(unix)]
#[test]
fn a_fork_can_do_no_harm_with_what_was_made_of_sockets() {
    use zeroxide::auth::Authenticator;
    use zeroxide::{PollEvents, PollItem, Poller, Proxy, REP};
    passes_in_child("a_fork_can_do_no_harm_with_what_was_made_of_sockets", || {
        const BRIEF: Option<Duration> = Some(Duration::from_millis(1));
        let context = Context::new().unwrap();
        let forked = |error: Error| assert!(matches!(error, Error::Forked { .. }), "{error:?}");
        let rep = context.socket(REP).unwrap();
        let monitor = rep.monitor_all().unwrap();
        rep.bind("tcp://127.0.0.1:*").unwrap();
        let (frontend, backend) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
        let (left, right) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
        let idle = Proxy::new(left, right);
        let proxy = Proxy::new(context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap()).spawn().unwrap();
        let authenticator = Authenticator::builder(&context).start().unwrap();

        let mut all = Some((context, rep, monitor, frontend, backend, idle, proxy, authenticator));
        in_fork(|| {
            let (context, rep, monitor, frontend, backend, mut idle, proxy, authenticator) = all.take().unwrap();
            forked(monitor.recv().unwrap_err());
            forked(monitor.try_recv().unwrap_err());
            forked(monitor.wait_for_peers(1, BRIEF).unwrap_err());
            forked(rep.monitor_all().unwrap_err());
            forked(rep.attach_and_wait(1, BRIEF, |_| Ok(())).unwrap_err());
            forked(rep.poll(PollEvents::READABLE, BRIEF).unwrap_err());
            match PollItem::socket(&rep, PollEvents::READABLE) {
                Ok(item) => forked(zeroxide::poll(&mut [item], BRIEF).unwrap_err()),
                Err(error) => forked(error),
            }
            let mut poller = Poller::new();
            match poller.add(&rep, (), PollEvents::READABLE) {
                Ok(()) => forked(poller.poll(BRIEF).map(drop).unwrap_err()),
                Err(error) => forked(error),
            }
            forked(zeroxide::proxy(&frontend, &backend).unwrap_err());
            forked(idle.run().unwrap_err());
            forked(proxy.pause().unwrap_err());
            forked(proxy.statistics().unwrap_err());
            assert!(!proxy.is_running() && proxy.wait(LONG));
            forked(proxy.stop().map(drop).unwrap_err());
            forked(Authenticator::builder(&context).start().map(drop).unwrap_err());
            forked(context.io_threads().unwrap_err());
            assert_eq!(context.open_sockets(), 0);
            drop(poller);
            drop((context, rep, monitor, frontend, backend, idle, authenticator));
        });

        let (context, rep, monitor, frontend, backend, idle, proxy, authenticator) = all.take().unwrap();
        assert!(monitor.recv().unwrap().is_some() && proxy.is_running() && authenticator.is_running());
        assert_eq!(proxy.statistics().unwrap().to_backend.messages, 0);
        within(LONG, "ending everything in the parent", move || {
            drop((rep, monitor, frontend, backend, idle, proxy, authenticator));
            context.terminate().unwrap();
        });
    });
}

#[test]
fn a_socket_that_moves_between_threads_goes_on() {
    fn hop<K: Kind>(socket: Socket<K>) -> Socket<K> {
        thread::spawn(move || socket).join().unwrap()
    }
    let context = Context::new().unwrap();
    let (mut a, mut b) = pipe(&context).unwrap();
    for _ in 0..20 {
        (a, b) = (hop(a), hop(b));
        a.send("x").unwrap();
        assert_eq!(b.recv().unwrap(), "x");
    }
}
