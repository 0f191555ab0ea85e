//! Makes a context to measure.

use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::time::Duration;

use zeroxide_sys as ffi;

use super::{Context, Inner};
use crate::error::describe;
use crate::guard::guarded;
use crate::options::SocketOptions;
use crate::raw::{self, Errno, RawContext};
use crate::{Error, Result};

/// How long dropping the last handle of a context waits for unsent messages, unless told otherwise.
const DROP_TIMEOUT: Duration = Duration::from_secs(10);

/// The most sockets that a context can have: the number that libzmq reports as its limit. It accepts larger ones, and
/// the largest end the process.
const MOST_SOCKETS: i32 = 65535;

/// Makes a [`Context`]; see [`Context::builder`].
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use zeroxide::Context;
///
/// let context = Context::builder().io_threads(2).ipv6(true).drop_timeout(Duration::from_secs(1)).build()?;
/// assert_eq!(context.io_threads()?, 2);
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ContextBuilder {
    settings: Vec<(i32, &'static str, i32)>,
    thread_name: Option<String>,
    drop_timeout: Duration,
    defaults: SocketOptions,
}

impl ContextBuilder {
    pub(super) fn new() -> ContextBuilder {
        ContextBuilder {
            settings: Vec::new(),
            thread_name: None,
            drop_timeout: DROP_TIMEOUT,
            defaults: SocketOptions::new(),
        }
    }

    fn set(mut self, option: i32, name: &'static str, value: i32) -> ContextBuilder {
        self.settings.push((option, name, value));
        self
    }

    /// The number of I/O threads; one serves about a gigabyte a second. 0 leaves inproc as the only transport.
    /// Default: 1.
    #[doc(alias = "ZMQ_IO_THREADS")]
    pub fn io_threads(self, threads: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_IO_THREADS, "ZMQ_IO_THREADS", threads)
    }

    /// The most sockets that may be open at once, monitors included; 65535 at most. Default: 1023.
    ///
    /// Keep it well below the process's limit of descriptors (`RLIMIT_NOFILE`, `ulimit -n`), or raise that: each socket
    /// takes one, each connection another, and libzmq ends the process in several places where it gets none.
    #[doc(alias = "ZMQ_MAX_SOCKETS")]
    pub fn max_sockets(self, sockets: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_MAX_SOCKETS, "ZMQ_MAX_SOCKETS", sockets)
    }

    /// Whether new sockets may use IPv6. Default: no.
    #[doc(alias = "ZMQ_IPV6")]
    pub fn ipv6(self, ipv6: bool) -> ContextBuilder {
        self.set(ffi::ZMQ_IPV6, "ZMQ_IPV6", ipv6.into())
    }

    /// Whether new sockets linger without limit when they are closed; otherwise they discard what is unsent.
    /// Default: yes.
    #[doc(alias = "ZMQ_BLOCKY")]
    pub fn blocky(self, blocky: bool) -> ContextBuilder {
        self.set(ffi::ZMQ_BLOCKY, "ZMQ_BLOCKY", blocky.into())
    }

    /// Whether received messages may borrow the buffer that they were read into. Default: yes.
    #[doc(alias = "ZMQ_ZERO_COPY_RECV")]
    pub fn zero_copy_recv(self, zero_copy: bool) -> ContextBuilder {
        self.set(ffi::ZMQ_ZERO_COPY_RECV, "ZMQ_ZERO_COPY_RECV", zero_copy.into())
    }

    /// The number that libzmq stores as the largest message and never enforces.
    #[doc(alias = "ZMQ_MAX_MSGSZ")]
    pub fn max_msgsz(self, bytes: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_MAX_MSGSZ, "ZMQ_MAX_MSGSZ", bytes)
    }

    /// The scheduling policy of the background threads, as `sched_setscheduler` has it.
    /// [`build`](ContextBuilder::build) tries it on a thread of its own first, as libzmq would abort.
    #[doc(alias = "ZMQ_THREAD_SCHED_POLICY")]
    pub fn thread_sched_policy(self, policy: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_THREAD_SCHED_POLICY, "ZMQ_THREAD_SCHED_POLICY", policy)
    }

    /// The priority of the background threads under a real-time policy; under any other, a number over 0 gives them the
    /// highest that there is. [`build`](ContextBuilder::build) tries it on a thread of its own first, as libzmq would
    /// abort.
    #[doc(alias = "ZMQ_THREAD_PRIORITY")]
    pub fn thread_priority(self, priority: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_THREAD_PRIORITY, "ZMQ_THREAD_PRIORITY", priority)
    }

    /// Adds a processor to those that the background threads may run on. Default: all that the process may use.
    #[doc(alias = "ZMQ_THREAD_AFFINITY_CPU_ADD")]
    pub fn thread_affinity_cpu(self, cpu: i32) -> ContextBuilder {
        self.set(ffi::ZMQ_THREAD_AFFINITY_CPU_ADD, "ZMQ_THREAD_AFFINITY_CPU_ADD", cpu)
    }

    /// Text before the names of the background threads, 16 bytes at most. The system cuts names at 15.
    #[doc(alias = "ZMQ_THREAD_NAME_PREFIX")]
    pub fn thread_name_prefix(mut self, prefix: impl Into<String>) -> ContextBuilder {
        self.thread_name = Some(prefix.into());
        self
    }

    /// How long dropping the last handle waits for unsent messages before it leaves that to a background thread.
    /// Default: 10 s.
    pub fn drop_timeout(mut self, timeout: Duration) -> ContextBuilder {
        self.drop_timeout = timeout;
        self
    }

    /// Options for every socket of the context; those that a socket's kind does not have are left out.
    pub fn socket_defaults(mut self, defaults: SocketOptions) -> ContextBuilder {
        self.defaults = defaults;
        self
    }

    /// Makes the context.
    ///
    /// # Errors
    /// When an option does not take its value (the error names it), and when the process is out of descriptors or
    /// memory.
    pub fn build(self) -> Result<Context> {
        self.check_scheduling()?;
        let raw = RawContext::new().map_err(|errno| Error::new(OPERATION, errno))?;
        let reserve = match self.apply(&raw).and_then(|()| reserve(&raw)) {
            Ok(reserve) => reserve,
            Err(error) => {
                raw.terminate();
                return Err(error);
            }
        };
        Ok(Context {
            inner: Arc::new(Inner {
                max_sockets: reserve.max_sockets,
                reserve: reserve.more,
                names: Mutex::default(),
                raw: RwLock::new(Some(raw)),
                generation: raw::generation(),
                shut_down: AtomicBool::new(false),
                sockets: Mutex::default(),
                socket_closed: Condvar::new(),
                zap_handlers: AtomicUsize::new(0),
                had_authenticator: AtomicBool::new(false),
                drop_timeout: self.drop_timeout,
                defaults: self.defaults,
            }),
        })
    }

    fn apply(&self, raw: &RawContext) -> Result<()> {
        for (option, name, value) in &self.settings {
            if *option == ffi::ZMQ_MAX_SOCKETS && *value > MOST_SOCKETS && guarded!("b20_max_sockets") {
                return Err(refused(name, format!("{value} is more than the {MOST_SOCKETS} that a context can have")));
            }
            raw.set(*option, *value).map_err(|errno| Error::option(OPERATION, name, errno))?;
        }
        match &self.thread_name {
            Some(prefix) => name_threads(raw, prefix),
            None => Ok(()),
        }
    }

    fn last(&self, option: i32) -> Option<i32> {
        let found = self.settings.iter().rfind(|(set, ..)| *set == option)?;
        Some(found.2)
    }

    /// Tries the scheduling on a thread of its own: libzmq aborts the process when its threads do not get it.
    fn check_scheduling(&self) -> Result<()> {
        let policy = self.last(ffi::ZMQ_THREAD_SCHED_POLICY).filter(|policy| *policy >= 0);
        let priority = self.last(ffi::ZMQ_THREAD_PRIORITY).filter(|priority| *priority >= 0);
        if (policy.is_some() || priority.is_some()) && guarded!("b21_scheduling") {
            raw::try_schedule(policy, priority).map_err(|errno| match policy {
                Some(policy) => refused("ZMQ_THREAD_SCHED_POLICY", denied(policy, errno)),
                None => refused("ZMQ_THREAD_PRIORITY", denied(priority.unwrap_or_default(), errno)),
            })?;
        }
        let cpus: Vec<_> = self.settings.iter().filter(|(set, ..)| *set == ffi::ZMQ_THREAD_AFFINITY_CPU_ADD).collect();
        if !cpus.is_empty() && guarded!("b21_affinity") {
            let wanted: Vec<i32> = cpus.iter().map(|(.., cpu)| *cpu).collect();
            raw::try_affinity(&wanted)
                .map_err(|errno| refused("ZMQ_THREAD_AFFINITY_CPU_ADD", format!("{wanted:?}: {}", describe(errno))))?;
        }
        Ok(())
    }
}

/// Room for sockets.
struct Reserve {
    /// As many as the caller asked for.
    max_sockets: usize,
    /// How many more libzmq has room for.
    more: i32,
}

/// Makes room for one socket more than was asked for: that of the context, which must not be lacking when it is needed.
fn reserve(raw: &RawContext) -> Result<Reserve> {
    let failed = |errno| Error::option(OPERATION, "ZMQ_MAX_SOCKETS", errno);
    let asked = raw.get(ffi::ZMQ_MAX_SOCKETS).map_err(failed)?;
    // Refused where the system's way of waiting has a limit, and this is it.
    let more = i32::from(raw.set(ffi::ZMQ_MAX_SOCKETS, asked.saturating_add(1)).is_ok());
    Ok(Reserve { max_sockets: usize::try_from(asked).unwrap_or(0), more })
}

const OPERATION: &str = "Context::build";

fn refused(option: &'static str, reason: String) -> Error {
    Error::Option { operation: OPERATION, option, reason: reason.into() }
}

fn denied(value: i32, errno: Errno) -> String {
    format!("the system does not let a thread of this process have {value}: {}", describe(errno))
}

#[cfg(libzmq_draft)]
fn name_threads(raw: &RawContext, prefix: &str) -> Result<()> {
    const OPTION: &str = "ZMQ_THREAD_NAME_PREFIX";
    if prefix.is_empty() || prefix.len() > 16 || prefix.contains('\0') {
        return Err(refused(OPTION, format!("{prefix:?} is not 1 to 16 bytes of text")));
    }
    let mut bytes = prefix.as_bytes().to_vec();
    // Four bytes would be taken for a number. What follows a NUL does not show.
    if bytes.len() == size_of::<i32>() {
        bytes.push(0);
    }
    raw.set_bytes(ffi::ZMQ_THREAD_NAME_PREFIX, &bytes).map_err(|errno| Error::option(OPERATION, OPTION, errno))
}

#[cfg(not(libzmq_draft))]
fn name_threads(_raw: &RawContext, _prefix: &str) -> Result<()> {
    Err(Error::Unsupported { operation: OPERATION, what: "a thread name prefix, without libzmq's draft functions" })
}
