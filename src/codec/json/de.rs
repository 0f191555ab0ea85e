//! Values from JSON, as Python reads it.

use std::borrow::Cow;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::JsonError;
use crate::codec::MAX_DEPTH;

type Result<T> = std::result::Result<T, JsonError>;

/// Reads one text of JSON from its beginning to its end.
pub(super) struct Reader<'de> {
    input: &'de [u8],
    at: usize,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(super) fn new(input: &'de [u8]) -> Reader<'de> {
        Reader { input, at: 0, depth: 0 }
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fail("there is more behind the value"),
        }
    }

    fn fail<T>(&self, reason: &str) -> Result<T> {
        Err(JsonError::new(format!("{reason}, at byte {}", self.at)))
    }

    fn next_byte(&self) -> Option<u8> {
        self.input.get(self.at).copied()
    }

    /// The first byte that is no space, which is not passed.
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.next_byte() {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Passes a word, if it is the next.
    fn takes(&mut self, word: &[u8]) -> bool {
        let is_next = self.input.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<()> {
        match self.peek() {
            Some(next) if next == byte => {
                self.at += 1;
                Ok(())
            }
            None => self.fail("the text ends early"),
            Some(_) => self.fail(what),
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.next_byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// A number's text, and whether it is an integer.
    fn number(&mut self) -> Result<(&'de str, bool)> {
        let start = self.at;
        self.takes(b"-");
        if !self.takes(b"0") && self.digits() == 0 {
            return self.fail("there is no value here");
        }
        let mut is_int = true;
        for (signs, marks) in [(&b""[..], &b"."[..]), (b"+-", b"eE")] {
            let before = self.at;
            if self.next_byte().is_some_and(|byte| marks.contains(&byte)) {
                self.at += 1;
                if self.next_byte().is_some_and(|byte| signs.contains(&byte)) {
                    self.at += 1;
                }
                if self.digits() == 0 {
                    // Not part of the number; nor of anything else, as its reader will find.
                    self.at = before;
                } else {
                    is_int = false;
                }
            }
        }
        let text = self.input.get(start..self.at).and_then(|bytes| std::str::from_utf8(bytes).ok());
        Ok((text.unwrap_or(""), is_int))
    }

    fn visit_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let (text, is_int) = self.number()?;
        if is_int {
            if let Ok(number) = text.parse::<u64>() {
                return visitor.visit_u64(number);
            }
            if let Ok(number) = text.parse::<i64>() {
                return visitor.visit_i64(number);
            }
        }
        match text.parse() {
            Ok(number) => visitor.visit_f64(number),
            Err(_) => self.fail("a number is none"),
        }
    }

    /// The text in quotes of which the first is next.
    fn string(&mut self) -> Result<Cow<'de, str>> {
        self.expect(b'"', "a text is expected")?;
        let start = self.at;
        let plain = self.run();
        if self.takes(b"\"") {
            return self.utf8(self.input.get(start..start + plain).unwrap_or_default()).map(Cow::Borrowed);
        }
        let mut bytes = self.input.get(start..self.at).unwrap_or_default().to_vec();
        loop {
            match self.next_byte() {
                Some(b'"') => {
                    self.at += 1;
                    let text = String::from_utf8(bytes).or_else(|_| self.fail("a text is not UTF-8"));
                    return text.map(Cow::Owned);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let special = self.escape()?;
                    bytes.extend_from_slice(special.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(_) => return self.fail("a text has a control character"),
                None => return self.fail("a text does not end"),
            }
            let start = self.at;
            let plain = self.run();
            bytes.extend_from_slice(self.input.get(start..start + plain).unwrap_or_default());
        }
    }

    fn utf8(&self, bytes: &'de [u8]) -> Result<&'de str> {
        std::str::from_utf8(bytes).or_else(|_| self.fail("a text is not UTF-8"))
    }

    /// Passes what stands for itself in a text.
    fn run(&mut self) -> usize {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
        self.at += length;
        length
    }

    fn escape(&mut self) -> Result<char> {
        let code = self.next_byte();
        self.at += 1;
        Ok(match code {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut units = vec![self.unit()?];
                if matches!(units[..], [0xD800..=0xDBFF]) && self.takes(b"\\u") {
                    units.push(self.unit()?);
                }
                match char::decode_utf16(units).collect::<std::result::Result<Vec<_>, _>>().as_deref() {
                    Ok([special]) => *special,
                    _ => return self.fail("half a surrogate pair is no text"),
                }
            }
            _ => return self.fail("an escape is none"),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16> {
        let digits = self.input.get(self.at..self.at + 4).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|digits| !digits.starts_with('+')).map(|digits| u16::from_str_radix(digits, 16)) {
            Some(Ok(unit)) => {
                self.at += 4;
                Ok(unit)
            }
            _ => self.fail("an escape is none"),
        }
    }

    fn visit_string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    /// Reads what is between brackets, one level further in.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Items<'_, 'de>) -> Result<T>, close: u8) -> Result<T> {
        if self.depth >= MAX_DEPTH {
            return self.fail(&format!("the value is nested deeper than {MAX_DEPTH}"));
        }
        self.at += 1;
        self.depth += 1;
        let mut items = Items { reader: self, close, first: true };
        let value = read(&mut items)?;
        // A visitor need not read to the end, but then the type does not fit.
        if items.is_next()? {
            return self.fail("there are more items than the type has");
        }
        self.at += 1;
        self.depth -= 1;
        Ok(value)
    }

    /// An integer in the type that is asked for, exactly.
    fn wide<T: std::str::FromStr>(&mut self) -> Result<Option<T>> {
        self.peek();
        let start = self.at;
        if let Ok((text, true)) = self.number()
            && let Ok(number) = text.parse()
        {
            return Ok(Some(number));
        }
        self.at = start;
        Ok(None)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek() {
            Some(b'"') => self.visit_string(visitor),
            Some(b'[') => self.inside(|items| visitor.visit_seq(items), b']'),
            Some(b'{') => self.inside(|items| visitor.visit_map(items), b'}'),
            Some(b'n') if self.takes(b"null") => visitor.visit_unit(),
            Some(b't') if self.takes(b"true") => visitor.visit_bool(true),
            Some(b'f') if self.takes(b"false") => visitor.visit_bool(false),
            Some(b'N') if self.takes(b"NaN") => visitor.visit_f64(f64::NAN),
            Some(b'I') if self.takes(b"Infinity") => visitor.visit_f64(f64::INFINITY),
            Some(b'-') if self.takes(b"-Infinity") => visitor.visit_f64(f64::NEG_INFINITY),
            Some(b'-' | b'0'..=b'9') => self.visit_number(visitor),
            Some(_) => self.fail("there is no value here"),
            None => self.fail("the text ends early"),
        }
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.wide()? {
            Some(number) => visitor.visit_i128(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.wide()? {
            Some(number) => visitor.visit_u128(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek() {
            Some(b'n') if self.takes(b"null") => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        #[cfg(feature = "pickle")]
        if name == crate::codec::pickle::EXACT && matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            let start = self.at;
            match self.number() {
                Ok((text, true)) if text.parse::<i64>().is_err() => {
                    return crate::codec::pickle::big_int(text, visitor);
                }
                _ => self.at = start,
            }
        }
        let _ = name;
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.peek() {
            Some(b'"') => visitor.visit_enum(self.string()?.into_deserializer()),
            Some(b'{') => self.inside(
                |items| match items.is_next()? {
                    true => visitor.visit_enum(Variant(items)),
                    false => items.reader.fail("an enum is a text or an object of one entry"),
                },
                b'}',
            ),
            _ => self.fail("an enum is a text or an object of one entry"),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

/// The items of an array or object.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    close: u8,
    first: bool,
}

impl Items<'_, '_> {
    /// Whether there is one more, at which the reader then stands.
    fn is_next(&mut self) -> Result<bool> {
        if self.reader.peek() == Some(self.close) {
            return Ok(false);
        }
        if !std::mem::take(&mut self.first) {
            self.reader.expect(b',', "there is no comma between two items")?;
            if self.reader.peek() == Some(self.close) {
                return self.reader.fail("there is nothing behind a comma");
            }
        }
        match self.reader.peek() {
            Some(_) => Ok(true),
            None => self.reader.fail("the text ends early"),
        }
    }

    fn colon(&mut self) -> Result<()> {
        self.reader.expect(b':', "there is no colon behind a key")
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        match self.is_next()? {
            true => seed.deserialize(&mut *self.reader).map(Some),
            false => Ok(None),
        }
    }
}

impl<'de> MapAccess<'de> for &mut Items<'_, 'de> {
    type Error = JsonError;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.is_next()? {
            return Ok(None);
        }
        if self.reader.peek() != Some(b'"') {
            return self.reader.fail("a key is no text");
        }
        seed.deserialize(Key(self.reader)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        self.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

/// The one entry of an object that stands for an enum's variant.
struct Variant<'i, 'r, 'de>(&'i mut Items<'r, 'de>);

impl<'de> EnumAccess<'de> for Variant<'_, '_, 'de> {
    type Error = JsonError;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self)> {
        let name = seed.deserialize(&mut *self.0.reader)?;
        self.0.colon()?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_, 'de> {
    type Error = JsonError;

    fn unit_variant(self) -> Result<()> {
        serde::Deserialize::deserialize(&mut *self.0.reader)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(&mut *self.0.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value> {
        self.0.reader.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.0.reader.deserialize_any(visitor)
    }
}

/// A key, which is a text, for types that are none.
struct Key<'r, 'de>(&'r mut Reader<'de>);

macro_rules! numbers {
    ($($function:ident $visit:ident $type:ty),*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            let text = self.0.string()?;
            match text.parse::<$type>() {
                Ok(number) => visitor.$visit(number),
                Err(_) => visitor.visit_str(&text),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.0.visit_string(visitor)
    }

    numbers!(
        deserialize_bool visit_bool bool,
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64
    );

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(self.0.string()?.into_deserializer())
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
