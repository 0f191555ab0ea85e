//! The stable functions of `zmq.h`.
//!
//! Each is documented at <https://libzmq.readthedocs.io/> under its own name.

use std::ffi::{c_char, c_int, c_long, c_ulong, c_void};

use crate::types::{iovec, zmq_free_fn, zmq_msg_t, zmq_pollitem_t, zmq_thread_fn, zmq_timer_fn};

unsafe extern "C" {
    // Errors and version.
    /// The number of the last error on this thread.
    pub fn zmq_errno() -> c_int;
    /// The text of an error number, static.
    pub fn zmq_strerror(errnum: c_int) -> *const c_char;
    /// The version of the linked library.
    pub fn zmq_version(major: *mut c_int, minor: *mut c_int, patch: *mut c_int);

    // Contexts.
    /// Makes a context; null on failure.
    pub fn zmq_ctx_new() -> *mut c_void;
    /// Ends a context and waits until its sockets are closed and their messages sent.
    pub fn zmq_ctx_term(context: *mut c_void) -> c_int;
    /// Makes every blocking call on the context's sockets fail with `ETERM`.
    pub fn zmq_ctx_shutdown(context: *mut c_void) -> c_int;
    /// Sets a context option.
    pub fn zmq_ctx_set(context: *mut c_void, option: c_int, optval: c_int) -> c_int;
    /// Reads a context option.
    pub fn zmq_ctx_get(context: *mut c_void, option: c_int) -> c_int;

    // Contexts, old names.
    /// Old form of [`zmq_ctx_new`], with a number of I/O threads.
    pub fn zmq_init(io_threads: c_int) -> *mut c_void;
    /// Old name of [`zmq_ctx_term`].
    pub fn zmq_term(context: *mut c_void) -> c_int;
    /// Old name of [`zmq_ctx_term`].
    pub fn zmq_ctx_destroy(context: *mut c_void) -> c_int;

    // Messages.
    /// Makes an empty message.
    pub fn zmq_msg_init(msg: *mut zmq_msg_t) -> c_int;
    /// Makes a message of so many bytes, not yet written.
    pub fn zmq_msg_init_size(msg: *mut zmq_msg_t, size: usize) -> c_int;
    /// Makes a message of bytes that the caller owns, and a function that will release them.
    pub fn zmq_msg_init_data(
        msg: *mut zmq_msg_t,
        data: *mut c_void,
        size: usize,
        free_fn: zmq_free_fn,
        hint: *mut c_void,
    ) -> c_int;
    /// Sends a message and, when that succeeds, empties it.
    pub fn zmq_msg_send(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// Receives into a message, releasing what it held.
    pub fn zmq_msg_recv(msg: *mut zmq_msg_t, socket: *mut c_void, flags: c_int) -> c_int;
    /// Releases a message.
    pub fn zmq_msg_close(msg: *mut zmq_msg_t) -> c_int;
    /// Moves the content from one message to another.
    pub fn zmq_msg_move(dest: *mut zmq_msg_t, src: *mut zmq_msg_t) -> c_int;
    /// Makes one message share another's content.
    pub fn zmq_msg_copy(dest: *mut zmq_msg_t, src: *mut zmq_msg_t) -> c_int;
    /// The first byte of a message.
    pub fn zmq_msg_data(msg: *mut zmq_msg_t) -> *mut c_void;
    /// The number of bytes of a message.
    pub fn zmq_msg_size(msg: *const zmq_msg_t) -> usize;
    /// Does another frame follow?
    pub fn zmq_msg_more(msg: *const zmq_msg_t) -> c_int;
    /// Reads a numbered property of a message.
    pub fn zmq_msg_get(msg: *const zmq_msg_t, property: c_int) -> c_int;
    /// Sets a numbered property of a message; there is none yet.
    pub fn zmq_msg_set(msg: *mut zmq_msg_t, property: c_int, optval: c_int) -> c_int;
    /// Reads a named property of a message, valid as long as the message; null when there is none.
    pub fn zmq_msg_gets(msg: *const zmq_msg_t, property: *const c_char) -> *const c_char;

    // Sockets.
    /// Makes a socket; null on failure.
    pub fn zmq_socket(context: *mut c_void, type_: c_int) -> *mut c_void;
    /// Closes a socket.
    pub fn zmq_close(socket: *mut c_void) -> c_int;
    /// Sets a socket option.
    pub fn zmq_setsockopt(socket: *mut c_void, option: c_int, optval: *const c_void, optvallen: usize) -> c_int;
    /// Reads a socket option.
    pub fn zmq_getsockopt(socket: *mut c_void, option: c_int, optval: *mut c_void, optvallen: *mut usize) -> c_int;
    /// Accepts connections at an endpoint.
    pub fn zmq_bind(socket: *mut c_void, addr: *const c_char) -> c_int;
    /// Connects to an endpoint.
    pub fn zmq_connect(socket: *mut c_void, addr: *const c_char) -> c_int;
    /// Undoes [`zmq_bind`].
    pub fn zmq_unbind(socket: *mut c_void, addr: *const c_char) -> c_int;
    /// Undoes [`zmq_connect`].
    pub fn zmq_disconnect(socket: *mut c_void, addr: *const c_char) -> c_int;
    /// Sends a copy of bytes.
    pub fn zmq_send(socket: *mut c_void, buf: *const c_void, len: usize, flags: c_int) -> c_int;
    /// Sends bytes without copying; they must stay for ever.
    pub fn zmq_send_const(socket: *mut c_void, buf: *const c_void, len: usize, flags: c_int) -> c_int;
    /// Receives into a buffer, cutting off what does not fit; returns the full size.
    pub fn zmq_recv(socket: *mut c_void, buf: *mut c_void, len: usize, flags: c_int) -> c_int;
    /// Reports events of a socket to a PAIR socket at an inproc endpoint.
    pub fn zmq_socket_monitor(socket: *mut c_void, addr: *const c_char, events: c_int) -> c_int;

    // Polling.
    /// Waits until one of several sockets and descriptors is ready.
    pub fn zmq_poll(items: *mut zmq_pollitem_t, nitems: c_int, timeout: c_long) -> c_int;

    // Proxies.
    /// Forwards between two sockets until the context ends.
    pub fn zmq_proxy(frontend: *mut c_void, backend: *mut c_void, capture: *mut c_void) -> c_int;
    /// Like [`zmq_proxy`], with a socket that takes commands.
    pub fn zmq_proxy_steerable(
        frontend: *mut c_void,
        backend: *mut c_void,
        capture: *mut c_void,
        control: *mut c_void,
    ) -> c_int;

    // Capabilities.
    /// Was the library built with this capability?
    pub fn zmq_has(capability: *const c_char) -> c_int;

    // Deprecated ways to forward, send and receive.
    /// Old form of [`zmq_proxy`].
    pub fn zmq_device(type_: c_int, frontend: *mut c_void, backend: *mut c_void) -> c_int;
    /// Old form of [`zmq_msg_send`].
    pub fn zmq_sendmsg(socket: *mut c_void, msg: *mut zmq_msg_t, flags: c_int) -> c_int;
    /// Old form of [`zmq_msg_recv`].
    pub fn zmq_recvmsg(socket: *mut c_void, msg: *mut zmq_msg_t, flags: c_int) -> c_int;
    /// Sends several buffers as one multipart message.
    pub fn zmq_sendiov(socket: *mut c_void, iov: *mut iovec, count: usize, flags: c_int) -> c_int;
    /// Receives a multipart message into several buffers that it allocates.
    pub fn zmq_recviov(socket: *mut c_void, iov: *mut iovec, count: *mut usize, flags: c_int) -> c_int;

    // Z85 text and CURVE keys.
    /// Writes bytes as Z85 text.
    pub fn zmq_z85_encode(dest: *mut c_char, data: *const u8, size: usize) -> *mut c_char;
    /// Reads Z85 text.
    pub fn zmq_z85_decode(dest: *mut u8, string: *const c_char) -> *mut u8;
    /// Makes a new CURVE key pair, as Z85 text.
    pub fn zmq_curve_keypair(z85_public_key: *mut c_char, z85_secret_key: *mut c_char) -> c_int;
    /// The public key that belongs to a secret key, both as Z85 text.
    pub fn zmq_curve_public(z85_public_key: *mut c_char, z85_secret_key: *const c_char) -> c_int;

    // Atomic counters.
    /// Makes an atomic counter, at zero.
    pub fn zmq_atomic_counter_new() -> *mut c_void;
    /// Sets a counter.
    pub fn zmq_atomic_counter_set(counter: *mut c_void, value: c_int);
    /// Adds one; returns the value before.
    pub fn zmq_atomic_counter_inc(counter: *mut c_void) -> c_int;
    /// Takes one away; returns 0 when the counter has come to zero, otherwise 1.
    pub fn zmq_atomic_counter_dec(counter: *mut c_void) -> c_int;
    /// The value of a counter.
    pub fn zmq_atomic_counter_value(counter: *mut c_void) -> c_int;
    /// Releases a counter and nulls the pointer.
    pub fn zmq_atomic_counter_destroy(counter_p: *mut *mut c_void);

    // Timers.
    /// Makes a set of timers.
    pub fn zmq_timers_new() -> *mut c_void;
    /// Releases a set of timers and nulls the pointer.
    pub fn zmq_timers_destroy(timers_p: *mut *mut c_void) -> c_int;
    /// Adds a repeating timer, in milliseconds; returns its id.
    pub fn zmq_timers_add(timers: *mut c_void, interval: usize, handler: zmq_timer_fn, arg: *mut c_void) -> c_int;
    /// Removes a timer.
    pub fn zmq_timers_cancel(timers: *mut c_void, timer_id: c_int) -> c_int;
    /// Changes the interval of a timer and starts it anew.
    pub fn zmq_timers_set_interval(timers: *mut c_void, timer_id: c_int, interval: usize) -> c_int;
    /// Starts a timer anew.
    pub fn zmq_timers_reset(timers: *mut c_void, timer_id: c_int) -> c_int;
    /// Milliseconds until the next timer expires; -1 when there is none.
    pub fn zmq_timers_timeout(timers: *mut c_void) -> c_long;
    /// Runs the functions of all expired timers.
    pub fn zmq_timers_execute(timers: *mut c_void) -> c_int;

    // Stopwatch, sleep and threads, as the benchmarks of libzmq use them.
    /// Starts a stopwatch.
    pub fn zmq_stopwatch_start() -> *mut c_void;
    /// Microseconds since the start.
    pub fn zmq_stopwatch_intermediate(watch: *mut c_void) -> c_ulong;
    /// Microseconds since the start; releases the stopwatch.
    pub fn zmq_stopwatch_stop(watch: *mut c_void) -> c_ulong;
    /// Sleeps so many seconds.
    pub fn zmq_sleep(seconds: c_int);
    /// Starts a thread.
    pub fn zmq_threadstart(func: zmq_thread_fn, arg: *mut c_void) -> *mut c_void;
    /// Waits for a thread and releases it.
    pub fn zmq_threadclose(thread: *mut c_void);
}
