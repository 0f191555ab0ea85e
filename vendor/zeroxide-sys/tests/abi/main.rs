//! The declarations against the `zmq.h` of the library that is linked. The C compiler evaluates the header;
//! nothing here repeats a number.

mod c;
mod linked;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    mem::{align_of, offset_of, size_of},
};

use zeroxide_sys as zmq;

/// The bundled header is the one the declarations were written for; an older one has less.
const EXACT: bool = cfg!(zeroxide_bundled);

#[test]
fn constants_equal_those_of_the_header() {
    let Some(header) = text::header() else { return };
    let names = text::numeric_defines(&header);
    let Some(theirs) = c::values(&names) else {
        return;
    };
    let ours: BTreeMap<&str, i64> = zmq::CONSTANTS.iter().map(|(name, value)| (*name, i64::from(*value))).collect();
    assert_eq!(ours.len(), zmq::CONSTANTS.len(), "a constant is declared twice");
    for (name, value) in &theirs {
        if !EXACT && CHANGED_SINCE.contains(&name.as_str()) {
            continue;
        }
        assert_eq!(ours.get(name.as_str()), Some(value), "{name}");
    }
    if EXACT {
        assert!(theirs.len() > 200, "only {} constants were found in the header", theirs.len());
        let extra: Vec<&&str> = ours.keys().filter(|name| !theirs.contains_key(**name)).collect();
        assert!(extra.is_empty(), "not in the header: {extra:?}");
    }
}

/// Constants that do not say the same in every release.
const CHANGED_SINCE: &[&str] = &[
    "ZMQ_VERSION",
    "ZMQ_VERSION_MAJOR",
    "ZMQ_VERSION_MINOR",
    "ZMQ_VERSION_PATCH",
    "ZMQ_GROUP_MAX_LENGTH",
    // DRAFT; 3 in 4.3.4, where it read as the sum of the two before it.
    "ZMQ_RECONNECT_STOP_AFTER_DISCONNECT",
];

#[test]
fn property_names_equal_those_of_the_header() {
    let Some(header) = text::header() else { return };
    let theirs: BTreeSet<(String, String)> = text::text_defines(&header).into_iter().collect();
    let ours: BTreeSet<(String, String)> = [
        ("ZMQ_MSG_PROPERTY_ROUTING_ID", zmq::ZMQ_MSG_PROPERTY_ROUTING_ID),
        ("ZMQ_MSG_PROPERTY_SOCKET_TYPE", zmq::ZMQ_MSG_PROPERTY_SOCKET_TYPE),
        ("ZMQ_MSG_PROPERTY_USER_ID", zmq::ZMQ_MSG_PROPERTY_USER_ID),
        ("ZMQ_MSG_PROPERTY_PEER_ADDRESS", zmq::ZMQ_MSG_PROPERTY_PEER_ADDRESS),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.to_str().expect("ASCII").to_owned()))
    .collect();
    assert_eq!(ours, theirs);
}

#[test]
fn functions_have_the_types_of_the_header() {
    let Some(header) = text::header() else { return };
    let theirs = text::c_functions(&header);
    let mut ours = text::rust_functions(include_str!("../../src/functions.rs"));
    let stable = ours.len();
    ours.extend(text::rust_functions(include_str!("../../src/draft.rs")));
    for (name, signature) in &theirs {
        assert_eq!(ours.get(name), Some(signature), "{name}");
    }
    if EXACT {
        let extra: Vec<&String> = ours.keys().filter(|name| !theirs.contains_key(*name)).collect();
        assert!(extra.is_empty(), "not in the header: {extra:?}");
        assert_eq!((stable, ours.len() - stable), (70, 26));
    }
    assert_eq!(linked::STABLE.len(), stable);
}

#[test]
fn functions_are_in_the_library() {
    // The linker has done the work: a missing one would have failed the build of this test.
    assert!(linked::STABLE.iter().all(|address| !address.is_null()));
    #[cfg(zeroxide_draft)]
    assert_eq!(linked::DRAFT.len(), 26);
}

#[test]
fn structs_have_the_layout_of_the_header() {
    let expressions = [
        ("sizeof (zmq_msg_t)", size_of::<zmq::zmq_msg_t>()),
        ("ALIGN (zmq_msg_t)", align_of::<zmq::zmq_msg_t>()),
        ("sizeof (zmq_pollitem_t)", size_of::<zmq::zmq_pollitem_t>()),
        ("ALIGN (zmq_pollitem_t)", align_of::<zmq::zmq_pollitem_t>()),
        ("offsetof (zmq_pollitem_t, socket)", offset_of!(zmq::zmq_pollitem_t, socket)),
        ("offsetof (zmq_pollitem_t, fd)", offset_of!(zmq::zmq_pollitem_t, fd)),
        ("offsetof (zmq_pollitem_t, events)", offset_of!(zmq::zmq_pollitem_t, events)),
        ("offsetof (zmq_pollitem_t, revents)", offset_of!(zmq::zmq_pollitem_t, revents)),
        ("sizeof (zmq_fd_t)", size_of::<zmq::zmq_fd_t>()),
    ];
    let draft = [
        ("sizeof (zmq_poller_event_t)", size_of::<zmq::zmq_poller_event_t>()),
        ("ALIGN (zmq_poller_event_t)", align_of::<zmq::zmq_poller_event_t>()),
        ("offsetof (zmq_poller_event_t, socket)", offset_of!(zmq::zmq_poller_event_t, socket)),
        ("offsetof (zmq_poller_event_t, fd)", offset_of!(zmq::zmq_poller_event_t, fd)),
        ("offsetof (zmq_poller_event_t, user_data)", offset_of!(zmq::zmq_poller_event_t, user_data)),
        ("offsetof (zmq_poller_event_t, events)", offset_of!(zmq::zmq_poller_event_t, events)),
    ];
    let all: Vec<(&str, usize)> = if EXACT { [&expressions[..], &draft].concat() } else { expressions.to_vec() };
    let texts: Vec<String> = all.iter().map(|(text, _)| (*text).to_owned()).collect();
    let Some(theirs) = c::values(&texts) else {
        return;
    };
    for (text, ours) in all {
        assert_eq!(theirs[text], i64::try_from(ours).expect("small"), "{text}");
    }
}

#[test]
fn error_numbers_equal_those_of_the_header() {
    use zmq::errno::*;
    macro_rules! named {
        ($($name:ident)*) => { vec![$((stringify!($name).to_owned(), i64::from($name)),)*] };
    }
    let ours: Vec<(String, i64)> = named! {
        EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EBADF EBUSY ECONNABORTED ECONNREFUSED ECONNRESET EEXIST EFAULT
        EHOSTUNREACH EINPROGRESS EINTR EINVAL EMFILE EMSGSIZE ENAMETOOLONG ENETDOWN ENETRESET ENETUNREACH ENFILE ENOBUFS
        ENODEV ENOENT ENOMEM ENOTCONN ENOTSOCK ENOTSUP EPERM EPIPE EPROTO EPROTONOSUPPORT ETIMEDOUT
        EFSM ENOCOMPATPROTO ETERM EMTHREAD
    };
    let names: Vec<String> = ours.iter().map(|(name, _)| name.clone()).collect();
    let Some(theirs) = c::values(&names) else {
        return;
    };
    assert_eq!(ours.into_iter().collect::<BTreeMap<_, _>>(), theirs);
    assert_eq!((ENOTSUP_ALT, ENETRESET_ALT), (zmq::ZMQ_HAUSNUMERO + 1, zmq::ZMQ_HAUSNUMERO + 18));
}

#[test]
fn version_is_the_one_in_the_manifest() {
    let (mut major, mut minor, mut patch) = (0, 0, 0);
    // SAFETY: zmq_version writes three integers.
    unsafe { zmq::zmq_version(&mut major, &mut minor, &mut patch) };
    let linked = format!("{major}.{minor}.{patch}");
    let declared =
        [zmq::ZMQ_VERSION_MAJOR, zmq::ZMQ_VERSION_MINOR, zmq::ZMQ_VERSION_PATCH].map(|n| n.to_string()).join(".");
    assert!(env!("CARGO_PKG_VERSION").ends_with(&format!("+zmq-{declared}")));
    if EXACT {
        assert_eq!(linked, declared);
    } else {
        assert!(major == 4 && minor >= 2, "{linked}");
    }
}
