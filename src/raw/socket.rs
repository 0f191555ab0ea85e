//! The owner of a libzmq socket, and every call on it.

use std::ffi::{CStr, c_void};
use std::fmt::Debug;
use std::mem::ManuallyDrop;
#[cfg(unix)]
use std::os::fd::{AsRawFd, IntoRawFd, OwnedFd};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::ptr::NonNull;
use std::sync::OnceLock;

use zeroxide_sys as ffi;

use super::context::RawContext;
use super::errno::{Errno, check, count, uninterrupted};
use super::fork;
use super::message::RawMessage;
use super::monitor::{Format, Monitoring, Tap};
use super::{poll, transfer, whole};

/// Do not wait ([`RawSocket::send`], [`RawSocket::recv`]).
pub(crate) const DONTWAIT: i32 = ffi::ZMQ_DONTWAIT;
/// More frames of the same message follow.
pub(crate) const SNDMORE: i32 = ffi::ZMQ_SNDMORE;

/// An open socket; closed on drop, but not in a forked child.
#[derive(Debug)]
pub(crate) struct RawSocket {
    ptr: NonNull<c_void>,
    generation: u32,
    monitoring: Monitoring,
    gate: OnceLock<Box<dyn Gate>>,
}

/// What keeps others from what must not happen while a socket is closed.
pub(crate) trait Gate: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Notes that the socket is about to wait for a name.
    fn wait_for(&self, name: &CStr);

    /// Calls `close` once.
    fn pass(&self, socket: &RawSocket, close: &mut dyn FnMut());
}

// SAFETY: a socket may move between threads when a full fence lies between its uses, and every way of moving a value
// to another thread has one.
unsafe impl Send for RawSocket {}
// SAFETY: crate-private; `Socket<K>` is `Sync` only for the kinds that libzmq makes thread-safe, by its marker field.
unsafe impl Sync for RawSocket {}

impl RawSocket {
    pub(crate) fn open(context: &RawContext, kind: i32) -> Result<RawSocket, Errno> {
        if context.is_foreign() {
            return Err(Errno::FORKED);
        }
        // SAFETY: the context is alive while borrowed; an unknown kind answers EINVAL.
        let ptr = unsafe { ffi::zmq_socket(context.as_ptr(), kind) };
        let ptr = NonNull::new(ptr).ok_or_else(Errno::last)?;
        poll::note_kind(kind);
        Ok(RawSocket { ptr, generation: fork::generation(), monitoring: Monitoring::default(), gate: OnceLock::new() })
    }

    /// Gives the pointer away. Nothing closes it any more, and its monitor has ended.
    pub(crate) fn into_ptr(mut self) -> *mut c_void {
        let ptr = self.ptr.as_ptr();
        if self.own().is_ok() {
            self.monitoring.close();
        }
        drop(std::mem::take(&mut self.monitoring));
        drop(self.gate.take());
        let _ = ManuallyDrop::new(self);
        ptr
    }

    /// The pointer, where this process may use it.
    #[inline]
    fn own(&self) -> Result<*mut c_void, Errno> {
        if self.generation == fork::generation() { Ok(self.ptr.as_ptr()) } else { Err(Errno::FORKED) }
    }

    /// Whether the socket was made in the process that this one was forked from.
    pub(crate) fn is_foreign(&self) -> bool {
        self.own().is_err()
    }

    pub(crate) fn as_ptr(&self) -> *mut c_void {
        self.ptr.as_ptr()
    }

    pub(crate) fn bind(&self, endpoint: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; endpoint ends with NUL and is copied by the call.
        let bind = || uninterrupted(|| check(unsafe { ffi::zmq_bind(ptr, endpoint.as_ptr()) }));
        // libzmq tells a monitor of a failure before it answers, and the telling may overwrite the number with EAGAIN,
        // which no bind means. Done again at once, it leaves the number alone.
        let mut bound = bind();
        for _ in 0..3 {
            if bound != Err(Errno::AGAIN) {
                break;
            }
            bound = bind();
        }
        bound
    }

    pub(crate) fn connect(&self, endpoint: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; endpoint ends with NUL and is copied by the call.
        uninterrupted(|| check(unsafe { ffi::zmq_connect(ptr, endpoint.as_ptr()) }))
    }

    /// Binds with a descriptor that listens already. libzmq closes it from then on; this function does when it fails.
    #[cfg(unix)]
    pub(crate) fn bind_fd(&self, endpoint: &CStr, fd: OwnedFd) -> Result<(), Errno> {
        self.set_int(ffi::ZMQ_USE_FD, fd.as_raw_fd())?;
        let bound = self.bind(endpoint);
        // The option would count for the next bind too.
        let reset = self.set_int(ffi::ZMQ_USE_FD, -1);
        bound?;
        let _ = fd.into_raw_fd();
        reset
    }

    pub(crate) fn unbind(&self, endpoint: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; endpoint ends with NUL.
        uninterrupted(|| check(unsafe { ffi::zmq_unbind(ptr, endpoint.as_ptr()) }))
    }

    pub(crate) fn disconnect(&self, endpoint: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; endpoint ends with NUL.
        uninterrupted(|| check(unsafe { ffi::zmq_disconnect(ptr, endpoint.as_ptr()) }))
    }

    /// Sends a copy of `bytes`, made in place and never moved.
    #[inline]
    pub(crate) fn send_copy(&self, bytes: &[u8], flags: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open.
        unsafe { transfer::send_copy(ptr, bytes, flags) }
    }

    /// Sends bytes that live for ever, without copying them.
    #[inline]
    pub(crate) fn send_static(&self, bytes: &'static [u8], flags: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open.
        unsafe { transfer::send_static(ptr, bytes, flags) }
    }

    /// Sends a message. Success empties it; failure leaves it as it was.
    #[inline]
    pub(crate) fn send(&self, msg: &mut RawMessage, flags: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open and the message initialised, before the call and after it.
        unsafe { transfer::send(ptr, msg.as_mut_ptr(), flags) }
    }

    /// Sends a frame that is not the first of its message, without waiting. Success empties it. Not for a kind that several
    /// threads may use.
    pub(crate) fn send_next(&self, msg: &mut RawMessage, flags: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open, and for one thread at a time, as the caller promises.
        unsafe { whole::send_next(ptr, msg, flags) }
    }

    /// Has the socket closed through a gate, the first that is set.
    pub(crate) fn close_through(&self, gate: impl FnOnce() -> Box<dyn Gate>) -> &dyn Gate {
        &**self.gate.get_or_init(gate)
    }

    /// Has libzmq process what it has told itself about the socket's connections.
    pub(crate) fn take_in_news(&self) {
        if let Ok(ptr) = self.own() {
            // SAFETY: the socket is open; the text ends with NUL. The news come first; then it is found to be no endpoint.
            let _ = unsafe { ffi::zmq_disconnect(ptr, c"-".as_ptr()) };
        }
    }

    /// Has a REQ forget a request that it began and could not send to the end, and says whether the library can do that.
    pub(crate) fn forget_request(&self) -> bool {
        // SAFETY: the socket is open.
        self.own().is_ok_and(|ptr| unsafe { whole::forget_request(ptr) })
    }

    /// Whether the first frame of a message was taken from a connection and its others were not.
    pub(crate) fn is_amid_message(&self) -> bool {
        // SAFETY: the socket is open.
        self.own().is_ok_and(|ptr| unsafe { whole::is_amid_message(ptr) })
    }

    /// Receives into a message, whose former content is released.
    #[inline]
    pub(crate) fn recv_into(&self, msg: &mut RawMessage, flags: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open and the message initialised, before the call and after it.
        unsafe { transfer::recv_into(ptr, msg.as_mut_ptr(), flags) }
    }

    /// Receives into a buffer and answers the frame's true size, which may be larger.
    #[inline]
    pub(crate) fn recv_slice(&self, buffer: &mut [u8], flags: i32) -> Result<usize, Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; the buffer is writable for its length, and no more is written.
        count(unsafe { ffi::zmq_recv(ptr, buffer.as_mut_ptr().cast(), buffer.len(), flags) })
    }

    /// Sets an option to bytes of the shape that the option has in C.
    pub(crate) fn set(&self, option: i32, value: &[u8]) -> Result<(), Errno> {
        let ptr = self.own()?;
        // One option of 4.3.5 reads an int without looking at the length.
        if option == XSUB_VERBOSE_UNSUBSCRIBE && value.len() != size_of::<i32>() {
            return Err(Errno::INVAL);
        }
        // SAFETY: the socket is open; value is readable for its length, which libzmq checks against the option.
        uninterrupted(|| check(unsafe { ffi::zmq_setsockopt(ptr, option, value.as_ptr().cast(), value.len()) }))
    }

    /// Sets an option to nothing at all, which is how libzmq clears some of them.
    pub(crate) fn clear(&self, option: i32) -> Result<(), Errno> {
        let ptr = self.own()?;
        // The only options that would dereference the null pointer are refused.
        if option == XSUB_VERBOSE_UNSUBSCRIBE {
            return Err(Errno::INVAL);
        }
        // SAFETY: the socket is open; a null value of length 0 is defined for every option.
        uninterrupted(|| check(unsafe { ffi::zmq_setsockopt(ptr, option, std::ptr::null(), 0) }))
    }

    /// Reads an option into `value` and answers how many bytes it has.
    pub(crate) fn get(&self, option: i32, value: &mut [u8]) -> Result<usize, Errno> {
        let ptr = self.own()?;
        uninterrupted(|| {
            let mut size = value.len();
            // SAFETY: the socket is open; value is writable for size bytes, and no more is written.
            check(unsafe { ffi::zmq_getsockopt(ptr, option, value.as_mut_ptr().cast(), &raw mut size) })?;
            Ok(size.min(value.len()))
        })
    }

    pub(crate) fn set_int(&self, option: i32, value: i32) -> Result<(), Errno> {
        self.set(option, &value.to_ne_bytes())
    }

    pub(crate) fn get_int(&self, option: i32) -> Result<i32, Errno> {
        let mut value = [0; size_of::<i32>()];
        match self.get(option, &mut value)? {
            4 => Ok(i32::from_ne_bytes(value)),
            _ => Err(Errno::INVAL),
        }
    }

    #[cfg(feature = "draft")]
    pub(crate) fn join(&self, group: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; group ends with NUL and is copied by the call.
        uninterrupted(|| check(unsafe { ffi::draft::zmq_join(ptr, group.as_ptr()) }))
    }

    #[cfg(feature = "draft")]
    pub(crate) fn leave(&self, group: &CStr) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; group ends with NUL and is copied by the call.
        uninterrupted(|| check(unsafe { ffi::draft::zmq_leave(ptr, group.as_ptr()) }))
    }

    /// Connects a PEER and answers the routing id of the other side. Only for PEER: on no other kind is there a check.
    #[cfg(feature = "draft")]
    pub(crate) fn connect_peer(&self, endpoint: &CStr) -> Result<u32, Errno> {
        let ptr = self.own()?;
        // The call takes any socket for a PEER.
        if self.get_int(ffi::ZMQ_TYPE)? != PEER {
            return Err(Errno::NOTSUP);
        }
        uninterrupted(|| {
            // SAFETY: the socket is an open PEER; endpoint ends with NUL and is copied by the call.
            match unsafe { ffi::draft::zmq_connect_peer(ptr, endpoint.as_ptr()) } {
                0 => Err(Errno::last()),
                id => Ok(id),
            }
        })
    }

    /// Whether a ROUTER's peer can take a message, as poll events; `HOSTUNREACH` when it has no such peer.
    #[cfg(libzmq_draft)]
    pub(crate) fn peer_state(&self, routing_id: &[u8]) -> Result<i32, Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open; routing_id is readable for its length.
        let state = unsafe { ffi::draft::zmq_socket_get_peer_state(ptr, routing_id.as_ptr().cast(), routing_id.len()) };
        if state == -1 { Err(Errno::last()) } else { Ok(state) }
    }

    /// Has libzmq report the socket's events to `reader` over `endpoint`, which must be new, instead of whoever got them
    /// before. The reader must take messages without a limit and be closed only after [`Tap::stop`].
    pub(crate) fn monitor(
        &self,
        reader: &RawSocket,
        endpoint: &CStr,
        events: u64,
        format: Format,
    ) -> Result<Tap, Errno> {
        self.own()?;
        self.monitoring.start(self.ptr, endpoint, events, format, || reader.connect(endpoint))
    }

    /// Whether there is a reader of the socket's events.
    pub(crate) fn is_monitored(&self) -> Result<bool, Errno> {
        self.own()?;
        Ok(self.monitoring.is_running())
    }

    /// Asks for an event about each connection's queues.
    #[cfg(feature = "draft")]
    pub(crate) fn request_pipes_stats(&self) -> Result<(), Errno> {
        let ptr = self.own()?;
        // SAFETY: the socket is open.
        check(unsafe { ffi::zmq_socket_monitor_pipes_stats(ptr) })
    }
}

/// `ZMQ_PEER`, draft.
#[cfg(feature = "draft")]
const PEER: i32 = 19;

/// `ZMQ_XSUB_VERBOSE_UNSUBSCRIBE`, draft.
const XSUB_VERBOSE_UNSUBSCRIBE: i32 = 115;

impl Drop for RawSocket {
    fn drop(&mut self) {
        if let Ok(ptr) = self.own() {
            self.monitoring.close();
            let mut close = || {
                // SAFETY: the socket is open, and closed nowhere else.
                let _ = unsafe { ffi::zmq_close(ptr) };
            };
            match self.gate.get() {
                None => close(),
                Some(gate) => gate.pass(self, &mut close),
            }
        }
    }
}

/// A C socket that was made elsewhere, to become a [`Socket`](crate::Socket) by
/// [`Socket::adopt`](crate::Socket::adopt).
#[derive(Debug)]
pub struct ForeignSocket(RawSocket);

impl ForeignSocket {
    /// Takes a C socket over; dropping this closes it. None for the null pointer.
    ///
    /// # Safety
    /// The pointer is an open socket from `zmq_socket` or [`Socket::into_raw`](crate::Socket::into_raw), which nobody
    /// else uses or closes from now on.
    pub unsafe fn from_ptr(socket: *mut c_void) -> Option<ForeignSocket> {
        fork::watch();
        let ptr = NonNull::new(socket)?;
        Some(ForeignSocket(RawSocket {
            ptr,
            generation: fork::generation(),
            monitoring: Monitoring::default(),
            gate: OnceLock::new(),
        }))
    }

    pub(crate) fn into_inner(self) -> RawSocket {
        self.0
    }
}
