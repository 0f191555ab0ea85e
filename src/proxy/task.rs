//! A proxy as a future, and how it is spoken to.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use super::control::Order;
use super::engine::Engine;
use super::handle::Stopped;
use super::statistics::ProxyStatistics;
use super::value::{Proxy, ProxyEnd, left_over};
use crate::aio::{Farewell, Watch, give_way};
use crate::{Error, Result};

const OPERATION: &str = "proxy";

/// Steers a proxy that runs as a task; made by [`Proxy::into_task`].
///
/// Any task may use it. Each order is carried out when its future ends, within one round of the proxy. Dropping this lets
/// the proxy go on: it belongs to the executor.
#[derive(Clone, Debug)]
pub struct ProxyControl {
    desk: Arc<Desk>,
}

/// Where orders are left.
#[derive(Debug)]
struct Desk {
    state: Mutex<State>,
    /// Has the proxy look at them.
    bell: Waker,
}

#[derive(Debug, Default)]
struct State {
    letters: VecDeque<(Order, Arc<Answer>)>,
    ended: bool,
}

#[derive(Debug, Default)]
struct Answer(Mutex<Answered>);

#[derive(Debug, Default)]
struct Answered {
    /// None within where the proxy ended before.
    answer: Option<Option<ProxyStatistics>>,
    waker: Option<Waker>,
}

impl Answer {
    fn lock(&self) -> MutexGuard<'_, Answered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give(&self, answer: Option<ProxyStatistics>) {
        let mut answered = self.lock();
        answered.answer = Some(answer);
        let waker = answered.waker.take();
        drop(answered);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries out what was ordered, and says whether to go on.
    fn obey(&self, engine: &mut Engine<'_>) -> bool {
        loop {
            let Some((order, answer)) = self.lock().letters.pop_front() else { return true };
            match order {
                Order::Pause => engine.paused = true,
                Order::Resume => engine.paused = false,
                Order::Report | Order::Detach | Order::Stop => {}
            }
            answer.give(Some(engine.statistics()));
            if order == Order::Stop {
                return false;
            }
        }
    }
}

/// The proxy's side of the desk. However the task ends, those who wait for an answer hear of it.
struct Desked(Arc<Desk>);

impl Drop for Desked {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.ended = true;
        let letters = std::mem::take(&mut state.letters);
        drop(state);
        letters.into_iter().for_each(|(_, answer)| answer.give(None));
    }
}

impl ProxyControl {
    async fn order(&self, operation: &'static str, order: Order) -> Result<ProxyStatistics> {
        let answer = Arc::new(Answer::default());
        {
            let mut state = self.desk.lock();
            if state.ended {
                return Err(Error::Terminated { operation });
            }
            state.letters.push_back((order, answer.clone()));
        }
        self.desk.bell.wake_by_ref();
        let answered = poll_fn(|cx| {
            let mut answered = answer.lock();
            match answered.answer {
                Some(answer) => Poll::Ready(answer),
                None => {
                    answered.waker = Some(cx.waker().clone());
                    Poll::Pending
                }
            }
        });
        answered.await.ok_or(Error::Terminated { operation })
    }

    /// Stops the flow. When this ends, no message goes through any more; they wait in the sockets. Nothing is lost.
    ///
    /// # Errors
    /// [`Terminated`](Error::Terminated) when the proxy has ended.
    pub async fn pause(&self) -> Result<()> {
        self.order("ProxyControl::pause", Order::Pause).await.map(drop)
    }

    /// Lets messages through again.
    ///
    /// # Errors
    /// As [`pause`](ProxyControl::pause).
    pub async fn resume(&self) -> Result<()> {
        self.order("ProxyControl::resume", Order::Resume).await.map(drop)
    }

    /// What was passed on so far.
    ///
    /// # Errors
    /// As [`pause`](ProxyControl::pause).
    pub async fn statistics(&self) -> Result<ProxyStatistics> {
        self.order("ProxyControl::statistics", Order::Report).await
    }

    /// Ends the proxy: its task answers with its sockets.
    ///
    /// # Errors
    /// As [`pause`](ProxyControl::pause).
    pub async fn stop(&self) -> Result<()> {
        self.order("ProxyControl::stop", Order::Stop).await.map(drop)
    }

    /// Whether the proxy has not ended. It ends by itself when the context is shut down.
    pub fn is_running(&self) -> bool {
        !self.desk.lock().ended
    }
}

/// What the task owns, in the order in which it lets go of it.
struct Owned<F, B, C> {
    watch: Watch,
    proxy: Proxy<F, B, C>,
    desk: Desked,
    farewell: Farewell,
}

impl<F: ProxyEnd, B: ProxyEnd, C: ProxyEnd> Proxy<F, B, C> {
    /// The proxy as a future, for an executor to run: [`spawn`](Proxy::spawn) without a thread. It is made where it is to
    /// be watched: within a tokio runtime by that, as with [`AsyncSocket::new`](crate::aio::AsyncSocket::new).
    ///
    /// The future ends when it is told to [`stop`](ProxyControl::stop), and when the context is shut down. One that is
    /// dropped closes the sockets, and loses a message each way at most, which had been read and found no room.
    ///
    /// # Errors
    /// As [`spawn`](Proxy::spawn) and [`AsyncSocket::new`](crate::aio::AsyncSocket::new).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DEALER, Proxy, REP, REQ, ROUTER};
    ///
    /// # fn main() -> Result<(), zeroxide::Error> {
    /// # futures_lite::future::block_on(async {
    /// let context = Context::new()?;
    /// let frontend = context.builder_for(ROUTER).bind("inproc://entrance").build()?;
    /// let backend = context.builder_for(DEALER).bind("inproc://exit").build()?;
    /// let (control, task) = Proxy::new(frontend, backend).into_task()?;
    /// let client = context.builder_for(REQ).connect("inproc://entrance").build_async()?;
    /// let worker = context.builder_for(REP).connect("inproc://exit").build_async()?;
    /// let talk = async {
    ///     client.send("2 + 2").await?;
    ///     assert_eq!(worker.recv().await?, "2 + 2");
    ///     worker.send("4").await?;
    ///     assert_eq!(client.recv().await?, "4");
    ///     control.stop().await
    /// };
    /// let (stopped, talked) = futures_lite::future::zip(task, talk).await;
    /// talked?;
    /// assert_eq!(stopped.statistics.to_backend.messages, 1);
    /// stopped.outcome
    /// # })
    /// # }
    /// ```
    pub fn into_task(self) -> Result<(ProxyControl, impl Future<Output = Stopped<F, B, C>> + Send + 'static)> {
        Engine::new(self.plan()?)?;
        let watch = Watch::new(self.ends().map(|end| end.raw))?;
        let desk = Arc::new(Desk { state: Mutex::default(), bell: watch.waker().clone() });
        let farewell = Farewell::new(self.context()?.clone());
        let owned = Owned { watch, proxy: self, desk: Desked(desk.clone()), farewell };
        Ok((ProxyControl { desk }, work(owned)))
    }
}

async fn work<F: ProxyEnd, B: ProxyEnd, C: ProxyEnd>(owned: Owned<F, B, C>) -> Stopped<F, B, C> {
    // What is declared last is dropped first.
    let Owned { farewell: _farewell, desk, proxy, watch } = owned;
    let (mut statistics, mut unsent) = (ProxyStatistics::default(), Vec::new());
    let outcome = match proxy.plan().and_then(Engine::new) {
        Ok(mut engine) => {
            let outcome = steer(&mut engine, &watch, &desk.0).await;
            statistics = engine.statistics();
            unsent = left_over(&mut engine);
            outcome
        }
        Err(error) => Err(error),
    };
    drop(watch);
    drop(desk);
    let (frontend, backend, capture) = proxy.into_sockets();
    Stopped { frontend, backend, capture, statistics, unsent, outcome }
}

async fn steer(engine: &mut Engine<'_>, watch: &Watch, desk: &Desk) -> Result<()> {
    loop {
        let mut tries = 0_u32;
        let goes_on = watch.until(OPERATION, || {
            tries = tries.saturating_add(1);
            if desk.obey(engine) { engine.look(tries > 1).map(|found| found.then_some(true)) } else { Ok(Some(false)) }
        });
        if !goes_on.await? {
            return Ok(());
        }
        engine.go()?;
        // A round may have been a long one, and the next may be at hand.
        give_way().await;
    }
}
