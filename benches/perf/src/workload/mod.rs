//! The workloads with zeroxide. Each has a twin of the same name in `c_baseline/`.

mod asynchronous;
mod ping;
mod proxy;
mod pub_sub;
mod push_pull;
mod req_rep;
mod router_dealer;

use std::error::Error;
use std::path::PathBuf;

use zeroxide::{Context, Endpoint, Kind, Socket};

use crate::spec::{Outcome, Spec};

pub use ping::{zeroxide_ping_async_receive, zeroxide_ping_async_send, zeroxide_ping_receive, zeroxide_ping_send};

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Runs a workload; `None` where there is no such.
pub fn run(spec: &Spec) -> Result<Option<Outcome>> {
    let outcome = match (spec.pattern.as_str(), spec.how.as_str()) {
        ("push-pull", "tokio" | "tokio-multi" | "smol") => asynchronous::push_pull(spec)?,
        ("req-rep", "tokio" | "tokio-multi" | "smol") => asynchronous::req_rep(spec)?,
        ("push-pull", "copy" | "message" | "static" | "owned" | "owned-copied" | "reused") => push_pull::run(spec)?,
        ("req-rep", "copy") => req_rep::run(spec)?,
        ("pub-sub", "copy" | "reused") if spec.size > 0 => pub_sub::run(spec)?,
        ("proxy", "copy") => proxy::run(spec)?,
        ("router-dealer", "copy") => router_dealer::run(spec)?,
        ("ping", "copy") => ping::run(spec)?,
        ("ping", "async") => ping::run_async(spec)?,
        _ => return Ok(None),
    };
    if spec.transport == "ipc" {
        // libzmq leaves the files of ipc endpoints behind.
        for name in ["back", "front", "pub-sub", "push-pull", "req-rep", "router"] {
            let _ = std::fs::remove_file(ipc_file(name));
        }
    }
    Ok(Some(outcome))
}

fn ipc_file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("zeroxide-perf-{}-{name}", std::process::id()))
}

/// The contexts of the two ends: over a network they are two programs as a rule, each with its own I/O thread.
fn contexts(spec: &Spec) -> Result<(Context, Context)> {
    let here = Context::new()?;
    let there = if spec.transport == "inproc" { here.clone() } else { Context::new()? };
    Ok((here, there))
}

/// Binds to an endpoint that nobody else has.
fn bind_somewhere<K: Kind>(socket: &Socket<K>, spec: &Spec, name: &str) -> Result<Endpoint> {
    let endpoint = match spec.transport.as_str() {
        "tcp" => "tcp://127.0.0.1:*".to_owned(),
        "ipc" => format!("ipc://{}", ipc_file(name).display()),
        _ => format!("inproc://{name}"),
    };
    Ok(socket.bind(endpoint)?)
}

#[inline]
fn check_size(message: &[u8], size: usize) -> Result<()> {
    if message.len() == size { Ok(()) } else { Err("message of incorrect size received".into()) }
}

fn join<T>(thread: std::thread::JoinHandle<Result<T>>) -> Result<T> {
    thread.join().map_err(|_| "a thread panicked")?
}
