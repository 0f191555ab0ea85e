//! Making and dropping messages.
#![allow(unsafe_code)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use zeroxide::Message;
use zeroxide_perf::twin::steps;

const SIZES: [usize; 5] = [1, 100, 1024, 8192, 65_536];

fn construction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("message");
    for size in SIZES {
        let bytes: &'static [u8] = vec![7; size].leak();
        group.throughput(Throughput::Elements(1));
        group.bench_with_input(BenchmarkId::new("copy/zeroxide", size), bytes, |bench, bytes| {
            bench.iter(|| Message::from(black_box(bytes)));
        });
        group.bench_with_input(BenchmarkId::new("copy/C", size), bytes, |bench, bytes| {
            // SAFETY: the bytes outlive the call.
            bench.iter(|| unsafe { steps::baseline_message_copy(black_box(bytes).as_ptr(), bytes.len()) });
        });
        group.bench_with_input(BenchmarkId::new("owned/zeroxide", size), bytes, |bench, bytes| {
            bench.iter(|| Message::from(black_box(bytes).to_vec()));
        });
        group.bench_with_input(BenchmarkId::new("owned/C", size), bytes, |bench, bytes| {
            // SAFETY: the bytes outlive the call, which copies them into a buffer of its own.
            bench.iter(|| unsafe { steps::baseline_message_owned(black_box(bytes).as_ptr(), bytes.len()) });
        });
        group.bench_function(BenchmarkId::new("static/zeroxide", size), |bench| {
            bench.iter(|| Message::from_static(black_box(bytes)));
        });
        group.bench_function(BenchmarkId::new("static/C", size), |bench| {
            // SAFETY: the bytes live for ever.
            bench.iter(|| unsafe { steps::baseline_message_const(black_box(bytes).as_ptr(), bytes.len()) });
        });
    }
    group.finish();
}

criterion_group!(benches, construction);
criterion_main!(benches);
