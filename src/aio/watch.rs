//! Sockets that one task has to itself.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::driver::{self, Driver};
use super::operation::Failure;
use super::shared::{Shared, Ticket};
use super::waiters::Direction;
use crate::Result;
use crate::raw::RawSocket;

/// Watches the descriptors of sockets for one task. Dropped before the sockets.
#[derive(Debug)]
pub(crate) struct Watch {
    drivers: Vec<Box<dyn Driver>>,
    shared: Arc<Shared>,
    proxy: Waker,
}

impl Watch {
    /// By what suits where it is called.
    pub(crate) fn new<'a>(sockets: impl IntoIterator<Item = &'a RawSocket>) -> Result<Watch> {
        let shared = Arc::new(Shared::default());
        let watch = |socket| driver::open(socket, driver::suitable);
        let drivers = sockets.into_iter().map(watch).collect::<Result<_>>()?;
        Ok(Watch { drivers, proxy: Waker::from(shared.clone()), shared })
    }

    /// Has the task try again.
    pub(crate) fn waker(&self) -> &Waker {
        &self.proxy
    }

    /// Tries until there is an answer, whenever there is news of a socket or the waker was used. A try in vain must have
    /// taken in all news of each socket.
    pub(crate) async fn until<T>(
        &self,
        operation: &'static str,
        mut attempt: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let mut ticket = None;
        poll_fn(|cx| self.poll(cx, &mut ticket, operation, &mut attempt)).await
    }

    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        ticket: &mut Option<Ticket>,
        operation: &'static str,
        attempt: &mut impl FnMut() -> Result<Option<T>>,
    ) -> Poll<Result<T>> {
        loop {
            // Before the try, so that the waker reaches the task from then on.
            Ticket::hold(ticket, &self.shared, Direction::Receive, cx.waker());
            if let Some(answer) = attempt().transpose() {
                Ticket::finish(ticket);
                return Poll::Ready(answer);
            }
            let mut news = false;
            for driver in &self.drivers {
                match driver.poll_arm(&self.proxy) {
                    Poll::Pending => {}
                    Poll::Ready(Ok(())) => news = true,
                    Poll::Ready(Err(_)) => return Poll::Ready(Err(Failure::Abandoned.of(operation))),
                }
            }
            if !news {
                return Poll::Pending;
            }
        }
    }
}

/// Lets other tasks have their turn.
pub(crate) async fn give_way() {
    let mut given = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut given, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
