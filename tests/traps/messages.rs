//! B4, B5, B13, B15, B16, B26, B28, B30: single messages.

use std::io::{Read, Write};
use std::net::TcpStream;

use zeroxide::{Context, Endpoint, Message, PAIR, PULL, PUSH};

use crate::common::LONG;
use crate::{SOON, traps};

/// A peer that speaks ZMTP 3.0 by hand, with any properties.
pub(crate) fn shake_hands(endpoint: &Endpoint, kind: &str, properties: &[(&str, &[u8])]) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", endpoint.port().unwrap())).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    let mut greeting = [0; 64];
    (greeting[0], greeting[9], greeting[10]) = (0xff, 0x7f, 3);
    greeting[12..16].copy_from_slice(b"NULL");
    stream.write_all(&greeting).unwrap();
    let mut ready = b"\x05READY".to_vec();
    for (name, value) in [("Socket-Type", kind.as_bytes())].iter().chain(properties) {
        ready.push(u8::try_from(name.len()).unwrap());
        ready.extend(name.bytes());
        ready.extend(u32::try_from(value.len()).unwrap().to_be_bytes());
        ready.extend(*value);
    }
    let mut frame = vec![4, u8::try_from(ready.len()).unwrap()];
    frame.extend(ready);
    stream.write_all(&frame).unwrap();
    // Their greeting, and their READY.
    stream.read_exact(&mut [0; 64]).unwrap();
    let mut head = [0; 2];
    stream.read_exact(&mut head).unwrap();
    stream.read_exact(&mut vec![0; head[1].into()]).unwrap();
    stream
}

traps! {
    #[cfg(feature = "draft")]
    fn b04_radio_datagram() {
        use zeroxide::RADIO;
        let context = Context::new().unwrap();
        let radio = context.socket(RADIO).unwrap();
        radio.connect("udp://127.0.0.1:9").unwrap();
        let unsent = radio.send_to("group", vec![1; 8192]).unwrap_err();
        assert_eq!(unsent.into_message().len(), 8192);
        radio.send_to("group", vec![1; 8000]).unwrap();
    }

    #[cfg(feature = "draft")]
    fn b04_dgram_datagram() {
        use zeroxide::DGRAM;
        let context = Context::new().unwrap();
        let dgram = context.socket(DGRAM).unwrap();
        dgram.bind("udp://127.0.0.1:*").unwrap();
        let unsent = dgram.send_to("127.0.0.1:9", vec![1; 8193]).unwrap_err();
        assert_eq!(unsent.into_message().len(), 2);
    }

    #[cfg(feature = "draft")]
    fn b04_dgram_over_ipv6() {
        use std::net::UdpSocket;
        use zeroxide::{DGRAM, Error};
        let Ok(peer) = UdpSocket::bind("[::1]:0") else {
            println!("skipped: there is no IPv6 here");
            return;
        };
        let port = UdpSocket::bind("[::]:0").unwrap().local_addr().unwrap().port();
        let context = Context::new().unwrap();
        let dgram = context.builder_for(DGRAM).ipv6(true).build().unwrap();
        let bound = dgram.bind(format!("udp://*:{port}"));
        if bound.is_ok() {
            peer.send_to(b"hello", ("::1", port)).unwrap();
            let _ = dgram.recv_timeout(SOON);
        }
        assert!(matches!(bound, Err(Error::InvalidInput { .. })), "{bound:?}");
        dgram.set_ipv6(false).unwrap();
        dgram.bind("udp://127.0.0.1:*").unwrap();
    }

    #[cfg(feature = "draft")]
    fn b04_dish_takes_any_datagram() {
        use std::net::UdpSocket;
        use std::time::{Duration, Instant};
        use zeroxide::DISH;
        if crate::elsewhere("it ends the process") {
            return;
        }
        let context = Context::new().unwrap();
        let dish = context.socket(DISH).unwrap();
        dish.join("g").unwrap();
        let anyone = UdpSocket::bind("127.0.0.1:0").unwrap();
        // A port that is free, unless somebody takes it at once: a DISH does not tell which one the system gave it.
        let port = (0..10).find_map(|_| {
            let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            dish.bind(format!("udp://127.0.0.1:{port}")).ok().map(|_| port)
        });
        let port = port.unwrap();
        // The socket of the system is made a moment after the bind.
        let deadline = Instant::now() + SOON;
        loop {
            for datagram in [&b""[..], b"\x80", b"\xff", b"\xffgroup", b"\x7fgroup", b"\x01gbody"] {
                anyone.send_to(datagram, ("127.0.0.1", port)).unwrap();
            }
            if let Some(message) = dish.recv_timeout(Duration::from_millis(10)).unwrap() {
                assert_eq!(message, "body");
                break;
            }
            assert!(Instant::now() < deadline);
        }
    }

    #[cfg(feature = "draft")]
    fn b05_group_is_short() {
        use zeroxide::{DISH, RADIO};
        let context = Context::new().unwrap();
        let (radio, dish) = (context.socket(RADIO).unwrap(), context.socket(DISH).unwrap());
        assert!(dish.join("fifteen letters").is_err());
        assert!(radio.send_to("fifteen letters", "x").is_err());
        assert!(Message::from("x").set_group("fifteen letters").is_err());
    }

    #[cfg(feature = "draft")]
    fn b05_group_set_twice() {
        let mut message = Message::from("x");
        for group in ["one", "two", "fourteen bytes", "three"] {
            message.set_group(group).unwrap();
            assert_eq!((message.group(), &message[..]), (group.as_bytes(), &b"x"[..]));
            let mut copy = message.share();
            copy.set_group("four").unwrap();
            assert_eq!(message.group(), group.as_bytes());
        }
    }

    fn b13_shared_bytes() {
        let mut one = Message::from(vec![1; 5000]);
        let other = one.share();
        one.as_mut().unwrap().fill(9);
        assert_eq!(other, vec![1; 5000]);
        let mut constant = Message::from_static(&[7; 5000]);
        constant.as_mut().unwrap().fill(9);
        assert_eq!(constant, vec![9; 5000]);
    }

    fn b13_panic_in_release() {
        struct Bomb(Vec<u8>);
        impl AsRef<[u8]> for Bomb {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("dropped");
            }
        }
        let context = Context::new().unwrap();
        let (push, pull) = (context.socket(PUSH).unwrap(), context.socket(PULL).unwrap());
        push.connect(pull.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        for _ in 0..3 {
            push.send(Message::from_owner(Bomb(vec![1; 100_000])).unwrap()).unwrap();
            assert_eq!(pull.recv_timeout(SOON).unwrap().unwrap().len(), 100_000);
        }
        drop(Message::from_owner(Bomb(vec![1; 10])).unwrap());
    }

    // The bytes of a new message are zero: C's are whatever was there before.
    fn b13_new_bytes_are_zero() {
        drop(vec![0xaa_u8; 100_000]);
        assert!(Message::with_size(100_000).unwrap().iter().all(|byte| *byte == 0));
        assert!(Message::with_size(20).unwrap().iter().all(|byte| *byte == 0));
    }

    #[cfg(feature = "draft")]
    fn b26_dgram_before_bind() {
        use zeroxide::DGRAM;
        let context = Context::new().unwrap();
        let dgram = context.socket(DGRAM).unwrap();
        let (message, error) = dgram.send_to("127.0.0.1:9", "x").unwrap_err().into_parts();
        assert!(matches!(error, zeroxide::Error::InvalidInput { .. }), "{error:?}");
        assert_eq!(message.len(), 2);
        assert!(dgram.bind("udp://127.0.0.1:*").unwrap().as_str().starts_with("udp://"));
        dgram.send_to("127.0.0.1:9", "x").unwrap();
    }

    // Properties are what the peer says they are.
    fn b28_metadata_of_any_bytes() {
        let context = Context::new().unwrap();
        let pull = context.socket(PULL).unwrap();
        let endpoint = pull.bind("tcp://127.0.0.1:*").unwrap();
        let mut peer = shake_hands(&endpoint, "PUSH", &[("X-Strange", b"\xff\xfe\x80"), ("X-Plain", b"plain")]);
        peer.write_all(b"\x00\x02hi").unwrap();
        let message = pull.recv_timeout(SOON).unwrap().unwrap();
        assert_eq!(message, "hi");
        assert_eq!(message.property_bytes("X-Strange"), Some(&b"\xff\xfe\x80"[..]));
        assert_eq!(message.property("X-Strange"), None);
        assert_eq!(message.property("X-Plain"), Some("plain"));
        assert_eq!(message.property("X-Plain\0"), None);
    }

    fn b30_a_short_buffer_is_told() {
        let context = Context::new().unwrap();
        let (here, there) = zeroxide::pipe(&context).unwrap();
        here.send("0123456789").unwrap();
        let mut buffer = [0; 4];
        let received = there.recv_into(&mut buffer).unwrap();
        assert_eq!((received.size(), received.copied(), received.is_truncated()), (10, 4, true));
        let _ = context.socket(PAIR).unwrap();
    }
}

#[cfg(all(unix, feature = "tokio"))]
mod descriptor {
    use std::io::Write;
    use std::os::unix::net::UnixStream;
    use std::pin::pin;

    use futures_lite::future::poll_once;
    use zeroxide::aio::AsyncSocket;
    use zeroxide::{Context, POLLIN, pipe};

    use crate::{SOON, traps};

    traps! {
        // libzmq's descriptor tells of news once: what a runtime has seen of it may be old, and new news are not told again.
        fn b16_news_between_try_and_wait() {
            let context = Context::new().unwrap();
            let (here, there) = pipe(&context).unwrap();
            let (ask, asked) = std::sync::mpsc::channel();
            let sender = std::thread::spawn(move || {
                while asked.recv().is_ok() {
                    there.send("news").unwrap();
                }
            });
            let exchange = async move {
                let here = AsyncSocket::tokio(here).unwrap();
                let (mut later, marks) = UnixStream::pair().unwrap();
                marks.set_nonblocking(true).unwrap();
                let marks = tokio::net::UnixStream::from_std(marks).unwrap();
                let (saw, seen) = std::sync::mpsc::channel();
                tokio::spawn(async move {
                    while marks.readable().await.is_ok() {
                        match marks.try_read(&mut [0]) {
                            Ok(0) => return,
                            Ok(_) => saw.send(()).unwrap(),
                            Err(_) => {}
                        }
                    }
                });
                for _ in 0..10 {
                    ask.send(()).unwrap();
                    while !here.with(|socket| socket.events().unwrap().contains(POLLIN)) {}
                    // The runtime's other thread sees what is on the descriptor, and nobody waits: it has seen what came
                    // after.
                    later.write_all(b"x").unwrap();
                    tokio::task::block_in_place(|| seen.recv_timeout(SOON)).unwrap();
                    assert_eq!(here.recv().await.unwrap(), "news");
                    let mut next = pin!(here.recv());
                    assert!(poll_once(&mut next).await.is_none());
                    ask.send(()).unwrap();
                    assert_eq!(next.await.unwrap(), "news");
                }
            };
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime
                .block_on(async { tokio::spawn(tokio::time::timeout(SOON, exchange)).await })
                .unwrap()
                .expect("a message is there");
            sender.join().unwrap();
        }
    }
}
