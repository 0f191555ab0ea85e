//! Unix domain sockets: who is at the other end, and what is left behind.

use std::{
    ffi::CStr,
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

use zeroxide_sys as zmq;

use crate::world::{World, check, last_error};

/// The wildcard's path, taken from the endpoint that was bound.
fn path(endpoint: &CStr) -> &Path {
    Path::new(endpoint.to_str().expect("ASCII").strip_prefix("ipc://").expect("an ipc endpoint"))
}

#[test]
fn a_wildcard_is_private_and_leaves_nothing() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    assert_eq!(socket.bind(c"ipc://*"), Ok(()));
    let endpoint = socket.endpoint();
    let folder = path(&endpoint).parent().expect("a folder").to_path_buf();
    let mode = fs::metadata(&folder).expect("a folder of its own").permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "{folder:?}");
    drop(socket);
    drop(world);
    assert!(!folder.exists(), "{folder:?}");
}

#[test]
fn messages_tell_their_peer() {
    let world = World::new();
    let (server, client) = world.pair(c"ipc://*", |_| ());
    client.send(b"who");
    let mut message = zmq::zmq_msg_t::default();
    // SAFETY: storage for a message.
    assert_eq!(check(unsafe { zmq::zmq_msg_init(&mut message) }), Ok(()));
    // SAFETY: a message and an open socket.
    let size = unsafe { zmq::zmq_msg_recv(&mut message, server.0, 0) };
    assert_eq!(size, 3, "{}", last_error());
    // SAFETY: a message and a C string.
    let peer = unsafe { zmq::zmq_msg_gets(&message, zmq::ZMQ_MSG_PROPERTY_PEER_ADDRESS.as_ptr()) };
    assert!(!peer.is_null());
    // SAFETY: a C string that lives as long as the message.
    let peer = unsafe { CStr::from_ptr(peer) }.to_string_lossy().into_owned();
    let uid = fs::metadata("/proc/self").expect("/proc is mounted").uid();
    assert!(peer.split(':').any(|part| part == uid.to_string()), "{peer:?} should name user {uid}");
    // SAFETY: a message, closed once.
    assert_eq!(check(unsafe { zmq::zmq_msg_close(&mut message) }), Ok(()));
}

#[test]
fn peers_can_be_filtered() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    for option in [zmq::ZMQ_IPC_FILTER_UID, zmq::ZMQ_IPC_FILTER_GID, zmq::ZMQ_IPC_FILTER_PID] {
        assert_eq!(socket.try_set(option, 1), Ok(()));
    }
}
