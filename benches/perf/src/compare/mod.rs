//! Runs zeroxide and others by turns, and tells how they compare.

mod contestant;
mod markdown;
mod measure;
mod plan;
mod plot;
mod report;
mod stats;
mod syscalls;
mod write;

pub use plan::Arguments;

use contestant::Contestant;
use measure::Row;
use plan::CLibrary;

use crate::workload::Result;

/// The name of plain C on upstream's library.
const UPSTREAM: &str = "c-upstream";

/// Everything that a comparison found.
struct Comparison {
    /// The name of the contestant that the others are divided by.
    base: String,
    /// What each contestant says of itself.
    about: Vec<(String, String)>,
    /// The command line.
    command: String,
    machine: String,
    date: String,
    rounds: usize,
    seconds: f64,
    rows: Vec<Row>,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut arguments = arguments.clone();
    if arguments.smoke {
        (arguments.rounds, arguments.seconds) = (1, 0.02);
    }
    let contestants = contestants(&arguments)?;
    let base = arguments.base.clone().unwrap_or_else(|| default_base(&contestants));
    if !contestants.iter().any(|contestant| contestant.name == base) {
        return Err(format!("--base {base}: no such contestant").into());
    }
    let mut about = Vec::new();
    for contestant in &contestants {
        about.push((contestant.name.clone(), contestant.about()?));
    }
    let (machine, date) = (report::machine(), report::date());
    let rows = measure::all(&arguments, &contestants, &base)?;
    let comparison = Comparison {
        base,
        about,
        command: command_line(),
        machine,
        date,
        rounds: arguments.rounds,
        seconds: arguments.seconds,
        rows,
    };
    print!("{}", report::text(&comparison));
    std::fs::create_dir_all(&arguments.output)?;
    write::csv(&comparison, &arguments.output.join("results.csv"))?;
    write::json(&comparison, &arguments.output.join("results.json"))?;
    let plots = if arguments.no_plots { Vec::new() } else { plot::all(&comparison, &arguments.output)? };
    if let Some(file) = &arguments.markdown {
        let pictures = markdown::pictures(file, &arguments.output, &plots);
        markdown::insert(file, &arguments.place, &(report::markdown(&comparison) + &pictures))?;
    }
    let written: Vec<&str> =
        ["results.csv", "results.json"].into_iter().chain(plots.iter().map(String::as_str)).collect();
    println!("\nwritten to {}: {}", arguments.output.display(), written.join(", "));
    Ok(())
}

fn contestants(arguments: &Arguments) -> Result<Vec<Contestant>> {
    let mut all = vec![Contestant::zeroxide(None)?];
    for way in &arguments.also {
        all.push(match way.strip_prefix("c-") {
            Some(way) => Contestant::c(Some(way))?,
            None => Contestant::zeroxide(Some(way))?,
        });
    }
    if arguments.c_lib != CLibrary::Upstream {
        all.push(Contestant::c(None)?);
    }
    if arguments.c_lib != CLibrary::Same {
        all.push(Contestant::peer(UPSTREAM)?);
    }
    for peer in &arguments.peers {
        if peer != UPSTREAM || arguments.c_lib == CLibrary::Same {
            all.push(Contestant::peer(peer)?);
        }
    }
    Ok(all)
}

fn default_base(contestants: &[Contestant]) -> String {
    let is_there = |name: &str| contestants.iter().any(|contestant| contestant.name == name);
    if is_there(UPSTREAM) { UPSTREAM.into() } else { "C".into() }
}

/// As it was typed, without the path of the program.
fn command_line() -> String {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    format!("zeroxide-perf {}", arguments.join(" "))
}
