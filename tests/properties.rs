//! What must hold for any bytes and values. `PROPTEST_CASES` says how many of each are tried (256).
#![allow(clippy::unwrap_used)]

use proptest::collection::vec;
use proptest::prelude::*;
use zeroxide::{Context, DEALER, Error, Multipart, SocketType};

/// Frames of which some are empty.
fn frames() -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(prop_oneof![Just(Vec::new()), vec(any::<u8>(), 1..40)], 0..8)
}

proptest! {
    #[test]
    fn an_envelope_and_its_message_are_all_of_it(frames in frames()) {
        let whole = Multipart::from(frames.clone());
        let mut rest = whole.clone();
        let empty = frames.iter().position(Vec::is_empty);
        match rest.take_envelope() {
            None => {
                prop_assert_eq!(empty, None);
                prop_assert_eq!(rest, whole);
            }
            Some(mut envelope) => {
                prop_assert_eq!(Some(envelope.len() - 1), empty);
                envelope.append(rest);
                prop_assert_eq!(envelope, whole);
            }
        }
    }

    #[test]
    fn what_was_wrapped_unwraps(ids in vec(vec(any::<u8>(), 1..20), 1..5), body in frames()) {
        let mut message = Multipart::from(body.clone());
        for id in &ids {
            message.wrap(id.clone());
        }
        prop_assert_eq!(message.len(), body.len() + 2 * ids.len());
        for id in ids.iter().rev() {
            prop_assert_eq!(message.unwrap_id().unwrap(), &id[..]);
        }
        prop_assert_eq!(message, body);
    }

    #[test]
    fn an_unwrapped_message_is_no_longer_than_it_was(frames in frames()) {
        let mut message = Multipart::from(frames.clone());
        let id = message.unwrap_id();
        prop_assert_eq!(id.is_some(), !frames.is_empty());
        let taken = frames.len() - message.len();
        prop_assert!(taken <= 2 && message.to_vecs() == frames[taken..]);
    }

    #[test]
    fn numbers_and_names_of_kinds_are_known_or_errors(number: i32, name in "\\PC{0,12}") {
        if let Ok(kind) = SocketType::try_from(number) {
            prop_assert_eq!(kind.as_raw(), number);
        }
        if let Ok(kind) = name.parse::<SocketType>() {
            prop_assert!(!kind.name().is_empty());
        }
    }
}

proptest! {
    // Each opens a socket.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn options_take_any_bytes_or_answer_an_error(bytes in vec(any::<u8>(), 0..300), number: i64) {
        let context = Context::new().unwrap();
        let socket = context.socket(DEALER).unwrap();
        for name in ["plain_username", "plain_password", "zap_domain", "socks_proxy", "routing_id", "linger"] {
            for value in [socket.set_option(name, &bytes[..]), socket.set_option(name, number)] {
                if let Err(error) = value {
                    prop_assert!(matches!(error, Error::Option { .. } | Error::InvalidInput { .. }), "{error:?}");
                }
            }
        }
        // Text that is none is shown as well as it goes.
        let _ = (socket.plain_username().unwrap(), socket.socks_proxy().unwrap(), socket.zap_domain().unwrap());
        prop_assert!(socket.set_option(&String::from_utf8_lossy(&bytes), number).is_err());
    }

    #[test]
    fn bytes_that_are_no_text_come_back(bytes in vec(any::<u8>(), 0..100)) {
        let (here, there) = zeroxide::pipe(&Context::new().unwrap()).unwrap();
        here.send(&bytes[..]).unwrap();
        match there.recv_string() {
            Ok(text) => prop_assert_eq!(text.as_bytes(), bytes),
            Err(Error::NotText { bytes: kept, .. }) => prop_assert_eq!(kept, bytes),
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }
}
