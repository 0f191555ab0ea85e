//! The context: libzmq's I/O threads and everything that sockets share.

mod builder;
mod names;

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use zeroxide_sys as ffi;

use crate::guard::guarded;
use crate::options::SocketOptions;
use crate::raw::{self, Errno, RawContext, RawSocket};
use crate::time::Deadline;
use crate::{Error, Result};

pub use builder::ContextBuilder;
use names::Names;
pub(crate) use names::{BoundNames, Refusal};

/// Where sockets live: libzmq's I/O threads, and the namespace of `inproc://` endpoints.
///
/// A program needs one. Clones are handles on the same context, for any thread; every socket holds one, so a context
/// outlives its sockets.
///
/// **Ending.** Dropping the last handle waits for messages that are still to be sent, within each socket's
/// [`linger`](crate::Socket::linger) and for [`drop_timeout`](ContextBuilder::drop_timeout) at most (10 s by default);
/// then it leaves the wait to a background thread, so a drop never hangs. [`terminate`](Context::terminate) waits as long
/// as it takes, as C does. [`shutdown`](Context::shutdown) wakes every blocked call.
///
/// **Forks.** In a forked child an inherited context fails every call with [`Error::Forked`] and is not freed; make a new
/// one there. [`Context::instance`] does so by itself.
///
/// # Examples
/// ```
/// use zeroxide::{Context, PULL, PUSH};
///
/// let context = Context::new()?;
/// let pull = context.socket(PULL)?;
/// let endpoint = pull.bind("tcp://127.0.0.1:*")?;
/// let push = context.socket(PUSH)?;
/// push.connect(&endpoint)?;
/// push.send("hello")?;
/// assert_eq!(pull.recv()?, "hello");
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zmq_ctx_new")]
#[doc(alias = "zmq_init")]
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    /// None once it was terminated.
    raw: RwLock<Option<RawContext>>,
    generation: u32,
    shut_down: AtomicBool,
    /// How many sockets are open, and how many ever were.
    sockets: Mutex<Sockets>,
    socket_closed: Condvar,
    /// The most sockets that may be open.
    max_sockets: usize,
    /// How many more libzmq has room for.
    reserve: i32,
    names: Mutex<Names>,
    /// How many sockets answer for an authenticator: one or none.
    zap_handlers: AtomicUsize,
    /// Whether an authenticator was ever started: servers are to be refused without one from then on.
    had_authenticator: AtomicBool,
    drop_timeout: Duration,
    defaults: SocketOptions,
}

/// How long a new socket waits for the place of one that was closed: one with messages to deliver keeps it for as long as it
/// lingers.
const LITTLE: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Sockets {
    open: usize,
    ever: bool,
    /// Whether one was opened, and with it libzmq's threads were started.
    started: bool,
}

impl Context {
    /// A context with libzmq's defaults: one I/O thread, 1023 sockets.
    ///
    /// # Errors
    /// When the process is out of descriptors or memory.
    pub fn new() -> Result<Context> {
        Context::builder().build()
    }

    /// A context made to measure.
    pub fn builder() -> ContextBuilder {
        ContextBuilder::new()
    }

    /// What stands for the context of a socket that was made elsewhere: it is nobody's, and answers
    /// [`Error::Terminated`].
    pub(crate) fn unknown() -> Context {
        Context {
            inner: Arc::new(Inner {
                raw: RwLock::new(None),
                generation: raw::generation(),
                shut_down: AtomicBool::new(true),
                sockets: Mutex::default(),
                socket_closed: Condvar::new(),
                max_sockets: 0,
                reserve: 0,
                names: Mutex::default(),
                zap_handlers: AtomicUsize::new(0),
                had_authenticator: AtomicBool::new(false),
                drop_timeout: Duration::ZERO,
                defaults: SocketOptions::new(),
            }),
        }
    }

    /// The process's own context, made at the first call and never dropped: what a module-level `zmq.Context()` is to a
    /// Python script. The program may end with messages unsent; terminate it to wait for them.
    ///
    /// After a fork, and once it was shut down or terminated, the next call makes a new one.
    ///
    /// # Errors
    /// When the process is out of descriptors or memory.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PUB};
    ///
    /// let publisher = Context::instance()?.socket(PUB)?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn instance() -> Result<Context> {
        static INSTANCE: Mutex<Option<Context>> = Mutex::new(None);
        // Or a forked child would find the lock taken, and nobody there to give it back.
        let still = raw::hold_still();
        let mut instance = INSTANCE.lock().unwrap_or_else(PoisonError::into_inner);
        match &*instance {
            Some(context) if context.is_usable() => Ok(context.clone()),
            _ => {
                let context = Context::new()?;
                let former = instance.replace(context.clone());
                // Its end may take a while, and others must not wait for it.
                drop(instance);
                drop(still);
                drop(former);
                Ok(context)
            }
        }
    }

    /// Whether sockets can still be opened: it was neither shut down nor terminated, and belongs to this process.
    fn is_usable(&self) -> bool {
        !self.is_foreign() && !self.inner.shut_down.load(Relaxed)
    }

    fn is_foreign(&self) -> bool {
        self.inner.generation != raw::generation()
    }

    fn with_raw<T>(&self, operation: &'static str, call: impl FnOnce(&RawContext) -> Result<T, Errno>) -> Result<T> {
        // Before the lock: another thread may have held it when this process was forked.
        if self.is_foreign() {
            return Err(Error::Forked { operation });
        }
        let raw = self.inner.raw.read().unwrap_or_else(PoisonError::into_inner);
        match &*raw {
            Some(raw) => call(raw).map_err(|errno| Error::new(operation, errno)),
            None => Err(Error::Terminated { operation }),
        }
    }

    fn sockets(&self) -> MutexGuard<'_, Sockets> {
        self.inner.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a socket, and counts it until the lease is dropped. libzmq gives the place of a socket that was closed back a
    /// little later; that is waited for.
    pub(crate) fn open(&self, operation: &'static str, kind: i32) -> Result<(RawSocket, Lease)> {
        let mut deadline = None;
        loop {
            match self.try_open(operation, kind) {
                Err(error) if error.errno() == libc::EMFILE && self.has_place_soon() => {
                    if deadline.get_or_insert_with(|| Deadline::after(Some(LITTLE))).has_passed() {
                        return Err(error);
                    }
                    thread::sleep(Duration::from_millis(1));
                }
                opened => return opened,
            }
        }
    }

    /// Whether it is only those sockets which are being closed that are in the way of another one.
    fn has_place_soon(&self) -> bool {
        self.sockets().open < self.inner.max_sockets && raw::has_room(1).is_ok()
    }

    fn try_open(&self, operation: &'static str, kind: i32) -> Result<(RawSocket, Lease)> {
        let raw = self.with_raw(operation, |raw| {
            // Counted first: termination must not free the context under a socket that is being made.
            let mut sockets = self.sockets();
            if sockets.open >= self.inner.max_sockets && guarded!("b10_max_sockets_is_kept") {
                return Err(Errno::MFILE);
            }
            let first = !sockets.started;
            sockets.open += 1;
            sockets.ever = true;
            drop(sockets);
            let opened = self.check_start(raw, first).and_then(|()| RawSocket::open(raw, kind));
            match opened {
                Ok(_) if first => self.sockets().started = true,
                Ok(_) => {}
                Err(_) => self.release(),
            }
            opened
        })?;
        Ok((raw, Lease { context: self.clone(), handles_zap: AtomicBool::new(false) }))
    }

    /// libzmq starts its threads with the first socket, and ends the process where it gets some of their descriptors and
    /// not all.
    fn check_start(&self, raw: &RawContext, first: bool) -> Result<(), Errno> {
        if !first || !guarded!("b20_no_descriptor_for_the_first_socket") {
            return Ok(());
        }
        // For each thread, the one that closes sockets included, and for a few sockets.
        let threads = usize::try_from(raw.get(ffi::ZMQ_IO_THREADS)?).unwrap_or_default() + 1;
        raw::has_room(3 * threads + 4)
    }

    fn release(&self) {
        let mut sockets = self.sockets();
        sockets.open = sockets.open.saturating_sub(1);
        drop(sockets);
        self.inner.socket_closed.notify_all();
    }

    /// Whether something answers where libzmq asks for an authenticator.
    pub(crate) fn has_zap_handler(&self) -> bool {
        self.inner.zap_handlers.load(Relaxed) > 0
    }

    /// Whether an authenticator was ever started.
    pub(crate) fn had_authenticator(&self) -> bool {
        self.inner.had_authenticator.load(Relaxed)
    }

    pub(crate) fn set_had_authenticator(&self) {
        self.inner.had_authenticator.store(true, Relaxed);
    }

    pub(crate) fn defaults(&self) -> &SocketOptions {
        &self.inner.defaults
    }

    /// Wakes every call that is blocked on a socket of this context, in any thread: it fails with
    /// [`Error::Terminated`], as does every later one. Never blocks; a second call does nothing.
    ///
    /// This is how a blocked program is ended from outside, as on Ctrl-C.
    ///
    /// # Errors
    /// In a forked child.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PULL};
    ///
    /// let context = Context::new()?;
    /// let pull = context.socket(PULL)?;
    /// let waiting = std::thread::spawn(move || pull.recv());
    /// context.shutdown()?;
    /// assert!(waiting.join().unwrap().unwrap_err().is_terminated());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_ctx_shutdown")]
    pub fn shutdown(&self) -> Result<()> {
        self.inner.shut_down.store(true, Relaxed);
        if !self.is_foreign() {
            self.names().end();
        }
        match self.with_raw("shutdown", RawContext::shutdown) {
            Err(Error::Terminated { .. }) => Ok(()),
            done => done,
        }
    }

    /// Ends the context as C does: wakes every blocked call, waits until every socket is closed and its unsent messages
    /// are gone or given up ([`linger`](crate::Socket::linger)), and frees it. Other handles stay valid and answer
    /// [`Error::Terminated`].
    ///
    /// It waits for ever while a socket stays open somewhere; drop those of this thread first.
    ///
    /// # Errors
    /// In a forked child.
    #[doc(alias = "zmq_ctx_term")]
    #[doc(alias = "zmq_ctx_destroy")]
    #[doc(alias = "term")]
    pub fn terminate(self) -> Result<()> {
        self.shutdown()?;
        let sockets = self.sockets();
        let closed = self.inner.socket_closed.wait_while(sockets, |sockets| sockets.open > 0);
        drop(closed);
        let raw = self.inner.raw.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(raw) = raw {
            raw.terminate();
        }
        Ok(())
    }

    /// Drops this handle without waiting on this thread, even where it is the last one.
    #[cfg(feature = "aio")]
    pub(crate) fn leave(self) {
        let Some(mut inner) = Arc::into_inner(self.inner) else { return };
        if inner.generation != raw::generation() {
            return;
        }
        let Some(raw) = inner.raw.get_mut().unwrap_or_else(PoisonError::into_inner).take() else { return };
        inner.names.get_mut().unwrap_or_else(PoisonError::into_inner).end();
        // Where no thread can be had the context is leaked, which harms less than a wait without end.
        let started = thread::Builder::new().name("zeroxide-term".into()).spawn(move || raw.terminate());
        if started.is_err() {
            report("no thread could be started to end a context; it is left as it is");
        }
    }

    fn get(&self, operation: &'static str, option: i32) -> Result<i32> {
        self.with_raw(operation, |raw| raw.get(option))
    }

    /// The number of I/O threads. Default: 1.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_IO_THREADS")]
    pub fn io_threads(&self) -> Result<i32> {
        self.get("io_threads", ffi::ZMQ_IO_THREADS)
    }

    /// Sets the number of I/O threads. It counts until the first socket is opened and is ignored afterwards.
    ///
    /// # Errors
    /// When the number is negative, when the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_IO_THREADS")]
    pub fn set_io_threads(&self, threads: i32) -> Result<()> {
        self.with_raw("set_io_threads", |raw| raw.set(ffi::ZMQ_IO_THREADS, threads))
    }

    /// The most sockets that may be open at once. Default: 1023.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_MAX_SOCKETS")]
    pub fn max_sockets(&self) -> Result<i32> {
        Ok(self.get("max_sockets", ffi::ZMQ_MAX_SOCKETS)? - self.inner.reserve)
    }

    /// The largest value that [`max_sockets`](ContextBuilder::max_sockets) takes.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_SOCKET_LIMIT")]
    pub fn socket_limit(&self) -> Result<i32> {
        self.get("socket_limit", ffi::ZMQ_SOCKET_LIMIT)
    }

    /// Whether new sockets may use IPv6. Default: no.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_IPV6")]
    pub fn ipv6(&self) -> Result<bool> {
        Ok(self.get("ipv6", ffi::ZMQ_IPV6)? != 0)
    }

    /// Whether new sockets linger without limit. Default: yes.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_BLOCKY")]
    pub fn blocky(&self) -> Result<bool> {
        Ok(self.get("blocky", ffi::ZMQ_BLOCKY)? != 0)
    }

    /// The scheduling policy of the background threads; none is the system's default.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_THREAD_SCHED_POLICY")]
    pub fn thread_sched_policy(&self) -> Result<Option<i32>> {
        let policy = self.get("thread_sched_policy", ffi::ZMQ_THREAD_SCHED_POLICY)?;
        Ok(Some(policy).filter(|policy| *policy >= 0))
    }

    /// The number that libzmq stores as the largest message and never enforces. To limit what is received, set
    /// [`maxmsgsize`](crate::Socket::set_maxmsgsize) on sockets.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_MAX_MSGSZ")]
    pub fn max_msgsz(&self) -> Result<i32> {
        self.get("max_msgsz", ffi::ZMQ_MAX_MSGSZ)
    }

    /// The size of libzmq's message struct.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_MSG_T_SIZE")]
    pub fn msg_t_size(&self) -> Result<i32> {
        self.get("msg_t_size", ffi::ZMQ_MSG_T_SIZE)
    }

    /// Whether received messages may borrow the buffer that they were read into. Default: yes.
    ///
    /// # Errors
    /// When the context was terminated, in a forked child, or when the library is older than the option.
    #[doc(alias = "ZMQ_ZERO_COPY_RECV")]
    pub fn zero_copy_recv(&self) -> Result<bool> {
        Ok(self.get("zero_copy_recv", ffi::ZMQ_ZERO_COPY_RECV)? != 0)
    }

    /// The prefix of the background threads' names, where it is a number. Text, as the builder sets it, cannot be read
    /// back.
    ///
    /// # Errors
    /// When the context was terminated, or in a forked child.
    #[doc(alias = "ZMQ_THREAD_NAME_PREFIX")]
    pub fn thread_name_prefix(&self) -> Result<i32> {
        self.get("thread_name_prefix", ffi::ZMQ_THREAD_NAME_PREFIX)
    }

    /// How many sockets are open.
    pub fn open_sockets(&self) -> usize {
        if self.is_foreign() { 0 } else { self.sockets().open }
    }
}

/// Two handles are equal when they are handles on the same context.
impl PartialEq for Context {
    fn eq(&self, other: &Context) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Eq for Context {}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("open_sockets", &self.open_sockets()).finish_non_exhaustive()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if self.generation != raw::generation() {
            return;
        }
        let Some(raw) = self.raw.get_mut().unwrap_or_else(PoisonError::into_inner).take() else { return };
        if !self.sockets.get_mut().unwrap_or_else(PoisonError::into_inner).ever {
            raw.terminate();
            return;
        }
        self.names.get_mut().unwrap_or_else(PoisonError::into_inner).end();
        if !guarded!("b10_drop_never_hangs") {
            return raw.terminate();
        }
        terminate_within(raw, self.drop_timeout);
    }
}

/// Terminates a context on a thread of its own, and waits for that thread as long as it may.
fn terminate_within(raw: RawContext, timeout: Duration) {
    let (done, finished) = mpsc::sync_channel(1);
    let terminate = move || {
        raw.terminate();
        let _ = done.send(());
    };
    // Where no thread can be had the context is leaked, which harms less than a wait without end.
    let started = thread::Builder::new().name("zeroxide-term".into()).spawn(terminate);
    let outcome = match started {
        Err(_) => "no thread could be started to end a context; it is left as it is",
        Ok(_) => match finished.recv_timeout(timeout) {
            Ok(()) => return,
            Err(_) => "messages are still unsent; a background thread waits for them",
        },
    };
    report(outcome);
}

#[cfg(feature = "log")]
fn report(outcome: &str) {
    log::warn!("zeroxide: dropping a context: {outcome}");
}

#[cfg(not(feature = "log"))]
fn report(_outcome: &str) {}

/// A socket's hold on its context. Dropped after the socket, it says that the socket is closed.
#[derive(Debug)]
pub(crate) struct Lease {
    context: Context,
    /// Whether the socket is bound where libzmq asks for an authenticator.
    handles_zap: AtomicBool,
}

impl Lease {
    /// Gives the socket out of the crate's hands: the context no longer counts it, and termination waits for it as C
    /// does. The context must be kept as long as the socket.
    pub(crate) fn into_context(self) -> Context {
        self.context.clone()
    }

    /// Takes a socket into the crate's hands again.
    pub(crate) fn renew(context: Context) -> Lease {
        let mut sockets = context.sockets();
        sockets.open += 1;
        sockets.ever = true;
        drop(sockets);
        Lease { context, handles_zap: AtomicBool::new(false) }
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn set_zap_handler(&self, handles: bool) {
        let handlers = &self.context.inner.zap_handlers;
        match (self.handles_zap.swap(handles, Relaxed), handles) {
            (false, true) => drop(handlers.fetch_add(1, Relaxed)),
            (true, false) => drop(handlers.fetch_sub(1, Relaxed)),
            _ => {}
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // In a forked child another thread of the parent may have held the lock.
        if !self.context.is_foreign() {
            self.set_zap_handler(false);
            self.context.release();
        }
    }
}
