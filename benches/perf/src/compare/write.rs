//! Results for other programs.

use std::fmt::Write;
use std::path::Path;

use super::Comparison;
use super::stats::Spread;
use crate::workload::Result;

pub fn csv(comparison: &Comparison, path: &Path) -> Result<()> {
    let mut text = String::from(
        "pattern,transport,size,fan,how,who,count,rate,rate_min,rate_max,cpu_ns,cpu_ns_min,cpu_ns_max,p50_us,p50_us_min,\
         p50_us_max,p99_us,rate_ratio,rate_ratio_min,rate_ratio_max,cpu_ratio,cpu_ratio_min,cpu_ratio_max,p50_ratio,\
         p50_ratio_min,p50_ratio_max,syscalls_per_1000\n",
    );
    for row in &comparison.rows {
        for result in &row.results {
            write!(text, "{},{},{},{},{},", row.pattern, row.transport, row.size, row.fan, row.how)?;
            write!(text, "{},{},", result.name, result.count)?;
            write!(text, "{},{},", three(Some(result.rate)), three(Some(result.cpu)))?;
            let p99 = result.p99.map_or_else(String::new, |p99| p99.median.to_string());
            write!(text, "{},{p99},", three(result.p50))?;
            write!(text, "{},{},", three(Some(result.rate_ratio)), three(Some(result.cpu_ratio)))?;
            let calls = result.syscalls.map_or_else(String::new, |calls| calls.to_string());
            writeln!(text, "{},{calls}", three(result.p50_ratio))?;
        }
    }
    Ok(std::fs::write(path, text)?)
}

fn three(spread: Option<Spread>) -> String {
    spread.map_or_else(|| ",,".into(), |Spread { median, min, max }| format!("{median},{min},{max}"))
}

pub fn json(comparison: &Comparison, path: &Path) -> Result<()> {
    let Comparison { base, about, command, machine, date, rounds, seconds, rows } = comparison;
    let about: serde_json::Map<_, _> =
        about.iter().map(|(name, about)| (name.clone(), about.as_str().into())).collect();
    let value = serde_json::json!({
        "command": command, "machine": machine, "date": date, "rounds": rounds, "seconds": seconds,
        "base": base, "contestants": about, "rows": rows,
    });
    Ok(std::fs::write(path, serde_json::to_string_pretty(&value)? + "\n")?)
}
