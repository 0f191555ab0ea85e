//! A program that calls C through zmq-sys, beside zmq.

use std::ffi::{CString, c_int, c_void};

/// One call of C.
macro_rules! c {
    ($name:ident($($argument:expr),*)) => {
        // SAFETY: the contexts and sockets are live until they are closed; texts end with NUL and buffers have the stated sizes.
        unsafe { zmq_sys::$name($($argument),*) }
    };
}

#[test]
fn a_context_option_that_zmq_does_not_have() {
    // What programs reach for zmq-sys for: options that rust-zmq lacks.
    let context = c!(zmq_ctx_new());
    assert_eq!(c!(zmq_ctx_set(context, zmq_sys::ZMQ_MAX_SOCKETS as c_int, 7)), 0);
    assert_eq!(c!(zmq_ctx_get(context, zmq_sys::ZMQ_MAX_SOCKETS as c_int)), 7);
    let socket = c!(zmq_socket(context, zmq_sys::ZMQ_REP as c_int));
    let endpoint = CString::new("tcp://127.0.0.1:*").unwrap();
    assert_eq!(c!(zmq_bind(socket, endpoint.as_ptr())), 0);

    let mut text = [0_u8; 256];
    let mut size = text.len();
    let option = zmq_sys::ZMQ_LAST_ENDPOINT as c_int;
    assert_eq!(c!(zmq_getsockopt(socket, option, text.as_mut_ptr().cast::<c_void>(), &mut size)), 0);
    let endpoint = std::str::from_utf8(&text[..size - 1]).unwrap();

    let client = zmq::Context::new().socket(zmq::REQ).unwrap();
    client.connect(endpoint).unwrap();
    client.send("over the wire", 0).unwrap();
    let mut message = zmq_sys::zmq_msg_t::default();
    c!(zmq_msg_init(&mut message));
    assert_eq!(c!(zmq_msg_recv(&mut message, socket, 0)), 13);
    assert_eq!(c!(zmq_msg_size(&message)), 13);
    // SAFETY: the message is initialised, and goes over to zmq, which closes it.
    let message = unsafe { zmq::Message::from_msg(message) };
    assert_eq!(message.as_str(), Some("over the wire"));
    assert_eq!(c!(zmq_close(socket)), 0);
    drop(message);
    assert_eq!(c!(zmq_ctx_term(context)), 0);
}

#[test]
fn a_socket_of_zmq_in_calls_of_zmq_sys() {
    let context = zmq::Context::new();
    let pull = context.socket(zmq::PULL).unwrap();
    pull.bind("inproc://mixed").unwrap();
    let mut push = context.socket(zmq::PUSH).unwrap();
    push.connect("inproc://mixed").unwrap();
    let sent = c!(zmq_send_const(push.as_mut_ptr(), b"const".as_ptr().cast(), 5, 0));
    assert_eq!(sent, 5);
    assert_eq!(pull.recv_string(0).unwrap().unwrap(), "const");
    let error = pull.recv_msg(zmq::DONTWAIT).unwrap_err();
    assert_eq!(error.to_raw(), zmq_sys::errno::EAGAIN);
}
