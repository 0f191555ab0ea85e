//! Proxies in the calling thread, over borrowed sockets.

use super::end::End;
use super::engine::{Engine, Plan};
use crate::Result;
use crate::kind::{Kind, Proxied, SendsMultipart, SocketType};
use crate::socket::Socket;

/// Passes on everything that comes in at one socket to the other, both ways where the kinds allow it, until the context
/// is shut down. With one socket given twice, what it receives is sent by it again.
///
/// | frontend | backend | it is |
/// |---|---|---|
/// | ROUTER | DEALER | a queue: requests shared out among workers, each reply back to its client |
/// | XSUB | XPUB | a forwarder: publishers and subscribers that know one address |
/// | PULL | PUSH | a streamer: jobs shared out |
///
/// Nothing is read while there is no room to pass it on, so a full receiver is felt by the sender. A message whose
/// receiver vanishes while it goes through is dropped whole.
///
/// [`Proxy`](crate::Proxy) can be paused, watched and stopped.
///
/// # Errors
/// It only ends with one: [`Terminated`](crate::Error::Terminated) when the context was shut down;
/// [`InvalidInput`](crate::Error::InvalidInput) where neither kind can send what the other receives.
///
/// # Examples
/// ```
/// use zeroxide::{Context, PULL, PUSH};
///
/// let context = Context::new()?;
/// let (frontend, backend) = (context.socket(PULL)?, context.socket(PUSH)?);
/// let entrance = frontend.bind("tcp://127.0.0.1:*")?;
/// let exit = backend.bind("tcp://127.0.0.1:*")?;
/// let streamer = std::thread::spawn(move || zeroxide::proxy(&frontend, &backend));
///
/// let (push, pull) = (context.socket(PUSH)?, context.socket(PULL)?);
/// push.connect(&entrance)?;
/// pull.connect(&exit)?;
/// push.send("through")?;
/// assert_eq!(pull.recv()?, "through");
///
/// context.shutdown()?;
/// assert!(streamer.join().unwrap().unwrap_err().is_terminated());
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_proxy")]
#[doc(alias = "zmq_device")]
pub fn proxy<F: Proxied, B: Proxied>(frontend: &Socket<F>, backend: &Socket<B>) -> Result<()> {
    run(Plan {
        frontend: End::of(frontend),
        backend: Some(End::of(backend)),
        capture: None,
        prefixes: None,
        swaps: false,
    })
}

/// [`proxy`] that sends a copy of every message to a third socket, whichever way it goes: a PUB for whoever wants to
/// listen, or a PUSH, PAIR or DEALER. While one of the latter has no room, the proxy waits for it.
///
/// # Errors
/// As [`proxy`].
#[doc(alias = "zmq_proxy")]
#[doc(alias = "zmq_proxy_steerable")]
pub fn proxy_with_capture<F: Proxied, B: Proxied, C: Proxied + SendsMultipart>(
    frontend: &Socket<F>,
    backend: &Socket<B>,
    capture: &Socket<C>,
) -> Result<()> {
    run(Plan {
        frontend: End::of(frontend),
        backend: Some(End::of(backend)),
        capture: Some(End::of(capture)),
        prefixes: None,
        swaps: false,
    })
}

/// PyZMQ's `monitored_queue`: a [`proxy`] that sends a copy of every message to `monitor`, behind a frame that tells
/// where it came in: `in_prefix` at the first socket, `out_prefix` at the second. PyZMQ's defaults are `"in"` and `"out"`.
///
/// Between two ROUTERs the first two frames of each message change places, so that a client reaches another by sending
/// its routing id first.
///
/// # Errors
/// As [`proxy`].
pub fn monitored_queue<F: Proxied, B: Proxied, C: Proxied + SendsMultipart>(
    in_socket: &Socket<F>,
    out_socket: &Socket<B>,
    monitor: &Socket<C>,
    in_prefix: impl AsRef<[u8]>,
    out_prefix: impl AsRef<[u8]>,
) -> Result<()> {
    run(Plan {
        frontend: End::of(in_socket),
        backend: Some(End::of(out_socket)),
        capture: Some(End::of(monitor)),
        prefixes: Some([in_prefix.as_ref().into(), out_prefix.as_ref().into()]),
        swaps: swaps(in_socket, out_socket),
    })
}

/// Whether PyZMQ would have the first two frames change places.
pub(super) fn swaps<F: Kind, B: Kind>(frontend: &Socket<F>, backend: &Socket<B>) -> bool {
    frontend.kind() == SocketType::Router && backend.kind() == SocketType::Router
}

fn run(plan: Plan<'_>) -> Result<()> {
    let mut engine = Engine::new(plan)?;
    loop {
        engine.round(|_| true)?;
    }
}
