//! The tables of `docs/porting-from-pyzmq.md`: they name nothing that is not there, and leave nothing of PyZMQ out.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What PyZMQ offers: the names that its own documentation lists, by module.
const PYZMQ: &[&str] = &[
    // zmq
    "zmq_version",
    "zmq_version_info",
    "pyzmq_version",
    "pyzmq_version_info",
    "__version__",
    "__revision__",
    "zmq.has",
    "DRAFT_API",
    "PYZMQ_DRAFT_API",
    "curve_keypair",
    "curve_public",
    "strerror",
    "zmq_errno",
    "zmq.proxy",
    "proxy_steerable",
    "zmq.device",
    "zmq_poll",
    "zmq.select",
    "get_includes",
    "get_library_dirs",
    "COPY_THRESHOLD",
    "IPC_PATH_MAX_LEN",
    "zmq.curve_keygen",
    "QUEUE",
    "FORWARDER",
    "STREAMER",
    // Context
    "Context(io_threads=1)",
    "Context(shadow=",
    "Context.shadow",
    "ctx.underlying",
    "shadow_pyczmq",
    "Context.instance",
    "ctx.socket(",
    "ctx.setsockopt",
    "ctx.getsockopt",
    "ctx.linger = 0",
    "del ctx.linger",
    "ctx.set(",
    "ctx.get(",
    "ctx.max_sockets",
    "ctx.term()",
    "ctx.destroy(",
    "with Context()",
    "ctx.closed",
    // Socket
    "Socket(ctx, type)",
    "Socket(shadow=",
    "s.shadow",
    "s.underlying",
    "copy.copy(s)",
    "s.bind(",
    "s.connect(",
    "with s.bind(",
    "with s.connect(",
    "s.unbind(",
    "s.disconnect(",
    "bind_to_random_port",
    "s.send(b)",
    "zmq.SNDMORE",
    "zmq.DONTWAIT",
    "copy=False",
    "track=True",
    "routing_id=",
    "group=",
    "s.recv()",
    "s.recv_into(",
    "s.send_multipart(",
    "s.recv_multipart(",
    "send_string",
    "send_unicode",
    "recv_string",
    "recv_unicode",
    "send_json",
    "recv_json",
    "send_pyobj",
    "recv_pyobj",
    "send_serialized",
    "recv_serialized",
    "s.poll(",
    "s.subscribe(",
    "s.unsubscribe(",
    "s.subscribe = ",
    "s.setsockopt",
    "s.set`",
    "setsockopt_string",
    "s.getsockopt",
    "s.get`",
    "s.get_string",
    "s.linger = 0",
    "s.IDENTITY",
    "s.rcvtimeo",
    "s.last_endpoint",
    "s.fd",
    "s.hwm",
    "s.get_hwm",
    "s.set_hwm",
    "s.fileno",
    "s.FD",
    "get_monitor_socket",
    "s.monitor(",
    "disable_monitor",
    "s.join(",
    "s.leave(",
    "s.close(",
    "s.closed",
    "s.context",
    "s.type",
    "s.socket_type",
    "s.copy_threshold",
    "__del__",
    "ipc://@name",
    // Poller, Frame, MessageTracker
    "Poller()",
    "`register`",
    "`modify`",
    "`unregister`",
    "s in poller",
    "poller.sockets",
    "poller.poll(",
    "dict(poller.poll(",
    "socks.get(",
    "zmq_poller",
    "Frame(data)",
    "`Message`",
    "f.bytes",
    "f.buffer",
    "f.more",
    "f.get(",
    "MessageTracker",
    // devices
    "Device(type, in, out)",
    "bind_in",
    "connect_out",
    "setsockopt_in",
    "bind_in_to_random_port",
    "ThreadDevice",
    "ProcessDevice",
    "`Proxy`",
    "ThreadProxy",
    "ProcessProxy",
    "ProxySteerable",
    "monitored_queue",
    "MonitoredQueue",
    // asyncio, auth
    "zmq.asyncio",
    "Socket.from_socket",
    "Authenticator(ctx)",
    "auth.allow",
    "auth.deny",
    "configure_plain",
    "configure_curve(",
    "CURVE_ALLOW_ANY",
    "configure_curve_callback",
    "curve_user_id",
    "ThreadAuthenticator",
    "AsyncioAuthenticator",
    "IOLoopAuthenticator",
    "create_certificates",
    "load_certificate(",
    "load_certificates(",
    // utils, ssh, log, decorators, green, eventloop
    "recv_monitor_message",
    "parse_monitor_message",
    "z85.encode",
    "z85.decode",
    "jsonapi.dumps",
    "jsonapi.loads",
    "strtypes",
    "allow_interrupt",
    "utils.garbage",
    "cast_int_addr",
    "tunnel_connection",
    "open_tunnel",
    "openssh_tunnel",
    "paramiko_tunnel",
    "select_random_ports",
    "PUBHandler",
    "root_topic",
    "setRootTopic",
    "setFormatter",
    "TopicLogger",
    "python -m zmq.log",
    "zmq.decorators",
    "zmq.green",
    "ZMQStream",
    "on_recv",
    "on_send",
    "flush",
    "eventloop.ioloop",
    "eventloop.future",
    // errors
    "ZMQBaseError",
    "ZMQError",
    "e.errno",
    "e.strerror",
    "zmq.Again",
    "zmq.ContextTerminated",
    "InterruptedSystemCall",
    "ZMQBindError",
    "NotDone",
    "ZMQVersionError",
    "DraftFDWarning",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The cells of every row of the tables.
fn rows() -> Vec<Vec<String>> {
    let document = std::fs::read_to_string(root().join("docs/porting-from-pyzmq.md")).unwrap();
    let tables = document.split("\n# Ten ports").next().unwrap();
    let rows = tables.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| PyZMQ |"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), text);
        } else {
            *text += &std::fs::read_to_string(entry.path()).unwrap();
        }
    }
}

/// Everything public that the source defines: items, variants, rows of options and of kinds, features.
fn defined() -> HashSet<String> {
    let mut source = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    sources(&root().join("src"), &mut source);
    let mut names = HashSet::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for line in source.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        let mut words = line.split(|c| !is_word(c)).filter(|word| !word.is_empty());
        let first = words.next().unwrap_or("");
        match first {
            "pub" => {
                let kinds =
                    ["fn", "struct", "enum", "trait", "const", "static", "mod", "type", "unsafe", "use", "crate"];
                names.extend(words.filter(|word| !kinds.contains(word)).map(str::to_owned));
            }
            // Variants, lists of public names, and features.
            _ if line.ends_with([',', '{']) || line.contains(" = [") => {
                names.extend(line.split(|c| !is_word(c)).map(str::to_owned));
            }
            // Rows of options name their getter and setter; rows of devices and kinds their function or type.
            _ if line.starts_with('(') || line.contains(": ") => {
                names.extend(line.split(|c| !is_word(c)).map(str::to_owned))
            }
            _ => {}
        }
    }
    names
}

#[test]
fn every_name_is_in_the_source() {
    let defined = defined();
    let mut count = 0;
    let mut missing = Vec::new();
    for row in rows() {
        for code in row[1].split('`').skip(1).step_by(2).filter(|code| !code.contains(['"', '/', '<'])) {
            for name in code.trim_end_matches("()").split("::") {
                count += 1;
                // Options of devices are made by a macro for either side.
                if !defined.contains(name) && !["Clone", "From", "Debug"].contains(&name) {
                    missing.push(name.to_owned());
                }
            }
        }
    }
    assert!(count > 150, "the tables were not found: {count} names");
    assert!(missing.is_empty(), "not in the source: {missing:?}");
}

#[test]
fn nothing_of_pyzmq_is_left_out() {
    let left: Vec<String> = rows().into_iter().map(|row| row[0].clone()).collect();
    let missing: Vec<&&str> = PYZMQ.iter().filter(|name| !left.iter().any(|cell| cell.contains(**name))).collect();
    assert!(missing.is_empty(), "no row: {missing:?}");
}

#[test]
fn every_row_has_its_cells() {
    for row in rows() {
        assert_eq!(row.len(), 3, "{row:?}");
    }
}

/// The check itself finds what is not there.
#[test]
fn a_name_that_is_not_there_is_noticed() {
    let defined = defined();
    for name in ["recv_array", "set_rcvtimeo", "ms", "PyValue", "ReleaseNotice", "WouldBlock", "smol"] {
        assert!(defined.contains(name), "{name}");
    }
    for name in ["recv_all", "set_patience", "Socketeer"] {
        assert!(!defined.contains(name), "{name}");
    }
}
