//! Certificates: keys with metadata, in the files that PyZMQ and CZMQ use.

mod error;
mod file;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::zpl;
use crate::keys::{KeyPair, PublicKey, SecretKey};

pub use error::CertificateError;
pub(super) use file::{certificate_paths, load_dir_lenient};

/// Longest line, in bytes, that every reader takes whole.
const LINE: usize = 1024;

/// A CURVE key, or a pair of them, with metadata about its owner.
///
/// On disk a certificate is one or two text files: `name.key` with the public key, to be handed
/// out, and `name.key_secret` with both. They are the files of PyZMQ's `zmq.auth` and of CZMQ's
/// `zcert`, each way round. Certificates are not signed: whoever gets one must know from whom.
///
/// Metadata keeps its order and is written to both files.
///
/// # Examples
///
/// ```
/// use zeroxide::auth::{Certificate, KeyPair};
///
/// # let folder = std::env::temp_dir().join(format!("zeroxide-doc-certificate-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let pair = KeyPair::new(
///     "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7".parse()?,
///     "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6".parse()?,
/// );
/// let mut certificate = Certificate::new(pair);
/// certificate.set_metadata("email", "server@example.org")?;
/// let files = certificate.save(&folder, "server")?;
///
/// let public = Certificate::load(&files.public)?;
/// assert_eq!(public.public_key(), certificate.public_key());
/// assert_eq!(public.secret_key(), None);
/// assert_eq!(public.metadata_value("email"), Some("server@example.org"));
/// assert_eq!(Certificate::load(folder.join("server.key_secret"))?, certificate);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "zcert")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    keys: Keys,
    metadata: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Keys {
    Public(PublicKey),
    Pair(KeyPair),
}

/// The files that [`Certificate::save`] has written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedCertificate {
    /// The file with the public key, `name.key`.
    pub public: PathBuf,
    /// The file with both keys, `name.key_secret`; `None` when there is no secret key to save.
    pub secret: Option<PathBuf>,
}

impl Certificate {
    /// Makes a certificate of a pair of keys, without metadata.
    #[must_use]
    pub const fn new(pair: KeyPair) -> Self {
        Self { keys: Keys::Pair(pair), metadata: Vec::new() }
    }

    /// Makes a certificate of somebody's public key, without metadata.
    #[must_use]
    pub const fn from_public_key(key: PublicKey) -> Self {
        Self { keys: Keys::Public(key), metadata: Vec::new() }
    }

    /// The public key.
    #[must_use]
    pub const fn public_key(&self) -> PublicKey {
        match &self.keys {
            Keys::Public(key) => *key,
            Keys::Pair(pair) => pair.public(),
        }
    }

    /// The secret key, where the certificate has one.
    #[must_use]
    pub const fn secret_key(&self) -> Option<&SecretKey> {
        match &self.keys {
            Keys::Public(_) => None,
            Keys::Pair(pair) => Some(pair.secret()),
        }
    }

    /// Both keys, where the certificate has the secret one.
    #[must_use]
    pub const fn key_pair(&self) -> Option<&KeyPair> {
        match &self.keys {
            Keys::Public(_) => None,
            Keys::Pair(pair) => Some(pair),
        }
    }

    /// Takes both keys out, where the certificate has the secret one.
    #[must_use]
    pub fn into_key_pair(self) -> Option<KeyPair> {
        match self.keys {
            Keys::Public(_) => None,
            Keys::Pair(pair) => Some(pair),
        }
    }

    /// The same certificate without its secret key.
    #[must_use]
    pub fn to_public(&self) -> Self {
        Self { keys: Keys::Public(self.public_key()), metadata: self.metadata.clone() }
    }

    /// All metadata, name and value, in order.
    pub fn metadata(&self) -> impl Iterator<Item = (&str, &str)> {
        self.metadata.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The metadata of one name.
    #[must_use]
    pub fn metadata_value(&self, name: &str) -> Option<&str> {
        self.metadata().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Sets the metadata of one name: in its place where the name is known, else at the end.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Metadata`] for an entry that a reader of certificate files would not get
    /// back: a name of other characters than letters, digits and `$-_@.&+/`, or with `/` at an end,
    /// or that begins like the lines of the keys; a value with control characters (line ends are)
    /// or with both kinds of quotes; more than a line of 1024 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::auth::{Certificate, PublicKey};
    ///
    /// let mut certificate = Certificate::from_public_key(PublicKey::from_bytes([1; 32]));
    /// certificate.set_metadata("organization", "Example & Sons")?;
    /// assert!(certificate.set_metadata("note", "two\nlines").is_err());
    /// # Ok::<(), zeroxide::auth::CertificateError>(())
    /// ```
    pub fn set_metadata(&mut self, name: impl Into<String>, value: impl Into<String>) -> Result<(), CertificateError> {
        let (name, value) = (name.into(), value.into());
        let problem = if !zpl::is_name(&name) {
            "a name has letters, digits and `$-_@.&+/`, and no `/` at its ends"
        } else if text::KEY_NAMES.iter().any(|key| name.starts_with(key)) {
            "the name begins like the line of a key"
        } else if !zpl::is_value(&value) {
            "a value is one line and has one kind of quotes at most"
        } else if name.len() + value.len() + "     = \"\"".len() > LINE {
            "name and value do not fit a line of 1024 bytes"
        } else {
            match self.metadata.iter_mut().find(|(other, _)| *other == name) {
                Some((_, old)) => *old = value,
                None => self.metadata.push((name, value)),
            }
            return Ok(());
        };
        Err(CertificateError::Metadata { name, problem })
    }

    /// Takes the metadata of one name out.
    pub fn remove_metadata(&mut self, name: &str) -> Option<String> {
        let position = self.metadata.iter().position(|(other, _)| other == name)?;
        Some(self.metadata.remove(position).1)
    }

    /// Loads the certificate of one file, `name.key` or `name.key_secret`, with what keys it has.
    ///
    /// Comments, and sections other than `metadata` and `curve`, are passed over.
    ///
    /// # Errors
    ///
    /// A [`CertificateError`] when the file cannot be read, has more than 64 KiB, is not a
    /// certificate, its two keys do not belong together (where libzmq has CURVE to tell), or — on Unix — holds a secret key and everybody may read or change it.
    /// PyZMQ creates such files: give them mode 600, or use
    /// [`load_permissive`](Self::load_permissive).
    #[doc(alias = "load_certificate")]
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CertificateError> {
        file::load(path.as_ref(), file::Wanted::Guarded)
    }

    /// Like [`load`](Self::load), for secret files that everybody may read, too.
    ///
    /// # Errors
    ///
    /// A [`CertificateError`] when the file cannot be read, has more than 64 KiB or is not a
    /// certificate.
    pub fn load_permissive(path: impl AsRef<Path>) -> Result<Self, CertificateError> {
        file::load(path.as_ref(), file::Wanted::Any)
    }

    /// Loads public key and metadata of one file and leaves a secret key where it is.
    ///
    /// # Errors
    ///
    /// A [`CertificateError`] when the file cannot be read, has more than 64 KiB or is not a
    /// certificate.
    pub fn load_public(path: impl AsRef<Path>) -> Result<Self, CertificateError> {
        file::load(path.as_ref(), file::Wanted::Public)
    }

    /// Loads the public certificates of a directory: all its files `*.key`, except hidden ones.
    ///
    /// Where two files have the same key, the first by name counts. Secret keys are left where they
    /// are.
    ///
    /// # Errors
    ///
    /// A [`CertificateError`] when the directory cannot be read or one of the files cannot be
    /// loaded: a directory that says who may come in is taken whole or not at all.
    ///
    /// # Examples
    ///
    /// ```
    /// use zeroxide::auth::{Certificate, PublicKey};
    ///
    /// # let folder = std::env::temp_dir().join(format!("zeroxide-doc-load-dir-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let key = PublicKey::from_bytes([1; 32]);
    /// Certificate::from_public_key(key).save(&folder, "alice")?;
    /// assert!(Certificate::load_dir(&folder)?.contains_key(&key));
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "load_certificates")]
    #[doc(alias = "zcertstore")]
    pub fn load_dir(path: impl AsRef<Path>) -> Result<BTreeMap<PublicKey, Self>, CertificateError> {
        file::load_dir(path.as_ref())
    }

    /// Saves the certificate in a directory, as `name.key` and, with a secret key, `name.key_secret`.
    ///
    /// Each file replaces an older one at once or not at all, so a reader never sees half of it. On
    /// Unix the secret file has mode 600 from its first moment; elsewhere it has what the directory
    /// hands down.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Name`] when the name is not that of a file in the directory, and
    /// [`CertificateError::Io`] when a file cannot be written. The directory must exist.
    #[doc(alias = "create_certificates")]
    pub fn save(&self, dir: impl AsRef<Path>, name: impl AsRef<str>) -> Result<SavedCertificate, CertificateError> {
        file::save(self, dir.as_ref(), name.as_ref())
    }
}

impl From<KeyPair> for Certificate {
    fn from(pair: KeyPair) -> Self {
        Self::new(pair)
    }
}

impl From<PublicKey> for Certificate {
    fn from(key: PublicKey) -> Self {
        Self::from_public_key(key)
    }
}

#[cfg(test)]
mod tests;

#[cfg(fuzzing)]
pub(super) mod fuzzing {
    use super::{Certificate, Path, text};

    /// Reads a certificate's text, writes it and reads that.
    pub fn certificate(input: &str) -> Option<(Certificate, Certificate)> {
        let path = Path::new("fuzz");
        let read = text::read(path, input, true).map_err(|error| error.to_string()).ok()?;
        let now = std::time::UNIX_EPOCH;
        let written = match read.key_pair() {
            Some(pair) => text::write_secret(&read, pair, now).to_string(),
            None => text::write_public(&read, now),
        };
        let again = text::read(path, &written, true).ok()?;
        Some((read, again))
    }
}
