//! Security: keys, certificates, and who may come in.

mod authenticator;
mod certificate;
mod zpl;

pub use crate::keys::{KeyError, KeyPair, PublicKey, SecretKey, SecretText};
pub use authenticator::{
    Authenticator, AuthenticatorBuilder, Credentials, Network, NetworkError, PasswordsError, Policy, Request,
    Statistics, Status, Verdict,
};
pub use certificate::{Certificate, CertificateError, SavedCertificate};

#[cfg(fuzzing)]
pub(crate) mod fuzzing {
    pub use super::authenticator::fuzzing::{passwords, zap};
    pub use super::certificate::fuzzing::certificate;
}
