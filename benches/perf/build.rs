//! Compiles the C twin against the libzmq that zeroxide-sys chose.

const SOURCES: [&str; 10] = [
    "common.c",
    "ping.c",
    "proxy.c",
    "pub_sub.c",
    "push_pull.c",
    "req_rep.c",
    "router_dealer.c",
    "run.c",
    "steps.c",
    "tools.c",
];

fn main() {
    println!("cargo::rerun-if-changed=c_baseline");
    let mut build = cc::Build::new();
    if let Some(include) = std::env::var_os("DEP_ZMQ_INCLUDE") {
        build.include(include);
    }
    // Optimised whatever the profile is, as libzmq is.
    build.opt_level(3).files(SOURCES.map(|source| format!("c_baseline/{source}"))).compile("baseline");
}
