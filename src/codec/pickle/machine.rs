//! The stack machine that a pickle is a program for. It builds plain values and knows nothing else.
//!
//! Values lie in one list and refer to each other by index, so that neither depth nor cycles cost anything here.

use std::collections::HashMap;
use std::ops::Range;

use super::{BigInt, PickleError};

/// A value, or where it lies.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// Text in the pickle.
    Str(Span),
    /// Bytes in the pickle.
    Bytes(Span),
    /// Little-endian two's complement in the pickle.
    Long(Span),
    Node(u32),
}

/// Bytes of the pickle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn range(self) -> Range<usize> {
        // A pickle has fewer bytes than a u32 counts, which the machine checks first.
        let index = |at| usize::try_from(at).unwrap_or(usize::MAX);
        index(self.start)..index(self.end)
    }
}

#[derive(Debug)]
pub(super) enum Node {
    Str(String),
    Bytes(Vec<u8>),
    ByteArray(Vec<u8>),
    Long(BigInt),
    List(Vec<Item>),
    Tuple(Vec<Item>),
    /// Keys and values in turn.
    Dict(Vec<Item>),
    Set(Vec<Item>),
    FrozenSet(Vec<Item>),
    Global(Global),
}

/// The functions that plain values are made with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Global {
    Set,
    FrozenSet,
    ByteArray,
    Bytes,
    Encode,
    OrderedDict,
}

#[derive(Debug)]
pub(super) struct Machine<'a> {
    input: &'a [u8],
    at: usize,
    stack: Vec<Item>,
    marks: Vec<usize>,
    memo: HashMap<u32, Item>,
    nodes: Vec<Node>,
    /// How much was copied out of other values. A value that is read again and again must not fill the memory.
    copied: usize,
}

type Result<T> = std::result::Result<T, PickleError>;

/// What may be copied within any pickle; as much as a longer one has bytes.
const COPIES: usize = 1 << 20;

fn fail<T>(reason: &str) -> Result<T> {
    Err(PickleError::new(reason))
}

impl<'a> Machine<'a> {
    /// Runs a pickle to its end. The machine then has one value on its stack.
    pub(super) fn run(input: &'a [u8]) -> Result<Machine<'a>> {
        if u32::try_from(input.len()).is_err() {
            return fail("the pickle is longer than 4 GiB");
        }
        let mut machine = Machine {
            input,
            at: 0,
            stack: Vec::new(),
            marks: Vec::new(),
            memo: HashMap::new(),
            nodes: Vec::new(),
            copied: 0,
        };
        while machine.step()? {}
        if machine.at < input.len() {
            return fail("there are bytes behind the pickle");
        }
        Ok(machine)
    }

    pub(super) fn result(&self) -> Item {
        self.stack.last().copied().unwrap_or(Item::None)
    }

    pub(super) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(index).ok()?)
    }

    pub(super) fn bytes(&self, span: Span) -> &'a [u8] {
        self.input.get(span.range()).unwrap_or_default()
    }

    pub(super) fn input_len(&self) -> usize {
        self.input.len()
    }

    /// One instruction. No at the one that ends the pickle.
    fn step(&mut self) -> Result<bool> {
        let code = self.byte()?;
        match code {
            // PROTO and FRAME: nothing depends on them.
            0x80 => match self.byte()? {
                0..=5 => {}
                _ => return fail("the pickle is of a protocol later than 5"),
            },
            0x95 => {
                self.take(8)?;
            }
            b'.' => {
                self.top()?;
                return Ok(false);
            }

            b'(' => self.marks.push(self.stack.len()),
            b'0' => match self.marks.last() {
                Some(mark) if *mark == self.stack.len() => {
                    self.marks.pop();
                }
                _ => {
                    self.pop()?;
                }
            },
            b'1' => {
                self.pop_mark()?;
            }
            b'2' => {
                let top = self.top()?;
                self.stack.push(top);
            }

            // The memo.
            b'p' => {
                let key = self.decimal()?;
                self.memoize(key)?;
            }
            b'q' => {
                let key = self.byte()?;
                self.memoize(key.into())?;
            }
            b'r' => {
                let key = self.u32()?;
                self.memoize(key)?;
            }
            0x94 => {
                let key = u32::try_from(self.memo.len()).unwrap_or(u32::MAX);
                self.memoize(key)?;
            }
            b'g' => {
                let key = self.decimal()?;
                self.recall(key)?;
            }
            b'h' => {
                let key = self.byte()?;
                self.recall(key.into())?;
            }
            b'j' => {
                let key = self.u32()?;
                self.recall(key)?;
            }

            // Numbers.
            b'N' => self.stack.push(Item::None),
            0x88 => self.stack.push(Item::Bool(true)),
            0x89 => self.stack.push(Item::Bool(false)),
            b'K' => {
                let number = self.byte()?;
                self.stack.push(Item::Int(number.into()));
            }
            b'M' => {
                let number = u16::from_le_bytes(self.array()?);
                self.stack.push(Item::Int(number.into()));
            }
            b'J' => {
                let number = i32::from_le_bytes(self.array()?);
                self.stack.push(Item::Int(number.into()));
            }
            b'G' => {
                let number = f64::from_be_bytes(self.array()?);
                self.stack.push(Item::Float(number));
            }
            0x8a => {
                let length = self.byte()?;
                self.long(length.into())?;
            }
            0x8b => {
                let length = self.length4()?;
                self.long(length)?;
            }
            b'I' => match self.line()? {
                "00" => self.stack.push(Item::Bool(false)),
                "01" => self.stack.push(Item::Bool(true)),
                line => self.text_int(line)?,
            },
            b'L' => {
                let line = self.line()?;
                self.text_int(line.strip_suffix('L').unwrap_or(line))?;
            }
            b'F' => match self.line()?.parse() {
                Ok(number) => self.stack.push(Item::Float(number)),
                Err(_) => return fail("a float is not a number"),
            },

            // Texts and bytes.
            0x8c => {
                let length = self.byte()?;
                self.text(length.into())?;
            }
            b'X' => {
                let length = self.length4()?;
                self.text(length)?;
            }
            0x8d => {
                let length = self.length8()?;
                self.text(length)?;
            }
            b'V' => {
                let text = unescaped_text(self.raw_line()?)?;
                self.push_node(Node::Str(text));
            }
            b'C' => {
                let length = self.byte()?;
                let span = self.take(length.into())?;
                self.stack.push(Item::Bytes(span));
            }
            b'B' => {
                let length = self.length4()?;
                let span = self.take(length)?;
                self.stack.push(Item::Bytes(span));
            }
            0x8e => {
                let length = self.length8()?;
                let span = self.take(length)?;
                self.stack.push(Item::Bytes(span));
            }
            0x96 => {
                let length = self.length8()?;
                let span = self.take(length)?;
                self.push_node(Node::ByteArray(self.bytes(span).into()));
            }
            // Python 2's `str`: text where it is ASCII, as Python 3 has it, and bytes otherwise.
            b'U' => {
                let length = self.byte()?;
                self.old_text(length.into())?;
            }
            b'T' => {
                let length = self.length4()?;
                self.old_text(length)?;
            }
            b'S' => {
                let bytes = unescaped_bytes(self.raw_line()?)?;
                match String::from_utf8(bytes) {
                    Ok(text) if text.is_ascii() => self.push_node(Node::Str(text)),
                    Ok(text) => self.push_node(Node::Bytes(text.into_bytes())),
                    Err(error) => self.push_node(Node::Bytes(error.into_bytes())),
                }
            }

            // Containers.
            b']' => self.push_node(Node::List(Vec::new())),
            b'}' => self.push_node(Node::Dict(Vec::new())),
            b')' => self.push_node(Node::Tuple(Vec::new())),
            0x8f => self.push_node(Node::Set(Vec::new())),
            b'l' => {
                let items = self.pop_mark()?;
                self.push_node(Node::List(items));
            }
            b't' => {
                let items = self.pop_mark()?;
                self.push_node(Node::Tuple(items));
            }
            b'd' => {
                let items = self.pop_mark()?;
                self.push_node(Node::Dict(paired(items)?));
            }
            0x91 => {
                let items = self.pop_mark()?;
                self.push_node(Node::FrozenSet(items));
            }
            0x85..=0x87 => {
                let mut items = Vec::new();
                for _ in 0x84..code {
                    items.push(self.pop()?);
                }
                items.reverse();
                self.push_node(Node::Tuple(items));
            }
            b'a' => {
                let item = self.pop()?;
                self.extend(vec![item], "list")?;
            }
            b'e' => {
                let items = self.pop_mark()?;
                self.extend(items, "list")?;
            }
            b's' => {
                let value = self.pop()?;
                let key = self.pop()?;
                self.extend(vec![key, value], "dict")?;
            }
            b'u' => {
                let items = self.pop_mark()?;
                self.extend(paired(items)?, "dict")?;
            }
            0x90 => {
                let items = self.pop_mark()?;
                self.extend(items, "set")?;
            }

            // What plain values are made with; nothing else is accepted.
            b'c' => {
                let module = self.line()?;
                let name = self.line()?;
                self.global(module, name)?;
            }
            0x93 => {
                let name = self.pop()?;
                let module = self.pop()?;
                let (module, name) = (self.text_of(module)?, self.text_of(name)?);
                self.global(&module, &name)?;
            }
            b'R' => {
                let arguments = self.pop()?;
                let function = self.pop()?;
                self.reduce(function, arguments)?;
            }
            b'i' => {
                let (module, name) = (self.line()?, self.line()?);
                return Err(wants(module, name));
            }
            b'o' | b'b' | 0x81 | 0x92 => return fail("the pickle holds an object of a class"),
            b'P' | b'Q' | 0x82..=0x84 | 0x97 | 0x98 => {
                return fail("the pickle refers to things outside of it");
            }
            _ => return Err(PickleError::new(format!("not a pickle: there is no instruction {code:#04x}"))),
        }
        Ok(true)
    }

    fn byte(&mut self) -> Result<u8> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.input.get(self.at..).and_then(<[u8]>::first_chunk) {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => fail("the pickle ends too early"),
        }
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn length4(&mut self) -> Result<usize> {
        Ok(usize::try_from(self.u32()?).unwrap_or(usize::MAX))
    }

    fn length8(&mut self) -> Result<usize> {
        Ok(usize::try_from(u64::from_le_bytes(self.array()?)).unwrap_or(usize::MAX))
    }

    fn take(&mut self, length: usize) -> Result<Span> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.input.len());
        let span = end.and_then(|end| Some(Span { start: self.at.try_into().ok()?, end: end.try_into().ok()? }));
        match (span, end) {
            (Some(span), Some(end)) => {
                self.at = end;
                Ok(span)
            }
            _ => fail("the pickle ends too early"),
        }
    }

    fn raw_line(&mut self) -> Result<&'a [u8]> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.at += end + 1;
                let line = rest.get(..end).unwrap_or_default();
                Ok(line.strip_suffix(b"\r").unwrap_or(line))
            }
            None => fail("the pickle ends too early"),
        }
    }

    fn line(&mut self) -> Result<&'a str> {
        let line = self.raw_line()?;
        std::str::from_utf8(line).or_else(|_| fail("a line is not text"))
    }

    fn decimal(&mut self) -> Result<u32> {
        self.line()?.parse().or_else(|_| fail("a place in the memo is not a number"))
    }

    fn pop(&mut self) -> Result<Item> {
        let mark = self.marks.last().copied().unwrap_or(0);
        match self.stack.pop() {
            Some(item) if self.stack.len() >= mark => Ok(item),
            _ => fail("the pickle takes more than is there"),
        }
    }

    fn top(&mut self) -> Result<Item> {
        let item = self.pop()?;
        self.stack.push(item);
        Ok(item)
    }

    fn pop_mark(&mut self) -> Result<Vec<Item>> {
        match self.marks.pop() {
            Some(mark) if mark <= self.stack.len() => Ok(self.stack.split_off(mark)),
            _ => fail("the pickle takes more than is there"),
        }
    }

    fn memoize(&mut self, key: u32) -> Result<()> {
        let item = self.top()?;
        self.memo.insert(key, item);
        Ok(())
    }

    fn recall(&mut self, key: u32) -> Result<()> {
        match self.memo.get(&key) {
            Some(item) => {
                self.stack.push(*item);
                Ok(())
            }
            None => fail("the pickle refers to what it does not hold"),
        }
    }

    fn push_node(&mut self, node: Node) {
        // Each node takes a byte of the pickle at least, so their number fits.
        let index = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(node);
        self.stack.push(Item::Node(index));
    }

    fn long(&mut self, length: usize) -> Result<()> {
        let span = self.take(length)?;
        let bytes = self.bytes(span);
        let item = match bytes.len() {
            0..=8 => {
                let negative = bytes.last().is_some_and(|last| last & 0x80 != 0);
                let mut wide = [if negative { 0xFF } else { 0 }; 8];
                for (to, from) in wide.iter_mut().zip(bytes) {
                    *to = *from;
                }
                Item::Int(i64::from_le_bytes(wide))
            }
            _ => Item::Long(span),
        };
        self.stack.push(item);
        Ok(())
    }

    fn text_int(&mut self, line: &str) -> Result<()> {
        match (line.parse(), BigInt::parse(line)) {
            (Ok(number), _) => self.stack.push(Item::Int(number)),
            (_, Some(number)) => self.push_node(Node::Long(number)),
            _ => return fail("an int is not a number, or longer than Python reads"),
        }
        Ok(())
    }

    fn text(&mut self, length: usize) -> Result<()> {
        let span = self.take(length)?;
        match std::str::from_utf8(self.bytes(span)) {
            Ok(_) => self.stack.push(Item::Str(span)),
            Err(_) => return fail("a text is not UTF-8"),
        }
        Ok(())
    }

    fn old_text(&mut self, length: usize) -> Result<()> {
        let span = self.take(length)?;
        let item = if self.bytes(span).is_ascii() { Item::Str(span) } else { Item::Bytes(span) };
        self.stack.push(item);
        Ok(())
    }

    fn text_of(&self, item: Item) -> Result<String> {
        match item {
            Item::Str(span) => Ok(String::from_utf8_lossy(self.bytes(span)).into_owned()),
            Item::Node(index) => match self.node(index) {
                Some(Node::Str(text)) => Ok(text.clone()),
                _ => fail("a name is not a text"),
            },
            _ => fail("a name is not a text"),
        }
    }

    /// Puts items into the container on top.
    fn extend(&mut self, items: Vec<Item>, kind: &str) -> Result<()> {
        let Item::Node(index) = self.top()? else { return fail("only containers hold values") };
        let node = usize::try_from(index).ok().and_then(|index| self.nodes.get_mut(index));
        match (node, kind) {
            (Some(Node::List(held)), "list") | (Some(Node::Dict(held)), "dict") | (Some(Node::Set(held)), "set") => {
                held.extend(items);
                Ok(())
            }
            _ => Err(PickleError::new(format!("there is no {kind} to put values into"))),
        }
    }

    fn global(&mut self, module: &str, name: &str) -> Result<()> {
        let global = match (module, name) {
            ("builtins" | "__builtin__", "set") => Global::Set,
            ("builtins" | "__builtin__", "frozenset") => Global::FrozenSet,
            ("builtins" | "__builtin__", "bytearray") => Global::ByteArray,
            ("builtins" | "__builtin__", "bytes") => Global::Bytes,
            ("_codecs", "encode") => Global::Encode,
            ("collections", "OrderedDict") => Global::OrderedDict,
            _ => return Err(wants(module, name)),
        };
        self.push_node(Node::Global(global));
        Ok(())
    }

    /// Makes what one of the known functions makes of its arguments.
    fn reduce(&mut self, function: Item, arguments: Item) -> Result<()> {
        let odd = || fail("a plain value is made in an unknown way");
        let (Item::Node(function), Item::Node(arguments)) = (function, arguments) else { return odd() };
        let (Some(Node::Global(global)), Some(Node::Tuple(arguments))) = (self.node(function), self.node(arguments))
        else {
            return odd();
        };
        let node = match (*global, arguments.as_slice()) {
            (Global::OrderedDict, []) => Node::Dict(Vec::new()),
            (Global::Bytes, []) => Node::Bytes(Vec::new()),
            (Global::ByteArray, []) => Node::ByteArray(Vec::new()),
            (Global::ByteArray, [Item::Bytes(span)]) => Node::ByteArray(self.bytes(*span).into()),
            (Global::ByteArray, [Item::Node(index)]) => match self.node(*index) {
                Some(Node::Bytes(bytes)) => Node::ByteArray(bytes.clone()),
                _ => return odd(),
            },
            (Global::ByteArray, [text, _encoding]) => Node::ByteArray(latin1(&self.text_of(*text)?)?),
            (Global::Encode, [text, _encoding]) => Node::Bytes(latin1(&self.text_of(*text)?)?),
            (Global::Set | Global::FrozenSet, [Item::Node(index)]) => match (self.node(*index), *global) {
                (Some(Node::List(items) | Node::Tuple(items)), Global::Set) => Node::Set(items.clone()),
                (Some(Node::List(items) | Node::Tuple(items)), _) => Node::FrozenSet(items.clone()),
                _ => return odd(),
            },
            _ => return odd(),
        };
        self.copied += match &node {
            Node::Bytes(bytes) | Node::ByteArray(bytes) => bytes.len(),
            Node::Set(items) | Node::FrozenSet(items) => items.len(),
            _ => 0,
        };
        if self.copied > self.input.len().max(COPIES) {
            return fail("the pickle repeats its values too often");
        }
        self.push_node(node);
        Ok(())
    }
}

fn wants(module: &str, name: &str) -> PickleError {
    PickleError::new(format!("the pickle wants {module}.{name}, and nothing is run"))
}

fn paired(items: Vec<Item>) -> Result<Vec<Item>> {
    if items.len().is_multiple_of(2) { Ok(items) } else { fail("a dict has a key without a value") }
}

/// Text whose characters are bytes.
fn latin1(text: &str) -> Result<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).or_else(|_| fail("bytes are written in an unknown way"))).collect()
}

/// Python's raw-unicode-escape: Latin-1 with `\uXXXX` and `\UXXXXXXXX`.
fn unescaped_text(line: &[u8]) -> Result<String> {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((byte, behind)) = rest.split_first() {
        let digits = match behind.first() {
            Some(b'u') if *byte == b'\\' => 4,
            Some(b'U') if *byte == b'\\' => 8,
            _ => 0,
        };
        if digits == 0 {
            text.push((*byte).into());
            rest = behind;
            continue;
        }
        let number = behind.get(1..=digits).and_then(|digits| std::str::from_utf8(digits).ok());
        let number = number.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        text.push(number.map_or_else(|| fail("a text has a broken escape"), Ok)?);
        rest = behind.get(digits + 1..).unwrap_or_default();
    }
    Ok(text)
}

/// A literal of Python 2's `str`, quotes and all.
fn unescaped_bytes(line: &[u8]) -> Result<Vec<u8>> {
    let broken = || PickleError::new("a text has a broken escape");
    let inner = match line {
        [b'\'', inner @ .., b'\''] | [b'"', inner @ .., b'"'] => inner,
        _ => return Err(PickleError::new("a text has no quotes")),
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.iter();
    while let Some(byte) = rest.next() {
        if *byte != b'\\' {
            bytes.push(*byte);
            continue;
        }
        bytes.push(match rest.next().ok_or_else(broken)? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'x' => {
                let mut digit = || rest.next().and_then(|digit| char::from(*digit).to_digit(16)).ok_or_else(broken);
                u8::try_from(digit()? << 4 | digit()?).map_err(|_| broken())?
            }
            quoted @ (b'\\' | b'\'' | b'"') => *quoted,
            _ => return Err(broken()),
        });
    }
    Ok(bytes)
}
