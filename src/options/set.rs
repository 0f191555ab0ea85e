//! A set of options to apply later.

use super::dynamic::Row;
use super::shape::{self, Refusal, Setting};
use super::{Security, When, security_methods, shapes, table};
use crate::kind::{Capability, SocketType};
use crate::raw::RawSocket;
use crate::{Error, Result};

/// Options to give to a socket when it is made, whatever its kind: the defaults of a context
/// ([`ContextBuilder::socket_defaults`](crate::ContextBuilder::socket_defaults)), or a profile that several sockets share
/// ([`SocketBuilder::options`](crate::SocketBuilder::options)).
///
/// A value that cannot be taken is reported when the options are applied. Those that a socket's kind does not have are
/// left out as context defaults, and are errors in a builder.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use zeroxide::{Context, DEALER, SocketOptions};
///
/// let context = Context::builder()
///     .socket_defaults(SocketOptions::new().linger(Some(Duration::ZERO)).sndhwm(10))
///     .build()?;
/// assert_eq!(context.socket(DEALER)?.sndhwm()?, 10);
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SocketOptions {
    settings: Vec<(Row, Result<Setting, Refusal>)>,
    pub(crate) security: Option<Security>,
}

impl SocketOptions {
    /// No options.
    pub fn new() -> SocketOptions {
        SocketOptions::default()
    }

    /// Adds the options of another set, which win.
    pub fn merge(mut self, other: SocketOptions) -> SocketOptions {
        self.settings.extend(other.settings);
        self.security = other.security.or(self.security);
        self
    }

    pub(crate) fn push(&mut self, row: Row, setting: Result<Setting, Refusal>) {
        self.settings.push((row, setting));
    }

    /// Applies the options in order. Those that the kind does not have are errors where `strict`.
    pub(crate) fn apply(
        &self,
        operation: &'static str,
        socket: &RawSocket,
        kind: SocketType,
        strict: bool,
    ) -> Result<()> {
        for (row, setting) in &self.settings {
            if !kind.can(row.capability) {
                if strict {
                    return Err(unfit(operation, row, kind));
                }
                continue;
            }
            // XPUB grants topics to a subscriber, and a new socket has none.
            if !strict && row.capability == Capability::Subscribes && kind == SocketType::XPub {
                continue;
            }
            let refused = |reason| Error::Option { operation, option: row.c_name, reason };
            let setting = setting.as_ref().map_err(|reason| refused(reason.clone()))?;
            setting.apply(socket, row.id).map_err(|errno| Error::option(operation, row.c_name, errno))?;
        }
        Ok(())
    }

    security_methods!(SocketOptions, security);

    pub(crate) fn security(&self) -> Option<&Security> {
        self.security.as_ref()
    }

    /// The last value that the set gives to an option.
    pub(crate) fn last(&self, option: i32) -> Option<&Setting> {
        let (_, setting) = self.settings.iter().rfind(|(row, _)| row.id == option)?;
        setting.as_ref().ok()
    }
}

/// The error for an option that a kind does not have.
#[cold]
pub(crate) fn unfit(operation: &'static str, row: &Row, kind: SocketType) -> Error {
    Error::Option { operation, option: row.c_name, reason: format!("a {kind} socket has no such option").into() }
}

macro_rules! method {
    // What can only be read is nothing to apply.
    ($capability:ident [$($meta:tt)*] (Read $($row:tt)*)) => {};
    ($capability:ident [$($meta:tt)*] ($access:ident $when:ident $name:ident / $set:ident: $shape:ident = $id:literal $c_name:literal $($samples:tt)?)) => {
        $($meta)*
        #[doc(alias = $c_name)]
        pub fn $name(mut self, value: shapes!(@set $shape)) -> SocketOptions {
            let row = Row { id: $id, c_name: $c_name, capability: Capability::$capability, when: When::$when };
            self.push(row, shape::$shape::encode(value));
            self
        }
    };
}

macro_rules! methods {
    ($group:ident $($capability:ident { $($(#[$doc:meta])* ($($row:tt)*))* })*) => {
        impl SocketOptions {
            $($(method!($capability [$(#[$doc])*] ($($row)*));)*)*
        }
    };
}

table::general!(methods);
table::connection!(methods);
table::tcp!(methods);
table::security!(methods);
table::pubsub!(methods);
table::routing!(methods);
table::multicast!(methods);
table::legacy!(methods);
#[cfg(feature = "draft")]
table::draft!(methods);
