//! What is measured: sizes × transports × patterns.

use clap::{Args, ValueEnum};

use crate::spec::Spec;

/// What to compare.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Which workloads.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "push-pull,req-rep,pub-sub,proxy,router-dealer")]
    pub patterns: Vec<Pattern>,
    /// Over what.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "inproc,ipc,tcp")]
    pub transports: Vec<Transport>,
    /// Bytes of a message.
    #[arg(long, value_delimiter = ',', default_value = "1,100,1024,8192,65536")]
    pub sizes: Vec<usize>,
    /// Numbers of subscribers of pub-sub.
    #[arg(long, value_delimiter = ',', default_value = "1,10")]
    pub fans: Vec<u32>,
    /// How everybody makes messages in push-pull: copy, static, owned, owned-copied.
    #[arg(long, value_delimiter = ',', default_value = "copy")]
    pub how: Vec<String>,
    /// Rounds; in each, everybody has one run, in one order and in the next round in the other.
    #[arg(long, default_value_t = 7)]
    pub rounds: usize,
    /// Seconds of a run.
    #[arg(long, default_value_t = 0.5)]
    pub seconds: f64,
    /// One round of 0.02 s, two sizes: shows that all works, and measures nothing.
    #[arg(long)]
    pub smoke: bool,
    /// Other programs: a name in benches/peers, or the path of a program that speaks its protocol.
    #[arg(long = "peer", value_name = "NAME")]
    pub peers: Vec<String>,
    /// zeroxide in another way too, as one more contestant: message, static, owned or owned-copied (how messages are made
    /// in push-pull), reused (receives into one message, in push-pull and pub-sub), tokio, tokio-multi or smol (async
    /// sockets in push-pull and req-rep). Or C so: c-fresh (receives into a new message each time, in push-pull and
    /// pub-sub).
    #[arg(long, value_name = "WAY", value_delimiter = ',')]
    pub also: Vec<String>,
    /// Which library the C twin calls: zeroxide's own, a libzmq as upstream's cmake builds it, or both.
    #[arg(long, value_enum, default_value = "same")]
    pub c_lib: CLibrary,
    /// The contestant that the others are divided by; C by default, on upstream's library where that takes part.
    #[arg(long)]
    pub base: Option<String>,
    /// Run everybody on one processor (`taskset -c N`): round trips are steadier there.
    #[arg(long, value_name = "N")]
    pub core: Option<usize>,
    /// Count system calls too, in runs of their own under strace.
    #[arg(long)]
    pub syscalls: bool,
    /// Where the results go: results.csv, results.json, the plots.
    #[arg(long, default_value = "perf-results")]
    pub output: std::path::PathBuf,
    /// Write the table into this file too, between `<!-- compare NAME begin -->` and `<!-- compare NAME end -->`, and links
    /// to the plots where they are in a folder beside it.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<std::path::PathBuf>,
    /// The NAME of the place in the Markdown file.
    #[arg(long, default_value = "main")]
    pub place: String,
    /// No plots.
    #[arg(long)]
    pub no_plots: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pattern {
    PushPull,
    ReqRep,
    PubSub,
    Proxy,
    RouterDealer,
}

impl Pattern {
    fn name(self) -> &'static str {
        match self {
            Pattern::PushPull => "push-pull",
            Pattern::ReqRep => "req-rep",
            Pattern::PubSub => "pub-sub",
            Pattern::Proxy => "proxy",
            Pattern::RouterDealer => "router-dealer",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Transport {
    Inproc,
    Ipc,
    Tcp,
}

impl Transport {
    fn name(self) -> &'static str {
        match self {
            Transport::Inproc => "inproc",
            Transport::Ipc => "ipc",
            Transport::Tcp => "tcp",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CLibrary {
    Same,
    Upstream,
    Both,
}

/// Every workload, with a count of 0 for the time being.
pub fn workloads(arguments: &Arguments) -> Vec<Spec> {
    let mut specs = Vec::new();
    let sizes = if arguments.smoke { &[1, 1024][..] } else { &arguments.sizes[..] };
    for pattern in &arguments.patterns {
        for transport in &arguments.transports {
            for &size in sizes {
                let fans = if *pattern == Pattern::PubSub { &arguments.fans[..] } else { &[1] };
                let ways = if *pattern == Pattern::PushPull { arguments.how.clone() } else { vec!["copy".into()] };
                for &fan in fans {
                    for how in &ways {
                        let (pattern, transport) = (pattern.name().into(), transport.name().into());
                        specs.push(Spec { pattern, transport, size, count: 0, fan, how: how.clone() });
                    }
                }
            }
        }
    }
    specs
}
