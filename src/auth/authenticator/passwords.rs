//! User names and passwords, in a map or a file, compared in a time that tells nothing.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::hash::{Hash, Hasher};
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use thiserror::Error;
use zeroize::Zeroizing;

/// The longest name or password that PLAIN carries.
const LONGEST: usize = 255;

/// The most that a password file may have.
const LIMIT: u64 = 16 * 1024 * 1024;

/// Why passwords cannot be used. No message repeats a password.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PasswordsError {
    /// The file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Everybody may read or change the file.
    #[error("{} holds passwords and everybody may use it (mode {mode:03o}): run `chmod 600` on it", path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is larger than a password file can be.
    #[error("{} has more than {limit} bytes: it is no password file", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },
    /// A line of the file cannot be meant.
    #[error("{}, line {line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// A text of up to 255 bytes in a space that does not show its length.
#[derive(Clone, PartialEq, Eq)]
struct Padded(Zeroizing<[u8; LONGEST + 1]>);

impl Hash for Padded {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_slice().hash(state);
    }
}

impl Padded {
    fn new(text: &str) -> Option<Padded> {
        let length = u8::try_from(text.len()).ok()?;
        let mut bytes = Zeroizing::new([0; LONGEST + 1]);
        let (place, rest) = bytes.split_at_mut_checked(text.len())?;
        place.copy_from_slice(text.as_bytes());
        *rest.last_mut()? = length;
        Some(Padded(bytes))
    }

    /// Equality in the same time wherever the two differ.
    fn is(&self, other: &Padded) -> bool {
        let difference =
            self.0.iter().zip(other.0.iter()).fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));
        black_box(difference) == 0
    }
}

/// Who may come in with which password.
#[derive(Clone)]
pub(super) struct Passwords {
    users: HashMap<Padded, Padded>,
    /// What the password of somebody who does not exist is compared with.
    nobody: Padded,
}

impl Default for Passwords {
    fn default() -> Passwords {
        Passwords { users: HashMap::new(), nobody: Padded(Zeroizing::new([0xff; LONGEST + 1])) }
    }
}

impl Passwords {
    /// Adds a user, or gives one another password.
    pub(super) fn insert(&mut self, username: &str, password: &str) -> Result<(), &'static str> {
        match (username, Padded::new(username), Padded::new(password)) {
            ("", ..) => Err("the user name is empty"),
            (_, Some(username), Some(password)) => {
                self.users.insert(username, password);
                Ok(())
            }
            _ => Err("a user name or password has more than 255 bytes"),
        }
    }

    /// Whether a user has that password. Takes as long for a user who does not exist.
    pub(super) fn check(&self, username: &str, password: &str) -> bool {
        let (Some(username), Some(password)) = (Padded::new(username), Padded::new(password)) else { return false };
        let known = self.users.get(&username);
        let same = known.unwrap_or(&self.nobody).is(&password);
        same & known.is_some()
    }

    /// Reads lines of `user:password`; empty ones and those that begin with `#` are passed over.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Passwords, PasswordsError> {
        let mut passwords = Passwords::default();
        for (index, line) in text.lines().enumerate() {
            let wrong = |problem| PasswordsError::Line { path: path.to_owned(), line: index + 1, problem };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (username, password) =
                line.split_once(':').ok_or_else(|| wrong("expected a user name, a `:` and a password"))?;
            if is_hash(password) {
                return Err(wrong("the password is a hash; only passwords as they are can be read here"));
            }
            if Padded::new(username).is_some_and(|username| passwords.users.contains_key(&username)) {
                return Err(wrong("the user was given before"));
            }
            passwords.insert(username, password).map_err(wrong)?;
        }
        Ok(passwords)
    }
}

/// Whether a password looks like what `htpasswd` and `crypt` make of one.
fn is_hash(password: &str) -> bool {
    let crypt = |mark| password.strip_prefix(mark).is_some_and(|rest: &str| rest.contains('$'));
    ["$apr1$", "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$argon2id$"].into_iter().any(crypt)
        || ["{SHA}", "{SSHA}"].into_iter().any(|mark| password.starts_with(mark))
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("users", &self.users.len()).finish_non_exhaustive()
    }
}

/// A password file that is read again when it has changed.
#[derive(Debug)]
pub(super) struct PasswordFile {
    path: PathBuf,
    passwords: Passwords,
    seen: Option<Signature>,
}

/// What changes with a file's content.
type Signature = (Option<SystemTime>, u64);

impl PasswordFile {
    pub(super) fn open(path: PathBuf) -> Result<PasswordFile, PasswordsError> {
        let mut file = PasswordFile { path, passwords: Passwords::default(), seen: None };
        file.read()?;
        Ok(file)
    }

    /// The passwords as the file has them now. A file that cannot be used any more lets nobody in, and the error is
    /// answered once.
    pub(super) fn current(&mut self) -> (&Passwords, Option<PasswordsError>) {
        let changed = signature(&self.path) != self.seen;
        let error = if changed { self.read().err() } else { None };
        (&self.passwords, error)
    }

    fn read(&mut self) -> Result<(), PasswordsError> {
        self.passwords = Passwords::default();
        self.seen = signature(&self.path);
        self.passwords = load(&self.path)?;
        Ok(())
    }
}

fn signature(path: &Path) -> Option<Signature> {
    let status = fs::metadata(path).ok()?;
    Some((status.modified().ok(), status.len()))
}

fn load(path: &Path) -> Result<Passwords, PasswordsError> {
    let failed = |source| PasswordsError::Io { path: path.to_owned(), source };
    let status = fs::metadata(path).map_err(failed)?;
    if !status.is_file() {
        return Err(failed(io::Error::other("it is not a regular file")));
    }
    if status.len() > LIMIT {
        return Err(PasswordsError::TooLarge { path: path.to_owned(), limit: LIMIT });
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = status.permissions().mode() & 0o777;
        if mode & 0o006 != 0 {
            return Err(PasswordsError::Permissions { path: path.to_owned(), mode });
        }
    }
    let bytes = Zeroizing::new(fs::read(path).map_err(failed)?);
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        PasswordsError::Line { path: path.to_owned(), line, problem: "not UTF-8 text" }
    })?;
    Passwords::parse(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Passwords, PasswordsError> {
        Passwords::parse(Path::new("users"), text)
    }

    #[test]
    fn only_the_right_password_of_a_known_user_will_do() {
        let mut passwords = Passwords::default();
        passwords.insert("alice", "wonderland").unwrap();
        passwords.insert("bob", "").unwrap();
        assert!(passwords.check("alice", "wonderland"));
        assert!(passwords.check("bob", ""));
        for (username, password) in [
            ("alice", "wonderlan"),
            ("alice", "wonderland\0"),
            ("alice", ""),
            ("Alice", "wonderland"),
            ("", "wonderland"),
            ("carol", "wonderland"),
            ("carol", ""),
        ] {
            assert!(!passwords.check(username, password), "{username} {password}");
        }
        assert!(!passwords.check("carol", &"\u{ff}".repeat(127)));
        assert!(!passwords.check(&"x".repeat(256), ""));
    }

    #[test]
    fn lines_are_read_with_their_colons() {
        let passwords = parse("# users\n\nalice:wonder:land\nbob: spaced \n").unwrap();
        assert!(passwords.check("alice", "wonder:land"));
        assert!(passwords.check("bob", " spaced "));
        assert!(parse("").unwrap().users.is_empty());
    }

    #[test]
    fn errors_name_the_line_and_no_password() {
        for (text, line) in [
            ("alice:a\nnonsense-s3cret\n", 2),
            (":s3cret\n", 1),
            ("alice:$apr1$s3cret$x\n", 1),
            ("alice:{SHA}s3cret=\n", 1),
            ("alice:x\n\nalice:s3cret\n", 3),
            (&format!("alice:{}\n", "s3cret".repeat(50)), 1),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.contains(&format!("users, line {line}: ")), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
        assert!(parse("alice:$5 for lunch$").is_ok());
    }

    #[test]
    fn debug_shows_no_password() {
        let passwords = parse("alice:wonderland").unwrap();
        assert!(!format!("{passwords:?}").contains("wonder"));
    }
}
