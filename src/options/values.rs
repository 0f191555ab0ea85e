//! The enums and flags among option values.

use bitflags::bitflags;

use crate::raw::Errno;

/// The security mechanism that a socket's later connections use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mechanism {
    /// No security.
    Null,
    /// User name and password in clear text.
    Plain,
    /// Encryption and authentication by key pairs.
    Curve,
    /// Kerberos.
    Gssapi,
    /// One that this crate does not know.
    Unknown(i32),
}

impl Mechanism {
    pub(super) fn from_raw(number: i32) -> Mechanism {
        match number {
            zeroxide_sys::ZMQ_NULL => Mechanism::Null,
            zeroxide_sys::ZMQ_PLAIN => Mechanism::Plain,
            zeroxide_sys::ZMQ_CURVE => Mechanism::Curve,
            zeroxide_sys::ZMQ_GSSAPI => Mechanism::Gssapi,
            other => Mechanism::Unknown(other),
        }
    }
}

/// How the text of a GSSAPI principal is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GssapiNametype {
    /// `service@host`.
    Hostbased,
    /// A local user name.
    Username,
    /// A Kerberos principal.
    Krb5Principal,
}

impl GssapiNametype {
    pub(super) fn as_raw(self) -> i32 {
        match self {
            GssapiNametype::Hostbased => zeroxide_sys::ZMQ_GSSAPI_NT_HOSTBASED,
            GssapiNametype::Username => zeroxide_sys::ZMQ_GSSAPI_NT_USER_NAME,
            GssapiNametype::Krb5Principal => zeroxide_sys::ZMQ_GSSAPI_NT_KRB5_PRINCIPAL,
        }
    }

    pub(super) fn from_raw(number: i32) -> Result<GssapiNametype, Errno> {
        [GssapiNametype::Hostbased, GssapiNametype::Username, GssapiNametype::Krb5Principal]
            .into_iter()
            .find(|nametype| nametype.as_raw() == number)
            .ok_or(Errno::INVAL)
    }
}

bitflags! {
    /// The conditions under which a connection is not tried again.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct ReconnectStop: i32 {
        /// The peer refused it.
        const CONN_REFUSED = 1;
        /// The handshake failed.
        const HANDSHAKE_FAILED = 2;
        /// The application called `disconnect`.
        const AFTER_DISCONNECT = 4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_that_are_not_known_are_kept(number: i32) {
            match Mechanism::from_raw(number) {
                Mechanism::Unknown(kept) => prop_assert_eq!(kept, number),
                known => prop_assert!((0..=3).contains(&number), "{known:?}"),
            }
            let flags = ReconnectStop::from_bits_retain(number);
            prop_assert_eq!(flags.bits(), number);
            if let Ok(nametype) = GssapiNametype::from_raw(number) {
                prop_assert_eq!(nametype.as_raw(), number);
            }
        }
    }
}
