//! A message goes from one socket to another by nothing but raw calls.

use std::ffi::{CString, c_int};

/// One call of C.
macro_rules! c {
    ($name:ident($($argument:expr),*)) => {
        // SAFETY: each call gets what its manual page asks for: live handles, C strings, buffers of the stated size.
        unsafe { zmq_sys::$name($($argument),*) }
    };
}

#[test]
fn a_message_travels() {
    let endpoint = CString::new("inproc://raw").unwrap();
    let mut buffer = [0_u8; 16];
    let context = c!(zmq_ctx_new());
    let pull = c!(zmq_socket(context, zmq_sys::ZMQ_PULL as c_int));
    let push = c!(zmq_socket(context, zmq_sys::ZMQ_PUSH as c_int));
    assert_eq!(c!(zmq_bind(pull, endpoint.as_ptr())), 0);
    assert_eq!(c!(zmq_connect(push, endpoint.as_ptr())), 0);
    assert_eq!(c!(zmq_send(push, b"hello".as_ptr().cast(), 5, 0)), 5);
    assert_eq!(c!(zmq_recv(pull, buffer.as_mut_ptr().cast(), buffer.len(), 0)), 5);
    assert_eq!(&buffer[..5], b"hello");
    assert_eq!(c!(zmq_recv(pull, buffer.as_mut_ptr().cast(), 0, zmq_sys::ZMQ_DONTWAIT as c_int)), -1);
    assert_eq!(c!(zmq_errno()), zmq_sys::errno::EAGAIN);
    assert_eq!(c!(zmq_close(pull)), 0);
    assert_eq!(c!(zmq_close(push)), 0);
    assert_eq!(c!(zmq_ctx_term(context)), 0);
}
