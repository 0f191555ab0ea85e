//! The rounds.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::contestant::{Contestant, Ran};
use super::plan::{Arguments, workloads};
use super::stats::Spread;
use super::syscalls;
use crate::spec::{Outcome, Spec};
use crate::workload::Result;

/// One workload with all contestants.
#[derive(Debug, Serialize)]
pub struct Row {
    pub pattern: String,
    pub transport: String,
    pub size: usize,
    pub fan: u32,
    pub how: String,
    pub results: Vec<Measured>,
}

/// One contestant in one workload. A ratio is to the base in the same round.
#[derive(Debug, Serialize)]
pub struct Measured {
    pub name: String,
    /// Messages or round trips of one run.
    pub count: u64,
    /// Messages a second.
    pub rate: Spread,
    /// Nanoseconds of CPU a message.
    pub cpu: Spread,
    /// Microseconds of a round trip.
    pub p50: Option<Spread>,
    pub p99: Option<Spread>,
    pub rate_ratio: Spread,
    pub cpu_ratio: Spread,
    pub p50_ratio: Option<Spread>,
    /// System calls per 1000 messages, a median.
    pub syscalls: Option<f64>,
}

/// A contestant that has the workload, and what it did so far.
struct Runner<'a> {
    contestant: &'a Contestant,
    spec: Spec,
    outcomes: Vec<Outcome>,
}

pub fn all(arguments: &Arguments, contestants: &[Contestant], base: &str) -> Result<Vec<Row>> {
    let specs = workloads(arguments);
    let runs = specs.len() * contestants.len() * (arguments.rounds + 1);
    let bar = progress(runs as u64);
    let mut rows = Vec::new();
    for spec in &specs {
        let label = label(spec);
        bar.set_message(format!("{label}: trial runs"));
        let mut runners = calibrate(arguments, contestants, spec, &bar)?;
        for round in 0..arguments.rounds {
            bar.set_message(format!("{label}: round {} of {}", round + 1, arguments.rounds));
            let mut order: Vec<usize> = (0..runners.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for at in order {
                let Some(runner) = runners.get_mut(at) else { continue };
                let Ran::Measured(outcome) = runner.contestant.run(&runner.spec, &wrap(arguments))? else { continue };
                runner.outcomes.push(outcome);
                bar.inc(1);
            }
            bar.inc((contestants.len() - runners.len()) as u64);
        }
        rows.push(row(arguments, spec, &runners, base)?);
    }
    bar.finish_and_clear();
    Ok(rows)
}

fn progress(runs: u64) -> ProgressBar {
    let bar = ProgressBar::new(runs);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} runs, {elapsed} (about {eta} left)  {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

fn label(spec: &Spec) -> String {
    format!("{} {} {} B", spec.pattern, spec.transport, spec.size)
}

/// What the program is run by.
fn wrap(arguments: &Arguments) -> Vec<String> {
    arguments.core.map_or_else(Vec::new, |core| vec!["taskset".into(), "-c".into(), core.to_string()])
}

/// Finds for each contestant how many messages take as long as asked. Those that lack the workload are left out.
fn calibrate<'a>(
    arguments: &Arguments,
    contestants: &'a [Contestant],
    spec: &Spec,
    bar: &ProgressBar,
) -> Result<Vec<Runner<'a>>> {
    let mut runners = Vec::new();
    for contestant in contestants {
        let mut trial = Spec { count: 200, ..spec.clone() };
        let begun = Instant::now();
        let supported = loop {
            let Ran::Measured(outcome) = contestant.run(&trial, &wrap(arguments))? else { break false };
            // A trial of a fifth of the time is long enough to go by; a slow start is not.
            if outcome.seconds >= arguments.seconds * 0.2 || begun.elapsed().as_secs_f64() > 20.0 {
                let wanted = trial.count as f64 * arguments.seconds * 1.1 / outcome.seconds;
                trial.count = (wanted as u64).max(100);
                break true;
            }
            let growth = (arguments.seconds * 0.3 / outcome.seconds).clamp(2.0, 50.0);
            trial.count = (trial.count as f64 * growth) as u64;
        };
        bar.inc(1);
        if supported {
            runners.push(Runner { contestant, spec: trial, outcomes: Vec::new() });
        }
    }
    Ok(runners)
}

fn row(arguments: &Arguments, spec: &Spec, runners: &[Runner<'_>], base: &str) -> Result<Row> {
    let outcomes_of_base = runners.iter().find(|runner| runner.contestant.name == base).map(|runner| &runner.outcomes);
    let syscalls = if arguments.syscalls {
        let runs: Vec<_> = runners.iter().map(|runner| (runner.contestant, &runner.spec)).collect();
        syscalls::per_thousand(&runs, &wrap(arguments))?
    } else {
        vec![None; runners.len()]
    };
    let mut results = Vec::new();
    for (runner, syscalls) in runners.iter().zip(syscalls) {
        let outcomes = &runner.outcomes;
        // Where the base lacks the workload there is nothing to divide by.
        let of_base = outcomes_of_base.unwrap_or(outcomes);
        let ratio = |value: fn(&Outcome) -> f64| {
            Spread::of(outcomes.iter().zip(of_base).map(|(outcome, base)| value(outcome) / value(base)))
        };
        let has_times = outcomes.iter().all(|outcome| outcome.p50 > 0.0);
        let times = |value: fn(&Outcome) -> f64| has_times.then(|| Spread::of(outcomes.iter().map(value))).flatten();
        results.push(Measured {
            name: runner.contestant.name.clone(),
            count: runner.spec.count,
            rate: Spread::of(outcomes.iter().map(Outcome::rate)).unwrap_or_default(),
            cpu: Spread::of(outcomes.iter().map(Outcome::cpu_per_message)).unwrap_or_default(),
            p50: times(|outcome| outcome.p50),
            p99: times(|outcome| outcome.p99),
            rate_ratio: ratio(Outcome::rate).unwrap_or_default(),
            cpu_ratio: ratio(Outcome::cpu_per_message).unwrap_or_default(),
            p50_ratio: if has_times { ratio(|outcome| outcome.p50) } else { None },
            syscalls,
        });
    }
    let Spec { pattern, transport, size, fan, how, .. } = spec.clone();
    Ok(Row { pattern, transport, size, fan, how, results })
}
