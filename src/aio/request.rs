//! Requests.

use std::sync::atomic::Ordering::Relaxed;

use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::Result;
use crate::kind::Req;
use crate::multipart::{Frames, IntoMultipart, Multipart};
use crate::socket::{Socket, Wait};

impl AsyncSocket<Req> {
    /// Sends a request and waits for its reply.
    ///
    /// A request that is dropped on the way, as by a timeout, does not spoil the socket. With
    /// [`req_relaxed`](Socket::set_req_relaxed) and [`req_correlate`](Socket::set_req_correlate) the next one is sent at
    /// once, and a reply that comes late is skipped by libzmq. Without them the next send first waits for that reply and
    /// skips it; when it may never come, set both.
    ///
    /// # Errors
    /// As [`send_multipart`](AsyncSocket::send_multipart) and [`recv_multipart`](AsyncSocket::recv_multipart);
    /// [`WrongState`](crate::Error::WrongState) while another task's request is under way.
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, REP, REQ};
    ///
    /// # fn main() -> Result<(), zeroxide::Error> {
    /// # futures_lite::future::block_on(async {
    /// let context = Context::new()?;
    /// let server = context.builder_for(REP).bind("inproc://sum").build_async()?;
    /// let client = context.builder_for(REQ).connect("inproc://sum").build_async()?;
    /// let serve = async {
    ///     let numbers = server.recv_multipart().await?;
    ///     let sum: u8 = numbers.iter().flat_map(|number| number.first()).sum();
    ///     server.send([sum]).await?;
    ///     Ok::<(), zeroxide::Error>(())
    /// };
    /// let (served, reply) = futures_lite::future::zip(serve, client.request([[19], [23]])).await;
    /// assert_eq!(reply?, [[42]]);
    /// served
    /// # })
    /// # }
    /// ```
    pub async fn request(&self, parts: impl IntoMultipart) -> Result<Multipart> {
        const OPERATION: &str = "request";
        let mut frames = parts.into_frames();
        self.transmit_frames(OPERATION, frames.frames()).await?;
        // Until the reply is there.
        self.abandoned.store(true, Relaxed);
        let receive = |socket: &Socket<Req>| socket.receive_all(OPERATION, Wait::Never);
        self.operate_for(OPERATION, Direction::Receive, receive).await
    }
}
