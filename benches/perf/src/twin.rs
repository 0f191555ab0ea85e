//! The C twin, `c_baseline/`.
#![allow(unsafe_code)]

use std::ffi::{CString, c_char, c_int, c_long, c_void};

use crate::spec::{Outcome, Spec};

// zeroxide-sys links libzmq, which the twin calls.
use zeroxide_sys as _;

#[repr(C)]
struct RawSpec {
    pattern: *const c_char,
    transport: *const c_char,
    size: usize,
    count: c_long,
    fan: c_int,
    how: *const c_char,
}

#[repr(C)]
#[derive(Default)]
struct RawResult {
    messages: c_long,
    seconds: f64,
    cpu: f64,
    p50: f64,
    p99: f64,
}

unsafe extern "C" {
    fn baseline_run(spec: *const RawSpec, result: *mut RawResult) -> c_int;
    fn baseline_tool(argc: c_int, argv: *const *const c_char) -> c_int;
}

/// Single steps, for benches with loops of their own. Sockets are libzmq's.
pub mod steps {
    use super::{c_int, c_long, c_void};

    unsafe extern "C" {
        pub fn baseline_send(socket: *mut c_void, bytes: *const u8, size: usize);
        pub fn baseline_send_const(socket: *mut c_void, bytes: *const u8, size: usize);
        pub fn baseline_send_owned(socket: *mut c_void, bytes: *const u8, size: usize);
        pub fn baseline_send_two(socket: *mut c_void, bytes: *const u8, size: usize);
        pub fn baseline_receive(socket: *mut c_void, message: *mut zeroxide_sys::zmq_msg_t, size: usize);
        pub fn baseline_receive_two(socket: *mut c_void, message: *mut zeroxide_sys::zmq_msg_t, size: usize);
        pub fn baseline_message_copy(bytes: *const u8, size: usize);
        pub fn baseline_message_owned(bytes: *const u8, size: usize);
        pub fn baseline_message_const(bytes: *const u8, size: usize);
        pub fn baseline_ping_send(socket: *mut c_void, bytes: *const u8, size: usize, count: c_long);
        pub fn baseline_ping_receive(socket: *mut c_void, size: usize, count: c_long);
        pub fn baseline_poll_receive(sockets: *const *mut c_void, count: c_int, size: usize) -> c_long;
        pub fn baseline_context();
        pub fn baseline_socket(context: *mut c_void, kind: c_int);
    }
}

/// Runs a workload in C; `None` where it has no such.
pub fn run(spec: &Spec) -> Option<Outcome> {
    let text = |text: &str| CString::new(text).unwrap_or_default();
    let (pattern, transport, how) = (text(&spec.pattern), text(&spec.transport), text(&spec.how));
    let raw = RawSpec {
        pattern: pattern.as_ptr(),
        transport: transport.as_ptr(),
        size: spec.size,
        count: c_long::try_from(spec.count).ok()?,
        fan: c_int::try_from(spec.fan).ok()?,
        how: how.as_ptr(),
    };
    let mut result = RawResult::default();
    // SAFETY: both point to structures as in baseline.h, and the texts live until the call returns.
    let code = unsafe { baseline_run(&raw, &mut result) };
    (code == 0).then(|| Outcome {
        messages: u64::try_from(result.messages).unwrap_or(0),
        seconds: result.seconds,
        cpu: result.cpu,
        p50: result.p50,
        p99: result.p99,
    })
}

/// Runs one of libzmq's tools as written in C, and returns its exit code.
pub fn tool(name: &str, arguments: &[String]) -> i32 {
    let words: Vec<CString> = std::iter::once(name)
        .chain(arguments.iter().map(String::as_str))
        .map(|word| CString::new(word).unwrap_or_default())
        .collect();
    let pointers: Vec<*const c_char> = words.iter().map(|word| word.as_ptr()).collect();
    let count = c_int::try_from(pointers.len()).unwrap_or(0);
    // SAFETY: `count` pointers to texts that live until the call returns.
    unsafe { baseline_tool(count, pointers.as_ptr()) }
}
