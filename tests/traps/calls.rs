//! What the crate never does: calls of C that are dangerous whatever one gives them. And traps that are no B.

use std::collections::BTreeSet;
use std::time::Duration;

use zeroxide::{Context, DEALER, Endpoint, PAIR, POLLIN, POLLOUT, PollItem, Proxy, REP, REQ, ROUTER, poll};

use crate::{SOON, traps};

/// Every function of C that the crate calls, each of them in `src/raw` and behind a check or a type. What is dangerous in
/// itself is not among them: the proxies (B3), the timers (B24), `zmq_curve_public`'s and Z85's text (B23), the message
/// calls that overwrite (B13), the waits of its poller (B2).
const CALLED: &[&str] = &[
    "zmq_bind",
    "zmq_close",
    "zmq_connect",
    "zmq_connect_peer",
    "zmq_ctx_get",
    "zmq_ctx_new",
    "zmq_ctx_set",
    "zmq_ctx_set_ext",
    "zmq_ctx_shutdown",
    "zmq_ctx_term",
    "zmq_curve_keypair",
    "zmq_curve_public",
    "zmq_disconnect",
    "zmq_errno",
    "zmq_getsockopt",
    "zmq_has",
    "zmq_join",
    "zmq_leave",
    "zmq_msg_close",
    "zmq_msg_copy",
    "zmq_msg_data",
    "zmq_msg_get",
    "zmq_msg_gets",
    "zmq_msg_group",
    "zmq_msg_init",
    "zmq_msg_init_data",
    "zmq_msg_init_size",
    "zmq_msg_more",
    "zmq_msg_recv",
    "zmq_msg_routing_id",
    "zmq_msg_send",
    "zmq_msg_set_group",
    "zmq_msg_set_routing_id",
    "zmq_msg_size",
    "zmq_poll",
    "zmq_poller_add",
    "zmq_poller_destroy",
    "zmq_poller_fd",
    "zmq_poller_new",
    "zmq_recv",
    "zmq_send_const",
    "zmq_setsockopt",
    "zmq_socket",
    "zmq_socket_get_peer_state",
    "zmq_socket_monitor",
    "zmq_socket_monitor_pipes_stats",
    "zmq_socket_monitor_versioned",
    "zmq_strerror",
    "zmq_unbind",
    "zmq_version",
];

/// The functions of C that are called in a folder.
fn calls(folder: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            calls(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("::zmq_") {
                let name: String =
                    line[at + 2..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                if line[at + 2 + name.len()..].starts_with('(') {
                    found.insert(name);
                }
            }
        }
    }
}

#[test]
fn only_these_functions_are_called() {
    let mut found = BTreeSet::new();
    calls(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let known: BTreeSet<String> = CALLED.iter().map(|name| (*name).to_owned()).collect();
    assert!(found.is_subset(&known), "{:?}", found.difference(&known).collect::<Vec<_>>());
}

traps! {
    // libzmq's proxy resumes when it is told to pause, and crashes where one socket is both ends.
    fn b03_proxies_are_steered_as_they_are_told() {
        let context = Context::new().unwrap();
        let (frontend, backend) = (context.socket(ROUTER).unwrap(), context.socket(DEALER).unwrap());
        let (req, rep) = (context.socket(REQ).unwrap(), context.socket(REP).unwrap());
        req.connect(frontend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        rep.connect(backend.bind(Endpoint::inproc_unique()).unwrap()).unwrap();
        let handle = Proxy::new(frontend, backend).spawn().unwrap();
        handle.pause().unwrap();
        req.send("question").unwrap();
        assert_eq!(rep.recv_timeout(Duration::from_millis(100)).unwrap(), None);
        handle.resume().unwrap();
        assert_eq!(rep.recv_timeout(SOON).unwrap().unwrap(), "question");
        assert!(handle.statistics().is_ok());
        drop(handle.stop().unwrap());
    }

    #[cfg(unix)]
    fn b20_poll_set_size() {
        let context = Context::new().unwrap();
        let (here, _there) = zeroxide::pipe(&context).unwrap();
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: the struct is writable.
        assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) }, 0);
        limit.rlim_cur = 64;
        // SAFETY: the struct is readable.
        assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
        let mut items: Vec<_> = (0..100).map(|_| PollItem::socket(&here, POLLIN | POLLOUT).unwrap()).collect();
        assert_eq!(poll(&mut items, Some(SOON)).unwrap_err().errno(), libc::EMFILE);
        assert_eq!(poll(&mut items[..60], Some(SOON)).unwrap(), 60);
    }

    fn c_poll_nothing_for_ever() {
        assert!(poll(&mut [], None).is_err());
        assert_eq!(poll(&mut [], Some(Duration::from_millis(1))).unwrap(), 0);
    }

    fn c_nul_in_text() {
        let context = Context::new().unwrap();
        let pair = context.socket(PAIR).unwrap();
        assert!(pair.bind("inproc://a\0b").is_err());
        assert!(pair.connect("inproc://a\0b").is_err());
        assert!(!zeroxide::has("ipc\0"));
        assert!(!zeroxide::has(""));
        assert_eq!(zeroxide::Message::from("x").property("Peer-Address\0x"), None);
    }
}
