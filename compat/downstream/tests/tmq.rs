//! tmq 0.5 exchanges messages, with itself and with zmq.

use std::time::Duration;

use downstream::context;
use futures::{SinkExt, StreamExt};
use tmq::Multipart;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(20);

fn bound(context: &zmq::Context, kind: zmq::SocketType) -> (zmq::Socket, String) {
    let socket = context.socket(kind).unwrap();
    socket.bind("tcp://127.0.0.1:*").unwrap();
    let endpoint = socket.get_last_endpoint().unwrap().unwrap();
    (socket, endpoint)
}

fn text(message: &Multipart) -> Vec<&str> {
    message.iter().map(|frame| frame.as_str().unwrap()).collect()
}

#[tokio::test]
async fn push_and_pull() {
    let context = context();
    let (receiver, endpoint) = bound(&context, zmq::PULL);
    let mut push = tmq::push(&context).connect(&endpoint).unwrap();
    for number in 0..1000 {
        push.send(vec![number.to_string().as_str(), "job"]).await.unwrap();
    }
    receiver.set_rcvtimeo(20_000).unwrap();
    for number in 0..1000 {
        assert_eq!(receiver.recv_multipart(0).unwrap(), [number.to_string().into_bytes(), b"job".to_vec()]);
    }

    let (sender, endpoint) = bound(&context, zmq::PUSH);
    let mut pull = tmq::pull(&context).connect(&endpoint).unwrap();
    sender.send_multipart(["a", "b", "c"], 0).unwrap();
    let message = timeout(LIMIT, pull.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(text(&message), ["a", "b", "c"]);
}

#[tokio::test]
async fn publish_and_subscribe() {
    let context = context();
    // An XPUB tells when the subscription is there.
    let (publisher, endpoint) = bound(&context, zmq::XPUB);
    let mut subscriber = tmq::subscribe(&context).connect(&endpoint).unwrap().subscribe(b"news").unwrap();
    publisher.set_rcvtimeo(20_000).unwrap();
    assert_eq!(publisher.recv_bytes(0).unwrap(), b"\x01news");
    publisher.send_multipart(["olds", "no"], 0).unwrap();
    publisher.send_multipart(["news", "yes"], 0).unwrap();
    let message = timeout(LIMIT, subscriber.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(text(&message), ["news", "yes"]);
}

#[tokio::test]
async fn request_and_reply() {
    let context = context();
    let replies = tmq::reply(&context).bind("tcp://127.0.0.1:*").unwrap();
    let endpoint = tmq::AsZmqSocket::get_socket(&replies).get_last_endpoint().unwrap().unwrap();
    let requests = tmq::request(&context).connect(&endpoint).unwrap();
    let server = async {
        let (mut message, sender) = replies.recv().await.unwrap();
        message.push_back("pong".into());
        sender.send(message).await.unwrap()
    };
    let client = async {
        let waiting = requests.send(vec!["ping"].into()).await.unwrap();
        waiting.recv().await.unwrap().0
    };
    let (_, answer) = timeout(LIMIT, async { tokio::join!(server, client) }).await.unwrap();
    assert_eq!(text(&answer), ["ping", "pong"]);
}

#[tokio::test]
async fn dealer_and_router() {
    let context = context();
    let mut router = tmq::router(&context).bind("tcp://127.0.0.1:*").unwrap();
    let endpoint = tmq::AsZmqSocket::get_socket(&router).get_last_endpoint().unwrap().unwrap();
    let mut dealer = tmq::dealer(&context).set_identity(b"me").connect(&endpoint).unwrap();
    dealer.send(vec!["hello"]).await.unwrap();
    let mut message = timeout(LIMIT, router.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(text(&message), ["me", "hello"]);
    message.push_back("back".into());
    router.send(message).await.unwrap();
    let answer = timeout(LIMIT, dealer.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(text(&answer), ["hello", "back"]);
}
