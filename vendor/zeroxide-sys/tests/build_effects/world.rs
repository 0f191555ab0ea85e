//! Contexts and sockets that close themselves, and a turn for each test: they all look at the whole process.

use std::{
    ffi::{CStr, CString, c_int, c_void},
    ptr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use zeroxide_sys as zmq;

/// No call waits longer.
const PATIENCE_MS: c_int = 20_000;

/// A context, alone in the process.
pub struct World {
    pub context: *mut c_void,
    _turn: MutexGuard<'static, ()>,
}

impl World {
    pub fn new() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: no precondition.
        let context = unsafe { zmq::zmq_ctx_new() };
        assert!(!context.is_null());
        World { context, _turn: turn }
    }

    pub fn socket(&self, kind: c_int) -> Socket {
        // SAFETY: the context lives as long as `self`.
        let raw = unsafe { zmq::zmq_socket(self.context, kind) };
        assert!(!raw.is_null(), "{}", last_error());
        let socket = Socket(raw);
        for (option, value) in
            [(zmq::ZMQ_LINGER, 0), (zmq::ZMQ_RCVTIMEO, PATIENCE_MS), (zmq::ZMQ_SNDTIMEO, PATIENCE_MS)]
        {
            socket.set(option, value);
        }
        socket
    }

    /// Two connected sockets.
    pub fn pair(&self, endpoint: &CStr, prepare: impl Fn(&Socket)) -> (Socket, Socket) {
        let (server, client) = (self.socket(zmq::ZMQ_PAIR), self.socket(zmq::ZMQ_PAIR));
        prepare(&server);
        prepare(&client);
        assert_eq!(server.bind(endpoint), Ok(()));
        client.connect(&server.endpoint());
        client.send(b"ping");
        assert_eq!(server.recv(), b"ping");
        server.send(b"pong");
        assert_eq!(client.recv(), b"pong");
        (server, client)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // SAFETY: made by zmq_ctx_new, ended once; sockets were dropped before, as they were made later.
        unsafe { zmq::zmq_ctx_term(self.context) };
    }
}

pub struct Socket(pub *mut c_void);

impl Socket {
    pub fn try_set(&self, option: c_int, value: c_int) -> Result<(), c_int> {
        // SAFETY: an open socket, and an integer of that size.
        check(unsafe { zmq::zmq_setsockopt(self.0, option, ptr::from_ref(&value).cast(), size_of::<c_int>()) })
    }

    pub fn set(&self, option: c_int, value: c_int) {
        assert_eq!(self.try_set(option, value), Ok(()), "option {option}");
    }

    pub fn set_text(&self, option: c_int, text: &CStr) {
        // SAFETY: an open socket, and bytes of that length.
        let rc = unsafe { zmq::zmq_setsockopt(self.0, option, text.as_ptr().cast(), text.count_bytes()) };
        assert_eq!(check(rc), Ok(()), "option {option}");
    }

    pub fn get(&self, option: c_int) -> c_int {
        let (mut value, mut size): (c_int, usize) = (0, size_of::<c_int>());
        // SAFETY: an open socket, and room for an integer of that size.
        let rc = unsafe { zmq::zmq_getsockopt(self.0, option, ptr::from_mut(&mut value).cast(), &mut size) };
        assert_eq!(check(rc), Ok(()), "option {option}");
        value
    }

    pub fn endpoint(&self) -> CString {
        let (mut text, mut size) = ([0_u8; 256], 256);
        // SAFETY: an open socket, and room for that many bytes.
        let rc = unsafe { zmq::zmq_getsockopt(self.0, zmq::ZMQ_LAST_ENDPOINT, text.as_mut_ptr().cast(), &mut size) };
        assert_eq!(check(rc), Ok(()));
        CStr::from_bytes_until_nul(&text[..size]).expect("text ends with NUL").to_owned()
    }

    pub fn bind(&self, endpoint: &CStr) -> Result<(), c_int> {
        // SAFETY: an open socket and a C string.
        check(unsafe { zmq::zmq_bind(self.0, endpoint.as_ptr()) })
    }

    pub fn connect(&self, endpoint: &CStr) {
        // SAFETY: an open socket and a C string.
        let rc = unsafe { zmq::zmq_connect(self.0, endpoint.as_ptr()) };
        assert_eq!(check(rc), Ok(()), "{endpoint:?}");
    }

    pub fn send(&self, bytes: &[u8]) {
        // SAFETY: an open socket, and bytes of that length.
        let sent = unsafe { zmq::zmq_send(self.0, bytes.as_ptr().cast(), bytes.len(), 0) };
        assert!(sent >= 0, "{}", last_error());
    }

    pub fn try_send(&self, bytes: &[u8]) -> Result<(), c_int> {
        // SAFETY: an open socket, and bytes of that length.
        let sent = unsafe { zmq::zmq_send(self.0, bytes.as_ptr().cast(), bytes.len(), zmq::ZMQ_DONTWAIT) };
        check(sent.min(0))
    }

    pub fn try_recv(&self) -> Result<(), c_int> {
        // SAFETY: an open socket, and room for no bytes.
        let received = unsafe { zmq::zmq_recv(self.0, ptr::null_mut(), 0, zmq::ZMQ_DONTWAIT) };
        check(received.min(0))
    }

    /// The beginning of a message, if it is a long one.
    pub fn recv(&self) -> Vec<u8> {
        let mut bytes = [0_u8; 256];
        // SAFETY: an open socket, and room for that many bytes.
        let size = unsafe { zmq::zmq_recv(self.0, bytes.as_mut_ptr().cast(), bytes.len(), 0) };
        assert!(size >= 0, "{}", last_error());
        bytes[..bytes.len().min(usize::try_from(size).expect("not negative"))].to_vec()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // SAFETY: an open socket, closed once.
        unsafe { zmq::zmq_close(self.0) };
    }
}

/// A C result, the error as its number.
pub fn check(rc: c_int) -> Result<(), c_int> {
    if rc == 0 {
        return Ok(());
    }
    // SAFETY: no precondition.
    Err(unsafe { zmq::zmq_errno() })
}

pub fn last_error() -> String {
    // SAFETY: no precondition.
    let number = unsafe { zmq::zmq_errno() };
    // SAFETY: any number has a text.
    let text = unsafe { zmq::zmq_strerror(number) };
    // SAFETY: a static C string.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}

/// Looks again until there is something to see.
pub fn eventually<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::yield_now();
    }
}
