//! What the tutorials' programs share: their arguments, and texts as Python prints them.
#![allow(dead_code)] // Each example uses a part of it.

use std::hash::{BuildHasher, Hasher};
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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

/// Year, month and day, day of the week (0 is Sunday), hour, minute and second of now, in UTC, as containers have it.
pub(crate) fn now() -> [u64; 7] {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let days = seconds / 86400;
    // Days since 1 March of the year 0, in eras of 400 years that all have the same days.
    let (era, day) = ((days + 719_468) / 146_097, (days + 719_468) % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (of_month, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    [year, month, of_month, (days + 4) % 7, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
}

/// Python's `time.asctime`.
pub(crate) fn asctime() -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let [year, month, day, weekday, hour, minute, second] = now();
    let index = |number| usize::try_from(number).unwrap_or(0);
    let (weekday, month) = (DAYS[index(weekday)], MONTHS[index(month - 1)]);
    format!("{weekday} {month} {day:2} {hour:02}:{minute:02}:{second:02} {year}")
}
