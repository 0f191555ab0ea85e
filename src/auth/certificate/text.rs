//! The text of a certificate: written with the usual banner, read without trust.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use zeroize::Zeroizing;

use super::{Certificate, CertificateError, Keys};
use crate::auth::zpl::{self, Item};
use crate::keys::{KeyError, KeyPair, PublicKey, SecretKey};

const PUBLIC: &str = "public-key";
const SECRET: &str = "secret-key";

/// How the lines of the keys begin.
pub(super) const KEY_NAMES: [&str; 2] = [PUBLIC, SECRET];

/// Writes the file that is handed out.
pub(super) fn write_public(certificate: &Certificate, now: SystemTime) -> String {
    let mut text = format!(
        "#   ****  Generated on {} by zeroxide  ****\n\
         #   ZeroMQ CURVE Public Certificate\n\
         #   Exchange securely, or use a secure mechanism to verify the contents\n\
         #   of this file after exchange. Store public certificates in your home\n\
         #   directory, in the .curve subdirectory.\n\n",
        timestamp(now)
    );
    write_metadata(certificate, &mut text);
    zpl::write_section("curve", &mut text);
    zpl::write_key(PUBLIC, &certificate.public_key().to_z85(), &mut text);
    text
}

/// Writes the file that is kept secret.
pub(super) fn write_secret(certificate: &Certificate, pair: &KeyPair, now: SystemTime) -> Zeroizing<String> {
    let mut text = format!(
        "#   ****  Generated on {} by zeroxide  ****\n\
         #   ZeroMQ CURVE **Secret** Certificate\n\
         #   DO NOT PROVIDE THIS FILE TO OTHER USERS nor change its permissions.\n\n",
        timestamp(now)
    );
    write_metadata(certificate, &mut text);
    zpl::write_section("curve", &mut text);
    zpl::write_key(PUBLIC, &pair.public().to_z85(), &mut text);
    // The one line with the secret: room first, as growing would leave a copy behind.
    text.reserve(100);
    let mut text = Zeroizing::new(text);
    zpl::write_key(SECRET, &pair.secret().to_z85(), &mut text);
    text
}

fn write_metadata(certificate: &Certificate, text: &mut String) {
    zpl::write_section("metadata", text);
    for (name, value) in certificate.metadata() {
        zpl::write_property(name, value, text);
    }
}

/// Reads a certificate; `path` is for the errors, `with_secret` says whether to look at that key.
pub(super) fn read(path: &Path, text: &str, with_secret: bool) -> Result<Certificate, CertificateError> {
    let items = zpl::parse(text).map_err(|error| CertificateError::Syntax {
        path: path.to_owned(),
        line: error.line,
        problem: error.problem,
    })?;
    let public =
        key(path, &items, PUBLIC, |text| PublicKey::from_z85(text).map(|key| (*key.as_bytes() == [0; 32], key)))?
            .ok_or_else(|| CertificateError::MissingPublicKey { path: path.to_owned() })?;
    let secret = key(path, &items, SECRET, |text| {
        if !with_secret {
            return Ok((false, None));
        }
        SecretKey::from_z85(text).map(|key| (*key.as_bytes() == [0; 32], Some(key)))
    })?
    .flatten();
    if let Some(secret) = &secret {
        check_pair(path, &items, public, secret)?;
    }
    Ok(Certificate {
        keys: match secret {
            None => Keys::Public(public),
            Some(secret) => Keys::Pair(KeyPair::new(public, secret)),
        },
        metadata: metadata(path, &items)?,
    })
}

/// Checks that the keys belong together, where libzmq has the means.
fn check_pair(path: &Path, items: &[Item<'_>], public: PublicKey, secret: &SecretKey) -> Result<(), CertificateError> {
    match secret.public_key() {
        Ok(right) if right != public => {
            let line = items.iter().find(|item| item.name == SECRET).map_or(0, |item| item.line);
            Err(CertificateError::Mismatch { path: path.to_owned(), line })
        }
        _ => Ok(()),
    }
}

/// Finds the one line of a key and reads it; `read` also says whether the key is all zeros.
fn key<K>(
    path: &Path,
    items: &[Item<'_>],
    name: &'static str,
    read: impl FnOnce(&str) -> Result<(bool, K), KeyError>,
) -> Result<Option<K>, CertificateError> {
    // PyZMQ does without the section, so its line may be missing.
    let mut lines = items
        .iter()
        .filter(|item| item.name == name && (item.depth == 0 || (item.depth == 1 && item.section == Some("curve"))));
    let Some(item) = lines.next() else {
        return Ok(None);
    };
    if let Some(second) = lines.next() {
        return Err(duplicate(path, item, second));
    }
    match read(item.value.unwrap_or_default()) {
        Err(source) => Err(CertificateError::Key { path: path.to_owned(), line: item.line, name, source }),
        Ok((true, _)) => Err(CertificateError::ZeroKey { path: path.to_owned(), line: item.line, name }),
        Ok((false, key)) => Ok(Some(key)),
    }
}

fn metadata(path: &Path, items: &[Item<'_>]) -> Result<Vec<(String, String)>, CertificateError> {
    let mut found: Vec<&Item<'_>> = Vec::new();
    for item in items {
        if item.depth != 1 || item.section != Some("metadata") {
            continue;
        }
        if KEY_NAMES.contains(&item.name) {
            return Err(CertificateError::Syntax {
                path: path.to_owned(),
                line: item.line,
                problem: "a key among the metadata; it belongs under `curve`",
            });
        }
        if let Some(first) = found.iter().find(|first| first.name == item.name) {
            return Err(duplicate(path, first, item));
        }
        found.push(item);
    }
    let owned = |item: &&Item<'_>| (item.name.to_owned(), item.value.unwrap_or_default().to_owned());
    Ok(found.iter().map(owned).collect())
}

fn duplicate(path: &Path, first: &Item<'_>, second: &Item<'_>) -> CertificateError {
    CertificateError::Duplicate {
        path: path.to_owned(),
        line: second.line,
        name: second.name.to_owned(),
        first: first.line,
    }
}

/// A moment in UTC, as `2026-01-31 09:13:03.338760 UTC`.
pub(super) fn timestamp(moment: SystemTime) -> String {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let micros = since.subsec_micros();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{micros:06} UTC")
}

/// Year, month and day that are so many days after the first of January 1970.
fn date(days: u64) -> (u64, u64, u64) {
    // The calendar repeats after 400 years, so no more than these are walked through.
    const CYCLE: u64 = 400 * 365 + 97;
    let mut year = 1970 + days / CYCLE * 400;
    let mut rest = days % CYCLE;
    while rest >= days_of(year) {
        rest -= days_of(year);
        year += 1;
    }
    let february = days_of(year) - 337;
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    (year, month, rest + 1)
}

fn days_of(year: u64) -> u64 {
    let leap = match (year % 4, year % 100, year % 400) {
        (_, _, 0) => true,
        (_, 0, _) => false,
        (rest, _, _) => rest == 0,
    };
    365 + u64::from(leap)
}
