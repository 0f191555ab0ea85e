//! The rules for an endpoint's text, by transport and by use.
//!
//! The rule of the rules: refuse only what libzmq refuses too, or accepts and then silently does
//! something else with (another port, a connection that never comes up). Whatever may work is left
//! to libzmq, and so is every transport that is not listed here.

use std::ffi::CString;
use std::net::Ipv6Addr;

use super::error::{EndpointError, shown};
use crate::guard::guarded;

/// Bytes of a Unix socket address, its NUL included.
pub(super) const SUN_PATH: usize = if cfg!(any(
    target_os = "macos",
    target_os = "ios",
    target_os = "freebsd",
    target_os = "dragonfly",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "nto",
)) {
    104
} else if cfg!(target_os = "haiku") {
    126
} else if cfg!(target_os = "aix") {
    1023
} else {
    108
};

/// What the endpoint is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Bind,
    Connect,
}

/// Checks an endpoint that is to be bound and makes it a C string.
///
/// # Errors
///
/// An [`EndpointError`] for a text that cannot be bound.
pub(crate) fn check_bind(text: &str) -> Result<CString, EndpointError> {
    c_string(text, Use::Bind)
}

/// Checks an endpoint that is to be connected to and makes it a C string.
///
/// # Errors
///
/// An [`EndpointError`] for a text that cannot be connected to.
pub(crate) fn check_connect(text: &str) -> Result<CString, EndpointError> {
    c_string(text, Use::Connect)
}

fn c_string(text: &str, wanted: Use) -> Result<CString, EndpointError> {
    check(text, wanted)?;
    CString::new(text).map_err(|nul| EndpointError::InteriorNul { endpoint: shown(text), position: nul.nul_position() })
}

/// Checks without making anything.
pub(super) fn check(text: &str, wanted: Use) -> Result<(), EndpointError> {
    let rules = Rules { text, wanted };
    if let Some(position) = text.bytes().position(|byte| byte == 0) {
        return Err(EndpointError::InteriorNul { endpoint: rules.shown(), position });
    }
    let Some((transport, address)) = text.split_once("://") else {
        return Err(EndpointError::MissingScheme { endpoint: rules.shown() });
    };
    if transport.is_empty() {
        return Err(EndpointError::EmptyTransport { endpoint: rules.shown() });
    }
    if address.is_empty() {
        return Err(EndpointError::EmptyAddress { endpoint: rules.shown() });
    }
    match transport {
        "tcp" => rules.tcp(address),
        "ws" | "wss" => rules.host_port(authority(address)),
        "udp" => rules.host_port(after_interface(address)),
        "ipc" => rules.ipc(address),
        "pgm" | "epgm" | "norm" => rules.multicast(after_interface(address)),
        "vmci" => rules.vmci(address),
        "tipc" => rules.tipc(address),
        _ => Ok(()),
    }
}

/// Splits `host:port`; the host of `[host]:port` comes back without brackets. `None` without a port.
pub(super) fn split_host_port(address: &str) -> Option<(&str, &str)> {
    match address.strip_prefix('[') {
        Some(rest) => {
            let (host, tail) = rest.split_once(']')?;
            Some((host, tail.strip_prefix(':')?))
        }
        None => address.rsplit_once(':'),
    }
}

/// The part of a WebSocket address before its path.
pub(super) fn authority(address: &str) -> &str {
    address.split_once('/').map_or(address, |(host, _)| host)
}

/// The part after `interface;` or `source;`.
pub(super) fn after_interface(address: &str) -> &str {
    address.rsplit_once(';').map_or(address, |(_, target)| target)
}

fn is_ipv6(host: &str) -> bool {
    let address = host.split_once('%').map_or(host, |(address, _)| address);
    address.parse::<Ipv6Addr>().is_ok()
}

fn is_number(port: &str) -> bool {
    !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// The text under examination, for the errors, and its use.
struct Rules<'a> {
    text: &'a str,
    wanted: Use,
}

impl Rules<'_> {
    fn shown(&self) -> String {
        shown(self.text)
    }

    fn tcp(&self, address: &str) -> Result<(), EndpointError> {
        let target = match address.rsplit_once(';') {
            Some((source, target)) => {
                self.source(source)?;
                target
            }
            None => address,
        };
        self.host_port(target)?;
        match self.wanted {
            Use::Bind => Ok(()),
            Use::Connect => self.characters(address),
        }
    }

    /// `source` of `tcp://source;target`: a local address with a port, which may be open.
    fn source(&self, source: &str) -> Result<(), EndpointError> {
        match split_host_port(source) {
            Some((_, "*")) => Ok(()),
            Some((_, port)) if !port.is_empty() => self.port(port),
            _ => Err(EndpointError::SourceWithoutPort { endpoint: self.shown() }),
        }
    }

    fn host_port(&self, address: &str) -> Result<(), EndpointError> {
        self.colons(address)?;
        let Some((host, port)) = split_host_port(address) else {
            return Err(self.no_port(address));
        };
        self.host(host)?;
        match (port, self.wanted) {
            ("", _) => Err(self.no_port(address)),
            ("*", Use::Bind) => Ok(()),
            ("*", Use::Connect) => Err(self.wildcard()),
            _ => self.port(port),
        }
    }

    fn no_port(&self, address: &str) -> EndpointError {
        let endpoint = self.shown();
        if address.starts_with('[') && !address.contains(']') {
            EndpointError::UnclosedBracket { endpoint }
        } else {
            EndpointError::MissingPort { endpoint }
        }
    }

    /// Finds the IPv6 address whose last group would be taken for the port.
    ///
    /// `::1:5555` is fine: libzmq, too, takes what follows the last colon. And a bound host may be
    /// an interface alias, `eth0:1`.
    fn colons(&self, address: &str) -> Result<(), EndpointError> {
        let Some((host, port)) = address.rsplit_once(':') else {
            return Ok(());
        };
        if address.starts_with('[') || !host.contains(':') {
            return Ok(());
        }
        let readable = is_ipv6(host) && (port == "*" || is_number(port));
        if readable || (self.wanted == Use::Bind && !is_ipv6(address)) {
            return Ok(());
        }
        Err(EndpointError::UnbracketedIpv6 { endpoint: self.shown() })
    }

    fn host(&self, host: &str) -> Result<(), EndpointError> {
        match (host, self.wanted) {
            ("", _) => Err(EndpointError::MissingHost { endpoint: self.shown() }),
            ("*", Use::Connect) => Err(self.wildcard()),
            // Neither a host nor a network interface can have it; somebody pasted a URL.
            _ if host.contains('/') => Err(EndpointError::HostCharacter { endpoint: self.shown(), character: '/' }),
            _ => Ok(()),
        }
    }

    fn port(&self, port: &str) -> Result<(), EndpointError> {
        if !is_number(port) {
            return Err(EndpointError::PortNotANumber { endpoint: self.shown(), port: shown(port) });
        }
        match port.parse::<u16>() {
            Ok(_) => Ok(()),
            Err(_) if !guarded!("b18_port_too_large") => Ok(()),
            Err(_) => Err(EndpointError::PortTooLarge { endpoint: self.shown(), port: shown(port) }),
        }
    }

    fn wildcard(&self) -> EndpointError {
        EndpointError::WildcardInConnect { endpoint: self.shown() }
    }

    /// The characters that libzmq accepts in the address of a TCP peer.
    fn characters(&self, address: &str) -> Result<(), EndpointError> {
        let allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '%' | ';' | '[' | ']' | '_' | '*');
        let leads = |c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | ':');
        let wrong = match address.chars().next() {
            Some('*') => return Err(self.wildcard()),
            Some(first) if !leads(first) => Some(first),
            _ => address.chars().find(|&c| !allowed(c)),
        };
        match wrong {
            None => Ok(()),
            Some(character) => Err(EndpointError::HostCharacter { endpoint: self.shown(), character }),
        }
    }

    fn ipc(&self, path: &str) -> Result<(), EndpointError> {
        if path.starts_with('*') {
            // Bind makes up a path; nobody can ever have bound the name `*` itself.
            return match self.wanted {
                Use::Connect if path == "*" => Err(self.wildcard()),
                _ => Ok(()),
            };
        }
        if path == "@" {
            return Err(EndpointError::EmptyAbstractName { endpoint: self.shown() });
        }
        if path.len() >= SUN_PATH {
            return Err(EndpointError::PathTooLong { endpoint: self.shown(), length: path.len(), limit: SUN_PATH - 1 });
        }
        Ok(())
    }

    /// pgm, epgm and norm: a group address and a real port, whichever the use.
    fn multicast(&self, target: &str) -> Result<(), EndpointError> {
        match target.rsplit_once(':') {
            None | Some((_, "")) => Err(EndpointError::MissingPort { endpoint: self.shown() }),
            Some(("", _)) => Err(EndpointError::MissingHost { endpoint: self.shown() }),
            Some((_, port)) => self.port(port),
        }
    }

    /// vmci: ports have 32 bits, so only the shape is looked at.
    fn vmci(&self, address: &str) -> Result<(), EndpointError> {
        match address.rsplit_once(':') {
            None | Some((_, "")) => Err(EndpointError::MissingPort { endpoint: self.shown() }),
            Some(("", _)) => Err(EndpointError::MissingHost { endpoint: self.shown() }),
            Some(_) => Ok(()),
        }
    }

    fn tipc(&self, address: &str) -> Result<(), EndpointError> {
        if self.wanted == Use::Connect && address == "<*>" {
            return Err(self.wildcard());
        }
        if address.starts_with(['{', '<']) {
            return Ok(());
        }
        Err(EndpointError::TipcAddress { endpoint: self.shown() })
    }
}
