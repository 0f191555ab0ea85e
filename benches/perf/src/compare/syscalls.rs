//! System calls per message, where strace is there. It slows the program down, which changes how messages are batched:
//! a figure is good to compare with another one, not for itself.

use super::contestant::{Contestant, Ran};
use super::stats::Spread;
use crate::guard::total_calls;
use crate::spec::Spec;
use crate::workload::Result;

/// How often each is counted: chance has a part in it.
const RUNS: usize = 5;

/// Per 1000 messages, without what the program does before and after: the median of several runs, which the contestants
/// have by turns. `None` without strace, and for those that lack the workload.
pub fn per_thousand(runs: &[(&Contestant, &Spec)], wrap: &[String]) -> Result<Vec<Option<f64>>> {
    let is_there = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join("strace").is_file()));
    if !is_there {
        return Ok(vec![None; runs.len()]);
    }
    let mut counts = vec![Vec::new(); runs.len()];
    for _ in 0..RUNS {
        for ((contestant, spec), counts) in runs.iter().zip(&mut counts) {
            counts.extend(once(contestant, spec, wrap)?);
        }
    }
    Ok(counts.into_iter().map(|counts| Some(Spread::of(counts)?.median)).collect())
}

fn once(contestant: &Contestant, spec: &Spec, wrap: &[String]) -> Result<Option<f64>> {
    let few = Spec { count: 100, ..spec.clone() };
    let many = Spec { count: if spec.pattern == "req-rep" { 2_100 } else { 50_100 }, ..spec.clone() };
    let (Some(few_calls), Some(many_calls)) = (count(contestant, &few, wrap)?, count(contestant, &many, wrap)?) else {
        return Ok(None);
    };
    let messages = (many.count - few.count) as f64 * f64::from(if spec.pattern == "pub-sub" { spec.fan } else { 1 });
    Ok(Some((many_calls - few_calls).max(0.0) * 1000.0 / messages))
}

fn count(contestant: &Contestant, spec: &Spec, wrap: &[String]) -> Result<Option<f64>> {
    let summary = std::env::temp_dir().join(format!("zeroxide-perf-strace-{}", std::process::id()));
    let strace = ["strace", "-f", "-c", "-o"].map(str::to_owned).into_iter().chain([summary.display().to_string()]);
    let ran = contestant.run(spec, &wrap.iter().cloned().chain(strace).collect::<Vec<_>>())?;
    let total = matches!(ran, Ran::Measured(_))
        .then(|| std::fs::read_to_string(&summary))
        .and_then(|text| total_calls(&text.ok()?));
    let _ = std::fs::remove_file(&summary);
    Ok(total)
}
