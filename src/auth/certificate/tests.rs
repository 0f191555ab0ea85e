use std::fs;
use std::ops::Deref;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;

use super::*;
use crate::auth::KeyError;
use crate::z85::Z85Error;

const PUBLIC: &str = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";
const SECRET: &str = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6";

/// A directory of its own for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zeroxide-certificate-{}-{number}", process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn pair() -> KeyPair {
    KeyPair::new(PUBLIC.parse().unwrap(), SECRET.parse().unwrap())
}

fn certificate() -> Certificate {
    let mut certificate = Certificate::new(pair());
    certificate.set_metadata("name", "Ann O'Nym").unwrap();
    certificate.set_metadata("email", "ann@example.org").unwrap();
    certificate
}

#[test]
fn saved_files_have_the_usual_layout() {
    let folder = Folder::new();
    let files = certificate().save(&*folder, "ann").unwrap();
    assert_eq!(files.public, folder.join("ann.key"));
    assert_eq!(files.secret, Some(folder.join("ann.key_secret")));
    assert_eq!(folder.names(), ["ann.key", "ann.key_secret"]);

    let body = format!(
        "metadata\n    name = \"Ann O'Nym\"\n    email = ann@example.org\n\
         curve\n    public-key = \"{PUBLIC}\"\n"
    );
    let public = fs::read_to_string(&files.public).unwrap();
    let (first, rest) = public.split_once('\n').unwrap();
    assert!(first.starts_with("#   ****  Generated on 2") && first.ends_with(" by zeroxide  ****"));
    assert_eq!(
        rest,
        format!(
            "#   ZeroMQ CURVE Public Certificate\n\
             #   Exchange securely, or use a secure mechanism to verify the contents\n\
             #   of this file after exchange. Store public certificates in your home\n\
             #   directory, in the .curve subdirectory.\n\n{body}"
        )
    );
    let secret = fs::read_to_string(files.secret.unwrap()).unwrap();
    assert_eq!(
        secret.split_once('\n').unwrap().1,
        format!(
            "#   ZeroMQ CURVE **Secret** Certificate\n\
             #   DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.\n\n\
             {body}    secret-key = \"{SECRET}\"\n"
        )
    );
}

#[test]
fn saved_files_load() {
    let folder = Folder::new();
    let files = certificate().save(&*folder, "a.b c").unwrap();
    let secret = files.secret.unwrap();
    assert_eq!(Certificate::load(&secret).unwrap(), certificate());
    assert_eq!(Certificate::load_public(&secret).unwrap(), certificate().to_public());
    assert_eq!(Certificate::load(&files.public).unwrap(), certificate().to_public());
    // Saving again replaces, and a public certificate leaves the secret file alone.
    let other = Certificate::from(PublicKey::from_bytes([1; 32]));
    let files = other.save(&*folder, "a.b c").unwrap();
    assert_eq!(files.secret, None);
    assert_eq!(Certificate::load(&files.public).unwrap(), other);
    assert_eq!(Certificate::load(&secret).unwrap().into_key_pair(), Some(pair()));
}

#[test]
fn files_of_others_load() {
    let folder = Folder::new();
    for (text, metadata) in [
        // PyZMQ
        (
            format!(
                "#   ****  Generated on 2026-11-21 09:13:03.338760 by pyzmq  ****\n#   ZeroMQ CURVE **Secret** Certificate\n\nmetadata\n    email = a@b\ncurve\n    public-key = \"{PUBLIC}\"\n    secret-key = \"{SECRET}\"\n"
            ),
            vec![("email", "a@b")],
        ),
        // CZMQ
        (
            format!(
                "#   ****  Generated on 2013-09-06 by CZMQ  ****\n\nmetadata\n    email = \"ph@example.com\"\n    version = \"1\"\n    seen\ncurve\n    public-key = \"{PUBLIC}\"\n    secret-key = \"{SECRET}\"\n"
            ),
            vec![("email", "ph@example.com"), ("version", "1"), ("seen", "")],
        ),
        // By hand: no sections, no quotes, tabs, Windows line ends, a byte order mark
        (format!("\u{FEFF}public-key={PUBLIC}\r\n\tsecret-key = x\r\nsecret-key\t=\t'{SECRET}'  # mine"), vec![]),
        (
            format!("curve\r\n\tsecret-key = {SECRET}\r\n\tpublic-key = {PUBLIC}\r\nother\r\n\tpublic-key = x\r\n"),
            vec![],
        ),
    ] {
        let path = folder.file("x.key_secret", text);
        let certificate = Certificate::load_permissive(&path).unwrap();
        assert_eq!(certificate.key_pair(), Some(&pair()));
        assert_eq!(certificate.metadata().collect::<Vec<_>>(), metadata);
        // And what was loaded can be saved and loaded again.
        certificate.save(&*folder, "again").unwrap();
        assert_eq!(Certificate::load(folder.join("again.key_secret")).unwrap(), certificate);
    }
}

macro_rules! refuses {
    ($folder:expr; $($content:expr => $pattern:pat $(if $guard:expr)?, $message:expr;)*) => {$(
        let path = $folder.file("bad.key", $content);
        let error = Certificate::load_permissive(&path).unwrap_err();
        assert!(matches!(&error, $pattern $(if $guard)?), "{error:?}");
        let message = error.to_string();
        assert!(message.contains("bad.key") && message.contains($message), "{message}");
        assert!(!message.contains("JTKV"), "{message}");
    )*};
}

#[test]
fn malformed_files_are_named_with_their_line() {
    use CertificateError as E;
    let folder = Folder::new();
    let with = |public: &str, secret: &str| {
        format!("# banner\n\ncurve\n    public-key = \"{public}\"\n    secret-key = \"{secret}\"\n")
    };
    let zeros = "0".repeat(40);
    refuses! { folder;
        "" => E::MissingPublicKey { .. }, "no public key";
        "# only a comment\n" => E::MissingPublicKey { .. }, "no public key";
        format!("curve\n    secret-key = \"{SECRET}\"\n") => E::MissingPublicKey { .. }, "no public key";
        format!("other\n    public-key = \"{PUBLIC}\"\n") => E::MissingPublicKey { .. }, "no public key";
        with("", SECRET) => E::Key { line: 4, source: KeyError::TextLength { length: 0 }, .. }, "line 4";
        with(&PUBLIC[1..], SECRET) => E::Key { line: 4, source: KeyError::TextLength { length: 39 }, .. }, "39";
        with(PUBLIC, &SECRET[1..]) => E::Key { line: 5, name: "secret-key", .. }, "line 5: `secret-key`";
        with(&PUBLIC.replacen('q', "~", 1), SECRET) =>
            E::Key { line: 4, source: KeyError::Z85(Z85Error::Character { character: '~', position: 1 }), .. }, "'~' at position 1";
        with(PUBLIC, &"#".repeat(40)) => E::Key { line: 5, source: KeyError::Z85(Z85Error::Overflow { .. }), .. }, "line 5";
        with(PUBLIC, &pair().secret().to_hex()) => E::Key { line: 5, .. }, "64 characters";
        with(PUBLIC, &zeros) => E::ZeroKey { line: 5, name: "secret-key", .. }, "all zeros";
        with(&zeros, SECRET) => E::ZeroKey { line: 4, name: "public-key", .. }, "all zeros";
        with(PUBLIC, SECRET) + "    public-key = \"x\"\n" => E::Duplicate { line: 6, first: 4, .. }, "line 6";
        with(PUBLIC, SECRET) + &format!("secret-key = \"{SECRET}\"\n") => E::Duplicate { line: 6, first: 5, .. }, "in line 5";
        with(PUBLIC, SECRET) + "metadata\n    a = 1\n    a = 2\n" => E::Duplicate { line: 8, first: 7, .. }, "`a`";
        format!("metadata\n    public-key = \"{PUBLIC}\"\n{}", with(PUBLIC, SECRET)) => E::Syntax { line: 2, .. }, "under `curve`";
        format!("curve\n    public-key = \"{PUBLIC}\n") => E::Syntax { line: 2, .. }, "quote";
        format!("curve\n    public-key = \"{PUBLIC}\" x\n") => E::Syntax { line: 2, .. }, "line 2";
        "-----BEGIN PUBLIC KEY-----\n" => E::Syntax { line: 1, .. }, "line 1";
        b"\x7FELF\x02\x01\x01\0" => E::Syntax { line: 1, .. }, "plain text";
        b"# fine\n\xFF\xFE" => E::NotText { line: 2, .. }, "line 2: not UTF-8";
        vec![b'#'; 10 << 20] => E::TooLarge { limit: 65_536, .. }, "65536";
        vec![b'\n'; (64 << 10) + 1] => E::TooLarge { .. }, "65536";
        vec![b'\n'; 64 << 10] => E::MissingPublicKey { .. }, "no public key";
    }
    assert!(matches!(Certificate::load(&*folder), Err(E::NotAFile { .. })));
    assert!(matches!(Certificate::load(folder.join("none")), Err(E::Io { action: "read", .. })));
    assert!(matches!(Certificate::load("a\0b"), Err(E::Io { .. })));
    // A secret that is no key does not matter to those who want the public one.
    let path = folder.file("x.key", with(PUBLIC, "x"));
    assert_eq!(Certificate::load_public(path).unwrap().public_key(), pair().public());
}

#[cfg(unix)]
#[test]
fn secret_files_belong_to_one_user() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let files = certificate().save(&*folder, "ann").unwrap();
    let secret = files.secret.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&secret) & 0o177, 0);

    for (bits, fine) in [(0o644, false), (0o604, false), (0o602, false), (0o640, true), (0o400, true)] {
        fs::set_permissions(&secret, fs::Permissions::from_mode(bits)).unwrap();
        match Certificate::load(&secret) {
            Ok(loaded) => assert!(fine && loaded == certificate(), "{bits:o}"),
            Err(CertificateError::Permissions { mode, .. }) => {
                assert!(!fine && mode == bits, "{bits:o}")
            }
            Err(other) => panic!("{other}"),
        }
        assert_eq!(Certificate::load_permissive(&secret).unwrap(), certificate());
        assert!(Certificate::load_public(&secret).is_ok());
    }
    // Saving over a file that was open to all closes it, and a public one may stay open.
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(&files.public, fs::Permissions::from_mode(0o666)).unwrap();
    assert!(Certificate::load(&files.public).is_ok());
    certificate().save(&*folder, "ann").unwrap();
    assert_eq!(mode(&secret) & 0o177, 0);
}

#[test]
fn directories() {
    let folder = Folder::new();
    assert!(Certificate::load_dir(&*folder).unwrap().is_empty());
    let key = |byte| PublicKey::from_bytes([byte; 32]);
    let mut first = Certificate::from(key(1));
    first.set_metadata("name", "first").unwrap();
    first.save(&*folder, "a").unwrap();
    Certificate::from(key(1)).save(&*folder, "b").unwrap();
    Certificate::from(key(2)).save(&*folder, "c").unwrap();
    certificate().save(&*folder, "d").unwrap();
    folder.file(".hidden.key", "broken");
    folder.file("readme.txt", "broken");
    let found = Certificate::load_dir(&*folder).unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[&key(1)], first);
    assert!(found.values().all(|certificate| certificate.secret_key().is_none()));

    folder.file("e.key", "broken = 1\n");
    let error = Certificate::load_dir(&*folder).unwrap_err();
    assert!(error.to_string().contains("e.key"), "{error}");
    let error = Certificate::load_dir(folder.join("none")).unwrap_err();
    assert!(matches!(error, CertificateError::Io { action: "read the directory", .. }));
}

#[test]
fn names_stay_inside_the_directory() {
    let folder = Folder::new();
    for name in ["", ".", "..", "../x", "a/b", "/x", "x/", "x/.", "a\0b"] {
        let error = certificate().save(&*folder, name).unwrap_err();
        assert!(matches!(error, CertificateError::Name { .. }), "{name:?}: {error}");
    }
    let error = certificate().save(folder.join("none"), "x").unwrap_err();
    assert!(matches!(error, CertificateError::Io { action: "write", .. }));
    // What cannot be put in place leaves nothing behind.
    fs::create_dir(folder.join("x.key_secret")).unwrap();
    assert!(certificate().save(&*folder, "x").is_err());
    assert_eq!(folder.names(), ["x.key_secret"]);
}

#[test]
fn metadata_keeps_order_and_refuses_what_would_be_lost() {
    let mut certificate = certificate();
    certificate.set_metadata("name", "Bob").unwrap();
    assert_eq!(certificate.metadata().collect::<Vec<_>>(), [("name", "Bob"), ("email", "ann@example.org")]);
    let long = "x".repeat(LINE);
    for (name, value) in [
        ("", "x"),
        ("two words", "x"),
        ("public-key", "x"),
        ("secret-key-of-ann", "x"),
        ("x", "two\nlines"),
        ("x", "\"'"),
        ("x", "\0"),
        ("x", long.as_str()),
    ] {
        let error = certificate.set_metadata(name, value).unwrap_err();
        assert!(matches!(error, CertificateError::Metadata { .. }), "{name:?}: {error}");
    }
    assert_eq!(certificate.remove_metadata("name").as_deref(), Some("Bob"));
    assert_eq!(certificate.remove_metadata("name"), None);
    assert!(!format!("{certificate:?}").contains(SECRET));
}

#[test]
fn keys_that_do_not_belong_together_are_refused() {
    if !crate::has("curve") {
        return;
    }
    let text = format!("curve\n    public-key = \"{}\"\n    secret-key = \"{SECRET}\"\n", "1".repeat(40));
    let error = text::read(Path::new("x.key_secret"), &text, true).unwrap_err();
    assert!(matches!(error, CertificateError::Mismatch { line: 3, .. }), "{error}");
    assert!(error.to_string().contains("x.key_secret, line 3"), "{error}");
    assert!(text::read(Path::new("x"), &text, false).is_ok(), "whoever wants the public key alone does not look");
}

#[test]
fn timestamps() {
    for (seconds, text) in [
        (0, "1970-01-01 00:00:00.000000 UTC"),
        (951_782_399, "2000-02-28 23:59:59.000000 UTC"),
        (951_782_400, "2000-02-29 00:00:00.000000 UTC"),
        (951_868_800, "2000-03-01 00:00:00.000000 UTC"),
        (1_709_164_800, "2024-02-29 00:00:00.000000 UTC"),
        (1_735_689_599, "2024-12-31 23:59:59.000000 UTC"),
        (4_107_542_400, "2100-03-01 00:00:00.000000 UTC"),
        (253_402_300_799, "9999-12-31 23:59:59.000000 UTC"),
    ] {
        assert_eq!(text::timestamp(UNIX_EPOCH + Duration::from_secs(seconds)), text);
    }
    assert_eq!(text::timestamp(UNIX_EPOCH + Duration::from_micros(1_000_007)), "1970-01-01 00:00:01.000007 UTC");
    assert_eq!(text::timestamp(UNIX_EPOCH - Duration::from_secs(1)), "1970-01-01 00:00:00.000000 UTC");
}

proptest! {
    #[test]
    fn certificates_come_back(
        secret in "[1-9a-f]{64}",
        metadata in prop::collection::vec(("[a-z][a-z0-9.]{0,8}", any::<String>()), 0..6),
    ) {
        let secret: SecretKey = secret.parse().unwrap();
        // Without CURVE in libzmq any two keys will do.
        let public = secret.public_key().unwrap_or(PublicKey::from_bytes([1; 32]));
        let pair = KeyPair::new(public, secret);
        let mut certificate = Certificate::new(pair.clone());
        for (name, value) in metadata {
            let _ = certificate.set_metadata(name, value);
        }
        let path = Path::new("x");
        let text = text::write_secret(&certificate, &pair, UNIX_EPOCH);
        prop_assert_eq!(text::read(path, &text, true).unwrap(), certificate.clone());
        let text = text::write_public(&certificate, UNIX_EPOCH);
        prop_assert!(!text.contains(&*pair.secret().to_z85()));
        prop_assert_eq!(text::read(path, &text, true).unwrap(), certificate.to_public());
    }

    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), "((curve|metadata|#x)?\n? {0,4}(public-key|a) ?= ?[\"']?[!-~]{0,41}[\"']?\n){0,4}"]) {
        if let Err(error) = text::read(Path::new("x.key"), &text, true) {
            prop_assert!(error.to_string().contains("x.key"));
        }
    }
}
