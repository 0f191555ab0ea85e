//! What the integration tests share: deadlines instead of sleeps, and child processes for what would end this one.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // Each test file uses a part of it.

use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Far longer than anything here takes on a busy machine: reached only by a hang.
pub const LONG: Duration = Duration::from_secs(30);

/// Waits until a condition holds, and fails when it never does.
#[track_caller]
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + LONG;
    while !condition() {
        assert!(Instant::now() < deadline, "never happened: {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Waits until libzmq's thread that closes sockets has done all that it was told so far: the name of a socket that was
/// closed last is free then.
pub fn reaped(context: &zeroxide::Context) {
    let name = zeroxide::Endpoint::inproc_unique();
    let bound = context.socket(zeroxide::PAIR).unwrap();
    bound.bind(&name).unwrap();
    drop(bound);
    let next = context.socket(zeroxide::PAIR).unwrap();
    eventually("an inproc name is free again", || next.bind(&name).is_ok());
}

/// Runs something that must not hang.
#[track_caller]
pub fn within<T: Send + 'static>(limit: Duration, what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, finished) = mpsc::channel();
    let worker = thread::spawn(move || {
        let _ = done.send(work());
    });
    match finished.recv_timeout(limit) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what}: not over after {limit:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match worker.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => unreachable!("the worker sends before it ends"),
        },
    }
}

const CHILD: &str = "ZEROXIDE_TEST_CHILD";

/// What became of a child process.
#[derive(Debug)]
pub struct Outcome {
    pub status: ExitStatus,
    pub output: String,
}

/// Runs `body` in a process of its own: this test alone, once more. `name` is the test's full name.
///
/// Answers none in the child, where the body has run.
pub fn in_child(name: &str, body: impl FnOnce()) -> Option<Outcome> {
    in_child_within(LONG * 2, name, None, body)
}

/// [`in_child`] with a working directory.
pub fn in_child_at(name: &str, directory: Option<&std::path::Path>, body: impl FnOnce()) -> Option<Outcome> {
    in_child_within(LONG * 2, name, directory, body)
}

/// [`in_child`] that is killed when it takes longer than `limit`.
pub fn in_child_within(
    limit: Duration,
    name: &str,
    directory: Option<&std::path::Path>,
    body: impl FnOnce(),
) -> Option<Outcome> {
    if std::env::var(CHILD).is_ok_and(|child| child == name) {
        body();
        return None;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture", "--test-threads=1"]).env(CHILD, name);
    if let Some(directory) = directory {
        command.current_dir(directory);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read_out = thread::spawn(move || std::io::read_to_string(&mut out).unwrap_or_default());
    let read_err = thread::spawn(move || std::io::read_to_string(&mut err).unwrap_or_default());
    let deadline = Instant::now() + limit;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
            break child.wait().unwrap();
        }
        thread::sleep(Duration::from_millis(5));
    };
    let output = read_out.join().unwrap() + &read_err.join().unwrap();
    Some(Outcome { status, output })
}

/// [`in_child`] where the child must end well, having run the one test.
#[track_caller]
pub fn passes_in_child(name: &str, body: impl FnOnce()) {
    if let Some(outcome) = in_child(name, body) {
        assert!(outcome.status.success(), "{}\n{}", outcome.status, outcome.output);
        assert!(outcome.output.contains("1 passed"), "no such test: {name}\n{}", outcome.output);
    }
}

/// A directory that is removed in the end.
#[derive(Debug)]
pub struct TempDir(std::path::PathBuf);

impl TempDir {
    pub fn new() -> TempDir {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zeroxide-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        TempDir(path)
    }

    pub fn path(&self) -> &std::path::Path {
        &self.0
    }

    /// `ipc://` and a path in the directory.
    pub fn ipc(&self, name: &str) -> String {
        format!("ipc://{}", self.0.join(name).display())
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
