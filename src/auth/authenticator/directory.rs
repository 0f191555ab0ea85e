//! A directory of public certificates that says who may come in, read again when it changes.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::auth::certificate::{Certificate, CertificateError, certificate_paths, load_dir_lenient};
use crate::keys::PublicKey;

/// How long a change inside a file may go unseen; files that come and go are seen at once.
const REREAD: Duration = Duration::from_secs(1);

/// The keys of a directory, as of the last look.
#[derive(Debug)]
pub(super) struct KeyDirectory {
    path: PathBuf,
    keys: BTreeMap<PublicKey, Certificate>,
    /// The directory's own time changes when a file comes, goes or is replaced.
    changed: Option<SystemTime>,
    files: Vec<(OsString, Option<SystemTime>, u64)>,
    looked: Instant,
}

impl KeyDirectory {
    /// Reads a directory, all of it or none.
    pub(super) fn open(path: PathBuf) -> Result<KeyDirectory, CertificateError> {
        let (changed, files) = (modified(&path), files(&path));
        let keys = Certificate::load_dir(&path)?;
        Ok(KeyDirectory { path, keys, changed, files, looked: Instant::now() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The certificate of a key that may come in, and what was wrong with files that were read for it. Such files let
    /// nobody in; a directory that is gone lets nobody in at all.
    pub(super) fn find(&mut self, key: &PublicKey) -> (Option<&Certificate>, Vec<CertificateError>) {
        let errors = self.refresh();
        (self.keys.get(key), errors)
    }

    fn refresh(&mut self) -> Vec<CertificateError> {
        let changed = modified(&self.path);
        if changed.is_some() && changed == self.changed && self.looked.elapsed() < REREAD {
            return Vec::new();
        }
        // Before the files are read: what changes in the meantime is seen the next time.
        self.looked = Instant::now();
        let files = files(&self.path);
        if changed.is_some() && changed == self.changed && files == self.files {
            return Vec::new();
        }
        (self.changed, self.files) = (changed, files);
        let (keys, errors) = load_dir_lenient(&self.path);
        self.keys = keys;
        errors
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn files(path: &Path) -> Vec<(OsString, Option<SystemTime>, u64)> {
    let Ok(paths) = certificate_paths(path) else { return Vec::new() };
    paths
        .into_iter()
        .map(|path| {
            let status = fs::metadata(&path).ok();
            let size = status.as_ref().map_or(0, fs::Metadata::len);
            (path.into_os_string(), status.and_then(|status| status.modified().ok()), size)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("zeroxide-directory-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn key(byte: u8) -> PublicKey {
        PublicKey::from_bytes([byte; 32])
    }

    /// Looks until the directory answers as expected: the file system's clock may be coarse.
    fn becomes(directory: &mut KeyDirectory, key: &PublicKey, there: bool) -> Vec<CertificateError> {
        let start = Instant::now();
        let mut all = Vec::new();
        loop {
            let (found, errors) = directory.find(key);
            let found = found.is_some();
            all.extend(errors);
            if found == there {
                return all;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "the change was not seen");
            std::thread::yield_now();
        }
    }

    #[test]
    fn files_that_come_and_go_are_seen() {
        let path = folder("reload");
        let mut directory = KeyDirectory::open(path.clone()).unwrap();
        assert!(directory.find(&key(1)).0.is_none());
        let saved = Certificate::from_public_key(key(1)).save(&path, "one").unwrap();
        assert!(becomes(&mut directory, &key(1), true).is_empty());
        Certificate::from_public_key(key(2)).save(&path, "one").unwrap();
        becomes(&mut directory, &key(1), false);
        becomes(&mut directory, &key(2), true);
        fs::remove_file(saved.public).unwrap();
        becomes(&mut directory, &key(2), false);
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_file_changed_in_place_is_seen() {
        let path = folder("in-place");
        let saved = Certificate::from_public_key(key(1)).save(&path, "one").unwrap();
        let mut directory = KeyDirectory::open(path.clone()).unwrap();
        assert!(directory.find(&key(1)).0.is_some());
        fs::write(&saved.public, format!("curve\n    public-key = \"{}\"\n", key(3).to_z85())).unwrap();
        becomes(&mut directory, &key(3), true);
        assert!(directory.find(&key(1)).0.is_none());
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_broken_file_shuts_out_its_owner_alone() {
        let path = folder("broken");
        Certificate::from_public_key(key(1)).save(&path, "one").unwrap();
        let two = Certificate::from_public_key(key(2)).save(&path, "two").unwrap();
        let mut directory = KeyDirectory::open(path.clone()).unwrap();
        fs::write(two.public, "curve\n    public-key = \"short\"\n").unwrap();
        let errors = becomes(&mut directory, &key(2), false);
        assert!(errors.iter().any(|error| error.to_string().contains("two.key, line 2")), "{errors:?}");
        assert!(directory.find(&key(1)).0.is_some());
        assert!(KeyDirectory::open(path.clone()).is_err(), "at the start all or none");
        fs::remove_dir_all(&path).unwrap();
        becomes(&mut directory, &key(1), false);
    }
}
