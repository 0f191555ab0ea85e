//! The files of certificates: read with bounds, written at once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use zeroize::Zeroizing;

use super::{Certificate, CertificateError, SavedCertificate, text};
use crate::keys::PublicKey;

/// The most that a certificate may have. Real ones have less than a thousandth of it.
pub(super) const LIMIT: u64 = 64 * 1024;

/// Which keys are wanted of a file, and how carefully.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The public key only.
    Public,
    /// Both; a secret one only where it is not open to everybody.
    Guarded,
    /// Both, however the file is kept.
    Any,
}

pub(super) fn load(path: &Path, wanted: Wanted) -> Result<Certificate, CertificateError> {
    let failed = |source| CertificateError::Io { action: "read", path: path.to_owned(), source };
    // Asked before opening, as opening a pipe would wait for its writer.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(CertificateError::NotAFile { path: path.to_owned() });
    }
    let file = File::open(path).map_err(failed)?;
    let status = file.metadata().map_err(failed)?;
    // Room for all from the start: growing would leave a copy behind.
    let room = status.len().min(LIMIT) + 2;
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(room).unwrap_or_default()));
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(CertificateError::TooLarge { path: path.to_owned(), limit: LIMIT });
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        CertificateError::NotText { path: path.to_owned(), line: 1 + before.filter(|&&byte| byte == b'\n').count() }
    })?;
    let certificate = text::read(path, text, wanted != Wanted::Public)?;
    if wanted == Wanted::Guarded && certificate.secret_key().is_some() {
        check_mode(path, &status)?;
    }
    Ok(certificate)
}

#[cfg(unix)]
fn check_mode(path: &Path, status: &Metadata) -> Result<(), CertificateError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = status.permissions().mode() & 0o777;
    if mode & 0o006 == 0 {
        return Ok(());
    }
    Err(CertificateError::Permissions { path: path.to_owned(), mode })
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: &Metadata) -> Result<(), CertificateError> {
    Ok(())
}

pub(super) fn load_dir(dir: &Path) -> Result<BTreeMap<PublicKey, Certificate>, CertificateError> {
    let mut certificates = BTreeMap::new();
    for path in certificate_paths(dir)? {
        let certificate = load(&path, Wanted::Public)?;
        certificates.entry(certificate.public_key()).or_insert(certificate);
    }
    Ok(certificates)
}

/// Loads what can be loaded of a directory, and says what could not.
pub(in crate::auth) fn load_dir_lenient(dir: &Path) -> (BTreeMap<PublicKey, Certificate>, Vec<CertificateError>) {
    let mut certificates = BTreeMap::new();
    let paths = match certificate_paths(dir) {
        Ok(paths) => paths,
        Err(error) => return (certificates, vec![error]),
    };
    let mut errors = Vec::new();
    for path in paths {
        match load(&path, Wanted::Public) {
            Ok(certificate) => drop(certificates.entry(certificate.public_key()).or_insert(certificate)),
            Err(error) => errors.push(error),
        }
    }
    (certificates, errors)
}

/// The files of a directory that hold public certificates, by name.
pub(in crate::auth) fn certificate_paths(dir: &Path) -> Result<Vec<PathBuf>, CertificateError> {
    let failed = |source| CertificateError::Io { action: "read the directory", path: dir.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.extension() == Some(OsStr::new("key")) && !hidden {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

pub(super) fn save(certificate: &Certificate, dir: &Path, name: &str) -> Result<SavedCertificate, CertificateError> {
    let mut components = Path::new(name).components();
    let single = components.next() == Some(Component::Normal(OsStr::new(name)));
    if !single || components.next().is_some() || name.contains('\0') {
        return Err(CertificateError::Name { name: name.to_owned() });
    }
    let now = SystemTime::now();
    // The secret first: a public key that nobody has the secret of helps nobody.
    let secret = match certificate.key_pair() {
        None => None,
        Some(pair) => {
            let path = dir.join(format!("{name}.key_secret"));
            replace(&path, &text::write_secret(certificate, pair, now), true)?;
            Some(path)
        }
    };
    let public = dir.join(format!("{name}.key"));
    replace(&public, &text::write_public(certificate, now), false)?;
    Ok(SavedCertificate { public, secret })
}

/// Puts a file in the place of another, whole.
fn replace(path: &Path, text: &str, secret: bool) -> Result<(), CertificateError> {
    let temporary = temporary(path);
    let written = write_new(&temporary, text, secret).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|source| {
        // Only what write_new made: a file that was there before made it fail with this kind.
        if source.kind() != io::ErrorKind::AlreadyExists {
            let _ = fs::remove_file(&temporary);
        }
        CertificateError::Io { action: "write", path: path.to_owned(), source }
    })
}

fn write_new(path: &Path, text: &str, secret: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A name beside `path` that nobody else uses and that [`load_dir`] passes over.
fn temporary(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let moment = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{file}.{:x}-{number:x}-{:x}.tmp", process::id(), moment.as_nanos()))
}
