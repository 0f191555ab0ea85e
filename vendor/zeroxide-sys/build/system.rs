//! A libzmq that is already there: named by directory, or found by pkg-config.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    header, probe,
    report::{self, Library},
    settings::Settings,
    sodium,
};

const INSTALL: &str = "\
Install the development package of libzmq, and pkg-config:
  Debian, Ubuntu   apt install libzmq3-dev pkg-config
  Fedora           dnf install zeromq-devel pkgconf-pkg-config
  Arch             pacman -S zeromq pkgconf
  macOS            brew install zeromq pkgconf
or name the directory of the library with ZEROXIDE_LIB_DIR,
or compile the bundled library: feature `bundled`, or ZEROXIDE_MODE=bundled.";

/// `ZEROXIDE_LIB_DIR`, with `ZEROXIDE_INCLUDE_DIR` and `ZEROXIDE_STATIC`.
pub fn from_directory(settings: &Settings, dir: &Path, include: Option<&Path>) -> Library {
    let kind = if settings.link_static { "static" } else { "dylib" };
    let candidates = candidates(settings);
    let Some((file, name)) = candidates.iter().find(|(file, _)| dir.join(file).is_file()) else {
        let tried: Vec<&str> = candidates.iter().map(|(file, _)| *file).collect();
        report::fail(
            &format!("ZEROXIDE_LIB_DIR is {}, and no {kind} libzmq is there", dir.display()),
            &[
                &format!("Looked for: {}", tried.join(", ")),
                "With ZEROXIDE_STATIC=1 the static library is taken, without it the shared one.",
                "Unset ZEROXIDE_LIB_DIR to compile the bundled library or to use pkg-config.",
            ],
        )
    };
    if let Some(wrong) = include.filter(|include| !include.join("zmq.h").is_file()) {
        report::fail(&format!("ZEROXIDE_INCLUDE_DIR is {}, and no zmq.h is there", wrong.display()), &[]);
    }
    // `/usr/lib` or `/usr/lib/<target>` goes with `/usr/include`.
    let beside = || dir.ancestors().skip(1).take(2).map(|above| above.join("include"));
    let include = include.map(Path::to_path_buf).or_else(|| beside().find(|include| include.join("zmq.h").is_file()));
    println!("cargo::rerun-if-changed={}", dir.join(file).display());
    println!("cargo::rustc-link-search=native={}", dir.display());
    println!("cargo::rustc-link-lib={kind}={name}");
    let mut link = probe::Link { dirs: vec![dir.to_path_buf()], libs: vec![(*name).to_owned()] };
    if settings.link_static {
        add_static_needs(settings, &mut link);
    }
    let needs_sodium = settings.link_static && settings.curve && !settings.curve_system;
    describe(settings, include, &link, None, needs_sodium)
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
                &[error.to_string().trim(), "", INSTALL],
            )
        });
    // pkg-config is silent about the directories that compilers search anyway.
    let told = |name: &str| pkg_config::get_variable("libzmq", name).ok().map(PathBuf::from);
    let include = found.include_paths.iter().cloned().chain(told("includedir")).find(|dir| dir.join("zmq.h").is_file());
    let dirs = if found.link_paths.is_empty() { told("libdir").into_iter().collect() } else { found.link_paths };
    let link = probe::Link { dirs, libs: found.libs };
    describe(settings, include, &link, Some(found.version), false)
}

fn describe(
    settings: &Settings,
    include: Option<PathBuf>,
    link: &probe::Link,
    version: Option<String>,
    needs_sodium: bool,
) -> Library {
    let (answer, remark) = match probe::ask(settings, link) {
        Ok(answer) => (Some(answer), None),
        Err(why) => (None, Some(why)),
    };
    let version = answer
        .as_ref()
        .map(|answer| answer.version.clone())
        .or(version)
        .or_else(|| header::version(include.as_deref()?));
    if let Some(wrong) = version.as_deref().filter(|version| !header::is_supported(version)) {
        report::fail(&format!("this libzmq is {wrong}, but 4.2 up to 4.x is needed"), &[INSTALL]);
    }
    Library {
        bundled: false,
        version,
        include,
        lib: link.dirs.first().cloned(),
        curve: answer.as_ref().map(|answer| answer.curve),
        draft: answer.as_ref().map(|answer| answer.draft),
        needs_sodium,
        remark,
    }
}

fn is_apple(settings: &Settings) -> bool {
    matches!(settings.os.as_str(), "macos" | "ios" | "tvos" | "watchos" | "visionos")
}

/// File names under which libzmq may lie in a directory, each with the name to link it by.
fn candidates(settings: &Settings) -> &'static [(&'static str, &'static str)] {
    if settings.is_windows() {
        return &[("libzmq.dll.a", "zmq"), ("libzmq.a", "zmq"), ("zmq.lib", "zmq"), ("libzmq.lib", "libzmq")];
    }
    match settings.link_static {
        true => &[("libzmq.a", "zmq")],
        false if is_apple(settings) => &[("libzmq.dylib", "zmq"), ("libzmq.tbd", "zmq")],
        false => &[("libzmq.so", "zmq")],
    }
}

/// What a static libzmq does not bring along: the C++ runtime, and libsodium where `curve-system` asks for it.
fn add_static_needs(settings: &Settings, link: &mut probe::Link) {
    if settings.curve_system {
        sodium::link_system();
        link.libs.push("sodium".to_owned());
    } else if let Some(dir) = env::var_os("DEP_SODIUM_LIB") {
        link.dirs.push(dir.into());
        link.libs.push("sodium".to_owned());
    }
    let runtime = match settings.os.as_str() {
        _ if settings.is_msvc() => return,
        "freebsd" | "openbsd" => "c++",
        "android" => "c++_shared",
        _ if is_apple(settings) => "c++",
        _ => "stdc++",
    };
    println!("cargo::rustc-link-lib={runtime}");
    link.libs.push(runtime.to_owned());
}
