//! Sockets to and from C.

use std::collections::HashMap;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroxide_sys as ffi;

use super::Socket;
use super::state::State;
use crate::context::{BoundNames, Context, Lease};
use crate::kind::{Kind, SocketType};
use crate::raw::ForeignSocket;

/// The contexts of sockets that were given away, by the socket's address: a context must outlive its sockets.
static GIVEN_AWAY: Mutex<Option<HashMap<usize, Context>>> = Mutex::new(None);

fn given_away() -> MutexGuard<'static, Option<HashMap<usize, Context>>> {
    GIVEN_AWAY.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K: Kind> Socket<K> {
    /// Gives the C socket away: it stays open, and whoever has it must close it.
    ///
    /// Its context stays too, until the socket comes back through [`adopt`](Socket::adopt); where C closes it instead,
    /// the context is never freed. [`Context::terminate`] waits for it as C does.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, ForeignSocket, PAIR, Socket};
    ///
    /// let pointer = Context::new()?.socket(PAIR)?.into_raw();
    /// // SAFETY: the pointer came from `into_raw`, and nobody else has it.
    /// let foreign = unsafe { ForeignSocket::from_ptr(pointer) };
    /// let pair: Option<Socket> = foreign.map(Socket::adopt);
    /// assert!(pair.is_some_and(|pair| pair.kind() == zeroxide::SocketType::Pair));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn into_raw(self) -> *mut c_void {
        let Socket { raw, lease, .. } = self;
        let foreign = raw.is_foreign();
        let pointer = raw.into_ptr();
        // In a forked child another thread of the parent may have held the lock.
        if !foreign {
            given_away().get_or_insert_default().insert(pointer.addr(), lease.into_context());
        }
        pointer
    }
}

impl Socket<SocketType> {
    /// Makes a socket of one that came from C. It closes it on drop.
    ///
    /// One that went out through [`into_raw`](Socket::into_raw) has its context again. Of any other the context is not
    /// known: [`context`](Socket::context) is one that was terminated, and the real one must outlive the socket.
    ///
    /// The kind is read from the socket; one whose context was shut down does not tell it any more, and counts as PAIR.
    #[must_use]
    pub fn adopt(foreign: ForeignSocket) -> Socket {
        let raw = foreign.into_inner();
        let context = given_away().as_mut().and_then(|contexts| contexts.remove(&raw.as_ptr().addr()));
        let lease = Lease::renew(context.unwrap_or_else(Context::unknown));
        let kind = raw.get_int(ffi::ZMQ_TYPE).ok().and_then(|kind| SocketType::try_from(kind).ok());
        let kind = kind.unwrap_or(SocketType::Pair);
        let state = State::adopt(&raw, kind);
        Socket { names: BoundNames::new(lease.context()), raw, lease, state, kind, sharing: PhantomData }
    }
}
