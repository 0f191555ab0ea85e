//! Prints what loggers publish, as `python -m zmq.log` does.
//!
//! ```text
//! cargo run --example zmq_log -- URL [-t TOPIC] [--separator TEXT] [--align]
//! ```

use zeroxide::{Context, SUB};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut url, mut topic, mut separator, mut align) = (None, String::new(), String::from(" | "), false);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-t" | "--topic" => topic = words.next().ok_or("--topic needs a topic")?,
            "--separator" => separator = words.next().ok_or("--separator needs a text")?,
            "--align" => align = true,
            _ => url = Some(word),
        }
    }
    let socket = Context::new()?.socket(SUB)?;
    socket.subscribe(topic)?;
    socket.connect(url.ok_or("name the publisher's address, such as tcp://127.0.0.1:5558")?)?;
    let mut widths = Vec::new();
    loop {
        let [topic, body] = socket.recv_array()?.map(|frame| String::from_utf8_lossy(&frame).trim().to_owned());
        let topic = if align { aligned(&topic, &mut widths) } else { topic };
        println!("{topic}{separator}{body}");
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
