//! Inproc names: which of them are bound, and which are waited for.
//!
//! A connect to a name that nobody has bound waits inside libzmq, even when its socket is closed. When the context ends,
//! libzmq binds a socket of its own to each such name, and ends the process where it gets none, as no place or descriptor
//! is left. So the context has a spare socket from the first such connect on, which takes all of those names before the
//! end.
//!
//! A connect that waits gets a routing id, or a greeting, at the moment of the bind, and libzmq ends the process where it
//! cannot be delivered: because the connect was taken back meanwhile, or because a PAIR has a peer already.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::CStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use zeroxide_sys as ffi;

use super::{Context, Inner};
use crate::guard::guarded;
use crate::kind::SocketType;
use crate::raw::{Errno, Gate, RawContext, RawSocket};

#[derive(Debug, Default)]
pub(super) struct Names {
    /// Each is bound in libzmq as long as it is here. Not the other way round: a name goes from here first.
    bound: HashSet<Box<CStr>>,
    /// Names that connects may wait for.
    awaited: HashMap<Box<CStr>, Awaited>,
    spare: Option<RawSocket>,
    ended: bool,
}

/// Who waits for a name.
#[derive(Clone, Copy, Debug, Default)]
struct Awaited {
    connects: usize,
    /// Whether some are of sockets that want to know the routing id of the other side.
    routers: bool,
}

/// Why a name cannot be bound, connected to or let go of.
pub(crate) enum Refusal {
    Errno(Errno),
    Reason(&'static str),
}

impl From<Errno> for Refusal {
    fn from(errno: Errno) -> Refusal {
        Refusal::Errno(errno)
    }
}

/// Whether libzmq tells a socket of the kind the routing ids of its peers.
fn is_router(kind: SocketType) -> bool {
    matches!(kind, SocketType::Router | SocketType::Rep)
}

/// Whether a socket of the kind has one peer, and turns others away.
fn has_one_peer(kind: SocketType) -> bool {
    #[cfg(feature = "draft")]
    return matches!(kind, SocketType::Pair | SocketType::Channel);
    #[cfg(not(feature = "draft"))]
    return kind == SocketType::Pair;
}

impl Names {
    /// Lets nobody wait any more. To be called before libzmq is told that the context ends: it binds nothing then.
    pub(super) fn end(&mut self) {
        self.ended = true;
        let awaited = std::mem::take(&mut self.awaited);
        if let Some(spare) = self.spare.take()
            && guarded!("b10_unbound_inproc_connects_at_the_end" "b10_no_descriptor_at_the_end")
        {
            for name in awaited.into_keys() {
                // One that is bound meanwhile has nobody waiting.
                let _ = spare.bind(&name);
            }
        }
    }
}

impl Context {
    pub(super) fn names(&self) -> MutexGuard<'_, Names> {
        self.inner.names.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Connects a socket to an inproc name by `call`.
    pub(crate) fn connect_name<T>(
        &self,
        name: &CStr,
        socket: &RawSocket,
        kind: SocketType,
        call: impl FnOnce() -> Result<T, Errno>,
    ) -> Result<T, Errno> {
        // Held during the call: a name that is bound now stays so.
        let mut names = self.names();
        if names.ended {
            return Err(Errno::TERM);
        }
        if !names.bound.contains(name) {
            self.prepare(&mut names)?;
            let awaited = names.awaited.entry(name.into()).or_default();
            awaited.connects += 1;
            awaited.routers |= is_router(kind);
            let gate = || Box::new(NamesGate { context: Arc::downgrade(&self.inner), waits_for: Mutex::default() });
            socket.close_through(|| gate()).wait_for(name);
        }
        call()
    }

    fn prepare(&self, names: &mut Names) -> Result<(), Errno> {
        let raw = self.inner.raw.read().unwrap_or_else(PoisonError::into_inner);
        // None is the context of sockets that were made elsewhere.
        if let Some(raw) = &*raw
            && names.spare.is_none()
        {
            names.spare = Some(spare(raw)?);
        }
        Ok(())
    }
}

/// Keeps a name from being bound while a socket that waits for it is closed. Up to the bind, libzmq has the socket's thread
/// work on both ends of the connection, and from then on the binder's on one of them: neither may be in the midst of it.
/// Nor is a ROUTER told a routing id that it no longer takes, where libzmq would end the process.
#[derive(Debug)]
struct NamesGate {
    context: Weak<Inner>,
    waits_for: Mutex<BTreeSet<Box<CStr>>>,
}

impl NamesGate {
    fn waits_for(&self) -> MutexGuard<'_, BTreeSet<Box<CStr>>> {
        self.waits_for.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate for NamesGate {
    fn wait_for(&self, name: &CStr) {
        self.waits_for().insert(name.into());
    }

    fn pass(&self, socket: &RawSocket, close: &mut dyn FnMut()) {
        let inner = self.context.upgrade();
        let names = inner.as_ref().map(|inner| inner.names.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(names) = &names {
            // What was sent stays for whoever binds the name.
            for name in self.waits_for().iter().filter(|name| names.awaited.contains_key(*name)) {
                let _ = socket.disconnect(name);
            }
            socket.take_in_news();
        }
        close();
    }
}

fn spare(raw: &RawContext) -> Result<RawSocket, Errno> {
    // Of a kind that takes any number of peers, and is told nothing of them.
    RawSocket::open(raw, ffi::ZMQ_DEALER)
}

/// The inproc names that a socket is bound to. Dropped before the socket is closed, and with it they go.
#[derive(Debug)]
pub(crate) struct BoundNames {
    context: Context,
    own: Mutex<Vec<Box<CStr>>>,
}

impl BoundNames {
    pub(crate) fn new(context: &Context) -> BoundNames {
        BoundNames { context: context.clone(), own: Mutex::default() }
    }

    fn own(&self) -> MutexGuard<'_, Vec<Box<CStr>>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Binds the socket to a name by `call`. One that `greets` sends each new peer a message, one that is `attached` may have
    /// a peer.
    pub(crate) fn bind(
        &self,
        name: &CStr,
        kind: SocketType,
        greets: bool,
        attached: bool,
        call: impl FnOnce() -> Result<(), Errno>,
    ) -> Result<(), Refusal> {
        let mut names = self.context.names();
        let awaited = names.awaited.get(name).copied().unwrap_or_default();
        if has_one_peer(kind)
            && awaited.routers
            && (awaited.connects > 1 || attached)
            && guarded!("b19_pair_awaited_by_several")
        {
            return Err(Refusal::Reason(
                "several sockets wait for this name or the socket has a peer, which is all that it can have, and a ROUTER or \
                 REP among those who wait would be told of it",
            ));
        }
        if greets && awaited.connects > 0 && guarded!("b19_greeting_for_those_who_waited") {
            return Err(Refusal::Reason(
                "others have connected to this name before; a socket with `hello_msg` must be bound first",
            ));
        }
        call()?;
        names.awaited.remove(name);
        names.bound.insert(name.into());
        self.own().push(name.into());
        Ok(())
    }

    /// Unbinds or disconnects the socket by `call`.
    pub(crate) fn detach(
        &self,
        name: &CStr,
        socket: &RawSocket,
        kind: SocketType,
        call: impl FnOnce() -> Result<(), Errno>,
    ) -> Result<(), Refusal> {
        let mut names = self.context.names();
        if is_router(kind) && names.awaited.contains_key(name) && guarded!("b19_disconnect_before_bind") {
            return Err(Refusal::Reason(
                "nobody has bound this name yet, and libzmq would end the process when somebody does; drop the socket instead",
            ));
        }
        let mut own = self.own();
        call()?;
        // As at the close of a socket.
        socket.take_in_news();
        // libzmq unbinds a name that the socket has, whichever of the two it was asked for.
        if let Some(index) = own.iter().position(|bound| **bound == *name) {
            own.swap_remove(index);
            names.bound.remove(name);
        }
        Ok(())
    }
}

impl Drop for BoundNames {
    fn drop(&mut self) {
        let own = self.own.get_mut().unwrap_or_else(PoisonError::into_inner);
        // In a forked child another thread of the parent may have held the lock.
        if !own.is_empty() && !self.context.is_foreign() {
            let mut names = self.context.names();
            for name in own.drain(..) {
                names.bound.remove(&name);
            }
        }
    }
}
