//! The socket that tasks share.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::task::{Poll, Waker};

use zeroxide_sys as ffi;

use super::driver::{self, Driver, Portion};
use super::shared::Shared;
use super::waiters::Direction;
use crate::Result;
use crate::context::Context;
use crate::events::PollEvents;
use crate::kind::{Kind, SocketType};
use crate::raw::{Lock, Locked};
use crate::socket::{Socket, SocketBuilder};

/// A [`Socket`] whose operations are futures.
///
/// Made from a socket, or by [`SocketBuilder::build_async`]; [`into_inner`](AsyncSocket::into_inner) gives the socket
/// back. What the kind cannot do is not there, as with the blocking one.
///
/// **Tasks.** Methods take `&self`, and the socket may be shared by any number of tasks on any threads, say in an
/// [`Arc`]. Every message goes and comes whole. A lock is held while libzmq is asked, never while a task waits. Futures
/// are [`Send`].
///
/// **Dropped futures.** A receive that is dropped has taken no message. A send that is dropped has either sent its
/// message or not, and the message goes with it: to keep it, wait for [`writable`](AsyncSocket::writable) and use
/// [`try_send`](AsyncSocket::try_send), or send a [`share`](crate::Message::share) of it. A failed send gives back
/// what was given to it, as the blocking one does.
///
/// **Busy sockets.** An operation that could go on for ever yields now and then, so that other tasks get their turn: by
/// tokio's own budget, of which four messages take a unit, or after every 512 messages. A send that copies 16 KiB or more
/// counts as four of them.
///
/// **Dropping** never waits, not even where the socket holds the last handle of its context: unsent messages are left to
/// a background thread then. A program that ends at once should keep a [`Context`] and drop it last.
///
/// # Examples
/// Two tasks on one socket:
///
/// ```
/// use std::sync::Arc;
/// use zeroxide::aio::AsyncSocket;
/// use zeroxide::{Context, DEALER, ROUTER};
///
/// # fn main() -> Result<(), zeroxide::Error> {
/// # futures_lite::future::block_on(async {
/// let context = Context::new()?;
/// let echo = AsyncSocket::new(context.builder_for(ROUTER).bind("inproc://echo").build()?)?;
/// let dealer = Arc::new(context.builder_for(DEALER).connect("inproc://echo").build_async()?);
///
/// let writer = async {
///     for number in 0..100u32 {
///         dealer.send(number.to_le_bytes()).await?;
///     }
///     Ok::<(), zeroxide::Error>(())
/// };
/// let reader = async {
///     for number in 0..100u32 {
///         assert_eq!(dealer.recv().await?, number.to_le_bytes());
///     }
///     Ok::<(), zeroxide::Error>(())
/// };
/// let server = async {
///     for _ in 0..100 {
///         echo.send_multipart(echo.recv_multipart().await?).await?;
///     }
///     Ok::<(), zeroxide::Error>(())
/// };
/// let all = futures_lite::future::zip(server, futures_lite::future::zip(writer, reader));
/// let (served, (written, read)) = all.await;
/// served.and(written).and(read)
/// # })
/// # }
/// ```
pub struct AsyncSocket<K: Kind = SocketType> {
    // Dropped before the socket, whose descriptor it watches.
    pub(super) driver: Box<dyn Driver>,
    /// What the driver wakes.
    pub(super) proxy: Waker,
    pub(super) shared: Arc<Shared>,
    socket: Lock<Socket<K>>,
    kind: SocketType,
    pub(super) portion: Portion,
    /// How often in a row those who wait were looked after and none of them could go on.
    vain: AtomicU32,
    /// Whether a REQ gave up waiting for a reply that may still come.
    pub(super) abandoned: AtomicBool,
    // Dropped last.
    _farewell: Farewell,
}

/// Lets go of the context without waiting on this thread.
pub(crate) struct Farewell(Option<Context>);

impl Farewell {
    pub(crate) fn new(context: Context) -> Farewell {
        Farewell(Some(context))
    }
}

impl Drop for Farewell {
    fn drop(&mut self) {
        if let Some(context) = self.0.take() {
            context.leave();
        }
    }
}

impl<K: Kind> AsyncSocket<K> {
    /// Makes a socket asynchronous, by what suits where it is called: within a tokio runtime by that (feature `tokio`),
    /// else by async-io (feature `smol`), else by a thread.
    ///
    /// # Errors
    /// When the context was shut down, or the process is out of descriptors or threads.
    pub fn new(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::with_driver(socket, driver::suitable)
    }

    /// Has the socket watched by the tokio runtime that this is called in.
    ///
    /// The runtime must have its I/O driver enabled, and end later than the socket's use: without it every wait fails.
    ///
    /// # Errors
    /// [`Error::Unsupported`](crate::Error::Unsupported) outside of a runtime; otherwise as [`new`](AsyncSocket::new).
    ///
    /// # Panics
    /// When the runtime was built without `enable_io`, as everything in tokio that waits for I/O does.
    #[cfg(all(unix, feature = "tokio"))]
    pub fn tokio(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::with_driver(socket, driver::tokio)
    }

    /// Has the socket watched by async-io's reactor, which smol's executors use, and which works under any other too.
    ///
    /// # Errors
    /// As [`new`](AsyncSocket::new).
    #[cfg(all(unix, feature = "smol"))]
    pub fn smol(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::with_driver(socket, driver::smol)
    }

    /// Has the socket watched by a thread that serves all such sockets of the process. Works under any executor.
    ///
    /// # Errors
    /// As [`new`](AsyncSocket::new).
    pub fn threaded(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::with_driver(socket, driver::thread)
    }

    fn with_driver(
        socket: Socket<K>,
        watch: impl FnOnce(crate::RawFd) -> Result<Box<dyn Driver>>,
    ) -> Result<AsyncSocket<K>> {
        let shared = Arc::new(Shared::default());
        Ok(AsyncSocket {
            driver: driver::open(socket.raw(), watch)?,
            proxy: Waker::from(shared.clone()),
            shared,
            kind: socket.kind(),
            portion: Portion::default(),
            vain: AtomicU32::new(0),
            _farewell: Farewell::new(socket.context().clone()),
            socket: Lock::new(socket),
            abandoned: AtomicBool::new(false),
        })
    }

    /// Gives the socket back. As no future can outlive the borrow that it is made of, nobody waits any more.
    pub fn into_inner(self) -> Socket<K> {
        let AsyncSocket { driver, socket, .. } = self;
        drop(driver);
        socket.into_inner()
    }

    /// The kind as a value.
    pub fn kind(&self) -> SocketType {
        self.kind
    }

    /// The context that the socket belongs to.
    pub fn context(&self) -> Context {
        self.lock().context().clone()
    }

    /// Uses the socket itself: to bind, connect, subscribe, to set and read options.
    ///
    /// Do not wait in it: other tasks that use the socket would, and the executor with them.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::aio::AsyncSocket;
    /// use zeroxide::{Context, SUB};
    ///
    /// let subscriber = AsyncSocket::new(Context::new()?.socket(SUB)?)?;
    /// subscriber.with(|socket| {
    ///     socket.subscribe(b"weather.")?;
    ///     socket.connect("tcp://127.0.0.1:5556")
    /// })?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn with<T>(&self, work: impl FnOnce(&Socket<K>) -> T) -> T {
        self.turn(work)
    }

    #[inline]
    pub(super) fn lock(&self) -> Locked<'_, Socket<K>> {
        self.socket.lock()
    }

    /// Uses the socket for work that may panic or fail.
    pub(super) fn turn<T>(&self, work: impl FnOnce(&Socket<K>) -> T) -> T {
        let _end = End(self);
        work(&self.lock())
    }

    /// Lets go of the socket. Whatever was done with it, those who wait may go on, or have missed news by it; `own` of
    /// them know that they cannot.
    #[inline]
    pub(super) fn leave(&self, socket: Locked<'_, Socket<K>>, own: usize) {
        if self.shared.waiting() > own {
            let calls = self.settle(&socket);
            drop(socket);
            // Not while the lock is held.
            calls.into_iter().for_each(Waker::wake);
        }
    }

    /// Notes that somebody begins to wait.
    pub(super) fn expect(&self) {
        self.vain.store(0, Relaxed);
    }

    /// Finds those who can go on, to be called, and has the descriptor watched for the rest.
    #[cold]
    fn settle(&self, socket: &Socket<K>) -> Vec<Waker> {
        let mut calls = Vec::new();
        // Asking costs a system call. While the socket is used all the time, it is cheaper to let those who wait try now
        // and then, and to be rid of them until they have.
        let vain = self.vain.load(Relaxed);
        let in_vain = vain >= PATIENCE;
        self.vain.store(if in_vain { 0 } else { vain + 1 }, Relaxed);
        loop {
            let events = if in_vain { Ok(i32::MAX) } else { socket.raw().get_int(ffi::ZMQ_EVENTS) };
            let Ok(events) = events else {
                // Shut down: everybody's try will say so.
                calls.extend(self.shared.call_all());
                return calls;
            };
            for (event, direction) in
                [(PollEvents::READABLE, Direction::Receive), (PollEvents::WRITABLE, Direction::Send)]
            {
                if events & i32::from(event.bits()) != 0 {
                    calls.extend(self.shared.call_one(direction));
                }
            }
            if self.shared.waiting() == 0 {
                return calls;
            }
            match self.driver.poll_arm(&self.proxy) {
                Poll::Pending => return calls,
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(_)) => {
                    calls.extend(self.shared.call_all());
                    return calls;
                }
            }
        }
    }
}

/// How often in a row a socket is asked what can be done, for others than those who use it.
const PATIENCE: u32 = 4;

impl<K: Kind> SocketBuilder<K> {
    /// Makes the socket and has it asynchronous: [`build`](SocketBuilder::build) and [`AsyncSocket::new`].
    ///
    /// # Errors
    /// As both.
    pub fn build_async(self) -> Result<AsyncSocket<K>> {
        AsyncSocket::new(self.build()?)
    }
}

impl<K: Kind> fmt::Debug for AsyncSocket<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncSocket").field("kind", &self.kind).field("driver", &self.driver).finish_non_exhaustive()
    }
}

/// Sees to those who wait after the socket was used.
struct End<'a, K: Kind>(&'a AsyncSocket<K>);

impl<K: Kind> Drop for End<'_, K> {
    fn drop(&mut self) {
        // Who begins to wait after the lock was let go of has tried after that.
        if self.0.shared.waiting() > 0 {
            self.0.leave(self.0.lock(), 0);
        }
    }
}
