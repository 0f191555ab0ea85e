//! A Python value.

use std::fmt;

use serde::de::{self, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
#[cfg(feature = "json")]
use serde::de::{DeserializeSeed, IntoDeserializer};
use serde::ser::{Serialize, SerializeMap, SerializeTuple, Serializer};

use super::{BigInt, EXACT};
use crate::codec::text;

/// A plain value of Python. It prints as Python's `repr` would; dicts and sets keep the order in which they came.
///
/// # Examples
/// ```
/// use zeroxide::codec::pickle::PyValue;
///
/// let value = PyValue::Dict(vec![("num".into(), 3.into()), ("data".into(), PyValue::Bytes(b"it's\n".to_vec()))]);
/// assert_eq!(value.to_string(), r#"{'num': 3, 'data': b"it's\n"}"#);
/// assert_eq!(value.get("num"), Some(&PyValue::Int(3)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum PyValue {
    /// `None`.
    None,
    /// A `bool`.
    Bool(bool),
    /// An `int` that 64 bits hold.
    Int(i64),
    /// Any other `int`.
    BigInt(BigInt),
    /// A `float`.
    Float(f64),
    /// A `str`.
    Str(String),
    /// `bytes`.
    Bytes(Vec<u8>),
    /// A `bytearray`.
    ByteArray(Vec<u8>),
    /// A `list`.
    List(Vec<PyValue>),
    /// A `tuple`.
    Tuple(Vec<PyValue>),
    /// A `dict`.
    Dict(Vec<(PyValue, PyValue)>),
    /// A `set`.
    Set(Vec<PyValue>),
    /// A `frozenset`.
    FrozenSet(Vec<PyValue>),
}

/// The numbers under which values go through serde.
pub(super) mod tag {
    pub(in super::super) const NONE: u32 = 0;
    pub(in super::super) const BOOL: u32 = 1;
    pub(in super::super) const INT: u32 = 2;
    pub(in super::super) const BIG_INT: u32 = 3;
    pub(in super::super) const FLOAT: u32 = 4;
    pub(in super::super) const STR: u32 = 5;
    pub(in super::super) const BYTES: u32 = 6;
    pub(in super::super) const BYTE_ARRAY: u32 = 7;
    pub(in super::super) const LIST: u32 = 8;
    pub(in super::super) const TUPLE: u32 = 9;
    pub(in super::super) const DICT: u32 = 10;
    pub(in super::super) const SET: u32 = 11;
    pub(in super::super) const FROZEN_SET: u32 = 12;
}

impl PyValue {
    /// The value of a dict under a text.
    pub fn get(&self, key: &str) -> Option<&PyValue> {
        match self {
            PyValue::Dict(entries) => entries
                .iter()
                .rev()
                .find(|(k, _)| matches!(k, PyValue::Str(text) if text == key))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a `str`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            PyValue::Str(text) => Some(text),
            _ => None,
        }
    }

    /// An `int` that 64 bits hold.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            PyValue::Int(number) => Some(*number),
            _ => None,
        }
    }
}

/// A dict.
///
/// ```
/// use zeroxide::codec::pickle::PyValue;
///
/// let value = PyValue::from([("num", 3.into()), ("message", "Hello world!".into())]);
/// assert_eq!(value.to_string(), "{'num': 3, 'message': 'Hello world!'}");
/// ```
impl<K: Into<PyValue>, const N: usize> From<[(K, PyValue); N]> for PyValue {
    fn from(entries: [(K, PyValue); N]) -> PyValue {
        PyValue::Dict(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

/// A list.
impl From<Vec<PyValue>> for PyValue {
    fn from(items: Vec<PyValue>) -> PyValue {
        PyValue::List(items)
    }
}

impl From<&str> for PyValue {
    fn from(text: &str) -> PyValue {
        PyValue::Str(text.into())
    }
}

impl From<String> for PyValue {
    fn from(text: String) -> PyValue {
        PyValue::Str(text)
    }
}

impl From<i64> for PyValue {
    fn from(number: i64) -> PyValue {
        PyValue::Int(number)
    }
}

impl From<bool> for PyValue {
    fn from(value: bool) -> PyValue {
        PyValue::Bool(value)
    }
}

impl From<f64> for PyValue {
    fn from(value: f64) -> PyValue {
        PyValue::Float(value)
    }
}

impl From<&[u8]> for PyValue {
    fn from(bytes: &[u8]) -> PyValue {
        PyValue::Bytes(bytes.into())
    }
}

impl fmt::Display for PyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PyValue::None => f.write_str("None"),
            PyValue::Bool(true) => f.write_str("True"),
            PyValue::Bool(false) => f.write_str("False"),
            PyValue::Int(number) => number.fmt(f),
            PyValue::BigInt(number) => number.fmt(f),
            PyValue::Float(number) => f.write_str(&text::float(*number)),
            PyValue::Str(value) => quoted(f, "", value.chars()),
            PyValue::Bytes(bytes) => quoted(f, "b", bytes.iter().map(|byte| char::from(*byte))),
            PyValue::ByteArray(bytes) => {
                f.write_str("bytearray(")?;
                quoted(f, "b", bytes.iter().map(|byte| char::from(*byte)))?;
                f.write_str(")")
            }
            PyValue::List(items) => joined(f, "[", items, "]"),
            PyValue::Tuple(items) => joined(f, "(", items, if items.len() == 1 { ",)" } else { ")" }),
            PyValue::Set(items) if items.is_empty() => f.write_str("set()"),
            PyValue::Set(items) => joined(f, "{", items, "}"),
            PyValue::FrozenSet(items) if items.is_empty() => f.write_str("frozenset()"),
            PyValue::FrozenSet(items) => joined(f, "frozenset({", items, "})"),
            PyValue::Dict(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{key}: {value}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, open: &str, items: &[PyValue], close: &str) -> fmt::Result {
    f.write_str(open)?;
    for (index, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if index > 0 { ", " } else { "" })?;
    }
    f.write_str(close)
}

/// Text in quotes; of bytes when there is a prefix, each as the character of its number.
fn quoted(f: &mut fmt::Formatter<'_>, prefix: &str, chars: impl Iterator<Item = char> + Clone) -> fmt::Result {
    let has = |quote| chars.clone().any(|c| c == quote);
    let quote = if has('\'') && !has('"') { '"' } else { '\'' };
    write!(f, "{prefix}{quote}")?;
    for c in chars {
        match c {
            '\t' => f.write_str("\\t")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\\' => f.write_str("\\\\")?,
            c if c == quote => write!(f, "\\{c}")?,
            ' '..='~' => write!(f, "{c}")?,
            c if c < '\u{a1}' || c == '\u{ad}' || !prefix.is_empty() => write!(f, "\\x{:02x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    write!(f, "{quote}")
}

/// Bytes that serde must not take for a sequence.
pub(super) struct Raw<'a>(pub(super) &'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl Serialize for PyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            PyValue::None => serializer.serialize_none(),
            PyValue::Bool(value) => serializer.serialize_bool(*value),
            PyValue::Int(number) => serializer.serialize_i64(*number),
            PyValue::BigInt(number) => match (number.to_i128(), number.to_u128()) {
                (Some(number), _) => serializer.serialize_i128(number),
                (_, Some(number)) => serializer.serialize_u128(number),
                _ => serializer.serialize_newtype_variant(EXACT, tag::BIG_INT, "int", &Raw(number.as_le_bytes())),
            },
            PyValue::Float(number) => serializer.serialize_f64(*number),
            PyValue::Str(text) => serializer.serialize_str(text),
            PyValue::Bytes(bytes) => serializer.serialize_bytes(bytes),
            PyValue::ByteArray(bytes) => {
                serializer.serialize_newtype_variant(EXACT, tag::BYTE_ARRAY, "bytearray", &Raw(bytes))
            }
            PyValue::List(items) => serializer.collect_seq(items),
            PyValue::Tuple(items) => {
                let mut tuple = serializer.serialize_tuple(items.len())?;
                for item in items {
                    tuple.serialize_element(item)?;
                }
                tuple.end()
            }
            PyValue::Dict(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            PyValue::Set(items) => serializer.serialize_newtype_variant(EXACT, tag::SET, "set", items),
            PyValue::FrozenSet(items) => {
                serializer.serialize_newtype_variant(EXACT, tag::FROZEN_SET, "frozenset", items)
            }
        }
    }
}

impl<'de> de::Deserialize<'de> for PyValue {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<PyValue, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT, Values)
    }
}

/// An int of any size, for a visitor of [`PyValue`]s in another format.
#[cfg(feature = "json")]
pub(in crate::codec) fn big_int<'de, V: Visitor<'de>, E: de::Error>(digits: &str, visitor: V) -> Result<V::Value, E> {
    struct Int<E>(BigInt, std::marker::PhantomData<E>);

    impl<'de, E: de::Error> EnumAccess<'de> for Int<E> {
        type Error = E;
        type Variant = Int<E>;

        fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Int<E>), E> {
            Ok((seed.deserialize(IntoDeserializer::<E>::into_deserializer(tag::BIG_INT))?, self))
        }
    }

    impl<'de, E: de::Error> VariantAccess<'de> for Int<E> {
        type Error = E;

        fn unit_variant(self) -> Result<(), E> {
            Ok(())
        }

        fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, E> {
            seed.deserialize(de::value::BytesDeserializer::new(self.0.as_le_bytes()))
        }

        fn tuple_variant<V: Visitor<'de>>(self, _length: usize, _visitor: V) -> Result<V::Value, E> {
            Err(E::custom("an int is no tuple"))
        }

        fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], _visitor: V) -> Result<V::Value, E> {
            Err(E::custom("an int is no struct"))
        }
    }

    let number = BigInt::parse(digits).ok_or_else(|| E::custom("an int is longer than Python reads"))?;
    visitor.visit_enum(Int(number, std::marker::PhantomData))
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = PyValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }

    // Other formats, which do not know the name.
    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<PyValue, D::Error> {
        deserializer.deserialize_any(Values)
    }

    // The unpickler, which tells exactly what there is.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<PyValue, A::Error> {
        let (tag, content) = access.variant::<u32>()?;
        Ok(match tag {
            tag::NONE => PyValue::None,
            tag::BOOL => PyValue::Bool(content.newtype_variant()?),
            tag::INT => PyValue::Int(content.newtype_variant()?),
            tag::BIG_INT => PyValue::BigInt(BigInt::from_le_bytes(&content.newtype_variant::<Buffer>()?.0)),
            tag::FLOAT => PyValue::Float(content.newtype_variant()?),
            tag::STR => PyValue::Str(content.newtype_variant()?),
            tag::BYTES => PyValue::Bytes(content.newtype_variant::<Buffer>()?.0),
            tag::BYTE_ARRAY => PyValue::ByteArray(content.newtype_variant::<Buffer>()?.0),
            tag::LIST => PyValue::List(content.newtype_variant()?),
            tag::TUPLE => PyValue::Tuple(content.newtype_variant()?),
            tag::DICT => PyValue::Dict(content.newtype_variant::<Entries>()?.0),
            tag::SET => PyValue::Set(content.newtype_variant()?),
            tag::FROZEN_SET => PyValue::FrozenSet(content.newtype_variant()?),
            _ => return Err(de::Error::custom("no value has this number")),
        })
    }

    fn visit_unit<E>(self) -> Result<PyValue, E> {
        Ok(PyValue::None)
    }

    fn visit_none<E>(self) -> Result<PyValue, E> {
        Ok(PyValue::None)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<PyValue, D::Error> {
        deserializer.deserialize_any(Values)
    }

    fn visit_bool<E>(self, value: bool) -> Result<PyValue, E> {
        Ok(PyValue::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<PyValue, E> {
        Ok(PyValue::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<PyValue, E> {
        Ok(match i64::try_from(value) {
            Ok(value) => PyValue::Int(value),
            Err(_) => PyValue::BigInt(u128::from(value).into()),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<PyValue, E> {
        Ok(PyValue::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<PyValue, E> {
        Ok(value.into())
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<PyValue, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<PyValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(PyValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<PyValue, A::Error> {
        Ok(PyValue::Dict(EntriesVisitor.visit_map(access)?.0))
    }
}

struct Entries(Vec<(PyValue, PyValue)>);

impl<'de> de::Deserialize<'de> for Entries {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a dict")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

struct Buffer(Vec<u8>);

impl<'de> de::Deserialize<'de> for Buffer {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Buffer, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Buffer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Buffer, E> {
                Ok(Buffer(bytes.into()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}
