//! Messages from one end to the other, both in this thread, but for the round trips and the proxy.
#![allow(unsafe_code)]

use std::ffi::c_int;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use zeroxide::{Context, POLLIN, PULL, PUSH, Poller, Pull, Push, Socket};
use zeroxide_perf::spec::Spec;
use zeroxide_perf::twin::steps;
use zeroxide_perf::{twin, workload};
use zeroxide_sys::zmq_msg_t;

const SIZES: [usize; 5] = [1, 100, 1024, 8192, 65_536];

fn sockets(transport: &str) -> (Context, Socket<Push>, Socket<Pull>) {
    let context = Context::new().expect("a context");
    let (push, pull) = (context.socket(PUSH).expect("a socket"), context.socket(PULL).expect("a socket"));
    let endpoint = match transport {
        "tcp" => "tcp://127.0.0.1:*",
        "ipc" => "ipc://*",
        _ => "inproc://bench",
    };
    push.connect(pull.bind(endpoint).expect("an endpoint")).expect("a connection");
    (context, push, pull)
}

fn empty() -> zmq_msg_t {
    let mut message = std::mem::MaybeUninit::uninit();
    // SAFETY: an uninitialised message is what it wants.
    unsafe { zeroxide_sys::zmq_msg_init(message.as_mut_ptr()) };
    // SAFETY: zmq_msg_init cannot fail.
    unsafe { message.assume_init() }
}

/// One message out and in.
fn one_at_a_time(criterion: &mut Criterion) {
    for transport in ["inproc", "ipc", "tcp"] {
        let mut group = criterion.benchmark_group(format!("send-recv/{transport}"));
        for size in SIZES {
            let bytes = vec![7; size];
            let (_context, push, pull) = sockets(transport);
            group.bench_function(BenchmarkId::new("zeroxide", size), |bench| {
                bench.iter(|| {
                    push.send(&bytes[..])?;
                    pull.recv()
                });
            });
            let mut message = empty();
            let (out, back) = (push.as_ptr(), pull.as_ptr());
            group.bench_function(BenchmarkId::new("C", size), |bench| {
                // SAFETY: live sockets, used by this thread only, and an initialised message.
                bench.iter(|| unsafe {
                    steps::baseline_send(out, bytes.as_ptr(), size);
                    steps::baseline_receive(back, &mut message, size);
                });
            });
        }
        group.finish();
    }
}

/// A buffer that the application has filled before, out and in: copied, or handed over. Neither its making is in the time nor
/// the end of what comes of it.
fn filled_buffers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("filled-buffer/inproc");
    for size in [1024, 2048, 4096, 16_384, 65_536, 262_144] {
        let (_context, push, pull) = sockets("inproc");
        let batch = BatchSize::NumIterations(64);
        group.bench_function(BenchmarkId::new("copied", size), |bench| {
            bench.iter_batched(|| vec![7_u8; size], |buffer| (push.send(&buffer[..]), pull.recv(), buffer), batch);
        });
        group.bench_function(BenchmarkId::new("handed over", size), |bench| {
            bench.iter_batched(|| vec![7_u8; size], |buffer| (push.send(buffer), pull.recv()), batch);
        });
    }
    group.finish();
}

fn multipart(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("multipart");
    for size in [1, 100, 1024] {
        let bytes = vec![7; size];
        let (_context, push, pull) = sockets("inproc");
        group.bench_function(BenchmarkId::new("zeroxide", size), |bench| {
            bench.iter(|| {
                push.send_multipart(["topic".as_bytes(), &bytes]).map_err(zeroxide::Error::from)?;
                pull.recv_multipart()
            });
        });
        let mut message = empty();
        let (out, back) = (push.as_ptr(), pull.as_ptr());
        group.bench_function(BenchmarkId::new("C", size), |bench| {
            // SAFETY: live sockets, used by this thread only, and an initialised message.
            bench.iter(|| unsafe {
                steps::baseline_send_two(out, bytes.as_ptr(), size);
                steps::baseline_receive_two(back, &mut message, size);
            });
        });
    }
    group.finish();
}

/// One of several sockets has a message.
fn poller(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("poller");
    for count in [1, 10, 50] {
        let context = Context::new().expect("a context");
        let pulls: Vec<Socket<Pull>> = (0..count).map(|_| context.socket(PULL).expect("a socket")).collect();
        let push = context.socket(PUSH).expect("a socket");
        pulls[count - 1].bind("inproc://poller").expect("an endpoint");
        push.connect("inproc://poller").expect("a connection");
        let mut poller = Poller::new();
        for (key, pull) in pulls.iter().enumerate() {
            poller.add(pull, key, POLLIN).expect("a socket that can be polled");
        }
        group.bench_function(BenchmarkId::new("zeroxide", count), |bench| {
            bench.iter(|| {
                push.send([7; 100])?;
                for (key, _) in &poller.poll(Some(Duration::from_secs(1)))? {
                    pulls[*key].recv()?;
                }
                Ok::<(), zeroxide::Error>(())
            });
        });
        let raw: Vec<_> = pulls.iter().map(|pull: &Socket<Pull>| pull.as_ptr()).collect();
        let (out, bytes) = (push.as_ptr(), [7; 100]);
        group.bench_function(BenchmarkId::new("C", count), |bench| {
            // SAFETY: live sockets, used by this thread only.
            bench.iter(|| unsafe {
                steps::baseline_send(out, bytes.as_ptr(), 100);
                steps::baseline_poll_receive(raw.as_ptr(), raw.len() as c_int, 100)
            });
        });
    }
    group.finish();
}

/// Whole workloads, whose threads live for one measurement: `iter_custom` asks for as many messages as it likes.
fn workloads(criterion: &mut Criterion) {
    let cases =
        [("req-rep", "inproc"), ("req-rep", "tcp"), ("push-pull", "tcp"), ("proxy", "inproc"), ("proxy", "tcp")];
    for (pattern, transport) in cases {
        let mut group = criterion.benchmark_group(format!("{pattern}/{transport}"));
        group.sample_size(20);
        let spec = |count| Spec {
            pattern: pattern.into(),
            transport: transport.into(),
            size: 100,
            count,
            fan: 1,
            how: "copy".into(),
        };
        group.bench_function("zeroxide", |bench| {
            bench.iter_custom(|count| {
                let outcome = workload::run(&spec(count)).expect("no error").expect("a workload");
                Duration::from_secs_f64(outcome.seconds)
            });
        });
        group.bench_function("C", |bench| {
            bench.iter_custom(|count| Duration::from_secs_f64(twin::run(&spec(count)).expect("a workload").seconds));
        });
        group.finish();
    }
}

criterion_group!(benches, one_at_a_time, filled_buffers, multipart, poller, workloads);
criterion_main!(benches);
