//! STREAM: notices and bytes told apart.

mod common;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use common::{LONG, eventually};
use zeroxide::{Context, Endpoint, Error, Message, STREAM, Socket, Stream, StreamEvent};

fn next(socket: &Socket<Stream>) -> StreamEvent {
    socket.recv_event_timeout(LONG).unwrap().expect("no event came")
}

#[track_caller]
fn connected(event: StreamEvent) -> Message {
    match event {
        StreamEvent::Connected(peer) => peer,
        other => panic!("{other:?}"),
    }
}

fn server(context: &Context) -> (Socket<Stream>, u16) {
    let server = context.socket(STREAM).unwrap();
    let port = server.bind("tcp://127.0.0.1:*").unwrap().port().unwrap();
    (server, port)
}

/// As many bytes as are wanted, in however many pieces they come.
fn bytes(socket: &Socket<Stream>, from: &Message, count: usize) -> Vec<u8> {
    let mut all = Vec::new();
    while all.len() < count {
        match next(socket) {
            StreamEvent::Data(peer, piece) if peer == *from => all.extend_from_slice(&piece),
            other => panic!("{other:?}"),
        }
    }
    all
}

#[test]
fn a_connection_from_begin_to_end() {
    let context = Context::new().unwrap();
    let (server, port) = server(&context);
    assert_eq!(server.try_recv_event().unwrap(), None);
    let mut client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let peer = connected(next(&server));
    client.write_all(b"hello").unwrap();
    assert_eq!(bytes(&server, &peer, 5), b"hello");
    server.send_to(&*peer, "world").unwrap();
    let mut answer = [0; 5];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"world");
    drop(client);
    let gone = next(&server);
    assert_eq!(gone, StreamEvent::Disconnected(Message::from(peer.as_bytes())));
}

#[test]
fn many_peers_are_told_apart() {
    let context = Context::new().unwrap();
    let (server, port) = server(&context);
    let clients: Vec<_> = (0..5).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    let came: HashSet<Vec<u8>> = (0..5).map(|_| connected(next(&server)).to_vec()).collect();
    assert_eq!(came.len(), 5);
    drop(clients);
    let left: HashSet<Vec<u8>> = (0..5)
        .map(|_| match next(&server) {
            StreamEvent::Disconnected(peer) => peer.to_vec(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(came, left);
}

#[test]
fn the_side_that_connects_is_told_too() {
    let context = Context::new().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = context.socket(STREAM).unwrap();
    client.connect(Endpoint::from(listener.local_addr().unwrap())).unwrap();
    let (mut accepted, _) = listener.accept().unwrap();
    let peer = connected(next(&client));
    accepted.write_all(b"!").unwrap();
    assert_eq!(bytes(&client, &peer, 1), b"!");
    drop(accepted);
    assert!(matches!(next(&client), StreamEvent::Disconnected(gone) if gone == peer));
    // libzmq connects again, under the same id: that is a connection, not another end.
    let again = listener.accept().unwrap();
    assert_eq!(connected(next(&client)), peer);
    drop(again);
}

#[test]
fn closing_a_peer_tells_nothing_here() {
    let context = Context::new().unwrap();
    let (server, port) = server(&context);
    let mut client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let peer = connected(next(&server));
    server.close_peer(&*peer).unwrap();
    // libzmq ends it while the socket is used.
    client.set_read_timeout(Some(Duration::from_millis(2))).unwrap();
    eventually("the connection is over", || {
        assert_eq!(server.try_recv_event().unwrap(), None);
        matches!(client.read(&mut [0; 8]), Ok(0))
    });
    let _other = TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert_ne!(connected(next(&server)), peer);
    assert!(server.close_peer(&*peer).unwrap_err().is_unreachable());
}

#[test]
fn half_a_message_is_told_as_such() {
    let context = Context::new().unwrap();
    let (server, port) = server(&context);
    let _client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let id = server.recv_timeout(LONG).unwrap().unwrap();
    assert!(id.more());
    match server.recv_event() {
        Err(Error::FrameCount { expected: 2, frames, .. }) => assert_eq!(frames, [b""]),
        other => panic!("{other:?}"),
    }
}
