//! What reaches the network sockets.

use std::{
    ffi::{CStr, c_int},
    ptr,
};

use zeroxide_sys as zmq;

use crate::{
    descriptors,
    world::World,
    wrap::{BUSY_POLL, calls},
};

fn option(fd: c_int, level: c_int, name: c_int) -> Option<c_int> {
    let (mut value, mut size): (c_int, _) = (0, 4);
    // SAFETY: getsockopt takes any descriptor; there is room for an integer.
    let rc = unsafe { libc::getsockopt(fd, level, name, ptr::from_mut(&mut value).cast(), &mut size) };
    (rc == 0).then_some(value)
}

/// Descriptors of TCP connections, without listeners.
fn connections() -> Vec<c_int> {
    let tcp = |fd: c_int| option(fd, libc::SOL_SOCKET, libc::SO_PROTOCOL) == Some(libc::IPPROTO_TCP);
    let listens = |fd: c_int| option(fd, libc::SOL_SOCKET, libc::SO_ACCEPTCONN) == Some(1);
    descriptors::open().into_iter().map(|(fd, _)| fd).filter(|fd| tcp(*fd) && !listens(*fd)).collect()
}

#[test]
fn keepalive_reaches_both_ends() {
    let world = World::new();
    let _pair = world.pair(c"tcp://127.0.0.1:*", |socket| {
        socket.set(zmq::ZMQ_TCP_KEEPALIVE, 1);
        socket.set(zmq::ZMQ_TCP_KEEPALIVE_IDLE, 11);
        socket.set(zmq::ZMQ_TCP_KEEPALIVE_CNT, 7);
        socket.set(zmq::ZMQ_TCP_KEEPALIVE_INTVL, 3);
    });
    let ends = connections();
    assert_eq!(ends.len(), 2);
    for fd in ends {
        assert_eq!(option(fd, libc::SOL_SOCKET, libc::SO_KEEPALIVE), Some(1));
        assert_eq!(option(fd, libc::IPPROTO_TCP, libc::TCP_KEEPIDLE), Some(11));
        assert_eq!(option(fd, libc::IPPROTO_TCP, libc::TCP_KEEPCNT), Some(7));
        assert_eq!(option(fd, libc::IPPROTO_TCP, libc::TCP_KEEPINTVL), Some(3));
    }
}

#[test]
fn priority_and_busy_poll_reach_the_system() {
    let world = World::new();
    let tried = calls(&BUSY_POLL, || {
        let _pair = world.pair(c"tcp://127.0.0.1:*", |socket| {
            socket.set(zmq::ZMQ_PRIORITY, 5);
            socket.set(zmq::ZMQ_BUSY_POLL, 1);
        });
        assert!(connections().into_iter().any(|fd| option(fd, libc::SOL_SOCKET, libc::SO_PRIORITY) == Some(5)));
    });
    // The system may refuse it to an ordinary user, so only the attempt is certain.
    assert!(tried >= 1);
}

#[test]
fn interface_names_can_be_bound() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    assert_eq!(socket.bind(c"tcp://lo:*"), Ok(()));
    assert!(socket.endpoint().to_bytes().starts_with(b"tcp://127.0.0.1:"), "{:?}", socket.endpoint());
}

#[test]
fn interface_names_are_known_in_ipv6_zones() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    socket.set(zmq::ZMQ_IPV6, 1);
    // The address need not exist, but the name must be understood: an unknown zone is EINVAL.
    assert_ne!(socket.bind(c"tcp://[fe80::1%lo]:*"), Err(libc::EINVAL));
    assert_eq!(socket.bind(c"tcp://[fe80::1%nothere0]:*"), Err(libc::EINVAL));
}

#[test]
fn sockets_can_be_tied_to_a_device() {
    let world = World::new();
    let socket = world.socket(zmq::ZMQ_PAIR);
    socket.set_text(zmq::ZMQ_BINDTODEVICE, c"lo");
    // Older systems ask for a capability.
    let bound = socket.bind(c"tcp://127.0.0.1:*");
    assert!(matches!(bound, Ok(()) | Err(libc::EPERM)), "{bound:?}");
}

#[test]
fn transports_are_there() {
    // SAFETY: a C string.
    let has = |name: &CStr| unsafe { zmq::zmq_has(name.as_ptr()) } == 1;
    assert!(has(c"ipc"));
    assert!(has(c"WS"));
    if cfg!(target_env = "gnu") {
        assert!(has(c"tipc"), "the kernel's headers come with glibc's");
    }
    let world = World::new();
    let _pair = world.pair(c"ws://127.0.0.1:*", |_| ());
}
