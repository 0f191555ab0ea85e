//! Handshakes that fail, each by a peer that breaks one rule: what the monitor tells of it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crypto_box::SalsaBox;
use crypto_box::aead::Aead;
use zeroxide::kind::{Receives, SendsMultipart};
use zeroxide::{
    Context, Endpoint, KeyPair, Monitor, MonitorEvent, MonitorEvents, Multipart, ProtocolError, PublicKey, REP, REQ,
    ROUTER, Rep, Req, Socket,
};

/// Longer than anything here takes: only what hangs gets there.
const LONG: Duration = Duration::from_secs(30);

const ZAP: &str = "inproc://zeromq.zap.01";

/// The first violation of a protocol that is told.
fn violation(monitor: &Monitor) -> ProtocolError {
    let deadline = Instant::now() + LONG;
    let mut passed = Vec::new();
    while let Some(event) = monitor.recv_timeout(deadline.saturating_duration_since(Instant::now())).unwrap() {
        if let MonitorEvent::HandshakeFailedProtocol { error, .. } = event {
            return error;
        }
        passed.push(event);
    }
    panic!("none came; these did: {passed:#?}");
}

/// A peer that writes ZMTP 3.0 by hand.
struct Peer(TcpStream);

impl Peer {
    /// Connects to a socket, and greets.
    fn client(server: &Socket<Rep>, mechanism: &str) -> Peer {
        let endpoint = server.bind("tcp://127.0.0.1:*").unwrap();
        let stream = TcpStream::connect((endpoint.host().unwrap(), endpoint.port().unwrap())).unwrap();
        Peer::greet(stream, mechanism, false)
    }

    /// Has a socket connect, and greets.
    fn server(client: &Socket<Req>, mechanism: &str) -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        client.connect(Endpoint::from(listener.local_addr().unwrap())).unwrap();
        Peer::greet(listener.accept().unwrap().0, mechanism, true)
    }

    fn greet(mut stream: TcpStream, mechanism: &str, as_server: bool) -> Peer {
        stream.set_read_timeout(Some(LONG)).unwrap();
        let mut greeting = vec![0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0];
        greeting.extend(mechanism.bytes());
        greeting.resize(32, 0);
        greeting.push(u8::from(as_server));
        greeting.resize(64, 0);
        stream.write_all(&greeting).unwrap();
        // One that does not like it does not finish its own.
        let _ = stream.read_exact(&mut [0; 64]);
        Peer(stream)
    }

    fn command(&mut self, body: &[u8]) {
        self.frame(4, body);
    }

    fn message(&mut self, body: &[u8]) {
        self.frame(0, body);
    }

    fn frame(&mut self, flags: u8, body: &[u8]) {
        // Bit 1: the length has eight bytes.
        let head = [&[flags | 2][..], &(body.len() as u64).to_be_bytes()].concat();
        self.0.write_all(&[&head, body].concat()).unwrap();
    }

    /// The next command, which has to begin so.
    fn expect(&mut self, name: &[u8]) -> Vec<u8> {
        let mut flags = [0];
        self.0.read_exact(&mut flags).unwrap();
        let length = if flags[0] & 2 == 0 {
            let mut short = [0];
            self.0.read_exact(&mut short).unwrap();
            usize::from(short[0])
        } else {
            let mut long = [0; 8];
            self.0.read_exact(&mut long).unwrap();
            usize::try_from(u64::from_be_bytes(long)).unwrap()
        };
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        assert!(body.starts_with(name), "{body:?}");
        body
    }
}

/// What a server tells of a peer with this mechanism.
fn at_server(server: &Socket<Rep>, mechanism: &str, misbehave: impl FnOnce(&mut Peer)) -> ProtocolError {
    let monitor = server.monitor_all().unwrap();
    let mut peer = Peer::client(server, mechanism);
    misbehave(&mut peer);
    violation(&monitor)
}

/// What a client tells of a peer with this mechanism.
fn at_client(client: &Socket<Req>, mechanism: &str, misbehave: impl FnOnce(&mut Peer)) -> ProtocolError {
    let monitor = client.monitor_all().unwrap();
    let mut peer = Peer::server(client, mechanism);
    misbehave(&mut peer);
    violation(&monitor)
}

/// A property of a READY or INITIATE command.
fn property(name: &str, value: &[u8]) -> Vec<u8> {
    let length = u32::try_from(value.len()).unwrap().to_be_bytes();
    [&[u8::try_from(name.len()).unwrap()], name.as_bytes(), &length, value].concat()
}

#[test]
fn another_mechanism() {
    let server = Context::new().unwrap().socket(REP).unwrap();
    let monitor = server.monitor(MonitorEvents::HANDSHAKE_FAILED_PROTOCOL).unwrap();
    let _peer = Peer::client(&server, "PLAIN");
    let event = monitor.recv_timeout(LONG).unwrap();
    let Some(MonitorEvent::HandshakeFailedProtocol { error, at }) = event else { panic!("{event:?}") };
    assert_eq!(error, ProtocolError::ZmtpMechanismMismatch);
    assert_eq!(Some(at.endpoint()), server.last_endpoint().unwrap().as_deref());
}

#[test]
fn null_commands() {
    let told = |command: &[u8]| {
        let server = Context::new().unwrap().socket(REP).unwrap();
        at_server(&server, "NULL", |peer| peer.command(command))
    };
    assert_eq!(told(b"\x06HURRAY"), ProtocolError::ZmtpUnexpectedCommand);
    // Without a reason, and with one that is longer than the command.
    assert_eq!(told(b"\x05ERROR"), ProtocolError::ZmtpMalformedError);
    assert_eq!(told(b"\x05ERROR\x04400"), ProtocolError::ZmtpMalformedError);
}

#[test]
fn plain_commands_to_a_server() {
    let told = |command: &[u8]| {
        let context = Context::new().unwrap();
        let _zap = context.builder_for(REP).bind(ZAP).build().unwrap();
        let server = context.socket(REP).unwrap();
        server.plain_server().unwrap();
        at_server(&server, "PLAIN", |peer| peer.command(command))
    };
    // The name of a command that is said to be longer than the command.
    assert_eq!(told(b"\xC8HELLO"), ProtocolError::ZmtpMalformedCommand);
    assert_eq!(told(b"\x05READY"), ProtocolError::ZmtpUnexpectedCommand);
    assert_eq!(told(b"\x05HELLO\x04user"), ProtocolError::ZmtpMalformedHello);
}

#[test]
fn a_command_while_the_authenticator_is_asked() {
    let context = Context::new().unwrap();
    let zap = context.socket(REP).unwrap();
    zap.bind(ZAP).unwrap();
    let server = context.socket(REP).unwrap();
    server.plain_server().unwrap();
    let told = at_server(&server, "PLAIN", |peer| {
        peer.command(b"\x05HELLO\x04user\x06secret");
        // It is asked, and does not answer.
        assert!(zap.recv_timeout(LONG).unwrap().is_some());
        peer.command(b"\x08INITIATE");
    });
    assert_eq!(told, ProtocolError::ZmtpUnspecified);
}

#[test]
fn plain_commands_to_a_client() {
    let told = |misbehave: fn(&mut Peer)| {
        let client = Context::new().unwrap().socket(REQ).unwrap();
        client.plain_client("user", "secret").unwrap();
        at_client(&client, "PLAIN", |peer| {
            peer.expect(b"\x05HELLO\x04user\x06secret");
            misbehave(peer);
        })
    };
    assert_eq!(told(|peer| peer.command(b"\x07WELCOMEs")), ProtocolError::ZmtpMalformedWelcome);
    assert_eq!(told(|peer| peer.command(b"\x05READY")), ProtocolError::ZmtpUnexpectedCommand);
}

#[test]
fn properties_that_cannot_be_read() {
    let told = |properties: &[u8]| {
        let client = Context::new().unwrap().socket(REQ).unwrap();
        client.plain_client("user", "secret").unwrap();
        at_client(&client, "PLAIN", |peer| {
            peer.expect(b"\x05HELLO");
            peer.command(b"\x07WELCOME");
            peer.expect(b"\x08INITIATE");
            peer.command(&[b"\x05READY", properties].concat());
        })
    };
    // A name and a value that are longer than the command, and a kind that does not go with REQ.
    assert_eq!(told(b"\xC8x"), ProtocolError::ZmtpInvalidMetadata);
    assert_eq!(told(b"\x01x\x00\x00\x00\x09y"), ProtocolError::ZmtpInvalidMetadata);
    assert_eq!(told(&property("Socket-Type", b"PUB")), ProtocolError::ZmtpInvalidMetadata);
}

#[test]
fn a_request_that_is_no_websocket() {
    if !zeroxide::has("WS") {
        println!("skipped: this libzmq has no WebSocket");
        return;
    }
    let server = Context::new().unwrap().socket(REP).unwrap();
    let monitor = server.monitor_all().unwrap();
    let endpoint = server.bind("ws://127.0.0.1:*").unwrap();
    let mut peer = TcpStream::connect((endpoint.host().unwrap(), endpoint.port().unwrap())).unwrap();
    peer.write_all(b"POST / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(violation(&monitor), ProtocolError::WsUnspecified);
}

/// A CURVE client by hand, whose steps can be taken wrongly.
struct Curve {
    peer: Peer,
    server_key: crypto_box::PublicKey,
    long: crypto_box::SecretKey,
    short: crypto_box::SecretKey,
    /// The server's for this connection, known from its WELCOME on.
    server_short: Option<crypto_box::PublicKey>,
    cookie: Vec<u8>,
}

fn secret() -> crypto_box::SecretKey {
    crypto_box::SecretKey::from(*KeyPair::generate().unwrap().into_parts().1.as_bytes())
}

/// A box whose nonce is `prefix` and what follows it.
fn seal(to: &crypto_box::PublicKey, from: &crypto_box::SecretKey, nonce: &[&[u8]], text: &[u8]) -> Vec<u8> {
    SalsaBox::new(to, from).encrypt(nonce.concat().as_slice().into(), text).unwrap()
}

const FIRST: [u8; 8] = 1_u64.to_be_bytes();
const SECOND: [u8; 8] = 2_u64.to_be_bytes();
const THIRD: [u8; 8] = 3_u64.to_be_bytes();

impl Curve {
    fn new(peer: Peer, server_key: &PublicKey) -> Curve {
        let server_key = crypto_box::PublicKey::from(*server_key.as_bytes());
        Curve { peer, server_key, long: secret(), short: secret(), server_short: None, cookie: Vec::new() }
    }

    fn hello(&mut self) {
        let sealed = seal(&self.server_key, &self.short, &[b"CurveZMQHELLO---", &FIRST], &[0; 64]);
        let key = self.short.public_key().to_bytes();
        self.peer.command(&[b"\x05HELLO\x01\x00", &[0; 72][..], &key, &FIRST, &sealed].concat());
        let welcome = self.peer.expect(b"\x07WELCOME");
        let nonce = [b"WELCOME-", &welcome[8..24]].concat();
        let opened = SalsaBox::new(&self.server_key, &self.short).decrypt(nonce.as_slice().into(), &welcome[24..]);
        let opened = opened.unwrap();
        let key: [u8; 32] = opened[..32].try_into().unwrap();
        self.server_short = Some(key.into());
        self.cookie = opened[32..].to_vec();
    }

    /// Vouches for a key of this connection, which ought to be the one that it uses.
    fn initiate(&mut self, vouched: &crypto_box::PublicKey) {
        let server_short = self.server_short.as_ref().unwrap();
        let keys = [vouched.as_bytes().as_slice(), self.server_key.as_bytes()].concat();
        let vouch = seal(server_short, &self.long, &[b"VOUCH---", &[7; 16]], &keys);
        let kind = property("Socket-Type", b"REQ");
        let text = [self.long.public_key().as_bytes().as_slice(), &[7; 16], &vouch, &kind].concat();
        let sealed = seal(server_short, &self.short, &[b"CurveZMQINITIATE", &SECOND], &text);
        self.peer.command(&[b"\x08INITIATE", self.cookie.as_slice(), &SECOND, &sealed].concat());
    }

    /// The whole handshake, as it should be.
    fn connect(&mut self) {
        self.hello();
        self.initiate(&self.short.public_key());
        self.peer.expect(b"\x05READY");
    }

    fn message(&mut self, number: &[u8; 8]) {
        let server_short = self.server_short.as_ref().unwrap();
        let sealed = seal(server_short, &self.short, &[b"CurveZMQMESSAGEC", number], b"\x00hello");
        self.peer.message(&[b"\x07MESSAGE", number.as_slice(), &sealed].concat());
    }
}

/// What a server tells of a client that knows its key.
fn at_curve_server(misbehave: impl FnOnce(&mut Curve)) -> ProtocolError {
    let context = Context::new().unwrap();
    let keys = KeyPair::generate().unwrap();
    let server = context.builder_for(REP).curve_server_unauthenticated(&keys).build().unwrap();
    let monitor = server.monitor_all().unwrap();
    let mut client = Curve::new(Peer::client(&server, "CURVE"), &keys.public());
    misbehave(&mut client);
    violation(&monitor)
}

fn has_curve() -> bool {
    let has = zeroxide::has("curve");
    if !has {
        println!("skipped: this libzmq has no CURVE");
    }
    has
}

#[test]
fn a_curve_client_by_hand_gets_in_where_it_does_nothing_wrong() {
    if !has_curve() {
        return;
    }
    let context = Context::new().unwrap();
    let keys = KeyPair::generate().unwrap();
    let server = context.builder_for(REP).curve_server_unauthenticated(&keys).build().unwrap();
    let monitor = server.monitor(MonitorEvents::HANDSHAKE_SUCCEEDED).unwrap();
    let mut client = Curve::new(Peer::client(&server, "CURVE"), &keys.public());
    client.connect();
    assert!(matches!(monitor.recv_timeout(LONG).unwrap(), Some(MonitorEvent::HandshakeSucceeded { .. })));
}

#[test]
fn curve_commands_to_a_server() {
    if !has_curve() {
        return;
    }
    let told = at_curve_server(|client| client.peer.command(b"\x05HELLO"));
    assert_eq!(told, ProtocolError::ZmtpMalformedHello);
    let told = at_curve_server(|client| client.peer.command(&[&b"\x05HELLO\x01\x00"[..], &[7; 192]].concat()));
    assert_eq!(told, ProtocolError::ZmtpCryptographic);
    let told = at_curve_server(|client| {
        client.hello();
        client.peer.command(b"\x08INITIATE");
    });
    assert_eq!(told, ProtocolError::ZmtpMalformedInitiate);
    let told = at_curve_server(|client| {
        client.hello();
        client.initiate(&secret().public_key());
    });
    assert_eq!(told, ProtocolError::ZmtpKeyExchange);
}

#[test]
fn curve_messages() {
    if !has_curve() {
        return;
    }
    let told = at_curve_server(|client| {
        client.connect();
        client.peer.message(b"\x07MESSAGE");
    });
    assert_eq!(told, ProtocolError::ZmtpMalformedMessage);
    // One message twice, as when somebody plays it back.
    let told = at_curve_server(|client| {
        client.connect();
        client.message(&THIRD);
        client.message(&THIRD);
    });
    assert_eq!(told, ProtocolError::ZmtpInvalidSequence);
}

#[test]
fn curve_commands_to_a_client() {
    if !has_curve() {
        return;
    }
    let told = |command: &[u8]| {
        let (server, own) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let client = Context::new().unwrap().socket(REQ).unwrap();
        client.curve_client(&server.public(), &own).unwrap();
        at_client(&client, "CURVE", |peer| {
            peer.expect(b"\x05HELLO");
            peer.command(command);
        })
    };
    assert_eq!(told(b"\x05READY"), ProtocolError::ZmtpMalformedReady);
    assert_eq!(told(b"\x05ERROR\x04400"), ProtocolError::ZmtpMalformedError);
    assert_eq!(told(&[&b"\x07WELCOME"[..], &[7; 160]].concat()), ProtocolError::ZmtpCryptographic);
}

/// An authenticator, until the context is shut down: a client that is refused comes again.
fn answer<K: Receives + SendsMultipart>(
    context: &Context,
    kind: K,
    reply: impl Fn(&Multipart) -> Vec<Vec<u8>> + Send + 'static,
) -> thread::JoinHandle<()> {
    let zap = context.socket(kind).unwrap();
    zap.bind(ZAP).unwrap();
    thread::spawn(move || {
        while let Ok(request) = zap.recv_multipart() {
            zap.send_multipart(reply(&request)).unwrap();
        }
    })
}

#[test]
fn a_refusal_is_told_with_its_status() {
    let refusal = |monitor: &Monitor| {
        let event = monitor.recv_timeout(LONG).unwrap();
        let Some(MonitorEvent::HandshakeFailedAuth { status, .. }) = event else { panic!("{event:?}") };
        status
    };
    for (text, number) in [("300", 300), ("400", 400), ("500", 500)] {
        let context = Context::new().unwrap();
        let answering = answer(&context, REP, move |request| {
            ["1.0".into(), request[1].to_vec(), text.into(), vec![], vec![], vec![]].to_vec()
        });
        let server = context.socket(REP).unwrap();
        server.set_zap_domain("test").unwrap();
        let at_server = server.monitor(MonitorEvents::HANDSHAKE_FAILED_AUTH).unwrap();
        let client = context.socket(REQ).unwrap();
        let at_client = client.monitor(MonitorEvents::HANDSHAKE_FAILED_AUTH).unwrap();
        client.connect(server.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
        assert_eq!(refusal(&at_server), number);
        // Of "try again" libzmq tells no client.
        if number != 300 {
            assert_eq!(refusal(&at_client), number);
        }
        context.shutdown().unwrap();
        answering.join().unwrap();
    }
}

/// What a server tells of its authenticator.
fn of_authenticator(authenticator: impl FnOnce(&Context) -> thread::JoinHandle<()>) -> ProtocolError {
    let context = Context::new().unwrap();
    let answering = authenticator(&context);
    let server = context.socket(REP).unwrap();
    server.set_zap_domain("test").unwrap();
    let monitor = server.monitor_all().unwrap();
    let client = context.socket(REQ).unwrap();
    client.connect(server.bind("tcp://127.0.0.1:*").unwrap()).unwrap();
    let error = violation(&monitor);
    context.shutdown().unwrap();
    answering.join().unwrap();
    error
}

#[test]
fn replies_of_an_authenticator() {
    fn frames(version: &str, id: &[u8], status: &str, metadata: &[u8]) -> Vec<Vec<u8>> {
        vec![version.into(), id.to_vec(), status.into(), vec![], b"user".to_vec(), metadata.to_vec()]
    }
    let told = |reply: fn(&[u8]) -> Vec<Vec<u8>>| {
        of_authenticator(|context| answer(context, REP, move |request| reply(&request[1])))
    };
    assert_eq!(told(|id| frames("1.0", id, "200", b"")[..4].to_vec()), ProtocolError::ZapMalformedReply);
    assert_eq!(told(|_| frames("1.0", b"another", "200", b"")), ProtocolError::ZapBadRequestId);
    assert_eq!(told(|id| frames("2.0", id, "200", b"")), ProtocolError::ZapBadVersion);
    assert_eq!(told(|id| frames("1.0", id, "999", b"")), ProtocolError::ZapInvalidStatusCode);
    // The name of a property that is said to be 200 bytes long.
    assert_eq!(told(|id| frames("1.0", id, "200", b"\xC8x")), ProtocolError::ZapInvalidMetadata);
    // A ROUTER writes its envelope itself, and can have something in the frame that ends it.
    let told = of_authenticator(|context| {
        answer(context, ROUTER, |request| {
            let mut reply = vec![request[0].to_vec(), b"not empty".to_vec()];
            reply.extend(frames("1.0", &request[3], "200", b""));
            reply
        })
    });
    assert_eq!(told, ProtocolError::ZapUnspecified);
}
