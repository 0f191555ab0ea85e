//! The shapes that option values have in C, and what they are in Rust.

use std::time::Duration;

use super::values::{GssapiNametype, ReconnectStop};
use crate::kind::SocketType;
use crate::raw::{Errno, RawSocket};
use crate::time::{millis, timeout_from_millis, timeout_millis};

/// A value on its way to `zmq_setsockopt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Int(i32),
    Long(i64),
    Bytes(Vec<u8>),
    /// No value at all, which resets the option.
    Clear,
}

impl Setting {
    pub(crate) fn apply(&self, socket: &RawSocket, option: i32) -> Result<(), Errno> {
        match self {
            Setting::Int(value) => socket.set(option, &value.to_ne_bytes()),
            Setting::Long(value) => socket.set(option, &value.to_ne_bytes()),
            Setting::Bytes(value) => socket.set(option, value),
            Setting::Clear => socket.clear(option),
        }
    }
}

/// Why a value cannot be put into its C shape.
pub(crate) type Refusal = Box<str>;

fn get_long(socket: &RawSocket, option: i32) -> Result<i64, Errno> {
    let mut value = [0; size_of::<i64>()];
    match socket.get(option, &mut value)? {
        8 => Ok(i64::from_ne_bytes(value)),
        _ => Err(Errno::INVAL),
    }
}

fn get_bytes(socket: &RawSocket, option: i32) -> Result<Vec<u8>, Errno> {
    // Longer than any value that libzmq returns but the SOCKS proxy and the last endpoint, whose length is free.
    let mut size = 512;
    loop {
        let mut value = vec![0; size];
        match socket.get(option, &mut value) {
            Ok(length) => {
                value.truncate(length);
                return Ok(value);
            }
            Err(Errno::INVAL) if size < 1 << 20 => size *= 8,
            Err(errno) => return Err(errno),
        }
    }
}

/// Text as C returns it, with its NUL.
fn get_text(socket: &RawSocket, option: i32) -> Result<Vec<u8>, Errno> {
    let mut value = get_bytes(socket, option)?;
    if value.last() == Some(&0) {
        value.pop();
    }
    Ok(value)
}

fn text_or_clear(value: Option<&str>) -> Setting {
    match value {
        None | Some("") => Setting::Clear,
        Some(text) => Setting::Bytes(text.as_bytes().to_vec()),
    }
}

/// libzmq keeps topics in a trie that it walks by recursion: a topic as long as a thread's stack allows would end the
/// process, here or in whoever the subscription is forwarded to.
pub(crate) const MAX_TOPIC: usize = 8192;

fn topic(value: &[u8]) -> Result<Setting, Refusal> {
    if value.len() > MAX_TOPIC {
        return Err(format!("a topic of {} bytes is longer than the {MAX_TOPIC} that are safe", value.len()).into());
    }
    Ok(Setting::Bytes(value.to_vec()))
}

fn bytes_within(value: &[u8], min: usize, max: usize) -> Result<Setting, Refusal> {
    if !(min..=max).contains(&value.len()) {
        return Err(format!("{} bytes given, {min} to {max} are possible", value.len()).into());
    }
    Ok(Setting::Bytes(value.to_vec()))
}

fn seconds(value: Option<Duration>) -> i32 {
    value.map_or(-1, |value| {
        let whole = value.as_secs() + u64::from(value.subsec_nanos() > 0);
        i32::try_from(whole).unwrap_or(i32::MAX)
    })
}

/// Declares the shapes: for each, the argument of its setter, the result of its getter, and the two conversions.
///
/// What it defines is a macro, so that signatures show `Option<Duration>` and not a projection of a trait.
macro_rules! shapes {
    // Arguments of setters.
    (@set Int) => { i32 };
    (@set Bool) => { bool };
    (@set Long) => { i64 };
    (@set Mask) => { u64 };
    (@set Millis) => { std::time::Duration };
    (@set MillisSet) => { std::time::Duration };
    (@set Timeout) => { Option<std::time::Duration> };
    (@set Seconds) => { Option<std::time::Duration> };
    (@set OrDefault) => { Option<i32> };
    (@set TriState) => { Option<bool> };
    (@set Bytes) => { &[u8] };
    (@set Id) => { &[u8] };
    (@set Topic) => { &[u8] };
    (@set Text) => { &str };
    (@set OptText) => { Option<&str> };
    (@set Nametype) => { $crate::options::GssapiNametype };
    (@set Stop) => { $crate::options::ReconnectStop };
    (@set Public) => { &$crate::PublicKey };
    (@set Secret) => { &$crate::SecretKey };
    (@set Uid) => { u32 };
    (@set Pid) => { i32 };
    (@set Cidr) => { Option<&str> };
    // Results of getters.
    (@get Int) => { i32 };
    (@get Bool) => { bool };
    (@get Long) => { i64 };
    (@get Mask) => { u64 };
    (@get Millis) => { std::time::Duration };
    (@get MillisSet) => { Option<std::time::Duration> };
    (@get Timeout) => { Option<std::time::Duration> };
    (@get Seconds) => { Option<std::time::Duration> };
    (@get OrDefault) => { Option<i32> };
    (@get TriState) => { Option<bool> };
    (@get Bytes) => { Vec<u8> };
    (@get Id) => { Vec<u8> };
    (@get Text) => { String };
    (@get OptText) => { Option<String> };
    (@get Nametype) => { $crate::options::GssapiNametype };
    (@get Stop) => { $crate::options::ReconnectStop };
    (@get Public) => { $crate::PublicKey };
    (@get Secret) => { $crate::SecretKey };
    (@get Mechanism) => { $crate::options::Mechanism };
    (@get Kind) => { Option<$crate::SocketType> };
    (@get Events) => { $crate::PollEvents };
    (@get Fd) => { $crate::RawFd };
}
pub(crate) use shapes;

/// Defines a shape by how it goes to C and how it comes back.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident: encode |$value:ident: $set:ty| $encode:expr; decode |$socket:ident, $id:ident| -> $get:ty $decode:block) => {
        shape!($(#[$doc])* $name: encode |$value: $set| $encode;);
        impl $name {
            pub(crate) fn decode($socket: &RawSocket, $id: i32) -> Result<$get, Errno> $decode
        }
    };
    ($(#[$doc:meta])* $name:ident: encode |$value:ident: $set:ty| $encode:expr;) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;
        impl $name {
            pub(crate) fn encode($value: $set) -> Result<Setting, Refusal> {
                $encode
            }
        }
    };
    ($(#[$doc:meta])* $name:ident: decode |$socket:ident, $id:ident| -> $get:ty $decode:block) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;
        impl $name {
            pub(crate) fn decode($socket: &RawSocket, $id: i32) -> Result<$get, Errno> $decode
        }
    };
}

shape! {
    Int: encode |value: i32| Ok(Setting::Int(value));
    decode |socket, id| -> i32 { socket.get_int(id) }
}
shape! {
    Bool: encode |value: bool| Ok(Setting::Int(value.into()));
    decode |socket, id| -> bool { Ok(socket.get_int(id)? != 0) }
}
shape! {
    Long: encode |value: i64| Ok(Setting::Long(value));
    decode |socket, id| -> i64 { get_long(socket, id) }
}
shape! {
    /// A set of bits as wide as a long.
    Mask: encode |value: u64| Ok(Setting::Long(value.cast_signed()));
    decode |socket, id| -> u64 { Ok(get_long(socket, id)?.cast_unsigned()) }
}
shape! {
    /// Milliseconds; 0 has a meaning of its own, which the row tells.
    Millis: encode |value: Duration| Ok(Setting::Int(millis(value)));
    decode |socket, id| -> Duration { Ok(timeout_from_millis(socket.get_int(id)?).unwrap_or_default()) }
}
shape! {
    /// Milliseconds that are −1 until they are set, and never again.
    MillisSet: encode |value: Duration| Ok(Setting::Int(millis(value)));
    decode |socket, id| -> Option<Duration> { Ok(timeout_from_millis(socket.get_int(id)?)) }
}
shape! {
    /// Milliseconds where −1 is no limit.
    Timeout: encode |value: Option<Duration>| Ok(Setting::Int(timeout_millis(value)));
    decode |socket, id| -> Option<Duration> { Ok(timeout_from_millis(socket.get_int(id)?)) }
}
shape! {
    /// Seconds where −1 is the system's default.
    Seconds: encode |value: Option<Duration>| Ok(Setting::Int(seconds(value)));
    decode |socket, id| -> Option<Duration> { Ok(u64::try_from(socket.get_int(id)?).ok().map(Duration::from_secs)) }
}
shape! {
    /// A number where −1 is the system's default.
    OrDefault: encode |value: Option<i32>| match value {
        Some(negative @ ..=-1) => Err(format!("{negative} is negative").into()),
        value => Ok(Setting::Int(value.unwrap_or(-1))),
    };
    decode |socket, id| -> Option<i32> { Ok(Some(socket.get_int(id)?).filter(|value| *value >= 0)) }
}
shape! {
    /// On, off, or the system's default.
    TriState: encode |value: Option<bool>| Ok(Setting::Int(value.map_or(-1, i32::from)));
    decode |socket, id| -> Option<bool> { Ok(Some(socket.get_int(id)?).filter(|value| *value >= 0).map(|value| value != 0)) }
}
shape! {
    Bytes: encode |value: &[u8]| Ok(Setting::Bytes(value.to_vec()));
    decode |socket, id| -> Vec<u8> { get_bytes(socket, id) }
}
shape! {
    /// A routing id.
    Id: encode |value: &[u8]| match value {
        // A peer that gave itself an id out of the range of the automatic ones could abort a ROUTER.
        [0, ..] => Err("a routing id must not begin with a zero byte: those are given out by libzmq".into()),
        value => bytes_within(value, 1, 255),
    };
    decode |socket, id| -> Vec<u8> { get_bytes(socket, id) }
}
shape! {
    Topic: encode |value: &[u8]| topic(value);
}
shape! {
    Text: encode |value: &str| match value {
        "" => Err("the text is empty, and libzmq cannot clear it once it was set".into()),
        value => bytes_within(value.as_bytes(), 1, 255),
    };
    decode |socket, id| -> String { Ok(String::from_utf8_lossy(&get_text(socket, id)?).into_owned()) }
}
shape! {
    /// Text that may be taken back.
    OptText: encode |value: Option<&str>| Ok(text_or_clear(value));
    decode |socket, id| -> Option<String> {
        let text = get_text(socket, id)?;
        Ok((!text.is_empty()).then(|| String::from_utf8_lossy(&text).into_owned()))
    }
}
shape! {
    /// Networks in CIDR notation, each adding to a list; none clears it.
    Cidr: encode |value: Option<&str>| Ok(text_or_clear(value));
}
shape! {
    /// A user or group id, each adding to a set.
    Uid: encode |value: u32| Ok(Setting::Int(value.cast_signed()));
}
shape! {
    /// A process id, each adding to a set.
    Pid: encode |value: i32| Ok(Setting::Int(value));
}
shape! {
    Nametype: encode |value: GssapiNametype| Ok(Setting::Int(value.as_raw()));
    decode |socket, id| -> GssapiNametype { GssapiNametype::from_raw(socket.get_int(id)?) }
}
shape! {
    Stop: encode |value: ReconnectStop| Ok(Setting::Int(value.bits()));
    decode |socket, id| -> ReconnectStop { Ok(ReconnectStop::from_bits_retain(socket.get_int(id)?)) }
}
shape! {
    Public: encode |value: &crate::PublicKey| Ok(Setting::Bytes(value.as_bytes().to_vec()));
    decode |socket, id| -> crate::PublicKey { Ok(crate::PublicKey::from_bytes(get_key(socket, id)?)) }
}
shape! {
    Secret: encode |value: &crate::SecretKey| Ok(Setting::Bytes(value.as_bytes().to_vec()));
    decode |socket, id| -> crate::SecretKey { Ok(crate::SecretKey::from_bytes(get_key(socket, id)?)) }
}
shape! {
    Mechanism: decode |socket, id| -> super::values::Mechanism { Ok(super::values::Mechanism::from_raw(socket.get_int(id)?)) }
}
shape! {
    Kind: decode |socket, id| -> Option<SocketType> { Ok(SocketType::try_from(socket.get_int(id)?).ok()) }
}
shape! {
    Events: decode |socket, id| -> crate::PollEvents {
        // The wire has an int, of which the low 16 bits count.
        Ok(crate::PollEvents::from_bits_truncate((socket.get_int(id)? & 0x7fff) as i16))
    }
}
shape! {
    Fd: decode |socket, id| -> crate::RawFd {
        let mut value = [0; size_of::<crate::RawFd>()];
        socket.get(id, &mut value)?;
        Ok(crate::RawFd::from_ne_bytes(value))
    }
}

fn get_key(socket: &RawSocket, option: i32) -> Result<[u8; 32], Errno> {
    let mut key = [0; 32];
    match socket.get(option, &mut key)? {
        32 => Ok(key),
        _ => Err(Errno::INVAL),
    }
}
