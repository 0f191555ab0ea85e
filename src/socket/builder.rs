//! A socket made with options, bound and connected at once.

use super::Socket;
use crate::Result;
use crate::context::Context;
use crate::kind::{self, Capability, Kind};
use crate::options::{Row, SocketOptions, When, security_methods, shape, shapes, table};

/// Makes a [`Socket`] with options that are set before it is bound or connected: for some of them the only time.
///
/// # Examples
/// ```
/// use std::time::Duration;
/// use zeroxide::{Context, SUB};
///
/// let context = Context::new()?;
/// let subscriber = context
///     .builder_for(SUB)
///     .rcvhwm(10_000)
///     .reconnect_ivl(Some(Duration::from_millis(50)))
///     .subscribe(b"weather.")
///     .connect("tcp://127.0.0.1:5556")
///     .build()?;
/// assert_eq!(subscriber.rcvhwm()?, 10_000);
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SocketBuilder<K: Kind> {
    context: Context,
    kind: K,
    options: SocketOptions,
    endpoints: Vec<(Attach, String)>,
}

#[derive(Clone, Copy, Debug)]
enum Attach {
    Bind,
    Connect,
}

impl<K: Kind> SocketBuilder<K> {
    pub(super) fn new(context: Context, kind: K) -> SocketBuilder<K> {
        SocketBuilder { context, kind, options: SocketOptions::new(), endpoints: Vec::new() }
    }

    /// Takes a whole set of options.
    pub fn options(mut self, options: SocketOptions) -> SocketBuilder<K> {
        self.options = self.options.merge(options);
        self
    }

    security_methods!(SocketBuilder<K>, options.security);

    /// Binds the socket to an address once the options are set. Ask
    /// [`last_endpoint`](Socket::last_endpoint) for the port that was chosen.
    pub fn bind(mut self, endpoint: impl Into<String>) -> SocketBuilder<K> {
        self.endpoints.push((Attach::Bind, endpoint.into()));
        self
    }

    /// Connects the socket to an address once the options are set.
    pub fn connect(mut self, endpoint: impl Into<String>) -> SocketBuilder<K> {
        self.endpoints.push((Attach::Connect, endpoint.into()));
        self
    }

    /// Makes the socket.
    ///
    /// # Errors
    /// As [`Context::socket`], [`Socket::bind`] and [`Socket::connect`]; [`Error::Option`](crate::Error::Option) names the option that does not
    /// take its value.
    pub fn build(self) -> Result<Socket<K>> {
        let socket = Socket::open(&self.context, self.kind, &self.options)?;
        for (attach, endpoint) in &self.endpoints {
            match attach {
                Attach::Bind => drop(socket.bind(endpoint)?),
                Attach::Connect => socket.connect(endpoint)?,
            }
        }
        Ok(socket)
    }

    fn checked(&self, row: &Row) -> Result<(), Box<str>> {
        let kind = self.kind.socket_type();
        if kind.can(row.capability) { Ok(()) } else { Err(format!("a {kind} socket has no such option").into()) }
    }
}

macro_rules! method {
    // What can only be read is nothing to build with.
    ($capability:ident [$($meta:tt)*] (Read $($row:tt)*)) => {};
    ($capability:ident [$($meta:tt)*] ($access:ident $when:ident $name:ident / $set:ident: $shape:ident = $id:literal $c_name:literal $($samples:tt)?)) => {
        $($meta)*
        #[doc(alias = $c_name)]
        pub fn $name(mut self, value: shapes!(@set $shape)) -> SocketBuilder<K> {
            let row = Row { id: $id, c_name: $c_name, capability: Capability::$capability, when: When::$when };
            let setting = self.checked(&row).and_then(|()| shape::$shape::encode(value));
            self.options.push(row, setting);
            self
        }
    };
}

macro_rules! methods {
    ($group:ident $($capability:ident { $($(#[$doc:meta])* ($($row:tt)*))* })*) => {
        $(
            impl<K: kind::$capability> SocketBuilder<K> {
                $(method!($capability [$(#[$doc])*] ($($row)*));)*
            }
        )*
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
