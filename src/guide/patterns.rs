//! Which kinds of socket belong together, and what each pattern does at its limits.
//!
//! | pattern | one end | other end | when a peer's queue is full, or there is no peer |
//! |---|---|---|---|
//! | request and reply | [`REQ`](crate::REQ) | [`REP`](crate::REP), [`ROUTER`](crate::ROUTER) | the request waits |
//! | the same without turns | [`DEALER`](crate::DEALER) | [`ROUTER`](crate::ROUTER), [`REP`](crate::REP), [`DEALER`](crate::DEALER) | DEALER waits, ROUTER drops |
//! | publish and subscribe | [`PUB`](crate::PUB), [`XPUB`](crate::XPUB) | [`SUB`](crate::SUB), [`XSUB`](crate::XSUB) | drops for that subscriber |
//! | pipeline | [`PUSH`](crate::PUSH) | [`PULL`](crate::PULL) | waits |
//! | exclusive pair | [`PAIR`](crate::PAIR) | [`PAIR`](crate::PAIR) | waits |
//! | plain TCP | [`STREAM`](crate::STREAM) | any TCP program | waits |
//!
//! # Requests that get no reply
//!
//! A REQ socket that waits for a server that died waits for ever. Give it a time, and let it ask again: with
//! [`req_relaxed`](crate::Socket::set_req_relaxed) it may send before the reply came, with
//! [`req_correlate`](crate::Socket::set_req_correlate) it skips a reply that comes too late.
//!
//! ```
//! use std::time::Duration;
//! use zeroxide::{Context, REQ};
//!
//! let context = Context::new()?;
//! let client = context.builder_for(REQ).req_relaxed(true).req_correlate(true).connect("inproc://server").build()?;
//! for attempt in 1..=3 {
//!     match client.request(["hello?"], Some(Duration::from_millis(10))) {
//!         Ok(reply) => println!("{reply:?}"),
//!         Err(error) if error.is_would_block() => println!("no answer to attempt {attempt}"),
//!         Err(error) => return Err(error),
//!     }
//! }
//! # Ok::<(), zeroxide::Error>(())
//! ```
//!
//! # Replies to many clients
//!
//! A ROUTER gives each message the routing id of the peer that sent it, and takes it back as the address of the reply. From
//! a REQ an empty frame follows the id; [`Multipart::take_envelope`](crate::Multipart::take_envelope) takes both off, however
//! many brokers the request passed.
//!
//! ```
//! use zeroxide::{Context, REQ, ROUTER};
//!
//! let context = Context::new()?;
//! let router = context.socket(ROUTER)?;
//! let endpoint = router.bind("tcp://127.0.0.1:*")?;
//! let client = context.socket(REQ)?;
//! client.connect(endpoint)?;
//! client.send("hello")?;
//!
//! let mut request = router.recv_multipart()?;
//! let mut reply = request.take_envelope().ok_or("a request without an envelope")?;
//! assert_eq!(request, ["hello"]);
//! reply.push_back("world");
//! router.send_multipart(reply)?;
//! assert_eq!(client.recv()?, "world");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Subscriptions take a moment
//!
//! What a publisher sends before a subscription has reached it goes to nobody. A publisher that must not begin too early
//! waits for its subscribers, as an [`XPUB`](crate::XPUB) can, which receives their subscriptions; and a subscriber that
//! reconnects must be reading for its subscriptions to be sent again.
