//! What is to be measured, and what came out: the protocol of `benches/peers/README.md`.

use std::fmt;
use std::str::FromStr;

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    pub pattern: String,
    pub transport: String,
    pub size: usize,
    /// Messages to send, or round trips.
    pub count: u64,
    /// Subscribers.
    pub fan: u32,
    /// How messages are made, or on which runtime.
    pub how: String,
}

impl Spec {
    /// The arguments behind `run`.
    pub fn to_arguments(&self) -> Vec<String> {
        let mut arguments =
            vec![self.pattern.clone(), self.transport.clone(), self.size.to_string(), self.count.to_string()];
        if self.fan != 1 {
            arguments.push(format!("fan={}", self.fan));
        }
        if self.how != "copy" {
            arguments.push(format!("how={}", self.how));
        }
        arguments
    }

    /// Reads the arguments behind `run`.
    pub fn from_arguments(arguments: &[String]) -> Result<Spec, String> {
        let [pattern, transport, size, count, more @ ..] = arguments else {
            return Err("run <pattern> <transport> <size> <count> [fan=N] [how=WAY]".into());
        };
        let mut spec = Spec {
            pattern: pattern.clone(),
            transport: transport.clone(),
            size: size.parse().map_err(|error| format!("{size}: {error}"))?,
            count: count.parse().map_err(|error| format!("{count}: {error}"))?,
            fan: 1,
            how: "copy".into(),
        };
        for word in more {
            match word.split_once('=') {
                Some(("fan", fan)) => spec.fan = fan.parse().map_err(|error| format!("{fan}: {error}"))?,
                Some(("how", how)) => spec.how = how.into(),
                _ => return Err(format!("{word}: fan=N or how=WAY was expected")),
            }
        }
        Ok(spec)
    }
}

/// What one measurement came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Messages received, or round trips.
    pub messages: u64,
    pub seconds: f64,
    /// User and system time of the whole process meanwhile.
    pub cpu: f64,
    /// Microseconds of a round trip; 0 where there are none.
    pub p50: f64,
    pub p99: f64,
}

impl Outcome {
    /// Messages a second.
    pub fn rate(&self) -> f64 {
        self.messages as f64 / self.seconds
    }

    /// Nanoseconds of CPU a message.
    pub fn cpu_per_message(&self) -> f64 {
        self.cpu * 1e9 / self.messages as f64
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { messages, seconds, cpu, p50, p99 } = self;
        write!(f, "messages={messages} seconds={seconds:.9} cpu={cpu:.6} p50={p50:.3} p99={p99:.3}")
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(line: &str) -> Result<Outcome, String> {
        let mut outcome = Outcome::default();
        for word in line.split_whitespace() {
            let (key, value) = word.split_once('=').ok_or_else(|| format!("no result line: {line:?}"))?;
            let value: f64 = value.parse().map_err(|_| format!("no number in the result line: {word}"))?;
            match key {
                "messages" => outcome.messages = value as u64,
                "seconds" => outcome.seconds = value,
                "cpu" => outcome.cpu = value,
                "p50" => outcome.p50 = value,
                "p99" => outcome.p99 = value,
                _ => {}
            }
        }
        if outcome.messages == 0 || outcome.seconds <= 0.0 {
            return Err(format!("no result line: {line:?}"));
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_reads_what_it_writes() {
        let spec = Spec {
            pattern: "pub-sub".into(),
            transport: "tcp".into(),
            size: 100,
            count: 7,
            fan: 10,
            how: "static".into(),
        };
        assert_eq!(Spec::from_arguments(&spec.to_arguments()).unwrap(), spec);
        assert!(Spec::from_arguments(&["push-pull".into()]).is_err());
    }

    #[test]
    fn an_outcome_reads_what_it_writes() {
        let outcome = Outcome { messages: 3, seconds: 0.5, cpu: 0.25, p50: 20.125, p99: 30.0 };
        assert_eq!(outcome.to_string().parse::<Outcome>().unwrap(), outcome);
        assert!("error in zmq_bind: busy".parse::<Outcome>().is_err());
        assert!("".parse::<Outcome>().is_err());
    }
}
