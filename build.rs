//! Turns what `zeroxide-sys` says of the library that it linked into cfgs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(libzmq_draft)");
    println!("cargo::rustc-check-cfg=cfg(libzmq_bundled)");
    for (key, cfg) in [("DEP_ZMQ_DRAFT", "libzmq_draft"), ("DEP_ZMQ_BUNDLED", "libzmq_bundled")] {
        if std::env::var(key).is_ok_and(|value| value == "1") {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}
