//! What the libzmq at hand is and can do.

use std::ffi::CString;
use std::fmt;

use crate::raw;

/// A version of libzmq.
///
/// ```
/// let version = zeroxide::version();
/// assert!(version >= zeroxide::Version::new(4, 2, 0));
/// println!("libzmq {version}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: i32,
    /// The second number.
    pub minor: i32,
    /// The third number.
    pub patch: i32,
}

impl Version {
    /// A version to compare with.
    pub const fn new(major: i32, minor: i32, patch: i32) -> Version {
        Version { major, minor, patch }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version of this crate.
#[doc(alias = "pyzmq_version")]
pub const CRATE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The version of the libzmq that this program runs with.
#[doc(alias = "zmq_version")]
#[doc(alias = "zmq_version_info")]
pub fn version() -> Version {
    let (major, minor, patch) = raw::version();
    Version { major, minor, patch }
}

/// Whether the libzmq at hand has a capability: `"ipc"`, `"pgm"`, `"tipc"`, `"norm"`, `"curve"`, `"gssapi"`, `"vmci"`,
/// `"draft"`, `"WS"`, `"WSS"`. Any other name is one that it does not have.
///
/// ```
/// assert!(zeroxide::has("ipc"));
/// assert!(!zeroxide::has("telepathy"));
/// ```
#[doc(alias = "zmq_has")]
pub fn has(capability: &str) -> bool {
    CString::new(capability).is_ok_and(|capability| raw::has(&capability))
}
