//! The bundled library's own calls do what those of `zmq.h` do.
#![cfg(zeroxide_bundled)]

use std::ffi::c_void;
use std::mem::MaybeUninit;

use zeroxide_sys as zmq;
use zmq::{fused, zmq_msg_t};

/// Two connected PAIRs that never wait.
struct Pair {
    context: *mut c_void,
    here: *mut c_void,
    there: *mut c_void,
}

impl Pair {
    fn new() -> Pair {
        // SAFETY: no precondition.
        let context = unsafe { zmq::zmq_ctx_new() };
        // SAFETY: the context is open.
        let [here, there] = [(); 2].map(|()| unsafe { zmq::zmq_socket(context, zmq::ZMQ_PAIR) });
        // SAFETY: the socket is open, the text ends with NUL.
        assert_eq!(unsafe { zmq::zmq_bind(here, c"inproc://fused".as_ptr()) }, 0);
        // SAFETY: the socket is open, the text ends with NUL.
        assert_eq!(unsafe { zmq::zmq_connect(there, c"inproc://fused".as_ptr()) }, 0);
        Pair { context, here, there }
    }

    fn recv(&self) -> Option<Vec<u8>> {
        let mut msg = fused::empty();
        // SAFETY: the socket is open and the message initialised.
        if unsafe { fused::msg_recv(&mut msg, self.there, zmq::ZMQ_DONTWAIT) } != 0 {
            assert!(fused::has_nothing_to_release(&msg));
            return None;
        }
        let bytes = bytes(&msg);
        // SAFETY: initialised, and not used any more.
        assert_eq!(unsafe { zmq::zmq_msg_close(&mut msg) }, 0);
        Some(bytes)
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for socket in [self.here, self.there] {
            // SAFETY: the socket is open.
            unsafe { zmq::zmq_close(socket) };
        }
        // SAFETY: the context is open and has no sockets any more.
        unsafe { zmq::zmq_ctx_term(self.context) };
    }
}

fn bytes(msg: &zmq_msg_t) -> Vec<u8> {
    let mut size = 0;
    // SAFETY: the message is initialised.
    let data = unsafe { fused::msg_bytes(msg, &mut size) };
    // SAFETY: the message is initialised.
    assert_eq!(size, unsafe { zmq::zmq_msg_size(msg) });
    // SAFETY: data is readable for size bytes while the message lives.
    unsafe { std::slice::from_raw_parts(data.cast::<u8>(), size) }.to_vec()
}

fn errno() -> i32 {
    // SAFETY: no precondition.
    unsafe { zmq::zmq_errno() }
}

#[test]
fn bytes_arrive_inline_and_allocated() {
    let pair = Pair::new();
    for size in [0, 1, 33, 34, 100_000] {
        let sent: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        // SAFETY: the socket is open and the bytes are readable.
        assert_eq!(unsafe { fused::send(pair.here, sent.as_ptr().cast(), sent.len(), 0) }, 0);
        assert_eq!(pair.recv(), Some(sent));
    }
}

#[test]
fn flags_reach_the_socket() {
    let pair = Pair::new();
    for flags in [zmq::ZMQ_SNDMORE, 0] {
        // SAFETY: the socket is open and the bytes are readable.
        assert_eq!(unsafe { fused::send(pair.here, b"x".as_ptr().cast(), 1, flags) }, 0);
    }
    for more in [1, 0] {
        let mut msg = fused::empty();
        // SAFETY: the socket is open and the message initialised.
        assert_eq!(unsafe { fused::msg_recv(&mut msg, pair.there, 0) }, 0);
        // SAFETY: the message is initialised.
        assert_eq!(unsafe { zmq::zmq_msg_more(&msg) }, more);
        // SAFETY: initialised, and not used any more.
        unsafe { zmq::zmq_msg_close(&mut msg) };
    }
}

#[test]
fn constant_bytes_go_as_they_are() {
    static BYTES: [u8; 1000] = [7; 1000];
    let pair = Pair::new();
    let mut msg = fused::empty();
    // SAFETY: the socket is open and the bytes live for ever.
    assert_eq!(unsafe { fused::send_const(pair.here, BYTES.as_ptr().cast(), BYTES.len(), 0) }, 0);
    // SAFETY: the socket is open and the message initialised.
    assert_eq!(unsafe { fused::msg_recv(&mut msg, pair.there, 0) }, 0);
    // SAFETY: the message is initialised.
    assert_eq!(unsafe { fused::bytes_of(&msg) }, Some((BYTES.as_ptr(), BYTES.len())));
    // SAFETY: initialised, and not used any more.
    unsafe { fused::msg_close(&mut msg) };

    // SAFETY: the context is open.
    let alone = unsafe { zmq::zmq_socket(pair.context, zmq::ZMQ_PUSH) };
    // SAFETY: the socket is open and the bytes live for ever.
    assert_eq!(unsafe { fused::send_const(alone, BYTES.as_ptr().cast(), BYTES.len(), zmq::ZMQ_DONTWAIT) }, -1);
    assert_eq!(errno(), libc::EAGAIN);
    // SAFETY: the socket is open.
    unsafe { zmq::zmq_close(alone) };
}

#[test]
fn a_failure_keeps_its_number_and_the_message() {
    let pair = Pair::new();
    // SAFETY: the context is open.
    let alone = unsafe { zmq::zmq_socket(pair.context, zmq::ZMQ_PUSH) };
    let long = [7; 1000];
    // SAFETY: the socket is open and the bytes are readable.
    assert_eq!(unsafe { fused::send(alone, long.as_ptr().cast(), long.len(), zmq::ZMQ_DONTWAIT) }, -1);
    assert_eq!(errno(), libc::EAGAIN);

    let mut msg = MaybeUninit::<zmq_msg_t>::uninit();
    // SAFETY: writes the whole struct.
    assert_eq!(unsafe { zmq::zmq_msg_init_data(msg.as_mut_ptr(), long.as_ptr() as _, 1000, None, 0 as _) }, 0);
    // SAFETY: initialised by the call.
    let mut msg = unsafe { msg.assume_init() };
    // SAFETY: the socket is open and the message initialised.
    assert_eq!(unsafe { fused::msg_send(&mut msg, alone, zmq::ZMQ_DONTWAIT) }, -1);
    assert_eq!(errno(), libc::EAGAIN);
    assert_eq!(bytes(&msg), long);

    assert_eq!(pair.recv(), None);
    assert_eq!(errno(), libc::EAGAIN);
    // SAFETY: the socket is open and the message initialised.
    assert_eq!(unsafe { fused::msg_send(&mut msg, pair.here, 0) }, 0);
    assert_eq!(bytes(&msg), b"");
    // SAFETY: the socket is open and the message initialised.
    assert_eq!(unsafe { fused::msg_recv(&mut msg, pair.there, 0) }, 0);
    assert_eq!(bytes(&msg), long);
    // SAFETY: initialised, and not used any more.
    unsafe { zmq::zmq_msg_close(&mut msg) };
    // SAFETY: the socket is open.
    unsafe { zmq::zmq_close(alone) };
}
