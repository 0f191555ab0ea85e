//! libsodium, for CURVE in the bundled library: the system's, or the one that libsodium-sys-stable compiled.

use std::{env, path::Path};

use crate::{files, report, settings::Settings};

const INSTALL: &str = "\
The feature `curve` compiles libsodium with a C compiler, sh and make, unless SODIUM_* variables say otherwise.
The feature `curve-system` uses the system's libsodium:
  Debian, Ubuntu   apt install libsodium-dev pkg-config
  Fedora           dnf install libsodium-devel pkgconf-pkg-config
  Arch             pacman -S libsodium pkgconf
  macOS            brew install libsodium pkgconf
To do without CURVE security leave out both: default-features = false, features = [\"bundled\"].";

/// Compiles CURVE into libzmq, or ends the build when libsodium is not there.
pub fn add(zmq: &mut cc::Build, settings: &Settings) {
    zmq.define("ZMQ_HAVE_CURVE", None).define("ZMQ_USE_LIBSODIUM", None);
    if settings.curve_system {
        zmq.includes(link_system());
    } else {
        add_compiled(zmq, settings);
    }
}

/// Links the system's libsodium; returns its include directories.
pub fn link_system() -> Vec<std::path::PathBuf> {
    let probe = pkg_config::Config::new().atleast_version("1.0.13").probe("libsodium");
    probe.map(|found| found.include_paths).unwrap_or_else(|error| {
        report::fail(
            "the feature `curve-system` is on, but libsodium was not found with pkg-config",
            &[&format!("pkg-config: {}", error.to_string().trim()), "", INSTALL],
        )
    })
}

/// libsodium-sys-stable says where its header is, unless `SODIUM_LIB_DIR` made it take what is there.
fn add_compiled(zmq: &mut cc::Build, settings: &Settings) {
    println!("cargo::rerun-if-env-changed=SODIUM_LIB_DIR");
    if let Some(dir) = env::var_os("DEP_SODIUM_INCLUDE") {
        zmq.include(dir);
    } else if let Some(dir) = env::var_os("SODIUM_LIB_DIR") {
        zmq.include(Path::new(&dir).join("../include"));
    }
    if env::var_os("DEP_SODIUM_LIB").is_some() || settings.is_msvc() {
        zmq.define("SODIUM_STATIC", None);
    }
    let probe = files::write(&settings.out_dir.join("sodium_probe.cpp"), "#include <sodium.h>\n");
    if let Err(error) = zmq.clone().cargo_metadata(false).file(probe).try_expand() {
        report::fail(
            "the feature `curve` is on, but a file that includes <sodium.h> does not compile",
            &[&error.to_string(), "", INSTALL],
        );
    }
}
