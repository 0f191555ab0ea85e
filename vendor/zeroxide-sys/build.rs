//! Chooses a libzmq, compiles or finds it, and tells cargo and dependent crates what it is.
//!
//! The order of choice: `ZEROXIDE_LIB_DIR`, then `ZEROXIDE_MODE`, then the feature `bundled`, then pkg-config.
//! A choice that fails ends the build with an explanation; there is no silent second choice.

#[path = "build/bundled.rs"]
mod bundled;
#[path = "build/changes.rs"]
mod changes;
#[path = "build/files.rs"]
mod files;
#[path = "build/header.rs"]
mod header;
#[path = "build/locate.rs"]
mod locate;
#[path = "build/probe.rs"]
mod probe;
#[path = "build/quicker.rs"]
mod quicker;
#[path = "build/report.rs"]
mod report;
#[path = "build/settings.rs"]
mod settings;
#[path = "build/sodium.rs"]
mod sodium;
#[path = "build/system.rs"]
mod system;

use settings::{Choice, Settings};

fn main() {
    if locate::is_locator() {
        locate::run_locator();
        return;
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=csrc");
    report::declare_cfgs();

    let settings = Settings::read();
    let library = match &settings.choice {
        Choice::DocsOnly => report::Library::for_docs(&settings),
        Choice::Bundled => bundled::build(&settings),
        Choice::Directory { lib, include } => system::from_directory(&settings, lib, include.as_deref()),
        Choice::PkgConfig => system::from_pkg_config(&settings),
    };
    report::check_features(&settings, &library);
    report::publish(&settings, &library);
}
