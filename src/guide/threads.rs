//! What may be used from which thread.
//!
//! A [`Context`](crate::Context) is for every thread: clone it. A [`Socket`](crate::Socket) is for one thread at a time: move it
//! where it is needed. That two threads use one at once does not compile. Between threads, send messages: over
//! [`pipe`](crate::pipe), or any other pair of kinds over `inproc://`.
//!
//! ```
//! use zeroxide::{Context, PULL, PUSH};
//!
//! let context = Context::new()?;
//! let sink = context.socket(PULL)?;
//! sink.bind("inproc://results")?;
//! let mut workers = Vec::new();
//! for number in 0..4 {
//!     // Each thread gets a socket of its own.
//!     let results = context.socket(PUSH)?;
//!     results.connect("inproc://results")?;
//!     workers.push(std::thread::spawn(move || results.send(format!("from worker {number}"))));
//! }
//! for _ in 0..4 {
//!     println!("{:?}", sink.recv()?);
//! }
//! for worker in workers {
//!     worker.join().unwrap()?;
//! }
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! A [`Message`](crate::Message) may go anywhere and be read by several threads.
//!
//! libzmq runs threads of its own: one for each [`io_threads`](crate::ContextBuilder::io_threads), and one that closes
//! sockets. One I/O thread is enough for most programs. They free the buffers of messages that were handed over, so an owner
//! given to [`Message::from_owner`](crate::Message::from_owner) is dropped there.
