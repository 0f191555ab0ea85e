//! Compiles libzmq from the sources that zeromq-src carries.
//!
//! What upstream's configure would find out is in csrc/platform.hpp. Code generation does not follow the cargo profile:
//! a debug build of an application still moves its messages with an optimised library.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    locate,
    report::{self, Library},
    settings::Settings,
    system,
};

/// The files that run for every message. They share one translation unit, so that calls between them can be inlined.
const HOT: &[&str] = &[
    "address",
    "blob",
    "clock",
    "command",
    "ctx",
    "dealer",
    "decoder_allocators",
    "dist",
    "epoll",
    "err",
    "fq",
    "io_object",
    "io_thread",
    "ip",
    "kqueue",
    "lb",
    "mailbox",
    "mailbox_safe",
    "mechanism",
    "mechanism_base",
    "metadata",
    "msg",
    "mtrie",
    "null_mechanism",
    "object",
    "options",
    "own",
    "pair",
    "pipe",
    "poll",
    "poller_base",
    "polling_util",
    "pub",
    "pull",
    "push",
    "radix_tree",
    "reaper",
    "rep",
    "req",
    "router",
    "session_base",
    "signaler",
    "socket_base",
    "stream_engine_base",
    "sub",
    "tcp",
    "thread",
    "trie",
    "v1_decoder",
    "v1_encoder",
    "v2_decoder",
    "v2_encoder",
    "v3_1_encoder",
    "xpub",
    "xsub",
    "zmq",
    "zmtp_engine",
];

/// Bytes that the engine reads or writes at a time; upstream's default is 8192.
const BATCH: u32 = 32 * 1024;

pub fn build(settings: &Settings) -> Library {
    let vendor = locate::sources(settings);
    let include = vendor.join("include");
    println!("cargo::rerun-if-changed={}", vendor.join("src").display());
    println!("cargo::rerun-if-changed={}", include.display());

    let mut zmq = cc::Build::new();
    optimise(&mut zmq, settings);
    zmq.cpp(true)
        .std(if settings.is_msvc() { "c++14" } else { "c++11" });
    zmq.flag_if_supported("-fno-semantic-interposition");
    zmq.include("csrc")
        .include(&include)
        .include(vendor.join("src"));
    zmq.include(vendor.join("external/sha1"))
        .include(vendor.join("external/wepoll"));
    zmq.define("ZMQ_STATIC", None)
        .define("ZMQ_BUILD_DRAFT_API", None);
    if settings.is_msvc() {
        zmq.flag("/EHsc");
    }
    if settings.curve {
        add_sodium(&mut zmq, settings);
    }
    zmq.files(translation_units(settings, &vendor.join("src")));
    zmq.objects(c_objects(settings, &vendor));
    zmq.compile("zmq");
    if settings.is_windows() {
        for lib in ["ws2_32", "iphlpapi", "rpcrt4", "advapi32"] {
            println!("cargo::rustc-link-lib={lib}");
        }
    }
    Library {
        bundled: true,
        version: system::header_version(&include),
        include: Some(include),
        lib: Some(settings.out_dir.clone()),
        curve: settings.curve,
        draft: true,
        needs_sodium: settings.curve && !settings.curve_system,
    }
}

fn optimise(build: &mut cc::Build, settings: &Settings) {
    build
        .opt_level(3)
        .debug(settings.debug_info)
        .warnings(false);
}

/// The two C files: SHA-1 for the WebSocket transport, and epoll for Windows.
fn c_objects(settings: &Settings, vendor: &Path) -> Vec<PathBuf> {
    let mut c = cc::Build::new();
    optimise(&mut c, settings);
    c.include(vendor.join("external/sha1"))
        .file(vendor.join("external/sha1/sha1.c"));
    if settings.is_windows() {
        c.include(vendor.join("external/wepoll"))
            .file(vendor.join("external/wepoll/wepoll.c"));
    }
    c.compile_intermediates()
}

/// Either all source files, or two generated ones that include them.
fn translation_units(settings: &Settings, src: &Path) -> Vec<PathBuf> {
    // A directory of its own: zeromq-src writes an empty platform.hpp into its OUT_DIR, which must not be found first.
    let generated = settings.out_dir.join("generated");
    if let Err(error) = fs::create_dir_all(&generated) {
        report::fail(
            &format!("{} could not be created: {error}", generated.display()),
            &[],
        );
    }
    let options = with_larger_batches(src, &generated);
    let files: Vec<PathBuf> = source_files(src)
        .into_iter()
        .map(|file| {
            if stem(&file) == "options" {
                options.clone()
            } else {
                file
            }
        })
        .collect();
    if !settings.unity {
        return files;
    }
    let (hot, cold): (Vec<PathBuf>, Vec<PathBuf>) = files
        .into_iter()
        .partition(|file| HOT.contains(&stem(file)));
    [("zmq_hot.cpp", hot), ("zmq_cold.cpp", cold)]
        .map(|(name, files)| {
            let text: String = files
                .iter()
                .map(|file| format!("#include \"{}\"\n", file.display()))
                .collect();
            write(&generated.join(name), &text)
        })
        .into()
}

/// All of libzmq but the `wss` transport, which needs GnuTLS.
fn source_files(src: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(src).unwrap_or_else(|error| {
        report::fail(
            &format!("{} could not be read: {error}", src.display()),
            &[],
        )
    });
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension().is_some_and(|ext| ext == "cpp") && !stem(path).starts_with("wss_")
        })
        .collect();
    files.sort();
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

/// A copy of options.cpp in which the default of both batch sizes is `BATCH`.
fn with_larger_batches(src: &Path, generated: &Path) -> PathBuf {
    let original = src.join("options.cpp");
    let mut text = fs::read_to_string(&original).unwrap_or_else(|error| {
        report::fail(
            &format!("{} could not be read: {error}", original.display()),
            &[],
        )
    });
    for name in ["in_batch_size", "out_batch_size"] {
        let (old, new) = (
            format!("\n    {name} (8192),"),
            format!("\n    {name} ({BATCH}),"),
        );
        if text.matches(&old).count() != 1 {
            report::fail(
                &format!(
                    "the default of {name} was not found in {}",
                    original.display()
                ),
                &["The sources are not those of libzmq 4.3.5: zeromq-src must be 0.3.6."],
            );
        }
        text = text.replace(&old, &new);
    }
    write(&generated.join("options.cpp"), &text)
}

/// Writes only what differs, so that nothing looks newer than it is.
fn write(path: &Path, text: &str) -> PathBuf {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return path.to_path_buf();
    }
    if let Err(error) = fs::write(path, text) {
        report::fail(
            &format!("{} could not be written: {error}", path.display()),
            &[],
        );
    }
    path.to_path_buf()
}

/// CURVE needs libsodium: the system's, or the one that libsodium-sys-stable compiled.
fn add_sodium(zmq: &mut cc::Build, settings: &Settings) {
    zmq.define("ZMQ_HAVE_CURVE", None)
        .define("ZMQ_USE_LIBSODIUM", None);
    if settings.curve_system {
        let found = pkg_config::Config::new()
            .atleast_version("1.0.13")
            .probe("libsodium")
            .unwrap_or_else(|error| {
                report::fail(
                    "the feature `curve-system` is on, but libsodium was not found with pkg-config",
                    &[
                        &format!("pkg-config: {}", error.to_string().trim()),
                        "",
                        INSTALL_SODIUM,
                    ],
                )
            });
        zmq.includes(found.include_paths);
        return;
    }
    println!("cargo::rerun-if-env-changed=SODIUM_LIB_DIR");
    if let Some(dir) = env::var_os("DEP_SODIUM_INCLUDE") {
        zmq.include(dir);
    } else if let Some(dir) = env::var_os("SODIUM_LIB_DIR") {
        zmq.include(Path::new(&dir).join("../include"));
    }
    if env::var_os("DEP_SODIUM_LIB").is_some() || settings.is_msvc() {
        zmq.define("SODIUM_STATIC", None);
    }
    if !has_sodium_header(zmq, settings) {
        report::fail(
            "the feature `curve` is on, but sodium.h was not found",
            &[INSTALL_SODIUM],
        );
    }
}

const INSTALL_SODIUM: &str = "\
The feature `curve` compiles libsodium with sh, make and a C compiler, unless SODIUM_* variables say otherwise.
The feature `curve-system` uses the system's libsodium:
  Debian, Ubuntu   apt install libsodium-dev pkg-config
  Fedora           dnf install libsodium-devel pkgconf-pkg-config
  Arch             pacman -S libsodium pkgconf
  macOS            brew install libsodium pkgconf
To do without CURVE security, leave out both features (default-features = false, features = [\"bundled\"]).";

fn has_sodium_header(zmq: &cc::Build, settings: &Settings) -> bool {
    let file = write(
        &settings.out_dir.join("sodium_probe.cpp"),
        "#include <sodium.h>\n",
    );
    zmq.clone()
        .cargo_metadata(false)
        .file(file)
        .try_expand()
        .is_ok()
}
