//! Subscriptions as messages: what XPUB receives, and what XSUB sends.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use super::recv::optional;
use super::{Socket, Wait};
use crate::Result;
use crate::kind::{XPub, XSub};
use crate::message::Message;
use crate::multipart::Multipart;

/// The topic of a subscription that an XPUB received. It reads as its bytes.
///
/// # Examples
/// ```
/// # use zeroxide::{Context, SubscriptionEvent, XPUB, XSUB};
/// # let context = Context::new()?;
/// # let publisher = context.socket(XPUB)?;
/// # publisher.bind("inproc://topic")?;
/// # let subscriber = context.socket(XSUB)?;
/// # subscriber.connect("inproc://topic")?;
/// # subscriber.subscribe("weather.")?;
/// let SubscriptionEvent::Subscribe(topic) = publisher.recv_event()? else { panic!() };
/// assert!(topic.starts_with(b"weather"));
/// assert_eq!(topic, "weather.");
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Topic {
    /// One byte in front of the topic says whether it comes or goes.
    frame: Message,
}

impl Topic {
    /// The topic's bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.frame.get(1..).unwrap_or_default()
    }

    /// The message that it came in, which knows the subscriber's [`peer_address`](Message::peer_address) and
    /// [`user_id`](Message::user_id). The last unsubscription of one who left knows neither.
    pub fn message(&self) -> &Message {
        &self.frame
    }
}

impl Deref for Topic {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl AsRef<[u8]> for Topic {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Debug for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.as_bytes().escape_ascii())
    }
}

impl PartialEq<str> for Topic {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Topic {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<[u8]> for Topic {
    fn eq(&self, other: &[u8]) -> bool {
        self.as_bytes() == other
    }
}

/// What an XPUB received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SubscriptionEvent {
    /// Somebody wants a topic that nobody had, or any topic with [`xpub_verbose`](Socket::set_xpub_verbose) and
    /// [`xpub_manual`](Socket::set_xpub_manual).
    Subscribe(Topic),
    /// Nobody wants the topic any more, or one subscriber with [`xpub_verboser`](Socket::set_xpub_verboser) and
    /// [`xpub_manual`](Socket::set_xpub_manual).
    Unsubscribe(Topic),
    /// Anything else, which an XSUB sent.
    Message(Multipart),
}

impl SubscriptionEvent {
    /// Reads a message that an XPUB received.
    pub(super) fn read(mut message: Multipart) -> SubscriptionEvent {
        let tag = match message.as_mut_slice() {
            [only] => only.first().copied(),
            _ => None,
        };
        match tag {
            Some(tag @ (UNSUBSCRIBE | SUBSCRIBE)) => {
                let topic = Topic { frame: message.pop_front().unwrap_or_default() };
                if tag == SUBSCRIBE {
                    SubscriptionEvent::Subscribe(topic)
                } else {
                    SubscriptionEvent::Unsubscribe(topic)
                }
            }
            _ => SubscriptionEvent::Message(message),
        }
    }
}

const UNSUBSCRIBE: u8 = 0;
const SUBSCRIBE: u8 = 1;

impl Socket<XPub> {
    /// Receives a subscription, or what else a subscriber sent. It waits for one,
    /// [`rcvtimeo`](Socket::set_rcvtimeo) at most.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, SUB, SubscriptionEvent, XPUB};
    ///
    /// let context = Context::new()?;
    /// let publisher = context.socket(XPUB)?;
    /// publisher.bind("inproc://news")?;
    /// let subscriber = context.socket(SUB)?;
    /// subscriber.subscribe(b"sport.")?;
    /// subscriber.connect("inproc://news")?;
    ///
    /// match publisher.recv_event()? {
    ///     SubscriptionEvent::Subscribe(topic) => assert_eq!(topic, "sport."),
    ///     other => panic!("{other:?}"),
    /// }
    /// publisher.send("sport.chess")?; // there is somebody to get it
    /// assert_eq!(subscriber.recv()?, "sport.chess");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn recv_event(&self) -> Result<SubscriptionEvent> {
        self.receive_event("recv_event", Wait::Configured)
    }

    /// [`recv_event`](Socket::recv_event) that never waits: none when there is nothing.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](crate::Error::WouldBlock).
    pub fn try_recv_event(&self) -> Result<Option<SubscriptionEvent>> {
        optional(self.receive_event("try_recv_event", Wait::Never))
    }

    /// [`recv_event`](Socket::recv_event) that waits this long at most: none when nothing came.
    ///
    /// # Errors
    /// As [`recv`](Socket::recv), but for [`WouldBlock`](crate::Error::WouldBlock).
    pub fn recv_event_timeout(&self, timeout: Duration) -> Result<Option<SubscriptionEvent>> {
        optional(self.receive_event("recv_event_timeout", Wait::Within(timeout)))
    }

    fn receive_event(&self, operation: &'static str, wait: Wait) -> Result<SubscriptionEvent> {
        self.receive_all(operation, wait).map(SubscriptionEvent::read)
    }
}

impl Socket<XSub> {
    /// Asks every publisher for messages that begin with `topic`, those that are connected later too. The empty one stands
    /// for all. At most 8 KiB, as libzmq walks topics by recursion.
    ///
    /// It goes as a message, which this socket's user may send by hand too: a byte 1, and the topic.
    ///
    /// # Errors
    /// When the topic is too long; otherwise as [`send`](Socket::send).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, XPUB, XSUB};
    ///
    /// let context = Context::new()?;
    /// let publisher = context.socket(XPUB)?;
    /// publisher.bind("inproc://news")?;
    /// let subscriber = context.socket(XSUB)?;
    /// subscriber.connect("inproc://news")?;
    /// subscriber.subscribe("sport.")?;
    /// publisher.recv_event()?;
    /// publisher.send("sport.chess")?;
    /// assert_eq!(subscriber.recv()?, "sport.chess");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    pub fn subscribe(&self, topic: impl AsRef<[u8]>) -> Result<()> {
        self.send_subscription(SUBSCRIBE, topic.as_ref())
    }

    /// Takes back a topic that was asked for as it is given. One that was not is no error.
    ///
    /// # Errors
    /// As [`subscribe`](Socket::subscribe).
    pub fn unsubscribe(&self, topic: impl AsRef<[u8]>) -> Result<()> {
        self.send_subscription(UNSUBSCRIBE, topic.as_ref())
    }

    fn send_subscription(&self, tag: u8, topic: &[u8]) -> Result<()> {
        let mut frame = Vec::with_capacity(topic.len() + 1);
        frame.push(tag);
        frame.extend_from_slice(topic);
        self.send(frame.as_slice())
    }
}
