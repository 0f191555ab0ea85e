//! Options by name, for programs that learn at run time which one to read or set.

use zeroize::Zeroizing;

use super::shape::{self, Check, Refusal, Setting};
use super::table;
use crate::kind::{Capability, SocketType};

/// What the generated methods know of an option.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) id: i32,
    pub(crate) c_name: &'static str,
    pub(crate) capability: Capability,
    pub(crate) when: When,
}

/// When an option may be set, and when it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// At any time; it counts at once.
    Always,
    /// At any time; it counts for later calls of `bind` and `connect`.
    Later,
    /// Before the first `bind` or `connect`; afterwards it is refused.
    Before,
    /// It is for reading only.
    Never,
}

/// Whether an option can be read, set or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only read.
    Read,
    /// Only set.
    Write,
    /// Both.
    ReadWrite,
}

/// The value of an option as libzmq has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionValue {
    /// A number; durations in their C unit, `bool` as 0 and 1.
    Int(i64),
    /// Bytes; text without its NUL.
    Bytes(Vec<u8>),
}

impl From<i64> for OptionValue {
    fn from(value: i64) -> OptionValue {
        OptionValue::Int(value)
    }
}

impl From<&[u8]> for OptionValue {
    fn from(value: &[u8]) -> OptionValue {
        OptionValue::Bytes(value.to_vec())
    }
}

impl From<&str> for OptionValue {
    fn from(value: &str) -> OptionValue {
        OptionValue::Bytes(value.as_bytes().to_vec())
    }
}

/// How a value lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Int,
    Long,
    Bytes,
    Text,
    Password,
    Key,
    SecretKey,
    Fd,
}

impl Wire {
    fn is_number(self) -> bool {
        matches!(self, Wire::Int | Wire::Long | Wire::Fd)
    }
}

/// One option: what its name is, which kinds have it, when it counts.
///
/// # Examples
/// ```
/// use zeroxide::options::{self, When};
///
/// let linger = options::find("ZMQ_LINGER").ok_or("no such option")?;
/// assert_eq!(linger.name(), "linger");
/// assert_eq!(linger.when(), When::Always);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OptionInfo {
    pub(crate) row: Row,
    name: &'static str,
    access: Access,
    pub(crate) wire: Wire,
    check: Check,
    sample: &'static str,
    refused: &'static str,
}

impl OptionInfo {
    /// The name here, as in `linger`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name in C, as in `ZMQ_LINGER`.
    pub fn c_name(&self) -> &'static str {
        self.row.c_name
    }

    /// The number in C.
    pub fn id(&self) -> i32 {
        self.row.id
    }

    /// Whether it can be read, set or both.
    pub fn access(&self) -> Access {
        self.access
    }

    /// When it may be set.
    pub fn when(&self) -> When {
        self.row.when
    }

    /// Whether a kind of socket has the option.
    pub fn applies_to(&self, kind: SocketType) -> bool {
        kind.can(self.row.capability)
    }

    /// A value that is legal and not the default, where this crate knows one that any machine takes.
    pub fn sample(&self) -> Option<OptionValue> {
        self.parse(self.sample)
    }

    /// A value that is refused, where there is one.
    pub fn refused(&self) -> Option<OptionValue> {
        self.parse(self.refused)
    }

    fn parse(&self, text: &'static str) -> Option<OptionValue> {
        match text {
            "" => None,
            text if self.wire.is_number() => text.replace(' ', "").parse::<i64>().ok().map(OptionValue::Int),
            text => Some(text.into()),
        }
    }

    pub(crate) fn encode(&self, value: &OptionValue) -> Result<Setting, Refusal> {
        let setting = match (value, self.wire) {
            (OptionValue::Int(value), Wire::Int | Wire::Fd) => {
                i32::try_from(*value).map(Setting::Int).map_err(|_| format!("{value} does not fit an int"))?
            }
            (OptionValue::Int(value), Wire::Long) => Setting::Long(*value),
            (OptionValue::Bytes(value), Wire::Text | Wire::Password | Wire::Int) if value.is_empty() => Setting::Clear,
            (OptionValue::Bytes(value), Wire::Bytes | Wire::Text | Wire::Key) => Setting::Bytes(value.clone()),
            (OptionValue::Bytes(value), Wire::Password | Wire::SecretKey) => {
                Setting::Secret(Zeroizing::new(value.clone()))
            }
            (OptionValue::Int(_), _) => return Err("it takes bytes, not a number".into()),
            (OptionValue::Bytes(_), _) => return Err("it takes a number, not bytes".into()),
        };
        (self.check)(&setting)?;
        Ok(setting)
    }
}

/// The option of a name, given as here (`linger`) or as in C (`ZMQ_LINGER`).
pub fn find(name: &str) -> Option<&'static OptionInfo> {
    let c_name = |option: &OptionInfo| match option.row.c_name.strip_prefix("ZMQ_") {
        Some(short) => short.eq_ignore_ascii_case(name) || option.row.c_name == name,
        None => false,
    };
    all().find(|option| option.name == name || c_name(option))
}

macro_rules! entry {
    ($capability:ident ($access:ident $when:ident $name:ident $(/ $set:ident)?: $shape:ident = $id:literal $c_name:literal $([$sample:literal $(, $refused:literal)?])?)) => {
        OptionInfo {
            row: Row { id: $id, c_name: $c_name, capability: Capability::$capability, when: When::$when },
            name: stringify!($name),
            access: Access::$access,
            wire: shape::$shape::WIRE,
            check: shape::$shape::CHECK,
            sample: concat!($($sample)?),
            refused: concat!($($($refused)?)?),
        }
    };
}

macro_rules! group {
    ($group:ident $($capability:ident { $($(#[$doc:meta])* ($($row:tt)*))* })*) => {
        fn $group() -> &'static [OptionInfo] {
            const ROWS: &[OptionInfo] = &[$($(entry!($capability ($($row)*)),)*)*];
            ROWS
        }
    };
}

table::general!(group);
table::connection!(group);
table::tcp!(group);
table::security!(group);
table::pubsub!(group);
table::routing!(group);
table::multicast!(group);
table::legacy!(group);
#[cfg(feature = "draft")]
table::draft!(group);

#[cfg(not(feature = "draft"))]
fn draft() -> &'static [OptionInfo] {
    &[]
}

/// Every socket option that this build knows.
pub fn all() -> impl Iterator<Item = &'static OptionInfo> {
    [general(), connection(), tcp(), security(), pubsub(), routing(), multicast(), legacy(), draft()]
        .into_iter()
        .flatten()
}
