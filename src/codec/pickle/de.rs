//! From the machine's values to serde's.

use std::borrow::Cow;
use std::cell::Cell;

use serde::de::value::{MapAccessDeserializer, U32Deserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::machine::{Item, Machine, Node};
use super::value::tag;
use super::{EXACT, PickleError};
use crate::codec::MAX_DEPTH;

/// What may be read of any pickle, in bytes of texts and numbers of values; a longer pickle may be more. What is referred
/// to many times counts each time, or a short pickle could be made to fill the memory.
const ROOM: usize = 16 << 20;

type Result<T> = std::result::Result<T, PickleError>;

/// Reads one value of a pickle.
#[derive(Clone, Copy)]
pub(super) struct Unpickler<'m, 'de> {
    machine: &'m Machine<'de>,
    item: Item,
    depth: usize,
    room: Option<&'m Cell<usize>>,
}

/// A value by its content.
enum Found<'m, 'de> {
    Plain(Item),
    Str(Cow<'m, str>),
    BorrowedStr(&'de str),
    Bytes(&'m [u8]),
    BorrowedBytes(&'de [u8]),
    ByteArray(&'m [u8]),
    Long(super::BigInt),
    Items(u32, &'m [Item]),
}

impl<'m, 'de> Unpickler<'m, 'de> {
    pub(super) fn new(machine: &'m Machine<'de>) -> Unpickler<'m, 'de> {
        Unpickler { machine, item: machine.result(), depth: 0, room: None }
    }

    fn inner(self, item: Item) -> Unpickler<'m, 'de> {
        Unpickler { item, ..self }
    }

    fn charge(self, cost: usize) -> Result<()> {
        let Some(room) = self.room else { return Ok(()) };
        match room.get().checked_sub(cost) {
            Some(left) => {
                room.set(left);
                Ok(())
            }
            None => Err(PickleError::new("the pickle repeats its values too often")),
        }
    }

    fn find(self) -> Result<Found<'m, 'de>> {
        let machine = self.machine;
        let found = match self.item {
            Item::Str(span) => {
                let text = std::str::from_utf8(machine.bytes(span));
                Found::BorrowedStr(text.map_err(|_| PickleError::new("a text is not UTF-8"))?)
            }
            Item::Bytes(span) => Found::BorrowedBytes(machine.bytes(span)),
            Item::Long(span) => Found::Long(super::BigInt::from_le_bytes(machine.bytes(span))),
            Item::Node(index) => match machine.node(index) {
                Some(Node::Str(text)) => Found::Str(Cow::Borrowed(text)),
                Some(Node::Bytes(bytes)) => Found::Bytes(bytes),
                Some(Node::ByteArray(bytes)) => Found::ByteArray(bytes),
                Some(Node::Long(number)) => Found::Long(number.clone()),
                Some(Node::List(items)) => Found::Items(tag::LIST, items),
                Some(Node::Tuple(items)) => Found::Items(tag::TUPLE, items),
                Some(Node::Dict(items)) => Found::Items(tag::DICT, items),
                Some(Node::Set(items)) => Found::Items(tag::SET, items),
                Some(Node::FrozenSet(items)) => Found::Items(tag::FROZEN_SET, items),
                Some(Node::Global(_)) | None => return Err(PickleError::new("the pickle holds a function or a class")),
            },
            plain => Found::Plain(plain),
        };
        let cost = match &found {
            Found::BorrowedStr(text) => text.len(),
            Found::Str(text) => text.len(),
            Found::Bytes(bytes) | Found::ByteArray(bytes) => bytes.len(),
            Found::BorrowedBytes(bytes) => bytes.len(),
            Found::Long(number) => number.as_le_bytes().len(),
            Found::Plain(_) | Found::Items(..) => 0,
        };
        self.charge(cost + 1)?;
        Ok(found)
    }

    /// The containers' contents, one level down.
    fn contents(self, items: &'m [Item]) -> Result<Contents<'m, 'de>> {
        if self.depth >= MAX_DEPTH {
            return Err(PickleError::new(format!("the pickle is nested deeper than {MAX_DEPTH}")));
        }
        Ok(Contents { unpickler: Unpickler { depth: self.depth + 1, ..self }, items: items.iter() })
    }
}

impl<'de> Deserializer<'de> for Unpickler<'_, 'de> {
    type Error = PickleError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // The first one brings the room that all share.
        if self.room.is_none() {
            let room = Cell::new(self.machine.input_len().saturating_mul(16).max(ROOM));
            return Unpickler { room: Some(&room), ..self }.deserialize_any(visitor);
        }
        match self.find()? {
            Found::Plain(Item::Bool(value)) => visitor.visit_bool(value),
            Found::Plain(Item::Int(number)) => visitor.visit_i64(number),
            Found::Plain(Item::Float(number)) => visitor.visit_f64(number),
            Found::Plain(_) => visitor.visit_unit(),
            Found::BorrowedStr(text) => visitor.visit_borrowed_str(text),
            Found::Str(text) => visitor.visit_str(&text),
            Found::BorrowedBytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Found::Bytes(bytes) | Found::ByteArray(bytes) => visitor.visit_bytes(bytes),
            Found::Long(number) => match (number.to_i128(), number.to_u128()) {
                (_, Some(number)) if u64::try_from(number).is_ok() => {
                    visitor.visit_u64(u64::try_from(number).unwrap_or(u64::MAX))
                }
                (Some(number), _) => visitor.visit_i128(number),
                (_, Some(number)) => visitor.visit_u128(number),
                _ => Err(PickleError::new("an int has more than 128 bits")),
            },
            Found::Items(tag::DICT, items) => visitor.visit_map(self.contents(items)?),
            Found::Items(_, items) => visitor.visit_seq(self.contents(items)?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.item {
            Item::None => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name != EXACT {
            return visitor.visit_newtype_struct(self);
        }
        if self.room.is_none() {
            let room = Cell::new(self.machine.input_len().saturating_mul(16).max(ROOM));
            return Unpickler { room: Some(&room), ..self }.deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_enum(Exact(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.find()? {
            Found::BorrowedStr(text) => visitor.visit_enum(text.into_deserializer()),
            Found::Str(text) => visitor.visit_enum(text.into_owned().into_deserializer()),
            Found::Items(tag::DICT, items @ [_, _]) => {
                visitor.visit_enum(MapAccessDeserializer::new(self.contents(items)?))
            }
            _ => Err(PickleError::new("an enum is a text or a dict of one entry")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Contents<'m, 'de> {
    unpickler: Unpickler<'m, 'de>,
    items: std::slice::Iter<'m, Item>,
}

impl<'de> SeqAccess<'de> for Contents<'_, 'de> {
    type Error = PickleError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        self.items.next().map(|item| seed.deserialize(self.unpickler.inner(*item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

impl<'de> MapAccess<'de> for Contents<'_, 'de> {
    type Error = PickleError;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        self.next_element_seed(seed)?.ok_or_else(|| PickleError::new("a dict has a key without a value"))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() / 2)
    }
}

/// A value with the number of its type, for `PyValue`.
struct Exact<'m, 'de>(Unpickler<'m, 'de>);

impl<'m, 'de> EnumAccess<'de> for Exact<'m, 'de> {
    type Error = PickleError;
    type Variant = ExactContent<'m, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, ExactContent<'m, 'de>)> {
        let found = self.0.find()?;
        let tag = match &found {
            Found::Plain(Item::Bool(_)) => tag::BOOL,
            Found::Plain(Item::Int(_)) => tag::INT,
            Found::Plain(Item::Float(_)) => tag::FLOAT,
            Found::Plain(_) => tag::NONE,
            Found::BorrowedStr(_) | Found::Str(_) => tag::STR,
            Found::BorrowedBytes(_) | Found::Bytes(_) => tag::BYTES,
            Found::ByteArray(_) => tag::BYTE_ARRAY,
            Found::Long(_) => tag::BIG_INT,
            Found::Items(tag, _) => *tag,
        };
        let number: U32Deserializer<PickleError> = tag.into_deserializer();
        Ok((seed.deserialize(number)?, ExactContent(self.0, found)))
    }
}

struct ExactContent<'m, 'de>(Unpickler<'m, 'de>, Found<'m, 'de>);

impl<'de> VariantAccess<'de> for ExactContent<'_, 'de> {
    type Error = PickleError;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        match self.1 {
            Found::Long(number) => {
                let bytes: serde::de::value::BytesDeserializer<'_, PickleError> =
                    number.as_le_bytes().into_deserializer();
                seed.deserialize(bytes)
            }
            _ => seed.deserialize(self.0),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value> {
        self.0.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.0.deserialize_any(visitor)
    }
}
