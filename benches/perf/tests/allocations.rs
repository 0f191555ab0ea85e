//! How often an operation calls malloc, libzmq's own calls included, beside what the C twin does: `limits.tsv`.
#![cfg(all(target_os = "linux", target_env = "gnu"))]
#![allow(unsafe_code)]

use std::cell::Cell;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use zeroxide::{Context, Message, Multipart, POLLIN, PULL, PUSH, Poller, Pull, Push, Socket};
use zeroxide_perf::guard::limits;
use zeroxide_perf::twin::steps;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    CALLS.with(|calls| calls.set(calls.get() + 1));
}

/// Stands before glibc's functions, for Rust, for libzmq and for libstdc++.
mod interposed {
    use std::ffi::{c_int, c_void};

    unsafe extern "C" {
        fn __libc_malloc(size: usize) -> *mut c_void;
        fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
        fn __libc_realloc(old: *mut c_void, size: usize) -> *mut c_void;
        fn __libc_memalign(alignment: usize, size: usize) -> *mut c_void;
    }

    #[unsafe(no_mangle)]
    extern "C" fn malloc(size: usize) -> *mut c_void {
        super::count();
        // SAFETY: glibc's malloc, under its other name.
        unsafe { __libc_malloc(size) }
    }

    #[unsafe(no_mangle)]
    extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
        super::count();
        // SAFETY: as above.
        unsafe { __libc_calloc(count, size) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn realloc(old: *mut c_void, size: usize) -> *mut c_void {
        super::count();
        // SAFETY: as above; the caller says that `old` came from malloc.
        unsafe { __libc_realloc(old, size) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn posix_memalign(place: *mut *mut c_void, alignment: usize, size: usize) -> c_int {
        super::count();
        // SAFETY: the caller says that `place` is room for a pointer.
        unsafe {
            *place = __libc_memalign(alignment, size);
            if (*place).is_null() { 12 } else { 0 }
        }
    }
}

/// Calls of malloc for one operation, after it has run often enough for buffers to have their size.
fn allocations(mut operation: impl FnMut()) -> f64 {
    const TIMES: u32 = 2_000;
    (0..TIMES).for_each(|_| operation());
    let before = CALLS.get();
    (0..TIMES).for_each(|_| operation());
    (CALLS.get() - before) as f64 / f64::from(TIMES)
}

fn sockets() -> (Context, Socket<Push>, Socket<Pull>) {
    let context = Context::new().unwrap();
    let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
    push.bind("inproc://allocations").unwrap();
    pull.connect("inproc://allocations").unwrap();
    (context, push, pull)
}

/// The same with the C twin; 0 where there is none.
fn in_c(case: &str, bytes: &[u8]) -> f64 {
    let (_context, push, pull) = sockets();
    let (push, pull) = (push.as_ptr(), pull.as_ptr());
    let (data, size) = (bytes.as_ptr(), bytes.len());
    let mut message = std::mem::MaybeUninit::uninit();
    // SAFETY: an uninitialised message is what it wants.
    unsafe { zeroxide_sys::zmq_msg_init(message.as_mut_ptr()) };
    let message = message.as_mut_ptr();
    allocations(|| {
        // SAFETY: live sockets, used by this thread only; `bytes` lives as long as the messages, which are received here.
        unsafe {
            match case {
                "message-copy" => return steps::baseline_message_copy(data, size),
                "message-owned" => return steps::baseline_message_owned(data, size),
                "message-static" => return steps::baseline_message_const(data, size),
                "send-owned" => steps::baseline_send_owned(push, data, size),
                "send-static" => steps::baseline_send_const(push, data, size),
                "multipart" | "multipart-new" | "multipart-array" => {
                    steps::baseline_send_two(push, data, size);
                    return steps::baseline_receive_two(pull, message, size);
                }
                "try-recv" | "poll" => return,
                _ => steps::baseline_send(push, data, size),
            }
            steps::baseline_receive(pull, message, size);
        }
    })
}

/// Each case is one message on its way out and in, unless its name says otherwise.
fn in_zeroxide(case: &str, bytes: &'static [u8]) -> f64 {
    let (_context, push, pull) = sockets();
    let mut message = Message::new();
    let mut frames = Multipart::new();
    let mut poller = Poller::new();
    poller.add(&pull, 'a', POLLIN).unwrap();
    allocations(|| match case {
        "send-recv" => {
            push.send(bytes).unwrap();
            assert_eq!(pull.recv().unwrap().len(), bytes.len());
        }
        "recv-msg" => {
            push.send(bytes).unwrap();
            pull.recv_msg(&mut message).unwrap();
        }
        "send-message" => {
            push.send(Message::from(bytes)).unwrap();
            pull.recv_msg(&mut message).unwrap();
        }
        "send-owned" => {
            push.send(bytes.to_vec()).unwrap();
            pull.recv_msg(&mut message).unwrap();
        }
        "send-static" => {
            push.send_static(bytes).unwrap();
            pull.recv_msg(&mut message).unwrap();
        }
        "multipart" => {
            push.send_multipart(["topic".as_bytes(), bytes]).unwrap();
            pull.recv_multipart_into(&mut frames).unwrap();
        }
        "multipart-new" => {
            push.send_multipart(["topic".as_bytes(), bytes]).unwrap();
            assert_eq!(pull.recv_multipart().unwrap().len(), 2);
        }
        "multipart-array" => {
            push.send_multipart(["topic".as_bytes(), bytes]).unwrap();
            let [topic, body] = pull.recv_array().unwrap();
            assert_eq!((topic.len(), body.len()), (5, bytes.len()));
        }
        "message-copy" => drop(Message::from(bytes)),
        "message-owned" => drop(Message::from(bytes.to_vec())),
        "message-static" => drop(Message::from_static(bytes)),
        "try-recv" => assert!(pull.try_recv().unwrap().is_none()),
        "poll" => assert!(poller.poll(Some(Duration::ZERO)).unwrap().is_empty()),
        _ => panic!("limits.tsv: no such case: {case}"),
    })
}

/// One test at a time, as they share the memory for messages.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn allocations_stay_within_their_limits() {
    let _alone = ALONE.lock();
    let table = limits(&Path::new(env!("CARGO_MANIFEST_DIR")).join("limits.tsv")).unwrap();
    let mut past = Vec::new();
    let mut counted = 0;
    for limit in table.iter().filter(|limit| limit.what == "allocations") {
        let bytes: &'static [u8] = vec![7; limit.size].leak();
        let (ours, twin) = (in_zeroxide(&limit.case, bytes), in_c(&limit.case, bytes));
        println!("{:16} {:6} B: {ours:.2}, C {twin:.2}, limit {}", limit.case, limit.size, limit.most);
        if !limit.holds(ours, twin) {
            past.push(format!("{} of {} B: {ours:.2}, limit {}", limit.case, limit.size, limit.most));
        }
        counted += 1;
    }
    assert!(past.is_empty(), "{past:#?}");
    assert!(counted > 10, "limits.tsv has lost its rows");
}

/// The counter sees what Rust and what C allocates.
#[test]
fn the_counter_counts() {
    let _alone = ALONE.lock();
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1_u8; 100]))), 1.0);
    assert_eq!(in_c("message-copy", &[0; 500_000]), 1.0);
    assert_eq!(in_c("message-copy", &[0; 1]), 0.0);
}

/// When the application goes over to messages of another size, those of before make room for them.
#[test]
fn memory_for_messages_that_nobody_sends_any_more_is_no_hindrance() {
    let _alone = ALONE.lock();
    for size in [200_000, 10_000, 60_000] {
        let many: Vec<_> = (0..1000).map(|_| Message::with_size(size).unwrap()).collect();
        drop(many);
        assert_eq!(allocations(|| drop(Message::with_size(size).unwrap())), 0.0, "{size}");
        assert_eq!(allocations(|| drop([(); 40].map(|()| Message::with_size(size / 2).unwrap()))), 0.0, "{size} / 2");
    }
}
