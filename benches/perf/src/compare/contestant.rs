//! Who takes part: programs that speak the protocol of `benches/peers/README.md`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::spec::{Outcome, Spec};
use crate::workload::Result;

/// A program that can be measured.
#[derive(Clone, Debug)]
pub struct Contestant {
    pub name: String,
    program: PathBuf,
    /// Before the arguments of `run` and `about`.
    twin: bool,
    /// Instead of the workload's own way, where it is the plain one.
    how: Option<String>,
}

/// What a run came to.
pub enum Ran {
    Measured(Outcome),
    Unsupported,
}

impl Contestant {
    /// zeroxide, in a way that the runner knows (`zeroxide-tokio`).
    pub fn zeroxide(how: Option<&str>) -> Result<Contestant> {
        let name = how.map_or_else(|| "zeroxide".to_owned(), |how| format!("zeroxide-{how}"));
        Ok(Contestant { name, program: std::env::current_exe()?, twin: false, how: how.map(str::to_owned) })
    }

    /// Plain C on zeroxide's libzmq, in a way that it knows (`C-fresh`).
    pub fn c(how: Option<&str>) -> Result<Contestant> {
        let name = how.map_or_else(|| "C".to_owned(), |how| format!("C-{how}"));
        Ok(Contestant { name, program: std::env::current_exe()?, twin: true, how: how.map(str::to_owned) })
    }

    /// Builds one of `benches/peers/`, or takes the path of a program.
    pub fn peer(name: &str) -> Result<Contestant> {
        let path = Path::new(name);
        let program = if path.is_file() { path.to_owned() } else { build(name)? };
        let file = path.file_name().map_or_else(|| name.into(), |file| file.to_string_lossy().into_owned());
        let name = file.strip_prefix("zeroxide-peer-").unwrap_or(&file).to_owned();
        Ok(Contestant { name, program, twin: false, how: None })
    }

    /// What it says of itself.
    pub fn about(&self) -> Result<String> {
        let mut command = Command::new(&self.program);
        command.arg("about").args(self.twin.then_some("--twin=c"));
        let output = command.output()?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// One run, in a process of its own.
    pub fn run(&self, spec: &Spec, wrap: &[String]) -> Result<Ran> {
        let mut spec = spec.clone();
        match &self.how {
            Some(how) if spec.how == "copy" => spec.how.clone_from(how),
            Some(_) => return Ok(Ran::Unsupported),
            None => {}
        }
        let mut command = match wrap {
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(&self.program);
                command
            }
            [] => Command::new(&self.program),
        };
        command.arg("run").args(self.twin.then_some("--twin=c")).args(spec.to_arguments());
        let output = command.stdin(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        match output.status.code() {
            Some(0) => Ok(Ran::Measured(said.lines().last().unwrap_or_default().parse()?)),
            Some(2) => Ok(Ran::Unsupported),
            _ => {
                let complaint = String::from_utf8_lossy(&output.stderr);
                let arguments = spec.to_arguments().join(" ");
                Err(format!("{} run {arguments}: {}\n{said}{complaint}", self.name, output.status).into())
            }
        }
    }
}

/// `benches/peers/build NAME` builds a peer and prints where its program is.
fn build(name: &str) -> Result<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../peers/build");
    eprintln!("building {name} …");
    let output = Command::new(&script).arg(name).stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    match said.lines().last() {
        Some(path) if output.status.success() => Ok(PathBuf::from(path)),
        _ => Err(format!("{} {name}: {}", script.display(), output.status).into()),
    }
}
