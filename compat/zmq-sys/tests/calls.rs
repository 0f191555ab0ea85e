//! A message goes from one socket to another by nothing but raw calls.

use std::ffi::{CString, c_int};

#[test]
fn a_message_travels() {
    let endpoint = CString::new("inproc://raw").unwrap();
    let mut buffer = [0_u8; 16];
    let size;
    // SAFETY: each call gets what its manual page asks for: live handles, C strings, buffers of the stated size.
    unsafe {
        let context = zmq_sys::zmq_ctx_new();
        let pull = zmq_sys::zmq_socket(context, zmq_sys::ZMQ_PULL as c_int);
        let push = zmq_sys::zmq_socket(context, zmq_sys::ZMQ_PUSH as c_int);
        assert_eq!(zmq_sys::zmq_bind(pull, endpoint.as_ptr()), 0);
        assert_eq!(zmq_sys::zmq_connect(push, endpoint.as_ptr()), 0);
        assert_eq!(zmq_sys::zmq_send(push, b"hello".as_ptr().cast(), 5, 0), 5);
        size = zmq_sys::zmq_recv(pull, buffer.as_mut_ptr().cast(), buffer.len(), 0);
        assert_eq!(zmq_sys::zmq_recv(pull, buffer.as_mut_ptr().cast(), 0, zmq_sys::ZMQ_DONTWAIT as c_int), -1);
        assert_eq!(zmq_sys::zmq_errno(), zmq_sys::errno::EAGAIN);
        zmq_sys::zmq_close(pull);
        zmq_sys::zmq_close(push);
        zmq_sys::zmq_ctx_term(context);
    }
    assert_eq!(&buffer[..usize::try_from(size).unwrap()], b"hello");
}
