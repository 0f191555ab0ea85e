//! The Docker Compose file of the first tutorial, and the example `tap` that shows what its `tcpdump` does.
//!
//! Without Docker the services run as processes in a network of their own, where their names lead to this machine and their
//! ports are free. Where such a network cannot be had the test says so.
#![cfg(target_os = "linux")]

mod common;
#[path = "common/programs.rs"]
mod programs;

use std::path::Path;
use std::process::{Command, Stdio};

use common::TempDir;
use programs::{example, output_of};

fn compose() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/compose/zmq.yml")).unwrap()
}

/// The services with their commands, in the order of the file.
fn services(file: &str) -> Vec<(String, String)> {
    let (_, services) = file.split_once("\nservices:\n").unwrap();
    let mut found = Vec::new();
    for line in services.lines() {
        if let Some(name) = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) {
            found.push((name.strip_suffix(':').unwrap().to_owned(), String::new()));
        } else if let Some(command) = line.strip_prefix("    command: ") {
            found.last_mut().unwrap().1 = command.to_owned();
        }
    }
    found
}

/// What the head of the file has run in a service.
fn executed(file: &str, service: &str) -> String {
    let (_, command) = file.split_once(&format!(" exec {service} ")).unwrap();
    command.lines().next().unwrap().to_owned()
}

#[test]
fn the_six_services_are_there() {
    let services = services(&compose());
    let names: Vec<&str> = services.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["zmq-rep", "zmq-req", "zmq-pub", "zmq-sub", "zmq-push", "zmq-pull"]);
    assert!(services.iter().all(|(_, command)| !command.is_empty()), "{services:?}");
}

#[test]
fn the_services_understand_each_other() {
    let Some(program) = example("s0") else {
        println!("skipped: the example s0 is not built");
        return;
    };
    let folder = TempDir::new();
    let hosts = folder.path().join("hosts");
    let file = compose();
    let services = services(&file);
    let names: Vec<&str> = services.iter().map(|(name, _)| &**name).collect();
    std::fs::write(&hosts, format!("127.0.0.1 localhost {}\n", names.join(" "))).unwrap();

    let mut script = format!("ip link set lo up && mount --bind {} /etc/hosts || exit 77\n", hosts.display());
    script += "trap 'kill $started 2>/dev/null' EXIT\ntrap 'exit 1' TERM\n";
    for (_, command) in &services {
        script += &format!("{command} >/dev/null 2>&1 & started=\"$started $!\"\n");
    }
    for (name, line) in [("zmq-req", 2), ("zmq-sub", 1), ("zmq-pull", 1)] {
        let (run, output) = (executed(&file, name), folder.path().join(name));
        let output = output.display();
        script += &format!(": >{output}\n{run} >{output} & started=\"$started $!\"\n");
        script += &format!("until [ $(wc -l <{output}) -ge {line} ]; do sleep 0.02; done\n");
        script += &format!("sed -n '{line}s/^/{name}: /p' {output}\n");
    }
    let (_, check) = file.split_once("\n      test: ").unwrap();
    script += &format!("{} >/dev/null && echo healthy\n", check.lines().next().unwrap());

    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--net", "--mount", "sh", "-c", &script])
        .env("PATH", path)
        .stderr(Stdio::null());
    if Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "--mount", "ip", "link"])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        let (output, _) = output_of(command);
        let lines: Vec<&str> = output.lines().collect();
        let [reply, time, work, healthy] = lines[..] else { panic!("{lines:?}") };
        assert_eq!(reply, "zmq-req: Received reply 0: b'World'");
        assert!(time.starts_with("zmq-sub: Received: WAKTU "), "{time}");
        assert!(work.starts_with("zmq-pull: Worker 1 received work: "), "{work}");
        assert_eq!(healthy, "healthy");
        println!("ran: the services of the compose file");
    } else {
        println!("skipped: no network of its own can be had (`unshare`, `ip`)");
    }
}

/// The image is built as the example wants it.
#[test]
fn the_image_has_the_programs() {
    let file = compose();
    assert!(file.contains("cargo build --release --features pickle --example s0"));
    assert!(file.contains("COPY --from=build /src/target/release/examples/s0 "));
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"s0\"\nrequired-features = [\"pickle\"]"));
}

/// Greetings, commands and messages in the order of each side.
#[test]
fn the_tap_shows_plain_text_under_null_and_none_under_curve() {
    let Some(program) = example("tap") else {
        println!("skipped: the example tap is not built");
        return;
    };
    let (output, status) = output_of(Command::new(program));
    assert!(status.success());
    let (null, curve) = output.strip_prefix("== NULL\n").and_then(|rest| rest.split_once("\n== CURVE\n")).unwrap();
    let of = |section: &str, side: &str| -> Vec<String> {
        section.lines().filter_map(|line| line.strip_prefix(side)).map(str::to_owned).collect()
    };

    let greeting = r#" greeting ff 00x7 01 7f 03 01 "NULL" 00x48"#;
    let published = of(null, "PUB");
    assert_eq!(published[..2], [greeting, r#" command  04 19 05 "READY" 0b "Socket-Type" 00x3 03 "PUB""#]);
    assert_eq!(published[2], r#" message  00 1e "WAKTU Fri Sep 19 12:51:11 2025""#);
    assert_eq!(
        of(null, "SUB"),
        [
            greeting,
            r#" command  04 19 05 "READY" 0b "Socket-Type" 00x3 03 "SUB""#,
            r#" command  04 0f 09 "SUBSCRIBEWAKTU""#
        ]
    );

    if !zeroxide::has("curve") {
        return;
    }
    let (published, subscribed) = (of(curve, "PUB"), of(curve, "SUB"));
    assert_eq!(subscribed[0], r#" greeting ff 00x7 01 7f 03 01 "CURVE" 00x47"#);
    // HELLO: version 1.0, 72 bytes of nothing; as the client chose the key, the rest is a surprise.
    // The key may begin with a zero, which then counts with those before it.
    let zeros = subscribed[1]
        .strip_prefix(r#" command  04 c8 05 "HELLO" 01 00x"#)
        .unwrap_or_else(|| panic!("{}", subscribed[1]));
    let zeros: usize = zeros.split(' ').next().unwrap().parse().unwrap();
    assert!((73..80).contains(&zeros), "{}", subscribed[1]);
    // WELCOME, and behind it 144 bytes of a nonce and a box.
    assert!(published[1].starts_with(r#" command  04 a8 07 "WELCOME"#), "{}", published[1]);
    assert!(subscribed[2].contains("INITIATE") && published[2].contains("READY"));
    assert!(published.last().unwrap().contains("MESSAGE"), "{published:?}");
    for secret in ["WAKTU", "Socket-Type", "SUBSCRIBE", "2025"] {
        assert!(!curve.contains(secret), "{secret} is legible");
    }
}
