//! Reads the names and signatures out of `zmq.h` and out of our source.

use std::collections::BTreeMap;

/// The header's path; empty when the library came without one.
pub const HEADER: &str = env!("ZEROXIDE_ZMQ_H");

/// The header, continued lines joined and comments taken out.
pub fn header() -> Option<String> {
    if HEADER.is_empty() {
        return None;
    }
    let text = std::fs::read_to_string(HEADER).expect("the header is where the build found it");
    let text = text.replace("\r\n", "\n").replace("\\\n", " ");
    let mut rest = text.as_str();
    let mut plain = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").expect("comments end").1;
    }
    plain.push_str(rest);
    Some(plain.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n"))
}

/// The `ZMQ_*` macros that stand for a value, with what they stand for.
fn defines(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.lines().filter_map(|line| {
        let (name, value) = line.strip_prefix("#define ")?.split_once(' ')?;
        let wanted = name.starts_with("ZMQ_") && !name.contains('(') && !NOT_VALUES.contains(&name);
        wanted.then_some((name, value.trim())).filter(|(_, value)| !value.is_empty())
    })
}

/// Macros about the header itself.
const NOT_VALUES: &[&str] = &["ZMQ_EXPORT", "ZMQ_DEFINED_STDINT"];

pub fn numeric_defines(header: &str) -> Vec<String> {
    defines(header).filter(|(_, value)| !value.starts_with('"')).map(|(name, _)| name.to_owned()).collect()
}

pub fn text_defines(header: &str) -> Vec<(String, String)> {
    defines(header)
        .filter(|(_, value)| value.starts_with('"'))
        .map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned()))
        .collect()
}

/// Every exported function as the Rust types of its parameters and, last, of its result.
pub fn c_functions(header: &str) -> BTreeMap<String, Vec<String>> {
    let mut functions = BTreeMap::new();
    for text in header.split("ZMQ_EXPORT").skip(1) {
        let Some((name, types)) = c_function(text) else {
            continue;
        };
        // zmq_ppoll is there twice; the second is for Windows and has an untyped signal mask.
        functions.entry(name).or_insert(types);
    }
    functions
}

fn c_function(text: &str) -> Option<(String, Vec<String>)> {
    let (before, parameters) = text.split_once(';')?.0.split_once('(')?;
    let before = before.trim();
    let name = before.rsplit([' ', '*', '\n']).next().filter(|name| name.starts_with("zmq_"))?;
    let mut types: Vec<String> = parameters
        .trim_end()
        .trim_end_matches(')')
        .split(',')
        .map(|parameter| rust_type(parameter, true))
        .filter(|parameter| parameter != "()")
        .collect();
    types.push(rust_type(before.strip_suffix(name)?, false));
    Some((name.to_owned(), types))
}

/// What we declare, in the same form.
pub fn rust_functions(source: &str) -> BTreeMap<String, Vec<String>> {
    source
        .split("pub fn ")
        .skip(1)
        .map(|text| {
            let declaration = text.split_once(';').expect("declarations end").0;
            let (name, rest) = declaration.split_once('(').expect("a parameter list");
            let (parameters, result) = rest.rsplit_once(')').expect("a closed parameter list");
            let mut types: Vec<String> = parameters
                .split(',')
                .filter_map(|parameter| Some(parameter.split_once(':')?.1.trim().to_owned()))
                .collect();
            types.push(result.trim().strip_prefix("-> ").unwrap_or("()").to_owned());
            (name.to_owned(), types)
        })
        .collect()
}

/// The Rust type for the C type of a parameter (with or without a name) or of a result.
fn rust_type(c: &str, named: bool) -> String {
    let spaced = c.replace('*', " * ");
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    let is_type = |word: &str| word == "*" || BASES.iter().any(|(c, _)| c.split(' ').any(|part| part == word));
    if named && words.len() > 1 && words.last().is_some_and(|last| !is_type(last)) {
        words.pop();
    }
    let pointers = words.iter().filter(|word| **word == "*").count();
    let constant = words.first() == Some(&"const");
    let base = words.into_iter().filter(|word| !["*", "const", "struct"].contains(word)).collect::<Vec<_>>().join(" ");
    let rust = BASES.iter().find(|(c, _)| *c == base).map(|(_, rust)| *rust);
    let rust = rust.unwrap_or_else(|| panic!("no Rust type is known for `{c}`"));
    match (rust, pointers) {
        ("c_void", 0) => "()".to_owned(),
        // A pointer to a function is an `Option` on our side, whether C writes the star or leaves it out.
        (function, _) if function.ends_with("_fn") => function.to_owned(),
        (rust, 0) => rust.to_owned(),
        (rust, 1) if constant => format!("*const {rust}"),
        (rust, count) => "*mut ".repeat(count) + rust,
    }
}

const BASES: &[(&str, &str)] = &[
    ("void", "c_void"),
    ("char", "c_char"),
    ("short", "c_short"),
    ("int", "c_int"),
    ("long", "c_long"),
    ("unsigned long", "c_ulong"),
    ("size_t", "usize"),
    ("uint8_t", "u8"),
    ("uint32_t", "u32"),
    ("uint64_t", "u64"),
    ("iovec", "iovec"),
    ("sigset_t", "sigset_t"),
    ("zmq_fd_t", "zmq_fd_t"),
    ("zmq_msg_t", "zmq_msg_t"),
    ("zmq_pollitem_t", "zmq_pollitem_t"),
    ("zmq_poller_event_t", "zmq_poller_event_t"),
    ("zmq_free_fn", "zmq_free_fn"),
    ("zmq_timer_fn", "zmq_timer_fn"),
    ("zmq_thread_fn", "zmq_thread_fn"),
];
