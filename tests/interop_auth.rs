//! Security between this crate and live PyZMQ, both ways round. The variable `ZEROXIDE_PYTHON` names a Python that has
//! PyZMQ; without one the tests say that they were skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use common::{LONG, TempDir};
use zeroxide::auth::{Authenticator, Certificate};
use zeroxide::{Context, KeyPair, Monitor, MonitorEvent, PULL, PUSH, Pull, Push, Socket};

/// A script of `tests/interop/`, or word that there is no PyZMQ.
fn script(name: &str, arguments: &[&str]) -> Option<Command> {
    let Some(python) = std::env::var_os("ZEROXIDE_PYTHON") else {
        println!("skipped: ZEROXIDE_PYTHON names no Python with PyZMQ, so {name} was not run with {arguments:?}");
        return None;
    };
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop").join(name)).args(arguments);
    Some(command)
}

fn without_curve() -> bool {
    let without = !zeroxide::has("curve");
    if without {
        println!("skipped: this libzmq has no CURVE");
    }
    without
}

/// How the next handshake goes.
#[track_caller]
fn handshake(monitor: &Monitor) -> String {
    let start = Instant::now();
    while let Some(event) = monitor.recv_timeout(LONG.saturating_sub(start.elapsed())).unwrap() {
        match event {
            MonitorEvent::HandshakeSucceeded { .. } => return "welcome".into(),
            MonitorEvent::HandshakeFailedAuth { status, .. } => return format!("refused {status}"),
            _ => {}
        }
    }
    panic!("no handshake was reported")
}

/// A server of this crate and a PyZMQ client: what each says of the handshake, and the user id where it was let in.
#[track_caller]
fn python_client(
    server: &Socket<Pull>,
    monitor: &Monitor,
    endpoint: &str,
    arguments: &[&str],
) -> Option<(String, Option<String>)> {
    let arguments: Vec<&str> = [endpoint].into_iter().chain(arguments.iter().copied()).collect();
    let client = script("auth_client.py", &arguments)?.stdout(Stdio::piped()).spawn().expect("Python starts");
    let seen = handshake(monitor);
    let user = (seen == "welcome").then(|| {
        let message = server.recv_timeout(LONG).unwrap().expect("a message");
        assert_eq!(message, "hello from Python");
        message.user_id().unwrap_or_default().to_owned()
    });
    let output = client.wait_with_output().unwrap();
    assert!(output.status.success(), "the client failed");
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), seen, "both sides should tell the same");
    Some((seen, user))
}

fn welcome(user: &str) -> Option<(String, Option<String>)> {
    Some(("welcome".into(), Some(user.into())))
}

fn refused() -> Option<(String, Option<String>)> {
    Some(("refused 400".into(), None))
}

#[test]
fn python_clients_of_null_and_plain_servers() {
    if script("auth_client.py", &[]).is_none() {
        return;
    }
    let context = Context::new().unwrap();
    let authenticator = Authenticator::builder(&context).password("alice", "wonderland").start().unwrap();
    let plain = context.builder_for(PULL).plain_server().build().unwrap();
    let monitor = plain.monitor_all().unwrap();
    let endpoint = plain.bind("tcp://127.0.0.1:*").unwrap();
    let attempt = |user, password| python_client(&plain, &monitor, endpoint.as_str(), &["plain", user, password]);
    assert_eq!(attempt("alice", "wonderland"), welcome("alice"));
    assert_eq!(attempt("alice", "wrong"), refused());
    assert_eq!(attempt("nobody", "wonderland"), refused());

    let null = context.builder_for(PULL).null_server().build().unwrap();
    let monitor = null.monitor_all().unwrap();
    let endpoint = null.bind("tcp://127.0.0.1:*").unwrap();
    assert_eq!(python_client(&null, &monitor, endpoint.as_str(), &["null"]), welcome("anonymous"));
    authenticator.deny("127.0.0.1").unwrap();
    assert_eq!(python_client(&null, &monitor, endpoint.as_str(), &["null"]), refused());
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn python_clients_of_curve_servers_with_certificates_of_either_make() {
    if without_curve() || script("auth_client.py", &[]).is_none() {
        return;
    }
    let (public, secret) = (TempDir::new(), TempDir::new());
    let in_folder = |name: &str| path(&secret, name);
    // Written here: the server's, and one client's. Written by PyZMQ: another's, and a stranger's.
    let server_keys = KeyPair::generate().unwrap();
    Certificate::new(server_keys.clone()).save(secret.path(), "server").unwrap();
    let ours = KeyPair::generate().unwrap();
    Certificate::new(ours.clone()).save(secret.path(), "ours").unwrap();
    for name in ["theirs", "stranger"] {
        let made = script("auth_certificate.py", &[secret.path().to_str().unwrap(), name]).unwrap().status().unwrap();
        assert!(made.success());
    }
    for name in ["ours.key", "theirs.key"] {
        std::fs::copy(in_folder(name), public.path().join(name)).unwrap();
    }
    let theirs = Certificate::load_permissive(in_folder("theirs.key_secret")).unwrap();
    assert_eq!(theirs.metadata_value("email"), Some("someone@example.org"));

    let context = Context::new().unwrap();
    let _authenticator = Authenticator::builder(&context).curve_dir(public.path()).start().unwrap();
    let server = context.builder_for(PULL).curve_server(&server_keys).build().unwrap();
    let monitor = server.monitor_all().unwrap();
    let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
    let attempt = |name: &str| {
        let arguments = ["curve", &in_folder("server.key"), &in_folder(&format!("{name}.key_secret"))];
        python_client(&server, &monitor, endpoint.as_str(), &arguments)
    };
    assert_eq!(attempt("ours"), welcome(&ours.public().to_z85()));
    assert_eq!(attempt("theirs"), welcome(&theirs.public_key().to_z85()));
    assert_eq!(attempt("stranger"), refused());
}

/// A PyZMQ server with a ThreadAuthenticator. It leaves when its input is closed, by drop.
struct Server {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    endpoint: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Option<Server> {
        let mut command = script("auth_server.py", arguments)?;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let endpoint = lines.next().expect("an endpoint").unwrap();
        Some(Server { child, lines, endpoint })
    }

    fn line(&mut self) -> String {
        self.lines.next().expect("the server left").unwrap()
    }

    /// Connects a client, and answers what both sides say of the handshake.
    #[track_caller]
    fn attempt(&mut self, context: &Context, set_up: impl FnOnce(&Socket<Push>)) -> String {
        let client = context.socket(PUSH).unwrap();
        client.set_linger(Some(Duration::ZERO)).unwrap();
        set_up(&client);
        let monitor = client.monitor_all().unwrap();
        client.connect(&*self.endpoint).unwrap();
        client.send("hello from Rust").unwrap();
        let told = handshake(&monitor);
        assert_eq!(self.line(), told, "both sides should tell the same");
        if told == "welcome" {
            assert_eq!(self.line(), "message hello from Rust");
        }
        told
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

#[test]
fn clients_of_a_python_server_with_null_and_plain() {
    let context = Context::new().unwrap();
    let Some(mut server) = Server::start(&["null-denied"]) else { return };
    assert_eq!(server.attempt(&context, |_| {}), "refused 400");

    let Some(mut server) = Server::start(&["plain", "alice", "wonderland"]) else { return };
    assert_eq!(server.attempt(&context, |client| client.plain_client("alice", "wonderland").unwrap()), "welcome");
    assert_eq!(server.attempt(&context, |client| client.plain_client("alice", "wrong").unwrap()), "refused 400");
}

#[test]
fn clients_of_a_python_server_with_curve() {
    if without_curve() || script("auth_server.py", &[]).is_none() {
        return;
    }
    let context = Context::new().unwrap();
    let (public, secret) = (TempDir::new(), TempDir::new());
    let made = script("auth_certificate.py", &[secret.path().to_str().unwrap(), "server"]).unwrap().status().unwrap();
    assert!(made.success());
    let server_key = Certificate::load(path(&secret, "server.key")).unwrap().public_key();
    let server_file = path(&secret, "server.key_secret");
    let (known, unknown) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    // PyZMQ reads the file that is written here.
    Certificate::from(known.public()).save(public.path(), "known").unwrap();

    let mut server = Server::start(&["curve-any", &server_file]).unwrap();
    assert_eq!(server.attempt(&context, |client| client.curve_client(&server_key, &unknown).unwrap()), "welcome");
    drop(server);
    let mut server = Server::start(&["curve", &server_file, public.path().to_str().unwrap()]).unwrap();
    assert_eq!(server.attempt(&context, |client| client.curve_client(&server_key, &known).unwrap()), "welcome");
    assert_eq!(server.attempt(&context, |client| client.curve_client(&server_key, &unknown).unwrap()), "refused 400");
}
