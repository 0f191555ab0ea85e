//! The table, as text and as Markdown.

use std::fmt::Write;
use std::process::Command;

use super::Comparison;
use super::measure::{Measured, Row};

/// What this machine is, in a few words.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = read("/proc/sys/kernel/osrelease");
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    // What else the machine did: a comparison on a busy one shows little.
    let load = read("/proc/loadavg")
        .split(' ')
        .next()
        .map_or_else(String::new, |load| format!(", load {load} before the start"));
    format!(
        "{cores} × {}, {system} {}{load}",
        if model.is_empty() { "unknown processor" } else { model },
        kernel.trim()
    )
}

/// Today, in UTC.
pub fn date() -> String {
    let output = Command::new("date").args(["-u", "+%Y-%m-%d"]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// One line of the table; the same for text and Markdown.
fn cells(row: &Row, result: &Measured, base: &str) -> Vec<String> {
    let what = match (row.pattern.as_str(), row.how.as_str()) {
        ("pub-sub", _) => format!("pub-sub to {}", row.fan),
        (pattern, "copy") => pattern.to_owned(),
        (pattern, how) => format!("{pattern} {how}"),
    };
    let is_base = result.name == base;
    let ratio = |spread: super::stats::Spread| if is_base { "1".to_owned() } else { spread.ratio() };
    let none = String::new;
    vec![
        what,
        row.transport.clone(),
        size(row.size),
        result.name.clone(),
        count(result.rate.median),
        ratio(result.rate_ratio),
        format!("{:.0}", result.cpu.median),
        ratio(result.cpu_ratio),
        result.p50.map_or_else(none, |p50| format!("{:.1}", p50.median)),
        result.p50_ratio.map_or_else(none, ratio),
        result.syscalls.map_or_else(none, |calls| format!("{calls:.0}")),
    ]
}

fn titles(comparison: &Comparison) -> Vec<String> {
    let base = &comparison.base;
    vec![
        "pattern".into(),
        "over".into(),
        "size".into(),
        "who".into(),
        "msg/s".into(),
        format!("rate ÷ {base}"),
        "CPU ns/msg".into(),
        format!("CPU ÷ {base}"),
        "p50 µs".into(),
        format!("p50 ÷ {base}"),
        "calls/1000".into(),
    ]
}

/// Columns in which nothing stands are left out.
fn table(comparison: &Comparison) -> Vec<Vec<String>> {
    let mut lines = vec![titles(comparison)];
    for row in &comparison.rows {
        lines.extend(row.results.iter().map(|result| cells(row, result, &comparison.base)));
    }
    let used: Vec<bool> =
        (0..lines[0].len()).map(|column| lines.iter().skip(1).any(|line| !line[column].is_empty())).collect();
    lines
        .into_iter()
        .map(|line| line.into_iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell).collect())
        .collect()
}

fn heading(comparison: &Comparison) -> Vec<String> {
    let Comparison { command, machine, date, rounds, seconds, .. } = comparison;
    let mut lines = vec![
        format!("{date}, {machine}"),
        format!("{command}"),
        format!(
            "medians [least–greatest] of {rounds} alternating rounds of {seconds} s; a ratio is taken within its round"
        ),
    ];
    lines.extend(comparison.about.iter().map(|(name, about)| format!("{name}: {about}")));
    lines
}

/// For the terminal.
pub fn text(comparison: &Comparison) -> String {
    let mut text = heading(comparison).join("\n") + "\n\n";
    let table = table(comparison);
    let width = |column: usize| table.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table[0].len()).map(width).collect();
    for line in &table {
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.chars().count());
            // Words to the left, numbers to the right.
            let _ = if column < 4 { write!(text, "{cell}{gap}  ") } else { write!(text, "{gap}{cell}  ") };
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// For the documentation.
pub fn markdown(comparison: &Comparison) -> String {
    let Comparison { command, machine, date, rounds, seconds, .. } = comparison;
    let mut text = format!(
        "{date}, {machine}. Medians [least–greatest] of {rounds} alternating rounds of {seconds} s; a ratio is taken within \
         its round.\n\n```text\n{command}\n```\n\n"
    );
    for (name, about) in &comparison.about {
        let _ = writeln!(text, "- `{name}`: {about}");
    }
    text.push('\n');
    for (at, line) in table(comparison).iter().enumerate() {
        let _ = writeln!(text, "| {} |", line.join(" | "));
        if at == 0 {
            let rules: Vec<&str> = (0..line.len()).map(|column| if column < 4 { "---" } else { "--:" }).collect();
            let _ = writeln!(text, "| {} |", rules.join(" | "));
        }
    }
    text
}

/// `1 KiB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        bytes if bytes % (1024 * 1024) == 0 => format!("{} MiB", bytes / (1024 * 1024)),
        bytes if bytes % 1024 == 0 => format!("{} KiB", bytes / 1024),
        bytes => format!("{bytes} B"),
    }
}

/// With commas in it.
fn count(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1_234_567.4), "1,234,567");
        assert_eq!(count(12.0), "12");
        assert_eq!(
            [size(1), size(1024), size(1500), size(65_536), size(1 << 20)],
            ["1 B", "1 KiB", "1500 B", "64 KiB", "1 MiB"]
        );
    }
}
