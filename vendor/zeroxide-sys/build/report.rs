//! What the build script says: to the user when it fails, to cargo and to dependent crates when it succeeds.

use std::path::PathBuf;

use crate::settings::Settings;

/// The libzmq that was chosen.
pub struct Library {
    pub bundled: bool,
    pub version: Option<String>,
    pub include: Option<PathBuf>,
    pub lib: Option<PathBuf>,
    /// `None` when the library could not be asked.
    pub curve: Option<bool>,
    /// `None` when the library could not be asked.
    pub draft: Option<bool>,
    /// libsodium-sys must be linked behind libzmq.
    pub needs_sodium: bool,
    /// Why the library could not be asked.
    pub remark: Option<String>,
}

impl Library {
    /// What docs.rs shows.
    pub fn for_docs(settings: &Settings) -> Self {
        Library {
            bundled: true,
            version: None,
            include: None,
            lib: None,
            curve: Some(settings.curve),
            draft: Some(settings.draft),
            needs_sodium: false,
            remark: None,
        }
    }
}

const CFGS: [&str; 4] = ["zeroxide_bundled", "zeroxide_curve", "zeroxide_draft", "zeroxide_sodium"];

pub fn declare_cfgs() {
    for cfg in CFGS {
        println!("cargo::rustc-check-cfg=cfg({cfg})");
    }
}

/// A feature whose C side is missing ends the build.
pub fn check_features(settings: &Settings, library: &Library) {
    let version = library.version.as_deref().unwrap_or("of unknown version");
    let remark = library.remark.as_deref().unwrap_or_default();
    if settings.draft && library.draft != Some(true) {
        fail(
            &format!("the feature `draft` is on, but this libzmq ({version}) is not known to have the DRAFT functions"),
            &[
                remark,
                "Distributions build libzmq without them. Either",
                "  use the bundled library: feature `bundled`, or ZEROXIDE_MODE=bundled; or",
                "  build libzmq with --enable-drafts and name it with ZEROXIDE_LIB_DIR; or",
                "  leave out the feature `draft`.",
            ],
        );
    }
    if settings.curve && library.curve == Some(false) {
        fail(
            &format!("the feature `curve` is on, but this libzmq ({version}) was built without CURVE"),
            &[
                "Either",
                "  use the bundled library: feature `bundled`, or ZEROXIDE_MODE=bundled; or",
                "  install a libzmq that was built with libsodium; or",
                "  leave out the feature `curve`.",
            ],
        );
    }
}

/// Cfgs for this crate, `DEP_ZMQ_*` for those that depend on it.
pub fn publish(settings: &Settings, library: &Library) {
    // Where the library could not be asked, the features tell what the user expects of it.
    let curve = library.curve.unwrap_or(settings.curve);
    let draft = library.draft.unwrap_or(false);
    for (cfg, on) in CFGS.iter().zip([library.bundled, curve, draft, library.needs_sodium]) {
        if on {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
    for (key, on) in [("bundled", library.bundled), ("curve", curve), ("draft", draft)] {
        println!("cargo::metadata={key}={}", u8::from(on));
    }
    if let Some(version) = &library.version {
        println!("cargo::metadata=version={version}");
    }
    if let Some(lib) = &library.lib {
        println!("cargo::metadata=lib={}", lib.display());
    }
    if let Some(include) = &library.include {
        println!("cargo::metadata=include={}", include.display());
    }
    // For this crate's own tests; empty when there is no header.
    let header = library.include.as_ref().map(|dir| dir.join("zmq.h")).unwrap_or_default();
    println!("cargo::rustc-env=ZEROXIDE_ZMQ_H={}", header.display());
    println!("cargo::rustc-env=ZEROXIDE_TARGET={}", settings.target);
}

/// Ends the build with an explanation instead of a panic and its backtrace.
pub fn fail(what: &str, lines: &[&str]) -> ! {
    eprintln!("\nzeroxide-sys: {what}.\n");
    for line in lines.join("\n").trim_start().lines() {
        eprintln!("  {line}");
    }
    eprintln!();
    std::process::exit(1)
}
