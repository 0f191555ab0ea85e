//! Compiles the C baseline against the zmq.h of omq-libzmq.

fn main() {
    println!("cargo::rerun-if-env-changed=OMQ_INCLUDE");
    println!("cargo::rerun-if-changed=../../perf/c_baseline");
    let include = std::env::var("OMQ_INCLUDE").expect("../build sets OMQ_INCLUDE");
    let sources = ["common", "main", "ping", "proxy", "pub_sub", "push_pull", "req_rep", "router_dealer", "run", "steps"];
    cc::Build::new()
        .include(include)
        .opt_level(3)
        .define("main", "baseline_main")
        .define("BASELINE_NAME", "\"C on omq-libzmq 0.8\"")
        .files(sources.map(|source| format!("../../perf/c_baseline/{source}.c")))
        .compile("baseline");
}
