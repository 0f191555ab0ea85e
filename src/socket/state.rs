//! What a socket remembers beside libzmq.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroxide_sys as ffi;

use super::assigned::Assigned;
use super::patience::{Wait, first_flags};
use crate::guard::guarded;
use crate::kind::SocketType;
use crate::options::{Promise, Setting};
use crate::raw::{DONTWAIT, Errno, RawSocket};

/// `ZMQ_HELLO_MSG`, draft.
pub(super) const HELLO_MSG: i32 = 110;

/// Atomics and a lock because thread-safe kinds share it; a relaxed load costs what a plain one does.
#[derive(Debug)]
pub(super) struct State {
    /// `ZMQ_RCVTIMEO` and `ZMQ_SNDTIMEO` as C has them: whether a call needs a deadline.
    rcvtimeo: AtomicI32,
    sndtimeo: AtomicI32,
    /// `ZMQ_CONFLATE`: messages of several frames must not be sent.
    conflate: AtomicBool,
    /// Whether bind or connect was called.
    attached: AtomicBool,
    /// Whether one of the endpoints is of udp, which carries short messages only.
    datagrams: AtomicBool,
    /// Whether frames of a message went out and its last one did not.
    amid: AtomicBool,
    /// Whether libzmq greets new peers with a message: `ZMQ_HELLO_MSG`.
    greets: AtomicBool,
    /// Whether a send waits without limit, in libzmq, and no message is open: all that the usual send has to look at.
    plain: AtomicBool,
    /// Whether a send must not wait in libzmq: see [`State::polls`].
    polls: bool,
    endpoints: Mutex<Vec<Attached>>,
    /// The peers of a STREAM whose connection was told and whose end was not.
    peers: Mutex<BTreeSet<Box<[u8]>>>,
    /// The security that was set up in one call.
    promise: Mutex<Option<Promise>>,
    /// Held through bind and connect: what they ask before the call must hold during it.
    attaching: Mutex<Assigned>,
}

/// An endpoint as it was asked for and as libzmq knows it.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub(super) asked: Box<str>,
    pub(super) resolved: Box<str>,
}

impl State {
    pub(super) fn read(socket: &RawSocket, kind: SocketType) -> Result<State, Errno> {
        let state = State::unread(kind);
        state.refresh(socket)?;
        Ok(state)
    }

    fn unread(kind: SocketType) -> State {
        State {
            rcvtimeo: AtomicI32::new(-1),
            sndtimeo: AtomicI32::new(-1),
            conflate: AtomicBool::new(false),
            attached: AtomicBool::new(false),
            datagrams: AtomicBool::new(false),
            amid: AtomicBool::new(false),
            greets: AtomicBool::new(false),
            plain: AtomicBool::new(true),
            polls: kind == SocketType::Req && cfg!(libzmq_bundled),
            endpoints: Mutex::default(),
            peers: Mutex::default(),
            promise: Mutex::default(),
            attaching: Mutex::default(),
        }
    }

    /// Of a socket that was made elsewhere. One whose context was shut down tells nothing, and needs nothing.
    pub(super) fn adopt(socket: &RawSocket, kind: SocketType) -> State {
        let state = State { attached: AtomicBool::new(true), ..State::unread(kind) };
        let _ = state.refresh(socket);
        state
    }

    /// Reads again what an option may have changed.
    fn refresh(&self, socket: &RawSocket) -> Result<(), Errno> {
        self.rcvtimeo.store(socket.get_int(ffi::ZMQ_RCVTIMEO)?, Relaxed);
        self.sndtimeo.store(socket.get_int(ffi::ZMQ_SNDTIMEO)?, Relaxed);
        let conflates = socket.get_int(ffi::ZMQ_CONFLATE)? != 0 && guarded!("b07_conflate_multipart");
        self.conflate.store(conflates, Relaxed);
        self.note_plain();
        Ok(())
    }

    /// Takes in that an option was set.
    pub(super) fn note(&self, socket: &RawSocket, option: i32, setting: &Setting) -> Result<(), Errno> {
        match option {
            ffi::ZMQ_RCVTIMEO | ffi::ZMQ_SNDTIMEO | ffi::ZMQ_CONFLATE => self.refresh(socket),
            ffi::ZMQ_CONNECT_ROUTING_ID => {
                self.attaching().announce(setting.bytes());
                Ok(())
            }
            HELLO_MSG => {
                self.note_greeting(setting);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    pub(super) fn note_greeting(&self, setting: &Setting) {
        self.greets.store(!setting.bytes().is_empty(), Relaxed);
    }

    pub(super) fn greets(&self) -> bool {
        self.greets.load(Relaxed)
    }

    pub(super) fn attaching(&self) -> MutexGuard<'_, Assigned> {
        self.attaching.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(super) fn rcvtimeo(&self) -> i32 {
        self.rcvtimeo.load(Relaxed)
    }

    #[inline]
    pub(super) fn sndtimeo(&self) -> i32 {
        self.sndtimeo.load(Relaxed)
    }

    pub(super) fn conflates(&self) -> bool {
        self.conflate.load(Relaxed)
    }

    pub(super) fn is_attached(&self) -> bool {
        self.attached.load(Relaxed)
    }

    #[inline]
    pub(super) fn is_amid(&self) -> bool {
        self.amid.load(Relaxed)
    }

    #[inline]
    pub(super) fn set_amid(&self, amid: bool) {
        self.amid.store(amid, Relaxed);
        self.note_plain();
    }

    fn note_plain(&self) {
        self.plain.store(self.sndtimeo() < 0 && !self.is_amid() && !self.polls, Relaxed);
    }

    /// Whether a send waits by polling. A REQ does: it may find within one call that its peer is gone, and then libzmq
    /// discards the request and calls it sent, unless it was told not to wait.
    #[inline]
    pub(super) fn polls(&self) -> bool {
        self.polls
    }

    /// The flags of a send's first try.
    #[inline]
    pub(super) fn first_send_flags(&self, wait: Wait) -> i32 {
        if self.polls { DONTWAIT } else { first_flags(wait, self.sndtimeo()) }
    }

    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.plain.load(Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Attached>> {
        self.endpoints.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn attach(&self, endpoint: &str) {
        self.attached.store(true, Relaxed);
        if endpoint.starts_with("udp://") {
            self.datagrams.store(true, Relaxed);
        }
    }

    /// Whether messages may leave as datagrams.
    #[cfg(feature = "draft")]
    pub(super) fn sends_datagrams(&self) -> bool {
        self.datagrams.load(Relaxed)
    }

    /// Whether the socket is bound or connected to anything now.
    #[cfg(feature = "draft")]
    pub(super) fn has_endpoint(&self) -> bool {
        !self.lock().is_empty()
    }

    pub(super) fn promise(&self, promise: Promise) {
        *self.promise.lock().unwrap_or_else(PoisonError::into_inner) = Some(promise);
    }

    pub(super) fn promised(&self) -> Option<Promise> {
        *self.promise.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn remember(&self, asked: &str, resolved: &str) {
        self.lock().push(Attached { asked: asked.into(), resolved: resolved.into() });
    }

    /// The text by which libzmq knows an endpoint that was asked for.
    pub(super) fn resolve(&self, asked: &str) -> Option<Box<str>> {
        let endpoints = self.lock();
        let found = endpoints.iter().rfind(|attached| &*attached.asked == asked || &*attached.resolved == asked)?;
        Some(found.resolved.clone())
    }

    /// libzmq ends every connection to an endpoint at once.
    pub(super) fn forget(&self, resolved: &str) {
        self.lock().retain(|attached| &*attached.resolved != resolved);
    }

    pub(super) fn endpoints(&self) -> Vec<Box<str>> {
        self.lock().iter().map(|attached| attached.resolved.clone()).collect()
    }

    fn peers(&self) -> MutexGuard<'_, BTreeSet<Box<[u8]>>> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a peer, and answers whether it is new.
    pub(super) fn meet_peer(&self, id: &[u8]) -> bool {
        self.peers().insert(id.into())
    }

    pub(super) fn forget_peer(&self, id: &[u8]) {
        self.peers().remove(id);
    }
}
