//! rust-zmq's public API, item by item.
//!
//! `api/rust-zmq-0.10.txt` lists every public item of zmq 0.10.0 with its signature, as a tool read them from the compiled
//! crate. `api/assertions.rs` states each of them in Rust, so that one that is missing or different does not compile; it
//! is made from the list by the code below (`UPDATE_API=1 cargo test -p zmq --test public_api`), and a test compares the
//! two. Left out is what stable Rust cannot see: the compiler's own `Freeze`, `UnsafeUnpin` and `StructuralPartialEq`.

use std::collections::BTreeSet;
use std::fmt::Write;

#[path = "api/assertions.rs"]
mod assertions;

const LIST: &str = include_str!("api/rust-zmq-0.10.txt");

/// What the list does not have: rust-zmq's unreleased version added it.
const ADDED: [&str; 4] = ["from_msg", "as_mut", "get_tcp_maxrt", "set_tcp_maxrt"];

/// Where an item of the list stands.
enum Place {
    Root,
    /// In an inherent impl: its generics and type.
    Type(String, String),
    /// In the impl of a trait: its type and the trait.
    Trait(String, String),
}

struct Maker {
    text: String,
    count: usize,
    place: Place,
}

fn arguments(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for character in list.chars() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(character);
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Splits `name<generics>` at the front of a text.
fn generics(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix('<') else { return ("", text) };
    let mut depth = 1;
    for (index, character) in rest.char_indices() {
        match character {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..index + 2], rest[index + 1..].trim_start());
        }
    }
    ("", text)
}

impl Maker {
    fn say(&mut self, generics: &str, bounds: &str, body: &str) {
        self.count += 1;
        writeln!(self.text, "fn item_{}{generics}() {bounds} {{ {body} }}", self.count).unwrap();
    }

    fn line(&mut self, line: &str, rest: &[&str]) {
        let line = line.strip_prefix("#[repr(C)] ").unwrap_or(line);
        if let Some(implemented) = line.strip_prefix("impl") {
            self.implementation(implemented.trim_end());
        } else if let Some(name) = line.strip_prefix("pub enum ") {
            self.place = Place::Root;
            self.enumeration(name, rest);
        } else if let Some(name) = line.strip_prefix("pub struct ") {
            self.place = Place::Root;
            let name = name.replace("<'a>", "<'static>");
            self.say("", "", &format!("let _ = size_of::<{name}>();"));
        } else if line.strip_prefix("pub trait ").is_some() {
            self.place = Place::Trait("T".into(), "zmq::Sendable".into());
        } else if let Some(constant) = line.strip_prefix("pub const zmq::") {
            self.constant(constant);
        } else if let Some(constant) = line.strip_prefix("pub static ") {
            let (name, kind) = constant.split_once(": ").unwrap();
            self.say("", "", &format!("let _: &'static {kind} = &{name};"));
        } else if let Some(alias) = line.strip_prefix("pub type ") {
            self.alias(alias);
        } else if line.contains("fn ") {
            self.function(line);
        } else if let Some(field) = line.strip_prefix("pub zmq::CurveKeyPair::") {
            let (name, kind) = field.split_once(": ").unwrap();
            self.say("", "", &format!("let _: fn(zmq::CurveKeyPair) -> {kind} = |pair| pair.{name};"));
        }
    }

    fn implementation(&mut self, text: &str) {
        let (generics, text) = generics(text);
        let text = text.trim_start();
        let Some((name, target)) = text.split_once(" for ") else {
            self.place = Place::Type(generics.into(), text.into());
            return;
        };
        let (target, bounds) = match target.split_once(" where ") {
            Some((target, bounds)) => (target, format!("where {bounds}")),
            None => (target, String::new()),
        };
        // A reference to a T is only there where the T lives long enough.
        let bounds = if generics == "<'a, T>" { format!("{bounds}, T: 'a") } else { bounds };
        self.place = Place::Trait(target.into(), name.into());
        let body = if let Some(name) = name.strip_prefix('!') {
            format!(
                "trait Either<M> {{ fn named() {{}} }} impl<T: ?Sized> Either<()> for T {{}} struct Both; \
                 impl<T: ?Sized + {name}> Either<Both> for T {{}} <{target} as Either<_>>::named();"
            )
        } else if let Some(from) = name.strip_prefix("std::convert::From<") {
            let from = from.strip_suffix('>').unwrap();
            format!("let _: fn({from}) -> {target} = <{target} as {name}>::from;")
        } else if name == "zmq::Sendable" {
            format!("let _: fn({target}, &zmq::Socket, i32) -> zmq::Result<()> = <{target} as {name}>::send;")
        } else {
            format!("fn is<X: {name}>() {{}} is::<{target}>();")
        };
        self.say(generics, &bounds, &body);
    }

    fn enumeration(&mut self, name: &str, rest: &[&str]) {
        let prefix = format!("pub {name}::");
        let mut arms = String::new();
        for variant in rest.iter().map_while(|line| line.strip_prefix(&prefix)) {
            let (variant, number) = variant.split_once(" = ").unwrap_or((variant, ""));
            match variant.split_once('(') {
                Some((variant, payload)) => {
                    let payload = payload.strip_suffix(')').unwrap();
                    write!(arms, "{name}::{variant}(payload) => {{ let _: {payload} = payload; }} ").unwrap();
                }
                None => write!(arms, "{name}::{variant} => {{}} ").unwrap(),
            }
            if !number.is_empty() {
                self.say("", "", &format!("const {{ assert!({name}::{variant} as i64 == {number}) }}"));
            }
            if name == "zmq::SocketType" {
                self.say("", "", &format!("let _: {name} = zmq::{variant};"));
            }
        }
        self.say("", "", &format!("let _ = |value: {name}| match value {{ {arms} }};"));
    }

    fn constant(&mut self, text: &str) {
        if text.starts_with("fn ") {
            return;
        }
        let (name, kind) = text.split_once(": ").unwrap();
        self.say("", "", &format!("const _: {} = zmq::{name};", kind.replace("Self", "zmq::PollEvents")));
    }

    fn alias(&mut self, text: &str) {
        match &self.place {
            Place::Trait(target, name) if !text.starts_with("zmq::Result") => {
                let (path, kind) = text.split_once(" = ").unwrap();
                let associated = path.rsplit("::").next().unwrap();
                let body = format!("let _: fn(&<{target} as {name}>::{associated}) -> &{kind} = |value| value;");
                self.say("", "", &body);
            }
            _ => self.say("", "", "let _: fn(zmq::Result<u8>) -> std::result::Result<u8, zmq::Error> = |value| value;"),
        }
    }

    fn function(&mut self, line: &str) {
        let (words, signature) = line.split_once("fn ").unwrap();
        let path_end = signature.find('(').unwrap();
        let (signature, bounds) = match signature.split_once(" where ") {
            Some((signature, bounds)) => (signature, format!("where {bounds}")),
            None => (signature, String::new()),
        };
        let (path, list) = signature.split_at(path_end);
        let (list, result) = list.rsplit_once(") -> ").unwrap_or((list.trim_end_matches(')'), "()"));
        let is_root = !matches!(&self.place, Place::Type(_, target) if path.starts_with(&format!("{target}::")))
            && path.starts_with("zmq::")
            && path.split('<').next().unwrap().matches("::").count() == 1;
        let (outer, target) = match &self.place {
            _ if is_root => (String::new(), "()".to_owned()),
            Place::Type(generics, target) => (generics.clone(), target.clone()),
            Place::Trait(target, name) if target == "T" && name == "zmq::Sendable" && path == "zmq::Sendable::send" => {
                ("<T: zmq::Sendable>".into(), "T".to_owned())
            }
            // The impl itself says so.
            _ => return,
        };
        let name = path.strip_prefix(target.as_str()).unwrap_or(path);
        let name = name.trim_start_matches("::").split('<').next().unwrap();
        let own = path.rfind(name).map_or("", |start| generics(&path[start + name.len()..]).0);
        let path = if is_root || target == "T" { path.to_owned() } else { format!("<{target}>::{name}") };
        let path = if is_root { path.split('<').next().unwrap().to_owned() } else { path };
        let kinds: Vec<String> = arguments(list.trim_start_matches('('))
            .iter()
            .map(|kind| match kind.as_str() {
                "self" => target.clone(),
                kind if kind.starts_with('&') && kind.ends_with(" self") => {
                    format!("{} {target}", kind.strip_suffix(" self").unwrap())
                }
                "&self" => format!("&{target}"),
                kind => kind.replace("Self", &target),
            })
            .collect();
        let result = result.replace("Self", &target);
        let unsafety = if words.contains("unsafe") { "unsafe " } else { "" };
        // Lifetimes belong to the pointer, types to the function around it.
        let (lifetimes, types) = if own.starts_with("<'") { (format!("for{own} "), "") } else { (String::new(), own) };
        let outer = if types.is_empty() { outer } else { types.to_owned() };
        let body = format!("let _: {lifetimes}{unsafety}fn({}) -> {result} = {path};", kinds.join(", "));
        self.say(&outer, &bounds, &body);
        if words.contains("const") {
            let values = kinds.iter().map(|kind| match kind.as_str() {
                "i16" => "1",
                kind if kind.starts_with('&') => "&zmq::POLLIN",
                _ => "zmq::POLLIN",
            });
            let values = values.collect::<Vec<_>>().join(", ");
            let call = if unsafety.is_empty() {
                format!("{path}({values})")
            } else {
                format!("unsafe {{ {path}({values}) }}")
            };
            self.say("", "", &format!("const _: {result} = {call};"));
        }
    }
}

/// Whether a line of the list needs no statement of its own: a heading, a variant, which is stated with its enum, or a
/// method of a trait's impl, which is stated with the impl.
fn is_stated_elsewhere(line: &str, place: &Place) -> bool {
    let headings = ["pub mod zmq", "pub use zmq::<<crate::SocketType::*>>", "pub trait zmq::Sendable"];
    let enums = ["DecodeError", "EncodeError", "Error", "Mechanism", "SocketEvent", "SocketType"];
    headings.contains(&line)
        || enums.iter().any(|name| line.starts_with(&format!("pub zmq::{name}::")))
        || (line.starts_with("impl") && !line.contains(" for "))
        || (line.contains("fn ") && matches!(place, Place::Trait(..)))
}

/// The statements, and the lines of the list that nothing states.
fn made() -> (String, Vec<&'static str>) {
    let head = "//! Made from the list beside this; see `public_api.rs`.\n\
                #![allow(warnings, clippy::all, clippy::undocumented_unsafe_blocks, unsafe_code)]\n#![cfg_attr(rustfmt, rustfmt_skip)]\n\n";
    let mut maker = Maker { text: head.to_owned(), count: 0, place: Place::Root };
    let lines: Vec<&str> = LIST.lines().collect();
    let mut unstated = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let before = maker.count;
        maker.line(line, &lines[index + 1..]);
        if maker.count == before && !is_stated_elsewhere(line, &maker.place) {
            unstated.push(*line);
        }
    }
    (maker.text, unstated)
}

#[test]
fn the_assertions_are_those_of_the_list() {
    let (text, unstated) = made();
    if std::env::var_os("UPDATE_API").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/assertions.rs"), &text).unwrap();
    }
    assert!(text == include_str!("api/assertions.rs"), "api/assertions.rs is not made from the list: UPDATE_API=1");
    assert!(unstated.is_empty(), "nothing states {unstated:#?}");
}

#[test]
fn there_is_nothing_else() {
    let last = |line: &str| {
        let path = line.split("fn ").nth(1)?.split(['(', '<']).next()?;
        // `PollItem<'a>::name` splits at its lifetime.
        let path = if line.contains("PollItem<'a>::") {
            line.split("PollItem<'a>::").nth(1)?.split('(').next()?
        } else {
            path
        };
        Some(path.rsplit("::").next()?.to_owned())
    };
    let known: BTreeSet<String> = LIST.lines().filter_map(last).chain(ADDED.map(String::from)).collect();
    let mut sources = String::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        sources += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let mut strangers = Vec::new();
    for line in sources.lines().map(str::trim) {
        let declared = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub unsafe fn "));
        // A row of the table of options is a method too.
        let row = line.split_once(": ").filter(|(_, rest)| rest.contains(" = \"") && rest.ends_with("\";"));
        let name = declared.map(|rest| rest.split(['(', '<']).next().unwrap()).or(row.map(|(name, _)| name));
        if let Some(name) = name.filter(|name| !name.starts_with('$') && !known.contains(*name)) {
            strangers.push(name.to_owned());
        }
    }
    assert!(strangers.is_empty(), "public, and not in the list: {strangers:?}");
}
