//! async_zmq 0.4 exchanges messages.

use std::time::Duration;
use std::vec::IntoIter;

use async_zmq::{Message, SinkExt, StreamExt};
use downstream::context;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(20);

#[tokio::test]
async fn push_and_pull() {
    let context = context();
    let mut push = async_zmq::push("inproc://jobs").unwrap().with_context(&context).bind().unwrap();
    let mut pull = async_zmq::pull("inproc://jobs").unwrap().with_context(&context).connect().unwrap();
    let job: Vec<Message> = vec!["one".into(), "two".into()];
    timeout(LIMIT, push.send(job.into())).await.unwrap().unwrap();
    let message = timeout(LIMIT, pull.next()).await.unwrap().unwrap().unwrap();
    let frames: Vec<&[u8]> = message.iter().map(|frame| &frame[..]).collect();
    assert_eq!(frames, [b"one", b"two"]);
}

#[tokio::test]
async fn xpublish_and_subscribe() {
    let context = context();
    let builder = async_zmq::xpublish::<IntoIter<Message>, Message>("inproc://news").unwrap();
    let mut publisher = builder.with_context(&context).bind().unwrap();
    let mut subscriber = async_zmq::subscribe("inproc://news").unwrap().with_context(&context).connect().unwrap();
    subscriber.set_subscribe("news").unwrap();
    let subscription = timeout(LIMIT, publisher.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(&subscription[0][..], b"\x01news");
    let news: Vec<Message> = vec!["news".into(), "today".into()];
    timeout(LIMIT, publisher.send(news.into())).await.unwrap().unwrap();
    let message = timeout(LIMIT, subscriber.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(message[1].as_str(), Some("today"));
}

#[tokio::test]
async fn request_and_reply() {
    let context = context();
    let reply = async_zmq::reply("inproc://calls").unwrap().with_context(&context).bind().unwrap();
    let request = async_zmq::request("inproc://calls").unwrap().with_context(&context).connect().unwrap();
    let talk = async {
        request.send(Message::from("ping")).await.unwrap();
        assert_eq!(reply.recv().await.unwrap()[0].as_str(), Some("ping"));
        reply.send(Message::from("pong")).await.unwrap();
        assert_eq!(request.recv().await.unwrap()[0].as_str(), Some("pong"));
    };
    timeout(LIMIT, talk).await.unwrap();
}
