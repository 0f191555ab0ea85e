//! What a peer may send to harm: pickles that would run something, values nested without end, values of many megabytes. Each
//! is an error that holds the bytes, on threads with small stacks too.

mod common;

use std::thread;

use common::{LONG, in_child};
use serde::de::IgnoredAny;
use zeroxide::codec::pickle::PyValue;
use zeroxide::codec::{MAX_DEPTH, json, msgpack, pickle};
use zeroxide::{Context, Error, pipe};

/// Pickles that would run `os.system("touch FILE")` or something like it, each by another instruction.
fn harmful(command: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text = [&[0x8c, u8::try_from(command.len()).unwrap()], command.as_bytes()].concat();
    let short = |text: &str| [&[0x8c, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    let named = [short("os"), short("system"), vec![0x93]].concat();
    vec![
        ("GLOBAL, REDUCE", [&b"cos\nsystem\n("[..], &text, b"tR."].concat()),
        ("GLOBAL of the module's own name", [&b"cposix\nsystem\n("[..], &text, b"tR."].concat()),
        ("STACK_GLOBAL", [&[0x80, 4][..], &named, &text, &[0x85], b"R."].concat()),
        ("INST", [&b"("[..], &text, b"ios\nsystem\n."].concat()),
        ("OBJ", [&b"(cos\nsystem\n"[..], &text, b"o."].concat()),
        ("NEWOBJ", [&[0x80, 2][..], b"csubprocess\nPopen\n", &text, &[0x85, 0x81], b"."].concat()),
        ("NEWOBJ_EX", [&[0x80, 4][..], &named, b")}", &[0x92], b"."].concat()),
        ("BUILD", [&b"cos\nsystem\n"[..], b"}b."].concat()),
        ("EXT1", vec![0x80, 2, 0x82, 1, b'.']),
        ("EXT2", vec![0x80, 2, 0x83, 1, 0, b'.']),
        ("EXT4", vec![0x80, 2, 0x84, 1, 0, 0, 0, b'.']),
        ("PERSID", b"Pwhatever\n.".to_vec()),
        ("BINPERSID", b"NQ.".to_vec()),
        ("NEXT_BUFFER", vec![0x80, 5, 0x97, b'.']),
        ("builtins.eval", [&b"cbuiltins\neval\n("[..], &text, b"tR."].concat()),
        ("builtins.getattr", b"cbuiltins\ngetattr\n(cos\nsystem\ntR.".to_vec()),
        ("hidden in a list", [&b"](K\x01cos\nsystem\n"[..], &text, &[0x85], b"Re."].concat()),
        ("hidden as a key", [&b"}cos\nsystem\n"[..], &text, &[0x85], b"RNs."].concat()),
        ("hidden under what is thrown away", [&b"cos\nsystem\n"[..], &text, &[0x85], b"R0N."].concat()),
        ("hidden in the memo", [&b"cos\nsystem\nq\x000h\x00"[..], &text, &[0x85], b"R."].concat()),
    ]
}

#[test]
fn no_pickle_runs_anything_and_each_comes_back() {
    let (here, there) = pipe(&Context::new().unwrap()).unwrap();
    for (how, bytes) in harmful("exit 3") {
        here.send(&bytes[..]).unwrap();
        match there.recv_pyobj::<PyValue>() {
            Err(Error::NotDecoded { frames, .. }) => assert_eq!(frames, std::slice::from_ref(&bytes), "{how}"),
            other => panic!("{how}: {other:?}"),
        }
        assert!(pickle::from_slice::<IgnoredAny>(&bytes).is_err(), "{how}");
        assert!(pickle::from_slice::<String>(&bytes).is_err(), "{how}");
    }
    here.send("still there").unwrap();
    assert_eq!(there.recv_timeout(LONG).unwrap().unwrap(), "still there");
}

/// Values nested as deep as they are long, in every format and by every bracket.
fn deep(depth: usize) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("json arrays", b"[".repeat(depth)),
        ("json arrays that close", [b"[".repeat(depth), b"]".repeat(depth)].concat()),
        ("json objects", b"{\"a\":".repeat(depth)),
        ("msgpack arrays", vec![0x91; depth]),
        ("msgpack maps", [0x81, 0xa1, b'a'].repeat(depth)),
        ("pickled lists", [b"]".repeat(depth), b"a".repeat(depth - 1), b".".to_vec()].concat()),
        ("pickled tuples", [b")".to_vec(), vec![0x85; depth - 1], b".".to_vec()].concat()),
        ("pickled dicts", [b"}K\x01".repeat(depth), b"N".to_vec(), b"s".repeat(depth), b".".to_vec()].concat()),
        ("marks of a pickle", b"(".repeat(depth)),
    ]
}

fn all_refuse(what: &str, bytes: &[u8]) {
    if what.starts_with("json") {
        assert!(json::from_slice::<PyValue>(bytes).is_err(), "{what}");
        assert!(json::from_slice::<serde_json::Value>(bytes).is_err(), "{what}");
        assert!(json::from_slice::<IgnoredAny>(bytes).is_err(), "{what}");
    } else if what.starts_with("msgpack") {
        assert!(msgpack::from_slice::<PyValue>(bytes).is_err(), "{what}");
        assert!(msgpack::from_slice::<IgnoredAny>(bytes).is_err(), "{what}");
    } else {
        assert!(pickle::from_slice::<PyValue>(bytes).is_err(), "{what}");
        assert!(pickle::from_slice::<IgnoredAny>(bytes).is_err(), "{what}");
    }
}

fn on_a_stack(kilobytes: usize, body: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(kilobytes << 10).spawn(body).unwrap().join().unwrap();
}

/// What overflows its stack ends the process, so each runs in one of its own.
#[test]
fn nesting_does_not_overflow_a_small_stack() {
    let outcome = in_child("nesting_does_not_overflow_a_small_stack", || {
        on_a_stack(SMALL, || {
            for (what, bytes) in deep(100_000) {
                all_refuse(what, &bytes);
            }
        });
    });
    if let Some(outcome) = outcome {
        assert!(outcome.status.success(), "{}", outcome.output);
    }
}

/// As deep as is allowed, which takes the most.
#[test]
fn what_is_allowed_fits_a_small_stack() {
    let outcome = in_child("what_is_allowed_fits_a_small_stack", || {
        on_a_stack(SMALL, || {
            let mut value = PyValue::None;
            for _ in 0..MAX_DEPTH {
                value = PyValue::List(vec![value]);
            }
            let written = json::to_vec(&value).unwrap();
            assert_eq!(json::from_slice::<PyValue>(&written).unwrap(), value);
            assert!(json::from_slice::<PyValue>(&[&b"["[..], &written, b"]"].concat()).is_err());
            let written = pickle::to_vec(&value).unwrap();
            assert_eq!(pickle::from_slice::<PyValue>(&written).unwrap(), value);
            let mut value = PyValue::None;
            for _ in 0..MAX_DEPTH - 1 {
                value = PyValue::List(vec![value]);
            }
            let written = msgpack::to_vec(&value).unwrap();
            assert_eq!(msgpack::from_slice::<PyValue>(&written).unwrap(), value);
        });
    });
    if let Some(outcome) = outcome {
        assert!(outcome.status.success(), "{}", outcome.output);
    }
}

/// Kilobytes: half of what threads get by default. Without optimisation a pickle as deep as is allowed takes three quarters.
const SMALL: usize = 1024;

/// Lengths that are not there must not be made room for.
#[test]
fn lengths_that_lie_take_no_memory() {
    let huge = [0xff; 4];
    for bytes in [
        [&b"\x80\x03X"[..], &huge, b"ab."].concat(),
        [&b"\x80\x04\x8d"[..], &huge, &[0; 4], b"ab."].concat(),
        [&b"\x80\x03B"[..], &huge, b"ab."].concat(),
        [&b"\x80\x05\x96"[..], &huge, &huge, b"ab."].concat(),
        [&b"\x80\x03\x8b"[..], &[0xff, 0xff, 0xff, 0x7f], b"ab."].concat(),
    ] {
        assert!(pickle::from_slice::<PyValue>(&bytes).is_err());
    }
    for head in [
        [&[0xdd][..], &huge].concat(),
        [&[0xdf][..], &huge].concat(),
        [&[0xdb][..], &huge].concat(),
        [&[0xc6][..], &huge].concat(),
    ] {
        assert!(msgpack::from_slice::<PyValue>(&head).is_err());
        assert!(msgpack::from_slice::<Vec<u64>>(&head).is_err());
    }
}

/// A megabyte, or as many as `ZEROXIDE_MEGABYTES` says.
#[test]
fn much_is_read_on_a_small_stack() {
    let megabytes: usize = std::env::var("ZEROXIDE_MEGABYTES").map_or(1, |text| text.parse().unwrap());
    on_a_stack(SMALL, move || {
        let count = (megabytes << 20) / 4;
        let text = [b"[".to_vec(), b"12, ".repeat(count), b"3]".to_vec()].concat();
        assert_eq!(json::from_slice::<Vec<u8>>(&text).unwrap().len(), count + 1);
        let text = [b"\"".to_vec(), vec![b'x'; megabytes << 20], b"\"".to_vec()].concat();
        assert_eq!(json::from_slice::<String>(&text).unwrap().len(), megabytes << 20);
        let bytes = [b"\x80\x04](".to_vec(), b"K\x01K\x02".repeat(count), b"e.".to_vec()].concat();
        assert_eq!(pickle::from_slice::<Vec<u8>>(&bytes).unwrap().len(), 2 * count);
        let packed = msgpack::to_vec(&vec![1u8; megabytes << 20]).unwrap();
        assert_eq!(msgpack::from_slice::<Vec<u8>>(&packed).unwrap().len(), megabytes << 20);
        for (what, bytes) in deep(megabytes << 20) {
            all_refuse(what, &bytes);
        }
    });
}
