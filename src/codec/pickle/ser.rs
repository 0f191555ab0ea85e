//! Values as pickles of protocol 3.

use serde::ser::{self, Serialize, Serializer};

use super::value::tag;
use super::{BigInt, EXACT, PickleError};
use crate::codec::MAX_DEPTH;

type Result<T> = std::result::Result<T, PickleError>;

/// Writes a pickle.
pub(super) struct Pickler {
    bytes: Vec<u8>,
    depth: usize,
}

impl Pickler {
    pub(super) fn new() -> Pickler {
        Pickler { bytes: vec![0x80, 3], depth: 0 }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.push(b'.');
        self.bytes
    }

    fn op(&mut self, code: u8, argument: &[u8]) -> Result<()> {
        self.bytes.push(code);
        self.bytes.extend_from_slice(argument);
        Ok(())
    }

    fn sized(&mut self, code: u8, argument: &[u8]) -> Result<()> {
        let length = u32::try_from(argument.len()).map_err(|_| PickleError::new("a value is longer than 4 GiB"))?;
        self.op(code, &length.to_le_bytes())?;
        self.bytes.extend_from_slice(argument);
        Ok(())
    }

    fn int(&mut self, number: i128) -> Result<()> {
        match i32::try_from(number) {
            Ok(number @ 0..=0xFF) => self.op(b'K', &number.to_le_bytes()[..1]),
            Ok(number @ 0..=0xFFFF) => self.op(b'M', &number.to_le_bytes()[..2]),
            Ok(number) => self.op(b'J', &number.to_le_bytes()),
            Err(_) => self.long(&BigInt::from(number)),
        }
    }

    fn long(&mut self, number: &BigInt) -> Result<()> {
        let bytes = number.as_le_bytes();
        match u8::try_from(bytes.len()) {
            Ok(length) => {
                self.op(0x8a, &[length])?;
                self.bytes.extend_from_slice(bytes);
                Ok(())
            }
            Err(_) => self.sized(0x8b, bytes),
        }
    }

    fn begin(&mut self, codes: &[u8]) -> Result<()> {
        if self.depth >= MAX_DEPTH {
            return Err(PickleError::new(format!("the value is nested deeper than {MAX_DEPTH}")));
        }
        self.depth += 1;
        self.bytes.extend_from_slice(codes);
        Ok(())
    }

    fn close(&mut self, codes: &[u8]) -> Result<()> {
        self.depth -= 1;
        self.bytes.extend_from_slice(codes);
        Ok(())
    }

    /// `function(argument)`, where the argument is what is written in between.
    fn call(&mut self, function: &[u8], argument: impl FnOnce(&mut Pickler) -> Result<()>) -> Result<()> {
        self.op(b'c', function)?;
        argument(self)?;
        self.op(0x85, b"R")
    }
}

impl<'p> Serializer for &'p mut Pickler {
    type Ok = ();
    type Error = PickleError;
    type SerializeSeq = Open<'p>;
    type SerializeTuple = Open<'p>;
    type SerializeTupleStruct = Open<'p>;
    type SerializeTupleVariant = Open<'p>;
    type SerializeMap = Open<'p>;
    type SerializeStruct = Open<'p>;
    type SerializeStructVariant = Open<'p>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.op(if value { 0x88 } else { 0x89 }, b"")
    }

    fn serialize_i8(self, value: i8) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_i128(self, value: i128) -> Result<()> {
        self.int(value)
    }

    fn serialize_u8(self, value: u8) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        self.int(value.into())
    }

    fn serialize_u128(self, value: u128) -> Result<()> {
        match i128::try_from(value) {
            Ok(value) => self.int(value),
            Err(_) => self.long(&BigInt::from(value)),
        }
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.op(b'G', &value.to_be_bytes())
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.sized(b'X', value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.sized(b'B', value)
    }

    fn serialize_none(self) -> Result<()> {
        self.op(b'N', b"")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<()> {
        self.serialize_none()
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
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        match (name, index) {
            (EXACT, tag::SET) => self.call(b"builtins\nset\n", |pickler| value.serialize(pickler)),
            (EXACT, tag::FROZEN_SET) => self.call(b"builtins\nfrozenset\n", |pickler| value.serialize(pickler)),
            (EXACT, tag::BYTE_ARRAY) => self.call(b"builtins\nbytearray\n", |pickler| value.serialize(pickler)),
            (EXACT, tag::BIG_INT) => {
                // The bytes come as `B` and their length; a long is the same with another code in front.
                let start = self.bytes.len();
                value.serialize(&mut *self)?;
                if let Some(code) = self.bytes.get_mut(start) {
                    *code = 0x8b;
                }
                Ok(())
            }
            _ => {
                self.begin(b"}")?;
                self.serialize_str(variant)?;
                value.serialize(&mut *self)?;
                self.close(b"s")
            }
        }
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Open<'p>> {
        self.begin(b"](")?;
        Ok(Open { pickler: self, close: b"e" })
    }

    fn serialize_tuple(self, _length: usize) -> Result<Open<'p>> {
        self.begin(b"(")?;
        Ok(Open { pickler: self, close: b"t" })
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Open<'p>> {
        self.serialize_tuple(length)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Open<'p>> {
        self.begin(b"}")?;
        self.serialize_str(variant)?;
        self.bytes.push(b'(');
        Ok(Open { pickler: self, close: b"ts" })
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Open<'p>> {
        self.begin(b"}(")?;
        Ok(Open { pickler: self, close: b"u" })
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Open<'p>> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Open<'p>> {
        self.begin(b"}")?;
        self.serialize_str(variant)?;
        self.bytes.extend_from_slice(b"}(");
        Ok(Open { pickler: self, close: b"us" })
    }
}

/// A container that is being written, and what ends it.
pub(super) struct Open<'p> {
    pickler: &'p mut Pickler,
    close: &'static [u8],
}

impl Open<'_> {
    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.pickler)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.pickler.serialize_str(name)?;
        self.add(value)
    }

    fn finish(self) -> Result<()> {
        self.pickler.close(self.close)
    }
}

macro_rules! containers {
    ($($name:ident: $method:ident;)*) => {$(
        impl ser::$name for Open<'_> {
            type Ok = ();
            type Error = PickleError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.add(value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

containers! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

macro_rules! structs {
    ($($name:ident)*) => {$(
        impl ser::$name for Open<'_> {
            type Ok = ();
            type Error = PickleError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.field(name, value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

structs! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = PickleError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.add(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.add(value)
    }

    fn end(self) -> Result<()> {
        self.finish()
    }
}
