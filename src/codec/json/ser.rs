//! Values as JSON, in Python's bytes.

use std::fmt::Display;

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::JsonError;
use crate::codec::text;

type Result<T> = std::result::Result<T, JsonError>;

/// Writes what Python's `json.dumps(value)` does.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The next bytes are those of an int of Python's.
    #[cfg(feature = "pickle")]
    int_follows: bool,
}

impl Writer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn put(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: impl Display) -> Result<()> {
        self.put(&number.to_string());
        Ok(())
    }

    fn string(&mut self, text: &str) {
        self.bytes.push(b'"');
        let mut rest = text;
        while let Some(at) = rest.find(|c| !matches!(c, ' ' | '!' | '#'..='[' | ']'..='~')) {
            let (plain, behind) = rest.split_at(at);
            self.put(plain);
            let mut chars = behind.chars();
            let special = chars.next().unwrap_or_default();
            match special {
                '"' => self.put("\\\""),
                '\\' => self.put("\\\\"),
                '\n' => self.put("\\n"),
                '\r' => self.put("\\r"),
                '\t' => self.put("\\t"),
                '\u{8}' => self.put("\\b"),
                '\u{c}' => self.put("\\f"),
                special => {
                    for unit in special.encode_utf16(&mut [0; 2]) {
                        self.put(&format!("\\u{unit:04x}"));
                    }
                }
            }
            rest = chars.as_str();
        }
        self.put(rest);
        self.bytes.push(b'"');
    }

    fn open(&mut self, open: u8, close: &'static str) -> Open<'_> {
        self.bytes.push(open);
        Open { writer: self, first: true, close }
    }

    /// An enum's variant is an object of one entry.
    fn variant(&mut self, name: &str) {
        self.bytes.push(b'{');
        self.string(name);
        self.put(": ");
    }
}

/// What Python's `repr` makes of a float, but for those that JSON lacks, which Python's JSON has.
fn float(value: f64) -> String {
    match text::float(value).as_str() {
        "nan" => "NaN".into(),
        "inf" => "Infinity".into(),
        "-inf" => "-Infinity".into(),
        finite => finite.into(),
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeTupleStruct = Open<'w>;
    type SerializeTupleVariant = Open<'w>;
    type SerializeMap = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeStructVariant = Open<'w>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.number(value)
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.number(value)
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.number(value)
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.number(value)
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        self.number(value)
    }

    fn serialize_i128(self, value: i128) -> Result<()> {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.number(value)
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.number(value)
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.number(value)
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        self.number(value)
    }

    fn serialize_u128(self, value: u128) -> Result<()> {
        self.number(value)
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        self.number(float(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.number(float(value))
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        #[cfg(feature = "pickle")]
        if std::mem::take(&mut self.int_follows) {
            return self.number(crate::codec::pickle::BigInt::from_le_bytes(value));
        }
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.put("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        #[cfg(feature = "pickle")]
        if name == crate::codec::pickle::EXACT {
            // Python's own kinds of values. An int comes as the bytes of its two's complement.
            if variant != "int" {
                return Err(JsonError::new(format!("a {variant} is not JSON")));
            }
            self.int_follows = true;
            return value.serialize(self);
        }
        let _ = name;
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.put("}");
        Ok(())
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Open<'w>> {
        Ok(self.open(b'[', "]"))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Open<'w>> {
        Ok(self.open(b'[', "]"))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Open<'w>> {
        Ok(self.open(b'[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Open<'w>> {
        self.variant(variant);
        Ok(self.open(b'[', "]}"))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Open<'w>> {
        Ok(self.open(b'{', "}"))
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Open<'w>> {
        Ok(self.open(b'{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Open<'w>> {
        self.variant(variant);
        Ok(self.open(b'{', "}}"))
    }
}

/// An array or object that is being written.
pub(super) struct Open<'w> {
    writer: &'w mut Writer,
    first: bool,
    close: &'static str,
}

impl Open<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.writer.put(", ");
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.comma();
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.comma();
        self.writer.string(key);
        self.writer.put(": ");
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Result<()> {
        self.writer.put(self.close);
        Ok(())
    }
}

macro_rules! sequence {
    ($($trait:ident $function:ident),*) => {$(
        impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = JsonError;

            fn $function<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.item(value)
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        }
    )*};
}

sequence!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {$(
        impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = JsonError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
                self.field(key, value)
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.comma();
        key.serialize(Key(self.writer))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.writer.put(": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

/// A key, which is a text whatever it was.
struct Key<'w>(&'w mut Writer);

impl Key<'_> {
    fn text(self, key: impl Display) -> Result<()> {
        self.0.string(&key.to_string());
        Ok(())
    }
}

fn no_key<T>() -> Result<T> {
    Err(JsonError::new("a key is neither a text nor a number"))
}

macro_rules! keys {
    ($($function:ident $type:ty),*) => {$(
        fn $function(self, value: $type) -> Result<()> {
            self.text(value)
        }
    )*};
}

impl Serializer for Key<'_> {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = Impossible<(), JsonError>;
    type SerializeTuple = Impossible<(), JsonError>;
    type SerializeTupleStruct = Impossible<(), JsonError>;
    type SerializeTupleVariant = Impossible<(), JsonError>;
    type SerializeMap = Impossible<(), JsonError>;
    type SerializeStruct = Impossible<(), JsonError>;
    type SerializeStructVariant = Impossible<(), JsonError>;

    keys!(
        serialize_bool bool, serialize_char char, serialize_str &str,
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128
    );

    fn serialize_f32(self, value: f32) -> Result<()> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.text(float(value))
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<()> {
        no_key()
    }

    fn serialize_none(self) -> Result<()> {
        self.text("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.text("null")
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<()> {
        no_key()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<()> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<()> {
        no_key()
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Self::SerializeSeq> {
        no_key()
    }

    fn serialize_tuple(self, _length: usize) -> Result<Self::SerializeTuple> {
        no_key()
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Self::SerializeTupleStruct> {
        no_key()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        no_key()
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Self::SerializeMap> {
        no_key()
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Self::SerializeStruct> {
        no_key()
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant> {
        no_key()
    }
}
