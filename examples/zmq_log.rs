//! Prints what loggers publish, as `python -m zmq.log` does, with the same options.
//!
//! ```text
//! cargo run --example zmq_log -- URL [-t TOPIC] [--timestamp] [--dateformat FORMAT] [--separator TEXT] [--align] [--color]
//! ```
//!
//! `-t greeter.ERROR` shows one level of one program. Colours, by level, only go to a terminal. Ctrl-C ends it.

use std::error::Error;
use std::io::IsTerminal;

use zeroxide::{Context, SUB};

#[path = "common/mod.rs"]
mod common;

#[derive(Default)]
struct Options {
    url: Option<String>,
    topic: String,
    timestamp: bool,
    date_format: String,
    separator: String,
    align: bool,
    color: bool,
}

impl Options {
    fn of_command_line() -> Result<Options, Box<dyn Error>> {
        let mut options =
            Options { date_format: "%Y-%d-%m %H:%M".into(), separator: " | ".into(), ..Options::default() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let (name, given) = match word.split_once('=') {
                Some((name, value)) if word.starts_with("--") => (name, Some(value.to_owned())),
                _ => (&*word, None),
            };
            let mut value = || given.clone().or_else(|| words.next()).ok_or(format!("{name} needs a value"));
            match name {
                "-t" | "--topic" => options.topic = value()?,
                "--timestamp" => options.timestamp = true,
                "--dateformat" => options.date_format = value()?,
                "--separator" => options.separator = value()?,
                "--align" => options.align = true,
                "--color" => options.color = true,
                _ if word.starts_with('-') => return Err(format!("what is {word}?").into()),
                _ => options.url = Some(word),
            }
        }
        Ok(options)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::of_command_line()?;
    let color = options.color && std::io::stdout().is_terminal();
    let context = Context::new()?;
    common::ctrl_c(&context)?;
    let socket = context.socket(SUB)?;
    socket.subscribe(&options.topic)?;
    socket.connect(options.url.ok_or("name the publisher's address, such as tcp://127.0.0.1:5558")?)?;
    let mut widths = Vec::new();
    loop {
        let frames = match socket.recv_array() {
            Err(error) if error.is_terminated() => break,
            frames => frames?,
        };
        let [topic, body] = frames.map(|frame| String::from_utf8_lossy(&frame).trim().to_owned());
        let time = if options.timestamp {
            format!("{} ", chrono::Local::now().format(&options.date_format))
        } else {
            String::new()
        };
        let (start, end) = if color { (color_of(&topic), RESET) } else { ("", "") };
        let topic = if options.align { aligned(&topic, &mut widths) } else { topic };
        println!("{time}{start}{topic}{}{body}{end}", options.separator);
    }
    if color {
        println!("{RESET}");
    }
    Ok(())
}

const RESET: &str = "\x1b[39m";

/// The colour of a topic's level, which is its second part, or its only one.
fn color_of(topic: &str) -> &'static str {
    let mut parts = topic.split('.');
    let first = parts.next();
    match parts.next().or(first) {
        Some("DEBUG") => "\x1b[96m",
        Some("INFO") => "\x1b[97m",
        Some("WARNING") => "\x1b[33m",
        Some("ERROR" | "CRITICAL") => "\x1b[91m",
        _ => "",
    }
}

/// A topic with each of its parts as wide as the widest so far.
fn aligned(topic: &str, widths: &mut Vec<usize>) -> String {
    let mut parts: Vec<&str> = topic.split('.').collect();
    parts.resize(parts.len().max(widths.len()), " ");
    widths.resize(parts.len(), 0);
    let mut padded = Vec::new();
    for (part, width) in parts.iter().zip(widths) {
        *width = part.chars().count().max(*width);
        padded.push(format!("{part:<0$}", *width));
    }
    padded.join(".")
}
