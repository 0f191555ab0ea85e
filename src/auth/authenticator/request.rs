//! What libzmq asks an authenticator, read without trust.

use std::fmt;
use std::net::IpAddr;

use zeroize::Zeroizing;

use super::address::Peer;
use crate::keys::PublicKey;

/// The version of the protocol (RFC 27).
pub(super) const VERSION: &[u8] = b"1.0";

/// A connection that asks to come in: from where, to what, and with which credentials.
///
/// Peers choose their credentials, so nothing of them is to be trusted. `Debug` shows no password.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub(super) id: Vec<u8>,
    pub(super) domain: String,
    pub(super) address: String,
    pub(super) routing_id: Vec<u8>,
    pub(super) credentials: Credentials,
}

/// What a peer shows of itself. New mechanisms may come.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// Nothing.
    Null,
    /// A user name and a password. Those that are not UTF-8 text are refused before anybody is asked.
    Plain {
        /// The user name.
        username: String,
        /// The password, wiped when dropped.
        password: Zeroizing<String>,
    },
    /// A public key, of which the peer has proven that it has the secret one.
    Curve {
        /// The key.
        key: PublicKey,
    },
    /// A Kerberos principal. libzmq 4.3.5 lets it in whatever the answer is.
    Gssapi {
        /// The principal's name.
        principal: String,
    },
}

/// A request that cannot be answered on its merits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// The id to answer with, where the request got so far.
    pub(super) id: Vec<u8>,
    pub(super) problem: &'static str,
}

impl Request {
    /// Reads the frames: version, request id, domain, address, routing id, mechanism, credentials.
    pub(super) fn parse<F: AsRef<[u8]>>(frames: &[F]) -> Result<Request, Malformed> {
        let mut frames = frames.iter().map(AsRef::as_ref);
        let version = frames.next().unwrap_or_default();
        let id = frames.next().unwrap_or_default().to_vec();
        // An id as long as libzmq's own at most: the answer repeats it.
        if id.len() > 255 {
            return Err(Malformed { id: Vec::new(), problem: "Request id too long" });
        }
        let wrong = |problem| Malformed { id: id.clone(), problem };
        if version != VERSION {
            return Err(wrong("Invalid version"));
        }
        let rest: Vec<&[u8]> = frames.collect();
        let [domain, address, routing_id, mechanism, credentials @ ..] = rest.as_slice() else {
            return Err(wrong("Malformed request"));
        };
        let domain = std::str::from_utf8(domain).map_err(|_| wrong("Domain is not text"))?.to_owned();
        let address = std::str::from_utf8(address).map_err(|_| wrong("Address is not text"))?.to_owned();
        let credentials = Credentials::parse(mechanism, credentials).map_err(wrong)?;
        Ok(Request { routing_id: routing_id.to_vec(), domain, address, credentials, id })
    }

    /// The domain of the server's socket: its [`zap_domain`](crate::Socket::set_zap_domain).
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The peer's address as libzmq gives it: an IP address without a port, or `localhost:uid:gid:pid` over ipc.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The peer's IP address, where it has one. IPv4 in IPv6 clothes is IPv4.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        match Peer::parse(&self.address) {
            Peer::Ip(address) => Some(address),
            _ => None,
        }
    }

    /// The routing id of the server's socket, as [`set_routing_id`](crate::Socket::set_routing_id) gave it.
    #[must_use]
    pub fn routing_id(&self) -> &[u8] {
        &self.routing_id
    }

    /// `NULL`, `PLAIN`, `CURVE` or `GSSAPI`.
    #[must_use]
    pub fn mechanism(&self) -> &'static str {
        match self.credentials {
            Credentials::Null => "NULL",
            Credentials::Plain { .. } => "PLAIN",
            Credentials::Curve { .. } => "CURVE",
            Credentials::Gssapi { .. } => "GSSAPI",
        }
    }

    /// What the peer shows of itself.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The user name of a PLAIN peer.
    #[must_use]
    pub fn username(&self) -> Option<&str> {
        match &self.credentials {
            Credentials::Plain { username, .. } => Some(username),
            _ => None,
        }
    }

    /// The public key of a CURVE peer.
    #[must_use]
    pub fn curve_key(&self) -> Option<PublicKey> {
        match &self.credentials {
            Credentials::Curve { key } => Some(*key),
            _ => None,
        }
    }
}

impl Credentials {
    fn parse(mechanism: &[u8], frames: &[&[u8]]) -> Result<Credentials, &'static str> {
        match (mechanism, frames) {
            (b"NULL", []) => Ok(Credentials::Null),
            (b"PLAIN", [username, password]) => Ok(Credentials::Plain {
                username: text(username)?.to_owned(),
                password: Zeroizing::new(text(password)?.to_owned()),
            }),
            (b"CURVE", [key]) => match <[u8; 32]>::try_from(*key) {
                Ok(key) => Ok(Credentials::Curve { key: PublicKey::from_bytes(key) }),
                Err(_) => Err("Invalid key"),
            },
            (b"GSSAPI", [principal]) => Ok(Credentials::Gssapi { principal: text(principal)?.to_owned() }),
            (b"NULL" | b"PLAIN" | b"CURVE" | b"GSSAPI", _) => Err("Invalid credentials"),
            _ => Err("Security mechanism not supported"),
        }
    }
}

fn text(bytes: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(bytes).map_err(|_| "Credentials are not text")
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Credentials::Null => f.write_str("Null"),
            Credentials::Plain { username, .. } => {
                f.debug_struct("Plain").field("username", username).finish_non_exhaustive()
            }
            Credentials::Curve { key } => f.debug_struct("Curve").field("key", key).finish(),
            Credentials::Gssapi { principal } => f.debug_struct("Gssapi").field("principal", principal).finish(),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("domain", &self.domain)
            .field("address", &self.address)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frames(tail: &[&'static [u8]]) -> Vec<&'static [u8]> {
        let mut frames: Vec<&'static [u8]> = vec![b"1.0", b"7", b"global", b"192.0.2.1", b"server"];
        frames.extend(tail);
        frames
    }

    fn problem(frames: &[&[u8]]) -> (Vec<u8>, &'static str) {
        let malformed = Request::parse(frames).unwrap_err();
        (malformed.id, malformed.problem)
    }

    #[test]
    fn each_mechanism_is_read() {
        let null = Request::parse(&frames(&[b"NULL"])).unwrap();
        assert_eq!((null.domain(), null.address(), null.mechanism()), ("global", "192.0.2.1", "NULL"));
        assert_eq!((null.id.as_slice(), null.routing_id()), (&b"7"[..], &b"server"[..]));
        assert_eq!(null.ip(), Some("192.0.2.1".parse().unwrap()));

        let plain = Request::parse(&frames(&[b"PLAIN", b"bob", b"secret"])).unwrap();
        assert_eq!(plain.username(), Some("bob"));
        assert!(!format!("{plain:?}").contains("secret"), "{plain:?}");

        let key: &'static [u8] = &[7; 32];
        let curve = Request::parse(&frames(&[b"CURVE", key])).unwrap();
        assert_eq!(curve.curve_key(), Some(PublicKey::from_bytes([7; 32])));

        let gssapi = Request::parse(&frames(&[b"GSSAPI", b"bob@EXAMPLE"])).unwrap();
        assert_eq!(gssapi.credentials(), &Credentials::Gssapi { principal: "bob@EXAMPLE".into() });
    }

    #[test]
    fn malformed_requests_say_what_is_wrong_and_keep_the_id() {
        assert_eq!(problem(&[]), (vec![], "Invalid version"));
        assert_eq!(problem(&[b"2.0", b"7"]), (b"7".to_vec(), "Invalid version"));
        assert_eq!(problem(&[b"1.0", b"7"]), (b"7".to_vec(), "Malformed request"));
        assert_eq!(problem(&frames(&[])), (b"7".to_vec(), "Malformed request"));
        assert_eq!(problem(&frames(&[b"NULL", b"more"])).1, "Invalid credentials");
        assert_eq!(problem(&frames(&[b"PLAIN", b"bob"])).1, "Invalid credentials");
        assert_eq!(problem(&frames(&[b"PLAIN", b"bob", b"x", b"y"])).1, "Invalid credentials");
        assert_eq!(problem(&frames(&[b"PLAIN", b"bob", b"\xff"])).1, "Credentials are not text");
        assert_eq!(problem(&frames(&[b"CURVE"])).1, "Invalid credentials");
        assert_eq!(problem(&frames(&[b"CURVE", b"short"])).1, "Invalid key");
        assert_eq!(problem(&frames(&[b"null"])).1, "Security mechanism not supported");
        assert_eq!(problem(&[b"1.0", b"7", b"\xff", b"", b"", b"NULL"]).1, "Domain is not text");
        assert_eq!(problem(&[b"1.0", b"7", b"", b"\xff", b"", b"NULL"]).1, "Address is not text");
        assert_eq!(problem(&[b"1.0", &[b'7'; 256], b"", b"", b"", b"NULL"]), (vec![], "Request id too long"));
    }

    proptest! {
        #[test]
        fn no_frames_make_it_panic(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..10)) {
            let _ = Request::parse(&frames);
            let mut headed = vec![b"1.0".to_vec(), b"1".to_vec()];
            headed.extend(frames);
            let _ = Request::parse(&headed);
        }
    }
}
