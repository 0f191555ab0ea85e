//! Security in one call per side.

use super::Socket;
use crate::guard::guarded;
use crate::keys::{KeyPair, PublicKey};
use crate::kind::Kind;
use crate::options::{Security, security};
use crate::{Error, Result};

/// Where libzmq looks for the authenticator of a context.
pub(crate) const ZAP_ENDPOINT: &str = "inproc://zeromq.zap.01";

/// The last of these calls counts; each is made before the socket's first `bind` or `connect`. See
/// [the guide](crate::guide::security) for which to choose.
impl<K: Kind> Socket<K> {
    /// Lets in, without encryption, the peers whose address an [`Authenticator`](crate::auth::Authenticator) allows.
    ///
    /// The socket's [`zap_domain`](Socket::set_zap_domain) tells the authenticator which policy counts; one that has
    /// none gets `global`. While no authenticator runs every connection is refused, and `bind` fails. Connections over
    /// inproc are never checked.
    ///
    /// # Errors
    /// When the socket was bound or connected before, or libzmq is older than 4.3.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PULL, auth::Authenticator};
    ///
    /// let context = Context::new()?;
    /// let authenticator = Authenticator::builder(&context).allow("127.0.0.0/8").start()?;
    /// let server = context.socket(PULL)?;
    /// server.null_server()?;
    /// server.bind("tcp://127.0.0.1:*")?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn null_server(&self) -> Result<()> {
        self.secure("null_server", &Security::NullServer)
    }

    /// Lets in the peers whose user name and password an [`Authenticator`](crate::auth::Authenticator) accepts.
    ///
    /// PLAIN encrypts nothing: whoever sees the wire sees the password and the messages. Domain and lack of an
    /// authenticator as for [`null_server`](Socket::null_server).
    ///
    /// # Errors
    /// When the socket was bound or connected before, or libzmq is older than 4.3.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PULL, PUSH, auth::Authenticator};
    ///
    /// let context = Context::new()?;
    /// let authenticator = Authenticator::builder(&context).password("alice", "wonderland").start()?;
    /// let server = context.socket(PULL)?;
    /// server.plain_server()?;
    /// let endpoint = server.bind("tcp://127.0.0.1:*")?;
    ///
    /// let client = context.socket(PUSH)?;
    /// client.plain_client("alice", "wonderland")?;
    /// client.connect(&endpoint)?;
    /// client.send("hello")?;
    /// assert_eq!(server.recv()?.user_id(), Some("alice"));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_PLAIN_SERVER")]
    pub fn plain_server(&self) -> Result<()> {
        self.secure("plain_server", &Security::PlainServer)
    }

    /// Shows a user name and a password, of 1 to 255 bytes each, to the peers of this socket. They cross the wire in
    /// clear text.
    ///
    /// # Errors
    /// When one of them has another length, or the socket was bound or connected before.
    #[doc(alias = "ZMQ_PLAIN_USERNAME")]
    #[doc(alias = "ZMQ_PLAIN_PASSWORD")]
    pub fn plain_client(&self, username: &str, password: &str) -> Result<()> {
        let security = Security::PlainClient { username: username.to_owned(), password: password.to_owned().into() };
        self.secure("plain_client", &security)
    }

    /// Encrypts, proves to clients that this is the server of that key, and lets in the clients whose keys an
    /// [`Authenticator`](crate::auth::Authenticator) accepts.
    ///
    /// Domain and lack of an authenticator as for [`null_server`](Socket::null_server): nobody comes in unasked. For
    /// encryption without authentication of clients there is
    /// [`curve_server_unauthenticated`](Socket::curve_server_unauthenticated).
    ///
    /// # Errors
    /// When the two keys do not belong together, the socket was bound or connected before, or libzmq is older than 4.3 or
    /// without CURVE.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, KeyPair, REP, REQ, auth::Authenticator};
    ///
    /// # if !zeroxide::has("curve") { return Ok(()) }
    /// let (server_keys, client_keys) = (KeyPair::generate()?, KeyPair::generate()?);
    /// let context = Context::new()?;
    /// let authenticator = Authenticator::builder(&context).curve_keys([client_keys.public()]).start()?;
    ///
    /// let server = context.socket(REP)?;
    /// server.curve_server(&server_keys)?;
    /// let endpoint = server.bind("tcp://127.0.0.1:*")?;
    ///
    /// let client = context.socket(REQ)?;
    /// client.curve_client(&server_keys.public(), &client_keys)?;
    /// client.connect(&endpoint)?;
    /// client.send("secret")?;
    /// assert_eq!(server.recv()?, "secret");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_CURVE_SERVER")]
    #[doc(alias = "ZMQ_CURVE_SECRETKEY")]
    pub fn curve_server(&self, pair: &KeyPair) -> Result<()> {
        self.secure("curve_server", &Security::CurveServer { pair: pair.clone(), authenticated: true })
    }

    /// Encrypts and proves to clients that this is the server of that key, and lets in every client that knows the
    /// server's public key, whoever it is. No authenticator is asked, even where one runs.
    ///
    /// # Errors
    /// As [`curve_server`](Socket::curve_server), and when the socket has a [`zap_domain`](Socket::set_zap_domain).
    pub fn curve_server_unauthenticated(&self, pair: &KeyPair) -> Result<()> {
        let security = Security::CurveServer { pair: pair.clone(), authenticated: false };
        self.secure("curve_server_unauthenticated", &security)
    }

    /// Encrypts, talks to servers of that public key and to no others, and proves to them that this is the client of
    /// that key pair.
    ///
    /// A server that lets anybody in still needs a pair: [`KeyPair::generate`] makes one for the moment.
    ///
    /// # Errors
    /// When the keys of the pair do not belong together, the socket was bound or connected before, or libzmq is without
    /// CURVE.
    #[doc(alias = "ZMQ_CURVE_SERVERKEY")]
    #[doc(alias = "ZMQ_CURVE_PUBLICKEY")]
    pub fn curve_client(&self, server: &PublicKey, pair: &KeyPair) -> Result<()> {
        self.secure("curve_client", &Security::CurveClient { server: *server, pair: pair.clone() })
    }

    /// Lets in the clients that Kerberos vouches for, as the principal of that name. Messages are encrypted.
    ///
    /// libzmq 4.3.5 asks the authenticator about such clients and lets them in whatever it answers, so none is required
    /// here. Name types and encryption are set by the `gssapi_…` options.
    ///
    /// # Errors
    /// [`Unsupported`](Error::Unsupported) when libzmq was built without GSSAPI, as the bundled one is; when the name is
    /// not 1 to 255 bytes long, or the socket was bound or connected before.
    #[doc(alias = "ZMQ_GSSAPI_SERVER")]
    pub fn gssapi_server(&self, principal: &str) -> Result<()> {
        self.secure("gssapi_server", &Security::GssapiServer { principal: principal.to_owned() })
    }

    /// Talks, as the Kerberos principal of the first name, to the service of the second.
    ///
    /// # Errors
    /// As [`gssapi_server`](Socket::gssapi_server).
    #[doc(alias = "ZMQ_GSSAPI_SERVICE_PRINCIPAL")]
    pub fn gssapi_client(&self, principal: &str, service: &str) -> Result<()> {
        let security = Security::GssapiClient { principal: principal.to_owned(), service: service.to_owned() };
        self.secure("gssapi_client", &security)
    }

    fn secure(&self, operation: &'static str, security: &Security) -> Result<()> {
        if self.state.is_attached() {
            return Err(Error::input(
                operation,
                "it must come before the socket's first bind or connect; libzmq would not heed it now",
            ));
        }
        self.state.promise(security.apply(operation, &self.raw)?);
        Ok(())
    }

    /// Whether a bind or connect keeps what the calls above promised, and does not end the process. Servers that were set
    /// up without these calls are made to fail closed where the context has authenticators.
    pub(super) fn check_security(&self, operation: &'static str, endpoint: &str) -> Result<()> {
        if endpoint.starts_with("inproc:") {
            return self.check_reserved(operation, endpoint);
        }
        let failed = |errno| Error::new(operation, errno);
        if guarded!("b07_plain_without_domain") && security::would_abort(&self.raw).map_err(failed)? {
            return Err(Error::Option {
                operation,
                option: "ZMQ_ZAP_ENFORCE_DOMAIN",
                reason: "a PLAIN server that enforces its domain needs one: set `zap_domain`, or use `plain_server`"
                    .into(),
            });
        }
        let Some(promise) = self.state.promised() else {
            return if self.context().had_authenticator() && guarded!("b22_authenticator_gone") {
                security::fail_closed(&self.raw).map_err(failed)
            } else {
                Ok(())
            };
        };
        if !promise.is_kept(&self.raw).map_err(failed)? {
            return Err(Error::input(
                operation,
                "a security option that was set after the socket's one-call setup has undone it: make that call last",
            ));
        }
        if promise.is_authenticated() && !self.context().has_zap_handler() {
            return Err(Error::input(
                operation,
                "no authenticator runs in the socket's context: every connection would be refused. Start an \
                 `auth::Authenticator` first and keep it (or ask for `curve_server_unauthenticated`)",
            ));
        }
        Ok(())
    }

    /// libzmq aborts when a peer comes in and anything else than a REP or ROUTER is bound where it asks.
    fn check_reserved(&self, operation: &'static str, endpoint: &str) -> Result<()> {
        use crate::SocketType::{Rep, Router};
        let reserved = operation != "connect" && endpoint == ZAP_ENDPOINT && guarded!("b22_authenticators_name");
        if reserved && !matches!(self.kind(), Rep | Router) {
            return Err(Error::input(
                operation,
                format!(
                    "{ZAP_ENDPOINT} is where authenticators answer: only a REP or ROUTER socket may be bound to it"
                ),
            ));
        }
        Ok(())
    }
}
