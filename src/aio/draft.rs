//! Sending by the draft kinds that address their messages.

use std::slice;

use super::socket::AsyncSocket;
use crate::error::SendError;
use crate::kind::{Capability, Radio, RoutesById};
use crate::message::{Message, RoutingId};
use crate::{Error, Result};

impl<K: RoutesById> AsyncSocket<K> {
    /// Sends a message to the peer of a routing id, as [`Socket::send_to`](crate::Socket::send_to) does. For SERVER and
    /// PEER.
    ///
    /// # Errors
    /// The message comes back, with [`Unreachable`](Error::Unreachable) when there is no such peer.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{CLIENT, Context, SERVER};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # futures_lite::future::block_on(async {
    /// let context = Context::new()?;
    /// let server = context.builder_for(SERVER).bind("inproc://hello").build_async()?;
    /// let client = context.builder_for(CLIENT).connect("inproc://hello").build_async()?;
    /// client.send("hello").await?;
    /// let hello = server.recv().await?;
    /// let peer = hello.routing_id().ok_or("from nobody")?;
    /// server.send_to(peer, "hello to you").await?;
    /// assert_eq!(client.recv().await?, "hello to you");
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub async fn send_to(&self, peer: RoutingId, message: impl Into<Message>) -> Result<(), SendError<Message>> {
        const OPERATION: &str = "send_to";
        let mut message = message.into();
        let sent = match self.kind().can(Capability::RoutesById) {
            true => match message.set_routing_id(peer) {
                Ok(()) => self.transmit_frames(OPERATION, slice::from_mut(&mut message)).await,
                Err(error) => Err(error),
            },
            // Any other kind would send the message to whoever is next.
            false => Err(Error::Unsupported {
                operation: OPERATION,
                what: "routing ids that are numbers, on this kind of socket",
            }),
        };
        sent.map_err(|error| SendError::new(message, error))
    }
}

impl AsyncSocket<Radio> {
    /// Sends a message to the DISHes that joined a group, as [`Socket::send_to`](crate::Socket::send_to) does.
    ///
    /// # Errors
    /// The message comes back: the group is longer than 14 bytes or has a NUL in it, or the socket is connected over udp
    /// and the message is longer than that carries.
    pub async fn send_to(&self, group: &str, message: impl Into<Message>) -> Result<(), SendError<Message>> {
        let mut message = message.into();
        let sent = match message.set_group(group) {
            Ok(()) => self.transmit_frames("send_to", slice::from_mut(&mut message)).await,
            Err(error) => Err(error),
        };
        sent.map_err(|error| SendError::new(message, error))
    }
}
