//! Who may meet whom. libzmq checks the kinds of two sockets on every transport but inproc, where a few pairs end the
//! process.

use std::borrow::Cow;

use crate::guard::guarded;
use crate::kind::SocketType;
use crate::{Error, Result};

/// Which end of a connection a socket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Bind,
    Connect,
}

/// Refuses an endpoint on which the kind could meet what it cannot bear.
pub(super) fn check(operation: &'static str, kind: SocketType, text: &str) -> Result<()> {
    let transport = text.split_once("://").map_or("", |(transport, _)| transport);
    match kind {
        // Its peers are plain byte streams. Those of inproc are libzmq's own sockets, and most end the process.
        SocketType::Stream if transport == "inproc" && guarded!("b08_stream_inproc") => {
            Err(Error::input(operation, "a STREAM socket talks to plain TCP peers, of which inproc has none"))
        }
        #[cfg(feature = "draft")]
        SocketType::Dgram if transport != "udp" => {
            Err(Error::input(operation, format!("a DGRAM socket has no transport but udp: {text:?}")))
        }
        _ => Ok(()),
    }
}

/// The name under which libzmq gets an endpoint.
///
/// A DISH tells its peers which groups it wants, by messages that end the process in any peer but a RADIO. So the two
/// have inproc names of their own: what a RADIO binds is only found by a DISH, and the other way round.
#[cfg(feature = "draft")]
pub(super) fn name(kind: SocketType, end: End, text: &str) -> Cow<'_, str> {
    match (kind, end) {
        _ if !text.starts_with("inproc://") || !guarded!("b08_dish_inproc") => text.into(),
        (SocketType::Radio, End::Bind) | (SocketType::Dish, End::Connect) => format!("{text}{RADIO}").into(),
        (SocketType::Dish, End::Bind) | (SocketType::Radio, End::Connect) => format!("{text}{DISH}").into(),
        _ => text.into(),
    }
}

#[cfg(not(feature = "draft"))]
pub(super) fn name(_kind: SocketType, _end: End, text: &str) -> Cow<'_, str> {
    text.into()
}

#[cfg(feature = "draft")]
const RADIO: &str = " (radio)";
#[cfg(feature = "draft")]
const DISH: &str = " (dish)";

/// The endpoint that was meant by a name of libzmq's.
#[cfg(feature = "draft")]
pub(super) fn meant(kind: SocketType, name: String) -> String {
    let inproc = name.starts_with("inproc://") && matches!(kind, SocketType::Radio | SocketType::Dish);
    match name.strip_suffix(RADIO).or(name.strip_suffix(DISH)) {
        Some(text) if inproc => text.to_owned(),
        _ => name,
    }
}

#[cfg(not(feature = "draft"))]
pub(super) fn meant(_kind: SocketType, name: String) -> String {
    name
}
