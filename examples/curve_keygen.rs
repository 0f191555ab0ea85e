//! Makes a CURVE key pair, as `python -m zmq.curve_keygen` does:
//!
//! ```text
//! cargo run --example curve_keygen [-- --json] [--secret SECRET]
//! ```
//!
//! `--json` prints a JSON dictionary, `--secret` takes a secret key and prints the public one that belongs to it.

use std::process::ExitCode;

use zeroxide::auth::{KeyPair, SecretKey};

const USAGE: &str = "usage: curve_keygen [-h] [--json] [--secret SECRET]

Generate a zmq curve keypair.

options:
  -h, --help       show this help message and exit
  --json           output keys as JSON dict
  --secret SECRET  specify secret key to derive a public key

CURVE keys are always z85-encoded (ASCII safe).";

enum Wish {
    Keys { json: bool, secret: Option<SecretKey> },
    Help,
}

fn main() -> ExitCode {
    let outcome = match wish(std::env::args().skip(1)) {
        Ok(Wish::Help) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(Wish::Keys { json, secret }) => keys(secret).map(|keys| print(&keys, json)),
        Err(problem) => {
            eprintln!("{USAGE}\n\ncurve_keygen: error: {problem}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("curve_keygen: error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn wish(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
    let (mut json, mut secret) = (false, None);
    while let Some(argument) = arguments.next() {
        let text = match (argument.as_str(), argument.strip_prefix("--secret=")) {
            ("-h" | "--help", _) => return Ok(Wish::Help),
            ("--json", _) => {
                json = true;
                continue;
            }
            ("--secret", _) => arguments.next().ok_or("argument --secret: expected one argument")?,
            (_, Some(text)) => text.to_owned(),
            _ => return Err(format!("unrecognized arguments: {argument}")),
        };
        secret = Some(SecretKey::from_z85(&text).map_err(|error| format!("argument --secret: {error}"))?);
    }
    Ok(Wish::Keys { json, secret })
}

fn keys(secret: Option<SecretKey>) -> zeroxide::Result<KeyPair> {
    match secret {
        None => KeyPair::generate(),
        Some(secret) => Ok(KeyPair::new(secret.public_key()?, secret)),
    }
}

fn print(keys: &KeyPair, json: bool) {
    let (public, secret) = (keys.public().to_z85(), keys.secret().to_z85());
    if json {
        // Z85 has no character that JSON would escape.
        println!("{{\n \"public\": \"{public}\",\n \"secret\": \"{}\"\n}}", &*secret);
    } else {
        println!("== CURVE PUBLIC KEY ==\n{public}\n\n== CURVE SECRET KEY ==\n{}", &*secret);
    }
}
