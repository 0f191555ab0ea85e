//! How a program ends: unsent messages, blocked calls, Ctrl-C, forks.
//!
//! # Unsent messages
//!
//! Closing a socket does not wait. What it still has to send goes on in the context for the socket's
//! [`linger`](crate::Socket::set_linger), which has no limit by default. Dropping the last handle on the context waits for
//! that, for ten seconds at most ([`drop_timeout`](crate::ContextBuilder::drop_timeout)); then a background thread waits on,
//! and the program may end. To wait as long as it takes, call [`terminate`](crate::Context::terminate). To wait not at all,
//! set linger to zero, for one socket or for all of a context:
//!
//! ```
//! use std::time::Duration;
//! use zeroxide::{Context, PUSH, SocketOptions};
//!
//! let context = Context::builder().socket_defaults(SocketOptions::new().linger(Some(Duration::ZERO))).build()?;
//! let push = context.socket(PUSH)?;
//! push.connect("tcp://127.0.0.1:9")?;
//! push.send("nobody will get this")?;
//! // Both drops return at once.
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! [`Context::instance`](crate::Context::instance) is a context that is never dropped, as that of a Python script: the
//! program ends with its last line, whatever is unsent.
//!
//! # Blocked calls, and Ctrl-C
//!
//! A signal neither ends a wait nor lengthens it. What ends one from outside is
//! [`Context::shutdown`](crate::Context::shutdown): every blocked call on the context's sockets fails with
//! [`Error::Terminated`](crate::Error::Terminated), in whatever thread. So Ctrl-C needs a handler that calls it, such as the
//! crate `ctrlc` installs:
//!
//! ```
//! use zeroxide::Context;
//!
//! fn ctrl_c(context: &Context) -> Result<(), ctrlc::Error> {
//!     let context = context.clone();
//!     ctrlc::set_handler(move || drop(context.shutdown()))
//! }
//!
//! let context = Context::new()?;
//! ctrl_c(&context)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! and loops that take the error for their end. The handler keeps its handle on the context, so no drop is the last one: end
//! the program with [`terminate`](crate::Context::terminate) where unsent messages matter. The example `ctrl_c` is a whole
//! program that does.
//!
//! ```
//! use zeroxide::{Context, PULL};
//!
//! let context = Context::new()?;
//! let pull = context.socket(PULL)?;
//! pull.bind("inproc://jobs")?;
//! let worker = std::thread::spawn(move || {
//!     loop {
//!         match pull.recv() {
//!             Ok(job) => println!("{job:?}"),
//!             Err(error) if error.is_terminated() => return Ok(()),
//!             Err(error) => return Err(error),
//!         }
//!     }
//! });
//! context.shutdown()?;
//! worker.join().unwrap()?;
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! # Forks
//!
//! Sockets and contexts belong to the process that made them. In a child that was forked, every call on an inherited one
//! fails with [`Error::Forked`](crate::Error::Forked), and drops do nothing, so the parent is not disturbed. Make a new
//! context in the child; `Context::instance` does so by itself. Starting another program with `std::process::Command` is no
//! such case: libzmq's descriptors are closed there.
