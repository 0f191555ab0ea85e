//! Finds the libzmq sources inside the registry crate `zeromq-src`.
//!
//! That crate has no function that tells its directory, but it prints the path of one of its files in a
//! `rerun-if-changed` line before it compiles anything. So this build script starts itself once more with a marker in
//! the environment; the copy runs zeromq-src's build, this side reads the line and ends the copy. It takes
//! milliseconds, and it works in vendored and offline checkouts because no path is guessed.

use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{report, settings::Settings};

const MARKER: &str = "ZEROXIDE_SYS_LOCATOR";

/// Is this process the copy that only has to make zeromq-src print?
pub fn is_locator() -> bool {
    env::var_os(MARKER).is_some()
}

/// The copy's whole work. The other side ends it long before this returns.
pub fn run_locator() {
    zeromq_src::Build::new().build();
}

/// The `vendor` directory of zeromq-src: `src`, `include` and `external` are below it.
pub fn sources(settings: &Settings) -> PathBuf {
    let mut locator = match start(&settings.out_dir.join("locator")) {
        Ok(child) => child,
        Err(error) => report::fail(
            "the build script could not start itself to find the libzmq sources",
            &[&format!("The system said: {error}"), SYSTEM_ROUTE],
        ),
    };
    let found = locator
        .stdout
        .take()
        .and_then(|out| BufReader::new(out).lines().map_while(Result::ok).find_map(|line| vendor_dir(&line)));
    let _ = locator.kill();
    let _ = locator.wait();
    found.unwrap_or_else(|| {
        report::fail(
            "the libzmq sources were not found",
            &[
                "They come with the crate zeromq-src 0.3.6, which is expected to print a line",
                "  cargo:rerun-if-changed=<its directory>/src/<file>.c",
                &format!("and did not print one for the target {}.", settings.target),
                SYSTEM_ROUTE,
            ],
        )
    })
}

const SYSTEM_ROUTE: &str = "Use an installed libzmq instead: ZEROXIDE_MODE=system, or ZEROXIDE_LIB_DIR=<directory>.";

fn start(scratch: &Path) -> std::io::Result<Child> {
    std::fs::create_dir_all(scratch)?;
    Command::new(env::current_exe()?)
        .env(MARKER, "1")
        // zeromq-src must write here and never get as far as a compiler.
        .env("OUT_DIR", scratch)
        .env("CC_FORCE_DISABLE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

fn vendor_dir(line: &str) -> Option<PathBuf> {
    let printed = Path::new(line.strip_prefix("cargo:rerun-if-changed=")?);
    let vendor = printed.parent()?.parent()?.join("vendor");
    vendor.join("src/zmq.cpp").is_file().then_some(vendor)
}
