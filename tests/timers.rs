//! Timers, with callbacks that do what breaks libzmq's.

mod common;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use common::LONG;
use zeroxide::{Context, PULL, PUSH, PollEvents, Poller, TimerId, Timers};

const TICK: Duration = Duration::from_millis(2);

/// Executes until something ran.
fn turn(timers: &mut Timers<'_>) -> usize {
    let deadline = Instant::now() + LONG;
    loop {
        if let Some(timeout) = timers.timeout() {
            thread::sleep(timeout);
        }
        let ran = timers.execute();
        if ran > 0 || timers.is_empty() {
            return ran;
        }
        assert!(Instant::now() < deadline, "nothing runs");
    }
}

#[test]
fn none_have_no_timeout() {
    let mut timers = Timers::new();
    assert_eq!(timers.timeout(), None);
    assert_eq!(timers.execute(), 0);
    let id = timers.add(LONG, |_, _| ());
    assert!(timers.timeout().is_some_and(|timeout| timeout <= LONG));
    assert!(timers.cancel(id));
    assert_eq!(timers.timeout(), None);
    assert!(!timers.cancel(id) && !timers.reset(id) && !timers.set_interval(id, TICK));
    assert_eq!(timers.interval(id), None);
}

#[test]
fn a_timer_runs_again_and_again() {
    let runs = Cell::new(0);
    let mut timers = Timers::new();
    timers.add(TICK, |_, _| runs.set(runs.get() + 1));
    for expected in 1..=3 {
        assert_eq!(turn(&mut timers), 1);
        assert_eq!(runs.get(), expected);
    }
}

#[test]
fn a_callback_may_change_itself() {
    let mut timers = Timers::new();
    let id = timers.add(TICK, |timers, this| {
        assert!(timers.reset(this));
        assert!(timers.set_interval(this, LONG));
        assert_eq!(timers.interval(this), Some(LONG));
        assert!(timers.timeout().is_some_and(|timeout| timeout > LONG / 2));
    });
    assert_eq!(turn(&mut timers), 1);
    assert!(timers.timeout().is_some_and(|timeout| timeout > LONG / 2));
    assert_eq!(timers.interval(id), Some(LONG));
}

#[test]
fn a_callback_may_cancel_itself() {
    // What it holds is dropped once it has run, and not while it does.
    let held = std::rc::Rc::new(Cell::new(0));
    let mut timers = Timers::new();
    let inside = std::rc::Rc::clone(&held);
    timers.add(TICK, move |timers, this| {
        assert!(timers.cancel(this));
        assert!(!timers.cancel(this));
        inside.set(inside.get() + 1);
    });
    assert_eq!(turn(&mut timers), 1);
    assert!(timers.is_empty());
    assert_eq!((held.get(), std::rc::Rc::strong_count(&held)), (1, 1));
}

#[test]
fn a_callback_may_cancel_and_reset_others_that_are_due() {
    let log = RefCell::new(Vec::new());
    let ids: Cell<Option<(TimerId, TimerId)>> = Cell::new(None);
    let mut timers = Timers::new();
    timers.add(TICK, |timers, _| {
        let (cancelled, reset) = ids.get().unwrap();
        timers.cancel(cancelled);
        timers.set_interval(reset, LONG);
        log.borrow_mut().push("first");
    });
    let cancelled = timers.add(TICK * 2, |_, _| log.borrow_mut().push("cancelled"));
    let reset = timers.add(TICK * 2, |_, _| log.borrow_mut().push("reset"));
    ids.set(Some((cancelled, reset)));
    // All three are due by now.
    thread::sleep(TICK * 5);
    assert_eq!(timers.execute(), 1);
    assert_eq!(*log.borrow(), ["first"]);
    assert_eq!(timers.len(), 2);
}

#[test]
fn what_a_callback_adds_runs_later() {
    let inner = Cell::new(0);
    let mut timers = Timers::new();
    timers.add(TICK, |timers, this| {
        timers.cancel(this);
        timers.add(TICK, |_, _| inner.set(inner.get() + 1));
    });
    assert_eq!(turn(&mut timers), 1);
    assert_eq!(inner.get(), 0);
    assert_eq!(turn(&mut timers), 1);
    assert_eq!(inner.get(), 1);
}

#[test]
fn a_callback_that_panics_leaves_the_others() {
    let runs = Cell::new(0);
    let mut timers = Timers::new();
    let bad = timers.add(TICK, |_, _| panic!("a callback's own"));
    thread::sleep(TICK * 2);
    assert!(catch_unwind(AssertUnwindSafe(|| timers.execute())).is_err());
    timers.cancel(bad);
    timers.add(TICK, |_, _| runs.set(runs.get() + 1));
    assert_eq!(turn(&mut timers), 1);
    assert_eq!(runs.get(), 1);
}

#[test]
fn beside_a_poller() {
    let context = Context::new().unwrap();
    let pull = context.socket(PULL).unwrap();
    pull.bind("inproc://timers").unwrap();
    let push = context.socket(PUSH).unwrap();
    push.connect("inproc://timers").unwrap();
    let mut poller = Poller::new();
    poller.add(&pull, (), PollEvents::READABLE).unwrap();

    // Each tick sends; the wait between ends by the message or by the timer.
    let mut timers = Timers::new();
    timers.add(TICK, |_, _| push.send("tick").unwrap());
    let mut got = 0;
    while got < 3 {
        let ready = poller.poll(timers.timeout()).unwrap();
        if ready.is_readable(&pull) {
            assert_eq!(pull.recv().unwrap(), "tick");
            got += 1;
        }
        drop(ready);
        timers.execute();
    }
}
