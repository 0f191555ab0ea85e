//! `zeroxide-perf --help` tells.

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use zeroxide_perf::spec::Spec;
use zeroxide_perf::{compare, guard, tools, twin, workload};

/// Measures zeroxide next to plain C on the same libzmq.
#[derive(Parser)]
#[command(name = "zeroxide-perf")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Throughput, the receiving end: <bind-to> <message-size> <message-count> [<enable_curve>]
    #[command(name = "local_thr")]
    LocalThr(Tool),
    /// Throughput, the sending end: <connect-to> <message-size> <message-count> [<enable_curve>]
    #[command(name = "remote_thr")]
    RemoteThr(Tool),
    /// Latency, the answering end: <bind-to> <message-size> <roundtrip-count>
    #[command(name = "local_lat")]
    LocalLat(Tool),
    /// Latency, the asking end: <connect-to> <message-size> <roundtrip-count>
    #[command(name = "remote_lat")]
    RemoteLat(Tool),
    /// Throughput between threads: <message-size> <message-count>
    #[command(name = "inproc_thr")]
    InprocThr(Tool),
    /// Latency between threads: <message-size> <roundtrip-count>
    #[command(name = "inproc_lat")]
    InprocLat(Tool),
    /// Throughput of a proxy: <message-size> <message-count>
    #[command(name = "proxy_thr")]
    ProxyThr(Tool),
    /// One measurement: <pattern> <transport> <size> <count> [fan=N] [how=WAY]
    Run(Tool),
    /// Says what this is, for `compare`
    About(Tool),
    /// Counts instructions and system calls per message, and fails where one passes its limit
    Guard(guard::Arguments),
    /// Runs zeroxide and others by turns, and tells how they compare
    Compare(Box<compare::Arguments>),
}

#[derive(Args)]
struct Tool {
    /// The same written in C, on the same libzmq
    #[arg(long, value_enum)]
    twin: Option<Language>,
    arguments: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    C,
}

fn main() -> ExitCode {
    let (name, tool) = match Line::parse().command {
        Command::LocalThr(tool) => ("local_thr", tool),
        Command::RemoteThr(tool) => ("remote_thr", tool),
        Command::LocalLat(tool) => ("local_lat", tool),
        Command::RemoteLat(tool) => ("remote_lat", tool),
        Command::InprocThr(tool) => ("inproc_thr", tool),
        Command::InprocLat(tool) => ("inproc_lat", tool),
        Command::ProxyThr(tool) => ("proxy_thr", tool),
        Command::Run(tool) => return run(&tool),
        Command::About(tool) => {
            let version = zeroxide::version();
            println!("{}, libzmq {version}", if tool.twin.is_some() { "C" } else { "zeroxide" });
            return ExitCode::SUCCESS;
        }
        Command::Guard(arguments) => return finish(guard::run(&arguments)),
        Command::Compare(arguments) => return finish(compare::run(&arguments).map(|()| 0)),
    };
    match tool.twin {
        Some(Language::C) => finish(Ok(twin::tool(name, &tool.arguments))),
        None => finish(tools::run(name, &tool.arguments)),
    }
}

fn finish(done: workload::Result<i32>) -> ExitCode {
    match done {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line for `compare`; 2 when there is no such workload.
fn run(tool: &Tool) -> ExitCode {
    let outcome = Spec::from_arguments(&tool.arguments).map_err(Into::into).and_then(|spec| match tool.twin {
        Some(Language::C) => Ok(twin::run(&spec)),
        None => workload::run(&spec),
    });
    finish(outcome.map(|outcome| match outcome {
        Some(outcome) => {
            println!("{outcome}");
            0
        }
        None => 2,
    }))
}
