//! One operation: tries, and waits between them.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};

use super::shared::Ticket;
use super::socket::{AsyncSocket, Turn, abandoned};
use super::waiters::Direction;
use crate::Result;
use crate::kind::{Kind, SocketType};
use crate::socket::Socket;

/// The future of an operation.
pub(super) struct Operation<'a, K: Kind, A> {
    socket: &'a AsyncSocket<K>,
    direction: Direction,
    ticket: Option<Ticket>,
    pending: bool,
    attempt: A,
}

impl<K: Kind> AsyncSocket<K> {
    /// Makes `attempt` succeed or fail for good; it must not wait.
    #[inline]
    pub(super) fn operate<T, A>(&self, direction: Direction, attempt: A) -> Operation<'_, K, A>
    where
        A: FnMut(&Socket<K>) -> Result<T> + Unpin,
    {
        Operation { socket: self, direction, ticket: None, pending: false, attempt }
    }

    #[inline]
    pub(super) fn poll_operation<T>(
        &self,
        cx: &mut Context<'_>,
        direction: Direction,
        ticket: &mut Option<Ticket>,
        attempt: &mut impl FnMut(&Socket<K>) -> Result<T>,
    ) -> Poll<Result<T>> {
        ready!(self.driver.poll_budget(cx));
        let turn = self.turn();
        if ticket.is_some() {
            // What it was called for is forgotten before the try, so that a try in vain can wait at once.
            self.driver.clear(&self.proxy);
        }
        match attempt(&turn) {
            Err(error) if error.is_would_block() => {
                self.poll_wait(cx, direction, ticket, turn, error.operation(), attempt)
            }
            done => Poll::Ready(self.finish(direction, ticket, done)),
        }
    }

    /// After a try in vain: forget, try, wait.
    fn poll_wait<T>(
        &self,
        cx: &mut Context<'_>,
        direction: Direction,
        ticket: &mut Option<Ticket>,
        mut turn: Turn<'_, K>,
        operation: &'static str,
        attempt: &mut impl FnMut(&Socket<K>) -> Result<T>,
    ) -> Poll<Result<T>> {
        Ticket::hold(ticket, &self.shared, direction, cx.waker());
        loop {
            let tried = match self.driver.poll_arm(&self.proxy) {
                Poll::Pending => {
                    turn.own = 1;
                    return Poll::Pending;
                }
                Poll::Ready(Ok(())) => attempt(&turn),
                Poll::Ready(Err(_)) => Err(abandoned(operation)),
            };
            match tried {
                Err(error) if error.is_would_block() => {}
                done => return Poll::Ready(self.finish(direction, ticket, done)),
            }
        }
    }

    #[inline]
    fn finish<T>(&self, direction: Direction, ticket: &mut Option<Ticket>, done: Result<T>) -> Result<T> {
        Ticket::finish(ticket);
        self.driver.spend();
        if self.kind() == SocketType::Req && direction == Direction::Receive && done.is_ok() {
            self.abandoned.store(false, Relaxed);
        }
        done
    }
}

impl<K: Kind, T, A> Future for Operation<'_, K, A>
where
    A: FnMut(&Socket<K>) -> Result<T> + Unpin,
{
    type Output = Result<T>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let operation = self.get_mut();
        let Operation { socket, direction, ticket, pending, attempt } = operation;
        let polled = socket.poll_operation(cx, *direction, ticket, attempt);
        *pending = polled.is_pending();
        polled
    }
}

/// After a receive that was given up, a REQ may have to skip the reply.
impl<K: Kind, A> Drop for Operation<'_, K, A> {
    #[inline]
    fn drop(&mut self) {
        if self.pending && self.direction == Direction::Receive && self.socket.kind() == SocketType::Req {
            self.socket.abandoned.store(true, Relaxed);
        }
    }
}
