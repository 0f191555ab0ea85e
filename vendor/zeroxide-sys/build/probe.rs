//! Asks an outside libzmq what it is, by compiling and running csrc/probe.c against it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::settings::Settings;

/// What the library said about itself.
pub struct Answer {
    pub version: String,
    pub curve: bool,
    pub draft: bool,
}

/// How to link the library.
pub struct Link {
    pub dirs: Vec<PathBuf>,
    pub libs: Vec<String>,
}

/// The error says why the library could not be asked.
pub fn ask(settings: &Settings, link: &Link) -> Result<Answer, String> {
    if settings.cross {
        return Err("In a cross build the library cannot be asked what it has.".to_owned());
    }
    let (program, linked_draft) = match compile(settings, link, true) {
        Ok(program) => (program, true),
        Err(_) => (compile(settings, link, false)?, false),
    };
    let mut run = Command::new(&program);
    if let Some((name, value)) = library_path(&link.dirs) {
        run.env(name, value);
    }
    let output = finished("the probe", run.output())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let field = |name: &str| text.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    Ok(Answer {
        version: field("version").ok_or("The probe printed no version.")?.to_owned(),
        curve: field("curve") == Some("1"),
        draft: linked_draft && field("draft") == Some("1"),
    })
}

fn compile(settings: &Settings, link: &Link, draft: bool) -> Result<PathBuf, String> {
    let dir = settings.out_dir.join("probe");
    fs::create_dir_all(&dir).map_err(|error| error.to_string())?;
    let program = dir.join(if draft { "draft.exe" } else { "stable.exe" });
    let compiler =
        cc::Build::new().cargo_metadata(false).warnings(false).try_get_compiler().map_err(|error| error.to_string())?;
    let mut command = compiler.to_command();
    command.current_dir(&dir);
    if draft {
        command.arg("-DPROBE_DRAFT");
    }
    command.arg(Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("csrc/probe.c"));
    if compiler.is_like_msvc() {
        command.arg(format!("-Fe{}", program.display())).args(link.libs.iter().map(|lib| format!("{lib}.lib")));
        command.arg("-link").args(link.dirs.iter().map(|dir| format!("-LIBPATH:{}", dir.display())));
    } else {
        command.arg("-o").arg(&program);
        command.args(link.dirs.iter().map(|dir| format!("-L{}", dir.display())));
        command.args(link.libs.iter().map(|lib| format!("-l{lib}")));
    }
    finished("the C compiler", command.output())?;
    Ok(program)
}

fn finished(who: &str, output: std::io::Result<Output>) -> Result<Output, String> {
    let output = output.map_err(|error| format!("{who} could not be started: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().rev().take(5).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    Err(format!("A program that uses the library could not be built and run; {who} said:\n{}", last.join("\n")))
}

/// Lets the probe find a shared library that is not where the loader looks.
fn library_path(dirs: &[PathBuf]) -> Option<(&'static str, std::ffi::OsString)> {
    let name = if cfg!(windows) {
        "PATH"
    } else if cfg!(target_vendor = "apple") {
        "DYLD_LIBRARY_PATH"
    } else {
        "LD_LIBRARY_PATH"
    };
    let before = env::var_os(name).unwrap_or_default();
    let all = dirs.iter().cloned().chain(env::split_paths(&before));
    Some((name, env::join_paths(all).ok()?))
}
