//! What `zmq.h` says.

use std::{fs, path::Path};

/// `ZMQ_VERSION_MAJOR.MINOR.PATCH` of the header in a directory.
pub fn version(include: &Path) -> Option<String> {
    let text = fs::read_to_string(include.join("zmq.h")).ok()?;
    let part = |name: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix("#define ")?.strip_prefix(name))?;
        value.trim().parse::<u32>().ok()
    };
    let (major, minor, patch) = (part("ZMQ_VERSION_MAJOR ")?, part("ZMQ_VERSION_MINOR ")?, part("ZMQ_VERSION_PATCH ")?);
    Some(format!("{major}.{minor}.{patch}"))
}

/// 4.2 up to 4.x.
pub fn is_supported(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    matches!((parts.next(), parts.next()), (Some(4), Some(minor)) if minor >= 2)
}
