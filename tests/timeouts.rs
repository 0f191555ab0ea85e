//! How long calls wait: as long as they were told, whatever signals come.
#![allow(clippy::unwrap_used)]
#![allow(unsafe_code)] // Signal handlers have no safe interface.

mod common;

use std::time::{Duration, Instant};

use common::{LONG, within};
use zeroxide::{Context, Endpoint, POLLIN, PULL, PUSH, Poller, REP, REQ, pipe};

const SHORT: Duration = Duration::from_millis(30);

#[test]
fn a_receive_waits_as_long_as_it_is_told() {
    within(LONG, "receives with timeouts", || {
        let context = Context::new().unwrap();
        let (here, _there) = pipe(&context).unwrap();
        let timed = |what: &str, call: &dyn Fn()| {
            let begin = Instant::now();
            call();
            assert!(begin.elapsed() >= SHORT, "{what} gave up after {:?}", begin.elapsed());
        };
        timed("recv_timeout", &|| assert_eq!(here.recv_timeout(SHORT).unwrap(), None));
        timed("recv_multipart_timeout", &|| assert_eq!(here.recv_multipart_timeout(SHORT).unwrap(), None));

        here.set_rcvtimeo(Some(SHORT)).unwrap();
        timed("recv", &|| assert!(here.recv().unwrap_err().is_would_block()));
        timed("recv_into", &|| assert!(here.recv_into(&mut [0; 8]).unwrap_err().is_would_block()));
        timed("recv_multipart", &|| assert!(here.recv_multipart().unwrap_err().is_would_block()));
        timed("recv_string", &|| assert!(here.recv_string().unwrap_err().is_would_block()));
        let begin = Instant::now();
        assert_eq!(here.try_recv().unwrap(), None);
        assert_eq!(here.recv_timeout(Duration::ZERO).unwrap(), None);
        assert!(begin.elapsed() < LONG / 2);
    });
}

#[test]
fn a_send_waits_as_long_as_it_is_told() {
    within(LONG, "sends with timeouts", || {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        let timed = |what: &str, call: &dyn Fn()| {
            let begin = Instant::now();
            call();
            assert!(begin.elapsed() >= SHORT, "{what} gave up after {:?}", begin.elapsed());
        };
        timed("send_timeout", &|| assert!(push.send_timeout("x", SHORT).unwrap_err().is_would_block()));
        timed("send_multipart_timeout", &|| {
            assert!(push.send_multipart_timeout(["x", "y"], SHORT).unwrap_err().is_would_block());
        });
        push.set_sndtimeo(Some(SHORT)).unwrap();
        timed("send", &|| assert!(push.send("x").unwrap_err().is_would_block()));
        timed("send of a buffer", &|| assert!(push.send(vec![0; 5_000]).unwrap_err().is_would_block()));
        timed("send_static", &|| assert!(push.send_static(b"x").unwrap_err().is_would_block()));
        timed("send_more", &|| assert!(push.send_more("x").unwrap_err().is_would_block()));
        timed("send_multipart", &|| assert!(push.send_multipart(["x", "y"]).unwrap_err().is_would_block()));
        assert!(push.try_send("x").unwrap_err().is_would_block());
        assert!(push.send_timeout("x", Duration::ZERO).unwrap_err().is_would_block());
    });
}

#[test]
fn a_timeout_of_zero_never_waits() {
    within(LONG, "calls that do not wait", || {
        let context = Context::new().unwrap();
        let (here, _there) = pipe(&context).unwrap();
        here.set_rcvtimeo(Some(Duration::ZERO)).unwrap();
        assert!(here.recv().unwrap_err().is_would_block());
        assert_eq!(here.rcvtimeo().unwrap(), Some(Duration::ZERO));
        let push = context.socket(PUSH).unwrap();
        push.set_sndtimeo(Some(Duration::ZERO)).unwrap();
        assert!(push.send("x").unwrap_err().is_would_block());
        assert!(push.send_multipart(["x", "y"]).unwrap_err().is_would_block());
    });
}

#[test]
fn less_than_a_millisecond_is_one() {
    within(LONG, "very short waits", || {
        let context = Context::new().unwrap();
        let (here, _there) = pipe(&context).unwrap();
        for short in [Duration::from_nanos(1), Duration::from_micros(300)] {
            here.set_rcvtimeo(Some(short)).unwrap();
            assert_eq!(here.rcvtimeo().unwrap(), Some(Duration::from_millis(1)));
            assert!(here.recv().unwrap_err().is_would_block());
            let begin = Instant::now();
            assert_eq!(here.recv_timeout(short).unwrap(), None);
            assert!(begin.elapsed() >= short);
        }
        here.set_rcvtimeo(Some(Duration::from_micros(1_001))).unwrap();
        assert_eq!(here.rcvtimeo().unwrap(), Some(Duration::from_millis(2)));
        // The longest that C takes, not a number that wrapped.
        here.set_rcvtimeo(Some(Duration::MAX)).unwrap();
        assert!(here.rcvtimeo().unwrap().unwrap() > Duration::from_secs(1_000_000));
        here.set_rcvtimeo(None).unwrap();
        assert_eq!(here.rcvtimeo().unwrap(), None);
    });
}

#[test]
fn a_wait_leaves_the_sockets_own_timeouts_alone() {
    within(LONG, "waits of one's own", || {
        let context = Context::new().unwrap();
        let (here, there) = pipe(&context).unwrap();
        for own in [None, Some(Duration::ZERO), Some(Duration::from_millis(7))] {
            here.set_rcvtimeo(own).unwrap();
            here.set_sndtimeo(own).unwrap();
            assert_eq!(here.recv_timeout(SHORT).unwrap(), None);
            there.send("x").unwrap();
            assert!(here.recv_timeout(LONG).unwrap().is_some());
            here.send_timeout("x", SHORT).unwrap();
            assert_eq!((here.rcvtimeo().unwrap(), here.sndtimeo().unwrap()), (own, own));
        }
        let push = context.socket(PUSH).unwrap();
        for own in [None, Some(Duration::from_millis(7))] {
            push.set_sndtimeo(own).unwrap();
            assert!(push.send_timeout("x", SHORT).unwrap_err().is_would_block());
            assert_eq!(push.sndtimeo().unwrap(), own);
        }
        // And the own ones still count.
        assert!(push.send("x").unwrap_err().is_would_block());
    });
}

#[test]
fn a_wait_ends_when_a_message_comes() {
    within(LONG, "a receive with hours to go", || {
        let context = Context::new().unwrap();
        let (here, there) = pipe(&context).unwrap();
        let sender = std::thread::spawn(move || {
            there.send("first").unwrap();
            assert_eq!(there.recv().unwrap(), "next, please");
            there.send("second").unwrap();
            there
        });
        let hours = Duration::from_secs(36_000);
        assert_eq!(here.recv_timeout(hours).unwrap().unwrap(), "first");
        here.send("next, please").unwrap();
        assert_eq!(here.recv_timeout(Duration::MAX).unwrap().unwrap(), "second");
        drop(sender.join().unwrap());
    });
}

#[test]
fn a_send_goes_on_when_a_peer_comes() {
    within(LONG, "a send without a peer", || {
        let context = Context::new().unwrap();
        let push = context.socket(PUSH).unwrap();
        let endpoint = push.bind("tcp://127.0.0.1:*").unwrap();
        let receiver = std::thread::spawn({
            let context = context.clone();
            move || {
                let pull = context.socket(PULL).unwrap();
                pull.connect(&endpoint).unwrap();
                pull.recv_multipart().unwrap()
            }
        });
        push.send_multipart_timeout(["waited", "for"], LONG).unwrap();
        assert_eq!(receiver.join().unwrap(), ["waited", "for"]);
    });
}

#[test]
fn a_request_keeps_to_its_time() {
    within(LONG, "a request that nobody answers", || {
        let context = Context::new().unwrap();
        let rep = context.socket(REP).unwrap();
        let req = context.socket(REQ).unwrap();
        req.connect(rep.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        let begin = Instant::now();
        assert!(req.request(["anyone?"], Some(SHORT)).unwrap_err().is_would_block());
        assert!(begin.elapsed() >= SHORT);
        assert_eq!(rep.recv().unwrap(), "anyone?");
        rep.send("late").unwrap();
        assert_eq!(req.recv_timeout(LONG).unwrap().unwrap(), "late");
    });
}

#[cfg(unix)]
mod signals {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    use std::thread::{self, JoinHandle};

    use super::common::{eventually, passes_in_child};
    use super::*;

    static SEEN: AtomicU32 = AtomicU32::new(0);

    extern "C" fn count(_signal: libc::c_int) {
        SEEN.fetch_add(1, Ordering::Relaxed);
    }

    fn seen() -> u32 {
        SEEN.load(Ordering::Relaxed)
    }

    /// Interrupts the thread that made it, every few milliseconds.
    struct Storm {
        over: Arc<AtomicBool>,
        sender: Option<JoinHandle<()>>,
    }

    impl Storm {
        fn here() -> Storm {
            // SAFETY: the all-zero action is a valid value: no flags, so that calls are interrupted; an empty mask.
            let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
            action.sa_sigaction = count as *const () as usize;
            // SAFETY: the handler only bumps an atomic; the old action is not asked for.
            assert_eq!(unsafe { libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut()) }, 0);
            // SAFETY: no preconditions.
            let target = unsafe { libc::pthread_self() };
            let over = Arc::new(AtomicBool::new(false));
            let sender = thread::spawn({
                let over = Arc::clone(&over);
                move || {
                    while !over.load(Ordering::Relaxed) {
                        // SAFETY: the target outlives the storm, which is dropped on it and joins this thread.
                        unsafe { libc::pthread_kill(target, libc::SIGALRM) };
                        thread::sleep(Duration::from_millis(5));
                    }
                }
            });
            Storm { over, sender: Some(sender) }
        }
    }

    impl Drop for Storm {
        fn drop(&mut self) {
            self.over.store(true, Ordering::Relaxed);
            self.sender.take().unwrap().join().unwrap();
        }
    }

    const WAIT: Duration = Duration::from_millis(200);
    const AT_MOST: Duration = Duration::from_secs(5);

    /// A wait of [`WAIT`] under fire: neither shorter nor much longer. Once more where the machine had no time for signals.
    fn stands(what: &str, mut call: impl FnMut()) {
        let before = seen();
        while seen() <= before + 5 {
            let begin = Instant::now();
            call();
            let took = begin.elapsed();
            assert!(took >= WAIT, "{what}: ended after {took:?}");
            assert!(took < AT_MOST, "{what}: lasted {took:?}");
        }
    }

    #[test]
    fn neither_end_nor_lengthen_a_wait() {
        passes_in_child("signals::neither_end_nor_lengthen_a_wait", || {
            within(LONG, "waits under signals", || {
                let _storm = Storm::here();
                let context = Context::new().unwrap();
                let (here, _there) = pipe(&context).unwrap();
                stands("recv_timeout", || assert_eq!(here.recv_timeout(WAIT).unwrap(), None));
                let mut poller = Poller::new();
                poller.register(&here, POLLIN).unwrap();
                stands("Poller::poll", || assert!(poller.poll(Some(WAIT)).unwrap().is_empty()));
                stands("Socket::poll", || assert!(here.poll(POLLIN, Some(WAIT)).unwrap().is_empty()));
                stands("an empty Poller", || assert!(Poller::<()>::new().poll(Some(WAIT)).unwrap().is_empty()));
                here.set_rcvtimeo(Some(WAIT)).unwrap();
                stands("recv", || assert!(here.recv().unwrap_err().is_would_block()));
                stands("recv_multipart", || assert!(here.recv_multipart().unwrap_err().is_would_block()));
                let push = context.socket(PUSH).unwrap();
                stands("send_timeout", || assert!(push.send_timeout("x", WAIT).unwrap_err().is_would_block()));
                stands("send_multipart_timeout", || {
                    assert!(push.send_multipart_timeout(["x", "y"], WAIT).unwrap_err().is_would_block());
                });
                push.set_sndtimeo(Some(WAIT)).unwrap();
                stands("send", || assert!(push.send(vec![1]).unwrap_err().is_would_block()));
            });
        });
    }

    #[test]
    fn do_not_end_a_wait_without_limit() {
        passes_in_child("signals::do_not_end_a_wait_without_limit", || {
            within(LONG, "waits under signals", || {
                let _storm = Storm::here();
                let context = Context::new().unwrap();
                let (here, there) = pipe(&context).unwrap();
                let after_some = move || {
                    let before = seen();
                    eventually("signals come", || seen() > before + 20);
                };
                let sender = thread::spawn(move || {
                    after_some();
                    there.send_multipart(["survived", "all"]).unwrap();
                    there
                });
                assert_eq!(here.recv_multipart().unwrap(), ["survived", "all"]);
                drop(sender.join().unwrap());

                let push = context.socket(PUSH).unwrap();
                let endpoint = push.bind("tcp://127.0.0.1:*").unwrap();
                let receiver = thread::spawn({
                    let context = context.clone();
                    move || {
                        after_some();
                        let pull = context.socket(PULL).unwrap();
                        pull.connect(&endpoint).unwrap();
                        pull.recv().unwrap()
                    }
                });
                push.send("sent after all").unwrap();
                assert_eq!(receiver.join().unwrap(), "sent after all");
            });
        });
    }

    #[test]
    fn do_not_disturb_what_does_not_wait() {
        passes_in_child("signals::do_not_disturb_what_does_not_wait", || {
            within(LONG, "calls under signals", || {
                let _storm = Storm::here();
                let begin = seen();
                while seen() < begin + 60 {
                    let context = Context::new().unwrap();
                    let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
                    let endpoint = pull.bind("tcp://127.0.0.1:*").unwrap();
                    push.connect(&endpoint).unwrap();
                    push.set_linger(Some(LONG)).unwrap();
                    push.send("x").unwrap();
                    assert_eq!(pull.recv().unwrap(), "x");
                    assert_eq!(pull.try_recv().unwrap(), None);
                    push.disconnect(&endpoint).unwrap();
                    pull.unbind(&endpoint).unwrap();
                    drop((push, pull));
                    context.terminate().unwrap();
                }
            });
        });
    }
}
