//! The tutorials' programs in Rust (examples `s0` to `s4`) and in Python (`tests/interop/s0.py` to `s4.py`) as processes.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::common::{LONG, eventually};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Language {
    Rust,
    Python,
}

pub(crate) use Language::{Python, Rust};

/// A program that runs, with the lines that it prints. Ended when dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) lines: Receiver<String>,
}

/// The interpreter for the peers, where one is named.
pub(crate) fn python() -> Option<std::ffi::OsString> {
    std::env::var_os("ZEROXIDE_PYTHON")
}

/// An example, where it is built.
pub(crate) fn example(name: &str) -> Option<PathBuf> {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.extend(["examples", name]);
    path.exists().then_some(path)
}

/// The command of a tutorial's programs, as far as it is at hand.
pub(crate) fn command(language: Language, system: &str) -> Option<Command> {
    match language {
        Rust => example(system).map(Command::new),
        Python => {
            let mut command = Command::new(python()?);
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop");
            command.arg("-B").arg(folder.join(system).with_extension("py"));
            Some(command)
        }
    }
}

impl Running {
    pub(crate) fn start(language: Language, system: &str, program: &str, arguments: &[&str]) -> Running {
        Running::start_in(Path::new("."), language, system, program, arguments)
    }

    pub(crate) fn start_in(
        folder: &Path,
        language: Language,
        system: &str,
        program: &str,
        arguments: &[&str],
    ) -> Running {
        let mut command = command(language, system).expect("the test has asked before");
        command.arg(program).args(arguments).current_dir(folder);
        Running::spawn(command)
    }

    pub(crate) fn spawn(mut command: Command) -> Running {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Running { child, lines }
    }

    #[track_caller]
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(LONG).expect("one more line")
    }

    #[track_caller]
    pub(crate) fn prints<S: AsRef<str>>(&self, expected: impl IntoIterator<Item = S>) {
        for expected in expected {
            assert_eq!(self.line(), expected.as_ref());
        }
    }

    /// The first line that is as wanted.
    #[track_caller]
    pub(crate) fn finds(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + LONG;
        loop {
            let line = self.line();
            if wanted(&line) {
                return line;
            }
            assert!(Instant::now() < deadline, "never printed: {what}");
        }
    }

    /// Whether the next line, if there is one soon, is this one.
    pub(crate) fn prints_soon(&self, expected: &str) -> bool {
        self.lines.recv_timeout(Duration::from_millis(50)).is_ok_and(|line| line == expected)
    }

    /// Types a line.
    pub(crate) fn enter(&mut self) {
        self.child.stdin.take().unwrap().write_all(b"\n").unwrap();
    }

    #[track_caller]
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let mut status = None;
        eventually("the program ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// Ends it as Ctrl-C does.
    #[cfg(unix)]
    #[track_caller]
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
        self.ends()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a system with both of its sides in both languages, as far as they are there.
pub(crate) fn pairs(system: &str, name: &str, run: impl Fn(Language, Language)) {
    for (server, client) in [(Rust, Rust), (Rust, Python), (Python, Rust), (Python, Python)] {
        if command(server, system).is_none() || command(client, system).is_none() {
            println!("skipped: {system} {name}: {server:?} server, {client:?} client");
            continue;
        }
        run(server, client);
        println!("ran: {system} {name}: {server:?} server, {client:?} client");
    }
}

/// Runs what only Rust has.
pub(crate) fn rust_only(system: &str, name: &str, run: impl Fn()) {
    if command(Rust, system).is_none() {
        println!("skipped: {system} {name}: Rust");
        return;
    }
    run();
    println!("ran: {system} {name}: Rust");
}

/// A port for a program that binds it by number. None of those that the system gives away: one of these would be taken by any
/// other test's connection before the program is up.
pub(crate) fn free_port() -> String {
    const FIRST: u32 = 10_000;
    const COUNT: u32 = 22_000;
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    // Another process of these tests begins elsewhere.
    let begin = std::process::id().wrapping_mul(97) % COUNT;
    let found = (0..COUNT).find_map(|_| {
        let port = FIRST + (begin + GIVEN.fetch_add(1, Relaxed)) % COUNT;
        TcpListener::bind(format!("0.0.0.0:{port}")).is_ok().then_some(port)
    });
    found.expect("a port that nobody uses").to_string()
}

/// Everything that a program prints and how it ends.
pub(crate) fn output_of(mut command: Command) -> (String, ExitStatus) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    (text, child.wait().unwrap())
}
