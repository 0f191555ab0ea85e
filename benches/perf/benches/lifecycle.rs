//! Contexts and sockets from beginning to end.
#![allow(unsafe_code)]

use criterion::{Criterion, criterion_group, criterion_main};
use zeroxide::{Context, DEALER, Kind, PUB, REQ};
use zeroxide_perf::twin::steps;

fn contexts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("context");
    group.bench_function("zeroxide", |bench| bench.iter(Context::new));
    // SAFETY: it makes a context and ends it.
    group.bench_function("C", |bench| bench.iter(|| unsafe { steps::baseline_context() }));
    group.finish();
}

fn sockets(criterion: &mut Criterion) {
    let context = Context::new().expect("a context");
    // SAFETY: it has no arguments. The context is left to the end of the process.
    let raw = unsafe { zeroxide_sys::zmq_ctx_new() };
    let mut group = criterion.benchmark_group("socket");
    group.bench_function("REQ/zeroxide", |bench| bench.iter(|| context.socket(REQ)));
    // SAFETY: a live context.
    group.bench_function("REQ/C", |bench| {
        bench.iter(|| unsafe { steps::baseline_socket(raw, REQ.socket_type().as_raw()) })
    });
    group.bench_function("PUB/zeroxide", |bench| bench.iter(|| context.socket(PUB)));
    // SAFETY: a live context.
    group.bench_function("PUB/C", |bench| {
        bench.iter(|| unsafe { steps::baseline_socket(raw, PUB.socket_type().as_raw()) })
    });
    group.bench_function("DEALER/zeroxide", |bench| bench.iter(|| context.socket(DEALER)));
    // SAFETY: a live context.
    group.bench_function("DEALER/C", |bench| {
        bench.iter(|| unsafe { steps::baseline_socket(raw, DEALER.socket_type().as_raw()) })
    });
    group.finish();
}

criterion_group!(benches, contexts, sockets);
criterion_main!(benches);
