//! The shapes that option values have in C, and what they are in Rust.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::dynamic::Wire;
use super::values::{GssapiNametype, ReconnectStop};
use crate::guard::guarded;
use crate::kind::SocketType;
use crate::raw::{Errno, RawSocket};
use crate::time::{millis, timeout_from_millis, timeout_millis};

/// A value on its way to `zmq_setsockopt`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    Int(i32),
    Long(i64),
    Bytes(Vec<u8>),
    /// Bytes that are not to be shown, and wiped when dropped.
    Secret(Zeroizing<Vec<u8>>),
    /// No value at all, which resets the option.
    Clear,
}

impl Setting {
    pub(crate) fn apply(&self, socket: &RawSocket, option: i32) -> Result<(), Errno> {
        match self {
            Setting::Int(value) => socket.set(option, &value.to_ne_bytes()),
            Setting::Long(value) => socket.set(option, &value.to_ne_bytes()),
            Setting::Bytes(value) => socket.set(option, value),
            Setting::Secret(value) => socket.set(option, value),
            Setting::Clear => socket.clear(option),
        }
    }

    fn int(&self) -> Option<i32> {
        match self {
            Setting::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The bytes, none where there is another value.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Setting::Bytes(value) => value,
            Setting::Secret(value) => value,
            _ => &[],
        }
    }
}

impl fmt::Debug for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::Int(value) => write!(f, "{value}"),
            Setting::Long(value) => write!(f, "{value}"),
            Setting::Bytes(value) => write!(f, "b\"{}\"", value.escape_ascii()),
            Setting::Secret(_) => f.write_str("(secret)"),
            Setting::Clear => f.write_str("(none)"),
        }
    }
}

/// Why a value cannot be put into its C shape.
pub(crate) type Refusal = Box<str>;

/// What a shape asks of a value beside its type, where libzmq does not.
pub(crate) type Check = fn(&Setting) -> Result<(), Refusal>;

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
    if value.last() == Some(&0) && guarded!("b17_text_ends_before_its_nul") {
        value.pop();
    }
    Ok(value)
}

fn text_or_clear(value: Option<&str>) -> Setting {
    match value {
        Some("") if !guarded!("b17_empty_text") => Setting::Bytes(Vec::new()),
        None | Some("") => Setting::Clear,
        Some(text) => Setting::Bytes(text.as_bytes().to_vec()),
    }
}

fn secret_or_clear(value: Option<&str>) -> Setting {
    match value {
        None | Some("") => Setting::Clear,
        Some(text) => Setting::Secret(Zeroizing::new(text.as_bytes().to_vec())),
    }
}

/// libzmq keeps topics in a trie that it walks by recursion: a topic as long as a thread's stack allows would end the
/// process, here or in whoever the subscription is forwarded to.
pub(crate) const MAX_TOPIC: usize = 8192;

fn anything(_: &Setting) -> Result<(), Refusal> {
    Ok(())
}

fn topic(setting: &Setting) -> Result<(), Refusal> {
    let length = setting.bytes().len();
    if length > MAX_TOPIC && guarded!("b25_long_subscription") {
        return Err(format!("a topic of {length} bytes is longer than the {MAX_TOPIC} that are safe").into());
    }
    Ok(())
}

/// A peer whose id is out of the range of the automatic ones could abort a ROUTER.
fn routing_id(setting: &Setting) -> Result<(), Refusal> {
    match setting.bytes() {
        [0, ..] if guarded!("b06_routing_id_like_an_automatic_one") => {
            Err("a routing id must not begin with a zero byte: those are given out by libzmq".into())
        }
        id if !(1..=255).contains(&id.len()) => Err(format!("{} bytes given, 1 to 255 are possible", id.len()).into()),
        _ => Ok(()),
    }
}

fn text(setting: &Setting) -> Result<(), Refusal> {
    match setting.bytes().len() {
        0 => Err("the text is empty, and libzmq cannot clear it once it was set".into()),
        1..=255 => Ok(()),
        length => Err(format!("{length} bytes given, 1 to 255 are possible").into()),
    }
}

/// libzmq tells the peer in tenths of a second, and the peer counts them in 16 bits of milliseconds.
fn ttl(setting: &Setting) -> Result<(), Refusal> {
    if !guarded!("b33_heartbeat_ttl") {
        return Ok(());
    }
    within(setting, 0, 65_500)
}

fn byte(setting: &Setting) -> Result<(), Refusal> {
    within(setting, 0, 255)
}

/// libzmq ends the process when the system refuses a priority.
#[cfg(feature = "draft")]
fn unprivileged(setting: &Setting) -> Result<(), Refusal> {
    if !guarded!("b07_priority") {
        return Ok(());
    }
    within(setting, 0, 6)
}

fn within(setting: &Setting, min: i32, max: i32) -> Result<(), Refusal> {
    match setting.int() {
        Some(value) if !(min..=max).contains(&value) => {
            Err(format!("{value} given, {min} to {max} are possible").into())
        }
        _ => Ok(()),
    }
}

/// libzmq keeps a part of a key whose text it cannot read, and takes 41 bytes with an early NUL for a key.
fn public_key(setting: &Setting) -> Result<(), Refusal> {
    if !guarded!("b22_key_half_set") {
        return Ok(());
    }
    crate::PublicKey::try_from(setting.bytes()).map(|_| ()).map_err(|error| error.to_string().into())
}

fn secret_key(setting: &Setting) -> Result<(), Refusal> {
    crate::SecretKey::try_from(setting.bytes()).map(|_| ()).map_err(|error| error.to_string().into())
}

/// Rounded up, so that a short time does not become none.
fn tenths(millis: i32) -> i32 {
    millis.saturating_add(99) / 100 * 100
}

fn seconds(value: Option<Duration>) -> i32 {
    value.map_or(-1, |value| {
        let whole = value.as_secs() + u64::from(value.subsec_nanos() > 0);
        i32::try_from(whole).unwrap_or(i32::MAX)
    })
}

/// The types of setters and getters, by shape. A macro, so that signatures show `Option<Duration>` and not a projection
/// of a trait.
macro_rules! shapes {
    // Arguments of setters.
    (@set Int) => { i32 };
    (@set Bool) => { bool };
    (@set Byte) => { u8 };
    (@set Priority) => { i32 };
    (@set Mask) => { u64 };
    (@set Limit) => { Option<u64> };
    (@set Millis) => { std::time::Duration };
    (@set MillisSet) => { std::time::Duration };
    (@set Ttl) => { std::time::Duration };
    (@set Timeout) => { Option<std::time::Duration> };
    (@set Seconds) => { Option<std::time::Duration> };
    (@set OrDefault) => { Option<i32> };
    (@set TriState) => { Option<bool> };
    (@set Bytes) => { impl AsRef<[u8]> };
    (@set Id) => { impl AsRef<[u8]> };
    (@set Topic) => { impl AsRef<[u8]> };
    (@set Text) => { &str };
    (@set Property) => { &str };
    (@set OptText) => { Option<&str> };
    (@set Password) => { Option<&str> };
    (@set Nametype) => { $crate::options::GssapiNametype };
    (@set Stop) => { $crate::options::ReconnectStop };
    (@set Public) => { &$crate::PublicKey };
    (@set Secret) => { &$crate::SecretKey };
    (@set Uid) => { Option<u32> };
    (@set Pid) => { Option<i32> };
    (@set Cidr) => { Option<&str> };
    // Results of getters.
    (@get Int) => { i32 };
    (@get Bool) => { bool };
    (@get Byte) => { u8 };
    (@get Priority) => { i32 };
    (@get Mask) => { u64 };
    (@get Limit) => { Option<u64> };
    (@get Millis) => { std::time::Duration };
    (@get MillisSet) => { Option<std::time::Duration> };
    (@get Ttl) => { std::time::Duration };
    (@get Timeout) => { Option<std::time::Duration> };
    (@get Seconds) => { Option<std::time::Duration> };
    (@get OrDefault) => { Option<i32> };
    (@get TriState) => { Option<bool> };
    (@get Id) => { Vec<u8> };
    (@get Text) => { String };
    (@get OptText) => { Option<String> };
    (@get Password) => { Option<String> };
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

/// Defines a shape: how it lies in memory, what is asked of its values, how it goes to C and how it comes back.
macro_rules! shape {
    (
        $(#[$doc:meta])*
        $name:ident in $wire:ident, $check:ident:
        $(encode |$value:ident: $set:ty| $encode:expr;)?
        $(decode |$socket:ident, $id:ident| -> $get:ty $decode:block)?
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;

        impl $name {
            pub(crate) const WIRE: Wire = Wire::$wire;
            pub(crate) const CHECK: Check = $check;

            $(pub(crate) fn encode($value: $set) -> Result<Setting, Refusal> {
                let setting = $encode;
                $check(&setting)?;
                Ok(setting)
            })?

            $(pub(crate) fn decode($socket: &RawSocket, $id: i32) -> Result<$get, Errno> $decode)?
        }
    };
}

shape! {
    Int in Int, anything: encode |value: i32| Setting::Int(value);
    decode |socket, id| -> i32 { socket.get_int(id) }
}
shape! {
    Bool in Int, anything: encode |value: bool| Setting::Int(value.into());
    decode |socket, id| -> bool { Ok(socket.get_int(id)? != 0) }
}
shape! {
    Byte in Int, byte: encode |value: u8| Setting::Int(value.into());
    decode |socket, id| -> u8 { u8::try_from(socket.get_int(id)?).map_err(|_| Errno::INVAL) }
}
#[cfg(feature = "draft")]
shape! {
    Priority in Int, unprivileged: encode |value: i32| Setting::Int(value);
    decode |socket, id| -> i32 { socket.get_int(id) }
}
shape! {
    /// A set of bits, or a size, as wide as a long.
    Mask in Long, anything: encode |value: u64| Setting::Long(value.cast_signed());
    decode |socket, id| -> u64 { Ok(get_long(socket, id)?.cast_unsigned()) }
}
shape! {
    /// A size as wide as a long, where −1 is no limit.
    Limit in Long, anything: encode |value: Option<u64>| {
        Setting::Long(value.map_or(-1, |value| i64::try_from(value).unwrap_or(i64::MAX)))
    };
    decode |socket, id| -> Option<u64> { Ok(u64::try_from(get_long(socket, id)?).ok()) }
}
shape! {
    /// Milliseconds; 0 has a meaning of its own, which the row tells.
    Millis in Int, anything: encode |value: Duration| Setting::Int(millis(value));
    decode |socket, id| -> Duration { Ok(timeout_from_millis(socket.get_int(id)?).unwrap_or_default()) }
}
shape! {
    /// Milliseconds that are −1 until they are set, and never again.
    MillisSet in Int, anything: encode |value: Duration| Setting::Int(millis(value));
    decode |socket, id| -> Option<Duration> { Ok(timeout_from_millis(socket.get_int(id)?)) }
}
shape! {
    /// Milliseconds that travel as tenths of a second.
    Ttl in Int, ttl: encode |value: Duration| Setting::Int(tenths(millis(value)));
    decode |socket, id| -> Duration { Ok(timeout_from_millis(socket.get_int(id)?).unwrap_or_default()) }
}
shape! {
    /// Milliseconds where −1 is no limit.
    Timeout in Int, anything: encode |value: Option<Duration>| Setting::Int(timeout_millis(value));
    decode |socket, id| -> Option<Duration> { Ok(timeout_from_millis(socket.get_int(id)?)) }
}
shape! {
    /// Seconds where −1 is the system's default.
    Seconds in Int, anything: encode |value: Option<Duration>| Setting::Int(seconds(value));
    decode |socket, id| -> Option<Duration> { Ok(u64::try_from(socket.get_int(id)?).ok().map(Duration::from_secs)) }
}
shape! {
    /// A number where −1 is the system's default, and so must not be given as a number.
    OrDefault in Int, anything: encode |value: Option<i32>| match value {
        Some(negative @ ..=-1) => return Err(format!("{negative} is negative").into()),
        value => Setting::Int(value.unwrap_or(-1)),
    };
    decode |socket, id| -> Option<i32> { Ok(Some(socket.get_int(id)?).filter(|value| *value >= 0)) }
}
shape! {
    /// On, off, or the system's default.
    TriState in Int, anything: encode |value: Option<bool>| Setting::Int(value.map_or(-1, i32::from));
    decode |socket, id| -> Option<bool> { Ok(Some(socket.get_int(id)?).filter(|value| *value >= 0).map(|value| value != 0)) }
}
shape! {
    Bytes in Bytes, anything: encode |value: impl AsRef<[u8]>| Setting::Bytes(value.as_ref().to_vec());
    decode |socket, id| -> Vec<u8> { get_bytes(socket, id) }
}
shape! {
    /// A routing id.
    Id in Bytes, routing_id: encode |value: impl AsRef<[u8]>| Setting::Bytes(value.as_ref().to_vec());
    decode |socket, id| -> Vec<u8> { get_bytes(socket, id) }
}
shape! {
    Topic in Bytes, topic: encode |value: impl AsRef<[u8]>| Setting::Bytes(value.as_ref().to_vec());
}
shape! {
    Text in Text, text: encode |value: &str| Setting::Bytes(value.as_bytes().to_vec());
    decode |socket, id| -> String { Ok(String::from_utf8_lossy(&get_text(socket, id)?).into_owned()) }
}
shape! {
    /// A property of the handshake, `X-key:value`. libzmq looks at its form.
    Property in Text, anything: encode |value: &str| Setting::Bytes(value.as_bytes().to_vec());
}
shape! {
    /// Text that may be taken back.
    OptText in Text, anything: encode |value: Option<&str>| text_or_clear(value);
    decode |socket, id| -> Option<String> {
        let text = get_text(socket, id)?;
        Ok((!text.is_empty()).then(|| String::from_utf8_lossy(&text).into_owned()))
    }
}
shape! {
    /// Text that may be taken back and is not to be shown.
    Password in Password, anything: encode |value: Option<&str>| secret_or_clear(value);
    decode |socket, id| -> Option<String> { OptText::decode(socket, id) }
}
shape! {
    /// Networks in CIDR notation, each adding to a list; none clears it.
    Cidr in Text, anything: encode |value: Option<&str>| text_or_clear(value);
}
shape! {
    /// A user or group id, each adding to a set; none clears it.
    Uid in Int, anything: encode |value: Option<u32>| {
        value.map_or(Setting::Clear, |value| Setting::Int(value.cast_signed()))
    };
}
shape! {
    /// A process id, each adding to a set; none clears it.
    Pid in Int, anything: encode |value: Option<i32>| value.map_or(Setting::Clear, Setting::Int);
}
shape! {
    Nametype in Int, anything: encode |value: GssapiNametype| Setting::Int(value.as_raw());
    decode |socket, id| -> GssapiNametype { GssapiNametype::from_raw(socket.get_int(id)?) }
}
shape! {
    Stop in Int, anything: encode |value: ReconnectStop| Setting::Int(value.bits());
    decode |socket, id| -> ReconnectStop { Ok(ReconnectStop::from_bits_retain(socket.get_int(id)?)) }
}
shape! {
    Public in Key, public_key: encode |value: &crate::PublicKey| Setting::Bytes(value.as_bytes().to_vec());
    decode |socket, id| -> crate::PublicKey { Ok(crate::PublicKey::from_bytes(get_key(socket, id)?)) }
}
shape! {
    Secret in SecretKey, secret_key: encode |value: &crate::SecretKey| {
        Setting::Secret(Zeroizing::new(value.as_bytes().to_vec()))
    };
    decode |socket, id| -> crate::SecretKey { Ok(crate::SecretKey::from_bytes(get_key(socket, id)?)) }
}
shape! {
    Mechanism in Int, anything:
    decode |socket, id| -> super::values::Mechanism { Ok(super::values::Mechanism::from_raw(socket.get_int(id)?)) }
}
shape! {
    Kind in Int, anything:
    decode |socket, id| -> Option<SocketType> { Ok(SocketType::try_from(socket.get_int(id)?).ok()) }
}
shape! {
    Events in Int, anything:
    decode |socket, id| -> crate::PollEvents {
        // The wire has an int, of which the low 16 bits count.
        Ok(crate::PollEvents::from_bits_truncate((socket.get_int(id)? & 0x7fff) as i16))
    }
}
shape! {
    Fd in Fd, anything:
    decode |socket, id| -> crate::RawFd {
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
