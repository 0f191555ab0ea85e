//! Proxies: what comes in at one socket goes out at another, and back.
//!
//! Written over sockets that never block and a wait of its own. libzmq 4.3.5 has a proxy that can be steered, which takes
//! PAUSE for RESUME and breaks in other ways.

mod control;
mod end;
mod engine;
mod foreground;
mod handle;
mod lane;
mod statistics;
mod tap;
#[cfg(feature = "aio")]
mod task;
mod value;
mod watch;

pub use foreground::{monitored_queue, proxy, proxy_with_capture};
pub use handle::{ProxyHandle, Stopped, Way};
pub use statistics::{Flow, ProxyStatistics};
#[cfg(feature = "aio")]
pub use task::ProxyControl;
pub use value::{Proxy, ProxyEnd};
