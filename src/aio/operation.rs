//! One operation: tries, and waits between them.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};

use super::shared::Ticket;
use super::socket::AsyncSocket;
use super::waiters::Direction;
use crate::guard::guarded;
use crate::kind::{Kind, SocketType};
use crate::raw::{Errno, Locked};
use crate::socket::Socket;
use crate::{Error, Result};

/// Why an operation failed: as small as can be, for it is handed up through every future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    Errno(Errno),
    /// The runtime that watched the socket has ended.
    Abandoned,
}

impl Failure {
    #[cold]
    pub(super) fn of(self, operation: &'static str) -> Error {
        match self {
            Failure::Errno(errno) => Error::new(operation, errno),
            Failure::Abandoned => {
                Error::Unsupported { operation, what: "waiting, as the runtime that watched the socket has ended" }
            }
        }
    }
}

/// The future of an operation.
///
/// An attempt keeps what it got, or why it failed for good, to itself, and answers only whether it is done: `AGAIN`
/// where it is to be made again, any other number where the caller needs no more than that.
pub(super) struct Operation<'a, K: Kind, A> {
    socket: &'a AsyncSocket<K>,
    direction: Direction,
    ticket: Option<Ticket>,
    pending: bool,
    attempt: A,
}

impl<K: Kind> AsyncSocket<K> {
    /// Whether this is a REQ, where the type does not say.
    #[inline]
    pub(super) fn is_req(&self) -> bool {
        K::STATIC.unwrap_or(self.kind()) == SocketType::Req
    }

    /// Notes that a wait for a message was given up.
    #[inline]
    pub(super) fn note_abandoned(&self) {
        if self.is_req() {
            self.abandoned.store(true, Relaxed);
        }
    }

    /// Makes `attempt` come to an end; it must not wait.
    #[inline]
    pub(super) fn operate<A>(&self, direction: Direction, attempt: A) -> Operation<'_, K, A>
    where
        A: FnMut(&Socket<K>) -> Result<(), Errno> + Unpin,
    {
        Operation { socket: self, direction, ticket: None, pending: false, attempt }
    }

    /// [`operate`](AsyncSocket::operate) for attempts that are not worth the trouble.
    pub(super) async fn operate_for<T, A>(
        &self,
        operation: &'static str,
        direction: Direction,
        mut attempt: A,
    ) -> Result<T>
    where
        A: FnMut(&Socket<K>) -> Result<T> + Unpin,
    {
        let mut answer = None;
        let done = self.operate(direction, |socket| settle(&mut answer, attempt(socket))).await;
        match (done, answer) {
            (Ok(()), Some(answer)) => answer,
            (Err(failure), _) => Err(failure.of(operation)),
            (Ok(()), None) => Err(Failure::Abandoned.of(operation)),
        }
    }

    #[inline]
    pub(super) fn poll_operation(
        &self,
        cx: &mut Context<'_>,
        direction: Direction,
        ticket: &mut Option<Ticket>,
        attempt: &mut impl FnMut(&Socket<K>) -> Result<(), Errno>,
    ) -> Poll<Result<(), Failure>> {
        if self.portion.is_used_up() {
            ready!(self.driver.poll_share(cx));
            self.portion.renew();
        }
        let socket = self.lock();
        if ticket.is_some() {
            // What it was called for is forgotten before the try, so that a try in vain can wait at once.
            self.driver.clear(&self.proxy);
        }
        match attempt(&socket) {
            Err(Errno::AGAIN) => self.poll_wait(cx, direction, ticket, socket, attempt),
            done => Poll::Ready(self.finish(direction, ticket, socket, done.map_err(Failure::Errno))),
        }
    }

    /// After a try in vain: forget, try, wait.
    #[cold]
    fn poll_wait(
        &self,
        cx: &mut Context<'_>,
        direction: Direction,
        ticket: &mut Option<Ticket>,
        socket: Locked<'_, Socket<K>>,
        attempt: &mut impl FnMut(&Socket<K>) -> Result<(), Errno>,
    ) -> Poll<Result<(), Failure>> {
        Ticket::hold(ticket, &self.shared, direction, cx.waker());
        loop {
            let tried = match self.driver.poll_arm(&self.proxy) {
                Poll::Pending => {
                    self.expect();
                    // One of those who wait is this one, and has just tried.
                    self.leave(socket, 1);
                    return Poll::Pending;
                }
                Poll::Ready(Ok(())) if !guarded!("b16_news_between_try_and_wait") => return Poll::Pending,
                Poll::Ready(Ok(())) => attempt(&socket).map_err(Failure::Errno),
                Poll::Ready(Err(_)) => Err(Failure::Abandoned),
            };
            match tried {
                Err(Failure::Errno(Errno::AGAIN)) => {}
                done => return Poll::Ready(self.finish(direction, ticket, socket, done)),
            }
        }
    }

    #[inline]
    fn finish(
        &self,
        direction: Direction,
        ticket: &mut Option<Ticket>,
        socket: Locked<'_, Socket<K>>,
        done: Result<(), Failure>,
    ) -> Result<(), Failure> {
        if ticket.is_some() {
            // Before the others are looked at, who include it otherwise.
            Ticket::finish(ticket);
        }
        self.leave(socket, 0);
        self.portion.spend();
        if direction == Direction::Receive && self.is_req() && done.is_ok() {
            self.abandoned.store(false, Relaxed);
        }
        done
    }
}

/// Keeps an answer, and says whether it is one.
#[inline]
pub(super) fn settle<T>(slot: &mut Option<Result<T>>, answer: Result<T>) -> Result<(), Errno> {
    match answer {
        Err(error) if error.is_would_block() => Err(Errno::AGAIN),
        done => {
            *slot = Some(done);
            Ok(())
        }
    }
}

impl<K: Kind, A> Future for Operation<'_, K, A>
where
    A: FnMut(&Socket<K>) -> Result<(), Errno> + Unpin,
{
    type Output = Result<(), Failure>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        let Operation { socket, direction, ticket, pending, attempt } = self.get_mut();
        let polled = socket.poll_operation(cx, *direction, ticket, attempt);
        *pending = polled.is_pending();
        polled
    }
}

/// After a receive that was given up, a REQ may have to skip the reply.
impl<K: Kind, A> Drop for Operation<'_, K, A> {
    #[inline]
    fn drop(&mut self) {
        if self.pending && self.direction == Direction::Receive {
            self.socket.note_abandoned();
        }
    }
}
