//! libzmq's traps: calls and states in which it aborts, corrupts memory, hangs or loses messages, each by its number in
//! SECURITY.md, and what the crate makes of them.
//!
//! Every test runs in a process of its own, which libzmq may end. Those of guards that are checks are named in the code by
//! `guarded!`: with that guard out the test must fail, which `tests/traps/unguarded.sh` shows for all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unsafe_code)] // Some call C, to see what it does.

#[path = "../common/mod.rs"]
mod common;

mod calls;
mod ends;
mod meeting;
mod messages;
mod monitor;
mod multipart;
mod options;
mod ownership;
mod table;
mod topics;

use std::time::Duration;

/// A child that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// The same where it is to hang, as its guard is out.
const SHORT_LIMIT: Duration = Duration::from_secs(15);

/// Long enough for anything that is to happen, where a test waits in its own process.
const SOON: Duration = Duration::from_secs(30);

/// Runs a trap's test in a process of its own, which must end well.
fn trap(path: &str, body: impl FnOnce()) {
    let name = path.split_once("::").map_or(path, |(_, name)| name);
    let limit = if std::env::var_os("ZEROXIDE_UNGUARDED").is_some() { SHORT_LIMIT } else { LIMIT };
    if let Some(outcome) = common::in_child_within(limit, name, None, body) {
        assert!(outcome.status.success(), "{}\n{}", outcome.status, outcome.output);
        assert!(outcome.output.contains("1 passed"), "no such test: {name}\n{}", outcome.output);
    }
}

/// Whether the library is not the bundled one, which alone has what a test is of. Then it says why the test is skipped.
fn elsewhere(why: &str) -> bool {
    let elsewhere = !cfg!(libzmq_bundled);
    if elsewhere {
        println!("skipped with a libzmq from elsewhere: {why}");
    }
    elsewhere
}

macro_rules! traps {
    ($($(#[$meta:meta])* fn $name:ident() $body:block)*) => {$(
        $(#[$meta])*
        #[test]
        fn $name() {
            crate::trap(concat!(module_path!(), "::", stringify!($name)), || $body);
        }
    )*};
}
use traps;
