//! Contexts and sockets from beginning to end.
#![allow(unsafe_code)]

use criterion::{Criterion, criterion_group, criterion_main};
use zeroxide::{Context, SocketType};
use zeroxide_perf::twin::steps;

fn contexts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("context");
    group.bench_function("zeroxide", |bench| bench.iter(Context::new));
    group.bench_function("C", |bench| {
        // SAFETY: it makes a context and ends it.
        bench.iter(|| unsafe { steps::baseline_context() });
    });
    group.finish();
}

fn sockets(criterion: &mut Criterion) {
    let context = Context::new().expect("a context");
    // SAFETY: it has no arguments. The context is left to the end of the process.
    let raw = unsafe { zeroxide_sys::zmq_ctx_new() };
    let mut group = criterion.benchmark_group("socket");
    for kind in [SocketType::Req, SocketType::Pub, SocketType::Dealer] {
        group.bench_function(format!("{}/zeroxide", kind.name()), |bench| bench.iter(|| context.socket(kind)));
        group.bench_function(format!("{}/C", kind.name()), |bench| {
            // SAFETY: a live context.
            bench.iter(|| unsafe { steps::baseline_socket(raw, kind.as_raw()) });
        });
    }
    group.finish();
}

criterion_group!(benches, contexts, sockets);
criterion_main!(benches);
