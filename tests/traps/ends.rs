//! B2, B10, B11, B12, B27: how contexts and sockets end, signals, and forks.

use std::thread;
use std::time::{Duration, Instant};

use zeroxide::{Context, DEALER, Endpoint, PAIR, POLLOUT, PULL, PUSH, REQ, ROUTER};

use crate::common::{eventually, within};
use crate::{LIMIT, SOON, elsewhere, traps};

/// Has signals come to the calling thread until `work` is done.
#[cfg(unix)]
fn among_signals<T>(work: impl FnOnce() -> T) -> T {
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    extern "C" fn ignore(_signal: libc::c_int) {}
    // SAFETY: the all-zero action has no flags, so that calls are not begun again.
    let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
    action.sa_sigaction = ignore as *const () as usize;
    // SAFETY: the action is initialised, and its handler does nothing.
    assert_eq!(unsafe { libc::sigaction(libc::SIGUSR1, &raw const action, std::ptr::null_mut()) }, 0);
    let done = AtomicBool::new(false);
    // SAFETY: no preconditions.
    let this = unsafe { libc::pthread_self() } as usize;
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                // SAFETY: the thread waits for this one at the end of the scope.
                let _ = unsafe { libc::pthread_kill(this as libc::pthread_t, libc::SIGUSR1) };
                thread::sleep(Duration::from_millis(5));
            }
        });
        let result = work();
        done.store(true, Relaxed);
        result
    })
}

/// Sockets that connect to names that nobody binds: more than there are places for sockets.
fn wait_for_nobody(context: &Context) -> Vec<zeroxide::Socket> {
    let kinds = [DEALER.into_type(), PAIR.into_type(), REQ.into_type(), ROUTER.into_type(), PUSH.into_type()];
    let sockets: Vec<_> = kinds.into_iter().map(|kind| context.socket(kind).unwrap()).collect();
    for socket in &sockets {
        for _ in 0..5 {
            socket.connect(Endpoint::inproc_unique()).unwrap();
        }
        socket.connect("inproc://all wait for this one").unwrap();
    }
    sockets
}

trait IntoType {
    fn into_type(self) -> zeroxide::SocketType;
}

impl<K: zeroxide::Kind> IntoType for K {
    fn into_type(self) -> zeroxide::SocketType {
        self.socket_type()
    }
}

/// Sets the limit of descriptors, and answers what it was.
#[cfg(unix)]
fn limit_descriptors(most: u64) -> u64 {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the struct is writable.
    assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) }, 0);
    let before = limit.rlim_cur;
    limit.rlim_cur = most as libc::rlim_t;
    // SAFETY: the struct is readable.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
    before
}

traps! {
    #[cfg(feature = "draft")]
    fn b02_poll_after_the_end() {
        use zeroxide::{POLLIN, PollItem, SERVER, poll};
        let context = Context::new().unwrap();
        let (server, pair) = (context.socket(SERVER).unwrap(), context.socket(PAIR).unwrap());
        context.shutdown().unwrap();
        for _ in 0..3 {
            let mut items = [PollItem::socket(&server, POLLIN).unwrap(), PollItem::socket(&pair, POLLIN).unwrap()];
            assert!(poll(&mut items, Some(SOON)).unwrap_err().is_terminated());
            items.reverse();
            assert!(poll(&mut items, Some(SOON)).unwrap_err().is_terminated());
        }
    }

    fn b10_unbound_inproc_connects_at_the_end() {
        for end in 0..4 {
            let context = Context::builder().max_sockets(5).drop_timeout(Duration::MAX).build().unwrap();
            assert_eq!(context.max_sockets().unwrap(), 5);
            let sockets = wait_for_nobody(&context);
            assert_eq!(context.socket(PAIR).unwrap_err().errno(), libc::EMFILE);
            match end {
                0 => {
                    drop(sockets);
                    context.terminate().unwrap();
                }
                1 => {
                    drop(sockets);
                    drop(context);
                }
                2 => drop((context, sockets)),
                _ => {
                    context.shutdown().unwrap();
                    for socket in &sockets {
                        assert!(socket.connect(Endpoint::inproc_unique()).unwrap_err().is_terminated());
                    }
                    drop(sockets);
                    context.terminate().unwrap();
                }
            }
        }
    }

    #[cfg(unix)]
    fn b10_no_descriptor_at_the_end() {
        let context = Context::new().unwrap();
        drop(wait_for_nobody(&context));
        let before = limit_descriptors(1);
        context.terminate().unwrap();
        limit_descriptors(before);
    }

    #[cfg(unix)]
    fn b20_no_descriptor_for_the_first_socket() {
        use std::os::fd::AsRawFd;
        for more in 0..12 {
            let context = Context::new().unwrap();
            let next = std::fs::File::open("/dev/null").unwrap().as_raw_fd();
            let before = limit_descriptors(u64::try_from(next).unwrap() + more);
            if let Err(error) = context.socket(PAIR) {
                assert_eq!(error.errno(), libc::EMFILE);
            }
            limit_descriptors(before);
            assert!(context.socket(PAIR).is_ok());
        }
    }

    #[cfg(target_os = "linux")]
    fn b20_no_descriptor_for_an_interface() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        let before = limit_descriptors(1);
        assert_eq!(pair.bind("tcp://lo:*").unwrap_err().errno(), libc::EMFILE);
        limit_descriptors(before);
        pair.bind("tcp://lo:*").unwrap();
    }

    fn b10_max_sockets_is_kept() {
        let context = Context::builder().max_sockets(2).build().unwrap();
        let (first, _second) = (context.socket(PAIR).unwrap(), context.socket(PAIR).unwrap());
        assert_eq!(context.socket(PAIR).unwrap_err().errno(), libc::EMFILE);
        // The spare one is not of these.
        first.connect(Endpoint::inproc_unique()).unwrap();
        assert_eq!(context.socket(PAIR).unwrap_err().errno(), libc::EMFILE);
    }

    fn b10_drop_never_hangs() {
        let context = Context::builder().drop_timeout(Duration::from_millis(200)).build().unwrap();
        let dealer = context.socket(DEALER).unwrap();
        dealer.set_linger(None).unwrap();
        dealer.connect("tcp://127.0.0.1:9").unwrap();
        dealer.send("to nobody").unwrap();
        drop((dealer, context));
    }

    #[cfg(unix)]
    fn b10_signal_at_the_end() {
        let linger = Duration::from_millis(700);
        let context = Context::new().unwrap();
        let dealer = context.socket(DEALER).unwrap();
        dealer.set_linger(Some(linger)).unwrap();
        dealer.connect("tcp://127.0.0.1:9").unwrap();
        dealer.send("to nobody").unwrap();
        let begin = Instant::now();
        drop(dealer);
        among_signals(|| context.terminate().unwrap());
        assert!(begin.elapsed() >= linger, "it did not wait for the message");
    }

    // Termination frees the context: a socket in another thread's hands must be closed before.
    fn b11_context_outlives_its_sockets() {
        let context = Context::new().unwrap();
        let socket = context.socket(PULL).unwrap();
        let other = thread::spawn(move || {
            assert!(socket.recv().unwrap_err().is_terminated());
            // Many times: who is to wait for the socket's end has time not to.
            for _ in 0..10_000 {
                assert!(socket.try_recv().unwrap_err().is_terminated());
                assert!(socket.linger().is_err());
            }
        });
        within(LIMIT, "terminate", move || context.terminate().unwrap());
        other.join().unwrap();
    }

    // Past the end of a connection that the socket itself has yet to learn of.
    fn b11_high_water_mark_when_the_peer_has_left() {
        if elsewhere("it tells a connection that is gone of the mark") {
            return;
        }
        let context = Context::new().unwrap();
        for _ in 0..10 {
            let push = context.socket(PUSH).unwrap();
            let pull = context.socket(PULL).unwrap();
            pull.connect(push.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
            push.send("hello").unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "hello");
            drop(pull);
            eventually("the peer has left", || !push.events().unwrap().contains(POLLOUT));
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_millis(20) {
                push.set_sndhwm(10).unwrap();
            }
        }
    }

    #[cfg(feature = "draft")]
    fn b11_queues_asked_for_when_the_peer_has_left() {
        if elsewhere("it asks a connection that is gone") {
            return;
        }
        let context = Context::new().unwrap();
        for _ in 0..10 {
            let push = context.socket(PUSH).unwrap();
            let _monitor = push.monitor_v2(zeroxide::MonitorEvents::PIPES_STATS).unwrap();
            let pull = context.socket(PULL).unwrap();
            pull.connect(push.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
            push.send("hello").unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap(), "hello");
            drop(pull);
            eventually("the peer has left", || !push.events().unwrap().contains(POLLOUT));
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_millis(20) {
                let _ = push.request_pipes_stats();
            }
        }
    }

    #[cfg(unix)]
    fn b12_signals() {
        let context = Context::new().unwrap();
        let (here, there) = zeroxide::pipe(&context).unwrap();
        let wait = Duration::from_millis(300);
        among_signals(|| {
            let begin = Instant::now();
            assert_eq!(here.recv_timeout(wait).unwrap(), None);
            assert!(begin.elapsed() >= wait, "a signal ended the wait");
            here.set_rcvtimeo(Some(wait)).unwrap();
            assert!(here.recv().unwrap_err().is_would_block());
            here.set_rcvtimeo(None).unwrap();
            let sender = thread::spawn(move || {
                thread::sleep(wait);
                there.send("late").unwrap();
                there
            });
            assert_eq!(here.recv().unwrap(), "late");
            let there = sender.join().unwrap();
            assert!(there.poll(zeroxide::POLLIN, Some(wait)).unwrap().is_empty());
        });
    }

    #[cfg(unix)]
    fn b27_fork() {
        let context = Context::new().unwrap();
        let (here, there) = zeroxide::pipe(&context).unwrap();
        let mut inherited = Some((here, there, context));
        in_fork(|| {
            let (here, there, context) = inherited.take().unwrap();
            assert!(matches!(here.send("x").unwrap_err(), zeroxide::Error::Forked { .. }));
            assert!(matches!(there.try_recv().unwrap_err(), zeroxide::Error::Forked { .. }));
            assert!(matches!(context.socket(PAIR).unwrap_err(), zeroxide::Error::Forked { .. }));
            assert!(matches!(here.connect("inproc://x").unwrap_err(), zeroxide::Error::Forked { .. }));
            drop((here, there, context));
        });
        let (here, there, context) = inherited.take().unwrap();
        here.send("as ever").unwrap();
        assert_eq!(there.recv_timeout(SOON).unwrap().unwrap(), "as ever");
        drop((here, there));
        within(LIMIT, "the parent's end", move || context.terminate().unwrap());
    }

    #[cfg(unix)]
    fn b27_fork_while_the_instance_is_made() {
        use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
        if std::env::var_os("ASAN_OPTIONS").is_some() {
            println!("skipped: forks of several threads are not what a sanitizer is made for");
            return;
        }
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !done.load(Relaxed) {
                        // The next one has to be made.
                        Context::instance().unwrap().shutdown().unwrap();
                    }
                });
            }
            for _ in 0..150 {
                in_fork(|| drop(Context::instance().unwrap().socket(PAIR).unwrap()));
            }
            done.store(true, Relaxed);
        });
    }
}

/// Runs `child` in a fork of this process, and fails where it does not come to its end.
#[cfg(unix)]
fn in_fork(child: impl FnOnce()) {
    // SAFETY: the child works on handles of its own and on those whose calls fail before any lock, and leaves by _exit.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0);
    if pid == 0 {
        // SAFETY: the default action for a signal; it ends a child that hangs.
        unsafe { libc::alarm(if cfg!(zeroxide_unguarded) { 10 } else { 60 }) };
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(child)).is_ok();
        // SAFETY: no preconditions; nothing of the parent's is run.
        unsafe { libc::_exit(if done { 0 } else { 1 }) };
    }
    let mut status = 0;
    // SAFETY: the pid is the child's, which nobody else waits for; status is writable.
    assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
    assert!(libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0, "the fork ended with {status:#x}");
}
