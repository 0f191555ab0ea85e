//! What can be counted without noise has a limit: `limits.tsv`. Instructions under callgrind, system calls under strace;
//! heap allocations are counted by `tests/allocations.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::workload::Result;

/// Where to look.
#[derive(Args)]
pub struct Arguments {
    /// The table of limits
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/limits.tsv"))]
    limits: PathBuf,
}

/// A row of `limits.tsv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// `instructions`, `calls` or `allocations`.
    pub what: String,
    /// What is done; for a workload `pattern/transport/how`.
    pub case: String,
    pub size: usize,
    /// At most this many for one message.
    pub most: f64,
    /// `÷C` when the limit is a ratio to the C twin.
    pub is_ratio: bool,
}

impl Limit {
    /// Whether a count for zeroxide, and one for the C twin, are within it.
    pub fn holds(&self, ours: f64, twin: f64) -> bool {
        // Of thousands of messages, the first few cost more.
        let value = if self.is_ratio { ours / twin } else { ours };
        value <= self.most + 0.005
    }
}

/// Reads the table; lines that begin with `#` are remarks.
pub fn limits(path: &Path) -> Result<Vec<Limit>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| row(line).ok_or_else(|| format!("{}: no row: {line}", path.display()).into())).collect()
}

fn row(line: &str) -> Option<Limit> {
    let [what, case, size, limit] = line.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let is_ratio = limit.ends_with("÷C");
    let most = limit.trim_end_matches("÷C").parse().ok()?;
    Some(Limit { what: what.into(), case: case.into(), size: size.parse().ok()?, most, is_ratio })
}

/// Counts everything but allocations, prints what it was, and fails where a limit is passed.
pub fn run(arguments: &Arguments) -> Result<i32> {
    let mut passed = 0;
    let mut failed = 0;
    println!("{:13} {:28} {:>6} {:>9} {:>9} {:>6} {:>8}", "what", "case", "size", "zeroxide", "C", "÷C", "limit");
    for limit in limits(&arguments.limits)? {
        let (ours, twin) = match limit.what.as_str() {
            "instructions" => (instructions(&limit, false)?, instructions(&limit, true)?),
            "calls" => (calls(&limit, false)?, calls(&limit, true)?),
            _ => continue,
        };
        let Limit { what, case, size, most, is_ratio } = &limit;
        let holds = limit.holds(ours, twin);
        let bound = if *is_ratio { format!("{most:.2} ÷C") } else { format!("{most:.2}") };
        let verdict = if holds { "" } else { "  PAST ITS LIMIT" };
        let ratio = ours / twin;
        println!("{what:13} {case:28} {size:>6} {ours:>9.2} {twin:>9.2} {ratio:>6.3} {bound:>8}{verdict}");
        *(if holds { &mut passed } else { &mut failed }) += 1;
    }
    println!("{passed} passed, {failed} failed");
    Ok(i32::from(failed > 0 || passed == 0))
}

/// Instructions for one message in the function that sends, in the one that receives, or in both.
fn instructions(limit: &Limit, twin: bool) -> Result<f64> {
    const COUNT: usize = 20_000;
    let whose = if twin { "baseline" } else { "zeroxide" };
    let profile = std::env::temp_dir().join(format!("zeroxide-perf-callgrind-{}", std::process::id()));
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", profile.display()));
    valgrind.arg(std::env::current_exe()?).args(["run", "ping", "inproc"]);
    valgrind.arg(limit.size.to_string()).arg(COUNT.to_string()).args(twin.then_some("--twin=c"));
    let (case, way) = match limit.case.strip_prefix("async-") {
        Some(case) => (case, if twin { "" } else { "async_" }),
        None => (limit.case.as_str(), ""),
    };
    valgrind.args((!way.is_empty()).then_some("how=async"));
    said(&mut valgrind)?;
    let mut annotate = Command::new("callgrind_annotate");
    annotate.args(["--inclusive=yes", "--threshold=100"]).arg(&profile);
    let table = said(&mut annotate)?;
    std::fs::remove_file(&profile)?;
    let of = |function: &str| {
        let name = format!("{whose}_ping_{way}{function}");
        let line = table.lines().find(|line| line.contains(&name) && !line.contains("--"));
        let number = line.and_then(|line| line.split_whitespace().next());
        let number = number.and_then(|number| number.replace(',', "").parse::<f64>().ok());
        number.map(|number| number / COUNT as f64).ok_or_else(|| format!("callgrind did not see {name}"))
    };
    Ok(match case {
        "send" => of("send")?,
        "receive" => of("receive")?,
        _ => of("send")? + of("receive")?,
    })
}

/// System calls for one message: the difference of two runs, so that start and end do not count.
fn calls(limit: &Limit, twin: bool) -> Result<f64> {
    let [pattern, transport, how] = limit.case.split('/').collect::<Vec<_>>()[..] else {
        return Err(format!("{}: pattern/transport/how was expected", limit.case).into());
    };
    let (few, many) = if pattern == "req-rep" { (200, 2_200) } else { (1_000, 41_000) };
    let count = |messages: i32| -> Result<f64> {
        let summary = std::env::temp_dir().join(format!("zeroxide-perf-strace-{}", std::process::id()));
        let mut strace = Command::new("strace");
        strace.args(["-f", "-c", "-o"]).arg(&summary).arg(std::env::current_exe()?);
        strace.args(["run", pattern, transport]).arg(limit.size.to_string()).arg(messages.to_string());
        if twin {
            strace.arg("--twin=c");
        } else {
            strace.arg(format!("how={how}"));
        }
        said(&mut strace)?;
        let text = std::fs::read_to_string(&summary)?;
        std::fs::remove_file(&summary)?;
        total_calls(&text).ok_or_else(|| "strace counted nothing".into())
    };
    // What is done once differs by a call or so between runs; it is not to make a difference of less than none.
    Ok(((count(many)? - count(few)?) / f64::from(many - few)).max(0.0))
}

/// The number of calls in the last line of `strace -c`.
pub fn total_calls(summary: &str) -> Option<f64> {
    let line = summary.lines().rfind(|line| line.ends_with("total"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

/// What a program printed; an error when it failed.
fn said(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?}: {}\n{complaint}", output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_or_a_ratio() {
        let ratio = row("instructions\tboth\t100\t1.00÷C").unwrap();
        assert!(ratio.is_ratio && ratio.holds(100.0, 100.0) && !ratio.holds(102.0, 100.0));
        let number = row("calls req-rep/tcp/copy 1 35").unwrap();
        assert!(!number.is_ratio && number.holds(34.0, 1.0) && !number.holds(36.0, 50.0));
        assert_eq!(row("calls"), None);
    }

    #[test]
    fn strace_ends_with_the_total() {
        let summary = "% time  seconds  usecs/call  calls  errors syscall\n\
                       100.00  0.000031  1  31  4 read\n\
                       100.00  0.000031  1  31  4 total\n";
        assert_eq!(total_calls(summary), Some(31.0));
        assert_eq!(total_calls(""), None);
    }
}
