//! A libzmq that is already there: named by directory, or found by pkg-config.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    probe,
    report::{self, Library},
    settings::Settings,
};

const INSTALL: &str = "\
Install the development package of libzmq and pkg-config:
  Debian, Ubuntu   apt install libzmq3-dev pkg-config
  Fedora           dnf install zeromq-devel pkgconf-pkg-config
  Arch             pacman -S zeromq pkgconf
  macOS            brew install zeromq pkgconf
or compile the bundled one: feature `bundled`, or ZEROXIDE_MODE=bundled.";

/// `ZEROXIDE_LIB_DIR`, with `ZEROXIDE_INCLUDE_DIR` and `ZEROXIDE_STATIC`.
pub fn from_directory(settings: &Settings, lib: &Path, include: Option<&Path>) -> Library {
    let kind = if settings.link_static {
        "static"
    } else {
        "dylib"
    };
    let Some(name) = library_name(lib, settings) else {
        report::fail(
            &format!(
                "ZEROXIDE_LIB_DIR is {}, and there is no {kind} libzmq in it",
                lib.display()
            ),
            &[
                &format!(
                    "Tried: {}",
                    candidates(settings)
                        .iter()
                        .map(|(file, _)| *file)
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                "ZEROXIDE_STATIC=1 takes the static library, otherwise the shared one is taken.",
                "Unset ZEROXIDE_LIB_DIR to build the bundled library or to use pkg-config.",
            ],
        )
    };
    if let Some(dir) = include.filter(|dir| !dir.join("zmq.h").is_file()) {
        report::fail(
            &format!(
                "ZEROXIDE_INCLUDE_DIR is {}, and there is no zmq.h in it",
                dir.display()
            ),
            &[],
        );
    }
    let include = include.map(Path::to_path_buf).or_else(|| {
        let beside = lib.parent()?.join("include");
        beside.join("zmq.h").is_file().then_some(beside)
    });
    println!("cargo::rustc-link-search=native={}", lib.display());
    println!("cargo::rustc-link-lib={kind}={name}");
    println!("cargo::rerun-if-changed={}", lib.display());
    let mut libs = vec![name.to_owned()];
    if settings.link_static {
        libs.extend(link_cpp_runtime(settings));
    }
    describe(settings, include, vec![lib.to_path_buf()], &libs, None)
}

/// pkg-config's `libzmq`.
pub fn from_pkg_config(settings: &Settings) -> Library {
    let found = pkg_config::Config::new()
        .range_version("4.2".."5")
        .statik(settings.link_static)
        .probe("libzmq")
        .unwrap_or_else(|error| {
            report::fail(
                "the system's libzmq (4.2 up to 4.x) was not found with pkg-config",
                &[
                    &format!("pkg-config: {}", error.to_string().trim()),
                    "",
                    INSTALL,
                ],
            )
        });
    let include = found.include_paths.iter().cloned().chain(
        pkg_config::get_variable("libzmq", "includedir")
            .ok()
            .map(PathBuf::from),
    );
    let include = include.into_iter().find(|dir| dir.join("zmq.h").is_file());
    let libs = if found.libs.is_empty() {
        vec!["zmq".to_owned()]
    } else {
        found.libs
    };
    describe(
        settings,
        include,
        found.link_paths,
        &libs,
        Some(found.version),
    )
}

fn describe(
    settings: &Settings,
    include: Option<PathBuf>,
    lib_dirs: Vec<PathBuf>,
    libs: &[String],
    version: Option<String>,
) -> Library {
    let answer = probe::ask(settings, &lib_dirs, libs);
    let version = answer
        .as_ref()
        .map(|a| a.version.clone())
        .or(version)
        .or_else(|| header_version(include.as_deref()?));
    if let Some(old) = version.as_deref().filter(|v| !is_supported(v)) {
        report::fail(
            &format!("this libzmq is {old}, and 4.2 up to 4.x is needed"),
            &[INSTALL],
        );
    }
    Library {
        bundled: false,
        version,
        include,
        lib: lib_dirs.into_iter().next(),
        // Not knowable when cross compiling: believe the feature, zmq_has() tells at run time.
        curve: answer.as_ref().map_or(settings.curve, |a| a.curve),
        draft: answer.as_ref().is_some_and(|a| a.draft),
        needs_sodium: settings.link_static,
    }
}

/// File names under which libzmq may lie in a directory, and the name to link it by.
fn candidates(settings: &Settings) -> Vec<(&'static str, &'static str)> {
    match (settings.os.as_str(), settings.link_static) {
        ("windows", _) => vec![
            ("libzmq.dll.a", "zmq"),
            ("libzmq.a", "zmq"),
            ("zmq.lib", "zmq"),
            ("libzmq.lib", "libzmq"),
        ],
        (_, true) => vec![("libzmq.a", "zmq")],
        ("macos" | "ios" | "tvos" | "watchos" | "visionos", false) => {
            vec![("libzmq.dylib", "zmq"), ("libzmq.tbd", "zmq")]
        }
        (_, false) => vec![("libzmq.so", "zmq")],
    }
}

fn library_name(dir: &Path, settings: &Settings) -> Option<&'static str> {
    candidates(settings)
        .into_iter()
        .find(|(file, _)| dir.join(file).is_file())
        .map(|(_, name)| name)
}

fn link_cpp_runtime(settings: &Settings) -> Option<String> {
    let name = match settings.os.as_str() {
        _ if settings.is_msvc() => return None,
        "macos" | "ios" | "tvos" | "watchos" | "visionos" | "freebsd" | "openbsd" => "c++",
        "android" => "c++_shared",
        _ => "stdc++",
    };
    println!("cargo::rustc-link-lib={name}");
    Some(name.to_owned())
}

/// `ZMQ_VERSION_MAJOR.MINOR.PATCH` of the header.
pub fn header_version(include: &Path) -> Option<String> {
    let text = fs::read_to_string(include.join("zmq.h")).ok()?;
    let part = |name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix("#define ")?.strip_prefix(name))
            .map(|value| value.trim().to_owned())
    };
    Some(
        [
            part("ZMQ_VERSION_MAJOR ")?,
            part("ZMQ_VERSION_MINOR ")?,
            part("ZMQ_VERSION_PATCH ")?,
        ]
        .join("."),
    )
}

fn is_supported(version: &str) -> bool {
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    matches!((parts.next(), parts.next()), (Some(4), Some(minor)) if minor >= 2)
}
