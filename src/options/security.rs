//! The security of a socket as one value: which options make it up, and in which order they must be set.

use std::fmt;

use zeroize::Zeroizing;
use zeroxide_sys as ffi;

use crate::keys::{KeyPair, PublicKey};
use crate::raw::{Errno, RawSocket};
use crate::{Error, Result};

/// The domain of a server that was given none: libzmq asks no authenticator for an empty one, or not strictly.
pub(crate) const DEFAULT_DOMAIN: &str = "global";

/// `ZMQ_ZAP_ENFORCE_DOMAIN`: without it libzmq lets everybody in while no authenticator runs.
const ENFORCE_DOMAIN: i32 = 93;

/// What one side of a connection proves to the other, and how.
#[derive(Clone)]
pub(crate) enum Security {
    NullServer,
    PlainServer,
    PlainClient { username: String, password: Zeroizing<String> },
    CurveServer { pair: KeyPair, authenticated: bool },
    CurveClient { server: PublicKey, pair: KeyPair },
    GssapiServer { principal: String },
    GssapiClient { principal: String, service: String },
}

/// What a socket must still be at bind and connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    mechanism: i32,
    /// The option that says whether the socket is the mechanism's server.
    role: Option<(i32, bool)>,
    authenticated: bool,
}

impl Security {
    /// Sets the options in the order that counts: those that name the mechanism last. Answers what must hold from now on.
    pub(crate) fn apply(&self, operation: &'static str, socket: &RawSocket) -> Result<Promise> {
        let target = Target { operation, socket };
        match self {
            Security::NullServer => {
                target.authenticate()?;
                target.int(ffi::ZMQ_PLAIN_SERVER, "ZMQ_PLAIN_SERVER", 0)?;
                Ok(Promise { mechanism: ffi::ZMQ_NULL, role: None, authenticated: true })
            }
            Security::PlainServer => {
                target.authenticate()?;
                target.int(ffi::ZMQ_PLAIN_SERVER, "ZMQ_PLAIN_SERVER", 1)?;
                let role = Some((ffi::ZMQ_PLAIN_SERVER, true));
                Ok(Promise { mechanism: ffi::ZMQ_PLAIN, role, authenticated: true })
            }
            Security::PlainClient { username, password } => {
                target.text(ffi::ZMQ_PLAIN_USERNAME, "ZMQ_PLAIN_USERNAME", username)?;
                target.text(ffi::ZMQ_PLAIN_PASSWORD, "ZMQ_PLAIN_PASSWORD", password)?;
                let role = Some((ffi::ZMQ_PLAIN_SERVER, false));
                Ok(Promise { mechanism: ffi::ZMQ_PLAIN, role, authenticated: false })
            }
            Security::CurveServer { pair, authenticated } => {
                target.pair(pair)?;
                if *authenticated {
                    target.authenticate()?
                } else {
                    target.encrypt_only()?
                }
                target.int(ffi::ZMQ_CURVE_SERVER, "ZMQ_CURVE_SERVER", 1)?;
                let role = Some((ffi::ZMQ_CURVE_SERVER, true));
                Ok(Promise { mechanism: ffi::ZMQ_CURVE, role, authenticated: *authenticated })
            }
            Security::CurveClient { server, pair } => {
                target.pair(pair)?;
                target.bytes(ffi::ZMQ_CURVE_SERVERKEY, "ZMQ_CURVE_SERVERKEY", server.as_bytes())?;
                let role = Some((ffi::ZMQ_CURVE_SERVER, false));
                Ok(Promise { mechanism: ffi::ZMQ_CURVE, role, authenticated: false })
            }
            Security::GssapiServer { principal } => {
                target.need("gssapi", "GSSAPI, which this libzmq was built without")?;
                target.text(ffi::ZMQ_GSSAPI_PRINCIPAL, "ZMQ_GSSAPI_PRINCIPAL", principal)?;
                target.int(ffi::ZMQ_GSSAPI_SERVER, "ZMQ_GSSAPI_SERVER", 1)?;
                let role = Some((ffi::ZMQ_GSSAPI_SERVER, true));
                Ok(Promise { mechanism: ffi::ZMQ_GSSAPI, role, authenticated: false })
            }
            Security::GssapiClient { principal, service } => {
                target.need("gssapi", "GSSAPI, which this libzmq was built without")?;
                target.text(ffi::ZMQ_GSSAPI_PRINCIPAL, "ZMQ_GSSAPI_PRINCIPAL", principal)?;
                target.text(ffi::ZMQ_GSSAPI_SERVICE_PRINCIPAL, "ZMQ_GSSAPI_SERVICE_PRINCIPAL", service)?;
                let role = Some((ffi::ZMQ_GSSAPI_SERVER, false));
                Ok(Promise { mechanism: ffi::ZMQ_GSSAPI, role, authenticated: false })
            }
        }
    }
}

impl Promise {
    /// Whether connections are to be refused unless an authenticator lets them in.
    pub(crate) fn is_authenticated(self) -> bool {
        self.authenticated
    }

    /// Whether no option that was set since has undone it.
    pub(crate) fn is_kept(self, socket: &RawSocket) -> Result<bool, Errno> {
        let same_role = match self.role {
            None => true,
            Some((option, server)) => (socket.get_int(option)? != 0) == server,
        };
        let asks = !self.authenticated || (has_domain(socket)? && enforces(socket)?);
        Ok(socket.get_int(ffi::ZMQ_MECHANISM)? == self.mechanism && same_role && asks)
    }
}

/// The domain that stands for none: libzmq enforces only those that are not empty.
pub(crate) const NO_DOMAIN: &str = "*";

/// Makes a server that was set up option by option refuse everybody while no authenticator runs, where it would ask one.
/// One that enforces its domain already is as its maker wants it: without a domain, it asks nobody.
pub(crate) fn fail_closed(socket: &RawSocket) -> Result<(), Errno> {
    let curve_server = match socket.get_int(ffi::ZMQ_CURVE_SERVER) {
        // A library without CURVE.
        Err(Errno::INVAL) => false,
        server => server? != 0,
    };
    let asks = curve_server || (has_domain(socket)? && socket.get_int(ffi::ZMQ_MECHANISM)? == ffi::ZMQ_NULL);
    if !asks || enforces(socket)? {
        return Ok(());
    }
    if !has_domain(socket)? {
        socket.set(ffi::ZMQ_ZAP_DOMAIN, NO_DOMAIN.as_bytes())?;
    }
    socket.set_int(ENFORCE_DOMAIN, 1)
}

/// Whether connections would end the process: libzmq asserts that a PLAIN server that enforces a domain has one.
pub(crate) fn would_abort(socket: &RawSocket) -> Result<bool, Errno> {
    Ok(socket.get_int(ffi::ZMQ_PLAIN_SERVER)? != 0 && enforces(socket)? && !has_domain(socket)?)
}

fn has_domain(socket: &RawSocket) -> Result<bool, Errno> {
    // With its NUL.
    Ok(socket.get(ffi::ZMQ_ZAP_DOMAIN, &mut [0; 256])? > 1)
}

fn enforces(socket: &RawSocket) -> Result<bool, Errno> {
    match socket.get_int(ENFORCE_DOMAIN) {
        // Older than the option.
        Err(Errno::INVAL) => Ok(false),
        value => Ok(value? != 0),
    }
}

/// A socket that is being set up.
struct Target<'a> {
    operation: &'static str,
    socket: &'a RawSocket,
}

impl Target<'_> {
    fn failed(&self, option: &'static str) -> impl FnOnce(Errno) -> Error {
        let operation = self.operation;
        move |errno| Error::option(operation, option, errno)
    }

    fn need(&self, capability: &str, what: &'static str) -> Result<()> {
        if crate::has(capability) { Ok(()) } else { Err(Error::Unsupported { operation: self.operation, what }) }
    }

    fn int(&self, option: i32, name: &'static str, value: i32) -> Result<()> {
        self.socket.set_int(option, value).map_err(self.failed(name))
    }

    fn bytes(&self, option: i32, name: &'static str, value: &[u8]) -> Result<()> {
        self.socket.set(option, value).map_err(self.failed(name))
    }

    /// Text of a length that the protocol can carry; libzmq would take an empty one as "no security".
    fn text(&self, option: i32, name: &'static str, value: &str) -> Result<()> {
        if !(1..=255).contains(&value.len()) {
            let reason = format!("{} bytes given, 1 to 255 are possible", value.len()).into();
            return Err(Error::Option { operation: self.operation, option: name, reason });
        }
        self.bytes(option, name, value.as_bytes())
    }

    fn pair(&self, pair: &KeyPair) -> Result<()> {
        self.need("curve", "CURVE, which this libzmq was built without")?;
        if pair.secret().public_key()? != pair.public() {
            return Err(Error::input(self.operation, "the secret key does not belong to the public key"));
        }
        self.bytes(ffi::ZMQ_CURVE_PUBLICKEY, "ZMQ_CURVE_PUBLICKEY", pair.public().as_bytes())?;
        self.bytes(ffi::ZMQ_CURVE_SECRETKEY, "ZMQ_CURVE_SECRETKEY", pair.secret().as_bytes())
    }

    fn has_domain(&self) -> Result<bool> {
        has_domain(self.socket).map_err(self.failed("ZMQ_ZAP_DOMAIN"))
    }

    fn enforce(&self) -> Result<()> {
        match self.socket.set_int(ENFORCE_DOMAIN, 1) {
            Err(Errno::INVAL) => Err(Error::Unsupported {
                operation: self.operation,
                what: "refusing connections while no authenticator runs, for which this libzmq is too old",
            }),
            done => done.map_err(self.failed("ZMQ_ZAP_ENFORCE_DOMAIN")),
        }
    }

    /// Nobody comes in whom an authenticator did not let in, whether one runs or not.
    fn authenticate(&self) -> Result<()> {
        if !self.has_domain()? {
            self.bytes(ffi::ZMQ_ZAP_DOMAIN, "ZMQ_ZAP_DOMAIN", DEFAULT_DOMAIN.as_bytes())?;
        }
        self.enforce()
    }

    /// No authenticator is asked, whether one runs or not.
    fn encrypt_only(&self) -> Result<()> {
        if self.has_domain()? {
            let reason = "the socket has a domain, which asks for an authenticator, and libzmq cannot clear it".into();
            return Err(Error::Option { operation: self.operation, option: "ZMQ_ZAP_DOMAIN", reason });
        }
        self.enforce()
    }
}

// Neither passwords nor secret keys.
impl fmt::Debug for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Security::NullServer => "null_server",
            Security::PlainServer => "plain_server",
            Security::PlainClient { .. } => "plain_client(..)",
            Security::CurveServer { authenticated: true, .. } => "curve_server(..)",
            Security::CurveServer { authenticated: false, .. } => "curve_server_unauthenticated(..)",
            Security::CurveClient { .. } => "curve_client(..)",
            Security::GssapiServer { .. } => "gssapi_server(..)",
            Security::GssapiClient { .. } => "gssapi_client(..)",
        })
    }
}

/// The methods of both builders, each giving one value to the field that it is told.
macro_rules! security_methods {
    ($target:ty, $field:ident $(. $more:ident)*) => {
        /// Sets the security as [`Socket::null_server`](crate::Socket::null_server) does: addresses are checked.
        pub fn null_server(mut self) -> $target {
            self.$field$(.$more)* = Some($crate::options::Security::NullServer);
            self
        }

        /// Sets the security as [`Socket::plain_server`](crate::Socket::plain_server) does: peers need a password.
        pub fn plain_server(mut self) -> $target {
            self.$field$(.$more)* = Some($crate::options::Security::PlainServer);
            self
        }

        /// Sets the security as [`Socket::plain_client`](crate::Socket::plain_client) does: a name and a password, sent
        /// in clear text.
        pub fn plain_client(mut self, username: &str, password: &str) -> $target {
            self.$field$(.$more)* = Some($crate::options::Security::PlainClient {
                username: username.to_owned(),
                password: password.to_owned().into(),
            });
            self
        }

        /// Sets the security as [`Socket::curve_server`](crate::Socket::curve_server) does: encrypted, for peers that an
        /// authenticator lets in.
        pub fn curve_server(mut self, pair: &$crate::KeyPair) -> $target {
            self.$field$(.$more)* =
                Some($crate::options::Security::CurveServer { pair: pair.clone(), authenticated: true });
            self
        }

        /// Sets the security as
        /// [`Socket::curve_server_unauthenticated`](crate::Socket::curve_server_unauthenticated) does: encrypted, for
        /// anybody.
        pub fn curve_server_unauthenticated(mut self, pair: &$crate::KeyPair) -> $target {
            self.$field$(.$more)* =
                Some($crate::options::Security::CurveServer { pair: pair.clone(), authenticated: false });
            self
        }

        /// Sets the security as [`Socket::curve_client`](crate::Socket::curve_client) does: encrypted, with a server of
        /// that key and no other.
        pub fn curve_client(mut self, server: &$crate::PublicKey, pair: &$crate::KeyPair) -> $target {
            self.$field$(.$more)* =
                Some($crate::options::Security::CurveClient { server: *server, pair: pair.clone() });
            self
        }

        /// Sets the security as [`Socket::gssapi_server`](crate::Socket::gssapi_server) does: Kerberos.
        pub fn gssapi_server(mut self, principal: &str) -> $target {
            self.$field$(.$more)* = Some($crate::options::Security::GssapiServer { principal: principal.to_owned() });
            self
        }

        /// Sets the security as [`Socket::gssapi_client`](crate::Socket::gssapi_client) does: Kerberos.
        pub fn gssapi_client(mut self, principal: &str, service: &str) -> $target {
            self.$field$(.$more)* = Some($crate::options::Security::GssapiClient {
                principal: principal.to_owned(),
                service: service.to_owned(),
            });
            self
        }
    };
}
pub(crate) use security_methods;
