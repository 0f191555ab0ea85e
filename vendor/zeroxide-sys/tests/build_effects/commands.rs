//! What sockets are told by others, and what it costs to know that there is nothing.

use zeroxide_sys as zmq;

use crate::{
    world::World,
    wrap::{POLL, calls},
};

#[test]
fn nothing_to_receive_is_known_without_the_system() {
    let world = World::new();
    let (server, _client) = world.pair(c"inproc://nothing", |_| ());
    assert_eq!(server.try_recv(), Err(libc::EAGAIN));
    let asked = calls(&POLL, || {
        for _ in 0..100 {
            assert_eq!(server.try_recv(), Err(libc::EAGAIN));
            assert_eq!(server.get(zmq::ZMQ_EVENTS), zmq::ZMQ_POLLOUT);
        }
    });
    assert_eq!(asked, 0);
}

#[test]
fn what_is_there_is_received_without_a_wait() {
    let world = World::new();
    let (server, client) = world.pair(c"inproc://there", |_| ());
    let asked = calls(&POLL, || {
        for _ in 0..100 {
            client.send(b"ping");
            assert_eq!(server.recv(), b"ping");
        }
    });
    assert_eq!(asked, 0);
}

#[test]
fn a_send_sees_at_once_that_there_is_room() {
    let world = World::new();
    let (push, pull) = (world.socket(zmq::ZMQ_PUSH), world.socket(zmq::ZMQ_PULL));
    push.set(zmq::ZMQ_SNDHWM, 2);
    pull.set(zmq::ZMQ_RCVHWM, 2);
    assert_eq!(push.bind(c"inproc://room"), Ok(()));
    pull.connect(c"inproc://room");
    for round in 0..1000 {
        let sent = (0..100).take_while(|_| push.try_send(b"x").is_ok()).count();
        assert_eq!(sent, 4, "round {round}");
        let received = (0..100).take_while(|_| pull.try_recv().is_ok()).count();
        assert_eq!(received, 4, "round {round}");
    }
}
