//! JSON, pickle and MessagePack: exact bytes, every plain value, and what a hostile peer may send.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use zeroxide::codec::pickle::{BigInt, PyValue};
use zeroxide::codec::{MAX_DEPTH, json, msgpack, pickle};
use zeroxide::{Context, Error};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Work {
    num: i64,
    data: Option<String>,
    kind: Kind,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Plain,
    Sized(u16),
    Placed { x: f64 },
}

fn works() -> Vec<Work> {
    vec![
        Work { num: -1, data: None, kind: Kind::Plain },
        Work { num: i64::MAX, data: Some("é".into()), kind: Kind::Sized(7) },
        Work { num: 0, data: Some(String::new()), kind: Kind::Placed { x: 0.5 } },
    ]
}

#[test]
fn typed_values_survive_every_format() {
    let (here, there) = zeroxide::pipe(&Context::new().unwrap()).unwrap();
    here.send_json(&works()).unwrap();
    assert_eq!(there.recv_json::<Vec<Work>>().unwrap(), works());
    here.send_pyobj(&works()).unwrap();
    assert_eq!(there.recv_pyobj::<Vec<Work>>().unwrap(), works());
    here.send_msgpack(&works()).unwrap();
    assert_eq!(there.recv_msgpack::<Vec<Work>>().unwrap(), works());
}

/// Expected bytes: what CPython's `json.dumps(value)` gives.
#[test]
fn json_has_the_bytes_of_python() {
    let text = "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{7f}é\u{2028}😀";
    assert_eq!(
        String::from_utf8(json::to_vec(text).unwrap()).unwrap(),
        r#""\"\\/\b\f\n\r\t\u0001\u007f\u00e9\u2028\ud83d\ude00""#
    );
    let map = BTreeMap::from([("a", vec![1.0, 1e22, 1e-7]), ("b", vec![])]);
    assert_eq!(json::to_vec(&map).unwrap(), br#"{"a": [1.0, 1e+22, 1e-07], "b": []}"#);
    assert_eq!(
        json::to_vec(&(u64::MAX, i64::MIN, true, None::<u8>)).unwrap(),
        b"[18446744073709551615, -9223372036854775808, true, null]"
    );
    assert_eq!(json::from_slice::<String>(br#""\ud83d\ude00""#).unwrap(), "😀");
}

/// Expected: what CPython's `json.loads` gives, and `json.dumps` of that.
#[test]
fn json_is_read_as_by_python() {
    for (text, expected) in [
        ("NaN", PyValue::Float(f64::NAN)),
        ("[Infinity, -Infinity]", PyValue::List(vec![f64::INFINITY.into(), f64::NEG_INFINITY.into()])),
        ("9223372036854775807", PyValue::Int(i64::MAX)),
        ("9223372036854775808", PyValue::BigInt(BigInt::from(1i128 << 63))),
        (
            "-170141183460469231731687303715884105729",
            PyValue::BigInt(BigInt::from_le_bytes(&[&[0xFF; 15][..], &[0x7F, 0xFF]].concat())),
        ),
        (r#"{"1": 2, "a": 3, "a": 4}"#, PyValue::from([("1", 2.into()), ("a", 3.into()), ("a", 4.into())])),
    ] {
        let value: PyValue = json::from_slice(text.as_bytes()).unwrap();
        assert_eq!(value.to_string(), expected.to_string());
        assert_eq!(String::from_utf8(json::to_vec(&value).unwrap()).unwrap(), text);
    }
    assert_eq!(json::from_slice::<f64>(b"1e999").unwrap(), f64::INFINITY);
    assert_eq!(
        json::from_slice::<(i128, u128)>(format!("[{}, {}]", i128::MIN, u128::MAX).as_bytes()).unwrap(),
        (i128::MIN, u128::MAX)
    );
    assert_eq!(json::from_slice::<u64>(b" \n 18446744073709551615\t\r ").unwrap(), u64::MAX);
    assert!(json::from_slice::<u64>(b"18446744073709551616").is_err());
    assert_eq!(json::from_slice::<BTreeMap<i8, bool>>(br#"{"-3": true}"#).unwrap(), BTreeMap::from([(-3, true)]));
    assert_eq!(json::to_vec(&BTreeMap::from([(-3, true)])).unwrap(), br#"{"-3": true}"#);
    assert_eq!(
        json::to_vec(&PyValue::Dict(vec![(PyValue::None, 1.into()), (1.5.into(), 2.into()), (true.into(), 3.into())]))
            .unwrap(),
        br#"{"null": 1, "1.5": 2, "true": 3}"#
    );
    assert_eq!(json::to_vec(&PyValue::Set(vec![])).unwrap_err().to_string(), "a set is not JSON");
    for broken in [
        &b""[..],
        b" ",
        b"[",
        b"[1",
        b"[1,",
        b"[1,]",
        b"[,]",
        b"[1 2]",
        b"{",
        b"{}}",
        b"{1: 2}",
        b"{\"a\"}",
        b"{\"a\": }",
        b"{\"a\": 1,}",
        b"01",
        b"1.",
        b".5",
        b"-",
        b"+1",
        b"1e",
        b"nul",
        b"nan",
        b"-NaN",
        b"\xEF\xBB\xBF1",
        b"\"",
        b"\"\\",
        b"\"\\x\"",
        b"\"\\u12\"",
        b"\"\\u+123\"",
        b"\"\\ud800\"",
        b"\"\\ud800\\u0041\"",
        b"\"\\udc00\"",
        b"\"\n\"",
        b"\"\xFF\"",
        b"'a'",
        b"1 2",
    ] {
        assert!(json::from_slice::<PyValue>(broken).is_err(), "{}", broken.escape_ascii());
    }
}

/// `pickle.dumps(value, protocol)` of CPython 3.11 for 0 to 5 of `{'a': [1, -2, 300, 70000, 2**70], 'b': (None, True, 1.5), b'\xff': b''}`.
#[test]
fn every_protocol_is_read() {
    let expected = PyValue::Dict(vec![
        (
            "a".into(),
            PyValue::List(vec![
                1.into(),
                (-2).into(),
                300.into(),
                70000.into(),
                PyValue::BigInt(BigInt::from(1i128 << 70)),
            ]),
        ),
        ("b".into(), PyValue::Tuple(vec![PyValue::None, true.into(), 1.5.into()])),
        (PyValue::Bytes(vec![0xFF]), PyValue::Bytes(vec![])),
    ]);
    let pickles: [&[u8]; 6] = [
        b"(dp0\nVa\np1\n(lp2\nI1\naI-2\naI300\naI70000\naL1180591620717411303424L\nasVb\np3\n(NI01\nF1.5\ntp4\nsc_codecs\nencode\np5\n(V\xff\np6\nVlatin1\np7\ntp8\nRp9\nc__builtin__\nbytes\np10\n(tRp11\ns.",
        b"}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00L1180591620717411303424L\neX\x01\x00\x00\x00bq\x03(NI01\nG?\xf8\x00\x00\x00\x00\x00\x00tq\x04c_codecs\nencode\nq\x05(X\x02\x00\x00\x00\xc3\xbfq\x06X\x06\x00\x00\x00latin1q\x07tq\x08Rq\x09c__builtin__\nbytes\nq\n)Rq\x0bu.",
        b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00@eX\x01\x00\x00\x00bq\x03N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87q\x04c_codecs\nencode\nq\x05X\x02\x00\x00\x00\xc3\xbfq\x06X\x06\x00\x00\x00latin1q\x07\x86q\x08Rq\x09c__builtin__\nbytes\nq\n)Rq\x0bu.",
        b"\x80\x03}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00@eX\x01\x00\x00\x00bq\x03N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87q\x04C\x01\xffq\x05C\x00q\x06u.",
        b"\x80\x04\x95?\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x01a\x94]\x94(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00@e\x8c\x01b\x94N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87\x94C\x01\xff\x94C\x00\x94u.",
        b"\x80\x05\x95?\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x01a\x94]\x94(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00@e\x8c\x01b\x94N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87\x94C\x01\xff\x94C\x00\x94u.",
    ];
    for (protocol, bytes) in pickles.into_iter().enumerate() {
        assert_eq!(pickle::from_slice::<PyValue>(bytes).unwrap(), expected, "protocol {protocol}");
    }
    let written = pickle::to_vec(&expected).unwrap();
    assert_eq!(pickle::from_slice::<PyValue>(&written).unwrap(), expected);
}

#[test]
fn what_cannot_be_decoded_comes_back() {
    let (here, there) = zeroxide::pipe(&Context::new().unwrap()).unwrap();
    let system = b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x04true\x85R.".to_vec();
    here.send(&system[..]).unwrap();
    let error = there.recv_pyobj::<PyValue>().unwrap_err();
    assert_eq!(error.to_string(), "recv_pyobj: the pickle wants posix.system, and nothing is run");
    assert!(matches!(error, Error::NotDecoded { frames, .. } if frames == [system]));

    here.send("{").unwrap();
    assert!(matches!(there.recv_json::<u8>(), Err(Error::NotDecoded { frames, .. }) if frames == [b"{"]));
    here.send([0xC1]).unwrap();
    assert!(matches!(there.recv_msgpack::<u8>(), Err(Error::NotDecoded { frames, .. }) if frames == [[0xC1]]));
    here.send_multipart(["a", "b"]).unwrap();
    let error =
        there.recv_with(|frames| if frames.len() == 1 { Ok(()) } else { Err("one frame, please") }).unwrap_err();
    assert!(matches!(error, Error::NotDecoded { frames, .. } if frames == [b"a", b"b"]));
}

/// Runs with the stack that threads have by default, whatever the environment says.
fn on_a_small_stack(body: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(body).unwrap().join().unwrap();
}

#[test]
fn nesting_is_bounded() {
    on_a_small_stack(|| {
        let deep = 100_000;
        let json = [vec![b'['; deep], vec![b']'; deep]].concat();
        assert!(json::from_slice::<PyValue>(&json).is_err());
        assert!(json::from_slice::<serde_json::Value>(&json).is_err());
        assert!(msgpack::from_slice::<PyValue>(&vec![0x91; deep]).is_err());
        let lists = [vec![b']'; deep], vec![b'a'; deep - 1], vec![b'.']].concat();
        assert!(pickle::from_slice::<PyValue>(&lists).unwrap_err().to_string().contains("nested deeper than 128"));
        assert!(pickle::from_slice::<serde::de::IgnoredAny>(&lists).is_err());
        let tuples = [vec![b')'], vec![0x85; deep], vec![b'.']].concat();
        assert!(pickle::from_slice::<PyValue>(&tuples).is_err());
        let itself = b"]\x94h\x00a.";
        assert!(pickle::from_slice::<PyValue>(itself).is_err());

        let mut value = PyValue::None;
        for _ in 0..MAX_DEPTH {
            value = PyValue::List(vec![value]);
        }
        let written = pickle::to_vec(&value).unwrap();
        assert_eq!(pickle::from_slice::<PyValue>(&written).unwrap(), value);
        assert!(pickle::to_vec(&[value]).is_err());
    });
}

#[test]
fn repetition_is_bounded() {
    // Thirty lists, each ten times the one before.
    let mut bytes = b"]q\x00".to_vec();
    for level in 0..30u8 {
        bytes.extend(b"](");
        bytes.extend([b'h', level].repeat(10));
        bytes.extend([b'e', b'q', level + 1]);
    }
    bytes.push(b'.');
    assert!(pickle::from_slice::<PyValue>(&bytes).unwrap_err().to_string().contains("too often"));
}

#[test]
fn a_long_pickle_is_read() {
    on_a_small_stack(|| {
        let mut bytes = b"\x80\x04](".to_vec();
        bytes.extend(b"K\x01".repeat(1_000_000));
        bytes.extend(b"e.");
        assert_eq!(pickle::from_slice::<Vec<u8>>(&bytes).unwrap().len(), 1_000_000);
    });
}

#[test]
fn broken_pickles_are_errors() {
    let good = pickle::to_vec(&works()).unwrap();
    for length in 0..good.len() {
        assert!(pickle::from_slice::<PyValue>(&good[..length]).is_err(), "{length}");
    }
    for bytes in
        [&b"."[..], b"N.N", b"(.", b"(NNt0.", b"e.", b"}Ns.", b"h\x05.", b"X\xff\xff\xff\xffa.", b"cbuiltins\nset\n."]
    {
        assert!(pickle::from_slice::<PyValue>(bytes).is_err(), "{bytes:?}");
    }
}

/// Any value that every format can carry.
fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Into::into),
        ".{0,20}".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(".{0,8}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    /// What another library writes is read, and the other way round.
    #[test]
    fn json_agrees_with_serde_json(value in any_value()) {
        let theirs = serde_json::to_vec_pretty(&value).unwrap();
        prop_assert_eq!(&json::from_slice::<serde_json::Value>(&theirs).unwrap(), &value);
        let ours = json::to_vec(&value).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<serde_json::Value>(&ours).unwrap(), &value);
    }

    /// What it refuses is refused. For `-0` Python has the int 0.
    #[test]
    fn json_is_what_serde_json_takes_for_it(text in r#"[\[\]{}:,"\\0-2e.+tfn \-]{0,12}|(\[|\{"1":)?-?[0-9]{0,3}\.?[0-9]{0,2}([eE][+-]?[0-9]?)?[\]}]?"#) {
        prop_assume!(!text.contains("-0"));
        let other = serde_json::from_str::<serde_json::Value>(&text).ok();
        prop_assert_eq!(json::from_slice::<serde_json::Value>(text.as_bytes()).ok(), other);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = pickle::from_slice::<PyValue>(&bytes);
        let _ = pickle::from_slice::<Vec<Work>>(&bytes);
        let _ = json::from_slice::<serde_json::Value>(&bytes);
        let _ = msgpack::from_slice::<serde_json::Value>(&bytes);
        let _ = msgpack::from_slice::<Vec<Work>>(&bytes);
    }

    #[test]
    fn no_text_panics(text in "[\\[\\]{}\",:0-9eE+.\\\\untrflasd -]{0,80}") {
        let _ = json::from_slice::<serde_json::Value>(text.as_bytes());
        let _ = json::from_slice::<Vec<Work>>(text.as_bytes());
    }

    #[test]
    fn instructions_in_any_order_do_not_panic(
        codes in prop::collection::vec(prop::sample::select(b"(.012N]})ltdaesuRoKq\x00h\x00\x8f\x90\x91\x85\x86\x94".to_vec()), 0..80)
    ) {
        let _ = pickle::from_slice::<PyValue>(&[&codes[..], b"."].concat());
    }

    #[test]
    fn every_value_survives_every_format(value in any_value()) {
        prop_assert_eq!(&json::from_slice::<serde_json::Value>(&json::to_vec(&value).unwrap()).unwrap(), &value);
        prop_assert_eq!(&msgpack::from_slice::<serde_json::Value>(&msgpack::to_vec(&value).unwrap()).unwrap(), &value);
        prop_assert_eq!(&pickle::from_slice::<serde_json::Value>(&pickle::to_vec(&value).unwrap()).unwrap(), &value);
    }

    #[test]
    fn what_is_cut_short_is_an_error(value in any_value(), part in 0.0..1.0) {
        let cut = |bytes: Vec<u8>| bytes[..(bytes.len() as f64 * part) as usize].to_vec();
        prop_assert!(pickle::from_slice::<serde_json::Value>(&cut(pickle::to_vec(&value).unwrap())).is_err());
        prop_assert!(msgpack::from_slice::<serde_json::Value>(&cut(msgpack::to_vec(&value).unwrap())).is_err());
    }
}
