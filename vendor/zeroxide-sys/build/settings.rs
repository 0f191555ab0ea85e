//! What the user asked for: features, environment, target. Nothing else reads `ZEROXIDE_*`.

use std::{env, path::PathBuf};

use crate::report;

/// Where libzmq is to come from.
pub enum Choice {
    /// docs.rs: no compiler work, declarations only.
    DocsOnly,
    /// Compile the sources that zeromq-src carries.
    Bundled,
    /// A directory named by the user.
    Directory { lib: PathBuf, include: Option<PathBuf> },
    /// The system's library, through pkg-config.
    PkgConfig,
}

/// Features, environment and target, read once.
pub struct Settings {
    pub choice: Choice,
    pub out_dir: PathBuf,
    pub target: String,
    pub cross: bool,
    pub os: String,
    pub abi: String,
    /// Features.
    pub curve: bool,
    pub curve_system: bool,
    pub draft: bool,
    /// `ZEROXIDE_STATIC`: link an outside library statically.
    pub link_static: bool,
    /// `ZEROXIDE_DEBUG`: debug information in the bundled library.
    pub debug_info: bool,
    /// `ZEROXIDE_UNITY`: few large translation units instead of one per source file.
    pub unity: bool,
}

impl Settings {
    pub fn read() -> Self {
        let target = cargo_var("TARGET");
        let abi = cargo_var("CARGO_CFG_TARGET_ENV");
        Settings {
            choice: choose(&target),
            out_dir: PathBuf::from(cargo_var("OUT_DIR")),
            cross: target != cargo_var("HOST"),
            os: cargo_var("CARGO_CFG_TARGET_OS"),
            curve: feature("CURVE") || feature("CURVE_SYSTEM"),
            curve_system: feature("CURVE_SYSTEM"),
            draft: feature("DRAFT"),
            link_static: switch(&target, "ZEROXIDE_STATIC").unwrap_or(false),
            debug_info: switch(&target, "ZEROXIDE_DEBUG").unwrap_or(false),
            // Not tried with MSVC, so one file at a time there unless asked for.
            unity: switch(&target, "ZEROXIDE_UNITY").unwrap_or(abi != "msvc"),
            target,
            abi,
        }
    }

    pub fn is_windows(&self) -> bool {
        self.os == "windows"
    }

    pub fn is_msvc(&self) -> bool {
        self.abi == "msvc"
    }
}

fn choose(target: &str) -> Choice {
    println!("cargo::rerun-if-env-changed=DOCS_RS");
    let lib = variable(target, "ZEROXIDE_LIB_DIR");
    let include = variable(target, "ZEROXIDE_INCLUDE_DIR");
    let mode = variable(target, "ZEROXIDE_MODE");
    if env::var_os("DOCS_RS").is_some() {
        return Choice::DocsOnly;
    }
    if let Some(lib) = lib {
        return Choice::Directory { lib: lib.into(), include: include.map(PathBuf::from) };
    }
    match mode.as_deref() {
        Some("bundled") => Choice::Bundled,
        Some("system") => Choice::PkgConfig,
        Some(other) => report::fail(
            &format!("ZEROXIDE_MODE is {other:?}"),
            &["Set it to `bundled` (compile libzmq) or `system` (use pkg-config), or unset it."],
        ),
        None if feature("BUNDLED") => Choice::Bundled,
        None => Choice::PkgConfig,
    }
}

/// Is this cargo feature on?
fn feature(name: &str) -> bool {
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}

/// A variable that cargo always sets for build scripts.
fn cargo_var(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| report::fail(&format!("cargo did not set {name}"), &[]))
}

/// `NAME`, or before it `<TARGET>_NAME` with the target in capitals and underscores. Empty counts as unset.
pub fn variable(target: &str, name: &str) -> Option<String> {
    let prefixed = format!("{}_{name}", target.to_uppercase().replace(['-', '.'], "_"));
    let mut found = None;
    for key in [prefixed.as_str(), name] {
        println!("cargo::rerun-if-env-changed={key}");
        found = found.or_else(|| env::var(key).ok().filter(|v| !v.is_empty()));
    }
    found
}

fn switch(target: &str, name: &str) -> Option<bool> {
    Some(match variable(target, name)?.as_str() {
        "0" | "no" | "false" | "off" => false,
        "1" | "yes" | "true" | "on" => true,
        other => report::fail(&format!("{name} is {other:?}"), &["Set it to 1 or 0, or unset it."]),
    })
}
