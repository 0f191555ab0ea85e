//! What can be wrong with a certificate.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::auth::KeyError;

/// Why a certificate could not be loaded, saved or changed.
///
/// Errors of files name the file, and the line where there is one. No message repeats a value from
/// the file.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::{Certificate, CertificateError};
///
/// let error = Certificate::load("no/such/file.key").unwrap_err();
/// assert!(matches!(error, CertificateError::Io { .. }));
/// assert!(error.to_string().contains("no/such/file.key"));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A file or directory could not be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was attempted, such as `read`.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },

    /// The path leads to something that is not a regular file.
    #[error("{} is not a regular file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },

    /// The file is larger than a certificate can be.
    #[error("{} has more than {limit} bytes: it is no certificate", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },

    /// The file holds a secret key and others than its owner and group may use it.
    #[error(
        "{} holds a secret key and everybody may use it (mode {mode:03o}): run `chmod 600` on it, or load it with `Certificate::load_permissive`",
        path.display()
    )]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },

    /// The file is not UTF-8 text.
    #[error("{}, line {line}: not UTF-8 text", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
    },

    /// A line does not follow the format.
    #[error("{}, line {line}: {problem}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },

    /// A name is given twice where it may be given once.
    #[error("{}, line {line}: `{name}` was given before, in line {first}", path.display())]
    Duplicate {
        /// The file.
        path: PathBuf,
        /// Number of the second line, from 1.
        line: usize,
        /// The name.
        name: String,
        /// Number of the first line.
        first: usize,
    },

    /// The value of `public-key` or `secret-key` is not a key.
    #[error("{}, line {line}: `{name}`: {source}", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// `public-key` or `secret-key`.
        name: &'static str,
        /// What is wrong with it.
        source: KeyError,
    },

    /// A key is all zeros, which CZMQ writes in place of a key that it does not have.
    #[error("{}, line {line}: `{name}` is all zeros: it stands for a missing key", path.display())]
    ZeroKey {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// `public-key` or `secret-key`.
        name: &'static str,
    },

    /// The secret key is not that of the public one.
    #[error("{}, line {line}: `secret-key` does not belong to the public key", path.display())]
    Mismatch {
        /// The file.
        path: PathBuf,
        /// Number of the secret key's line, from 1.
        line: usize,
    },

    /// The file has no public key.
    #[error(
        "{} has no public key: under `curve` belongs a line `public-key = \"…\"`",
        path.display()
    )]
    MissingPublicKey {
        /// The file.
        path: PathBuf,
    },

    /// A certificate cannot be saved under this name.
    #[error("{name:?} is no name for a certificate: use one file name without directories")]
    Name {
        /// The name that was given.
        name: String,
    },

    /// A metadata entry that not every reader of certificates would get back.
    #[error("metadata {name:?}: {problem}")]
    Metadata {
        /// Name of the entry.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}
