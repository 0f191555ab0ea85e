//! The DRAFT functions of `zmq.h`: subject to change, and only in a library that was built with them.
//!
//! The bundled library always has them, so this module is there without the feature `draft` too. The feature repeats
//! the functions at the crate root.

use std::ffi::{c_char, c_int, c_long, c_short, c_void};

use crate::types::{sigset_t, zmq_fd_t, zmq_msg_t, zmq_poller_event_t, zmq_pollitem_t};

unsafe extern "C" {
    // Contexts: options of any type.
    /// Sets a context option of any type.
    pub fn zmq_ctx_set_ext(context: *mut c_void, option: c_int, optval: *const c_void, optvallen: usize) -> c_int;
    /// Reads a context option of any type.
    pub fn zmq_ctx_get_ext(context: *mut c_void, option: c_int, optval: *mut c_void, optvallen: *mut usize) -> c_int;

    // Sockets: groups of DISH, peers of PEER.
    /// Adds a DISH socket to a group.
    pub fn zmq_join(socket: *mut c_void, group: *const c_char) -> c_int;
    /// Takes a DISH socket out of a group.
    pub fn zmq_leave(socket: *mut c_void, group: *const c_char) -> c_int;
    /// Connects a PEER socket; returns the routing id of the other side, or 0 on failure.
    pub fn zmq_connect_peer(socket: *mut c_void, addr: *const c_char) -> u32;

    // Messages: routing id of SERVER and PEER, group of RADIO.
    /// Says to which peer a SERVER or PEER socket is to send the message.
    pub fn zmq_msg_set_routing_id(msg: *mut zmq_msg_t, routing_id: u32) -> c_int;
    /// From which peer the message came; 0 when that is not known.
    pub fn zmq_msg_routing_id(msg: *mut zmq_msg_t) -> u32;
    /// Says to which group a RADIO socket is to send the message.
    pub fn zmq_msg_set_group(msg: *mut zmq_msg_t, group: *const c_char) -> c_int;
    /// The group of a message.
    pub fn zmq_msg_group(msg: *mut zmq_msg_t) -> *const c_char;
    /// Makes a message of a copy of bytes.
    pub fn zmq_msg_init_buffer(msg: *mut zmq_msg_t, buf: *const c_void, size: usize) -> c_int;

    // Poller, also for thread-safe sockets.
    /// Makes a poller; null on failure.
    pub fn zmq_poller_new() -> *mut c_void;
    /// Releases a poller and nulls the pointer.
    pub fn zmq_poller_destroy(poller_p: *mut *mut c_void) -> c_int;
    /// The number of things in a poller.
    pub fn zmq_poller_size(poller: *mut c_void) -> c_int;
    /// Adds a socket.
    pub fn zmq_poller_add(poller: *mut c_void, socket: *mut c_void, user_data: *mut c_void, events: c_short) -> c_int;
    /// Changes what to wait for on a socket.
    pub fn zmq_poller_modify(poller: *mut c_void, socket: *mut c_void, events: c_short) -> c_int;
    /// Removes a socket.
    pub fn zmq_poller_remove(poller: *mut c_void, socket: *mut c_void) -> c_int;
    /// Waits for one event.
    pub fn zmq_poller_wait(poller: *mut c_void, event: *mut zmq_poller_event_t, timeout: c_long) -> c_int;
    /// Waits for events and reports all there are, up to a number.
    pub fn zmq_poller_wait_all(
        poller: *mut c_void,
        events: *mut zmq_poller_event_t,
        n_events: c_int,
        timeout: c_long,
    ) -> c_int;
    /// A descriptor that signals events of thread-safe sockets.
    pub fn zmq_poller_fd(poller: *mut c_void, fd: *mut zmq_fd_t) -> c_int;
    /// Adds a descriptor.
    pub fn zmq_poller_add_fd(poller: *mut c_void, fd: zmq_fd_t, user_data: *mut c_void, events: c_short) -> c_int;
    /// Changes what to wait for on a descriptor.
    pub fn zmq_poller_modify_fd(poller: *mut c_void, fd: zmq_fd_t, events: c_short) -> c_int;
    /// Removes a descriptor.
    pub fn zmq_poller_remove_fd(poller: *mut c_void, fd: zmq_fd_t) -> c_int;

    // State of a ROUTER's peer.
    /// Is a ROUTER's peer there, and can it take a message?
    pub fn zmq_socket_get_peer_state(socket: *mut c_void, routing_id: *const c_void, routing_id_size: usize) -> c_int;

    // Monitor, second format.
    /// Like [`zmq_socket_monitor`](crate::zmq_socket_monitor), with a choice of event format and socket type.
    pub fn zmq_socket_monitor_versioned(
        socket: *mut c_void,
        addr: *const c_char,
        events: u64,
        event_version: c_int,
        type_: c_int,
    ) -> c_int;
    /// Asks for an event with the fill of the socket's queues.
    pub fn zmq_socket_monitor_pipes_stats(socket: *mut c_void) -> c_int;

    // Poll with a signal mask.
    /// Like [`zmq_poll`](crate::zmq_poll), with a signal mask for the time of the wait.
    pub fn zmq_ppoll(items: *mut zmq_pollitem_t, nitems: c_int, timeout: c_long, sigmask: *const sigset_t) -> c_int;
}
