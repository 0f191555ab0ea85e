//! Frames into events. Whatever the frames are, nothing here panics.

use std::time::Duration;

use zeroxide_sys as ffi;

use super::event::{End, MonitorAddress, MonitorEvent};
use super::protocol::ProtocolError;
use crate::raw::RawFd;

impl MonitorEvent {
    /// Reads the frames of an event, in either of libzmq's formats: for frames that came by another way than a
    /// [`Monitor`](super::Monitor). None when they are not those of an event.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Message, MonitorEvent};
    ///
    /// let mut head = 0x0010u16.to_ne_bytes().to_vec(); // ZMQ_EVENT_BIND_FAILED
    /// head.extend(98u32.to_ne_bytes());
    /// let event = MonitorEvent::from_frames(&[head.into(), Message::from("127.0.0.1:5555")]);
    /// assert!(matches!(event, Some(MonitorEvent::BindFailed { errno: 98, .. })));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "parse_monitor_message")]
    pub fn from_frames<F: AsRef<[u8]>>(frames: &[F]) -> Option<MonitorEvent> {
        match frames {
            [head, address] => first_format(head.as_ref(), address.as_ref()),
            [event, count, values @ .., local, remote] => {
                let count = number(count)?;
                if u64::try_from(values.len()).ok()? != count {
                    return None;
                }
                let values = values.iter().map(number).collect::<Option<Vec<u64>>>()?;
                let end = |end| MonitorAddress::both(local.as_ref(), remote.as_ref(), end);
                Some(event_of(number(event)?, values, end))
            }
            _ => None,
        }
    }
}

/// A 16-bit event and a 32-bit value, as the machine has them.
fn first_format(head: &[u8], address: &[u8]) -> Option<MonitorEvent> {
    let (event, value) = head.split_first_chunk()?;
    let event = u16::from_ne_bytes(*event);
    let value = u32::from_ne_bytes(value.try_into().ok()?);
    Some(event_of(event.into(), vec![value.into()], |end| MonitorAddress::one(address, end)))
}

fn number(frame: &impl AsRef<[u8]>) -> Option<u64> {
    frame.as_ref().try_into().ok().map(u64::from_ne_bytes)
}

fn event_of(event: u64, values: Vec<u64>, at: impl Fn(End) -> MonitorAddress) -> MonitorEvent {
    let (local, remote, either) = (|| at(End::Local), || at(End::Remote), || at(End::Either));
    match (i32::try_from(event), &*values) {
        (Ok(ffi::ZMQ_EVENT_CONNECTED), [value]) => MonitorEvent::Connected { fd: fd(*value), at: remote() },
        (Ok(ffi::ZMQ_EVENT_CONNECT_DELAYED), [value]) => {
            MonitorEvent::ConnectDelayed { errno: int(*value), at: remote() }
        }
        (Ok(ffi::ZMQ_EVENT_CONNECT_RETRIED), [value]) => {
            MonitorEvent::ConnectRetried { interval: Duration::from_millis(*value), at: remote() }
        }
        (Ok(ffi::ZMQ_EVENT_LISTENING), [value]) => MonitorEvent::Listening { fd: fd(*value), at: local() },
        (Ok(ffi::ZMQ_EVENT_BIND_FAILED), [value]) => MonitorEvent::BindFailed { errno: int(*value), at: local() },
        (Ok(ffi::ZMQ_EVENT_ACCEPTED), [value]) => MonitorEvent::Accepted { fd: fd(*value), at: local() },
        (Ok(ffi::ZMQ_EVENT_ACCEPT_FAILED), [value]) => MonitorEvent::AcceptFailed { errno: int(*value), at: local() },
        (Ok(ffi::ZMQ_EVENT_CLOSED), [value]) => MonitorEvent::Closed { fd: fd(*value), at: either() },
        (Ok(ffi::ZMQ_EVENT_CLOSE_FAILED), [value]) => MonitorEvent::CloseFailed { errno: int(*value), at: local() },
        (Ok(ffi::ZMQ_EVENT_DISCONNECTED), [value]) => MonitorEvent::Disconnected { fd: fd(*value), at: either() },
        (Ok(ffi::ZMQ_EVENT_HANDSHAKE_SUCCEEDED), _) => MonitorEvent::HandshakeSucceeded { at: either() },
        (Ok(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL), [value]) => {
            MonitorEvent::HandshakeFailed { errno: int(*value), at: either() }
        }
        (Ok(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL), [value]) => {
            MonitorEvent::HandshakeFailedProtocol { error: ProtocolError::from_raw(*value), at: either() }
        }
        (Ok(ffi::ZMQ_EVENT_HANDSHAKE_FAILED_AUTH), [value]) => {
            MonitorEvent::HandshakeFailedAuth { status: u16::try_from(*value).unwrap_or(u16::MAX), at: either() }
        }
        #[cfg(feature = "draft")]
        (Ok(ffi::ZMQ_EVENT_PIPES_STATS), [outbound, inbound]) => {
            MonitorEvent::PipesStats { outbound: *outbound, inbound: *inbound, at: either() }
        }
        (Ok(ffi::ZMQ_EVENT_MONITOR_STOPPED), _) => MonitorEvent::Stopped,
        _ => MonitorEvent::Unknown { event, values, at: either() },
    }
}

/// An int, as the low 32 bits of a value.
fn int(value: u64) -> i32 {
    u32::try_from(value & u64::from(u32::MAX)).map_or(-1, u32::cast_signed)
}

/// A descriptor. One that does not fit is none at all.
fn fd(value: u64) -> RawFd {
    RawFd::try_from(value).unwrap_or(RawFd::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn v1(event: u16, value: u32, address: &str) -> Vec<Vec<u8>> {
        let head = [&event.to_ne_bytes()[..], &value.to_ne_bytes()[..]].concat();
        vec![head, address.into()]
    }

    fn v2(event: u64, values: &[u64], local: &str, remote: &str) -> Vec<Vec<u8>> {
        let count = u64::try_from(values.len()).unwrap();
        let numbers = [event, count].into_iter().chain(values.iter().copied());
        let mut frames: Vec<Vec<u8>> = numbers.map(|number| number.to_ne_bytes().into()).collect();
        frames.push(local.into());
        frames.push(remote.into());
        frames
    }

    #[test]
    fn the_first_format_has_one_address() {
        let event = MonitorEvent::from_frames(&v1(0x0020, 17, "tcp://127.0.0.1:5555")).unwrap();
        assert!(matches!(event, MonitorEvent::Accepted { fd: 17, .. }), "{event:?}");
        assert_eq!(event.endpoint(), "tcp://127.0.0.1:5555");
        assert_eq!((event.local(), event.remote()), (Some("tcp://127.0.0.1:5555"), None));

        let event = MonitorEvent::from_frames(&v1(0x0004, 250, "ipc:///x")).unwrap();
        assert!(
            matches!(event, MonitorEvent::ConnectRetried { interval, .. } if interval == Duration::from_millis(250))
        );
        assert_eq!((event.local(), event.remote()), (None, Some("ipc:///x")));

        // Which end this is, libzmq does not say.
        let event = MonitorEvent::from_frames(&v1(0x1000, 0, "tcp://[::1]:1")).unwrap();
        assert_eq!((event.endpoint(), event.local(), event.remote()), ("tcp://[::1]:1", None, None));
    }

    #[test]
    fn the_second_format_has_both_addresses() {
        let event = MonitorEvent::from_frames(&v2(0x0020, &[9], "tcp://a:1", "tcp://b:2")).unwrap();
        assert!(matches!(event, MonitorEvent::Accepted { fd: 9, .. }), "{event:?}");
        assert_eq!(event.endpoint(), "tcp://a:1");
        assert_eq!((event.local(), event.remote()), (Some("tcp://a:1"), Some("tcp://b:2")));

        let closed = MonitorEvent::from_frames(&v2(0x0080, &[9], "tcp://a:1", "")).unwrap();
        assert_eq!((closed.endpoint(), closed.remote()), ("tcp://a:1", None));
    }

    #[test]
    fn every_protocol_error_is_told_by_its_number() {
        for (number, expected) in [
            (0x1000_0000, ProtocolError::ZmtpUnspecified),
            (0x1000_0001, ProtocolError::ZmtpUnexpectedCommand),
            (0x1000_0002, ProtocolError::ZmtpInvalidSequence),
            (0x1000_0003, ProtocolError::ZmtpKeyExchange),
            (0x1000_0011, ProtocolError::ZmtpMalformedCommand),
            (0x1000_0012, ProtocolError::ZmtpMalformedMessage),
            (0x1000_0013, ProtocolError::ZmtpMalformedHello),
            (0x1000_0014, ProtocolError::ZmtpMalformedInitiate),
            (0x1000_0015, ProtocolError::ZmtpMalformedError),
            (0x1000_0016, ProtocolError::ZmtpMalformedReady),
            (0x1000_0017, ProtocolError::ZmtpMalformedWelcome),
            (0x1000_0018, ProtocolError::ZmtpInvalidMetadata),
            (0x1100_0001, ProtocolError::ZmtpCryptographic),
            (0x1100_0002, ProtocolError::ZmtpMechanismMismatch),
            (0x2000_0000, ProtocolError::ZapUnspecified),
            (0x2000_0001, ProtocolError::ZapMalformedReply),
            (0x2000_0002, ProtocolError::ZapBadRequestId),
            (0x2000_0003, ProtocolError::ZapBadVersion),
            (0x2000_0004, ProtocolError::ZapInvalidStatusCode),
            (0x2000_0005, ProtocolError::ZapInvalidMetadata),
            (0x3000_0000, ProtocolError::WsUnspecified),
            (0x4000_0000, ProtocolError::Unknown(0x4000_0000)),
        ] {
            let event = MonitorEvent::from_frames(&v1(0x2000, number, "tcp://a:1")).unwrap();
            assert!(
                matches!(event, MonitorEvent::HandshakeFailedProtocol { error, .. } if error == expected),
                "{number:#x}: {event:?}"
            );
            assert_eq!(expected.as_raw(), u64::from(number));
        }
        assert_eq!(ProtocolError::ALL.len(), 21);
    }

    #[test]
    fn what_is_not_known_is_kept() {
        let event = MonitorEvent::from_frames(&v1(0x8000, 7, "tcp://a:1")).unwrap();
        let MonitorEvent::Unknown { event: 0x8000, values, at } = event else { panic!("{event:?}") };
        assert_eq!((&*values, at.endpoint()), (&[7][..], "tcp://a:1"));

        let event = MonitorEvent::from_frames(&v2(1 << 40, &[1, 2, 3], "", "tcp://b:2")).unwrap();
        assert!(matches!(event, MonitorEvent::Unknown { event: 0x100_0000_0000, .. }), "{event:?}");
        // A known event with values that it does not have.
        let event = MonitorEvent::from_frames(&v2(0x0001, &[], "", "tcp://b:2")).unwrap();
        assert!(matches!(event, MonitorEvent::Unknown { event: 1, .. }), "{event:?}");
    }

    #[test]
    fn what_is_no_event_is_none() {
        assert_eq!(MonitorEvent::from_frames::<Vec<u8>>(&[]), None);
        assert_eq!(MonitorEvent::from_frames(&[vec![0; 6]]), None);
        assert_eq!(MonitorEvent::from_frames(&[vec![0; 5], vec![]]), None);
        assert_eq!(MonitorEvent::from_frames(&[vec![0; 7], vec![]]), None);
        let mut short = v2(1, &[1], "", "");
        short.remove(2);
        assert_eq!(MonitorEvent::from_frames(&short), None);
    }

    #[test]
    fn the_end_is_told() {
        assert_eq!(MonitorEvent::from_frames(&v1(0x0400, 0, "")), Some(MonitorEvent::Stopped));
        assert_eq!(MonitorEvent::from_frames(&v2(0x0400, &[0], "", "")), Some(MonitorEvent::Stopped));
    }

    proptest! {
        #[test]
        fn no_frames_panic(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..10), 0..8)) {
            if let Some(event) = MonitorEvent::from_frames(&frames) {
                let _ = (event.to_string(), event.kind(), event.endpoint().len());
            }
        }

        #[test]
        fn values_survive(event in any::<u16>(), value in any::<u32>(), address in "\\PC{0,30}") {
            let parsed = MonitorEvent::from_frames(&v1(event, value, &address)).unwrap();
            let also = MonitorEvent::from_frames(&v2(event.into(), &[value.into()], &address, "")).unwrap();
            prop_assert_eq!(parsed.kind(), also.kind());
            if parsed != MonitorEvent::Stopped {
                prop_assert_eq!(parsed.kind().bits(), u64::from(event));
                prop_assert_eq!(parsed.endpoint(), &address);
            }
        }
    }
}
