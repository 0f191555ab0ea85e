//! Async sockets, beside blocking ones in C: both ends are tasks, or threads.

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zeroxide_perf::spec::Spec;
use zeroxide_perf::{twin, workload};

fn asynchronous(criterion: &mut Criterion) {
    for (pattern, transport) in
        [("push-pull", "inproc"), ("push-pull", "tcp"), ("req-rep", "inproc"), ("req-rep", "tcp")]
    {
        let mut group = criterion.benchmark_group(format!("async/{pattern}/{transport}"));
        group.sample_size(20);
        let spec = |count, how: &str| Spec {
            pattern: pattern.into(),
            transport: transport.into(),
            size: 100,
            count,
            fan: 1,
            how: how.into(),
        };
        for how in ["tokio", "tokio-multi", "smol"] {
            group.bench_function(how, |bench| {
                bench.iter_custom(|count| {
                    let outcome = workload::run(&spec(count, how)).expect("no error").expect("a workload");
                    Duration::from_secs_f64(outcome.seconds)
                });
            });
        }
        group.bench_function("C", |bench| {
            bench.iter_custom(|count| {
                Duration::from_secs_f64(twin::run(&spec(count, "copy")).expect("a workload").seconds)
            });
        });
        group.finish();
    }
}

criterion_group!(benches, asynchronous);
criterion_main!(benches);
