//! What the tutorials' programs share: their arguments, and texts as Python prints them.
#![allow(dead_code)] // Each example uses a part of it.

use std::hash::{BuildHasher, Hasher};
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

/// What programs answer.
pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The words behind the program's name on the command line.
pub(crate) struct Args(Vec<String>);

impl Args {
    /// The first word, which names a program of the tutorial, and the rest.
    pub(crate) fn of_program() -> (String, Args) {
        let mut words = std::env::args().skip(1);
        (words.next().unwrap_or_default(), Args(words.collect()))
    }

    /// The word at a place, or the tutorial's own.
    pub(crate) fn get<T: FromStr>(&self, place: usize, default: T) -> T {
        self.0.get(place).and_then(|word| word.parse().ok()).unwrap_or(default)
    }

    /// The text at a place, or the tutorial's own.
    pub(crate) fn text(&self, place: usize, default: &str) -> String {
        self.get(place, default.to_owned())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Bytes as Python's `repr` prints them.
pub(crate) fn py_repr(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut text = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\t' => text.push_str("\\t"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\\' => text.push_str("\\\\"),
            b' '..=b'~' if char::from(*byte) == quote => text.extend(['\\', quote]),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text.push(quote);
    text
}

/// A list of bytes as Python prints it.
pub(crate) fn py_list<B: AsRef<[u8]>>(items: impl IntoIterator<Item = B>) -> String {
    format!("[{}]", items.into_iter().map(py_repr).collect::<Vec<_>>().join(", "))
}

/// Makes Ctrl-C end what is blocked on sockets of a context, with an error that says so.
pub(crate) fn ctrl_c(context: &zeroxide::Context) -> Result<(), ctrlc::Error> {
    let context = context.clone();
    ctrlc::set_handler(move || drop(context.shutdown()))
}

/// Python's `time.sleep`.
pub(crate) fn sleep(seconds: f64) {
    std::thread::sleep(Duration::from_secs_f64(seconds.max(0.0)));
}

/// Python's `random.randint`.
pub(crate) fn random(range: RangeInclusive<i64>) -> i64 {
    let span = u64::try_from(range.end() - range.start()).unwrap_or(0) + 1;
    let number = std::hash::RandomState::new().build_hasher().finish() % span;
    range.start() + i64::try_from(number).unwrap_or(0)
}

/// Python's `time.strftime`: now, in local time.
pub(crate) fn strftime(format: &str) -> String {
    chrono::Local::now().format(format).to_string()
}

/// Python's `time.asctime`.
pub(crate) fn asctime() -> String {
    strftime("%a %b %e %H:%M:%S %Y")
}
