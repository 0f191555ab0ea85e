//! A proxy that owns its sockets.

use std::fmt;
use std::thread;

use super::control::{Remote, control};
use super::end::End;
use super::engine::{Engine, Plan};
use super::handle::{ProxyHandle, Stopped, Way};
use super::statistics::ProxyStatistics;
use crate::context::Context;
use crate::kind::{Proxied, SendsMultipart, SocketType};
use crate::message::Message;
use crate::multipart::Multipart;
use crate::raw::Errno;
use crate::socket::Socket;
use crate::{Error, Result};

/// A proxy that owns its sockets: what comes in at one goes out at the other, both ways where the kinds allow it.
///
/// [`run`](Proxy::run) works in the calling thread, [`spawn`](Proxy::spawn) in one of its own, with a
/// [handle](ProxyHandle) by which it is paused, resumed, watched and stopped. The kinds that go together and what becomes
/// of messages that cannot go on are told at [`proxy`](crate::proxy).
///
/// # Examples
/// ```
/// use zeroxide::{Context, DEALER, PUB, Proxy, REP, REQ, ROUTER};
///
/// let context = Context::new()?;
/// let (frontend, backend) = (context.socket(ROUTER)?, context.socket(DEALER)?);
/// let entrance = frontend.bind("tcp://127.0.0.1:*")?;
/// let exit = backend.bind("tcp://127.0.0.1:*")?;
/// let handle = Proxy::new(frontend, backend).capture(context.socket(PUB)?).spawn()?;
///
/// let (client, worker) = (context.socket(REQ)?, context.socket(REP)?);
/// client.connect(&entrance)?;
/// worker.connect(&exit)?;
/// client.send("2 + 2")?;
/// assert_eq!(worker.recv()?, "2 + 2");
/// worker.send("4")?;
/// assert_eq!(client.recv()?, "4");
///
/// let stopped = handle.stop()?;
/// assert_eq!(stopped.statistics.to_backend.messages, 1);
/// stopped.frontend.unbind(&entrance)?;
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_proxy_steerable")]
#[derive(Debug)]
#[must_use = "a proxy does nothing until it is run or spawned"]
pub struct Proxy<F, B = (), C = ()> {
    frontend: F,
    backend: B,
    capture: C,
    prefixes: Option<[Box<[u8]>; 2]>,
    swaps: bool,
}

mod sealed {
    pub trait Sealed {}
}

/// What a [`Proxy`] is made of: a socket of a [kind](Proxied) that can be proxied, or `()` for none.
///
/// Sealed.
pub trait ProxyEnd: sealed::Sealed + fmt::Debug + Send + 'static {
    #[doc(hidden)]
    fn part(&self) -> Part<'_>;
}

/// A socket as a proxy uses it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Part<'a>(Option<(End<'a>, &'a Context)>);

impl<'a> Part<'a> {
    fn end(self) -> Option<End<'a>> {
        self.0.map(|(end, _)| end)
    }
}

impl<K: Proxied> sealed::Sealed for Socket<K> {}

impl<K: Proxied> ProxyEnd for Socket<K> {
    fn part(&self) -> Part<'_> {
        Part(Some((End::of(self), self.context())))
    }
}

impl sealed::Sealed for () {}

impl ProxyEnd for () {
    fn part(&self) -> Part<'_> {
        Part(None)
    }
}

impl<F: Proxied, B: Proxied> Proxy<Socket<F>, Socket<B>> {
    /// A proxy between two sockets, which are bound or connected by the caller.
    pub fn new(frontend: Socket<F>, backend: Socket<B>) -> Proxy<Socket<F>, Socket<B>> {
        Proxy { frontend, backend, capture: (), prefixes: None, swaps: false }
    }
}

impl<K: Proxied> Proxy<Socket<K>> {
    /// A proxy whose two ends are one socket: what it receives, it sends again. A DEALER or ROUTER echoes so, a PAIR too.
    pub fn single(socket: Socket<K>) -> Proxy<Socket<K>> {
        Proxy { frontend: socket, backend: (), capture: (), prefixes: None, swaps: false }
    }
}

impl<F: ProxyEnd, B: ProxyEnd, C: ProxyEnd> Proxy<F, B, C> {
    /// Sends a copy of every message to a third socket, whichever way it goes: a PUB for whoever wants to listen, or a
    /// PUSH, PAIR or DEALER. While one of the latter has no room, messages wait.
    pub fn capture<K: Proxied + SendsMultipart>(self, socket: Socket<K>) -> Proxy<F, B, Socket<K>> {
        let Proxy { frontend, backend, capture: _, .. } = self;
        Proxy { frontend, backend, capture: socket, prefixes: None, swaps: false }
    }

    /// [`capture`](Proxy::capture) with a frame in front that tells where the message came in: `in_prefix` at the
    /// frontend, `out_prefix` at the backend. PyZMQ's `MonitoredQueue`, whose defaults are `"in"` and `"out"`.
    ///
    /// Between two ROUTERs the first two frames of each message change places, so that a client reaches another by
    /// sending its routing id first.
    #[doc(alias = "MonitoredQueue")]
    pub fn monitor<K: Proxied + SendsMultipart>(
        self,
        socket: Socket<K>,
        in_prefix: impl AsRef<[u8]>,
        out_prefix: impl AsRef<[u8]>,
    ) -> Proxy<F, B, Socket<K>> {
        let router = |part: Part<'_>| part.end().is_some_and(|end| end.kind == SocketType::Router);
        let swaps = router(self.frontend.part()) && router(self.backend.part());
        let prefixes = Some([in_prefix.as_ref().into(), out_prefix.as_ref().into()]);
        Proxy { prefixes, swaps, ..self.capture(socket) }
    }

    /// Works in the calling thread until the context is shut down. The sockets stay in the proxy.
    ///
    /// # Errors
    /// It only ends with one: [`Terminated`](Error::Terminated) when the context was shut down;
    /// [`InvalidInput`](Error::InvalidInput) where neither kind can send what the other receives, or a message is half
    /// sent on one of the sockets.
    pub fn run(&mut self) -> Result<()> {
        let mut engine = Engine::new(self.plan()?)?;
        loop {
            engine.round(|_| true)?;
        }
    }

    /// Works on a thread of its own.
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) as in [`run`](Proxy::run); [`System`](Error::System) when no thread or no
    /// pair of sockets for its control can be had.
    pub fn spawn(self) -> Result<ProxyHandle<F, B, C>> {
        const OPERATION: &str = "Proxy::spawn";
        Engine::new(self.plan()?)?;
        let (control, remote) = control(self.context()?)?;
        let thread = thread::Builder::new().name("zeroxide-proxy".into()).spawn(move || self.work(remote));
        match thread {
            Ok(thread) => Ok(ProxyHandle::new(control, thread)),
            // The system calls it "try again".
            Err(_) => Err(Error::new(OPERATION, Errno::NOMEM)),
        }
    }

    /// Gives the sockets back.
    pub fn into_sockets(self) -> (F, B, C) {
        (self.frontend, self.backend, self.capture)
    }

    pub(super) fn context(&self) -> Result<&Context> {
        let Part(part) = self.frontend.part();
        part.map(|(_, context)| context).ok_or_else(no_socket)
    }

    /// The sockets that there are, each once.
    #[cfg(feature = "aio")]
    pub(super) fn ends(&self) -> impl Iterator<Item = End<'_>> {
        [self.frontend.part(), self.backend.part(), self.capture.part()].into_iter().filter_map(Part::end)
    }

    pub(super) fn plan(&self) -> Result<Plan<'_>> {
        Ok(Plan {
            frontend: self.frontend.part().end().ok_or_else(no_socket)?,
            backend: self.backend.part().end(),
            capture: self.capture.part().end(),
            prefixes: self.prefixes.clone(),
            swaps: self.swaps,
        })
    }

    fn work(self, remote: Remote) -> Stopped<F, B, C> {
        let (mut statistics, mut unsent) = (ProxyStatistics::default(), Vec::new());
        let outcome = self.plan().and_then(Engine::new).and_then(|mut engine| {
            let outcome = steer(&mut engine, &remote);
            statistics = engine.statistics();
            unsent = left_over(&mut engine);
            outcome
        });
        drop(remote);
        let Proxy { frontend, backend, capture, .. } = self;
        Stopped { frontend, backend, capture, statistics, unsent, outcome }
    }
}

fn steer<'a>(engine: &mut Engine<'a>, remote: &'a Remote) -> Result<()> {
    engine.watch(remote.socket())?;
    while engine.round(|engine| remote.obey(engine))? {}
    Ok(())
}

#[cold]
fn no_socket() -> Error {
    Error::input("proxy", "there is no socket")
}

/// What was read and not sent. What cannot be read any more is gone with the context.
pub(super) fn left_over(engine: &mut Engine<'_>) -> Vec<(Way, Multipart)> {
    let mut unsent = Vec::new();
    for lane in &mut engine.lanes {
        if let Ok(Some(message)) = lane.take() {
            unsent.push((if lane.is_backward() { Way::ToFrontend } else { Way::ToBackend }, message));
        }
    }
    if let Some(tap) = &mut engine.tap {
        let frames: Multipart = tap.take().into_iter().map(Message::from_raw).collect();
        if !frames.is_empty() {
            unsent.push((Way::ToCapture, frames));
        }
    }
    unsent
}
