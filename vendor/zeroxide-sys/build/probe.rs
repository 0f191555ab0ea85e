//! Asks an outside libzmq what it is, by compiling and running csrc/probe.c against it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::settings::Settings;

/// What the library said about itself.
pub struct Answer {
    pub version: String,
    pub curve: bool,
    pub draft: bool,
}

/// `None` when cross compiling, or when the probe could not be linked or run.
pub fn ask(settings: &Settings, lib_dirs: &[PathBuf], libs: &[String]) -> Option<Answer> {
    if settings.cross {
        return None;
    }
    let with_draft = compile(settings, lib_dirs, libs, true);
    let program = with_draft
        .clone()
        .or_else(|| compile(settings, lib_dirs, libs, false))?;
    let output = Command::new(program)
        .envs(library_path(lib_dirs))
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let field = |name: &str| {
        text.split_whitespace()
            .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    };
    Some(Answer {
        version: field("version")?.to_owned(),
        curve: field("curve")? == "1",
        draft: with_draft.is_some() && field("draft")? == "1",
    })
}

fn compile(
    settings: &Settings,
    lib_dirs: &[PathBuf],
    libs: &[String],
    draft: bool,
) -> Option<PathBuf> {
    let dir = settings.out_dir.join("probe");
    fs::create_dir_all(&dir).ok()?;
    let program = dir.join(if draft { "draft.exe" } else { "stable.exe" });
    let compiler = cc::Build::new()
        .cargo_metadata(false)
        .warnings(false)
        .try_get_compiler()
        .ok()?;
    let mut command = compiler.to_command();
    command.current_dir(&dir);
    if draft {
        command.arg("-DPROBE_DRAFT");
    }
    command.arg(Path::new(&env::var_os("CARGO_MANIFEST_DIR")?).join("csrc/probe.c"));
    if compiler.is_like_msvc() {
        command
            .arg(format!("-Fe{}", program.display()))
            .args(libs.iter().map(|lib| format!("{lib}.lib")));
        command.arg("-link").args(
            lib_dirs
                .iter()
                .map(|lib| format!("-LIBPATH:{}", lib.display())),
        );
    } else {
        command.arg("-o").arg(&program);
        command.args(lib_dirs.iter().map(|lib| format!("-L{}", lib.display())));
        command.args(libs.iter().map(|lib| format!("-l{lib}")));
    }
    command.output().ok()?.status.success().then_some(program)
}

/// Lets the probe find a shared library that is not where the loader looks.
fn library_path(lib_dirs: &[PathBuf]) -> Option<(&'static str, std::ffi::OsString)> {
    let name = if cfg!(windows) {
        "PATH"
    } else if cfg!(target_vendor = "apple") {
        "DYLD_LIBRARY_PATH"
    } else {
        "LD_LIBRARY_PATH"
    };
    let before = env::var_os(name).unwrap_or_default();
    let all = lib_dirs.iter().cloned().chain(env::split_paths(&before));
    Some((name, env::join_paths(all).ok()?))
}
