//! Peers by address: networks in CIDR notation, and who of them may come in.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use thiserror::Error;

/// A text that is neither an IP address nor a network in CIDR notation.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} is no address to allow or deny: {problem}")]
pub struct NetworkError {
    text: String,
    problem: &'static str,
}

/// The addresses of a network, as in `10.0.0.0/8` or `2001:db8::/32`; those of one machine, as in `127.0.0.1`; or `ipc`,
/// which stands for every peer on this machine that comes over `ipc://`.
///
/// IPv4 addresses that come in IPv6 clothes (`::ffff:10.0.0.1`) are what they are: IPv4.
///
/// # Examples
/// ```
/// use zeroxide::auth::Network;
///
/// let network: Network = "192.168.0.0/16".parse()?;
/// assert!(network.contains("192.168.7.1".parse()?));
/// assert!(network.contains("::ffff:192.168.7.1".parse()?));
/// assert!(!network.contains("192.169.0.1".parse()?));
/// assert!("192.168.0.0/33".parse::<Network>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(Range);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Range {
    Ip { address: IpAddr, prefix: u32 },
    Ipc,
}

impl Network {
    /// Every peer that comes over `ipc://`.
    pub const IPC: Network = Network(Range::Ipc);

    /// Whether an address belongs to the network.
    #[must_use]
    pub fn contains(&self, peer: IpAddr) -> bool {
        let Range::Ip { address, prefix } = self.0 else { return false };
        match (address, peer.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(peer)) => {
                same(network.to_bits().into(), peer.to_bits().into(), prefix, 32)
            }
            (IpAddr::V6(network), IpAddr::V6(peer)) => same(network.to_bits(), peer.to_bits(), prefix, 128),
            _ => false,
        }
    }

    fn holds(&self, peer: &Peer) -> bool {
        match peer {
            Peer::Ip(address) => self.contains(*address),
            Peer::Ipc => self.0 == Range::Ipc,
            Peer::Unknown => false,
        }
    }
}

/// Whether the first `prefix` of `width` bits are the same.
fn same(left: u128, right: u128, prefix: u32, width: u32) -> bool {
    match (left ^ right).checked_shr(width.saturating_sub(prefix)) {
        None => true,
        Some(difference) => difference == 0,
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Network {
        let address = address.to_canonical();
        let prefix = if address.is_ipv4() { 32 } else { 128 };
        Network(Range::Ip { address, prefix })
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Network, NetworkError> {
        let wrong = |problem| NetworkError { text: text.to_owned(), problem };
        if text == "ipc" {
            return Ok(Network::IPC);
        }
        let (address, prefix) = match text.split_once('/') {
            None => (text, None),
            Some((address, prefix)) => (address, Some(prefix)),
        };
        let address: IpAddr =
            address.parse().map_err(|_| wrong("write it as `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32` or `ipc`"))?;
        let Some(prefix) = prefix else { return Ok(Network::from(address)) };
        let digits = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = prefix.parse::<u32>().ok().filter(|_| digits);
        let prefix = prefix.ok_or_else(|| wrong("after the `/` belongs the number of bits that count"))?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        if prefix > width {
            return Err(wrong("an IPv4 network has 32 bits at most, an IPv6 one 128"));
        }
        // A network within ::ffff:0:0/96 means IPv4 ones, as addresses of it do.
        match address.to_canonical() {
            canonical @ IpAddr::V4(_) if address.is_ipv6() && prefix >= 96 => {
                Ok(Network(Range::Ip { address: canonical, prefix: prefix - 96 }))
            }
            _ => Ok(Network(Range::Ip { address, prefix })),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Range::Ip { address, prefix } => write!(f, "{address}/{prefix}"),
            Range::Ipc => f.write_str("ipc"),
        }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Who a peer is by its address, as libzmq gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    Ip(IpAddr),
    Ipc,
    /// Of a transport whose addresses are neither.
    Unknown,
}

impl Peer {
    pub(super) fn parse(address: &str) -> Peer {
        // Link-local addresses come with the interface: fe80::1%eth0.
        let bare = address.split_once('%').map_or(address, |(bare, _)| bare);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            return Peer::Ip(ip.to_canonical());
        }
        // Over ipc it ends with the peer's user, group and process: `localhost:1000:1000:4242`.
        let mut fields = address.rsplitn(4, ':');
        let numbers = fields.by_ref().take(3).filter(|field| field.bytes().all(|byte| byte.is_ascii_digit())).count();
        if numbers == 3 && fields.next().is_some() { Peer::Ipc } else { Peer::Unknown }
    }
}

/// Which addresses may come in.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    allowed: Vec<Network>,
    denied: Vec<Network>,
}

impl Addresses {
    pub(super) fn allow(&mut self, network: Network) {
        self.allowed.push(network);
    }

    pub(super) fn deny(&mut self, network: Network) {
        self.denied.push(network);
    }

    /// Why a peer may not come in. Denial is the stronger; where anything is allowed, all else is not.
    pub(super) fn refusal(&self, peer: &Peer) -> Option<&'static str> {
        let unknown = *peer == Peer::Unknown && !self.denied.is_empty();
        if unknown || self.denied.iter().any(|network| network.holds(peer)) {
            Some("Address denied")
        } else if !self.allowed.is_empty() && !self.allowed.iter().any(|network| network.holds(peer)) {
            Some("Address not allowed")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    fn holds(text: &str, address: &str) -> bool {
        network(text).holds(&Peer::parse(address))
    }

    #[test]
    fn prefixes_cut_where_they_say() {
        assert!(holds("10.0.0.0/8", "10.255.255.255"));
        assert!(!holds("10.0.0.0/8", "11.0.0.0"));
        assert!(holds("10.1.2.3/32", "10.1.2.3"));
        assert!(!holds("10.1.2.2/32", "10.1.2.3"));
        assert!(holds("10.1.2.2/31", "10.1.2.3"));
        assert!(holds("0.0.0.0/0", "255.1.2.3"));
        assert!(!holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:ffff::1"));
        assert!(!holds("2001:db8::/32", "2001:db9::"));
        assert!(holds("fe80::/10", "fe80::1%eth0"));
        assert!(holds("::1", "::1"));
    }

    #[test]
    fn mapped_addresses_are_ipv4() {
        assert!(holds("127.0.0.1", "::ffff:127.0.0.1"));
        assert!(holds("::ffff:127.0.0.1", "127.0.0.1"));
        assert!(holds("::ffff:10.0.0.0/104", "10.9.9.9"));
        assert!(!holds("::ffff:10.0.0.0/104", "11.9.9.9"));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "localhost",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "10.0.0.0/+8",
            "10.0.0/8",
            "1.2.3.4/8/8",
        ] {
            assert!(text.parse::<Network>().is_err(), "{text:?}");
        }
        assert!("10.0.0.0/33".parse::<Network>().unwrap_err().to_string().contains("10.0.0.0/33"));
    }

    #[test]
    fn texts_lead_back() {
        for text in ["10.0.0.0/8", "2001:db8::/32", "ipc", "127.0.0.1"] {
            assert_eq!(network(&network(text).to_string()), network(text));
        }
    }

    #[test]
    fn peers_over_ipc_are_known_by_their_numbers() {
        assert_eq!(Peer::parse("localhost:1000:1000:4242"), Peer::Ipc);
        assert_eq!(Peer::parse(":0:0:1"), Peer::Ipc);
        assert_eq!(Peer::parse(""), Peer::Unknown);
        assert_eq!(Peer::parse("host:a:b:c"), Peer::Unknown);
        assert_eq!(Peer::parse("1:2:3"), Peer::Unknown);
        assert_eq!(Peer::parse("::1:2:3"), Peer::Ip("::1:2:3".parse().unwrap()));
    }

    #[test]
    fn denial_is_stronger_and_a_list_of_the_allowed_is_closed() {
        let mut addresses = Addresses::default();
        let refusal = |addresses: &Addresses, peer| addresses.refusal(&Peer::parse(peer));
        assert_eq!(refusal(&addresses, "10.0.0.1"), None);
        assert_eq!(refusal(&addresses, "what"), None);
        addresses.deny(network("10.0.0.66"));
        assert_eq!(refusal(&addresses, "10.0.0.1"), None);
        assert_eq!(refusal(&addresses, "10.0.0.66"), Some("Address denied"));
        assert_eq!(refusal(&addresses, "::ffff:10.0.0.66"), Some("Address denied"));
        // What cannot be told from a denied address is denied.
        assert_eq!(refusal(&addresses, "what"), Some("Address denied"));
        assert_eq!(refusal(&addresses, "localhost:1:1:1"), None);
        addresses.allow(network("10.0.0.0/8"));
        assert_eq!(refusal(&addresses, "10.0.0.1"), None);
        assert_eq!(refusal(&addresses, "10.0.0.66"), Some("Address denied"));
        assert_eq!(refusal(&addresses, "192.168.0.1"), Some("Address not allowed"));
        assert_eq!(refusal(&addresses, "localhost:1:1:1"), Some("Address not allowed"));
        addresses.allow(Network::IPC);
        assert_eq!(refusal(&addresses, "localhost:1:1:1"), None);
    }
}
