//! Security: keys, certificates, and who may come in.

mod certificate;
mod zpl;

pub use crate::keys::{KeyError, KeyPair, PublicKey, SecretKey, SecretText};
pub use certificate::{Certificate, CertificateError, SavedCertificate};
