//! What the build script says: to the user when it fails, to cargo and to dependent crates when it succeeds.

use std::path::PathBuf;

use crate::settings::Settings;

/// The libzmq that was chosen.
pub struct Library {
    pub bundled: bool,
    pub version: Option<String>,
    pub include: Option<PathBuf>,
    pub lib: Option<PathBuf>,
    pub curve: bool,
    pub draft: bool,
    /// libsodium-sys must be linked behind libzmq.
    pub needs_sodium: bool,
}

impl Library {
    /// What docs.rs shows.
    pub fn for_docs(settings: &Settings) -> Self {
        Library {
            bundled: true,
            version: None,
            include: None,
            lib: None,
            curve: settings.curve,
            draft: settings.draft,
            needs_sodium: false,
        }
    }

    fn zmq_h(&self) -> Option<PathBuf> {
        self.include
            .as_ref()
            .map(|dir| dir.join("zmq.h"))
            .filter(|file| file.is_file())
    }
}

const CFGS: [&str; 4] = [
    "zeroxide_bundled",
    "zeroxide_curve",
    "zeroxide_draft",
    "zeroxide_sodium",
];

pub fn declare_cfgs() {
    for cfg in CFGS {
        println!("cargo::rustc-check-cfg=cfg({cfg})");
    }
}

/// A feature whose C side is missing ends the build.
pub fn check_features(settings: &Settings, library: &Library) {
    let version = library.version.as_deref().unwrap_or("of unknown version");
    if settings.draft && !library.draft {
        fail(
            &format!(
                "the feature `draft` is on, but this libzmq ({version}) has no DRAFT functions"
            ),
            &[
                "Distributions build libzmq without them. Either",
                "  use the bundled library (feature `bundled`, or ZEROXIDE_MODE=bundled), or",
                "  build libzmq with --enable-drafts and name it with ZEROXIDE_LIB_DIR, or",
                "  leave out the feature `draft`.",
                if settings.cross {
                    "When cross compiling an outside library counts as having none."
                } else {
                    ""
                },
            ],
        );
    }
    if settings.curve && !library.curve {
        fail(
            &format!(
                "the feature `curve` is on, but this libzmq ({version}) was built without CURVE"
            ),
            &[
                "Either use the bundled library (feature `bundled`, or ZEROXIDE_MODE=bundled), or",
                "install a libzmq that was built with libsodium, or leave out the feature `curve`.",
            ],
        );
    }
}

/// Cfgs for this crate, `DEP_ZMQ_*` for those that depend on it.
pub fn publish(library: &Library) {
    let flags = [
        library.bundled,
        library.curve,
        library.draft,
        library.needs_sodium,
    ];
    for (cfg, _) in CFGS.iter().zip(flags).filter(|(_, on)| *on) {
        println!("cargo::rustc-cfg={cfg}");
    }
    println!("cargo::metadata=bundled={}", u8::from(library.bundled));
    println!("cargo::metadata=curve={}", u8::from(library.curve));
    println!("cargo::metadata=draft={}", u8::from(library.draft));
    if let Some(version) = &library.version {
        println!("cargo::metadata=version={version}");
    }
    if let Some(lib) = &library.lib {
        println!("cargo::metadata=lib={}", lib.display());
    }
    if let Some(include) = &library.include {
        println!("cargo::metadata=include={}", include.display());
    }
    // For this crate's tests, which compare the declarations with the header; empty when there is none.
    let header = library.zmq_h().unwrap_or_default();
    println!("cargo::rustc-env=ZEROXIDE_ZMQ_H={}", header.display());
}

/// Ends the build with an explanation instead of a panic and its backtrace.
pub fn fail(what: &str, lines: &[&str]) -> ! {
    eprintln!("\nzeroxide-sys: {what}.\n");
    for line in lines.iter().flat_map(|text| text.lines()) {
        eprintln!("  {line}");
    }
    eprintln!();
    std::process::exit(1)
}
