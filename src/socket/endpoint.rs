//! Binding and connecting.

use std::borrow::Cow;
use std::ffi::CString;

use zeroxide_sys as ffi;

use super::Socket;
use super::meeting::{self, End};
use super::security::ZAP_ENDPOINT;
use crate::context::Refusal;
use crate::endpoint::{self, Endpoint};
use crate::guard::guarded;
use crate::kind::Kind;
use crate::raw::{Errno, has_room};
use crate::{Error, Result};

impl<K: Kind> Socket<K> {
    /// Opens an address for peers to connect to, and answers it as it turned out: `tcp://127.0.0.1:*` with the port that
    /// the system chose.
    ///
    /// The transports are `inproc://name`, `ipc://path`, `tcp://interface:port`, `ws://interface:port/path` and others
    /// that the library may have; an interface is `*`, an address or a name.
    ///
    /// An ipc path may not belong to anything but a socket that nobody listens on: libzmq would delete it.
    ///
    /// # Errors
    /// [`Endpoint`](Error::Endpoint) when the text cannot be meant; otherwise what libzmq found: the address is in use or
    /// not this machine's, the library lacks the transport, or the transport does not carry the kind. Of a PAIR, when
    /// several sockets wait for an inproc name, a ROUTER or REP among them.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, REP};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(REP)?;
    /// let endpoint = server.bind("tcp://127.0.0.1:*")?;
    /// assert_ne!(endpoint.port(), Some(0));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_bind")]
    pub fn bind(&self, endpoint: impl AsRef<str>) -> Result<Endpoint> {
        const OPERATION: &str = "bind";
        let text = endpoint.as_ref();
        let address = endpoint::check_bind(text).map_err(|reason| refused(OPERATION, text, reason))?;
        let address = self.named(End::Bind, text, address);
        self.attach_bound(OPERATION, text, &address, |address| {
            if guarded!("b18_ipc_path_of_another") {
                protect_path(text)?;
            }
            self.raw.bind(address)
        })
    }

    pub(super) fn attach_bound(
        &self,
        operation: &'static str,
        text: &str,
        address: &CString,
        call: impl FnOnce(&CString) -> Result<(), Errno>,
    ) -> Result<Endpoint> {
        self.check_process(operation)?;
        meeting::check(operation, self.kind(), text)?;
        #[cfg(feature = "draft")]
        self.check_datagrams(operation)?;
        let attaching = self.state.attaching();
        self.check_security(operation, text)?;
        if !is_inproc(text) && guarded!("b20_no_descriptor_for_an_interface") {
            // libzmq takes it for granted that it can look at the interfaces.
            has_room(2).map_err(|errno| Error::at(operation, text, errno))?;
        }
        let bound = match is_inproc(text) {
            true => {
                self.names.bind(address, self.kind(), self.state.greets(), self.state.is_attached(), || call(address))
            }
            false => call(address).map_err(Refusal::from),
        };
        bound.map_err(|refusal| failed(operation, text, refusal))?;
        self.state.attach(text);
        if text == ZAP_ENDPOINT {
            self.lease.set_zap_handler(true);
        }
        // Of udp libzmq tells a part of the text.
        let resolved = Some(self.resolved(operation)?).filter(|resolved| resolved.contains("://"));
        let resolved = resolved.unwrap_or_else(|| text.to_owned());
        drop(attaching);
        self.state.remember(text, &resolved);
        Ok(Endpoint::from_resolved(meeting::meant(self.kind(), resolved)))
    }

    /// The address as libzmq gets it.
    fn named(&self, end: End, text: &str, address: CString) -> CString {
        match meeting::name(self.kind(), end, text) {
            Cow::Borrowed(_) => address,
            Cow::Owned(name) => CString::new(name).unwrap_or(address),
        }
    }

    /// Binds a tcp address at a port of a range, tried in random order, and answers the port. Without a range,
    /// `bind("tcp://127.0.0.1:*")` lets the system choose.
    ///
    /// # Errors
    /// As [`bind`](Socket::bind); when every port is in use, the last error of them.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PULL};
    ///
    /// let context = Context::new()?;
    /// let port = context.socket(PULL)?.bind_to_random_port("tcp://127.0.0.1", 49152..=65535)?;
    /// assert!(port >= 49152);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn bind_to_random_port(&self, address: impl AsRef<str>, ports: impl std::ops::RangeBounds<u16>) -> Result<u16> {
        use std::ops::Bound;
        let address = address.as_ref();
        let first = match ports.start_bound() {
            Bound::Included(port) => u32::from(*port),
            Bound::Excluded(port) => u32::from(*port) + 1,
            Bound::Unbounded => 1,
        };
        let last = match ports.end_bound() {
            Bound::Included(port) => u32::from(*port),
            Bound::Excluded(port) => u32::from(*port).saturating_sub(1),
            Bound::Unbounded => u32::from(u16::MAX),
        };
        if first > last {
            return Err(Error::input("bind_to_random_port", "the range has no ports"));
        }
        // A random start and then in turn: every port is tried once.
        let count = last - first + 1;
        let start = random_below(count);
        let mut outcome = Err(Error::input("bind_to_random_port", "the range has no ports"));
        for step in 0..count {
            let port = first + (start + step) % count;
            outcome = self.bind(format!("{address}:{port}"));
            match &outcome {
                Ok(_) => return Ok(u16::try_from(port).unwrap_or(u16::MAX)),
                Err(error) if error.is_address_in_use() || error.errno() == libc::EACCES => {}
                Err(_) => break,
            }
        }
        outcome.map(|_| 0)
    }

    /// Starts to connect to a peer's address. It returns at once: the connection is made in the background, and made again
    /// when it breaks. A name that does not resolve, or a peer that is not there, is tried until it is; a
    /// [`Monitor`](crate::Monitor) tells how it goes. Over inproc the peer may bind later too; until it does, the socket
    /// counts against [`max_sockets`](crate::ContextBuilder::max_sockets), also when it is dropped.
    ///
    /// # Errors
    /// [`Endpoint`](Error::Endpoint) when the text cannot be meant; otherwise when the library lacks the transport or the
    /// transport does not carry the kind.
    #[doc(alias = "zmq_connect")]
    pub fn connect(&self, endpoint: impl AsRef<str>) -> Result<()> {
        const OPERATION: &str = "connect";
        let text = endpoint.as_ref();
        let address = endpoint::check_connect(text).map_err(|reason| refused(OPERATION, text, reason))?;
        self.attach_connected(OPERATION, text, address, |address| self.raw.connect(address))
    }

    pub(super) fn attach_connected<T>(
        &self,
        operation: &'static str,
        text: &str,
        address: CString,
        call: impl FnOnce(&CString) -> Result<T, Errno>,
    ) -> Result<T> {
        self.check_process(operation)?;
        meeting::check(operation, self.kind(), text)?;
        let address = self.named(End::Connect, text, address);
        let mut attaching = self.state.attaching();
        self.check_security(operation, text)?;
        attaching.check(operation, &self.raw, self.kind(), is_inproc(text))?;
        let connected = match is_inproc(text) {
            true => self.context().connect_name(&address, &self.raw, self.kind(), || call(&address)),
            false => call(&address),
        };
        let connected = connected.map_err(|errno| Error::at(operation, text, errno))?;
        attaching.consume();
        self.state.attach(text);
        drop(attaching);
        // libzmq knows connections by the text that was asked for. LAST_ENDPOINT may be another's: some kinds ignore a
        // second connect to the same address.
        self.state.remember(text, &meeting::name(self.kind(), End::Connect, text));
        Ok(connected)
    }

    /// Closes an address, given as it was for [`bind`](Socket::bind) or as bind answered it. Connections that were made
    /// through it end. The address is let go of a moment later.
    ///
    /// # Errors
    /// When the socket is not bound to it; [`WrongState`](Error::WrongState) when frames of a message were received and its
    /// last one was not, or were found by a poll.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, REP};
    ///
    /// let context = Context::new()?;
    /// let server = context.socket(REP)?;
    /// server.bind("tcp://127.0.0.1:*")?;
    /// server.unbind("tcp://127.0.0.1:*")?;
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_unbind")]
    pub fn unbind(&self, endpoint: impl AsRef<str>) -> Result<()> {
        self.detach("unbind", endpoint.as_ref(), |resolved| self.raw.unbind(resolved))?;
        if endpoint.as_ref() == ZAP_ENDPOINT {
            self.lease.set_zap_handler(false);
        }
        Ok(())
    }

    /// Ends a connection that [`connect`](Socket::connect) began, and does not make it again. Messages for the peer that
    /// are still unsent go within [`linger`](Socket::set_linger).
    ///
    /// # Errors
    /// When the socket is not connected to it; [`WrongState`](Error::WrongState) when frames of a message were received and
    /// its last one was not, or were found by a poll. Of a ROUTER or REP, when the endpoint is an inproc name that nobody
    /// has bound yet: libzmq would end the process at the bind. Drop the socket instead.
    #[doc(alias = "zmq_disconnect")]
    pub fn disconnect(&self, endpoint: impl AsRef<str>) -> Result<()> {
        self.detach("disconnect", endpoint.as_ref(), |resolved| self.raw.disconnect(resolved))
    }

    fn detach(
        &self,
        operation: &'static str,
        text: &str,
        call: impl FnOnce(&std::ffi::CStr) -> Result<(), Errno>,
    ) -> Result<()> {
        let address = endpoint::check_bind(text).map_err(|reason| refused(operation, text, reason))?;
        self.check_process(operation)?;
        let resolved = self.state.resolve(text).filter(|_| guarded!("b18_unbind_as_bound"));
        let address = match &resolved {
            Some(resolved) => CString::new(&**resolved).unwrap_or(address),
            None => address,
        };
        // libzmq would end the process at the next receive: the message goes on in a connection that is no more.
        let more = self.raw.get_int(ffi::ZMQ_RCVMORE).map_err(|errno| Error::at(operation, text, errno))?;
        if more != 0 && guarded!("b14_disconnect_amid_a_message") {
            return Err(Error::WrongState { operation, hint: "first receive the rest of the message" });
        }
        if guarded!("b14_disconnect_after_a_poll") && self.raw.is_amid_message() {
            return Err(Error::WrongState { operation, hint: "first receive the message that a poll has found" });
        }
        let detached = match is_inproc(text) {
            true => self.names.detach(&address, &self.raw, self.kind(), || call(&address)),
            false => call(&address).map_err(Refusal::from),
        };
        detached.map_err(|refusal| failed(operation, text, refusal))?;
        self.state.forget(resolved.as_deref().unwrap_or(text));
        Ok(())
    }

    /// Before any lock is taken: in a forked child another thread of the parent may have held it.
    fn check_process(&self, operation: &'static str) -> Result<()> {
        if self.raw.is_foreign() { Err(Error::Forked { operation }) } else { Ok(()) }
    }

    fn resolved(&self, operation: &'static str) -> Result<String> {
        let mut buffer = vec![0; 4096];
        let size = self
            .raw
            .get(ffi::ZMQ_LAST_ENDPOINT, &mut buffer)
            .map_err(|errno| Error::option(operation, "ZMQ_LAST_ENDPOINT", errno))?;
        buffer.truncate(size.saturating_sub(1));
        Ok(String::from_utf8_lossy(&buffer).into_owned())
    }
}

fn failed(operation: &'static str, text: &str, refusal: Refusal) -> Error {
    match refusal {
        Refusal::Errno(errno) => Error::at(operation, text, errno),
        Refusal::Reason(reason) => Error::input(operation, format!("{text:?}: {reason}")),
    }
}

fn is_inproc(text: &str) -> bool {
    text.starts_with("inproc://")
}

pub(super) fn refused(operation: &'static str, text: &str, reason: crate::EndpointError) -> Error {
    Error::Endpoint { operation, endpoint: text.into(), reason: reason.into() }
}

/// libzmq deletes whatever is at an ipc path before it binds there. Only what a dead socket left behind may go.
#[cfg(unix)]
fn protect_path(text: &str) -> Result<(), Errno> {
    use std::io::ErrorKind;
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixDatagram;
    let Some(path) = text.strip_prefix("ipc://").filter(|path| !path.starts_with('@') && *path != "*") else {
        return Ok(());
    };
    match std::fs::symlink_metadata(path) {
        Ok(found) if !found.file_type().is_socket() => return Err(Errno(libc::EADDRINUSE)),
        Ok(_) => {}
        Err(_) => return Ok(()),
    }
    // A datagram socket cannot connect to a stream socket, and is told so only where there is one. Unlike a stream, it
    // neither waits in the owner's queue nor shows up there.
    match UnixDatagram::unbound().and_then(|probe| probe.connect(path)) {
        Err(error) if matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::NotFound) => Ok(()),
        _ => Err(Errno(libc::EADDRINUSE)),
    }
}

#[cfg(not(unix))]
fn protect_path(_text: &str) -> Result<(), Errno> {
    Ok(())
}

/// A number for spreading load, not for secrets: the standard library's hasher keys are random.
fn random_below(limit: u32) -> u32 {
    use std::hash::{BuildHasher, Hasher};
    let random = std::hash::RandomState::new().build_hasher().finish();
    u32::try_from(random % u64::from(limit.max(1))).unwrap_or(0)
}
