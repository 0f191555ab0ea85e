//! Log records as they are watched: by the example `zmq_log` and by `python -m zmq.log`, with the same options and lines;
//! and how programs end on Ctrl-C. Without `ZEROXIDE_PYTHON` only Rust runs.
#![cfg(unix)]

mod common;
#[path = "common/programs.rs"]
mod programs;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::LONG;
use log::{Level, Log, Record};
use programs::{Running, example, python};
use zeroxide::logging::PubLogger;
use zeroxide::{Context, PUB};

/// Publishes three records again and again until a watcher has printed these lines in a row.
#[track_caller]
fn watched(at: impl FnOnce(&str) -> Command, expected: &[String]) {
    let publisher = Context::new().unwrap().socket(PUB).unwrap();
    let endpoint = publisher.bind("tcp://127.0.0.1:*").unwrap();
    let logger = PubLogger::new(publisher, "greeter");
    let watcher = Running::spawn(at(endpoint.as_str()));
    let (mut lines, deadline) = (Vec::new(), Instant::now() + LONG);
    while !lines.windows(expected.len()).any(|lines| lines == expected) {
        assert!(Instant::now() < deadline, "{expected:#?} never came: {lines:#?}");
        for (level, text) in [(Level::Info, "hello"), (Level::Error, "no"), (Level::Warn, "é")] {
            let mut record = Record::builder();
            logger.log(&record.level(level).file(Some("a/b.rs")).line(Some(7)).args(format_args!("{text}")).build());
        }
        while let Ok(line) = watcher.lines.recv_timeout(Duration::from_millis(20)) {
            lines.push(line);
        }
    }
}

fn watchers(options: &[&str], expected: &[&str]) {
    let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    let rust = example("zmq_log").map(Command::new);
    let python = python().map(|python| {
        let mut command = Command::new(python);
        command.args(["-u", "-m", "zmq.log"]);
        command
    });
    for (name, command) in [("the example", rust), ("python -m zmq.log", python)] {
        match command {
            Some(mut command) => {
                let at = |url: &str| {
                    command.args(options).arg(url);
                    command
                };
                watched(at, &expected);
                println!("ran: {name} {options:?}");
            }
            None => println!("skipped: {name} {options:?}"),
        }
    }
}

#[test]
fn topic_and_text_are_printed() {
    watchers(
        &[],
        &["greeter.INFO | hello", "greeter.ERROR | ERROR b.rs:7 - no - None", "greeter.WARNING | WARNING b.rs:7 - é"],
    );
}

#[test]
fn a_topic_is_one_level_of_one_program() {
    let line = "greeter.ERROR | ERROR b.rs:7 - no - None";
    watchers(&["-t", "greeter.ERROR"], &[line; 3]);
    watchers(&["--topic=greeter.ERROR"], &[line; 3]);
}

#[test]
fn topics_are_aligned_with_what_separates_them() {
    watchers(
        &["--align", "--separator", " ~ "],
        &[
            "greeter.INFO    ~ hello",
            "greeter.ERROR   ~ ERROR b.rs:7 - no - None",
            "greeter.WARNING ~ WARNING b.rs:7 - é",
        ],
    );
}

#[test]
fn local_time_comes_first() {
    let year = chrono::Local::now().format("%Y").to_string();
    let line = format!("<{year}> greeter.INFO | hello");
    watchers(&["--timestamp", "--dateformat", "<%Y>", "-t", "greeter.INFO"], &[&*line; 2]);
}

#[test]
fn colours_go_to_a_terminal_by_level() {
    let Some(path) = example("zmq_log") else {
        println!("skipped: the example zmq_log is not built");
        return;
    };
    if Command::new("script").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("skipped: there is no `script` to make a terminal");
        return;
    }
    let at = |url: &str| {
        let mut command = Command::new("script");
        command.args(["-qec", &format!("{} --color {url}", path.display()), "/dev/null"]);
        command
    };
    let expected = ["\x1b[97mgreeter.INFO | hello\x1b[39m", "\x1b[91mgreeter.ERROR | ERROR b.rs:7 - no - None\x1b[39m"];
    watched(at, &expected.map(Into::into));
}

#[test]
fn ctrl_c_ends_a_program_in_order() {
    let Some(path) = example("ctrl_c") else {
        println!("skipped: the example ctrl_c is not built");
        return;
    };
    let mut program = Running::spawn(Command::new(path));
    let lines = [program.line(), program.line()];
    assert!(lines.contains(&"Waiting for work. End me with Ctrl-C.".to_owned()), "{lines:?}");
    assert!(lines.contains(&"inproc://one: b\"a job\"".to_owned()), "{lines:?}");
    assert!(program.interrupt().success());
    program.prints(["inproc://one: 1 done", "inproc://two: 0 done", "Ended in order."]);
}

#[test]
fn ctrl_c_ends_a_watcher() {
    let Some(path) = example("zmq_log") else {
        println!("skipped: the example zmq_log is not built");
        return;
    };
    let mut command = Command::new(path);
    let publisher = Context::new().unwrap().socket(PUB).unwrap();
    let endpoint = publisher.bind("tcp://127.0.0.1:*").unwrap();
    command.arg(endpoint.as_str());
    let mut watcher = Running::spawn(command);
    let deadline = Instant::now() + LONG;
    // Once it prints, its handler is there.
    while !watcher.prints_soon("a.INFO | b") {
        assert!(Instant::now() < deadline, "the watcher hears nothing");
        publisher.send_multipart(["a.INFO", "b\n"]).unwrap();
    }
    assert!(watcher.interrupt().success());
}
