//! A sink for the `log` facade that publishes, in the frames of PyZMQ's `PUBHandler` (feature `log`).
//!
//! Each record is a message of two frames, the topic and the text: `root.INFO` and `text\n`. So `python -m zmq.log`, or the
//! example `zmq_log`, watches a Rust program. `Warn` is Python's `WARNING`, `Trace` its `DEBUG`.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use log::{Level, LevelFilter, Log, Metadata, Record, SetLoggerError};

use crate::kind::Pub;
use crate::{Multipart, Socket};

/// Publishes what is logged. See the [module](self).
///
/// # Examples
/// ```
/// use log::{Level, Log, Record};
/// use zeroxide::logging::PubLogger;
/// use zeroxide::{Context, PUB, SUB};
///
/// let context = Context::new()?;
/// let publisher = context.socket(PUB)?;
/// let endpoint = publisher.bind("tcp://127.0.0.1:*")?;
/// let logger = PubLogger::new(publisher, "greeter");
///
/// let watcher = context.builder_for(SUB).subscribe("greeter.INFO").connect(endpoint).build()?;
/// let received = loop {
///     logger.log(&Record::builder().level(Level::Info).args(format_args!("hello")).build());
///     if let Some(received) = watcher.recv_multipart_timeout(std::time::Duration::from_millis(10))? {
///         break received;
///     }
/// };
/// assert_eq!(received, ["greeter.INFO", "hello\n"]);
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Debug)]
#[doc(alias = "PUBHandler")]
pub struct PubLogger {
    socket: Mutex<Socket<Pub>>,
    root_topic: String,
    splits: bool,
}

impl PubLogger {
    /// A logger that publishes over a socket, under topics that begin with this one; with none, they begin with the level.
    pub fn new(socket: Socket<Pub>, root_topic: impl Into<String>) -> PubLogger {
        PubLogger { socket: Mutex::new(socket), root_topic: root_topic.into(), splits: false }
    }

    /// Takes what is before the first `::` of a text as the rest of its topic, as `PUBHandler` does. Off by default, for
    /// texts that name Rust's paths.
    #[doc(alias = "TOPIC_DELIM")]
    #[must_use]
    pub fn split_topics(mut self) -> PubLogger {
        self.splits = true;
        self
    }

    /// Makes it the program's logger, for records up to a level.
    ///
    /// # Errors
    /// When the program has a logger.
    pub fn install(self, level: LevelFilter) -> Result<(), SetLoggerError> {
        log::set_boxed_logger(Box::new(self))?;
        log::set_max_level(level);
        Ok(())
    }

    fn frames(&self, record: &Record<'_>) -> [String; 2] {
        let level = match record.level() {
            Level::Error => "ERROR",
            Level::Warn => "WARNING",
            Level::Info => "INFO",
            Level::Debug | Level::Trace => "DEBUG",
        };
        let text = record.args().to_string();
        let (subtopic, text) = match text.split_once("::").filter(|_| self.splits) {
            Some((subtopic, text)) => (subtopic, text),
            None => ("", &*text),
        };
        let parts = [&self.root_topic, level, subtopic];
        let topic = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
        let file = record.file().and_then(|file| Path::new(file).file_name()?.to_str()).unwrap_or("");
        let line = record.line().unwrap_or(0);
        let text = match record.level() {
            Level::Info => format!("{text}\n"),
            // Where Python prints the exception, of which there is none.
            Level::Error => format!("{level} {file}:{line} - {text} - None\n"),
            _ => format!("{level} {file}:{line} - {text}\n"),
        };
        [topic, text]
    }
}

impl Log for PubLogger {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    /// Publishes a record; who does not listen does not get it. A logger has nobody to tell of a failure.
    fn log(&self, record: &Record<'_>) {
        let frames = Multipart::from(self.frames(record));
        let _ = self.socket.lock().unwrap_or_else(PoisonError::into_inner).send_multipart(frames);
    }

    fn flush(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, PUB};

    #[test]
    fn frames_are_those_of_pyzmq() {
        let frames = |logger: &PubLogger, level, text: &str| {
            let arguments = format_args!("{text}").to_string();
            logger.frames(
                &Record::builder()
                    .level(level)
                    .file(Some("/src/a.rs"))
                    .line(Some(7))
                    .args(format_args!("{arguments}"))
                    .build(),
            )
        };
        let context = Context::new().unwrap();
        let logger = PubLogger::new(context.socket(PUB).unwrap(), "root");
        assert_eq!(frames(&logger, Level::Info, "a::b"), ["root.INFO", "a::b\n"]);
        assert_eq!(frames(&logger, Level::Error, "é"), ["root.ERROR", "ERROR a.rs:7 - é - None\n"]);
        assert_eq!(frames(&logger, Level::Warn, "w"), ["root.WARNING", "WARNING a.rs:7 - w\n"]);
        assert_eq!(frames(&logger, Level::Trace, "t"), ["root.DEBUG", "DEBUG a.rs:7 - t\n"]);
        let logger = PubLogger::new(context.socket(PUB).unwrap(), "").split_topics();
        assert_eq!(frames(&logger, Level::Info, "sub::text::more"), ["INFO.sub", "text::more\n"]);
    }
}
