//! The protocol of README.md, for the runners that are written in Rust.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The files of ipc endpoints, which stay behind otherwise.
static FILES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What `run` was asked for.
#[derive(Clone)]
pub struct Spec {
    pub pattern: String,
    pub transport: String,
    pub size: usize,
    pub count: u64,
    pub fan: u32,
    pub how: String,
}

/// What came out.
pub struct Outcome {
    messages: u64,
    seconds: f64,
    cpu: f64,
    p50: f64,
    p99: f64,
}

/// Wall clock and CPU time.
pub struct Watch {
    cpu: f64,
    wall: Instant,
}

impl Watch {
    pub fn start() -> Watch {
        Watch { cpu: cpu_time(), wall: Instant::now() }
    }

    pub fn stop(self, messages: u64) -> Outcome {
        let seconds = self.wall.elapsed().as_secs_f64();
        Outcome { messages, seconds, cpu: cpu_time() - self.cpu, p50: 0.0, p99: 0.0 }
    }

    pub fn stop_with(self, mut times: Vec<Duration>) -> Outcome {
        let outcome = self.stop(times.len() as u64);
        times.sort_unstable();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e6;
        Outcome { p50: at(50), p99: at(99), ..outcome }
    }
}

fn cpu_time() -> f64 {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the pointer is to room for one `rusage`, of which any bits are a value.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// `about` and `run`; a workload that `run` answers with `None` is one that is lacking.
pub fn main(about: impl FnOnce() -> String, run: impl FnOnce(&Spec) -> Result<Option<Outcome>>) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["about"] {
        println!("{}", about());
        return ExitCode::SUCCESS;
    }
    let done = read(&arguments).and_then(|spec| run(&spec));
    for file in FILES.lock().map(|mut files| std::mem::take(&mut *files)).unwrap_or_default() {
        let _ = std::fs::remove_file(file);
    }
    match done {
        Ok(Some(Outcome { messages, seconds, cpu, p50, p99 })) => {
            println!("messages={messages} seconds={seconds:.9} cpu={cpu:.6} p50={p50:.3} p99={p99:.3}");
            ExitCode::SUCCESS
        }
        Ok(None) => ExitCode::from(2),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: &[String]) -> Result<Spec> {
    let [run, pattern, transport, size, count, more @ ..] = arguments else {
        return Err("about, or run <pattern> <transport> <size> <count> [fan=N] [how=WAY]".into());
    };
    if run != "run" {
        return Err(format!("{run}: no such command").into());
    }
    let (pattern, transport) = (pattern.clone(), transport.clone());
    let mut spec = Spec { pattern, transport, size: size.parse()?, count: count.parse()?, fan: 1, how: "copy".into() };
    for word in more {
        match word.split_once('=') {
            Some(("fan", fan)) => spec.fan = fan.parse()?,
            Some(("how", how)) => spec.how = how.into(),
            _ => return Err(format!("{word}: fan=N or how=WAY was expected").into()),
        }
    }
    Ok(spec)
}

pub fn check_size(found: usize, expected: usize) -> Result<()> {
    if found == expected { Ok(()) } else { Err("message of incorrect size received".into()) }
}

/// Where to bind; port 0 and `*` are not known everywhere, so a port that was free a moment ago.
pub fn endpoint(transport: &str, name: &str) -> Result<String> {
    Ok(match transport {
        "tcp" => format!("tcp://{}", std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?),
        "ipc" => {
            let file = format!("/tmp/peer-{}-{name}", std::process::id());
            let endpoint = format!("ipc://{file}");
            FILES.lock().map_err(|_| "a thread panicked")?.push(file);
            endpoint
        }
        _ => format!("inproc://{name}"),
    })
}
