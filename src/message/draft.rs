//! What the draft kinds attach to a message.

use std::ffi::CString;
use std::fmt;
use std::num::NonZeroU32;

use super::Message;
use crate::guard::guarded;
use crate::{Error, Result};

/// The number by which a SERVER or a PEER knows one of its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoutingId(NonZeroU32);

impl RoutingId {
    /// The id of a number, which is not 0.
    pub const fn new(id: u32) -> Option<RoutingId> {
        match NonZeroU32::new(id) {
            Some(id) => Some(RoutingId(id)),
            None => None,
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl fmt::Display for RoutingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The longest group that a message is given. libzmq takes longer ones and frees them too early when several peers get
/// the message.
pub(crate) const MAX_GROUP: usize = 14;

/// A group as C takes it.
pub(crate) fn group_text(operation: &'static str, group: &str) -> Result<CString> {
    match CString::new(group) {
        Ok(text) if group.len() <= MAX_GROUP || !guarded!("b05_group_is_short") => Ok(text),
        Ok(_) => Err(Error::input(operation, format!("{group:?} is longer than the {MAX_GROUP} bytes that are safe"))),
        Err(_) => Err(Error::input(operation, format!("{group:?} has a NUL in it"))),
    }
}

impl Message {
    /// From which peer a SERVER or PEER received the message. `None` for any other.
    #[doc(alias = "zmq_msg_routing_id")]
    pub fn routing_id(&self) -> Option<RoutingId> {
        RoutingId::new(self.raw.routing_id())
    }

    /// Says for which peer of a SERVER or PEER the message is. [`send_to`](crate::Socket::send_to) does it at once.
    ///
    /// # Errors
    /// Never for a message that this crate made.
    #[doc(alias = "zmq_msg_set_routing_id")]
    pub fn set_routing_id(&mut self, id: RoutingId) -> Result<()> {
        self.raw.set_routing_id(id.get()).map_err(|errno| Error::new("Message::set_routing_id", errno))
    }

    /// The group to which a RADIO sent the message. Empty for any other.
    #[doc(alias = "zmq_msg_group")]
    pub fn group(&self) -> &[u8] {
        self.raw.group().to_bytes()
    }

    /// Says for which group of a RADIO the message is, in 14 bytes at most. [`send_to`](crate::Socket::send_to) does it
    /// at once. A message that has a group keeps its bytes in a copy.
    ///
    /// # Errors
    /// When the group is longer, or has a NUL in it.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::Message;
    ///
    /// let mut message = Message::from("sunny");
    /// message.set_group("weather")?;
    /// assert_eq!(message.group(), b"weather");
    /// assert!(message.set_group("a name of many words").is_err());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_msg_set_group")]
    pub fn set_group(&mut self, group: &str) -> Result<()> {
        const OPERATION: &str = "Message::set_group";
        let text = group_text(OPERATION, group)?;
        // libzmq is confused by a second group on one message.
        if !self.group().is_empty() {
            *self = Message::try_copy(self.as_bytes())?;
        }
        self.raw.set_group(&text).map_err(|errno| Error::new(OPERATION, errno))
    }
}
