//! Choices of ours: engine batches, DRAFT functions, CURVE.

use std::{
    ffi::{CStr, CString},
    ptr,
};

use zeroxide_sys as zmq;

use crate::world::{World, check};

fn has(name: &CStr) -> bool {
    // SAFETY: a C string.
    unsafe { zmq::zmq_has(name.as_ptr()) == 1 }
}

#[test]
fn engines_work_in_batches_of_32_kib() {
    let world = World::new();
    for kind in [zmq::ZMQ_PAIR, zmq::ZMQ_PUB, zmq::ZMQ_DEALER, zmq::ZMQ_STREAM] {
        let socket = world.socket(kind);
        assert_eq!(socket.get(zmq::ZMQ_IN_BATCH_SIZE), 32 * 1024);
        assert_eq!(socket.get(zmq::ZMQ_OUT_BATCH_SIZE), 32 * 1024);
    }
}

#[test]
fn draft_sockets_work() {
    assert!(has(c"draft"));
    let world = World::new();
    let (server, client) = (world.socket(zmq::ZMQ_SERVER), world.socket(zmq::ZMQ_CLIENT));
    assert_eq!(server.bind(c"tcp://127.0.0.1:*"), Ok(()));
    client.connect(&server.endpoint());
    client.send(b"draft");
    assert_eq!(server.recv(), b"draft");
}

#[test]
fn polling_takes_a_signal_mask() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    let mut item = zmq::zmq_pollitem_t { socket: socket.0, events: zmq::ZMQ_POLLIN as _, ..Default::default() };
    // SAFETY: one item, with an open socket; no mask.
    let rc = unsafe { zmq::draft::zmq_ppoll(&mut item, 1, 0, ptr::null()) };
    assert_eq!(check(rc), Ok(()));
}

#[test]
fn curve_is_there_when_asked_for() {
    assert_eq!(has(c"curve"), cfg!(zeroxide_curve));
    let (mut public, mut secret) = ([0_u8; 41], [0_u8; 41]);
    // SAFETY: room for two keys of 40 characters.
    let rc = unsafe { zmq::zmq_curve_keypair(public.as_mut_ptr().cast(), secret.as_mut_ptr().cast()) };
    if !cfg!(zeroxide_curve) {
        assert_eq!(check(rc), Err(zmq::errno::ENOTSUP));
        return;
    }
    assert_eq!(check(rc), Ok(()));
    let key = |bytes: &[u8]| CString::new(&bytes[..40]).expect("no NUL in a key");
    let (public, secret) = (key(&public), key(&secret));

    let world = World::new();
    let (server, client) = (world.socket(zmq::ZMQ_PAIR), world.socket(zmq::ZMQ_PAIR));
    server.set(zmq::ZMQ_CURVE_SERVER, 1);
    server.set_text(zmq::ZMQ_CURVE_SECRETKEY, &secret);
    // One pair of keys does for both here.
    client.set_text(zmq::ZMQ_CURVE_SERVERKEY, &public);
    client.set_text(zmq::ZMQ_CURVE_PUBLICKEY, &public);
    client.set_text(zmq::ZMQ_CURVE_SECRETKEY, &secret);
    assert_eq!(server.bind(c"tcp://127.0.0.1:*"), Ok(()));
    client.connect(&server.endpoint());
    client.send(b"sealed");
    assert_eq!(server.recv(), b"sealed");
    assert_eq!(server.get(zmq::ZMQ_MECHANISM), zmq::ZMQ_CURVE);
}
