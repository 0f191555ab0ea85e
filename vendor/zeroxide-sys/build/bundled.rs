//! Compiles libzmq from the sources that zeromq-src carries.
//!
//! What upstream's configure would find out is in csrc/platform.hpp. Code generation does not follow the cargo profile:
//! a debug build of an application still moves its messages with an optimised library.

use std::path::{Path, PathBuf};

use crate::{files, header, locate, report::Library, settings::Settings, sodium};

pub fn build(settings: &Settings) -> Library {
    let vendor = locate::sources(settings);
    let (src, include) = (vendor.join("src"), vendor.join("include"));
    println!("cargo::rerun-if-changed={}", src.display());
    println!("cargo::rerun-if-changed={}", include.display());

    let mut zmq = cc::Build::new();
    optimise(&mut zmq, settings);
    zmq.cpp(true).std(if settings.is_msvc() { "c++14" } else { "c++11" });
    // Without it gcc must not inline a function that another library could replace, which is most of them.
    zmq.flag_if_supported("-fno-semantic-interposition");
    zmq.include("csrc").include(&include).include(&src);
    zmq.include(vendor.join("external/sha1")).include(vendor.join("external/wepoll"));
    zmq.define("ZMQ_STATIC", None).define("ZMQ_BUILD_DRAFT_API", None);
    if settings.is_msvc() {
        zmq.flag("/EHsc");
    }
    if settings.curve {
        sodium::add(&mut zmq, settings);
    }
    zmq.files(files::translation_units(settings, &src));
    for header in files::first_headers(settings, &src) {
        if settings.is_msvc() {
            zmq.flag(format!("/FI{}", header.display()));
        } else {
            zmq.flag("-include").flag(header);
        }
    }
    zmq.objects(c_objects(settings, &vendor));
    zmq.compile("zmq");
    if settings.is_windows() {
        for lib in ["ws2_32", "iphlpapi", "rpcrt4", "advapi32"] {
            println!("cargo::rustc-link-lib={lib}");
        }
    }
    Library {
        bundled: true,
        version: header::version(&include),
        include: Some(include),
        lib: Some(settings.out_dir.clone()),
        curve: Some(settings.curve),
        draft: Some(true),
        needs_sodium: settings.curve && !settings.curve_system,
        remark: None,
    }
}

fn optimise(build: &mut cc::Build, settings: &Settings) {
    build.opt_level(3).debug(settings.debug_info).warnings(false);
}

/// The C files: SHA-1 for the WebSocket transport, and epoll for Windows.
fn c_objects(settings: &Settings, vendor: &Path) -> Vec<PathBuf> {
    let mut c = cc::Build::new();
    optimise(&mut c, settings);
    c.include(vendor.join("external/sha1")).file(vendor.join("external/sha1/sha1.c"));
    if settings.is_windows() {
        c.include(vendor.join("external/wepoll")).file(vendor.join("external/wepoll/wepoll.c"));
    }
    c.compile_intermediates()
}
