//! File descriptors: how many, of which sort, and whether children inherit them.

use std::{ffi::c_int, fs};

use zeroxide_sys as zmq;

use crate::{
    world::World,
    wrap::{ACCEPT, ACCEPT4, SOCKET, SOCKET_CLOEXEC, calls},
};

/// Open descriptors and what each is.
pub fn open() -> Vec<(c_int, String)> {
    let links = fs::read_dir("/proc/self/fd").expect("/proc is mounted");
    links
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            // The directory that is being read is gone by the time someone looks at it.
            let target = fs::read_link(&path).ok().filter(|target| !target.starts_with("/proc"))?;
            Some((path.file_name()?.to_str()?.parse().ok()?, target.to_string_lossy().into_owned()))
        })
        .collect()
}

fn inherited(fd: c_int) -> bool {
    // SAFETY: fcntl takes any number.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFD) };
    flags >= 0 && flags & libc::FD_CLOEXEC == 0
}

#[test]
fn a_socket_costs_one_descriptor() {
    let world = World::new();
    let first = world.socket(zmq::ZMQ_PAIR);
    let before = open().len();
    let more: Vec<_> = (0..50).map(|_| world.socket(zmq::ZMQ_PAIR)).collect();
    assert_eq!(open().len() - before, more.len());
    let fd = first.get(zmq::ZMQ_FD);
    let what = open().into_iter().find(|(number, _)| *number == fd).expect("ZMQ_FD is open").1;
    assert_eq!(what, "anon_inode:[eventfd]");
    assert!(!inherited(fd), "children would inherit the eventfd");
}

#[test]
fn children_inherit_no_epoll_descriptor() {
    let world = World::new();
    let _socket = world.socket(zmq::ZMQ_PAIR);
    let epolls: Vec<_> = open().into_iter().filter(|(_, what)| what == "anon_inode:[eventpoll]").collect();
    assert!(epolls.len() >= 2, "one for the I/O thread, one for the reaper: {epolls:?}");
    assert!(epolls.iter().all(|(fd, _)| !inherited(*fd)));
}

#[test]
fn children_inherit_no_network_socket() {
    let world = World::new();
    let (old, made) =
        (SOCKET.load(std::sync::atomic::Ordering::Relaxed), ACCEPT.load(std::sync::atomic::Ordering::Relaxed));
    let mut accepted = 0;
    let cloexec = calls(&SOCKET_CLOEXEC, || {
        accepted = calls(&ACCEPT4, || {
            let _pair = world.pair(c"tcp://127.0.0.1:*", |_| ());
            assert!(open().iter().filter(|(_, what)| what.starts_with("socket:")).all(|(fd, _)| !inherited(*fd)));
        });
    });
    // At the moment of birth, so that a fork in another thread finds no gap.
    assert_eq!(SOCKET.load(std::sync::atomic::Ordering::Relaxed) - old, cloexec);
    assert!(cloexec >= 2, "a listener and a client");
    assert!(accepted >= 1, "accept4 with SOCK_CLOEXEC");
    assert_eq!(ACCEPT.load(std::sync::atomic::Ordering::Relaxed), made, "plain accept");
}
